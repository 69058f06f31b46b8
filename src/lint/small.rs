//! Finished drawings → words too small to be read from the back row. Unit: points on the slide.
//!
//! What a figure says stands at 14 pt at least, whether a chart draws it or an author's drawing that had to be shrunken; all
//! other words at the smallest size that the theme has for anything.

use std::sync::Arc;

use crate::deck::theme::Theme;
use crate::deck::{Layout, Slide};
use crate::diagnostic::{Diagnostic, Severity, Span, counted};
use crate::drawing::{Glyphs, Item, Page, Placed, Role};
use crate::geometry::Affine;
use crate::talk::Talk;

/// The least size of words in figures.
const FIGURE: f64 = 14.0;
/// Sizes of running text that read well from the back row, and that are the least.
const EASY: f32 = 24.0;
const HARD: f32 = 18.0;
/// Sizes are worked out from scales, which are no whole numbers.
const ROUNDING: f64 = 0.3;
/// A raised or lowered letter is at most so large beside the words that it belongs to, and so far from their end, in em.
const RAISED: f32 = 0.85;
const NEAR: f64 = 0.35;

/// One finding for each figure, one for sources and footnotes, and one for the other words of a slide.
#[must_use]
pub fn small(talk: &Talk) -> Vec<Diagnostic> {
    let least = least(&talk.deck.theme);
    let slides = || talk.pages.iter().zip(&talk.deck.slides);
    let mut out: Vec<Diagnostic> = slides().flat_map(|(page, slide)| check(page, slide, least)).collect();
    // A theme's size is told at the first slide that has it.
    out.extend(slides().find_map(|(page, slide)| foot(page, slide)));
    out.extend(running(talk));
    out
}

/// A theme whose running text is small on every slide: no slide can be blamed for it.
fn running(talk: &Talk) -> Option<Diagnostic> {
    let size = talk.deck.theme.scale.body.largest();
    let slide = talk.deck.slides.iter().find(|slide| !slide.body.is_empty()).filter(|_| size < EASY)?;
    let message = format!("the theme sets running text at {size} pt, on slide `{}` first", slide.id);
    let hint =
        "Give the theme's [type.body] `sizes` from 24 pt on, which read well from the back row; 18 are the least";
    let severity = if size < HARD { Severity::Error } else { Severity::Warning };
    Some(Diagnostic::new(severity, "SLD-FONT", slide.span, message).hint(hint))
}

/// Sources and footnotes that nobody can read: 2.6% of the slide's height are the least.
fn foot(page: &Page, slide: &Slide) -> Option<Diagnostic> {
    let mut words = Vec::new();
    page.whole().into_iter().for_each(|drawing| feet(&drawing.items, Affine::IDENTITY, &mut words));
    let least = words.into_iter().filter(|it| it.size < FIGURE - ROUNDING).min_by(|a, b| a.size.total_cmp(&b.size))?;
    let first: String = least.text.trim().chars().take(40).collect();
    let size = (least.size * 10.0).round() / 10.0;
    let message = format!("`{first}` at the foot of slide `{}` is {size} pt high; {FIGURE} is the least", slide.id);
    let hint = "Give the theme's [type.source] and [type.caption] larger `sizes`";
    Some(Diagnostic::error("SLD-FOOT", slide.span, message).hint(hint))
}

/// The words of sources and footnotes.
fn feet(items: &[Placed], by: Affine, out: &mut Vec<Words>) {
    for placed in items {
        let Item::Group(group) = &placed.item else { continue };
        let here = by * Affine::translate(placed.at.to_vec2()) * group.transform;
        match group.role {
            Role::Source | Role::Note { .. } => {
                let mut own = Vec::new();
                walk(&group.items, here, None, &mut own);
                // Code in it is set smaller, so that its letters look as large.
                out.extend(own.into_iter().max_by(|a, b| a.size.total_cmp(&b.size)));
            }
            Role::Decoration | Role::Figure { .. } => {}
            _ => feet(&group.items, here, out),
        }
    }
}

/// The smallest size that the theme has.
fn least(theme: &Theme) -> f64 {
    let scale = &theme.scale;
    let small = [&scale.kicker, &scale.footer, &scale.source, &scale.caption, &scale.code];
    let all = small.into_iter().map(|entry| f64::from(entry.smallest()));
    all.fold(FIGURE, f64::min)
}

/// Words with the size at which they are seen.
struct Words {
    text: Arc<str>,
    size: f64,
    /// Where the figure is written that they are in; `None` outside of figures.
    figure: Option<Span>,
}

fn check(page: &Page, slide: &Slide, least: f64) -> Vec<Diagnostic> {
    let mut all: Vec<Words> = Vec::new();
    for drawing in page.steps.iter().chain(&page.together) {
        let mut words = Vec::new();
        walk(&drawing.items, Affine::IDENTITY, None, &mut words);
        let known = |it: &Words| all.iter().any(|other| other.figure == it.figure && other.text == it.text);
        let new: Vec<Words> = words.into_iter().filter(|it| !known(it)).collect();
        all.extend(new);
    }
    let mut figures: Vec<Option<Span>> = all.iter().map(|it| it.figure).collect();
    figures.dedup();
    // A drawn cover is a picture of one.
    let cover = matches!(slide.layout, Layout::Publication { .. });
    let floor = |figure: &Option<Span>| match figure {
        Some(_) => FIGURE,
        None if cover => 0.0,
        None => least,
    };
    let told = figures.iter().enumerate().filter(|(at, figure)| !figures[..*at].contains(figure));
    told.filter_map(|(_, figure)| {
        let own: Vec<&Words> = all.iter().filter(|it| it.figure == *figure).collect();
        finding(slide, &own, *figure, floor(figure))
    })
    .collect()
}

fn finding(slide: &Slide, words: &[&Words], figure: Option<Span>, floor: f64) -> Option<Diagnostic> {
    let small: Vec<&&Words> = words.iter().filter(|it| it.size < floor - ROUNDING).collect();
    let least = small.iter().min_by(|a, b| a.size.total_cmp(&b.size))?;
    let id = &slide.id;
    let first: String = least.text.trim().chars().take(40).collect();
    let more = match small.len() - 1 {
        0 => String::new(),
        more => format!(", and {} more", counted(more, "place")),
    };
    let size = (least.size * 10.0).round() / 10.0;
    let span = figure.filter(|span| *span != Span::default()).unwrap_or(slide.span);
    let times = (floor / least.size * 10.0).ceil() / 10.0;
    let (place, hint) = match figure {
        Some(_) => (
            format!("in a figure on slide `{id}`"),
            format!(
                "Give it more room (fewer words, place = \"below\", a slide of its own), or draw it with letters {times} \
                 times as large"
            ),
        ),
        None => (format!("on slide `{id}`"), "Shorten what stands there, or give it more room".to_owned()),
    };
    let message = format!("`{first}` {place} is {size} pt high{more}; {floor} is the least that the back row can read");
    Some(Diagnostic::warning("SLD-SMALL", span, message).hint(hint))
}

fn walk(items: &[Placed], by: Affine, figure: Option<Span>, out: &mut Vec<Words>) {
    let mut before: Option<(&Placed, &Glyphs)> = None;
    for placed in items {
        let here = by * Affine::translate(placed.at.to_vec2());
        match &placed.item {
            Item::Group(group) if is_apart(&group.role) => {}
            Item::Group(group) => {
                let own = figure.or_else(|| matches!(group.role, Role::Figure { .. }).then_some(placed.span));
                walk(&group.items, here * group.transform, own, out);
            }
            Item::Text(run) => {
                let raised = before.is_some_and(|before| is_raised(before, placed, run));
                if !raised && run.text.chars().any(char::is_alphanumeric) {
                    let size = f64::from(run.size) * here.determinant().abs().sqrt();
                    out.push(Words { text: Arc::clone(run.said()), size, figure });
                }
                before = Some((placed, run.as_ref())).filter(|_| !raised).or(before);
            }
            Item::Shape(_) | Item::Picture(_) => {}
        }
    }
}

/// Whether a run is an index or an exponent right behind larger words.
fn is_raised((place, words): (&Placed, &Glyphs), placed: &Placed, run: &Glyphs) -> bool {
    let em = f64::from(words.size);
    let across = placed.at.x - (place.at.x + f64::from(words.advance));
    let down = (placed.at.y - place.at.y).abs();
    run.size < words.size * RAISED && down > 0.01 * em && down < 0.7 * em && across.abs() < NEAR * em
}

/// What is no word of its own: raised figures, formulas, and what decorates.
fn is_apart(role: &Role) -> bool {
    matches!(role, Role::Formula { .. } | Role::Reference { .. } | Role::Decoration)
}
