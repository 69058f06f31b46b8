//! What the windows tell of a deck's faults, and what is kept from one talk to the next.

use super::*;

#[test]
fn a_slide_that_cannot_be_painted_is_told_and_shows_its_title() {
    use crate::app::front::unpainted::tell;
    use crate::app::pictures::cache::{PictureKey, Source, Subject};
    use crate::app::pictures::painters::{Bench, Trouble};
    use crate::show::view::Cursor;
    let shared = Shared::new(Clock::start(), Options::default());
    shared.adopt(Ok(talk()));
    let scene = shared.playback.scene();
    let reading = &scene.playing().expect("the talk plays").reading;
    let cursor = Cursor { slide: 1, step: 0 };
    let drawing = Arc::clone(reading.drawing(cursor).expect("a drawing"));
    let key = PictureKey { generation: 1, subject: Subject::Slide(cursor), size: [320, 180] };
    tell(&shared.playback, key, &Trouble::Unpainted("a font broke".to_owned()));
    let notices = shared.playback.scene().notices.clone();
    assert_eq!(notices.trouble.as_deref(), Some("slide 2 cannot be painted: a font broke"));
    let image = Bench::new(&shared.pictures).paint_bare(&Source::Drawing(drawing), key.size).expect("a picture");
    let first = image.pixels[0];
    assert!(image.pixels.iter().any(|pixel| *pixel != first), "the title stands on the slide's ground");
    assert!(!shared.pictures.has_older(key), "else the last good picture would stay");
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
                true => stage_window(ui, &inside, None),
                false => main_window(ui, &inside, private()),
            }
        })
    };
    shared.adopt(Ok(talk_of(&broken)));
    assert!(shared.playback.scene().playing().is_none(), "nothing is on stage");
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
    assert!(shared.playback.scene().playing().is_some());

    for by_key in [true, false] {
        shared.put_away();
        shared.adopt(Ok(talk_of(&broken)));
        console.run_steps(3);
        match by_key {
            true => console.key_press(Key::Enter),
            false => console.get_by_label("Present all the same").click(),
        }
        console.run_steps(3);
        shared.playback.play_granted();
        assert!(shared.playback.scene().playing().is_some(), "by key: {by_key}");
        // Never again while it plays.
        shared.adopt(Ok(talk_of(&broken.replace("xyz = 1", "xyz = 2"))));
        assert!(shared.playback.scene().playing().is_some());
    }
    let talk = crate::playback::Options { anyway: true, ..Default::default() };
    let anyway = Shared::new(Clock::start(), Options { talk, ..Options::default() });
    anyway.adopt(Ok(talk_of(&broken)));
    assert!(anyway.playback.scene().playing().is_some());
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
        main_window(ui, &inside, Said { library: true, ..private() });
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
    assert_eq!(shared.front().errands, [crate::app::front::asked::Errand::OpenDeck]);
}

#[test]
fn what_is_wrong_is_told_in_windows_of_any_size() {
    const TROUBLE: &str = "deck.toml:29:1: [[slide]] has no `titel`";
    for (width, height) in [(640.0, 400.0), (800.0, 500.0), (700.0, 1100.0), (1280.0, 720.0), (1920.0, 1080.0)] {
        let shared = Arc::new(Shared::new(Clock::start(), Options::default()));
        let long = DECK.replacen("Small talk", "A talk whose title is as long as those of talks often are", 1);
        shared.adopt(Ok(talk_of(&long)));
        let inside = Arc::clone(&shared);
        let window = Vec2::new(width, height);
        let mut console = Harness::builder().with_size(window).build_ui(move |ui| {
            if ui.ctx().cumulative_pass_nr() == 0 {
                return look::install(ui.ctx());
            }
            let stage = "Stage on HDMI-1, 1920 × 1080";
            let trouble = Some(TROUBLE);
            main_window(ui, &inside, Said { stage, trouble, ..private() });
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

#[test]
fn choices_are_kept_for_the_next_talk() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("settings.toml");
    let begin = || {
        let shared = with_captions();
        shared.use_settings(crate::settings::load_from(Some(path.clone())));
        shared.adopt(Ok(talk()));
        shared
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
    assert_eq!((second.view().notes_scale, second.view().timer_mode), (1.2, crate::show::view::TimerMode::Remaining));
    assert!(!second.view().captions_on);
    let look = second.view().caption_look;
    assert_eq!((look.place, look.line), (crate::deck::caption::CaptionPlace::Bottom, 6));
}
