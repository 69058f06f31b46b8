//! The page by what a screen reader finds in it, what its remedies write, and what its keys do.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::page::findings_ui;
use super::state::{Action, Findings};
use crate::app::keys::does::PageKey;
use crate::app::kit::look;
use crate::app::kit::palette::Palette;
use crate::app::pictures::cache::PictureCache;
use crate::crew::Crew;
use crate::playback::clock::Clock;

const SIZES: [Vec2; 3] = [Vec2::new(1440.0, 900.0), Vec2::new(1024.0, 640.0), Vec2::new(640.0, 400.0)];

const HEAD: &str = "# My talk\n[deck]\ntitle = \"Small talk\" # its name\nlanguage = \"en\"\nlength = \"5m\"\nallow = [\"SLD-WORDS\", \"SLD-LINE\"]\n\n";

fn full_slide() -> String {
    let words = "Like any other state school, academies are free to attend and inspected in the same way. ".repeat(3);
    let paragraphs = vec![words; 5].join("\n\n");
    format!(
        "# ─── full ───\n[[slide]]\nid = \"full\" # stays\ntitle = \"A full slide\"\nbody = \"\"\"\n{paragraphs}\n\"\"\"\n"
    )
}

fn deck(slides: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    std::fs::write(folder.path().join("deck.toml"), format!("{HEAD}{slides}")).expect("and a deck in it");
    folder
}

struct Desk {
    page: Arc<Mutex<Findings>>,
    window: Harness<'static>,
    left: Arc<Mutex<Option<Action>>>,
    folder: tempfile::TempDir,
}

fn desk(slides: &str, size: Vec2, light: bool) -> Desk {
    opened(deck(slides), size, light)
}

fn opened(folder: tempfile::TempDir, size: Vec2, light: bool) -> Desk {
    let page = Findings::open(folder.path(), &Crew::default(), Arc::default(), None);
    let page = Arc::new(Mutex::new(page));
    let left = Arc::new(Mutex::new(None));
    let (inside, heard) = (Arc::clone(&page), Arc::clone(&left));
    let mut window = Harness::builder().with_size(size).build_ui(move |ui| {
        if ui.ctx().cumulative_pass_nr() == 0 {
            return look::install(ui.ctx());
        }
        let mut page = inside.lock().expect("no test panics while it holds this");
        if let Some(action) = findings_ui(ui, Palette::of(light), &mut page) {
            *heard.lock().expect("no test panics while it holds this") = Some(action);
        }
    });
    window.run_steps(2);
    Desk { page, window, left, folder }
}

impl Desk {
    /// Looks at the page until it says this; the work is another thread's.
    fn until(&mut self, words: &str) {
        let began = Clock::start();
        while self.window.query_all_by_label_contains(words).next().is_none() {
            assert!(began.now().0 < Duration::from_secs(60), "the page never says `{words}`: {:?}", self.names());
            std::thread::sleep(Duration::from_millis(5));
            self.window.run_steps(1);
        }
        self.window.run_steps(3);
    }

    fn names(&self) -> Vec<String> {
        let nodes = self.window.root().children_recursive();
        nodes.filter_map(|node| node.accesskit_node().label()).collect()
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("deck.toml")).expect("the deck is there")
    }

    fn click(&mut self, name: &str) {
        self.window.get_by_label(name).click_accesskit();
        self.window.run_steps(3);
    }

    fn press(&mut self, key: PageKey) -> Option<Action> {
        let action = self.page.lock().expect("unpoisoned").press(key);
        self.window.run_steps(3);
        action
    }

    fn chosen(&self) -> usize {
        self.page.lock().expect("unpoisoned").chosen
    }

    fn generation(&self) -> u64 {
        self.page.lock().expect("unpoisoned").read().map_or(0, |reading| reading.generation)
    }

    /// Waits until the deck was read anew.
    fn read_after(&mut self, generation: u64) {
        let began = Clock::start();
        while self.generation() <= generation {
            assert!(began.now().0 < Duration::from_secs(60), "the deck is not read again");
            std::thread::sleep(Duration::from_millis(5));
            self.window.run_steps(1);
        }
        self.window.run_steps(3);
    }
}

#[test]
fn every_control_has_a_name_a_target_and_its_place_in_the_window_at_each_size() {
    for (size, light) in SIZES.into_iter().zip([false, true, false]) {
        let mut desk = desk(&full_slide(), size, light);
        desk.until("What would come of it, 2 of 2");
        let window = Rect::from_min_size(eframe::egui::Pos2::ZERO, size);
        let names = ["Done", "Read again", "Split into two slides", "Leave it as it is", "Copy"];
        for name in names {
            let node = desk.window.get_by_label(name);
            let rect = node.rect();
            assert!(rect.width() >= 24.0 && rect.height() >= 24.0, "{name} is {rect:?} at {size}");
            assert!(rect.left() >= 0.0 && rect.right() <= window.right(), "{name} is {rect:?} at {size}");
        }
        for begin in ["All ", "Faults ", "Warnings ", "Remarks ", "Open at line "] {
            assert!(desk.names().iter().any(|name| name.starts_with(begin)), "{begin} at {size}: {:?}", desk.names());
        }
        let said = desk.names().into_iter().find(|name| name.starts_with("Slide 1, warning: "));
        assert!(said.is_some_and(|said| said.ends_with("Remedy: split into two slides")), "{:?}", desk.names());
        let folder = desk.folder.path().display().to_string();
        let codes = desk.names().into_iter().filter(|name| name.contains("SLD-") || name.contains(&folder));
        assert_eq!(codes.collect::<Vec<_>>(), Vec::<String>::new(), "codes and paths stand nowhere");
        let unnamed = desk.window.root().children_recursive().any(|node| {
            let node = node.accesskit_node();
            node.role() == Role::Button && node.label().is_none_or(|name| name.is_empty())
        });
        assert!(!unnamed);
    }
}

#[test]
fn tab_follows_the_order_of_reading() {
    let mut desk = desk(&full_slide(), SIZES[0], false);
    desk.until("What would come of it");
    let mut order = Vec::new();
    for _ in 0..14 {
        desk.window.key_press(eframe::egui::Key::Tab);
        desk.window.run_steps(2);
        let nodes = desk.window.root().children_recursive();
        let focused = nodes.filter(|node| node.accesskit_node().is_focused());
        order.extend(focused.filter_map(|node| node.accesskit_node().label()).next());
    }
    let at = |begin: &str| {
        let found = order.iter().position(|name| name.starts_with(begin));
        found.unwrap_or_else(|| panic!("Tab never comes to {begin}: {order:?}"))
    };
    let way =
        ["Read again", "Done", "All ", "Slide 1  A full slide, to fix", "Slide 1, warning", "Split into", "Open at"];
    let places: Vec<usize> = way.into_iter().map(at).collect();
    assert!(places.is_sorted(), "{order:?}");
}

#[test]
fn a_remedy_is_shown_taken_and_taken_back_to_the_byte() {
    for windows in [false, true] {
        let slides =
            format!("[[slide]]\ntitle = \"First\"\n\n{}\n# the last\n[[slide]]\ntitle = \"Z\"\n", full_slide());
        let mut desk = desk(&slides, SIZES[0], false);
        desk.until("What would come of it, 2 of 2");
        if windows {
            let generation = desk.generation();
            std::fs::write(desk.folder.path().join("deck.toml"), desk.text().replace('\n', "\r\n")).expect("it writes");
            desk.press(PageKey::ReadAgain);
            desk.read_after(generation.max(1));
        }
        let before = desk.text();
        desk.until("What would come of it, 2 of 2");
        let generation = desk.generation();
        desk.press(PageKey::Remedy);
        desk.read_after(generation);
        let after = desk.text();
        assert_eq!(after.matches("[[slide]]").count(), 4);
        let header = before.find("[[slide]]\r\nid").or(before.find("[[slide]]\nid")).expect("the slide is there");
        assert_eq!(&after[..header], &before[..header], "what stands before it stays");
        let rest = before.rfind("# the last").expect("it is there");
        assert!(after.ends_with(&before[rest..]), "what stands after it stays");
        assert!(after.contains("id = \"full\" # stays"), "comments stay");
        let generation = desk.generation();
        desk.press(PageKey::TakeBack);
        desk.read_after(generation);
        assert_eq!(desk.text(), before);
    }
}

#[test]
fn what_is_left_as_it_is_stays_away_and_can_be_taken_back() {
    let mut desk = desk(&full_slide(), SIZES[0], false);
    desk.until("What would come of it");
    let before = desk.text();
    let generation = desk.generation();
    desk.click("Leave it as it is");
    desk.read_after(generation);
    let code = desk.text().split("allow = [\"").nth(2).and_then(|rest| rest.split('"').next().map(str::to_owned));
    let code = code.expect("the slide remembers it, beside what the deck has");
    let told = |desk: &Desk| {
        desk.page.lock().expect("unpoisoned").read().is_some_and(|it| it.findings.iter().any(|it| it.code == code))
    };
    assert!(!told(&desk), "{code}");
    assert_eq!(desk.text().replace(&format!("allow = [\"{code}\"]\n"), ""), before, "no other byte changed");
    let generation = desk.generation();
    desk.press(PageKey::TakeBack);
    desk.read_after(generation);
    assert!(told(&desk));
    assert_eq!(desk.text(), before);
}

#[test]
fn a_word_that_was_meant_is_written_in_its_place_alone() {
    let slides = "[[slide]]\ntitle = \"A\" # one\nlayout = 'titel'   # two\n";
    let mut desk = desk(slides, SIZES[0], false);
    desk.until("What would come of it");
    let (before, generation) = (desk.text(), desk.generation());
    desk.press(PageKey::Remedy);
    desk.read_after(generation);
    assert_eq!(desk.text(), before.replace("'titel'", "'title'"));
}

#[test]
fn a_remedy_is_written_into_the_file_that_its_slide_is_in() {
    let picture = "[[slide]]\nid = \"p\"\ntitle = \"P\" # its name\nlayout = \"image\"\n";
    // The same picture in each way of writing it, and what each remedy's button says.
    let ways = [
        ("picture = { src = \"a.svg\" } # here\n", "It only decorates", "decorative = true"),
        ("[slide.picture] # here\nsrc = \"a.svg\"\n", "It only decorates", "decorative = true"),
        ("picture = \"a.svg\" # here\n", "Begin a description", "alt = "),
        ("layuot = 1\n", "Write “layout”", "layout = 1"),
    ];
    for (windows, (written, button, brings)) in [false, true].into_iter().flat_map(|ends| ways.map(|way| (ends, way))) {
        let mut part = format!("# part\n{picture}{written}# end\n");
        if windows {
            part = part.replace('\n', "\r\n");
        }
        let slides = "[[slide]]\ntitle = \"First\"\n\n[[slide]]\ninclude = \"parts/one.toml\"\n";
        let folder = deck(slides);
        let file = folder.path().join("parts/one.toml");
        std::fs::create_dir(folder.path().join("parts")).expect("it is made");
        std::fs::write(&file, &part).expect("it writes");
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M1 1h5v5z\"/></svg>";
        std::fs::write(folder.path().join("a.svg"), svg).expect("it writes");
        std::fs::write(folder.path().join("parts/a.svg"), svg).expect("it writes");
        let mut desk = opened(folder, SIZES[0], false);
        desk.until("P, to fix");
        let remedies = |desk: &Desk| {
            let page = desk.page.lock().expect("unpoisoned");
            let reading = Arc::clone(page.read().expect("it is read"));
            reading.findings.iter().map(|it| it.remedy.as_ref().map(|remedy| remedy.name.clone())).collect::<Vec<_>>()
        };
        let at = remedies(&desk).iter().position(|name| name.as_deref() == Some(button));
        let at = at.unwrap_or_else(|| panic!("{button} for {written}: {:?} {:?}", remedies(&desk), desk.names()));
        desk.page.lock().expect("unpoisoned").chosen = at;
        let began = Clock::start();
        while !desk.page.lock().expect("unpoisoned").can_take() {
            assert!(began.now().0 < Duration::from_secs(60), "{button} for {written}: {:?}", desk.names());
            std::thread::sleep(Duration::from_millis(5));
            desk.window.run_steps(1);
        }
        let (own, generation) = (desk.text(), desk.generation());
        desk.press(PageKey::Remedy);
        desk.read_after(generation);
        let after = std::fs::read_to_string(&file).expect("it is there");
        assert_ne!(after, part, "{button}");
        assert!(after.contains(brings) && after.contains("# part") && after.contains("# end"), "{after}");
        assert_eq!(desk.text(), own, "the deck's own file stays");
        let generation = desk.generation();
        desk.press(PageKey::TakeBack);
        desk.read_after(generation);
        assert_eq!(std::fs::read_to_string(&file).ok(), Some(part), "to the byte");
    }
}

#[test]
fn a_deck_that_changed_meanwhile_is_not_written_over() {
    let mut desk = desk(&full_slide(), SIZES[0], false);
    desk.until("What would come of it, 2 of 2");
    let other = format!("{}# mine\n", desk.text());
    std::fs::write(desk.folder.path().join("deck.toml"), &other).expect("it writes");
    desk.page.lock().expect("unpoisoned").press(PageKey::Remedy);
    desk.until("Small talk");
    std::thread::sleep(Duration::from_millis(300));
    desk.window.run_steps(3);
    let split = desk.text().matches("[[slide]]").count() == 2;
    assert!(desk.text() == other || split && desk.text().ends_with("# mine\n"), "{}", desk.text());
}

#[test]
fn keys_go_through_the_findings_and_esc_leaves() {
    let slides: String = (0..4).map(|at| format!("[[slide]]\ntitle = \"S{at}\"\nlayout = \"nothing\"\n\n")).collect();
    let mut desk = desk(&slides, SIZES[1], true);
    desk.until("Slide 1, fault");
    for (key, at) in [(PageKey::Down, 1), (PageKey::Last, 3), (PageKey::Down, 3), (PageKey::Up, 2), (PageKey::First, 0)]
    {
        desk.press(key);
        assert_eq!(desk.chosen(), at, "{key:?}");
    }
    desk.click("Done");
    assert_eq!(*desk.left.lock().expect("unpoisoned"), Some(Action::Leave));
    assert_eq!(desk.press(PageKey::Close), Some(Action::Leave));
}

#[test]
fn three_hundred_findings_are_listed_to_the_last() {
    let slides: String = (0..300)
        .map(|at| {
            format!("[[slide]]\ntitle = \"S{at}\"\nbody = \"Words\"\n[[slide.cue]]\ntext = \"Hello.\"\nstep = 4\n\n")
        })
        .collect();
    let mut desk = desk(&slides, SIZES[0], false);
    desk.until("Slide 1, warning");
    desk.press(PageKey::Last);
    assert!(desk.names().iter().any(|name| name == "Picture of slide 300"), "{:?}", desk.chosen());
}

#[test]
fn a_deck_that_cannot_be_read_says_so_and_is_read_once_it_can() {
    let folder = deck("");
    std::fs::write(folder.path().join("deck.toml"), [0xff, 0xfe, 0]).expect("it writes");
    let words = |path: &Path| {
        let mut page = Findings::open(path, &Crew::default(), Arc::new(PictureCache::default()), None);
        let began = Clock::start();
        while page.reading.is_none() && began.now().0 < Duration::from_secs(60) {
            page.listen();
        }
        page.reading.take().map(|read| read.map(|reading| reading.findings.len()))
    };
    assert!(matches!(words(folder.path()), Some(Ok(count)) if count > 0), "a fault of the deck as a whole");
    assert!(matches!(words(&folder.path().join("none")), Some(Err(_))));
}
