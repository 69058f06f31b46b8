//! The page by what a screen reader finds in it, and what its keys do.

use std::sync::{Arc, Mutex};

use eframe::egui::Vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::page::review_ui;
use super::*;
use crate::app::Options;
use crate::app::kit::look;
use crate::app::kit::palette::Palette;
use crate::playback::clock::Clock;
use crate::show::Moment;
use crate::show::command::Command;

const DECK: &str = r#"
[deck]
title = "Small talk"
language = "en-GB"
length = "1m"

[[slide]]
id = "first"
title = "First things"
time = "20s"

[[slide]]
id = "middle"
title = "Middle things"
time = "20s"
optional = true

[[slide]]
id = "last"
title = "Last things"
time = "20s"
"#;

/// A rehearsal in which each slide took as many seconds.
fn log(slides: [u64; 3]) -> String {
    let start =
        r#"{"t":0,"e":"start","v":1,"kind":"rehearsal","start":"2026-11-20T14:05:01+00:00","deck":"Small talk"}"#;
    let mut lines = vec![start.to_owned()];
    let mut now = 0;
    for (id, seconds) in ["first", "middle", "last"].iter().zip(slides) {
        lines.push(format!(r#"{{"t":{now},"e":"slide","id":"{id}","step":0}}"#));
        now += seconds * 1000;
    }
    lines.push(format!(r#"{{"t":{now},"e":"end"}}"#));
    lines.join("\n") + "\n"
}

fn deck(takes: &[[u64; 3]]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    std::fs::write(folder.path().join("deck.toml"), DECK).expect("and a deck in it");
    std::fs::create_dir(folder.path().join("takes")).expect("and its takes");
    for (day, take) in (10..).zip(takes) {
        std::fs::write(folder.path().join(format!("takes/2026-11-{day}-140501.jsonl")), log(*take)).expect("it writes");
    }
    folder
}

fn press(key: Key) -> Press {
    Press::of(key)
}

#[test]
fn the_page_says_what_the_latest_take_teaches() {
    let folder = deck(&[[20, 20, 30], [25, 30, 50]]);
    let mut review = Review::new(folder.path(), false);
    review.reading = Reading::Done(reports(folder.path()).expect("there are two").into());
    let wished = Arc::new(Mutex::new(None));
    let heard = Arc::clone(&wished);
    let mut harness = Harness::builder().with_size(Vec2::new(1440.0, 900.0)).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        if let Some(wish) = review_ui(ui, Palette::of(false), &review) {
            *heard.lock().expect("no test panics while it holds this") = Some(wish);
        }
    });
    harness.run();
    for words in [
        "1:45 of 1:00: 0:45 too long",
        "Rehearsal of 20 November 2026, 14:05: Small talk",
        "Slide 3, Last things: 0:20 planned, 0:50 taken, +0:30, over",
        "Plot of 3 slides: the time planned beside the time taken",
        "Plot of 2 takes: how long the whole talk took",
        "Leave out slide 2 “Middle things”: saves 0:30",
    ] {
        assert!(harness.query_by_label(words).is_some(), "{words}");
    }
    assert!(harness.query_by_label("Later take").is_none(), "it is the latest");
    for (name, wish) in [("Earlier take", Wish::Earlier), ("Close", Wish::Leave)] {
        harness.get_by_label(name).click_accesskit();
        harness.run();
        assert_eq!(wished.lock().expect("unpoisoned").take(), Some(wish));
    }
}

#[test]
fn facts_are_told_to_their_end_in_a_narrow_window() {
    let folder = deck(&[]);
    let broken_off = log([20, 20, 30]).replace(r#""e":"end""#, r#""e":"beat""#);
    std::fs::write(folder.path().join("takes/2026-11-10-140501.jsonl"), broken_off).expect("it writes");
    let height = |window: Vec2| {
        let mut review = Review::new(folder.path(), false);
        review.reading = Reading::Done(reports(folder.path()).expect("there is one").into());
        let mut harness = Harness::builder().with_size(window).build_ui(move |ui| {
            if ui.ctx().cumulative_pass_nr() == 0 {
                return look::install(ui.ctx());
            }
            review_ui(ui, Palette::of(false), &review);
        });
        harness.run();
        harness.get_by_label("still going on, or broken off").rect().height()
    };
    let (wide, narrow) = (height(Vec2::new(2000.0, 500.0)), height(Vec2::new(700.0, 500.0)));
    assert!(narrow > 1.8 * wide, "two lines at least: {narrow} and {wide}");
}

#[test]
fn a_deck_without_takes_says_so() {
    let folder = deck(&[]);
    assert!(reports(folder.path()).is_err_and(|why| why.contains("Rehearse it once")));
}

#[test]
fn keys_turn_from_take_to_take_and_esc_leaves() {
    let folder = deck(&[[20, 20, 30], [25, 30, 50]]);
    let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
    let open = |last| {
        let mut review = Review::new(folder.path(), last);
        review.reading = Reading::Done(reports(folder.path()).expect("there are two").into());
        shared.lock().review = Some(review);
    };
    let took = || shared.lock().review.as_ref().and_then(|review| review.report().map(|report| report.took / 1000));
    let hit = |key| shared.lock().press_review(press(key), &shared.playback.scene());
    assert!(!hit(Key::Escape), "there is none");
    open(false);
    assert_eq!(took(), Some(105));
    assert!(hit(Key::ArrowLeft) && hit(Key::ArrowLeft));
    assert_eq!(took(), Some(70), "the earliest");
    assert!(hit(Key::ArrowRight) && hit(Key::ArrowDown));
    assert_eq!(took(), Some(105));
    assert!(!hit(Key::PageDown), "the talk under it goes on");
    assert!(hit(Key::Escape) && shared.lock().review.is_none());
    assert!(shared.lock().effects.is_empty());

    open(true);
    assert!(hit(Key::PageDown), "nothing moves any more");
    assert!(hit(Key::Escape));
    assert_eq!(std::mem::take(&mut shared.lock().effects), [Effect::Quit]);
}

#[test]
fn a_rehearsal_that_is_ended_comes_to_its_report_and_a_talk_does_not() {
    for rehearsal in [true, false] {
        let show = crate::show::Show::new(crate::playback::tests::talk().plan);
        let mut show = if rehearsal { show.rehearsed() } else { show };
        let ended = |show: &mut crate::show::Show| {
            show.apply(Command::AskQuit, Moment::default());
            show.apply(Command::ConfirmQuit, Moment::default())
        };
        assert_eq!(ended(&mut show), [Effect::Quit], "nothing has begun");
        show.apply(Command::TimerToggle, Moment::default());
        assert_eq!(ended(&mut show), [if rehearsal { Effect::EndRehearsal } else { Effect::Quit }]);
        assert_eq!(show.apply(Command::Quit, Moment::default()), [Effect::Quit], "at once");
    }
}
