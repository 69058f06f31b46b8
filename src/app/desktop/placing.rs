//! Moves the windows to where the stage belongs: commands to the windows library, and the stage's own window.
//!
//! On X11 a window that is full screen on a screen that went away and came back cannot be made full screen there
//! again; it is dropped and made anew. Nothing can be made or dropped while the main window is hidden, so a stage that
//! may hide it leaves full screen first.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use eframe::Frame;
use eframe::egui::{Context, ViewportBuilder, ViewportCommand, ViewportId, pos2, vec2};

use crate::geometry::Aspect;
use crate::playback::clock::Clock;
use crate::show::Moment;

use super::arrange::{Arranger, Change, LOOK_EVERY, Place, Sight};
use super::screens::{self, Screen, ScreenChoice, Screens};
use crate::app::desktop::setup::{Seen, Setup, Stage};
use crate::app::windows::{APP_ID, stage_id};

/// With one screen the console keeps this much of its width beside the stage's window.
const CONSOLE_SHARE: f32 = 0.55;
/// Borders, and half of a title bar, in pixels.
const FRAME: f32 = 16.0;
/// So long nothing is painted for a size that a window is about to leave.
const PATIENCE: Duration = Duration::from_millis(300);
/// For this long after a move the main window may still be on the audience's screen.
const MOVING: Duration = Duration::from_millis(1500);

/// Where the stage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StagePlace {
    /// The screen that it fills, by its place and size in pixels; `None` where it fills none.
    pub screen: Option<([i32; 2], [u32; 2])>,
    /// It has a window of its own.
    pub own: bool,
}

/// What the windows begin with.
pub struct Start {
    /// The name of the stage's screen, or a window to share, where the speaker said so.
    pub screen: Option<String>,
    pub windowed: bool,
    /// What was picked for which set of screens.
    pub choices: Vec<ScreenChoice>,
    pub hidden: Arc<AtomicBool>,
    pub shown: Arc<AtomicBool>,
}

/// A window that is to be there.
pub struct Window {
    pub id: ViewportId,
    pub builder: ViewportBuilder,
    pub content: Content,
}

/// What is to be in it.
pub enum Content {
    /// `windowed` with this proportion where it is a window to share; `expected` at so many pixels where it is made just
    /// now, so that its pictures can be begun before it is there.
    Stage { windowed: Option<Aspect>, expected: Option<[u32; 2]> },
    /// A screen's number, and what it is called.
    Number { number: usize, words: String },
}

pub struct Placing {
    clock: Clock,
    /// The speaker hid the stage's window; and it has been drawn since it is there.
    hidden: Arc<AtomicBool>,
    shown: Arc<AtomicBool>,
    arranger: Arranger,
    screens: Screens,
    /// What was picked for which set of screens, the latest last; the settings keep it.
    choices: Vec<ScreenChoice>,
    here: Option<Screen>,
    moved: Moment,
    /// The stage's own window as it was made; what is on the way must not move it by a changed number.
    window: Option<ViewportBuilder>,
    made: Moment,
    /// The next pass goes without the stage's window, so that a new one is made.
    renew: bool,
    full: bool,
    /// There is nothing to show an audience.
    withheld: bool,
}

impl Placing {
    #[must_use]
    pub fn new(clock: Clock, start: Start) -> Self {
        Self {
            arranger: Arranger::new(start.screen, start.windowed),
            screens: Screens::default(),
            choices: start.choices,
            here: None,
            moved: Moment::default(),
            window: None,
            made: Moment::default(),
            renew: false,
            full: true,
            withheld: false,
            clock,
            hidden: start.hidden,
            shown: start.shown,
        }
    }

    /// Looks at the screens and moves the windows where they belong.
    pub fn look(&mut self, ctx: &Context, frame: &Frame, screens: Screens) {
        let now = self.clock.now();
        self.screens = screens;
        self.here = screens::here(frame);
        let stage = self.middle_of_stage(ctx);
        let change = self.with_sight(stage, |arranger, sight| arranger.look(sight, now));
        match change {
            Some(Change::Lost) => {
                let send = |command| ctx.send_viewport_cmd_to(stage_id(), command);
                send(ViewportCommand::Fullscreen(false));
                ctx.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Minimized(false));
                ctx.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Focus);
                self.put(ctx, frame);
            }
            Some(Change::Moved) => self.put(ctx, frame),
            Some(Change::Renewed) => {
                self.put(ctx, frame);
                self.renew = true;
            }
            None => {}
        }
    }

    fn with_sight<R>(&mut self, stage: Option<[i32; 2]>, ask: impl FnOnce(&mut Arranger, Sight<'_>) -> R) -> R {
        let sight = Sight { screens: &self.screens, here: self.here.as_ref(), stage, choices: &self.choices };
        ask(&mut self.arranger, sight)
    }

    /// Where the stage's window is, in pixels, if it should be filling its screen and the system tells.
    fn middle_of_stage(&self, ctx: &Context) -> Option<[i32; 2]> {
        self.window.as_ref().filter(|_| self.full && !self.hidden())?;
        let zoom = ctx.zoom_factor();
        ctx.input_for(stage_id(), |input| {
            let scale = input.viewport().native_pixels_per_point? * zoom;
            let middle = input.viewport().outer_rect?.center() * scale;
            Some([middle.x as i32, middle.y as i32])
        })
    }

    /// Sends the main window where the arrangement wants it; the stage's own window follows in the next pass.
    fn put(&mut self, ctx: &Context, frame: &Frame) {
        self.moved = self.clock.now();
        self.full = true;
        self.hidden.store(false, Ordering::Relaxed);
        let send = |command| ctx.send_viewport_cmd_to(ViewportId::ROOT, command);
        match self.arranger.place() {
            Some(Place::Full(stage) | Place::Unseen(stage)) => {
                let stage = stage.clone();
                send(ViewportCommand::Fullscreen(false));
                self.console_beside(ctx, frame, &stage);
            }
            Some(Place::Alone { console }) => send(ViewportCommand::Fullscreen(!console)),
            Some(Place::Windowed) => {
                send(ViewportCommand::Fullscreen(false));
                self.make_room(ctx);
            }
            None => {}
        }
    }

    /// The console leaves room for the stage's window beside it, unless that has another screen.
    fn make_room(&self, ctx: &Context) {
        let send = |command| ctx.send_viewport_cmd_to(ViewportId::ROOT, command);
        let all = self.screens.distinct();
        let [screen] = all.as_slice() else { return send(ViewportCommand::Maximized(true)) };
        let scale = ctx.pixels_per_point();
        let [x, y] = screen.position.map(|at| at as f32);
        let [width, height] = screen.size.map(|length| length as f32);
        send(ViewportCommand::Maximized(false));
        send(ViewportCommand::OuterPosition(pos2(x, y) / scale));
        send(ViewportCommand::InnerSize(vec2(width * CONSOLE_SHARE - FRAME, height - FRAME * 4.0) / scale));
    }

    /// Where the stage's window opens, and how large it is at most, in pixels: on another screen, else beside the console.
    fn stage_beside(&self) -> Option<([f32; 2], [f32; 2])> {
        let place = |screen: &Screen| (screen.position.map(|at| at as f32), screen.size.map(|length| length as f32));
        let all = self.screens.distinct();
        if let [only] = all.as_slice() {
            let ([x, y], [width, height]) = place(only);
            let left = x + width * CONSOLE_SHARE + FRAME;
            return Some((
                [left, y + FRAME * 2.0],
                [width * (1.0 - CONSOLE_SHARE) - FRAME * 2.0, height - FRAME * 4.0],
            ));
        }
        self.screens.other_than(self.here.as_ref()?).map(|other| place(&other))
    }

    /// Puts the console on a screen that is not the stage's.
    fn console_beside(&self, ctx: &Context, frame: &Frame, stage: &Screen) {
        let send = |command| ctx.send_viewport_cmd_to(ViewportId::ROOT, command);
        let there = self.here.as_ref().is_some_and(|here| !here.is(stage) && self.screens.raw.contains(here));
        if let Some(screen) = self.screens.other_than(stage).filter(|_| !there) {
            if let Some(index) = screens::index_for_window(frame, &screen).filter(|_| screens::only_filling(frame)) {
                return send(ViewportCommand::SetMonitor(index));
            }
            let [x, y] = screen.position.map(|at| at as f32 / ctx.pixels_per_point());
            send(ViewportCommand::Maximized(false));
            send(ViewportCommand::OuterPosition(pos2(x, y)));
        }
        send(ViewportCommand::Maximized(true));
    }

    /// Of the window that has the keys. The stage stays on its own screen, full or as a window of its proportion: it
    /// never covers the console, and leaves its screen for no key that was meant for that.
    pub fn toggle_fullscreen(&mut self, ctx: &Context, frame: &Frame) {
        let (stage, full) = ctx.input(|input| {
            let stage = input.raw.viewports.get(&stage_id()).and_then(|stage| stage.focused);
            (stage == Some(true), input.viewport().fullscreen == Some(true))
        });
        let beside = matches!(self.arranger.place(), Some(Place::Unseen(_)));
        if beside || self.window.is_some() && !stage {
            return ctx.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Fullscreen(!full));
        }
        self.full = !self.full;
        let screen = match self.arranger.place() {
            Some(Place::Full(screen)) => screen,
            place => {
                let window = if place == Some(&Place::Windowed) { stage_id() } else { ViewportId::ROOT };
                return ctx.send_viewport_cmd_to(window, ViewportCommand::Fullscreen(self.full));
            }
        };
        let send = |command| ctx.send_viewport_cmd_to(stage_id(), command);
        match screens::index_for_window(frame, screen) {
            Some(index) if self.full => send(ViewportCommand::SetMonitor(index)),
            Some(_) | None => {
                let [x, y] = screen.position.map(|at| at as f32 / ctx.pixels_per_point() + 48.0);
                send(ViewportCommand::Fullscreen(self.full));
                send(ViewportCommand::InnerSize(vec2(960.0, 540.0)));
                send(ViewportCommand::OuterPosition(pos2(x, y)));
            }
        }
    }

    /// Stage and console change places.
    pub fn swap(&mut self, ctx: &Context, frame: &Frame) {
        if let Some(Place::Full(stage)) = self.arranger.place()
            && let Some(other) = self.screens.other_than(stage)
        {
            self.choose(ctx, frame, other);
        }
    }

    /// Brings the stage to a screen and remembers that for the next time.
    pub fn choose(&mut self, ctx: &Context, frame: &Frame, stage: Screen) {
        let all = self.screens.distinct();
        if !all.contains(&stage) {
            return;
        }
        screens::remember(&mut self.choices, all, stage.clone());
        let from_screen = matches!(self.arranger.place(), Some(Place::Full(_)));
        match screens::index_for_window(frame, &stage).filter(|_| from_screen) {
            Some(index) => ctx.send_viewport_cmd_to(stage_id(), ViewportCommand::SetMonitor(index)),
            None => self.renew = true,
        }
        self.arranger.choose(stage);
        self.put(ctx, frame);
    }

    /// What was picked for which set of screens, to be kept.
    #[must_use]
    pub fn choices(&self) -> &[ScreenChoice] {
        &self.choices
    }

    /// The stage as a window to share, with one screen too; then the main window is the console.
    pub fn toggle_windowed(&mut self, ctx: &Context, frame: &Frame) {
        self.with_sight(None, Arranger::toggle_windowed);
        self.renew = true;
        self.put(ctx, frame);
    }

    /// There is nothing to show an audience, or there is again: its screen is not taken for nothing.
    pub fn withhold(&mut self, withheld: bool) {
        self.withheld = withheld;
    }

    /// Nobody knows yet where the stage belongs.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.arranger.place().is_none()
    }

    /// The talk is a rehearsal; `unseen`: it begins with nothing on the audience's screen.
    pub fn rehearse(&mut self, unseen: bool) {
        self.arranger.rehearse(unseen);
    }

    /// Nobody but the speaker sees the rehearsal, though there is a screen for that.
    #[must_use]
    pub fn is_unseen(&self) -> bool {
        matches!(self.arranger.place(), Some(Place::Unseen(_)))
    }

    /// It is a rehearsal that nobody else is to see, on however many screens.
    #[must_use]
    pub fn keeps_unseen(&self) -> bool {
        self.arranger.keeps_unseen()
    }

    /// Takes the stage's window out of sight, or brings it back. A rehearsal's goes: its console is not to shout of what
    /// nobody misses.
    pub fn toggle_hidden(&mut self, ctx: &Context, frame: &Frame) {
        if self.with_sight(None, Arranger::toggle_unseen) {
            self.put(ctx, frame);
        } else if self.window.is_some() {
            let hide = !self.hidden();
            self.hidden.store(hide, Ordering::Relaxed);
            ctx.send_viewport_cmd_to(stage_id(), ViewportCommand::Minimized(hide));
        }
    }

    /// Where the stage is; `None` as long as nobody knows. `here`: the main window is the stage.
    #[must_use]
    pub fn stage_place(&self, here: bool) -> Option<StagePlace> {
        let (screen, own) = match self.arranger.place()? {
            Place::Full(_) | Place::Windowed if self.withheld => (None, false),
            Place::Full(screen) => (Some(screen).filter(|_| self.full && !self.hidden()), true),
            Place::Alone { .. } | Place::Unseen(_) => (self.here.as_ref().filter(|_| here), false),
            Place::Windowed => (None, true),
        };
        Some(StagePlace { screen: screen.map(|screen| (screen.position, screen.size)), own })
    }

    /// Whether the stage is a window to share.
    #[must_use]
    pub fn is_windowed(&self) -> bool {
        self.arranger.place() == Some(&Place::Windowed)
    }

    /// Whether a window of the stage's own is about to show its first picture: for a moment the main window can wait.
    pub fn stage_coming(&self, ctx: &Context) -> bool {
        let shown = self.shown.load(Ordering::Relaxed);
        let coming = !shown && self.window.is_some() && self.clock.now().since(self.made) < PATIENCE;
        if coming {
            ctx.request_repaint_after(PATIENCE);
        }
        coming
    }

    /// How many pixels the main window will have where it was asked a moment ago to fill the only screen.
    #[must_use]
    pub fn growing(&self, ctx: &Context) -> Option<[u32; 2]> {
        let asked = matches!(self.arranger.place(), Some(Place::Alone { console: false })) && self.full;
        if !asked || self.clock.now().since(self.moved) >= PATIENCE {
            return None;
        }
        let all = self.screens.distinct();
        let [screen] = all.as_slice() else { return None };
        let size = vec2(screen.size[0] as f32, screen.size[1] as f32) / ctx.pixels_per_point();
        let has = ctx.input(|input| input.viewport().inner_rect.map(|rect| rect.size()));
        let grows = has.is_none_or(|has| (has - size).length() > 1.0);
        grows.then(|| {
            ctx.request_repaint_after(PATIENCE);
            screen.size
        })
    }

    fn hidden(&self) -> bool {
        self.hidden.load(Ordering::Relaxed)
    }

    /// Whether the stage has a window of its own that is there already.
    #[must_use]
    pub fn stage_exists(ctx: &Context) -> bool {
        ctx.input_for(stage_id(), |input| input.viewport().native_pixels_per_point.is_some())
    }

    /// The windows that are to be there beside the main one: the stage's own, where it has one, and, while screens are
    /// `numbered`, one on each that neither stage nor console fills.
    pub fn windows(&mut self, ctx: &Context, title: &str, aspect: Option<Aspect>, numbered: bool) -> Vec<Window> {
        // The stage's window comes first, since the next one is taken for it.
        let mut windows: Vec<Window> = self.stage(ctx, title, aspect).into_iter().collect();
        let now = self.clock.now();
        if self.arranger.place().is_none() {
            let soon = if self.withheld { LOOK_EVERY } else { Duration::from_millis(16) };
            ctx.request_repaint_after(soon);
        } else if self.arranger.unsettled(now) || now.since(self.moved) < MOVING {
            ctx.request_repaint_after(LOOK_EVERY);
        }
        if numbered {
            let setup = self.setup();
            windows.extend(setup.bare().filter_map(|(number, screen)| self.number(number, screen)));
        }
        windows
    }

    fn number(&self, number: usize, screen: &Screen) -> Option<Window> {
        let builder = ViewportBuilder::default().with_title(format!("Screen {number}")).with_app_id(APP_ID);
        let builder = builder.with_active(false).with_taskbar(false).with_monitor(self.screens.index(screen)?);
        let content = Content::Number { number, words: screen.words() };
        Some(Window { id: ViewportId::from_hash_of(("screen", number)), builder, content })
    }

    /// The screens, and where the stage is among them.
    #[must_use]
    pub fn setup(&self) -> Setup {
        let all = self.screens.distinct();
        let stage = match self.arranger.place() {
            None => Stage::Coming,
            _ if self.hidden() => Stage::Hidden,
            Some(Place::Full(screen)) => all.iter().position(|each| each == screen).map_or(Stage::Coming, Stage::Own),
            Some(Place::Windowed) => Stage::Windowed,
            Some(Place::Unseen(screen)) => {
                all.iter().position(|each| each == screen).map_or(Stage::Coming, Stage::Unseen)
            }
            Some(Place::Alone { .. }) if self.arranger.lost() => Stage::Lost,
            Some(Place::Alone { .. }) => Stage::Alone,
        };
        let seen = |screen: Screen| Seen {
            scale: self.screens.scale(&screen),
            mirrored: self.screens.is_mirrored(&screen),
            console: self.here.as_ref() == Some(&screen),
            screen,
        };
        Setup { screens: all.into_iter().map(seen).collect(), stage }
    }

    fn stage(&mut self, ctx: &Context, title: &str, aspect: Option<Aspect>) -> Option<Window> {
        if self.withheld {
            self.window = None;
            return None;
        }
        if std::mem::take(&mut self.renew) {
            self.window = None;
            ctx.request_repaint();
            return None;
        }
        let beside = self.stage_beside();
        let new = || match self.arranger.place()? {
            Place::Alone { .. } | Place::Unseen(_) => None,
            // Its proportion is the deck's.
            Place::Windowed => aspect.map(|aspect| {
                let size = vec2((720.0 * aspect.size().width / aspect.size().height) as f32, 720.0);
                let builder = ViewportBuilder::default().with_decorations(false);
                let Some((at, room)) = beside else { return builder.with_inner_size(size) };
                let scale = ctx.pixels_per_point();
                let fits = (room[0] / scale / size.x).min(room[1] / scale / size.y).min(1.0);
                let size = vec2(size.x * fits, size.y * fits).round();
                builder.with_inner_size(size).with_position(pos2(at[0], at[1]) / scale)
            }),
            // Made at its later size, so that no picture is painted for another.
            Place::Full(screen) => self.screens.index(screen).map(|index| {
                let scale = ctx.pixels_per_point();
                let [width, height] = screen.size.map(|length| length as f32 / scale);
                let [x, y] = screen.position.map(|at| at as f32 / scale);
                let builder = ViewportBuilder::default().with_position(pos2(x, y)).with_inner_size(vec2(width, height));
                builder.with_monitor(index)
            }),
        };
        let own = !matches!(self.arranger.place(), Some(Place::Alone { .. } | Place::Unseen(_)));
        let kept = self.window.take().filter(|_| own);
        let made = kept.is_none();
        let builder = kept.or_else(new)?;
        let mut expected = None;
        if let Some(Place::Full(screen)) = self.arranger.place().filter(|_| made) {
            expected = Some(screen.size);
            self.made = self.clock.now();
        }
        if made && self.arranger.place() == Some(&Place::Windowed) {
            self.make_room(ctx);
        }
        self.window = Some(builder.clone());
        let builder = builder.with_title(format!("Stage – {title}")).with_app_id(APP_ID);
        let windowed = aspect.filter(|_| self.arranger.place() == Some(&Place::Windowed));
        Some(Window { id: stage_id(), builder, content: Content::Stage { windowed, expected } })
    }

    /// Whether the main window is the console now; `asked`: the speaker asked for the other of its two faces. In a
    /// rehearsal nobody else looks on.
    #[must_use]
    pub fn console_shown(&self, asked: bool, rehearsal: bool) -> bool {
        match self.arranger.place() {
            // Where it opens is not known yet, so it shows nothing that is the speaker's alone.
            None => false,
            Some(Place::Windowed) => true,
            Some(Place::Unseen(_)) => !asked,
            Some(Place::Alone { console }) => asked != (*console || rehearsal),
            Some(Place::Full(stage)) => {
                let moving = self.clock.now().since(self.moved) < MOVING;
                let only = matches!(self.screens.distinct().as_slice(), [screen] if screen.is(stage));
                let there = self.here.as_ref().is_some_and(|here| here.is(stage));
                !(only || moving && there)
            }
        }
    }

    /// What the speaker has to know at once.
    #[must_use]
    pub fn trouble(&self) -> Option<&'static str> {
        self.arranger.lost().then_some("The stage's screen is gone. It comes back by itself when plugged in.")
    }

    #[must_use]
    pub fn words(&self) -> String {
        match self.arranger.place() {
            _ if self.hidden() => "Stage hidden".to_owned(),
            Some(Place::Full(screen)) => format!("Stage on {}", screen.words()),
            Some(Place::Windowed) => "Stage in a window".to_owned(),
            Some(Place::Unseen(_)) => "Only you see this".to_owned(),
            Some(Place::Alone { .. }) if self.arranger.lost() => "No stage".to_owned(),
            Some(Place::Alone { .. }) | None => "Notes on the only screen, S: slide".to_owned(),
        }
    }
}
