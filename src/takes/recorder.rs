//! Records → the take's file, on a thread of its own: each line at once, on the disk within a second.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::place::{create, reason};
use super::record::{Record, What};
use crate::show::Moment;

/// What was written is on the disk after this long.
const SYNC_EVERY: Duration = Duration::from_secs(1);

enum Order {
    Write {
        records: Vec<Record>,
        deck: Arc<Path>,
        now: Moment,
    },
    /// Answers once all that was ordered before is done.
    Settle(Sender<()>),
}

/// Writes takes away from the window's thread. What was ordered before it is dropped is still written.
#[derive(Debug)]
pub struct Recorder {
    orders: Option<Sender<Order>>,
    thread: Option<JoinHandle<()>>,
}

impl Recorder {
    /// `state` is the folder for takes of decks whose own folder cannot be written to; `tell` hears why a take is not
    /// kept, once, and of the next one that is.
    pub fn start(state: Option<PathBuf>, tell: impl Fn(Option<String>) + Send + 'static) -> Self {
        let (sender, orders) = mpsc::channel();
        let writer = Writer { state, tell: Box::new(tell), file: None, synced: None, dirty: false };
        let thread = thread::spawn(move || writer.run(&orders));
        Self { orders: Some(sender), thread: Some(thread) }
    }

    /// These happened `now` in the talk from `deck`.
    pub fn write(&self, records: Vec<Record>, deck: &Arc<Path>, now: Moment) {
        if !records.is_empty() {
            self.order(Order::Write { records, deck: Arc::clone(deck), now });
        }
    }

    /// Somebody to wait for, until all that was ordered so far is in its file.
    #[must_use]
    pub fn settled(&self) -> Receiver<()> {
        let (done, settled) = mpsc::channel();
        self.order(Order::Settle(done));
        settled
    }

    fn order(&self, order: Order) {
        // The thread listens until this value is gone.
        if let Some(orders) = &self.orders {
            let _ = orders.send(order);
        }
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.orders = None;
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

pub(super) struct Writer {
    state: Option<PathBuf>,
    tell: Box<dyn Fn(Option<String>) + Send>,
    /// None between takes, and after one that could not be kept.
    file: Option<File>,
    synced: Option<Moment>,
    /// Lines were written since then.
    dirty: bool,
}

impl Writer {
    /// In the middle of a take that is in this file.
    #[cfg(test)]
    pub(super) fn to(file: File, tell: impl Fn(Option<String>) + Send + 'static) -> Self {
        Self { state: None, tell: Box::new(tell), file: Some(file), synced: None, dirty: false }
    }

    fn run(mut self, orders: &Receiver<Order>) {
        let mut wait = SYNC_EVERY;
        loop {
            let order = if self.dirty {
                orders.recv_timeout(wait)
            } else {
                orders.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            match order {
                Ok(Order::Write { records, deck, now }) => {
                    records.iter().for_each(|record| self.write(record, &deck));
                    let since = self.synced.map_or(SYNC_EVERY, |synced| now.since(synced));
                    wait = SYNC_EVERY.saturating_sub(since);
                    if wait.is_zero() {
                        self.sync();
                        self.synced = Some(now);
                    }
                }
                // Who asked may have gone.
                Ok(Order::Settle(done)) => drop(done.send(())),
                Err(RecvTimeoutError::Timeout) => {
                    self.sync();
                    self.synced = self.synced.map(|synced| Moment(synced.0 + SYNC_EVERY));
                }
                Err(RecvTimeoutError::Disconnected) => return self.sync(),
            }
        }
    }

    pub(super) fn write(&mut self, record: &Record, deck: &Path) {
        if let What::Start(start) = &record.what {
            self.sync();
            match create(deck, self.state.as_deref(), start) {
                Ok(file) => {
                    self.file = Some(file);
                    (self.tell)(None);
                }
                Err(why) => self.give_up(why),
            }
        }
        let Some(file) = &mut self.file else { return };
        // In one piece, so that no line is half there unless the disk is full.
        if let Err(why) = file.write_all(record.line().as_bytes()) {
            return self.give_up(reason(&why));
        }
        self.dirty = true;
        if record.what == What::End {
            self.sync();
            self.file = None;
        }
    }

    fn sync(&mut self) {
        if std::mem::take(&mut self.dirty)
            && let Some(file) = &self.file
            && let Err(why) = file.sync_data()
        {
            self.give_up(reason(&why));
        }
    }

    fn give_up(&mut self, why: String) {
        self.file = None;
        self.dirty = false;
        (self.tell)(Some(why));
    }
}
