//! Any deck in any look: every word reads on the pixels that are really behind it, whatever a picture shows.
//!
//! Large words are held to the same ratio as small ones, and so is what is quiet on purpose: dimmed lines of code, what
//! is over in an agenda, footers and numbers of lines. Only the words inside an author's own drawing (SVG) keep 4.5:1
//! in high contrast: the program may put a mat under a drawing, but does not change its colors.

use std::io::Cursor;
use std::time::Duration;

use cuecard::deck::caption::{CaptionFont, CaptionInk, CaptionLook, CaptionPlace, CaptionPlate, CaptionStyle};
use cuecard::deck::files::Memory;
use cuecard::deck::plan::CaptionBlock;
use cuecard::deck::read::{Read, read};
use cuecard::deck::theme::{BUILT_IN, Variant};
use cuecard::deck::{CaptionColor, Slide};
use cuecard::drawing::Drawing;
use cuecard::layout::{caption, lay_out};
use cuecard::lint::{Seen, bare, lint, seen};
use cuecard::paint::raster::Painter;
use cuecard::talk::Talk;
use cuecard::text::Shaper;
use image::{ImageFormat, Rgba, RgbaImage};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::properties::chart;

/// What pictures show.
pub const CONTENTS: [&str; 9] = ["white", "black", "grey", "noise", "checkers", "halves", "stripes", "sky", "clear"];
/// Pixels of a picture: wide, tall, square, and smaller than any place for it.
const SHAPES: [(u32, u32); 4] = [(320, 120), (120, 260), (180, 180), (12, 9)];

/// A PNG file.
pub fn photo(content: &str, (width, height): (u32, u32)) -> Vec<u8> {
    let light = |on: bool| if on { [255; 4] } else { [0, 0, 0, 255] };
    let pixels = RgbaImage::from_fn(width, height, |x, y| {
        let chance =
            x.wrapping_mul(0x9E37_79B9).wrapping_add(y.wrapping_mul(0x85EB_CA6B)).wrapping_mul(0xC2B2_AE35) >> 8;
        Rgba(match content {
            "white" => [255; 4],
            "black" => [0, 0, 0, 255],
            "grey" => [118, 118, 118, 255],
            "noise" => [chance as u8, (chance >> 8) as u8, (chance >> 16) as u8, 255],
            "checkers" => light((x / 12 + y / 12) % 2 == 0),
            "halves" => light(x < width / 2),
            "stripes" => light(y / 9 % 2 == 0),
            // Bright above, dark below, with a sun.
            "sky" if x > width / 2 && x < width / 2 + 30 && y > height / 2 && y < height / 2 + 30 => {
                [255, 236, 140, 255]
            }
            "sky" => {
                [(220 - 200 * y / height) as u8, (230 - 200 * y / height) as u8, (250 - 190 * y / height) as u8, 255]
            }
            _ => [255, 255, 255, (255 * x / width) as u8],
        })
    });
    let mut file = Cursor::new(Vec::new());
    pixels.write_to(&mut file, ImageFormat::Png).expect("it encodes");
    file.into_inner()
}

/// A drawing with words on its own ground and on the slide's.
const DRAWN: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200">
<rect x="10" y="10" width="180" height="80" fill="#123456"/><text x="30" y="60" font-size="30" fill="#fff">North</text>
<text x="210" y="60" font-size="30" fill="INK">South</text><circle cx="60" cy="150" r="40" fill="#ffdd55"/>
<text x="120" y="160" font-size="30" fill="INK">East and west</text></svg>"##;
/// What stands at its foot.
const FOOT: &str = "East and west";

/// One slide of each layout and form; `PICTURE` stands for the fields of a picture.
const SLIDES: [&str; 34] = [
    "layout = 'title'\nkicker = 'A kicker'\ntitle = 'The talk and **its** long title'\nsubtitle = 'A subtitle'\nbody = 'www.example.org'\npicture = { PICTURE }",
    "layout = 'title'\ntitle = 'The talk'\nsubtitle = 'A subtitle that goes on for quite a while, with more words'",
    "layout = 'section'\nkicker = 'Part one'\ntitle = 'A section'\nsubtitle = 'What it is about'\npicture = { PICTURE }",
    "layout = 'section'\ntitle = 'Another section, with the theme’s own motif beside it'",
    "kicker = 'Kicker'\ntitle = 'A statement'\nbody = 'Some **strong** and *soft* words with `code`, a [link](https://example.org), ~~struck~~ and $\\frac{a_1}{b} = \\sqrt{2}$.'\nsource = 'A *source*, [2021](https://example.org)'\npicture = { PICTURE }",
    "title = 'A statement'\nbody = '''\nWords.\n\n> A quotation\n\n```rust\nlet x = 1; // one\n```\n'''\naside = 'An **aside** with a [link](https://example.org)'",
    "title = 'Points'\nbody = '''\n- One **strong**\n- Two\n  - below\n- Three\n'''\naside = 'An aside'\nreveal = 'items'\nsource = 'A source'",
    "title = 'Points'\nbody = '''\n1. One\n2. Two\n'''\naside = 'An aside'\npicture = { PICTURE }",
    "layout = 'bullets'\nbody = '''\n- One\n- Two\n- Three\n- Four\n'''\ncolumns = 2",
    "number = '#1'\nkicker = 'Myth'\ntitle = 'A claim'\nbody = 'What is **true**.'\naside = 'And more'\npicture = { PICTURE }",
    "kicker = 'Kicker'\ntitle = 'Heading'\nquote = 'Somebody said **this** once'\nby = 'Somebody'\nwork = 'A work'\nsource = 'A source'",
    "kicker = 'Kicker'\ntitle = 'Two sides'\nleft = { kicker = 'Before', body = 'It **was** so' }\nright = { kicker = 'After', body = 'It *is* [so](https://example.org)' }\nreveal = 'items'\nsource = 'A source'",
    "layout = 'image'\nkicker = 'Kicker'\ntitle = 'Words on a picture'\nsubtitle = 'And a subtitle'\nbody = 'A **body** with a [link](https://example.org)'\nsource = 'A source'\npicture = { PICTURE }",
    "layout = 'image'\ntitle = 'A title alone'\npicture = { PICTURE }",
    "layout = 'image'\npicture = { PICTURE }",
    "layout = 'image'\ntitle = 'A drawing'\npicture = { src = 'light.svg', alt = 'a', fit = 'FIT' }",
    "layout = 'image'\nkicker = 'Kicker'\ntitle = 'A drawing'\npicture = { src = 'dark.svg', alt = 'a', fit = 'FIT', caption = 'Caption', credit = 'Credit' }",
    "title = 'Work'\nquote = 'Somebody said this'\nby = 'Somebody'\nwork = 'A work'\nsource = 'A source'\ncover = { series = 'Series', title = 'A cover', subtitle = 'Subtitle', authors = 'Authors', lines = ['2021'], color = COLOR }",
    "kicker = 'Kicker'\ntitle = 'Work'\nbody = '''\n- One\n- **Two**'''\ncover = { title = 'A cover with a title of several lines', lines = ['One', 'Two'], color = COLOR }\nsource = 'A source'",
    "title = 'Numbers'\nnumbers = [{ value = '87%', label = 'of **all**' }, { value = '3', label = 'of some' }]\nbody = 'More words'\nreveal = 'items'",
    "title = 'Table'\nbody = '''\n| A | B |\n|---|--:|\n| one | 1 |\n| **two** | 2 |\n| three | 3 |\n| [four](https://example.org) | 4 |\n'''\nsource = 'A source'",
    "title = 'Code'\ncode = { language = 'rust', text = \"// one\\nlet two = \\\"text\\\";\\nfn three() -> u32 { 3 }\\n\", numbers = true, highlight = ['all', '2', '1, 3'] }",
    "layout = 'references'\ntitle = 'References'\nbody = '''\n- One, *Work*\n- Two, [link](https://example.org)'''",
    "layout = 'agenda'\ntitle = 'Agenda'",
    "layout = 'closing'\nkicker = 'Thanks'\ntitle = 'Questions'\nsubtitle = 'Please'\nbody = '''\n- [link](https://example.org)\n- more'''\npicture = { PICTURE }",
    "layout = 'blank'\nbody = 'Words'\npicture = { PICTURE }",
    "title = 'A fault'\nlayout = 'quotation'",
    "title = 'Bars'\nchart = { kind = 'bars', labels = ['a', 'b', 'c'], values = [9, 40, 3], unit = '%', highlight = 1 }",
    "title = 'Columns'\nchart = { kind = 'columns', labels = ['a', 'b', 'c'], values = [9, 40, 3], highlight = 0 }",
    "title = 'Share'\nchart = { kind = 'share', labels = ['of all', 'the rest'], values = [61, 39], unit = '%' }",
    "title = 'Scale'\nchart = { kind = 'scale', labels = ['one', 'two', 'three'], ends = ['loose', 'tight'], highlight = 1 }",
    "title = 'Line'\nreveal = 'items'\nchart = { kind = 'line', labels = ['a', 'b', 'c'], values = [3, -2, 8], highlight = 2 }",
    "title = 'Stacked'\nchart = { kind = 'columns', stacked = true, labels = ['a', 'b'], series = [{ name = 'x', values = [30, 40] }, { name = 'y', values = [20, 30] }, { name = 'z', values = [40, 20] }, { name = 'u', values = [20, 30] }, { name = 'v', values = [20, 30] }] }",
    "title = 'Stacked'\nchart = { kind = 'bars', stacked = true, highlight = 1, labels = ['a', 'b'], series = [{ name = 'x', values = [30, 40] }, { name = 'y', values = [20, 30] }, { name = 'z', values = [40, 20] }] }",
];

/// What is the same on all slides of a deck.
#[derive(Clone, Debug)]
struct Look {
    theme: &'static str,
    variant: (&'static str, Variant),
    aspect: &'static str,
    ground: Option<&'static str>,
    content: &'static str,
    shape: (u32, u32),
    fit: &'static str,
    told: bool,
    color: usize,
}

fn looks() -> impl Strategy<Value = Look> {
    let themes = select(BUILT_IN.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    let aspects = select(vec!["16:9", "16:10", "4:3"]);
    let grounds = select(vec![None, None, Some("paper"), Some("sand"), Some("dark")]);
    // Words stand on pictures that are cropped.
    let fits = select(vec!["cover", "cover", "contain"]);
    let pictures = (select(CONTENTS.to_vec()), select(SHAPES.to_vec()), fits, any::<bool>());
    let look = (themes, select(Variant::ALL.to_vec()), aspects, grounds, pictures, 0..6_usize);
    look.prop_map(|(theme, variant, aspect, ground, (content, shape, fit, told), color)| Look {
        theme,
        variant,
        aspect,
        ground,
        content,
        shape,
        fit,
        told,
        color,
    })
}

impl Look {
    fn read(&self, slides: &[String]) -> Read {
        let Self { theme, variant: (variant, _), aspect, .. } = self;
        let head = format!(
            "[deck]\ntitle = 'T'\nlanguage = 'en'\ntheme = '{theme}'\nvariant = '{variant}'\naspect = '{aspect}'\nshort_title = 'The talk'\n[[speaker]]\nid = 's'\nname = 'Somebody'\naffiliation = 'Somewhere'\n"
        );
        let told = if self.told { ", caption = 'A caption', credit = 'A credit'" } else { "" };
        let picture = format!("src = 'picture.png', alt = 'a', fit = '{}'{told}", self.fit);
        let ground = self.ground.map(|it| format!("ground = '{it}'\n")).unwrap_or_default();
        let filled = |slide: &String| {
            let slide = slide.replace("PICTURE", &picture).replace("FIT", self.fit);
            format!("[[slide]]\n{ground}{}\n", slide.replace("COLOR", &self.color.to_string()))
        };
        let text = head + &slides.iter().map(filled).collect::<String>();
        let files = Memory::default()
            .with("picture.png", photo(self.content, self.shape))
            .with("light.svg", DRAWN.replace("INK", "#eeeeee").into_bytes())
            .with("dark.svg", DRAWN.replace("INK", "#333333").into_bytes());
        read(text.as_bytes(), "deck.toml", &files)
    }

    /// What does not read on any step of these slides, and under captions.
    fn faults(&self, slides: &[String], painter: &mut Painter, captions: CaptionLook) -> Vec<String> {
        let deck = self.read(slides).deck;
        let mut shaper = Shaper::new(&deck.fonts, &deck.language);
        let laid = lay_out(&deck, &mut shaper);
        let full: Vec<_> = laid.diagnostics.iter().filter(|it| it.code == "SLD-OVERFLOW").collect();
        let mut out = Vec::new();
        let mut note = |place: &str, drawing: &Drawing, slide: &Slide| {
            let faint = seen(painter, drawing).into_iter().filter(|it| it.is_faint(slide, self.variant.1));
            // A drawing that fills the slide is cropped, and its foot is the ground of the slide's own words.
            let faint = faint.filter(|it| !(it.figure && &*it.words == FOOT && self.theme == "keynote"));
            out.extend(faint.map(|it| {
                let Seen { words, color, behind, ratio, .. } = &it;
                let least = it.least(slide, self.variant.1);
                let what = format!("`{words}` is {color} on {behind}: {ratio:.2}:1 instead of {least}");
                format!("{self:?}, slide `{}`, {place}: {what}", slide.id)
            }));
        };
        for (page, slide) in laid.value.iter().zip(&deck.slides) {
            // Words that have no room may lie anywhere; the author is told.
            if full.iter().any(|it| it.span.is_some_and(|span| span == slide.span)) {
                continue;
            }
            for (step, drawing) in page.steps.iter().enumerate() {
                note(&format!("step {step}"), drawing, slide);
            }
            // Captions over a slide hide words of it; `check` tells.
            let stage = caption::stage(&bare(&page.steps[0]), Some(&block()), captions, &deck.theme, &mut shaper);
            note(&format!("{captions:?}"), &stage, slide);
        }
        out
    }
}

fn block() -> CaptionBlock {
    CaptionBlock {
        lines: vec!["There are many ways".to_owned(), "for schools to work.".to_owned()],
        speaker: Some("Somebody".to_owned()),
        voice: None,
        color: CaptionColor::Cyan,
        sound: false,
        held: false,
        hold: Duration::ZERO,
    }
}

/// Captions in any place, size and style; the edge of letters is no ground of theirs.
fn captions() -> impl Strategy<Value = CaptionLook> {
    let places = select(CaptionPlace::ALL.map(|(_, place)| place).to_vec());
    let colors = select(CaptionInk::ALL.map(|(_, color)| color).to_vec());
    let plates = select(CaptionPlate::ALL.map(|(_, plate)| plate).to_vec());
    let fonts = select(CaptionFont::ALL.map(|(_, font)| font).to_vec());
    let style = (colors, plates, CaptionStyle::LEAST_OPACITY..=100, fonts)
        .prop_map(|(color, plate, opacity, font)| CaptionStyle { color, plate, opacity, font, ..CaptionStyle::USUAL });
    let lines = CaptionLook::SMALLEST_LINE..=CaptionLook::LARGEST_LINE;
    (places, lines, style).prop_map(|(place, line, style)| CaptionLook { place, line, style })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn words_read_on_the_pixels_behind_them(
        look in looks(),
        mut slides in subsequence(SLIDES.map(str::to_owned).to_vec(), 5),
        chart in chart(),
        captions in captions(),
    ) {
        slides.push(chart);
        let faults = look.faults(&slides, &mut Painter::new(), captions);
        prop_assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    }
}

#[test]
fn each_layout_reads_in_each_look() {
    let mut painter = Painter::new();
    let mut faults = Vec::new();
    for (at, theme) in BUILT_IN.iter().map(|(name, _)| *name).enumerate() {
        for (nth, variant) in Variant::ALL.into_iter().enumerate() {
            let content = CONTENTS[(at * 3 + nth) % CONTENTS.len()];
            let (aspect, ground, shape, color) = ("16:9", None, SHAPES[(at + nth) % 4], at + nth);
            let look = Look { theme, variant, aspect, ground, content, shape, fit: "cover", told: true, color };
            let slides = SLIDES.map(str::to_owned);
            faults.extend(look.faults(&slides, &mut painter, CaptionLook::usual(CaptionPlace::ALL[nth].1)));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_theme_whose_words_do_not_read_is_told_by_the_name_of_its_color() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("it writes");
    write("own.toml", "[colors]\nmute = \"#C0B8A8\"\n");
    let slide = "[[slide]]\ntitle = \"A\"\nbody = \"Words\"\nsource = \"A source\"\n";
    write("deck.toml", &format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\ntheme = \"own.toml\"\n{slide}{slide}"));
    let told = lint(&Talk::open(folder.path()).expect("the deck opens"));
    let [finding] = &told.iter().filter(|it| it.code == "SLD-CONTRAST").collect::<Vec<_>>()[..] else {
        panic!("one finding: {told:?}")
    };
    assert!(finding.message.contains("`A source` on slide `a`"), "{}", finding.message);
    assert!(finding.message.contains("more places in this color"), "{}", finding.message);
    assert!(finding.hints[0].contains("`mute` of the theme's colors"), "{:?}", finding.hints);
}

#[test]
fn colors_of_code_that_do_not_read_give_way_and_are_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("it writes");
    let slide =
        "[[slide]]\ntitle = 'A'\ncode = { language = 'rust', text = 'let a = \"b\"; // c', highlight = ['1'] }\n";
    write("deck.toml", &format!("[deck]\ntitle = 'T'\nlanguage = 'en'\ntheme = 'own.toml'\n{slide}"));
    let told = |theme: &str| {
        write("own.toml", theme);
        let talk = Talk::open(folder.path()).expect("the deck opens");
        let found = lint(&talk).into_iter().filter(|it| it.code == "SLD-CONTRAST");
        found.map(|it| it.message).collect::<Vec<_>>()
    };
    assert_eq!(told("extends = 'lecture'"), [""; 0]);
    let own = told("extends = 'lecture'\n[code.colors]\nkeyword = '#B0C0D0'");
    assert!(matches!(&own[..], [one] if one.contains("keyword (#B0C0D0)") && !one.contains("string")), "{own:?}");
    // A dark paper of one's own makes all of them unfit; the words read all the same.
    let dark = told(
        "extends = 'lecture'\n[colors]\npaper = '#101418'\nsand = '#1A2028'\nink = '#F0F0F0'\nmute = '#C0C0C0'\nprimary = '#F0F0F0'\naccent = '#90C0F0'",
    );
    assert!(matches!(&dark[..], [one] if one.contains("string") && one.contains("lit_ground")), "{dark:?}");
}

#[test]
fn what_strikes_words_through_in_a_drawing_is_not_behind_them() {
    let told = |inside: &str| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("it writes");
        write("a.svg", &format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 200'>{inside}</svg>"));
        write(
            "deck.toml",
            "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n[[slide]]\npicture = { src = \"a.svg\", alt = \"A price\" }\n",
        );
        let found = lint(&Talk::open(folder.path()).expect("the deck opens"));
        found.into_iter().filter(|it| it.code == "SLD-CONTRAST").count()
    };
    for line in ["line-through", "underline line-through overline"] {
        let words = format!("<text x='10' y='50' font-size='30' text-decoration='{line}'>old price</text>");
        assert_eq!(told(&words), 0, "{line}");
        // What they do stand on is told all the same.
        let bar = "<rect x='0' y='0' width='300' height='90' fill='#222'/>";
        assert_eq!(told(&format!("<rect width='300' height='200' fill='#fff'/>{bar}{words}")), 1, "{line}");
    }
}
