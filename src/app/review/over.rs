//! What lies over a report: the times to be written, line by line; the takes to compare with; a slide's picture.

use eframe::egui::{Align2, Color32, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::button::{Button, Tone, height, prose, row_ui, scrolled};
use super::offsets::spoken;
use super::state::{Click, Over, Review};
use crate::app::keys::does::PageKey;
use crate::app::kit::look::{Face, Look, line};
use crate::captions::formats::clock;
use crate::takes::times::Times;

pub fn over_ui(ui: &mut Ui, look: Look, review: &Review, nudge: Vec2) -> Option<Click> {
    let window = ui.max_rect();
    let around = ui.interact(window, ui.scope_id().with("around"), Sense::CLICK);
    ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(160));
    let size = vec2(look.px(840.0), look.px(640.0)).min(window.size() - Vec2::splat(look.px(32.0)));
    let page = Rect::from_center_size(window.center(), size);
    ui.painter().rect_filled(page, look.px(12.0), look.palette.panel);
    let inner = page.shrink2(vec2(look.px(28.0), look.px(22.0)));
    let close = Button { key: PageKey::Close, name: "Close", tone: Tone::Usual };
    let click = match &review.over {
        Over::Nothing => None,
        Over::Times => {
            let put = Button { key: PageKey::DoListed, name: "Write them", tone: Tone::Primary };
            let area =
                frame_ui(ui, look, inner, "Times for the deck", "Each slide’s time as it stands, and as it will.");
            let times = review.times();
            scrolled(ui, look, area, "times", Some(nudge), |ui, at, width| {
                times.map_or(at.y, |times| lines_ui(ui, look, at, width, times))
            });
            foot_ui(ui, look, inner, &[put, close])
        }
        Over::Takes(chosen) => {
            let take = Button { key: PageKey::DoListed, name: "Compare", tone: Tone::Primary };
            let area = frame_ui(ui, look, inner, "Compare with", "The lines in the plot become what was taken then.");
            let mut clicked = None;
            scrolled(ui, look, area, "takes", None, |ui, at, width| {
                let (bottom, click) = takes_ui(ui, look, (at, width), review, *chosen);
                clicked = click;
                bottom
            });
            clicked.or(foot_ui(ui, look, inner, &[take, close]))
        }
        Over::Slide { id, picture } => {
            let slide = review.report.as_ref().and_then(|report| report.slides.iter().find(|slide| slide.id == *id));
            let (title, told) = match (&review.report, slide) {
                (Some(report), Some(slide)) => (slide.title.clone(), spoken(report, slide)),
                _ => (String::new(), String::new()),
            };
            let area = frame_ui(ui, look, inner, &title, "");
            let told = prose(ui, look, area.min, area.width(), line(&told, Face::Regular, 15.0, look.palette.mute));
            let room = area.with_min_y(told.bottom() + look.px(10.0));
            if let Some(picture) = picture {
                let full = picture.size_vec2();
                let scale = (room.width() / full.x).min(room.height() / full.y).max(0.0);
                let place = Align2::CENTER_CENTER.align_size_within_rect(full * scale, room);
                let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
                ui.painter().image(picture.id(), place, whole, Color32::WHITE);
                let response = ui.interact(place, ui.scope_id().with("picture"), Sense::hover());
                response
                    .widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("Picture of the slide: {title}")));
            } else {
                prose(ui, look, room.min, room.width(), line("Painting …", Face::Regular, 15.0, look.palette.mute));
            }
            foot_ui(ui, look, inner, &[close])
        }
    };
    let beside = around.clicked() && around.interact_pointer_pos().is_some_and(|at| !page.contains(at));
    click.or(beside.then_some(Click::Key(PageKey::Close)))
}

/// Title and a line under it. Returns what is left above the buttons.
fn frame_ui(ui: &mut Ui, look: Look, inner: Rect, title: &str, words: &str) -> Rect {
    let title = line(title, Face::Regular, 24.0, look.palette.strong);
    let mut bottom = prose(ui, look, inner.min, inner.width(), title).bottom();
    if !words.is_empty() {
        let at = pos2(inner.left(), bottom + look.px(2.0));
        bottom = prose(ui, look, at, inner.width(), line(words, Face::Regular, 15.0, look.palette.mute)).bottom();
    }
    Rect::from_min_max(pos2(inner.left(), bottom + look.px(14.0)), inner.max - vec2(0.0, height(look) + look.px(14.0)))
}

fn foot_ui(ui: &mut Ui, look: Look, inner: Rect, buttons: &[Button<'_>]) -> Option<Click> {
    let area = inner.with_min_y(inner.bottom() - height(look));
    row_ui(ui, look, area, buttons).1.map(Click::Key)
}

/// Old → new, a line a slide.
fn lines_ui(ui: &mut Ui, look: Look, at: Pos2, width: f32, times: &Times) -> f32 {
    let mut y = at.y;
    let time = |time: std::time::Duration| clock(time.as_millis() as u64);
    for change in &times.changes {
        let figures = format!("{} → {}", time(change.old), time(change.new));
        let galley = look.galley(ui, figures.as_str(), Face::SemiBold, 15.0, look.palette.strong);
        let size = galley.size();
        ui.painter().galley(pos2(at.x + width - size.x, y), galley, look.palette.strong);
        let name = format!("{}  {}", change.number, change.title);
        let room = width - size.x - look.px(20.0);
        let words = prose(ui, look, pos2(at.x, y), room, line(&name, Face::Regular, 15.0, look.palette.text));
        let bottom = words.bottom().max(y + size.y) + look.px(5.0);
        let row = Rect::from_min_max(pos2(at.x, y), pos2(at.x + width, bottom));
        let response = ui.interact(row, ui.scope_id().with(("line", change.number)), Sense::hover());
        let spoken = format!("Slide {}, {}: {figures}", change.number, change.title);
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &spoken));
        ui.painter().hline(row.x_range(), bottom, Stroke::new(1.0, look.palette.cap));
        y = bottom + look.px(5.0);
    }
    y
}

/// The plan, and the other takes.
fn takes_ui(ui: &mut Ui, look: Look, (at, width): (Pos2, f32), review: &Review, chosen: usize) -> (f32, Option<Click>) {
    let names = review.book().into_iter().flat_map(|book| review.others().map(|other| book.names[other].clone()));
    let names: Vec<String> = std::iter::once("Its plan".to_owned()).chain(names).collect();
    let (mut y, mut click) = (at.y, None);
    for (place, name) in names.iter().enumerate() {
        let row = Rect::from_min_size(pos2(at.x, y), vec2(width, look.px(40.0).max(28.0)));
        let response = ui.interact(row, ui.scope_id().with(("take", place)), Sense::click());
        let on = place == chosen;
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, name));
        if on || response.hovered() {
            ui.painter().rect_filled(row, look.px(6.0), look.palette.cap);
        }
        if on {
            let ring = Stroke::new(2.0, look.palette.attention);
            ui.painter().rect_stroke(row, look.px(6.0), ring, StrokeKind::Inside);
        }
        look.focus_ring(ui, row, look.px(6.0), &response);
        let words = look.galley(ui, name.as_str(), Face::Regular, 15.0, look.palette.text);
        let left = row.left() + look.px(14.0);
        ui.painter().galley(pos2(left, row.center().y - words.size().y / 2.0), words, look.palette.text);
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        click = click.or(response.clicked().then_some(Click::Take(place)));
        y = row.bottom() + look.px(4.0);
    }
    (y, click)
}
