//! A terminal whose disk is full, or that nobody reads → what the program still does.
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

fn full() -> Stdio {
    File::options().write(true).open("/dev/full").expect("Linux has it").into()
}

fn cuecard(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuecard"));
    command.args(words).current_dir(folder).env("XDG_CONFIG_HOME", folder);
    command
}

/// A deck with a fault, which each command has something to say of.
fn faulty() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let deck =
        "[deck]\ntitle = \"Small\"\nlanguage = \"en\"\nfoo = 1\n[[slide]]\ntitle = \"One\"\nbody = \"A word.\"\n";
    fs::write(folder.path().join("deck.toml"), deck).expect("it writes");
    folder
}

#[test]
fn what_cannot_be_told_ends_no_work() {
    for (words, made) in [
        (&["export", ".", "talk.pdf", "--anyway"][..], "talk.pdf"),
        (&["export", ".", "talk.md", "--anyway"], "talk.md"),
        (&["export", ".", "one.png", "--slide", "1", "--anyway"], "one.png"),
    ] {
        let folder = faulty();
        let run = |errors| cuecard(folder.path(), words).stdout(Stdio::null()).stderr(errors).status();
        let said = run(Stdio::null()).expect("it runs");
        fs::remove_file(folder.path().join(made)).expect("it was made");
        assert_eq!(run(full()).expect("it runs").code(), said.code(), "{words:?}");
        assert!(folder.path().join(made).exists(), "{words:?}");
    }
}

#[test]
fn what_cannot_be_printed_is_told_and_ends_in_an_error() {
    let folder = faulty();
    for words in [&["check", ".", "--format", "json"][..], &["keys"], &["format"], &["check", "."], &["schema"]] {
        let output = cuecard(folder.path(), words).stdout(full()).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{words:?}: {said}");
        assert!(said.contains("could not be written") && !said.contains("panicked"), "{words:?}: {said}");
    }
}
