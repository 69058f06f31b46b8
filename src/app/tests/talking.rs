//! What the console says and does while a talk is given: how it begins, what its state is, where links lead.

use std::time::Duration;

use eframe::egui::Rect;

use super::*;
use crate::app::front::links::{follow_link, next_link, open_link};
use crate::show::marks::Tool;

const LINKED: &str = r##"
[deck]
title = "Links"
language = "en-GB"
length = "10m"

[[slide]]
title = "[To the end](#end)"

[[slide]]
title = "Middle"

[[slide]]
id = "end"
title = "End"
"##;

/// The console at a moment after commands, each at its second.
fn seen(commands: &[(Command, u64)], now: u64) -> Harness<'static> {
    let talk = talk();
    let at = |seconds| Moment(Duration::from_secs(seconds));
    let mut show = Show::new(talk.plan.clone());
    commands.iter().for_each(|(command, second)| {
        show.apply(*command, at(*second));
    });
    console_showing(talk, ConsoleState::default(), TakeStatus::default(), show.view(at(now)), USUAL).0
}

fn says(commands: &[(Command, u64)], now: u64, words: &str) -> bool {
    seen(commands, now).query_by_label(words).is_some()
}

#[test]
fn before_the_talk_there_is_a_button_that_starts_its_time() {
    let (mut harness, wish) = console(&[], USUAL);
    assert!(harness.query_by_label("The first move starts the time").is_some());
    assert!(harness.query_by_label_contains("Captions wait for the start").is_some());
    harness.get_by_label("Start now").click();
    harness.run();
    assert_eq!(*wish.lock().expect("unpoisoned"), Some(Does::Talk(Command::TimerToggle)));
    assert!(seen(&[(Command::NextStep, 0)], 1).query_by_label("Start now").is_none());
}

#[test]
fn a_talk_without_its_time_is_told_of_with_a_button() {
    let moved = [(Command::NextStep, 0), (Command::TimerToggle, 9), (Command::NextStep, 60)];
    let words = "The talk goes on, but its time stands still";
    assert!(!says(&moved, 79, words) && says(&moved, 80, words));
    assert!(says(&moved, 80, "Go on") && says(&moved[..2], 20, "Go on"));
}

#[test]
fn a_number_says_where_it_leads_and_that_there_is_no_such_slide() {
    assert!(says(&[(Command::Digit(2), 0)], 0, "Go to 2: Last things, then Enter"));
    assert!(says(&[(Command::Digit(9), 0)], 0, "9: there are 2 slides"));
    assert!(says(&[(Command::Digit(9), 0), (Command::GoTyped, 0)], 0, "There are 2 slides"));
    assert!(says(&[(Command::CaptionLanguage, 0)], 0, "Captions have one language: en-GB"));
}

#[test]
fn what_the_audience_does_not_see_is_written_across_the_slide() {
    for (command, word) in [(Command::Black, "BLACK"), (Command::White, "WHITE"), (Command::Freeze, "FROZEN")] {
        assert!(says(&[(command, 0)], 0, word), "{word}");
        assert!(!says(&[(command, 0), (command, 0)], 0, word), "{word}");
    }
}

#[test]
fn nothing_that_is_said_moves_a_button() {
    let place = |commands: &[(Command, u64)]| seen(commands, 5).get_by_label("Next").rect();
    let usual = place(&[(Command::TimerToggle, 0)]);
    for more in [Command::Pen, Command::AutoAdvance, Command::Digit(9), Command::TimerToggle] {
        assert_eq!(place(&[(Command::TimerToggle, 0), (more, 1)]), usual, "{more:?}");
    }
    assert_eq!(place(&[]), usual);
}

#[test]
fn a_click_on_a_link_follows_it_and_beside_it_goes_on() {
    let talk = talk_of(LINKED);
    let drawing = Arc::clone(&talk.pages[0].steps[0]);
    let size = drawing.size;
    let dots = (0..540).step_by(4).flat_map(|y| (0..960).step_by(4).map(move |x| (f64::from(x), f64::from(y))));
    let link = |(x, y): (f64, f64)| drawing.link_at(crate::geometry::Point::new(x, y)).is_some();
    let (on, beside): (Vec<_>, Vec<_>) = dots.partition(|at| link(*at));
    let middle = on[on.len() / 2];
    assert!(!on.is_empty() && beside.contains(&(4.0, 4.0)));

    let clicked = |tool: Option<Command>, (x, y): (f64, f64)| {
        let mut show = Show::new(talk.plan.clone());
        tool.iter().for_each(|tool| {
            show.apply(*tool, Moment::default());
        });
        let view = show.view(Moment::default());
        assert_eq!(view.tool != Tool::Nothing, tool.is_some());
        let (mut harness, wish) =
            console_showing(talk_of(LINKED), ConsoleState::default(), TakeStatus::default(), view, USUAL);
        let slide = harness.get_by_label_contains("Current slide").rect();
        let at =
            slide.min + Vec2::new(slide.width() * (x / size.width) as f32, slide.height() * (y / size.height) as f32);
        harness.hover_at(at);
        harness.run();
        harness.drag_at(at);
        harness.run();
        harness.drop_at(at);
        harness.run();
        *wish.lock().expect("unpoisoned")
    };
    assert_eq!(clicked(None, middle), Some(Does::Window(WindowCommand::FollowLink)));
    assert_eq!(clicked(None, (4.0, 4.0)), Some(Does::Talk(Command::NextStep)));
    assert_eq!(clicked(Some(Command::Pen), middle), None, "a pen draws");
}

#[test]
fn a_link_leads_to_its_slide_and_back() {
    let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
    shared.adopt(Ok(talk_of(LINKED)));
    let ctx = eframe::egui::Context::default();
    let place = |shared: &Shared| shared.view().cursor.slide;
    let follow = |link: &str| {
        crate::app::kit::links::click(&ctx, link);
        follow_link(&shared, &ctx);
        place(&shared)
    };
    assert_eq!(follow("#end"), 2);
    shared.wish(Command::Back);
    assert_eq!(place(&shared), 0);
    assert_eq!(follow("#nowhere"), 0);
    let said = shared.playback.scene().notices.said.clone();
    assert_eq!(said.as_deref(), Some("The link leads nowhere: no slide is called `nowhere`"));
    follow_link(&shared, &ctx);
    assert_eq!(place(&shared), 0, "a click counts once");
}

#[test]
fn a_key_opens_the_only_link_of_a_slide_and_walks_through_several() {
    let deck = "[deck]\ntitle = 'T'\nlanguage = 'en'\n[[slide]]\ntitle = 'A'\nbody = '[one](#b) and [two](#3)'\n\
                [[slide]]\nid = 'b'\ntitle = 'B'\nbody = '[back](#a)'\n[[slide]]\ntitle = 'C'\n";
    let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
    shared.adopt(Ok(talk_of(deck)));
    let ctx = eframe::egui::Context::default();
    let place = || shared.view().cursor.slide;
    open_link(&shared, &ctx);
    assert_eq!(place(), 0, "of several, the first is lit");
    open_link(&shared, &ctx);
    assert_eq!(place(), 1);
    open_link(&shared, &ctx);
    assert_eq!(place(), 0, "the only one needs no light");
    next_link(&shared, &ctx);
    next_link(&shared, &ctx);
    open_link(&shared, &ctx);
    assert_eq!(place(), 2, "by number");
    open_link(&shared, &ctx);
    let said = shared.playback.scene().notices.said.clone();
    assert_eq!((place(), said.as_deref()), (2, Some("There is no link on this slide")));
}

#[test]
fn long_titles_leave_the_console_whole() {
    let deck = include_str!("../../../tests/cases/talk/long-title/deck.toml");
    for size in [Vec2::new(800.0, 500.0), Vec2::new(1280.0, 720.0), Vec2::new(1920.0, 1080.0)] {
        let (harness, _) = console_of(talk_of(deck), ConsoleState::default(), &[], size);
        let next = harness.get_by_label("Previous").rect();
        let said = harness.get_by_label("Slide 1").rect();
        assert!(!next.intersects(said) && next.right() <= size.x, "{size:?}");
        assert!(harness.query_by_label("Start now").is_some(), "{size:?}");
    }
}

/// A deck of so many slides, each with a step more.
fn long(slides: usize) -> Talk {
    let slide = |number| format!("[[slide]]\ntitle = \"About {number}\"\nreveal = \"items\"\nbody = \"- a\\n- b\"\n");
    let head = "[deck]\ntitle = \"Long\"\nlanguage = \"en-GB\"\nlength = \"10m\"\n";
    talk_of(&(head.to_owned() + &(1..=slides).map(slide).collect::<String>()))
}

/// What a talk is given with by the mouse alone.
const GIVEN_WITH: [&str; 5] = ["Previous", "Next", "Black", "Captions", "End the talk"];

#[test]
fn what_a_talk_is_given_with_is_a_button_in_every_window() {
    let sizes = [[640, 400], [800, 500], [700, 1100], [960, 528], [960, 540], [1280, 720], [1440, 900], [1920, 1080]];
    for (size, slides) in sizes.iter().flat_map(|size| [4, 28, 128].map(|slides| (size, slides))) {
        for arrangement in Arrangement::ALL {
            let words = format!("{size:?}, {slides} slides, {arrangement:?}");
            let size = Vec2::new(size[0] as f32, size[1] as f32);
            let state = ConsoleState { arrangement, ..ConsoleState::default() };
            let places = |commands: &[Command]| {
                let (harness, _) = console_of(long(slides), state, commands, size);
                let mut names = GIVEN_WITH.to_vec();
                names.extend(harness.query_by_label("Overview").is_some().then_some("Overview"));
                let place = |name: &str| {
                    let found = harness.query_by_label(name).unwrap_or_else(|| panic!("no {name}: {words}"));
                    (name.to_owned(), found.rect())
                };
                let number = format!("Slide {}", if commands.is_empty() { 1 } else { 2 });
                let mut seen: Vec<_> = names.into_iter().map(place).collect();
                let buttons = seen.len();
                seen.extend([place(&number), place(&format!("of {slides}"))]);
                (seen, buttons)
            };
            let (seen, buttons) = places(&[]);
            let window = Rect::from_min_size(Default::default(), size);
            for (at, (name, place)) in seen.iter().enumerate() {
                assert!(window.contains_rect(*place), "{name} {place:?}: {words}");
                let over = seen[..at].iter().find(|(_, other)| other.shrink(0.5).intersects(place.shrink(0.5)));
                assert!(over.is_none(), "{name} {place:?} and {over:?}: {words}");
            }
            assert!(buttons > GIVEN_WITH.len() || size.x < 900.0 || arrangement != Arrangement::Balanced, "{words}");
            let later = places(&[Command::NextSlide, Command::NextStep, Command::Black]).0;
            assert_eq!(seen[..buttons], later[..buttons], "nothing moves: {words}");
        }
    }
}

#[test]
fn a_rehearsal_has_its_light_and_each_slide_its_time() {
    let size = Vec2::new(1280.0, 800.0);
    let seen = |take: TakeStatus, words: &str| {
        let (mut harness, _) = console_taking(talk(), ConsoleState::default(), take, &[Command::NextSlide], size);
        harness.run();
        harness.query_by_label(words).is_some()
    };
    let talk = TakeStatus { on_slide: Duration::from_secs(42), ..TakeStatus::default() };
    assert!(seen(talk, "This slide 0:42 of 4:38"));
    assert!(!seen(talk, "Rehearsal"));
    assert!(seen(TakeStatus { rehearsal: true, ..talk }, "Rehearsal"));
    assert!(seen(TakeStatus { rehearsal: true, recorded: true, ..talk }, "Rehearsal"));
}
