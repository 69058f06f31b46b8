//! What a page, a key or a click asks for → what is done about it. Each page answers for itself; here the answers meet.

use eframe::egui::Context;

use crate::playback::scene::{Scene, Status};
use crate::settings;
use crate::show::Effect;
use crate::show::command::Command;

use crate::app::check::{self, Check};
use crate::app::clicker;
use crate::app::console;
use crate::app::desktop::screens::Screen;
use crate::app::export::{self, Export};
use crate::app::keys::does::{Does, PageKey, WindowCommand};
use crate::app::library;
use crate::app::picker::{self, Picker};
use crate::app::review::{self, Review};
use crate::app::shared::Shared;

use super::pages::{Help, Page};
use super::state::Front;

/// What is asked for, by whom.
pub enum Asked {
    Does(Does),
    Check(check::Action),
    Export(export::Action),
    Report(review::Action),
    Screens(picker::Action),
    Clicker(clicker::Action),
    Library(library::Action),
}

/// What only the main window can do, in its next turn.
#[derive(Debug, PartialEq)]
pub enum Errand {
    Window(WindowCommand),
    /// The stage is to have this screen.
    Take(Screen),
    Library(library::Action),
    /// Another deck in place of one that cannot be opened.
    OpenDeck,
}

impl From<Does> for Asked {
    fn from(does: Does) -> Self {
        Self::Does(does)
    }
}

impl Front {
    /// What a key does on the page on top.
    fn press(&mut self, key: PageKey, shared: &Shared, scene: &Scene, ctx: &Context) -> Option<Asked> {
        match self.pages.top() {
            Page::Library => self.library.as_ref()?.shelf().press(key).map(Asked::Library),
            Page::Unready => {
                if key == PageKey::OpenDeck {
                    self.errands.push(Errand::OpenDeck);
                }
                unready(key, scene).map(Asked::Does)
            }
            // The talk has no keys of a page.
            Page::Stage | Page::Console => None,
            Page::Overview => {
                let chosen = scene.view()?.overview?;
                let command = shared.lock().finder.press(key, chosen);
                command.map(|command| Asked::Does(command.into()))
            }
            Page::Help(help) => {
                match key {
                    PageKey::Close => return Some(Asked::Does(WindowCommand::Help.into())),
                    PageKey::Up => help.lines -= 1.0,
                    PageKey::Down => help.lines += 1.0,
                    PageKey::First => help.lines = f32::NEG_INFINITY,
                    PageKey::Last => help.lines = f32::INFINITY,
                    _ => {}
                }
                None
            }
            Page::Check(check) => check.press(key, scene.begun()).map(Asked::Check),
            Page::Report(review) => review.press(key).map(Asked::Report),
            Page::Export(export) => export.press(key, ctx).map(Asked::Export),
            Page::Screens(picker) => picker.press(key).map(Asked::Screens),
            // It hears presses, not what they mean.
            Page::Clicker(_) => None,
            // Whatever is no yes takes it back.
            Page::Question => {
                let answer = if key == PageKey::Yes { Command::ConfirmQuit } else { Command::Leave };
                Some(Asked::Does(answer.into()))
            }
        }
    }

    /// Does what was asked for.
    pub fn grant(&mut self, asked: Asked, shared: &Shared, ctx: &Context) {
        match asked {
            Asked::Does(Does::Talk(command)) => self.talk(command, shared),
            Asked::Does(Does::Window(command)) => self.window(command, shared, ctx),
            Asked::Does(Does::Page(key)) => {
                let scene = shared.playback.scene();
                if let Some(asked) = self.press(key, shared, &scene, ctx) {
                    self.grant(asked, shared, ctx);
                }
            }
            Asked::Check(check::Action::Leave { home }) => self.leave_check(home, shared),
            Asked::Export(export::Action::Leave) => self.pages.close(|page| matches!(page, Page::Export(_))),
            Asked::Report(review::Action::Leave) => self.pages.close(|page| matches!(page, Page::Report(_))),
            // The page stays until what comes after a talk is there.
            Asked::Report(review::Action::End) => shared.lock().effects.push(Effect::Quit),
            Asked::Screens(action) => {
                self.pages.close(|page| matches!(page, Page::Screens(_)));
                if let picker::Action::Take(screen) = action {
                    self.errands.push(Errand::Take(screen));
                }
            }
            Asked::Clicker(clicker::Action::Leave) => self.pages.close(|page| matches!(page, Page::Clicker(_))),
            Asked::Clicker(clicker::Action::Keys(keys)) => shared.lock().change_keys(keys),
            Asked::Library(action) => self.errands.push(Errand::Library(action)),
        }
    }

    fn talk(&mut self, command: Command, shared: &Shared) {
        shared.apply(command);
        self.settle(&shared.playback.scene(), shared);
        if command == Command::Overview {
            self.pages.raise(|page| matches!(page, Page::Overview));
        }
    }

    fn window(&mut self, command: WindowCommand, shared: &Shared, ctx: &Context) {
        let scene = shared.playback.scene();
        if scene.view().is_some_and(|view| view.asking_quit) {
            // Whoever does something else does not want to quit.
            self.talk(Command::Leave, shared);
        }
        let deck = || shared.playback.deck();
        match command {
            WindowCommand::Fullscreen
            | WindowCommand::SwapScreens
            | WindowCommand::WindowedStage
            | WindowCommand::HideStage
            | WindowCommand::FollowLink => self.errands.push(Errand::Window(command)),
            WindowCommand::Reload => shared.playback.read_again(),
            WindowCommand::ConsoleTheme => shared.change_settings(|settings| {
                let light = settings.console.theme == settings::Theme::Light;
                settings.console.theme = if light { settings::Theme::Dark } else { settings::Theme::Light };
            }),
            WindowCommand::Arrangement => shared.change_settings(|settings| {
                settings.console.arrangement = console::next_arrangement(settings.console.arrangement);
            }),
            WindowCommand::Help => {
                let is = |page: &Page| matches!(page, Page::Help(_));
                self.pages.toggle(is, || Some(Page::Help(Help::default())));
            }
            WindowCommand::Screens => {
                let setup = &self.setup;
                let is = |page: &Page| matches!(page, Page::Screens(_));
                self.pages.toggle(is, || Some(Page::Screens(Picker::new(setup))));
            }
            WindowCommand::Clicker => {
                let is = |page: &Page| matches!(page, Page::Clicker(_));
                self.pages.toggle(is, || Some(Page::Clicker(Box::default())));
            }
            WindowCommand::StageCheck => {
                let is = |page: &Page| matches!(page, Page::Check(_));
                let check = || Check::open(false, scene.begun(), &shared.crew);
                let left = self.pages.toggle(is, || Some(Page::Check(Box::new(check()))));
                if let Some(Page::Check(check)) = left {
                    self.leave_check(check.is_home(), shared);
                }
            }
            WindowCommand::Report => {
                let is = |page: &Page| matches!(page, Page::Report(_));
                let left = self.pages.toggle(is, || Some(report(&deck()?, false, shared, ctx)));
                if matches!(left, Some(Page::Report(review)) if review.is_last()) {
                    shared.lock().effects.push(Effect::Quit);
                }
            }
            WindowCommand::Export => {
                let is = |page: &Page| matches!(page, Page::Export(_));
                self.pages.toggle(is, || Some(Page::Export(Box::new(Export::new(&deck()?, &shared.crew)))));
            }
        }
    }

    fn leave_check(&mut self, home: bool, shared: &Shared) {
        self.pages.close(|page| matches!(page, Page::Check(_)));
        if home {
            shared.lock().effects.push(Effect::Quit);
        }
    }
}

/// The report of a deck's takes, which another thread reads; `last`: its rehearsal is over.
pub fn report(deck: &std::path::Path, last: bool, shared: &Shared, ctx: &Context) -> Page {
    let playback = std::sync::Arc::clone(&shared.playback);
    let settle = move || playback.wait_for_takes();
    Page::Report(Box::new(Review::open(deck, last, &shared.crew, Some(ctx.clone()), settle)))
}

/// What a key does where there is no talk yet, or none that can be given.
fn unready(key: PageKey, scene: &Scene) -> Option<Does> {
    match (key, &scene.status) {
        (PageKey::PresentFaulty, Status::Faulty(_)) => Some(Command::Start.into()),
        (PageKey::Close, _) => Some(Command::Leave.into()),
        _ => None,
    }
}
