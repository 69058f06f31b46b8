//! Readings of a deck while a talk runs, good ones and faulty ones, one after the other.

use std::path::Path;

use super::super::scene::Status;
use super::*;
use crate::deck::read::Look;
use crate::guard::caught;
use crate::settings::Settings;
use crate::takes::Kind;

#[test]
fn notes_begin_at_the_size_they_had() {
    for scale in [0.5, 1.0, 1.4, 3.0] {
        let running = playback();
        let mut settings = Settings::default();
        settings.console.notes_scale = scale;
        running.prefer(&settings);
        running.take(talk());
        assert_eq!(running.view().notes_scale, scale);
    }
}

/// What plays after these readings, one after the other: titles, words on the pages, the fault told.
fn after(readings: &[&str]) -> (Vec<String>, Vec<String>, Option<String>) {
    let running = playback_as(Options { captions: true, anyway: true, ..Options::default() });
    for reading in readings {
        running.take(talk_of(reading));
    }
    let scene = running.scene();
    let Playing { reading, plan, .. } = playing(&scene);
    let titles = plan.slides.iter().map(|slide| slide.name()).collect();
    let words = reading.pages.iter().filter_map(|page| page.steps.last()).map(|step| step.words()).collect();
    assert_eq!(reading.pages.len(), plan.slides.len());
    assert_eq!(reading.plan, *plan);
    (titles, words, fault(&scene))
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
    assert_eq!(after(&[DECK, &broken, DECK]), good, "fixed, nothing is left of it");
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
    let running = playback();
    let svg: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' width='16' height='9'/>";
    running.take(talk_with(&deck, &Memory::default().with("a.svg", svg)));
    let page = || {
        let scene = running.scene();
        let reading = &playing(&scene).reading;
        (Arc::clone(&reading.pages[2].steps[0]), reading.fault.clone())
    };
    let (before, fault) = page();
    assert_eq!(fault, None);
    running.take(talk_with(&deck, &Memory::default()));
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
    let running = playback();
    let adopt = |file: &[u8]| running.take(talk_with(&deck, &Memory::default().with("a.png", file)));
    let page = || {
        let scene = running.scene();
        let reading = &playing(&scene).reading;
        (Arc::clone(&reading.pages[2].steps[0]), reading.fault.clone())
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
fn at_the_second_step(deck: &str) -> Arc<Playback> {
    let running = playback();
    running.take(talk_of(deck));
    for _ in 0..2 {
        let _ = running.press(Command::NextStep);
    }
    running
}

/// What the audience sees: slide's id, step and words.
fn on_stage(running: &Playback) -> (String, usize, String) {
    let scene = running.scene();
    let Playing { reading, plan, view, .. } = playing(&scene);
    let words = reading.drawing(view.cursor).map(|drawing| drawing.words()).unwrap_or_default();
    (plan.slides[view.cursor.slide].id.clone(), view.cursor.step, words)
}

fn warning(running: &Playback) -> Option<String> {
    fault(&running.scene())
}

/// What the console says is wrong.
fn fault(scene: &Scene) -> Option<String> {
    scene.notices.trouble.as_deref().map(str::to_owned).or_else(|| playing(scene).reading.fault.clone())
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
        ("HTML", DECK.replace("- Two pears", "- Two <u>pears</u> pears")),
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
        let running = at_the_second_step(DECK);
        let before = on_stage(&running);
        assert_eq!((before.0.as_str(), before.1), ("first-things", 2), "the list is revealed");
        // A second save with the fault changes nothing either.
        for _ in 0..2 {
            running.take(talk_of(&broken));
            assert_eq!(on_stage(&running), before, "{kind}");
            assert!(warning(&running).is_some(), "{kind}: the console says so");
        }
        running.take(talk_of(DECK));
        assert_eq!(on_stage(&running), before, "{kind}: fixed");
        assert_eq!(warning(&running), None, "{kind}: fixed");
    }
}

#[test]
fn a_slide_that_is_gone_stays_only_while_it_is_shown() {
    let third = format!("{DECK}\n[[slide]]\ntitle = \"Third things\"\n");
    let first = third.find("[[slide]]").expect("a slide");
    let gone = format!("{}{}", &third[..first], &third[third.find("[[slide]]\ntitle = \"Last").expect("another")..]);
    let running = at_the_second_step(&third);
    running.take(talk_of(&gone));
    assert_eq!(on_stage(&running).0, "first-things");
    let _ = running.press(Command::NextSlide);
    running.take(talk_of(&gone));
    let scene = running.scene();
    let ids: Vec<&str> = playing(&scene).plan.slides.iter().map(|slide| slide.id.as_str()).collect();
    assert_eq!(ids, ["last-things", "third-things"]);
}

#[test]
fn a_reading_that_cannot_be_made_ready_leaves_what_there_was() {
    let broken = || {
        let mut talk = talk();
        let page = talk.pages[0].clone();
        talk.pages.push(page);
        talk
    };
    let path: Arc<Path> = Path::new("talks").into();
    let running = at_the_second_step(DECK);
    let before = on_stage(&running);
    assert!(caught(|| running.take(broken())).is_err(), "else this test tests nothing");
    assert_eq!(on_stage(&running), before, "the talk plays on");
    assert_eq!(running.press(Command::NextStep).effect, None);

    let running = playback();
    running.turn_to(Some(Arc::clone(&path)), Kind::Talk);
    assert!(caught(|| running.take(broken())).is_err());
    running.fail(&path, "it broke off".to_owned());
    assert!(matches!(&running.scene().status, Status::Failed(why) if &**why == "it broke off"), "not for ever opening");
    running.take(talk());
    assert!(running.scene().playing().is_some(), "another reading plays");
}

#[test]
fn another_title_is_shown_at_once() {
    let running = at_the_second_step(DECK);
    running.take(talk_of(&DECK.replace("First things", "Other things")));
    let (id, _, words) = on_stage(&running);
    assert!(id == "other-things" && words.contains("Other things"), "{id}: {words}");
    assert_eq!(warning(&running), None);
}

#[test]
fn a_deck_in_another_look_stays_in_it_with_each_reading_and_the_librarys_others_have_theirs() {
    let options = |deck: &str| {
        let look = Look { theme: Some("keynote".to_owned()), variant: None };
        Options { look: Some((std::path::absolute(deck).expect("a place"), look)), ..Options::default() }
    };
    let look = |options: &Options, deck: &str| options.look_of(Path::new(deck)).theme;
    assert_eq!(look(&options("talks/pears"), "talks/pears").as_deref(), Some("keynote"));
    assert_eq!(look(&options("talks/pears"), "talks/apples"), None);
    assert_eq!(look(&Options::default(), "talks/pears"), None);

    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("deck.toml"), DECK).expect("it writes");
    let look = options(&folder.path().display().to_string()).look_of(folder.path());
    let (talk, _, pack) = Talk::open_packed(folder.path(), &look, None).expect("it opens").expect("it is new");
    let again = Talk::open_pack(&pack, &look);
    let themes = [&talk, &again].map(|talk| talk.deck.theme.name.clone());
    assert_eq!(themes, ["keynote", "keynote"]);
    assert_ne!(Talk::open(folder.path()).expect("it opens").deck.theme.name, "keynote");
}
