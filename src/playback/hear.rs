//! What a captioner sends → the lines on the stage, the take, and the meeting.
//!
//! The ticker does all of it, at most once in `PACE` however much is sent; windows look at what is ready.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use crate::layout::caption::Words;
use crate::live::{self, Feed, Hearing, Phrase, Post, Push, SILENCE, Source, Times, Wanted};
use crate::show::Moment;
use crate::show::choices::Choices;
use crate::show::view::CaptionSource;

use super::clock::TimeOfDay;
use super::listener::News;
use super::live::{FeedStatus, Heard, Live};
use super::{LONG, Phase, Playback, State};

/// Lines on the stage change at most this often.
const PACE: Duration = Duration::from_millis(33);
/// A picture that is being painted is looked for this often.
const MOMENT: Duration = Duration::from_millis(4);

impl Playback {
    /// The group of programs that sends captions, by its number, where the talk started any.
    #[must_use]
    pub fn captioners(&self) -> Option<u32> {
        self.source()?.group()
    }

    /// The source of live captions, if there is any.
    pub(super) fn source(&self) -> Option<Arc<Feed>> {
        self.feed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What the speaker is told of the recogniser, where one is to listen.
    #[must_use]
    pub fn hearing(&self) -> Option<Hearing> {
        self.source()?.hearing()
    }

    /// Begins to listen where the speaker asked for it, on the command line or in the settings, and to send to a meeting.
    pub fn listen(self: &Arc<Self>) {
        self.lock().live.asked = true;
        self.listen_to_source();
        self.send_to_meeting();
    }

    /// The settings name another source than before.
    pub(super) fn change_source(self: &Arc<Self>) {
        if self.options.live.is_some() {
            return;
        }
        let old = self.feed.lock().unwrap_or_else(PoisonError::into_inner).take();
        old.into_iter().for_each(|feed| feed.close());
        self.listen_to_source();
        let new = self.source();
        let mut state = self.lock();
        let now = state.moment(self.clock.now());
        state.live = Live { asked: true, meeting_trouble: state.live.meeting_trouble.take(), ..Live::default() };
        if let Phase::Playing(running) = &mut state.phase {
            running.show.hear(new.is_some());
            let live = new.is_some_and(|feed| feed.is_machine()) && !running.show.plan().has_captions();
            let mut choices = running.show.choices();
            choices.caption_source = if live { CaptionSource::Live } else { choices.caption_source };
            running.show.choose(&choices, now);
            state.changed();
        }
        drop(state);
        self.hear_talk();
    }

    /// A recogniser listens to the talk that plays, in its language.
    pub(super) fn hear_talk(&self) {
        let Some(feed) = self.source().filter(|feed| feed.is_machine()) else { return };
        let state = self.lock();
        let language = state.running().map(|running| running.reading.deck.language.clone());
        let named = state.preferences.recogniser();
        drop(state);
        language
            .into_iter()
            .for_each(|language| live::hear(&self.crew, &feed, Wanted { language, named: named.clone() }));
    }

    fn listen_to_source(self: &Arc<Self>) {
        let wished = self.lock().preferences.source();
        let source = match (&self.options.live, wished) {
            (Some(asked), _) => Ok(Some(asked.clone())),
            (None, Some(wished)) => Source::read(&wished).map(|source| Some((source, Default::default()))),
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
    }

    fn send_to_meeting(self: &Arc<Self>) {
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
        *self.feed.lock().unwrap_or_else(PoisonError::into_inner) = Some(feed);
    }

    /// Takes what came from the source onto the stage, into the take and to the meeting. While the windows are `painting`
    /// the lines before, what came since then waits.
    #[must_use]
    pub fn hear(&self, painting: bool) -> Heard {
        let later = |wait| Heard { wait, ..Heard::default() };
        let Some(feed) = self.source() else { return later(LONG) };
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
        // They go on where nobody sees them.
        let lines = Some(feed.lines(now.0)).filter(|_| live).unwrap_or_default();
        let trouble = feed.health().1.map(Into::into);
        let hearing = feed.hearing();
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
        hearing.into_iter().for_each(|hearing| state.tell_hearing(hearing, now));
        if news.any() {
            state.changed();
        }
        drop(state);
        if live {
            self.push_phrases(phrases, now);
        }
        Heard { news, wait: feed.until_change(now.0).map_or(LONG, |left| left.min(SILENCE) + MOMENT) }
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
        self.source().map_or_else(FeedStatus::default, |feed| {
            let (heard, _) = feed.health();
            FeedStatus { asked: true, ago: heard.map(|heard| now.since(Moment(heard))) }
        })
    }
}

impl State {
    /// What was found to listen is told once; where nothing was, the script's captions are better than none.
    fn tell_hearing(&mut self, hearing: Hearing, now: Moment) {
        if hearing.by.is_some() && self.live.by != hearing.by {
            self.said = hearing.by.as_ref().map(|by| (format!("Live captions by {by}").into(), now));
            self.live.by = hearing.by;
            self.changed();
        }
        let gave_up = hearing.gave_up && !std::mem::replace(&mut self.live.gave_up, hearing.gave_up);
        if let Phase::Playing(running) = &mut self.phase
            && gave_up
            && running.show.plan().has_captions()
        {
            let choices = Choices { caption_source: CaptionSource::Script, ..running.show.choices() };
            running.show.choose(&choices, now);
            self.changed();
        }
        self.live.gave_up = hearing.gave_up;
    }

    fn tell_meeting(&mut self, why: Option<Arc<str>>) {
        self.live.meeting_trouble = why;
        self.changed();
    }
}
