//! The library by what a screen reader finds in it, and by its keys.

use std::sync::{Arc, Mutex};

use eframe::egui::{Event, Key, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use std::path::PathBuf;
use std::time::Duration;

use super::cards::{About, Action, Card, Facts, Shelf};
use super::wall::library_ui;
use crate::app::keys::does::Does;
use crate::app::keys::does::PageKey;
use crate::app::keys::keymap::Keymap;
use crate::app::keys::press::{Press, Situation};
use crate::app::keys::table::Place;
use crate::app::kit::look;
use crate::app::kit::palette::Palette;

fn card(name: &str, about: About) -> Card {
    Card { folder: PathBuf::from("/talks").join(name), opened: None, about }
}

fn ready(title: &str, errors: usize) -> About {
    About::Ready(Facts {
        title: title.to_owned(),
        slides: 12,
        hidden: 0,
        length: Duration::from_secs(600),
        rehearsed: (errors == 0).then(|| "20 November, 27:40".to_owned()),
        errors,
        warnings: 1,
        picture: None,
    })
}

fn shelf() -> Shelf {
    let cards = vec![
        card("one", ready("First talk", 0)),
        card("two", ready("Second talk", 2)),
        card("three", About::Unreadable("it is no deck".to_owned())),
    ];
    Shelf { cards, looked: true, ..Shelf::default() }
}

/// The keys of this frame by the table, but for those of a control that has the focus.
fn keys(ui: &eframe::egui::Ui) -> Vec<PageKey> {
    let focused = ui.memory(|memory| memory.focused().is_some());
    let situation = Situation { place: Place::Library, typing: false, shut: true };
    let press = |event: &Event| match event {
        Event::Key { key: Key::Enter, .. } if focused => None,
        Event::Key { key, pressed: true, modifiers, .. } => {
            let press = Press { modifiers: *modifiers, ..Press::of(*key) };
            match Keymap::default().does(press, situation) {
                Some(Does::Page(key)) => Some(key),
                Some(Does::Talk(_) | Does::Window(_)) | None => None,
            }
        }
        _ => None,
    };
    ui.input(|input| input.events.iter().filter_map(press).collect())
}

type Heard = Arc<Mutex<Vec<Action>>>;

fn wall(shelf: Shelf) -> (Harness<'static, Shelf>, Heard) {
    let heard = Heard::default();
    let hear = Arc::clone(&heard);
    let harness = Harness::builder().with_size(Vec2::new(1440.0, 900.0)).build_ui_state(
        move |ui, shelf: &mut Shelf| {
            if ui.ctx().cumulative_pass_nr() == 0 {
                look::install(ui.ctx());
                return;
            }
            let pressed = keys(ui).into_iter().filter_map(|key| shelf.press(key)).next();
            let wish = library_ui(ui, Palette::of(false), shelf).or(pressed);
            hear.lock().expect("no test panics while it holds this").extend(wish);
        },
        shelf,
    );
    (harness, heard)
}

fn wishes(heard: &Heard) -> Vec<Action> {
    heard.lock().expect("unpoisoned").clone()
}

#[test]
fn each_deck_says_what_it_is() {
    let (harness, _) = wall(shelf());
    for name in [
        "First talk, 12 slides, 10 min, Rehearsed 20 November, 27:40, 1 warning",
        "Second talk, 12 slides, 10 min, Not rehearsed yet, 2 faults, 1 warning",
        "three, Can't be read, a fault",
        "Present",
        "Rehearse",
        "Export",
        "Check",
        "Stage check",
        "Folder",
        "Open another …",
    ] {
        assert!(harness.query_by_label(name).is_some(), "{name}");
    }
}

#[test]
fn arrows_choose_and_enter_presents() {
    let (mut harness, heard) = wall(shelf());
    harness.key_press(Key::ArrowRight);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(wishes(&heard), [Action::Present("/talks/two".into())]);
    harness.key_press(Key::R);
    harness.run();
    assert_eq!(wishes(&heard).last(), Some(&Action::Rehearse("/talks/two".into())));
    harness.key_press(Key::E);
    harness.run();
    assert_eq!(wishes(&heard).last(), Some(&Action::Export("/talks/two".into())));
}

#[test]
fn a_deck_that_is_put_on_a_long_wall_is_in_sight() {
    let mut long = shelf();
    long.cards.extend((0..20).map(|number| card(&format!("more {number}"), ready(&format!("More {number}"), 0))));
    let (mut harness, _) = wall(long);
    harness.run();
    for (folder, name) in
        [("/talks/new", "new, Reading"), ("/talks/one", "First talk, "), ("/talks/more 19", "More 19, ")]
    {
        harness.state_mut().put(folder.into());
        harness.run();
        let card = harness.get_by_label_contains(name).rect();
        assert!((0.0..=900.0).contains(&card.top()) && (0.0..=900.0).contains(&card.bottom()), "{name}: {card:?}");
    }
}

#[test]
fn a_click_chooses_and_the_buttons_do_what_they_say() {
    let (mut harness, heard) = wall(shelf());
    harness.get_by_label_contains("Second talk, 12").click();
    harness.run();
    assert_eq!(harness.state().chosen, 1);
    for (name, wish) in [
        ("Present", Action::Present("/talks/two".into())),
        ("Rehearse", Action::Rehearse("/talks/two".into())),
        ("Folder", Action::ShowFolder("/talks/two".into())),
        ("Remove", Action::Forget("/talks/two".into())),
        ("Stage check", Action::StageCheck(Some("/talks/two".into()))),
    ] {
        harness.get_by_label(name).click();
        harness.run();
        assert_eq!(wishes(&heard).last(), Some(&wish));
    }
}

#[test]
fn the_findings_of_the_chosen_deck_are_asked_for() {
    let mut shelf = shelf();
    shelf.chosen = 1;
    assert_eq!(shelf.press(PageKey::Findings), Some(Action::Findings(PathBuf::from("/talks/two"))));
}

#[test]
fn every_control_is_reached_by_tab() {
    let (mut harness, _) = wall(shelf());
    let mut met = Vec::new();
    for _ in 0..12 {
        harness.key_press(Key::Tab);
        harness.run();
        met.extend(harness.query_all_by(|node| node.is_focused()).filter_map(|node| node.accesskit_node().label()));
    }
    for name in [
        "Open another …",
        "First talk",
        "Second talk",
        "three",
        "Present",
        "Rehearse",
        "Export",
        "Check",
        "Stage check",
        "Folder",
    ] {
        assert!(met.iter().any(|label| label.starts_with(name)), "{name} in {met:?}");
    }
}

#[test]
fn an_empty_wall_is_friendly() {
    let (mut harness, heard) = wall(Shelf { looked: true, ..Shelf::default() });
    assert!(harness.query_by_label("No talks here yet").is_some());
    harness.key_press(Key::Enter);
    harness.run();
    harness.get_by_label("Open another …").click();
    harness.run();
    harness.key_press(Key::K);
    harness.run();
    assert_eq!(wishes(&heard), [Action::Choose, Action::StageCheck(None)]);
}

#[test]
fn what_went_wrong_is_said_whole_and_a_drag_is_marked() {
    let why = "talk.pptx is a PowerPoint file. Cuecard plays decks written in TOML: put its words into a deck.toml.";
    let (mut harness, _) = wall(Shelf { trouble: Some(why.to_owned()), ..shelf() });
    assert!(harness.query_by_label(why).is_some() && harness.query_by_label("Drop your talk here").is_none());
    harness.input_mut().hovered_files.push(eframe::egui::HoveredFile::default());
    harness.step();
    assert!(harness.query_by_label("Drop your talk here").is_some());
}
