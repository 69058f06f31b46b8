//! Events on their way to the windows. The audience's picture never waits for the console's: keys go to the stage first.
//!
//! A window paints in the event that asks for it, and the console takes longer than the stage. A key that arrives at
//! the console is therefore handed to the stage, which draws its slide and then wakes the console.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use eframe::{EframeWinitApplication, UserEvent};
use winit::application::ApplicationHandler;
use winit::event::{DeviceEvent, DeviceId, ElementState, StartCause, WindowEvent};
use winit::event_loop::ActiveEventLoop;
use winit::keyboard::{Key, NamedKey};
use winit::window::WindowId;

use super::shared::Shared;

/// The program with its keys in the right order.
pub struct StageFirst<'a> {
    app: EframeWinitApplication<'a>,
    shared: Arc<Shared>,
    /// The main window is the first that anything happens to.
    main: Option<WindowId>,
    stage: Option<WindowId>,
}

impl<'a> StageFirst<'a> {
    #[must_use]
    pub fn new(app: EframeWinitApplication<'a>, shared: Arc<Shared>) -> Self {
        Self { app, shared, main: None, stage: None }
    }

    fn meet(&mut self, window: WindowId, event: &WindowEvent) {
        match self.main {
            None => self.main = Some(window),
            Some(main) if main != window => {
                self.stage = (!matches!(event, WindowEvent::Destroyed)).then_some(window);
            }
            Some(_) => {}
        }
    }
}

impl ApplicationHandler<UserEvent> for StageFirst<'_> {
    fn window_event(&mut self, events: &ActiveEventLoop, window: WindowId, event: WindowEvent) {
        self.meet(window, &event);
        let stage = self.stage.filter(|stage| *stage != window);
        match (&event, stage) {
            // Both hear that a key is up again: where it went down, it would count as held for ever.
            (WindowEvent::KeyboardInput { event: key, .. }, Some(stage)) if key.state == ElementState::Released => {
                self.app.window_event(events, stage, event.clone());
                self.app.window_event(events, window, event);
            }
            // A control of the console that has the focus wants the keys for itself; Tab, with Shift, leads to one.
            (WindowEvent::KeyboardInput { event: key, .. }, Some(stage))
                if key.logical_key != Key::Named(NamedKey::Tab)
                    && !self.shared.console_focused.load(Ordering::Relaxed) =>
            {
                self.app.window_event(events, stage, event);
            }
            (WindowEvent::ModifiersChanged(_), Some(stage)) => {
                self.app.window_event(events, stage, event.clone());
                self.app.window_event(events, window, event);
            }
            _ => self.app.window_event(events, window, event),
        }
    }

    fn resumed(&mut self, events: &ActiveEventLoop) {
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
        self.app.about_to_wait(events);
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
