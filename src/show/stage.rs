//! Black, white and freeze become what the audience sees. Invariant: a frozen step never changes until it is thawed.
//!
//! A blank stage remembers the step frozen beneath it: lifting black must not show what the speaker looked up unseen.

use serde::{Deserialize, Serialize};

use super::track::Track;
use super::view::{Mode, OnStage};

/// Whether and how the stage follows the speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Stage {
    Live,
    Frozen(Track),
    /// With the step that is frozen beneath, if one is.
    Black(Option<Track>),
    White(Option<Track>),
}

impl Stage {
    /// `B`: black, or back from it.
    pub(super) fn black(self) -> Self {
        match self {
            Self::Black(_) => self.lifted(),
            Self::Live | Self::Frozen(_) | Self::White(_) => Self::Black(self.held()),
        }
    }

    /// `W`: white, or back from it.
    pub(super) fn white(self) -> Self {
        match self {
            Self::White(_) => self.lifted(),
            Self::Live | Self::Frozen(_) | Self::Black(_) => Self::White(self.held()),
        }
    }

    /// Without black or white.
    pub(super) fn lifted(self) -> Self {
        match self.held() {
            Some(track) => Self::Frozen(track),
            None => Self::Live,
        }
    }

    /// Holds `here`. Under black or white nothing is seen of it yet: a key must not light a stage that was put out.
    pub(super) fn frozen(self, here: Track) -> Self {
        match self {
            Self::Live | Self::Frozen(_) => Self::Frozen(here),
            Self::Black(_) => Self::Black(Some(here)),
            Self::White(_) => Self::White(Some(here)),
        }
    }

    /// Follows the speaker again, as soon as it is not blank.
    pub(super) fn thawed(self) -> Self {
        match self {
            Self::Live | Self::Frozen(_) => Self::Live,
            Self::Black(_) => Self::Black(None),
            Self::White(_) => Self::White(None),
        }
    }

    /// The frozen step, seen or not.
    pub(super) fn held(self) -> Option<Track> {
        match self {
            Self::Live => None,
            Self::Frozen(track) => Some(track),
            Self::Black(held) | Self::White(held) => held,
        }
    }

    /// The same stage with its frozen step put elsewhere, after an edit.
    pub(super) fn map(self, carry: impl FnOnce(Track) -> Track) -> Self {
        match self.held() {
            Some(track) => self.frozen(carry(track)),
            None => self,
        }
    }

    /// The step whose captions are read: black takes the slide, not the words that somebody reads along.
    pub(super) fn captioned(self, here: Track) -> Option<Track> {
        match self {
            Self::Live => Some(here),
            Self::Frozen(track) => Some(track),
            Self::Black(held) => Some(held.unwrap_or(here)),
            Self::White(_) => None,
        }
    }

    pub(super) fn on_stage(self, here: Track) -> OnStage {
        match self {
            Self::Live => OnStage::Slide(here.at),
            Self::Frozen(track) => OnStage::Slide(track.at),
            Self::Black(_) => OnStage::Black,
            Self::White(_) => OnStage::White,
        }
    }

    pub(super) fn mode(self) -> Mode {
        match self {
            Self::Live => Mode::Live,
            Self::Frozen(_) => Mode::Frozen,
            Self::Black(_) => Mode::Black,
            Self::White(_) => Mode::White,
        }
    }
}
