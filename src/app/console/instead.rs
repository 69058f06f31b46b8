//! The page in place of a talk that cannot be given, or not without the speaker's word: what is the matter, and what can
//! be done.

use eframe::egui::{Align2, Rect, Ui, pos2, vec2};

use crate::playback::faulty::{FaultyDeck, REMEDY};
use crate::show::command::Command;

use crate::app::keys::does::{Does, PageKey, WindowCommand};
use crate::app::kit::look::{Face, Look, line};

/// A page in place of a talk.
pub struct Page<'a> {
    pub title: &'a str,
    pub lines: &'a [String],
    pub small: &'a str,
    /// The talk can be given all the same.
    pub playable: bool,
    /// There is a wall of talks to go back to.
    pub library: bool,
}

/// The question about a deck with faults, which only the speaker sees.
#[must_use]
pub fn faulty_page(deck: &FaultyDeck, library: bool) -> Page<'_> {
    let small = "The audience sees an empty slide until you decide. Save the deck, and it is read again.";
    Page { title: &deck.title, lines: &deck.lines, small, playable: true, library }
}

/// The page in the middle of the window: what is the matter, line by line as it is written, and what can be done.
pub fn page_ui(ui: &mut Ui, look: Look, page: &Page<'_>) -> Option<Does> {
    let window = ui.max_rect();
    let size = vec2(look.px(860.0).min(window.width() * 0.9), look.px(420.0).min(window.height() * 0.9));
    let inner = Rect::from_center_size(window.center(), size);
    let head = line(page.title, Face::Serif, 26.0, look.palette.text);
    let mut y = look.words_within(ui, inner.left_top(), Align2::LEFT_TOP, size.x, head).bottom() + look.px(16.0);
    let foot = inner.bottom() - look.px(72.0);
    let room = ((foot - y) / look.px(24.0)).floor().max(1.0) as usize;
    let (shown, more) = fit(page.lines, room);
    let more = (more > 0).then(|| format!("and {more} more"));
    for words in page.lines[..shown].iter().chain(&more) {
        let at = pos2(inner.left(), y);
        look.words_within(ui, at, Align2::LEFT_TOP, size.x, line(words, Face::Regular, 16.0, look.palette.attention));
        y += look.px(24.0);
    }
    let at = pos2(inner.left(), foot + look.px(6.0));
    look.words_within(ui, at, Align2::LEFT_TOP, size.x, line(page.small, Face::Regular, 14.5, look.palette.mute));
    buttons_ui(ui, look, pos2(inner.left(), inner.bottom() - look.px(16.0)), page)
}

/// How many lines of faults and remedies are shown where there is room for so many, and how many faults are not. No
/// fault stands there without its remedy.
fn fit(lines: &[String], room: usize) -> (usize, usize) {
    let is_remedy = |line: &String| line.starts_with(REMEDY);
    if lines.len() <= room {
        return (lines.len(), 0);
    }
    let whole = (0..room).rev().find(|at| !is_remedy(&lines[*at])).unwrap_or(0);
    (whole, lines[whole..].iter().filter(|line| !is_remedy(line)).count())
}

/// The buttons from `left` on.
fn buttons_ui(ui: &mut Ui, look: Look, left: eframe::egui::Pos2, page: &Page<'_>) -> Option<Does> {
    let look = Look { scale: look.scale * 1.2, ..look };
    let mut asked = None;
    let mut x = left.x;
    let leave = if page.library { "Back to your talks" } else { "Quit" };
    let buttons = [
        (Does::Page(PageKey::PresentFaulty), "Present all the same"),
        (Does::Window(WindowCommand::Findings), "Check"),
        (Does::Window(WindowCommand::Reload), "Read again"),
        (Does::Talk(Command::AskQuit), leave),
    ];
    for (does, name) in buttons.into_iter().skip(usize::from(!page.playable)) {
        let (rect, pressed) = look.cap_from(ui, pos2(x, left.y), does, name);
        x = rect.right() + look.px(10.0);
        asked = asked.or(pressed);
    }
    if !page.playable && look.bare_cap_from(ui, pos2(x, left.y), "Open another …") {
        asked = Some(Does::Page(PageKey::OpenDeck));
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_counted_by_faults_and_no_fault_loses_its_remedy() {
        let lines = |marks: &str| -> Vec<String> {
            marks
                .chars()
                .map(|mark| if mark == 'r' { format!("{REMEDY}Fix it") } else { "a fault".to_owned() })
                .collect()
        };
        for (marks, room, told) in [
            ("", 1, (0, 0)),
            ("frfr", 4, (4, 0)),
            ("frfrfr", 5, (4, 1)),
            ("frfrfr", 4, (2, 2)),
            ("frfrfr", 3, (2, 2)),
            ("ffff", 3, (2, 2)),
            ("fr", 1, (0, 1)),
        ] {
            let (shown, more) = fit(&lines(marks), room);
            assert_eq!((shown, more), told, "{marks} in {room}");
            assert!(shown + usize::from(more > 0) <= room.max(marks.len().min(room)));
        }
    }
}
