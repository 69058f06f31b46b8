//! The talk as it stands → the records of its take, which a thread of its own writes beside the deck.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::deck::files;
use crate::deck::plan::Plan;
use crate::live::Phrase;
use crate::show::Moment;
use crate::show::view::View;
use crate::show::{Sheets, Show, Stopped};
use crate::takes::{Drawn, Kind, Recorder, Start, Tracker};

use super::clock::TimeOfDay;
use super::{Phase, Playback, State};

/// The take of the deck that is open.
#[derive(Default)]
pub struct Takes {
    /// None in tests, which leave no files.
    recorder: Option<Recorder>,
    tracker: Tracker,
    /// The deck's folder, as it was when the deck was opened.
    deck: Option<Arc<Path>>,
    kind: Kind,
    /// The changes of the ink and the ink itself, as they were last kept.
    inked: (u64, Sheets),
    /// Why it is not kept.
    pub trouble: Option<Arc<str>>,
    /// Where the take before it broke off.
    pub stopped: Option<Stopped>,
}

/// What the console says of the take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TakeStatus {
    pub rehearsal: bool,
    /// It has begun, and is being kept.
    pub recorded: bool,
    /// The talk's time on the speaker's slide, all visits together.
    pub on_slide: Duration,
}

impl Takes {
    /// From now on takes are kept by this recorder.
    pub fn record(&mut self, recorder: Recorder) {
        self.recorder = Some(recorder);
    }

    /// From now on it is about this deck.
    pub fn open(&mut self, deck: &Path, kind: Kind) {
        let (_, folder) = files::place(deck);
        self.deck = Some(std::path::absolute(&folder).unwrap_or(folder).into());
        self.kind = kind;
        self.inked = Default::default();
        self.stopped = None;
    }

    /// Keeps what was drawn since, once a stroke ends.
    pub fn note_ink(&mut self, show: &Show) {
        if show.ink_changes() != self.inked.0 {
            self.draw(show);
        }
    }

    fn draw(&mut self, show: &Show) {
        let sheets = show.sheets();
        if let (Some(recorder), Some(deck)) = (&self.recorder, &self.deck)
            && sheets != self.inked.1
        {
            recorder.draw(sheets.clone(), deck, TimeOfDay::date_time());
        }
        self.inked = (show.ink_changes(), sheets);
    }

    /// Keeps what is new in the talk, which looks like this now.
    pub fn note(&mut self, view: &View, plan: &Plan, now: Moment) {
        let kind = self.kind;
        let records = self.tracker.note(view, plan, now, || Start::new(kind, TimeOfDay::date_time(), plan));
        if let (Some(recorder), Some(deck)) = (&self.recorder, &self.deck) {
            recorder.write(records, deck, now);
        }
    }

    /// Keeps phrases of live captions that are shown in the talk, which looks like this now. They begin a take where
    /// there is none yet.
    pub fn note_live(&mut self, phrases: &[Phrase], view: &View, plan: &Plan, now: Moment) {
        let kind = self.kind;
        let start = || Start::new(kind, TimeOfDay::date_time(), plan);
        let tracker = &mut self.tracker;
        let mut records = tracker.note_to_keep(view, plan, now, start);
        let record = |phrase: Phrase| tracker.live(phrase.language, phrase.speaker, phrase.text);
        records.extend(phrases.iter().cloned().filter_map(record));
        if let (Some(recorder), Some(deck)) = (&self.recorder, &self.deck) {
            recorder.write(records, deck, now);
        }
    }

    /// There is no audience.
    #[must_use]
    pub fn rehearsal(&self) -> bool {
        self.kind == Kind::Rehearsal
    }

    #[must_use]
    pub fn status(&self, view: &View) -> TakeStatus {
        TakeStatus {
            rehearsal: self.rehearsal(),
            recorded: self.tracker.begun() && self.trouble.is_none(),
            on_slide: self.tracker.on_slide(view),
        }
    }
}

impl State {
    /// Keeps what is new in the talk that plays.
    pub fn note_take(&mut self, now: Moment) {
        if let Phase::Playing(running) = &self.phase {
            self.takes.note(&running.show.view(now), running.show.plan(), now);
        }
    }

    /// Keeps phrases that were shown in it.
    pub fn note_live(&mut self, phrases: &[Phrase], now: Moment) {
        if let Phase::Playing(running) = &self.phase {
            self.takes.note_live(phrases, &running.show.view(now), running.show.plan(), now);
        }
    }

    /// The take is over. The talk may still be shown, but nothing of it is kept any more.
    pub fn finish_take(&mut self, now: Moment) {
        self.note_take(now);
        let takes = &mut self.takes;
        if let Phase::Playing(running) = &self.phase {
            // A stroke that is being drawn as well.
            takes.draw(&running.show);
        }
        let end = takes.tracker.end();
        if let (Some(recorder), Some(deck)) = (&takes.recorder, takes.deck.take()) {
            recorder.write(end.into_iter().collect(), &deck, now);
        }
    }

    /// The talk is put away, as it stands now.
    pub fn end_take(&mut self, now: Moment) {
        self.finish_take(now);
        let takes = &mut self.takes;
        takes.recorder.iter().for_each(Recorder::close_talk);
        takes.kind = Kind::default();
        takes.trouble = None;
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

    /// The rehearsal is over: the talk may still be shown, but nothing of it is kept any more.
    pub fn finish_take(&self) {
        let mut state = self.lock();
        let now = state.moment(self.clock.now());
        state.finish_take(now);
        state.changed();
    }

    /// Waits until what was recorded so far is in its file; never on a window's thread.
    pub fn wait_for_takes(&self) {
        let settled = self.lock().takes.recorder.as_ref().map(Recorder::settled);
        // An answer that never comes is one too: the recorder is gone.
        let _ = settled.map(|settled| settled.recv());
    }

    pub(super) fn close_takes(&self) {
        let recorder = {
            let mut state = self.lock();
            let now = state.moment(self.clock.now());
            state.end_take(now);
            state.takes.recorder.take()
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
        self.lock().takes.kind
    }

    /// The take before this one broke off there.
    pub(super) fn set_stopped(&self, stopped: Option<Stopped>) {
        self.lock().takes.stopped = stopped;
    }
}
