//! One slide of the overview: its picture, number and title, what is particular about it, and the words around a hit.

use std::sync::Arc;

use eframe::egui::emath::GuiRounding;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, CursorIcon, Galley, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::finder::tile_id;
use crate::app::kit::look::{Face, Look};
use crate::app::kit::slide::paint_slide;
use crate::app::pictures::orders::Shown;
use crate::app::pictures::words;
use crate::deck::plan::PlannedSlide;
use crate::playback::search::{Excerpt, Hit, Place};
use crate::show::command::Command;
use crate::show::view::OnStage;

use super::Scene;
use super::grid::{Page, Tiles, keep_keys, line_height};
use crate::app::kit::sheet::Sheet;

/// A button that goes to the slide of `hit`.
pub fn tile_ui(ui: &mut Ui, tile: Rect, hit: &Hit, tiles: &Tiles<'_>) -> Option<Command> {
    let Tiles { look, grid, scene, page, turn } = *tiles;
    let slide = scene.plan.slides.get(hit.slide)?;
    let chosen = hit.slide == page.chosen;
    let response = ui.interact(tile, tile_id(hit.slide), Sense::click());
    let marks = marks(look, scene, slide, hit.slide);
    let name = name(slide, &marks, hit, page);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    keep_keys(ui, &response);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if chosen && !turn.settled {
        response.request_focus();
    }

    let scale = ui.ctx().pixels_per_point();
    let thumb = Rect::from_min_size(tile.min, grid.thumb).round_to_pixels(scale);
    let color = if chosen { look.palette.strong } else { look.palette.text };
    let number = look.galley(ui, slide.number.to_string(), Face::Bold, 15.0, color);
    let (left, top) = (tile.left() + number.size().x + look.px(8.0), thumb.bottom() + look.px(8.0));
    let title = set(ui, look, &hit.title, (15.0, color), tile.right() - left);
    let below = top + title.size().y + look.px(2.0);
    let context = context(hit, page).map(|words| set(ui, look, &words, (13.5, look.palette.mute), tile.right() - left));
    if chosen {
        let bottom = below + context.as_ref().map_or(0.0, |context| context.size().y);
        let ground = Rect::from_min_max(thumb.min, pos2(tile.right(), bottom));
        ui.painter().rect_filled(ground.expand(look.px(10.0)), look.px(10.0), look.palette.cap);
    }
    picture_ui(ui, look, thumb, hit, slide.hidden, (page.picture)(hit.slide, grid.pixels(scale)));
    let ring = match (chosen, response.hovered()) {
        (true, _) => Stroke::new(look.px(3.0), look.palette.strong),
        (false, true) => Stroke::new(look.px(2.0), look.palette.mute),
        (false, false) => Stroke::new(1.0, look.palette.cap),
    };
    ui.painter().rect_stroke(thumb, look.px(5.0), ring, StrokeKind::Outside);
    marks_ui(ui, look, thumb, &marks);
    ui.painter().galley(pos2(tile.left(), top), number, color);
    title.paint(ui.painter(), pos2(left, top), color);
    if let Some(context) = context {
        context.paint(ui.painter(), pos2(left, below), look.palette.mute);
    }
    if response.clicked() {
        return Some(Command::GoTo(hit.slide));
    }
    // Tab and assistive technology choose by focus; where a key has just chosen, focus only follows.
    (turn.settled && response.gained_focus() && !chosen).then_some(Command::Choose(hit.slide))
}

/// The slide, or its ground with its title until it is painted.
fn picture_ui(ui: &Ui, look: Look, thumb: Rect, hit: &Hit, hidden: bool, shown: Shown) {
    paint_slide(ui.painter(), thumb, shown, look.px(5.0));
    if let Shown::Ground(ground) = shown {
        let color = if ground.intensity() > 0.5 { look.palette.ground } else { look.palette.strong };
        let title = Excerpt { text: hit.title.text.clone(), lit: Vec::new() };
        let title = set(ui, look, &title, (14.0, color), thumb.width() * 0.8);
        title.paint(ui.painter(), thumb.center() - title.size() / 2.0, color);
    }
    if hidden {
        ui.painter().rect_filled(thumb, look.px(5.0), look.palette.ground.gamma_multiply(0.55));
    }
}

/// What is particular about a slide, in words, with its color.
fn marks(look: Look, scene: &Scene<'_>, slide: &PlannedSlide, index: usize) -> Vec<(&'static str, Color32)> {
    let on_stage = matches!(scene.view.on_stage, OnStage::Slide(cursor) if cursor.slide == index);
    let here = scene.view.cursor.slide == index && !on_stage;
    let all = [
        (on_stage, "on stage", look.palette.good),
        (here, "you are here", look.palette.good),
        (slide.hidden, "hidden", look.palette.cap_hover),
        (slide.optional, "optional", look.palette.cap_hover),
        (slide.appendix, "appendix", look.palette.cap_hover),
    ];
    all.into_iter().filter(|(is, ..)| *is).map(|(_, word, color)| (word, color)).collect()
}

/// Small flags on the picture's upper edge, from its right end, where they cover the least of it.
fn marks_ui(ui: &Ui, look: Look, thumb: Rect, marks: &[(&str, Color32)]) {
    let mut right = thumb.right() - look.px(8.0);
    for (word, color) in marks {
        let ink = if *color == look.palette.good { look.palette.ground } else { look.palette.strong };
        let galley = look.galley(ui, *word, Face::SemiBold, 12.5, ink);
        let size = galley.size() + vec2(look.px(14.0), look.px(5.0));
        let flag = Rect::from_min_size(pos2(right - size.x, thumb.top() - (size.y * 0.55).round()), size);
        ui.painter().rect_filled(flag, look.px(5.0), *color);
        ui.painter().rect_stroke(flag, look.px(5.0), Stroke::new(1.0, look.palette.ground), StrokeKind::Outside);
        ui.painter().galley(flag.center() - galley.size() / 2.0, galley, ink);
        right = flag.left() - look.px(6.0);
    }
}

/// `Go to slide 4: Title, hidden`
fn name(slide: &PlannedSlide, marks: &[(&str, Color32)], hit: &Hit, page: &Page<'_>) -> String {
    let mut name = format!("Go to slide {}: {}", slide.number, hit.title.text);
    marks.iter().for_each(|(word, _)| name.push_str(&format!(", {word}")));
    if let Some(context) = context(hit, page) {
        name.push_str(&format!(". {}", context.text));
    }
    name
}

/// Where the words typed stand, as far as this window may say it.
fn context(hit: &Hit, page: &Page<'_>) -> Option<Excerpt> {
    let context = hit.context.as_ref()?;
    let before = match (hit.place, page.private) {
        (Place::Notes, false) => return Some(Excerpt { text: "In the notes".to_owned(), lit: Vec::new() }),
        (Place::Notes, true) => "Notes: ",
        _ => "",
    };
    let lit = context.lit.iter().map(|range| range.start + before.len()..range.end + before.len());
    Some(Excerpt { text: format!("{before}{}", context.text), lit: lit.collect() })
}

/// At most two lines, the words typed lit. What does not fit is left out by whole words.
/// Words that egui cannot set have one line, and none of them lit.
fn set(ui: &Ui, look: Look, excerpt: &Excerpt, (size, color): (f32, Color32), width: f32) -> Sheet {
    if words::beyond(ui.ctx(), Face::Regular, &excerpt.text) {
        return Sheet::line(ui, &excerpt.text, look.font(Face::Regular, size).size, Face::Regular, width);
    }
    Sheet::Galley(set_lit(ui, look, excerpt, (size, color), width))
}

fn set_lit(ui: &Ui, look: Look, excerpt: &Excerpt, (size, color): (f32, Color32), width: f32) -> Arc<Galley> {
    let mut end = excerpt.text.len();
    loop {
        let galley = ui.painter().layout_job(job(look, excerpt, end, (size, color), width));
        if !galley.elided {
            return galley;
        }
        let fits = galley.rows.iter().map(|row| row.glyphs.len()).sum::<usize>().saturating_sub(1);
        let fits = excerpt.text.char_indices().nth(fits).map_or(end, |(at, _)| at.min(end));
        match excerpt.text[..fits].trim_end().rfind(' ') {
            Some(space) if space > 0 => end = space,
            _ => return galley,
        }
    }
}

fn job(look: Look, excerpt: &Excerpt, end: usize, (size, color): (f32, Color32), width: f32) -> LayoutJob {
    let format = |face, color| TextFormat {
        line_height: Some(line_height(look, size)),
        ..TextFormat::simple(look.font(face, size), color)
    };
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    job.wrap.max_rows = 2;
    let mut at = 0;
    for lit in excerpt.lit.iter().filter(|lit| lit.end <= end) {
        job.append(&excerpt.text[at..lit.start], 0.0, format(Face::Regular, color));
        job.append(&excerpt.text[lit.clone()], 0.0, format(Face::Bold, look.palette.attention));
        at = lit.end;
    }
    job.append(&excerpt.text[at..end], 0.0, format(Face::Regular, color));
    if end < excerpt.text.len() {
        job.append(" …", 0.0, format(Face::Regular, color));
    }
    job
}
