//! Rules of the show, one test each; random talks with invariants after every operation are in `random`.

mod beginning;
mod choosing;
mod cutting;
mod kept;
mod pointing;
mod random;
mod rehearsing;

pub(crate) use random::all_commands;

use std::time::Duration;

use super::command::Command::{self, *};
use super::marks::Spot;
use super::view::{Cursor, Mode, OnStage, TimerMode, View};
use super::{Effect, Moment, Show};
use crate::deck::caption::CaptionPlace as Place;
use crate::deck::plan::{CaptionBlock, Plan, PlannedSlide, shares};
use crate::geometry::Aspect;

fn at(slide: usize, step: usize) -> Cursor {
    Cursor { slide, step }
}

fn second(seconds: u64) -> Moment {
    Moment(Duration::from_secs(seconds))
}

/// Blocks say where they belong: `id/step/block`.
fn planned_slide(id: &str, number: usize, steps: usize, blocks: usize, languages: usize) -> PlannedSlide {
    let block = |step, k| CaptionBlock::plain(vec![format!("{id}/{step}/{k}")], Duration::from_millis(1500));
    let step = |step| (0..blocks).map(|k| block(step, k)).collect::<Vec<_>>();
    PlannedSlide {
        id: id.into(),
        title: Some(id.into()),
        words: None,
        language: "en".to_owned(),
        section: None,
        number,
        steps,
        hidden: false,
        optional: false,
        appendix: false,
        left_out: false,
        planned: Duration::from_secs(60),
        expected: shares(Duration::from_secs(60), steps),
        captions: vec![(0..steps).map(step).collect(); languages],
    }
}

/// Slides `a` (1 step), `b` (3 steps), `c` (hidden), `d` (2 steps), `e` (appendix).
pub(crate) fn talk() -> Plan {
    let of = |(index, (id, steps)): (usize, (&str, usize))| planned_slide(id, index + 1, steps, 2, 2);
    let mut slides: Vec<_> =
        [("a", 1), ("b", 3), ("c", 1), ("d", 2), ("e", 1)].into_iter().enumerate().map(of).collect();
    slides[2].hidden = true;
    slides[4].appendix = true;
    Plan {
        title: "Talk".into(),
        aspect: Aspect::Wide,
        slides,
        length: Duration::from_secs(240),
        languages: vec!["en".into(), "pl".into()],
        captions_on: true,
        caption_place: Default::default(),
        ending: Default::default(),
        takes: 0,
        words_a_minute: 160,
        notes_words: Vec::new(),
    }
}

/// A show after some commands, all at the first moment.
fn after(commands: &[Command]) -> Show {
    let mut show = Show::new(talk());
    for &command in commands {
        assert_eq!(show.apply(command, second(0)), None);
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
    let nothing = view(&[GoTyped]);
    assert_eq!((nothing.cursor, nothing.overview), (at(0, 0), Some(0)), "nothing typed: there is one to look for");
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
    assert_eq!(view(&[White]).caption, None);
    let read = |commands: &[Command]| view(commands).caption;
    assert!(read(&[TimerToggle]).is_some() && read(&[TimerToggle]) == read(&[TimerToggle, Black]));
    assert_eq!(read(&[TimerToggle, Black, Captions]), None);
}

#[test]
fn captions_are_scripted_then_live_then_off() {
    let turn = |mut show: Show| {
        let mut seen = Vec::new();
        show.apply(TimerToggle, second(0));
        for _ in 0..4 {
            let view = show.view(second(0));
            seen.push((view.captions_on, view.live, view.caption.is_some()));
            show.apply(CaptionSource, second(0));
        }
        seen
    };
    let (script, live, off) = ((true, false, true), (true, true, false), (false, false, false));
    assert_eq!(turn(Show::new(talk()).with_feed()), [script, live, off, script]);
    assert_eq!(turn(Show::new(talk())), [script, off, script, off], "nobody was asked to send any");
    let mut bare = talk();
    bare.slides.iter_mut().for_each(|slide| slide.captions.clear());
    assert_eq!(turn(Show::new(bare).with_feed())[1..], [live, off, live], "there is no script");
    let mut show = Show::new(talk()).with_feed();
    for (command, live) in
        [(CaptionSource, true), (Black, true), (White, false), (White, true), (Captions, false), (Captions, true)]
    {
        show.apply(command, second(0));
        assert_eq!(show.view(second(0)).live, live, "{command:?}");
    }
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
fn the_overview_moves_nothing_until_a_jump_closes_it() {
    let open = view(&[NextStep, Digit(4), Overview, Choose(3), NextStep]);
    assert_eq!((open.cursor, open.overview, open.typed), (at(1, 1), Some(3), None));
    assert_eq!(view(&[NextStep, Overview]).overview, Some(1), "it begins where the speaker is");
    assert_eq!(view(&[Overview, Choose(3), Overview, Choose(9)]).overview, Some(3));
    assert_eq!(view(&[Choose(3)]).overview, None, "it is not open");
    for leave in [GoTo(3), LastSlide, Back] {
        assert_eq!(view(&[GoTo(4), Overview, leave]).overview, None);
    }
    let mut show = after(&[Overview, Choose(3)]);
    let mut shorter = talk();
    shorter.slides.remove(0);
    show.adopt(shorter);
    show.check();
    assert_eq!(show.view(second(0)).overview, Some(2), "the same slide by its name");
}

#[test]
fn leave_goes_one_state_at_a_time_and_never_quits() {
    let drag = [Zoom, Press(Spot { x: 0, y: 0 }), Point(Spot { x: 9600, y: 5400 }), Release];
    let mut show = after(&drag);
    for command in [AutoAdvance, Pen, Notes, Freeze, Black, Overview, Digit(1), AskQuit] {
        show.apply(command, second(0));
    }
    let mut left = Vec::new();
    for _ in 0..10 {
        let before = show.view(second(0));
        assert_eq!(show.apply(Leave, second(0)), None);
        let now = show.view(second(0));
        left.push(match () {
            () if before.asking_quit != now.asking_quit => "question",
            () if before.overview != now.overview => "overview",
            () if before.typed != now.typed => "digits",
            () if before.tool != now.tool => "tool",
            () if before.marks.zoom != now.marks.zoom => "zoom",
            () if before.mode == Mode::Black && now.mode == Mode::Frozen => "black",
            () if before.mode == Mode::Frozen && now.mode == Mode::Live => "frozen",
            () if before.auto != now.auto => "auto",
            () if before.console_shown != now.console_shown => "console",
            () => "nothing",
        });
    }
    let order = ["question", "overview", "digits", "tool", "zoom", "black", "frozen", "auto", "console", "nothing"];
    assert_eq!(left, order);
}

#[test]
fn quitting_needs_an_answer() {
    let quits = |commands: &[Command], last| after(commands).apply(last, second(0)) == Some(Effect::Quit);
    assert!(quits(&[AskQuit], ConfirmQuit) && quits(&[AskQuit], GoTyped) && quits(&[], Quit));
    assert!(!quits(&[], ConfirmQuit) && !quits(&[AskQuit, NextStep], ConfirmQuit) && !quits(&[AskQuit], AskQuit));
}

#[test]
fn a_timer_that_was_paused_by_hand_stays_paused() {
    let mut show = after(&[TimerToggle]);
    show.apply(TimerToggle, second(5));
    show.apply(NextStep, second(6));
    let now = show.view(second(9));
    assert_eq!((now.running, now.elapsed), (false, Duration::from_secs(5)));
}

#[test]
fn a_clickers_start_button_begins_the_talk_and_then_moves_nothing() {
    let begun = view(&[Start]);
    assert_eq!((begun.cursor, begun.running), (at(0, 0), true));
    let from_d = |commands: &[Command]| {
        let mut show = Show::new(talk()).opened_at(3);
        commands.iter().for_each(|command| {
            show.apply(*command, second(0));
        });
        show.view(second(0))
    };
    assert_eq!((from_d(&[]).cursor, from_d(&[]).running), (at(3, 0), false));
    assert_eq!((from_d(&[Start]).cursor, from_d(&[Start]).running), (at(0, 0), true));
    assert_eq!(from_d(&[Start, Back]).cursor, at(3, 0), "a slip can be taken back");
    let here = from_d(&[Black, StartHere]);
    assert_eq!((here.cursor, here.running, here.mode), (at(3, 0), true, Mode::Live));
    for start in [Start, StartHere] {
        let running = view(&[NextStep, NextStep, Black, start]);
        assert_eq!((running.cursor, running.mode, running.running), (at(1, 1), Mode::Live, true));
        assert_eq!(view(&[NextStep, Freeze, Black, start]).mode, Mode::Frozen);
        let mut paused = after(&[NextStep, NextStep]);
        paused.apply(TimerToggle, second(5));
        paused.apply(start, second(6));
        let paused = paused.view(second(6));
        assert_eq!((paused.cursor, paused.running), (at(1, 1), false), "paused by hand stays paused");
        let turned: Vec<Command> = [NextStep, NextStep].into_iter().chain([start, Leave].repeat(20)).collect();
        assert_eq!(place(&turned), at(1, 1));
    }
}

#[test]
fn the_talk_goes_on_by_itself_in_its_planned_times_until_its_end() {
    let mut show = after(&[AutoAdvance]);
    // a stands for a minute, b's three steps for twenty seconds each, d's two for thirty.
    let mut places = Vec::new();
    for now in 0..=300 {
        if show.tick(second(now)) {
            show.check();
            places.push((now, show.view(second(now)).cursor));
        }
    }
    assert_eq!(places, [(60, at(1, 0)), (80, at(1, 1)), (100, at(1, 2)), (120, at(3, 0)), (150, at(3, 1))]);
    assert!(!show.view(second(300)).auto, "the appendix is not the talk's");
    let mut end = Show::new(talk()).opened_at(4);
    end.apply(AutoAdvance, second(0));
    assert!(!end.view(second(0)).running, "nowhere to go: nothing begins");
}

#[test]
fn whatever_else_the_speaker_does_holds_up_the_next_step() {
    for (hold, release) in [
        (Black, Black),
        (Freeze, Freeze),
        (Overview, Leave),
        (Digit(1), Leave),
        (AskQuit, Leave),
        (TimerToggle, TimerToggle),
    ] {
        let mut show = after(&[AutoAdvance]);
        show.apply(hold, second(50));
        assert!(!show.tick(second(500)), "{hold:?}");
        show.apply(release, second(500));
        assert!(!show.tick(second(509)), "{hold:?}");
        assert!(show.tick(second(560)), "{hold:?}");
    }
    let mut show = after(&[AutoAdvance]);
    show.apply(NextStep, second(59));
    assert!(!show.tick(second(78)), "a step entered by hand has its own time");
    assert!(show.tick(second(79)));
    show.apply(Leave, second(80));
    assert!(!show.view(second(80)).auto && !show.tick(second(500)), "Esc stops it");
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
    show.apply(Start, second(0));
    show.apply(NextStep, second(0));
    let behind = |show: &Show, now| show.view(second(now)).behind_seconds;
    // Slide b is planned for 60 s to 120 s.
    assert_eq!([0, 59, 60, 120, 145].map(|now| behind(&show, now)), [-60, -1, 0, 0, 25]);
    show.apply(GoTo(2), second(0));
    assert_eq!([119, 120, 121].map(|now| behind(&show, now)), [-1, 0, 1], "a hidden slide takes no planned time");
    show.apply(GoTo(4), second(0));
    let now = show.view(second(0));
    assert_eq!(
        (now.expected_until_start, now.expected_until_end),
        (Duration::from_secs(180), Duration::from_secs(180))
    );
    assert_eq!((now.number, now.count), (5, 3));
}

#[test]
fn captions_follow_the_step_on_the_stage() {
    let line =
        |show: &Show, millis| show.view(Moment(Duration::from_millis(millis))).caption.map(|it| it.lines.concat());
    let mut show = after(&[Start]);
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
    assert_eq!(next(&show, 200), None, "nothing goes on before the talk does");
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
    assert_eq!(view(&[NotesUp]).notes_scroll, -3.0, "a step may have put them anywhere");
    assert_eq!(view(&[NotesDown, NextStep]).notes_scroll, 0.0, "a step's own notes come into view");
    assert_eq!(view(&[TimerMode]).timer_mode, self::TimerMode::Remaining);
    assert_eq!(view(&[CaptionsLarger; 20]).caption_look.line, 14);
    assert_eq!(view(&[CaptionsSmaller; 20]).caption_look.line, 5);
    assert_eq!(view(&[CaptionsLarger, CaptionsReset]).caption_look.line, 7);
    assert_eq!(view(&[CaptionPlace]).caption_look.place, Place::Bottom);
    assert_eq!(view(&[CaptionPlace; 3]).caption_look.place, Place::Band);
}

#[test]
fn the_authors_place_for_captions_holds_until_the_speaker_or_an_edit_says_another() {
    let mut show = after(&[CaptionPlace, CaptionsLarger]);
    show.adopt(Plan { title: "Edited".to_owned(), ..talk() });
    assert_eq!(show.view(second(0)).caption_look.place, Place::Bottom);
    show.adopt(Plan { caption_place: Place::Top, ..talk() });
    let look = show.view(second(0)).caption_look;
    assert_eq!((look.place, look.line), (Place::Top, 8));
}

#[test]
fn large_captions_are_broken_anew_and_small_ones_stand_as_written() {
    let mut plan = talk();
    let long = ["There are many ways for schools", "to work together, and to learn."];
    plan.slides[0].captions[0][0][0].lines = long.map(str::to_owned).to_vec();
    let mut show = Show::new(plan.clone());
    assert_eq!(**show.plan(), plan);
    for _ in 0..9 {
        show.apply(CaptionsLarger, second(0));
    }
    show.apply(CaptionPlace, second(0));
    assert!(show.plan().slides[0].captions[0][0].len() > plan.slides[0].captions[0][0].len());
    show.adopt(plan.clone());
    assert!(**show.plan() != plan, "after an edit they are as large as before");
    show.apply(CaptionsReset, second(0));
    assert_eq!(**show.plan(), plan);
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
