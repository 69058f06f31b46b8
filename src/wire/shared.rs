//! What drawings share, as the two sides of a pipe know it by then, in the same order.
//!
//! Fonts and pictures are known for good. Of faces, runs and shapes the last ones are, so that neither side holds a whole deck
//! for it.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use peniko::Blob;

use crate::drawing::{Face, Glyphs, Raster, Shape};

/// Runs and shapes that are known: those of some hundred slides.
const MOST: usize = 4096;
/// Faces that are known.
const MOST_FACES: usize = 64;

/// What a reader and a writer both have by then, in the same order.
#[derive(Debug, Default)]
pub struct Shared {
    pub fonts: Vec<Blob<u8>>,
    pub rasters: Vec<Arc<Raster>>,
    pub(super) faces: Faces,
    pub(super) runs: Lately<Glyphs>,
    pub(super) shapes: Lately<Shape>,
}

impl Shared {
    /// Nothing but these fonts.
    #[must_use]
    pub fn new(fonts: Vec<Blob<u8>>) -> Self {
        Self { fonts, ..Self::default() }
    }
}

/// The last of a kind. A writer knows them again by their address, which stays theirs while they are held.
#[derive(Debug)]
pub(super) struct Lately<T> {
    last: VecDeque<Arc<T>>,
    /// How many there were before the first that is held.
    gone: usize,
    places: HashMap<usize, usize>,
}

impl<T> Default for Lately<T> {
    fn default() -> Self {
        Self { last: VecDeque::new(), gone: 0, places: HashMap::new() }
    }
}

impl<T> Lately<T> {
    /// How many steps back from the newest it is, from 1 on.
    pub fn back(&self, it: &Arc<T>) -> Option<usize> {
        self.places.get(&address(it)).map(|place| self.gone + self.last.len() - place)
    }

    pub fn at(&self, back: usize) -> Option<Arc<T>> {
        self.last.get(self.last.len().checked_sub(back)?).cloned()
    }

    pub fn add(&mut self, it: &Arc<T>) {
        if self.last.len() == MOST
            && let Some(first) = self.last.pop_front()
        {
            self.gone += 1;
            self.places.remove(&address(&first));
        }
        self.places.insert(address(it), self.gone + self.last.len());
        self.last.push_back(Arc::clone(it));
    }
}

fn address<T>(it: &Arc<T>) -> usize {
    Arc::as_ptr(it).addr()
}

/// The last faces, the newest first.
#[derive(Debug, Default)]
pub(super) struct Faces(VecDeque<Face>);

impl Faces {
    pub fn position(&self, face: &Face) -> Option<usize> {
        self.0.iter().position(|known| is_same(known, face))
    }

    pub fn at(&self, place: usize) -> Option<Face> {
        self.0.get(place).cloned()
    }

    pub fn add(&mut self, face: &Face) {
        self.0.truncate(MOST_FACES - 1);
        self.0.push_front(face.clone());
    }
}

fn is_same(one: &Face, other: &Face) -> bool {
    one.font.data.id() == other.font.data.id()
        && one.font.index == other.font.index
        && one.coords == other.coords
        && one.axes == other.axes
        && one.skew == other.skew
        && one.embolden == other.embolden
}
