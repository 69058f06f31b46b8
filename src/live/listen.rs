//! A source of live captions → a feed that listens to it, on a thread of its own.

use std::sync::Arc;
use std::thread;

use super::feed::{Feed, Times};
use super::parse::Form;
use super::source::Source;
use super::{http, streams};

/// Listens to a source, on a thread of its own; `wake` is called when there is something new.
pub fn listen(source: Source, form: Form, times: Times, wake: impl Fn() + Send + Sync + 'static) -> Arc<Feed> {
    let feed = Arc::new(Feed::new(form, times, wake));
    let listener = Arc::clone(&feed);
    thread::spawn(move || match source {
        Source::Input => {
            listener.follow(std::io::stdin().lock());
            listener.fail(Some("what was piped in has ended".to_owned()));
        }
        Source::Command(command) => streams::command(&listener, &command),
        Source::File(path) => streams::file(&listener, &path),
        Source::Tcp(address) => streams::tcp(&listener, address),
        Source::Http { address, token } => http::serve(&listener, address, token),
    });
    feed
}
