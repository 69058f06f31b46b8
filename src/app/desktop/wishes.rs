//! What the speaker asked of the system for all programs: less motion, more contrast, a light or a dark ground.

use mundy::{ColorScheme, Contrast, Interest, Preferences, ReducedMotion, Subscription};

/// What the system asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    pub less_motion: bool,
    pub more_contrast: bool,
    /// A light ground; dark is the program's own choice.
    pub light: bool,
}

/// Calls `heed` with what the system asks for, now and whenever that changes, as long as the answer is kept.
/// To be called on the windows' thread.
pub fn heed_system(heed: impl Fn(Wishes) + Send + Sync + 'static) -> Subscription {
    Preferences::subscribe(Interest::ReducedMotion | Interest::Contrast | Interest::ColorScheme, move |wishes| {
        heed(Wishes {
            less_motion: wishes.reduced_motion == ReducedMotion::Reduce,
            more_contrast: matches!(wishes.contrast, Contrast::More | Contrast::Custom),
            light: wishes.color_scheme == ColorScheme::Light,
        });
    })
}
