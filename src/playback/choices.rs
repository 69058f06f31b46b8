//! What the speaker chooses in a talk → what is kept for the talks to come, and from that the choices of the next talk.

use crate::deck::caption::CaptionLook;
use crate::settings::{Captions, Settings, Teleprompter};
use crate::show::choices::{Choices, TeleprompterChoices};
use crate::show::view::TimerMode;

/// Of the settings, what is chosen in a talk. What is `None` was never chosen: there each deck says.
#[derive(Clone, Debug, PartialEq)]
pub struct Preferences {
    notes_scale: f32,
    timer_mode: TimerMode,
    captions: Captions,
    teleprompter: Teleprompter,
}

impl Default for Preferences {
    fn default() -> Self {
        Self::of(&Settings::default())
    }
}

impl Preferences {
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        Self {
            notes_scale: settings.console.notes_scale,
            timer_mode: settings.console.timer_mode,
            captions: settings.captions.clone(),
            teleprompter: settings.teleprompter,
        }
    }

    /// Puts them into the settings.
    pub fn put_into(self, settings: &mut Settings) {
        let Self { notes_scale, timer_mode, captions, teleprompter } = self;
        (settings.console.notes_scale, settings.console.timer_mode) = (notes_scale, timer_mode);
        (settings.captions, settings.teleprompter) = (captions, teleprompter);
    }

    /// Keeps what a command has changed of the choices. True if that is new.
    pub(super) fn keep(&mut self, before: Choices, now: Choices) -> bool {
        // Named one by one, so that a new choice cannot be forgotten here.
        let Choices {
            captions_on,
            // Who sends live captions is asked anew for each talk.
            caption_source: _,
            caption_look: CaptionLook { place, line },
            caption_language,
            notes_scale,
            timer_mode,
            teleprompter: TeleprompterChoices { speed, script, mirrored, turned },
        } = now;
        let known = self.clone();
        (self.notes_scale, self.timer_mode) = (notes_scale, timer_mode);
        keep_changed(&mut self.captions.on, before.captions_on, captions_on);
        keep_changed(&mut self.captions.place, before.caption_look.place, place);
        keep_changed(&mut self.captions.size, before.caption_look.line, line);
        keep_changed(&mut self.captions.language, before.caption_language, caption_language);
        keep_changed(&mut self.teleprompter.speed, before.teleprompter.speed, speed);
        self.teleprompter = Teleprompter { captions: script, mirrored, turned, ..self.teleprompter };
        known != *self
    }

    /// The choices of a talk that begins: the speaker's, and where there are none, its `own`.
    pub(super) fn chosen(&self, own: Choices) -> Choices {
        let Self { notes_scale, timer_mode, captions, teleprompter } = self;
        let Captions { language, on, place, size, source: _ } = captions;
        let Teleprompter { speed, captions: script, mirrored, turned } = *teleprompter;
        Choices {
            captions_on: on.unwrap_or(own.captions_on),
            caption_source: own.caption_source,
            caption_look: CaptionLook {
                place: place.unwrap_or(own.caption_look.place),
                line: size.unwrap_or(own.caption_look.line),
            },
            caption_language: language.clone().unwrap_or(own.caption_language),
            notes_scale: *notes_scale,
            timer_mode: *timer_mode,
            teleprompter: TeleprompterChoices {
                speed: speed.unwrap_or(own.teleprompter.speed),
                script,
                mirrored,
                turned,
            },
        }
    }
}

fn keep_changed<T: PartialEq>(kept: &mut Option<T>, before: T, now: T) {
    if before != now {
        *kept = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::show::command::Command;
    use crate::show::tests::{all_commands, talk};
    use crate::show::view::CaptionSource;
    use crate::show::{Moment, Show};

    proptest! {
        #[test]
        fn what_is_chosen_in_one_talk_holds_in_the_next(
            presses in prop::collection::vec(proptest::sample::select(all_commands()), 0..60),
        ) {
            let (now, mut preferences) = (Moment::default(), Preferences::default());
            let mut first = Show::new(talk());
            for command in presses.into_iter().filter(|command| *command != Command::CaptionSource) {
                let before = first.choices();
                let _ = first.apply(command, now);
                let chosen = preferences.keep(before.clone(), first.choices());
                prop_assert_eq!(chosen, before != first.choices());
            }
            let mut settings = Settings::default();
            preferences.put_into(&mut settings);
            let mut next = Show::new(talk());
            next.choose(&Preferences::of(&settings).chosen(next.choices()), now);
            prop_assert_eq!(next.choices(), first.choices());
        }
    }

    #[test]
    fn what_was_never_chosen_is_the_decks() {
        let own = Show::new(talk()).choices();
        let mut preferences = Preferences::default();
        assert_eq!(preferences.chosen(own.clone()), own);
        let louder = Choices { notes_scale: 1.3, ..own.clone() };
        assert!(preferences.keep(own.clone(), louder));
        let other = Choices {
            captions_on: !own.captions_on,
            caption_source: CaptionSource::Live,
            caption_language: "de".to_owned(),
            teleprompter: TeleprompterChoices { speed: 90, ..own.teleprompter },
            ..own
        };
        assert_eq!(preferences.chosen(other.clone()), Choices { notes_scale: 1.3, ..other });
    }
}
