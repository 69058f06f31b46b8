//! Where a deck's takes are kept: beside it, or else in the program's own folder under the deck's name. No link beneath
//! the deck is written through.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{Error, ErrorKind, Read, Result};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::learnt::{Learnt, counts};
use super::record::{Kind, Start, Take, What, fnv, read};
use super::run::Run;
use crate::deck::files;
use crate::deck::ink::{self, Ink};
use crate::deck::plan::Plan;
use crate::files::Beneath;
use crate::show::Stopped;

/// From the deck's folder.
const FOLDER: &str = "takes";
/// The endings of a take's log and of what was drawn in it.
pub(super) const LOG: &str = ".jsonl";
pub(super) const INK: &str = ".ink.toml";
/// Where ink was kept before it belonged to a take.
const OLD_INK: &str = "ink.toml";
/// A day of talking is three megabytes. Nothing longer is written either.
pub(super) const LIMIT: u64 = 8 << 20;
/// Takes of one name: those that begin in the same second, or while the clock is wrong.
const MOST_OF_A_NAME: u32 = 9_999;
/// Takes that are looked through for one that counts.
const MOST_READ: usize = 50;

/// How long ago a take broke off that is gone on with. One that was written to a moment ago goes on elsewhere.
const STOPPED: std::ops::RangeInclusive<Duration> = Duration::from_secs(3)..=Duration::from_hours(1);
/// A shorter one, in milliseconds, is begun anew.
const LEAST_STOPPED: u64 = 10_000;

/// A folder for the takes of a deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// In this deck's folder.
    Deck(PathBuf),
    /// The program's own.
    Own(PathBuf),
}

impl Home {
    /// As it is now, if it is there.
    pub(super) fn open(&self) -> Result<Beneath> {
        match self {
            Self::Deck(deck) => Beneath::open(deck)?.folder(FOLDER),
            Self::Own(path) => Beneath::open(path),
        }
    }

    /// The same; it is made where there is none. A deck's own folder is not made anew.
    pub(super) fn made(&self) -> Result<Beneath> {
        match self {
            Self::Deck(deck) => Beneath::open(deck)?.made_folder(FOLDER),
            Self::Own(path) => {
                fs::create_dir_all(path)?;
                Beneath::open(path)
            }
        }
    }

    fn file(&self, name: &str, limit: u64) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open().ok()?.read(name).ok()?.take(limit).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// The names of the takes that have a file of this ending.
    fn stems(&self, ending: &str) -> Vec<String> {
        // A folder that cannot be listed holds no takes for us.
        let names = self.open().and_then(|folder| folder.files("")).unwrap_or_default();
        names.iter().filter_map(|name| name.strip_suffix(ending)).map(str::to_owned).collect()
    }
}

/// Where the takes of the deck in this folder may be, the best place first. `state` is the program's own folder for such
/// things, if the system has one.
pub(super) fn homes(folder: &Path, state: Option<&Path>) -> Vec<Home> {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let own = state.map(|state| Home::Own(state.join(FOLDER).join(key(&absolute))));
    [Some(Home::Deck(absolute.clone())), own].into_iter().flatten().collect()
}

/// What the deck in this folder is called in the program's own.
pub(super) fn key(folder: &Path) -> String {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let name = absolute.file_name().unwrap_or_default().to_string_lossy();
    format!("{name}-{}", fnv(absolute.as_os_str().as_encoded_bytes()))
}

/// The folder of a deck that was opened by its folder or by its file. What is gone meanwhile is what its name says.
pub(super) fn folder_of(deck: &Path) -> &Path {
    let is_file = deck.extension().is_some_and(|ending| ending == "toml") && !deck.is_dir();
    deck.parent().filter(|_| is_file).unwrap_or(deck)
}

/// Of a deck: its folder or its `deck.toml`.
fn homes_of(deck: &Path, state: Option<&Path>) -> Vec<Home> {
    homes(&files::place(deck).1, state)
}

/// Makes a file with this ending for a take that is called `wanted`, or nearly: no other take has anything of its name,
/// and its name comes after all that were there, whatever the clock says. `ours` is what the take is called already.
pub(super) fn reserve(folder: &Beneath, wanted: &str, ending: &str, ours: Option<&str>) -> Result<(String, File)> {
    let names = folder.files("")?;
    let stem = |name: &String| [LOG, INK].iter().find_map(|ending| name.strip_suffix(ending)).map(str::to_owned);
    let taken: HashSet<String> = names.iter().filter_map(stem).filter(|stem| Some(stem.as_str()) != ours).collect();
    if let Some(ours) = ours {
        match folder.create(format!("{ours}{ending}")) {
            Err(why) if why.kind() == ErrorKind::AlreadyExists => {}
            made => return Ok((ours.to_owned(), made?)),
        }
    }
    let latest = taken.iter().max_by_key(|stem| order(stem));
    // The clock was set back, or was wrong once.
    let base = latest.filter(|latest| order(latest) > order(wanted)).map_or(wanted, |latest| order(latest).0);
    let first = latest.map(|latest| order(latest)).filter(|(it, _)| *it == base).map_or(1, |(_, count)| count + 1);
    for count in first..=MOST_OF_A_NAME {
        let stem = if count == 1 { base.to_owned() } else { format!("{base}-{count}") };
        match folder.create(format!("{stem}{ending}")) {
            // Another program was quicker, or a link stands there.
            Err(why) if why.kind() == ErrorKind::AlreadyExists => {}
            made => return Ok((stem, made?)),
        }
    }
    Err(Error::from(ErrorKind::AlreadyExists))
}

/// What sorts the names of takes by time: `2026-11-22-140501-10` comes after `2026-11-22-140501-9`.
fn order(stem: &str) -> (&str, u32) {
    const BASE: usize = "2026-11-22-140501".len();
    let numbered =
        stem.split_at_checked(BASE).and_then(|(base, rest)| Some((base, rest.strip_prefix('-')?.parse().ok()?)));
    numbered.unwrap_or((stem, 1))
}

/// `2026-11-22T14:05:01+01:00` → `2026-11-22-140501`: the order of names is that of time.
pub(super) fn name(start: &str) -> String {
    let (day, time) = start.split_once('T').unwrap_or((start, ""));
    let day: String = day.chars().filter(|c| c.is_ascii_digit() || *c == '-').take(10).collect();
    let time: String = time.chars().filter(char::is_ascii_digit).take(6).collect();
    format!("{day}-{time}")
}

/// Why a take is not kept, to a presenter.
pub(super) fn reason(why: &Error) -> String {
    match why.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        ErrorKind::FileTooLarge => "its place takes no file of that size".to_owned(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "its folder can't be written to".to_owned(),
        ErrorKind::NotFound => "the deck's folder is gone".to_owned(),
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            "a file or a link stands where its folder should be".to_owned()
        }
        _ => why.to_string(),
    }
}

/// The latest rehearsal or talk that was ended and saw at least half of the plan's slides, and how long it took.
#[must_use]
pub fn last_told(deck: &Path, state: Option<&Path>, plan: &Plan) -> Option<(Start, Duration)> {
    logs(deck, state).iter().take(MOST_READ).find_map(|log| told(log.read()?, plan))
}

/// Where the latest take of a deck broke off, if that was not long ago, in a take of this kind. `ago` tells how long ago
/// a date and time were.
#[must_use]
pub fn stopped(
    deck: &Path,
    state: Option<&Path>,
    kind: Kind,
    ago: impl Fn(&str) -> Option<Duration>,
) -> Option<Stopped> {
    let take = logs(deck, state).first()?.read()?;
    let run = Run::of(&take);
    let start = take.start.filter(|start| start.kind == kind && !run.finished)?;
    let last = run.visits.last().filter(|_| run.until >= LEAST_STOPPED)?;
    let waited: u64 = run.waits.iter().map(|(_, wait)| *wait).fold(0, u64::saturating_add);
    let since = ago(&start.start)?.checked_sub(Duration::from_millis(run.until.saturating_add(waited)))?;
    STOPPED.contains(&since).then(|| Stopped {
        slide: last.id.clone(),
        step: last.step,
        elapsed: Duration::from_millis(run.until),
    })
}

/// A take that its process could not end, to be gone on with.
#[derive(Debug)]
pub struct Unfinished {
    /// What it is called, a place among the homes, and its log.
    pub(super) stem: String,
    pub(super) home: usize,
    pub(super) text: Vec<u8>,
    pub(super) inked: bool,
    pub take: Take,
}

/// The take of a deck that began at this date and time, as far as its log is whole, if it was not ended.
#[must_use]
pub fn unfinished(deck: &Path, state: Option<&Path>, began: &str) -> Option<Unfinished> {
    let homes = homes_of(deck, state);
    logs(deck, state).into_iter().take(MOST_READ).find_map(|log| {
        let mut text = log.home.file(&format!("{}{LOG}", log.name), LIMIT)?;
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        text.truncate(whole);
        let take = read(&text);
        let same = take.start.as_ref().is_some_and(|start| start.start == began);
        let ended = take.records.iter().any(|record| record.what == What::End);
        let home = homes.iter().position(|home| *home == log.home)?;
        let inked = log.home.stems(INK).contains(&log.name);
        (same && !ended).then_some(Unfinished { stem: log.name, home, text, inked, take })
    })
}

/// Whether a take of a deck that began at this date and time has a log. Reads files.
#[must_use]
pub fn has_log(deck: &Path, state: Option<&Path>, began: &str) -> bool {
    let mut takes = logs(deck, state).into_iter().take(MOST_READ).filter_map(|log| log.read());
    takes.any(|take| take.start.is_some_and(|start| start.start == began))
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
    listed(deck, state, LOG)
}

fn listed(deck: &Path, state: Option<&Path>, ending: &str) -> Vec<Log> {
    let homes = homes_of(deck, state).into_iter();
    let logs = homes.flat_map(|home| home.stems(ending).into_iter().map(move |name| Log { name, home: home.clone() }));
    let mut logs: Vec<Log> = logs.collect();
    logs.sort_by(|a, b| order(&b.name).cmp(&order(&a.name)));
    logs
}

/// The file of a take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// `2026-11-22-140501`
    pub name: String,
    home: Home,
}

impl Log {
    /// None where it is no file, or cannot be opened.
    #[must_use]
    pub fn read(&self) -> Option<Take> {
        Some(read(&self.home.file(&format!("{}{LOG}", self.name), LIMIT)?))
    }

    /// Whether it is the file of an earlier take.
    #[must_use]
    pub fn is_before(&self, name: &str) -> bool {
        order(&self.name) < order(name)
    }
}

/// What was drawn in a deck's take of this name, or in the last in which anything was.
///
/// # Errors
/// A sentence for the presenter: there is none, or it cannot be read.
pub fn ink(deck: &Path, state: Option<&Path>, wanted: &str) -> std::result::Result<Ink, String> {
    let wanted = [INK, LOG].iter().find_map(|ending| wanted.strip_suffix(ending)).unwrap_or(wanted);
    let inks = listed(deck, state, INK);
    let read = |home: &Home, name: String| home.file(&name, ink::LIMIT).map(|bytes| Ink::read(&bytes, &name));
    let of = |log: &Log| read(&log.home, format!("{}{INK}", log.name));
    if wanted == "last" {
        let old = homes_of(deck, state).into_iter().filter_map(|home| read(&home, OLD_INK.to_owned()));
        let mut inks = inks.iter().filter_map(of).chain(old);
        let some = inks.find(|ink| ink.as_ref().map_or(true, |ink| !ink.slide.is_empty()));
        return some.unwrap_or_else(|| {
            Err("there is no ink to draw: what you draw in a talk or a rehearsal is kept in `takes`".to_owned())
        });
    }
    let one = inks.iter().find(|log| log.name == wanted).and_then(of);
    one.unwrap_or_else(|| {
        let names: Vec<&str> = inks.iter().take(5).map(|log| log.name.as_str()).collect();
        Err(match names.is_empty() {
            true => format!("nothing was drawn in `{wanted}`, nor in any other take of this deck"),
            false => format!("nothing was drawn in a take `{wanted}`; the latest with ink are {}", names.join(", ")),
        })
    })
}

fn told(take: Take, plan: &Plan) -> Option<(Start, Duration)> {
    let run = Run::of(&take);
    let start = take.start?;
    counts(&run, plan).then(|| (start, run.total()))
}
