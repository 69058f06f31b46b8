//! The helper's side: messages from the program → work within limits → answers, until the program ends.

use std::io::{self, Stdin, Stdout};
use std::process::ExitCode;

use super::frames::{self, ANSWER, JOB, PANIC, QUESTION, REPLY};
use super::job::Kind;
use super::walls::Walls;
use crate::guard::caught;

/// A deck's files have been held to their own limits before they are sent.
const MOST: u64 = 8 << 30;

/// What works: the kind, the content, and how it is to be read → the answer.
pub type Work = fn(Kind, &[u8], &[u8], &mut Asking) -> Vec<u8>;

/// The way back to the program while something is worked on.
pub struct Asking {
    input: Stdin,
    output: Stdout,
    walls: Walls,
    /// The seconds that each question begins anew.
    renewed: Option<u64>,
}

impl Asking {
    /// Asks the program and waits for what it says. Without a program there is nobody to work for.
    pub fn ask(&mut self, question: &[u8]) -> Vec<u8> {
        let sent = frames::send(&mut self.output.lock(), QUESTION, &[question]);
        let Ok((REPLY, reply)) = sent.and_then(|()| self.next()) else { std::process::exit(0) };
        if let Some(seconds) = self.renewed {
            self.walls.time(seconds);
        }
        reply
    }

    fn next(&self) -> io::Result<(u8, Vec<u8>)> {
        frames::receive(&mut self.input.lock(), MOST)
    }
}

/// Works for the program that has started this one, behind walls.
#[must_use]
pub fn serve(work: Work) -> ExitCode {
    let mut parent = Asking { walls: Walls::build(), input: io::stdin(), output: io::stdout(), renewed: None };
    while let Ok((JOB, message)) = parent.next() {
        let Some(asked) = Asked::read(&message) else { return ExitCode::FAILURE };
        parent.walls.room(asked.memory);
        parent.walls.time(asked.seconds);
        parent.renewed = asked.renews.then_some(asked.seconds);
        let done = caught(|| work(asked.kind, asked.content, asked.how, &mut parent));
        let sent = match &done {
            Ok(answer) => frames::send(&mut parent.output.lock(), ANSWER, &[answer]),
            Err(_) => frames::send(&mut parent.output.lock(), PANIC, &[]),
        };
        if sent.is_err() {
            break;
        }
    }
    ExitCode::SUCCESS
}

/// A job as it comes.
struct Asked<'a> {
    kind: Kind,
    memory: u64,
    seconds: u64,
    renews: bool,
    content: &'a [u8],
    how: &'a [u8],
}

impl<'a> Asked<'a> {
    fn read(message: &'a [u8]) -> Option<Self> {
        let (letter, rest) = message.split_first()?;
        let (renews, rest) = rest.split_first()?;
        let (memory, rest) = rest.split_first_chunk()?;
        let (seconds, rest) = rest.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let (content, how) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        let [memory, seconds] = [memory, seconds].map(|number| u64::from_le_bytes(*number));
        Some(Self { kind: Kind::of(*letter)?, memory, seconds, renews: *renews != 0, content, how })
    }
}
