//! A shaped run on a line → its glyphs with the words that they stand for, in points.

use std::iter::Peekable;
use std::ops::Range;

use parley::{Cluster, GlyphRun};
use skrifa::instance::{LocationRef, NormalizedCoord, Size};
use skrifa::{FontRef, MetadataProvider as _};

use super::gaps::Heard;
use super::set::Ink;
use super::units::JOIN;
use super::written::{BREAK, LEFTWARD, RIGHTWARD, Written, lowered};
use crate::drawing::{Face, Glyph, Glyphs, SOFT_HYPHEN, Underline};

/// Sets a hyphen for the soft one at the end of a line, which is the glyph at `at`; returns its width.
pub(super) fn hyphenate(glyphs: &mut Glyphs, at: usize) -> f32 {
    let font = &glyphs.face.font;
    let Ok(font) = FontRef::from_index(font.data.data(), font.index) else { return 0.0 };
    let Some(id) = ['\u{2010}', '-'].into_iter().find_map(|c| font.charmap().map(c)) else { return 0.0 };
    let coords: Vec<_> = glyphs.face.coords.iter().map(|bits| NormalizedCoord::from_bits(*bits)).collect();
    let metrics = font.glyph_metrics(Size::new(glyphs.size), LocationRef::new(&coords));
    let width = metrics.advance_width(id).unwrap_or_default();
    let Some(glyph) = glyphs.glyphs.get_mut(at) else { return 0.0 };
    let added = width - glyph.advance;
    (glyph.id, glyph.advance) = (id.to_u32(), width);
    glyphs.advance += added;
    added
}

/// The clusters of a line's run that none of its glyph runs has had yet: each is looked at once, however many those are.
#[derive(Default)]
pub(super) struct Cursor<'a> {
    run: Option<usize>,
    left: Option<Peekable<Box<dyn Iterator<Item = Cluster<'a, Ink>> + 'a>>>,
}

impl<'a> Cursor<'a> {
    /// Those of the run that this glyph run is of.
    fn of(&mut self, run: &GlyphRun<'a, Ink>) -> &mut Peekable<Box<dyn Iterator<Item = Cluster<'a, Ink>> + 'a>> {
        let shaped = *run.run();
        if self.run.replace(shaped.index()) != Some(shaped.index()) {
            self.left = None;
        }
        self.left.get_or_insert_with(|| {
            let clusters: Box<dyn Iterator<Item = _>> = Box::new(shaped.visual_clusters());
            clusters.peekable()
        })
    }
}

/// Glyphs of a run that stand together on a line, and the bytes of the written words that they are for.
pub(super) struct Stretch {
    glyphs: Vec<Glyph>,
    pub bytes: Range<usize>,
}

/// The glyphs of a run, each with its own bytes of the written words.
pub(super) fn stretch<'a>(
    run: &GlyphRun<'a, Ink>,
    cursor: &mut Cursor<'a>,
    written: &Written,
    grown: f32,
    gaps: &mut Heard,
) -> Stretch {
    let shaped = run.run();
    let wanted = run.glyphs().count();
    let right_to_left = shaped.is_rtl();
    let origin = gaps.origin(shaped.font());
    let mut out: Vec<Glyph> = Vec::with_capacity(wanted);
    let mut pen = 0.0;
    let mut held: Option<Range<usize>> = None;
    let mut bytes: Option<Range<usize>> = None;
    let left = cursor.of(run);
    loop {
        let next = |it: &Cluster<Ink>| it.is_ligature_continuation() || it.glyphs().next().is_none();
        let Some(cluster) = left.next_if(|it| out.len() < wanted || next(it)) else { break };
        let mut range = cluster.text_range();
        bytes = Some(bytes.map_or(range.clone(), |known| around(&known, &range)));
        if cluster.is_ligature_continuation() {
            // A ligature's later letters belong to the glyphs of its first.
            match out.last().map(|last| last.range.clone()) {
                Some(known) if !right_to_left => {
                    let same = out.iter_mut().rev().take_while(|glyph| glyph.range == known);
                    same.for_each(|glyph| glyph.range.end = known.end.max(range.end));
                }
                _ => held = Some(held.map_or(range.clone(), |held| around(&held, &range))),
            }
            continue;
        }
        if let Some(rest) = held.take() {
            range = around(&range, &rest);
        }
        for glyph in cluster.glyphs() {
            if !written.text[range.clone()].starts_with([BREAK, JOIN, LEFTWARD, RIGHTWARD, SOFT_HYPHEN]) {
                gaps.glyph(glyph.id, origin, shaped.font(), &written.text, range.clone(), written.span);
            }
            let [x, y, advance] = [glyph.x, glyph.y, glyph.advance].map(|length| length * grown);
            out.push(Glyph { id: glyph.id, x: pen + x, y, advance, range: range.clone() });
            pen += advance;
        }
    }
    Stretch { glyphs: out, bytes: bytes.unwrap_or(0..0) }
}

fn around(one: &Range<usize>, other: &Range<usize>) -> Range<usize> {
    one.start.min(other.start)..one.end.max(other.end)
}

/// A stretch with its words, without marks that nobody sees, and which of its glyphs is for the soft hyphen at `hyphen`.
pub(super) fn words(
    run: &GlyphRun<Ink>,
    Stretch { glyphs: mut out, bytes }: Stretch,
    written: &Written,
    hyphen: Option<usize>,
    grown: f32,
) -> (Glyphs, Option<usize>) {
    let words = &written.text[bytes.clone()];
    // Breaks that were put in go again, and soft hyphens that end no line.
    let unseen =
        |at: usize, c: char| matches!(c, BREAK | JOIN | LEFTWARD | RIGHTWARD) || c == SOFT_HYPHEN && Some(at) != hyphen;
    let hidden = |at: usize| written.text[at..].chars().next().is_some_and(|c| unseen(at, c));
    out.retain(|glyph| !hidden(glyph.range.start));
    let letters = || words.char_indices().map(|(at, c)| (bytes.start + at, c));
    let taken = |end: usize| {
        let gone = letters().filter(|(at, c)| *at < end && unseen(*at, *c));
        gone.map(|(_, c)| c.len_utf8()).sum::<usize>()
    };
    let plain = !words.contains([BREAK, JOIN, LEFTWARD, RIGHTWARD, SOFT_HYPHEN]);
    let place = |at: usize| at - bytes.start - if plain { 0 } else { taken(at) };
    let soft = out.iter().position(|glyph| Some(glyph.range.start) == hyphen);
    for glyph in &mut out {
        glyph.range = place(glyph.range.start)..place(glyph.range.end);
    }
    let text: String =
        letters().filter(|(at, c)| !unseen(*at, *c)).map(|(_, c)| if c == '\n' { ' ' } else { c }).collect();
    let plain = |(at, c): (usize, char)| (at, if c == '\n' { ' ' } else { c });
    let seen = letters().filter(|(at, c)| !unseen(*at, *c)).map(plain);
    let written = written.cased.written(&bytes, seen);
    let (shaped, right_to_left) = (run.run(), run.run().is_rtl());
    let glyphs = Glyphs {
        face: face(run),
        size: shaped.font_size() * grown,
        color: run.style().brush.color,
        text: text.into(),
        written: written.map(Into::into),
        glyphs: out,
        advance: run.advance() * grown,
        right_to_left,
        underline: underline(run, grown),
    };
    (glyphs, soft.filter(|_| !right_to_left))
}

fn underline(run: &GlyphRun<Ink>, grown: f32) -> Option<Underline> {
    let metrics = run.run().font_metrics();
    if run.style().strikethrough.is_some() {
        let thickness = metrics.strikethrough_size * grown;
        return Some(Underline { offset: -metrics.strikethrough_offset * grown, thickness });
    }
    run.style().underline.as_ref()?;
    let [offset, thickness, size] =
        [metrics.underline_offset, metrics.underline_size, run.run().font_size()].map(|length| length * grown);
    Some(lowered(offset, thickness, size))
}

pub(super) fn face(run: &GlyphRun<Ink>) -> Face {
    let shaped = run.run();
    let synthesis = shaped.synthesis();
    let axes = synthesis.variation_settings().iter().map(|(tag, value)| (tag.to_be_bytes(), *value));
    Face {
        font: shaped.font().clone(),
        coords: shaped.normalized_coords().iter().map(|coord| coord.to_bits()).collect(),
        axes: axes.collect(),
        skew: synthesis.skew(),
        embolden: synthesis.embolden(),
    }
}
