//! A parser's events → blocks and running text: what is open, what the words are set in, and what cannot be shown.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};

use self::runs::{Style, without_edges};
use super::images::Image;
use super::links;
use super::marks::Mark;
use super::veil::{Veil, shown};
use super::{html, tables};
use crate::deck::source::Text;
use crate::deck::{Align, Block, Item, Picture, Rich, Table};
use crate::diagnostic::{Checked, Diagnostic, Severity, Span};

mod blocks;
mod icons;
mod inline;
mod pictures;
mod runs;

/// The name under which is told what Markdown, formulas or HTML leave out or leave as it is written. It costs its place,
/// not the slide.
pub const MARKDOWN: &str = "SLD-MARKDOWN";

/// Blocks, and the footnotes that are written among them. Pictures in them are still to be read.
#[derive(Debug, Default)]
pub struct Body {
    pub blocks: Vec<Block>,
    pub footnotes: Vec<Definition>,
}

/// `[^label]: words`
#[derive(Clone, Debug)]
pub struct Definition {
    /// In small letters.
    pub label: Arc<str>,
    pub words: Rich,
}

/// What the text is for: notes have headings, slides do not, and a line has no blocks at all.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Use {
    Slide,
    Notes,
    Line,
}

/// Lists and quotes inside one another; a list and its item count as two.
const DEEPEST: usize = 12;
/// Formulas in one text.
pub(super) const MOST_FORMULAS: usize = 500;
/// Faults told of one text.
const MOST_FAULTS: usize = 10;

/// A container that is still open.
enum Open {
    Root,
    Footnote(Arc<str>, Span),
    Quote,
    List {
        start: Option<u64>,
        items: Vec<Item>,
    },
    /// With its mark, as far as that is known.
    Item(Item),
}

pub(super) struct Builder<'a> {
    /// The Markdown; events have places in it.
    source: &'a str,
    /// Where a range of it stands in the deck's file; the whole string where that cannot be told.
    file: &'a dyn Fn(&Range<usize>) -> Span,
    purpose: Use,
    /// Marks in the words, in order.
    marks: &'a [Mark],
    /// Reads a picture's caption.
    line: fn(&Text) -> Checked<Rich>,
    /// Each open container with the blocks that it has so far; never empty.
    open: Vec<(Open, Vec<Block>)>,
    /// Containers that were left out because they stood too deep.
    left_out: usize,
    style: Style,
    rich: Option<Rich>,
    /// The paragraph that is open is a heading.
    heading: bool,
    code: Option<(String, String)>,
    table: Option<Table>,
    row: Vec<Rich>,
    /// The picture that is open: the words in it are its description.
    image: Option<Image>,
    /// Pictures among pictures are none.
    inner_images: usize,
    /// Those of the paragraph that is open.
    pictures: Vec<Picture>,
    /// A picture behind a space ended here.
    after_image: bool,
    footnotes: Vec<Definition>,
    formulas: usize,
    /// Findings beyond those that are told.
    untold: usize,
    /// The link that is open is none: its brackets are words.
    bracketed: bool,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    pub fn new(
        source: &'a str,
        file: &'a dyn Fn(&Range<usize>) -> Span,
        purpose: Use,
        marks: &'a [Mark],
        line: fn(&Text) -> Checked<Rich>,
    ) -> Self {
        Self {
            source,
            file,
            purpose,
            marks,
            line,
            open: vec![(Open::Root, Vec::new())],
            left_out: 0,
            style: Style::default(),
            rich: None,
            heading: false,
            code: None,
            table: None,
            row: Vec::new(),
            image: None,
            inner_images: 0,
            pictures: Vec::new(),
            after_image: false,
            footnotes: Vec::new(),
            formulas: 0,
            bracketed: false,
            untold: 0,
            diagnostics: Vec::new(),
        }
    }

    pub fn finish(mut self) -> Checked<Body> {
        self.end_paragraph();
        if let (more @ 1.., Some(last)) = (self.untold, self.diagnostics.last_mut()) {
            last.hints.push(format!("There are {more} more findings in this text"));
        }
        let mut blocks = self.open.pop().map(|(_, blocks)| blocks).unwrap_or_default();
        blocks.shrink_to_fit();
        Checked { value: Body { blocks, footnotes: self.footnotes }, diagnostics: self.diagnostics }
    }

    fn at(&self, range: &Range<usize>) -> Span {
        (self.file)(range)
    }

    /// What is lost, or wrong.
    fn fault(&mut self, range: &Range<usize>, message: &str, hint: &str) {
        self.tell(Severity::Error, range, message, hint);
    }

    /// What is there, but not as it was meant.
    fn warn(&mut self, range: &Range<usize>, message: &str, hint: &str) {
        self.tell(Severity::Warning, range, message, hint);
    }

    fn tell(&mut self, severity: Severity, range: &Range<usize>, message: &str, hint: &str) {
        self.tell_at(severity, self.at(range), message, hint);
    }

    fn tell_at(&mut self, severity: Severity, span: Span, message: &str, hint: &str) {
        if self.diagnostics.len() == MOST_FAULTS {
            self.untold += 1;
        } else {
            self.diagnostics.push(Diagnostic::new(severity, MARKDOWN, span, message).hint(hint));
        }
    }

    /// HTML, once for each element.
    pub fn tell_tags(&mut self, veil: &Veil) {
        let mut told: Vec<&str> = Vec::new();
        for (range, name) in &veil.tags {
            let Some(name) = name.as_deref().filter(|name| !told.contains(name)) else { continue };
            told.push(name);
            let (message, hint) = html::told(name, self.purpose == Use::Line);
            self.fault(range, &message, &hint);
        }
    }

    /// Other programs' Markdown, once for each kind.
    pub fn tell_raw(&mut self, veil: &Veil) {
        for (range, message, hint) in &veil.raw {
            self.warn(range, message, hint);
        }
    }

    pub fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, &range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) => self.text(&text, false, &range),
            Event::Code(text) => self.text(&text, true, &range),
            Event::SoftBreak if self.joins(&range) => {}
            Event::SoftBreak => self.text(" ", false, &range),
            Event::HardBreak => self.text("\n", false, &range),
            // Only where there was too much of it to be veiled.
            Event::Html(_) | Event::InlineHtml(_) => {
                let (message, hint) = html::told("html", false);
                self.fault(&range, &message, &hint);
            }
            Event::Rule => {
                self.fault(&range, "a slide has no lines across it", "For the next slide, begin a new [[slide]]");
            }
            Event::InlineMath(_) => self.formula(false, &range),
            Event::DisplayMath(_) => self.formula(true, &range),
            Event::FootnoteReference(label) => self.reference(&label, &range),
            Event::TaskListMarker(done) => {
                if let Some((Open::Item(item), _)) = self.open.last_mut() {
                    item.task = Some(done);
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::TableCell => self.begin(range),
            Tag::Heading { level, .. } => self.heading(level, range),
            Tag::BlockQuote(_) => self.container(Open::Quote, range),
            Tag::List(start) => self.container(Open::List { start, items: Vec::new() }, range),
            Tag::Item => self.container(Open::Item(Item::default()), range),
            Tag::CodeBlock(kind) => {
                self.end_paragraph();
                let info = if let CodeBlockKind::Fenced(info) = kind { shown(&info) } else { String::new() };
                self.code = Some((info, String::new()));
            }
            Tag::Table(align) => {
                self.end_paragraph();
                let align = align.into_iter().map(side).collect();
                self.table = Some(Table { align, head: Vec::new(), rows: Vec::new() });
            }
            Tag::Emphasis => self.style.italic += 1,
            Tag::Strong => self.style.bold += 1,
            Tag::Strikethrough => self.style.struck += 1,
            Tag::FootnoteDefinition(label) => {
                let label = Arc::from(label.to_lowercase());
                self.container(Open::Footnote(label, self.at(range)), range);
            }
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url, range),
            Tag::Image { .. } if self.image.is_some() => self.inner_images += 1,
            Tag::Image { dest_url, title, .. } => {
                self.image = Some(Image::new(shown(&dest_url), shown(&title), self.at(range)));
            }
            // An HTML block's lines come as events of their own; the others are not asked for from the parser.
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => {
                self.end_paragraph();
                self.heading = false;
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => self.end_container(),
            TagEnd::CodeBlock => {
                if let Some((info, text)) = self.code.take() {
                    let block = self.block_of_code(&info, &text, range);
                    self.push(Block::Code(block));
                }
            }
            TagEnd::TableCell | TagEnd::TableHead | TagEnd::TableRow | TagEnd::Table => self.end_of_table(tag, range),
            TagEnd::Emphasis => self.style.italic = self.style.italic.saturating_sub(1),
            TagEnd::Strong => self.style.bold = self.style.bold.saturating_sub(1),
            TagEnd::Strikethrough => self.style.struck = self.style.struck.saturating_sub(1),
            TagEnd::Link => {
                self.style.link = None;
                if std::mem::take(&mut self.bracketed) {
                    self.text(">", false, range);
                }
            }
            TagEnd::Image if self.inner_images > 0 => self.inner_images -= 1,
            TagEnd::Image => self.end_image(range),
            _ => {}
        }
    }

    /// The end of a table or of a part of one.
    fn end_of_table(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::TableCell => {
                self.no_pictures();
                let cell = self.rich.take().unwrap_or_else(|| Rich { runs: Vec::new(), span: self.at(range) });
                self.row.push(links::with_links(without_edges(cell)));
                self.end_marks();
            }
            TagEnd::TableHead => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    table.head = row;
                }
            }
            TagEnd::TableRow => {
                let row = std::mem::take(&mut self.row);
                if let Some(lost) = tables::lost(self.source, range, row.len()) {
                    self.fault(&lost.range, &lost.message, tables::REMEDY);
                }
                if let Some(table) = &mut self.table {
                    table.rows.push(row);
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.push(Block::Table(table));
                }
            }
            _ => {}
        }
    }
}

fn side(align: Alignment) -> Align {
    match align {
        Alignment::None | Alignment::Left => Align::Start,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::End,
    }
}
