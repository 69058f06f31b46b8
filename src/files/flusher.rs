//! A file that is being written → its bytes on the disk, on a thread of its own, since a busy disk may take seconds for it.
//!
//! Invariant: nobody waits but in `wait`, and one file is on its way at a time.

use std::fs::File;
use std::io::Result;
use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};

use crate::crew::{Crew, Job};

const JOB: Job = Job { name: "flusher", work: "Keeping what was written", remedy: "" };

/// Puts what was written on the disk. Its thread is there from the beginning: where memory is short none would start.
#[derive(Debug)]
pub struct Flusher {
    files: Sender<File>,
    done: Receiver<Result<()>>,
    /// The disk has not answered yet.
    busy: bool,
}

impl Flusher {
    #[must_use]
    pub fn new(crew: &Crew) -> Self {
        let (files, orders) = mpsc::channel::<File>();
        let (tell, done) = mpsc::channel();
        drop(crew.service(JOB, move || {
            while let Ok(file) = orders.recv() {
                // Who asked may have gone.
                let _ = tell.send(file.sync_data());
            }
        }));
        Self { files, done, busy: false }
    }

    /// Has what is in the file by now put on the disk. False if the disk still has the last one to do: then it is to be
    /// asked again.
    ///
    /// # Errors
    /// What the system said of the last one.
    pub fn flush(&mut self, file: &File) -> Result<bool> {
        if self.busy {
            match self.done.try_recv() {
                Err(TryRecvError::Empty) => return Ok(false),
                done => {
                    self.busy = false;
                    // The thread ends with the program.
                    done.unwrap_or(Ok(()))?;
                }
            }
        }
        self.busy = self.files.send(file.try_clone()?).is_ok();
        Ok(self.busy)
    }

    /// Waits until all that it was asked for is on the disk.
    ///
    /// # Errors
    /// What the system says.
    pub fn wait(&mut self) -> Result<()> {
        if std::mem::take(&mut self.busy) { self.done.recv().unwrap_or(Ok(())) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_is_on_its_way_at_a_time_and_who_waits_knows_that_it_is_there() {
        let file = tempfile::tempfile().expect("a temporary file");
        let ((files, orders), (tell, done)) = (mpsc::channel(), mpsc::channel());
        let mut flusher = Flusher { files, done, busy: false };
        assert!(flusher.flush(&file).expect("nothing is wrong"));
        assert!(!flusher.flush(&file).expect("nothing is wrong"), "the disk is busy");
        tell.send(Ok(())).expect("it listens");
        assert!(flusher.flush(&file).expect("nothing is wrong"), "it is done with the first");
        assert_eq!(orders.try_iter().count(), 2);
        let mut flusher = Flusher::new(&Crew::default());
        assert!(flusher.flush(&file).expect("nothing is wrong"));
        flusher.wait().expect("it is on the disk");
        flusher.wait().expect("nothing is left to wait for");
    }

    #[cfg(unix)]
    #[test]
    fn what_the_disk_refuses_is_told_once_and_asked_again() {
        // There is no disk behind it.
        let nowhere = File::open("/dev/null").expect("it opens");
        let mut flusher = Flusher::new(&Crew::default());
        assert!(flusher.flush(&nowhere).expect("it is asked for"));
        let told = std::iter::repeat_with(|| flusher.flush(&nowhere)).find(|taken| !matches!(taken, Ok(false)));
        assert!(told.is_some_and(|told| told.is_err()));
        assert!(flusher.flush(&nowhere).expect("it is asked for again"));
        assert!(flusher.wait().is_err());
    }
}
