//! What the speaker chooses in a talk → what is kept for the talks to come, and from that the choices of the next talk.

use crate::deck::plan::Plan;
use crate::settings::{Captions, Settings, Teleprompter};
use crate::show::command::Command;
use crate::show::view::{TimerMode, View};
use crate::show::{Moment, Show};

/// Of the settings, what is chosen in a talk.
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

    /// Keeps what a command chose. True if that is new.
    pub(super) fn keep(&mut self, command: Command, view: &View, plan: &Plan) -> bool {
        let before = self.clone();
        match command {
            Command::NotesLarger | Command::NotesSmaller | Command::NotesReset => self.notes_scale = view.notes_scale,
            Command::TimerMode => self.timer_mode = view.timer_mode,
            Command::TeleprompterFaster | Command::TeleprompterSlower => {
                self.teleprompter.speed = Some(view.teleprompter.speed);
            }
            Command::TeleprompterScript | Command::TeleprompterMirror | Command::TeleprompterTurn => {
                let it = view.teleprompter;
                let speed = self.teleprompter.speed;
                self.teleprompter =
                    Teleprompter { speed, captions: it.script, mirrored: it.mirrored, turned: it.turned };
            }
            Command::CaptionLanguage => self.captions.language = plan.languages.get(view.caption_language).cloned(),
            Command::Captions => self.captions.on = Some(view.captions_on),
            Command::CaptionPlace => self.captions.place = Some(view.caption_look.place),
            Command::CaptionsLarger | Command::CaptionsSmaller | Command::CaptionsReset => {
                self.captions.size = Some(view.caption_look.line);
            }
            _ => {}
        }
        before != *self
    }

    /// What the speaker chose in an earlier talk, by the commands that choose it.
    pub(super) fn choose_again(&self, show: &mut Show, now: Moment) {
        let mut repeat = |command, done: &dyn Fn(&View, &Plan) -> bool| {
            // As often as the command with the most choices can be pressed before it has made them all.
            for _ in 0..40 {
                if done(&show.view(now), show.plan()) {
                    break;
                }
                let _ = show.apply(command, now);
            }
        };
        let scale = self.notes_scale;
        repeat(Command::NotesLarger, &|view, _| view.notes_scale > scale - 0.05);
        repeat(Command::NotesSmaller, &|view, _| view.notes_scale < scale + 0.05);
        repeat(Command::TimerMode, &|view, _| view.timer_mode == self.timer_mode);
        let captions = &self.captions;
        repeat(Command::Captions, &|view, _| captions.on.is_none_or(|on| view.captions_on == on));
        repeat(Command::CaptionPlace, &|view, _| captions.place.is_none_or(|place| view.caption_look.place == place));
        repeat(Command::CaptionsLarger, &|view, _| captions.size.is_none_or(|size| view.caption_look.line >= size));
        repeat(Command::CaptionsSmaller, &|view, _| captions.size.is_none_or(|size| view.caption_look.line <= size));
        let kept = self.teleprompter;
        repeat(Command::TeleprompterFaster, &|view, _| kept.speed.is_none_or(|speed| view.teleprompter.speed >= speed));
        repeat(Command::TeleprompterSlower, &|view, _| kept.speed.is_none_or(|speed| view.teleprompter.speed <= speed));
        repeat(Command::TeleprompterScript, &|view, _| view.teleprompter.script == kept.captions);
        repeat(Command::TeleprompterMirror, &|view, _| view.teleprompter.mirrored == kept.mirrored);
        repeat(Command::TeleprompterTurn, &|view, _| view.teleprompter.turned == kept.turned);
        if let Some(wanted) = &captions.language {
            let spoken = |view: &View, plan: &Plan| plan.languages.get(view.caption_language) == Some(wanted);
            repeat(Command::CaptionLanguage, &|view, plan| !plan.languages.contains(wanted) || spoken(view, plan));
        }
    }
}
