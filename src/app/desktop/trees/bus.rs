//! A window's accessible tree → the bus of assistive technology (AT-SPI).

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use accesskit_unix::Adapter as Bus;
use eframe::egui::accesskit::{
    ActionHandler, ActionRequest, ActivationHandler, DeactivationHandler, Rect as Bounds, Role, TreeUpdate,
};
use eframe::egui::{Context, Event, Rect, ViewportId};

pub use super::listeners::Listeners;
use super::told::Told;
use crate::app::windows::wake;
use crate::crew::Crew;

/// Who listens is known by then, usually.
const SOON: Duration = Duration::from_millis(50);
/// How often that is asked until a window does without the answer.
const PATIENCE: u8 = 60;

/// A window as the accessibility bus knows it.
pub struct Adapter {
    bus: Bus,
    window: Window,
    /// The bus has its tree.
    known: bool,
    /// The bus was told that it has the keyboard; and that it had it once.
    active: bool,
    settled: bool,
    /// How many frames it had the keyboard and was not said to.
    waited: u8,
    bounds: Option<(Rect, Rect)>,
    told: Told,
}

/// The bus wants something of a window: it gets a frame.
struct Window {
    ctx: Context,
    id: ViewportId,
    asked: Arc<Mutex<Vec<ActionRequest>>>,
}

impl Window {
    fn wake(&self) {
        wake(&self.ctx, self.id);
    }
}

impl ActivationHandler for Window {
    fn request_initial_tree(&mut self) -> Option<TreeUpdate> {
        self.wake();
        None
    }
}

impl ActionHandler for Window {
    fn do_action(&mut self, request: ActionRequest) {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        self.wake();
    }
}

impl DeactivationHandler for Window {
    fn deactivate_accessibility(&mut self) {}
}

impl Adapter {
    pub fn new(ctx: &Context, id: ViewportId) -> Self {
        let asked: Arc<Mutex<Vec<ActionRequest>>> = Arc::default();
        let window = || Window { ctx: ctx.clone(), id, asked: Arc::clone(&asked) };
        let bus = Bus::new(window(), window(), window());
        let window = window();
        let told = Told::default();
        Self { bus, window, known: false, active: false, settled: false, waited: 0, bounds: None, told }
    }

    /// What assistive technology asked for since the last frame.
    pub fn asked(&self) -> impl Iterator<Item = Event> {
        let asked = std::mem::take(&mut *self.window.asked.lock().unwrap_or_else(PoisonError::into_inner));
        asked.into_iter().map(Event::AccessKitActionRequest)
    }

    /// Where the window is, in points, with its frame and without.
    pub fn place(&mut self, outer: Option<Rect>, inner: Option<Rect>, scale: f32) {
        let Some(bounds) = outer.or(inner).zip(inner).filter(|bounds| self.bounds != Some(*bounds)) else { return };
        self.bounds = Some(bounds);
        let pixels = |rect: Rect| {
            let [x0, y0, x1, y1] = [rect.left(), rect.top(), rect.right(), rect.bottom()];
            let [x0, y0, x1, y1] = [x0, y0, x1, y1].map(|each| f64::from(each * scale));
            Bounds { x0, y0, x1, y1 }
        };
        self.bus.set_root_window_bounds(pixels(bounds.0), pixels(bounds.1));
    }

    /// The window has the keyboard only once its tree is known: who has it is told as a change, and a window that had it
    /// from its first moment would never be said to be active. And only once it is known who listens: by then the window is
    /// described by what a listener is to hear first. A reader asks for that whenever it comes to the window, while what
    /// changes before it knows the window as the active one is passed over.
    /// What eframe is to hand on.
    pub fn update(
        &mut self,
        update: TreeUpdate,
        focused: bool,
        listeners: &Listeners,
        crew: &Crew,
    ) -> Option<TreeUpdate> {
        let (first, waits) = (!self.known, focused && !self.active);
        let (mut known, mut arrives) = (false, false);
        let (told, settled, waited) = (&mut self.told, self.settled, self.waited);
        self.bus.update_if_active(|| {
            known = true;
            listeners.follow(crew);
            let mut update = if first { silent(update) } else { update };
            let miss = listeners.miss_announcements();
            if !focused {
                told.leave();
            }
            arrives = waits && !first && (miss.is_some() || waited >= PATIENCE);
            if arrives {
                told.arrive(&mut update, miss == Some(true));
            } else if settled {
                told.describe(&mut update, miss == Some(true));
            }
            name_scroll_panes(&mut update);
            update
        });
        self.known = known;
        self.tell_active(focused && (self.active || arrives) && known);
        self.waited = if known && focused && !self.active { self.waited.saturating_add(1) } else { 0 };
        if known && first {
            wake(&self.window.ctx, self.window.id);
        } else if self.waited > 0 {
            self.window.ctx.request_repaint_after_for(SOON, self.window.id);
        }
        None
    }

    fn tell_active(&mut self, active: bool) {
        self.settled = self.known && (self.settled || active);
        if self.active != active {
            self.active = active;
            self.bus.update_window_focus_state(active);
        }
    }
}

/// The adapter calls what is scrolled a panel, and a page of tabs a scroll pane: a reader that says a dialog's words when it
/// opens passes over those of a scroll pane alone.
fn name_scroll_panes(update: &mut TreeUpdate) {
    let scrolled = update.nodes.iter_mut().filter(|(_, node)| node.role() == Role::ScrollView);
    scrolled.for_each(|(_, node)| node.set_role(Role::TabPanel));
}

/// What a tree holds from its first moment is never announced: such sentences get their words with the next frame.
fn silent(mut update: TreeUpdate) -> TreeUpdate {
    let said = update.nodes.iter_mut().filter(|(_, node)| node.live().is_some());
    said.for_each(|(_, node)| node.clear_label());
    update
}
