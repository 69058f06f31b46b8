//! Which events programs listen for, as the registry of AT-SPI has it → whether one of them would miss announcements.
//!
//! Screen readers came to hear announcements late (Orca with version 45); those before say how what has the focus is
//! described, whenever that changes.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use zbus::blocking::{Proxy, connection};

use crate::crew::{Crew, Job};

const JOB: Job = Job {
    name: "listeners",
    work: "Asking what the screen reader listens for",
    remedy: "If it does not say what changes, start Cuecard again.",
};

const ANNOUNCEMENTS: &str = "object:announcement";
const DESCRIPTIONS: &str = "object:propertychange:accessibledescription";

/// Those who listen.
#[derive(Default)]
pub struct Listeners {
    followed: AtomicBool,
    /// Whether somebody misses announcements, once that is known.
    miss: Arc<Mutex<Option<bool>>>,
}

impl Listeners {
    /// Asks from now on, once somebody listens at all.
    pub fn follow(&self, crew: &Crew) {
        if self.followed.swap(true, Ordering::Relaxed) {
            return;
        }
        let miss = Arc::clone(&self.miss);
        drop(crew.detached(JOB, move || {
            let _ = ask(&miss);
            // Whoever cannot be asked, or no longer, is taken for one that hears everything.
            note(&miss, false);
        }));
    }

    /// Whether somebody hears what is described anew, and no announcements; `None` until they were asked.
    pub fn miss_announcements(&self) -> Option<bool> {
        *self.miss.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn note(miss: &Mutex<Option<bool>>, answer: bool) {
    *miss.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
}

/// Notes the answer whenever somebody begins to listen or ends it.
fn ask(miss: &Mutex<Option<bool>>) -> zbus::Result<()> {
    let session = connection::Builder::session()?.build()?;
    let address: String =
        Proxy::new(&session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus")?.call("GetAddress", &())?;
    let bus = connection::Builder::address(address.as_str())?.build()?;
    let (name, path) = ("org.a11y.atspi.Registry", "/org/a11y/atspi/registry");
    let registry = Proxy::new(&bus, name, path, name)?;
    let mut changes = registry.receive_all_signals()?;
    loop {
        let listened: Vec<(String, String)> = registry.call("GetRegisteredEvents", &())?;
        note(miss, some_miss_announcements(&listened));
        if changes.next().is_none() {
            return Ok(());
        }
    }
}

/// `listened`: a program, and an event that it wants to hear of.
fn some_miss_announcements(listened: &[(String, String)]) -> bool {
    let mut hears: HashMap<&str, (bool, bool)> = HashMap::new();
    for (program, event) in listened {
        let event = event.trim_end_matches(':').to_lowercase();
        let (announcements, descriptions) = hears.entry(program).or_default();
        *announcements |= ANNOUNCEMENTS.starts_with(&event);
        *descriptions |= event == DESCRIPTIONS;
    }
    hears.values().any(|(announcements, descriptions)| *descriptions && !announcements)
}

#[cfg(test)]
mod tests {
    use super::some_miss_announcements;

    fn miss(listened: &[(&str, &str)]) -> bool {
        let owned: Vec<_> = listened.iter().map(|(program, event)| ((*program).into(), (*event).into())).collect();
        some_miss_announcements(&owned)
    }

    #[test]
    fn each_program_is_asked_for_itself() {
        let description = "Object:PropertyChange:AccessibleDescription";
        // As Orca 43 does, as Orca 46 does, and as a test that only waits for announcements.
        let old = [(":1.0", "Focus::"), (":1.0", description), (":1.0", "Window:Activate:")];
        let new = [(":1.1", description), (":1.1", "Object:Announcement:")];
        let test = [(":1.2", "Object:Announcement:")];
        assert!(miss(&old));
        assert!(!miss(&new) && !miss(&test) && !miss(&[]));
        assert!(miss(&[&old[..], &new, &test].concat()), "one of several is enough");
        assert!(!miss(&[(":1.3", description), (":1.3", "Object::")]), "all that happens to objects");
    }
}
