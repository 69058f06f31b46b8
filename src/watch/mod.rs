//! Changes of a deck's files → one call for each save, when it is whole.
//!
//! Editors truncate and write, write beside and rename, or delete and make anew: so the folder is watched, not the file,
//! and a change counts when it has been quiet for a moment. Which files count, the last reading knows: those that it
//! opened, and those that it would have. Where the system cannot tell, the files are looked at.

mod debounce;
mod followed;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use notify::{Config, Event, EventKind, PollWatcher, RecursiveMode, Watcher};

use crate::crew::{Crew, Job};
use crate::deck::files;
use crate::deck::noted::Asked;
use crate::deck::shelf;
use debounce::Debounce;
use followed::Followed;

/// How often the deck is looked at where nobody tells: on network drives, or when its folder came anew.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// A folder with more folders than this is no deck's, but somebody's whole desk: watching that would cost the system dear.
const MOST_FOLDERS: usize = 1_000;

const JOB: Job = Job { name: "watcher", work: "Watching the deck's files", remedy: "Ctrl+R reads the deck again" };

/// A deck that is watched.
#[derive(Clone, Debug)]
pub struct Watch {
    followed: Arc<Mutex<Followed>>,
    tell: Sender<()>,
    /// The deck was put away, or the program ends.
    ended: Arc<AtomicBool>,
}

impl Watch {
    /// From now on the files count that a reading asked for. Until this is said, every file in the folder does.
    pub fn follow(&self, asked: &Asked) {
        if self.followed().take(asked) {
            // Nobody listens when the program ends.
            let _ = self.tell.send(());
        }
    }

    /// The deck was put away: its thread ends.
    pub fn end(&self) {
        self.ended.store(true, Ordering::Release);
        let _ = self.tell.send(());
    }

    fn followed(&self) -> MutexGuard<'_, Followed> {
        self.followed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the deck may look different afterwards. A reading that finds the same bytes does no harm, so what is unsure
    /// counts; but our own reading does not, or it would never end.
    fn hear(&self, event: &Event) {
        let reading = matches!(event.kind, EventKind::Access(_));
        let mut followed = self.followed();
        if !reading && (event.need_rescan() || event.paths.iter().any(|path| followed.counts(path))) {
            let _ = self.tell.send(());
        }
    }

    /// What tells one state of the files from another; of all that count only where nobody tells of them.
    fn stamps(&self, all: bool) -> Vec<Stamp> {
        let files: Vec<PathBuf> =
            self.followed().files().take(if all { usize::MAX } else { 1 }).map(Into::into).collect();
        files.iter().map(|file| stamp(file)).collect()
    }
}

/// Watches a deck from a thread of its own (its disk may be slow from the beginning), until it is put away or `changed` says that nobody listens. `now` is a clock that never goes
/// back; `changed` is called when the deck should be read again, or when it has been gone for a while.
pub fn start(
    crew: &Crew,
    deck: &Path,
    now: impl Fn() -> Duration + Send + 'static,
    changed: impl Fn() -> bool + Send + 'static,
) -> Watch {
    let deck = deck.to_owned();
    let (tell, told) = mpsc::channel();
    let watch = Watch { followed: Arc::new(Mutex::new(Followed::new(&deck))), tell, ended: Arc::default() };
    let here = watch.clone();
    let last = watch.clone();
    crew.at_end(move || last.end());
    // It ends with the watch; there is nothing to tell of that.
    drop(crew.service(JOB, move || follow(&here, &told, &deck, &now, &changed)));
    watch
}

fn follow(
    watch: &Watch,
    told: &mpsc::Receiver<()>,
    deck: &Path,
    now: &dyn Fn() -> Duration,
    changed: &dyn Fn() -> bool,
) {
    let (file, folder) = files::place(deck);
    let folder = folder.as_path();
    // In a folder of very many folders the system tells of its own files alone.
    let alone = !has_few_folders(folder);
    let mut watcher = watcher(watch, folder, alone);
    let mut debounce = Debounce::default();
    let mut seen = watch.stamps(alone);
    loop {
        // `watch` can tell as long as this loop lives, so an error is only ever the end of the wait.
        match told.recv_timeout(debounce.wait(now()).unwrap_or(LOOK_EVERY)) {
            Ok(()) => debounce.change(now()),
            Err(_) if debounce.wait(now()).is_none() && watch.stamps(alone) != seen => debounce.change(now()),
            Err(_) => {}
        }
        if watch.ended.load(Ordering::Acquire) {
            return;
        }
        if debounce.wait(now()) != Some(Duration::ZERO) {
            continue;
        }
        if watcher.is_none() {
            watcher = self::watcher(watch, folder, alone);
        }
        if !folder.is_dir() {
            watcher = None;
        }
        if debounce.look(now(), file.is_file()) {
            seen = watch.stamps(alone);
            if !changed() {
                return;
            }
        }
    }
}

/// What the system tells of the folder, or else what a look at it each second does. It ends when it is dropped.
fn watcher(watch: &Watch, folder: &Path, alone: bool) -> Option<Box<dyn Watcher + Send>> {
    // The system names files by their real folder.
    let folder = folder.canonicalize().ok()?;
    let heard = |watch: Watch| {
        move |event: notify::Result<Event>| {
            if let Ok(event) = event {
                watch.hear(&event);
            }
        }
    };
    let mode = if alone { RecursiveMode::NonRecursive } else { RecursiveMode::Recursive };
    let config = Config::default().with_follow_symlinks(false).with_poll_interval(LOOK_EVERY);
    let told = notify::RecommendedWatcher::new(heard(watch.clone()), config);
    // Themes of the speaker's own may be the deck's; where there are none yet, the deck is what counts.
    let themes = shelf::place().and_then(|place| place.canonicalize().ok());
    let shelf = |it: &mut dyn Watcher| themes.iter().for_each(|place| drop(it.watch(place, RecursiveMode::Recursive)));
    if let Ok(mut watcher) = told.and_then(|mut it| it.watch(&folder, mode).map(|()| it)) {
        shelf(&mut watcher);
        return Some(Box::new(watcher));
    }
    let looked = PollWatcher::new(heard(watch.clone()), config);
    let looked = looked.and_then(|mut it| {
        it.watch(&folder, mode)?;
        shelf(&mut it);
        Ok(it)
    });
    looked.ok().map(|watcher| Box::new(watcher) as Box<dyn Watcher + Send>)
}

fn has_few_folders(folder: &Path) -> bool {
    let mut found = vec![folder.to_path_buf()];
    let mut at = 0;
    while at < found.len() && found.len() <= MOST_FOLDERS {
        let entries = std::fs::read_dir(&found[at]).into_iter().flatten().flatten();
        // A link's own kind is not that of a folder, so that no circle is walked.
        found.extend(
            entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())).map(|entry| entry.path()),
        );
        at += 1;
    }
    found.len() <= MOST_FOLDERS
}

/// What tells one state of a file from another.
type Stamp = Option<(Option<SystemTime>, u64)>;

/// What tells one state of a file from another without reading it.
fn stamp(file: &Path) -> Stamp {
    let data = std::fs::metadata(file).ok()?;
    Some((data.modified().ok(), data.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_is_no_change() {
        let (tell, told) = mpsc::channel();
        let followed = Arc::new(Mutex::new(Followed::new(Path::new("/talks/a/deck.toml"))));
        let watch = Watch { followed, tell, ended: Arc::default() };
        let event = |kind| Event::new(kind).add_path(PathBuf::from("/talks/a/photo.png"));
        watch.hear(&event(EventKind::Access(notify::event::AccessKind::Any)));
        assert!(told.try_recv().is_err());
        watch.hear(&event(EventKind::Any));
        assert!(told.try_recv().is_ok());
    }

    #[test]
    fn a_whole_desk_is_told_from_a_deck() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        (0..30)
            .for_each(|at| std::fs::create_dir_all(folder.path().join(format!("a{at}/b"))).expect("it makes folders"));
        assert!(has_few_folders(folder.path()));
        (0..MOST_FOLDERS).for_each(|at| std::fs::create_dir(folder.path().join(format!("a0/{at}"))).expect("and more"));
        assert!(!has_few_folders(folder.path()));
    }
}
