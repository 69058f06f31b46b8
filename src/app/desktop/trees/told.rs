//! The sentences in a window's tree → how the node with the focus is described, for screen readers that miss announcements.
//!
//! A window that becomes active is described itself: by what waits to be told, and by where the talk is.

use eframe::egui::accesskit::{Node, NodeId, TreeUpdate};

use crate::app::windows::SLIDE;

/// A sentence, by its node.
type Sentence = (NodeId, String);

/// What was told in a window.
#[derive(Default)]
pub struct Told {
    /// The sentences that stand in its tree.
    known: Vec<Sentence>,
    /// What the window is described by, until something else is told.
    arrival: Option<String>,
    /// What the node with the focus is described by, until another has it: taken away sooner, its own description would
    /// be said again.
    described: Option<(NodeId, String)>,
}

impl Told {
    /// The window becomes active. `miss`: somebody would hear nothing else.
    pub fn arrive(&mut self, update: &mut TreeUpdate, miss: bool) {
        let mut words: Vec<String> = self.new_in(update).into_iter().map(|(_, words)| words).collect();
        let slide = update.nodes.iter().find(|(_, node)| node.author_id() == Some(SLIDE));
        if let Some(place) = slide.and_then(|(_, node)| node.label())
            && !words.iter().any(|words| words.contains(place))
        {
            words.push(place.to_owned());
        }
        self.arrival = (miss && !words.is_empty()).then(|| words.join(". "));
        self.described = None;
        self.write(update);
    }

    /// The keyboard is elsewhere: whoever comes back is told what holds then.
    pub fn leave(&mut self) {
        (self.arrival, self.described) = (None, None);
    }

    /// `miss`: somebody would hear nothing else.
    pub fn describe(&mut self, update: &mut TreeUpdate, miss: bool) {
        let new: Vec<String> = self.new_in(update).into_iter().map(|(_, words)| words).collect();
        // What is chosen in a list, while the field beside it is typed in, is where a listener is.
        let focused = update.nodes.iter().find(|(id, _)| *id == update.focus);
        let focus = focused.and_then(|(_, node)| node.active_descendant()).unwrap_or(update.focus);
        self.described.take_if(|(node, _)| *node != focus || !miss);
        if miss && !new.is_empty() {
            let mut words = new.join(". ");
            let before = self.described.as_ref().map(|(_, before)| before);
            let before = before.or(self.arrival.as_ref().filter(|_| root(update) == Some(focus)));
            // What is the same as before is no change, and would not be said.
            if before.is_some_and(|before| *before == words) {
                words.push(' ');
            }
            self.described = Some((focus, words));
        }
        if !miss || !new.is_empty() {
            self.arrival = None;
        }
        self.write(update);
    }

    /// The sentences that were not there before; from now on they were.
    fn new_in(&mut self, update: &TreeUpdate) -> Vec<Sentence> {
        let live = update.nodes.iter().filter(|(_, node)| node.live().is_some());
        let said: Vec<_> = live.filter_map(|(id, node)| Some((*id, node.label()?.to_owned()))).collect();
        let new = said.iter().filter(|it| !self.known.contains(it)).cloned().collect();
        self.known = said;
        new
    }

    fn write(&self, update: &mut TreeUpdate) {
        let window = root(update).zip(self.arrival.as_ref());
        let described = self.described.as_ref().map(|(node, words)| (*node, words));
        for (id, words) in window.into_iter().chain(described) {
            let node = update.nodes.iter_mut().find(|(it, _)| *it == id);
            node.into_iter().for_each(|(_, node): &mut (NodeId, Node)| node.set_description(words.as_str()));
        }
    }
}

fn root(update: &TreeUpdate) -> Option<NodeId> {
    update.tree.as_ref().map(|tree| tree.root)
}

#[cfg(test)]
mod tests {
    use eframe::egui::accesskit::{Live, Node, NodeId, Role, TreeId, TreeInfo, TreeUpdate};

    use super::Told;
    use crate::app::windows::SLIDE;

    const WINDOW: NodeId = NodeId(1);
    const BUTTON: NodeId = NodeId(2);

    /// A window with a button, a slide and these sentences.
    fn tree(focus: NodeId, slide: &str, sentences: &[(u64, &str)]) -> TreeUpdate {
        let mut button = Node::new(Role::Button);
        button.set_description("Its own");
        let mut group = Node::new(Role::Group);
        group.set_author_id(SLIDE);
        group.set_label(slide);
        let mut nodes = vec![(WINDOW, Node::new(Role::Window)), (BUTTON, button)];
        if !slide.is_empty() {
            nodes.push((NodeId(3), group));
        }
        for (number, words) in sentences {
            let mut node = Node::new(Role::Status);
            node.set_live(Live::Polite);
            node.set_label(*words);
            nodes.push((NodeId(100 + number), node));
        }
        TreeUpdate { nodes, tree: Some(TreeInfo::new(WINDOW)), tree_id: TreeId::ROOT, focus }
    }

    /// What the window and its button are described by.
    fn descriptions(update: &TreeUpdate) -> [Option<String>; 2] {
        [WINDOW, BUTTON].map(|wanted| {
            let (_, node) = update.nodes.iter().find(|(id, _)| *id == wanted).expect("it was put in");
            node.description().map(str::to_owned)
        })
    }

    /// The same after a frame with these sentences.
    fn frame(told: &mut Told, focus: NodeId, sentences: &[(u64, &str)], miss: bool) -> [Option<String>; 2] {
        let mut update = tree(focus, "", sentences);
        told.describe(&mut update, miss);
        descriptions(&update)
    }

    /// And in the frame in which the window becomes active.
    fn arrives(told: &mut Told, slide: &str, sentences: &[(u64, &str)], miss: bool) -> [Option<String>; 2] {
        let mut update = tree(BUTTON, slide, sentences);
        told.arrive(&mut update, miss);
        descriptions(&update)
    }

    fn own() -> Option<String> {
        said("Its own")
    }

    fn said(words: &str) -> Option<String> {
        Some(words.to_owned())
    }

    #[test]
    fn what_is_new_describes_what_has_the_focus() {
        let mut told = Told::default();
        assert_eq!(frame(&mut told, WINDOW, &[], true), [None, own()]);
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

    #[test]
    fn a_window_that_becomes_active_says_what_waits_and_where_the_talk_is() {
        let mut told = Told::default();
        let first = "Slide 1 of 8, Bees on a roof";
        assert_eq!(arrives(&mut told, first, &[(1, first)], true), [said(first), own()], "once");
        assert_eq!(frame(&mut told, BUTTON, &[(1, first)], true), [said(first), own()], "a slow reader finds it yet");
        assert_eq!(frame(&mut told, BUTTON, &[(1, first), (2, "Black")], true), [None, said("Black")]);
        // Somebody was elsewhere and comes back.
        let (third, both) = ("Slide 3 of 8, Honey", [(2, "Black"), (3, "Saved")]);
        assert_eq!(arrives(&mut told, third, &both, true), [said("Saved. Slide 3 of 8, Honey"), own()]);
        assert_eq!(arrives(&mut told, "", &both, true), [None, own()], "a black stage has no words");
        assert_eq!(arrives(&mut told, third, &both, false), [None, own()], "announcements are heard");
    }

    #[test]
    fn a_window_without_the_keyboard_is_described_by_nothing_that_was_said() {
        let mut told = Told::default();
        assert_eq!(arrives(&mut told, "Slide 2", &[], true), [said("Slide 2"), own()]);
        assert_eq!(frame(&mut told, BUTTON, &[(1, "Black")], true), [None, said("Black")]);
        told.leave();
        assert_eq!(frame(&mut told, BUTTON, &[(1, "Black")], true), [None, own()]);
        assert_eq!(arrives(&mut told, "Slide 3", &[(1, "Black")], true)[0], said("Slide 3"));
        told.leave();
        assert_eq!(frame(&mut told, WINDOW, &[(1, "Black")], true), [None, own()]);
    }

    #[test]
    fn what_a_window_said_when_it_became_active_can_be_said_again() {
        let mut told = Told::default();
        assert_eq!(arrives(&mut told, "Slide 2", &[], true)[0], said("Slide 2"));
        assert_eq!(frame(&mut told, WINDOW, &[(1, "Slide 2")], true)[0], said("Slide 2 "));
    }
}
