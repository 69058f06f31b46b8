//! A statement with a number: a panel with kicker, number and claim, the words beside it.

use super::body::{body, items_entry};
use super::content::{aside_below, source_line};
use crate::deck::theme::{Panel, TypeStyle};
use crate::deck::{Layout, Rich, Slide};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::{Desk, rect};
use crate::layout::fit;
use crate::layout::grid;
use crate::layout::heads;
use crate::layout::node::{Node, Stack};
use crate::layout::picture;
use crate::text::{Style, Wrap};

/// The least size of the number in its panel.
const SMALLEST_MARK: f32 = 24.0;

/// A dark panel with kicker, number and claim; the words beside it (myth and fact).
pub(super) fn numbered(desk: &mut Desk, number: &str) -> Vec<Node> {
    let regions = &desk.theme.regions;
    let share = if desk.narrow() { regions.panel_narrow } else { regions.panel };
    let panel = Rect::new(0.0, 0.0, (desk.size.width * share).round(), desk.size.height);
    let mut nodes = claim(desk, number, panel);
    let look = &desk.theme.panels;
    if look.number != Panel::Bar {
        desk.foot_span = (panel.x1, desk.size.width);
    }
    let bottom = desk.bottom() + if desk.slide.footer { 4.0 } else { 0.0 };
    let left = panel.x1 + if desk.narrow() { 24.0 } else { 30.0 };
    let region = Rect::new(left, look.words_top, desk.size.width - desk.theme.space.right + 14.0, bottom);
    let mut foot = Vec::new();
    let mut region = source_line(desk, &mut foot, region);
    if !desk.slide.aside.is_empty() {
        region = aside_below(desk, &mut foot, region);
    }
    let pictures = &desk.slide.pictures;
    let share = if desk.picture().is_some() || !pictures.is_empty() { 0.62 } else { 1.0 };
    let entry = items_entry(desk);
    let words = body(desk, entry, Size::new(region.width(), region.height() * share));
    let below = Rect { y0: region.y0 + words.size.height + 16.0, ..region };
    nodes.extend(words.at(Point::new(region.x0, region.y0)));
    if let Some(it) = desk.picture() {
        let picture = picture::picture(desk, it, below.size()).timed(it.placing.when);
        nodes.extend(picture.at(below.origin()));
    } else if !pictures.is_empty() {
        let pictures = grid::pictures(desk, pictures, below.size());
        nodes.extend(pictures.at(below.origin()));
    }
    nodes.extend(foot);
    nodes
}

/// The panel, and on it kicker, number and title.
fn claim(desk: &mut Desk, number: &str, panel: Rect) -> Vec<Node> {
    let look = &desk.theme.panels;
    let paper = desk.ground;
    desk.ground = desk.panel(look.number);
    let (width, high) = (panel.width() - desk.edge() - 20.0, desk.bottom() - look.number_top);
    let mut head = Stack::default();
    if let Some(kicker) = &desk.slide.kicker {
        let color = desk.ground.accent;
        let kicker = desk.kicker(kicker, color, width, Role::Paragraph);
        head.below(kicker, 0.0);
    }
    // Rows for its title under the number, if it has one.
    let mark = panel_mark(desk, number, Size::new(width, (high - head.size.height) * 0.5));
    head.below(mark, 10.0);
    if let Some(title) = &desk.slide.title {
        let color = desk.ground.title;
        let room = Size::new(width, high - head.size.height - 12.0);
        let mut entry = desk.theme.scale.panel_title.clone();
        let most = panel_title_size(desk, &entry, room);
        entry.sizes.retain(|size| *size <= most);
        let title = desk.headline(title, &entry, color, room, PANEL_LINES, desk.heading_role());
        heads::below(&mut head, title, 12.0);
    }
    let over = head.size.height - high;
    if over > 1.0 {
        let how = fit::tall(over, f64::from(desk.theme.scale.panel_title.smallest()) * 1.2);
        fit::tell_full(desk, "the panel", &how, "shorten the number or the title");
    }
    let edge = Rect { x0: panel.x1 - 3.0, y0: look.number_top, y1: desk.bottom(), ..panel };
    let ground = if look.number == Panel::Bar { rect(edge, desk.ground.accent) } else { rect(panel, desk.ground.fill) };
    desk.ground = paper;
    let mut nodes = vec![Node::decoration(vec![ground])];
    nodes.extend(head.at(Point::new(desk.edge(), look.number_top)));
    nodes
}

/// Lines of a title in a panel.
const PANEL_LINES: usize = 9;

/// The largest size at which the titles of all numbered statements of the deck fit: what is of one kind has one size.
fn panel_title_size(desk: &mut Desk, entry: &TypeStyle, room: Size) -> f32 {
    let deck = desk.deck;
    let numbered = |slide: &&Slide| matches!(slide.layout, Layout::Statement { number: Some(_) });
    let titles: Vec<&Rich> = deck.slides.iter().filter(numbered).filter_map(|slide| slide.title.as_ref()).collect();
    let fits = |desk: &mut Desk, title: &Rich, size: f32| {
        let style = Style { wrap: Wrap::Balanced, ..desk.style(entry, size) };
        let style = Style { strong: (style.weight.max(600.0), style.color), ..style };
        let words = desk.shaper.paragraph(title, &style, room.width as f32);
        let whole = f64::from(words.longest_word) <= room.width && f64::from(words.height) <= room.height;
        whole && words.lines.len() <= PANEL_LINES
    };
    let size = |desk: &mut Desk, title: &Rich| entry.sizes.iter().copied().find(|size| fits(desk, title, *size));
    // One that fits at no size is told, and is no measure for the others.
    titles.into_iter().filter_map(|title| size(desk, title)).fold(entry.largest(), f32::min)
}

/// The number in one piece, as large as its panel allows.
fn panel_mark(desk: &mut Desk, number: &str, room: Size) -> Stack {
    let entry = &desk.theme.scale.big_mark;
    let rich = Rich::plain(number, desk.slide.span);
    let mut size = entry.largest();
    loop {
        let style = Style { color: desk.ground.title, wrap: Wrap::None, ..desk.style(entry, size) };
        let mark = desk.shaper.paragraph(&rich, &style, f32::MAX);
        let whole = f64::from(mark.width) <= room.width && f64::from(mark.height) <= room.height;
        if whole || size <= SMALLEST_MARK {
            return crate::layout::desk::paragraph_stack(&mark, Role::Paragraph);
        }
        size = (size * 0.92).max(SMALLEST_MARK);
    }
}
