//! What takes teach → times for a deck's slides: listed old beside new, then written into its files, or taken out again.
//!
//! Invariant: comments, order and layout of the files stay. Either all files have the new times, or none.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::learnt::{Learnt, Step};
use crate::deck::files::{self, Folder};
use crate::deck::plan::{Plan, PlannedSlide};
use crate::deck::retime::retime;
use crate::deck::{Deck, Slide};
use crate::diagnostic::Sources;
use crate::files::write_near;

/// Suggested times are multiples of this, in seconds: nobody talks to the second.
const ROUND: u64 = 5;

/// For each slide of a plan what it takes, rounded; hidden slides and the appendix have no time in the talk.
#[must_use]
pub fn suggested(learnt: &Learnt, plan: &Plan) -> Vec<Option<Step>> {
    let suggested = |slide: &PlannedSlide| {
        let step = learnt.slide(&slide.id).filter(|_| slide.is_told())?;
        let seconds = (step.time.as_millis() as u64 + ROUND * 500) / (ROUND * 1000) * ROUND;
        Some(Step { time: Duration::from_secs(seconds.max(ROUND)), takes: step.takes })
    };
    plan.slides.iter().map(suggested).collect()
}

/// A slide whose time would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub number: usize,
    pub title: String,
    pub old: Duration,
    pub new: Duration,
}

/// Times that are to be written, as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Times {
    /// Those that change, in the order of the talk.
    pub changes: Vec<Change>,
    /// All slides together as they will be planned.
    pub sum: Duration,
    deck: PathBuf,
    files: Vec<Retimed>,
}

/// A file of the deck, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retimed {
    pub file: PathBuf,
    pub count: usize,
    folder: PathBuf,
    old: String,
    new: String,
}

/// A deck as it was read: the path by which it was opened and what stood there.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    pub path: &'a Path,
    pub deck: &'a Deck,
    pub plan: &'a Plan,
    pub sources: &'a Sources,
}

impl Times {
    /// Reads the deck's files; writes nothing.
    ///
    /// # Errors
    /// A sentence for the presenter, where a file cannot take the times.
    pub fn of(source: Source<'_>, suggested: &[Option<Step>]) -> Result<Self, String> {
        let Source { path, deck, plan, .. } = source;
        // A time that is the same stays as the author wrote it.
        let new = |(slide, step): (&Slide, &Option<Step>)| {
            step.map(|step| step.time).filter(|time| slide.time != Some(*time))
        };
        let times: Vec<Option<Duration>> = deck.slides.iter().zip(suggested).map(new).collect();
        let change = |(slide, new): (&PlannedSlide, &Option<Duration>)| {
            let (number, title) = (slide.number, slide.name());
            new.map(|new| Change { number, title, old: slide.planned, new })
        };
        let mut changes: Vec<Change> = plan.slides.iter().zip(&times).filter_map(change).collect();
        changes.sort_by_key(|change| change.number);
        let told = plan.slides.iter().zip(&times).filter(|(slide, _)| slide.is_told());
        let sum = told.map(|(slide, new)| new.unwrap_or(slide.planned)).sum();
        // In the order in which they are written: the appendix comes last wherever that is.
        let mut written: Vec<usize> = (0..times.len()).collect();
        written.sort_by_key(|slide| deck.slides[*slide].span);
        let file_of = |slide: &usize| deck.slides[*slide].span.file;
        let files = written.chunk_by(|one, other| file_of(one) == file_of(other));
        let files: Vec<Retimed> = files.map(|slides| retimed(source, slides, &times)).collect::<Result<_, _>>()?;
        let files = files.into_iter().filter(|file| file.count > 0).collect();
        Ok(Self { changes, sum, deck: path.to_owned(), files })
    }

    /// Puts the times into the deck. Returns the files that were written.
    ///
    /// # Errors
    /// A sentence for the presenter; then nothing has changed.
    pub fn write(&self) -> Result<&[Retimed], String> {
        self.swap(|file| &file.old, |file| &file.new, "was changed meanwhile, so no time was written; open this again")
    }

    /// Puts the deck back as it was before `write`.
    ///
    /// # Errors
    /// A sentence for the presenter; then nothing has changed.
    pub fn undo(&self) -> Result<&[Retimed], String> {
        self.swap(|file| &file.new, |file| &file.old, "was changed since, so the times stay; change them there")
    }

    fn swap(
        &self,
        from: fn(&Retimed) -> &String,
        to: fn(&Retimed) -> &String,
        changed: &str,
    ) -> Result<&[Retimed], String> {
        for file in &self.files {
            let now = std::fs::read(&file.file).map_err(|why| format!("{}: {why}", file.file.display()))?;
            if now != from(file).as_bytes() {
                return Err(format!("{} {changed}", file.file.display()));
            }
        }
        for (at, file) in self.files.iter().enumerate() {
            let written = write_near(&file.folder, &file.file, &[to(file).as_bytes()]);
            if let Err(why) = written {
                // All or none. What cannot be put back either is told with the same words.
                for done in &self.files[..at] {
                    write_near(&done.folder, &done.file, &[from(done).as_bytes()])?;
                }
                return Err(why);
            }
        }
        Ok(&self.files)
    }

    /// The deck's own file.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        files::place(&self.deck).0
    }
}

/// A file of the deck with new times; `slides` are all that are written in it, in order.
fn retimed(source: Source<'_>, slides: &[usize], times: &[Option<Duration>]) -> Result<Retimed, String> {
    let Source { path, deck, sources, .. } = source;
    let (mut file, folder) = files::place(path);
    let at = slides.first().map_or(0, |slide| deck.slides[*slide].span.file);
    let old = if at == 0 {
        String::from_utf8(files::open(path)?.text).map_err(|_| format!("{}: it is not UTF-8", file.display()))?
    } else {
        let included = sources.0.get(usize::from(at)).ok_or("a file of the deck is not known")?;
        let name = Folder::new(folder.clone()).named(&included.name).map_err(|fault| fault.to_string())?;
        file = folder.join(name);
        included.text.to_string()
    };
    let place = file.display();
    let times: Vec<Option<Duration>> = slides.iter().map(|slide| times[*slide]).collect();
    let new = retime(&old, &times).map_err(|why| format!("{place}: {why}; no time was written"))?;
    if file.is_symlink() {
        return Err(format!("{place} is a link, so no time was written; name the file that it leads to"));
    }
    Ok(Retimed { count: times.iter().flatten().count(), file, folder, old, new })
}
