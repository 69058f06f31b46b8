//! What was told to listeners, and the sentences that still stand in the tree.

use eframe::egui::ViewportId;

use crate::playback::scene::Scene;
use crate::settings::Says;

use super::changes::{Heard, Kind};

/// Sentences that stand in the tree; the oldest goes when another comes.
const KEPT: usize = 3;

/// What was told, and what is still in the tree.
#[derive(Default)]
pub struct Announcer {
    heard: Option<Heard>,
    /// How many sentences there were.
    count: u64,
    sentences: Vec<Sentence>,
}

struct Sentence {
    number: u64,
    /// The window that had the keyboard.
    window: ViewportId,
    words: String,
}

impl Announcer {
    /// Nothing was told yet.
    pub fn is_new(&self) -> bool {
        self.heard.is_none()
    }

    /// True if there is something to say.
    pub fn follow(&mut self, now: Heard, scene: &Scene, says: Says, window: ViewportId) -> bool {
        let told = now.since(self.heard.as_ref(), scene);
        self.heard = Some(now);
        let wanted = |(kind, _): &(Kind, String)| match says {
            Says::All => true,
            Says::Slides => *kind == Kind::Slide,
            Says::Nothing => false,
        };
        let words: Vec<String> = told.into_iter().filter(wanted).map(|(_, words)| words).collect();
        if words.is_empty() {
            return false;
        }
        self.count += 1;
        self.sentences.push(Sentence { number: self.count, window, words: words.join(". ") });
        let from = self.sentences.len().saturating_sub(KEPT);
        self.sentences.drain(..from);
        true
    }

    /// What stands in a window's tree, each with its number.
    pub fn sentences(&self, window: ViewportId) -> impl Iterator<Item = (u64, &str)> {
        let here = self.sentences.iter().filter(move |sentence| sentence.window == window);
        here.map(|sentence| (sentence.number, sentence.words.as_str()))
    }
}
