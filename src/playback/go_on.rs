//! A talk that broke off in an earlier process → the talk that goes on, at once or as soon as the speaker says so.

use std::path::Path;
use std::sync::Arc;

use crate::deck::pack::Pack;
use crate::journal::{Held, Place};
use crate::settings;
use crate::show::{Moment, Show};
use crate::takes;

use super::disk::Disk;
use super::interrupted::Interrupted;
use super::{Phase, Playback, State};

impl Playback {
    /// A talk broke off; it goes on once its deck is there, or once the speaker says so. Returns its journal's folder, which
    /// is ours where it goes on at once.
    pub fn take_up(&self, talk: Arc<Interrupted>) -> Option<Held> {
        let held = talk.at_once.then(|| Held::again(talk.place.clone()).ok()).flatten();
        let mut state = self.lock();
        state.asked = !talk.at_once;
        state.interrupted = Some(talk);
        held
    }

    /// The talk that broke off, as long as the speaker has not said whether it goes on.
    #[must_use]
    pub fn asks(&self) -> Option<Arc<Interrupted>> {
        let state = self.lock();
        state.interrupted.clone().filter(|_| state.asked)
    }

    /// Where the talk was written down that goes on; told once.
    pub(super) fn taken_up(&self) -> Option<Place> {
        self.lock().taken_up.take()
    }

    /// The speaker says nothing of it: it may be asked another time.
    pub fn put_off(&self) {
        let mut state = self.lock();
        (state.asked, state.interrupted) = (false, None);
        state.changed();
    }

    /// The speaker says whether it goes on. Where its deck plays already, it does so now. Reads files.
    pub fn answer(&self, go_on: bool) {
        let Some(talk) = self.asks() else { return };
        if !go_on {
            talk.place.clear();
            return self.put_off();
        }
        let deck = self.deck();
        let unfinished = deck.as_ref().and_then(|deck| unfinished(deck, &talk, &mut self.disk()));
        let mut state = self.lock();
        let now = state.moment(self.clock.now());
        state.asked = false;
        if let Phase::Playing(running) = &state.phase {
            let show = running.show.clone();
            let show = state.go_on(show, now);
            if let Phase::Playing(running) = &mut state.phase {
                running.show = show;
            }
            state.go_on_with_take(unfinished, now);
            state.note_take(now);
        }
        state.changed();
        drop(state);
        self.wake_ticker();
    }

    /// What the deck was when its talk broke off, where that talk goes on at once. Reads files.
    pub(super) fn packed(&self, deck: &Path) -> Option<Pack> {
        let talk = self.lock().interrupted.clone().filter(|talk| talk.at_once && talk.saved.begun.deck == deck)?;
        talk.pack()
    }

    /// How many readings of decks there were.
    pub(super) fn generation(&self) -> u32 {
        self.lock().generation
    }

    /// The bytes of the reading that was adopted last, if it was: there were `before` readings then.
    pub(super) fn keep_pack(&self, deck: &Arc<Path>, pack: Pack, before: u32) {
        let mut state = self.lock();
        let refused = state.running().is_some() && state.generation == before;
        if state.is_open(Some(deck)) && !refused {
            state.pack = Some(Arc::new(pack));
            state.poke();
        }
    }

    /// The talk that goes on as soon as its deck plays.
    pub(super) fn goes_on(&self) -> Option<Arc<Interrupted>> {
        let state = self.lock();
        state.interrupted.clone().filter(|_| !state.asked)
    }
}

/// The take that broke off with a talk. Reads files.
pub(super) fn unfinished(deck: &Arc<Path>, talk: &Interrupted, disk: &mut Disk) -> Option<takes::Unfinished> {
    let (deck, began) = (Arc::clone(deck), talk.saved.take.clone()?);
    disk.ask(move || takes::unfinished(&deck, settings::state_folder().as_deref(), &began)).flatten()
}

/// When its take began, where nothing of that is known to be in a file. Reads files.
pub(super) fn unwritten(deck: &Arc<Path>, talk: &Interrupted, disk: &mut Disk) -> Option<String> {
    let (deck, began) = (Arc::clone(deck), talk.saved.take.clone()?);
    let of = began.clone();
    let has_log = disk.ask(move || takes::has_log(&deck, settings::state_folder().as_deref(), &of));
    (has_log != Some(true)).then_some(began)
}

impl State {
    /// The show of the talk that broke off, if one did and it is to go on; else this one.
    pub(super) fn go_on(&mut self, show: Show, now: Moment) -> Show {
        if self.asked {
            return show;
        }
        let Some(talk) = self.interrupted.take() else { return show };
        self.windows = talk.saved.windows.or(self.windows);
        self.taken_up = Some(talk.place.clone());
        let ink = talk.saved.ink.clone();
        match talk.saved.show.clone() {
            Some((kept, ..)) => show.gone_on_with(kept, &talk.saved.slides, &ink, now),
            None => show,
        }
    }

    /// Its take goes on as well.
    pub(super) fn go_on_with_take(&mut self, unfinished: Option<takes::Unfinished>, now: Moment) {
        let Phase::Playing(running) = &self.phase else { return };
        let (view, sheets) = (running.show.view(now), running.show.sheets());
        self.takes.go_on(unfinished, &view, sheets, now);
    }
}
