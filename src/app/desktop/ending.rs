//! The system asks the program to end (Ctrl+C in a terminal, logging out) → the windows are asked to close.

use std::thread;
use std::time::Duration;

/// Windows that have not closed by then are not waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// From now on being asked to end calls `close`, which loses nothing of a take and has the windows close.
pub fn mind_ending(close: impl Fn() + Send + 'static) {
    let end = move || {
        close();
        thread::sleep(PATIENCE);
        std::process::exit(1);
    };
    // Where the system has nobody to tell, the program is ended as any other.
    let _ = ctrlc::set_handler(end);
}
