//! What lies in a window, painted from the lowest that is seen to the top. Only the top can be operated: what is below it
//! takes no click and no focus, and assistive technology is told so.

use std::mem::discriminant;
use std::sync::Arc;

use eframe::egui::Ui;

use crate::deck::caption::CaptionLook;
use crate::geometry::Aspect;
use crate::playback::scene::{Playing, Scene, Status};
use crate::settings;
use crate::show::command::Command;

use crate::app::check::{self, CardTalk, DeckState, Face, Known};
use crate::app::choices;
use crate::app::clicker;
use crate::app::commands;
use crate::app::console::window::Said;
use crate::app::console::{Question, question_ui};
use crate::app::findings::findings_ui;
use crate::app::keys::does::{Does, WindowCommand};
use crate::app::kit::look::{Look, dialog, layer};
use crate::app::kit::number::paint_number;
use crate::app::kit::palette::Palette;
use crate::app::library::{Librarian, library_ui};
use crate::app::picker::{Picker, picker_ui};
use crate::app::review;
use crate::app::stage::{Click, strip_ui, wheel_step, window_handles};
use crate::app::windows::stage_id;

use super::act::grant;
use super::announce::announce;
use super::asked::Asked;
use super::keys::take_keys;
use super::pages::Page;
use super::shared::Shared;
use super::show::{console_window, show_stage};
use super::state::Front;

/// The main window, and what was clicked in it.
pub fn pages_ui(ui: &mut Ui, shared: &Shared, scene: &Arc<Scene>, said: Said<'_>) {
    let mut front = shared.front();
    shared.settle(&mut front, scene);
    let (palette, alone) = (shared.palette(), front.stage_here);
    let Front { pages, library, used, setup, .. } = &mut *front;
    let shown = setup.shown(scene.take.rehearsal);
    let known = commands::Known { scene, screens: setup.screens.len(), shown, lately: used };
    let mut asked = None;
    for (page, top) in pages.seen(scene.begun()) {
        if top && matches!(page, Page::Console) && ui.input(|input| input.pointer.secondary_clicked()) {
            asked = Some(Asked::Does(WindowCommand::Menu.into()));
        }
        let mut layer = layer(ui, discriminant(page), !top);
        if let Some(name) = page.name().filter(|_| top) {
            dialog(&layer, name);
        }
        let window = Window { known: &known, shared, scene, said, palette, alone, library: library.as_ref() };
        asked = window.paint(&mut layer, page).or(asked);
    }
    let open = pages.open_now();
    if let Some(asked) = asked {
        grant(&mut front, asked, shared, ui.ctx());
        drop(front);
        shared.refresh(ui);
        ui.ctx().request_repaint();
        ui.ctx().request_repaint_of(stage_id());
    }
    announce(ui, shared, scene, open);
}

/// What pages are painted with.
struct Window<'a> {
    shared: &'a Shared,
    scene: &'a Arc<Scene>,
    said: Said<'a>,
    palette: Palette,
    /// The audience may see this window.
    alone: bool,
    library: Option<&'a Librarian>,
    known: &'a commands::Known<'a>,
}

impl Window<'_> {
    fn paint(&self, ui: &mut Ui, page: &mut Page) -> Option<Asked> {
        let Self { shared, scene, said, palette, .. } = *self;
        let look = Look::new(ui.max_rect().size(), palette);
        match page {
            Page::Library => library_ui(ui, palette, &mut self.library?.shelf()).map(Asked::Library),
            Page::Unready | Page::Console => console_window(ui, shared, Arc::clone(scene), said).map(Asked::Does),
            Page::Stage => {
                let click = show_stage(ui, shared, Arc::clone(scene), |_, _| false);
                let strip = scene.playing().filter(|_| ui.is_enabled()).and_then(|it| strip_ui(ui, look, it));
                let turns = shared.lock().settings.stage.wheel;
                let turned = scene.view().filter(|_| turns).and_then(|view| wheel_step(ui, view)).map(Does::Talk);
                strip.or(click.map(clicked)).or(turned).map(Asked::Does)
            }
            Page::Overview if self.alone => {
                let said = Said { stage: "No notes here: this may be the audience's screen", ..Said::default() };
                console_window(ui, shared, Arc::clone(scene), said).map(Asked::Does)
            }
            Page::Overview => console_window(ui, shared, Arc::clone(scene), said).map(Asked::Does),
            Page::Help(help) => help.ui(ui, look).map(Asked::Help),
            Page::Commands(commands) => commands.ui(ui, look, self.known).map(Asked::Commands),
            Page::Menu(menu) => menu.ui(ui, look, self.known).map(Asked::Commands),
            Page::Check(check) => {
                let begun = scene.begun();
                if let Some(Playing { reading, .. }) = scene.playing() {
                    check.look(reading.generation, &reading.pages, || shared.playback.deck(), ui.ctx());
                }
                match check.face(begun) {
                    Face::Page => check::page_ui(ui, palette, check, known(shared, scene)),
                    Face::Question => check::whole_question_ui(ui, palette, check, begun),
                    Face::Card => {
                        let card = |ui: &mut Ui, pixels| check::card_ui(ui, check, pixels, card_talk(scene), begun);
                        show_stage(ui, shared, Arc::clone(scene), card);
                        None
                    }
                }
                .map(Asked::Check)
            }
            Page::Report(review) => review::review_ui(ui, palette, review).map(Asked::Report),
            Page::Words(words) => words.ui(ui, look).map(Asked::Words),
            Page::Findings(page) => findings_ui(ui, palette, page).map(Asked::Findings),
            Page::Export(export) => export.ui(ui, look).map(Asked::Export),
            Page::Screens(picker) => picker_ui(ui, look, picker).map(Asked::Screens),
            Page::Clicker(clicker) => {
                let (keymap, keys) = shared.keys();
                clicker::clicker_ui(ui, look, clicker, &keymap, &keys).map(Asked::Clicker)
            }
            Page::Private => question_ui(ui, look, &Question::of_notes()).map(|key| Asked::Does(key.into())),
            Page::GoOn => {
                let talk = shared.playback.asks()?;
                question_ui(ui, look, &Question::about(&talk)).map(|key| Asked::Does(key.into()))
            }
            Page::Question => {
                let question = Question::of(scene.view()?, scene.take.rehearsal, said.library);
                question_ui(ui, look, &question).map(|key| Asked::Does(key.into()))
            }
            Page::Settings(choices) => {
                let (settings, faults) = shared.settings();
                let known = choices::Known { settings: &settings, faults: &faults, folders: folders() };
                choices.ui(ui, look, &known).map(Asked::Settings)
            }
        }
    }
}

/// What the program keeps, and where.
fn folders() -> Vec<(&'static str, String)> {
    let unknown = || "nowhere on this system".to_owned();
    let place = |path: Option<std::path::PathBuf>| path.map_or_else(unknown, |path| path.display().to_string());
    let settings = settings::themes_folder().map(|themes| themes.with_file_name("settings.toml"));
    vec![
        ("New talks", place(settings::talks_folder())),
        ("Your themes", place(settings::themes_folder())),
        ("Settings", place(settings)),
        ("Takes where a deck's folder is read-only", place(settings::state_folder())),
    ]
}

/// The stage's own window; `windowed`: it is moved and resized by hand, and keeps this proportion.
pub fn stage_window(ui: &mut Ui, shared: &Shared, windowed: Option<Aspect>) {
    take_keys(ui, shared);
    let scene = shared.look();
    let mut front = shared.front();
    let number = front.pages.screens().and_then(Picker::on_stage);
    let click = show_stage(ui, shared, Arc::clone(&scene), |ui, pixels| {
        let check = front.pages.check_mut();
        check.is_some_and(|check| check::card_ui(ui, check, pixels, card_talk(&scene), scene.begun()))
    });
    // A click that only brings the mouse back to a window moves no slide before the audience's eyes.
    if click == Some(Click::Link) {
        grant(&mut front, Asked::Does(clicked(Click::Link)), shared, ui.ctx());
        ui.ctx().request_repaint_of(eframe::egui::ViewportId::ROOT);
    }
    let open = front.pages.open_now();
    drop(front);
    announce(ui, shared, &scene, open);
    match (windowed, number) {
        (Some(aspect), _) => window_handles(ui, &scene, aspect),
        (None, Some(number)) => paint_number(ui, number),
        (None, None) => {}
    }
}

/// What a click on the stage asks for.
fn clicked(click: Click) -> Does {
    match click {
        Click::Link => WindowCommand::FollowLink.into(),
        Click::Stage => Command::NextStep.into(),
        Click::Second => WindowCommand::Menu.into(),
    }
}

/// What the test card takes of the talk.
fn card_talk(scene: &Scene) -> CardTalk {
    match scene.playing() {
        Some(Playing { reading, view, .. }) => CardTalk {
            deck: Some(Arc::clone(&reading.deck)),
            reading: reading.generation,
            captions: reading.look(view).is_some_and(CaptionLook::is_band),
        },
        None => CardTalk { deck: None, reading: 0, captions: true },
    }
}

/// What the stage check is told.
fn known(shared: &Shared, scene: &Scene) -> Known {
    let deck = match &scene.status {
        Status::Playing(playing) => match &scene.notices.trouble {
            Some(why) => DeckState::Failed(why.to_string()),
            None => DeckState::Read(playing.reading.facts.clone()),
        },
        Status::Failed(why) => DeckState::Failed(why.to_string()),
        Status::Loading | Status::Faulty(_) if scene.open => DeckState::Reading,
        Status::Loading | Status::Faulty(_) => DeckState::None,
    };
    Known {
        awake: shared.awake.answer(),
        deck,
        reading: scene.playing().map(|playing| playing.reading.generation),
        settings: shared.lock().settings_trouble.clone(),
        begun: scene.begun(),
        live: shared.playback.hearing(),
    }
}
