//! One helper process: it is started, given work, watched while it works, and what ended it is found out.

use std::io::{self, Read as _};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::frames::{self, ANSWER, JOB, QUESTION, REPLY};
use super::job::{Job, Lost};

/// A helper says little, and only when it ends.
const MOST_SAID: u64 = 4096;
/// One whose pipe has ended is gone by then.
const LAST: Duration = Duration::from_millis(200);

pub(super) struct Helper {
    child: Mutex<Child>,
    pipes: Option<(ChildStdin, ChildStdout)>,
    said: Option<ChildStderr>,
    /// Whether it has not worked yet.
    pub fresh: bool,
    /// It ended by what somebody else did, as far as can be known: it was killed, or did not get the processor.
    pub wronged: bool,
}

impl Helper {
    /// The program once more, as a helper.
    pub fn start(program: &Path) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.arg("helper").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        apart(&mut command);
        let mut child = command.spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let said = child.stderr.take();
        Ok(Self { child: Mutex::new(child), pipes, said, fresh: true, wronged: false })
    }

    /// Does the work; `hear` answers its questions. A helper that answered nothing is at its end.
    pub fn work(&mut self, job: &Job, hear: &mut dyn FnMut(&[u8]) -> Vec<u8>) -> Result<Vec<u8>, Lost> {
        let Some((mut input, mut output)) = self.pipes.take() else { return Err(self.end(job, false)) };
        let watch = &Watch::default();
        let came = thread::scope(|scope| {
            let kill = || {
                // One that is over already cannot be ended.
                let _ = self.child.lock().unwrap_or_else(PoisonError::into_inner).kill();
            };
            // Where the system has no thread to give, the helper's own limit of processor time is left.
            let _ = thread::Builder::new().name("limit".to_owned()).spawn_scoped(scope, move || watch.keep(kill));
            let came = talk(&mut input, &mut output, job, hear, watch);
            watch.set(Limit::Over);
            came
        });
        self.fresh = false;
        match came {
            Ok((ANSWER, answer)) => {
                self.pipes = Some((input, output));
                Ok(answer)
            }
            // A panic was caught there; the helper itself is sound, but nothing is lost with it.
            Ok(_) => Err(Lost::Broke),
            Err(_) => Err(self.end(job, watch.is_late())),
        }
    }

    /// Ends it, and says why it did not answer.
    fn end(&mut self, job: &Job, late: bool) -> Lost {
        self.pipes = None;
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        // It may be about to end by itself, and how is to be known.
        let ended = if late { None } else { within(LAST, || child.try_wait().ok().flatten()) };
        let _ = child.kill();
        let status = child.wait();
        self.wronged = status.as_ref().is_ok_and(|status| was_stopped(status, late, ended.is_some()));
        let mut said = Vec::new();
        if let Some(pipe) = self.said.take() {
            let _ = pipe.take(MOST_SAID).read_to_end(&mut said);
        }
        if late || status.as_ref().is_ok_and(was_slow) {
            return Lost::Late(job.limits.time);
        }
        let full = String::from_utf8_lossy(&said).contains("memory allocation of");
        if full { Lost::Full(job.limits.memory) } else { Lost::Broke }
    }
}

/// Sends a job and answers what the helper asks, until it says something else.
fn talk(
    input: &mut ChildStdin,
    output: &mut ChildStdout,
    job: &Job,
    hear: &mut dyn FnMut(&[u8]) -> Vec<u8>,
    watch: &Watch,
) -> io::Result<(u8, Vec<u8>)> {
    let (memory, seconds) = (job.limits.memory.to_le_bytes(), job.limits.time.as_secs().to_le_bytes());
    let length = (job.content.len() as u64).to_le_bytes();
    let head = [job.kind.letter(), u8::from(job.limits.renews)];
    let mut left = job.limits.at_most();
    let mut begun = watch.begin(left);
    frames::send(input, JOB, &[&head, &memory, &seconds, &length, job.content, job.how])?;
    loop {
        let (letter, said) = frames::receive(output, job.limits.answer)?;
        if letter != QUESTION {
            return Ok((letter, said));
        }
        // What the program takes to answer is not the helper's.
        watch.set(Limit::None);
        left = if job.limits.renews { job.limits.at_most() } else { left.saturating_sub(begun.elapsed()) };
        let reply = hear(&said);
        begun = watch.begin(left);
        frames::send(input, REPLY, &[&reply])?;
    }
}

/// Until when a helper may work.
#[derive(Clone, Copy, Default, PartialEq)]
enum Limit {
    #[default]
    None,
    At(Instant),
    /// It took longer.
    Late,
    Over,
}

/// Ends a helper that works for too long.
#[derive(Default)]
struct Watch {
    limit: Mutex<Limit>,
    changed: Condvar,
}

impl Watch {
    fn lock(&self) -> MutexGuard<'_, Limit> {
        self.limit.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, limit: Limit) {
        let mut now = self.lock();
        // One that was ended for it stays late.
        if *now != Limit::Late {
            *now = limit;
        }
        drop(now);
        // One that waits for a time looks at it anew when that is over.
        if !matches!(limit, Limit::None) {
            self.changed.notify_one();
        }
    }

    /// It may work for so long from now on.
    fn begin(&self, time: Duration) -> Instant {
        let begun = now();
        self.set(Limit::At(begun + time));
        begun
    }

    fn is_late(&self) -> bool {
        *self.lock() == Limit::Late
    }

    /// Waits until the work is over, and calls `kill` where a limit comes before that.
    fn keep(&self, kill: impl FnOnce()) {
        let mut limit = self.lock();
        loop {
            let left = match *limit {
                Limit::At(end) => end.saturating_duration_since(now()),
                Limit::None => Duration::MAX,
                Limit::Late | Limit::Over => return,
            };
            if left.is_zero() {
                *limit = Limit::Late;
                drop(limit);
                return kill();
            }
            limit = self.changed.wait_timeout(limit, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        self.pipes = None;
        let child = self.child.get_mut().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
    }
}

#[expect(clippy::disallowed_methods, reason = "how long a process may take, which changes no slide")]
fn now() -> Instant {
    Instant::now()
}

/// Ctrl+C in a terminal is the program's, which ends its helpers itself; they need nothing of what it was started with.
#[cfg(unix)]
fn apart(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0).env_clear().current_dir("/").arg0("cuecard");
}

/// No console of its own.
#[cfg(not(unix))]
fn apart(command: &mut Command) {
    crate::crew::unseen(command);
}

/// Whether the system ended it for the processor time that it took.
#[cfg(unix)]
fn was_slow(status: &ExitStatus) -> bool {
    std::os::unix::process::ExitStatusExt::signal(status) == Some(libc::SIGXCPU)
}

#[cfg(not(unix))]
fn was_slow(_: &ExitStatus) -> bool {
    false
}

/// Whether the end of a helper says nothing of its work. Linux counts what the processor gives, and ends it by that: one
/// that is late by the clock was stopped, or had to wait. What kills it is never its own doing.
#[cfg(target_os = "linux")]
fn was_stopped(status: &ExitStatus, late: bool, by_itself: bool) -> bool {
    let killed = std::os::unix::process::ExitStatusExt::signal(status) == Some(libc::SIGKILL);
    killed && (late || by_itself)
}

#[cfg(not(target_os = "linux"))]
fn was_stopped(_: &ExitStatus, _late: bool, _by_itself: bool) -> bool {
    false
}

/// What `look` finds by then.
fn within<T>(time: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let end = now() + time;
    loop {
        let found = look();
        if found.is_some() || now() >= end {
            return found;
        }
        thread::sleep(Duration::from_millis(2));
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::super::job::{Kind, Limits};
    use super::*;

    /// A helper that is this script.
    fn helper(folder: &Path, script: &str) -> Helper {
        let path = folder.join("helper.sh");
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("it is written");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("it may run");
        // Another test may begin a process while the script is being written.
        within(Duration::from_secs(10), || Helper::start(&path).ok()).expect("it starts")
    }

    #[test]
    fn what_somebody_else_did_to_a_helper_is_told_apart_from_what_its_work_did() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let limits = Limits { time: Duration::from_millis(30), ..Limits::ITEM };
        let job = Job { kind: Kind::Svg, content: b"", how: b"", limits };
        let cases = [
            ("kill -KILL $$", Lost::Broke, true),
            ("kill -STOP $$", Lost::Late(limits.time), true),
            ("kill -ABRT $$", Lost::Broke, false),
            ("kill -SEGV $$", Lost::Broke, false),
            ("kill -XCPU $$", Lost::Late(limits.time), false),
            ("exit 3", Lost::Broke, false),
            ("echo 'memory allocation of 9 bytes failed' >&2; kill -ABRT $$", Lost::Full(limits.memory), false),
            // What makes no sense, from one that goes on.
            ("echo nonsense that is long enough; while :; do :; done", Lost::Broke, false),
        ];
        for (script, lost, wronged) in cases {
            let mut helper = helper(folder.path(), script);
            let done = helper.work(&job, &mut |_| Vec::new());
            assert_eq!((done, helper.wronged), (Err(lost), wronged), "{script}");
        }
    }
}
