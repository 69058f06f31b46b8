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
    use eframe::egui::ViewportId;

    use crate::app::pictures::{Order, Source, Subject, Want};
    use crate::app::workers::{paint_bare, tell_unpainted};
    use crate::paint::raster::Painter;
    use crate::show::view::Cursor;
    let shared = Shared::new(Clock::start(), Options::default());
    shared.adopt(Ok(talk()));
    let (cursor, drawing) = {
        let inner = shared.lock();
        let State::Playing(playing) = &inner.state else { panic!("the talk plays") };
        let cursor = Cursor { slide: 1, step: 0 };
        (cursor, Arc::clone(playing.drawing(cursor).expect("a drawing")))
    };
    let want = Want { generation: 1, subject: Subject::Slide(cursor), size: [320, 180] };
    let order = Order { want, source: Source::Drawing(drawing), window: ViewportId::ROOT, patient: false };
    tell_unpainted(&shared, &order, "a font broke");
    assert_eq!(shared.lock().trouble.as_deref(), Some("slide 2 cannot be painted: a font broke"));
    let image = paint_bare(&order, &mut Painter::new()).expect("a picture");
    let first = image.pixels[0];
    assert!(image.pixels.iter().any(|pixel| *pixel != first), "the title stands on the slide's ground");
    assert!(!shared.easel.has_older(want), "else the last good picture would stay");
}

/// What plays after these readings, one after the other: titles, words on the pages, the fault told.
fn after(readings: &[&str]) -> (Vec<String>, Vec<String>, Option<String>) {
    let shared = Shared::new(Clock::start(), Options { captions: true, ..Options::default() });
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
    // Without a good version there is only the card.
    let (_, words, _) = after(&[&edited]);
    assert!(words[1].contains("revael"), "{}", words[1]);
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
