//! The page about the machine, the manual and the completions, as the program prints them.

use std::fs;
use std::process::{Command, Output};

fn cuecard(home: &std::path::Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuecard"));
    command.args(arguments).env("HOME", home).env("USER", "quillfeather").env("HOSTNAME", "ostrich-laptop.zoo.example");
    // No screen, so that no window of whoever runs the tests opens.
    for name in [
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
        "XDG_RUNTIME_DIR",
        "DBUS_SESSION_BUS_ADDRESS",
    ] {
        command.env_remove(name);
    }
    command.output().expect("it runs")
}

fn words(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("words")
}

#[test]
fn the_page_tells_of_the_machine_and_not_of_its_owner() {
    let place = tempfile::tempdir().expect("a folder");
    let home = place.path().join("quillfeather");
    fs::create_dir_all(home.join(".config/cuecard")).expect("it is made");
    fs::write(home.join(".config/cuecard/settings.toml"), "[keys]\nblack = 3\n").expect("it writes");
    let page = words(&cuecard(&home, &["doctor"]));
    for row in ["System", "Desktop", "Sound", "ffmpeg", "Recognisers", "Clicker", "Settings", "Fonts"] {
        assert!(page.lines().any(|line| line.get(2..).is_some_and(|line| line.starts_with(row))), "{row} in\n{page}");
    }
    assert!(page.starts_with(&format!("Cuecard {} for ", env!("CARGO_PKG_VERSION"))), "{page}");
    for name in ["quillfeather", "ostrich", &place.path().display().to_string()] {
        assert!(!page.contains(name), "{name} in\n{page}");
    }
    if cfg!(target_os = "linux") {
        assert!(page.contains("~/.config/cuecard/settings.toml: 1 fault; `cuecard keys` tells"), "{page}");
        assert!(page.contains("! Windows      no window could be opened: there is no screen"), "{page}");
    }
    let left: Vec<_> = fs::read_dir(&home).expect("it lists").flatten().map(|entry| entry.file_name()).collect();
    assert!(left.iter().all(|name| name == ".config" || name == ".cache"), "looking leaves nothing: {left:?}");
}

#[test]
fn every_command_that_is_shown_has_a_manual_page_and_is_completed() {
    let place = tempfile::tempdir().expect("a folder");
    let help = words(&cuecard(place.path(), &["--help"]));
    let list =
        help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("commands are listed");
    let names: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.len() > 10 && names.contains(&"doctor"), "{names:?}");
    let folder = place.path().join("man");
    words(&cuecard(place.path(), &["man", &folder.display().to_string()]));
    let bash = words(&cuecard(place.path(), &["completions", "bash"]));
    for name in names.iter().filter(|name| **name != "help") {
        let page = fs::read_to_string(folder.join(format!("cuecard-{name}.1")))
            .unwrap_or_else(|_| panic!("no page of {name}"));
        assert!(
            page.contains(&format!(".TH cuecard\\-{name} 1")) || page.contains(&format!(".TH cuecard-{name} 1")),
            "{page}"
        );
        assert!(bash.contains(name), "{name} is not completed");
    }
    // What is for the windows and for packages alone is in neither.
    let pages = fs::read_dir(&folder).expect("it lists").flatten().map(|entry| entry.file_name());
    let pages: Vec<String> = pages.map(|name| name.to_string_lossy().into_owned()).collect();
    assert_eq!(pages.len(), names.len(), "one for each but help, and one for all: {pages:?}");
    assert!(!pages.iter().any(|page| page == "cuecard-save.1" || page == "cuecard-man.1"), "{pages:?}");
    for shell in ["zsh", "fish", "powershell", "elvish"] {
        assert!(words(&cuecard(place.path(), &["completions", shell])).contains("rehearse"), "{shell}");
    }
}
