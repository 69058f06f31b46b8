//! A report → how long the whole talk took, take by take, over a band from its plan to the room's end. Unit: milliseconds.

use eframe::egui::{Align2, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::button::prose;
use crate::app::kit::look::{Face, Look, line};
use crate::captions::formats::clock;
use crate::takes::report::Report;
use crate::takes::report::words::short_date;

/// What the band is.
pub fn key_words(report: &Report) -> &'static str {
    if report.planned_slides < report.planned {
        "band: from the plan to the room’s end"
    } else {
        "line: the room’s end"
    }
}

/// The plot, or why there is none.
pub fn trend_ui(ui: &mut Ui, look: Look, area: Rect, report: &Report) {
    if report.short {
        let words = line("No trend is drawn from a short take.", Face::Regular, 15.0, look.palette.mute);
        prose(ui, look, area.min, area.width(), words);
        return;
    }
    let before = report.past.iter().map(|past| (past.took, short_date(&past.start, &past.name)));
    let takes: Vec<(u64, String)> = before.chain([(report.took, "this take".to_owned())]).collect();
    let told: Vec<String> = takes.iter().map(|(took, name)| format!("{name}: {}", clock(*took))).collect();
    let table = ui.interact(area, ui.scope_id().with("trend"), Sense::hover());
    let name = format!("The whole talk, take by take. {}; planned {}", told.join("; "), clock(report.planned));
    table.widget_info(|| WidgetInfo::labeled(Role::Table, true, &name));

    let floor = report.planned_slides.min(report.planned);
    let times = || takes.iter().map(|(took, _)| *took).chain([floor, report.planned]);
    let (least, most) = (times().min().unwrap_or(0), times().max().unwrap_or(0));
    let small = look.font(Face::Regular, 12.5).size;
    let left = look.galley(ui, "0:00:00", Face::Regular, 12.5, look.palette.mute).size().x + look.px(10.0);
    let slot = (area.width() - left) / takes.len() as f32;
    let lines = if takes.iter().any(|(_, name)| width(ui, look, name) > slot - look.px(8.0)) { 2.0 } else { 1.0 };
    let plot =
        Rect::from_min_max(area.min + vec2(left, small * 2.0), area.max - vec2(0.0, small * (0.8 + 1.3 * lines)));
    let y = |time: u64| plot.bottom() - plot.height() * (time - least) as f32 / (most - least).max(1) as f32;
    band(ui, look, plot, [y(floor), y(report.planned)], [floor, report.planned]);
    let at = |index: usize| pos2(plot.left() + slot * (index as f32 + 0.5), y(takes[index].0));
    let points: Vec<Pos2> = (0..takes.len()).map(at).collect();
    ui.painter().add(Shape::line(points.clone(), Stroke::new(look.px(2.0), look.palette.key)));
    for ((took, name), point) in takes.iter().zip(points) {
        let color = if *took > report.planned { look.palette.attention } else { look.palette.good };
        ui.painter().circle_filled(point, look.px(6.0).max(4.0), color);
        let words = look.galley(ui, clock(*took), Face::SemiBold, 15.0, look.palette.strong);
        let place = Align2::CENTER_BOTTOM.anchor_size(point - vec2(0.0, look.px(8.0)), words.size());
        // No line strikes through a figure.
        ui.painter().rect_filled(place.expand2(vec2(2.0, 0.0)), 0.0, look.palette.panel);
        ui.painter().galley(place.min, words, look.palette.strong);
        let name = if lines > 1.0 { name.replace(", ", "\n") } else { name.clone() };
        for (row, part) in name.lines().enumerate() {
            let words = look.galley(ui, part, Face::Regular, 12.5, look.palette.mute);
            let x = point.x - words.size().x / 2.0;
            let top = area.bottom() - small * 1.3 * (lines - row as f32);
            ui.painter().galley(pos2(x, top), words, look.palette.mute);
        }
    }
}

fn width(ui: &Ui, look: Look, words: &str) -> f32 {
    look.galley(ui, words, Face::Regular, 12.5, look.palette.mute).size().x
}

/// From the plan to the room's end, which is dashed.
fn band(ui: &Ui, look: Look, plot: Rect, [low, high]: [f32; 2], [floor, end]: [u64; 2]) {
    let rect = Rect::from_x_y_ranges(plot.x_range(), high..=low);
    ui.painter().rect_filled(rect, 0.0, look.palette.good.gamma_multiply(0.25));
    let dashes = [pos2(plot.left(), high), pos2(plot.right(), high)];
    let stroke = Stroke::new(1.5, look.palette.good);
    ui.painter().extend(Shape::dashed_line(&dashes, stroke, look.px(5.0), look.px(4.0)));
    let label = |time: u64, y: f32| {
        let words = look.galley(ui, clock(time), Face::Regular, 12.5, look.palette.mute);
        let at = pos2(plot.left() - look.px(8.0) - words.size().x, y - words.size().y / 2.0);
        ui.painter().galley(at, words, look.palette.mute);
    };
    label(end, high);
    if floor < end {
        // The lower of two that would touch moves down.
        label(floor, low.max(high + look.font(Face::Regular, 12.5).size * 1.3));
    }
}
