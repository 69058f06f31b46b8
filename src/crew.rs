//! Work → a named thread that does it. A panic there becomes words for the speaker, and every thread has ended when the
//! program does.
//!
//! Invariant: no other file starts a thread that may outlive the function which starts it.

use std::fmt::{self, Debug, Formatter};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Builder, JoinHandle, Thread};
use std::time::Duration;

use crate::guard::caught;

/// A service that failed a second time rests this long, and twice as long each time after that.
const FIRST_REST: Duration = Duration::from_millis(200);
/// No service rests longer: whoever waits for it may be on a stage.
const LONGEST_REST: Duration = Duration::from_secs(10);

/// What a thread does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// As the system lists it: at most 15 letters.
    pub name: &'static str,
    /// The subject of a sentence to the speaker: `Reading the deck`.
    pub work: &'static str,
    /// What the speaker can do where it broke off, as a sentence; empty where there is nothing to be done.
    pub remedy: &'static str,
}

/// The threads of a program.
#[derive(Clone, Default)]
pub struct Crew(Arc<Inner>);

#[derive(Default)]
struct Inner {
    state: Mutex<State>,
    /// A thread has ended, or all have to.
    changed: Condvar,
}

#[derive(Default)]
struct State {
    members: Vec<Member>,
    /// How many threads were started so far, which numbers them.
    started: u64,
    ending: bool,
    at_end: Vec<Box<dyn FnOnce() + Send>>,
    tell: Option<Arc<dyn Fn(String) + Send + Sync>>,
    /// What there was to tell before somebody listened.
    untold: Vec<String>,
}

struct Member {
    number: u64,
    name: &'static str,
    /// The end of the program does not wait for it.
    detached: bool,
    done: bool,
    thread: Option<JoinHandle<()>>,
}

/// A thread at work, and what will come of it.
#[derive(Debug)]
pub struct Task<T> {
    result: Receiver<T>,
    thread: Option<Thread>,
}

impl<T> Task<T> {
    /// Waits for the result; `None` if a panic was in its way.
    #[must_use]
    pub fn join(self) -> Option<T> {
        self.result.recv().ok()
    }

    /// The result, if it is there by now: `None` while the thread is at work, `Some(None)` if a panic was in its way. It is
    /// handed over once.
    #[must_use]
    pub fn poll(&self) -> Option<Option<T>> {
        match self.result.try_recv() {
            Ok(result) => Some(Some(result)),
            Err(TryRecvError::Disconnected) => Some(None),
            Err(TryRecvError::Empty) => None,
        }
    }

    /// Waits for the result, but no longer than this: `None` where it is late, or a panic was in its way.
    #[must_use]
    pub fn within(&self, limit: Duration) -> Option<T> {
        self.result.recv_timeout(limit).ok()
    }

    /// The thread, to be unparked; `None` if the system had none to give.
    #[must_use]
    pub fn thread(&self) -> Option<&Thread> {
        self.thread.as_ref()
    }
}

impl Crew {
    /// From now on `tell` hears what went wrong on a thread, as a sentence for the speaker, on that thread.
    pub fn on_fault(&self, tell: impl Fn(String) + Send + Sync + 'static) {
        let tell: Arc<dyn Fn(String) + Send + Sync> = Arc::new(tell);
        let mut state = self.lock();
        state.tell = Some(Arc::clone(&tell));
        let untold = std::mem::take(&mut state.untold);
        drop(state);
        untold.into_iter().for_each(|words| tell(words));
    }

    /// Work that is done once. A panic ends it in words.
    pub fn task<T: Send + 'static>(&self, job: Job, work: impl FnOnce() -> T + Send + 'static) -> Task<T> {
        self.start(job, false, move |crew| crew.attempt(job, work))
    }

    /// Work that waits for somebody who may never answer, such as a dialog of the system. The end of the program does not
    /// wait for it.
    pub fn detached<T: Send + 'static>(&self, job: Job, work: impl FnOnce() -> T + Send + 'static) -> Task<T> {
        self.start(job, true, move |crew| crew.attempt(job, work))
    }

    /// Work that goes on until `work` returns. After a panic it is called again, and goes on with what it owns.
    pub fn service<T: Send + 'static>(&self, job: Job, mut work: impl FnMut() -> T + Send + 'static) -> Task<T> {
        self.start(job, false, move |crew| {
            let mut rest = Duration::ZERO;
            loop {
                match caught(&mut work) {
                    Ok(result) => return Some(result),
                    Err(why) => crew.tell(job.sentence("broke off and begins again", &why)),
                }
                if !crew.rest(rest) {
                    return None;
                }
                rest = (rest * 2).clamp(FIRST_REST, LONGEST_REST);
            }
        })
    }

    /// Waits this long, or until the program ends; false if it does.
    #[must_use]
    pub fn rest(&self, time: Duration) -> bool {
        let waiting = self.0.changed.wait_timeout_while(self.lock(), time, |state| !state.ending);
        !waiting.unwrap_or_else(PoisonError::into_inner).0.ending
    }

    /// The threads are to end.
    #[must_use]
    pub fn is_ending(&self) -> bool {
        self.lock().ending
    }

    /// `wake` is called when the threads are to end: for one that waits for something else than its rest.
    pub fn at_end(&self, wake: impl FnOnce() + Send + 'static) {
        let mut state = self.lock();
        if state.ending {
            drop(state);
            return wake();
        }
        state.at_end.push(Box::new(wake));
    }

    /// Has all threads end, and waits for that as long as `limit`. Returns the names of those that have not.
    pub fn end(&self, limit: Duration) -> Vec<&'static str> {
        let mut state = self.lock();
        state.ending = true;
        let at_end = std::mem::take(&mut state.at_end);
        drop(state);
        self.0.changed.notify_all();
        for wake in at_end {
            // The others are woken all the same.
            let _ = caught(wake);
        }
        let at_work = |state: &mut State| state.members.iter().any(|member| !member.done && !member.detached);
        let waited = self.0.changed.wait_timeout_while(self.lock(), limit, at_work);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner).0;
        let threads = state.reap();
        let left = state.members.iter().filter(|member| !member.detached).map(|member| member.name).collect();
        drop(state);
        threads.into_iter().for_each(join);
        left
    }

    /// The names of the threads at work.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        self.lock().members.iter().filter(|member| !member.done).map(|member| member.name).collect()
    }

    fn start<T: Send + 'static>(
        &self,
        job: Job,
        detached: bool,
        work: impl FnOnce(&Self) -> Option<T> + Send + 'static,
    ) -> Task<T> {
        let (done, result) = mpsc::channel();
        let mut state = self.lock();
        let finished = state.reap();
        state.started += 1;
        let number = state.started;
        let crew = self.clone();
        // The lock is held until the member is listed, so that no thread ends before that.
        let started = Builder::new().name(job.name.to_owned()).spawn(move || {
            if let Some(result) = work(&crew) {
                // Nobody may want it.
                let _ = done.send(result);
            }
            drop(done);
            crew.leave(number);
        });
        let mut task = Task { result, thread: None };
        let unstarted = match started {
            Ok(thread) => {
                task.thread = Some(thread.thread().clone());
                state.members.push(Member { number, name: job.name, detached, done: false, thread: Some(thread) });
                None
            }
            Err(why) => Some(job.sentence("cannot begin", &why.to_string())),
        };
        drop(state);
        finished.into_iter().for_each(join);
        unstarted.into_iter().for_each(|words| self.tell(words));
        task
    }

    fn attempt<T>(&self, job: Job, work: impl FnOnce() -> T) -> Option<T> {
        caught(work).map_err(|why| self.tell(job.sentence("broke off", &why))).ok()
    }

    fn tell(&self, words: String) {
        let mut state = self.lock();
        let Some(tell) = state.tell.clone() else { return state.untold.push(words) };
        drop(state);
        // It cannot be told to anybody else.
        let _ = caught(|| tell(words));
    }

    fn leave(&self, number: u64) {
        let mut state = self.lock();
        state.members.iter_mut().filter(|member| member.number == number).for_each(|member| member.done = true);
        drop(state);
        self.0.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Takes those that are done off the list.
    fn reap(&mut self) -> Vec<JoinHandle<()>> {
        let done = self.members.iter_mut().filter(|member| member.done);
        let threads = done.filter_map(|member| member.thread.take()).collect();
        self.members.retain(|member| !member.done);
        threads
    }
}

impl Job {
    fn sentence(self, what: &str, why: &str) -> String {
        let Self { work, remedy, .. } = self;
        let remedy = if remedy.is_empty() { String::new() } else { format!(". {remedy}") };
        format!("{work} {what}: {why}{remedy}")
    }
}

/// A program that is started in the background shows no console of its own, as Windows would give it one.
pub fn unseen(command: &mut Command) -> &mut Command {
    #[cfg(windows)]
    std::os::windows::process::CommandExt::creation_flags(command, CREATE_NO_WINDOW);
    command
}

#[cfg(windows)]
const CREATE_NO_WINDOW: u32 = 0x0800_0000;

/// How many threads work side by side on this machine.
#[must_use]
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Does `work` on each number below `count`, one thread for each of the helpers, which it works with; the results in order.
/// All threads have ended when it returns.
pub fn side_by_side<S: Send, T: Send>(
    helpers: &mut [S],
    count: usize,
    work: impl Fn(&mut S, usize) -> T + Sync,
) -> Vec<T> {
    /// Taken by a thread at once: neighbors have much in common.
    const TOGETHER: usize = 8;
    let next = AtomicUsize::new(0);
    let part = |helper: &mut S| -> Vec<(usize, T)> {
        let starts =
            std::iter::from_fn(|| Some(next.fetch_add(TOGETHER, Ordering::Relaxed)).filter(|start| *start < count));
        let numbers = starts.flat_map(|start| start..(start + TOGETHER).min(count));
        numbers.map(|number| (number, work(helper, number))).collect()
    };
    let Some((own, others)) = helpers.split_first_mut() else { return Vec::new() };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = others.iter_mut().map(|helper| scope.spawn(|| part(helper))).collect();
        let mut done = part(own);
        for other in others {
            done.extend(other.join().unwrap_or_else(|why| std::panic::resume_unwind(why)));
        }
        done
    });
    done.sort_unstable_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, result)| result).collect()
}

impl Debug for Crew {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Crew").field(&self.names()).finish()
    }
}

fn join(thread: JoinHandle<()>) {
    // Whoever drops the last of something on a thread of the crew may be that thread itself.
    if thread.thread().id() != std::thread::current().id() {
        // What it panicked with has been told.
        let _ = thread.join();
    }
}

/// This program's own file, to start it once more. On Linux it is the program that runs even where another version was
/// installed over it meanwhile. Elsewhere a file of that name says nothing: Wine shows Linux's to a program for Windows.
///
/// # Errors
/// The system does not tell where the program lies.
pub fn program() -> std::io::Result<PathBuf> {
    let own = Path::new("/proc/self/exe");
    if cfg!(target_os = "linux") && own.exists() { Ok(own.to_path_buf()) } else { std::env::current_exe() }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};

    use super::*;

    const JOB: Job = Job { name: "counter", work: "Counting", remedy: "Count by hand" };
    const SECOND: Duration = Duration::from_secs(1);
    /// No test waits that long, whatever else the machine does.
    const LONG: Duration = Duration::from_secs(60);

    fn crew() -> (Crew, Receiver<String>) {
        let (told, hears) = channel();
        let crew = Crew::default();
        crew.on_fault(move |words| told.send(words).expect("the test listens"));
        (crew, hears)
    }

    #[test]
    fn a_task_hands_over_its_result_and_its_thread_has_its_name() {
        let (crew, _hears) = crew();
        let named = crew.task(JOB, || std::thread::current().name().map(str::to_owned)).join();
        assert_eq!(named.flatten().as_deref(), Some("counter"));
        let (go, waits) = channel();
        let task = crew.task(JOB, move || waits.recv().unwrap_or(0));
        assert_eq!(task.poll(), None, "it is at work");
        go.send(7).expect("it waits");
        let polled = || std::iter::repeat_with(|| task.poll()).find_map(|result| result);
        assert_eq!((polled(), polled()), (Some(Some(7)), Some(None)), "handed over once");
        assert_eq!(crew.end(LONG), [""; 0]);
    }

    #[test]
    fn a_task_that_panics_ends_in_words() {
        let (crew, hears) = crew();
        assert_eq!(crew.task(JOB, || -> u8 { panic!("at {}", 3) }).join(), None);
        assert_eq!(hears.recv_timeout(LONG).as_deref(), Ok("Counting broke off: at 3. Count by hand"));
        assert_eq!(crew.end(LONG), [""; 0]);
    }

    #[test]
    fn a_service_that_panics_is_told_of_and_goes_on_with_what_it_has() {
        let (crew, hears) = crew();
        let (say, said) = channel();
        let mut sum = 0;
        let service = crew.service(JOB, move || {
            while let Ok(number) = said.recv() {
                assert_ne!(number, 13, "thirteen");
                sum += number;
            }
            sum
        });
        for number in [1, 13, 2, 13, 4] {
            say.send(number).expect("it goes on");
        }
        drop(say);
        assert_eq!(service.join(), Some(7));
        for _ in 0..2 {
            let told = hears.recv_timeout(LONG).expect("both are told");
            assert!(told.starts_with("Counting broke off and begins again: ") && told.contains("thirteen"), "{told}");
        }
        assert_eq!(crew.end(LONG), [""; 0]);
    }

    #[test]
    fn what_breaks_off_before_anybody_listens_is_told_later() {
        let (told, hears) = channel();
        let crew = Crew::default();
        assert_eq!(crew.task(JOB, || -> u8 { panic!("early") }).join(), None);
        crew.on_fault(move |words| told.send(words).expect("the test listens"));
        assert_eq!(hears.recv_timeout(LONG).as_deref(), Ok("Counting broke off: early. Count by hand"));
    }

    #[test]
    fn one_who_panics_while_being_told_harms_nobody() {
        let crew = Crew::default();
        crew.on_fault(|words| panic!("{words}"));
        assert_eq!(crew.task(JOB, || -> u8 { panic!("once") }).join(), None);
        assert_eq!(crew.task(JOB, || 5).join(), Some(5));
        assert_eq!(crew.end(LONG), [""; 0]);
    }

    #[test]
    fn the_end_breaks_rests_off_and_calls_those_who_wait_for_something_else() {
        let (crew, _hears) = crew();
        let (wake, waits) = channel();
        crew.at_end(move || wake.send(()).expect("it waits"));
        let one = {
            let crew = crew.clone();
            move || while crew.rest(LONG) {}
        };
        let other = move || waits.recv().expect("it is woken");
        drop((crew.service(JOB, one), crew.task(JOB, other)));
        assert!(!crew.is_ending());
        assert_eq!(crew.end(LONG), [""; 0]);
        assert!(crew.is_ending() && crew.names().is_empty());
        assert!(!crew.rest(LONG), "nobody rests after the end");
    }

    #[test]
    fn a_service_that_always_panics_does_not_keep_the_program_from_ending() {
        let (crew, hears) = crew();
        drop(crew.service(JOB, || -> u8 { panic!("always") }));
        // The third time lies behind a rest.
        for _ in 0..3 {
            hears.recv_timeout(LONG).expect("each time is told");
        }
        assert_eq!(crew.end(LONG), [""; 0]);
    }

    #[test]
    fn who_does_not_end_in_time_is_named_unless_the_end_does_not_wait_for_it() {
        let (crew, _hears) = crew();
        let (stop, stopped) = channel::<()>();
        let (answer, answered) = channel::<()>();
        let stuck = crew.task(JOB, move || stopped.recv().unwrap_or_default());
        let dialog = crew.detached(Job { name: "dialog", ..JOB }, move || answered.recv().unwrap_or_default());
        assert_eq!(crew.end(SECOND / 20), ["counter"]);
        drop((stop, answer));
        assert_eq!((stuck.join(), dialog.join()), (Some(()), Some(())));
        assert_eq!(crew.end(LONG), [""; 0]);
    }

    #[test]
    fn what_is_done_side_by_side_is_done_once_and_comes_in_order() {
        for (helpers, count) in [(1, 0), (1, 5), (2, 7), (3, 100), (8, 9), (4, 1000)] {
            let mut helpers = vec![0_usize; helpers];
            let done = side_by_side(&mut helpers, count, |helped, number| {
                *helped += 1;
                number * 2
            });
            assert_eq!(done, (0..count).map(|number| number * 2).collect::<Vec<_>>());
            assert_eq!(helpers.iter().sum::<usize>(), count);
        }
        let panics = caught(|| {
            side_by_side(&mut [(), ()], 50, |(), number| assert_ne!(number, 31, "thirty-one"));
        });
        assert!(panics.is_err_and(|why| why.contains("thirty-one")), "a panic is the caller's");
    }

    #[test]
    fn no_other_file_starts_a_thread() {
        let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        let mut others = Vec::new();
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).expect("text");
                // A scope joins its threads by itself, also those that a builder makes in it.
                let built = text.matches("thread::Builder").count() > text.matches(".spawn_scoped(").count();
                let starts = built || text.contains("thread::spawn");
                others.extend(Some(path).filter(|path| starts && !path.ends_with("crew.rs")));
            }
        }
        assert!(others.is_empty(), "{others:?}");
    }
}
