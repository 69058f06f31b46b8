//! The slides of a report → a table, the furthest off first. Unit: milliseconds.

use std::cmp::Reverse;

use eframe::egui::{Color32, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2};

use super::button::prose;
use super::offsets::{OVER, beside, color, spoken};
use crate::app::kit::look::{Face, Look, line};
use crate::captions::formats::clock;
use crate::takes::report::words::{more, signed};
use crate::takes::report::{Report, Slide, Told};

/// Where the columns end.
struct Columns {
    title: f32,
    ends: [f32; 3],
}

fn columns(ui: &Ui, look: Look, left: f32, width: f32) -> Columns {
    let figure = look.galley(ui, "+00:00", Face::SemiBold, 15.0, look.palette.text).size().x;
    let gap = look.px(10.0);
    let right = left + width;
    let number = look.galley(ui, "000", Face::Regular, 15.0, look.palette.text).size().x + gap;
    Columns { title: left + number, ends: [right - 2.0 * (figure + gap), right - figure - gap, right] }
}

/// The head of the table.
pub fn head_ui(ui: &Ui, look: Look, at: Pos2, width: f32, report: &Report) -> f32 {
    let columns = columns(ui, look, at.x, width);
    let then = if report.against.is_some() { "THEN" } else { "PLAN" };
    let words = |text: &str| look.galley(ui, text, Face::SemiBold, 11.0, look.palette.mute);
    for (x, text) in [(at.x, "NO."), (columns.title, "SLIDE")] {
        ui.painter().galley(pos2(x, at.y), words(text), look.palette.mute);
    }
    for (right, text) in columns.ends.into_iter().zip([then, "TOOK", "±"]) {
        let words = words(text);
        ui.painter().galley(pos2(right - words.size().x, at.y), words, look.palette.mute);
    }
    at.y + look.font(Face::SemiBold, 11.0).size * 1.4 + look.px(6.0)
}

/// The rows, each as high as its title asks for. Returns where they end.
pub fn rows_ui(ui: &mut Ui, look: Look, at: Pos2, width: f32, report: &Report) -> f32 {
    let columns = columns(ui, look, at.x, width);
    let off = |slide: &Slide| beside(report, slide).filter(|_| slide.told == Told::Yes).map(|it| more(slide.took, it));
    let mut slides: Vec<&Slide> = report.slides.iter().collect();
    slides.sort_by_key(|slide| {
        let off = off(slide);
        (off.is_none(), off.is_some_and(|off| off < OVER), Reverse(off.map(i64::unsigned_abs)))
    });
    let mut y = at.y;
    for slide in slides {
        y = row_ui(ui, look, pos2(at.x, y), (width, &columns), (slide, off(slide)), report);
    }
    y
}

fn row_ui(
    ui: &mut Ui,
    look: Look,
    at: Pos2,
    (width, columns): (f32, &Columns),
    (slide, off): (&Slide, Option<i64>),
    report: &Report,
) -> f32 {
    let (text, mute) = (look.palette.text, look.palette.mute);
    let pad = look.px(6.0);
    let top = at.y + pad;
    let figure = |ui: &Ui, x: f32, words: String, face: Face, color: Color32, right: bool| {
        let galley = look.galley(ui, words, face, 15.0, color);
        let x = if right { x - galley.size().x } else { x };
        ui.painter().galley(pos2(x, top), galley, color);
    };
    figure(ui, at.x, slide.number.to_string(), Face::Regular, mute, false);
    let [plan, took, more] = columns.ends;
    let room = plan - look.galley(ui, "00:00", Face::Regular, 15.0, mute).size().x - look.px(10.0) - columns.title;
    let title = prose(ui, look, pos2(columns.title, top), room, line(&slide.title, Face::Regular, 15.0, text));
    figure(ui, plan, beside(report, slide).map(clock).unwrap_or_default(), Face::Regular, mute, true);
    match slide.told {
        Told::Yes => {
            figure(ui, took, clock(slide.took), Face::Regular, text, true);
            if let Some(off) = off {
                let face = if off >= OVER { Face::Bold } else { Face::Regular };
                figure(ui, more, signed(off), face, color(look, off), true);
            }
        }
        Told::Skipped => figure(ui, more, "skipped".to_owned(), Face::Regular, mute, true),
        Told::NotReached => figure(ui, more, "not reached".to_owned(), Face::Regular, mute, true),
    }
    let bottom = title.bottom().max(top + look.font(Face::Regular, 15.0).size * 1.3) + pad;
    let row = Rect::from_min_max(at, pos2(at.x + width, bottom));
    let response = ui.interact(row, ui.scope_id().with(("row", &slide.id)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, spoken(report, slide)));
    ui.painter().hline(row.x_range(), bottom, Stroke::new(1.0, look.palette.cap));
    bottom
}
