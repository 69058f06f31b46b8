//! The windows by what a screen reader finds in them: names, words, and the wish that a click makes.

use std::sync::{Arc, Mutex};

use eframe::egui::{Color32, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::deck::files::Memory;
use crate::deck::read;
use crate::diagnostic::Sources;
use crate::show::command::Command;
use crate::show::view::View;
use crate::show::{Moment, Show};
use crate::talk::Talk;
use crate::text::Shaper;
use crate::{captions, layout};

use super::clock::{Clock, TimeOfDay};
use super::console::{Places, Scene, console_ui};
use super::picker::{Answer, Picker, picker_ui};
use super::screens::Screen;
use super::shared::{Shared, Shown, State};
use super::stage::stage_window;
use super::{Options, look};

const DECK: &str = r#"
[deck]
title = "Small talk"
language = "en-GB"
length = "10m"

[[slide]]
title = "First things"
body = """
- One apple
- Two pears
"""
reveal = "items"
notes = """
Say hello.

[step]

Then **count** the pears.
"""
  [[slide.cue]]
  text = "Hello and welcome."

[[slide]]
title = "Last things"
body = "A second slide."
notes = "Secret of the second slide."
"#;

fn talk() -> Talk {
    let read = read::read(DECK.as_bytes(), "deck.toml", &Memory::default());
    let mut shaper = Shaper::new(&read.deck.fonts, &read.deck.language);
    let pages = layout::lay_out(&read.deck, &mut shaper).value;
    let steps: Vec<usize> = pages.iter().map(|page| page.steps.len()).collect();
    let plan = captions::plan(&read.deck, &steps);
    Talk { deck: Arc::new(read.deck), pages, plan, diagnostics: read.diagnostics, sources: Sources::default() }
}

/// The console after `commands`, in a window of `size`; the last wish of a click lands in the mutex.
fn console(commands: &[Command], size: Vec2) -> (Harness<'static>, Arc<Mutex<Option<Command>>>) {
    let talk = talk();
    let mut show = Show::new(talk.plan.clone());
    for command in commands {
        show.apply(*command, Moment::default());
    }
    let view: View = show.view(Moment::default());
    let wish = Arc::new(Mutex::new(None));
    let heard = Arc::clone(&wish);
    let harness = Harness::builder().with_size(size).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            look::install(ui.ctx());
            return;
        }
        let places = Places::new(ui.max_rect(), talk.deck.aspect);
        let scene = Scene {
            view: &view,
            plan: &talk.plan,
            deck: &talk.deck,
            time: TimeOfDay(54_622_000),
            stage: "Stage on HDMI-1, 1920 × 1080",
            trouble: None,
            current: Shown::Ground(Color32::WHITE),
            next: view.next.map(|_| Shown::Ground(Color32::WHITE)),
        };
        if let Some(command) = console_ui(ui, &places, &scene) {
            *heard.lock().expect("no test panics while it holds this") = Some(command);
        }
    });
    (harness, wish)
}

const USUAL: Vec2 = Vec2::new(1440.0, 900.0);

#[test]
fn a_click_on_next_wishes_the_next_step() {
    let (mut harness, wish) = console(&[], USUAL);
    harness.get_by_label("Next").click();
    harness.run();
    assert_eq!(*wish.lock().expect("unpoisoned"), Some(Command::NextStep));
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
    for words in ["Small talk", "Slide 1", "of 2", "Next step", "Hello and welcome.", "Clock 15:10:22", "10:00 left"] {
        assert!(harness.query_by_label(words).is_some(), "{words}");
    }
    let (harness, _) = console(&[Command::LastSlide, Command::Black], USUAL);
    for words in ["Slide 2", "End", "Stage black"] {
        assert!(harness.query_by_label(words).is_some(), "{words}");
    }
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

#[test]
fn help_and_the_quit_question_can_be_answered() {
    let (mut harness, wish) = console(&[Command::AskQuit], USUAL);
    harness.get_by_label("Yes, quit").click();
    harness.run();
    assert_eq!(*wish.lock().expect("unpoisoned"), Some(Command::ConfirmQuit));
    let (harness, _) = console(&[Command::Help], USUAL);
    assert!(harness.query_by_label("White stage, or back").is_some());
}

#[test]
fn each_screen_can_be_picked_by_its_name() {
    let screen = |name: &str, x| Screen { name: Some(name.to_owned()), position: [x, 0], size: [1920, 1080] };
    let all = vec![screen("eDP-1", 0), screen("HDMI-1", 1920)];
    let picker = Picker::new(all.clone(), Some(&all[1]), Some(&all[0]));
    let answer = Arc::new(Mutex::new(None));
    let heard = Arc::clone(&answer);
    let mut harness = Harness::builder().with_size(USUAL).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        if let Some(answer) = picker_ui(ui, look::Look::new(USUAL), &picker) {
            *heard.lock().expect("no test panics while it holds this") = Some(answer);
        }
    });
    harness.run();
    assert!(harness.query_by_label("Screen 2: HDMI-1, 1920 × 1080, the stage").is_some());
    harness.get_by_label("Screen 1: eDP-1, 1920 × 1080, the console").click_accesskit();
    harness.run();
    assert_eq!(*answer.lock().expect("unpoisoned"), Some(Answer::Taken(all[0].clone())));
}

fn stage(commands: &[Command]) -> Harness<'static> {
    let shared = Arc::new(Shared::new(Clock::start(), Options { captions: true, ..Options::default() }));
    shared.adopt(Ok(talk()));
    if let State::Playing(playing) = &mut shared.lock().state {
        for command in commands {
            playing.show.apply(*command, shared.clock.now());
        }
    }
    Harness::builder().with_size(Vec2::new(1280.0, 720.0)).build_ui(move |ui| stage_window(ui, &shared))
}

#[test]
fn the_stage_has_the_slides_words_and_never_the_notes() {
    let harness = stage(&[]);
    assert!(harness.query_by_label_contains("First things").is_some());
    assert!(harness.query_by_label_contains("Hello and welcome.").is_some());
    for secret in ["Say hello", "pears.", "Last things", "Secret"] {
        assert!(harness.query_by_label_contains(secret).is_none(), "{secret}");
    }
}

#[test]
fn a_black_stage_says_nothing() {
    for command in [Command::Black, Command::White] {
        let harness = stage(&[command]);
        assert!(harness.query_by_label_contains("First things").is_none());
        assert!(harness.query_by_label_contains("Hello").is_none());
    }
}
