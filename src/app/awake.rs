//! Keeps the screen from going dark while a talk plays: asked for once, away from the windows, and gone with the process.

use std::sync::Arc;
use std::thread;

use super::shared::Shared;

/// Whether the system keeps the screen on for us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Awake {
    Held,
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

/// Asks the system to stay awake. Its answer may take seconds and is no matter of the talk; it stands in `Shared::awake`.
pub fn keep_awake(shared: &Arc<Shared>) {
    let shared = Arc::clone(shared);
    thread::spawn(move || {
        let mut wish = keepawake::Builder::default();
        wish.display(true).reason("A talk is being given").app_name("Cuecard").app_reverse_domain("cuecard");
        // Elsewhere a screen that stays on keeps the machine awake as well.
        wish.idle(cfg!(windows));
        match wish.create() {
            Ok(_held) => {
                // Set once, by this thread.
                let _ = shared.awake.set(Awake::Held);
                // The wish is this thread's or its connection's, and so it ends with the process, however that ends.
                // It is never taken back by hand: the library panics when the system does not answer that.
                loop {
                    thread::park();
                }
            }
            Err(why) => {
                let _ = shared.awake.set(Awake::refused(why.to_string()));
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::Awake;

    #[test]
    fn where_nobody_can_be_asked_that_is_no_refusal() {
        for nobody in [
            "system: Failed to connect to address `unix:path=/run/user/0/bus`: No such file or directory (os error 2)",
            "system: org.freedesktop.DBus.Error.ServiceUnknown: The name org.freedesktop.ScreenSaver was not provided",
        ] {
            assert_eq!(Awake::refused(nobody.to_owned()), Awake::Unsupported);
        }
        let refused = "system: org.freedesktop.DBus.Error.AccessDenied: not today";
        assert_eq!(Awake::refused(refused.to_owned()), Awake::Refused(refused.to_owned()));
    }
}
