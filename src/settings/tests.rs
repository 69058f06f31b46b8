//! Settings by their text: what is read, what is said about it, and what a change leaves as it was.

use std::sync::mpsc;

use serde::{Deserialize, Serialize};

use super::store::save;
use super::values::{MOST_RECENT, Says, ScreenReader};
use super::write::write;
use super::{Arrangement, Remap, Saver, Settings, Theme, load_from, read};
use crate::deck::caption::{CaptionEdge, CaptionFont, CaptionInk, CaptionPlace, CaptionPlate};
use crate::diagnostic::Severity;
use crate::show::view::TimerMode;

const WRITTEN: &str = r#"# mine
version = 1

[console]
theme = "light"  # for bright rooms
notes_scale = 1.5
split = [0.5, 0.4]
timer_mode = "ends-at"
future = { a = 1 }

[captions]
language = "es"

[keys]
letters = false
black = ["F8", "b"]
reload = "Ctrl+L"

[[recent]]
path = "/talks/a"
when = 2026-05-01T10:00:00+02:00
"#;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Screen {
    name: String,
    size: [u32; 2],
    place: Option<i64>,
}

#[test]
fn what_screen_readers_are_told_is_kept() {
    let text = "[screen_reader]\nsays = \"slides\"\ncaptions = true\n";
    let old = read(text, "settings.toml").settings;
    assert_eq!(old.screen_reader, ScreenReader { says: Says::Slides, captions: true });
    let mut new = old.clone();
    new.screen_reader = ScreenReader { says: Says::Nothing, captions: false };
    let written = write(text, &old, &new).expect("it is TOML");
    assert_eq!(read(&written, "settings.toml").settings, new);
    assert_eq!(read("[screen_reader]\nsays = \"loud\"", "settings.toml").diagnostics.len(), 1);
}

#[test]
fn whether_rehearsals_are_shown_is_kept() {
    let old = read("[stage]\nwheel = true # mine\n", "settings.toml").settings;
    assert!(!old.stage.show_rehearsals, "nobody wants a room to see one unasked");
    let mut new = old.clone();
    new.stage.show_rehearsals = true;
    let written = write("[stage]\nwheel = true # mine\n", &old, &new).expect("it is TOML");
    assert_eq!(read(&written, "settings.toml").settings, new);
    assert!(written.contains("# mine"));
    let wrong = read("[stage]\nshow_rehearsals = \"no\"", "settings.toml");
    assert_eq!((wrong.diagnostics.len(), wrong.settings.stage.show_rehearsals), (1, false));
}

#[test]
fn what_is_written_is_read() {
    let read = read(WRITTEN, "settings.toml");
    let settings = read.settings;
    assert_eq!(settings.console.theme, Theme::Light);
    assert_eq!(settings.console.arrangement, Arrangement::Balanced);
    assert_eq!((settings.console.notes_scale, settings.console.split), (1.5, vec![0.5, 0.4]));
    assert_eq!(settings.console.timer_mode, TimerMode::EndsAt);
    assert_eq!(settings.captions.language.as_deref(), Some("es"));
    assert!(!settings.keys.letters);
    assert_eq!(settings.keys.remaps.len(), 2);
    assert_eq!(settings.keys.remaps[0].chords[1].0, "b");
    assert_eq!(settings.recent[0].when, "2026-05-01T10:00:00+02:00");
    assert_eq!(read.diagnostics.len(), 1, "`future` is only remarked on: {:?}", read.diagnostics);
    assert_eq!(read.diagnostics[0].severity, Severity::Warning);
}

#[test]
fn each_fault_has_its_place_and_a_remedy_and_the_rest_is_read() {
    let text = "[console]\ntheme = \"drak\"\nnotes_scale = 9\nsplit = [2]\ncaptions = 1\n[keys]\nblack = 3\n[captions]\nlanguage = \"es\"\n";
    let read = read(text, "settings.toml");
    let places: Vec<_> =
        read.diagnostics.iter().filter_map(|finding| read.sources.place(finding.span.expect("a place"))).collect();
    for place in
        ["settings.toml:2:9", "settings.toml:3:15", "settings.toml:4:9", "settings.toml:5:1", "settings.toml:7:9"]
    {
        assert!(places.iter().any(|known| known == place), "{place} in {places:?}");
    }
    assert!(read.diagnostics.iter().all(|finding| !finding.hints.is_empty()));
    assert!(read.diagnostics.iter().any(|finding| finding.hints[0].contains("`dark`")));
    assert_eq!(read.settings.captions.language.as_deref(), Some("es"));
}

#[test]
fn a_change_leaves_all_else_as_it_was() {
    let old = read(WRITTEN, "").settings;
    let mut new = old.clone();
    new.console.theme = Theme::Dark;
    new.console.notes_scale = 0.7;
    let text = write(WRITTEN, &old, &new).expect("it takes the change");
    let expected = WRITTEN.replace("\"light\"", "\"dark\"").replace("notes_scale = 1.5", "notes_scale = 0.7");
    assert_eq!(text, expected);
    assert_eq!(write(WRITTEN, &old, &old).expect("nothing to change"), WRITTEN);
}

#[test]
fn what_the_speaker_chose_for_captions_is_kept_and_bounded() {
    let captions = |text: &str| read(text, "settings.toml");
    let mut new = Settings::default();
    new.captions.on = Some(false);
    new.captions.place = Some(CaptionPlace::Top);
    new.captions.size = Some(11);
    let text = write("", &Settings::default(), &new).expect("a new file");
    assert!(text.contains("[captions]\non = false\nplace = \"overlay-top\"\nsize = 11\n"), "{text}");
    assert_eq!(captions(&text).settings, new);
    new.captions.color = Some(CaptionInk::Yellow);
    new.captions.plate = Some(CaptionPlate::Blue);
    (new.captions.opacity, new.captions.source) = (Some(70), Some("auto".to_owned()));
    (new.captions.font, new.captions.edge) = (Some(CaptionFont::Serif), Some(CaptionEdge::Outline));
    new.captions.recogniser = Some("whisper-stream".to_owned());
    let before = captions(&text).settings;
    let text = write(&text, &before, &new).expect("it is changed");
    assert_eq!(captions(&text).settings, new, "{text}");
    let gone = write(&text, &new, &before).expect("it is changed back");
    assert_eq!(captions(&gone).settings, before, "{gone}");
    let source = captions("[captions]\nsource = \"tcp://127.0.0.1\"\n").settings.captions.source;
    assert_eq!(source.as_deref(), Some("tcp://127.0.0.1"));
    let faulty = captions("[captions]\non = 1\nplace = \"overlay\"\nsize = 40\nopacity = 20\ncolor = \"red\"\n");
    assert_eq!(faulty.diagnostics.len(), 5, "{:?}", faulty.diagnostics);
    assert_eq!(faulty.settings, Settings::default());
}

#[test]
fn keys_that_were_learnt_are_written_beside_those_that_the_speaker_wrote() {
    let text = "[keys] # my clicker\nblack = [\n    \"F8\", # the round one\n    \"b\",\n]\nfreeze = \"h\"\nreload = \"Ctrl+L\"\n";
    let old = read(text, "").settings;
    let mut new = old.clone();
    let at = new.keys.remaps[0].span;
    new.keys.remaps[0].chords.push(("F9".to_owned(), at));
    new.keys.remaps[1].chords.push(("F7".to_owned(), at));
    new.keys.remaps.remove(2);
    new.keys.remaps.push(Remap { command: "white".to_owned(), span: at, chords: Vec::new() });
    let changed = write(text, &old, &new).expect("it takes the change");
    assert!(changed.contains("# my clicker") && changed.contains("# the round one"), "{changed}");
    let again = read(&changed, "").settings.keys.remaps;
    let found: Vec<(&str, Vec<&str>)> = again.iter().map(|it| (it.command.as_str(), it.texts().collect())).collect();
    let expected = [("black", vec!["F8", "b", "F9"]), ("freeze", vec!["h", "F7"]), ("white", vec![])];
    assert_eq!(found, expected, "{changed}");
    let fresh = write("", &Settings::default(), &new).expect("a new file");
    assert_eq!(read(&fresh, "").settings.keys.remaps.len(), 3, "{fresh}");
}

#[test]
fn a_newer_file_keeps_its_version_and_what_only_it_knows() {
    let text = "version = 7\n[console]\ntheme = \"light\"\nhologram = true\n[[orbit]]\nx = 1\n";
    let read = read(text, "");
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
    let mut new = read.settings.clone();
    new.console.theme = Theme::Dark;
    assert_eq!(write(text, &read.settings, &new).expect("it takes it"), text.replace("light", "dark"));
}

#[test]
fn screens_of_any_kind_come_back() {
    let screens = [
        Screen { name: "HDMI-1".to_owned(), size: [1920, 1080], place: None },
        Screen { name: "Ż \"2\"".to_owned(), size: [1, 2], place: Some(-3) },
    ];
    let mut new = Settings::default();
    new.set_screens(&screens);
    new.opened("/talks/a", "2026-05-01T10:00:00Z");
    new.opened("/talks/b", "not a date");
    new.opened("/talks/a", "2026-05-02T10:00:00Z");
    let text = write("", &Settings::default(), &new).expect("a new file");
    assert!(text.starts_with("# Cuecard's settings.") && text.contains("\nversion = 1\n\n[[screens]]\n"), "{text}");
    let read = read(&text, "");
    assert!(read.diagnostics.is_empty(), "{text}: {:?}", read.diagnostics);
    assert_eq!(read.settings.screens::<Screen>(), screens, "{text}");
    assert_eq!(read.settings.recent, new.recent, "{text}");
    assert_eq!(new.recent.len(), 2);
    (0..50).for_each(|at| new.opened(&format!("/talks/{at}"), ""));
    assert_eq!((new.recent.len(), new.recent[0].path.as_str()), (MOST_RECENT, "/talks/49"));
}

#[test]
fn a_broken_file_is_told_and_left_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("settings.toml");
    std::fs::write(&path, "[console]\ntheme = \"li").expect("it writes");
    let loaded = load_from(Some(path.clone()));
    assert_eq!(loaded.settings, Settings::default());
    assert_eq!(loaded.diagnostics.len(), 1);
    let mut new = Settings::default();
    new.console.theme = Theme::Light;
    let refused = save(&path, &loaded.settings, &new).expect_err("it is broken");
    assert!(refused.contains("not saved") && refused.contains("fix it first"), "{refused}");
    assert_eq!(std::fs::read_to_string(&path).expect("it is there"), "[console]\ntheme = \"li");
}

#[test]
fn any_text_is_read_without_harm() {
    let parts = WRITTEN.split_inclusive(['=', '[', '"', '\n']).collect::<Vec<_>>();
    for at in 0..parts.len() {
        let text = parts[..at].concat() + &parts[at / 2..].concat();
        let settings = read(&text, "").settings;
        let _ = write(&text, &Settings::default(), &settings);
    }
}

#[test]
fn the_saver_saves_the_last_of_many_and_says_when_it_cannot() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("deeper/settings.toml");
    let saver = Saver::start(&crate::crew::Crew::default(), path.clone(), Settings::default(), |why| panic!("{why:?}"));
    let mut settings = Settings::default();
    for tenths in 5..=20_u8 {
        settings.console.notes_scale = f32::from(tenths) / 10.0;
        saver.save(settings.clone());
    }
    drop(saver);
    assert_eq!(load_from(Some(path)).settings, settings);

    let (told, heard) = mpsc::channel();
    let saver =
        Saver::start(&crate::crew::Crew::default(), folder.path().to_path_buf(), Settings::default(), move |why| {
            drop(told.send(why))
        });
    saver.save(settings);
    drop(saver);
    assert!(heard.recv().expect("it says so").is_some_and(|why| why.contains("not saved")));
}

#[test]
fn what_could_not_be_saved_is_saved_once_it_can_be() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("settings.toml");
    // A folder of that name takes no settings.
    std::fs::create_dir(&path).expect("it is made");
    let (told, heard) = mpsc::channel();
    let saver = Saver::start(&crate::crew::Crew::default(), path.clone(), Settings::default(), move |why| {
        drop(told.send(why));
    });
    saver.save(pulled(7));
    assert!(heard.recv().expect("it says so").is_some_and(|why| why.contains("not saved")));
    std::fs::remove_dir(&path).expect("it goes");
    assert_eq!(heard.recv(), Ok(None), "and says when it can again, without another change");
    assert_eq!(load_from(Some(path)).settings, pulled(7));
    drop(saver);
    assert!(heard.recv().is_err(), "once each");
}

/// Settings that change as when a pane is pulled, without a pause.
fn pulled(at: u32) -> Settings {
    let mut settings = Settings::default();
    settings.console.split = vec![(10 + at % 80) as f32 / 100.0];
    settings
}

#[test]
fn changes_without_a_pause_are_saved_all_the_same() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("settings.toml");
    let saver = Saver::start(&crate::crew::Crew::default(), path.clone(), Settings::default(), |why| panic!("{why:?}"));
    let saved = (1..1_000).any(|at| {
        saver.save(pulled(at));
        std::thread::sleep(std::time::Duration::from_millis(20));
        path.exists()
    });
    assert!(saved, "there was no pause in 20 s, and no file");
    let found = load_from(Some(path)).settings;
    assert!((1..1_000).any(|at| pulled(at) == found), "{found:?}");
}

#[cfg(unix)]
#[test]
fn whenever_the_program_is_killed_its_settings_are_whole() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("settings.toml");
    let me = std::env::current_exe().expect("it runs");
    let arguments = ["--exact", "settings::tests::saves_until_it_is_killed", "--ignored"];
    for at in 0..20_u32 {
        let mut child = std::process::Command::new(&me)
            .args(arguments)
            .env("CUECARD_TEST_SETTINGS", &path)
            .stdout(std::process::Stdio::null())
            .spawn()
            .expect("it starts");
        // It is amid its work when it has written once.
        let before = std::fs::read(&path).ok();
        let written = (0..2_000).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(10));
            std::fs::read(&path).ok() != before
        });
        std::thread::sleep(std::time::Duration::from_micros(u64::from(at) * 731));
        child.kill().and_then(|()| child.wait()).expect("it is killed");
        assert!(written, "nothing was saved in 20 s");
        let loaded = load_from(Some(path.clone()));
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        assert!((1..=80).any(|at| pulled(at) == loaded.settings), "{:?}", loaded.settings);
    }
}

#[cfg(unix)]
#[test]
#[ignore = "the test above runs it in a process of its own"]
fn saves_until_it_is_killed() {
    let path = std::env::vars_os().find(|(name, _)| name == "CUECARD_TEST_SETTINGS").expect("it is said").1;
    let mut settings = Settings::default();
    for at in 1..u32::MAX {
        let new = pulled(at);
        save(std::path::Path::new(&path), &settings, &new).expect("there is room");
        settings = new;
    }
}
