//! A mouse that moves on the only screen → a small strip of buttons over the slide, for two seconds.
//!
//! Invariant: it shows neither notes nor time nor what comes next, since the audience may see this screen, and it never
//! moves the slide.

use eframe::egui::{Align2, Color32, Context, Event, Id, Pos2, Rect, Role, Ui, WidgetInfo, pos2, vec2};

use crate::app::keys::does::{Does, WindowCommand};
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look::{Face, Look, button};
use crate::deck::caption::CaptionPlace;
use crate::playback::scene::Playing;
use crate::show::command::Command;
use crate::show::view::{CaptionSource, Mode, View};

/// How long it stays, in seconds: after the mouse, and after a key that had nothing to leave.
const SHOWN: f64 = 2.0;
const CALLED: f64 = 3.0;
/// A mouse that was only touched moves less, in points.
const TOUCH: f32 = 8.0;
const HEIGHT: f32 = 72.0;
const EDGE: f32 = 48.0;
const BUTTON: f32 = 48.0;

type Button = (Does, &'static str);

/// What it offers during the talk, the last at the right end.
const TALK: &[Button] = &[
    (Does::Talk(Command::PreviousStep), "Back"),
    (Does::Talk(Command::NextStep), "Next"),
    (Does::Talk(Command::Notes), "Notes"),
    (Does::Talk(Command::Black), "Black"),
    (Does::Talk(Command::Captions), "Captions"),
    (Does::Window(WindowCommand::Commands), "Menu"),
    (Does::Window(WindowCommand::Help), "Help"),
    (Does::Talk(Command::AskQuit), "End"),
];
/// Before it.
const BEFORE: &[Button] = &[
    (Does::Talk(Command::NextStep), "Start"),
    (Does::Talk(Command::Notes), "Notes"),
    (Does::Talk(Command::Black), "Black"),
    (Does::Window(WindowCommand::StageCheck), "Stage check"),
    (Does::Window(WindowCommand::Commands), "Menu"),
    (Does::Window(WindowCommand::Help), "Help"),
    (Does::Talk(Command::AskQuit), "Leave"),
];
/// And after it.
const AFTER: &[Button] = &[
    (Does::Talk(Command::PreviousStep), "Back to the slides"),
    (Does::Talk(Command::Black), "Black"),
    (Does::Window(WindowCommand::Export), "Save for others"),
    (Does::Window(WindowCommand::Commands), "Menu"),
    (Does::Talk(Command::AskQuit), "Leave the stage"),
];

/// Until when it is shown, and where the mouse was when it last came to rest.
#[derive(Clone, Copy, Default)]
struct Shown {
    until: f64,
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
    let buttons = buttons(playing);
    let rect = place(ui, look, playing, &buttons)?;
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
    for (does, name) in buttons {
        let size = vec2(width(ui, look, does, name), look.px(BUTTON));
        let place = Rect::from_min_size(pos2(left, rect.center().y - size.y / 2.0), size);
        let ends = does == Does::Talk(Command::AskQuit) && !view.green_room;
        asked = button_ui(ui, look, place, (does, name), (ends, is_on(view, does))).or(asked);
        left = place.right() + look.px(8.0);
    }
    asked
}

/// As the talk stands; a deck without captions has no button for them.
fn buttons(playing: &Playing) -> Vec<Button> {
    let view = &playing.view;
    let all = match (view.over, view.green_room) {
        (true, _) => AFTER,
        (false, true) => BEFORE,
        (false, false) => TALK,
    };
    let captions = playing.reading.has_captions || view.caption_source == CaptionSource::Live;
    all.iter().copied().filter(|(does, _)| captions || *does != Does::Talk(Command::Captions)).collect()
}

/// At the foot, or at the head where captions stand at the foot.
fn place(ui: &Ui, look: Look, playing: &Playing, buttons: &[Button]) -> Option<Rect> {
    let area = ui.max_rect();
    let widths: f32 = buttons.iter().map(|(does, name)| width(ui, look, *does, name)).sum();
    let size = vec2(widths + look.px(24.0 + 8.0 * (buttons.len() - 1) as f32), look.px(HEIGHT));
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

fn width(ui: &Ui, look: Look, does: Does, name: &str) -> f32 {
    let key = Keymap::of(ui.ctx()).cap(does).unwrap_or_default();
    let name = look.galley(ui, name, Face::SemiBold, 15.0, look.palette.text).size().x;
    let key = look.galley(ui, key, Face::SemiBold, 12.0, look.palette.text).size().x;
    name + key + look.px(8.0 + 28.0)
}

fn button_ui(ui: &mut Ui, look: Look, rect: Rect, (does, name): Button, (ends, on): (bool, bool)) -> Option<Does> {
    let (response, pressed) = button(ui, rect, does);
    // Who asks for what is written there means this one; what is switched on and off says so itself.
    if !matches!(does, Does::Talk(Command::Black | Command::Captions | Command::Notes)) {
        let said = if name == "End" { "End the talk" } else { name };
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, said));
    }
    let palette = look.palette;
    let lit = response.hovered() || response.has_focus();
    let fill = match (ends, on) {
        (true, _) => palette.end,
        (false, true) => palette.attention,
        (false, false) if lit => palette.cap_hover,
        (false, false) => palette.cap,
    };
    let (ink, quiet) = match (ends, on) {
        (true, _) => (Color32::WHITE, Color32::WHITE),
        (false, true) => (palette.on_attention, palette.on_attention),
        (false, false) => (palette.text, palette.key),
    };
    ui.painter().rect_filled(rect, look.px(8.0), fill);
    look.focus_ring(ui, rect, look.px(8.0), &response);
    let at = pos2(rect.left() + look.px(14.0), rect.center().y);
    let name = look.galley(ui, name, Face::SemiBold, 15.0, ink);
    let key = Keymap::of(ui.ctx()).cap(does).unwrap_or_default();
    let key = look.galley(ui, key, Face::SemiBold, 12.0, quiet);
    let after = at + vec2(name.size().x + look.px(8.0), 0.0);
    ui.painter().galley(Align2::LEFT_CENTER.anchor_size(at, name.size()).min, name, ink);
    ui.painter().galley(Align2::LEFT_CENTER.anchor_size(after, key.size()).min, key, quiet);
    pressed
}

fn is_on(view: &View, does: Does) -> bool {
    match does {
        Does::Talk(Command::Black) => view.mode == Mode::Black,
        Does::Talk(Command::Captions) => view.captions_on,
        _ => false,
    }
}
