//! Which typefaces exist and which comes next when one lacks a character: bundled, then the deck's, then the system's.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use parley::fontique::{Blob, Collection, CollectionOptions, FontInfo, Script, SourceCache};
use parley::{FontContext, FontFamily, FontFamilyName};
use peniko::FontData;
use skrifa::instance::{LocationRef, Size};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider as _};

/// The typefaces inside the program, whole files, all under the Open Font License.
const BUNDLED: &[&[u8]] = &[
    include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext_400Regular.ttf"),
    include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext_400Regular_Italic.ttf"),
    include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext_600SemiBold.ttf"),
    include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext_700Bold.ttf"),
    include_bytes!("../../assets/fonts/AtkinsonHyperlegibleNext_700Bold_Italic.ttf"),
    include_bytes!("../../assets/fonts/SourceSerif4_400Regular.ttf"),
    include_bytes!("../../assets/fonts/SourceSerif4_400Regular_Italic.ttf"),
    include_bytes!("../../assets/fonts/SourceSerif4_600SemiBold.ttf"),
    include_bytes!("../../assets/fonts/AtkinsonHyperlegibleMono_400Regular.ttf"),
    include_bytes!("../../assets/fonts/AtkinsonHyperlegibleMono_700Bold.ttf"),
    include_bytes!("../../assets/fonts/InterDisplay_700Bold.otf"),
];

/// The system's own choice for these scripts may be an ornate face; where this one is there, it is taken.
const READABLE: &[(&[u8; 4], &str)] = &[
    (b"Arab", "Noto Sans Arabic"),
    (b"Hebr", "Noto Sans Hebrew"),
    (b"Deva", "Noto Sans Devanagari"),
    (b"Thai", "Noto Sans Thai"),
];

/// The bundled files as blobs that all shapers and pictures share, so that a PDF embeds each once.
static SHARED: LazyLock<Vec<Blob<u8>>> =
    LazyLock::new(|| BUNDLED.iter().map(|bytes| Blob::new(Arc::new(*bytes))).collect());

/// The bundled typefaces, shared.
#[must_use]
pub fn bundled() -> &'static [Blob<u8>] {
    &SHARED
}

/// What a typeface calls its family: `Source Serif 4`.
#[must_use]
pub fn family(font: &FontData) -> Option<String> {
    let font = FontRef::from_index(font.data.data(), font.index).ok()?;
    // The first name leaves out the weight, and only families with several weights have it.
    let names = [StringId::TYPOGRAPHIC_FAMILY_NAME, StringId::FAMILY_NAME];
    names.into_iter().find_map(|name| Some(font.localized_strings(name).english_or_first()?.to_string()))
}

/// The typefaces at hand for one deck.
pub(super) struct Fonts {
    pub context: FontContext,
    /// The deck's own font files.
    pub deck: Vec<Blob<u8>>,
    /// Families in the deck's `fonts/` folder: tried after the style's own family.
    deck_families: Vec<String>,
    system: bool,
}

impl Fonts {
    pub fn new(deck_fonts: &[Arc<[u8]>]) -> Self {
        // Without the system's fonts a deck looks the same on every machine, and starting costs microseconds.
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut collection = Collection::new(options);
        for blob in bundled() {
            collection.register_fonts(blob.clone(), None);
        }
        let deck: Vec<_> = deck_fonts.iter().map(|bytes| Blob::new(Arc::new(Bytes(bytes.clone())) as _)).collect();
        let mut deck_families = Vec::new();
        for blob in &deck {
            for (family, _) in collection.register_fonts(blob.clone(), None) {
                if let Some(name) = collection.family_name(family)
                    && !deck_families.iter().any(|known| known == name)
                {
                    deck_families.push(name.to_owned());
                }
            }
        }
        let context = FontContext { collection, source_cache: SourceCache::default() };
        Self { context, deck, deck_families, system: false }
    }

    /// The family by name, then whatever may fill its gaps.
    pub fn stack<'a>(&'a self, family: &'a str) -> FontFamily<'a> {
        let deck = self.deck_families.iter().map(String::as_str);
        let emoji = self.system.then_some("Noto Color Emoji");
        let names = std::iter::once(family).chain(deck).chain(emoji);
        FontFamily::List(Cow::Owned(names.map(FontFamilyName::named).collect()))
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
        self.system = true;
        true
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

/// A deck's font file as parley and the painters share it.
struct Bytes(Arc<[u8]>);

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}
