//! Words in a style → their shapes and lines as they were worked out before, so that no try at another size or width
//! shapes them again.
//!
//! Shapes are kept at one size, `EM` points: what a font draws grows in proportion, so lines at `size` points in `width`
//! are those at `EM` in `width · EM / size`. What is kept is bounded; what is found is compared with the words asked for.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use parley::Layout;

use super::set::{Ink, Inked, Paragraph, Style, Wrap};
use super::written::{Written, run_properties};
use crate::deck::{Rich, Run};

/// The most of either that is kept, in bytes of words.
const SHAPES: usize = 96 * 1024;
const PARAGRAPHS: usize = 512 * 1024;
/// What an entry costs beside its words.
const ENTRY: usize = 64;

/// Words as they are shaped: all that their glyphs at `EM` points depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ShapeKey(u64);

/// Words as they are set in lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ParagraphKey(u64);

impl ShapeKey {
    pub fn new(written: &Written, style: &Style, inks: &[Inked]) -> Self {
        let mut hasher = DefaultHasher::new();
        written.hash(&mut hasher);
        look(style, &mut hasher);
        for ink in inks {
            (&ink.range, ink.color, ink.weight.to_bits()).hash(&mut hasher);
        }
        Self(hasher.finish())
    }
}

impl ParagraphKey {
    pub fn new(rich: &Rich, style: &Style, width: f32, leftward: bool) -> Self {
        let mut hasher = DefaultHasher::new();
        for run in &rich.runs {
            run.text.hash(&mut hasher);
            run_properties(run, &mut hasher);
        }
        look(style, &mut hasher);
        (style.size.to_bits(), width.to_bits(), style.align as u8, style.wrap as u8).hash(&mut hasher);
        (style.capitals, style.hang, leftward).hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// All of a style that glyphs at `EM` points depend on.
fn look(style: &Style, hasher: &mut impl Hasher) {
    (&style.family, &style.mono, style.italic, style.wrap == Wrap::None).hash(hasher);
    let numbers = [style.weight, style.strong.0, style.leading, style.tracking];
    (numbers.map(f32::to_bits), style.color, style.strong.1, style.link, style.accent).hash(hasher);
}

/// Values under keys with the words that they are of, all let go when those are more than `room` bytes.
struct Kept<K, W, V> {
    values: HashMap<K, (W, V)>,
    bytes: usize,
    room: usize,
}

impl<K: Eq + Hash, W: PartialEq, V> Kept<K, W, V> {
    fn new(room: usize) -> Self {
        Self { values: HashMap::new(), bytes: 0, room }
    }

    fn get(&self, key: &K, is: impl FnOnce(&W) -> bool) -> Option<&V> {
        self.values.get(key).filter(|(words, _)| is(words)).map(|(_, value)| value)
    }

    fn put(&mut self, key: K, bytes: usize, words: W, value: V) {
        if self.bytes > self.room {
            (self.bytes, self.values) = (0, HashMap::new());
        }
        self.bytes += bytes + ENTRY;
        self.values.insert(key, (words, value));
    }
}

pub(super) struct Known {
    shapes: Kept<ShapeKey, String, Layout<Ink>>,
    paragraphs: Kept<ParagraphKey, Vec<Run>, Paragraph>,
}

impl Default for Known {
    fn default() -> Self {
        Self { shapes: Kept::new(SHAPES), paragraphs: Kept::new(PARAGRAPHS) }
    }
}

impl Known {
    /// The shapes of `words`, to be broken into lines; `give_back` keeps them for the next.
    pub fn take_shapes(&mut self, key: ShapeKey, words: &str) -> Option<Layout<Ink>> {
        self.shapes.get(&key, |known| known == words)?;
        let (words, shapes) = self.shapes.values.remove(&key)?;
        self.shapes.bytes = self.shapes.bytes.saturating_sub(words.len() + ENTRY);
        Some(shapes)
    }

    pub fn give_back(&mut self, key: ShapeKey, words: String, shapes: Layout<Ink>) {
        self.shapes.put(key, words.len(), words, shapes);
    }

    pub fn paragraph(&self, key: ParagraphKey, rich: &Rich) -> Option<&Paragraph> {
        self.paragraphs.get(&key, |known| *known == rich.runs)
    }

    pub fn keep(&mut self, key: ParagraphKey, rich: &Rich, paragraph: &Paragraph) {
        let bytes = rich.runs.iter().map(|run| run.text.len()).sum();
        self.paragraphs.put(key, bytes, rich.runs.clone(), paragraph.clone());
    }
}

#[cfg(test)]
mod tests;
