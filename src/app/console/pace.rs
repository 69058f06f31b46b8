//! The pace panel: a cell for each slide as wide as its expected time, where the talk is and where the plan would be.

use std::time::Duration;

use eframe::egui::{
    Align2, Color32, Pos2, Rangef, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::app::kit::look::{Face, Look, line, target, tip};
use crate::diagnostic;
use crate::playback::clock::TimeOfDay;
use crate::show::command::Command;
use crate::show::view::View;

use super::{Places, Scene};
use crate::app::kit::figures::{self, minutes};

/// A lower panel has no room to spare around it.
const LOW: f32 = 140.0;

/// Behind by more than this is worth a color.
pub const LATE_SECONDS: i64 = 30;

/// Cells fill up as slides are done; a click on a cell goes to its slide.
pub fn pace_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Command> {
    let (look, area) = (places.look, places.pace);
    look.panel(ui, area);
    let inner = area.shrink2(vec2(look.px(22.0), look.px(if area.height() < look.px(LOW) { 12.0 } else { 16.0 })));
    look.label(ui, inner.left_top(), Align2::LEFT_TOP, "Pace");
    if inner.width() > look.px(330.0) {
        look.label(ui, inner.right_top(), Align2::RIGHT_TOP, &basis_words(scene));
    }
    let height = (inner.height() * 0.25).clamp(look.px(26.0), look.px(52.0));
    let middle = inner.center().y + look.px(8.0);
    let bar = Rect::from_min_max(pos2(inner.left(), middle - height / 2.0), pos2(inner.right(), middle + height / 2.0));
    let color = if late(scene.view) > LATE_SECONDS { look.palette.attention } else { look.palette.good };
    let track = Track::new(scene, bar);
    let wish = cells(ui, places, scene, &track, color);
    marks(ui, places, scene, &track);
    wish
}

/// `28 slides, 28:30 planned of 30:00`: the times that the panel goes by, and where they are from.
fn basis_words(scene: &Scene<'_>) -> String {
    let count = diagnostic::counted(scene.view.count, "slide");
    let minutes = |time: Duration| time.as_secs().div_ceil(60);
    let figures = |time: Duration| figures::minutes(time.as_secs());
    match scene.plan.takes {
        0 if total(scene) < scene.view.length => {
            format!("{count}, {} planned of {}", figures(total(scene)), figures(scene.view.length))
        }
        0 => format!("{count}, {} min planned", minutes(scene.view.length)),
        1 => format!("{count}, {} min as in the last take", minutes(total(scene))),
        takes => format!("{count}, {} min as in {takes} takes", minutes(total(scene))),
    }
}

/// Where each slide's time stands on the bar. Left out, a slide keeps its place and takes no time.
struct Track {
    bar: Rect,
    /// Index into the plan, left and right end, and the time that it takes.
    cells: Vec<(usize, Rangef, Duration)>,
}

impl Track {
    fn new(scene: &Scene<'_>, bar: Rect) -> Self {
        let whole = total(scene).max(planned_length(scene)).as_secs_f32().max(1.0);
        let mut x = bar.left();
        let cells = counted(scene).map(|(index, slide)| {
            let end = x + bar.width() * slide.expected().as_secs_f32() / whole;
            let range = Rangef::new(std::mem::replace(&mut x, end), end);
            let left_out = scene.view.left_out.contains(&index);
            (index, range, if left_out { Duration::ZERO } else { slide.expected() })
        });
        Self { bar, cells: cells.collect() }
    }

    /// The place of a moment of the plan.
    fn at(&self, time: Duration) -> f32 {
        let mut rest = time;
        for (_, range, takes) in &self.cells {
            if rest < *takes {
                return range.min + range.span() * rest.as_secs_f32() / takes.as_secs_f32();
            }
            rest -= *takes;
        }
        self.end()
    }

    fn end(&self) -> f32 {
        self.cells.last().map_or(self.bar.left(), |(_, range, _)| range.max)
    }

    fn within(&self, slide: usize, part: f64) -> Option<f32> {
        let (_, range, _) = self.cells.iter().find(|(index, ..)| *index == slide)?;
        Some(range.min + range.span() * part as f32)
    }
}

/// The time that the talk may take, where the cells go by that: learnt times fill the bar by themselves.
fn planned_length(scene: &Scene<'_>) -> Duration {
    if scene.plan.takes == 0 { scene.view.length } else { Duration::ZERO }
}

fn cells(ui: &mut Ui, places: &Places, scene: &Scene<'_>, track: &Track, color: Color32) -> Option<Command> {
    let (look, bar) = (places.look, track.bar);
    let mut wish = None;
    for &(index, range, _) in &track.cells {
        let slide = &scene.plan.slides[index];
        let gap = if range.span() > 4.0 { places.look.px(2.0) } else { 0.0 };
        let cell = Rect::from_min_max(pos2(range.min, bar.top()), pos2(range.max - gap, bar.bottom()));
        let left_out = scene.view.left_out.contains(&index);
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
        if left_out {
            let edge =
                Stroke::new(look.px(1.5), if response.hovered() { look.palette.text } else { look.palette.mark });
            ui.painter().rect_stroke(cell, look.px(2.0), edge, StrokeKind::Inside);
        } else {
            ui.painter().rect_filled(cell, places.look.px(2.0), fill);
        }
        let out = if left_out { ", left out" } else { "" };
        let name = format!("Go to slide {}: {}{out}", slide.number, slide.name());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if tip(response, &name).clicked() {
            wish = Some(Command::GoTo(index));
        }
    }
    wish
}

/// "you" over the bar, the best take beside it, "plan" under it (or what is usual, where that is known), and the time
/// that is spare.
fn marks(ui: &mut Ui, places: &Places, scene: &Scene<'_>, track: &Track) {
    let (look, view, bar) = (places.look, scene.view, track.bar);
    let now = track.at(view.expected_until_end);
    let you = Rect::from_center_size(pos2(now, bar.center().y), vec2(look.px(2.0), bar.height() + look.px(20.0)));
    ui.painter().rect_filled(you.translate(vec2(0.0, -look.px(6.0))), 0.0, look.palette.attention);
    let over = bar.top() - look.px(6.0);
    let side = if now > bar.left() + look.px(44.0) { Align2::RIGHT_BOTTOM } else { Align2::LEFT_BOTTOM };
    let beside = if side == Align2::RIGHT_BOTTOM { -look.px(7.0) } else { look.px(7.0) };
    let you = line("you", Face::SemiBold, 13.0, look.palette.attention);
    let you = look.words(ui, pos2(now + beside, over), side, you);
    ghost_ui(ui, look, scene, track, you);

    let plan = track.at(view.elapsed + view.told_before);
    let basis = if scene.plan.takes == 0 { "plan" } else { "usual" };
    let [top, bottom] = [bar.top() - look.px(4.0), bar.bottom() + look.px(10.0)];
    let tick = Rect::from_x_y_ranges(plan - look.px(1.0)..=plan + look.px(1.0), top..=bottom);
    ui.painter().rect_filled(tick.expand2(vec2(look.px(1.5), 0.0)), 0.0, look.palette.panel);
    ui.painter().rect_filled(tick, 0.0, look.palette.strong);
    let under = bar.bottom() + look.px(6.0);
    let right_half = plan > bar.center().x;
    let (align, beside) =
        if right_half { (Align2::RIGHT_TOP, -look.px(7.0)) } else { (Align2::LEFT_TOP, look.px(7.0)) };
    let word = line(basis, Face::Regular, 13.0, look.palette.strong);
    let word = look.words(ui, pos2(plan + beside, under), align, word);
    spare_ui(ui, look, scene, track, word);
}

/// Begin and end of the talk as it is planned, and what its slides leave of that.
fn spare_ui(ui: &mut Ui, look: Look, scene: &Scene<'_>, track: &Track, plan: Rect) {
    let (view, bar) = (scene.view, track.bar);
    let spare = planned_length(scene).saturating_sub(total(scene));
    if track.end() < bar.right() - look.px(4.0) {
        let rect = Rect::from_min_max(pos2(track.end() + look.px(1.0), bar.top()), bar.max).shrink(0.5);
        let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
        let edge = Stroke::new(1.0, look.palette.mark);
        ui.painter().extend(Shape::dashed_line(&corners, edge, look.px(3.0), look.px(3.0)));
    }
    let under = bar.bottom() + look.px(6.0);
    began_ui(ui, look, scene, pos2(bar.left(), under), plan);
    let end = view.length.saturating_sub(view.elapsed + view.told_before);
    let end = if started(view) { scene.time.after(end).short_words() } else { minutes(view.length.as_secs()) };
    let spare = if spare > Duration::ZERO { format!("{end}, {} spare", minutes(spare.as_secs())) } else { end };
    let color = look.palette.mute;
    let width = look.galley(ui, spare.as_str(), Face::Regular, 13.0, color).size().x;
    if plan.right() < bar.right() - width - look.px(12.0) && !late_end(view) {
        look.words(ui, pos2(bar.right(), under), Align2::RIGHT_TOP, line(&spare, Face::Regular, 13.0, color));
    }
}

/// The time of day at which the talk began, where the plan's word leaves it room.
fn began_ui(ui: &mut Ui, look: Look, scene: &Scene<'_>, at: Pos2, plan: Rect) {
    let Some(began) = scene.take.began.filter(|_| started(scene.view)) else { return };
    let (words, color) = (began.short_words(), look.palette.mute);
    let width = look.galley(ui, words.as_str(), Face::Regular, 13.0, color).size().x;
    if at.x + width + look.px(12.0) < plan.left() {
        look.words(ui, at, Align2::LEFT_TOP, line(&words, Face::Regular, 13.0, color));
    }
}

/// The talk's planned end is over: it has no time of day to come.
fn late_end(view: &View) -> bool {
    view.elapsed + view.told_before >= view.length
}

/// A hollow diamond where the speaker was at this minute in the best take. Its word gives way to the speaker's own.
fn ghost_ui(ui: &mut Ui, look: Look, scene: &Scene<'_>, track: &Track, you: Rect) {
    let Some(x) = scene.ghost.and_then(|ghost| track.within(ghost.slide, ghost.part)) else { return };
    let (bar, color) = (track.bar, look.palette.key);
    let stroke = Stroke::new(look.px(1.5), color);
    let top = pos2(x, bar.top() - look.px(13.0));
    let reach = look.px(5.0);
    let corners = [vec2(0.0, -reach), vec2(reach, 0.0), vec2(0.0, reach), vec2(-reach, 0.0)].map(|to| top + to);
    ui.painter().add(Shape::convex_polygon(corners.to_vec(), look.palette.panel, stroke));
    let dashes = [top + vec2(0.0, reach), pos2(x, bar.bottom() + look.px(2.0))];
    ui.painter().extend(Shape::dashed_line(&dashes, stroke, look.px(3.0), look.px(3.0)));
    let day = scene.best.and_then(|best| TimeOfDay::day(&best.began));
    let whole = day.map(|day| format!("best take, {day}"));
    // The day is left out before the words are.
    for words in whole.iter().map(String::as_str).chain(["best take"]) {
        let size = look.galley(ui, words, Face::Regular, 13.0, color).size();
        let y = top.y - size.y / 2.0;
        let free = |at: &Pos2| {
            let rect = Rect::from_min_size(*at, size);
            rect.left() >= bar.left() && rect.right() <= bar.right() && !rect.expand(look.px(4.0)).intersects(you)
        };
        let mut places = [pos2(x + look.px(10.0), y), pos2(x - look.px(10.0) - size.x, y)].into_iter();
        if let Some(at) = places.find(free) {
            look.words(ui, at, Align2::LEFT_TOP, line(words, Face::Regular, 13.0, color));
            return;
        }
    }
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
pub fn left_to_talk(view: &View) -> Duration {
    let spent = view.elapsed + view.told_before;
    Duration::from_secs(view.finish_seconds.saturating_sub(spent.as_secs()))
}

fn counted<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = (usize, &'a crate::deck::plan::PlannedSlide)> {
    scene.plan.slides.iter().enumerate().filter(|(_, slide)| slide.is_told())
}

fn total(scene: &Scene<'_>) -> Duration {
    counted(scene).map(|(_, slide)| slide.expected()).sum()
}
