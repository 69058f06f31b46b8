//! What a slide took beside what it should → its color and its row in words. Unit: milliseconds.

use eframe::egui::Color32;

use crate::app::kit::look::Look;
use crate::captions::formats::clock;
use crate::takes::report::words;
use crate::takes::report::{Report, Slide};

/// Only from here over is a bar labelled and colored.
pub const OVER: i64 = 10_000;

/// What a slide is measured by: the take that this one is compared with, or its plan.
pub fn beside(report: &Report, slide: &Slide) -> Option<u64> {
    if report.against.is_some() { slide.against } else { Some(slide.planned) }
}

/// A slide's row in words: `Slide 4, Why: 1:00 planned, 1:35 taken, +0:35, over`.
pub fn spoken(report: &Report, slide: &Slide) -> String {
    let [number, title, plan, took, over, _, _, _, remarks] = words::row(slide);
    let title = if title == format!("Slide {number}") { String::new() } else { format!(", {title}") };
    let taken = if took.is_empty() { String::new() } else { format!(", {took} taken, {over}") };
    let remarks = if remarks.is_empty() { remarks } else { format!(", {remarks}") };
    let then = slide.against.filter(|_| report.against.is_some());
    let then = then.map(|then| format!(", {} then", clock(then))).unwrap_or_default();
    format!("Slide {number}{title}: {plan} planned{taken}{then}{remarks}")
}

/// The color of what is more or less than it should be.
pub fn color(look: Look, off: i64) -> Color32 {
    match off {
        OVER.. => look.palette.attention,
        ..=-10_000 => look.palette.good,
        _ => look.palette.text,
    }
}
