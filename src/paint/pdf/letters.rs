//! A run's glyphs → the same in the order in which they are read, each standing for one letter where that is needed.
//!
//! Readers turn words of right-to-left scripts around letter by letter, also inside of what one glyph or a few stand for
//! together (a letter with its vowel marks, lam and alef), and by where each stands. So the first letter of such has all that is
//! drawn, and each further one is a glyph without ink, a hair's breadth further on than the one before it. And they take what is drawn last of a letter
//! for its end: where that is a mark over its middle, such a glyph ends the letter, or a space would part it from the next.

use std::borrow::Cow;
use std::ops::Range;

use skrifa::instance::{LocationRef, NormalizedCoord, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use crate::drawing::{Glyph, Glyphs};

/// From one letter to the next inside of what is drawn at once, in em.
const HAIR: f32 = 0.004;
/// Letters without ink, of which a face has one: joiners have no width either.
const BLANKS: [char; 3] = ['\u{200D}', '\u{200C}', ' '];

/// The glyphs as they go into the file. Readers take its order for that of the words, so right-to-left runs go in
/// backwards; offsets from the run's origin hold whatever the order.
pub(super) fn in_order(run: &Glyphs) -> Cow<'_, [Glyph]> {
    if !run.right_to_left {
        return ended(run);
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
        // The first letter has all that is drawn, from its edge to its edge: what reaches far back over the one before it would
        // be taken for another line.
        let first = letters[0].clone();
        let base = together.iter().map(|glyph| glyph.advance).fold(0.0, f32::max);
        let (bases, marks): (Vec<&Glyph>, Vec<&Glyph>) = together.iter().rev().partition(|it| it.advance >= base);
        let edge = bases.iter().map(|glyph| glyph.x).fold(f32::INFINITY, f32::min);
        let unseen = |nth: usize, range: &Range<usize>| Glyph {
            id,
            x: edge - nth as f32 * HAIR * run.size,
            y: 0.0,
            advance: 0.0,
            range: range.clone(),
        };
        out.extend((!marks.is_empty()).then(|| unseen(0, &first)));
        out.extend(marks.into_iter().chain(bases).map(|glyph| Glyph { range: first.clone(), ..glyph.clone() }));
        out.extend(letters.iter().enumerate().skip(1).map(|(nth, letter)| unseen(nth, letter)));
        rest = before;
    }
    Cow::Owned(out)
}

/// How much of a letter's width may be missing behind its last glyph, in em.
const SHORT: f32 = 0.02;

/// The glyphs, and one without ink at the end of each letter whose last glyph does not reach it.
fn ended(run: &Glyphs) -> Cow<'_, [Glyph]> {
    let end = |glyph: &Glyph| glyph.x + glyph.advance;
    let short = |together: &[Glyph]| {
        let widest = together.iter().map(end).fold(f32::NEG_INFINITY, f32::max);
        let last = together.last().filter(|last| together.len() > 1 && end(last) < widest - SHORT * run.size)?;
        Some((widest, last.range.clone()))
    };
    let together = || run.glyphs.chunk_by(|a, b| a.range == b.range);
    if !together().any(|it| short(it).is_some()) {
        return Cow::Borrowed(&run.glyphs);
    }
    let Some(id) = blank_of(run) else { return Cow::Borrowed(&run.glyphs) };
    let width = width(run, id);
    let mut out = Vec::with_capacity(run.glyphs.len() + 8);
    for together in together() {
        out.extend_from_slice(together);
        out.extend(short(together).map(|(end, range)| Glyph { id, x: end - width, y: 0.0, advance: 0.0, range }));
    }
    Cow::Owned(out)
}

/// How wide a glyph is, in points.
fn width(run: &Glyphs, id: u32) -> f32 {
    let Ok(font) = FontRef::from_index(run.face.font.data.as_ref(), run.face.font.index) else { return 0.0 };
    let coords: Vec<_> = run.face.coords.iter().map(|bits| NormalizedCoord::from_bits(*bits)).collect();
    let metrics = font.glyph_metrics(Size::new(run.size), LocationRef::new(&coords));
    metrics.advance_width(GlyphId::new(id)).unwrap_or_default()
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
