//! Takes by what is pressed and by what is left of their files.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::deck::plan::{Plan, PlannedSlide};
use crate::geometry::Aspect;
use crate::show::command::Command;
use crate::show::{Moment, Show};

fn plan(slides: usize) -> Plan {
    let slide = |index: usize| PlannedSlide {
        id: format!("s{index}"),
        title: format!("Slide {index}"),
        section: None,
        number: index + 1,
        steps: 1 + index % 3,
        hidden: index == 2,
        optional: false,
        appendix: false,
        planned: Duration::from_secs(60),
        captions: vec![Vec::new()],
    };
    Plan {
        title: "Small \"talk\"\u{2028}".to_owned(),
        aspect: Aspect::default(),
        slides: (0..slides).map(slide).collect(),
        length: Duration::from_secs(600),
        languages: vec!["en".to_owned()],
        captions_on: true,
        caption_place: Default::default(),
        words_a_minute: 160,
        notes_words: Vec::new(),
    }
}

const MOVES: [Command; 14] = [
    Command::NextStep,
    Command::PreviousStep,
    Command::NextSlide,
    Command::PreviousSlide,
    Command::FirstSlide,
    Command::LastSlide,
    Command::GoTo(1),
    Command::GoTo(2),
    Command::Back,
    Command::TimerToggle,
    Command::TimerReset,
    Command::Black,
    Command::Freeze,
    Command::Captions,
];

/// A show and its takes: noted before and after each command, as a window with a fine clock would.
struct Played {
    show: Show,
    plan: Plan,
    now: Moment,
    tracker: Tracker,
    records: Vec<Record>,
}

impl Played {
    fn new(slides: usize) -> Self {
        let plan = plan(slides);
        let show = Show::new(plan.clone());
        Self { show, plan, now: Moment::default(), tracker: Tracker::default(), records: Vec::new() }
    }

    fn wait(&mut self, millis: u64) {
        self.now = Moment(self.now.0 + Duration::from_millis(millis));
        self.note();
    }

    fn press(&mut self, command: Command) {
        let _ = self.show.apply(command, self.now);
        self.note();
    }

    fn note(&mut self) {
        let start = || Start::new(Kind::Rehearsal, "2026-11-22T14:05:01+01:00".to_owned(), &self.plan);
        self.records.extend(self.tracker.note(&self.show.view(self.now), &self.plan, start));
    }

    fn elapsed(&self) -> Duration {
        self.show.view(self.now).elapsed
    }

    fn end(&mut self) {
        self.records.extend(self.tracker.end());
    }

    /// The last take's file.
    fn log(&self) -> String {
        let starts = self.records.iter().rposition(|record| matches!(record.what, What::Start(_)));
        self.records[starts.unwrap_or(0)..].iter().map(Record::line).collect()
    }
}

fn rehearsal(waits: &[u64]) -> Played {
    let mut played = Played::new(4);
    for wait in waits {
        played.press(Command::NextSlide);
        played.wait(*wait);
    }
    played
}

proptest! {
    #[test]
    fn the_slides_times_are_the_talks(moves in prop::collection::vec((0..MOVES.len(), 0_u64..5_000), 0..60)) {
        let mut played = Played::new(6);
        for (index, wait) in moves {
            played.wait(wait);
            played.press(MOVES[index]);
        }
        let (elapsed, view) = (played.elapsed(), played.show.view(played.now));
        let on_slide = played.tracker.on_slide(&view);
        let begun = played.tracker.begun();
        played.end();
        let take = read(played.log().as_bytes());
        let replay = Replay::of(&take);
        prop_assert_eq!(replay.finished, begun);
        if view.running || !elapsed.is_zero() {
            let millis = |time: Duration| time.as_millis();
            prop_assert_eq!(millis(replay.total()), millis(elapsed));
            let here = replay.slides.get(&played.plan.slides[view.cursor.slide].id).copied().unwrap_or_default();
            prop_assert_eq!(millis(here), millis(on_slide), "the console shows what the log will say");
        }
        prop_assert_eq!(Replay::of(&take), replay);
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Replay::of(&read(&bytes)).total();
    }
}

#[test]
fn a_cut_log_is_read_up_to_its_last_whole_line() {
    let mut played = rehearsal(&[1_000, 2_500, 300]);
    played.end();
    let log = played.log();
    let whole = read(log.as_bytes());
    assert_eq!(whole.records.len() + 1, log.lines().count());
    for cut in 0..=log.len() {
        let take = read(&log.as_bytes()[..cut]);
        let lines = log.as_bytes()[..cut].iter().filter(|byte| **byte == b'\n').count();
        assert_eq!(take.start.is_some(), lines > 0, "at byte {cut}");
        assert_eq!(take.records, whole.records[..lines.saturating_sub(1)], "at byte {cut}");
        assert_eq!(Replay::of(&take).finished, cut == log.len());
    }
}

#[test]
fn what_is_unknown_is_passed_over_and_newer_logs_are_read() {
    let log = concat!(
        "{\"t\":0,\"e\":\"start\",\"v\":9,\"kind\":\"rehearsal\",\"start\":\"2030-01-01T10:00:00Z\",\"room\":{\"a\":[1]}}\n",
        "{\"t\":0,\"e\":\"slide\",\"id\":\"a\",\"step\":0,\"mood\":\"good\"}\n",
        "no JSON\n\n[]\n{\"t\":-4,\"e\":\"pause\"}\n\u{0}\n",
        "{\"t\":500,\"e\":\"applause\",\"loud\":true}\n",
        "{\"t\":1500,\"e\":\"slide\",\"id\":\"b\",\"step\":0}\n",
        "{\"t\":18446744073709551615,\"e\":\"beat\"}\n",
        "{\"t\":3,\"e\":\"slide\",\"id\":\"a\",\"step\":0}\n",
    );
    let take = read(log.as_bytes());
    assert_eq!(take.start.as_ref().map(|start| start.v), Some(9));
    let replay = Replay::of(&take);
    assert_eq!(replay.slides["a"], Duration::from_millis(1500));
    assert_eq!(replay.total(), Duration::from_millis(u64::MAX), "time does not run back");
    assert!(!replay.finished);
}

#[test]
fn a_pause_counts_for_no_slide_and_a_reset_begins_a_take() {
    let mut played = rehearsal(&[2_000]);
    played.press(Command::TimerToggle);
    played.wait(60_000);
    assert_eq!(played.tracker.on_slide(&played.show.view(played.now)), Duration::from_secs(2));
    played.press(Command::TimerToggle);
    played.wait(500);
    played.press(Command::TimerReset);
    assert_eq!(played.tracker.on_slide(&played.show.view(played.now)), Duration::ZERO);
    // Taken back: the same take goes on.
    played.press(Command::TimerReset);
    played.wait(500);
    let starts = |played: &Played| played.records.iter().filter(|it| matches!(it.what, What::Start(_))).count();
    assert_eq!((starts(&played), played.elapsed()), (1, Duration::from_secs(3)));
    played.press(Command::TimerReset);
    played.press(Command::TimerToggle);
    assert_eq!(starts(&played), 2);
    let ends: Vec<_> = played.records.iter().filter(|it| it.what == What::End).map(|it| it.t).collect();
    assert_eq!(ends, [3_000]);
}

#[test]
fn each_second_leaves_a_line() {
    let mut played = rehearsal(&[0]);
    (0..20).for_each(|_| played.wait(250));
    let beats: Vec<_> = played.records.iter().filter(|it| it.what == What::Beat).map(|it| it.t).collect();
    assert_eq!(beats, [1_000, 2_000, 3_000, 4_000, 5_000]);
}

/// What a recorder with these folders makes of the records, and what it told.
fn record(deck: &Path, state: Option<&Path>, records: &[Record]) -> Vec<Option<String>> {
    let told = Arc::new(Mutex::new(Vec::new()));
    let hear = Arc::clone(&told);
    let tell = move |why| hear.lock().expect("no test panics while it holds this").push(why);
    let recorder = Recorder::start(state.map(Path::to_path_buf), tell);
    for record in records {
        recorder.write(vec![record.clone()], &deck.into(), Moment(Duration::from_millis(record.t)));
    }
    drop(recorder);
    let told = told.lock().expect("unpoisoned");
    told.clone()
}

#[test]
fn the_last_rehearsal_is_the_latest_that_was_ended_and_long_enough() {
    let (deck, state) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("another"));
    let last = || last_rehearsal(deck.path(), Some(state.path()), &plan(4)).map(|(_, took)| took.as_secs());
    let keep = |played: &Played| record(deck.path(), Some(state.path()), &played.records);
    assert_eq!(last(), None);
    let mut whole = rehearsal(&[2_000, 3_000]);
    whole.end();
    assert_eq!(keep(&whole), [None]);
    assert_eq!(last(), Some(5));
    // In the same second, so the name has a number; too short, and then not ended.
    let mut short = Played::new(4);
    short.press(Command::TimerToggle);
    short.wait(9_000);
    short.end();
    keep(&short);
    keep(&rehearsal(&[4_000, 4_000]));
    let names = std::fs::read_dir(deck.path().join("takes")).expect("it is there").flatten().count();
    assert_eq!((names, last()), (3, Some(5)));
    assert_eq!(std::fs::read_dir(state.path()).expect("it is there").count(), 0);
}

#[test]
fn where_the_decks_folder_takes_no_files_the_programs_own_does() {
    let (deck, state) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("another"));
    // A file where the folder should be: that stops even an administrator.
    std::fs::write(deck.path().join("takes"), "").expect("it writes");
    let mut played = rehearsal(&[2_000, 3_000]);
    played.end();
    assert_eq!(record(deck.path(), Some(state.path()), &played.records), [None]);
    let found = last_rehearsal(deck.path(), Some(state.path()), &plan(4));
    assert_eq!(found.map(|(start, _)| start.deck), Some(plan(4).title));
    let told = record(deck.path(), None, &played.records);
    assert_eq!(told, [Some("a file stands where its folder should be".to_owned())]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_once() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let hear = Arc::clone(&told);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
    let tell = move |why: Option<String>| hear.lock().expect("no test panics while it holds this").push(why);
    let mut writer = recorder::Writer::to(full, tell);
    rehearsal(&[2_000, 3_000]).records[1..].iter().for_each(|record| writer.write(record, Path::new("deck")));
    assert_eq!(*told.lock().expect("unpoisoned"), [Some("the disk is full".to_owned())]);
}
