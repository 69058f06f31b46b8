//! A deck's takes → a report of the one that is looked at. Threads read, reckon and write; keys turn from take to take, and
//! open what lies over the page.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use eframe::egui::{ColorImage, Context, TextureHandle, TextureOptions, ViewportId};

use super::book::{self, Book};
use crate::app::keys::does::PageKey;
use crate::app::pictures::cache::{PictureCache, Urgency};
use crate::crew::{Crew, Job};
use crate::diagnostic::counted;
use crate::guard::caught;
use crate::takes::report::Report;
use crate::takes::times::Times;

const READER: Job = Job { name: "report", work: "Reading the takes", remedy: "Try again, or run cuecard report" };
const WRITER: Job = Job { name: "times", work: "Writing the times", remedy: "Try again, or run cuecard times --write" };

/// A slide's picture is this wide, in pixels.
const PICTURE: u32 = 1280;

/// The page while it is open.
pub struct Review {
    pub(super) reading: Reading,
    deck: PathBuf,
    crew: Crew,
    ctx: Option<Context>,
    tell: Sender<News>,
    news: Receiver<News>,
    /// Which take, and which other one it is compared with: places among the book's takes.
    pub(super) take: usize,
    pub(super) against: Option<usize>,
    /// The last that was made; one of another take may be on its way.
    pub(super) report: Option<Arc<Report>>,
    /// What that was made of.
    made: Option<(usize, Option<usize>)>,
    pub(super) over: Over,
    /// How far keys have scrolled since the page was last drawn, in rows.
    pub(super) rows: f32,
    /// The rehearsal is over: what comes after this page is what comes after a talk.
    pub(super) last: bool,
    /// How writing went, and whether it went well.
    pub(super) said: Option<(bool, String)>,
    /// What can be taken back.
    pub(super) written: Option<Times>,
}

pub(super) enum Reading {
    AtWork,
    Done(Arc<Book>),
    /// In the speaker's words.
    Failed(String),
}

/// What lies over the page.
pub(super) enum Over {
    Nothing,
    /// The times that would be written, old beside new.
    Times,
    /// The takes to compare with; the first place is the plan.
    Takes(usize),
    Slide {
        id: String,
        picture: Option<TextureHandle>,
    },
}

/// What another thread has to tell.
enum News {
    Read(Reading),
    Report(Box<Report>, (usize, Option<usize>)),
    Written(Result<(Times, bool), String>),
    Picture(String, ColorImage),
}

/// What was clicked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Click {
    Key(PageKey),
    /// The slide of this name is to be seen.
    Slide(String),
    /// A place in the list of takes.
    Take(usize),
}

/// What the page asks of the windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Leave,
    /// The rehearsal is over, and so is this page.
    End,
}

impl Review {
    /// What became of what was last asked for.
    #[must_use]
    pub fn told(&self) -> Option<&str> {
        self.said.as_ref().map(|(_, words)| words.as_str())
    }

    /// Opens the page on the takes of a deck; `last` where its rehearsal is over. `settle` waits until the take that goes
    /// on is written as far as it went.
    #[must_use]
    pub fn open(
        deck: &Path,
        last: bool,
        crew: &Crew,
        ctx: Option<Context>,
        settle: impl FnOnce() + Send + 'static,
    ) -> Self {
        let (tell, news) = mpsc::channel();
        let review = Self {
            reading: Reading::AtWork,
            deck: deck.to_owned(),
            crew: crew.clone(),
            ctx,
            tell,
            news,
            take: 0,
            against: None,
            report: None,
            made: None,
            over: Over::Nothing,
            rows: 0.0,
            last,
            said: None,
            written: None,
        };
        review.read(settle);
        review
    }

    fn read(&self, settle: impl FnOnce() + Send + 'static) {
        let deck = self.deck.clone();
        self.have_done(READER, move || {
            settle();
            let read = caught(|| book::read(&deck)).unwrap_or_else(Err);
            News::Read(read.map_or_else(Reading::Failed, |book| Reading::Done(Arc::new(book))))
        });
    }

    /// Work for a thread, which tells the page what came of it.
    fn have_done(&self, job: Job, work: impl FnOnce() -> News + Send + 'static) {
        let (tell, ctx) = (self.tell.clone(), self.ctx.clone());
        // It tells its result by itself.
        drop(self.crew.task(job, move || {
            // The page may have been left meanwhile.
            let _ = tell.send(work());
            ctx.inspect(|ctx| ctx.request_repaint_of(ViewportId::ROOT));
        }));
    }

    /// A rehearsal is over: nothing moves any more.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.last
    }

    pub(super) fn book(&self) -> Option<&Arc<Book>> {
        match &self.reading {
            Reading::Done(book) => Some(book),
            Reading::AtWork | Reading::Failed(_) => None,
        }
    }

    pub(super) fn takes(&self) -> usize {
        self.book().map_or(0, |book| book.takes.len())
    }

    /// The times that could be put into the deck, or why there are none.
    pub(super) fn times(&self) -> Result<&Times, &str> {
        let Some(book) = self.book() else { return Err("The takes are being read") };
        if self.report.as_ref().is_none_or(|report| report.short) {
            return Err("A short take teaches no times");
        }
        let times = book.times.as_ref().map_err(String::as_str)?;
        if times.changes.is_empty() { Err("The deck has the times of your takes already") } else { Ok(times) }
    }

    /// Takes what was found meanwhile.
    pub(super) fn listen(&mut self, ctx: &Context) {
        let news: Vec<News> = self.news.try_iter().collect();
        for news in news {
            match news {
                News::Read(reading) => {
                    self.reading = reading;
                    self.take = self.take.min(self.takes().saturating_sub(1));
                    self.reckon();
                }
                News::Report(report, which) if which == (self.take, self.against) => {
                    (self.report, self.made) = (Some((*report).into()), Some(which));
                }
                News::Report(..) => {}
                News::Written(written) => self.heed(written),
                News::Picture(name, image) => {
                    if let Over::Slide { id, picture } = &mut self.over
                        && *id == name
                    {
                        *picture = Some(ctx.load_texture(name, image, TextureOptions::LINEAR));
                    }
                }
            }
        }
    }

    fn heed(&mut self, written: Result<(Times, bool), String>) {
        self.said = Some(match written {
            Ok((times, true)) => {
                let count = counted(times.changes.len(), "time");
                self.written = Some(times);
                (true, format!("Put into the deck: {count}."))
            }
            Ok((_, false)) => {
                self.written = None;
                (true, "The deck is as it was before.".to_owned())
            }
            Err(why) => (false, why),
        });
        // The plan is another one now.
        self.made = None;
        self.read(|| ());
    }

    /// Has the report made that is looked at.
    fn reckon(&self) {
        let Some(book) = self.book().map(Arc::clone) else { return };
        let which = (self.take, self.against);
        self.have_done(READER, move || News::Report(Box::new(book.report(which.0, which.1)), which));
    }

    /// Nothing more is on its way: for tests.
    #[cfg(test)]
    pub(super) fn is_settled(&self) -> bool {
        matches!(self.reading, Reading::Failed(_)) || self.made == Some((self.take, self.against))
    }

    /// What a key does: from take to take, through the slides, and to what lies over the page.
    pub fn press(&mut self, key: PageKey) -> Option<Action> {
        let (takes, teaches) = (self.takes(), self.times().is_ok());
        match (&mut self.over, key) {
            (Over::Nothing, PageKey::Close) if self.last => return Some(Action::End),
            (Over::Nothing, PageKey::Close) => return Some(Action::Leave),
            (_, PageKey::Close) => self.over = Over::Nothing,
            (Over::Times, PageKey::PutTimes | PageKey::DoListed) => self.write(),
            (Over::Takes(at), PageKey::DoListed) => {
                let at = *at;
                self.compare(at);
            }
            (Over::Takes(at), PageKey::Up) => *at = at.saturating_sub(1),
            (Over::Takes(at), PageKey::Down) => *at = (*at + 1).min(takes.saturating_sub(1)),
            (_, PageKey::PutTimes) if teaches => self.over = Over::Times,
            (_, PageKey::UndoTimes) => self.undo(),
            (_, PageKey::Compare) if takes > 1 => self.over = Over::Takes(0),
            (Over::Nothing, PageKey::Left) => self.turn((self.take + 1).min(takes.saturating_sub(1))),
            (Over::Nothing, PageKey::Right) => self.turn(self.take.saturating_sub(1)),
            (_, PageKey::Up) => self.rows -= 1.0,
            (_, PageKey::Down) => self.rows += 1.0,
            (_, PageKey::First) => self.rows = -1e5,
            (_, PageKey::Last) => self.rows = 1e5,
            _ => {}
        }
        None
    }

    pub(super) fn click(&mut self, click: Click, ctx: &Context) -> Option<Action> {
        match click {
            Click::Key(key) => return self.press(key),
            Click::Slide(id) => self.show(id, ctx),
            Click::Take(at) => self.compare(at),
        }
        None
    }

    fn turn(&mut self, take: usize) {
        if take != self.take {
            (self.take, self.against) = (take, None);
            self.reckon();
        }
    }

    /// With the plan, or with one of the other takes.
    fn compare(&mut self, at: usize) {
        self.against = at.checked_sub(1).and_then(|at| self.others().nth(at));
        self.over = Over::Nothing;
        self.reckon();
    }

    /// The takes that this one can be compared with.
    pub(super) fn others(&self) -> impl Iterator<Item = usize> + use<> {
        let take = self.take;
        (0..self.takes()).filter(move |other| *other != take)
    }

    fn write(&mut self) {
        self.over = Over::Nothing;
        if let Ok(times) = self.times().cloned() {
            self.have_done(WRITER, move || {
                let written = times.write().map(drop);
                News::Written(written.map(|()| (times, true)))
            });
        }
    }

    fn undo(&mut self) {
        if let Some(times) = self.written.clone() {
            self.have_done(WRITER, move || {
                let undone = times.undo().map(drop);
                News::Written(undone.map(|()| (times, false)))
            });
        }
    }

    /// A slide's picture, which those who paint all slides paint.
    fn show(&mut self, id: String, ctx: &Context) {
        let drawing = self.book().and_then(|book| book.drawing(&id));
        self.over = Over::Slide { id: id.clone(), picture: None };
        let Some(drawing) = drawing else { return };
        let (tell, ctx) = (self.tell.clone(), ctx.clone());
        let height = (f64::from(PICTURE) * drawing.size.height / drawing.size.width).round() as u32;
        PictureCache::of(&ctx.clone()).submit(Urgency::Library, move |painter| {
            let pixels = painter.paint(&drawing, PICTURE, height);
            let size = [pixels.width as usize, pixels.height as usize];
            let image = ColorImage::from_rgba_premultiplied(size, &pixels.data);
            let _ = tell.send(News::Picture(id, image));
            ctx.request_repaint_of(ViewportId::ROOT);
        });
    }
}
