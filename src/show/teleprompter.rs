//! Moments and presses → how far the speaker has read in the present step's words. Unit: words.
//!
//! Invariant: never beyond the step's last word, never back while the speaker stays at it, and still while it is held.

use serde::{Deserialize, Serialize};

use super::view::Cursor;
use super::{Moment, Show};

/// The speaker's words in large type, which scroll by themselves as far as the step goes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Teleprompter {
    pub on: bool,
    /// Words a minute.
    pub speed: u32,
    /// It shows the captions instead of the notes.
    pub script: bool,
    /// Left and right change places, for a pane of glass before a camera.
    pub mirrored: bool,
    /// It stands on its head.
    pub turned: bool,
    /// The speaker stopped it.
    pub held: bool,
    at: Cursor,
    /// Words of the step.
    words: u32,
    /// Words that were read at `since`, or once and for all.
    read: f64,
    since: Option<Moment>,
}

/// How the teleprompter shows the speaker's words, whether or not it is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TeleprompterChoices {
    /// Words a minute.
    pub speed: u32,
    /// Captions instead of notes.
    pub script: bool,
    /// Left and right change places.
    pub mirrored: bool,
    /// It stands on its head.
    pub turned: bool,
}

impl Teleprompter {
    pub const SLOWEST: u32 = 60;
    pub const FASTEST: u32 = 220;
    const STEP: u32 = 5;
    /// One press scrolls by as many words as a line has.
    const LINE: f64 = 6.0;

    pub(super) fn new(speed: u32) -> Self {
        Self {
            on: false,
            speed: speed.clamp(Self::SLOWEST, Self::FASTEST),
            script: false,
            mirrored: false,
            turned: false,
            held: false,
            at: Cursor::default(),
            words: 0,
            read: 0.0,
            since: None,
        }
    }

    /// The same with a speed that it can have, whoever wrote it down.
    pub(super) fn sound(self) -> Self {
        let read = if self.read.is_finite() { self.read.max(0.0) } else { 0.0 };
        Self { speed: self.speed.clamp(Self::SLOWEST, Self::FASTEST), read, ..self }
    }

    /// How much of the step's words is read, from 0 to 1.
    #[must_use]
    pub fn done(&self, now: Moment) -> f64 {
        if self.words == 0 { 0.0 } else { self.read_by(now) / f64::from(self.words) }
    }

    /// Whether it scrolls.
    #[must_use]
    pub fn moves(&self, now: Moment) -> bool {
        self.since.is_some() && self.read_by(now) < f64::from(self.words)
    }

    fn read_by(&self, now: Moment) -> f64 {
        let more = self.since.map_or(0.0, |since| now.since(since).as_secs_f64() * f64::from(self.speed) / 60.0);
        (self.read + more).min(f64::from(self.words))
    }

    /// Takes what is read until now for granted, so that what follows may be read at another speed.
    fn settle(&mut self, now: Moment) {
        self.read = self.read_by(now);
        self.since = self.since.map(|_| now);
    }

    /// Faster or slower, in steps that meet whole fives.
    pub(super) fn hurry(&mut self, more: bool, now: Moment) {
        self.settle(now);
        let speed = if more { self.speed / Self::STEP + 1 } else { self.speed.div_ceil(Self::STEP) - 1 };
        self.speed = (speed * Self::STEP).clamp(Self::SLOWEST, Self::FASTEST);
    }

    /// Another speed, other words or another way to show them.
    pub(super) fn choose(&mut self, choices: TeleprompterChoices, now: Moment) {
        let TeleprompterChoices { speed, script, mirrored, turned } = choices;
        if speed != self.speed {
            self.settle(now);
            self.speed = speed.clamp(Self::SLOWEST, Self::FASTEST);
        }
        if script != self.script {
            self.change_source();
        }
        (self.mirrored, self.turned) = (mirrored, turned);
    }

    /// A line on or back, within the step.
    pub(super) fn scroll(&mut self, on: bool, now: Moment) {
        self.settle(now);
        let line = if on { Self::LINE } else { -Self::LINE };
        self.read = (self.read + line).clamp(0.0, f64::from(self.words));
    }

    /// Other words, from their beginning.
    pub(super) fn change_source(&mut self) {
        self.script = !self.script;
        (self.read, self.since) = (0.0, None);
    }
}

impl Show {
    /// Goes where the speaker is. It stands still as long as it is held or the talk's time is paused.
    pub(super) fn prompt(&mut self, now: Moment) {
        let (at, words) = (self.here.at, self.words_to_read());
        let paused = self.clock.started() && !self.clock.running();
        let it = &mut self.teleprompter;
        let runs = it.on && !it.held && !paused;
        if it.at != at {
            (it.at, it.read, it.since) = (at, 0.0, None);
        }
        if it.words != words || it.since.is_some() != runs {
            it.settle(now);
            it.words = words;
            it.read = it.read.min(f64::from(words));
            it.since = runs.then_some(now);
        }
    }

    /// The deck was edited, or is new. Where the slide is gone, it waits for the speaker.
    pub(super) fn prompt_anew(&mut self, gone: bool) {
        let (at, words) = (self.here.at, self.words_to_read());
        let it = &mut self.teleprompter;
        (it.at, it.words) = (at, words);
        if gone {
            (it.read, it.since, it.held) = (0.0, None, it.on);
        }
    }

    /// Words of the present step, in the notes or in the captions.
    fn words_to_read(&self) -> u32 {
        let Cursor { slide, step } = self.here.at;
        if !self.teleprompter.script {
            let words = self.plan.notes_words.get(slide).and_then(|steps| steps.get(step));
            return words.copied().unwrap_or(0);
        }
        let blocks = self.slide().captions.get(self.language).and_then(|steps| steps.get(step));
        let lines = blocks.into_iter().flatten().flat_map(|block| &block.lines);
        lines.map(|line| crate::writing::words(line) as u32).sum()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;
    use crate::deck::plan::Plan;
    use crate::show::command::Command::{self, *};
    use crate::show::tests::talk;

    /// At 120 words a minute, with 20 words at each step.
    fn show() -> Show {
        let notes_words = talk().slides.iter().map(|slide| vec![20; slide.steps]).collect();
        Show::new(Plan { words_a_minute: 120, notes_words, ..talk() })
    }

    fn at(millis: u64) -> Moment {
        Moment(Duration::from_millis(millis))
    }

    fn done(show: &Show, millis: u64) -> f64 {
        show.view(at(millis)).teleprompter.done(at(millis))
    }

    fn press(show: &mut Show, command: Command, millis: u64) {
        let effects = show.apply(command, at(millis));
        assert_eq!(effects, None);
    }

    #[test]
    fn it_reads_at_its_speed_and_waits_at_the_step_s_end() {
        let mut show = show();
        assert_eq!(done(&show, 5_000), 0.0, "nothing is read before it is shown");
        press(&mut show, Teleprompter, 5_000);
        assert_eq!(done(&show, 10_000), 0.5);
        assert!(show.view(at(10_000)).teleprompter.moves(at(10_000)));
        assert_eq!(done(&show, 60_000), 1.0);
        assert!(!show.view(at(60_000)).teleprompter.moves(at(60_000)));
        press(&mut show, NextStep, 60_000);
        assert_eq!(done(&show, 60_000), 0.0, "a press goes on with the next step's words");
        assert_eq!(done(&show, 62_500), 0.25);
    }

    #[test]
    fn it_stands_while_it_is_held_and_while_the_talk_s_time_is_paused() {
        let mut show = show();
        press(&mut show, Teleprompter, 0);
        press(&mut show, TeleprompterHold, 5_000);
        assert_eq!(done(&show, 50_000), 0.5);
        press(&mut show, TeleprompterHold, 50_000);
        press(&mut show, TimerToggle, 50_000);
        assert_eq!(done(&show, 52_000), 0.7);
        press(&mut show, TimerToggle, 52_000);
        assert_eq!(done(&show, 90_000), 0.7);
        press(&mut show, TimerToggle, 90_000);
        assert_eq!(done(&show, 91_000), 0.8);
    }

    #[test]
    fn another_speed_changes_nothing_that_was_read() {
        let mut show = show();
        press(&mut show, Teleprompter, 0);
        for _ in 0..24 {
            press(&mut show, TeleprompterFaster, 5_000);
        }
        let view = show.view(at(5_000)).teleprompter;
        assert_eq!((view.speed, view.done(at(5_000))), (220, 0.5));
        for _ in 0..40 {
            press(&mut show, TeleprompterSlower, 5_000);
        }
        assert_eq!(show.view(at(5_000)).teleprompter.speed, 60);
        assert_eq!(done(&show, 6_000), 0.55);
        let mut odd = Show::new(Plan { words_a_minute: 163, ..talk() });
        press(&mut odd, TeleprompterSlower, 0);
        assert_eq!(odd.view(at(0)).teleprompter.speed, 160);
    }

    #[test]
    fn keys_scroll_it_within_the_step_and_leave_the_notes_alone() {
        let mut show = show();
        press(&mut show, Teleprompter, 0);
        press(&mut show, TeleprompterHold, 0);
        press(&mut show, NotesDown, 0);
        assert_eq!(done(&show, 0), 0.3);
        for _ in 0..9 {
            press(&mut show, NotesDown, 0);
        }
        assert_eq!((done(&show, 0), show.view(at(0)).notes_scroll), (1.0, 0.0));
        for _ in 0..9 {
            press(&mut show, NotesUp, 0);
        }
        assert_eq!(done(&show, 0), 0.0);
    }

    #[test]
    fn captions_have_words_of_their_own() {
        let mut show = show();
        press(&mut show, Teleprompter, 0);
        press(&mut show, TeleprompterScript, 0);
        assert_eq!(done(&show, 500), 0.5, "two blocks of one word each");
    }

    fn any_press() -> impl Strategy<Value = Command> {
        let all = vec![
            NextStep,
            PreviousStep,
            NextSlide,
            GoTo(1),
            Teleprompter,
            TeleprompterHold,
            TeleprompterFaster,
            TeleprompterSlower,
            TeleprompterScript,
            NotesUp,
            NotesDown,
            TimerToggle,
            Freeze,
            CaptionLanguage,
            Back,
        ];
        proptest::sample::select(all)
    }

    proptest! {
        #[test]
        fn it_is_never_ahead_of_the_step_and_never_goes_back_by_itself(
            presses in prop::collection::vec((any_press(), 0_u64..20_000), 0..40),
        ) {
            let (mut show, mut millis) = (show(), 0);
            for (command, wait) in presses {
                press(&mut show, command, millis);
                let it = show.view(at(millis)).teleprompter;
                prop_assert_eq!(it.at, show.here.at);
                let mut before = it.done(at(millis));
                for part in 1..=4 {
                    let read = it.done(at(millis + wait * part / 4));
                    prop_assert!((before..=1.0).contains(&read));
                    prop_assert!(it.since.is_some() || read == before);
                    before = read;
                }
                millis += wait;
            }
        }
    }
}
