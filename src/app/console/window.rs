//! The main window's content: the talk as it stands becomes the console, and what lies over it or over the only stage.

use std::time::Duration;

use eframe::egui::{Align2, Rect, Ui};

use crate::captions::formats::clock;
use crate::color::Color;
use crate::playback::clock::TimeOfDay;
use crate::playback::scene::{self, Playing, Status};
use crate::show::command::Command;
use crate::show::view::{Mode, View};

use super::finder::Finder;
use super::green_room::Room;
use super::instead::{self, faulty_page, page_ui};
use super::{ConsoleState, Page, Scene};
use crate::app::console;
use crate::app::desktop::battery::Battery;
use crate::app::keys::does::Does;
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look::{Face, Look, line};
use crate::app::kit::palette::Palette;
use crate::app::kit::pointing::pointing;
use crate::app::pictures::cache::PictureCache;
use crate::app::pictures::moving::Sight;
use crate::app::pictures::orders::{ConsoleSizes, Shown, Thumbs, closing, holding, picture};

/// The least time between two frames for what moves on the slide: the stage comes first where a processor paints.
const MOVES: Duration = Duration::from_millis(200);

/// What the main window says beside the talk.
#[derive(Clone, Copy, Default)]
pub struct Said<'a> {
    /// Where the stage is.
    pub stage: &'a str,
    pub trouble: Option<&'a str>,
    /// It is about the deck, so that its findings tell more.
    pub of_deck: bool,
    /// Only the speaker sees this window.
    pub private: bool,
    /// There is a wall of talks to go back to.
    pub library: bool,
    /// The stage's window was put out of sight.
    pub hidden: bool,
    /// In a rehearsal with a screen for an audience: whether the stage is shown there.
    pub shown: Option<bool>,
    /// As told before the talk.
    pub battery: Option<Battery>,
}

/// What the console needs beside the scene.
#[derive(Clone, Copy)]
pub struct Needs<'a> {
    pub state: ConsoleState,
    pub palette: Palette,
    pub pictures: &'a PictureCache,
    /// Pictures move that can.
    pub moves: bool,
    pub finder: &'a Finder,
    pub keymap: &'a Keymap,
    /// What is wrong with the settings, in one line.
    pub settings_trouble: Option<&'a str>,
}

/// What came of a frame of it.
#[derive(Default)]
pub struct Answer {
    pub does: Option<Does>,
    /// The slides that the overview shows, and in how many columns.
    pub thumbs: Option<(Thumbs, usize)>,
    /// What is searched for from now on, where that was changed.
    pub searched: Option<String>,
    /// Where the panes meet now, where that was changed.
    pub split: Option<Vec<f32>>,
}

/// What the mouse did on the console's current slide.
#[must_use]
pub fn pointed(ui: &Ui, playing: &Playing, state: &ConsoleState) -> Vec<Command> {
    let (view, deck) = (&playing.view, &playing.reading.deck);
    let places = console::Places::new(ui.max_rect(), deck.aspect, state);
    // Under a page the mouse is the page's.
    let stands = view.overview.is_some() || view.teleprompter.on || !ui.is_enabled();
    pointing(ui, places.seen(deck), view, stands)
}

/// At which sizes the console wants its pictures. `None` while a pane is dragged: then pictures are stretched, and made
/// again once it is let go.
#[must_use]
pub fn sizes(ui: &Ui, playing: &Playing, state: &ConsoleState) -> Option<ConsoleSizes> {
    let places = console::Places::new(ui.max_rect(), playing.reading.deck.aspect, state);
    let (current, next) = picture_places(ui, &playing.view, &places);
    let (current, next) = (Some(pixels(ui, current)), Some(pixels(ui, next)));
    ui.ctx().dragged_id().is_none().then_some(ConsoleSizes { current, next })
}

/// Where the current slide and the next picture stand.
fn picture_places(ui: &Ui, view: &View, places: &console::Places) -> (Rect, Rect) {
    if view.green_room && !view.teleprompter.on {
        let room = Room::new(ui.max_rect(), places);
        return (room.first, room.holding);
    }
    if view.closes {
        let room = console::AfterRoom::new(ui.max_rect(), places);
        return (room.picture, room.picture);
    }
    (places.slide, places.next)
}

/// The console as a whole window. Unless it is private it shows the overview or nothing.
pub fn window_ui(ui: &mut Ui, scene: &scene::Scene, said: Said<'_>, needs: Needs<'_>) -> Answer {
    let look = Look::new(ui.max_rect().size(), needs.palette);
    let does = match &scene.status {
        Status::Playing(playing) => return playing_ui(ui, scene, playing, said, needs),
        Status::Loading => {
            message_ui(ui, needs.palette, "Opening the deck …");
            None
        }
        Status::Faulty(deck) => page_ui(ui, look, &faulty_page(deck, said.library)),
        Status::Failed(message) => {
            let lines = [message.to_string()];
            let small = scene.notices.said.as_deref().unwrap_or("Save the deck, and it is read again.");
            let title = "This deck cannot be opened";
            let page = instead::Page { title, lines: &lines, small, playable: false, library: said.library };
            page_ui(ui, look, &page)
        }
    };
    Answer { does, ..Answer::default() }
}

/// The console of a talk that plays.
fn playing_ui(ui: &mut Ui, scene: &scene::Scene, playing: &Playing, said: Said<'_>, needs: Needs<'_>) -> Answer {
    let (view, state) = (&playing.view, needs.state);
    let mut places = console::Places::new(ui.max_rect(), playing.reading.deck.aspect, &state);
    places.look.palette = needs.palette;
    let trouble = trouble(scene, playing, said.trouble, needs);
    let of_deck = trouble.is_some() && trouble.as_deref() == of_deck(scene, playing);
    let said = Said { trouble: trouble.as_deref(), of_deck, ..said };
    let (does, thumbs, searched) = talk_ui(ui, scene, playing, said, &places, needs);
    let panes = ui.is_enabled() && view.overview.is_none() && !view.teleprompter.on;
    let panes = panes && !view.green_room && !view.closes;
    let split = if panes { console::gutters_ui(ui, &places, state.arrangement) } else { None };
    Answer { does, thumbs, searched, split: split.map(|split| state.with(split).kept()) }
}

/// Two windows of one talk are easily taken for each other.
const ELSEWHERE: &str = "This deck is open in another Cuecard, too";

/// The one thing that the speaker should know first.
fn trouble(scene: &scene::Scene, playing: &Playing, windows: Option<&str>, needs: Needs<'_>) -> Option<String> {
    let notices = &scene.notices;
    let stopped = stopped_words(playing, scene.take.rehearsal, needs.keymap);
    let first = windows.or(notices.live.as_deref()).or(stopped.as_deref());
    let of_deck = [notices.trouble.as_deref(), notices.take.as_deref(), playing.reading.fault.as_deref()];
    let elsewhere = notices.elsewhere.then_some(ELSEWHERE);
    let others = of_deck.into_iter().chain([notices.picture.as_deref(), needs.settings_trouble, elsewhere]);
    first.or(others.flatten().next()).map(str::to_owned)
}

/// What is wrong with the deck itself.
fn of_deck<'a>(scene: &'a scene::Scene, playing: &'a Playing) -> Option<&'a str> {
    scene.notices.trouble.as_deref().or(playing.reading.fault.as_deref())
}

/// The offer to go on with a talk that broke off.
fn stopped_words(playing: &Playing, rehearsal: bool, keymap: &Keymap) -> Option<String> {
    let (at, elapsed) = playing.stopped?;
    let what = if rehearsal { "rehearsal" } else { "talk" };
    let number = playing.plan.slides.get(at.slide)?.number;
    let time = clock(u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX));
    let key = keymap.cap(Command::Back).map_or_else(|| "Back".to_owned(), |cap| format!("{cap} (Back)"));
    Some(format!("Your {what} stopped at slide {number}, {time}. Go on there: {key}"))
}

/// What was asked for, which slides the overview shows, in how many columns, and what is searched for in it.
fn talk_ui(
    ui: &mut Ui,
    shown: &scene::Scene,
    playing: &Playing,
    said: Said<'_>,
    places: &console::Places,
    needs: Needs<'_>,
) -> (Option<Does>, Option<(Thumbs, usize)>, Option<String>) {
    let (reading, view) = (&*playing.reading, &playing.view);
    let Needs { pictures: cache, finder, .. } = needs;
    let time = TimeOfDay::now();
    // The talk's time moves with the clock: one frame a second is enough for both.
    ui.ctx().request_repaint_after(time.until_next_second() + Duration::from_millis(15));
    let drawing = reading.drawing(view.cursor);
    let (current, next) = picture_places(ui, view, places);
    let sight = Sight { at: view.cursor, zoom: None, size: pixels(ui, current) };
    let moving = needs.moves.then(|| sight.moving(cache, reading, view.moved, ui.painter())).flatten();
    if let Some(next) = moving.as_ref().and_then(|moving| moving.next).filter(|_| view.mode == Mode::Live) {
        ui.ctx().request_repaint_after(next.max(MOVES));
    }
    let moves = moving.as_ref().map(|moving| Shown::Picture(moving.under));
    let after = if view.closes { after(ui, shown, playing, places) } else { After::default() };
    let small = |slides: &[usize], size| {
        let shown = |slide: &usize| (*slide, picture(cache, reading, reading.whole(*slide), size));
        slides.iter().map(shown).collect::<Vec<_>>()
    };
    let (again, missed) = (small(&after.again, after.size), small(&after.missed, after.size));
    let scene = Scene {
        now: shown.now,
        view,
        plan: &reading.plan,
        deck: &reading.deck,
        time,
        start: reading.start.as_ref().map(|start| start.words.as_str()),
        stage: said.stage,
        trouble: said.trouble,
        of_deck: said.of_deck,
        said: shown.notices.said.as_deref(),
        hidden: said.hidden,
        shown: said.shown,
        battery: said.battery,
        take: shown.take,
        ghost: shown.ghost,
        best: shown.best.as_deref(),
        live: &shown.live,
        feed: shown.feed,
        drawing,
        current: moves.unwrap_or_else(|| picture(cache, reading, view.cursor, pixels(ui, current))),
        moving: moving.as_ref(),
        holding: holding(cache, reading, pixels(ui, current)),
        closing: closing(cache, reading, pixels(ui, current)),
        pens: reading.deck.theme.colors.pens(drawing.map_or(Color::WHITE, |it| it.ground)),
        next: view.next.map(|to| picture(cache, reading, to, pixels(ui, next))),
        again: &again,
        missed: &missed,
    };
    let Some(chosen) = view.overview else {
        let thumbs = view.closes.then(|| (after.thumbs(), console::AGAIN_COLUMNS));
        return (if said.private { console::console_ui(ui, places, &scene) } else { None }, thumbs, None);
    };
    let picture = |slide, size| picture(cache, reading, reading.whole(slide), size);
    let page = Page { finder, chosen, private: said.private, picture: &picture };
    let (wish, thumbs, searched) = console::overview_ui(ui, places, &scene, &page);
    (wish, Some(thumbs), searched)
}

/// The small pictures of the page after the talk.
#[derive(Default)]
struct After {
    again: Vec<usize>,
    missed: Vec<usize>,
    size: [u32; 2],
}

impl After {
    fn thumbs(self) -> Thumbs {
        Thumbs { size: self.size, slides: self.again.into_iter().chain(self.missed).collect() }
    }
}

fn after(ui: &Ui, scene: &scene::Scene, playing: &Playing, places: &console::Places) -> After {
    let slides = &playing.plan.slides;
    let known = |id: &String| slides.iter().position(|slide| slide.id == *id && !slide.hidden);
    let again = scene.longest.iter().filter_map(known).take(console::MOST_AGAIN).collect();
    let missed = playing.view.unseen.iter().copied().take(console::MOST_MISSED).collect();
    After { again, missed, size: pixels(ui, console::AfterRoom::new(ui.max_rect(), places).thumb()) }
}

fn pixels(ui: &Ui, rect: Rect) -> [u32; 2] {
    let scale = ui.ctx().pixels_per_point();
    [(rect.width() * scale).round() as u32, (rect.height() * scale).round() as u32]
}

/// Before there is a talk, or where there is none.
fn message_ui(ui: &mut Ui, palette: Palette, title: &str) {
    let look = Look::new(ui.max_rect().size(), palette);
    let center = ui.max_rect().center();
    look.words(ui, center, Align2::CENTER_BOTTOM, line(title, Face::Serif, 26.0, look.palette.text));
}
