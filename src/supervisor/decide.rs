//! What happens to the watched process, and when → what its parent does about it. Pure: the time is an argument.
//!
//! Invariant: only time in which the parent itself ran counts as silence. Where a machine was suspended, or a whole group
//! of processes stopped, nobody hangs.

use std::collections::VecDeque;
use std::time::Duration;

/// The windows' thread tells four times a second that it is at work. After this long without a word it hangs.
pub const HANGS: Duration = Duration::from_secs(5);
/// The first process, which has not shown its windows yet, is given longer: the deck may be on a slow disk.
const BEGINS: Duration = Duration::from_secs(20);
/// One that goes on, from what is near, is not; and after one that hung as it began, twice as long as that.
const GOES_ON: Duration = Duration::from_secs(8);
/// A process that was killed and is still there waits for a driver, or a disk, and cannot be waited for.
const STUBBORN: Duration = Duration::from_secs(2);
/// A process that was asked to end and is at work has had so long for it.
const ENDS: Duration = Duration::from_secs(15);
/// The parent looks this often.
pub const LOOK_EVERY: Duration = Duration::from_millis(250);
/// Between two looks no more time than this was watched.
const MOST_BETWEEN: Duration = Duration::from_millis(500);
/// So many deaths within `SOON` and the next life is a safe one.
const SAFE_AFTER: usize = 3;
const SOON: Duration = Duration::from_secs(60);
/// So many lives in a row that never showed a window, and there will not be one.
const FUTILE: u32 = 8;
/// So long a dead process may take to let go of its threads.
const LINGERS: Duration = Duration::from_millis(400);
/// So many where there never was one: who waits at the terminal is to know soon. The last of them is a safe one.
const FUTILE_AT_FIRST: u32 = 4;
/// What kept a life from beginning may pass, as a driver that starts anew or memory that others took: the next one comes
/// after this rest, and those after it after twice the rest each.
const REST: Duration = Duration::from_millis(250);

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
    /// The system had no process to give.
    Unborn,
    /// It has died, and the system writes down its memory, which may take long.
    Dumps,
    /// Its first thread is gone and another is not: it waits for a disk or a driver, and is no process that could go on.
    Lingers,
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
    /// It cannot be killed, and is left behind.
    Abandon,
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
    /// How long it has said nothing, was asked to end, and was killed: of the time in which the parent ran.
    silence: Duration,
    ending: Duration,
    dying: Duration,
    looked: Option<Duration>,
    /// Since when its first thread is gone and another is not.
    lingers: Option<Duration>,
    deaths: VecDeque<Duration>,
    /// When the next life begins.
    due: Option<Duration>,
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
            Event::Gone | Event::Unborn => self.gone(now),
            Event::Dumps if self.killed => Vec::new(),
            Event::Dumps => self.kill(),
            Event::Lingers => self.linger(now),
            Event::Look { answers } => self.look(answers, now),
        }
    }

    fn look(&mut self, answers: bool, now: Duration) -> Vec<Deed> {
        let since = now.saturating_sub(self.looked.replace(now).unwrap_or(now));
        if let Some(due) = self.due {
            return if self.asked {
                vec![Deed::Leave { helpless: true }]
            } else if now >= due {
                self.begin()
            } else {
                Vec::new()
            };
        }
        // Longer: the parent did not run, so nobody knows who else did.
        if since <= MOST_BETWEEN {
            self.silence += since;
            self.ending += if self.asked { since } else { Duration::ZERO };
            self.dying += if self.killed { since } else { Duration::ZERO };
        }
        if self.killed {
            if self.dying < STUBBORN {
                return Vec::new();
            }
            return self.abandon(now);
        }
        let hangs = self.silence >= self.patience() && answers;
        if hangs || self.ending >= ENDS { self.kill() } else { Vec::new() }
    }

    /// How long it may say nothing.
    fn patience(&self) -> Duration {
        if self.shown {
            HANGS
        } else if self.life == 0 {
            BEGINS
        } else {
            (GOES_ON * 2_u32.pow(self.futile.min(2))).min(BEGINS)
        }
    }

    fn kill(&mut self) -> Vec<Deed> {
        (self.killed, self.dying) = (true, Duration::ZERO);
        vec![Deed::Cover, Deed::Kill]
    }

    /// Threads end one after the other, so that each process lingers for a moment; what is at its own end may take longer.
    fn linger(&mut self, now: Duration) -> Vec<Deed> {
        let most = if self.ends || self.asked { STUBBORN } else { LINGERS };
        let since = *self.lingers.get_or_insert(now);
        if now - since < most { Vec::new() } else { self.abandon(now) }
    }

    fn abandon(&mut self, now: Duration) -> Vec<Deed> {
        std::iter::once(Deed::Abandon).chain(self.gone(now)).collect()
    }

    fn gone(&mut self, now: Duration) -> Vec<Deed> {
        if self.ends || self.asked && !self.killed {
            return vec![Deed::Leave { helpless: false }];
        }
        self.futile = if self.shown { 0 } else { self.futile + 1 };
        // One that dies as it begins did not say that it can't begin: its windows may be there, and not be told yet.
        let most = if self.ever_shown { FUTILE } else { FUTILE_AT_FIRST };
        if self.asked || self.futile >= most {
            return vec![Deed::Leave { helpless: true }];
        }
        self.deaths.push_back(now);
        self.deaths.retain(|at| now.saturating_sub(*at) < SOON);
        self.safe |= self.deaths.len() >= SAFE_AFTER;
        (self.shown, self.killed, self.silence) = (false, false, Duration::ZERO);
        let Some(before) = self.futile.checked_sub(1) else {
            let begins = self.begin();
            return std::iter::once(Deed::Cover).chain(begins).collect();
        };
        self.due = Some(now + REST * 2_u32.pow(before));
        vec![Deed::Cover]
    }

    fn begin(&mut self) -> Vec<Deed> {
        self.life += 1;
        (self.due, self.silence, self.lingers) = (None, Duration::ZERO, None);
        vec![Deed::Begin { life: self.life, safe: self.safe }]
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
    fn one_that_dies_before_it_has_told_of_its_windows_is_begun_again_and_the_last_time_safe() {
        let mut decider = Decider::default();
        for (life, safe, at, begins) in [(1, false, 1.0, 1.25), (2, false, 2.0, 2.5), (3, true, 3.0, 4.0)] {
            assert_eq!(decider.decide(Event::Beat, seconds(at)), []);
            assert_eq!(decider.decide(Event::Gone, seconds(at)), [Deed::Cover]);
            assert_eq!(look(&mut decider, at, 9.0, true), Some((begins, vec![Deed::Begin { life, safe }])));
        }
        assert_eq!(decider.decide(Event::Gone, seconds(5.0)), [Deed::Leave { helpless: true }]);
        // One that can't begin says so, and is not begun again.
        let mut decider = Decider::default();
        assert_eq!(decider.decide(Event::Ends, seconds(0.3)), []);
        assert_eq!(decider.decide(Event::Gone, seconds(0.3)), [Deed::Leave { helpless: false }]);
        // Nor one that was asked to end meanwhile.
        let mut decider = Decider::default();
        assert_eq!(decider.decide(Event::Gone, seconds(0.3)), [Deed::Cover]);
        decider.decide(Event::Asked, seconds(0.31));
        assert_eq!(look(&mut decider, 0.3, 9.0, true), Some((0.55, vec![Deed::Leave { helpless: true }])));
    }

    #[test]
    fn one_that_showed_something_once_is_tried_as_long_as_that_is_of_use() {
        // Each time after a longer rest.
        let mut decider = shown();
        assert_eq!(decider.decide(Event::Gone, seconds(100.0)), [Deed::Cover, AGAIN]);
        let (mut at, mut rests) = (100.0, Vec::new());
        for life in 2.. {
            // The system had none to give, or it could not open its windows: that is alike.
            let event = if life % 2 == 0 { Event::Unborn } else { Event::Gone };
            let deeds = decider.decide(event, seconds(at));
            if deeds == [Deed::Leave { helpless: true }] {
                break;
            }
            assert_eq!(deeds, [Deed::Cover], "it begins only after a rest");
            let (begins, deeds) = look(&mut decider, at, at + 60.0, true).expect("it begins");
            assert!(matches!(deeds[..], [Deed::Begin { life: number, .. }] if number == life), "{deeds:?}");
            rests.push(begins - at);
            at = begins;
        }
        assert_eq!(rests, [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0]);
        // Windows that come after all make up for it.
        let mut decider = shown();
        for minute in 1..40 {
            let at = f64::from(minute) * 60.0;
            let deeds = decider.decide(Event::Gone, seconds(at));
            assert!(!matches!(deeds[..], [Deed::Leave { .. }]), "{minute}");
            let _ = look(&mut decider, at, at + 17.0, true);
            if minute % 7 == 0 {
                decider.decide(Event::Shown, seconds(at + 18.0));
            }
        }
    }

    #[test]
    fn who_asks_for_the_end_between_two_lives_is_obeyed() {
        let mut decider = shown();
        decider.decide(Event::Gone, seconds(1.0));
        assert_eq!(decider.decide(Event::Gone, seconds(1.1)), [Deed::Cover]);
        decider.decide(Event::Asked, seconds(1.2));
        assert_eq!(decider.decide(Event::Look { answers: true }, seconds(1.25)), [Deed::Leave { helpless: true }]);
    }

    #[test]
    fn one_that_cannot_be_killed_is_left_behind() {
        let mut decider = shown();
        assert_eq!(look(&mut decider, 0.0, 6.0, true), Some((5.0, vec![Deed::Cover, Deed::Kill])));
        let left = vec![Deed::Abandon, Deed::Cover, AGAIN];
        assert_eq!(look(&mut decider, 5.0, 20.0, true), Some((7.0, left)));
        // Where the whole machine stood still meanwhile, that is no time in which it could have died.
        let mut decider = shown();
        let _ = look(&mut decider, 0.0, 5.0, true);
        assert_eq!(decider.decide(Event::Look { answers: true }, seconds(900.0)), []);
        assert_eq!(decider.decide(Event::Gone, seconds(900.1)), [Deed::Cover, AGAIN]);
    }

    #[test]
    fn one_whose_memory_is_written_down_is_not_waited_for() {
        let mut decider = shown();
        assert_eq!(decider.decide(Event::Dumps, seconds(1.0)), [Deed::Cover, Deed::Kill]);
        assert_eq!(decider.decide(Event::Dumps, seconds(1.1)), [], "once");
        assert_eq!(decider.decide(Event::Gone, seconds(1.2)), [Deed::Cover, AGAIN]);
        // Nor one that is dead but for a thread in a driver.
        let mut decider = shown();
        assert_eq!(decider.decide(Event::Lingers, seconds(1.0)), [], "threads end one after the other");
        assert_eq!(decider.decide(Event::Lingers, seconds(1.3)), []);
        assert_eq!(decider.decide(Event::Lingers, seconds(1.5)), [Deed::Abandon, Deed::Cover, AGAIN]);
        assert_eq!(decider.decide(Event::Lingers, seconds(1.6)), [], "the next life has its own time");
        // One that says that it ends has its code to tell, and is not begun again.
        let mut decider = shown();
        decider.decide(Event::Ends, seconds(1.0));
        assert_eq!(decider.decide(Event::Lingers, seconds(1.1)), []);
        assert_eq!(decider.decide(Event::Lingers, seconds(1.6)), []);
        assert_eq!(decider.decide(Event::Gone, seconds(1.7)), [Deed::Leave { helpless: false }]);
    }

    #[test]
    fn one_that_is_at_work_and_does_not_end_is_ended() {
        let mut decider = shown();
        decider.decide(Event::Asked, seconds(0.0));
        let mut killed = None;
        for at in 1..80 {
            let now = f64::from(at) * 0.25;
            decider.decide(Event::Beat, seconds(now));
            let deeds = decider.decide(Event::Look { answers: true }, seconds(now));
            killed = killed.or((!deeds.is_empty()).then_some((now, deeds)));
        }
        assert_eq!(killed, Some((15.0, vec![Deed::Cover, Deed::Kill])));
        assert_eq!(decider.decide(Event::Gone, seconds(21.0)), [Deed::Leave { helpless: true }]);
    }

    #[test]
    fn one_that_hangs_is_killed_after_five_seconds_and_begun_again() {
        let mut decider = shown();
        assert_eq!(look(&mut decider, 0.0, 3.0, true), None);
        assert_eq!(decider.decide(Event::Beat, seconds(3.0)), []);
        assert_eq!(look(&mut decider, 3.0, 20.0, true), Some((8.0, vec![Deed::Cover, Deed::Kill])));
        assert_eq!(look(&mut decider, 8.0, 9.75, true), None, "once");
        assert_eq!(decider.decide(Event::Gone, seconds(9.8)), [Deed::Cover, AGAIN]);
        assert_eq!(look(&mut decider, 9.8, 20.0, true).map(|(at, _)| at), Some(17.8));
        let mut decider = shown();
        assert_eq!(decider.decide(Event::Gone, seconds(20.0)), [Deed::Cover, AGAIN]);
        assert_eq!(look(&mut decider, 20.0, 27.5, true), None, "a start takes longer");
        assert_eq!(look(&mut decider, 27.5, 45.0, true).map(|(at, _)| at), Some(28.25));
        // Where a start takes long, the next one may take longer.
        assert_eq!(decider.decide(Event::Gone, seconds(30.0)), [Deed::Cover]);
        assert_eq!(look(&mut decider, 30.0, 40.0, true).map(|(at, _)| at), Some(30.25));
        assert_eq!(look(&mut decider, 30.25, 60.0, true).map(|(at, _)| at), Some(46.25));
        // The first one comes from a deck that may be on a slow disk.
        let mut decider = Decider::default();
        assert_eq!(look(&mut decider, 0.0, 60.0, true).map(|(at, _)| at), Some(20.25));
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
