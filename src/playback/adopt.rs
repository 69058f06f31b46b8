//! A reading of the deck → what plays from now on: a failed one never replaces a good one.

use std::path::Path;
use std::sync::Arc;

use crate::show::view::{CaptionSource, OnStage};
use crate::show::{Moment, Show};
use crate::talk::Talk;

use super::apply::due;
use super::faulty::FaultyDeck;
use super::go_on::{unfinished, unwritten};
use super::playing::{Reading, Running};
use super::reload::{self, Before};
use super::{Phase, Playback, State};

impl Playback {
    /// Takes a reading of `deck`, if that is still the one that is open. `asks`: one with faults waits for the speaker's
    /// word before it goes on stage.
    pub fn adopt(&self, deck: Option<&Arc<Path>>, loaded: Result<Talk, String>, asks: bool) {
        let mut state = self.lock();
        if !state.is_open(deck) {
            return;
        }
        let playing = state.running().is_some();
        // A talk that broke off was granted before.
        let goes_on = state.interrupted.as_ref().is_some_and(|talk| talk.at_once);
        let asks = asks && !goes_on && !playing && !self.options.anyway && !state.takes.rehearsal();
        state.changed();
        match loaded {
            Err(message) if playing => state.trouble = Some(message.into()),
            Err(message) => state.phase = Phase::Failed(message.into()),
            // There is nothing to go on stage with.
            Ok(talk) if !playing && !talk.usable() => {
                state.phase = Phase::Failed(talk.first_fault().unwrap_or_default().into());
            }
            Ok(talk) => {
                drop(state);
                match FaultyDeck::of(&talk).filter(|_| asks) {
                    Some(page) => self.wait_for_word(deck, page, talk),
                    None => self.play(deck, talk),
                }
            }
        }
    }

    fn wait_for_word(&self, deck: Option<&Arc<Path>>, page: FaultyDeck, talk: Talk) {
        let mut state = self.lock();
        if state.is_open(deck) {
            state.phase = Phase::Faulty { page: Arc::new(page), talk: Some(Box::new(talk)), granted: false };
            state.changed();
        }
    }

    /// Presents the deck that waited for the speaker's word, once that is given; returns whether. For the thread that
    /// reads, since words are gathered for it.
    pub fn play_granted(&self) -> bool {
        let mut state = self.lock();
        let Phase::Faulty { talk, granted: true, .. } = &mut state.phase else { return false };
        let (talk, deck) = (talk.take(), state.deck.clone());
        drop(state);
        let plays = talk.is_some();
        talk.into_iter().for_each(|talk| self.play(deck.as_ref(), *talk));
        plays
    }

    /// Plays a reading; what is good of the one that plays stays where this one has faults.
    fn play(&self, deck: Option<&Arc<Path>>, mut talk: Talk) {
        let before = {
            let mut state = self.lock();
            let now = state.moment(self.clock.now());
            state.running().map(|running| before(running, now))
        };
        if before.as_ref().is_some_and(|before| before.outlives(&talk)) {
            let mut state = self.lock();
            state.trouble = talk.first_fault().map(Into::into);
            return state.changed();
        }
        // The words are gathered, and new pictures looked at, before anybody has to wait.
        let trouble = before.and_then(|before| {
            reload::mark_broken(&mut talk, &before);
            reload::keep_good(&mut talk, &before)
        });
        let reading = Reading::new(talk, self.options.start.as_ref());
        let goes_on = deck.zip(self.goes_on());
        let mut disk = self.disk();
        let unfinished = goes_on.as_ref().and_then(|(deck, talk)| unfinished(deck, talk, &mut disk));
        let unwritten =
            goes_on.filter(|_| unfinished.is_none()).and_then(|(deck, talk)| unwritten(deck, &talk, &mut disk));
        let mut state = self.lock();
        // The speaker may have left for another deck meanwhile.
        if !state.is_open(deck) {
            return;
        }
        let now = state.moment(self.clock.now());
        // Nothing of the state is touched before the next one is whole.
        let mut show = match state.running() {
            Some(running) => {
                let mut show = running.show.clone();
                show.adopt(Arc::clone(&reading.plan));
                show
            }
            None => {
                let show = self.first_show(&reading, &state, now);
                state.go_on(show, now)
            }
        };
        show.expect_start(due(self.clock, now, reading.start.as_ref()));
        state.generation += 1;
        let reading = Arc::new(Reading { generation: state.generation, ..reading });
        state.phase = Phase::Playing(Box::new(Running { reading, show }));
        state.takes.stopped = None;
        if unfinished.is_some() {
            state.go_on_with_take(unfinished, now);
        }
        state.takes.begin_as(unwritten);
        (state.trouble, state.picture_trouble) = (trouble.map(Into::into), None);
        state.changed();
        state.note_take(now);
        drop(state);
        self.hear_talk();
    }

    fn first_show(&self, reading: &Reading, state: &State, now: Moment) -> Show {
        let mut show = Show::new(Arc::clone(&reading.plan)).begun_at(now);
        if state.takes.rehearsal() {
            show = show.rehearsed();
        }
        if let Some(stopped) = state.takes.stopped.clone() {
            show = show.after(stopped);
        }
        if self.options.green_room
            && state.preferences.green_room
            && !state.takes.rehearsal()
            && self.options.slide.is_none()
        {
            show = show.in_green_room();
        }
        let feed = self.source();
        show.hear(feed.is_some());
        show.end_with(state.preferences.ending);
        let mut choices = state.preferences.chosen(show.choices());
        if self.options.live.is_some() {
            (choices.captions_on, choices.caption_source) = (true, CaptionSource::Live);
        } else if feed.is_some_and(|feed| feed.is_machine()) && !reading.plan.has_captions() {
            choices.caption_source = CaptionSource::Live;
        }
        choices.captions_on &= self.options.captions;
        show.choose(&choices, now);
        match self.options.slide.and_then(|number| show.plan().slides.iter().position(|it| it.number == number)) {
            Some(slide) => show.opened_at(slide),
            None => show,
        }
    }
}

/// What plays when a new reading comes, and what the audience sees of it, or else the speaker.
fn before(running: &Running, now: Moment) -> Before {
    let view = running.show.view(now);
    let shown = if let OnStage::Slide(cursor) = view.on_stage { cursor.slide } else { view.cursor.slide };
    Before::of(&running.reading, shown)
}
