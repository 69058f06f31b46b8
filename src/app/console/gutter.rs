//! The gaps between panes: dragged, moved by arrow keys when focused, put back by a double click.

use eframe::egui::accesskit::Action;
use eframe::egui::{CursorIcon, EventFilter, Id, Key, Rect, Response, Sense, Ui, WidgetInfo, vec2};

use crate::settings::Arrangement;

use super::state::{Split, usual};
use super::{Gutter, Places};
use crate::app::kit::look::target;

/// One press of an arrow key moves a pane's edge this far, as a fraction of the window.
const STEP: f32 = 0.02;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Pane {
    Width,
    Height,
}

impl Pane {
    fn id(self) -> Id {
        Id::unique(("pane", self))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Width => "Pane width",
            Self::Height => "Pane height",
        }
    }
}

/// Whether the control with the focus wants the arrow keys for itself.
#[must_use]
pub fn wants_arrows(focused: Id) -> bool {
    [Pane::Width, Pane::Height].iter().any(|pane| pane.id() == focused)
}

/// Where the speaker has moved the panes to, if anywhere.
pub fn gutters_ui(ui: &mut Ui, places: &Places, arrangement: Arrangement) -> Option<Split> {
    let usual = usual(arrangement);
    // Where the slide's side is the right one, its width grows to the left.
    let grows = if arrangement == Arrangement::Notes { -1.0 } else { 1.0 };
    let mut split = places.split;
    split.width = gutter_ui(ui, places, Pane::Width, &places.width, (split.width, usual.width), grows);
    if let Some(gutter) = &places.height {
        split.height = gutter_ui(ui, places, Pane::Height, gutter, (split.height, usual.height), 1.0);
    }
    (split != places.split).then_some(split)
}

fn gutter_ui(ui: &mut Ui, places: &Places, pane: Pane, gutter: &Gutter, (now, usual): (f32, f32), grows: f32) -> f32 {
    let response = ui.interact(target(gutter.rect), pane.id(), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::slider(true, f64::from(now * 100.0).round(), pane.name()));
    describe(ui, &response, gutter, now);
    let response = response.on_hover_and_drag_cursor(match pane {
        Pane::Width => CursorIcon::ResizeHorizontal,
        Pane::Height => CursorIcon::ResizeVertical,
    });
    grip(ui, places, pane, gutter.rect, &response);
    if response.double_clicked() {
        return usual;
    }
    let moved = match pane {
        Pane::Width => response.drag_delta().x / gutter.whole.width(),
        Pane::Height => response.drag_delta().y / gutter.whole.height(),
    };
    let moved = moved * grows + steps(ui, &response, pane, grows) * STEP;
    // Untouched, a split stays what it was, even where the window is too small for it.
    if moved == 0.0 { now } else { (now + moved).min(gutter.most).max(gutter.least) }
}

/// Presses of the arrow keys, and a screen reader's wishes.
fn steps(ui: &Ui, response: &Response, pane: Pane, grows: f32) -> f32 {
    let id = response.id;
    let asked = |action| ui.input(|input| input.num_accesskit_action_requests(id, action)) as f32;
    let mut steps = asked(Action::Increment) - asked(Action::Decrement);
    if response.has_focus() {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let (less, more) = match pane {
            Pane::Width => (Key::ArrowLeft, Key::ArrowRight),
            Pane::Height => (Key::ArrowUp, Key::ArrowDown),
        };
        let presses = |key| ui.input(|input| input.num_presses(key)) as f32;
        steps += (presses(more) - presses(less)) * grows;
    }
    steps
}

fn describe(ui: &Ui, response: &Response, gutter: &Gutter, now: f32) {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(f64::from(gutter.least * 100.0).round());
        node.set_max_numeric_value(f64::from(gutter.most * 100.0).round());
        node.set_numeric_value_step(f64::from(STEP * 100.0));
        if now < gutter.most {
            node.add_action(Action::Increment);
        }
        if now > gutter.least {
            node.add_action(Action::Decrement);
        }
    });
}

/// A short bar in the middle of the gap: quiet, until somebody reaches for it.
fn grip(ui: &Ui, places: &Places, pane: Pane, rect: Rect, response: &Response) {
    let look = places.look;
    let size = match pane {
        Pane::Width => vec2(look.px(4.0), look.px(36.0)),
        Pane::Height => vec2(look.px(36.0), look.px(4.0)),
    };
    let bar = Rect::from_center_size(rect.center(), size);
    let held = response.hovered() || response.dragged() || response.has_focus();
    let color = if held { look.palette.text } else { look.palette.mark };
    ui.painter().rect_filled(bar, look.px(2.0), color);
    look.focus_ring(ui, rect.shrink(2.0), look.px(4.0), response);
}
