//! What is written down of a talk, record by record → the talk as it was last.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::anchor::Anchor;
use crate::deck::ink::Ink;
use crate::show::kept::{Kept, Shape};
use crate::takes::Kind;

/// The version of the journal that this program writes. Another one's is not gone on with.
const VERSION: u32 = 1;

/// Something that is new.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "e", rename_all = "lowercase")]
pub enum Record {
    /// A talk was opened.
    Begun(Begun),
    /// What its plan holds, for all that is said of places from here on.
    Plan { title: String, slides: Shape },
    /// It stands like this.
    Show {
        at: Anchor,
        /// The number of the speaker's slide.
        number: usize,
        /// When its take began, as the take's log has it.
        take: Option<String>,
        show: Box<Kept>,
    },
    /// All that is drawn.
    Ink(Ink),
    /// How its windows are.
    Windows(Windows),
    /// These bytes of the deck play from here on.
    Plays { pack: String },
    /// And they have for a while, so nothing is wrong with them.
    Good { pack: String },
    /// Nothing is new, but it still goes on.
    Alive { at: Anchor },
}

/// Which talk it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    pub version: u32,
    /// The deck as it was opened.
    pub deck: PathBuf,
    pub kind: Kind,
}

impl Begun {
    #[must_use]
    pub fn new(deck: PathBuf, kind: Kind) -> Self {
        Self { version: VERSION, deck, kind }
    }
}

/// How the windows of a talk are, as far as settings and the command line do not say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Windows {
    /// The stage is a window to share.
    pub windowed: bool,
    /// The stage's window is put away.
    pub hidden: bool,
}

/// A talk as it was last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Saved {
    pub begun: Begun,
    pub title: String,
    pub slides: Shape,
    /// The show, when it was like this, and the number of its slide.
    pub show: Option<(Kept, Anchor, usize)>,
    /// Until when it is known to have gone on.
    pub until: Anchor,
    pub take: Option<String>,
    pub ink: Ink,
    pub windows: Option<Windows>,
    /// The deck's bytes: those that played, and the last that did for a while.
    pub plays: Option<String>,
    pub good: Option<String>,
}

impl Saved {
    /// Goes on by what is new.
    pub fn push(&mut self, record: Record) {
        match record {
            Record::Begun(begun) => *self = Self { begun, ..Self::default() },
            Record::Plan { title, slides } => (self.title, self.slides) = (title, slides),
            Record::Show { at, number, take, show } => {
                self.until = at.clone();
                self.show = Some((*show, at, number));
                self.take = take;
            }
            Record::Ink(ink) => self.ink = ink,
            Record::Windows(windows) => self.windows = Some(windows),
            Record::Plays { pack } => self.plays = Some(pack),
            Record::Good { pack } => self.good = Some(pack),
            Record::Alive { at } => self.until = at,
        }
    }

    /// All of it as records.
    #[must_use]
    pub fn records(&self) -> Vec<Record> {
        let pack = |pack: &Option<String>| pack.clone();
        let mut records = vec![
            Record::Begun(self.begun.clone()),
            Record::Plan { title: self.title.clone(), slides: self.slides.clone() },
            Record::Ink(self.ink.clone()),
        ];
        records.extend(pack(&self.good).map(|pack| Record::Good { pack }));
        records.extend(pack(&self.plays).map(|pack| Record::Plays { pack }));
        records.extend(self.windows.map(Record::Windows));
        records.extend(self.show.clone().map(|(show, at, number)| Record::Show {
            at,
            number,
            take: self.take.clone(),
            show: Box::new(show),
        }));
        records.push(Record::Alive { at: self.until.clone() });
        records
    }

    /// Whether it is one that this program understands, of a talk that was shown.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.begun.version == VERSION && self.show.is_some() && !self.slides.is_empty()
    }

    /// What a later process reads of the deck first: what has played for a while, or else what played.
    #[must_use]
    pub fn pack(&self) -> Option<&str> {
        self.good.as_deref().or(self.plays.as_deref())
    }
}
