//! The headings of columns and rows → their lines, all of them at one size.

use crate::deck::Rich;
use crate::drawing::Role;
use crate::layout::desk::Desk;
use crate::layout::node::Stack;
use crate::text::{Style, Wrap};

/// Lines of a heading over a column.
const HEADING_LINES: usize = 3;

/// The headings at one size, the largest at which each is whole in its width; over running words of size `words` they are
/// no smaller than these, if that can be.
pub(super) fn headings(desk: &mut Desk, headings: &[Option<&Rich>], widths: &[f64], words: Option<f32>) -> Vec<Stack> {
    let entry = &desk.theme.scale.column_heading;
    let least = words.filter(|size| *size > entry.largest());
    let color = if desk.theme.columns.strong { desk.ground.strong } else { desk.ground.title };
    let style = |desk: &Desk, size: f32| {
        let style = Style { color, wrap: Wrap::Balanced, ..desk.style(entry, size) };
        Style { strong: (style.weight.max(600.0), color), ..style }
    };
    let whole = |desk: &mut Desk, size: f32| {
        let style = style(desk, size);
        headings.iter().zip(widths).all(|(heading, width)| {
            let laid = heading.map(|it| desk.shaper.paragraph(it, &style, *width as f32));
            laid.is_none_or(|it| it.lines.len() < HEADING_LINES && f64::from(it.longest_word) <= *width)
        })
    };
    let sizes = least.into_iter().chain(entry.sizes.iter().copied());
    let size = sizes.into_iter().find(|size| whole(desk, *size)).unwrap_or(entry.smallest());
    let style = style(desk, size);
    let title = desk.slide.title.is_some();
    let level = match desk.heading_role() {
        Role::Heading { level } if title => level + 1,
        Role::Heading { level } => level,
        _ => 2,
    };
    let lay = |(heading, width): (&Option<&Rich>, &f64)| match heading {
        Some(heading) => desk.own_width(heading, &style, *width, Role::Heading { level }),
        None => Stack::default(),
    };
    headings.iter().zip(widths).map(lay).collect()
}
