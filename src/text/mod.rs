//! Words → glyphs: a paragraph, a style and a width become lines of shaped runs, in points. The only user of parley.
//!
//! Invariant: shaping never depends on the screen; the same words in the same style break alike at any size of window.

mod delimiters;
mod emoji;
pub mod fonts;
mod gaps;
mod quotes;
mod set;
mod shape;

use std::borrow::Cow;
use std::sync::Arc;

use parley::fontique::Blob;
use parley::style::{FontWeight, StyleProperty, WordBreak};
use parley::{IndentOptions, Layout, LayoutContext};

use crate::deck::{Block, Rich, Table};
use crate::diagnostic::Span;
use crate::drawing::{Glyphs, SOFT_HYPHEN};
use fonts::Fonts;
use gaps::Gaps;
pub use gaps::{Lent, Script, script};
pub use quotes::Quotes;
use set::Ink;
pub use set::{Inked, Line, Paragraph, Placing, Set, Style, TextAlign, Torn, Wrap};

/// Torn words that are kept for those who ask.
const MOST_TORN: usize = 1_000;

/// Shapes the words of one deck; keeps fonts and working memory between paragraphs.
pub struct Shaper {
    fonts: Fonts,
    context: LayoutContext<Ink>,
    language: String,
    gaps: Gaps,
    torn: Vec<(Span, Torn)>,
}

impl Shaper {
    /// `fonts` are the deck's own font files; `language` (BCP 47) decides on quotation marks.
    #[must_use]
    pub fn new(fonts: &[Arc<[u8]>], language: &str) -> Self {
        Self {
            fonts: Fonts::new(fonts),
            context: LayoutContext::new(),
            language: language.to_owned(),
            gaps: Gaps::default(),
            torn: Vec::new(),
        }
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
        self.fonts.machine_families() > 0
    }

    /// Lets the system's fonts fill gaps from now on; false if they already do.
    pub fn admit_system_fonts(&mut self) -> bool {
        self.fonts.admit_system_fonts()
    }

    /// Shapes `rich` and breaks it into lines of at most `width` points.
    pub fn paragraph(&mut self, rich: &Rich, style: &Style, width: f32) -> Paragraph {
        let mut written = self.written(rich, style);
        let mut layout = self.build(&written, style, &[]);
        // Titles are hyphenated only where they have to be.
        if style.wrap == Wrap::Balanced && written.text.contains(SOFT_HYPHEN) {
            let mut whole = self.written(rich, style);
            whole.join();
            let joined = self.build(&whole, style, &[]);
            if joined.calculate_content_widths().min <= width {
                (written, layout) = (whole, joined);
            }
        }
        // A word that no line can hold breaks after its points and strokes rather than anywhere.
        if style.wrap != Wrap::None && layout.calculate_content_widths().min > width && written.loosen() {
            layout = self.build(&written, style, &[]);
        }
        break_lines(&mut layout, style.wrap, width.max(1.0));
        if written.text.contains(SOFT_HYPHEN) && style.wrap != Wrap::None {
            let hyphen = self.words("-", style).width;
            let full = |line: parley::Line<'_, Ink>| {
                let advance = line.metrics().advance - line.metrics().hanging_advance;
                shape::ends_soft(&written.text, &line.text_range()) && advance + hyphen > width
            };
            if layout.lines().any(full) {
                break_lines(&mut layout, style.wrap, (width - hyphen).max(1.0));
            }
        }
        let hung = written.hung.and_then(|mark| self.mark(mark, style, rich.span));
        let mut paragraph = shape::paragraph(&layout, &written, style, width, &mut self.gaps.heard(&self.fonts));
        self.note_torn(&paragraph);
        if let (Some(mark), Some(first)) = (hung, paragraph.lines.first_mut()) {
            let x = first.runs.first().map_or(0.0, |run| run.x) - mark.advance;
            first.runs.insert(0, Placing { x, set: Set::Words(mark), link: None, language: None });
        }
        paragraph
    }

    /// As `paragraph` on lines that only the author broke, stretches of it in colors and weights of their own.
    pub fn inked(&mut self, rich: &Rich, style: &Style, inks: &[Inked]) -> Paragraph {
        let written = self.written(rich, style);
        let mut layout = self.build(&written, style, inks);
        break_lines(&mut layout, Wrap::None, f32::MAX);
        shape::paragraph(&layout, &written, style, f32::MAX, &mut self.gaps.heard(&self.fonts))
    }

    /// As `paragraph`, every line but the first standing in by `indent` points.
    pub fn hanging(&mut self, rich: &Rich, style: &Style, width: f32, indent: f32) -> Paragraph {
        let written = self.written(rich, style);
        let mut layout = self.build(&written, style, &[]);
        layout.set_text_indent(-indent, IndentOptions::default());
        break_lines(&mut layout, style.wrap, (width - indent).max(1.0));
        let mut paragraph =
            shape::paragraph(&layout, &written, style, width - indent, &mut self.gaps.heard(&self.fonts));
        self.note_torn(&paragraph);
        for run in paragraph.lines.iter_mut().flat_map(|line| &mut line.runs) {
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

    /// A quotation mark that hangs out to the left.
    fn mark(&mut self, mark: char, style: &Style, span: Span) -> Option<Arc<Glyphs>> {
        let style = Style { hang: false, wrap: Wrap::None, ..style.clone() };
        let paragraph = self.paragraph(&Rich::plain(mark, span), &style, f32::MAX);
        let runs = paragraph.lines.into_iter().flat_map(|line| line.runs);
        let mut glyphs = runs.filter_map(|run| match run.set {
            Set::Words(glyphs) => Some(glyphs),
            Set::Formula { .. } => None,
        });
        glyphs.next()
    }

    fn written<'a>(&mut self, rich: &'a Rich, style: &Style) -> shape::Written<'a> {
        let formula = rich.runs.iter().any(|run| run.formula.is_some());
        let beside = formula.then(|| self.fonts.beside(&style.family));
        shape::Written::new(rich, style, &self.language, beside.unwrap_or_default())
    }

    fn build(&mut self, written: &shape::Written, style: &Style, inks: &[Inked]) -> Layout<Ink> {
        // The builder borrows both; the font context is cheap to clone, since its parts are shared.
        let mut context = self.fonts.context.clone();
        let mut builder = self.context.ranged_builder(&mut context, &written.text, 1.0, false);
        written.style(&mut builder, style, &self.fonts);
        // Korean has spaces, and breaks its lines there; the other two break between any letters.
        if self.language.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case("ko")) {
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

/// Whether words begin at the right: their first letter does.
#[must_use]
pub fn right_to_left(words: &str) -> bool {
    words.chars().find(|c| c.is_alphabetic()).is_some_and(reads_leftward)
}

/// Whether it is a letter of a script that runs from right to left.
#[must_use]
pub fn reads_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Whether a language (BCP 47) is written from right to left, so that columns and tables begin there too.
#[must_use]
pub fn written_leftward(language: &str) -> bool {
    const LANGUAGES: [&str; 13] = ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "syr", "ug", "ur", "yi"];
    const SCRIPTS: [&str; 5] = ["arab", "hebr", "nkoo", "syrc", "thaa"];
    let language = language.to_ascii_lowercase();
    let mut parts = language.split('-');
    let primary = parts.next().unwrap_or_default();
    // A script that is named says more than the language: Punjabi in Arabic letters, Sindhi in Indian ones.
    match parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        Some(script) => SCRIPTS.contains(&script),
        None => LANGUAGES.contains(&primary),
    }
}

/// `text` with the quotation marks and apostrophes that `language` (BCP 47) prints, as on slides.
#[must_use]
pub fn typographic<'a>(text: &'a str, language: &str) -> Cow<'a, str> {
    if text.contains(['"', '\'']) { Cow::Owned(Quotes::new(language).set(text, None)) } else { Cow::Borrowed(text) }
}

/// The same for all words in `blocks` but code.
#[must_use]
pub fn typographic_blocks(blocks: &[Block], language: &str) -> Vec<Block> {
    let all = |rows: &[Rich]| rows.iter().map(|rich| typographic_rich(rich, language)).collect::<Vec<_>>();
    let set = |block: &Block| match block {
        Block::Paragraph(rich) => Block::Paragraph(typographic_rich(rich, language)),
        Block::List { start, items } => {
            let items = items.iter().map(|item| typographic_blocks(item, language)).collect();
            Block::List { start: *start, items }
        }
        Block::Quote(inside) => Block::Quote(typographic_blocks(inside, language)),
        Block::Table(table) => Block::Table(Table {
            align: table.align.clone(),
            head: all(&table.head),
            rows: table.rows.iter().map(|row| all(row)).collect(),
        }),
        Block::Code(_) | Block::Picture(_) => block.clone(),
    };
    blocks.iter().map(set).collect()
}

/// The same for the runs of `rich` but code.
#[must_use]
pub fn typographic_rich(rich: &Rich, language: &str) -> Rich {
    let mut quotes = Quotes::new(language);
    let mut out = rich.clone();
    for (at, run) in rich.runs.iter().enumerate() {
        let next = rich.runs.get(at + 1).and_then(|next| next.text.chars().next());
        if run.code || run.formula.is_some() {
            quotes.pass(&run.text);
        } else {
            out.runs[at].text = quotes.set(&run.text, next);
        }
    }
    out
}

fn break_lines(layout: &mut Layout<Ink>, wrap: Wrap, width: f32) {
    let limit = (width < 1e6).then_some(width);
    layout.break_all_lines(limit);
    let lines = layout.len();
    if lines < 2 || limit.is_none() {
        return;
    }
    match wrap {
        Wrap::None => {}
        Wrap::Balanced => {
            // The narrowest width that needs no further line makes the lines as equal as they can be.
            let word = layout.calculate_content_widths().min;
            let (mut narrow, mut wide) = ((width / lines as f32 * 0.5).max(word.min(width)), width);
            while wide - narrow > 1.0 {
                let middle = f32::midpoint(narrow, wide);
                layout.break_all_lines(Some(middle));
                if layout.len() > lines { narrow = middle } else { wide = middle }
            }
            layout.break_all_lines(Some(wide));
        }
        Wrap::Pretty if ends_lonely(layout, width) => {
            let chosen = company(layout, width, lines).unwrap_or(width);
            layout.break_all_lines(Some(chosen));
        }
        Wrap::Pretty => {}
    }
}

/// A width at which the last word has company, with no further line if that can be, else with one more.
fn company(layout: &mut Layout<Ink>, width: f32, lines: usize) -> Option<f32> {
    let mut longer = None;
    // No word is torn for it.
    let word = layout.calculate_content_widths().min;
    let widths = (78..100).rev().map(|percent| width * percent as f32 / 100.0);
    for tried in widths.filter(|tried| *tried >= word) {
        layout.break_all_lines(Some(tried));
        if ends_lonely(layout, width) {
            continue;
        }
        if layout.len() <= lines {
            return Some(tried);
        }
        if layout.len() == lines + 1 {
            longer = longer.or(Some(tried));
        }
    }
    longer
}

/// Whether the last line is a lone word, or so short that it looks like one.
fn ends_lonely(layout: &Layout<Ink>, width: f32) -> bool {
    let Some(last) = layout.get(layout.len() - 1) else { return false };
    let metrics = last.metrics();
    let words = last
        .runs()
        .flat_map(|run| run.clusters().map(|c| c.is_space_or_nbsp()).collect::<Vec<_>>())
        .collect::<Vec<_>>();
    let gaps = words.windows(2).filter(|pair| pair[0] && !pair[1]).count();
    gaps == 0 && metrics.advance - metrics.hanging_advance < width * 0.4
}

#[cfg(test)]
mod tests;
