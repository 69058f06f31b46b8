//! All slides as pictures with number and title: what is typed leaves those that have it, arrows and Enter choose.
//!
//! The notes are searched too, but their words are shown only where the audience cannot see this window.

use eframe::egui::{
    Align2, Frame, Margin, Rect, RichText, ScrollArea, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, pos2, vec2,
};

use super::finder::{MOST_LETTERS, field_id};
use crate::app::keys::does::{Does, PageKey};
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look::{Face, Look, line, scroll_room};
use crate::app::pictures::orders::Thumbs;
use crate::app::pictures::words;
use crate::diagnostic::counted;
use crate::show::command::Command;

use super::grid::{Grid, Page, Tiles, Turn};
use super::tile::tile_ui;
use super::{Places, Scene, header};

/// The whole page; with what is asked for come the slides that are seen or nearly so, the number of columns, and what is
/// searched for from now on, where that has changed.
pub fn overview_ui(
    ui: &mut Ui,
    places: &Places,
    scene: &Scene<'_>,
    page: &Page<'_>,
) -> (Option<Does>, (Thumbs, usize), Option<String>) {
    let look = places.look;
    words::speak_for(ui.ctx(), scene.deck);
    let head = header::header_ui(ui, places, scene);
    let inner = Rect::from_min_max(pos2(places.slide.left(), places.slide.top()), ui.max_rect().max);
    let right = places.header.right();
    let search = Rect::from_min_max(inner.min, pos2(right, inner.top() + look.px(44.0)));
    let (close, written) = search_ui(ui, look, search, scene, page);
    let area = Rect::from_min_max(pos2(ui.max_rect().left(), search.bottom() + look.px(8.0)), inner.max);
    let grid = Grid::new(look, scene, inner.left(), right);
    let tiles = Tiles { look, grid, scene, page, turn: Turn::new(ui, page.chosen) };
    let (go, slides) = grid_ui(ui, area, &tiles);
    let asked = head.or(close.map(Does::Page)).or(go.map(Does::Talk));
    let scale = ui.ctx().pixels_per_point();
    (asked, (Thumbs { size: grid.pixels(scale), slides }, grid.columns), written)
}

/// The field, how many slides there are, and how to leave; what stands in the field now, where that has changed.
fn search_ui(
    ui: &mut Ui,
    look: Look,
    area: Rect,
    scene: &Scene<'_>,
    page: &Page<'_>,
) -> (Option<PageKey>, Option<String>) {
    let field = Rect::from_min_size(area.min, vec2(look.px(480.0).min(area.width() * 0.5), area.height()));
    let written = field_ui(ui, look, field, page.finder.text());
    let typed = page.finder.text();

    let y = area.center().y;
    let (cap, close) = look.cap_saying(ui, pos2(area.right(), y), PageKey::Close, Some("Leave"));
    let at = pos2(cap.left() - look.px(12.0), y);
    let go = Keymap::of(ui.ctx()).cap(PageKey::GoToChosen).unwrap_or_else(|| "a click".to_owned());
    let keys = format!("Arrows choose, {go} goes there");
    let (found, all) = (page.finder.hits().len(), scene.plan.slides.len());
    let words = match (found, all) {
        _ if typed.is_empty() => counted(all, "slide"),
        (found, all) => format!("{found} of {}", counted(all, "slide")),
    };
    let from = pos2(field.right() + look.px(18.0), y);
    let words = line(&words, Face::Regular, 16.0, look.palette.text);
    let words = look.words_within(ui, from, Align2::LEFT_CENTER, at.x - from.x, words);
    // How to choose is found by trying; how many there are is not.
    let keys = line(&keys, Face::Regular, 15.0, look.palette.mute);
    let wide = look.galley(ui, keys.text, keys.face, keys.size, keys.color).size().x;
    if at.x - wide > words.right() + look.px(12.0) {
        look.words(ui, at, Align2::RIGHT_CENTER, keys);
    }
    (close, written)
}

/// The field that is typed in, with a glass before it; what stands in it now, if that is something else.
fn field_ui(ui: &mut Ui, look: Look, field: Rect, typed: &str) -> Option<String> {
    let focused = ui.memory(|memory| memory.has_focus(field_id()));
    let edge = if focused { (2.0, look.palette.attention) } else { (1.0, look.palette.mark) };
    ui.painter().rect_filled(field, look.px(8.0), look.palette.panel);
    ui.painter().rect_stroke(field, look.px(8.0), Stroke::new(edge.0, edge.1), StrokeKind::Inside);
    let room = look.glass(ui, field);
    let mut child = ui.new_child(UiBuilder::new().max_rect(room).id_salt("search"));
    let mut text = typed.to_owned();
    let edit = TextEdit::singleline(&mut text)
        .id(field_id())
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .font(look.font(Face::Regular, 19.0))
        .text_color(look.palette.strong)
        .hint_text(RichText::new("Type words or a number").size(look.font(Face::Regular, 19.0).size))
        .align(Align2::LEFT_CENTER)
        .char_limit(MOST_LETTERS)
        .desired_width(room.width());
    let response = child.add_sized(room.size(), edit);
    if !ui.is_enabled() {
        // Another page lies over it, and has the letters.
        response.surrender_focus();
    } else if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    ui.ctx().accesskit_node_builder(field_id(), |node| node.set_label("Search slides"));
    response.changed().then_some(text)
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
    let mut child = ui.new_child(scroll_room(area, "overview", look.palette.ground));
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
