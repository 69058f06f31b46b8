//! What happens to the watched process, and when → what its parent does about it. Pure: the time is an argument.
//!
//! Invariant: only time in which the parent itself ran counts as silence. Where a machine was suspended, or a whole group
//! of processes stopped, nobody hangs.

use std::collections::VecDeque;
use std::time::Duration;

/// The windows' thread tells four times a second that it is at work. After this long without a word it hangs.
pub const HANGS: Duration = Duration::from_secs(5);
/// A process that has not shown its windows yet is given longer: the deck may be on a slow disk.
const BEGINS: Duration = Duration::from_secs(20);
/// The parent looks this often.
pub const LOOK_EVERY: Duration = Duration::from_millis(250);
/// Between two looks no more time than this was watched.
const MOST_BETWEEN: Duration = Duration::from_millis(500);
/// So many deaths within `SOON` and the next life is a safe one.
const SAFE_AFTER: usize = 3;
const SOON: Duration = Duration::from_secs(60);
/// So many lives in a row that never showed a window, and there will not be one.
const FUTILE: u32 = 5;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The windows' thread is at work.
    Beat,
    /// The windows are there.
    Shown,
    /// It says that it ends because it was asked to, or cannot begin.
    Ends,
    /// The process is gone.
    Gone,
    /// Somebody wants the program to end.
    Asked,
    /// Time passed; whether the system's windows answer, as far as is known: where they do not, no program of it can.
    Look { answers: bool },
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// The audience sees no desktop until there are windows again.
    Cover,
    /// They are there.
    Uncover,
    /// The process is killed.
    Kill,
    /// It is asked to end.
    Ask,
    /// Another life begins.
    Begin { life: u32, safe: bool },
    /// The program ends as the process did; where that died, it cannot be helped.
    Leave { helpless: bool },
}

/// The watched process as its parent knows it.
#[derive(Debug, Default)]
pub struct Decider {
    life: u32,
    safe: bool,
    /// In this life, and ever.
    shown: bool,
    ever_shown: bool,
    /// Lives in a row that ended before they showed anything.
    futile: u32,
    ends: bool,
    asked: bool,
    killed: bool,
    silence: Duration,
    looked: Option<Duration>,
    deaths: VecDeque<Duration>,
}

impl Decider {
    /// It was `event`, at this time of a clock that never goes back.
    pub fn decide(&mut self, event: Event, now: Duration) -> Vec<Deed> {
        match event {
            Event::Beat => {
                self.silence = Duration::ZERO;
                Vec::new()
            }
            Event::Shown => {
                (self.shown, self.ever_shown, self.futile) = (true, true, 0);
                self.silence = Duration::ZERO;
                vec![Deed::Uncover]
            }
            Event::Ends => {
                self.ends = true;
                Vec::new()
            }
            Event::Asked => {
                self.asked = true;
                vec![Deed::Ask]
            }
            Event::Gone => self.gone(now),
            Event::Look { answers } => self.look(answers, now),
        }
    }

    fn look(&mut self, answers: bool, now: Duration) -> Vec<Deed> {
        let since = now.saturating_sub(self.looked.replace(now).unwrap_or(now));
        // Longer: the parent did not run, so nobody knows who else did.
        if since <= MOST_BETWEEN {
            self.silence += since;
        }
        let patience = if self.shown { HANGS } else { BEGINS };
        if self.silence < patience || self.killed || !answers {
            return Vec::new();
        }
        self.killed = true;
        vec![Deed::Cover, Deed::Kill]
    }

    fn gone(&mut self, now: Duration) -> Vec<Deed> {
        if self.ends || self.asked && !self.killed {
            return vec![Deed::Leave { helpless: false }];
        }
        self.futile = if self.shown { 0 } else { self.futile + 1 };
        // What never showed anything has nothing to go on with.
        if self.asked || !self.ever_shown || self.futile >= FUTILE {
            return vec![Deed::Leave { helpless: true }];
        }
        self.deaths.push_back(now);
        self.deaths.retain(|at| now.saturating_sub(*at) < SOON);
        self.safe |= self.deaths.len() >= SAFE_AFTER;
        self.life += 1;
        (self.shown, self.killed, self.silence) = (false, false, Duration::ZERO);
        vec![Deed::Cover, Deed::Begin { life: self.life, safe: self.safe }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGAIN: Deed = Deed::Begin { life: 1, safe: false };

    fn seconds(seconds: f64) -> Duration {
        Duration::from_secs_f64(seconds)
    }

    /// One whose windows are there since the time 0.
    fn shown() -> Decider {
        let mut decider = Decider::default();
        assert_eq!(decider.decide(Event::Look { answers: true }, seconds(0.0)), []);
        assert_eq!(decider.decide(Event::Shown, seconds(0.0)), [Deed::Uncover]);
        decider
    }

    /// Looks four times a second from one time to another, and returns when something was done, and what.
    fn look(decider: &mut Decider, from: f64, to: f64, answers: bool) -> Option<(f64, Vec<Deed>)> {
        let times = (1..).map(|at| from + f64::from(at) * 0.25).take_while(|at| *at <= to);
        times.map(|at| (at, decider.decide(Event::Look { answers }, seconds(at)))).find(|(_, deeds)| !deeds.is_empty())
    }

    #[test]
    fn one_that_dies_is_begun_again_and_one_that_ends_is_not() {
        let mut decider = shown();
        assert_eq!(decider.decide(Event::Gone, seconds(100.0)), [Deed::Cover, AGAIN]);
        assert_eq!(decider.decide(Event::Shown, seconds(100.6)), [Deed::Uncover]);
        assert_eq!(decider.decide(Event::Ends, seconds(200.0)), []);
        assert_eq!(decider.decide(Event::Gone, seconds(200.1)), [Deed::Leave { helpless: false }]);
    }

    #[test]
    fn one_that_was_asked_to_end_may_end_in_any_way() {
        let mut decider = shown();
        assert_eq!(decider.decide(Event::Asked, seconds(5.0)), [Deed::Ask]);
        assert_eq!(decider.decide(Event::Gone, seconds(5.1)), [Deed::Leave { helpless: false }]);
        // It hangs while it ends: it is killed, and that is its end.
        let mut decider = shown();
        assert_eq!(decider.decide(Event::Asked, seconds(0.1)), [Deed::Ask]);
        assert_eq!(look(&mut decider, 0.0, 6.0, true), Some((5.0, vec![Deed::Cover, Deed::Kill])));
        assert_eq!(decider.decide(Event::Gone, seconds(6.0)), [Deed::Leave { helpless: true }]);
    }

    #[test]
    fn one_that_never_showed_anything_is_not_begun_again() {
        let mut decider = Decider::default();
        assert_eq!(decider.decide(Event::Gone, seconds(1.0)), [Deed::Leave { helpless: true }]);
        let mut decider = shown();
        for life in 1..5 {
            let deeds = decider.decide(Event::Gone, seconds(100.0 * f64::from(life)));
            assert_eq!(deeds, [Deed::Cover, Deed::Begin { life, safe: false }]);
        }
        // It showed something once, so it is tried as long as that is of use.
        assert_eq!(decider.decide(Event::Gone, seconds(500.0)).len(), 2);
        assert_eq!(decider.decide(Event::Gone, seconds(600.0)), [Deed::Leave { helpless: true }]);
    }

    #[test]
    fn one_that_hangs_is_killed_after_five_seconds_and_begun_again() {
        let mut decider = shown();
        assert_eq!(look(&mut decider, 0.0, 3.0, true), None);
        assert_eq!(decider.decide(Event::Beat, seconds(3.0)), []);
        assert_eq!(look(&mut decider, 3.0, 20.0, true), Some((8.0, vec![Deed::Cover, Deed::Kill])));
        assert_eq!(look(&mut decider, 8.0, 20.0, true), None, "once");
        assert_eq!(decider.decide(Event::Gone, seconds(20.0)), [Deed::Cover, AGAIN]);
        assert_eq!(look(&mut decider, 20.0, 36.0, true), None, "a start takes longer");
        assert!(look(&mut decider, 36.0, 45.0, true).is_some());
    }

    #[test]
    fn a_suspended_machine_and_a_stopped_group_hang_nobody() {
        let mut decider = shown();
        assert_eq!(look(&mut decider, 0.0, 4.0, true), None);
        // Ten minutes later, without a word of anybody.
        assert_eq!(decider.decide(Event::Look { answers: true }, seconds(604.0)), []);
        assert_eq!(look(&mut decider, 604.0, 604.75, true), None);
        assert_eq!(decider.decide(Event::Beat, seconds(604.8)), []);
        assert_eq!(look(&mut decider, 604.75, 609.0, true), None);
        // Stopped and continued again and again: a parent that never runs in time never judges.
        for at in 610..700 {
            assert_eq!(decider.decide(Event::Look { answers: true }, seconds(f64::from(at))), []);
        }
    }

    #[test]
    fn where_the_desktop_itself_stands_still_nobody_is_killed() {
        let mut decider = shown();
        assert_eq!(look(&mut decider, 0.0, 60.0, false), None);
        assert_eq!(decider.decide(Event::Beat, seconds(60.0)), []);
        assert_eq!(look(&mut decider, 60.0, 64.0, true), None);
        assert_eq!(look(&mut decider, 64.0, 70.0, true), Some((65.0, vec![Deed::Cover, Deed::Kill])));
    }

    #[test]
    fn the_third_death_within_a_minute_makes_a_safe_life_which_stays_one() {
        let mut decider = shown();
        let die = |decider: &mut Decider, at: f64| {
            let deeds = decider.decide(Event::Gone, seconds(at));
            decider.decide(Event::Shown, seconds(at + 0.5));
            matches!(deeds[..], [Deed::Cover, Deed::Begin { safe: true, .. }])
        };
        let deaths = [(10.0, false), (50.0, false), (80.0, false), (105.0, true), (900.0, true)];
        for (at, safe) in deaths {
            assert_eq!(die(&mut decider, at), safe, "{at}");
        }
    }
}
