//! A mouse that moves on the only screen → a small strip of buttons over the slide, for two seconds.
//!
//! Invariant: it shows neither notes nor time nor what comes next, since the audience may see this screen, and it never
//! moves the slide.

use eframe::egui::{Align2, Color32, Context, Event, Id, Pos2, Rect, Role, Ui, WidgetInfo, pos2, vec2};

use crate::app::keys::does::{Does, WindowCommand};
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look::{Face, Look, MORE, button, line};
use crate::deck::caption::CaptionPlace;
use crate::playback::scene::Playing;
use crate::show::command::Command;
use crate::show::view::{CaptionSource, Mode, Remark, View};

/// How long it stays, in seconds: after the mouse, and after a key that had nothing to leave.
const SHOWN: f64 = 2.0;
const CALLED: f64 = 3.0;
/// A mouse that was only touched moves less, in points.
const TOUCH: f32 = 8.0;
const HEIGHT: f32 = 72.0;
const EDGE: f32 = 48.0;
const BUTTON: f32 = 48.0;

type Button<'a> = (Does, &'a str);

/// What it offers during the talk, the last at the right end.
const TALK: &[Button<'static>] = &[
    (Does::Talk(Command::PreviousStep), "Back"),
    (Does::Talk(Command::NextStep), "Next"),
    (Does::Talk(Command::Notes), "Notes"),
    (Does::Talk(Command::Black), "Black"),
    (Does::Talk(Command::Captions), "Captions"),
    (Does::Window(WindowCommand::Commands), MORE),
    (Does::Window(WindowCommand::Help), "Help"),
    (Does::Talk(Command::AskQuit), "End"),
];
/// Before it.
const BEFORE: &[Button<'static>] = &[
    (Does::Talk(Command::NextStep), "Start"),
    (Does::Talk(Command::Notes), "Notes"),
    (Does::Talk(Command::Black), "Black"),
    (Does::Window(WindowCommand::StageCheck), "Stage check"),
    (Does::Window(WindowCommand::Commands), MORE),
    (Does::Window(WindowCommand::Help), "Help"),
    (Does::Talk(Command::AskQuit), "Leave"),
];
/// And after it.
const AFTER: &[Button<'static>] = &[
    (Does::Talk(Command::PreviousStep), "Back to the slides"),
    (Does::Talk(Command::Black), "Black"),
    (Does::Window(WindowCommand::Export), "Save for others"),
    (Does::Window(WindowCommand::Commands), MORE),
    (Does::Talk(Command::AskQuit), "Leave the stage"),
];

/// Until when it is shown, and where the mouse was when it last came to rest.
#[derive(Clone, Copy, Default)]
struct Shown {
    until: f64,
    /// Until when it says what becomes of a number that was typed.
    number: f64,
    from: Option<Pos2>,
}

fn shown_id() -> Id {
    Id::unique("strip of the only screen")
}

/// Shows it for a moment: somebody looks for a way out.
pub fn call_strip(ctx: &Context) {
    let now = ctx.input(|input| input.time);
    ctx.data_mut(|data| data.get_temp_mut_or_default::<Shown>(shown_id()).until = now + CALLED);
}

/// The strip where it is due, and what was clicked in it.
pub fn strip_ui(ui: &mut Ui, look: Look, playing: &Playing) -> Option<Does> {
    let (look, view) = (Look { scale: look.scale.clamp(0.8, 2.0), ..look }, &playing.view);
    if number_ui(ui, look, playing) {
        return None;
    }
    let buttons = buttons(playing);
    let wide = |roomy| whole_width(ui, look, view, &buttons, roomy);
    let roomy = wide(true) <= ui.max_rect().width() - look.px(32.0);
    let rect = place(ui, look, playing, wide(roomy))?;
    let now = ui.input(|input| input.time);
    let shown = follow_mouse(ui, now, rect);
    let focused = ui.memory(|memory| memory.focused().is_some());
    if shown.until <= now && !focused {
        return None;
    }
    ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64((shown.until - now).clamp(0.02, CALLED)));
    ui.painter().rect_filled(rect, look.px(14.0), look.palette.panel);
    let mut left = rect.left() + look.px(12.0);
    let mut asked = None;
    let seat = seat(view).filter(|_| roomy);
    for (does, name) in buttons {
        let size = vec2(width(ui, look, (does, name), roomy), look.px(BUTTON));
        let place = Rect::from_min_size(pos2(left, rect.center().y - size.y / 2.0), size);
        asked = button_ui(ui, look, place, (does, name), (ground(view, does), roomy)).or(asked);
        left = place.right() + look.px(8.0);
        if let Some(words) = seat.as_deref().filter(|_| does == Does::Talk(Command::NextStep)) {
            let at = pos2(left + look.px(8.0), rect.center().y);
            let words = line(words, Face::Regular, 15.0, look.palette.text);
            left = look.words(ui, at, Align2::LEFT_CENTER, words).right() + look.px(16.0);
        }
    }
    asked
}

/// In the strip's place: the number that is typed, or that no slide has it. The title of a slide that is to come is not the
/// audience's yet.
fn number_ui(ui: &mut Ui, look: Look, playing: &Playing) -> bool {
    let (view, plan) = (&playing.view, &playing.plan);
    let none = plan.count_words(view.count);
    let now = ui.input(|input| input.time);
    let until = ui.data_mut(|data| {
        let shown = data.get_temp_mut_or_default::<Shown>(shown_id());
        if view.typed.is_some() {
            shown.number = now + CALLED;
        }
        shown.number
    });
    let words = match (&view.typed, view.remark) {
        (Some(typed), _) if plan.slides.iter().any(|slide| slide.number.to_string() == *typed) => {
            let enter = Keymap::of(ui.ctx()).cap(Command::GoTyped).map(|key| format!(" or {key}")).unwrap_or_default();
            format!("Slide {typed}: Enter{enter} goes there")
        }
        (Some(typed), _) => format!("Slide {typed}? {none}"),
        (None, Some(Remark::NoSuchSlide)) if until > now => none,
        (None, _) => return false,
    };
    let Some(rect) = place(ui, look, playing, 0.0) else { return false };
    ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64((until - now).clamp(0.02, CALLED)));
    look.plate(ui, rect.center(), ui.max_rect().width() * 0.9, &words);
    true
}

/// `Slide 3 of 27`, which the slide says as well.
fn seat(view: &View) -> Option<String> {
    (!view.over && !view.green_room).then(|| format!("Slide {} of {}", view.number, view.count))
}

/// As the talk stands; a deck without captions has no button for them.
fn buttons(playing: &Playing) -> Vec<Button<'static>> {
    let view = &playing.view;
    let all = match (view.over, view.green_room) {
        (true, _) => AFTER,
        (false, true) => BEFORE,
        (false, false) => TALK,
    };
    let captions = playing.reading.has_captions || view.caption_source == CaptionSource::Live;
    all.iter().copied().filter(|(does, _)| captions || *does != Does::Talk(Command::Captions)).collect()
}

/// How wide the buttons are, with what stands between them.
fn whole_width(ui: &Ui, look: Look, view: &View, buttons: &[Button<'_>], roomy: bool) -> f32 {
    let widths: f32 = buttons.iter().map(|(does, name)| width(ui, look, (*does, name), roomy)).sum();
    let seat = seat(view).filter(|_| roomy);
    let seat = seat.map_or(0.0, |words| look.galley(ui, words, Face::Regular, 15.0, look.palette.text).size().x);
    let seat = if seat > 0.0 { seat + look.px(24.0) } else { 0.0 };
    widths + seat + look.px(24.0 + 8.0 * (buttons.len() - 1) as f32)
}

/// At the foot, or at the head where captions stand at the foot.
fn place(ui: &Ui, look: Look, playing: &Playing, width: f32) -> Option<Rect> {
    let area = ui.max_rect();
    let size = vec2(width, look.px(HEIGHT));
    let left = (area.center().x - size.x / 2.0).round();
    let high = playing.reading.look(&playing.view).is_some_and(|look| look.place != CaptionPlace::Top);
    let top = if high { area.top() + look.px(EDGE) } else { area.bottom() - look.px(EDGE) - size.y };
    Some(Rect::from_min_size(pos2(left, top), size)).filter(|rect| area.height() > rect.height() * 2.0)
}

/// A mouse that moves far enough brings it, and one that stays in it keeps it.
fn follow_mouse(ui: &Ui, now: f64, rect: Rect) -> Shown {
    let moved = ui.input(|input| {
        let moves = input.events.iter().rev().find_map(|event| match event {
            Event::PointerMoved(place) => Some(*place),
            _ => None,
        });
        (moves, input.pointer.latest_pos())
    });
    ui.data_mut(|data| {
        let shown = data.get_temp_mut_or_default::<Shown>(shown_id());
        if let Some(place) = moved.0 {
            let from = *shown.from.get_or_insert(place);
            if shown.until > now || from.distance(place) > TOUCH {
                (shown.until, shown.from) = (shown.until.max(now + SHOWN), Some(place));
            }
        }
        if shown.until > now && moved.1.is_some_and(|place| rect.contains(place)) {
            shown.until = shown.until.max(now + SHOWN);
        }
        *shown
    })
}

/// The key of a button, and, where there is room, that a click does it too; the sign for more says enough.
fn key_words(ui: &Ui, (does, name): Button<'_>, roomy: bool) -> String {
    let key = Keymap::of(ui.ctx()).cap(does).unwrap_or_default();
    match does {
        _ if name == MORE => String::new(),
        Does::Talk(Command::NextStep) if roomy => format!("{key} or click"),
        _ => key,
    }
}

fn width(ui: &Ui, look: Look, button: Button<'_>, roomy: bool) -> f32 {
    let name = look.galley(ui, button.1, Face::SemiBold, 15.0, look.palette.text).size().x;
    let key = look.galley(ui, key_words(ui, button, roomy), Face::SemiBold, 12.0, look.palette.text).size().x;
    let gap = if key > 0.0 { 8.0 } else { 0.0 };
    name + key + look.px(gap + 28.0)
}

/// What a button's ground says.
#[derive(Clone, Copy)]
enum Ground {
    Usual,
    /// It is most likely wanted.
    Primary,
    /// What it does is on.
    On,
    End,
}

fn ground(view: &View, does: Does) -> Ground {
    match does {
        Does::Talk(Command::AskQuit) if !view.green_room => Ground::End,
        Does::Talk(Command::NextStep) => Ground::Primary,
        Does::Talk(Command::Black) if view.mode == Mode::Black => Ground::On,
        // As on the console: it is lit while the audience lacks them.
        Does::Talk(Command::Captions) if !view.captions_on => Ground::On,
        _ => Ground::Usual,
    }
}

fn button_ui(
    ui: &mut Ui,
    look: Look,
    rect: Rect,
    (does, name): Button<'_>,
    (ground, roomy): (Ground, bool),
) -> Option<Does> {
    let (response, pressed) = button(ui, rect, does);
    // Who asks for what is written there means this one; what is switched on and off says so itself.
    if !matches!(does, Does::Talk(Command::Black | Command::Captions | Command::Notes)) {
        let said = match name {
            MORE => "Menu",
            "End" => "End the talk",
            name => name,
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, said));
    }
    let palette = look.palette;
    let lit = response.hovered() || response.has_focus();
    let (fill, ink, quiet) = match ground {
        Ground::End => (palette.end, Color32::WHITE, Color32::WHITE),
        Ground::On => (palette.attention, palette.on_attention, palette.on_attention),
        Ground::Primary => (palette.good.gamma_multiply(if lit { 0.9 } else { 1.0 }), palette.on_good, palette.on_good),
        Ground::Usual => (if lit { palette.cap_hover } else { palette.cap }, palette.text, palette.key),
    };
    ui.painter().rect_filled(rect, look.px(8.0), fill);
    look.focus_ring(ui, rect, look.px(8.0), &response);
    let at = pos2(rect.left() + look.px(14.0), rect.center().y);
    let key = look.galley(ui, key_words(ui, (does, name), roomy), Face::SemiBold, 12.0, quiet);
    let name = look.galley(ui, name, Face::SemiBold, 15.0, ink);
    let after = at + vec2(name.size().x + look.px(8.0), 0.0);
    ui.painter().galley(Align2::LEFT_CENTER.anchor_size(at, name.size()).min, name, ink);
    ui.painter().galley(Align2::LEFT_CENTER.anchor_size(after, key.size()).min, key, quiet);
    pressed
}
