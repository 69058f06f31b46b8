//! What a captioner sends → the lines on the stage, the take, and the meeting.
//!
//! The ticker does all of it, at most once in `PACE` however much is sent; windows look at what is ready.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::layout::caption::Words;
use crate::live::{self, Feed, Phrase, Post, Push, SILENCE, Source, Times};
use crate::show::Moment;

use super::clock::TimeOfDay;
use super::listener::News;
use super::live::{FeedStatus, Heard};
use super::{LONG, Playback, State};

/// Lines on the stage change at most this often.
const PACE: Duration = Duration::from_millis(33);
/// A picture that is being painted is looked for this often.
const MOMENT: Duration = Duration::from_millis(4);

impl Playback {
    /// The group of programs that sends captions, by its number, where the talk started any.
    #[must_use]
    pub fn captioners(&self) -> Option<u32> {
        self.feed.get()?.group()
    }

    /// Begins to listen where the speaker asked for it (`source` is from the settings), and to send to a meeting.
    pub fn listen(self: &Arc<Self>, source: Option<&str>) {
        let source = match (&self.options.live, source) {
            (Some(asked), _) => Ok(Some(asked.clone())),
            (None, Some(wished)) => Source::read(wished).map(|source| Some((source, Default::default()))),
            (None, None) => Ok(None),
        };
        match source {
            Ok(Some((source, form))) => {
                let (clock, playback) = (self.clock, Arc::downgrade(self));
                let times = Times { now: Arc::new(move || clock.now().0), date: TimeOfDay::date_time };
                let wake = move || {
                    if let Some(playback) = playback.upgrade()
                        && !playback.heard.swap(true, Ordering::AcqRel)
                    {
                        playback.wake_ticker();
                    }
                };
                self.feed(live::listen(&self.crew, source, form, times, wake));
            }
            Ok(None) => {}
            Err(why) => self.lock().live.source_trouble = Some(format!("in your settings: {why}").into()),
        }
        let Some(address) = self.options.push.clone() else { return };
        let (clock, playback) = (self.clock, Arc::downgrade(self));
        let tell = move |why: Option<&'static str>| {
            if let Some(playback) = playback.upgrade() {
                playback.lock().tell_meeting(why.map(Into::into));
            }
        };
        match Push::start(&self.crew, address, move || clock.now().0, tell) {
            Ok(push) => drop(self.push.set(push)),
            Err(why) => self.lock().tell_meeting(Some(why.into())),
        }
    }

    pub(super) fn feed(&self, feed: Arc<Feed>) {
        // Only once in a program, so it cannot be set already.
        let _ = self.feed.set(feed);
    }

    /// Takes what came from the source onto the stage, into the take and to the meeting. While the windows are `painting`
    /// the lines before, what came since then waits.
    #[must_use]
    pub fn hear(&self, painting: bool) -> Heard {
        let later = |wait| Heard { wait, ..Heard::default() };
        let Some(feed) = self.feed.get() else { return later(LONG) };
        let mut state = self.lock();
        let now = state.moment(self.clock.now());
        let rested = state.live.looked.map_or(PACE, |looked| now.since(looked));
        if rested < PACE {
            return later(PACE - rested);
        }
        if painting {
            return later(MOMENT);
        }
        state.live.looked = Some(now);
        let view = state.running().map(|running| running.show.view(now));
        let look = state.running().zip(view.as_ref()).and_then(|(running, view)| running.reading.look(view));
        let (live, stage) = (view.is_some_and(|view| view.live), state.stage);
        drop(state);
        // The feed has a lock of its own, which is not to be waited for while that one is held.
        self.heard.store(false, Ordering::Release);
        let phrases = feed.phrases();
        let lines = if live { feed.lines(now.0) } else { Vec::new() };
        let trouble = feed.health().1.map(Into::into);
        if let Some((look, stage)) = look.zip(stage) {
            feed.set_width(look.characters(stage));
        }
        let mut state = self.lock();
        if live && !phrases.is_empty() {
            state.note_live(&phrases, now);
        }
        let news = News { stage: *state.live.lines != *lines, console: state.live.source_trouble != trouble };
        if news.stage {
            state.live.lines = lines.into();
        }
        state.live.source_trouble = trouble;
        if news.any() {
            state.changed();
        }
        drop(state);
        if live {
            self.push_phrases(phrases, now);
        }
        Heard { news, wait: feed.until_clear(now.0).map_or(LONG, |left| left.min(SILENCE) + MOMENT) }
    }

    fn push_phrases(&self, phrases: Vec<Phrase>, now: Moment) {
        let Some(push) = self.push.get() else { return };
        for phrase in phrases {
            let speaker = phrase.speaker.map_or(String::new(), |speaker| format!("{}: ", speaker.to_uppercase()));
            push.send(Post { text: format!("{speaker}{}\n", phrase.text), language: phrase.language, shown: now.0 });
        }
    }

    /// Sends the scripted caption that stands on the stage to the meeting.
    pub(super) fn push_script(&self) {
        let Some(push) = self.push.get() else { return };
        let mut state = self.lock();
        let now = state.moment(self.clock.now());
        let Some(running) = state.running() else { return };
        let view = running.show.view(now);
        let language = running.reading.plan.languages.get(view.caption_language).cloned();
        drop(state);
        if let Some(block) = view.caption {
            push.send(Post { text: Words::of(&block).lines.join("\n") + "\n", language, shown: now.0 });
        }
    }

    /// What the console says of the source.
    pub(super) fn feed_status(&self, now: Moment) -> FeedStatus {
        self.feed.get().map_or_else(FeedStatus::default, |feed| {
            let (heard, _) = feed.health();
            FeedStatus { asked: true, ago: heard.map(|heard| now.since(Moment(heard))) }
        })
    }
}

impl State {
    fn tell_meeting(&mut self, why: Option<Arc<str>>) {
        self.live.meeting_trouble = why;
        self.changed();
    }
}
