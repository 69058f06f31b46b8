//! What the speaker asks for, and time that passes → the talk as it stands then, and what is beside it to be done.

use std::sync::Arc;
use std::time::Duration;

use crate::deck::start::Start;
use crate::show::command::Command;
use crate::show::view::View;
use crate::show::{Effect, Moment};

use super::caption::fingerprint;
use super::clock::{Clock, TimeOfDay};
use super::playing::Running;
use super::{Changed, LONG, Order, Phase, Playback, State};

/// Which captions stand on stage and console, and how long nothing changes by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ticked {
    /// The talk went on by itself.
    pub moved: bool,
    /// What tells the caption on the stage, and the console's.
    pub captions: [Option<u64>; 2],
    /// The captions of which windows know: those of the last tick, or of the last command, whose frame draws them.
    pub drawn: [Option<u64>; 2],
    pub wait: Duration,
}

impl Playback {
    /// Somebody asked for something.
    pub fn apply(&self, command: Command, now: Moment) -> Changed {
        let mut state = self.lock();
        let now = state.moment(now);
        let changed = state.apply(command, now);
        state.changed();
        let granted = matches!(state.phase, Phase::Faulty { granted: true, .. });
        drop(state);
        if granted {
            self.read_again();
        }
        // Only the hand that points changes nothing that passes by itself.
        if !matches!(command, Command::Point(_) | Command::Press(_) | Command::Release | Command::PointAway) {
            self.wake_ticker();
        }
        changed
    }

    /// Has the deck read again, or presented in spite of its faults where the speaker said so.
    pub fn read_again(&self) {
        // The thread lives as long as the program, so somebody listens.
        self.loader.get().into_iter().for_each(|loader| drop(loader.send(Order::Read)));
    }

    /// Time passed. Tells what changed by that, and when to come again.
    #[must_use]
    pub fn tick(&self) -> Ticked {
        let mut state = self.lock();
        let now = state.moment(self.clock.now());
        let Phase::Playing(running) = &mut state.phase else { return Ticked { wait: LONG, ..Ticked::default() } };
        let Running { show, reading } = running.as_mut();
        show.expect_start(due(self.clock, now, reading.start.as_ref()));
        let moved = show.tick(now);
        let view = show.view(now);
        let captions = captions(&view);
        let wait = show.next_change(now).unwrap_or(LONG) + Duration::from_millis(1);
        let plan = Arc::clone(show.plan());
        let drawn = std::mem::replace(&mut state.drawn_captions, captions);
        state.takes.note(&view, &plan, now);
        if moved {
            state.changed();
        }
        Ticked { moved, captions, drawn, wait }
    }
}

/// When the talk is to start, counted as the talk counts.
pub(super) fn due(clock: Clock, now: Moment, start: Option<&Start>) -> Option<Moment> {
    let left = TimeOfDay::now().until(start?.minute)?;
    Some(Moment(now.0 + clock.talk_time(left)))
}

/// What tells the caption on the stage, and the console's.
fn captions(view: &View) -> [Option<u64>; 2] {
    [&view.caption, &view.cue].map(|block| block.as_ref().map(fingerprint))
}

impl State {
    fn apply(&mut self, command: Command, now: Moment) -> Changed {
        let Phase::Playing(running) = &mut self.phase else {
            return Changed { effect: self.apply_without_talk(command), preferences: None };
        };
        let before = running.show.choices();
        let was_over = running.show.view(now).over;
        let effect = running.show.apply(command, now);
        let view = running.show.view(now);
        self.takes.note(&view, running.show.plan(), now);
        self.takes.note_ink(&running.show);
        if view.over && !was_over {
            self.takes.finish(Some(&running.show), now);
        }
        self.drawn_captions = captions(&view);
        // Live captions are called for in this talk, and are no choice for the next.
        let chosen = command != Command::CaptionSource && self.preferences.keep(before, running.show.choices());
        Changed { effect, preferences: chosen.then(|| self.preferences.clone()) }
    }

    /// Without a talk there is nothing to lose: quitting needs no question.
    fn apply_without_talk(&mut self, command: Command) -> Option<Effect> {
        let loading = matches!(self.phase, Phase::Loading);
        match command {
            Command::GoTyped | Command::Start | Command::StartHere => {
                if let Phase::Faulty { granted, .. } = &mut self.phase {
                    *granted = true;
                }
                None
            }
            Command::Leave if loading => None,
            Command::Quit | Command::AskQuit | Command::Leave => Some(Effect::Quit),
            _ => None,
        }
    }
}
