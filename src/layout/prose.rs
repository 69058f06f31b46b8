//! Words that a window shows by themselves, in any script → a drawing in white on nothing, to be tinted, and where its
//! rows are. Units: pixels of the window.

use std::sync::Arc;

use super::desk::paragraph_stack;
use super::node;
use crate::color::Color;
use crate::deck::{Rich, Run};
use crate::drawing::{Drawing, Role};
use crate::faces;
use crate::geometry::{Point, Size};
use crate::text::{Line, Paragraph, Placing, Set, Shaper, Style, TextAlign, Wrap};

const CLEAR: Color = Color { a: 0, ..Color::BLACK };

/// Words that were set.
#[derive(Clone, Debug)]
pub struct Prose {
    /// With `margin` around the words, since letters of some scripts reach beyond their rows.
    pub drawing: Arc<Drawing>,
    pub margin: f64,
    /// Where the longest row begins in the width that was given.
    pub left: f64,
    /// Of the words, without the margin.
    pub size: Size,
    pub rows: Vec<Row>,
}

/// A row's top and bottom in the words' box, and how many letters it has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    pub top: f64,
    pub bottom: f64,
    pub letters: usize,
}

/// Sets `rich` in rows of `width`; where the style wants no rows, on one line that ends in an ellipsis if it is too long.
#[must_use]
pub fn lay_out(rich: &Rich, style: &Style, width: f32, shaper: &mut Shaper) -> Prose {
    let mut paragraphs = set(rich, style, width, shaper);
    // What the deck's and the program's fonts lack is taken from the system's, as on slides.
    if shaper.lacks_any() && shaper.admit_system_fonts() {
        paragraphs = set(rich, style, width, shaper);
    }
    shaper.forget_gaps();
    drawn(&paragraphs, f64::from(style.size).ceil())
}

fn set(rich: &Rich, style: &Style, width: f32, shaper: &mut Shaper) -> Vec<Paragraph> {
    if style.wrap == Wrap::None {
        let whole = shaper.paragraph(rich, style, f32::MAX);
        return vec![if whole.width <= width { whole } else { cut(rich, style, width, shaper) }];
    }
    match &rich.runs[..] {
        // Each begins at the side that its own first letter says.
        [run] if run.text.contains('\n') => {
            let line = |text: &str| Rich { runs: vec![Run { text: text.to_owned(), ..run.clone() }], span: rich.span };
            run.text.split('\n').map(|text| shaper.paragraph(&line(text), style, width)).collect()
        }
        _ => vec![shaper.paragraph(rich, style, width)],
    }
}

/// As much of it as there is room for, in the look of its first words.
fn cut(rich: &Rich, style: &Style, width: f32, shaper: &mut Shaper) -> Paragraph {
    let text = rich.text();
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let first = rich.runs.first().cloned().unwrap_or_default();
    let mut tried = |count: usize| {
        let kept = format!("{}…", text[..ends[count]].trim_end());
        let rich = Rich { runs: vec![Run { text: kept, ..first.clone() }], span: rich.span };
        shaper.paragraph(&rich, style, f32::MAX)
    };
    let (mut fits, mut too_many) = (0, ends.len());
    while too_many - fits > 1 {
        let middle = usize::midpoint(fits, too_many);
        if tried(middle).width <= width { fits = middle } else { too_many = middle }
    }
    tried(fits)
}

fn drawn(paragraphs: &[Paragraph], margin: f64) -> Prose {
    let lines = || paragraphs.iter().flat_map(|paragraph| paragraph.lines.iter());
    let runs = || lines().flat_map(|line| line.runs.iter().map(move |run| (line, run)));
    let left = runs().map(|(_, run)| f64::from(run.x)).reduce(f64::min).unwrap_or(0.0).floor();
    // A formula's own width is known by its line only.
    let end = |(line, run): (&Line, &Placing)| match &run.set {
        Set::Words(glyphs) => f64::from(run.x + glyphs.advance),
        Set::Formula { .. } => left + f64::from(line.width),
    };
    let right = runs().map(end).fold(left, f64::max);
    let (mut height, mut items, mut rows) = (0.0, Vec::new(), Vec::new());
    for paragraph in paragraphs {
        let nodes = paragraph_stack(paragraph, Role::Paragraph).at(Point::new(margin - left, margin + height));
        items.extend(node::cut(&nodes, 0));
        rows.extend(paragraph_rows(paragraph, height));
        height += f64::from(paragraph.height);
    }
    let size = Size::new((right - left).ceil(), height.ceil());
    let whole = Size::new(size.width + margin * 2.0, size.height + margin * 2.0);
    Prose { drawing: Arc::new(Drawing { size: whole, ground: CLEAR, items }), margin, left, size, rows }
}

fn paragraph_rows(paragraph: &Paragraph, mut top: f64) -> Vec<Row> {
    let above = top;
    let row = |line: &Line| {
        let letters = line.runs.iter().map(|run| match &run.set {
            Set::Words(glyphs) => glyphs.text.chars().filter(|c| !c.is_whitespace()).count(),
            Set::Formula { spoken, .. } => spoken.chars().count(),
        });
        let bottom = above + f64::from(line.bottom);
        let row = Row { top, bottom, letters: letters.sum() };
        top = bottom;
        row
    };
    paragraph.lines.iter().map(row).collect()
}

/// A style in white, in which words of every weight and kind can be tinted.
#[must_use]
pub fn white(family: &str, weight: f32, italic: bool, size: f32, leading: f32, wrap: Wrap) -> Style {
    Style {
        family: family.to_owned(),
        size,
        weight,
        italic,
        color: Color::WHITE,
        strong: (weight.max(700.0), Color::WHITE),
        link: Color::WHITE,
        accent: Color::WHITE,
        mono: faces::MONO.to_owned(),
        leading,
        tracking: 0.0,
        capitals: false,
        align: TextAlign::Start,
        wrap,
        hang: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::drawing::{Item, Placed};

    fn prose(text: &str, wrap: Wrap, width: f32) -> Prose {
        let style = white("Atkinson Hyperlegible Next", 400.0, false, 20.0, 1.5, wrap);
        lay_out(&Rich::plain(text, Span::default()), &style, width, &mut Shaper::new(&[], "en"))
    }

    #[test]
    fn rows_lie_under_one_another_and_have_all_letters() {
        let text = "Words that need more than one row of this width";
        let prose = prose(text, Wrap::Pretty, 200.0);
        assert!(prose.rows.len() > 1 && prose.size.width <= 208.0, "{prose:?}");
        assert!(prose.rows.windows(2).all(|pair| pair[0].bottom == pair[1].top && pair[0].top < pair[0].bottom));
        let letters: usize = prose.rows.iter().map(|row| row.letters).sum();
        assert_eq!(letters, text.chars().filter(|c| *c != ' ').count());
        assert_eq!(prose.drawing.size.width, prose.size.width + 2.0 * prose.margin);
    }

    #[test]
    fn right_to_left_words_stand_at_the_right_of_their_width() {
        let hebrew = prose("שלום לכולם", Wrap::Pretty, 400.0);
        assert!((hebrew.left + hebrew.size.width - 400.0).abs() < 2.0, "{hebrew:?}");
        assert!(prose("Hello", Wrap::Pretty, 400.0).left < 1.0);
    }

    #[test]
    fn each_paragraph_begins_at_its_own_side() {
        let both = prose("שלום\nHello there", Wrap::Pretty, 400.0);
        let runs: Vec<f64> = both.drawing.items.iter().filter_map(first_x).collect();
        assert!(matches!(runs[..], [right, left] if right > 300.0 && left < 50.0), "{runs:?}");
        assert_eq!(both.rows.len(), 2);
        assert!(both.rows[1].top >= both.rows[0].bottom);
    }

    fn first_x(placed: &Placed) -> Option<f64> {
        let Item::Group(group) = &placed.item else { return None };
        Some(placed.at.x + group.items.first()?.at.x)
    }

    #[test]
    fn a_line_that_is_too_long_ends_in_an_ellipsis() {
        let long = prose("A title that is much too long for its place", Wrap::None, 150.0);
        assert!(long.size.width <= 151.0 && long.drawing.words().ends_with('…'), "{}", long.drawing.words());
        assert_eq!(long.rows.len(), 1);
        assert!(!prose("Short", Wrap::None, 150.0).drawing.words().contains('…'));
    }
}
