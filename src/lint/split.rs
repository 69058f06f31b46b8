//! Full slides → where each could become two: before which paragraph, item or row, so that the halves are near each other
//! in height, in points.

use std::collections::HashMap;

use crate::deck::split::{Halves, Parsed, Split};
use crate::deck::{Deck, Slide};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::drawing::{Drawing, Item, Placed};
use crate::talk::Talk;

/// What tells of a full slide.
const FULL: [&str; 2] = ["SLD-FONT", "SLD-OVERFLOW"];
/// A slide that is a little smaller than usual is full if it has so many words.
const MANY: usize = 90;
/// How much of the height the first half has if it can be, and at the least and the most.
const EVEN: (f64, f64) = (0.4, 0.6);
const UNEVEN: (f64, f64) = (0.28, 0.72);

/// Where a slide is to be split.
pub struct Proposal {
    pub split: Split,
    /// The piece that the second half begins with.
    pub at: usize,
    /// How much of the height of the words the first half has.
    pub share: f64,
}

impl Proposal {
    /// The text of both slides; the second has a name that no slide of the deck has.
    #[must_use]
    pub fn halves(&self, deck: &Deck, id: &str) -> Halves {
        let taken = |name: &str| deck.slides.iter().any(|slide| slide.id == name);
        let free = (2..).map(|number| format!("{id}-{number}")).find(|name| !taken(name));
        self.split.halves(self.at, self.share, &free.unwrap_or_else(|| format!("{id}-b")))
    }

    /// `its third paragraph, 45:55`.
    #[must_use]
    pub fn place(&self) -> String {
        const ORDER: [&str; 9] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
        let called = self.split.called(self.at);
        let before = (0..self.at).filter(|at| self.split.called(*at) == called).count();
        let which = ORDER.get(before).map_or_else(|| format!("{}th", before + 1), |it| (*it).to_owned());
        let first = (self.share * 100.0).round();
        format!("its {which} {called}, {first}:{}", 100.0 - first)
    }
}

/// Where a slide can be split.
///
/// # Errors
/// Why it cannot, for its author.
pub fn proposal(talk: &Talk, index: usize) -> Result<Proposal, String> {
    proposed(talk, index, &mut HashMap::new())
}

/// The same where the files are known that others were found in.
fn proposed(talk: &Talk, index: usize, files: &mut HashMap<u16, Parsed>) -> Result<Proposal, String> {
    let slide = &talk.deck.slides[index];
    let file = slide.span.file;
    let source = talk.sources.0.get(usize::from(file)).ok_or("its file is not known")?;
    let split = Split::of(files.entry(file).or_insert_with(|| Parsed::new(&source.text, file)), slide)?;
    let last = talk.pages.get(index).and_then(|page| page.whole());
    let heights = heights(&split, last.map(|drawing| &**drawing));
    let whole: f64 = heights.iter().sum();
    let share = |at: usize| heights[..at].iter().sum::<f64>() / whole.max(1.0);
    let near = |(_, share): &(usize, f64)| (share - 0.5).abs();
    let breaks = (1..split.len()).filter(|at| split.may_break(*at)).map(|at| (at, share(at)));
    let Some((at, share)) = breaks.min_by(|a, b| near(a).total_cmp(&near(b))) else {
        return Err("each break would leave an item or a heading alone; join or divide its paragraphs".to_owned());
    };
    if !(UNEVEN.0..=UNEVEN.1).contains(&share) {
        let larger = share.max(1.0 - share) * 100.0;
        return Err(format!("one half would have {larger:.0}% of it; divide its longest paragraph with an empty line"));
    }
    Ok(Proposal { split, at, share })
}

/// A remark for each full slide that can be split.
pub(super) fn check(talk: &Talk, out: &mut Vec<Diagnostic>) {
    let mut files = HashMap::new();
    for (index, slide) in talk.deck.slides.iter().enumerate().filter(|(_, slide)| !slide.faulty) {
        if !is_full(talk, slide, index) {
            continue;
        }
        let Ok(found) = proposed(talk, index, &mut files) else { continue };
        let message = format!("slide `{}` can be two: the second begins with {}", slide.id, found.place());
        let span = found.split.place(found.at).unwrap_or(slide.span);
        let deck = talk.sources.0.first().map_or("DECK", |source| source.name.as_str());
        let uneven = !(EVEN.0..=EVEN.1).contains(&found.share);
        let more = if uneven { "; an empty line in its longest paragraph would make them more even" } else { "" };
        let hint = format!("`cuecard check {deck} --split {}` prints both, ready to paste{more}", slide.id);
        out.push(Diagnostic::new(Severity::Info, "SLD-SPLIT", span, message).hint(hint));
    }
}

fn is_full(talk: &Talk, slide: &Slide, index: usize) -> bool {
    let mut codes = talk.diagnostics.iter().filter(|it| it.span == Some(slide.span)).map(|it| it.code);
    let words = || {
        let drawing = talk.pages.get(index).and_then(|page| page.whole());
        drawing.map_or(0, |it| it.words().split_whitespace().count())
    };
    codes.any(|code| FULL.contains(&code) || code == "SLD-FIT" && words() > MANY)
}

/// How high each piece stands on the slide; by its letters where that is not known.
fn heights(split: &Split, drawing: Option<&Drawing>) -> Vec<f64> {
    let mut runs = Vec::new();
    drawing.into_iter().for_each(|it| walk(&it.items, 0.0, &mut runs));
    let height = |at: usize| {
        let place = split.place(at)?;
        let inside = || runs.iter().filter(|run| is_inside(run.span, place));
        let top = inside().map(|run| run.top).fold(f64::INFINITY, f64::min);
        let bottom = inside().map(|run| run.bottom).fold(f64::NEG_INFINITY, f64::max);
        (bottom > top).then_some(bottom - top)
    };
    let found: Option<Vec<f64>> = (0..split.len()).map(height).collect();
    found.unwrap_or_else(|| (0..split.len()).map(|at| split.letters(at) as f64).collect())
}

/// The size of the type in which most letters of a stretch of the file are set.
#[must_use]
pub fn size_of(drawing: &Drawing, place: Span) -> Option<f32> {
    let mut runs = Vec::new();
    walk(&drawing.items, 0.0, &mut runs);
    let mut sizes: Vec<(f32, usize)> = Vec::new();
    for run in runs.iter().filter(|run| is_inside(run.span, place) && run.size > 0.0) {
        match sizes.iter_mut().find(|(size, _)| *size == run.size) {
            Some((_, letters)) => *letters += run.letters,
            None => sizes.push((run.size, run.letters)),
        }
    }
    sizes.into_iter().max_by_key(|(_, letters)| *letters).map(|(size, _)| size)
}

fn is_inside(span: Span, place: Span) -> bool {
    span.file == place.file && span.start >= place.start && span.start < place.end && span.end > span.start
}

/// Words or a picture, with what it takes of the height.
struct Run {
    span: Span,
    top: f64,
    bottom: f64,
    size: f32,
    letters: usize,
}

fn walk(items: &[Placed], top: f64, out: &mut Vec<Run>) {
    for placed in items {
        let at = top + placed.at.y;
        match &placed.item {
            Item::Group(group) => walk(&group.items, at, out),
            Item::Text(run) => {
                let (size, letters) = (f64::from(run.size), run.text.chars().count());
                let run = Run { span: placed.span, top: at - size, bottom: at + 0.36 * size, size: run.size, letters };
                out.push(run);
            }
            Item::Picture(picture) => {
                let bottom = at + picture.size.height;
                out.push(Run { span: placed.span, top: at, bottom, size: 0.0, letters: 0 });
            }
            Item::Shape(_) => {}
        }
    }
}
