//! What comes next, and the time: spent, against the plan, left, and of day.

use std::time::Duration;

use eframe::egui::{Align2, Color32, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::app::kit::look::{Face, Look, button, line};
use crate::app::kit::palette::Palette;
use crate::app::kit::slide::paint_slide;
use crate::show::command::Command;
use crate::show::view::{TimerMode, View};

use super::pace::{LATE_SECONDS, late, left_to_talk, started};
use super::{Places, Scene};
use crate::app::kit::figures::minutes;

/// The next step; a border and a word tell when it is a new slide.
pub fn next_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Command> {
    let (look, name) = (places.look, places.next_name);
    let (words, new) = next_words(scene);
    let at = pos2(name.left(), name.center().y - look.px(3.0));
    let label = look.label_within(ui, at, Align2::LEFT_CENTER, name.width(), words);
    match scene.next {
        Some(shown) => {
            paint_slide(ui.painter(), places.next, shown, look.px(5.0));
            if new {
                let border = Stroke::new(look.px(3.0), look.palette.attention);
                ui.painter().rect_stroke(places.next, look.px(5.0), border, StrokeKind::Outside);
            }
        }
        None => {
            look.panel(ui, places.next);
            let end = line("End of the talk", Face::Serif, 22.0, look.palette.text);
            look.words(ui, places.next.center(), Align2::CENTER_CENTER, end);
        }
    }
    let title = scene.view.next.map(|next| super::slide::title(scene, next.slide)).unwrap_or_default();
    let at = pos2(label.right() + look.px(10.0), at.y);
    let room = name.right() - at.x;
    if new && !title.is_empty() && room > look.px(60.0) {
        let title = line(&title, Face::Regular, 13.5, look.palette.mute);
        look.words_within(ui, at, Align2::LEFT_CENTER, room, title);
    }
    let response = ui.interact(places.next, ui.scope_id().with("preview"), Sense::click());
    let name = format!("Preview: {}{}", words.to_lowercase(), if new { format!(", {title}") } else { String::new() });
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    look.focus_ring(ui, places.next, look.px(5.0), &response);
    response.clicked().then_some(Command::NextStep)
}

/// What the next press does, and whether it changes the slide.
fn next_words(scene: &Scene<'_>) -> (&'static str, bool) {
    let appendix = |slide: usize| scene.plan.slides.get(slide).is_some_and(|slide| slide.appendix);
    let here = scene.view.cursor.slide;
    match scene.view.next {
        None => ("Next", false),
        Some(next) if next.slide == here => ("Next step", false),
        Some(next) if appendix(next.slide) && !appendix(here) => ("End of talk, appendix next", true),
        Some(_) => ("Next: new slide", true),
    }
}

/// The talk's time in large figures (a button that starts and pauses it), pace in words, and the clock: one under the
/// other, or the clock beside the rest, as large as the area allows.
pub fn time_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Command> {
    let area = places.time;
    let wide = area.width() > area.height() * 1.4;
    let usual = if wide { vec2(335.0, 164.0) } else { vec2(165.0, 214.0) } * places.look.scale;
    let fits = (area.width() / usual.x).min(area.height() / usual.y).clamp(0.6, 1.6);
    let look = Look { scale: places.look.scale * fits, ..places.look };
    let top = area.min + vec2(0.0, places.look.px(2.0));
    let room = if wide { look.px(164.0) } else { area.width() };
    let (talk, wish) = talk_ui(ui, look, top, room, scene);
    clock_ui(ui, look, scene, if wide { None } else { Some(talk.bottom() + look.px(10.0)) }, top);
    wish
}

/// The time of day in a line of its own, at `under`, or else large beside the talk's, whose corner is `top`: there both
/// figures stand on one line. No word beside it moves it.
fn clock_ui(ui: &mut Ui, look: Look, scene: &Scene<'_>, under: Option<f32>, top: Pos2) {
    let words = scene.time.words();
    if let Some(under) = under {
        let label = line("Clock", Face::Regular, 16.0, look.palette.mute);
        let label = look.words(ui, pos2(top.x, under), Align2::LEFT_TOP, label);
        let time = line(&words, Face::SemiBold, 20.0, look.palette.text);
        let high = look.galley(ui, "0", time.face, time.size, time.color).size().y;
        look.figures(ui, pos2(label.right() + look.px(8.0), label.center().y - high / 2.0), time, "Clock");
        return;
    }
    let label = look.label(ui, top + vec2(look.px(172.0), 0.0), Align2::LEFT_TOP, "Clock");
    let at = label.left_bottom() + vec2(0.0, look.px(13.0));
    look.figures(ui, at, line(&words, Face::SemiBold, 36.0, look.palette.text), "Clock");
}

fn talk_ui(ui: &mut Ui, look: Look, at: Pos2, room: f32, scene: &Scene<'_>) -> (Rect, Option<Command>) {
    let view = scene.view;
    let name = match (view.timer_mode, view.running) {
        (TimerMode::Elapsed, false) if started(view) => "Talk, paused",
        (TimerMode::Elapsed, _) => "Talk",
        (TimerMode::Remaining, _) => "Time left",
        (TimerMode::EndsAt, _) => "Ends at",
    };
    let label = look.label(ui, at, Align2::LEFT_TOP, name);
    let (response, mode) = button(ui, label, Command::TimerMode);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name}: mode")));
    look.focus_ring(ui, label.expand(look.px(3.0)), look.px(4.0), &response);

    let color = if view.running { look.palette.text } else { look.palette.mute };
    let time = talk_time(scene);
    let size = if time.chars().count() > 5 { 36.0 } else { 54.0 };
    let place = label.left_bottom() + vec2(0.0, look.px(2.0));
    let figures = look.figures(ui, place, line(&time, Face::SemiBold, size, color), name);
    let (response, toggle) = button(ui, figures, Command::TimerToggle);
    look.focus_ring(ui, figures, look.px(4.0), &response);

    let (pace, color) = pace_words(scene, look.palette);
    let place = figures.left_bottom() + vec2(0.0, look.px(2.0));
    let pace = fitting(ui, look, &pace, 17.0, room);
    let wide = look.galley(ui, pace, Face::Bold, 17.0, color).size().x;
    let mut size = 17.0 * (room / wide).clamp(0.7, 1.0);
    // Letters stand on whole pixels, so that smaller ones are not always as much narrower.
    let wide = look.galley(ui, pace, Face::Bold, size, color).size().x;
    size *= (room / wide).clamp(0.9, 1.0);
    let pace = look.words(ui, place, Align2::LEFT_TOP, line(pace, Face::Bold, size, color));
    let (rest, what_now) = if started(view) {
        let at = pace.left_bottom() + vec2(0.0, look.px(24.0));
        look.cap_from(ui, at, Command::WhatNow, "What now?")
    } else {
        let rest = rest_words(view);
        let rest = line(&rest, Face::Regular, 16.0, look.palette.mute);
        (look.words(ui, pace.left_bottom() + vec2(0.0, look.px(4.0)), Align2::LEFT_TOP, rest), None)
    };
    let (slide, over) = slide_words(scene);
    let color = if over { look.palette.attention } else { look.palette.mute };
    let slide = line(&slide, Face::Regular, 16.0, color);
    let gap = look.px(if started(view) { 8.0 } else { 4.0 });
    let slide = look.words(ui, rest.left_bottom() + vec2(0.0, gap), Align2::LEFT_TOP, slide);
    (label.union(figures).union(pace).union(rest).union(slide), toggle.or(mode).or(what_now))
}

pub fn talk_time(scene: &Scene<'_>) -> String {
    let view = scene.view;
    let left = view.length.as_secs() as i64 - view.elapsed.as_secs() as i64;
    match view.timer_mode {
        TimerMode::Elapsed => minutes(view.elapsed.as_secs()),
        TimerMode::Remaining if left < 0 => format!("−{}", minutes(left.unsigned_abs())),
        TimerMode::Remaining => minutes(left.unsigned_abs()),
        TimerMode::EndsAt => scene.time.after(view.length.saturating_sub(view.elapsed)).words(),
    }
}

/// `ends 14:32, 2 min late`: the one forecast, in words and never by color alone.
pub fn pace_words(scene: &Scene<'_>, palette: Palette) -> (String, Color32) {
    if started(scene.view) { forecast(scene, 0, palette) } else { ("not started".to_owned(), palette.mute) }
}

/// The same with so many seconds of what is ahead left out.
pub fn forecast(scene: &Scene<'_>, saved: u64, palette: Palette) -> (String, Color32) {
    let late = late(scene.view) - i64::try_from(saved).unwrap_or(i64::MAX);
    let left = left_to_talk(scene.view).saturating_sub(Duration::from_secs(saved));
    let words = format!("ends {}, {}", scene.time.after(left).short_words(), late_words(late));
    (words, if late > LATE_SECONDS { palette.attention } else { palette.good })
}

/// The forecast, or, where that is too wide even in letters that are a little smaller, the half of it that counts.
pub fn fitting<'a>(ui: &Ui, look: Look, words: &'a str, size: f32, room: f32) -> &'a str {
    // Small type does not shrink.
    let wide = look.galley(ui, words, Face::Bold, size / 1.15, look.palette.text).size().x;
    words.split_once(", ").filter(|_| wide > room).map_or(words, |(_, late)| late)
}

/// `2 min late`
fn late_words(seconds: i64) -> String {
    let minutes = (seconds.unsigned_abs() + 30) / 60;
    match seconds {
        _ if seconds.abs() <= LATE_SECONDS => "on time".to_owned(),
        1.. => format!("{} min late", minutes.max(1)),
        _ => format!("{} min early", minutes.max(1)),
    }
}

/// What the large figures do not say.
fn rest_words(view: &View) -> String {
    let left = view.length.as_secs() as i64 - view.elapsed.as_secs() as i64;
    let time = minutes(left.unsigned_abs());
    match view.timer_mode {
        TimerMode::Remaining => format!("{} spent", minutes(view.elapsed.as_secs())),
        _ if left < 0 => format!("{time} over"),
        _ => format!("{time} left"),
    }
}

/// `This slide 0:42 of 1:10`, and whether that is more than planned. Hidden and appendix slides have no time of their own.
fn slide_words(scene: &Scene<'_>) -> (String, bool) {
    let spent = scene.take.on_slide.as_secs();
    let timed = scene.slide().filter(|slide| slide.is_told() && !slide.planned.is_zero());
    let Some(planned) = timed.map(|slide| slide.planned.as_secs()) else {
        return (format!("This slide {}", minutes(spent)), false);
    };
    (format!("This slide {} of {}", minutes(spent), minutes(planned)), spent > planned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::{Moment, Show};

    #[test]
    fn there_is_one_forecast_and_it_has_no_signs() {
        for (late, words) in [
            (0, "on time"),
            (30, "on time"),
            (-30, "on time"),
            (31, "1 min late"),
            (89, "1 min late"),
            (90, "2 min late"),
            (-61, "1 min early"),
            (-180, "3 min early"),
            (7_200, "120 min late"),
        ] {
            assert_eq!(late_words(late), words, "{late}");
        }
    }

    #[test]
    fn what_is_left_is_said_before_the_start() {
        let show = Show::new(crate::playback::tests::talk().plan);
        let usual = show.view(Moment::default());
        assert_eq!(minutes(3753), "1:02:33");
        let over = View { elapsed: Duration::from_secs(605), ..usual.clone() };
        assert_eq!(rest_words(&over), "0:05 over");
        assert_eq!(rest_words(&usual), "10:00 left");
    }
}
