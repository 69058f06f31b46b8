//! Commands of a talk that plays → what is kept of it.

use super::*;
use crate::takes::{Kind, Recorder, Run, read};

#[test]
fn commands_make_a_take_and_looking_makes_none() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("deck.toml"), DECK).expect("it writes");
    let running = playback();
    let open = |kind| {
        running.turn_to(Some(folder.path().into()), kind);
        running.lock().takes.record(Recorder::start(&running.crew, None, |_| {}));
        running.take(talk());
    };
    let press = |command| drop(running.press(command));
    open(Kind::Talk);
    [Command::Freeze, Command::Black, Command::Overview].into_iter().for_each(press);
    running.close();
    running.wait_for_takes();
    assert!(!folder.path().join("takes").exists(), "the timer never started");

    open(Kind::Rehearsal);
    [Command::NextSlide, Command::TimerToggle, Command::Black].into_iter().for_each(press);
    running.close();
    running.wait_for_takes();
    let logs: Vec<_> = std::fs::read_dir(folder.path().join("takes")).expect("it is there").flatten().collect();
    assert_eq!(logs.len(), 1);
    let take = read(&std::fs::read(logs[0].path()).expect("it reads"));
    let run = Run::of(&take);
    assert!(run.finished && take.start.is_some_and(|start| start.kind == Kind::Rehearsal));
    assert_eq!(run.visits.len(), 1, "the timer starts where the first slide is left");
}
