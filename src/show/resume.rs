//! A talk that broke off → the offer to go on where it did, with its time, for as long as no other time has begun.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::view::Cursor;
use super::{Moment, Show};

/// Where a talk broke off, and what its timer showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopped {
    /// The slide's stable name.
    pub slide: String,
    pub step: usize,
    pub elapsed: Duration,
}

impl Show {
    /// The same after a talk that broke off: `Back` goes there.
    #[must_use]
    pub fn after(self, stopped: Stopped) -> Self {
        Self { stopped: Some(stopped), ..self }
    }

    /// The place that `Back` would go to, and the time that it would go on from.
    #[must_use]
    pub fn stopped(&self) -> Option<(Cursor, Duration)> {
        let stopped = self.stopped.as_ref().filter(|_| !self.clock.started())?;
        let slide = self.plan.slides.iter().position(|slide| slide.id == stopped.slide)?;
        let step = stopped.step.min(self.plan.slides[slide].steps.saturating_sub(1));
        Some((Cursor { slide, step }, stopped.elapsed))
    }

    /// Goes there and on from that time. False where there is nothing to go on from.
    pub(super) fn go_on(&mut self, now: Moment) -> bool {
        let Some((to, elapsed)) = self.stopped() else { return false };
        self.stopped = None;
        self.clock.go_on(elapsed, now);
        // What comes before it was told then.
        let plan = std::sync::Arc::clone(&self.plan);
        plan.slides[..to.slide].iter().for_each(|slide| self.clock.enter(&slide.id, now));
        self.jump(to, now);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::command::Command;
    use crate::takes::tests::plan;

    fn second(seconds: u64) -> Moment {
        Moment(Duration::from_secs(seconds))
    }

    fn stopped(slide: &str) -> Show {
        let elapsed = Duration::from_secs(843);
        Show::new(plan(4)).after(Stopped { slide: slide.to_owned(), step: 7, elapsed })
    }

    #[test]
    fn back_goes_on_where_the_talk_broke_off_with_its_time() {
        let mut show = stopped("s1");
        // It was looked for in the overview, which changes nothing.
        show.apply(Command::Overview, second(2));
        show.apply(Command::Leave, second(3));
        let there = Cursor { slide: 1, step: 1 };
        assert_eq!(show.stopped(), Some((there, Duration::from_secs(843))), "its last step where it has fewer now");
        show.apply(Command::Back, second(10));
        let view = show.view(second(15));
        assert_eq!((view.cursor, view.elapsed.as_secs(), view.running), (there, 848, true));
        assert_eq!(show.stopped(), None);
        show.apply(Command::Back, second(20));
        assert_eq!(show.view(second(20)).cursor.slide, 0, "and after that it is Back again");
    }

    #[test]
    fn the_offer_ends_with_the_time_of_another_talk_and_needs_its_slide() {
        let mut show = stopped("s1");
        show.apply(Command::TimerToggle, second(1));
        assert_eq!(show.stopped(), None);
        show.apply(Command::Back, second(2));
        assert_eq!(show.view(second(2)).cursor.slide, 0);
        assert_eq!(stopped("gone").stopped(), None);
    }
}
