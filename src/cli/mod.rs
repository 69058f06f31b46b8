//! Words typed after `cuecard` → a talk, files, or a list of findings. Real files and printing live here.

mod check;
mod columns;
mod doctor;
mod export;
mod guard;
mod helper;
mod licenses;
mod look;
mod manual;
mod new;
mod new_theme;
mod progress;
mod recording;
mod report;
mod save;
mod split;
mod takes;
mod themes;
mod times;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};

use crate::crew::{Crew, Job};
use crate::deck::read::Look;
use crate::deck::start::Start;
use crate::diagnostic::Severity;
use crate::diagnostic::report::render;
use crate::guard::is_caught;
use crate::journal::Place;
use crate::live::{Form, Secret, Source};
use crate::packed::{Packed, packed};
use crate::playback::clock::Clock;
use crate::playback::interrupted::Interrupted;
use crate::supervisor::{self, Watched};
use crate::takes::{Drawn, Kind};
use crate::terminal::{Unprinted, tell};
use crate::{app, deck, playback, sandbox, settings};
use look::Shown;

/// Plays slide decks written in TOML: slides and captions for the audience, notes and time for you.
#[derive(Parser)]
#[command(name = "cuecard", version, args_conflicts_with_subcommands = true)]
#[command(after_help = "Press ? during a talk for its keys.")]
struct Line {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    present: Present,
}

#[derive(Subcommand)]
enum Command {
    /// Begin a talk: a folder with six slides that explain themselves
    New(new::New),
    /// Give a talk: the stage on the other screen, the console on yours
    Present(Present),
    /// Rehearse a talk: as `present`, and you see how long it took and where. Nobody else sees it until you press H, or
    /// name the stage's screen
    #[command(mut_arg("deck", |deck| deck.required(true).help("The deck's folder, or its deck.toml")))]
    Rehearse(Present),
    /// Save a deck for others: PDF, its slides as PNG pictures, captions and chapters for its recording
    Export(export::Export),
    /// Tell how a take went: times against the plan, pace, what to cut
    Report(report::Asked),
    /// List the times that your takes suggest for the slides, or write them into the deck
    Times(times::Asked),
    /// List what is wrong with a deck, where, and how to fix it
    Check(check::Check),
    /// List the themes, write sheets of samples or decks in them, begin one of your own
    Themes(themes::Themes),
    /// Check screens, type, captions, fonts and battery in the room, before the talk
    Stage(Stage),
    /// List the keys in force and what is wrong with your settings
    Keys,
    /// Print all that a deck can hold, as a page of Markdown
    Format,
    /// Print the JSON Schema by which editors complete and check a deck.toml, or a theme
    Schema {
        /// That of theme files
        #[arg(long)]
        theme: bool,
    },
    /// What the windows are asked to save
    #[command(hide = true)]
    Save(save::Save),
    /// Print one page of what Cuecard finds on this machine, to paste into a report of a fault
    Doctor(doctor::Asked),
    /// Print what a shell needs to complete the words after `cuecard`
    Completions {
        /// For which shell
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Write a manual page for each command, for packages
    #[command(hide = true)]
    Man {
        /// The folder for them
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
    /// What the program starts itself for, to read what others made
    #[command(hide = true)]
    Helper(helper::Helper),
    /// Print the licenses of Cuecard, of the typefaces in it, and of the packages it is built from
    Licenses,
}

/// How a talk is given.
#[derive(Args, Clone)]
struct Present {
    /// The deck's folder, or its deck.toml; without one you choose among your talks
    #[arg(value_name = "DECK")]
    deck: Option<PathBuf>,
    /// Start at this slide
    #[arg(long, value_name = "NUMBER")]
    slide: Option<usize>,
    /// Keep the stage in a window, for sharing it in a meeting
    #[arg(long)]
    windowed: bool,
    /// The name of the screen for the stage, as your system calls it (HDMI-1)
    #[arg(long, value_name = "NAME")]
    screen: Option<String>,
    /// Start at once, even if the deck has faults
    #[arg(long)]
    anyway: bool,
    /// Start at once: no holding slide for the audience while it comes in, and no Start to press
    #[arg(long)]
    now: bool,
    /// When the talk starts (14:00), for the slide before it and the countdown; instead of the deck's `start`
    #[arg(long, value_name = "TIME", value_parser = start, conflicts_with = "now")]
    start: Option<Start>,
    #[command(flatten)]
    shown: Shown,
    /// Start without captions
    #[arg(long)]
    no_captions: bool,
    /// Show live captions while you talk: `auto` (a speech recogniser that is installed: whisper.cpp or Vosk), or what
    /// somebody sends: `-` (what is piped in), `command:…` (what it prints), `file:…` (what is added to it),
    /// `http://127.0.0.1:4747` or `tcp://127.0.0.1:4748` (what is sent there)
    #[arg(long, value_name = "SOURCE")]
    captions: Option<String>,
    /// How these captions are written, where they do not say it themselves
    #[arg(long, value_name = "FORMAT", requires = "captions")]
    captions_format: Option<CaptionsFormat>,
    /// Let this many seconds pass in one: for the checks that try whole rehearsals
    #[arg(long, value_name = "TIMES", default_value_t = 1, hide = true)]
    speed: u32,
}

impl Present {
    /// The talk that the check was for.
    fn after(check: Stage) -> Self {
        Self {
            deck: check.deck,
            slide: None,
            windowed: false,
            screen: check.screen,
            anyway: false,
            now: true,
            start: None,
            shown: Shown::default(),
            no_captions: false,
            captions: None,
            captions_format: None,
            speed: 1,
        }
    }
}

/// How live captions are written.
#[derive(Clone, Copy, ValueEnum)]
enum CaptionsFormat {
    /// Two times before each phrase
    WhisperStreaming,
}

/// Checks the room.
#[derive(Args)]
struct Stage {
    /// The deck's folder, or its deck.toml, to be checked too; the talk can begin when you close the check
    #[arg(value_name = "DECK")]
    deck: Option<PathBuf>,
    /// Print what is known without opening a window
    #[arg(long)]
    list: bool,
    /// The name of the screen for the stage, as your system calls it (HDMI-1)
    #[arg(long, value_name = "NAME")]
    screen: Option<String>,
}

/// The page that says what a deck can hold.
const FORMAT: Packed = packed!("decks/FORMAT.md");

fn print(text: &str) -> Result<ExitCode, String> {
    print!("{text}");
    Ok(ExitCode::SUCCESS)
}

/// Does what the command line asks.
#[must_use]
pub fn run() -> ExitCode {
    let mut words: Vec<OsString> = std::env::args_os().collect();
    let watched = Watched::take(&mut words);
    let line = Line::parse_from(&words);
    // Nothing before this touches more than the words of the command line: the parent is to be small, and quick.
    if watched.is_none() && line.opens_windows() {
        // While it is the only one that has it: its child would have it too.
        app::leave_own_console();
        return supervisor::run(&words);
    }
    if watched.is_some() {
        supervisor::be_listed();
        die_at_once();
    }
    let watched = Arc::new(watched.unwrap_or_default());
    let code = obey(line, &watched);
    // One that does not say so is begun again.
    watched.end();
    code
}

/// A panic on the thread of the windows is the end of a watched process, without any tidying up that could hang: the next
/// one goes on from the journal.
fn die_at_once() {
    const DIED: i32 = 101;
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        usual(info);
        if std::thread::current().name() == Some("main") && !is_caught() {
            supervisor::die(DIED);
        }
    }));
}

impl Line {
    /// Whether a talk may come of it.
    fn opens_windows(&self) -> bool {
        match &self.command {
            None | Some(Command::Present(_) | Command::Rehearse(_)) => true,
            Some(Command::Stage(stage)) => !stage.list,
            Some(_) => false,
        }
    }
}

fn obey(line: Line, watched: &Arc<Watched>) -> ExitCode {
    if reads_decks(line.command.as_ref()) {
        sandbox::begin();
    }
    // A helper knows nothing of the speaker's folders, and asks the system for none.
    let is_helper = matches!(line.command, Some(Command::Helper(_)));
    if let Some(place) = (!is_helper).then(settings::themes_folder).flatten() {
        deck::shelf::keep(place);
    }
    // A talk goes on without its terminal.
    if !matches!(line.command, None | Some(Command::Present(_) | Command::Rehearse(_) | Command::Stage(_))) {
        end_with_the_pipe();
    }
    let done = match line.command {
        Some(Command::New(asked)) => new::new(&asked),
        Some(Command::Format) => print(&FORMAT.text()),
        Some(Command::Schema { theme: true }) => print(&deck::theme::schema()),
        Some(Command::Schema { theme: false }) => print(&deck::schema::schema()),
        Some(Command::Present(present)) => self::present(present, Kind::Talk, watched),
        Some(Command::Rehearse(rehearse)) => self::present(rehearse, Kind::Rehearsal, watched),
        Some(Command::Export(export)) => export::export(&export),
        Some(Command::Report(asked)) => report::report(&asked),
        Some(Command::Times(asked)) => times::times(&asked),
        Some(Command::Check(check)) => Ok(check::check(&check)),
        Some(Command::Themes(asked)) => themes::themes(asked),
        Some(Command::Stage(stage)) => self::stage(stage, watched),
        Some(Command::Keys) => Ok(keys()),
        Some(Command::Save(asked)) => save::save(&asked),
        Some(Command::Helper(asked)) => return helper::helper(&asked),
        Some(Command::Licenses) => print(&licenses::text()),
        Some(Command::Doctor(asked)) => Ok(doctor::doctor(&asked)),
        Some(Command::Completions { shell }) => print(&manual::completions(&mut Line::command(), shell)),
        Some(Command::Man { folder }) => manual::write(Line::command(), &folder).map(|()| ExitCode::SUCCESS),
        None => self::present(line.present, Kind::Talk, watched),
    };
    match done {
        Ok(code) => code,
        Err(message) => {
            tell(format_args!("cuecard: {message}\n"));
            ExitCode::FAILURE
        }
    }
}

/// Whether a command reads what others made.
fn reads_decks(command: Option<&Command>) -> bool {
    !matches!(
        command,
        Some(
            Command::New(_)
                | Command::Format
                | Command::Schema { .. }
                | Command::Keys
                | Command::Doctor(_)
                | Command::Completions { .. }
                | Command::Man { .. }
                | Command::Licenses
                | Command::Helper(_)
        )
    )
}

/// What cannot be printed is told, unless whoever reads it has read enough.
fn end_with_the_pipe() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| match info.payload_as_str().and_then(Unprinted::of) {
        Some(Unprinted::Enough) => std::process::exit(0),
        Some(Unprinted::Lost(why)) => {
            tell(format_args!("cuecard: what is printed could not be written: {why}\n"));
            std::process::exit(1);
        }
        None => usual(info),
    }));
}

fn present(mut present: Present, kind: Kind, watched: &Arc<Watched>) -> Result<ExitCode, String> {
    let interrupted = interrupted(&present, kind, watched);
    let library = present.deck.is_none();
    let look = look_of(&present)?;
    let mut kind = kind;
    if let Some(talk) = interrupted.as_ref().filter(|talk| talk.at_once) {
        // From the library, it may be another than the command line says.
        (present.deck, kind) = (Some(talk.saved.begun.deck.clone()), talk.saved.begun.kind);
    } else {
        open(present.deck.as_deref(), look.as_ref().map(|(_, look)| look))?;
    }
    let live = live(&present)?;
    let talk = playback::Options {
        slide: present.slide,
        captions: !present.no_captions,
        live,
        push: meeting(),
        anyway: present.anyway,
        green_room: !present.now,
        start: present.start,
        look,
        kind,
        speed: present.speed,
        interrupted: interrupted.map(Into::into),
    };
    let options = app::Options {
        talk,
        windowed: present.windowed,
        screen: present.screen,
        library,
        watched: Arc::clone(watched),
        ..app::Options::default()
    };
    let settings = settings_for(watched);
    let drawn = app::run(present.deck, options, settings)?;
    tell_all(drawn)?;
    Ok(ExitCode::SUCCESS)
}

fn settings_for(watched: &Watched) -> settings::Loaded {
    if watched.life.safe { settings::safe() } else { settings::load() }
}

/// A time of day.
fn start(words: &str) -> Result<Start, String> {
    Start::read(words).ok_or_else(|| "write hour and minutes: 14:00, or 2:00 pm".to_owned())
}

/// The talk that an earlier process could not end: the one that this process was started to go on with, or one to be asked
/// about.
fn interrupted(present: &Present, kind: Kind, watched: &Watched) -> Option<Interrupted> {
    let now = Clock::start().anchor();
    if let Some(folder) = &watched.life.journal {
        let place = Place(folder.clone());
        let saved = place.read()?;
        return Some(Interrupted::new(place, saved, &now, true));
    }
    let again = watched.life.number > 0;
    if again && watched.is_watched() {
        return None;
    }
    let (deck, folders) = (present.deck.clone(), settings::journal_folders());
    let talk = in_time(move || {
        folders.into_iter().find_map(|folder| match &deck {
            Some(deck) => Interrupted::of(deck, kind, &folder, &now),
            None => Interrupted::last(&folder, &now),
        })
    })??;
    // A parent that hears nothing knows of no journal: the talk that broke off just now is the one.
    let just_now = talk.ago < Duration::from_secs(30);
    (!again || just_now).then_some(Interrupted { at_once: again, ..talk })
}

/// Where live captions come from.
fn live(present: &Present) -> Result<Option<(Source, Form)>, String> {
    let Some(words) = &present.captions else { return Ok(None) };
    let form = match present.captions_format {
        Some(CaptionsFormat::WhisperStreaming) => Form::WhisperStreaming,
        None => Form::Usual,
    };
    Ok(Some((Source::read(words)?, form)))
}

/// The meeting that gets what is shown. Its address is a password, so it stands in no deck and on no command line.
#[expect(clippy::disallowed_methods, reason = "an address that only the speaker may know")]
fn meeting() -> Option<Secret> {
    std::env::var("CUECARD_CAPTIONS_URL").ok().filter(|address| !address.is_empty()).map(Secret)
}

/// A mistyped name is said where it was typed, not in a window, unless the disk is slow to tell.
fn open(deck: Option<&Path>, look: Option<&Look>) -> Result<(), String> {
    let Some(deck) = deck.map(Path::to_owned) else { return Ok(()) };
    let theme = look.and_then(|look| look.theme.clone());
    let known = in_time(move || {
        let files = deck::files::open(&deck)?.folder;
        theme.and_then(|name| deck::theme::missing(&name, &files)).map_or(Ok(()), Err)
    });
    known.unwrap_or(Ok(()))
}

/// What the deck's disk says, if it does so soon: windows come without it, and say what they wait for.
fn in_time<T: Send + 'static>(look: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    const SOON: Duration = Duration::from_millis(1500);
    const JOB: Job = Job { name: "disk", work: "Looking for the deck", remedy: "" };
    Crew::default().detached(JOB, look).within(SOON)
}

/// The deck on the command line in another look than its own, where one is asked for.
fn look_of(present: &Present) -> Result<Option<(PathBuf, Look)>, String> {
    let look = Look::from(&present.shown);
    if look.is_own() {
        return Ok(None);
    }
    let Some(deck) = &present.deck else {
        return Err("--theme and --variant say how one deck looks: name the deck before them".to_owned());
    };
    Ok(Some((std::path::absolute(deck).unwrap_or_else(|_| deck.clone()), look)))
}

/// Whether the process before this one had come to the talk.
fn talk_has_begun(watched: &Watched) -> bool {
    let saved = watched.life.journal.clone().and_then(|folder| Place(folder).read());
    saved.and_then(|saved| saved.show).is_some_and(|(show, ..)| show.has_begun())
}

fn stage(stage: Stage, watched: &Arc<Watched>) -> Result<ExitCode, String> {
    if talk_has_begun(watched) {
        return present(Present::after(stage), Kind::Talk, watched);
    }
    open(stage.deck.as_deref(), None)?;
    let settings = settings_for(watched);
    if !stage.list {
        let talk = playback::Options { captions: true, ..playback::Options::default() };
        let watched = Arc::clone(watched);
        let options = app::Options { talk, screen: stage.screen, check: true, watched, ..app::Options::default() };
        match app::run(stage.deck.clone(), options, settings.clone()) {
            Ok(drawn) => return tell_all(drawn).map(|()| ExitCode::SUCCESS),
            Err(why) => tell(format_args!("cuecard: {why}. What is known without one:\n\n")),
        }
    }
    let (rows, ready) = app::check_list(stage.deck.as_deref(), &settings);
    print!("{rows}");
    Ok(if ready { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tell_all(drawn: Vec<Drawn>) -> Result<(), String> {
    for Drawn { deck, kept } in drawn {
        kept?;
        println!("What you drew is kept: cuecard export {} talk.pdf --with-ink", deck.display());
    }
    Ok(())
}

fn keys() -> ExitCode {
    let loaded = settings::load();
    let keys = app::keys_in_force(&loaded.settings.keys);
    print!("{}", keys.value);
    println!(
        "\nUnder [keys] in the settings each name takes other keys: black = [\"F8\", \"b\"], check-test-card = \"F9\"."
    );
    println!("With letters = false no single letter, digit or sign does anything, on the talk and on every page.");
    if let Some(path) = &loaded.path {
        println!("\nSettings: {}", path.display());
    }
    let findings = [loaded.diagnostics, keys.diagnostics].concat();
    if findings.is_empty() {
        return ExitCode::SUCCESS;
    }
    let color = std::io::IsTerminal::is_terminal(&std::io::stdout());
    print!("\n{}", render(&findings, &loaded.sources, color));
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}
