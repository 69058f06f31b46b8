//! Movements of pen and eraser become strokes, kept for each slide by its name. Invariant: undo, then redo, is nothing.
//!
//! Every change keeps the page before it, which costs little since pages share their strokes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::marks::{ERASER, Spot, Stroke, Strokes};
use crate::deck;
use crate::deck::ink::{Inked, Nib};
use crate::geometry::{Point, Vec2};

/// A slide takes no more ink than this, so that drawing it stays quick.
const MOST_STROKES: usize = 2_000;
const MOST_POINTS: usize = 60_000;
/// How many changes of a slide can be taken back.
const MOST_UNDO: usize = 100;
/// Places nearer than this to the one before add nothing: half a point.
const NEAREST: f64 = 0.5;

/// The ink of all slides.
#[derive(Clone, Debug, Default)]
pub(super) struct Ink {
    sheets: BTreeMap<String, Sheet>,
    /// The pen or eraser is down and has changed its sheet: what follows is part of the same change.
    open: bool,
    /// How often something was drawn, erased or taken back, and done with.
    changes: u64,
}

/// The strokes of each slide that was drawn on, by its stable name. Shared with the show, so that a copy costs little.
pub type Sheets = Vec<(String, Strokes)>;

/// What is kept of them: every slide that has ink.
#[must_use]
pub fn kept_ink(sheets: &Sheets) -> deck::ink::Ink {
    let inked = |(id, strokes): &(String, Strokes)| kept_sheet(id, strokes);
    deck::ink::Ink { slide: sheets.iter().filter(|(_, strokes)| !strokes.is_empty()).map(inked).collect() }
}

/// The strokes of one slide.
pub(super) fn kept_sheet(id: &str, strokes: &Strokes) -> Inked {
    let place = |spot: &Spot| [f64::from(spot.x) / 100.0, f64::from(spot.y) / 100.0];
    let drawn = strokes.iter().map(|stroke| (stroke.nib, stroke.spots.iter().map(place).collect()));
    Inked::new(id.to_owned(), drawn)
}

/// Back from what was kept.
pub(super) fn inked_sheets(ink: &deck::ink::Ink) -> Sheets {
    ink.slide.iter().map(|inked| (inked.id.clone(), inked_strokes(inked))).collect()
}

/// The same of one slide.
pub(super) fn inked_strokes(inked: &Inked) -> Strokes {
    let stroke =
        |(nib, places): (Nib, Vec<Point>)| Arc::new(Stroke { nib, spots: places.into_iter().map(Spot::at).collect() });
    Arc::new(inked.points().map(stroke).collect())
}

#[derive(Clone, Debug, Default)]
struct Sheet {
    strokes: Strokes,
    before: Vec<Strokes>,
    undone: Vec<Strokes>,
}

impl Ink {
    /// These strokes, of which no change can be taken back.
    pub(super) fn of_sheets(sheets: Sheets) -> Self {
        let sheet = |strokes| Sheet { strokes, ..Sheet::default() };
        Self { sheets: sheets.into_iter().map(|(id, strokes)| (id, sheet(strokes))).collect(), ..Self::default() }
    }

    pub(super) fn of(&self, slide: &str) -> Strokes {
        self.sheets.get(slide).map(|sheet| Arc::clone(&sheet.strokes)).unwrap_or_default()
    }

    pub(super) fn sheets(&self) -> Sheets {
        self.sheets.iter().map(|(id, sheet)| (id.clone(), Arc::clone(&sheet.strokes))).collect()
    }

    pub(super) fn changes(&self) -> u64 {
        self.changes
    }

    /// A pen touches the slide. A full sheet takes no more.
    pub(super) fn begin(&mut self, slide: &str, nib: Nib, at: Spot) {
        let sheet = self.sheets.entry(slide.to_owned()).or_default();
        self.open = sheet.strokes.len() < MOST_STROKES && sheet.points() < MOST_POINTS;
        if self.open {
            sheet.change().push(Arc::new(Stroke { nib, spots: vec![at] }));
        }
    }

    /// The pen moves on.
    pub(super) fn extend(&mut self, slide: &str, to: Spot) {
        let Some(sheet) = self.sheets.get_mut(slide).filter(|_| self.open) else { return };
        let full = sheet.points() >= MOST_POINTS;
        if let Some(stroke) = Arc::make_mut(&mut sheet.strokes).last_mut()
            && !full
            && stroke.spots.last().is_some_and(|last| last.point().distance(to.point()) >= NEAREST)
        {
            Arc::make_mut(stroke).spots.push(to);
        }
    }

    /// The pen moves on along a ruler from where it touched the slide.
    pub(super) fn straighten(&mut self, slide: &str, to: Spot) {
        let Some(sheet) = self.sheets.get_mut(slide).filter(|_| self.open) else { return };
        if let Some(stroke) = Arc::make_mut(&mut sheet.strokes).last_mut() {
            let from = stroke.spots[0];
            Arc::make_mut(stroke).spots = if from == to { vec![from] } else { vec![from, level(from, to)] };
        }
    }

    /// There is a change of this slide to take back.
    pub(super) fn can_undo(&self, slide: &str) -> bool {
        self.sheets.get(slide).is_some_and(|sheet| !sheet.before.is_empty())
    }

    /// The eraser moves: every stroke that it touches on its way is gone.
    pub(super) fn erase(&mut self, slide: &str, from: Spot, to: Spot) {
        let Some(sheet) = self.sheets.get_mut(slide) else { return };
        let touched = |stroke: &Stroke| {
            let stroke = &stroke.spots;
            let dot = stroke.len() == 1;
            dot && near([from, to], [stroke[0]; 2])
                || stroke.windows(2).any(|part| near([from, to], [part[0], part[1]]))
        };
        if sheet.strokes.iter().any(|stroke| touched(stroke)) {
            let strokes = if self.open { Arc::make_mut(&mut sheet.strokes) } else { sheet.change() };
            strokes.retain(|stroke| !touched(stroke));
            self.open = true;
        }
    }

    /// Pen or eraser leaves the slide.
    pub(super) fn lift(&mut self) {
        if std::mem::take(&mut self.open) {
            self.changes += 1;
        }
    }

    pub(super) fn clear(&mut self, slide: &str) {
        self.lift();
        if let Some(sheet) = self.sheets.get_mut(slide).filter(|sheet| !sheet.strokes.is_empty()) {
            sheet.change().clear();
            self.changes += 1;
        }
    }

    pub(super) fn undo(&mut self, slide: &str) {
        self.lift();
        if let Some(sheet) = self.sheets.get_mut(slide)
            && let Some(before) = sheet.before.pop()
        {
            sheet.undone.push(std::mem::replace(&mut sheet.strokes, before));
            self.changes += 1;
        }
    }

    pub(super) fn redo(&mut self, slide: &str) {
        self.lift();
        if let Some(sheet) = self.sheets.get_mut(slide)
            && let Some(after) = sheet.undone.pop()
        {
            sheet.before.push(std::mem::replace(&mut sheet.strokes, after));
            self.changes += 1;
        }
    }

    /// Panics unless the invariants hold.
    #[cfg(test)]
    pub(super) fn check(&self) {
        for sheet in self.sheets.values() {
            assert!(sheet.strokes.len() <= MOST_STROKES && sheet.points() <= MOST_POINTS, "too much ink");
            assert!(sheet.before.len() <= MOST_UNDO && sheet.undone.len() <= MOST_UNDO, "too many changes kept");
            assert!(sheet.strokes.iter().all(|stroke| !stroke.spots.is_empty()), "an empty stroke");
        }
    }
}

impl Sheet {
    fn points(&self) -> usize {
        self.strokes.iter().map(|stroke| stroke.spots.len()).sum()
    }

    /// The strokes, to be changed; what they were is kept, and what was undone is forgotten.
    fn change(&mut self) -> &mut Vec<Arc<Stroke>> {
        if self.before.len() == MOST_UNDO {
            self.before.remove(0);
        }
        self.before.push(Arc::clone(&self.strokes));
        self.undone.clear();
        Arc::make_mut(&mut self.strokes)
    }
}

/// A line that is hardly off the level or the plumb is meant to be on it.
fn level(from: Spot, to: Spot) -> Spot {
    const SLOPE: i32 = 20;
    match (to.x - from.x, to.y - from.y) {
        (x, y) if y.saturating_abs().saturating_mul(SLOPE) < x.saturating_abs() => Spot { y: from.y, ..to },
        (x, y) if x.saturating_abs().saturating_mul(SLOPE) < y.saturating_abs() => Spot { x: from.x, ..to },
        _ => to,
    }
}

/// Whether two lines come nearer to each other than the eraser reaches.
fn near(one: [Spot; 2], other: [Spot; 2]) -> bool {
    let ([a, b], [c, d]) = (one.map(Spot::point), other.map(Spot::point));
    let reach = f64::from(ERASER) / 100.0;
    crosses(a, b, c, d)
        || [(a, c, d), (b, c, d), (c, a, b), (d, a, b)].iter().any(|&(at, from, to)| distance(at, from, to) <= reach)
}

fn crosses(a: Point, b: Point, c: Point, d: Point) -> bool {
    let side = |from: Point, to: Point, at: Point| (to - from).cross(at - from);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

/// From a place to the nearest place of a line.
fn distance(at: Point, from: Point, to: Point) -> f64 {
    let along: Vec2 = to - from;
    let share = if along.hypot2() > 0.0 { ((at - from).dot(along) / along.hypot2()).clamp(0.0, 1.0) } else { 0.0 };
    at.distance(from + along * share)
}
