//! What a rehearsal needs: time for the first slide, slides taken again, captions by hand, and what to leave out.

use std::time::Duration;

use proptest::prelude::*;

use super::{after, at, planned_slide, second, talk};
use crate::deck::plan::{Plan, shares};
use crate::show::command::Command::{self, *};
use crate::show::shorten::{TOLERATED, shorten};
use crate::show::view::{Cursor, Mode};
use crate::show::{Moment, Show};

fn rehearsal() -> Show {
    Show::new(talk()).rehearsed()
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn the_press_that_begins_a_rehearsal_moves_nothing() {
    for press in [NextStep, NextSlide, SkipOptional, TimerToggle] {
        let mut show = rehearsal();
        show.apply(GoTo(1), second(2));
        assert!(show.view(second(2)).waiting, "looking around begins nothing");
        show.apply(press, second(3));
        let now = show.view(second(8));
        assert_eq!((now.cursor, now.running, now.waiting, now.elapsed), (at(1, 0), true, false, seconds(5)));
        assert_eq!(show.view(second(4)).caption_at, Some((at(1, 0), 0)), "its captions begin with it");
        show.apply(NextStep, second(9));
        assert_eq!(show.view(second(9)).cursor, at(1, 1));
    }
    let mut show = rehearsal();
    show.apply(NextStep, second(0));
    show.apply(TimerReset, second(5));
    assert!(show.view(second(5)).waiting, "a new rehearsal");
    assert!(!after(&[]).view(second(0)).waiting, "a talk begins as ever");
}

#[test]
fn taken_again_the_slide_has_the_time_at_which_it_was_first_entered() {
    let mut show = rehearsal();
    show.apply(NextStep, second(0));
    show.apply(NextStep, second(10));
    show.apply(NextStep, second(15));
    assert_eq!(show.view(second(20)).cursor, at(1, 1));
    show.apply(TakeAgain, second(40));
    let now = show.view(second(43));
    assert_eq!((now.cursor, now.elapsed, now.again), (at(1, 0), seconds(13), 1));
    assert_eq!(now.taken_again, Some(seconds(10)));
    assert_eq!(now.caption.map(|it| it.lines.concat()).as_deref(), Some("b/0/1"), "its captions began anew");
    // What came after never was: d is entered for the first time when it is entered again.
    show.apply(NextSlide, second(45));
    show.apply(PreviousSlide, second(50));
    show.apply(TakeAgain, second(55));
    assert_eq!(show.view(second(55)).elapsed, seconds(10));
    show.apply(NextSlide, second(75));
    show.apply(TimerToggle, second(80));
    show.apply(TakeAgain, second(90));
    let now = show.view(second(91));
    assert_eq!((now.elapsed, now.running), (seconds(31), true), "and the time runs again");
    show.apply(NextStep, second(92));
    assert_eq!(show.view(second(92)).taken_again, None, "said until something moves");
}

#[test]
fn a_talk_and_a_rehearsal_that_has_not_begun_are_not_taken_again() {
    let mut show = after(&[NextStep, NextStep]);
    show.apply(TakeAgain, second(9));
    assert_eq!((show.view(second(9)).cursor, show.view(second(9)).elapsed), (at(1, 1), seconds(9)));
    let mut show = rehearsal();
    show.apply(TakeAgain, second(9));
    assert!(show.view(second(9)).waiting);
}

#[test]
fn a_pause_lasts_until_the_time_goes_on() {
    let mut show = after(&[NextStep]);
    assert_eq!(show.view(second(5)).paused_seconds, None);
    show.apply(TimerToggle, second(5));
    let now = show.view(second(77));
    assert_eq!((now.paused_seconds, now.elapsed, now.behind_seconds), (Some(72), seconds(5), 0));
    show.apply(TimerToggle, second(77));
    assert_eq!((show.view(second(80)).paused_seconds, show.view(second(80)).elapsed), (None, seconds(8)));
    assert_eq!(after(&[]).view(second(9)).paused_seconds, None, "not begun is not paused");
}

#[test]
fn captions_by_hand_stay_in_their_step_and_time_goes_on_from_them() {
    let line = |show: &Show, millis| {
        let now = show.view(Moment(Duration::from_millis(millis)));
        (now.caption.map(|it| it.lines.concat()), now.cue.map(|it| it.lines.concat()))
    };
    let both = |words: &str| (Some(words.to_owned()), Some(words.to_owned()));
    let mut plan = talk();
    plan.slides[1] = planned_slide("b", 2, 3, 3, 2);
    let mut show = Show::new(plan);
    show.apply(NextStep, second(10));
    show.apply(NextCaption, second(11));
    assert_eq!(line(&show, 11_000), both("b/0/1"));
    assert_eq!(line(&show, 12_499), both("b/0/1"));
    assert_eq!(line(&show, 12_500), both("b/0/2"), "each stands as long as ever");
    show.apply(NextCaption, second(13));
    assert_eq!(line(&show, 13_000), both("b/0/2"), "the last one stays");
    show.apply(PreviousCaption, second(14));
    assert_eq!(line(&show, 14_000), both("b/0/1"));
    (0..3).for_each(|_| {
        show.apply(PreviousCaption, second(15));
    });
    assert_eq!(line(&show, 16_499), both("b/0/0"), "the first one anew");
    show.apply(NextCaption, second(16));
    show.apply(NextStep, second(16));
    assert_eq!(line(&show, 16_000), both("b/1/0"), "a step begins with its first");
    // The audience reads the frozen step's captions, so it is those that turn.
    show.apply(Freeze, second(17));
    show.apply(NextStep, second(17));
    show.apply(NextCaption, second(17));
    assert_eq!(line(&show, 17_000), (Some("b/1/1".to_owned()), Some("b/2/0".to_owned())));
    assert_eq!(show.view(second(17)).caption_at, Some((at(1, 1), 1)));
}

/// Slides of these many seconds; the second number is whether they are optional.
fn plan(slides: &[(u64, bool)]) -> Plan {
    let mut plan = talk();
    plan.slides = slides
        .iter()
        .enumerate()
        .map(|(index, (time, optional))| {
            let mut slide = planned_slide(&format!("s{index}"), index + 1, 2, 0, 2);
            (slide.planned, slide.expected, slide.optional) = (seconds(*time), shares(seconds(*time), 2), *optional);
            slide
        })
        .collect();
    plan
}

#[test]
fn what_is_left_out_is_as_little_as_fits() {
    let plan = plan(&[(60, true), (60, false), (90, true), (40, true), (60, false), (120, true)]);
    let shorter =
        |slide, over| shorten(&plan, at(slide, 0), seconds(over)).map(|it| (it.slides, it.saved.as_secs(), it.fits));
    assert_eq!(shorter(0, 30), None, "half a minute is no matter");
    assert_eq!(shorter(0, 31), Some((vec![5], 120, true)));
    assert_eq!(shorter(0, 180), Some((vec![2, 5], 210, true)));
    assert_eq!(shorter(0, 281), Some((vec![2, 3, 5], 250, false)), "the slide one stands on is not left out");
    assert_eq!(shorter(3, 200), Some((vec![5], 120, false)));
    assert_eq!(shorter(5, 200), None);
}

#[test]
fn a_talk_that_will_be_over_says_so_and_can_skip() {
    let mut plan = plan(&[(60, false), (60, true), (60, true), (60, false), (60, true)]);
    plan.length = seconds(300);
    let mut show = Show::new(plan);
    show.apply(TimerToggle, second(0));
    assert_eq!((show.view(second(0)).finish_seconds, show.view(second(59)).shorter), (300, None));
    let late = show.view(second(100));
    assert_eq!((late.finish_seconds, late.behind_seconds), (340, 40));
    assert_eq!(late.shorter.map(|it| (it.over.as_secs(), it.slides, it.fits)), Some((40, vec![1], true)));
    show.apply(SkipOptional, second(100));
    let now = show.view(second(100));
    assert_eq!((now.cursor, now.finish_seconds, now.shorter), (at(3, 0), 220, None));
    show.apply(SkipOptional, second(101));
    assert_eq!(show.view(second(101)).cursor, at(3, 0), "nothing that must stay is ahead");
    show.apply(Back, second(102));
    assert_eq!(show.view(second(102)).cursor, at(0, 0));
}

#[test]
fn a_talk_goes_on_by_itself_in_the_times_that_it_is_expected_to_take() {
    let mut plan = talk();
    plan.slides[1].expected = vec![seconds(5), seconds(40), seconds(9)];
    let mut show = Show::new(plan);
    for command in [NextStep, AutoAdvance] {
        show.apply(command, second(0));
    }
    let mut places = Vec::new();
    for now in 0..60 {
        if show.tick(second(now)) {
            places.push((now, show.view(second(now)).cursor));
        }
    }
    assert_eq!(places, [(5, at(1, 1)), (45, at(1, 2)), (54, at(3, 0))]);
}

#[test]
fn marking_a_recording_moves_nothing() {
    let mut show = after(&[NextStep, Black]);
    let before = show.view(second(3));
    show.apply(RecordingMark, second(3));
    let now = show.view(second(3));
    assert!(now.recording && now.mode == Mode::Black && now.cursor == before.cursor);
    show.apply(RecordingMark, second(4));
    assert!(!show.view(second(4)).recording);
}

proptest! {
    #[test]
    fn no_slide_that_must_stay_is_ever_left_out(
        slides in prop::collection::vec((0_u64..200, any::<bool>()), 1..12), here in 0_usize..12, over in 0_u64..900,
    ) {
        let plan = plan(&slides);
        let here = Cursor { slide: here % slides.len(), step: 0 };
        let optional = |slide: &usize| slides[*slide].1 && *slide > here.slide;
        if let Some(shorter) = shorten(&plan, here, seconds(over)) {
            prop_assert!(shorter.slides.iter().all(optional));
            prop_assert_eq!(shorter.saved, shorter.slides.iter().map(|slide| seconds(slides[*slide].0)).sum());
            prop_assert_eq!(shorter.fits, seconds(over).saturating_sub(shorter.saved) <= TOLERATED);
            // Not one too many.
            let least = shorter.slides.iter().map(|slide| seconds(slides[*slide].0)).min().unwrap_or_default();
            prop_assert!(seconds(over).saturating_sub(shorter.saved - least) > TOLERATED);
        } else {
            let all: u64 = (0..slides.len()).filter(optional).map(|slide| slides[slide].0).sum();
            prop_assert!(over <= TOLERATED.as_secs() || all == 0);
        }
        let mut show = Show::new(plan);
        let commands: [Command; 2] = [GoTo(here.slide), SkipOptional];
        for command in commands {
            show.apply(command, second(0));
        }
        let to = show.view(second(0)).cursor.slide;
        prop_assert!((here.slide + 1..to).all(|slide| slides[slide].1));
        prop_assert!(to == here.slide || !slides[to].1);
    }
}
