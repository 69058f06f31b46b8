//! The check as a value, and its page by what a screen reader finds in it.

use std::sync::mpsc;
use std::sync::{Arc, Mutex};

use eframe::egui::Vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::page::{Standing, check_ui};
use super::rows::{Row, Sign};
use super::*;
use crate::app::Options;
use crate::app::desktop::screens::tests::screen;
use crate::app::kit::look;
use crate::app::kit::palette::Palette;
use crate::app::stage::stage_window;
use crate::app::tests::with_captions;
use crate::playback::clock::Clock;
use crate::playback::tests::talk;
use crate::show::command::Command;

fn check(begun: bool, stage: Stage) -> Check {
    let mut check = Check::new(false, begun, mpsc::channel().0);
    let seen = |name, console| Seen { screen: screen(name, 0), scale: None, mirrored: false, console };
    check.setup = Some(Setup { screens: vec![seen("a", true), seen("b", false)], stage });
    check
}

fn press(check: &mut Check, key: Key, begun: bool) -> (Answer, bool) {
    let answer = check.press(Press::of(key), begun);
    (answer, check.answer(answer, begun))
}

#[test]
fn a_talk_that_has_begun_is_covered_only_when_the_speaker_says_so() {
    let mut check = check(true, Stage::Own(1));
    assert!(check.asking && !check.shows_card(true));
    press(&mut check, Key::Escape, true);
    assert!(!check.asking && !check.shows_card(true), "no");
    press(&mut check, Key::K, true);
    assert!(check.asking && !check.shows_card(true), "it asks again");
    press(&mut check, Key::Enter, true);
    assert!(!check.asking && check.shows_card(true), "yes");
    press(&mut check, Key::K, true);
    assert!(!check.shows_card(true));
    assert_eq!(press(&mut check, Key::Escape, true), (Answer::Leave, true));
}

#[test]
fn the_card_goes_when_the_talk_begins_under_it() {
    for pressed in [0, 2] {
        let mut check = check(false, Stage::Own(1));
        for _ in 0..pressed {
            press(&mut check, Key::K, false);
        }
        assert!(check.shows_card(false) && !check.asking);
        assert_eq!(press(&mut check, Key::PageDown, false), (Answer::Ignored, false), "a clicker goes on");
        assert!(!check.shows_card(true));
        assert_eq!(press(&mut check, Key::Enter, false).0, Answer::Nothing, "but a list is no place to begin a talk");
    }
}

#[test]
fn on_the_only_screen_page_and_card_take_turns() {
    let mut lone = check(false, Stage::Alone);
    assert_eq!(lone.face(false), Face::Page);
    press(&mut lone, Key::K, false);
    assert_eq!(lone.face(false), Face::Card);
    assert_eq!(press(&mut lone, Key::Escape, false), (Answer::Card, false), "first back to the page");
    assert_eq!(lone.face(false), Face::Page);
    let mut lone = check(true, Stage::Alone);
    assert_eq!(lone.face(true), Face::Question, "the audience may be looking");
    assert!(press(&mut lone, Key::Escape, true).1, "no: nothing was there");
    press(&mut lone, Key::Enter, true);
    assert_eq!(lone.face(true), Face::Page);
}

#[test]
fn it_opens_in_a_talk_and_esc_leaves_it() {
    let shared = with_captions();
    shared.adopt(Ok(talk()));
    let press = |key| Press::of(key);
    assert!(!shared.lock().press_check(press(Key::Escape), &shared.playback.scene()), "there is none");
    shared.wish(Command::StageCheck);
    assert_eq!(std::mem::take(&mut shared.lock().effects), [Effect::StageCheck]);
    open(&shared, false);
    assert_eq!(shared.lock().check_face(&shared.playback.scene()), Some(Face::Page));
    shared.wish(Command::AskQuit);
    assert!(
        !shared.lock().press_check(press(Key::Escape), &shared.playback.scene()),
        "the question lies over the check"
    );
    shared.wish(Command::Leave);
    let facts = facts(&shared, &shared.playback.scene());
    let DeckState::Read(deck) = facts.deck else { panic!("the deck was read") };
    assert_eq!((deck.slides, deck.errors, deck.captioned), (2, 0, 1));
    assert_eq!(deck.fonts, ["Atkinson Hyperlegible Next", "Source Serif 4"]);
    assert!(shared.lock().press_check(press(Key::Escape), &shared.playback.scene()));
    assert_eq!(shared.lock().effects, [Effect::StageCheck]);
    assert!(!leave(&shared), "the talk is behind it");
    assert_eq!(shared.lock().check_face(&shared.playback.scene()), None);
}

#[test]
fn the_stage_shows_no_slide_under_the_card() {
    let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
    shared.adopt(Ok(talk()));
    open(&shared, false);
    let stage = Arc::clone(&shared);
    let mut harness =
        Harness::builder().with_size(Vec2::new(1280.0, 720.0)).build_ui(move |ui| stage_window(ui, &stage));
    harness.run();
    assert!(harness.query_by_label_contains("First things").is_none());
    shared.wish(Command::TimerToggle);
    harness.run();
    assert!(harness.query_by_label_contains("First things").is_some(), "the talk has begun");
}

type Heard = Arc<Mutex<Vec<Answer>>>;

fn page(faulty: bool, asking: bool) -> (Harness<'static>, Heard) {
    let heard = Heard::default();
    let hear = Arc::clone(&heard);
    let row = |name: &str, sign, words: &str| Row { name: name.to_owned(), sign, words: words.to_owned() };
    let mut rows =
        vec![row("Deck", Sign::Ready, "28 slides, no faults"), row("Battery", Sign::Unknown, "It is being asked")];
    if faulty {
        rows.push(row("Stage", Sign::Fix, "Plug the projector in"));
    }
    let standing = Standing { card_shown: true, asking, alone: false };
    let harness = Harness::builder().with_size(Vec2::new(1440.0, 900.0)).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        let answer = check_ui(ui, Palette::of(false), &rows, standing);
        hear.lock().expect("no test panics while it holds this").extend(answer);
    });
    (harness, heard)
}

#[test]
fn the_page_says_what_is_ready_and_what_to_fix() {
    let (harness, _) = page(false, false);
    for words in [
        "Ready, as far as can be told.",
        "Look yourself: Battery",
        "Deck, ready: 28 slides, no faults",
        "Battery, unknown: It is being asked",
    ] {
        assert!(harness.query_by_label(words).is_some(), "{words}");
    }
    let (harness, _) = page(true, false);
    for words in ["Fix 1 thing:", "Stage", "Stage, fix: Plug the projector in"] {
        assert!(harness.query_by_label(words).is_some(), "{words}");
    }
}

#[test]
fn every_control_is_reached_by_tab_and_pressed() {
    for (asking, buttons) in [
        (false, vec![("Close", Answer::Leave), ("Hide the test card", Answer::Card)]),
        (true, vec![("Yes, show it", Answer::Yes), ("No, only here", Answer::No)]),
    ] {
        let (mut harness, heard) = page(false, asking);
        let mut met = Vec::new();
        for _ in 0..6 {
            harness.key_press(Key::Tab);
            harness.run();
            met.extend(harness.query_all_by(|node| node.is_focused()).filter_map(|node| node.accesskit_node().label()));
        }
        for (name, answer) in buttons {
            assert!(met.iter().any(|label| label == name), "{name} in {met:?}");
            harness.get_by_label(name).click();
            harness.run();
            assert_eq!(heard.lock().expect("unpoisoned").last(), Some(&answer), "{name}");
        }
    }
}
