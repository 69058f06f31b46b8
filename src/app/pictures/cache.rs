//! What is to be painted, most urgent first, and the pictures at hand: which are ready, and which may go. Bounded in bytes.
//!
//! Invariant: what is on a screen, or soon will be, is painted before all else, whoever asked for the rest and when.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use eframe::egui::{Context, Id, TextureHandle, TextureId, ViewportId};

use crate::deck::Deck;
use crate::deck::caption::CaptionLook;
use crate::drawing::Drawing;
use crate::geometry::Rect;
use crate::layout::caption::{Frame, Words};
use crate::paint::pictures::Decoded;
use crate::paint::raster::Painter;
use crate::show::marks::Region;
use crate::show::view::Cursor;

use super::films::Films;

/// The cache never grows beyond this. What is wanted is cut to fit, so that no picture drives another out in circles.
const MOST_BYTES: usize = 128 << 20;
/// Room for pictures that were wanted a moment ago, beside those that are.
const SPARE_BYTES: usize = 8 << 20;

/// What is painted before what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Live captions: nothing else is as short-lived.
    Live,
    /// What the audience sees.
    Stage,
    /// The slide that the speaker sees, and what a press will show on either screen.
    Near,
    /// What a press may show where it is not the usual one: the way of a glide, a slide with captions switched.
    Rare,
    /// The overview's small pictures.
    Thumbs,
    /// Words that egui cannot set.
    Words,
    /// The cards of the wall of talks.
    Library,
}

/// Work for a painter that is no picture of a talk. It leaves its result where its owner looks for it.
pub type Job = Box<dyn FnOnce(&mut Painter) + Send>;

/// What a painter does next.
pub enum Work {
    Picture(Box<PictureRequest>),
    Job(Job),
    /// There has been nothing to do for a while: what is only kept to be quick can go.
    Rest,
}

/// Width and height in pixels.
pub type Pixels = [u32; 2];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    Slide(Cursor),
    /// What the audience sees before the talk.
    Holding,
    /// What it sees after it.
    Closing,
    /// A part of a slide, enlarged.
    Part(Cursor, Region),
    /// A caption by its fingerprint.
    Caption(u64, CaptionLook),
    /// A layer of what glides to this step.
    Glide(Cursor, u16),
    /// What is under or over the pictures that move on a step, or on an enlarged part of it.
    Film {
        at: Cursor,
        zoom: Option<Region>,
        over: bool,
    },
}

/// One picture: of what, from which reading of the deck, at which size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PictureKey {
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
pub struct PictureRequest {
    pub key: PictureKey,
    pub source: Source,
    pub urgency: Urgency,
    pub window: ViewportId,
    /// The window may wait for more pictures before it draws this one.
    pub patient: bool,
}

impl PictureRequest {
    #[must_use]
    pub fn with_urgency(self, urgency: Urgency) -> Self {
        Self { urgency, ..self }
    }
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
    /// The turn in which a window last looked for it.
    seen: u64,
}

/// What there is to know of a picture that was delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// A window has looked for it in vain, or shows one that stands in for it.
    pub missed: bool,
    /// Its window has looked for some in vain, and has no more to wait for.
    pub last: bool,
}

/// Requests and pictures, shared by the windows and the painters.
#[derive(Default)]
pub struct PictureCache {
    state: Mutex<State>,
    wake: Condvar,
    /// What all painters decode.
    pub decoded: Arc<Decoded>,
    /// What moves in the windows.
    pub films: Films,
}

#[derive(Default)]
struct State {
    requests: Vec<PictureRequest>,
    jobs: Vec<(Urgency, Job)>,
    /// How many painters there are.
    painters: usize,
    at_work: HashMap<PictureKey, ViewportId>,
    /// Pictures that could not be painted; not tried again.
    failed: HashSet<PictureKey>,
    /// Pictures that a window looked for when they were not there.
    missed: HashSet<PictureKey>,
    /// Windows that do not show what has come for them since they looked.
    behind: HashSet<ViewportId>,
    held: HashMap<PictureKey, Held>,
    used: u64,
    /// How often something else was wanted than before.
    turn: u64,
    closed: bool,
}

impl PictureCache {
    /// That of the program's windows; one without painters where none was installed, as in tests.
    #[must_use]
    pub fn of(ctx: &Context) -> Arc<Self> {
        ctx.data_mut(|data| Arc::clone(data.get_temp_mut_or_default(place())))
    }

    /// From now on it is that of these windows.
    pub fn install(self: &Arc<Self>, ctx: &Context) {
        ctx.data_mut(|data| data.insert_temp(place(), Arc::clone(self)));
    }

    /// Replaces what is wanted, in each urgency the most urgent first. What is already at hand only counts as used.
    pub fn order(&self, mut requests: Vec<PictureRequest>) {
        let mut seen = HashSet::new();
        let mut total = 0;
        requests.sort_by_key(|request| request.urgency);
        requests.retain(|request| seen.insert(request.key));
        let fits = requests.iter().take_while(|request| {
            total += bytes(request.key.size);
            total <= MOST_BYTES
        });
        let fits = fits.count();
        requests.truncate(fits);
        let mut state = self.lock();
        state.turn += 1;
        for request in requests.iter().rev() {
            state.used += 1;
            let used = state.used;
            if let Some(held) = state.held.get_mut(&request.key) {
                held.last_used = used;
            }
        }
        state.missed.retain(|key| seen.contains(key));
        state.requests = requests;
        drop(state);
        self.wake.notify_all();
    }

    /// Has a painter do this as soon as nothing more urgent waits. Where there are no painters it is done at once.
    pub fn submit(&self, urgency: Urgency, job: impl FnOnce(&mut Painter) + Send + 'static) {
        let mut state = self.lock();
        if state.painters == 0 {
            drop(state);
            return job(&mut Painter::sharing(&self.decoded));
        }
        state.jobs.push((urgency, Box::new(job)));
        drop(state);
        self.wake.notify_one();
    }

    /// Has a painter do this, and waits for it. `None` if it could not, or if the program ends. For threads that no window
    /// waits for.
    pub fn have_done<T: Send + 'static>(
        &self,
        urgency: Urgency,
        job: impl FnOnce(&mut Painter) -> T + Send + 'static,
    ) -> Option<T> {
        let (done, result) = std::sync::mpsc::channel();
        // Who asked may be gone.
        self.submit(urgency, move |painter| drop(done.send(job(painter))));
        result.recv().ok()
    }

    /// A painter begins to look for work.
    pub fn enter(&self) {
        self.lock().painters += 1;
    }

    /// Waits for work that nobody is at, and takes the most urgent; `None` when the program ends. After `patience` without
    /// any it is time to rest.
    pub fn next_work(&self, patience: Option<Duration>) -> Option<Work> {
        let mut state = self.lock();
        loop {
            if state.closed {
                return None;
            }
            if let Some(work) = state.take_work() {
                return Some(work);
            }
            let Some(patience) = patience else {
                state = self.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let waited = self.wake.wait_timeout(state, patience).unwrap_or_else(PoisonError::into_inner);
            state = waited.0;
            if waited.1.timed_out() && !state.closed {
                return Some(state.take_work().unwrap_or(Work::Rest));
            }
        }
    }

    /// A painter is done with `key`; `None` when it could not be painted.
    pub fn deliver(&self, key: PictureKey, texture: Option<TextureHandle>) -> Delivered {
        let mut state = self.lock();
        let window = state.at_work.remove(&key);
        let mut missed = state.missed.remove(&key);
        match texture {
            Some(texture) => {
                state.used += 1;
                let (last_used, seen) = (state.used, state.turn);
                let before = state.held.insert(key, Held { texture, old: false, last_used, seen });
                missed |= before.is_some_and(|held| held.old);
                state.forget_old();
            }
            None => {
                state.failed.insert(key);
            }
        }
        let window = window.unwrap_or(ViewportId::ROOT);
        if missed {
            state.behind.insert(window);
        }
        let last = !state.is_awaited_in(window) && state.behind.remove(&window);
        Delivered { missed, last }
    }

    /// A picture of this size that has to go for the next one, and that no window shows: its texture is filled with that
    /// one, which spares the system from clearing memory for it.
    pub fn recycle(&self, size: Pixels, layer: bool) -> Option<TextureHandle> {
        self.lock().recycle(size, layer)
    }

    /// A picture is wanted that is still to be painted.
    #[must_use]
    pub fn is_waited_for(&self, subject: Subject) -> bool {
        let state = self.lock();
        let mut keys = state.requests.iter().map(|request| request.key).filter(|key| key.subject == subject);
        keys.any(|key| !state.held.contains_key(&key) && !state.failed.contains(&key))
    }

    /// The picture at the size asked for or, failing that, at the size nearest to it.
    #[must_use]
    pub fn look(&self, key: PictureKey) -> Option<Ready> {
        let mut state = self.lock();
        let turn = state.turn;
        if let Some(held) = state.held.get_mut(&key) {
            held.seen = turn;
            return Some(Ready { texture: held.texture.id(), exact: true });
        }
        state.missed.insert(key);
        state
            .held
            .iter_mut()
            .filter(|(other, _)| other.generation == key.generation && other.subject == key.subject)
            .min_by_key(|(other, held)| (held.old, other.size[0].abs_diff(key.size[0])))
            .map(|(_, held)| {
                held.seen = turn;
                Ready { texture: held.texture.id(), exact: false }
            })
    }

    /// Whether another picture of the same is at hand, from an earlier reading or of another size.
    #[must_use]
    pub fn has_older(&self, key: PictureKey) -> bool {
        let alike = |other: &PictureKey| other.generation == key.generation && other.subject == key.subject;
        self.lock().held.keys().any(alike)
    }

    /// The deck was read again: pictures of the reading `from` stand in for those of `to` until they are painted.
    /// `place` is where a step is now, if it still is.
    pub fn carry(&self, from: u32, to: u32, place: impl Fn(Cursor) -> Option<Cursor>) {
        let mut state = self.lock();
        let carried = |(key, held): (PictureKey, Held)| {
            let subject = match key.subject {
                Subject::Slide(cursor) => Subject::Slide(place(cursor)?),
                Subject::Part(cursor, region) => Subject::Part(place(cursor)?, region),
                same @ (Subject::Caption(..) | Subject::Holding | Subject::Closing) => same,
                Subject::Glide(..) | Subject::Film { .. } => return None,
            };
            let key = (key.generation == from).then_some(PictureKey { generation: to, subject, ..key })?;
            Some((key, Held { old: true, ..held }))
        };
        state.held = std::mem::take(&mut state.held).into_iter().filter_map(carried).collect();
    }

    /// The deck was put away: nothing is wanted any more.
    pub fn clear(&self) {
        let mut state = self.lock();
        state.requests.clear();
        state.held.clear();
        state.failed.clear();
        state.missed.clear();
        drop(state);
        self.films.want(Vec::new());
    }

    /// Ends the painters. Who waits for a job waits no longer.
    pub fn close(&self) {
        self.films.close();
        let mut state = self.lock();
        state.closed = true;
        let jobs = std::mem::take(&mut state.jobs);
        drop(state);
        drop(jobs);
        self.wake.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The most urgent that is open; of several alike pictures before jobs, and what was asked for first.
    fn take_work(&mut self) -> Option<Work> {
        let request = self.requests.iter().find(|request| self.is_open(&request.key));
        let job = (0..self.jobs.len()).min_by_key(|at| self.jobs[*at].0);
        match (request, job) {
            (Some(request), job) if job.is_none_or(|at| request.urgency <= self.jobs[at].0) => {
                let request = request.clone();
                self.at_work.insert(request.key, request.window);
                Some(Work::Picture(Box::new(request)))
            }
            (_, Some(at)) => Some(Work::Job(self.jobs.remove(at).1)),
            (_, None) => None,
        }
    }

    fn is_open(&self, key: &PictureKey) -> bool {
        let painted = self.held.get(key).is_some_and(|held| !held.old);
        !painted && !self.at_work.contains_key(key) && !self.failed.contains(key)
    }

    /// Whether more pictures will come for this window.
    fn is_awaited_in(&self, window: ViewportId) -> bool {
        self.at_work.values().any(|other| *other == window)
            || self.requests.iter().any(|request| request.window == window && self.is_open(&request.key))
    }

    /// Drops the least recently used pictures, also of older readings of the deck, but none that is wanted.
    fn forget_old(&mut self) {
        let (budget, mut total) = (self.budget(), self.total());
        for key in self.unwanted() {
            if total <= budget {
                break;
            }
            total -= bytes(key.size);
            self.held.remove(&key);
        }
    }

    fn recycle(&mut self, size: Pixels, layer: bool) -> Option<TextureHandle> {
        if self.total() + bytes(size) <= self.budget() {
            return None;
        }
        // What was looked for in this turn may stand in a frame that is not painted yet, and so may what was looked for in
        // the last one, where another thread began this.
        let unseen = |key: &PictureKey| self.held.get(key).is_some_and(|held| held.seen + 1 < self.turn);
        let same = |key: &PictureKey| key.size == size && matches!(key.subject, Subject::Glide(..)) == layer;
        let key = self.unwanted().into_iter().find(|key| same(key) && unseen(key))?;
        self.held.remove(&key).map(|held| held.texture)
    }

    fn budget(&self) -> usize {
        let wanted: usize = self.requests.iter().map(|request| bytes(request.key.size)).sum();
        (wanted + SPARE_BYTES).min(MOST_BYTES)
    }

    fn total(&self) -> usize {
        self.held.keys().map(|key| bytes(key.size)).sum()
    }

    /// The pictures that are not wanted, the longest unused first.
    fn unwanted(&self) -> Vec<PictureKey> {
        let wanted: HashSet<PictureKey> = self.requests.iter().map(|request| request.key).collect();
        let others = self.held.iter().filter(|(key, _)| !wanted.contains(key));
        let mut others: Vec<(u64, PictureKey)> = others.map(|(key, held)| (held.last_used, *key)).collect();
        others.sort_unstable_by_key(|(used, _)| *used);
        others.into_iter().map(|(_, key)| key).collect()
    }
}

fn place() -> Id {
    Id::unique("pictures of the windows")
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
mod tests;
