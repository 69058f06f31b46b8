//! The audience's window: the slide in the middle of the surround, its caption under or over it, and never anything else.

pub mod dissolve;
pub mod motion;

use std::sync::atomic::Ordering;
use std::time::Duration;

use eframe::egui::epaint::RectShape;
use eframe::egui::{
    Color32, CursorIcon, Event, Id, Painter, Pos2, Rect, ResizeDirection, Role, Sense, Ui, Vec2, ViewportCommand,
    ViewportId, WidgetInfo, pos2, vec2,
};

use crate::deck::caption::CaptionLook;
use crate::geometry::{Aspect, Size};
use crate::settings::Motion;
use crate::show::Moment;
use crate::show::command::Command;
use crate::show::marks::Region;
use crate::show::view::{Mode, OnStage, View};

use self::dissolve::lay;
use self::motion::{motion, passing};
use crate::app::check::card_ui;
use crate::app::kit::look::SURROUND;
use crate::app::kit::marks::{cut, paint_marks};
use crate::app::kit::pointing::{Seen, pointing};
use crate::app::links::link_ui;
use crate::app::live::Live;
use crate::app::pictures::cache::{PictureKey, Pixels, Subject};
use crate::app::playing::{Playing, Shown};
use crate::app::shared::{Shared, State};
use crate::app::windows::color32;
use crate::app::windows::wake;
use crate::app::workers::fingerprint;

/// A mouse that rests this long is hidden.
const MOUSE_REST: Duration = Duration::from_secs(2);

/// Where slide and caption stand on a screen, in whole pixels, so that pictures are shown one to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    pub screen: Pixels,
    /// Left, top, width, height.
    pub slide: [u32; 4],
    /// Where captions may stand, while they are on: under the slide or over it.
    pub captions: Option<[u32; 4]>,
}

impl Places {
    /// The slide as large as it can be; a band of captions leaves it that much less height.
    #[must_use]
    pub fn new(screen: Pixels, aspect: Aspect, look: Option<CaptionLook>) -> Self {
        let [width, height] = screen;
        let captions = look.map(|look| strip(screen, look));
        let band = captions.filter(|_| look.is_some_and(CaptionLook::is_band));
        let (room, size) = (band.map_or(height, |[_, top, ..]| top), aspect.size());
        let fit = (f64::from(width) / size.width).min(f64::from(room) / size.height);
        let slide = [(size.width * fit).round() as u32, (size.height * fit).round() as u32];
        let slide = [(width - slide[0].min(width)) / 2, (room - slide[1].min(room)) / 2, slide[0], slide[1]];
        Self { screen, slide, captions }
    }
}

/// The captions' part of the screen.
fn strip([width, height]: Pixels, look: CaptionLook) -> [u32; 4] {
    let strip = look.strip(Size::new(width.into(), height.into()));
    let whole = |at: f64| at.round().max(0.0) as u32;
    let (high, left) = (whole(strip.height()).min(height), whole(strip.x0));
    let top = if look.is_band() { height - high } else { whole(strip.y0) };
    [left, top, width - 2 * left.min(width / 2), high]
}

/// The stage as a whole window.
pub fn stage_window(ui: &mut Ui, shared: &Shared) {
    shared.take_keys(ui);
    let now = shared.clock.now();
    let area = ui.max_rect();
    let rests = hide_resting_mouse(ui, now);
    let scale = ui.ctx().pixels_per_point();
    let screen = [(area.width() * scale).round() as u32, (area.height() * scale).round() as u32];
    let window = ui.ctx().viewport_id();
    shared.expect_stage(screen, window);
    if shared.stage_visible.load(Ordering::Relaxed) && !shared.stage_shown.swap(true, Ordering::Relaxed) {
        wake(ui.ctx(), ViewportId::ROOT);
    }
    if card_ui(ui, shared, screen) {
        return;
    }
    take_pointer(ui, shared, now, screen);
    let inner = shared.lock();
    let link = match &inner.state {
        State::Playing(talk) => {
            let motion = motion(&inner.settings, shared);
            talk_ui(ui, shared, talk, &inner.live, motion, now, screen)
        }
        // Whatever went wrong is the console's business.
        State::Loading | State::Failed(_) => {
            match &inner.held {
                Some(held) => {
                    let (aspect, ground, around) = held.empty();
                    let slide = points(Places::new(screen, aspect, None).slide, area.min, scale);
                    surround(ui.painter(), area, slide, around);
                    ui.painter().rect_filled(slide, 0.0, ground);
                }
                None => void(ui.painter().rect_filled(area, 0.0, SURROUND)),
            }
            None
        }
    };
    drop(inner);
    ui.data_mut(|data| data.insert_temp(on_link(), link.is_some()));
    if rests {
        ui.ctx().set_cursor_icon(CursorIcon::None);
    }
    shared.act(ui, link.filter(|clicked| *clicked).map(|_| Command::FollowLink));
}

/// The mouse is on a link of the stage.
fn on_link() -> Id {
    Id::unique("on a link of the stage")
}

/// Whether the mouse is on a link, and whether that was clicked.
fn talk_ui(
    ui: &mut Ui,
    shared: &Shared,
    talk: &Playing,
    live: &Live,
    motion: Motion,
    now: Moment,
    screen: Pixels,
) -> Option<bool> {
    let view = talk.show.view(now);
    let area = ui.max_rect();
    let blank = match view.on_stage {
        OnStage::Black => Err(Color32::BLACK),
        OnStage::White => Err(Color32::WHITE),
        OnStage::Slide(cursor) => Ok(cursor),
    };
    let cursor = match blank {
        Ok(cursor) => cursor,
        Err(color) => {
            ui.painter().rect_filled(area, 0.0, color);
            return None;
        }
    };
    let places = Places::new(screen, talk.deck.aspect, talk.look(&view));
    let scale = ui.ctx().pixels_per_point();
    let slide = points(places.slide, area.min, scale);
    let shown = shared.picture(talk, cursor, [places.slide[2], places.slide[3]]);
    surround(ui.painter(), area, slide, color32(talk.deck.theme.colors.surround));
    let marks = &view.stage_marks;
    let seen = seen(talk, &view, slide);
    match marks.zoom {
        None => match passing(talk, &view, motion, now) {
            Some(passing) => {
                passing.paint(&ui.painter().with_clip_rect(slide), slide, shown, talk, shared);
                ui.ctx().request_repaint();
            }
            None => paint_stage(ui.painter(), slide, shown, shared),
        },
        Some(zoom) => match shared.part(talk, cursor, zoom, [places.slide[2], places.slide[3]]) {
            Some(ready) => paint_stage(ui.painter(), slide, Shown::Picture(ready), shared),
            None => paint_cut(ui.painter(), slide, shown, cut(seen.part, talk.deck.aspect.size())),
        },
    }
    if let Some(drawing) = talk.drawing(cursor) {
        paint_marks(ui.painter(), seen, marks, talk.deck.theme.colors.pen(drawing.ground));
    }
    let words = talk.drawing(cursor).map(|drawing| drawing.words()).unwrap_or_default();
    let response = ui.interact(slide, Id::unique("slide"), Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
    // A stage that stands still takes nothing.
    let drawing = talk.drawing(cursor).filter(|_| view.mode == Mode::Live);
    let link = drawing.and_then(|drawing| link_ui(ui, &response, seen, drawing, &view));
    let Some(strip) = places.captions else { return link };
    let (prints, caption) = match &view.caption {
        _ if view.live => live.shown(),
        Some(block) => ([Some(fingerprint(block)), None], block.lines.join(" ")),
        None => return link,
    };
    let picture = |print| {
        let subject = Subject::Caption(print, view.caption_look);
        shared.pictures.look(PictureKey { generation: talk.generation, subject, size: [strip[2], strip[3]] })
    };
    let ready = prints.into_iter().flatten().find_map(picture);
    let strip = points(strip, area.min, scale);
    if let Some(ready) = ready {
        lay(ui.painter(), ready.texture, strip, 1.0);
    }
    let response = ui.interact(strip, Id::unique("caption"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Caption, true, &caption));
    link
}

/// Which part of the slide the stage shows at `slide`.
fn seen(talk: &Playing, view: &View, slide: Rect) -> Seen {
    let part = view.stage_marks.zoom.map_or(talk.deck.aspect.size().to_rect(), Region::rect);
    Seen { rect: slide, part }
}

/// The mouse on the stage points at what the audience sees; a stage that stands still takes nothing.
fn take_pointer(ui: &Ui, shared: &Shared, now: Moment, screen: Pixels) {
    let commands = match &shared.lock().state {
        State::Playing(talk) => {
            let view = talk.show.view(now);
            let places = Places::new(screen, talk.deck.aspect, talk.look(&view));
            let slide = points(places.slide, ui.max_rect().min, ui.ctx().pixels_per_point());
            pointing(ui, seen(talk, &view, slide), &view, view.mode != Mode::Live)
        }
        State::Loading | State::Failed(_) => return,
    };
    shared.point(ui, commands);
}

/// A stage without borders is moved by its body and resized by its lower right corner, and keeps the slide's proportion.
pub fn window_handles(ui: &Ui, shared: &Shared, aspect: Aspect) {
    const CORNER: f32 = 24.0;
    let area = ui.max_rect();
    let (pressed, at, now) =
        ui.input(|input| (input.pointer.primary_pressed(), input.pointer.interact_pos(), input.time));
    // With a tool in hand the mouse points, and on a link it clicks.
    let free = || shared.hand_is_free() && ui.data(|data| data.get_temp(on_link())) != Some(true);
    if let Some(at) = at.filter(|_| pressed && free()) {
        let corner = Rect::from_min_max(area.max - vec2(CORNER, CORNER), area.max).contains(at);
        let resize = ViewportCommand::BeginResize(ResizeDirection::SouthEast);
        ui.ctx().send_viewport_cmd(if corner { resize } else { ViewportCommand::StartDrag });
    }
    let size =
        vec2(area.width(), (f64::from(area.width()) * aspect.size().height / aspect.size().width) as f32).round();
    // While it is being resized nothing is asked, and then once for each size: a window manager may refuse.
    let (id, seen) = (Id::unique("windowed stage's size"), area.size());
    let last = ui.data(|data| data.get_temp::<(Vec2, f64)>(id)).filter(|(last, _)| *last == seen);
    let since = last.map_or(now, |(_, since)| since);
    let off = (size.y - area.height()).abs() > 1.5 && since.is_finite();
    let rested = now - since > 0.3;
    ui.data_mut(|data| data.insert_temp(id, (seen, if off && rested { f64::INFINITY } else { since })));
    if off && rested {
        ui.ctx().send_viewport_cmd(ViewportCommand::InnerSize(size));
    } else if off {
        ui.ctx().request_repaint_after(Duration::from_millis(350));
    }
}

fn void<T>(_: T) {}

/// What the slide leaves free. Pixels cost time where a processor paints them, so none is painted twice.
fn surround(painter: &Painter, area: Rect, slide: Rect, color: Color32) {
    let strips = [
        Rect::from_min_max(area.min, pos2(area.right(), slide.top())),
        Rect::from_min_max(pos2(area.left(), slide.top()), slide.left_bottom()),
        Rect::from_min_max(slide.right_top(), pos2(area.right(), slide.bottom())),
        Rect::from_min_max(pos2(area.left(), slide.bottom()), area.max),
    ];
    for strip in strips.into_iter().filter(|strip| strip.is_positive()) {
        painter.rect_filled(strip, 0.0, color);
    }
}

/// The audience's slide as far as it is ready: its picture, or its bare ground.
pub fn paint_stage(painter: &Painter, rect: Rect, shown: Shown, shared: &Shared) {
    match shown {
        Shown::Picture(ready) => shared.dissolve.show(painter, rect, ready.texture),
        Shown::Ground(color) => void(painter.rect_filled(rect, 0.0, color)),
    }
}

/// A slide in the console, with round corners.
pub fn paint_slide(painter: &Painter, rect: Rect, shown: Shown, radius: f32) {
    let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
    match shown {
        Shown::Picture(ready) => {
            painter.add(RectShape::filled(rect, radius, Color32::WHITE).with_texture(ready.texture, whole));
        }
        Shown::Ground(color) => void(painter.rect_filled(rect, radius, color)),
    }
}

/// An enlarged part until it is painted: cut out of the whole slide's picture.
fn paint_cut(painter: &Painter, rect: Rect, shown: Shown, part: Rect) {
    match shown {
        Shown::Picture(ready) => void(painter.image(ready.texture, rect, part, Color32::WHITE)),
        Shown::Ground(color) => void(painter.rect_filled(rect, 0.0, color)),
    }
}

fn points(pixels: [u32; 4], origin: Pos2, scale: f32) -> Rect {
    let [x, y, width, height] = pixels.map(|each| each as f32 / scale);
    Rect::from_min_size(origin + vec2(x, y), vec2(width, height))
}

/// No cursor in front of the slide, unless somebody moves it. Whether it rests.
fn hide_resting_mouse(ui: &Ui, now: Moment) -> bool {
    let id = Id::unique(("mouse moved", ui.ctx().viewport_id()));
    let moves = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::PointerMoved(_))));
    let last = ui.data_mut(|data| {
        if moves {
            data.insert_temp(id, now);
        }
        data.get_temp::<Moment>(id)
    });
    let rested = last.map(|last| now.since(last));
    match rested {
        Some(rested) if rested < MOUSE_REST => {
            ui.ctx().request_repaint_after(MOUSE_REST - rested + Duration::from_millis(20));
            false
        }
        _ => {
            ui.ctx().set_cursor_icon(CursorIcon::None);
            true
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::caption::CaptionPlace;

    fn look(place: CaptionPlace, line: u8) -> CaptionLook {
        CaptionLook { place, line }
    }

    #[test]
    fn the_slide_fills_the_screen_or_leaves_the_band() {
        let whole = Places::new([1920, 1080], Aspect::Wide, None);
        assert_eq!((whole.slide, whole.captions), ([0, 0, 1920, 1080], None));
        let captioned = Places::new([1280, 720], Aspect::Wide, Some(look(CaptionPlace::Band, 7)));
        assert_eq!(captioned.slide, [115, 0, 1049, 590]);
        assert_eq!(captioned.captions, Some([0, 590, 1280, 130]));
        let large = Places::new([1280, 720], Aspect::Wide, Some(look(CaptionPlace::Band, 14)));
        assert_eq!((large.slide[3], large.captions), (461, Some([0, 461, 1280, 259])));
        let tall = Places::new([1280, 1024], Aspect::Wide, None);
        assert_eq!(tall.slide, [0, 152, 1280, 720]);
    }

    #[test]
    fn captions_over_the_slide_leave_it_whole() {
        let places = |place| Places::new([1920, 1080], Aspect::Wide, Some(look(place, 7)));
        let (top, bottom) = (places(CaptionPlace::Top), places(CaptionPlace::Bottom));
        assert_eq!((top.slide, bottom.slide), ([0, 0, 1920, 1080], [0, 0, 1920, 1080]));
        assert_eq!(top.captions, Some([240, 54, 1440, 227]));
        assert_eq!(bottom.captions, Some([240, 799, 1440, 227]));
    }

    #[test]
    fn no_screen_is_too_small() {
        for size in [[0, 0], [1, 1], [64, 3], [3, 64]] {
            for (_, place) in CaptionPlace::ALL {
                let places = Places::new(size, Aspect::Classic, Some(look(place, 14)));
                assert!(places.slide[2] <= size[0].max(1) + 1);
            }
        }
    }
}
