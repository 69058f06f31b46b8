//! Columns → regions side by side: headings in one band, what stands beside each other on the same lines.

use super::{LEAST_FIGURE, Rules, check_left, down, gap, ledger, measured, shared, stepped};
use crate::deck::Reveal;
use crate::deck::part::{Axis, which};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::{Desk, Misfit, rect};
use crate::layout::node::{Node, Stack};
use crate::layout::parts::headings::headings;
use crate::layout::parts::pieces::{Column, Kind, Piece};

impl Rules<'_> {
    /// Columns in `room`: those without a share have what the others leave, in equal parts.
    pub fn beside(&self, desk: &mut Desk, columns: &[Column], room: Size) -> Stack {
        let gap = desk.between(columns.len());
        let widths = widths(columns, room.width - gap * (columns.len() as f64 - 1.0));
        let called = |at: usize| {
            let place = columns[at].place;
            let which = which(Axis::Across, place.unwrap_or(at), columns.len(), desk.mirrored());
            // Words and figure are no columns to their author.
            format!("the {which} {}", if place.is_some() { "side" } else { "column" })
        };
        let rules: Vec<Rules> = (0..columns.len()).map(|at| self.inside(&called(at))).collect();
        let over_words = columns.iter().flat_map(|it| &it.pieces).any(Piece::is_words).then_some(self.rung.size);
        let heads = headings(desk, &columns.iter().map(|it| it.heading).collect::<Vec<_>>(), &widths, over_words);
        let band = band(desk, columns, &heads);
        let left = room.height - band.height;
        let one = columns.iter().all(|it| it.pieces.len() == 1);
        let rules: Vec<Rules> = rules.into_iter().map(|rules| Rules { alone: one, ..rules }).collect();
        let bodies = if let Some(both) = ledger::beside(desk, columns, &widths, left, &rules) {
            let steps: Vec<_> = columns.iter().zip(&rules).map(|(column, rules)| step(desk, column, rules)).collect();
            both.into_iter().zip(steps).collect()
        } else if aligned(columns) {
            on_lines(desk, columns, &widths, left, &rules)
        } else {
            each_for_itself(desk, columns, &widths, left, &rules)
        };
        let mut out = Stack { nodes: Vec::new(), size: Size::new(room.width, 0.0) };
        let all = heads.into_iter().zip(bodies).zip(columns).enumerate();
        for (at, ((head, (body, step)), column)) in all {
            let place = seat(columns, at);
            let before: f64 =
                (0..columns.len()).filter(|other| seat(columns, *other) < place).map(|it| widths[it] + gap).sum();
            let mut nodes = Vec::new();
            if band.rule > 0.0 {
                nodes
                    .push(Node::decoration(vec![rect(Rect::new(0.0, 0.0, widths[at], band.rule), desk.ground.strong)]));
            }
            nodes.extend(head.at(Point::new(0.0, band.words)));
            out.size.height = out.size.height.max(band.height + body.size.height);
            nodes.extend(body.at(Point::new(0.0, band.height)));
            let node = Node::branch(Role::Section, Point::new(before, 0.0), column.span, nodes);
            out.nodes.push(node.at_step(column.when.step.or(step).unwrap_or(0)).until(column.when.until));
        }
        out
    }
}

/// Where a column stands.
fn seat(columns: &[Column], at: usize) -> usize {
    columns[at].place.unwrap_or(at)
}

fn widths(columns: &[Column], room: f64) -> Vec<f64> {
    let said: f64 = columns.iter().filter_map(|column| column.share).sum();
    let open = columns.iter().filter(|column| column.share.is_none()).count();
    let each = (1.0 - said) / open.max(1) as f64;
    columns.iter().map(|column| room * column.share.unwrap_or(each)).collect()
}

/// What stands over the columns: a rule, if the theme has one, and a band as high as the tallest heading.
struct Band {
    rule: f64,
    /// Where the headings begin, and where the columns do.
    words: f64,
    height: f64,
}

fn band(desk: &Desk, columns: &[Column], heads: &[Stack]) -> Band {
    let look = &desk.theme.columns;
    let tallest = heads.iter().map(|head| head.size.height).fold(0.0, f64::max);
    // A panel or a picture marks its column's edge by itself.
    let words = |column: &Column| matches!(column.pieces.first().map(|it| &it.kind), Some(Kind::Words(_)));
    let ruled = look.rule > 0.0 && (tallest > 0.0 || columns.iter().all(words));
    let rule = if ruled { look.rule } else { 0.0 };
    let words = if ruled { look.rule + look.rule_gap } else { 0.0 };
    let gap = if tallest > 0.0 { look.heading_gap } else { 0.0 };
    Band { rule, words, height: words + tallest + gap }
}

/// Whether the columns hold as many pieces each, so that each piece has neighbours.
fn aligned(columns: &[Column]) -> bool {
    let regions = |it: &Piece| matches!(it.kind, Kind::Columns(_) | Kind::Row(_));
    let count = columns.first().map_or(0, |column| column.pieces.len());
    count > 0 && columns.iter().all(|column| column.pieces.len() == count && !column.pieces.iter().any(regions))
}

/// The step of a column that appears as such.
fn step(desk: &mut Desk, column: &Column, rules: &Rules) -> Option<usize> {
    let own = desk.slide.reveal == Reveal::Columns && rules.depth == 1 && column.when.step.is_none();
    own.then(|| desk.reveal())
}

/// Notes what has no room in its column.
fn check(desk: &mut Desk, laid: &Stack, room: Size, rules: &Rules) {
    let over = Size::new(laid.size.width - room.width, laid.size.height - room.height);
    let told = desk.misfits.iter().any(|it| it.part.ends_with(rules.name.as_str()));
    if (over.width > 1.0 || over.height > 0.5) && !told {
        let line = desk.long_line;
        desk.misfits.push(Misfit { part: rules.name.clone(), over, line });
    }
}

fn each_for_itself(
    desk: &mut Desk,
    columns: &[Column],
    widths: &[f64],
    height: f64,
    rules: &[Rules],
) -> Vec<(Stack, Option<usize>)> {
    let mut out = Vec::new();
    for ((column, width), rules) in columns.iter().zip(widths).zip(rules) {
        let room = Size::new(*width, height);
        let step = step(desk, column, rules);
        let others = desk.long_line.take();
        let laid = down(desk, &column.pieces, room, rules);
        check(desk, &laid, room, rules);
        desk.long_line = others.or(desk.long_line);
        out.push((laid, step));
    }
    out
}

/// Columns whose first, second … pieces begin on one line each. Figures beside each other end on one line, panels are as
/// high as the tallest of them.
fn on_lines(
    desk: &mut Desk,
    columns: &[Column],
    widths: &[f64],
    height: f64,
    rules: &[Rules],
) -> Vec<(Stack, Option<usize>)> {
    let levels = levels(desk, columns, widths, height, rules);
    let mut out: Vec<(Stack, Option<usize>)> = Vec::new();
    for ((column, width), rules) in columns.iter().zip(widths).zip(rules) {
        let step = step(desk, column, rules);
        let others = desk.long_line.take();
        let mut stack = Stack::default();
        let mut top = 0.0;
        for (at, (piece, level)) in column.pieces.iter().zip(&levels).enumerate() {
            let room = Size::new(*width, level.height);
            let laid = stepped(desk, piece, room, rules, at == 0, level.panel);
            let down = if level.sinks && piece.is_figure() { (level.height - laid.size.height).max(0.0) } else { 0.0 };
            let size = Size::new(laid.size.width, laid.size.height + down);
            stack.size = Size::new(stack.size.width.max(size.width), top + size.height);
            stack.nodes.extend(laid.at(Point::new(0.0, top + down)));
            top += level.height + level.gap;
        }
        check(desk, &stack, Size::new(*width, height), rules);
        desk.long_line = others.or(desk.long_line);
        out.push((stack, step));
    }
    out
}

/// Pieces of several columns that stand beside each other.
struct Level {
    height: f64,
    /// Of the panels, if all are panels.
    panel: f64,
    /// Whether figures stand on its lower line.
    sinks: bool,
    /// To the next one.
    gap: f64,
}

fn levels(desk: &mut Desk, columns: &[Column], widths: &[f64], height: f64, rules: &[Rules]) -> Vec<Level> {
    let count = columns.first().map_or(0, |column| column.pieces.len());
    let at_level = |at: usize| columns.iter().map(move |column| &column.pieces[at]);
    let mut out = Vec::new();
    for at in 0..count {
        let fixed = at_level(at).zip(widths).zip(rules).filter(|((piece, _), _)| !piece.is_flexible());
        let room = |width: f64| Size::new(width, height);
        let tallest =
            fixed.map(|((piece, width), rules)| measured(desk, piece, room(*width), rules)).fold(0.0, f64::max);
        let panels = at_level(at).all(|piece| matches!(piece.kind, Kind::Code(_)));
        let gap = columns.iter().zip(rules).map(|(column, rules)| gap(desk, &column.pieces, at + 1, rules));
        let gap = if at + 1 < count { gap.fold(0.0, f64::max) } else { 0.0 };
        out.push(Level { height: tallest, panel: if panels { tallest } else { 0.0 }, sinks: false, gap });
    }
    share_rest(desk, columns, widths, height, rules, &mut out);
    out
}

/// Gives the levels that have figures what the others leave, and no more than the figures need.
fn share_rest(desk: &mut Desk, columns: &[Column], widths: &[f64], height: f64, rules: &[Rules], levels: &mut [Level]) {
    let flexible = |at: usize| columns.iter().any(|column| column.pieces[at].is_flexible());
    let open: Vec<usize> = (0..levels.len()).filter(|at| flexible(*at)).collect();
    if open.is_empty() {
        return;
    }
    let gaps: f64 = levels.iter().map(|level| level.gap).sum();
    let fixed: f64 = (0..levels.len()).filter(|at| !open.contains(at)).map(|at| levels[at].height).sum();
    let left = height - gaps - fixed;
    // How high the figures of each level would be with all the room.
    let needs: Vec<f64> = open.iter().map(|at| tallest(desk, columns, widths, height, rules, *at)).collect();
    check_left(desk, height, left, &needs, "what stands over and under the figures");
    let given = shared(left.max(height * LEAST_FIGURE), &needs);
    for (at, height) in open.into_iter().zip(given) {
        let most = height.max(levels[at].height);
        let figures = columns.iter().filter(|column| column.pieces[at].is_flexible()).count();
        levels[at].height = levels[at].height.max(tallest(desk, columns, widths, most, rules, at));
        levels[at].sinks = figures > 1;
    }
}

/// The height of the tallest figure of a level in a room so high.
fn tallest(desk: &mut Desk, columns: &[Column], widths: &[f64], height: f64, rules: &[Rules], at: usize) -> f64 {
    let flexible = columns.iter().zip(widths).zip(rules).filter(|((column, _), _)| column.pieces[at].is_flexible());
    let high =
        flexible.map(|((column, width), rules)| measured(desk, &column.pieces[at], Size::new(*width, height), rules));
    high.fold(0.0, f64::max)
}
