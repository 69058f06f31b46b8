//! A scene, and where its windows stand → the pictures to be painted, most urgent first.
//!
//! Invariant: an older scene never takes the place of a newer one, whichever thread comes with it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use eframe::egui::{Color32, ViewportId};

use crate::deck::caption::CaptionLook;
use crate::geometry;
use crate::layout::caption::{Frame, Words};
use crate::playback::caption::{fingerprint, live_fingerprint, live_words};
use crate::playback::passages::Passage;
use crate::playback::playing::Reading;
use crate::playback::reload;
use crate::playback::scene::{Playing, Scene};
use crate::settings::Motion;
use crate::show::marks::Region;
use crate::show::view::{CaptionSource, Cursor, OnStage};

use super::cache::{PictureCache, PictureKey, PictureRequest, Pixels, Ready, Source, Subject, Urgency, around};
use super::films::Wanted;
use super::moving::Sight;
use super::places::Places;
use crate::app::windows::color32;

/// A slide as far as it is ready.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown {
    Picture(Ready),
    Ground(Color32),
}

/// The pictures that the overview wants, most urgent first: slides by index, at one size.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thumbs {
    pub size: Pixels,
    pub slides: Vec<usize>,
}

/// What pictures were last ordered for.
#[derive(Clone, PartialEq)]
struct Ordered {
    generation: u32,
    here: Cursor,
    next: Option<Cursor>,
    /// What the audience sees, which a frozen stage keeps wherever the speaker goes, and the part that is enlarged.
    on_stage: OnStage,
    zoom: Option<Region>,
    language: usize,
    /// Live captions on the stage.
    live: Arc<[String]>,
    /// In the overview.
    chosen: Option<usize>,
    stage: Option<StageSizes>,
    console: ConsoleSizes,
    thumbs: Option<Thumbs>,
    moves: bool,
}

/// The sizes at which the console wants the current slide and the next one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ConsoleSizes {
    pub current: Option<Pixels>,
    pub next: Option<Pixels>,
}

/// The sizes at which the stage wants its pictures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StageSizes {
    pub window: ViewportId,
    pub screen: Pixels,
    pub slide: Pixels,
    /// How captions stand, while they are on, and on which part of the screen.
    pub captions: Option<(CaptionLook, [u32; 4])>,
    /// The slide's size after captions are switched.
    pub other: Pixels,
}

/// What the windows need, as they last said, and what was ordered for that.
#[derive(Default)]
pub struct Orders {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// How large the stage is, and its window.
    stage: Option<(Pixels, ViewportId)>,
    console: ConsoleSizes,
    thumbs: Option<Thumbs>,
    ordered: Option<Ordered>,
    /// How often the talk had changed when that was.
    changes: u64,
    /// The reading whose pictures are at hand.
    reading: Option<Arc<Reading>>,
}

impl Orders {
    /// The stage has this many pixels, or will have them: its pictures are wanted at sizes that fit. True if that is new.
    pub fn expect_stage(&self, screen: Pixels, window: ViewportId) -> bool {
        self.lock().stage.replace((screen, window)) != Some((screen, window))
    }

    /// The console shows its slides at these sizes.
    pub fn set_console(&self, sizes: ConsoleSizes) {
        self.lock().console = sizes;
    }

    /// The open overview shows these slides; `None` while it is closed.
    pub fn set_thumbs(&self, thumbs: Option<Thumbs>) {
        self.lock().thumbs = thumbs;
    }

    /// The deck was put away: nothing is wanted any more.
    pub fn clear(&self, cache: &PictureCache) {
        let mut state = self.lock();
        (state.ordered, state.reading) = (None, None);
        cache.clear();
    }

    /// From now on windows draw this reading: pictures of the last one stand in for its own. To be called on the windows'
    /// thread, since what is being painted there may still show the last one.
    pub fn turn_to(&self, reading: &Arc<Reading>, cache: &PictureCache) {
        let mut state = self.lock();
        let last = state.reading.replace(Arc::clone(reading));
        if let Some(last) = last.filter(|last| last.generation != reading.generation) {
            cache.carry(last.generation, reading.generation, reload::places(&last.plan, &reading.plan));
        }
    }

    /// Orders pictures where others are wanted than before.
    pub fn follow(&self, scene: &Scene, motion: Motion, cache: &PictureCache) {
        let Some(playing) = scene.playing() else { return };
        let mut state = self.lock();
        let at_hand = state.reading.as_ref().map(|reading| reading.generation);
        if scene.changes < state.changes || at_hand != Some(playing.reading.generation) {
            return;
        }
        state.changes = scene.changes;
        let ordered = state.wanted(playing, &scene.live, motion == Motion::Full);
        if state.ordered.as_ref() != Some(&ordered) {
            cache.order(orders(playing, &ordered));
            cache.films.want(films(&playing.reading, &ordered));
            state.ordered = Some(ordered);
        }
    }

    /// Whether the live lines that were last ordered are still to be painted.
    #[must_use]
    pub fn paints_lines(&self, cache: &PictureCache) -> bool {
        let state = self.lock();
        let ordered = state.ordered.as_ref().and_then(|ordered| Some((&ordered.live, ordered.stage?.captions?.0)));
        ordered.is_some_and(|(lines, look)| cache.is_waited_for(Subject::Caption(live_fingerprint(lines), look)))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn wanted(&self, playing: &Playing, live: &Arc<[String]>, moves: bool) -> Ordered {
        let view = &playing.view;
        Ordered {
            generation: playing.reading.generation,
            here: view.cursor,
            next: view.next,
            on_stage: view.on_stage,
            zoom: view.stage_marks.zoom,
            language: view.caption_language,
            live: Arc::clone(live),
            chosen: view.overview,
            stage: self.stage.map(|(screen, window)| stage_sizes(playing, screen, window)),
            console: self.console,
            thumbs: self.thumbs.clone(),
            moves,
        }
    }
}

impl Ordered {
    /// The layers of what moves, unless nothing is to.
    fn layers(&self, sight: Sight, reading: &Reading, window: ViewportId) -> Vec<PictureRequest> {
        if self.moves { sight.orders(reading, window) } else { Vec::new() }
    }
}

/// What moves on the stage and in the console, each film once, at the larger of its sizes.
fn films(reading: &Reading, ordered: &Ordered) -> Vec<Wanted> {
    let mut out: Vec<Wanted> = Vec::new();
    if !ordered.moves {
        return out;
    }
    let on_stage = match (ordered.stage, ordered.on_stage) {
        (Some(stage), OnStage::Slide(at)) => Some(Sight { at, zoom: ordered.zoom, size: stage.slide }),
        _ => None,
    };
    let in_console = ordered.console.current.map(|size| Sight { at: ordered.here, zoom: None, size });
    for wanted in [on_stage, in_console].into_iter().flatten().flat_map(|sight| sight.wanted(reading)) {
        let same = |other: &&mut Wanted| Arc::ptr_eq(&other.raster, &wanted.raster) && other.slide == wanted.slide;
        match out.iter_mut().find(same) {
            Some(other) if other.size[0] < wanted.size[0] => *other = wanted,
            Some(_) => {}
            None => out.push(wanted),
        }
    }
    out
}

/// At which sizes a stage of this many pixels wants its pictures.
#[must_use]
pub fn stage_sizes(playing: &Playing, screen: Pixels, window: ViewportId) -> StageSizes {
    let (reading, view) = (&playing.reading, &playing.view);
    let look = reading.look(view);
    let places = |look| Places::new(screen, reading.deck.aspect, look);
    let size = |places: Places| [places.slide[2], places.slide[3]];
    let here = places(look);
    let switches = reading.has_captions || view.caption_source == CaptionSource::Live;
    let other = if switches { size(places(look.xor(Some(view.caption_look)))) } else { size(here) };
    StageSizes { window, screen, slide: size(here), captions: look.zip(here.captions), other }
}

fn orders(playing: &Playing, ordered: &Ordered) -> Vec<PictureRequest> {
    let reading = &*playing.reading;
    let &Ordered { here, next, language, chosen, stage, console, ref live, .. } = ordered;
    let steps: Vec<usize> = reading.pages.iter().map(|page| page.steps.len()).collect();
    let mut orders = Vec::new();
    if let (Some(stage), OnStage::Slide(cursor)) = (stage, ordered.on_stage) {
        let part = ordered.zoom.and_then(|zoom| part_order(reading, cursor, zoom, &stage));
        let slide = slide_order(reading, cursor, stage.slide, stage.window);
        orders.extend(live_order(reading, live, &stage).map(|order| order.with_urgency(Urgency::Live)));
        orders.extend(part.into_iter().chain(slide).map(|order| order.with_urgency(Urgency::Stage)));
        let sight = Sight { at: cursor, zoom: ordered.zoom, size: stage.slide };
        orders.extend(ordered.layers(sight, reading, stage.window));
    }
    if let (Some(stage), OnStage::Black) = (stage, ordered.on_stage) {
        // Somebody reads along.
        orders.extend(live_order(reading, live, &stage).map(|order| order.with_urgency(Urgency::Live)));
    }
    if let Some(subject) = card(ordered.on_stage) {
        let notice = playing.view.caption.as_ref().zip(stage).and_then(|(block, stage)| {
            let subject = Subject::Caption(fingerprint(block), stage.captions?.0);
            caption_order(reading, subject, Words::of(block), &stage)
        });
        let lines = stage.and_then(|stage| live_order(reading, live, &stage));
        orders.extend(lines.map(|order| order.with_urgency(Urgency::Live)));
        let slide = stage.and_then(|stage| card_order(reading, subject, stage.slide, stage.window));
        orders.extend(slide.into_iter().chain(notice).map(|order| order.with_urgency(Urgency::Stage)));
        orders.extend(console.current.and_then(|size| card_order(reading, subject, size, ViewportId::ROOT)));
    }
    // Where the stage has a window of its own, the console's frames keep clear of it.
    let patient = stage.is_some_and(|stage| stage.window != ViewportId::ROOT);
    let on_console = |cursor, size| {
        slide_order(reading, cursor, size, ViewportId::ROOT).map(|order| PictureRequest { patient, ..order })
    };
    // What Enter would go to is ready by then.
    let chosen = chosen.map(|slide| Cursor { slide, step: 0 });
    for cursor in around(here, next, &steps).into_iter().chain(chosen) {
        if let Some(stage) = stage {
            orders.extend(slide_order(reading, cursor, stage.slide, stage.window));
            orders.extend(caption_orders(playing, cursor, language, &stage));
        }
        // What moves on the next step is seen at once.
        if let Some(stage) = stage.filter(|_| Some(cursor) == next) {
            orders.extend(ordered.layers(Sight { at: cursor, zoom: None, size: stage.slide }, reading, stage.window));
        }
        if let Some(size) = console.current.filter(|_| cursor == here) {
            orders.extend(ordered.layers(Sight { at: cursor, zoom: None, size }, reading, ViewportId::ROOT));
        }
        let console = [console.current, console.next.filter(|_| cursor != here)].into_iter().flatten();
        orders.extend(console.filter_map(|size| on_console(cursor, size)));
    }
    if let Some(stage) = stage.filter(|_| ordered.moves) {
        let near = reading.passages.iter().filter(|passage| passage.from == here || passage.to == here);
        orders.extend(near.flat_map(|passage| passage_orders(passage, reading, &stage)));
    }
    if let Some(stage) = stage.filter(|stage| stage.other != stage.slide) {
        let other = slide_order(reading, here, stage.other, stage.window);
        orders.extend(other.map(|order| order.with_urgency(Urgency::Rare)));
    }
    // Last, so that none of these keeps the stage waiting or drives its pictures out.
    if let Some(thumbs) = &ordered.thumbs {
        let whole = thumbs.slides.iter().map(|slide| reading.whole(*slide));
        let small = whole.filter_map(|cursor| on_console(cursor, thumbs.size));
        orders.extend(small.map(|order| order.with_urgency(Urgency::Thumbs)));
    }
    orders
}

fn slide_order(reading: &Reading, cursor: Cursor, size: Pixels, window: ViewportId) -> Option<PictureRequest> {
    let key = PictureKey { generation: reading.generation, subject: Subject::Slide(cursor), size };
    Some(PictureRequest {
        key,
        urgency: Urgency::Near,
        source: Source::Drawing(Arc::clone(reading.drawing(cursor)?)),
        window,
        patient: false,
    })
}

/// What stands on the stage before or after the talk.
fn card(on_stage: OnStage) -> Option<Subject> {
    match on_stage {
        OnStage::Holding => Some(Subject::Holding),
        OnStage::Closing => Some(Subject::Closing),
        OnStage::Slide(_) | OnStage::Black | OnStage::White => None,
    }
}

fn card_order(reading: &Reading, subject: Subject, size: Pixels, window: ViewportId) -> Option<PictureRequest> {
    let key = PictureKey { generation: reading.generation, subject, size };
    let drawing = if subject == Subject::Closing { &reading.closing } else { &reading.holding };
    let source = Source::Drawing(Arc::clone(drawing.as_ref()?));
    Some(PictureRequest { key, urgency: Urgency::Near, source, window, patient: false })
}

fn part_order(reading: &Reading, cursor: Cursor, part: Region, stage: &StageSizes) -> Option<PictureRequest> {
    let key = PictureKey { generation: reading.generation, subject: Subject::Part(cursor, part), size: stage.slide };
    let source = Source::Part(Arc::clone(reading.drawing(cursor)?), part);
    Some(PictureRequest { key, urgency: Urgency::Near, source, window: stage.window, patient: false })
}

fn caption_orders(playing: &Playing, cursor: Cursor, language: usize, stage: &StageSizes) -> Vec<PictureRequest> {
    let (Some((look, _)), Some(slide)) = (stage.captions, playing.plan.slides.get(cursor.slide)) else {
        return Vec::new();
    };
    let blocks = slide.captions.get(language).and_then(|steps| steps.get(cursor.step));
    let order =
        |block| caption_order(&playing.reading, Subject::Caption(fingerprint(block), look), Words::of(block), stage);
    blocks.into_iter().flatten().filter_map(order).collect()
}

fn live_order(reading: &Reading, lines: &[String], stage: &StageSizes) -> Option<PictureRequest> {
    let (look, _) = stage.captions.filter(|_| !lines.is_empty())?;
    caption_order(reading, Subject::Caption(live_fingerprint(lines), look), live_words(lines), stage)
}

fn caption_order(reading: &Reading, subject: Subject, words: Words, stage: &StageSizes) -> Option<PictureRequest> {
    let (look, strip) = stage.captions?;
    let [_, _, width, height] = strip;
    let key = PictureKey { generation: reading.generation, subject, size: [width, height] };
    let frame = Frame::on_screen(stage.screen, strip, look);
    let source = Source::Caption { words, frame, deck: Arc::clone(&reading.deck) };
    Some(PictureRequest { key, urgency: Urgency::Near, source, window: stage.window, patient: false })
}

/// The pictures that a passage is made of.
pub fn passage_orders(passage: &Passage, reading: &Reading, stage: &StageSizes) -> Vec<PictureRequest> {
    let layer = |layer, source, size| PictureRequest {
        urgency: Urgency::Rare,
        key: PictureKey { generation: reading.generation, subject: Subject::Glide(passage.to, layer), size },
        source,
        window: stage.window,
        patient: true,
    };
    let rests = passage.glide.rests.iter().zip(0..);
    let mut orders: Vec<PictureRequest> =
        rests.map(|(rest, at)| layer(at, Source::Drawing(Arc::clone(rest)), stage.slide)).collect();
    for (at, (drawing, place)) in passage.sides() {
        let source = Source::Layer(Arc::clone(drawing), *place);
        orders.push(layer(at, source, layer_pixels(*place, drawing.size, stage.slide)));
    }
    orders
}

/// How large a place on a slide of `whole` points is on one of so many pixels.
#[must_use]
pub fn layer_pixels(place: geometry::Rect, whole: geometry::Size, slide: Pixels) -> Pixels {
    let scale = f64::from(slide[0]) / whole.width.max(1.0);
    [(place.width() * scale).ceil().max(1.0) as u32, (place.height() * scale).ceil().max(1.0) as u32]
}

/// The picture of a step, or the slide's bare ground where it is not ready.
#[must_use]
pub fn picture(cache: &PictureCache, reading: &Reading, cursor: Cursor, size: Pixels) -> Shown {
    let key = PictureKey { generation: reading.generation, subject: Subject::Slide(cursor), size };
    match (cache.look(key), reading.drawing(cursor)) {
        (Some(ready), _) => Shown::Picture(ready),
        (None, Some(drawing)) => Shown::Ground(color32(drawing.ground)),
        (None, None) => Shown::Ground(Color32::BLACK),
    }
}

/// The picture of the holding slide.
#[must_use]
pub fn holding(cache: &PictureCache, reading: &Reading, size: Pixels) -> Shown {
    let key = PictureKey { generation: reading.generation, subject: Subject::Holding, size };
    let ground = reading.holding.as_ref().map_or(Color32::BLACK, |drawing| color32(drawing.ground));
    cache.look(key).map_or(Shown::Ground(ground), Shown::Picture)
}

/// The picture of the closing slide.
#[must_use]
pub fn closing(cache: &PictureCache, reading: &Reading, size: Pixels) -> Shown {
    let key = PictureKey { generation: reading.generation, subject: Subject::Closing, size };
    let ground = reading.closing.as_ref().map_or(Color32::BLACK, |drawing| color32(drawing.ground));
    cache.look(key).map_or(Shown::Ground(ground), Shown::Picture)
}

/// The picture of an enlarged part, once it is painted.
#[must_use]
pub fn part(cache: &PictureCache, reading: &Reading, cursor: Cursor, part: Region, size: Pixels) -> Option<Ready> {
    cache.look(PictureKey { generation: reading.generation, subject: Subject::Part(cursor, part), size })
}
