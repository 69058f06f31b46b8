//! A talk that is over → the speaker's page: what the audience sees meanwhile, how long it took, and what comes next.

use eframe::egui::{Align2, Color32, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::app::keys::does::{Does, WindowCommand};
use crate::app::kit::look::{Face, Look, line};
use crate::app::kit::slide::paint_slide;
use crate::captions::formats::clock;
use crate::show::command::Command;
use crate::show::view::{Mode, OnStage};

use super::{Places, Scene, header};

/// Whether the page is shown: a slide that is shown again has the usual console.
#[must_use]
pub fn stands(scene: &Scene<'_>) -> bool {
    scene.view.over && !matches!(scene.view.on_stage, OnStage::Slide(_))
}

/// The closing slide at the left, the talk's and the questions' time beside it, under it what can be done.
pub fn ended_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Does> {
    let look = places.look;
    let side = Rect::from_min_max(
        pos2(places.slide.right() + look.px(28.0), places.slide.top()),
        pos2(places.header.right(), places.slide.bottom()),
    );
    let asked = [
        header::header_ui(ui, places, scene),
        picture_ui(ui, look, scene, places.slide),
        times_ui(ui, look, scene, side),
        next_ui(ui, look, places.slide),
    ];
    asked.into_iter().flatten().next()
}

fn picture_ui(ui: &mut Ui, look: Look, scene: &Scene<'_>, rect: Rect) -> Option<Does> {
    let attention = look.palette.attention;
    let (words, color) = match scene.view.mode {
        Mode::Black => ("The audience sees black", attention),
        Mode::White => ("The audience sees white", attention),
        Mode::Live | Mode::Frozen if scene.hidden => ("The stage is hidden", attention),
        Mode::Live | Mode::Frozen => ("The audience sees the closing slide", look.palette.good),
    };
    look.label_in(ui, rect.left_top() - vec2(0.0, look.px(12.0)), Align2::LEFT_CENTER, (words, color));
    match scene.view.mode {
        Mode::Black => drop(ui.painter().rect_filled(rect, look.px(5.0), Color32::BLACK)),
        Mode::White => drop(ui.painter().rect_filled(rect, look.px(5.0), Color32::WHITE)),
        Mode::Live | Mode::Frozen => paint_slide(ui.painter(), rect, scene.closing, look.px(5.0)),
    }
    ui.painter().rect_stroke(rect, look.px(5.0), Stroke::new(2.0, color), StrokeKind::Outside);
    let response = ui.interact(rect, ui.scope_id().with("what the audience sees"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, words));
    None
}

/// The headline: how long it took, and what was not shown; then the questions' clock.
fn times_ui(ui: &mut Ui, look: Look, scene: &Scene<'_>, panel: Rect) -> Option<Does> {
    look.panel(ui, panel);
    let inner = panel.shrink(look.px(20.0));
    let (view, palette) = (scene.view, look.palette);
    let (took, length) = (view.elapsed.as_secs(), view.length.as_secs());
    let time = |seconds: u64| clock(seconds.saturating_mul(1000));
    let (left, color) = if took > length {
        (format!("{} over", time(took - length)), palette.attention)
    } else {
        (format!("{} in hand", time(length - took)), palette.good)
    };
    let label = look.label(ui, inner.left_top(), Align2::LEFT_TOP, "The talk");
    let at = label.left_bottom() + vec2(0.0, look.px(4.0));
    let head = format!("{}, {left}", time(took));
    let head = look.words_within(ui, at, Align2::LEFT_TOP, inner.width(), line(&head, Face::Serif, 26.0, color));
    let shown = match view.unseen {
        0 => "Every slide was shown".to_owned(),
        1 => "1 slide was not shown".to_owned(),
        count => format!("{count} slides were not shown"),
    };
    let at = head.left_bottom() + vec2(0.0, look.px(4.0));
    let shown = line(&shown, Face::Regular, 15.0, palette.text);
    let shown = look.words_within(ui, at, Align2::LEFT_TOP, inner.width(), shown);
    let label = look.label(ui, shown.left_bottom() + vec2(0.0, look.px(18.0)), Align2::LEFT_TOP, "Questions");
    let at = label.left_bottom() + vec2(0.0, look.px(2.0));
    let asked = time(view.paused_seconds.unwrap_or_default());
    look.figures(ui, at, line(&asked, Face::SemiBold, 40.0, palette.text), "Questions");
    None
}

fn next_ui(ui: &mut Ui, look: Look, slide: Rect) -> Option<Does> {
    let caps: [(Does, &str); 5] = [
        (WindowCommand::Export.into(), "Save for others"),
        (WindowCommand::Report.into(), "Report"),
        (Command::Overview.into(), "Show a slide again"),
        (Command::PreviousStep.into(), "Back to the last slide"),
        (Command::Black.into(), "Black"),
    ];
    let (mut asked, mut x, y) = (None, slide.left(), slide.bottom() + look.px(28.0));
    let end = ui.max_rect().right() - look.px(24.0);
    for (does, name) in caps {
        // An estimate that errs to the wide side: a button that has no room is still in the list of commands.
        let wide = look.galley(ui, name, Face::SemiBold, 15.0, look.palette.text).size().x + look.px(110.0);
        if x + wide > end {
            break;
        }
        let (rect, pressed) = look.cap_from(ui, pos2(x, y), does, name);
        x = rect.right() + look.px(8.0);
        asked = asked.or(pressed);
    }
    asked
}
