//! What every page draws with: colors, type, a sheet with its rows, marks on a slide.

pub mod buttons;
pub mod dissolve;
pub mod figures;
pub mod links;
pub mod look;
pub mod marks;
pub mod number;
pub mod palette;
pub mod pointing;
pub mod reading;
pub mod sheet;
pub mod slide;
