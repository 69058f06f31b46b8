//! Words as they will be set → parley's styles of them at `EM` points.

use std::ops::Range;

use parley::style::{
    FontFeatures, FontStyle, FontWeight, LineHeight, OverflowWrap, StyleProperty, TextWrapMode, WordBreak,
};
use parley::{InlineBox, InlineBoxKind, Language, RangedBuilder, VerticalAlign};

use super::{EM, Ideographs, Written};
use crate::deck::Run;
use crate::formula::Formula;
use crate::text::direction::{leftward, reads_leftward};
use crate::text::emoji;
use crate::text::fonts::Fonts;
use crate::text::set::{Ink, Style, Wrap};
use crate::writing::is_cjk;

/// The size of raised and lowered words, in em of the line.
const SCRIPT_SIZE: f32 = 0.64;
/// The size of the letter that holds a formula's place: so small that it takes no room; what is between letters makes it as
/// wide as the formula.
const HOLDER_SIZE: f32 = 0.01;
/// The least weight of marked words.
const MARKED: f32 = 600.0;
/// The most of the weight of code in running words.
const CODE_WEIGHT: f32 = 500.0;
/// The figure of a footnote, and its weight.
const FIGURE_SIZE: f32 = 0.52;
const FIGURE_WEIGHT: f32 = 700.0;
/// What stays free over and under a formula that is higher than its line, in em.
const AROUND: f32 = 0.12;
/// The tracking of a line of small capitals in scripts that have none, in em.
const TRACKING: f32 = 0.06;

impl Written<'_> {
    /// All properties of the words at `EM` points.
    pub fn style<'b>(&self, builder: &mut RangedBuilder<'b, Ink>, style: &'b Style, fonts: &'b Fonts) {
        builder.push_default(StyleProperty::FontFamily(fonts.stack(&style.family)));
        builder.push_default(StyleProperty::FontSize(EM));
        builder.push_default(StyleProperty::FontWeight(FontWeight::new(style.weight)));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(style.leading)));
        builder.push_default(StyleProperty::LetterSpacing(style.tracking * EM));
        builder.push_default(StyleProperty::Brush(Ink { color: style.color, ..Ink::default() }));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::BreakWord));
        if fonts.slashed_zero {
            builder.push_default(StyleProperty::FontFeatures(FontFeatures::from("\"zero\" on")));
        }
        if style.italic {
            builder.push_default(StyleProperty::FontStyle(FontStyle::Italic));
        }
        if let Some(ideographs) = self.ideographs {
            self.style_ideographs(builder, ideographs, style.capitals);
        }
        if style.wrap == Wrap::None {
            builder.push_default(StyleProperty::TextWrapMode(TextWrapMode::NoWrap));
        }
        let mut counts = Counts::default();
        for (index, (range, run)) in self.runs.iter().enumerate() {
            self.style_run(builder, style, fonts, range.clone(), (index, run), &mut counts);
        }
        // Arabic letters join, and neither they nor Hebrew ones have slanted forms.
        for range in leftward(&self.text) {
            builder.push(StyleProperty::FontStyle(FontStyle::Normal), range.clone());
            if style.tracking != 0.0 {
                builder.push(StyleProperty::LetterSpacing(0.0), range);
            }
        }
        for range in emoji::ranges(&self.text) {
            builder.push(StyleProperty::FontFamily(fonts.emoji_stack(&style.family)), range);
        }
        for range in emoji::ticks(&self.text) {
            builder.push(StyleProperty::FontFamily(fonts.tick_stack(&style.family)), range);
        }
        if style.italic || self.runs.iter().any(|(_, run)| run.italic) {
            // They have no italics: slanted, they only look pushed.
            for range in ranges(&self.text, is_cjk) {
                builder.push(StyleProperty::FontStyle(FontStyle::Normal), range);
            }
        }
    }

    /// What all of the words get where some are in Chinese or Japanese.
    fn style_ideographs(&self, builder: &mut RangedBuilder<'_, Ink>, ideographs: Ideographs, capitals: bool) {
        builder.push_default(StyleProperty::Locale(Language::parse(ideographs.language).ok()));
        if ideographs.whole {
            builder.push_default(StyleProperty::WordBreak(WordBreak::KeepAll));
        }
        if ideographs.close {
            builder.push_default(StyleProperty::FontFeatures(FontFeatures::from("\"palt\"")));
        }
        if capitals {
            builder.push_default(StyleProperty::LetterSpacing(TRACKING * EM));
        }
    }

    fn style_run<'b>(
        &self,
        builder: &mut RangedBuilder<'b, Ink>,
        style: &'b Style,
        fonts: &'b Fonts,
        range: Range<usize>,
        (index, run): (usize, &Run),
        counts: &mut Counts,
    ) {
        let mut ink = Ink { color: style.color, ..Ink::default() };
        self.style_weight(builder, style, &range, (index, run), &mut ink);
        if run.code {
            builder.push(StyleProperty::FontFamily(fonts.stack(&style.mono)), range.clone());
            builder.push(StyleProperty::FontSize(EM * 0.92), range.clone());
            // Beside bold words, bold letters of one width would pass for more of them.
            let around = if run.bold || run.marked { style.strong.0.max(style.weight) } else { style.weight };
            builder.push(StyleProperty::FontWeight(FontWeight::new(around.min(CODE_WEIGHT))), range.clone());
        }
        if run.struck {
            builder.push(StyleProperty::Strikethrough(true), range.clone());
        }
        if run.link.is_some() {
            (ink.color, ink.link) = (style.link, Some(next(&mut counts.links)));
            builder.push(StyleProperty::Underline(true), range.clone());
        }
        if let Some(language) = &run.language {
            // Some letters have another form in another language.
            builder.push(StyleProperty::Locale(Language::parse(language).ok()), range.clone());
            let at = self.languages.iter().position(|known| *known == language);
            ink.language = at.and_then(|at| u16::try_from(at).ok());
        }
        if run.ruby.is_some() {
            let at = next(&mut counts.rubies);
            let apart = self.rubies.get(usize::from(at)).map_or(0.0, |reading| reading.apart);
            ink.ruby = Some(at);
            builder.push(StyleProperty::LetterSpacing((style.tracking + apart) * EM), range.clone());
            builder.push(StyleProperty::TextWrapMode(TextWrapMode::NoWrap), range.clone());
        }
        if run.formula.is_some() {
            let at = next(&mut counts.formulas);
            ink.formula = Some(at);
            if let Some((formula, _)) = self.formulas.get(usize::from(at)) {
                self.hold(builder, formula, range.clone());
            }
        }
        builder.push(StyleProperty::Brush(ink), range);
    }

    /// How heavy, large and slanted a run is, and its color.
    fn style_weight<'b>(
        &self,
        builder: &mut RangedBuilder<'b, Ink>,
        style: &Style,
        range: &Range<usize>,
        (index, run): (usize, &Run),
        ink: &mut Ink,
    ) {
        let mut push = |property: StyleProperty<'b, Ink>| builder.push(property, range.clone());
        let weight = |weight: f32| StyleProperty::FontWeight(FontWeight::new(weight));
        if run.bold {
            ink.color = style.strong.1;
            push(weight(style.strong.0));
        }
        if run.marked {
            ink.color = style.accent;
            push(weight(style.weight.max(MARKED)));
        }
        if run.script.is_some() && !self.is_real(index) {
            ink.script = run.script;
            push(StyleProperty::FontSize(EM * SCRIPT_SIZE));
        }
        if let Some(note) = &run.note {
            (ink.color, ink.note) = (style.accent, u16::try_from(note.number).ok());
            push(StyleProperty::FontSize(EM * FIGURE_SIZE));
            push(weight(FIGURE_WEIGHT));
        }
        if run.italic && self.text[range.clone()].chars().any(reads_leftward) {
            push(weight(style.strong.0));
        } else if run.italic {
            // Emphasis inside italics stands upright.
            push(StyleProperty::FontStyle(if style.italic { FontStyle::Normal } else { FontStyle::Italic }));
        }
    }

    /// Makes the letter at `range` as wide as `formula`, and its line as high.
    fn hold(&self, builder: &mut RangedBuilder<'_, Ink>, formula: &Formula, range: Range<usize>) {
        builder.push(StyleProperty::FontSize(HOLDER_SIZE), range.clone());
        builder.push(StyleProperty::LetterSpacing(formula.width as f32 * self.shaped_em), range.clone());
        builder.push(StyleProperty::Underline(false), range.clone());
        builder.push(StyleProperty::Strikethrough(false), range.clone());
        // The box beside it has no width, so no line is to be broken between the two.
        builder.push(StyleProperty::TextWrapMode(TextWrapMode::NoWrap), range.clone());
        let (over, under) = (formula.height as f32 + AROUND, formula.depth as f32 + AROUND);
        builder.push_inline_box(InlineBox {
            id: 0,
            kind: InlineBoxKind::InFlow,
            index: range.end,
            width: 0.0,
            height: (over + under) * self.shaped_em,
            baseline: Some(over * self.shaped_em),
            vertical_align: VerticalAlign::BASELINE,
        });
    }
}

/// How many of a kind came before a run.
#[derive(Default)]
struct Counts {
    links: u16,
    formulas: u16,
    rubies: u16,
}

/// The number of the next of a kind.
fn next(count: &mut u16) -> u16 {
    let at = *count;
    *count = at.saturating_add(1);
    at
}

/// The stretches of letters of a kind, in bytes.
fn ranges(text: &str, is: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is(*c)) {
        match out.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end = at + c.len_utf8(),
            None => out.push(at..at + c.len_utf8()),
        }
    }
    out
}
