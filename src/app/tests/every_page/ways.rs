//! A way that leads to a page → that page in a window of its own, with the talk or the folder that it needs.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{Event, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::super::{main_window, private};
use crate::app::Options;
use crate::app::console::window::Said;
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
use crate::playback::tests::{DECK, broken_off, talk, talk_of};
use crate::show::command::Command;
use crate::takes::Kind;

/// How a window comes to a page.
pub(super) struct Way {
    pub(super) name: &'static str,
    asks: &'static [Does],
    /// Where it begins.
    from: From,
    /// What is typed there, and then the control that is pressed.
    types: &'static str,
    presses: &'static str,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum From {
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
pub(super) const PAGES: [Way; 69] = [
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
pub(super) struct Opened {
    pub(super) window: Harness<'static>,
    pub(super) shared: Arc<Shared>,
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

pub(super) fn open(way: &Way, size: Vec2) -> Opened {
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
        opened.wait_for(way.presses);
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

    /// Until a control is there: on a busy machine what other threads read takes long.
    fn wait_for(&mut self, control: &str) {
        for _ in 0..50 {
            if self.window.query_all_by_label(control).next().is_some() {
                return;
            }
            self.wait();
        }
    }
}
