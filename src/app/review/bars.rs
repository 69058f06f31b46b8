//! A report → a bar for what each slide took and a line for its plan, or for the take that it is compared with. What is
//! told by color is told by words too. Unit: milliseconds.

use eframe::egui::{Align2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::offsets::{OVER, beside, spoken};
use super::state::Click;
use crate::app::kit::look::{Face, Look, line, tip};
use crate::captions::formats::clock;
use crate::takes::report::words::{more, signed};
use crate::takes::report::{Report, Slide, Told};

/// Legend of the three marks, with its right end at the panel's; under the heading where there is no room beside it.
pub fn legend_ui(ui: &mut Ui, look: Look, area: Rect, report: &Report) -> f32 {
    let mark = if report.against.is_some() { "took then" } else { "plan" };
    let over = if report.against.is_some() { "took over 10 s more" } else { "took over 10 s too long" };
    let marks = [("took", Some(look.palette.good)), (over, Some(look.palette.attention)), (mark, None)];
    let square = look.px(12.0).max(8.0);
    let mut left = area.left();
    for (words, color) in marks {
        let size = look.galley(ui, words, Face::Regular, 13.0, look.palette.text).size();
        let room = square * if color.is_some() { 1.0 } else { 1.6 };
        let middle = area.top() + size.y / 2.0;
        match color {
            Some(color) => {
                let rect = Rect::from_center_size(pos2(left + square / 2.0, middle), vec2(square, square));
                ui.painter().rect_filled(rect, look.px(2.0), color);
            }
            None => plan_mark(ui, look, left..=left + room, middle),
        }
        let at = pos2(left + room + look.px(7.0), area.top());
        let told = look.words(ui, at, Align2::LEFT_TOP, line(words, Face::Regular, 13.0, look.palette.text));
        left = told.right() + look.px(22.0);
    }
    area.top() + look.font(Face::Regular, 13.0).size * 1.4
}

/// How wide the legend is.
pub fn legend_width(ui: &Ui, look: Look) -> f32 {
    let words = "took took over 10 s too long took then";
    look.galley(ui, words, Face::Regular, 13.0, look.palette.text).size().x + look.px(110.0)
}

fn plan_mark(ui: &Ui, look: Look, x: std::ops::RangeInclusive<f32>, y: f32) {
    ui.painter().hline(x, y, Stroke::new(look.px(2.5).max(2.0), look.palette.strong));
}

/// Where things of the plot stand.
struct Frame {
    plot: Rect,
    top: u64,
    slot: f32,
}

impl Frame {
    fn y(&self, time: u64) -> f32 {
        self.plot.bottom() - self.plot.height() * (time as f32 / self.top.max(1) as f32).min(1.0)
    }

    fn column(&self, at: usize) -> Rect {
        let left = self.plot.left() + self.slot * at as f32;
        Rect::from_x_y_ranges(left..=left + self.slot, self.plot.y_range())
    }
}

/// The plot. A bar opens its slide.
pub fn bars_ui(ui: &mut Ui, look: Look, area: Rect, report: &Report) -> Option<Click> {
    let slides = &report.slides;
    let name = format!("What each slide took beside {}", if report.against.is_some() { "then" } else { "its plan" });
    let table = ui.interact(area, ui.scope_id().with("bars"), Sense::hover());
    table.widget_info(|| WidgetInfo::labeled(Role::Table, true, format!("{name}, {} rows", slides.len())));
    let longest = slides.iter().map(|slide| slide.took.max(beside(report, slide).unwrap_or(0))).max().unwrap_or(0);
    let small = look.font(Face::Regular, 12.5).size;
    let left = look.galley(ui, "00:00", Face::Regular, 12.5, look.palette.mute).size().x + look.px(10.0);
    // Two rows of labels over the highest bar.
    let plot = Rect::from_min_max(area.min + vec2(left, small * 2.8), area.max - vec2(0.0, small * 1.5));
    let frame = Frame { plot, top: longest.max(1000), slot: plot.width() / slides.len().max(1) as f32 };
    grid(ui, look, &frame);
    let mut click = None;
    for (at, slide) in slides.iter().enumerate() {
        click = click.or(bar_ui(ui, look, &frame, (at, slide), report));
    }
    numbers(ui, look, &frame, slides);
    labels(ui, look, area, &frame, report);
    click
}

fn grid(ui: &Ui, look: Look, frame: &Frame) {
    const STEPS: [u64; 9] = [10, 15, 30, 60, 120, 300, 600, 1800, 3600];
    let most = (frame.plot.height() / look.px(44.0).max(26.0)).clamp(1.0, 6.0) as u64;
    let step = STEPS.map(|step| step * 1000).into_iter().find(|step| frame.top / step <= most).unwrap_or(frame.top);
    for time in (0..=frame.top / step).map(|at| at * step) {
        let y = frame.y(time);
        ui.painter().hline(frame.plot.x_range(), y, Stroke::new(1.0, look.palette.cap));
        let words = look.galley(ui, clock(time), Face::Regular, 12.5, look.palette.mute);
        let at = pos2(frame.plot.left() - look.px(8.0) - words.size().x, y - words.size().y / 2.0);
        ui.painter().galley(at, words, look.palette.mute);
    }
}

/// A slide's bar and its line. The whole column is what the mouse and the focus find.
fn bar_ui(ui: &mut Ui, look: Look, frame: &Frame, (at, slide): (usize, &Slide), report: &Report) -> Option<Click> {
    let column = frame.column(at);
    let response = ui.interact(column, ui.scope_id().with(("bar", &slide.id)), Sense::click());
    let words = spoken(report, slide);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    let width = (frame.slot * 0.74).clamp(1.0, look.px(26.0).max(8.0));
    let across = column.center().x - width / 2.0..=column.center().x + width / 2.0;
    if slide.told == Told::Yes {
        let over = off(report, slide).is_some_and(|off| off >= OVER);
        let color = if over { look.palette.attention } else { look.palette.good };
        let bar = Rect::from_x_y_ranges(across.clone(), frame.y(slide.took)..=frame.plot.bottom());
        let color = if response.hovered() { color.gamma_multiply(0.85) } else { color };
        ui.painter().rect_filled(bar, look.px(2.0).min(width / 3.0), color);
    }
    if let Some(time) = beside(report, slide) {
        let over = (frame.slot * 0.1).min(look.px(3.0));
        plan_mark(ui, look, across.start() - over..=across.end() + over, frame.y(time));
    }
    look.focus_ring(ui, column, look.px(3.0), &response);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let opened = response.clicked();
    tip(response, &words);
    opened.then(|| Click::Slide(slide.id.clone()))
}

/// What a slide took beyond what it is measured by.
fn off(report: &Report, slide: &Slide) -> Option<i64> {
    (slide.told == Told::Yes).then_some(())?;
    beside(report, slide).map(|time| more(slide.took, time))
}

/// The numbers of slides under their bars, as many as there is room for.
fn numbers(ui: &Ui, look: Look, frame: &Frame, slides: &[Slide]) {
    let room = look.galley(ui, "000", Face::Regular, 12.5, look.palette.mute).size().x + look.px(6.0);
    let every = [1, 2, 5, 10, 20, 50, 100, 500].into_iter().find(|every| *every as f32 * frame.slot >= room);
    for (at, slide) in slides.iter().enumerate() {
        if at == 0 || slide.number.is_multiple_of(every.unwrap_or(1000)) {
            let words = look.galley(ui, slide.number.to_string(), Face::Regular, 12.5, look.palette.mute);
            let x = frame.column(at).center().x - words.size().x / 2.0;
            ui.painter().galley(pos2(x, frame.plot.bottom() + look.px(4.0)), words, look.palette.mute);
        }
    }
}

/// By how much slides are over, the worst first, each raised over what it would touch; those that find no room are in the
/// table.
fn labels(ui: &Ui, look: Look, area: Rect, frame: &Frame, report: &Report) {
    let slides = report.slides.iter().enumerate();
    let mut over: Vec<(usize, i64)> =
        slides.filter_map(|(at, slide)| off(report, slide).filter(|off| *off >= OVER).map(|off| (at, off))).collect();
    over.sort_by_key(|(_, off)| std::cmp::Reverse(*off));
    let mut placed: Vec<Rect> = Vec::new();
    for (at, off) in over {
        let words = look.galley(ui, signed(off), Face::SemiBold, 12.5, look.palette.text);
        let size = words.size();
        let middle = frame.column(at).center().x;
        let left = (middle - size.x / 2.0).clamp(area.left(), (area.right() - size.x).max(area.left()));
        // Over the bars that it stands above, and their lines.
        let under = |slide: usize| {
            let column = frame.column(slide);
            column.right() > left && column.left() < left + size.x
        };
        let highest = report.slides.iter().enumerate().filter(|(at, _)| under(*at)).map(|(_, slide)| {
            let took = if slide.told == Told::Yes { slide.took } else { 0 };
            frame.y(took.max(beside(report, slide).unwrap_or(0)))
        });
        let bottom = highest.fold(frame.plot.bottom(), f32::min) - look.px(4.0);
        let mut place = Rect::from_min_size(pos2(left, bottom - size.y), size);
        while let Some(other) = placed.iter().find(|other| other.expand(look.px(2.0)).intersects(place)) {
            place = place.translate(vec2(0.0, other.top() - look.px(2.0) - place.bottom() - 0.5));
        }
        if place.top() >= area.top() {
            ui.painter().galley(place.min, words, look.palette.text);
            placed.push(place);
        }
    }
}
