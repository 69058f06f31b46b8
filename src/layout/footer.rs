//! What the theme shows along the foot → one line of three parts: the talk's short title, the section and the slide's
//! number, or words and fields of the theme's or the slide's own; and how far the talk is.
//!
//! Invariant: the parts never touch, nor the logo. The last is whole if it leaves the others half of the line; these share
//! what it leaves, and are shortened or, in the middle one's case, left out.

use super::desk::{self, Desk};
use super::node::Node;
use super::slides;
use crate::deck::dates::in_words;
use crate::deck::theme::{Field, FooterPart};
use crate::deck::{Rich, Slide};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::drawing::Role;
use crate::geometry::{Point, Rect};
use crate::text::{Style, TextAlign, Wrap};
use crate::writing::is_combining;

pub(super) const CODE: &str = "SLD-FOOT";

/// The least space between two parts.
const APART: f64 = 24.0;
/// A section with less room is left out.
const LEAST: f64 = 90.0;
/// Of longer words no line holds all: the others are not asked how wide they are.
const LONGEST: usize = 1_000;
/// The share of the line that its last part takes at most.
const LARGEST_RIGHT: f64 = 0.5;

pub(super) fn footer(desk: &mut Desk) -> Node {
    let (space, look) = (&desk.theme.space, &desk.theme.footer);
    let panel = slides::has_panel(desk);
    let left = desk.edge();
    let width = desk.size.width - left - space.right;
    let top = desk.size.height - space.bottom - 18.0;
    let mut nodes = Vec::new();
    if look.rule > 0.0 && !panel {
        let rule = Rect::new(left, top - 7.0, left + width, top - 7.0 + look.rule);
        nodes.push(desk::rect(rule, desk.foot.line));
    }
    if look.progress > 0.0 {
        let shown = desk.deck.slides.iter().filter(|slide| !slide.hidden).count();
        let share = (desk.number as f64 / shown as f64).min(1.0);
        let edge = desk.size.height;
        let done = Rect::new(0.0, edge - look.progress, desk.size.width * share, edge);
        nodes.push(desk::rect(done, desk.foot.accent));
    }
    let style = Style { color: desk.foot.mute, wrap: Wrap::None, ..desk.plain(&desk.theme.scale.footer) };
    let (from, to) = ends(desk);
    for (words, align, within) in parts(desk, &style, (from, to), panel) {
        let style = Style { align, ..style.clone() };
        // Where a title begins at the right of a deck that does not, it stands at the left all the same.
        let own = if align == TextAlign::Start { width_of(desk, &words, &style) + 0.5 } else { within };
        let line = desk.text(&Rich::plain(words, Span::default()), &style, own.min(within), Role::Paragraph);
        nodes.extend(line.at(Point::new(from, top)));
    }
    Node::decoration(nodes)
}

/// Where the line begins and ends: at the margins of the slide or of its part that has the footer's ground, or at the
/// room around a logo that stands there.
fn ends(desk: &Desk) -> (f64, f64) {
    let (from, to) = desk.foot_span;
    let (left, right) = (from + desk.edge(), to - desk.theme.space.right);
    match desk.logo.filter(|it| !it.corner.is_top()) {
        Some(logo) if logo.corner.is_left() => (logo.space().x1.max(left), right),
        Some(logo) => (left, logo.space().x0.min(right)),
        None => (left, right),
    }
}

/// What a part says, and how an author makes it shorter.
struct Part {
    words: Option<String>,
    what: &'static str,
    remedy: &'static str,
}

/// Left, middle and right, before anything is known of their widths.
fn said(desk: &Desk, panel: bool) -> [Part; 3] {
    let look = &desk.theme.footer;
    let own = desk.slide.footer_words.clone();
    let lines = look.lines();
    let shows = |part| look.show.contains(&part);
    let mut parts = if look.is_written() {
        let words = lines.map(|line| line.as_ref().map(|line| line.filled(|field| value(desk, field))));
        let [left, center, right] = words.map(|it| it.filter(|words| !words.trim().is_empty()));
        let part = |words, what| Part { words, what, remedy: "shorter words under [footer] in the theme" };
        [part(left, "its left part"), part(center, "its middle part"), part(right, "its right part")]
    } else {
        let title = shows(FooterPart::Title).then(|| desk.deck.short_title.clone());
        let section = desk.section.clone().filter(|_| shows(FooterPart::Section));
        let number = shows(FooterPart::Number).then(|| desk.digits(desk.number));
        let part = |words, what, remedy| Part { words, what, remedy };
        [
            part(title, "the deck's title", "short_title = \"…\" in [deck]"),
            part(section, "the section's title", "a shorter title for the section, or section = \"…\" on its slide"),
            part(number, "the number", "shorter words"),
        ]
    };
    if own.is_some() {
        parts[0] = Part { words: own, what: "`footer`", remedy: "shorter words as `footer` on the slide" };
        parts[1].words = None;
    }
    if panel {
        parts[0].words = None;
        parts[1].words = None;
    }
    parts
}

fn value(desk: &Desk, field: Field) -> String {
    let deck = desk.deck;
    let joined = |words: Vec<String>| {
        let mut known: Vec<String> = Vec::new();
        words.into_iter().for_each(|it| {
            if !known.contains(&it) {
                known.push(it)
            }
        });
        known.join(", ")
    };
    match field {
        Field::Title => deck.short_title.clone(),
        Field::Section => desk.section.clone().unwrap_or_default(),
        Field::Number => desk.digits(desk.number),
        Field::Total => {
            let counted = |slide: &&Slide| !slide.hidden && (desk.slide.appendix || !slide.appendix);
            desk.digits(deck.slides.iter().filter(counted).count())
        }
        Field::Date => deck.date.as_ref().map(|date| in_words(date, &deck.language)).unwrap_or_default(),
        Field::Event => deck.event.clone().unwrap_or_default(),
        Field::Speaker => joined(deck.speakers.iter().map(|it| it.name.clone()).collect()),
        Field::Affiliation => joined(deck.speakers.iter().filter_map(|it| it.affiliation.clone()).collect()),
    }
}

/// The words of each part on a line between two places, how they stand, and in how much of it.
fn parts(desk: &mut Desk, style: &Style, (from, to): (f64, f64), panel: bool) -> Vec<(String, TextAlign, f64)> {
    let width = to - from;
    let [left, center, right] = said(desk, panel);
    let own = |desk: &mut Desk, part: Part, most: f64| {
        part.words.map(|it| shortened(desk, it, style, most, part.what, part.remedy))
    };
    let right = own(desk, right, if panel { width } else { width * LARGEST_RIGHT });
    let wide = |desk: &mut Desk, words: &Option<String>| words.as_ref().map_or(0.0, |it| width_of(desk, it, style));
    let (right_width, wants) = (wide(desk, &right), (wide(desk, &left.words), wide(desk, &center.words)));
    let end = width - if right.is_some() { right_width + APART } else { 0.0 };
    let (left_most, center_most) = shared(end, wants);
    let left = own(desk, left, left_most);
    let center = if center_most >= LEAST.min(wants.1) {
        own(desk, center, center_most)
    } else {
        if center.words.is_some() && desk.theme.footer.is_written() {
            let message = "the footer has no room for its middle part: it is left out";
            let hint = format!("write {}", center.remedy);
            desk.fault(Diagnostic::new(Severity::Info, CODE, None, message).hint(hint));
        }
        None
    };
    let left_width = wide(desk, &left);
    let start = if left.is_some() { left_width + APART } else { 0.0 };
    let mut out: Vec<_> = left.map(|it| (it, TextAlign::Start, width)).into_iter().collect();
    if let Some(center) = center {
        let half = width_of(desk, &center, style) / 2.0;
        // In the middle, if the others leave it that.
        let middle = if desk.logo.is_some() { desk.size.width / 2.0 - from } else { width / 2.0 };
        let middle = middle.min(end - half).max(start + half);
        out.push((center, TextAlign::Center, 2.0 * middle));
    }
    out.extend(right.map(|it| (it, TextAlign::End, width)));
    out
}

/// How wide title and section may be in `room`: what one does not want is the other's.
fn shared(room: f64, (title, section): (f64, f64)) -> (f64, f64) {
    let both = room - if title > 0.0 && section > 0.0 { APART } else { 0.0 };
    let half = both / 2.0;
    if title + section <= both {
        (title, section)
    } else if title <= 0.0 || section <= 0.0 {
        (title.min(room), section.min(room))
    } else if title <= half {
        (title, both - title)
    } else if section <= half {
        (both - section, section)
    } else if half < LEAST {
        (room, 0.0)
    } else {
        (half, half)
    }
}

fn width_of(desk: &mut Desk, words: &str, style: &Style) -> f64 {
    let known = words.char_indices().nth(LONGEST).map_or(words, |(end, _)| &words[..end]);
    f64::from(desk.shaper.words(known, style).width)
}

/// As many of the words as `most` holds, and dots for the others, which is remarked.
fn shortened(desk: &mut Desk, words: String, style: &Style, most: f64, what: &str, remedy: &str) -> String {
    if words.len() <= LONGEST && width_of(desk, &words, style) <= most + 0.01 {
        return words;
    }
    let ends: Vec<usize> = words.char_indices().map(|(at, _)| at).take(LONGEST).collect();
    let cut = |at: usize| {
        format!("{}…", words[..ends[at]].trim_end_matches(|c: char| !c.is_alphanumeric() && !is_combining(c)))
    };
    let (mut fits, mut not) = (0, ends.len());
    while not - fits > 1 {
        let middle = usize::midpoint(fits, not);
        if width_of(desk, &cut(middle), style) <= most { fits = middle } else { not = middle }
    }
    let short = cut(fits);
    let message = format!("the footer has room for `{short}` only: {what} is shortened there");
    desk.fault(Diagnostic::new(Severity::Info, CODE, None, message).hint(format!("write {remedy}")));
    short
}

#[cfg(test)]
mod tests {
    use super::{APART, shared};

    #[test]
    fn parts_that_are_too_long_share_the_line() {
        assert_eq!(shared(500.0, (100.0, 200.0)), (100.0, 200.0));
        assert_eq!(shared(500.0, (100.0, 900.0)), (100.0, 500.0 - APART - 100.0));
        assert_eq!(shared(500.0, (900.0, 100.0)), (500.0 - APART - 100.0, 100.0));
        assert_eq!(shared(500.0, (900.0, 900.0)), (238.0, 238.0));
        assert_eq!(shared(150.0, (900.0, 900.0)), (150.0, 0.0), "no room for a section");
        assert_eq!(shared(500.0, (900.0, 0.0)), (900.0_f64.min(500.0), 0.0));
    }
}
