//! A report → its two plots. What is told by color is told by shape or words too. Unit: seconds.

use eframe::egui::{Color32, Rect, Role, Stroke, TextStyle, Ui, UiBuilder, WidgetInfo};
use egui_plot::{Bar, BarChart, HLine, Line, LineStyle, MarkerShape, Plot, PlotPoint, Points, Text};

use crate::app::kit::look::{Face, Look};
use crate::captions::formats::clock;
use crate::takes::report::words::{more, short_date, signed};
use crate::takes::report::{Report, Slide, Told};

/// Width of one of two bars of a slide.
const BAR: f64 = 0.36;
/// Slides that say by how much they went over.
const MOST_TOLD: usize = 6;

/// For each slide what was planned, hollow, beside what it took, filled; over its time with a ring and by how much.
pub fn slides_ui(ui: &mut Ui, look: Look, area: Rect, report: &Report) {
    let slides: Vec<(f64, &Slide)> = (1..).map(f64::from).zip(&report.slides).collect();
    let hollow = Stroke::new(look.px(1.5), look.palette.mute);
    let plan = slides.iter().map(|(x, slide)| {
        let name = format!("Slide {}: {} planned", slide.number, clock(slide.planned));
        Bar::new(x - BAR / 2.0, seconds(slide.planned)).width(BAR * 0.9).stroke(hollow).name(name)
    });
    let told = || slides.iter().filter(|(_, slide)| slide.told == Told::Yes);
    let took = told().map(|(x, slide)| {
        let name = format!("Slide {}: took {}", slide.number, clock(slide.took));
        let fill = if slide.over { look.palette.attention } else { look.palette.good };
        let ring = Stroke::new(if slide.over { look.px(1.5) } else { 0.0 }, look.palette.strong);
        Bar::new(x + BAR / 2.0, seconds(slide.took)).width(BAR).fill(fill).stroke(ring).name(name)
    });
    // The furthest over say by how much: where all do, none can be read.
    let worst = report.over();
    let over = told().filter(|(_, slide)| worst.iter().take(MOST_TOLD).any(|it| it.id == slide.id));
    let over = over.map(|(x, slide)| {
        let words = signed(more(slide.took, slide.planned));
        (PlotPoint::new(x + BAR / 2.0, seconds(slide.took)), words)
    });
    let charts = [("Plan", plan.collect::<Vec<_>>()), ("This take", took.collect())];
    let charts = charts.map(|(name, bars)| {
        BarChart::new(name, bars).color(look.palette.mute).element_formatter(Box::new(|bar, _| bar.name.clone()))
    });
    let over: Vec<_> = over.collect();
    let number = |x: f64| slides.iter().find(|(at, _)| at == &x).map(|(_, slide)| slide.number.to_string());
    let top = slides.iter().map(|(_, slide)| seconds(slide.planned.max(slide.took))).fold(60.0, f64::max);
    let mut child = child(ui, look, area, "slides");
    let plot = still("slides", area, if top > 150.0 { 60.0 } else { 30.0 })
        .include_y(top * 1.14)
        .x_axis_formatter(move |mark, _| number(mark.value).unwrap_or_default())
        .show(&mut child, |plot| {
            charts.into_iter().for_each(|chart| plot.bar_chart(chart));
            for (at, words) in over {
                let text = eframe::egui::RichText::new(words).font(look.font(Face::SemiBold, 12.5));
                let text = Text::new("over", at, text).color(look.palette.attention);
                plot.text(text.anchor(eframe::egui::Align2::CENTER_BOTTOM).allow_hover(false));
            }
        });
    let words = format!("Plot of {} slides: the time planned beside the time taken", report.slides.len());
    plot.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
}

/// The takes before this one and this one, each as a point with its time, over the length that was planned.
pub fn takes_ui(ui: &mut Ui, look: Look, area: Rect, report: &Report) {
    let before = report.past.iter().map(|past| (past.took, short_date(&past.start, &past.name)));
    let takes: Vec<(u64, String)> = before.chain([(report.took, "this take".to_owned())]).collect();
    let points: Vec<[f64; 2]> = (0..).map(f64::from).zip(&takes).map(|(x, (took, _))| [x, seconds(*took)]).collect();
    let end = points.len() as f64 - 1.0;
    let top = points.iter().map(|[_, y]| *y).fold(seconds(report.planned), f64::max);
    let names: Vec<String> = takes.iter().map(|(_, name)| name.clone()).collect();
    let name = move |x: f64| (0..).map(f64::from).zip(&names).find(|(at, _)| *at == x).map(|(_, name)| name.clone());
    let planned = seconds(report.planned);
    let length = format!("{} planned", clock(report.planned));
    let label = |words: String, color: Color32| {
        (eframe::egui::RichText::new(words).font(look.font(Face::SemiBold, 12.5)), color)
    };
    let words = format!("Plot of {} takes: how long the whole talk took", points.len());
    let mut child = child(ui, look, area, "takes");
    let plot = still("takes", area, if top > 600.0 { 300.0 } else { 60.0 })
        .include_x(-0.5)
        .include_x(end + 0.5)
        .include_y(top * 1.25)
        .x_axis_formatter(move |mark, _| name(mark.value).unwrap_or_default())
        .show(&mut child, |plot| {
            let dashes = LineStyle::dashed_loose();
            plot.hline(HLine::new("Plan", planned).color(look.palette.mute).style(dashes).allow_hover(false));
            let (text, color) = label(length, look.palette.mute);
            let at = PlotPoint::new(-0.45, planned);
            // On the side of the line where the first take is not.
            let over = points.first().is_some_and(|[_, y]| *y >= planned);
            let anchor = if over { eframe::egui::Align2::LEFT_TOP } else { eframe::egui::Align2::LEFT_BOTTOM };
            plot.text(Text::new("length", at, text).color(color).anchor(anchor));
            plot.line(
                Line::new("Takes", points.clone()).color(look.palette.good).width(look.px(2.0)).allow_hover(false),
            );
            let marks = Points::new("Each take", points.clone()).color(look.palette.good).shape(MarkerShape::Circle);
            plot.points(marks.radius(look.px(5.0)).allow_hover(false));
            for ([x, y], (took, _)) in points.iter().zip(&takes) {
                let (text, color) = label(clock(*took), look.palette.text);
                let at = PlotPoint::new(*x, *y + top * 0.05);
                plot.text(Text::new("time", at, text).color(color).anchor(eframe::egui::Align2::CENTER_BOTTOM));
            }
        });
    plot.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
}

/// A plot that shows all that there is to show and stays so.
/// Lines stand `step` apart.
fn still<'a>(name: &str, area: Rect, step: f64) -> Plot<'a> {
    let spacer = move |_| -> [f64; 3] { [step * 20.0, step * 10.0, step] };
    let whole = |_| -> [f64; 3] { [100.0, 5.0, 1.0] };
    Plot::new(name)
        .width(area.width())
        .height(area.height())
        .include_y(0.0)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .allow_axis_zoom_drag(false)
        .show_background(false)
        .show_crosshair(false)
        .show_grid([false, true])
        .x_grid_spacer(egui_plot::uniform_grid_spacer(whole))
        .y_grid_spacer(egui_plot::uniform_grid_spacer(spacer))
        .y_axis_formatter(|mark, _| clock((mark.value.max(0.0) * 1000.0).round() as u64))
        .label_formatter(|_| None)
}

/// A place with the console's own type.
fn child(ui: &mut Ui, look: Look, area: Rect, name: &str) -> Ui {
    let mut child = ui.new_child(UiBuilder::new().max_rect(area).id_salt(name));
    child.style_mut().text_styles.insert(TextStyle::Body, look.font(Face::Regular, 12.5));
    child
}

fn seconds(millis: u64) -> f64 {
    millis as f64 / 1000.0
}
