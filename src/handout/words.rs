//! A talk's slides, notes and captions → plain text or Markdown; code in it is as it was written.

use std::sync::Arc;

use super::writer::{Form, Writer, fenced, words};
use crate::deck::{Block, Item, Layout, Rich};
use crate::drawing::Drawing;
use crate::drawing::structure::{Part, parts_of_all};
use crate::layout::sheet;
use crate::show::view::Cursor;
use crate::talk::Talk;

/// The words of the slides as plain lines: items behind their marks, cells in a line, links with their addresses; with the
/// notes where they are asked for.
pub fn text(talk: &Talk, picked: &[Cursor], with_notes: bool) -> String {
    let mut out = String::new();
    for cursor in picked {
        let planned = &talk.plan.slides[cursor.slide];
        let parts = parts_of_all(steps(talk, picked, *cursor));
        let writer = Writer::new(talk, *cursor, Form::Plain);
        out.push_str(&format!("[{}]\n", planned.number));
        out.extend(writer.all(&parts).into_iter().map(|line| line + "\n"));
        let notes = if with_notes { notes(talk, *cursor, Form::Plain) } else { Vec::new() };
        if !notes.is_empty() {
            out.push_str("\nNotes:\n");
        }
        out.extend(notes.into_iter().map(|line| line + "\n"));
        out.push('\n');
    }
    out
}

/// The same as Markdown: a heading for each slide, the words of its body as written.
pub fn markdown(talk: &Talk, picked: &[Cursor], with_notes: bool) -> String {
    let mut out = format!("# {}\n\n", talk.deck.title);
    for cursor in picked {
        let planned = &talk.plan.slides[cursor.slide];
        let slide = &talk.deck.slides[cursor.slide];
        // A section without a slide of its own is headed here.
        if let Some(name) = slide.begins().filter(|_| !matches!(slide.layout, Layout::Section)) {
            out.push_str(&format!("## {}\n\n", name.text()));
        }
        let level = if matches!(slide.layout, Layout::Section | Layout::Title { .. }) { "##" } else { "###" };
        out.push_str(&format!("{level} {}\n\n", planned.numbered_name()));
        let title = slide.title.as_ref().map(|title| title.span);
        // The words by which a slide is known are words of its body too.
        let is_name = |part: &Part| match part {
            Part::Heading { line, .. } => Some(line.span) == title,
            Part::Line(line) => planned.title.as_deref() == Some(line.words().as_str()),
            _ => false,
        };
        let parts: Vec<Part> =
            parts_of_all(steps(talk, picked, *cursor)).into_iter().filter(|it| !is_name(it)).collect();
        let lines = Writer::new(talk, *cursor, Form::Markdown).all(&parts);
        out.extend(lines.iter().map(|line| format!("{line}\n")));
        if !lines.is_empty() {
            out.push('\n');
        }
        let notes = if with_notes { notes(talk, *cursor, Form::Markdown) } else { Vec::new() };
        out.extend(notes.iter().map(|line| format!("> {line}").trim_end().to_owned() + "\n"));
        if !notes.is_empty() {
            out.push('\n');
        }
    }
    out
}

/// The captions' words, slide by slide; empty if there are none. `head` and `part` stand before the two kinds of heading.
pub fn transcript(talk: &Talk, picked: &[Cursor], head: &str, part: &str) -> String {
    let mut out = String::new();
    let mut before = None;
    for run in picked.chunk_by(|a, b| a.slide == b.slide) {
        let Some(slide) = run.first().map(|cursor| cursor.slide) else { continue };
        let cues = &talk.deck.slides[slide].cues;
        if cues.is_empty() {
            continue;
        }
        let planned = &talk.plan.slides[slide];
        out.push_str(&format!("{part}{}\n\n", planned.numbered_name()));
        for cue in cues {
            let (_, words) = sheet::spoken(&talk.deck, cue, before);
            before = cue.speaker.or(before);
            out.push_str(&format!("{words}\n\n"));
        }
    }
    if out.is_empty() { out } else { format!("{head}Transcript\n\n{out}") }
}

/// The steps whose words a cursor stands for: all up to its own, where it is the only one of its slide.
fn steps<'t>(talk: &'t Talk, picked: &[Cursor], cursor: Cursor) -> &'t [Arc<Drawing>] {
    let alone = picked.iter().filter(|it| it.slide == cursor.slide).count() == 1;
    let page = &talk.pages[cursor.slide];
    if let Some(all) = page.together.as_ref().filter(|_| alone && cursor.step >= page.last_step()) {
        return std::slice::from_ref(all);
    }
    let from = if alone { 0 } else { cursor.step };
    &page.steps[from..=cursor.step]
}

/// The lines of a slide's notes, an empty one between two blocks.
fn notes(talk: &Talk, cursor: Cursor, form: Form) -> Vec<String> {
    let parts = talk.deck.slides[cursor.slide].notes.iter();
    let blocks: Vec<&Block> = parts.flat_map(|part| &part.blocks).collect();
    lines(&blocks, form, false)
}

/// In a `tight` list only paragraphs stand apart.
fn lines(blocks: &[&Block], form: Form, tight: bool) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 && (!tight || matches!(block, Block::Paragraph(_))) {
            out.push(String::new());
        }
        out.extend(match block {
            Block::Heading(rich) => {
                let marks = if form == Form::Markdown { "#### " } else { "" };
                vec![format!("{marks}{}", words(rich, form).replace('\n', " "))]
            }
            Block::Paragraph(rich) if form == Form::Markdown && is_footnote(rich) => vec![footnote(rich)],
            Block::Paragraph(rich) => words(rich, form).lines().map(str::to_owned).collect(),
            Block::List { start, items } => list(*start, items, form),
            Block::Quote(inside) => lines(&inside.iter().collect::<Vec<_>>(), form, false)
                .into_iter()
                .map(|line| format!("> {line}"))
                .collect(),
            Block::Code(code) if form == Form::Markdown => fenced(&code.language, &code.text),
            Block::Code(code) => code.text.lines().map(str::to_owned).collect(),
            Block::Table(table) => {
                let row =
                    |cells: &Vec<Rich>| cells.iter().map(|cell| words(cell, form)).collect::<Vec<_>>().join(" | ");
                let bar = |line: String| if form == Form::Markdown { format!("| {line} |") } else { line };
                let rule = (form == Form::Markdown).then(|| format!("|{}", "---|".repeat(table.head.len())));
                let rows = table.rows.iter().map(|cells| bar(row(cells)));
                [bar(row(&table.head))].into_iter().chain(rule).chain(rows).collect()
            }
            Block::Picture(picture) => picture.alt.iter().cloned().collect(),
            Block::Pictures(pictures) => pictures.iter().filter_map(|picture| picture.alt.clone()).collect(),
        });
    }
    out
}

/// Each item behind its mark, what belongs to it under its words.
fn list(start: Option<u64>, items: &[Item], form: Form) -> Vec<String> {
    let mut out = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let mark = start.map_or_else(|| "- ".to_owned(), |first| format!("{}. ", first + at as u64));
        let task = item.task.map_or("", |done| if done { "[x] " } else { "[ ] " });
        let mut inside = lines(&item.blocks.iter().collect::<Vec<_>>(), form, true);
        match inside.first_mut() {
            Some(first) => first.insert_str(0, task),
            None => inside.push(task.to_owned()),
        }
        for (at, line) in inside.into_iter().enumerate() {
            let before = if at == 0 { mark.clone() } else { " ".repeat(mark.len()) };
            out.push(format!("{before}{line}").trim_end().to_owned());
        }
    }
    out
}

/// Whether a paragraph is a footnote of the notes: its figure comes first.
fn is_footnote(rich: &Rich) -> bool {
    rich.runs.first().is_some_and(|run| run.note.is_some())
}

/// `[^1]: words`
fn footnote(rich: &Rich) -> String {
    let words = words(rich, Form::Markdown).replace('\n', " ");
    words.replacen("] ", "]: ", 1)
}
