//! A wish to Windows or macOS → a screen that stays on as long as somebody holds it.

pub use keepawake::KeepAwake as Held;

/// Asks for it.
///
/// # Errors
/// In the system's words.
pub fn hold(why: &str) -> Result<Held, String> {
    let mut wish = keepawake::Builder::default();
    wish.display(true).reason(why).app_name("Cuecard").app_reverse_domain("cuecard");
    // Elsewhere a screen that stays on keeps the machine awake as well.
    wish.idle(cfg!(windows));
    wish.create().map_err(|error| error.to_string())
}
