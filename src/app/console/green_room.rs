//! The console before the talk: what the audience sees meanwhile, the first slide with its words, what to look at, and one
//! large button that starts everything.

use eframe::egui::{Align2, Color32, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::app::keys::does::{Does, WindowCommand};
use crate::app::keys::keymap::Keymap;
use crate::app::kit::figures::minutes;
use crate::app::kit::look::{Face, Look, line};
use crate::app::kit::slide::paint_slide;
use crate::show::command::Command;
use crate::show::view::Mode;

use super::{Places, Scene, header, notes, slide};

const MARGIN: f32 = 24.0;
const GAP: f32 = 28.0;
const LABEL: f32 = 24.0;
/// Under a picture.
const LINE: f32 = 36.0;

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
        pictures_ui(ui, places.look, scene, room).map(Does::Talk),
        start_ui(ui, places.look, scene, room.start).map(Does::Talk),
        notes::notes_ui(ui, &spread, scene).map(Does::Talk),
        checks_ui(ui, places.look, scene, room.checks),
    ];
    asked.into_iter().flatten().next()
}

/// What the audience sees, in words and with an edge, and what it will see.
fn pictures_ui(ui: &mut Ui, look: Look, scene: &Scene<'_>, room: Room) -> Option<Command> {
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
    let words = format!("Slide {} of {}, {title}", scene.view.number, scene.view.count);
    let words = line(&words, Face::Regular, 15.0, look.palette.mute);
    look.words_within(ui, under, Align2::LEFT_CENTER, room.first.width(), words);
    let says = if black { "Show the holding slide" } else { "Show black instead" };
    let command = if scene.view.mode == Mode::White { Command::White } else { Command::Black };
    look.cap_from(ui, pos2(room.holding.left(), y), command, says).1
}

fn name(ui: &mut Ui, rect: Rect, id: &str, words: &str) {
    let response = ui.interact(rect, ui.scope_id().with(id), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, words));
}

/// The time of day, the button, and what it starts.
fn start_ui(ui: &mut Ui, look: Look, scene: &Scene<'_>, panel: Rect) -> Option<Command> {
    look.panel(ui, panel);
    let inner = panel.shrink2(vec2(look.px(24.0), look.px(20.0)));
    let label = look.label(ui, inner.left_top(), Align2::LEFT_TOP, "Clock");
    let at = label.left_bottom() + vec2(0.0, look.px(2.0));
    let time = scene.time.words();
    let figures = look.figures(ui, at, line(&time, Face::SemiBold, 40.0, look.palette.text), "Clock");
    let foot = facts_ui(ui, look, scene, inner);
    let under = look.px(34.0);
    let button = Rect::from_min_max(
        pos2(inner.left(), figures.bottom() + look.px(14.0)),
        pos2(inner.right(), foot - look.px(16.0) - under),
    );
    let pressed = button_ui(ui, look, button);
    let words = "The clock, the captions and the take begin together.";
    let at = pos2(inner.center().x, button.bottom() + under / 2.0 + look.px(4.0));
    look.words_within(
        ui,
        at,
        Align2::CENTER_CENTER,
        inner.width(),
        line(words, Face::Regular, 16.0, look.palette.text),
    );
    pressed.then_some(Command::NextStep)
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
    let word = look.galley(ui, "Start", Face::Bold, size, palette.on_good);
    let keys = look.galley(ui, keys, Face::SemiBold, (size * 0.3).max(13.0), palette.on_good);
    let gap = look.px(2.0);
    let top = rect.center().y - (word.size().y + gap + keys.size().y) / 2.0;
    let centered = |width: f32| rect.center().x - width / 2.0;
    ui.painter().galley(pos2(centered(keys.size().x), top + word.size().y + gap), keys, palette.on_good);
    ui.painter().galley(pos2(centered(word.size().x), top), word, palette.on_good);
    response.clicked()
}

/// What is planned, at the panel's foot; returns its top.
fn facts_ui(ui: &mut Ui, look: Look, scene: &Scene<'_>, inner: Rect) -> f32 {
    let top = inner.bottom() - look.px(58.0);
    ui.painter().hline(inner.x_range(), top, Stroke::new(1.0, look.palette.cap));
    let length = scene.view.length;
    let planned = scene.plan.slides.iter().filter(|slide| !slide.hidden && !slide.appendix);
    let planned: u64 = planned.map(|slide| slide.planned.as_secs()).sum();
    let optional = scene.plan.slides.iter().filter(|slide| slide.optional && !slide.hidden).count();
    let ends = scene.time.after(length).words();
    let facts = [
        ("Planned", format!("{} of {}", minutes(planned), minutes(length.as_secs()))),
        ("Ends, if you start now", ends.rsplit_once(':').map_or(ends.clone(), |(time, _)| time.to_owned())),
        ("May be left out", if optional == 0 { "nothing".to_owned() } else { format!("{optional} slides") }),
    ];
    let width = inner.width() / facts.len() as f32;
    for (at, (label, words)) in facts.iter().enumerate() {
        let left = inner.left() + width * at as f32;
        let label = look.label_within(ui, pos2(left, top + look.px(14.0)), Align2::LEFT_TOP, width - 8.0, label);
        let words = line(words, Face::Bold, 18.0, look.palette.text);
        let place = pos2(left, label.bottom() + look.px(3.0));
        look.words_within(ui, place, Align2::LEFT_TOP, width - look.px(8.0), words);
    }
    top
}

/// What stands ready, and what to look at.
fn checks_ui(ui: &mut Ui, look: Look, scene: &Scene<'_>, panel: Rect) -> Option<Does> {
    look.panel(ui, panel);
    let inner = panel.shrink2(vec2(look.px(24.0), look.px(20.0)));
    let label = look.label(ui, inner.left_top(), Align2::LEFT_TOP, "Checks");
    let right = pos2(inner.right(), label.center().y + look.px(2.0));
    let asked = look.cap(ui, right, WindowCommand::StageCheck).1;
    let checks = checks(scene);
    let head = label.bottom() + look.px(24.0);
    let row = ((inner.bottom() - head) / checks.len() as f32).min(look.px(62.0));
    for (at, (good, title, words)) in checks.iter().enumerate() {
        let top = head + row * at as f32;
        if top + look.px(40.0) > inner.bottom() {
            break;
        }
        let color = if *good { look.palette.good } else { look.palette.attention };
        let sign = if *good { "✓" } else { "!" };
        let at = pos2(inner.left(), top + look.px(10.0));
        look.words(ui, at, Align2::LEFT_CENTER, line(sign, Face::Bold, 17.0, color));
        let left = inner.left() + look.px(30.0);
        let place = pos2(left, top);
        let title = line(title, Face::SemiBold, 16.0, look.palette.text);
        let title = look.words_within(ui, place, Align2::LEFT_TOP, inner.right() - left, title);
        let words = line(words, Face::Regular, 14.0, look.palette.mute);
        look.words_within(
            ui,
            title.left_bottom() + vec2(0.0, look.px(1.0)),
            Align2::LEFT_TOP,
            inner.right() - left,
            words,
        );
    }
    asked.map(Does::Window)
}

/// Whether it is as it should be, what it is, and how it stands.
fn checks(scene: &Scene<'_>) -> Vec<(bool, &'static str, String)> {
    let captioned =
        scene.plan.slides.iter().filter(|slide| slide.captions.iter().flatten().any(|step| !step.is_empty()));
    let captioned = captioned.count();
    let captions = match (scene.feed.asked, captioned, scene.view.captions_on) {
        (true, _, _) => (true, scene.feed.words()),
        (false, 0, _) => (true, "none in this deck".to_owned()),
        (false, count, true) => (true, format!("on {count} of {} slides", scene.plan.slides.len())),
        (false, _, false) => (false, "off".to_owned()),
    };
    let deck =
        scene.trouble.map_or((true, format!("{} slides, read without a fault", scene.plan.slides.len())), |why| {
            (false, why.to_owned())
        });
    vec![
        (!scene.hidden, "Stage", scene.stage.to_owned()),
        (captions.0, "Captions", captions.1),
        (deck.0, "Deck", deck.1),
        (true, "Notes", format!("on {} slides", noted(scene))),
    ]
}

fn noted(scene: &Scene<'_>) -> usize {
    let has = |parts: &[crate::deck::NotePart]| parts.iter().any(|part| !part.blocks.is_empty());
    scene.deck.slides.iter().filter(|slide| has(&slide.notes)).count()
}
