//! One helper process: it is started, given work, watched while it works, and what ended it is found out.

use std::io::{self, Read as _};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::frames::{self, ANSWER, JOB, QUESTION, REPLY};
use super::job::{Job, Lost};

/// A helper says little, and only when it ends.
const MOST_SAID: u64 = 4096;

pub(super) struct Helper {
    child: Mutex<Child>,
    pipes: Option<(ChildStdin, ChildStdout)>,
    said: Option<ChildStderr>,
    /// Whether it has not worked yet.
    pub fresh: bool,
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
        Ok(Self { child: Mutex::new(child), pipes, said, fresh: true })
    }

    /// Does the work; `hear` answers its questions. A helper that answered nothing is at its end.
    pub fn work(&mut self, job: &Job, hear: &mut dyn FnMut(&[u8]) -> Vec<u8>) -> Result<Vec<u8>, Lost> {
        let (memory, seconds) = (job.limits.memory.to_le_bytes(), job.limits.time.as_secs().to_le_bytes());
        let length = (job.content.len() as u64).to_le_bytes();
        let head = [job.kind.letter(), u8::from(job.limits.renews)];
        let mut left = job.limits.at_most();
        let mut next = self.exchange(JOB, &[&head, &memory, &seconds, &length, job.content, job.how], job, &mut left);
        self.fresh = false;
        loop {
            match next {
                Ok((ANSWER, answer)) => return Ok(answer),
                Ok((QUESTION, question)) => {
                    let reply = hear(&question);
                    if job.limits.renews {
                        left = job.limits.at_most();
                    }
                    next = self.exchange(REPLY, &[&reply], job, &mut left);
                }
                // A panic was caught there; the helper itself is sound, but nothing is lost with it.
                Ok(_) => return Err(Lost::Broke),
                Err(late) => return Err(self.end(job, late)),
            }
        }
    }

    /// Sends a message and waits for what comes back; where nothing does, whether the time was over.
    fn exchange(&mut self, letter: u8, parts: &[&[u8]], job: &Job, left: &mut Duration) -> Result<(u8, Vec<u8>), bool> {
        let (Some((input, output)), child) = (&mut self.pipes, &self.child) else { return Err(false) };
        let (late, begun, time) = (&AtomicBool::new(false), now(), *left);
        let (done, waits) = mpsc::channel::<()>();
        let watch = move || {
            if waits.recv_timeout(time) == Err(RecvTimeoutError::Timeout) {
                late.store(true, Ordering::Relaxed);
                // One that is over already cannot be ended.
                let _ = child.lock().unwrap_or_else(PoisonError::into_inner).kill();
            }
        };
        let came = thread::scope(|scope| {
            // Where the system has no thread to give, the helper's own limit of processor time is left.
            let _ = thread::Builder::new().name("limit".to_owned()).spawn_scoped(scope, watch);
            let came = frames::send(input, letter, parts).and_then(|()| frames::receive(output, job.limits.answer));
            drop(done);
            came
        });
        *left = left.saturating_sub(begun.elapsed());
        came.map_err(|_| late.load(Ordering::Relaxed))
    }

    /// Ends it, and says why it did not answer.
    fn end(&mut self, job: &Job, late: bool) -> Lost {
        self.pipes = None;
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        let status = child.wait();
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
