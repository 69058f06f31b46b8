//! The speaker's window: reads a scene, draws it, and returns the speaker's wish. Nothing here changes anything.

mod header;
mod help;
mod notes;
mod overview;
mod pace;
mod slide;
mod status;
mod tile;

use eframe::egui::{Rect, Ui, pos2, vec2};

use crate::deck::Deck;
use crate::deck::plan::{Plan, PlannedSlide};
use crate::geometry::Aspect;
use crate::show::command::Command;
use crate::show::view::View;

use super::clock::TimeOfDay;
use super::look::Look;
use super::shared::Shown;

pub use help::{help_ui, question_ui};
pub use overview::{Page, overview_ui};

/// All that the console shows at one moment.
pub struct Scene<'a> {
    pub view: &'a View,
    pub plan: &'a Plan,
    pub deck: &'a Deck,
    pub time: TimeOfDay,
    /// Where the stage is: `Stage on HDMI-1, 1920 × 1080`.
    pub stage: &'a str,
    /// What the speaker should know: faults in the deck, a reading that failed.
    pub trouble: Option<&'a str>,
    pub current: Shown,
    pub next: Option<Shown>,
}

impl Scene<'_> {
    fn slide(&self) -> Option<&PlannedSlide> {
        self.plan.slides.get(self.view.cursor.slide)
    }
}

/// Where each panel stands. Made before the scene, since pictures are wanted at these sizes.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    pub look: Look,
    pub header: Rect,
    pub slide: Rect,
    pub caption: Rect,
    pub line: Rect,
    pub pace: Rect,
    pub next: Rect,
    pub time: Rect,
    pub notes: Rect,
}

impl Places {
    #[must_use]
    pub fn new(window: Rect, aspect: Aspect) -> Self {
        let look = Look::new(window.size());
        let px = |length| look.px(length);
        let inner = Rect::from_min_max(
            pos2(window.left() + px(24.0), window.top() + px(58.0)),
            pos2(window.right() - px(24.0), window.bottom() - px(24.0)),
        );
        let ratio = (aspect.size().width / aspect.size().height) as f32;
        let (caption_height, line_height) = (px(70.0), px(60.0));
        let room = inner.height() - px(12.0) - caption_height - line_height - px(118.0);
        let left_width = (inner.width() * 0.627).min(room * ratio).round();
        let slide = Rect::from_min_size(inner.min, vec2(left_width, (left_width / ratio).round()));
        let caption = below(slide, px(12.0), caption_height);
        let line = below(caption, 0.0, line_height);
        let pace = Rect::from_min_max(line.left_bottom(), pos2(line.right(), inner.bottom()));
        let right = Rect::from_min_max(pos2(slide.right() + px(28.0), inner.top()), inner.max);
        let next_width = (right.width() * 0.61).min(px(420.0)).round();
        let next = Rect::from_min_size(right.min + vec2(0.0, px(24.0)), vec2(next_width, (next_width / ratio).round()));
        let time = Rect::from_min_max(pos2(next.right() + px(20.0), right.top()), pos2(right.right(), next.bottom()));
        let status_bottom = next.bottom().max(right.top() + px(214.0)) + px(24.0);
        Self {
            look,
            header: Rect::from_min_max(window.min, pos2(window.right(), inner.top())).shrink2(vec2(px(24.0), 0.0)),
            slide,
            caption,
            line,
            pace,
            next,
            time,
            notes: Rect::from_min_max(pos2(right.left(), status_bottom), right.max),
        }
    }
}

fn below(rect: Rect, gap: f32, height: f32) -> Rect {
    Rect::from_min_size(rect.left_bottom() + vec2(0.0, gap), vec2(rect.width(), height))
}

/// The whole console, on a window that is clear in its ground's color.
pub fn console_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Command> {
    let wishes = [
        header::header_ui(ui, places, scene),
        slide::slide_ui(ui, places, scene),
        slide::line_ui(ui, places, scene),
        pace::pace_ui(ui, places, scene),
        status::next_ui(ui, places, scene),
        status::time_ui(ui, places, scene),
        notes::notes_ui(ui, places, scene),
    ];
    over_ui(ui, places, scene).or_else(|| wishes.into_iter().flatten().next())
}

/// What stands over everything else.
fn over_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Command> {
    if scene.view.asking_quit {
        question_ui(ui, places.look)
    } else if scene.view.help {
        help_ui(ui, places.look)
    } else {
        None
    }
}

/// `9:12`, `1:02:33`
#[must_use]
fn minutes(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}
