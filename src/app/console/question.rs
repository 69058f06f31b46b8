//! What the speaker is asked: before a talk ends, the stage is left, or notes come onto the only screen; and where a talk
//! broke off.
//!
//! A question has two answers, as keys and as buttons; where one of them loses something, nothing but its own key gives it.

use eframe::egui::{Align2, Color32, Rect, Sense, Ui, pos2, vec2};

use crate::app::keys::does::PageKey;
use crate::app::kit::look::{Face, Look, line};
use crate::deck::Ending;
use crate::playback::interrupted::Interrupted;
use crate::show::view::View;

const NO: &str = "No, go on";

/// A question and its answers.
pub struct Question {
    title: String,
    words: String,
    yes: &'static str,
    no: (PageKey, &'static str),
    weight: Weight,
}

/// What yes does.
#[derive(Clone, Copy)]
enum Weight {
    Usual,
    /// It is most likely wanted.
    Likely,
    /// It ends something.
    Ends,
}

impl Question {
    /// Before the only screen shows notes.
    #[must_use]
    pub fn of_notes() -> Self {
        Self {
            title: "Does the audience see this screen?".to_owned(),
            words: "Then it would read your notes. This is asked once a talk.".to_owned(),
            yes: "No: show my notes",
            no: (PageKey::Close, "Yes: keep the slide"),
            weight: Weight::Usual,
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
            (true, _) if begun => {
                Self::before("End the rehearsal?", "Your report comes next.".to_owned(), "Yes, end it")
            }
            (true, _) => Self::before("Leave the rehearsal?", "It has not begun.".to_owned(), "Yes, leave"),
            (false, false) if begun => {
                let sees = match view.ending {
                    Ending::Card => "the closing slide",
                    Ending::LastSlide => "this slide",
                    Ending::Black => "black",
                };
                Self::before("End the talk?", format!("{unseen}The audience will see {sees}."), "Yes, end it")
            }
            (false, _) => Self::before("Leave the stage?", format!("The audience will see {after}."), "Yes, leave"),
        }
    }

    /// Before something ends.
    fn before(title: &str, words: String, yes: &'static str) -> Self {
        Self { title: title.to_owned(), words, yes, no: (PageKey::Close, NO), weight: Weight::Ends }
    }

    /// Whether a talk that broke off goes on.
    #[must_use]
    pub fn about(talk: &Interrupted) -> Self {
        let (number, time) = talk.stood().unwrap_or_default();
        let title = format!("Your talk stopped at slide {number}, {}", spoken_time(time));
        let ago = match talk.ago.as_secs() {
            0..60 => "A moment ago".to_owned(),
            seconds @ 60..3600 => format!("{} min ago", seconds / 60),
            seconds @ 3600..86_400 => format!("{} h ago", seconds / 3600),
            seconds => format!("{} days ago", seconds / 86_400),
        };
        let words = format!("{ago}: {}. Go on?", talk.saved.title);
        Self { title, words, yes: "Go on", no: (PageKey::StartOver, "Start over"), weight: Weight::Likely }
    }
}

/// `14:03`, and `1:04:03` after an hour.
fn spoken_time(time: std::time::Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
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
    look.words(ui, inner.left_top(), Align2::LEFT_TOP, line(&question.title, Face::Serif, 24.0, look.palette.strong));
    let under = inner.left_top() + vec2(0.0, look.px(36.0));
    look.words_within(
        ui,
        under,
        Align2::LEFT_TOP,
        inner.width(),
        line(&question.words, Face::Regular, 15.0, look.palette.mute),
    );
    let bottom = inner.bottom() - look.px(4.0);
    let right = pos2(inner.right(), bottom);
    let (quit, yes) = match question.weight {
        Weight::Usual => look.cap_saying(ui, right, PageKey::Yes, Some(question.yes)),
        Weight::Likely => look.cap_primary(ui, right, PageKey::Yes, (question.yes, false)),
        Weight::Ends => look.cap_end(ui, right, PageKey::Yes, question.yes),
    };
    let (_, no) = look.cap_saying(ui, pos2(quit.left() - look.px(10.0), bottom), question.no.0, Some(question.no.1));
    yes.or(no)
}
