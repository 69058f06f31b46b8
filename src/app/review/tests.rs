//! The page by what a screen reader finds in it, and what its keys do.

use std::path::Path;
use std::sync::{Arc, Mutex, mpsc};

use eframe::egui::Vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::page::page_ui;
use super::state::{Action, Reading, Review, reports};
use crate::app::keys::does::PageKey;
use crate::app::kit::look;
use crate::app::kit::palette::Palette;
use crate::show::Effect;
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

/// The page with the takes of a deck read.
fn read(deck: &Path, last: bool) -> Review {
    let mut review = Review::new(last, mpsc::channel().1);
    review.reading = Reading::Done(reports(deck).expect("there are some").into());
    review
}

#[test]
fn the_page_says_what_the_latest_take_teaches() {
    let folder = deck(&[[20, 20, 30], [25, 30, 50]]);
    let review = read(folder.path(), false);
    let wished = Arc::new(Mutex::new(None));
    let heard = Arc::clone(&wished);
    let mut harness = Harness::builder().with_size(Vec2::new(1440.0, 900.0)).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        if let Some(wish) = page_ui(ui, Palette::of(false), &review) {
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
    for (name, wish) in [("Earlier take", PageKey::Left), ("Close", PageKey::Close)] {
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
        let review = read(folder.path(), false);
        let mut harness = Harness::builder().with_size(window).build_ui(move |ui| {
            if ui.ctx().cumulative_pass_nr() == 0 {
                return look::install(ui.ctx());
            }
            page_ui(ui, Palette::of(false), &review);
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
    let mut review = read(folder.path(), false);
    let took = |review: &Review| review.report().map(|report| report.took / 1000);
    assert_eq!(took(&review), Some(105));
    for key in [PageKey::Left, PageKey::Left] {
        assert_eq!(review.press(key), None);
    }
    assert_eq!(took(&review), Some(70), "the earliest");
    for key in [PageKey::Right, PageKey::Down] {
        assert_eq!(review.press(key), None);
    }
    assert_eq!((took(&review), review.scrolled), (Some(105), 1));
    assert_eq!(review.press(PageKey::Close), Some(Action::Leave));
    assert_eq!(read(folder.path(), true).press(PageKey::Close), Some(Action::End), "after a rehearsal");
}

#[test]
fn a_rehearsal_that_is_ended_comes_to_its_report_and_a_talk_does_not() {
    let later = Moment(std::time::Duration::from_secs(60));
    for rehearsal in [true, false] {
        let show = crate::show::Show::new(crate::playback::tests::talk().plan);
        let mut show = if rehearsal { show.rehearsed() } else { show };
        let ended = |show: &mut crate::show::Show| {
            show.apply(Command::AskQuit, later);
            show.apply(Command::ConfirmQuit, later)
        };
        assert_eq!(ended(&mut show), Some(Effect::Quit), "nothing has begun");
        show.apply(Command::TimerToggle, Moment::default());
        if !rehearsal {
            assert_eq!(ended(&mut show), None, "the closing slide comes first");
            assert!(show.view(later).over);
        }
        assert_eq!(ended(&mut show), Some(if rehearsal { Effect::EndRehearsal } else { Effect::Quit }));
        assert_eq!(show.apply(Command::Quit, later), Some(Effect::Quit), "at once");
    }
}
