//! Events of one source → the lines as they stand, the phrases for the take, and what is wrong with the source.
//!
//! Held behind a lock for microseconds: a transport's thread writes, the windows' threads look.

use std::collections::VecDeque;
use std::io::Read;
use std::process::Child;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::parse::{Event, Form, Parser, Words};
use super::roll::RollUp;

/// Phrases that wait for the take. More in so short a time are nobody's speech.
const MOST_WAITING: usize = 64;
/// What is read in one piece.
const PIECE: usize = 8 << 10;

/// A phrase that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    pub language: Option<String>,
    pub speaker: Option<String>,
    pub text: String,
}

/// What time it is: since the program began, and for others to read.
#[derive(Clone)]
pub struct Times {
    pub now: Arc<dyn Fn() -> Duration + Send + Sync>,
    pub date: fn() -> String,
}

/// One source of live captions.
pub struct Feed {
    pub(super) form: Form,
    pub(super) times: Times,
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
}

impl Feed {
    pub(crate) fn new(form: Form, times: Times, wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self { form, times, wake: Box::new(wake), state: Mutex::default() }
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
        self.lock().roll.shown(now)
    }

    /// From now on a line has room for this many columns.
    pub fn set_width(&self, most: usize) {
        self.lock().roll.set_width(most);
    }

    /// How long until the lines are taken away.
    #[must_use]
    pub fn until_clear(&self, now: Duration) -> Option<Duration> {
        self.lock().roll.until_clear(now)
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
    pub(crate) fn follow(&self, mut stream: impl Read) {
        let mut parser = Parser::new(self.form);
        let mut piece = vec![0; PIECE];
        loop {
            match stream.read(&mut piece) {
                Ok(0) => break,
                Ok(count) => self.take(parser.read(&piece[..count])),
                Err(why) if why.kind() == std::io::ErrorKind::Interrupted => {}
                // Whoever wrote went away without a word.
                Err(_) => break,
            }
        }
        self.take(parser.end());
    }

    pub(super) fn take(&self, events: Vec<Event>) {
        if events.is_empty() {
            return;
        }
        let now = (self.times.now)();
        let mut state = self.lock();
        for event in events {
            state.roll.take(&event, now);
            if let Words::Final(text) = event.words
                && !text.is_empty()
            {
                if state.phrases.len() == MOST_WAITING {
                    state.phrases.pop_front();
                }
                state.phrases.push_back(Phrase { language: event.language, speaker: event.speaker, text });
            }
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
        let mut state = self.lock();
        let closed = state.closed;
        let before = if closed { Some(child) } else { state.child.replace(child) };
        drop(state);
        before.into_iter().for_each(end);
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
