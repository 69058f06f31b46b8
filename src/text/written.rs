//! Rich words in a style → the words as they will be set, with the marks that say where lines may end.

mod cased;
mod styled;

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use parley::GlyphRun;

use super::direction::{reads_leftward, right_to_left};
use super::fonts::Beside;
use super::quotes::Quotes;
use super::set::{Ink, Set, Style, Wrap};
use super::units::{self, JOIN};
use crate::color::Color;
use crate::deck::{Rich, Run, numerals};
use crate::diagnostic::Span;
use crate::drawing::{Fill, Glyphs, Item, Paint, Placed, SOFT_HYPHEN, Shape, Underline};
use crate::formula::Formula;
use crate::geometry::{PathShape as _, Point, Rect};
use crate::writing::{self, Break, is_cjk, is_complex};
use cased::Cased;

/// The size at which words are shaped, in points.
pub(super) const EM: f32 = 32.0;

/// The letter that holds a formula's place in the words: a letter is never parted from the brackets and commas around it.
const HOLDER: char = 'x';
/// How far the baseline of raised and lowered words lies over the line's, in em of the line.
pub(super) const RAISED: f32 = 0.36;
pub(super) const LOWERED: f32 = -0.14;
/// How far the figure of a footnote is raised, in em.
pub(super) const FIGURE_RAISED: f32 = 0.34;

/// A place where a line may end, which has no width and no glyph: a reader never gets it.
pub(super) const BREAK: char = '\u{200B}';

/// Make the words after them run from right to left and from left to right, and have no glyph.
pub(super) const LEFTWARD: char = '\u{200F}';
pub(super) const RIGHTWARD: char = '\u{200E}';

/// Words as they will be set: typographic marks in place, runs as byte ranges.
pub(super) struct Written<'a> {
    pub text: String,
    /// The opening quotation mark that was taken out to hang.
    pub hung: Option<char>,
    runs: Vec<(Range<usize>, &'a Run)>,
    /// The letters that a look makes capitals.
    pub cased: Cased,
    /// Which of the runs have raised or lowered letters of the font's own; empty where none has.
    real: Vec<bool>,
    pub links: Vec<&'a str>,
    pub languages: Vec<&'a Arc<str>>,
    /// Whether formulas are said in English words.
    english: bool,
    /// The readings, in the order of the runs that have one.
    pub rubies: Vec<Reading>,
    /// Each formula with the run that it is, in order.
    formulas: Vec<(&'a Formula, &'a Run)>,
    /// The formulas' em in points, and where words are shaped at `EM`.
    em: f32,
    shaped_em: f32,
    /// For formulas that are links.
    underline: Underline,
    /// How words in Chinese and Japanese are set; `None` where there are none.
    ideographs: Option<Ideographs>,
    pub span: Span,
}

/// How a run is read, shaped for the style's size.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub words: Option<Arc<Glyphs>>,
    /// In points, at the style's size.
    pub width: f32,
    /// What is added after each letter under it, where it is wider than they are; in em.
    pub apart: f32,
}

/// What the font and its letters have to do with how words are written.
#[derive(Default)]
pub(super) struct Measured {
    pub beside: Beside,
    /// Which of the runs have raised or lowered letters of the font's own; empty where none has.
    pub real: Vec<bool>,
    pub rubies: Vec<Reading>,
}

/// How words in Chinese and Japanese are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Ideographs {
    /// Which of the languages it is, for the forms of its letters.
    language: &'static str,
    /// Lines end after phrases alone.
    whole: bool,
    /// Marks and kana stand closer, as in titles.
    close: bool,
}

impl<'a> Written<'a> {
    /// `quotes` are those of `language`, with nothing open.
    pub fn new(rich: &'a Rich, style: &Style, (language, quotes): (&str, &Quotes), measured: Measured) -> Self {
        let Measured { beside, real, rubies } = measured;
        let mut quotes = quotes.clone();
        let mut out = Self {
            text: String::new(),
            hung: None,
            runs: Vec::new(),
            cased: Cased::default(),
            real,
            links: Vec::new(),
            languages: Vec::new(),
            english: writing::primary(language).eq_ignore_ascii_case("en"),
            rubies,
            formulas: Vec::new(),
            em: Formula::size_beside(style.size, beside.heights),
            shaped_em: Formula::size_beside(EM, beside.heights),
            underline: lowered(beside.underline.0 * style.size, beside.underline.1 * style.size, style.size),
            ideographs: None,
            span: rich.span,
        };
        let cased = style.capitals && !rich.runs.iter().any(|run| run.text.contains(is_cjk));
        for (at, run) in rich.runs.iter().enumerate() {
            let start = out.text.len();
            let next = rich.runs.get(at + 1).and_then(|next| next.text.chars().next());
            out.push((at, run), next, (style, cased, language), &mut quotes);
            if out.hung.is_none() && start == 0 && style.hang && !run.code {
                out.hung = out.text.chars().next().filter(|c| "“‘„«\"".contains(*c));
                if let Some(mark) = out.hung {
                    out.text.drain(..mark.len_utf8());
                    out.cased.moved(|at| at - mark.len_utf8());
                }
            }
            out.runs.push((start..out.text.len(), run));
        }
        if style.wrap != Wrap::None {
            out.part(language, style.wrap == Wrap::Balanced);
            out.bind(units::holds_singles(writing::primary(language)));
        }
        out
    }

    /// Lets lines end after phrases where no spaces are.
    fn part(&mut self, language: &str, close: bool) {
        let Some(ends) = writing::may_end(&self.text, language) else { return };
        self.ideographs = ends.ideographs.map(|language| Ideographs { language, whole: true, close });
        // No line ends between letters that are read as one.
        let read = |range: &&(Range<usize>, &Run)| range.1.ruby.is_some();
        let read: Vec<Range<usize>> = self.runs.iter().filter(read).map(|(range, _)| range.clone()).collect();
        let free = |at: usize| {
            let next = read.partition_point(|range| range.end <= at);
            read.get(next).is_none_or(|range| at <= range.start)
        };
        let mut places = ends.places.into_iter().filter(|(at, _)| free(*at)).peekable();
        self.insert(|at, _, _| {
            while places.next_if(|(place, _)| *place < at).is_some() {}
            let kind = places.next_if(|(place, _)| *place == at)?.1;
            Some(if kind == Break::May { BREAK } else { JOIN })
        });
    }

    /// Lets lines end after any letter of Chinese and Japanese, but not where its rules forbid it; false if there are none.
    pub fn unpart(&mut self) -> bool {
        let Some(ideographs) = self.ideographs.as_mut().filter(|it| it.whole) else { return false };
        ideographs.whole = false;
        // The words of Thai stay whole.
        self.remove(|before, c| matches!(c, BREAK | JOIN) && !before.is_some_and(is_complex))
    }

    /// Lets lines of Chinese and Japanese end after marks alone, as in titles of two clauses; false if there are none.
    pub fn by_clauses(&mut self) -> bool {
        let mark = |c: char| "、。，．！？：；".contains(c);
        self.ideographs.is_some_and(|it| it.whole)
            && self.text.contains(mark)
            && self.remove(|before, c| c == BREAK && !before.is_some_and(|c| mark(c) || is_complex(c)))
    }

    /// Keeps `°C` in its order among letters that run from right to left: the degree alone would go with them.
    fn face_degrees(&mut self) {
        if !self.text.contains('°') || !self.text.chars().any(reads_leftward) {
            return;
        }
        let letter = |at: usize| self.text[at..].chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic());
        let digit = |at: usize| self.text[..at].trim_end().ends_with(char::is_numeric);
        let degrees = self.text.match_indices('°').map(|(at, _)| at);
        let found: Vec<usize> = degrees.filter(|at| letter(*at) && !digit(*at)).collect();
        self.insert(|at, _, _| found.binary_search(&at).is_ok().then_some(RIGHTWARD));
        if found.first() == Some(&0) {
            self.begin_with(RIGHTWARD);
        }
    }

    /// Holds numbers together with their units, and `https://` with what follows; `singles` says whether all words of one letter
    /// stay with the next.
    fn bind(&mut self, singles: bool) {
        self.face_degrees();
        if self.text.contains("://") {
            let mut colon = (' ', ' ');
            self.insert(|_, (_, c), next| {
                let scheme = colon == (':', '/') && c == '/';
                colon = (colon.1, c);
                (scheme && next.is_some_and(char::is_alphanumeric)).then_some(JOIN)
            });
        }
        let is_number = |run: &Run| run.formula.is_some() && run.text.ends_with(|c: char| c.is_ascii_digit());
        // In the order of the words.
        let ends: Vec<usize> = self.runs.iter().filter(|(_, run)| is_number(run)).map(|(range, _)| range.end).collect();
        let found = units::held(&self.text, singles, |at| ends.binary_search(&at).is_ok());
        if let Some((text, places)) = found {
            self.moved(text, &places);
        }
    }

    /// Takes the places out where the author lets words end their line; false if there are none.
    pub fn join(&mut self) -> bool {
        self.remove(|_, c| c == SOFT_HYPHEN)
    }

    /// Takes letters out by what stands before them and what they are; false if there are none.
    fn remove(&mut self, is: impl Fn(Option<char>, char) -> bool) -> bool {
        let mut text = String::with_capacity(self.text.len());
        let mut moved = Vec::with_capacity(self.text.len() + 1);
        let mut before = None;
        for c in self.text.chars() {
            moved.extend(std::iter::repeat_n(text.len(), c.len_utf8()));
            text.extend(Some(c).filter(|c| !is(before, *c)));
            before = Some(c);
        }
        moved.push(text.len());
        self.moved(text, &moved)
    }

    /// Lets words with some from right to left among them run so as a whole, whatever the first of them is.
    pub fn begin_at_the_right(&mut self) {
        if self.text.chars().any(reads_leftward) && !right_to_left(&self.text) {
            self.begin_with(LEFTWARD);
        }
    }

    /// Lets words run from left to right as a whole, whatever the first of them is; returns by how many bytes all have moved.
    pub fn begin_at_the_left(&mut self) -> usize {
        if right_to_left(&self.text) { self.begin_with(RIGHTWARD) } else { 0 }
    }

    fn begin_with(&mut self, mark: char) -> usize {
        self.text.insert(0, mark);
        let by = mark.len_utf8();
        self.cased.moved(|at| at + by);
        self.runs.iter_mut().for_each(|(range, _)| *range = range.start + by..range.end + by);
        by
    }

    /// Lets long words such as addresses break after `/`, `.`, `-` and the like, but not inside a number, which would
    /// be read as two; false if there are none.
    pub fn loosen(&mut self) -> bool {
        self.insert(|_, (before, c), next| {
            let inside = next.is_some_and(char::is_alphanumeric);
            let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
            let number = ".,".contains(c) && is_digit(before) && is_digit(next);
            (inside && !number && "/.-_?&=:,;@#%+~".contains(c)).then_some(BREAK)
        })
    }

    /// Puts after each letter what `after` says by the place behind it, the letter with the one before it, and the next;
    /// whether there was anything.
    fn insert(&mut self, mut after: impl FnMut(usize, (Option<char>, char), Option<char>) -> Option<char>) -> bool {
        let mut text = String::with_capacity(self.text.len());
        let mut moved = Vec::with_capacity(self.text.len() + 1);
        let mut rest = self.text.char_indices().peekable();
        let mut before = None;
        while let Some((at, c)) = rest.next() {
            moved.extend(std::iter::repeat_n(text.len(), c.len_utf8()));
            text.push(c);
            let next = rest.peek().map(|(_, next)| *next);
            text.extend(after(at + c.len_utf8(), (before, c), next));
            before = Some(c);
        }
        moved.push(text.len());
        self.moved(text, &moved)
    }

    /// Puts `text` in the place of the words, each byte of which has its place in it; whether they differ.
    fn moved(&mut self, text: String, places: &[usize]) -> bool {
        let differs = text != self.text;
        for (range, _) in &mut self.runs {
            *range = places[range.start]..places[range.end];
        }
        self.cased.moved(|at| places[at]);
        self.text = text;
        differs
    }

    fn push(
        &mut self,
        (at, run): (usize, &'a Run),
        next: Option<char>,
        (style, cased, language): (&Style, bool, &str),
        quotes: &mut Quotes,
    ) {
        if let Some(link) = &run.link {
            self.links.push(link);
        }
        if let Some(formula) = &run.formula {
            quotes.pass(&HOLDER.to_string());
            self.text.push(HOLDER);
            self.formulas.push((formula, run));
            return;
        }
        if let Some(note) = &run.note {
            // No line ends between a word and its figure.
            self.text.push(JOIN);
            self.text.push_str(&numerals::digits(language, note.number));
            return;
        }
        let plain = run.script.filter(|_| !self.is_real(at)).map(|script| script.plain(&run.text));
        let words = plain.as_deref().unwrap_or(&run.text);
        // Tabs and control characters have no glyph; a line break is the author's own.
        let clean = |c: char| if c == '\n' || !c.is_control() { c } else { ' ' };
        let clean: String = words.chars().map(clean).collect();
        let set = if run.code || style.wrap == Wrap::None && style.family == style.mono {
            quotes.pass(&clean);
            clean
        } else {
            quotes.set(&clean, next)
        };
        if cased {
            self.cased.push(&mut self.text, &set);
        } else {
            self.text.push_str(&set)
        }
        if let Some(language) = &run.language
            && !self.languages.contains(&language)
        {
            self.languages.push(language);
        }
    }

    fn is_real(&self, run: usize) -> bool {
        self.real.get(run).copied().unwrap_or(false)
    }

    /// The formula that `run` holds the place of.
    pub fn formula(&self, run: &GlyphRun<Ink>, style: &Style) -> Option<Set> {
        let ink = run.style().brush;
        let (formula, written) = self.formulas.get(usize::from(ink.formula?))?;
        let weight = if written.bold { style.strong.0 } else { style.weight };
        let mut parts = formula.items(self.em, ink.color, weight >= 600.0, self.span);
        parts.extend(ink.link.map(|_| self.underlined(formula, ink.color)));
        let width = formula.width as f32 * self.em;
        let spoken = formula.said(self.english).to_owned();
        Some(Set::Formula { spoken, mathml: formula.mathml.clone(), width, parts })
    }

    /// A line under a formula, at the height of that under the words beside it, or below what reaches far down.
    fn underlined(&self, formula: &Formula, color: Color) -> Placed {
        let Underline { offset, thickness } = self.underline;
        let depth = formula.depth as f32 * self.em;
        let top = if depth > offset + 3.0 * thickness { depth + thickness } else { offset };
        let [x, top, bottom] = [formula.width as f32 * self.em, top, top + thickness].map(f64::from);
        let fill = Some(Fill { paint: Paint::Solid(color), even_odd: false });
        let path = Rect::new(0.0, top, x, bottom).to_path(0.1);
        let item = Item::Shape(Arc::new(Shape { path, fill, stroke: None }));
        Placed { at: Point::ZERO, item, span: self.span }
    }
}

impl Hash for Written<'_> {
    /// All that glyphs depend on.
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.text, self.ideographs).hash(state);
        for (range, run) in &self.runs {
            run_properties(run, state);
            (range, self.shaped_em.to_bits()).hash(state);
        }
    }
}

/// All of a run but its words. What comes to a run is named here, or words with it would look like those without.
pub(super) fn run_properties(run: &Run, hasher: &mut impl Hasher) {
    let Run { text: _, bold, italic, code, struck, marked, script, link, language, formula, note, ruby } = run;
    (bold, italic, code, struck, marked, script.map(|script| script as u8)).hash(hasher);
    (link, language, ruby, note.as_ref().map(|note| note.number)).hash(hasher);
    formula.as_ref().map(|it| [it.width, it.height, it.depth].map(f64::to_bits)).hash(hasher);
}

/// Fonts put the line close under the baseline, where it cuts descenders; a little lower reads better.
pub(super) fn lowered(offset: f32, thickness: f32, size: f32) -> Underline {
    let thickness = thickness.max(size * 0.05);
    Underline { offset: -offset + thickness * 0.5, thickness }
}
