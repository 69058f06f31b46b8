//! Pictures that move, and how long they have → the frame of each at this moment, decoded ahead on a thread of its own.
//!
//! Invariant: no frame is decoded but of what windows show, and frames wait in bounded memory. Where decoding comes late a
//! film goes slower: no frame is left out, and no window waits for one.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use eframe::egui::{ColorImage, Context, TextureHandle, TextureId, TextureOptions, ViewportId};

use crate::drawing::{Plays, Raster};

/// The most that frames of all films take, those that are kept to be shown again among them.
pub(super) const MOST_BYTES: usize = 32 << 20;
/// Frames that wait for their time; more would be decoded for nothing when the slide goes.
const MOST_AHEAD: usize = 6;

/// A film that windows show: on which slide, and how many pixels large its whole picture is there.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub raster: Arc<Raster>,
    pub slide: usize,
    pub size: [u32; 2],
}

/// A film at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    pub texture: TextureId,
    /// The time until the next one; `None` where it rests.
    pub next: Option<Duration>,
}

/// The films that windows show.
#[derive(Default)]
pub struct Films {
    state: Mutex<State>,
    wake: Condvar,
}

#[derive(Default)]
struct State {
    reels: Vec<Reel>,
    /// Of films that have just gone: they may still fade away.
    gone: Vec<(Arc<Raster>, usize, TextureHandle)>,
    /// How many films there were, which numbers them.
    numbered: u64,
    closed: bool,
}

/// A film, with the frames that are ready.
struct Reel {
    number: u64,
    wanted: Wanted,
    /// How long pictures had moved when its first frame was shown.
    begun: Option<Duration>,
    /// The first one is shown.
    ready: VecDeque<Timed>,
    /// The time of the frame in the texture, and when the next one that is decoded will begin.
    texture: Option<(Duration, TextureHandle)>,
    end: Duration,
    /// There are no more frames.
    over: bool,
    /// The last frame's time was up before the next one was there.
    late: bool,
    /// Windows that wait for a frame.
    waiting: Vec<ViewportId>,
}

struct Timed {
    from: Duration,
    until: Duration,
    image: Arc<ColorImage>,
}

/// What is to be decoded next: of which film, at which size, and how much of it may be kept.
pub(super) struct Task {
    pub number: u64,
    pub wanted: Wanted,
    pub room: usize,
}

impl Films {
    /// These are shown from now on. What was shown before goes on; what is no longer shown is forgotten.
    pub fn want(&self, wanted: Vec<Wanted>) {
        let mut state = self.lock();
        if wanted.is_empty() && state.reels.is_empty() && state.gone.is_empty() {
            return;
        }
        let mut before = std::mem::take(&mut state.reels);
        for wanted in wanted {
            let same = before.iter().position(|reel| reel.wanted.goes_on_as(&wanted));
            let mut reel = same.map_or_else(|| state.reel(wanted.clone()), |at| before.remove(at));
            reel.wanted = wanted;
            state.reels.push(reel);
        }
        state.gone = before.into_iter().filter_map(Reel::last).collect();
        drop(state);
        self.wake.notify_all();
    }

    /// The frame of a film after pictures have `moved` so long. `None` where none is ready: then `window` is woken for it.
    pub fn look(
        &self,
        (raster, slide): (&Arc<Raster>, usize),
        moved: Duration,
        ctx: &Context,
        window: ViewportId,
    ) -> Option<Frame> {
        let mut state = self.lock();
        let Some(reel) = state.reels.iter_mut().find(|reel| reel.wanted.is(raster, slide)) else {
            let gone = state.gone.iter().find(|(other, at, _)| Arc::ptr_eq(other, raster) && *at == slide);
            return gone.map(|(.., texture)| Frame { texture: texture.id(), next: None });
        };
        let (next, passed) = reel.turn(moved);
        if next.is_none() && !reel.over && !reel.waiting.contains(&window) {
            reel.waiting.push(window);
        }
        let texture = reel.show(ctx);
        drop(state);
        if passed {
            self.wake.notify_all();
        }
        Some(Frame { texture: texture?, next })
    }

    /// Ends the thread that decodes.
    pub fn close(&self) {
        self.lock().closed = true;
        self.wake.notify_all();
    }

    /// Waits for something to decode; `None` when the program ends. `forget` is told which films there are.
    pub(super) fn next_task(&self, mut forget: impl FnMut(&dyn Fn(u64) -> bool)) -> Option<Task> {
        let mut state = self.lock();
        loop {
            if state.closed {
                return None;
            }
            forget(&|number| state.reels.iter().any(|reel| reel.number == number));
            let room = MOST_BYTES / state.reels.len().max(1);
            let needy = state.reels.iter().filter(|reel| reel.needs_more(room)).min_by_key(|reel| reel.ready.len());
            if let Some(reel) = needy {
                return Some(Task { number: reel.number, wanted: reel.wanted.clone(), room });
            }
            state = self.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The next frame of a film, and how long it stands; `None` where there are no more. Returns the windows that wait for it.
    pub(super) fn deliver(&self, number: u64, frame: Option<(Arc<ColorImage>, Duration)>) -> Vec<ViewportId> {
        let mut state = self.lock();
        let Some(reel) = state.reels.iter_mut().find(|reel| reel.number == number) else { return Vec::new() };
        match frame {
            Some((image, time)) => {
                let from = reel.end;
                reel.end += time;
                reel.ready.push_back(Timed { from, until: reel.end, image });
            }
            None => reel.over = true,
        }
        std::mem::take(&mut reel.waiting)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wanted {
    fn is(&self, raster: &Arc<Raster>, slide: usize) -> bool {
        Arc::ptr_eq(&self.raster, raster) && self.slide == slide
    }

    /// What plays for ever goes on from slide to slide; what plays once is seen from its beginning on each.
    fn goes_on_as(&self, other: &Self) -> bool {
        self.is(&other.raster, other.slide)
            || Arc::ptr_eq(&self.raster, &other.raster) && self.raster.plays == Some(Plays::Forever)
    }
}

impl State {
    fn reel(&mut self, wanted: Wanted) -> Reel {
        self.numbered += 1;
        Reel {
            number: self.numbered,
            wanted,
            begun: None,
            ready: VecDeque::new(),
            texture: None,
            end: Duration::ZERO,
            over: false,
            late: false,
            waiting: Vec::new(),
        }
    }
}

impl Reel {
    fn needs_more(&self, room: usize) -> bool {
        let bytes: usize = self.ready.iter().map(|frame| frame.image.pixels.len() * 4).sum();
        !self.over && self.ready.len() < MOST_AHEAD && (self.ready.len() < 2 || bytes < room / 2)
    }

    /// Lets frames go whose time is up. The time until the next one, and whether some went.
    fn turn(&mut self, moved: Duration) -> (Option<Duration>, bool) {
        if self.ready.is_empty() {
            return (None, false);
        }
        let mut begun = *self.begun.get_or_insert(moved);
        if let Some(next) = self.ready.get(1).filter(|_| std::mem::take(&mut self.late)) {
            // It is shown now, and all after it are later by as much.
            begun += moved.saturating_sub(begun + next.from);
            self.begun = Some(begun);
        }
        let at = moved.saturating_sub(begun);
        let mut passed = false;
        while self.ready.get(1).is_some_and(|next| next.from <= at) {
            self.ready.pop_front();
            passed = true;
        }
        let next = self.ready.front().map(|shown| shown.until.saturating_sub(at)).filter(|_| !self.rests());
        self.late = next == Some(Duration::ZERO);
        (next.filter(|time| !time.is_zero()), passed)
    }

    /// The last frame stands for good.
    fn rests(&self) -> bool {
        self.over && self.ready.len() < 2
    }

    /// The texture with the frame that is to be shown.
    fn show(&mut self, ctx: &Context) -> Option<TextureId> {
        let Some(frame) = self.ready.front() else { return self.texture.as_ref().map(|(_, it)| it.id()) };
        let image = || Arc::clone(&frame.image);
        match &mut self.texture {
            Some((shown, _)) if *shown == frame.from => {}
            Some((shown, texture)) => {
                texture.set(image(), TextureOptions::LINEAR);
                *shown = frame.from;
            }
            None => {
                let texture = ctx.load_texture(&self.wanted.raster.name, image(), TextureOptions::LINEAR);
                self.texture = Some((frame.from, texture));
            }
        }
        self.texture.as_ref().map(|(_, it)| it.id())
    }

    fn last(self) -> Option<(Arc<Raster>, usize, TextureHandle)> {
        Some((self.wanted.raster, self.wanted.slide, self.texture?.1))
    }
}

#[cfg(test)]
mod tests;
