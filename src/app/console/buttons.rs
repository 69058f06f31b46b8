//! The line under the slide → which buttons stand on it and what is written on them, by importance where room is short.

use eframe::egui::{Ui, pos2};

use crate::app::keys::does::{Does, WindowCommand};
use crate::app::kit::look::Face;
use crate::app::kit::look::caps::{State, Written};
use crate::show::command::Command;
use crate::show::marks::Tool;
use crate::show::view::Mode;

use super::{Places, Scene};

/// The buttons from left to right, each with how long it stays where room is short: the least longest. The first four are
/// what a talk is given with, and the fifth finds any slide.
const CAPS: [(Does, u8); 11] = [
    (Does::Talk(Command::PreviousStep), 1),
    (Does::Talk(Command::NextStep), 0),
    (Does::Talk(Command::Overview), 4),
    (Does::Talk(Command::Black), 2),
    (Does::Talk(Command::Freeze), 5),
    (Does::Talk(Command::Captions), 3),
    (Does::Talk(Command::White), 6),
    (Does::Window(WindowCommand::SwapScreens), 7),
    (Does::Talk(Command::Laser), 8),
    (Does::Talk(Command::Pen), 9),
    (Does::Talk(Command::Zoom), 10),
];

/// How wide the place for steps is, at the usual size.
const STEPS: f32 = 150.0;

/// A way to set the line, and for how many buttons it is worth it.
struct Way {
    keys: bool,
    arrows: bool,
    steps: bool,
    /// `8 of 28` in place of `Slide 8 of 28`.
    short: bool,
    least: usize,
}

const fn way(least: usize) -> Way {
    Way { keys: false, arrows: false, steps: true, short: false, least }
}

/// The first is taken that has room for as many buttons as it is for, or else the last as it is.
const WAYS: [Way; 7] = [
    Way { keys: true, ..way(6) },
    way(6),
    Way { arrows: true, ..way(5) },
    Way { arrows: true, steps: false, ..way(5) },
    Way { arrows: true, steps: false, short: true, ..way(5) },
    Way { arrows: true, ..way(4) },
    Way { arrows: true, steps: false, ..way(4) },
];
const LAST: Way = Way { arrows: true, steps: false, short: true, ..way(0) };

/// Who has which part of the line. It depends on the window and the deck alone, so that nothing moves while a talk runs.
pub struct Seats {
    /// The number stands alone before how many there are.
    pub short: bool,
    /// Where the number of the slide ends at the latest.
    pub numbers: f32,
    /// How wide the place for steps is beyond.
    pub steps: f32,
    gap: f32,
    /// From left to right.
    buttons: Vec<(Does, Written, f32)>,
}

impl Seats {
    pub fn of(ui: &Ui, places: &Places, count: usize) -> Self {
        let mut seats = WAYS.iter().map(|way| (way.least, Self::by(way, ui, places, count)));
        let fits = seats.find(|(least, seats)| seats.buttons.len() >= *least);
        fits.map_or_else(|| Self::by(&LAST, ui, places, count), |(_, seats)| seats)
    }

    fn by(way: &Way, ui: &Ui, places: &Places, count: usize) -> Self {
        let look = places.look;
        // As wide as it gets in this talk.
        let widest = if way.short { format!("{count} of {count} ") } else { format!("Slide {count} of {count} ") };
        let numbers = places.line.left() + look.galley(ui, widest, Face::Bold, 16.0, look.palette.text).size().x;
        let steps = if way.steps { look.px(STEPS) } else { 0.0 };
        let gap = look.px(if way.arrows { 5.0 } else { 8.0 });
        let room = places.line.right() - (numbers + steps + look.px(8.0));
        let mut wanted = CAPS.map(|(does, rank)| {
            let written = written(way, does);
            (rank, (does, written, look.width_of(ui, does, written)))
        });
        wanted.sort_by_key(|(rank, _)| *rank);
        let mut wide = -gap;
        let fits = wanted.into_iter().take_while(|(_, (.., width))| {
            wide += width + gap;
            wide <= room
        });
        let mut buttons: Vec<_> = fits.map(|(_, button)| button).collect();
        buttons.sort_by_key(|(does, ..)| CAPS.iter().position(|(other, _)| other == does));
        Self { short: way.short, numbers, steps, gap, buttons }
    }

    /// The buttons at the line's right end, their middle at `y`.
    pub fn buttons_ui(&self, ui: &mut Ui, places: &Places, scene: &Scene<'_>, y: f32) -> Option<Does> {
        let all = self.buttons.iter().map(|(.., width)| width + self.gap).sum::<f32>() - self.gap;
        let mut left = places.line.right() - all;
        let mut wish = None;
        for (does, written, width) in &self.buttons {
            let on = is_on(scene, *does);
            // Captions are lit while the audience lacks them.
            let captions = *does == Does::Talk(Command::Captions);
            let lit = if captions { scene.captions_off() } else { on == Some(true) };
            let state = State { lit, on, written: *written };
            let (_, pressed) = places.look.cap_lit(ui, pos2(left + width, y), *does, state);
            left += width + self.gap;
            wish = wish.or(pressed);
        }
        wish
    }
}

fn written(way: &Way, does: Does) -> Written {
    match does {
        Does::Talk(Command::PreviousStep) if way.arrows => Written::Sign("←"),
        Does::Talk(Command::NextStep) if way.arrows => Written::Sign("→"),
        _ if way.keys => Written::Whole,
        _ => Written::Name,
    }
}

/// Whether that holds which changes the stage or the mouse for as long as it is on; `None` for what is done and over.
fn is_on(scene: &Scene<'_>, does: Does) -> Option<bool> {
    let view = scene.view;
    let Does::Talk(command) = does else { return None };
    Some(match command {
        Command::Black => view.mode == Mode::Black,
        Command::White => view.mode == Mode::White,
        Command::Freeze => view.mode == Mode::Frozen,
        Command::Laser => view.tool == Tool::Laser,
        Command::Pen => view.tool == Tool::Pen,
        Command::Zoom => view.tool == Tool::Zoom || view.marks.zoom.is_some(),
        Command::Captions => view.captions_on,
        _ => return None,
    })
}
