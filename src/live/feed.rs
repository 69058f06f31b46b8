//! Events of one source → the lines as they stand, the phrases for the take, and what is wrong with the source.
//!
//! A recogniser listens in turns: each open talk is one, and what belongs to a turn that is over is not heard.
//!
//! Held behind a lock for microseconds: a transport's thread writes, the windows' threads look.

use std::collections::VecDeque;
use std::io::Read;
use std::process::Child;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::gauge::Quality;
use super::parse::{Event, Form, Parser};
use super::recogniser::{Recogniser, Wanted};
use super::roll::RollUp;
use super::steady::{Phrase, Said, Steady};

/// Phrases that wait for the take. More in so short a time are nobody's speech.
const MOST_WAITING: usize = 64;
/// Of more nobody is told.
const MOST_MICROPHONES: usize = 8;
/// What is read in one piece.
const PIECE: usize = 8 << 10;

/// What time it is: since the program began, and for others to read.
#[derive(Clone)]
pub struct Times {
    pub now: Arc<dyn Fn() -> Duration + Send + Sync>,
    #[cfg_attr(not(feature = "network"), expect(dead_code, reason = "only who posts is told it"))]
    pub date: fn() -> String,
}

/// One source of live captions.
pub struct Feed {
    pub(super) form: Form,
    pub(super) times: Times,
    /// It is a recogniser, which listens to talks.
    machine: bool,
    wake: Box<dyn Fn() + Send + Sync>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    roll: RollUp,
    phrases: VecDeque<Phrase>,
    /// In a presenter's words.
    trouble: Option<String>,
    /// The command whose words these are.
    child: Option<Child>,
    /// The program ends.
    closed: bool,
    steady: Steady,
    /// What a recogniser is to hear, if it is to hear anything, and how often that was another.
    wanted: Option<Wanted>,
    turn: u64,
    hearing: Hearing,
}

/// A recogniser, as the speaker is told of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hearing {
    /// What listens, once it was found: `whisper-stream with ggml-base.en.bin, language en`
    pub by: Option<String>,
    /// Those that it found; the system says which is used.
    pub microphones: Vec<String>,
    /// How loud the microphone is, of a hundred, and how loud it was at most; Vosk's tells.
    pub level: Option<(u8, u8)>,
    /// How often it let sound go since it was too slow.
    pub late: usize,
    pub quality: Quality,
    /// It will not listen: there is none, or it does not run.
    pub gave_up: bool,
    /// What is wrong, in a presenter's words.
    pub trouble: Option<String>,
}

impl Feed {
    pub(crate) fn new(form: Form, times: Times, wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self { form, times, machine: false, wake: Box::new(wake), state: Mutex::default() }
    }

    /// What a recogniser hears.
    pub(super) fn of_machine(times: Times, wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self { machine: true, ..Self::new(Form::Usual, times, wake) }
    }

    #[must_use]
    pub fn is_machine(&self) -> bool {
        self.machine
    }

    /// The program ends: so does the command that it started, with all that this has started.
    pub fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        let child = state.child.take();
        drop(state);
        child.into_iter().for_each(end);
    }

    /// The lines to be shown, the newest last.
    #[must_use]
    pub fn lines(&self, now: Duration) -> Vec<String> {
        let mut state = self.lock();
        let released = state.steady.release(now);
        state.show(released, now);
        state.roll.shown(now)
    }

    /// From now on a line has room for this many columns.
    pub fn set_width(&self, most: usize) {
        self.lock().roll.set_width(most);
    }

    /// How long until the lines change by themselves: they are taken away, or words come that have waited.
    #[must_use]
    pub fn until_change(&self, now: Duration) -> Option<Duration> {
        let state = self.lock();
        let ways = [state.roll.until_clear(now), state.steady.until_release(now)];
        ways.into_iter().flatten().min()
    }

    /// When the last word came, and what is wrong.
    #[must_use]
    pub fn health(&self) -> (Option<Duration>, Option<String>) {
        let state = self.lock();
        (state.roll.heard(), state.trouble.clone())
    }

    /// Phrases that were ended since this was last asked.
    pub fn phrases(&self) -> Vec<Phrase> {
        self.lock().phrases.drain(..).collect()
    }

    /// Reads a stream to its end.
    pub(crate) fn follow(&self, stream: impl Read) {
        self.read(stream, |events| {
            self.take(events);
            true
        });
    }

    /// Reads what a recogniser prints, to its end or that of its turn.
    pub(super) fn follow_machine(&self, turn: u64, stream: impl Read, overlaps: bool) {
        if let Some(mut state) = self.of_turn(turn) {
            state.steady.begin(overlaps);
        }
        self.read(stream, |events| {
            let Some(mut state) = self.of_turn(turn) else { return false };
            if !events.is_empty() {
                state.trouble = None;
            }
            drop(state);
            self.take(events);
            true
        });
    }

    fn read(&self, mut stream: impl Read, mut take: impl FnMut(Vec<Event>) -> bool) {
        let mut parser = Parser::new(self.form);
        let mut piece = vec![0; PIECE];
        loop {
            match stream.read(&mut piece) {
                Ok(0) => break,
                Ok(count) => {
                    if !take(parser.read(&piece[..count])) {
                        return;
                    }
                }
                Err(why) if why.kind() == std::io::ErrorKind::Interrupted => {}
                // Whoever wrote went away without a word.
                Err(_) => break,
            }
        }
        let _ = take(parser.end());
    }

    pub(super) fn take(&self, events: Vec<Event>) {
        if events.is_empty() {
            return;
        }
        let now = (self.times.now)();
        let mut state = self.lock();
        for event in events {
            let said = state.steady.take(event, now);
            state.show(said, now);
        }
        drop(state);
        (self.wake)();
    }

    /// Something is wrong with the source, or no longer.
    pub(super) fn fail(&self, why: Option<String>) {
        let mut state = self.lock();
        let new = state.trouble != why;
        state.trouble = why;
        drop(state);
        if new {
            (self.wake)();
        }
    }

    pub(super) fn keep(&self, child: Child) {
        let turn = self.lock().turn;
        let _ = self.keep_for(turn, child);
    }

    /// Keeps the command that listens in this turn; false if that is over, and so is the command.
    pub(super) fn keep_for(&self, turn: u64, child: Child) -> bool {
        let mut state = self.lock();
        let late = state.closed || state.turn != turn;
        let before = if late { Some(child) } else { state.child.replace(child) };
        drop(state);
        before.into_iter().for_each(end);
        !late
    }

    /// The command of this turn has ended: so does what it has started.
    pub(super) fn end_child(&self, turn: u64) {
        let child = self.of_turn(turn).and_then(|mut state| state.child.take());
        child.into_iter().for_each(end);
    }

    /// Another turn begins for a recogniser; none where it hears just that already, or the program ends.
    pub(super) fn begin_turn(&self, wanted: &Wanted) -> Option<u64> {
        if self.lock().wanted.as_ref() == Some(wanted) {
            return None;
        }
        self.rest();
        let mut state = self.lock();
        state.wanted = (!state.closed).then(|| wanted.clone());
        state.wanted.as_ref().map(|_| state.turn)
    }

    /// No talk is open: a recogniser hears nothing more.
    pub fn rest(&self) {
        let mut state = self.lock();
        if state.wanted.take().is_none() {
            return;
        }
        state.turn += 1;
        let child = state.child.take();
        (state.hearing, state.steady, state.trouble) = Default::default();
        drop(state);
        child.into_iter().for_each(end);
    }

    pub(super) fn has_turn(&self, turn: u64) -> bool {
        self.of_turn(turn).is_some()
    }

    pub(super) fn found(&self, turn: u64, found: &Recogniser) {
        self.note(turn, |state| state.hearing.by = Some(found.words.clone()));
    }

    pub(super) fn microphone(&self, turn: u64, name: &str) {
        self.note(turn, |state| {
            let all = &mut state.hearing.microphones;
            if all.len() < MOST_MICROPHONES && !all.iter().any(|it| it == name) {
                all.push(name.to_owned());
            }
        });
    }

    pub(super) fn level(&self, turn: u64, level: u8) {
        self.note(turn, |state| {
            let loudest = state.hearing.level.map_or(level, |(_, loudest)| loudest.max(level));
            state.hearing.level = Some((level.min(100), loudest.min(100)));
        });
    }

    pub(super) fn late(&self, turn: u64) {
        self.note(turn, |state| state.hearing.late += 1);
    }

    pub(super) fn ended(&self, turn: u64, why: String) {
        self.note(turn, |state| state.trouble = Some(why));
    }

    pub(super) fn give_up(&self, turn: u64, why: String) {
        self.note(turn, |state| (state.hearing.gave_up, state.trouble) = (true, Some(why)));
    }

    /// What the speaker is told of the recogniser; none while nothing is to be heard.
    #[must_use]
    pub fn hearing(&self) -> Option<Hearing> {
        let state = self.lock();
        state.wanted.as_ref()?;
        let (quality, trouble) = (state.steady.quality, state.trouble.clone());
        Some(Hearing { quality, trouble, ..state.hearing.clone() })
    }

    fn note(&self, turn: u64, change: impl FnOnce(&mut State)) {
        let Some(mut state) = self.of_turn(turn) else { return };
        change(&mut state);
        drop(state);
        (self.wake)();
    }

    /// The state, if this turn is not over.
    fn of_turn(&self, turn: u64) -> Option<MutexGuard<'_, State>> {
        Some(self.lock()).filter(|state| state.turn == turn && !state.closed)
    }

    /// The group of programs that the source is, by its number, where it is a command.
    #[must_use]
    pub fn group(&self) -> Option<u32> {
        self.lock().child.as_ref().map(Child::id)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn show(&mut self, said: Said, now: Duration) {
        said.shown.iter().for_each(|event| self.roll.take(event, now));
        for phrase in said.phrases {
            if self.phrases.len() == MOST_WAITING {
                self.phrases.pop_front();
            }
            self.phrases.push_back(phrase);
        }
    }
}

/// Ends a command and whatever it has started: a listening program would keep the microphone.
fn end(mut command: Child) {
    // It was not waited for yet, so nobody else can have its number.
    #[cfg(unix)]
    if let Some(group) = i32::try_from(command.id()).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    // Windows knows no groups; its own tool ends a program with those that it started.
    #[cfg(windows)]
    {
        let number = command.id().to_string();
        let mut tree = std::process::Command::new("taskkill");
        let _ = crate::crew::unseen(tree.args(["/T", "/F", "/PID", &number])).output();
    }
    // It may have ended before.
    let _ = command.kill();
    let _ = command.wait();
}
