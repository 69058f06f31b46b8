//! A new reading of the deck and the talk that plays → the reading that plays on: nothing good is lost to a slip.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::deck::plan::Plan;
use crate::deck::{Deck, Slide};
use crate::diagnostic::Severity;
use crate::drawing::Page;
use crate::lint;
use crate::show::view::Cursor;
use crate::talk::Talk;

use super::playing::Reading;

/// Slides with a picture that no earlier page showed and that cannot be decoded are faulty, and the talk tells why. It
/// takes a while, so it is not for a first reading, which has nothing better to keep.
pub fn mark_broken(loaded: &mut Talk, before: &Before) {
    let known = lint::shown(&before.pages);
    let new = |page: &&Page| {
        let shown = lint::shown(std::slice::from_ref(page));
        shown.iter().any(|(raster, ..)| !known.iter().any(|(old, ..)| raster.bytes == old.bytes))
    };
    let mut broken = BTreeSet::new();
    for page in loaded.pages.iter().filter(new) {
        let mut faults = lint::pictures(std::slice::from_ref(page));
        faults.retain(|fault| fault.severity == Severity::Error);
        if !faults.is_empty() {
            broken.insert(page.slide);
            loaded.diagnostics.extend(faults);
        }
    }
    loaded.diagnostics.sort_by_key(|fault| fault.span);
    for slide in broken {
        // Nobody else has the new reading yet, so nothing is copied.
        Arc::make_mut(&mut loaded.deck).slides[slide].faulty = true;
    }
}

/// What plays when a new reading comes.
pub struct Before {
    deck: Arc<Deck>,
    plan: Arc<Plan>,
    pages: Arc<Vec<Page>>,
    usable: bool,
    /// What the audience sees, or else what the speaker does.
    shown: usize,
}

impl Before {
    /// `shown`: the slide (index into the plan) that the audience sees.
    #[must_use]
    pub fn of(reading: &Reading, shown: usize) -> Self {
        let (deck, plan, pages) = (Arc::clone(&reading.deck), Arc::clone(&reading.plan), Arc::clone(&reading.pages));
        Self { deck, plan, pages, usable: reading.usable, shown }
    }

    /// Whether the whole reading has to wait: nothing of it can be shown, or what holds for all slides (theme, proportion,
    /// language) cannot be read and could be before.
    #[must_use]
    pub fn outlives(&self, loaded: &Talk) -> bool {
        self.usable && !loaded.usable() || loaded.deck.faulty && !self.deck.faulty
    }
}

/// Where a slide of the new reading is faulty and was not before, the slide as it was stays; so does the one that is
/// shown, if the new reading has it no more. Tells if that is so.
pub fn keep_good(loaded: &mut Talk, before: &Before) -> Option<String> {
    if loaded.deck.aspect != before.deck.aspect {
        return None;
    }
    let known: HashMap<&str, usize> =
        before.deck.slides.iter().enumerate().map(|(index, slide)| (slide.id.as_str(), index)).collect();
    let matched = matched(&loaded.deck.slides, &before.deck.slides, &known);
    for (index, old) in matched.iter().enumerate() {
        let Some(old) = old.filter(|old| loaded.deck.slides[index].faulty && !before.deck.slides[*old].faulty) else {
            continue;
        };
        keep(loaded, index, before, old);
    }
    before.deck.slides.get(before.shown).filter(|slide| !slide.faulty)?;
    if matched.contains(&Some(before.shown)) {
        return None;
    }
    // After the nearest slide before it that is still there.
    let at = (0..before.shown).rev().find_map(|old| matched.iter().position(|it| *it == Some(old)));
    put_back(loaded, at.map_or(0, |at| at + 1), before);
    let name = before.plan.slides[before.shown].name();
    Some(format!(
        "the slide on the stage, `{name}`, is not in the deck any more: it stays until you leave it and the deck is saved"
    ))
}

/// For each new slide the old one that it was: by name, or else, where its title was changed or could not be read, by
/// its place.
fn matched(new: &[Slide], old: &[Slide], known: &HashMap<&str, usize>) -> Vec<Option<usize>> {
    let names: HashSet<&str> = new.iter().map(|slide| slide.id.as_str()).collect();
    let mut out = Vec::with_capacity(new.len());
    let mut next = 0;
    for slide in new {
        let by_place = || old.get(next).filter(|it| !names.contains(it.id.as_str())).map(|_| next);
        let found = known.get(slide.id.as_str()).copied().or_else(by_place);
        next = found.map_or(next, |found| found + 1);
        out.push(found);
    }
    out
}

/// Slide, page and plan as they were, but for where the slide now stands in the talk.
fn keep(loaded: &mut Talk, index: usize, before: &Before, old: usize) {
    // Nobody else has the new reading yet, so nothing is copied.
    let slide = &mut Arc::make_mut(&mut loaded.deck).slides[index];
    // What is told of it stays true, so that another reading with the fault changes nothing either.
    *slide = before.deck.slides[old].clone();
    loaded.pages[index] = Page { slide: index, ..before.pages[old].clone() };
    let same_languages = loaded.plan.languages == before.plan.languages;
    let languages = loaded.plan.languages.len();
    let (planned, known) = (&mut loaded.plan.slides[index], &before.plan.slides[old]);
    planned.id.clone_from(&known.id);
    planned.title.clone_from(&known.title);
    planned.words.clone_from(&known.words);
    planned.steps = known.steps;
    planned.expected.clone_from(&known.expected);
    planned.captions =
        if same_languages { known.captions.clone() } else { vec![vec![Vec::new(); known.steps]; languages] };
    loaded.plan.notes_words[index].clone_from(&before.plan.notes_words[old]);
}

/// Puts the slide that is shown back among the others, at `index`.
fn put_back(loaded: &mut Talk, index: usize, before: &Before) {
    let old = before.shown;
    Arc::make_mut(&mut loaded.deck).slides.insert(index, before.deck.slides[old].clone());
    loaded.pages.insert(index, Page { slide: index, steps: Vec::new(), together: None });
    loaded.pages.iter_mut().enumerate().for_each(|(at, page)| page.slide = at);
    loaded.plan.slides.insert(index, before.plan.slides[old].clone());
    loaded.plan.notes_words.insert(index, Vec::new());
    keep(loaded, index, before, old);
}

/// Where a step of the old plan is in the new one: on the slide with the same name.
pub fn places(old: &Plan, new: &Plan) -> impl Fn(Cursor) -> Option<Cursor> {
    let now: HashMap<&str, usize> =
        new.slides.iter().enumerate().map(|(index, slide)| (slide.id.as_str(), index)).collect();
    let places: Vec<Option<usize>> = old.slides.iter().map(|slide| now.get(slide.id.as_str()).copied()).collect();
    let steps: Vec<usize> = new.slides.iter().map(|slide| slide.steps).collect();
    move |cursor| {
        let slide = (*places.get(cursor.slide)?)?;
        (cursor.step < steps[slide]).then_some(Cursor { slide, ..cursor })
    }
}
