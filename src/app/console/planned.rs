//! The plan and the best take → four facts at the foot of the room before the talk.

use eframe::egui::{Align2, Rect, Stroke, Ui, pos2};

use crate::app::kit::figures::minutes;
use crate::app::kit::look::{Face, Look, line};
use crate::deck::plan::PlannedSlide;
use crate::diagnostic::counted;
use crate::playback::clock::TimeOfDay;

use super::Scene;

/// A name and a figure under a line; and the same with what there is to say of it.
const LOW: f32 = 58.0;
const HIGH: f32 = 80.0;
/// More slides than this are counted instead of named.
const NAMED: usize = 3;

struct Fact {
    label: &'static str,
    figure: String,
    more: String,
}

/// How high they are where there is so much room.
#[must_use]
pub fn height(look: Look, room: f32) -> f32 {
    look.px(if room >= look.px(HIGH + 16.0) { HIGH } else { LOW })
}

/// At the foot of `inner`; those that have no room beside each other are left out, the last first. Returns their top.
pub fn planned_ui(ui: &mut Ui, look: Look, scene: &Scene<'_>, inner: Rect, height: f32) -> f32 {
    let top = inner.bottom() - height;
    ui.painter().hline(inner.x_range(), top, Stroke::new(1.0, look.palette.cap));
    let high = height > look.px(LOW);
    let facts = [planned(scene), ends(scene), best(scene), may_go(scene)];
    let most = facts.len();
    let gap = look.px(12.0);
    let fits = |count: &usize| {
        let room = inner.width() / *count as f32 - gap;
        facts[..*count].iter().all(|fact| width(ui, look, fact, high) <= room)
    };
    let count = (1..=most).rev().find(fits).unwrap_or(1);
    let width = inner.width() / count as f32;
    for (at, fact) in facts[..count].iter().enumerate() {
        let place = pos2(inner.left() + width * at as f32, top + look.px(14.0));
        let label = look.label_within(ui, place, Align2::LEFT_TOP, width, fact.label);
        let figure = line(&fact.figure, Face::Bold, 18.0, look.palette.text);
        let place = pos2(place.x, label.bottom() + look.px(3.0));
        let figure = look.words_within(ui, place, Align2::LEFT_TOP, width, figure);
        if high && !fact.more.is_empty() {
            let more = line(&fact.more, Face::Regular, 13.5, look.palette.mute);
            let place = pos2(place.x, figure.bottom() + look.px(1.0));
            look.words_within(ui, place, Align2::LEFT_TOP, width, more);
        }
    }
    top
}

fn width(ui: &Ui, look: Look, fact: &Fact, high: bool) -> f32 {
    let of = |words: &str, face, size| look.galley(ui, words, face, size, look.palette.text).size().x;
    let more = if high { of(&fact.more, Face::Regular, 13.5) } else { 0.0 };
    look.label_width(ui, fact.label).max(of(&fact.figure, Face::Bold, 18.0)).max(more)
}

fn told<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = &'a PlannedSlide> {
    scene.plan.slides.iter().filter(|slide| slide.is_told())
}

/// `28:30 of 30:00`
fn planned(scene: &Scene<'_>) -> Fact {
    let length = scene.view.length.as_secs();
    let planned: u64 = told(scene).map(|slide| slide.planned.as_secs()).sum();
    let slides = counted(scene.view.count, "slide");
    let more = match (length.saturating_sub(planned), planned.saturating_sub(length)) {
        (0, 0) => slides,
        (0, over) => format!("{slides}, {} too long", minutes(over)),
        (spare, _) => format!("{slides}, {} spare", minutes(spare)),
    };
    Fact { label: "Planned", figure: format!("{} of {}", minutes(planned), minutes(length)), more }
}

fn ends(scene: &Scene<'_>) -> Fact {
    let ahead = scene.start.and(scene.view.starts_in);
    let figure = scene.time.after(ahead.unwrap_or_default() + scene.view.length).short_words();
    let more = if ahead.is_some() { "if it starts on time" } else { "if you start now" };
    Fact { label: "Ends", figure, more: more.to_owned() }
}

/// The take that comes nearest to the talk's length, and its day.
fn best(scene: &Scene<'_>) -> Fact {
    let (figure, more) = match scene.best {
        Some(best) => {
            let time = TimeOfDay::of(&best.began).map(TimeOfDay::short_words);
            let when = [TimeOfDay::day(&best.began), time];
            (minutes(best.total.as_secs()), when.into_iter().flatten().collect::<Vec<_>>().join(", "))
        }
        None => ("none yet".to_owned(), "a whole talk, to its end".to_owned()),
    };
    Fact { label: "Best take", figure, more }
}

/// What the author marked as such: `24 and 26`.
fn may_go(scene: &Scene<'_>) -> Fact {
    let optional: Vec<&PlannedSlide> = told(scene).filter(|slide| slide.optional).collect();
    let numbers: Vec<String> = optional.iter().map(|slide| slide.number.to_string()).collect();
    let figure = match &numbers[..] {
        [] => "nothing".to_owned(),
        [one] => format!("slide {one}"),
        [first @ .., last] if numbers.len() <= NAMED => format!("{} and {last}", first.join(", ")),
        all => counted(all.len(), "slide"),
    };
    let saves: u64 = optional.iter().map(|slide| slide.expected().as_secs()).sum();
    let more = if optional.is_empty() { String::new() } else { format!("saves {}", minutes(saves)) };
    Fact { label: "May be left out", figure, more }
}
