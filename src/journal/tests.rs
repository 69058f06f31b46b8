//! Journals that are cut anywhere, decks that change, processes that die: tests.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;

use super::book::{FILE, saved};
use super::record::Begun;
use super::*;
use crate::crew::Crew;
use crate::deck::files::{self as deck_files, Encoded, Files, Folder};
use crate::deck::ink::{Ink, Inked, Nib};
use crate::deck::noted::Had;
use crate::deck::pack::Pack;
use crate::show::command::Command;
use crate::show::tests::talk;
use crate::show::{Moment, Show};
use crate::takes::Kind;

/// The records of a talk in which something happens each second.
fn records(seconds: u64) -> Vec<Record> {
    let mut show = Show::new(talk());
    let mut records = vec![
        Record::Begun(Begun::new("/talks/äpfel \n und birnen".into(), Kind::Talk)),
        Record::Plan { title: "Apples".into(), slides: show.shape() },
        Record::Plays { pack: "one".into() },
    ];
    let commands = [Command::NextStep, Command::Black, Command::NextStep, Command::Freeze, Command::NotesLarger];
    for second in 0..seconds {
        let moment = Moment(Duration::from_secs(second));
        let _ = show.apply(commands[second as usize % commands.len()], moment);
        let at = Anchor { moment, boot: "boot".into(), since_boot: moment.0, wall: moment.0 };
        let show = Box::new(show.kept());
        records.push(Record::Show { at: at.clone(), number: 1, take: Some("2026".into()), show });
        let stroke = (Nib::default(), vec![[second as f64, 1.25]]);
        records.push(Record::Ink(Ink { slide: vec![Inked::new("a".into(), std::iter::once(stroke))] }));
        records.push(Record::Alive { at });
    }
    records.push(Record::Windows(Windows { windowed: true, hidden: false }));
    records.push(Record::Good { pack: "one".into() });
    records
}

/// What records say together.
fn sum_of(records: &[Record]) -> Saved {
    let mut saved = Saved::default();
    records.iter().for_each(|record| saved.push(record.clone()));
    saved
}

#[test]
fn a_journal_that_is_cut_at_any_byte_is_read_up_to_its_last_whole_record() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let records = records(4);
    let mut book = Book::open(folder.path(), &Crew::default()).expect("it opens");
    let mut ends = vec![0];
    for record in &records {
        book.write(vec![record.clone()]).expect("it writes");
        ends.push(fs::metadata(folder.path().join(FILE)).expect("it is there").len() as usize);
    }
    let bytes = fs::read(folder.path().join(FILE)).expect("it reads");
    for cut in 0..=bytes.len() {
        let whole = ends.iter().rposition(|end| *end <= cut).expect("none at least");
        assert_eq!(saved(&bytes[..cut]), (sum_of(&records[..whole]), ends[whole]), "cut at {cut}");
    }
    // And another process goes on from there.
    for cut in [ends[3] + 1, ends[5] - 1, ends[8]] {
        fs::write(folder.path().join(FILE), &bytes[..cut]).expect("it writes");
        let whole = ends.iter().rposition(|end| *end <= cut).expect("none at least");
        let mut book = Book::open(folder.path(), &Crew::default()).expect("it opens");
        assert_eq!(book.saved(), &sum_of(&records[..whole]));
        book.write(records[whole..].to_vec()).expect("it writes");
        assert_eq!(fs::read(folder.path().join(FILE)).ok().as_ref(), Some(&bytes), "nothing of the cut line stays");
    }
}

#[test]
fn a_long_talk_has_a_short_journal() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let records = records(60);
    let mut book = Book::open(folder.path(), &Crew::default()).expect("it opens");
    let mut longest = 0;
    for _ in 0..120 {
        book.write(records.clone()).expect("it writes");
        longest = longest.max(fs::metadata(folder.path().join(FILE)).expect("it is there").len());
    }
    assert!(longest <= 4 << 20, "{longest}");
    assert!(book.flush().expect("the disk takes it"));
    let bytes = fs::read(folder.path().join(FILE)).expect("it reads");
    assert_eq!(saved(&bytes), (sum_of(&records), bytes.len()));
    assert!(book.saved().is_known());
}

proptest! {
    #[test]
    fn a_byte_that_is_wrong_ends_a_journal_and_makes_up_nothing(at in 0_usize..20_000, byte: u8) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let records = records(5);
        Book::open(folder.path(), &Crew::default()).and_then(|mut book| book.write(records.clone())).expect("it writes");
        let mut bytes = fs::read(folder.path().join(FILE)).expect("it reads");
        let at = at % bytes.len();
        let same = bytes[at] == byte;
        bytes[at] = byte;
        let (read, _) = saved(&bytes);
        let prefix = (0..=records.len()).any(|count| sum_of(&records[..count]) == read);
        prop_assert!(prefix && (!same || read == sum_of(&records)));
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = saved(&bytes);
    }
}

/// A deck in a folder, and the bytes of a reading of it.
fn deck(place: &Path) -> Pack {
    fs::create_dir_all(place.join("img")).expect("it is made");
    fs::write(place.join("deck.toml"), "[deck]\n").expect("it writes");
    fs::write(place.join("img/a.svg"), "<svg/>").expect("it writes");
    let bytes = |name: &str| Arc::<[u8]>::from(fs::read(place.join(name)).expect("it reads"));
    let had = Had {
        files: [("img/a.svg".to_owned(), bytes("img/a.svg").into())].into(),
        lists: [("img".to_owned(), vec!["a.svg".to_owned()])].into(),
        folders: [(String::new(), vec!["img".to_owned()])].into(),
    };
    Pack { text: bytes("deck.toml"), name: "deck.toml".into(), had, folder: Folder::new(place.to_path_buf()) }
}

#[test]
fn bytes_that_are_not_held_are_copied_as_long_as_their_file_is_there() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (place, journal) = (folder.path().join("deck"), folder.path().join("journal"));
    let mut pack = deck(&place);
    let again = pack.folder.again("img/a.svg").expect("a folder has it");
    let elsewhere = Encoded::elsewhere(6, deck_files::sum(b"<svg/>"), again);
    let held = pack.had.files.insert("img/a.svg".to_owned(), elsewhere).expect("it was held");
    assert!(is_on_disk(&pack, &place));
    let one = keep(&journal, &pack, &[]).expect("it is kept");
    fs::write(place.join("img/a.svg"), "<b></b>").expect("it writes");
    assert!(!is_on_disk(&pack, &place));
    assert!(pack.read("img/a.svg", 100).is_err(), "another file is none");
    fs::remove_dir_all(&place).expect("it goes");
    let loaded = load(&journal, &one, &place).expect("it is there");
    assert_eq!(loaded.had.files.get("img/a.svg"), Some(&held));
    let none = keep(&journal, &pack, &[]).expect("what is gone is left out");
    assert!(load(&journal, &none, &place).expect("the rest is there").had.files.is_empty());
}

#[test]
fn a_decks_bytes_are_as_they_were_whatever_becomes_of_its_files() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (place, journal) = (folder.path().join("deck"), folder.path().join("journal"));
    let first = deck(&place);
    let one = keep(&journal, &first, &[]).expect("it is kept");
    assert!(is_on_disk(&first, &place));
    fs::write(place.join("img/a.svg"), "<svg>another</svg>").expect("it writes");
    assert!(!is_on_disk(&first, &place));
    fs::remove_dir_all(&place).expect("it goes");
    let loaded = load(&journal, &one, &place).expect("it is there");
    assert_eq!((&loaded.text, &loaded.had), (&first.text, &first.had));
    assert_eq!(loaded.read("img/a.svg", 100).as_deref(), Ok(&b"<svg/>"[..]));
    assert!(loaded.read("img/a.svg", 3).is_err() && loaded.read("img/b.svg", 100).is_err());
    assert_eq!((loaded.list("img"), loaded.folders("")), (vec!["a.svg".to_owned()], vec!["img".to_owned()]));
    // Another version takes what it shares from the first, and drops what nobody needs.
    let mut second = deck(&place);
    second.text = Arc::from(&b"[deck] # 2"[..]);
    let two = keep(&journal, &second, std::slice::from_ref(&one)).expect("it is kept");
    let count = || fs::read_dir(journal.join("contents")).expect("it lists").count();
    assert_eq!(count(), 3);
    let third = keep(&journal, &second, std::slice::from_ref(&two)).expect("it is kept");
    assert_eq!((third == two, count()), (true, 2));
    assert!(load(&journal, &one, &place).is_none(), "it was dropped");
    // What is not whole is none.
    for entry in fs::read_dir(journal.join("contents")).expect("it lists").flatten() {
        fs::write(entry.path(), "x").expect("it writes");
    }
    assert!(load(&journal, &two, &place).is_none());
}

#[test]
fn a_talk_that_is_given_is_offered_to_nobody_and_one_that_broke_off_is() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (place, state) = (folder.path().join("deck"), folder.path().join("state"));
    deck(&place);
    assert!(interrupted(&place, &state).is_none() && all_interrupted(&state).is_empty());
    let held = Held::of(&place, &state, None).expect("it is free");
    let records = records(3);
    Book::open(&held.place.0, &Crew::default()).and_then(|mut book| book.write(records.clone())).expect("it writes");
    assert!(interrupted(&place, &state).is_none(), "it is being given");
    let other = Held::of(&place.join("deck.toml"), &state, None).expect("a second one has its own");
    assert_ne!(held.place, other.place);
    let place_of_first = held.place.clone();
    drop(held);
    let found = interrupted(&place, &state).expect("it broke off");
    assert_eq!(found, (place_of_first, sum_of(&records)));
    assert_eq!(all_interrupted(&state).len(), 1);
    found.0.clear();
    assert!(interrupted(&place, &state).is_none(), "a clean end leaves nothing");
}

#[test]
fn the_place_of_a_process_that_was_killed_and_never_ends_is_the_next_ones() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (place, state) = (folder.path().join("deck"), folder.path().join("state"));
    deck(&place);
    let stuck = Held::of(&place, &state, None).expect("it is free");
    Book::open(&stuck.place.0, &Crew::default()).and_then(|mut book| book.write(records(3))).expect("it writes");
    let next = Held::again(stuck.place.clone()).expect("it is the next one's");
    assert_eq!(next.place, stuck.place);
    assert!(interrupted(&place, &state).is_none(), "the talk is being given");
    drop(stuck);
    assert!(interrupted(&place, &state).is_none(), "whatever becomes of the old one");
    drop(next);
    assert!(interrupted(&place, &state).is_some());
}
