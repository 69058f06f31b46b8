//! A deck and its pages' step counts become the plan of the talk: numbers, sections, planned times, caption blocks.
//!
//! Invariant: the plan's slides are the deck's, in its order. Planned times are whole seconds unless the author's are not.

use std::sync::Arc;
use std::time::Duration;

use super::pace;
use super::segment::blocks_in;
use crate::deck::plan::{CaptionBlock, Plan, PlannedSlide, shares};
use crate::deck::{CaptionColor, CaptionDisplay, Captions, Cue, Deck, Ending, Rich, Slide, Speaker, numbers};
use crate::geometry::Aspect;
use crate::writing;

/// What a slide gets at least, and what it gets where the talk's length is not given.
const LEAST: Duration = Duration::from_secs(10);
const USUAL: Duration = Duration::from_secs(60);
const SOUND_HOLD: Duration = Duration::from_secs(2);

/// The plan of a talk whose slides have as many `steps` as their pages.
#[must_use]
pub fn plan(deck: &Deck, steps: &[usize]) -> Plan {
    let script = Script {
        slides: &deck.slides,
        speakers: &deck.speakers,
        captions: &deck.captions,
        language: &deck.language,
        aspect: deck.aspect,
        length: deck.length,
    };
    Plan { ending: deck.ending, ..script.plan(deck.title.clone(), steps) }
}

/// The cue's words in a language, or else in the talk's own, with the language that they are in.
#[must_use]
pub fn words_in<'c>(cue: &'c Cue, language: &str) -> Option<(&'c str, &'c str)> {
    let found = cue.text.iter().find(|(written, _)| written == language).or_else(|| cue.text.first())?;
    Some((&found.0, &found.1))
}

/// What of a deck the plan is made from.
pub(super) struct Script<'a> {
    pub(super) slides: &'a [Slide],
    pub(super) speakers: &'a [Speaker],
    pub(super) captions: &'a Captions,
    pub(super) language: &'a str,
    pub(super) aspect: Aspect,
    pub(super) length: Option<Duration>,
}

impl Script<'_> {
    pub(super) fn plan(&self, title: String, steps: &[usize]) -> Plan {
        let mut languages = self.captions.languages.clone();
        if languages.is_empty() {
            languages.push(self.language.to_owned());
        }
        let times = self.times(&languages[0], steps);
        let talk: Duration =
            self.slides.iter().zip(&times).filter(|(slide, _)| timed(slide)).map(|(_, time)| *time).sum();
        let captions_on = self.captions.display != CaptionDisplay::Off;
        let numbers = numbers(self.slides);
        let mut section = None;
        let mut said = vec![None; languages.len()];
        let mut slides = Vec::with_capacity(self.slides.len());
        for (index, slide) in self.slides.iter().enumerate() {
            let title = title_of(slide);
            if let Some(name) = slide.begins() {
                section = one_line(name);
            }
            let steps = steps.get(index).copied().unwrap_or(1).max(1);
            let captions = languages.iter().zip(&mut said);
            slides.push(PlannedSlide {
                id: slide.id.clone(),
                title,
                words: None,
                language: self.language.to_owned(),
                section: section.clone(),
                number: numbers[index],
                steps,
                hidden: slide.hidden,
                optional: slide.optional,
                appendix: slide.appendix,
                left_out: false,
                planned: times[index],
                expected: shares(times[index], steps),
                captions: captions.map(|(language, said)| self.captions(slide, steps, language, said)).collect(),
            });
        }
        let caption_place = self.captions.display.into();
        let length = self.length.unwrap_or(talk);
        let notes_words = self.slides.iter().zip(&slides).map(|(slide, it)| notes_words(slide, it.steps)).collect();
        Plan {
            title,
            aspect: self.aspect,
            slides,
            length,
            words_a_minute: self.captions.plan_wpm,
            notes_words,
            languages,
            captions_on,
            caption_place,
            ending: Ending::default(),
            takes: 0,
        }
    }

    /// Planned times: the author's where given; the other slides share what they leave of the talk's length. Where each of
    /// them has captions, by their words; a script that is only begun says nothing of the rest, so else it goes by what
    /// there is to be said. Hidden and appendix slides are not planned for.
    fn times(&self, language: &str, steps: &[usize]) -> Vec<Duration> {
        let open = |slide: &Slide| timed(slide) && slide.time.is_none();
        let mut times: Vec<Duration> = self.slides.iter().map(|slide| slide.time.unwrap_or_default()).collect();
        let Some(length) = self.length else {
            for (time, _) in times.iter_mut().zip(self.slides).filter(|(_, slide)| open(slide)) {
                *time = USUAL;
            }
            return times;
        };
        let given: Duration = self.slides.iter().filter(|slide| timed(slide)).filter_map(|slide| slide.time).sum();
        let sharing = self.slides.iter().filter(|slide| open(slide)).count() as u64;
        let words: Vec<u64> = self.slides.iter().map(|slide| words_of(slide, language)).collect();
        let scripted = self.slides.iter().zip(&words).filter(|(slide, _)| open(slide)).all(|(_, words)| *words > 0);
        let weights: Vec<u64> = if scripted {
            words
        } else {
            let steps = |at: usize| steps.get(at).copied().unwrap_or(1);
            self.slides.iter().enumerate().map(|(at, slide)| to_say(slide, steps(at))).collect()
        };
        let whole: u64 = self.slides.iter().zip(&weights).filter(|(slide, _)| open(slide)).map(|(_, it)| it).sum();
        let share = length.saturating_sub(given).as_secs().saturating_sub(LEAST.as_secs() * sharing);
        // Shares are cut from one running sum, so that their roundings cannot add up.
        let until = |weight: u64| share * weight / whole.max(1);
        let mut before = 0;
        for (index, _) in self.slides.iter().enumerate().filter(|(_, slide)| open(slide)) {
            let after = before + weights[index];
            times[index] = LEAST + Duration::from_secs(until(after) - until(before));
            before = after;
        }
        times
    }

    /// A slide's caption blocks in one language, step by step. `said` is who spoke last in the talk.
    fn captions(
        &self,
        slide: &Slide,
        steps: usize,
        language: &str,
        said: &mut Option<usize>,
    ) -> Vec<Vec<CaptionBlock>> {
        let mut captions = vec![Vec::new(); steps];
        let mut cues: Vec<&Cue> = slide.cues.iter().collect();
        // Words for a step that the page does not have are said at its last one, after its own.
        cues.sort_by_key(|cue| cue.step);
        for cue in cues {
            let blocks = &mut captions[cue.step.min(steps - 1)];
            if let Some(sound) = &cue.sound {
                self.sound(sound, cue, language, blocks);
            }
            self.speech(cue, language, said, blocks);
        }
        captions
    }

    fn sound(&self, sound: &str, cue: &Cue, language: &str, blocks: &mut Vec<CaptionBlock>) {
        let label = sound.trim().trim_matches(['[', ']']).to_uppercase();
        let hold = cue.hold.unwrap_or(SOUND_HOLD);
        for lines in blocks_in(language, &format!("[{label}]"), self.captions.max_chars, self.captions.max_lines) {
            let held = cue.hold.is_some();
            blocks.push(CaptionBlock { sound: true, held, ..CaptionBlock::plain(lines, hold) });
        }
    }

    fn speech(&self, cue: &Cue, language: &str, said: &mut Option<usize>, blocks: &mut Vec<CaptionBlock>) {
        let Some((language, text)) = words_in(cue, language) else { return };
        let cut = blocks_in(language, text, self.captions.max_chars, self.captions.max_lines);
        // Where there is but one speaker it is always that one, and never needs to be said.
        let speaker = match self.speakers {
            [_] => Some(0),
            _ => cue.speaker.filter(|&speaker| speaker < self.speakers.len()),
        };
        let (mut name, mut voice) = (None, None);
        if self.speakers.len() > 1 && !cut.is_empty() {
            voice = speaker.map(|speaker| Arc::<str>::from(self.speakers[speaker].name.as_str()));
            name = speaker.filter(|_| speaker != *said).map(|speaker| self.speakers[speaker].name.clone());
            *said = speaker;
        }
        let color = speaker.map_or(CaptionColor::White, |speaker| self.speakers[speaker].color);
        let all: u32 = cut.iter().map(|lines| words(lines)).sum();
        for lines in cut {
            let words = words(&lines);
            let (speaker, voice, held) = (name.take(), voice.clone(), cue.hold.is_some());
            let plain = CaptionBlock::plain(lines, Duration::default());
            let mut block = CaptionBlock { speaker, voice, color, held, ..plain };
            block.hold = match cue.hold {
                // A time that the author gave is for the whole cue.
                Some(hold) => hold * words / all.max(1),
                None => self.hold(&block, words),
            };
            blocks.push(block);
        }
    }

    /// As long as the words are spoken, and as they are read without effort; no longer than what is read twice.
    fn hold(&self, block: &CaptionBlock, words: u32) -> Duration {
        let a_word = Duration::from_secs(60) / self.captions.plan_wpm.max(1);
        let read = Duration::from_millis(pace::comfortable(block));
        (a_word * words).max(read).min(Duration::from_millis(pace::LONGEST))
    }
}

/// Whether the talk's time includes the slide.
fn timed(slide: &Slide) -> bool {
    !slide.hidden && !slide.appendix
}

/// The slide's title in one line.
fn title_of(slide: &Slide) -> Option<String> {
    one_line(slide.title.as_ref()?)
}

fn one_line(rich: &Rich) -> Option<String> {
    let words = rich.text().split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

/// Words of the notes at each of a slide's steps.
fn notes_words(slide: &Slide, steps: usize) -> Vec<u32> {
    let mut out = vec![0; steps];
    for part in &slide.notes {
        let mut lines = Vec::new();
        part.blocks.iter().for_each(|block| block.words(&mut lines));
        out[part.step.min(steps - 1)] += words(&lines);
    }
    out
}

/// How much there is to be said to a slide without captions: as much as to any other, and more for notes, for many words
/// on it, and for each press. One is about five seconds.
fn to_say(slide: &Slide, steps: usize) -> u64 {
    const EACH: u64 = 12;
    const NOTES: u64 = 10;
    const SHOWN: u64 = 25;
    let mut shown = Vec::new();
    slide.body.iter().chain(&slide.aside).for_each(|block| block.words(&mut shown));
    let notes: u32 = notes_words(slide, 1).iter().sum();
    EACH + u64::from(notes) / NOTES + u64::from(words(&shown)) / SHOWN + steps.saturating_sub(1) as u64
}

fn words_of(slide: &Slide, language: &str) -> u64 {
    let texts = slide.cues.iter().filter_map(|cue| words_in(cue, language));
    texts.map(|(_, text)| writing::words(text)).sum()
}

fn words(lines: &[String]) -> u32 {
    lines.iter().map(|line| writing::words(line) as u32).sum()
}
