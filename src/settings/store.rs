//! Where settings live: read once at the start, saved by a thread of their own, several changes at a time.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::values::{Motion, SETTINGS, Settings};
use super::{read, write};
use crate::crew::{Crew, Job, Task};
use crate::diagnostic::{Diagnostic, Sources};
use crate::files;

/// Changes that come this soon after each other are saved together,
const TOGETHER: Duration = Duration::from_millis(400);
/// but none waits longer for those after it.
const LATEST: Duration = Duration::from_secs(1);
/// What could not be saved is tried again after this long, as long as the program runs.
const AGAIN: Duration = Duration::from_secs(2);
/// Settings are a page of text.
const LIMIT: u64 = 1 << 20;

const JOB: Job = Job { name: "settings", work: "Saving your settings", remedy: "" };

/// The settings as the program starts.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub settings: Settings,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
    /// Where they are, or would be; `None` where the system has no place for them.
    pub path: Option<PathBuf>,
}

/// The folder for what the program itself keeps, where the system has one.
#[must_use]
pub fn state_folder() -> Option<PathBuf> {
    let place = directories::ProjectDirs::from("", "", "cuecard")?;
    Some(place.state_dir().unwrap_or_else(|| place.data_local_dir()).to_path_buf())
}

/// The folders in which a talk's journal may lie, the best first: the program's own; and, where nothing can be written there,
/// one that is the speaker's as long as the machine runs.
#[must_use]
pub fn journal_folders() -> Vec<PathBuf> {
    let passing = directories::ProjectDirs::from("", "", "cuecard")
        .and_then(|place| place.runtime_dir().filter(|folder| folder.is_absolute()).map(Path::to_owned));
    state_folder().into_iter().chain(passing).collect()
}

/// The folder for the speaker's own themes, beside the settings, where the system has a place for them.
#[must_use]
pub fn themes_folder() -> Option<PathBuf> {
    let place = directories::ProjectDirs::from("", "", "cuecard")?;
    Some(place.config_dir().join("themes"))
}

/// The speaker's own folder.
#[must_use]
pub fn home_folder() -> Option<PathBuf> {
    Some(directories::UserDirs::new()?.home_dir().to_path_buf())
}

/// Where a new talk goes if nothing else is said.
#[must_use]
pub fn talks_folder() -> Option<PathBuf> {
    let user = directories::UserDirs::new()?;
    Some(user.document_dir().unwrap_or_else(|| user.home_dir()).join("Talks"))
}

/// The settings in the place that the system has for them.
#[must_use]
pub fn load() -> Loaded {
    let place = directories::ProjectDirs::from("", "", "cuecard");
    load_from(place.map(|place| place.config_dir().join("settings.toml")))
}

/// Settings with which nothing is tried that may break: the defaults, and nothing moves. What the hands know stays (keys,
/// and which screen is the stage's). They are not kept.
#[must_use]
pub fn safe() -> Loaded {
    let own = load().settings;
    let mut settings = Settings { keys: own.keys.clone(), ..Settings::default() };
    settings.set_screens(&own.screens::<serde_json::Value>());
    settings.stage.motion = Motion::None;
    Loaded { settings, diagnostics: Vec::new(), sources: Sources::default(), path: None }
}

/// The settings in this file; the defaults where there is none.
#[must_use]
pub fn load_from(path: Option<PathBuf>) -> Loaded {
    let text = path.as_deref().map_or_else(|| Ok(String::new()), text);
    let name = path.as_deref().map_or_else(String::new, |path| path.display().to_string());
    let (text, unreadable) = match text {
        Ok(text) => (text, None),
        Err(why) => (String::new(), Some(Diagnostic::error(SETTINGS, None, format!("`{name}` cannot be read: {why}")))),
    };
    let mut read = read(&text, &name);
    read.diagnostics.extend(unreadable);
    Loaded { settings: read.settings, diagnostics: read.diagnostics, sources: read.sources, path }
}

/// The file's text; none where there is no file.
fn text(path: &Path) -> Result<String, String> {
    match std::fs::metadata(path) {
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => return Ok(String::new()),
        Ok(data) if !data.is_file() => return Err("it is not a plain file".to_owned()),
        Ok(data) if data.len() > LIMIT => return Err("it is too large for settings".to_owned()),
        _ => {}
    }
    let text = std::fs::read_to_string(path).map_err(|why| why.to_string())?;
    Ok(text.strip_prefix('\u{FEFF}').map_or(text.clone(), str::to_owned))
}

/// Writes what changed from `old` to `new` into the file as it is now, so that nobody's edits are lost.
pub(super) fn save(path: &Path, old: &Settings, new: &Settings) -> Result<(), String> {
    let told = |why: String| format!("settings are not saved to `{}`: {why}", path.display());
    let text = text(path).map_err(told)?;
    let changed = write::write(&text, old, new).map_err(told)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|why| told(why.to_string()))?;
    }
    files::write(path, changed.as_bytes()).map_err(told)
}

/// Saves settings away from the window's thread. What is under way when it is dropped is still saved.
#[derive(Debug)]
pub struct Saver {
    orders: Option<Sender<Settings>>,
    thread: Option<Task<()>>,
}

impl Saver {
    /// `settings` are those in the file at `path`; `tell` hears why something could not be saved, and when it could again.
    pub fn start(
        crew: &Crew,
        path: PathBuf,
        settings: Settings,
        tell: impl Fn(Option<String>) + Send + 'static,
    ) -> Self {
        let (sender, orders) = mpsc::channel();
        let mut saved = settings;
        let thread = crew.service(JOB, move || save_all(&path, &mut saved, &orders, &tell));
        Self { orders: Some(sender), thread: Some(thread) }
    }

    /// Soon these settings are in the file.
    pub fn save(&self, settings: Settings) {
        // The thread listens until this value is gone.
        if let Some(orders) = &self.orders {
            let _ = orders.send(settings);
        }
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        self.orders = None;
        let _ = self.thread.take().map(Task::join);
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a change may wait is time that passes, whatever a talk's clock says"
)]
fn now() -> Instant {
    Instant::now()
}

fn save_all(path: &Path, saved: &mut Settings, orders: &Receiver<Settings>, tell: &dyn Fn(Option<String>)) {
    // What could not be saved, and why.
    let mut failed: Option<(Settings, String)> = None;
    while let Some(wanted) = next(orders, failed.as_ref().map(|(wanted, _)| wanted)) {
        let before = failed.take().map(|(_, why)| why);
        let why = if wanted == *saved { None } else { save(path, saved, &wanted).err() };
        if before != why {
            tell(why.clone());
        }
        match why {
            Some(why) => failed = Some((wanted, why)),
            None => *saved = wanted,
        }
    }
}

/// The settings that are to be saved next: the last of those that come soon after each other, or after a while those that
/// `failed`. `None` once nobody is left who could order.
fn next(orders: &Receiver<Settings>, failed: Option<&Settings>) -> Option<Settings> {
    let order = match failed {
        None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
        Some(_) => orders.recv_timeout(AGAIN),
    };
    let mut wanted = match order {
        Ok(wanted) => wanted,
        Err(RecvTimeoutError::Timeout) => return failed.cloned(),
        Err(RecvTimeoutError::Disconnected) => return None,
    };
    let first = now();
    while let left = LATEST.saturating_sub(first.elapsed())
        && !left.is_zero()
        && let Ok(later) = orders.recv_timeout(TOGETHER.min(left))
    {
        wanted = later;
    }
    Some(wanted)
}
