//! Words of a deck that egui cannot set → pictures of them: right-to-left scripts, and letters that the console's fonts
//! lack. White, so that one picture does for lit and dimmed words, and in strips, so that none is too high.
//!
//! Invariant: who asks lays nothing out; a painter does, after all that is more urgent. Words that egui can set cost a look
//! at their letters.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use eframe::egui::{
    Color32, ColorImage, Context, FontId, Id, Pos2, Rangef, Rect, Shape, TextureHandle, TextureOptions, Vec2,
    ViewportId, pos2, vec2,
};

use crate::deck::{Deck, Rich};
use crate::diagnostic::Span;
use crate::drawing::Drawing;
use crate::geometry;
use crate::guard::caught;
use crate::layout::prose::{self, Prose, Row};
use crate::paint::raster::Painter;
use crate::text::{Shaper, Wrap, reads_leftward};

use super::cache::{PictureCache, Urgency};
use super::face::Face;
use crate::app::windows::wake;

/// Height of a strip in pixels.
const STRIP: u32 = 512;
/// Beyond this, pictures go that were not looked at for longest; never the last ones, which stand in the window.
const MOST_BYTES: usize = 64 << 20;
const LAST: usize = 64;

/// Whether egui with the console's fonts would set `words` wrongly.
#[must_use]
pub fn beyond(ctx: &Context, face: Face, words: &str) -> bool {
    if words.is_ascii() {
        return false;
    }
    let font = FontId::new(14.0, face.family());
    let lacks = |c: char| !c.is_ascii() && !c.is_whitespace() && !ctx.fonts_mut(|fonts| fonts.has_glyph(&font, c));
    words.chars().any(|c| reads_leftward(c) || lacks(c))
}

/// From now on words are those of this deck: its fonts, its language.
pub fn speak_for(ctx: &Context, deck: &Deck) {
    let pictures = TextPictures::of(ctx);
    let mut state = pictures.lock();
    let voice = &state.voice;
    let same = voice.language == deck.language
        && voice.fonts.len() == deck.fonts.len()
        && voice.fonts.iter().zip(&deck.fonts).all(|(one, other)| Arc::ptr_eq(one, other));
    if !same {
        state.voice = Voice { language: deck.language.clone(), fonts: deck.fonts.clone() };
    }
}

/// Words, how they are to be set, and which part of them is in sight. Lengths in points.
#[derive(Clone, Debug)]
pub struct Wish {
    pub rich: Rich,
    pub face: Face,
    pub size: f32,
    /// Distance of the rows in sizes.
    pub leading: f32,
    pub width: f32,
    /// One line, cut where the width ends.
    pub one_line: bool,
    /// From the top of the words.
    pub seen: Rangef,
}

impl Wish {
    /// One line of words in one look.
    #[must_use]
    pub fn line(text: &str, face: Face, size: f32, width: f32) -> Self {
        let rich = Rich::plain(text, Span::default());
        Self { rich, face, size, leading: 1.3, width: width.max(1.0), one_line: true, seen: Rangef::new(0.0, 1.0) }
    }
}

/// What there is of a wish.
pub enum Words {
    Picture(Picture),
    Coming,
    /// They could not be set; egui's way of it is better than nothing.
    Failed,
}

/// The picture of what is wished, as far as it is ready. What is missing of it is on its way.
#[must_use]
pub fn set(ctx: &Context, wish: Wish) -> Words {
    let pictures = TextPictures::of(ctx);
    let (scale, window, pass) = (ctx.pixels_per_point(), ctx.viewport_id(), ctx.cumulative_pass_nr());
    let mut state = pictures.lock();
    let key = state.voice.key(&wish, scale);
    let seen = Rangef::new(wish.seen.min * scale, wish.seen.max * scale);
    state.looked += 1;
    let looked = state.looked;
    let whole = match state.held.get_mut(&key) {
        None => false,
        Some(None) => return Words::Failed,
        Some(Some(held)) => {
            held.looked = looked;
            held.missing(seen).is_empty()
        }
    };
    // Whoever is at these words wakes the window once they are there.
    if !whole && !state.at_work.contains(&key) {
        let order = Order { key, wish, seen, scale, voice: state.voice.clone(), window, pass };
        if state.order(order) {
            drop(state);
            pictures.submit(ctx);
            state = pictures.lock();
        }
    }
    state.nearest(key).map_or(Words::Coming, |(at, held)| Words::Picture(held.picture(at, key, scale)))
}

/// A picture of words, or one of the same words at another size that stands in. Lengths in points.
pub struct Picture {
    /// Of the words.
    pub size: Vec2,
    /// Where they begin in their width.
    pub left: f32,
    pub rows: Vec<Row>,
    pub exact: bool,
    /// Each strip's place from the words' corner.
    strips: Vec<(Rect, TextureHandle)>,
    pixels_per_point: f32,
}

impl Picture {
    /// The words in one color, the top left corner of their box at `corner`.
    pub fn shapes(&self, corner: Pos2, color: Color32) -> impl Iterator<Item = Shape> {
        // Its pixels are the window's.
        let whole = |length: f32| (length * self.pixels_per_point).round() / self.pixels_per_point;
        let corner = pos2(whole(corner.x + self.left), whole(corner.y)).to_vec2();
        let all = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
        self.strips.iter().map(move |(place, strip)| Shape::image(strip.id(), place.translate(corner), all, color))
    }
}

/// Whose words they are.
#[derive(Clone, Default, PartialEq)]
struct Voice {
    language: String,
    fonts: Vec<Arc<[u8]>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    words: u64,
    /// Bits of the size in pixels.
    size: u32,
    width: u32,
}

impl Voice {
    fn key(&self, wish: &Wish, scale: f32) -> Key {
        let mut hasher = DefaultHasher::new();
        for run in &wish.rich.runs {
            (&run.text, run.bold, run.italic, run.code, run.struck, &run.link, &run.language).hash(&mut hasher);
        }
        (wish.face as u8, wish.leading.to_bits(), wish.one_line, &self.language).hash(&mut hasher);
        // A font file begins with checksums of all its parts.
        self.fonts.iter().for_each(|font| font[..font.len().min(512)].hash(&mut hasher));
        let width = (wish.width * scale).round() as u32;
        Key { words: hasher.finish(), size: (wish.size * scale).to_bits(), width }
    }
}

struct Order {
    key: Key,
    wish: Wish,
    /// In pixels.
    seen: Rangef,
    scale: f32,
    voice: Voice,
    window: ViewportId,
    /// The last of the window's passes that asked for it.
    pass: u64,
}

#[derive(Clone)]
struct Held {
    prose: Prose,
    strips: Vec<Option<TextureHandle>>,
    looked: u64,
}

impl Held {
    /// The strips in sight and their neighbors, as far as they are not painted.
    fn missing(&self, seen: Rangef) -> Vec<usize> {
        let near = |at: usize| {
            let (top, bottom) = (at as f32 * STRIP as f32, (at + 1) as f32 * STRIP as f32);
            let seen = seen.expand(STRIP as f32);
            top < seen.max && bottom > seen.min
        };
        (0..self.strips.len()).filter(|at| self.strips[*at].is_none() && near(*at)).collect()
    }

    fn picture(&self, at: Key, wanted: Key, pixels_per_point: f32) -> Picture {
        let scale = f32::from_bits(wanted.size) / f32::from_bits(at.size) / pixels_per_point;
        let length = |pixels: f64| pixels as f32 * scale;
        let prose = &self.prose;
        let margin = length(prose.margin);
        let strips = self.strips.iter().enumerate().filter_map(|(at, strip)| {
            let rows = strip_rows(at, &prose.drawing);
            let (top, bottom) = (length(f64::from(rows.start)), length(f64::from(rows.end)));
            let right = length(prose.drawing.size.width) - margin;
            let place = Rect::from_min_max(pos2(-margin, top - margin), pos2(right, bottom - margin));
            Some((place, strip.clone()?))
        });
        let row = |row: &Row| Row {
            top: f64::from(length(row.top)),
            bottom: f64::from(length(row.bottom)),
            letters: row.letters,
        };
        Picture {
            size: vec2(length(prose.size.width), length(prose.size.height)),
            left: length(prose.left),
            rows: prose.rows.iter().map(row).collect(),
            exact: at == wanted,
            strips: strips.collect(),
            pixels_per_point,
        }
    }

    fn bytes(&self) -> usize {
        self.strips.iter().flatten().map(TextureHandle::byte_size).sum()
    }
}

/// The pixels from top to bottom that a strip has.
fn strip_rows(at: usize, drawing: &Drawing) -> Range<u32> {
    let (top, end) = (at as u32 * STRIP, drawing.size.height as u32);
    top.min(end)..(top + STRIP).min(end)
}

/// All windows' orders and pictures of words.
#[derive(Default)]
struct TextPictures(Mutex<State>);

#[derive(Default)]
struct State {
    voice: Voice,
    orders: Vec<Order>,
    /// `None` for what could not be set.
    held: HashMap<Key, Option<Held>>,
    /// What painters are at.
    at_work: Vec<Key>,
    /// Counts what was asked for.
    looked: u64,
    passes: HashMap<ViewportId, u64>,
    desk: Option<Desk>,
}

/// What words are laid out with, kept between two times of it.
struct Desk {
    shaper: Shaper,
    voice: Voice,
}

impl TextPictures {
    fn of(ctx: &Context) -> Arc<Self> {
        ctx.data_mut(|data| Arc::clone(data.get_temp_mut_or_default(Id::unique("pictures of words"))))
    }

    /// Has a painter carry out one order more.
    fn submit(self: &Arc<Self>, ctx: &Context) {
        let (pictures, window) = (Arc::clone(self), ctx.clone());
        PictureCache::of(ctx).submit(Urgency::Words, move |painter| pictures.work(painter, &window));
    }

    /// Carries out the oldest order, if there is one left. Words that could not be set are known as such.
    fn work(&self, painter: &mut Painter, ctx: &Context) {
        let mut state = self.lock();
        let Some(order) = state.next() else { return };
        let begun = state.held.get(&order.key).cloned().flatten();
        state.at_work.push(order.key);
        let desk = state.desk.take().filter(|desk| desk.voice == order.voice);
        drop(state);
        let done = caught(|| {
            let mut desk = desk.unwrap_or_else(|| Desk::new(&order.voice));
            let held = desk.carry_out(painter, ctx, &order, begun);
            (desk, held)
        });
        if done.is_err() {
            *painter = Painter::new();
        }
        let (desk, held) = done.ok().unzip();
        let mut state = self.lock();
        state.desk = desk.or(state.desk.take());
        state.at_work.retain(|key| *key != order.key);
        state.deliver(order.key, held);
        drop(state);
        wake(ctx, order.window);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// True if nobody has ordered these words yet.
    fn order(&mut self, order: Order) -> bool {
        self.passes.insert(order.window, order.pass);
        match self.orders.iter_mut().find(|other| other.key == order.key) {
            Some(known) => {
                *known = order;
                false
            }
            None => {
                self.orders.push(order);
                true
            }
        }
    }

    /// The oldest order that its window still asks for.
    fn next(&mut self) -> Option<Order> {
        let passes = &self.passes;
        self.orders.retain(|order| passes.get(&order.window).is_none_or(|last| order.pass + 1 >= *last));
        (!self.orders.is_empty()).then(|| self.orders.remove(0))
    }

    /// The same words, best at the same size.
    fn nearest(&self, key: Key) -> Option<(Key, &Held)> {
        let same = self.held.iter().filter(|(at, _)| at.words == key.words);
        let same = same.filter_map(|(at, held)| Some((*at, held.as_ref()?)));
        same.min_by_key(|(at, held)| (at.size.abs_diff(key.size), at.width.abs_diff(key.width), !held.looked))
    }

    fn deliver(&mut self, key: Key, held: Option<Held>) {
        let looked = self.looked;
        self.held.insert(key, held.map(|held| Held { looked, ..held }));
        let mut total: usize = self.held.values().flatten().map(Held::bytes).sum();
        let looked = |held: &Option<Held>| held.as_ref().map_or(0, |held| held.looked);
        let mut all: Vec<(u64, Key)> = self.held.iter().map(|(at, held)| (looked(held), *at)).collect();
        all.sort_unstable_by_key(|(looked, _)| *looked);
        for (_, at) in &all[..all.len().saturating_sub(LAST)] {
            if total <= MOST_BYTES {
                break;
            }
            total -= self.held.remove(at).flatten().map_or(0, |held| held.bytes());
        }
    }
}

impl Desk {
    fn new(voice: &Voice) -> Self {
        let shaper = Shaper::new(&voice.fonts, &voice.language);
        Self { shaper, voice: voice.clone() }
    }

    /// Sets the words, if that was not done yet, and paints the strips that are missing.
    fn carry_out(&mut self, painter: &mut Painter, ctx: &Context, order: &Order, begun: Option<Held>) -> Held {
        let mut held = begun.unwrap_or_else(|| {
            let prose = self.prose(order);
            let count = (prose.drawing.size.height as u32).div_ceil(STRIP) as usize;
            Held { prose, strips: vec![None; count], looked: 0 }
        });
        for at in held.missing(order.seen) {
            held.strips[at] = Some(strip(painter, ctx, order, &held.prose.drawing, at));
        }
        held
    }

    fn prose(&mut self, order: &Order) -> Prose {
        let (wish, scale) = (&order.wish, order.scale);
        let wrap = if wish.one_line { Wrap::None } else { Wrap::Pretty };
        let (family, weight, italic) = wish.face.font();
        let style = prose::white(family, weight, italic, wish.size * scale, wish.leading, wrap);
        let mut rich = wish.rich.clone();
        // Chinese and Japanese share letters whose forms differ.
        let language: Arc<str> = self.voice.language.as_str().into();
        for run in &mut rich.runs {
            run.language.get_or_insert_with(|| Arc::clone(&language));
        }
        prose::lay_out(&rich, &style, wish.width * scale, &mut self.shaper)
    }
}

fn strip(painter: &mut Painter, ctx: &Context, order: &Order, drawing: &Drawing, at: usize) -> TextureHandle {
    let rows = strip_rows(at, drawing);
    let (width, height) = (drawing.size.width, rows.end - rows.start);
    let region = geometry::Rect::new(0.0, f64::from(rows.start), width, f64::from(rows.end));
    let pixels = painter.paint_region(drawing, region, width as u32, height);
    let size = [pixels.width as usize, pixels.height as usize];
    let image = ColorImage::from_rgba_premultiplied(size, &pixels.data);
    ctx.load_texture(order.wish.rich.text(), image, TextureOptions::NEAREST)
}
