//! What a recogniser wrote, and when → how well it does: words a minute, how soon they come, how many it took back.

use std::time::Duration;

use super::noise::Noise;

/// A longer gap is nobody's speech.
const PAUSE: Duration = Duration::from_secs(4);
/// Less speech says nothing about its speed.
const LEAST: Duration = Duration::from_secs(4);

/// What was measured since the recogniser began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quality {
    /// Words that were said, and such as were written and taken back.
    pub words: usize,
    pub taken_back: usize,
    /// Hypotheses in a row, and the time between them.
    beats: u32,
    speaking: Duration,
    last: Option<Duration>,
    /// Phrases that nobody said: silence, repetitions, inventions.
    pub left_out: [usize; 3],
}

impl Quality {
    /// Another hypothesis came, in which so many words are others.
    pub fn beat(&mut self, now: Duration, taken_back: usize) {
        if let Some(gap) = self.last.map(|last| now.saturating_sub(last)).filter(|gap| *gap < PAUSE && !gap.is_zero()) {
            self.beats += 1;
            self.speaking += gap;
        }
        self.last = Some(now);
        self.taken_back += taken_back;
    }

    /// A phrase of so many words is done.
    pub fn said(&mut self, now: Duration, words: usize) {
        self.words += words;
        if words > 0 {
            self.beat(now, 0);
        }
    }

    pub fn left_out(&mut self, noise: Noise) {
        self.left_out[noise as usize] += 1;
    }

    #[must_use]
    pub fn words_a_minute(&self) -> Option<u32> {
        let minutes = self.speaking.as_secs_f64() / 60.0;
        (self.speaking >= LEAST).then(|| (self.words as f64 / minutes).round() as u32)
    }

    /// How often new words come while somebody speaks.
    #[must_use]
    pub fn every(&self) -> Option<Duration> {
        (self.beats >= 3).then(|| self.speaking / self.beats)
    }

    /// How many of a hundred words were written otherwise at first.
    #[must_use]
    pub fn unsure(&self) -> Option<u32> {
        (self.words >= 10).then(|| ((self.taken_back * 100) as f64 / self.words as f64).round().min(100.0) as u32)
    }
}
