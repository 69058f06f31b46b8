//! The page by what a screen reader finds in it, and what its keys do.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use eframe::egui::{Context, Key, Rect, Role, Shape, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::review_ui;
use super::state::{Action, Review};
use crate::app::keys::does::PageKey;
use crate::app::kit::look;
use crate::app::kit::palette::Palette;
use crate::crew::Crew;
use crate::show::Effect;
use crate::show::Moment;
use crate::show::command::Command;

const DECK: &str = r#"
[deck]
title = "Small talk"
language = "en-GB"
length = "1m"

[[slide]]
id = "first"
title = "First things"
time = "20s"

[[slide]]
id = "middle"
title = "Middle things"
time = "20s"
optional = true

[[slide]]
id = "last"
title = "Last things"
time = "20s"
"#;

/// A rehearsal in which each slide took as many seconds.
fn log(slides: [u64; 3]) -> String {
    let start =
        r#"{"t":0,"e":"start","v":1,"kind":"rehearsal","start":"2026-11-20T14:05:01+00:00","deck":"Small talk"}"#;
    let mut lines = vec![start.to_owned()];
    let mut now = 0;
    for (id, seconds) in ["first", "middle", "last"].iter().zip(slides) {
        lines.push(format!(r#"{{"t":{now},"e":"slide","id":"{id}","step":0}}"#));
        now += seconds * 1000;
    }
    lines.push(format!(r#"{{"t":{now},"e":"end"}}"#));
    lines.join("\n") + "\n"
}

fn deck(takes: &[[u64; 3]]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    std::fs::write(folder.path().join("deck.toml"), DECK).expect("and a deck in it");
    std::fs::create_dir(folder.path().join("takes")).expect("and its takes");
    for (day, take) in (10..).zip(takes) {
        std::fs::write(folder.path().join(format!("takes/2026-11-{day}-140501.jsonl")), log(*take)).expect("it writes");
    }
    folder
}

/// The page with the takes of a deck read.
fn read(deck: &Path, last: bool) -> Review {
    let mut review = Review::open(deck, last, &Crew::default(), None, || ());
    settle(&mut review);
    review
}

/// Waits for the report that was asked for, or for the reason why there is none.
fn settle(review: &mut Review) {
    let ctx = Context::default();
    for _ in 0..2_000 {
        review.listen(&ctx);
        if review.is_settled() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("it is read in time");
}

/// A page in a window, and what it asked for.
struct Window {
    harness: Harness<'static>,
    review: Arc<Mutex<Review>>,
}

fn window(review: Review, size: Vec2, light: bool) -> Window {
    let review = Arc::new(Mutex::new(review));
    let inside = Arc::clone(&review);
    let harness = Harness::builder().with_size(size).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        let mut review = inside.lock().expect("no test panics while it holds this");
        review_ui(ui, Palette::of(light), &mut review);
    });
    let mut window = Window { harness, review };
    window.harness.run_steps(3);
    window
}

impl Window {
    fn review(&self) -> MutexGuard<'_, Review> {
        self.review.lock().expect("unpoisoned")
    }

    fn press(&mut self, key: PageKey) {
        self.review().press(key);
        settle(&mut self.review());
        self.harness.run_steps(3);
    }

    fn has(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }
}

const SIZES: [Vec2; 4] =
    [Vec2::new(1440.0, 900.0), Vec2::new(1280.0, 720.0), Vec2::new(800.0, 500.0), Vec2::new(640.0, 400.0)];

#[test]
fn the_page_says_what_the_latest_take_teaches_at_every_size() {
    let folder = deck(&[[20, 20, 30], [25, 30, 50]]);
    for (size, light) in SIZES.into_iter().flat_map(|size| [(size, false), (size, true)]) {
        let window = window(read(folder.path(), false), size, light);
        for words in [
            "1:45 of 1:00, 0:45 too long",
            "Slide 3 alone took 0:30 more than planned.",
            "Small talk, rehearsal of 20 November 2026, 14:05",
            "What each slide took beside its plan, 3 rows",
            "The whole talk, take by take. 20 Nov, 14:05: 1:10; this take: 1:45; planned 1:00",
            "Leave out slide 2 “Middle things”: saves 0:30",
            "took over 10 s too long",
        ] {
            assert!(window.has(words), "{words} at {size}");
        }
        let slide = "Slide 3, Last things: 0:20 planned, 0:50 taken, +0:30, over";
        let roles: Vec<Role> =
            window.harness.query_all_by_label(slide).map(|node| node.accesskit_node().role()).collect();
        assert_eq!(roles, [Role::Button, Role::Row], "as a bar and as a row, at {size}");
    }
}

#[test]
fn nothing_is_cut_and_every_button_can_be_hit() {
    let folder = deck(&[[20, 20, 30], [25, 30, 50]]);
    let text = std::fs::read_to_string(folder.path().join("deck.toml")).expect("it is there");
    let long = "a title that goes on and on, well beyond any line of a table that stands in a window, as some do";
    std::fs::write(folder.path().join("deck.toml"), text.replace("Middle things", long)).expect("it writes");
    for size in SIZES {
        let window = window(read(folder.path(), false), size, false);
        let output = window.harness.output();
        for shape in &output.shapes {
            let Shape::Text(text) = &shape.shape else { continue };
            assert!(!text.galley.elided, "{:?} at {size}", text.galley.text());
        }
        for name in ["Earlier take", "Compare with …", "Close", "Put times into the deck …"] {
            let rect = window.harness.get_by_label(name).rect();
            assert!(rect.height() >= 24.0 && rect.width() >= 24.0, "{name}: {rect}");
            assert!(rect.left() >= 0.0 && rect.right() <= size.x, "{name}: {rect} at {size}");
        }
    }
}

#[test]
fn tab_goes_in_reading_order() {
    let folder = deck(&[[20, 20, 30], [25, 30, 50]]);
    for size in SIZES {
        let mut window = window(read(folder.path(), false), size, false);
        let mut reached = Vec::new();
        for _ in 0..7 {
            window.harness.key_press(Key::Tab);
            window.harness.run_steps(2);
            let node = window.harness.root().children_recursive().find(|node| node.accesskit_node().is_focused());
            reached.extend(node.and_then(|node| node.accesskit_node().label()));
        }
        let names: Vec<&str> = reached.iter().map(|name| name.split(':').next().unwrap_or(name)).collect();
        assert_eq!(
            names,
            [
                "Earlier take",
                "Compare with …",
                "Close",
                "Slide 1, First things",
                "Slide 2, Middle things",
                "Slide 3, Last things",
                "Put times into the deck …"
            ],
            "{size}"
        );
    }
}

#[test]
fn a_short_take_shows_no_pace_no_trend_and_no_times() {
    let folder = deck(&[[20, 20, 30], [6, 0, 0]]);
    for size in SIZES {
        let mut window = window(read(folder.path(), false), size, false);
        assert!(window.has("A short take: 0:06, 1 of 3 slides") && window.has("too little to judge"), "{size}");
        for words in ["a minute", "too long, ", "Nothing has to be left out", "20 Nov, 14:05: 1:10"] {
            assert!(!window.has(words), "{words} at {size}");
        }
        assert!(window.has("No trend is drawn from a short take.") && window.has("A short take teaches no times"));
        window.press(PageKey::PutTimes);
        assert!(!window.has("Write them"));
    }
}

#[test]
fn times_are_listed_then_written_and_taken_out_again() {
    let folder = deck(&[[25, 30, 50]]);
    let path = folder.path().join("deck.toml");
    let text = || std::fs::read_to_string(&path).expect("it is there");
    let before = text();
    let mut window = window(read(folder.path(), false), SIZES[3], false);
    assert!(window.has("3 slides change, the plan becomes 1:45. You see each line before it is written."));
    window.press(PageKey::PutTimes);
    assert!(window.has("Slide 3, Last things: 0:20 → 0:50"));
    assert_eq!(text(), before, "listed only");
    window.press(PageKey::Close);
    assert!(!window.has("Write them"));
    window.press(PageKey::PutTimes);
    window.press(PageKey::DoListed);
    while window.review().said.is_none() {
        window.harness.run_steps(1);
    }
    let old = "optional = true";
    let expected = before.replacen("20s", "25s", 1).replacen("20s", "30s", 1).replacen("20s", "50s", 1);
    assert_eq!(text(), expected, "{old} and all else stays");
    settle(&mut window.review());
    window.harness.run_steps(3);
    assert!(window.has("Put into the deck: 3 times.") && window.has("Take them out"));
    window.review().said = None;
    window.press(PageKey::UndoTimes);
    while window.review().said.is_none() {
        window.harness.run_steps(1);
    }
    assert_eq!(text(), before);
    // What somebody else has changed meanwhile stays.
    settle(&mut window.review());
    window.press(PageKey::PutTimes);
    std::fs::write(&path, before.replace("First things", "Other things")).expect("it writes");
    window.review().said = None;
    window.press(PageKey::DoListed);
    while window.review().said.is_none() {
        window.harness.run_steps(1);
    }
    assert!(text().contains("Other things") && !text().contains("25s"));
    assert!(window.review().said.as_ref().is_some_and(|(well, why)| !well && why.contains("changed meanwhile")));
}

#[test]
fn another_take_can_stand_beside_it_and_a_bar_opens_its_slide() {
    let folder = deck(&[[20, 20, 30], [25, 30, 50]]);
    for size in SIZES {
        let mut window = window(read(folder.path(), false), size, false);
        window.press(PageKey::Compare);
        assert!(window.has("Its plan") && window.has("20 Nov, 14:05, 1:10"));
        window.press(PageKey::Down);
        window.press(PageKey::DoListed);
        assert!(window.has("Compared with 20 Nov, 14:05: 1:10, now +0:35"), "{size}");
        assert!(
            window.has("took then") && window.has("Slide 1, First things: 0:20 planned, 0:25 taken, +0:05, 0:20 then")
        );
        window.press(PageKey::Left);
        assert!(window.review().against.is_none(), "another take begins with its plan");
        let bar = |window: &Window| {
            let bars = window.harness.query_all_by_label_contains("Slide 1, First things");
            let bar = bars.into_iter().find(|node| node.accesskit_node().role() == Role::Button);
            bar.expect("there is a bar").focus();
        };
        bar(&window);
        window.harness.run_steps(2);
        window.harness.key_press(Key::Enter);
        window.harness.run_steps(4);
        assert!(window.has("Picture of the slide: First things"), "{size}");
        window.press(PageKey::Close);
        assert!(!window.has("Picture of the slide"));
    }
}

/// A deck with a take in which slides took so many seconds more than their minute.
fn deck_with(over: &[u64]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let slide = |number| format!("[[slide]]\nid = \"s{number}\"\ntitle = \"Slide {number}\"\ntime = \"1m\"\n\n");
    let slides: String = (1..=over.len()).map(slide).collect();
    let length = over.len();
    let head = format!("[deck]\ntitle = \"Talk\"\nlanguage = \"en-GB\"\nlength = \"{length}m\"\n\n");
    std::fs::write(folder.path().join("deck.toml"), head + &slides).expect("and a deck in it");
    std::fs::create_dir(folder.path().join("takes")).expect("and its takes");
    let start = r#"{"t":0,"e":"start","v":1,"kind":"rehearsal","start":"2026-11-20T14:05:01+00:00","deck":"Talk"}"#;
    let (mut lines, mut now) = (vec![start.to_owned()], 0);
    for (at, seconds) in over.iter().enumerate() {
        lines.push(format!(r#"{{"t":{now},"e":"slide","id":"s{}","step":0}}"#, at + 1));
        now += (60 + seconds) * 1000;
    }
    lines.push(format!(r#"{{"t":{now},"e":"end"}}"#));
    let log = lines.join("\n") + "\n";
    std::fs::write(folder.path().join("takes/2026-11-20-140501.jsonl"), log).expect("it writes");
    folder
}

/// What is painted of the plot: each label with its place, and the bars of this color and that.
fn painted(window: &Window) -> (Vec<(String, Rect)>, Vec<Rect>, Vec<Rect>) {
    let (mut labels, mut over, mut within) = (Vec::new(), Vec::new(), Vec::new());
    let named = window.harness.query_all_by_label_contains(" planned, ").filter(|it| {
        let node = it.accesskit_node();
        node.role() == Role::Button
    });
    let columns: Vec<Rect> = named.map(|node| node.rect()).collect();
    let plot = columns.iter().copied().reduce(Rect::union).expect("there is a plot");
    for shape in &window.harness.output().shapes {
        match &shape.shape {
            Shape::Text(text) if text.galley.text().starts_with('+') && text.pos.x < plot.right() => {
                labels.push((text.galley.text().to_owned(), Rect::from_min_size(text.pos, text.galley.size())));
            }
            Shape::Rect(bar) if (bar.rect.bottom() - plot.bottom()).abs() < 0.1 && plot.contains(bar.rect.center()) => {
                let bars = if bar.fill == Palette::of(false).attention { &mut over } else { &mut within };
                bars.push(bar.rect);
            }
            _ => {}
        }
    }
    // The table beside it has the same figures.
    labels.retain(|(_, place)| place.bottom() < plot.bottom() && place.center().x < plot.right());
    (labels, over, within)
}

#[test]
fn each_label_stands_over_the_middle_of_its_own_bar() {
    let every_third: Vec<u64> = (0..40).map(|at| if at % 3 == 0 { 12 + at } else { at % 7 }).collect();
    let decks = [
        ("three", vec![15, 0, 40]),
        ("forty", every_third),
        ("all of forty", (0..40).map(|at| 11 + at * 7 % 50).collect()),
        ("a hundred", (0..130).map(|at| 11 + at * 7 % 50).collect()),
        ("one that is long", vec![0, 30, 900, 20, 0, 40]),
        ("the last of many", (0..40).map(|at| if at == 39 { 91 } else { 0 }).collect()),
    ];
    for (name, deck) in &decks {
        let folder = deck_with(deck);
        for size in SIZES {
            let window = window(read(folder.path(), false), size, false);
            let (labels, over, within) = painted(&window);
            assert!(!labels.is_empty() && labels.len() <= over.len(), "{name} at {size}: {labels:?}");
            for (at, (words, place)) in labels.iter().enumerate() {
                let own = over.iter().find(|bar| (bar.center().x - place.center().x).abs() < 0.6);
                let own = own.unwrap_or_else(|| panic!("{name} at {size}: {words} stands over no bar"));
                let raised = own.top() - place.bottom();
                assert!(raised > 0.0 && raised < place.height() * 3.5 + 6.0, "{name} at {size}: {words} {raised}");
                let covered = over.iter().chain(&within).any(|bar| bar.intersects(*place));
                let touched = labels[..at].iter().any(|(_, other)| other.intersects(*place));
                assert!(!covered && !touched, "{name} at {size}: {words} {place:?}");
            }
        }
    }
}

#[test]
fn a_deck_without_takes_says_so() {
    let folder = deck(&[]);
    let window = window(read(folder.path(), false), SIZES[3], false);
    assert!(window.has("Rehearse it once") && window.has("Close"));
}

#[test]
fn keys_turn_from_take_to_take_and_esc_leaves() {
    let folder = deck(&[[20, 20, 30], [25, 30, 50]]);
    let mut review = read(folder.path(), false);
    let mut press = |key| {
        assert_eq!(review.press(key), None);
        settle(&mut review);
        (review.report.as_ref().map(|report| report.took / 1000), review.rows)
    };
    assert_eq!(press(PageKey::Left).0, Some(70));
    assert_eq!(press(PageKey::Left).0, Some(70), "the earliest");
    assert_eq!(press(PageKey::Right).0, Some(105));
    assert_eq!(press(PageKey::Down).1, 1.0);
    assert_eq!(review.press(PageKey::Close), Some(Action::Leave));
    assert_eq!(read(folder.path(), true).press(PageKey::Close), Some(Action::End), "after a rehearsal");
}

#[test]
fn titles_of_any_script_are_set_with_their_letters() {
    let folder = deck(&[[25, 30, 50]]);
    let text = std::fs::read_to_string(folder.path().join("deck.toml")).expect("it is there");
    let text = text.replace("First things", "集団の力").replace("Middle things", "قوة الجماعة").replace("Last", "Сила");
    std::fs::write(folder.path().join("deck.toml"), text).expect("it writes");
    let window = window(read(folder.path(), false), SIZES[0], false);
    let output = window.harness.output();
    let set: Vec<&str> = output
        .shapes
        .iter()
        .filter_map(|shape| match &shape.shape {
            Shape::Text(text) => Some(text.galley.text()),
            _ => None,
        })
        .collect();
    // egui has no letters for these: they stand there as pictures.
    assert!(set.iter().all(|words| !words.contains('集') && !words.contains('ق')), "{set:?}");
    assert!(set.iter().any(|words| words.contains("Сила")));
    for name in ["集団の力", "قوة الجماعة"] {
        assert!(window.has(name), "{name}");
    }
}

#[test]
fn a_rehearsal_that_is_ended_comes_to_its_report_and_a_talk_does_not() {
    let later = Moment(std::time::Duration::from_secs(60));
    for rehearsal in [true, false] {
        let show = crate::show::Show::new(crate::playback::tests::talk().plan);
        let mut show = if rehearsal { show.rehearsed() } else { show };
        let ended = |show: &mut crate::show::Show| {
            show.apply(Command::AskQuit, later);
            show.apply(Command::ConfirmQuit, later)
        };
        assert_eq!(ended(&mut show), Some(Effect::Quit), "nothing has begun");
        show.apply(Command::TimerToggle, Moment::default());
        if !rehearsal {
            assert_eq!(ended(&mut show), None, "the closing slide comes first");
            assert!(show.view(later).over);
        }
        assert_eq!(ended(&mut show), Some(if rehearsal { Effect::EndRehearsal } else { Effect::Quit }));
        assert_eq!(show.apply(Command::Quit, later), Some(Effect::Quit), "at once");
    }
}
