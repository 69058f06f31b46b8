//! What the command line says of the windows: whether the stage is one to be moved, on which screen it is, what comes first.

use std::sync::Arc;

use crate::journal::Windows;
use crate::playback;
use crate::supervisor::Watched;

/// How the windows begin.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How the talk in them does.
    pub talk: playback::Options,
    /// The stage as an undecorated window, to be shared in a call.
    pub windowed: bool,
    /// How the windows were in a talk that goes on.
    pub windows: Option<Windows>,
    /// The name of the stage's screen.
    pub screen: Option<String>,
    /// The program began on the wall of talks, which comes after each of them.
    pub library: bool,
    /// Begin with the stage check; without a deck there is nothing after it.
    pub check: bool,
    /// Who watches that the windows are at work.
    pub watched: Arc<Watched>,
}
