//! What the speaker is asked before a talk ends, the stage is left, or notes come onto the only screen.

use eframe::egui::{Align2, Color32, Rect, Sense, Ui, pos2, vec2};

use crate::app::keys::does::PageKey;
use crate::app::kit::look::{Face, Look, line};
use crate::deck::Ending;
use crate::show::view::View;

const NO: &str = "No, go on";

/// What is asked.
pub struct Question {
    title: &'static str,
    words: String,
    yes: &'static str,
    no: &'static str,
}

impl Question {
    /// Before the only screen shows notes.
    #[must_use]
    pub fn of_notes() -> Self {
        Self {
            title: "Does the audience see this screen?",
            words: "Then it would read your notes. This is asked once a talk.".to_owned(),
            yes: "No: show my notes",
            no: "Yes: keep the slide",
        }
    }

    /// `rehearsal`: nobody watches; `library`: there is a wall of talks to go back to.
    #[must_use]
    pub fn of(view: &View, rehearsal: bool, library: bool) -> Self {
        let begun = view.running || !view.elapsed.is_zero();
        let unseen = match view.unseen.len() {
            0 => String::new(),
            1 => "1 slide was not shown. ".to_owned(),
            count => format!("{count} slides were not shown. "),
        };
        let after = if library { "your talks" } else { "your desktop" };
        match (rehearsal, view.over) {
            (true, _) if begun => Self {
                title: "End the rehearsal?",
                words: "Your report comes next.".to_owned(),
                yes: "Yes, end it",
                no: NO,
            },
            (true, _) => {
                Self { title: "Leave the rehearsal?", words: "It has not begun.".to_owned(), yes: "Yes, leave", no: NO }
            }
            (false, false) if begun => {
                let sees = match view.ending {
                    Ending::Card => "the closing slide",
                    Ending::LastSlide => "this slide",
                    Ending::Black => "black",
                };
                let words = format!("{unseen}The audience will see {sees}.");
                Self { title: "End the talk?", words, yes: "Yes, end it", no: NO }
            }
            (false, _) => Self {
                title: "Leave the stage?",
                words: format!("The audience will see {after}."),
                yes: "Yes, leave",
                no: NO,
            },
        }
    }
}

/// The question with both answers as keys and buttons.
pub fn question_ui(ui: &mut Ui, look: Look, question: &Question) -> Option<PageKey> {
    let window = ui.max_rect();
    ui.interact(window, ui.scope_id().with("question"), Sense::CLICK);
    ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(150));
    let page = Rect::from_center_size(
        window.center(),
        vec2(look.px(560.0).min(window.width() - look.px(24.0)), look.px(150.0)),
    );
    ui.painter().rect_filled(page, look.px(10.0), look.palette.panel);
    let inner = page.shrink(look.px(28.0));
    look.words(ui, inner.left_top(), Align2::LEFT_TOP, line(question.title, Face::Serif, 24.0, look.palette.strong));
    let under = inner.left_top() + vec2(0.0, look.px(36.0));
    look.words_within(
        ui,
        under,
        Align2::LEFT_TOP,
        inner.width(),
        line(&question.words, Face::Regular, 15.0, look.palette.mute),
    );
    let bottom = inner.bottom() - look.px(4.0);
    let (quit, yes) = look.cap_saying(ui, pos2(inner.right(), bottom), PageKey::Yes, Some(question.yes));
    let (_, no) = look.cap_saying(ui, pos2(quit.left() - look.px(10.0), bottom), PageKey::Close, Some(question.no));
    yes.or(no)
}
