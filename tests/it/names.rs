//! What a slide is called, wherever it is named: its title, else its first words, else its number.

use std::path::{Path, PathBuf};

use cuecard::captions::timing;
use cuecard::deck::plan::PlannedSlide;
use cuecard::handout::{self, Document};
use cuecard::takes::Take;
use cuecard::takes::report::{Named, Report};
use cuecard::talk::Talk;

fn open(deck: &str) -> Talk {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(deck);
    Talk::open(&path).unwrap_or_else(|why| panic!("{deck}: {why}"))
}

#[test]
fn a_slide_without_a_title_is_known_by_its_first_words() {
    let talk = open("tests/cases/talk/untitled");
    let names: Vec<String> = talk.plan.slides.iter().map(PlannedSlide::numbered_name).collect();
    let expected = [
        "1. One with a title",
        "2. The sky was quiet that night.",
        "3. The badge of the Institute of Small Things, as its members …",
        "4. fn answer() -> u32 { 42 }",
        "5. entries in the diaries",
        "6. Bar chart. May: 3; June: 5.",
        "7. Words under a kicker",
        "Slide 8",
        "9. ALL OF IT IS LOUD",
    ];
    assert_eq!(names, expected);
}

/// All that is written names slides alike: bookmarks, Markdown, transcript, chapters, reports.
#[test]
fn every_output_has_the_same_name_for_a_slide() {
    for deck in ["tests/cases/talk/untitled", "decks/tour", "decks/starting-with-why", "decks/the-power-of-the-group"] {
        let talk = open(deck);
        let picked = handout::picked(&talk, true);
        let bookmarks = Document::slides(&talk, &picked).names();
        let markdown = handout::markdown(&talk, &picked, true);
        let chapters = timing::planned(&talk.plan, 0, 0).chapters;
        let named = Named { name: "a take".to_owned(), take: Take::default() };
        let report = Report::of(&talk.plan, &named, &[], None);
        let transcript = handout::transcript(&talk, &picked, "", "");
        for (index, slide) in talk.plan.slides.iter().enumerate() {
            let (name, numbered) = (slide.name(), slide.numbered_name());
            // Its own quotation marks are enough.
            let quoted = if name.starts_with(['“', '"']) { name.clone() } else { format!("“{name}”") };
            assert_eq!(bookmarks[index], format!("slide {} {quoted}", slide.number), "{deck}");
            assert!(markdown.lines().any(|line| line.trim_start_matches('#').trim() == numbered), "{deck}: {numbered}");
            let said = slide.captions.iter().flatten().any(|blocks| !blocks.is_empty());
            assert_eq!(transcript.lines().any(|line| line == numbered), said, "{deck}: {numbered}");
            for chapter in chapters.iter().filter(|chapter| chapter.slide == index) {
                assert_eq!(chapter.title, name, "{deck}");
            }
            for told in report.slides.iter().filter(|told| told.id == slide.id) {
                assert_eq!(told.title, name, "{deck}");
            }
        }
    }
}
