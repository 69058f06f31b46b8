//! Words in a style → their shapes and lines as they were worked out before, so that no try at another size or width
//! shapes them again.
//!
//! Shapes are kept at one size, `EM` points: what a font draws grows in proportion, so lines at `size` points in `width`
//! are those at `EM` in `width · EM / size`. What is kept is bounded; what is found is compared with the words asked for.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use parley::Layout;

use super::shape::Written;
use super::{Ink, Inked, Paragraph, Style, Wrap};

/// The size at which words are shaped, in points.
pub(super) const EM: f32 = 32.0;

/// The most of either that is kept, in bytes of words.
const SHAPES: usize = 96 * 1024;
const PARAGRAPHS: usize = 256 * 1024;
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
        (&style.family, &style.mono, style.italic, style.wrap == Wrap::None).hash(&mut hasher);
        let numbers = [style.weight, style.strong.0, style.leading, style.tracking];
        (numbers.map(f32::to_bits), style.color, style.strong.1, style.link).hash(&mut hasher);
        for ink in inks {
            (&ink.range, ink.color, ink.weight.to_bits()).hash(&mut hasher);
        }
        Self(hasher.finish())
    }
}

impl ParagraphKey {
    pub fn new(written: &Written, style: &Style, width: f32) -> Self {
        let mut hasher = DefaultHasher::new();
        ShapeKey::new(written, style, &[]).hash(&mut hasher);
        (written.hung, style.size.to_bits(), width.to_bits(), style.align as u8, style.wrap as u8).hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// Values under keys, all let go when their words are more than `room` bytes.
struct Kept<K, V> {
    values: HashMap<K, (Box<str>, V)>,
    bytes: usize,
    room: usize,
}

impl<K: Eq + Hash, V> Kept<K, V> {
    fn new(room: usize) -> Self {
        Self { values: HashMap::new(), bytes: 0, room }
    }

    fn get(&self, key: &K, words: &str) -> Option<&V> {
        self.values.get(key).filter(|(known, _)| &**known == words).map(|(_, value)| value)
    }

    fn put(&mut self, key: K, words: Box<str>, value: V) {
        if self.bytes > self.room {
            (self.bytes, self.values) = (0, HashMap::new());
        }
        self.bytes += words.len() + ENTRY;
        self.values.insert(key, (words, value));
    }

    fn take(&mut self, key: &K, words: &str) -> Option<V> {
        self.get(key, words)?;
        let (words, value) = self.values.remove(key)?;
        self.bytes = self.bytes.saturating_sub(words.len() + ENTRY);
        Some(value)
    }
}

pub(super) struct Known {
    shapes: Kept<ShapeKey, Layout<Ink>>,
    paragraphs: Kept<ParagraphKey, Paragraph>,
}

impl Default for Known {
    fn default() -> Self {
        Self { shapes: Kept::new(SHAPES), paragraphs: Kept::new(PARAGRAPHS) }
    }
}

impl Known {
    /// The shapes of `words`, to be broken into lines; `give_back` keeps them for the next.
    pub fn take_shapes(&mut self, key: ShapeKey, words: &str) -> Option<Layout<Ink>> {
        self.shapes.take(&key, words)
    }

    pub fn give_back(&mut self, key: ShapeKey, words: String, shapes: Layout<Ink>) {
        self.shapes.put(key, words.into(), shapes);
    }

    pub fn paragraph(&self, key: ParagraphKey, words: &str) -> Option<&Paragraph> {
        self.paragraphs.get(&key, words)
    }

    pub fn keep(&mut self, key: ParagraphKey, words: &str, paragraph: &Paragraph) {
        self.paragraphs.put(key, words.into(), paragraph.clone());
    }
}
