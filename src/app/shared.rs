//! What the windows share: the talk, its pictures and the keyboard, behind locks that are held for microseconds.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::Thread;
use std::time::Duration;

use eframe::egui::{Color32, Context, Ui, ViewportId};

use crate::color::Color;
use crate::deck::Deck;
use crate::deck::ink::Ink;
use crate::deck::plan::{CaptionBlock, Plan, PlannedSlide};
use crate::drawing::{Drawing, Page};
use crate::settings::{Saver, Settings};
use crate::show::command::Command;
use crate::show::marks::Region;
use crate::show::view::{Cursor, OnStage, View};
use crate::show::{Effect, Moment, Show};
use crate::talk::Talk;

use super::awake::{self, Awake};
use super::choices;
use super::clicker::Clicker;
use super::clock::Clock;
use super::keys::Keyboard;
use super::overview::{Finder, Thumbs};
use super::picker::Picker;
use super::pictures::{Easel, Order, Pixels, Ready, Source, Subject, Want, around};
use super::reload;
use super::screens::{Screen, ScreenChoice, Screens};
use super::search::Index;
use super::workers::fingerprint;
use super::{Options, stage_id};

/// A wait for something that will not come by itself.
const LONG: Duration = Duration::from_secs(3600);

/// A deck that is being played.
pub struct Playing {
    pub deck: Arc<Deck>,
    pub plan: Arc<Plan>,
    pub pages: Arc<Vec<Page>>,
    pub show: Show,
    pub generation: u32,
    /// The first error in the deck, in one line.
    pub fault: Option<String>,
    /// Whether there is a slide to show.
    pub usable: bool,
    /// Whether any slide has a caption: without one the slide keeps the whole stage.
    pub has_captions: bool,
    pub finder: Finder,
}

/// How far the deck has come.
pub enum State {
    Loading,
    /// In the author's words.
    Failed(String),
    Playing(Box<Playing>),
}

pub struct Inner {
    pub state: State,
    /// A later reading failed; the last good one plays on.
    pub trouble: Option<String>,
    pub effects: Vec<Effect>,
    /// The list of screens, while it is open.
    pub picker: Option<Picker>,
    /// What a clicker sends, while that page is open.
    pub clicker: Option<Clicker>,
    /// The screen that was picked for the stage.
    pub picked: Option<Screen>,
    /// What was drawn on the slides of decks that were put away.
    drawn: Vec<(PathBuf, Ink)>,
    /// What is wrong with the settings, in one line.
    pub settings_trouble: Option<String>,
    /// Changed by `Shared::change_settings` alone, which saves them.
    pub settings: Settings,
    pub saver: Option<Saver>,
    pub keyboard: Keyboard,
    /// The last key was a command, so the letter that it also types is none.
    pub spent: bool,
    sizes: Sizes,
    thumbs: Option<Thumbs>,
    ordered: Option<Ordered>,
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
    pub band: Option<Pixels>,
    /// The slide's size after captions are switched.
    pub other: Pixels,
}

pub struct Shared {
    pub clock: Clock,
    pub easel: Arc<Easel>,
    pub options: Options,
    /// Wakes the stage for captions; told of each command.
    pub prompter: OnceLock<Thread>,
    /// A control of the console has the keyboard's focus.
    pub console_focused: AtomicBool,
    /// The speaker hid the stage's window.
    pub stage_hidden: AtomicBool,
    /// The windows, once there are any.
    pub ctx: OnceLock<Context>,
    /// Whether the screen is kept on, once the system has answered; for the check before the talk.
    pub awake: Mutex<Option<Awake>>,
    /// The deck to be read; `None` while the library is shown.
    deck: Mutex<Option<Arc<Path>>>,
    /// The screens as last counted.
    pub screens: Mutex<Screens>,
    /// What was picked for which set of screens, the latest last.
    pub screen_choices: Mutex<Vec<ScreenChoice>>,
    inner: Mutex<Inner>,
}

impl Shared {
    #[must_use]
    pub fn new(clock: Clock, options: Options) -> Self {
        let inner = Inner {
            state: State::Loading,
            trouble: None,
            effects: Vec::new(),
            drawn: Vec::new(),
            settings_trouble: None,
            settings: Settings::default(),
            saver: None,
            picker: None,
            clicker: None,
            picked: None,
            keyboard: Keyboard::default(),
            spent: false,
            sizes: Sizes::default(),
            thumbs: None,
            ordered: None,
        };
        Self {
            clock,
            easel: Arc::default(),
            screens: Mutex::default(),
            screen_choices: Mutex::default(),
            options,
            prompter: OnceLock::new(),
            console_focused: AtomicBool::new(false),
            stage_hidden: AtomicBool::new(false),
            ctx: OnceLock::new(),
            awake: Mutex::default(),
            deck: Mutex::default(),
            inner: Mutex::new(inner),
        }
    }

    pub fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The deck to be read, by its folder or its `deck.toml`.
    #[must_use]
    pub fn deck(&self) -> Option<Arc<Path>> {
        self.deck.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether it is this deck, as opened this time, that is to be read.
    #[must_use]
    pub fn is_open(&self, deck: &Arc<Path>) -> bool {
        self.deck().is_some_and(|open| Arc::ptr_eq(&open, deck))
    }

    /// Puts the present deck away and names the next one, which has to be read yet.
    pub fn turn_to(&self, deck: Option<Arc<Path>>) {
        let last = self.deck();
        let mut inner = self.lock();
        if let (State::Playing(talk), Some(last)) = (&inner.state, last) {
            let ink = talk.show.ink();
            inner.drawn.extend((!ink.slide.is_empty()).then(|| (last.to_path_buf(), ink)));
        }
        inner.state = State::Loading;
        inner.clicker = None;
        inner.trouble = None;
        inner.effects.clear();
        inner.ordered = None;
        drop(inner);
        *self.deck.lock().unwrap_or_else(PoisonError::into_inner) = deck;
        awake::let_go(self);
    }

    /// The program ends: what was drawn on the slides of each deck.
    pub fn drawn(&self) -> Vec<(PathBuf, Ink)> {
        self.turn_to(None);
        std::mem::take(&mut self.lock().drawn)
    }

    /// Takes a reading of the deck; a failed one never replaces a good one.
    pub fn adopt(&self, loaded: Result<Talk, String>) {
        let now = self.clock.now();
        // The words are gathered before any window has to wait.
        let finder = loaded.as_ref().ok().map(|talk| {
            let index = Index::new(&talk.deck, &talk.plan, &talk.pages);
            Finder::new(index, &talk.plan)
        });
        let finder = finder.unwrap_or_default();
        let mut inner = self.lock();
        let mut loaded = match loaded {
            Ok(loaded) => loaded,
            Err(message) => {
                if let State::Playing(_) = inner.state {
                    inner.trouble = Some(message);
                } else {
                    inner.state = State::Failed(message);
                }
                return;
            }
        };
        if let State::Playing(talk) = &inner.state
            && talk.usable
            && !loaded.usable()
        {
            inner.trouble = loaded.first_fault();
            return;
        }
        inner.trouble = None;
        let (show, generation, finder) = match std::mem::replace(&mut inner.state, State::Loading) {
            State::Playing(mut talk) => {
                reload::keep_good(&mut loaded, &talk);
                let generation = talk.generation + 1;
                self.easel.carry(talk.generation, generation, reload::places(&talk.plan, &loaded.plan));
                talk.show.adopt(loaded.plan.clone());
                (talk.show, generation, finder.resumed(&talk.finder))
            }
            State::Loading | State::Failed(_) => (self.first_show(&loaded.plan, &inner.settings, now), 1, finder),
        };
        inner.state = State::Playing(Box::new(Playing::new(loaded, show, generation, finder)));
        inner.order_if_new(self);
    }

    fn first_show(&self, plan: &Plan, settings: &Settings, now: Moment) -> Show {
        let mut show = Show::new(plan.clone());
        choices::choose_again(&mut show, settings, now);
        if !self.options.captions && show.view(now).captions_on {
            show.apply(Command::Captions, now);
        }
        if let Some(number) = self.options.slide
            && let Some(index) = plan.slides.iter().position(|slide| slide.number == number)
        {
            show.apply(Command::GoTo(index), now);
        }
        show
    }

    /// Applies commands, orders the pictures they need, and wakes the windows. True if there was anything to do.
    pub fn act(&self, ui: &Ui, commands: impl IntoIterator<Item = Command>) -> bool {
        let now = self.clock.now();
        let mut inner = self.lock();
        let mut acted = false;
        for command in commands {
            acted = true;
            inner.apply(command, now);
        }
        drop(inner);
        if acted {
            self.refresh(ui);
        }
        acted
    }

    /// Applies a command that no window is there for.
    #[cfg(test)]
    pub fn wish(&self, command: Command) {
        self.lock().apply(command, self.clock.now());
    }

    /// Applies what the mouse did. The audience's picture follows at once, the console's own thirty times a second.
    pub fn point(&self, ui: &Ui, commands: Vec<Command>) {
        if commands.is_empty() {
            return;
        }
        let now = self.clock.now();
        let mut inner = self.lock();
        for command in commands {
            inner.apply(command, now);
        }
        drop(inner);
        if ui.ctx().viewport_id() == ViewportId::ROOT {
            ui.ctx().request_repaint_of(stage_id());
        } else {
            ui.ctx().request_repaint_after_for(Duration::from_millis(33), ViewportId::ROOT);
        }
    }

    /// Time passed. True if the talk went on by itself: all windows have something new to show.
    pub fn tick(&self) -> bool {
        let mut inner = self.lock();
        let State::Playing(talk) = &mut inner.state else { return false };
        let moved = talk.show.tick(self.clock.now());
        if moved {
            inner.order_if_new(self);
        }
        moved
    }

    /// The captions on stage and console, and how long to wait before looking again.
    #[must_use]
    pub fn captions_now(&self) -> ([Option<u64>; 2], Duration) {
        let now = self.clock.now();
        match &self.lock().state {
            State::Playing(talk) => {
                let view = talk.show.view(now);
                let captions = [view.caption, view.cue].map(|block| block.as_ref().map(fingerprint));
                (captions, talk.show.next_change(now).unwrap_or(LONG) + Duration::from_millis(1))
            }
            State::Loading | State::Failed(_) => ([None; 2], LONG),
        }
    }

    pub fn refresh(&self, ui: &Ui) {
        if let Some(prompter) = self.prompter.get() {
            prompter.unpark();
        }
        self.lock().order_if_new(self);
        for window in [stage_id(), ViewportId::ROOT] {
            if window != ui.ctx().viewport_id() {
                ui.ctx().request_repaint_of(window);
            }
        }
    }

    /// Notes the sizes that a window needs pictures at.
    pub fn set_sizes(&self, set: impl FnOnce(&mut Sizes)) {
        let mut inner = self.lock();
        set(&mut inner.sizes);
        inner.order_if_new(self);
    }

    /// Notes which slides the open overview shows, in how many columns; `None` while it is closed.
    pub fn set_thumbs(&self, shown: Option<(Thumbs, usize)>) {
        let mut inner = self.lock();
        if let (State::Playing(talk), Some((_, columns))) = (&mut inner.state, &shown) {
            talk.finder.set_columns(*columns);
        }
        inner.thumbs = shown.map(|(thumbs, _)| thumbs);
        inner.order_if_new(self);
    }

    /// The picture of a step, or the slide's bare ground where it is not ready.
    #[must_use]
    pub fn picture(&self, talk: &Playing, cursor: Cursor, size: Pixels) -> Shown {
        let want = Want { generation: talk.generation, subject: Subject::Slide(cursor), size };
        match (self.easel.look(want), talk.drawing(cursor)) {
            (Some(ready), _) => Shown::Picture(ready),
            (None, Some(drawing)) => Shown::Ground(color32(drawing.ground)),
            (None, None) => Shown::Ground(Color32::BLACK),
        }
    }

    /// The picture of an enlarged part, once it is painted.
    #[must_use]
    pub fn part(&self, talk: &Playing, cursor: Cursor, part: Region, size: Pixels) -> Option<Ready> {
        self.easel.look(Want { generation: talk.generation, subject: Subject::Part(cursor, part), size })
    }
}

/// A slide as far as it is ready.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown {
    Picture(Ready),
    Ground(Color32),
}

impl Playing {
    fn new(loaded: Talk, show: Show, generation: u32, finder: Finder) -> Self {
        let captions = |slide: &PlannedSlide| slide.captions.iter().flatten().any(|s| !s.is_empty());
        Self {
            has_captions: loaded.plan.slides.iter().any(captions),
            fault: loaded.first_fault(),
            usable: loaded.usable(),
            deck: loaded.deck,
            plan: Arc::new(loaded.plan),
            pages: Arc::new(loaded.pages),
            show,
            generation,
            finder,
        }
    }

    /// A slide with all its steps: how it is shown as a small picture.
    #[must_use]
    pub fn whole(&self, slide: usize) -> Cursor {
        let steps = self.pages.get(slide).map_or(1, |page| page.steps.len());
        Cursor { slide, step: steps.saturating_sub(1) }
    }

    #[must_use]
    pub fn drawing(&self, cursor: Cursor) -> Option<&Arc<Drawing>> {
        let page = self.pages.get(cursor.slide)?;
        page.steps.get(cursor.step).or_else(|| page.steps.last())
    }

    /// Whether the stage keeps a band free for captions.
    #[must_use]
    pub fn band(&self, view: &View) -> bool {
        view.captions_on && self.has_captions
    }

    fn order(&self, cursor: Cursor, size: Pixels, window: ViewportId) -> Option<Order> {
        let want = Want { generation: self.generation, subject: Subject::Slide(cursor), size };
        Some(Order { want, source: Source::Drawing(Arc::clone(self.drawing(cursor)?)), window })
    }

    fn order_part(&self, cursor: Cursor, part: Region, size: Pixels, window: ViewportId) -> Option<Order> {
        let want = Want { generation: self.generation, subject: Subject::Part(cursor, part), size };
        Some(Order { want, source: Source::Part(Arc::clone(self.drawing(cursor)?), part), window })
    }

    fn caption_orders(&self, cursor: Cursor, language: usize, stage: &StageSizes) -> Vec<Order> {
        let (Some(size), Some(slide)) = (stage.band, self.plan.slides.get(cursor.slide)) else {
            return Vec::new();
        };
        let blocks = slide.captions.get(language).and_then(|steps| steps.get(cursor.step));
        let order = |block: &CaptionBlock| Order {
            want: Want { generation: self.generation, subject: Subject::Caption(fingerprint(block)), size },
            source: Source::Caption { block: block.clone(), screen: stage.screen, deck: Arc::clone(&self.deck) },
            window: stage.window,
        };
        blocks.into_iter().flatten().map(order).collect()
    }
}

impl Inner {
    pub fn apply(&mut self, command: Command, now: Moment) {
        match &mut self.state {
            State::Playing(talk) => {
                self.effects.extend(talk.show.apply(command, now));
                if talk.show.view(now).overview.is_none() {
                    talk.finder.clear();
                }
            }
            // Without a talk there is nothing to lose: quitting needs no question.
            State::Loading | State::Failed(_) => match command {
                Command::Quit | Command::AskQuit => self.effects.push(Effect::Quit),
                Command::Reload => self.effects.push(Effect::Reload),
                _ => {}
            },
        }
        self.keep_choice(command, now);
    }

    fn order_if_new(&mut self, shared: &Shared) {
        if self.order(shared.clock.now()) {
            shared.easel.order(self.orders());
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
            chosen: view.overview,
            sizes: self.sizes,
            thumbs: self.thumbs.clone(),
        };
        let new = self.ordered.as_ref() != Some(&wanted);
        self.ordered = Some(wanted);
        new
    }

    fn orders(&self) -> Vec<Order> {
        let (State::Playing(talk), Some(ordered)) = (&self.state, &self.ordered) else {
            return Vec::new();
        };
        let &Ordered { here, next, language, chosen, sizes, .. } = ordered;
        let steps: Vec<usize> = talk.pages.iter().map(|page| page.steps.len()).collect();
        let mut orders = Vec::new();
        if let (Some(stage), OnStage::Slide(cursor)) = (sizes.stage, ordered.on_stage) {
            orders.extend(ordered.zoom.and_then(|zoom| talk.order_part(cursor, zoom, stage.slide, stage.window)));
            orders.extend(talk.order(cursor, stage.slide, stage.window));
        }
        // What Enter would go to is ready by then.
        let chosen = chosen.map(|slide| Cursor { slide, step: 0 });
        for cursor in around(here, next, &steps).into_iter().chain(chosen) {
            if let Some(stage) = sizes.stage {
                orders.extend(talk.order(cursor, stage.slide, stage.window));
                orders.extend(talk.caption_orders(cursor, language, &stage));
            }
            let console = sizes.current.and_then(|size| talk.order(cursor, size, ViewportId::ROOT));
            orders.extend(console);
            let preview = sizes.next.filter(|_| cursor != here);
            orders.extend(preview.and_then(|size| talk.order(cursor, size, ViewportId::ROOT)));
        }
        if let Some(stage) = sizes.stage.filter(|stage| stage.other != stage.slide) {
            orders.extend(talk.order(here, stage.other, stage.window));
        }
        // Last, so that none of these keeps the stage waiting or drives its pictures out.
        if let Some(thumbs) = &ordered.thumbs {
            let whole = thumbs.slides.iter().map(|slide| talk.whole(*slide));
            orders.extend(whole.filter_map(|cursor| talk.order(cursor, thumbs.size, ViewportId::ROOT)));
        }
        orders
    }
}

#[must_use]
pub fn color32(color: Color) -> Color32 {
    Color32::from_rgba_unmultiplied(color.r, color.g, color.b, color.a)
}
