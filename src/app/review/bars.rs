//! A report → a bar for what each slide took and a line for its plan, or for the take that it is compared with. What is
//! told by color is told by words too. Unit: milliseconds.

use std::sync::Arc;

use eframe::egui::{Align2, Galley, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

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
    /// Where the first column begins, and how wide each is.
    left: f32,
    slot: f32,
}

impl Frame {
    fn y(&self, time: u64) -> f32 {
        self.plot.bottom() - self.plot.height() * (time as f32 / self.top.max(1) as f32).min(1.0)
    }

    fn column(&self, at: usize) -> Rect {
        let left = self.left + self.slot * at as f32;
        Rect::from_x_y_ranges(left..=left + self.slot, self.plot.y_range())
    }

    /// How wide a bar is.
    fn bar(&self, look: Look) -> f32 {
        (self.slot * 0.74).clamp(1.0, look.px(26.0).max(8.0))
    }

    /// A slide's bar with its line: what no label covers.
    fn filled(&self, look: Look, at: usize, slide: &Slide, report: &Report) -> Rect {
        let took = if slide.told == Told::Yes { slide.took } else { 0 };
        let top = self.y(took.max(beside(report, slide).unwrap_or(0)));
        let half = self.bar(look) / 2.0;
        let middle = self.column(at).center().x;
        Rect::from_x_y_ranges(middle - half..=middle + half, top..=self.plot.bottom())
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
    // A label has room over the first bar and over the last.
    let (count, label) = (slides.len().max(1) as f32, widest(ui, look, report));
    let spare = ((label - plot.width() / count) / 2.0).clamp(0.0, plot.width() / 4.0);
    let slot = (plot.width() - 2.0 * spare) / count;
    let frame = Frame { plot, top: longest.max(1000), left: plot.left() + spare, slot };
    grid(ui, look, &frame);
    let mut click = None;
    for (at, slide) in slides.iter().enumerate() {
        click = click.or(bar_ui(ui, look, &frame, (at, slide), report));
    }
    numbers(ui, look, &frame, slides);
    labels(ui, look, area.top(), &frame, report);
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
    let width = frame.bar(look);
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

/// By how much slides are over: the worst first.
fn overs(report: &Report) -> Vec<(usize, i64)> {
    let slides = report.slides.iter().enumerate();
    let mut over: Vec<(usize, i64)> =
        slides.filter_map(|(at, slide)| off(report, slide).filter(|off| *off >= OVER).map(|off| (at, off))).collect();
    over.sort_by_key(|(_, off)| std::cmp::Reverse(*off));
    over
}

fn label(ui: &Ui, look: Look, off: i64) -> Arc<Galley> {
    look.galley(ui, signed(off), Face::SemiBold, 12.5, look.palette.text)
}

fn widest(ui: &Ui, look: Look, report: &Report) -> f32 {
    overs(report).iter().map(|(_, off)| label(ui, look, *off).size().x).fold(0.0, f32::max)
}

/// So many lines higher than its bar a label may stand.
const RAISED: f32 = 3.0;

/// By how much slides are over: each label in the middle over its own bar, or, where something else is there, a little
/// higher at the end of a thin line. Those that find no room so near, the least first, are in the table.
fn labels(ui: &Ui, look: Look, top: f32, frame: &Frame, report: &Report) {
    let bars: Vec<Rect> =
        report.slides.iter().enumerate().map(|(at, slide)| frame.filled(look, at, slide, report)).collect();
    let (gap, air) = (look.px(4.0), look.px(2.0));
    let (mut placed, mut lines): (Vec<Rect>, Vec<Rect>) = (Vec::new(), Vec::new());
    for (at, off) in overs(report) {
        let words = label(ui, look, off);
        let bar = bars[at];
        let usual = Align2::CENTER_BOTTOM.anchor_size(bar.center_top() - vec2(0.0, gap), words.size());
        let mut place = usual;
        let stood = bars.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, bar)| bar);
        let taken: Vec<Rect> = stood.chain(&placed).map(|it| it.expand(air)).chain(lines.iter().copied()).collect();
        while let Some(other) = taken.iter().find(|other| other.intersects(place)) {
            place = place.translate(vec2(0.0, other.top() - place.bottom() - 0.5));
        }
        let line = Rect::from_x_y_ranges(bar.center().x..=bar.center().x, place.bottom()..=bar.top() - gap);
        let raised = place != usual;
        let near = usual.bottom() - place.bottom() <= place.height() * RAISED;
        if place.top() < top || !near || raised && placed.iter().any(|other| other.intersects(line)) {
            continue;
        }
        if raised {
            ui.painter().vline(line.left(), line.y_range(), Stroke::new(1.0, look.palette.mark));
            lines.push(line);
        }
        ui.painter().galley(place.min, words, look.palette.text);
        placed.push(place);
    }
}
