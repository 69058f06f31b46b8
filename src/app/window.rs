//! The program's windows as eframe runs them: which screen each is on, what the main one shows, when it closes.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use eframe::Frame;
use eframe::egui::{Align2, Context, Theme, Ui, ViewportBuilder, ViewportCommand, ViewportId, pos2, vec2};

use crate::color::Color;
use crate::settings;
use crate::show::command::Command;
use crate::show::view::View;
use crate::show::{Effect, Moment};

use super::clock::TimeOfDay;
use super::console::{self, Page, Scene};
use super::keymap::Keymap;
use super::library::{Librarian, Wish, library_ui};
use super::look::{Face, Look, line};
use super::overview::Thumbs;
use super::palette::Palette;
use super::pointing::pointing;
use super::screens::{Screen, Screens};
use super::shared::{Playing, Shared, State};
use super::stage::stage_window;
use super::stage_id;
use super::workers::open_deck;

/// Screens come and go without a word; this is how often they are counted.
const SCREENS_EVERY: Duration = Duration::from_secs(1);

/// Where the stage is.
#[derive(Clone, Debug, PartialEq)]
enum Arrangement {
    /// One screen: the main window is the stage, and the console only when asked.
    Alone,
    /// The stage has a screen to itself.
    Beside(Screen),
    /// The stage is a window that can be shared in a call.
    Windowed,
}

/// What the main window shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Main {
    Console,
    Stage,
    /// The overview on the only screen, which the audience may see: without a word of the notes.
    Overview,
}

pub struct Windows {
    shared: Arc<Shared>,
    loader: Sender<()>,
    screens: Screens,
    looked: Option<Moment>,
    arrangement: Option<Arrangement>,
    /// The stage's screen went away in the middle of the talk: the console stays.
    lost: bool,
    full: bool,
    title: String,
    quitting: bool,
    /// Where a talk came from and goes back to, if the program began there.
    library: Option<Librarian>,
}

impl Windows {
    #[must_use]
    pub fn new(shared: Arc<Shared>, loader: Sender<()>, library: Option<Librarian>) -> Self {
        Self {
            shared,
            loader,
            screens: Screens::default(),
            looked: None,
            arrangement: None,
            lost: false,
            full: true,
            title: String::new(),
            quitting: false,
            library,
        }
    }

    /// Counts the screens and moves the windows where they belong.
    fn arrange(&mut self, ctx: &Context, frame: &Frame) {
        let now = self.shared.clock.now();
        if self.looked.is_some_and(|looked| now.since(looked) < SCREENS_EVERY) {
            return;
        }
        self.looked = Some(now);
        self.screens = Screens::now(frame);
        let there = |screen: &Screen| self.screens.distinct().contains(&screen);
        match &self.arrangement {
            None => self.first_arrangement(ctx),
            Some(Arrangement::Beside(screen)) if !there(screen) => self.lose_stage(ctx),
            Some(Arrangement::Alone) if self.lost => {
                if let Some(screen) = self.screens.stage(self.shared.options.screen.as_deref()) {
                    self.lost = false;
                    self.arrangement = Some(Arrangement::Beside(screen));
                }
            }
            Some(_) => {}
        }
    }

    fn first_arrangement(&mut self, ctx: &Context) {
        let asked = self.shared.options.screen.as_deref();
        let arrangement = match self.screens.stage(asked) {
            _ if self.shared.options.windowed => Arrangement::Windowed,
            Some(screen) => Arrangement::Beside(screen),
            None => Arrangement::Alone,
        };
        match &arrangement {
            Arrangement::Alone => ctx.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Fullscreen(true)),
            Arrangement::Beside(stage) => self.console_beside(ctx, stage),
            Arrangement::Windowed => {}
        }
        self.arrangement = Some(arrangement);
    }

    /// Puts the console on a screen that is not the stage's.
    fn console_beside(&self, ctx: &Context, stage: &Screen) {
        let send = |command| ctx.send_viewport_cmd_to(ViewportId::ROOT, command);
        if let Some(screen) = self.screens.other_than(stage)
            && self.screens.here.as_ref() != Some(&screen)
        {
            let [x, y] = screen.position.map(|at| at as f32 / ctx.pixels_per_point());
            send(ViewportCommand::Maximized(false));
            send(ViewportCommand::OuterPosition(pos2(x, y)));
        }
        send(ViewportCommand::Maximized(true));
    }

    /// The projector is gone: its window must not cover the console, and the notes stay where they are.
    fn lose_stage(&mut self, ctx: &Context) {
        ctx.send_viewport_cmd_to(stage_id(), ViewportCommand::Fullscreen(false));
        ctx.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Focus);
        self.lost = true;
        self.arrangement = Some(Arrangement::Alone);
    }

    fn grant(&mut self, ctx: &Context, effect: Effect) {
        match effect {
            Effect::Quit if self.library.is_some() => self.back_to_library(ctx),
            Effect::Quit => self.quit(ctx),
            // The thread lives as long as the program, so somebody listens.
            Effect::Reload => drop(self.loader.send(())),
            Effect::ToggleFullscreen => self.toggle_fullscreen(ctx),
            Effect::SwapScreens => self.swap(ctx),
            Effect::ConsoleTheme => self.shared.change_settings(|settings| {
                let light = settings.console.theme == settings::Theme::Light;
                settings.console.theme = if light { settings::Theme::Dark } else { settings::Theme::Light };
            }),
            Effect::Arrangement => self.shared.change_settings(|settings| {
                settings.console.arrangement = console::next_arrangement(settings.console.arrangement);
            }),
        }
    }

    /// The stage stays on its own screen, full or as a window of its proportion: it never covers the console.
    fn toggle_fullscreen(&mut self, ctx: &Context) {
        self.full = !self.full;
        let Some(Arrangement::Beside(screen)) = &self.arrangement else {
            let window = if self.arrangement == Some(Arrangement::Alone) { ViewportId::ROOT } else { stage_id() };
            return ctx.send_viewport_cmd_to(window, ViewportCommand::Fullscreen(self.full));
        };
        let send = |command| ctx.send_viewport_cmd_to(stage_id(), command);
        match self.screens.last_index(screen) {
            Some(index) if self.full => send(ViewportCommand::SetMonitor(index)),
            Some(_) | None => {
                let [x, y] = screen.position.map(|at| at as f32 / ctx.pixels_per_point() + 48.0);
                send(ViewportCommand::Fullscreen(self.full));
                send(ViewportCommand::InnerSize(vec2(960.0, 540.0)));
                send(ViewportCommand::OuterPosition(pos2(x, y)));
            }
        }
    }

    fn swap(&mut self, ctx: &Context) {
        if let Some(Arrangement::Beside(stage)) = &self.arrangement
            && let Some(other) = self.screens.other_than(stage)
        {
            if let Some(index) = self.screens.last_index(&other) {
                ctx.send_viewport_cmd_to(stage_id(), ViewportCommand::SetMonitor(index));
            }
            self.console_beside(ctx, &other);
            self.arrangement = Some(Arrangement::Beside(other));
        }
    }

    /// The talk is over: its windows close, and the wall of talks is there again.
    fn back_to_library(&mut self, ctx: &Context) {
        self.shared.turn_to(None);
        self.arrangement = None;
        self.lost = false;
        let send = |command| ctx.send_viewport_cmd_to(ViewportId::ROOT, command);
        send(ViewportCommand::Fullscreen(false));
        if let Some(library) = &self.library {
            library.look();
        }
        ctx.request_repaint();
    }

    fn in_library(&self) -> bool {
        self.library.is_some() && self.shared.deck().is_none()
    }

    /// The wall of talks, as long as no talk is open.
    fn library_window(&mut self, ui: &mut Ui) {
        let Some(library) = &self.library else { return };
        let dropped = ui.input(|input| input.raw.dropped_files.clone());
        for path in dropped.iter().map(|file| file.path().to_owned()) {
            library.put(path);
        }
        let wish = library_ui(ui, palette(&self.shared), &mut library.shelf());
        match wish {
            Some(Wish::Present(folder)) => {
                open_deck(folder, &self.shared, &self.loader);
                self.looked = None;
            }
            Some(Wish::Quit) => self.quit(ui.ctx()),
            Some(Wish::ShowFolder(folder)) => library.show(&folder, ui.ctx()),
            Some(Wish::Choose) => library.choose(&super::here()),
            Some(Wish::Export(_)) | None => {}
        }
        self.name_window(ui.ctx(), "Cuecard".to_owned());
    }

    fn quit(&mut self, ctx: &Context) {
        self.quitting = true;
        ctx.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Close);
    }

    /// A running talk is not closed by a slip of the mouse: the window asks first, and goes at the second try.
    fn mind_closing(&self, ctx: &Context) {
        if self.quitting || !ctx.input(|input| input.viewport().close_requested()) {
            return;
        }
        let now = self.shared.clock.now();
        if let State::Playing(talk) = &mut self.shared.lock().state
            && !talk.show.view(now).asking_quit
        {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            // Asking has no effect outside the show.
            let _ = talk.show.apply(Command::AskQuit, now);
            ctx.request_repaint();
        }
    }

    /// Whatever egui draws by itself has the console's colors too.
    fn color_windows(&self, ctx: &Context) {
        let theme = if self.shared.lock().console().light { Theme::Light } else { Theme::Dark };
        if ctx.theme() != theme {
            ctx.set_theme(theme);
            ctx.request_repaint();
        }
    }

    fn name_window(&mut self, ctx: &Context, title: String) {
        if self.title != title {
            ctx.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Keeps the stage's own window, where it has one.
    fn keep_stage(&self, ctx: &Context, talk_title: &str) {
        let builder = ViewportBuilder::default().with_title(format!("Stage – {talk_title}")).with_app_id("cuecard");
        let builder = match &self.arrangement {
            None | Some(Arrangement::Alone) => return,
            Some(Arrangement::Windowed) => builder.with_inner_size(vec2(1280.0, 720.0)).with_decorations(false),
            Some(Arrangement::Beside(screen)) => match self.screens.index(screen) {
                Some(index) => builder.with_monitor(index),
                None => return,
            },
        };
        let shared = Arc::clone(&self.shared);
        ctx.show_viewport_deferred(stage_id(), builder, move |ui, _| stage_window(ui, &shared));
    }

    fn stage_words(&self) -> String {
        match &self.arrangement {
            Some(Arrangement::Beside(screen)) => format!("Stage on {}", screen.words()),
            Some(Arrangement::Windowed) => "Stage in a window".to_owned(),
            Some(Arrangement::Alone) if self.lost => "The stage's screen is gone".to_owned(),
            Some(Arrangement::Alone) | None => "Notes on the only screen, S: slide".to_owned(),
        }
    }

    /// What the main window is, and the talk's title.
    fn main_window(&self) -> (Main, Option<String>) {
        let now = self.shared.clock.now();
        match &self.shared.lock().state {
            State::Playing(talk) => {
                let view = talk.show.view(now);
                let alone = self.arrangement == Some(Arrangement::Alone);
                let main = match (!alone || view.console_shown != self.lost, view.overview) {
                    (true, _) => Main::Console,
                    (false, Some(_)) => Main::Overview,
                    (false, None) => Main::Stage,
                };
                (main, Some(talk.deck.short_title.clone()))
            }
            State::Loading | State::Failed(_) => (Main::Console, None),
        }
    }
}

impl eframe::App for Windows {
    fn logic(&mut self, ctx: &Context, frame: &mut Frame) {
        if self.in_library() {
            return;
        }
        self.arrange(ctx, frame);
        self.mind_closing(ctx);
        let effects = std::mem::take(&mut self.shared.lock().effects);
        for effect in effects {
            self.grant(ctx, effect);
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut Frame) {
        if self.in_library() {
            return self.library_window(ui);
        }
        // First, since a key decides what this window is, and notes must not flash up where the stage belongs.
        self.shared.take_keys(ui);
        let (main, title) = self.main_window();
        let ctx = ui.ctx().clone();
        self.keep_stage(&ctx, title.as_deref().unwrap_or("Cuecard"));
        if let Some(title) = title {
            let part = if main == Main::Console { "Console" } else { "Stage" };
            self.name_window(&ctx, format!("{part} – {title}"));
        }
        self.color_windows(&ctx);
        match main {
            Main::Console => console_window(ui, &self.shared, &self.stage_words(), true),
            Main::Overview => {
                console_window(ui, &self.shared, "No notes here: this may be the audience's screen", false)
            }
            Main::Stage => {
                stage_window(ui, &self.shared);
                stage_overlay(ui, &self.shared);
            }
        }
        // Keys may have asked for something that only `logic` can grant.
        if !self.shared.lock().effects.is_empty() {
            ctx.request_repaint();
        }
    }

    fn clear_color(&self, visuals: &eframe::egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.shared.close();
    }
}

/// On the only screen: help and the quit question, when asked for.
fn stage_overlay(ui: &mut Ui, shared: &Shared) {
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

fn palette(shared: &Shared) -> Palette {
    Palette::of(shared.lock().console().light)
}

/// The console as a whole window. Unless it is private it shows the overview or nothing.
pub(super) fn console_window(ui: &mut Ui, shared: &Shared, stage: &str, private: bool) {
    let now = shared.clock.now();
    announce(ui, shared);
    take_pointer(ui, shared, now);
    let palette = palette(shared);
    let mut inner = shared.lock();
    let (state, mut split, mut shown) = (inner.console(), None, None);
    let wish = match &inner.state {
        State::Playing(talk) => {
            let view = talk.show.view(now);
            let places = console::Places::new(ui.max_rect(), talk.deck.aspect, &state);
            let troubles = [&inner.trouble, &talk.fault, &inner.settings_trouble];
            let trouble = troubles.into_iter().find_map(Option::as_deref);
            let about = About { stage, trouble, private };
            let wish = talk_ui(ui, shared, talk, &view, about, &places, &mut shown);
            if !view.help && !view.asking_quit && view.overview.is_none() {
                split = console::gutters_ui(ui, &places, state.arrangement);
            }
            wish
        }
        State::Loading => message_ui(ui, palette, "Opening the deck …", ""),
        State::Failed(message) => message_ui(ui, palette, "This deck cannot be opened.", message),
    };
    if let Some(split) = split {
        inner.change_settings(|settings| settings.console.split = state.with(split).kept());
        ui.ctx().request_repaint();
    }
    drop(inner);
    shared.set_thumbs(shown);
    shared.act(ui, wish);
}

/// What the main window says beside the talk.
struct About<'a> {
    stage: &'a str,
    trouble: Option<&'a str>,
    /// Only the speaker sees this window.
    private: bool,
}

fn talk_ui(
    ui: &mut Ui,
    shared: &Shared,
    talk: &Playing,
    view: &View,
    about: About<'_>,
    places: &console::Places,
    shown: &mut Option<(Thumbs, usize)>,
) -> Option<Command> {
    let time = TimeOfDay::now();
    // The talk's time moves with the clock: one frame a second is enough for both.
    ui.ctx().request_repaint_after(time.until_next_second() + Duration::from_millis(15));
    let scene = Scene {
        view,
        plan: &talk.plan,
        deck: &talk.deck,
        time,
        stage: about.stage,
        trouble: about.trouble,
        current: shared.picture(talk, view.cursor, pixels(ui, places.slide)),
        pen: talk.deck.theme.colors.pen(talk.drawing(view.cursor).map_or(Color::WHITE, |it| it.ground)),
        next: view.next.map(|next| shared.picture(talk, next, pixels(ui, places.next))),
    };
    let Some(chosen) = view.overview else {
        return if about.private { console::console_ui(ui, places, &scene) } else { None };
    };
    let picture = |slide, size| shared.picture(talk, talk.whole(slide), size);
    let page = Page { finder: &talk.finder, chosen, private: about.private, picture: &picture };
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
            pointing(ui, places.seen(&talk.deck), &view, view.overview.is_some())
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
fn message_ui(ui: &mut Ui, palette: Palette, title: &str, words: &str) -> Option<Command> {
    let look = Look::new(ui.max_rect().size(), palette);
    let center = ui.max_rect().center();
    look.words(ui, center, Align2::CENTER_BOTTOM, line(title, Face::Serif, 26.0, look.palette.text));
    if words.is_empty() {
        return None;
    }
    let width = ui.max_rect().width() * 0.9;
    let below = center + vec2(0.0, look.px(14.0));
    look.words_within(ui, below, Align2::CENTER_TOP, width, line(words, Face::Regular, 17.0, look.palette.attention));
    let below = below + vec2(0.0, look.px(34.0));
    let keymap = Keymap::of(ui.ctx());
    let [read, quit] = [Command::Reload, Command::AskQuit].map(|command| keymap.cap(command).unwrap_or_default());
    let keys = format!("{read}: read it again · {quit}: quit");
    look.words(ui, below, Align2::CENTER_TOP, line(&keys, Face::Regular, 15.0, look.palette.mute));
    None
}
