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
    /// With the name that egui has for it, and its place in `faces::bundled`.
    pub const ALL: [(Self, &'static str, usize); 7] = [
        (Self::Regular, "regular", 0),
        (Self::SemiBold, "semibold", 2),
        (Self::Bold, "bold", 3),
        (Self::Italic, "italic", 1),
        (Self::BoldItalic, "bold-italic", 4),
        (Self::Serif, "serif", 7),
        (Self::Mono, "mono", 8),
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

#[cfg(test)]
mod tests {
    use skrifa::attribute::Style;
    use skrifa::string::StringId;
    use skrifa::{FontRef, MetadataProvider as _};

    use super::Face;
    use crate::faces;

    /// Words that egui sets are in the same face as those that are laid out as slides are.
    #[test]
    fn each_face_is_the_bundled_one_of_its_name() {
        for (face, name, place) in Face::ALL {
            let font = FontRef::new(faces::bundled()[place].data()).expect("a font");
            let named = |id| font.localized_strings(id).english_or_first().map(|words| words.to_string());
            let family = named(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| named(StringId::FAMILY_NAME));
            let look = font.attributes();
            let found = (family.as_deref().unwrap_or_default(), look.weight.value(), look.style == Style::Italic);
            assert_eq!(found, face.font(), "{name}");
        }
    }
}
