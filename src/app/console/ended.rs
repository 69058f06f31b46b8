//! A talk that is over → the speaker's page: what the audience sees meanwhile, how long it took, slides to show again, and
//! what comes next.

use eframe::egui::{
    Align2, Color32, CursorIcon, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::app::keys::does::{Does, WindowCommand};
use crate::app::kit::look::{Face, Look, line};
use crate::app::kit::slide::paint_slide;
use crate::app::pictures::orders::Shown;
use crate::captions::formats::clock;
use crate::show::command::Command;
use crate::show::view::{Mode, OnStage};

use super::{Places, Scene, header};

/// Slides to be shown again, beside each other and in all; of those that were not shown the first.
pub const COLUMNS: usize = 4;
pub const MOST_AGAIN: usize = 8;
pub const MOST_MISSED: usize = 2;

const MARGIN: f32 = 24.0;
const GAP: f32 = 28.0;
const LABEL: f32 = 24.0;
/// Around what stands in a panel.
const PAD: f32 = 20.0;
/// A panel that is narrower has no key on its first button.
const NARROW: f32 = 340.0;
/// The width of the panel with the times.
const TIMES: f32 = 216.0;

/// Where everything stands.
#[derive(Clone, Copy, Debug)]
pub struct AfterRoom {
    look: Look,
    pub picture: Rect,
    times: Rect,
    talk: Rect,
    again: Rect,
    next: Rect,
    ratio: f32,
}

impl AfterRoom {
    #[must_use]
    pub fn new(window: Rect, places: &Places) -> Self {
        let look = places.look;
        let px = |length| look.px(length);
        let top = places.name.top().min(places.next_name.top());
        let inner = Rect::from_min_max(pos2(places.header.left(), top), window.max - vec2(px(MARGIN), px(MARGIN)));
        let left = (inner.width() * 0.627).round();
        let ratio = places.slide.width() / places.slide.height().max(1.0);
        let (label, gap) = (px(LABEL), px(16.0));
        let width = (left - px(TIMES) - gap).min((inner.height() * 0.46 - label) * ratio).round();
        let picture =
            Rect::from_min_size(pos2(inner.left(), inner.top() + label), vec2(width, (width / ratio).round()));
        let (right, low) = (inner.left() + left, picture.bottom() + px(MARGIN));
        Self {
            look,
            picture,
            times: Rect::from_min_max(pos2(picture.right() + gap, picture.top()), pos2(right, picture.bottom())),
            talk: Rect::from_min_max(pos2(right + px(GAP), inner.top()), pos2(inner.right(), picture.bottom())),
            again: Rect::from_min_max(pos2(inner.left(), low), pos2(right, inner.bottom())),
            next: Rect::from_min_max(pos2(right + px(GAP), low), inner.max),
            ratio,
        }
    }

    /// The first of the slides to be shown again.
    #[must_use]
    pub fn thumb(&self) -> Rect {
        let look = self.look;
        let inner = self.again.shrink(look.px(PAD));
        let gap = look.px(10.0) * (COLUMNS as f32 - 1.0);
        let wide = ((inner.width() - gap) / COLUMNS as f32).floor();
        // Two rows of them, each with its name.
        let room = inner.height() - look.px(LABEL) - look.px(10.0);
        let tall = (room / 2.0 - name_height(look) - look.px(10.0)).max(24.0);
        let width = wide.min(tall * self.ratio).floor();
        Rect::from_min_size(inner.min + vec2(0.0, look.px(LABEL)), vec2(width, (width / self.ratio).round()))
    }
}

/// Under a small picture.
fn name_height(look: Look) -> f32 {
    look.font(Face::Regular, 14.0).size * 1.3 + look.px(4.0)
}

/// Whether the page is shown: a slide that is shown again has the usual console.
#[must_use]
pub fn stands(scene: &Scene<'_>) -> bool {
    scene.view.closes
}

/// The closing slide at the left with the questions' time, how the talk went, slides to show again, and what can be done.
pub fn ended_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Does> {
    let room = AfterRoom::new(ui.max_rect(), places);
    picture_ui(ui, room.look, scene, room.picture);
    let asked = [
        header::header_ui(ui, places, scene),
        times_ui(ui, room.look, scene, room.times),
        talk_ui(ui, scene, &room),
        again_ui(ui, scene, &room),
        next_ui(ui, room.look, room.next),
    ];
    asked.into_iter().flatten().next()
}

fn picture_ui(ui: &mut Ui, look: Look, scene: &Scene<'_>, rect: Rect) {
    let (attention, good) = (look.palette.attention, look.palette.good);
    let (words, color) = match scene.view.on_stage {
        OnStage::Black if scene.view.mode == Mode::Live => ("The audience sees black", good),
        OnStage::Black => ("The audience sees black", attention),
        OnStage::White => ("The audience sees white", attention),
        _ if scene.hidden => ("The stage is hidden", attention),
        OnStage::Slide(_) => ("The audience sees the last slide", good),
        _ => ("The audience sees the closing slide", good),
    };
    look.label_in(ui, rect.left_top() - vec2(0.0, look.px(12.0)), Align2::LEFT_CENTER, (words, color));
    match scene.view.on_stage {
        OnStage::Black => drop(ui.painter().rect_filled(rect, look.px(5.0), Color32::BLACK)),
        OnStage::White => drop(ui.painter().rect_filled(rect, look.px(5.0), Color32::WHITE)),
        OnStage::Slide(_) => paint_slide(ui.painter(), rect, scene.current, look.px(5.0)),
        _ => paint_slide(ui.painter(), rect, scene.closing, look.px(5.0)),
    }
    ui.painter().rect_stroke(rect, look.px(5.0), Stroke::new(2.0, color), StrokeKind::Outside);
    let response = ui.interact(rect, ui.scope_id().with("what the audience sees"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, words));
}

/// The questions' own clock, the time of day, and black.
fn times_ui(ui: &mut Ui, look: Look, scene: &Scene<'_>, panel: Rect) -> Option<Does> {
    look.panel(ui, panel);
    let inner = panel.shrink(look.px(PAD));
    let label = look.label_within(ui, inner.left_top(), Align2::LEFT_TOP, inner.width(), "Questions");
    let at = label.left_bottom() + vec2(0.0, look.px(2.0));
    let asked = clock(scene.view.paused_seconds.unwrap_or_default().saturating_mul(1000));
    let size = if inner.height() < look.px(200.0) { 32.0 } else { 48.0 };
    let figures = look.figures(ui, at, line(&asked, Face::SemiBold, size, look.palette.text), "Questions");
    let roomy = inner.width() > look.px(170.0) && look.scale >= 0.9;
    let back = if roomy { "Back to the last slide" } else { "Last slide" };
    let caps: [(Does, &str); 2] = [(Command::PreviousStep.into(), back), (Command::Black.into(), "Black")];
    let (mut y, mut pressed) = (inner.bottom() - look.px(12.0), None);
    for (does, name) in caps {
        if y - look.px(16.0) < figures.bottom() {
            break;
        }
        let (rect, asked) = look.cap_from(ui, pos2(inner.left(), y), does, name);
        y = rect.center().y - rect.height().max(24.0) - look.px(8.0);
        pressed = pressed.or(asked);
    }
    let top = figures.bottom() + look.px(14.0);
    if y - top > look.px(36.0) {
        let label = look.label(ui, pos2(inner.left(), top), Align2::LEFT_TOP, "Clock");
        let at = label.left_bottom() + vec2(0.0, look.px(2.0));
        look.figures(ui, at, line(&scene.time.words(), Face::Bold, 20.0, look.palette.text), "Clock");
    }
    pressed
}

/// The headline: how long it took; then what was not shown.
fn talk_ui(ui: &mut Ui, scene: &Scene<'_>, room: &AfterRoom) -> Option<Does> {
    let (look, panel) = (room.look, room.talk);
    look.panel(ui, panel);
    let inner = panel.shrink(look.px(PAD));
    let (view, palette) = (scene.view, look.palette);
    let (took, length) = (view.elapsed.as_secs(), view.length.as_secs());
    let time = |seconds: u64| clock(seconds.saturating_mul(1000));
    let (left, color) = if took > length {
        (format!("{} over", time(took - length)), palette.attention)
    } else {
        (format!("{} in hand", time(length - took)), palette.good)
    };
    let label = look.label(ui, inner.left_top(), Align2::LEFT_TOP, "The talk");
    let at = label.left_bottom() + vec2(0.0, look.px(4.0));
    let head = format!("{}, {left}", time(took));
    let wide = look.galley(ui, head.as_str(), Face::Serif, 30.0, color).size().x;
    // A narrow panel has it smaller rather than cut.
    let size = 30.0 * (inner.width() / wide * 0.97).clamp(0.5, 1.0);
    let head = look.words_within(ui, at, Align2::LEFT_TOP, inner.width(), line(&head, Face::Serif, size, color));
    let shown = match view.unseen.len() {
        0 => "Every slide was shown".to_owned(),
        1 => "1 slide was not shown".to_owned(),
        count => format!("{count} slides were not shown"),
    };
    let at = head.left_bottom() + vec2(0.0, look.px(6.0));
    let words = line(&shown, Face::Regular, 16.0, palette.text);
    let words = look.words_within(ui, at, Align2::LEFT_TOP, inner.width(), words);
    if scene.missed.is_empty() {
        return None;
    }
    let foot = if inner.height() > look.px(220.0) { look.font(Face::Regular, 14.0).size * 1.4 } else { 0.0 };
    let top = words.bottom() + look.px(14.0);
    let asked = tiles_ui(
        ui,
        room,
        scene,
        ("missed", scene.missed),
        Rect::from_min_max(pos2(inner.left(), top), inner.max - vec2(0.0, foot)),
    );
    if foot > 0.0 {
        let more = view.unseen.len().saturating_sub(scene.missed.len());
        let more = if more == 0 { String::new() } else { format!("and {more} more; ") };
        let says = format!("{more}what you save for others has them");
        let says = line(&says, Face::Regular, 14.0, palette.mute);
        look.words_within(ui, inner.left_bottom(), Align2::LEFT_BOTTOM, inner.width(), says);
    }
    asked
}

/// The slides with the most time, each a button that shows it again.
fn again_ui(ui: &mut Ui, scene: &Scene<'_>, room: &AfterRoom) -> Option<Does> {
    let (look, panel) = (room.look, room.again);
    look.panel(ui, panel);
    let inner = panel.shrink(look.px(PAD));
    let right = pos2(inner.right(), inner.top() + look.px(4.0));
    let (cap, all) = look.cap_saying(ui, right, Command::Overview, Some("All slides"));
    let width = cap.left() - inner.left() - look.px(8.0);
    look.label_within(ui, inner.left_top(), Align2::LEFT_TOP, width, "Show a slide again: those you stayed on longest");
    let area = Rect::from_min_max(room.thumb().min, inner.max);
    tiles_ui(ui, room, scene, ("again", scene.again), area).or(all.map(Does::Talk))
}

/// As many of the slides as have room, in rows.
fn tiles_ui(
    ui: &mut Ui,
    room: &AfterRoom,
    scene: &Scene<'_>,
    (id, slides): (&str, &[(usize, Shown)]),
    area: Rect,
) -> Option<Does> {
    let look = room.look;
    // A slide may be in both lists.
    let ui = &mut ui.new_child(UiBuilder::new().max_rect(area).id_salt(id));
    let (size, gap) = (room.thumb().size(), look.px(10.0));
    let step = vec2(size.x + gap, size.y + name_height(look) + gap);
    let columns = (((area.width() + gap) / step.x).floor() as usize).max(1);
    let mut asked = None;
    for (at, (slide, shown)) in slides.iter().enumerate() {
        let place = vec2((at % columns) as f32 * step.x, (at / columns) as f32 * step.y);
        let thumb = Rect::from_min_size(area.min + place, size);
        let whole = Rect::from_min_max(thumb.min, thumb.max + vec2(0.0, name_height(look)));
        if whole.bottom() > area.bottom() + 2.0 {
            break;
        }
        asked = tile_ui(ui, look, scene, (*slide, *shown), [thumb, whole]).or(asked);
    }
    asked
}

fn tile_ui(
    ui: &mut Ui,
    look: Look,
    scene: &Scene<'_>,
    (at, shown): (usize, Shown),
    [thumb, whole]: [Rect; 2],
) -> Option<Does> {
    let slide = scene.plan.slides.get(at)?;
    let response = ui.interact(whole, ui.scope_id().with(("again", at)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Show {}", slide.numbered_name())));
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    paint_slide(ui.painter(), thumb, shown, look.px(4.0));
    let edge = if response.hovered() { look.palette.mute } else { look.palette.cap };
    ui.painter().rect_stroke(thumb, look.px(4.0), Stroke::new(1.0, edge), StrokeKind::Outside);
    look.focus_ring(ui, thumb, look.px(4.0), &response);
    let name = slide.numbered_name();
    let words = line(&name, Face::Regular, 14.0, look.palette.text);
    look.words_within(ui, thumb.left_bottom() + vec2(0.0, look.px(4.0)), Align2::LEFT_TOP, thumb.width(), words);
    response.clicked().then_some(Does::Talk(Command::GoTo(at)))
}

/// What the talk leaves behind.
fn next_ui(ui: &mut Ui, look: Look, panel: Rect) -> Option<Does> {
    look.panel(ui, panel);
    let inner = panel.shrink(look.px(PAD));
    let label = look.label(ui, inner.left_top(), Align2::LEFT_TOP, "Hand over");
    let rows: [(Does, &str, &str, &str); 3] = [
        (WindowCommand::Export.into(), "Hand-out", "An accessible PDF, slides or captions", "Save for others"),
        (WindowCommand::Report.into(), "Report", "Plan and truth, slide by slide", "Report"),
        (Command::Leave.into(), "Back to this page", "Esc, while a slide is shown again", ""),
    ];
    let top = label.bottom() + look.px(10.0);
    let height = ((inner.bottom() - top) / rows.len() as f32).min(look.px(64.0));
    let two = height > look.font(Face::Bold, 16.0).size + look.font(Face::Regular, 14.0).size + look.px(14.0);
    let mut asked = None;
    for (at, (does, title, words, button)) in rows.into_iter().enumerate() {
        let place = Rect::from_min_size(pos2(inner.left(), top + height * at as f32), vec2(inner.width(), height));
        ui.painter().hline(place.x_range(), place.top(), Stroke::new(1.0, look.palette.cap));
        let middle = place.center().y;
        let mut right = place.right();
        if !button.is_empty() {
            let right_end = pos2(right, middle);
            let (cap, pressed) = match at {
                0 => look.cap_primary(ui, right_end, does, (button, inner.width() < look.px(NARROW))),
                _ => look.cap_saying(ui, right_end, does, Some(button)),
            };
            right = cap.left() - look.px(10.0);
            asked = asked.or(pressed);
        }
        let title = line(title, Face::SemiBold, 16.0, look.palette.text);
        if !two {
            look.words_within(ui, pos2(place.left(), middle), Align2::LEFT_CENTER, right - place.left(), title);
            continue;
        }
        look.words_within(ui, pos2(place.left(), middle), Align2::LEFT_BOTTOM, right - place.left(), title);
        let words = line(words, Face::Regular, 14.0, look.palette.mute);
        let at = pos2(place.left(), middle + look.px(1.0));
        look.words_within(ui, at, Align2::LEFT_TOP, right - place.left(), words);
    }
    asked
}
