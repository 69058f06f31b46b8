//! Events around words → blocks: paragraphs, headings, code, and what holds others.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::HeadingLevel;

use super::runs::without_edges;
use super::{Builder, DEEPEST, Definition, MARKDOWN, Open, Use};
use crate::deck::fence;
use crate::deck::markdown::{images, links};
use crate::deck::{Block, Code, Item, Rich, Run};
use crate::diagnostic::{Diagnostic, Severity, Span};

impl Builder<'_> {
    /// Inside a slide all headings are alike.
    pub(super) fn heading(&mut self, level: HeadingLevel, range: &Range<usize>) {
        self.begin(range);
        self.heading = true;
        let (message, hint) = match level {
            _ if self.purpose != Use::Slide => return,
            HeadingLevel::H3 => return,
            HeadingLevel::H1 | HeadingLevel::H2 => (
                "this heading stands inside the slide, under its title",
                "Write it as ###; the slide's own heading is its `title`, and the next slide begins with [[slide]]",
            ),
            // What stands a level further down is read as one with ###, so that no level is missing.
            _ => {
                let told = self.diagnostics.len();
                let hint = "Inside a slide there is one level of headings: write ###";
                self.tell(Severity::Info, range, "this heading skips a level; it looks like those with ###", hint);
                self.diagnostics[told..].iter_mut().for_each(|finding| finding.code = "DECK-HEAD");
                return;
            }
        };
        self.tell(Severity::Info, range, message, hint);
    }

    pub(super) fn container(&mut self, open: Open, range: &Range<usize>) {
        self.end_paragraph();
        if self.open.len() > DEEPEST {
            if self.left_out == 0 {
                self.fault(
                    range,
                    "lists or quotes stand too deep inside one another",
                    "Two levels are the most that people can follow",
                );
            }
            self.left_out += 1;
        } else {
            self.open.push((open, Vec::new()));
        }
    }

    pub(super) fn end_container(&mut self) {
        self.end_paragraph();
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        let Some((open, mut blocks)) = self.open.pop() else { return };
        blocks.shrink_to_fit();
        match open {
            Open::Root => self.open.push((Open::Root, blocks)),
            Open::Footnote(label, span) => self.define(label, span, blocks),
            Open::Quote => self.push(Block::Quote(blocks)),
            Open::List { start, mut items } => {
                items.shrink_to_fit();
                self.push(Block::List { start, items });
            }
            Open::Item(item) => {
                let item = self.with_words(Item { blocks, ..item });
                if let Some((Open::List { items, .. }, _)) = self.open.last_mut() {
                    items.push(item);
                }
            }
        }
    }

    pub(super) fn push(&mut self, block: Block) {
        if let Some((_, blocks)) = self.open.last_mut() {
            blocks.push(block);
        }
    }

    pub(super) fn begin(&mut self, range: &Range<usize>) {
        self.end_paragraph();
        self.rich = Some(Rich { runs: Vec::new(), span: self.at(range) });
    }

    pub(super) fn end_paragraph(&mut self) {
        self.end_marks();
        let pictures = std::mem::take(&mut self.pictures);
        let Some(mut rich) = self.rich.take() else { return self.place_pictures(pictures, None) };
        if self.purpose == Use::Line
            && let Some(first) = rich.runs.first_mut()
        {
            // The mark that keeps a line from being a list.
            first.text = first.text.strip_prefix('.').unwrap_or(&first.text).to_owned();
        }
        let mut rich = without_edges(rich);
        if !pictures.is_empty() && images::is_attributes(&rich.text()) {
            let hint = "A picture takes its size from the room there is; `picture = { src = \"…\", fit = \"cover\" }` fills it";
            let message = format!("`{}` behind a picture is left out", rich.text().trim());
            self.diagnostics.push(Diagnostic::warning(MARKDOWN, rich.span, message).hint(hint));
            rich.runs.clear();
        }
        let words =
            rich.runs.iter().any(|run| run.formula.is_some() || run.note.is_some() || !run.text.trim().is_empty());
        let span = rich.span;
        if words {
            let rich = links::with_links(rich);
            self.push(if self.heading { Block::Heading(rich) } else { Block::Paragraph(rich) });
        }
        self.place_pictures(pictures, words.then_some(span));
    }

    /// Marks end with their paragraph or cell at the latest.
    pub(super) fn end_marks(&mut self) {
        (self.style.marked, self.style.script, self.style.ruby) = (false, None, None);
        (self.style.bolder, self.style.slanted) = (false, false);
    }

    /// A footnote is one paragraph.
    pub(super) fn define(&mut self, label: Arc<str>, span: Span, blocks: Vec<Block>) {
        let mut words = Rich { runs: Vec::new(), span };
        let mut lost = false;
        for block in blocks {
            match block {
                Block::Paragraph(mut rich) => {
                    if !words.runs.is_empty() {
                        words.runs.push(Run { text: " ".to_owned(), ..Run::default() });
                    }
                    words.runs.append(&mut rich.runs);
                }
                _ => lost = true,
            }
        }
        if lost {
            let message = format!("the footnote `{label}` holds more than words, which is left out");
            let hint = "Put lists, code and tables onto the slide";
            self.diagnostics.push(Diagnostic::error(MARKDOWN, span, message).hint(hint));
        }
        self.footnotes.push(Definition { label, words });
    }

    pub(super) fn block_of_code(&mut self, info: &str, text: &str, range: &Range<usize>) -> Code {
        let text = text.strip_suffix('\n').unwrap_or(text).to_owned();
        let fence = fence::read(info, text.lines().count());
        let written = self.source.get(range.clone()).unwrap_or_default();
        let start = written.find(info).map(|at| range.start + at);
        // Notes show all lines alike, whatever stands there.
        let told = self.purpose == Use::Slide;
        for fault in fence.faults.iter().filter(|_| told) {
            let place = start.map_or(range.clone(), |start| start + fault.range.start..start + fault.range.end);
            self.warn(&place, &fault.message, &fault.hint);
        }
        Code {
            language: fence.language,
            text,
            first: fence.first.unwrap_or(1),
            numbers: fence.numbers || fence.first.is_some(),
            highlight: fence.highlight,
            name: fence.name,
            wrap: fence.wrap,
            span: self.at(range),
        }
    }
}
