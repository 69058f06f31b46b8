//! Figures that speak: drawings that build up, marks on pictures, QR codes and icons; and what is told of bad ones.

use std::fs;
use std::path::Path;

use cuecard::color::Color;
use cuecard::deck::SvgPart;
use cuecard::deck::files::Memory;
use cuecard::deck::read::read;
use cuecard::diagnostic::{Diagnostic, Severity, Span};
use cuecard::drawing::{Drawing, Item, Page, Placed, Role};
use cuecard::layout::lay_out;
use cuecard::layout::svg::{Reader, Request, SvgDrawing};
use cuecard::paint::raster::{Painter, Pixels};
use cuecard::text::Shaper;
use image::{ImageEncoder, Rgb, RgbImage};

const HEAD: &str = "[deck]\ntitle = \"T\"\nlanguage = \"en-GB\"\n";
/// Everything that can stand in the way of a part: copies, symbols, clips, masks, filters, blend modes, links.
const RICH: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" viewBox="0 0 400 300">
  <defs>
    <g id="stored"><circle cx="20" cy="20" r="18" fill="#c33"/></g>
    <symbol id="sign" viewBox="0 0 10 10"><path d="M0 0h10v10z" fill="#36c"/></symbol>
    <clipPath id="round"><circle cx="60" cy="60" r="50"/></clipPath>
    <mask id="faded"><rect id="in-mask" width="400" height="300" fill="#888"/></mask>
    <filter id="soft"><feGaussianBlur stdDeviation="3"/></filter>
    <clipPath id="by-shape"><use href="#outline"/></clipPath>
  </defs>
  <style>.late { fill: #090; mix-blend-mode: multiply } #outer > rect { stroke: #000 }</style>
  <rect id="paper" width="400" height="300" fill="#ffe"/>
  <use href="#stored" x="10" y="10"/><use href="#stored" x="340" y="240"/>
  <use href="#sign" x="150" y="10" width="40" height="40"/>
  <g id="outer" clip-path="url(#round)"><rect id="inner" x="20" y="20" width="80" height="80" fill="#fc0"/></g>
  <g inkscape:groupmode="layer" inkscape:label="Late layer" class="late"><rect x="120" y="80" width="90" height="90" class="late"/></g>
  <g data-cell-id="cell-7" mask="url(#faded)"><rect x="180" y="120" width="90" height="90" fill="#036"/></g>
  <g filter="url(#soft)"><rect id="shadow" x="260" y="20" width="60" height="60"/><rect id="glow" x="290" y="60" width="60" height="60" fill="#a0f"/></g>
  <path id="outline" d="M20 200h80v60z" fill="#0aa"/>
  <rect x="0" y="180" width="200" height="120" fill="#f0a" clip-path="url(#by-shape)" opacity=".4"/>
  <a id="web" href="https://example.org"><text id="words" x="220" y="280" font-size="24">a <tspan id="piece">word</tspan></text></a>
  <g id="n1" class="node"><title>Alpha</title><ellipse cx="330" cy="200" rx="40" ry="20" fill="#ccc"/></g>
  <g id="load_x20_balancer"><rect x="20" y="120" width="40" height="40" fill="#222"/></g>
  <g id="hidden-layer" style="display: none"><rect width="9" height="9"/></g>
</svg>"##;
const NAMES: [&str; 14] = [
    "stored",
    "sign",
    "outer",
    "inner",
    "Late layer",
    "cell-7",
    "shadow",
    "glow",
    "outline",
    "web",
    "words",
    "Alpha",
    "load balancer",
    "paper",
];

fn parts(names: &[(&str, usize)]) -> Vec<SvgPart> {
    names
        .iter()
        .map(|(name, step)| SvgPart { name: (*name).to_owned(), step: *step, span: Span::new(0, 0..1) })
        .collect()
}

fn drawn(svg: &str, parts: &[SvgPart]) -> SvgDrawing {
    let request = Request { parts, ..Request::plain("x.svg", svg) };
    Reader::new(&[]).read(&request, &mut Shaper::new(&[], "en")).expect("valid SVG")
}

fn pixels(items: Vec<Placed>, drawing: &SvgDrawing) -> Pixels {
    let shown = Drawing { size: drawing.size, ground: Color::WHITE, items };
    Painter::new().paint(&shown, drawing.size.width as u32, drawing.size.height as u32)
}

/// Whether they differ by more than rounding.
fn differ(one: &Pixels, other: &Pixels) -> usize {
    one.data.iter().zip(&other.data).filter(|(a, b)| a.abs_diff(**b) > 3).count()
}

#[test]
fn at_its_last_step_a_drawing_is_what_it_is_without_steps() {
    let whole = drawn(RICH, &[]);
    let painted = pixels(whole.items.clone(), &whole);
    for name in NAMES {
        let built = drawn(RICH, &parts(&[(name, 1)]));
        assert!(built.faults.is_empty(), "{name}: {:?}", built.faults);
        assert_eq!(built.size, whole.size, "{name}: nothing moves");
        assert_eq!(differ(&painted, &pixels(built.items.clone(), &built)), 0, "{name}: the last step is the whole");
        let [(0, before)] = &built.before[..] else { panic!("{name}: {} looks", built.before.len()) };
        assert!(differ(&painted, &pixels(before.clone(), &built)) > 20, "{name}: it is hidden before its step");
    }
    let all: Vec<(&str, usize)> = NAMES.iter().enumerate().map(|(at, name)| (*name, at + 1)).collect();
    let built = drawn(RICH, &parts(&all));
    assert_eq!(differ(&painted, &pixels(built.items.clone(), &built)), 0, "all of them together");
    let first = pixels(built.before[0].1.clone(), &built);
    assert!(first.data[..4] == [255; 4], "nothing of it is there at first");
}

#[test]
fn what_is_there_stays_where_it_is_while_more_comes() {
    // Disjoint parts: each pixel that has its color at a step keeps it.
    let square = |at: usize| {
        format!("<rect id=\"p{at}\" x=\"{}\" y=\"10\" width=\"20\" height=\"20\" fill=\"#{at}{at}4\"/>", at * 30)
    };
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 300\">{}</svg>",
        (1..8).map(square).collect::<String>()
    );
    let names: Vec<String> = (1..8).map(|at| format!("p{at}")).collect();
    for order in [vec![1, 2, 3, 4, 5, 6, 7], vec![3, 3, 1, 9, 1, 2, 5]] {
        let asked: Vec<(&str, usize)> = names.iter().map(String::as_str).zip(order).collect();
        let built = drawn(&svg, &parts(&asked));
        let last = pixels(built.items.clone(), &built);
        for (from, items) in &built.before {
            let now = pixels(items.clone(), &built);
            for (name, step) in &asked {
                let x = name[1..].parse::<usize>().expect("a number") * 30 + 10;
                let at = (20 * 400 + x) * 4;
                let shown = now.data[at..at + 3] == last.data[at..at + 3];
                assert_eq!(shown, step <= from, "{name} comes at {step}, at step {from}");
            }
        }
    }
}

#[test]
fn copies_come_with_their_part_and_inner_parts_never_before_outer_ones() {
    let built = drawn(RICH, &parts(&[("outer", 3), ("inner", 1)]));
    let steps: Vec<usize> = built.before.iter().map(|it| it.0).collect();
    assert_eq!((steps, built.last_step), (vec![0, 1], 3));
    assert!(built.faults[0].1.message.contains("comes at step 3"), "{:?}", built.faults);
    let one = drawn(RICH, &parts(&[("stored", 1)]));
    let before = pixels(one.before[0].1.clone(), &one);
    let at = (260 * 400 + 360) * 4;
    assert_eq!(before.data[at..at + 3], [255, 255, 238], "the copy is not there yet");
}

#[test]
fn parts_that_cannot_come_are_told_with_a_remedy() {
    let table = [
        ("storred", "no part called", "Did you mean `stored`?"),
        ("nothing-like-it", "no part called", "It has: "),
        ("in-mask", "in a `mask`", "group of its own"),
        ("round", "in a `clipPath`", "group of its own"),
        ("soft", "in a `filter`", "group of its own"),
        ("piece", "a piece of a text", "text of its own"),
        ("hidden-layer", "hidden in the drawing itself", "Show its layer"),
    ];
    for (name, what, remedy) in table {
        let built = drawn(RICH, &parts(&[("outer", 1), (name, 2)]));
        let told: Vec<&Diagnostic> = built.faults.iter().map(|(_, fault)| fault).collect();
        assert!(
            matches!(&told[..], [one] if one.message.contains(what) && one.hints[0].contains(remedy)),
            "{name}: {told:?}"
        );
        assert_eq!(built.last_step, 1, "{name}: the rest works");
    }
    let twice = drawn(RICH, &parts(&[("outer", 1), ("outer", 2)]));
    assert!(twice.faults[0].1.message.contains("named twice") && twice.last_step == 1);
}

fn files() -> Memory {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut memory = Memory::default().with("rich.svg", RICH.as_bytes());
    for name in ["waves.jpg", "form.svg"] {
        memory = memory.with(name, &fs::read(folder.join(name)).expect("a picture")[..]);
    }
    memory
}

fn laid(deck: &str, files: &Memory) -> (Vec<Page>, Vec<Diagnostic>) {
    let read = read(deck.as_bytes(), "deck.toml", files);
    let mut shaper = Shaper::new(&read.deck.fonts, &read.deck.language);
    let laid = lay_out(&read.deck, &mut shaper);
    (laid.value, read.diagnostics.into_iter().chain(laid.diagnostics).collect())
}

/// Bad input, with the line of its finding below the slide's header, a word of the finding, and one of the remedy.
const BAD: [(&str, usize, &str, &str); 44] = [
    ("picture = { src = \"rich.svg\", alt = \"A\", steps = [\"otter\"] }", 3, "no part called `otter`", "`outer`"),
    ("picture = { src = \"rich.svg\", alt = \"A\", steps = \"outer\" }", 3, "must be a list of names", "steps = ["),
    ("picture = { src = \"rich.svg\", alt = \"A\", steps = [1] }", 3, "a whole number", "steps = ["),
    (
        "picture = { src = \"rich.svg\", alt = \"A\", steps = [{ id = \"outer\", until = 2 }] }",
        3,
        "a table",
        "steps = [",
    ),
    ("picture = { src = \"rich.svg\", alt = \"A\", steps = [[\"outer\", [\"inner\"]]] }", 3, "a list", "steps = ["),
    ("picture = { src = \"rich.svg\", alt = \"A\", steps = [\" \"] }", 3, "is empty", "steps = ["),
    ("picture = { src = \"waves.jpg\", alt = \"A\", steps = [\"outer\"] }", 3, "needs a drawing", "SVG"),
    ("picture = { qr = \"\" }", 3, "`qr` is empty", "qr = "),
    ("picture = { qr = 5 }", 3, "must be words", "qr = "),
    ("picture = { qr = \"LONG\" }", 3, "more than any code holds", "short address"),
    ("picture = { qr = \"MIDDLE\" }", 3, "squares", "shorter address"),
    ("picture = { qr = \"https://a.example\", src = \"waves.jpg\" }", 3, "not both", "Keep one"),
    ("picture = { qr = \"https://a.example\", fit = \"cover\" }", 3, "for pictures from a file", "take it out"),
    ("picture = { icon = \"rockett\" }", 3, "no icon called", "`rocket`"),
    ("picture = { icon = \"blue-whale-with-hat\" }", 3, "no icon called", "chef-hat"),
    ("picture = { icon = \"xyzzyqwert\" }", 3, "no icon called", "lucide.dev"),
    ("picture = { icon = true }", 3, "must be words", "icon = "),
    ("picture = { icon = \"rocket\", steps = [\"a\"] }", 3, "for pictures from a file", "take it out"),
    ("item = 5", 3, "must be a list of tables", "[[slide.item]]"),
    ("[[slide.item]]\nat = [0.1, 0.5]\nbody = \"A\"", 3, "needs `size`", "Add size"),
    ("[[slide.item]]\nat = [0.1, 0.5]\nsize = [0.4, 0.2]", 3, "nothing in it", "Give it a body"),
    ("[[slide.item]]\nat = [0.8, 0.5]\nsize = [0.4, 0.2]\nbody = \"A\"", 3, "beyond the slide", "1.0 at most"),
    (
        "[[slide.item]]\nat = [0.1, 0.5]\nsize = [0.4, 0.2]\nturn = 720\nbody = \"A\"",
        6,
        "more than a whole turn",
        "-360",
    ),
    ("[[slide.item]]\nat = [0.1, 0.5]\nsize = [0.4, 0.2]\nbody = 5", 6, "must be words", "body = "),
    (
        "[[slide.item]]\nat = [0.1, 0.5]\nsize = [0.4, 0.2]\nbody = \"A\"\n[[slide.item]]\nat = [0.2, 0.55]\nsize = [0.4, 0.2]\nbody = \"B\"",
        7,
        "lies on item 1",
        "over = true",
    ),
    ("[[slide.item]]\nat = [0.1, 0.05]\nsize = [0.4, 0.2]\nbody = \"A\"", 3, "lies on the title", "over = true"),
    ("mark = 5", 3, "must be a list of tables", "[[slide.mark]]"),
    ("[[slide.mark]]\nkind = \"labl\"\nat = [0.5, 0.5]\ntext = \"A\"", 4, "no kind called `labl`", "`label`"),
    ("[[slide.mark]]\nkind = \"label\"\ntext = \"A\"", 3, "needs `at`", "Add at"),
    ("[[slide.mark]]\nat = [0.5, 0.5]\ntext = \"A\"", 3, "needs `kind`", "Add kind"),
    ("[[slide.mark]]\nkind = \"label\"\nat = [0.5, 1.2]\ntext = \"A\"", 5, "outside of the picture", "0.0 to 1.0"),
    ("[[slide.mark]]\nkind = \"label\"\nat = [0.5, -0.2]\ntext = \"A\"", 5, "outside of the picture", "0.0 to 1.0"),
    ("[[slide.mark]]\nkind = \"label\"\nat = [0.5]\ntext = \"A\"", 5, "two numbers", "[0.3, 0.7]"),
    ("[[slide.mark]]\nkind = \"label\"\nat = \"middle\"\ntext = \"A\"", 5, "two numbers", "[0.3, 0.7]"),
    ("[[slide.mark]]\nkind = \"label\"\nat = [0.5, 0.5]", 3, "needs `text`", "Add text"),
    ("[[slide.mark]]\nkind = \"arrow\"\nat = [0.5, 0.5]", 3, "needs `to`", "Add to"),
    ("[[slide.mark]]\nkind = \"box\"\nat = [0.5, 0.5]", 3, "needs `size`", "Add size"),
    ("[[slide.mark]]\nkind = \"box\"\nat = [0.5, 0.5]\nsize = [0.1, 0.0]", 6, "no size", "0.0 to 1.0"),
    ("[[slide.mark]]\nkind = \"box\"\nat = [0.8, 0.5]\nsize = [0.4, 0.1]", 6, "reaches beyond", "upper left corner"),
    ("[[slide.mark]]\nkind = \"circle\"\nat = [0.1, 0.5]\nsize = [0.4, 0.1]", 6, "reaches beyond", "its middle"),
    (
        "[[slide.mark]]\nkind = \"box\"\nat = [0.5, 0.5]\nsize = [0.1, 0.1]\ntext = \"A\"",
        7,
        "has no `text`",
        "beside it",
    ),
    (
        "[[slide.mark]]\nkind = \"label\"\nat = [0.5, 0.5]\ntext = \"A\"\nstep = 3\nuntil = 2",
        8,
        "appears only at step 3",
        "later step",
    ),
    ("[[slide.mark]]\nkind = \"label\"\nat = [0.5, 0.5]\ntext = \"A\"\nstep = -1", 7, "`step` is -1", "from 0"),
    ("[[slide.mark]]\nkind = \"label\"\nat = [0.5, 0.5]\ntext = \"A\"\ncolor = \"red\"", 7, "no `color`", "kind, at"),
];

#[test]
fn bad_input_costs_its_place_and_is_told_with_line_and_remedy() {
    let files = files();
    for (bad, line, what, remedy) in BAD {
        let bad = bad.replace("LONG", &"long".repeat(900)).replace("MIDDLE", &format!("https://{}", "a".repeat(200)));
        // A canvas takes no body of its own.
        let body = if bad.contains("item") { "source = \"Kept words.\"" } else { "body = \"Kept words.\"" };
        let deck = format!("{HEAD}[[slide]]\ntitle = \"First\"\n[[slide]]\ntitle = \"Kept title\"\n{body}\n{bad}\n");
        let (pages, found) = laid(&deck, &files);
        let told = found.iter().find(|it| it.message.contains(what));
        let told = told.unwrap_or_else(|| panic!("{bad}: {found:?}"));
        assert!(told.hints.iter().any(|hint| hint.contains(remedy)), "{bad}: {told:?}");
        let span = told.span.expect("a place");
        let at = deck[..span.start as usize].matches('\n').count()
            - deck[..deck.find("Kept title").expect("it")].matches('\n').count();
        assert_eq!(at, line - 1, "{bad}: the line of {told:?}");
        let words = pages[1].steps.last().expect("a step").words();
        assert!(words.contains("Kept title") && words.contains("Kept words."), "{bad}: {words}");
    }
}

/// The places of shapes and words of marks on the last step, by their role and words.
fn places(page: &Page) -> Vec<(String, f64, f64)> {
    fn walk(items: &[Placed], x: f64, y: f64, out: &mut Vec<(String, f64, f64)>) {
        for placed in items {
            let (x, y) = (x + placed.at.x, y + placed.at.y);
            match &placed.item {
                Item::Text(run) => out.push((run.text.to_string(), x + f64::from(run.advance) / 2.0, y)),
                Item::Group(group) => walk(&group.items, x, y, out),
                Item::Shape(_) | Item::Picture(_) => {}
            }
        }
    }
    let mut out = Vec::new();
    walk(&page.steps[page.last_step()].items, 0.0, 0.0, &mut out);
    out
}

/// A photo that is twice as wide as high, red in its lower right corner, turned by its EXIF if asked for.
fn photo(turn: Option<u8>) -> Vec<u8> {
    let picture =
        RgbImage::from_fn(200, 100, |x, y| if x > 180 && y > 80 { Rgb([255, 0, 0]) } else { Rgb([9, 99, 9]) });
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    if let Some(turn) = turn {
        let exif =
            [b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[turn, 0, 0, 0, 0, 0, 0]].concat();
        encoder.set_exif_metadata(exif).expect("PNG takes EXIF");
    }
    encoder.write_image(&picture, 200, 100, image::ExtendedColorType::Rgb8).expect("it encodes");
    bytes
}

#[test]
fn shares_are_of_the_whole_picture_turned_and_cropped_as_it_is() {
    // The red corner: lower right as it lies, lower left when turned right by a quarter.
    for (turn, share, fit) in [
        (None, (0.95, 0.9), "contain"),
        (Some(6), (0.1, 0.95), "contain"),
        (Some(3), (0.05, 0.1), "contain"),
        (None, (0.95, 0.9), "cover\", focus = [1.0, 1.0], credit = \""),
    ] {
        let files = Memory::default().with("p.png", photo(turn));
        let deck = format!(
            "{HEAD}[[slide]]\ntitle = \"T\"\nbody = \"B\"\npicture = {{ src = \"p.png\", alt = \"A\", fit = \"{fit}\" }}\n\
             [[slide.mark]]\nkind = \"number\"\nat = [{}, {}]\n",
            share.0, share.1
        );
        let (pages, found) = laid(&deck, &files);
        assert!(found.is_empty(), "{found:?}");
        let (_, x, y) = places(&pages[0]).into_iter().find(|it| it.0 == "1").expect("the number");
        let drawing = &pages[0].steps[0];
        let painted = Painter::new().paint(drawing, drawing.size.width as u32, drawing.size.height as u32);
        let red = |x: f64, y: f64| {
            let at = ((y as usize) * painted.width as usize + x as usize) * 4;
            painted.data[at] > 200 && painted.data[at + 1] < 60
        };
        // Its disc hides the middle of the corner, not what is around it.
        let near = (0..48).any(|at| {
            let angle = f64::from(at) / 48.0 * std::f64::consts::TAU;
            (14..30).any(|away| red(x + angle.cos() * f64::from(away), y - 6.0 + angle.sin() * f64::from(away)))
        });
        assert!(near, "{turn:?} {fit}: the number is at {x}, {y}");
    }
}

#[test]
fn marks_that_hide_each_other_or_say_too_much_are_told() {
    let mark = |at: &str, rest: &str| format!("[[slide.mark]]\nkind = \"label\"\nat = {at}\n{rest}\n");
    let long = "text = \"A label with so many words that nobody would read them all while somebody is speaking about a picture that has to be looked at in the meantime, and so on and on\"";
    let here = "[0.5, 0.5]";
    for (marks, told) in [
        (mark(here, "text = \"A\"") + &mark("[0.51, 0.5]", "text = \"B\""), Some("lies on another mark")),
        (mark(here, "text = \"A\"\nuntil = 1") + &mark(here, "text = \"B\"\nstep = 1"), None),
        (mark(here, long), Some("lines")),
        (
            (0..6).map(|at| mark(&format!("[0.5, 0.{}]", at + 2), "text = \"A\"")).collect(),
            Some("6 marks stand on this slide together"),
        ),
        (
            (0..6)
                .map(|at| {
                    mark(&format!("[0.5, 0.{}]", at + 2), &format!("text = \"A\"\nstep = {at}\nuntil = {}", at + 1))
                })
                .collect(),
            None,
        ),
        (
            "[[slide.mark]]\nkind = \"arrow\"\nat = [0.5, 0.5]\nto = [0.51, 0.5]\ntext = \"A\"\n".to_owned(),
            Some("shorter than its head"),
        ),
    ] {
        let deck = format!("{HEAD}[[slide]]\npicture = {{ src = \"waves.jpg\", alt = \"A\" }}\n{marks}");
        let (_, found) = laid(&deck, &files());
        match told {
            Some(told) => {
                assert!(found.iter().any(|it| it.message.contains(told) && !it.hints.is_empty()), "{told}: {found:?}")
            }
            None => assert!(found.is_empty(), "{found:?}"),
        }
        assert!(found.iter().all(|it| it.severity != Severity::Error), "{found:?}");
    }
}

#[test]
fn a_mark_goes_at_the_step_that_it_names() {
    let deck = format!(
        "{HEAD}[[slide]]\npicture = {{ src = \"waves.jpg\", alt = \"A\" }}\n\
         [[slide.mark]]\nkind = \"label\"\nat = [0.5, 0.2]\ntext = \"first\"\nuntil = 2\n\
         [[slide.mark]]\nkind = \"label\"\nat = [0.5, 0.8]\ntext = \"second\"\nstep = 1\n"
    );
    let (pages, found) = laid(&deck, &files());
    assert!(found.is_empty(), "{found:?}");
    let words: Vec<String> = pages[0].steps.iter().map(|step| step.words().replace('\n', " ")).collect();
    assert_eq!(words, ["A first", "A first second", "A second"]);
}

#[test]
fn the_legend_is_read_number_by_number() {
    let mark = |text: &str, step: usize| {
        format!("[[slide.mark]]\nkind = \"number\"\nat = [0.2, 0.{}]\ntext = \"{text}\"\nstep = {step}\n", step + 2)
    };
    let deck = format!(
        "{HEAD}[[slide]]\nlayout = \"image\"\ntitle = \"T\"\npicture = {{ src = \"waves.jpg\", alt = \"A\" }}\n{}{}",
        mark("One\\nand more", 0),
        mark("Two", 1)
    );
    let (pages, found) = laid(&deck, &files());
    assert!(found.is_empty(), "{found:?}");
    let words: Vec<String> = pages[0].steps.iter().map(|step| step.words()).collect();
    let space = char::from_u32(0x2007).expect("a letter");
    let plain = words.iter().map(|it| it.replace(space, " ")).collect::<Vec<_>>();
    assert_eq!(plain, ["T\nA\n1 One\nand more", "T\nA\n1 One\nand more\n2 Two"]);
}

#[test]
fn words_of_numbers_on_a_picture_behind_words_are_told_and_can_be_found() {
    for layout in ["body = \"B\"", "layout = \"section\"", "layout = \"image\"\nbody = \"B\""] {
        let deck = format!(
            "{HEAD}[[slide]]\ntitle = \"T\"\n{layout}\npicture = {{ src = \"waves.jpg\", alt = \"A\", place = \"behind\" }}\n\
             [[slide.mark]]\nkind = \"number\"\nat = [0.9, 0.2]\ntext = \"The old weir\"\n"
        );
        let (pages, found) = laid(&deck, &files());
        assert!(found.iter().any(|it| it.code == "SLD-MARK" && it.message.contains("legend")), "{layout}: {found:?}");
        let words = pages[0].steps[0].words();
        assert!(words.contains("1 The old weir"), "{layout}: {words}");
    }
}

#[test]
fn a_mark_on_words_of_the_slide_is_told_and_one_beside_them_is_not() {
    let picture = "picture = { src = \"waves.jpg\", alt = \"A\", place = \"behind\" }";
    let beside = "picture = { src = \"waves.jpg\", alt = \"A\" }";
    let mark = |at: &str, rest: &str| format!("[[slide.mark]]\n{rest}\nat = {at}\n");
    let label = "kind = \"label\"\ntext = \"Weir\"";
    // The title is at the upper left of the slide, the body under it.
    for (picture, marks, told) in [
        (picture, mark("[0.08, 0.1]", label), true),
        (picture, mark("[0.85, 0.8]", label), false),
        ("", mark("[0.08, 0.1]", label), true),
        ("", mark("[0.08, 0.1]", "kind = \"number\""), true),
        ("", mark("[0.85, 0.8]", label), false),
        ("", mark("[0.03, 0.05]", "kind = \"box\"\nsize = [0.4, 0.3]"), false),
        (picture, mark("[0.08, 0.1]", label) + "step = 1\n", true),
        (beside, mark("[0.5, 0.5]", label), false),
        (beside, mark("[0.5, 0.5]", "kind = \"number\"\ntext = \"Weir\""), false),
    ] {
        let deck =
            format!("{HEAD}[[slide]]\ntitle = \"A title of the slide\"\nbody = \"Words of it\"\n{picture}\n{marks}");
        let (_, found) = laid(&deck, &files());
        let known = found.iter().any(|it| it.code == "SLD-MARK" && it.message.contains("lies on words"));
        assert_eq!(known, told, "{picture} {marks}: {found:?}");
    }
}

#[test]
fn a_picture_behind_words_keeps_its_caption_and_credit() {
    let numbered = "layout = \"statement\"\nnumber = \"1\"\nbody = \"B\"";
    let layouts = [
        "body = \"B\"",
        "body = \"- B\"",
        "layout = \"section\"",
        "layout = \"closing\"",
        "layout = \"title\"",
        numbered,
    ];
    for layout in layouts {
        for rest in ["", "footer = false", "source = \"Where it is from\""] {
            let rest = if layout.contains("layout") && !layout.contains("statement") { "" } else { rest };
            let deck = format!(
                "{HEAD}[[slide]]\ntitle = \"T\"\n{layout}\n{rest}\npicture = {{ src = \"waves.jpg\", alt = \"A\", \
                 place = \"behind\", caption = \"What it shows\", credit = \"Who took it\" }}\n"
            );
            let (pages, found) = laid(&deck, &files());
            assert!(found.is_empty(), "{layout} {rest}: {found:?}");
            let words = places(&pages[0]);
            let line = |text: &str| words.iter().find(|it| it.0.contains(text)).map(|it| it.2);
            let line = |text: &str| line(text).unwrap_or_else(|| panic!("{layout}: `{text}` is not among {words:?}"));
            assert!(line("What it shows") < line("Who took it") && line("Who took it") < 540.0, "{words:?}");
            if layout.contains('B') {
                assert!(line("B") < line("What it shows") - 12.0, "{words:?}");
            }
        }
    }
}

#[test]
fn footnotes_on_a_picture_behind_words_can_be_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let slide = "[[slide]]\ntitle = \"T\"\nbody = \"Words[^1]\\n\\n[^1]: The note.\"\n\
                 picture = { src = \"p.png\", alt = \"A\", place = \"behind\", caption = \"What it shows\" }\n";
    std::fs::write(folder.path().join("deck.toml"), format!("{HEAD}{slide}")).expect("a deck");
    std::fs::write(folder.path().join("p.png"), photo(None)).expect("a picture");
    let talk = cuecard::talk::Talk::open(folder.path()).expect("the deck opens");
    let found = cuecard::lint::lint(&talk);
    assert!(found.iter().all(|it| it.code != "SLD-CONTRAST"), "{found:?}");
}

/// The squares of a painted code, row by row, from the middle of each.
fn squares(drawing: &Drawing) -> Vec<Vec<bool>> {
    let painted = Painter::new().paint(drawing, 1920, 1080);
    let dark = |x: u32, y: u32| painted.data[((y * painted.width + x) * 4) as usize] < 60;
    let light = |x: u32, y: u32| painted.data[((y * painted.width + x) * 4 + 1) as usize] > 250;
    // The upper edge of the first finder is a long run of black in white, seven squares long.
    let run = |x: u32, y: u32| (x..1919).take_while(|at| dark(*at, y)).count() as u32;
    let begins =
        |x: u32, y: u32| dark(x, y) && light(x - 3, y) && (40..300).contains(&run(x, y)) && light(x + run(x, y) + 3, y);
    let places = (0..1080).flat_map(|y| (3..1800).map(move |x| (x, y)));
    let (left, top) = places.into_iter().find(|(x, y)| begins(*x, *y)).expect("a code");
    let right = run(left, top);
    let side = f64::from(right) / 7.0;
    let at = |row: usize, column: usize| {
        let place = |from: u32, index: usize| (f64::from(from) + (index as f64 + 0.5) * side) as u32;
        dark(place(left, column), place(top, row))
    };
    let count = (0..)
        .map(|n| 21 + 4 * n)
        .find(|size| (0..7).all(|it| at(0, size - 1 - it)) && !at(0, *size - 8))
        .expect("a finder");
    (0..count).map(|row| (0..count).map(|column| at(row, column)).collect()).collect()
}

#[test]
fn a_code_is_read_from_the_painted_slide_on_every_ground() {
    let address = "https://streets.example/plant?year=2026&from=slide";
    let code = qrcodegen::QrCode::encode_text(address, qrcodegen::QrCodeEcc::Medium).expect("a code");
    let wanted: Vec<Vec<bool>> =
        (0..code.size()).map(|y| (0..code.size()).map(|x| code.get_module(x, y)).collect()).collect();
    for theme in ["civic", "lecture", "keynote"] {
        for variant in ["light", "dark", "high-contrast"] {
            let deck = format!(
                "[deck]\ntitle = \"T\"\nlanguage = \"en\"\ntheme = \"{theme}\"\nvariant = \"{variant}\"\n\
                 [[slide]]\ntitle = \"Read on\"\npicture = {{ qr = \"{address}\" }}\n"
            );
            let (pages, found) = laid(&deck, &Memory::default());
            assert!(found.is_empty(), "{found:?}");
            let drawing = &pages[0].steps[0];
            assert!(drawing.words().contains("streets.example/plant?year=2026&from=slide"), "{}", drawing.words());
            assert_eq!(squares(drawing), wanted, "{theme} {variant}");
        }
    }
}

#[test]
fn a_code_leads_where_it_says_and_its_words_are_the_authors() {
    let picture =
        |rest: &str| format!("{HEAD}[[slide]]\ntitle = \"T\"\npicture = {{ qr = \"https://a.example/x\"{rest} }}\n");
    for (rest, words) in [
        ("", "T QR code: https://a.example/x a.example/x"),
        (", caption = \"\"", "T QR code: https://a.example/x"),
        (", caption = \"Scan me\", alt = \"Slides\"", "T Slides Scan me"),
    ] {
        let (pages, found) = laid(&picture(rest), &Memory::default());
        assert!(found.is_empty(), "{found:?}");
        let drawing = &pages[0].steps[0];
        assert_eq!(drawing.words().replace('\n', " "), words);
        assert!(links(&drawing.items).contains(&"https://a.example/x".to_owned()), "{rest}");
    }
}

fn links(items: &[Placed]) -> Vec<String> {
    let mut out = Vec::new();
    for placed in items {
        if let Item::Group(group) = &placed.item {
            if let Role::Link { target } = &group.role {
                out.push(target.clone());
            }
            out.extend(links(&group.items));
        }
    }
    out
}
