//! A new reading of the deck and the talk that plays → the reading that plays on: nothing good is lost to a slip.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::deck::plan::Plan;
use crate::deck::{Block, Layout, Picture, PictureContent, Slide};
use crate::diagnostic::Severity;
use crate::drawing::Page;
use crate::lint;
use crate::show::view::Cursor;
use crate::talk::Talk;

use super::playing::Playing;

/// The slides with a picture that no earlier page showed and that cannot be decoded, which the talk now tells. It takes a
/// while, so it is not for a first reading, which has nothing better to keep.
pub fn broken(loaded: &mut Talk, before: &[Page]) -> BTreeSet<usize> {
    let known = lint::shown(before);
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
    broken
}

/// Where a slide of the new reading is faulty or `broken` and was not before, the slide as it was stays.
pub fn keep_good(loaded: &mut Talk, playing: &Playing, broken: &BTreeSet<usize>) {
    if loaded.deck.aspect != playing.deck.aspect {
        return;
    }
    let before = playing.deck.slides.iter().enumerate().filter(|(_, slide)| !faulty(slide));
    let before: HashMap<&str, usize> = before.map(|(index, slide)| (slide.id.as_str(), index)).collect();
    let same_languages = loaded.plan.languages == playing.plan.languages;
    for index in 0..loaded.deck.slides.len() {
        let slide = &loaded.deck.slides[index];
        let Some(&old) = before.get(slide.id.as_str()).filter(|_| faulty(slide) || broken.contains(&index)) else {
            continue;
        };
        // Nobody else has the new reading yet, so nothing is copied.
        Arc::make_mut(&mut loaded.deck).slides[index] = playing.deck.slides[old].clone();
        loaded.pages[index] = Page { slide: index, steps: playing.pages[old].steps.clone() };
        let (planned, known) = (&mut loaded.plan.slides[index], &playing.plan.slides[old]);
        planned.title.clone_from(&known.title);
        planned.steps = known.steps;
        planned.expected.clone_from(&known.expected);
        planned.captions = if same_languages {
            known.captions.clone()
        } else {
            vec![vec![Vec::new(); known.steps]; loaded.plan.languages.len()]
        };
    }
}

/// Whether something of the slide could not be read: all of it, or a picture, which may be about to be saved.
fn faulty(slide: &Slide) -> bool {
    let lacking = |block: &Block| matches!(block, Block::Picture(picture) if missing(picture));
    let mut blocks = slide.body.iter().chain(&slide.aside);
    match &slide.layout {
        Layout::Faulty { .. } => true,
        Layout::Compare { left, right } => blocks.chain(&left.body).chain(&right.body).any(lacking),
        _ => blocks.any(lacking) || slide.picture.as_ref().is_some_and(missing),
    }
}

fn missing(picture: &Picture) -> bool {
    matches!(picture.content, PictureContent::Missing)
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
