//! The thread behind the library: finds decks in folders, reads each, and paints its first slide for its card.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use eframe::egui::{ColorImage, Context, TextureHandle, TextureOptions, ViewportId};

use crate::app::desktop::chooser::{self, Choice};
use crate::app::kit::figures::minutes;
use crate::app::pictures::cache::{PictureCache, Urgency};
use crate::crew::{Crew, Job};
use crate::deck::plan::Plan;
use crate::deck::{Layout, starter, tour};
use crate::diagnostic::Severity;
use crate::guard::caught;
use crate::lint;
use crate::playback::clock::TimeOfDay;
use crate::playback::search::Index;
use crate::settings;
use crate::takes::{self, Kind};
use crate::talk::Talk;

use super::cards::{About, Ask, Card, Facts, Shelf};
use super::folders::{at_home, completions, decks_in, dropped, folder_of};

/// A card's picture is this wide, in pixels: enough for a card on a screen of twice the usual density.
const PICTURE: u32 = 720;
/// A deck that was opened lately.
struct Recent {
    folder: PathBuf,
    /// `20 November`
    opened: String,
}

/// What the shelf needs of the program.
pub struct Program {
    /// Waits until what was rehearsed is written.
    pub settle: Box<dyn Fn() + Send>,
    /// The decks opened lately, as the settings have them.
    pub recent: Box<dyn Fn() -> Vec<settings::Recent> + Send>,
    /// A folder that was brought here is there the next time too.
    pub remember: Box<dyn Fn(&Path) + Send>,
}

const FILLER: Job = Job { name: "library", work: "Looking for decks", remedy: "" };

/// The shelf, and the one who fills it.
pub struct Librarian {
    shelf: Arc<Mutex<Shelf>>,
    asks: Sender<Wish>,
    crew: Crew,
}

/// What the thread is asked for.
enum Wish {
    Look,
    Put(PathBuf),
    AskNew,
    Begin(PathBuf),
    Complete(String),
    Tour,
}

impl Librarian {
    /// Starts the thread, which looks for decks in `place`, `place/decks` and among those opened lately.
    #[must_use]
    pub fn start(place: PathBuf, program: Program, pictures: Arc<PictureCache>, crew: &Crew, ctx: Context) -> Self {
        let shelf = Arc::new(Mutex::new(Shelf::default()));
        let (asks, asked) = mpsc::channel::<Wish>();
        let filling = Arc::clone(&shelf);
        // It ends with the library, which owns what it hears.
        drop(crew.service(FILLER, move || {
            while let Ok(ask) = asked.recv() {
                // A rehearsal that ended just now counts too.
                (program.settle)();
                grant(ask, &filling, &program, &place);
                fill(&filling, &pictures, &ctx);
            }
        }));
        Self { shelf, asks, crew: crew.clone() }
    }

    /// Looks again for decks, and reads those there are again.
    pub fn look(&self) {
        // The thread lives as long as the program, so somebody listens.
        let _ = self.asks.send(Wish::Look);
    }

    /// Puts a deck (its folder, or its `deck.toml`) on the wall.
    pub fn put(&self, path: PathBuf) {
        let _ = self.asks.send(Wish::Put(path));
    }

    /// Asks for the folder of a new talk; a free one is proposed.
    pub fn ask_new(&self) {
        let _ = self.asks.send(Wish::AskNew);
    }

    /// Writes a new talk into a folder and puts it on the wall.
    pub fn begin(&self, folder: PathBuf) {
        let _ = self.asks.send(Wish::Begin(folder));
    }

    /// Looks up which folders a path that is being typed may mean.
    pub fn complete(&self, typed: String) {
        let _ = self.asks.send(Wish::Complete(typed));
    }

    /// Has the tour in the program's own folder, and then gives it.
    pub fn tour(&self) {
        let _ = self.asks.send(Wish::Tour);
    }

    /// Asks the system's file chooser for a deck; where there is none, a field asks for the path.
    pub fn choose(&self, start: &Path, ctx: &Context) {
        let (asks, shelf, ctx, from) = (self.asks.clone(), Arc::clone(&self.shelf), ctx.clone(), start.to_owned());
        chooser::pick_folder(&self.crew, &ctx.clone(), start, move |choice| {
            let mut shelf = lock(&shelf);
            match choice {
                Choice::Chosen(folder) => {
                    shelf.ask = None;
                    drop(asks.send(Wish::Put(folder)));
                }
                Choice::NoDialog if shelf.ask.is_none() => shelf.ask = Some(Ask::at(false, &from)),
                Choice::NoDialog | Choice::Left => {}
            }
            ctx.request_repaint_of(ViewportId::ROOT);
        });
    }

    /// Shows a deck's folder in the system's file manager.
    pub fn show(&self, folder: &Path, ctx: &Context) {
        let (shelf, ctx) = (Arc::clone(&self.shelf), ctx.clone());
        chooser::show_folder(&self.crew, folder, move |why| {
            lock(&shelf).trouble = Some(why);
            ctx.request_repaint_of(ViewportId::ROOT);
        });
    }

    /// Puts a deck on the wall again that was taken away.
    pub fn restore(&self, folder: PathBuf) {
        lock(&self.shelf).gone.retain(|gone| *gone != folder);
        self.put(folder);
    }

    /// Takes a deck off the wall.
    pub fn forget(&self, folder: PathBuf) {
        lock(&self.shelf).forget(folder);
    }

    pub fn shelf(&self) -> MutexGuard<'_, Shelf> {
        lock(&self.shelf)
    }
}

/// Does what was asked for, but for reading the decks that came.
fn grant(wish: Wish, shelf: &Mutex<Shelf>, program: &Program, place: &Path) {
    match wish {
        Wish::Look => stock(shelf, place, &recent(program)),
        Wish::Put(path) => match dropped(&path) {
            Ok(folders) => folders.into_iter().for_each(|folder| come(shelf, program, folder)),
            Err(why) => refuse(shelf, why),
        },
        Wish::AskNew => {
            let free = starter::free_folder(&settings::talks_folder().unwrap_or_else(|| place.to_owned()));
            lock(shelf).ask = Some(Ask::at(true, &free));
        }
        Wish::Begin(folder) => match starter::begin(&at_home(&folder), "civic") {
            Ok(()) => come(shelf, program, folder_of(&at_home(&folder))),
            Err(why) => refuse(shelf, why),
        },
        Wish::Complete(typed) => {
            let folders = completions(&typed);
            if let Some(ask) = &mut lock(shelf).ask {
                (ask.looked_up, ask.folders) = (typed, folders);
            }
        }
        Wish::Tour => {
            let unpacked = settings::state_folder().ok_or_else(|| "there is no folder for the tour here".to_owned());
            let unpacked = unpacked.map(|state| state.join("tour"));
            match unpacked.and_then(|folder| tour::unpack(&folder).map(|()| folder)) {
                Ok(folder) => {
                    lock(shelf).given = Some(folder.clone());
                    come(shelf, program, folder);
                }
                Err(why) => refuse(shelf, why),
            }
        }
    }
}

/// A deck is on the wall, chosen, and remembered.
fn come(shelf: &Mutex<Shelf>, program: &Program, folder: PathBuf) {
    remember(program, &folder);
    let mut shelf = lock(shelf);
    shelf.trouble = None;
    shelf.put(folder);
}

/// Says why not: in the field that asked, if it is open.
fn refuse(shelf: &Mutex<Shelf>, why: String) {
    let mut shelf = lock(shelf);
    match &mut shelf.ask {
        Some(ask) => ask.trouble = Some(why),
        None => shelf.trouble = Some(why),
    }
}

/// Whether a deck opened lately is the one in this folder.
#[must_use]
pub fn is_at(deck: &settings::Recent, folder: &Path) -> bool {
    folder_of(Path::new(&deck.path)) == folder
}

fn remember(program: &Program, folder: &Path) {
    if !(program.recent)().iter().any(|deck| is_at(deck, folder)) {
        (program.remember)(folder);
    }
}

/// The decks opened lately, as the settings have them.
fn recent(program: &Program) -> Vec<Recent> {
    let kept = (program.recent)();
    let opened = |when: &str| TimeOfDay::day(when).unwrap_or_default();
    kept.iter().map(|deck| Recent { folder: folder_of(Path::new(&deck.path)), opened: opened(&deck.when) }).collect()
}

fn lock(shelf: &Mutex<Shelf>) -> MutexGuard<'_, Shelf> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Puts a card for each deck on the wall. The chosen one stays chosen.
fn stock(shelf: &Mutex<Shelf>, place: &Path, recent: &[Recent]) {
    let mut found: Vec<Card> = Vec::new();
    let lately = recent.iter().map(|recent| (recent.folder.clone(), Some(recent.opened.clone())));
    for (folder, opened) in lately.chain(decks_in(place).into_iter().map(|folder| (folder, None))) {
        let gone = lock(shelf).gone.contains(&folder);
        if !gone && folder.join("deck.toml").is_file() && found.iter().all(|card| card.folder != folder) {
            found.push(Card { folder, opened, about: About::Reading });
        }
    }
    let mut shelf = lock(shelf);
    let chosen = shelf.card().map(|card| card.folder.clone());
    shelf.chosen = chosen.and_then(|folder| found.iter().position(|card| card.folder == folder)).unwrap_or(0);
    shelf.cards = found;
}

/// Reads every deck that has not been read.
fn fill(shelf: &Mutex<Shelf>, pictures: &PictureCache, ctx: &Context) {
    loop {
        let next = lock(shelf).cards.iter().find(|card| matches!(card.about, About::Reading)).map(|c| c.folder.clone());
        let Some(folder) = next else { break };
        let read = caught(|| about(&folder, pictures, ctx));
        let about = read.unwrap_or_else(|_| About::Unreadable("the deck could not be laid out".to_owned()));
        if let Some(card) = lock(shelf).cards.iter_mut().find(|card| card.folder == folder) {
            card.about = about;
        }
        ctx.request_repaint_of(ViewportId::ROOT);
    }
    lock(shelf).looked = true;
    ctx.request_repaint_of(ViewportId::ROOT);
}

fn about(folder: &Path, pictures: &PictureCache, ctx: &Context) -> About {
    let talk = match Talk::open(folder) {
        Ok(talk) => talk,
        Err(why) => return About::Unreadable(why),
    };
    // How fast it was told is no fault of the deck: the page of findings says that, the card does not.
    let findings = lint::of_deck(&talk);
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let read = talk.deck.slides.iter().filter(|slide| !matches!(slide.layout, Layout::Faulty));
    let shown: Vec<_> = read.filter(|slide| !slide.hidden).collect();
    let counted = shown.iter().filter(|slide| !slide.appendix).count();
    let slides = if counted > 0 { counted } else { shown.len() };
    About::Ready(Facts {
        title: talk.deck.title.clone(),
        slides,
        hidden: talk.plan.slides.iter().filter(|slide| slide.hidden).count(),
        length: talk.plan.length,
        told: told(folder, &talk.plan, settings::state_folder().as_deref()),
        errors,
        warnings,
        picture: picture(&talk, folder, pictures, ctx),
        date: talk.deck.date.clone(),
        words: Index::new(&talk.deck, &talk.plan, &talk.pages),
    })
}

/// `Rehearsed 20 November, 27:40`
fn told(folder: &Path, plan: &Plan, state: Option<&Path>) -> Option<String> {
    let (start, took) = takes::last_told(folder, state, plan)?;
    let how = match start.kind {
        Kind::Rehearsal => "Rehearsed",
        Kind::Talk => "Given",
    };
    Some(format!("{how} {}, {}", TimeOfDay::day(&start.start)?, minutes(took.as_secs())))
}

/// The first slide that is shown, painted by those who paint all slides once they have nothing better to do.
fn picture(talk: &Talk, folder: &Path, pictures: &PictureCache, ctx: &Context) -> Option<TextureHandle> {
    let shown = talk.plan.slides.iter().position(|slide| !slide.hidden).unwrap_or(0);
    let first = Arc::clone(talk.pages.get(shown)?.steps.last()?);
    let height = (f64::from(PICTURE) * first.size.height / first.size.width).round() as u32;
    let image = pictures.have_done(Urgency::Library, move |painter| {
        let pixels = painter.paint(&first, PICTURE, height);
        ColorImage::from_rgba_premultiplied([pixels.width as usize, pixels.height as usize], &pixels.data)
    })?;
    Some(ctx.load_texture(folder.to_string_lossy(), image, TextureOptions::LINEAR))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::library::folders::tests::folder;

    #[test]
    fn decks_are_found_beside_and_below_and_once() {
        let place = folder(&["mine", "decks/theirs"]);
        std::fs::create_dir(place.path().join("no-deck")).expect("a folder can be made");
        let shelf = Mutex::new(Shelf::default());
        let recent = Recent { folder: place.path().join("mine"), opened: "20 November".to_owned() };
        let gone = Recent { folder: place.path().join("gone"), opened: "1 May".to_owned() };
        stock(&shelf, place.path(), &[recent, gone]);
        let shelf = lock(&shelf);
        let names: Vec<String> = shelf.cards.iter().map(Card::title).collect();
        assert_eq!(names, ["mine", "theirs"], "and one that is gone is left out");
        assert_eq!(shelf.cards[0].opened.as_deref(), Some("20 November"));
    }

    #[test]
    fn cards_say_what_a_deck_is() {
        let place = folder(&["good"]);
        std::fs::create_dir(place.path().join("bad")).expect("a folder can be made");
        std::fs::write(place.path().join("bad/deck.toml"), [0xff, 0xfe, 0x00]).expect("and a file in it");
        let shelf = Mutex::new(Shelf::default());
        stock(&shelf, place.path(), &[]);
        fill(&shelf, &PictureCache::default(), &Context::default());
        let shelf = lock(&shelf);
        assert!(shelf.looked && shelf.cards.len() == 2);
        let good = shelf.cards.iter().find(|card| card.title() == "Small").expect("the good deck has its title");
        assert!(good.figures().starts_with("1 slide, "));
        assert!(matches!(&good.about, About::Ready(facts) if facts.picture.is_some()));
        let bad = shelf.cards.iter().find(|card| card.title() == "bad").expect("the bad deck has its folder's name");
        assert!(!bad.faults().1, "{}", bad.faults().0);
    }

    #[test]
    fn decks_without_a_slide_to_show_say_so_and_a_card_can_be_taken_away() {
        let place = folder(&["none", "hidden", "one"]);
        let head = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\nlength = \"20m\"\n";
        let write = |name: &str, slides: &str| {
            std::fs::write(place.path().join(name).join("deck.toml"), format!("{head}{slides}")).expect("it writes");
        };
        write("none", "");
        write("hidden", &"[[slide]]\ntitle = \"A\"\nhidden = true\n".repeat(2));
        write(
            "one",
            "[[slide]]\ntitle = \"A\"\n[[slide]]\ntitle = \"B\"\nhidden = true\n[[slide]]\ntitle = \"C\"\nappendix = true\n",
        );
        let shelf = Mutex::new(Shelf::default());
        stock(&shelf, place.path(), &[]);
        fill(&shelf, &PictureCache::default(), &Context::default());
        let figures = |name: &str| {
            let shelf = lock(&shelf);
            shelf.cards.iter().find(|card| card.folder.ends_with(name)).map(Card::figures)
        };
        assert_eq!(figures("none").as_deref(), Some("No slides"));
        assert_eq!(figures("hidden").as_deref(), Some("No slide is shown, 2 hidden"));
        assert_eq!(figures("one").as_deref(), Some("1 slide, 20 min"));
        lock(&shelf).forget(place.path().join("one"));
        stock(&shelf, place.path(), &[]);
        assert_eq!(figures("one"), None, "it stays away");
    }

    #[test]
    fn a_deck_put_twice_stands_once_and_is_chosen() {
        let mut shelf = Shelf::default();
        shelf.put(folder_of(Path::new("/talks/a")));
        shelf.put(folder_of(Path::new("/talks/b/deck.toml")));
        shelf.put(folder_of(Path::new("/talks/a/deck.toml")));
        assert_eq!((shelf.cards.len(), shelf.chosen), (2, 0));
    }
}
