//! The command line of a watched process → which life it is, and the pipe on which it tells its parent how it is.

use std::ffi::OsString;
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Mutex;

use super::words::{Stage, Word};

/// The first word on the command line of a watched process; no deck is called that by accident.
const MARK: &str = "--watched-by-its-parent";

/// The code of a process that lost its windows.
const LOST: i32 = 75;

/// Has the system list this process by the program's name: it is begun as `/proc/self/exe`.
pub fn be_listed() {
    if cfg!(target_os = "linux") {
        // A name is all that it would be.
        let _ = std::fs::write("/proc/self/comm", "cuecard");
    }
}

/// Ends this process here and now. What drivers and libraries would tidy up when a program ends may hang, and what holds on
/// to the stage meanwhile holds on to the talk.
#[cfg(unix)]
#[expect(unsafe_code, reason = "the standard library ends no process without tidying up")]
pub fn die(code: i32) -> ! {
    // SAFETY: it ends the process, and nothing after it runs.
    unsafe { libc::_exit(code) }
}

#[cfg(not(unix))]
pub fn die(code: i32) -> ! {
    std::process::exit(code)
}

/// What the parent says to the process that it starts, before the words of the speaker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// How often the talk died before.
    pub number: u32,
    /// It died too often: nothing is to be tried that may break again.
    pub safe: bool,
    /// The journal of the talk that played when it died.
    pub journal: Option<PathBuf>,
}

impl Life {
    /// The words before the speaker's own; `pipe` is the number of the pipe's end.
    pub(super) fn words(&self, pipe: Option<i32>) -> Vec<OsString> {
        let journal = self.journal.as_ref().map_or_else(OsString::new, |path| path.clone().into_os_string());
        let pipe = pipe.map_or_else(String::new, |pipe| pipe.to_string());
        let safe = if self.safe { "safe" } else { "usual" };
        vec![MARK.into(), pipe.into(), self.number.to_string().into(), safe.into(), journal]
    }

    /// Back from the words after the program's name: the life, the pipe, and how many words that were.
    fn read(words: &[OsString]) -> Option<(Self, Option<i32>, usize)> {
        let [mark, pipe, number, safe, journal, ..] = words else { return None };
        if mark != MARK {
            return None;
        }
        let number = number.to_str()?.parse().ok()?;
        let journal = (!journal.is_empty()).then(|| PathBuf::from(journal));
        Some((Self { number, safe: safe == "safe", journal }, pipe.to_str()?.parse().ok(), 5))
    }
}

/// A process that is watched, or one that is not: then nobody hears what it tells.
#[derive(Debug, Default)]
pub struct Watched {
    pub life: Life,
    pipe: Mutex<Option<File>>,
}

impl Watched {
    /// Takes what the parent said from the words of the command line; `None` where there is no parent.
    #[must_use]
    pub fn take(words: &mut Vec<OsString>) -> Option<Self> {
        let (life, pipe, count) = Life::read(words.get(1..)?)?;
        words.drain(1..=count);
        Some(Self { life, pipe: Mutex::new(pipe.and_then(open)) })
    }

    /// The windows' thread is at work. Never waits.
    pub fn beat(&self, stage: Option<Stage>) {
        self.tell(&Word::Beat(stage));
    }

    pub fn shown(&self) {
        self.tell(&Word::Shown);
    }

    /// The journal of the talk that plays.
    pub fn journal(&self, folder: Option<PathBuf>) {
        self.tell(&folder.map_or(Word::NoJournal, Word::Journal));
    }

    /// A program was started that is to end with the talk, whatever happens to this process.
    pub fn group(&self, group: u32) {
        self.tell(&Word::Group(group));
    }

    /// The process ends on purpose.
    pub fn end(&self) {
        self.tell(&Word::End);
    }

    /// The system took the windows away from the process, or gave it none: the next life goes on, if there is to be one.
    /// Returns where nobody begins another.
    pub fn give_up(&self) {
        if self.is_watched() {
            die(LOST);
        }
    }

    /// Whether there is a parent to begin another life.
    #[must_use]
    pub fn is_watched(&self) -> bool {
        self.pipe.lock().is_ok_and(|pipe| pipe.is_some())
    }

    fn tell(&self, word: &Word) {
        let Ok(mut pipe) = self.pipe.lock() else { return };
        let Some(file) = pipe.as_mut() else { return };
        let line = word.line();
        // A full pipe belongs to a parent that was stopped: it misses a beat. A broken one has nobody at its other end.
        if let Err(why) = file.write_all(line.as_bytes())
            && why.kind() != std::io::ErrorKind::WouldBlock
        {
            *pipe = None;
        }
    }
}

/// The pipe with this number, which no program that is started from here inherits.
#[cfg(unix)]
#[expect(unsafe_code, reason = "a number on the command line becomes a file by no other call")]
fn open(number: i32) -> Option<File> {
    use std::os::fd::{FromRawFd, OwnedFd};
    use std::os::unix::fs::FileTypeExt;
    if number <= 2 {
        return None;
    }
    // SAFETY: nothing was opened yet, so whatever has this number was given by who started the process, for this.
    let pipe = unsafe { OwnedFd::from_raw_fd(number) };
    let kept = rustix::io::fcntl_setfd(&pipe, rustix::io::FdFlags::CLOEXEC);
    let file = File::from(pipe);
    kept.ok().and_then(|()| file.metadata().ok()).filter(|data| data.file_type().is_fifo())?;
    Some(file)
}

#[cfg(not(unix))]
fn open(_number: i32) -> Option<File> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_parent_says_comes_before_the_speakers_own_words() {
        let life = Life { number: 7, safe: true, journal: Some("/state/talk 1".into()) };
        let own = ["present", "--watched-by-its-parent", "--", "a deck"].map(OsString::from);
        let mut words = vec![OsString::from("cuecard")];
        words.extend(life.words(None));
        words.extend(own.clone());
        let watched = Watched::take(&mut words).expect("it is watched");
        assert_eq!(watched.life, life);
        assert_eq!(words[1..], own);
        assert!(Watched::take(&mut words).is_none(), "said once, at the beginning");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_pipe_is_none() {
        use std::os::fd::IntoRawFd;
        let file = tempfile::tempfile().expect("a file").into_raw_fd();
        assert!([-1, 0, 2, file].into_iter().all(|number| open(number).is_none()));
    }
}
