//! What a house and a speaker put on slides beside words: sections, footers, logos, backgrounds, people and days.

use std::fs;
use std::io::Cursor as Buffer;

use cuecard::deck::files::Memory;
use cuecard::deck::read::{Read, read};
use cuecard::deck::theme::BUILT_IN;
use cuecard::diagnostic::Severity;
use cuecard::drawing::{Item, Page, Placed, Role};
use cuecard::geometry::{Affine, Point};
use cuecard::handout::{markdown, text};
use cuecard::layout::lay_out;
use cuecard::lint::room;
use cuecard::show::view::Cursor;
use cuecard::talk::Talk;
use cuecard::text::Shaper;
use image::{ImageFormat, Rgba, RgbaImage};

use crate::contrast::photo;
use crate::looks::{LOGO, walk};

fn deck(head: &str, slides: &str, theme: &str) -> Read {
    let head = format!("[deck]\ntitle = 'T'\nlanguage = 'en-GB'\ntheme = 'house/look.toml'\n{head}");
    let files = Memory::default()
        .with("house/look.toml", theme.as_bytes())
        .with("house/ink.svg", LOGO.replace("INK", "#14213a").into_bytes())
        .with("house/white.svg", LOGO.replace("INK", "#ffffff").into_bytes())
        .with("back.png", photo("halves", (64, 36)));
    read(format!("{head}\n{slides}").as_bytes(), "deck.toml", &files)
}

/// The pages, and all that is told of them.
fn laid(read: &Read) -> (Vec<Page>, Vec<String>) {
    let mut shaper = Shaper::new(&read.deck.fonts, &read.deck.language);
    let laid = lay_out(&read.deck, &mut shaper);
    let found = read.diagnostics.iter().chain(&laid.diagnostics).map(|it| it.message.clone()).collect();
    (laid.value, found)
}

/// All runs of words, with bars between them.
fn words(page: &Page) -> String {
    let mut out = Vec::new();
    walk(&page.steps[0].items, Affine::IDENTITY, false, &mut |item, _, _| {
        if let Item::Text(run) = item {
            out.push(run.text.to_string());
        }
    });
    out.join("|")
}

#[test]
fn a_section_without_a_slide_of_its_own_is_one_everywhere() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let deck = "[deck]\ntitle = 'T'\nlanguage = 'en'\n[[slide]]\nlayout = 'title'\ntitle = 'T'\n\
        [[slide]]\nlayout = 'agenda'\ntitle = 'Plan'\n\
        [[slide]]\nsection = 'Why *now*'\ntitle = 'A'\nbody = 'a'\n[[slide]]\ntitle = 'B'\nbody = 'b'\n\
        [[slide]]\nsection = 'Unseen'\ntitle = 'X'\nbody = 'x'\nhidden = true\n\
        [[slide]]\nlayout = 'section'\ntitle = 'A long name of a section'\nsection = 'Short'\n\
        [[slide]]\ntitle = 'C'\nbody = 'c'\n[[slide]]\nlayout = 'agenda'\ntitle = 'Again'\n";
    fs::write(folder.path().join("deck.toml"), deck).expect("it writes");
    let talk = Talk::open(folder.path()).expect("it opens");
    assert_eq!(talk.diagnostics, []);
    // The console, the overview, the bookmarks of a PDF and the report of a take go by the plan.
    let sections: Vec<_> = talk.plan.slides.iter().map(|slide| slide.section.clone().unwrap_or_default()).collect();
    let (why, short) = ("Why now", "Short");
    assert_eq!(sections, ["", "", why, why, why, short, short, short]);
    for (at, section) in [(2, why), (3, why), (6, short)] {
        let words = words(&talk.pages[at]);
        assert!(words.contains(&format!("|{section}|")), "footer of {at}: {words}");
    }
    let agenda = words(&talk.pages[1]);
    assert!(agenda.contains("A long name of a section") && agenda.contains("Why"), "{agenda}");
    assert!(!agenda.contains("Unseen"), "{agenda}");
    let shown = (0..8).filter(|at| *at != 4);
    let all: Vec<Cursor> = shown.map(|slide| Cursor { slide, step: talk.pages[slide].last_step() }).collect();
    let handed = markdown(&talk, &all, false);
    assert!(handed.contains("## Why now\n\n###") && !handed.contains("Unseen"), "{handed}");
    assert!(text(&talk, &all, false).contains("A long name of a section"));
}

#[test]
fn a_footer_says_what_its_fields_are() {
    let theme = "[footer]\nleft = '{event} · {date}'\ncenter = '{{{section}'\nright = '{number} / {total}'\n";
    let slides = "[[slide]]\nsection = 'S'\ntitle = 'A'\nbody = 'a'\n\
        [[slide]]\ntitle = 'B'\nbody = 'b'\nfooter = 'Own words'\n\
        [[slide]]\ntitle = 'C'\nbody = 'c'\nfooter = false\n\
        [[slide]]\ntitle = 'D'\nbody = 'd'\nhidden = true\n";
    let (pages, found) = laid(&deck("date = '2026-03-12'\nevent = 'Review'", slides, theme));
    assert!(found.is_empty(), "{found:?}");
    for (at, end) in ["Review · 12 March 2026|{S|1 / 3", "|Own words|2 / 3", "|c"].into_iter().enumerate() {
        assert!(words(&pages[at]).ends_with(end), "{}", words(&pages[at]));
    }
    let (pages, _) = laid(&deck("", slides, theme));
    assert!(words(&pages[0]).ends_with("a|{S|1 / 3"), "nothing is known of event and day: {}", words(&pages[0]));
    let told = deck("", slides, "[footer]\nleft = '{titel}'\n").diagnostics;
    let near = |it: &&str| it.contains("`title`");
    assert!(
        told.iter().any(|it| {
            let all: Vec<&str> =
                std::iter::once(it.message.as_str()).chain(it.hints.iter().map(String::as_str)).collect();
            all.iter().any(|it| it.contains("{titel}")) && all.iter().any(near)
        }),
        "{told:?}"
    );
}

#[test]
fn a_footer_that_has_no_room_is_told_of() {
    let long = "a very long part of a footer ".repeat(5);
    let theme = format!("[footer]\nleft = '{long}'\ncenter = '{long}'\nright = '{long}'\n");
    let (_, found) = laid(&deck("", "[[slide]]\ntitle = 'A'\nbody = 'a'\n", &theme));
    assert!(found.iter().any(|it| it.contains("its left part") || it.contains("its middle part")), "{found:?}");
    assert!(found.iter().any(|it| it.contains("its right part is shortened")), "{found:?}");
}

#[test]
fn a_logo_that_is_lost_on_its_ground_is_told_once() {
    let slides = "[[slide]]\nlayout = 'title'\ntitle = 'A'\n[[slide]]\nlayout = 'closing'\ntitle = 'B'\n\
        [[slide]]\ntitle = 'C'\nbody = 'c'\n";
    let told = |logo: &str, slides: &str, head: &str| {
        let (_, found) = laid(&deck(head, slides, &format!("[logo]\n{logo}\n")));
        found.into_iter().filter(|it| it.contains("logo")).collect::<Vec<_>>()
    };
    let one = told("src = 'ink.svg'", slides, "");
    assert!(matches!(&one[..], [one] if one.contains("`house/ink.svg` is hard to see on dark slides")), "{one:?}");
    let both = "src = 'ink.svg'\non_dark = 'white.svg'";
    for variant in ["light", "dark", "high-contrast"] {
        assert_eq!(told(both, slides, &format!("variant = '{variant}'")), [""; 0], "{variant}");
    }
    assert_eq!(told("src = 'ink.svg'\non = ['content']", slides, ""), [""; 0]);
    assert_eq!(told("src = 'white.svg'", slides, "").len(), 1, "and on light ones");
    let blue = "[[slide]]\ntitle = 'C'\nbody = 'c'\nbackground = '#102030'\n";
    assert_eq!(told("src = 'ink.svg'", blue, "").len(), 1);
    assert_eq!(told("src = 'ink.svg'", &format!("{blue}logo = false\n"), ""), [""; 0]);
    let (_, found) = laid(&deck("", slides, "[logo]\nsrc = 'gone.svg'\n"));
    assert!(matches!(&found[..], [one] if one.contains("`house/gone.svg`")), "{found:?}");
}

#[test]
fn logo_footer_and_background_are_nothing_to_readers() {
    let slides = "[[slide]]\nlayout = 'title'\ntitle = 'A'\n\
        [[slide]]\ntitle = 'C'\nbody = 'c'\nbackground = 'back.png'\n";
    let theme = "[logo]\nsrc = 'ink.svg'\nalt = 'A house'\non_dark = 'white.svg'\n[footer]\nleft = 'Foot'\n";
    let (pages, found) = laid(&deck("", slides, theme));
    assert!(found.is_empty(), "{found:?}");
    fn figures(items: &[Placed]) -> usize {
        let of = |placed: &Placed| match &placed.item {
            Item::Group(group) if matches!(group.role, Role::Figure { .. }) => 1,
            Item::Group(group) => figures(&group.items),
            _ => 0,
        };
        items.iter().map(of).sum()
    }
    let counted: Vec<usize> = pages.iter().map(|page| figures(&page.steps[0].items)).collect();
    assert_eq!(counted, [1, 0], "the house's name is said once");
    walk(&pages[1].steps[0].items, Affine::IDENTITY, false, &mut |item, _, decorates| match item {
        Item::Text(run) => assert_eq!(decorates, !matches!(&*run.text, "C" | "c"), "{}", run.text),
        Item::Picture(picture) => assert!(decorates && picture.size == pages[1].steps[0].size),
        Item::Shape(_) | Item::Group(_) => {}
    });
}

#[test]
fn grounds_colors_and_pictures_lie_behind_a_slide() {
    let ground = |background: &str| {
        let slide = format!("[[slide]]\ntitle = 'C'\nbody = 'c'\nbackground = {background}\n");
        let (pages, found) = laid(&deck("", &slide, ""));
        (pages[0].steps[0].ground.to_string(), found)
    };
    assert_eq!(ground("'#102030'"), ("#102030".to_owned(), vec![]));
    assert_eq!(ground("'sand'"), ("#EFE5D6".to_owned(), vec![]), "as `ground` does");
    for right in ["'back.png'", "{ src = 'back.png', focus = [0.2, 0.5] }"] {
        assert_eq!(ground(right).1, [""; 0], "{right}");
    }
    for wrong in ["'#10203'", "'gone.jpg'", "3", "{ focus = [0.2, 0.5] }"] {
        assert_eq!(ground(wrong).1.len(), 1, "{wrong}: {:?}", ground(wrong).1);
    }
    let slide = "[[slide]]\ntitle = 'C'\nbody = 'c'\n";
    let (_, found) = laid(&deck("", slide, "[background]\ncontent = 'gone.jpg'\n"));
    assert!(matches!(&found[..], [one] if one.contains("`house/gone.jpg`")), "{found:?}");
}

#[test]
fn words_go_to_the_calm_side_of_a_picture() {
    let left = |busy_right: bool| {
        let pixels = RgbaImage::from_fn(320, 180, |x, y| {
            let busy = (x >= 170) == busy_right && (x / 5 + y / 5) % 2 == 0;
            Rgba(if busy { [200, 180, 150, 255] } else { [40, 60, 80, 255] })
        });
        let mut file = Buffer::new(Vec::new());
        pixels.write_to(&mut file, ImageFormat::Png).expect("it encodes");
        let text = "[deck]\ntitle = 'T'\nlanguage = 'en'\ntheme = 'civic'\n\
            [[slide]]\nlayout = 'title'\ntitle = 'A short title'\nbackground = 'b.png'\n";
        let (pages, _) = laid(&read(text.as_bytes(), "deck.toml", &Memory::default().with("b.png", file.into_inner())));
        let mut left = f64::INFINITY;
        walk(&pages[0].steps[0].items, Affine::IDENTITY, false, &mut |item, here, _| {
            if matches!(item, Item::Text(_)) {
                left = left.min((here * Point::ZERO).x);
            }
        });
        left
    };
    assert!(left(true) < 100.0 && left(false) > 300.0, "{} {}", left(true), left(false));
}

/// All kinds of people and titles in each theme: what is known is shown, what fits is whole, what does not is told.
#[test]
fn people_and_the_day_are_told_at_the_beginning_and_at_the_end() {
    let house = "Institute for the Comparative Study of Education, University of Somewhere-upon-Water";
    let long = "Effects of cooperative learning on the mathematics of year seven in forty schools of three countries";
    let names = ["Ana Pop", "Wilhelmina Friederike von Hohenstein-Rothenburg"];
    let counts = [0, 1, 2, 3, 6].into_iter().flat_map(|count| names.map(|name| (count, name)));
    let cases: Vec<(usize, &str, &str)> =
        counts.flat_map(|(count, name)| ["Short", long].map(|title| (count, name, title))).collect();
    for (theme, _) in BUILT_IN {
        for (count, name, title) in &cases {
            let speaker = |at: usize| {
                format!(
                    "[[speaker]]\nid = 's{at}'\nname = '{name} {at}'\naffiliation = '{house}'\nlinks = ['s{at}@a.org']\n"
                )
            };
            let speakers: String = (0..*count).map(speaker).collect();
            let deck = format!(
                "[deck]\ntitle = 'T'\nlanguage = 'en-GB'\ntheme = '{theme}'\nevent = 'Spring review'\ndate = '2026-03-12'\n\
                 {speakers}[[slide]]\nlayout = 'title'\ntitle = '{title}'\n[[slide]]\nlayout = 'closing'\ntitle = '{title}'\n"
            );
            let folder = tempfile::tempdir().expect("a temporary folder");
            fs::write(folder.path().join("deck.toml"), deck).expect("it writes");
            let talk = Talk::open(folder.path()).expect("it opens");
            let case = format!("{theme}, {count} × {name}, {title}");
            for page in &talk.pages {
                let words = words(page);
                // A narrow margin breaks it.
                assert!(words.replace('|', "").contains("12 March 2026"), "{case}: {words}");
                assert!(words.to_lowercase().contains("spring review"), "{case}: {words}");
                assert!((0..*count).all(|at| words.contains(&format!(" {at}"))), "{case}: {words}");
                assert!(*count != 1 || words.contains("s0@a.org"), "{case}: {words}");
            }
            let told = talk.diagnostics.iter().filter(|it| it.severity == Severity::Error).count();
            let seen = room(&talk);
            assert!(seen.is_empty() || told > 0, "{case}: {seen:?}");
            assert!(*count > 2 || told == 0, "{case}: {:?}", talk.diagnostics);
        }
    }
}

#[test]
fn an_author_who_writes_contact_lines_has_said_it_all() {
    let head = "date = '2026-03-12'\n[[speaker]]\nid = 's'\nname = 'Ana Pop'\nlinks = ['ana@example.org']\n";
    let slides = "[[slide]]\nlayout = 'closing'\ntitle = 'Thanks'\nbody = 'Write to us'\n\
        [[slide]]\nlayout = 'closing'\ntitle = 'Thanks'\nspeakers = []\n";
    let (pages, found) = laid(&deck(head, slides, ""));
    assert!(found.is_empty(), "{found:?}");
    assert_eq!((words(&pages[0]).as_str(), words(&pages[1]).as_str()), ("Thanks|Write to us", "Thanks|12 March 2026"));
}
