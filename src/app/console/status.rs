//! What comes next, and the time: spent, against the plan, left, and of day.

use eframe::egui::{Align2, Color32, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::app::kit::look::{Face, Look, button, line};
use crate::app::kit::palette::Palette;
use crate::app::kit::slide::paint_slide;
use crate::show::command::Command;
use crate::show::view::{TimerMode, View};

use super::pace::{LATE_SECONDS, duration, late, started};
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
    let usual = if wide { vec2(335.0, 164.0) } else { vec2(165.0, 238.0) } * places.look.scale;
    let fits = (area.width() / usual.x).min(area.height() / usual.y).clamp(0.6, 1.6);
    let look = Look { scale: places.look.scale * fits, ..places.look };
    let top = area.min + vec2(0.0, places.look.px(2.0));
    let (talk, wish) = talk_ui(ui, look, top, scene);
    // A place of its own, so that no word beside it moves it.
    let clock = if wide { top + vec2(look.px(172.0), 0.0) } else { talk.left_bottom() + vec2(0.0, look.px(16.0)) };
    let label = look.label(ui, clock, Align2::LEFT_TOP, "Clock");
    let size = if wide { 36.0 } else { 24.0 };
    // In a row, both figures stand on one line.
    let drop = if wide { look.px(13.0) } else { look.px(4.0) };
    let at = label.left_bottom() + vec2(0.0, drop);
    look.figures(ui, at, line(&scene.time.words(), Face::SemiBold, size, look.palette.text), "Clock");
    wish
}

fn talk_ui(ui: &mut Ui, look: Look, at: Pos2, scene: &Scene<'_>) -> (Rect, Option<Command>) {
    let view = scene.view;
    let name = match (view.timer_mode, view.running) {
        (TimerMode::Elapsed, false) if started(view) => "Talk, paused",
        (TimerMode::Elapsed, _) => "Talk",
        (TimerMode::Remaining, _) => "Time left",
        (TimerMode::EndsAt, _) => "Ends at",
    };
    let label = look.label(ui, at, Align2::LEFT_TOP, name);
    let (response, mode) = button(ui, label, Command::TimerMode);
    look.focus_ring(ui, label.expand(look.px(3.0)), look.px(4.0), &response);

    let color = if view.running { look.palette.text } else { look.palette.mute };
    let time = talk_time(scene);
    let size = if time.chars().count() > 5 { 36.0 } else { 54.0 };
    let place = label.left_bottom() + vec2(0.0, look.px(2.0));
    let figures = look.figures(ui, place, line(&time, Face::SemiBold, size, color), name);
    let (response, toggle) = button(ui, figures, Command::TimerToggle);
    look.focus_ring(ui, figures, look.px(4.0), &response);

    let (pace, color) = pace_words(view, look.palette);
    let place = figures.left_bottom() + vec2(0.0, look.px(2.0));
    let pace = look.words(ui, place, Align2::LEFT_TOP, line(&pace, Face::Bold, 17.0, color));
    let rest = rest_words(view);
    let rest = line(&rest, Face::Regular, 16.0, look.palette.mute);
    let rest = look.words(ui, pace.left_bottom() + vec2(0.0, look.px(4.0)), Align2::LEFT_TOP, rest);
    let (slide, over) = slide_words(scene);
    let color = if over { look.palette.attention } else { look.palette.mute };
    let slide = line(&slide, Face::Regular, 16.0, color);
    let slide = look.words(ui, rest.left_bottom() + vec2(0.0, look.px(4.0)), Align2::LEFT_TOP, slide);
    (label.union(figures).union(pace).union(rest).union(slide), toggle.or(mode))
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

/// `0:25 behind`: never by color alone. Where the slides' own times are not those that the talk may take, being in time
/// with them would mislead: then it is what the talk as a whole will be.
pub fn pace_words(view: &View, palette: Palette) -> (String, Color32) {
    let late = late(view);
    let time = minutes(view.behind_seconds.unsigned_abs());
    match view.behind_seconds {
        _ if !started(view) => ("not started".to_owned(), palette.mute),
        behind if (late - behind).abs() > LATE_SECONDS && late > LATE_SECONDS => {
            (format!("{} too long", duration(late.unsigned_abs())), palette.attention)
        }
        0 => ("on time".to_owned(), palette.good),
        1.. => (format!("{time} behind"), palette.attention),
        _ => (format!("{time} ahead"), palette.good),
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
    let timed = scene.slide().filter(|slide| !slide.hidden && !slide.appendix && !slide.planned.is_zero());
    let Some(planned) = timed.map(|slide| slide.planned.as_secs()) else {
        return (format!("This slide {}", minutes(spent)), false);
    };
    (format!("This slide {} of {}", minutes(spent), minutes(planned)), spent > planned)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::show::{Moment, Show};

    #[test]
    fn pace_is_said_in_words_and_there_is_one_forecast() {
        let show = Show::new(crate::playback::tests::talk().plan);
        let usual = show.view(Moment::default());
        let pace = |behind_seconds: i64, elapsed| {
            let finish_seconds = 600_u64.saturating_add_signed(behind_seconds);
            let view = View { behind_seconds, finish_seconds, elapsed: Duration::from_secs(elapsed), ..usual.clone() };
            pace_words(&view, Palette::DARK).0
        };
        assert_eq!(pace(25, 100), "0:25 behind");
        assert_eq!(pace(-61, 100), "1:01 ahead");
        let crowded = |behind_seconds, finish_seconds| {
            let elapsed = Duration::from_secs(100);
            pace_words(&View { behind_seconds, finish_seconds, elapsed, ..usual.clone() }, Palette::DARK).0
        };
        assert_eq!(crowded(-104, 1800), "20 min too long", "ahead of slides that are too many");
        assert_eq!(crowded(-104, 720), "2:00 too long");
        assert_eq!(crowded(-104, 620), "1:44 ahead");
        assert_eq!(pace(0, 100), "on time");
        assert_eq!(pace(0, 0), "not started");
        assert_eq!(minutes(3753), "1:02:33");
        let over = View { elapsed: Duration::from_secs(605), ..usual.clone() };
        assert_eq!(rest_words(&over), "0:05 over");
    }
}
