//! Labels that lie on dates or numbers → the words under a plot: a few round ones, or each where they are few.

use super::axis::{Axis, Ends};
use crate::deck::numerals::Numerals;
use crate::deck::{Along, Chart, Rich, dates};
use crate::drawing::Role;
use crate::geometry::{Point, Rect};
use crate::layout::desk::{Desk, rect};
use crate::layout::node::{Node, Stack};
use crate::text::{Style, Wrap};

/// Space between two words under a plot.
const GAP: f64 = 12.0;
/// Round dates at most.
const MOST: usize = 7;
/// From the plot to the words under it.
pub(super) const UNDER: f64 = 10.0;

/// Words under a plot at their places along it.
pub(super) struct Foot {
    words: Vec<(f64, Stack, bool)>,
    /// The places at the plot's two ends.
    pub ends: Ends,
    pub height: f64,
}

impl Foot {
    /// The words under `plot`, whole before `right`.
    pub fn under(self, desk: &Desk, plot: Rect, right: f64) -> Vec<Node> {
        let (mut ticks, mut nodes) = (Vec::new(), Vec::new());
        let count = self.words.len();
        let places: Vec<f64> =
            self.words.iter().map(|(at, ..)| plot.x0 + plot.width() * self.ends.share(*at)).collect();
        for (n, (_, words, stretch)) in self.words.into_iter().enumerate() {
            let x = places[n];
            ticks.push(rect(Rect::new(x - 0.5, plot.y1, x + 0.5, plot.y1 + 6.0), desk.ground.mute));
            let next = places.get(n + 1).copied().unwrap_or(plot.x1);
            // A stretch too short for its words, as at the end of the last day, goes without them.
            if stretch && next - x < words.size.width && n + 1 == count {
                continue;
            }
            let middle = if stretch { (x + next) / 2.0 } else { x };
            let left = (middle - words.size.width / 2.0).min(right - words.size.width).max(0.0);
            nodes.extend(words.at(Point::new(left, plot.y1 + UNDER)));
        }
        let mut out = vec![Node::decoration(ticks)];
        out.push(Node::branch(Role::Section, Point::ZERO, desk.slide.span, nodes));
        out
    }
}

/// The words under a plot `width` points wide.
pub(super) fn foot(desk: &mut Desk, chart: &Chart, along: &Along, width: f64) -> Foot {
    let places = along.places().iter();
    let (least, most) = places.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), it| (a.min(*it), b.max(*it)));
    match along {
        Along::Dates { days, precision } => {
            let own: Vec<(f64, String, bool)> =
                days.iter().zip(&chart.labels).map(|(day, label)| (*day, label.text(), false)).collect();
            let ends = Ends { least, most, log: false };
            let words = (own.len() <= MOST).then(|| laid(desk, own.clone(), ends, width)).flatten();
            let round = |desk: &mut Desk, count: usize| {
                let ticks = match precision {
                    dates::Precision::Quarter => {
                        own.iter().step_by(own.len().div_ceil(count).max(1)).cloned().collect()
                    }
                    _ => {
                        let ticks = dates::ticks(least, most, *precision, &chart.language, count);
                        ticks.into_iter().map(|it| (it.at, it.words, it.stretch)).collect()
                    }
                };
                laid(desk, ticks, ends, width)
            };
            let words = words.or_else(|| (1..=MOST).rev().find_map(|count| round(desk, count)));
            of(words.unwrap_or_default(), ends)
        }
        Along::Numbers(numbers) => {
            let numerals = Numerals::new(&chart.language, "", numbers);
            let axis = if chart.log_x { Axis::powers((least, most), (None, None)) } else { Axis::plain(least, most) };
            let words = |every: usize| -> Vec<(f64, String, bool)> {
                let ticks = axis.ticks.iter().step_by(every);
                ticks.map(|at| (*at, numerals.of_axis(axis.grain(*at)).write(*at), false)).collect()
            };
            let laid = (1..=MOST).find_map(|every| laid(desk, words(every), axis.ends(), width));
            of(laid.unwrap_or_default(), axis.ends())
        }
    }
}

fn of(words: Vec<(f64, Stack, bool)>, ends: Ends) -> Foot {
    let height = words.iter().map(|(_, words, _)| words.size.height).fold(0.0, f64::max);
    Foot { words, ends, height }
}

/// The words as they are set, if each has room beside the next.
fn laid(desk: &mut Desk, ticks: Vec<(f64, String, bool)>, ends: Ends, width: f64) -> Option<Vec<(f64, Stack, bool)>> {
    let style = Style { color: desk.ground.mute, wrap: Wrap::None, ..desk.plain(&desk.theme.scale.caption) };
    let mut free = f64::NEG_INFINITY;
    let mut out = Vec::new();
    for (at, words, stretch) in ticks {
        let words = desk.text(&Rich::plain(words, desk.slide.span), &style, f64::from(f32::MAX), Role::Paragraph);
        let middle = ends.share(at) * width;
        let left = (middle - words.size.width / 2.0).min(width - words.size.width);
        if !stretch && left < free && !out.is_empty() {
            return None;
        }
        free = left.max(0.0) + words.size.width + GAP;
        out.push((at, words, stretch));
    }
    Some(out)
}
