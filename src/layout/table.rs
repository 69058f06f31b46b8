//! A table's cells → columns as wide as their words want, rows under a header rule.

use super::desk::{Desk, rect};
use super::fit::COMFORTABLE;
use super::node::{self, Node, Stack};
use super::setting::Setting;
use crate::deck::{Align, Rich, Table};
use crate::diagnostic::Span;
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::text::{Style, TextAlign, Wrap};

pub(super) fn table(desk: &mut Desk, table: &Table, setting: &Setting, width: f64) -> Stack {
    let (head, wishes) = heads(desk, table, setting, width);
    let widths = column_widths(desk, setting, wishes, width);
    let total: f64 = widths.iter().sum();
    let look = &desk.theme.tables;
    let columns = Columns { widths: &widths, pad: setting.pad };
    let mut out = Stack::default();
    if table.head.iter().any(|cell| !cell.runs.is_empty()) {
        let cells = row(desk, &table.head, table, &head, &columns, [Role::HeaderCell, Role::HeaderCell]);
        let bottom = cells.size.height;
        out.below(cells, 0.0);
        let rule = Rect::new(0.0, bottom, total, bottom + look.head_rule);
        out.nodes.push(Node::decoration(vec![rect(rule, desk.ground.strong)]));
        out.size.height += look.head_rule;
    }
    let first = if names_rows(table) { Role::HeaderCell } else { Role::Cell };
    for (at, cells) in table.rows.iter().enumerate() {
        let cells = row(desk, cells, table, &setting.style, &columns, [first.clone(), Role::Cell]);
        let (top, bottom) = (out.size.height, out.size.height + cells.size.height);
        if look.zebra && at % 2 == 1 {
            out.nodes.push(Node::decoration(vec![rect(Rect::new(0.0, top, total, bottom), desk.ground.panel)]));
        }
        out.below(cells, 0.0);
        let rule = Rect::new(0.0, bottom, total, bottom + look.rule);
        out.nodes.push(Node::decoration(vec![rect(rule, desk.ground.line)]));
    }
    // A formula is not broken: it may be wider than its column.
    out.size.width = out.size.width.max(total);
    out.grouped(Role::Table, Span::default())
}

/// Whether the first column says what each row is about: names, each of them once, beside other columns.
fn names_rows(table: &Table) -> bool {
    let names: Vec<String> = table.rows.iter().map(|row| row.first().map(Rich::text).unwrap_or_default()).collect();
    let is_name = |name: &String| {
        let name = name.trim();
        name.chars().any(char::is_alphabetic) && name.chars().count() <= LONGEST_NAME
    };
    let once = names.iter().enumerate().all(|(at, name)| !names[..at].contains(name));
    table.head.len() > 1 && !names.is_empty() && once && names.iter().all(is_name)
}

/// Letters of what can name a row.
const LONGEST_NAME: usize = 40;

/// The words that name columns may be smaller than those in them before they are torn, where these have come to this size, in
/// points; so much of it.
const SMALL: f32 = 18.0;
const SMALLER: [f32; 3] = [1.0, 0.89, 0.78];

/// The style of the heads, and what the columns wish with it.
fn heads(desk: &mut Desk, table: &Table, setting: &Setting, width: f64) -> (Style, Wishes) {
    let style = Style { weight: 700.0, color: desk.ground.strong, wrap: Wrap::Balanced, ..setting.style.clone() };
    let shares: &[f32] = if style.size <= SMALL { &SMALLER } else { &SMALLER[..1] };
    let mut last = None;
    for share in shares {
        let head = Style { size: style.size * share, ..style.clone() };
        let wishes = wishes(desk, table, setting, &head);
        let whole = wishes.needs.iter().sum::<f64>() <= width;
        last = Some((head, wishes));
        if whole {
            break;
        }
    }
    last.unwrap_or_else(|| (style.clone(), Wishes::default()))
}

/// How wide each column would be with each cell on one line, and with its longest word whole.
#[derive(Default)]
struct Wishes {
    wants: Vec<f64>,
    needs: Vec<f64>,
}

fn wishes(desk: &mut Desk, table: &Table, setting: &Setting, head: &Style) -> Wishes {
    let columns = table.head.len().max(1);
    let pad = setting.pad;
    let (mut wants, mut needs) = (vec![0.0_f64; columns], vec![0.0_f64; columns]);
    let rows = std::iter::once((&table.head, head)).chain(table.rows.iter().map(|row| (row, &setting.style)));
    for (cells, style) in rows {
        for ((want, need), cell) in wants.iter_mut().zip(&mut needs).zip(cells) {
            let paragraph = desk.shaper.paragraph(cell, style, f32::MAX);
            *want = want.max(f64::from(paragraph.width) + 2.0 * pad.0 + 1.0);
            *need = need.max(f64::from(paragraph.longest_word) + 2.0 * pad.0 + 1.0);
        }
    }
    Wishes { wants, needs }
}

/// Each column gets what its longest cell wants; where that is too much, the wide ones give way in proportion, but
/// none so far that a word is torn if the others can spare the room.
fn column_widths(desk: &mut Desk, setting: &Setting, Wishes { wants, needs }: Wishes, width: f64) -> Vec<f64> {
    let columns = wants.len().max(1);
    let total: f64 = wants.iter().sum();
    // Cells that stand on one line each where the type is a little smaller are not broken.
    let size = setting.style.size;
    desk.torn |= total > width && size > COMFORTABLE && total * f64::from(COMFORTABLE / size) <= width;
    if total <= width {
        // A little air for each, but a small table stays small.
        let spare = ((width - total) / columns as f64).min(36.0);
        return wants.into_iter().map(|want| want + spare).collect();
    }
    whole_words(&wants, &needs, width)
}

/// Columns in a width that is too little for what they want: each keeps the word that it needs, if all of them can.
fn whole_words(wants: &[f64], needs: &[f64], width: f64) -> Vec<f64> {
    let widths = fair(wants, width);
    if widths.iter().zip(needs).all(|(width, need)| width >= need) {
        return widths;
    }
    let (needed, wanted): (f64, f64) = (needs.iter().sum(), wants.iter().sum());
    if needed > width {
        return fair(needs, width);
    }
    let share = (width - needed) / (wanted - needed).max(1.0);
    needs.iter().zip(wants).map(|(need, want)| need + (want - need) * share).collect()
}

/// What is wished where it is little; the columns that wish for more than an equal part share the rest.
fn fair(wants: &[f64], width: f64) -> Vec<f64> {
    let fair = width / wants.len() as f64;
    let over: f64 = wants.iter().map(|want| (want - fair).max(0.0)).sum();
    let spare: f64 = wants.iter().map(|want| (fair - want).max(0.0)).sum();
    let share = |want: &f64| if *want > fair { fair + (want - fair) / over * spare } else { *want };
    wants.iter().map(share).collect()
}

/// Where a table's columns stand.
struct Columns<'a> {
    widths: &'a [f64],
    /// Beside words, and over and under them.
    pad: (f64, f64),
}

/// A row, its first cell and the others by their roles, its words the pad away from the edges of their columns.
fn row(desk: &mut Desk, cells: &[Rich], table: &Table, style: &Style, columns: &Columns, roles: [Role; 2]) -> Stack {
    let Columns { widths, pad } = *columns;
    let mut laid = Vec::new();
    for (column, width) in widths.iter().enumerate() {
        let empty = Rich::default();
        let cell = cells.get(column).unwrap_or(&empty);
        let align = match table.align.get(column).copied().unwrap_or_default() {
            Align::Start => TextAlign::Start,
            Align::Center => TextAlign::Center,
            Align::End => TextAlign::End,
        };
        let style = Style { align, ..style.clone() };
        let words = desk.text(cell, &style, width - 2.0 * pad.0, Role::Paragraph);
        laid.push((words, cell.span));
    }
    // A formula may make one cell's first line higher: the others stand on the same line.
    let baseline = |words: &Stack| node::first_baseline(&words.nodes);
    let lowest = laid.iter().filter_map(|(words, _)| baseline(words)).fold(0.0, f64::max);
    let (mut x, mut height, mut over) = (0.0, 0.0_f64, 0.0_f64);
    let mut nodes = Vec::new();
    for (column, ((words, span), width)) in laid.into_iter().zip(widths).enumerate() {
        let down = pad.1 + baseline(&words).map_or(0.0, |own| lowest - own);
        height = height.max(down + words.size.height + pad.1);
        over = over.max(words.size.width + 2.0 * pad.0 - width);
        nodes.push(Node::branch(roles[column.min(1)].clone(), Point::new(x + pad.0, down), span, words.nodes));
        x += width;
    }
    Stack { nodes, size: Size::new(x + over, height) }.grouped(Role::Row, Span::default())
}

#[cfg(test)]
mod tests {
    use super::whole_words;

    #[test]
    fn columns_give_room_to_the_longest_word_of_others() {
        let widths = whole_words(&[160.0, 160.0, 160.0], &[160.0, 40.0, 60.0], 300.0);
        assert!((widths[0] - 160.0).abs() < 0.01 && widths[1] >= 40.0 && widths[2] >= 60.0, "{widths:?}");
        assert!((widths.iter().sum::<f64>() - 300.0).abs() < 0.01);
        assert_eq!(whole_words(&[160.0, 160.0], &[150.0, 90.0], 200.0), [110.0, 90.0], "one is torn, not both");
    }
}
