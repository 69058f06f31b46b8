//! Words → glyphs: a paragraph, a style and a width become lines of shaped runs, in points. The only user of parley.
//!
//! Invariant: shaping never depends on the screen; the same words in the same style break alike at any size of window.

mod breaking;
mod delimiters;
mod direction;
mod emoji;
pub mod fonts;
mod gaps;
mod known;
mod quotes;
mod quoting;
mod set;
mod shape;
mod stretch;
mod units;
mod written;

use std::sync::Arc;

use parley::fontique::Blob;
use parley::style::{FontWeight, StyleProperty, WordBreak};
use parley::{IndentOptions, Layout, LayoutContext};

use crate::deck::{Rich, Run};
use crate::diagnostic::Span;
use crate::drawing::{Glyphs, SOFT_HYPHEN};
use crate::writing::{is_cjk, is_hangul, primary};
use breaking::break_lines;
pub use direction::{reads_leftward, right_to_left};
use fonts::Fonts;
use gaps::Gaps;
pub use gaps::{Lent, Script, script};
use known::{Known, ParagraphKey, ShapeKey, Shapes};
pub use quotes::Quotes;
pub use quoting::{typographic, typographic_blocks, typographic_rich};
use set::Ink;
pub use set::{Inked, Line, Paragraph, Placing, Set, Style, TextAlign, Torn, Wrap};
use set::{OVERHANG, RUBY};
use written::{BREAK, EM, LEFTWARD, Measured, Reading, Written};

/// Columns narrower than this many letters of Chinese or Japanese have filled lines.
const NARROW: f32 = 14.0;

/// Torn words that are kept for those who ask.
const MOST_TORN: usize = 1_000;

/// Shapes the words of one deck; keeps fonts and working memory between paragraphs.
pub struct Shaper {
    fonts: Fonts,
    context: LayoutContext<Ink>,
    language: String,
    /// The marks of that language, with nothing open.
    quotes: Quotes,
    /// Whether paragraphs are set for a drawing that is mirrored when it is complete.
    leftward: bool,
    /// Whether only the sizes of paragraphs are wanted.
    measuring: bool,
    gaps: Gaps,
    torn: Vec<(Span, Torn)>,
    known: Known,
}

impl Shaper {
    /// `fonts` are the deck's own font files; `language` (BCP 47) decides on quotation marks.
    #[must_use]
    pub fn new(fonts: &[Arc<[u8]>], language: &str) -> Self {
        Self {
            fonts: Fonts::new(fonts),
            context: LayoutContext::new(),
            language: language.to_owned(),
            quotes: Quotes::new(language),
            leftward: false,
            measuring: false,
            gaps: Gaps::default(),
            torn: Vec::new(),
            known: Known::default(),
        }
    }

    /// How much further apart than elsewhere paragraphs in the deck's language stand, in em: as much as their lines do.
    #[must_use]
    pub fn further(&self, leading: f32) -> f32 {
        let fills = ["ja", "zh", "ko", "yue"].iter().any(|it| primary(&self.language).eq_ignore_ascii_case(it));
        if fills { set::further(leading) } else { 0.0 }
    }

    /// Another for the same deck, to work beside this one: with the same fonts, so that a PDF has each once. `None` where the
    /// machine's own fill in, each of which a shaper reads for itself.
    #[must_use]
    pub fn beside(&self) -> Option<Self> {
        (!self.fonts.admits_system_fonts()).then(|| Self {
            fonts: self.fonts.clone(),
            context: LayoutContext::new(),
            language: self.language.clone(),
            quotes: self.quotes.clone(),
            leftward: false,
            measuring: false,
            gaps: Gaps::default(),
            torn: Vec::new(),
            known: Known::default(),
        })
    }

    /// From now on paragraphs are set for a drawing that is mirrored when it is complete: they begin at the right then, so
    /// they have what is first in a line at its left now.
    pub fn set_leftward(&mut self, leftward: bool) {
        self.leftward = leftward;
    }

    #[must_use]
    pub fn is_leftward(&self) -> bool {
        self.leftward
    }

    /// Whether paragraphs are only measured from now on: they have their size and their lines, without the words; returns
    /// whether they were before.
    pub fn measure_only(&mut self, only: bool) -> bool {
        std::mem::replace(&mut self.measuring, only)
    }

    fn note_torn(&mut self, paragraph: &Paragraph) {
        // Windows ask for none of them.
        if self.torn.len() < MOST_TORN {
            self.torn.extend(paragraph.torn.clone().map(|torn| (paragraph.span, torn)));
        }
    }

    /// Words that were torn in any of the paragraphs since the last call.
    pub fn take_torn(&mut self) -> Vec<(Span, Torn)> {
        std::mem::take(&mut self.torn)
    }

    /// The deck's own font files, shared with the shaped words.
    #[must_use]
    pub fn deck_fonts(&self) -> &[Blob<u8>] {
        &self.fonts.deck
    }

    /// Characters that no font at hand has, since the last call, with the place the author wrote them.
    pub fn take_missing(&mut self) -> Vec<(Span, String)> {
        self.gaps.take_missing()
    }

    /// Characters that only the machine's own fonts have, since the last call.
    pub fn take_lent(&mut self) -> Vec<Lent> {
        self.gaps.take_lent()
    }

    /// Whether a character was missing since the gaps were taken or forgotten.
    #[must_use]
    pub fn lacks_any(&self) -> bool {
        !self.gaps.is_full()
    }

    pub fn forget_gaps(&mut self) {
        self.gaps = Gaps::default();
    }

    /// Whether the machine has fonts of its own that could be asked; only known once they were.
    pub fn machine_has_fonts(&mut self) -> bool {
        self.machine_families() > 0
    }

    /// How many families the machine adds to the program's own; only known once they were asked.
    pub fn machine_families(&mut self) -> usize {
        self.fonts.machine_families()
    }

    /// Lets the system's fonts fill gaps from now on; false if they already do.
    pub fn admit_system_fonts(&mut self) -> bool {
        self.known = Known::default();
        self.fonts.admit_system_fonts()
    }

    /// Whether the zero is slashed from now on, in faces that have both.
    pub fn slash_zero(&mut self, slashed: bool) {
        if std::mem::replace(&mut self.fonts.slashed_zero, slashed) != slashed {
            self.known = Known::default();
        }
    }

    /// Shapes `rich` and breaks it into lines of at most `width` points.
    pub fn paragraph(&mut self, rich: &Rich, style: &Style, width: f32) -> Paragraph {
        let only = self.measuring;
        self.measuring = only && is_measured(rich);
        let paragraph = self.known_or_set(rich, style, width);
        self.measuring = only;
        paragraph
    }

    fn known_or_set(&mut self, rich: &Rich, style: &Style, width: f32) -> Paragraph {
        let key = ParagraphKey::new(rich, style, width, (self.leftward, self.measuring));
        if let Some(known) = self.known.paragraph(key, rich) {
            let paragraph = Paragraph { span: rich.span, ..known.clone() };
            self.note_torn(&paragraph);
            return paragraph;
        }
        let (paragraph, complete) = self.set(rich, style, width);
        // What is noted of its letters is noted with their place, so it is noted again; a formula's parts have theirs.
        if complete && rich.runs.iter().all(|run| run.formula.is_none()) {
            self.known.keep(key, rich, &paragraph);
        }
        self.note_torn(&paragraph);
        paragraph
    }

    /// The paragraph, and whether the fonts have all of its letters.
    fn set(&mut self, rich: &Rich, style: &Style, width: f32) -> (Paragraph, bool) {
        let mut written = self.directed(rich, style);
        let step = EM / style.size;
        let room = width * step;
        let mut shapes = self.shapes(&written, style, &[]);
        // Titles are hyphenated only where they have to be.
        if style.wrap == Wrap::Balanced && written.text.contains(SOFT_HYPHEN) {
            let mut whole = self.directed(rich, style);
            whole.join();
            let joined = self.shapes(&whole, style, &[]);
            if joined.longest <= room {
                (written, shapes) = (whole, joined);
            }
        }
        let phrase = shapes.longest;
        // A phrase that no line can hold ends at any of its letters.
        if style.wrap != Wrap::None && phrase > room && written.unpart() {
            self.give_back(shapes);
            shapes = self.shapes(&written, style, &[]);
        }
        // A word that no line can hold breaks after its points and strokes rather than anywhere.
        if style.wrap != Wrap::None && shapes.longest > room && written.loosen() {
            self.give_back(shapes);
            shapes = self.shapes(&written, style, &[]);
        }
        break_lines(&mut shapes.lines, &written.text, style.wrap, room.max(step), step);
        if let Some(better) = self.better(rich, style, room, &shapes) {
            (written, shapes) = better;
        }
        if written.text.contains(SOFT_HYPHEN) && style.wrap != Wrap::None {
            self.leave_room_for_hyphens(&mut shapes, &written, style, (room, step));
        }
        let rtl = shapes.lines.is_rtl();
        let hung = written.hung.filter(|_| !self.measuring).and_then(|mark| self.mark((mark, rtl), style, rich.span));
        let mut heard = self.gaps.heard(&self.fonts);
        let mut paragraph = if self.measuring {
            shape::measured(&shapes, &written, style, width)
        } else {
            shape::paragraph(&mut shapes, &written, style, (width, self.leftward), &mut heard)
        };
        let complete = heard.complete;
        if style.wrap == Wrap::Balanced {
            // A title is smaller before a phrase of it is cut.
            paragraph.longest_word = paragraph.longest_word.max(phrase / step);
        }
        // Its words begin at the left as they are set, or at the right.
        let from_left = rtl == self.leftward;
        self.give_back(shapes);
        lead(&mut paragraph, rich, style);
        if let (Some(mark), Some(first)) = (hung, Arc::make_mut(&mut paragraph.lines).first_mut()) {
            hang(mark, first, from_left);
        }
        (paragraph, complete)
    }

    /// Breaks lines anew that have no room for the hyphen at their end.
    fn leave_room_for_hyphens(&mut self, shapes: &mut Shapes, written: &Written, style: &Style, at: (f32, f32)) {
        let (room, step) = at;
        let hyphen = self.words("-", style).width * step;
        let full = |line: parley::Line<'_, Ink>| {
            let advance = line.metrics().advance - line.metrics().hanging_advance;
            shape::ends_soft(&written.text, &line.text_range()) && advance + hyphen > room
        };
        if shapes.lines.lines().any(full) {
            break_lines(&mut shapes.lines, &written.text, style.wrap, (room - hyphen).max(step), step);
        }
    }

    /// Lines of Chinese or Japanese that read better than those after any phrase, for words at `EM` points in `room`: those of a
    /// title or of two end after clauses, if they are as few; those of a narrow column are filled, if that saves one.
    fn better<'a>(
        &mut self,
        rich: &'a Rich,
        style: &Style,
        room: f32,
        phrases: &Shapes,
    ) -> Option<(Written<'a>, Shapes)> {
        let lines = phrases.lines.len();
        let title = style.wrap == Wrap::Balanced && lines > 1 || style.wrap == Wrap::Pretty && lines == 2;
        let column = style.wrap == Wrap::Pretty && lines > 2 && room < NARROW * EM;
        if !title && !column || !phrases.words.contains(BREAK) {
            return None;
        }
        let mut written = self.written(rich, style);
        if !(if title { written.by_clauses() } else { written.unpart() }) {
            return None;
        }
        let mut shapes = self.shapes(&written, style, &[]);
        let fits = shapes.longest <= room;
        break_lines(&mut shapes.lines, &written.text, style.wrap, room, 1.0);
        let fewer = if column { shapes.lines.len() < lines } else { shapes.lines.len() == lines };
        if fits && fewer {
            return Some((written, shapes));
        }
        self.give_back(shapes);
        None
    }

    /// As `paragraph` on lines that only the author broke, stretches of it in colors and weights of their own; they run from
    /// the left on every slide.
    pub fn inked(&mut self, rich: &Rich, style: &Style, inks: &[Inked]) -> Paragraph {
        let mut written = self.written(rich, style);
        let by = written.begin_at_the_left();
        let moved = |ink: &Inked| Inked { range: ink.range.start + by..ink.range.end + by, ..ink.clone() };
        let inks: Vec<Inked> = inks.iter().map(moved).collect();
        let mut shapes = self.shapes(&written, style, &inks);
        break_lines(&mut shapes.lines, &written.text, Wrap::None, f32::MAX, 1.0);
        let mut heard = self.gaps.heard(&self.fonts);
        let paragraph = shape::paragraph(&mut shapes, &written, style, (f32::MAX, false), &mut heard);
        self.give_back(shapes);
        paragraph
    }

    /// As `paragraph`, every line but the first standing in by `indent` points.
    pub fn hanging(&mut self, rich: &Rich, style: &Style, width: f32, indent: f32) -> Paragraph {
        let written = self.directed(rich, style);
        let step = EM / style.size;
        // Never given back: its first line stands out.
        let mut lines = self.build(&written, style, &[]);
        lines.set_text_indent(-indent * step, IndentOptions::default());
        break_lines(&mut lines, &written.text, style.wrap, ((width - indent) * step).max(step), step);
        let mut shapes = Shapes::new(ShapeKey::new(&written, style, &[]), &written, lines);
        let mut heard = self.gaps.heard(&self.fonts);
        let mut paragraph = shape::paragraph(&mut shapes, &written, style, (width - indent, self.leftward), &mut heard);
        lead(&mut paragraph, rich, style);
        self.note_torn(&paragraph);
        for run in Arc::make_mut(&mut paragraph.lines).iter_mut().flat_map(|line| &mut line.runs) {
            run.x += indent;
        }
        paragraph.width += indent;
        paragraph
    }

    /// Shapes plain words in one style on one line.
    pub fn words(&mut self, text: &str, style: &Style) -> Paragraph {
        let style = Style { wrap: Wrap::None, ..style.clone() };
        self.paragraph(&Rich::plain(text, Span::default()), &style, f32::MAX)
    }

    /// A quotation mark that hangs out of its line; before words from right to left it opens to the left.
    fn mark(&mut self, (mark, rtl): (char, bool), style: &Style, span: Span) -> Option<Arc<Glyphs>> {
        let style = Style { hang: false, wrap: Wrap::None, ..style.clone() };
        let mark = if rtl { format!("{LEFTWARD}{mark}") } else { mark.to_string() };
        let paragraph = self.paragraph(&Rich::plain(mark, span), &style, f32::MAX);
        first_words(&paragraph)
    }

    /// Words of a paragraph: on a slide from right to left, those with some from right to left among them begin there.
    fn directed<'a>(&mut self, rich: &'a Rich, style: &Style) -> Written<'a> {
        let mut written = self.written(rich, style);
        if self.leftward {
            written.begin_at_the_right();
        }
        written
    }

    fn written<'a>(&mut self, rich: &'a Rich, style: &Style) -> Written<'a> {
        let formula = rich.runs.iter().any(|run| run.formula.is_some());
        let beside = formula.then(|| self.fonts.beside(&style.family));
        let real: Vec<bool> = if rich.runs.iter().any(|run| run.script.is_some()) {
            rich.runs.iter().map(|run| self.has_script(run, &style.family)).collect()
        } else {
            Vec::new()
        };
        let read = |at: &usize| rich.runs[*at].ruby.is_some();
        let rubies = (0..rich.runs.len()).filter(read).map(|at| self.reading(&rich.runs, at, style)).collect();
        let language = (self.language.as_str(), &self.quotes);
        Written::new(rich, style, language, Measured { beside: beside.unwrap_or_default(), real, rubies })
    }

    /// The reading of a run, and how far apart its letters stand for it. It may reach over kana beside it.
    fn reading(&mut self, runs: &[Run], at: usize, style: &Style) -> Reading {
        let run = &runs[at];
        let reading = run.ruby.as_deref().unwrap_or_default();
        let free = |beside: Option<&Run>, c: fn(&str) -> Option<char>| {
            let kana = beside.filter(|it| it.ruby.is_none()).and_then(|it| c(&it.text));
            if kana.is_some_and(|c| ('\u{3041}'..='\u{30FF}').contains(&c)) { OVERHANG * style.size } else { 0.0 }
        };
        let before = at.checked_sub(1).and_then(|at| runs.get(at));
        let over = free(before, |text| text.chars().next_back()) + free(runs.get(at + 1), |text| text.chars().next());
        let plain = Style { capitals: false, hang: false, align: TextAlign::Start, ..style.clone() };
        let small = Style { size: style.size * RUBY, tracking: 0.0, italic: false, ..plain.clone() };
        let weight = if run.bold { style.strong.0 } else { style.weight };
        let base = self.words(&run.text, &Style { weight, ..plain }).width;
        let small = self.words(reading, &small);
        let letters = run.text.chars().count().max(1) as f32;
        let apart = ((small.width - base - over) / letters / style.size).max(0.0);
        let words = first_words(&small);
        Reading { words, width: small.width, apart }
    }

    /// Whether the family has raised or lowered letters of its own for this run. A family that lacks some of the figures is
    /// not asked for the others, which would look unlike those that are set smaller.
    fn has_script(&mut self, run: &Run, family: &str) -> bool {
        let Some(script) = run.script.filter(|script| script.plain(&run.text) != run.text) else { return false };
        self.fonts.has_all(family, script.read("0123456789").chars().chain(run.text.chars()))
    }

    /// The words at `EM` points, as they were shaped before or shaped now.
    fn shapes(&mut self, written: &Written, style: &Style, inks: &[Inked]) -> Shapes {
        let key = ShapeKey::new(written, style, inks);
        let known = self.known.take_shapes(key, &written.text);
        known.unwrap_or_else(|| Shapes::new(key, written, self.build(written, style, inks)))
    }

    fn give_back(&mut self, shapes: Shapes) {
        self.known.give_back(shapes);
    }

    fn build(&mut self, written: &Written, style: &Style, inks: &[Inked]) -> Layout<Ink> {
        // The builder borrows both; the font context is cheap to clone, since its parts are shared.
        let mut context = self.fonts.context.clone();
        let mut builder = self.context.ranged_builder(&mut context, &written.text, 1.0, false);
        written.style(&mut builder, style, &self.fonts);
        // Korean has spaces, and breaks its lines there.
        if primary(&self.language).eq_ignore_ascii_case("ko") || written.text.contains(is_hangul) {
            builder.push_default(StyleProperty::WordBreak(WordBreak::KeepAll));
        }
        // A control character that was cleaned away may have been longer.
        let whole = |at: usize| written.text.is_char_boundary(at);
        for ink in inks.iter().filter(|ink| whole(ink.range.start) && whole(ink.range.end)) {
            builder.push(StyleProperty::Brush(Ink { color: ink.color, ..Ink::default() }), ink.range.clone());
            builder.push(StyleProperty::FontWeight(FontWeight::new(ink.weight)), ink.range.clone());
        }
        let layout = builder.build(&written.text);
        self.fonts.context = context;
        layout
    }
}

/// Whether the size of a paragraph is known without what is drawn of it.
fn is_measured(rich: &Rich) -> bool {
    let plain = |run: &Run| {
        run.formula.is_none() && run.note.is_none() && run.ruby.is_none() && !run.text.contains(SOFT_HYPHEN)
    };
    rich.runs.iter().all(plain)
}

/// Lets a mark hang out of its line, before the words of which it is the first.
fn hang(mark: Arc<Glyphs>, line: &mut Line, from_left: bool) {
    let ends = line.runs.iter().map(|run| if from_left { run.x } else { -run.x - run.advance() });
    let start = ends.fold(f32::INFINITY, f32::min);
    let x = if from_left { start - mark.advance } else { -start };
    line.runs.insert(0, Placing { x, set: Set::Words(mark), link: None, note: None, language: None, ruby: None });
}

/// The first run that is no formula.
fn first_words(paragraph: &Paragraph) -> Option<Arc<Glyphs>> {
    paragraph.lines.iter().flat_map(|line| &line.runs).find_map(|run| match &run.set {
        Set::Words(glyphs) => Some(Arc::clone(glyphs)),
        Set::Formula { .. } => None,
    })
}

/// Lines of letters that fill their squares stand further apart.
fn lead(paragraph: &mut Paragraph, rich: &Rich, style: &Style) {
    let running = matches!(style.wrap, Wrap::Pretty | Wrap::Balanced);
    if running && paragraph.lines.len() > 1 && rich.runs.iter().any(|run| run.text.contains(is_cjk)) {
        paragraph.lead(style);
    }
    if rich.runs.iter().any(|run| run.ruby.is_some()) {
        paragraph.lift(style);
    }
}

#[cfg(test)]
mod tests;
