//! Takes by what is pressed and by what is left of their files.

mod opening;

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::deck::plan::{CaptionBlock, Plan, PlannedSlide, shares};
use crate::geometry::Aspect;
use crate::show::command::Command;
use crate::show::{Moment, Show};

pub(crate) fn plan(slides: usize) -> Plan {
    let slide = |index: usize| PlannedSlide {
        id: format!("s{index}"),
        title: Some(format!("Slide {index}")),
        words: None,
        language: "en".to_owned(),
        section: None,
        number: index + 1,
        steps: 1 + index % 3,
        hidden: index == 2,
        optional: false,
        appendix: false,
        left_out: false,
        planned: Duration::from_secs(60),
        expected: shares(Duration::from_secs(60), 1 + index % 3),
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
        ending: Default::default(),
        takes: 0,
        words_a_minute: 160,
        notes_words: Vec::new(),
    }
}

/// Times of a take's steps, in seconds: `s1.0` is the first step of the slide `s1`, and `!` a pause in it.
pub(super) fn take(steps: &[(&str, u64)], end: bool) -> Take {
    let line = |t: u64, rest: &str| format!("{{\"t\":{},{rest}}}\n", t * 1000);
    let start = r#""e":"start","v":1,"kind":"rehearsal","start":"2026-11-22T14:05:01Z""#;
    let (mut log, mut now) = (line(0, start), 0);
    for (name, seconds) in steps {
        let (id, step) = name.trim_end_matches('!').split_once('.').expect("a slide and a step");
        log += &line(now, &format!(r#""e":"slide","id":"{id}","step":{step}"#));
        now += seconds;
        if name.ends_with('!') {
            log += &(line(now - 1, r#""e":"pause""#) + &line(now - 1, r#""e":"resume""#));
        }
    }
    if end {
        log += &line(now, r#""e":"end""#);
    }
    read(log.as_bytes())
}

const MOVES: [Command; 18] = [
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
    Command::TakeAgain,
    Command::TakeAgain,
    Command::NextCaption,
    Command::RecordingMark,
];

/// A show and its takes: noted before and after each command, as a window with a fine clock would.
pub(super) struct Played {
    show: Show,
    plan: Plan,
    now: Moment,
    tracker: Tracker,
    pub(super) records: Vec<Record>,
}

impl Played {
    fn new(slides: usize) -> Self {
        Self::of(plan(slides))
    }

    fn of(plan: Plan) -> Self {
        Self::play(Show::new(plan.clone()).rehearsed(), plan)
    }

    /// Before an audience.
    fn talk(plan: Plan) -> Self {
        Self::play(Show::new(plan.clone()), plan)
    }

    fn play(show: Show, plan: Plan) -> Self {
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
        self.records.extend(self.tracker.note(&self.show.view(self.now), &self.plan, self.now, start));
    }

    fn hear(&mut self, words: &str) {
        let start = || Start::new(Kind::Talk, "2026-11-22T14:05:01+01:00".to_owned(), &self.plan);
        let view = self.show.view(self.now);
        self.records.extend(self.tracker.note_to_keep(&view, &self.plan, self.now, start));
        self.records.extend(self.tracker.live(None, None, words.to_owned()));
    }

    fn elapsed(&self) -> Duration {
        self.show.view(self.now).elapsed
    }

    pub(super) fn end(&mut self) {
        self.records.extend(self.tracker.end());
    }

    /// The last take's file.
    fn log(&self) -> String {
        let starts = self.records.iter().rposition(|record| matches!(record.what, What::Start(_)));
        self.records[starts.unwrap_or(0)..].iter().map(Record::line).collect()
    }
}

pub(super) fn rehearsal(waits: &[u64]) -> Played {
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
        let run = Run::of(&take);
        prop_assert_eq!(run.finished, begun);
        if view.running || !elapsed.is_zero() {
            let millis = |time: Duration| time.as_millis();
            prop_assert_eq!(millis(run.total()), millis(elapsed));
            let here = run.on(&played.plan.slides[view.cursor.slide].id).unwrap_or_default();
            prop_assert_eq!(millis(here), millis(on_slide), "the console shows what the log will say");
        }
        prop_assert_eq!(Run::of(&take), run);
    }

    #[test]
    fn a_take_that_another_process_goes_on_with_is_one_take(
        moves in prop::collection::vec((0..MOVES.len(), 0_u64..5_000), 1..60),
        dies in 0_usize..60,
    ) {
        let [mut whole, mut broken] = [(); 2].map(|()| Played::new(6));
        // A timer that was set back within the second after the last line is not in the log.
        let moves = moves.into_iter().filter(|(index, _)| MOVES[*index] != Command::TimerReset).collect::<Vec<_>>();
        for (at, (index, wait)) in moves.iter().enumerate() {
            for played in [&mut whole, &mut broken] {
                played.wait(*wait);
                played.press(MOVES[*index]);
            }
            if at == dies % moves.len() && broken.tracker.begun() {
                let (take, view) = (read(broken.log().as_bytes()), broken.show.view(broken.now));
                broken.tracker = Tracker::resumed(&take, &view, broken.now);
                prop_assert_eq!(broken.tracker.on_slide(&view), whole.tracker.on_slide(&view));
            }
        }
        for played in [&mut whole, &mut broken] {
            played.wait(1_500);
            played.end();
        }
        // How long a pause has lasted is known to the second.
        let told = |played: &Played| {
            let told = |record: &Record| match record.what {
                What::Resume { .. } => Record { what: What::Resume { after: 0 }, ..record.clone() },
                _ => record.clone(),
            };
            played.records.iter().map(told).collect::<Vec<_>>()
        };
        prop_assert_eq!(told(&broken), told(&whole));
    }

    #[test]
    fn visits_follow_one_another_in_any_log(records in prop::collection::vec((0_u64..9_000, 0..9_u8), 0..60)) {
        let what = |kind: u8| match kind {
            0 => What::Again,
            1 => What::Pause,
            8 => What::Begin { told: 700 },
            2 => What::Cue { id: "a.0.0".to_owned() },
            3 => What::Live { language: None, speaker: None, text: "Yes.".to_owned() },
            kind => What::Slide { id: "a".to_owned(), step: usize::from(kind) },
        };
        let records = records.into_iter().map(|(t, kind)| Record { t, what: what(kind) }).collect();
        let run = Run::of(&Take { start: None, records });
        prop_assert!(run.visits.windows(2).all(|two| two[0].to == two[1].from));
        prop_assert!(run.visits.iter().all(|visit| visit.from <= visit.to));
        prop_assert!(run.visits.last().is_none_or(|last| last.to == run.until));
        let times: [Vec<u64>; 3] = [
            run.cues.iter().map(|cue| cue.at).collect(),
            run.live.iter().map(|phrase| phrase.at).collect(),
            run.pauses.clone(),
        ];
        for times in times {
            prop_assert!(times.is_sorted() && times.last().is_none_or(|last| *last <= run.until));
        }
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Run::of(&read(&bytes)).total();
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
        assert_eq!(Run::of(&take).finished, cut == log.len());
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
    let run = Run::of(&take);
    assert_eq!(run.visits[0].time(), Duration::from_millis(1500));
    assert_eq!(run.total(), Duration::from_millis(u64::MAX), "time does not run back");
    assert!(!run.finished);
}

#[test]
fn each_record_is_read_as_it_was_written() {
    let whats = [
        What::Cue { id: "why.0.2".to_owned() },
        What::Rec { on: true },
        What::Begin { told: 12 },
        What::Again,
        What::Live { language: None, speaker: None, text: "Good \u{2028} evening".to_owned() },
        What::Live { language: Some("pl".to_owned()), speaker: Some("Ewa".to_owned()), text: "Dobry".to_owned() },
    ];
    let records: Vec<Record> = whats.into_iter().zip(7..).map(|(what, t)| Record { t, what }).collect();
    let log: String = records.iter().map(Record::line).collect();
    assert_eq!(read(log.as_bytes()).records, records);
    let plain = "{\"t\":10,\"e\":\"again\"}\n{\"t\":11,\"e\":\"live\",\"text\":\"Good \u{2028} evening\"}\n";
    assert!(log.contains(plain), "{log}");
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
fn what_is_taken_again_is_void() {
    let record = |t: u64, what: What| Record { t, what };
    let slide = |t: u64, id: &str, step: usize| record(t, What::Slide { id: id.to_owned(), step });
    let phrase = |t: u64, text: &str| record(t, What::Live { language: None, speaker: None, text: text.to_owned() });
    let cue = |t: u64, id: &str| record(t, What::Cue { id: id.to_owned() });
    let mut records = vec![slide(0, "a", 0), phrase(1, "Hello"), record(2_000, What::Rec { on: true })];
    records.extend([slide(3_000, "b", 0), cue(3_000, "b.0.0"), record(4_000, What::Pause), phrase(4_000, "Erm")]);
    records.extend([slide(5_000, "b", 1), record(9_000, What::Rec { on: false }), record(3_000, What::Again)]);
    let mut run = Run::of(&Take { start: None, records: records.clone() });
    let visit = |id: &str, step, from, to| Visit { id: id.to_owned(), step, from, to };
    assert_eq!(run.visits, [visit("a", 0, 0, 3_000)]);
    assert_eq!((&run.marks[..], run.live.len(), run.pauses.len(), run.cues.len()), (&[(2_000, true)][..], 1, 0, 0));
    for record in [slide(3_000, "b", 0), cue(3_100, "b.0.0"), slide(4_500, "b", 1), record(6_000, What::End)] {
        run.push(&record);
    }
    assert_eq!(run.visits[1..], [visit("b", 0, 3_000, 4_500), visit("b", 1, 4_500, 6_000)]);
    assert_eq!((run.total().as_secs(), run.cues.len(), run.finished), (6, 1, true));
    // From the very beginning.
    records.extend([record(0, What::Again), slide(0, "a", 0), record(1_000, What::Beat)]);
    let run = Run::of(&Take { start: None, records });
    assert_eq!((run.visits, run.live.len()), (vec![visit("a", 0, 0, 1_000)], 0));
}

/// The events of the records, each with its time.
fn events(records: &[Record]) -> Vec<(u64, String)> {
    let events = records.iter().filter(|record| !matches!(record.what, What::Start(_) | What::Beat));
    let line = |record: &Record| serde_json::to_value(record).expect("it is made of names and numbers");
    let words = |record: &Record| {
        let line = line(record);
        let word = |key: &str| line.get(key).map(|word| format!(" {word}").replace('"', "")).unwrap_or_default();
        ["e", "id", "step", "mode", "on"].map(word).concat().trim().to_owned()
    };
    events.map(|record| (record.t, words(record))).collect()
}

#[test]
fn captions_marks_and_what_is_taken_again_are_noted() {
    let mut captioned = plan(3);
    let block = |k: usize| CaptionBlock::plain(vec![format!("Line {k}")], Duration::from_secs(2));
    captioned.slides[1].captions = vec![vec![(0..2).map(block).collect(), vec![block(2)]]];
    let mut played = Played::of(captioned);
    played.press(Command::RecordingMark);
    played.press(Command::NextStep);
    played.wait(900);
    played.press(Command::NextStep);
    played.wait(2_100);
    played.press(Command::NextStep);
    played.wait(500);
    played.press(Command::Captions);
    played.press(Command::PreviousStep);
    played.press(Command::Captions);
    played.wait(400);
    played.press(Command::NextCaption);
    let first = [
        (0, "slide s0 0"),
        (0, "captions true"),
        (0, "rec true"),
        (900, "slide s1 0"),
        (900, "cue s1.0.0"),
        (3_000, "cue s1.0.1"),
        (3_000, "slide s1 1"),
        (3_000, "cue s1.1.0"),
        (3_500, "captions false"),
        (3_500, "slide s1 0"),
        (3_500, "captions true"),
        (3_500, "cue s1.0.0"),
        (3_900, "cue s1.0.1"),
    ];
    let first = first.map(|(t, event)| (t, event.to_owned()));
    assert_eq!(events(&played.records), first);
    played.wait(100);
    played.press(Command::TakeAgain);
    played.wait(1_000);
    played.end();
    let more = [
        (900, "again"),
        (900, "slide s1 0"),
        (900, "stage live"),
        (900, "captions true"),
        (900, "rec true"),
        (900, "cue s1.0.0"),
        (1_900, "end"),
    ];
    assert_eq!(events(&played.records)[first.len()..], more.map(|(t, event)| (t, event.to_owned())));
    let run = Run::of(&read(played.log().as_bytes()));
    assert_eq!((run.total(), run.on("s1")), (Duration::from_millis(1_900), Some(Duration::from_secs(1))));
}

#[test]
fn a_paused_talk_goes_on_in_its_take_though_times_are_no_whole_milliseconds() {
    // The journal may be a moment older than the last line, too.
    for (opening, told, older) in [(700, 300, 0), (999, 2, 0), (1, 999, 0), (500, 500, 80_000)] {
        let mut played = Played::talk(plan(4));
        played.wait(0);
        played.now.0 += Duration::from_micros(1_000_000 + opening);
        played.press(Command::NextStep);
        played.now.0 += Duration::from_micros(1_000_000 + told - older);
        let mut before = played.show.clone();
        let _ = before.apply(Command::TimerToggle, played.now);
        played.now.0 += Duration::from_micros(older);
        played.press(Command::TimerToggle);
        let (take, view) = (read(played.log().as_bytes()), before.view(played.now));
        let mut tracker = Tracker::resumed(&take, &view, played.now);
        let news = tracker.note(&view, &played.plan, played.now, || panic!("another take begins"));
        assert!(tracker.begun() && !news.iter().any(|record| record.what == What::End), "{opening} {told}: {news:?}");
    }
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
    let recorder = Recorder::start(&crate::crew::Crew::default(), state.map(Path::to_path_buf), tell);
    for record in records {
        recorder.write(vec![record.clone()], &deck.into(), Moment(Duration::from_millis(record.t)));
    }
    drop(recorder);
    let told = told.lock().expect("unpoisoned");
    told.clone()
}

#[test]
fn what_was_told_last_is_the_latest_that_was_ended_and_long_enough() {
    let (deck, state) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("another"));
    let last = || last_told(deck.path(), Some(state.path()), &plan(4)).map(|(_, took)| took.as_secs());
    let keep = |played: &Played| record(deck.path(), Some(state.path()), &played.records);
    assert_eq!(last(), None);
    let mut whole = rehearsal(&[2_000, 3_000]);
    whole.end();
    assert_eq!(keep(&whole), []);
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
    // A talk to its end counts as much.
    let mut talk = rehearsal(&[2_000, 4_000]);
    talk.end();
    for record in &mut talk.records {
        if let What::Start(start) = &mut record.what {
            start.kind = Kind::Talk;
        }
    }
    keep(&talk);
    let found = last_told(deck.path(), Some(state.path()), &plan(4));
    assert_eq!(found.map(|(start, took)| (start.kind, took.as_secs())), Some((Kind::Talk, 6)));
    assert_eq!(std::fs::read_dir(state.path()).expect("it is there").count(), 0);
}

#[test]
fn where_the_decks_folder_takes_no_files_the_programs_own_does() {
    let (deck, state) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("another"));
    // A file where the folder should be: that stops even an administrator.
    std::fs::write(deck.path().join("takes"), "").expect("it writes");
    let mut played = rehearsal(&[2_000, 3_000]);
    played.end();
    assert_eq!(record(deck.path(), Some(state.path()), &played.records), []);
    let found = last_told(deck.path(), Some(state.path()), &plan(4));
    assert_eq!(found.map(|(start, _)| start.deck), Some(plan(4).title));
    let told = record(deck.path(), None, &played.records);
    let why = "This take is not kept for now: a file or a link stands where its folder should be";
    assert_eq!(told, [Some(why.to_owned())]);
}

#[test]
fn how_long_a_pause_was_is_kept_for_the_recording() {
    let mut played = Played::new(2);
    played.press(Command::TimerToggle);
    played.wait(3_000);
    played.press(Command::TimerToggle);
    played.wait(4_000);
    played.wait(5_000);
    played.press(Command::TimerToggle);
    played.wait(2_000);
    played.press(Command::NextSlide);
    played.end();
    let resumed = Record { t: 3_000, what: What::Resume { after: 9_000 } };
    assert!(played.records.contains(&resumed), "{:?}", played.records);
    let run = Run::of(&Take { start: None, records: played.records });
    assert_eq!((&run.waits[..], run.total()), (&[(3_000, 9_000)][..], Duration::from_secs(5)));
    let before: Run = Run::of(&read(b"{\"t\":0,\"e\":\"pause\"}\n{\"t\":0,\"e\":\"resume\"}\n"));
    assert_eq!(before.waits, [(0, 0)], "logs of old do not say");
}

#[test]
fn a_flood_of_live_captions_fills_no_log_and_the_talk_goes_on() {
    let mut played = rehearsal(&[1_000]);
    let phrase = || "so many words in so short a time are nobody's speech ".repeat(30);
    let say = |played: &mut Played| {
        let record = played.tracker.live(None, None, phrase());
        played.records.extend(record.clone());
        record.is_some()
    };
    let kept = (0..10_000).filter(|_| say(&mut played)).count();
    assert!((10..200).contains(&kept), "{kept}");
    assert!(played.log().len() < 100 << 10);
    // Who speaks as people do is kept again soon.
    (0..30).for_each(|_| played.wait(1_000));
    assert!(say(&mut played));
    played.end();
    let run = Run::of(&read(played.log().as_bytes()));
    assert_eq!((run.live.len(), run.finished), (kept + 1, true));
}

#[test]
fn a_report_of_a_talk_with_very_many_steps_is_quick() {
    // Twice as many take twice as long, not four times: what is counted is work, since time is the machine's affair.
    let slide = |at: u64| format!("{{\"t\":{},\"e\":\"slide\",\"id\":\"s{}\",\"step\":0}}\n", at * 7, at % 4);
    let pause = |at: u64| format!("{{\"t\":{0},\"e\":\"pause\"}}\n{{\"t\":{0},\"e\":\"resume\"}}\n", at * 7);
    let log: String = (0..60_000).flat_map(|at| [slide(at), pause(at)]).collect();
    let take = read(log.as_bytes());
    let report = report::Report::of(&plan(4), &report::Named { name: "a".to_owned(), take }, &[], None);
    assert_eq!(report.slides.iter().map(|slide| slide.pauses).sum::<usize>(), 59_999);
}
