//! What is left of takes and ink where disks are full, folders go, links lie in wait and programs are killed: tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::recorder::Writer;
use super::tests::{plan, rehearsal};
use super::*;
use crate::deck::ink::Nib;
use crate::show::marks::{Spot, Stroke};
use crate::show::{Moment, Sheets};

const DATE: &str = "2026-11-22T13:00:00+01:00";

/// A deck's folder and the program's own, in one place.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().expect("a folder"));
        fs::create_dir(place.deck()).expect("it is made");
        place
    }

    fn deck(&self) -> PathBuf {
        self.0.path().join("talks").with_file_name("deck")
    }

    fn state(&self) -> PathBuf {
        self.0.path().join("state")
    }

    fn ink(&self, take: &str) -> Result<usize, String> {
        let ink = ink(&self.deck(), Some(&self.state()), take)?;
        Ok(ink.slide.iter().map(|slide| slide.strokes.len()).sum())
    }

    fn logs(&self) -> Vec<Log> {
        logs(&self.deck(), Some(&self.state()))
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.deck().join("takes")).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// A recorder or writer, and what it told.
fn writer(place: &Place) -> (Writer, Arc<Mutex<Vec<Option<String>>>>) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let hear = Arc::clone(&told);
    let tell = move |why| hear.lock().expect("no test panics while it holds this").push(why);
    (Writer::new(Some(place.state()), tell, &crate::crew::Crew::default()), told)
}

fn said(told: &Mutex<Vec<Option<String>>>) -> Vec<Option<String>> {
    std::mem::take(&mut *told.lock().expect("unpoisoned"))
}

fn sheets(strokes: usize) -> Sheets {
    let stroke = |at: usize| {
        Arc::new(Stroke { nib: Nib::default(), spots: vec![Spot { x: at as i32, y: 5 }, Spot { x: 900, y: 5 }] })
    };
    vec![("s0".to_owned(), Arc::new((0..strokes).map(stroke).collect()))]
}

/// The records of a rehearsal without its end, and its log.
fn records() -> (Vec<Record>, String) {
    let records = rehearsal(&[2_000, 3_000]).records;
    let log = records.iter().map(Record::line).collect();
    (records, log)
}

#[test]
fn ink_is_in_its_file_after_each_stroke_and_hangs_on_its_take() {
    let place = Place::new();
    let (mut writer, told) = writer(&place);
    let (records, log) = records();
    // Drawn before the timer started: the take that begins then has the same name.
    writer.draw(sheets(1), &place.deck(), DATE);
    assert_eq!((place.ink("last"), place.names()), (Ok(1), vec!["2026-11-22-130000.ink.toml".to_owned()]));
    writer.write(&records, &place.deck());
    for strokes in [2, 3] {
        writer.draw(sheets(strokes), &place.deck(), DATE);
        assert_eq!(place.ink("last"), Ok(strokes), "whatever happens to the program now");
    }
    assert_eq!(place.names(), ["2026-11-22-130000.ink.toml", "2026-11-22-130000.jsonl"]);
    assert_eq!(fs::read_to_string(place.deck().join("takes/2026-11-22-130000.jsonl")).ok(), Some(log));
    // The timer is started anew: another take, with what is still on the slides.
    writer.write(&records, &place.deck());
    writer.draw(sheets(4), &place.deck(), DATE);
    assert_eq!((place.ink("last"), place.ink("2026-11-22-130000")), (Ok(4), Ok(3)));
    assert_eq!(place.ink("2026-11-22-140501.ink.toml"), Ok(4));
    assert!(place.ink("2026-11-22-150000").is_err_and(|why| why.contains("2026-11-22-140501, 2026-11-22-130000")));
    assert_eq!(said(&told), []);
}

#[test]
fn a_deck_is_opened_by_its_folder_or_by_its_file_and_either_may_be_gone() {
    let place = Place::new();
    let (folder, file) = (place.deck(), place.deck().join("deck.toml"));
    for there in [true, false] {
        assert_eq!(place::folder_of(&folder), folder, "there: {there}");
        assert_eq!(place::folder_of(&file), folder, "there: {there}");
        let _ = fs::remove_dir_all(&folder);
    }
    let odd = place.0.path().join("talk.toml");
    fs::create_dir(&odd).expect("a folder is made");
    assert_eq!(place::folder_of(&odd), odd, "a folder of such a name");
}

#[test]
fn a_take_whose_process_died_goes_on_in_its_own_files() {
    let place = Place::new();
    let (records, log) = records();
    let began = "2026-11-22T14:05:01+01:00";
    let again = || unfinished(&place.deck(), Some(&place.state()), began);
    let (early, late) = records.split_at(3);
    let (mut first, _) = writer(&place);
    first.write(early, &place.deck());
    first.draw(sheets(1), &place.deck(), DATE);
    drop(first);
    // The process died in the middle of a line.
    let path = place.deck().join("takes/2026-11-22-140501.jsonl");
    let mut cut = fs::read(&path).expect("it reads");
    cut.extend_from_slice(b"{\"t\":77,\"e\"");
    fs::write(&path, cut).expect("it writes");
    assert!(unfinished(&place.deck(), Some(&place.state()), "2026-11-22T14:05:02+01:00").is_none(), "another");
    let (mut second, told) = writer(&place);
    second.resume(again().expect("it was not ended"), &place.deck());
    second.write(late, &place.deck());
    second.draw(sheets(2), &place.deck(), DATE);
    second.settle();
    assert_eq!(fs::read_to_string(&path).ok(), Some(log));
    assert_eq!((place.ink("last"), place.names().len(), said(&told)), (Ok(2), 2, vec![]));
    second.write(&[Record { t: 99_000, what: What::End }], &place.deck());
    assert!(again().is_none(), "what was ended is not gone on with");
}

#[test]
fn no_talk_writes_over_anothers_ink() {
    let place = Place::new();
    let start = || Recorder::start(&crate::crew::Crew::default(), Some(place.state()), |_| {});
    let (records, _) = records();
    let deck: Arc<Path> = place.deck().into();
    let both = [start(), start()];
    for (recorder, strokes) in both.iter().zip([2, 5]) {
        recorder.write(records.clone(), &deck, Moment::default());
        recorder.draw(sheets(strokes), &deck, DATE.to_owned());
        recorder.settled().recv().expect("it answers");
    }
    let drawn: Vec<Drawn> = both.into_iter().flat_map(Recorder::finish).collect();
    assert!(drawn.len() == 2 && drawn.iter().all(|drawn| drawn.kept == Ok(()) && drawn.deck == place.deck()));
    assert_eq!((place.ink("2026-11-22-140501"), place.ink("2026-11-22-140501-2")), (Ok(2), Ok(5)));
    // A rehearsal without ink, and one whose ink was erased, leave the last talk its own.
    for strokes in [None, Some([1, 0])] {
        let recorder = start();
        recorder.write(records.clone(), &deck, Moment::default());
        for strokes in strokes.into_iter().flatten() {
            recorder.draw(sheets(strokes), &deck, DATE.to_owned());
        }
        assert_eq!(recorder.finish(), []);
    }
    assert_eq!(place.ink("last"), Ok(5));
    // Only the two talks left ink, and all four a log.
    let count = |ending: &str| place.names().iter().filter(|name| name.ends_with(ending)).count();
    assert_eq!((count(".ink.toml"), count(".jsonl"), place.names().len()), (2, 4, 6));
    // Ink of old, from before it belonged to a take, is found where there is none else.
    let old = Place::new();
    fs::create_dir(old.deck().join("takes")).expect("it is made");
    assert!(old.ink("last").is_err_and(|why| why.contains("no ink")));
    fs::write(old.deck().join("takes/ink.toml"), "[[slide]]\nid = \"a\"\nstrokes = [[[1.0, 2.0]]]\n")
        .expect("it writes");
    assert_eq!(old.ink("last"), Ok(1));
}

#[test]
fn a_deck_that_is_open_twice_is_told_to_the_second() {
    use crate::takes::hold::{Held, hold};
    let place = Place::new();
    let (deck, state) = (place.deck(), place.state());
    let other = place.0.path().join("other");
    let first = hold(&deck, Some(&state));
    assert!(matches!(first, Held::Ours(_)));
    assert!(matches!(hold(&deck, Some(&state)), Held::Theirs) && matches!(hold(&other, Some(&state)), Held::Ours(_)));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&deck, place.0.path().join("way")).expect("it links");
        assert!(matches!(hold(&place.0.path().join("way"), Some(&state)), Held::Theirs), "whatever way leads to it");
    }
    drop(first);
    assert!(matches!(hold(&deck, Some(&state)), Held::Ours(_)), "and is free again");
    let file = place.0.path().join("file");
    fs::write(&file, "no folder").expect("it writes");
    assert!(matches!(hold(&deck, None), Held::Unknown) && matches!(hold(&deck, Some(&file)), Held::Unknown));

    // As talks have it: the first hears nothing, also when it opens the same deck anew; the second does.
    let deck: Arc<Path> = deck.into();
    let start = || Recorder::start(&crate::crew::Crew::default(), Some(place.state()), |_| {});
    let (told, heard) = std::sync::mpsc::channel();
    let open = |recorder: &Recorder, who: u8| {
        let told = told.clone();
        recorder.open_talk(&deck, move || {
            let _ = told.send(who);
        });
        recorder.settled().recv().expect("it answers");
    };
    let (one, two) = (start(), start());
    open(&one, 1);
    open(&one, 1);
    assert!(heard.try_recv().is_err());
    open(&two, 2);
    assert_eq!(heard.try_recv(), Ok(2));
    one.close_talk();
    one.settled().recv().expect("it answers");
    open(&two, 2);
    assert!(heard.try_recv().is_err(), "the first was put away");
}

#[cfg(unix)]
#[test]
fn takes_and_ink_go_through_no_link_beneath_a_deck() {
    use std::os::unix::fs::symlink;
    let (records, log) = records();
    let outside = |place: &Place| place.0.path().join("outside");
    let traps: [&dyn Fn(&Place); 4] = [
        &|place| symlink("../outside", place.deck().join("takes")).expect("it links"),
        &|place| symlink(outside(place), place.deck().join("takes")).expect("it links"),
        // Within the deck, which a link may not turn against it either.
        &|place| symlink(".", place.deck().join("takes")).expect("it links"),
        &|place| {
            let takes = place.deck().join("takes");
            fs::create_dir(&takes).expect("it is made");
            for name in
                ["ink.toml", "2026-11-22-140501.ink.toml", "2026-11-22-140501.jsonl", "2026-11-22-140501-2.jsonl"]
            {
                symlink("../../outside/mine", takes.join(name)).expect("it links");
            }
            symlink("../../outside/new", takes.join("2026-11-22-140501-3.jsonl")).expect("it links");
            symlink("../../outside/new", takes.join("2026-11-22-130000.ink.toml")).expect("it links");
        },
    ];
    for (at, trap) in traps.iter().enumerate() {
        let place = Place::new();
        fs::create_dir(outside(&place)).expect("it is made");
        fs::write(outside(&place).join("mine"), "mine").expect("it writes");
        trap(&place);
        let before = fs::read_dir(place.deck()).expect("it lists").count();
        let (mut writer, told) = writer(&place);
        writer.draw(sheets(1), &place.deck(), DATE);
        writer.write(&records, &place.deck());
        writer.draw(sheets(2), &place.deck(), DATE);
        writer.settle();
        assert_eq!(fs::read_to_string(outside(&place).join("mine")).ok().as_deref(), Some("mine"), "trap {at}");
        assert_eq!(fs::read_dir(outside(&place)).expect("it lists").count(), 1, "trap {at}");
        assert_eq!(fs::read_dir(place.deck()).expect("it lists").count(), before, "trap {at}");
        assert_eq!((place.ink("last"), said(&told)), (Ok(2), vec![]), "trap {at}: kept all the same");
        assert_eq!(place.logs()[0].read(), Some(read(log.as_bytes())), "trap {at}");
    }
}

#[test]
fn a_deck_that_goes_away_in_a_talk_takes_nothing_with_it() {
    let goes: [fn(&Path); 3] = [
        |deck| fs::remove_dir_all(deck).expect("it goes"),
        |deck| fs::rename(deck, deck.with_extension("old")).expect("it is renamed"),
        |deck| fs::remove_dir_all(deck.join("takes")).expect("they go"),
    ];
    for (at, go) in goes.iter().enumerate() {
        let place = Place::new();
        let (mut writer, told) = writer(&place);
        let (records, log) = records();
        let (early, late) = records.split_at(3);
        writer.write(early, &place.deck());
        writer.draw(sheets(1), &place.deck(), DATE);
        writer.settle();
        go(&place.deck());
        writer.write(late, &place.deck());
        writer.settle();
        assert!(!place.0.path().join("takes").exists(), "nothing lands beside the deck");
        // It has come back since, or nobody would ask.
        fs::create_dir_all(place.deck()).expect("it is made");
        let found = place.logs();
        assert_eq!(found.iter().map(Log::read).collect::<Vec<_>>(), [Some(read(log.as_bytes()))], "{at}");
        assert_eq!((place.ink("last"), said(&told)), (Ok(1), vec![]), "{at}");
        writer.draw(sheets(2), &place.deck(), DATE);
        assert_eq!(place.ink("last"), Ok(2), "{at}");
    }
}

/// Files grow to a limit only, as on a full disk; in a process of its own, since the limit is the process's.
#[cfg(target_os = "linux")]
#[test]
fn a_log_that_met_a_full_disk_goes_on_when_there_is_room() {
    let me = std::env::current_exe().expect("it runs");
    let alone = "trap '' XFSZ; exec \"$0\" --exact takes::kept::in_a_full_place --ignored";
    let done = std::process::Command::new("sh").args(["-c", alone]).arg(me).output().expect("it starts");
    let words = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success() && words.contains("1 passed"), "{words}");
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "the test above runs it with a process of its own"]
fn in_a_full_place() {
    let room = |most: &str| {
        let me = std::process::id().to_string();
        let set = std::process::Command::new("prlimit").args(["--pid", &me, &format!("--fsize={most}:")]).status();
        assert!(set.is_ok_and(|it| it.success()), "a process may limit itself");
    };
    let place = Place::new();
    let (mut writer, told) = writer(&place);
    // Long enough to end in the middle of a line.
    let records = rehearsal(&[700; 120]).records;
    let path = place.deck().join("takes/2026-11-22-140501.jsonl");
    let on_disk = || fs::read_to_string(&path).expect("it is there");
    room("1200");
    let full = records.iter().position(|record| {
        writer.write(std::slice::from_ref(record), &place.deck());
        !said(&told).is_empty()
    });
    let full = full.expect("it is full in time");
    let whole = |count: usize| records[..count].iter().map(Record::line).collect::<String>();
    assert_eq!(on_disk(), whole(full), "no line is cut");
    writer.draw(sheets(300), &place.deck(), DATE);
    writer.write(&records[full + 1..], &place.deck());
    writer.settle();
    assert_eq!((on_disk(), place.ink("last").is_ok()), (whole(full), false), "and what is held is not there yet");
    room("unlimited");
    writer.settle();
    assert_eq!(on_disk(), whole(records.len()), "nothing is lost");
    assert_eq!((place.ink("last"), said(&told).last()), (Ok(300), Some(&None)), "and the console is told so");
    assert_eq!(place.names().len(), 2, "no half file stays");
    let mut end = records.clone();
    end.push(Record { t: 99_000, what: What::End });
    writer.write(&end[records.len()..], &place.deck());
    assert_eq!(read(on_disk().as_bytes()).records.last().map(|last| &last.what), Some(&What::End));
}

#[test]
fn the_last_take_is_the_one_that_was_made_last_whatever_the_clock_said() {
    let place = Place::new();
    for clock in [
        "2026-11-22T14:05:01Z",
        "1950-01-01T00:00:00Z",
        "2026-11-22T14:05:01Z",
        "2026-11-23T09:00:00Z",
        "2026-11-22T22:00:00Z",
    ] {
        for _ in 0..if clock.starts_with("1950") { 12 } else { 1 } {
            let (mut records, _) = records();
            records[0].what = What::Start(Start::new(Kind::Talk, clock.to_owned(), &plan(4)));
            let (mut writer, _) = writer(&place);
            writer.write(&records, &place.deck());
            let last = place.logs()[0].read().and_then(|take| take.start).expect("it is there");
            assert_eq!(last.start, clock, "{:?}", place.names());
            assert!(place.logs()[1..].iter().all(|log| log.is_before(&place.logs()[0].name)));
        }
    }
}

#[test]
fn a_take_that_broke_off_not_long_ago_is_where_the_next_goes_on() {
    let place = Place::new();
    let (mut writer, _) = writer(&place);
    let mut played = rehearsal(&[20_000, 30_000, 4_000]);
    let at = |seconds: u64, kind: Kind| {
        stopped(&place.deck(), Some(&place.state()), kind, |_| Some(std::time::Duration::from_secs(seconds)))
    };
    assert_eq!(at(60, Kind::Rehearsal), None, "there is no take");
    writer.write(&played.records, &place.deck());
    let found = at(60, Kind::Rehearsal).expect("it broke off");
    assert_eq!((found.slide.as_str(), found.step, found.elapsed.as_secs()), ("s3", 0, 54));
    // Being written to by another program; another kind; too long ago; with a clock that was set back.
    for (seconds, kind) in [(55, Kind::Rehearsal), (60, Kind::Talk), (3_700, Kind::Rehearsal), (10, Kind::Rehearsal)] {
        assert_eq!(at(seconds, kind), None, "{seconds}");
    }
    let before = played.records.len();
    played.end();
    writer.write(&played.records[before..], &place.deck());
    assert_eq!(at(60, Kind::Rehearsal), None, "it was ended");
}
