//! Words in one color → a sheet of them, set by egui or, where it cannot, a picture; and how far they are read.

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, FontId, Galley, Painter, Pos2, Rangef, Ui, Vec2};

use super::look::Face;
use crate::app::pictures::words::{self, Picture, Wish, Words};
use crate::deck::Rich;
use crate::diagnostic::Span;

/// Words that were set: by egui, or elsewhere where it cannot.
pub enum Sheet {
    Galley(Arc<Galley>),
    Picture(Picture),
    Coming,
}

impl Sheet {
    /// On one line, cut where the width ends.
    pub fn line(ui: &Ui, text: &str, size: f32, face: Face, width: f32) -> Self {
        let width = width.max(1.0);
        let usual = || {
            let font = FontId::new(size, face.family());
            let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(font, Color32::PLACEHOLDER));
            job.wrap.max_width = width;
            job.wrap.max_rows = 1;
            job.wrap.break_anywhere = true;
            ui.painter().layout_job(job)
        };
        Self::new(ui, text, face, || Wish::line(text, face, size, width), usual)
    }

    fn new(ui: &Ui, text: &str, face: Face, wish: impl FnOnce() -> Wish, usual: impl FnOnce() -> Arc<Galley>) -> Self {
        if !words::beyond(ui.ctx(), face, text) {
            return Self::Galley(usual());
        }
        match words::set(ui.ctx(), wish()) {
            Words::Picture(picture) => Self::Picture(picture),
            Words::Coming => Self::Coming,
            Words::Failed => Self::Galley(usual()),
        }
    }

    /// With its top left corner at `at`; in `color`, where it has no colors of its own.
    pub fn paint(&self, painter: &Painter, at: Pos2, color: Color32) {
        match self {
            Self::Galley(galley) => painter.galley(at, Arc::clone(galley), color),
            Self::Picture(picture) => painter.extend(picture.shapes(at, color)),
            Self::Coming => {}
        }
    }

    pub fn size(&self) -> Vec2 {
        match self {
            Self::Galley(galley) => galley.size(),
            Self::Picture(picture) => picture.size,
            Self::Coming => Vec2::ZERO,
        }
    }
}

/// Words of one step, and for each of their rows how much there is to read up to its end.
pub struct Part {
    text: String,
    pub sheet: Sheet,
    rows: Vec<(Rangef, usize)>,
}

/// How the words of all steps are set.
#[derive(Clone, Copy)]
pub struct Setting {
    pub size: f32,
    pub width: f32,
    /// Distance of the rows in sizes.
    pub leading: f32,
}

impl Part {
    /// `seen` is what is in sight, from the top of the words.
    pub fn new(ui: &Ui, text: String, setting: Setting, seen: Rangef) -> Self {
        let Setting { size, width, leading } = setting;
        let usual = || {
            let font = FontId::new(size, Face::Regular.family());
            let line_height = Some(size * leading);
            let format = TextFormat { line_height, ..TextFormat::simple(font, Color32::PLACEHOLDER) };
            let mut job = LayoutJob::single_section(text.clone(), format);
            job.wrap.max_width = width;
            ui.painter().layout_job(job)
        };
        let face = Face::Regular;
        let rich = || Rich::plain(&text, Span::default());
        let wish = || Wish { rich: rich(), face, size, leading, width, one_line: false, seen };
        let sheet = Sheet::new(ui, &text, face, wish, usual);
        let mut all = 0;
        let mut more = |count: usize| {
            all += count;
            all
        };
        let rows = match &sheet {
            Sheet::Galley(galley) => {
                let row_words = |text: String| text.split_whitespace().count();
                let rows = galley.rows.iter();
                rows.map(|row| (row.rect().y_range(), more(row_words(row.row.text())))).collect()
            }
            // Some scripts part words by nothing.
            Sheet::Picture(picture) => picture
                .rows
                .iter()
                .map(|row| (Rangef::new(row.top as f32, row.bottom as f32), more(row.letters)))
                .collect(),
            Sheet::Coming => Vec::new(),
        };
        Self { text, sheet, rows }
    }

    /// The same where something else of it is in sight.
    pub fn seen_from(self, ui: &Ui, setting: Setting, seen: Rangef) -> Self {
        match self.sheet {
            Sheet::Picture(_) => Self::new(ui, self.text, setting, seen),
            Sheet::Galley(_) | Sheet::Coming => self,
        }
    }

    pub fn is_picture(&self) -> bool {
        matches!(self.sheet, Sheet::Picture(_))
    }

    /// The bottom of the rows that are wholly read, and the place of the word that is being read.
    pub fn read(&self, done: f64) -> (f32, f32) {
        let all = self.rows.last().map_or(0, |(_, end)| *end);
        let read = done * all as f64;
        let Some(at) = self.rows.iter().position(|(_, end)| *end as f64 > read + 1e-6) else {
            return (self.height(), self.height());
        };
        let before = if at == 0 { 0 } else { self.rows[at - 1].1 };
        let (row, end) = self.rows[at];
        let part = (read - before as f64) / (end - before).max(1) as f64;
        (row.min, row.min + row.span() * part.max(0.0) as f32)
    }

    pub fn height(&self) -> f32 {
        if self.rows.last().is_none_or(|(_, end)| *end == 0) { 0.0 } else { self.sheet.size().y }
    }
}
