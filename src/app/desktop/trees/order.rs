//! Neighbors in a window's tree that stand on one line → from left to right, as they are seen, in whatever order they were
//! painted.

use std::collections::HashMap;

use eframe::egui::accesskit::{Node, NodeId, Rect, Role, TreeUpdate};

use crate::app::windows::SLIDE;

/// Puts them in order. A slide's words have their own order: a table may be read from its right.
pub fn from_the_left(update: &mut TreeUpdate) {
    let places: HashMap<NodeId, Rect> =
        update.nodes.iter().filter_map(|(id, node)| Some((*id, place(node)?))).collect();
    for (_, node) in &mut update.nodes {
        if node.children().len() < 2 || node.author_id() == Some(SLIDE) {
            continue;
        }
        let mut children = node.children().to_vec();
        sort(&mut children, &places);
        if children != node.children() {
            node.set_children(children);
        }
    }
}

/// Where a node stands on a line that others may share.
fn place(node: &Node) -> Option<Rect> {
    let alone =
        [Role::TextRun, Role::Row, Role::Cell, Role::ColumnHeader, Role::RowHeader, Role::ListItem, Role::Paragraph];
    node.bounds().filter(|_| !alone.contains(&node.role()))
}

/// Sorts each stretch of neighbors that are level with the first of them.
fn sort(children: &mut [NodeId], places: &HashMap<NodeId, Rect>) {
    let mut from = 0;
    while from < children.len() {
        let Some(head) = places.get(&children[from]) else {
            from += 1;
            continue;
        };
        let level = |id: &NodeId| places.get(id).is_some_and(|it| are_level(head, it));
        let line = 1 + children[from + 1..].iter().take_while(|id| level(id)).count();
        let left = |id: &NodeId| places.get(id).map_or(0.0, |it| it.x0);
        children[from..from + line].sort_by(|a, b| left(a).total_cmp(&left(b)));
        from += line;
    }
}

/// Whether two share most of the height of the lower one, and none lies in the other.
fn are_level(one: &Rect, other: &Rect) -> bool {
    let shared = one.y1.min(other.y1) - one.y0.max(other.y0);
    let apart = one.x1 <= other.x0 + 1.0 || other.x1 <= one.x0 + 1.0;
    apart
        && shared > 0.6 * one.height().min(other.height())
        && one.height() < 3.0 * other.height()
        && other.height() < 3.0 * one.height()
}

#[cfg(test)]
mod tests {
    use eframe::egui::accesskit::{Node, NodeId, Rect, Role, TreeId, TreeInfo, TreeUpdate};

    use super::from_the_left;
    use crate::app::windows::SLIDE;

    /// Their order under a node, once they are sorted.
    fn sorted(parent: Node, children: &[(u64, Role, [f64; 4])]) -> Vec<u64> {
        let mut parent = parent;
        parent.set_children(children.iter().map(|(id, ..)| NodeId(*id)).collect::<Vec<_>>());
        let mut nodes = vec![(NodeId(0), parent)];
        for (id, role, [x0, y0, x1, y1]) in children {
            let mut node = Node::new(*role);
            node.set_bounds(Rect { x0: *x0, y0: *y0, x1: *x1, y1: *y1 });
            nodes.push((NodeId(*id), node));
        }
        let tree = Some(TreeInfo::new(NodeId(0)));
        let mut update = TreeUpdate { nodes, tree, tree_id: TreeId::ROOT, focus: NodeId(0) };
        from_the_left(&mut update);
        update.nodes[0].1.children().iter().map(|id| id.0).collect()
    }

    #[test]
    fn a_line_is_read_from_its_left_end() {
        // A head painted from its right end, a light at its left; then a slide beside notes, which are painted after it.
        let head = [
            (1, Role::Button, [900.0, 10.0, 960.0, 34.0]),
            (2, Role::Button, [860.0, 10.0, 892.0, 34.0]),
            (3, Role::Label, [20.0, 12.0, 90.0, 31.0]),
            (4, Role::Button, [780.0, 10.0, 850.0, 34.0]),
            (5, Role::Image, [400.0, 60.0, 960.0, 400.0]),
            (6, Role::Label, [20.0, 60.0, 380.0, 80.0]),
            (7, Role::Label, [20.0, 90.0, 380.0, 110.0]),
        ];
        assert_eq!(sorted(Node::new(Role::GenericContainer), &head), [3, 4, 2, 1, 5, 6, 7]);
    }

    #[test]
    fn what_reads_from_the_right_stays_as_it_is() {
        let cell = |id, x| (id, Role::Cell, [x, 10.0, x + 50.0, 30.0]);
        assert_eq!(sorted(Node::new(Role::Row), &[cell(1, 200.0), cell(2, 100.0), cell(3, 0.0)]), [1, 2, 3]);
        let mut slide = Node::new(Role::Group);
        slide.set_author_id(SLIDE);
        let label = |id, x| (id, Role::Label, [x, 10.0, x + 50.0, 30.0]);
        assert_eq!(sorted(slide, &[label(1, 200.0), label(2, 100.0)]), [1, 2]);
    }
}
