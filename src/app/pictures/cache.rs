//! The pictures at hand: which are wanted, which are ready, and which may go. Bounded in bytes.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use eframe::egui::{TextureHandle, TextureId, ViewportId};

use crate::deck::Deck;
use crate::deck::caption::CaptionLook;
use crate::drawing::Drawing;
use crate::geometry::Rect;
use crate::layout::caption::{Frame, Words};
use crate::show::marks::Region;
use crate::show::view::Cursor;

/// The cache never grows beyond this. What is wanted is cut to fit, so that no picture drives another out in circles.
const MOST_BYTES: usize = 128 << 20;
/// Room for pictures that were wanted a moment ago, beside those that are.
const SPARE_BYTES: usize = 8 << 20;

/// Width and height in pixels.
pub type Pixels = [u32; 2];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    Slide(Cursor),
    /// A part of a slide, enlarged.
    Part(Cursor, Region),
    /// A caption by its fingerprint.
    Caption(u64, CaptionLook),
    /// A layer of what glides to this step.
    Glide(Cursor, u16),
}

/// One picture: of what, from which reading of the deck, at which size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Want {
    pub generation: u32,
    pub subject: Subject,
    pub size: Pixels,
}

#[derive(Clone)]
pub enum Source {
    Drawing(Arc<Drawing>),
    Part(Arc<Drawing>, Region),
    /// What stands in this box (points), to be laid over a slide at any place and size.
    Layer(Arc<Drawing>, Rect),
    /// To be laid out first.
    Caption {
        words: Words,
        frame: Frame,
        deck: Arc<Deck>,
    },
}

/// A picture to make, and the window that waits for it.
#[derive(Clone)]
pub struct Order {
    pub want: Want,
    pub source: Source,
    pub window: ViewportId,
    /// The window may wait for more pictures before it draws this one.
    pub patient: bool,
}

/// A picture at hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ready {
    pub texture: TextureId,
    /// Made for exactly the size asked for.
    pub exact: bool,
}

struct Held {
    texture: TextureHandle,
    /// From an earlier reading of the deck: shown until its successor is painted.
    old: bool,
    last_used: u64,
}

/// Orders and pictures, shared by the windows and the workers.
#[derive(Default)]
pub struct Easel {
    state: Mutex<State>,
    wake: Condvar,
}

#[derive(Default)]
struct State {
    orders: Vec<Order>,
    at_work: HashSet<Want>,
    /// Pictures that could not be painted; not tried again.
    failed: HashSet<Want>,
    /// Pictures that a window looked for when they were not there.
    missed: HashSet<Want>,
    held: HashMap<Want, Held>,
    used: u64,
    closed: bool,
}

impl Easel {
    /// Replaces what is wanted, most urgent first. What is already at hand only counts as used.
    pub fn order(&self, mut orders: Vec<Order>) {
        let mut seen = HashSet::new();
        let mut total = 0;
        orders.retain(|order| seen.insert(order.want));
        let fits = orders.iter().take_while(|order| {
            total += bytes(order.want.size);
            total <= MOST_BYTES
        });
        let fits = fits.count();
        orders.truncate(fits);
        let mut state = self.lock();
        for order in orders.iter().rev() {
            state.used += 1;
            let used = state.used;
            if let Some(held) = state.held.get_mut(&order.want) {
                held.last_used = used;
            }
        }
        state.missed.retain(|want| seen.contains(want));
        state.orders = orders;
        drop(state);
        self.wake.notify_all();
    }

    /// Waits for an order that nobody works on; `None` when the program ends.
    pub fn next_order(&self) -> Option<Order> {
        let mut state = self.lock();
        loop {
            if state.closed {
                return None;
            }
            if let Some(order) = state.first_open() {
                state.at_work.insert(order.want);
                return Some(order);
            }
            state = self.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A worker is done with `want`; `None` when it could not be painted. True if a window has looked for it in vain.
    pub fn deliver(&self, want: Want, texture: Option<TextureHandle>) -> bool {
        let mut state = self.lock();
        state.at_work.remove(&want);
        match texture {
            Some(texture) => {
                state.used += 1;
                let last_used = state.used;
                state.held.insert(want, Held { texture, old: false, last_used });
                state.forget_old();
            }
            None => {
                state.failed.insert(want);
            }
        }
        state.missed.remove(&want)
    }

    /// A picture is wanted that is still to be painted.
    #[must_use]
    pub fn is_waited_for(&self, subject: Subject) -> bool {
        let state = self.lock();
        let mut wants = state.orders.iter().map(|order| order.want).filter(|want| want.subject == subject);
        wants.any(|want| !state.held.contains_key(&want) && !state.failed.contains(&want))
    }

    /// The picture at the wished size or, failing that, at the size nearest to it.
    #[must_use]
    pub fn look(&self, want: Want) -> Option<Ready> {
        let mut state = self.lock();
        if let Some(held) = state.held.get(&want) {
            return Some(Ready { texture: held.texture.id(), exact: true });
        }
        state.missed.insert(want);
        state
            .held
            .iter()
            .filter(|(other, _)| other.generation == want.generation && other.subject == want.subject)
            .min_by_key(|(other, held)| (held.old, other.size[0].abs_diff(want.size[0])))
            .map(|(_, held)| Ready { texture: held.texture.id(), exact: false })
    }

    /// Whether another picture of the same is at hand, from an earlier reading or of another size.
    #[must_use]
    pub fn has_older(&self, want: Want) -> bool {
        let alike = |other: &Want| other.generation == want.generation && other.subject == want.subject;
        self.lock().held.keys().any(alike)
    }

    /// The deck was read again: pictures of the reading `from` stand in for those of `to` until they are painted.
    /// `place` is where a step is now, if it still is.
    pub fn carry(&self, from: u32, to: u32, place: impl Fn(Cursor) -> Option<Cursor>) {
        let mut state = self.lock();
        let carried = |(want, held): (Want, Held)| {
            let subject = match want.subject {
                Subject::Slide(cursor) => Subject::Slide(place(cursor)?),
                Subject::Part(cursor, region) => Subject::Part(place(cursor)?, region),
                caption @ Subject::Caption(..) => caption,
                Subject::Glide(..) => return None,
            };
            let want = (want.generation == from).then_some(Want { generation: to, subject, ..want })?;
            Some((want, Held { old: true, ..held }))
        };
        state.held = std::mem::take(&mut state.held).into_iter().filter_map(carried).collect();
    }

    /// The deck was put away: nothing is wanted any more.
    pub fn clear(&self) {
        let mut state = self.lock();
        state.orders.clear();
        state.held.clear();
        state.failed.clear();
        state.missed.clear();
    }

    /// Sends the workers home.
    pub fn close(&self) {
        self.lock().closed = true;
        self.wake.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn first_open(&self) -> Option<Order> {
        let painted = |want: &Want| self.held.get(want).is_some_and(|held| !held.old);
        let open = |want: &Want| !painted(want) && !self.at_work.contains(want) && !self.failed.contains(want);
        self.orders.iter().find(|order| open(&order.want)).cloned()
    }

    /// Drops the least recently used pictures, also of older readings of the deck, but none that is wanted.
    fn forget_old(&mut self) {
        let wanted: HashSet<Want> = self.orders.iter().map(|order| order.want).collect();
        let budget = (wanted.iter().map(|want| bytes(want.size)).sum::<usize>() + SPARE_BYTES).min(MOST_BYTES);
        let mut total: usize = self.held.keys().map(|want| bytes(want.size)).sum();
        let others = self.held.iter().filter(|(want, _)| !wanted.contains(want));
        let mut others: Vec<(u64, Want)> = others.map(|(want, held)| (held.last_used, *want)).collect();
        others.sort_unstable_by_key(|(used, _)| *used);
        for (_, want) in others {
            if total <= budget {
                break;
            }
            total -= bytes(want.size);
            self.held.remove(&want);
        }
    }
}

fn bytes(size: Pixels) -> usize {
    size[0] as usize * size[1] as usize * 4
}

/// The steps around `here`, most urgent first: here, next, previous, and what follows next. Others are painted faster
/// than they can be asked for. `steps` holds the number of steps of each slide.
#[must_use]
pub fn around(here: Cursor, next: Option<Cursor>, steps: &[usize]) -> Vec<Cursor> {
    let after = one_on(next.unwrap_or(here), steps);
    let mut seen = HashSet::new();
    let all = [Some(here), next, one_back(here, steps), after].into_iter().flatten();
    all.filter(|cursor| seen.insert(*cursor)).collect()
}

fn one_on(cursor: Cursor, steps: &[usize]) -> Option<Cursor> {
    if cursor.step + 1 < *steps.get(cursor.slide)? {
        return Some(Cursor { step: cursor.step + 1, ..cursor });
    }
    steps.get(cursor.slide + 1).map(|_| Cursor { slide: cursor.slide + 1, step: 0 })
}

fn one_back(cursor: Cursor, steps: &[usize]) -> Option<Cursor> {
    if cursor.step > 0 {
        return Some(Cursor { step: cursor.step - 1, ..cursor });
    }
    let slide = cursor.slide.checked_sub(1)?;
    Some(Cursor { slide, step: steps.get(slide)?.saturating_sub(1) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(slide: usize, step: usize) -> Cursor {
        Cursor { slide, step }
    }

    #[test]
    fn the_current_picture_comes_first_then_next_then_previous() {
        let order = around(at(1, 1), Some(at(2, 0)), &[1, 2, 3, 1]);
        assert_eq!(order, [at(1, 1), at(2, 0), at(1, 0), at(2, 1)]);
    }

    #[test]
    fn the_ends_of_a_talk_are_no_trouble() {
        assert_eq!(around(at(0, 0), None, &[1]), [at(0, 0)]);
        assert_eq!(around(at(9, 9), None, &[1, 1])[0], at(9, 9));
    }

    #[test]
    fn the_most_urgent_open_order_is_worked_on_first_and_once() {
        let easel = Easel::default();
        let order = |slide| Order {
            want: Want { generation: 1, subject: Subject::Slide(at(slide, 0)), size: [16, 9] },
            source: Source::Drawing(Arc::new(Drawing {
                size: crate::geometry::Size::new(16.0, 9.0),
                ground: crate::color::Color::WHITE,
                items: Vec::new(),
            })),
            window: ViewportId::ROOT,
            patient: false,
        };
        easel.order(vec![order(4), order(5)]);
        assert_eq!(easel.next_order().map(|o| o.want), Some(order(4).want));
        assert_eq!(easel.next_order().map(|o| o.want), Some(order(5).want));
        assert!(easel.look(order(5).want).is_none());
        assert!(!easel.deliver(order(4).want, None), "nobody looked for it");
        assert!(easel.deliver(order(5).want, None), "a window did");
        easel.close();
        assert!(easel.next_order().is_none());
        assert!(easel.look(order(4).want).is_none());
    }

    #[test]
    fn pictures_of_the_last_reading_stand_in_until_new_ones_are_painted() {
        let (easel, ctx) = (Easel::default(), eframe::egui::Context::default());
        let texture = |name: &str| {
            let image = eframe::egui::ColorImage::filled([1, 1], eframe::egui::Color32::RED);
            ctx.load_texture(name, image, eframe::egui::TextureOptions::NEAREST)
        };
        let want = |generation, slide| Want { generation, subject: Subject::Slide(at(slide, 0)), size: [16, 9] };
        let (old, new) = (texture("old"), texture("new"));
        easel.deliver(want(1, 0), Some(old.clone()));
        easel.deliver(want(1, 1), Some(texture("taken out")));
        let moved = |cursor: Cursor| (cursor.slide == 0).then(|| at(3, cursor.step));
        easel.carry(1, 2, moved);
        assert_eq!(easel.look(want(2, 3)).map(|ready| ready.texture), Some(old.id()));
        for gone in [want(1, 0), want(2, 0), want(2, 1)] {
            assert!(easel.look(gone).is_none(), "{gone:?}");
        }
        easel.carry(2, 3, Some);
        assert_eq!(easel.look(want(3, 3)).map(|ready| ready.texture), Some(old.id()), "twice in a row");
        let source = Source::Drawing(Arc::new(Drawing {
            size: crate::geometry::Size::new(16.0, 9.0),
            ground: crate::color::Color::WHITE,
            items: Vec::new(),
        }));
        easel.order(vec![Order { want: want(3, 3), source, window: ViewportId::ROOT, patient: false }]);
        assert_eq!(easel.next_order().map(|order| order.want), Some(want(3, 3)), "it is painted all the same");
        easel.deliver(want(3, 3), Some(new.clone()));
        assert_eq!(easel.look(want(3, 3)).map(|ready| ready.texture), Some(new.id()));
    }
}
