//! What the windows share: the talk, its pictures and the keyboard, behind locks that are held for microseconds.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::Thread;
use std::time::Duration;

use eframe::egui::{Color32, Context, Event, Key, Ui, ViewportId};

use crate::color::Color;
use crate::deck::Deck;
use crate::deck::plan::{CaptionBlock, Plan, PlannedSlide};
use crate::drawing::{Drawing, Page};
use crate::show::command::Command;
use crate::show::view::{Cursor, View};
use crate::show::{Effect, Moment, Show};
use crate::talk::Talk;

use super::clock::Clock;
use super::keys::{Keyboard, Press, Situation};
use super::picker::Picker;
use super::pictures::{Easel, Order, Pixels, Ready, Source, Subject, Want, around};
use super::screens::{Screen, ScreenChoice, Screens};
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
    pub faults: usize,
    /// Whether any slide has a caption: without one the slide keeps the whole stage.
    pub has_captions: bool,
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
    /// The screen that was picked for the stage.
    pub picked: Option<Screen>,
    keyboard: Keyboard,
    sizes: Sizes,
    ordered: Option<(u32, Cursor, Option<Cursor>, usize, Sizes)>,
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
            picker: None,
            picked: None,
            keyboard: Keyboard::default(),
            sizes: Sizes::default(),
            ordered: None,
        };
        Self {
            clock,
            easel: Arc::default(),
            screens: Mutex::default(),
            screen_choices: Mutex::new(options.screen_choices.clone()),
            options,
            prompter: OnceLock::new(),
            console_focused: AtomicBool::new(false),
            stage_hidden: AtomicBool::new(false),
            ctx: OnceLock::new(),
            inner: Mutex::new(inner),
        }
    }

    pub fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a reading of the deck; a failed one never replaces a good one.
    pub fn adopt(&self, loaded: Result<Talk, String>) {
        let now = self.clock.now();
        let mut inner = self.lock();
        let loaded = match loaded {
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
        inner.trouble = None;
        let (show, generation) = match std::mem::replace(&mut inner.state, State::Loading) {
            State::Playing(mut talk) => {
                talk.show.adopt(loaded.plan.clone());
                (talk.show, talk.generation + 1)
            }
            State::Loading | State::Failed(_) => (self.first_show(&loaded.plan, now), 1),
        };
        inner.state = State::Playing(Box::new(Playing::new(loaded, show, generation)));
        inner.order_if_new(self);
    }

    fn first_show(&self, plan: &Plan, now: Moment) -> Show {
        let mut show = Show::new(plan.clone());
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

    /// Reads the window's keys. The slide that a key asks for is drawn in this very frame.
    pub fn take_keys(&self, ui: &Ui) {
        if ui.ctx().viewport_id() == ViewportId::ROOT {
            let focused = ui.memory(|memory| memory.focused().is_some());
            self.console_focused.store(focused, Ordering::Relaxed);
        }
        let presses = presses(ui);
        if presses.is_empty() {
            return;
        }
        let now = self.clock.now();
        let mut inner = self.lock();
        let mut acted = false;
        for press in presses {
            if inner.press_picker(press) {
                acted = true;
                continue;
            }
            let situation = inner.situation(now);
            if let Some(command) = inner.keyboard.press(press, now.0, situation) {
                acted = true;
                inner.apply(command, now);
            }
        }
        drop(inner);
        if acted {
            self.refresh(ui);
        }
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

    fn refresh(&self, ui: &Ui) {
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
}

/// A slide as far as it is ready.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown {
    Picture(Ready),
    Ground(Color32),
}

impl Playing {
    fn new(loaded: Talk, show: Show, generation: u32) -> Self {
        let captions = |slide: &PlannedSlide| slide.captions.iter().flatten().any(|s| !s.is_empty());
        Self {
            has_captions: loaded.plan.slides.iter().any(captions),
            faults: loaded.faults().0,
            deck: loaded.deck,
            plan: Arc::new(loaded.plan),
            pages: Arc::new(loaded.pages),
            show,
            generation,
        }
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
    fn situation(&self, now: Moment) -> Situation {
        match &self.state {
            State::Playing(talk) => Situation::of(&talk.show.view(now)),
            State::Loading | State::Failed(_) => Situation::IDLE,
        }
    }

    fn apply(&mut self, command: Command, now: Moment) {
        match &mut self.state {
            State::Playing(talk) => self.effects.extend(talk.show.apply(command, now)),
            // Without a talk there is nothing to lose: quitting needs no question.
            State::Loading | State::Failed(_) => match command {
                Command::Quit | Command::AskQuit => self.effects.push(Effect::Quit),
                Command::Reload => self.effects.push(Effect::Reload),
                _ => {}
            },
        }
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
        let wanted = (talk.generation, view.cursor, view.next, view.caption_language, self.sizes);
        let new = self.ordered != Some(wanted);
        self.ordered = Some(wanted);
        new
    }

    fn orders(&self) -> Vec<Order> {
        let (State::Playing(talk), Some((_, here, next, language, sizes))) = (&self.state, self.ordered) else {
            return Vec::new();
        };
        let steps: Vec<usize> = talk.pages.iter().map(|page| page.steps.len()).collect();
        let mut orders = Vec::new();
        for cursor in around(here, next, &steps) {
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
        orders
    }
}

/// The keys of this frame, taken away from egui; a focused control keeps the two that press it.
fn presses(ui: &Ui) -> Vec<Press> {
    let focused = ui.memory(|memory| memory.focused().is_some());
    let mut presses = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed, repeat, modifiers, .. } = event else {
                return true;
            };
            if focused && matches!(key, Key::Space | Key::Enter | Key::Tab) {
                return true;
            }
            if *pressed {
                presses.push(Press { key: *key, modifiers: *modifiers, repeat: *repeat });
            }
            false
        });
    });
    presses
}

#[must_use]
pub fn color32(color: Color) -> Color32 {
    Color32::from_rgba_unmultiplied(color.r, color.g, color.b, color.a)
}
