//! Rules of the show, one test each, and random talks with invariants after every operation.

use std::iter::successors;
use std::time::Duration;

use proptest::prelude::*;

use super::command::Command::{self, *};
use super::view::{Cursor, Mode, OnStage, TimerMode, View};
use super::{Effect, Moment, Show};
use crate::deck::CaptionColor;
use crate::deck::plan::{CaptionBlock, Plan, PlannedSlide};

fn at(slide: usize, step: usize) -> Cursor {
    Cursor { slide, step }
}

fn second(seconds: u64) -> Moment {
    Moment(Duration::from_secs(seconds))
}

/// Blocks say where they belong: `id/step/block`.
fn planned_slide(id: &str, number: usize, steps: usize, blocks: usize, languages: usize) -> PlannedSlide {
    let block = |step, k| CaptionBlock {
        lines: vec![format!("{id}/{step}/{k}")],
        speaker: None,
        color: CaptionColor::White,
        sound: false,
        hold: Duration::from_millis(1500),
    };
    let step = |step| (0..blocks).map(|k| block(step, k)).collect::<Vec<_>>();
    PlannedSlide {
        id: id.into(),
        title: id.into(),
        section: None,
        number,
        steps,
        hidden: false,
        optional: false,
        appendix: false,
        planned: Duration::from_secs(60),
        captions: vec![(0..steps).map(step).collect(); languages],
    }
}

/// Slides `a` (1 step), `b` (3 steps), `c` (hidden), `d` (2 steps), `e` (appendix).
fn talk() -> Plan {
    let of = |(index, (id, steps)): (usize, (&str, usize))| planned_slide(id, index + 1, steps, 2, 2);
    let mut slides: Vec<_> =
        [("a", 1), ("b", 3), ("c", 1), ("d", 2), ("e", 1)].into_iter().enumerate().map(of).collect();
    slides[2].hidden = true;
    slides[4].appendix = true;
    Plan {
        title: "Talk".into(),
        slides,
        length: Duration::from_secs(240),
        languages: vec!["en".into(), "pl".into()],
        captions_on: true,
    }
}

/// A show after some commands, all at the first moment.
fn after(commands: &[Command]) -> Show {
    let mut show = Show::new(talk());
    for &command in commands {
        assert_eq!(show.apply(command, second(0)), []);
        show.check();
    }
    show
}

fn view(commands: &[Command]) -> View {
    after(commands).view(second(0))
}

fn place(commands: &[Command]) -> Cursor {
    view(commands).cursor
}

#[test]
fn next_and_previous_walk_the_steps_and_pass_over_hidden_slides() {
    assert_eq!(place(&[]), at(0, 0));
    assert_eq!(place(&[NextStep; 3]), at(1, 2));
    assert_eq!(place(&[NextStep; 4]), at(3, 0));
    assert_eq!(place(&[NextStep, NextStep, NextStep, NextStep, PreviousStep]), at(1, 2));
    assert_eq!(place(&[NextStep; 9]), at(4, 0));
    assert_eq!(view(&[NextStep; 9]).next, None);
    assert_eq!(place(&[PreviousStep]), at(0, 0));
}

#[test]
fn whole_slides_are_entered_at_their_first_step() {
    assert_eq!(place(&[NextStep, NextStep, NextSlide]), at(3, 0));
    assert_eq!(place(&[GoTo(3), NextStep, PreviousSlide]), at(1, 0));
    assert_eq!(place(&[GoTo(9)]), at(0, 0));
    assert_eq!(place(&[LastSlide]), at(3, 0), "the talk ends before the appendix");
    assert_eq!(place(&[LastSlide, FirstSlide]), at(0, 0));
}

#[test]
fn back_takes_back_jumps_only() {
    assert_eq!(place(&[NextStep, NextStep, GoTo(4), PreviousStep, Back]), at(1, 1));
    assert_eq!(place(&[GoTo(3), GoTo(4), Back, Back]), at(0, 0));
    assert_eq!(place(&[GoTo(3), Back, Back]), at(0, 0));
}

#[test]
fn typed_numbers_go_to_any_kind_of_slide() {
    assert_eq!(place(&[Digit(3), GoTyped]), at(2, 0));
    assert_eq!(place(&[Digit(0), Digit(5), GoTyped]), at(4, 0));
    assert_eq!(place(&[GoTyped]), at(1, 0), "nothing typed: one more Next");
    let wrong = view(&[NextStep, Digit(9), Digit(9), GoTyped]);
    assert_eq!((wrong.cursor, wrong.typed), (at(1, 0), None));
    assert_eq!(view(&[Digit(1); 6]).typed.as_deref(), Some("1111"));
    assert_eq!(view(&[Digit(10)]).typed, None);
    assert_eq!(view(&[Digit(1), NextStep]).typed, None);
}

#[test]
fn moving_lifts_black_and_white() {
    assert_eq!(view(&[Black]).on_stage, OnStage::Black);
    assert_eq!(view(&[Black, White]).on_stage, OnStage::White);
    assert_eq!(view(&[Black, Black]).on_stage, OnStage::Slide(at(0, 0)));
    assert_eq!(view(&[Black, NextStep]).on_stage, OnStage::Slide(at(1, 0)));
    assert_eq!(view(&[Black, PreviousStep]).on_stage, OnStage::Slide(at(0, 0)));
    assert_eq!(view(&[Black, GoTo(9)]).mode, Mode::Black, "nowhere to go");
    assert_eq!(view(&[Black, Digit(9), GoTyped]).mode, Mode::Black);
    assert_eq!(view(&[Black]).caption, None);
}

#[test]
fn a_frozen_stage_stays_while_the_speaker_moves() {
    let frozen = view(&[NextStep, Freeze, NextStep]);
    assert_eq!((frozen.on_stage, frozen.cursor, frozen.mode), (OnStage::Slide(at(1, 0)), at(1, 1), Mode::Frozen));
    assert_eq!(view(&[NextStep, Freeze, NextStep, Freeze]).on_stage, OnStage::Slide(at(1, 1)));
    // Black over a frozen stage shows the frozen step again, never what was looked up meanwhile.
    assert_eq!(view(&[Freeze, NextStep, Black, Black]).on_stage, OnStage::Slide(at(0, 0)));
    assert_eq!(view(&[Black, Freeze]).on_stage, OnStage::Black, "no key lights a black stage but black and moving");
    assert_eq!(view(&[Black, Freeze, NextStep]).on_stage, OnStage::Slide(at(0, 0)));
}

#[test]
fn leave_goes_one_state_at_a_time_and_never_quits() {
    let mut show = after(&[Notes, Freeze, Black, Digit(1), Help, AskQuit]);
    let mut left = Vec::new();
    for _ in 0..7 {
        let before = show.view(second(0));
        assert_eq!(show.apply(Leave, second(0)), []);
        let now = show.view(second(0));
        left.push(match () {
            () if before.asking_quit != now.asking_quit => "question",
            () if before.help != now.help => "help",
            () if before.typed != now.typed => "digits",
            () if before.mode == Mode::Black && now.mode == Mode::Frozen => "black",
            () if before.mode == Mode::Frozen && now.mode == Mode::Live => "frozen",
            () if before.console_shown != now.console_shown => "console",
            () => "nothing",
        });
    }
    assert_eq!(left, ["question", "help", "digits", "black", "frozen", "console", "nothing"]);
}

#[test]
fn quitting_needs_an_answer() {
    let quits = |commands: &[Command], last| after(commands).apply(last, second(0)) == [Effect::Quit];
    assert!(quits(&[AskQuit], ConfirmQuit) && quits(&[AskQuit], GoTyped) && quits(&[], Quit));
    assert!(!quits(&[], ConfirmQuit) && !quits(&[AskQuit, NextStep], ConfirmQuit) && !quits(&[AskQuit], AskQuit));
}

#[test]
fn wishes_for_the_windows_are_passed_on() {
    let mut show = after(&[]);
    assert_eq!(show.apply(Fullscreen, second(0)), [Effect::ToggleFullscreen]);
    assert_eq!(show.apply(SwapScreens, second(0)), [Effect::SwapScreens]);
    assert_eq!(show.apply(Reload, second(0)), [Effect::Reload]);
}

#[test]
fn the_timer_starts_when_the_first_slide_is_left() {
    assert!(!view(&[GoTo(1), NextStep]).running, "looking around starts nothing");
    assert!(view(&[NextStep]).running && view(&[NextSlide]).running);
    let mut show = after(&[TimerToggle]);
    show.apply(TimerToggle, second(5));
    show.apply(NextStep, second(6));
    let now = show.view(second(9));
    assert_eq!((now.running, now.elapsed), (false, Duration::from_secs(5)), "paused by hand stays paused");
}

#[test]
fn a_reset_can_be_taken_back_until_the_timer_starts_again() {
    let mut show = after(&[TimerToggle]);
    show.apply(TimerReset, second(5));
    assert_eq!((show.view(second(6)).elapsed, show.view(second(6)).running), (Duration::ZERO, false));
    show.apply(TimerReset, second(7));
    assert_eq!(show.view(second(8)).elapsed, Duration::from_secs(8));
    show.apply(TimerReset, second(8));
    show.apply(TimerToggle, second(9));
    show.apply(TimerReset, second(10));
    show.apply(TimerReset, second(10));
    assert_eq!(show.view(second(11)).elapsed, Duration::from_secs(2));
}

#[test]
fn pace_is_measured_against_the_current_slide() {
    let mut show = after(&[]);
    assert_eq!(show.view(second(500)).behind_seconds, 0, "not started");
    show.apply(NextStep, second(0));
    let behind = |show: &Show, now| show.view(second(now)).behind_seconds;
    // Slide b is planned for 60 s to 120 s.
    assert_eq!([0, 59, 60, 120, 145].map(|now| behind(&show, now)), [-60, -1, 0, 0, 25]);
    show.apply(GoTo(2), second(0));
    assert_eq!([119, 120, 121].map(|now| behind(&show, now)), [-1, 0, 1], "a hidden slide takes no planned time");
    show.apply(GoTo(4), second(0));
    let now = show.view(second(0));
    assert_eq!((now.planned_until_start, now.planned_until_end), (Duration::from_secs(180), Duration::from_secs(180)));
    assert_eq!((now.number, now.count), (5, 4));
}

#[test]
fn captions_follow_the_step_on_the_stage() {
    let line =
        |show: &Show, millis| show.view(Moment(Duration::from_millis(millis))).caption.map(|it| it.lines.concat());
    let mut show = after(&[]);
    assert_eq!(
        [0, 1499, 1500, 99_000].map(|now| line(&show, now).unwrap_or_default()),
        ["a/0/0", "a/0/0", "a/0/1", "a/0/1"]
    );
    show.apply(NextStep, second(10));
    assert_eq!(line(&show, 10_000).as_deref(), Some("b/0/0"));
    show.apply(Freeze, second(10));
    show.apply(NextStep, second(11));
    assert_eq!(line(&show, 11_000).as_deref(), Some("b/0/0"));
    assert_eq!(show.view(second(11)).cue.map(|cue| cue.lines.concat()).as_deref(), Some("b/1/0"));
    // The audience sees this step only now, so its captions begin now.
    show.apply(Freeze, second(20));
    assert_eq!(line(&show, 20_000).as_deref(), Some("b/1/0"));
    show.apply(Captions, second(20));
    assert_eq!(line(&show, 20_000), None);
    assert!(show.view(second(20)).cue.is_some());
}

#[test]
fn next_change_is_the_timers_second_or_a_captions_end() {
    let mut show = after(&[]);
    let next = |show: &Show, millis| show.next_change(Moment(Duration::from_millis(millis))).map(|it| it.as_millis());
    assert_eq!(next(&show, 200), Some(1300));
    assert_eq!(next(&show, 1500), None);
    show.apply(NextStep, second(10));
    assert_eq!(next(&show, 10_600), Some(400));
    assert_eq!(next(&show, 11_400), Some(100));
    assert_eq!(next(&show, 12_000), Some(1000));
}

#[test]
fn settings_turn_around_and_stay_in_bounds() {
    assert_eq!(view(&[CaptionLanguage]).caption_language, 1);
    assert_eq!(view(&[CaptionLanguage; 2]).caption_language, 0);
    assert_eq!(view(&[NotesLarger; 40]).notes_scale, 3.0);
    assert_eq!(view(&[NotesSmaller; 40]).notes_scale, 0.5);
    assert_eq!(view(&[NotesLarger, NotesReset]).notes_scale, 1.0);
    assert_eq!(view(&[NotesDown, NotesDown, NotesUp]).notes_scroll, 3.0);
    assert_eq!(view(&[NotesDown, NextStep]).notes_scroll, 0.0, "other notes begin at their top");
    assert_eq!(view(&[TimerMode]).timer_mode, self::TimerMode::Remaining);
}

#[test]
fn an_edit_keeps_the_place() {
    let mut show = after(&[CaptionLanguage, GoTo(3), NextStep, Freeze]);
    let mut plan = talk();
    plan.slides.remove(0);
    plan.slides[2].steps = 1;
    plan.languages.remove(0);
    show.adopt(plan.clone());
    show.check();
    let now = show.view(second(0));
    assert_eq!((now.cursor, now.on_stage, now.caption_language), (at(2, 0), OnStage::Slide(at(2, 0)), 0));
    plan.slides.remove(2);
    plan.slides[1].hidden = true;
    show.adopt(plan.clone());
    assert_eq!(show.view(second(0)).cursor, at(2, 0), "the nearest that is not hidden");
    plan.slides.clear();
    show.adopt(plan);
    assert_eq!(show.plan().slides.len(), 3, "a plan without slides is no plan");
}

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
        Back => Black,
        Black => White,
        White => Freeze,
        Freeze => Captions,
        Captions => CaptionLanguage,
        CaptionLanguage => NotesLarger,
        NotesLarger => NotesSmaller,
        NotesSmaller => NotesReset,
        NotesReset => NotesUp,
        NotesUp => NotesDown,
        NotesDown => Notes,
        Notes => TimerToggle,
        TimerToggle => TimerReset,
        TimerReset => Command::TimerMode,
        Command::TimerMode => Fullscreen,
        Fullscreen => SwapScreens,
        SwapScreens => Help,
        Help => Leave,
        Leave => AskQuit,
        AskQuit => ConfirmQuit,
        ConfirmQuit => Quit,
        Quit => Reload,
        Reload => return None,
    })
}

#[derive(Clone, Debug)]
enum Op {
    Do(Command),
    Wait(u64),
    Edit(Plan),
}

fn any_plan() -> impl Strategy<Value = Plan> {
    let ids = proptest::sample::subsequence(vec!["a", "b", "c", "d", "e", "f"], 1..=6).prop_shuffle();
    let kinds = prop::collection::vec((1_usize..4, 0_usize..3, any::<bool>(), any::<bool>()), 6);
    (ids, kinds, 1_usize..3, any::<bool>()).prop_map(|(ids, kinds, languages, captions_on)| {
        let slides = ids.iter().zip(kinds).enumerate().map(|(index, (id, (steps, blocks, hidden, appendix)))| {
            PlannedSlide { hidden, appendix, ..planned_slide(id, index + 1, steps, blocks, languages) }
        });
        Plan { slides: slides.collect(), captions_on, languages: talk().languages[..languages].to_vec(), ..talk() }
    })
}

fn any_op() -> impl Strategy<Value = Op> {
    let all: Vec<Command> = successors(Some(NextStep), |&command| following(command)).collect();
    prop_oneof![
        8 => proptest::sample::select(all).prop_map(Op::Do),
        4 => proptest::sample::select(vec![NextStep, PreviousStep, Freeze, Black, TimerToggle]).prop_map(Op::Do),
        1 => (0_u8..12).prop_map(|digit| Op::Do(Digit(digit))),
        1 => (0_usize..9).prop_map(|slide| Op::Do(GoTo(slide))),
        3 => (0_u64..4000).prop_map(Op::Wait),
        1 => any_plan().prop_map(Op::Edit),
    ]
}

/// What must hold between a view and the one after a command.
fn check_command(show: &Show, command: Command, before: &View, now: &View, moment: Moment) {
    if command != TimerReset {
        assert!(now.elapsed >= before.elapsed, "the timer ran backward");
    }
    if matches!(command, Black | White | Freeze) {
        assert_eq!(now.cursor, before.cursor, "the stage moved the speaker");
    }
    if before.mode == Mode::Frozen && now.mode == Mode::Frozen {
        assert_eq!(now.on_stage, before.on_stage, "a frozen stage changed");
    }
    if command == NextStep && now.cursor != before.cursor {
        assert_eq!(Some(now.cursor), before.next, "next did not show what was announced");
        // From a hidden slide, reached by number, Next goes back among those that Previous knows.
        if !show.plan().slides[before.cursor.slide].hidden {
            let mut undone = show.clone();
            undone.apply(PreviousStep, moment);
            assert_eq!(undone.view(moment).cursor, before.cursor, "previous did not undo next");
        }
    }
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
    match now.on_stage {
        OnStage::Slide(at) => {
            now.caption.iter().for_each(|block| of(block, at));
            let scripted = !show.plan().slides[at.slide].captions[now.caption_language][at.step].is_empty();
            assert_eq!(now.caption.is_some(), now.captions_on && scripted);
        }
        OnStage::Black | OnStage::White => assert_eq!(now.caption, None),
    }
    now.cue.iter().for_each(|block| of(block, now.cursor));
}

proptest! {
    #[test]
    fn random_talks_keep_every_invariant(plan in any_plan(), ops in prop::collection::vec(any_op(), 0..60)) {
        let mut show = Show::new(plan.clone());
        let mut twin = Show::new(plan);
        let mut moment = Moment::default();
        let mut before = show.view(moment);
        check_view(&show, &before);
        for op in ops {
            match op {
                Op::Do(command) => {
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
                    if still {
                        // Announced to stand still: only the timer's fraction of a second may differ.
                        prop_assert_eq!(now.elapsed.as_secs(), before.elapsed.as_secs());
                        prop_assert_eq!(View { elapsed: before.elapsed, ..now }, before);
                    }
                }
                Op::Edit(plan) => {
                    show.adopt(plan.clone());
                    twin.adopt(plan);
                    prop_assert_eq!(show.view(moment).elapsed, before.elapsed);
                    prop_assert_eq!(show.view(moment).mode, before.mode);
                }
            }
            before = show.view(moment);
            check_view(&show, &before);
            prop_assert_eq!(&twin.view(moment), &before);
        }
    }
}
