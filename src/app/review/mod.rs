//! A deck's takes → a report of each, as a page of the window that only the speaker sees. A thread reads and reckons;
//! keys turn from take to take.

mod page;
mod plots;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use eframe::egui::{Event, Key, Ui, ViewportId};

use crate::playback::scene::Scene;
use crate::settings;
use crate::show::Effect;
use crate::takes::report::{Named, Report};
use crate::takes::{self, Log, Run};
use crate::talk::Talk;

use crate::app::keys::table::Press;
use crate::app::shared::{Inner, Shared};

pub use page::review_window;

/// Takes that can be looked at: the latest.
const MOST: usize = 12;

/// The page while it is open.
#[derive(Clone)]
pub struct Review {
    deck: PathBuf,
    reading: Reading,
    /// Which take: a place among the reports.
    take: usize,
    /// Slides that the table is scrolled down by.
    scrolled: usize,
    /// The rehearsal is over: what comes after this page is what comes after a talk.
    last: bool,
}

#[derive(Clone)]
enum Reading {
    AtWork,
    /// The latest take first; never empty.
    Done(Arc<[Report]>),
    /// In the speaker's words.
    Failed(String),
}

/// What a press or a click wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    Leave,
    Earlier,
    Later,
    Up,
    Down,
}

impl Review {
    fn new(deck: &Path, last: bool) -> Self {
        Self { deck: deck.to_owned(), reading: Reading::AtWork, take: 0, scrolled: 0, last }
    }

    fn reports(&self) -> &[Report] {
        match &self.reading {
            Reading::Done(reports) => reports,
            Reading::AtWork | Reading::Failed(_) => &[],
        }
    }

    fn report(&self) -> Option<&Report> {
        self.reports().get(self.take)
    }

    /// The wish of a key, if it is this page's.
    fn press(press: Press) -> Option<Wish> {
        match press.key {
            _ if press.modifiers.any() => None,
            Key::Escape => Some(Wish::Leave),
            Key::ArrowLeft => Some(Wish::Earlier),
            Key::ArrowRight => Some(Wish::Later),
            Key::ArrowUp => Some(Wish::Up),
            Key::ArrowDown => Some(Wish::Down),
            _ => None,
        }
    }

    fn turn(&mut self, wish: Wish) {
        let slides = self.report().map_or(0, |report| report.slides.len());
        match wish {
            Wish::Leave => {}
            Wish::Earlier => self.take = (self.take + 1).min(self.reports().len().saturating_sub(1)),
            Wish::Later => self.take = self.take.saturating_sub(1),
            Wish::Up => self.scrolled = self.scrolled.saturating_sub(1),
            Wish::Down => self.scrolled = (self.scrolled + 1).min(slides.saturating_sub(1)),
        }
    }
}

impl Inner {
    /// True if the key was for the page. After a rehearsal every key is: nothing moves any more.
    pub fn press_review(&mut self, press: Press, scene: &Scene) -> bool {
        let Some(review) = self.review.as_ref().filter(|_| !scene.covered()) else { return false };
        let (wish, last) = (Review::press(press), review.last);
        wish.into_iter().for_each(|wish| self.answer_review(wish));
        wish.is_some() || last
    }

    fn answer_review(&mut self, wish: Wish) {
        match &mut self.review {
            Some(review) if wish == Wish::Leave && review.last => self.effects.push(Effect::Quit),
            Some(_) if wish == Wish::Leave => self.review = None,
            Some(review) => review.turn(wish),
            None => {}
        }
    }
}

impl Shared {
    /// Opens the page on the takes of a deck; `last` where its rehearsal is over.
    pub fn review(self: &Arc<Self>, deck: &Path, last: bool) {
        self.lock().review = Some(Review::new(deck, last));
        let (shared, deck) = (Arc::clone(self), deck.to_owned());
        thread::spawn(move || {
            // The take that goes on is told as far as it went.
            shared.playback.wait_for_takes();
            let reading = match reports(&deck) {
                Ok(reports) => Reading::Done(reports.into()),
                Err(why) => Reading::Failed(why),
            };
            if let Some(review) = shared.lock().review.as_mut().filter(|review| review.deck == deck) {
                review.reading = reading;
            }
            shared.ctx.get().inspect(|ctx| ctx.request_repaint_of(ViewportId::ROOT));
        });
    }

    /// Opens the page, or closes it.
    pub fn toggle_review(self: &Arc<Self>) {
        let closed = self.lock().review.take().is_some();
        if let (false, Some(deck)) = (closed, self.playback.deck()) {
            self.review(&deck, false);
        }
    }

    /// Where no talk plays, the page takes the keys itself, and all of them.
    pub fn take_review_keys(&self, ui: &Ui) {
        let focused = ui.memory(|memory| memory.focused().is_some());
        let scene = self.playback.scene();
        let mut inner = self.lock();
        ui.input_mut(|input| {
            input.events.retain(|event| match event {
                // A control that has the focus is pressed and left by these.
                Event::Key { key: Key::Enter | Key::Tab | Key::Space, .. } if focused => true,
                Event::Key { key, pressed, repeat, modifiers, .. } => {
                    if *pressed {
                        inner.press_review(
                            Press { key: *key, physical: None, modifiers: *modifiers, repeat: *repeat },
                            &scene,
                        );
                    }
                    false
                }
                _ => true,
            });
        });
    }
}

/// A report of each of the latest takes in which a slide was shown, each told with those before it.
fn reports(deck: &Path) -> Result<Vec<Report>, String> {
    let talk = Talk::open(deck)?;
    let logs = takes::logs(deck, settings::state_folder().as_deref());
    let named = |log: &Log| Some(Named { name: log.name.clone(), take: log.read()? });
    let shown = |named: &Named| !Run::of(&named.take).visits.is_empty();
    let takes: Vec<Named> = logs.iter().filter_map(named).filter(shown).take(MOST).collect();
    if takes.is_empty() {
        return Err("There is no take of this talk yet. Rehearse it once, or give it.".to_owned());
    }
    Ok((0..takes.len()).map(|at| Report::of(&talk.plan, &takes[at], &takes[at + 1..], None)).collect())
}
