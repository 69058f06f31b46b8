//! The talk as it stands → the records of its take, which a thread of `takes::Recorder` writes beside the deck.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use crate::deck::plan::Plan;
use crate::live::Phrase;
use crate::show::Moment;
use crate::show::view::View;
use crate::show::{Sheets, Show, Stopped};
use crate::takes::{Ghost, Kind, Place, Record, Recorder, Start, Tracker, Unfinished, What};

use super::clock::TimeOfDay;

/// The take of the deck that is open.
#[derive(Default)]
pub struct Takes {
    /// None in tests, which leave no files.
    recorder: Option<Recorder>,
    tracker: Tracker,
    /// The deck's folder, as it was when the deck was opened.
    deck: Option<Arc<Path>>,
    kind: Kind,
    /// When it began, as its log has it.
    began: Option<String>,
    /// When it will have begun: it broke off before a line of it was in a file, and goes on.
    begins: Option<String>,
    /// The changes of the ink and the ink itself, as they were last kept.
    inked: (u64, Sheets),
    /// Why it is not kept.
    pub trouble: Option<Arc<str>>,
    /// Another Cuecard has this deck open, too.
    pub elsewhere: bool,
    /// Where the take before it broke off.
    pub stopped: Option<Stopped>,
    /// The best take of the deck as it was last read.
    pub best: Option<Arc<Ghost>>,
    /// The slides of a talk that is over, those with the most time first.
    pub longest: Arc<[String]>,
}

/// What the console says of the take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TakeStatus {
    pub rehearsal: bool,
    /// It has begun, and is being kept.
    pub recorded: bool,
    /// The talk's time on the speaker's slide, all visits together.
    pub on_slide: Duration,
    /// The time of day at which it began.
    pub began: Option<TimeOfDay>,
}

impl Takes {
    /// From now on takes are kept by this recorder.
    pub fn record(&mut self, recorder: Recorder) {
        self.recorder = Some(recorder);
    }

    /// From now on it is about this deck.
    pub fn open(&mut self, deck: &Path, kind: Kind) {
        self.deck = Some(std::path::absolute(deck).unwrap_or_else(|_| deck.to_owned()).into());
        self.kind = kind;
        (self.inked, self.began, self.begins) = (Default::default(), None, None);
        (self.stopped, self.best, self.elsewhere) = (None, None, false);
        self.longest = Arc::default();
    }

    /// The deck that is open is held; `elsewhere` hears if another Cuecard has it open, too.
    pub fn hold(&self, elsewhere: impl FnOnce() + Send + 'static) {
        if let (Some(recorder), Some(deck)) = (&self.recorder, &self.deck) {
            recorder.open_talk(deck, elsewhere);
        }
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
        let begins = &mut self.begins;
        let start = || Start::new(kind, begins.take().unwrap_or_else(TimeOfDay::date_time), plan);
        let records = self.tracker.note(view, plan, now, start);
        self.note_start(&records);
        if let (Some(recorder), Some(deck)) = (&self.recorder, &self.deck) {
            recorder.write(records, deck, now);
        }
    }

    /// Keeps phrases of live captions that are shown in the talk, which looks like this now. They begin a take where
    /// there is none yet.
    pub fn note_live(&mut self, phrases: &[Phrase], view: &View, plan: &Plan, now: Moment) {
        let kind = self.kind;
        let (begins, tracker) = (&mut self.begins, &mut self.tracker);
        let start = || Start::new(kind, begins.take().unwrap_or_else(TimeOfDay::date_time), plan);
        let mut records = tracker.note_to_keep(view, plan, now, start);
        let record = |phrase: Phrase| tracker.live(phrase.language, phrase.speaker, phrase.text);
        records.extend(phrases.iter().cloned().filter_map(record));
        self.note_start(&records);
        if let (Some(recorder), Some(deck)) = (&self.recorder, &self.deck) {
            recorder.write(records, deck, now);
        }
    }

    fn note_start(&mut self, records: &[Record]) {
        let start = records.iter().find_map(|record| match &record.what {
            What::Start(start) => Some(start.start.clone()),
            _ => None,
        });
        self.began = start.or_else(|| self.began.take());
    }

    /// When the take began, as its log has it.
    #[must_use]
    pub fn began(&self) -> Option<&str> {
        self.began.as_deref()
    }

    /// A take that an earlier process began goes on, where its log is still there, in a talk that looks like this.
    pub fn go_on(&mut self, unfinished: Option<Unfinished>, view: &View, sheets: Sheets, now: Moment) {
        if let (Some(take), Some(recorder), Some(deck)) = (unfinished, &self.recorder, &self.deck) {
            self.tracker = Tracker::resumed(&take.take, view, now);
            self.began = take.take.start.as_ref().map(|start| start.start.clone());
            recorder.resume(take, deck);
        }
        // It is in its file already; where that is gone, it is drawn anew with the next stroke.
        self.inked = (0, sheets);
    }

    /// A take that an earlier process began, and of which nothing is in a file, began then.
    pub fn begin_as(&mut self, began: Option<String>) {
        self.begins = began;
    }

    /// The take is over: the talk may still be shown, but nothing of it is kept any more. `show` is the one that plays.
    pub fn finish(&mut self, show: Option<&Show>, now: Moment) {
        if let Some(show) = show {
            self.note(&show.view(now), show.plan(), now);
            // A stroke that is being drawn as well.
            self.draw(show);
        }
        if self.tracker.begun() {
            self.longest = self.tracker.longest().into();
        }
        let end = self.tracker.end();
        if let (Some(recorder), Some(deck)) = (&self.recorder, self.deck.take()) {
            recorder.write(end.into_iter().collect(), &deck, now);
        }
    }

    /// The talk is put away, after its take is over.
    pub fn put_away(&mut self) {
        self.recorder.iter().for_each(Recorder::close_talk);
        self.kind = Kind::default();
        self.trouble = None;
    }

    /// Somebody to wait for, until all that was kept so far is in its file.
    #[must_use]
    pub fn settled(&self) -> Option<Receiver<()>> {
        self.recorder.as_ref().map(Recorder::settled)
    }

    /// Nothing is kept from now on.
    pub fn stop(&mut self) -> Option<Recorder> {
        self.recorder.take()
    }

    /// The kind of take that is made of the deck that is open.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// There is no audience.
    #[must_use]
    pub fn rehearsal(&self) -> bool {
        self.kind == Kind::Rehearsal
    }

    /// Where the speaker was at this moment of the talk's time in the best take, once it runs.
    #[must_use]
    pub fn ghost(&self, view: &View) -> Option<Place> {
        self.best.as_ref().filter(|_| view.running || !view.elapsed.is_zero())?.at(view.elapsed)
    }

    #[must_use]
    pub fn status(&self, view: &View) -> TakeStatus {
        TakeStatus {
            rehearsal: self.rehearsal(),
            recorded: self.tracker.begun() && self.trouble.is_none(),
            on_slide: self.tracker.on_slide(view),
            began: self.began().and_then(TimeOfDay::of),
        }
    }
}
