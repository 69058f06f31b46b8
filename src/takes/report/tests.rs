//! Reports by takes that are written by hand, and by any.

use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::deck::plan::CaptionBlock;
use crate::takes::record::{Record, What};
use crate::takes::tests::{plan, take};

fn named(take: Take) -> Named {
    Named { name: "now".to_owned(), take }
}

fn block(words: usize) -> CaptionBlock {
    let lines = vec!["word ".repeat(words).trim_end().to_owned()];
    CaptionBlock::plain(lines, Duration::from_secs(2))
}

/// Four slides of a minute (the third is hidden), with words for each step, of which the second slide may be left out.
fn talk() -> Plan {
    let mut plan = plan(4);
    plan.length = Duration::from_secs(180);
    plan.slides[1].optional = true;
    for slide in &mut plan.slides {
        slide.captions = vec![(0..slide.steps).map(|_| vec![block(50), block(30)]).collect()];
    }
    plan
}

#[test]
fn each_slide_is_told_of() {
    let steps = [("s0.0", 40), ("s1.0", 50), ("s0.0", 4), ("s1.0!", 30), ("s1.1", 1), ("s3.0", 6), ("gone.0", 9)];
    let report = Report::of(&talk(), &named(take(&steps, true)), &[], None);
    let seen: Vec<_> = report.slides.iter().map(|it| (it.number, it.took / 1000, it.words, it.wpm, it.pace)).collect();
    let [first, second, last] = &seen[..] else { panic!("{seen:?}") };
    assert_eq!(*first, (1, 44, 80, Some(109), Some(Pace::Good)));
    assert_eq!(*second, (2, 81, 160, Some(119), Some(Pace::Good)));
    assert_eq!(*last, (4, 6, 80, Some(800), Some(Pace::TooQuick)));
    let more: Vec<_> = report.slides.iter().map(|it| (it.over, it.revisits, it.pauses, it.unseen, it.told)).collect();
    assert_eq!(more[0], (false, 1, 0, 0, Told::Yes));
    assert_eq!(more[1], (true, 1, 1, 0, Told::Yes));
    assert_eq!((report.took, report.elsewhere, report.planned_told), (140_000, 9_000, 180_000));
    assert_eq!((report.wpm, report.cuts.clone(), report.over().len()), (Some(147), None, 1));
    assert_eq!(report.longest, Some(Stretch { slide: 1, step: 0, from: 40_000, to: 90_000 }));
    assert_eq!((report.opening.slides.clone(), report.opening.wpm), (vec![0, 1], Some(93)));
    assert_eq!((report.closing.from, report.closing.slides.clone()), (80_000, vec![1, 0, 1, 2]));
}

#[test]
fn what_was_passed_is_skipped_and_what_came_later_not_reached() {
    let report = |steps: &[(&str, u64)]| Report::of(&talk(), &named(take(steps, true)), &[], None);
    let told = |steps| report(steps).slides.iter().map(|slide| slide.told).collect::<Vec<_>>();
    assert_eq!(told(&[("s0.0", 9)]), [Told::Yes, Told::NotReached, Told::NotReached]);
    assert_eq!(told(&[("s0.0", 9), ("s1.0", 0), ("s3.0", 9)]), [Told::Yes, Told::Skipped, Told::Yes]);
    // A hidden slide is told of where it was shown.
    let hidden = report(&[("s0.0", 9), ("s2.0", 70)]);
    assert_eq!(hidden.slides.iter().map(|slide| (slide.number, slide.over)).collect::<Vec<_>>()[2], (3, false));
    assert_eq!((hidden.slides[2].planned, hidden.slides[2].unseen), (0, 4));
    assert_eq!(report(&[]).slides.len(), 3);
}

#[test]
fn captions_that_did_not_come_to_stand_are_counted_where_any_did() {
    let mut take = take(&[("s0.0", 9), ("s1.0", 9), ("s3.0", 9)], true);
    let cue = |t: u64, id: &str| Record { t, what: What::Cue { id: id.to_owned() } };
    take.records.insert(1, cue(0, "s0.0.0"));
    let unseen = |take: &Take| {
        let report = Report::of(&talk(), &named(take.clone()), &[], None);
        report.slides.iter().map(|slide| slide.unseen).collect::<Vec<_>>()
    };
    assert_eq!(unseen(&take), [1, 2, 0]);
    take.records.insert(2, cue(0, "s0.0.1"));
    assert_eq!(unseen(&take), [0, 2, 0]);
}

#[test]
fn live_words_stand_for_the_scripted_ones() {
    let mut take = take(&[("s0.0", 30), ("s1.0", 30)], true);
    let live = What::Live { language: None, speaker: None, text: "word ".repeat(60) };
    take.records.insert(2, Record { t: 30_000, what: live });
    let report = Report::of(&talk(), &named(take), &[], None);
    assert_eq!(report.slides.iter().map(|it| it.wpm).collect::<Vec<_>>(), [None, Some(120), None]);
    assert!(report.heard);
    assert_eq!(report.opening.wpm, Some(60));
}

#[test]
fn takes_before_stand_beside_it() {
    let whole = |name: &str, second: u64, end: bool| {
        let take = take(&[("s0.0", 50), ("s1.0", second), ("s1.1", 10), ("s3.0", 20)], end);
        Named { name: name.to_owned(), take }
    };
    let before = [whole("b", 40, true), whole("crash", 1, false), whole("a", 20, true)];
    let report = Report::of(&talk(), &whole("now", 90, true), &before, Some(&before[1]));
    let past: Vec<_> = report.past.iter().map(|past| (past.name.as_str(), past.took / 1000)).collect();
    assert_eq!(past, [("a", 100), ("b", 120)]);
    let second = &report.slides[1];
    assert_eq!((second.usual, &second.past[..]), (Some(50_000), &[Some(30_000), Some(50_000)][..]));
    assert_eq!((second.against, report.against.map(|it| it.name)), (Some(11_000), Some("crash".to_owned())));
}

#[test]
fn cuts_leave_out_what_may_be_and_shorten_what_ran_over() {
    let cuts = |times: [u64; 3]| {
        let steps = [("s0.0", times[0]), ("s1.0", times[1]), ("s3.0", times[2])];
        Report::of(&talk(), &named(take(&steps, true)), &[], None).cuts
    };
    assert_eq!(cuts([60, 60, 60]), None);
    let found = |times| cuts(times).map(|cuts| (cuts.leave_out.clone(), cuts.shorten.clone(), cuts.fits()));
    assert_eq!(found([80, 30, 80]), Some((vec![1], vec![], true)));
    assert_eq!(found([90, 20, 180]), Some((vec![1], vec![2], true)));
    assert_eq!(found([90, 0, 100]), Some((vec![], vec![0], true)), "the smallest that is enough");
    let mut crowded = talk();
    crowded.length = Duration::from_secs(10);
    let report = Report::of(&crowded, &named(take(&[("s0.0", 70)], true)), &[], None);
    assert_eq!(report.cuts.map(|cuts| (cuts.over, cuts.saves, cuts.fits())), Some((60_000, 10_000, false)));
}

proptest! {
    #[test]
    fn the_times_of_any_take_add_up(records in prop::collection::vec((0_u64..400_000, 0..12_u8), 0..40), end in any::<bool>()) {
        let plan = talk();
        let what = |kind: u8| match kind {
            0 => What::Again,
            1 => What::Pause,
            2 => What::Live { language: None, speaker: None, text: "Good evening all".to_owned() },
            kind => What::Slide { id: format!("s{}", kind % 5), step: usize::from(kind / 5) },
        };
        let mut records: Vec<Record> = records.into_iter().map(|(t, kind)| Record { t, what: what(kind) }).collect();
        records.extend(end.then_some(Record { t: 0, what: What::End }));
        let take = Named { name: "now".to_owned(), take: Take { start: None, records } };
        let report = Report::of(&plan, &take, std::slice::from_ref(&take), Some(&take));
        let sum: u64 = report.slides.iter().map(|slide| slide.took).sum();
        prop_assert_eq!(sum + report.elsewhere, report.took);
        prop_assert!(report.slides.iter().all(|slide| slide.against.unwrap_or(0) == slide.took));
        if let Some(stretch) = report.longest {
            prop_assert!(stretch.from < stretch.to && stretch.to - stretch.from <= report.took);
        }
        let Some(cuts) = report.cuts else {
            prop_assert!(report.took <= report.planned);
            return Ok(());
        };
        prop_assert!(cuts.leave_out.iter().all(|at| report.slides[*at].optional && !cuts.shorten.contains(at)));
        prop_assert!(cuts.shorten.iter().all(|at| report.slides[*at].took > report.slides[*at].planned));
        let saved: u64 = cuts.leave_out.iter().map(|at| report.slides[*at].took).sum::<u64>()
            + cuts.shorten.iter().map(|at| report.slides[*at].took - report.slides[*at].planned).sum::<u64>();
        prop_assert_eq!(saved, cuts.saves);
    }
}

#[test]
fn many_slides_are_told_in_stretches_and_a_talk_that_was_paged_through_says_so() {
    let mut long = plan(12);
    long.slides.iter_mut().for_each(|slide| slide.hidden = false);
    let steps = [("s0.0", 9), ("s1.0", 0), ("s3.0", 0), ("s4.0", 9), ("s5.0", 9)];
    let report = Report::of(&long, &named(take(&steps, true)), &[], None);
    let facts = words::facts(&report);
    let fact = |name: &str| facts.iter().find(|fact| fact[0] == name).map(|fact| fact[1..].join(": "));
    assert_eq!(fact("Skipped").as_deref(), Some("3 slides: slides 2 to 4"));
    assert_eq!(fact("Not reached").as_deref(), Some("6 slides: slides 7 to 12"));
    assert_eq!(words::in_time(&report), "9 slides were not told, so nobody knows yet whether all of it fits.");
    let whole: Vec<(String, u64)> =
        (0..12).flat_map(|at| (0..=at % 3).map(move |step| (format!("s{at}.{step}"), 9))).collect();
    let whole: Vec<(&str, u64)> = whole.iter().map(|(step, time)| (step.as_str(), *time)).collect();
    let report = Report::of(&long, &named(take(&whole, true)), &[], None);
    assert_eq!(words::in_time(&report), "Nothing has to be left out.");

    let paged =
        Report::of(&talk(), &named(take(&[("s0.0", 3), ("s1.0", 2), ("s1.1", 2), ("s3.0", 3)], true)), &[], None);
    assert!(paged.wpm.is_some_and(|wpm| wpm > 1_500));
    let facts = words::facts(&paged);
    assert!(paged.short && facts.iter().all(|fact| fact[0] != "Pace" && !fact[0].ends_with("minute")), "{facts:?}");
    assert_eq!(words::row(&paged.slides[0])[7], "", "a number that is none");
}

#[test]
fn sixty_presses_in_a_minute_are_counted_and_not_listed() {
    let steps: Vec<(&str, u64)> = (0..600).map(|at| (if at % 2 == 0 { "s0.0" } else { "s1.0" }, 1)).collect();
    let report = Report::of(&talk(), &named(take(&steps, true)), &[], None);
    let facts = words::facts(&report);
    assert!(facts.iter().flatten().all(|words| words.len() < 200), "{facts:?}");
}
