//! Words → the stretches of them that are to be drawn as emoji.

use std::ops::Range;

use icu_properties::CodePointSetData;
use icu_properties::props::{Emoji, EmojiModifier, EmojiPresentation};

/// Makes the sign before it an emoji, and a text.
const AS_EMOJI: char = '\u{FE0F}';
const AS_TEXT: char = '\u{FE0E}';
const JOINER: char = '\u{200D}';
const KEYCAP: char = '\u{20E3}';

/// The stretches of emoji, in bytes: signs that are emoji by themselves or made so, with all that belongs to them.
pub(super) fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    // Nothing before it is an emoji, except where it is made one.
    if text.chars().all(|c| c < '\u{203C}') {
        return out;
    }
    let mut chars = text.char_indices().peekable();
    let mut joined = false;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let end = at + c.len_utf8();
        let last = out.last_mut().filter(|last| last.end == at);
        if let Some(last) = last
            && (joined || belongs(c))
        {
            last.end = end;
            joined = c == JOINER;
        } else {
            joined = false;
            if next == Some(AS_EMOJI) || next != Some(AS_TEXT) && by_itself(c) {
                out.push(at..end);
            }
        }
    }
    out
}

/// The ticks and crosses that are text, in bytes: the serif's tick could be taken for a root.
pub(super) fn ticks(text: &str) -> impl Iterator<Item = Range<usize>> {
    let tick = |c: &char| ('\u{2701}'..='\u{27BF}').contains(c) && !by_itself(*c);
    let signs = text.char_indices().filter(move |(_, c)| tick(c)).map(|(at, c)| at..at + c.len_utf8());
    signs.filter(|range| !text[range.end..].starts_with(AS_EMOJI))
}

/// Whether a sign that an emoji face also has is text here: unless the author made it an emoji, or it is one by itself.
pub(super) fn is_text(sign: &str) -> bool {
    let first = sign.chars().next();
    let emoji = first.is_some_and(|c| CodePointSetData::new::<Emoji>().contains(c));
    emoji && !sign.contains([AS_EMOJI, JOINER, KEYCAP]) && !first.is_some_and(by_itself)
}

/// Whether it is an emoji unless its author says otherwise; flags are pairs of letters that are.
pub(super) fn by_itself(c: char) -> bool {
    c >= '\u{203C}' && CodePointSetData::new::<EmojiPresentation>().contains(c)
}

/// Whether it goes on with the emoji before it.
fn belongs(c: char) -> bool {
    let tag = ('\u{E0020}'..='\u{E007F}').contains(&c);
    matches!(c, AS_EMOJI | JOINER | KEYCAP) || tag || CodePointSetData::new::<EmojiModifier>().contains(c)
}

#[cfg(test)]
mod tests {
    use super::{ranges, ticks};

    #[test]
    fn signs_are_text_and_emoji_are_emoji() {
        let found = |text: &str| ranges(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert!(found("a ↔ b, ☑ ✔ ☎ → © 1 # é").is_empty());
        assert!(found("⌚\u{FE0E} is a text").is_empty());
        assert_eq!(found("❤\u{FE0F} and ❤"), ["❤\u{FE0F}"]);
        assert_eq!(found("ok ✅, 👍🏽!"), ["✅", "👍🏽"]);
        assert_eq!(found("👩\u{200D}💻 writes"), ["👩\u{200D}💻"]);
        assert_eq!(found("👩\u{200D}❤\u{FE0F}\u{200D}👨"), ["👩\u{200D}❤\u{FE0F}\u{200D}👨"]);
        assert_eq!(found("1\u{FE0F}\u{20E3} first"), ["1\u{FE0F}\u{20E3}"]);
        assert_eq!(found("🇯🇵"), ["🇯", "🇵"], "each in the same face, so that they are shaped together");
        let marked: Vec<&str> = ticks("✓ a ✅ ✔\u{FE0F} ✗").map(|range| &"✓ a ✅ ✔\u{FE0F} ✗"[range]).collect();
        assert_eq!(marked, ["✓", "✗"]);
        assert!(found("क\u{94D}\u{200D}ष").is_empty(), "Indic scripts join letters too");
    }
}
