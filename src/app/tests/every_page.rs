//! What holds for all pages, in windows of all sizes: words that do not touch, nothing cut off, controls with names that
//! are large enough, and Tab in reading order with a focus that is seen. To add a page, add a row.

use std::cmp::Ordering;
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::epaint::ClippedShape;
use eframe::egui::{Event, Key, Rect, Shape, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use eframe::egui::accesskit::{Action, Role};

use super::{main_window, private};
use crate::app::Options;
use crate::app::console::window::Said;
use crate::app::desktop::screens::tests::screen;
use crate::app::desktop::setup::{Seen, Setup, Stage};
use crate::app::front::act::grant;
use crate::app::front::asked::Asked;
use crate::app::front::pages::Page;
use crate::app::front::shared::Shared;
use crate::app::keys::does::{Does, PageKey, WindowCommand};
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look;
use crate::app::library::{Librarian, Program};
use crate::playback::clock::Clock;
use crate::playback::tests::{DECK, broken_off, talk, talk_of};
use crate::show::command::Command;
use crate::takes::Kind;

/// How a window comes to a page.
struct Way {
    name: &'static str,
    asks: &'static [Does],
    /// Where it begins.
    from: From,
    /// What is typed there, and then the control that is pressed.
    types: &'static str,
    presses: &'static str,
}

#[derive(Clone, Copy, PartialEq)]
enum From {
    /// A talk on two screens that has begun.
    Talk,
    /// One with long titles, long notes, two languages and takes.
    Full,
    /// The same before it begins, and as a rehearsal that has not begun.
    FullRoom,
    Rehearsal,
    /// One that has not begun.
    GreenRoom,
    /// One that broke off in an earlier process.
    BrokenOff,
    /// One on the only screen, and the one with long titles there.
    Alone,
    FullAlone,
    /// A deck with faults waits for the speaker's word, and one cannot be opened.
    Faulty,
    Failed,
    Library,
    EmptyLibrary,
    /// With several decks, of which one has a fault and one cannot be read.
    ManyTalks,
}

impl From {
    fn is_library(self) -> bool {
        matches!(self, Self::Library | Self::EmptyLibrary | Self::ManyTalks)
    }

    fn is_full(self) -> bool {
        matches!(self, Self::Full | Self::FullRoom | Self::FullAlone | Self::Rehearsal)
    }

    fn is_alone(self) -> bool {
        matches!(self, Self::Alone | Self::FullAlone)
    }
}

const fn way(name: &'static str, from: From, asks: &'static [Does]) -> Way {
    Way { name, asks, from, types: "", presses: "" }
}

impl Way {
    /// And then this is typed.
    const fn typing(self, types: &'static str) -> Self {
        Self { types, ..self }
    }

    /// And then this control is pressed.
    const fn pressing(self, presses: &'static str) -> Self {
        Self { presses, ..self }
    }
}

const fn shows(command: WindowCommand) -> Does {
    Does::Window(command)
}

const NOTES: [Does; 2] = [Does::Talk(Command::Notes), Does::Page(PageKey::Yes)];
const ENDED: [Does; 2] = [Does::Talk(Command::AskQuit), Does::Page(PageKey::Yes)];

/// Every page there is, and each as it stands.
const PAGES: [Way; 69] = [
    way("console", From::Talk, &[]),
    way("console, late and black", From::Talk, &[Does::Talk(Command::LastSlide), Does::Talk(Command::Black)]),
    way("console, frozen", From::Full, &[Does::Talk(Command::Freeze)]),
    way("console, full", From::Full, &[]),
    way("console with a number", From::Full, &[Does::Talk(Command::Digit(9)), Does::Talk(Command::Digit(9))]),
    way(
        "console with a number that is none",
        From::Full,
        &[Does::Talk(Command::Digit(9)), Does::Talk(Command::Digit(9)), Does::Talk(Command::GoTyped)],
    ),
    way("what now", From::Full, &[Does::Talk(Command::WhatNow)]),
    way("paused", From::Full, &[Does::Talk(Command::TimerToggle)]),
    way("pen", From::Full, &[Does::Talk(Command::Pen)]),
    way("rehearsal", From::Rehearsal, &[]),
    way("rehearsal, begun", From::Rehearsal, &[Does::Talk(Command::NextStep), Does::Talk(Command::NextStep)]),
    way("rehearsal, paused", From::Rehearsal, &[Does::Talk(Command::NextStep), Does::Talk(Command::TimerToggle)]),
    way("commands of a rehearsal", From::Rehearsal, &[shows(WindowCommand::Commands)]).typing("projector"),
    way("menu of a rehearsal", From::Rehearsal, &[shows(WindowCommand::Menu)]),
    way("green room", From::GreenRoom, &[]),
    way("green room, full", From::FullRoom, &[]),
    way("green room, black", From::FullRoom, &[Does::Talk(Command::Black)]),
    way("teleprompter", From::Talk, &[Does::Talk(Command::Teleprompter)]),
    way("teleprompter, full", From::Full, &[Does::Talk(Command::Teleprompter)]),
    way("overview", From::Talk, &[Does::Talk(Command::Overview)]),
    way("overview, full", From::Full, &[Does::Talk(Command::Overview)]),
    way("search", From::Full, &[Does::Talk(Command::Overview)]).typing("benefits"),
    way("search for nothing", From::Full, &[Does::Talk(Command::Overview)]).typing("xyzzy"),
    way("overview on one screen", From::Alone, &[Does::Talk(Command::Overview)]),
    way("stage", From::Alone, &[Does::Talk(Command::Leave)]),
    way("stage, full", From::FullAlone, &[Does::Talk(Command::Leave)]),
    way("question before notes", From::Alone, &[Does::Talk(Command::Notes)]),
    way("notes on one screen", From::Alone, &NOTES),
    way("help", From::Talk, &[shows(WindowCommand::Help)]),
    way("help, searched", From::Talk, &[shows(WindowCommand::Help)]).typing("cap"),
    way("help for nothing", From::Talk, &[shows(WindowCommand::Help)]).typing("xyzzy"),
    way("help on one screen", From::Alone, &[shows(WindowCommand::Help)]),
    way("help of the library", From::Library, &[shows(WindowCommand::Help)]),
    way("commands", From::Talk, &[shows(WindowCommand::Commands)]),
    way("commands, found", From::Full, &[shows(WindowCommand::Commands)]).typing("sp"),
    way("commands, none", From::Full, &[shows(WindowCommand::Commands)]).typing("xyzzy"),
    way("menu", From::Talk, &[shows(WindowCommand::Menu)]),
    way("menu on one screen", From::Alone, &[shows(WindowCommand::Menu)]),
    way("stage check", From::Talk, &[shows(WindowCommand::StageCheck)]),
    way("stage check before the talk", From::GreenRoom, &[shows(WindowCommand::StageCheck)]),
    way("test card", From::GreenRoom, &[shows(WindowCommand::StageCheck), Does::Page(PageKey::TestCard)]),
    way("words before the talk", From::GreenRoom, &[shows(WindowCommand::HoldingWords)]),
    way("report", From::Talk, &[shows(WindowCommand::Report)]),
    way("report of takes", From::Full, &[shows(WindowCommand::Report)]),
    way("times for the deck", From::Full, &[shows(WindowCommand::Report)]).pressing("Put times into the deck …"),
    way("comparison", From::Full, &[shows(WindowCommand::Report)]).pressing("Compare with …"),
    way("export", From::Talk, &[shows(WindowCommand::Export)]),
    way("screens", From::Talk, &[shows(WindowCommand::Screens)]),
    way("clicker", From::Talk, &[shows(WindowCommand::Clicker)]),
    way("clicker that learns", From::Talk, &[shows(WindowCommand::Clicker)]).pressing("Teach Next"),
    way("question", From::Talk, &[Does::Talk(Command::AskQuit)]),
    way("settings", From::Talk, &[shows(WindowCommand::Settings)]),
    way("settings, searched", From::Talk, &[shows(WindowCommand::Settings)]).typing("captions"),
    way("settings for nothing", From::Talk, &[shows(WindowCommand::Settings)]).typing("xyzzy"),
    way("whether all is reset", From::Talk, &[shows(WindowCommand::Settings)]).pressing("Reset …"),
    way("settings of the library", From::Library, &[shows(WindowCommand::Settings)]),
    way("findings", From::Talk, &[shows(WindowCommand::Findings)]),
    way("findings, full", From::Full, &[shows(WindowCommand::Findings)]),
    way("after the talk", From::Talk, &ENDED),
    way("after the talk, full", From::Full, &ENDED),
    way("after the talk on one screen", From::Alone, &ENDED),
    way("whether it goes on", From::BrokenOff, &[]),
    way("deck with faults", From::Faulty, &[]),
    way("deck that cannot be opened", From::Failed, &[]),
    way("library", From::Library, &[]),
    way("library of many", From::ManyTalks, &[]),
    way("library, searched", From::ManyTalks, &[Does::Page(PageKey::Search)]).typing("small"),
    way("more of a card", From::ManyTalks, &[Does::Page(PageKey::More)]),
    way("empty library", From::EmptyLibrary, &[]),
];

/// A page in a window, and the folder that its deck is in.
struct Opened {
    window: Harness<'static>,
    shared: Arc<Shared>,
    _folder: tempfile::TempDir,
}

/// A deck as long as talks are, with words as long as they come.
fn full() -> String {
    const TITLE: &str = "The evidence for the benefits of school partnerships, and what follows from it for governors";
    let head = format!(
        "[deck]\ntitle = \"{TITLE}\"\nsubtitle = \"The Case for Collaboration\"\n\
         event = \"Governors for Schools Conference 2021\"\nlanguage = \"en-GB\"\nlength = \"30m\"\nstart = \"14:00\"\n\
         [captions]\nlanguages = [\"en-GB\", \"cy\"]\n"
    );
    let notes = "Let the two bars stand for a few seconds before you speak. One number to remember. ".repeat(12);
    let slides = (1..=24).map(|number| {
        let optional = if number % 8 == 0 { "optional = true\n" } else { "" };
        format!(
            "[[slide]]\nid = \"s{number}\"\ntitle = \"{number}: {TITLE}\"\ntime = \"1m10s\"\n{optional}\
             body = \"The words of this slide.\"\nnotes = \"{notes}\"\n  [[slide.cue]]\n  \
             text = {{ \"en-GB\" = \"By August 2020, three in four of those were good or outstanding.\", cy = \"Erbyn Awst 2020.\" }}\n"
        )
    });
    head + &slides.collect::<String>()
}

/// A take of it in which each slide took so many seconds more than it was planned for.
fn take(over: u64) -> String {
    let start = r#"{"t":0,"e":"start","v":1,"kind":"rehearsal","start":"2026-11-20T14:05:01+00:00","deck":"Full"}"#;
    let mut lines = vec![start.to_owned()];
    let mut now = 0;
    for number in 1..=24 {
        lines.push(format!(r#"{{"t":{now},"e":"slide","id":"s{number}","step":0}}"#));
        now += (70 + over * (number % 4)) * 1000;
    }
    lines.push(format!(r#"{{"t":{now},"e":"end"}}"#));
    lines.join("\n") + "\n"
}

/// What lies in the folder of a way.
fn fill(from: From, folder: &std::path::Path) {
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        path.parent().map(std::fs::create_dir_all).transpose().expect("a folder can be made");
        std::fs::write(path, text).expect("and filled");
    };
    match from {
        From::EmptyLibrary => {}
        From::ManyTalks => {
            write("one/deck.toml", DECK);
            write("two/deck.toml", &full());
            write("three/deck.toml", &DECK.replace("title = \"Last", "titel = \"Last"));
            write("four/deck.toml", "[deck");
        }
        _ if from.is_full() => {
            write("deck.toml", &full());
            (0..3).for_each(|day| write(&format!("takes/2026-11-2{day}-140501.jsonl"), &take(day * 9)));
        }
        _ => write("deck.toml", DECK),
    }
}

fn shared_for(from: From, folder: &std::path::Path) -> Arc<Shared> {
    let green_room = matches!(from, From::GreenRoom | From::FullRoom);
    let options = crate::playback::Options { green_room, ..Default::default() };
    let shared = Arc::new(Shared::new(Clock::start(), Options { talk: options, ..Options::default() }));
    let kind = if from == From::Rehearsal { Kind::Rehearsal } else { Kind::Talk };
    if !from.is_library() {
        shared.open(folder, kind);
        shared.adopt(match from {
            From::Faulty => Ok(talk_of(&DECK.replace("reveal = \"items\"", "revael = \"items\"\nxyz = 1"))),
            From::Failed => {
                Err("there is no `deck.toml` in the folder `a-folder-with-a-name-that-is-rather-long`".to_owned())
            }
            _ if from.is_full() => Ok(talk_of(&full())),
            _ => Ok(talk()),
        });
    }
    if from == From::BrokenOff {
        let _ = shared.playback.take_up(Arc::new(broken_off(Duration::from_secs(240), false)));
        shared.front().pages.open(Page::GoOn);
    }
    if matches!(from, From::Talk | From::Full) {
        shared.wish(Command::NextStep);
    }
    shared
}

fn open(way: &Way, size: Vec2) -> Opened {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    fill(way.from, folder.path());
    let shared = shared_for(way.from, folder.path());
    let (inside, from, place) = (Arc::clone(&shared), way.from, folder.path().to_owned());
    let seen = |name, x, console| Seen { screen: screen(name, x), scale: None, mirrored: false, console };
    let mut screens = vec![seen("eDP-1", 0, true), seen("HDMI-1", 1920, false)];
    screens.truncate(if from.is_alone() { 1 } else { 2 });
    let stage = match from {
        From::Rehearsal => Stage::Unseen(1),
        _ if from.is_alone() => Stage::Alone,
        _ => Stage::Own(1),
    };
    let setup = Setup { screens, stage };
    let said = Said { shown: setup.shown(from == From::Rehearsal), ..private() };
    let window = Harness::builder().with_size(size).with_step_dt(0.05).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            look::install(ui.ctx());
            inside.keymap().install(ui.ctx());
            if from.is_library() {
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
        inside.front().stage_here = from.is_alone();
        main_window(ui, &inside, said);
    });
    let mut opened = Opened { window, shared, _folder: folder };
    opened.window.run_steps(2);
    if from == From::ManyTalks {
        opened.wait();
    }
    for does in way.asks {
        let ctx = opened.window.ctx.clone();
        grant(&mut opened.shared.front(), Asked::Does(*does), &opened.shared, &ctx);
        opened.window.run_steps(2);
    }
    // What other threads read is there by then.
    let reads = from.is_library()
        || way.asks.iter().any(|does| {
            use WindowCommand::{Export, Findings, Report, Settings, StageCheck};
            matches!(does, Does::Window(Report | Findings | Export | StageCheck | Settings))
        });
    if reads {
        opened.wait();
    }
    opened.window.run_steps(4);
    for letter in way.types.chars() {
        opened.window.event(Event::Text(letter.to_string()));
        opened.window.run_steps(2);
    }
    if !way.presses.is_empty() {
        opened.window.get_by_label(way.presses).click_accesskit();
        opened.window.run_steps(2);
        opened.wait();
    }
    opened
}

impl Opened {
    /// Until what other threads read is there.
    fn wait(&mut self) {
        for step in 0..4_000 {
            std::thread::sleep(Duration::from_millis(5));
            self.window.run_steps(1);
            if step >= 40 && !self.is_reading() {
                return;
            }
        }
    }

    /// Whether the window says that something is still to come: on a busy machine it takes a while.
    fn is_reading(&self) -> bool {
        let comes = |words: String| {
            ["Reading the deck", "t is being looked at", "hey are being looked at"].iter().any(|it| words.contains(it))
        };
        let nodes = self.window.root().children_recursive();
        nodes.flat_map(|node| [node.accesskit_node().label(), node.accesskit_node().value()]).flatten().any(comes)
    }
}

/// Words as they are painted: where their ink is, what cuts them, and what was painted over them later.
struct Words {
    text: String,
    ink: Rect,
    clip: Rect,
    covers: Vec<Rect>,
}

/// What is seen of all words: what is painted over hides them.
fn words(shapes: &[ClippedShape]) -> Vec<Words> {
    fn each(shape: &Shape, clip: Rect, found: &mut Vec<Words>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| each(shape, clip, found)),
            Shape::Text(text) if text.angle == 0.0 && !text.galley.text().trim().is_empty() => {
                let ink = text.galley.mesh_bounds.translate(text.pos.to_vec2());
                found.push(Words { text: text.galley.text().to_owned(), ink, clip, covers: Vec::new() });
            }
            Shape::Rect(rect) if rect.fill.a() >= 90 => {
                let over = rect.rect.intersect(clip);
                found.retain(|words| !over.expand(1.0).contains_rect(words.ink.intersect(words.clip)));
                found.iter_mut().filter(|words| over.intersects(words.ink)).for_each(|words| words.covers.push(over));
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
            let hidden = one.covers.iter().any(|cover| cover.expand(1.5).contains_rect(both));
            if both.width() > 1.5 && both.height() > 1.5 && !hidden {
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
    /// It says how it stands.
    stands: bool,
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
            stands: node.accesskit_node().toggled().is_some(),
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
        if matches!(role, Role::RadioButton | Role::CheckBox | Role::Switch) && !control.stands {
            wrong.push(format!("{name:?} is chosen or not, and does not say which"));
        }
        // A plot has a place for each slide, as wide as its share of it; the overview and the table have larger ones.
        let plotted = name.starts_with("Go to slide ") || name.contains(" planned, ");
        if rect.height() < 23.5 || rect.width() < 23.5 && !plotted {
            wrong.push(format!("{name:?} is small: {:?}", rect.size()));
        }
    }
    wrong
}

/// Whether words are nothing but keys.
fn are_keys(keymap: &Keymap, words: &str) -> bool {
    let caps: Vec<String> = keymap.rows().iter().flat_map(|row| row.caps()).collect();
    let all = |apart: &str| words.split(apart).all(|word| caps.iter().any(|cap| cap == word.trim()));
    all(", ") || all("  ") || words.ends_with(" or click")
}

/// What is wrong with names: who says what stands on a button means that button. What is as high as a card is described.
fn called_otherwise(window: &Harness<'_>, keymap: &Keymap) -> Vec<String> {
    const HIGHEST: f32 = 64.0;
    // What stands at a page's foot lies over controls that are scrolled out of sight there.
    const FEET: [&str; 3] = ["Scroll for all", " found", "/deck.toml"];
    let plain = |words: &str| {
        let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ").to_lowercase()
    };
    let controls = controls(window);
    let written = words(&window.output().shapes);
    let pressed = |it: &&Control| matches!(it.role, Role::Button | Role::RadioButton | Role::CheckBox | Role::Link);
    let mut wrong = Vec::new();
    for control in controls.iter().filter(pressed).filter(|it| it.rect.height() <= HIGHEST) {
        let smaller = |point| {
            let inside = |it: &Control| it.rect.area() < control.rect.area() && it.rect.contains(point);
            controls.iter().any(|it| !it.name.is_empty() && inside(it))
        };
        let own = written.iter().filter(|it| control.rect.contains(it.ink.center()) && !smaller(it.ink.center()));
        // What it is called comes first; a key, or what is told of it, beside or below that.
        let named = own.filter(|it| !are_keys(keymap, &it.text) && !FEET.iter().any(|foot| it.text.contains(foot)));
        let first = |one: &&Words, other: &&Words| match () {
            () if one.ink.bottom() < other.ink.top() => Ordering::Less,
            () if other.ink.bottom() < one.ink.top() => Ordering::Greater,
            () => one.ink.left().total_cmp(&other.ink.left()),
        };
        let label = named.min_by(first);
        let Some(label) = label.map(|words| plain(words.text.split('…').next().unwrap_or_default())) else {
            continue;
        };
        if label.chars().filter(|c| c.is_alphabetic()).count() > 1 && !plain(&control.name).contains(&label) {
            wrong.push(format!("{label:?} is called {:?}", control.name));
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

/// What is wrong with any page in a window of this size.
fn walk(size: Vec2) {
    let mut found = Vec::new();
    for way in &PAGES {
        let mut opened = open(way, size);
        let window = Rect::from_min_size(Default::default(), size);
        let mut wrong = crowded(&opened.window.output().shapes, window);
        wrong.extend(blunt(&opened.window));
        wrong.extend(called_otherwise(&opened.window, &opened.shared.keymap()));
        wrong.extend(match way.name {
            // Its keys are the talk's; the strip is reached by F6.
            "stage" | "stage, full" => Vec::new(),
            // Whatever is pressed there is the button that is learnt.
            "clicker that learns" => Vec::new(),
            // The rows in sight come and go as one of them is chosen.
            "overview, full" | "search" => Vec::new(),
            _ => wandering(&mut opened.window),
        });
        found.extend(wrong.into_iter().map(|wrong| format!("{}: {wrong}", way.name)));
    }
    assert!(found.is_empty(), "{} findings at {size}:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_page_holds_in_the_smallest_window() {
    walk(vec2(640.0, 400.0));
}

#[test]
fn every_page_holds_in_a_small_window() {
    walk(vec2(800.0, 500.0));
}

#[test]
fn every_page_holds_in_a_tall_window() {
    walk(vec2(700.0, 1100.0));
}

#[test]
fn every_page_holds_in_a_usual_window() {
    walk(vec2(1440.0, 900.0));
}
