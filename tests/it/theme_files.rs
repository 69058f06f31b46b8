//! Theme files as presenters have them: faults as `check` shows them, new files, folders of themes, the speaker's own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cuecard::deck::files::Folder;
use cuecard::deck::read::read;

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/themes").join(name)
}

/// Runs the program with `home` as the speaker's; whether it went well, and all that it said.
fn cuecard(home: &Path, words: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cuecard"));
    command.args(words).current_dir(home).env("HOME", home).env("XDG_CONFIG_HOME", home.join("config"));
    let done = command.output().expect("it runs");
    let said = [done.stdout, done.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (done.status.success(), said)
}

#[test]
fn check_shows_all_faults_of_a_theme_file_with_their_places() {
    let home = tempfile::tempdir().expect("a folder");
    let (good, said) = cuecard(home.path(), &["check", &case("many-faults").display().to_string()]);
    assert!(!good);
    for (place, words) in [
        ("house.toml:4:9", "`cream` is no color"),
        ("house.toml:5:1", "Did you mean `accent`?"),
        ("house.toml:9:8", "there is no font family called `Acme Grotesk`"),
        ("house.toml:10:11", "Did you mean `Source Serif 4`?"),
        ("house.toml:13:8", "`space.left` cannot be 9000"),
        ("house.toml:14:7", "`space.top` must be a number, but it is words in quotes"),
        ("house.toml:16:2", "Did you mean `title_slide`?"),
        ("house.toml:20:9", "`band.place` cannot be `upper`"),
    ] {
        assert!(said.contains(place) && said.contains(words), "{place}, {words}: {said}");
    }
    // What is right is in force, what is wrong is as in the theme that it extends.
    let folder = case("many-faults");
    let text = fs::read(folder.join("deck.toml")).expect("a deck");
    let theme = read(&text, "deck.toml", &Folder::new(folder)).deck.theme;
    let lecture = cuecard::deck::theme::built_in("lecture", None).expect("a built-in theme");
    assert_eq!(theme.colors.ink.to_string(), "#1A2B3C");
    assert_eq!(theme.colors.paper, lecture.colors.paper);
    assert_eq!((theme.space.left, theme.space.top), (lecture.space.left, lecture.space.top));
    assert_eq!(theme.fonts.text, lecture.fonts.text);
}

#[test]
fn a_theme_in_a_folder_of_the_deck_has_its_own_files() {
    let folder = case("folder");
    let text = fs::read(folder.join("deck.toml")).expect("a deck");
    let read = read(&text, "deck.toml", &Folder::new(folder));
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
    let essay = cuecard::deck::theme::built_in("essay", None).expect("a built-in theme");
    let theme = read.deck.theme;
    assert_eq!((theme.space.top, theme.colors.accent.to_string().as_str()), (52.0, "#0B6E4F"));
    assert_eq!(theme.fonts.display, essay.fonts.display);
}

#[test]
fn a_new_theme_is_found_by_its_deck_and_nothing_is_written_over_it() {
    let home = tempfile::tempdir().expect("a folder");
    let talk = home.path().join("talk");
    let path = talk.display().to_string();
    assert!(cuecard(home.path(), &["new", &path]).0);
    let (good, said) = cuecard(home.path(), &["themes", "new", "acme", "--deck", &path, "--extends", "keynote"]);
    assert!(good && talk.join("themes/acme/theme.toml").is_file(), "{said}");
    assert!(talk.join("themes/acme/theme.schema.json").is_file() && said.contains("theme = \"acme\""), "{said}");
    let deck = fs::read_to_string(talk.join("deck.toml")).expect("a deck");
    fs::write(talk.join("deck.toml"), deck.replace("\"civic\"", "\"acme\"")).expect("it writes");
    let (good, said) = cuecard(home.path(), &["check", &path]);
    assert!(good, "{said}");
    let text = fs::read(talk.join("deck.toml")).expect("a deck");
    assert_eq!(read(&text, "deck.toml", &Folder::new(talk.clone())).deck.theme.fonts.display, "Inter Display");
    let (good, said) = cuecard(home.path(), &["themes", "new", "acme", "--deck", &path]);
    assert!(!good && said.contains("there already"), "{said}");
    for (words, wanted) in [
        (vec!["themes", "new", "civic", "--deck", &path], "is a theme of Cuecard's"),
        (vec!["themes", "new", "../x", "--deck", &path], "letters, digits and hyphens"),
        (vec!["themes", "new", "x", "--deck", &path, "--extends", "keynot"], "Did you mean `keynote`?"),
        (vec!["themes", "new", "x", "--deck", "nowhere"], "there is no deck.toml"),
    ] {
        let (good, said) = cuecard(home.path(), &words);
        assert!(!good && said.contains(wanted), "{words:?}: {said}");
    }
}

#[test]
fn a_theme_of_the_speakers_own_is_for_all_talks_until_a_deck_takes_it() {
    let home = tempfile::tempdir().expect("a folder");
    let talk = home.path().join("talk");
    let path = talk.display().to_string();
    assert!(cuecard(home.path(), &["new", &path]).0);
    let (good, said) = cuecard(home.path(), &["themes", "new", "house", "--mine", "--extends", "workshop"]);
    assert!(good && home.path().join("config/cuecard/themes/house/theme.toml").is_file(), "{said}");
    let deck = fs::read_to_string(talk.join("deck.toml")).expect("a deck");
    fs::write(talk.join("deck.toml"), deck.replace("\"civic\"", "\"house\"")).expect("it writes");
    let (good, said) = cuecard(home.path(), &["check", &path]);
    assert!(good && said.contains("THEME-OWN") && said.contains("themes take"), "{said}");
    let (good, said) = cuecard(home.path(), &["themes", "--deck", &path]);
    assert!(good && said.contains("house"), "{said}");
    let (good, said) = cuecard(home.path(), &["themes", "take", &path]);
    assert!(good && talk.join("themes/house/theme.toml").is_file(), "{said}");
    let (good, said) = cuecard(home.path(), &["check", &path]);
    assert!(good && !said.contains("THEME-OWN"), "{said}");
}

#[cfg(unix)]
#[test]
fn no_theme_reads_what_lies_outside_of_its_folder() {
    let home = tempfile::tempdir().expect("a folder");
    let talk = home.path().join("talk");
    let path = talk.display().to_string();
    fs::create_dir_all(talk.join("themes/acme")).expect("it is made");
    fs::write(home.path().join("secret.toml"), "[space]\nleft = 77\nsecret = 1\n").expect("it writes");
    let write = |theme: &str| {
        fs::write(
            talk.join("deck.toml"),
            format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\ntheme = \"{theme}\"\n[[slide]]\ntitle = \"A\"\nbody = \"B\"\n"),
        )
        .expect("it writes");
    };
    std::os::unix::fs::symlink(home.path().join("secret.toml"), talk.join("themes/acme/theme.toml")).expect("a link");
    for theme in ["acme", "../secret.toml", "themes/acme/../../../secret.toml"] {
        write(theme);
        let (good, said) = cuecard(home.path(), &["check", &path]);
        assert!(
            !good && said.contains("THEME") && !said.contains("secret = 1") && !said.contains("no `secret`"),
            "{said}"
        );
    }
    fs::remove_file(talk.join("themes/acme/theme.toml")).expect("it goes");
    fs::write(talk.join("themes/acme/theme.toml"), "extends = \"../../../secret.toml\"\n").expect("it writes");
    write("acme");
    let (good, said) = cuecard(home.path(), &["check", &path]);
    assert!(!good && said.contains("not inside the deck's folder") && !said.contains("no `secret`"), "{said}");
}
