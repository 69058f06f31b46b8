//! The pace panel: a cell for each slide as wide as its expected time, where the talk is and where the plan would be.

use std::time::Duration;

use eframe::egui::{Align2, Color32, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::app::kit::look::{Face, Look, line, target, tip};
use crate::diagnostic;
use crate::show::command::Command;
use crate::show::view::{Shorter, View};

use super::{Places, Scene};
use crate::app::kit::figures::minutes;

/// Behind by more than this is worth a color.
pub const LATE_SECONDS: i64 = 30;

/// Cells fill up as slides are done; a click on a cell goes to its slide.
pub fn pace_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Command> {
    let (look, area) = (places.look, places.pace);
    look.panel(ui, area);
    let inner = area.shrink2(vec2(look.px(22.0), look.px(16.0)));
    look.label(ui, inner.left_top(), Align2::LEFT_TOP, "Pace");
    let mut wish = None;
    if let Some(shorter) = &scene.view.shorter {
        wish = shorter_ui(ui, look, inner, shorter);
    } else if inner.width() > look.px(330.0) {
        look.label(ui, inner.right_top(), Align2::RIGHT_TOP, &basis_words(scene));
    }
    let height = (inner.height() * 0.25).clamp(look.px(26.0), look.px(52.0));
    let middle = inner.center().y + look.px(8.0);
    let bar = Rect::from_min_max(pos2(inner.left(), middle - height / 2.0), pos2(inner.right(), middle + height / 2.0));
    let color = if late(scene.view) > LATE_SECONDS { look.palette.attention } else { look.palette.good };
    wish = wish.or(cells(ui, places, scene, bar, color));
    marks(ui, places, scene, bar, color);
    wish
}

/// `28 slides, 20 min planned`: the times that the panel goes by, and where they are from.
fn basis_words(scene: &Scene<'_>) -> String {
    let count = diagnostic::counted(scene.view.count, "slide");
    let minutes = |time: Duration| time.as_secs().div_ceil(60);
    match scene.plan.takes {
        0 => format!("{count}, {} min planned", minutes(scene.view.length)),
        1 => format!("{count}, {} min as in the last take", minutes(total(scene))),
        takes => format!("{count}, {} min as in {takes} takes", minutes(total(scene))),
    }
}

/// What could be left out of a talk that will be too long, and the key that does it.
fn shorter_ui(ui: &mut Ui, look: Look, inner: Rect, shorter: &Shorter) -> Option<Command> {
    let y = inner.top() + look.px(6.0);
    let (cap, wish) = look.cap(ui, pos2(inner.right(), y), Command::SkipOptional);
    let right = cap.left() - look.px(10.0);
    let words = shorter_words(shorter);
    let words = line(&words, Face::SemiBold, 14.5, look.palette.attention);
    let left = inner.left() + look.px(64.0);
    look.words_within(ui, pos2(left, y), Align2::LEFT_CENTER, right - left, words);
    wish
}

/// `3:20 over: leaving out 2 optional slides fits`
fn shorter_words(shorter: &Shorter) -> String {
    let slides = diagnostic::counted(shorter.slides.len(), "optional slide");
    let does = if shorter.fits { "fits".to_owned() } else { format!("saves {}", minutes(shorter.saved.as_secs())) };
    format!("{} over: leaving out {slides} {does}", minutes(shorter.over.as_secs()))
}

fn cells(ui: &mut Ui, places: &Places, scene: &Scene<'_>, bar: Rect, color: Color32) -> Option<Command> {
    let look = places.look;
    let total = total(scene).as_secs_f32().max(1.0);
    let (mut x, mut wish) = (bar.left(), None);
    for (index, slide) in counted(scene) {
        let end = x + bar.width() * slide.expected().as_secs_f32() / total;
        let gap = if end - x > 4.0 { places.look.px(2.0) } else { 0.0 };
        let cell = Rect::from_min_max(pos2(x, bar.top()), pos2(end - gap, bar.bottom()));
        let done = index <= scene.view.cursor.slide;
        // Cells of short slides stay as narrow as they are: what is beside them counts too.
        let hit = Rect::from_x_y_ranges(cell.x_range(), target(cell).y_range());
        let response = ui.interact(hit, ui.scope_id().with(("pace", index)), Sense::click());
        look.focus_ring(ui, cell, look.px(2.0), &response);
        let fill = match (done, response.hovered()) {
            (true, false) => color,
            (true, true) => color.gamma_multiply(0.85),
            (false, false) => look.palette.cap,
            (false, true) => look.palette.cap_hover,
        };
        ui.painter().rect_filled(cell, places.look.px(2.0), fill);
        if scene.view.shorter.as_ref().is_some_and(|shorter| shorter.slides.contains(&index)) {
            let ring = Stroke::new(look.px(2.0), look.palette.attention);
            ui.painter().rect_stroke(cell, look.px(2.0), ring, StrokeKind::Inside);
        }
        let name = format!("Go to slide {}: {}", slide.number, slide.name());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if tip(response, &name).clicked() {
            wish = Some(Command::GoTo(index));
        }
        x = end;
    }
    wish
}

/// "now" over the bar, "plan" under it (or what is usual, where that is known), and when the talk will end.
fn marks(ui: &mut Ui, places: &Places, scene: &Scene<'_>, bar: Rect, color: Color32) {
    let (look, view) = (places.look, scene.view);
    let total = total(scene).as_secs_f32().max(1.0);
    let at = |time: Duration| bar.left() + bar.width() * (time.as_secs_f32() / total).clamp(0.0, 1.0);
    let now = at(view.expected_until_end);
    let align = |x: f32, row| {
        let room = look.px(40.0);
        match row {
            _ if x < bar.left() + room => Align2([eframe::egui::Align::Min, row]),
            _ if x > bar.right() - room => Align2([eframe::egui::Align::Max, row]),
            _ => Align2([eframe::egui::Align::Center, row]),
        }
    };
    use eframe::egui::Align::{Max, Min};
    let over = pos2(now, bar.top() - look.px(8.0));
    look.words(ui, over, align(now, Max), line("now", Face::Regular, 13.5, color));

    let plan = at(view.elapsed + view.told_before);
    let basis = if scene.plan.takes == 0 { "plan" } else { "usual" };
    let tick = Rect::from_x_y_ranges(
        plan - look.px(1.0)..=plan + look.px(1.0),
        bar.top() - look.px(8.0)..=bar.bottom() + look.px(8.0),
    );
    ui.painter().rect_filled(tick.expand2(vec2(look.px(1.5), 0.0)), 0.0, look.palette.panel);
    ui.painter().rect_filled(tick, 0.0, look.palette.strong);
    let under = pos2(plan, bar.bottom() + look.px(12.0));
    let word = look.words(ui, under, align(plan, Min), line(basis, Face::Regular, 13.5, look.palette.strong));

    let ends = ends_words(view, &scene.time.after(left_to_talk(view)).short_words());
    let corner = pos2(bar.right(), bar.bottom() + look.px(12.0));
    let color = if late(view) > LATE_SECONDS { look.palette.attention } else { look.palette.mute };
    let width = look.galley(ui, ends.as_str(), Face::Regular, 13.5, color).size().x;
    let at = if word.right() > corner.x - width - look.px(12.0) {
        (pos2(bar.left(), corner.y), Align2::LEFT_TOP)
    } else {
        (corner, Align2::RIGHT_TOP)
    };
    look.words(ui, at.0, at.1, line(&ends, Face::Regular, 13.5, color));
}

/// `ends 18:04, 20 min late`: the one forecast, which the pace goes by too.
fn ends_words(view: &View, time: &str) -> String {
    let late = late(view);
    if late <= LATE_SECONDS || !started(view) {
        return format!("ends {time}");
    }
    format!("ends {time}, {} late", duration(late.unsigned_abs()))
}

/// `20 min`, or `0:45`
pub fn duration(seconds: u64) -> String {
    if seconds >= 600 { format!("{} min", (seconds + 30) / 60) } else { minutes(seconds) }
}

/// By how many seconds the talk will miss its length if the rest takes as long as expected; less than nothing if it is
/// over before.
pub fn late(view: &View) -> i64 {
    let seconds = |time: u64| i64::try_from(time).unwrap_or(i64::MAX);
    seconds(view.finish_seconds) - seconds(view.length.as_secs())
}

pub fn started(view: &View) -> bool {
    view.running || !view.elapsed.is_zero()
}

/// What is left if the rest takes as long as expected.
fn left_to_talk(view: &View) -> Duration {
    let spent = view.elapsed + view.told_before;
    Duration::from_secs(view.finish_seconds.saturating_sub(spent.as_secs()))
}

fn counted<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = (usize, &'a crate::deck::plan::PlannedSlide)> {
    scene.plan.slides.iter().enumerate().filter(|(_, slide)| !slide.hidden && !slide.appendix)
}

fn total(scene: &Scene<'_>) -> Duration {
    counted(scene).map(|(_, slide)| slide.expected()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaving_out_does_is_said_in_words() {
        let words = |slides: &[usize], over, saved, fits| {
            let [over, saved] = [over, saved].map(Duration::from_secs);
            shorter_words(&Shorter { over, slides: slides.to_vec(), saved, fits })
        };
        assert_eq!(words(&[3, 7], 200, 210, true), "3:20 over: leaving out 2 optional slides fits");
        assert_eq!(words(&[3], 200, 60, false), "3:20 over: leaving out 1 optional slide saves 1:00");
    }
}
