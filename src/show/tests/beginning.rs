//! How a talk begins: by any move away from where it stood. What waits for that, and what it counts.

use std::time::Duration;

use super::random::all_commands;
use super::{after, at, planned_slide, second, talk};
use crate::deck::plan::Plan;
use crate::show::command::Command::{self, *};
use crate::show::view::{OnStage, Remark, View};
use crate::show::{Moment, Show};

/// Steps on the first slide.
fn stepped() -> Plan {
    let mut plan = talk();
    plan.slides[0] = planned_slide("a", 1, 3, 2, 2);
    plan
}

fn begun(view: &View) -> bool {
    view.running
}

#[test]
fn each_command_that_moves_a_talk_starts_its_time_and_no_other_does() {
    let states: [&[Command]; 6] = [&[], &[Digit(4)], &[Overview, Choose(3)], &[Freeze], &[Black], &[AskQuit]];
    let own = [Start, StartHere, TimerToggle, AutoAdvance];
    let mut moved = 0;
    for opened in [0, 1, 3] {
        for (state, command) in states.iter().flat_map(|state| all_commands().into_iter().map(move |it| (state, it))) {
            let mut show = Show::new(stepped()).opened_at(opened);
            state.iter().for_each(|command| {
                show.apply(*command, second(1));
            });
            assert!(!begun(&show.view(second(2))), "{state:?} begins nothing");
            show.apply(command, second(2));
            let now = show.view(second(3));
            let left = now.cursor != at(opened, 0) && now.cursor != at(0, 0);
            assert_eq!(begun(&now), left || own.contains(&command), "{command:?} after {state:?} at {opened}");
            if left {
                assert_eq!(now.elapsed, Duration::from_secs(1));
                moved += 1;
            }
        }
    }
    assert!(moved > 60, "{moved}");
}

#[test]
fn a_step_of_the_first_slide_a_number_and_the_end_are_moves() {
    for moves in [&[NextStep][..], &[Digit(4), GoTyped], &[Overview, GoTo(3)], &[LastSlide], &[SkipOptional]] {
        let mut show = Show::new(stepped());
        moves.iter().for_each(|command| {
            show.apply(*command, second(0));
        });
        assert!(begun(&show.view(second(0))), "{moves:?}");
    }
    let one = Plan { slides: vec![planned_slide("a", 1, 1, 1, 2)], ..talk() };
    let mut show = Show::new(one);
    show.apply(NextStep, second(0));
    assert!(begun(&show.view(second(0))), "a talk of one slide has nowhere else to go");
}

#[test]
fn a_talk_that_is_set_back_to_its_beginning_waits_there() {
    let mut show = after(&[NextStep, TimerReset, FirstSlide]);
    assert!(!begun(&show.view(second(0))));
    show.apply(NextStep, second(60));
    assert_eq!(show.view(second(61)).elapsed, Duration::from_secs(1));
}

#[test]
fn a_rehearsal_begins_with_a_press_of_its_own() {
    let mut show = Show::new(stepped()).rehearsed();
    for look_around in [GoTo(3), LastSlide, Back, PreviousSlide] {
        show.apply(look_around, second(0));
        assert!(show.view(second(0)).waiting, "{look_around:?}");
    }
}

#[test]
fn what_stood_before_the_time_ran_counts_as_planned() {
    let behind = |show: &Show, now| show.view(second(now)).behind_seconds;
    // Each slide is planned for a minute; c is hidden.
    let mut show = after(&[NextStep]);
    assert_eq!([0, 60, 61].map(|now| behind(&show, now)), [0, 0, 1], "nothing was gained by the first slide");
    assert_eq!((show.view(second(0)).told_before, show.view(second(0)).finish_seconds), (Duration::from_secs(60), 180));
    show.apply(PreviousSlide, second(10));
    show.apply(NextStep, second(12));
    assert_eq!(behind(&show, 12), 0, "a look back changes nothing");
    assert_eq!(behind(&after(&[GoTo(3)]), 0), -60, "b was left out");
    assert_eq!(behind(&after(&[Start]), 61), 1);
    let mut step = Show::new(stepped());
    step.apply(NextStep, second(0));
    assert_eq!([0, 40, 41].map(|now| behind(&step, now)), [0, 0, 1], "of three steps of twenty seconds");
    let mut opened = Show::new(talk()).opened_at(3);
    opened.apply(TimerToggle, second(0));
    assert_eq!([0, 60, 61].map(|now| behind(&opened, now)), [0, 0, 1], "slides before were not to be told");
    // A reset that is taken back brings back what counted.
    show.apply(TimerReset, second(20));
    show.apply(TimerReset, second(21));
    assert_eq!(show.view(second(21)).told_before, Duration::from_secs(60));
}

#[test]
fn scripted_captions_wait_for_the_time_or_for_a_hand_and_hold_in_a_pause() {
    let line = |show: &Show, millis: u64| {
        let view = show.view(Moment(Duration::from_millis(millis)));
        view.caption.map(|it| it.lines.concat()).unwrap_or_default()
    };
    let mut show = after(&[]);
    assert_eq!((line(&show, 0), line(&show, 90_000)), Default::default(), "nobody speaks yet");
    assert!(show.view(second(90)).cue.is_some(), "the speaker sees what will come");
    let mut by_hand = show.clone();
    by_hand.apply(NextCaption, second(90));
    assert_eq!((line(&by_hand, 90_000), line(&by_hand, 99_000)), ("a/0/0".to_owned(), "a/0/0".to_owned()));
    by_hand.apply(NextCaption, second(99));
    assert_eq!(line(&by_hand, 200_000), "a/0/1");
    by_hand.apply(TimerReset, second(200));
    assert_eq!(line(&by_hand, 200_000), "", "for the next talk they wait again");

    show.apply(Start, second(100));
    assert_eq!((line(&show, 101_499), line(&show, 101_500)), ("a/0/0".to_owned(), "a/0/1".to_owned()));
    show.apply(NextStep, second(110));
    show.apply(TimerToggle, second(111));
    assert_eq!((line(&show, 111_000), line(&show, 170_000)), ("b/0/0".to_owned(), "b/0/0".to_owned()));
    show.apply(NextStep, second(170));
    assert_eq!(line(&show, 180_000), "b/1/0", "in a pause each step shows its first");
    show.apply(TimerToggle, second(180));
    assert_eq!((line(&show, 181_499), line(&show, 181_500)), ("b/1/0".to_owned(), "b/1/1".to_owned()));
}

#[test]
fn live_captions_wait_for_nobody() {
    let mut show = Show::new(talk()).with_feed();
    show.apply(CaptionSource, second(0));
    assert!(show.view(second(0)).live);
}

#[test]
fn a_talk_that_moves_while_its_time_stands_is_told_of() {
    let mut show = after(&[NextStep]);
    show.apply(TimerToggle, second(5));
    assert!(!show.view(second(500)).time_stands, "questions may take their time");
    show.apply(NextStep, second(500));
    assert_eq!((show.view(second(519)).time_stands, show.view(second(520)).time_stands), (false, true));
    show.apply(NextStep, second(530));
    assert!(show.view(second(530)).time_stands, "since the first move");
    show.apply(TimerToggle, second(531));
    assert!(!show.view(second(600)).time_stands);
    let mut home = Show::new(talk()).opened_at(3);
    home.apply(FirstSlide, second(0));
    assert_eq!((home.view(second(19)).time_stands, home.view(second(20)).time_stands), (false, true));
}

#[test]
fn what_cannot_be_is_said_until_the_next_command() {
    let mut show = after(&[Digit(9), Digit(9), GoTyped]);
    assert_eq!(show.view(second(0)).remark, Some(Remark::NoSuchSlide));
    show.apply(PointAway, second(0));
    assert!(show.view(second(0)).remark.is_some(), "a mouse that moves has not answered");
    show.apply(Black, second(0));
    assert_eq!(show.view(second(0)).remark, None);
    show.adopt(Plan { languages: vec!["en".to_owned()], ..talk() });
    show.apply(CaptionLanguage, second(0));
    assert_eq!(show.view(second(0)).remark, Some(Remark::OneLanguage));
}

#[test]
fn before_the_talk_the_audience_sees_the_holding_slide_and_any_move_forward_begins() {
    let waits = || Show::new(stepped()).in_green_room();
    let now = waits().view(second(90));
    assert_eq!((now.on_stage, now.green_room, now.running), (OnStage::Holding, true, false));
    for (moves, there) in [
        (&[NextStep][..], at(0, 0)),
        (&[NextSlide], at(0, 0)),
        (&[SkipOptional], at(0, 0)),
        (&[Start], at(0, 0)),
        (&[StartHere], at(0, 0)),
        (&[FirstSlide], at(0, 0)),
        (&[TimerToggle], at(0, 0)),
        (&[Digit(1), GoTyped], at(0, 0)),
        (&[Digit(4), GoTyped], at(3, 0)),
        (&[Overview, GoTo(0)], at(0, 0)),
        (&[Overview, GoTo(3)], at(3, 0)),
    ] {
        let mut show = waits();
        moves.iter().for_each(|command| {
            show.apply(*command, second(5));
        });
        let now = show.view(second(7));
        assert_eq!((now.on_stage, now.green_room), (OnStage::Slide(there), false), "{moves:?}");
        assert_eq!((now.running, now.elapsed), (true, Duration::from_secs(2)), "{moves:?}");
    }
}

#[test]
fn what_is_no_move_begins_nothing_before_the_talk() {
    let moves = [NextStep, NextSlide, SkipOptional, Start, StartHere, FirstSlide, LastSlide, TimerToggle, AutoAdvance];
    for command in all_commands().into_iter().filter(|it| !moves.contains(it) && !matches!(it, GoTo(_) | Quit)) {
        let mut show = Show::new(stepped()).in_green_room();
        show.apply(command, second(1));
        assert!(show.view(second(1)).green_room, "{command:?}");
    }
    let mut show = Show::new(stepped()).in_green_room();
    show.apply(Black, second(1));
    assert_eq!(show.view(second(1)).on_stage, OnStage::Black);
    show.apply(NextStep, second(2));
    assert_eq!(show.view(second(2)).on_stage, OnStage::Slide(at(0, 0)), "who begins wants to be seen");
}

#[test]
fn before_the_talk_the_captions_say_that_they_will_be_there() {
    let mut show = Show::new(talk()).in_green_room();
    let words = |show: &Show| show.view(second(0)).caption.map(|block| block.lines.join(" "));
    assert_eq!(words(&show).as_deref(), Some("Captions will stand here."));
    show.apply(Captions, second(0));
    assert_eq!(words(&show), None);
    show.apply(Captions, second(0));
    show.apply(Black, second(0));
    assert_eq!(words(&show), None);
}

#[test]
fn a_talk_starts_by_itself_when_that_was_asked_for_and_at_no_other_time() {
    let at = |seconds| Moment(Duration::from_secs(seconds));
    let waiting = || {
        let mut show = Show::new(talk()).in_green_room();
        show.expect_start(Some(at(100)));
        show
    };
    let mut show = waiting();
    assert!(!show.tick(at(200)) && show.view(at(200)).green_room, "nobody asked for it");
    assert_eq!(waiting().view(at(40)).starts_in, Some(Duration::from_secs(60)));
    let mut show = waiting();
    show.apply(StartByItself, at(10));
    assert!(show.view(at(10)).by_itself && !show.tick(at(99)));
    assert!(show.tick(at(100)), "it begins");
    let view = show.view(at(100));
    assert_eq!((view.green_room, view.running, view.by_itself, view.cursor.slide), (false, true, false, 0));
    for other in [NotesLarger, Captions, StartByItself, TimerMode] {
        let mut show = waiting();
        show.apply(StartByItself, at(10));
        show.apply(other, at(20));
        assert!(!show.tick(at(100)) && show.view(at(100)).green_room, "{other:?} stops it");
    }
    let mut late = waiting();
    late.apply(StartByItself, at(101));
    assert!(!late.view(at(101)).by_itself, "it is too late for that");
}

#[test]
fn where_captions_have_several_languages_their_notices_take_turns() {
    let at = |seconds| Moment(Duration::from_secs(seconds));
    let show = Show::new(talk()).in_green_room();
    let said = |seconds| show.view(at(seconds)).caption.map(|block| block.lines.concat());
    assert!(said(0).is_some() && said(0) == said(5) && said(0) != said(6) && said(0) == said(12));
    assert_eq!(show.next_change(at(4)), Some(Duration::from_secs(2)));
}
