//! What the desktop tells and does: screens, windows and where they stand, dialogs, staying awake, the end.

pub mod arrange;
pub mod awake;
pub mod battery;
pub mod chooser;
pub mod editor;
pub mod ending;
pub mod fitting;
pub mod letters;
pub mod no_window;
pub mod own_console;
pub mod placing;
pub mod portals;
pub mod randr;
pub mod screens;
pub mod setup;
pub mod trees;
pub mod wishes;
