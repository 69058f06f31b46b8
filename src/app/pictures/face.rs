//! The faces of the console, for egui and for words that are laid out as slides are.

use eframe::egui::FontFamily;

/// The faces of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    Regular,
    SemiBold,
    Bold,
    Italic,
    BoldItalic,
    Serif,
    Mono,
}

impl Face {
    pub const ALL: [(Self, &'static str, &'static [u8]); 7] = [
        (Self::Regular, "regular", include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext_400Regular.ttf")),
        (Self::SemiBold, "semibold", include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext_600SemiBold.ttf")),
        (Self::Bold, "bold", include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext_700Bold.ttf")),
        (
            Self::Italic,
            "italic",
            include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext_400Regular_Italic.ttf"),
        ),
        (
            Self::BoldItalic,
            "bold-italic",
            include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleNext_700Bold_Italic.ttf"),
        ),
        (Self::Serif, "serif", include_bytes!("../../../assets/fonts/SourceSerif4_600SemiBold.ttf")),
        (Self::Mono, "mono", include_bytes!("../../../assets/fonts/AtkinsonHyperlegibleMono_400Regular.ttf")),
    ];

    #[must_use]
    pub fn family(self) -> FontFamily {
        let name = Self::ALL.iter().find(|(face, ..)| *face == self).map_or("regular", |(_, name, _)| name);
        FontFamily::Name(name.into())
    }

    /// Family, weight and slant, as slides name them.
    #[must_use]
    pub fn font(self) -> (&'static str, f32, bool) {
        match self {
            Self::Regular => ("Atkinson Hyperlegible Next", 400.0, false),
            Self::SemiBold => ("Atkinson Hyperlegible Next", 600.0, false),
            Self::Bold => ("Atkinson Hyperlegible Next", 700.0, false),
            Self::Italic => ("Atkinson Hyperlegible Next", 400.0, true),
            Self::BoldItalic => ("Atkinson Hyperlegible Next", 700.0, true),
            Self::Serif => ("Source Serif 4", 600.0, false),
            Self::Mono => ("Atkinson Hyperlegible Mono", 400.0, false),
        }
    }
}
