//! Least and greatest value → an axis: round numbers along it, hairlines at them, and labels at the side or underneath.

use crate::deck::{Chart, ChartKind, Rich};
use crate::diagnostic::{Diagnostic, Severity, counted};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::{Desk, rect};
use crate::layout::node::{Node, Stack};
use crate::text::{Style, TextAlign, Wrap};

/// Space between an axis and its figures.
const GAP: f64 = 8.0;
/// What plots with figures under them leave free at their right.
pub(super) const SPARE: f64 = 24.0;
/// Round numbers along an axis at most, besides its beginning.
const MOST: f64 = 5.0;

pub(in crate::layout::slides) struct Axis {
    pub least: f64,
    pub most: f64,
    pub ticks: Vec<f64>,
    /// From one tick to the next.
    step: f64,
    /// Whether each tenfold takes the same length.
    log: bool,
}

/// The two ends of an axis.
#[derive(Clone, Copy)]
pub(in crate::layout::slides) struct Ends {
    pub least: f64,
    pub most: f64,
    /// Whether each tenfold takes the same length.
    pub log: bool,
}

impl Ends {
    /// How far along the axis a place is, 0.0 to 1.0.
    pub fn share(self, at: f64) -> f64 {
        let place = |at: f64| if self.log { at.max(f64::MIN_POSITIVE).log10() } else { at };
        let (least, most) = (place(self.least), place(self.most));
        if most > least { ((place(at) - least) / (most - least)).clamp(0.0, 1.0) } else { 0.5 }
    }
}

impl Axis {
    /// The axis of a chart whose values go from `least` to `most`; what the author said of its ends holds.
    pub fn new(chart: &Chart, least: f64, most: f64) -> Self {
        if let (true, Some((least, most))) = (chart.log, chart.span_of_values()) {
            return Self::powers((least, most), (chart.min, chart.max));
        }
        let (from, to) = (chart.min.unwrap_or(least), chart.max.unwrap_or(most));
        let to = if to > from { to } else { from + 1.0 };
        let step = step(to - from);
        let least = chart.min.unwrap_or((from / step).floor() * step);
        let most = chart.max.unwrap_or((to / step - 1e-9).ceil() * step);
        let first = (least / step - 1e-9).ceil();
        let ticks = (0..=2 * MOST as u32).map(|n| (first + f64::from(n)) * step).filter(|at| *at <= most + step * 1e-6);
        Self { least, most, ticks: ticks.collect(), step, log: false }
    }

    /// Round numbers from `least` to `most`.
    pub fn plain(least: f64, most: f64) -> Self {
        let most = if most > least { most } else { least + 1.0 };
        let step = step(most - least);
        let (from, to) = ((least / step).floor(), (most / step - 1e-9).ceil());
        let count = (to - from).clamp(1.0, 2.0 * MOST) as u32;
        let ticks = (0..=count).map(|n| (from + f64::from(n)) * step).collect();
        Self { least: from * step, most: (from + f64::from(count)) * step, ticks, step, log: false }
    }

    /// From one tick to the next.
    pub fn step(&self) -> f64 {
        self.step
    }

    /// From a power of ten to another, with these at its ticks; over few powers their halves and fifths too. What is said
    /// of its ends holds.
    pub fn powers((least, most): (f64, f64), ends: (Option<f64>, Option<f64>)) -> Self {
        let first = least.log10().floor();
        let last = (most.log10() - 1e-9).ceil().max(first + 1.0);
        let (least, most) = (ends.0.unwrap_or(10_f64.powf(first)), ends.1.unwrap_or(10_f64.powf(last)));
        let every = ((last - first) / MOST).ceil().max(1.0);
        let between: &[f64] = if last - first <= 2.0 { &[1.0, 2.0, 5.0] } else { &[1.0] };
        let powers = (0..=((last - first) / every) as u32).map(|n| 10_f64.powf(first + f64::from(n) * every));
        let ticks = powers.flat_map(|power| between.iter().map(move |times| times * power));
        let ticks = ticks.filter(|tick| (least * (1.0 - 1e-9)..=most * (1.0 + 1e-9)).contains(tick)).collect();
        Self { least, most, ticks, step: least, log: true }
    }

    /// An axis without figures, for marks that have their own: from the least to the greatest value, or to `max`.
    pub fn bare(chart: &Chart) -> Self {
        let (least, most) = chart.extent();
        let most = most.max(chart.max.unwrap_or(most));
        let most = if most > least { most } else { least + 1.0 };
        Self { least, most, ticks: Vec::new(), step: 1.0, log: false }
    }

    /// How far along the axis a value is, 0.0 to 1.0.
    pub fn share(&self, value: f64) -> f64 {
        self.ends().share(value)
    }

    pub fn ends(&self) -> Ends {
        Ends { least: self.least, most: self.most, log: self.log }
    }

    /// The distance between numbers that says how many digits one at a tick needs.
    pub fn grain(&self, tick: f64) -> f64 {
        if self.log { tick } else { self.step }
    }

    /// The figures at its round numbers.
    pub fn figures(&self, desk: &mut Desk, chart: &Chart) -> Vec<Stack> {
        let style = Style { color: desk.ground.mute, wrap: Wrap::None, ..desk.plain(&desk.theme.scale.caption) };
        let figure = |value: &f64| {
            let numerals = chart.numerals.of_axis(self.grain(*value));
            let words = Rich::plain(chart.tick(*value, &numerals), chart.span);
            desk.text(&words, &style, f64::from(f32::MAX), Role::Paragraph)
        };
        self.ticks.iter().map(figure).collect()
    }

    /// Level hairlines over `plot`, their figures at its left.
    pub fn level(&self, desk: &mut Desk, figures: Vec<Stack>, plot: Rect) -> Vec<Node> {
        let mut lines = Vec::new();
        let mut words = Vec::new();
        let mut free = f64::INFINITY;
        for (value, figure) in self.ticks.iter().zip(figures) {
            let y = plot.y1 - plot.height() * self.share(*value);
            // Where values fall under it, nought is a border.
            let border = *value == 0.0 && self.least < 0.0;
            let color = if border { desk.ground.mute } else { desk.ground.line };
            lines.push(rect(Rect::new(plot.x0, y - 0.5, plot.x1, y + 0.5), color));
            let corner = Point::new(plot.x0 - GAP - figure.size.width, y - figure.size.height / 2.0);
            // A figure that has no room is left out; its hairline stays.
            if corner.y + figure.size.height <= free {
                free = corner.y;
                words.extend(figure.at(corner));
            }
        }
        // Said by the words for the whole chart; read aloud, they would only be numbers.
        let mut nodes = vec![Node::decoration(lines)];
        nodes.push(Node::branch(Role::Section, Point::ZERO, desk.slide.span, words));
        nodes
    }

    /// Upright hairlines over `plot`, their figures under it.
    pub fn upright(&self, desk: &mut Desk, figures: Vec<Stack>, plot: Rect) -> Vec<Node> {
        let mut lines = Vec::new();
        let mut words = Vec::new();
        let mut free = f64::NEG_INFINITY;
        for (value, figure) in self.ticks.iter().zip(figures) {
            let x = plot.x0 + plot.width() * self.share(*value);
            lines.push(rect(Rect::new(x - 0.5, plot.y0, x + 0.5, plot.y1), desk.ground.line));
            let left = (x - figure.size.width / 2.0).min(plot.x1 + SPARE - figure.size.width);
            let corner = Point::new(left, plot.y1 + 6.0);
            if corner.x >= free {
                free = corner.x + figure.size.width + GAP;
                words.extend(figure.at(corner));
            }
        }
        let mut nodes = vec![Node::decoration(lines)];
        nodes.push(Node::branch(Role::Section, Point::ZERO, desk.slide.span, words));
        nodes
    }
}

/// The room that figures at the left of an axis take.
pub(in crate::layout::slides) fn side(figures: &[Stack]) -> f64 {
    figures.iter().map(|figure| figure.size.width).fold(0.0, f64::max) + GAP
}

/// A round distance of ticks for an axis of this length.
fn step(length: f64) -> f64 {
    let rough = length / MOST;
    let ten = 10_f64.powf(rough.log10().floor());
    let round = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|times| times * ten >= rough * (1.0 - 1e-9));
    round.unwrap_or(10.0) * ten
}

/// The labels under a plot, `slot` points for each; where they are too many, only every second, third … one, and the last.
/// A label's lines are centered in its own width.
pub(in crate::layout::slides) fn labels(desk: &mut Desk, chart: &Chart, slot: f64) -> Vec<Option<Stack>> {
    let entry = &desk.theme.scale.label;
    let count = chart.labels.len();
    let sizes: Vec<f32> = entry.sizes.iter().copied().chain([16.0, 15.0]).collect();
    // Labels nearer than this have no words between them.
    let first = (15.0 / slot.max(0.001)).ceil().max(1.0) as usize;
    let tries = (first.min(count.max(1))..=count.max(1)).flat_map(|every| sizes.iter().map(move |size| (every, *size)));
    for (every, size) in tries {
        let width = (slot * every as f64 - 10.0).max(1.0);
        let style = Style {
            align: TextAlign::Center,
            wrap: Wrap::Balanced,
            weight: 400.0,
            ..desk.style(&desk.theme.scale.label, size)
        };
        let anyhow = every == count && size <= 15.0;
        let shown = |at: usize| at.is_multiple_of(every) || at + 1 == count;
        let width_of = |(at, label): (usize, &Rich)| {
            if !shown(at) {
                return Some(None);
            }
            let words = desk.shaper.paragraph(label, &style, width as f32);
            let whole = words.lines.len() <= 2 && f64::from(words.longest_word) <= width;
            (whole || anyhow).then(|| Some(f64::from(words.width) + 1.0))
        };
        let widths = chart.labels.iter().enumerate().map(width_of).collect::<Option<Vec<Option<f64>>>>();
        let Some(widths) = widths else { continue };
        let stacks = chart.labels.iter().zip(widths).map(|(label, own)| {
            let own = own?;
            let words = desk.text(label, &style, own, Role::Paragraph);
            Some(Stack { size: Size::new(own, words.size.height), ..words })
        });
        return stacks.collect();
    }
    Vec::new()
}

/// Whether labels are names of things: numbers and dates follow from one another.
pub(in crate::layout::slides) fn are_words(chart: &Chart) -> bool {
    let is_number = |label: &Rich| label.text().chars().all(|c| !c.is_alphabetic());
    chart.along.is_none() && !chart.labels.iter().all(is_number)
}

/// Tells how many labels are shown where not all have room: of years some may go unsaid, of things none.
pub(in crate::layout::slides) fn tell_left_out(desk: &mut Desk, chart: &Chart, shown: usize) {
    let all = chart.labels.len();
    if shown >= all || !are_words(chart) {
        return;
    }
    let id = &desk.slide.id;
    let message = format!("the chart of slide `{id}` shows {shown} of its {all} labels: there is no room for more");
    // Along a line most labels follow from the others.
    let (severity, hint) = match chart.kind {
        ChartKind::Line => (Severity::Info, "shorten the labels, or show fewer of them"),
        _ => (Severity::Warning, "shorten the labels, show fewer of them, or lay the bars: kind = \"bars\""),
    };
    desk.fault(Diagnostic::new(severity, "SLD-LABELS", desk.slide.span, message).hint(hint));
}

/// Remarks that so many values of parts on each other are not written, since the parts are too small for them.
pub(in crate::layout::slides) fn tell_unwritten(desk: &mut Desk, count: usize) {
    if count == 0 {
        return;
    }
    let id = &desk.slide.id;
    let message =
        format!("the chart of slide `{id}` does not write {}: no room in so small a part", counted(count, "value"));
    let hint = "say them in the words beside, or leave out `stacked`";
    desk.fault(Diagnostic::new(Severity::Info, "SLD-LABELS", desk.slide.span, message).hint(hint));
}

/// Remarks that a chart of too many labels shows the first of them and the last, and the others in a line of words.
pub(in crate::layout::slides) fn tell_summed_up(desk: &mut Desk, chart: &Chart, first: usize) {
    let (id, all) = (&desk.slide.id, chart.labels.len());
    let message = format!(
        "the chart of slide `{id}` has {all} labels: the first {first} and the last are drawn, the others are one line"
    );
    let hint = "show those that the title is about, or put `sort` in so that the first are the ones that matter";
    desk.fault(Diagnostic::new(Severity::Warning, "SLD-LABELS", desk.slide.span, message).hint(hint));
}

/// Remarks that so many events stand without their words, since others are too near.
pub(super) fn tell_wordless(desk: &mut Desk, count: usize) {
    if count == 0 {
        return;
    }
    let id = &desk.slide.id;
    let message = format!("the chart of slide `{id}` does not name {}: others are too near", counted(count, "event"));
    let hint = "shorten its words, or show fewer events";
    desk.fault(Diagnostic::new(Severity::Info, "SLD-LABELS", desk.slide.span, message).hint(hint));
}

/// Remarks that so many points that stand apart have no name, since other points leave it no room.
pub(in crate::layout::slides) fn tell_unnamed(desk: &mut Desk, count: usize) {
    if count == 0 {
        return;
    }
    let id = &desk.slide.id;
    let message =
        format!("the chart of slide `{id}` does not name {}: no free place beside it", counted(count, "point"));
    let hint = "give it a shorter name, or `highlight` fewer points";
    desk.fault(Diagnostic::new(Severity::Info, "SLD-LABELS", desk.slide.span, message).hint(hint));
}

/// The tallest of these labels.
pub(in crate::layout::slides) fn tallest(labels: &[Option<Stack>]) -> f64 {
    labels.iter().flatten().map(|label| label.size.height).fold(0.0, f64::max)
}

/// How far the first label may stand out to the left.
const OVERHANG: f64 = 14.0;

/// Labels under their middles, whole before `to`. The last stays; another is left out where it would touch it or the one
/// before.
pub(in crate::layout::slides) fn under(
    labels: Vec<Option<Stack>>,
    middle: impl Fn(usize) -> f64,
    top: f64,
    to: f64,
) -> Vec<Vec<Node>> {
    let left =
        |at: usize, label: &Stack| (middle(at) - label.size.width / 2.0).min(to - label.size.width).max(-OVERHANG);
    let last = labels.iter().rposition(Option::is_some);
    let end = last.and_then(|at| Some(left(at, labels[at].as_ref()?))).unwrap_or(to);
    let mut free = f64::NEG_INFINITY;
    let set = |(at, label): (usize, Option<Stack>)| {
        let Some(label) = label else { return Vec::new() };
        let from = left(at, &label);
        let next = from + label.size.width + GAP;
        if Some(at) != last && (from < free || next > end) {
            return Vec::new();
        }
        free = next;
        label.at(Point::new(from, top))
    };
    labels.into_iter().enumerate().map(set).collect()
}

#[cfg(test)]
mod tests {
    use super::{GAP, Stack, step, under};
    use crate::diagnostic::Span;
    use crate::drawing::Role;
    use crate::geometry::{Point, Size};
    use crate::layout::node::Node;

    #[test]
    fn ticks_are_round_and_few() {
        for (length, expected) in [(100.0, 20.0), (7.0, 2.0), (1.0, 0.2), (12.0, 2.5), (430.0, 100.0), (0.03, 0.01)] {
            assert!((step(length) - expected).abs() < expected * 1e-9, "{length}: {}", step(length));
        }
    }

    #[test]
    fn the_last_label_stays_and_none_touches_another() {
        for (count, every, slot, width) in
            [(24, 2, 20.0, 34.0), (25, 3, 14.0, 40.0), (5, 1, 60.0, 40.0), (2, 1, 40.0, 60.0)]
        {
            let label = |at: usize| {
                let nodes = vec![Node::branch(Role::Section, Point::ZERO, Span::default(), Vec::new())];
                (at.is_multiple_of(every) || at + 1 == count).then_some(Stack { nodes, size: Size::new(width, 20.0) })
            };
            let to = slot * count as f64;
            let row = under((0..count).map(label).collect(), |at| slot * (at as f64 + 0.5), 0.0, to);
            let places: Vec<f64> = row.iter().flatten().map(|node| node.at.x).collect();
            assert!(!row[count - 1].is_empty(), "{count} by {every}");
            assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= width + GAP - 1e-9), "{places:?}");
            assert!(places.iter().all(|x| x + width <= to + 1e-9), "{places:?}");
        }
    }
}
