//! The mouse over a slide becomes commands: places of the window turn into places of the slide. Without a tool, none.
//!
//! Every movement counts, also those between two frames: a pen that skips some of them draws corners.

use eframe::egui::{CursorIcon, Event, Id, PointerButton, Pos2, Rect, Ui};

use crate::geometry::Point;
use crate::show::command::Command;
use crate::show::marks::{Spot, Tool};
use crate::show::view::View;

/// Every slide is this high, in points.
const SLIDE_HEIGHT: f32 = 540.0;

/// A slide, or a part of one, as a window shows it.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// On the window.
    pub rect: Rect,
    /// On the slide, in points.
    pub part: crate::geometry::Rect,
}

impl Seen {
    /// How many of the window's points one point of the slide takes.
    #[must_use]
    pub fn scale(&self) -> f32 {
        self.rect.width() / (self.part.width() as f32).max(1.0)
    }

    /// The same for a whole slide: a pen and a dot of light are not enlarged with the part that they point at.
    #[must_use]
    pub fn whole_scale(&self) -> f32 {
        self.rect.height() / SLIDE_HEIGHT
    }

    #[must_use]
    pub fn place(&self, spot: Spot) -> Pos2 {
        let from = spot.point() - self.part.origin();
        self.rect.min + eframe::egui::vec2(from.x as f32, from.y as f32) * self.scale()
    }

    /// The place on the slide, or the nearest one that is shown.
    #[must_use]
    pub fn point(&self, place: Pos2) -> Point {
        let from = (self.rect.clamp(place) - self.rect.min) / self.scale();
        self.part.origin() + Point::new(f64::from(from.x), f64::from(from.y)).to_vec2()
    }

    fn spot(&self, place: Pos2) -> Spot {
        Spot::at(self.point(place))
    }
}

/// What the mouse last did over a window's slide.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Mouse {
    #[default]
    Away,
    Over,
    Down,
}

/// What the mouse did since the last frame. A slide that `stands` still takes nothing.
#[must_use]
pub fn pointing(ui: &Ui, seen: Seen, view: &View, stands: bool) -> Vec<Command> {
    let id = Id::unique(("pointing", ui.ctx().viewport_id()));
    if stands || view.tool == Tool::Nothing || view.asking_quit {
        let last = ui.data_mut(|data| data.remove_temp::<Mouse>(id));
        let zoomed = !stands && view.marks.zoom.is_some();
        let wheel = if zoomed { wheel_over(ui, seen) } else { None };
        return if last == Some(Mouse::Down) { vec![Command::Release] } else { wheel.into_iter().collect() };
    }
    let mut commands = Vec::new();
    let mut mouse = ui.data(|data| data.get_temp::<Mouse>(id)).unwrap_or_default();
    ui.input(|input| {
        // A tool that was just taken points where the mouse already is.
        if mouse == Mouse::Away
            && let Some(place) = input.pointer.latest_pos().filter(|place| seen.rect.contains(*place))
        {
            mouse = Mouse::Over;
            commands.push(Command::Point(seen.spot(place)));
        }
        for event in &input.events {
            let ruler = input.modifiers.shift && view.tool.draws();
            commands.extend(command(event, &mut mouse, seen, ruler));
        }
        // Let go where nobody told.
        if mouse == Mouse::Down && !input.pointer.primary_down() {
            mouse = Mouse::Over;
            commands.push(Command::Release);
        }
    });
    let (here, last) = (ui.ctx().viewport_id(), Id::unique("the window that was pointed at"));
    ui.data_mut(|data| {
        data.insert_temp(id, mouse);
        // The window that the mouse left may say so after the one that it went to.
        if mouse == Mouse::Away && data.get_temp(last) != Some(here) {
            commands.clear();
        } else if !commands.is_empty() {
            data.insert_temp(last, here);
        }
    });
    if mouse != Mouse::Away {
        ui.ctx().set_cursor_icon(cursor(view.tool));
    }
    commands
}

fn cursor(tool: Tool) -> CursorIcon {
    match tool {
        // The light itself shows where the mouse is.
        Tool::Laser | Tool::Spotlight => CursorIcon::None,
        Tool::Nothing | Tool::Zoom | Tool::Pen | Tool::Highlighter | Tool::Eraser => CursorIcon::Crosshair,
    }
}

/// An empty hand sizes the part that is enlarged.
fn wheel_over(ui: &Ui, seen: Seen) -> Option<Command> {
    ui.input(|input| {
        input.pointer.latest_pos().filter(|place| seen.rect.contains(*place))?;
        input.events.iter().find_map(turned)
    })
}

fn turned(event: &Event) -> Option<Command> {
    match event {
        Event::MouseWheel { delta, .. } if delta.y > 0.0 => Some(Command::ToolLarger),
        Event::MouseWheel { delta, .. } if delta.y < 0.0 => Some(Command::ToolSmaller),
        _ => None,
    }
}

fn command(event: &Event, mouse: &mut Mouse, seen: Seen, ruler: bool) -> Option<Command> {
    let (next, command) = match (event, *mouse) {
        (Event::PointerMoved(place), Mouse::Down) if ruler => (Mouse::Down, Command::PointStraight(seen.spot(*place))),
        (Event::PointerMoved(place), Mouse::Down) => (Mouse::Down, Command::Point(seen.spot(*place))),
        (Event::PointerMoved(place), _) if seen.rect.contains(*place) => {
            (Mouse::Over, Command::Point(seen.spot(*place)))
        }
        (Event::PointerMoved(_) | Event::PointerGone, Mouse::Over) => (Mouse::Away, Command::PointAway),
        (Event::PointerButton { pos, button: PointerButton::Primary, pressed: true, .. }, _)
            if seen.rect.contains(*pos) =>
        {
            (Mouse::Down, Command::Press(seen.spot(*pos)))
        }
        (Event::PointerButton { button: PointerButton::Primary, pressed: false, .. }, Mouse::Down) => {
            (Mouse::Over, Command::Release)
        }
        (event @ Event::MouseWheel { .. }, Mouse::Over) => (Mouse::Over, turned(event)?),
        _ => return None,
    };
    *mouse = next;
    Some(command)
}
