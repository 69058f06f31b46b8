//! The system's wish for less motion.

use mundy::{Interest, Preferences, ReducedMotion, Subscription};

/// Calls `heed` with whether the system asks for less motion, now and whenever that changes, as long as the answer is kept.
/// To be called on the windows' thread.
pub fn heed_system(heed: impl Fn(bool) + Send + Sync + 'static) -> Subscription {
    Preferences::subscribe(Interest::ReducedMotion, move |wishes| {
        heed(wishes.reduced_motion == ReducedMotion::Reduce);
    })
}
