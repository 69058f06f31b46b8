//! The pages that lie over the windows: the list of screens, and saving for others.

use super::*;
use std::path::Path;

use crate::app::desktop::screens::Screen;
use crate::app::desktop::setup::{Seen, Setup, Stage};
use crate::app::export::Export;
use crate::app::front::pages::Page;
use crate::app::picker::{Action, Picker, picker_ui};

#[test]
fn each_screen_can_be_picked_by_its_name() {
    let screen = |name: &str, x| Screen { name: Some(name.to_owned()), position: [x, 0], size: [1920, 1080] };
    let all = [screen("eDP-1", 0), screen("HDMI-1", 1920)];
    let seen =
        |screen: &Screen| Seen { console: *screen == all[0], screen: screen.clone(), scale: None, mirrored: false };
    let picker = Picker::new(&Setup { screens: all.iter().map(seen).collect(), stage: Stage::Own(1) });
    let answer = Arc::new(Mutex::new(None));
    let heard = Arc::clone(&answer);
    let mut harness = Harness::builder().with_size(USUAL).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        if let Some(answer) = picker_ui(ui, look::Look::new(USUAL, Palette::of(false)), &picker) {
            *heard.lock().expect("no test panics while it holds this") = Some(answer);
        }
    });
    harness.run();
    assert!(harness.query_by_label("Screen 2: HDMI-1, 1920 × 1080, the stage").is_some());
    harness.get_by_label("Screen 1: eDP-1, 1920 × 1080, the console").click_accesskit();
    harness.run();
    assert_eq!(*answer.lock().expect("unpoisoned"), Some(Action::Take(all[0].clone())));
}

fn open_export(shared: &Shared, deck: &Path) {
    shared.front().pages.open(Page::Export(Box::new(Export::new(deck, &shared.crew))));
}

#[test]
fn the_deck_is_saved_by_a_click_and_the_page_says_so() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    std::fs::write(folder.path().join("deck.toml"), DECK).expect("and a deck in it");
    let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
    open_export(&shared, folder.path());
    let inside = Arc::clone(&shared);
    let mut harness = Harness::builder().with_size(USUAL).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        main_window(ui, &inside, private());
    });
    harness.run();
    for name in ["Close", "Slides: PDF, a slide a page", "Choose where …"] {
        assert!(harness.query_by_label(name).is_some(), "{name}");
    }
    harness.get_by_label_contains("Words:").click();
    harness.run();
    harness.get_by_label("Save").click();
    // The work is another thread's: the page is looked at until it has news.
    while !shows(&harness, "Saved: the words of 2 slides") {
        harness.run();
    }
    let name = folder.path().file_name().expect("a folder has a name").to_string_lossy().into_owned();
    let saved = std::fs::read_to_string(folder.path().join(format!("{name}.md"))).expect("the file is there");
    assert!(saved.contains("Two pears") && !saved.contains("Secret"), "{saved}");
    harness.get_by_label("Done").click();
    harness.run();
    assert!(shared.front().pages.is_bare());
}

#[test]
fn the_teleprompter_has_the_step_s_words_and_a_name_on_every_control() {
    let begin = [Command::NextStep, Command::Teleprompter];
    let turned = [Command::TeleprompterMirror, Command::TeleprompterTurn];
    for size in [USUAL, Vec2::new(1280.0, 800.0), Vec2::new(640.0, 400.0)] {
        for commands in [&begin[..], &[begin[0], begin[1], turned[0]], &[begin[0], begin[1], turned[0], turned[1]]] {
            let (mut harness, wish) = console(commands, size);
            // It would roll for ever, since the test's clock stands.
            harness.run_steps(3);
            assert!(harness.query_by_label("Then count the pears.").is_some(), "{size} {commands:?}");
            assert!(harness.query_by_label_contains("Next slide: Last things").is_some());
            assert!(harness.query_by_label("Pace").is_none(), "it has the whole window");
            harness.get_by_label("Faster").click_accesskit();
            harness.run_steps(3);
            assert_eq!(*wish.lock().expect("unpoisoned"), Some(Does::Talk(Command::TeleprompterFaster)));
        }
    }
    let (harness, _) = console(&[Command::Teleprompter, Command::TeleprompterScript, Command::TeleprompterHold], USUAL);
    assert!(harness.query_by_label("Hello and welcome.").is_some());
    for name in ["Go on", "Slower", "Show notes", "Mirror", "Turn", "Console", "140 words a minute, held"] {
        assert!(harness.query_by_label(name).is_some(), "{name}");
    }
}

#[test]
fn a_deck_with_faults_is_saved_only_if_the_speaker_says_so() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let faulty = DECK.replace("reveal = \"items\"", "colour = \"red\"");
    std::fs::write(folder.path().join("deck.toml"), faulty).expect("and a deck in it");
    let name = folder.path().file_name().expect("a folder has a name").to_string_lossy().into_owned();
    let target = folder.path().join(format!("{name}.pdf"));
    for by_key in [true, false] {
        let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
        open_export(&shared, folder.path());
        let inside = Arc::clone(&shared);
        let mut harness = Harness::builder().with_size(USUAL).build_ui(move |ui| {
            if ui.ctx().cumulative_pass_nr() == 0 {
                return look::install(ui.ctx());
            }
            main_window(ui, &inside, private());
        });
        harness.run();
        harness.get_by_label("Save").click();
        while !shows(&harness, "Not saved: slide 1 could not be read") {
            harness.run();
        }
        assert!(!target.exists());
        match by_key {
            true => harness.key_press(Key::A),
            false => harness.get_by_label("Save all the same").click(),
        }
        harness.run();
        while !shows(&harness, "Saved: 2 pages") {
            harness.run();
        }
        std::fs::remove_file(&target).expect("it was saved");
    }
}
