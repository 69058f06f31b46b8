//! What is kept of a show → the same show in another process.

use std::sync::Arc;

use proptest::prelude::*;

use super::random::{Op, any_op, any_plan};
use super::*;
use crate::deck::ink::Nib;
use crate::show::kept::{Kept, shape};
use crate::show::marks::{Marks, Stroke};

/// The view without what dies with a process: what is pointed at, typed or asked, and the change from the slide before.
fn lasting(show: &Show, now: Moment) -> View {
    // A highlighter has one color, whatever color the pen has.
    let plain = |stroke: &Arc<Stroke>| {
        let color = if stroke.nib.highlighter { 0 } else { stroke.nib.color };
        Arc::new(Stroke { nib: Nib { color, ..stroke.nib }, spots: stroke.spots.clone() })
    };
    let still =
        |marks: Marks| Marks { pointer: None, strokes: Arc::new(marks.strokes.iter().map(plain).collect()), ..marks };
    let view = show.view(now);
    View {
        left: None,
        remark: None,
        typed: None,
        asking_quit: false,
        marks: still(view.marks.clone()),
        stage_marks: still(view.stage_marks.clone()),
        ..view
    }
}

/// A show after these, and when.
fn played(ops: Vec<Op>, rehearsal: bool) -> (Show, Moment) {
    let mut show = Show::new(talk()).with_feed();
    show = if rehearsal { show.rehearsed() } else { show.in_green_room() };
    let mut now = Moment::default();
    for op in ops {
        match op {
            Op::Do(command) => {
                let _ = show.apply(command, now);
            }
            Op::Wait(millis) => {
                now = Moment(now.0 + Duration::from_millis(millis));
                let _ = show.tick(now);
            }
            Op::Edit(plan) => show.adopt(plan),
            Op::Choose(choices) => show.choose(&choices, now),
        }
    }
    let _ = show.apply(Command::Release, now);
    (show, now)
}

proptest! {
    #[test]
    fn a_show_that_is_kept_goes_on_as_if_nothing_had_happened(
        ops in prop::collection::vec(any_op(), 0..80),
        rehearsal: bool,
        later in 0_u64..100_000,
    ) {
        let (mut show, now) = played(ops, rehearsal);
        let text = serde_json::to_string(&show.kept()).expect("plain values");
        let kept: Kept = serde_json::from_str(&text).expect("and back");
        prop_assert_eq!(&kept, &show.kept());
        let (ink, slides) = (show.ink(), show.shape());
        // The plan as the deck has it, of which the show's own is worked out.
        let fresh = Show::new(Arc::clone(&show.written)).with_feed();
        let mut again = fresh.gone_on_with(kept, &slides, &ink, now);
        again.check();
        prop_assert_eq!(lasting(&again, now), lasting(&show, now));
        let later = Moment(now.0 + Duration::from_millis(later));
        // A number half typed holds a show up that goes on by itself.
        if show.view(now).typed.is_none() && !show.view(now).asking_quit {
            prop_assert_eq!(show.tick(later), again.tick(later));
            prop_assert_eq!(lasting(&again, later), lasting(&show, later));
            for command in [Command::NextStep, Command::Freeze, Command::Back, Command::TimerToggle] {
                let _ = (show.apply(command, later), again.apply(command, later));
                prop_assert_eq!(lasting(&again, later), lasting(&show, later));
            }
        }
    }

    #[test]
    fn a_show_goes_on_in_any_other_deck(
        ops in prop::collection::vec(any_op(), 0..40),
        plan in any_plan(),
    ) {
        let (show, now) = played(ops, false);
        let at = show.view(now).cursor;
        let name = show.plan().slides[at.slide].id.clone();
        let again = Show::new(plan.clone()).gone_on_with(show.kept(), &show.shape(), &show.ink(), now);
        again.check();
        let there = again.view(now);
        if let Some(slide) = plan.slides.iter().position(|slide| slide.id == name) {
            prop_assert_eq!(there.cursor.slide, slide);
        }
        prop_assert_eq!((there.elapsed, there.running), (show.view(now).elapsed, show.view(now).running));
    }
}

#[test]
fn a_talk_has_begun_with_its_time_and_until_its_end() {
    let mut show = Show::new(talk());
    let second = |second| Moment(Duration::from_secs(second));
    assert!(!show.kept().has_begun());
    let _ = show.apply(Command::NextSlide, second(10));
    let kept = show.kept();
    assert_eq!((kept.has_begun(), kept.timer(second(70))), (true, (Duration::from_secs(60), true)));
    assert_eq!(shape(show.plan()), show.shape());
    for command in [Command::LastSlide, Command::NextStep, Command::AskQuit] {
        let _ = show.apply(command, second(90));
    }
    assert!(!show.kept().has_begun(), "it is over");
}
