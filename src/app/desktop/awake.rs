//! Keeps the screen from going dark while a talk plays: asked for once, away from the windows, and gone with the process.

#[cfg(all(unix, not(target_os = "macos")))]
#[path = "awake/bus.rs"]
mod system;
#[cfg(not(all(unix, not(target_os = "macos"))))]
#[path = "awake/others.rs"]
mod system;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};

use crate::crew::{Crew, Job};

const JOB: Job = Job { name: "awake", work: "Keeping the screen on", remedy: "Turn the screen saver off by hand" };

/// Whether the system keeps the screen on for us.
#[derive(Clone, Debug)]
pub enum Awake {
    /// By this thread, as long as the talk is open.
    Held(Thread),
    /// In the system's words.
    Refused(String),
    /// There is nobody to ask.
    Unsupported,
}

impl Awake {
    fn refused(why: String) -> Self {
        // No message service, or nobody on it who minds the screen.
        let nobody = ["Failed to connect to address", "DBus.Error.ServiceUnknown"];
        if nobody.iter().any(|words| why.contains(words)) { Self::Unsupported } else { Self::Refused(why) }
    }
}

/// Who keeps the screen on, as far as the system has answered.
#[derive(Clone, Default)]
pub struct Keeper(Arc<Mutex<Option<Awake>>>);

impl Keeper {
    /// Asks the system to stay awake as long as the talk `is_open`. Its answer may take seconds and is no matter of the talk.
    pub fn keep(&self, crew: &Crew, is_open: impl Fn() -> bool + Send + 'static) {
        let (keeper, ending) = (self.clone(), crew.clone());
        drop(crew.detached(JOB, move || {
            let held = match system::hold("A talk is being given") {
                Ok(held) => held,
                Err(why) => return *keeper.lock() = Some(Awake::refused(why)),
            };
            *keeper.lock() = Some(Awake::Held(thread::current()));
            let own = thread::current();
            ending.at_end(move || own.unpark());
            while !ending.is_ending() && is_open() {
                thread::park();
            }
            drop(held);
        }));
    }

    /// The talk is over: the screen may go dark again.
    pub fn let_go(&self) {
        let last = self.lock().take();
        if let Some(Awake::Held(keeper)) = last {
            keeper.unpark();
        }
    }

    /// What the system has answered.
    #[must_use]
    pub fn answer(&self) -> Option<Awake> {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Option<Awake>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::Awake;

    #[test]
    fn where_nobody_can_be_asked_that_is_no_refusal() {
        for nobody in [
            "Failed to connect to address `unix:path=/run/user/0/bus`: No such file or directory (os error 2)",
            "org.freedesktop.DBus.Error.ServiceUnknown: The name org.freedesktop.ScreenSaver was not provided",
        ] {
            assert!(matches!(Awake::refused(nobody.to_owned()), Awake::Unsupported), "{nobody}");
        }
        let refused = "org.freedesktop.DBus.Error.AccessDenied: not today";
        assert!(matches!(Awake::refused(refused.to_owned()), Awake::Refused(why) if why == refused));
    }
}
