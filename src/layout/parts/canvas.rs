//! Parts at free places → the slide, each as large as its place allows; what lies on each other is told.

use super::pieces::{Piece, pieces};
use super::region::{self, Rules};
use crate::deck::part::CanvasItem;
use crate::diagnostic::Diagnostic;
use crate::drawing::{Group, Item, Placed, Role};
use crate::geometry::{Affine, Point, Rect, Size};
use crate::layout::desk::Desk;
use crate::layout::fit;
use crate::layout::node::{self, Node, Stack};
use crate::layout::slides::content;

const CODE: &str = "SLD-CANVAS";
/// Places may share so much before one lies on the other, in points.
const TOUCH: f64 = 2.0;

/// Title and source line where they always are, and the items where they say.
pub fn canvas(desk: &mut Desk, items: &[CanvasItem]) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut region = content::title_over_parts(desk, &mut nodes);
    // Places are the author's: where one reaches into the title's band, this gives way.
    if desk.band > 0.0 && !desk.tight && items.iter().any(|it| !it.over && bounds(desk, it).y0 < desk.band + TOUCH) {
        desk.tight = true;
        nodes.clear();
        region = content::title_over_parts(desk, &mut nodes);
    }
    let title = Rect::new(0.0, 0.0, if nodes.is_empty() { 0.0 } else { desk.size.width }, region.y0);
    tell_overlaps(desk, items, title);
    let mut foot = Vec::new();
    content::source_line(desk, &mut foot, region);
    for (at, item) in items.iter().enumerate() {
        let place = place(desk, item);
        let laid = laid(desk, item, &format!("item {}", at + 1), place.size());
        let laid = if item.turn == 0.0 { laid.at(place.origin()) } else { turned(desk, laid, item, place) };
        let group = Node::branch(Role::Section, Point::ZERO, item.span, laid);
        nodes.push(group.at_step(item.when.step.unwrap_or(0)).until(item.when.until));
    }
    nodes.extend(foot);
    nodes
}

fn place(desk: &Desk, item: &CanvasItem) -> Rect {
    let by = |(x, y): (f64, f64)| Point::new(x * desk.size.width, y * desk.size.height);
    Rect::from_origin_size(by(item.at), by(item.size).to_vec2().to_size())
}

/// The parts of an item, at the largest rung at which they have room.
fn laid(desk: &mut Desk, item: &CanvasItem, name: &str, room: Size) -> Stack {
    let pieces: Vec<Piece> = pieces(&item.parts);
    let entry = desk.theme.scale.bullets.clone();
    let lay = |desk: &mut Desk, rung| {
        let rules = Rules { entry: &entry, rung, name: String::new(), narrow: true, depth: 1, alone: false };
        region::down(desk, &pieces, room, &rules)
    };
    let (_, rung) = desk.drafted(|desk| fit::fit_part(desk, name, &entry, room, lay));
    lay(desk, rung)
}

/// A turned item, whole: what is in it comes at once.
fn turned(desk: &Desk, laid: Stack, item: &CanvasItem, place: Rect) -> Vec<Node> {
    // It is finished here, so it is mirrored here.
    let (nodes, turn) =
        if desk.mirrored() { (node::mirrored(laid.nodes, place.width()), -item.turn) } else { (laid.nodes, item.turn) };
    let items = node::cut(&nodes, node::last_step(&nodes));
    let middle = place.size().to_vec2() / 2.0;
    let transform = Affine::translate(middle) * Affine::rotate(turn.to_radians()) * Affine::translate(-middle);
    let group = Group { transform, ..Group::new(Role::Section, items) };
    vec![Node::placed(Placed { at: place.origin(), item: Item::Group(group), span: item.span }).whole(place.width())]
}

/// The box around an item as it is turned.
fn bounds(desk: &Desk, item: &CanvasItem) -> Rect {
    let place = place(desk, item);
    let turn = Affine::rotate_about(item.turn.to_radians(), place.center());
    turn.transform_rect_bbox(place)
}

fn tell_overlaps(desk: &mut Desk, items: &[CanvasItem], title: Rect) {
    let share = |one: Rect, other: Rect| {
        let both = one.intersect(other);
        both.width() > TOUCH && both.height() > TOUCH
    };
    let before = |one: &CanvasItem, other: &CanvasItem| {
        one.when.until.is_some_and(|until| until <= other.when.step.unwrap_or(0))
    };
    for (at, item) in items.iter().enumerate().filter(|(_, item)| !item.over) {
        let own = bounds(desk, item);
        let meets = |(_, it): &(usize, &CanvasItem)| {
            !it.over && !before(it, item) && !before(item, it) && share(bounds(desk, it), own)
        };
        let under = items[..at].iter().enumerate().find(meets).map(|(under, _)| format!("item {}", under + 1));
        let under = under.or_else(|| share(title, own).then(|| "the title".to_owned()));
        let Some(under) = under else { continue };
        let message = format!("item {} of slide `{}` lies on {under}", at + 1, desk.slide.id);
        let hint = "Move one of them or make it smaller; if it is meant so, say over = true";
        desk.fault(Diagnostic::warning(CODE, item.span, message).hint(hint));
    }
}
