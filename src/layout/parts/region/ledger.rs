//! A table beside a chart of bars with as many labels as the table has rows → the bars on the table's own rows.

use super::Rules;
use crate::deck::placing::When;
use crate::deck::{Block, Chart, ChartKind, Reveal};
use crate::geometry::Size;
use crate::layout::blocks;
use crate::layout::desk::Desk;
use crate::layout::node::{Stack, row_tops};
use crate::layout::parts::pieces::{Column, Kind};
use crate::layout::slides::chart::on_rows::{self, Rows};

/// What a row gets besides the height of its words, over and under them, where there is room: two bars stand in it then.
const MOST_AIR: f64 = 9.0;

/// Which of two columns is the table, and which the chart, if they belong together.
fn pair<'p>(columns: &'p [Column<'p>]) -> Option<(usize, &'p Block, &'p Chart)> {
    let [first, second] = columns else { return None };
    let alone = |column: &'p Column<'p>| match &column.pieces[..] {
        [only] if column.heading.is_none() && only.share.is_none() && only.when == When::default() => Some(&only.kind),
        _ => None,
    };
    let (at, block, chart) = match (alone(first)?, alone(second)?) {
        (Kind::Table(block), Kind::Chart(chart)) => (0, *block, *chart),
        (Kind::Chart(chart), Kind::Table(block)) => (1, *block, *chart),
        _ => return None,
    };
    let Block::Table(table) = block else { return None };
    let same = chart.kind == ChartKind::Bars && !chart.stacked && chart.labels.len() == table.rows.len();
    let headed = table.head.iter().any(|cell| !cell.runs.is_empty());
    (same && headed && chart.extent().0 >= 0.0).then_some((at, block, chart))
}

/// Both as they stand beside each other; none if they do not belong together, or the bars would be too thin.
pub(super) fn beside(
    desk: &mut Desk,
    columns: &[Column],
    widths: &[f64],
    height: f64,
    rules: &[Rules],
) -> Option<Vec<Stack>> {
    // What is revealed one by one is laid out one by one.
    let (at, block, chart) = pair(columns).filter(|_| desk.slide.reveal == Reveal::None)?;
    let count = chart.labels.len() as f64;
    let mut setting = rules[at].setting(desk);
    let lay = |desk: &mut Desk, setting: &_| blocks::stack(desk, std::slice::from_ref(block), setting, widths[at]);
    let plain = desk.drafted(|desk| lay(desk, &setting)).size.height;
    setting.pad.1 += ((height - plain) / (count + 1.0) / 2.0).clamp(0.0, MOST_AIR);
    let table = lay(desk, &setting);
    let tops = row_tops(&table.nodes);
    let fits = tops.len() == chart.labels.len() + 1 && table.size.height <= height + 0.5;
    let rows = Rows { tops, bottom: table.size.height, width: widths[1 - at] };
    if !fits || !on_rows::suits(chart, &rows) {
        return None;
    }
    let bars = on_rows::bars(desk, chart, &rows);
    let size = Size::new(widths[1 - at], rows.bottom);
    let bars = Stack { size, ..bars };
    Some(if at == 0 { vec![table, bars] } else { vec![bars, table] })
}
