//! What a speaker chose in a talk, as one plain value: taken from one show, it holds in the next. Where the talk is, and
//! what its audience sees of it, is no part of that.

use super::view::{CaptionSource, TimerMode};
use super::{Moment, Show};
use crate::deck::caption::CaptionLook;

pub use super::teleprompter::TeleprompterChoices;

/// Notes grow and shrink in tenths of their usual size, between a half and three times that.
pub(super) const USUAL_NOTES: u8 = 10;
pub(super) const SMALLEST_NOTES: u8 = 5;
pub(super) const LARGEST_NOTES: u8 = 30;

/// Each may be any value: a show takes the nearest that it can have.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices {
    pub captions_on: bool,
    /// Live only where somebody sends live captions.
    pub caption_source: CaptionSource,
    pub caption_look: CaptionLook,
    /// BCP 47; a talk without captions in it keeps its own.
    pub caption_language: String,
    /// Size of the notes relative to their usual size, 0.5 to 3.0.
    pub notes_scale: f32,
    pub timer_mode: TimerMode,
    pub teleprompter: TeleprompterChoices,
}

impl Show {
    /// What the speaker chose so far; in a talk that has just begun, what its deck says.
    #[must_use]
    pub fn choices(&self) -> Choices {
        let it = &self.teleprompter;
        Choices {
            captions_on: self.captions_on,
            caption_source: self.source,
            caption_look: self.caption_look,
            caption_language: self.plan.languages.get(self.language).cloned().unwrap_or_default(),
            notes_scale: f32::from(self.notes_tenths) / 10.0,
            timer_mode: self.timer_mode,
            teleprompter: TeleprompterChoices {
                speed: it.speed,
                script: it.script,
                mirrored: it.mirrored,
                turned: it.turned,
            },
        }
    }

    /// Chooses all of this at once, as if the speaker had pressed the keys for it. The talk stays where it is.
    pub fn choose(&mut self, choices: &Choices, now: Moment) {
        // Named one by one, so that a new choice cannot be forgotten here.
        let Choices {
            captions_on,
            caption_source,
            caption_look,
            caption_language,
            notes_scale,
            timer_mode,
            teleprompter,
        } = choices;
        let before = self.before(now);
        self.captions_on = *captions_on;
        self.source = if self.feed { *caption_source } else { CaptionSource::Script };
        let line = caption_look.line.clamp(CaptionLook::SMALLEST_LINE, CaptionLook::LARGEST_LINE);
        let look = CaptionLook { line, style: caption_look.style.sound(), ..*caption_look };
        if look != self.caption_look {
            self.set_look(|own| *own = look);
        }
        let known = self.plan.languages.iter().position(|language| language == caption_language);
        self.language = known.unwrap_or(self.language);
        // What is no number becomes the smallest.
        self.notes_tenths = ((notes_scale * 10.0).round() as u8).clamp(SMALLEST_NOTES, LARGEST_NOTES);
        self.timer_mode = *timer_mode;
        self.teleprompter.choose(*teleprompter, now);
        self.settle(before, now);
    }
}
