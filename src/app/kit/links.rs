//! A click on a link of a slide, or keys that walk through them → the link that is to be followed. With a tool in hand the
//! mouse points.

use eframe::egui::{Color32, Context, CursorIcon, Id, Rect, Response, Stroke, StrokeKind, Ui, vec2};

use crate::drawing::Drawing;
use crate::geometry::Point;
use crate::show::marks::Tool;
use crate::show::view::{Cursor, View};

use super::pointing::Seen;

/// The mouse is on a link of the slide that `response` shows, and whether that was clicked. The cursor tells of it.
#[must_use]
pub fn link_ui(ui: &Ui, response: &Response, seen: Seen, drawing: &Drawing, view: &View) -> Option<bool> {
    paint_lit(ui, seen, drawing, view);
    if view.tool != Tool::Nothing {
        return None;
    }
    let place = response.hover_pos().filter(|place| seen.rect.contains(*place))?;
    let link = drawing.link_at(seen.point(place))?;
    ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    if response.clicked() {
        click(ui.ctx(), link);
    }
    Some(response.clicked())
}

/// From now on it is this link that is to be followed.
pub fn click(ctx: &Context, link: &str) {
    ctx.data_mut(|data| data.insert_temp(clicked(), link.to_owned()));
}

/// The link that was clicked last, once.
#[must_use]
pub fn take_clicked(ctx: &Context) -> Option<String> {
    ctx.data_mut(|data| data.remove_temp(clicked()))
}

fn clicked() -> Id {
    Id::unique("link that was clicked")
}

/// The link that keys have lit: on which step, and which of its links.
#[derive(Clone, Copy)]
struct Lit {
    at: Cursor,
    index: usize,
}

fn lit_id() -> Id {
    Id::unique("link that is lit")
}

/// Which of the links of that step is lit.
#[must_use]
pub fn lit(ctx: &Context, at: Cursor) -> Option<usize> {
    let lit: Option<Lit> = ctx.data(|data| data.get_temp(lit_id()));
    lit.filter(|lit| lit.at == at).map(|lit| lit.index)
}

/// From now on it is this link that is lit, or none.
pub fn light(ctx: &Context, at: Cursor, index: Option<usize>) {
    ctx.data_mut(|data| match index {
        Some(index) => {
            data.insert_temp(lit_id(), Lit { at, index });
        }
        None => data.remove::<Lit>(lit_id()),
    });
}

/// A ring around the lit link, light and dark so that it is seen on every ground.
fn paint_lit(ui: &Ui, seen: Seen, drawing: &Drawing, view: &View) {
    let Some(link) = lit(ui.ctx(), view.cursor).and_then(|index| drawing.links().into_iter().nth(index)) else {
        return;
    };
    let corner = |x: f64, y: f64| {
        let from = Point::new(x, y) - seen.part.origin();
        seen.rect.min + vec2(from.x as f32, from.y as f32) * seen.scale()
    };
    for place in link.places {
        let ring =
            Rect::from_min_max(corner(place.x0, place.y0), corner(place.x1, place.y1)).expand(2.0 * seen.scale());
        for (width, color) in [(5.0, Color32::BLACK), (2.5, Color32::WHITE)] {
            let stroke = Stroke::new(width, color);
            ui.painter().rect_stroke(ring, 4.0, stroke, StrokeKind::Outside);
        }
    }
}
