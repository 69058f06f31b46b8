//! A saved deck is read again, however an editor saves it: a real folder, four ways of saving, three times each.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use cuecard::crew::Crew;
use cuecard::talk::Talk;
use cuecard::watch::{self, Watch};

/// Far longer than it ever takes: a machine may be busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// A deck whose only slide has this title, long enough to be written in pieces.
fn deck(title: &str) -> String {
    let notes = "Words for the speaker. ".repeat(200);
    format!(
        "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n\n[[slide]]\nid = \"one\"\ntitle = \"{title}\"\nnotes = \"{notes}\"\n"
    )
}

fn watched(deck: &Path) -> Receiver<()> {
    followed(deck).1
}

#[expect(clippy::disallowed_methods, reason = "the watcher is tried on real files, in real time")]
fn followed(deck: &Path) -> (Watch, Receiver<()>) {
    let (tell, told) = mpsc::channel();
    let start = Instant::now();
    let watch = watch::start(&Crew::default(), deck, move || start.elapsed(), move || tell.send(()).is_ok());
    (watch, told)
}

/// Waits until the watcher has us read a deck with this title. What it has us read on the way does no harm.
fn wait_for(title: &str, told: &Receiver<()>, deck: &Path, how: &str) {
    loop {
        told.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{how}: nobody told of {title}"));
        if Talk::open(deck).is_ok_and(|talk| talk.plan.slides[0].name() == title) {
            return;
        }
    }
}

fn in_pieces(path: &Path, text: &str) {
    let mut file = File::create(path).expect("it can be truncated");
    for piece in text.as_bytes().chunks(text.len() / 9) {
        file.write_all(piece).expect("it writes");
        file.sync_data().expect("it is written");
    }
}

fn at_once(path: &Path, text: &str) {
    fs::write(path, text).expect("it writes");
}

fn by_rename(path: &Path, text: &str) {
    let beside = path.with_file_name(".deck.toml.new");
    fs::write(&beside, text).expect("it writes");
    fs::rename(&beside, path).expect("it is moved over");
}

fn deleted_first(path: &Path, text: &str) {
    fs::remove_file(path).expect("it is there");
    // As some editors and synchronizers do; the test would hold with any pause.
    std::thread::sleep(Duration::from_millis(300));
    fs::write(path, text).expect("it writes");
}

type Save = fn(&Path, &str);

#[test]
fn a_saved_deck_is_read_however_it_is_saved() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("deck.toml");
    fs::write(&path, deck("start")).expect("it writes");
    let told = watched(folder.path());
    settle(&told, &path);
    let ways: [(&str, Save); 4] =
        [("at once", at_once), ("in pieces", in_pieces), ("by rename", by_rename), ("deleted first", deleted_first)];
    for (how, save) in ways {
        for time in 1..=3 {
            let title = format!("{how} {time}");
            save(&path, &deck(&title));
            wait_for(&title, &told, &path, how);
        }
    }
}

#[test]
fn a_picture_beside_the_deck_counts_too() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("deck.toml");
    fs::write(&path, deck("start")).expect("it writes");
    let pictures = folder.path().join("pictures");
    fs::create_dir(&pictures).expect("a folder");
    let told = watched(&path);
    settle(&told, &path);
    for picture in ["a.svg", "b.png"] {
        fs::write(pictures.join(picture), "x").expect("it writes");
        told.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{picture}: nobody told"));
    }
}

/// Saves until the watcher answers: from then on it listens.
fn settle(told: &Receiver<()>, path: &Path) {
    for time in 0..100 {
        fs::write(path, deck(&format!("settle {time}"))).expect("it writes");
        if told.recv_timeout(Duration::from_millis(200)).is_ok() {
            return;
        }
    }
    panic!("the watcher never answered");
}

#[test]
fn the_same_bytes_are_no_new_reading_and_a_new_picture_is() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("deck.toml");
    let text = deck("start") + "[[slide]]\nid = \"two\"\n  [slide.picture]\n  src = \"a.svg\"\n  alt = \"A\"\n";
    fs::write(&path, &text).expect("it writes");
    let picture = |width: u8| {
        let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='9'/>");
        fs::write(folder.path().join("a.svg"), svg).expect("it writes");
    };
    picture(16);
    let mut known = None;
    let mut changed = || {
        let read = Talk::open_if_changed(folder.path(), known).expect("it opens");
        known = read.as_ref().map(|(_, note)| *note).or(known);
        read.is_some()
    };
    assert!(changed());
    fs::write(&path, &text).expect("it writes the same");
    assert!(!changed());
    picture(17);
    assert!(changed());
    assert!(!changed());
    fs::remove_file(folder.path().join("a.svg")).expect("it is there");
    assert!(changed());
}

/// A deck with two charts, a picture that is not there yet, and code from a file.
const DATA: &str = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n
[[slide]]\ntitle = \"One\"\nchart = { kind = \"bars\", data = \"a.csv\" }
[[slide]]\ntitle = \"Two\"\nchart = { kind = \"bars\", data = \"numbers/b.csv\" }
[[slide]]\ntitle = \"Three\"\npicture = { src = \"later/c.svg\", alt = \"C\" }\n
[[slide]]\ntitle = \"Four\"\ncode = { file = \"src/main.rs\", lines = \"1\" }\n";

fn start_following(deck: &Path) -> (Watch, Receiver<()>) {
    fs::create_dir_all(deck.join("numbers")).expect("a folder");
    fs::write(deck.join("a.csv"), "Year,N\nold,1\n").expect("it writes");
    fs::write(deck.join("numbers/b.csv"), "Year,N\nold,1\n").expect("it writes");
    fs::create_dir_all(deck.join("src")).expect("a folder");
    fs::write(deck.join("src/main.rs"), "fn old() {}\n").expect("it writes");
    fs::write(deck.join("deck.toml"), DATA).expect("it writes");
    let (watch, told) = followed(deck);
    // Only then does it listen.
    for time in 0..100 {
        fs::write(deck.join("deck.toml"), format!("{DATA}# {time}\n")).expect("it writes");
        if told.recv_timeout(Duration::from_millis(200)).is_ok() {
            break;
        }
    }
    watch.follow(&Talk::open(deck).expect("it opens").asked);
    while told.recv_timeout(Duration::from_millis(600)).is_ok() {}
    (watch, told)
}

#[test]
fn exactly_the_files_that_were_read_are_followed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (watch, told) = start_following(folder.path());
    let place = |name: &str| folder.path().join(name);
    let hears = |what: &str| told.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{what}: nobody told"));
    let quiet = || while told.recv_timeout(Duration::from_millis(600)).is_ok() {};
    for (time, name) in ["a.csv", "numbers/b.csv", "src/main.rs"].into_iter().enumerate() {
        fs::write(place(name), format!("Year,N\nnew,{time}\n")).expect("it writes");
        hears(name);
        quiet();
        fs::write(place("numbers/.new"), format!("Year,N\nnewer,{time}\n")).expect("it writes");
        fs::rename(place("numbers/.new"), place(name)).expect("it is moved over");
        hears(name);
        quiet();
    }
    fs::create_dir(place("later")).expect("a folder");
    fs::write(place("later/c.svg"), "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
        .expect("it writes");
    hears("a picture that was missing");
    quiet();
    for other in ["c.csv", "talk.pdf", "numbers/notes.txt", "deck.toml~", "other.svg"] {
        fs::write(place(other), "x").expect("it writes");
    }
    assert!(told.recv_timeout(Duration::from_secs(2)).is_err(), "files that the deck does not have");
    // A reading that names one of them hears of it from then on.
    fs::write(place("deck.toml"), DATA.replace("a.csv", "c.csv")).expect("it writes");
    hears("the deck");
    watch.follow(&Talk::open(folder.path()).expect("it opens").asked);
    quiet();
    fs::write(place("c.csv"), "Year,N\nnew,9\n").expect("it writes");
    hears("c.csv");
}

#[cfg(unix)]
#[test]
fn a_deck_behind_a_link_is_followed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (real, link) = (folder.path().join("real"), folder.path().join("link"));
    fs::create_dir(&real).expect("a folder");
    std::os::unix::fs::symlink(&real, &link).expect("a link");
    let (watch, told) = start_following(&link);
    fs::write(real.join("a.csv"), "Year,N\nnew,9\n").expect("it writes");
    told.recv_timeout(PATIENCE).expect("the real file");
    while told.recv_timeout(Duration::from_millis(600)).is_ok() {}
    // A link in the deck: what changes is the file that it leads to.
    fs::rename(real.join("a.csv"), real.join("numbers/real.csv")).expect("it moves");
    std::os::unix::fs::symlink("numbers/real.csv", real.join("a.csv")).expect("a link");
    told.recv_timeout(PATIENCE).expect("the file became a link");
    watch.follow(&Talk::open(&link).expect("it opens").asked);
    while told.recv_timeout(Duration::from_millis(600)).is_ok() {}
    fs::write(real.join("numbers/real.csv"), "Year,N\nnewest,10\n").expect("it writes");
    told.recv_timeout(PATIENCE).expect("what the link leads to");
}
