//! Rows of code and how they are set → nodes: panel and tab, grounds under whole lines, signs and numbers, words, each in
//! the steps in which it is in view.

use super::kind::Kind;
use super::listing::{Form, Mark};
use super::rows::{self, HANG, Row};
use super::{Broken, Laid, Listing, Over, SHORT, Set, TAB, style, view};
use crate::color::Color;
use crate::deck::Rich;
use crate::deck::theme::{CodeColors, Ground};
use crate::drawing::{Item, Role, Shape, Stroke};
use crate::geometry::{BezPath, Point, Rect, Size, Vec2};
use crate::layout::desk::{self, Desk, LongLine, rect, rounded};
use crate::layout::node::{Node, Stack};
use crate::text::{Inked, Paragraph, Style};

/// What is the same for all rows of a panel.
struct Frame {
    rows: Vec<Row>,
    /// Rows in view at a time.
    shown: usize,
    /// For each entry of `highlight` (or the one look, where there is none): the step at which it begins, and its first row.
    entries: Vec<(usize, usize)>,
    /// Which rows each entry lights; empty where nothing stands out.
    lit: Vec<Vec<std::ops::Range<usize>>>,
    width: f64,
    pitch: f64,
    size: f64,
    pad: Size,
    /// Top of the first row.
    top: f64,
    ground: Ground,
    colors: CodeColors,
}

impl Frame {
    fn is_lit(&self, entry: usize, row: usize) -> bool {
        self.lit.get(entry).is_none_or(|ranges| ranges.iter().any(|range| range.contains(&row)))
    }

    /// Where a row stands in an entry, from 0, if it is in view.
    fn slot(&self, entry: usize, row: usize) -> Option<usize> {
        let (_, start) = self.entries[entry];
        (start..start + self.shown).contains(&row).then(|| row - start)
    }

    fn y(&self, slot: usize) -> f64 {
        self.top + self.pitch * slot as f64
    }

    /// A node that is there from one entry to before another.
    fn between(&self, node: Node, from: usize, to: usize) -> Node {
        let until = self.entries.get(to).map(|(step, _)| *step);
        node.at_step(self.entries[from].0).until(until).of_build(self.first())
    }

    /// The step at which the second entry begins.
    fn first(&self) -> Option<usize> {
        self.entries.get(1).map(|(step, _)| *step)
    }

    /// Stretches of entries with the same first row.
    fn views(&self) -> Vec<(usize, usize)> {
        let mut out: Vec<(usize, usize)> = Vec::new();
        for (at, (_, start)) in self.entries.iter().enumerate() {
            match out.last_mut() {
                Some((from, to)) if self.entries[*from].1 == *start => *to = at + 1,
                _ => out.push((at, at + 1)),
            }
        }
        out
    }
}

impl Listing<'_> {
    /// The panel in `room`, whose width it takes; it is as high as its rows, or as `set` asks for.
    pub fn lay(&self, desk: &mut Desk, room: Size, set: &Set) -> Laid {
        let paper = desk.ground;
        let (ground, colors) = self.look(desk);
        desk.ground = ground;
        let (frame, over) = self.frame(desk, room, set, (ground, colors));
        let style = style(desk, set.size, set.rows);
        let tab = if set.tab { self.tab(desk, room.width) } else { None };
        let height = (frame.top + frame.pitch * frame.shown as f64 + frame.pad.height).max(set.height);
        let from = tab.as_ref().map_or(0.0, |_| TAB);
        let panel = Rect::new(0.0, from, room.width, height);
        let mut nodes = vec![Node::decoration(vec![rounded(panel, desk.theme.space.radius, ground.fill)])];
        nodes.extend(tab);
        // Each entry is a step, even where it changes nothing that is seen.
        let empty = |at| frame.between(Node::decoration(Vec::new()), at, frame.entries.len());
        let mut lines: Vec<Node> = (0..frame.entries.len()).map(empty).collect();
        lines.extend(self.grounds(&frame));
        lines.extend(bands(self, &frame, desk.theme.code.bar));
        lines.extend(self.signs_and_numbers(desk, &frame, &style));
        lines.push(self.words(desk, &frame, &style));
        // Code runs from the left on every slide.
        nodes.extend(lines.into_iter().map(|node| node.whole(room.width)));
        desk.ground = paper;
        let wide = over.line.map_or(0.0, |line| line.beyond as f64 * self.digit * frame.size);
        Laid { stack: Stack { nodes, size: Size::new(room.width + wide, height) }, over }
    }

    /// The ground of the panel, and the colors that read on it.
    fn look(&self, desk: &Desk) -> (Ground, CodeColors) {
        let code = &desk.theme.code;
        let (ground, colors) = match self.form {
            // A terminal is no listing: it is dark in every theme.
            Form::Console => (desk.theme.dark(desk.theme.colors.deep), &code.colors_on_dark),
            _ if desk.ground.dark => (desk.ground.on_panel(), &code.colors_on_dark),
            _ => (desk.ground.on_panel(), &code.colors),
        };
        (ground, colors.on(&desk.theme.panel_of_code(&ground)))
    }

    /// The file's name on a tab, for the place where the panel ends up.
    pub fn tab_alone(&self, desk: &mut Desk, most: f64, height: f64) -> Option<Stack> {
        let (paper, name) = (desk.ground, self.code.name.as_deref()?);
        desk.ground = self.look(desk).0;
        let tab = tab(desk, name, most, height);
        desk.ground = paper;
        Some(tab)
    }

    fn frame(&self, desk: &mut Desk, room: Size, set: &Set, (ground, colors): (Ground, CodeColors)) -> (Frame, Over) {
        let rows = self.rows(desk, room.width, set);
        let capacity = self.capacity(desk, room, set);
        let lit = self.lit(&rows);
        // Where every entry lights all, the view has nowhere to go.
        let fixed = lit.iter().all(|lit| view::is_whole(lit, rows.len()));
        let moves = rows.len() > capacity && !fixed && capacity > 0;
        let shown = if moves { capacity } else { rows.len() };
        let starts = if moves { view::starts(rows.len(), capacity, &lit) } else { vec![0; lit.len().max(1)] };
        let mut over = Over { line: self.long_line(desk, room.width, set), ..Over::default() };
        if moves {
            (over.unseen, over.hidden) = view::unseen(rows.len(), capacity, &starts, &lit);
            over.seen = rows.len() - over.unseen;
        } else {
            over.lines = rows.len().saturating_sub(capacity);
        }
        let long = rows::longest(&rows, &lit).filter(|it| it.len() > capacity);
        over.long =
            long.map(|it| Broken { number: self.code.first + rows[it.start].line, rows: it.len(), shown: capacity });
        // The first lines to be lit are so from the start, each press of Next goes on to the next.
        let step = |(at, start)| (if at == 0 { 0 } else { desk.reveal() }, start);
        let entries = starts.into_iter().enumerate().map(step).collect();
        let pad = self.pad(desk, room.width, set.dense);
        let tab = if set.tab && self.code.name.is_some() { TAB } else { 0.0 };
        let (pitch, size) = (set.pitch(desk), f64::from(set.size));
        let frame = Frame {
            rows,
            shown,
            entries,
            lit,
            width: room.width,
            pitch,
            size,
            pad,
            top: tab + pad.height,
            ground,
            colors,
        };
        (frame, over)
    }

    /// The line that reaches furthest beyond its room.
    fn long_line(&self, desk: &Desk, width: f64, set: &Set) -> Option<LongLine> {
        let room = self.room(desk, width, set.size, set.dense);
        let wide = self.measured.iter().enumerate().rev().max_by(|a, b| a.1.width.total_cmp(&b.1.width));
        let (at, wide) = wide.filter(|(_, it)| !self.code.wrap && it.width > room + 0.5 / f64::from(set.size))?;
        let characters = self.lines[at].text.chars().count();
        let beyond = (characters as f64 * (1.0 - room.max(0.0) / wide.width)).ceil() as usize;
        Some(LongLine { number: self.code.first + at, characters, beyond })
    }

    /// The file's name over the panel's far corner.
    fn tab(&self, desk: &mut Desk, width: f64) -> Option<Node> {
        let name = self.code.name.as_deref()?;
        let tab = tab(desk, name, width * 0.9, TAB);
        let x = width - tab.size.width;
        Some(Node::decoration(tab.at(Point::new(x, 0.0))))
    }

    /// What lies under lines that were added or removed.
    fn grounds(&self, frame: &Frame) -> Vec<Node> {
        let color = |row: &Row| match self.lines[row.line].mark {
            Mark::Added => Some(frame.colors.added_ground),
            Mark::Removed => Some(frame.colors.removed_ground),
            Mark::None => None,
        };
        let mut out = Vec::new();
        for (from, to) in frame.views() {
            let start = frame.entries[from].1;
            let colors: Vec<Option<Color>> = frame.rows[start..].iter().take(frame.shown).map(color).collect();
            let runs = stretches(colors.len(), |slot| colors[slot]);
            let filled = |(slots, color): (std::ops::Range<usize>, Option<Color>)| {
                Some(rect(Rect::new(0.0, frame.y(slots.start), frame.width, frame.y(slots.end)), color?))
            };
            let parts: Vec<Node> = runs.into_iter().filter_map(filled).collect();
            if !parts.is_empty() {
                out.push(frame.between(Node::decoration(parts), from, to));
            }
        }
        out
    }

    /// The sign of each row and the number of each line, right-aligned before them.
    fn signs_and_numbers(&self, desk: &mut Desk, frame: &Frame, style: &Style) -> Vec<Node> {
        let style = Style { color: frame.colors.comment, ..style.clone() };
        let (numbers, signs) = (self.numbers() * frame.size, self.signs() * frame.size);
        let mut out = Vec::new();
        for (from, to) in frame.views() {
            let start = frame.entries[from].1;
            let mut parts = Vec::new();
            for (slot, row) in frame.rows.iter().skip(start).take(frame.shown).enumerate() {
                // As high as the middle of small letters.
                let middle = frame.y(slot) + frame.pitch / 2.0 + frame.size * 0.06;
                let left = frame.pad.width + numbers;
                if row.goes_on() {
                    let x = left + signs + (row.indent - HANG) * frame.size;
                    parts.push(hook(Point::new(x, middle), frame.size, frame.colors.comment));
                    continue;
                }
                let (mark, colors) = (self.lines[row.line].mark, &frame.colors);
                let center = Point::new(left + 0.42 * frame.size, middle);
                match mark {
                    Mark::Added => parts.push(sign(center, frame.size, true, colors.added)),
                    Mark::Removed => parts.push(sign(center, frame.size, false, colors.removed)),
                    Mark::None => {}
                }
                if numbers > 0.0 {
                    let number = desk.shaper.words(&(self.code.first + row.line).to_string(), &style);
                    let x = left - super::BESIDE * frame.size - f64::from(number.width);
                    let runs =
                        number.lines.iter().flat_map(|line| line.runs.iter().map(move |run| (line.baseline, run)));
                    let set = |(baseline, run): (f32, &crate::text::Placing)| {
                        desk::set(&run.set, Point::new(x, frame.y(slot) + f64::from(baseline)), self.code.span)
                    };
                    parts.extend(runs.map(set));
                }
            }
            if !parts.is_empty() {
                out.push(frame.between(Node::decoration(parts), from, to));
            }
        }
        out
    }

    /// The words of all rows, each as it is in each entry: at its place, in full colors or quiet.
    fn words(&self, desk: &mut Desk, frame: &Frame, style: &Style) -> Node {
        let left = frame.pad.width + (self.numbers() + self.signs()) * frame.size;
        let full = self.shaped(desk, frame, style, &self.inks(frame));
        let quiet = (!frame.lit.is_empty() && self.count() <= SHORT).then(|| {
            let style = Style { color: frame.colors.comment, ..style.clone() };
            self.shaped(desk, frame, &style, &[])
        });
        let mut out = Vec::new();
        for (at, row) in frame.rows.iter().enumerate() {
            let look = |entry| frame.slot(entry, at).map(|slot| (slot, quiet.is_some() && !frame.is_lit(entry, at)));
            for (entries, look) in stretches(frame.entries.len(), look) {
                let Some((slot, dimmed)) = look else { continue };
                let words = quiet.as_ref().filter(|_| dimmed).unwrap_or(&full);
                let down = Vec2::new(left + row.indent * frame.size, frame.y(slot) - frame.pitch * at as f64);
                for (baseline, run) in
                    words.lines.get(at).into_iter().flat_map(|line| line.runs.iter().map(|run| (line.baseline, run)))
                {
                    let place = Point::new(f64::from(run.x), f64::from(baseline)) + down;
                    out.push(frame.between(desk::set(&run.set, place, self.code.span), entries.start, entries.end));
                }
            }
        }
        let text = self.code.text.trim_end_matches('\n');
        Node::branch(Role::Code(text.into()), Point::ZERO, self.code.span, out)
    }

    fn shaped(&self, desk: &mut Desk, frame: &Frame, style: &Style, inks: &[Inked]) -> Paragraph {
        let rows = frame.rows.iter().map(|row| &self.lines[row.line].text[row.range.clone()]);
        let joined = rows.collect::<Vec<_>>().join("\n");
        desk.shaper.inked(&Rich::plain(joined, self.code.span), style, inks)
    }

    /// The theme's colors for the words of all rows, which are joined with a byte between two.
    fn inks(&self, frame: &Frame) -> Vec<Inked> {
        let mut out = Vec::new();
        let mut start = 0;
        for row in &frame.rows {
            for (range, kind) in &self.lines[row.line].parts {
                let inside = range.start.max(row.range.start)..range.end.min(row.range.end);
                if !inside.is_empty() {
                    let moved = inside.start - row.range.start + start..inside.end - row.range.start + start;
                    let (color, weight) = ink(*kind, frame);
                    out.push(Inked { range: moved, color, weight });
                }
            }
            start += row.range.len() + 1;
        }
        out
    }
}

fn ink(kind: Kind, frame: &Frame) -> (Color, f32) {
    let colors = &frame.colors;
    match kind {
        Kind::Plain => (frame.ground.text, 400.0),
        Kind::Keyword => (colors.keyword, 400.0),
        Kind::String => (colors.string, 400.0),
        Kind::Number => (colors.number, 400.0),
        Kind::Comment => (colors.comment, 400.0),
        Kind::Function => (colors.function, 400.0),
        Kind::Type => (colors.types, 400.0),
        Kind::Prompt => (frame.ground.accent, 400.0),
        Kind::Command => (frame.ground.text, 700.0),
        Kind::Output => (frame.ground.mute, 400.0),
        Kind::Attention => (colors.attention, 400.0),
    }
}

/// Ranges of neighbors with the same look.
fn stretches<T: PartialEq>(count: usize, look: impl Fn(usize) -> T) -> Vec<(std::ops::Range<usize>, T)> {
    let mut out: Vec<(std::ops::Range<usize>, T)> = Vec::new();
    for at in 0..count {
        let this = look(at);
        match out.last_mut() {
            Some((range, last)) if *last == this => range.end = at + 1,
            _ => out.push((at..at + 1, this)),
        }
    }
    out
}

/// The ground and the bar of what each entry lights; where all is lit, nothing stands out.
fn bands(listing: &Listing, frame: &Frame, bar: f64) -> Vec<Node> {
    let mut out = Vec::new();
    for entry in 0..frame.lit.len() {
        if (0..frame.rows.len()).all(|row| frame.is_lit(entry, row)) {
            continue;
        }
        let start = frame.entries[entry].1;
        let shown = frame.shown.min(frame.rows.len() - start);
        let look = |slot: usize| {
            let row = start + slot;
            (frame.is_lit(entry, row), listing.lines[frame.rows[row].line].mark == Mark::None)
        };
        let mut parts = Vec::new();
        for (slots, (lit, plain)) in stretches(shown, look) {
            let band = Rect::new(0.0, frame.y(slots.start), frame.width, frame.y(slots.end));
            if lit && plain {
                parts.push(rect(band, frame.colors.lit_ground));
            }
            if lit {
                parts.push(rect(Rect { x1: bar, ..band }, frame.ground.accent));
            }
        }
        if !parts.is_empty() {
            out.push(frame.between(Node::decoration(parts), entry, entry + 1));
        }
    }
    out
}

/// A tab of a panel, `height` points over it, with a file's name; a name that is too long is shortened at its front.
fn tab(desk: &mut Desk, name: &str, most: f64, height: f64) -> Stack {
    let entry = &desk.theme.scale.code;
    let style = Style { color: desk.ground.text, ..style(desk, entry.smallest().max(14.0), 1) };
    let mut shown = name.to_owned();
    let mut words = desk.shaper.words(&shown, &style);
    while f64::from(words.width) + 28.0 > most && shown.chars().count() > 4 {
        shown = format!("…{}", shown.chars().skip(3).collect::<String>());
        words = desk.shaper.words(&shown, &style);
    }
    let width = f64::from(words.width) + 28.0;
    // Its lower corners lie under the panel's upper edge.
    let radius = desk.theme.space.radius.min(height / 2.0);
    let ground = rounded(Rect::new(0.0, 0.0, width, height + 2.0 * radius), radius, desk.ground.fill);
    let top = (height - f64::from(words.height)) / 2.0 + 2.0;
    let runs = words.lines.iter().flat_map(|line| line.runs.iter().map(|run| (line.baseline, run)));
    let set = |(baseline, run): (f32, &crate::text::Placing)| {
        desk::set(&run.set, Point::new(14.0 + f64::from(run.x), top + f64::from(baseline)), desk.slide.span)
    };
    let mut nodes = vec![ground];
    nodes.extend(runs.map(set));
    Stack { nodes, size: Size::new(width, height) }
}

/// Plus or minus, as shapes: they are no part of the code.
fn sign(center: Point, size: f64, plus: bool, color: Color) -> Node {
    let (long, thick) = (size * 0.5, size * 0.11);
    let mut parts = vec![rect(Rect::from_center_size(center, Size::new(long, thick)), color)];
    if plus {
        parts.push(rect(Rect::from_center_size(center, Size::new(thick, long)), color));
    }
    Node::decoration(parts)
}

/// The mark before the rest of a line that is broken.
fn hook(at: Point, size: f64, color: Color) -> Node {
    let mut path = BezPath::new();
    let point = |x: f64, y: f64| at + Vec2::new(x, y) * size;
    path.move_to(point(0.15, -0.38));
    path.line_to(point(0.15, 0.05));
    path.line_to(point(0.85, 0.05));
    path.move_to(point(0.62, -0.15));
    path.line_to(point(0.85, 0.05));
    path.line_to(point(0.62, 0.25));
    let stroke = Stroke::round(size * 0.075, color);
    let shape = Shape { path, fill: None, stroke: Some(stroke) };
    Node::leaf(Point::ZERO, Item::Shape(std::sync::Arc::new(shape)), crate::diagnostic::Span::default())
}
