//! The talk that plays → its take, as it goes on, is put away, or ends with the program.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::live::Phrase;
use crate::show::{Moment, Stopped};
use crate::takes::{Drawn, Ghost, Kind, Recorder};

use super::{Phase, Playback, State};

impl State {
    /// Keeps what is new in the talk that plays.
    pub(super) fn note_take(&mut self, now: Moment) {
        if let Phase::Playing(running) = &self.phase {
            self.takes.note(&running.show.view(now), running.show.plan(), now);
        }
    }

    /// Keeps phrases that were shown in it.
    pub(super) fn note_live(&mut self, phrases: &[Phrase], now: Moment) {
        if let Phase::Playing(running) = &self.phase {
            self.takes.note_live(phrases, &running.show.view(now), running.show.plan(), now);
        }
    }

    fn finish_take(&mut self, now: Moment) {
        let show = match &self.phase {
            Phase::Playing(running) => Some(&running.show),
            Phase::Loading | Phase::Faulty { .. } | Phase::Failed(_) => None,
        };
        self.takes.finish(show, now);
    }

    /// The talk is put away, as it stands now.
    pub(super) fn end_take(&mut self, now: Moment) {
        self.finish_take(now);
        self.takes.put_away();
    }
}

impl Playback {
    /// From now on takes are kept; `state` is the folder for those of decks whose own folder cannot be written to.
    pub fn keep_takes(self: &Arc<Self>, state: Option<PathBuf>) {
        let playback = Arc::downgrade(self);
        let tell = move |why: Option<String>| {
            if let Some(playback) = playback.upgrade() {
                let mut state = playback.lock();
                state.takes.trouble = why.map(Into::into);
                state.changed();
            }
        };
        self.lock().takes.record(Recorder::start(&self.crew, state, tell));
    }

    /// Another Cuecard that has the deck open is told of.
    pub(super) fn hold(self: &Arc<Self>, deck: &Arc<Path>) {
        let (playback, opened) = (Arc::downgrade(self), Arc::clone(deck));
        let elsewhere = move || {
            let Some(playback) = playback.upgrade() else { return };
            let mut state = playback.lock();
            state.takes.elsewhere = state.is_open(Some(&opened));
            state.changed();
        };
        self.lock().takes.hold(elsewhere);
    }

    /// The rehearsal is over: the talk may still be shown, but nothing of it is kept any more.
    pub fn finish_take(&self) {
        let mut state = self.lock();
        let now = state.moment(self.clock.now());
        state.finish_take(now);
        state.changed();
    }

    /// Waits until what was recorded so far is in its file; never on a window's thread.
    pub fn wait_for_takes(&self) {
        let settled = self.lock().takes.settled();
        // An answer that never comes is one too: the recorder is gone.
        let _ = settled.map(|settled| settled.recv());
    }

    pub(super) fn close_takes(&self) {
        let recorder = {
            let mut state = self.lock();
            let now = state.moment(self.clock.now());
            state.end_take(now);
            state.takes.stop()
        };
        // It may have something to say, for which it needs the lock.
        let drawn = recorder.map(Recorder::finish).unwrap_or_default();
        self.lock().drawn.extend(drawn);
    }

    /// What became of the ink of each talk, once the program has ended.
    #[must_use]
    pub fn drawn(&self) -> Vec<Drawn> {
        self.close_takes();
        std::mem::take(&mut self.lock().drawn)
    }

    pub(super) fn kind(&self) -> Kind {
        self.lock().takes.kind()
    }

    /// The take before this one broke off there.
    pub(super) fn set_stopped(&self, stopped: Option<Stopped>) {
        self.lock().takes.stopped = stopped;
    }

    /// The best of the takes before this one.
    pub(super) fn set_best(&self, best: Option<Ghost>) {
        self.lock().takes.best = best.map(Arc::new);
    }
}
