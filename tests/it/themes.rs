//! The decks in every theme, variant and proportion: nothing overflows, no word is lost.

use std::path::PathBuf;
use std::process::Command;

use cuecard::color::Color;
use cuecard::color::sight::distances;
use cuecard::deck::files::Folder;
use cuecard::deck::read::read;
use cuecard::deck::theme::{self, BUILT_IN, Variant};
use cuecard::diagnostic::Severity;
use cuecard::layout::lay_out;
use cuecard::text::Shaper;

/// Lays a talk out with `keys` put into its `[deck]` table; returns its errors and the words of each last step.
fn errors(talk: &str, keys: &str) -> (Vec<String>, Vec<String>) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("decks").join(talk);
    let text = std::fs::read_to_string(folder.join("deck.toml")).expect("the deck is there");
    let kept: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("aspect") && !line.starts_with("variant") && !line.starts_with("theme"))
        .collect();
    let text = kept.join("\n").replacen("[deck]\n", &format!("[deck]\n{keys}\n"), 1);
    let deck = read(text.as_bytes(), "deck.toml", &Folder::new(folder));
    let mut shaper = Shaper::new(&deck.deck.fonts, &deck.deck.language);
    let laid = lay_out(&deck.deck, &mut shaper);
    let faults = deck.diagnostics.iter().chain(&laid.diagnostics).filter(|it| it.severity == Severity::Error);
    let words = laid.value.iter().map(|page| page.steps[page.steps.len() - 1].words());
    // Where lines end is the layout's; the words are the speaker's.
    let words = words.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    (faults.map(|it| it.message.clone()).collect(), words)
}

#[test]
fn the_decks_fit_in_every_theme_variant_and_proportion() {
    let mut looks: Vec<String> = ["aspect = \"4:3\"", "aspect = \"16:10\""].map(str::to_owned).into();
    for (theme, _) in BUILT_IN {
        looks.push(format!("theme = \"{theme}\"\naspect = \"4:3\""));
        looks.extend(Variant::ALL.map(|(variant, _)| format!("theme = \"{theme}\"\nvariant = \"{variant}\"")));
    }
    for (nth, talk) in ["starting-with-why", "the-power-of-the-group", "tour"].into_iter().enumerate() {
        let (_, usual) = errors(talk, "");
        // The variants of a theme differ in colors: of the later themes each is tried on one talk.
        let tried = |at: usize| at < 14 || (at - 2).is_multiple_of(4) || (at - 2) % 4 == nth + 1;
        for (_, keys) in looks.iter().enumerate().filter(|(at, _)| tried(*at)) {
            let (faults, words) = errors(talk, keys);
            assert!(faults.is_empty(), "{talk}, {keys}: {faults:?}");
            for (slide, (a, b)) in usual.iter().zip(&words).enumerate() {
                let sorted = |text: &str| {
                    // A theme may set kickers in capitals, a quotation's marks instead of drawing one, and large numbers of
                    // items without their stops.
                    let item = |word: &str| word.strip_suffix('.').is_some_and(|it| it.parse::<u8>().is_ok());
                    let bare = |word: &str| {
                        let word = word.trim_matches(['“', '”', '‘', '’']);
                        if item(word) { word.trim_end_matches('.').to_owned() } else { word.to_lowercase() }
                    };
                    let mut words: Vec<String> = text.split(' ').map(bare).collect();
                    words.sort_unstable();
                    words
                };
                assert_eq!(sorted(a), sorted(b), "{talk}, {keys}, slide {}", slide + 1);
            }
        }
    }
}

fn cuecard(words: &[&str]) -> (bool, String, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_cuecard")).args(words).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (done.status.success(), text(done.stdout), text(done.stderr))
}

#[test]
fn the_themes_are_listed_and_their_samples_fit() {
    let (good, listed, _) = cuecard(&["themes"]);
    assert!(good && BUILT_IN.iter().all(|(name, _)| listed.contains(name)), "{listed}");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (good, said, faults) = cuecard(&["themes", &path("samples.pdf")]);
    assert!(good && faults.is_empty(), "{said}{faults}");
    assert!(said.contains("15 sheets"), "{said}");
    let (good, _, _) = cuecard(&["themes", "lecture", &path("one.png"), "--variant", "dark", "--width", "160"]);
    let picture = image::open(path("one.png")).expect("one sheet has the target's own name");
    assert!(good && picture.width() > 4 * 160);
    let (good, _, faults) = cuecard(&["themes", "lectern", &path("none.pdf")]);
    assert!(!good && faults.contains("no theme called `lectern`"), "{faults}");
}

#[test]
fn a_deck_is_handed_out_in_another_look_with_its_files_as_they_are() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let text = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\ntheme = \"keynote\"\n[[slide]]\nlayout = \"bullets\"\n\
                title = \"A\"\nbody = \"- words\"\n";
    std::fs::write(folder.path().join("deck.toml"), text).expect("it writes");
    let corner = |more: &[&str]| {
        let (deck, out) = (path(""), path("out.png"));
        let (good, said, faults) = cuecard(&[&["export", &deck, &out, "--size", "160x90"], more].concat());
        assert!(good, "{more:?}: {said}{faults}");
        let picture = image::open(&out).expect("it was written").to_rgb8();
        let [r, g, b] = picture.get_pixel(2, 2).0.map(u32::from);
        r + g + b
    };
    let dark = corner(&[]);
    assert!(dark < 100, "its own look is a dark one: {dark}");
    for light in [&["--variant", "light"][..], &["--theme", "lecture"], &["--theme", "civic", "--variant", "light"]] {
        assert!(corner(light) > 600, "{light:?}");
    }
    assert!(corner(&["--theme", "lecture", "--variant", "dark"]) < 150);
    let (good, _, faults) = cuecard(&["export", &path(""), &path("no.png"), "--theme", "keynoet"]);
    assert!(!good && faults.contains("no theme called `keynoet`") && faults.contains("keynote"), "{faults}");
    assert!(!folder.path().join("no.png").exists());
    for (words, told) in [
        (&["present", &path(""), "--theme", "keynoet"][..], "no theme called `keynoet`"),
        (&["rehearse", &path(""), "--theme", "lecture.toml"], "lecture.toml"),
        (&["present", "--variant", "dark"], "name the deck"),
    ] {
        let (good, _, faults) = cuecard(words);
        assert!(!good && faults.contains(told), "{words:?} opens no window: {faults}");
    }
    let (good, said, _) = cuecard(&["check", &path(""), "--variant", "high-contrast"]);
    assert!(good, "{said}");
    assert_eq!(std::fs::read_to_string(folder.path().join("deck.toml")).ok().as_deref(), Some(text));
}

#[test]
fn a_theme_file_of_the_deck_goes_through_all_its_variants() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("it writes");
    write("deck.toml", "[deck]\ntitle = \"T\"\nlanguage = \"en\"\ntheme = \"own.toml\"\n[[slide]]\ntitle = \"A\"\n");
    write("own.toml", "extends = \"house.toml\"\n[variants.dark.colors]\npaper = \"#101010\"\n");
    write("house.toml", "extends = \"lecture\"\n[band]\nplace = \"middle\"\n");
    let target = folder.path().join("all.png").display().to_string();
    let deck = folder.path().display().to_string();
    let (good, said, faults) = cuecard(&["themes", "own.toml", &target, "--deck", &deck, "--width", "160"]);
    assert!(good, "{said}{faults}");
    for variant in ["light", "dark", "high-contrast"] {
        assert!(folder.path().join(format!("all-own-{variant}.png")).exists(), "{variant}");
    }
}

#[test]
fn every_field_of_a_theme_is_documented() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let format = std::fs::read_to_string(root.join("decks/FORMAT.md")).expect("the format is there");
    let (_, format) = format.split_once("### A theme of your own").expect("themes have their part");
    let named = |word: &str| format.split(|c: char| !c.is_alphanumeric() && c != '_').any(|it| it == word);
    for (name, text) in BUILT_IN {
        let table: toml::Table = text.parse().expect("a theme is TOML");
        for (section, value) in
            table.iter().filter(|(section, _)| !["name", "description", "variants"].contains(&section.as_str()))
        {
            assert!(named(section), "{name}: `{section}` is not in FORMAT.md");
            for key in value.as_table().into_iter().flatten().map(|(key, _)| key).filter(|key| *key != "high-contrast")
            {
                assert!(named(key), "{name}: `{section}.{key}` is not in FORMAT.md");
            }
        }
    }
}

#[test]
fn the_series_of_a_chart_are_seen_and_told_apart_by_every_eye() {
    let mut wrong = Vec::new();
    for (name, _) in BUILT_IN {
        for (variant, kind) in Variant::ALL {
            let theme = theme::built_in(name, Some(kind)).expect("a built-in theme");
            let c = &theme.colors;
            for (colors, grounds) in
                [(&c.series, vec![c.paper, c.sand]), (&c.series_on_dark, vec![theme.strong_fill()])]
            {
                assert_eq!(colors.len(), 5, "{name}, {variant}: as many as a chart can have");
                for (at, one) in colors.iter().enumerate() {
                    let faint = grounds.iter().filter(|ground| one.contrast(**ground) < 3.0);
                    wrong.extend(faint.map(|ground| format!("{name}, {variant}: {one} on {ground}")));
                    for (other, (distance, eyes)) in
                        colors[at + 1..].iter().flat_map(|it| distances(*one, *it).map(|seen| (it, seen)))
                    {
                        if distance < 0.06 {
                            wrong.push(format!(
                                "{name}, {variant}, {eyes}: {one} is too near to {other}: {distance:.3}"
                            ));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The pixel of a slide at a place in points.
fn pixel(drawing: &cuecard::drawing::Drawing, x: u32, y: u32) -> Color {
    let pixels = cuecard::paint::raster::Painter::new().paint(drawing, 960, 540);
    let at = ((y * 960 + x) * 4) as usize;
    Color::rgb(pixels.data[at], pixels.data[at + 1], pixels.data[at + 2])
}

#[test]
fn tabs_say_which_section_is_told_and_lie_on_no_words() {
    let mut text = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\ntheme = \"workshop\"\n".to_owned();
    for part in 1..=8 {
        text += &format!(
            "[[slide]]\nlayout = \"section\"\ntitle = \"Part {part}\"\n[[slide]]\ntitle = \"Content {part}\"\n"
        );
        text += &format!("body = \"{}\"\n", "Many words that reach as far to the right as any do. ".repeat(4));
    }
    let deck = read(text.as_bytes(), "deck.toml", &cuecard::deck::files::Memory::default()).deck;
    let pages = lay_out(&deck, &mut Shaper::new(&[], "en")).value;
    let (look, height) = (&deck.theme.tabs, 540.0 - deck.theme.band.height);
    for (part, page) in pages.iter().skip(1).step_by(2).enumerate() {
        let drawing = page.steps.last().expect("a step");
        for tab in 0..8 {
            let y = (deck.theme.band.height + height * (f64::from(tab) + 0.2) / 8.0) as u32;
            // More sections than colors begin again with the first.
            let color = deck.theme.section_color(tab as usize).0;
            assert_eq!(pixel(drawing, 958, y), color, "slide {part}, tab {tab}");
            let inside = 960 - look.present as u32 + 3;
            let wanted = if tab as usize == part { color } else { deck.theme.colors.paper };
            assert_eq!(pixel(drawing, inside, y), wanted, "slide {part}, tab {tab}: the present one is wider");
        }
        let band = pixel(drawing, 480, 4);
        assert_eq!(band, deck.theme.section_color(part).0, "slide {part}: its title's band");
    }
}
