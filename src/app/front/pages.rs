//! The one list of what lies on top. Keys go to the last of it; windows are painted from the last that covers everything,
//! and only the last can be operated.

use std::mem::discriminant;

use crate::app::check::{Check, Face};
use crate::app::choices::Choices;
use crate::app::clicker::Clicker;
use crate::app::commands::{Commands, Help, Menu};
use crate::app::export::Export;
use crate::app::findings::Findings;
use crate::app::holding::Words;
use crate::app::keys::table::Place;
use crate::app::picker::Picker;
use crate::app::review::Review;

/// What can lie in a window. To add a page, add a variant: the compiler asks for its place among the keys, what a key does
/// on it, and how it is painted.
pub enum Page {
    // One of these is at the bottom.
    /// The wall of talks.
    Library,
    /// A deck that is being read, waits for the speaker's word, or cannot be opened.
    Unready,
    /// The main window is the stage, or the console.
    Stage,
    Console,
    // The others lie over it, the latest on top.
    Overview,
    Help(Box<Help>),
    Commands(Box<Commands>),
    Menu(Box<Menu>),
    Check(Box<Check>),
    Report(Box<Review>),
    Findings(Box<Findings>),
    Export(Box<Export>),
    Screens(Picker),
    Clicker(Box<Clicker>),
    Settings(Box<Choices>),
    Words(Box<Words>),
    /// Whether the only screen may show notes.
    Private,
    /// Whether a talk goes on that broke off in an earlier process.
    GoOn,
    /// Whether to quit: on top of all others.
    Question,
}

impl Page {
    /// Where its keys stand in the table.
    #[must_use]
    pub fn place(&self) -> Place {
        match self {
            Self::Library => Place::Library,
            Self::Unready => Place::Faulty,
            Self::Stage | Self::Console => Place::Talk,
            Self::Overview => Place::Overview,
            Self::Help(_) => Place::Help,
            Self::Commands(_) | Self::Menu(_) => Place::Commands,
            Self::Check(check) => check.place(),
            Self::Report(_) => Place::Report,
            Self::Findings(_) => Place::Findings,
            Self::Export(_) => Place::Export,
            Self::Screens(_) => Place::Screens,
            Self::Clicker(_) => Place::Clicker,
            Self::Settings(_) => Place::Settings,
            Self::Words(_) => Place::Words,
            Self::Private | Self::GoOn | Self::Question => Place::Question,
        }
    }

    /// What it is called to those who do not see it; what lies at the bottom is called as the window is.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        Some(match self {
            Self::Library | Self::Unready | Self::Stage | Self::Console => return None,
            Self::Overview => "All slides",
            Self::Help(_) => "Keys",
            Self::Commands(_) => "Commands",
            Self::Menu(_) => "Menu",
            Self::Check(_) => "Stage check",
            Self::Report(_) => "Report",
            Self::Findings(_) => "Findings",
            Self::Export(_) => "Save for others",
            Self::Screens(_) => "The stage's screen",
            Self::Clicker(_) => "Your clicker",
            Self::Settings(_) => "Settings",
            Self::Words(_) => "The slide before the talk",
            Self::Private => "Notes on the only screen",
            Self::GoOn => "Whether the talk goes on",
            Self::Question => "Question",
        })
    }

    /// What it tells of what was last asked for there.
    #[must_use]
    pub fn told(&self) -> Option<&str> {
        match self {
            Self::Report(review) => review.told(),
            Self::Findings(findings) => findings.told(),
            Self::Export(export) => export.told(),
            Self::Clicker(clicker) => clicker.told(),
            Self::Words(words) => words.told(),
            _ => None,
        }
    }

    /// Whether nothing below it is seen; `begun`: the talk's time has begun.
    fn covers(&self, begun: bool) -> bool {
        match self {
            Self::Library | Self::Unready | Self::Stage | Self::Console | Self::Overview => true,
            Self::Report(_) | Self::Findings(_) | Self::Settings(_) => true,
            Self::Check(check) => check.face(begun) != Face::Question,
            Self::Help(_)
            | Self::Commands(_)
            | Self::Menu(_)
            | Self::Export(_)
            | Self::Screens(_)
            | Self::Clicker(_)
            | Self::Words(_)
            | Self::Private
            | Self::GoOn
            | Self::Question => false,
        }
    }

    /// The same kind of page.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        discriminant(self) == discriminant(other)
    }
}

/// The pages as a listener knows them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Open {
    /// The lowest first.
    pub names: Vec<&'static str>,
    /// What the one on top tells.
    pub told: Option<String>,
}

/// What lies in the main window, the lowest first.
pub struct Pages(Vec<Page>);

impl Default for Pages {
    fn default() -> Self {
        Self(vec![Page::Unready])
    }
}

impl Pages {
    /// The page that has the keys.
    pub fn top(&mut self) -> &mut Page {
        let last = self.0.len() - 1;
        &mut self.0[last]
    }

    /// Those that are open, as they are told of.
    #[must_use]
    pub fn open_now(&self) -> Open {
        let told = self.0.last().and_then(Page::told).map(str::to_owned);
        Open { names: self.0.iter().filter_map(Page::name).collect(), told }
    }

    /// All of them, the lowest first.
    #[cfg(test)]
    pub fn all(&mut self) -> impl Iterator<Item = &mut Page> {
        self.0.iter_mut()
    }

    /// What lies under all pages.
    #[must_use]
    pub fn bottom(&self) -> &Page {
        &self.0[0]
    }

    /// No page is open.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.0.len() == 1
    }

    /// Follows what the talk knows by itself: what is at the bottom, whether its overview is open, and whether it asks to
    /// quit. Reports and findings are not for those who may see the stage.
    pub fn settle(&mut self, bottom: Page, overview: bool, asking: bool) {
        if matches!(bottom, Page::Stage) {
            self.close(|page| matches!(page, Page::Report(_) | Page::Findings(_)));
        }
        if !matches!(bottom, Page::Stage) {
            self.close(|page| matches!(page, Page::Private));
        }
        self.0[0] = bottom;
        self.keep(Page::Overview, overview);
        self.keep(Page::Question, asking);
        if let Some(at) = self.0.iter().position(|page| matches!(page, Page::Question)) {
            let question = self.0.remove(at);
            self.0.push(question);
        }
    }

    fn keep(&mut self, page: Page, open: bool) {
        let at = self.0.iter().position(|other| other.is_like(&page));
        match at {
            None if open => self.open(page),
            Some(at) if !open => drop(self.0.remove(at)),
            Some(_) | None => {}
        }
    }

    /// Puts a page on top. What help, the menu or the commands lead to takes their place.
    pub fn open(&mut self, page: Page) {
        let leads = |other: &Page| matches!(other, Page::Help(_) | Page::Commands(_) | Page::Menu(_));
        self.close(|other| other.is_like(&page) || leads(other));
        self.0.push(page);
    }

    /// Opens a page, brings it to the top, or, where it is there already, takes it away and returns it.
    pub fn toggle(&mut self, is: fn(&Page) -> bool, make: impl FnOnce() -> Option<Page>) -> Option<Page> {
        let at = self.0.iter().position(is);
        match at {
            Some(at) if at + 1 == self.0.len() => return self.0.pop(),
            Some(at) => {
                let page = self.0.remove(at);
                self.open(page);
            }
            None => make().into_iter().for_each(|page| self.open(page)),
        }
        None
    }

    /// Takes pages away, but for the lowest.
    pub fn close(&mut self, is: impl Fn(&Page) -> bool) {
        let over = self.0.split_off(1);
        self.0.extend(over.into_iter().filter(|page| !is(page)));
    }

    /// Brings a page to the top, if it is open.
    pub fn raise(&mut self, is: fn(&Page) -> bool) {
        if let Some(at) = self.0.iter().position(is) {
            let page = self.0.remove(at);
            self.open(page);
        }
    }

    /// Takes all pages away: they were about a talk that is put away.
    pub fn clear(&mut self) {
        self.0.truncate(1);
    }

    /// The pages that are seen, the lowest first, and whether each is on top.
    pub fn seen(&mut self, begun: bool) -> impl Iterator<Item = (&mut Page, bool)> {
        let last = self.0.len() - 1;
        let first = self.0.iter().rposition(|page| page.covers(begun)).unwrap_or(0);
        self.0.iter_mut().enumerate().skip(first).map(move |(at, page)| (page, at == last))
    }

    #[must_use]
    pub fn check(&self) -> Option<&Check> {
        self.0.iter().find_map(|page| match page {
            Page::Check(check) => Some(&**check),
            _ => None,
        })
    }

    pub fn check_mut(&mut self) -> Option<&mut Check> {
        self.0.iter_mut().find_map(|page| match page {
            Page::Check(check) => Some(&mut **check),
            _ => None,
        })
    }

    #[must_use]
    pub fn screens(&self) -> Option<&Picker> {
        self.0.iter().find_map(|page| match page {
            Page::Screens(picker) => Some(picker),
            _ => None,
        })
    }

    pub fn screens_mut(&mut self) -> Option<&mut Picker> {
        self.0.iter_mut().find_map(|page| match page {
            Page::Screens(picker) => Some(picker),
            _ => None,
        })
    }
}
