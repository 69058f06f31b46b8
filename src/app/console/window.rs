//! The main window's content: the talk as it stands becomes the console, and what lies over it or over the only stage.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{Align2, Rect, Ui};

use crate::captions::formats::clock;
use crate::color::Color;
use crate::playback::clock::TimeOfDay;
use crate::playback::scene::{self, Playing, Status};
use crate::show::command::Command;

use super::finder::Finder;
use super::instead::{self, faulty_page, page_ui};
use super::{ConsoleState, Page, Scene};
use crate::app::console;
use crate::app::keys::does::Does;
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look::{Face, Look, line};
use crate::app::kit::palette::Palette;
use crate::app::kit::pointing::pointing;
use crate::app::pictures::cache::PictureCache;
use crate::app::pictures::orders::{ConsoleSizes, Thumbs, picture};
use crate::app::shared::Shared;

/// What the main window says beside the talk.
#[derive(Clone, Copy, Default)]
pub struct Said<'a> {
    /// Where the stage is.
    pub stage: &'a str,
    pub trouble: Option<&'a str>,
    /// Only the speaker sees this window.
    pub private: bool,
    /// There is a wall of talks to go back to.
    pub library: bool,
    /// The stage's window was put out of sight.
    pub hidden: bool,
}

/// The console as a whole window. Unless it is private it shows the overview or nothing.
pub fn console_window(ui: &mut Ui, shared: &Shared, scene: Arc<scene::Scene>, said: Said<'_>) -> Option<Does> {
    let state = shared.lock().console();
    let scene = take_pointer(ui, shared, scene, &state);
    let palette = shared.palette();
    let look = Look::new(ui.max_rect().size(), palette);
    let asked = match &scene.status {
        Status::Playing(playing) => playing_ui(ui, shared, &scene, playing, said, state),
        Status::Loading => {
            message_ui(ui, palette, "Opening the deck …");
            None
        }
        Status::Faulty(deck) => page_ui(ui, look, &faulty_page(deck, said.library)),
        Status::Failed(message) => {
            let lines = [message.to_string()];
            let small = "Save the deck, and it is read again.";
            let title = "This deck cannot be opened";
            let page = instead::Page { title, lines: &lines, small, playable: false, library: said.library };
            page_ui(ui, look, &page)
        }
    };
    if scene.playing().is_none() {
        shared.set_thumbs(None, &scene);
    }
    asked
}

/// The mouse on the console's current slide: the scene after what it did.
fn take_pointer(ui: &Ui, shared: &Shared, scene: Arc<scene::Scene>, state: &ConsoleState) -> Arc<scene::Scene> {
    let Some(playing) = scene.playing() else { return scene };
    let places = console::Places::new(ui.max_rect(), playing.reading.deck.aspect, state);
    announce(ui, shared, &places);
    shared.order(&scene);
    let view = &playing.view;
    // Under a page the mouse is the page's.
    let stands = view.overview.is_some() || view.teleprompter.on || !ui.is_enabled();
    let commands = pointing(ui, places.seen(&playing.reading.deck), view, stands);
    if commands.is_empty() {
        return scene;
    }
    shared.point(ui, commands);
    shared.look()
}

/// The console of a talk that plays.
fn playing_ui(
    ui: &mut Ui,
    shared: &Shared,
    scene: &scene::Scene,
    playing: &Playing,
    said: Said<'_>,
    state: ConsoleState,
) -> Option<Does> {
    let view = &playing.view;
    let places = console::Places::new(ui.max_rect(), playing.reading.deck.aspect, &state);
    let mut inner = shared.lock();
    let trouble = trouble(scene, playing, said.trouble, inner.settings_trouble.as_deref(), inner.keyboard.keymap());
    // What is painted meanwhile asks for nothing of the windows.
    let mut finder = std::mem::take(&mut inner.finder);
    drop(inner);
    finder.follow(scene);
    let said = Said { trouble: trouble.as_deref(), ..said };
    let (wish, shown) = talk_ui(ui, scene, playing, said, &places, &shared.pictures, &finder);
    shared.lock().finder = finder;
    shared.set_thumbs(shown, scene);
    if ui.is_enabled()
        && view.overview.is_none()
        && !view.teleprompter.on
        && let Some(split) = console::gutters_ui(ui, &places, state.arrangement)
    {
        shared.change_settings(|settings| settings.console.split = state.with(split).kept());
        ui.ctx().request_repaint();
    }
    wish
}

/// The one thing that the speaker should know first.
fn trouble(
    scene: &scene::Scene,
    playing: &Playing,
    windows: Option<&str>,
    settings: Option<&str>,
    keymap: &Keymap,
) -> Option<String> {
    let notices = &scene.notices;
    let stopped = stopped_words(playing, scene.take.rehearsal, keymap);
    let first = windows.or(notices.live.as_deref()).or(stopped.as_deref());
    let of_deck = [notices.trouble.as_deref(), notices.take.as_deref(), playing.reading.fault.as_deref()];
    let others = of_deck.into_iter().chain([notices.picture.as_deref(), settings]);
    first.or(others.flatten().next()).map(str::to_owned)
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

/// What was asked for, and which slides the overview shows, in how many columns.
fn talk_ui(
    ui: &mut Ui,
    shown: &scene::Scene,
    playing: &Playing,
    said: Said<'_>,
    places: &console::Places,
    cache: &PictureCache,
    finder: &Finder,
) -> (Option<Does>, Option<(Thumbs, usize)>) {
    let (reading, view) = (&*playing.reading, &playing.view);
    let time = TimeOfDay::now();
    // The talk's time moves with the clock: one frame a second is enough for both.
    ui.ctx().request_repaint_after(time.until_next_second() + Duration::from_millis(15));
    let drawing = reading.drawing(view.cursor).map(Arc::as_ref);
    let scene = Scene {
        now: shown.now,
        view,
        plan: &reading.plan,
        deck: &reading.deck,
        time,
        stage: said.stage,
        trouble: said.trouble,
        said: shown.notices.said.as_deref(),
        hidden: said.hidden,
        take: shown.take,
        live: &shown.live,
        feed: shown.feed,
        drawing,
        current: picture(cache, reading, view.cursor, pixels(ui, places.slide)),
        pen: reading.deck.theme.colors.pen(drawing.map_or(Color::WHITE, |it| it.ground)),
        next: view.next.map(|next| picture(cache, reading, next, pixels(ui, places.next))),
    };
    let Some(chosen) = view.overview else {
        return (if said.private { console::console_ui(ui, places, &scene) } else { None }, None);
    };
    let picture = |slide, size| picture(cache, reading, reading.whole(slide), size);
    let page = Page { finder, chosen, private: said.private, picture: &picture };
    let (wish, thumbs) = console::overview_ui(ui, places, &scene, &page);
    (wish, Some(thumbs))
}

/// Tells the painters at which sizes the console wants its pictures.
fn announce(ui: &Ui, shared: &Shared, places: &console::Places) {
    // While a pane is dragged, pictures are stretched; they are made anew once it is let go.
    if ui.ctx().dragged_id().is_none() {
        let (current, next) = (Some(pixels(ui, places.slide)), Some(pixels(ui, places.next)));
        shared.orders.set_console(ConsoleSizes { current, next });
    }
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
