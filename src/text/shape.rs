//! Parley's lines of written words → our runs with the words they stand for, in points.

use std::ops::Range;
use std::sync::Arc;

use parley::{Alignment, AlignmentOptions, BreakReason, GlyphRun, Layout, PositionedLayoutItem};
use skrifa::instance::{LocationRef, NormalizedCoord, Size};
use skrifa::{FontRef, MetadataProvider as _};

use super::breaking::hanging;
use super::gaps::Heard;
use super::set::{Ink, Line, Paragraph, Placing, RUBY_RISE, Ruby, Set, Style, TextAlign, Torn, Wrap};
use super::units::JOIN;
use super::written::{BREAK, EM, FIGURE_RAISED, LEFTWARD, LOWERED, RAISED, RIGHTWARD, Written, lowered};
use crate::deck::Script;
use crate::drawing::{Face, Glyph, Glyphs, SOFT_HYPHEN, Underline};

/// Parley's broken lines as ours, grown from `EM` points to the style's size; `width` is in points at that size.
/// Where they are `leftward`, they will be mirrored, and their lines are turned round before. Characters without a glyph are
/// noted in `gaps`.
pub(super) fn paragraph(
    layout: &mut Layout<Ink>,
    written: &Written,
    style: &Style,
    (width, leftward): (f32, bool),
    gaps: &mut Heard,
) -> Paragraph {
    let grown = style.size / EM;
    let align = match style.align {
        _ if leftward => Alignment::Left,
        TextAlign::Start => Alignment::Start,
        TextAlign::Center => Alignment::Center,
        TextAlign::End => Alignment::End,
    };
    layout.align(align, AlignmentOptions { align_when_overflowing: leftward, ..AlignmentOptions::default() });
    // Lines broken narrower than the box still stand in the whole box.
    let slack = if width < 1e6 { width - (layout.layout_max_advance() * grown).min(width) } else { 0.0 };
    let grower = Grower { written, style, grown, width, leftward, right_to_left: layout.is_rtl() };
    let shift = grower.before(slack);
    let lines: Vec<Line> = layout.lines().map(|line| grower.line(&line, shift, gaps)).collect();
    let mut torn = layout.lines().filter(|line| line.break_reason() == BreakReason::Emergency);
    let torn = torn.find_map(|line| torn_word(&written.text, line.text_range().end));
    let widest = lines.iter().map(|line| line.width).fold(0.0, f32::max);
    let longest_word = layout.calculate_content_widths().min * grown;
    // Words that had to be torn want more room than they have.
    let width = if torn.is_some() { widest.max(longest_word) } else { widest };
    Paragraph { height: layout.height() * grown, width, longest_word, lines: Arc::new(lines), span: written.span, torn }
}

/// Makes lines of points of those at `EM`.
struct Grower<'a> {
    written: &'a Written<'a>,
    style: &'a Style,
    grown: f32,
    /// The box that they stand in, in points.
    width: f32,
    leftward: bool,
    right_to_left: bool,
}

/// The runs of a line by the byte of the written words at which each begins, and those with a reading: which they are, which
/// reading it is, and their widths.
#[derive(Default)]
struct Runs {
    runs: Vec<(usize, Placing)>,
    read: Vec<(usize, u16, f32)>,
    /// How much wider a hyphen made them.
    added: f32,
}

impl Grower<'_> {
    /// What of a length that is left over stands before a line.
    fn before(&self, over: f32) -> f32 {
        match self.style.align {
            _ if self.leftward => 0.0,
            TextAlign::Start => 0.0,
            TextAlign::Center => over / 2.0,
            TextAlign::End => over,
        }
    }

    fn line(&self, line: &parley::Line<Ink>, shift: f32, gaps: &mut Heard) -> Line {
        let (metrics, grown) = (line.metrics(), self.grown);
        let Runs { mut runs, read, added } = self.runs(line, shift, gaps);
        for read in read.chunk_by(|a, b| a.1 == b.1) {
            read_over(&mut runs, read, self.written, self.style);
        }
        // Right-to-left runs come from the left; a drawing has them as they are read.
        runs.sort_by_key(|(start, _)| *start);
        let mut runs: Vec<Placing> = runs.into_iter().map(|(_, run)| run).collect();
        // The space at which a line breaks is not underlined.
        let last = runs.last_mut().and_then(|run| match &mut run.set {
            Set::Words(glyphs) => Arc::get_mut(glyphs),
            Set::Formula { .. } => None,
        });
        if let Some(last) = last.filter(|last| last.underline.is_some() && !last.right_to_left) {
            last.advance -= metrics.hanging_advance * grown;
        }
        // The hyphen is not among what was aligned.
        let back = self.before(added);
        runs.iter_mut().for_each(|run| run.x -= back);
        let own = (metrics.advance - metrics.hanging_advance) * grown + added;
        // A mark that hangs out is not among what has to have room.
        let hangs = || hanging(line, &self.written.text).is_some();
        let own = if self.style.wrap == Wrap::Pretty && own > self.width && hangs() { self.width } else { own };
        if self.leftward {
            let indent = metrics.indent * grown;
            let start = if self.right_to_left { 0.0 } else { indent };
            let room = if self.width < 1e6 { self.width } else { own };
            turn_round(&mut runs, self.style.align, (indent, start + own), room);
        }
        let [baseline, bottom] = [metrics.baseline, metrics.block_max_coord].map(|y| y * grown);
        Line { baseline, bottom, width: own, runs }
    }

    fn runs(&self, line: &parley::Line<Ink>, shift: f32, gaps: &mut Heard) -> Runs {
        let (written, range) = (self.written, line.text_range());
        let hyphen = ends_soft(&written.text, &range).then(|| range.end - SOFT_HYPHEN.len_utf8());
        let (mut cursor, mut out) = (Cursor::default(), Runs::default());
        for item in line.items() {
            let PositionedLayoutItem::GlyphRun(run) = item else { continue };
            let ink = run.style().brush;
            let (start, set) = match written.formula(&run, self.style) {
                Some(set) => (run.run().text_range().start, set),
                None => {
                    let stretch = stretch(&run, &mut cursor, written, self.grown, gaps);
                    let start = stretch.bytes.start;
                    let (mut glyphs, soft) = words(&run, stretch, written, hyphen, self.grown);
                    out.added += soft.map_or(0.0, |at| hyphenate(&mut glyphs, at));
                    self.raised(&mut glyphs, ink);
                    (start, Set::Words(Arc::new(glyphs)))
                }
            };
            if let Some(at) = ink.ruby {
                out.read.push((out.runs.len(), at, run.advance() * self.grown));
            }
            out.runs.push((start, self.placing(run.offset() * self.grown + shift, set, ink)));
        }
        out
    }

    /// Lifts what is raised or lowered, and the figures of footnotes.
    fn raised(&self, glyphs: &mut Glyphs, ink: Ink) {
        if let Some(script) = ink.script {
            let by = if script == Script::Raised { RAISED } else { LOWERED };
            raise(glyphs, by * self.style.size);
            read_as(glyphs, script);
        } else if ink.note.is_some() {
            raise(glyphs, FIGURE_RAISED * self.style.size);
        }
    }

    fn placing(&self, x: f32, set: Set, ink: Ink) -> Placing {
        let link = ink.link.and_then(|at| self.written.links.get(usize::from(at)));
        let language = ink.language.and_then(|at| self.written.languages.get(usize::from(at)));
        Placing {
            x,
            set,
            link: link.map(|target| (*target).to_owned()),
            note: ink.note.map(usize::from),
            language: language.map(|language| Arc::clone(language)),
            ruby: None,
        }
    }
}

/// Puts a reading over the middle of its words, which are some runs of a line: their places, the reading's, and their widths.
fn read_over(runs: &mut [(usize, Placing)], read: &[(usize, u16, f32)], written: &Written, style: &Style) {
    let Some((first, at, _)) = read.first() else { return };
    let Some(reading) = written.rubies.get(usize::from(*at)) else { return };
    let wide: f32 = read.iter().map(|(.., width)| width).sum();
    // What stands between letters stands after each of them.
    let half = reading.apart * style.size / 2.0;
    for (place, ..) in read {
        runs[*place].1.x += half;
    }
    let x = (wide - reading.width) / 2.0 - half;
    let ruby = reading.words.as_ref().map(|words| Ruby { x, y: -RUBY_RISE * style.size, words: Arc::clone(words) });
    runs[*first].1.ruby = ruby;
}

/// Puts the runs of a line that ends at `end` in the opposite order, from `indent` on or where the line stands in `room`;
/// when they are mirrored, each stands again on the side of the others where it is read.
fn turn_round(runs: &mut [Placing], align: TextAlign, (indent, end): (f32, f32), room: f32) {
    let free = (room - end).max(0.0);
    let shift = match align {
        TextAlign::Start => indent,
        TextAlign::Center => free / 2.0,
        TextAlign::End => free,
    };
    runs.iter_mut().for_each(|run| run.x = end - run.x - run.advance() + shift);
}

/// Lifts a run over its baseline.
fn raise(glyphs: &mut Glyphs, by: f32) {
    glyphs.glyphs.iter_mut().for_each(|glyph| glyph.y -= by);
}

/// Lets readers get `⁶` of a small 6.
fn read_as(glyphs: &mut Glyphs, script: Script) {
    let read = script.read(&glyphs.text);
    let mut places = vec![0; glyphs.text.len() + 1];
    let mut at = 0;
    for ((place, _), letter) in glyphs.text.char_indices().zip(read.chars()) {
        places[place] = at;
        at += letter.len_utf8();
    }
    places[glyphs.text.len()] = at;
    for glyph in &mut glyphs.glyphs {
        glyph.range = places[glyph.range.start]..places[glyph.range.end];
    }
    glyphs.text = read.into();
}

/// Whether a line ends where the author lets a word do so.
pub(super) fn ends_soft(text: &str, line: &Range<usize>) -> bool {
    text.get(line.clone()).is_some_and(|line| line.ends_with(SOFT_HYPHEN))
}

/// The word that is torn at `at`, and its letters before that; `None` where words do not stand apart, as in Thai.
fn torn_word(text: &str, at: usize) -> Option<Torn> {
    let (before, after) = text.split_at_checked(at)?;
    let edge = |c: char| c.is_whitespace() || c == BREAK || c == SOFT_HYPHEN;
    let start = before.rfind(edge).map_or(0, |place| place + before[place..].chars().next().map_or(0, char::len_utf8));
    let end = after.find(edge).unwrap_or(after.len());
    let apart = |c: Option<char>| {
        c.is_some_and(|c| {
            !('\u{E00}'..='\u{EFF}').contains(&c)
                && !('\u{1000}'..='\u{109F}').contains(&c)
                && !('\u{1780}'..='\u{17FF}').contains(&c)
                && !('\u{2E80}'..='\u{FFEF}').contains(&c)
        })
    };
    let (part, rest) = (&before[start..], &after[..end]);
    let torn = Torn { word: format!("{part}{rest}"), part: part.to_owned() };
    (apart(part.chars().next_back()) && apart(rest.chars().next())).then_some(torn)
}

/// Sets a hyphen for the soft one at the end of a line, which is the glyph at `at`; returns its width.
fn hyphenate(glyphs: &mut Glyphs, at: usize) -> f32 {
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

/// How far the glyph runs of one line have come in the clusters of their common run.
#[derive(Default)]
struct Cursor {
    run: Option<usize>,
    cluster: usize,
}

/// Glyphs of a run that stand together on a line, and the bytes of the written words that they are for.
struct Stretch {
    glyphs: Vec<Glyph>,
    bytes: Range<usize>,
}

/// The glyphs of a run, each with its own bytes of the written words.
fn stretch(run: &GlyphRun<Ink>, cursor: &mut Cursor, written: &Written, grown: f32, gaps: &mut Heard) -> Stretch {
    let shaped = run.run();
    if cursor.run != Some(shaped.index()) {
        *cursor = Cursor { run: Some(shaped.index()), cluster: 0 };
    }
    let wanted = run.glyphs().count();
    let right_to_left = shaped.is_rtl();
    let origin = gaps.origin(shaped.font());
    let mut out: Vec<Glyph> = Vec::with_capacity(wanted);
    let mut pen = 0.0;
    let mut held: Option<Range<usize>> = None;
    let mut bytes: Option<Range<usize>> = None;
    for cluster in shaped.visual_clusters().skip(cursor.cluster) {
        if out.len() >= wanted && !cluster.is_ligature_continuation() && cluster.glyphs().next().is_some() {
            break;
        }
        cursor.cluster += 1;
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
fn words(
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
    let (shaped, right_to_left) = (run.run(), run.run().is_rtl());
    let glyphs = Glyphs {
        face: face(run),
        size: shaped.font_size() * grown,
        color: run.style().brush.color,
        text: text.into(),
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

fn face(run: &GlyphRun<Ink>) -> Face {
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
