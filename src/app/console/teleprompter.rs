//! The teleprompter: the speaker's words in large type roll past a reading line; time and what comes next stay in sight.

use std::sync::Arc;

use eframe::egui::epaint::{ClippedShape, Primitive, TextShape};
use eframe::egui::{Color32, Galley, Pos2, Rangef, Rect, Role, Sense, Shape, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::app::kit::look::{Face, Look, line};
use crate::app::kit::palette::Palette;
use crate::deck::plan::PlannedSlide;
use crate::show::command::Command;
use crate::text::{typographic, typographic_blocks};

use super::slide::number_words;
use super::{Scene, status};
use crate::app::kit::sheet::{Part, Setting, Sheet};

/// Size of the words as a part of the window's height: 56 of 1080.
const TYPE: f32 = 0.052;
const LEADING: f32 = 1.4;
/// The reading line, from the top of the window.
const READING: f32 = 1.0 / 3.0;
/// The longest line, and the shortest that large type is allowed to leave, in em: about 36 and 20 characters.
const LONGEST: f32 = 17.0;
const SHORTEST: f32 = 10.0;
const BAR: f32 = 58.0;
const CONTROLS: f32 = 54.0;

const READ: Color32 = Color32::from_gray(0x78);
const LATER: Color32 = Color32::from_gray(0xB0);

/// The whole window as a teleprompter.
pub fn teleprompter_ui(ui: &mut Ui, look: Look, scene: &Scene<'_>) -> Option<Command> {
    let window = ui.max_rect();
    let look = Look { palette: Palette::DARK, ..look };
    ui.painter().rect_filled(window, 0.0, Color32::BLACK);
    let controls = Rect::from_min_max(pos2(window.left(), window.bottom() - look.px(CONTROLS)), window.max);
    let wish = controls_ui(ui, look, controls, scene);
    let area = Rect::from_min_max(window.min, controls.right_top());
    let it = scene.view.teleprompter;
    let sign = |turned: bool| if turned { -1.0 } else { 1.0 };
    let mut glass = Glass { area, flip: vec2(sign(it.mirrored != it.turned), sign(it.turned)), shapes: Vec::new() };
    let bar = Rect::from_min_max(area.min, pos2(area.right(), area.top() + look.px(BAR)));
    bar_ui(ui, look, bar, scene, &mut glass);
    let below = Rect::from_min_max(bar.left_bottom(), area.max);
    words_ui(ui, look, window, below, scene, &mut glass);
    glass.show(ui);
    if it.moves(scene.now) {
        ui.ctx().request_repaint();
    }
    wish
}

/// One line: the talk's time and pace, where the speaker is, and what comes next.
fn bar_ui(ui: &mut Ui, look: Look, bar: Rect, scene: &Scene<'_>, glass: &mut Glass) {
    let view = scene.view;
    let (pace, color) = status::pace_words(scene, look.palette);
    let here = format!("Slide {} of {}", view.number, view.count);
    let next = next_name(scene).map_or_else(|| "Last slide".to_owned(), |title| format!("Next slide: {title}"));
    let next = number_words(view, scene.plan).unwrap_or(next);
    let time = status::talk_time(scene);
    let mut left = bar.left() + look.px(24.0);
    let (text, mute) = (look.palette.text, look.palette.mute);
    let parts =
        [(&time, Face::SemiBold, 28.0, text), (&pace, Face::Bold, 17.0, color), (&here, Face::Regular, 17.0, mute)];
    for (words, face, size, color) in parts {
        let galley = look.galley(ui, words, face, size, color);
        glass.put(bar, pos2(left, bar.center().y - galley.size().y / 2.0), Arc::clone(&galley), color);
        left += galley.size().x + look.px(22.0);
    }
    let right = bar.right() - look.px(24.0);
    let sheet = Sheet::line(ui, &next, look.font(Face::Regular, 17.0).size, Face::Regular, right - left);
    let at = pos2(right - sheet.size().x, bar.center().y - sheet.size().y / 2.0);
    glass.put_sheet(bar, at, &sheet, look.palette.text);
    let response = ui.interact(bar, ui.scope_id().with("teleprompter bar"), Sense::hover());
    let said = format!("Talk {time}, {pace}, {here}, {next}");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
}

/// The slide after this one.
fn next_name(scene: &Scene<'_>) -> Option<String> {
    let next = scene.plan.slides.iter().skip(scene.view.cursor.slide + 1).find(|slide| !slide.hidden);
    next.map(PlannedSlide::name)
}

/// The slide's words, step by step; what is being read stands at the reading line.
fn words_ui(ui: &mut Ui, look: Look, window: Rect, area: Rect, scene: &Scene<'_>, glass: &mut Glass) {
    let view = scene.view;
    let room = area.width() - look.px(72.0) * 2.0;
    let size = (window.height() * TYPE * view.notes_scale).min(room / SHORTEST).max(12.0);
    let width = (size * LONGEST).min(room);
    let left = area.center().x - width / 2.0;
    let setting = Setting { size, width, leading: LEADING };
    let texts = slide_texts(scene, view.cursor.slide);
    let said = texts.get(view.cursor.step).cloned().unwrap_or_default();
    let begin = Rangef::new(0.0, window.height());
    let parts: Vec<Part> = texts.into_iter().map(|text| Part::new(ui, text, setting, begin)).collect();
    let (mut at, mut tops) = (0.0, Vec::new());
    for part in &parts {
        tops.push(at);
        at += part.height() + size * LEADING;
    }
    if let Some(next) = view.next.filter(|_| parts.iter().any(Part::is_picture)) {
        // A talk goes on in the script that it is in: the next slide's words are made ready too.
        slide_texts(scene, next.slide).into_iter().for_each(|text| drop(Part::new(ui, text, setting, begin)));
    }
    let here = view.cursor.step.min(parts.len().saturating_sub(1));
    let done = view.teleprompter.done(scene.now);
    let Some((whole, now)) = parts.get(here).map(|part| part.read(done)) else { return };
    let reading = window.top() + window.height() * READING;
    let scale = ui.ctx().pixels_per_point();
    let top = ((reading - tops[here] - now) * scale).round() / scale;
    let count = parts.len();
    for (step, part) in parts.into_iter().enumerate() {
        let corner = pos2(left, top + tops[step]);
        let part = part.seen_from(ui, setting, Rangef::new(area.top() - corner.y, area.bottom() - corner.y));
        let split = match step.cmp(&here) {
            std::cmp::Ordering::Less => area.bottom(),
            std::cmp::Ordering::Equal => corner.y + whole,
            std::cmp::Ordering::Greater => area.top(),
        };
        let color = if step > here { LATER } else { Color32::WHITE };
        if part.height() > 0.0 {
            glass.put_sheet(area.with_max_y(split.min(area.bottom())), corner, &part.sheet, READ);
            glass.put_sheet(area.with_min_y(split.max(area.top())), corner, &part.sheet, color);
        }
        let after = || next_name(scene).unwrap_or_else(|| "end of the talk".to_owned());
        let words = if step + 1 < count { "next step".to_owned() } else { after() };
        let sheet = Sheet::line(ui, &format!("→ {words}"), size * 0.5, Face::SemiBold, width);
        let drop = (size * LEADING - sheet.size().y) / 2.0;
        glass.put_sheet(area, corner + vec2(0.0, part.height() + drop), &sheet, look.palette.attention);
    }
    pointers(glass, area, reading, left - size * 0.55, left + width + size * 0.55, size * 0.28);
    let response = ui.interact(area, ui.scope_id().with("teleprompter words"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Paragraph, true, &said));
}

/// What is said at each step of a slide, as it is printed.
fn slide_texts(scene: &Scene<'_>, slide: usize) -> Vec<String> {
    let view = scene.view;
    let mut lines: Vec<(usize, String)> = Vec::new();
    let planned = scene.plan.slides.get(slide);
    if view.teleprompter.script {
        let steps = planned.and_then(|slide| slide.captions.get(view.caption_language));
        for (step, blocks) in steps.into_iter().flatten().enumerate() {
            let words: Vec<String> = blocks.iter().map(|block| block.lines.join(" ")).collect();
            lines.push((step, typographic(&words.join(" "), &scene.deck.language).into_owned()));
        }
    } else {
        for part in scene.deck.slides.get(slide).into_iter().flat_map(|slide| &slide.notes) {
            let mut words = Vec::new();
            let blocks = typographic_blocks(&part.blocks, &scene.deck.language);
            blocks.iter().for_each(|block| block.words(&mut words));
            lines.extend(words.into_iter().map(|line| (part.step, line)));
        }
    }
    let steps = planned.map_or(1, |slide| slide.steps.max(1));
    let mut out = vec![String::new(); steps];
    for (step, line) in lines.iter().filter(|(_, line)| !line.is_empty()) {
        let text = &mut out[(*step).min(steps - 1)];
        text.push_str(if text.is_empty() { "" } else { "\n" });
        text.push_str(line);
    }
    if out.iter().all(String::is_empty) {
        let none = if view.teleprompter.script { "(No captions here.)" } else { "(No notes here.)" };
        none.clone_into(&mut out[view.cursor.step.min(steps - 1)]);
    }
    out
}

/// Two triangles that point at the words being read.
fn pointers(glass: &mut Glass, area: Rect, y: f32, left: f32, right: f32, size: f32) {
    for (x, inward) in [(left, size), (right, -size)] {
        let corners = vec![pos2(x - inward, y - size), pos2(x + inward * 0.4, y), pos2(x - inward, y + size)];
        let color = Palette::DARK.attention;
        glass.add(area, Shape::convex_polygon(corners, color, eframe::egui::Stroke::NONE));
    }
}

/// Buttons for all that the keys do, and the speed in words.
fn controls_ui(ui: &mut Ui, look: Look, area: Rect, scene: &Scene<'_>) -> Option<Command> {
    let it = scene.view.teleprompter;
    let y = area.center().y;
    let (mut right, mut wish) = (area.right() - look.px(24.0), None);
    let caps = [
        (Command::Teleprompter, "Console"),
        (Command::TeleprompterTurn, if it.turned { "Upright" } else { "Turn" }),
        (Command::TeleprompterMirror, if it.mirrored { "Not mirrored" } else { "Mirror" }),
        (Command::TeleprompterScript, if it.script { "Show notes" } else { "Show captions" }),
        (Command::TeleprompterHold, if it.held { "Go on" } else { "Hold" }),
        (Command::TeleprompterFaster, "Faster"),
        (Command::TeleprompterSlower, "Slower"),
    ];
    for (command, name) in caps {
        let (rect, pressed) = look.cap_saying(ui, pos2(right, y), command, Some(name));
        right = rect.left() - look.px(8.0);
        wish = wish.or(pressed);
    }
    let state = match (it.held, scene.view.running || scene.view.elapsed.is_zero()) {
        (true, _) => ", held",
        (false, true) => "",
        (false, false) => ", waits for the talk's time",
    };
    let left = area.left() + look.px(24.0);
    let room = right - look.px(8.0) - left;
    let color = if state.is_empty() { look.palette.mute } else { look.palette.attention };
    let whole = format!("{} words a minute{state}", it.speed);
    let fits = look.galley(ui, whole.as_str(), Face::Regular, 15.0, color).size().x <= room;
    let words = if fits { whole } else { format!("{} a min{state}", it.speed) };
    look.words_within(
        ui,
        pos2(left, y),
        eframe::egui::Align2::LEFT_CENTER,
        room,
        line(&words, Face::Regular, 15.0, color),
    );
    wish
}

/// What is drawn, to be mirrored and turned as a whole: a pane of glass before a camera shows the wrong side.
struct Glass {
    area: Rect,
    /// For each axis −1 where it is flipped.
    flip: Vec2,
    /// Each with the place that it is cut to.
    shapes: Vec<(Rect, Shape)>,
}

impl Glass {
    fn add(&mut self, clip_rect: Rect, shape: Shape) {
        self.shapes.push((clip_rect, shape));
    }

    fn put(&mut self, clip: Rect, at: Pos2, galley: Arc<Galley>, color: Color32) {
        if clip.is_positive() {
            self.add(clip, TextShape { override_text_color: Some(color), ..TextShape::new(at, galley, color) }.into());
        }
    }

    fn put_sheet(&mut self, clip: Rect, at: Pos2, sheet: &Sheet, color: Color32) {
        match sheet {
            Sheet::Galley(galley) => self.put(clip, at, Arc::clone(galley), color),
            Sheet::Picture(picture) if clip.is_positive() => {
                picture.shapes(at, color).for_each(|shape| self.add(clip, shape));
            }
            Sheet::Picture(_) | Sheet::Coming => {}
        }
    }

    fn show(self, ui: &Ui) {
        if self.flip == Vec2::splat(1.0) {
            for (clip, shape) in self.shapes {
                ui.painter().with_clip_rect(clip).add(shape);
            }
            return;
        }
        let center = self.area.center();
        let flipped = |at: Pos2| center + (at - center) * self.flip;
        let shapes = self.shapes.into_iter().map(|(clip, shape)| ClippedShape::new(clip, shape)).collect();
        for part in ui.ctx().tessellate(shapes, ui.ctx().pixels_per_point()) {
            let Primitive::Mesh(mut mesh) = part.primitive else { continue };
            mesh.vertices.iter_mut().for_each(|vertex| vertex.pos = flipped(vertex.pos));
            let clip = Rect::from_two_pos(flipped(part.clip_rect.min), flipped(part.clip_rect.max));
            ui.painter().with_clip_rect(clip).add(Shape::mesh(mesh));
        }
    }
}
