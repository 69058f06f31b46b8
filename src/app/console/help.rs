//! The question before quitting.

use eframe::egui::{Align2, Color32, Rect, Sense, Ui, pos2, vec2};

use crate::app::keys::does::PageKey;
use crate::app::kit::look::{Face, Look, line};

/// "Quit?" with both answers as keys and buttons.
pub fn question_ui(ui: &mut Ui, look: Look) -> Option<PageKey> {
    let window = ui.max_rect();
    ui.interact(window, ui.scope_id().with("question"), Sense::CLICK);
    ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(150));
    let page = Rect::from_center_size(window.center(), vec2(look.px(420.0), look.px(150.0)));
    ui.painter().rect_filled(page, look.px(10.0), look.palette.panel);
    let inner = page.shrink(look.px(28.0));
    look.words(ui, inner.left_top(), Align2::LEFT_TOP, line("End the talk?", Face::Serif, 24.0, look.palette.strong));
    let under = inner.left_top() + vec2(0.0, look.px(36.0));
    look.words(
        ui,
        under,
        Align2::LEFT_TOP,
        line("The audience will see your desktop.", Face::Regular, 15.0, look.palette.mute),
    );
    let bottom = inner.bottom() - look.px(4.0);
    let (quit, yes) = look.cap_saying(ui, pos2(inner.right(), bottom), PageKey::Yes, Some("Yes, end it"));
    let (_, no) = look.cap_saying(ui, pos2(quit.left() - look.px(10.0), bottom), PageKey::Close, Some("No, go on"));
    yes.or(no)
}
