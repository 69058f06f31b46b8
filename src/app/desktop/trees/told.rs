//! The sentences in a window's tree → how the node with the focus is described, for screen readers that miss announcements.

use eframe::egui::accesskit::{NodeId, TreeUpdate};

/// What was told in a window.
#[derive(Default)]
pub struct Told {
    /// The sentences that stand in its tree.
    known: Vec<(NodeId, String)>,
    /// What the node with the focus is described by, until another has it: taken away sooner, its own description would
    /// be said again.
    described: Option<(NodeId, String)>,
}

impl Told {
    /// `miss`: somebody would hear nothing else; while that is not known, what is new waits.
    pub fn describe(&mut self, update: &mut TreeUpdate, miss: Option<bool>) {
        let Some(miss) = miss else { return };
        let live = update.nodes.iter().filter(|(_, node)| node.live().is_some());
        let said: Vec<_> = live.filter_map(|(id, node)| Some((*id, node.label()?.to_owned()))).collect();
        let new: Vec<&str> =
            said.iter().filter(|it| !self.known.contains(it)).map(|(_, words)| words.as_str()).collect();
        // What is chosen in a list, while the field beside it is typed in, is where a listener is.
        let focused = update.nodes.iter().find(|(id, _)| *id == update.focus);
        let focus = focused.and_then(|(_, node)| node.active_descendant()).unwrap_or(update.focus);
        self.described.take_if(|(node, _)| *node != focus || !miss);
        if miss && !new.is_empty() {
            let mut words = new.join(". ");
            // What is the same as before is no change, and would not be said.
            if self.described.as_ref().is_some_and(|(_, before)| *before == words) {
                words.push(' ');
            }
            self.described = Some((focus, words));
        }
        self.known = said;
        let node = update.nodes.iter_mut().find(|(id, _)| *id == focus);
        if let (Some((_, words)), Some((_, node))) = (&self.described, node) {
            node.set_description(words.as_str());
        }
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::accesskit::{Live, Node, NodeId, Role, TreeId, TreeUpdate};

    use super::Told;

    const WINDOW: NodeId = NodeId(1);
    const BUTTON: NodeId = NodeId(2);

    /// What the window and its button are described by after a frame with these sentences.
    fn frame(
        told: &mut Told,
        focus: NodeId,
        sentences: &[(u64, &str)],
        miss: impl Into<Option<bool>>,
    ) -> [Option<String>; 2] {
        let mut button = Node::new(Role::Button);
        button.set_description("Its own");
        let mut nodes = vec![(WINDOW, Node::new(Role::Window)), (BUTTON, button)];
        for (number, words) in sentences {
            let mut node = Node::new(Role::Status);
            node.set_live(Live::Polite);
            node.set_label(*words);
            nodes.push((NodeId(100 + number), node));
        }
        let mut update = TreeUpdate { nodes, tree: None, tree_id: TreeId::ROOT, focus };
        told.describe(&mut update, miss.into());
        [WINDOW, BUTTON].map(|wanted| {
            let (_, node) = update.nodes.iter().find(|(id, _)| *id == wanted).expect("it was put in");
            node.description().map(str::to_owned)
        })
    }

    #[test]
    fn what_is_new_describes_what_has_the_focus() {
        let (mut told, own) = (Told::default(), || Some("Its own".to_owned()));
        let said = |words: &str| Some(words.to_owned());
        assert_eq!(frame(&mut told, WINDOW, &[], true), [None, own()]);
        let mut early = Told::default();
        assert_eq!(frame(&mut early, WINDOW, &[(1, "Slide 1")], None), [None, own()], "nobody was asked yet");
        assert_eq!(frame(&mut early, WINDOW, &[(1, "Slide 1")], true), [said("Slide 1"), own()], "it was not lost");
        assert_eq!(frame(&mut told, WINDOW, &[(1, "Black")], true), [said("Black"), own()]);
        assert_eq!(frame(&mut told, WINDOW, &[(1, "Black")], true), [said("Black"), own()], "it stays");
        assert_eq!(
            frame(&mut told, WINDOW, &[(1, "Black"), (2, "Black")], true),
            [said("Black "), own()],
            "said again"
        );
        assert_eq!(frame(&mut told, BUTTON, &[(1, "Black"), (2, "Black")], true), [None, own()], "not said again");
        let both = [(2, "Black"), (3, "Saved"), (4, "One more")];
        assert_eq!(frame(&mut told, BUTTON, &both, true), [None, said("Saved. One more")]);
        assert_eq!(frame(&mut told, BUTTON, &both, false), [None, own()], "everybody hears announcements by now");
    }
}
