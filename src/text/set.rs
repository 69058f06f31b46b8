//! What words look like, and how they stand once they are set: values only. Sizes in points.

use std::ops::Range;
use std::sync::Arc;

use crate::color::Color;
use crate::deck::Script;
use crate::diagnostic::Span;
use crate::drawing::{Glyphs, Placed};

/// How words look. Sizes in points.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    pub family: String,
    pub size: f32,
    pub weight: f32,
    pub italic: bool,
    pub color: Color,
    /// Weight and color of bold words.
    pub strong: (f32, Color),
    /// Color of links; they are underlined too.
    pub link: Color,
    /// Color of marked words, and of the figures of footnotes.
    pub accent: Color,
    /// Family of code inside running text.
    pub mono: String,
    /// Distance of baselines as a multiple of the size.
    pub leading: f32,
    /// Extra space between letters, in em.
    pub tracking: f32,
    /// Set in capitals.
    pub capitals: bool,
    pub align: TextAlign,
    pub wrap: Wrap,
    /// Lets an opening quotation mark hang out to the left.
    pub hang: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAlign {
    Start,
    Center,
    End,
}

/// How lines are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrap {
    /// Lines of about equal length, as few as there have to be: titles.
    Balanced,
    /// Full lines, the last of at least two words: running text.
    Pretty,
    /// As `Pretty`, at one pitch in every script: captions, whose lines stand in boxes.
    Captions,
    /// Only where the author broke: code.
    None,
}

/// Bytes of a text in a color and weight of their own.
#[derive(Clone, Debug)]
pub struct Inked {
    pub range: Range<usize>,
    pub color: Color,
    pub weight: f32,
}

/// A reading's size, its baseline over that of its words, and its top, in em of these; and how deep letters reach.
pub(super) const RUBY: f32 = 0.5;
/// How far a reading may reach over kana beside its words, in em of these.
pub(super) const OVERHANG: f32 = 0.25;
pub(super) const RUBY_RISE: f32 = 0.97;
const RUBY_TOP: f32 = 1.42;
const DEPTH: f32 = 0.14;
/// What is free over a first line, in em.
const ABOVE: f32 = 0.2;

/// What the leading of Chinese, Japanese and Korean is, of that which other scripts have, and the least.
const LEADING: f32 = 1.18;
const TIGHTEST: f32 = 1.28;

/// How much further apart lines of letters that fill their squares stand, in em.
pub(super) fn further(leading: f32) -> f32 {
    (leading * LEADING).max(TIGHTEST) - leading
}

/// A shaped paragraph. Its origin is the top left corner of its box.
#[derive(Clone, Debug)]
pub struct Paragraph {
    pub lines: Arc<Vec<Line>>,
    pub height: f32,
    /// Width of the longest line; of the longest word, where that had to be torn.
    pub width: f32,
    /// Width of the longest word: in less room it had to be broken.
    pub longest_word: f32,
    pub span: Span,
    /// The first word that was broken where nobody would break it.
    pub torn: Option<Torn>,
}

impl Paragraph {
    /// Sets lines of Chinese, Japanese or Korean, whose letters fill their squares, further apart than the style has it:
    /// 1.6 where others have 1.36.
    pub(super) fn lead(&mut self, style: &Style) {
        let each = further(style.leading) * style.size;
        for (at, line) in Arc::make_mut(&mut self.lines).iter_mut().enumerate() {
            line.baseline += each * at as f32;
            line.bottom += each * at as f32;
        }
        self.height += each * self.lines.len().saturating_sub(1) as f32;
    }

    /// Sets lines further apart where a reading would reach into the line above. Over the first line there is some room,
    /// and a title stays where it is.
    pub(super) fn lift(&mut self, style: &Style) {
        let need = (RUBY_TOP + DEPTH) * style.size;
        let mut moved = 0.0;
        let mut above: Option<f32> = None;
        for line in Arc::make_mut(&mut self.lines) {
            let read = line.runs.iter().any(|run| run.ruby.is_some());
            let title = style.wrap == Wrap::Balanced;
            let first = if title { need } else { line.baseline + (ABOVE + DEPTH) * style.size };
            let pitch = above.map_or(first, |above| line.baseline - above);
            above = Some(line.baseline);
            moved += if read { (need - pitch).max(0.0) } else { 0.0 };
            line.baseline += moved;
            line.bottom += moved;
        }
        self.height += moved;
    }
}

/// A word that no line had room for, and its letters on the line where it was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Torn {
    pub word: String,
    pub part: String,
}

#[derive(Clone, Debug)]
pub struct Line {
    /// Distance of the baseline from the paragraph's top.
    pub baseline: f32,
    /// Distance of the line's foot from the paragraph's top; formulas make some lines higher than others.
    pub bottom: f32,
    pub width: f32,
    pub runs: Vec<Placing>,
}

/// A run or a formula, where it starts, and where it leads.
#[derive(Clone, Debug)]
pub struct Placing {
    pub x: f32,
    pub set: Set,
    pub link: Option<String>,
    /// The footnote that it is the figure of.
    pub note: Option<usize>,
    /// BCP 47, where it is not the deck's own.
    pub language: Option<Arc<str>>,
    /// How the run is read, from its own start and baseline.
    pub ruby: Option<Ruby>,
}

/// Small letters over a run.
#[derive(Clone, Debug)]
pub struct Ruby {
    pub x: f32,
    pub y: f32,
    pub words: Arc<Glyphs>,
}

impl Placing {
    /// How wide it is, in points.
    #[must_use]
    pub fn advance(&self) -> f32 {
        match &self.set {
            Set::Words(glyphs) => glyphs.advance,
            Set::Formula { width, .. } => *width,
        }
    }
}

/// What stands in a line.
#[derive(Clone, Debug)]
pub enum Set {
    Words(Arc<Glyphs>),
    /// A formula's parts from the start of its baseline, its width in points, and the same in plain words and as MathML.
    Formula {
        spoken: String,
        mathml: Option<Arc<str>>,
        width: f32,
        parts: Vec<Placed>,
    },
}

/// What runs of text carry through parley: color, height in the line, and the index of link, language, formula and reading
/// in `Written`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ink {
    pub color: Color,
    /// Set smaller, and higher or lower.
    pub script: Option<Script>,
    /// The number of a footnote.
    pub note: Option<u16>,
    pub link: Option<u16>,
    pub language: Option<u16>,
    pub formula: Option<u16>,
    pub ruby: Option<u16>,
}

impl Default for Ink {
    fn default() -> Self {
        Self { color: Color::BLACK, script: None, note: None, link: None, language: None, formula: None, ruby: None }
    }
}
