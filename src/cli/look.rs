//! `--theme` and `--variant`: the look that a deck gets for once, with its files as they are.

use clap::{Args, ValueEnum};

use crate::deck::read::Look;
use crate::deck::theme::Variant;

/// Another look than the deck's own.
#[derive(Args, Clone, Default)]
pub struct Shown {
    /// In this theme instead of the deck's own: one of Cuecard's, one of the deck's, or a theme file (.toml) in its folder
    #[arg(long, value_name = "THEME")]
    theme: Option<String>,
    /// In this variant of its theme: light for print, dark for a dark room
    #[arg(long, value_name = "NAME")]
    variant: Option<Wanted>,
}

/// A theme's variants by the names that decks use.
#[derive(Clone, Copy, ValueEnum)]
pub enum Wanted {
    /// For bright rooms
    Light,
    /// For dark rooms
    Dark,
    /// 7:1 between words and ground
    HighContrast,
}

impl From<Wanted> for Variant {
    fn from(wanted: Wanted) -> Self {
        match wanted {
            Wanted::Light => Self::Light,
            Wanted::Dark => Self::Dark,
            Wanted::HighContrast => Self::HighContrast,
        }
    }
}

impl From<&Shown> for Look {
    fn from(shown: &Shown) -> Self {
        Self { theme: shown.theme.clone(), variant: shown.variant.map(Variant::from) }
    }
}
