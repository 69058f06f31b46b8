//! `last`, or the name of a take → the take, and those before it.

use std::path::{Path, PathBuf};

use crate::settings;
use crate::takes::report::Named;
use crate::takes::{Log, Run, logs};

/// Takes before one that are looked at.
const MOST_BEFORE: usize = 40;
/// Names that are told where another was asked for.
const MOST_TOLD: usize = 5;

/// The takes of a deck, the latest first.
pub struct Takes {
    deck: PathBuf,
    logs: Vec<Log>,
}

impl Takes {
    pub fn of(deck: &Path) -> Self {
        Self { deck: deck.to_owned(), logs: logs(deck, settings::state_folder().as_deref()) }
    }

    /// The take of this name, or the last in which a slide was shown.
    pub fn find(&self, wanted: &str) -> Result<Named, String> {
        let wanted = wanted.strip_suffix(".jsonl").unwrap_or(wanted);
        let mut named = self.logs.iter().filter(|log| wanted == "last" || log.name == wanted).filter_map(read);
        named.find(|named| wanted != "last" || !Run::of(&named.take).visits.is_empty()).ok_or_else(|| self.none(wanted))
    }

    /// Those before a take, the latest first.
    pub fn before(&self, named: &Named) -> Vec<Named> {
        self.logs.iter().filter(|log| log.is_before(&named.name)).take(MOST_BEFORE).filter_map(read).collect()
    }

    fn none(&self, wanted: &str) -> String {
        let names: Vec<&str> = self.logs.iter().take(MOST_TOLD).map(|log| log.name.as_str()).collect();
        match (names.is_empty(), wanted) {
            (false, wanted) if wanted != "last" => {
                format!("there is no take `{wanted}` of this deck; the latest are {}", names.join(", "))
            }
            _ => format!(
                "this deck has no takes yet: rehearse it once with `cuecard rehearse {}`, or give the talk",
                self.deck.display()
            ),
        }
    }
}

fn read(log: &Log) -> Option<Named> {
    Some(Named { name: log.name.clone(), take: log.read()? })
}
