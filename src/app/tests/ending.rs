//! A talk's end: the question, the closing slide, and what the speaker may do meanwhile.

use std::sync::Arc;

use eframe::egui::Vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::{USUAL, main_window, private};
use crate::app::Options;
use crate::app::front::shared::Shared;
use crate::app::kit::look;
use crate::deck::Ending;
use crate::playback::clock::Clock;
use crate::playback::tests::talk;
use crate::settings::Settings;
use crate::show::Effect;
use crate::show::command::Command;
use crate::show::view::OnStage;

struct Window {
    harness: Harness<'static>,
    shared: Arc<Shared>,
}

/// The console of a talk of two slides that has begun.
fn window(size: Vec2) -> Window {
    let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
    shared.adopt(Ok(talk()));
    shared.wish(Command::TimerToggle);
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

    fn click(&mut self, name: &str) {
        self.harness.get_by_label(name).click();
        self.harness.run_steps(3);
    }

    fn on_stage(&self) -> OnStage {
        self.shared.view().on_stage
    }
}

#[test]
fn the_end_asks_shows_the_closing_slide_and_only_then_leaves() {
    let mut window = window(USUAL);
    window.click("End the talk");
    assert!(window.shows("1 slide was not shown. The audience will see the closing slide."));
    window.click("Yes, end it");
    assert_eq!(window.on_stage(), OnStage::Closing);
    assert!(window.shared.lock().effects.is_empty(), "the program stays");
    assert!(window.shows("The audience sees the closing slide") && window.shows("in hand"));
    assert!(window.shows("1 slide was not shown") && window.shows("Questions"));
    window.click("Back to the last slide");
    assert!(matches!(window.on_stage(), OnStage::Slide(_)), "a slide is shown again");
    window.shared.wish(Command::Leave);
    assert_eq!(window.on_stage(), OnStage::Closing);
    window.harness.run_steps(3);
    window.click("Black");
    assert!(window.shows("The audience sees black"));
    window.click("Leave the stage");
    assert!(window.shows("The audience will see your desktop."));
    window.click("Yes, leave");
    assert_eq!(window.shared.lock().effects, [Effect::Quit]);
}

#[test]
fn on_the_last_slide_the_end_asks_nothing() {
    let mut window = window(USUAL);
    window.shared.wish(Command::LastSlide);
    while !window.shared.view().at_end {
        window.shared.wish(Command::NextStep);
    }
    window.harness.run_steps(2);
    window.click("End the talk");
    assert_eq!(window.on_stage(), OnStage::Closing);
    assert!(!window.shows("End the talk?"));
}

#[test]
fn the_page_after_the_end_fits_small_windows() {
    for size in [[640.0, 400.0], [800.0, 500.0], [1280.0, 720.0]] {
        let mut window = window(Vec2::from(size));
        window.click("End the talk");
        window.click("Yes, end it");
        for name in ["Leave the stage", "Save for others", "The audience sees the closing slide"] {
            let node = window.harness.query_all_by_label(name).next();
            let rect = node.unwrap_or_else(|| panic!("no {name} in {size:?}")).rect();
            assert!(
                rect.min.x >= 0.0 && rect.max.x <= size[0] && rect.max.y <= size[1],
                "{name} at {rect:?} in {size:?}"
            );
        }
    }
}

#[test]
fn what_the_audience_sees_after_the_talk_is_the_speaker_s_to_choose() {
    for (ending, on_stage, words) in [
        (Ending::LastSlide, None, "The audience sees the last slide"),
        (Ending::Black, Some(OnStage::Black), "The audience sees black"),
        (Ending::Card, Some(OnStage::Closing), "The audience sees the closing slide"),
    ] {
        let mut window = window(USUAL);
        let mut settings = Settings::default();
        settings.stage.ending = Some(ending);
        window.shared.choose_settings(settings);
        window.shared.wish(Command::LastSlide);
        window.harness.run_steps(2);
        window.click("End the talk");
        let view = window.shared.view();
        assert!(view.closes && view.caption.is_none(), "{ending:?}");
        match on_stage {
            Some(on_stage) => assert_eq!(view.on_stage, on_stage),
            None => assert!(matches!(view.on_stage, OnStage::Slide(at) if at.slide == 1)),
        }
        assert!(window.shows(words), "{words}");
    }
}

#[test]
fn slides_can_be_shown_again_the_longest_first() {
    let mut window = window(USUAL);
    window.shared.wish(Command::LastSlide);
    window.harness.run_steps(2);
    window.click("End the talk");
    window.click("Show 1. First things");
    assert!(matches!(window.on_stage(), OnStage::Slide(at) if at.slide == 0));
    window.shared.wish(Command::Leave);
    window.harness.run_steps(2);
    assert_eq!(window.on_stage(), OnStage::Closing);
}
