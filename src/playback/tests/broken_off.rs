//! A talk that broke off in an earlier process, and goes on.

use std::path::Path;
use std::time::Duration;

use super::*;
use crate::crew::Crew;
use crate::journal::{Anchor, Begun, Book, Held, Place, Record, Saved};
use crate::playback::interrupted::Interrupted;
use crate::show::view::Mode;
use crate::show::{Moment, Show};
use crate::takes::{Kind, Recorder, Run, read};

/// No test waits that long, whatever else the machine does.
const LONG: Duration = Duration::from_secs(60);

/// When it broke off, by all clocks.
fn end() -> Anchor {
    let moment = Moment(Duration::from_secs(1_000));
    Anchor { moment, boot: "before".into(), since_boot: moment.0, wall: Duration::from_secs(50_000) }
}

/// The talk at its second slide, 14:03 after it began, black; `ago` it broke off.
pub(crate) fn broken_off(ago: Duration, at_once: bool) -> Interrupted {
    let mut show = Show::new(super::talk().plan);
    let begun = Moment(end().moment.0 - Duration::from_secs(843));
    for command in [Command::LastSlide, Command::Black, Command::NotesLarger] {
        let _ = show.apply(command, begun);
    }
    let mut saved = Saved::default();
    let show_ = Record::Show { at: end(), number: 2, take: None, show: Box::new(show.kept()) };
    for record in [
        Record::Begun(Begun::new("talks".into(), Kind::Talk)),
        Record::Plan { title: "Small talk".into(), slides: show.shape() },
        show_,
    ] {
        saved.push(record);
    }
    let now = Anchor { boot: "now".into(), wall: end().wall + ago, ..Anchor::default() };
    // Nothing can be written there.
    let nowhere = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml/nowhere");
    Interrupted::new(Place(nowhere), saved, &now, at_once)
}

/// A talk of `DECK`, in a process that was started to go on with it, or to ask.
fn started(talk: Interrupted) -> Arc<Playback> {
    let clock = Clock::start().from(talk.moment(1));
    let playback = Arc::new(Playback::new(clock, Options { green_room: true, ..Options::default() }));
    let _ = playback.take_up(Arc::new(talk));
    playback.turn_to(Some(Path::new("talks").into()), Kind::Talk);
    playback.take(super::talk());
    playback
}

#[test]
fn it_goes_on_at_once_where_its_audience_looks_on() {
    let view = started(broken_off(Duration::from_secs(3), true)).view();
    assert_eq!((view.number, view.mode, view.green_room, view.notes_scale), (2, Mode::Black, false, 1.1));
    assert_eq!((view.elapsed.as_secs(), view.running), (846, true));
}

#[test]
fn after_a_power_cut_the_speaker_is_asked_and_the_break_counts() {
    for (ago, shows) in [(240, 843 + 240), (3_000, 843 + 3_000), (80_000, 843)] {
        let talk = broken_off(Duration::from_secs(ago), false);
        assert_eq!(talk.stood(), Some((2, Duration::from_secs(843))));
        let playback = started(talk);
        let before = playback.view();
        assert!(playback.asks().is_some() && before.green_room && before.number == 1, "it waits");
        playback.answer(true);
        let view = playback.view();
        assert_eq!((view.number, view.mode, view.elapsed.as_secs()), (2, Mode::Black, shows), "{ago}");
        assert!(playback.asks().is_none());
    }
}

#[test]
fn a_talk_that_is_begun_anew_has_nothing_of_the_old_one() {
    for put_off in [false, true] {
        let playback = started(broken_off(Duration::from_secs(60), false));
        if put_off {
            playback.put_off()
        } else {
            playback.answer(false)
        }
        let view = playback.view();
        assert_eq!((view.number, view.mode, view.elapsed, view.notes_scale), (1, Mode::Live, Duration::ZERO, 1.0));
        assert!(playback.asks().is_none() && view.moved < Duration::from_secs(900), "what moves begins now");
    }
}

#[test]
fn a_take_of_which_no_line_was_in_a_file_goes_on_as_the_same_take() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("deck.toml"), DECK).expect("it writes");
    let began = "2026-11-22T14:05:01+01:00";
    // Who dies ends nothing.
    let mut dead = Vec::new();
    // The first time there is no log, the second time there is one, which goes on as well.
    for visits in 1..3 {
        let mut talk = broken_off(Duration::from_secs(60 * visits), true);
        talk.saved.take = Some(began.to_owned());
        let playback = Arc::new(Playback::new(Clock::start().from(talk.moment(1)), Options::default()));
        playback.lock().takes.record(Recorder::start(&playback.crew, None, |_| {}));
        let _ = playback.take_up(Arc::new(talk));
        playback.turn_to(Some(folder.path().into()), Kind::Talk);
        playback.take(super::talk());
        assert_eq!(playback.lock().takes.began(), Some(began));
        let _ = playback.press(Command::PreviousSlide);
        playback.wait_for_takes();
        let logs: Vec<_> = std::fs::read_dir(folder.path().join("takes")).expect("it is there").flatten().collect();
        assert_eq!(logs.len(), 1);
        let take = read(&std::fs::read(logs[0].path()).expect("it reads"));
        assert_eq!(take.start.as_ref().map(|start| &start.start[..]), Some(began));
        assert!(Run::of(&take).visits.len() as u64 >= visits, "it grows");
        dead.push(playback);
    }
}

#[test]
fn where_the_first_folder_cannot_be_written_the_journal_lies_in_the_next() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let (locked, next) = (place.path().join("a file"), place.path().join("next"));
    std::fs::write(&locked, "").expect("it is written");
    let playback = started(broken_off(Duration::from_secs(3), true));
    let (tell, told) = std::sync::mpsc::channel();
    playback.keep_journal(vec![locked, next.clone()], None, Box::new(move |folder| drop(tell.send(folder))));
    let folder = told.recv_timeout(Duration::from_secs(60)).expect("it is told").expect("there is one");
    assert!(folder.starts_with(&next), "{folder:?}");
    let written = || Place(folder.clone()).read();
    let read = (0..600).find_map(|_| {
        std::thread::sleep(Duration::from_millis(100));
        written()
    });
    assert_eq!(read.and_then(|saved| saved.show).map(|(_, _, number)| number), Some(2));
    playback.end();
    assert_eq!(told.recv_timeout(Duration::from_secs(60)), Ok(None), "a talk that ends well leaves none");
}

#[test]
fn a_talk_that_is_begun_while_another_is_asked_about_is_written_down_beside_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (goes_on, last) in [(None, 1), (Some(true), 2), (Some(false), 1)] {
        let state = folder.path().join(format!("{goes_on:?}"));
        let deck = Path::new("talks");
        let talk = broken_off(Duration::from_secs(60), false);
        // As the dead process left it.
        let held = Held::of(deck, &state, None).expect("it is free");
        let mut book = Book::open(&held.place.0, &Crew::default()).expect("it opens");
        book.write(talk.saved.records()).expect("it writes");
        let old = held.place.clone();
        drop((held, book));
        let playback = started(Interrupted { place: old.clone(), ..talk });
        let (tell, told) = std::sync::mpsc::channel();
        playback.keep_journal(vec![state], None, Box::new(move |folder| drop(tell.send(folder))));
        assert!(told.recv_timeout(Duration::from_millis(300)).is_err(), "nothing is begun yet");
        let _ = playback.press(Command::NextStep);
        let _ = playback.press(Command::NextStep);
        let _ = playback.press(Command::FirstSlide);
        let new = Place(told.recv_timeout(LONG).expect("it is told").expect("there is one"));
        assert!(new != old && old.read().is_some(), "what is asked about is still there");
        if let Some(goes_on) = goes_on {
            playback.answer(goes_on);
        }
        let number = || new.read().and_then(|saved| saved.show).map(|(_, _, number)| number);
        let done = || number() == Some(last) && old.read().is_some() == goes_on.is_none();
        let soon = (0..600).any(|_| {
            std::thread::sleep(Duration::from_millis(100));
            done()
        });
        assert!(soon, "{goes_on:?}: {:?} {:?}", number(), old.read());
        playback.end();
        assert_eq!(told.recv_timeout(LONG), Ok(None));
        assert_eq!((new.read().is_some(), old.read().is_some()), (false, goes_on.is_none()));
    }
}
