//! Hypotheses of a recogniser, each of which may contradict the one before → words that stay as they are once they are shown.
//!
//! A word is shown when two hypotheses in a row have it and the newer does not end with it: a recogniser changes its last
//! word most often. The end of a phrase, or a while without news, shows the rest. What was shown stays, unless the phrase at its end
//! is another one altogether. Captioners who add words without taking any back see theirs at once.

use std::time::Duration;

use super::gauge::Quality;
use super::noise::{self, Noise};
use super::parse::{Event, Words};
use super::pieces::{Piece, after, distance, joined, pieces};

/// Words that wait for a second hypothesis wait no longer than this.
const LONGEST_WAIT: Duration = Duration::from_millis(2500);
/// A phrase of more pieces is nobody's breath.
pub(super) const MOST_PIECES: usize = 400;

/// A phrase that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    pub language: Option<String>,
    pub speaker: Option<String>,
    pub text: String,
}

/// One stream of hypotheses.
#[derive(Debug, Default)]
pub struct Steady {
    /// What is written is a machine's: it takes words back, and hears some where there are none.
    machine: bool,
    /// In this phrase words were taken back.
    rewrites: bool,
    /// The machine hears the end of a phrase again at the beginning of the next.
    overlaps: bool,
    /// The phrase as it is understood now, raw, and the hypothesis before.
    text: String,
    before: Vec<Piece>,
    /// Of this phrase.
    shown: Vec<Piece>,
    tags: (Option<String>, Option<String>),
    /// The last phrase that was ended.
    last: Vec<Piece>,
    /// When the last hypothesis came, while some of it is not shown.
    waiting: Option<Duration>,
    pub quality: Quality,
}

/// What is to be shown, and the phrases that are done.
#[derive(Debug, Default, PartialEq)]
pub struct Said {
    pub shown: Vec<Event>,
    pub phrases: Vec<Phrase>,
}

impl Steady {
    /// What a machine hears. `overlaps`: the end of a phrase also begins the next.
    pub fn machine(overlaps: bool) -> Self {
        Self { machine: true, rewrites: true, overlaps, ..Self::default() }
    }

    /// Begins anew; what was measured stays.
    pub fn begin(&mut self, overlaps: bool) {
        *self = Self { quality: std::mem::take(&mut self.quality), ..Self::machine(overlaps) };
    }

    /// Takes what was written `now`.
    pub fn take(&mut self, event: Event, now: Duration) -> Said {
        let mut said = Said::default();
        let Event { language, speaker, words } = event;
        let tags = (language, speaker);
        match words {
            Words::Clear => {
                self.end_phrase(Vec::new());
                said.show(tags, Words::Clear);
            }
            Words::Append(more) => {
                self.text.push_str(&more);
                if self.rewrites { self.settle(now, &mut said) } else { said.show(tags, Words::Append(more)) }
            }
            Words::DeleteBack(count) => {
                for _ in 0..count {
                    self.text.pop();
                }
                if !self.rewrites {
                    said.show(tags, Words::DeleteBack(count));
                }
            }
            Words::Replace(text) => {
                if !std::mem::replace(&mut self.rewrites, true) {
                    // What was added so far was shown.
                    self.shown = pieces(&self.text);
                }
                let before = self.heard(&self.text).0;
                if !before.is_empty() {
                    self.before = before;
                }
                (self.text, self.tags) = (text, tags);
                self.settle(now, &mut said);
            }
            Words::Final(text) => {
                self.tags = tags;
                self.finish(text, now, &mut said);
            }
        }
        said
    }

    /// Shows what has waited too long.
    pub fn release(&mut self, now: Duration) -> Said {
        let mut said = Said::default();
        if self.until_release(now) == Some(Duration::ZERO) {
            self.waiting = None;
            let heard = self.heard(&self.text).0;
            let from = after(&self.shown, &heard);
            self.show(&heard[from..], &mut said);
        }
        said
    }

    /// How long until words that wait are shown all the same.
    pub fn until_release(&self, now: Duration) -> Option<Duration> {
        Some((self.waiting? + LONGEST_WAIT).saturating_sub(now))
    }

    /// Shows what the last two hypotheses agree on, but for the last word.
    fn settle(&mut self, now: Duration, said: &mut Said) {
        let heard = self.heard(&self.text).0;
        let (old, new) = (after(&self.shown, &self.before), after(&self.shown, &heard));
        let (old, new) = (&self.before[old..], &heard[new..]);
        let sure = &new[..new.len().saturating_sub(1)];
        let same = old.iter().zip(sure).take_while(|(old, new)| old.is(new)).count();
        self.waiting = (!new.is_empty()).then_some(now);
        // A hypothesis that is not whole yet contradicts nothing.
        if new.len() >= old.len() && !old.is_empty() {
            self.quality.beat(now, (old.len() - 1).saturating_sub(same));
        }
        let agreed = new[..same].to_vec();
        self.show(&agreed, said);
    }

    /// The phrase is done: what of it is not shown follows what is.
    fn finish(&mut self, text: String, now: Duration, said: &mut Said) {
        if !self.rewrites {
            let whole = pieces(&text);
            said.phrases.extend(self.phrase(text.clone()));
            said.show(std::mem::take(&mut self.tags), Words::Final(text));
            return self.end_phrase(whole);
        }
        let (heard, noise) = self.heard(&text);
        noise.into_iter().for_each(|noise| self.quality.left_out(noise));
        said.phrases.extend(self.phrase(joined(&heard)));
        let from = after(&self.shown, &heard);
        let (stands, rest) = (self.shown.len(), heard[from..].to_vec());
        let other = distance(&self.shown, &heard[..from]) * 2 > stands && !heard.is_empty();
        self.quality.said(now, heard.len());
        if other {
            said.show(std::mem::take(&mut self.tags), Words::Final(joined(&heard)));
        } else if stands + rest.len() > 0 {
            self.shown.extend(rest);
            said.show(std::mem::take(&mut self.tags), Words::Final(joined(&self.shown)));
        }
        // Noise does not part a phrase from its repetition.
        let last = if heard.is_empty() { std::mem::take(&mut self.last) } else { heard };
        self.end_phrase(last);
    }

    fn phrase(&self, text: String) -> Option<Phrase> {
        let (language, speaker) = self.tags.clone();
        (!text.is_empty()).then_some(Phrase { language, speaker, text })
    }

    fn end_phrase(&mut self, last: Vec<Piece>) {
        self.text.clear();
        self.before.clear();
        self.shown.clear();
        (self.last, self.waiting) = (last, None);
        // The next phrase may be a captioner's.
        self.rewrites = self.machine;
    }

    fn show(&mut self, more: &[Piece], said: &mut Said) {
        if !more.is_empty() {
            self.shown.extend_from_slice(more);
            said.show(self.tags.clone(), Words::Replace(joined(&self.shown)));
        }
    }

    /// The pieces of a hypothesis, without what nobody said, and why something was left out.
    fn heard(&self, text: &str) -> (Vec<Piece>, Option<Noise>) {
        let (mut heard, mut noise) = if self.machine { noise::without(text, &self.last) } else { (pieces(text), None) };
        if self.overlaps && heard.first().zip(self.last.last()).is_some_and(|(first, last)| first.is(last)) {
            heard.remove(0);
        }
        if heard.len() > MOST_PIECES {
            heard.truncate(MOST_PIECES);
            noise = Some(Noise::Repeated);
        }
        (heard, noise)
    }
}

impl Said {
    fn show(&mut self, (language, speaker): (Option<String>, Option<String>), words: Words) {
        self.shown.push(Event { language, speaker, words });
    }
}
