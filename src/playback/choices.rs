//! What the speaker chooses in a talk → what is kept for the talks to come, and from that the choices of the next talk.

use crate::deck::Ending;
use crate::deck::caption::{CaptionLook, CaptionStyle};
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
    /// What the audience sees after a talk. It is chosen in the settings alone.
    pub(super) ending: Option<Ending>,
    /// Whether a talk waits for Start; as well.
    pub(super) green_room: bool,
    pub(super) wishes: CaptionWishes,
}

/// What the system asks of captions, for whoever looks at them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaptionWishes {
    /// Nothing is to shine through what is behind them.
    pub contrast: bool,
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
            ending: settings.stage.ending,
            green_room: settings.stage.green_room,
            wishes: CaptionWishes::default(),
        }
    }

    /// The same where the system asks for this.
    #[must_use]
    pub fn with(self, wishes: CaptionWishes) -> Self {
        Self { wishes, ..self }
    }

    /// Puts them into the settings.
    pub fn put_into(self, settings: &mut Settings) {
        let Self { notes_scale, timer_mode, captions, teleprompter, ending: _, green_room: _, wishes: _ } = self;
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
            caption_look: CaptionLook { place, line, style },
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
        let old = before.caption_look.style;
        keep_changed(&mut self.captions.color, old.color, style.color);
        keep_changed(&mut self.captions.plate, old.plate, style.plate);
        keep_changed(&mut self.captions.opacity, old.opacity, style.opacity);
        keep_changed(&mut self.captions.font, old.font, style.font);
        keep_changed(&mut self.captions.edge, old.edge, style.edge);
        keep_changed(&mut self.captions.language, before.caption_language, caption_language);
        keep_changed(&mut self.teleprompter.speed, before.teleprompter.speed, speed);
        self.teleprompter = Teleprompter { captions: script, mirrored, turned, ..self.teleprompter };
        known != *self
    }

    /// The source of live captions that the settings name, and the recogniser.
    pub(super) fn source(&self) -> Option<String> {
        self.captions.source.clone()
    }

    pub(super) fn recogniser(&self) -> Option<String> {
        self.captions.recogniser.clone()
    }

    pub(super) fn same_source(&self, other: &Self) -> bool {
        self.source() == other.source() && self.recogniser() == other.recogniser()
    }

    /// Puts into the choices of a talk whatever is another here than in `old`; `own` are those of its deck.
    pub(super) fn put_changes(&self, old: &Self, own: Choices, choices: &mut Choices) {
        let new = self.chosen(own);
        let (before, after) = (&old.captions, &self.captions);
        if before.on != after.on {
            choices.captions_on = new.captions_on;
        }
        if before.place != after.place {
            choices.caption_look.place = new.caption_look.place;
        }
        if before.size != after.size {
            choices.caption_look.line = new.caption_look.line;
        }
        let style = &mut choices.caption_look.style;
        let wanted = new.caption_look.style;
        if before.color != after.color {
            style.color = wanted.color;
        }
        if before.plate != after.plate {
            style.plate = wanted.plate;
        }
        if before.opacity != after.opacity || old.wishes != self.wishes {
            style.opacity = wanted.opacity;
        }
        if before.font != after.font {
            style.font = wanted.font;
        }
        if before.edge != after.edge {
            style.edge = wanted.edge;
        }
        if before.language != after.language {
            choices.caption_language = new.caption_language;
        }
        if old.notes_scale != self.notes_scale {
            choices.notes_scale = new.notes_scale;
        }
        if old.timer_mode != self.timer_mode {
            choices.timer_mode = new.timer_mode;
        }
        if old.teleprompter != self.teleprompter {
            choices.teleprompter = new.teleprompter;
        }
    }

    /// The choices of a talk that begins: the speaker's, and where there are none, its `own`.
    pub(super) fn chosen(&self, own: Choices) -> Choices {
        let Self { notes_scale, timer_mode, captions, teleprompter, ending: _, green_room: _, wishes } = self;
        let (language, on) = (&captions.language, captions.on);
        let Teleprompter { speed, captions: script, mirrored, turned } = *teleprompter;
        Choices {
            captions_on: on.unwrap_or(own.captions_on),
            caption_source: own.caption_source,
            caption_look: look(captions, own.caption_look, *wishes),
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

/// How captions look: as the speaker chose, and for what was never chosen, as they do by themselves or as the system asks.
#[must_use]
pub fn look(chosen: &Captions, own: CaptionLook, wishes: CaptionWishes) -> CaptionLook {
    let style = own.style;
    let opacity = if wishes.contrast { 100 } else { style.opacity };
    CaptionLook {
        place: chosen.place.unwrap_or(own.place),
        line: chosen.size.unwrap_or(own.line),
        style: CaptionStyle {
            color: chosen.color.unwrap_or(style.color),
            plate: chosen.plate.unwrap_or(style.plate),
            opacity: chosen.opacity.unwrap_or(opacity),
            font: chosen.font.unwrap_or(style.font),
            edge: chosen.edge.unwrap_or(style.edge),
        },
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

    #[test]
    fn what_is_changed_in_the_settings_holds_in_the_talk_and_nothing_else() {
        let own = Show::new(talk()).choices();
        let settings = |change: fn(&mut Settings)| {
            let mut settings = Settings::default();
            change(&mut settings);
            Preferences::of(&settings)
        };
        let old = settings(|it| it.captions.size = Some(9));
        let mut now = Choices { notes_scale: 2.0, captions_on: !own.captions_on, ..own.clone() };
        let before = now.clone();
        old.put_changes(&old, own.clone(), &mut now);
        assert_eq!(now, before);
        settings(|it| it.console.timer_mode = TimerMode::EndsAt).put_changes(&old, own.clone(), &mut now);
        assert_eq!((now.timer_mode, now.caption_look.line), (TimerMode::EndsAt, own.caption_look.line));
        assert_eq!((now.notes_scale, now.captions_on), (2.0, !own.captions_on), "chosen in the talk");
    }
}
