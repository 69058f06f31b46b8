//! The list of commands, by keys and mouse, and the strip of buttons on the only screen.

use std::sync::Arc;

use eframe::egui::accesskit::Toggled;
use eframe::egui::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, Rect, TouchPhase, pos2, vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::{USUAL, main_window, private};
use crate::app::Options;
use crate::app::front::pages::Page;
use crate::app::front::shared::Shared;
use crate::app::kit::look;
use crate::playback::clock::Clock;
use crate::playback::tests::talk;
use crate::show::command::Command;
use crate::show::marks::Tool;
use crate::show::view::Mode;

/// Ctrl as the system tells of it.
const HELD: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

struct Window {
    harness: Harness<'static>,
    shared: Arc<Shared>,
}

/// The main window of a talk; `alone`: it is the only screen's stage.
fn window(alone: bool) -> Window {
    let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
    shared.adopt(Ok(talk()));
    let inside = Arc::clone(&shared);
    let harness = Harness::builder().with_size(USUAL).with_step_dt(0.1).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        inside.front().stage_here = alone;
        main_window(ui, &inside, private());
    });
    let mut window = Window { harness, shared };
    window.harness.run_steps(3);
    window
}

impl Window {
    fn key(&mut self, key: Key, modifiers: Modifiers) -> &mut Self {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(2);
        self
    }

    /// As the system sends it: letters come as text too.
    fn type_words(&mut self, words: &str) -> &mut Self {
        for letter in words.chars() {
            let key = Key::from_name(&letter.to_uppercase().to_string());
            key.into_iter().for_each(|key| self.harness.key_down(key));
            self.harness.event(Event::Text(letter.to_string()));
            key.into_iter().for_each(|key| self.harness.key_up(key));
            self.harness.run_steps(1);
        }
        self.harness.run_steps(2);
        self
    }

    fn shows(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    fn listed(&self) -> bool {
        self.shared.front().pages.all().any(|page| matches!(page, Page::Commands(_)))
    }

    fn click_second(&mut self, pos: Pos2) {
        for pressed in [true, false] {
            let button = PointerButton::Secondary;
            self.harness.event(Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE });
            self.harness.run_steps(1);
        }
        self.harness.run_steps(2);
    }

    fn move_mouse(&mut self, places: &[Pos2]) {
        for place in places {
            self.harness.hover_at(*place);
            self.harness.run_steps(1);
        }
    }
}

#[test]
fn a_command_is_found_by_typing_and_done_by_enter() {
    let mut window = window(false);
    window.key(Key::P, HELD).type_words("spot");
    assert!(window.shows("Spotlight, ") && window.listed());
    window.key(Key::Enter, Modifiers::NONE);
    assert_eq!(window.shared.view().tool, Tool::Spotlight);
    assert!(!window.listed(), "and the list is closed");

    // What was used last is at hand.
    window.key(Key::P, HELD).key(Key::Enter, Modifiers::NONE);
    assert_eq!(window.shared.view().tool, Tool::Nothing);
}

#[test]
fn letters_reach_neither_the_talk_nor_the_page_below() {
    let mut window = window(false);
    window.key(Key::P, HELD).type_words("bwfc q3");
    let view = window.shared.view();
    assert_eq!((view.mode, view.typed, view.tool, view.asking_quit), (Mode::Live, None, Tool::Nothing, false));
    assert!(window.shows("No command and no slide has these words"));
    window.key(Key::Escape, Modifiers::NONE);
    assert!(!window.listed());
}

#[test]
fn the_field_is_a_real_one() {
    let mut window = window(false);
    window.key(Key::P, HELD).type_words("blaxk");
    let none = Modifiers::NONE;
    window.key(Key::ArrowLeft, none).key(Key::Backspace, none).type_words("c");
    assert!(window.shows("Black, Black stage"), "what stands in its middle can be changed");
    window.key(Key::A, HELD).type_words("é");
    assert!(!window.shows("Black, Black stage"), "and all of it be replaced");
    window.key(Key::A, HELD);
    window.harness.event(Event::Paste("pen".to_owned()));
    window.harness.run_steps(2);
    assert!(window.shows("Pen, Pen"), "the clipboard too");
}

#[test]
fn arrows_choose_and_a_command_that_cannot_be_had_says_why() {
    let mut window = window(false);
    window.key(Key::P, HELD).type_words("slide");
    window.key(Key::ArrowDown, Modifiers::NONE).key(Key::ArrowDown, Modifiers::NONE);
    let chosen = |window: &Window| {
        let nodes: Vec<_> = window.harness.root().children_recursive().collect();
        let mut chosen = nodes.iter().filter(|node| node.accesskit_node().toggled() == Some(Toggled::True));
        chosen.next().and_then(|node| node.accesskit_node().label())
    };
    assert!(chosen(&window).is_some_and(|name| !name.starts_with("Next slide")), "{:?}", chosen(&window));
    window.key(Key::A, HELD).type_words("take again");
    assert!(window.shows("Take again, Only in a rehearsal"));
    window.key(Key::Enter, Modifiers::NONE);
    assert!(window.listed(), "Enter does nothing then");
}

#[test]
fn a_slide_is_found_by_its_title_and_never_by_its_notes() {
    let mut window = window(true);
    window.key(Key::P, HELD).type_words("hello");
    assert!(window.shows("No command and no slide has these words"), "the audience may see the list");
    window.key(Key::A, HELD).type_words("last things").key(Key::Enter, Modifiers::NONE);
    assert_eq!(window.shared.view().number, 2);
}

#[test]
fn the_other_button_of_the_mouse_opens_the_menu_on_every_window_of_the_speaker() {
    for alone in [false, true] {
        let mut window = window(alone);
        window.click_second(pos2(400.0, 300.0));
        assert!(window.shows("Spotlight, Shift L"), "alone: {alone}");
        window.harness.get_by_label("Black, B").click();
        window.harness.run_steps(2);
        assert_eq!(window.shared.view().mode, Mode::Black);
        assert!(!window.shows("Spotlight, Shift L"), "and the menu is closed");
    }
}

#[test]
fn the_menu_opens_at_the_mouse_or_by_a_key_and_stays_in_the_window() {
    let (held, none) = (Modifiers::SHIFT, Modifiers::NONE);
    let mut window = window(false);
    let place = |window: &Window, name: &str| window.harness.get_by_label(name).rect();
    for corner in [pos2(10.0, 10.0), pos2(1430.0, 890.0), pos2(700.0, 450.0)] {
        window.click_second(corner);
        let (first, last) = (place(&window, "Next step, →"), place(&window, "End the talk …, Q"));
        let inside = Rect::from_min_size(Pos2::ZERO, USUAL);
        assert!(inside.contains_rect(first) && inside.contains_rect(last) && first.bottom() < last.top(), "{corner}");
        window.click_second(pos2(5.0, 895.0));
        assert!(!window.shows("End the talk …, Q"), "a click beside it closes it");
    }
    // By keys: the first letter chooses, arrows go on from there, Enter does it.
    window.key(Key::F10, held).type_words("f").key(Key::ArrowUp, none).key(Key::Enter, none);
    assert_eq!(window.shared.view().mode, Mode::White, "over Freeze stands White");
    window.key(Key::F10, held).key(Key::End, none).key(Key::Home, none);
    for _ in 0..4 {
        window.key(Key::ArrowDown, none);
    }
    window.key(Key::Enter, none);
    assert_eq!(window.shared.view().mode, Mode::Black);
    window.key(Key::F10, held).type_words("aa").key(Key::Enter, none);
    assert!(window.listed(), "the second line that begins with A leads to all commands");
}

#[test]
fn a_mouse_that_moves_brings_the_strip_for_two_seconds() {
    let mut window = window(true);
    assert!(!window.shows("Next"));
    window.move_mouse(&[pos2(400.0, 300.0), pos2(404.0, 300.0)]);
    assert!(!window.shows("Next"), "a touch is no movement");
    window.move_mouse(&[pos2(440.0, 300.0)]);
    for name in ["Back", "Next", "Notes", "Black", "Captions", "Menu", "Help", "End the talk"] {
        assert!(window.harness.query_by_label(name).is_some(), "{name}");
    }
    assert!(!window.shows("Say hello"), "no notes: the audience may see it");
    window.harness.get_by_label("Black").click();
    window.harness.run_steps(2);
    assert_eq!(window.shared.view().mode, Mode::Black);
    window.move_mouse(&[pos2(400.0, 300.0)]);
    window.harness.run_steps(25);
    assert!(!window.shows("Next"), "it goes by itself");
}

#[test]
fn esc_with_nothing_to_leave_shows_a_way_out_on_the_only_screen() {
    let mut window = window(true);
    window.shared.wish(Command::Black);
    window.key(Key::Escape, Modifiers::NONE);
    assert!(!window.shows("End the talk"), "there was something to leave");
    window.key(Key::Escape, Modifiers::NONE);
    window.harness.get_by_label("End the talk").click();
    window.harness.run_steps(2);
    assert!(window.shared.view().asking_quit);
}

#[test]
fn a_click_on_the_only_screen_goes_on_but_not_through_the_strip() {
    let mut window = window(true);
    let at = |window: &Window| (window.shared.view().number, window.shared.view().cursor.step);
    let click = |window: &mut Window, place| {
        window.harness.drag_at(place);
        window.harness.drop_at(place);
        window.harness.run_steps(2);
    };
    click(&mut window, pos2(300.0, 300.0));
    assert_eq!(at(&window), (1, 1));
    let captions = window.shared.view().captions_on;
    window.move_mouse(&[pos2(300.0, 300.0), pos2(340.0, 300.0)]);
    let place = window.harness.get_by_label("Captions").rect().center();
    click(&mut window, place);
    assert_eq!((at(&window), window.shared.view().captions_on), ((1, 1), !captions));
}

#[test]
fn the_end_and_the_list_stand_in_the_console_s_corner() {
    let mut window = window(false);
    let corner = |window: &Window| window.harness.get_by_label("End the talk").rect();
    let before = corner(&window);
    assert!(before.right() > USUAL.x - 60.0 && before.top() < 40.0, "{before:?}");
    for command in [Command::Black, Command::Pen, Command::LastSlide, Command::AutoAdvance] {
        window.shared.wish(command);
        window.harness.run_steps(2);
        assert_eq!(corner(&window), before, "{command:?}");
    }
    window.harness.get_by_label("End the talk").click();
    window.harness.run_steps(2);
    assert!(window.shared.view().over, "on the last slide nothing is asked");
}

#[test]
fn notes_on_the_only_screen_ask_once_whether_the_audience_sees_it() {
    let none = Modifiers::NONE;
    let mut window = window(true);
    let shown = |window: &Window| window.shared.view().console_shown;
    window.key(Key::S, none);
    assert!(window.shows("Does the audience see this screen?") && !shown(&window));
    window.key(Key::Escape, none);
    assert!(!window.shows("Does the audience see this screen?") && !shown(&window));
    window.key(Key::S, none).key(Key::Enter, none);
    assert!(shown(&window));
    window.key(Key::S, none).key(Key::S, none);
    assert!(shown(&window) && !window.shows("Does the audience see this screen?"), "once is enough");
}

#[test]
fn the_wheel_on_the_only_screen_does_what_the_speaker_chose() {
    let turned = |wheel: bool, lines: f32| {
        let mut window = window(true);
        window.shared.change_settings(|settings| settings.stage.wheel = wheel);
        window.shared.wish(Command::NextStep);
        window.harness.run_steps(4);
        let (unit, delta) = (MouseWheelUnit::Line, vec2(0.0, lines));
        let (phase, source) = (TouchPhase::Move, MouseWheelSource::Wheel);
        window.harness.event(Event::MouseWheel { unit, delta, phase, source, modifiers: Modifiers::NONE });
        window.harness.run_steps(2);
        let view = window.shared.view();
        (view.cursor.slide, view.cursor.step)
    };
    let before = turned(false, -1.0);
    assert_eq!((turned(false, 1.0), turned(true, -0.3)), (before, before));
    assert!(turned(true, -1.0) > before && turned(true, -5.0) == turned(true, -1.0), "one step at a time");
    assert!(turned(true, 1.0) < before);
}
