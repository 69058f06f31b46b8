//! A deck that is being played, and where its windows stand → the pictures to be painted, most urgent first.

use std::sync::Arc;

use eframe::egui::{Color32, ViewportId};

use crate::deck::Deck;
use crate::deck::caption::CaptionLook;
use crate::deck::plan::Plan;
use crate::drawing::{Drawing, Page};
use crate::geometry::Size;
use crate::layout::caption::{Frame, Words};
use crate::settings::Motion;
use crate::show::marks::Region;
use crate::show::view::{CaptionSource, Cursor, OnStage, View};
use crate::show::{Moment, Show};
use crate::talk::Talk;

use crate::app::check::DeckFacts;
use crate::app::console::finder::{Finder, Thumbs};
use crate::app::live;
use crate::app::pictures::cache::{PictureKey, PictureRequest, Pixels, Ready, Source, Subject, Urgency, around};
use crate::app::shared::{Inner, Shared, State};
use crate::app::stage::Places;
use crate::app::stage::motion::{Passage, motion};
use crate::app::workers::fingerprint;

/// A deck that is being played.
pub struct Playing {
    pub deck: Arc<Deck>,
    pub plan: Arc<Plan>,
    pub pages: Arc<Vec<Page>>,
    pub show: Show,
    pub generation: u32,
    /// The first error in the deck, in one line.
    pub fault: Option<String>,
    /// What the check before the talk says of the deck.
    pub facts: DeckFacts,
    /// Whether there is a slide to show.
    pub usable: bool,
    /// Whether any slide has a caption: without one the slide keeps the whole stage.
    pub has_captions: bool,
    pub finder: Finder,
    /// What glides from one slide to the next, where the deck wants that.
    pub glides: Vec<Passage>,
}

/// A slide as far as it is ready.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown {
    Picture(Ready),
    Ground(Color32),
}

/// What pictures were last ordered for.
#[derive(Clone, PartialEq)]
pub struct Ordered {
    generation: u32,
    here: Cursor,
    next: Option<Cursor>,
    /// What the audience sees, which a frozen stage keeps wherever the speaker goes, and the part that is enlarged.
    on_stage: OnStage,
    zoom: Option<Region>,
    language: usize,
    /// Live captions on the stage.
    live: Vec<String>,
    /// In the overview.
    chosen: Option<usize>,
    sizes: Sizes,
    thumbs: Option<Thumbs>,
}

/// The sizes that pictures are wanted at, as the windows last saw them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sizes {
    pub stage: Option<StageSizes>,
    pub current: Option<Pixels>,
    pub next: Option<Pixels>,
}

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

impl Playing {
    pub fn new(loaded: Talk, show: Show, generation: u32, finder: Finder, glides: Vec<Passage>) -> Self {
        Self {
            has_captions: loaded.plan.has_captions(),
            fault: loaded.first_fault(),
            facts: DeckFacts::of(&loaded),
            usable: loaded.usable(),
            deck: loaded.deck,
            plan: Arc::new(loaded.plan),
            pages: Arc::new(loaded.pages),
            show,
            generation,
            finder,
            glides,
        }
    }

    /// A slide with all its steps: how it is shown as a small picture.
    #[must_use]
    pub fn whole(&self, slide: usize) -> Cursor {
        Cursor { slide, step: self.pages.get(slide).map_or(0, Page::last_step) }
    }

    #[must_use]
    pub fn drawing(&self, cursor: Cursor) -> Option<&Arc<Drawing>> {
        let page = self.pages.get(cursor.slide)?;
        page.steps.get(cursor.step).or_else(|| page.steps.last())
    }

    /// How captions stand on the stage; `None` where there are none, so that the slide has all of it.
    #[must_use]
    pub fn look(&self, view: &View) -> Option<CaptionLook> {
        let any = self.has_captions || view.caption_source == CaptionSource::Live;
        (view.captions_on && any).then_some(view.caption_look)
    }

    fn order(&self, cursor: Cursor, size: Pixels, window: ViewportId) -> Option<PictureRequest> {
        let key = PictureKey { generation: self.generation, subject: Subject::Slide(cursor), size };
        Some(PictureRequest {
            key,
            urgency: Urgency::Near,
            source: Source::Drawing(Arc::clone(self.drawing(cursor)?)),
            window,
            patient: false,
        })
    }

    fn order_part(&self, cursor: Cursor, part: Region, size: Pixels, window: ViewportId) -> Option<PictureRequest> {
        let key = PictureKey { generation: self.generation, subject: Subject::Part(cursor, part), size };
        Some(PictureRequest {
            key,
            urgency: Urgency::Near,
            source: Source::Part(Arc::clone(self.drawing(cursor)?), part),
            window,
            patient: false,
        })
    }

    fn caption_orders(&self, cursor: Cursor, language: usize, stage: &StageSizes) -> Vec<PictureRequest> {
        let (Some((look, _)), Some(slide)) = (stage.captions, self.show.plan().slides.get(cursor.slide)) else {
            return Vec::new();
        };
        let blocks = slide.captions.get(language).and_then(|steps| steps.get(cursor.step));
        let order = |block| self.caption_order(Subject::Caption(fingerprint(block), look), Words::of(block), stage);
        blocks.into_iter().flatten().filter_map(order).collect()
    }

    fn live_order(&self, lines: &[String], stage: &StageSizes) -> Option<PictureRequest> {
        let (look, _) = stage.captions.filter(|_| !lines.is_empty())?;
        self.caption_order(Subject::Caption(live::fingerprint(lines), look), live::words(lines), stage)
    }

    fn caption_order(&self, subject: Subject, words: Words, stage: &StageSizes) -> Option<PictureRequest> {
        let (look, strip) = stage.captions?;
        let [_, _, width, height] = strip;
        let key = PictureKey { generation: self.generation, subject, size: [width, height] };
        let frame = Frame::on_screen(stage.screen, strip, look);
        let source = Source::Caption { words, frame, deck: Arc::clone(&self.deck) };
        Some(PictureRequest { key, urgency: Urgency::Near, source, window: stage.window, patient: false })
    }
}

impl Shared {
    /// The stage has this many pixels, or will have them: its pictures are wanted at sizes that fit.
    pub fn expect_stage(&self, screen: Pixels, window: ViewportId) {
        let now = self.clock.now();
        let mut inner = self.lock();
        inner.stage = Some((screen, window));
        inner.size_stage(now);
        inner.order_if_new(self);
    }
}

impl Inner {
    /// Works out at which sizes the stage wants its pictures, as soon as there is a talk and it is known where.
    pub fn size_stage(&mut self, now: Moment) {
        let (State::Playing(talk), Some((screen, window))) = (&self.state, self.stage) else {
            self.sizes.stage = None;
            return;
        };
        let view = talk.show.view(now);
        let look = talk.look(&view);
        let places = |look| Places::new(screen, talk.deck.aspect, look);
        let size = |places: Places| [places.slide[2], places.slide[3]];
        let here = places(look);
        let switched = view.caption_look;
        let switches = talk.has_captions || view.caption_source == CaptionSource::Live;
        let other = if switches { size(places(look.xor(Some(switched)))) } else { size(here) };
        let captions = look.zip(here.captions);
        self.sizes.stage = Some(StageSizes { window, screen, slide: size(here), captions, other });
    }

    /// How captions stand, while they are on, and the size of the stage.
    pub fn caption_look(&self) -> Option<(CaptionLook, Size)> {
        let stage = self.sizes.stage?;
        let [width, height] = stage.screen.map(f64::from);
        stage.captions.map(|(look, _)| (look, Size::new(width, height)))
    }

    /// Orders pictures where others are wanted than before.
    pub fn order_if_new(&mut self, shared: &Shared) {
        if self.order(shared.clock.now()) {
            shared.pictures.order(self.orders(shared));
        }
    }

    /// Whether something else is wanted than was last ordered.
    fn order(&mut self, now: Moment) -> bool {
        let State::Playing(talk) = &self.state else {
            return false;
        };
        let view = talk.show.view(now);
        let wanted = Ordered {
            generation: talk.generation,
            here: view.cursor,
            next: view.next,
            on_stage: view.on_stage,
            zoom: view.stage_marks.zoom,
            language: view.caption_language,
            live: self.live.lines.clone(),
            chosen: view.overview,
            sizes: self.sizes,
            thumbs: self.thumbs.clone(),
        };
        let new = self.ordered.as_ref() != Some(&wanted);
        self.ordered = Some(wanted);
        new
    }

    fn orders(&self, shared: &Shared) -> Vec<PictureRequest> {
        let (State::Playing(talk), Some(ordered)) = (&self.state, &self.ordered) else {
            return Vec::new();
        };
        let &Ordered { here, next, language, chosen, sizes, ref live, .. } = ordered;
        let steps: Vec<usize> = talk.pages.iter().map(|page| page.steps.len()).collect();
        let mut orders = Vec::new();
        if let (Some(stage), OnStage::Slide(cursor)) = (sizes.stage, ordered.on_stage) {
            let on_stage = |order| PictureRequest { urgency: Urgency::Stage, ..order };
            let part = ordered.zoom.and_then(|zoom| talk.order_part(cursor, zoom, stage.slide, stage.window));
            let live = talk.live_order(live, &stage);
            orders.extend(live.map(|order| PictureRequest { urgency: Urgency::Live, ..order }));
            orders.extend(part.into_iter().chain(talk.order(cursor, stage.slide, stage.window)).map(on_stage));
        }
        // Where the stage has a window of its own, the console's frames keep clear of it.
        let patient = sizes.stage.is_some_and(|stage| stage.window != ViewportId::ROOT);
        let on_console =
            |cursor, size| talk.order(cursor, size, ViewportId::ROOT).map(|order| PictureRequest { patient, ..order });
        // What Enter would go to is ready by then.
        let chosen = chosen.map(|slide| Cursor { slide, step: 0 });
        for cursor in around(here, next, &steps).into_iter().chain(chosen) {
            if let Some(stage) = sizes.stage {
                orders.extend(talk.order(cursor, stage.slide, stage.window));
                orders.extend(talk.caption_orders(cursor, language, &stage));
            }
            let console = [sizes.current, sizes.next.filter(|_| cursor != here)].into_iter().flatten();
            orders.extend(console.filter_map(|size| on_console(cursor, size)));
        }
        if let Some(stage) = sizes.stage.filter(|_| motion(&self.settings, shared) == Motion::Full) {
            let near = talk.glides.iter().filter(|glide| glide.from == here || glide.to == here);
            orders.extend(near.flat_map(|glide| glide.orders(talk, &stage)));
        }
        if let Some(stage) = sizes.stage.filter(|stage| stage.other != stage.slide) {
            let other = talk.order(here, stage.other, stage.window);
            orders.extend(other.map(|order| PictureRequest { urgency: Urgency::Rare, ..order }));
        }
        // Last, so that none of these keeps the stage waiting or drives its pictures out.
        if let Some(thumbs) = &ordered.thumbs {
            let whole = thumbs.slides.iter().map(|slide| talk.whole(*slide));
            let small = whole.filter_map(|cursor| on_console(cursor, thumbs.size));
            orders.extend(small.map(|order| PictureRequest { urgency: Urgency::Thumbs, ..order }));
        }
        orders
    }
}
