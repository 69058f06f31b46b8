//! A file that is being written → its bytes on the disk, on a thread of its own, since a busy disk may take seconds for it.
//!
//! Invariant: nobody waits but in `wait`, and one file is on its way at a time.

use std::fs::File;
use std::io::Result;

use crate::crew::{Crew, Job, Task};

const JOB: Job = Job { name: "flusher", work: "Keeping what was written", remedy: "" };

/// Puts what was written on the disk.
#[derive(Debug)]
pub struct Flusher {
    crew: Crew,
    at_work: Option<Task<Result<()>>>,
}

impl Flusher {
    #[must_use]
    pub fn new(crew: &Crew) -> Self {
        Self { crew: crew.clone(), at_work: None }
    }

    /// Has what is in the file by now put on the disk. False if the disk still has the last one to do: then it is to be
    /// asked again.
    ///
    /// # Errors
    /// What the system said of the last one.
    pub fn flush(&mut self, file: &File) -> Result<bool> {
        if let Some(task) = &self.at_work {
            match task.poll() {
                None => return Ok(false),
                Some(done) => {
                    self.at_work = None;
                    // A panic there has been told.
                    done.unwrap_or(Ok(()))?;
                }
            }
        }
        let file = file.try_clone()?;
        self.at_work = Some(self.crew.task(JOB, move || file.sync_data()));
        Ok(true)
    }

    /// Waits until all that it was asked for is on the disk.
    ///
    /// # Errors
    /// What the system says.
    pub fn wait(&mut self) -> Result<()> {
        self.at_work.take().and_then(Task::join).unwrap_or(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_is_on_its_way_at_a_time_and_who_waits_knows_that_it_is_there() {
        let file = tempfile::tempfile().expect("a temporary file");
        let mut flusher = Flusher::new(&Crew::default());
        let (go, waits) = std::sync::mpsc::channel();
        flusher.at_work = Some(flusher.crew.task(JOB, move || waits.recv().map_err(std::io::Error::other)));
        assert!(!flusher.flush(&file).expect("nothing is wrong"), "the disk is busy");
        go.send(()).expect("it waits");
        let taken = std::iter::repeat_with(|| flusher.flush(&file)).find(|taken| !matches!(taken, Ok(false)));
        assert!(taken.is_some_and(|taken| taken.is_ok_and(|taken| taken)));
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
