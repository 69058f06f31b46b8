//! Addresses that captions would come from or go to → why nothing does. For programs built without the feature `network`.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use super::feed::Feed;
use super::source::Secret;
use crate::crew::Crew;

/// What would be sent to a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    pub text: String,
    pub language: Option<String>,
    pub shown: Duration,
}

/// What sends posts: nothing does.
#[derive(Clone, Debug)]
pub struct Push;

impl Push {
    /// # Errors
    /// Always.
    pub fn start(
        _: &Crew,
        _: Secret,
        _: impl Fn() -> Duration + Send + 'static,
        _: impl Fn(Option<&'static str>) + Send + 'static,
    ) -> Result<Self, String> {
        Err("this Cuecard was built without the network, so no meeting gets captions: use one with the feature \
             `network`"
            .to_owned())
    }

    pub fn send(&self, _: Post) {}
}

pub(super) fn serve(feed: &Arc<Feed>, _: SocketAddr, _: Option<Secret>, _: &Crew) {
    feed.fail(Some(
        "this Cuecard was built without the network (the feature `network`): captions come from `auto`, `-`, \
         `command:…`, `file:…` or `tcp://…`"
            .to_owned(),
    ));
}
