//! A talk as it is given from a deck of the cases: how it begins, where numbers and links lead, what its plan is.

use std::path::{Path, PathBuf};
use std::process::Command as Process;
use std::time::Duration;

use cuecard::geometry::Point;
use cuecard::show::command::Command;
use cuecard::show::{Moment, Show};
use cuecard::talk::Talk;

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/talk").join(name)
}

fn open(name: &str) -> Talk {
    let talk = Talk::open(&case(name)).expect("it reads");
    assert!(talk.usable(), "{name}");
    talk
}

fn second(seconds: u64) -> Moment {
    Moment(Duration::from_secs(seconds))
}

#[test]
fn one_caption_leaves_each_slide_its_minute() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let chapters = folder.path().join("talk.chapters.txt");
    let output = Process::new(env!("CARGO_BIN_EXE_cuecard"))
        .arg("export")
        .arg(case("plan-by-cues"))
        .arg(&chapters)
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let written = std::fs::read_to_string(&chapters).expect("the chapters are there");
    let times: Vec<&str> = written.lines().filter_map(|line| line.split(' ').next()).collect();
    let minutes: Vec<String> = (0..20).map(|minute| format!("{minute}:00")).collect();
    let short = |time: &str| time.trim_start_matches("00:").trim_start_matches('0').to_owned();
    let short: Vec<String> = times
        .iter()
        .map(|time| short(time))
        .map(|it| if it.starts_with(':') { format!("0{it}") } else { it })
        .collect();
    assert_eq!(short, minutes, "{written}");
}

#[test]
fn a_step_of_the_first_slide_starts_the_time() {
    let mut show = Show::new(open("steps").plan);
    show.apply(Command::NextStep, second(5));
    let view = show.view(second(9));
    assert_eq!((view.cursor.slide, view.cursor.step), (0, 1));
    assert!(view.running);
    assert_eq!(view.elapsed, Duration::from_secs(4));
}

#[test]
fn a_link_on_a_slide_is_found_where_it_stands_and_leads_to_its_slide() {
    let talk = open("links-on-the-stage");
    let drawing = &talk.pages[0].steps[0];
    let places = (0..540).step_by(5).flat_map(|y| (0..960).step_by(5).map(move |x| Point::new(x.into(), y.into())));
    let links: Vec<&str> = places.filter_map(|place| drawing.link_at(place)).collect();
    assert!(links.len() > 20 && links.iter().all(|link| *link == "#end"), "{links:?}");
    assert!(talk.plan.slides.iter().any(|slide| slide.id == "end"));
    assert!(links.len() < 2_000, "the rest of the slide is no link");
}

#[test]
fn a_number_leads_past_all_steps() {
    let mut show = Show::new(open("azerty-digits").plan);
    for command in [Command::Digit(4), Command::GoTyped] {
        show.apply(command, second(0));
    }
    let view = show.view(second(0));
    assert_eq!((view.number, view.cursor.step, view.running), (4, 0, true));
}

#[test]
fn long_words_are_a_talk_like_any_other() {
    let talk = open("long-title");
    assert_eq!((talk.plan.slides.len(), talk.pages.len()), (1, 1));
    let mut show = Show::new(talk.plan);
    show.apply(Command::NextStep, second(0));
    assert!(show.view(second(0)).running, "one slide has nowhere else to go");
}
