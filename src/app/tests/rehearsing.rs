//! A rehearsal with a second screen: who sees it is said, and changed by one press, in every window size.

use std::sync::Arc;

use eframe::egui::Vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{USUAL, main_window, private};
use crate::app::Options;
use crate::app::console::window::Said;
use crate::app::desktop::screens::tests::screen;
use crate::app::desktop::setup::{Seen, Setup, Stage};
use crate::app::front::asked::Errand;
use crate::app::front::shared::Shared;
use crate::app::keys::does::WindowCommand;
use crate::app::kit::look;
use crate::playback::clock::Clock;
use crate::playback::tests::talk;
use crate::show::command::Command;
use crate::takes::Kind;

/// The console of a rehearsal whose stage is there, and what it asks of the windows.
fn window(stage: Stage, size: Vec2) -> (Harness<'static>, Arc<Shared>) {
    let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
    shared.open(std::path::Path::new("there is no such deck"), Kind::Rehearsal);
    shared.adopt(Ok(talk()));
    let inside = Arc::clone(&shared);
    let seen = |name, x, console| Seen { screen: screen(name, x), scale: None, mirrored: false, console };
    let setup = Setup { screens: vec![seen("eDP-1", 0, true), seen("HDMI-1", 1920, false)], stage };
    let said = Said { stage: "Only you see this", shown: setup.shown(true), ..private() };
    let mut harness = Harness::builder().with_size(size).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        inside.front().see(setup.clone());
        main_window(ui, &inside, said);
    });
    harness.run_steps(3);
    (harness, shared)
}

fn asks_to_change(shared: &Shared) -> bool {
    let errands = std::mem::take(&mut shared.front().errands);
    matches!(errands.as_slice(), [Errand::Window(WindowCommand::HideStage)])
}

#[test]
fn one_press_shows_a_rehearsal_to_the_room_and_one_hides_it() {
    for (stage, name) in [(Stage::Unseen(1), "Show on the projector"), (Stage::Own(1), "Hide from the room")] {
        let (mut harness, shared) = window(stage, USUAL);
        assert!(harness.query_by_label("Only you see this").is_some());
        assert!(harness.query_by_label("Space begins the rehearsal").is_some());
        harness.get_by_label(name).click();
        harness.run_steps(2);
        assert!(asks_to_change(&shared), "{name}");
        // Whoever is in mid-rehearsal finds it at the same place, paused or not.
        let place = harness.get_by_label(name).rect();
        shared.wish(Command::NextStep);
        shared.wish(Command::TimerToggle);
        harness.run_steps(3);
        assert_eq!(harness.get_by_label(name).rect(), place, "{name}");
        assert!(harness.get_by_label("Go on").rect().right() < place.left(), "{name}");
    }
    // In the smallest window one word of it is written, and all of it told.
    for (stage, name) in [(Stage::Unseen(1), "Show on the projector"), (Stage::Own(1), "Hide from the room")] {
        let (mut harness, shared) = window(stage, Vec2::new(640.0, 400.0));
        harness.get_by_label(name).click();
        harness.run_steps(2);
        assert!(asks_to_change(&shared), "{name} in the smallest window");
    }
}

#[test]
fn a_rehearsal_begins_by_the_mouse_as_well() {
    let (mut harness, shared) = window(Stage::Unseen(1), USUAL);
    assert!(shared.view().waiting);
    harness.get_by_label("Begin").click();
    harness.run_steps(3);
    let view = shared.view();
    assert!(!view.waiting && view.running && view.cursor.slide == 0, "the first press moves nothing");
    assert!(harness.query_by_label("Begin").is_none());
}

#[test]
fn the_menu_and_the_list_of_commands_call_it_by_what_it_does() {
    let grant = |shared: &Shared, command: WindowCommand, harness: &mut Harness<'_>| {
        let ctx = harness.ctx.clone();
        let asked = crate::app::front::asked::Asked::Does(command.into());
        crate::app::front::act::grant(&mut shared.front(), asked, shared, &ctx);
        harness.run_steps(3);
    };
    let (mut harness, shared) = window(Stage::Unseen(1), USUAL);
    grant(&shared, WindowCommand::Menu, &mut harness);
    harness.get_by_label_contains("Show on the projector, ").click();
    harness.run_steps(2);
    assert!(asks_to_change(&shared));
    let (mut harness, shared) = window(Stage::Own(1), USUAL);
    grant(&shared, WindowCommand::Menu, &mut harness);
    assert!(harness.query_by_label_contains("Hide from the room, ").is_some());
    // Without a screen for an audience there is nobody to hide it from.
    let (mut harness, shared) = window(Stage::Alone, USUAL);
    grant(&shared, WindowCommand::Menu, &mut harness);
    assert!(harness.query_by_label_contains("projector").is_none());
}
