//! What the fonts at hand lack: characters that none has, and those that only a font of this machine has.

use std::collections::HashSet;
use std::ops::Range;

use icu_properties::CodePointMapData;
use icu_properties::PropertyNamesLong;
use icu_properties::props::Script as IcuScript;
use icu_properties::script::ScriptWithExtensions;
use peniko::FontData;

use super::emoji;
use super::fonts::{Fonts, Origin, family};
use crate::diagnostic::Span;

/// The most scripts that share a mark which is counted to one of them.
const SCRIPTS: usize = 12;

/// A character that only a font of this machine has.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Lent {
    pub span: Span,
    pub text: String,
    /// The family that has it.
    pub family: String,
}

/// All gaps so far, each once.
#[derive(Default)]
pub(super) struct Gaps {
    missing: Vec<(Span, String)>,
    seen: HashSet<(Span, String)>,
    lent: Vec<Lent>,
    seen_lent: HashSet<(Span, String)>,
}

impl Gaps {
    /// Whether no character is missing.
    pub fn is_full(&self) -> bool {
        self.missing.is_empty()
    }

    pub fn take_missing(&mut self) -> Vec<(Span, String)> {
        self.seen.clear();
        std::mem::take(&mut self.missing)
    }

    pub fn take_lent(&mut self) -> Vec<Lent> {
        self.seen_lent.clear();
        std::mem::take(&mut self.lent)
    }

    pub fn heard<'a>(&'a mut self, fonts: &'a Fonts) -> Heard<'a> {
        Heard { gaps: self, fonts, complete: true, letter: None, asked: Vec::new() }
    }
}

/// Notes gaps while glyphs come from the shaper.
pub(super) struct Heard<'a> {
    gaps: &'a mut Gaps,
    fonts: &'a Fonts,
    /// Whether nothing was noted so far.
    pub complete: bool,
    /// The letter of the last glyph, and what was asked of it: a letter may have thousands of glyphs, in turns of a face
    /// that has them and one that has not.
    letter: Option<(Span, Range<usize>)>,
    asked: Vec<(Origin, bool)>,
}

impl Heard<'_> {
    pub fn origin(&self, font: &FontData) -> Origin {
        self.fonts.origin(font)
    }

    /// A glyph of a face for the `range` of `text`; 0 is the box of a letter that no face has.
    pub fn glyph(&mut self, id: u32, origin: Origin, font: &FontData, text: &str, range: Range<usize>, span: Span) {
        let letter = Some((span, range.clone()));
        if self.letter != letter {
            self.letter = letter;
            self.asked.clear();
        }
        if self.asked.contains(&(origin, id == 0)) {
            return;
        }
        self.asked.push((origin, id == 0));
        let sign = &text[range.clone()];
        // A sign that is text is asked of the machine before the emoji have it.
        let unmeant = || {
            let follows = text[range.end..].starts_with(['\u{FE0F}', '\u{20E3}', '\u{200D}']);
            !self.fonts.admits_system_fonts() && emoji::is_text(sign) && !follows
        };
        if id == 0 || origin == Origin::Emoji && unmeant() {
            self.complete = false;
            let gap = (span, sign.to_owned());
            if self.gaps.seen.insert(gap.clone()) {
                self.gaps.missing.push(gap);
            }
        } else if origin == Origin::Machine && !sign.trim().is_empty() {
            self.complete = false;
            let gap = (span, sign.to_owned());
            if self.gaps.seen_lent.insert(gap) {
                let family = family(font).unwrap_or_else(|| "a font without a name".to_owned());
                self.gaps.lent.push(Lent { span, text: sign.to_owned(), family });
            }
        }
    }
}

/// What fonts are made for: a script by its Unicode name, or signs of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Script {
    Emoji,
    /// Chinese and Japanese letters.
    Han,
    /// Letters or signs of mathematics, of music, and all the rest.
    Mathematics,
    Music,
    Signs,
    /// Characters that mean what one font says.
    Private,
    Other(&'static str),
}

/// The script of a character with all that belongs to it.
#[must_use]
pub fn script(text: &str) -> Script {
    let Some(c) = text.chars().next() else { return Script::Signs };
    if emoji::by_itself(c) || text.contains('\u{FE0F}') {
        return Script::Emoji;
    }
    match u32::from(c) {
        0xE000..=0xF8FF | 0xF_0000.. => return Script::Private,
        0x2200..=0x22FF | 0x27C0..=0x27EF | 0x2980..=0x2AFF | 0x1_D400..=0x1_D7FF => return Script::Mathematics,
        0x1_D000..=0x1_D24F => return Script::Music,
        // Their marks too, which Unicode counts to several scripts: ー, 、, ･.
        0x3000..=0x303F | 0x3099..=0x309C | 0x30A0 | 0x30FB | 0x30FC | 0xFF00..=0xFF9F => return Script::Han,
        // Most of India ends its sentences so.
        0x0964 | 0x0965 => return Script::Other("Devanagari"),
        _ => {}
    }
    let own = CodePointMapData::<IcuScript>::new().get(c);
    let shared = |script: &IcuScript| !matches!(*script, IcuScript::Common | IcuScript::Inherited);
    // A mark of several scripts, as the Arabic comma is, comes with the font of the first; what nearly all have is a sign.
    let users = ScriptWithExtensions::new().get_script_extensions_val(c);
    let first = users.iter().find(shared).filter(|_| users.iter().count() <= SCRIPTS);
    match if shared(&own) { own } else { first.unwrap_or(own) } {
        IcuScript::Han | IcuScript::Hiragana | IcuScript::Katakana | IcuScript::Bopomofo => Script::Han,
        IcuScript::Common | IcuScript::Inherited | IcuScript::Unknown => Script::Signs,
        other => PropertyNamesLong::<IcuScript>::new().get(other).map_or(Script::Signs, Script::Other),
    }
}
