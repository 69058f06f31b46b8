//! A talk → the bytes of a PDF, or the slides' words as plain text or Markdown.

use crate::deck::{Block, Layout, Rich};
use crate::diagnostic::Diagnostic;
use crate::drawing::Drawing;
use crate::paint::pdf::{self, About, PdfPage};
use crate::show::view::Cursor;
use crate::talk::Talk;

/// One page for each cursor, tagged for screen readers (PDF/UA-1).
///
/// # Errors
/// What keeps the PDF from being accessible, as findings in the deck.
pub fn pdf(talk: &Talk, picked: &[Cursor]) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let pages: Vec<PdfPage> = picked.iter().map(|cursor| page(talk, *cursor)).collect();
    let deck = &talk.deck;
    let about = About {
        title: deck.title.clone(),
        authors: deck.speakers.iter().map(|speaker| speaker.name.clone()).collect(),
        subject: deck.subject.clone().or_else(|| deck.subtitle.clone()),
        keywords: deck.keywords.clone(),
        language: deck.language.clone(),
        date: deck.date.as_deref().and_then(date),
    };
    let finding = |fault: pdf::Fault| {
        Diagnostic::error("PDF-UA1", fault.span, fault.message)
            .hint("what is missing keeps some readers from your slides")
    };
    pdf::write(&pages, &about).map_err(|faults| faults.into_iter().map(finding).collect())
}

fn page(talk: &Talk, cursor: Cursor) -> PdfPage {
    let planned = &talk.plan.slides[cursor.slide];
    PdfPage {
        drawing: talk.pages[cursor.slide].steps[cursor.step].clone(),
        label: planned.number.to_string(),
        title: planned.title.clone(),
        // A section's own slide stands over the others, not inside itself.
        section: planned.section.clone(),
        anchor: Some(planned.id.clone()),
    }
}

/// Year, month and day of `2021-06-15`.
fn date(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.get(..10)?.split('-');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// The words of the slides, one paragraph after the other; with the notes where they are asked for.
pub fn text(talk: &Talk, picked: &[Cursor], with_notes: bool) -> String {
    let mut out = String::new();
    for cursor in picked {
        let planned = &talk.plan.slides[cursor.slide];
        out.push_str(&format!("[{}]\n{}\n", planned.number, drawing(talk, *cursor).words()));
        if with_notes {
            out.push_str(&notes(talk, *cursor, "Notes: "));
        }
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
        let level = if matches!(slide.layout, Layout::Section | Layout::Title { .. }) { "##" } else { "###" };
        let title = if planned.title.is_empty() { format!("Slide {}", planned.number) } else { planned.title.clone() };
        out.push_str(&format!("{level} {}. {title}\n\n", planned.number));
        let words = drawing(talk, *cursor).words();
        for line in words.lines().filter(|line| line.trim() != title) {
            out.push_str(&format!("{}\n\n", line.trim()));
        }
        if with_notes {
            out.push_str(&notes(talk, *cursor, "> "));
        }
    }
    out
}

fn drawing(talk: &Talk, cursor: Cursor) -> &Drawing {
    &talk.pages[cursor.slide].steps[cursor.step]
}

fn notes(talk: &Talk, cursor: Cursor, before: &str) -> String {
    let mut lines = Vec::new();
    for part in &talk.deck.slides[cursor.slide].notes {
        part.blocks.iter().for_each(|block| plain(block, &mut lines));
    }
    lines.iter().map(|line| format!("{before}{line}\n\n")).collect()
}

/// A block's words, a line for each paragraph or item.
fn plain(block: &Block, lines: &mut Vec<String>) {
    match block {
        Block::Paragraph(rich) => lines.push(rich.text().replace('\n', " ")),
        Block::List { items, .. } => items.iter().flatten().for_each(|block| plain(block, lines)),
        Block::Quote(blocks) => blocks.iter().for_each(|block| plain(block, lines)),
        Block::Code { text, .. } => lines.push(text.clone()),
        Block::Table(table) => {
            let row = |cells: &Vec<Rich>| cells.iter().map(Rich::text).collect::<Vec<_>>().join(" | ");
            lines.extend(std::iter::once(&table.head).chain(&table.rows).map(row));
        }
        Block::Picture(picture) => lines.extend(picture.alt.clone()),
    }
}
