//! Markdown as authors write it → blocks and running text, with a remedy for each thing that a slide cannot show.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::deck::dollars;
use crate::deck::fence;
use crate::deck::source::{READ, Text};
use crate::deck::{Align, Block, Code, NotePart, Rich, Run, Table};
use crate::diagnostic::{Checked, Diagnostic, Span};
use crate::formula::Formula;

/// Bytes of one text. No slide and no notes are longer, and the parser stays fast below it.
const LONGEST: usize = 100_000;
/// Lists and quotes inside one another; a list and its item count as two.
const DEEPEST: usize = 12;
/// Formulas in one text.
const MOST_FORMULAS: usize = 500;
/// Faults told of one text.
const MOST_FAULTS: usize = 5;

/// What the text is for: notes have headings, slides do not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Use {
    Slide,
    Notes,
}

/// Whole blocks: `body`, `aside`, a side of a comparison.
pub fn blocks(text: &Text, purpose: Use) -> Checked<Vec<Block>> {
    with_formulas(text, build(&text.words, text.span, text.verbatim, purpose))
}

/// Notes, cut at the lines that are exactly `[step]`.
pub fn notes(text: &Text) -> Checked<Vec<NotePart>> {
    let mut parts = Vec::new();
    let mut diagnostics = Vec::new();
    for (step, range) in steps(&text.words).into_iter().enumerate() {
        let verbatim = text.verbatim.map(|at| at + range.start);
        let mut read = build(&text.words[range], text.span, verbatim, Use::Notes);
        diagnostics.append(&mut read.diagnostics);
        if !read.value.is_empty() {
            parts.push(NotePart { step, blocks: read.value });
        }
    }
    with_formulas(text, Checked { value: parts, diagnostics })
}

/// What was read, and what is wrong with the formulas as a whole.
fn with_formulas<T>(text: &Text, mut read: Checked<T>) -> Checked<T> {
    if let Some(command) = &text.swallowed {
        let message = format!("the backslash of `{command}` begins a special character here, so the command is lost");
        let hint = "Put the words between ' and ', over several lines between ''' and ''': there a backslash is one";
        // What is left of the formula is not worth a second finding.
        read.diagnostics = vec![Diagnostic::error(READ, text.span, message).hint(hint)];
    }
    read
}

/// The stretches between `[step]` lines.
fn steps(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if line.trim() == "[step]" {
            ranges.push(start..at);
            start = at + line.len();
        }
        at += line.len();
    }
    ranges.push(start..text.len());
    ranges
}

/// Stands for the author's own line break while a text of several lines is read as one line.
const BREAK: char = '\u{2028}';

/// One stretch of running text: titles, labels, quotes. Nothing in it begins a list or a heading.
pub fn inline(text: &Text) -> Checked<Rich> {
    // The mark at the start keeps `1. ` or `# ` from beginning a block; as punctuation it lets `**` open after it.
    let line = format!(".{}", one_line(&text.words));
    let mut read = build(&line, text.span, None, Use::Slide);
    let mut rich = match read.value.drain(..).next() {
        Some(Block::Paragraph(rich)) => rich,
        _ => Rich::default(),
    };
    rich.span = text.span;
    if let Some(first) = rich.runs.first_mut() {
        first.text = first.text.strip_prefix('.').unwrap_or(&first.text).to_owned();
    }
    for run in &mut rich.runs {
        run.text = run.text.replace(BREAK, "\n");
    }
    rich.runs.retain(|run| !run.text.is_empty());
    with_formulas(text, Checked { value: rich, diagnostics: read.diagnostics })
}

/// Lines joined by spaces, or by `BREAK` where Markdown has a hard break or an empty line.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut between = "";
    for line in text.trim().lines() {
        let words = line.trim();
        if words.is_empty() {
            between = "\u{2028}";
            continue;
        }
        let kept = words.strip_suffix('\\').filter(|kept| !kept.ends_with('\\'));
        out.push_str(between);
        out.push_str(kept.unwrap_or(words).trim_end());
        between = if kept.is_some() || line.trim_end_matches('\r').ends_with("  ") { "\u{2028}" } else { " " };
    }
    out
}

/// The text without the indentation that all its lines share, so that a body may be indented like its table.
fn dedent(text: &str) -> Cow<'_, str> {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let shared = text.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    if shared == 0 {
        return Cow::Borrowed(text);
    }
    let lines: Vec<&str> = text.lines().map(|line| line.get(shared..).unwrap_or("")).collect();
    Cow::Owned(lines.join("\n"))
}

fn build(text: &str, span: Span, verbatim: Option<usize>, purpose: Use) -> Checked<Vec<Block>> {
    if text.len() > LONGEST {
        let fault =
            Diagnostic::error(READ, span, "this text is far too long for a slide").hint("Split it over several slides");
        return Checked { value: Vec::new(), diagnostics: vec![fault] };
    }
    let dedented = dedent(text);
    let verbatim = verbatim.filter(|_| matches!(dedented, Cow::Borrowed(_)));
    let mut builder = Builder::new(&dedented, span, verbatim, purpose);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH;
    let text = dollars::hidden(&dedented);
    for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
        builder.take(event, range);
    }
    builder.finish()
}

/// A container that is still open.
enum Open {
    Root,
    Quote,
    List { start: Option<u64>, items: Vec<Vec<Block>> },
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

struct Builder<'a> {
    /// The Markdown; events have places in it.
    source: &'a str,
    span: Span,
    verbatim: Option<usize>,
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
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str, span: Span, verbatim: Option<usize>, purpose: Use) -> Self {
        Self {
            source,
            span,
            verbatim,
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
            diagnostics: Vec::new(),
        }
    }

    fn finish(mut self) -> Checked<Vec<Block>> {
        self.end_paragraph();
        let value = self.open.pop().map(|(_, blocks)| blocks).unwrap_or_default();
        Checked { value, diagnostics: self.diagnostics }
    }

    /// Where `range` of the Markdown stands in the deck's file; the whole string where that cannot be told.
    fn at(&self, range: &Range<usize>) -> Span {
        self.verbatim.map_or(self.span, |base| Span::new(self.span.file, base + range.start..base + range.end))
    }

    fn fault(&mut self, range: &Range<usize>, message: &str, hint: &str) {
        if self.diagnostics.len() < MOST_FAULTS {
            let span = self.at(range);
            self.diagnostics.push(Diagnostic::error(READ, span, message).hint(hint));
        }
    }

    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, &range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) => self.text(&text, false, &range),
            Event::Code(text) => self.text(&text, true, &range),
            Event::SoftBreak => self.text(" ", false, &range),
            Event::HardBreak => self.text("\n", false, &range),
            Event::InlineHtml(html) if html.starts_with("</") => {}
            Event::Html(_) | Event::InlineHtml(_) => self.html(&range),
            Event::Rule => {
                self.fault(&range, "a slide has no lines across it", "For the next slide, begin a new [[slide]]");
            }
            Event::InlineMath(_) => self.formula(false, &range),
            Event::DisplayMath(_) => self.formula(true, &range),
            // Not asked for from the parser.
            Event::FootnoteReference(text) => self.text(&text, false, &range),
            Event::TaskListMarker(_) => {}
        }
    }

    fn html(&mut self, range: &Range<usize>) {
        let hint = "Write Markdown: **bold**, *italic*, a backslash at the end of a line for a break; \\< is a plain <";
        self.fault(range, "HTML is not shown on slides", hint);
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::TableCell => self.begin(range),
            Tag::Heading { .. } => self.heading(range),
            Tag::BlockQuote(_) => self.container(Open::Quote, range),
            Tag::List(start) => self.container(Open::List { start, items: Vec::new() }, range),
            Tag::Item => self.container(Open::Item, range),
            Tag::CodeBlock(kind) => {
                self.end_paragraph();
                let info = if let CodeBlockKind::Fenced(info) = kind { dollars::shown(&info) } else { String::new() };
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
            Tag::Link { dest_url, .. } => self.link(&dest_url, range),
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
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => self.end_container(),
            TagEnd::CodeBlock => {
                if let Some((info, text)) = self.code.take() {
                    let block = self.block_of_code(&info, &text, range);
                    self.push(Block::Code(block));
                }
            }
            TagEnd::TableCell => {
                let cell = self.rich.take().unwrap_or_else(|| Rich { runs: Vec::new(), span: self.at(range) });
                self.row.push(cell);
            }
            TagEnd::TableHead => {
                let row = std::mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    table.head = row;
                }
            }
            TagEnd::TableRow => {
                let row = std::mem::take(&mut self.row);
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
            TagEnd::Link => self.style.link = None,
            TagEnd::Image => self.hidden -= 1,
            _ => {}
        }
    }

    fn heading(&mut self, range: &Range<usize>) {
        self.begin(range);
        if self.purpose == Use::Notes {
            self.style.bold = 1;
        } else {
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
        if let Some(rich) = self.rich.take()
            && !rich.runs.is_empty()
        {
            self.push(Block::Paragraph(rich));
        }
    }

    fn link(&mut self, target: &str, range: &Range<usize>) {
        let known = ["https://", "http://", "mailto:", "#"].iter().any(|start| target.starts_with(start));
        if !known {
            let hint = "Write the whole address: https://example.org, mailto:name@example.org, or #id of a slide";
            self.fault(range, &format!("the link to `{target}` leads nowhere"), hint);
        }
        self.style.link = Some(dollars::shown(target)).filter(|_| known);
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
            self.fault(&place, &fault.message, &fault.hint);
        }
        let (language, numbers, highlight) = (fence.language, fence.numbers, fence.highlight);
        Code { language, text, numbers, highlight, span: self.at(range) }
    }

    fn text(&mut self, text: &str, code: bool, range: &Range<usize>) {
        let text = dollars::shown(text);
        if let Some((_, block)) = &mut self.code {
            block.push_str(&text);
            return;
        }
        self.run(Run { text, code, ..Run::default() }, range);
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
                self.text(&tex, true, range);
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

#[cfg(test)]
mod tests;
