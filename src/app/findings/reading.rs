//! A talk that was read → its findings for the page: each with its slide, the place on it, its line and its remedy.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::deck::files;
use crate::diagnostic::{Diagnostic, Severity, Sources, Span};
use crate::drawing::Drawing;
use crate::geometry::Rect;
use crate::lint::{self, Edit, Remedy};
use crate::takes::Learnt;
use crate::talk::Talk;

use super::words::{is_for_page, plainly};

/// Lines that are shown before and after the one at fault.
const AROUND: usize = 5;
/// Letters of a line that are shown.
const LONGEST_LINE: usize = 200;

/// What a finding is to the speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Fault,
    Warning,
    Remark,
    /// Of how the talk was told, not of the deck.
    Told,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Fault => "Fault",
            Self::Warning => "Warning",
            Self::Remark => "Remark",
            Self::Told => "From rehearsals",
        }
    }

    /// Whether it is to be looked at before the talk.
    pub fn asks(self) -> bool {
        matches!(self, Self::Fault | Self::Warning)
    }
}

/// Where a finding is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub file: PathBuf,
    /// From 1.
    pub line: usize,
    /// From 1, in letters.
    pub column: usize,
    /// The lines around it, from this one on.
    pub first: usize,
    pub lines: Vec<String>,
}

/// One finding of the page.
pub struct Finding {
    pub kind: Kind,
    pub code: &'static str,
    /// A place among the slides; none for the deck as a whole.
    pub slide: Option<usize>,
    pub head: String,
    pub hints: Vec<String>,
    /// What is meant on the slide, in points.
    pub seat: Option<Rect>,
    pub place: Option<Place>,
    pub remedy: Option<Remedy>,
    /// The change by which it is left as it is.
    pub leave: Option<Edit>,
    /// All of it in a line, for somebody else to read.
    pub copy: String,
}

/// A slide as the page names and shows it.
pub struct Shown {
    pub id: String,
    pub number: usize,
    pub name: String,
    pub drawing: Option<Arc<Drawing>>,
}

/// The deck as it was read last.
pub struct Reading {
    /// Counts the readings.
    pub generation: u64,
    pub title: String,
    /// The deck's file with its folder's name.
    pub file: String,
    /// When it was read: `13:41`.
    pub at: String,
    /// The whole deck's first, then slide by slide.
    pub findings: Vec<Finding>,
    pub slides: Vec<Shown>,
    /// Findings that the author leaves as they are.
    pub left: usize,
}

impl Reading {
    /// Slides of which nothing is told.
    pub fn clean(&self) -> usize {
        let told = |at: usize| self.findings.iter().any(|finding| finding.slide == Some(at));
        (0..self.slides.len()).filter(|at| !told(*at)).count()
    }

    /// `Slide 11  Academy trusts`, or that it is the deck.
    pub fn heading(&self, finding: &Finding) -> String {
        match finding.slide.map(|at| &self.slides[at]) {
            Some(slide) => format!("Slide {}  {}", slide.number, slide.name),
            None => "Whole deck".to_owned(),
        }
    }
}

/// Reads what there is to tell of a talk.
pub fn reading(talk: &Talk, deck: &Path, learnt: &Learnt, generation: u64, at: String) -> Reading {
    let told = lint::taken(talk, learnt);
    let found = lint::untaught(talk);
    let mut all: Vec<(Diagnostic, bool)> = found.into_iter().map(|it| (it, false)).collect();
    all.extend(told.into_iter().map(|it| (it, true)));
    let before = all.len();
    let kept =
        |(finding, told): (Diagnostic, bool)| lint::allowed(talk, vec![finding]).pop().map(|finding| (finding, told));
    let mut all: Vec<(Diagnostic, bool)> = all.into_iter().filter_map(kept).collect();
    let left = before - all.len();
    all.sort_by_key(|(finding, _)| (talk.slide_of(finding), finding.span));
    let findings = all.iter().map(|(it, told)| finding(talk, deck, it, *told)).collect();
    let mut out = Reading {
        generation,
        title: talk.deck.title.clone(),
        file: file_name(deck),
        at,
        findings,
        slides: (0..talk.deck.slides.len()).map(|at| shown(talk, at)).collect(),
        left: left + silenced(talk),
    };
    fold(&mut out.findings);
    out
}

/// Findings that never came here, since what gathers them heeds `allow` already.
fn silenced(talk: &Talk) -> usize {
    talk.diagnostics.len() - lint::allowed(talk, talk.diagnostics.clone()).len()
}

/// That a slide can be two is no finding of its own where another has that as its remedy.
fn fold(findings: &mut Vec<Finding>) {
    let split: Vec<Option<usize>> = findings
        .iter()
        .filter(|it| it.code != "SLD-SPLIT" && it.remedy.as_ref().is_some_and(|remedy| remedy.slides == 2))
        .map(|it| it.slide)
        .collect();
    findings.retain(|it| it.code != "SLD-SPLIT" || !split.contains(&it.slide));
}

fn shown(talk: &Talk, at: usize) -> Shown {
    let (slide, planned) = (&talk.deck.slides[at], &talk.plan.slides[at]);
    let drawing = talk.pages.get(at).and_then(|page| page.steps.last()).cloned();
    Shown { id: slide.id.clone(), number: planned.number, name: planned.name().to_owned(), drawing }
}

fn finding(talk: &Talk, deck: &Path, found: &Diagnostic, told: bool) -> Finding {
    let slide = talk.slide_of(found);
    let id = slide.map(|at| talk.deck.slides[at].id.as_str());
    let kind = match found.severity {
        _ if told => Kind::Told,
        Severity::Error => Kind::Fault,
        Severity::Warning => Kind::Warning,
        Severity::Info => Kind::Remark,
    };
    let place = found.span.and_then(|span| place(&talk.sources, deck, span));
    let hints = found.hints.iter().filter(|hint| is_for_page(hint));
    let line = |at: &Place| format!("{}:{}:{}", name_of(&at.file), at.line, at.column);
    let copy = [place.as_ref().map(line), Some(format!("{}: {}", found.code, found.message))];
    let copy: Vec<String> = copy.into_iter().flatten().chain(found.hints.iter().cloned()).collect();
    Finding {
        kind,
        code: found.code,
        slide,
        head: plainly(&found.message, id),
        hints: hints.map(|hint| plainly(hint, id)).collect(),
        seat: lint::seat(talk, found).and_then(|(_, seat)| seat),
        place,
        remedy: lint::remedy(talk, found).filter(|_| !told),
        leave: lint::leave(talk, found),
        copy: copy.join("\n"),
    }
}

fn place(sources: &Sources, deck: &Path, span: Span) -> Option<Place> {
    let source = sources.0.get(usize::from(span.file))?;
    let (own, folder) = files::place(deck);
    let file = if span.file == 0 { own } else { folder.join(&source.name) };
    let at = source.text.floor_char_boundary(span.start as usize);
    let before = &source.text[..at];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let first = line.saturating_sub(AROUND).max(1);
    let shown = source.text.lines().skip(first - 1).take(line - first + AROUND + 1);
    let lines = shown.map(|line| line.chars().take(LONGEST_LINE).collect()).collect();
    Some(Place { file: std::path::absolute(&file).unwrap_or(file), line, column, first, lines })
}

pub fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// `the-power-of-the-group/deck.toml`
fn file_name(deck: &Path) -> String {
    let (file, _) = files::place(deck);
    let file = std::path::absolute(&file).unwrap_or(file);
    let folder = file.parent().map(name_of).unwrap_or_default();
    if folder.is_empty() { name_of(&file) } else { format!("{folder}/{}", name_of(&file)) }
}
