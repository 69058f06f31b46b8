//! PDF of every small case and deck: written without a fault, the same bytes twice, faults said before a file.

use std::path::PathBuf;

use cuecard::deck::files::{Files, Folder, Memory};
use cuecard::deck::read::read;
use cuecard::layout::lay_out;
use cuecard::paint::pdf::{self, About, Entry, Fault, PdfPage, Reading};
use cuecard::text::Shaper;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn export(text: &str, files: &dyn Files) -> Result<Vec<u8>, Vec<Fault>> {
    let deck = read(text.as_bytes(), "deck.toml", files).deck;
    let mut shaper = Shaper::new(&deck.fonts, &deck.language);
    let pages = lay_out(&deck, &mut shaper).value;
    let page = |page: &cuecard::drawing::Page| {
        let number = (page.slide + 1).to_string();
        let anchor = Some(deck.slides[page.slide].id.clone());
        let entry = Entry { title: number.clone(), section: None, anchor, number: Some(number.clone()) };
        PdfPage {
            drawing: page.steps[page.steps.len() - 1].clone(),
            label: number,
            entries: vec![entry],
            reading: Reading::default(),
        }
    };
    let pages: Vec<PdfPage> = pages.iter().map(page).collect();
    let about = About { title: deck.title.clone(), language: deck.language.clone(), ..About::default() };
    pdf::write(&pages, &about)
}

fn one(slide: &str) -> String {
    format!("[deck]\ntitle = \"T\"\nlanguage = \"en-GB\"\n[[slide]]\n{slide}\n")
}

#[test]
fn every_case_and_deck_becomes_the_same_pdf_twice() {
    let decks = ["starting-with-why", "the-power-of-the-group", "tour"];
    let decks = decks.map(|deck| root().join("decks").join(deck).join("deck.toml"));
    let cases = crate::cases::all().into_iter().map(|(_, path)| path);
    for path in decks.into_iter().chain(cases) {
        let text = std::fs::read_to_string(&path).expect("it reads");
        let files = Folder::new(path.parent().expect("it lies in a folder").to_path_buf());
        let first = export(&text, &files).unwrap_or_else(|faults| panic!("{}: {faults:?}", path.display()));
        assert!(first.starts_with(b"%PDF-1.7"));
        assert!(Ok(first) == export(&text, &files), "{}: other bytes the second time", path.display());
    }
}

#[test]
fn a_character_that_no_font_has_is_said_instead_of_written() {
    // A private-use character that no font on any machine is likely to have.
    let faults = export(&one("title = \"A \u{10E123} b\""), &Memory::default()).expect_err("it can't be read aloud");
    assert!(faults.iter().any(|fault| fault.span.is_some()), "{faults:?}");
}

#[test]
fn a_photo_goes_in_as_it_is_and_once() {
    let mut photo = Vec::new();
    let pixels = image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([x as u8 * 4, y as u8 * 5, 90]));
    pixels.write_to(&mut std::io::Cursor::new(&mut photo), image::ImageFormat::Jpeg).expect("it encodes");
    let files = Memory::default().with("photo.jpg", photo.clone());
    let slide = "picture = { src = \"photo.jpg\", alt = \"Colors\" }";
    let text = format!("{}[[slide]]\nid = \"again\"\n{slide}\n", one(slide));
    let bytes = export(&text, &files).expect("it is written");
    let found = bytes.windows(photo.len()).filter(|part| *part == photo).count();
    assert_eq!(found, 1, "the JPEG stands in the file unchanged, once");
}

#[test]
fn an_empty_deck_and_a_thousand_words_are_no_trouble() {
    export("[deck]\ntitle = \"T\"\nlanguage = \"en\"\n", &Memory::default()).expect("a card says what is missing");
    let words = "collaboration ".repeat(1000);
    export(&one(&format!("title = \"Long\"\nbody = \"{words}\"")), &Memory::default())
        .expect("it is drawn all the same");
}

#[test]
fn all_that_a_body_may_hold_is_written() {
    let body = "- a\n  - **b**\n    1. c\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```rust\nfn main() {}\n```\n\n> said\n\n[there](https://example.org/a b)";
    export(&one(&format!("title = \"All\"\nbody = '''\n{body}\n'''")), &Memory::default()).expect("it is written");
}

#[test]
fn pictures_with_words_gradients_clips_and_alpha_are_written() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 60'><defs><linearGradient id='g'><stop offset='0' \
               stop-color='#135'/><stop offset='1' stop-color='#fb9' stop-opacity='.2'/></linearGradient><clipPath id='c'>\
               <circle cx='30' cy='30' r='20'/></clipPath></defs><rect width='100' height='60' fill='url(#g)' \
               clip-path='url(#c)'/><text x='50' y='30' font-size='9'>Together</text></svg>";
    let mut png = std::io::Cursor::new(Vec::new());
    let pixels = image::RgbaImage::from_fn(16, 16, |x, y| image::Rgba([200, 30, 60, (x * y) as u8]));
    pixels.write_to(&mut png, image::ImageFormat::Png).expect("it encodes");
    let files = Memory::default().with("a.svg", svg.as_bytes().to_vec()).with("b.png", png.into_inner());
    for name in ["a.svg", "b.png"] {
        let slide = format!("picture = {{ src = \"{name}\", alt = \"Colors\" }}");
        let bytes = export(&one(&slide), &files).expect("it is written");
        let masks = bytes.windows(6).filter(|part| *part == b"/SMask").count();
        assert!(name == "a.svg" || masks > 0, "the PNG keeps what shines through");
    }
}
