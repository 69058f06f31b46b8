//! The main window's content: the talk as it stands becomes the console, and what lies over it or over the only stage.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{Align2, Ui};

use crate::captions::formats::clock;
use crate::color::Color;
use crate::show::Moment;
use crate::show::command::Command;
use crate::show::view::View;

use super::finder::Thumbs;
use super::{Page, Scene};
use crate::app::clock::TimeOfDay;
use crate::app::console;
use crate::app::export::export_ui;
use crate::app::held::{self, Another, Answer, page_ui};
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look::{Face, Look, line};
use crate::app::kit::palette::Palette;
use crate::app::kit::pointing::pointing;
use crate::app::picker::picker_ui;
use crate::app::playing::Playing;
use crate::app::shared::{Shared, State};
use crate::app::takes::Taking;
use crate::app::windows::stage_id;

/// On the only screen: help and the quit question, when asked for.
pub fn stage_overlay(ui: &mut Ui, shared: &Shared) {
    let now = shared.clock.now();
    let view = match &shared.lock().state {
        State::Playing(talk) => talk.show.view(now),
        State::Loading | State::Failed(_) => return,
    };
    let look = Look::new(ui.max_rect().size(), palette(shared));
    let wish = if view.asking_quit {
        console::question_ui(ui, look)
    } else if view.help {
        console::help_ui(ui, look)
    } else {
        None
    };
    shared.act(ui, wish);
}

pub fn palette(shared: &Shared) -> Palette {
    Palette::of(shared.lock().console().light)
}

/// The list of screens, while it is open.
pub fn screens_overlay(ui: &mut Ui, shared: &Shared) {
    let Some(picker) = shared.lock().picker.clone() else {
        return;
    };
    let look = Look::new(ui.max_rect().size(), palette(shared));
    if let Some(answer) = picker_ui(ui, look, &picker) {
        shared.lock().answer(answer);
        ui.ctx().request_repaint();
        ui.ctx().request_repaint_of(stage_id());
    }
}

/// The page that saves the deck for others, while it is open, and what was wished on it by keys and clicks.
pub fn export_overlay(ui: &mut Ui, shared: &Arc<Shared>) {
    let (export, mut wishes) = {
        let mut inner = shared.lock();
        (inner.export.clone(), std::mem::take(&mut inner.export_wishes))
    };
    let Some(export) = export else { return };
    let look = Look::new(ui.max_rect().size(), palette(shared));
    wishes.extend(export_ui(ui, look, &export));
    for wish in wishes {
        shared.grant_export(wish);
        ui.ctx().request_repaint();
    }
}

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
    /// What is recorded: known where the talk is.
    pub take: Taking,
    /// Live captions as the audience reads them.
    pub live: &'a [String],
    /// What the console says for a moment.
    pub words: Option<&'a str>,
    /// The stage's window was put out of sight.
    pub hidden: bool,
}

/// The console as a whole window. Unless it is private it shows the overview or nothing.
pub fn console_window(ui: &mut Ui, shared: &Shared, said: Said<'_>) {
    let now = shared.clock.now();
    announce(ui, shared);
    take_pointer(ui, shared, now);
    let palette = palette(shared);
    let mut inner = shared.lock();
    let (state, mut split, mut shown) = (inner.console(), None, None);
    let look = Look::new(ui.max_rect().size(), palette);
    let answer = match &inner.state {
        State::Playing(talk) => {
            let view = talk.show.view(now);
            let places = console::Places::new(ui.max_rect(), talk.deck.aspect, &state);
            let troubles =
                [&inner.trouble, &inner.takes.trouble, &talk.fault, &inner.picture_trouble, &inner.settings_trouble];
            let stopped = stopped_words(talk, inner.takes.rehearsal(), inner.keyboard.keymap());
            let trouble = said.trouble.or(inner.live.trouble()).or(stopped.as_deref());
            let trouble = trouble.or(troubles.into_iter().find_map(Option::as_deref));
            let said = Said { trouble, take: inner.takes.taking(&view), live: &inner.live.lines, ..said };
            let said = Said { words: inner.said(now), ..said };
            let wish = talk_ui(ui, shared, talk, &view, said, &places, &mut shown);
            if !view.help && !view.asking_quit && view.overview.is_none() && !view.teleprompter.on {
                split = console::gutters_ui(ui, &places, state.arrangement);
            }
            wish.map(Answer::Command)
        }
        State::Loading => match &inner.held {
            Some(held) => page_ui(ui, look, &held.page(said.library)),
            None => {
                message_ui(ui, palette, "Opening the deck …");
                None
            }
        },
        State::Failed(message) => {
            let lines = std::slice::from_ref(message);
            let small = "Save the deck, and it is read again.";
            let title = "This deck cannot be opened";
            let page = held::Page { title, lines, small, playable: false, library: said.library };
            page_ui(ui, look, &page)
        }
    };
    let wish = match answer {
        Some(Answer::Command(command)) => Some(command),
        Some(Answer::OpenAnother) => {
            inner.another = Another::Wanted;
            ui.ctx().request_repaint();
            None
        }
        None => None,
    };
    if let Some(split) = split {
        inner.change_settings(|settings| settings.console.split = state.with(split).kept());
        ui.ctx().request_repaint();
    }
    drop(inner);
    shared.set_thumbs(shown);
    shared.act(ui, wish);
}

/// The offer to go on with a talk that broke off.
fn stopped_words(talk: &Playing, rehearsal: bool, keymap: &Keymap) -> Option<String> {
    let (at, elapsed) = talk.show.stopped()?;
    let what = if rehearsal { "rehearsal" } else { "talk" };
    let number = talk.plan.slides.get(at.slide)?.number;
    let time = clock(u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX));
    let key = keymap.cap(Command::Back).map_or_else(|| "Back".to_owned(), |cap| format!("{cap} (Back)"));
    Some(format!("Your {what} stopped at slide {number}, {time}. Go on there: {key}"))
}

fn talk_ui(
    ui: &mut Ui,
    shared: &Shared,
    talk: &Playing,
    view: &View,
    said: Said<'_>,
    places: &console::Places,
    shown: &mut Option<(Thumbs, usize)>,
) -> Option<Command> {
    let time = TimeOfDay::now();
    // The talk's time moves with the clock: one frame a second is enough for both.
    ui.ctx().request_repaint_after(time.until_next_second() + Duration::from_millis(15));
    let scene = Scene {
        now: shared.clock.now(),
        view,
        plan: &talk.plan,
        deck: &talk.deck,
        time,
        stage: said.stage,
        trouble: said.trouble,
        said: said.words,
        hidden: said.hidden,
        take: said.take,
        live: said.live,
        hearing: shared.hearing(shared.clock.now()),
        drawing: talk.drawing(view.cursor).map(Arc::as_ref),
        current: shared.picture(talk, view.cursor, pixels(ui, places.slide)),
        pen: talk.deck.theme.colors.pen(talk.drawing(view.cursor).map_or(Color::WHITE, |it| it.ground)),
        next: view.next.map(|next| shared.picture(talk, next, pixels(ui, places.next))),
    };
    let Some(chosen) = view.overview else {
        return if said.private { console::console_ui(ui, places, &scene) } else { None };
    };
    let picture = |slide, size| shared.picture(talk, talk.whole(slide), size);
    let page = Page { finder: &talk.finder, chosen, private: said.private, picture: &picture };
    let (wish, thumbs) = console::overview_ui(ui, places, &scene, &page);
    *shown = Some(thumbs);
    wish
}

/// The mouse on the console's current slide.
fn take_pointer(ui: &Ui, shared: &Shared, now: Moment) {
    let inner = shared.lock();
    let commands = match &inner.state {
        State::Playing(talk) => {
            let places = console::Places::new(ui.max_rect(), talk.deck.aspect, &inner.console());
            let view = talk.show.view(now);
            pointing(ui, places.seen(&talk.deck), &view, view.overview.is_some() || view.teleprompter.on)
        }
        State::Loading | State::Failed(_) => return,
    };
    drop(inner);
    shared.point(ui, commands);
}

/// Tells the painters at which sizes the console wants its pictures.
fn announce(ui: &Ui, shared: &Shared) {
    // While a pane is dragged, pictures are stretched; they are made anew once it is let go.
    if ui.ctx().dragged_id().is_some() {
        return;
    }
    let inner = shared.lock();
    let State::Playing(talk) = &inner.state else {
        return;
    };
    let places = console::Places::new(ui.max_rect(), talk.deck.aspect, &inner.console());
    drop(inner);
    shared.set_sizes(|sizes| {
        sizes.current = Some(pixels(ui, places.slide));
        sizes.next = Some(pixels(ui, places.next));
    });
}

fn pixels(ui: &Ui, rect: eframe::egui::Rect) -> [u32; 2] {
    let scale = ui.ctx().pixels_per_point();
    [(rect.width() * scale).round() as u32, (rect.height() * scale).round() as u32]
}

/// Before there is a talk, or where there is none.
fn message_ui(ui: &mut Ui, palette: Palette, title: &str) {
    let look = Look::new(ui.max_rect().size(), palette);
    let center = ui.max_rect().center();
    look.words(ui, center, Align2::CENTER_BOTTOM, line(title, Face::Serif, 26.0, look.palette.text));
}
