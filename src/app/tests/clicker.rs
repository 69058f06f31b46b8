//! The page of a clicker's buttons by its names, and by keys as windows get them.

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::{Event, Key, Modifiers, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::app::Options;
use crate::app::front::pages;
use crate::app::front::shared::Shared;
use crate::app::kit::look;
use crate::playback::clock::Clock;
use crate::show::Effect;
use crate::show::command::Command;
use crate::show::view::{Mode, View};

struct Page {
    shared: Arc<Shared>,
    window: Harness<'static>,
}

fn page() -> Page {
    let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
    shared.adopt(Ok(super::talk()));
    open(&shared);
    let inside = Arc::clone(&shared);
    let window = Harness::builder().with_size(Vec2::new(1440.0, 900.0)).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        super::main_window(ui, &inside, super::private());
    });
    let mut page = Page { shared, window };
    page.window.run_steps(2);
    page
}

fn open(shared: &Shared) {
    shared.front().pages.open(pages::Page::Clicker(Box::default()));
}

impl Page {
    fn key(&mut self, key: Key, modifiers: Modifiers) -> &mut Self {
        self.window.key_press_modifiers(modifiers, key);
        self.window.run_steps(4);
        self
    }

    fn press(&mut self, key: Key) -> &mut Self {
        self.key(key, Modifiers::NONE)
    }

    fn click(&mut self, name: &str) -> &mut Self {
        self.window.get_by_label(name).click();
        self.window.run_steps(4);
        self
    }

    fn shows(&self, words: &str) -> bool {
        self.window.query_all_by_label(words).next().is_some()
    }

    fn open(&self) -> bool {
        matches!(self.shared.front().pages.top(), pages::Page::Clicker(_))
    }

    fn view(&self) -> View {
        self.shared.view()
    }

    /// Keys as the settings would have them: command and chords.
    fn kept(&self) -> Vec<(String, Vec<String>)> {
        let remaps = self.shared.lock().settings.keys.remaps.clone();
        remaps.iter().map(|it| (it.command.clone(), it.texts().map(str::to_owned).collect())).collect()
    }
}

#[test]
fn every_press_is_shown_and_moves_nothing() {
    let mut page = page();
    let before = page.view();
    assert!(page.shows("No button yet"));
    for (key, cap, means) in [
        (Key::PageDown, "PgDn", "Next step"),
        (Key::Period, ".", "Black stage, or back"),
        (Key::F5, "F5", "Start at the first slide; once begun: show it"),
        (Key::Tab, "Tab", "All slides: type to search, Enter to go"),
        (Key::MediaTrackNext, "MediaTrackNext", "Nothing yet"),
    ] {
        page.press(key);
        assert!(page.shows(cap) && page.shows(means), "{cap}: {means}");
        assert!(page.shows("Pressed once, in the console"), "{cap}");
    }
    assert!(page.shows("PgDn: Next step"), "earlier ones are still there");
    page.press(Key::B).press(Key::B);
    assert!(page.shows("Pressed twice, in the console"));
    page.window.event(Event::Text("b".to_owned()));
    let now = page.view();
    assert_eq!((now.cursor, now.mode, now.overview, now.running), (before.cursor, Mode::Live, None, false));
    page.press(Key::Escape);
    assert!(!page.open());
    page.press(Key::PageDown);
    assert_eq!(page.view().cursor.step, 1, "the talk hears its keys again");
}

#[test]
fn a_key_without_a_name_is_shown_as_that() {
    let mut page = page();
    let expect = |page: &mut Page| match page.shared.front().pages.top() {
        pages::Page::Clicker(clicker) => clicker.expect(true),
        _ => panic!("it is open"),
    };
    expect(&mut page);
    page.press(Key::F8);
    assert!(!page.shows("?"), "it has a name");
    expect(&mut page);
    page.window.run_steps(4);
    assert!(page.shows("?") && page.shows("A key that this program cannot name"));
    assert!(page.shows("Pressed once, in the console"));
}

#[test]
fn a_held_button_says_so() {
    let mut page = page();
    for _ in 0..3 {
        page.window.key_down(Key::PageDown);
        page.window.run_steps(2);
    }
    assert!(page.shows("Pressed once, held down, in the console"));
    assert_eq!(page.view().cursor.step, 0);
}

#[test]
fn a_button_is_learnt_at_once_and_forgotten_again() {
    let mut page = page();
    page.click("Teach Black");
    assert!(page.shows("Press the button that is to be Black"));
    page.press(Key::Enter);
    assert!(page.shows("Enter is a key for Next. Press it again, and it is one for Black instead"));
    page.press(Key::F8);
    assert!(page.shows("F8 is a key for Black now") && page.shows("Black stage, or back"));
    assert_eq!(page.kept(), [("black".to_owned(), ["B", "Period", "F8"].map(str::to_owned).to_vec())]);
    page.press(Key::Escape).press(Key::F8);
    assert_eq!(page.view().mode, Mode::Black);
    open(&page.shared);
    page.press(Key::F8).click("Forget F8");
    assert!(page.kept().is_empty() && page.shows("F8 is forgotten") && page.shows("Nothing yet"));
}

#[test]
fn a_button_changes_hands_only_when_that_was_said() {
    let mut page = page();
    page.click("Teach Freeze").press(Key::F5);
    assert!(page.kept().is_empty());
    page.press(Key::F5);
    assert_eq!(page.kept(), [("freeze".to_owned(), ["F", "F5"].map(str::to_owned).to_vec())]);
    page.click("Teach White").press(Key::PageUp).click("Take PgUp");
    assert!(page.shows("PgUp is a key for White now"));
    page.click("Teach White").press(Key::Escape);
    assert!(page.open() && !page.shows("Press the button that is to be White"), "Esc stops the lesson first");
}

#[test]
fn the_keys_that_leave_are_not_given_away() {
    let mut page = page();
    page.click("Teach Black").key(Key::Q, Modifiers::CTRL);
    assert_eq!(page.shared.lock().effects, [Effect::Quit]);
    page.press(Key::Num7);
    assert!(page.shows("7 types the number of a slide"));
    page.press(Key::B);
    assert!(page.shows("B is a key for Black already"));
    assert!(page.kept().is_empty());
    page.shared.wish(Command::AskQuit);
    page.window.run_steps(3);
    assert!(page.shows("Leave the stage?"), "the question is not covered");
    page.press(Key::Enter);
    assert_eq!(page.shared.lock().effects, [Effect::Quit, Effect::Quit]);
}

#[test]
fn every_control_has_a_name_and_is_reached_by_tab() {
    let mut page = page();
    let mut reached = BTreeSet::new();
    for _ in 0..60 {
        page.press(Key::Tab);
        let node = page.window.root().children_recursive().find(|node| node.accesskit_node().is_focused());
        reached.extend(node.and_then(|node| node.accesskit_node().label()));
    }
    for name in ["Close", "Teach Next", "Teach Black", "Teach Start", "Teach Back"] {
        assert!(reached.contains(name), "{name}: {reached:?}");
    }
    page.window.get_by_label("Teach White").focus();
    page.window.run_steps(2);
    page.press(Key::Enter);
    assert!(page.shows("Press the button that is to be White"), "and pressed by Enter");
    page.press(Key::Tab);
    assert!(page.shows("Tab is a key for Overview. Press it again, and it is one for White instead"));
    page.press(Key::Space).press(Key::Space);
    assert!(page.shows("Space is a key for White now"), "even the keys that press controls");
}

#[test]
fn the_help_page_leads_to_it() {
    let mut page = page();
    page.press(Key::Escape).key(Key::Questionmark, Modifiers::SHIFT);
    page.window.get_by_label("What a clicker's buttons do; teach them").click_accesskit();
    page.window.run_steps(2);
    assert!(page.open());
    page.press(Key::Escape);
    assert!(!page.shows("Keys"), "which has made way");
}
