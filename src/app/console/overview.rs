//! All slides as pictures with number and title: what is typed leaves those that have it, arrows and Enter choose.
//!
//! The notes are searched too, but their words are shown only where the audience cannot see this window.

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{
    Align, Align2, EventFilter, Id, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::finder::{Finder, Row, field_id};
use crate::app::keys::does::{Does, PageKey};
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look::{Face, Look, line};
use crate::app::pictures::cache::Pixels;
use crate::app::pictures::orders::Shown;
use crate::app::pictures::orders::Thumbs;
use crate::app::pictures::words;
use crate::diagnostic::counted;
use crate::show::command::Command;

use super::tile::{line_height, tile_ui};
use super::{Places, Scene, header};

/// What the overview shows beside the scene.
pub struct Page<'a> {
    pub finder: &'a Finder,
    pub chosen: usize,
    /// Only the speaker sees this window.
    pub private: bool,
    /// The picture of a slide at a size.
    pub picture: &'a dyn Fn(usize, Pixels) -> Shown,
}

/// All that the tiles have in common.
#[derive(Clone, Copy)]
pub struct Tiles<'a> {
    pub look: Look,
    pub grid: Grid,
    pub scene: &'a Scene<'a>,
    pub page: &'a Page<'a>,
    pub turn: Turn,
}

/// Sizes of the grid, in points.
#[derive(Clone, Copy, Debug)]
pub struct Grid {
    columns: usize,
    left: f32,
    gap: f32,
    pub thumb: Vec2,
    /// The heights of a tile with its title, of the words around a hit, and of a section's heading.
    tile: f32,
    context: f32,
    heading: f32,
}

/// The whole page; with what is asked for come the slides that are seen or nearly so, and the number of columns.
pub fn overview_ui(
    ui: &mut Ui,
    places: &Places,
    scene: &Scene<'_>,
    page: &Page<'_>,
) -> (Option<Does>, (Thumbs, usize)) {
    let look = places.look;
    words::speak_for(ui.ctx(), scene.deck);
    let head = header::header_ui(ui, places, scene);
    let inner = Rect::from_min_max(pos2(places.slide.left(), places.slide.top()), ui.max_rect().max);
    let right = places.header.right();
    let search = Rect::from_min_max(inner.min, pos2(right, inner.top() + look.px(44.0)));
    let close = search_ui(ui, look, search, scene, page);
    let area = Rect::from_min_max(pos2(ui.max_rect().left(), search.bottom() + look.px(8.0)), inner.max);
    let grid = Grid::new(look, scene, inner.left(), right);
    let tiles = Tiles { look, grid, scene, page, turn: Turn::new(ui, page.chosen) };
    let (go, slides) = grid_ui(ui, area, &tiles);
    let asked = head.map(Does::Window).or(close.map(Does::Page)).or(go.map(Does::Talk));
    let scale = ui.ctx().pixels_per_point();
    (asked, (Thumbs { size: grid.pixels(scale), slides }, grid.columns))
}

/// The field, how many slides there are, and how to leave.
fn search_ui(ui: &mut Ui, look: Look, area: Rect, scene: &Scene<'_>, page: &Page<'_>) -> Option<PageKey> {
    let typed = page.finder.text();
    let field = Rect::from_min_size(area.min, vec2(look.px(480.0).min(area.width() * 0.5), area.height()));
    let response = ui.interact(field, field_id(), Sense::click());
    response.widget_info(|| WidgetInfo {
        label: Some("Search slides".to_owned()),
        ..WidgetInfo::text_edit(true, typed, typed, "Words or a number")
    });
    keep_keys(ui, &response);
    ui.painter().rect_filled(field, look.px(8.0), look.palette.panel);
    ui.painter().rect_stroke(field, look.px(8.0), Stroke::new(1.0, look.palette.cap_hover), StrokeKind::Inside);
    look.focus_ring(ui, field, look.px(8.0), &response);
    let eye = pos2(field.left() + look.px(21.0), field.center().y - look.px(1.5));
    let stroke = Stroke::new(look.px(2.0), look.palette.mute);
    ui.painter().circle_stroke(eye, look.px(5.5), stroke);
    let handle = vec2(look.px(4.0), look.px(4.0));
    ui.painter().line_segment([eye + handle, eye + handle * 2.2], stroke);

    let (words, color) =
        if typed.is_empty() { ("Type words or a number", look.palette.mute) } else { (typed, look.palette.strong) };
    let galley = look.galley(ui, words, Face::Regular, 19.0, color);
    let room =
        Rect::from_min_max(pos2(field.left() + look.px(40.0), field.top()), field.max - vec2(look.px(14.0), 0.0));
    let width = if typed.is_empty() { 0.0 } else { galley.size().x };
    // The end of the words is what one is typing at.
    let left = room.left().min(room.right() - galley.size().x);
    let painter = ui.painter().with_clip_rect(room.expand(1.0));
    let top = room.center().y - galley.size().y / 2.0;
    let caret = Rect::from_min_size(pos2(left + width - look.px(1.0), top), vec2(look.px(2.0), galley.size().y));
    let indent = if typed.is_empty() { look.px(6.0) } else { 0.0 };
    painter.galley(pos2(left + indent, top), galley, color);
    painter.rect_filled(caret, 0.0, look.palette.attention);

    let y = area.center().y;
    let (cap, close) = look.cap_saying(ui, pos2(area.right(), y), PageKey::Close, Some("Leave"));
    let at = pos2(cap.left() - look.px(12.0), y);
    let go = Keymap::of(ui.ctx()).cap(PageKey::GoToChosen).unwrap_or_else(|| "a click".to_owned());
    let keys = format!("Arrows choose, {go} goes there");
    let keys = look.words(ui, at, Align2::RIGHT_CENTER, line(&keys, Face::Regular, 15.0, look.palette.mute));
    let (found, all) = (page.finder.hits().len(), scene.plan.slides.len());
    let words = match (found, all) {
        _ if typed.is_empty() => counted(all, "slide"),
        (found, all) => format!("{found} of {}", counted(all, "slide")),
    };
    let at = pos2(field.right() + look.px(18.0), y);
    let room = keys.left() - at.x - look.px(12.0);
    look.words_within(ui, at, Align2::LEFT_CENTER, room, line(&words, Face::Regular, 16.0, look.palette.text));
    close
}

/// Arrows and Esc are the overview's: they move no focus. Tab does.
pub fn keep_keys(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
}

impl Grid {
    fn new(look: Look, scene: &Scene<'_>, left: f32, right: f32) -> Self {
        let (room, least) = (right - left, look.px(28.0));
        let columns = (((room + least) / (look.px(250.0) + least)) as usize).max(1);
        // Sixteenths, so that slides of any proportion are whole pixels high. What is left goes between them.
        let width = (((room + least) / columns as f32 - least) / 16.0).floor() * 16.0;
        let gap = (room - width * columns as f32) / (columns.max(2) - 1) as f32;
        let size = scene.deck.aspect.size();
        let thumb = vec2(width, (width * (size.height / size.width) as f32).round());
        let tile = thumb.y + look.px(8.0) + 2.0 * line_height(look, 15.0) + look.px(18.0);
        let context = look.px(4.0) + 2.0 * line_height(look, 13.5);
        Self { columns, left, gap, thumb, tile, context, heading: look.px(34.0) }
    }

    pub fn pixels(&self, scale: f32) -> Pixels {
        [(self.thumb.x * scale).round() as u32, (self.thumb.y * scale).round() as u32]
    }

    /// A row's heights: of its heading and of its tiles.
    fn heights(&self, row: &Row, page: &Page<'_>) -> (f32, f32) {
        let context = page.finder.hits()[row.hits.clone()].iter().any(|hit| hit.context.is_some());
        let heading = if row.heading.is_some() { self.heading } else { 0.0 };
        (heading, self.tile + if context { self.context } else { 0.0 })
    }
}

/// The rows in their scrolled region. Only what is seen, and a screen to each side of it, is there at all.
fn grid_ui(ui: &mut Ui, area: Rect, tiles: &Tiles<'_>) -> (Option<Command>, Vec<usize>) {
    let Tiles { look, grid, page, turn, .. } = *tiles;
    let (mut wish, mut near) = (None, (Vec::new(), Vec::new()));
    if page.finder.hits().is_empty() {
        let at = area.center_top() + vec2(0.0, area.height() * 0.35);
        look.words(
            ui,
            at,
            Align2::CENTER_BOTTOM,
            line("No slide has these words", Face::Serif, 26.0, look.palette.text),
        );
        let below = at + vec2(0.0, look.px(10.0));
        look.words(ui, below, Align2::CENTER_TOP, line("Esc clears them", Face::Regular, 16.0, look.palette.mute));
        return (None, Vec::new());
    }
    let mut child = ui.new_child(UiBuilder::new().max_rect(area).id_salt("overview"));
    let scroll = ScrollArea::vertical().auto_shrink(false);
    scroll.show_viewport(&mut child, |ui, seen| {
        let rows = page.finder.rows();
        let pad = look.px(15.0);
        let heights = |row| grid.heights(row, page);
        ui.set_height(rows.iter().map(heights).map(|(heading, tiles)| heading + tiles).sum::<f32>() + pad * 2.0);
        let origin = ui.max_rect().top();
        let mut y = origin + pad;
        for row in rows {
            let (heading, tile_height) = heights(row);
            let height = heading + tile_height;
            let (top, bottom) = (y - origin, y - origin + height);
            let far = bottom < seen.top() - seen.height() || top > seen.bottom() + seen.height();
            if !far {
                let visible = bottom > seen.top() && top < seen.bottom();
                if let Some(words) = row.heading.as_ref().filter(|_| visible) {
                    look.label(ui, pos2(grid.left, y + look.px(4.0)), Align2::LEFT_TOP, words);
                }
                let near = if visible { &mut near.0 } else { &mut near.1 };
                near.extend(page.finder.hits()[row.hits.clone()].iter().map(|hit| hit.slide));
            }
            for (column, hit) in page.finder.hits()[row.hits.clone()].iter().enumerate() {
                let chosen = hit.slide == page.chosen;
                if far && !chosen {
                    continue;
                }
                let left = grid.left + column as f32 * (grid.thumb.x + grid.gap);
                let tile = Rect::from_min_max(pos2(left, y + heading), pos2(left + grid.thumb.x, y + height));
                if chosen {
                    turn.scroll(ui, Rect::from_min_max(pos2(left, y), tile.max).expand(pad));
                }
                wish = tile_ui(ui, tile, hit, tiles).or(wish);
            }
            y += height;
        }
    });
    near.0.append(&mut near.1);
    (wish, near.0)
}

/// How the choice came to where it is: what follows it, and what it follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turn {
    fresh: bool,
    moved: bool,
    /// No key has moved it in the last two passes.
    pub settled: bool,
}

impl Turn {
    fn new(ui: &Ui, chosen: usize) -> Self {
        let id = Id::unique("overview chosen");
        let pass = ui.ctx().cumulative_pass_nr();
        let before = ui.data(|data| data.get_temp::<(u64, usize, bool)>(id)).filter(|(last, ..)| last + 1 >= pass);
        let moved = before.is_none_or(|(_, last, _)| last != chosen);
        ui.data_mut(|data| data.insert_temp(id, (pass, chosen, moved)));
        if moved {
            // To settle.
            ui.ctx().request_repaint();
        }
        Self {
            fresh: before.is_none(),
            moved,
            settled: before.is_some_and(|(_, last, moved)| last == chosen && !moved),
        }
    }

    fn scroll(self, ui: &Ui, rect: Rect) {
        if self.fresh {
            ui.scroll_to_rect_animation(rect, Some(Align::Center), ScrollAnimation::none());
        } else if self.moved {
            ui.scroll_to_rect(rect, None);
        }
    }
}
