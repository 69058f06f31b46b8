//! A deck's folder → all that a talk needs: the deck, its pages, its plan, and what is wrong with it.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use crate::captions;
use crate::deck::files::{self, Again, FileFault, Files};
use crate::deck::noted::{Asked, Noted};
use crate::deck::pack::Pack;
use crate::deck::plan::Plan;
use crate::deck::read::Look;
use crate::deck::{Deck, Layout, Rich, Slide, read, shelf, theme};
use crate::diagnostic::{Diagnostic, Severity, Sources};
use crate::drawing::{Drawing, Item, Page, Placed, Role};
use crate::layout;
use crate::text::Shaper;

/// A drawing that cannot be drawn at all.
const DRAWING: &str = "SVG";

/// A deck that was read, laid out and planned. What could not be read of it is told, and is not on its pages.
pub struct Talk {
    pub deck: Arc<Deck>,
    /// One per slide, in order.
    pub pages: Vec<Page>,
    pub plan: Plan,
    /// In the order in which the author wrote what they are about.
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
    /// The files and folders that it was read from, or would have been.
    pub asked: Asked,
}

impl Talk {
    /// Opens a deck's folder or its `deck.toml`.
    ///
    /// # Errors
    /// A sentence for the presenter, where there is no deck that could be read at all.
    pub fn open(path: &Path) -> Result<Self, String> {
        Self::open_as(path, &Look::default())
    }

    /// Opens it in another look than its own.
    ///
    /// # Errors
    /// As `open`, and where there is no such theme.
    pub fn open_as(path: &Path, look: &Look) -> Result<Self, String> {
        read_noted(path, look).map(|(read, _, asked, _)| Self::new(read, asked))
    }

    /// Opens it unless every byte of it is as it was when its note was `known`; with its note.
    ///
    /// # Errors
    /// As `open`.
    pub fn open_if_changed(path: &Path, known: Option<u64>) -> Result<Option<(Self, u64)>, String> {
        Ok(Self::open_packed(path, &Look::default(), known)?.map(|(talk, note, _)| (talk, note)))
    }

    /// The same in another look than its own, with all the bytes that it was read from.
    ///
    /// # Errors
    /// As `open_as`.
    pub fn open_packed(path: &Path, look: &Look, known: Option<u64>) -> Result<Option<(Self, u64, Pack)>, String> {
        let (read, note, asked, pack) = read_noted(path, look)?;
        Ok((Some(note) != known).then(|| (Self::new(read, asked), note, pack)))
    }

    /// Opens a deck as it was when it was read from these bytes.
    #[must_use]
    pub fn open_pack(pack: &Pack, look: &Look) -> Self {
        let noted = Noted::new(pack);
        let read = read::read_as(&pack.text, &pack.name, &noted, look);
        let asked = noted.finish().1;
        Self::new(read, asked)
    }

    fn new(mut read: read::Read, asked: Asked) -> Self {
        let mut shaper = Shaper::new(&read.deck.fonts, &read.deck.language);
        let laid = layout::lay_out(&read.deck, &mut shaper);
        let steps: Vec<usize> = laid.value.iter().map(|page| page.steps.len()).collect();
        let mut plan = captions::plan(&read.deck, &steps);
        for (planned, page) in plan.slides.iter_mut().zip(&laid.value) {
            // A title says more.
            if planned.title.is_none() {
                planned.words = {
                    let kicker = read.deck.slides.get(page.slide).and_then(|slide| slide.kicker.as_ref());
                    page.whole().and_then(|drawing| first_words(drawing, kicker))
                };
            }
        }
        for finding in laid.diagnostics.iter().filter(|finding| finding.code == DRAWING && is_error(finding)) {
            if let Some(slide) = about(&read.deck, finding) {
                read.deck.slides[slide].faulty = true;
            }
        }
        let mut diagnostics = read.diagnostics;
        diagnostics.extend(laid.diagnostics);
        let drawings = laid.value.iter().filter_map(|page| page.whole());
        diagnostics.extend(drawings.filter_map(|drawing| drawing.undrawable()).map(|span| {
            Diagnostic::error("SLD-DRAW", span, "something here cannot be drawn: a number in it is beyond all bounds")
                .hint("look for one with very many digits in what is shown here")
        }));
        diagnostics.sort_by_key(|fault| fault.span);
        Self { deck: Arc::new(read.deck), pages: laid.value, plan, diagnostics, sources: read.sources, asked }
    }

    /// How many slides have faults that the audience would see, and whether there are others than those on slides.
    #[must_use]
    pub fn troubled(&self) -> (usize, bool) {
        let (mut slides, mut beside) = (HashSet::new(), self.deck.faulty);
        slides.extend(self.deck.slides.iter().enumerate().filter(|(_, slide)| slide.faulty).map(|(at, _)| at));
        for finding in self.diagnostics.iter().filter(|finding| is_error(finding) && finding.code != "SLD-ALT") {
            match self.slide_of(finding) {
                Some(slide) => drop(slides.insert(slide)),
                None => beside |= slides.is_empty(),
            }
        }
        (slides.len(), beside)
    }

    /// Whether there is a slide to show: one of which something could be read.
    #[must_use]
    pub fn usable(&self) -> bool {
        self.deck.slides.iter().any(|slide| !matches!(slide.layout, Layout::Faulty))
    }

    /// The first error in one line, with its place: `deck.toml:12:3: there is no layout called "titel"`.
    #[must_use]
    pub fn first_fault(&self) -> Option<String> {
        let fault = self.diagnostics.iter().find(|fault| fault.severity == Severity::Error)?;
        let more = match self.faults().0 {
            1 => String::new(),
            2 => " (and 1 more)".to_owned(),
            count => format!(" (and {} more)", count - 1),
        };
        Some(format!("{}{more}", self.line(fault)))
    }

    /// A finding in one line, with its place.
    #[must_use]
    pub fn line(&self, finding: &Diagnostic) -> String {
        let place = finding.span.and_then(|span| self.sources.place(span));
        place.map_or_else(|| finding.message.clone(), |place| format!("{place}: {}", finding.message))
    }

    /// The slide that a finding is about; none where it is about the deck as a whole.
    #[must_use]
    pub fn slide_of(&self, finding: &Diagnostic) -> Option<usize> {
        about(&self.deck, finding)
    }

    /// As `open`, as it would be with another text in one of its files, named as in the sources.
    ///
    /// # Errors
    /// As `open`.
    pub fn open_with(path: &Path, name: &str, text: &str) -> Result<Self, String> {
        let opened = files::open(path)?;
        let own = if opened.name == name { text.as_bytes() } else { &opened.text };
        let instead = Instead { files: &opened.folder, name, bytes: Arc::from(text.as_bytes()) };
        let noted = Noted::new(&instead);
        let read = read::read(own, &opened.name, &noted);
        let asked = noted.finish().1;
        Ok(Self::new(read, asked))
    }

    /// How many findings are errors, and how many warnings.
    #[must_use]
    pub fn faults(&self) -> (usize, usize) {
        let count = |severity| self.diagnostics.iter().filter(|fault| fault.severity == severity).count();
        (count(Severity::Error), count(Severity::Warning))
    }
}

/// Letters in the name of a slide without a title.
const LONGEST_NAME: usize = 60;

/// The first words on a slide that are neither its kicker nor a number; of a picture or a chart what describes it as a whole.
fn first_words(drawing: &Drawing, kicker: Option<&Rich>) -> Option<String> {
    let words = drawing.words();
    let mut lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    // Quotation marks are set otherwise than they were written.
    let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let over = kicker.map(|kicker| letters(&kicker.text()));
    let says = |line: &&str| line.contains(char::is_alphabetic) && Some(letters(line)) != over;
    let mut line = || lines.clone().find(says).or_else(|| lines.next());
    let Begins::Figure(first) = begins(&drawing.items) else { return line().map(shortened) };
    Some(shortened(first))
}

/// As many words as a name has: what describes a picture may be long.
fn shortened(words: &str) -> String {
    let Some((end, _)) = words.char_indices().nth(LONGEST_NAME) else { return words.to_owned() };
    let end = words[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", words[..end].trim_end_matches([',', ';', ':', '.', ' ']))
}

/// What a slide begins with, for those who hear it.
enum Begins<'d> {
    Words,
    /// In these words.
    Figure(&'d str),
    Nothing,
}

fn begins(items: &[Placed]) -> Begins<'_> {
    for placed in items {
        let begins = match &placed.item {
            Item::Text(run) if !run.text.trim().is_empty() => Begins::Words,
            Item::Group(group) => match &group.role {
                Role::Decoration => Begins::Nothing,
                Role::Figure { alt } if !alt.trim().is_empty() => Begins::Figure(alt.trim()),
                _ => begins(&group.items),
            },
            _ => Begins::Nothing,
        };
        if !matches!(begins, Begins::Nothing) {
            return begins;
        }
    }
    Begins::Nothing
}

fn is_error(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error
}

/// The last slide that begins before it in the same file.
fn about(deck: &Deck, finding: &Diagnostic) -> Option<usize> {
    let place = finding.span?;
    let before = |slide: &Slide| slide.span.file == place.file && slide.span.start <= place.start && slide.span.end > 0;
    let begun = deck.slides.iter().enumerate().filter(|(_, slide)| before(slide));
    begun.max_by_key(|(_, slide)| slide.span.start).map(|(index, _)| index)
}

/// A deck's files, one of them with other bytes.
struct Instead<'f> {
    files: &'f dyn Files,
    name: &'f str,
    bytes: Arc<[u8]>,
}

impl Files for Instead<'_> {
    fn read(&self, path: &str, limit: u64) -> Result<Arc<[u8]>, FileFault> {
        if path == self.name { Ok(Arc::clone(&self.bytes)) } else { self.files.read(path, limit) }
    }

    fn list(&self, folder: &str) -> Vec<String> {
        self.files.list(folder)
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        self.files.folders(folder)
    }

    fn beneath(&self, path: &str) -> Option<String> {
        self.files.beneath(path)
    }

    fn again(&self, path: &str) -> Option<Again> {
        if path == self.name { None } else { self.files.again(path) }
    }
}

/// The theme that is the speaker's and not the deck's: where the deck goes alone, it looks otherwise.
fn lent_theme(read: &read::Read, root: &Path) -> Option<Diagnostic> {
    let lent = |name: &String| shelf::real(root, name).filter(|place| place.is_file());
    let place = read.sources.0.iter().find_map(|source| lent(&source.name))?;
    let place = place.parent().unwrap_or(&place).display().to_string();
    let message = format!("the theme is in your own folder of themes, not in the deck: {place}");
    let hint = "Others need it: `cuecard themes take DECK` copies it into the deck";
    Some(Diagnostic::new(Severity::Info, "THEME-OWN", None, message).hint(hint))
}

/// A reading of the deck, a note of the bytes that it came from, and where they are.
fn read_noted(path: &Path, look: &Look) -> Result<(read::Read, u64, Asked, Pack), String> {
    let opened = files::open(path)?;
    let folder = opened.folder.listed_once();
    let noted = Noted::new(&folder);
    if let Some(why) = look.theme.as_ref().and_then(|name| theme::missing(name, &noted)) {
        return Err(why);
    }
    let mut read = read::read_as(&opened.text, &opened.name, &noted, look);
    read.diagnostics.extend(lent_theme(&read, opened.folder.root()));
    let (note, asked, had) = noted.finish();
    let mut hasher = DefaultHasher::new();
    (&opened.text, note).hash(&mut hasher);
    let pack = Pack { text: opened.text.into(), name: opened.name, had, folder: opened.folder };
    Ok((read, hasher.finish(), asked, pack))
}
