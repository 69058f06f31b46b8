//! The page of a report: the verdict, the facts, both plots, the slides by how far they went over, and what to cut.

use std::cmp::Reverse;

use eframe::egui::{Align2, Color32, Pos2, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::app::keys::does::PageKey;
use crate::app::kit::look::{Face, Look, line};
use crate::app::kit::palette::Palette;
use crate::takes::report::{Report, Slide, Told, words};

use super::plots;
use super::state::{Action, Reading, Review};

/// Facts that stand side by side.
const MOST_FACTS: usize = 6;
/// What a fact says, and what is remarked on it, is told to its end, each on so many lines at most.
const FACT_LINES: usize = 4;
/// The columns of the table: where each ends, in parts of its width.
const ENDS: [f32; 6] = [0.07, 0.46, 0.57, 0.74, 0.87, 1.0];
const NAMES: [&str; 6] = ["No.", "Slide", "Plan", "Took", "±", "Usual"];

/// The page as the whole window.
pub fn review_ui(ui: &mut Ui, palette: Palette, review: &mut Review) -> Option<Action> {
    review.listen();
    let key = page_ui(ui, palette, review)?;
    ui.ctx().request_repaint();
    review.press(key)
}

/// Draws the page and returns what was clicked.
pub(super) fn page_ui(ui: &mut Ui, palette: Palette, review: &Review) -> Option<PageKey> {
    let window = ui.max_rect();
    let look = Look::new(window.size(), palette);
    ui.painter().rect_filled(window, 0.0, look.palette.ground);
    let inner = window.shrink2(vec2(look.px(48.0), look.px(32.0)));
    look.label(ui, inner.left_top(), Align2::LEFT_TOP, "Report");
    let clicked = caps_ui(ui, look, inner, review);
    let at = inner.left_top() + vec2(0.0, look.px(20.0));
    match (&review.reading, review.report()) {
        (_, Some(report)) => {
            let body = head_ui(ui, look, at, inner, report);
            body_ui(ui, look, body, report, review.scrolled);
        }
        (Reading::Failed(why), None) => said_ui(ui, look, at, inner, why),
        (_, None) => said_ui(ui, look, at, inner, "Reading the takes …"),
    }
    clicked
}

fn said_ui(ui: &mut Ui, look: Look, at: Pos2, inner: Rect, words: &str) {
    let words = line(words, Face::Serif, 26.0, look.palette.text);
    look.words_within(ui, at, Align2::LEFT_TOP, inner.width(), words);
}

/// What can be done here, at the right of the first line.
fn caps_ui(ui: &mut Ui, look: Look, inner: Rect, review: &Review) -> Option<PageKey> {
    let close = if review.last { "Done" } else { "Close" };
    let earlier = review.take + 1 < review.reports().len();
    let caps = [
        (PageKey::Close, close, true),
        (PageKey::Right, "Later take", review.take > 0),
        (PageKey::Left, "Earlier take", earlier),
    ];
    let mut right = pos2(inner.right(), inner.top() + look.px(8.0));
    let mut clicked = None;
    for (key, name, _) in caps.into_iter().filter(|(.., there)| *there) {
        let (rect, pressed) = look.cap_saying(ui, right, key, Some(name));
        clicked = clicked.or(pressed);
        right.x = rect.left() - look.px(10.0);
    }
    clicked
}

/// The verdict, what take it is, and the facts. Returns what is left of the page.
fn head_ui(ui: &mut Ui, look: Look, at: Pos2, inner: Rect, report: &Report) -> Rect {
    let color = if words::too_long(report) { look.palette.attention } else { look.palette.good };
    let verdict = words::verdict(report);
    let verdict = line(&verdict, Face::Serif, 36.0, color);
    let verdict = look.words_within(ui, at, Align2::LEFT_TOP, inner.width(), verdict);
    let occasion = format!("{}: {}", words::occasion(report.kind, &report.start), report.deck);
    let occasion = line(&occasion, Face::Regular, 16.0, look.palette.text);
    let at = pos2(inner.left(), verdict.bottom() + look.px(4.0));
    let occasion = look.words_within(ui, at, Align2::LEFT_TOP, inner.width(), occasion);

    let facts = words::facts(report);
    let facts = &facts[..facts.len().min(MOST_FACTS)];
    let top = occasion.bottom() + look.px(20.0);
    let width = inner.width() / facts.len().max(1) as f32;
    let mut bottom = top;
    for (index, [what, value, remark]) in facts.iter().enumerate() {
        let room = width - look.px(18.0);
        let at = pos2(inner.left() + width * index as f32, top);
        let label = look.label_within(ui, at, Align2::LEFT_TOP, room, what);
        let value = line(value, Face::SemiBold, 19.0, look.palette.strong);
        let at = pos2(at.x, label.bottom() + look.px(5.0));
        let value = look.words_on(ui, at, Align2::LEFT_TOP, (room, FACT_LINES), value);
        let remark = line(remark, Face::Regular, 13.5, look.palette.mute);
        let at = pos2(at.x, value.bottom() + look.px(2.0));
        bottom = look.words_on(ui, at, Align2::LEFT_TOP, (room, FACT_LINES), remark).bottom().max(bottom);
    }
    inner.with_min_y(bottom + look.px(20.0))
}

fn body_ui(ui: &mut Ui, look: Look, body: Rect, report: &Report, scrolled: usize) {
    let gap = look.px(20.0);
    let middle = body.left() + body.width() * 0.56;
    let left = body.with_max_x(middle - gap / 2.0);
    let right = body.with_min_x(middle + gap / 2.0);
    let split = |column: Rect, share: f32| {
        let y = column.top() + column.height() * share;
        [column.with_max_y(y - gap / 2.0), column.with_min_y(y + gap / 2.0)]
    };
    let ([bars, takes], [table, cuts]) = (split(left, 0.6), split(right, 0.66));
    if let Some(area) = panel_ui(ui, look, bars, "Each slide: planned hollow, taken filled, with a ring where over") {
        plots::slides_ui(ui, look, area, report);
    }
    if let Some(area) = panel_ui(ui, look, takes, "The whole talk, take by take") {
        plots::takes_ui(ui, look, area, report);
    }
    if let Some(area) = panel_ui(ui, look, table, "Slides, the furthest over first") {
        table_ui(ui, look, area, report, scrolled);
    }
    if let Some(area) = panel_ui(ui, look, cuts, "To be in time") {
        cuts_ui(ui, look, area, report);
    }
}

/// A panel with its heading. Returns its inside; none where it is too low to be of use.
fn panel_ui(ui: &mut Ui, look: Look, area: Rect, name: &str) -> Option<Rect> {
    if area.height() < look.px(90.0) {
        return None;
    }
    look.panel(ui, area);
    let inner = area.shrink2(vec2(look.px(20.0), look.px(16.0)));
    let name = look.label_within(ui, inner.left_top(), Align2::LEFT_TOP, inner.width(), name);
    Some(inner.with_min_y(name.bottom() + look.px(10.0)))
}

fn table_ui(ui: &mut Ui, look: Look, area: Rect, report: &Report, scrolled: usize) {
    let height = look.px(25.0);
    // The bar that scrolls has its own room.
    let width = area.width() - look.px(14.0);
    let head = Rect::from_min_size(area.min, vec2(width, height));
    cells_ui(ui, look, head, &NAMES.map(|name| (name.to_owned(), look.palette.mute)));
    let mut slides: Vec<&Slide> = report.slides.iter().collect();
    let over = |slide: &Slide| words::more(slide.took, slide.planned);
    slides.sort_by_key(|slide| (slide.told != Told::Yes, Reverse(over(slide))));
    let mut child = ui.new_child(UiBuilder::new().max_rect(area.with_min_y(head.bottom())).id_salt("slides"));
    let mut region = ScrollArea::vertical().auto_shrink(false);
    if ui.input(|input| input.raw.events.is_empty()) {
        region = region.vertical_scroll_offset(scrolled as f32 * height);
    }
    region.show(&mut child, |ui| {
        for slide in slides {
            let (row, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken(slide)));
            cells_ui(ui, look, row, &cells(look, slide));
        }
    });
}

fn cells(look: Look, slide: &Slide) -> [(String, Color32); 6] {
    let [number, title, plan, took, over, usual, ..] = words::row(slide);
    let took = match slide.told {
        Told::Yes => took,
        Told::Skipped => "skipped".to_owned(),
        Told::NotReached => "not reached".to_owned(),
    };
    let color = if slide.over { look.palette.attention } else { look.palette.text };
    let (text, mute) = (look.palette.text, look.palette.mute);
    [(number, mute), (title, text), (plan, mute), (took, text), (over, color), (usual, mute)]
}

/// Words from the left, numbers to the right.
fn cells_ui(ui: &Ui, look: Look, row: Rect, cells: &[(String, Color32); 6]) {
    let mut left = row.left();
    for (at, (words, color)) in cells.iter().enumerate() {
        let right = row.left() + row.width() * ENDS[at];
        let room = right - left - look.px(8.0);
        let most = (room / look.px(7.0)).max(1.0) as usize;
        let words = words::cut(words, most);
        let galley = look.galley(ui, words, Face::Regular, 14.5, *color);
        let x = if at < 2 { left } else { right - galley.size().x };
        ui.painter().galley(pos2(x, row.center().y - galley.size().y / 2.0), galley, *color);
        left = right;
    }
}

/// A slide's row in words: `Slide 4, Why: 1:00 planned, 1:35 taken, +0:35, over`.
fn spoken(slide: &Slide) -> String {
    let [number, title, plan, took, over, _, _, _, remarks] = words::row(slide);
    let taken = if took.is_empty() { String::new() } else { format!(", {took} taken, {over}") };
    let remarks = if remarks.is_empty() { remarks } else { format!(", {remarks}") };
    format!("Slide {number}, {title}: {plan} planned{taken}{remarks}")
}

fn cuts_ui(ui: &mut Ui, look: Look, area: Rect, report: &Report) {
    let lines = report.cuts.as_ref().map_or_else(Vec::new, |cuts| words::cuts(report, cuts));
    let none = [words::in_time(report)];
    let lines = if lines.is_empty() { &none[..] } else { &lines[..] };
    let mut y = area.top();
    for words in lines {
        if y + look.px(20.0) > area.bottom() {
            break;
        }
        let words = line(words, Face::Regular, 15.0, look.palette.text);
        let at = pos2(area.left(), y);
        y = look.words_within(ui, at, Align2::LEFT_TOP, area.width(), words).bottom() + look.px(7.0);
    }
}
