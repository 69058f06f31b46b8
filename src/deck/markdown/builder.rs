//! A parser's events → blocks and running text: what is open, what the words are set in, and what cannot be shown.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::images::{self, Image};
use super::links::{self, LINKS};
use super::marks::{Kind, Mark, What};
use super::veil::{Veil, shown};
use super::{html, tables};
use crate::deck::dollars;
use crate::deck::fence;
use crate::deck::source::Text;
use crate::deck::{Align, Block, Code, Item, NoteMark, Picture, Rich, Run, Script, Table};
use crate::diagnostic::{Checked, Diagnostic, Severity, Span};
use crate::formula::Formula;
use crate::writing::is_unspaced;

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
    /// Whether it is done, if it has a box to tick.
    Item(Option<bool>),
}

/// What the words that come now are set in.
#[derive(Default)]
struct Style {
    bold: usize,
    italic: usize,
    struck: usize,
    marked: bool,
    /// Stress that CommonMark does not see.
    bolder: bool,
    slanted: bool,
    script: Option<Script>,
    ruby: Option<Arc<str>>,
    link: Option<String>,
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
        let blocks = self.open.pop().map(|(_, blocks)| blocks).unwrap_or_default();
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
        if self.diagnostics.len() == MOST_FAULTS {
            self.untold += 1;
        } else {
            let span = self.at(range);
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
                if let Some((Open::Item(task), _)) = self.open.last_mut() {
                    *task = Some(done);
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
            Tag::Item => self.container(Open::Item(None), range),
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

    /// Inside a slide all headings are alike.
    fn heading(&mut self, level: HeadingLevel, range: &Range<usize>) {
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

    fn container(&mut self, open: Open, range: &Range<usize>) {
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

    fn end_container(&mut self) {
        self.end_paragraph();
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        let Some((open, blocks)) = self.open.pop() else { return };
        match open {
            Open::Root => self.open.push((Open::Root, blocks)),
            Open::Footnote(label, span) => self.define(label, span, blocks),
            Open::Quote => self.push(Block::Quote(blocks)),
            Open::List { start, items } => self.push(Block::List { start, items }),
            Open::Item(task) => {
                if let Some((Open::List { items, .. }, _)) = self.open.last_mut() {
                    items.push(Item { task, blocks });
                }
            }
        }
    }

    fn push(&mut self, block: Block) {
        if let Some((_, blocks)) = self.open.last_mut() {
            blocks.push(block);
        }
    }

    fn begin(&mut self, range: &Range<usize>) {
        self.end_paragraph();
        self.rich = Some(Rich { runs: Vec::new(), span: self.at(range) });
    }

    fn end_paragraph(&mut self) {
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
    fn end_marks(&mut self) {
        (self.style.marked, self.style.script, self.style.ruby) = (false, None, None);
        (self.style.bolder, self.style.slanted) = (false, false);
    }

    /// Pictures stand between paragraphs: those of one stand side by side. `beside` is the place of words in the same.
    fn place_pictures(&mut self, mut pictures: Vec<Picture>, beside: Option<Span>) {
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
    fn refuse_pictures(&mut self, pictures: &[Picture]) {
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

    fn no_pictures(&mut self) {
        let pictures = std::mem::take(&mut self.pictures);
        self.refuse_pictures(&pictures);
    }

    fn end_image(&mut self, range: &Range<usize>) {
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

    /// A footnote is one paragraph.
    fn define(&mut self, label: Arc<str>, span: Span, blocks: Vec<Block>) {
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

    /// The figure of a footnote.
    fn reference(&mut self, label: &str, range: &Range<usize>) {
        // It stands next to its word.
        let last = self.rich.as_mut().and_then(|rich| rich.runs.last_mut()).filter(|run| !run.code);
        if let Some(last) = last {
            last.text.truncate(last.text.trim_end_matches(' ').len());
        }
        let note = Some(NoteMark { label: Arc::from(label.to_lowercase()), number: 0 });
        self.run(Run { note, ..Run::default() }, range);
    }

    fn link(&mut self, kind: LinkType, target: &str, range: &Range<usize>) {
        let target = shown(target);
        let known = LINKS.iter().any(|start| target.strip_prefix(start).is_some_and(|rest| !rest.is_empty()));
        match kind {
            LinkType::Email => self.style.link = Some(format!("mailto:{target}")),
            _ if known => self.style.link = Some(target),
            // `vector<std::string>` only looks like an address.
            LinkType::Autolink => {
                self.text("<", false, range);
                self.bracketed = true;
            }
            _ => {
                let hint = "Write the whole address: https://example.org, mailto:name@example.org, or #id of a slide";
                self.fault(range, &format!("the link to `{target}` leads nowhere"), hint);
            }
        }
    }

    fn block_of_code(&mut self, info: &str, text: &str, range: &Range<usize>) -> Code {
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

    /// Whether the end of a line stands between two letters of Chinese or Japanese, which no space parts.
    fn joins(&self, range: &Range<usize>) -> bool {
        let marks = ['*', '_', '~', '`', ' ', '\t', '>'];
        let before = self.source.get(..range.start).and_then(|it| it.trim_end_matches(marks).chars().next_back());
        let after = self.source.get(range.end..).and_then(|it| it.trim_start_matches(marks).chars().next());
        before.is_some_and(is_unspaced) && after.is_some_and(is_unspaced)
    }

    /// Words, with the marks among them in force.
    fn text(&mut self, text: &str, code: bool, range: &Range<usize>) {
        if let Some((_, block)) = &mut self.code {
            return block.push_str(&shown(text));
        }
        let next = self.marks.partition_point(|mark| mark.range.end <= range.start);
        let here = self.marks[next..].iter().take_while(|mark| mark.range.start < range.end);
        // What looks like a mark in an address may reach from one piece of words over another.
        let edge = |at: usize| text.is_char_boundary(at.clamp(range.start, range.end) - range.start);
        let here = here.filter(|mark| mark.range.end > range.start && edge(mark.range.start) && edge(mark.range.end));
        // Only words that stand as they are written have places for marks.
        let here: Vec<&Mark> = if code || text.len() != range.len() { Vec::new() } else { here.collect() };
        let mut at = range.start;
        for mark in here {
            self.words(&text[at - range.start..mark.range.start.max(at) - range.start], false, range);
            if mark.range.start >= range.start {
                match &mark.what {
                    What::Begin(kind) => self.style.set(kind, true),
                    What::End(kind) => self.style.set(kind, false),
                    What::Note(label) => self.reference(label, &mark.range),
                }
            }
            at = at.max(mark.range.end.min(range.end));
        }
        self.words(&text[at - range.start..], code, range);
    }

    fn words(&mut self, text: &str, code: bool, range: &Range<usize>) {
        let text = shown(text);
        let text = self.style.script.map_or_else(|| text.clone(), |script| script.read(&text));
        // Where a picture was taken out, one space is left of two.
        let twice = std::mem::take(&mut self.after_image) && !code;
        let text = if twice { text.trim_start_matches(' ').to_owned() } else { text };
        if !text.is_empty() {
            self.run(Run { text, code, ..Run::default() }, range);
        }
    }

    /// A formula; its own words stand in where it is faulty.
    fn formula(&mut self, display: bool, range: &Range<usize>) {
        let written = self.source.get(range.clone()).unwrap_or_default();
        let mut tex = dollars::tex(written, self.table.is_some());
        if self.open.iter().any(|(open, _)| matches!(open, Open::Quote)) {
            // Its lines begin with the quotation's marks.
            let lines: Vec<&str> = tex.lines().map(|line| line.trim_start_matches([' ', '>'])).collect();
            tex = lines.join("\n");
        }
        self.formulas += 1;
        if self.formulas > MOST_FORMULAS {
            if self.formulas == MOST_FORMULAS + 1 {
                self.fault(range, "there are too many formulas in this text", "Split it over several slides");
            }
            return;
        }
        match Formula::read(&tex, display) {
            Ok(formula) => {
                let (text, formula) = (formula.spoken.clone(), Some(Arc::new(formula)));
                self.run(Run { text, formula, ..Run::default() }, range);
            }
            Err(fault) => {
                self.fault(range, &fault.message, &fault.hint);
                // Not through `text`, which takes stand-ins out: these are the author's own letters.
                self.run(Run { text: tex, code: true, ..Run::default() }, range);
            }
        }
    }

    /// Adds words or a formula in the style of the words around.
    fn run(&mut self, run: Run, range: &Range<usize>) {
        if let Some(image) = &mut self.image {
            image.alt.push_str(&run.text);
            return;
        }
        // In a list without empty lines, an item's words come without a paragraph around them.
        let here = self.at(range);
        let rich = self.rich.get_or_insert_with(|| Rich { runs: Vec::new(), span: here });
        rich.span.end = rich.span.end.max(here.end);
        let run = Run {
            bold: self.style.bold > 0 || self.style.bolder,
            italic: self.style.italic > 0 || self.style.slanted,
            struck: self.style.struck > 0,
            marked: self.style.marked,
            script: self.style.script.filter(|_| run.note.is_none()),
            ruby: self.style.ruby.clone().filter(|_| run.note.is_none()),
            link: self.style.link.clone(),
            ..run
        };
        match rich.runs.last_mut() {
            Some(last) if same_style(last, &run) => last.text.push_str(&run.text),
            _ => rich.runs.push(run),
        }
    }
}

impl Style {
    /// What a mark begins or ends.
    fn set(&mut self, kind: &Kind, on: bool) {
        match kind {
            Kind::Marked => self.marked = on,
            Kind::Bold => self.bolder = on,
            Kind::Italic => self.slanted = on,
            Kind::Script(script) => self.script = on.then_some(*script),
            Kind::Ruby(reading) => self.ruby = on.then(|| Arc::clone(reading)),
        }
    }
}

fn same_style(a: &Run, b: &Run) -> bool {
    let words = |run: &Run| run.formula.is_none() && run.note.is_none() && run.ruby.is_none();
    let look = |run: &Run| (run.bold, run.italic, run.code, run.struck, run.marked, run.script);
    words(a) && words(b) && look(a) == look(b) && a.link == b.link
}

/// Without the spaces that tags leave at the ends of lines.
fn without_edges(mut rich: Rich) -> Rich {
    let mut fresh = true;
    for run in &mut rich.runs {
        if run.code || run.formula.is_some() || run.note.is_some() {
            fresh = false;
            continue;
        }
        if fresh {
            run.text = run.text.trim_start_matches(' ').to_owned();
        }
        while let Some(at) = run.text.find("\n ").or_else(|| run.text.find(" \n")) {
            let space = if run.text[at..].starts_with(' ') { at } else { at + 1 };
            run.text.remove(space);
        }
        fresh = run.text.ends_with('\n') || fresh && run.text.is_empty();
    }
    rich.runs.retain(|run| !run.text.is_empty() || run.note.is_some());
    rich
}

fn side(align: Alignment) -> Align {
    match align {
        Alignment::None | Alignment::Left => Align::Start,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::End,
    }
}
