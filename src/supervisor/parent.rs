//! The parent at work: it starts the process with the windows, hears it, and does what was decided.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitCode, ExitStatus};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

#[cfg(not(unix))]
use crate::crew::unseen;
use crate::crew::{Crew, Job};

use super::child::Life;
use super::decide::{Decider, Deed, Event, LOOK_EVERY};
use super::lean;
use super::words::{Stage, Word};

#[cfg(all(unix, not(target_os = "macos")))]
use super::cover::Cover;

const HEAR: Job = Job { name: "hear", work: "Watching the talk", remedy: "" };
/// A process whose pipe has ended is gone at once; this often it is looked for.
const GONE_EVERY: Duration = Duration::from_millis(3);
/// Whether silence is the end of a process: where the system lets programs sleep as it likes, it is not.
const JUDGES: bool = cfg!(all(unix, not(target_os = "macos")));
/// The parent gives back what a life's beginning took of it once that has settled.
const SETTLED: Duration = Duration::from_secs(2);

/// What the parent hears.
enum Heard {
    /// Of the life with this number.
    Word(u32, Word),
    /// It tells nothing any more.
    Silent(u32),
    /// Somebody wants the program to end.
    Asked,
}

/// Gives the talk that these words (the program's name first) ask for, in a process of its own, for as long as it takes.
#[must_use]
pub fn run(words: &[OsString]) -> ExitCode {
    let (tell, heard) = mpsc::channel();
    let asked = tell.clone();
    // Where the system has nobody to tell, the talk is asked by itself.
    let _ = ctrlc::set_handler(move || drop(asked.send(Heard::Asked)));
    let mut parent = Parent {
        words,
        crew: Crew::default(),
        tell,
        decider: Decider::default(),
        start: now(),
        life: Life::default(),
        child: None,
        stage: None,
        groups: Vec::new(),
        shown: false,
        hears: false,
        silent: false,
        cover: Screen::default(),
        leans_at: None,
    };
    if let Err(why) = parent.begin() {
        eprintln!("cuecard: the talk could not be started: {why}");
        return ExitCode::FAILURE;
    }
    parent.watch(&heard)
}

#[expect(clippy::disallowed_methods, reason = "the parent watches by a clock of its own")]
fn now() -> Instant {
    Instant::now()
}

struct Parent<'a> {
    words: &'a [OsString],
    crew: Crew,
    tell: Sender<Heard>,
    decider: Decider,
    start: Instant,
    life: Life,
    child: Option<Child>,
    /// Where the audience looks, as last told.
    stage: Option<Stage>,
    /// Groups of programs that end with the process.
    groups: Vec<u32>,
    /// It has shown its windows: only then it knows where they are.
    shown: bool,
    /// The process can tell how it is.
    hears: bool,
    /// The process tells nothing any more, so it is about to be gone.
    silent: bool,
    cover: Screen,
    /// When the parent gives back what it does not need; `None` where it has.
    leans_at: Option<Instant>,
}

impl Parent<'_> {
    fn watch(&mut self, heard: &Receiver<Heard>) -> ExitCode {
        loop {
            let wait = if self.silent { GONE_EVERY } else { LOOK_EVERY };
            let event = match heard.recv_timeout(wait) {
                Ok(Heard::Word(life, word)) if life == self.life.number => self.hear(word),
                Ok(Heard::Silent(life)) => {
                    self.silent |= life == self.life.number;
                    None
                }
                Ok(Heard::Asked) => Some(Event::Asked),
                Ok(Heard::Word(..)) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => None,
            };
            let ended = self.ended();
            let looked = Event::Look { answers: self.hears && JUDGES && self.cover.answers() };
            // One that cannot tell that it ends has ended well if its code says so.
            let ends = ended.filter(|status| !self.hears && matches!(status.code(), Some(0..=2))).map(|_| Event::Ends);
            let gone = ended.map(|_| Event::Gone);
            for event in event.into_iter().chain([looked]).chain(ends).chain(gone) {
                let deeds = self.decider.decide(event, now() - self.start);
                for deed in deeds {
                    if let Some(code) = self.act(deed, ended) {
                        return code;
                    }
                }
            }
            if self.leans_at.is_some_and(|at| now() > at) {
                self.leans_at = None;
                lean::give_back();
            }
        }
    }

    /// How the process ended, if it has.
    fn ended(&mut self) -> Option<ExitStatus> {
        self.child.as_mut()?.try_wait().ok().flatten()
    }

    fn hear(&mut self, word: Word) -> Option<Event> {
        match word {
            Word::Beat(stage) => {
                if self.shown {
                    self.stage = stage;
                    self.cover.follow(stage);
                }
                Some(Event::Beat)
            }
            Word::Shown => {
                self.shown = true;
                Some(Event::Shown)
            }
            Word::Journal(folder) => {
                self.life.journal = Some(folder);
                None
            }
            Word::NoJournal => {
                self.life.journal = None;
                None
            }
            Word::Group(group) => {
                self.groups.push(group);
                None
            }
            Word::End => Some(Event::Ends),
        }
    }

    /// The program's end, if that is what is to be done.
    fn act(&mut self, deed: Deed, ended: Option<ExitStatus>) -> Option<ExitCode> {
        match deed {
            Deed::Cover => self.cover.put(self.stage),
            Deed::Uncover => self.cover.take_away(),
            // What is gone meanwhile needs neither.
            Deed::Kill => drop(self.child.as_mut().map(Child::kill)),
            Deed::Ask => self.child.iter().for_each(ask),
            Deed::Begin { life, safe } => {
                self.end_groups();
                let how = ended.map(|status| status.to_string()).unwrap_or_default();
                eprintln!(
                    "cuecard: the talk broke off ({how}) and goes on{}",
                    if safe { ", playing safe" } else { "" }
                );
                self.life = Life { number: life, safe, ..self.life.clone() };
                if let Err(why) = self.begin() {
                    eprintln!("cuecard: the talk broke off and could not be started again: {why}");
                    return Some(ExitCode::FAILURE);
                }
            }
            Deed::Leave { helpless } => {
                self.end_groups();
                return Some(ended.map_or(ExitCode::FAILURE, |status| code(status, helpless)));
            }
        }
        None
    }

    /// Another life begins.
    fn begin(&mut self) -> std::io::Result<()> {
        (self.silent, self.shown, self.leans_at) = (false, false, Some(now() + SETTLED));
        let mut command = Command::new(program());
        if self.life.safe {
            command.env("LIBGL_ALWAYS_SOFTWARE", "1");
        }
        let own = self.words.get(1..).unwrap_or_default();
        let (child, pipe) = start(&mut command, &self.life, own)?;
        self.child = Some(child);
        self.hears = pipe.is_some();
        if !self.hears {
            // Nobody will tell.
            self.decider.decide(Event::Shown, now() - self.start);
        }
        if let Some(pipe) = pipe {
            let (tell, life) = (self.tell.clone(), self.life.number);
            drop(self.crew.detached(HEAR, move || {
                for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                    if let Some(word) = Word::read(&line) {
                        // The parent listens as long as it lives.
                        let _ = tell.send(Heard::Word(life, word));
                    }
                }
                let _ = tell.send(Heard::Silent(life));
            }));
        }
        Ok(())
    }

    /// What the process started for itself ends with it.
    fn end_groups(&mut self) {
        self.groups.drain(..).for_each(end_group);
    }
}

/// This program, also where its file was replaced since.
fn program() -> std::path::PathBuf {
    let me = std::env::current_exe().unwrap_or_else(|_| "cuecard".into());
    if cfg!(target_os = "linux") && !me.exists() { "/proc/self/exe".into() } else { me }
}

#[cfg(unix)]
fn start(
    command: &mut Command,
    life: &Life,
    own: &[OsString],
) -> std::io::Result<(Child, Option<std::io::PipeReader>)> {
    use rustix::fs::OFlags;
    use std::os::fd::AsRawFd;
    let (reader, writer) = std::io::pipe()?;
    // Inherited, and never waited for: a parent that was stopped must not stop the windows.
    rustix::io::fcntl_setfd(&writer, rustix::io::FdFlags::empty())?;
    rustix::fs::fcntl_setfl(&writer, OFlags::NONBLOCK)?;
    let child = command.args(life.words(Some(writer.as_raw_fd()))).args(own).spawn()?;
    Ok((child, Some(reader)))
}

#[cfg(not(unix))]
fn start(
    command: &mut Command,
    life: &Life,
    own: &[OsString],
) -> std::io::Result<(Child, Option<std::io::PipeReader>)> {
    let command = command.args(life.words(None)).args(own);
    Ok((if has_console() { command } else { unseen(command) }.spawn()?, None))
}

/// Whether there is a terminal that shows what is printed. One that was left behind has taken the streams along.
#[cfg(windows)]
fn has_console() -> bool {
    use std::os::windows::io::AsRawHandle as _;
    !std::io::stderr().as_raw_handle().is_null()
}

#[cfg(not(any(unix, windows)))]
fn has_console() -> bool {
    true
}

/// Asks a process to end, as the system does.
#[cfg(unix)]
fn ask(child: &Child) {
    let process = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw);
    if let Some(process) = process {
        // What is gone meanwhile has ended.
        let _ = rustix::process::kill_process(process, rustix::process::Signal::TERM);
    }
}

/// A console's Ctrl+C reaches it without us.
#[cfg(not(unix))]
fn ask(_child: &Child) {}

#[cfg(unix)]
fn end_group(group: u32) {
    let group = i32::try_from(group).ok().and_then(rustix::process::Pid::from_raw);
    if let Some(group) = group {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
}

#[cfg(not(unix))]
fn end_group(_group: u32) {}

/// The code of the process is the program's. One that died has the code that shells give it.
fn code(status: ExitStatus, helpless: bool) -> ExitCode {
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&status).map(|signal| 128 + signal);
    #[cfg(not(unix))]
    let signal = None;
    let code = status.code().or(signal).unwrap_or(1);
    // One that could not be helped has not ended well, whatever it says.
    if helpless && code == 0 { ExitCode::FAILURE } else { ExitCode::from(u8::try_from(code).unwrap_or(1)) }
}

#[cfg(all(unix, not(target_os = "macos")))]
type Screen = Cover;

/// Elsewhere nothing can be put where the windows were.
#[cfg(not(all(unix, not(target_os = "macos"))))]
#[derive(Default)]
struct Screen;

#[cfg(not(all(unix, not(target_os = "macos"))))]
impl Screen {
    fn follow(&mut self, _: Option<Stage>) {}
    fn put(&mut self, _: Option<Stage>) {}
    fn take_away(&mut self) {}
    fn answers(&mut self) -> bool {
        true
    }
}
