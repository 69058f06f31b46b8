//! What could be left out, what was, and how it comes back.

use std::time::Duration;

use proptest::prelude::*;

use super::{at, planned_slide, second, talk};
use crate::deck::plan::{Plan, shares};
use crate::show::Show;
use crate::show::command::Command::*;
use crate::show::marks::Spot;
use crate::show::view::{Cut, Remark, Why};

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
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

/// Late by `over` seconds on the first slide.
fn late(mut plan: Plan, over: u64) -> Show {
    let whole: u64 = plan.slides.iter().map(|slide| slide.expected().as_secs()).sum();
    plan.length = seconds(whole.saturating_sub(over).max(1));
    let mut show = Show::new(plan);
    show.apply(TimerToggle, second(0));
    show.apply(WhatNow, second(0));
    show
}

fn offered(show: &Show) -> Vec<(usize, u64, Why, bool)> {
    let cut = |cut: Cut| (cut.slide, cut.saves.as_secs(), cut.why, cut.ticked);
    show.view(second(0)).what_now.into_iter().flatten().map(cut).collect()
}

#[test]
fn optional_slides_are_offered_first_then_what_is_told_again() {
    let mut plan = plan(&[(60, true), (60, false), (60, false), (60, false), (90, true), (60, false)]);
    plan.notes_words = vec![vec![9], vec![9], vec![2], vec![5], vec![99], vec![1]];
    assert_eq!(
        offered(&late(plan.clone(), 100)),
        [(4, 90, Why::Optional, true), (2, 60, Why::HandedOut, false), (3, 60, Why::HandedOut, false)],
        "ten seconds over are no matter; neither the slide one stands on nor the last"
    );
    plan.slides[1].title = Some("Partnerships between schools improve results".into());
    plan.slides[2].title = Some("School partnerships improve results everywhere".into());
    for slide in &mut plan.slides {
        slide.captions.clear();
        slide.captions.resize(2, vec![Vec::new(); 2]);
    }
    let again = offered(&late(plan, 130));
    assert_eq!(again[0], (4, 90, Why::Optional, true));
    assert!(matches!(again[1], (1, 60, Why::ToldBy(3), true) | (2, 60, Why::ToldBy(2), true)), "{again:?}");
    let tells = if again[1].0 == 1 { 2 } else { 1 };
    assert!(again.iter().all(|cut| cut.0 != tells), "what tells it again stays: {again:?}");
}

#[test]
fn what_is_taken_is_passed_and_comes_back() {
    let mut show = late(plan(&[(60, false), (60, true), (60, true), (60, false)]), 100);
    assert_eq!(offered(&show).iter().map(|cut| cut.3).collect::<Vec<_>>(), [true, true]);
    show.apply(Digit(1), second(0));
    assert_eq!(offered(&show).iter().map(|cut| cut.3).collect::<Vec<_>>(), [false, true]);
    show.apply(Digit(1), second(0));
    let before = show.view(second(0)).finish_seconds;
    show.apply(GoTyped, second(0));
    let now = show.view(second(0));
    assert_eq!((now.what_now, now.left_out, now.finish_seconds), (None, vec![1, 2], before - 120));
    assert_eq!((now.number, now.count), (1, 4), "the numbers stay");
    show.apply(NextStep, second(1));
    show.apply(NextStep, second(1));
    assert_eq!(show.view(second(1)).cursor, at(3, 0));
    show.apply(PreviousStep, second(1));
    assert_eq!(show.view(second(1)).cursor, at(0, 1));
    show.adopt(plan(&[(60, false), (60, true), (60, true), (60, false)]));
    assert_eq!(show.view(second(1)).left_out, [1, 2], "by their names, whatever is edited");
    show.apply(Undo, second(2));
    let now = show.view(second(2));
    assert_eq!((now.left_out, now.remark), (vec![], Some(Remark::BroughtBack)));
}

#[test]
fn ink_that_was_drawn_since_is_taken_back_first() {
    let mut show = late(plan(&[(60, false), (60, true), (60, false)]), 60);
    for command in [TakeCuts, Pen, Press(Spot::default()), Release, Undo] {
        show.apply(command, second(0));
    }
    assert_eq!((show.view(second(0)).left_out, show.view(second(0)).marks.strokes.len()), (vec![1], 0));
    show.apply(Undo, second(0));
    assert_eq!(show.view(second(0)).left_out, Vec::<usize>::new());
}

#[test]
fn it_asks_nothing_of_whom_it_does_not_serve() {
    let mut show = late(plan(&[(60, false), (60, false)]), 60);
    assert_eq!(show.view(second(0)).what_now, Some(vec![]), "nothing ahead can be left out");
    show.apply(Leave, second(0));
    assert_eq!(show.view(second(0)).what_now, None);
    show.apply(WhatNow, second(0));
    show.apply(NextSlide, second(0));
    assert_eq!(show.view(second(0)).cursor, at(1, 0), "Next still goes on");
    for command in [TakeCuts, TickCut(7), TakeCuts, TickCut(0)] {
        show.apply(command, second(0));
    }
    assert_eq!(show.view(second(0)).left_out, Vec::<usize>::new());
}

#[test]
fn a_talk_can_skip_what_is_optional() {
    let mut show = Show::new(plan(&[(60, false), (60, true), (60, true), (60, false), (60, true)]));
    show.apply(TimerToggle, second(0));
    show.apply(SkipOptional, second(100));
    assert_eq!(show.view(second(100)).cursor, at(3, 0));
    show.apply(SkipOptional, second(101));
    assert_eq!(show.view(second(101)).cursor, at(3, 0), "nothing that must stay is ahead");
    show.apply(Back, second(102));
    assert_eq!(show.view(second(102)).cursor, at(0, 0));
}

proptest! {
    #[test]
    fn no_more_is_ticked_than_is_needed_and_nothing_else_is_ever_left_out(
        slides in prop::collection::vec((0_u64..200, any::<bool>()), 1..12), here in 0_usize..12, over in 0_u64..900,
    ) {
        let here = here % slides.len();
        let mut show = late(plan(&slides), over);
        for command in [Leave, GoTo(here), WhatNow] {
            show.apply(command, second(0));
        }
        let view = show.view(second(0));
        let cuts = view.what_now.clone().unwrap_or_default();
        prop_assert!(cuts.len() <= 3 && cuts.iter().all(|cut| cut.slide > here && cut.slide + 1 < slides.len()));
        let saved = |cuts: &[&Cut]| cuts.iter().map(|cut| cut.saves.as_secs()).sum::<u64>();
        let ticked: Vec<&Cut> = cuts.iter().filter(|cut| cut.ticked).collect();
        let late = view.finish_seconds.saturating_sub(view.length.as_secs());
        if let [before @ .., _] = &ticked[..] {
            prop_assert!(late - saved(before).min(late) > 30, "one too many");
        }
        let wanted: Vec<usize> = ticked.iter().map(|cut| cut.slide).collect();
        show.apply(TakeCuts, second(0));
        let now = show.view(second(0));
        prop_assert!(now.left_out.len() == wanted.len() && wanted.iter().all(|slide| now.left_out.contains(slide)));
    }
}
