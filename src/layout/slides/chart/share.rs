//! One part of a whole → a large ring with the figure inside, and beside it what the part is, and the rest.

use super::whole;
use std::f64::consts::TAU;

use super::series;
use crate::deck::{Chart, Rich};
use crate::drawing::{Cap, Role, Stroke};
use crate::geometry::{Point, Size, Vec2};
use crate::layout::desk::Desk;
use crate::layout::node::{Node, Stack};
use crate::text::{Style, Wrap};

pub(super) fn share(desk: &mut Desk, chart: &Chart, room: Size) -> Stack {
    let revealed = desk.reveals();
    let step = if revealed { desk.reveal() } else { 0 };
    let rest_step = if revealed && chart.labels.len() > 1 { desk.reveal() } else { step };
    let across = room.height.min(room.width * 0.42).min(330.0);
    let thick = across * 0.15;
    let part = chart.value(0, 0).unwrap_or_default() / chart.max.unwrap_or(100.0).max(f64::MIN_POSITIVE);
    let center = Point::new(across / 2.0, room.height / 2.0);
    let radius = (across - thick) / 2.0;
    let accent = desk.ground.accent;
    let track = ring(center, radius, 0.0, 1.0, thick, desk.ground.panel);
    let mark = ring(center, radius, 0.0, part.clamp(0.004, 1.0), thick, accent);
    let text = chart.texts.first().cloned().flatten();
    let text = text.unwrap_or_else(|| Rich::plain(chart.figure(chart.value(0, 0)), chart.span));
    let inside = Size::new((radius * 2.0 - thick) * 0.8, across * 0.5);
    let figure = figure(desk, &text, inside);
    let corner = center - Vec2::new(figure.size.width, figure.size.height) / 2.0;
    let left = across + 48.0;
    let width = room.width - left;
    let label = label(desk, chart, 0, Size::new(width, room.height));
    let mut words = vec![Node::decoration(vec![mark])];
    words.extend(figure.at(corner));
    let rest = (chart.labels.len() > 1).then(|| rest(desk, chart, width));
    let height = label.size.height + rest.as_ref().map_or(0.0, |rest| rest.size.height + 18.0);
    series::check_room(desk, height <= room.height + 1.0, room.height);
    let top = center.y - height / 2.0;
    let below = top + label.size.height + 18.0;
    words.extend(label.at(Point::new(left, top)));
    let mut nodes = vec![Node::decoration(vec![track]), series::part(chart, words, step)];
    nodes.extend(rest.map(|rest| series::part(chart, rest.at(Point::new(left, below)), rest_step)));
    whole::figure(desk, chart, nodes, Size::new(room.width, room.height))
}

/// A part of a ring, from the top on, in shares of the whole.
fn ring(center: Point, radius: f64, from: f64, part: f64, thick: f64, color: crate::color::Color) -> Node {
    let arc = kurbo::Arc::new(center, (radius, radius), (from - 0.25) * TAU, part * TAU, 0.0);
    let path = kurbo::Shape::to_path(&arc, 0.02);
    series::shape(path, None, Some(Stroke { cap: Cap::Butt, ..Stroke::round(thick, color) }))
}

/// The figure as large as the ring allows.
fn figure(desk: &mut Desk, text: &Rich, room: Size) -> Stack {
    let ink = series::ink(desk, desk.ground.accent);
    let entry = &desk.theme.scale.number;
    let sizes = entry.sizes.iter().copied().chain([56.0, 48.0, 40.0, 32.0, 26.0, 20.0]);
    let mut last = Stack::default();
    for size in sizes {
        let style = Style { color: ink, strong: (700.0, ink), wrap: Wrap::Balanced, ..desk.style(entry, size) };
        last = desk.text(text, &style, room.width, Role::Paragraph);
        let one = f64::from(desk.shaper.paragraph(text, &style, f32::MAX).width) <= room.width;
        if one && last.size.height <= room.height {
            break;
        }
    }
    last
}

/// What the share is, as large as its room allows.
fn label(desk: &mut Desk, chart: &Chart, at: usize, room: Size) -> Stack {
    let entry = &desk.theme.scale.beside;
    let empty = Rich::default();
    let mut last = Stack::default();
    for size in entry.sizes.iter().copied().chain([18.0]) {
        let style = Style { wrap: Wrap::Balanced, leading: 1.25, ..desk.style(entry, size) };
        desk.torn = false;
        last = desk.text(chart.labels.get(at).unwrap_or(&empty), &style, room.width, Role::Paragraph);
        if !desk.torn && last.size.height <= room.height * 0.7 {
            break;
        }
    }
    last
}

/// The rest with its own value, in the lesser color.
fn rest(desk: &mut Desk, chart: &Chart, width: f64) -> Stack {
    let mute = desk.ground.mute;
    let style = Style { color: mute, strong: (700.0, mute), ..desk.plain(&desk.theme.scale.label) };
    let text = chart.texts.get(1).cloned().flatten();
    let value = text.map_or_else(|| chart.figure(chart.value(0, 1)), |text| text.text());
    let words = chart.labels.get(1).map(Rich::text).unwrap_or_default();
    let mut rich = Rich::plain(format!("{value} "), chart.span);
    rich.runs.iter_mut().for_each(|run| run.bold = true);
    rich.runs.extend(Rich::plain(words, chart.span).runs);
    desk.text(&rich, &Style { weight: 400.0, ..style }, width, Role::Paragraph)
}
