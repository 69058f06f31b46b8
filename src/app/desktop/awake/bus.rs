//! A wish to the desktop's screen saver (by D-Bus) → a screen that stays on as long as somebody holds it.

use std::time::Duration;

use zbus::blocking::{Connection, connection};

const SAVER: &str = "org.freedesktop.ScreenSaver";
const PLACE: &str = "/org/freedesktop/ScreenSaver";

/// What hangs is asked no longer than this.
const PATIENCE: Duration = Duration::from_secs(30);

/// The wish, which its connection keeps: it ends with the process too.
pub struct Held {
    bus: Connection,
    number: u32,
}

/// Asks for it.
///
/// # Errors
/// In the system's words.
pub fn hold(why: &str) -> Result<Held, String> {
    ask(why).map_err(|error| error.to_string())
}

fn ask(why: &str) -> zbus::Result<Held> {
    let bus = connection::Builder::session()?.method_timeout(PATIENCE).build()?;
    let answer = bus.call_method(Some(SAVER), PLACE, Some(SAVER), "Inhibit", &("cuecard", why))?;
    let number = answer.body().deserialize()?;
    Ok(Held { bus, number })
}

impl Drop for Held {
    fn drop(&mut self) {
        // Where nobody answers any more, nobody keeps the screen on either.
        drop(self.bus.call_method(Some(SAVER), PLACE, Some(SAVER), "UnInhibit", &self.number));
    }
}
