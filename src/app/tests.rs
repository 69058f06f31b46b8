//! The windows by what a screen reader finds in them: names, words, and the wish that a click makes.

mod clicker;
mod overview;
mod pointing;
mod takes;

use std::sync::{Arc, Mutex};

use eframe::egui::{Color32, Key, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::color::Color;
use crate::deck::files::Memory;
use crate::deck::read;
use crate::show::command::Command;
use crate::show::view::View;
use crate::show::{Moment, Show};
use crate::talk::Talk;
use crate::text::Shaper;
use crate::{captions, layout};

use super::clock::{Clock, TimeOfDay};
use crate::settings::Arrangement;

use super::console::{ConsoleState, Places, Scene, console_ui, gutters_ui};
use super::picker::{Answer, Picker, picker_ui};
use super::playing::Shown;
use super::screens::Screen;
use super::shared::{Shared, State};
use super::stage::stage_window;
use super::takes::Taking;
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

pub fn talk() -> Talk {
    talk_of(DECK)
}

fn talk_of(deck: &str) -> Talk {
    talk_with(deck, &Memory::default())
}

fn talk_with(deck: &str, files: &Memory) -> Talk {
    let read = read::read(deck.as_bytes(), "talks/deck.toml", files);
    let mut shaper = Shaper::new(&read.deck.fonts, &read.deck.language);
    let pages = layout::lay_out(&read.deck, &mut shaper).value;
    let steps: Vec<usize> = pages.iter().map(|page| page.steps.len()).collect();
    let plan = captions::plan(&read.deck, &steps);
    Talk { deck: Arc::new(read.deck), pages, plan, diagnostics: read.diagnostics, sources: read.sources }
}

/// The console after `commands`, in a window of `size`; the last wish of a click lands in the mutex.
fn console(commands: &[Command], size: Vec2) -> (Harness<'static>, Arc<Mutex<Option<Command>>>) {
    console_as(ConsoleState::default(), commands, size)
}

fn console_as(
    state: ConsoleState,
    commands: &[Command],
    size: Vec2,
) -> (Harness<'static>, Arc<Mutex<Option<Command>>>) {
    console_of(talk(), state, commands, size)
}

fn console_of(
    talk: Talk,
    state: ConsoleState,
    commands: &[Command],
    size: Vec2,
) -> (Harness<'static>, Arc<Mutex<Option<Command>>>) {
    console_taking(talk, state, Taking::default(), commands, size)
}

fn console_taking(
    talk: Talk,
    mut state: ConsoleState,
    take: Taking,
    commands: &[Command],
    size: Vec2,
) -> (Harness<'static>, Arc<Mutex<Option<Command>>>) {
    let mut show = Show::new(talk.plan.clone());
    for command in commands {
        show.apply(*command, Moment::default());
    }
    let view: View = show.view(Moment::default());
    let wish = Arc::new(Mutex::new(None));
    let heard = Arc::clone(&wish);
    let harness = Harness::builder().with_size(size).with_step_dt(1.0 / 60.0).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            look::install(ui.ctx());
            return;
        }
        let places = Places::new(ui.max_rect(), talk.deck.aspect, &state);
        let scene = Scene {
            view: &view,
            plan: &talk.plan,
            deck: &talk.deck,
            time: TimeOfDay(54_622_000),
            stage: "Stage on HDMI-1, 1920 × 1080",
            trouble: None,
            take,
            current: Shown::Ground(Color32::WHITE),
            pen: talk.deck.theme.colors.pen(Color::WHITE),
            next: view.next.map(|_| Shown::Ground(Color32::WHITE)),
        };
        if let Some(split) = gutters_ui(ui, &places, state.arrangement) {
            state = state.with(split);
        }
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
        assert!(harness.query_by_label(words).is_some(), "{words}");
    }
    let (harness, _) = console(&[Command::LastSlide, Command::Black], USUAL);
    for words in ["Slide 2", "End of the talk", "Stage black"] {
        assert!(harness.query_by_label(words).is_some(), "{words}");
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

#[test]
fn help_and_the_quit_question_can_be_answered() {
    let (mut harness, wish) = console(&[Command::AskQuit], USUAL);
    harness.get_by_label("Yes, quit").click();
    harness.run();
    assert_eq!(*wish.lock().expect("unpoisoned"), Some(Command::ConfirmQuit));
    let (harness, _) = console(&[Command::Help], USUAL);
    assert!(harness.query_by_label("White stage, or back").is_some());
    let (mut harness, wish) = console(&[Command::Help], USUAL);
    harness.get_by_label("Stage check").click();
    harness.run();
    assert_eq!(*wish.lock().expect("unpoisoned"), Some(Command::StageCheck));
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
            let mut names = vec!["Next", "Previous", "Help", "Layout", "Light", "Timer", "Mode", "Pane width"];
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
        if let Some(answer) = picker_ui(ui, look::Look::new(USUAL, super::palette::Palette::of(false)), &picker) {
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
fn notes_begin_at_the_size_they_had() {
    for scale in [0.5, 1.0, 1.4, 3.0] {
        let shared = Shared::new(Clock::start(), Options::default());
        shared.lock().settings.console.notes_scale = scale;
        shared.adopt(Ok(talk()));
        let inner = shared.lock();
        let State::Playing(playing) = &inner.state else { panic!("the talk plays") };
        assert_eq!(playing.show.view(Moment::default()).notes_scale, scale);
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

#[test]
fn remapped_keys_stand_on_caps_and_in_help() {
    let read = crate::settings::read("[keys]\nwhite = [\"F9\"]\nhelp = []", "settings.toml");
    let keymap = Arc::new(super::keymap::Keymap::new(&read.settings.keys).value);
    let mut harness = Harness::builder().with_size(USUAL).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            look::install(ui.ctx());
            Arc::clone(&keymap).install(ui.ctx());
            return;
        }
        let look = look::Look::new(ui.max_rect().size(), super::palette::Palette::of(false));
        let right = ui.max_rect().right_center();
        assert!(look.cap_width(ui, Command::White) > look.cap_width(ui, Command::Help), "F9 White, and Help alone");
        look.cap(ui, right, Command::White);
    });
    harness.get_by_label("White").hover();
    harness.run_steps(60);
    assert!(harness.query_by_label("White stage, or back (F9)").is_some());
}

#[test]
fn choices_are_kept_for_the_next_talk() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("settings.toml");
    let begin = || {
        let shared = Arc::new(Shared::new(Clock::start(), Options { captions: true, ..Options::default() }));
        shared.use_settings(crate::settings::load_from(Some(path.clone())));
        shared.adopt(Ok(talk()));
        shared
    };
    let view = |shared: &Shared| match &shared.lock().state {
        State::Playing(playing) => playing.show.view(shared.clock.now()),
        State::Loading | State::Failed(_) => unreachable!("it was adopted"),
    };
    let first = begin();
    for command in [Command::NotesLarger, Command::NotesLarger, Command::TimerMode] {
        first.wish(command);
    }
    first.close();
    let second = begin();
    assert_eq!((view(&second).notes_scale, view(&second).timer_mode), (1.2, crate::show::view::TimerMode::Remaining));
}

/// What plays after these readings, one after the other: titles, words on the pages, the fault told.
fn after(readings: &[&str]) -> (Vec<String>, Vec<String>, Option<String>) {
    let shared = Shared::new(Clock::start(), Options { captions: true, ..Options::default() });
    for reading in readings {
        shared.adopt(Ok(talk_of(reading)));
    }
    let inner = shared.lock();
    let State::Playing(playing) = &inner.state else { unreachable!("a deck was adopted") };
    let titles = playing.plan.slides.iter().map(|slide| slide.title.clone()).collect();
    let words = playing.pages.iter().filter_map(|page| page.steps.last()).map(|step| step.words()).collect();
    assert_eq!(playing.pages.len(), playing.show.plan().slides.len());
    assert_eq!(*playing.plan, *playing.show.plan());
    (titles, words, inner.trouble.clone().or(playing.fault.clone()))
}

#[test]
fn a_reading_that_cannot_be_used_leaves_the_good_one_and_says_where_it_is_wrong() {
    let good = after(&[DECK]);
    for broken in [DECK.replacen("[deck]", "[deck", 1), String::new(), "[deck]\ntitle = \"T\"\n".to_owned()] {
        let (titles, words, fault) = after(&[DECK, &broken]);
        assert_eq!((&titles, &words), (&good.0, &good.1), "{broken}");
        let fault = fault.expect("a fault is told");
        assert!(broken.is_empty() || fault.starts_with("deck.toml:"), "{fault}");
    }
    let broken = DECK.replacen("[deck]", "[deck", 1);
    assert!(after(&[DECK, &broken]).2.is_some_and(|fault| fault.starts_with("deck.toml:2:")));
    assert_eq!(after(&[DECK, &broken, DECK]), good, "mended, nothing is left of it");
    let (titles, _, _) = after(&[&broken, &DECK.replacen("[deck]", "[dekc]", 1)]);
    assert_eq!(titles.len(), 2, "a faulty first reading makes way");
}

#[test]
fn a_slide_that_became_faulty_stays_as_it_was_and_the_others_change() {
    let ids = DECK.replace("title = \"First things\"", "id = \"one\"\ntitle = \"First things\"");
    let before = "[[slide]]\nid = \"new\"\ntitle = \"New\"\nbody = \"In front.\"\n\n[[slide]]\nid = \"one\"";
    let edited = ids.replace("[[slide]]\nid = \"one\"", before).replace("A second slide.", "Another second slide.");
    let edited = edited.replace("reveal = \"items\"", "revael = \"items\"");
    let (titles, words, fault) = after(&[&ids, &edited]);
    assert_eq!(titles, ["New", "First things", "Last things"]);
    assert!(words[1].contains("Two pears") && !words[1].contains("revael"), "{}", words[1]);
    assert!(words[2].contains("Another second slide."));
    let fault = fault.expect("it is told");
    assert!(fault.starts_with("deck.toml:") && fault.contains("revael"), "{fault}");
    // Without a good version there is only the card.
    let (_, words, _) = after(&[&edited]);
    assert!(words[1].contains("revael"), "{}", words[1]);
}

#[test]
fn a_picture_that_is_just_being_saved_stays_on_the_slide() {
    let deck = format!("{DECK}\n[[slide]]\nid = \"p\"\n  [slide.picture]\n  src = \"a.svg\"\n  alt = \"A\"\n");
    let shared = Shared::new(Clock::start(), Options::default());
    let svg: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' width='16' height='9'/>";
    shared.adopt(Ok(talk_with(&deck, &Memory::default().with("a.svg", svg))));
    let page = || match &shared.lock().state {
        State::Playing(playing) => (Arc::clone(&playing.pages[2].steps[0]), playing.fault.clone()),
        State::Loading | State::Failed(_) => unreachable!("it was adopted"),
    };
    let (before, fault) = page();
    assert_eq!(fault, None);
    shared.adopt(Ok(talk_with(&deck, &Memory::default())));
    let (after, fault) = page();
    assert!(Arc::ptr_eq(&before, &after), "the very same drawing");
    assert!(fault.is_some_and(|fault| fault.contains("a.svg")));
}

#[test]
fn the_deck_is_saved_by_a_click_and_the_page_says_so() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    std::fs::write(folder.path().join("deck.toml"), DECK).expect("and a deck in it");
    let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
    shared.toggle_export(folder.path());
    let inside = Arc::clone(&shared);
    let mut harness = Harness::builder().with_size(USUAL).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        super::speaker::export_overlay(ui, &inside);
    });
    harness.run();
    for name in ["Close", "Slides: A PDF with a slide a page, for everybody", "Choose where …"] {
        assert!(harness.query_by_label(name).is_some(), "{name}");
    }
    harness.get_by_label_contains("Words:").click();
    harness.run();
    harness.get_by_label("Save").click();
    // The work is another thread's: the page is looked at until it has news.
    while harness.query_by_label_contains("Saved: the words of 2 slides").is_none() {
        harness.run();
    }
    let name = folder.path().file_name().expect("a folder has a name").to_string_lossy().into_owned();
    let saved = std::fs::read_to_string(folder.path().join(format!("{name}.md"))).expect("the file is there");
    assert!(saved.contains("Two pears") && !saved.contains("Secret"), "{saved}");
    harness.get_by_label("Done").click();
    harness.run();
    assert!(shared.lock().export.is_none());
}
