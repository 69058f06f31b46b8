//! Words in a style → their shapes and lines as they were worked out before, so that no try at another size or width
//! shapes them again.
//!
//! Shapes are kept at one size, `EM` points: what a font draws grows in proportion, so lines at `size` points in `width`
//! are those at `EM` in `width · EM / size`. What is kept is bounded; what is found is compared with the words asked for.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hash, Hasher};

use foldhash::quality::FixedState;
use parley::Layout;

use super::set::{Ink, Inked, Paragraph, Style, Wrap};
use super::written::{Written, run_properties};
use crate::deck::{Rich, Run};

/// The most of either that is kept, in bytes of words: what comes again on many slides is set once.
const SHAPES: usize = 96 * 1024;
const PARAGRAPHS: usize = 512 * 1024;
/// What an entry costs beside its words, and each run beside the first.
const ENTRY: usize = 64;
const RUN: usize = 64;

/// The same for the same words, each time.
const MIX: FixedState = FixedState::with_seed(0);

/// Words as they are shaped: all that their glyphs at `EM` points depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ShapeKey(u64);

/// Words as they are set in lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ParagraphKey(u64);

impl ShapeKey {
    pub fn new(written: &Written, style: &Style, inks: &[Inked]) -> Self {
        let mut hasher = MIX.build_hasher();
        written.hash(&mut hasher);
        look(style, &mut hasher);
        for ink in inks {
            (&ink.range, ink.color, ink.weight.to_bits()).hash(&mut hasher);
        }
        Self(hasher.finish())
    }
}

/// Words at `EM` points, to be broken into lines, and where they are kept.
pub(super) struct Shapes {
    key: ShapeKey,
    pub words: String,
    pub lines: Layout<Ink>,
    /// How wide the longest word is, however the lines are broken.
    pub longest: f32,
}

impl Shapes {
    pub fn new(key: ShapeKey, written: &Written, lines: Layout<Ink>) -> Self {
        let longest = lines.calculate_content_widths().min;
        Self { key, words: written.text.clone(), lines, longest }
    }
}

impl ParagraphKey {
    /// `how` is whether they run leftward, and whether they are only measured.
    pub fn new(rich: &Rich, style: &Style, width: f32, how: (bool, bool)) -> Self {
        let mut hasher = MIX.build_hasher();
        for run in &rich.runs {
            run.text.hash(&mut hasher);
            run_properties(run, &mut hasher);
        }
        look(style, &mut hasher);
        (style.size.to_bits(), width.to_bits(), style.align as u8, style.wrap as u8).hash(&mut hasher);
        (style.capitals, style.hang, how).hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// All of a style that glyphs at `EM` points depend on.
fn look(style: &Style, hasher: &mut impl Hasher) {
    (&style.family, &style.mono, style.italic, style.wrap == Wrap::None).hash(hasher);
    let numbers = [style.weight, style.strong.0, style.leading, style.tracking];
    (numbers.map(f32::to_bits), style.color, style.strong.1, style.link, style.accent).hash(hasher);
}

/// Values under keys with the words that they are of. Where those are more than `room` bytes, all are let go that were not
/// asked for lately: what stands on many slides stays.
struct Kept<K, W, V> {
    young: HashMap<K, Entry<W, V>, FixedState>,
    old: HashMap<K, Entry<W, V>, FixedState>,
    /// Of the young.
    bytes: usize,
    room: usize,
}

/// A value, and its words with how many bytes they are.
struct Entry<W, V> {
    bytes: usize,
    words: W,
    value: V,
}

impl<K: Copy + Eq + Hash, W: PartialEq, V> Kept<K, W, V> {
    fn new(room: usize) -> Self {
        Self { young: HashMap::with_hasher(MIX), old: HashMap::with_hasher(MIX), bytes: 0, room }
    }

    /// What is kept under `key`, if it is of these words; no longer kept then.
    fn take(&mut self, key: &K, is: impl Fn(&W) -> bool) -> Option<Entry<W, V>> {
        let young = self.young.get(key).map(|entry| is(&entry.words));
        if young == Some(true) {
            let entry = self.young.remove(key)?;
            self.bytes = self.bytes.saturating_sub(entry.bytes);
            return Some(entry);
        }
        let old = young.is_none() && self.old.get(key).is_some_and(|entry| is(&entry.words));
        if old { self.old.remove(key) } else { None }
    }

    /// The same, which stays.
    fn get(&mut self, key: K, is: impl Fn(&W) -> bool) -> Option<&V> {
        if !self.young.contains_key(&key) {
            let entry = self.take(&key, &is)?;
            self.put(key, entry.bytes, entry.words, entry.value);
        }
        self.young.get(&key).filter(|entry| is(&entry.words)).map(|entry| &entry.value)
    }

    fn put(&mut self, key: K, bytes: usize, words: W, value: V) {
        if self.bytes > self.room / 2 {
            (self.bytes, self.old) = (0, std::mem::take(&mut self.young));
        }
        self.bytes += bytes;
        self.young.insert(key, Entry { bytes, words, value });
    }
}

pub(super) struct Known {
    shapes: Kept<ShapeKey, String, (Layout<Ink>, f32)>,
    paragraphs: Kept<ParagraphKey, Vec<Run>, Paragraph>,
}

impl Default for Known {
    fn default() -> Self {
        Self { shapes: Kept::new(SHAPES), paragraphs: Kept::new(PARAGRAPHS) }
    }
}

impl Known {
    /// The shapes of `words`, to be broken into lines; `give_back` keeps them for the next.
    pub fn take_shapes(&mut self, key: ShapeKey, words: &str) -> Option<Shapes> {
        let Entry { words, value: (lines, longest), .. } = self.shapes.take(&key, |known| known == words)?;
        Some(Shapes { key, words, lines, longest })
    }

    pub fn give_back(&mut self, shapes: Shapes) {
        let Shapes { key, words, lines, longest } = shapes;
        self.shapes.put(key, words.len() + ENTRY, words, (lines, longest));
    }

    pub fn paragraph(&mut self, key: ParagraphKey, rich: &Rich) -> Option<&Paragraph> {
        self.paragraphs.get(key, |known| *known == rich.runs)
    }

    pub fn keep(&mut self, key: ParagraphKey, rich: &Rich, paragraph: &Paragraph) {
        let bytes: usize = rich.runs.iter().map(|run| run.text.len() + RUN).sum();
        // One that alone is more than all others may be is on no slide twice.
        if bytes <= PARAGRAPHS / 2 {
            self.paragraphs.put(key, bytes + ENTRY, rich.runs.clone(), paragraph.clone());
        }
    }
}

#[cfg(test)]
mod tests;
