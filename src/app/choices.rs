//! What the speaker chooses in a talk → settings, and from them the choices of the next talk.

use std::sync::Arc;

use crate::deck::plan::Plan;
use crate::diagnostic::{Checked, Diagnostic, Severity};
use crate::settings::{Keys, Loaded, Saver, Settings, Teleprompter};
use crate::show::command::Command;
use crate::show::view::View;
use crate::show::{Moment, Show};

use crate::app::console::ConsoleState;
use crate::app::keys::keymap::Keymap;
use crate::app::keys::table::Keyboard;
use crate::app::shared::{Inner, Shared, State};

impl Shared {
    /// Takes the speaker's settings, before there is a window. From now on choices are kept.
    pub fn use_settings(self: &Arc<Self>, loaded: Loaded) {
        let saver = loaded.path.map(|path| {
            let shared = Arc::downgrade(self);
            let tell = move |why| {
                if let Some(shared) = shared.upgrade() {
                    shared.lock().settings_trouble = why;
                }
            };
            Saver::start(path, loaded.settings.clone(), tell)
        });
        let keymap = Keymap::new(&loaded.settings.keys);
        let fault = settings_fault(&loaded.diagnostics, &keymap);
        let mut inner = self.lock();
        inner.settings_trouble = fault;
        inner.keyboard = Keyboard::new(Arc::new(keymap.value));
        inner.settings = loaded.settings;
        inner.saver = saver;
    }

    /// Changes settings; they are saved soon, on a thread of their own.
    pub fn change_settings(&self, change: impl FnOnce(&mut Settings)) {
        self.lock().change_settings(change);
    }

    /// The keys in force.
    #[must_use]
    pub fn keymap(&self) -> Arc<Keymap> {
        Arc::clone(self.lock().keyboard.keymap())
    }

    /// The program ends: what is still to be saved is saved.
    pub fn close(&self) {
        self.pictures.close();
        self.close_takes();
        self.feed.get().into_iter().for_each(|feed| feed.close());
        // Saving may have something to say, for which it needs the lock.
        let saver = self.lock().saver.take();
        drop(saver);
    }
}

impl Inner {
    /// How the console is drawn.
    #[must_use]
    pub fn console(&self) -> ConsoleState {
        ConsoleState::of(&self.settings.console)
    }

    pub fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) {
        let mut changed = self.settings.clone();
        change(&mut changed);
        if changed != self.settings {
            self.saver.iter().for_each(|saver| saver.save(changed.clone()));
            self.settings = changed;
        }
    }

    /// Other keys are wished for: they hold from now on.
    pub fn change_keys(&mut self, keys: Keys) {
        self.keyboard = Keyboard::new(Arc::new(Keymap::new(&keys).value));
        self.change_settings(|settings| settings.keys = keys);
    }

    /// Keeps what a command chose for the talks to come.
    pub fn keep_choice(&mut self, command: Command, view: &View) {
        match command {
            Command::NotesLarger | Command::NotesSmaller | Command::NotesReset => {
                self.change_settings(|settings| settings.console.notes_scale = view.notes_scale);
            }
            Command::TimerMode => self.change_settings(|settings| settings.console.timer_mode = view.timer_mode),
            Command::TeleprompterFaster | Command::TeleprompterSlower => {
                self.change_settings(|settings| settings.teleprompter.speed = Some(view.teleprompter.speed));
            }
            Command::TeleprompterScript | Command::TeleprompterMirror | Command::TeleprompterTurn => {
                let it = view.teleprompter;
                self.change_settings(|settings| {
                    let speed = settings.teleprompter.speed;
                    settings.teleprompter =
                        Teleprompter { speed, captions: it.script, mirrored: it.mirrored, turned: it.turned };
                });
            }
            Command::CaptionLanguage => {
                let State::Playing(talk) = &self.state else { return };
                let language = talk.plan.languages.get(view.caption_language).cloned();
                self.change_settings(|settings| settings.captions.language = language);
            }
            Command::Captions => self.change_settings(|settings| settings.captions.on = Some(view.captions_on)),
            Command::CaptionPlace => {
                self.change_settings(|settings| settings.captions.place = Some(view.caption_look.place));
            }
            Command::CaptionsLarger | Command::CaptionsSmaller | Command::CaptionsReset => {
                self.change_settings(|settings| settings.captions.size = Some(view.caption_look.line));
            }
            _ => {}
        }
    }
}

/// What the speaker should know of faults in the settings, in one line.
#[must_use]
pub fn settings_fault(own: &[Diagnostic], keymap: &Checked<Keymap>) -> Option<String> {
    let mut findings = own.iter().chain(&keymap.diagnostics);
    let faulty = findings.any(|finding| finding.severity == Severity::Error);
    faulty.then(|| "your settings have faults: cuecard keys".to_owned())
}

/// What the speaker chose in an earlier talk, by the commands that choose it.
pub fn choose_again(show: &mut Show, settings: &Settings, now: Moment) {
    let mut repeat = |command, done: &dyn Fn(&View, &Plan) -> bool| {
        // As often as the command with the most choices can be pressed before it has made them all.
        for _ in 0..40 {
            if done(&show.view(now), show.plan()) {
                break;
            }
            show.apply(command, now);
        }
    };
    let scale = settings.console.notes_scale;
    repeat(Command::NotesLarger, &|view, _| view.notes_scale > scale - 0.05);
    repeat(Command::NotesSmaller, &|view, _| view.notes_scale < scale + 0.05);
    repeat(Command::TimerMode, &|view, _| view.timer_mode == settings.console.timer_mode);
    let captions = &settings.captions;
    repeat(Command::Captions, &|view, _| captions.on.is_none_or(|on| view.captions_on == on));
    repeat(Command::CaptionPlace, &|view, _| captions.place.is_none_or(|place| view.caption_look.place == place));
    repeat(Command::CaptionsLarger, &|view, _| captions.size.is_none_or(|size| view.caption_look.line >= size));
    repeat(Command::CaptionsSmaller, &|view, _| captions.size.is_none_or(|size| view.caption_look.line <= size));
    let kept = settings.teleprompter;
    repeat(Command::TeleprompterFaster, &|view, _| kept.speed.is_none_or(|speed| view.teleprompter.speed >= speed));
    repeat(Command::TeleprompterSlower, &|view, _| kept.speed.is_none_or(|speed| view.teleprompter.speed <= speed));
    repeat(Command::TeleprompterScript, &|view, _| view.teleprompter.script == kept.captions);
    repeat(Command::TeleprompterMirror, &|view, _| view.teleprompter.mirrored == kept.mirrored);
    repeat(Command::TeleprompterTurn, &|view, _| view.teleprompter.turned == kept.turned);
    if let Some(wanted) = &settings.captions.language {
        let spoken = |view: &View, plan: &Plan| plan.languages.get(view.caption_language) == Some(wanted);
        repeat(Command::CaptionLanguage, &|view, plan| !plan.languages.contains(wanted) || spoken(view, plan));
    }
}
