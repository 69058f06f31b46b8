//! SVG on slides: what each kind shows, pixel by pixel where it matters, and what no screen could paint.

use std::fs;
use std::path::{Path, PathBuf};

use cuecard::color::Color;
use cuecard::deck::files::{Folder, Memory};
use cuecard::deck::read::read;
use cuecard::deck::xml::xml_text;
use cuecard::diagnostic::{Diagnostic, Severity};
use cuecard::drawing::{Drawing, Item, Page, Placed};
use cuecard::layout::lay_out;
use cuecard::layout::svg::{Reader, Request, SvgDrawing};
use cuecard::paint::listing::listing;
use cuecard::paint::raster::{Painter, Pixels};
use cuecard::text::Shaper;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/svg")
}

/// A case's slides and all that is told of them.
fn laid(case: &str) -> (Vec<Page>, Vec<Diagnostic>) {
    let place = folder().join(case);
    let text = fs::read(place.join("deck.toml")).expect("a deck");
    let read = read(&text, "deck.toml", &Folder::new(place));
    let mut shaper = Shaper::new(&read.deck.fonts, &read.deck.language);
    let laid = lay_out(&read.deck, &mut shaper);
    (laid.value, read.diagnostics.into_iter().chain(laid.diagnostics).collect())
}

fn drawn(file: &str) -> SvgDrawing {
    let svg = xml_text(&fs::read(folder().join(file)).expect("a file")).expect("text");
    let mut shaper = Shaper::new(&[], "en");
    Reader::new(&[]).read(&Request::plain(file, &svg), &mut shaper).unwrap_or_else(|why| panic!("{file}: {why}"))
}

/// A drawing on white, a pixel for each unit.
fn pixels(drawing: SvgDrawing) -> Pixels {
    let (width, height) = (drawing.size.width as u32, drawing.size.height as u32);
    let drawing = Drawing { size: drawing.size, ground: Color::WHITE, items: drawing.items };
    Painter::new().paint(&drawing, width, height)
}

fn at(pixels: &Pixels, x: u32, y: u32) -> [u8; 3] {
    let at = ((y * pixels.width + x) * 4) as usize;
    [pixels.data[at], pixels.data[at + 1], pixels.data[at + 2]]
}

fn near(one: [u8; 3], other: [u8; 3]) -> bool {
    one.iter().zip(other).all(|(a, b)| a.abs_diff(b) <= 6)
}

const WHITE: [u8; 3] = [255, 255, 255];
const RED: [u8; 3] = [204, 51, 51];
const BLUE: [u8; 3] = [51, 102, 204];

#[test]
fn each_kind_of_drawing_is_seen_as_it_is_meant() {
    let known: [(&str, u32, u32, [u8; 3]); 20] = [
        ("mask/round-picture.svg", 200, 150, RED),
        ("mask/round-picture.svg", 110, 60, WHITE),
        // The arrow has a gap behind its label, and is there beside it.
        ("mask/label-on-arrow.svg", 60, 150, [34, 34, 34]),
        ("mask/label-on-arrow.svg", 155, 150, WHITE),
        ("pattern/hatch-over-data.svg", 200, 85, [221, 0, 0]),
        ("filter/gray.svg", 100, 150, [108, 108, 108]),
        ("filter/multiply.svg", 200, 150, [0, 255, 0]),
        ("losses/light-dark.svg", 60, 60, WHITE),
        // Half of a line as wide as a pixel.
        ("losses/light-dark.svg", 40, 90, [127, 127, 127]),
        ("losses/css-transform.svg", 290, 150, RED),
        ("losses/css-transform.svg", 90, 150, WHITE),
        ("inside-svg/not-clipped.svg", 300, 130, BLUE),
        ("inside-svg/not-clipped.svg", 210, 130, WHITE),
        ("kinds/clip-hidden-child.svg", 280, 150, WHITE),
        ("kinds/clip-nested.svg", 310, 150, WHITE),
        ("kinds/clip-even-odd.svg", 200, 160, WHITE),
        ("kinds/mask-of-mask.svg", 200, 150, [51, 153, 51]),
        ("kinds/mask-of-mask.svg", 100, 150, WHITE),
        ("kinds/fade-in.svg", 70, 150, RED),
        ("kinds/fade-in.svg", 330, 150, [51, 153, 51]),
    ];
    for (file, x, y, expected) in known {
        let seen = at(&pixels(drawn(file)), x, y);
        assert!(near(seen, expected), "{file} at {x}, {y}: {seen:?}, not {expected:?}");
    }
}

#[test]
fn a_hatch_has_lines_and_room_between_them() {
    let seen = pixels(drawn("pattern/hatched-bars.svg"));
    let bar: Vec<[u8; 3]> =
        (70..170).flat_map(|x| (70..250).map(move |y| (x, y))).map(|(x, y)| at(&seen, x, y)).collect();
    let share = |color| bar.iter().filter(|pixel| near(**pixel, color)).count() as f64 / bar.len() as f64;
    assert!(share(RED) > 0.1 && share(WHITE) > 0.5, "{} red, {} white", share(RED), share(WHITE));
}

#[test]
fn a_shadow_falls_under_its_card() {
    let seen = pixels(drawn("filter/card-shadow.svg"));
    let below = at(&seen, 200, 206);
    assert!(below[0] < 200 && near(at(&seen, 200, 280), WHITE), "{below:?}");
}

#[test]
fn every_dot_of_a_dotted_line_is_there() {
    let seen = pixels(drawn("dotted-line/dots.svg"));
    let dark: Vec<bool> = (0..400).map(|x| at(&seen, x, 150)[0] < 128).collect();
    let dots = dark.windows(2).filter(|pair| !pair[0] && pair[1]).count();
    assert_eq!(dots, 19, "one each 20 of 360 units, both ends counted");
}

#[test]
fn words_of_html_other_encodings_and_links_reach_the_slide() {
    let words = |case: &str| laid(case).0.iter().map(|page| page.steps[0].words()).collect::<Vec<_>>().join("\n");
    assert!(words("losses").contains("Client"));
    let labels = words("foreign-object");
    assert!(labels.contains("Ask the audience") && labels.contains("Tell the story"), "{labels}");
    assert_eq!(labels.matches("Tell the story").count(), 1, "{labels}");
    assert!(words("latin-1").contains("Größe"));
    let (pages, findings) = laid("link");
    assert!(findings.is_empty(), "{findings:?}");
    let seen = listing(&pages[0].steps[0]);
    assert!(seen.contains("link \"https://example.org/inside\""), "{seen}");
}

#[test]
fn a_mat_that_hides_more_than_it_shows_is_none() {
    let (pages, _) = laid("mat-hides-words");
    let seen = listing(&pages[0].steps[0]);
    let figure = seen.split("figure").nth(1).expect("a figure");
    assert!(!figure.lines().nth(1).is_some_and(|line| line.contains("decoration")), "{seen}");
}

#[test]
fn what_is_drawn_as_written_is_not_told() {
    for case in ["mask", "pattern", "losses", "inside-svg", "latin-1", "dotted-line", "foreign-object"] {
        let (_, findings) = laid(case);
        assert!(findings.is_empty(), "{case}: {findings:?}");
    }
    let (_, findings) = laid("filter");
    assert!(
        findings.iter().all(|it| it.severity == Severity::Warning && it.message.contains("filter")),
        "{findings:?}"
    );
}

#[test]
fn what_no_screen_could_paint_is_an_error_with_its_place() {
    let mut files = 0;
    for entry in fs::read_dir(folder().join("hostile")).expect("the folder") {
        let path = entry.expect("a file").path();
        let text = "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n[[slide]]\npicture = { src = \"a.svg\", alt = \"x\" }\n";
        let read =
            read(text.as_bytes(), "deck.toml", &Memory::default().with("a.svg", fs::read(&path).expect("bytes")));
        let mut shaper = Shaper::new(&[], "en");
        let laid = lay_out(&read.deck, &mut shaper);
        let errors: Vec<&Diagnostic> = laid.diagnostics.iter().filter(|it| it.severity == Severity::Error).collect();
        assert!(errors.len() == 1 && errors[0].code == "SVG", "{}: {:?}", path.display(), laid.diagnostics);
        files += 1;
    }
    assert!(files >= 10, "the files were not found");
}

#[test]
fn a_letter_that_a_face_lacks_changes_that_letter_alone() {
    // The sans has no arrow; the words around it stay in it.
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='400' height='100'>\
        <text y='50' font-family='sans-serif'>A → B</text><text y='90' font-family='sans-serif'>A B</text></svg>";
    let mut shaper = Shaper::new(&[], "en");
    let drawing = Reader::new(&[]).read(&Request::plain("x", svg), &mut shaper).expect("valid SVG");
    let mut faces = Vec::new();
    gather(&drawing.items, &mut faces);
    let of = |letter: char| -> Vec<u64> {
        faces.iter().filter(|(words, _)| words.contains(letter)).map(|(_, face)| *face).collect()
    };
    assert_eq!(of('A').len(), 2, "{faces:?}");
    assert!(of('A').iter().chain(&of('B')).all(|face| *face == of('A')[0]), "{faces:?}");
    assert!(!of('→').is_empty() && of('→')[0] != of('A')[0], "{faces:?}");
}

fn gather(items: &[Placed], out: &mut Vec<(String, u64)>) {
    for placed in items {
        match &placed.item {
            Item::Text(run) => out.push((run.text.to_string(), run.face.font.data.id())),
            Item::Group(group) => gather(&group.items, out),
            Item::Shape(_) | Item::Picture(_) => {}
        }
    }
}

#[test]
fn what_a_browser_would_show_and_we_do_not_is_told() {
    let lost = [
        ("<mesh/>", "`mesh` is not drawn"),
        ("<rect width='9' height='9' style='vector-effect: non-scaling-stroke'/>", "`vector-effect` is not drawn"),
        ("<rect width='9' height='9' fill='blurple(1)'/>", "`fill: blurple(1)` is not known"),
        ("<rect width='9' height='9' style='stroke-linecap: heart'/>", "`stroke-linecap: heart` is not known"),
        ("<rect width='9' height='9' style='fill: var(--none)'/>", "names a custom property that is not set"),
        (
            "<rect width='9' height='9' style='transform: rotate3d(1,1,1,4deg)'/>",
            "the transform `rotate3d(1,1,1,4deg)` is not drawn",
        ),
        ("<style>rect::part(x) { fill: red }</style>", "the style rule for `rect::part(x)` is not read"),
        ("<a href='#there'><rect width='9' height='9'/></a>", "the link to `#there` is left out"),
        ("<a href='javascript:alert(1)'><rect width='9' height='9'/></a>", "is left out"),
        ("<script>x()</script>", "a script in it does not run"),
        ("<use href='other.svg#a'/>", "`other.svg#a` lies outside the SVG"),
        ("<image href='data:image/svg+xml,%3Csvg' width='9' height='9'/>", "a drawing inside the drawing is left out"),
        (
            "<foreignObject width='90' height='40'><div xmlns='http://www.w3.org/1999/xhtml'><img/>a</div></foreignObject>",
            "pictures and controls inside HTML",
        ),
    ];
    for (inside, expected) in lost {
        let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' width='100' height='50'>{inside}</svg>");
        let mut shaper = Shaper::new(&[], "en");
        let drawing = Reader::new(&[]).read(&Request::plain("x", &svg), &mut shaper).expect("valid SVG");
        assert!(drawing.notes.iter().any(|note| note.contains(expected)), "{inside}: {:?}", drawing.notes);
    }
}
