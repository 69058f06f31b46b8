//! The audience's window: the slide in the middle of the surround, its caption under or over it, and never anything else.

use std::time::Duration;

use eframe::egui::accesskit::Live;
use eframe::egui::{
    Color32, CursorIcon, Event, Id, Painter, Pos2, Rect, ResizeDirection, Response, Role, Sense, Ui, Vec2,
    ViewportCommand, WidgetInfo, pos2, vec2,
};

use crate::geometry::Aspect;
use crate::playback::caption::{fingerprint, live_fingerprint};
use crate::playback::playing::Reading;
use crate::playback::scene::{Playing, Scene, Status};
use crate::show::Moment;
use crate::show::command::Command;
use crate::show::marks::{Region, Tool};
use crate::show::view::{Cursor, Mode, OnStage, View};

use crate::app::kit::links::link_ui;
use crate::app::kit::look::SURROUND;
use crate::app::kit::marks::{cut, paint_marks};
use crate::app::kit::pointing::{Seen, pointing};
use crate::app::kit::reading::Spoken;
use crate::app::pictures::cache::{PictureKey, Pixels, Subject};
use crate::app::pictures::moving::Sight;
use crate::app::pictures::orders::{Shown, closing, holding, part, picture};
use crate::app::pictures::places::Places;
use crate::app::windows::color32;

use super::motion::passing;
use super::paints::{Paints, paint_stage};
use crate::app::kit::dissolve::lay;

/// A mouse that rests this long is hidden.
const MOUSE_REST: Duration = Duration::from_secs(2);

/// The mouse is on a link of the stage.
fn on_link() -> Id {
    Id::unique("on a link of the stage")
}

/// What the mouse asks for on the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Click {
    Link,
    /// Anything else, with no tool in hand.
    Stage,
    /// The other button.
    Second,
}

/// What the audience sees, on `screen` pixels, and what was clicked.
pub fn stage_ui(ui: &mut Ui, scene: &Scene, paints: Paints<'_>, screen: Pixels) -> Option<Click> {
    let rests = hide_resting_mouse(ui, scene.now);
    let whole = ui.interact(ui.max_rect(), Id::unique("stage"), Sense::CLICK);
    let link = status_ui(ui, scene, paints, screen, &whole);
    ui.data_mut(|data| data.insert_temp(on_link(), link.is_some()));
    if rests {
        ui.ctx().set_cursor_icon(CursorIcon::None);
    }
    let free = scene.view().is_some_and(|view| view.tool == Tool::Nothing);
    match link {
        Some(true) => Some(Click::Link),
        _ if whole.secondary_clicked() => Some(Click::Second),
        None if free && whole.clicked() => Some(Click::Stage),
        _ => None,
    }
}

/// Whether the mouse is on a link, and whether that was clicked.
fn status_ui(ui: &mut Ui, scene: &Scene, paints: Paints<'_>, screen: Pixels, whole: &Response) -> Option<bool> {
    let area = ui.max_rect();
    let fill = |color| void(ui.painter().rect_filled(area, 0.0, color));
    match &scene.status {
        Status::Playing(playing) => match playing.view.on_stage {
            OnStage::Black => {
                fill(Color32::BLACK);
                let places = Places::new(screen, playing.reading.deck.aspect, playing.reading.look(&playing.view));
                if let Some(strip) = places.captions {
                    caption_ui(ui, &scene.live, &playing.reading, &playing.view, paints, strip);
                }
            }
            OnStage::White => fill(Color32::WHITE),
            OnStage::Holding | OnStage::Closing => card_ui(ui, scene, playing, paints, screen),
            OnStage::Slide(cursor) => return slide_ui(ui, scene, playing, cursor, paints, screen, whole),
        },
        Status::Faulty(deck) => {
            let slide = points(Places::new(screen, deck.aspect, None).slide, area.min, ui.ctx().pixels_per_point());
            surround(ui.painter(), area, slide, color32(deck.surround));
            ui.painter().rect_filled(slide, 0.0, color32(deck.ground));
        }
        // Whatever went wrong is the console's business.
        Status::Loading | Status::Failed(_) => paints.dissolve.fill(ui.painter(), area, SURROUND),
    }
    None
}

/// The slide, what lies on it, and its caption.
fn slide_ui(
    ui: &mut Ui,
    scene: &Scene,
    playing: &Playing,
    cursor: Cursor,
    paints: Paints<'_>,
    screen: Pixels,
    whole: &Response,
) -> Option<bool> {
    let (reading, view) = (&*playing.reading, &playing.view);
    let area = ui.max_rect();
    let places = Places::new(screen, reading.deck.aspect, reading.look(view));
    let slide = points(places.slide, area.min, ui.ctx().pixels_per_point());
    surround(ui.painter(), area, slide, color32(reading.deck.theme.colors.surround));
    let seen = seen(playing, slide);
    paint_picture(ui, scene, playing, cursor, paints, seen, places);
    let drawing = reading.drawing(cursor);
    if let Some(drawing) = drawing {
        paint_marks(ui.painter(), seen, &view.stage_marks, reading.deck.theme.colors.pens(drawing.ground));
    }
    if let Some(drawing) = drawing {
        let id = Id::unique(("slide on the stage", cursor.slide));
        let name = playing.plan.slides.get(cursor.slide).map(|slide| slide.announced(view.count)).unwrap_or_default();
        Spoken { id, name: &name, language: &reading.deck.language, drawing, seen }.tell(ui);
    }
    // A stage that stands still takes nothing.
    let drawing = drawing.filter(|_| view.mode == Mode::Live);
    let link = drawing.and_then(|drawing| link_ui(ui, whole, seen, drawing, view));
    if let Some(strip) = places.captions {
        caption_ui(ui, &scene.live, reading, view, paints, strip);
    }
    link
}

/// The slide before or after the talk, to the edges in its own color, and where captions will be.
fn card_ui(ui: &mut Ui, scene: &Scene, playing: &Playing, paints: Paints<'_>, screen: Pixels) {
    let (reading, view) = (&*playing.reading, &playing.view);
    let area = ui.max_rect();
    let places = Places::new(screen, reading.deck.aspect, reading.look(view));
    let slide = points(places.slide, area.min, ui.ctx().pixels_per_point());
    surround(ui.painter(), area, slide, color32(reading.deck.theme.colors.surround));
    let size = [places.slide[2], places.slide[3]];
    let (shown, drawing) = if view.on_stage == OnStage::Closing {
        (closing(paints.cache, reading, size), &reading.closing)
    } else {
        (holding(paints.cache, reading, size), &reading.holding)
    };
    if let Some(drawing) = drawing {
        let strip = places.captions.map(|strip| points(strip, area.min, ui.ctx().pixels_per_point()));
        let below = strip.filter(|strip| strip.top() >= slide.bottom() - 1.0);
        let card = below.map_or(area, |strip| area.with_max_y(strip.top()));
        surround(ui.painter(), card, slide, color32(drawing.ground));
    }
    paint_stage(ui.painter(), slide, shown, paints.dissolve);
    if let Some(drawing) = drawing {
        let name = if view.on_stage == OnStage::Closing { "Closing slide" } else { "Holding slide" };
        let (id, seen) = (Id::unique(name), Seen { rect: slide, part: reading.deck.aspect.size().to_rect() });
        Spoken { id, name, language: &reading.deck.language, drawing, seen }.tell(ui);
    }
    if let Some(strip) = places.captions {
        caption_ui(ui, &scene.live, reading, view, paints, strip);
    }
}

fn paint_picture(
    ui: &Ui,
    scene: &Scene,
    playing: &Playing,
    cursor: Cursor,
    paints: Paints<'_>,
    seen: Seen,
    places: Places,
) {
    let (reading, size, slide) = (&*playing.reading, [places.slide[2], places.slide[3]], seen.rect);
    let shown = picture(paints.cache, reading, cursor, size);
    let zoom = playing.view.stage_marks.zoom;
    if zoom.is_none()
        && let Some(passing) = passing(playing, paints.motion, scene.now)
    {
        passing.paint(&ui.painter().with_clip_rect(slide), slide, shown, playing, paints);
        ui.ctx().request_repaint();
        return;
    }
    if let Some(moving) = paints.moving(Sight { at: cursor, zoom, size }, playing, ui.painter()) {
        paint_stage(ui.painter(), slide, Shown::Picture(moving.under), paints.dissolve);
        moving.paint_films(ui.painter(), slide, 1.0);
        moving.paint_over(ui.painter(), slide, 1.0);
        if let Some(next) = moving.next.filter(|_| playing.view.mode == Mode::Live) {
            ui.ctx().request_repaint_after(next);
        }
        return;
    }
    match zoom {
        None => paint_stage(ui.painter(), slide, shown, paints.dissolve),
        Some(zoom) => match part(paints.cache, reading, cursor, zoom, size) {
            Some(ready) => paint_stage(ui.painter(), slide, Shown::Picture(ready), paints.dissolve),
            None => paint_cut(ui.painter(), slide, shown, cut(seen.part, reading.deck.aspect.size())),
        },
    }
}

/// The caption in its strip, as far as it is painted.
fn caption_ui(ui: &mut Ui, live: &[String], reading: &Reading, view: &View, paints: Paints<'_>, strip: [u32; 4]) {
    let look = |print| {
        let subject = Subject::Caption(print, view.caption_look);
        paints.cache.look(PictureKey { generation: reading.generation, subject, size: [strip[2], strip[3]] })
    };
    let last = Id::unique("live lines that stood there");
    if live.is_empty() {
        ui.data_mut(|data| data.remove::<u64>(last));
    }
    let (ready, words) = match &view.caption {
        _ if view.live && live.is_empty() => (None, String::new()),
        _ if view.live => {
            // What stood there last stays until the picture of the lines is painted.
            let print = live_fingerprint(live);
            let ready = look(print);
            if ready.is_some() {
                ui.data_mut(|data| data.insert_temp(last, print));
            }
            let ready = ready.or_else(|| look(ui.data(|data| data.get_temp::<u64>(last))?));
            (ready, live.join(" "))
        }
        Some(block) => (look(fingerprint(block)), block.lines.join(" ")),
        None => return,
    };
    let strip = points(strip, ui.max_rect().min, ui.ctx().pixels_per_point());
    if let Some(ready) = ready {
        lay(ui.painter(), ready.texture, strip, 1.0);
    }
    let response = ui.interact(strip, Id::unique("caption"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Caption, true, &words));
    if paints.reads_captions {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
    }
}

/// Which part of the slide the stage shows at `slide`.
fn seen(playing: &Playing, slide: Rect) -> Seen {
    let whole = playing.reading.deck.aspect.size().to_rect();
    Seen { rect: slide, part: playing.view.stage_marks.zoom.map_or(whole, Region::rect) }
}

/// The mouse on the stage points at what the audience sees; a stage that stands still takes nothing.
pub fn pointed(ui: &Ui, scene: &Scene, screen: Pixels) -> Vec<Command> {
    // Under a page the mouse is the page's.
    let Some(playing) = scene.playing().filter(|_| ui.is_enabled()) else { return Vec::new() };
    let (reading, view) = (&playing.reading, &playing.view);
    let places = Places::new(screen, reading.deck.aspect, reading.look(view));
    let slide = points(places.slide, ui.max_rect().min, ui.ctx().pixels_per_point());
    pointing(ui, seen(playing, slide), view, view.mode != Mode::Live || view.on_stage == OnStage::Closing)
}

/// A stage without borders is moved by its body and resized by its lower right corner, and keeps the slide's proportion.
pub fn window_handles(ui: &Ui, scene: &Scene, aspect: Aspect) {
    const CORNER: f32 = 24.0;
    let area = ui.max_rect();
    let (pressed, at, now) =
        ui.input(|input| (input.pointer.primary_pressed(), input.pointer.interact_pos(), input.time));
    // With a tool in hand the mouse points, and on a link it clicks.
    let idle = scene.view().is_none_or(|view| view.tool == Tool::Nothing);
    let free = || idle && ui.data(|data| data.get_temp(on_link())) != Some(true);
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
