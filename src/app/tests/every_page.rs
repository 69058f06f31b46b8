//! What holds for all pages, in windows of all sizes: words that do not touch, nothing cut off, controls with names that
//! are large enough, and Tab in reading order with a focus that is seen. To add a page, add a row.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::epaint::ClippedShape;
use eframe::egui::{Key, Rect, Shape, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use eframe::egui::accesskit::{Action, Role};

use super::{main_window, private};
use crate::app::Options;
use crate::app::desktop::screens::tests::screen;
use crate::app::desktop::setup::{Seen, Setup, Stage};
use crate::app::front::act::grant;
use crate::app::front::asked::Asked;
use crate::app::front::pages::Page;
use crate::app::front::shared::Shared;
use crate::app::keys::does::{Does, PageKey, WindowCommand};
use crate::app::kit::look;
use crate::app::library::{Librarian, Program};
use crate::playback::clock::Clock;
use crate::playback::tests::{DECK, broken_off, talk};
use crate::show::command::Command;
use crate::takes::Kind;

/// How a window comes to a page.
struct Way {
    name: &'static str,
    asks: &'static [Does],
    /// Where it begins.
    from: From,
}

#[derive(Clone, Copy, PartialEq)]
enum From {
    /// A talk on two screens that has begun.
    Talk,
    /// One that has not.
    GreenRoom,
    /// One that broke off in an earlier process.
    BrokenOff,
    /// One on the only screen.
    Alone,
    Library,
    EmptyLibrary,
}

const fn way(name: &'static str, from: From, asks: &'static [Does]) -> Way {
    Way { name, asks, from }
}

/// Every page there is.
const PAGES: [Way; 30] = [
    way("console", From::Talk, &[]),
    way("console, late and black", From::Talk, &[Does::Talk(Command::LastSlide), Does::Talk(Command::Black)]),
    way("green room", From::GreenRoom, &[]),
    way("teleprompter", From::Talk, &[Does::Talk(Command::Teleprompter)]),
    way("overview", From::Talk, &[Does::Talk(Command::Overview)]),
    way("overview on one screen", From::Alone, &[Does::Talk(Command::Overview)]),
    way("stage", From::Alone, &[Does::Talk(Command::Leave)]),
    way("question before notes", From::Alone, &[Does::Talk(Command::Notes)]),
    way("notes on one screen", From::Alone, &[Does::Talk(Command::Notes), Does::Page(PageKey::Yes)]),
    way("help", From::Talk, &[Does::Window(WindowCommand::Help)]),
    way("help on one screen", From::Alone, &[Does::Window(WindowCommand::Help)]),
    way("help of the library", From::Library, &[Does::Window(WindowCommand::Help)]),
    way("commands", From::Talk, &[Does::Window(WindowCommand::Commands)]),
    way("menu", From::Talk, &[Does::Window(WindowCommand::Menu)]),
    way("menu on one screen", From::Alone, &[Does::Window(WindowCommand::Menu)]),
    way("stage check", From::Talk, &[Does::Window(WindowCommand::StageCheck)]),
    way("stage check before the talk", From::GreenRoom, &[Does::Window(WindowCommand::StageCheck)]),
    way("words before the talk", From::GreenRoom, &[Does::Window(WindowCommand::HoldingWords)]),
    way("report", From::Talk, &[Does::Window(WindowCommand::Report)]),
    way("export", From::Talk, &[Does::Window(WindowCommand::Export)]),
    way("screens", From::Talk, &[Does::Window(WindowCommand::Screens)]),
    way("clicker", From::Talk, &[Does::Window(WindowCommand::Clicker)]),
    way("question", From::Talk, &[Does::Talk(Command::AskQuit)]),
    way("settings", From::Talk, &[Does::Window(WindowCommand::Settings)]),
    way("settings of the library", From::Library, &[Does::Window(WindowCommand::Settings)]),
    way("findings", From::Talk, &[Does::Window(WindowCommand::Findings)]),
    way("after the talk", From::Talk, &[Does::Talk(Command::AskQuit), Does::Page(PageKey::Yes)]),
    way("whether it goes on", From::BrokenOff, &[]),
    way("library", From::Library, &[]),
    way("empty library", From::EmptyLibrary, &[]),
];

const SIZES: [Vec2; 4] = [vec2(640.0, 400.0), vec2(800.0, 500.0), vec2(700.0, 1100.0), vec2(1440.0, 900.0)];

/// A page in a window, and the folder that its deck is in.
struct Opened {
    window: Harness<'static>,
    shared: Arc<Shared>,
    _folder: tempfile::TempDir,
}

fn shared_for(from: From, folder: &std::path::Path) -> Arc<Shared> {
    let options = crate::playback::Options { green_room: from == From::GreenRoom, ..Default::default() };
    let shared = Arc::new(Shared::new(Clock::start(), Options { talk: options, ..Options::default() }));
    match from {
        From::Talk | From::GreenRoom | From::BrokenOff | From::Alone => {
            shared.open(folder, Kind::Talk);
            shared.adopt(Ok(talk()));
        }
        From::Library | From::EmptyLibrary => {}
    }
    if from == From::BrokenOff {
        let _ = shared.playback.take_up(Arc::new(broken_off(Duration::from_secs(240), false)));
        shared.front().pages.open(Page::GoOn);
    }
    if from == From::Talk {
        shared.wish(Command::NextStep);
    }
    shared
}

fn open(way: &Way, size: Vec2) -> Opened {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    if way.from != From::EmptyLibrary {
        std::fs::write(folder.path().join("deck.toml"), DECK).expect("and a deck in it");
    }
    let shared = shared_for(way.from, folder.path());
    let (inside, from, place) = (Arc::clone(&shared), way.from, folder.path().to_owned());
    let seen = |name, x, console| Seen { screen: screen(name, x), scale: None, mirrored: false, console };
    let mut screens = vec![seen("eDP-1", 0, true), seen("HDMI-1", 1920, false)];
    screens.truncate(if from == From::Alone { 1 } else { 2 });
    let stage = if from == From::Alone { Stage::Alone } else { Stage::Own(1) };
    let setup = Setup { screens, stage };
    let window = Harness::builder().with_size(size).with_step_dt(0.05).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            look::install(ui.ctx());
            inside.keymap().install(ui.ctx());
            if matches!(from, From::Library | From::EmptyLibrary) {
                let program =
                    Program { settle: Box::new(|| {}), recent: Box::new(Vec::new), remember: Box::new(|_| {}) };
                let ctx = ui.ctx().clone();
                let pictures = Arc::clone(&inside.pictures);
                let librarian = Librarian::start(place.clone(), program, pictures, &inside.crew, ctx);
                librarian.look();
                inside.front().library = Some(librarian);
            }
            return;
        }
        inside.front().see(setup.clone());
        inside.front().stage_here = from == From::Alone;
        main_window(ui, &inside, private());
    });
    let mut opened = Opened { window, shared, _folder: folder };
    opened.window.run_steps(2);
    for does in way.asks {
        let ctx = opened.window.ctx.clone();
        grant(&mut opened.shared.front(), Asked::Does(*does), &opened.shared, &ctx);
        opened.window.run_steps(2);
    }
    // What other threads read is there by then.
    let reads = matches!(way.from, From::Library | From::EmptyLibrary)
        || way.asks.iter().any(|does| {
            use WindowCommand::{Export, Findings, Report, Settings, StageCheck};
            matches!(does, Does::Window(Report | Findings | Export | StageCheck | Settings))
        });
    for _ in 0..if reads { 40 } else { 4 } {
        std::thread::sleep(std::time::Duration::from_millis(5));
        opened.window.run_steps(1);
    }
    opened
}

/// Words as they are painted: where their ink is, and what cuts them.
struct Words {
    text: String,
    ink: Rect,
    clip: Rect,
}

/// What is seen of all words: what is painted over hides them.
fn words(shapes: &[ClippedShape]) -> Vec<Words> {
    fn each(shape: &Shape, clip: Rect, found: &mut Vec<Words>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| each(shape, clip, found)),
            Shape::Text(text) if text.angle == 0.0 && !text.galley.text().trim().is_empty() => {
                let ink = text.galley.mesh_bounds.translate(text.pos.to_vec2());
                found.push(Words { text: text.galley.text().to_owned(), ink, clip });
            }
            Shape::Rect(rect) if rect.fill.a() >= 90 => {
                let over = rect.rect.intersect(clip);
                found.retain(|words| !over.expand(1.0).contains_rect(words.ink.intersect(words.clip)));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    shapes.iter().for_each(|clipped| each(&clipped.shape, clipped.clip_rect, &mut found));
    found.retain(|words| words.ink.intersect(words.clip).is_positive());
    found
}

/// What is wrong with words that are painted.
fn crowded(shapes: &[ClippedShape], window: Rect) -> Vec<String> {
    let words = words(shapes);
    let mut wrong = Vec::new();
    for (at, one) in words.iter().enumerate() {
        let seen = one.ink.intersect(one.clip);
        for other in &words[at + 1..] {
            let both = seen.intersect(other.ink.intersect(other.clip));
            if both.width() > 1.5 && both.height() > 1.5 {
                wrong.push(format!("{:?} and {:?} lie on each other at {both:?}", one.text, other.text));
            }
        }
        // Up and down, what is cut can be scrolled to.
        let scrolled = one.clip.height() + 1.0 < window.height();
        let across = one.ink.left() < one.clip.left() - 1.0 || one.ink.right() > one.clip.right() + 1.0;
        let down = !scrolled && !window.expand(1.0).contains_rect(one.ink);
        if across || down {
            wrong.push(format!("{:?} is cut: {:?} in {:?}", one.text, one.ink, one.clip));
        }
    }
    wrong
}

/// A control as assistive technology finds it.
#[derive(Clone, Debug)]
struct Control {
    name: String,
    role: Role,
    rect: Rect,
    focused: bool,
}

fn controls(window: &Harness<'_>) -> Vec<Control> {
    let nodes = window.root().children_recursive().collect::<Vec<_>>();
    let operable = nodes.into_iter().filter(|node| {
        let node = node.accesskit_node();
        let data = node.data();
        !node.is_disabled() && (data.supports_action(Action::Click) || data.supports_action(Action::Focus))
    });
    operable
        .map(|node| Control {
            name: node.accesskit_node().label().unwrap_or_default(),
            role: node.accesskit_node().role(),
            rect: node.rect(),
            focused: node.accesskit_node().is_focused(),
        })
        .collect()
}

/// What is wrong with controls: names, roles and sizes.
fn blunt(window: &Harness<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    for control in controls(window) {
        let Control { name, role, rect, .. } = &control;
        // The ground around a page closes it; Esc and its button do too. Bars are for the mouse: arrows scroll.
        if matches!(role, Role::ScrollBar) || name.is_empty() && matches!(role, Role::Unknown | Role::GenericContainer)
        {
            continue;
        }
        if name.is_empty() || matches!(role, Role::Unknown | Role::GenericContainer) {
            wrong.push(format!("{control:?} has no name or no role"));
        }
        if rect.height() < 23.5 || rect.width() < 23.5 {
            wrong.push(format!("{name:?} is small: {:?}", rect.size()));
        }
    }
    wrong
}

/// A ring, or a caret, that tells where the focus is.
fn is_seen(shapes: &[ClippedShape], control: &Control) -> bool {
    fn rings(shape: &Shape, around: Rect) -> bool {
        match shape {
            Shape::Vec(shapes) => shapes.iter().any(|shape| rings(shape, around)),
            Shape::Rect(rect) => {
                // What is told as one control may have its ring around its picture alone.
                let (left, right) = (rect.rect.left() - around.left(), rect.rect.right() - around.right());
                let near = left.abs() < 16.0 && right.abs() < 16.0 && around.expand(16.0).contains_rect(rect.rect);
                rect.stroke.width >= 1.5 && near
            }
            _ => false,
        }
    }
    let seen = shapes.iter().any(|clipped| rings(&clipped.shape, control.rect));
    seen || matches!(control.role, Role::TextInput | Role::SearchInput)
}

/// What is wrong with the way that Tab goes: each step leads down, to the right, or into the next column.
fn wandering(window: &mut Harness<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut last: Option<Control> = None;
    let mut first: Option<Control> = None;
    // On the console the first Tab is a key of the talk.
    let named = controls(window).into_iter().filter(|control| !control.name.is_empty()).collect::<Vec<_>>();
    let top = named.iter().map(|control| control.rect.top()).fold(f32::INFINITY, f32::min);
    let line = named.into_iter().filter(|control| control.rect.top() < top + 12.0);
    let begins = line.min_by(|one, other| one.rect.left().total_cmp(&other.rect.left()));
    if let Some(control) = &begins {
        window.get_all_by_label(&control.name).next().into_iter().for_each(|node| node.focus());
        window.run_steps(1);
    }
    for _ in 0..60 {
        window.key_press(Key::Tab);
        window.run_steps(2);
        let Some(now) = controls(window).into_iter().find(|control| control.focused) else { continue };
        let is = |it: &Control| it.name == now.name && it.rect.min.x == now.rect.min.x;
        // Once around: from the last control Tab leads to the first.
        if first.as_ref().is_some_and(is) || first.is_some() && begins.as_ref().is_some_and(is) {
            break;
        }
        if !is_seen(&window.output().shapes, &now) {
            wrong.push(format!("the focus on {:?} is not seen", now.name));
        }
        // What has the focus is scrolled to: both are looked at where they are now.
        let before = last.take().and_then(|before| controls(window).into_iter().find(|it| it.name == before.name));
        if let Some(before) = &before {
            let (from, to) = (before.rect, now.rect);
            let same_row = (to.top() - from.top()).abs() <= to.height().min(from.height()) * 0.6;
            let forward = if same_row { to.left() >= from.left() - 1.0 } else { to.top() > from.top() };
            let next_column = to.left() >= from.right() - 1.0;
            if !forward && !next_column {
                wrong.push(format!("Tab goes back from {:?} {from:?} to {:?} {to:?}", before.name, now.name));
            }
        }
        first.get_or_insert_with(|| now.clone());
        last = Some(now);
    }
    if last.is_none() {
        wrong.push("nothing is reached by Tab".to_owned());
    }
    wrong
}

/// The findings of all pages.
fn findings(look: impl Fn(&Way, &mut Opened, Rect) -> Vec<String>) -> Vec<String> {
    let mut found = Vec::new();
    for way in &PAGES {
        for size in SIZES {
            let mut opened = open(way, size);
            let wrong = look(way, &mut opened, Rect::from_min_size(Default::default(), size));
            found.extend(wrong.into_iter().map(|wrong| format!("{} at {} × {}: {wrong}", way.name, size.x, size.y)));
        }
    }
    found
}

fn none(found: &[String]) {
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
}

#[test]
fn no_words_touch_and_none_are_cut() {
    none(&findings(|_, opened, window| crowded(&opened.window.output().shapes, window)));
}

#[test]
fn every_control_has_a_name_and_a_role_and_is_large_enough() {
    none(&findings(|_, opened, _| blunt(&opened.window)));
}

#[test]
fn tab_goes_in_reading_order_and_the_focus_is_seen() {
    none(&findings(|way, opened, _| match way.name {
        // Its keys are the talk's; the strip is reached by F6.
        "stage" => Vec::new(),
        _ => wandering(&mut opened.window),
    }));
}
