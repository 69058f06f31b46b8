//! The wall of decks as a value: its cards, the one chosen, and what a key does.

use std::path::PathBuf;
use std::time::Duration;

use eframe::egui::TextureHandle;

use crate::app::keys::does::PageKey;
use crate::deck::{FAULTY, UNTITLED};
use crate::diagnostic::counted;

/// What the library asks of the windows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    Present(PathBuf),
    Rehearse(PathBuf),
    /// How the takes of a deck went.
    Report(PathBuf),
    Export(PathBuf),
    /// What is to be fixed in a deck.
    Findings(PathBuf),
    /// Looks at screens and machine, and at this deck too.
    StageCheck(Option<PathBuf>),
    /// The deck's folder in the system's own file manager.
    ShowFolder(PathBuf),
    /// Takes the card away; the deck's folder stays as it is.
    Forget(PathBuf),
    /// A file chooser for a deck that is not here.
    Choose,
    Quit,
}

/// A deck on the wall.
pub struct Card {
    pub folder: PathBuf,
    /// When it was last opened: `20 November`.
    pub opened: Option<String>,
    pub about: About,
}

/// How far reading a deck has come.
pub enum About {
    Reading,
    /// There is no deck that could be read, in the author's words.
    Unreadable(String),
    Ready(Facts),
}

/// What a card says of a deck.
pub struct Facts {
    pub title: String,
    /// Those that are shown, and those that are not.
    pub slides: usize,
    pub hidden: usize,
    pub length: Duration,
    /// When it was last rehearsed, and how long that took: `20 November, 27:40`.
    pub rehearsed: Option<String>,
    pub errors: usize,
    pub warnings: usize,
    /// The first slide, in its own proportion.
    pub picture: Option<TextureHandle>,
}

/// The wall as a value: the cards, and the one chosen.
#[derive(Default)]
pub struct Shelf {
    pub cards: Vec<Card>,
    pub chosen: usize,
    /// The chosen card was put there just now, and may be out of sight.
    pub sought: bool,
    /// Decks that the speaker does not want to see here.
    pub gone: Vec<PathBuf>,
    /// All folders have been looked through.
    pub looked: bool,
    /// Something that went wrong and is no deck's fault.
    pub trouble: Option<String>,
    /// Cards side by side, as they were last drawn.
    pub columns: usize,
    /// A key has moved the choice, which may be out of sight.
    pub moved: bool,
}

impl Shelf {
    /// What a key does: arrows choose a deck, others do something with it.
    pub fn press(&mut self, key: PageKey) -> Option<Action> {
        self.trouble = None;
        match key {
            PageKey::OpenDeck => return Some(Action::Choose),
            PageKey::LeaveLibrary => return Some(Action::Quit),
            PageKey::CheckDeck => return Some(Action::StageCheck(self.card().map(|card| card.folder.clone()))),
            PageKey::Right => self.choose(self.chosen + 1),
            PageKey::Left => self.choose(self.chosen.saturating_sub(1)),
            PageKey::Down => self.choose(self.chosen + self.columns.max(1)),
            PageKey::Up => self.choose(self.chosen.saturating_sub(self.columns.max(1))),
            PageKey::First => self.choose(0),
            PageKey::Last => self.choose(usize::MAX),
            key => return self.act(key),
        }
        None
    }

    /// What is done with the chosen deck.
    fn act(&self, key: PageKey) -> Option<Action> {
        let folder = self.card()?.folder.clone();
        Some(match key {
            PageKey::Present => Action::Present(folder),
            PageKey::Rehearse => Action::Rehearse(folder),
            PageKey::Takes => Action::Report(folder),
            PageKey::ExportDeck => Action::Export(folder),
            PageKey::Findings => Action::Findings(folder),
            PageKey::ShowFolder => Action::ShowFolder(folder),
            PageKey::RemoveDeck => Action::Forget(folder),
            _ => return None,
        })
    }

    fn choose(&mut self, at: usize) {
        self.chosen = at.min(self.cards.len().saturating_sub(1));
        self.moved = true;
    }

    /// The card that keys act on.
    #[must_use]
    pub fn card(&self) -> Option<&Card> {
        self.cards.get(self.chosen)
    }

    /// Puts a deck on the wall and chooses it; a deck that is there already is only chosen.
    pub fn put(&mut self, folder: PathBuf) {
        self.gone.retain(|gone| *gone != folder);
        self.chosen = self.cards.iter().position(|card| card.folder == folder).unwrap_or_else(|| {
            self.cards.push(Card { folder, opened: None, about: About::Reading });
            self.cards.len() - 1
        });
        self.sought = true;
    }
}

impl Shelf {
    /// Takes a card away.
    pub fn forget(&mut self, folder: PathBuf) {
        self.cards.retain(|card| card.folder != folder);
        self.chosen = self.chosen.min(self.cards.len().saturating_sub(1));
        self.gone.push(folder);
    }
}

impl Card {
    /// The deck's title, or its folder's name as long as there is none.
    #[must_use]
    pub fn title(&self) -> String {
        match &self.about {
            About::Ready(facts) if ![UNTITLED, FAULTY].contains(&facts.title.as_str()) => facts.title.clone(),
            _ => self.folder.file_name().unwrap_or(self.folder.as_os_str()).to_string_lossy().into_owned(),
        }
    }

    /// `28 slides, 30 min`
    #[must_use]
    pub fn figures(&self) -> String {
        match &self.about {
            About::Reading => "Reading …".to_owned(),
            About::Unreadable(_) => "Can't be read".to_owned(),
            About::Ready(facts) => {
                let minutes = facts.length.as_secs().div_ceil(60);
                match (facts.slides, facts.hidden) {
                    (0, 0) => "No slides".to_owned(),
                    (0, hidden) => format!("No slide is shown, {hidden} hidden"),
                    (slides, _) => format!("{}, {minutes} min", counted(slides, "slide")),
                }
            }
        }
    }

    /// `Rehearsed 20 November, 27:40`; nothing of a deck that can't be.
    #[must_use]
    pub fn rehearsed(&self) -> Option<String> {
        let About::Ready(facts) = &self.about else { return None };
        let words = facts.rehearsed.as_ref().map(|rehearsed| format!("Rehearsed {rehearsed}"));
        Some(words.unwrap_or_else(|| "Not rehearsed yet".to_owned()))
    }

    /// `2 faults, 1 warning`, and whether the talk can be given as it is.
    #[must_use]
    pub fn faults(&self) -> (String, bool) {
        let count = |number: usize, word: &str| (number > 0).then(|| counted(number, word));
        match &self.about {
            About::Reading => (String::new(), true),
            About::Unreadable(_) => ("a fault".to_owned(), false),
            About::Ready(facts) => {
                let words = [count(facts.errors, "fault"), count(facts.warnings, "warning")];
                let words: Vec<String> = words.into_iter().flatten().collect();
                if words.is_empty() { ("no faults".to_owned(), true) } else { (words.join(", "), facts.errors == 0) }
            }
        }
    }
}
