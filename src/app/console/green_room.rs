//! The console before the talk: what the audience sees meanwhile, the first slide with its words, what to look at, and one
//! large button that starts everything.

use std::time::Duration;

use eframe::egui::accesskit::Live;
use eframe::egui::{Align2, Color32, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::app::keys::does::{Does, WindowCommand};
use crate::app::keys::keymap::Keymap;
use crate::app::kit::figures::minutes;
use crate::app::kit::look::caps::State;
use crate::app::kit::look::{Face, Look, line};
use crate::app::kit::slide::paint_slide;
use crate::diagnostic::counted;
use crate::show::command::Command;
use crate::show::view::Mode;

use super::checks::checks_ui;
use super::planned::{self, planned_ui};
use super::{Places, Scene, header, notes, slide};

const MARGIN: f32 = 24.0;
const GAP: f32 = 28.0;
const LABEL: f32 = 24.0;
/// Under a picture.
const LINE: f32 = 44.0;

/// Where everything stands.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    pub holding: Rect,
    pub first: Rect,
    start: Rect,
    notes: Rect,
    checks: Rect,
}

impl Room {
    #[must_use]
    pub fn new(window: Rect, places: &Places) -> Self {
        let px = |length| places.look.px(length);
        let inner = Rect::from_min_max(
            pos2(places.header.left(), places.name.top().min(places.next_name.top())),
            window.max - vec2(px(MARGIN), px(MARGIN)),
        );
        let left = (inner.width() * 0.627).round();
        let ratio = places.slide.width() / places.slide.height().max(1.0);
        let width = ((left - px(GAP)) / 2.0).min(inner.height() * 0.36 * ratio).round();
        let size = vec2(width, (width / ratio).round());
        let top = inner.top() + px(LABEL);
        let holding = Rect::from_min_size(pos2(inner.left(), top), size);
        let first = holding.translate(vec2((left + px(GAP)) / 2.0, 0.0));
        let low = holding.bottom() + px(LINE);
        let split = low + px(MARGIN) / 2.0;
        let right = inner.left() + left + px(GAP);
        Self {
            holding,
            first,
            start: Rect::from_min_max(pos2(inner.left(), split), pos2(inner.left() + left, inner.bottom())),
            notes: Rect::from_min_max(pos2(right, inner.top()), pos2(inner.right(), split - px(MARGIN) / 2.0)),
            checks: Rect::from_min_max(pos2(right, split), inner.max),
        }
    }
}

/// All of it but the header's state, which the talk has as well.
pub fn green_room_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Does> {
    let room = Room::new(ui.max_rect(), places);
    let spread = Places { notes: Some(room.notes), ..*places };
    let asked = [
        header::header_ui(ui, places, scene),
        pictures_ui(ui, places.look, scene, room),
        start_ui(ui, places.look, scene, room.start).map(Does::Talk),
        notes::notes_ui(ui, &spread, scene).map(Does::Talk),
        checks_ui(ui, places.look, scene, room.checks).map(Does::Window),
    ];
    asked.into_iter().flatten().next()
}

/// What the audience sees, in words and with an edge, and what it will see.
fn pictures_ui(ui: &mut Ui, look: Look, scene: &Scene<'_>, room: Room) -> Option<Does> {
    let black = matches!(scene.view.mode, Mode::Black | Mode::White);
    let (words, color) = match scene.view.mode {
        Mode::Black => ("The audience sees black", look.palette.attention),
        Mode::White => ("The audience sees white", look.palette.attention),
        _ if scene.hidden => ("The stage is hidden", look.palette.attention),
        _ => ("The audience sees this", look.palette.good),
    };
    let above = |rect: Rect| pos2(rect.left(), rect.top() - look.px(LABEL) / 2.0);
    look.label_in(ui, above(room.holding), Align2::LEFT_CENTER, (words, color));
    match (scene.view.mode, scene.holding) {
        (Mode::Black, _) => drop(ui.painter().rect_filled(room.holding, look.px(5.0), Color32::BLACK)),
        (Mode::White, _) => drop(ui.painter().rect_filled(room.holding, look.px(5.0), Color32::WHITE)),
        (_, shown) => paint_slide(ui.painter(), room.holding, shown, look.px(5.0)),
    }
    ui.painter().rect_stroke(room.holding, look.px(5.0), Stroke::new(2.0, color), StrokeKind::Outside);
    name(ui, room.holding, "what the audience sees", words);
    look.label(ui, above(room.first), Align2::LEFT_CENTER, "When you start");
    paint_slide(ui.painter(), room.first, scene.current, look.px(5.0));
    let title = slide::title(scene, scene.view.cursor.slide);
    name(ui, room.first, "first slide", &format!("When you start: {title}"));
    let y = room.holding.bottom() + look.px(LINE) / 2.0;
    let under = pos2(room.first.left(), y);
    let words = first_words(scene, &title);
    let words = line(&words, Face::Regular, 15.0, look.palette.mute);
    look.words_within(ui, under, Align2::LEFT_CENTER, room.first.width(), words);
    let says = if black { "Show the holding slide" } else { "Show black instead" };
    let command = if scene.view.mode == Mode::White { Command::White } else { Command::Black };
    let left = pos2(room.holding.left(), y);
    let narrow = room.holding.width() < look.px(290.0).max(290.0);
    let (words, says) = match narrow {
        true => ("Its words", if black { "Slide" } else { "Black" }),
        false => ("Change its words", says),
    };
    let (cap, change) = look.cap_from(ui, left, WindowCommand::HoldingWords, words);
    let instead = look.cap_from(ui, pos2(cap.right() + look.px(8.0), y), command, says).1;
    change.map(Does::Window).or(instead.map(Does::Talk))
}

/// `Slide 1 of 28, Administration: 0:55 planned, 3 captions`
fn first_words(scene: &Scene<'_>, title: &str) -> String {
    let mut words = format!("Slide {} of {}, {title}", scene.view.number, scene.view.count);
    let Some(slide) = scene.slide() else { return words };
    let language = slide.captions.get(scene.view.caption_language);
    let captions = language.map_or(0, |steps| steps.iter().map(Vec::len).sum());
    let planned = (!slide.planned.is_zero()).then(|| format!("{} planned", minutes(slide.planned.as_secs())));
    let captions = (captions > 0).then(|| counted(captions, "caption"));
    let facts: Vec<String> = [planned, captions].into_iter().flatten().collect();
    if !facts.is_empty() {
        words.push_str(&format!(": {}", facts.join(", ")));
    }
    words
}

fn name(ui: &mut Ui, rect: Rect, id: &str, words: &str) {
    let response = ui.interact(rect, ui.scope_id().with(id), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, words));
}

/// How long until the talk is to start, the button, and what it starts.
fn start_ui(ui: &mut Ui, look: Look, scene: &Scene<'_>, panel: Rect) -> Option<Command> {
    /// The button is no lower than this, whatever else has to make way.
    const LEAST: f32 = 64.0;
    look.panel(ui, panel);
    let inner = panel.shrink2(vec2(look.px(24.0), look.px(20.0)));
    let (bottom, asked) = time_ui(ui, look, scene, inner);
    let top = bottom + look.px(14.0);
    let words = look.px(34.0);
    let room = inner.bottom() - top - look.px(LEAST);
    let height = planned::height(look, room - words);
    let facts = height + look.px(16.0);
    let foot = if room >= facts { planned_ui(ui, look, scene, inner, height) - look.px(16.0) } else { inner.bottom() };
    let under = if room >= facts + words { words } else { 0.0 };
    let button = Rect::from_min_max(pos2(inner.left(), top), pos2(inner.right(), foot - under));
    let pressed = button_ui(ui, look, button);
    if under > 0.0 {
        let words =
            line("The clock, the captions and the take begin together.", Face::Regular, 16.0, look.palette.text);
        let at = pos2(inner.center().x, button.bottom() + under / 2.0 + look.px(4.0));
        look.words_within(ui, at, Align2::CENTER_CENTER, inner.width(), words);
    }
    pressed.then_some(Command::NextStep).or(asked)
}

/// The countdown where the talk's start is known, else the time of day. Returns its lower edge.
fn time_ui(ui: &mut Ui, look: Look, scene: &Scene<'_>, inner: Rect) -> (f32, Option<Command>) {
    let known = scene.start.zip(scene.view.starts_in);
    let (label, time) = match known {
        // What is counted down is never ahead of the clock beside it.
        Some((start, left)) => (format!("Starts at {start}"), minutes(left.as_millis().div_ceil(1000) as u64)),
        None => (
            scene.start.map_or("Clock".to_owned(), |start| format!("Clock; the start was set for {start}")),
            scene.time.words(),
        ),
    };
    let label = look.label_within(ui, inner.left_top(), Align2::LEFT_TOP, inner.width(), &label);
    let at = label.left_bottom() + vec2(0.0, look.px(2.0));
    let name = if known.is_some() { "To go" } else { "Clock" };
    let figures = look.figures(ui, at, line(&time, Face::SemiBold, 40.0, look.palette.text), name);
    let Some((_, left)) = known else { return (figures.bottom(), None) };
    tell_minutes(ui, figures, left);
    let on = scene.view.by_itself;
    let right = pos2(inner.right(), figures.center().y);
    let (cap, asked) =
        look.cap_lit(ui, right, Command::StartByItself, State { lit: on, on: Some(on), ..State::default() });
    let says = if on { "It does; any other key stops it" } else { "Off: nothing moves before you do" };
    let says = line(says, Face::Regular, 14.0, look.palette.mute);
    let wide = look.galley(ui, says.text, says.face, says.size, says.color).size().x;
    let now = format!("to go, it is {}", scene.time.words());
    let now = line(&now, Face::Regular, 16.0, look.palette.mute);
    let own = look.galley(ui, now.text, now.face, now.size, now.color).size();
    let mut end = cap.left() - look.px(14.0);
    let from = figures.right() + look.px(12.0);
    if end - wide - look.px(20.0) > from + own.x {
        end = look.words(ui, pos2(end, right.y), Align2::RIGHT_CENTER, says).left();
    }
    if end - from > own.x {
        look.words(ui, pos2(from, figures.bottom() - look.px(6.0)), Align2::LEFT_BOTTOM, now);
    }
    (figures.bottom().max(cap.bottom()), asked)
}

/// Said politely when there are ten, five and one minutes to go.
fn tell_minutes(ui: &Ui, place: Rect, left: Duration) {
    let words = match left.as_secs() {
        0..60 => "Less than a minute to go",
        60..=90 => "One minute to go",
        91..=300 => "Five minutes to go",
        301..=600 => "Ten minutes to go",
        _ => "",
    };
    let response = ui.interact(place, ui.scope_id().with("minutes to go"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
}

fn button_ui(ui: &mut Ui, look: Look, rect: Rect) -> bool {
    let response = ui.interact(rect, ui.scope_id().with("start the talk"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Start"));
    let palette = look.palette;
    let fill = if response.hovered() { palette.good.gamma_multiply(0.9) } else { palette.good };
    ui.painter().rect_filled(rect, look.px(10.0), fill);
    look.focus_ring(ui, rect, look.px(10.0), &response);
    let keymap = Keymap::of(ui.ctx());
    let caps = keymap.row(Command::NextStep).map(|row| row.caps()).unwrap_or_default();
    let keys = ["Enter", "→"].into_iter().filter(|key| caps.iter().any(|cap| cap == key));
    let keys = keys.collect::<Vec<_>>().join(", ");
    let keys = if keys.is_empty() { "A click".to_owned() } else { format!("{keys} or your clicker’s Next") };
    let size = (rect.height() / look.scale * 0.34).clamp(22.0, 54.0);
    let low = rect.height() < look.px(60.0);
    let word = look.galley(ui, "Start", Face::Bold, size, palette.on_good);
    if low {
        let at = rect.center() - word.size() / 2.0;
        ui.painter().galley(at, word, palette.on_good);
        return response.clicked();
    }
    let keys = look.galley(ui, keys, Face::SemiBold, (size * 0.3).max(13.0), palette.on_good);
    let gap = look.px(2.0);
    let top = rect.center().y - (word.size().y + gap + keys.size().y) / 2.0;
    let centered = |width: f32| rect.center().x - width / 2.0;
    ui.painter().galley(pos2(centered(keys.size().x), top + word.size().y + gap), keys, palette.on_good);
    ui.painter().galley(pos2(centered(word.size().x), top), word, palette.on_good);
    response.clicked()
}
