//! The program's windows as eframe runs them: what the main one shows, which wishes are granted, when it closes.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use eframe::Frame;
use eframe::egui::{Align2, Context, Ui, ViewportCommand, ViewportId, vec2};

use crate::geometry::Aspect;
use crate::show::Effect;
use crate::show::command::Command;
use crate::show::view::View;

use super::clock::TimeOfDay;
use super::console::{self, Scene};
use super::look::{self, ATTENTION, Face, Look, MUTE, TEXT, line};
use super::picker::picker_ui;
use super::placing::Placing;
use super::shared::{Playing, Shared, State};
use super::stage::stage_window;
use super::stage_id;

pub struct Windows {
    shared: Arc<Shared>,
    loader: Sender<()>,
    placing: Placing,
    title: String,
    quitting: bool,
}

impl Windows {
    #[must_use]
    pub fn new(shared: Arc<Shared>, loader: Sender<()>) -> Self {
        Self { placing: Placing::new(Arc::clone(&shared)), shared, loader, title: String::new(), quitting: false }
    }

    fn grant(&mut self, ctx: &Context, frame: &Frame, effect: Effect) {
        match effect {
            Effect::Quit => self.quit(ctx),
            // The thread lives as long as the program, so somebody listens.
            Effect::Reload => drop(self.loader.send(())),
            Effect::ToggleFullscreen => self.placing.toggle_fullscreen(ctx, frame),
            Effect::SwapScreens => self.placing.swap(ctx, frame),
            Effect::WindowedStage => self.placing.toggle_windowed(ctx, frame),
            Effect::HideStage => self.placing.toggle_hidden(ctx),
            Effect::Screens => self.placing.toggle_picker(),
        }
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

    fn name_window(&mut self, ctx: &Context, title: String) {
        if self.title != title {
            ctx.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Whether the main window is the console, the talk's title and its proportion.
    fn main_window(&self) -> (bool, Option<(String, Aspect)>) {
        let now = self.shared.clock.now();
        match &self.shared.lock().state {
            State::Playing(talk) => {
                let asked = talk.show.view(now).console_shown;
                (self.placing.console_shown(asked), Some((talk.deck.short_title.clone(), talk.deck.aspect)))
            }
            State::Loading | State::Failed(_) => (true, None),
        }
    }
}

impl eframe::App for Windows {
    fn logic(&mut self, ctx: &Context, frame: &mut Frame) {
        self.placing.look(ctx, frame);
        self.mind_closing(ctx);
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

    fn ui(&mut self, ui: &mut Ui, _frame: &mut Frame) {
        let (console, talk) = self.main_window();
        let ctx = ui.ctx().clone();
        let (title, aspect) = talk.unzip();
        self.placing.keep_windows(&ctx, title.as_deref().unwrap_or("Cuecard"), aspect);
        if let Some(title) = title {
            let part = if console { "Console" } else { "Stage" };
            self.name_window(&ctx, format!("{part} – {title}"));
        }
        if console {
            console_window(ui, &self.shared, &self.placing);
        } else {
            stage_window(ui, &self.shared);
            stage_overlay(ui, &self.shared);
        }
        screens_overlay(ui, &self.shared);
        // Keys may have asked for something that only `logic` can grant.
        let inner = self.shared.lock();
        if !inner.effects.is_empty() || inner.picked.is_some() {
            ctx.request_repaint();
        }
    }

    fn clear_color(&self, _visuals: &eframe::egui::Visuals) -> [f32; 4] {
        look::GROUND.to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.shared.easel.close();
    }
}

/// On the only screen: help and the quit question, when asked for.
fn stage_overlay(ui: &mut Ui, shared: &Shared) {
    let now = shared.clock.now();
    let view = match &shared.lock().state {
        State::Playing(talk) => talk.show.view(now),
        State::Loading | State::Failed(_) => return,
    };
    let look = Look::new(ui.max_rect().size());
    let wish = if view.asking_quit {
        console::question_ui(ui, look)
    } else if view.help {
        console::help_ui(ui, look)
    } else {
        None
    };
    shared.act(ui, wish);
}

/// The list of screens, while it is open.
fn screens_overlay(ui: &mut Ui, shared: &Shared) {
    let Some(picker) = shared.lock().picker.clone() else {
        return;
    };
    let look = Look::new(ui.max_rect().size());
    if let Some(answer) = picker_ui(ui, look, &picker) {
        shared.lock().answer(answer);
        ui.ctx().request_repaint();
        ui.ctx().request_repaint_of(stage_id());
    }
}

/// The console as a whole window.
fn console_window(ui: &mut Ui, shared: &Shared, placing: &Placing) {
    shared.take_keys(ui);
    let now = shared.clock.now();
    let time = TimeOfDay::now();
    announce(ui, shared);
    let inner = shared.lock();
    let wish = match &inner.state {
        State::Playing(talk) => {
            let view = talk.show.view(now);
            // The talk's time moves with the clock: one frame a second is enough for both.
            ui.ctx().request_repaint_after(time.until_next_second() + Duration::from_millis(15));
            let trouble = placing.trouble().or(inner.trouble.as_deref());
            talk_ui(ui, shared, talk, &view, time, &placing.words(), trouble)
        }
        State::Loading => message_ui(ui, "Opening the deck …", ""),
        State::Failed(message) => message_ui(ui, "This deck cannot be opened.", message),
    };
    drop(inner);
    shared.act(ui, wish);
}

fn talk_ui(
    ui: &mut Ui,
    shared: &Shared,
    talk: &Playing,
    view: &View,
    time: TimeOfDay,
    stage: &str,
    trouble: Option<&str>,
) -> Option<Command> {
    let places = console::Places::new(ui.max_rect(), talk.deck.aspect);
    let faulty = (talk.faults > 0).then(|| format!("{} faults in the deck: cuecard check", talk.faults));
    let scene = Scene {
        view,
        plan: &talk.plan,
        deck: &talk.deck,
        time,
        stage,
        trouble: trouble.or(faulty.as_deref()),
        current: shared.picture(talk, view.cursor, pixels(ui, places.slide)),
        next: view.next.map(|next| shared.picture(talk, next, pixels(ui, places.next))),
    };
    console::console_ui(ui, &places, &scene)
}

/// Tells the painters at which sizes the console wants its pictures.
fn announce(ui: &Ui, shared: &Shared) {
    let aspect = match &shared.lock().state {
        State::Playing(talk) => talk.deck.aspect,
        State::Loading | State::Failed(_) => return,
    };
    let places = console::Places::new(ui.max_rect(), aspect);
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
fn message_ui(ui: &mut Ui, title: &str, words: &str) -> Option<Command> {
    let look = Look::new(ui.max_rect().size());
    let center = ui.max_rect().center();
    look.words(ui, center, Align2::CENTER_BOTTOM, line(title, Face::Serif, 26.0, TEXT));
    if words.is_empty() {
        return None;
    }
    let width = ui.max_rect().width() * 0.9;
    let below = center + vec2(0.0, look.px(14.0));
    look.words_within(ui, below, Align2::CENTER_TOP, width, line(words, Face::Regular, 17.0, ATTENTION));
    let below = below + vec2(0.0, look.px(34.0));
    let keys = "Ctrl R: read it again · Q: quit";
    look.words(ui, below, Align2::CENTER_TOP, line(keys, Face::Regular, 15.0, MUTE));
    None
}
