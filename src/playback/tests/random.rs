//! Random talks: any commands, readings good and faulty, live words, time, and decks opened and put away; and what must
//! hold after each.

use std::path::Path;
use std::time::Duration;

use proptest::prelude::*;

use super::super::Phase;
use super::super::scene::Status;
use super::*;
use crate::live::{Feed, Form, Times};
use crate::show::Moment;
use crate::show::command::Command::*;
use crate::show::tests::all_commands;
use crate::show::view::OnStage;
use crate::takes::Kind;

/// Later than any test runs, so that time passes as the test says.
const BEGIN: Duration = Duration::from_secs(100_000);

#[derive(Clone, Debug)]
enum Op {
    Press(Command),
    Wait(u64),
    /// A deck that was saved.
    Read(String),
    /// A deck that cannot be read at all.
    Unreadable,
    /// Said by a captioner.
    Say(String),
    /// The ticker looks, while windows paint or not.
    Tick {
        painting: bool,
    },
    /// The library: another deck, or none.
    Open {
        kind: Kind,
    },
    Close,
}

/// A deck with some of six slides in any order. Each may have a fault, and so may its head.
fn any_deck() -> impl Strategy<Value = String> {
    let ids = proptest::sample::subsequence(vec!["a", "b", "c", "d", "e", "f"], 1..=6).prop_shuffle();
    let slides = prop::collection::vec((0_usize..4, prop::bool::weighted(0.2), any::<[bool; 3]>()), 6);
    let heads = vec!["", "", "", "", "transition = \"move\"", "theme = \"no such theme\"", "broken = ["];
    (ids, slides, proptest::sample::select(heads)).prop_map(|(ids, slides, head)| {
        let slide = |(id, (items, faulty, [cue, hidden, appendix])): (&str, (usize, bool, [bool; 3]))| {
            let body = (0..items).map(|at| format!("- Item {at}\n")).collect::<String>();
            let body =
                if items > 0 { format!("body = \"\"\"\n{body}\"\"\"\nreveal = \"items\"\n") } else { String::new() };
            let fault = if faulty { "unknown = true\n" } else { "" };
            let flags = match (hidden, appendix, id) {
                (true, true, "b" | "c") => "hidden = true\n",
                (false, true, "e" | "f") => "appendix = true\n",
                _ => "",
            };
            let cue = if cue { format!("  [[slide.cue]]\n  text = \"Words of {id}.\"\n") } else { String::new() };
            format!(
                "[[slide]]\nid = \"{id}\"\ntitle = \"Slide {id}\"\n{body}{fault}{flags}notes = \"Say {id}.\"\n{cue}"
            )
        };
        let slides: String = ids.into_iter().zip(slides).map(slide).collect();
        format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\n{head}\n{slides}")
    })
}

fn any_op() -> impl Strategy<Value = Op> {
    let often =
        vec![NextStep, PreviousStep, NextSlide, Freeze, Black, TimerToggle, AutoAdvance, CaptionSource, Overview];
    prop_oneof![
        6 => proptest::sample::select(all_commands()).prop_map(Op::Press),
        6 => proptest::sample::select(often).prop_map(Op::Press),
        1 => (0_usize..7).prop_map(|slide| Op::Press(GoTo(slide))),
        3 => prop_oneof![0_u64..100, 0_u64..90_000].prop_map(Op::Wait),
        3 => any_deck().prop_map(Op::Read),
        1 => Just(Op::Unreadable),
        2 => "[a-z ]{1,80}".prop_map(Op::Say),
        3 => any::<bool>().prop_map(|painting| Op::Tick { painting }),
        1 => any::<bool>().prop_map(|talk| Op::Open { kind: if talk { Kind::Talk } else { Kind::Rehearsal } }),
        1 => Just(Op::Close),
    ]
}

/// A talk and what is known of it from outside.
struct Tried {
    running: Arc<Playback>,
    feed: Arc<Feed>,
    now: Moment,
}

impl Tried {
    fn new() -> Self {
        let running = playback_as(Options { captions: true, ..Options::default() });
        let times = Times { now: Arc::new(|| BEGIN), date: String::new };
        let feed = Arc::new(Feed::new(Form::Usual, times, || {}));
        running.feed(Arc::clone(&feed));
        Self { running, feed, now: Moment(BEGIN) }
    }

    fn scene(&self) -> Arc<Scene> {
        self.running.scene_at(self.now)
    }

    fn run(&mut self, op: &Op) {
        let before = self.scene();
        let running = &self.running;
        match op {
            Op::Press(command) => drop(running.apply(*command, self.now)),
            Op::Wait(millis) => self.now.0 += Duration::from_millis(*millis),
            Op::Read(deck) => {
                running.take(talk_of(deck));
                while running.play_granted() {}
                check_reading(&before, &self.scene(), deck);
            }
            Op::Unreadable => {
                running.adopt(running.deck().as_ref(), Err("it is gone".to_owned()), true);
                let told = self.scene().notices.trouble.clone();
                assert!(before.playing().is_none() || told.as_deref() == Some("it is gone"));
            }
            Op::Say(words) => self.feed.follow(format!("{words}\n").as_bytes()),
            Op::Tick { painting } => {
                let ticked = running.tick();
                assert!(!ticked.wait.is_zero(), "nobody would get any rest");
                let heard = running.hear(*painting);
                assert!(!heard.wait.is_zero());
                assert!(!*painting || !heard.news.any(), "what is being painted is waited for");
                let live = self.scene();
                let shown = live.view().is_some_and(|view| view.live);
                assert!(*painting || heard.wait < Duration::from_millis(34) || shown || live.live.is_empty());
            }
            Op::Open { kind } => {
                running.turn_to(Some(Path::new("talks/another").into()), *kind);
                assert!(matches!(self.scene().status, Status::Loading));
            }
            Op::Close => running.close(),
        }
        let keeps = !matches!(op, Op::Open { .. } | Op::Close);
        check(&self.running, &before, &self.scene(), keeps);
    }
}

/// What must hold of every scene, and of one after another. `keeps`: the same deck is open.
fn check(running: &Playback, before: &Scene, now: &Scene, keeps: bool) {
    assert!(now.changes >= before.changes && now.now >= before.now);
    assert!(!keeps || before.playing().is_none() || now.playing().is_some(), "the talk went away");
    let Some(playing) = now.playing() else { return };
    let (reading, view) = (&playing.reading, &playing.view);
    match &running.lock().phase {
        Phase::Playing(show) => assert_eq!(show.show.view(now.now), *view, "the scene is the show's"),
        _ => panic!("a talk plays"),
    }
    if let Some(last) = before.playing() {
        assert!(reading.generation >= last.reading.generation, "generations grow");
        let same = Arc::ptr_eq(reading, &last.reading);
        assert_eq!(same, reading.generation == last.reading.generation, "and each has one");
    }
    let ids = |plan: &crate::deck::plan::Plan| -> Vec<String> { plan.slides.iter().map(|it| it.id.clone()).collect() };
    assert_eq!(ids(&reading.plan), ids(&playing.plan));
    assert_eq!(
        (reading.pages.len(), reading.deck.slides.len()),
        (playing.plan.slides.len(), playing.plan.slides.len())
    );
    assert!(reading.pages.iter().enumerate().all(|(at, page)| page.slide == at));
    assert!(view.cursor.slide < playing.plan.slides.len());
    if let OnStage::Slide(cursor) = view.on_stage {
        assert!(reading.drawing(cursor).is_some(), "the stage would be dark");
    }
    assert!(view.overview.is_none_or(|chosen| chosen < playing.plan.slides.len()));
}

/// What must hold between a scene and the one after a reading of this deck.
fn check_reading(before: &Scene, now: &Scene, deck: &str) {
    let Some(last) = before.playing() else {
        // A first reading plays, asks, or says why not.
        return assert!(!matches!(now.status, Status::Loading));
    };
    let playing = now.playing().expect("the talk goes on");
    let shown = |playing: &Playing| match playing.view.on_stage {
        OnStage::Slide(cursor) => cursor.slide,
        OnStage::Holding | OnStage::Closing | OnStage::Black | OnStage::White => playing.view.cursor.slide,
    };
    assert_eq!((playing.view.mode, playing.view.elapsed), (last.view.mode, last.view.elapsed));
    assert_eq!(playing.view.running, last.view.running);
    let faulty = deck.contains("unknown = true") || deck.contains("no such theme") || deck.contains("broken = [");
    let told = now.notices.trouble.is_some() || playing.reading.fault.is_some();
    assert!(!faulty || told, "a fault is told");
    let (was, is) = (shown(last), shown(playing));
    let id = &last.plan.slides[was].id;
    if playing.plan.slides.iter().any(|slide| slide.id == *id) {
        assert_eq!(playing.plan.slides[is].id, *id, "the audience sees another slide");
        let steps = playing.plan.slides[is].steps.max(1);
        if steps == last.plan.slides[was].steps.max(1) && last.view.on_stage != playing.view.on_stage {
            let step = |view: &View| match view.on_stage {
                OnStage::Slide(cursor) => cursor.step,
                OnStage::Holding | OnStage::Closing | OnStage::Black | OnStage::White => 0,
            };
            assert_eq!(step(&playing.view), step(&last.view), "and another step of it");
        }
        let good = |playing: &Playing, at: usize| !playing.reading.deck.slides[at].faulty;
        assert!(!good(last, was) || good(playing, is), "a good slide gave way to a faulty one");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn random_talks_keep_every_invariant(first in any_deck(), ops in prop::collection::vec(any_op(), 0..40)) {
        let mut tried = Tried::new();
        for op in [Op::Read(first)].iter().chain(&ops) {
            tried.run(op);
        }
    }
}
