//! A run's glyphs → the same in the order in which they are read, each standing for one letter where that is needed.
//!
//! Readers turn words of right-to-left scripts around letter by letter, also inside of what one glyph or a few stand for
//! together (a letter with its vowel marks, lam and alef), and by where each stands. So each further letter of such begins
//! with a glyph without ink, a hair's breadth further on than the one before it.

use std::borrow::Cow;
use std::ops::Range;

use skrifa::{FontRef, MetadataProvider as _};

use crate::drawing::{Glyph, Glyphs};

/// From one letter to the next inside of what is drawn at once, in em.
const HAIR: f32 = 0.004;
/// Letters without ink, of which a face has one: joiners have no width either.
const BLANKS: [char; 3] = ['\u{200D}', '\u{200C}', ' '];

/// The glyphs as they go into the file. Readers take its order for that of the words, so right-to-left runs go in
/// backwards; offsets from the run's origin hold whatever the order.
pub(super) fn in_order(run: &Glyphs) -> Cow<'_, [Glyph]> {
    if !run.right_to_left {
        return Cow::Borrowed(&run.glyphs);
    }
    let mut blank = None;
    let mut out: Vec<Glyph> = Vec::with_capacity(run.glyphs.len());
    let mut rest = run.glyphs.as_slice();
    while let Some(last) = rest.last() {
        let from = rest.iter().rposition(|glyph| glyph.range != last.range).map_or(0, |at| at + 1);
        let (before, together) = rest.split_at(from);
        let letters = letters(&run.text, &last.range);
        let blank = match letters.len() {
            0 | 1 => None,
            _ => *blank.get_or_insert_with(|| blank_of(run)),
        };
        let Some(id) = blank else {
            out.extend(together.iter().rev().cloned());
            rest = before;
            continue;
        };
        // A glyph for each letter is the usual case, a letter and its marks. Where there are more, the first letter has them.
        let more = together.len().saturating_sub(letters.len());
        let mut glyphs = together.iter().rev();
        for (nth, letter) in letters.into_iter().enumerate() {
            if nth > 0 {
                let x = last.x - nth as f32 * HAIR * run.size;
                out.push(Glyph { id, x, y: 0.0, advance: 0.0, range: letter.clone() });
            }
            let count = if nth == 0 { 1 + more } else { 1 };
            out.extend(glyphs.by_ref().take(count).map(|glyph| Glyph { range: letter.clone(), ..glyph.clone() }));
        }
        rest = before;
    }
    Cow::Owned(out)
}

/// The bytes of each letter.
fn letters(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let Some(words) = text.get(range.clone()) else { return Vec::new() };
    let letter = |(at, c): (usize, char)| range.start + at..range.start + at + c.len_utf8();
    words.char_indices().map(letter).collect()
}

fn blank_of(run: &Glyphs) -> Option<u32> {
    let font = FontRef::from_index(run.face.font.data.as_ref(), run.face.font.index).ok()?;
    BLANKS.into_iter().find_map(|c| font.charmap().map(c)).map(|id| id.to_u32())
}
