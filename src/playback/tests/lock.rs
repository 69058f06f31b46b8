//! Who is told of something may ask the talk anything: its lock is held by nobody then.

use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::super::listener::{Listener, News};
use super::super::{loader, ticker};
use super::*;
use crate::crew::Crew;
use crate::takes::Kind;

/// No test waits that long.
const LONG: Duration = Duration::from_secs(60);

/// Asks the talk everything, whatever it is told.
struct Curious {
    playback: Arc<Playback>,
    tell: Mutex<Sender<&'static str>>,
}

impl Curious {
    fn ask(&self, told: &'static str) {
        let scene = self.playback.scene();
        let _ = self.playback.apply(Command::NotesLarger, scene.now);
        let _ = self.playback.deck();
        self.playback.say("told");
        // The test may have seen enough.
        let _ = self.tell.lock().unwrap_or_else(PoisonError::into_inner).send(told);
    }
}

impl Listener for Curious {
    fn changed(&self, _: News) {
        self.ask("changed");
    }

    fn opened(&self, _: &Arc<Path>) {
        self.ask("opened");
    }

    fn paints_lines(&self) -> bool {
        let _ = self.playback.scene();
        false
    }

    fn tells_faults(&self) -> bool {
        self.ask("asked");
        false
    }
}

fn until(told: &Receiver<&'static str>, what: &str) {
    while told.recv_timeout(LONG).expect("it is told") != what {}
}

#[test]
fn whoever_is_told_may_ask_back_and_both_threads_end() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("deck.toml");
    std::fs::write(&file, DECK).expect("it writes");
    let (running, crew, (tell, told)) = (playback(), Crew::default(), mpsc::channel());
    let listener: Arc<dyn Listener> = Arc::new(Curious { playback: Arc::clone(&running), tell: Mutex::new(tell) });
    loader::start(&running, Arc::clone(&listener), &crew);
    ticker::start(&running, listener, &crew);
    running.open(folder.path(), Kind::Talk);
    for what in ["opened", "asked", "changed"] {
        until(&told, what);
    }
    let generation = playing(&running.scene()).reading.generation;
    std::fs::write(&file, DECK.replace("One apple", "One plum")).expect("it writes");
    running.read_again();
    while playing(&running.scene()).reading.generation == generation {
        until(&told, "changed");
    }
    running.end();
    assert_eq!(crew.end(LONG), [""; 0]);
}
