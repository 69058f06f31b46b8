//! What a speaker who does not see the windows is told while the talk goes on, and how much of it.

use std::sync::Arc;

use eframe::egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{USUAL, main_window, private};
use crate::app::Options;
use crate::app::front::act::grant;
use crate::app::front::asked::Asked;
use crate::app::front::shared::Shared;
use crate::app::keys::does::{Does, WindowCommand};
use crate::app::kit::look;
use crate::playback::clock::Clock;
use crate::playback::tests::{talk, talk_of};
use crate::settings::Says;
use crate::show::command::Command;
use crate::talk::Talk;

struct Window {
    harness: Harness<'static>,
    shared: Arc<Shared>,
}

fn window(says: Says) -> Window {
    window_of(talk(), says)
}

fn window_of(talk: Talk, says: Says) -> Window {
    let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
    shared.adopt(Ok(talk));
    shared.change_settings(|settings| settings.screen_reader.says = says);
    let inside = Arc::clone(&shared);
    let harness = Harness::builder().with_size(USUAL).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        main_window(ui, &inside, private());
    });
    let mut window = Window { harness, shared };
    window.harness.run_steps(2);
    window
}

impl Window {
    /// The sentence that was said last.
    fn told(&self) -> String {
        let said = self.harness.root().children_recursive().filter(|node| node.accesskit_node().role() == Role::Status);
        said.filter_map(|node| node.accesskit_node().label()).last().unwrap_or_default()
    }

    fn after(&mut self, command: Command) -> String {
        self.shared.wish(command);
        self.harness.run_steps(2);
        self.told()
    }
}

#[test]
fn each_step_says_what_is_new_and_what_the_stage_stands_at() {
    let mut window = window(Says::All);
    assert_eq!(window.told(), "Slide 1 of 2, First things");
    for (command, told) in [
        (Command::NextStep, "One apple. The time runs"),
        (Command::NextStep, "Two pears"),
        (Command::NextStep, "Slide 2 of 2, Last things"),
        (Command::Black, "The stage is black"),
        (Command::Black, "The stage shows the slide"),
        (Command::Freeze, "The stage is frozen"),
        (Command::PreviousStep, "Slide 1 of 2, First things"),
        (Command::PreviousStep, "Step 2 of 3"),
        (Command::Freeze, "The stage shows the slide"),
        (Command::Captions, "Captions on"),
        (Command::Pen, "Pen"),
    ] {
        assert_eq!(window.after(command), told, "{command:?}");
    }
}

#[test]
fn a_step_that_lights_lines_of_code_says_which() {
    let deck = r#"
        [deck]
        title = "Code"
        language = "en-GB"
        length = "1m"
        [[slide]]
        title = "A sum"
        code = { language = "python", text = "a = 1\nb = 2\nprint(a + b)", highlight = ["1-2", "3", "1-3"] }
    "#;
    let mut window = window_of(talk_of(deck), Says::All);
    for (command, told) in [
        (Command::NextStep, "Line 3: print(a + b). The time runs"),
        (Command::NextStep, "All lines"),
        (Command::PreviousStep, "Line 3: print(a + b)"),
        (Command::PreviousStep, "Lines 1 to 2: a = 1"),
    ] {
        assert_eq!(window.after(command), told, "{command:?}");
    }
}

#[test]
fn captions_that_come_to_lie_on_words_say_so() {
    let deck = r#"
        [deck]
        title = "Bees"
        language = "en-GB"
        [captions]
        display = "off"
        [[slide]]
        title = "A title at the head"
        body = "- One line"
        [[slide.cue]]
        text = "Good evening."
    "#;
    let mut window = window_of(talk_of(deck), Says::All);
    for (command, told) in [
        (Command::Captions, "Captions on"),
        (Command::CaptionPlace, "Captions at the slide's foot"),
        (Command::CaptionPlace, "Captions at the slide's head, over words of the slide"),
        (Command::Captions, "Captions off"),
        (Command::Captions, "Captions on, over words of the slide"),
    ] {
        assert_eq!(window.after(command), told, "{command:?}");
    }
    let head = window.harness.query_all_by_role(Role::Label).filter_map(|node| node.accesskit_node().value());
    let head: Vec<String> = head.filter(|words| words.starts_with("Captions ")).collect();
    assert!(head.iter().any(|words| words.contains("over words of the slide")), "{head:?}");
}

#[test]
fn the_speaker_says_how_much_is_said() {
    let mut slides = window(Says::Slides);
    assert_eq!(slides.after(Command::NextStep), "One apple");
    assert_eq!(slides.after(Command::Black), "One apple", "nothing more");
    let mut nothing = window(Says::Nothing);
    assert_eq!(nothing.after(Command::NextStep), "");
}

#[test]
fn a_page_is_a_dialog_and_says_that_it_was_closed() {
    let mut window = window(Says::All);
    let does = Does::Window(WindowCommand::Help);
    grant(&mut window.shared.front(), Asked::Does(does), &window.shared, &window.harness.ctx);
    window.harness.run_steps(2);
    let dialogs = window.harness.query_all_by_role(Role::Dialog).map(|node| node.accesskit_node().label());
    assert_eq!(dialogs.collect::<Vec<_>>(), [Some("Keys".to_owned())]);
    window.shared.front().pages.clear();
    window.harness.run_steps(2);
    assert_eq!(window.told(), "Keys closed");
    assert_eq!(window.harness.query_all_by_role(Role::Dialog).count(), 0);
}
