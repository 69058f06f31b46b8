//! Readings of a deck while a talk runs, and what is kept from one talk to the next.

use super::*;

#[test]
fn notes_begin_at_the_size_they_had() {
    for scale in [0.5, 1.0, 1.4, 3.0] {
        let shared = Shared::new(Clock::start(), Options::default());
        shared.lock().settings.console.notes_scale = scale;
        shared.adopt(Ok(talk()));
        let inner = shared.lock();
        let State::Playing(playing) = &inner.state else { panic!("the talk plays") };
        assert_eq!(playing.show.view(Moment::default()).notes_scale, scale);
    }
}

#[test]
fn choices_are_kept_for_the_next_talk() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("settings.toml");
    let begin = || {
        let shared = Arc::new(Shared::new(Clock::start(), Options { captions: true, ..Options::default() }));
        shared.use_settings(crate::settings::load_from(Some(path.clone())));
        shared.adopt(Ok(talk()));
        shared
    };
    let view = |shared: &Shared| match &shared.lock().state {
        State::Playing(playing) => playing.show.view(shared.clock.now()),
        State::Loading | State::Failed(_) => unreachable!("it was adopted"),
    };
    let first = begin();
    for command in [
        Command::NotesLarger,
        Command::NotesLarger,
        Command::TimerMode,
        Command::Captions,
        Command::CaptionPlace,
        Command::CaptionsSmaller,
    ] {
        first.wish(command);
    }
    first.close();
    let second = begin();
    assert_eq!((view(&second).notes_scale, view(&second).timer_mode), (1.2, crate::show::view::TimerMode::Remaining));
    assert!(!view(&second).captions_on);
    let look = view(&second).caption_look;
    assert_eq!((look.place, look.line), (crate::deck::caption::CaptionPlace::Bottom, 6));
}

#[test]
fn a_slide_that_cannot_be_painted_is_told_and_shows_its_title() {
    use crate::app::pictures::cache::{PictureKey, Source, Subject};
    use crate::app::pictures::painters::Bench;
    use crate::app::workers::tell_unpainted;
    use crate::show::view::Cursor;
    let shared = Shared::new(Clock::start(), Options::default());
    shared.adopt(Ok(talk()));
    let (cursor, drawing) = {
        let inner = shared.lock();
        let State::Playing(playing) = &inner.state else { panic!("the talk plays") };
        let cursor = Cursor { slide: 1, step: 0 };
        (cursor, Arc::clone(playing.drawing(cursor).expect("a drawing")))
    };
    let key = PictureKey { generation: 1, subject: Subject::Slide(cursor), size: [320, 180] };
    tell_unpainted(&shared, key, "a font broke");
    assert_eq!(shared.lock().trouble.as_deref(), Some("slide 2 cannot be painted: a font broke"));
    let image = Bench::new(&shared.pictures).paint_bare(&Source::Drawing(drawing), key.size).expect("a picture");
    let first = image.pixels[0];
    assert!(image.pixels.iter().any(|pixel| *pixel != first), "the title stands on the slide's ground");
    assert!(!shared.pictures.has_older(key), "else the last good picture would stay");
}

/// What plays after these readings, one after the other: titles, words on the pages, the fault told.
fn after(readings: &[&str]) -> (Vec<String>, Vec<String>, Option<String>) {
    let shared = Shared::new(Clock::start(), Options { captions: true, anyway: true, ..Options::default() });
    for reading in readings {
        shared.adopt(Ok(talk_of(reading)));
    }
    let inner = shared.lock();
    let State::Playing(playing) = &inner.state else { unreachable!("a deck was adopted") };
    let titles = playing.plan.slides.iter().map(|slide| slide.title.clone()).collect();
    let words = playing.pages.iter().filter_map(|page| page.steps.last()).map(|step| step.words()).collect();
    assert_eq!(playing.pages.len(), playing.show.plan().slides.len());
    assert_eq!(*playing.plan, *playing.show.plan());
    (titles, words, inner.trouble.clone().or(playing.fault.clone()))
}

#[test]
fn a_reading_that_cannot_be_used_leaves_the_good_one_and_says_where_it_is_wrong() {
    let good = after(&[DECK]);
    for broken in [DECK.replacen("[deck]", "[deck", 1), String::new(), "[deck]\ntitle = \"T\"\n".to_owned()] {
        let (titles, words, fault) = after(&[DECK, &broken]);
        assert_eq!((&titles, &words), (&good.0, &good.1), "{broken}");
        let fault = fault.expect("a fault is told");
        assert!(broken.is_empty() || fault.starts_with("deck.toml:"), "{fault}");
    }
    let broken = DECK.replacen("[deck]", "[deck", 1);
    assert!(after(&[DECK, &broken]).2.is_some_and(|fault| fault.starts_with("deck.toml:2:")));
    assert_eq!(after(&[DECK, &broken, DECK]), good, "mended, nothing is left of it");
    let (titles, _, _) = after(&[&broken, &DECK.replacen("[deck]", "[dekc]", 1)]);
    assert_eq!(titles.len(), 2, "a faulty first reading makes way");
}

#[test]
fn a_slide_that_became_faulty_stays_as_it_was_and_the_others_change() {
    let ids = DECK.replace("title = \"First things\"", "id = \"one\"\ntitle = \"First things\"");
    let before = "[[slide]]\nid = \"new\"\ntitle = \"New\"\nbody = \"In front.\"\n\n[[slide]]\nid = \"one\"";
    let edited = ids.replace("[[slide]]\nid = \"one\"", before).replace("A second slide.", "Another second slide.");
    let edited = edited.replace("reveal = \"items\"", "revael = \"items\"");
    let (titles, words, fault) = after(&[&ids, &edited]);
    assert_eq!(titles, ["New", "First things", "Last things"]);
    assert!(words[1].contains("Two pears") && !words[1].contains("revael"), "{}", words[1]);
    assert!(words[2].contains("Another second slide."));
    let fault = fault.expect("it is told");
    assert!(fault.starts_with("deck.toml:") && fault.contains("revael"), "{fault}");
}

#[test]
fn a_picture_that_is_just_being_saved_stays_on_the_slide() {
    let deck = format!("{DECK}\n[[slide]]\nid = \"p\"\n  [slide.picture]\n  src = \"a.svg\"\n  alt = \"A\"\n");
    let shared = Shared::new(Clock::start(), Options::default());
    let svg: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' width='16' height='9'/>";
    shared.adopt(Ok(talk_with(&deck, &Memory::default().with("a.svg", svg))));
    let page = || match &shared.lock().state {
        State::Playing(playing) => (Arc::clone(&playing.pages[2].steps[0]), playing.fault.clone()),
        State::Loading | State::Failed(_) => unreachable!("it was adopted"),
    };
    let (before, fault) = page();
    assert_eq!(fault, None);
    shared.adopt(Ok(talk_with(&deck, &Memory::default())));
    let (after, fault) = page();
    assert!(Arc::ptr_eq(&before, &after), "the very same drawing");
    assert!(fault.is_some_and(|fault| fault.contains("a.svg")));
}

#[test]
fn a_picture_that_is_half_saved_leaves_the_whole_one_on_the_slide() {
    let deck = format!("{DECK}\n[[slide]]\nid = \"p\"\n  [slide.picture]\n  src = \"a.png\"\n  alt = \"A\"\n");
    let png = |shade: u8| {
        let mut file = std::io::Cursor::new(Vec::new());
        let pixels = image::RgbImage::from_fn(64, 64, |x, y| image::Rgb([shade, (x * y) as u8, (x ^ y) as u8]));
        pixels.write_to(&mut file, image::ImageFormat::Png).expect("it encodes");
        file.into_inner()
    };
    let shared = Shared::new(Clock::start(), Options::default());
    let adopt = |file: &[u8]| shared.adopt(Ok(talk_with(&deck, &Memory::default().with("a.png", file))));
    let page = || match &shared.lock().state {
        State::Playing(playing) => (Arc::clone(&playing.pages[2].steps[0]), playing.fault.clone()),
        State::Loading | State::Failed(_) => unreachable!("it was adopted"),
    };
    let (old, new) = (png(1), png(2));
    adopt(&old);
    let (before, _) = page();
    for _ in 0..2 {
        adopt(&new[..new.len() / 2]);
        let (after, fault) = page();
        assert!(Arc::ptr_eq(&before, &after), "the very same drawing");
        assert!(fault.is_some_and(|fault| fault.contains("`a.png`") && fault.contains("cut off")));
    }
    adopt(&new);
    let (after, fault) = page();
    assert!(!Arc::ptr_eq(&before, &after) && fault.is_none());
}

/// The talk at the second step of its first slide.
fn at_the_second_step(deck: &str) -> Shared {
    let shared = Shared::new(Clock::start(), Options::default());
    shared.adopt(Ok(talk_of(deck)));
    for _ in 0..2 {
        shared.wish(Command::NextStep);
    }
    shared
}

/// What the audience sees: slide's id, step and words.
fn on_stage(shared: &Shared) -> (String, usize, String) {
    let inner = shared.lock();
    let State::Playing(playing) = &inner.state else { panic!("a talk plays") };
    let cursor = playing.show.view(shared.clock.now()).cursor;
    let words = playing.drawing(cursor).map(|drawing| drawing.words()).unwrap_or_default();
    (playing.plan.slides[cursor.slide].id.clone(), cursor.step, words)
}

fn warning(shared: &Shared) -> Option<String> {
    let inner = shared.lock();
    let State::Playing(playing) = &inner.state else { panic!("a talk plays") };
    inner.trouble.clone().or(playing.fault.clone())
}

#[test]
fn whatever_fault_is_saved_the_slide_on_the_stage_keeps_its_version_and_its_step() {
    let first = "[[slide]]\ntitle = \"First things\"";
    let head = "language = \"en-GB\"";
    let body = "reveal = \"items\"";
    let whole = DECK.find("[[slide]]").and_then(|at| Some((at, at + DECK[at + 1..].find("[[slide]]")? + 1)));
    let (from, to) = whole.expect("two slides");
    let kinds: Vec<(&str, String)> = vec![
        ("a misspelt key", DECK.replace("title = \"First", "tite = \"First")),
        ("a misspelt body", DECK.replacen("body =", "bodi =", 1)),
        ("an unknown key", DECK.replace(body, "reveal = \"items\"\ncolour = \"red\"")),
        ("a bad value", DECK.replace(body, "reveal = \"one by one\"")),
        ("words of a wrong kind", DECK.replace("title = \"First things\"", "title = 1")),
        ("an unknown layout", DECK.replace(body, "reveal = \"items\"\nlayout = \"hexagon\"")),
        ("a field not taken", DECK.replace(body, "reveal = \"items\"\nby = \"Me\"")),
        ("a missing picture", DECK.replace(body, "reveal = \"items\"\npicture = { src = \"no.png\", alt = \"N\" }")),
        ("HTML", DECK.replace("- Two pears", "- Two <br> pears")),
        ("an unreadable cue", DECK.replace("text = \"Hello and welcome.\"", "text = 5")),
        ("broken TOML", DECK.replacen("[deck]", "[deck", 1)),
        ("an open quotation", DECK.replace("title = \"Last things\"", "title = \"Last things")),
        ("an unknown theme", DECK.replace(head, "language = \"en-GB\"\ntheme = \"cvic2x\"")),
        ("a bad proportion", DECK.replace(head, "language = \"en-GB\"\naspect = \"17:3\"")),
        ("a bad language", DECK.replace(head, "language = \"English\"")),
        ("nothing", String::new()),
        ("no slide", DECK[..from].to_owned()),
        ("the slide is gone", format!("{}{}", &DECK[..from], &DECK[to..])),
        (
            "a slide before it, and a fault",
            DECK.replace(
                first,
                "[[slide]]\ntitle = \"New\"\nbody = \"N\"\n[[slide]]\ntitle = \"First things\"\nxyz = 1",
            ),
        ),
    ];
    for (kind, broken) in kinds {
        assert_ne!(broken, DECK, "{kind}");
        let shared = at_the_second_step(DECK);
        let before = on_stage(&shared);
        assert_eq!((before.0.as_str(), before.1), ("first-things", 2), "the list is revealed");
        // A second save with the fault changes nothing either.
        for _ in 0..2 {
            shared.adopt(Ok(talk_of(&broken)));
            assert_eq!(on_stage(&shared), before, "{kind}");
            assert!(warning(&shared).is_some(), "{kind}: the console says so");
        }
        shared.adopt(Ok(talk_of(DECK)));
        assert_eq!(on_stage(&shared), before, "{kind}: fixed");
        assert_eq!(warning(&shared), None, "{kind}: fixed");
    }
}

#[test]
fn a_slide_that_is_gone_stays_only_while_it_is_shown() {
    let third = format!("{DECK}\n[[slide]]\ntitle = \"Third things\"\n");
    let first = third.find("[[slide]]").expect("a slide");
    let gone = format!("{}{}", &third[..first], &third[third.find("[[slide]]\ntitle = \"Last").expect("another")..]);
    let shared = at_the_second_step(&third);
    shared.adopt(Ok(talk_of(&gone)));
    assert_eq!(on_stage(&shared).0, "first-things");
    shared.wish(Command::NextSlide);
    shared.adopt(Ok(talk_of(&gone)));
    let inner = shared.lock();
    let State::Playing(playing) = &inner.state else { panic!("a talk plays") };
    let ids: Vec<&str> = playing.plan.slides.iter().map(|slide| slide.id.as_str()).collect();
    assert_eq!(ids, ["last-things", "third-things"]);
}

#[test]
fn another_title_is_shown_at_once() {
    let shared = at_the_second_step(DECK);
    shared.adopt(Ok(talk_of(&DECK.replace("First things", "Other things"))));
    let (id, _, words) = on_stage(&shared);
    assert!(id == "other-things" && words.contains("Other things"), "{id}: {words}");
    assert_eq!(warning(&shared), None);
}

#[test]
fn a_deck_with_faults_asks_before_it_goes_on_stage() {
    let broken =
        DECK.replace("reveal = \"items\"", "revael = \"items\"\nxyz = 1").replace("title = \"Last", "titel = \"Last");
    let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
    let window = |shared: &Arc<Shared>, stage: bool| {
        let inside = Arc::clone(shared);
        Harness::builder().with_size(USUAL).build_ui(move |ui| {
            if ui.ctx().cumulative_pass_nr() == 0 {
                return look::install(ui.ctx());
            }
            match stage {
                true => stage_window(ui, &inside),
                false => {
                    inside.take_keys(ui);
                    let said = crate::app::console::window::Said { private: true, ..Default::default() };
                    crate::app::console::window::console_window(ui, &inside, said);
                }
            }
        })
    };
    shared.adopt(Ok(talk_of(&broken)));
    assert!(matches!(shared.lock().state, State::Loading), "nothing is on stage");
    let (mut console, mut stage) = (window(&shared, false), window(&shared, true));
    console.run_steps(3);
    stage.run_steps(3);
    for name in ["2 slides have faults", "Present all the same", "Read again", "Quit"] {
        assert!(console.query_by_label(name).is_some(), "{name}");
    }
    assert!(console.query_by_label_contains("Did you mean `reveal`?").is_some(), "as it is written");
    assert!(stage.query_by_label_contains("slide").is_none(), "the stage is calm");
    // Fixed meanwhile, nothing is asked.
    shared.adopt(Ok(talk_of(DECK)));
    assert!(matches!(shared.lock().state, State::Playing(_)));

    for by_key in [true, false] {
        shared.turn_to(None);
        shared.adopt(Ok(talk_of(&broken)));
        console.run_steps(3);
        match by_key {
            true => console.key_press(Key::Enter),
            false => console.get_by_label("Present all the same").click(),
        }
        console.run_steps(3);
        shared.play_held();
        assert!(matches!(shared.lock().state, State::Playing(_)), "by key: {by_key}");
        // Never again while it plays.
        shared.adopt(Ok(talk_of(&broken.replace("xyz = 1", "xyz = 2"))));
        assert!(matches!(shared.lock().state, State::Playing(_)));
    }
    let anyway = Shared::new(Clock::start(), Options { anyway: true, ..Options::default() });
    anyway.adopt(Ok(talk_of(&broken)));
    assert!(matches!(anyway.lock().state, State::Playing(_)));
}

#[test]
fn what_cannot_be_opened_leaves_a_page_with_a_way_out() {
    let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
    shared.adopt(Ok(talk_of("[deck\n")));
    let inside = Arc::clone(&shared);
    let mut console = Harness::builder().with_size(USUAL).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        let said = crate::app::console::window::Said { private: true, library: true, ..Default::default() };
        crate::app::console::window::console_window(ui, &inside, said);
    });
    console.run_steps(3);
    for name in ["This deck cannot be opened", "Read again", "Back to your talks", "Open another …"] {
        assert!(console.query_by_label(name).is_some(), "{name}");
    }
    assert!(console.query_by_label_contains("deck.toml:1:").is_some());
    console.get_by_label("Back to your talks").click();
    console.run_steps(2);
    assert_eq!(shared.lock().effects, [crate::show::Effect::Quit]);
    console.get_by_label("Open another …").click();
    console.run_steps(2);
    assert!(matches!(shared.lock().another, crate::app::held::Another::Wanted));
}

#[test]
fn what_is_wrong_is_told_in_windows_of_any_size() {
    const TROUBLE: &str = "deck.toml:29:1: [[slide]] has no `titel`";
    for (width, height) in [(640.0, 400.0), (800.0, 500.0), (700.0, 1100.0), (1280.0, 720.0), (1920.0, 1080.0)] {
        let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
        let long = crate::app::tests::DECK.replacen(
            "Small talk",
            "A talk whose title is as long as those of talks often are",
            1,
        );
        shared.adopt(Ok(talk_of(&long)));
        let inside = Arc::clone(&shared);
        let window = Vec2::new(width, height);
        let mut console = Harness::builder().with_size(window).build_ui(move |ui| {
            if ui.ctx().cumulative_pass_nr() == 0 {
                return look::install(ui.ctx());
            }
            let stage = "Stage on HDMI-1, 1920 × 1080";
            let trouble = Some(TROUBLE);
            let said = crate::app::console::window::Said { stage, trouble, private: true, ..Default::default() };
            crate::app::console::window::console_window(ui, &inside, said);
        });
        console.run_steps(3);
        let told = console.get_by_label_contains(TROUBLE).rect();
        let stage = console.get_by_label("Stage on HDMI-1, 1920 × 1080").rect();
        assert!(told.width() > 180.0, "{window}: {told}");
        assert!(
            told.left() >= 0.0 && told.right() < stage.left() && stage.right() <= width,
            "{window}: {told} {stage}"
        );
    }
}
