//! The program's windows as eframe runs them: which there are, what is asked of them, and when they close.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use eframe::Frame;
use eframe::egui::{Context, RawInput, Theme, Ui, ViewportCommand, ViewportId};

use crate::journal;
use crate::playback::clock::TimeOfDay;
use crate::playback::scene::{Playing, Scene, Status};
use crate::show::Effect;
use crate::show::command::Command;
use crate::takes::Kind;

use crate::app::check::Check;
use crate::app::console::window::Said;
use crate::app::desktop::chooser::{self, Choice};
use crate::app::desktop::fitting;
use crate::app::desktop::letters;
use crate::app::desktop::placing::{Content, Placing, StagePlace, Start};
use crate::app::desktop::screens::{self, ScreenChoice};
use crate::app::export::Export;
use crate::app::keys::does::{Does, WindowCommand};
use crate::app::kit::number::number_window;
use crate::app::library::{self, Librarian};
use crate::app::windows::wake;

use super::act::{findings, report};
use super::asked::Errand;
use super::keys::take_keys;
use super::links::{follow_link, next_link, open_link};
use super::pages::Page;
use super::paint::{pages_ui, stage_window};
use super::shared::{Another, Shared};
use super::strokes;

pub struct Windows {
    shared: Arc<Shared>,
    placing: Placing,
    title: String,
    quitting: bool,
    /// The stage was put away when the talk broke off that goes on.
    hide_again: bool,
    /// Whether nobody but the speaker saw the rehearsal that goes on.
    unseen_again: Option<bool>,
}

impl Windows {
    #[must_use]
    pub fn new(shared: Arc<Shared>, library: Option<Librarian>) -> Self {
        shared.front().library = library;
        if shared.playback.asks().is_some() {
            shared.front().pages.open(Page::GoOn);
        }
        let placing = placing(&shared);
        let hidden = shared.options.windows.map(|windows| windows.hidden);
        let rehearsal = shared.options.talk.kind == Kind::Rehearsal;
        let (hide_again, unseen_again) = (!rehearsal && hidden == Some(true), hidden.filter(|_| rehearsal));
        Self { placing, shared, title: String::new(), quitting: false, hide_again, unseen_again }
    }

    fn grant(&mut self, ctx: &Context, effect: Effect) {
        match effect {
            Effect::Quit if self.shared.front().library.is_some() => self.back_to_library(ctx),
            Effect::Quit => self.quit(ctx),
            Effect::EndRehearsal => self.end_rehearsal(ctx),
        }
    }

    fn run(&mut self, ctx: &Context, frame: &Frame, errand: Errand) {
        match errand {
            Errand::Window(WindowCommand::Fullscreen) => self.placing.toggle_fullscreen(ctx, frame),
            Errand::Window(WindowCommand::SwapScreens) if self.placing.is_unseen() => {
                let key = self.shared.keymap().cap(WindowCommand::HideStage).unwrap_or_default();
                self.shared.playback.say(&format!("Only you see the rehearsal: {key} shows it on the other screen"));
            }
            Errand::Window(WindowCommand::SwapScreens) => {
                self.placing.swap(ctx, frame);
                self.keep_screens();
            }
            Errand::Window(WindowCommand::WindowedStage) => self.placing.toggle_windowed(ctx, frame),
            Errand::Window(WindowCommand::HideStage) => {
                self.placing.toggle_hidden(ctx, frame);
                let rehearsal = self.shared.playback.scene().take.rehearsal;
                let now = |shown| if shown { "The room sees the rehearsal" } else { "Only you see the rehearsal" };
                self.placing
                    .setup()
                    .shown(rehearsal)
                    .into_iter()
                    .for_each(|shown| self.shared.playback.say(now(shown)));
            }
            Errand::Window(WindowCommand::FollowLink) => follow_link(&self.shared, ctx),
            Errand::Window(WindowCommand::NextLink) => next_link(&self.shared, ctx),
            Errand::Window(WindowCommand::OpenLink) => open_link(&self.shared, ctx),
            // Pages and settings, which need no window.
            Errand::Window(_) => {}
            Errand::Take(screen) => {
                self.placing.choose(ctx, frame, screen);
                self.keep_screens();
            }
            Errand::Library(action) => self.act(ctx, action),
            Errand::OpenDeck => self.shared.lock().another = Another::Wanted,
        }
    }

    /// The windows are as they were in the talk that goes on, and it is known how they are now.
    fn mind_windows(&mut self, ctx: &Context, frame: &Frame) {
        if Placing::stage_exists(ctx) && std::mem::take(&mut self.hide_again) {
            self.placing.toggle_hidden(ctx, frame);
        }
        let away = self.placing.keeps_unseen() || self.shared.stage_hidden.load(Ordering::Relaxed);
        let hidden = self.hide_again || away;
        self.shared.playback.note_windows(journal::Windows { windowed: self.placing.is_windowed(), hidden });
    }

    /// A deck that cannot be opened takes no screen; from the wall of talks, nor does one that may turn out to be such.
    fn has_something_to_show(&mut self) -> bool {
        let (scene, front) = (self.shared.playback.scene(), self.shared.front());
        let checks = front.pages.check().is_some();
        let failed = matches!(scene.status, Status::Failed(_)) && !checks;
        self.placing.withhold(failed);
        let waits = matches!(scene.status, Status::Loading) && !checks && front.library.is_some();
        !self.placing.is_open() || !failed && !waits
    }

    /// A rehearsal begins with nothing on the audience's screen, unless the speaker wants it there.
    fn mind_rehearsal(&mut self) {
        let shared = &self.shared;
        if !shared.playback.scene().take.rehearsal {
            return;
        }
        let named = shared.options.screen.is_some() && shared.options.talk.kind == Kind::Rehearsal;
        let unseen = !named && !shared.lock().settings.stage.show_rehearsals;
        self.placing.rehearse(self.unseen_again.unwrap_or(unseen));
    }

    /// What was picked holds the next time too.
    fn keep_screens(&self) {
        self.shared.change_settings(|settings| {
            if settings.screens::<ScreenChoice>() != self.placing.choices() {
                settings.set_screens(self.placing.choices());
            }
        });
    }

    /// What the rehearsal taught is shown first, where that can be.
    fn end_rehearsal(&mut self, ctx: &Context) {
        self.shared.playback.finish_take();
        match self.shared.playback.deck().filter(|_| !self.stage_here(&self.shared.playback.scene())) {
            Some(deck) => {
                let page = report(&deck, true, &self.shared, ctx);
                self.shared.front().pages.open(page);
            }
            None => self.grant(ctx, Effect::Quit),
        }
    }

    /// In place of a deck that cannot be opened, the one that is chosen in the system's own dialog.
    fn open_another(&self, ctx: &Context) {
        let another = std::mem::take(&mut self.shared.lock().another);
        match another {
            Another::Nothing => {}
            Another::Wanted => {
                let (shared, ctx) = (Arc::clone(&self.shared), ctx.clone());
                chooser::pick_folder(&self.shared.crew, &ctx.clone(), &chooser::here(), move |choice| {
                    match choice {
                        Choice::Chosen(folder) => shared.lock().another = Another::Chosen(folder),
                        Choice::NoDialog => shared.playback.say(NO_DIALOG),
                        Choice::Left => {}
                    }
                    ctx.request_repaint_of(ViewportId::ROOT);
                });
            }
            Another::Chosen(folder) => self.shared.open(&folder, Kind::Talk),
        }
    }

    /// The talk is over: its windows close, and the wall of talks is there again.
    fn back_to_library(&mut self, ctx: &Context) {
        self.shared.put_away();
        self.placing = placing(&self.shared);
        self.unseen_again = None;
        ctx.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Fullscreen(false));
        self.shared.front().library.iter().for_each(Librarian::look);
        ctx.request_repaint();
    }

    /// What is asked for on the wall of talks.
    fn act(&mut self, ctx: &Context, action: library::Action) {
        use library::Action;
        let shared = &self.shared;
        let librarian = |act: &dyn Fn(&Librarian)| shared.front().library.iter().for_each(act);
        match action {
            Action::Present(folder) => shared.open(&folder, Kind::Talk),
            Action::Rehearse(folder) => shared.open(&folder, Kind::Rehearsal),
            Action::StageCheck(folder) => {
                folder.into_iter().for_each(|folder| shared.open(&folder, Kind::Talk));
                open_check(shared, true);
            }
            Action::Quit => self.quit(ctx),
            Action::ShowFolder(folder) => librarian(&|library| library.show(&folder, ctx)),
            Action::Forget(folder) => {
                shared.change_settings(|settings| settings.recent.retain(|deck| !library::is_at(deck, &folder)));
                librarian(&|library| library.forget(folder.clone()));
            }
            Action::Restore(folder) => librarian(&|library| library.restore(folder.clone())),
            Action::New => librarian(&|library| library.ask_new()),
            Action::Begin(folder) => librarian(&|library| library.begin(folder.clone())),
            Action::Open(folder) => librarian(&|library| library.put(folder.clone())),
            Action::Complete(typed) => librarian(&|library| library.complete(typed.clone())),
            Action::Tour => librarian(&Librarian::tour),
            // Pages and settings, which need no window.
            Action::Window(_) => {}
            Action::Choose => librarian(&|library| library.choose(&chooser::here(), ctx)),
            Action::Report(folder) => {
                let page = report(&folder, false, shared, ctx);
                shared.front().pages.open(page);
            }
            Action::Findings(folder) => {
                let page = findings(&folder, shared, ctx);
                shared.front().pages.open(page);
            }
            Action::Export(folder) => {
                let page = Export::new(&folder, &shared.crew);
                shared.front().pages.open(Page::Export(Box::new(page)));
            }
        }
        ctx.request_repaint();
    }

    /// What is dropped on the wall of talks is put there; beside a talk nothing can be, and that is told.
    fn take_dropped(&self, ctx: &Context) {
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        if dropped.is_empty() {
            return;
        }
        let front = self.shared.front();
        match front.library.as_ref().filter(|_| front.in_library(&self.shared.playback.scene())) {
            Some(library) => dropped.iter().for_each(|file| library.put(file.path().to_owned())),
            None => {
                self.shared.playback.say("Nothing is added while a talk is open: end it, then drop it on your talks")
            }
        }
    }

    fn quit(&mut self, ctx: &Context) {
        self.quitting = true;
        self.shared.leaving.store(true, Ordering::Relaxed);
        ctx.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Close);
    }

    /// A running talk is not closed by a slip of the mouse: the window asks first, and goes at the second try.
    fn mind_closing(&self, ctx: &Context) {
        if self.quitting || !ctx.input(|input| input.viewport().close_requested()) {
            return;
        }
        if self.shared.playback.scene().view().is_some_and(|view| !view.asking_quit) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.shared.apply(Command::AskQuit);
            ctx.request_repaint();
        } else {
            self.shared.leaving.store(true, Ordering::Relaxed);
        }
    }

    /// As large as the system wants letters.
    fn size_windows(&self, ctx: &Context, frame: &Frame) {
        let native = ctx.input(|input| input.viewport().native_pixels_per_point.unwrap_or(1.0));
        // Windows scales windows by their screen alone.
        let apart = cfg!(windows) || screens::only_filling(frame);
        let zoom = letters::zoom(self.shared.lock().letters, native, apart);
        if ctx.zoom_factor() != zoom {
            ctx.set_zoom_factor(zoom);
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

    /// Whether the main window is the stage, which the audience may see.
    fn stage_here(&self, scene: &Scene) -> bool {
        scene.view().is_some_and(|view| !self.placing.console_shown(view.console_shown, scene.take.rehearsal))
    }

    /// Tells the pages where the windows are, and has those windows there that are to be.
    fn keep_windows(&mut self, ctx: &Context, scene: &Scene) {
        let playing = scene.playing().map(|Playing { reading, .. }| &reading.deck);
        let title = playing.map_or("Cuecard", |deck| deck.short_title.as_str());
        let aspect = playing.map(|deck| deck.aspect);
        self.shared.front().see(self.placing.setup());
        for window in self.placing.windows(ctx, title, aspect, self.numbered(ctx)) {
            let shared = Arc::clone(&self.shared);
            if let Content::Stage { expected: Some(size), .. } = window.content {
                shared.expect_stage(size, window.id);
            }
            ctx.show_viewport_deferred(window.id, window.builder, move |ui, _| match &window.content {
                Content::Stage { windowed, .. } => {
                    mind_stage_closing(ui.ctx(), &shared);
                    stage_window(ui, &shared, *windowed);
                }
                Content::Number { number, words } => {
                    take_keys(ui, &shared);
                    number_window(ui, *number, words);
                }
            });
        }
        if playing.is_some() {
            let part = if self.shared.front().stage_here { "Stage" } else { "Console" };
            self.name_window(ctx, format!("{part} – {title}"));
        } else if self.title.is_empty() {
            // What waits for the speaker's word before any talk has a name too, for those who hear it.
            self.name_window(ctx, title.to_owned());
        }
    }

    /// Whether the screens have their numbers: while one is picked, and while the check is open beside a stage.
    fn numbered(&self, ctx: &Context) -> bool {
        let front = self.shared.front();
        front.pages.screens().is_some() || front.pages.check().is_some() && Placing::stage_exists(ctx)
    }
}

/// Where the system has no dialog for folders.
const NO_DIALOG: &str = "No dialog opens here: start cuecard in a terminal with the other deck's folder";

/// A slip of the mouse closes no stage; the speaker is told how it is meant.
fn mind_stage_closing(ctx: &Context, shared: &Shared) {
    if !ctx.input(|input| input.viewport().close_requested()) {
        return;
    }
    let keymap = shared.keymap();
    let key = |does: Does| keymap.cap(does).unwrap_or_default();
    let (end, hide) = (key(Command::AskQuit.into()), key(WindowCommand::HideStage.into()));
    shared.playback.say(&format!("The stage stays: {end} ends the talk, {hide} hides the stage"));
    wake(ctx, ViewportId::ROOT);
}

/// The windows where the settings and the command line want them.
fn placing(shared: &Shared) -> Placing {
    let start = Start {
        screen: shared.options.screen.clone(),
        windowed: shared.options.windows.map_or(shared.options.windowed, |windows| windows.windowed),
        choices: shared.lock().settings.screens(),
        hidden: Arc::clone(&shared.stage_hidden),
        shown: Arc::clone(&shared.stage_shown),
    };
    Placing::new(shared.clock, start)
}

/// The wall of talks, with what its thread needs of the program. It is filled at once, or when the talk that goes on ends.
pub fn start_library(shared: &Arc<Shared>, ctx: Context, first: bool) -> Librarian {
    let [settling, recent, remembering] = [(); 3].map(|()| Arc::clone(shared));
    let program = library::Program {
        settle: Box::new(move || settling.playback.wait_for_takes()),
        recent: Box::new(move || recent.lock().settings.recent.clone()),
        remember: Box::new(move |folder| {
            let when = TimeOfDay::date_time();
            remembering.change_settings(|settings| settings.opened(&folder.to_string_lossy(), &when));
        }),
    };
    let librarian = Librarian::start(chooser::here(), program, Arc::clone(&shared.pictures), &shared.crew, ctx);
    if first {
        librarian.look();
    }
    librarian
}

/// Opens the stage check; `home`: there is no talk to come back to.
pub fn open_check(shared: &Shared, home: bool) {
    let check = Check::open(home, shared.playback.scene().begun(), &shared.pictures, &shared.crew);
    shared.front().pages.open(Page::Check(Box::new(check)));
}

impl eframe::App for Windows {
    fn logic(&mut self, ctx: &Context, frame: &mut Frame) {
        if self.shared.ending.load(Ordering::Relaxed) && !self.quitting {
            self.quit(ctx);
        }
        let in_library = self.shared.front().in_library(&self.shared.playback.scene());
        if !in_library {
            let screens = self.shared.screens.lock().unwrap_or_else(PoisonError::into_inner).clone();
            self.mind_rehearsal();
            if self.has_something_to_show() {
                self.placing.look(ctx, frame, screens);
            }
            self.mind_closing(ctx);
            self.open_another(ctx);
        } else if ctx.input(|input| input.viewport().close_requested()) {
            self.shared.leaving.store(true, Ordering::Relaxed);
        }
        let errands = std::mem::take(&mut self.shared.front().errands);
        let effects = std::mem::take(&mut self.shared.lock().effects);
        errands.into_iter().for_each(|errand| self.run(ctx, frame, errand));
        let here = self.shared.front().stage_here;
        let place = match in_library {
            true => Some(StagePlace { screen: None, own: false }),
            false => self.placing.stage_place(here),
        };
        *self.shared.stage_place.lock().unwrap_or_else(PoisonError::into_inner) = place;
        let growing = if in_library { None } else { self.placing.growing(ctx) };
        *self.shared.growing.lock().unwrap_or_else(PoisonError::into_inner) = growing;
        if !in_library && place.is_some() {
            self.mind_windows(ctx, frame);
        }
        for effect in effects {
            // On the wall of talks there is nothing to go back to.
            if in_library { self.quit(ctx) } else { self.grant(ctx, effect) }
        }
    }

    /// A key costs one frame. On the wall of talks egui itself minds which are held.
    fn raw_input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        if !self.shared.front().in_library(&self.shared.playback.scene()) {
            strokes::hold_back(ctx, input);
        }
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut Frame) {
        let ctx = ui.ctx().clone();
        self.take_dropped(&ctx);
        // First, since a key decides what this window is, and notes must not flash up where the stage belongs.
        take_keys(ui, &self.shared);
        let scene = self.shared.look();
        let stage_here = self.stage_here(&scene);
        let in_library = {
            let mut front = self.shared.front();
            front.stage_here = stage_here;
            self.shared.settle(&mut front, &scene);
            front.in_library(&scene)
        };
        if in_library {
            self.name_window(&ctx, "Cuecard".to_owned());
            fitting::fit(&ctx);
        } else {
            self.keep_windows(&ctx, &scene);
        }
        self.color_windows(&ctx);
        self.size_windows(&ctx, frame);
        let words = self.placing.words();
        let elsewhere = keys_go_elsewhere(&ctx).then_some("Keys go to another program: click on this window");
        let said = Said {
            stage: &words,
            trouble: self.placing.trouble().or(elsewhere),
            of_deck: false,
            private: true,
            library: self.shared.front().library.is_some(),
            hidden: self.shared.stage_hidden.load(Ordering::Relaxed),
            shown: self.placing.setup().shown(scene.take.rehearsal),
            battery: None,
        };
        // The audience's picture first: the console's costs as much again where a processor paints.
        let bare = self.shared.front().pages.is_bare() && !stage_here && !in_library;
        if !(bare && self.placing.stage_coming(&ctx)) {
            pages_ui(ui, &self.shared, &scene, said);
        }
        // Keys may have asked for something that only `logic` can do.
        if !self.shared.front().errands.is_empty() || !self.shared.lock().effects.is_empty() {
            ctx.request_repaint();
        }
    }

    fn clear_color(&self, visuals: &eframe::egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        if !self.shared.leaving.load(Ordering::Relaxed) {
            // The system took the windows. Nothing is ended: the talk goes on in the next life.
            self.shared.options.watched.give_up();
        }
        // What the speaker has ended does not come back, whatever hangs while it is tidied up.
        self.shared.options.watched.end();
        let mut front = self.shared.front();
        // Their threads end with them.
        front.pages.clear();
        front.library = None;
        drop(front);
        self.shared.close();
    }
}

/// None of the program's windows has the keyboard.
fn keys_go_elsewhere(ctx: &Context) -> bool {
    ctx.input(|input| input.raw.viewports.values().all(|window| window.focused == Some(false)))
}
