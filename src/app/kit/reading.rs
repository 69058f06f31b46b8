//! What a slide says → nodes of a window's accessible tree, at the places where its parts are painted.

use std::sync::Arc;

use eframe::egui::accesskit::{self, Node, Role};
use eframe::egui::{Id, Rect, Ui, UiBuilder};

use crate::app::kit::pointing::Seen;
use crate::app::windows::SLIDE;
use crate::drawing::Drawing;
use crate::drawing::structure::{Bit, Line, ListItem, Part, parts};

/// A slide as it is read out.
pub struct Spoken<'a> {
    /// Tells its nodes from those of another slide.
    pub id: Id,
    /// By which it is known: `Slide 2 of 5: Three things to have`.
    pub name: &'a str,
    /// BCP 47.
    pub language: &'a str,
    pub drawing: &'a Arc<Drawing>,
    pub seen: Seen,
}

impl Spoken<'_> {
    /// Puts the slide into the tree of the window, where anybody reads that.
    pub fn tell(&self, ui: &mut Ui) {
        if !ui.ctx().has_accesskit_node(ui.unique_id()) {
            return;
        }
        let parts = structure(ui, self.drawing);
        let mut group = node(ui, self.id, Role::Group, Some(self.seen.rect), |node| {
            node.set_author_id(SLIDE);
            node.set_label(self.name);
            node.set_language(self.language);
        });
        Teller { seen: self.seen, next: 0, id: self.id }.parts(&mut group, &parts);
    }
}

/// The slide's parts, which are found once for each drawing.
fn structure(ui: &Ui, drawing: &Arc<Drawing>) -> Arc<Vec<Part>> {
    type Known = (Arc<Drawing>, Arc<Vec<Part>>);
    let id = Id::unique(("structure of the slide", ui.ctx().viewport_id()));
    let known = ui.data(|data| data.get_temp::<Known>(id)).filter(|(known, _)| Arc::ptr_eq(known, drawing));
    if let Some((_, parts)) = known {
        return parts;
    }
    let parts = Arc::new(parts(drawing));
    ui.data_mut(|data| data.insert_temp::<Known>(id, (Arc::clone(drawing), Arc::clone(&parts))));
    parts
}

/// A node below that of `ui`, which those below it are given to.
fn node(ui: &mut Ui, id: Id, role: Role, place: Option<Rect>, write: impl FnOnce(&mut Node)) -> Ui {
    let rect = place.unwrap_or_else(|| Rect::from_min_size(ui.max_rect().min, eframe::egui::Vec2::ZERO));
    let child = ui.new_child(UiBuilder::new().scope_id(id).max_rect(rect).accessibility_role(role));
    ui.ctx().accesskit_node_builder(id, |node| {
        if let Some(place) = place {
            let [x0, y0, x1, y1] = [place.left(), place.top(), place.right(), place.bottom()].map(f64::from);
            node.set_bounds(accesskit::Rect { x0, y0, x1, y1 });
        }
        write(node);
    });
    child
}

struct Teller {
    seen: Seen,
    /// The number of the next node.
    next: u64,
    id: Id,
}

impl Teller {
    fn add(
        &mut self,
        ui: &mut Ui,
        role: Role,
        place: Option<crate::geometry::Rect>,
        write: impl FnOnce(&mut Node),
    ) -> Ui {
        let id = self.id.with(self.next);
        self.next += 1;
        node(ui, id, role, place.and_then(|place| self.place(place)), write)
    }

    /// What is seen of a place on the slide.
    fn place(&self, place: crate::geometry::Rect) -> Option<Rect> {
        let Seen { rect, part } = self.seen;
        let corner = |x: f64, y: f64| {
            rect.min + eframe::egui::vec2((x - part.x0) as f32, (y - part.y0) as f32) * self.seen.scale()
        };
        let seen = Rect::from_min_max(corner(place.x0, place.y0), corner(place.x1, place.y1)).intersect(rect);
        seen.is_positive().then_some(seen)
    }

    fn parts(&mut self, ui: &mut Ui, parts: &[Part]) {
        parts.iter().for_each(|part| self.part(ui, part));
    }

    fn part(&mut self, ui: &mut Ui, part: &Part) {
        let place = part.place();
        match part {
            Part::Heading { level, line } => {
                let level = usize::from(*level);
                self.line(ui, Role::Heading, "", line, |node| node.set_level(level));
            }
            Part::Line(line) => self.line(ui, Role::Paragraph, "", line, |_| ()),
            Part::Code(text) => drop(self.add(ui, Role::Code, place, |node| node.set_label(&**text))),
            Part::Quote(parts) => {
                let mut quote = self.add(ui, Role::Blockquote, place, |_| ());
                self.parts(&mut quote, parts);
            }
            Part::List(items) => {
                let mut list = self.add(ui, Role::List, place, |node| node.set_size_of_set(items.len()));
                items.iter().enumerate().for_each(|(at, item)| self.item(&mut list, at, item));
            }
            Part::Table { head, side, rows } => self.table(ui, place, (*head, *side), rows),
            // Who gave it no description meant it for the eye.
            Part::Figure { alt, .. } if alt.trim().is_empty() => {}
            Part::Figure { alt, .. } => drop(self.add(ui, Role::Image, place, |node| node.set_label(alt.as_str()))),
            Part::Note { number, words } => self.line(ui, Role::DocFootnote, &format!("{number}. "), words, |_| ()),
        }
    }

    /// All words of a line as the node's name, and below it what is more than words.
    fn line(&mut self, ui: &mut Ui, role: Role, mark: &str, line: &Line, write: impl FnOnce(&mut Node)) {
        let mut node = self.add(ui, role, line.place, |node| {
            node.set_label(format!("{mark}{}", line.words()));
            write(node);
        });
        for bit in &line.bits {
            match bit {
                Bit::Words(_) => {}
                Bit::Link(words, target) => drop(self.add(&mut node, Role::Link, line.place, |node| {
                    node.set_label(words.trim());
                    node.set_url(target.as_str());
                })),
                Bit::Formula(words) => {
                    drop(self.add(&mut node, Role::Math, line.place, |node| node.set_label(words.as_str())));
                }
                Bit::Note(number) => {
                    drop(self.add(&mut node, Role::DocNoteRef, line.place, |node| node.set_label(number.to_string())));
                }
            }
        }
    }

    /// An item by its mark and its first words; what else stands in it is below.
    fn item(&mut self, ui: &mut Ui, at: usize, item: &ListItem) {
        let mark = match item.mark.as_str() {
            "" => String::new(),
            "[x]" => "Done: ".to_owned(),
            "[ ]" => "To do: ".to_owned(),
            number => format!("{number} "),
        };
        let (first, rest) = match item.parts.split_first() {
            Some((Part::Line(line), rest)) => (line.clone(), rest),
            _ => (Line::default(), &item.parts[..]),
        };
        let place = item.parts.iter().filter_map(Part::place).reduce(|all, place| all.union(place));
        let mut node = self.add(ui, Role::ListItem, place, |node| {
            node.set_label(format!("{mark}{}", first.words()).trim().to_owned());
            node.set_position_in_set(at);
        });
        if first.bits.iter().any(|bit| !matches!(bit, Bit::Words(_))) {
            self.line(&mut node, Role::Paragraph, "", &first, |_| ());
        }
        self.parts(&mut node, rest);
    }

    fn table(
        &mut self,
        ui: &mut Ui,
        place: Option<crate::geometry::Rect>,
        (head, side): (bool, bool),
        rows: &[Vec<Line>],
    ) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut table = self.add(ui, Role::Table, place, |node| {
            node.set_row_count(rows.len());
            node.set_column_count(columns);
        });
        for (at, cells) in rows.iter().enumerate() {
            let place = cells.iter().filter_map(|line| line.place).reduce(|all, place| all.union(place));
            let mut row = self.add(&mut table, Role::Row, place, |node| node.set_row_index(at));
            for (column, cell) in cells.iter().enumerate() {
                let role = match (at, column) {
                    (0, _) if head => Role::ColumnHeader,
                    (_, 0) if side => Role::RowHeader,
                    _ => Role::Cell,
                };
                self.line(&mut row, role, "", cell, |node| {
                    node.set_row_index(at);
                    node.set_column_index(column);
                });
            }
        }
    }
}
