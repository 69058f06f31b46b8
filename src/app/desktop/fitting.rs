//! A window that begins as large as its screen → one that fills it: with its title bar it would hang over the edge.

use eframe::egui::{Context, Id, Vec2, ViewportCommand};

/// As high as a title bar and a desktop's own panel are together.
const BARS: f32 = 64.0;

/// Of the window that is drawn, once, as soon as its size and its screen's are known.
pub fn fit(ctx: &Context) {
    let known = ctx.input(|input| {
        let viewport = input.viewport();
        Some((viewport.inner_rect?.size(), viewport.monitor_size?))
    });
    let Some((window, screen)) = known else { return };
    let done = Id::unique("window fits its screen");
    if ctx.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default::<bool>(done), true)) {
        return;
    }
    if hangs_over(window, screen) {
        ctx.send_viewport_cmd(ViewportCommand::Maximized(true));
    }
}

fn hangs_over(window: Vec2, screen: Vec2) -> bool {
    window.x >= screen.x || window.y + BARS > screen.y
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_has_room_for_its_bars_or_fills_its_screen() {
        let window = Vec2::new(1440.0, 900.0);
        for (screen, hangs) in
            [([1280.0, 720.0], true), ([1440.0, 900.0], true), ([1600.0, 900.0], true), ([1920.0, 1080.0], false)]
        {
            let screen = Vec2::from(screen);
            assert_eq!(hangs_over(window.min(screen), screen), hangs, "{screen}");
        }
    }
}
