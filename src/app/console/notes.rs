//! The speaker's notes with their formatting; what belongs to the current step is lit and barred.

use std::borrow::Cow;
use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Align, Align2, Color32, Galley, Id, Rangef, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};

use crate::app::keys::keymap::Keymap;
use crate::app::kit::look::{Face, Look, fading_into, line};
use crate::app::pictures::words::{self, Wish, Words};
use crate::deck::{Block, NotePart, Picture, Rich, Run, Script, Slide, Table};
use crate::diagnostic::{Span, counted};
use crate::show::command::Command;
use crate::show::view::Cursor;
use crate::text::{Quotes, right_to_left};

use super::{Places, Scene, what_now};

/// The widest a line of notes may be, in lines' heights: beyond this the eye loses its place.
const MEASURE: f32 = 25.0;
/// No lower panel shows a line of notes under its head.
const LEAST: f32 = 110.0;
/// Lines lower than this have no room for what tells how many more there are.
const LEAST_WITH_FOOT: f32 = 150.0;
/// Distance of the lines in sizes.
const LEADING: f32 = 1.45;

/// The panel with its label, its size buttons and the notes in a scrolled region.
pub fn notes_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Command> {
    let (look, mut area) = (places.look, places.notes?);
    if let Some(taken) = what_now::place(places, scene) {
        area.min.y = taken.bottom() + look.px(16.0);
        if area.height() < look.px(LEAST) {
            return None;
        }
    }
    look.panel(ui, area);
    let inner = area.shrink2(vec2(look.px(26.0), look.px(20.0)));
    let label = look.label(ui, inner.left_top(), Align2::LEFT_TOP, name(ui, look, scene, inner.width()));
    let wish = buttons_ui(ui, look, label, inner.right());
    let top = label.bottom() + look.px(16.0);
    // Where there are lines to spare, one at the foot says how many more there are.
    let foot = if inner.bottom() - top > look.px(LEAST_WITH_FOOT) { look.px(14.0) } else { 0.0 };
    let region = Rect::from_min_max(pos2(area.left(), top), pos2(area.right() - look.px(6.0), inner.bottom() - foot));
    let Some(slide) = scene.deck.slides.get(scene.view.cursor.slide) else {
        return wish;
    };
    if slide.notes.iter().all(|part| part.blocks.is_empty()) {
        let at = pos2(inner.left(), top);
        look.words(ui, at, Align2::LEFT_TOP, line("No notes for this slide.", Face::Regular, 16.0, look.palette.dim));
        return wish;
    }
    // Text that is scrolled out fades into the panel.
    let room = UiBuilder::new().max_rect(region).id_salt("notes").ui_stack_info(fading_into(look.palette.panel));
    let mut child = ui.new_child(room);
    // Where the notes have most of the window, they are larger to begin with.
    let usual = if places.height.is_none() { 27.0 } else { 22.0 };
    let more = parts_ui(&mut child, look, usual, scene, slide, inner.left() - area.left());
    if foot > 0.0 {
        more_ui(ui, look, inner.translate(vec2(0.0, look.px(6.0))), more);
    }
    wish
}

/// Before the talk, what is said first.
fn name(ui: &Ui, look: Look, scene: &Scene<'_>, room: f32) -> &'static str {
    const FIRST: &str = "Your first words";
    let fits = look.label_width(ui, FIRST) + look.px(100.0) < room;
    if scene.view.green_room && fits { FIRST } else { "Notes" }
}

/// How many lines stand below what is seen, and the keys that lead there.
fn more_ui(ui: &mut Ui, look: Look, inner: Rect, lines: usize) {
    if lines == 0 {
        return;
    }
    let words = counted(lines, "more line");
    let words = line(&words, Face::Regular, 13.0, look.palette.mute);
    let words = look.words(ui, inner.left_bottom(), Align2::LEFT_BOTTOM, words);
    let Some(cap) = Keymap::of(ui.ctx()).cap(Command::NotesDown) else { return };
    let says = format!("{cap} scrolls");
    let says = line(&says, Face::Regular, 13.0, look.palette.mute);
    let width = look.galley(ui, says.text, says.face, says.size, says.color).size().x;
    if inner.right() - width > words.right() + look.px(20.0) {
        look.words(ui, inner.right_bottom(), Align2::RIGHT_BOTTOM, says);
    }
}

/// The teleprompter, where there is room for it, and the notes' size, up to `right`; read as they stand.
fn buttons_ui(ui: &mut Ui, look: Look, label: Rect, right: f32) -> Option<Command> {
    let (y, gap) = (label.center().y, look.px(8.0));
    let sizes = [(Command::NotesSmaller, "−", "Smaller"), (Command::NotesLarger, "+", "Larger")];
    let widths = sizes.map(|(_, sign, _)| look.sign_width(ui, sign));
    let mut left = right - widths.iter().sum::<f32>() - gap;
    let mut wish = None;
    if left - gap - look.cap_width(ui, Command::Teleprompter) > label.right() + look.px(20.0) {
        wish = look.cap(ui, pos2(left - gap, y), Command::Teleprompter).1;
    }
    for ((command, sign, name), width) in sizes.into_iter().zip(widths) {
        wish = wish.or(look.cap_sign(ui, pos2(left + width, y), command, (sign, name)).1);
        left += width + gap;
    }
    wish
}

/// Which part is spoken now: the last one that has begun.
fn lit(parts: &[NotePart], step: usize) -> Option<usize> {
    parts.iter().rposition(|part| part.step <= step && !part.blocks.is_empty())
}

/// Returns how many lines stand below what is seen.
fn parts_ui(ui: &mut Ui, look: Look, usual: f32, scene: &Scene<'_>, slide: &Slide, indent: f32) -> usize {
    let view = scene.view;
    let size = usual * view.notes_scale;
    let leading = look.font(Face::Regular, size).size * LEADING;
    let lit = lit(&slide.notes, view.cursor.step);
    let mut area = ScrollArea::vertical().id_salt(view.cursor.slide).auto_shrink(false).animated(false);
    if let Some(Found(offset)) = ui.data_mut(|data| data.remove_temp(asked_id())) {
        area = area.vertical_scroll_offset(offset);
    }
    // What the speaker asked for is applied once; after that the mouse wheel is free to move.
    let before: Option<Asked> = remember(ui, Asked { at: view.cursor, size, lines: view.notes_scroll });
    let here = before.filter(|before| before.at == view.cursor && (before.size == size || view.notes_scroll != 0.0));
    let lines = here.map_or(0.0, |before| view.notes_scroll - before.lines);
    let shown = area.show_viewport(ui, |ui, seen| {
        let origin = ui.cursor().top();
        let width = (ui.available_width() - indent * 2.0).min(leading * MEASURE);
        if lines != 0.0 {
            ui.scroll_with_delta(vec2(0.0, -lines * leading));
            ui.ctx().request_repaint();
        }
        let (mut waits, mut spoken) = (false, None);
        for (index, part) in slide.notes.iter().enumerate() {
            let now = lit == Some(index);
            let color = if now { look.palette.text } else { look.palette.dim };
            let top = ui.cursor().top();
            let strong = if now { look.palette.strong } else { look.palette.dim };
            let mut page = Typesetter { look, size, color, strong, language: &scene.deck.language, waits: false };
            for block in &part.blocks {
                page.block(ui, block, indent, width);
            }
            waits |= page.waits;
            let rect =
                Rect::from_min_max(pos2(ui.max_rect().left(), top), pos2(ui.max_rect().right(), ui.cursor().top()));
            if now {
                let bar = Rect::from_min_max(
                    pos2(rect.left() + indent * 0.3, top),
                    pos2(rect.left() + indent * 0.3 + look.px(4.0), rect.bottom() - leading * 0.35),
                );
                ui.painter().rect_filled(bar, 0.0, look.palette.attention);
                spoken = here.is_none().then_some(rect.translate(vec2(0.0, -origin)));
            }
        }
        if let Some(rect) = spoken {
            show_in_view(ui, rect, seen, ui.min_rect().bottom() - origin);
        }
        if waits {
            // Where the lit part stands is known when all are there.
            ui.data_mut(|data| data.remove::<Asked>(asked_id()));
        }
        expect_next(ui, look, scene, size, width);
    });
    let below = shown.content_size.y - shown.state.clamped_offset().y - shown.inner_rect.height();
    // Less than half a line is the room under the last one.
    (below / leading + 0.5).max(0.0) as usize
}

/// Scrolls so that a part of the notes is `seen`: its middle in the middle, or its top at the top where it is too long. It
/// is done before this frame is painted: where a processor paints, another would take several times as long.
fn show_in_view(ui: &Ui, part: Rect, seen: Rect, height: f32) {
    let wanted = if part.height() < seen.height() {
        part.center().y - seen.height() / 2.0
    } else {
        part.top() - ui.spacing().item_spacing.y
    };
    let wanted = wanted.min(height - seen.height()).max(0.0);
    if (wanted - seen.top()).abs() < 0.5 {
        return;
    }
    ui.data_mut(|data| data.insert_temp(asked_id(), Found(wanted)));
    ui.ctx().request_discard("the notes are scrolled");
    if !ui.ctx().will_discard() {
        ui.ctx().request_repaint();
    }
}

/// Where the notes are scrolled to in the next pass.
#[derive(Clone, Copy, Default)]
struct Found(f32);

/// Pictures of the next slide's words, where they need any, are ready by the time it comes.
fn expect_next(ui: &Ui, look: Look, scene: &Scene<'_>, size: f32, width: f32) {
    let here = scene.view.cursor.slide;
    let next = scene.view.next.filter(|next| next.slide != here).and_then(|next| scene.deck.slides.get(next.slide));
    let page = Typesetter { look, size, color: Color32::WHITE, strong: Color32::WHITE, language: "", waits: false };
    for block in next.iter().flat_map(|slide| &slide.notes).flat_map(|part| &part.blocks) {
        page.expect(ui, block, width);
    }
}

/// Where the notes should be scrolled to.
#[derive(Clone, Copy)]
struct Asked {
    at: Cursor,
    size: f32,
    /// By keys, from where the lit part put them.
    lines: f32,
}

/// What the last frame was asked for.
fn remember(ui: &Ui, asked: Asked) -> Option<Asked> {
    ui.data_mut(|data| {
        let before = data.get_temp(asked_id());
        data.insert_temp(asked_id(), asked);
        before
    })
}

fn asked_id() -> Id {
    Id::unique("notes asked")
}

/// Sets blocks of notes one under the other.
struct Typesetter<'a> {
    look: Look,
    size: f32,
    color: Color32,
    strong: Color32,
    language: &'a str,
    /// Words are still being set elsewhere.
    waits: bool,
}

impl Typesetter<'_> {
    fn block(&mut self, ui: &mut Ui, block: &Block, indent: f32, width: f32) {
        match block {
            Block::Paragraph(rich) => self.paragraph(ui, rich, indent, width),
            Block::Heading(rich) => {
                let mut rich = rich.clone();
                rich.runs.iter_mut().for_each(|run| run.bold = true);
                self.paragraph(ui, &rich, indent, width);
            }
            Block::Quote(blocks) => {
                let indent = if reads_from_right(blocks) { indent } else { indent + self.em() };
                for block in blocks {
                    self.block(ui, block, indent, width - self.em());
                }
            }
            Block::List { start, items } => {
                for (at, item) in items.iter().enumerate() {
                    let marker = match (item.task, start) {
                        (Some(true), _) => "[x]".to_owned(),
                        (Some(false), _) => "[ ]".to_owned(),
                        (None, Some(first)) => format!("{}.", first + at as u64),
                        (None, None) => "•".to_owned(),
                    };
                    self.item(ui, &item.blocks, &marker, indent, width);
                }
            }
            Block::Code(code) => self.plain(ui, &code.text, Face::Mono, indent, width),
            Block::Table(table) => self.table(ui, table, indent, width),
            Block::Picture(picture) => self.alt(ui, picture, indent, width),
            Block::Pictures(pictures) => pictures.iter().for_each(|it| self.alt(ui, it, indent, width)),
        }
    }

    /// What a picture in the notes shows.
    fn alt(&mut self, ui: &mut Ui, picture: &Picture, indent: f32, width: f32) {
        let text = format!("[{}]", picture.alt.as_deref().unwrap_or("picture"));
        self.plain(ui, &text, Face::Italic, indent, width);
    }

    /// The mark stands where the item's words begin: at the right where they run from there.
    fn item(&mut self, ui: &mut Ui, blocks: &[Block], marker: &str, indent: f32, width: f32) {
        let (hang, mirrored) = (self.hang(), reads_from_right(blocks));
        let galley = ui.painter().layout_job(self.job(marker, Face::Regular, width));
        let x = if mirrored { indent + width - galley.size().x } else { indent };
        if matches!(blocks.first(), Some(Block::Paragraph(_))) {
            ui.painter().galley(pos2(ui.max_rect().left() + x, ui.cursor().top()), galley, self.color);
        }
        let indent = if mirrored { indent } else { indent + hang };
        for block in blocks {
            self.block(ui, block, indent, width - hang);
        }
    }

    /// Rows of cells under one another, the head in bold.
    fn table(&mut self, ui: &mut Ui, table: &Table, indent: f32, width: f32) {
        let mut head = table.head.clone();
        head.iter_mut().flat_map(|cell| &mut cell.runs).for_each(|run| run.bold = true);
        let gap = self.em();
        let widths = self.columns(table, width, gap);
        for row in std::iter::once(&head).chain(&table.rows) {
            let corner = pos2(ui.max_rect().left(), ui.cursor().top());
            let (mut x, mut bottom) = (indent, corner.y);
            for (cell, wide) in row.iter().zip(&widths) {
                let area = Rect::from_min_size(corner + vec2(x, 0.0), vec2(*wide, f32::from(u16::MAX)));
                let mut column = ui.new_child(UiBuilder::new().max_rect(area));
                self.paragraph(&mut column, cell, 0.0, *wide);
                bottom = bottom.max(column.min_rect().bottom());
                x += wide + gap;
            }
            ui.advance_cursor_after_rect(Rect::from_min_max(corner, pos2(corner.x + x, bottom)));
        }
    }

    /// As wide as the longest cell of each column wants; less of each, where that is too much.
    fn columns(&self, table: &Table, width: f32, gap: f32) -> Vec<f32> {
        let longest = |column: usize| {
            let cells = std::iter::once(&table.head).chain(&table.rows).filter_map(|row| row.get(column));
            cells.map(|cell| cell.text().chars().count()).max().unwrap_or_default()
        };
        // The mean letter is about half as wide as high; bold heads are a little wider.
        let wants: Vec<f32> = (0..table.head.len()).map(|at| (longest(at) as f32 + 1.0) * self.em() * 0.56).collect();
        shared(&wants, width - gap * wants.len().saturating_sub(1) as f32, self.em() * 2.0)
    }

    fn paragraph(&mut self, ui: &mut Ui, rich: &Rich, indent: f32, width: f32) {
        if beyond(ui, rich) && self.picture(ui, rich, Face::Regular, indent, width) {
            return;
        }
        let mut job = LayoutJob::default();
        job.wrap.max_width = self.width(width);
        let mut quotes = Quotes::new(self.language);
        for (at, run) in rich.runs.iter().enumerate() {
            let face = match (run.code, run.bold || run.marked, run.italic) {
                (true, ..) => Face::Mono,
                (_, true, true) => Face::BoldItalic,
                (_, true, false) => Face::Bold,
                (_, false, true) => Face::Italic,
                (_, false, false) => Face::Regular,
            };
            let mut format = self.format(face);
            if run.bold {
                format.color = self.strong;
            }
            if run.marked && self.color == self.look.palette.text {
                format.color = self.look.palette.attention;
            }
            if run.script.is_some() || run.note.is_some() {
                format.font_id.size *= 0.65;
                format.valign = if run.script == Some(Script::Lowered) { Align::BOTTOM } else { Align::TOP };
                let words = plain(run);
                quotes.pass(&words);
                job.append(&words, 0.0, format);
                continue;
            }
            if run.struck {
                format.strikethrough = Stroke::new(1.0, format.color);
            }
            if run.link.is_some() {
                format.underline = Stroke::new(1.0, format.color);
            }
            // Most words have no marks to be set.
            if run.code || !run.text.contains(['"', '\'']) {
                quotes.pass(&run.text);
                job.append(&run.text, 0.0, format);
            } else {
                let next = rich.runs.get(at + 1).and_then(|next| next.text.chars().next());
                job.append(&quotes.set(&run.text, next), 0.0, format);
            }
        }
        self.set(ui, job, indent);
    }

    /// Words in one look, as they were written.
    fn plain(&mut self, ui: &mut Ui, text: &str, face: Face, indent: f32, width: f32) {
        let rich = Rich::plain(text, Span::default());
        if !(beyond(ui, &rich) && self.picture(ui, &rich, face, indent, width)) {
            self.set(ui, self.job(text, face, width), indent);
        }
    }

    fn set(&self, ui: &mut Ui, job: LayoutJob, indent: f32) {
        let galley: Arc<Galley> = ui.painter().layout_job(job);
        let size = vec2(ui.available_width(), galley.size().y + self.em() * 0.5);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Paragraph, true, galley.text()));
        ui.painter().galley(rect.min + vec2(indent, 0.0), galley, self.color);
    }

    /// Words that egui cannot set; false where nobody else can either.
    fn picture(&mut self, ui: &mut Ui, rich: &Rich, face: Face, indent: f32, width: f32) -> bool {
        let (clip, top) = (ui.clip_rect(), ui.cursor().top());
        let seen = Rangef::new(clip.top() - top, clip.bottom() - top);
        let picture = match words::set(ui.ctx(), self.wish(rich, face, width, seen)) {
            Words::Picture(picture) => Some(picture),
            Words::Coming => None,
            Words::Failed => return false,
        };
        self.waits |= picture.as_ref().is_none_or(|picture| !picture.exact);
        let height = picture.as_ref().map_or(self.em() * LEADING, |picture| picture.size.y);
        let size = vec2(ui.available_width(), height + self.em() * 0.5);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Paragraph, true, rich.text()));
        let shapes = picture.iter().flat_map(|picture| picture.shapes(rect.min + vec2(indent, 0.0), self.color));
        ui.painter().extend(shapes);
        true
    }

    /// Has pictures made that `block` will need.
    fn expect(&self, ui: &Ui, block: &Block, width: f32) {
        match block {
            Block::Paragraph(rich) | Block::Heading(rich) if beyond(ui, rich) => {
                let seen = Rangef::new(0.0, ui.clip_rect().height());
                // It is only to be there.
                let _ = words::set(ui.ctx(), self.wish(rich, Face::Regular, width, seen));
            }
            Block::Quote(blocks) => blocks.iter().for_each(|block| self.expect(ui, block, width - self.em())),
            Block::List { items, .. } => {
                items.iter().flatten().for_each(|block| self.expect(ui, block, width - self.hang()));
            }
            Block::Paragraph(_)
            | Block::Heading(_)
            | Block::Code(_)
            | Block::Table(_)
            | Block::Picture(_)
            | Block::Pictures(_) => {}
        }
    }

    fn wish(&self, rich: &Rich, face: Face, width: f32, seen: Rangef) -> Wish {
        let (rich, width) = (rich.clone(), self.width(width));
        Wish { rich, face, size: self.em(), leading: LEADING, width, one_line: false, seen }
    }

    fn job(&self, text: &str, face: Face, width: f32) -> LayoutJob {
        let mut job = LayoutJob::single_section(text.to_owned(), self.format(face));
        job.wrap.max_width = width;
        job
    }

    fn format(&self, face: Face) -> TextFormat {
        let font = self.look.font(face, self.size);
        let line_height = Some(font.size * LEADING);
        TextFormat { line_height, ..TextFormat::simple(font, self.color) }
    }

    fn em(&self) -> f32 {
        self.look.font(Face::Regular, self.size).size
    }

    /// How far the words of an item stand from its mark's place.
    fn hang(&self) -> f32 {
        self.em() * 1.1
    }

    /// Room for some letters is always left.
    fn width(&self, width: f32) -> f32 {
        width.max(self.em() * 4.0)
    }
}

fn beyond(ui: &Ui, rich: &Rich) -> bool {
    rich.runs.iter().any(|run| run.ruby.is_some() || words::beyond(ui.ctx(), Face::Regular, &plain(run)))
}

/// The letters that stand in the line, small ones too.
fn plain(run: &Run) -> Cow<'_, str> {
    match (&run.note, run.script) {
        (Some(note), _) => Cow::Owned(note.number.to_string()),
        (None, Some(script)) => Cow::Owned(script.plain(&run.text)),
        (None, None) => Cow::Borrowed(&run.text),
    }
}

/// The room that columns get which need so much: the narrow ones all of it, the others what is left, in equal parts.
fn shared(needs: &[f32], room: f32, least: f32) -> Vec<f32> {
    let mut widths = needs.to_vec();
    let mut order: Vec<usize> = (0..needs.len()).collect();
    order.sort_by(|one, other| needs[*one].total_cmp(&needs[*other]));
    let mut left = room;
    for (done, column) in order.into_iter().enumerate() {
        widths[column] = needs[column].min((left / (needs.len() - done) as f32).max(least));
        left -= widths[column];
    }
    widths
}

/// Whether the first words begin at the right.
fn reads_from_right(blocks: &[Block]) -> bool {
    match blocks.first() {
        Some(Block::Paragraph(rich) | Block::Heading(rich)) => rich
            .runs
            .iter()
            .find(|run| run.text.contains(char::is_alphabetic))
            .is_some_and(|run| right_to_left(&run.text)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_get_what_they_need_and_share_what_is_left() {
        assert_eq!(shared(&[40.0, 30.0], 200.0, 10.0), [40.0, 30.0]);
        assert_eq!(shared(&[400.0, 30.0, 300.0], 230.0, 10.0), [100.0, 30.0, 100.0]);
        assert_eq!(shared(&[400.0, 300.0], 10.0, 20.0), [20.0, 20.0], "some letters always");
    }
}
