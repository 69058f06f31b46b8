//! Which typeface comes next when one lacks a character: the deck's, then those inside the program, then the machine's; for
//! emoji that none of them has, the program's own again.

use std::borrow::Cow;
use std::sync::Arc;

use parley::fontique::{
    Blob, Collection, CollectionOptions, FontInfo, FontInfoOverride, GenericFamily, Script, SourceCache,
};
use parley::{FontContext, FontFamily, FontFamilyName};
use peniko::FontData;
use skrifa::instance::{LocationRef, Size};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider as _};

use crate::faces::{self, FAMILIES, TICKS, bundled, is_emoji};

/// The system's own choice for these scripts may be an ornate face; where this one is there, it is taken.
const READABLE: &[(&[u8; 4], &str)] = &[
    (b"Arab", "Noto Sans Arabic"),
    (b"Hebr", "Noto Sans Hebrew"),
    (b"Deva", "Noto Sans Devanagari"),
    (b"Thai", "Noto Sans Thai"),
];

/// The machine's own families of emoji, and those of signs, which are tried before the emoji for a sign like ✔ that is
/// text unless its author says otherwise.
const EMOJI: [&str; 6] =
    ["Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji", "Twitter Color Emoji", "Twemoji", "Noto Emoji"];
const MACHINE_SIGNS: [&str; 5] =
    ["DejaVu Sans", "Noto Sans Symbols 2", "Noto Sans Symbols", "Segoe UI Symbol", "Apple Symbols"];

/// What a typeface calls its family: `Source Serif 4`.
#[must_use]
pub fn family(font: &FontData) -> Option<String> {
    let font = FontRef::from_index(font.data.data(), font.index).ok()?;
    // The first name leaves out the weight, and only families with several weights have it.
    let names = [StringId::TYPOGRAPHIC_FAMILY_NAME, StringId::FAMILY_NAME];
    names.into_iter().find_map(|name| Some(font.localized_strings(name).english_or_first()?.to_string()))
}

/// The typefaces at hand for one deck.
#[derive(Clone)]
pub(super) struct Fonts {
    pub context: FontContext,
    /// The deck's own font files.
    pub deck: Vec<Blob<u8>>,
    /// Families in the deck's `fonts/` folder: tried after the style's own family.
    deck_families: Vec<String>,
    /// Families of emoji, the deck's first.
    emoji: Vec<String>,
    /// The bundled files and the deck's, and which of them are emoji.
    own: Vec<(u64, bool)>,
    system: bool,
    /// Whether the zero is slashed in faces that have both.
    pub slashed_zero: bool,
}

/// Where a face comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Inside the program or the deck.
    Own,
    /// The deck's emoji.
    Emoji,
    /// The machine has it; another may not.
    Machine,
}

impl Fonts {
    pub fn new(deck_fonts: &[Arc<[u8]>]) -> Self {
        // Without the system's fonts a deck looks the same on every machine, and starting costs microseconds.
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut collection = Collection::new(options);
        let mut own = Vec::new();
        for blob in bundled() {
            let added = collection.register_fonts(blob.clone(), None);
            if added.iter().any(|(family, _)| collection.family_name(*family) == Some(TICKS)) {
                let family_name = Some(faces::SIGNS[0].0);
                collection.register_fonts(
                    blob.clone(),
                    Some(FontInfoOverride { family_name, ..FontInfoOverride::default() }),
                );
            }
            own.push((blob.id(), false));
        }
        let deck: Vec<_> = deck_fonts.iter().map(|bytes| Blob::new(Arc::new(Bytes(bytes.clone())) as _)).collect();
        let (mut deck_families, mut emoji) = (Vec::new(), Vec::new());
        for blob in &deck {
            let pictures = is_emoji(blob.data());
            own.push((blob.id(), pictures));
            let families = if pictures { &mut emoji } else { &mut deck_families };
            for (family, _) in collection.register_fonts(blob.clone(), None) {
                if let Some(name) = collection.family_name(family)
                    && !families.iter().any(|known| known == name)
                {
                    families.push(name.to_owned());
                }
            }
        }
        let context = FontContext { collection, source_cache: SourceCache::default() };
        let mut fonts = Self { context, deck, deck_families, emoji, own, system: false, slashed_zero: false };
        fonts.name_kinds();
        fonts
    }

    /// Keeps what comes after a family of each kind.
    fn name_kinds(&mut self) {
        for family in [faces::SANS, faces::SERIF, faces::MONO] {
            let names: Vec<String> = self.plain(family).skip(1).map(str::to_owned).collect();
            let collection = &mut self.context.collection;
            let ids: Vec<_> = names.iter().filter_map(|name| collection.family_id(name)).collect();
            collection.set_generic_families(kind(family), ids.into_iter());
        }
    }

    /// The family by name, then whatever may fill its gaps: the deck's, the bundled, signs of the machine, emoji. Where
    /// all of them fail, the machine's choice for a script is asked.
    pub fn stack<'a>(&'a self, family: &'a str) -> FontFamily<'a> {
        let emoji = self.emoji.iter().map(String::as_str);
        if !self.system {
            // A family is looked up by its name each time that words are shaped; what follows it is known.
            let first = [FontFamilyName::named(family), FontFamilyName::Generic(kind(family))];
            let all = first.into_iter().chain(emoji.map(FontFamilyName::named));
            return FontFamily::List(Cow::Owned(all.collect()));
        }
        let signs = MACHINE_SIGNS;
        list(self.plain(family).chain(signs).chain(emoji))
    }

    /// As `stack`, for words that are to be emoji if there are any.
    pub fn emoji_stack<'a>(&'a self, family: &'a str) -> FontFamily<'a> {
        list(self.emoji.iter().map(String::as_str).chain(self.plain(family)))
    }

    /// As `stack`, for ticks and crosses.
    pub fn tick_stack<'a>(&'a self, family: &'a str) -> FontFamily<'a> {
        let signs = if self.system { &MACHINE_SIGNS[..] } else { &[] };
        let own = std::iter::once(family).chain(self.deck_families.iter().map(String::as_str));
        let emoji = self.emoji.iter().map(String::as_str);
        list(
            own.chain([TICKS])
                .chain(faces::SIGNS.map(|(family, _)| family))
                .chain(signs.iter().copied())
                .chain(FAMILIES)
                .chain(emoji),
        )
    }

    /// The family, the deck's own with those of its kind first, the bundled.
    fn plain<'a>(&'a self, family: &'a str) -> impl Iterator<Item = &'a str> {
        let serif = is_serif(family);
        let of_kind =
            move |kind: bool| self.deck_families.iter().map(String::as_str).filter(move |it| is_serif(it) == kind);
        let own = std::iter::once(family).chain(of_kind(serif)).chain(of_kind(!serif));
        // In code letters stand under each other.
        let code = (family == faces::MONO).then_some(faces::CODE_SIGNS);
        let mut signs = faces::SIGNS.iter().map(|(family, _)| *family);
        let words = [faces::SANS, faces::SERIF, faces::MONO];
        own.chain(code).chain(signs.next()).chain(words).chain(signs).chain([TICKS])
    }

    pub fn origin(&self, font: &FontData) -> Origin {
        match self.own.iter().find(|(id, _)| *id == font.data.id()) {
            Some((_, false)) => Origin::Own,
            Some((_, true)) => Origin::Emoji,
            None => Origin::Machine,
        }
    }

    /// Whether the machine's own fonts fill in.
    pub fn admits_system_fonts(&self) -> bool {
        self.system
    }

    /// What a formula beside words of this family has to fit.
    pub fn beside(&mut self, family: &str) -> Beside {
        let family = self.context.collection.family_by_name(family);
        let font = family.and_then(|family| family.default_font().cloned());
        let read = |font: FontInfo| {
            let blob = font.load(Some(&mut self.context.source_cache))?;
            let metrics =
                FontRef::from_index(blob.data(), font.index()).ok()?.metrics(Size::new(1.0), LocationRef::default());
            let heights = metrics.x_height.zip(metrics.cap_height);
            let heights = heights.filter(|(small, capital)| *small > 0.0 && *capital > 0.0)?;
            let underline = metrics.underline.map_or(Beside::default().underline, |it| (it.offset, it.thickness));
            Some(Beside { heights, underline })
        };
        font.and_then(read).unwrap_or_default()
    }

    /// Whether the family itself has all these letters.
    pub fn has_all(&mut self, family: &str, mut letters: impl Iterator<Item = char>) -> bool {
        let family = self.context.collection.family_by_name(family);
        let font = family.and_then(|family| family.default_font().cloned());
        let Some(font) = font else { return false };
        let Some(blob) = font.load(Some(&mut self.context.source_cache)) else { return false };
        FontRef::from_index(blob.data(), font.index())
            .is_ok_and(|font| letters.all(|c| font.charmap().map(c).is_some()))
    }

    /// Lets the system's fonts fill in; false if they already do.
    pub fn admit_system_fonts(&mut self) -> bool {
        if self.system {
            return false;
        }
        let collection = &mut self.context.collection;
        collection.load_system_fonts();
        for (script, family) in READABLE {
            if let Some(family) = collection.family_id(family) {
                collection.set_fallbacks(Script::from_bytes(**script), std::iter::once(family));
            }
        }
        let there = EMOJI.into_iter().filter(|name| collection.family_id(name).is_some());
        let there: Vec<String> = there.map(str::to_owned).collect();
        self.emoji.extend(there);
        self.admit_own_emoji();
        self.system = true;
        true
    }

    /// After all others, since they are of one color.
    pub(super) fn admit_own_emoji(&mut self) {
        let face = faces::emoji();
        self.own.push((face.id(), false));
        self.context.collection.register_fonts(face, None);
        self.emoji.push(faces::EMOJI.to_owned());
    }

    /// How many families the machine adds to our own.
    pub fn machine_families(&mut self) -> usize {
        let own = FAMILIES.len() + faces::SIGNS.len() + self.deck_families.len() + usize::from(self.system);
        self.context.collection.family_names().count().saturating_sub(own)
    }
}

/// Measures of a family, in em.
#[derive(Clone, Copy)]
pub(super) struct Beside {
    /// Of small letters and of capitals.
    pub heights: (f32, f32),
    /// Its line's top over the baseline, and its thickness.
    pub underline: (f32, f32),
}

impl Default for Beside {
    fn default() -> Self {
        Self { heights: (0.5, 0.7), underline: (-0.1, 0.05) }
    }
}

/// What comes after a family depends on this alone.
fn kind(family: &str) -> GenericFamily {
    match family {
        faces::MONO => GenericFamily::Monospace,
        _ if is_serif(family) => GenericFamily::Serif,
        _ => GenericFamily::SansSerif,
    }
}

/// Whether a family has serifs, by what such families are called in Latin, Chinese, Japanese and Korean scripts.
fn is_serif(family: &str) -> bool {
    ["Serif", "Mincho", "Ming", "Song", "Myeongjo", "Batang", "明朝", "宋", "명조"]
        .iter()
        .any(|name| family.contains(name))
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> FontFamily<'a> {
    FontFamily::List(Cow::Owned(names.map(FontFamilyName::named).collect()))
}

/// A deck's font file as parley and the painters share it.
struct Bytes(Arc<[u8]>);

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}
