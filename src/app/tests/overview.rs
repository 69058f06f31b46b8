//! The overview by its names and by keys as windows get them: the key first, then the letter that it types.

use std::sync::Arc;

use eframe::egui::{Event, Key, Modifiers, Vec2, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::app::front::paint::stage_window;
use crate::app::front::shared::Shared;
use crate::app::kit::look;
use crate::app::pictures::cache::{Subject, Work};
use crate::app::pictures::orders::Thumbs;
use crate::playback::tests::talk_of;
use crate::show::view::{Cursor, Mode, View};

const DECK: &str = r#"
[deck]
title = "Small talk"
language = "en-GB"

[[slide]]
title = "First things"
body = "One apple."
notes = "Breathe, then wave."

[[slide]]
title = "Plums and pears"
body = "A second slide."
hidden = true

[[slide]]
title = "Grapes"
body = "A third slide, with pears."
optional = true

[[slide]]
title = "Sources"
body = "Where pears are from."
appendix = true
"#;

#[derive(Clone, Copy, PartialEq)]
enum Window {
    Console,
    Stage,
    /// The main window where the audience may see it.
    Alone,
}

struct Talk {
    shared: Arc<Shared>,
    window: Harness<'static>,
}

fn talk(window: Window) -> Talk {
    let shared = super::with_captions();
    shared.adopt(Ok(talk_of(DECK)));
    let inside = Arc::clone(&shared);
    let harness = Harness::builder().with_size(Vec2::new(1440.0, 900.0)).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        if window == Window::Stage {
            return stage_window(ui, &inside, None);
        }
        inside.front().stage_here = window == Window::Alone;
        super::main_window(ui, &inside, super::private());
    });
    Talk { shared, window: harness }
}

impl Talk {
    fn key(&mut self, key: Key, modifiers: Modifiers) -> &mut Self {
        self.window.key_press_modifiers(modifiers, key);
        // Not `run`: the console's clock asks for frames for ever.
        self.window.run_steps(4);
        self
    }

    fn press(&mut self, key: Key) -> &mut Self {
        self.key(key, Modifiers::NONE)
    }

    /// A key that goes down, or stays there, with its letter: as the system sends them, for the next frame.
    fn hold(&mut self, key: Key, letter: &str) {
        self.window.key_down(key);
        if !letter.is_empty() {
            self.window.event(Event::Text(letter.to_owned()));
        }
    }

    fn letter(&mut self, key: Key, letter: &str) -> &mut Self {
        self.hold(key, letter);
        self.window.key_up(key);
        self.window.run_steps(4);
        self
    }

    fn write(&mut self, words: &str) -> &mut Self {
        for letter in words.chars() {
            let letter = letter.to_string();
            let key = if letter == " " { Key::Space } else { Key::from_name(&letter.to_uppercase()).expect("a key") };
            self.letter(key, &letter);
        }
        self
    }

    fn open(&mut self) -> &mut Self {
        self.letter(Key::O, "o")
    }

    fn view(&self) -> View {
        self.shared.view()
    }

    fn text(&self) -> String {
        self.shared.lock().finder.text().to_owned()
    }

    fn slide(&self) -> usize {
        self.view().cursor.slide
    }

    fn shows(&self, words: &str) -> bool {
        self.window.query_all_by_label(words).next().is_some()
    }

    fn mentions(&self, words: &str) -> bool {
        self.window.query_all_by_label_contains(words).next().is_some()
    }
}

#[test]
fn every_slide_is_a_button_that_says_what_it_is() {
    let mut talk = talk(Window::Console);
    talk.open();
    for name in [
        "Go to slide 1: First things, on stage",
        "Go to slide 4: Plums and pears, hidden",
        "Go to slide 2: Grapes, optional",
        "Go to slide 3: Sources, appendix",
        "Search slides",
        "4 slides",
        "Leave",
    ] {
        assert!(talk.shows(name), "{name}");
    }
    talk.window.get_by_label_contains("Plums").click();
    talk.window.run_steps(3);
    assert_eq!((talk.slide(), talk.view().overview), (1, None));
}

#[test]
fn words_are_heard_in_both_windows_and_only_enter_moves_the_talk() {
    for window in [Window::Console, Window::Stage] {
        let mut talk = talk(window);
        talk.open().write("pears so");
        assert_eq!((talk.text().as_str(), talk.view().overview), ("pears so", Some(3)));
        assert_eq!((talk.slide(), talk.view().mode), (0, Mode::Live));
        talk.press(Key::Enter);
        assert_eq!((talk.slide(), talk.view().overview, talk.text().as_str()), (3, None, ""));
        talk.key(Key::ArrowLeft, Modifiers::ALT);
        assert_eq!(talk.slide(), 0);
    }
}

#[test]
fn the_key_that_opens_is_no_letter_however_long_it_is_held() {
    let mut talk = talk(Window::Console);
    for _ in 0..4 {
        talk.hold(Key::O, "o");
        talk.window.run_steps(2);
    }
    assert_eq!((talk.text().as_str(), talk.view().overview), ("", Some(0)));
    talk.window.key_up(Key::O);
    for _ in 0..2 {
        talk.hold(Key::O, "o");
        talk.window.run_steps(2);
    }
    assert_eq!(talk.text(), "oo");
}

#[test]
fn all_that_comes_in_one_frame_is_heard_in_its_order() {
    let mut talk = talk(Window::Console);
    talk.open();
    talk.hold(Key::Num2, "2");
    talk.hold(Key::Enter, "");
    talk.window.run_steps(3);
    assert_eq!(talk.slide(), 2, "not the slide that had the focus");
}

#[test]
fn esc_takes_back_the_words_then_the_overview_then_the_rest() {
    let mut talk = talk(Window::Console);
    talk.press(Key::B).open().write("pears").press(Key::F1);
    assert!(talk.shows("Keys"), "the help page");
    talk.press(Key::Escape);
    assert_eq!((talk.shows("Keys"), talk.text().as_str()), (false, "pears"));
    talk.press(Key::Escape);
    assert_eq!((talk.text().as_str(), talk.view().overview), ("", Some(1)), "what was found stays chosen");
    talk.press(Key::Escape);
    assert_eq!((talk.view().overview, talk.view().mode), (None, Mode::Black));
    talk.press(Key::Escape);
    assert_eq!(talk.view().mode, Mode::Live);
}

#[test]
fn a_clicker_still_gives_the_talk() {
    let mut talk = talk(Window::Console);
    talk.open().press(Key::PageDown);
    assert_eq!((talk.slide(), talk.view().overview), (2, Some(0)));
    assert!(talk.shows("Go to slide 2: Grapes, on stage, optional"));
    talk.letter(Key::Period, ".");
    assert_eq!((talk.view().mode, talk.text().as_str()), (Mode::Black, ""));
    talk.press(Key::F5);
    assert_eq!(talk.view().mode, Mode::Live);
    talk.write("b").letter(Key::Period, ".").press(Key::W);
    assert_eq!((talk.view().mode, talk.text().as_str()), (Mode::Live, "b."));
}

#[test]
fn arrows_tab_and_focus_choose() {
    let mut talk = talk(Window::Console);
    talk.open().press(Key::ArrowRight).press(Key::ArrowRight);
    assert_eq!(talk.view().overview, Some(2));
    assert!(talk.window.get_by_label_contains("Grapes").is_focused());
    talk.press(Key::Tab);
    assert_eq!(talk.view().overview, Some(3));
    talk.press(Key::Home).press(Key::ArrowLeft).press(Key::ArrowUp);
    assert_eq!(talk.view().overview, Some(0));
    talk.press(Key::End);
    assert_eq!(talk.view().overview, Some(3));
    talk.window.get_by_label_contains("Plums").focus();
    talk.window.run_steps(4);
    assert_eq!((talk.view().overview, talk.slide()), (Some(1), 0));
    talk.press(Key::Enter);
    assert_eq!(talk.slide(), 1);
}

#[test]
fn what_no_slide_has_is_said_and_leads_nowhere() {
    let mut talk = talk(Window::Console);
    talk.open().write("xyz").press(Key::Enter);
    assert!(talk.shows("No slide has these words"));
    assert_eq!((talk.slide(), talk.view().overview), (0, Some(0)));
    talk.key(Key::Backspace, Modifiers::CTRL);
    assert!(talk.shows("Go to slide 1: First things, on stage"));
}

#[test]
fn g_alone_opens_and_after_digits_goes() {
    let mut talk = talk(Window::Console);
    talk.letter(Key::Num2, "2").press(Key::Enter);
    assert_eq!((talk.slide(), talk.view().overview), (2, None));
    talk.letter(Key::Num1, "1").letter(Key::G, "g");
    assert_eq!((talk.slide(), talk.view().overview), (0, None));
    talk.letter(Key::G, "g");
    assert_eq!((talk.view().overview, talk.text().as_str()), (Some(0), ""));
}

#[test]
fn the_notes_are_searched_and_shown_to_the_speaker_only() {
    let mut own = talk(Window::Console);
    own.open().write("wave");
    assert!(own.shows("Go to slide 1: First things, on stage. Notes: Breathe, then wave."));
    let mut seen = talk(Window::Alone);
    assert!(!seen.mentions("Breathe") && !seen.mentions("Notes"), "closed: nothing is drawn here");
    seen.open().write("wave");
    assert!(seen.shows("Go to slide 1: First things, on stage. In the notes") && !seen.mentions("Breathe"));
    seen.press(Key::Enter);
    assert!(!seen.mentions("Breathe"));
    let mut stage = talk(Window::Stage);
    stage.open().write("plums");
    assert!(stage.mentions("One apple.") && !stage.mentions("Plums"));
}

#[test]
fn small_pictures_are_painted_after_all_that_the_stage_needs() {
    let mut talk = talk(Window::Stage);
    talk.press(Key::G).press(Key::End);
    let (large, small) = ([1920, 1080], [320, 180]);
    talk.shared.expect_stage(large, ViewportId::ROOT);
    let scene = talk.shared.look();
    talk.shared.set_thumbs(Some((Thumbs { size: small, slides: vec![3, 0] }, 5)), &scene);
    let mut orders = std::iter::repeat_with(|| match talk.shared.pictures.next_work(None) {
        Some(Work::Picture(request)) => request.key,
        _ => panic!("a picture is wanted"),
    });
    // The first small one, of the slide that was named first, ends the stage's.
    let stage: Vec<_> = orders.by_ref().take_while(|want| want.size == large).map(|want| want.subject).collect();
    assert!(stage.contains(&Subject::Slide(Cursor { slide: 3, step: 0 })), "it is chosen: {stage:?}");
    let last = orders.next().map(|want| (want.size, want.subject));
    assert_eq!(last, Some((small, Subject::Slide(Cursor { slide: 0, step: 0 }))));
}

#[test]
fn help_knows_the_overview() {
    let (mut harness, _) = super::help(crate::app::keys::table::Place::Talk);
    harness.run();
    assert!(harness.query_by_label_contains("All slides").is_some());
}

#[test]
fn the_search_is_a_text_field_with_selection_clipboard_and_caret() {
    let mut talk = talk(Window::Console);
    talk.open().write("grab");
    assert_eq!(talk.text(), "grab");
    talk.key(Key::ArrowLeft, Modifiers::SHIFT).write("p");
    assert_eq!(talk.text(), "grap", "what is selected gives way to what is typed");
    talk.key(Key::A, Modifiers::CTRL | Modifiers::COMMAND).press(Key::Backspace);
    assert_eq!(talk.text(), "");
    talk.window.event(Event::Paste("pears".to_owned()));
    talk.window.run_steps(4);
    assert_eq!(talk.text(), "pears");
    let slide = talk.slide();
    talk.press(Key::Backspace);
    assert_eq!((talk.text().as_str(), talk.view().mode, talk.slide()), ("pear", Mode::Live, slide));
    talk.press(Key::PageDown);
    assert_eq!((talk.slide(), talk.text().as_str()), (slide + 2, "pear"), "the clicker goes on through it");
}
