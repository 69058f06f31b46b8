//! The console before a talk: one large button, and what the audience sees meanwhile.

use std::sync::Arc;

use eframe::egui::{Rect, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::{USUAL, main_window, private};
use crate::app::Options;
use crate::app::front::shared::Shared;
use crate::app::kit::look;
use crate::playback::clock::Clock;
use crate::playback::tests::talk;
use crate::show::command::Command;
use crate::show::view::OnStage;

struct Window {
    harness: Harness<'static>,
    shared: Arc<Shared>,
}

fn window(size: Vec2) -> Window {
    let talk_options = crate::playback::Options { green_room: true, captions: true, ..Default::default() };
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
        let window = window(Vec2::from(size));
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
