//! The accessible trees that egui makes of the windows → the system.
//!
//! eframe hands on the tree of the main window only, and a system that asks for it late is not told which window has the
//! keyboard. Where windows are told to assistive technology by D-Bus, each window has an adapter of its own here, which
//! gets its tree before eframe does; elsewhere the main window's goes on to eframe, and the stage's words are in the
//! console's tree.

#[cfg(all(unix, not(target_os = "macos")))]
#[path = "trees/bus.rs"]
mod adapter;
#[cfg(not(all(unix, not(target_os = "macos"))))]
#[path = "trees/eframes.rs"]
mod adapter;

#[cfg(all(unix, not(target_os = "macos")))]
mod listeners;
#[cfg(all(unix, not(target_os = "macos")))]
mod told;

use std::collections::HashMap;

use eframe::egui::accesskit::{Action, Node, Role, TreeUpdate};
use eframe::egui::{Context, FullOutput, Plugin, RawInput, ViewportCommand, ViewportId, ViewportInfo};

use adapter::{Adapter, Listeners};

use crate::crew::Crew;

/// What hands the trees on.
#[derive(Default)]
pub struct Trees {
    /// The window of the frame that is being made, and what is known of it.
    window: ViewportId,
    info: ViewportInfo,
    focused: bool,
    scale: f32,
    adapters: HashMap<ViewportId, Adapter>,
    titles: HashMap<ViewportId, String>,
    listeners: Listeners,
    crew: Crew,
}

impl Plugin for Trees {
    fn debug_name(&self) -> &'static str {
        "accessible trees"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.window = input.viewport_id;
        self.focused = input.focused;
        self.info = input.viewport().clone();
        self.scale = self.info.native_pixels_per_point.unwrap_or(1.0) * ctx.zoom_factor();
        if let Some(adapter) = self.adapters.get(&self.window) {
            input.events.extend(adapter.asked());
        }
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        self.adapters.retain(|window, _| output.viewport_output.contains_key(window));
        self.read_titles(output);
        let Some(update) = &mut output.platform_output.accesskit_update else { return };
        name_window(update, self.titles.get(&self.window));
        focus_dialog(update);
        if let Some(update) = output.platform_output.accesskit_update.take() {
            let adapter = self.adapters.entry(self.window).or_insert_with(|| Adapter::new(ctx, self.window));
            adapter.place(self.info.outer_rect, self.info.inner_rect, self.scale);
            output.platform_output.accesskit_update = adapter.update(update, self.focused, &self.listeners, &self.crew);
        }
    }

    fn on_exit(&mut self, _ctx: &Context) {
        self.adapters.clear();
    }
}

impl Trees {
    #[must_use]
    pub fn new(crew: &Crew) -> Self {
        Self { crew: crew.clone(), ..Self::default() }
    }

    /// What the title bars say: not every system tells.
    fn read_titles(&mut self, output: &FullOutput) {
        self.titles.retain(|window, _| output.viewport_output.contains_key(window));
        for (window, out) in &output.viewport_output {
            let said = out.commands.iter().rev().find_map(|command| match command {
                ViewportCommand::Title(title) => Some(title),
                _ => None,
            });
            let title = said.or_else(|| out.builder.title.as_ref().filter(|_| *window != ViewportId::ROOT));
            if let Some(title) = title {
                self.titles.insert(*window, title.clone());
            }
        }
    }
}

/// The window is called what its title bar says.
fn name_window(update: &mut TreeUpdate, title: Option<&String>) {
    let Some(root) = update.tree.as_ref().map(|tree| tree.root) else { return };
    let window = update.nodes.iter_mut().find(|(id, _)| *id == root);
    if let (Some((_, node)), Some(title)) = (window, title) {
        node.set_label(title.as_str());
    }
}

/// A page that has been opened has the focus itself until one of its controls has it, so that its name is said.
fn focus_dialog(update: &mut TreeUpdate) {
    let Some(root) = update.tree.as_ref().map(|tree| tree.root) else { return };
    if update.focus == root
        && let Some((id, node)) = update.nodes.iter_mut().find(|(_, node)| is_open(node))
    {
        node.add_action(Action::Focus);
        update.focus = *id;
    }
}

fn is_open(node: &Node) -> bool {
    matches!(node.role(), Role::Dialog | Role::AlertDialog) && node.is_modal() && !node.is_hidden()
}
