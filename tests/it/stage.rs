//! `cuecard stage` as a speaker runs it without a desktop: rows as text, and an error where something is to be fixed.
#![cfg(target_os = "linux")]

use std::fs;
use std::process::{Command, Output};

/// Checks this deck with these settings; no screen can be reached.
fn stage(deck: &str, settings: &str, list: bool) -> (Output, String) {
    let home = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(home.path().join("cuecard")).expect("a folder");
    fs::write(home.path().join("cuecard/settings.toml"), settings).expect("it writes");
    fs::write(home.path().join("deck.toml"), deck).expect("it writes");
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuecard"));
    command.arg("stage").arg(home.path()).args(list.then_some("--list"));
    command.env("XDG_CONFIG_HOME", home.path()).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    let output = command.env_remove("WAYLAND_SOCKET").output().expect("it runs");
    let shown = String::from_utf8(output.stdout.clone()).expect("words");
    (output, shown)
}

const DECK: &str = "[deck]\ntitle = \"Small\"\nlanguage = \"en\"\n[[slide]]\ntitle = \"One\"\nbody = \"A word.\"\n";

#[test]
fn what_is_known_without_a_window_is_listed() {
    for list in [true, false] {
        let (output, shown) = stage(DECK, "", list);
        // The battery of the machine that tests may be low.
        for words in
            [" Deck ", "1 slide, no faults", " Fonts ", "No character is missing", " Battery ", "Do Not Disturb"]
        {
            assert!(shown.contains(words), "{words} in {shown}");
        }
        assert!(shown.starts_with("Ready, as far as can be told.\n") == output.status.success(), "{shown}");
        let said = String::from_utf8_lossy(&output.stderr).contains("there is no screen");
        assert_eq!(said, !list, "why there is only a list");
    }
}

#[test]
fn what_is_to_be_fixed_ends_in_an_error() {
    let faulty = DECK.replace("body", "bdoy");
    let (output, shown) = stage(&faulty, "[console\n", true);
    assert!(!output.status.success() && shown.starts_with("Fix "), "{shown}");
    for words in ["! fix ", "1 fault", "deck.toml:6:1", "Your settings have faults"] {
        assert!(shown.contains(words), "{words} in {shown}");
    }
    let (output, shown) = stage(&DECK.replace("A word.", "\u{10FFFD}"), "", true);
    assert!(!output.status.success() && shown.contains("U+10FFFD"), "{shown}");
}

#[test]
fn a_recogniser_for_captions_is_named_or_how_to_install_one() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let write = |place: &str, text: &str| {
        let place = home.path().join(place);
        fs::create_dir_all(place.parent().expect("a folder")).expect("it is made");
        fs::write(&place, text).expect("it writes");
        place
    };
    write("deck/deck.toml", &DECK.replace("\"en\"", "\"de\""));
    write("cuecard/settings.toml", "[captions]\nsource = \"auto\"\n");
    let list = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cuecard"));
        command.args(["stage", "--list"]).arg(home.path().join("deck"));
        command.env("XDG_CONFIG_HOME", home.path()).env("HOME", home.path()).env("PATH", home.path().join("bin"));
        command.env("XDG_DATA_HOME", home.path()).env_remove("WHISPER_MODEL").env_remove("VOSK_MODEL_PATH");
        String::from_utf8(command.output().expect("it runs").stdout).expect("words")
    };
    let shown = list();
    let row = shown.lines().find(|line| line.contains("Live captions")).unwrap_or_else(|| panic!("{shown}"));
    assert!(row.starts_with("! fix") && row.contains("No speech recogniser is installed. To install one: "), "{row}");
    assert!(row.contains("pip install vosk") && row.contains("lang='de'"), "{row}");
    let program = write("bin/whisper-stream", "#!/bin/sh\n");
    fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("it may run");
    write("cuecard/models/ggml-base.en.bin", "");
    let shown = list();
    assert!(shown.contains("no model for `de`. To get one: curl ") && shown.contains("ggml-base.bin"), "{shown}");
    write("cuecard/models/ggml-tiny.bin", "");
    let shown = list();
    assert!(shown.contains("whisper-stream with ggml-tiny.bin, language de. Say a few sentences"), "{shown}");
}
