//! The mouse on either window becomes marks on the speaker's slide, and without a tool what it always was.

use std::sync::Arc;

use eframe::egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, TouchPhase, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{USUAL, main_window, private};
use crate::app::Options;
use crate::app::front::act::grant;
use crate::app::front::asked::Asked;
use crate::app::front::paint::stage_window;
use crate::app::front::shared::Shared;
use crate::app::keys::does::WindowCommand;
use crate::app::kit::look;
use crate::playback::clock::Clock;
use crate::playback::tests::talk;
use crate::show::command::Command;
use crate::show::marks::{Pointer, Spot, Tool};
use crate::show::view::View;

struct Window {
    harness: Harness<'static>,
    shared: Arc<Shared>,
}

fn opened() -> Arc<Shared> {
    let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
    shared.adopt(Ok(talk()));
    shared
}

/// The harness keeps a margin of its own around what a window shows.
const MARGIN: f32 = 8.0;

/// The stage without captions: the slide is 960 × 540 of the window's points, so they are the slide's.
fn stage() -> Window {
    let shared = opened();
    let with = Arc::clone(&shared);
    let harness = Harness::builder()
        .with_size(vec2(960.0, 540.0) + vec2(MARGIN, MARGIN) * 2.0)
        .build_ui(move |ui| stage_window(ui, &with, None));
    Window { harness, shared }
}

fn console() -> Window {
    let shared = opened();
    let with = Arc::clone(&shared);
    let harness = Harness::builder().with_size(USUAL).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        main_window(ui, &with, private());
    });
    Window { harness, shared }
}

impl Window {
    fn press(&mut self, commands: &[Command]) -> &mut Self {
        commands.iter().for_each(|command| self.shared.wish(*command));
        self.harness.step();
        self
    }

    fn drag(&mut self, places: &[Pos2]) -> &mut Self {
        self.harness.drag_at(places[0]);
        for place in places {
            self.harness.hover_at(*place);
        }
        self.harness.drop_at(places[places.len() - 1]);
        self.harness.step();
        self
    }

    fn view(&self) -> View {
        self.shared.view()
    }
}

/// On the stage's window.
fn on(x: f32, y: f32) -> Pos2 {
    pos2(x + MARGIN, y + MARGIN)
}

fn spot(x: i32, y: i32) -> Spot {
    Spot { x: x * 100, y: y * 100 }
}

#[test]
fn a_pen_on_the_stage_leaves_every_place_it_was_at() {
    let mut stage = stage();
    stage.press(&[Command::Pen]).drag(&[on(10.0, 20.0), on(30.0, 40.0), on(50.0, 20.0), on(2000.0, 20.0)]);
    let strokes = stage.view().stage_marks.strokes;
    assert_eq!(strokes.len(), 1);
    // Beyond its edge the slide goes on along the edge.
    assert_eq!(strokes[0].spots, [spot(10, 20), spot(30, 40), spot(50, 20), spot(960, 20)]);
}

#[test]
fn without_a_tool_the_stage_takes_no_click() {
    let mut stage = stage();
    let before = stage.view();
    stage.drag(&[on(10.0, 20.0), on(10.0, 20.0)]);
    let now = stage.view();
    assert_eq!((now.cursor, now.marks), (before.cursor, before.marks));
}

#[test]
fn a_frozen_stage_takes_no_mouse() {
    let mut stage = stage();
    stage.press(&[Command::Pen, Command::Freeze]).drag(&[on(10.0, 20.0), on(30.0, 40.0)]);
    assert!(stage.view().marks.strokes.is_empty());
}

#[test]
fn what_covers_or_freezes_the_slide_ends_the_stroke() {
    for covers in [Command::Freeze, Command::AskQuit] {
        let mut stage = stage();
        stage.press(&[Command::Pen]).harness.drag_at(on(10.0, 20.0));
        stage.harness.step();
        // As from the mouse on the other window.
        stage.press(&[covers]).press(&[Command::Point(spot(99, 99))]);
        assert_eq!(stage.view().marks.strokes[0].spots, [spot(10, 20)], "{covers:?}");
    }
}

#[test]
fn the_mouse_on_an_enlarged_part_is_where_it_looks() {
    let mut stage = stage();
    stage.press(&[Command::Zoom]).drag(&[on(240.0, 135.0), on(480.0, 270.0)]);
    assert_eq!(stage.view().stage_marks.zoom.map(|zoom| zoom.min), Some(spot(240, 135)));
    stage.press(&[Command::Laser]).harness.hover_at(on(480.0, 270.0));
    stage.harness.step();
    assert_eq!(stage.view().stage_marks.pointer, Some(Pointer::Laser(Spot { x: 36_000, y: 20_250 }, 100)));
}

#[test]
fn a_click_on_the_consoles_slide_is_next_only_without_a_tool() {
    let mut console = console();
    let slide = console.harness.get_by_label_contains("Current slide").rect();
    console.press(&[Command::Pen]).drag(&[slide.center(), slide.center()]);
    let now = console.view();
    assert_eq!((now.cursor.step, now.marks.strokes.len()), (0, 1));
    let middle = now.marks.strokes[0].spots[0].point();
    // The console's slide ends at a whole point of the window.
    assert!(middle.distance(spot(480, 270).point()) < 0.6, "{middle:?}");
    assert!(console.harness.query_by_label("Pen, Esc: put away").is_some());
    console.press(&[Command::Leave]).drag(&[slide.center(), slide.center()]);
    let now = console.view();
    assert_eq!((now.cursor.step, now.marks.strokes.len(), now.tool), (1, 1, Tool::Nothing));
}

#[test]
fn light_goes_out_where_the_mouse_leaves_the_slide_and_the_wheel_makes_it_larger() {
    let mut console = console();
    let slide = console.harness.get_by_label_contains("Current slide").rect();
    console.harness.hover_at(slide.center());
    console.press(&[Command::Spotlight]);
    let lit = |console: &Window| match console.view().stage_marks.pointer {
        Some(Pointer::Spotlight(_, radius)) => Some(radius),
        _ => None,
    };
    let usual = lit(&console).expect("it shines where the mouse already is");
    console.harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: vec2(0.0, 1.0),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    console.harness.step();
    assert!(lit(&console) > Some(usual));
    console.harness.hover_at(slide.right_bottom() + vec2(9.0, 9.0));
    console.harness.step();
    assert_eq!(lit(&console), None);
    let help = Asked::Does(WindowCommand::Help.into());
    grant(&mut console.shared.front(), help, &console.shared, &console.harness.ctx);
    console.harness.hover_at(slide.center());
    console.harness.step();
    assert_eq!(lit(&console), None, "the help page lies over the slide");
}
