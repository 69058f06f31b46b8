//! Words that egui cannot set: who decides that, and that they stand in the console as pictures.

use std::collections::BTreeSet;

use eframe::egui::{Shape, TextureId};

use super::*;
use crate::app::kit::look::Face;
use crate::app::pictures::words::beyond;

const WORDS: &str = "مرحبًا بكم";

/// A deck whose notes, caption and titles are in a script of its own.
fn deck() -> String {
    let deck = DECK.replace("Say hello.", WORDS).replace("Hello and welcome.", "שלום לכולם");
    deck.replace("First things", "なぜ協力").replace("Last things", "साथ")
}

#[test]
fn only_what_the_console_s_fonts_cannot_set_is_set_elsewhere() {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&asked);
    let said = ["Hello", "Grüße, “naïve” café – it’s 5 € × 2 …", "Łódź, Ελλάδα", "→ ←", "tab\tand\nline", ""];
    let beyond_it = ["سلام", "שלום", "Hello שלום", "हिन्दी", "ไทย", "学校", "한국어", "かな"];
    let mut harness = Harness::builder().build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        let all = said.map(|words| (words, false)).into_iter().chain(beyond_it.map(|words| (words, true)));
        let asked: Vec<_> = all.map(|(words, is)| (words, is, beyond(ui.ctx(), Face::Regular, words))).collect();
        *heard.lock().expect("no test panics while it holds this") = asked;
    });
    harness.run();
    let asked = asked.lock().expect("unpoisoned");
    assert_eq!(asked.len(), said.len() + beyond_it.len());
    for (words, wanted, is) in asked.iter() {
        assert_eq!(wanted, is, "{words}");
    }
}

/// The names of the pictures that are painted, and the words that egui itself sets.
fn painted(harness: &Harness<'_>) -> (BTreeSet<String>, String) {
    let (mut pictures, mut words) = (BTreeSet::new(), String::new());
    let manager = harness.ctx.tex_manager();
    let manager = manager.read();
    for clipped in &harness.output().shapes {
        let mut all = vec![&clipped.shape];
        while let Some(shape) = all.pop() {
            match shape {
                Shape::Vec(shapes) => all.extend(shapes),
                Shape::Text(text) => words.push_str(text.galley.text()),
                shape if shape.texture_id() != TextureId::default() => {
                    pictures.extend(manager.meta(shape.texture_id()).map(|meta| meta.name.clone()));
                }
                _ => {}
            }
        }
    }
    (pictures, words)
}

fn pictured(commands: &[Command], wanted: &[&str]) {
    let (mut harness, _) = console_of(talk_of(&deck()), ConsoleState::default(), commands, USUAL);
    // The work is another thread's: the console is looked at until it is done.
    loop {
        harness.run_steps(1);
        let (pictures, words) = painted(&harness);
        let beyond = words.chars().find(|c| !c.is_ascii() && c.is_alphabetic());
        assert_eq!(beyond, None, "egui sets {words} beside {pictures:?}");
        if wanted.iter().all(|words| pictures.contains(*words)) {
            break;
        }
        std::thread::yield_now();
    }
    for words in wanted {
        assert!(harness.query_all_by_label_contains(words).next().is_some(), "{words} is said");
    }
}

#[test]
fn notes_captions_and_titles_in_any_script_are_pictures_with_their_words() {
    pictured(&[], &[WORDS, "שלום לכולם", "なぜ協力"]);
    pictured(&[Command::NextStep; 2], &[WORDS, "साथ"]);
}

#[test]
fn the_teleprompter_has_them_too() {
    let hold = [Command::Teleprompter, Command::TeleprompterHold];
    pictured(&hold, &[WORDS]);
    pictured(&[hold[0], hold[1], Command::TeleprompterMirror], &[WORDS]);
}

#[test]
fn usual_words_need_no_picture() {
    let (mut harness, _) = console(&[], USUAL);
    harness.run();
    assert_eq!(painted(&harness).0, BTreeSet::new());
}

#[test]
fn quotation_marks_in_notes_are_the_language_s_own() {
    let deck = DECK.replace("Say hello.", "Say \"hello\": **\"it's** on\".");
    let (harness, _) = console_of(talk_of(&deck), ConsoleState::default(), &[], USUAL);
    assert!(harness.query_by_label("Say “hello”: “it’s on”.").is_some());
}
