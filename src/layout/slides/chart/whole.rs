//! The parts of a chart → one figure with its words, and the numbers behind it.

use super::{said, table};
use crate::deck::Chart;
use crate::drawing::Role;
use crate::geometry::{Point, Size};
use crate::layout::desk::Desk;
use crate::layout::node::{Node, Stack};

/// All parts of a chart as one figure, with its words and its numbers for those who do not see it.
pub(in crate::layout::slides) fn figure(desk: &mut Desk, chart: &Chart, children: Vec<Node>, size: Size) -> Stack {
    let alt = said::described(desk, chart);
    let mut nodes = vec![Node::branch(Role::Figure { alt }, Point::ZERO, chart.span, children)];
    nodes.extend(table::of_data(desk, chart, size));
    Stack { nodes, size }
}
