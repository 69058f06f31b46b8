//! The library by what a screen reader finds in it, and by its keys.

use std::sync::{Arc, Mutex};

use eframe::egui::{Event, Key, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use std::path::PathBuf;
use std::time::Duration;

use super::cards::{About, Action, Ask, Card, Facts, Shelf, Sort};
use super::wall::library_ui;
use crate::app::keys::does::Does;
use crate::app::keys::does::{PageKey, WindowCommand};
use crate::app::keys::keymap::Keymap;
use crate::app::keys::press::{Press, Situation};
use crate::app::keys::table::Place;
use crate::app::kit::look;
use crate::app::kit::palette::Palette;
use crate::playback::search::Index;

fn card(name: &str, about: About) -> Card {
    Card { folder: PathBuf::from("/talks").join(name), opened: None, about }
}

fn ready(title: &str, errors: usize) -> About {
    About::Ready(Facts {
        title: title.to_owned(),
        slides: 12,
        hidden: 0,
        length: Duration::from_secs(600),
        told: (errors == 0).then(|| "Rehearsed 20 November, 27:40".to_owned()),
        errors,
        warnings: 1,
        picture: None,
        date: None,
        words: Index::default(),
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
    wall_in(shelf, Vec2::new(1440.0, 900.0))
}

fn wall_in(shelf: Shelf, size: Vec2) -> (Harness<'static, Shelf>, Heard) {
    let heard = Heard::default();
    let hear = Arc::clone(&heard);
    let harness = Harness::builder().with_size(size).build_ui_state(
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
        "More, First talk",
        "Present, Second talk",
        "Rehearse, Second talk",
        "Take the tour",
        "Open …",
        "New talk",
        "Settings",
        "Help",
        "Search titles, slides and notes",
        "Last opened",
        "Title",
        "Date of the talk",
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
        ("Rehearse, First talk", Action::Rehearse("/talks/one".into())),
        ("New talk", Action::New),
        ("Open …", Action::Choose),
        ("Take the tour", Action::Tour),
        ("Settings", Action::Window(WindowCommand::Settings)),
        ("Help", Action::Window(WindowCommand::Help)),
    ] {
        harness.get_by_label(name).click();
        harness.run();
        assert_eq!(wishes(&heard).last(), Some(&wish), "{name}");
    }
}

#[test]
fn the_menu_of_a_card_does_what_its_rows_say_by_mouse_and_by_keys() {
    for (row, wish) in [
        ("Report of its takes", Action::Report("/talks/two".into())),
        ("Stage check", Action::StageCheck(Some("/talks/two".into()))),
        ("Save for others", Action::Export("/talks/two".into())),
        ("Show its folder", Action::ShowFolder("/talks/two".into())),
        ("Take off the list", Action::Forget("/talks/two".into())),
    ] {
        let (mut harness, heard) = wall(shelf());
        harness.get_by_label("More, Second talk").click();
        harness.run();
        harness.get_by_label(row).click();
        harness.run();
        assert_eq!(wishes(&heard), [wish], "{row}");
        assert!(harness.query_by_label(row).is_none(), "the menu is gone");
    }
    let (mut harness, heard) = wall(shelf());
    for key in [Key::M, Key::ArrowDown, Key::ArrowDown, Key::ArrowDown, Key::Enter] {
        harness.key_press(key);
        harness.run();
    }
    assert_eq!(wishes(&heard), [Action::Export("/talks/one".into())]);
}

#[test]
fn a_card_that_was_taken_off_can_be_put_back() {
    let mut shelf = shelf();
    assert_eq!(shelf.press(PageKey::RestoreDeck), None);
    shelf.forget("/talks/two".into());
    assert_eq!((shelf.cards.len(), shelf.press(PageKey::RestoreDeck)), (2, Some(Action::Restore("/talks/two".into()))));
}

#[test]
fn a_deck_that_shows_nothing_is_not_presented_in_silence() {
    for (hidden, words) in [(0, "has no slide"), (3, "all are hidden")] {
        let mut shelf = shelf();
        if let About::Ready(facts) = &mut shelf.cards[0].about {
            (facts.slides, facts.hidden) = (0, hidden);
        }
        let (mut harness, heard) = wall(shelf);
        harness.key_press(Key::Enter);
        harness.run();
        assert!(wishes(&heard).is_empty() && harness.query_by_label_contains(words).is_some(), "{words}");
    }
}

#[test]
fn the_search_and_the_order_say_which_cards_are_there() {
    let (mut harness, _) = wall(shelf());
    harness.key_press(Key::Slash);
    harness.run();
    harness.get_by_label("Search titles, slides and notes").type_text("second");
    harness.run();
    assert_eq!(harness.state().order(), [1]);
    assert_eq!(harness.state().chosen, 1, "what is chosen is seen");
    harness.state_mut().press(PageKey::Close);
    harness.state_mut().sort = Sort::Title;
    assert_eq!(harness.state().order(), [0, 1, 2], "and the search is empty again");
    harness.state_mut().search = "nobody".to_owned();
    harness.run();
    assert!(harness.query_by_label_contains("No talk has “nobody”").is_some());
}

#[test]
fn a_path_can_be_typed_where_no_window_to_choose_in_opens() {
    for (new, wish) in [(false, Action::Open("/talks/".into())), (true, Action::Begin("/talks".into()))] {
        let ask = Ask::at(new, std::path::Path::new("/talks"));
        let (mut harness, heard) = wall(Shelf { ask: Some(ask), looked: true, ..Shelf::default() });
        harness.run();
        assert!(harness.query_by_label("Folder").is_some());
        harness.get_by_label(if new { "Begin" } else { "Open" }).click();
        harness.run();
        assert!(wishes(&heard).contains(&wish), "{:?}", wishes(&heard));
        harness.get_by_label("Cancel").click();
        harness.run();
        assert!(harness.state().ask.is_none());
    }
}

#[test]
fn nothing_is_cut_or_covered_at_any_size() {
    for (size, names) in [
        (
            Vec2::new(640.0, 400.0),
            &["New talk", "Settings", "Help", "Title", "Present", "Rehearse", "More, First talk"][..],
        ),
        (Vec2::new(1000.0, 700.0), &["New talk", "Settings", "Present", "Present, Second talk", "More, First talk"]),
        (Vec2::new(1280.0, 720.0), &["New talk", "Settings", "Present", "Present, Second talk", "Present, three"]),
        (Vec2::new(1920.0, 1080.0), &["New talk", "Settings", "Present", "Present, Second talk", "Present, three"]),
    ] {
        let (mut harness, _) = wall_in(shelf(), size);
        harness.run();
        let rects: Vec<_> = names.iter().map(|name| (name, harness.get_by_label(name).rect())).collect();
        for (at, (name, rect)) in rects.iter().enumerate() {
            assert!(rect.width() >= 24.0 && rect.height() >= 24.0, "{name} at {size}: {rect:?}");
            let inside = rect.left() >= 0.0 && rect.right() <= size.x && rect.bottom() <= size.y;
            assert!(inside, "{name} at {size}: {rect:?}");
            let over = rects[at + 1..].iter().find(|(_, other)| rect.shrink(1.0).intersects(other.shrink(1.0)));
            assert!(over.is_none(), "{name} and {over:?} at {size}");
        }
    }
}

#[test]
fn the_findings_of_the_chosen_deck_are_asked_for() {
    let mut shelf = shelf();
    shelf.chosen = 1;
    assert_eq!(shelf.press(PageKey::Findings), Some(Action::Findings(PathBuf::from("/talks/two"))));
}

#[test]
fn tab_reaches_every_control_in_reading_order() {
    let (mut harness, _) = wall(shelf());
    let mut met = Vec::new();
    for _ in 0..24 {
        harness.key_press(Key::Tab);
        harness.run();
        met.extend(harness.query_all_by(|node| node.is_focused()).filter_map(|node| node.accesskit_node().label()));
    }
    let at =
        |name: &str| met.iter().position(|met| met.starts_with(name)).unwrap_or_else(|| panic!("{name} in {met:?}"));
    let order = [
        "Take the tour",
        "Open …",
        "New talk",
        "Settings",
        "Help",
        "Search",
        "Last opened",
        "Title",
        "First talk",
        "Present",
    ];
    assert!(order.map(at).is_sorted() && at("More, Second talk") < at("three"), "{met:?}");
}

#[test]
fn an_empty_library_has_three_ways_and_the_first_has_the_focus() {
    for size in [Vec2::new(640.0, 400.0), Vec2::new(1440.0, 900.0)] {
        let (mut harness, heard) = wall_in(Shelf { looked: true, ..Shelf::default() }, size);
        harness.run();
        assert!(harness.query_by_label("Begin with a talk").is_some());
        let focused: Vec<_> =
            harness.query_all_by(|node| node.is_focused()).filter_map(|node| node.accesskit_node().label()).collect();
        assert_eq!(focused, ["New talk"]);
        harness.key_press(Key::Enter);
        harness.run();
        assert_eq!(wishes(&heard), [Action::New]);
        for (name, wish) in [("Open …", Action::Choose), ("Take the tour", Action::Tour)] {
            let button = harness
                .get_all_by_role(eframe::egui::accesskit::Role::Button)
                .find(|node| node.accesskit_node().label().as_deref() == Some(name));
            let rect = button.expect("it is there").rect();
            assert!(rect.bottom() <= size.y && rect.right() <= size.x, "{name} {rect:?}");
            button_click(&mut harness, name);
            assert_eq!(wishes(&heard).last(), Some(&wish));
        }
    }
}

/// Clicks the button of this name, of which a heading may have the same.
fn button_click(harness: &mut Harness<'static, Shelf>, name: &str) {
    harness.get_by_role_and_label(eframe::egui::accesskit::Role::Button, name).click();
    harness.run();
}

#[test]
fn what_went_wrong_is_said_whole_and_a_drag_is_marked() {
    let why = "talk.pptx is a PowerPoint file. Cuecard plays decks written in TOML: put its words into a deck.toml.";
    let (mut harness, _) = wall(Shelf { trouble: Some(why.to_owned()), ..shelf() });
    assert!(harness.query_by_label(why).is_some() && harness.query_by_label("Drop to add talk.pptx").is_none());
    harness
        .input_mut()
        .hovered_files
        .push(eframe::egui::HoveredFile { path: Some("/home/me/talk.pptx".into()), ..Default::default() });
    harness.step();
    assert!(harness.query_by_label("Drop to add talk.pptx").is_some());
}
