//! Parley's lines of written words → our runs with the words they stand for, in points.

use std::ops::Range;
use std::sync::Arc;

use parley::{Alignment, AlignmentOptions, BreakReason, Layout, PositionedLayoutItem};

use super::breaking::hanging;
use super::gaps::Heard;
use super::known::Shapes;
use super::set::{Ink, Line, Paragraph, Placing, RUBY_RISE, Ruby, Set, Style, TextAlign, Torn, Wrap};
use super::stretch::{Cursor, face, hyphenate, stretch, words};
use super::written::{BREAK, EM, FIGURE_RAISED, LOWERED, RAISED, Written};
use crate::deck::Script;
use crate::drawing::{Glyphs, SOFT_HYPHEN};

/// Parley's broken lines as ours, grown from `EM` points to the style's size; `width` is in points at that size.
/// Where they are `leftward`, they will be mirrored, and their lines are turned round before. Characters without a glyph are
/// noted in `gaps`.
pub(super) fn paragraph(
    shapes: &mut Shapes,
    written: &Written,
    style: &Style,
    (width, leftward): (f32, bool),
    gaps: &mut Heard,
) -> Paragraph {
    let (longest, layout) = (shapes.longest, &mut shapes.lines);
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
    let lines = layout.lines().map(|line| grower.line(&line, shift, gaps)).collect();
    framed(layout, written, (grown, longest), lines)
}

/// The same as `paragraph`, without what is drawn: lines with their places and widths, of words only where the first begins.
pub(super) fn measured(shapes: &Shapes, written: &Written, style: &Style, width: f32) -> Paragraph {
    let layout = &shapes.lines;
    let grown = style.size / EM;
    let grower = Grower { written, style, grown, width, leftward: false, right_to_left: layout.is_rtl() };
    let mut lines: Vec<Line> = layout.lines().map(|line| grower.framed(&line, 0.0, Vec::new())).collect();
    if let (Some(line), Some(first)) = (layout.get(0), lines.first_mut()) {
        first.runs.extend(grower.beginning(&line));
    }
    framed(layout, written, (grown, shapes.longest), lines)
}

/// A paragraph of these lines, with the longest word at `EM` points.
fn framed(layout: &Layout<Ink>, written: &Written, (grown, longest): (f32, f32), lines: Vec<Line>) -> Paragraph {
    let mut torn = layout.lines().filter(|line| line.break_reason() == BreakReason::Emergency);
    let torn = torn.find_map(|line| torn_word(&written.text, line.text_range().end));
    let widest = lines.iter().map(|line| line.width).fold(0.0, f32::max);
    let longest_word = longest * grown;
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
        runs.shrink_to_fit();
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
        let own = self.own_width(line, added);
        if self.leftward {
            let indent = metrics.indent * grown;
            let start = if self.right_to_left { 0.0 } else { indent };
            let room = if self.width < 1e6 { self.width } else { own };
            turn_round(&mut runs, self.style.align, (indent, start + own), room);
        }
        self.framed(line, added, runs)
    }

    /// How wide a line is that a hyphen made so much wider.
    fn own_width(&self, line: &parley::Line<Ink>, added: f32) -> f32 {
        let metrics = line.metrics();
        let own = (metrics.advance - metrics.hanging_advance) * self.grown + added;
        // A mark that hangs out is not among what has to have room.
        let hangs = || hanging(line, &self.written.text).is_some();
        if self.style.wrap == Wrap::Pretty && own > self.width && hangs() { self.width } else { own }
    }

    fn framed(&self, line: &parley::Line<Ink>, added: f32, runs: Vec<Placing>) -> Line {
        let metrics = line.metrics();
        let [baseline, bottom] = [metrics.baseline, metrics.block_max_coord].map(|y| y * self.grown);
        Line { baseline, bottom, width: self.own_width(line, added), runs }
    }

    /// A run of no words, where those of a line begin.
    fn beginning(&self, line: &parley::Line<Ink>) -> Option<Placing> {
        let run = line.items().find_map(|item| match item {
            PositionedLayoutItem::GlyphRun(run) => Some(run),
            PositionedLayoutItem::InlineBox(_) => None,
        })?;
        let glyphs = Glyphs {
            face: face(&run),
            size: run.run().font_size() * self.grown,
            color: run.style().brush.color,
            text: "".into(),
            written: None,
            glyphs: Vec::new(),
            advance: 0.0,
            right_to_left: false,
            underline: None,
        };
        Some(self.placing(0.0, Set::Words(Arc::new(glyphs)), Ink::default()))
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
    glyphs.written = glyphs.written.as_deref().map(|written| script.read(written).into());
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
