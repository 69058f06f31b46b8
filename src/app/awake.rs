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
        // What the system's message service says where there is none.
        let nobody = ["DBUS_SESSION_BUS_ADDRESS", "ServiceUnknown", "No such file", "not found", "not provided"];
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
                // The wish is this thread's or its connection's, so both stay until the process ends, however it does.
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
