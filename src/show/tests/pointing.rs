//! Laser, zoom, pen and eraser: what is pointed at is seen on that slide, and on no other.

use super::{after, at, second, talk, view};
use crate::deck::ink::Nib;
use crate::geometry::{Aspect, Rect};
use crate::show::Show;
use crate::show::command::Command::{self, *};
use crate::show::marks::{Pointer, Spot, Tool};
use crate::show::view::{Mode, OnStage};

/// In points.
fn spot(x: i32, y: i32) -> Spot {
    Spot { x: x * 100, y: y * 100 }
}

fn line(from: Spot, to: Spot) -> [Command; 3] {
    [Press(from), Point(to), Release]
}

fn play(show: &mut Show, commands: &[Command]) {
    for &command in commands {
        assert_eq!(show.apply(command, second(0)), None);
        show.check();
    }
}

/// How many strokes the audience sees.
fn strokes(show: &Show) -> usize {
    show.view(second(0)).stage_marks.strokes.len()
}

fn pointer(commands: &[Command]) -> Option<Pointer> {
    view(commands).stage_marks.pointer
}

#[test]
fn a_tools_key_takes_it_and_puts_it_away() {
    assert_eq!(view(&[Laser]).tool, Tool::Laser);
    assert_eq!(view(&[Laser, Pen]).tool, Tool::Pen);
    assert_eq!(view(&[Laser, Laser]).tool, Tool::Nothing);
    assert_eq!(pointer(&[Point(spot(1, 1))]), None, "an empty hand points at nothing");
    assert_eq!(pointer(&[Laser, Point(spot(1, 1))]), Some(Pointer::Laser(spot(1, 1), 100)));
    assert_eq!(
        pointer(&[Laser, Point(spot(-5, 999))]),
        Some(Pointer::Laser(spot(0, 540), 100)),
        "never beside the slide"
    );
    assert_eq!(pointer(&[Laser, Point(spot(1, 1)), PointAway]), None);
    assert_eq!(pointer(&[Laser, Point(spot(1, 1)), Laser, Laser]), None);
}

#[test]
fn nothing_stays_pointed_at_on_another_slide() {
    let moved = view(&[Laser, Point(spot(1, 1)), NextSlide]);
    assert_eq!((moved.tool, moved.stage_marks.pointer), (Tool::Laser, None));
    let stepped = [NextStep, Laser, Point(spot(1, 1)), NextStep];
    assert!(pointer(&stepped).is_some(), "a step is the same slide");
}

#[test]
fn the_tool_in_hand_grows_and_shrinks_within_bounds() {
    let radius = |commands: &[Command]| match pointer(commands) {
        Some(Pointer::Spotlight(_, radius)) => radius,
        other => panic!("{other:?}"),
    };
    let lit = [Spotlight, Point(spot(9, 9))];
    assert!(radius(&[&lit[..], &[ToolLarger]].concat()) > radius(&lit));
    let most = radius(&[&lit[..], &[ToolLarger; 90]].concat());
    assert_eq!(radius(&[&lit[..], &[ToolLarger; 99]].concat()), most);
    assert!(radius(&[&lit[..], &[ToolSmaller; 99]].concat()) > 0);
    let dot = |commands: &[Command]| match pointer(&[&[Laser, Point(spot(9, 9))], commands].concat()) {
        Some(Pointer::Laser(_, size)) => size,
        other => panic!("{other:?}"),
    };
    assert!(dot(&[ToolLarger]) > dot(&[]) && dot(&[ToolSmaller]) < dot(&[]));
    assert_eq!(dot(&[ToolLarger; 90]), dot(&[ToolLarger; 99]));
    assert!(dot(&[ToolSmaller; 99]) > 0);
}

#[test]
fn the_wheel_enlarges_a_part_and_gives_the_whole_slide_back() {
    let seen = |commands: &[Command]| view(commands).stage_marks.zoom.map(|zoom| zoom.rect());
    assert_eq!(seen(&[ToolLarger]), None, "an empty hand has no size");
    let at = spot(240, 135);
    let once = seen(&[Zoom, Point(at), ToolLarger]).expect("a part");
    // The quarter of the slide that was pointed at stays a quarter of what is seen.
    assert_eq!((once.width(), once.x0, once.y0), (768.0, 48.0, 27.0));
    let drag = [Zoom, Press(spot(100, 100)), Point(spot(340, 200)), Release];
    let more = seen(&[&drag[..], &[ToolLarger]].concat()).expect("a smaller part");
    assert!(more.width() < 240.0 && (more.center().x - 220.0).abs() < 0.01, "{more:?}");
    assert_eq!(seen(&[&drag[..], &[ToolLarger; 40]].concat()).map(|part| part.width()), Some(80.0));
    assert_eq!(seen(&[&drag[..], &[ToolSmaller; 9]].concat()), None);
}

#[test]
fn pens_have_three_colors_and_two_widths_and_a_highlighter_its_own() {
    let drawn = |commands: &[Command]| {
        let mut show = after(commands);
        play(&mut show, &line(spot(10, 10), spot(90, 90)));
        show.view(second(0)).marks.strokes.iter().map(|stroke| stroke.nib).collect::<Vec<_>>()
    };
    let nib = |color, broad, highlighter| vec![Nib { color, broad, highlighter }];
    assert_eq!(drawn(&[Pen]), nib(0, false, false));
    assert_eq!(drawn(&[PenColor]), nib(0, false, false), "the hand takes a pen first");
    assert_eq!(drawn(&[Pen, PenColor, ToolLarger]), nib(1, true, false));
    assert_eq!(drawn(&[Pen, PenColor, PenColor, PenColor, ToolLarger, ToolSmaller]), nib(0, false, false));
    assert_eq!(drawn(&[Highlighter]), nib(0, false, true));
    assert_eq!(drawn(&[Pen, PenColor, Pen, Laser, Pen]), nib(1, false, false), "the color stays in the hand");
    assert_eq!(view(&[Pen, PenColor]).nib, nib(1, false, false)[0]);
}

#[test]
fn a_ruler_makes_a_straight_line_from_where_the_pen_touched_the_slide() {
    let mut show = after(&[Pen]);
    let spots = |show: &Show| show.view(second(0)).marks.strokes[0].spots.clone();
    play(&mut show, &[Press(spot(10, 10)), Point(spot(30, 50)), Point(spot(50, 20)), PointStraight(spot(200, 90))]);
    assert_eq!(spots(&show), [spot(10, 10), spot(200, 90)], "what was drawn by hand gives way");
    play(&mut show, &[PointStraight(spot(200, 14))]);
    assert_eq!(spots(&show), [spot(10, 10), spot(200, 10)], "hardly off the level");
    play(&mut show, &[PointStraight(spot(12, 300)), Point(spot(40, 320)), Release]);
    assert_eq!(spots(&show), [spot(10, 10), spot(10, 300), spot(40, 320)], "plumb, then by hand again");
    play(&mut show, &[PointStraight(spot(500, 500)), Undo]);
    assert!(show.view(second(0)).marks.strokes.is_empty(), "one stroke, one change");
}

#[test]
fn a_dragged_part_fills_the_stage_until_the_slide_is_left() {
    let drag = [Zoom, Press(spot(100, 100)), Point(spot(340, 200)), Release];
    let seen = |commands: &[Command]| view(commands).stage_marks.zoom.map(|zoom| zoom.rect());
    let choosing = pointer(&drag[..3]);
    assert!(matches!(choosing, Some(Pointer::Frame(_))), "{choosing:?}");
    // 240 × 100 points, widened to 240 × 135 about its middle.
    assert_eq!(seen(&drag), Some(Rect::new(100.0, 82.5, 340.0, 217.5)));
    assert_eq!(view(&drag).tool, Tool::Nothing, "the hand is free again");
    let then = |command: Command| seen(&[&drag[..], &[command]].concat());
    for ends in [Zoom, Leave, NextSlide] {
        assert_eq!(then(ends), None, "{ends:?}");
    }
    assert!(then(Pen).is_some());
    let trembled = [Zoom, Press(spot(100, 100)), Point(spot(104, 101)), Release];
    assert_eq!((seen(&trembled), view(&trembled).tool), (None, Tool::Zoom), "a click chooses nothing");
    let corner = seen(&[Zoom, Press(spot(960, 540)), Point(spot(940, 540)), Release]);
    assert_eq!(
        corner,
        Some(Rect::new(880.0, 495.0, 960.0, 540.0)),
        "not beside the slide, and no larger than twelve times"
    );
}

#[test]
fn ink_stays_with_its_slide() {
    let mut show = after(&[Pen]);
    play(&mut show, &line(spot(10, 10), spot(90, 90)));
    assert_eq!(strokes(&show), 1);
    play(&mut show, &[NextSlide]);
    assert_eq!((strokes(&show), show.view(second(0)).tool), (0, Tool::Pen));
    play(&mut show, &line(spot(1, 1), spot(9, 9)));
    play(&mut show, &line(spot(1, 9), spot(9, 1)));
    assert_eq!(strokes(&show), 2);
    play(&mut show, &[PreviousSlide]);
    assert_eq!(strokes(&show), 1);
    let mut edited = talk();
    edited.slides.swap(0, 3);
    show.adopt(edited);
    assert_eq!(show.view(second(0)).cursor.slide, 3);
    assert_eq!(strokes(&show), 1, "by its name, wherever an edit puts it");
}

#[test]
fn ink_is_kept_when_the_talk_is_over() {
    let mut show = after(&[Pen]);
    play(&mut show, &line(spot(10, 10), Spot { x: 9_025, y: 1 }));
    play(&mut show, &[NextSlide, Press(spot(1, 1)), Release, Undo]);
    let kept = super::super::kept_ink(&show.sheets()).slide;
    assert_eq!((kept.len(), kept[0].id.as_str()), (1, "a"), "nothing of a slide that is clean again");
    assert_eq!(kept[0].strokes, [[[10.0, 10.0], [90.25, 0.01]]]);
}

#[test]
fn ink_has_changed_where_a_stroke_ends_and_where_one_goes() {
    let mut show = after(&[Pen]);
    let mut changed = |commands: &[Command]| {
        let before = show.ink_changes();
        play(&mut show, commands);
        show.ink_changes() - before
    };
    assert_eq!(changed(&[Press(spot(10, 10)), Point(spot(50, 10))]), 0, "not while it is drawn");
    assert_eq!(changed(&[Release]), 1);
    assert_eq!(
        changed(&[Release, Point(spot(60, 10)), Eraser, Press(spot(400, 400)), Release]),
        0,
        "nothing was touched"
    );
    assert_eq!(changed(&[Press(spot(30, 10)), Release]), 1);
    assert_eq!(changed(&[Undo]), 1);
    assert_eq!(changed(&[Redo, Redo]), 1);
    assert_eq!(changed(&[ClearInk]), 0, "it is clean");
    assert_eq!(changed(&[Undo, ClearInk]), 2);
    assert_eq!(changed(&[Pen, Press(spot(10, 10)), NextSlide]), 1, "a slide that is left ends the stroke");
}

#[test]
fn a_stroke_ends_where_the_slide_ends() {
    let mut show = after(&[Pen, Press(spot(10, 10)), Point(spot(50, 10))]);
    play(&mut show, &[NextSlide, Point(spot(60, 10)), PreviousSlide, Point(spot(70, 10))]);
    let strokes = show.view(second(0)).marks.strokes;
    assert_eq!(strokes[0].spots, [spot(10, 10), spot(50, 10)]);
}

#[test]
fn changes_of_ink_are_taken_back_one_by_one() {
    let mut show = after(&[Pen]);
    for y in [10, 100, 200] {
        play(&mut show, &line(spot(10, y), spot(900, y)));
    }
    // From above the first line to between the last two, in one jump of the mouse.
    play(&mut show, &[Eraser, Press(spot(500, 0)), Point(spot(500, 150)), Point(spot(510, 150)), Release]);
    assert_eq!(strokes(&show), 1);
    play(&mut show, &[Undo]);
    assert_eq!(strokes(&show), 3, "one movement of the eraser is one change");
    play(&mut show, &[ClearInk]);
    assert_eq!(strokes(&show), 0);
    play(&mut show, &[ClearInk, Undo]);
    assert_eq!(strokes(&show), 3, "nothing to clear is no change");
    let left: Vec<usize> = [Undo, Undo, Undo, Undo, Redo, Redo, Redo, Redo]
        .map(|command| {
            play(&mut show, &[command]);
            strokes(&show)
        })
        .into();
    assert_eq!(left, [2, 1, 0, 0, 1, 2, 3, 0], "and the last redo clears");
}

#[test]
fn the_eraser_reaches_points_and_leaves_the_rest() {
    let mut show = after(&[Pen, Press(spot(300, 300)), Release, Eraser]);
    play(&mut show, &[Press(spot(320, 300)), Release]);
    assert_eq!(strokes(&show), 1);
    play(&mut show, &[Press(spot(305, 300)), Release]);
    assert_eq!(strokes(&show), 0);
}

#[test]
fn a_frozen_stage_keeps_its_marks_and_nothing_else() {
    let mut show = after(&[Pen]);
    play(&mut show, &line(spot(10, 10), spot(90, 90)));
    play(&mut show, &[Laser, Point(spot(5, 5)), Freeze]);
    let frozen = show.view(second(0)).stage_marks;
    assert_eq!((frozen.strokes.len(), frozen.pointer), (1, None));
    play(&mut show, &[Pen]);
    play(&mut show, &line(spot(10, 90), spot(90, 10)));
    play(&mut show, &[NextSlide]);
    play(&mut show, &line(spot(1, 1), spot(9, 9)));
    play(&mut show, &[Zoom, Press(spot(0, 0)), Point(spot(200, 200)), Release, ClearInk, Undo]);
    assert_eq!(show.view(second(0)).stage_marks, frozen);
    assert!(show.view(second(0)).marks.zoom.is_some(), "the speaker goes on");
    play(&mut show, &[Black]);
    assert_eq!(show.view(second(0)).stage_marks.strokes.len(), 0);
    play(&mut show, &[Black]);
    let now = show.view(second(0));
    assert_eq!((now.mode, now.on_stage, now.stage_marks), (Mode::Frozen, OnStage::Slide(at(0, 0)), frozen));
    play(&mut show, &[Freeze]);
    let now = show.view(second(0));
    assert_eq!(now.stage_marks, now.marks);
}

#[test]
fn an_edit_that_takes_the_slide_or_its_shape_takes_what_points_at_it() {
    let drag = [Zoom, Press(spot(0, 0)), Point(spot(200, 200)), Release, Freeze];
    let mut show = after(&drag);
    let mut plan = talk();
    plan.aspect = Aspect::Classic;
    show.adopt(plan.clone());
    show.check();
    let now = show.view(second(0));
    assert_eq!((now.marks.zoom, now.stage_marks.zoom), (None, None), "another shape");
    let mut show = after(&[&[Pen, Press(spot(1, 1)), Release, Freeze][..]].concat());
    let mut plan = talk();
    plan.slides.remove(0);
    show.adopt(plan);
    assert_eq!(strokes(&show), 0, "the ink of a slide that is gone lies on no other");
}

#[test]
fn a_slide_takes_so_much_ink_and_no_more() {
    let mut show = after(&[Pen, Press(spot(0, 0))]);
    for turn in 0..70_000 {
        show.apply(Point(spot(turn % 900, turn % 500)), second(0));
    }
    show.check();
    let points = show.view(second(0)).marks.strokes[0].spots.len();
    assert!((59_000..=60_000).contains(&points), "{points}");
    play(&mut show, &[Release, Press(spot(1, 1)), Point(spot(9, 9)), Release]);
    assert_eq!(strokes(&show), 1, "full");
    play(&mut show, &[Undo]);
    for _ in 0..2_100 {
        show.apply(Press(spot(3, 3)), second(0));
    }
    show.check();
    assert_eq!(strokes(&show), 2_000);
    let mut show = after(&[Pen, Press(spot(10, 10)), Point(Spot { x: 1_010, y: 1_010 }), Release]);
    assert_eq!(show.view(second(0)).marks.strokes[0].spots.len(), 1, "a trembling hand adds nothing");
    play(&mut show, &[Undo]);
}

#[test]
fn a_moving_mouse_is_no_answer_to_the_quit_question() {
    assert!(view(&[Pen, AskQuit, Point(spot(1, 1)), Press(spot(1, 1)), Release]).asking_quit);
    assert!(!view(&[AskQuit, Pen]).asking_quit);
}
