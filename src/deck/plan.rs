//! The plan of a talk: slides, steps, planned times, captions. All that the show needs to know, as plain values; `captions`
//! makes it of deck and pages.

use std::sync::Arc;
use std::time::Duration;

use crate::deck::caption::CaptionPlace;
use crate::deck::own_words::{Own, said};
use crate::deck::{CaptionColor, Ending};
use crate::geometry::Aspect;

/// The order of a talk. Invariant: never empty; every slide has at least one step.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub title: String,
    /// The proportion of its slides.
    pub aspect: Aspect,
    pub slides: Vec<PlannedSlide>,
    /// Planned length of the talk.
    pub length: Duration,
    /// At this speed the talk is planned.
    pub words_a_minute: u32,
    /// Words of the notes for each step of each slide.
    pub notes_words: Vec<Vec<u32>>,
    /// Caption languages (BCP 47), the talk's own first. Never empty.
    pub languages: Vec<String>,
    /// Whether captions are shown from the start, and where.
    pub captions_on: bool,
    pub caption_place: CaptionPlace,
    /// What the audience sees once the talk is over.
    pub ending: Ending,
    /// From how many takes the expected times were learnt; zero where they are the planned ones.
    pub takes: usize,
}

impl Plan {
    /// The slide that a link leads to by what it says after `#`: a slide's id, or else its number.
    #[must_use]
    pub fn linked(&self, anchor: &str) -> Option<usize> {
        let id = self.slides.iter().position(|slide| slide.id == anchor);
        id.or_else(|| {
            let number: usize = anchor.parse().ok()?;
            self.slides.iter().position(|slide| slide.number == number)
        })
    }

    /// `There are 28 slides, and an appendix up to 30`, for whoever asks for a number that no slide has; `count` are counted.
    #[must_use]
    pub fn count_words(&self, count: usize) -> String {
        let last = self.slides.iter().map(|slide| slide.number).max().unwrap_or(0);
        match (last == count, count) {
            (true, 1) => "There is one slide".to_owned(),
            (true, count) => format!("There are {count} slides"),
            (false, count) => format!("There are {count} slides, and an appendix up to {last}"),
        }
    }

    /// Whether any slide has a caption: without one the slide keeps the whole stage.
    #[must_use]
    pub fn has_captions(&self) -> bool {
        self.slides.iter().any(|slide| slide.captions.iter().flatten().any(|blocks| !blocks.is_empty()))
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct PlannedSlide {
    /// Stable name: how the show finds its place again after an edit.
    pub id: String,
    /// On one line, where the author gave one.
    pub title: Option<String>,
    /// The first words that stand on the slide, by which one without a title is known; none on a blank one.
    pub words: Option<String>,
    /// The deck's (BCP 47): of what a slide is called that has no words.
    pub language: String,
    /// The section the slide stands in, if any.
    pub section: Option<String>,
    /// The number that the audience sees, from 1; those of the appendix and then of hidden slides follow the talk's.
    pub number: usize,
    pub steps: usize,
    /// Left out by Next and Previous; reached by number.
    pub hidden: bool,
    pub optional: bool,
    pub appendix: bool,
    /// The speaker leaves it out of this talk: it takes no time, and Next and Previous pass it.
    pub left_out: bool,
    pub planned: Duration,
    /// The time that each step is expected to take: learnt from takes where it could be, else its share of `planned`.
    pub expected: Vec<Duration>,
    /// For each step its caption blocks, in order, for each language of `Plan::languages`:
    /// `captions[language][step][k]`.
    pub captions: Vec<Vec<Vec<CaptionBlock>>>,
}

impl PlannedSlide {
    /// Whether it is part of the talk: neither hidden nor in the appendix.
    #[must_use]
    pub fn is_told(&self) -> bool {
        !self.hidden && !self.appendix
    }

    /// What the slide is called wherever it is named: its title, or else its first words, or else its number.
    ///
    /// Its stable name is the author's own affair and says nothing to others.
    #[must_use]
    pub fn name(&self) -> String {
        let name = self.title.as_ref().or(self.words.as_ref());
        name.cloned().unwrap_or_else(|| said(Own::Slide, &self.language, &[self.number]))
    }

    /// The same after its number: `3. Why groups`; what is known by its number alone says that once.
    #[must_use]
    pub fn numbered_name(&self) -> String {
        let known = self.title.is_some() || self.words.is_some();
        if known { format!("{}. {}", self.number, self.name()) } else { self.name() }
    }

    /// As it is announced: `Slide 2 of 5, Three things to have`. One that is not counted has no number.
    #[must_use]
    pub fn announced(&self, count: usize) -> String {
        let known = self.title.is_some() || self.words.is_some();
        let number = said(Own::SlideOf, &self.language, &[self.number, count]);
        match (self.number <= count, known) {
            (true, true) => format!("{number}, {}", self.name()),
            (true, false) => number,
            (false, _) => self.name(),
        }
    }

    /// The time that the slide is expected to take.
    #[must_use]
    pub fn expected(&self) -> Duration {
        self.expected.iter().sum()
    }
}

/// A planned time in equal shares for the steps.
#[must_use]
pub fn shares(planned: Duration, steps: usize) -> Vec<Duration> {
    let steps = u32::try_from(steps.max(1)).unwrap_or(u32::MAX);
    // What is lost by rounding goes to the last step.
    let each = planned / steps;
    let last = planned - each * (steps - 1);
    (1..steps).map(|_| each).chain([last]).collect()
}

/// One caption as it stands on the screen: at most a few short lines.
#[derive(Clone, Debug, PartialEq)]
pub struct CaptionBlock {
    pub lines: Vec<String>,
    /// The speaker's name where it must be said.
    pub speaker: Option<String>,
    /// Whose voice it is, where there are several: also where that need not be said.
    pub voice: Option<Arc<str>>,
    pub color: CaptionColor,
    /// A described sound, not speech.
    pub sound: bool,
    /// Whether its author gave it a time (`hold`), which counts as written.
    pub held: bool,
    /// How long it stands when captions advance by plan.
    pub hold: Duration,
}

impl CaptionBlock {
    /// Speech of nobody in particular.
    #[must_use]
    pub fn plain(lines: Vec<String>, hold: Duration) -> Self {
        Self { lines, speaker: None, voice: None, color: CaptionColor::White, sound: false, held: false, hold }
    }
}
