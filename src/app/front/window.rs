//! The program's windows as eframe runs them: what the main one shows, what effects do, when it closes.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Sender;

use eframe::Frame;
use eframe::egui::{Context, RawInput, Theme, Ui, ViewportCommand, ViewportId};

use crate::geometry::Aspect;
use crate::settings;
use crate::show::Effect;
use crate::show::command::Command;
use crate::takes::Kind;

use super::strokes;
use crate::app::check::{self, Face, check_window, question_window};
use crate::app::clicker::{Clicker, clicker_overlay};
use crate::app::console;
use crate::app::console::window::{Said, console_window, export_overlay, palette, screens_overlay, stage_overlay};
use crate::app::desktop::chooser;
use crate::app::desktop::placing::Placing;
use crate::app::held::Another;
use crate::app::library::{Librarian, Wish, library_ui};
use crate::app::review::review_window;
use crate::app::shared::{Shared, State};
use crate::app::stage::stage_window;
use crate::app::windows::stage_id;
use crate::app::workers::open_deck;

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
    placing: Placing,
    title: String,
    quitting: bool,
    /// Where a talk came from and goes back to, if the program began there.
    library: Option<Librarian>,
}

impl Windows {
    #[must_use]
    pub fn new(shared: Arc<Shared>, loader: Sender<()>, library: Option<Librarian>) -> Self {
        let placing = Placing::new(Arc::clone(&shared));
        Self { placing, shared, loader, title: String::new(), quitting: false, library }
    }

    fn grant(&mut self, ctx: &Context, frame: &Frame, effect: Effect) {
        match effect {
            Effect::Quit if self.library.is_some() => self.back_to_library(ctx),
            Effect::Quit => self.quit(ctx),
            // The thread lives as long as the program, so somebody listens.
            Effect::Reload => drop(self.loader.send(())),
            Effect::ToggleFullscreen => self.placing.toggle_fullscreen(ctx, frame),
            Effect::SwapScreens => self.placing.swap(ctx, frame),
            Effect::WindowedStage => self.placing.toggle_windowed(ctx, frame),
            Effect::HideStage => self.placing.toggle_hidden(ctx),
            Effect::Screens => self.placing.toggle_picker(),
            Effect::Export => {
                if let Some(deck) = self.shared.deck() {
                    self.shared.toggle_export(&deck);
                }
            }
            Effect::FollowLink => self.shared.follow_link(ctx),
            Effect::Report => self.shared.toggle_review(),
            Effect::EndRehearsal => self.end_rehearsal(ctx, frame),
            Effect::StageCheck => self.toggle_check(ctx, frame),
            Effect::Clicker => self.shared.lock().clicker = Some(Clicker::default()),
            Effect::ConsoleTheme => self.shared.change_settings(|settings| {
                let light = settings.console.theme == settings::Theme::Light;
                settings.console.theme = if light { settings::Theme::Dark } else { settings::Theme::Light };
            }),
            Effect::Arrangement => self.shared.change_settings(|settings| {
                settings.console.arrangement = console::next_arrangement(settings.console.arrangement);
            }),
        }
    }

    /// What the rehearsal taught is shown first, where that can be.
    fn end_rehearsal(&mut self, ctx: &Context, frame: &Frame) {
        self.shared.lock().finish_take(self.shared.clock.now());
        match self.shared.deck() {
            Some(deck) if self.main_window().0 == Main::Console => self.shared.review(&deck, true),
            _ => self.grant(ctx, frame, Effect::Quit),
        }
    }

    /// Whether the report is shown. Where others may see this window it closes, and takes no more keys.
    fn reviewing(&self, main: Main) -> bool {
        let review = &mut self.shared.lock().review;
        *review = review.take().filter(|_| main == Main::Console);
        review.is_some()
    }

    /// Opens the check, or leaves it for what was there before.
    fn toggle_check(&mut self, ctx: &Context, frame: &Frame) {
        if self.shared.lock().check.is_none() {
            check::open(&self.shared, false);
        } else if check::leave(&self.shared) {
            self.grant(ctx, frame, Effect::Quit);
        }
        ctx.request_repaint();
        ctx.request_repaint_of(stage_id());
    }

    /// In place of a deck that cannot be opened, the one that is chosen in the system's own dialog.
    fn open_another(&self, ctx: &Context) {
        match std::mem::take(&mut self.shared.lock().another) {
            Another::Nothing => {}
            Another::Wanted => {
                let (shared, ctx) = (Arc::clone(&self.shared), ctx.clone());
                chooser::pick_folder(&crate::app::here(), move |folder| {
                    let Some(folder) = folder else { return };
                    shared.lock().another = Another::Chosen(folder);
                    ctx.request_repaint_of(ViewportId::ROOT);
                });
            }
            Another::Chosen(folder) => open_deck(folder, Kind::Talk, &self.shared, &self.loader),
        }
    }

    /// The talk is over: its windows close, and the wall of talks is there again.
    fn back_to_library(&mut self, ctx: &Context) {
        self.shared.turn_to(None);
        self.shared.lock().check = None;
        self.placing = Placing::new(Arc::clone(&self.shared));
        ctx.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Fullscreen(false));
        if let Some(library) = &self.library {
            library.look();
        }
        ctx.request_repaint();
    }

    fn in_library(&self) -> bool {
        self.library.is_some() && self.shared.deck().is_none() && self.shared.lock().check.is_none()
    }

    /// The wall of talks, as long as no talk is open.
    fn library_window(&mut self, ui: &mut Ui) {
        let Some(library) = &self.library else { return };
        let dropped = ui.input(|input| input.raw.dropped_files.clone());
        for path in dropped.iter().map(|file| file.path().to_owned()) {
            library.put(path);
        }
        if self.shared.lock().review.is_some() {
            self.shared.take_review_keys(ui);
            return review_window(ui, &self.shared);
        }
        self.shared.take_export_keys(ui);
        let wish = library_ui(ui, palette(&self.shared), &mut library.shelf());
        match wish {
            Some(Wish::Present(folder)) => open_deck(folder, Kind::Talk, &self.shared, &self.loader),
            Some(Wish::Rehearse(folder)) => open_deck(folder, Kind::Rehearsal, &self.shared, &self.loader),
            Some(Wish::StageCheck(folder)) => {
                if let Some(folder) = folder {
                    open_deck(folder, Kind::Talk, &self.shared, &self.loader);
                }
                check::open(&self.shared, true);
                ui.ctx().request_repaint();
            }
            Some(Wish::Quit) => self.quit(ui.ctx()),
            Some(Wish::ShowFolder(folder)) => library.show(&folder, ui.ctx()),
            Some(Wish::Forget(folder)) => library.forget(folder, &self.shared),
            Some(Wish::Choose) => library.choose(&crate::app::here(), self.shared.clock, ui.ctx()),
            Some(Wish::Report(folder)) => self.shared.review(&folder, false),
            Some(Wish::Export(folder)) => self.shared.toggle_export(&folder),
            None => {}
        }
        export_overlay(ui, &self.shared);
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

    /// What the main window is, the talk's title and its proportion.
    fn main_window(&self) -> (Main, Option<(String, Aspect)>) {
        let now = self.shared.clock.now();
        let inner = self.shared.lock();
        match &inner.state {
            State::Playing(talk) => {
                let view = talk.show.view(now);
                let rehearsal = inner.takes.rehearsal();
                let main = match (self.placing.console_shown(view.console_shown, rehearsal), view.overview) {
                    (true, _) => Main::Console,
                    (false, Some(_)) => Main::Overview,
                    (false, None) => Main::Stage,
                };
                (main, Some((talk.deck.short_title.clone(), talk.deck.aspect)))
            }
            State::Loading | State::Failed(_) => (Main::Console, None),
        }
    }
}

impl eframe::App for Windows {
    fn logic(&mut self, ctx: &Context, frame: &mut Frame) {
        if self.shared.ending.load(Ordering::Relaxed) && !self.quitting {
            self.quit(ctx);
        }
        if self.in_library() {
            return;
        }
        self.placing.look(ctx, frame);
        self.mind_closing(ctx);
        if self.shared.waits_to_play() {
            // The thread lives as long as the program, so somebody listens.
            let _ = self.loader.send(());
        }
        self.open_another(ctx);
        let mut inner = self.shared.lock();
        let (effects, picked) = (std::mem::take(&mut inner.effects), inner.picked.take());
        drop(inner);
        for effect in effects {
            self.grant(ctx, frame, effect);
        }
        if let Some(screen) = picked {
            self.placing.choose(ctx, frame, screen);
        }
    }

    /// A key costs one frame. On the wall of talks egui itself minds which are held.
    fn raw_input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        if !self.in_library() {
            strokes::hold_back(ctx, input);
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut Frame) {
        if self.in_library() {
            return self.library_window(ui);
        }
        // First, since a key decides what this window is, and notes must not flash up where the stage belongs.
        self.shared.take_keys(ui);
        let (main, talk) = self.main_window();
        let ctx = ui.ctx().clone();
        let (title, aspect) = talk.unzip();
        self.placing.keep_windows(&ctx, title.as_deref().unwrap_or("Cuecard"), aspect);
        if let Some(title) = title {
            let part = if main == Main::Console { "Console" } else { "Stage" };
            self.name_window(&ctx, format!("{part} – {title}"));
        }
        self.color_windows(&ctx);
        let words = self.placing.words();
        let elsewhere = keys_go_elsewhere(&ctx).then_some("Keys go to another program: click on this window");
        let said = Said {
            stage: &words,
            trouble: self.placing.trouble().or(elsewhere),
            private: true,
            library: self.library.is_some(),
            hidden: self.shared.stage_hidden.load(Ordering::Relaxed),
            ..Said::default()
        };
        let face = self.shared.lock().check_face(self.shared.clock.now());
        let reviewing = self.reviewing(main);
        match main {
            // The audience's picture first: the console's costs as much again where a processor paints.
            Main::Console if face.is_none() && self.placing.stage_coming(&ctx) => {}
            _ if face == Some(Face::Page) => check_window(ui, &self.shared),
            _ if face == Some(Face::Card) => stage_window(ui, &self.shared),
            Main::Console if reviewing => {
                review_window(ui, &self.shared);
                stage_overlay(ui, &self.shared);
            }
            Main::Console => console_window(ui, &self.shared, said),
            Main::Overview => {
                let stage = "No notes here: this may be the audience's screen";
                console_window(ui, &self.shared, Said { stage, ..Said::default() });
            }
            Main::Stage => {
                stage_window(ui, &self.shared);
                stage_overlay(ui, &self.shared);
            }
        }
        match face {
            Some(Face::Question) => question_window(ui, &self.shared),
            Some(Face::Page | Face::Card) => stage_overlay(ui, &self.shared),
            None => {}
        }
        screens_overlay(ui, &self.shared);
        export_overlay(ui, &self.shared);
        clicker_overlay(ui, &self.shared);
        // Keys may have asked for something that only `logic` can grant.
        let inner = self.shared.lock();
        if !inner.effects.is_empty() || inner.picked.is_some() {
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

/// None of the program's windows has the keyboard.
fn keys_go_elsewhere(ctx: &Context) -> bool {
    ctx.input(|input| input.raw.viewports.values().all(|window| window.focused == Some(false)))
}
