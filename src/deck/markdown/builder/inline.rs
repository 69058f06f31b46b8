//! Events inside of a paragraph → runs in the style of the words around: text, marks, links, formulas, footnotes' figures.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::LinkType;

use super::runs::same_style;
use super::{Builder, MOST_FORMULAS, Open};
use crate::deck::dollars;
use crate::deck::markdown::links::LINKS;
use crate::deck::markdown::marks::{Mark, What};
use crate::deck::markdown::veil::shown;
use crate::deck::{NoteMark, Rich, Run};
use crate::formula::Formula;
use crate::writing::is_unspaced;

impl Builder<'_> {
    /// The figure of a footnote.
    pub(super) fn reference(&mut self, label: &str, range: &Range<usize>) {
        // It stands next to its word.
        let last = self.rich.as_mut().and_then(|rich| rich.runs.last_mut()).filter(|run| !run.code);
        if let Some(last) = last {
            last.text.truncate(last.text.trim_end_matches(' ').len());
        }
        let note = Some(NoteMark { label: Arc::from(label.to_lowercase()), number: 0 });
        self.run(Run { note, ..Run::default() }, range);
    }

    pub(super) fn link(&mut self, kind: LinkType, target: &str, range: &Range<usize>) {
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

    /// Whether the end of a line stands between two letters of Chinese or Japanese, which no space parts.
    pub(super) fn joins(&self, range: &Range<usize>) -> bool {
        let marks = ['*', '_', '~', '`', ' ', '\t', '>'];
        let before = self.source.get(..range.start).and_then(|it| it.trim_end_matches(marks).chars().next_back());
        let after = self.source.get(range.end..).and_then(|it| it.trim_start_matches(marks).chars().next());
        before.is_some_and(is_unspaced) && after.is_some_and(is_unspaced)
    }

    /// Words, with the marks among them in force.
    pub(super) fn text(&mut self, text: &str, code: bool, range: &Range<usize>) {
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
                    What::Icon(icon) => self.icon(icon, &mark.range),
                }
            }
            at = at.max(mark.range.end.min(range.end));
        }
        self.words(&text[at - range.start..], code, range);
    }

    pub(super) fn words(&mut self, text: &str, code: bool, range: &Range<usize>) {
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
    pub(super) fn formula(&mut self, display: bool, range: &Range<usize>) {
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
    pub(super) fn run(&mut self, run: Run, range: &Range<usize>) {
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
