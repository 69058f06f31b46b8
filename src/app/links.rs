//! A click on a link of a slide, or a key → the slide or the address that it leads to.
//!
//! Only a hand opens an address: with a tool in hand the mouse points, and no deck opens anything by itself.

use std::sync::Arc;
use std::thread;

use eframe::egui::{Color32, Context, CursorIcon, Id, Rect, Response, Stroke, StrokeKind, Ui, vec2};

use crate::drawing::{Drawing, Link};
use crate::geometry::Point;
use crate::show::command::Command;
use crate::show::marks::Tool;
use crate::show::view::{Cursor, View};

use crate::app::kit::pointing::Seen;
use crate::app::shared::{Shared, State};

/// The mouse is on a link of the slide that `response` shows, and whether that was clicked. The cursor tells of it.
#[must_use]
pub fn link_ui(ui: &Ui, response: &Response, seen: Seen, drawing: &Drawing, view: &View) -> Option<bool> {
    paint_lit(ui, seen, drawing, view);
    if view.tool != Tool::Nothing {
        return None;
    }
    let link = drawing.link_at(seen.point(response.hover_pos()?))?;
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

fn clicked() -> Id {
    Id::unique("link that was clicked")
}

/// The link that keys have lit: on which step, and which of its links.
#[derive(Clone, Copy)]
struct Lit {
    at: Cursor,
    index: usize,
}

fn lit(ctx: &Context, at: Cursor) -> Option<usize> {
    let lit: Option<Lit> = ctx.data(|data| data.get_temp(lit_id()));
    lit.filter(|lit| lit.at == at).map(|lit| lit.index)
}

fn lit_id() -> Id {
    Id::unique("link that is lit")
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

impl Shared {
    /// Goes where the link leads that was clicked last.
    pub fn follow_link(self: &Arc<Self>, ctx: &Context) {
        let Some(link) = ctx.data_mut(|data| data.remove_temp::<String>(clicked())) else { return };
        match link.strip_prefix('#') {
            Some(anchor) => self.go_to_anchor(anchor),
            None => self.open_address(link, ctx.clone()),
        }
    }

    /// Lights the next link of the slide, after the last the first.
    pub fn next_link(&self, ctx: &Context) {
        let (at, links) = self.links_here();
        let now = self.clock.now();
        let Some(count) = Some(links.len()).filter(|count| *count > 0) else {
            return self.lock().say("There is no link on this slide".to_owned(), now);
        };
        let index = lit(ctx, at).map_or(0, |index| (index + 1) % count);
        ctx.data_mut(|data| data.insert_temp(lit_id(), Lit { at, index }));
        let target = &links[index].target;
        self.lock().say(format!("Link {} of {count}, to {target}: Ctrl+Enter opens it", index + 1), now);
        ctx.request_repaint();
    }

    /// Goes where the lit link leads, or the only one; lights the first where there are several.
    pub fn open_link(self: &Arc<Self>, ctx: &Context) {
        let (at, links) = self.links_here();
        let index = lit(ctx, at).or((links.len() == 1).then_some(0));
        match index.and_then(|index| links.get(index)) {
            Some(link) => {
                ctx.data_mut(|data| data.remove::<Lit>(lit_id()));
                click(ctx, &link.target);
                self.follow_link(ctx);
            }
            None => self.next_link(ctx),
        }
    }

    /// The links of the slide where the speaker is.
    fn links_here(&self) -> (Cursor, Vec<Link>) {
        let inner = self.lock();
        let State::Playing(talk) = &inner.state else { return Default::default() };
        let at = talk.show.view(self.clock.now()).cursor;
        (at, talk.drawing(at).map(|drawing| drawing.links()).unwrap_or_default())
    }

    fn go_to_anchor(&self, anchor: &str) {
        let now = self.clock.now();
        let mut inner = self.lock();
        let State::Playing(talk) = &inner.state else { return };
        match talk.plan.linked(anchor) {
            Some(slide) => inner.apply(Command::GoTo(slide), now),
            None => inner.say(format!("The link leads nowhere: no slide is called `{anchor}`"), now),
        }
        inner.order_if_new(self);
    }

    /// The system's own program for it may take its time.
    fn open_address(self: &Arc<Self>, address: String, ctx: Context) {
        let kind = if address.starts_with("mailto:") { "your mail program" } else { "your browser" };
        self.lock().say(format!("{address} opens in {kind}"), self.clock.now());
        let shared = Arc::clone(self);
        thread::spawn(move || {
            if open::that(&address).is_err() {
                let now = shared.clock.now();
                shared.lock().say(format!("Nothing here opens {address}: no browser answered"), now);
                ctx.request_repaint();
            }
        });
    }
}
