//! The parent at work: it starts the process with the windows, hears it, and does what was decided.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, PipeReader};
use std::process::{Child, Command, ExitCode, ExitStatus};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use crate::crew::{self, Crew, Job};
use crate::memory;
use crate::terminal;

use super::child::Life;
use super::decide::{Decider, Deed, Event, LOOK_EVERY};
use super::words::{Stage, Word};

#[cfg(all(unix, not(target_os = "macos")))]
use super::cover::Cover;

const HEAR: Job = Job { name: "hear", work: "Watching the talk", remedy: "" };
const SAY: Job = Job { name: "say", work: "Telling of the talk", remedy: "" };
/// A process whose pipe has ended is gone at once; this often it is looked for.
const GONE_EVERY: Duration = Duration::from_millis(3);
/// What it said before that is heard by then.
const LAST_WORDS: Duration = Duration::from_millis(300);
/// Whether silence is the end of a process: where the system lets programs sleep as it likes, it is not.
const JUDGES: bool = cfg!(all(unix, not(target_os = "macos")));
/// The parent gives back what it took once a life's beginning has settled.
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
        ended: None,
        gone_at: None,
        left: Vec::new(),
        unborn: false,
        stage: None,
        groups: Vec::new(),
        shown: false,
        hears: false,
        silent: false,
        cover: Screen::default(),
        settles_at: None,
    };
    if let Err(why) = parent.begin() {
        terminal::tell(format_args!("cuecard: the talk could not be started: {why}\n"));
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
    /// How the last one ended, and when, as long as its last words are waited for.
    ended: Option<ExitStatus>,
    gone_at: Option<Instant>,
    /// Those that could not be killed.
    left: Vec<Child>,
    /// The system had no process to give.
    unborn: bool,
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
    /// When the parent looks what it does not need.
    settles_at: Option<Instant>,
}

impl Parent<'_> {
    fn watch(&mut self, heard: &Receiver<Heard>) -> ExitCode {
        loop {
            let wait = if self.silent || self.gone_at.is_some() { GONE_EVERY } else { LOOK_EVERY };
            let event = match heard.recv_timeout(wait) {
                Ok(Heard::Word(life, word)) if life == self.life.number => self.hear(word),
                Ok(Heard::Silent(life)) => {
                    self.silent |= life == self.life.number;
                    None
                }
                Ok(Heard::Asked) => Some(Event::Asked),
                Ok(Heard::Word(..)) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => None,
            };
            let looked = Event::Look { answers: self.hears && JUDGES && self.cover.answers() };
            let unborn = std::mem::take(&mut self.unborn).then_some(Event::Unborn);
            let gone = self.has_ended();
            let dying = self.child.as_ref().filter(|_| self.cover.is_quiet()).and_then(dying);
            // One that cannot tell that it ends has ended well if its code says so.
            let well = |status: ExitStatus| !self.hears && matches!(status.code(), Some(0..=2)) || was_asked(status);
            let ends = (gone && self.ended.is_some_and(well)).then_some(Event::Ends);
            let gone = gone.then_some(Event::Gone);
            for event in event.into_iter().chain(dying).chain(unborn).chain(ends).chain(gone).chain([looked]) {
                let deeds = self.decider.decide(event, now() - self.start);
                for deed in deeds {
                    if let Some(code) = self.act(deed) {
                        return code;
                    }
                }
            }
            if self.settles_at.take_if(|at| now() > *at).is_some() {
                memory::settle(true);
            }
            memory::rest();
        }
    }

    /// Whether the process has ended since this was last asked.
    fn has_ended(&mut self) -> bool {
        // They are let go of as soon as they can be.
        self.left.retain_mut(|child| matches!(child.try_wait(), Ok(None)));
        let ended = match self.child.as_mut().map(Child::try_wait) {
            None | Some(Ok(None)) => None,
            Some(Ok(Some(status))) => Some(status),
            // Somebody else has waited for it: there is none any more.
            Some(Err(_)) => Some(ExitStatus::default()),
        };
        if ended.is_some() {
            (self.child, self.ended, self.gone_at) = (None, ended, Some(now()));
        }
        // What it said last may say that it ends.
        let heard = |at| self.silent || !self.hears || now() - at > LAST_WORDS;
        let gone = self.gone_at.take_if(|at| heard(*at)).is_some();
        self.silent &= !gone;
        gone
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
    fn act(&mut self, deed: Deed) -> Option<ExitCode> {
        match deed {
            Deed::Cover => self.cover.put(self.stage),
            Deed::Uncover => self.cover.take_away(),
            // What is gone meanwhile needs neither.
            Deed::Kill => drop(self.child.as_mut().map(Child::kill)),
            Deed::Ask => self.child.iter().for_each(ask),
            Deed::Abandon => {
                self.cover.cut_off(self.stage.take());
                self.left.extend(self.child.take());
                self.ended = None;
            }
            Deed::Begin { life, safe } => {
                self.end_groups();
                let how = self.ended.map_or_else(|| "it hangs".to_owned(), |status| status.to_string());
                let how = format!("the talk broke off ({how}) and goes on{}", if safe { ", playing safe" } else { "" });
                self.say(how);
                self.life = Life { number: life, safe, ..self.life.clone() };
                if let Err(why) = self.begin() {
                    self.unborn = true;
                    self.say(format!("the talk broke off and could not be started again: {why}"));
                }
            }
            Deed::Leave { helpless } => {
                self.end_groups();
                return Some(self.ended.map_or(ExitCode::FAILURE, |status| code(status, helpless)));
            }
        }
        None
    }

    /// A terminal that was stopped, or that nobody reads any more, stops who writes to it: that must not be the parent.
    fn say(&self, words: String) {
        drop(self.crew.detached(SAY, move || terminal::tell(format_args!("cuecard: {words}\n"))));
    }

    /// Another life begins.
    fn begin(&mut self) -> std::io::Result<()> {
        (self.silent, self.shown, self.settles_at) = (false, false, Some(now() + SETTLED));
        memory::settle(false);
        let name = self.words.first().cloned().unwrap_or_else(|| "cuecard".into());
        // The version that the talk began with, whatever was installed meanwhile.
        let mut command = Command::new(crew::program().unwrap_or_else(|_| name.clone().into()));
        #[cfg(unix)]
        std::os::unix::process::CommandExt::arg0(&mut command, name);
        if self.life.safe {
            command.env("LIBGL_ALWAYS_SOFTWARE", "1");
        }
        let own = self.words.get(1..).unwrap_or_default();
        let (child, pipe) = start(&mut command, &self.life, own)?;
        self.child = Some(child);
        self.hears = pipe.is_some_and(|pipe| self.listen(pipe));
        if !self.hears {
            // Nobody will tell.
            self.decider.decide(Event::Shown, now() - self.start);
        }
        Ok(())
    }

    /// Hears what the process says on this pipe; false where the system has no thread to give.
    fn listen(&self, pipe: PipeReader) -> bool {
        let (tell, life) = (self.tell.clone(), self.life.number);
        let hears = self.crew.detached(HEAR, move || {
            for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                if let Some(word) = Word::read(&line) {
                    // The parent listens as long as it lives.
                    let _ = tell.send(Heard::Word(life, word));
                }
                memory::rest();
            }
            let _ = tell.send(Heard::Silent(life));
        });
        hears.thread().is_some()
    }

    /// What the process started for itself ends with it.
    fn end_groups(&mut self) {
        self.groups.drain(..).for_each(end_group);
    }
}

/// What takes the end of a process so long, where it is not at its end. Only Linux tells.
fn dying(child: &Child) -> Option<Event> {
    let state = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    if state.contains("\nCoreDumping:\t1") {
        return Some(Event::Dumps);
    }
    // One whose last thread is gone as well counts one: it is waited for.
    let lingers = state.contains("\nState:\tZ") && !state.contains("\nThreads:\t1\n");
    lingers.then_some(Event::Lingers)
}

#[cfg(unix)]
fn start(command: &mut Command, life: &Life, own: &[OsString]) -> std::io::Result<(Child, Option<PipeReader>)> {
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
fn start(command: &mut Command, life: &Life, own: &[OsString]) -> std::io::Result<(Child, Option<PipeReader>)> {
    let command = command.args(life.words(None)).args(own);
    Ok((if has_console() { command } else { crew::unseen(command) }.spawn()?, None))
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

/// Whether a process ended as the system, or a terminal, asks one to before it minds that.
#[cfg(unix)]
fn was_asked(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    matches!(status.signal(), Some(libc::SIGHUP | libc::SIGINT | libc::SIGTERM))
}

/// Who does not mind it has a code of its own.
#[cfg(not(unix))]
fn was_asked(_status: ExitStatus) -> bool {
    false
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
    fn cut_off(&mut self, _: Option<Stage>) {}
    fn is_quiet(&self) -> bool {
        false
    }
    fn answers(&mut self) -> bool {
        true
    }
}
