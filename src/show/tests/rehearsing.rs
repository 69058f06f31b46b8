//! What a rehearsal needs: time for the first slide, slides taken again, captions by hand, and what to leave out.

use std::time::Duration;

use super::{after, at, planned_slide, second, talk};
use crate::show::command::Command::*;
use crate::show::view::Mode;
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
