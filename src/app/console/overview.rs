//! All slides as pictures with number and title: what is typed leaves those that have it, arrows and Enter choose.
//!
//! The notes are searched too, but their words are shown only where the audience cannot see this window.

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Align, Align2, Color32, CursorIcon, EventFilter, Galley, Id, Rect, Response, Role, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, UiBuilder, WidgetInfo, emath::GuiRounding, pos2, style::ScrollAnimation, vec2,
};

use crate::app::look::{
    ATTENTION, CAP, CAP_HOVER, Face, GOOD, GROUND, Look, MUTE, PANEL, STRONG, TEXT, focus_ring, line,
};
use crate::app::overview::{Finder, Row, Thumbs, field_id, tile_id};
use crate::app::pictures::Pixels;
use crate::app::search::{Excerpt, Hit, Place};
use crate::app::shared::Shown;
use crate::app::stage::paint_slide;
use crate::deck::plan::PlannedSlide;
use crate::show::command::Command;
use crate::show::view::OnStage;

use super::{Places, Scene, header, over_ui};

/// What the overview shows beside the scene.
pub struct Page<'a> {
    pub finder: &'a Finder,
    pub chosen: usize,
    /// Only the speaker sees this window.
    pub private: bool,
    /// The picture of a slide at a size.
    pub picture: &'a dyn Fn(usize, Pixels) -> Shown,
}

/// Sizes of the grid, in points.
#[derive(Clone, Copy, Debug)]
struct Grid {
    columns: usize,
    left: f32,
    gap: f32,
    thumb: eframe::egui::Vec2,
    /// The heights of a tile with its title, of the words around a hit, and of a section's heading.
    tile: f32,
    context: f32,
    heading: f32,
}

/// The whole page; with the wish come the slides that are seen or nearly so, and the number of columns.
pub fn overview_ui(
    ui: &mut Ui,
    places: &Places,
    scene: &Scene<'_>,
    page: &Page<'_>,
) -> (Option<Command>, (Thumbs, usize)) {
    let look = places.look;
    let head = header::header_ui(ui, places, scene);
    let inner = Rect::from_min_max(pos2(places.slide.left(), places.slide.top()), ui.max_rect().max);
    let right = places.header.right();
    let search = Rect::from_min_max(inner.min, pos2(right, inner.top() + look.px(44.0)));
    let leave = search_ui(ui, look, search, scene, page);
    let area = Rect::from_min_max(pos2(ui.max_rect().left(), search.bottom() + look.px(8.0)), inner.max);
    let grid = Grid::new(look, scene, inner.left(), right);
    let (go, slides) = grid_ui(ui, look, area, grid, scene, page);
    let wish = over_ui(ui, places, scene).or(head).or(leave).or(go);
    let scale = ui.ctx().pixels_per_point();
    (wish, (Thumbs { size: grid.pixels(scale), slides }, grid.columns))
}

/// The field, how many slides there are, and how to leave.
fn search_ui(ui: &mut Ui, look: Look, area: Rect, scene: &Scene<'_>, page: &Page<'_>) -> Option<Command> {
    let typed = page.finder.text();
    let field = Rect::from_min_size(area.min, vec2(look.px(480.0).min(area.width() * 0.5), area.height()));
    let response = ui.interact(field, field_id(), Sense::click());
    response.widget_info(|| WidgetInfo {
        label: Some("Search slides".to_owned()),
        ..WidgetInfo::text_edit(true, typed, typed, "Words or a number")
    });
    keep_keys(ui, &response);
    ui.painter().rect_filled(field, look.px(8.0), PANEL);
    ui.painter().rect_stroke(field, look.px(8.0), Stroke::new(1.0, CAP_HOVER), StrokeKind::Inside);
    focus_ring(ui, field, look.px(8.0), &response);
    let eye = pos2(field.left() + look.px(21.0), field.center().y - look.px(1.5));
    let stroke = Stroke::new(look.px(2.0), MUTE);
    ui.painter().circle_stroke(eye, look.px(5.5), stroke);
    let handle = vec2(look.px(4.0), look.px(4.0));
    ui.painter().line_segment([eye + handle, eye + handle * 2.2], stroke);

    let (words, color) = if typed.is_empty() { ("Type words or a number", MUTE) } else { (typed, STRONG) };
    let galley = look.galley(ui, words, Face::Regular, 19.0, color);
    let room =
        Rect::from_min_max(pos2(field.left() + look.px(40.0), field.top()), field.max - vec2(look.px(14.0), 0.0));
    let width = if typed.is_empty() { 0.0 } else { galley.size().x };
    // The end of the words is what one is typing at.
    let left = room.left().min(room.right() - galley.size().x);
    let painter = ui.painter().with_clip_rect(room.expand(1.0));
    let top = room.center().y - galley.size().y / 2.0;
    let caret = Rect::from_min_size(pos2(left + width - look.px(1.0), top), vec2(look.px(2.0), galley.size().y));
    let indent = if typed.is_empty() { look.px(6.0) } else { 0.0 };
    painter.galley(pos2(left + indent, top), galley, color);
    painter.rect_filled(caret, 0.0, ATTENTION);

    let y = area.center().y;
    let (cap, leave) = look.cap(ui, pos2(area.right(), y), Command::Leave);
    let at = pos2(cap.left() - look.px(12.0), y);
    let keys = line("Arrows choose, Enter goes there", Face::Regular, 15.0, MUTE);
    let keys = look.words(ui, at, Align2::RIGHT_CENTER, keys);
    let (found, all) = (page.finder.hits().len(), scene.plan.slides.len());
    let words = match (found, all) {
        _ if typed.is_empty() => plural(all),
        (found, all) => format!("{found} of {}", plural(all)),
    };
    let at = pos2(field.right() + look.px(18.0), y);
    let room = keys.left() - at.x - look.px(12.0);
    look.words_within(ui, at, Align2::LEFT_CENTER, room, line(&words, Face::Regular, 16.0, TEXT));
    leave
}

fn plural(slides: usize) -> String {
    if slides == 1 { "1 slide".to_owned() } else { format!("{slides} slides") }
}

/// Arrows and Esc are the overview's: they move no focus. Tab does.
fn keep_keys(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let filter = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
}

impl Grid {
    fn new(look: Look, scene: &Scene<'_>, left: f32, right: f32) -> Self {
        let gap = look.px(28.0);
        let columns = (((right - left + gap) / (look.px(250.0) + gap)) as usize).max(1);
        let width = ((right - left + gap) / columns as f32 - gap).floor();
        let size = scene.deck.aspect.size();
        let thumb = vec2(width, (width * (size.height / size.width) as f32).round());
        let tile = thumb.y + look.px(8.0) + 2.0 * line_height(look, 15.0) + look.px(18.0);
        let context = look.px(4.0) + 2.0 * line_height(look, 13.5);
        Self { columns, left, gap, thumb, tile, context, heading: look.px(34.0) }
    }

    fn pixels(&self, scale: f32) -> Pixels {
        [(self.thumb.x * scale).round() as u32, (self.thumb.y * scale).round() as u32]
    }

    /// A row's heights: of its heading and of its tiles.
    fn heights(&self, row: &Row, page: &Page<'_>) -> (f32, f32) {
        let context = page.finder.hits()[row.hits.clone()].iter().any(|hit| hit.context.is_some());
        let heading = if row.heading.is_some() { self.heading } else { 0.0 };
        (heading, self.tile + if context { self.context } else { 0.0 })
    }
}

fn line_height(look: Look, size: f32) -> f32 {
    (look.font(Face::Regular, size).size * 1.3).round()
}

/// The rows in their scrolled region. Only what is seen, and a screen to each side of it, is there at all.
fn grid_ui(
    ui: &mut Ui,
    look: Look,
    area: Rect,
    grid: Grid,
    scene: &Scene<'_>,
    page: &Page<'_>,
) -> (Option<Command>, Vec<usize>) {
    let (mut wish, mut near) = (None, (Vec::new(), Vec::new()));
    if page.finder.hits().is_empty() {
        let at = area.center_top() + vec2(0.0, area.height() * 0.35);
        look.words(ui, at, Align2::CENTER_BOTTOM, line("No slide has these words", Face::Serif, 26.0, TEXT));
        let below = at + vec2(0.0, look.px(10.0));
        look.words(ui, below, Align2::CENTER_TOP, line("Esc clears them", Face::Regular, 16.0, MUTE));
        return (None, Vec::new());
    }
    let turn = Turn::new(ui, page.chosen);
    let mut child = ui.new_child(UiBuilder::new().max_rect(area).id_salt("overview"));
    let scroll = ScrollArea::vertical().auto_shrink(false);
    scroll.show_viewport(&mut child, |ui, seen| {
        let rows = page.finder.rows();
        let pad = look.px(15.0);
        let heights = |row| grid.heights(row, page);
        ui.set_height(rows.iter().map(heights).map(|(heading, tiles)| heading + tiles).sum::<f32>() + pad * 2.0);
        let origin = ui.max_rect().top();
        let mut y = origin + pad;
        for row in rows {
            let (heading, tiles) = heights(row);
            let height = heading + tiles;
            let (top, bottom) = (y - origin, y - origin + height);
            let far = bottom < seen.top() - seen.height() || top > seen.bottom() + seen.height();
            if !far {
                let visible = bottom > seen.top() && top < seen.bottom();
                if let Some(words) = row.heading.as_ref().filter(|_| visible) {
                    look.label(ui, pos2(grid.left, y + look.px(4.0)), Align2::LEFT_TOP, words);
                }
                let near = if visible { &mut near.0 } else { &mut near.1 };
                near.extend(page.finder.hits()[row.hits.clone()].iter().map(|hit| hit.slide));
            }
            for (column, hit) in page.finder.hits()[row.hits.clone()].iter().enumerate() {
                let chosen = hit.slide == page.chosen;
                if far && !chosen {
                    continue;
                }
                let left = grid.left + column as f32 * (grid.thumb.x + grid.gap);
                let tile = Rect::from_min_max(pos2(left, y + heading), pos2(left + grid.thumb.x, y + height));
                if chosen {
                    turn.scroll(ui, Rect::from_min_max(pos2(left, y), tile.max).expand(pad));
                }
                wish = tile_ui(ui, look, tile, grid, hit, scene, page, turn).or(wish);
            }
            y += height;
        }
    });
    near.0.append(&mut near.1);
    (wish, near.0)
}

/// How the choice came to where it is: what follows it, and what it follows.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Turn {
    fresh: bool,
    moved: bool,
    settled: bool,
}

impl Turn {
    fn new(ui: &Ui, chosen: usize) -> Self {
        let id = Id::unique("overview chosen");
        let pass = ui.ctx().cumulative_pass_nr();
        ui.data_mut(|data| {
            let before = data.get_temp::<(u64, usize, bool)>(id).filter(|(last, ..)| last + 1 >= pass);
            let moved = before.is_none_or(|(_, last, _)| last != chosen);
            data.insert_temp(id, (pass, chosen, moved));
            Self { fresh: before.is_none(), moved, settled: !moved && before.is_some_and(|(_, _, moved)| !moved) }
        })
    }

    fn scroll(self, ui: &Ui, rect: Rect) {
        if self.fresh {
            ui.scroll_to_rect_animation(rect, Some(Align::Center), ScrollAnimation::none());
        } else if self.moved {
            ui.scroll_to_rect(rect, None);
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "a tile is told where it stands and what it shows")]
fn tile_ui(
    ui: &mut Ui,
    look: Look,
    tile: Rect,
    grid: Grid,
    hit: &Hit,
    scene: &Scene<'_>,
    page: &Page<'_>,
    turn: Turn,
) -> Option<Command> {
    let slide = scene.plan.slides.get(hit.slide)?;
    let chosen = hit.slide == page.chosen;
    let response = ui.interact(tile, tile_id(hit.slide), Sense::click());
    let marks = marks(scene, slide, hit.slide);
    let name = name(slide, &marks, hit, page);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    keep_keys(ui, &response);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if chosen && !turn.settled {
        response.request_focus();
    }

    let scale = ui.ctx().pixels_per_point();
    let thumb = Rect::from_min_size(tile.min, grid.thumb).round_to_pixels(scale);
    let color = if chosen { STRONG } else { TEXT };
    let number = look.galley(ui, slide.number.to_string(), Face::Bold, 15.0, color);
    let (left, top) = (tile.left() + number.size().x + look.px(8.0), thumb.bottom() + look.px(8.0));
    let title = set(ui, look, &hit.title, (15.0, color), tile.right() - left);
    let below = top + title.size().y + look.px(2.0);
    let context = context(hit, page).map(|words| set(ui, look, &words, (13.5, MUTE), tile.right() - left));
    if chosen {
        let bottom = below + context.as_ref().map_or(0.0, |context| context.size().y);
        let ground = Rect::from_min_max(thumb.min, pos2(tile.right(), bottom));
        ui.painter().rect_filled(ground.expand(look.px(10.0)), look.px(10.0), CAP);
    }
    picture_ui(ui, look, thumb, hit, slide.hidden, (page.picture)(hit.slide, grid.pixels(scale)));
    let ring = match (chosen, response.hovered()) {
        (true, _) => Stroke::new(look.px(3.0), STRONG),
        (false, true) => Stroke::new(look.px(2.0), MUTE),
        (false, false) => Stroke::new(1.0, CAP),
    };
    ui.painter().rect_stroke(thumb, look.px(5.0), ring, StrokeKind::Outside);
    marks_ui(ui, look, thumb, &marks);
    ui.painter().galley(pos2(tile.left(), top), number, color);
    ui.painter().galley(pos2(left, top), title, color);
    if let Some(context) = context {
        ui.painter().galley(pos2(left, below), context, MUTE);
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
        let color = if ground.intensity() > 0.5 { GROUND } else { STRONG };
        let title = Excerpt { text: hit.title.text.clone(), lit: Vec::new() };
        let galley = set(ui, look, &title, (14.0, color), thumb.width() * 0.8);
        ui.painter().galley(thumb.center() - galley.size() / 2.0, galley, color);
    }
    if hidden {
        ui.painter().rect_filled(thumb, look.px(5.0), GROUND.gamma_multiply(0.55));
    }
}

/// What is particular about a slide, in words, with its color.
fn marks(scene: &Scene<'_>, slide: &PlannedSlide, index: usize) -> Vec<(&'static str, Color32)> {
    let on_stage = matches!(scene.view.on_stage, OnStage::Slide(cursor) if cursor.slide == index);
    let here = scene.view.cursor.slide == index && !on_stage;
    let all = [
        (on_stage, "on stage", GOOD),
        (here, "you are here", GOOD),
        (slide.hidden, "hidden", CAP_HOVER),
        (slide.optional, "optional", CAP_HOVER),
        (slide.appendix, "appendix", CAP_HOVER),
    ];
    all.into_iter().filter(|(is, ..)| *is).map(|(_, word, color)| (word, color)).collect()
}

/// Small flags on the picture's upper edge, from its right end, where they cover the least of it.
fn marks_ui(ui: &Ui, look: Look, thumb: Rect, marks: &[(&str, Color32)]) {
    let mut right = thumb.right() - look.px(8.0);
    for (word, color) in marks {
        let ink = if *color == GOOD { GROUND } else { STRONG };
        let galley = look.galley(ui, *word, Face::SemiBold, 12.5, ink);
        let size = galley.size() + vec2(look.px(14.0), look.px(5.0));
        let flag = Rect::from_min_size(pos2(right - size.x, thumb.top() - (size.y * 0.55).round()), size);
        ui.painter().rect_filled(flag, look.px(5.0), *color);
        ui.painter().rect_stroke(flag, look.px(5.0), Stroke::new(1.0, GROUND), StrokeKind::Outside);
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
fn set(ui: &Ui, look: Look, excerpt: &Excerpt, (size, color): (f32, Color32), width: f32) -> Arc<Galley> {
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
        job.append(&excerpt.text[lit.clone()], 0.0, format(Face::Bold, ATTENTION));
        at = lit.end;
    }
    job.append(&excerpt.text[at..end], 0.0, format(Face::Regular, color));
    if end < excerpt.text.len() {
        job.append(" …", 0.0, format(Face::Regular, color));
    }
    job
}
