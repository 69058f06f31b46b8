//! The windows by what a screen reader finds in them: names, words, and what a click asks for.

mod announcing;
mod clicker;
mod commands;
mod ending;
mod every_page;
mod green_room;
mod motion;
mod overview;
mod pages;
mod pointing;
mod readings;
mod rehearsing;
mod script;
mod talking;
mod tops;

use std::sync::{Arc, Mutex};

use eframe::egui::{Color32, Key, Ui, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::color::Color;
use crate::settings::Arrangement;
use crate::show::command::Command;
use crate::show::view::View;
use crate::show::{Moment, Show};
use crate::talk::Talk;

use crate::app::Options;
use crate::app::commands::{Action, Help};
use crate::app::console::window::Said;
use crate::app::console::{ConsoleState, Places, Question, Scene, console_ui, gutters_ui, question_ui};
use crate::app::front::keys::take_keys;
use crate::app::front::paint::{pages_ui, stage_window};
use crate::app::front::shared::Shared;
use crate::app::keys::does::{Does, PageKey, WindowCommand};
use crate::app::keys::table::Place;
use crate::app::kit::look;
use crate::app::kit::palette::Palette;
use crate::app::pictures::orders::Shown;
use crate::playback::clock::{Clock, TimeOfDay};
use crate::playback::takes::TakeStatus;
use crate::playback::tests::{DECK, talk, talk_of};

/// The console after `commands`, in a window of `size`; what a click asks for lands in the mutex.
fn console(commands: &[Command], size: Vec2) -> (Harness<'static>, Arc<Mutex<Option<Does>>>) {
    console_as(ConsoleState::default(), commands, size)
}

fn console_as(state: ConsoleState, commands: &[Command], size: Vec2) -> (Harness<'static>, Arc<Mutex<Option<Does>>>) {
    console_of(talk(), state, commands, size)
}

fn console_of(
    talk: Talk,
    state: ConsoleState,
    commands: &[Command],
    size: Vec2,
) -> (Harness<'static>, Arc<Mutex<Option<Does>>>) {
    console_taking(talk, state, TakeStatus::default(), commands, size)
}

fn console_taking(
    talk: Talk,
    state: ConsoleState,
    take: TakeStatus,
    commands: &[Command],
    size: Vec2,
) -> (Harness<'static>, Arc<Mutex<Option<Does>>>) {
    let mut show = Show::new(talk.plan.clone());
    for command in commands {
        show.apply(*command, Moment::default());
    }
    let view = show.view(Moment::default());
    console_showing(talk, state, take, view, size)
}

fn console_showing(
    talk: Talk,
    mut state: ConsoleState,
    take: TakeStatus,
    view: View,
    size: Vec2,
) -> (Harness<'static>, Arc<Mutex<Option<Does>>>) {
    let wish = Arc::new(Mutex::new(None));
    let heard = Arc::clone(&wish);
    let harness = Harness::builder().with_size(size).with_step_dt(1.0 / 60.0).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            look::install(ui.ctx());
            return;
        }
        let places = Places::new(ui.max_rect(), talk.deck.aspect, &state);
        let scene = Scene {
            now: Moment::default(),
            view: &view,
            plan: &talk.plan,
            deck: &talk.deck,
            time: TimeOfDay(54_622_000),
            stage: "Stage on HDMI-1, 1920 × 1080",
            trouble: None,
            of_deck: false,
            said: None,
            hidden: false,
            shown: None,
            take,
            ghost: None,
            best: None,
            feed: Default::default(),
            live: &[],
            drawing: talk.pages.get(view.cursor.slide).and_then(|page| page.steps.get(view.cursor.step)),
            current: Shown::Ground(Color32::WHITE),
            moving: None,
            holding: Shown::Ground(Color32::WHITE),
            closing: Shown::Ground(Color32::WHITE),
            pens: talk.deck.theme.colors.pens(Color::WHITE),
            next: view.next.map(|_| Shown::Ground(Color32::WHITE)),
            start: None,
            battery: None,
            again: &[],
            missed: &[],
        };
        if let Some(split) = gutters_ui(ui, &places, state.arrangement) {
            state = state.with(split);
        }
        if let Some(asked) = console_ui(ui, &places, &scene) {
            *heard.lock().expect("no test panics while it holds this") = Some(asked);
        }
    });
    (harness, wish)
}

/// The main window as a speaker has it, with its keys.
fn main_window(ui: &mut Ui, shared: &Shared, said: Said<'_>) {
    take_keys(ui, shared);
    pages_ui(ui, shared, &shared.look(), said);
}

/// Only the speaker sees the window.
fn private() -> Said<'static> {
    Said { stage: "Stage", private: true, ..Said::default() }
}

const USUAL: Vec2 = Vec2::new(1440.0, 900.0);

#[test]
fn a_click_on_next_wishes_the_next_step() {
    let (mut harness, wish) = console(&[], USUAL);
    harness.get_by_label("Next").click();
    harness.run();
    assert_eq!(*wish.lock().expect("unpoisoned"), Some(Does::Talk(Command::NextStep)));
}

#[test]
fn every_control_has_a_name_and_can_be_pressed() {
    for name in ["Next", "Previous", "Black", "Freeze", "Captions", "Help", "Timer", "Larger", "Smaller", "Screens"] {
        let (mut harness, wish) = console(&[], USUAL);
        harness.get_by_label(name).click_accesskit();
        harness.run();
        assert!(wish.lock().expect("unpoisoned").is_some(), "{name}");
    }
}

#[test]
fn the_console_says_where_the_talk_is() {
    let (harness, _) = console(&[], USUAL);
    for words in [
        "Small talk",
        "Slide 1",
        "of 2",
        "Next step",
        "First things",
        "Hello and welcome.",
        "Clock 15:10:22",
        "10:00 left",
        "not started",
    ] {
        assert!(harness.query_all_by_label(words).next().is_some(), "{words}");
    }
    let (harness, _) = console(&[Command::LastSlide, Command::Black], USUAL);
    for words in ["Slide 2", "End of the talk", "Stage black"] {
        assert!(harness.query_all_by_label(words).next().is_some(), "{words}");
    }
}

#[test]
fn a_talk_that_goes_on_by_itself_says_so() {
    let (harness, _) = console(&[Command::AutoAdvance], USUAL);
    assert!(harness.query_by_label("Goes on by itself").is_some());
    let (harness, _) = console(&[Command::AutoAdvance, Command::Black], USUAL);
    assert!(harness.query_by_label("Goes on by itself, but not now").is_some());
}

#[test]
fn the_end_says_so_and_what_comes_after_it() {
    let appendix = DECK.replace("title = \"Last things\"", "title = \"Last things\"\nappendix = true");
    let (harness, _) = console_of(talk_of(&appendix), ConsoleState::default(), &[Command::NextStep; 2], USUAL);
    assert!(harness.query_by_label("End of talk, appendix next").is_some());
    assert!(harness.query_by_label("Preview: end of talk, appendix next, Last things").is_some());
    let (harness, _) = console(&[Command::LastSlide], USUAL);
    assert!(harness.query_by_label("End of the talk").is_some());
}

#[test]
fn the_notes_are_those_of_the_slide() {
    let (harness, _) = console(&[], USUAL);
    assert!(harness.query_by_label("Say hello.").is_some());
    assert!(harness.query_by_label("Then count the pears.").is_some());
    assert!(harness.query_by_label_contains("Secret").is_none());
    let (harness, _) = console(&[Command::LastSlide], USUAL);
    assert!(harness.query_by_label("Secret of the second slide.").is_some());
}

#[test]
fn a_small_window_still_has_the_keys_that_matter() {
    let (harness, _) = console(&[], Vec2::new(1000.0, 640.0));
    for name in ["Next", "Help", "Slide 1", "Notes"] {
        assert!(harness.query_by_label(name).is_some(), "{name}");
    }
}

/// A page by itself, and what a click on it asks for.
fn alone(page: impl Fn(&mut Ui, look::Look) -> Option<Does> + 'static) -> (Harness<'static>, Arc<Mutex<Option<Does>>>) {
    let asked = Arc::new(Mutex::new(None));
    let heard = Arc::clone(&asked);
    let harness = Harness::builder().with_size(USUAL).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        let look = look::Look::new(ui.max_rect().size(), Palette::of(false));
        if let Some(asked) = page(ui, look) {
            *heard.lock().expect("no test panics while it holds this") = Some(asked);
        }
    });
    (harness, asked)
}

/// The help page that was asked for on another, and what a click on it asks for.
fn help(over: Place) -> (Harness<'static>, Arc<Mutex<Option<Does>>>) {
    let page = Mutex::new(Help::over(over));
    alone(move |ui, look| match page.lock().expect("no test panics while it holds this").ui(ui, look)? {
        Action::Do(does) => Some(does),
        Action::Leave => Some(PageKey::Close.into()),
    })
}

#[test]
fn help_and_the_quit_question_can_be_answered() {
    let mut show = Show::new(talk().plan);
    show.apply(Command::TimerToggle, Moment::default());
    let question = Question::of(&show.view(Moment::default()), false, false);
    let (mut harness, asked) = alone(move |ui, look| question_ui(ui, look, &question).map(Does::Page));
    harness.run();
    harness.get_by_label("Yes, end it").click();
    harness.run();
    assert_eq!(*asked.lock().expect("unpoisoned"), Some(Does::Page(PageKey::Yes)));
    let (mut harness, asked) = help(Place::Talk);
    harness.run();
    for words in ["White stage, or back", "Show the test card, or take it away", "Give the talk"] {
        assert!(harness.query_by_label(words).is_some(), "{words}");
    }
    for (name, leads) in [
        ("Test cards, and what is to be fixed", Does::Window(WindowCommand::StageCheck)),
        ("What a clicker's buttons do; teach them", Does::Window(WindowCommand::Clicker)),
        ("Pause the clock", Does::Talk(Command::TimerToggle)),
    ] {
        harness.get_by_label(name).click_accesskit();
        harness.run();
        assert_eq!(*asked.lock().expect("unpoisoned"), Some(leads));
    }
}

fn arranged(arrangement: Arrangement) -> ConsoleState {
    ConsoleState { arrangement, ..ConsoleState::default() }
}

#[test]
fn each_arrangement_shows_what_it_should() {
    for arrangement in Arrangement::ALL {
        let (harness, _) = console_as(arranged(arrangement), &[], USUAL);
        for words in ["Current slide: First things", "Preview: next step", "not started", "Pace", "Pane width"] {
            assert!(harness.query_by_label(words).is_some(), "{words} in {arrangement:?}");
        }
        let notes = arrangement != Arrangement::Slides;
        for words in ["Notes", "Say hello.", "Then count the pears.", "Larger"] {
            assert_eq!(harness.query_by_label(words).is_some(), notes, "{words} in {arrangement:?}");
        }
    }
}

#[test]
fn every_control_is_reached_by_tab() {
    for arrangement in Arrangement::ALL {
        for light in [false, true] {
            let (mut harness, _) = console_as(ConsoleState { light, ..arranged(arrangement) }, &[], USUAL);
            let mut reached = std::collections::BTreeSet::new();
            for _ in 0..40 {
                harness.key_press(Key::Tab);
                harness.run();
                let node = harness.root().children_recursive().find(|node| node.accesskit_node().is_focused());
                let name = node.and_then(|node| node.accesskit_node().label());
                reached.insert(name.expect("what has the focus has a name"));
            }
            let theme = if light { "Dark" } else { "Light" };
            let mut names = vec!["Next", "Previous", "Help", "Layout", theme, "Timer", "Talk: mode", "Pane width"];
            if arrangement == Arrangement::Balanced {
                names.extend(["Black", "Freeze", "Larger", "Smaller", "Pane height"]);
            }
            for name in names {
                assert!(reached.contains(name), "{name} in {arrangement:?}: {reached:?}");
            }
        }
    }
}

#[test]
fn panes_move_by_keys_and_come_back_by_a_double_click() {
    let (mut harness, _) = console(&[], USUAL);
    let width = |harness: &Harness<'_>| harness.get_by_label("Current slide: First things").rect().width();
    let usual = width(&harness);
    harness.get_by_label("Pane width").focus();
    harness.run();
    harness.key_press(Key::ArrowLeft);
    harness.run();
    let narrower = width(&harness);
    assert!(narrower < usual - 10.0, "{usual} {narrower}");
    for _ in 0..100 {
        harness.key_press(Key::ArrowLeft);
        harness.run();
    }
    assert!(width(&harness) > 300.0, "the slide stays useful");
    harness.get_by_label("Pane width").click();
    harness.get_by_label("Pane width").click();
    harness.run();
    assert!((width(&harness) - usual).abs() < 1.0);
}

/// The windows of a talk that was begun with captions.
pub fn with_captions() -> Arc<Shared> {
    let talk = crate::playback::Options { captions: true, ..Default::default() };
    Arc::new(Shared::new(Clock::start(), Options { talk, ..Options::default() }))
}

/// Whether these words are in the window's tree, beside what is only told to listeners for a moment.
pub(super) fn shows(harness: &Harness<'_>, words: &str) -> bool {
    let told = |role| role == eframe::egui::Role::Status;
    harness.query_all_by_label_contains(words).any(|node| !told(node.accesskit_node().role()))
}

fn stage(commands: &[Command]) -> Harness<'static> {
    let shared = with_captions();
    shared.adopt(Ok(talk()));
    commands.iter().for_each(|command| shared.wish(*command));
    Harness::builder().with_size(Vec2::new(1280.0, 720.0)).build_ui(move |ui| stage_window(ui, &shared, None))
}

#[test]
fn the_stage_has_the_slides_words_and_never_the_notes() {
    let waiting = stage(&[]);
    assert!(!shows(&waiting, "Hello and welcome."), "nobody speaks yet");
    let harness = stage(&[Command::Start]);
    assert!(shows(&harness, "First things") && shows(&harness, "Hello and welcome."));
    for secret in ["Say hello", "pears.", "Last things", "Secret"] {
        assert!(harness.query_all_by_label_contains(secret).next().is_none(), "{secret}");
    }
}

#[test]
fn a_black_stage_says_nothing() {
    for command in [Command::Black, Command::White] {
        let harness = stage(&[command]);
        assert!(!shows(&harness, "First things") && !shows(&harness, "Hello"));
    }
}

#[test]
fn remapped_keys_stand_on_caps_and_in_help() {
    let read = crate::settings::read("[keys]\nwhite = [\"F9\"]\nhelp = []", "settings.toml");
    let keymap = Arc::new(crate::app::keys::keymap::Keymap::new(&read.settings.keys).value);
    let mut harness = Harness::builder().with_size(USUAL).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            look::install(ui.ctx());
            Arc::clone(&keymap).install(ui.ctx());
            return;
        }
        let look = look::Look::new(ui.max_rect().size(), crate::app::kit::palette::Palette::of(false));
        let right = ui.max_rect().right_center();
        assert!(
            look.cap_width(ui, Command::White) > look.cap_width(ui, WindowCommand::Help),
            "F9 White, and Help alone"
        );
        look.cap(ui, right, Command::White);
    });
    harness.get_by_label("White").hover();
    let tip = "White stage, or back (F9)";
    harness.run_steps(8);
    assert!(harness.query_by_label(tip).is_some());
    harness.run_steps(60);
    assert!(harness.query_by_label(tip).is_none(), "what it covers is needed");
    harness.get_by_label("White").hover();
    harness.run_steps(8);
    assert!(harness.query_by_label(tip).is_some());
    look::hide_tips(&harness.ctx);
    harness.run_steps(2);
    assert!(harness.query_by_label(tip).is_none(), "a key was pressed");
}
