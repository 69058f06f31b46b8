//! A parser's events → blocks and running text: what is open, what the words are set in, and what cannot be shown.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::links::{self, LINKS};
use super::veil::{Veil, shown};
use super::{html, raw, tables};
use crate::deck::dollars;
use crate::deck::fence;
use crate::deck::{Align, Block, Code, Rich, Run, Table};
use crate::diagnostic::{Checked, Diagnostic, Severity, Span};
use crate::formula::Formula;

/// The name under which is told what Markdown, formulas or HTML leave out or leave as it is written. It costs its place,
/// not the slide.
pub const MARKDOWN: &str = "SLD-MARKDOWN";

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
    /// Its note stands where it is written, after its mark.
    Footnote,
    Quote,
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Item,
}

/// What the words that come now are set in.
#[derive(Default)]
struct Style {
    bold: usize,
    italic: usize,
    struck: usize,
    link: Option<String>,
}

pub(super) struct Builder<'a> {
    /// The Markdown; events have places in it.
    source: &'a str,
    /// Where a range of it stands in the deck's file; the whole string where that cannot be told.
    file: &'a dyn Fn(&Range<usize>) -> Span,
    purpose: Use,
    /// Each open container with the blocks that it has so far; never empty.
    open: Vec<(Open, Vec<Block>)>,
    /// Containers that were left out because they stood too deep.
    left_out: usize,
    style: Style,
    rich: Option<Rich>,
    code: Option<(String, String)>,
    table: Option<Table>,
    row: Vec<Rich>,
    /// Inside how many pictures we are: their words are not shown.
    hidden: usize,
    formulas: usize,
    /// Boxes to tick so far.
    tasks: usize,
    /// The words that come next belong to a footnote's mark.
    noted: bool,
    /// Findings beyond those that are told.
    untold: usize,
    /// The link that is open is none: its brackets are words.
    bracketed: bool,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    pub fn new(source: &'a str, file: &'a dyn Fn(&Range<usize>) -> Span, purpose: Use) -> Self {
        Self {
            source,
            file,
            purpose,
            open: vec![(Open::Root, Vec::new())],
            left_out: 0,
            style: Style::default(),
            rich: None,
            code: None,
            table: None,
            row: Vec::new(),
            hidden: 0,
            formulas: 0,
            tasks: 0,
            noted: false,
            bracketed: false,
            untold: 0,
            diagnostics: Vec::new(),
        }
    }

    pub fn finish(mut self) -> Checked<Vec<Block>> {
        self.end_paragraph();
        if let (more @ 1.., Some(last)) = (self.untold, self.diagnostics.last_mut()) {
            last.hints.push(format!("There are {more} more findings in this text"));
        }
        let value = self.open.pop().map(|(_, blocks)| blocks).unwrap_or_default();
        Checked { value, diagnostics: self.diagnostics }
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
            let (message, hint) = html::told(name, tables::is_row(self.source, range.start), self.purpose == Use::Line);
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
                let (message, hint) = html::told("html", false, false);
                self.fault(&range, &message, &hint);
            }
            Event::Rule => {
                self.fault(&range, "a slide has no lines across it", "For the next slide, begin a new [[slide]]");
            }
            Event::InlineMath(_) => self.formula(false, &range),
            Event::DisplayMath(_) => self.formula(true, &range),
            // Shown as they are written, which `raw` tells.
            Event::FootnoteReference(_) => self.as_written(&range),
            Event::TaskListMarker(done) => {
                self.text(if done { "[x] " } else { "[ ] " }, false, &range);
                self.tasks += 1;
                if self.tasks == 1 {
                    self.warn(&range, raw::TASK.0, raw::TASK.1);
                }
            }
        }
    }

    fn as_written(&mut self, range: &Range<usize>) {
        let words = self.source.get(range.clone()).unwrap_or_default().to_owned();
        self.text(&words, false, range);
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            // The first words of a footnote stand beside its mark.
            Tag::Paragraph if std::mem::take(&mut self.noted) => {}
            Tag::Paragraph | Tag::TableCell => self.begin(range),
            Tag::Heading { .. } => self.heading(range),
            Tag::BlockQuote(_) => self.container(Open::Quote, range),
            Tag::List(start) => self.container(Open::List { start, items: Vec::new() }, range),
            Tag::Item => self.container(Open::Item, range),
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
                self.container(Open::Footnote, range);
                self.begin(range);
                self.text(&format!("[^{label}]: "), false, range);
                self.noted = true;
            }
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url, range),
            Tag::Image { .. } => {
                self.hidden += 1;
                self.fault(
                    range,
                    "a picture cannot stand inside the text",
                    "Write picture = { src = \"…\", alt = \"…\" }",
                );
            }
            // An HTML block's lines come as events of their own; the others are not asked for from the parser.
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => {
                self.style.bold = 0;
                self.end_paragraph();
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => self.end_container(),
            TagEnd::CodeBlock => {
                if let Some((info, text)) = self.code.take() {
                    let block = self.block_of_code(&info, &text, range);
                    self.push(Block::Code(block));
                }
            }
            TagEnd::TableCell => {
                let cell = self.rich.take().unwrap_or_else(|| Rich { runs: Vec::new(), span: self.at(range) });
                self.row.push(links::with_links(cell));
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
            TagEnd::Image => self.hidden -= 1,
            _ => {}
        }
    }

    fn heading(&mut self, range: &Range<usize>) {
        self.begin(range);
        self.style.bold = 1;
        if self.purpose != Use::Notes {
            let hint = "Use the slide's `title` or `kicker`, or **bold** words; \\# is a plain #";
            self.fault(range, "a heading cannot stand inside the text", hint);
        }
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
            Open::Footnote => blocks.into_iter().for_each(|block| self.push(block)),
            Open::Quote => self.push(Block::Quote(blocks)),
            Open::List { start, items } => self.push(Block::List { start, items }),
            Open::Item => {
                if let Some((Open::List { items, .. }, _)) = self.open.last_mut() {
                    items.push(blocks);
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
        let Some(mut rich) = self.rich.take() else { return };
        if self.purpose == Use::Line
            && let Some(first) = rich.runs.first_mut()
        {
            // The mark that keeps a line from being a list.
            first.text = first.text.strip_prefix('.').unwrap_or(&first.text).to_owned();
        }
        // Where a tag was left out, a space may be left.
        if let Some(first) = rich.runs.first_mut().filter(|run| !run.code && run.text.starts_with(' ')) {
            first.text = first.text.trim_start_matches(' ').to_owned();
        }
        rich.runs.retain(|run| !run.text.is_empty());
        if rich.runs.iter().any(|run| run.formula.is_some() || !run.text.trim().is_empty()) {
            self.push(Block::Paragraph(links::with_links(rich)));
        }
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
        let (language, numbers, highlight) = (fence.language, fence.numbers, fence.highlight);
        Code { language, text, numbers, highlight, span: self.at(range) }
    }

    /// Whether the end of a line stands between two letters of Chinese or Japanese, which no space parts.
    fn joins(&self, range: &Range<usize>) -> bool {
        let marks = ['*', '_', '~', '`', ' ', '\t', '>'];
        let before = self.source.get(..range.start).and_then(|it| it.trim_end_matches(marks).chars().next_back());
        let after = self.source.get(range.end..).and_then(|it| it.trim_start_matches(marks).chars().next());
        before.is_some_and(unspaced) && after.is_some_and(unspaced)
    }

    fn text(&mut self, text: &str, code: bool, range: &Range<usize>) {
        let text = shown(text);
        match &mut self.code {
            Some((_, block)) => block.push_str(&text),
            None => self.run(Run { text, code, ..Run::default() }, range),
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
        if self.hidden > 0 {
            return;
        }
        // In a list without empty lines, an item's words come without a paragraph around them.
        let here = self.at(range);
        let rich = self.rich.get_or_insert_with(|| Rich { runs: Vec::new(), span: here });
        rich.span.end = rich.span.end.max(here.end);
        let run = Run {
            bold: self.style.bold > 0,
            italic: self.style.italic > 0,
            struck: self.style.struck > 0,
            link: self.style.link.clone(),
            ..run
        };
        match rich.runs.last_mut() {
            Some(last) if same_style(last, &run) => last.text.push_str(&run.text),
            _ => rich.runs.push(run),
        }
    }
}

fn same_style(a: &Run, b: &Run) -> bool {
    let words = a.formula.is_none() && b.formula.is_none();
    words && (a.bold, a.italic, a.code, a.struck, &a.link) == (b.bold, b.italic, b.code, b.struck, &b.link)
}

fn side(align: Alignment) -> Align {
    match align {
        Alignment::None | Alignment::Left => Align::Start,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::End,
    }
}

/// Letters and marks of Chinese and Japanese; Korean has spaces.
fn unspaced(c: char) -> bool {
    let korean = matches!(c, '\u{3130}'..='\u{318F}' | '\u{3200}'..='\u{321E}' | '\u{3260}'..='\u{327F}' | '\u{FFA0}'..='\u{FFDC}');
    let either = matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}');
    either && !korean
}
