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
mod order;
#[cfg(all(unix, not(target_os = "macos")))]
mod told;

use std::collections::HashMap;

use eframe::egui::accesskit::{Action, Node, NodeId, Role, TreeUpdate};
use eframe::egui::{Context, FullOutput, Plugin, RawInput, ViewportCommand, ViewportId, ViewportInfo};

use adapter::{Adapter, Listeners};

use crate::app::windows::CHOSEN;
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
    /// The page whose name was said last.
    opened: HashMap<ViewportId, Option<NodeId>>,
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
        order::from_the_left(update);
        focus_chosen(update, self.opened.entry(self.window).or_default());
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

/// A page that has been opened has the focus itself, so that its name is said, until one of its controls has it. Where none
/// has, what arrows choose has the focus.
fn focus_chosen(update: &mut TreeUpdate, opened: &mut Option<NodeId>) {
    let Some(root) = update.tree.as_ref().map(|tree| tree.root) else { return };
    let dialog = update.nodes.iter().find(|(_, node)| is_open(node)).map(|(id, _)| *id);
    let is_new = std::mem::replace(opened, dialog) != dialog;
    if update.focus != root {
        return;
    }
    let chosen = update.nodes.iter().rfind(|(_, node)| node.author_id() == Some(CHOSEN)).map(|(id, _)| *id);
    let focus = if is_new { dialog.or(chosen) } else { chosen.or(dialog) };
    if let Some((id, node)) = update.nodes.iter_mut().find(|(id, _)| Some(*id) == focus) {
        node.add_action(Action::Focus);
        update.focus = *id;
    }
}

fn is_open(node: &Node) -> bool {
    matches!(node.role(), Role::Dialog | Role::AlertDialog) && node.is_modal() && !node.is_hidden()
}

#[cfg(test)]
mod tests {
    use eframe::egui::accesskit::{Node, NodeId, Role, TreeId, TreeInfo, TreeUpdate};

    use super::focus_chosen;
    use crate::app::windows::CHOSEN;

    const WINDOW: NodeId = NodeId(1);
    const DIALOG: NodeId = NodeId(2);
    const BUTTON: NodeId = NodeId(3);

    /// What has the focus in a window with a dialog, or none, and two rows, of which one is chosen, or none.
    fn focus(opened: &mut Option<NodeId>, dialog: bool, chosen: Option<u64>, focus: NodeId) -> NodeId {
        let mut nodes = vec![(WINDOW, Node::new(Role::Window)), (BUTTON, Node::new(Role::Button))];
        let mut page = Node::new(Role::Dialog);
        page.set_modal();
        nodes.extend(dialog.then_some((DIALOG, page)));
        for row in [10, 11] {
            let mut node = Node::new(Role::RadioButton);
            if chosen == Some(row) {
                node.set_author_id(CHOSEN);
            }
            nodes.push((NodeId(row), node));
        }
        let mut update = TreeUpdate { nodes, tree: Some(TreeInfo::new(WINDOW)), tree_id: TreeId::ROOT, focus };
        focus_chosen(&mut update, opened);
        update.focus
    }

    #[test]
    fn a_page_says_its_name_and_then_what_arrows_choose() {
        let opened = &mut None;
        assert_eq!(focus(opened, false, None, WINDOW), WINDOW);
        assert_eq!(focus(opened, false, Some(10), WINDOW), NodeId(10), "a wall of talks is no dialog");
        assert_eq!(focus(opened, false, Some(11), WINDOW), NodeId(11));
        assert_eq!(focus(opened, false, Some(11), BUTTON), BUTTON, "a control has it");
        assert_eq!(focus(opened, true, Some(10), WINDOW), DIALOG, "its name first");
        assert_eq!(focus(opened, true, Some(10), WINDOW), NodeId(10));
        assert_eq!(focus(opened, true, None, WINDOW), DIALOG, "nothing can be chosen");
        assert_eq!(focus(opened, true, Some(11), BUTTON), BUTTON);
        assert_eq!(focus(opened, false, None, WINDOW), WINDOW, "it is closed");
    }
}
