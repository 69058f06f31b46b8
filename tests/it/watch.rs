//! A saved deck is read again, however an editor saves it: a real folder, four ways of saving, three times each.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use cuecard::talk::Talk;
use cuecard::watch;

/// Far longer than it ever takes: a machine may be busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// A deck whose only slide has this title, long enough to be written in pieces.
fn deck(title: &str) -> String {
    let notes = "Words for the speaker. ".repeat(200);
    format!(
        "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n\n[[slide]]\nid = \"one\"\ntitle = \"{title}\"\nnotes = \"{notes}\"\n"
    )
}

#[expect(clippy::disallowed_methods, reason = "the watcher is tried on real files, in real time")]
fn watched(deck: &Path) -> Receiver<()> {
    let (tell, told) = mpsc::channel();
    let start = Instant::now();
    watch::start(deck, move || start.elapsed(), move || tell.send(()).is_ok());
    told
}

/// Waits until the watcher has us read a deck with this title. What it has us read on the way does no harm.
fn wait_for(title: &str, told: &Receiver<()>, deck: &Path, how: &str) {
    loop {
        told.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{how}: nobody told of {title}"));
        if Talk::open(deck).is_ok_and(|talk| talk.plan.slides[0].title == title) {
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
