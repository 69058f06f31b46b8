//! Events on their way to the windows. The audience's picture never waits for the console's: keys go to the stage first.
//!
//! A window paints in the event that asks for it, and the console takes longer than the stage. A key that arrives at
//! the console is therefore handed to the stage, which draws its slide and then wakes the console. A stage that nobody
//! sees does not paint and would keep the key: then the console has it.

use std::mem::discriminant;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use eframe::egui::ViewportId;
use eframe::{EframeWinitApplication, UserEvent};
use winit::application::ApplicationHandler;
use winit::event::{DeviceEvent, DeviceId, ElementState, StartCause, WindowEvent};
use winit::event_loop::{ActiveEventLoop, ControlFlow};
use winit::keyboard::{Key, NamedKey};
use winit::window::WindowId;

use crate::show::Moment;

use crate::app::desktop::arrange::LOOK_EVERY;
use crate::app::desktop::randr;
use crate::app::desktop::screens::Screens;
use crate::app::front::pages::Page;
use crate::app::keys::down::KeysDown;
use crate::app::windows::stage_id;

use super::pulse::Pulse;
use super::shared::Shared;

/// The program with its keys in the right order.
pub struct StageFirst<'a> {
    app: EframeWinitApplication<'a>,
    shared: Arc<Shared>,
    /// The main window is the first that anything happens to.
    main: Option<WindowId>,
    stage: Option<WindowId>,
    /// Another window lies over the whole stage.
    covered: bool,
    /// Windows of which the X server told whether anything hides them.
    shown: Vec<WindowId>,
    /// What happened to others.
    early: Vec<(WindowId, WindowEvent)>,
    down: KeysDown,
    /// Presses that the console handed to the stage in this batch, and the stage's last pass before.
    handed: Vec<WindowEvent>,
    pass: u64,
    /// Releases that wait for the next press: they say nothing but that it does not repeat, and each would cost a frame.
    released: Vec<(WindowId, WindowEvent)>,
    /// Windows with the numbers of screens.
    numbers: Vec<WindowId>,
    /// When the screens were last counted.
    counted: Option<Moment>,
    pulse: Pulse,
}

impl<'a> StageFirst<'a> {
    #[must_use]
    pub fn new(app: EframeWinitApplication<'a>, shared: Arc<Shared>) -> Self {
        Self {
            app,
            shared,
            main: None,
            stage: None,
            covered: false,
            shown: Vec::new(),
            early: Vec::new(),
            down: KeysDown::default(),
            handed: Vec::new(),
            pass: 0,
            released: Vec::new(),
            numbers: Vec::new(),
            counted: None,
            pulse: Pulse::default(),
        }
    }

    fn meet(&mut self, window: WindowId, event: &WindowEvent) {
        match self.main {
            None => self.main = Some(window),
            Some(main) if main == window => {}
            Some(_) if self.numbers.contains(&window) => {}
            Some(_) if matches!(event, WindowEvent::Destroyed) => {
                self.stage = self.stage.filter(|stage| *stage != window);
            }
            // While a screen is picked or checked, the only windows to come after the stage are numbers.
            Some(_) if self.stage != Some(window) && self.numbered() => self.numbers.push(window),
            Some(_) if self.stage != Some(window) => (self.stage, self.covered) = (Some(window), false),
            Some(_) => match event {
                WindowEvent::Occluded(covered) => self.covered = *covered,
                // Brought back by other means than the key for it.
                WindowEvent::Focused(true) => self.shared.stage_hidden.store(false, Ordering::Relaxed),
                _ => {}
            },
        }
    }

    fn numbered(&self) -> bool {
        let front = self.shared.front();
        front.pages.screens().is_some() || front.pages.check().is_some() && self.stage.is_some()
    }

    /// The clicker's page wants to know of keys that have no name for the windows either.
    fn expect_key(&self, window: WindowId, event: &WindowEvent) {
        if let WindowEvent::KeyboardInput { event: key, is_synthetic: false, .. } = event
            && key.state == ElementState::Pressed
            && !key.repeat
            && let Page::Clicker(page) = self.shared.front().pages.top()
        {
            page.expect(self.main == Some(window));
        }
    }

    /// Whether an event can wait until all others of its batch were heard. A window that X11 has not told to be visible
    /// yet is painted at each event by eframe, which then sleeps for ten milliseconds: together a fifth of a second at
    /// the start.
    fn is_early(&mut self, events: &ActiveEventLoop, window: WindowId, event: &WindowEvent) -> bool {
        match event {
            WindowEvent::Occluded(_) if !self.shown.contains(&window) => {
                self.shown.push(window);
                self.shared.stage_visible.fetch_or(self.main != Some(window), Ordering::Relaxed);
            }
            WindowEvent::Moved(_)
            | WindowEvent::Resized(_)
            | WindowEvent::Focused(_)
            | WindowEvent::ModifiersChanged(_)
            | WindowEvent::ThemeChanged(_)
            | WindowEvent::CursorEntered { .. }
            | WindowEvent::CursorMoved { .. } => {
                let waits = on_x11(events) && !self.shown.contains(&window);
                if !waits {
                    self.forget_early(window, event);
                }
                return waits;
            }
            _ => {}
        }
        false
    }

    /// What is told anew takes the place of what waits: a window that lost the keyboard while it opened, and has it again,
    /// would be told of the loss last.
    fn forget_early(&mut self, window: WindowId, event: &WindowEvent) {
        let same = |early: &WindowEvent| discriminant(early) == discriminant(event);
        self.early.retain(|(of, early)| *of != window || !same(early));
    }

    /// The window that heard of the press hears that the key is up again: there it would count as held for ever, and
    /// elsewhere each frame that it costs would stand between two of the stage's.
    fn release(&mut self, window: WindowId, event: &mut WindowEvent) -> WindowId {
        let WindowEvent::KeyboardInput { event: key, .. } = event else { return window };
        let heard = self.down.release(key);
        heard.filter(|heard| Some(*heard) == self.stage || Some(*heard) == self.main).unwrap_or(window)
    }

    fn hold(&mut self, window: WindowId, event: &mut WindowEvent) {
        if let WindowEvent::KeyboardInput { event: key, .. } = event {
            self.down.press(key, window);
        }
    }

    /// The stage, if it paints when it is asked to. Wayland does not tell.
    fn painting_stage(&self, events: &ActiveEventLoop) -> Option<WindowId> {
        let hidden = self.covered || self.shared.stage_hidden.load(Ordering::Relaxed) || on_wayland(events);
        self.stage.filter(|_| !hidden)
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn on_x11(events: &ActiveEventLoop) -> bool {
    use winit::platform::x11::ActiveEventLoopExtX11;
    events.is_x11()
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn on_x11(_events: &ActiveEventLoop) -> bool {
    false
}

#[cfg(all(unix, not(target_os = "macos")))]
fn on_wayland(events: &ActiveEventLoop) -> bool {
    use winit::platform::wayland::ActiveEventLoopExtWayland;
    events.is_wayland()
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn on_wayland(_events: &ActiveEventLoop) -> bool {
    false
}

impl StageFirst<'_> {
    fn hear(&mut self, events: &ActiveEventLoop, window: WindowId, mut event: WindowEvent) {
        self.meet(window, &event);
        if matches!(&event, WindowEvent::KeyboardInput { event: key, .. } if key.state == ElementState::Pressed) {
            self.tell_releases(events);
        }
        let stage = self.painting_stage(events).filter(|stage| *stage != window);
        match (&event, stage) {
            (WindowEvent::KeyboardInput { event: key, .. }, _) if key.state == ElementState::Released => {
                let heard = self.release(window, &mut event);
                self.released.push((heard, event));
            }
            // A control of the console that has the focus wants the keys for itself; Tab, with Shift, leads to one.
            (WindowEvent::KeyboardInput { event: key, .. }, Some(stage))
                if key.logical_key != Key::Named(NamedKey::Tab)
                    && !self.shared.console_focused.load(Ordering::Relaxed) =>
            {
                self.expect_key(stage, &event);
                self.hold(stage, &mut event);
                if self.handed.is_empty() {
                    self.pass = self.stage_pass();
                }
                self.handed.push(event.clone());
                self.app.window_event(events, stage, event);
            }
            (WindowEvent::ModifiersChanged(_), Some(stage)) => {
                self.app.window_event(events, stage, event.clone());
                self.app.window_event(events, window, event);
            }
            _ => {
                self.expect_key(window, &event);
                self.hold(window, &mut event);
                self.app.window_event(events, window, event);
            }
        }
    }

    fn tell_releases(&mut self, events: &ActiveEventLoop) {
        for (window, event) in std::mem::take(&mut self.released) {
            self.app.window_event(events, window, event);
        }
    }

    fn stage_pass(&self) -> u64 {
        self.shared.ctx.get().map_or(0, |ctx| ctx.cumulative_pass_nr_for(stage_id()))
    }

    /// A stage that the desktop put away, as a symbol say, draws nothing and forgets its keys, and X11 does not tell.
    /// By the end of a batch the others have drawn, so the console has its keys back.
    fn take_back(&mut self, events: &ActiveEventLoop) {
        let handed = std::mem::take(&mut self.handed);
        let Some(main) = self.main.filter(|_| !handed.is_empty() && on_x11(events)) else { return };
        if self.stage_pass() != self.pass {
            return;
        }
        self.covered = true;
        for mut event in handed {
            if let WindowEvent::KeyboardInput { event: key, .. } = &event {
                self.down.forget(key.physical_key);
            }
            self.hold(main, &mut event);
            self.app.window_event(events, main, event);
        }
    }

    /// Counts the screens, of which no event tells, and makes sure to be back in time for the next count. Nothing is
    /// painted for this.
    fn count_screens(&mut self, events: &ActiveEventLoop) {
        let clock = self.shared.clock;
        let now = clock.now();
        if self.counted.is_none_or(|counted| now.since(counted) >= LOOK_EVERY) {
            self.counted = Some(now);
            let screens = Screens::now(events);
            let mut seen = self.shared.screens.lock().unwrap_or_else(PoisonError::into_inner);
            if *seen != screens {
                *seen = screens;
                self.shared.ctx.get().inspect(|ctx| ctx.request_repaint_of(ViewportId::ROOT));
            }
        }
        let next = clock.instant(Moment(self.counted.unwrap_or(now).0 + LOOK_EVERY));
        match events.control_flow() {
            ControlFlow::Poll => {}
            ControlFlow::Wait => events.set_control_flow(ControlFlow::WaitUntil(next)),
            ControlFlow::WaitUntil(sooner) => events.set_control_flow(ControlFlow::WaitUntil(sooner.min(next))),
        }
    }
}

impl ApplicationHandler<UserEvent> for StageFirst<'_> {
    fn window_event(&mut self, events: &ActiveEventLoop, window: WindowId, event: WindowEvent) {
        if self.is_early(events, window, &event) {
            return self.early.push((window, event));
        }
        self.hear(events, window, event);
    }

    fn resumed(&mut self, events: &ActiveEventLoop) {
        randr::listen(events);
        self.shared.stage_visible.fetch_or(!on_x11(events), Ordering::Relaxed);
        self.count_screens(events);
        self.app.resumed(events);
    }

    fn new_events(&mut self, events: &ActiveEventLoop, cause: StartCause) {
        self.app.new_events(events, cause);
    }

    fn user_event(&mut self, events: &ActiveEventLoop, event: UserEvent) {
        self.app.user_event(events, event);
    }

    /// Raw movements say nothing that a window's own do not, and each would cost a frame before the one that counts.
    fn device_event(&mut self, _: &ActiveEventLoop, _: DeviceId, _: DeviceEvent) {}

    fn about_to_wait(&mut self, events: &ActiveEventLoop) {
        for (window, event) in std::mem::take(&mut self.early) {
            self.hear(events, window, event);
        }
        self.take_back(events);
        self.app.about_to_wait(events);
        self.count_screens(events);
        let window = if on_x11(events) { self.stage.or(self.main) } else { None };
        self.pulse.beat(&self.shared, window);
    }

    fn suspended(&mut self, events: &ActiveEventLoop) {
        self.app.suspended(events);
    }

    fn exiting(&mut self, events: &ActiveEventLoop) {
        self.app.exiting(events);
    }

    fn memory_warning(&mut self, events: &ActiveEventLoop) {
        self.app.memory_warning(events);
    }
}
