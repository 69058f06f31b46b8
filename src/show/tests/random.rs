//! Random talks: any plan, any operations, and the invariants after each.

use std::iter::successors;
use std::time::Duration;

use proptest::prelude::*;

use super::choosing::any_choices;
use super::{planned_slide, talk};
use crate::deck::plan::{CaptionBlock, Plan, PlannedSlide};
use crate::show::choices::Choices;
use crate::show::command::Command::{self, *};
use crate::show::marks::{Marks, Pointer, Spot};
use crate::show::view::{Cursor, Mode, OnStage, View};
use crate::show::{Moment, Show, cursor};

/// The command after this one, so that a new command cannot be left out of the random talks.
fn following(command: Command) -> Option<Command> {
    Some(match command {
        NextStep => PreviousStep,
        PreviousStep => NextSlide,
        NextSlide => PreviousSlide,
        PreviousSlide => FirstSlide,
        FirstSlide => LastSlide,
        LastSlide => Digit(1),
        Digit(_) => GoTyped,
        GoTyped => GoTo(1),
        GoTo(_) => Back,
        Back => SkipOptional,
        SkipOptional => WhatNow,
        WhatNow => TickCut(0),
        TickCut(_) => TakeCuts,
        TakeCuts => StartByItself,
        StartByItself => Start,
        Start => StartHere,
        StartHere => AutoAdvance,
        AutoAdvance => Overview,
        Overview => Choose(1),
        Choose(_) => Black,
        Black => White,
        White => Freeze,
        Freeze => Captions,
        Captions => CaptionLanguage,
        CaptionLanguage => CaptionSource,
        CaptionSource => CaptionPlace,
        CaptionPlace => CaptionsLarger,
        CaptionsLarger => CaptionsSmaller,
        CaptionsSmaller => CaptionsReset,
        CaptionsReset => CaptionColor,
        CaptionColor => CaptionPlate,
        CaptionPlate => CaptionOpacity,
        CaptionOpacity => CaptionFont,
        CaptionFont => CaptionEdge,
        CaptionEdge => NextCaption,
        NextCaption => PreviousCaption,
        PreviousCaption => Laser,
        Laser => Spotlight,
        Spotlight => Zoom,
        Zoom => Pen,
        Pen => PenColor,
        PenColor => Highlighter,
        Highlighter => Eraser,
        Eraser => ClearInk,
        ClearInk => Undo,
        Undo => Redo,
        Redo => Point(Spot::default()),
        Point(_) => PointStraight(Spot::default()),
        PointStraight(_) => Press(Spot::default()),
        Press(_) => Release,
        Release => PointAway,
        PointAway => ToolLarger,
        ToolLarger => ToolSmaller,
        ToolSmaller => NotesLarger,
        NotesLarger => NotesSmaller,
        NotesSmaller => NotesReset,
        NotesReset => NotesUp,
        NotesUp => NotesDown,
        NotesDown => Teleprompter,
        Teleprompter => TeleprompterHold,
        TeleprompterHold => TeleprompterFaster,
        TeleprompterFaster => TeleprompterSlower,
        TeleprompterSlower => TeleprompterScript,
        TeleprompterScript => TeleprompterMirror,
        TeleprompterMirror => TeleprompterTurn,
        TeleprompterTurn => Notes,
        Notes => TimerToggle,
        TimerToggle => TimerReset,
        TimerReset => Command::TimerMode,
        Command::TimerMode => TakeAgain,
        TakeAgain => RecordingMark,
        RecordingMark => Leave,
        Leave => AskQuit,
        AskQuit => ConfirmQuit,
        ConfirmQuit => Quit,
        Quit => return None,
    })
}

pub(crate) fn all_commands() -> Vec<Command> {
    successors(Some(NextStep), |&command| following(command)).collect()
}

#[derive(Clone, Debug)]
pub(super) enum Op {
    Do(Command),
    Wait(u64),
    Edit(Plan),
    Choose(Choices),
}

pub(super) fn any_plan() -> impl Strategy<Value = Plan> {
    let ids = proptest::sample::subsequence(vec!["a", "b", "c", "d", "e", "f"], 1..=6).prop_shuffle();
    let kinds = prop::collection::vec((1_usize..4, 0_usize..3, any::<[bool; 3]>()), 6);
    (ids, kinds, 1_usize..3, any::<bool>()).prop_map(|(ids, kinds, languages, captions_on)| {
        let slides =
            ids.iter().zip(kinds).enumerate().map(|(index, (id, (steps, blocks, [hidden, appendix, optional])))| {
                PlannedSlide { hidden, appendix, optional, ..planned_slide(id, index + 1, steps, blocks, languages) }
            });
        Plan { slides: slides.collect(), captions_on, languages: talk().languages[..languages].to_vec(), ..talk() }
    })
}

pub(super) fn any_op() -> impl Strategy<Value = Op> {
    prop_oneof![
        8 => proptest::sample::select(all_commands()).prop_map(Op::Do),
        4 => proptest::sample::select(vec![NextStep, PreviousStep, Freeze, Black, TimerToggle, AutoAdvance, AutoAdvance, TakeAgain, NextCaption]).prop_map(Op::Do),
        1 => (0_u8..12).prop_map(|digit| Op::Do(Digit(digit))),
        1 => (0_usize..9).prop_map(|slide| Op::Do(GoTo(slide))),
        1 => (0_usize..9).prop_map(|slide| Op::Do(Choose(slide))),
        3 => prop_oneof![0_u64..4000, 0_u64..90_000].prop_map(Op::Wait),
        2 => proptest::sample::select(vec![Pen, Pen, Highlighter, PenColor, Eraser, Laser, Zoom, ToolLarger, Undo, Redo]).prop_map(Op::Do),
        2 => proptest::sample::select(vec![WhatNow, TickCut(0), TickCut(1), TakeCuts, Undo]).prop_map(Op::Do),
        6 => (0_u8..4, 0..9_000, 0..54_000).prop_map(|(kind, x, y)| Op::Do(match kind {
            0 => Press(Spot { x, y }),
            1 => Point(Spot { x, y }),
            2 => PointStraight(Spot { x, y }),
            _ => Release,
        })),
        1 => any_plan().prop_map(Op::Edit),
        1 => any_choices().prop_map(Op::Choose),
    ]
}

/// Where each slide is pointed at, so that marks tell whose they are: a strip for each of `a` to `f`.
fn strip(id: &str) -> std::ops::Range<i32> {
    let left = i32::from(id.as_bytes()[0] - b'a') * 10_000;
    left..left + 9_000
}

/// The same command, pointing into the strip of the speaker's slide.
fn aimed(command: Command, show: &Show, now: Moment) -> Command {
    let left = strip(&show.plan().slides[show.view(now).cursor.slide].id).start;
    match command {
        Point(at) => Point(Spot { x: left + at.x, ..at }),
        PointStraight(at) => PointStraight(Spot { x: left + at.x, ..at }),
        Press(at) => Press(Spot { x: left + at.x, ..at }),
        other => other,
    }
}

/// Marks that lie on this slide and on no other.
fn check_marks(marks: &Marks, id: &str) {
    let points = marks.pointer.and_then(|pointer| match pointer {
        Pointer::Laser(at, _) | Pointer::Spotlight(at, _) | Pointer::Eraser(at) => Some(at),
        Pointer::Frame(_) => None,
    });
    for spot in marks.strokes.iter().flat_map(|stroke| &stroke.spots).copied().chain(points) {
        assert!(strip(id).contains(&spot.x), "{spot:?} was not made on {id}");
    }
}

/// What must hold between a view and the one after a command.
fn check_command(show: &Show, command: Command, before: &View, now: &View, moment: Moment) {
    if !matches!(command, TimerReset | TakeAgain) {
        assert!(now.elapsed >= before.elapsed, "the timer ran backward");
    }
    if matches!(command, Overview | Choose(_)) {
        assert_eq!(
            View {
                overview: before.overview,
                typed: before.typed.clone(),
                asking_quit: before.asking_quit,
                remark: before.remark,
                ..now.clone()
            },
            *before
        );
    }
    match (before.on_stage, now.on_stage) {
        (from, to) if from == to => assert_eq!(now.left, before.left),
        (OnStage::Slide(from), OnStage::Slide(_)) => assert_eq!(now.left, Some((from, moment))),
        _ => assert_eq!(now.left, None, "a blank stage fades into nothing"),
    }
    let begun = |view: &View| view.running || !view.elapsed.is_zero();
    if now.cursor != before.cursor && now.cursor != cursor::first(show.plan()) && !show.rehearsal {
        assert!(begun(now), "the talk moved without its time");
    }
    assert!(!now.captions_wait || !begun(now), "captions wait though the talk has begun");
    if matches!(command, Black | White | Freeze) {
        assert_eq!(now.cursor, before.cursor, "the stage moved the speaker");
    }
    if before.mode == Mode::Frozen && now.mode == Mode::Frozen {
        assert_eq!(now.on_stage, before.on_stage, "a frozen stage changed");
        assert_eq!(now.stage_marks, before.stage_marks, "a frozen stage's marks changed");
    }
    if command == SkipOptional && now.cursor != before.cursor {
        let slides = &show.plan().slides;
        assert!(before.cursor.slide < now.cursor.slide && !slides[now.cursor.slide].appendix);
        let passed = &slides[before.cursor.slide + 1..now.cursor.slide];
        assert!(
            passed.iter().all(|slide| slide.hidden || slide.optional || slide.left_out),
            "a slide that must stay was left out"
        );
    }
    if command == TakeAgain && now.again != before.again {
        assert_eq!(now.cursor, Cursor { step: 0, ..before.cursor });
        assert!(now.running && now.elapsed <= before.elapsed && now.taken_again == Some(now.elapsed));
    }
    if (before.waiting || before.green_room) && matches!(command, NextStep | NextSlide | SkipOptional) {
        assert!(now.running && now.cursor == before.cursor, "it begins where the speaker is");
    }
    assert!(now.over || !before.over, "a talk that is over goes on");
    assert!(!before.over || now.elapsed == before.elapsed, "and its time with it");
    assert!(before.green_room || !now.green_room, "the waiting came back");
    if before.green_room && !now.green_room {
        assert!(now.running, "the audience sees the talk, and its time stands");
    }
    if command == Undo {
        let mut redone = show.clone();
        redone.apply(Redo, moment);
        let redone = redone.view(moment).marks.strokes;
        let nothing_to_undo = now.marks.strokes == before.marks.strokes;
        assert!(nothing_to_undo || redone == before.marks.strokes, "redo did not bring back what undo took");
    }
    if command == NextStep && now.cursor != before.cursor && !before.green_room {
        assert_eq!(Some(now.cursor), before.next, "next did not show what was announced");
        // From a hidden slide, reached by number, Next goes back among those that Previous knows.
        let from = &show.plan().slides[before.cursor.slide];
        if !from.hidden && !from.left_out {
            let mut undone = show.clone();
            undone.apply(PreviousStep, moment);
            assert_eq!(undone.view(moment).cursor, before.cursor, "previous did not undo next");
        }
    }
}

/// What must hold when the talk may have gone on by itself.
fn check_tick(show: &Show, moved: bool, before: &View, moment: Moment) {
    let now = show.view(moment);
    if !moved {
        return assert_eq!((now.cursor, now.on_stage), (before.cursor, before.on_stage));
    }
    assert!(before.auto && before.running && before.mode == Mode::Live && before.typed.is_none());
    assert_eq!(Some(now.cursor), before.next);
    let slides = &show.plan().slides;
    assert!(slides[before.cursor.slide].appendix || !slides[now.cursor.slide].appendix, "the talk was over");
}

/// What must hold of every view.
fn check_view(show: &Show, now: &View) {
    show.check();
    let slide = &show.plan().slides[now.cursor.slide];
    assert_eq!((now.number, now.steps), (slide.number, slide.steps));
    assert!(now.typed.as_ref().is_none_or(|typed| (1..=4).contains(&typed.len())));
    let of = |block: &CaptionBlock, at: Cursor| {
        let place = format!("{}/{}/", show.plan().slides[at.slide].id, at.step);
        assert!(block.lines[0].starts_with(&place), "{block:?} does not belong to {place}");
    };
    for cut in now.what_now.iter().flatten() {
        let slide = &show.plan().slides[cut.slide];
        let ahead = cut.slide > now.cursor.slide && cut.slide != cursor::last(show.plan()).slide;
        assert!(ahead && !slide.hidden && !slide.appendix && !slide.left_out && !cut.saves.is_zero(), "{cut:?}");
    }
    let left_out = |slide: &usize| show.plan().slides[*slide].left_out;
    assert!(now.left_out.iter().all(left_out), "{:?}", now.left_out);
    assert_eq!(now.caption_at.is_some(), now.caption.is_some() && now.on_stage != OnStage::Holding);
    assert!(!now.green_room || (!now.running && now.elapsed.is_zero()), "the talk has begun");
    assert_eq!(now.on_stage == OnStage::Holding, now.green_room && !matches!(now.mode, Mode::Black | Mode::White));
    match now.on_stage {
        OnStage::Slide(at) => {
            now.caption_at.iter().for_each(|(captioned, _)| assert_eq!(*captioned, at));
            now.caption.iter().for_each(|block| of(block, at));
            let scripted = !show.plan().slides[at.slide].captions[now.caption_language][at.step].is_empty();
            assert_eq!(now.caption.is_some(), now.captions_on && scripted && !now.captions_wait);
            check_marks(&now.stage_marks, &show.plan().slides[at.slide].id);
        }
        OnStage::Holding => assert_eq!(now.stage_marks, Marks::default()),
        OnStage::Closing => {
            assert!(now.over && !now.running && now.caption.is_none());
            assert_eq!(now.stage_marks, Marks::default());
        }
        OnStage::Black | OnStage::White => {
            let read = now.on_stage == OnStage::Black && now.captions_on && !now.green_room && !now.closes;
            assert!(now.caption.is_none() || read, "{:?} on a blank stage", now.caption);
            assert_eq!(now.stage_marks, Marks::default());
        }
    }
    check_marks(&now.marks, &slide.id);
    let follows = now.mode == Mode::Live && !now.green_room && now.on_stage != OnStage::Closing;
    assert!(!follows || now.marks == now.stage_marks, "the audience sees what the speaker does");
    assert!(now.mode != Mode::Frozen || now.stage_marks.pointer.is_none(), "something points at a frozen slide");
    now.cue.iter().for_each(|block| of(block, now.cursor));
}

proptest! {
    #[test]
    fn random_talks_keep_every_invariant(plan in any_plan(), rehearsal: bool, waits: bool, ops in prop::collection::vec(any_op(), 0..60)) {
        let mut show = Show::new(plan);
        if rehearsal {
            show = show.rehearsed();
        } else if waits {
            show = show.in_green_room();
        }
        let mut twin = show.clone();
        let mut moment = Moment::default();
        let mut before = show.view(moment);
        check_view(&show, &before);
        for op in ops {
            match op {
                Op::Do(command) => {
                    let command = aimed(command, &show, moment);
                    let effects = show.apply(command, moment);
                    prop_assert_eq!(twin.apply(command, moment), effects);
                    check_command(&show, command, &before, &show.view(moment), moment);
                }
                Op::Wait(millis) => {
                    let wait = Duration::from_millis(millis);
                    let still = show.next_change(moment).is_none_or(|change| change > wait);
                    moment = Moment(moment.0 + wait);
                    let now = show.view(moment);
                    let ran = if before.running { wait } else { Duration::ZERO };
                    prop_assert_eq!(now.elapsed, before.elapsed + ran);
                    let seen = if before.mode == Mode::Live { wait } else { Duration::ZERO };
                    prop_assert_eq!(now.moved, before.moved + seen);
                    if still {
                        // Announced to stand still: only the timer's fraction of a second may differ, and what pictures that move go by.
                        prop_assert_eq!(now.elapsed.as_secs(), before.elapsed.as_secs());
                        let View { elapsed, moved, .. } = before;
                        prop_assert_eq!(View { elapsed, moved, ..now }, before.clone());
                    }
                    let moved = show.tick(moment);
                    prop_assert_eq!(twin.tick(moment), moved);
                    check_tick(&show, moved, &before, moment);
                    prop_assert!(!(moved && still), "it moved unannounced");
                    prop_assert!(show.next_change(moment) != Some(Duration::ZERO), "nobody would get any rest");
                }
                Op::Choose(choices) => {
                    show.choose(&choices, moment);
                    twin.choose(&choices, moment);
                    let now = show.view(moment);
                    prop_assert_eq!((now.cursor, now.on_stage, now.left), (before.cursor, before.on_stage, before.left));
                    prop_assert_eq!((now.elapsed, now.running, now.auto), (before.elapsed, before.running, before.auto));
                }
                Op::Edit(plan) => {
                    show.adopt(plan.clone());
                    twin.adopt(plan);
                    prop_assert_eq!(show.view(moment).elapsed, before.elapsed);
                    prop_assert_eq!(show.view(moment).mode, before.mode);
                }
            }
            let mut same = show.clone();
            same.choose(&show.choices(), moment);
            prop_assert_eq!(same.view(moment), show.view(moment));
            before = show.view(moment);
            check_view(&show, &before);
            prop_assert_eq!(&twin.view(moment), &before);
        }
    }
}
