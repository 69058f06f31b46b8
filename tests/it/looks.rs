//! Looks of a house: logos, footers and backgrounds of every kind, in all themes and variants, leave every word whole,
//! apart from the others and legible.

use std::fs;

use cuecard::color::Color;
use cuecard::deck::theme::{BUILT_IN, Variant};
use cuecard::diagnostic::Severity;
use cuecard::drawing::{Drawing, Item, Paint, Placed, Role};
use cuecard::geometry::{Affine, PathShape as _, Rect};
use cuecard::lint::{lint, room, seen};
use cuecard::paint::raster::Painter;
use cuecard::talk::Talk;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::contrast::{CONTENTS, photo};

/// Behind words beside nine pictures: a drawing, and colors from light to dark.
const COLORS: [&str; 5] = ["#FBF7F0", "#102030", "#808080", "#E4002B", "#FFC94A"];
const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 320 180'><rect width='320' height='180' \
    fill='#214'/><circle cx='220' cy='70' r='60' fill='#fd5'/><path d='M0 150L320 120V180H0Z' fill='#e9e4da'/></svg>";
pub const LOGO: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 30'><rect width='28' height='30' \
    rx='6' fill='INK'/><rect x='40' y='8' width='80' height='14' fill='INK'/></svg>";
const INKS: [&str; 2] = ["#13203B", "#FEFEFC"];
const PLACES: [&str; 4] = ["top-left", "top-right", "bottom-left", "bottom-right"];
const FOOTERS: [&str; 5] = [
    "",
    "[footer]\nleft = '{event} · {date}'\ncenter = 'For partners'\nright = '{number} / {total}'\n",
    "[footer]\nright = '{speaker}, {affiliation}'\n",
    "[footer]\nleft = '{title} – {section} – {event} – {speaker} – {affiliation} – {date}'\ncenter = '{section}'\n\
     right = '{title}'\n",
    "[footer]\ncenter = 'Confidential until the board has met and its minutes have been signed by all of its members'\n\
     right = '{number}'\n",
];

const SLIDES: [&str; 15] = [
    "layout = 'title'\ntitle = 'The street that sleeps'\nsubtitle = 'What one winter taught us'",
    "layout = 'title'\ntitle = 'Effects of cooperative learning on mathematics'\nbody = 'www.example.org'",
    "layout = 'section'\ntitle = 'The winter before'\nsubtitle = 'And the one after'",
    "layout = 'statement'\ntitle = 'We light the road for nobody at all'",
    "section = 'Why we are here tonight, and what for'\ntitle = 'A title that goes on for as long as it may, and on'\n\
     body = \"- One **strong** point\\n- Two with a [link](https://example.org)\\n- Three\"\nsource = 'A source'",
    "body = 'Words without a title, which stand in the upper middle.'",
    "layout = 'quote'\nquote = 'I thought that I would be afraid on my way home.'\nby = 'A nurse'",
    "title = 'Numbers'\nnumbers = [{ value = '54 %', label = 'less power' }, { value = '11 s', label = 'of light' }]",
    "title = 'Bars'\nchart = { kind = 'bars', labels = ['a', 'b'], values = [9, 40], unit = '%', highlight = 1 }",
    "title = 'Table'\nbody = \"| A | B |\\n|---|--:|\\n| one | 1 |\\n| two | 2 |\"",
    "title = 'Code'\ncode = { language = 'rust', text = 'let a = \"b\"; // c' }",
    "title = 'Two sides'\nleft = { kicker = 'Before', body = 'So' }\nright = { kicker = 'After', body = 'Else' }",
    "number = '#1'\nkicker = 'Myth'\ntitle = 'A claim'\nbody = 'What is true.'",
    "layout = 'image'\ntitle = 'Words on a picture'\npicture = { src = 'own.png', alt = 'a', fit = 'cover' }",
    "layout = 'closing'\ntitle = 'Thank you'",
];

#[derive(Clone, Debug)]
struct House {
    theme: &'static str,
    variant: (&'static str, Variant),
    aspect: &'static str,
    behind: String,
    content: &'static str,
    place: &'static str,
    height: u32,
    on_dark: bool,
    footer: &'static str,
    /// In which the slides run; the deck runs from left to right.
    direction: &'static str,
}

fn houses() -> impl Strategy<Value = House> {
    let themes = select(BUILT_IN.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    let behind = prop_oneof![
        6 => Just("back.png".to_owned()),
        1 => Just("back.svg".to_owned()),
        3 => select(COLORS.to_vec()).prop_map(str::to_owned),
    ];
    let logo = (select(PLACES.to_vec()), 20_u32..90, any::<bool>());
    let direction = prop_oneof![3 => Just("ltr"), 1 => Just("rtl")];
    let look = (themes, select(Variant::ALL.to_vec()), select(vec!["16:9", "4:3"]), direction);
    let parts = (look, behind, select(CONTENTS.to_vec()), logo, select(FOOTERS.to_vec()));
    parts.prop_map(|((theme, variant, aspect, direction), behind, content, (place, height, on_dark), footer)| House {
        theme,
        variant,
        aspect,
        behind,
        content,
        place,
        height,
        on_dark,
        footer,
        direction,
    })
}

impl House {
    /// A deck in a folder of its own, so that all that `check` knows can be asked.
    fn talk(&self, slides: &[&str]) -> Talk {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("it writes");
        let kinds = ["title", "section", "closing", "quote", "image", "content"];
        let behind: String = kinds.iter().map(|kind| format!("{kind} = '{}'\n", self.behind)).collect();
        let on_dark = if self.on_dark { "on_dark = 'white.svg'\n" } else { "" };
        let Self { theme, place, height, footer, variant: (variant, _), aspect, direction, .. } = self;
        let theme = format!(
            "extends = '{theme}'\n{footer}[logo]\nsrc = 'ink.svg'\n{on_dark}place = '{place}'\nheight = {height}\n\
             on = ['title', 'section', 'closing', 'quote', 'image', 'content']\n[background]\n{behind}"
        );
        write("house.toml", theme.as_bytes());
        for (name, ink) in ["ink.svg", "white.svg"].into_iter().zip(INKS) {
            write(name, LOGO.replace("INK", ink).as_bytes());
        }
        write("back.svg", DRAWING.as_bytes());
        write("back.png", &photo(self.content, (192, 108)));
        write("own.png", &photo(self.content, (96, 54)));
        let head = format!(
            "[deck]\ntitle = 'A talk with a title of some length'\nlanguage = 'en'\ntheme = 'house.toml'\n\
             variant = '{variant}'\naspect = '{aspect}'\nevent = 'Spring review'\ndate = '2026-03-12'\n\
             [[speaker]]\nid = 's'\nname = 'Ida Solvang'\naffiliation = 'Field trials'\nlinks = ['ida@example.org']\n"
        );
        let slides: String = slides
            .iter()
            .map(|slide| format!("[[slide]]\nfooter = true\ndirection = '{direction}'\n{slide}\n"))
            .collect();
        write("deck.toml", (head + &slides).as_bytes());
        Talk::open(folder.path()).expect("the deck opens")
    }

    fn faults(&self, slides: &[&str], painter: &mut Painter) -> Vec<String> {
        let talk = self.talk(slides);
        let full: Vec<_> = talk.diagnostics.iter().filter(|it| it.code == "SLD-OVERFLOW").collect();
        let broken = talk.diagnostics.iter().filter(|it| it.severity == Severity::Error && it.code != "SLD-OVERFLOW");
        let mut out: Vec<String> = broken.map(|it| it.message.clone()).collect();
        out.extend(room(&talk).into_iter().map(|it| it.message));
        for (page, slide) in talk.pages.iter().zip(&talk.deck.slides) {
            if full.iter().any(|it| it.span == Some(slide.span)) {
                continue;
            }
            let drawing = page.steps.last().expect("a step");
            let faint = seen(painter, drawing).into_iter().filter(|it| it.is_faint(slide, self.variant.1));
            // On such a color nothing reads in high contrast; `check` tells.
            let least = self.variant.1.least_contrast();
            let faint =
                faint.filter(|it| [Color::BLACK, Color::WHITE].iter().any(|ink| ink.contrast(it.behind) >= least));
            out.extend(faint.map(|it| {
                format!("`{}` on `{}`: {} on {}, {:.2}:1", it.words, slide.id, it.color, it.behind, it.ratio)
            }));
            out.extend(near_logo(drawing).map(|words| format!("`{words}` on `{}` stands by the logo", slide.id)));
        }
        out.into_iter().map(|fault| format!("{self:?}: {fault}")).collect()
    }
}

/// Words within half a logo's height of it.
fn near_logo(drawing: &Drawing) -> Option<String> {
    let (mut logos, mut words) = (Vec::new(), Vec::new());
    walk(&drawing.items, Affine::IDENTITY, false, &mut |item, here, _| match item {
        Item::Shape(shape) if is_logo(shape.fill.as_ref().map(|fill| &fill.paint)) => {
            logos.push(here.transform_rect_bbox(shape.path.bounding_box()));
        }
        Item::Text(run) => {
            let size = f64::from(run.size);
            // The space at which a line breaks has no ink.
            let end = run.text.trim_end().len();
            let blank: f32 = run.glyphs.iter().filter(|it| it.range.start >= end).map(|it| it.advance).sum();
            let space = Rect::new(0.0, -size * 0.68, f64::from(run.advance - blank), 0.0);
            words.push((run.text.to_string(), here.transform_rect_bbox(space)));
        }
        _ => {}
    });
    let logo = logos.into_iter().reduce(|a, b| a.union(b))?;
    let near = logo.inflate(logo.height() * 0.48, logo.height() * 0.48);
    let touches = |it: &(String, Rect)| {
        let both = it.1.intersect(near);
        both.width() > 0.5 && both.height() > 0.5
    };
    words.into_iter().find(touches).map(|it| it.0)
}

fn is_logo(paint: Option<&Paint>) -> bool {
    matches!(paint, Some(Paint::Solid(color)) if INKS.contains(&color.to_string().as_str()))
}

/// Each item with the way from its coordinates to the slide's, and whether it decorates.
pub fn walk(items: &[Placed], by: Affine, decorates: bool, each: &mut impl FnMut(&Item, Affine, bool)) {
    for placed in items {
        let here = by * Affine::translate(placed.at.to_vec2());
        match &placed.item {
            Item::Group(group) => {
                let decorates = decorates || group.role == Role::Decoration;
                walk(&group.items, here * group.transform, decorates, each);
            }
            item => each(item, here, decorates),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn words_read_and_stand_alone_in_any_house(
        house in houses(),
        slides in subsequence(SLIDES.to_vec(), 4),
    ) {
        let faults = house.faults(&slides, &mut Painter::new());
        prop_assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    }
}

/// A theme, a variant, and what stands behind the words.
type Tried = ((&'static str, (&'static str, Variant)), &'static str);

/// All grounds × themes × variants. One slide of each kind of ground goes by turns, so that all are met.
#[test]
fn each_background_reads_in_each_theme() {
    const SHOWN: [&str; 5] = [SLIDES[0], SLIDES[3], SLIDES[4], SLIDES[6], SLIDES[14]];
    let themes = BUILT_IN.iter().flat_map(|(theme, _)| Variant::ALL.map(|variant| (*theme, variant)));
    let all: Vec<_> = themes.flat_map(|it| CONTENTS.map(|content| (it, content))).collect();
    assert_eq!(all.len(), 135);
    let check = |(at, ((theme, variant), content)): (usize, &Tried), painter: &mut Painter| {
        let house = House {
            theme,
            variant: *variant,
            aspect: "16:9",
            behind: "back.png".to_owned(),
            content,
            place: PLACES[at % PLACES.len()],
            height: 28,
            on_dark: true,
            footer: FOOTERS[1],
            direction: "ltr",
        };
        let slides = [SHOWN[at % SHOWN.len()], SHOWN[(at / 9 + 2) % SHOWN.len()]];
        house.faults(&slides, painter)
    };
    let faults: Vec<String> = std::thread::scope(|scope| {
        let parts = all.len().div_ceil(2);
        let work = |from: usize| {
            let (all, check) = (&all, &check);
            move || {
                let mut painter = Painter::new();
                let own = all.iter().enumerate().skip(from).take(parts);
                own.flat_map(|it| check(it, &mut painter)).collect::<Vec<String>>()
            }
        };
        let halves: Vec<_> = [0, parts].map(|from| scope.spawn(work(from))).into_iter().collect();
        halves.into_iter().flat_map(|half| half.join().expect("it does not panic")).collect()
    });
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Where a slide is of two colors, its footer stands on one of them: wherever the logo is, and in whatever direction the
/// slide runs.
#[test]
fn a_footer_goes_over_no_edge_of_a_panel() {
    let mut painter = Painter::new();
    let mut faults = Vec::new();
    for ((theme, _), place) in BUILT_IN.iter().flat_map(|theme| PLACES.map(|place| (theme, place))) {
        for (direction, aspect) in [("ltr", "4:3"), ("rtl", "4:3"), ("ltr", "16:9"), ("rtl", "16:9")] {
            let house = House {
                theme,
                variant: Variant::ALL[0],
                aspect,
                behind: "#808080".to_owned(),
                content: CONTENTS[0],
                place,
                height: 80,
                on_dark: false,
                footer: FOOTERS[3],
                direction,
            };
            faults.extend(house.faults(&[SLIDES[11], SLIDES[12]], &mut painter));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn nothing_is_told_of_a_house_where_all_is_well() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/talks/company");
    let found = lint(&Talk::open(&folder).expect("it opens"));
    let found: Vec<_> = found.into_iter().filter(|it| it.severity != Severity::Info).map(|it| it.message).collect();
    assert_eq!(found, [""; 0]);
}
