//! A talk → what is handed out of it: the bytes of a PDF, or the slides' words as plain text or Markdown.

mod pages;
pub mod save;
mod words;
mod writer;

use std::collections::HashSet;
use std::sync::Arc;

use crate::deck::Rich;
use crate::deck::own_words::{Own, said};
use crate::diagnostic::{Diagnostic, Severity, Span, closest, counted, did_you_mean, quoted};
use crate::drawing::passages;
use crate::drawing::{Drawing, Item, Page, Placed, Role};
use crate::layout::sheet::{self, Matter, Paper, Sheet};
use crate::paint::pdf::{self, About, Entry, PdfPage, Reading, Written};
use crate::show::view::Cursor;
use crate::talk::Talk;
use crate::text::Shaper;
pub use pages::{Made, written};
pub use words::{markdown, text, transcript};

/// Drawings for each page, in order, with what a viewer lists.
pub struct Document {
    pages: Vec<PdfPage>,
    /// What a reader of the pages would lack.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// One page for each cursor.
    pub fn slides(talk: &Talk, picked: &[Cursor]) -> Self {
        let page = |(at, cursor): (usize, &Cursor)| {
            let before = at.checked_sub(1).map(|at| picked[at]).filter(|before| before.slide == cursor.slide);
            let entries = if before.is_some() { Vec::new() } else { vec![entry(talk, cursor.slide)] };
            PdfPage {
                drawing: drawing(talk, *cursor).clone(),
                label: talk.plan.slides[cursor.slide].number.to_string(),
                entries,
                reading: reading(talk, picked, *cursor, before),
            }
        };
        Self { pages: picked.iter().enumerate().map(page).collect(), diagnostics: gone(talk, picked) }
    }

    /// The slides on sheets of paper.
    pub fn sheets(talk: &Talk, picked: &[Cursor], kind: sheet::Kind, paper: Paper, shaper: &mut Shaper) -> Self {
        let slides = slides(talk, picked);
        let matter = Matter { deck: &talk.deck, plan: &talk.plan, slides: &slides, paper };
        let laid = sheet::lay_out(matter, kind, shaper);
        let page = |(at, sheet): (usize, Sheet)| PdfPage {
            drawing: sheet.drawing,
            label: (at + 1).to_string(),
            entries: sheet.slides.iter().map(|slide| entry(talk, *slide)).collect(),
            reading: Reading::default(),
        };
        let diagnostics = laid.diagnostics.into_iter().chain(gone(talk, picked)).collect();
        Self { pages: laid.value.into_iter().enumerate().map(page).collect(), diagnostics }
    }

    /// Appends the captions' words; false if there are none.
    pub fn with_transcript(&mut self, talk: &Talk, picked: &[Cursor], paper: Paper, shaper: &mut Shaper) -> bool {
        let slides = slides(talk, picked);
        let matter = Matter { deck: &talk.deck, plan: &talk.plan, slides: &slides, paper };
        let laid = sheet::transcript(matter, shaper);
        let some = !laid.value.is_empty();
        for (at, sheet) in laid.value.into_iter().enumerate() {
            let title = || Entry {
                title: said(Own::Transcript, &talk.deck.language, &[]),
                section: None,
                anchor: None,
                number: None,
            };
            let entries = if at == 0 { vec![title()] } else { Vec::new() };
            self.pages.push(PdfPage {
                drawing: sheet.drawing,
                label: format!("T{}", at + 1),
                entries,
                reading: Reading::default(),
            });
        }
        self.diagnostics.extend(laid.diagnostics);
        some
    }

    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// What the file of this document is: `28 pages, 107 kB`.
    #[must_use]
    pub fn size(&self, file: &Written) -> String {
        format!("{}, {} kB", counted(self.page_count(), "page"), file.len().div_ceil(1000))
    }

    /// What each page is called in messages: `slide 3 “Why”`.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let name = |page: &PdfPage| match page.entries.as_slice() {
            [entry] if entry.anchor.is_some() => format!("slide {} {}", page.label, quoted(&entry.title)),
            _ => format!("page {}", page.label),
        };
        self.pages.iter().map(name).collect()
    }

    /// The pages' drawings.
    pub fn drawings(&self) -> impl Iterator<Item = &Arc<Drawing>> {
        self.pages.iter().map(|page| &page.drawing)
    }

    /// What slides that are not among the pages are called, by name and by number.
    fn left_out(&self, talk: &Talk) -> HashSet<String> {
        let here: HashSet<&str> =
            self.pages.iter().flat_map(|page| &page.entries).filter_map(|entry| entry.anchor.as_deref()).collect();
        let away = talk.plan.slides.iter().filter(|slide| !here.contains(slide.id.as_str()));
        away.flat_map(|slide| [slide.id.clone(), slide.number.to_string()]).collect()
    }

    /// A PDF, tagged for screen readers, and what is lost in it, as findings in the deck: with a `PDF-UA1` among them it
    /// does not claim to be for every reader. `tell` hears how many pages are done.
    ///
    /// # Errors
    /// What keeps it from being written.
    pub fn pdf(&self, talk: &Talk, tell: &mut dyn FnMut(usize)) -> Result<(Written, Vec<Diagnostic>), Vec<Diagnostic>> {
        let deck = &talk.deck;
        let about = About {
            title: deck.title.clone(),
            authors: deck.speakers.iter().map(|speaker| speaker.name.clone()).collect(),
            subject: deck.subject.clone().or_else(|| deck.subtitle.clone()),
            keywords: deck.keywords.clone(),
            language: deck.language.clone(),
            date: deck.date.as_deref().and_then(date),
            left_out: self.left_out(talk),
        };
        let told = |faults: Vec<pdf::Fault>| {
            faults.into_iter().enumerate().map(|(at, fault)| finding(talk, at, fault)).collect::<Vec<_>>()
        };
        let Made { file, lost, bare } = written(&self.pages, &about, tell).map_err(told)?;
        let mut lost = told(lost);
        lost.extend(bare.iter().map(|broken| self.bare(talk, broken.page, &broken.why)));
        lost.extend(self.diagnostics.iter().filter(|it| it.severity == Severity::Error).cloned());
        Ok((file, lost))
    }

    /// What is said of a page that has its title only.
    fn bare(&self, talk: &Talk, page: usize, why: &str) -> Diagnostic {
        let slide = self.pages[page].entries.first().and_then(|entry| talk.plan.linked(entry.anchor.as_deref()?));
        let message = format!("{} is in the PDF with its title only, since {why}", self.names()[page]);
        Diagnostic::error("SLD-FAILED", slide.map(|slide| talk.deck.slides[slide].span), message)
            .hint("Another picture or font on this slide may help")
    }
}

/// The drawing that stands for a step.
fn drawing(talk: &Talk, cursor: Cursor) -> &Arc<Drawing> {
    talk.pages[cursor.slide].handed_out(cursor.step)
}

/// How a slide is read: by its name, under its section where that has a slide among those that are picked, and each of
/// several steps for what is new.
fn reading(talk: &Talk, picked: &[Cursor], cursor: Cursor, before: Option<Cursor>) -> Reading {
    let own = &talk.plan.slides[cursor.slide];
    let picked = picked.iter().map(|it| it.slide);
    let under = sheet::is_under_section(&talk.deck, &talk.plan, picked, cursor.slide);
    Reading {
        name: before.is_none().then(|| own.name()),
        under,
        before: before.map(|before| drawing(talk, before).clone()),
    }
}

/// The words that are gone at the step that is handed out of a slide.
fn gone(talk: &Talk, picked: &[Cursor]) -> Vec<Diagnostic> {
    let tell = |run: &[Cursor]| {
        let [cursor] = run else { return None };
        let page = &talk.pages[cursor.slide];
        let all = page.together.is_some() && cursor.step >= page.last_step();
        let gone = if all { Vec::new() } else { passages::gone(&page.steps[..=cursor.step]) };
        let first: String = gone.first()?.words().lines().next()?.chars().take(60).collect();
        let slide = &talk.deck.slides[cursor.slide];
        let message = format!("slide `{}` is handed out without what has gone by its last step: “{first}”", slide.id);
        let hint = "Export with --steps all, or the words as .txt or .md: they have all steps";
        Some(Diagnostic::warning("SLD-GONE", slide.span, message).hint(hint))
    };
    picked.chunk_by(|a, b| a.slide == b.slide).filter_map(tell).collect()
}

fn finding(talk: &Talk, at: usize, fault: pdf::Fault) -> Diagnostic {
    match fault.anchor {
        Some(anchor) => dead_link(talk, at, fault.span, &anchor),
        None => Diagnostic::error("PDF-UA1", fault.span, fault.message).hint(
            "What is missing keeps some readers from your slides; without it the PDF does not say that all can read it",
        ),
    }
}

/// A link to a slide that there is not, the one `at` this place among all of them.
fn dead_link(talk: &Talk, at: usize, span: Option<Span>, anchor: &str) -> Diagnostic {
    let ids = || talk.plan.slides.iter().map(|slide| slide.id.as_str());
    let near = if at < MOST_GUESSED { closest(anchor, ids()) } else { None };
    let hint = match near {
        Some(near) => did_you_mean(&format!("#{near}")),
        None => {
            let some: Vec<String> = ids().take(6).map(|id| format!("#{id}")).collect();
            format!("Write a slide's id or its number after the #: {}", some.join(", "))
        }
    };
    Diagnostic::error("SLD-LINK", span, format!("the link leads nowhere: no slide is called `{anchor}`")).hint(hint)
}

/// All that an export of this talk would lose or be stopped by, as `check` tells it: found by making one.
#[must_use]
pub fn conditions(talk: &Talk) -> Vec<Diagnostic> {
    let all: Vec<Cursor> = picked(talk, true);
    let mut out = match Document::slides(talk, &all).pdf(talk, &mut |_| {}) {
        Ok((file, lost)) => lost.into_iter().chain(too_large(file.len())).collect(),
        Err(faults) => faults,
    };
    let mut shaper = Shaper::new(&talk.deck.fonts, &talk.deck.language);
    let notes = Document::sheets(talk, &all, sheet::Kind::Notes, Paper::A4, &mut shaper);
    out.extend(notes.diagnostics.into_iter().filter(|it| it.severity == Severity::Error));
    // A letter that no font has was told where its words were laid out.
    let known = |it: &Diagnostic| talk.diagnostics.iter().any(|told| told.span == it.span && told.code == "SLD-GLYPH");
    out.retain(|it| it.code != "PDF-UA1" || !known(it));
    out
}

/// A file that many mailboxes refuse.
fn too_large(bytes: usize) -> Option<Diagnostic> {
    let tenths = (bytes as u64).div_ceil(MIB as u64 / 10);
    let message =
        format!("the PDF of this deck has {}.{} MiB, more than many mailboxes take", tenths / 10, tenths % 10);
    let hint = "Save photographs as JPEG, about 2,000 pixels wide: that is all that a slide shows of them";
    (bytes > MAILED).then(|| Diagnostic::warning("PDF-SIZE", None, message).hint(hint))
}

/// Links to slides that there are not, on slides and in notes: what every export loses; and those to hidden slides,
/// which one for others does.
#[must_use]
pub fn dead_links(talk: &Talk) -> Vec<Diagnostic> {
    let mut links = Vec::new();
    for (page, slide) in talk.pages.iter().zip(&talk.deck.slides) {
        page.whole().into_iter().for_each(|drawing| links_drawn(&drawing.items, &mut links));
        let mut words = Vec::new();
        slide.notes.iter().flat_map(|part| &part.blocks).for_each(|block| block.riches(&mut words));
        links.extend(words.into_iter().flat_map(links_of));
    }
    links.sort();
    links.dedup();
    let told = |(at, (span, anchor)): (usize, (Span, String))| match talk.plan.linked(&anchor) {
        None => Some(dead_link(talk, at, Some(span), &anchor)),
        Some(slide) if talk.deck.slides[slide].hidden => {
            let message = format!("the link leads to slide `{anchor}`, which is hidden: handed out, it is plain words");
            let hint = "Export with --hidden, or show that slide";
            Some(Diagnostic::new(Severity::Info, "SLD-LINK", span, message).hint(hint))
        }
        Some(_) => None,
    };
    links.into_iter().enumerate().filter_map(told).collect()
}

/// The links to slides in a drawing, by what stands after `#`.
fn links_drawn(items: &[Placed], out: &mut Vec<(Span, String)>) {
    for placed in items {
        let Item::Group(group) = &placed.item else { continue };
        if let Role::Link { target } = &group.role {
            out.extend(target.strip_prefix('#').map(|anchor| (placed.span, anchor.to_owned())));
        }
        links_drawn(&group.items, out);
    }
}

/// The same of running words.
fn links_of(words: &Rich) -> impl Iterator<Item = (Span, String)> {
    let anchors = words.runs.iter().filter_map(|run| run.link.as_deref()?.strip_prefix('#'));
    anchors.map(|anchor| (words.span, anchor.to_owned()))
}

/// Each slide after all its steps; those that are hidden only if they are asked for.
#[must_use]
pub fn picked(talk: &Talk, hidden: bool) -> Vec<Cursor> {
    let last = |(slide, page): (usize, &Page)| Cursor { slide, step: page.last_step() };
    let shown = |(slide, _): &(usize, &Page)| hidden || !talk.deck.slides[*slide].hidden;
    talk.pages.iter().enumerate().filter(shown).map(last).collect()
}

/// Why these slides are not handed out unless the author says so: something on them could not be read as written.
#[must_use]
pub fn unread(talk: &Talk, picked: &[Cursor]) -> Option<String> {
    let mut numbers: Vec<usize> = picked
        .iter()
        .filter(|cursor| talk.deck.slides[cursor.slide].faulty)
        .map(|cursor| talk.plan.slides[cursor.slide].number)
        .collect();
    numbers.dedup();
    let (last, others) = numbers.split_last()?;
    let others: Vec<String> = others.iter().map(usize::to_string).collect();
    let list =
        if others.is_empty() { format!("slide {last}") } else { format!("slides {} and {last}", others.join(", ")) };
    Some(format!("{list} could not be read as written"))
}

/// Of so many links that lead nowhere it is said what else may have been meant: looking among all slides takes long.
const MOST_GUESSED: usize = 150;
/// Bytes that can be sent as a mail.
const MAILED: usize = 10 * MIB;
const MIB: usize = 1024 * 1024;

/// Where every slide is hidden.
pub const NOTHING_SHOWN: &str = "every slide of this deck is hidden, so there is nothing to hand out";

/// Each slide that is picked, with its last step that is picked.
fn slides(talk: &Talk, picked: &[Cursor]) -> Vec<(usize, Arc<Drawing>)> {
    let last = |run: &[Cursor]| {
        run.last().map(|cursor| (cursor.slide, talk.pages[cursor.slide].handed_out(cursor.step).clone()))
    };
    picked.chunk_by(|a, b| a.slide == b.slide).filter_map(last).collect()
}

fn entry(talk: &Talk, slide: usize) -> Entry {
    let planned = &talk.plan.slides[slide];
    let (anchor, number) = (Some(planned.id.clone()), Some(planned.number.to_string()));
    Entry { title: planned.name(), section: planned.section.clone(), anchor, number }
}

/// Year, month and day of `2021-06-15`.
fn date(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.get(..10)?.split('-');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{MAILED, too_large};

    #[test]
    fn a_pdf_too_large_for_a_mail_is_told() {
        assert!(too_large(MAILED).is_none());
        let told = too_large(MAILED + 1).expect("one byte more");
        assert!(told.code == "PDF-SIZE" && told.message.contains("10.1 MiB"), "{told:?}");
    }
}
