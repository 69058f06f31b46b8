//! The check as a value, and its page by what a screen reader finds in it.

use std::sync::mpsc;
use std::sync::{Arc, Mutex};

use eframe::egui::{Key, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::page::check_ui;
use super::row::{Row, Sign};
use super::state::{Answer, Standing};
use super::*;
use crate::app::Options;
use crate::app::desktop::screens::tests::screen;
use crate::app::desktop::setup::{Seen, Setup, Stage};
use crate::app::front::paint::stage_window;
use crate::app::front::shared::Shared;
use crate::app::front::window::open_check;
use crate::app::keys::does::PageKey;
use crate::app::keys::table::Place;
use crate::app::kit::look;
use crate::app::kit::palette::Palette;
use crate::app::tests::shows;
use crate::playback::clock::Clock;
use crate::playback::tests::talk;
use crate::show::command::Command;

fn check(begun: bool, stage: Stage) -> Check {
    let mut check = Check::new(false, begun, mpsc::channel().0, mpsc::channel().1);
    let seen = |name, console| Seen { screen: screen(name, 0), scale: None, mirrored: false, console };
    check.see(Setup { screens: vec![seen("a", true), seen("b", false)], stage });
    check
}

fn asks(check: &Check) -> bool {
    check.place() == Place::Question
}

const LEAVE: Option<Action> = Some(Action::Leave { home: false });

#[test]
fn a_talk_that_has_begun_is_covered_only_when_the_speaker_says_so() {
    let mut check = check(true, Stage::Own(1));
    assert!(asks(&check) && !check.shows_card(true));
    check.press(PageKey::Close, true);
    assert!(!asks(&check) && !check.shows_card(true), "no");
    check.press(PageKey::TestCard, true);
    assert!(asks(&check) && !check.shows_card(true), "it asks again");
    check.press(PageKey::Yes, true);
    assert!(!asks(&check) && check.shows_card(true), "yes");
    check.press(PageKey::TestCard, true);
    assert!(!check.shows_card(true));
    assert_eq!(check.press(PageKey::Close, true), LEAVE);
}

#[test]
fn the_card_goes_when_the_talk_begins_under_it() {
    for pressed in [0, 2] {
        let mut check = check(false, Stage::Own(1));
        for _ in 0..pressed {
            check.press(PageKey::TestCard, false);
        }
        assert!(check.shows_card(false) && !asks(&check));
        assert!(!check.shows_card(true));
    }
}

#[test]
fn on_the_only_screen_page_and_card_take_turns() {
    let mut lone = check(false, Stage::Alone);
    assert_eq!(lone.face(false), Face::Page);
    lone.press(PageKey::TestCard, false);
    assert_eq!(lone.face(false), Face::Card);
    assert_eq!(lone.press(PageKey::Close, false), None, "first back to the page");
    assert_eq!(lone.face(false), Face::Page);
    let mut lone = check(true, Stage::Alone);
    assert_eq!(lone.face(true), Face::Question, "the audience may be looking");
    assert_eq!(lone.press(PageKey::Close, true), LEAVE, "no: nothing was there");
    lone.press(PageKey::Yes, true);
    assert_eq!(lone.face(true), Face::Page);
}

#[test]
fn the_stage_shows_no_slide_under_the_card() {
    let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
    shared.adopt(Ok(talk()));
    open_check(&shared, false);
    let stage = Arc::clone(&shared);
    let mut harness =
        Harness::builder().with_size(Vec2::new(1280.0, 720.0)).build_ui(move |ui| stage_window(ui, &stage, None));
    harness.run();
    assert!(!shows(&harness, "First things"));
    shared.wish(Command::TimerToggle);
    harness.run();
    assert!(shows(&harness, "First things"), "the talk has begun");
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
