//! The program's windows as eframe runs them: what the main one shows, what effects do, when it closes.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use eframe::Frame;
use eframe::egui::{Context, RawInput, Theme, Ui, ViewportCommand, ViewportId};

use crate::geometry::Aspect;
use crate::playback::scene::{Playing, Scene};
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
use crate::app::library::{Librarian, Wish, library_ui};
use crate::app::review::review_window;
use crate::app::shared::{Another, Shared};
use crate::app::stage::show_stage;
use crate::app::windows::stage_id;

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
    placing: Placing,
    title: String,
    quitting: bool,
    /// Where a talk came from and goes back to, if the program began there.
    library: Option<Librarian>,
}

impl Windows {
    #[must_use]
    pub fn new(shared: Arc<Shared>, library: Option<Librarian>) -> Self {
        let placing = Placing::new(Arc::clone(&shared));
        Self { placing, shared, title: String::new(), quitting: false, library }
    }

    fn grant(&mut self, ctx: &Context, frame: &Frame, effect: Effect) {
        match effect {
            Effect::Quit if self.library.is_some() => self.back_to_library(ctx),
            Effect::Quit => self.quit(ctx),
            Effect::Reload => self.shared.playback.read_again(),
            Effect::ToggleFullscreen => self.placing.toggle_fullscreen(ctx, frame),
            Effect::SwapScreens => self.placing.swap(ctx, frame),
            Effect::WindowedStage => self.placing.toggle_windowed(ctx, frame),
            Effect::HideStage => self.placing.toggle_hidden(ctx),
            Effect::Screens => self.placing.toggle_picker(),
            Effect::Export => {
                if let Some(deck) = self.shared.playback.deck() {
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
        self.shared.playback.finish_take();
        match self.shared.playback.deck() {
            Some(deck) if self.main_window(&self.shared.playback.scene()).0 == Main::Console => {
                self.shared.review(&deck, true)
            }
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
            Another::Chosen(folder) => self.shared.open(&folder, Kind::Talk),
        }
    }

    /// The talk is over: its windows close, and the wall of talks is there again.
    fn back_to_library(&mut self, ctx: &Context) {
        self.shared.put_away();
        self.shared.lock().check = None;
        self.placing = Placing::new(Arc::clone(&self.shared));
        ctx.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Fullscreen(false));
        if let Some(library) = &self.library {
            library.look();
        }
        ctx.request_repaint();
    }

    fn in_library(&self) -> bool {
        self.library.is_some() && self.shared.playback.deck().is_none() && self.shared.lock().check.is_none()
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
            Some(Wish::Present(folder)) => self.shared.open(&folder, Kind::Talk),
            Some(Wish::Rehearse(folder)) => self.shared.open(&folder, Kind::Rehearsal),
            Some(Wish::StageCheck(folder)) => {
                if let Some(folder) = folder {
                    self.shared.open(&folder, Kind::Talk);
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
        let scene = self.shared.playback.scene();
        if scene.view().is_some_and(|view| !view.asking_quit) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.shared.lock().apply(Command::AskQuit, scene.now);
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
    fn main_window(&self, scene: &Scene) -> (Main, Option<(String, Aspect)>) {
        let Some(Playing { reading, view, .. }) = scene.playing() else { return (Main::Console, None) };
        let main = match (self.placing.console_shown(view.console_shown, scene.take.rehearsal), view.overview) {
            (true, _) => Main::Console,
            (false, Some(_)) => Main::Overview,
            (false, None) => Main::Stage,
        };
        (main, Some((reading.deck.short_title.clone(), reading.deck.aspect)))
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
        let scene = self.shared.look();
        let (main, talk) = self.main_window(&scene);
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
        };
        let face = self.shared.lock().check_face(&scene);
        let reviewing = self.reviewing(main);
        match main {
            // The audience's picture first: the console's costs as much again where a processor paints.
            Main::Console if face.is_none() && self.placing.stage_coming(&ctx) => {}
            _ if face == Some(Face::Page) => check_window(ui, &self.shared, &scene),
            _ if face == Some(Face::Card) => show_stage(ui, &self.shared, Arc::clone(&scene)),
            Main::Console if reviewing => {
                review_window(ui, &self.shared);
                stage_overlay(ui, &self.shared, &scene);
            }
            Main::Console => console_window(ui, &self.shared, Arc::clone(&scene), said),
            Main::Overview => {
                let stage = "No notes here: this may be the audience's screen";
                console_window(ui, &self.shared, Arc::clone(&scene), Said { stage, ..Said::default() });
            }
            Main::Stage => {
                show_stage(ui, &self.shared, Arc::clone(&scene));
                stage_overlay(ui, &self.shared, &scene);
            }
        }
        match face {
            Some(Face::Question) => question_window(ui, &self.shared, &scene),
            Some(Face::Page | Face::Card) => stage_overlay(ui, &self.shared, &scene),
            None => {}
        }
        screens_overlay(ui, &self.shared);
        export_overlay(ui, &self.shared);
        clicker_overlay(ui, &self.shared, &scene);
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
