//! The help page, written from the table of keys, and the question before quitting.

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{Align2, Color32, Pos2, Rect, ScrollArea, Sense, Ui, UiBuilder, Vec2, pos2, vec2};

use crate::app::keys::does::{Does, PageKey, WindowCommand};
use crate::app::keys::keymap::{Keymap, Row};
use crate::app::keys::table::Group;
use crate::app::kit::look::{Face, Look, line};
use crate::show::command::Command;
use crate::show::view::View;

/// What a speaker needs who knows nothing else.
const SIX: [Command; 6] =
    [Command::NextStep, Command::PreviousStep, Command::Overview, Command::Black, Command::Notes, Command::AskQuit];
/// A column of keys and words, and what stands between two of them.
const COLUMN: f32 = 400.0;
const GAP: f32 = 40.0;
const ROW: f32 = 25.0;
/// No page is longer.
const FAR: f32 = 100_000.0;

/// Every key by group, the six that matter first, in as many columns as there is room for; what is too long is
/// scrolled, by as many `lines` as keys ask for. A click anywhere closes it.
pub fn help_ui(ui: &mut Ui, look: Look, lines: &mut f32) -> Option<Does> {
    let window = ui.max_rect();
    let response = ui.interact(window, ui.scope_id().with("help page"), Sense::click());
    ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(190));
    // Small windows keep letters that can be read: there is more to scroll instead.
    let look = Look { scale: look.scale.clamp(0.9, 2.0), ..look };
    let most = look.px(COLUMN * 3.0 + GAP * 4.0);
    let page = window.shrink(look.px(16.0));
    let page = Rect::from_center_size(page.center(), vec2(page.width().min(most), page.height()));
    ui.painter().rect_filled(page, look.px(10.0), look.palette.panel);
    let inner = page.shrink2(vec2(look.px(28.0), look.px(20.0)));
    look.words(ui, inner.left_top(), Align2::LEFT_TOP, line("Keys", Face::Serif, 26.0, look.palette.strong));
    let right = pos2(inner.right(), inner.top() + look.px(16.0));
    let (rect, close) = look.cap(ui, right, PageKey::Close);
    let (rect, check) = look.cap(ui, pos2(rect.left() - look.px(10.0), right.y), WindowCommand::StageCheck);
    let (_, clicker) = look.cap(ui, pos2(rect.left() - look.px(10.0), right.y), WindowCommand::Clicker);
    let body = Rect::from_min_max(inner.min + vec2(0.0, look.px(48.0)), inner.max);
    let mut child = ui.new_child(UiBuilder::new().max_rect(body).id_salt("keys"));
    let by = (std::mem::take(lines) * -look.px(ROW)).clamp(-FAR, FAR);
    ScrollArea::vertical().auto_shrink(false).show(&mut child, |ui| {
        ui.scroll_with_delta_animation(vec2(0.0, by), ScrollAnimation::none());
        groups_ui(ui, look, body.width() - look.px(12.0));
    });
    let closed = close.is_some() || response.clicked();
    clicker.or(check).map(Does::Window).or(closed.then_some(Does::Window(WindowCommand::Help)))
}

/// The groups one after the other, column by column, each about as high as the others.
fn groups_ui(ui: &mut Ui, look: Look, width: f32) {
    let keymap = Keymap::of(ui.ctx());
    let six = SIX.iter().filter_map(|does| keymap.row(*does)).collect();
    let told = |row: &Row| SIX.iter().any(|command| row.binding.does == Does::Talk(*command));
    let of_group = |group| {
        let rows = keymap.rows().iter().filter(move |row| row.binding.group == group && !row.caps().is_empty());
        rows.filter(move |row| !told(row))
    };
    let groups = Group::ALL.iter().map(|(group, title)| (*title, of_group(*group).collect::<Vec<&Row>>()));
    let groups: Vec<(&str, Vec<&Row>)> = std::iter::once(("The six you need", six)).chain(groups).collect();
    let columns = ((width + look.px(GAP)) / look.px(COLUMN + GAP)).floor().clamp(1.0, 3.0);
    let column = (width - look.px(GAP) * (columns - 1.0)) / columns;
    let heights: Vec<f32> = groups.iter().map(|(_, rows)| group_ui(ui, look, None, column, "", rows)).collect();
    let fair = heights.iter().sum::<f32>() / columns;
    let origin = ui.cursor().min;
    let (mut at, mut end) = (origin, origin.y);
    for ((title, rows), height) in groups.iter().zip(&heights) {
        // A group begins a new column where most of it would be beyond its fair end.
        let last = at.x + column * 1.5 > origin.x + width;
        if at.y > origin.y && at.y + height / 2.0 > origin.y + fair && !last {
            at = pos2(at.x + column + look.px(GAP), origin.y);
        }
        at.y += group_ui(ui, look, Some(at), column, title, rows);
        end = end.max(at.y);
    }
    ui.allocate_space(Vec2::new(width, end - origin.y));
}

/// A group with its title. Returns how high it is; without a place it is only measured.
fn group_ui(ui: &mut Ui, look: Look, at: Option<Pos2>, width: f32, title: &str, rows: &[&Row]) -> f32 {
    let mut y = look.px(22.0);
    if let Some(at) = at {
        look.label(ui, at, Align2::LEFT_TOP, title);
    }
    for row in rows {
        y += row_ui(ui, look, at.map(|at| at + vec2(0.0, y)), width, row);
    }
    y + look.px(16.0)
}

/// Key caps, on as many lines as they need, and the words beside them. Returns the height.
fn row_ui(ui: &mut Ui, look: Look, at: Option<Pos2>, width: f32, row: &Row) -> f32 {
    let (keys, line_height) = (width * 0.44, look.px(ROW));
    let (mut x, mut y) = (0.0, 0.0);
    for cap in row.caps() {
        let galley = look.galley(ui, cap, Face::SemiBold, 12.0, look.palette.text);
        let size = vec2(galley.size().x + look.px(12.0), look.px(20.0));
        if x > 0.0 && x + size.x > keys {
            (x, y) = (0.0, y + line_height);
        }
        if let Some(at) = at {
            let rect = Rect::from_min_size(at + vec2(x, y), size);
            ui.painter().rect_filled(rect, look.px(4.0), look.palette.cap);
            ui.painter().galley(rect.center() - galley.size() / 2.0, galley, look.palette.text);
        }
        x += size.x + look.px(5.0);
    }
    let room = width - keys - look.px(10.0);
    let words = row.binding.words.to_owned();
    let words = ui.painter().layout(words, look.font(Face::Regular, 14.0), look.palette.text, room);
    let height = words.size().y;
    if let Some(at) = at {
        // One line of words stands on the line of its keys.
        let top = (look.px(20.0) - height.min(look.px(20.0))) / 2.0;
        look.put(ui, at + vec2(keys + look.px(10.0), top), Align2::LEFT_TOP, words, row.binding.words);
    }
    (y + line_height).max(height + look.px(5.0))
}

/// What is asked before a talk ends or the stage is left.
pub struct Question {
    title: &'static str,
    words: String,
    yes: &'static str,
}

impl Question {
    /// `rehearsal`: nobody watches; `library`: there is a wall of talks to go back to.
    #[must_use]
    pub fn of(view: &View, rehearsal: bool, library: bool) -> Self {
        let begun = view.running || !view.elapsed.is_zero();
        let unseen = match view.unseen {
            0 => String::new(),
            1 => "1 slide was not shown. ".to_owned(),
            count => format!("{count} slides were not shown. "),
        };
        let after = if library { "your talks" } else { "your desktop" };
        match (rehearsal, view.over) {
            (true, _) if begun => {
                Self { title: "End the rehearsal?", words: "Your report comes next.".to_owned(), yes: "Yes, end it" }
            }
            (true, _) => {
                Self { title: "Leave the rehearsal?", words: "It has not begun.".to_owned(), yes: "Yes, leave" }
            }
            (false, false) if begun => {
                let words = format!("{unseen}The audience will see the closing slide.");
                Self { title: "End the talk?", words, yes: "Yes, end it" }
            }
            (false, _) => {
                Self { title: "Leave the stage?", words: format!("The audience will see {after}."), yes: "Yes, leave" }
            }
        }
    }
}

/// The question with both answers as keys and buttons.
pub fn question_ui(ui: &mut Ui, look: Look, question: &Question) -> Option<PageKey> {
    let window = ui.max_rect();
    ui.interact(window, ui.scope_id().with("question"), Sense::click());
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
    let (_, no) = look.cap_saying(ui, pos2(quit.left() - look.px(10.0), bottom), PageKey::Close, Some("No, go on"));
    yes.or(no)
}
