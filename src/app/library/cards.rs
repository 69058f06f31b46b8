//! The wall of decks as a value: its cards, the one chosen, and what a key does.

use std::path::{Path, PathBuf};
use std::time::Duration;

use eframe::egui::TextureHandle;

use crate::app::keys::does::{PageKey, WindowCommand};
use crate::deck::{FAULTY, UNTITLED};
use crate::diagnostic::counted;
use crate::playback::search::Index;

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
    /// Puts the card of this folder there again.
    Restore(PathBuf),
    /// A file chooser for a deck that is not here.
    Choose,
    /// Asks where a new talk is to be.
    New,
    /// Writes a new talk into this folder.
    Begin(PathBuf),
    /// Puts what is at this path on the wall.
    Open(PathBuf),
    /// Which folders a path that is being typed may mean.
    Complete(String),
    /// Has the tour there, and gives it.
    Tour,
    Window(WindowCommand),
    Quit,
}

/// In which order the cards stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Opened,
    Title,
    Date,
}

impl Sort {
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Opened, "Last opened"), (Self::Title, "Title"), (Self::Date, "Date of the talk")];
}

/// A path is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// For a new talk, or else for one that is there.
    pub new: bool,
    pub path: String,
    /// The path that folders were last looked up for, and those folders.
    pub looked_up: String,
    pub folders: Vec<String>,
    pub trouble: Option<String>,
}

impl Ask {
    #[must_use]
    pub fn at(new: bool, path: &Path) -> Self {
        let mut path = path.to_string_lossy().into_owned();
        if !new && !path.ends_with(std::path::MAIN_SEPARATOR) {
            path.push(std::path::MAIN_SEPARATOR);
        }
        Self { new, path, looked_up: String::new(), folders: Vec::new(), trouble: None }
    }

    fn action(&self) -> Option<Action> {
        let path = self.path.trim();
        let folder = PathBuf::from(path);
        if path.is_empty() {
            return None;
        }
        Some(if self.new { Action::Begin(folder) } else { Action::Open(folder) })
    }
}

/// What the menu of a card has.
pub const MENU: [PageKey; 6] = [
    PageKey::Takes,
    PageKey::Findings,
    PageKey::CheckDeck,
    PageKey::ExportDeck,
    PageKey::ShowFolder,
    PageKey::RemoveDeck,
];

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
    /// When it was last rehearsed or given, and how long that took: `Rehearsed 20 November, 27:40`.
    pub told: Option<String>,
    pub errors: usize,
    pub warnings: usize,
    /// The first slide, in its own proportion.
    pub picture: Option<TextureHandle>,
    /// When the talk is to be given: `2026-11-28`.
    pub date: Option<String>,
    /// The words of its slides and notes.
    pub words: Index,
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
    /// What is searched for.
    pub search: String,
    pub sort: Sort,
    /// The field to search in is to have the focus, or to lose it.
    pub focus: Option<bool>,
    /// The menu of the chosen card is open, with this row chosen.
    pub menu: Option<usize>,
    pub ask: Option<Ask>,
    /// A deck that is to be given as soon as this is seen.
    pub given: Option<PathBuf>,
}

impl Shelf {
    /// What a key does: arrows choose a deck, others do something with it.
    pub fn press(&mut self, key: PageKey) -> Option<Action> {
        self.trouble = None;
        if let Some(ask) = &mut self.ask {
            match key {
                PageKey::Close => self.ask = None,
                PageKey::Present => return ask.action(),
                PageKey::Down => ask.path = ask.folders.first().cloned().unwrap_or_else(|| ask.path.clone()),
                _ => {}
            }
            return None;
        }
        if let Some(at) = self.menu {
            return self.press_menu(at, key);
        }
        match key {
            PageKey::Close => {
                self.search.clear();
                self.focus = Some(false);
            }
            PageKey::Search => self.focus = Some(true),
            PageKey::More => self.menu = self.card().map(|_| 0),
            PageKey::RestoreDeck => return self.gone.last().cloned().map(Action::Restore),
            PageKey::Right => self.step(1),
            PageKey::Left => self.step(-1),
            PageKey::Down => self.step(self.columns.max(1) as isize),
            PageKey::Up => self.step(-(self.columns.max(1) as isize)),
            PageKey::First => self.step(-100_000),
            PageKey::Last => self.step(100_000),
            key => return Self::anywhere(key).or_else(|| self.act(key)),
        }
        None
    }

    /// What needs no card.
    fn anywhere(key: PageKey) -> Option<Action> {
        Some(match key {
            PageKey::OpenDeck => Action::Choose,
            PageKey::NewTalk => Action::New,
            PageKey::Tour => Action::Tour,
            PageKey::LeaveLibrary => Action::Quit,
            PageKey::Settings => Action::Window(WindowCommand::Settings),
            PageKey::LibraryHelp => Action::Window(WindowCommand::Help),
            PageKey::LibraryTheme => Action::Window(WindowCommand::ConsoleTheme),
            _ => return None,
        })
    }

    fn press_menu(&mut self, at: usize, key: PageKey) -> Option<Action> {
        match key {
            PageKey::Up => self.menu = Some(at.saturating_sub(1)),
            PageKey::Down => self.menu = Some((at + 1).min(MENU.len() - 1)),
            PageKey::Close | PageKey::More => self.menu = None,
            PageKey::Present => return self.choose_menu(MENU[at.min(MENU.len() - 1)]),
            key if MENU.contains(&key) => return self.choose_menu(key),
            _ => {}
        }
        None
    }

    /// A row of the menu was taken.
    pub fn choose_menu(&mut self, key: PageKey) -> Option<Action> {
        self.menu = None;
        self.act(key)
    }

    /// What is done with the chosen deck.
    fn act(&mut self, key: PageKey) -> Option<Action> {
        if key == PageKey::CheckDeck {
            return Some(Action::StageCheck(self.card().map(|card| card.folder.clone())));
        }
        let card = self.card()?;
        let folder = card.folder.clone();
        if matches!(key, PageKey::Present | PageKey::Rehearse)
            && let Some(why) = card.unshowable()
        {
            self.trouble = Some(why);
            return None;
        }
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

    /// Something lies over the wall, which takes no click meanwhile.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        self.menu.is_some() || self.ask.is_some()
    }

    /// The cards that have what is searched for, in the order that was asked for.
    #[must_use]
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.cards.len()).filter(|at| self.cards[*at].has(&self.search)).collect();
        match self.sort {
            Sort::Opened => {}
            Sort::Title => order.sort_by_key(|at| self.cards[*at].title().to_lowercase()),
            Sort::Date => order.sort_by_key(|at| std::cmp::Reverse(self.cards[*at].date().map(str::to_owned))),
        }
        order
    }

    /// Chooses the card so many places on from the chosen one.
    fn step(&mut self, by: isize) {
        let order = self.order();
        let Some(last) = order.len().checked_sub(1) else { return };
        let at = order.iter().position(|at| *at == self.chosen);
        self.chosen = order[at.map_or(0, |at| at.saturating_add_signed(by).min(last))];
        self.moved = true;
    }

    /// The card that keys act on.
    #[must_use]
    pub fn card(&self) -> Option<&Card> {
        self.cards.get(self.chosen).filter(|card| card.has(&self.search))
    }

    /// Puts a deck on the wall and chooses it; a deck that is there already is only chosen.
    pub fn put(&mut self, folder: PathBuf) {
        self.gone.retain(|gone| *gone != folder);
        self.chosen = self.cards.iter().position(|card| card.folder == folder).unwrap_or_else(|| {
            self.cards.push(Card { folder, opened: None, about: About::Reading });
            self.cards.len() - 1
        });
        self.sought = true;
        (self.ask, self.menu) = (None, None);
        self.search.clear();
    }
}

impl Shelf {
    /// Takes a card away.
    pub fn forget(&mut self, folder: PathBuf) {
        self.cards.retain(|card| card.folder != folder);
        self.chosen = self.chosen.min(self.cards.len().saturating_sub(1));
        self.gone.retain(|gone| *gone != folder);
        self.gone.push(folder);
    }
}

impl Card {
    /// Whether all words searched for are in its title, or on one of its slides and in its notes.
    fn has(&self, typed: &str) -> bool {
        let folded = |words: &str| words.to_lowercase();
        let title = folded(&self.title());
        folded(typed).split_whitespace().all(|word| title.contains(word))
            || matches!(&self.about, About::Ready(facts) if !facts.words.find(typed).is_empty())
    }

    fn date(&self) -> Option<&str> {
        match &self.about {
            About::Ready(facts) => facts.date.as_deref(),
            About::Reading | About::Unreadable(_) => None,
        }
    }

    /// Why the audience would see nothing of it.
    fn unshowable(&self) -> Option<String> {
        let About::Ready(facts) = &self.about else { return None };
        let title = self.title();
        match (facts.slides, facts.hidden) {
            (0, 0) => Some(format!("{title} has no slide: write a [[slide]] into its deck.toml")),
            (0, _) => Some(format!("{title} shows no slide: all are hidden; take `hidden` from one of them")),
            _ => None,
        }
    }

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
    pub fn told(&self) -> Option<String> {
        let About::Ready(facts) = &self.about else { return None };
        Some(facts.told.clone().unwrap_or_else(|| "Not rehearsed yet".to_owned()))
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
