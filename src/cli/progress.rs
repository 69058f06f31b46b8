//! How long an export takes → a line on the terminal that counts up, once it takes longer than a moment.

use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use crate::terminal::tell;

/// How far the export is, on a terminal, once it takes longer than a moment.
pub struct Progress {
    started: Instant,
    told: Option<Duration>,
    what: &'static str,
    all: usize,
}

impl Progress {
    const MOMENT: Duration = Duration::from_millis(700);
    const APART: Duration = Duration::from_millis(100);

    pub fn new(what: &'static str, all: usize) -> Self {
        Self { started: started(), told: None, what, all }
    }

    pub fn tell(&mut self, done: usize) {
        let now = self.started.elapsed();
        let due = self.told.map_or(Self::MOMENT, |told| told + Self::APART);
        if now >= due && std::io::stderr().is_terminal() {
            tell(format_args!("\r{} {done} of {}\x1b[K", self.what, self.all));
            self.told = Some(now);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.told.is_some() {
            tell(format_args!("\r\x1b[K"));
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "how long an export took is told to the person who waited")]
pub fn started() -> Instant {
    Instant::now()
}
