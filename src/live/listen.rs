//! A source of live captions → a feed that listens to it, on a thread of its own.

use std::sync::Arc;

use super::feed::{Feed, Times};
#[cfg(feature = "network")]
use super::http::serve;
#[cfg(not(feature = "network"))]
use super::no_network::serve;
use super::parse::Form;
use super::source::Source;
use super::streams;
use crate::crew::{Crew, Job};

const JOB: Job = Job { name: "captions", work: "Listening for captions", remedy: "" };
const PIPE: Job = Job { remedy: "Start Cuecard again to have them", ..JOB };

/// Listens to a source, on a thread of its own; `wake` is called when there is something new.
pub fn listen(
    crew: &Crew,
    source: Source,
    form: Form,
    times: Times,
    wake: impl Fn() + Send + Sync + 'static,
) -> Arc<Feed> {
    if source == Source::Auto {
        // It begins with the first talk.
        return Arc::new(Feed::of_machine(times, wake));
    }
    let feed = Arc::new(Feed::new(form, times, wake));
    let listener = Arc::clone(&feed);
    let threads = crew.clone();
    // What comes of them stands in the feed.
    drop(match source {
        Source::Auto => return feed,
        // Only who writes into the pipe can end it.
        Source::Input => crew.detached(PIPE, move || {
            listener.follow(std::io::stdin().lock());
            listener.fail(Some("what was piped in has ended".to_owned()));
        }),
        Source::Command(command) => crew.task(PIPE, move || streams::command(&listener, &command)),
        Source::File(path) => crew.service(JOB, move || streams::file(&listener, &path, &threads)),
        Source::Tcp(address) => crew.service(JOB, move || streams::tcp(&listener, address, &threads)),
        Source::Http { address, token } => {
            crew.service(JOB, move || serve(&listener, address, token.clone(), &threads))
        }
    });
    feed
}
