//! A step that gave way to another, and the moment → what the stage paints while one becomes the other.
//!
//! Invariant: nothing is waited for. Where a picture is not at hand, the new slide simply stands there.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{Painter, Rect, vec2};

use crate::deck::Transition;
use crate::deck::direction::Direction;
use crate::geometry;
use crate::playback::passages::{Passage, transition};
use crate::playback::playing::Reading;
use crate::playback::scene::Playing;
use crate::settings::Motion;
use crate::show::Moment;
use crate::show::view::{Cursor, OnStage};

use super::paints::{Paints, paint_stage};
use crate::app::kit::dissolve::lay;
use crate::app::pictures::cache::{PictureKey, Pixels, Ready, Subject};
use crate::app::pictures::moving::{Moving, Sight};
use crate::app::pictures::orders::{Shown, layer_pixels, picture};

const SLIDE: Duration = Duration::from_millis(300);
const FADE: Duration = Duration::from_millis(220);
/// A step of a slide, and all there is where motion is reduced (WCAG 2.3.3 asks that motion can be turned off).
const SHORT: Duration = Duration::from_millis(150);
/// What the first frame already shows: a key has to be seen at once.
const AHEAD: Duration = Duration::from_millis(16);

/// One step becoming another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passing {
    from: Cursor,
    to: Cursor,
    pub kind: Transition,
    /// Above 0.0, and below 1.0: then it is over.
    progress: f32,
}

/// What passes on the stage at this moment; `None` where a slide stands still.
#[must_use]
pub fn passing(playing: &Playing, motion: Motion, now: Moment) -> Option<Passing> {
    let view = &playing.view;
    let (OnStage::Slide(to), Some((from, when))) = (view.on_stage, view.left) else { return None };
    let kind = match (transition(&playing.reading.deck, from.slide.max(to.slide)), motion) {
        (Transition::Cut, _) | (_, Motion::None) => return None,
        (kind, Motion::Full) if from.slide != to.slide => kind,
        (_, Motion::Full) if glides(&playing.reading, from.min(to), from.max(to)) => Transition::Move,
        _ => Transition::Fade,
    };
    let time = match kind {
        _ if motion == Motion::Reduced => SHORT,
        Transition::Move => SLIDE,
        _ if from.slide == to.slide => SHORT,
        Transition::Push => SLIDE,
        Transition::Cut | Transition::Fade => FADE,
    };
    let progress = (now.since(when) + AHEAD).as_secs_f32() / time.as_secs_f32();
    (progress < 1.0).then_some(Passing { from, to, kind, progress })
}

fn glides(reading: &Reading, from: Cursor, to: Cursor) -> bool {
    reading.passages.iter().any(|it| (it.from, it.to) == (from, to))
}

impl Passing {
    /// Paints the stage's slide in its `rect`; `new` is the picture that will stand there.
    pub fn paint(self, painter: &Painter, rect: Rect, new: Shown, playing: &Playing, paints: Paints<'_>) {
        let reading = &*playing.reading;
        let size = |rect: Rect| {
            let scale = painter.ctx().pixels_per_point();
            [(rect.width() * scale).round() as u32, (rect.height() * scale).round() as u32]
        };
        let old = picture(paints.cache, reading, self.from, size(rect));
        let moving = |at| paints.moving(Sight { at, zoom: None, size: size(rect) }, playing, painter);
        let sides = [moving(self.from), moving(self.to)];
        let under = |side: &Option<Moving>, all| side.as_ref().map_or(all, |moving| Shown::Picture(moving.under));
        let (old, new) = match self.kind {
            // What glides takes its films with it as pictures.
            Transition::Move if glides(reading, self.from.min(self.to), self.from.max(self.to)) => (old, new),
            _ => (under(&sides[0], old), under(&sides[1], new)),
        };
        let (Shown::Picture(before), Shown::Picture(after)) = (old, new) else {
            return paint_stage(painter, rect, new, paints.dissolve);
        };
        let eased = ease(self.progress);
        match self.kind {
            Transition::Push => {
                // A deck from right to left goes on at the left.
                let leftward = reading.deck.direction == Direction::Rtl;
                let on = (self.from < self.to) != leftward;
                let way = if on { vec2(rect.width(), 0.0) } else { vec2(-rect.width(), 0.0) };
                let places = [rect.translate(-way * eased), rect.translate(way * (1.0 - eased))];
                paint_stage(painter, places[0], old, paints.dissolve);
                paint_stage(painter, places[1], new, paints.dissolve);
                for (moving, place) in
                    sides.iter().zip(places).filter_map(|(side, place)| Some((side.as_ref()?, place)))
                {
                    moving.paint_films(painter, place, 1.0);
                    moving.paint_over(painter, place, 1.0);
                }
            }
            Transition::Move if self.glide(painter, rect, size(rect), reading, paints).is_some() => {}
            Transition::Cut | Transition::Fade | Transition::Move => {
                paints.dissolve.mix(painter, rect, [before.texture, after.texture], eased);
                self.paint_films(painter, rect, &sides, eased);
            }
        }
    }

    /// What moves on both sides stays as it is; on one alone it comes or goes with its slide.
    fn paint_films(self, painter: &Painter, rect: Rect, sides: &[Option<Moving>; 2], eased: f32) {
        match sides {
            [Some(old), Some(new)] if self.from.slide == self.to.slide => {
                new.paint_films(painter, rect, 1.0);
                // Of two steps the later has what the earlier has, and more.
                let (less, more, part) = if self.from < self.to { (old, new, eased) } else { (new, old, 1.0 - eased) };
                less.paint_over(painter, rect, 1.0);
                more.paint_over(painter, rect, part);
            }
            [old, new] => {
                for (moving, part) in [(old, 1.0 - eased), (new, eased)] {
                    let Some(moving) = moving else { continue };
                    moving.paint_films(painter, rect, part);
                    moving.paint_over(painter, rect, part);
                }
            }
        }
    }

    /// None, and nothing painted, unless every layer is at hand.
    fn glide(self, painter: &Painter, rect: Rect, size: Pixels, reading: &Reading, paints: Paints<'_>) -> Option<()> {
        let (first, last) = (self.from.min(self.to), self.from.max(self.to));
        let passage = reading.passages.iter().find(|passage| (passage.from, passage.to) == (first, last))?;
        let look = |layer, size| {
            let want = PictureKey { generation: reading.generation, subject: Subject::Glide(passage.to, layer), size };
            paints.cache.look(want).filter(|ready| ready.exact)
        };
        let whole = passage.glide.from.size;
        let rests = [look(0, size)?, look(1, size)?];
        let sides: Option<Vec<(Ready, Rect)>> = passage
            .sides()
            .map(|(layer, (_, place))| {
                Some((look(layer, layer_pixels(*place, whole, size))?, on_stage(*place, whole, rect)))
            })
            .collect();
        let (sides, holds) = (sides?, holds(passage, reading));
        // Time runs from the first side to the second, or back.
        let eased = ease(self.progress);
        let (old, new) = if self.from < self.to { (0, 1) } else { (1, 0) };
        holds.then(|| {
            paints.dissolve.mix(painter, rect, [rests[old].texture, rests[new].texture], eased);
            for part in sides.chunks_exact(2) {
                let (before, after) = (part[old], part[new]);
                let place = between(before.1, after.1, eased);
                // Two that only nearly cover each other look bold together, so one gives way to the other.
                let one = (before.1.size() - after.1.size()).abs().max_elem() < 1.0;
                lay(painter, before.0.texture, place, if one { 1.0 } else { (2.0 - 2.0 * eased).min(1.0) });
                if !one {
                    lay(painter, after.0.texture, place, (2.0 * eased).min(1.0));
                }
            }
        })
    }
}

/// Whether it is about the drawings that are shown: a reading may have kept an older slide.
fn holds(passage: &Passage, reading: &Reading) -> bool {
    let same = |cursor, drawing| reading.drawing(cursor).is_some_and(|shown| Arc::ptr_eq(shown, drawing));
    same(passage.from, &passage.glide.from) && same(passage.to, &passage.glide.to)
}

/// A place on a slide of `whole` points, where that stands at `rect`.
fn on_stage(place: geometry::Rect, whole: geometry::Size, rect: Rect) -> Rect {
    let scale = f64::from(rect.width()) / whole.width.max(1.0);
    let at = |x: f64, y: f64| rect.min + vec2((x * scale) as f32, (y * scale) as f32);
    Rect::from_min_max(at(place.x0, place.y0), at(place.x1, place.y1))
}

fn between(one: Rect, other: Rect, part: f32) -> Rect {
    Rect::from_min_max(one.min.lerp(other.min, part), one.max.lerp(other.max, part))
}

/// Fast at first, so that a press is seen at once, and softly to a rest.
fn ease(progress: f32) -> f32 {
    1.0 - (1.0 - progress).powi(3)
}
