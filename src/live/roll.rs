//! Caption events → two lines that roll up. Unit: columns, of which a Chinese character takes two.
//!
//! Invariant: a word that stands above the last line never moves but upward, and no line is wider than `HARD`.

use std::collections::VecDeque;
use std::time::Duration;

use super::parse::{Event, Words};
use crate::writing::{is_unspaced, width};

/// Where nothing was said for this long, the lines are taken away.
pub const SILENCE: Duration = Duration::from_secs(8);
/// A line takes this much, and what closes a sentence a little more.
pub(super) const SOFT: usize = 37;
pub(super) const HARD: usize = 42;
/// The widest line with letters of Chinese or Japanese: 16 of them.
const WIDEST: usize = 32;
/// What closes, and so belongs to what is before it, as the marks of Chinese and Japanese do, and small kana.
const CLOSING: &str = ",.;:!?…)]\"'”’»";
const KEPT_TO: &str = "、。，．・：；？！ー」』）】〉》〕｝］々ぁぃぅぇぉっゃゅょァィゥェォッャュョ";
const OPENING: &str = "([“‘«「『（【〈《〔｛［";
/// Marks that follow each other before a line.
const MOST_MARKS: usize = 6;
/// Large captions on a small stage.
const NARROWEST: usize = 12;
const SHOWN: usize = 2;
/// Lines that a correction may bring back.
const KEPT: usize = 8;
/// Spaces beyond this are nobody's words.
const MOST_IN_LINE: usize = 4 * HARD;

/// The lines as they stand.
#[derive(Clone, Debug)]
pub struct RollUp {
    lines: VecDeque<String>,
    /// The phrase that is being written, as it was put into the lines.
    phrase: String,
    /// A phrase was ended, so the next one stands apart from it.
    between: bool,
    speaker: Option<String>,
    /// When the last word came.
    heard: Option<Duration>,
    /// The widest that a line may be.
    hard: usize,
}

impl Default for RollUp {
    fn default() -> Self {
        Self { lines: VecDeque::new(), phrase: String::new(), between: false, speaker: None, heard: None, hard: HARD }
    }
}

impl RollUp {
    /// Takes what was written `now`.
    pub fn take(&mut self, event: &Event, now: Duration) {
        if self.silent(now) {
            self.lines.clear();
        }
        match &event.words {
            Words::Append(more) => more.chars().for_each(|c| self.write(c, now)),
            Words::DeleteBack(count) => (0..*count).for_each(|_| self.delete()),
            Words::Replace(text) => self.replace(text, event.speaker.as_deref(), now),
            Words::Final(text) => {
                self.replace(text, event.speaker.as_deref(), now);
                self.between |= !self.phrase.is_empty();
                self.phrase.clear();
            }
            Words::Clear => {
                self.lines.clear();
                self.phrase.clear();
            }
        }
    }

    /// From now on a line has at most this many columns, and never more than `HARD`.
    pub fn set_width(&mut self, most: usize) {
        self.hard = most.clamp(NARROWEST, HARD);
    }

    /// The lines to be shown at this moment, the newest last; none after a silence.
    #[must_use]
    pub fn shown(&self, now: Duration) -> Vec<String> {
        if self.silent(now) {
            return Vec::new();
        }
        let whole = |line: &String| line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let first = self.lines.len().saturating_sub(SHOWN);
        self.lines.range(first..).map(whole).filter(|line| !line.is_empty()).collect()
    }

    /// When the last word came.
    #[must_use]
    pub fn heard(&self) -> Option<Duration> {
        self.heard
    }

    /// How long until the lines are taken away.
    #[must_use]
    pub fn until_clear(&self, now: Duration) -> Option<Duration> {
        let end = self.heard? + SILENCE;
        (now < end && !self.lines.is_empty()).then(|| end - now)
    }

    fn silent(&self, now: Duration) -> bool {
        self.heard.is_some_and(|heard| now >= heard + SILENCE)
    }

    /// The phrase in other words: what is the same in both stays where it is.
    fn replace(&mut self, text: &str, speaker: Option<&str>, now: Duration) {
        let other = speaker.filter(|speaker| self.speaker.as_deref() != Some(speaker) && !text.is_empty());
        let same = match other {
            Some(_) => 0,
            None => self.phrase.chars().zip(text.chars()).take_while(|(old, new)| old == new).count(),
        };
        (same..self.phrase.chars().count()).for_each(|_| self.delete());
        if let Some(speaker) = other {
            self.speaker = Some(speaker.to_owned());
            self.lines.push_back(String::new());
            self.between = false;
            // A name is no part of the phrase: no correction reaches it.
            format!("{}: ", speaker.to_uppercase()).chars().for_each(|c| self.put(c));
        }
        text.chars().skip(same).for_each(|c| self.write(c, now));
    }

    fn write(&mut self, c: char, now: Duration) {
        self.heard = Some(now);
        if std::mem::take(&mut self.between) && self.lines.back().is_some_and(|line| !line.is_empty()) {
            // A sound, or another person after chevrons, has a line of its own.
            match c {
                '[' | '>' => self.lines.push_back(String::new()),
                _ => self.put(' '),
            }
        }
        self.phrase.push(c);
        self.put(c);
    }

    fn put(&mut self, c: char) {
        if self.lines.is_empty() {
            self.lines.push_back(String::new());
        }
        let Some(line) = self.lines.back_mut() else { return };
        if c == ' ' {
            line.extend((line.len() < MOST_IN_LINE).then_some(c));
            return;
        }
        line.push(c);
        let wide = width(line);
        let hard = if line.contains(is_unspaced) { self.hard.min(WIDEST) } else { self.hard };
        let soft = hard - (HARD - SOFT);
        if wide <= soft || wide <= hard && (CLOSING.contains(c) || KEPT_TO.contains(c)) {
            return;
        }
        let word = line.rfind(' ').map(|space| space + 1).filter(|at| !line[..*at].trim().is_empty());
        let at = match word {
            Some(at) => at,
            None if wide <= hard => return,
            None => between_letters(line),
        };
        let next = line.split_off(at);
        self.lines.push_back(next);
        while self.lines.len() > KEPT {
            self.lines.pop_front();
        }
    }

    fn delete(&mut self) {
        // The end of the last phrase was a character too.
        if self.phrase.pop().is_none() && std::mem::take(&mut self.between) {
            return;
        }
        while let Some(line) = self.lines.back_mut() {
            let gone = line.pop();
            if line.is_empty() {
                self.lines.pop_back();
            }
            if gone.is_some() {
                return;
            }
        }
    }
}

/// Where a line without spaces ends that is a letter too long: no line begins with a closing mark or ends with an opening one.
fn between_letters(line: &str) -> usize {
    let mut places = line.char_indices().rev();
    let last = places.next().map_or(0, |(at, _)| at);
    let mut at = last;
    for (before, c) in places.take(MOST_MARKS) {
        if !line[at..].starts_with(|c| KEPT_TO.contains(c) || CLOSING.contains(c)) && !OPENING.contains(c) {
            return at;
        }
        at = before;
    }
    // Marks alone stand where they stand.
    last
}

#[cfg(test)]
pub(super) use crate::writing::letter_width as columns;
