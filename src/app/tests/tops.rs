//! What lies on top has the keys, the focus and the accessible tree, whatever it was opened over.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::accesskit::Action;
use eframe::egui::{Context, Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::{main_window, private, shows};
use crate::app::Options;
use crate::app::desktop::screens::tests::screen;
use crate::app::desktop::setup::{Seen, Setup, Stage};
use crate::app::front::act::grant;
use crate::app::front::asked::{Asked, Errand};
use crate::app::front::pages::Page;
use crate::app::front::shared::Shared;
use crate::app::keys::does::{Does, WindowCommand};
use crate::app::keys::keyboard::Keyboard;
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look;
use crate::playback::clock::Clock;
use crate::playback::tests::{DECK, talk};
use crate::show::Effect;
use crate::show::command::Command;
use crate::show::view::Mode;
use crate::takes::Kind;

/// Every page that can be opened over a talk, and what asks for it.
const PAGES: [(&str, Does); 13] = [
    ("overview", Does::Talk(Command::Overview)),
    ("help", Does::Window(WindowCommand::Help)),
    ("commands", Does::Window(WindowCommand::Commands)),
    ("menu", Does::Window(WindowCommand::Menu)),
    ("words", Does::Window(WindowCommand::HoldingWords)),
    ("check", Does::Window(WindowCommand::StageCheck)),
    ("report", Does::Window(WindowCommand::Report)),
    ("findings", Does::Window(WindowCommand::Findings)),
    ("export", Does::Window(WindowCommand::Export)),
    ("screens", Does::Window(WindowCommand::Screens)),
    ("clicker", Does::Window(WindowCommand::Clicker)),
    ("settings", Does::Window(WindowCommand::Settings)),
    ("question", Does::Talk(Command::AskQuit)),
];

const ARROWS: [Key; 4] = [Key::ArrowLeft, Key::ArrowRight, Key::ArrowUp, Key::ArrowDown];

/// The main window of a talk in a folder of its own, on two screens.
struct Desk {
    shared: Arc<Shared>,
    window: Harness<'static>,
    folder: tempfile::TempDir,
}

fn desk(settings: &str) -> Desk {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    std::fs::write(folder.path().join("deck.toml"), DECK).expect("and a deck in it");
    let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
    let keys = crate::settings::read(settings, "settings.toml").settings.keys;
    shared.lock().keyboard = Keyboard::new(Arc::new(Keymap::new(&keys).value));
    shared.open(folder.path(), Kind::Talk);
    shared.adopt(Ok(talk()));
    let seen = |name, x, console| Seen { screen: screen(name, x), scale: None, mirrored: false, console };
    let setup = Setup { screens: vec![seen("a", 0, true), seen("b", 1920, false)], stage: Stage::Own(1) };
    let inside = Arc::clone(&shared);
    let window = Harness::builder().with_size(super::USUAL).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            look::install(ui.ctx());
            return inside.keymap().install(ui.ctx());
        }
        inside.front().see(setup.clone());
        main_window(ui, &inside, private());
    });
    let mut desk = Desk { shared, window, folder };
    desk.window.run_steps(2);
    desk
}

impl Desk {
    /// Only the talk is left, as it was.
    fn bare(&mut self) {
        self.shared.front().pages.clear();
        for command in [Command::Leave; 3] {
            self.shared.wish(command);
        }
        self.shared.lock().effects.clear();
        self.shared.front().errands.clear();
        if let Some(holder) = self.window.ctx.memory(|memory| memory.focused()) {
            self.window.ctx.memory_mut(|memory| memory.surrender_focus(holder));
        }
        self.window.run_steps(1);
    }

    fn open(&mut self, does: Does) {
        let ctx: &Context = &self.window.ctx;
        grant(&mut self.shared.front(), Asked::Does(does), &self.shared, ctx);
        self.window.run_steps(2);
        // Another thread reads the deck for what is found in it.
        for _ in 0..2_000 {
            if self.pages().last().is_none_or(|top| top != "findings") || self.shows("Remarks ") {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
            self.window.run_steps(1);
        }
        panic!("the deck is read in time");
    }

    fn key(&mut self, key: Key, modifiers: Modifiers) -> &mut Self {
        self.window.key_press_modifiers(modifiers, key);
        self.window.run_steps(2);
        self
    }

    /// As the system sends it: a letter comes as text too.
    fn press(&mut self, key: Key) -> &mut Self {
        self.window.key_down(key);
        let name = key.name();
        if name.len() == 1 {
            self.window.event(Event::Text(name.to_lowercase()));
        }
        self.window.key_up(key);
        self.window.run_steps(2);
        self
    }

    fn shows(&self, words: &str) -> bool {
        shows(&self.window, words)
    }

    /// What lies in the window, from the bottom, and how each page stands.
    fn pages(&self) -> Vec<String> {
        let mut front = self.shared.front();
        let told = |page: &mut Page| match page {
            Page::Library => "library".to_owned(),
            Page::Unready => "unready".to_owned(),
            Page::Stage => "stage".to_owned(),
            Page::Console => "console".to_owned(),
            Page::Overview => format!("overview {:?}", self.shared.view().overview),
            Page::Help(_) => "help".to_owned(),
            Page::Commands(commands) => format!("{commands:?}"),
            Page::Check(check) => format!("check {:?} {}", check.place(), check.shows_card(false)),
            Page::Report(_) => "report".to_owned(),
            Page::Findings(_) => "findings".to_owned(),
            Page::Export(export) => format!("{export:?}").split("crew").take(1).collect(),
            Page::Screens(picker) => format!("{picker:?}"),
            // Which editors are there is found out meanwhile.
            Page::Settings(choices) => format!("{choices:?}").split("editors").take(1).collect(),
            Page::Clicker(clicker) => format!("{clicker:?}"),
            Page::Private => "private".to_owned(),
            Page::GoOn => "go on".to_owned(),
            Page::Menu(_) => "menu".to_owned(),
            Page::Words(_) => "words".to_owned(),
            Page::Question => "question".to_owned(),
        };
        front.pages.all().map(told).collect()
    }

    /// Where the talk is: what a key behind a page might have changed.
    fn talk(&self) -> String {
        let view = self.shared.view();
        let state = (view.cursor, view.mode, view.typed, view.tool, view.captions_on, view.console_shown);
        format!("{state:?} {} {:?} {:?}", view.running, view.notes_scale, view.auto)
    }

    /// The names of what can be operated.
    fn operable(&self) -> BTreeSet<String> {
        let nodes = self.window.root().children_recursive();
        let operable = nodes.filter(|node| {
            let node = node.accesskit_node();
            !node.is_disabled() && node.data().supports_action(Action::Click)
        });
        operable.filter_map(|node| node.accesskit_node().label()).collect()
    }

    /// The names of what Tab leads to.
    fn reached(&mut self) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        for _ in 0..12 {
            self.window.key_press(Key::Tab);
            self.window.run_steps(2);
            let node = self.window.root().children_recursive().find(|node| node.accesskit_node().is_focused());
            reached.extend(node.and_then(|node| node.accesskit_node().label()));
        }
        reached
    }
}

fn pairs() -> impl Iterator<Item = ((&'static str, Does), (&'static str, Does))> {
    PAGES.into_iter().flat_map(|below| PAGES.into_iter().map(move |over| (below, over))).filter(|(b, o)| b.0 != o.0)
}

/// What leads to other pages gives them its place.
fn gives_way(below: &str) -> bool {
    ["help", "commands", "menu"].contains(&below)
}

/// Nothing lies over the question: whatever opens a page takes it back.
fn below_question(below: &str) -> bool {
    below == "question"
}

#[test]
fn the_stage_check_and_saving_for_others_take_turns_with_esc_and_enter() {
    let mut desk = desk("");
    let ctrl = Modifiers::CTRL;
    desk.key(Key::K, ctrl).key(Key::E, ctrl);
    assert!(desk.shows("Save for others"));
    desk.press(Key::Escape);
    assert!(!desk.shows("Save for others") && desk.shows("Stage check"), "Esc takes the page on top");
    desk.press(Key::Escape);
    assert_eq!(desk.pages(), ["console"]);

    desk.key(Key::K, ctrl).key(Key::E, ctrl).press(Key::Enter);
    while !desk.shows("Saved: ") {
        desk.window.run_steps(1);
    }
    let name = desk.folder.path().file_name().expect("it has a name").to_string_lossy().into_owned();
    assert!(desk.folder.path().join(format!("{name}.pdf")).exists(), "Enter saved");

    desk.bare();
    desk.key(Key::X, Modifiers::SHIFT).key(Key::E, ctrl).press(Key::Escape);
    assert!(desk.shows("The stage's screen") && !desk.shows("Save for others"));

    desk.bare();
    desk.key(Key::E, ctrl).press(Key::Q);
    assert_eq!(desk.pages().last().map(String::as_str), Some("question"));
    desk.window.get_by_label("No, go on").click();
    desk.window.run_steps(2);
    assert!(desk.shows("Save for others") && !desk.shows("Leave the stage?"), "and the page is there again");
    desk.press(Key::Q).press(Key::Enter);
    assert_eq!(desk.shared.lock().effects, [Effect::Quit]);
}

#[test]
fn without_letters_no_letter_digit_or_sign_does_anything_on_any_page() {
    let mut desk = desk("[keys]\nletters = false");
    desk.press(Key::B);
    assert_eq!(desk.shared.view().mode, Mode::Live);
    let characters = Key::ALL.iter().filter(|key| key.symbol_or_name().chars().count() == 1);
    let characters: Vec<Key> = characters.copied().filter(|key| !ARROWS.contains(key)).collect();
    assert!(characters.len() > 40, "{characters:?}");
    // The fields of overview, commands and settings take words, and the page of a clicker shows whatever is pressed.
    let takes_words = |name: &str| ["overview", "commands", "clicker", "settings", "question"].contains(&name);
    for (name, does) in PAGES.into_iter().filter(|(name, _)| !takes_words(name)) {
        desk.bare();
        desk.open(does);
        let before = (desk.pages(), desk.talk());
        for key in &characters {
            desk.press(*key);
            assert_eq!((desk.pages(), desk.talk()), before, "{key:?} on {name}");
        }
    }
}

#[test]
fn a_remapped_key_acts_on_its_page_and_stands_on_its_cap() {
    let mut desk =
        desk("[keys]\nletters = false\ncheck-test-card = \"F9\"\nexport-save = [\"Ctrl+S\"]\nclose = \"F10\"");
    desk.key(Key::K, Modifiers::CTRL);
    let before = desk.pages();
    desk.press(Key::F9);
    assert_ne!(desk.pages(), before, "the card is taken away");
    desk.key(Key::E, Modifiers::CTRL).key(Key::S, Modifiers::CTRL);
    while !desk.shows("Saved: ") {
        desk.window.run_steps(1);
    }
    desk.press(Key::F10).press(Key::F10);
    assert_eq!(desk.pages(), ["console"]);
}

#[test]
fn the_page_on_top_has_every_key_that_chooses_answers_or_is_a_letter() {
    let mut desk = desk("");
    let letters = (b'A'..=b'Z').filter_map(|letter| Key::from_name(&char::from(letter).to_string()));
    let digits = (0..=9).filter_map(|digit: u8| Key::from_name(&digit.to_string()));
    let others = [Key::Enter, Key::Space, Key::Home, Key::End, Key::Backspace, Key::Delete, Key::Tab];
    let keys: Vec<Key> = letters.chain(digits).chain(ARROWS).chain(others).collect();
    for (below, over) in pairs().filter(|(below, _)| !below_question(below.0)) {
        for key in &keys {
            // These ask the system for a window of its own, and this does what is chosen.
            if over.0 == "export" && [Key::W, Key::O].contains(key)
                || (over.0, *key) == ("commands", Key::Enter)
                || over.0 == "menu" && [Key::Enter, Key::Space].contains(key)
            {
                continue;
            }
            desk.bare();
            desk.open(below.1);
            let under = desk.pages();
            desk.open(over.1);
            let (opened, talk) = (desk.pages(), desk.talk());
            let depth = if gives_way(below.0) { 1 } else { 2 };
            assert_eq!(opened.len(), depth + 1, "{over:?} lies over {below:?}: {opened:?}");
            desk.press(*key);
            let after = desk.pages();
            if (below.0, *key) == ("overview", Key::O) && after.last() == under.last() {
                // It was asked for, and came to the top.
                continue;
            }
            assert_eq!(after[..depth], under[..depth], "{key:?} on {over:?} was heard by {below:?}");
            let is_black =
                *key == Key::B && !["overview", "commands", "help", "clicker", "words", "settings"].contains(&over.0);
            if is_black {
                assert_eq!(desk.shared.view().mode, Mode::Black, "a clicker's black, on {over:?}");
                desk.shared.wish(Command::Black);
            }
            assert_eq!(desk.talk(), talk, "{key:?} on {over:?} was heard by the talk");
        }
    }
}

#[test]
fn esc_takes_the_page_on_top_and_only_that() {
    let mut desk = desk("");
    for (below, over) in pairs().filter(|(below, _)| !below_question(below.0)) {
        desk.bare();
        desk.open(below.1);
        let under = desk.pages();
        desk.open(over.1);
        desk.press(Key::Escape);
        let left = if gives_way(below.0) { vec!["console".to_owned()] } else { under };
        assert_eq!(desk.pages(), left, "{over:?} over {below:?}");
    }
}

#[test]
fn what_is_opened_again_comes_to_the_top_and_then_goes() {
    let mut desk = desk("");
    for (below, over) in pairs() {
        let again = |name: &str| !gives_way(name) && !["overview", "question"].contains(&name);
        if !again(below.0) || !again(over.0) {
            continue;
        }
        desk.bare();
        desk.open(below.1);
        let under = desk.pages();
        desk.open(over.1);
        desk.open(below.1);
        assert_eq!(desk.pages().last(), under.last(), "{below:?} is brought back");
        desk.open(below.1);
        assert_eq!(desk.pages().len(), 2, "and goes: {:?}", desk.pages());
    }
}

#[test]
fn only_the_page_on_top_can_be_operated_and_has_the_focus() {
    let mut desk = desk("");
    let mut alone = Vec::new();
    for (name, does) in PAGES {
        desk.bare();
        desk.open(does);
        let operable = desk.operable();
        let reached = desk.reached();
        assert!(reached.is_subset(&operable), "{name}: {reached:?} in {operable:?}");
        assert!(!reached.is_empty(), "{name} can be reached");
        alone.push((name, operable));
    }
    for (below, over) in pairs().filter(|(below, _)| !below_question(below.0)) {
        let (_, own) = alone.iter().find(|(name, _)| *name == over.0).expect("it was looked at alone");
        desk.bare();
        desk.open(below.1);
        // Somebody was at work there.
        desk.window.key_press(Key::Tab);
        desk.window.run_steps(2);
        desk.open(over.1);
        let operable = desk.operable();
        assert!(operable.is_subset(own), "{over:?} over {below:?}: {:?}", operable.difference(own).collect::<Vec<_>>());
        let reached = desk.reached();
        assert!(reached.is_subset(own), "{over:?} over {below:?}: {:?}", reached.difference(own).collect::<Vec<_>>());
    }
}

#[test]
fn a_forgotten_question_is_taken_back_by_any_key_but_its_answer() {
    let mut desk = desk("");
    for key in [Key::ArrowRight, Key::Num3, Key::Space, Key::N, Key::F8] {
        desk.bare();
        desk.press(Key::Q);
        let talk = desk.talk();
        desk.press(key);
        assert_eq!((desk.pages(), desk.talk()), (vec!["console".to_owned()], talk), "{key:?}");
    }
    desk.press(Key::Q).press(Key::PageDown);
    assert_eq!(desk.shared.view().cursor.step, 1, "a clicker goes on at once");
    assert_eq!(desk.pages(), ["console"]);
}

#[test]
fn under_a_page_the_talk_goes_on_by_what_clickers_send() {
    let mut desk = desk("");
    for (name, does) in PAGES.into_iter().filter(|(name, _)| *name != "clicker") {
        desk.bare();
        desk.shared.wish(Command::FirstSlide);
        desk.open(does);
        desk.press(Key::PageDown);
        assert_eq!(desk.shared.view().cursor.step, 1, "{name}");
        desk.press(Key::PageUp);
        assert_eq!(desk.shared.view().cursor.step, 0, "{name}");
        desk.press(Key::Period);
        assert_eq!(desk.shared.view().mode, Mode::Black, "{name}");
        desk.press(Key::F5);
        assert_eq!(desk.shared.view().mode, Mode::Live, "{name}");
    }
}

#[test]
fn a_screen_is_taken_by_its_number_and_the_main_window_is_told() {
    let mut desk = desk("");
    desk.key(Key::X, Modifiers::SHIFT).press(Key::Num1);
    assert_eq!(desk.shared.front().errands, [Errand::Take(screen("a", 0))]);
    assert_eq!(desk.pages(), ["console"]);
}
