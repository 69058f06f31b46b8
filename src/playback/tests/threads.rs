//! The talk's threads: all of them end with the program, whatever they wait for.

use std::path::Path;
use std::time::Duration;

use super::super::listener::{Listener, News};
use super::super::{loader, ticker};
use super::*;
use crate::live::{Form, Source};
use crate::takes::Kind;

struct Nobody;

impl Listener for Nobody {
    fn changed(&self, _: News) {}
    fn opened(&self, _: &Arc<Path>) {}
}

#[test]
fn all_threads_end_with_the_program() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("deck.toml"), DECK).expect("it writes");
    let (anywhere, words) = (([127, 0, 0, 1], 0).into(), folder.path().join("words.txt"));
    for source in [
        Source::File(words),
        Source::Tcp(anywhere),
        Source::Http { address: anywhere, token: None },
        Source::Command("sleep 986.5".to_owned()),
    ] {
        let running = playback_as(Options { live: Some((source.clone(), Form::Usual)), ..Options::default() });
        loader::start(&running, Arc::new(Nobody), &running.crew);
        ticker::start(&running, Arc::new(Nobody), &running.crew);
        running.listen();
        running.keep_takes(None);
        // The first one's watch ends when the second one is opened.
        running.open(folder.path(), Kind::Talk);
        running.open(folder.path(), Kind::Talk);
        let names = running.crew.names();
        for name in ["loader", "ticker", "watcher", "captions", "recorder"] {
            assert!(names.contains(&name), "{source:?}: {names:?}");
        }
        running.end();
        assert_eq!(running.crew.end(Duration::from_secs(20)), [""; 0], "{source:?}");
    }
}
