//! Pictures among words → blocks between paragraphs, or what to do where none can stand.

use std::ops::Range;

use super::{Builder, MARKDOWN, Open, Use};
use crate::deck::{Block, Picture, Rich, Run};
use crate::diagnostic::{Diagnostic, Severity, Span};

impl Builder<'_> {
    /// Pictures stand between paragraphs: those of one stand side by side. `beside` is the place of words in the same.
    pub(super) fn place_pictures(&mut self, mut pictures: Vec<Picture>, beside: Option<Span>) {
        if pictures.is_empty() {
            return;
        }
        let inside = self.open.iter().any(|(open, _)| !matches!(open, Open::Root));
        if self.purpose != Use::Slide || inside || self.heading {
            return self.refuse_pictures(&pictures);
        }
        if let Some(span) = beside {
            let message = "a picture stands between paragraphs: this one comes under its words";
            let hint = "Put it on a line of its own, with an empty line before and after it";
            self.diagnostics.push(Diagnostic::warning(MARKDOWN, span, message).hint(hint));
        }
        match pictures.len() {
            1 => pictures.drain(..).for_each(|picture| self.push(Block::Picture(picture))),
            _ => self.push(Block::Pictures(pictures)),
        }
    }

    /// Where no picture can stand, its description does in notes.
    pub(super) fn refuse_pictures(&mut self, pictures: &[Picture]) {
        for picture in pictures {
            let (message, hint) = match self.purpose {
                Use::Notes => {
                    let alt = picture.alt.as_deref().filter(|alt| !alt.is_empty()).unwrap_or(&picture.src);
                    let words = Run { text: format!("[{alt}]"), italic: true, ..Run::default() };
                    self.push(Block::Paragraph(Rich { runs: vec![words], span: picture.span }));
                    ("notes show no pictures: its description stands there", "Put it on the slide, or describe it")
                }
                Use::Line => {
                    ("a picture cannot stand in a line of words", "Write picture = { src = \"…\", alt = \"…\" }")
                }
                Use::Slide => (
                    "a picture cannot stand in a list, a quotation, a heading, a footnote or a cell",
                    "Put it on a line of its own between paragraphs",
                ),
            };
            let severity = if self.purpose == Use::Notes { Severity::Warning } else { Severity::Error };
            self.diagnostics.push(Diagnostic::new(severity, MARKDOWN, picture.span, message).hint(hint));
        }
    }

    pub(super) fn no_pictures(&mut self) {
        let pictures = std::mem::take(&mut self.pictures);
        self.refuse_pictures(&pictures);
    }

    pub(super) fn end_image(&mut self, range: &Range<usize>) {
        let Some(image) = self.image.take() else { return };
        if self.style.link.is_some() {
            self.warn(range, "a picture is no link here", "Write the link as words of its own under the picture");
        }
        if let Some((message, hint)) = image.foreign() {
            self.warn(range, &message, hint);
        }
        let mut picture = image.picture(self.line);
        self.diagnostics.append(&mut picture.diagnostics);
        self.pictures.push(picture.value);
        let rich = self.rich.as_ref().and_then(|rich| rich.runs.last());
        self.after_image = rich.is_some_and(|run| run.text.ends_with(' '));
    }
}
