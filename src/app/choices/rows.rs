//! The settings → rows in eight groups: what each is called, what it may be, and the settings with that choice.

use crate::app::keys::does::WindowCommand;
use crate::color::Color;
use crate::deck::Ending;
use crate::deck::caption::{
    CaptionEdge, CaptionFont, CaptionInk, CaptionLook, CaptionPlace, CaptionPlate, CaptionStyle,
};
use crate::deck::theme::Variant;
use crate::layout::caption::Inks;
use crate::playback::choices::{CaptionWishes, look};
use crate::settings::{Arrangement, Captions, Motion, Says, Settings, Theme};
use crate::show::view::TimerMode;

/// What is chosen with a row.
pub enum Control {
    /// One of these: its name, whether it holds, and the settings with it.
    Segments(Vec<(&'static str, bool, Settings)>),
    /// Less, the value in words, and more; at an end there is no further.
    Steps(Option<Box<Settings>>, String, Option<Box<Settings>>),
    /// Captions as they will look.
    Sample(CaptionLook),
    /// A page that has more to choose.
    Page(&'static str, WindowCommand),
    Words(String),
}

/// One setting.
pub struct Row {
    /// Its table and key in the file.
    pub key: &'static str,
    pub name: &'static str,
    pub under: &'static str,
    pub control: Control,
}

pub const GROUPS: [&str; 8] = ["Appearance", "Sizes", "Motion", "Captions", "Screens", "Keys", "Clicker", "Files"];

/// The tables and keys of the file whose rows are others with these settings.
#[must_use]
pub fn changed_keys(old: &Settings, new: &Settings) -> Vec<&'static str> {
    let said = |row: &Row| match &row.control {
        Control::Segments(all) => all.iter().map(|(name, on, _)| if *on { *name } else { "" }).collect(),
        Control::Steps(_, words, _) | Control::Words(words) => words.clone(),
        Control::Page(..) | Control::Sample(_) => String::new(),
    };
    let all = |settings| groups(settings, &[], &[]).into_iter().flatten();
    let pairs = all(old).zip(all(new));
    pairs.filter(|(before, after)| said(before) != said(after)).map(|(row, _)| row.key).collect()
}

/// The rows of all groups, in the groups' order; `folders`: what is kept, and where; `editors`: those that are there.
#[must_use]
pub fn groups(settings: &Settings, folders: &[(&'static str, String)], editors: &[&'static str]) -> [Vec<Row>; 8] {
    let files = folders.iter().map(|(name, path)| row("", name, "", Control::Words(path.clone())));
    [
        appearance(settings),
        sizes(settings),
        motion(settings),
        captions(settings),
        screens(settings),
        keys(settings),
        vec![row(
            "",
            "The clicker's buttons",
            "What each sends, and what it does",
            Control::Page("Teach its buttons …", WindowCommand::Clicker),
        )],
        std::iter::once(editor(settings, editors)).chain(files).collect(),
    ]
}

fn row(key: &'static str, name: &'static str, under: &'static str, control: Control) -> Row {
    Row { key, name, under, control }
}

/// The choice among these values, of which `now` holds.
fn among<T: Copy + PartialEq>(
    settings: &Settings,
    now: T,
    all: &[(&'static str, T)],
    put: impl Fn(&mut Settings, T),
) -> Control {
    let choice = |(name, value): &(&'static str, T)| {
        let mut chosen = settings.clone();
        put(&mut chosen, *value);
        (*name, *value == now, chosen)
    };
    Control::Segments(all.iter().map(choice).collect())
}

fn steps(
    settings: &Settings,
    [less, more]: [Option<u32>; 2],
    words: String,
    put: impl Fn(&mut Settings, u32),
) -> Control {
    let with = |value: u32| {
        let mut chosen = settings.clone();
        put(&mut chosen, value);
        Box::new(chosen)
    };
    Control::Steps(less.map(&with), words, more.map(&with))
}

/// The values beside `now` within these ends.
fn beside(now: u32, by: u32, least: u32, most: u32) -> [Option<u32>; 2] {
    [(now > least).then(|| now.saturating_sub(by).max(least)), (now < most).then(|| (now + by).min(most))]
}

const SEEN: [(&str, bool); 2] = [("For you alone", false), ("On the projector", true)];
const SWITCH: [(&str, bool); 2] = [("On", true), ("Off", false)];

fn appearance(settings: &Settings) -> Vec<Row> {
    let console = &settings.console;
    let themes = [("System", Theme::Auto), ("Dark", Theme::Dark), ("Light", Theme::Light)];
    let places = [("Balanced", Arrangement::Balanced), ("Notes", Arrangement::Notes), ("Slides", Arrangement::Slides)];
    let says = [("All", Says::All), ("Slides", Says::Slides), ("Nothing", Says::Nothing)];
    let modes = [("Spent", TimerMode::Elapsed), ("Left", TimerMode::Remaining), ("End", TimerMode::EndsAt)];
    vec![
        row(
            "console.theme",
            "Console and library",
            "",
            among(settings, console.theme, &themes, |it, value| it.console.theme = value),
        ),
        row(
            "console.arrangement",
            "Most room in the console",
            "",
            among(settings, console.arrangement, &places, |it, value| {
                it.console.arrangement = value;
            }),
        ),
        row(
            "console.timer_mode",
            "The talk's clock shows",
            "",
            among(settings, console.timer_mode, &modes, |it, value| {
                it.console.timer_mode = value;
            }),
        ),
        row(
            "screen_reader.says",
            "Screen readers are told",
            "What happens while you present",
            among(settings, settings.screen_reader.says, &says, |it, value| it.screen_reader.says = value),
        ),
    ]
}

fn sizes(settings: &Settings) -> Vec<Row> {
    let tenths = (settings.console.notes_scale * 10.0).round() as u32;
    let speed = settings.teleprompter.speed;
    let rolling = &settings.teleprompter;
    let usual = 130;
    vec![
        row(
            "console.notes_scale",
            "Notes",
            "Of their usual size",
            steps(settings, beside(tenths, 1, 5, 30), format!("{} %", tenths * 10), |it, value| {
                it.console.notes_scale = value as f32 / 10.0;
            }),
        ),
        row(
            "teleprompter.speed",
            "Teleprompter",
            "Words a minute",
            steps(
                settings,
                beside(speed.unwrap_or(usual), 5, 60, 220),
                speed.map_or_else(|| "As the deck".to_owned(), |speed| speed.to_string()),
                |it, value| it.teleprompter.speed = Some(value),
            ),
        ),
        row(
            "teleprompter.captions",
            "In the teleprompter",
            "",
            among(settings, rolling.captions, &[("Notes", false), ("Captions", true)], |it, value| {
                it.teleprompter.captions = value;
            }),
        ),
        row(
            "teleprompter.mirrored",
            "Mirrored, for a pane of glass",
            "",
            among(settings, rolling.mirrored, &SWITCH, |it, value| {
                it.teleprompter.mirrored = value;
            }),
        ),
        row(
            "teleprompter.turned",
            "On its head",
            "",
            among(settings, rolling.turned, &SWITCH, |it, value| it.teleprompter.turned = value),
        ),
    ]
}

fn motion(settings: &Settings) -> Vec<Row> {
    let all =
        [("As the system", Motion::Auto), ("Full", Motion::Full), ("Gentle", Motion::Reduced), ("None", Motion::None)];
    vec![row(
        "stage.motion",
        "Movement on the stage",
        "The audience's comfort, too",
        among(settings, settings.stage.motion, &all, |it, value| it.stage.motion = value),
    )]
}

fn captions(settings: &Settings) -> Vec<Row> {
    [captions_stand(settings), captions_look(settings), captions_come(settings)].into_iter().flatten().collect()
}

/// Where they stand, and how large they are.
fn captions_stand(settings: &Settings) -> Vec<Row> {
    let captions = &settings.captions;
    let on = [("As the deck", None), ("On", Some(true)), ("Off", Some(false))];
    let places = [
        ("As the deck", None),
        ("Under the slide", Some(CaptionPlace::Band)),
        ("At its foot", Some(CaptionPlace::Bottom)),
        ("At its head", Some(CaptionPlace::Top)),
    ];
    let size = u32::from(captions.size.unwrap_or(CaptionLook::USUAL_LINE));
    let ends = [CaptionLook::SMALLEST_LINE, CaptionLook::LARGEST_LINE].map(u32::from);
    vec![
        row(
            "captions.on",
            "When a talk starts",
            "",
            among(settings, captions.on, &on, |it, value| it.captions.on = value),
        ),
        row(
            "captions.place",
            "Where they stand",
            "",
            among(settings, captions.place, &places, |it, value| it.captions.place = value),
        ),
        row(
            "captions.size",
            "Size",
            "A line, of the stage's height",
            steps(settings, beside(size, 1, ends[0], ends[1]), format!("{size} %"), |it, value| {
                it.captions.size = Some(value as u8);
            }),
        ),
    ]
}

/// Their colors and letters.
fn captions_look(settings: &Settings) -> Vec<Row> {
    let captions = &settings.captions;
    let opacity = u32::from(captions.opacity.unwrap_or(CaptionStyle::USUAL_OPACITY));
    let least = u32::from(CaptionStyle::LEAST_OPACITY);
    vec![
        row(
            "captions.color",
            "Color of the words",
            "",
            among(settings, captions.color.unwrap_or_default(), &INKS, |it, value| it.captions.color = Some(value)),
        ),
        row(
            "captions.plate",
            "Behind them",
            if gives_way(captions) { "Another, so that they can be read" } else { "" },
            among(settings, captions.plate.unwrap_or_default(), &PLATES, |it, value| it.captions.plate = Some(value)),
        ),
        row(
            "captions.opacity",
            "How opaque that is",
            "Never less than the words need",
            steps(settings, beside(opacity, 5, least, 100), format!("{opacity} %"), |it, value| {
                it.captions.opacity = Some(value as u8);
            }),
        ),
        row(
            "captions.font",
            "Their letters",
            "",
            among(settings, captions.font.unwrap_or_default(), &FONTS, |it, value| it.captions.font = Some(value)),
        ),
        row(
            "captions.edge",
            "Edge of the letters",
            "",
            among(settings, captions.edge.unwrap_or_default(), &EDGES, |it, value| it.captions.edge = Some(value)),
        ),
        row("", "How they look", "", Control::Sample(look(captions, USUAL, CaptionWishes::default()))),
    ]
}

/// Where they come from, in which language, and who reads them.
fn captions_come(settings: &Settings) -> Vec<Row> {
    let captions = &settings.captions;
    vec![
        row("captions.source", "Live captions", "While a talk is open", live(settings)),
        row(
            "captions.language",
            "Language",
            "The one last chosen, where a deck has it",
            Control::Words(captions.language.clone().unwrap_or_else(|| "the deck's first".to_owned())),
        ),
        row(
            "screen_reader.captions",
            "Screen readers read them",
            "On the stage, for braille displays",
            among(settings, settings.screen_reader.captions, &SWITCH, |it, value| it.screen_reader.captions = value),
        ),
    ]
}

const USUAL: CaptionLook = CaptionLook::usual(CaptionPlace::Band);
const INKS: [(&str, CaptionInk); 6] = [
    ("As written", CaptionInk::AsWritten),
    ("White", CaptionInk::White),
    ("Yellow", CaptionInk::Yellow),
    ("Cyan", CaptionInk::Cyan),
    ("Green", CaptionInk::Green),
    ("Black", CaptionInk::Black),
];
const PLATES: [(&str, CaptionPlate); 4] = [
    ("Usual", CaptionPlate::Usual),
    ("Black", CaptionPlate::Black),
    ("Blue", CaptionPlate::Blue),
    ("White", CaptionPlate::White),
];
const FONTS: [(&str, CaptionFont); 4] = [
    ("As the deck", CaptionFont::Theme),
    ("Sans", CaptionFont::Sans),
    ("Serif", CaptionFont::Serif),
    ("Mono", CaptionFont::Mono),
];
const EDGES: [(&str, CaptionEdge); 3] =
    [("None", CaptionEdge::None), ("Outline", CaptionEdge::Outline), ("Shadow", CaptionEdge::Shadow)];

/// Words of the chosen color cannot be read on what was chosen to be behind them.
fn gives_way(captions: &Captions) -> bool {
    let with = |plate| {
        let style = CaptionStyle { color: captions.color.unwrap_or_default(), plate, ..CaptionStyle::USUAL };
        Inks::of(
            CaptionLook { style, ..CaptionLook::usual(CaptionPlace::Bottom) },
            Color::WHITE,
            Color::BLACK,
            Variant::Dark.least_contrast(),
        )
    };
    let plate = captions.plate.unwrap_or_default();
    let own = match plate {
        CaptionPlate::Usual | CaptionPlate::Black => Color::BLACK,
        CaptionPlate::White => Color::WHITE,
        CaptionPlate::Blue => return captions.color == Some(CaptionInk::Black),
    };
    with(plate).plate.with_alpha(1.0) != own
}

/// Nobody, a recogniser on this machine, or what stands in the file.
fn live(settings: &Settings) -> Control {
    let source = settings.captions.source.as_deref();
    let with = |source: Option<&str>| {
        let mut with = settings.clone();
        with.captions.source = source.map(str::to_owned);
        with
    };
    let mut all = vec![
        ("None", source.is_none(), with(None)),
        ("From the microphone", source == Some("auto"), with(Some("auto"))),
    ];
    if source.is_some() && source != Some("auto") {
        all.push(("Your own", true, with(source)));
    }
    Control::Segments(all)
}

fn screens(settings: &Settings) -> Vec<Row> {
    let endings = [
        ("As the deck", None),
        ("Card", Some(Ending::Card)),
        ("Last slide", Some(Ending::LastSlide)),
        ("Black", Some(Ending::Black)),
    ];
    vec![
        row(
            "screens",
            "The stage goes to",
            "Remembered for each screen by its name",
            Control::Page("Pick a screen …", WindowCommand::Screens),
        ),
        row(
            "stage.green_room",
            "Wait for Start",
            "With a holding slide for the audience",
            among(settings, settings.stage.green_room, &SWITCH, |it, value| it.stage.green_room = value),
        ),
        row(
            "stage.show_rehearsals",
            "A rehearsal begins",
            "You can change it in mid-rehearsal",
            among(settings, settings.stage.show_rehearsals, &SEEN, |it, value| it.stage.show_rehearsals = value),
        ),
        row(
            "stage.wheel",
            "The wheel on the only screen",
            "A click goes on in any case",
            among(settings, settings.stage.wheel, &[("Nothing", false), ("On and back", true)], |it, value| {
                it.stage.wheel = value;
            }),
        ),
        row(
            "stage.ending",
            "After the talk",
            "What the audience sees until you leave",
            among(settings, settings.stage.ending, &endings, |it, value| it.stage.ending = value),
        ),
        row(
            "",
            "Are the screens right?",
            "Test cards, and what is to be fixed",
            Control::Page("Stage check …", WindowCommand::StageCheck),
        ),
    ]
}

/// The editors that are there, and the speaker's own, if it is another.
fn editor(settings: &Settings, editors: &[&'static str]) -> Row {
    const MOST: usize = 4;
    let chosen = settings.editor.as_deref();
    let with = |editor: Option<&str>| {
        let mut with = settings.clone();
        with.editor = editor.map(str::to_owned);
        with
    };
    let mut all = vec![("As the system", chosen.is_none(), with(None))];
    all.extend(editors.iter().take(MOST).map(|name| (*name, chosen == Some(*name), with(Some(*name)))));
    if chosen.is_some() && !all.iter().any(|(_, on, _)| *on) {
        all.push(("Your own", true, with(chosen)));
    }
    row("check.editor", "Editor", "Opens the line that check speaks of", Control::Segments(all))
}

fn keys(settings: &Settings) -> Vec<Row> {
    let keys = &settings.keys;
    let changed = match keys.remaps.len() {
        0 => "none is changed".to_owned(),
        1 => "one is changed".to_owned(),
        more => format!("{more} are changed"),
    };
    vec![
        row(
            "keys.letters",
            "Single letters do something",
            "Off where you dictate or type by voice",
            among(settings, keys.letters, &SWITCH, |it, value| {
                it.keys.letters = value;
            }),
        ),
        row("keys", "Your own keys", "[keys] in the settings file", Control::Words(changed)),
        row("", "Every command", "", Control::Page("All keys …", WindowCommand::Help)),
    ]
}
