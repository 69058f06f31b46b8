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
    /// It stood in the tree of its window.
    told: bool,
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
        self.sentences.push(Sentence { number: self.count, window, words: words.join(". "), told: false });
        let from = self.sentences.len().saturating_sub(KEPT);
        self.sentences.drain(..from);
        true
    }

    /// The keyboard is in `window`: what was said in another stands there no longer, and what was still to be said there is
    /// said here. Returns the other, where its tree has to change.
    pub fn attend(&mut self, window: ViewportId) -> Option<ViewportId> {
        let mut left = None;
        self.sentences.retain_mut(|sentence| {
            let stays = sentence.window == window || !sentence.told;
            left = if stays { left } else { Some(sentence.window) };
            sentence.window = window;
            stays
        });
        left
    }

    /// What stands in a window's tree, each with its number.
    pub fn sentences(&mut self, window: ViewportId) -> impl Iterator<Item = (u64, &str)> {
        let here = self.sentences.iter_mut().filter(move |sentence| sentence.window == window);
        here.map(|sentence| {
            sentence.told = true;
            (sentence.number, sentence.words.as_str())
        })
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::ViewportId;

    use super::{Announcer, Sentence};
    use crate::app::windows::stage_id;

    fn said(number: u64, window: ViewportId) -> Sentence {
        Sentence { number, window, words: format!("Slide {number}"), told: false }
    }

    fn here(announcer: &mut Announcer, window: ViewportId) -> Vec<u64> {
        announcer.sentences(window).map(|(number, _)| number).collect()
    }

    #[test]
    fn what_was_said_in_a_window_is_gone_when_another_has_the_keyboard() {
        let (stage, console) = (stage_id(), ViewportId::ROOT);
        let mut announcer = Announcer { sentences: vec![said(1, stage), said(2, stage)], ..Announcer::default() };
        assert_eq!(announcer.attend(stage), None);
        assert_eq!(here(&mut announcer, stage), [1, 2]);
        announcer.sentences.push(said(3, stage));
        assert_eq!(announcer.attend(console), Some(stage), "its tree loses them");
        assert_eq!((here(&mut announcer, stage), here(&mut announcer, console)), (vec![], vec![3]), "nothing is lost");
        assert_eq!(announcer.attend(console), None);
        assert_eq!(here(&mut announcer, console), [3]);
    }
}
