//! `cuecard keys` as a speaker runs it, with settings that are absent, good and faulty.
#![cfg(target_os = "linux")]

use std::fs;
use std::process::{Command, Output};

/// Runs it with these settings in the place where the system keeps them.
fn keys(settings: Option<&str>) -> (Output, String) {
    let home = tempfile::tempdir().expect("a temporary folder");
    if let Some(settings) = settings {
        fs::create_dir(home.path().join("cuecard")).expect("a folder");
        fs::write(home.path().join("cuecard/settings.toml"), settings).expect("it writes");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuecard"));
    let output = command.arg("keys").env("XDG_CONFIG_HOME", home.path()).output().expect("it runs");
    let shown = String::from_utf8(output.stdout.clone()).expect("words");
    (output, shown)
}

fn row(shown: &str, words: &str) -> String {
    shown.lines().find(|line| line.ends_with(words)).unwrap_or_else(|| panic!("no row for {words}")).to_owned()
}

#[test]
fn the_keys_in_force_are_listed() {
    let (output, shown) = keys(None);
    assert!(output.status.success());
    assert!(row(&shown, "Black stage, or back").starts_with("  B  .  "), "{shown}");
    let (output, shown) = keys(Some("[keys]\nletters = false\nblack = [\"F8\", \"Ctrl+B\"]\n"));
    assert!(output.status.success(), "{shown}");
    assert!(row(&shown, "Black stage, or back").starts_with("  F8  Ctrl B  "), "{shown}");
    assert!(row(&shown, "Hold the stage, or let go").starts_with("  –  "), "{shown}");
}

#[test]
fn the_keys_of_pages_are_listed_and_can_be_others() {
    let (_, shown) = keys(None);
    for (words, begins) in [
        ("Show the test card, or take it away", "  K  "),
        ("Give the talk", "  Enter  F5  "),
        ("Number of what is to be saved", "  1 – 8  "),
        ("Close the page on top, or what is open in it", "  Esc  "),
    ] {
        assert!(row(&shown, words).starts_with(begins), "{words} in {shown}");
    }
    let settings = "[keys]\nletters = false\ncheck-test-card = \"F9\"\nlibrary-rehearse = [\"F7\", \"Ctrl+B\"]\n";
    let (output, shown) = keys(Some(settings));
    assert!(output.status.success(), "{shown}");
    assert!(row(&shown, "Show the test card, or take it away").starts_with("  F9  "), "{shown}");
    assert!(row(&shown, "Give the talk to nobody, and see how long it takes").starts_with("  F7  Ctrl B  "), "{shown}");
    assert!(row(&shown, "Number of what is to be saved").starts_with("  –  "), "{shown}");
    let (output, shown) = keys(Some("[keys]\ncheck-testcard = \"F9\"\n"));
    assert!(!output.status.success() && shown.contains("Did you mean `check-test-card`?"), "{shown}");
}

#[test]
fn faults_of_the_settings_are_told_with_their_place_and_end_in_an_error() {
    let (output, shown) = keys(Some("[console]\ntheme = \"drak\"\n[keys]\nblack = \"Esc\"\n"));
    assert!(!output.status.success());
    for words in ["settings.toml:2:9", "`dark`", "settings.toml:4:9", "always leaves", "2 errors"] {
        assert!(shown.contains(words), "{words} in {shown}");
    }
    let (output, shown) = keys(Some("[console\n"));
    assert!(!output.status.success() && shown.contains("settings.toml:1:"), "{shown}");
}
