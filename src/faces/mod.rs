//! The bytes of a font file → whole faces with the names of their families, or why they are not used.
//!
//! Invariant: a file that is opened here can be shaped and drawn. What only looks damaged is told and used all the same.

pub mod apart;
mod kinds;
mod opened;
mod sound;
mod unpack;

use std::sync::{Arc, LazyLock};

use peniko::Blob;
use skrifa::raw::FileRef;
use skrifa::{FontRef, MetadataProvider as _};

use crate::packed::packed;
pub use opened::{Opened, Refused};

/// The typefaces inside the program, whole files, all under the Open Font License. A static, as are the signs: the program
/// would have a constant's files once for each part of it that asks.
static BUNDLED: [&[u8]; 15] = [
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
    include_bytes!("../../assets/fonts/Newsreader_400Regular.ttf"),
    include_bytes!("../../assets/fonts/Newsreader_400Regular_Italic.ttf"),
    include_bytes!("../../assets/fonts/Newsreader_600SemiBold.ttf"),
    include_bytes!("../../assets/fonts/BricolageGrotesque_800ExtraBold.ttf"),
];

/// Their families. Where a face lacks a sign, the others are tried in this order.
pub const FAMILIES: [&str; 6] = [SANS, SERIF, MONO, TICKS, ESSAY, POSTER];
pub const SANS: &str = "Atkinson Hyperlegible Next";
pub const SERIF: &str = "Source Serif 4";
pub const MONO: &str = "Atkinson Hyperlegible Mono";
/// The one with ticks and crosses that are taken for nothing else.
pub const TICKS: &str = "Inter Display";
/// For long words that are set light, and for few that are set fat.
pub const ESSAY: &str = "Newsreader";
pub const POSTER: &str = "Bricolage Grotesque";

/// Signs as wide as a letter of `MONO`.
pub const CODE_SIGNS: &str = "Cuecard Code Signs";
/// Letters and signs that these lack, cut out of Inter and Noto by `tests/signs.py`, each a family with its file; no theme is
/// set in them. The first has Latin, Greek and Cyrillic letters, arrows, money and ticks; its bold is `TICKS`.
pub static SIGNS: [(&str, &[u8]); 5] = [
    ("Cuecard Signs", include_bytes!("../../assets/fonts/CuecardSigns_400Regular.otf")),
    ("Cuecard Mathematics", include_bytes!("../../assets/fonts/CuecardMathematics.ttf")),
    ("Cuecard Symbols", include_bytes!("../../assets/fonts/CuecardSymbols.ttf")),
    ("Cuecard Further Symbols", include_bytes!("../../assets/fonts/CuecardFurtherSymbols.ttf")),
    (CODE_SIGNS, include_bytes!("../../assets/fonts/CuecardCodeSigns.ttf")),
];

/// The bundled files as blobs that all shapers and pictures share, so that a PDF embeds each once.
static SHARED: LazyLock<Vec<Blob<u8>>> = LazyLock::new(|| {
    let signs = SIGNS.iter().map(|(_, bytes)| bytes);
    BUNDLED.iter().chain(signs).map(|bytes| Blob::new(Arc::new(*bytes) as _)).collect()
});

/// The bundled typefaces, shared.
#[must_use]
pub fn bundled() -> &'static [Blob<u8>] {
    &SHARED
}

/// Emoji in one color, cut out of Noto Emoji by `tests/signs.py`: the last resort, where neither the deck nor the machine has any.
pub const EMOJI: &str = "Cuecard Emoji";

/// The file of `EMOJI`, unpacked when the first deck needs it, and shared as the others are.
#[must_use]
pub fn emoji() -> Blob<u8> {
    static SHARED: LazyLock<Blob<u8>> =
        LazyLock::new(|| Blob::new(Arc::new(packed!("assets/fonts/CuecardEmoji.ttf").bytes()) as _));
    SHARED.clone()
}

/// Whether `EMOJI` has a letter.
#[must_use]
pub fn has_emoji(letter: char) -> bool {
    let face = emoji();
    FontRef::new(face.data()).is_ok_and(|font| font.charmap().map(letter).is_some())
}

/// The kind of family that a generic name asks for, and the bundled one of that kind.
#[must_use]
pub fn generic(name: &str) -> Option<&'static str> {
    match name.to_ascii_lowercase().as_str() {
        "sans-serif" | "sans" | "system-ui" | "ui-sans-serif" | "ui-rounded" | "fantasy" => Some(SANS),
        "serif" | "ui-serif" | "cursive" => Some(SERIF),
        "monospace" | "mono" | "ui-monospace" => Some(MONO),
        _ => None,
    }
}

/// The endings of the files that are read as fonts.
const ENDINGS: [&str; 6] = ["ttf", "otf", "ttc", "otc", "woff", "woff2"];

/// Whether a file's name says that it is a font.
#[must_use]
pub fn is_font_name(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// Opens a font file, whatever it is called. A helper process looks at it, where there is one.
///
/// # Errors
/// Where it is no font, or one that cannot be drawn.
pub fn open(bytes: &Arc<[u8]>) -> Result<Opened, Refused> {
    apart::open(bytes).unwrap_or_else(|| opened::opened(bytes))
}

/// Whether a face is made of emoji: it has a laughing one and no letters.
#[must_use]
pub fn is_emoji(bytes: &[u8]) -> bool {
    let Ok(file) = FileRef::new(bytes) else { return false };
    file.fonts().flatten().any(|font| {
        let letters = font.charmap();
        letters.map('\u{1F600}').is_some() && letters.map('a').is_none()
    })
}
