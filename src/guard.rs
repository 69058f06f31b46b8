//! Work that may panic → its value, or why it failed, without a word on the terminal.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether somebody catches what panics on this thread.
    static CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Does `work`; where it panics, says why. What `work` had changed by then stays as it is, so that a caller throws it away
/// or knows that it is whole.
///
/// # Errors
/// The words of the panic.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    quiet();
    let before = CAUGHT.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    CAUGHT.set(before);
    done.map_err(|why| words(why.as_ref()))
}

/// Whether a panic on this thread, now, would be caught.
#[must_use]
pub fn is_caught() -> bool {
    CAUGHT.get()
}

/// What is caught is told by those who catch it, in a presenter's words; the rest as Rust does.
fn quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !CAUGHT.get() {
                usual(info);
            }
        }));
    });
}

fn words(why: &(dyn Any + Send)) -> String {
    let words = why.downcast_ref::<String>().map(String::as_str).or_else(|| why.downcast_ref::<&str>().copied());
    words.unwrap_or("no reason was given").to_owned()
}

#[cfg(test)]
mod tests {
    use super::caught;

    #[test]
    fn a_panic_becomes_its_words() {
        assert_eq!(caught(|| 3), Ok(3));
        assert_eq!(caught(|| -> u8 { panic!("at {}", 7) }), Err("at 7".to_owned()));
        assert_eq!(caught(|| -> u8 { panic!("plainly") }), Err("plainly".to_owned()));
        let inner = caught(|| caught(|| -> u8 { panic!("inside") }).unwrap_or(1));
        assert_eq!(inner, Ok(1));
    }
}
