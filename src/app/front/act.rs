//! What a page, a key or a click asks for → what is done about it. Each page answers for itself; here the answers meet.

use std::sync::Arc;

use eframe::egui::Context;

use crate::crew::Job;
use crate::playback::scene::{Scene, Status};
use crate::settings;
use crate::show::Effect;
use crate::show::command::Command;
use crate::show::view::View;
use crate::takes::Kind;

use crate::app::check::{self, Check};
use crate::app::choices::{self, Choices};
use crate::app::clicker;
use crate::app::commands::{self, Help, Menu};
use crate::app::console;
use crate::app::export::{self, Export};
use crate::app::findings::{self, Findings};
use crate::app::holding::{self, Words};
use crate::app::keys::does::{Does, PageKey, WindowCommand};
use crate::app::library;
use crate::app::picker::{self, Picker};
use crate::app::review::{self, Review};
use crate::app::stage::call_strip;
use crate::app::windows::stage_id;

use super::asked::{Asked, Errand};
use super::pages::Page;
use super::shared::Shared;
use super::state::Front;

/// Whether it is such a page.
macro_rules! is {
    ($page:pat) => {
        |page: &Page| matches!(page, $page)
    };
}

/// What a key does on the page on top.
fn press(front: &mut Front, key: PageKey, shared: &Shared, scene: &Scene, ctx: &Context) -> Option<Asked> {
    match front.pages.top() {
        Page::Library => front.library.as_ref()?.shelf().press(key).map(Asked::Library),
        Page::Unready => {
            if key == PageKey::OpenDeck {
                front.errands.push(Errand::OpenDeck);
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
        Page::Help(help) => help.press(key).map(Asked::Help),
        Page::Commands(commands) => commands.press(key).map(Asked::Commands),
        Page::Menu(menu) => menu.press(key).map(Asked::Commands),
        Page::Settings(choices) => choices.press(key).map(Asked::Settings),
        Page::Words(words) => words.press(key, ctx).map(Asked::Words),
        Page::Check(check) => check.press(key, scene.begun()).map(Asked::Check),
        Page::Report(review) => review.press(key).map(Asked::Report),
        Page::Findings(page) => page.press(key).map(Asked::Findings),
        Page::Export(export) => export.press(key, ctx).map(Asked::Export),
        Page::Screens(picker) => picker.press(key).map(Asked::Screens),
        // It hears presses, not what they mean.
        Page::Clicker(_) => None,
        Page::Private => {
            front.pages.close(is!(Page::Private));
            (key == PageKey::Yes).then(|| {
                front.private = Some(shared.playback.deck());
                Asked::Does(Command::Notes.into())
            })
        }
        Page::GoOn => {
            go_on(front, key, shared, ctx);
            None
        }
        // Whatever is no yes takes it back.
        Page::Question => {
            let answer = if key == PageKey::Yes { Command::ConfirmQuit } else { Command::Leave };
            Some(Asked::Does(answer.into()))
        }
    }
}

/// Does what was asked for.
pub fn grant(front: &mut Front, asked: Asked, shared: &Shared, ctx: &Context) {
    match asked {
        Asked::Does(Does::Talk(Command::Notes)) if asks_for_notes(front, shared) => front.pages.open(Page::Private),
        Asked::Does(Does::Talk(command)) => {
            // On the only screen, Esc with nothing to leave looks for a way out.
            let plain = command == Command::Leave && front.stage_here && front.pages.is_bare();
            if plain && shared.playback.scene().view().is_some_and(View::is_plain) {
                call_strip(ctx);
            }
            talk(front, command, shared);
        }
        Asked::Does(Does::Window(command)) => window(front, command, shared, ctx),
        Asked::Does(Does::Page(key)) => {
            let scene = shared.playback.scene();
            if let Some(asked) = press(front, key, shared, &scene, ctx) {
                grant(front, asked, shared, ctx);
            }
        }
        Asked::Check(check::Action::Leave { home }) => leave_check(front, home, shared),
        Asked::Findings(findings::Action::Leave) => front.pages.close(is!(Page::Findings(_))),
        Asked::Export(export::Action::Leave) => front.pages.close(is!(Page::Export(_))),
        Asked::Report(review::Action::Leave) => front.pages.close(is!(Page::Report(_))),
        // The page stays until what comes after a talk is there.
        Asked::Report(review::Action::End) => shared.lock().effects.push(Effect::Quit),
        Asked::Screens(action) => {
            front.pages.close(is!(Page::Screens(_)));
            if let picker::Action::Take(screen) = action {
                front.errands.push(Errand::Take(screen));
            }
        }
        Asked::Commands(action) => {
            front.pages.close(is!(Page::Commands(_) | Page::Menu(_)));
            if let commands::Action::Do(does) = action {
                front.note_used(does);
                grant(front, Asked::Does(does), shared, ctx);
            }
        }
        Asked::Help(action) => {
            front.pages.close(is!(Page::Help(_)));
            if let commands::Action::Do(does) = action {
                grant(front, Asked::Does(does), shared, ctx);
            }
        }
        Asked::Clicker(clicker::Action::Leave) => front.pages.close(is!(Page::Clicker(_))),
        Asked::Clicker(clicker::Action::Keys(keys)) => shared.lock().change_keys(keys),
        Asked::Words(action) => {
            front.pages.close(is!(Page::Words(_)));
            if action == holding::Action::Written {
                shared.playback.read_again();
            }
        }
        Asked::Settings(choices::Action::Leave) => front.pages.close(is!(Page::Settings(_))),
        Asked::Settings(choices::Action::Change(settings)) => shared.choose_settings(*settings),
        Asked::Settings(choices::Action::Window(command)) => window(front, command, shared, ctx),
        Asked::Library(library::Action::Window(command)) => window(front, command, shared, ctx),
        Asked::Library(action) => front.errands.push(Errand::Library(action)),
    }
}

/// The only screen may be the audience's: before it shows notes for the first time in a talk, that is asked.
fn asks_for_notes(front: &Front, shared: &Shared) -> bool {
    let open = shared.playback.deck();
    let known =
        front.private.as_ref().is_some_and(|deck| deck.as_ref().map(Arc::as_ptr) == open.as_ref().map(Arc::as_ptr));
    let scene = shared.playback.scene();
    front.stage_here && !known && scene.view().is_some_and(|view| !view.console_shown)
}

fn talk(front: &mut Front, command: Command, shared: &Shared) {
    shared.apply(command);
    shared.settle(front, &shared.playback.scene());
    if command == Command::Overview {
        front.pages.raise(is!(Page::Overview));
    }
}

fn window(front: &mut Front, command: WindowCommand, shared: &Shared, ctx: &Context) {
    let scene = shared.playback.scene();
    if scene.view().is_some_and(|view| view.asking_quit) {
        // Whoever does something else does not want to quit.
        talk(front, Command::Leave, shared);
    }
    let deck = || shared.playback.deck();
    match command {
        WindowCommand::Fullscreen
        | WindowCommand::SwapScreens
        | WindowCommand::WindowedStage
        | WindowCommand::HideStage
        | WindowCommand::FollowLink
        | WindowCommand::NextLink
        | WindowCommand::OpenLink => front.errands.push(Errand::Window(command)),
        WindowCommand::Reload => shared.playback.read_again(),
        WindowCommand::ConsoleTheme => other_palette(shared),
        WindowCommand::Arrangement => shared.change_settings(|settings| {
            settings.console.arrangement = console::next_arrangement(settings.console.arrangement);
        }),
        WindowCommand::Help => {
            let over = front.pages.top().place();
            front.pages.toggle(is!(Page::Help(_)), || Some(Page::Help(Box::new(Help::over(over)))));
        }
        WindowCommand::Commands => {
            front.pages.toggle(is!(Page::Commands(_)), || Some(Page::Commands(Box::default())));
        }
        WindowCommand::Menu => {
            front.pages.toggle(is!(Page::Menu(_)), || Some(Page::Menu(Box::new(menu(ctx)))));
        }
        WindowCommand::Screens => {
            let setup = &front.setup;
            front.pages.toggle(is!(Page::Screens(_)), || Some(Page::Screens(Picker::new(setup))));
        }
        WindowCommand::Clicker => {
            front.pages.toggle(is!(Page::Clicker(_)), || Some(Page::Clicker(Box::default())));
        }
        WindowCommand::Settings => {
            front
                .pages
                .toggle(is!(Page::Settings(_)), || Some(Page::Settings(Box::new(Choices::open(&shared.crew, ctx)))));
        }
        WindowCommand::HoldingWords => {
            let words = || words(&deck()?, &scene, shared);
            front.pages.toggle(is!(Page::Words(_)), words);
        }
        WindowCommand::StageCheck => stage_check(front, &scene, shared),
        WindowCommand::Report => talk_report(front, shared, ctx),
        WindowCommand::Findings => {
            front.pages.toggle(is!(Page::Findings(_)), || Some(findings(&deck()?, shared, ctx)));
        }
        WindowCommand::Export => {
            front
                .pages
                .toggle(is!(Page::Export(_)), || Some(Page::Export(Box::new(Export::new(&deck()?, &shared.crew)))));
        }
    }
}

/// The console in light colors instead of dark ones, or the other way round.
fn other_palette(shared: &Shared) {
    let light = shared.lock().console().light;
    let theme = if light { settings::Theme::Dark } else { settings::Theme::Light };
    shared.change_settings(|settings| settings.console.theme = theme);
}

fn stage_check(front: &mut Front, scene: &Scene, shared: &Shared) {
    let check = || Check::open(false, scene.begun(), &shared.pictures, &shared.crew);
    let left = front.pages.toggle(is!(Page::Check(_)), || Some(Page::Check(Box::new(check()))));
    if let Some(Page::Check(check)) = left {
        leave_check(front, check.is_home(), shared);
    }
}

/// Whoever leaves the last report, after the talk, leaves the program.
fn talk_report(front: &mut Front, shared: &Shared, ctx: &Context) {
    let open = || Some(report(&shared.playback.deck()?, false, shared, ctx));
    let left = front.pages.toggle(is!(Page::Report(_)), open);
    if matches!(left, Some(Page::Report(review)) if review.is_last()) {
        shared.lock().effects.push(Effect::Quit);
    }
}

/// The form for the slide before the talk.
fn words(deck: &std::path::Path, scene: &Scene, shared: &Shared) -> Option<Page> {
    let reading = &scene.playing()?.reading;
    let start = reading.start.as_ref().map(|start| start.words.as_str());
    Some(Page::Words(Box::new(Words::new(deck, &reading.deck, start, &shared.crew))))
}

/// Where the mouse asked for it, or, asked for by keys, in the upper half of the window.
fn menu(ctx: &Context) -> Menu {
    let (mouse, clicked) = ctx.input(|input| (input.pointer.interact_pos(), input.pointer.secondary_clicked()));
    let window = ctx.content_rect();
    let usual = window.min + window.size() * 0.25;
    Menu::new(mouse.filter(|_| clicked).unwrap_or(usual), !clicked)
}

const GO_ON: Job = Job { name: "go on", work: "Going on with the talk", remedy: "" };

/// The answer to whether a talk goes on that broke off. On the wall of talks it can be put off.
fn go_on(front: &mut Front, key: PageKey, shared: &Shared, ctx: &Context) {
    let Some(talk) = shared.playback.asks() else { return front.pages.close(is!(Page::GoOn)) };
    let on_wall = matches!(front.pages.bottom(), Page::Library);
    let goes_on = match key {
        PageKey::Yes => true,
        PageKey::StartOver => false,
        PageKey::Close if on_wall => {
            shared.playback.put_off();
            return front.pages.close(is!(Page::GoOn));
        }
        // A press by habit loses no talk.
        _ => return,
    };
    front.pages.close(is!(Page::GoOn));
    let (playback, ctx) = (std::sync::Arc::clone(&shared.playback), ctx.clone());
    if on_wall {
        playback.answer(goes_on);
        let begun = &talk.saved.begun;
        let open = match begun.kind {
            Kind::Talk => library::Action::Present(begun.deck.clone()),
            Kind::Rehearsal => library::Action::Rehearse(begun.deck.clone()),
        };
        return front.errands.push(Errand::Library(open));
    }
    // Its take and its journal are read.
    drop(shared.crew.task(GO_ON, move || {
        playback.answer(goes_on);
        ctx.request_repaint_of(stage_id());
        ctx.request_repaint();
    }));
}

fn leave_check(front: &mut Front, home: bool, shared: &Shared) {
    front.pages.close(is!(Page::Check(_)));
    if home {
        shared.lock().effects.push(Effect::Quit);
    }
}

/// The report of a deck's takes, which another thread reads; `last`: its rehearsal is over.
pub fn report(deck: &std::path::Path, last: bool, shared: &Shared, ctx: &Context) -> Page {
    let playback = Arc::clone(&shared.playback);
    let settle = move || playback.wait_for_takes();
    Page::Report(Box::new(Review::open(deck, last, &shared.crew, Some(ctx.clone()), settle)))
}

/// What is to be fixed in a deck, which another thread reads.
pub fn findings(deck: &std::path::Path, shared: &Shared, ctx: &Context) -> Page {
    let pictures = Arc::clone(&shared.pictures);
    let mut page = Findings::open(deck, &shared.crew, pictures, Some(ctx.clone()));
    page.editor = shared.lock().settings.editor.clone();
    Page::Findings(Box::new(page))
}

/// What a key does where there is no talk yet, or none that can be given.
fn unready(key: PageKey, scene: &Scene) -> Option<Does> {
    match (key, &scene.status) {
        (PageKey::PresentFaulty, Status::Faulty(_)) => Some(Command::Start.into()),
        (PageKey::Close, _) => Some(Command::Leave.into()),
        _ => None,
    }
}
