//! The console before a talk: one large button, and what the audience sees meanwhile.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{Rect, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::{USUAL, main_window, private};
use crate::app::Options;
use crate::app::front::shared::Shared;
use crate::app::kit::look;
use crate::deck::start::Start;
use crate::playback::clock::{Clock, TimeOfDay};
use crate::playback::tests::talk;
use crate::show::command::Command;
use crate::show::view::OnStage;

struct Window {
    harness: Harness<'static>,
    shared: Arc<Shared>,
}

fn window(size: Vec2) -> Window {
    window_at(size, None)
}

/// The same before a talk that starts so many minutes from now.
fn window_at(size: Vec2, minutes: Option<u32>) -> Window {
    let start = minutes.and_then(|minutes| {
        let at = TimeOfDay::now().after(Duration::from_secs(u64::from(minutes) * 60));
        Start::read(&at.short_words())
    });
    let talk_options = crate::playback::Options { green_room: true, captions: true, start, ..Default::default() };
    let shared = Arc::new(Shared::new(Clock::start(), Options { talk: talk_options, ..Options::default() }));
    shared.adopt(Ok(talk()));
    let inside = Arc::clone(&shared);
    let harness = Harness::builder().with_size(size).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        main_window(ui, &inside, private());
    });
    let mut window = Window { harness, shared };
    window.harness.run_steps(3);
    window
}

impl Window {
    fn shows(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }
}

#[test]
fn one_press_of_start_begins_everything_on_the_first_slide() {
    let mut window = window(USUAL);
    assert_eq!(window.shared.view().on_stage, OnStage::Holding);
    for words in ["The audience sees this", "When you start: First things", "Slide 1 of 2", "Say hello.", "Stage"] {
        assert!(window.shows(words), "{words}");
    }
    window.harness.get_by_label("Start").click();
    window.harness.run_steps(3);
    let view = window.shared.view();
    assert_eq!((view.green_room, view.running, view.cursor.slide, view.cursor.step), (false, true, 0, 0));
    assert!(!window.shows("The audience sees this"));
}

#[test]
fn what_the_audience_sees_instead_is_said() {
    let mut window = window(USUAL);
    window.harness.get_by_label("Show black instead").click();
    window.harness.run_steps(3);
    assert!(window.shows("The audience sees black"));
    window.harness.get_by_label("Show the holding slide").click();
    window.harness.run_steps(3);
    assert_eq!(window.shared.view().on_stage, OnStage::Holding);
    window.shared.wish(Command::White);
    window.harness.run_steps(3);
    assert!(window.shows("The audience sees white"));
}

/// A label's words are its value.
fn said(node: &egui_kittest::Node<'_>) -> Option<String> {
    let node = node.accesskit_node();
    node.value().or_else(|| node.label())
}

#[test]
fn no_words_lie_on_others_in_any_window() {
    for size in [[640.0, 400.0], [800.0, 500.0], [960.0, 540.0], [1280.0, 720.0], [1440.0, 900.0], [1920.0, 1080.0]] {
        for minutes in [None, Some(30)] {
            no_words_lie_on_others(&window_at(Vec2::from(size), minutes), size);
        }
    }
}

fn no_words_lie_on_others(window: &Window, size: [f32; 2]) {
    {
        let whole = Rect::from_min_size(Default::default(), Vec2::from(size)).expand(1.0);
        let nodes = window.harness.root().children_recursive();
        // The notes are scrolled, and what is scrolled out is cut.
        let words = nodes.filter(|node| node.accesskit_node().role() == eframe::egui::accesskit::Role::Label);
        let words: Vec<(String, Rect)> = words.filter_map(|node| Some((said(&node)?, node.rect()))).collect();
        assert!(words.len() > 8, "{words:?}");
        for (at, (name, rect)) in words.iter().enumerate() {
            assert!(whole.contains_rect(*rect), "{name} leaves {size:?}: {rect:?}");
            for (other, there) in &words[at + 1..] {
                let shared = rect.intersect(*there);
                let apart = shared.width() < 1.0 || shared.height() < 2.0;
                assert!(apart, "{name} {rect:?} lies on {other} {there:?} in {size:?}");
            }
        }
    }
}

#[test]
fn a_known_start_is_counted_down_to_and_can_begin_the_talk_by_itself() {
    let mut window = window_at(USUAL, Some(30));
    assert!(window.shows("Starts at ") && window.shows("to go, it is") && window.shows("nothing moves before you do"));
    window.harness.get_by_label("Start by itself").click();
    window.harness.run_steps(2);
    assert!(window.shared.view().by_itself && window.shows("any other key stops it"));
    window.shared.wish(Command::NotesLarger);
    window.harness.run_steps(2);
    assert!(!window.shared.view().by_itself, "another key stops it");
    let view = window.shared.view();
    assert!(view.green_room && view.starts_in.is_some_and(|left| left > Duration::from_secs(28 * 60)));
}

#[test]
fn without_a_start_there_is_the_clock_and_no_switch() {
    let window = window(USUAL);
    assert!(window.shows("Clock") && !window.shows("Start by itself") && !window.shows("to go"));
}
