//! Live captions on their way from a source to the stage and into the take.

use std::sync::mpsc;
use std::time::Duration;

use super::super::live::FeedStatus;
use super::*;
use crate::live::{Form, Source, Times, listen};
use crate::show::{Moment, Show};
use crate::takes::{Kind, Recorder, What, read};

/// What stands on the stage after a command said `Good evening.`, and how many phrases the take has.
fn heard(shown: bool) -> (String, usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("deck.toml"), DECK).expect("it writes");
    let running = playback_as(Options { captions: true, ..Options::default() });
    let (news, comes) = mpsc::channel();
    let times = Times { now: Arc::new(|| Duration::ZERO), date: String::new };
    let wake = move || news.send(()).expect("the test waits for the command's end");
    let feed = listen(
        &crate::crew::Crew::default(),
        Source::Command("echo Good evening.".to_owned()),
        Form::Usual,
        times,
        wake,
    );
    while feed.health().1.is_none() {
        comes.recv().expect("the command ends, and says so");
    }
    running.feed(feed);
    running.turn_to(Some(folder.path().into()), Kind::Talk);
    running.lock().takes.record(Recorder::start(&running.crew, None, |_| {}));
    running.take(talk());
    let _ = running.press(Command::TimerToggle);
    while running.view().live != shown {
        let _ = running.press(Command::CaptionSource);
    }
    let heard = running.hear(false);
    assert!(heard.news.console && heard.news.stage == shown);
    let scene = running.scene();
    assert!(scene.notices.live.as_deref().is_some_and(|why| why.contains("ended")));
    let words = scene.live.join(" ");
    running.close();
    running.wait_for_takes();
    let log = std::fs::read_dir(folder.path().join("takes")).expect("it is there").flatten().next().expect("a take");
    let take = read(&std::fs::read(log.path()).expect("it reads"));
    let phrase = |what: &What| matches!(what, What::Live { text, .. } if text == "Good evening.");
    (words, take.records.iter().filter(|record| phrase(&record.what)).count())
}

#[test]
fn words_reach_the_stage_and_the_take_if_they_are_shown() {
    assert_eq!(heard(true), ("Good evening.".to_owned(), 1));
    assert_eq!(heard(false), (String::new(), 0));
}

#[test]
fn the_console_says_how_long_nobody_was_heard() {
    let ago = |seconds| FeedStatus { asked: true, ago: Some(Duration::from_secs(seconds)) };
    let view = |running, elapsed| {
        let mut show = Show::new(talk().plan);
        if running {
            show.apply(Command::TimerToggle, Moment::default());
        }
        show.view(Moment(Duration::from_secs(elapsed)))
    };
    assert_eq!(ago(3).words(), "last words 3 s ago");
    assert_eq!(ago(150).words(), "last words 2 min ago");
    assert!(!ago(9).too_silent(&view(true, 60)) && ago(10).too_silent(&view(true, 60)));
    assert!(!ago(60).too_silent(&view(true, 5)), "the talk has only begun");
    assert!(!ago(60).too_silent(&view(false, 60)), "no talk runs");
    assert!(FeedStatus { asked: true, ago: None }.too_silent(&view(true, 10)));
    assert!(!FeedStatus::default().too_silent(&view(true, 10)), "nobody was asked");
}
