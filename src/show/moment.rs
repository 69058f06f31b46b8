//! A moment of a talk; no clock is read here.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A moment as the time since the program started. Whoever calls hands over moments that never go back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment(pub Duration);

impl Moment {
    /// The time since `earlier`; zero if that is later, so that a clock that slips ends no talk.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}
