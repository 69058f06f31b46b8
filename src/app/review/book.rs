//! A deck's folder → its latest takes, its plan, and the times that they teach. Reads files: not for a window's thread.

use std::path::Path;
use std::sync::Arc;

use crate::captions::formats::clock;
use crate::deck::plan::Plan;
use crate::diagnostic::Severity;
use crate::drawing::Drawing;
use crate::settings;
use crate::takes::report::words::short_date;
use crate::takes::report::{Named, Report};
use crate::takes::times::{Source, Times, suggested};
use crate::takes::{self, Log, Run};
use crate::talk::Talk;

/// Takes that can be looked at: the latest.
const MOST: usize = 12;

/// What the page reports of.
pub struct Book {
    plan: Plan,
    /// A slide each, as it is when it is whole.
    drawings: Vec<Option<Arc<Drawing>>>,
    /// The latest first; never empty.
    pub takes: Vec<Named>,
    /// When each was and how long it took: `22 Nov, 14:05, 29:16`.
    pub names: Vec<String>,
    /// What would be written into the deck, or why nothing can be.
    pub times: Result<Times, String>,
}

/// # Errors
/// A sentence for the presenter.
pub fn read(deck: &Path) -> Result<Book, String> {
    let talk = Talk::open(deck)?;
    let state = settings::state_folder();
    let logs = takes::logs(deck, state.as_deref());
    let named = |log: &Log| Some(Named { name: log.name.clone(), take: log.read()? });
    let shown = |named: &Named| !Run::of(&named.take).visits.is_empty();
    let takes: Vec<Named> = logs.iter().filter_map(named).filter(shown).take(MOST).collect();
    if takes.is_empty() {
        return Err("There is no take of this talk yet. Rehearse it once, or give it.".to_owned());
    }
    let times = times(deck, &talk, state.as_deref());
    let drawings = talk.pages.iter().map(|page| page.steps.last().map(Arc::clone)).collect();
    let names = takes.iter().map(name).collect();
    Ok(Book { plan: talk.plan, drawings, takes, names, times })
}

fn name(named: &Named) -> String {
    let start = named.take.start.as_ref().map_or("", |start| start.start.as_str());
    let total = Run::of(&named.take).total().as_millis() as u64;
    format!("{}, {}", short_date(start, &named.name), clock(total))
}

fn times(deck: &Path, talk: &Talk, state: Option<&Path>) -> Result<Times, String> {
    if talk.diagnostics.iter().any(|fault| fault.severity == Severity::Error) {
        return Err("The deck has faults; fix them first".to_owned());
    }
    let learnt = takes::learnt(deck, state, &talk.plan);
    let source = Source { path: deck, deck: &talk.deck, plan: &talk.plan, sources: &talk.sources };
    let suggested = suggested(&learnt, &talk.plan);
    if suggested.iter().all(Option::is_none) {
        return Err("No take of the whole talk teaches times yet".to_owned());
    }
    Times::of(source, &suggested)
}

impl Book {
    /// Of a take, told with those before it, beside another one.
    #[must_use]
    pub fn report(&self, take: usize, against: Option<usize>) -> Report {
        let against = against.and_then(|against| self.takes.get(against));
        Report::of(&self.plan, &self.takes[take], &self.takes[take + 1..], against)
    }

    pub fn drawing(&self, id: &str) -> Option<Arc<Drawing>> {
        let at = self.plan.slides.iter().position(|slide| slide.id == id)?;
        self.drawings.get(at)?.clone()
    }
}
