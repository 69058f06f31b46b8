//! What the console says of a rehearsal, and that the windows' commands make takes.

use std::time::Duration;

use super::*;
use crate::takes::{Kind, Recorder, Run, read};

#[test]
fn a_rehearsal_has_its_light_and_each_slide_its_time() {
    let size = Vec2::new(1280.0, 800.0);
    let seen = |take: Taking, words: &str| {
        let (mut harness, _) = console_taking(talk(), ConsoleState::default(), take, &[Command::NextSlide], size);
        harness.run();
        harness.query_by_label(words).is_some()
    };
    let talk = Taking { on_slide: Duration::from_secs(42), ..Taking::default() };
    assert!(seen(talk, "This slide 0:42 of 4:38"));
    assert!(!seen(talk, "Rehearsal"));
    assert!(seen(Taking { rehearsal: true, ..talk }, "Rehearsal"));
    assert!(seen(Taking { rehearsal: true, recorded: true, ..talk }, "Rehearsal"));
}

#[test]
fn commands_make_a_take_and_looking_makes_none() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("deck.toml"), DECK).expect("it writes");
    let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
    let open = |kind| {
        shared.turn_to(Some(folder.path().into()));
        let mut inner = shared.lock();
        inner.takes.open(folder.path(), kind);
        inner.takes.record(Recorder::start(None, |_| {}));
        drop(inner);
        shared.adopt(Ok(super::talk()));
    };
    open(Kind::Talk);
    [Command::Freeze, Command::Black, Command::Overview].into_iter().for_each(|command| shared.wish(command));
    shared.turn_to(None);
    shared.wait_for_takes();
    assert!(!folder.path().join("takes").exists(), "the timer never started");

    open(Kind::Rehearsal);
    [Command::NextSlide, Command::TimerToggle, Command::Black].into_iter().for_each(|command| shared.wish(command));
    shared.turn_to(None);
    shared.wait_for_takes();
    let logs: Vec<_> = std::fs::read_dir(folder.path().join("takes")).expect("it is there").flatten().collect();
    assert_eq!(logs.len(), 1);
    let take = read(&std::fs::read(logs[0].path()).expect("it reads"));
    let run = Run::of(&take);
    assert!(run.finished && take.start.is_some_and(|start| start.kind == Kind::Rehearsal));
    assert_eq!(run.visits.len(), 1, "the timer starts where the first slide is left");
}
