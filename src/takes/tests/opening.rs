//! The slide on which a talk stood before its time ran is in its take.

use super::*;
use crate::takes::report::{Named, Report, Told};
use crate::takes::{Aligned, recording};

/// Four slides of a minute; the first has a caption.
fn talk() -> Played {
    let mut plan = plan(4);
    plan.slides[0].captions =
        vec![vec![vec![CaptionBlock::plain(vec!["Good evening".to_owned()], Duration::from_secs(2))]]];
    let mut played = Played::talk(plan);
    played.note();
    played
}

fn ended(mut played: Played) -> Take {
    played.end();
    read(played.log().as_bytes())
}

fn on(take: &Take, slide: &str) -> Option<u64> {
    Run::of(take).on(slide).map(|time| time.as_secs())
}

#[test]
fn the_opening_was_told_as_long_as_it_stood_but_not_longer_than_planned() {
    for (stood, told) in [(10, 10), (60, 60), (3_000, 60)] {
        for leave in [Command::NextStep, Command::LastSlide, Command::GoTo(1)] {
            let mut played = talk();
            played.wait(stood * 1_000);
            assert!(played.records.is_empty(), "nobody may ever speak");
            played.press(leave);
            played.wait(5_000);
            assert_eq!(played.tracker.on_slide(&played.show.view(played.now)), Duration::from_secs(5));
            let plan = played.plan.clone();
            let take = ended(played);
            assert_eq!((on(&take, "s0"), Run::of(&take).total().as_secs()), (Some(told), told + 5), "{leave:?}");
            let report = Report::of(&plan, &Named { name: "now".to_owned(), take }, &[], None);
            assert_eq!((report.slides[0].told, report.slides[0].took), (Told::Yes, told * 1_000));
        }
    }
}

#[test]
fn an_opening_on_which_the_time_begins_has_its_own_time() {
    for begin in [Command::Start, Command::TimerToggle] {
        let mut played = talk();
        played.wait(40_000);
        played.press(begin);
        played.wait(7_000);
        played.press(Command::NextStep);
        played.wait(1_000);
        let take = ended(played);
        assert_eq!((on(&take, "s0"), Run::of(&take).total().as_secs()), (Some(7), 8), "{begin:?}");
    }
}

#[test]
fn live_words_marks_and_captions_by_hand_begin_the_take_at_once() {
    for early in [None, Some(Command::RecordingMark), Some(Command::NextCaption)] {
        let mut played = talk();
        played.wait(10_000);
        match early {
            None => played.hear("Good evening to all of you"),
            Some(command) => played.press(command),
        }
        assert!(played.tracker.begun(), "{early:?}");
        assert!(!played.log().contains("pause"), "{}", played.log());
        played.wait(30_000);
        played.press(Command::NextStep);
        played.wait(5_000);
        let plan = played.plan.clone();
        let run = Run::of(&ended(played));
        assert_eq!((run.on("s0"), run.total()), (Some(Duration::from_secs(40)), Duration::from_secs(45)), "{early:?}");
        let recording = recording(&run, &plan, 0, Aligned::default());
        // A recording that was marked begins there, when the opening had stood for ten seconds.
        let marked = usize::from(early == Some(Command::RecordingMark));
        let cues: Vec<_> = recording.cues.iter().map(|cue| cue.slide).collect();
        assert_eq!((&cues[..], recording.missed), (&[0][marked..], marked), "{early:?}: its words are not lost");
        assert!(recording.unshown.is_empty(), "{early:?}");
        let begun = if early == Some(Command::RecordingMark) { 35_000 } else { 45_000 };
        assert_eq!(recording.end, begun, "{early:?}");
    }
}

#[test]
fn words_that_were_heard_long_before_are_kept_and_teach_nothing() {
    let mut played = talk();
    played.wait(10_000);
    played.hear("Testing");
    played.wait(1_800_000);
    played.press(Command::Start);
    played.wait(20_000);
    played.hear("Good evening");
    played.press(Command::NextStep);
    played.wait(5_000);
    let run = Run::of(&ended(played));
    assert_eq!((run.on("s0"), run.total()), (Some(Duration::from_secs(20)), Duration::from_secs(25)));
    assert_eq!(run.live.iter().map(|phrase| phrase.at).collect::<Vec<_>>(), [10_000, 1_830_000]);
}

#[test]
fn a_second_talk_has_its_own_opening_and_a_rehearsal_none() {
    let mut played = talk();
    played.wait(9_000);
    played.press(Command::NextStep);
    played.wait(4_000);
    played.press(Command::TimerReset);
    played.press(Command::FirstSlide);
    played.wait(6_000);
    played.press(Command::NextStep);
    played.wait(2_000);
    let take = ended(played);
    assert_eq!((on(&take, "s0"), on(&take, "s1")), (Some(6), Some(2)));

    let mut rehearsed = Played::new(4);
    rehearsed.wait(9_000);
    rehearsed.press(Command::RecordingMark);
    rehearsed.hear("Testing");
    assert!(rehearsed.records.is_empty());
    rehearsed.press(Command::NextStep);
    rehearsed.wait(3_000);
    assert_eq!(on(&ended(rehearsed), "s0"), Some(3));
}

proptest! {
    #[test]
    fn the_take_of_any_talk_is_its_time_behind_its_opening(moves in prop::collection::vec((0..MOVES.len(), 0_u64..5_000), 0..60)) {
        let mut played = Played::talk(plan(6));
        played.note();
        for (index, wait) in moves {
            played.wait(wait);
            played.press(MOVES[index]);
        }
        let view = played.show.view(played.now);
        let (elapsed, on_slide) = (view.elapsed, played.tracker.on_slide(&view));
        let begun = view.running || !elapsed.is_zero();
        played.end();
        let take = read(played.log().as_bytes());
        let run = Run::of(&take);
        let told = take.records.iter().find_map(|record| match record.what {
            What::Begin { told } => Some(told),
            _ => None,
        });
        if begun {
            let told = Duration::from_millis(told.unwrap_or(0));
            prop_assert_eq!(run.total().as_millis(), (elapsed + told).as_millis());
            let here = run.on(&played.plan.slides[view.cursor.slide].id).unwrap_or_default();
            prop_assert_eq!(here.as_millis(), on_slide.as_millis());
        }
    }
}
