//! The check's page in the main window: the verdict at the top, then a row for each thing, with its sign and its word.

use std::time::Duration;

use eframe::egui::{
    Align2, Color32, Pos2, Rect, Role, ScrollArea, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use crate::app::keys::does::PageKey;
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look::{Face, Look, layer, line, scroll_room};
use crate::app::kit::palette::Palette;

use super::facts::Known;
use super::row::{Row, Sign};
use super::rows::{faults, remark, rows, verdict};
use super::state::{Action, Answer, Check, Standing};

/// The buttons at the head, with what is between them and the verdict.
const CAPS: f32 = 330.0;
/// Beside the rows.
const BAR: f32 = 14.0;

/// The page as the whole window.
pub fn page_ui(ui: &mut Ui, palette: Palette, check: &mut Check, known: Known) -> Option<Action> {
    check.listen();
    let begun = known.begun;
    let answer = check_ui(ui, palette, &rows(&check.facts(known)), check.standing(begun))?;
    check.answer(answer, begun)
}

/// On the only screen: whether the audience may see the check.
pub fn whole_question_ui(ui: &mut Ui, palette: Palette, check: &mut Check, begun: bool) -> Option<Action> {
    let look = Look::new(ui.max_rect().size(), palette);
    let answer = question_ui(ui, look, true)?;
    check.answer(answer, begun)
}

/// Draws the page and returns what was clicked.
pub(super) fn check_ui(ui: &mut Ui, palette: Palette, rows: &[Row], standing: Standing) -> Option<Answer> {
    // What the rows tell may change without an event.
    ui.ctx().request_repaint_after(Duration::from_secs(1));
    let look = Look::new(ui.max_rect().size(), palette);
    let answer = rows_page_ui(&mut layer(ui, "check", standing.asking), look, rows, standing);
    if standing.asking { question_ui(ui, look, standing.alone) } else { answer }
}

fn rows_page_ui(ui: &mut Ui, look: Look, rows: &[Row], standing: Standing) -> Option<Answer> {
    let window = ui.max_rect();
    ui.painter().rect_filled(window, 0.0, look.palette.ground);
    let inner = window.shrink2(vec2(look.px(56.0), look.px(40.0)));
    look.label(ui, inner.left_top(), Align2::LEFT_TOP, "Stage check");
    let ready = faults(rows) == 0;
    let color = if ready { look.palette.good } else { look.palette.attention };
    let verdict = verdict(rows);
    let verdict = line(&verdict, Face::Serif, 44.0, color);
    let wide = look.galley(ui, verdict.text, verdict.face, verdict.size, color).size().x;
    // Where the buttons have no room beside it, it stands below them.
    let drop = if wide < inner.width() - look.px(CAPS) { 22.0 } else { 42.0 };
    let verdict = look.words(ui, inner.left_top() + vec2(0.0, look.px(drop)), Align2::LEFT_TOP, verdict);
    let at = pos2(inner.left(), verdict.bottom() + look.px(6.0));
    let words = &remark(rows);
    let under =
        look.words_within(ui, at, Align2::LEFT_TOP, inner.width(), line(words, Face::Regular, 17.0, look.palette.text));
    let answer = caps_ui(ui, look, inner, standing);
    let top = under.bottom() + look.px(24.0);
    // The bar that scrolls stands in the margin, so that rows end where the head does.
    let region = Rect::from_min_max(pos2(inner.left(), top), inner.max + vec2(look.px(BAR), -look.px(52.0)));
    rows_ui(ui, look, region, rows);
    foot_ui(ui, look, inner, standing);
    answer
}

fn caps_ui(ui: &mut Ui, look: Look, inner: Rect, standing: Standing) -> Option<Answer> {
    let look = Look { scale: look.scale * 1.2, ..look };
    let right = pos2(inner.right(), inner.top() + look.px(14.0));
    let (rect, close) = look.cap(ui, right, PageKey::Close);
    let right = pos2(rect.left() - look.px(10.0), right.y);
    let name = if standing.card_shown { "Hide the test card" } else { "Show the test card" };
    let (_, card) = look.cap_saying(ui, right, PageKey::TestCard, Some(name));
    close.map(|_| Answer::Leave).or(card.map(|_| Answer::Card))
}

/// What the audience sees meanwhile.
fn foot_ui(ui: &mut Ui, look: Look, inner: Rect, standing: Standing) {
    let key = Keymap::of(ui.ctx()).cap(PageKey::TestCard).map(|key| format!("{key}: "));
    let alone = format!("{}the test card on this screen, to be seen from the back row", key.unwrap_or_default());
    let words = match standing {
        Standing { alone: true, .. } => alone.as_str(),
        Standing { card_shown: true, .. } => {
            "The audience's screen shows the test card. Go to the back row and read it."
        }
        _ => "The audience's screen shows what it showed before",
    };
    let words = line(words, Face::Regular, 15.0, look.palette.mute);
    look.words_within(ui, inner.left_bottom(), Align2::LEFT_BOTTOM, inner.width(), words);
}

fn rows_ui(ui: &mut Ui, look: Look, region: Rect, rows: &[Row]) {
    let mut child = ui.new_child(scroll_room(region, "checks", look.palette.ground));
    ScrollArea::vertical().auto_shrink(false).show(&mut child, |ui| {
        ui.spacing_mut().item_spacing = Vec2::new(0.0, look.px(6.0));
        for row in rows {
            row_ui(ui, look, region.width() - look.px(BAR), row);
        }
    });
}

/// Sign and word, name, and what there is to say, on as many lines as that takes.
fn row_ui(ui: &mut Ui, look: Look, width: f32, row: &Row) {
    let color = match row.sign {
        Sign::Ready => look.palette.good,
        Sign::Fix => look.palette.attention,
        Sign::Unknown => look.palette.mute,
    };
    let [name_at, words_at] = [150.0, 320.0].map(|at| look.px(at));
    let pad = vec2(look.px(18.0), look.px(11.0));
    let room = width - words_at - pad.x;
    let words =
        ui.painter().layout(row.words.clone(), look.font(Face::Regular, 17.0), look.palette.text, room.max(80.0));
    let (rect, response) = ui.allocate_exact_size(vec2(width, words.size().y + pad.y * 2.0), Sense::hover());
    let said = format!("{}, {}: {}", row.name, row.sign.word(), row.words);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    look.panel(ui, rect);
    mark_ui(ui, look, rect.min + pad, row.sign, color);
    let word = look.galley(ui, row.sign.word(), Face::Bold, 17.0, color);
    let name = look.galley(ui, row.name.as_str(), Face::SemiBold, 17.0, look.palette.strong);
    for (galley, x) in [(word, pad.x + look.px(28.0)), (name, name_at), (words, words_at)] {
        ui.painter().galley(rect.min + vec2(x, pad.y), galley, color);
    }
}

/// The tick is drawn, since the console's fonts have none that could be taken for one.
fn mark_ui(ui: &Ui, look: Look, at: Pos2, sign: Sign, color: Color32) {
    if sign == Sign::Ready {
        let tick = [(0.0, 12.0), (5.0, 17.0), (14.0, 5.0)].map(|(x, y)| at + vec2(look.px(x), look.px(y)));
        ui.painter().add(Shape::line(tick.to_vec(), Stroke::new(look.px(2.5), color)));
    } else {
        let mark = look.galley(ui, sign.mark(), Face::Bold, 17.0, color);
        ui.painter().galley(at + vec2((look.px(14.0) - mark.size().x) / 2.0, 0.0), mark, color);
    }
}

/// A talk that has begun is not covered unasked.
fn question_ui(ui: &mut Ui, look: Look, alone: bool) -> Option<Answer> {
    let window = ui.max_rect();
    ui.interact(window, ui.scope_id().with("may the audience see it"), Sense::CLICK);
    ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(150));
    let page = Rect::from_center_size(window.center(), vec2(look.px(560.0), look.px(160.0)));
    ui.painter().rect_filled(page, look.px(10.0), look.palette.panel);
    let inner = page.shrink(look.px(28.0));
    let title = if alone { "Show the check on this screen?" } else { "Show the test card to the audience?" };
    look.words(ui, inner.left_top(), Align2::LEFT_TOP, line(title, Face::Serif, 24.0, look.palette.strong));
    let under = inner.left_top() + vec2(0.0, look.px(36.0));
    let words = "Your talk has begun: it would cover your slide.";
    look.words(ui, under, Align2::LEFT_TOP, line(words, Face::Regular, 15.0, look.palette.mute));
    let bottom = inner.bottom() - look.px(4.0);
    let (rect, yes) = look.cap_saying(ui, pos2(inner.right(), bottom), PageKey::Yes, Some("Yes, show it"));
    let left = pos2(rect.left() - look.px(10.0), bottom);
    let no = if alone { "No, go on" } else { "No, only here" };
    let (_, no) = look.cap_saying(ui, left, PageKey::Close, Some(no));
    yes.map(|_| Answer::Yes).or(no.map(|_| Answer::No))
}
