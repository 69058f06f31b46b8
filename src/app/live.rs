//! What a captioner sends → the lines on the stage, what the console says of them, the take, and the meeting.
//!
//! The prompter's thread does all of it, at most once in `PACE` however much is sent; windows look at what is ready.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::Thread;
use std::time::Duration;

use crate::color::Color;
use crate::layout::caption::Words;
use crate::live::{Feed, Phrase, Post, Push, SILENCE, Source, Times};
use crate::show::command::Command;
use crate::show::view::{CaptionSource, View};
use crate::show::{Moment, Show};
use crate::text::TextAlign;

use crate::app::clock::TimeOfDay;
use crate::app::pictures::cache::Subject;
use crate::app::shared::{Inner, LONG, Shared, State};

/// Lines on the stage change at most this often.
const PACE: Duration = Duration::from_millis(33);
/// A picture that is being painted is looked for this often.
const MOMENT: Duration = Duration::from_millis(4);
/// Silence that the speaker is told of.
const LONG_SILENCE: Duration = Duration::from_secs(10);

/// Live captions as they stand on the stage.
#[derive(Default)]
pub struct Live {
    /// The newest last.
    pub lines: Vec<String>,
    /// What stood there before, which stays until the picture of `lines` is painted.
    before: Vec<String>,
    looked: Option<Moment>,
    /// What is wrong with the source, with the meeting, and with the words for a source in the settings.
    source_trouble: Option<String>,
    meeting_trouble: Option<String>,
}

/// What the console says of the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hearing {
    /// Somebody was asked for live captions.
    pub asked: bool,
    /// How long ago the last word came.
    pub ago: Option<Duration>,
}

/// What the windows have to show of what came.
pub struct Rolled {
    pub stage: bool,
    pub console: bool,
    /// When to look again.
    pub wait: Duration,
}

impl Live {
    /// What tells the pictures of the lines, the best first, and their words.
    #[must_use]
    pub fn shown(&self) -> ([Option<u64>; 2], String) {
        let print = |lines: &[String]| Some(fingerprint(lines)).filter(|_| !self.lines.is_empty());
        ([print(&self.lines), print(&self.before)], self.lines.join(" "))
    }

    /// What the speaker should know.
    #[must_use]
    pub fn trouble(&self) -> Option<&str> {
        self.source_trouble.as_deref().or(self.meeting_trouble.as_deref())
    }
}

impl Hearing {
    /// The source is asked for words that do not come.
    #[must_use]
    pub fn too_silent(self, view: &View) -> bool {
        let since = self.ago.map_or(view.elapsed, |ago| ago.min(view.elapsed));
        self.asked && view.running && since >= LONG_SILENCE
    }

    /// `last words 3 s ago`
    #[must_use]
    pub fn words(self) -> String {
        match self.ago.map(|ago| ago.as_secs()) {
            None => "no words yet".to_owned(),
            Some(ago) if ago < 60 => format!("last words {ago} s ago"),
            Some(ago) => format!("last words {} min ago", ago / 60),
        }
    }
}

/// What tells one picture of lines from another.
#[must_use]
pub fn fingerprint(lines: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    ("live", lines).hash(&mut hasher);
    hasher.finish()
}

/// Lines from the left; a first one stands where the second would be, from where it rolls up.
#[must_use]
pub fn words(lines: &[String]) -> Words {
    let lines = if let [one] = lines { vec!["\u{a0}".to_owned(), one.clone()] } else { lines.to_vec() };
    Words { lines, color: Color::WHITE, align: TextAlign::Start }
}

/// The talk was begun with a source, so it is shown.
pub fn show_live(show: &mut Show, now: Moment) {
    // Scripted, live, off: after as many presses it would be the first again.
    for _ in 0..3 {
        let view = show.view(now);
        if view.captions_on && view.caption_source == CaptionSource::Live {
            break;
        }
        show.apply(Command::CaptionSource, now);
    }
}

impl Shared {
    /// Begins to listen where the speaker asked for it, and to send to a meeting.
    pub fn listen(self: &Arc<Self>) {
        let wished = self.lock().settings.captions.source.clone();
        let source = match (&self.options.live, wished) {
            (Some(asked), _) => Ok(Some(asked.clone())),
            (None, Some(wished)) => Source::read(&wished).map(|source| Some((source, Default::default()))),
            (None, None) => Ok(None),
        };
        match source {
            Ok(Some((source, form))) => {
                let (clock, shared) = (self.clock, Arc::downgrade(self));
                let times = Times { now: Arc::new(move || clock.now().0), date: TimeOfDay::date_time };
                let wake = move || {
                    if let Some(shared) = shared.upgrade()
                        && !shared.heard.swap(true, Ordering::AcqRel)
                    {
                        shared.prompter.get().into_iter().for_each(Thread::unpark);
                    }
                };
                // Only here, so it cannot be set already.
                let _ = self.feed.set(Feed::start(source, form, times, wake));
            }
            Ok(None) => {}
            Err(why) => self.lock().live.source_trouble = Some(format!("in your settings: {why}")),
        }
        let Some(address) = self.options.push.clone() else { return };
        let (clock, shared) = (self.clock, Arc::downgrade(self));
        let tell = move |why: Option<&'static str>| {
            if let Some(shared) = shared.upgrade() {
                shared.lock().live.meeting_trouble = why.map(str::to_owned);
            }
        };
        match Push::start(address, move || clock.now().0, tell) {
            Ok(push) => drop(self.push.set(push)),
            Err(why) => self.lock().live.meeting_trouble = Some(why),
        }
    }

    /// Takes what came from the source onto the stage, into the take and to the meeting.
    pub fn roll(&self) -> Rolled {
        let wait = |wait| Rolled { stage: false, console: false, wait };
        let Some(feed) = self.feed.get() else { return wait(LONG) };
        let now = self.clock.now();
        let mut inner = self.lock();
        let rested = inner.live.looked.map_or(PACE, |looked| now.since(looked));
        if rested < PACE {
            return wait(PACE - rested);
        }
        if inner.live_is_painted(self) {
            return wait(MOMENT);
        }
        inner.live.looked = Some(now);
        self.heard.store(false, Ordering::Release);
        let phrases = feed.phrases();
        let view = match &inner.state {
            State::Playing(talk) => Some(talk.show.view(now)).filter(|view| view.live),
            State::Loading | State::Failed(_) => None,
        };
        let lines = if view.is_some() { feed.lines(now.0) } else { Vec::new() };
        let (_, trouble) = feed.health();
        if view.is_some() && !phrases.is_empty() {
            inner.note_live(&phrases, now);
            self.push_phrases(phrases, now);
        }
        if let Some((look, stage)) = inner.caption_look() {
            feed.set_width(look.characters(stage));
        }
        let live = &mut inner.live;
        let rolled = Rolled {
            stage: live.lines != lines,
            console: live.source_trouble != trouble,
            wait: feed.until_clear(now.0).map_or(LONG, |left| left.min(SILENCE) + MOMENT),
        };
        live.source_trouble = trouble;
        if rolled.stage {
            live.before = std::mem::replace(&mut live.lines, lines);
            inner.order_if_new(self);
        }
        rolled
    }

    fn push_phrases(&self, phrases: Vec<Phrase>, now: Moment) {
        let Some(push) = self.push.get() else { return };
        for phrase in phrases {
            let speaker = phrase.speaker.map_or(String::new(), |speaker| format!("{}: ", speaker.to_uppercase()));
            push.send(Post { text: format!("{speaker}{}\n", phrase.text), language: phrase.language, shown: now.0 });
        }
    }

    /// Sends the scripted caption that stands on the stage to the meeting.
    pub fn push_script(&self) {
        let Some(push) = self.push.get() else { return };
        let now = self.clock.now();
        let State::Playing(talk) = &self.lock().state else { return };
        let view = talk.show.view(now);
        if let Some(block) = view.caption {
            let lines = Words::of(&block).lines;
            let language = talk.plan.languages.get(view.caption_language).cloned();
            push.send(Post { text: lines.join("\n") + "\n", language, shown: now.0 });
        }
    }

    /// What the console says of the source.
    #[must_use]
    pub fn hearing(&self, now: Moment) -> Hearing {
        self.feed.get().map_or_else(Hearing::default, |feed| {
            let (heard, _) = feed.health();
            Hearing { asked: true, ago: heard.map(|heard| now.since(Moment(heard))) }
        })
    }
}

impl Inner {
    /// The picture of the lines is not there yet: what came since then waits for it.
    fn live_is_painted(&self, shared: &Shared) -> bool {
        let Some((look, _)) = self.caption_look() else { return false };
        shared.pictures.is_waited_for(Subject::Caption(fingerprint(&self.live.lines), look))
    }
}
