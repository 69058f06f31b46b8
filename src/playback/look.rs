//! The talk at one moment → a scene of it. The lock is held as long as a few values are copied.

use std::sync::Arc;
use std::time::Duration;

use crate::show::Moment;

use super::live::FeedStatus;
use super::scene::{Notices, Playing, Scene, Status};
use super::takes::TakeStatus;
use super::{Phase, Playback, State};

/// What is told by the way stays this long.
const SAID: Duration = Duration::from_secs(8);

impl Playback {
    /// The talk as it stands. To be asked for once a frame, after its keys were taken.
    #[must_use]
    pub fn scene(&self) -> Arc<Scene> {
        self.scene_at(self.clock.now())
    }

    pub(crate) fn scene_at(&self, now: Moment) -> Arc<Scene> {
        // Another lock, which is not to be waited for while this one is held.
        let feed = self.feed_status(now);
        let mut state = self.lock();
        let now = state.moment(now);
        Arc::new(state.scene(feed, now))
    }
}

impl State {
    fn scene(&self, feed: FeedStatus, now: Moment) -> Scene {
        // Where the windows belong depends on it before there is a slide.
        let mut take = TakeStatus { rehearsal: self.takes.rehearsal(), ..TakeStatus::default() };
        let mut ghost = None;
        let status = match &self.phase {
            Phase::Loading => Status::Loading,
            Phase::Faulty { page, .. } => Status::Faulty(Arc::clone(page)),
            Phase::Failed(why) => Status::Failed(Arc::clone(why)),
            Phase::Playing(running) => {
                let view = running.show.view(now);
                take = self.takes.status(&view);
                ghost = self.takes.ghost(&view);
                Status::Playing(Box::new(Playing {
                    reading: Arc::clone(&running.reading),
                    plan: Arc::clone(running.show.plan()),
                    view,
                    stopped: running.show.stopped(),
                }))
            }
        };
        Scene {
            now,
            changes: self.changes,
            open: self.deck.is_some(),
            status,
            take,
            ghost,
            best: self.takes.best.clone(),
            longest: Arc::clone(&self.takes.longest),
            feed,
            live: Arc::clone(&self.live.lines),
            notices: self.notices(now),
        }
    }

    fn notices(&self, now: Moment) -> Notices {
        let said = self.said.as_ref().filter(|(_, since)| now.since(*since) < SAID);
        Notices {
            said: said.map(|(words, _)| Arc::clone(words)),
            live: self.live.trouble().cloned(),
            trouble: self.trouble.clone().or_else(|| self.journal_trouble.clone()).or_else(|| self.safe.clone()),
            take: self.takes.trouble.clone(),
            elsewhere: self.takes.elsewhere,
            picture: self.picture_trouble.clone(),
        }
    }
}
