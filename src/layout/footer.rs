//! What the theme shows along the foot → one line: the talk's short title, the section, the slide's number, how far the
//! talk is.
//!
//! Invariant: the parts never touch. The number is whole; title and section share what it leaves, and are shortened or,
//! in the section's case, left out.

use super::desk::{self, Desk};
use super::node::Node;
use super::slides;
use crate::deck::Rich;
use crate::deck::theme::FooterPart;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::drawing::Role;
use crate::geometry::{Point, Rect};
use crate::text::{Style, TextAlign, Wrap};

pub(super) const CODE: &str = "SLD-FOOT";

/// The least space between two parts.
const APART: f64 = 24.0;
/// A section with less room is left out.
const LEAST: f64 = 90.0;

pub(super) fn footer(desk: &mut Desk) -> Node {
    let (space, look) = (&desk.theme.space, &desk.theme.footer);
    let panel = slides::has_panel(desk);
    let width = desk.size.width - space.left - space.right;
    let top = desk.size.height - space.bottom - 18.0;
    let mut nodes = Vec::new();
    if look.rule > 0.0 && !panel {
        let rule = Rect::new(space.left, top - 7.0, space.left + width, top - 7.0 + look.rule);
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
    for (words, align, within) in parts(desk, &style, width, panel) {
        let style = Style { align, ..style.clone() };
        // Where a title begins at the right of a deck that does not, it stands at the left all the same.
        let own = if align == TextAlign::Start { width_of(desk, &words, &style) + 0.5 } else { within };
        let line = desk.text(&Rich::plain(words, Span::default()), &style, own.min(within), Role::Paragraph);
        nodes.extend(line.at(Point::new(space.left, top)));
    }
    Node::decoration(nodes)
}

/// The words of each part in a line of `width`, how they stand, and in how much of it.
fn parts(desk: &mut Desk, style: &Style, width: f64, panel: bool) -> Vec<(String, TextAlign, f64)> {
    let shows = |part| desk.theme.footer.show.contains(&part);
    let number = shows(FooterPart::Number).then(|| desk.digits(desk.number));
    let title = (shows(FooterPart::Title) && !panel).then(|| desk.deck.short_title.clone());
    let section = desk.section.clone().filter(|_| shows(FooterPart::Section) && !panel);
    let mut wide = |words: &Option<String>| words.as_ref().map_or(0.0, |it| width_of(desk, it, style));
    let (number_width, wants) = (wide(&number), (wide(&title), wide(&section)));
    let end = width - if number.is_some() { number_width + APART } else { 0.0 };
    let (title_most, section_most) = shared(end, wants);
    let title =
        title.map(|it| shortened(desk, it, style, title_most, "the deck's title", "short_title = \"…\" in [deck]"));
    let section = section
        .filter(|_| section_most >= LEAST.min(wants.1))
        .map(|it| shortened(desk, it, style, section_most, "the section's title", "a shorter title for the section"));
    let title_width = title.as_ref().map_or(0.0, |it| width_of(desk, it, style));
    let from = if title.is_some() { title_width + APART } else { 0.0 };
    let mut out: Vec<_> = title.map(|it| (it, TextAlign::Start, width)).into_iter().collect();
    if let Some(section) = section {
        let half = width_of(desk, &section, style) / 2.0;
        // In the middle, if the others leave it that.
        let middle = (width / 2.0).min(end - half).max(from + half);
        out.push((section, TextAlign::Center, 2.0 * middle));
    }
    out.extend(number.map(|it| (it, TextAlign::End, width)));
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
    f64::from(desk.shaper.words(words, style).width)
}

/// As many of the words as `most` holds, and dots for the others, which is remarked.
fn shortened(desk: &mut Desk, words: String, style: &Style, most: f64, what: &str, remedy: &str) -> String {
    if width_of(desk, &words, style) <= most + 0.01 {
        return words;
    }
    let ends: Vec<usize> = words.char_indices().map(|(at, _)| at).collect();
    let cut = |at: usize| format!("{}…", words[..ends[at]].trim_end_matches(|c: char| !c.is_alphanumeric()));
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
