//! What comes next, and the time: spent, against the plan, left, and of day.

use eframe::egui::{Align2, Color32, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::app::look::{ATTENTION, Face, GOOD, MUTE, TEXT, button, focus_ring, line};
use crate::app::stage::paint_slide;
use crate::show::command::Command;
use crate::show::view::TimerMode;

use super::{Places, Scene, minutes};

/// The next step; a border and a word tell when it is a new slide.
pub fn next_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Command> {
    let look = places.look;
    let (words, border) = match scene.view.next {
        None => ("End", None),
        Some(next) if next.slide == scene.view.cursor.slide => ("Next step", None),
        Some(_) => ("Next: new slide", Some(ATTENTION)),
    };
    look.label(ui, pos2(places.next.left(), places.next.top() - look.px(22.0)), Align2::LEFT_TOP, words);
    match scene.next {
        Some(shown) => {
            paint_slide(ui.painter(), places.next, shown, look.px(5.0));
            let border = border.map_or(Stroke::NONE, |color| Stroke::new(look.px(2.0), color));
            ui.painter().rect_stroke(places.next, look.px(5.0), border, StrokeKind::Outside);
        }
        None => look.panel(ui, places.next),
    }
    let response = ui.interact(places.next, ui.scope_id().with("preview"), Sense::click());
    let name = format!("Preview: {}", words.to_lowercase());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    response.clicked().then_some(Command::NextStep)
}

/// The talk's time in large figures (a button that starts and pauses it), pace in words, and the clock.
pub fn time_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Command> {
    let (look, area, view) = (places.look, places.time, scene.view);
    let label = match (view.timer_mode, view.running) {
        (TimerMode::Elapsed, true) => "Talk",
        (TimerMode::Elapsed, false) => "Talk, paused",
        (TimerMode::Remaining, _) => "Time left",
        (TimerMode::EndsAt, _) => "Ends at",
    };
    let left = |y: f32| pos2(area.left(), area.top() + look.px(y));
    let rect = look.label(ui, left(22.0), Align2::LEFT_TOP, label);
    let color = if view.running { TEXT } else { MUTE };
    let time = talk_time(scene);
    let size = if time.len() > 5 { 36.0 } else { 54.0 };
    let figures = line(&time, Face::SemiBold, size, color);
    let figures = look.figures(ui, pos2(area.left(), rect.bottom() + look.px(2.0)), figures, label);
    let (response, wish) = button(ui, figures, Command::TimerToggle);
    focus_ring(ui, figures, look.px(4.0), &response);

    let (pace, color) = pace_words(view.behind_seconds);
    let mut y = figures.bottom() + look.px(2.0);
    let rect = look.words(ui, pos2(area.left(), y), Align2::LEFT_TOP, line(&pace, Face::Bold, 17.0, color));
    y = rect.bottom() + look.px(4.0);
    let rect =
        look.words(ui, pos2(area.left(), y), Align2::LEFT_TOP, line(&left_words(scene), Face::Regular, 16.0, MUTE));
    y = rect.bottom() + look.px(16.0);
    let rect = look.label(ui, pos2(area.left(), y), Align2::LEFT_TOP, "Clock");
    let clock = scene.time.words();
    let at = rect.left_bottom() + vec2(0.0, look.px(4.0));
    look.figures(ui, at, line(&clock, Face::SemiBold, 24.0, TEXT), "Clock");
    wish
}

fn talk_time(scene: &Scene<'_>) -> String {
    let view = scene.view;
    let left = view.length.as_secs() as i64 - view.elapsed.as_secs() as i64;
    match view.timer_mode {
        TimerMode::Elapsed => minutes(view.elapsed.as_secs()),
        TimerMode::Remaining if left < 0 => format!("−{}", minutes(left.unsigned_abs())),
        TimerMode::Remaining => minutes(left.unsigned_abs()),
        TimerMode::EndsAt => scene.time.after(view.length.saturating_sub(view.elapsed)).words(),
    }
}

/// `0:25 behind`: never by color alone.
fn pace_words(behind: i64) -> (String, Color32) {
    let time = minutes(behind.unsigned_abs());
    match behind {
        0 => ("on time".to_owned(), GOOD),
        1.. => (format!("{time} behind"), ATTENTION),
        _ => (format!("{time} ahead"), GOOD),
    }
}

fn left_words(scene: &Scene<'_>) -> String {
    let left = scene.view.length.as_secs() as i64 - scene.view.elapsed.as_secs() as i64;
    let time = minutes(left.unsigned_abs());
    if left < 0 { format!("{time} over") } else { format!("{time} left") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pace_is_said_in_words() {
        assert_eq!(pace_words(25).0, "0:25 behind");
        assert_eq!(pace_words(-61).0, "1:01 ahead");
        assert_eq!(pace_words(0).0, "on time");
        assert_eq!(minutes(3753), "1:02:33");
    }
}
