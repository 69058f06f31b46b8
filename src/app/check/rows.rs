//! Facts → rows: what is ready, what is to be fixed and how, and what nobody but the speaker can know.

use crate::app::desktop::awake::Awake;
use crate::app::desktop::battery::{Battery, LOW};
use crate::app::desktop::setup::{Seen, Setup, Stage};
use crate::deck::CaptionDisplay;
use crate::diagnostic::counted;

use crate::playback::facts::DeckFacts;

use super::facts::{DeckState, Facts, Findings, Pictures};
use super::heard::heard_row;
use super::row::{Row, Sign, row};

/// One row for each thing that can go wrong on a stage.
#[must_use]
pub fn rows(facts: &Facts) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(setup) = &facts.setup {
        rows.extend(setup.screens.iter().enumerate().map(|(at, seen)| screen(setup, at, seen)));
    }
    if facts.windows {
        let setup = facts.setup.as_ref();
        rows.push(stage(setup.map_or(Stage::Coming, |setup| setup.stage), setup));
        rows.push(awake(facts.awake.as_ref()));
    }
    rows.extend(deck(&facts.deck, facts.findings.as_ref()));
    rows.extend(facts.live.as_ref().map(heard_row));
    if let DeckState::Read(_) = facts.deck {
        rows.extend(pictures(facts.pictures.as_ref()));
    }
    rows.push(battery(facts.battery));
    rows.push(row("Power saving", Sign::Unknown, "Switch it off, so that the screens stay bright"));
    rows.push(row("Notifications", Sign::Unknown, "Turn on Do Not Disturb"));
    rows.push(match &facts.settings {
        None => row("Settings", Sign::Ready, "No faults"),
        Some(fault) => row("Settings", Sign::Fix, sentence(fault)),
    });
    rows
}

/// `Ready.`, `Ready, as far as can be told.` or `Fix 2 things:`
#[must_use]
pub fn verdict(rows: &[Row]) -> String {
    match faults(rows) {
        0 if unknown(rows).next().is_some() => "Ready, as far as can be told.".to_owned(),
        0 => "Ready.".to_owned(),
        count => format!("Fix {}:", counted(count, "thing")),
    }
}

/// What nobody but the speaker can know.
fn unknown(rows: &[Row]) -> impl Iterator<Item = &str> {
    rows.iter().filter(|row| row.sign == Sign::Unknown).map(|row| row.name.as_str())
}

/// What the verdict is about: `Look yourself: Power saving, Notifications`
#[must_use]
pub fn remark(rows: &[Row]) -> String {
    let fix: Vec<&str> = rows.iter().filter(|row| row.sign == Sign::Fix).map(|row| row.name.as_str()).collect();
    if !fix.is_empty() {
        return fix.join(", ");
    }
    let unknown: Vec<&str> = unknown(rows).collect();
    if unknown.is_empty() { String::new() } else { format!("Look yourself: {}", unknown.join(", ")) }
}

/// How many rows are to be fixed.
#[must_use]
pub fn faults(rows: &[Row]) -> usize {
    rows.iter().filter(|row| row.sign == Sign::Fix).count()
}

/// For a terminal: the verdict, then a line for each row.
#[must_use]
pub fn text(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    let mut out = format!("{}\n", verdict(rows));
    for Row { name, sign, words } in rows {
        out.push_str(&format!("{} {:8}{name:width$}  {words}\n", sign.mark(), sign.word()));
    }
    out
}

fn screen(setup: &Setup, at: usize, seen: &Seen) -> Row {
    let mut words = seen.screen.words();
    if let Some(scale) = seen.scale {
        words.push_str(&format!(", scale {scale}"));
    }
    match setup.stage {
        Stage::Own(stage) if stage == at => words.push_str(": the audience's"),
        _ if seen.console => words.push_str(": yours"),
        Stage::Unseen(stage) if stage == at => words.push_str(": the audience's, and shows nothing"),
        Stage::Own(_) => words.push_str(": shows its number"),
        _ => {}
    }
    let name = format!("Screen {}", at + 1);
    // What shows the audience's slides may show them twice.
    if seen.mirrored && setup.stage != Stage::Own(at) {
        let how = "Another screen shows the same, so the audience would see your notes. Let your system extend the \
                   screens, not mirror them.";
        return row(name, Sign::Fix, format!("{words}. {how}"));
    }
    row(name, Sign::Ready, if seen.mirrored { format!("{words}, and another screen shows the same") } else { words })
}

fn stage(stage: Stage, setup: Option<&Setup>) -> Row {
    let (sign, words) = match stage {
        Stage::Coming => (Sign::Unknown, "The screens are being looked at".to_owned()),
        Stage::Own(at) => {
            let seen = setup.and_then(|setup| setup.screens.get(at));
            (Sign::Ready, seen.map_or_else(String::new, |seen| format!("Has {} to itself", seen.name())))
        }
        Stage::Alone => {
            let how = "There is one screen only. Plug the projector in, and let your system extend the screens.";
            (Sign::Fix, how.to_owned())
        }
        Stage::Unseen(at) => {
            let name = setup.and_then(|setup| setup.screens.get(at)).map_or("the other screen", Seen::name);
            (Sign::Ready, format!("You rehearse, and nobody else sees it; H shows it on {name}"))
        }
        Stage::Lost => (Sign::Fix, "Its screen is gone. Look at the cable: it comes back by itself.".to_owned()),
        Stage::Windowed => (Sign::Ready, "In a window, to be shared in a call".to_owned()),
        Stage::Hidden => (Sign::Fix, "It is hidden: show it again with H".to_owned()),
    };
    row("Stage", sign, words)
}

fn awake(awake: Option<&Awake>) -> Row {
    let (sign, words) = match awake {
        Some(Awake::Held(_)) => (Sign::Ready, "The screen stays on".to_owned()),
        Some(Awake::Refused(why)) => (Sign::Fix, format!("Your system may darken the screen: {why}")),
        Some(Awake::Unsupported) => {
            (Sign::Unknown, "Your system can't be asked: switch off its screen saver and its sleep".to_owned())
        }
        None => (Sign::Unknown, "Asked for when a talk is open".to_owned()),
    };
    row("Keep awake", sign, words)
}

fn deck(deck: &DeckState, findings: Option<&Findings>) -> Vec<Row> {
    let one = |sign, words: &str| vec![row("Deck", sign, words)];
    match deck {
        DeckState::None => one(Sign::Unknown, "None named: open your talk, or `cuecard stage DECK`"),
        DeckState::Reading => one(Sign::Unknown, "It is being read"),
        DeckState::Failed(why) => one(Sign::Fix, &format!("It can't be opened: {why}")),
        DeckState::Read(facts) => vec![faults_of(facts, findings), fonts(facts), captions(facts)],
    }
}

fn faults_of(facts: &DeckFacts, findings: Option<&Findings>) -> Row {
    let slides = counted(facts.slides, "slide");
    // Until all was looked at, what the reading found is no count.
    let Some(Findings { errors, warnings, first }) = findings else {
        return match &facts.fault {
            Some(fault) => row("Deck", Sign::Fix, format!("{slides}. It is being looked at. The first: {fault}")),
            None => row("Deck", Sign::Unknown, format!("{slides}. It is being looked at.")),
        };
    };
    let counts = [(*errors, "fault"), (*warnings, "warning")];
    let counts: Vec<String> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(n, it)| counted(n, it)).collect();
    let first = first.as_ref().map_or_else(String::new, |first| format!(". The first: {first}"));
    if counts.is_empty() {
        return row("Deck", Sign::Ready, format!("{slides}, no faults"));
    }
    let sign = if *errors > 0 { Sign::Fix } else { Sign::Ready };
    row("Deck", sign, format!("{slides}, {}{first}", counts.join(", ")))
}

fn fonts(facts: &DeckFacts) -> Row {
    let families = facts.fonts.join(", ");
    match (facts.missing.as_slice(), facts.borrowed.as_slice()) {
        ([], []) => row("Fonts", Sign::Ready, format!("{families}. No character is missing.")),
        ([], borrowed) => row("Fonts", Sign::Ready, format!("{families}. {}", borrowed.join("; "))),
        (missing, _) => {
            let how = "Put a font that has them into the deck's `fonts` folder.";
            row("Fonts", Sign::Fix, format!("{}. {how}", missing.join("; ")))
        }
    }
}

fn pictures(found: Option<&Pictures>) -> Option<Row> {
    let Some(found) = found else { return Some(row("Pictures", Sign::Unknown, "They are being looked at")) };
    if let Some(first) = found.faults.first() {
        let more = match found.faults.len() {
            1 => String::new(),
            count => format!(" (and {} more)", count - 1),
        };
        return Some(row("Pictures", Sign::Fix, format!("{}{more}", sentence(first))));
    }
    // Drawings (SVG) are no part of these.
    (found.count > 0).then(|| row("Pictures", Sign::Ready, format!("{}, all whole", counted(found.count, "picture"))))
}

fn captions(facts: &DeckFacts) -> Row {
    if facts.captioned == 0 {
        return row("Captions", Sign::Ready, "None: slides have the whole screen");
    }
    let place = match facts.display {
        CaptionDisplay::Band => "under the slide",
        CaptionDisplay::OverlayBottom => "over the foot of the slide",
        CaptionDisplay::OverlayTop => "over the head of the slide",
        CaptionDisplay::Off => "off until you switch them on",
    };
    let words = format!("{} on {}, {place}", facts.languages.join(", "), counted(facts.captioned, "slide"));
    row("Captions", Sign::Ready, words)
}

fn battery(battery: Option<Battery>) -> Row {
    let (sign, words) = match battery {
        None => (Sign::Unknown, "It is being asked".to_owned()),
        Some(Battery::Untold) => (Sign::Unknown, "Your system doesn't tell: plug the machine in".to_owned()),
        Some(Battery::None) => (Sign::Ready, "No battery".to_owned()),
        Some(Battery::Full { percent, draining: false }) => (Sign::Ready, format!("{percent} %, plugged in")),
        Some(Battery::Full { percent, .. }) if percent < LOW => {
            (Sign::Fix, format!("{percent} % and not plugged in: plug it in"))
        }
        Some(Battery::Full { percent, .. }) => (Sign::Ready, format!("{percent} %, not plugged in")),
    };
    row("Battery", sign, words)
}

/// With a capital letter.
fn sentence(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::desktop::screens::tests::screen;

    fn seen(name: &str, x: i32, console: bool) -> Seen {
        Seen { screen: screen(name, x), scale: Some(1.25), mirrored: false, console }
    }

    fn good() -> Facts {
        let deck = DeckFacts {
            slides: 28,
            fonts: vec!["Source Serif 4".to_owned()],
            languages: vec!["en-GB".to_owned()],
            captioned: 20,
            ..DeckFacts::default()
        };
        Facts {
            setup: Some(Setup {
                screens: vec![seen("eDP-1", 0, true), seen("HDMI-1", 1920, false)],
                stage: Stage::Own(1),
            }),
            awake: Some(Awake::Held(std::thread::current())),
            deck: DeckState::Read(deck),
            findings: Some(Findings::default()),
            pictures: Some(Pictures::default()),
            battery: Some(Battery::None),
            settings: None,
            windows: true,
            live: None,
        }
    }

    fn of(name: &str, facts: &Facts) -> (Sign, String) {
        let all = rows(facts);
        let row = all.iter().find(|row| row.name == name).unwrap_or_else(|| panic!("no row {name} in {all:?}"));
        (row.sign, row.words.clone())
    }

    #[test]
    fn where_all_is_well_it_is_ready() {
        let all = rows(&good());
        assert_eq!(verdict(&all), "Ready, as far as can be told.");
        assert_eq!(of("Screen 1", &good()), (Sign::Ready, "eDP-1, 1920 × 1080, scale 1.25: yours".to_owned()));
        assert_eq!(of("Screen 2", &good()).1, "HDMI-1, 1920 × 1080, scale 1.25: the audience's");
        assert_eq!(of("Stage", &good()).1, "Has HDMI-1 to itself");
        assert_eq!(of("Captions", &good()).1, "en-GB on 20 slides, under the slide");
        assert_eq!(of("Notifications", &good()).0, Sign::Unknown, "a reminder is no fault");
    }

    #[test]
    fn a_mirrored_screen_would_show_the_notes() {
        let mut facts = good();
        let setup = facts.setup.as_mut().expect("the screens are known");
        setup.screens[0].mirrored = true;
        let (sign, words) = of("Screen 1", &facts);
        assert!(sign == Sign::Fix && words.contains("your notes"), "{words}");
        let setup = facts.setup.as_mut().expect("the screens are known");
        (setup.screens[0].mirrored, setup.screens[1].mirrored) = (false, true);
        assert_eq!(of("Screen 2", &facts).0, Sign::Ready, "two projectors may show the same");
    }

    #[test]
    fn each_place_of_the_stage_says_what_to_do() {
        for (stage, sign, part) in [
            (Stage::Coming, Sign::Unknown, "looked at"),
            (Stage::Alone, Sign::Fix, "Plug the projector in"),
            (Stage::Lost, Sign::Fix, "cable"),
            (Stage::Windowed, Sign::Ready, "window"),
            (Stage::Hidden, Sign::Fix, "hidden"),
            (Stage::Unseen(1), Sign::Ready, "nobody else sees it"),
        ] {
            let mut facts = good();
            facts.setup = facts.setup.map(|setup| Setup { stage, ..setup });
            let (found, words) = of("Stage", &facts);
            assert!(found == sign && words.contains(part), "{stage:?}: {words}");
        }
    }

    #[test]
    fn a_screen_that_may_go_dark_is_told_in_the_systems_words() {
        let awake = |awake| of("Keep awake", &Facts { awake, ..good() });
        let (sign, words) = awake(Some(Awake::Refused("not today".to_owned())));
        assert!(sign == Sign::Fix && words.ends_with("not today"), "{words}");
        assert_eq!(awake(Some(Awake::Unsupported)).0, Sign::Unknown);
        assert_eq!(awake(None).0, Sign::Unknown);
    }

    #[test]
    fn errors_are_to_be_mended_and_warnings_are_told() {
        let deck = |errors, warnings, missing: &[&str]| Facts {
            deck: DeckState::Read(DeckFacts {
                slides: 1,
                missing: missing.iter().map(|&it| it.to_owned()).collect(),
                ..DeckFacts::default()
            }),
            findings: Some(Findings { errors, warnings, first: Some("deck.toml:3:1: it is wrong".to_owned()) }),
            ..good()
        };
        let faulty = deck(2, 1, &["deck.toml:9:2: no font at hand has `ꙮ` (U+A66E)"]);
        let words = "1 slide, 2 faults, 1 warning. The first: deck.toml:3:1: it is wrong";
        assert_eq!(of("Deck", &faulty), (Sign::Fix, words.to_owned()));
        let (sign, words) = of("Fonts", &faulty);
        assert!(sign == Sign::Fix && words.contains("deck.toml:9:2") && words.contains("fonts` folder"), "{words}");
        assert_eq!(verdict(&rows(&faulty)), "Fix 2 things:");
        assert_eq!(of("Deck", &deck(0, 1, &[])).0, Sign::Ready);
        let looking = |fault: Option<&str>| {
            let deck = DeckFacts { slides: 1, fault: fault.map(str::to_owned), ..DeckFacts::default() };
            of("Deck", &Facts { deck: DeckState::Read(deck), findings: None, ..good() })
        };
        assert_eq!(looking(None), (Sign::Unknown, "1 slide. It is being looked at.".to_owned()));
        let words = "1 slide. It is being looked at. The first: deck.toml:3:1: it is wrong";
        assert_eq!(looking(Some("deck.toml:3:1: it is wrong")), (Sign::Fix, words.to_owned()));
        let failed = Facts { deck: DeckState::Failed("it is no deck".to_owned()), ..good() };
        assert_eq!(verdict(&rows(&failed)), "Fix 1 thing:");
        assert_eq!(of("Captions", &deck(0, 0, &[])).1, "None: slides have the whole screen");
    }

    #[test]
    fn pictures_that_cannot_be_shown_are_told() {
        let with = |pictures| Facts { pictures, ..good() };
        let faults = |faults: &[&str]| faults.iter().map(|&it| it.to_owned()).collect();
        assert_eq!(of("Pictures", &with(None)).0, Sign::Unknown, "they are being decoded");
        let whole = Pictures { count: 3, faults: Vec::new() };
        assert_eq!(of("Pictures", &with(Some(whole))), (Sign::Ready, "3 pictures, all whole".to_owned()));
        let broken = Pictures { count: 3, faults: faults(&["the picture `a.png` is cut off", "another"]) };
        let words = "The picture `a.png` is cut off (and 1 more)".to_owned();
        assert_eq!(of("Pictures", &with(Some(broken))), (Sign::Fix, words));
        assert!(rows(&good()).iter().all(|row| row.name != "Pictures"), "without pictures there is no row");
    }

    #[test]
    fn a_low_battery_wants_its_cable() {
        let sign = |percent, draining| {
            of("Battery", &Facts { battery: Some(Battery::Full { percent, draining }), ..good() }).0
        };
        assert_eq!((sign(39, true), sign(40, true), sign(5, false)), (Sign::Fix, Sign::Ready, Sign::Ready));
        assert_eq!(of("Battery", &Facts { battery: None, ..good() }).0, Sign::Unknown);
    }

    #[test]
    fn a_terminal_lists_what_is_known_without_windows() {
        let facts = Facts { setup: None, awake: None, windows: false, ..good() };
        let text = text(&rows(&facts));
        assert!(
            text.starts_with("Ready, as far as can be told.\n✓ ready   Deck           28 slides, no faults\n"),
            "{text}"
        );
        assert!(!text.contains("Stage") && !text.contains("awake"), "{text}");
        let broken = rows(&Facts { settings: Some("settings.toml:2:9: no".to_owned()), ..facts });
        assert_eq!(faults(&broken), 1);
    }
}
