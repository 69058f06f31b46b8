//! The speaker's window: reads a scene, draws it, and returns what the speaker asks for. Nothing here changes anything.

mod buttons;
mod checks;
mod cover;
mod ended;
pub mod finder;
mod green_room;
mod grid;
mod gutter;
mod header;
pub mod instead;
mod notes;
mod overview;
mod pace;
mod panes;
mod places;
mod planned;
mod question;
mod scene;
mod slide;
mod state;
mod status;
mod teleprompter;
mod tile;
mod what_now;
pub mod window;

pub use ended::{AfterRoom, COLUMNS as AGAIN_COLUMNS, MOST_AGAIN, MOST_MISSED};
pub use grid::Page;
pub use gutter::{gutters_ui, wants_arrows};
pub use overview::overview_ui;
pub use panes::console_ui;
pub use places::{Gutter, Places};
pub use question::{Question, question_ui};
pub use scene::Scene;
pub use state::{ConsoleState, next as next_arrangement};
