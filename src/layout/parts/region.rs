//! Pieces → a stack in a width and a height, at one rung: what is fixed takes its height, figures share what is left.

mod columns;
mod ledger;

use super::headings::headings;
use super::pieces::{Column, Kind, Piece, pieces};
use crate::deck::part::{Axis, Content, Region};
use crate::deck::placing::When;
use crate::deck::theme::TypeStyle;
use crate::deck::{Block, Reveal};
use crate::drawing::Role;
use crate::geometry::{Point, Size};
use crate::layout::blocks::{self, measure};
use crate::layout::desk::{Desk, Misfit};
use crate::layout::fit::{COMFORTABLE, Rung};
use crate::layout::grid;
use crate::layout::heads;
use crate::layout::node::Stack;
use crate::layout::setting::Setting;
use crate::layout::slides::{chart, numbers, quote};

/// The least share of its region's height that a figure has before words get smaller.
const FIGURE: f64 = 0.45;
/// What it has at least where nothing fits, so that it is seen at all.
const LEAST_FIGURE: f64 = 0.24;
/// Of its region's height that numbers take at most.
const NUMBERS: f64 = 0.62;

/// What all pieces of a slide are laid out by.
#[derive(Clone)]
pub(super) struct Rules<'a> {
    pub entry: &'a TypeStyle,
    pub rung: Rung,
    /// The region that it is, in what is told of it; empty for the slide.
    pub name: String,
    /// Whether it is one of several columns.
    pub narrow: bool,
    /// How many columns or rows it is inside of.
    pub depth: usize,
    /// Whether the piece has its region for itself.
    pub alone: bool,
}

impl Rules<'_> {
    pub fn setting(&self, desk: &Desk) -> Setting {
        Setting::new(desk, self.entry, self.rung)
    }

    /// The same inside a region with that name.
    pub fn inside(&self, name: &str) -> Self {
        let name = if self.name.is_empty() { name.to_owned() } else { format!("{name} of {}", self.name) };
        Self { name, narrow: true, depth: self.depth + 1, ..self.clone() }
    }
}

/// Pieces under each other in `room`.
pub(super) fn down(desk: &mut Desk, pieces: &[Piece], room: Size, rules: &Rules) -> Stack {
    let rules = &Rules { alone: pieces.len() == 1, ..rules.clone() };
    let heights = heights(desk, pieces, room, rules);
    let mut laid = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let own = Size::new(room.width, heights.get(at).copied().flatten().unwrap_or(room.height));
        laid.push(stepped(desk, piece, own, rules, at == 0, 0.0));
    }
    let mut standing: Vec<(usize, &Piece)> = pieces.iter().enumerate().collect();
    standing.sort_by_key(|(_, piece)| piece.place);
    let order: Vec<Piece> = standing.iter().map(|(_, piece)| (*piece).clone()).collect();
    let (mut tops, mut end, mut width) = (vec![0.0; pieces.len()], 0.0, 0.0_f64);
    for (place, (at, _)) in standing.into_iter().enumerate() {
        tops[at] = end + gap(desk, &order, place, rules);
        end = tops[at] + laid[at].size.height;
        width = width.max(laid[at].size.width);
    }
    // They are read as they are written.
    let nodes = laid.into_iter().zip(tops).flat_map(|(stack, top)| stack.at(Point::new(0.0, top))).collect();
    Stack { nodes, size: Size::new(width, end) }
}

/// The height that each flexible piece has; `None` for what takes its own. Where they have too little, that is noted.
fn heights(desk: &mut Desk, pieces: &[Piece], room: Size, rules: &Rules) -> Vec<Option<f64>> {
    let flexible: Vec<usize> = (0..pieces.len()).filter(|at| pieces[*at].is_flexible()).collect();
    if flexible.is_empty() {
        return Vec::new();
    }
    let mut taken = (1..pieces.len()).map(|at| gap(desk, pieces, at, rules)).sum::<f64>();
    let said: f64 = flexible.iter().filter_map(|at| pieces[*at].share).sum();
    for piece in pieces.iter().filter(|piece| !piece.is_flexible()) {
        taken += measured(desk, piece, room, rules);
    }
    let left = room.height * (1.0 - said) - taken;
    let open: Vec<usize> = flexible.iter().copied().filter(|at| pieces[*at].share.is_none()).collect();
    let needs: Vec<f64> = open.iter().map(|at| measured(desk, &pieces[*at], room, rules)).collect();
    check_left(desk, room.height * (1.0 - said), left, &needs, &rules.name);
    let given = shared(left.max(LEAST_FIGURE * room.height), &needs);
    let mut out = vec![None; pieces.len()];
    flexible.iter().for_each(|at| out[*at] = pieces[*at].share.map(|share| share * room.height));
    open.iter().zip(given).for_each(|(at, height)| out[*at] = Some(height));
    out
}

/// Notes it where figures have less than their part of a region's height: what they need, or most of a half.
fn check_left(desk: &mut Desk, height: f64, left: f64, needs: &[f64], name: &str) {
    let wanted = if needs.is_empty() { 0.0 } else { needs.iter().sum::<f64>().min(FIGURE * height) };
    if wanted - left > 1.0 && height.is_finite() {
        let part = if name.is_empty() { "what stands over and under the figure".to_owned() } else { name.to_owned() };
        desk.misfits.push(Misfit { part, over: Size::new(0.0, wanted - left), line: None });
    }
}

/// A height shared in equal parts, of which none has more than it needs.
fn shared(height: f64, needs: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..needs.len()).collect();
    order.sort_by(|a, b| needs[*a].total_cmp(&needs[*b]));
    let (mut out, mut left) = (vec![0.0; needs.len()], height);
    for (at, index) in order.into_iter().enumerate() {
        out[index] = needs[index].min(left / (needs.len() - at) as f64);
        left -= out[index];
    }
    out
}

/// The height of a piece that takes its own; no step is handed out.
pub(super) fn measured(desk: &mut Desk, piece: &Piece, room: Size, rules: &Rules) -> f64 {
    // A chart fills whatever room it has.
    if matches!(piece.kind, Kind::Chart(_)) {
        return room.height;
    }
    let (misfits, line) = (desk.misfits.len(), desk.long_line);
    let faults = desk.faults.clone();
    let height = desk.drafted(|desk| laid(desk, piece, room, rules, 0.0)).size.height;
    desk.long_line = line;
    desk.misfits.truncate(misfits);
    desk.faults = faults;
    height
}

/// From the piece before to this one.
fn gap(desk: &Desk, pieces: &[Piece], at: usize, rules: &Rules) -> f64 {
    let Some(before) = at.checked_sub(1).and_then(|at| pieces.get(at)) else { return 0.0 };
    let look = &desk.theme.columns;
    let regions = |it: &Piece| matches!(it.kind, Kind::Columns(_) | Kind::Row(_));
    let words = |it: &Piece| matches!(it.kind, Kind::Words(_));
    if regions(before) || pieces.get(at).is_some_and(regions) {
        look.row_gap
    } else if words(before) && pieces.get(at).is_some_and(words) {
        rules.setting(desk).gap
    } else {
        look.part_gap
    }
}

/// A piece with the steps at which it appears and goes. `least` is the height of its panel, if it has one.
fn stepped(desk: &mut Desk, piece: &Piece, room: Size, rules: &Rules, first: bool, least: f64) -> Stack {
    let revealed = match (&piece.kind, desk.slide.reveal) {
        // Words and pictures reveal what is in them, columns what they hold.
        (Kind::Code(_) | Kind::Table(_) | Kind::Quote { .. }, Reveal::Items) => !first,
        (Kind::Code(_) | Kind::Table(_) | Kind::Quote { .. }, Reveal::Blocks) => true,
        _ => false,
    };
    let step = if revealed && piece.when.step.is_none() { Some(desk.reveal()) } else { piece.when.step };
    let laid = laid(desk, piece, room, rules, least);
    laid.timed(When { step, ..piece.when })
}

fn laid(desk: &mut Desk, piece: &Piece, room: Size, rules: &Rules, least: f64) -> Stack {
    match &piece.kind {
        Kind::Words(words) => self::words(desk, words, room, rules),
        Kind::Code(code) => {
            let setting = Setting { panel: least, ..rules.setting(desk) };
            blocks::stack(desk, std::slice::from_ref(*code), &setting, room.width)
        }
        Kind::Table(table) => {
            let setting = rules.setting(desk);
            blocks::stack(desk, std::slice::from_ref(*table), &setting, room.width)
        }
        Kind::Pictures(pictures) => grid::pictures(desk, pictures, room),
        Kind::Chart(chart) => chart::marks(desk, chart, room),
        Kind::Numbers(figures) => {
            let share = if rules.alone { 1.0 } else { NUMBERS };
            let most = if room.height.is_finite() { room.height * share } else { desk.size.height * 0.3 };
            numbers::alone(desk, &rules.name, figures, Size::new(room.width, most))
        }
        Kind::Quote { quote, by, work } => {
            let setting = rules.setting(desk);
            let said = Block::Quote(vec![Block::Paragraph(quote::marked(quote))]);
            let mut out = blocks::stack(desk, &[said], &setting, room.width);
            let who = quote::attribution(desk, *by, *work, room.width - setting.indent);
            let size = Size::new(who.size.width + setting.indent, who.size.height);
            out.below(Stack { nodes: who.at(Point::new(setting.indent, 0.0)), size }, setting.gap);
            out
        }
        Kind::Columns(regions) => {
            let columns: Vec<Column> = regions.iter().map(Column::of).collect();
            rules.beside(desk, &columns, room)
        }
        Kind::Row(row) => self::row(desk, row, room, rules),
    }
}

/// Running words in lines that are not too long, and begin where the language does.
fn words(desk: &mut Desk, words: &[Block], room: Size, rules: &Rules) -> Stack {
    let setting = rules.setting(desk);
    let has_items = words.iter().any(|block| matches!(block, Block::List { .. }));
    let reveal = match desk.slide.reveal {
        Reveal::Items if !has_items && rules.depth > 0 => Reveal::Blocks,
        Reveal::Columns => Reveal::None,
        reveal => reveal,
    };
    // In a column a list is told by its marks, in every theme.
    let nested = rules.narrow || words.iter().any(|block| matches!(block, Block::Paragraph(_)));
    let setting = Setting { nested, picture_height: room.height.min(desk.size.height), ..setting.revealing(reveal) };
    let space = &desk.theme.space;
    let letters = if rules.rung.size <= COMFORTABLE { space.dense_measure } else { space.measure };
    let width = if rules.narrow { room.width } else { room.width.min(measure(&setting.style, letters)) };
    let out = blocks::stack(desk, words, &setting, width);
    let free = if !desk.mirrored() && blocks::reads_from_right(words) { room.width - width } else { 0.0 };
    Stack { size: Size::new(out.size.width + free, out.size.height), nodes: out.at(Point::new(free, 0.0)) }
}

/// A row: its heading, and under it its parts or columns beside each other.
fn row(desk: &mut Desk, row: &Region, room: Size, rules: &Rules) -> Stack {
    let step =
        (desk.slide.reveal == Reveal::Columns && rules.depth == 0 && row.when.step.is_none()).then(|| desk.reveal());
    let mut out = Stack::default();
    if let Some(heading) = &row.heading {
        let over_words = pieces(&row.parts).iter().any(Piece::is_words).then_some(rules.rung.size);
        let head = headings(desk, &[Some(heading)], &[room.width], over_words).remove(0);
        out.below(head, 0.0);
    }
    let gap = if out.nodes.is_empty() { 0.0 } else { desk.theme.columns.heading_gap };
    let left = Size::new(room.width, room.height - out.size.height - gap);
    let inside = Rules { depth: rules.depth + 1, ..rules.clone() };
    let laid = match row.parts.as_slice() {
        [part] if matches!(part.content, Content::Regions(Axis::Across, _)) => {
            down(desk, &pieces(&row.parts), left, &inside)
        }
        [_] => down(desk, &pieces(&row.parts), left, &inside),
        parts => {
            let columns: Vec<Column> = parts.iter().map(Column::alone).collect();
            inside.beside(desk, &columns, left)
        }
    };
    heads::below(&mut out, laid, gap);
    let out = out.grouped(Role::Section, row.span);
    out.timed(When { step, until: None })
}
