//! Pictures that move: what moves on a stage, what stands elsewhere, and what is told of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use cuecard::bitmap::{self, Frames};
use cuecard::diagnostic::{Diagnostic, Severity};
use cuecard::drawing::films::{held, screening};
use cuecard::drawing::{Drawing, Item, Placed, Plays, Raster};
use cuecard::handout::{Document, picked};
use cuecard::lint;
use cuecard::talk::Talk;

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/moving").join(name)
}

fn open(name: &str) -> Talk {
    Talk::open(&case(name)).expect("the case opens")
}

/// All that `check` says of its films.
fn told(talk: &Talk) -> Vec<String> {
    let mut findings: Vec<Diagnostic> = talk.diagnostics.clone();
    findings.extend(lint::pictures(&talk.pages));
    findings.extend(lint::films(&talk.pages));
    findings.retain(|it| it.severity != Severity::Info || it.code == "SLD-STILL");
    findings.iter().map(|it| format!("{}: {}; {}", it.code, it.message, it.hints.join("; "))).collect()
}

fn rasters(drawing: &Drawing) -> Vec<Arc<Raster>> {
    fn add(items: &[Placed], out: &mut Vec<Arc<Raster>>) {
        for placed in items {
            match &placed.item {
                Item::Picture(picture) => out.push(picture.raster.clone()),
                Item::Group(group) => add(&group.items, out),
                Item::Text(_) | Item::Shape(_) => {}
            }
        }
    }
    let mut out = Vec::new();
    add(&drawing.items, &mut out);
    out
}

fn step(talk: &Talk, slide: usize, step: usize) -> &Drawing {
    &talk.pages[slide].steps[step]
}

#[test]
fn films_move_under_what_lies_on_them_and_nothing_is_lost() {
    let talk = open("films");
    let films = |slide, at| screening(step(&talk, slide, at)).map_or(0, |it| it.films.len());
    assert_eq!([films(0, 0), films(1, 0), films(1, 1), films(2, 0), films(3, 0), films(4, 0)], [3, 1, 1, 1, 0, 1]);
    for page in &talk.pages {
        for drawing in &page.steps {
            assert!(held(drawing).is_empty());
            let Some(split) = screening(drawing) else { continue };
            let over = split.over.as_ref().map(|(over, _)| over.words()).unwrap_or_default();
            let mut words: Vec<String> = split.under.words().lines().chain(over.lines()).map(str::to_owned).collect();
            let mut all: Vec<String> = drawing.words().lines().map(str::to_owned).collect();
            // The description of a film goes with what holds it.
            words.retain(|line| !line.contains("ball"));
            all.retain(|line| !line.contains("ball"));
            words.sort();
            all.sort();
            assert_eq!(words, all);
        }
    }
    let over = |slide, at| screening(step(&talk, slide, at)).and_then(|it| it.over).map(|(over, _)| over.words());
    assert!(over(1, 0).is_none() && over(1, 1).is_some(), "the mark lies over the film from its step on");
    assert!(over(2, 0).is_some_and(|words| words.contains("Words on a film") && words.contains("They stay")));
}

#[test]
fn a_film_plays_as_its_deck_or_its_file_says() {
    let talk = open("films");
    let plays = |slide: usize| rasters(step(&talk, slide, 0)).iter().map(|raster| raster.plays).collect::<Vec<_>>();
    assert_eq!(plays(0), [Some(Plays::Forever); 3]);
    assert_eq!(plays(2), [Some(Plays::Times(1))]);
    assert_eq!(plays(3), [None]);
    assert_eq!(plays(4), [Some(Plays::Times(1))], "the file says nothing, so it plays once");
}

#[test]
fn the_frame_that_the_deck_names_stands_where_nothing_moves() {
    let talk = open("films");
    for (slide, frame) in [(0, 5), (2, 2), (3, 3)] {
        for raster in rasters(step(&talk, slide, 0)) {
            assert_eq!(raster.frame, Some(frame), "{}", raster.name);
            let expected = Frames::of(&raster).expect("frames").nth(frame as usize).expect("one").expect("it decodes");
            assert_eq!(bitmap::decode(&raster).expect("pixels"), expected);
            // A bar at the foot tells how far it is.
            let dark = expected.rows().next_back().expect("rows").filter(|pixel| pixel.0[3] > 0 && pixel.0[0] < 100);
            assert_eq!(dark.count(), (frame as usize + 1) * 20, "{}", raster.name);
        }
    }
    let pdf = || {
        let talk = open("films");
        let (file, lost) = Document::slides(&talk, &picked(&talk, false)).pdf(&talk, &mut |_| {}).expect("a PDF");
        assert!(lost.is_empty(), "{lost:#?}");
        file.whole().expect("its pictures are there")
    };
    assert!(pdf() == pdf(), "the same deck makes the same bytes");
}

#[test]
fn what_is_wrong_with_films_is_told_with_a_remedy() {
    for (name, expected) in [
        (
            "films",
            &[
                "SLD-MOTION: the picture `ball.gif` moves for more than five seconds",
                "SLD-MOTION: the picture `ball.png` moves for more than five seconds",
                "SLD-MOTION: the picture `ball.webp` moves for more than five seconds",
                "SLD-MOTION: the picture `ball.gif` moves for more than five seconds",
                "SLD-STILL: the picture `once.gif` moves on the stage; in PDFs",
            ][..],
        ),
        (
            "broken",
            &[
                "READ: there is no frame 12: `torn.webp` has 6 whole ones; Choose one from 1 to 6",
                "READ: `play` is for pictures from a file",
                "SLD-FILM: the picture `cut.gif` moves no further than frame 3: the file is cut off; Copy",
                "SLD-FILM: the picture `numbers.png` moves no further than frame 4",
                "SLD-FILM: the picture `torn.webp` moves no further than frame 3",
                "SLD-STILL: the picture `torn.webp` moves on the stage",
                "SLD-FILM: the picture `torn.webp` moves no further than frame 3",
            ],
        ),
        ("flashing", &["SLD-FLASH: the picture `strobe.gif` flashes 8 times a second over 2"]),
        (
            "held",
            &[
                "SLD-STILL: the picture `wide.gif` moves, but here its first frame stands: it is larger than 3840 × 2160",
                "SLD-STILL: a picture that moves stands still here: it is turned",
            ],
        ),
    ] {
        let mut told = told(&open(name));
        // That they move on is told of each of them; it is looked at in the first deck.
        told.retain(|it| name == "films" || !it.starts_with("SLD-MOTION"));
        assert_eq!(told.len(), expected.len(), "{name}: {told:#?}");
        for (told, expected) in told.iter().zip(expected) {
            assert!(told.starts_with(expected), "{name}: {told}\nexpected {expected}");
        }
    }
}
