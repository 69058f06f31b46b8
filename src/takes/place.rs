//! Where a deck's takes are kept: beside it, or else in the program's own folder under the deck's name.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::learnt::{Learnt, counts};
use super::record::{Kind, Start, Take, fnv, read};
use super::run::Run;
use crate::deck::files;
use crate::deck::plan::Plan;

/// From the deck's folder.
const FOLDER: &str = "takes";
const ENDING: &str = "jsonl";
/// A day of talking is three megabytes.
const LIMIT: u64 = 8 << 20;
/// Takes that begin in the same second.
const MOST_AT_ONCE: usize = 20;
/// Takes that are looked through for one that counts.
const MOST_READ: usize = 50;

/// Where the takes of a deck (its folder or its `deck.toml`) may be, the best place first. `state` is the program's own
/// folder for such things, if the system has one.
fn folders(deck: &Path, state: Option<&Path>) -> Vec<PathBuf> {
    let (_, folder) = files::place(deck);
    let absolute = std::path::absolute(&folder).unwrap_or_else(|_| folder.clone());
    let name = absolute.file_name().unwrap_or_default().to_string_lossy();
    let key = format!("{name}-{}", fnv(absolute.as_os_str().as_encoded_bytes()));
    let own = state.map(|state| state.join(FOLDER).join(key));
    [Some(folder.join(FOLDER)), own].into_iter().flatten().collect()
}

/// Makes the file for a take that begins now; it was not there before.
pub(super) fn create(deck: &Path, state: Option<&Path>, start: &Start) -> Result<File, String> {
    let mut why = None;
    for folder in folders(deck, state) {
        match create_in(&folder, start) {
            Ok(file) => return Ok(file),
            Err(error) => why = why.or(Some(error)),
        }
    }
    Err(why.map_or_else(String::new, |why| reason(&why)))
}

fn create_in(folder: &Path, start: &Start) -> std::io::Result<File> {
    fs::create_dir_all(folder)?;
    let name = name(&start.start);
    let mut tried = 1;
    loop {
        let more = if tried == 1 { String::new() } else { format!("-{tried}") };
        let path = folder.join(format!("{name}{more}.{ENDING}"));
        match OpenOptions::new().append(true).create_new(true).open(path) {
            Err(why) if why.kind() == ErrorKind::AlreadyExists && tried < MOST_AT_ONCE => tried += 1,
            made => return made,
        }
    }
}

/// `2026-11-22T14:05:01+01:00` → `2026-11-22-140501`: the order of names is that of time.
fn name(start: &str) -> String {
    let (day, time) = start.split_once('T').unwrap_or((start, ""));
    let day: String = day.chars().filter(|c| c.is_ascii_digit() || *c == '-').take(10).collect();
    let time: String = time.chars().filter(char::is_ascii_digit).take(6).collect();
    format!("{day}-{time}")
}

/// Why a take is not kept, to a presenter.
pub(super) fn reason(why: &std::io::Error) -> String {
    match why.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "its folder can't be written to".to_owned(),
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => "a file stands where its folder should be".to_owned(),
        _ => why.to_string(),
    }
}

/// The latest rehearsal that was ended and saw at least half of the plan's slides, and how long it took.
#[must_use]
pub fn last_rehearsal(deck: &Path, state: Option<&Path>, plan: &Plan) -> Option<(Start, Duration)> {
    logs(deck, state).iter().take(MOST_READ).find_map(|log| rehearsal(log.read()?, plan))
}

/// What the latest takes of a deck teach of its plan. Reads files.
#[must_use]
pub fn learnt(deck: &Path, state: Option<&Path>, plan: &Plan) -> Learnt {
    let takes: Vec<Take> = logs(deck, state).iter().take(MOST_READ).filter_map(Log::read).collect();
    Learnt::of(&takes, plan)
}

/// The files of a deck's takes, the latest first.
#[must_use]
pub fn logs(deck: &Path, state: Option<&Path>) -> Vec<Log> {
    let mut logs: Vec<Log> = folders(deck, state).iter().flat_map(|folder| logs_in(folder)).collect();
    logs.sort_by(|a, b| b.name.cmp(&a.name));
    logs
}

/// The file of a take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// `2026-11-22-140501`
    pub name: String,
    path: PathBuf,
}

impl Log {
    /// None where it is no file, or cannot be opened.
    #[must_use]
    pub fn read(&self) -> Option<Take> {
        // Opening a pipe would wait for ever.
        fs::metadata(&self.path).ok().filter(fs::Metadata::is_file)?;
        let mut bytes = Vec::new();
        File::open(&self.path).ok()?.take(LIMIT).read_to_end(&mut bytes).ok()?;
        Some(read(&bytes))
    }
}

fn logs_in(folder: &Path) -> Vec<Log> {
    // A folder that cannot be listed holds no takes for us.
    let paths = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let paths = paths.filter(|path| path.extension().is_some_and(|ending| ending == ENDING));
    paths.filter_map(|path| Some(Log { name: path.file_stem()?.to_str()?.to_owned(), path })).collect()
}

fn rehearsal(take: Take, plan: &Plan) -> Option<(Start, Duration)> {
    let run = Run::of(&take);
    let start = take.start.filter(|start| start.kind == Kind::Rehearsal)?;
    counts(&run, plan).then(|| (start, run.total()))
}
