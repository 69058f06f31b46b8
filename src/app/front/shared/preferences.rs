//! The speaker's settings file → the settings, the keys and the looks in force; what is chosen in the windows goes back.

use std::sync::Arc;

use crate::app::choices::changed_keys;
use crate::app::console::ConsoleState;
use crate::app::keys::keyboard::Keyboard;
use crate::app::keys::keymap::Keymap;
use crate::diagnostic::{Checked, Diagnostic, Severity, Sources};
use crate::settings::{Keys, Loaded, Saver, Settings, Theme};

use super::{Inner, Shared};

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
            Saver::start(&self.crew, path, loaded.settings.clone(), tell)
        });
        let keymap = Keymap::new(&loaded.settings.keys);
        let fault = settings_fault(&loaded.diagnostics, &keymap);
        self.playback.prefer(&loaded.settings);
        let findings = loaded.diagnostics.iter().chain(&keymap.diagnostics);
        let faults = findings.filter_map(|finding| fault_place(finding, &loaded.sources)).collect();
        let mut inner = self.lock();
        inner.settings_faults = faults;
        inner.settings_trouble = fault;
        inner.keyboard = Keyboard::new(Arc::new(keymap.value));
        inner.settings = loaded.settings;
        inner.saver = saver;
    }

    /// Changes settings; they are saved soon, on a thread of their own.
    pub fn change_settings(&self, change: impl FnOnce(&mut Settings)) {
        self.lock().change_settings(change);
    }

    /// The settings, and what their file holds wrongly, by table and key.
    #[must_use]
    pub fn settings(&self) -> (Settings, Vec<(String, String)>) {
        let inner = self.lock();
        (inner.settings.clone(), inner.settings_faults.clone())
    }

    /// Takes the settings that were chosen on their page. What was chosen anew is no fault of the file any more.
    pub fn choose_settings(&self, settings: Settings) {
        let mut inner = self.lock();
        if settings.keys != inner.settings.keys {
            inner.keyboard = Keyboard::new(Arc::new(Keymap::new(&settings.keys).value));
        }
        let chosen = changed_keys(&inner.settings, &settings);
        inner.settings_faults.retain(|(key, _)| !chosen.iter().any(|chosen| chosen == key));
        if inner.settings_faults.is_empty() {
            inner.settings_trouble = None;
        }
        inner.change_settings(|kept| *kept = settings.clone());
        drop(inner);
        self.playback.prefer(&settings);
    }

    /// The keys in force.
    #[must_use]
    pub fn keymap(&self) -> Arc<Keymap> {
        Arc::clone(self.lock().keyboard.keymap())
    }
}

impl Inner {
    /// How the console is drawn.
    #[must_use]
    pub fn console(&self) -> ConsoleState {
        let mut state = ConsoleState::of(&self.settings.console);
        state.light |= self.settings.console.theme == Theme::Auto && self.wishes.light;
        state
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
}

/// The table and key of the file that a finding is about, and what is wrong in words.
fn fault_place(finding: &Diagnostic, sources: &Sources) -> Option<(String, String)> {
    let span = finding.span?;
    let text = &sources.0.first()?.text;
    let before = text.get(..span.start as usize)?;
    let table = before.lines().rev().find_map(|line| line.trim().strip_prefix('[')?.split(']').next());
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let key = text.get(line..)?.split(['=', '\n']).next().unwrap_or_default().trim().trim_matches('"');
    let place = table.map_or_else(|| key.to_owned(), |table| format!("{}.{key}", table.trim()));
    let words = std::iter::once(&finding.message).chain(&finding.hints).cloned().collect::<Vec<_>>();
    Some((place, words.join(". ")))
}

/// What the speaker should know of faults in the settings, in one line.
#[must_use]
pub fn settings_fault(own: &[Diagnostic], keymap: &Checked<Keymap>) -> Option<String> {
    let mut findings = own.iter().chain(&keymap.diagnostics);
    let faulty = findings.any(|finding| finding.severity == Severity::Error);
    faulty.then(|| "your settings have faults: cuecard keys".to_owned())
}
