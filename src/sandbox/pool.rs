//! Work from any thread → a helper that is free; some stand ready, and what one broke on is not tried again.

use std::collections::HashMap;
use std::io;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;

use super::helper::Helper;
use super::job::{Job, Lost, key};
use crate::crew;

/// Helpers that work at once, and those that stay when nothing is to be done.
const MOST: usize = 4;
const MOST_IDLE: usize = 2;
/// Contents that are known not to be readable.
const MOST_KNOWN: usize = 1000;

static POOL: OnceLock<Pool> = OnceLock::new();

struct Pool {
    program: PathBuf,
    state: Mutex<State>,
    /// A helper is free.
    changed: Condvar,
    most: usize,
}

#[derive(Default)]
struct State {
    idle: Vec<Helper>,
    working: usize,
    /// What could not be read, by its key, and why.
    lost: HashMap<u64, Lost>,
}

/// From now on what others made is read by helpers; the first one starts now, so that it stands ready when it is needed.
/// Only a program whose own file knows the command `helper` may call this.
pub fn begin() {
    let Ok(program) = crew::program() else { return };
    let most = thread::available_parallelism().map_or(2, NonZero::get).clamp(2, MOST);
    let pool = POOL.get_or_init(|| Pool { program, state: Mutex::default(), changed: Condvar::new(), most });
    if pool.lock().idle.is_empty()
        && let Ok(helper) = pool.start()
    {
        pool.lock().idle.push(helper);
    }
}

/// Does the work in a helper, whose questions `hear` answers. `None` where there is none: then it is the caller's to do.
pub fn run(job: &Job, hear: &mut dyn FnMut(&[u8]) -> Vec<u8>) -> Option<Result<Vec<u8>, Lost>> {
    let pool = POOL.get()?;
    if job.limits.alone {
        // One that stands ready and has not worked yet is as good as a new one.
        let ready = pool.lock().idle.pop_if(|helper| helper.fresh);
        return Some(ready.map_or_else(|| pool.start(), Ok).ok()?.work(job, hear));
    }
    let key = key(&[&[job.kind.letter()], job.content]);
    if let Some(lost) = pool.lock().lost.get(&key) {
        return Some(Err(*lost));
    }
    let _turn = pool.turn();
    let ready = pool.lock().idle.pop();
    let mut helper = ready.map_or_else(|| pool.start(), Ok).ok()?;
    let was_fresh = helper.fresh;
    let mut done = helper.work(job, hear);
    if done.is_err() && (helper.wronged || done == Err(Lost::Broke) && !was_fresh) {
        // What it did before, or somebody else, may have brought it down.
        helper = pool.start().ok()?;
        done = helper.work(job, hear);
    }
    let mut state = pool.lock();
    match &done {
        Ok(_) if state.idle.len() < MOST_IDLE => state.idle.push(helper),
        Ok(_) => {}
        // Another time it may be read.
        Err(_) if helper.wronged => {}
        Err(lost) => {
            if state.lost.len() >= MOST_KNOWN {
                state.lost.clear();
            }
            state.lost.insert(key, *lost);
        }
    }
    Some(done)
}

impl Pool {
    fn start(&self) -> io::Result<Helper> {
        Helper::start(&self.program)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until fewer helpers work than may.
    fn turn(&self) -> Turn<'_> {
        let mut state = self.lock();
        while state.working >= self.most {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.working += 1;
        Turn(self)
    }
}

/// The right to have a helper work, given back when this is dropped.
struct Turn<'a>(&'a Pool);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.lock().working -= 1;
        self.0.changed.notify_one();
    }
}
