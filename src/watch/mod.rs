//! Changes of a deck's files → one call for each save, when it is whole.
//!
//! Editors truncate and write, write beside and rename, or delete and make anew: so the folder is watched, not the file,
//! and a change counts when it has been quiet for a moment. Where the system cannot tell, the files are looked at.

mod debounce;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, SystemTime};

use notify::{Config, Event, EventKind, PollWatcher, RecursiveMode, Watcher};

use crate::deck::files;
use debounce::Debounce;

/// How often the deck is looked at where nobody tells: on network drives, or when its folder came anew.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// A folder with more folders than this is no deck's, but somebody's whole desk: watching that would cost the system dear.
const MOST_FOLDERS: usize = 1_000;
/// What a deck can be made of: itself, themes, pictures, fonts.
const ENDINGS: [&str; 10] = ["toml", "svg", "png", "jpg", "jpeg", "gif", "webp", "ttf", "otf", "ttc"];

/// Watches a deck from a thread of its own, until `changed` says that nobody listens. `now` is a clock that never goes
/// back; `changed` is called when the deck should be read again, or when it has been gone for a while.
pub fn start(deck: &Path, now: impl Fn() -> Duration + Send + 'static, changed: impl Fn() -> bool + Send + 'static) {
    let (file, folder) = files::place(deck);
    thread::spawn(move || watch(&file, &folder, &now, &changed));
}

fn watch(file: &Path, folder: &Path, now: &dyn Fn() -> Duration, changed: &dyn Fn() -> bool) {
    let (tell, told) = mpsc::channel();
    let mut watcher = watcher(file, folder, &tell);
    let mut debounce = Debounce::default();
    let mut seen = stamp(file);
    loop {
        // `tell` lives as long as this loop, so an error is only ever the end of the wait.
        match told.recv_timeout(debounce.wait(now()).unwrap_or(LOOK_EVERY)) {
            Ok(()) => debounce.change(now()),
            Err(_) if debounce.wait(now()).is_none() && stamp(file) != seen => debounce.change(now()),
            Err(_) => {}
        }
        if debounce.wait(now()) != Some(Duration::ZERO) {
            continue;
        }
        if watcher.is_none() {
            watcher = self::watcher(file, folder, &tell);
        }
        if !folder.is_dir() {
            watcher = None;
        }
        if debounce.look(now(), file.is_file()) {
            seen = stamp(file);
            if !changed() {
                return;
            }
        }
    }
}

/// What the system tells of the folder, or else what a look at it each second does. It ends when it is dropped.
fn watcher(file: &Path, folder: &Path, tell: &Sender<()>) -> Option<Box<dyn Watcher + Send>> {
    // The system names files by their real folder.
    let folder = folder.canonicalize().ok()?;
    let heard = |folder: PathBuf, tell: Sender<()>| {
        let file = folder.join(file.file_name().unwrap_or_default());
        move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| concerns(&event, &file, &folder)) {
                // Nobody listens when the program ends.
                let _ = tell.send(());
            }
        }
    };
    let mode = if has_few_folders(&folder) { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
    let config = Config::default().with_follow_symlinks(false).with_poll_interval(LOOK_EVERY);
    let told = notify::RecommendedWatcher::new(heard(folder.clone(), tell.clone()), config);
    if let Ok(watcher) = told.and_then(|mut it| it.watch(&folder, mode).map(|()| it)) {
        return Some(Box::new(watcher));
    }
    let looked = PollWatcher::new(heard(folder.clone(), tell.clone()), config);
    let looked = looked.and_then(|mut it| it.watch(&folder, mode).map(|()| it));
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

/// Whether the deck may look different afterwards. A reading that finds the same bytes does no harm, so what is unsure
/// counts; but our own reading does not, or it would never end.
fn concerns(event: &Event, file: &Path, folder: &Path) -> bool {
    if matches!(event.kind, EventKind::Access(_)) {
        return false;
    }
    event.need_rescan()
        || event.paths.iter().any(|path| path == file || is_part(path.strip_prefix(folder).unwrap_or(path)))
}

/// Whether a file in the deck's folder can be part of it: no editor's or program's own, by its name.
fn is_part(path: &Path) -> bool {
    let hidden = path.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."));
    let part = match path.extension() {
        Some(ending) => ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)),
        // Most likely a folder of pictures.
        None => true,
    };
    part && !hidden
}

/// What tells one state of a file from another without reading it.
fn stamp(file: &Path) -> Option<(Option<SystemTime>, u64)> {
    let data = std::fs::metadata(file).ok()?;
    Some((data.modified().ok(), data.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_that_a_deck_is_made_of_count() {
        for part in ["deck.toml", "pictures/Photo.JPG", "fonts/a.ttf", "pictures"] {
            assert!(is_part(Path::new(part)), "{part}");
        }
        for other in [".deck.toml.swp", "deck.toml~", "#deck.toml#", ".git/index", "deck.toml.tmp", "talk.pdf", "a.wav"]
        {
            assert!(!is_part(Path::new(other)), "{other}");
        }
    }

    #[test]
    fn looking_is_no_change_and_the_decks_own_name_always_counts() {
        let event = |kind, path: &str| Event::new(kind).add_path(PathBuf::from(path));
        let concerns = |event| concerns(&event, Path::new("/talks/.a/words.txt"), Path::new("/talks/.a"));
        assert!(!concerns(event(EventKind::Access(notify::event::AccessKind::Any), "/talks/.a/words.txt")));
        assert!(concerns(event(EventKind::Any, "/talks/.a/words.txt")));
        assert!(concerns(event(EventKind::Any, "/talks/.a/photo.png")));
        assert!(!concerns(event(EventKind::Any, "/talks/.a/talk.pdf")));
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
