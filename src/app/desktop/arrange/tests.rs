//! Plugging and unplugging as it was recorded, and what becomes of stage and console.

use super::*;
use crate::app::desktop::screens::tests::{screen, screens};

const ALONE: Option<Place> = Some(Place::Alone { console: false });
const CONSOLE: Option<Place> = Some(Place::Alone { console: true });

/// A talk whose screens are listed by hand.
struct Rig {
    arranger: Arranger,
    now: u64,
    here: Screen,
    stage: Option<[i32; 2]>,
    choices: Vec<ScreenChoice>,
}

impl Rig {
    fn new() -> Self {
        let arranger = Arranger::new(None, false);
        Self { arranger, now: 0, here: laptop(), stage: None, choices: Vec::new() }
    }

    fn look(&mut self, raw: &[Screen]) -> Option<Change> {
        self.now += 250;
        let sight = Sight { screens: &screens(raw), here: Some(&self.here), stage: self.stage, choices: &self.choices };
        self.arranger.look(sight, Moment(Duration::from_millis(self.now)))
    }

    /// Looks for two seconds; the changes there were, with the milliseconds until each.
    fn wait(&mut self, raw: &[Screen]) -> Vec<(u64, Change)> {
        let start = self.now;
        (0..8).filter_map(|_| self.look(raw).map(|change| (self.now - start, change))).collect()
    }

    fn place(&self) -> Option<Place> {
        self.arranger.place().cloned()
    }
}

fn laptop() -> Screen {
    screen("DUMMY0", 0)
}

fn projector() -> Screen {
    Screen { size: [1280, 720], ..screen("DUMMY1", 1920) }
}

fn full(screen: Screen) -> Option<Place> {
    Some(Place::Full(screen))
}

/// A talk on two screens.
fn begun() -> Rig {
    let mut rig = Rig::new();
    assert_eq!(rig.wait(&[laptop(), projector()]), [(250, Change::Moved)]);
    assert_eq!(rig.place(), full(projector()));
    rig
}

#[test]
fn a_loss_is_answered_at_once_and_a_return_after_a_second_of_rest() {
    let mut rig = begun();
    assert_eq!(rig.look(&[laptop()]), Some(Change::Lost));
    assert_eq!((rig.place(), rig.arranger.lost()), (CONSOLE, true));
    assert_eq!(rig.wait(&[laptop()]), []);
    assert_eq!(rig.wait(&[laptop(), projector()]), [(1250, Change::Moved)]);
    assert_eq!((rig.place(), rig.arranger.lost()), (full(projector()), false));
}

#[test]
fn any_other_screen_will_do() {
    for other in [screen("DUMMY2", 1920), Screen { size: [1024, 768], ..projector() }, screen("DUMMY1", -1920)] {
        let mut rig = begun();
        rig.look(&[laptop()]);
        rig.wait(&[laptop(), other.clone()]);
        assert_eq!(rig.place(), full(other));
    }
}

#[test]
fn flapping_ends_where_it_should() {
    let mut rig = begun();
    let mut changes = Vec::new();
    for _ in 0..20 {
        changes.extend(rig.look(&[laptop()]));
        changes.extend(rig.look(&[laptop(), projector()]));
    }
    assert_eq!(changes, [Change::Lost], "one loss, and no return before there is rest");
    rig.wait(&[laptop(), projector()]);
    assert_eq!(rig.place(), full(projector()));
}

#[test]
fn all_screens_off_and_on_is_no_loss() {
    let mut rig = begun();
    assert_eq!(rig.wait(&[]), []);
    assert_eq!(rig.place(), full(projector()));
    // The window manager has moved the stage onto the console in the meantime.
    rig.stage = Some([960, 540]);
    assert_eq!(rig.wait(&[laptop(), projector()])[0], (1250, Change::Renewed));
    rig.stage = Some([2560, 360]);
    assert_eq!(rig.wait(&[laptop(), projector()]), []);
}

#[test]
fn notes_never_come_to_a_lone_screen_they_were_not_on() {
    // The lid is closed: the projector is all there is.
    let mut rig = begun();
    assert_eq!(rig.wait(&[projector()]), [(1250, Change::Moved)]);
    assert_eq!(rig.place(), ALONE);
    rig.wait(&[laptop(), projector()]);
    assert_eq!(rig.place(), full(projector()), "and opened: the stage has never left the projector");
    // Everything off, then a screen that nobody knows.
    let mut rig = begun();
    rig.wait(&[]);
    assert_eq!(rig.look(&[screen("DUMMY7", 0)]), Some(Change::Lost));
    assert_eq!(rig.place(), ALONE);
    // Lost, then everything off, then the projector before the laptop.
    let mut rig = begun();
    rig.look(&[laptop()]);
    rig.wait(&[]);
    assert_eq!(rig.look(&[projector()]), Some(Change::Moved), "notes go at once");
    assert_eq!(rig.place(), ALONE);
    assert_eq!(rig.wait(&[laptop()]), [(1250, Change::Moved)]);
    assert_eq!(rig.place(), CONSOLE, "the speaker's own screen: the notes were there before");
}

#[test]
fn notes_are_never_mirrored() {
    let mirror = Screen { position: [0, 0], ..projector() };
    for list in [[laptop(), mirror.clone()], [mirror.clone(), laptop()]] {
        let mut rig = begun();
        rig.wait(&list);
        assert_eq!(rig.place(), ALONE);
        rig.wait(&[laptop(), projector()]);
        assert_eq!(rig.place(), full(projector()));
    }
    // Plugged in again, a projector may begin as a mirror.
    let mut rig = begun();
    rig.look(&[laptop()]);
    assert_eq!(rig.look(&[laptop(), mirror]), Some(Change::Moved), "the notes go at once");
    assert_eq!(rig.place(), ALONE);
}

#[test]
fn one_screen_shows_the_slide_until_a_second_comes() {
    let mut rig = Rig::new();
    assert_eq!(rig.wait(&[laptop()]), [(250, Change::Moved)]);
    assert_eq!((rig.place(), rig.arranger.lost()), (ALONE, false));
    assert_eq!(rig.wait(&[laptop(), projector()]), [(1250, Change::Moved)]);
    assert_eq!(rig.place(), full(projector()));
    let mut rig = Rig::new();
    assert_eq!(rig.wait(&[]), [], "no screen yet");
    assert_eq!(rig.place(), None);
}

/// A rehearsal on two screens, begun as `unseen` says.
fn rehearsal(unseen: bool) -> Rig {
    let mut rig = Rig::new();
    rig.arranger.rehearse(unseen);
    rig.wait(&[laptop(), projector()]);
    rig
}

impl Rig {
    fn toggle(&mut self, raw: &[Screen]) -> bool {
        let sight = Sight { screens: &screens(raw), here: Some(&self.here), stage: self.stage, choices: &self.choices };
        self.arranger.toggle_unseen(sight)
    }
}

#[test]
fn a_rehearsal_takes_no_screen_until_the_speaker_gives_it_one() {
    let pair = [laptop(), projector()];
    let mut rig = rehearsal(true);
    assert_eq!(rig.place(), Some(Place::Unseen(projector())));
    assert_eq!(rig.wait(&pair), [], "and it stays so");
    assert!(rig.toggle(&pair));
    assert_eq!(rig.place(), full(projector()));
    rig.arranger.rehearse(true);
    assert_eq!(rig.wait(&pair), [], "the speaker's word holds");
    assert!(rig.toggle(&pair));
    assert_eq!(rig.place(), Some(Place::Unseen(projector())), "away again");
    assert_eq!(rehearsal(false).place(), full(projector()), "or from the beginning, if that is wished");
    let mut talk = begun();
    assert!(!talk.toggle(&pair), "a talk's stage is hidden otherwise");
    assert_eq!(talk.place(), full(projector()));
}

#[test]
fn an_unseen_rehearsal_goes_on_whatever_is_plugged() {
    let pair = [laptop(), projector()];
    let mut rig = rehearsal(true);
    assert_eq!(rig.wait(&[laptop()]), [(1250, Change::Moved)]);
    assert_eq!((rig.place(), rig.arranger.lost()), (CONSOLE, false), "nothing was lost");
    assert!(!rig.toggle(&[laptop()]), "there is nobody to show it to");
    assert_eq!(rig.wait(&pair), [(1250, Change::Moved)]);
    assert_eq!(rig.place(), Some(Place::Unseen(projector())), "who plugs in shows nothing yet");
    // Shown once, it comes back by itself, as a talk does.
    rig.toggle(&pair);
    assert_eq!(rig.look(&[laptop()]), Some(Change::Lost));
    rig.wait(&pair);
    assert_eq!(rig.place(), full(projector()));
    // A screen that is picked is one that may see it.
    let mut rig = rehearsal(true);
    rig.arranger.choose(projector());
    assert_eq!((rig.place(), rig.wait(&pair)), (full(projector()), Vec::new()));
    // Begun on one screen, it does not take one that comes.
    let mut rig = Rig::new();
    rig.arranger.rehearse(true);
    rig.wait(&[laptop()]);
    assert_eq!((rig.place(), rig.arranger.keeps_unseen()), (ALONE, true), "and is known for what it is");
    rig.wait(&pair);
    assert_eq!(rig.place(), Some(Place::Unseen(projector())));
    // A window to share is one that the speaker asked for, and back from it nobody else looks on.
    let mut rig = rehearsal(true);
    let sight = Sight { screens: &screens(&pair), here: Some(&laptop()), stage: None, choices: &[] };
    rig.arranger.toggle_windowed(sight);
    assert_eq!(rig.place(), Some(Place::Windowed));
    rig.arranger.toggle_windowed(sight);
    assert_eq!(rig.place(), Some(Place::Unseen(projector())));
}

#[test]
fn without_a_primary_screen_the_console_is_looked_for_first() {
    let mut arranger = Arranger::new(None, false);
    let seen = Screens { raw: vec![laptop(), projector()], primary: None, scales: Vec::new() };
    let look = |arranger: &mut Arranger, here: Option<&Screen>, ms| {
        let sight = Sight { screens: &seen, here, stage: None, choices: &[] };
        arranger.look(sight, Moment(Duration::from_millis(ms)))
    };
    assert_eq!(look(&mut arranger, None, 20), None);
    let mut patient = arranger.clone();
    assert_eq!(look(&mut arranger, Some(&projector()), 40), Some(Change::Moved));
    assert_eq!(arranger.place(), full(laptop()).as_ref());
    assert_eq!(look(&mut patient, None, 5040), Some(Change::Moved), "but not for ever");
}

#[test]
fn a_stage_that_was_moved_is_put_back_but_not_for_ever() {
    let mut rig = begun();
    rig.stage = Some([960, 540]);
    let pair = [laptop(), projector()];
    let changes: Vec<Change> = (0..5).flat_map(|_| rig.wait(&pair)).map(|(_, change)| change).collect();
    assert_eq!(changes, [Change::Renewed; 3], "a window manager that will not is asked three times");
    // The projector changes its size: no loss, but its window is made anew.
    let mut rig = begun();
    rig.stage = Some([2560, 360]);
    let smaller = Screen { size: [1024, 768], ..projector() };
    assert_eq!(rig.wait(&[laptop(), smaller.clone()]), [(1250, Change::Renewed)]);
    assert_eq!(rig.place(), full(smaller));
}

#[test]
fn lists_with_copies_and_empty_entries_read_like_clean_ones() {
    let mut rig = begun();
    let empty = Screen { size: [0, 0], position: [0, 0], name: Some("DUMMY3".to_owned()) };
    let pair = [empty.clone(), laptop(), projector(), laptop(), projector()];
    assert_eq!(rig.wait(&pair), []);
    assert_eq!(rig.look(&[laptop(), laptop(), empty]), Some(Change::Lost));
}

#[test]
fn a_stage_in_a_window_stays_whatever_is_plugged() {
    let mut rig = begun();
    let pair = screens(&[laptop(), projector()]);
    let sight = Sight { screens: &pair, here: Some(&laptop()), stage: None, choices: &[] };
    rig.arranger.toggle_windowed(sight);
    assert_eq!(rig.place(), Some(Place::Windowed));
    assert_eq!(rig.wait(&[laptop()]), []);
    rig.wait(&[laptop(), projector()]);
    rig.arranger.toggle_windowed(sight);
    assert_eq!(rig.place(), full(projector()));
}

#[test]
fn what_the_speaker_chose_outlives_the_cable() {
    let mut rig = begun();
    let all = [laptop(), projector(), screen("DUMMY2", 3200)];
    assert_eq!(rig.wait(&all), [], "a third screen moves nothing");
    rig.arranger.choose(all[2].clone());
    rig.look(&all[..2]);
    rig.wait(&all);
    assert_eq!(rig.place(), full(all[2].clone()));
    let mut rig = Rig::new();
    rig.choices = vec![ScreenChoice { screens: all.to_vec(), stage: all[2].clone() }];
    rig.wait(&all);
    assert_eq!(rig.place(), full(all[2].clone()));
}
