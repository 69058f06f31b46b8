//! The system asks the program to end (Ctrl+C in a terminal, logging out) → the take is ended, and the windows close.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

use crate::app::shared::Shared;

/// Windows that have not closed by then are not waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// From now on being asked to end loses nothing of a take.
pub fn mind_ending(shared: &Arc<Shared>) {
    let shared = Arc::downgrade(shared);
    let end = move || {
        let Some(shared) = shared.upgrade() else { return };
        // First, since nobody knows how much time is left.
        shared.close();
        shared.ending.store(true, Ordering::Relaxed);
        shared.ctx.get().inspect(|ctx| ctx.request_repaint());
        thread::sleep(PATIENCE);
        std::process::exit(1);
    };
    // Where the system has nobody to tell, the program is ended as any other.
    let _ = ctrlc::set_handler(end);
}
