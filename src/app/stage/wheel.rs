//! The wheel on the only screen → a step on or back, where the speaker chose that.

use eframe::egui::{Event, Id, MouseWheelUnit, Ui};

use crate::show::command::Command;
use crate::show::marks::Tool;
use crate::show::view::View;

/// A turn that is smaller means nothing yet, in lines; and how long the next step has to wait, in seconds, since a wheel that
/// spins or a finger that glides sends many turns.
const TURN: f32 = 0.9;
const REST: f64 = 0.25;
/// The points of a line, for wheels that count those.
const LINE: f32 = 40.0;

/// How far it was turned since the last step, and when that was.
#[derive(Clone, Copy, Default)]
struct Turned {
    lines: f32,
    last: Option<f64>,
}

/// With a tool in hand, or a part enlarged, the wheel sizes that.
#[must_use]
pub fn wheel_step(ui: &Ui, view: &View) -> Option<Command> {
    let id = Id::unique("wheel of the only screen");
    if view.tool != Tool::Nothing || view.marks.zoom.is_some() || !ui.is_enabled() {
        return None;
    }
    let (lines, now) = ui.input(|input| {
        let turn = |event: &Event| match event {
            Event::MouseWheel { delta, unit: MouseWheelUnit::Point, .. } => Some(delta.y / LINE),
            Event::MouseWheel { delta, .. } => Some(delta.y),
            _ => None,
        };
        (input.events.iter().filter_map(turn).sum::<f32>(), input.time)
    });
    if lines == 0.0 {
        return None;
    }
    ui.data_mut(|data| {
        let turned = data.get_temp_mut_or_default::<Turned>(id);
        if turned.last.is_some_and(|last| now - last < REST) {
            turned.lines = 0.0;
            return None;
        }
        turned.lines = if turned.lines * lines < 0.0 { lines } else { turned.lines + lines };
        if turned.lines.abs() < TURN {
            return None;
        }
        let command = if turned.lines < 0.0 { Command::NextStep } else { Command::PreviousStep };
        *turned = Turned { lines: 0.0, last: Some(now) };
        Some(command)
    })
}
