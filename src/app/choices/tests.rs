//! The settings page by what a screen reader finds in it: a control for each setting, at every size, and what it changes.

use std::sync::{Arc, Mutex};

use eframe::egui::{Key, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::page::{Action, Choices, Known};
use crate::app::keys::does::{PageKey, WindowCommand};
use crate::app::kit::look::{self, Look};
use crate::app::kit::palette::Palette;
use crate::deck::caption::{CaptionEdge, CaptionFont, CaptionInk, CaptionPlate};
use crate::settings::{Motion, Settings, Theme};

type State = (Choices, Settings, Vec<(String, String)>);
type Heard = Arc<Mutex<Vec<Action>>>;

fn page(size: Vec2, faults: Vec<(String, String)>) -> (Harness<'static, State>, Heard) {
    let heard = Heard::default();
    let hear = Arc::clone(&heard);
    let harness = Harness::builder().with_size(size).build_ui_state(
        move |ui, (choices, settings, faults): &mut State| {
            if ui.ctx().cumulative_pass_nr() == 0 {
                look::install(ui.ctx());
                return;
            }
            let look = Look::new(ui.max_rect().size(), Palette::of(settings.console.theme == Theme::Light));
            let folders = vec![("Your settings", "/home/me/settings.toml".to_owned())];
            let known = Known { settings: &settings.clone(), faults, folders };
            if let Some(action) = choices.ui(ui, look, &known) {
                if let Action::Change(new) = &action {
                    *settings = (**new).clone();
                }
                hear.lock().expect("unpoisoned").push(action);
            }
        },
        (Choices::default(), Settings::default(), faults),
    );
    (harness, heard)
}

const SIZES: [Vec2; 3] = [Vec2::new(640.0, 400.0), Vec2::new(1280.0, 720.0), Vec2::new(1920.0, 1080.0)];
const CONTROLS: [&str; 23] = [
    "Console and library: Light",
    "Most room in the console: Notes",
    "The talk's clock shows: Left",
    "Notes, larger",
    "Teleprompter, smaller",
    "In the teleprompter: Captions",
    "Mirrored, for a pane of glass: On",
    "On its head: On",
    "Movement on the stage: Gentle",
    "When a talk starts: On",
    "Where they stand: At its head",
    "Size, larger",
    "Color of the words: Yellow",
    "Behind them: Blue",
    "How opaque that is, larger",
    "Their letters: Serif",
    "Edge of the letters: Outline",
    "Live captions: From the microphone",
    "Pick a screen …",
    "Wait for Start: Off",
    "A rehearsal begins: On the projector",
    "Single letters do something: Off",
    "Teach its buttons …",
];

#[test]
fn each_setting_has_a_control_that_nothing_covers_at_every_size() {
    for size in SIZES {
        let (mut harness, _) = page(size, Vec::new());
        harness.run();
        for name in CONTROLS {
            let rect = harness.get_by_label(name).rect();
            assert!(rect.width() >= 24.0 && rect.height() >= 24.0, "{name} at {size}: {rect:?}");
            assert!(rect.left() >= 0.0 && rect.right() <= size.x, "{name} at {size}: {rect:?}");
        }
        let rects: Vec<_> = CONTROLS.map(|name| (name, harness.get_by_label(name).rect())).into();
        for (at, (name, rect)) in rects.iter().enumerate() {
            let over = rects[at + 1..].iter().find(|(_, other)| rect.shrink(1.0).intersects(other.shrink(1.0)));
            assert!(over.is_none(), "{name} and {over:?} at {size}");
        }
    }
}

/// The groups that the list says are looked at.
fn current(harness: &Harness<'_, State>) -> Vec<String> {
    let links = harness.query_all_by_label_contains("Go to ");
    let selected = links.filter(|link| link.accesskit_node().is_selected() == Some(true));
    selected.filter_map(|link| link.accesskit_node().label()).collect()
}

#[test]
fn the_list_says_which_group_is_looked_at() {
    for size in [Vec2::new(1280.0, 720.0), Vec2::new(1920.0, 1080.0)] {
        let (mut harness, _) = page(size, Vec::new());
        harness.run();
        assert_eq!(current(&harness), ["Go to Appearance"], "{size}: at first the first");
        for name in ["Go to Captions", "Go to Files", "Go to Sizes"] {
            harness.get_by_label(name).click();
            harness.run_steps(6);
            assert_eq!(current(&harness), [name], "{size}: what was sought, also in the other column");
        }
    }
    // Whoever scrolls away from what was sought looks at what comes into sight, and back at the first.
    let (mut harness, _) = page(Vec2::new(1280.0, 720.0), Vec::new());
    harness.run();
    harness.state_mut().0.press(PageKey::Last);
    harness.run_steps(6);
    let down = current(&harness);
    assert!(down.len() == 1 && down != ["Go to Appearance"], "{down:?}");
    harness.state_mut().0.press(PageKey::First);
    harness.run_steps(6);
    assert_eq!(current(&harness), ["Go to Appearance"]);
}

#[test]
fn what_is_chosen_holds_at_once() {
    // So high that nothing has to be scrolled to.
    let (mut harness, heard) = page(Vec2::new(1920.0, 2400.0), Vec::new());
    for name in [
        "Console and library: Light",
        "Movement on the stage: None",
        "Notes, larger",
        "Wait for Start: Off",
        "A rehearsal begins: On the projector",
        "Size, larger",
    ] {
        harness.get_by_label(name).click();
        harness.run();
    }
    let settings = harness.state().1.clone();
    assert_eq!((settings.console.theme, settings.stage.motion), (Theme::Light, Motion::None));
    assert!((settings.console.notes_scale - 1.1).abs() < 0.01 && !settings.stage.green_room);
    assert!(settings.stage.show_rehearsals);
    assert_eq!(settings.captions.size, Some(8));
    harness.get_by_label("Teach its buttons …").click();
    harness.run();
    assert_eq!(heard.lock().expect("unpoisoned").last(), Some(&Action::Window(WindowCommand::Clicker)));
}

#[test]
fn a_reset_says_what_it_changes_and_can_be_declined() {
    let (mut harness, _) = page(SIZES[0], Vec::new());
    harness.state_mut().1.stage.motion = Motion::None;
    harness.state_mut().1.opened("/talks/a", "");
    harness.run();
    harness.get_by_label("Reset …").click();
    harness.run();
    assert!(harness.query_by_label_contains("This changes: motion").is_some());
    harness.get_by_label("Keep them").click();
    harness.run();
    assert_eq!(harness.state().1.stage.motion, Motion::None);
    harness.get_by_label("Reset …").click();
    harness.run();
    harness.get_by_label("Reset").click();
    harness.run();
    let settings = &harness.state().1;
    assert_eq!((settings.stage.motion, settings.recent.len()), (Motion::Auto, 1));
}

#[test]
fn what_the_file_holds_wrongly_stands_beside_its_control() {
    let fault = ("stage.motion".to_owned(), "`motion` cannot be this. One of: auto, full, reduced, none".to_owned());
    let (mut harness, _) = page(SIZES[1], vec![fault]);
    harness.run();
    let words = harness.get_by_label_contains("cannot be this").rect();
    let control = harness.get_by_label("Movement on the stage: Full").rect();
    assert!(words.top() >= control.bottom() - 2.0 && words.top() - control.bottom() < 40.0, "{words:?} {control:?}");
}

#[test]
fn tab_reaches_the_head_and_then_the_groups_in_order() {
    let (mut harness, _) = page(SIZES[2], Vec::new());
    let mut met: Vec<String> = Vec::new();
    for _ in 0..130 {
        harness.key_press(Key::Tab);
        harness.run();
        met.extend(harness.query_all_by(|node| node.is_focused()).filter_map(|node| node.accesskit_node().label()));
    }
    let at = |name: &str| met.iter().position(|met| met == name).unwrap_or_else(|| panic!("{name} in {met:?}"));
    assert!(CONTROLS.map(at).is_sorted() && at("Reset …") < at(CONTROLS[0]), "{met:?}");
}

#[test]
fn esc_leaves_the_question_before_the_page() {
    let mut choices = Choices::default();
    assert_eq!(choices.press(PageKey::Number(3)), None);
    assert_eq!(choices.press(PageKey::Close), Some(Action::Leave));
}

#[test]
fn a_setting_is_found_by_its_words_its_choices_and_its_group() {
    let (mut harness, _) = page(SIZES[1], Vec::new());
    harness.run();
    for (typed, there, gone) in [
        ("mirror", "Mirrored, for a pane of glass: On", "Notes, larger"),
        ("wheel", "The wheel on the only screen: On and back", "Wait for Start: Off"),
        ("captions head", "Where they stand: At its head", "Size, larger"),
    ] {
        assert_eq!(harness.state_mut().0.press(PageKey::FindSetting), None);
        harness.run();
        harness.get_by_label("Find a setting").type_text(typed);
        harness.run();
        assert!(harness.query_by_label(there).is_some(), "{there} for {typed}");
        assert!(harness.query_by_label(gone).is_none(), "{gone} for {typed}");
        assert_eq!(harness.state_mut().0.press(PageKey::Close), None, "the field is emptied first");
        harness.run();
        assert!(harness.query_by_label(gone).is_some());
    }
    harness.state_mut().0.press(PageKey::FindSetting);
    harness.run();
    harness.get_by_label("Find a setting").type_text("zebra");
    harness.run();
    assert!(harness.query_by_label_contains("No setting is called").is_some());
}

#[test]
fn what_was_chosen_says_which_keys_of_the_file_are_others_now() {
    let old = Settings::default();
    let mut new = old.clone();
    new.stage.motion = Motion::None;
    new.captions.size = Some(9);
    assert_eq!(super::changed_keys(&old, &new), ["stage.motion", "captions.size"]);
    assert!(super::changed_keys(&old, &old).is_empty());
}

#[test]
fn captions_are_seen_as_they_are_chosen() {
    let (mut harness, _) = page(Vec2::new(1920.0, 2400.0), Vec::new());
    for name in [
        "Color of the words: Black",
        "Behind them: Blue",
        "How opaque that is, smaller",
        "Their letters: Mono",
        "Edge of the letters: Shadow",
        "Live captions: From the microphone",
    ] {
        harness.get_by_label(name).click();
        harness.run();
    }
    let chosen = &harness.state().1.captions;
    assert_eq!((chosen.color, chosen.plate), (Some(CaptionInk::Black), Some(CaptionPlate::Blue)));
    assert_eq!(
        (chosen.opacity, chosen.font, chosen.edge),
        (Some(80), Some(CaptionFont::Mono), Some(CaptionEdge::Shadow))
    );
    assert_eq!(chosen.source.as_deref(), Some("auto"));
    let said = "Captions as they look: color black, behind them blue, 80 percent opaque, letters mono, edge shadow";
    harness.get_by_label(said);
    // Black on blue cannot be read, and it says so.
    harness.get_by_label("Another, so that they can be read");
    harness.get_by_label("Color of the words: White").click();
    harness.run();
    assert!(harness.query_by_label("Another, so that they can be read").is_none());
}
