//! The PDF painter on small pages: tags, links, pictures, the same bytes twice.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::*;
use crate::color::Color;
use crate::diagnostic::Span;
use crate::drawing::{
    self, Drawing, Encoded, Fill, Group, Item, Paint, Picture, Placed, Raster, RasterFormat, Role, Shade, ShadeForm,
    ShadePart, Shape,
};
use crate::geometry::{PathShape as _, Point, Rect, Size};
use crate::layout::svg::{Reader, Request};
use crate::text::Shaper;

/// A line of text as runs, its baseline starting at `x`, `y`.
fn line(x: f64, y: f64, size: f64, words: &str) -> Vec<Placed> {
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='960' height='540'>
         <text x='{x}' y='{y}' font-size='{size}' fill='#123'>{words}</text></svg>"
    );
    let request = Request { span: Span::new(0, 1..2), ..Request::plain("line", &svg) };
    let drawing = Reader::new(&[]).read(&request, &mut Shaper::new(&[], "en")).expect("valid SVG");
    match drawing.items.into_iter().next().map(|placed| placed.item) {
        Some(Item::Group(group)) => group.items,
        other => panic!("not text: {other:?}"),
    }
}

fn group(role: Role, items: Vec<Placed>) -> Placed {
    placed(0.0, 0.0, Item::Group(Group::new(role, items)))
}

fn placed(x: f64, y: f64, item: Item) -> Placed {
    Placed { at: Point::new(x, y), item, span: Span::new(0, 5..9) }
}

fn block(x: f64, y: f64, width: f64, height: f64) -> Placed {
    let fill = Some(Fill { paint: Paint::Solid(Color::rgb(200, 60, 60)), even_odd: false });
    let path = Rect::new(0.0, 0.0, width, height).to_path(0.1);
    placed(x, y, Item::Shape(Arc::new(Shape { path, fill, stroke: None })))
}

fn photo(format: RasterFormat) -> Arc<Raster> {
    let picture = image::RgbImage::from_fn(64, 32, |x, y| image::Rgb([x as u8 * 4, y as u8 * 8, 90]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    let encoded = match format {
        RasterFormat::Png => image::ImageFormat::Png,
        RasterFormat::Jpeg => image::ImageFormat::Jpeg,
        RasterFormat::Gif => image::ImageFormat::Gif,
        RasterFormat::Webp => image::ImageFormat::WebP,
    };
    image::DynamicImage::from(picture).write_to(&mut bytes, encoded).expect("encodes");
    Arc::new(Raster {
        name: "photo".into(),
        bytes: bytes.into_inner().into(),
        format,
        width: 64,
        height: 32,
        frame: None,
        plays: None,
    })
}

const WHOLE: How = How { whole: true, claim: true };

fn plain(pages: &[PdfPage], about: &About, tell: &mut dyn FnMut(usize), how: How) -> Result<Plain, Vec<Fault>> {
    super::plain(&mut Listed::new(pages), about, tell, how)
}

fn page(items: Vec<Placed>) -> PdfPage {
    let drawing = Arc::new(Drawing { size: Size::new(960.0, 540.0), ground: Color::WHITE, items });
    let entry = Entry { title: "One".into(), section: None, anchor: Some("one".into()), number: Some("1".into()) };
    PdfPage { drawing, label: "1".into(), entries: vec![entry], reading: Reading::default() }
}

fn about() -> About {
    About {
        title: "A talk".into(),
        authors: vec!["A. Speaker".into()],
        subject: Some("Talking".into()),
        keywords: vec!["slides".into()],
        language: "en-GB".into(),
        date: Some((2026, 11, 22)),
        left_out: HashSet::new(),
    }
}

fn joined(parts: Vec<Vec<Placed>>) -> Vec<Placed> {
    parts.into_iter().flatten().collect()
}

/// A page with every role.
pub(super) fn everything() -> PdfPage {
    let words = |y, words| line(60.0, y, 20.0, words);
    let cell = |role, x, y, words| group(role, line(x, y, 16.0, words));
    let jpeg = photo(RasterFormat::Jpeg);
    let picture = |raster: &Arc<Raster>, crop| {
        Item::Picture(Picture { raster: raster.clone(), size: Size::new(160.0, 80.0), crop, shade: None })
    };
    let mut faint = Group::new(Role::Paragraph, words(150.0, "Half there"));
    faint.opacity = 0.5;
    let mut shifted = Group::new(
        Role::Section,
        vec![group(Role::Paragraph, line(0.0, 0.0, 18.0, "moved, turned, cut")), block(0.0, 4.0, 40.0, 4.0)],
    );
    shifted.transform = crate::geometry::Affine::rotate(0.1);
    shifted.clip = Some(Rect::new(-5.0, -20.0, 120.0, 20.0).to_path(0.1));
    let mut glass = Group::new(Role::Section, vec![block(700.0, 40.0, 60.0, 60.0), block(730.0, 70.0, 60.0, 60.0)]);
    glass.opacity = 0.4;
    let mut bent = line(60.0, 500.0, 20.0, "slanted and bold");
    for placed in &mut bent {
        if let Item::Text(run) = &mut placed.item {
            let run = Arc::make_mut(run);
            run.face.skew = Some(14.0);
            run.face.embolden = true;
            run.underline = Some(crate::drawing::Underline { offset: 3.0, thickness: 1.5 });
        }
    }
    page(vec![
        group(Role::Decoration, vec![block(0.0, 0.0, 960.0, 12.0)]),
        group(Role::Heading { level: 1 }, line(60.0, 60.0, 36.0, "Office hours &amp; waffles")),
        group(
            Role::Paragraph,
            joined(vec![
                words(100.0, "Read "),
                vec![group(
                    Role::Link { target: "https://example.org/zażółć".into() },
                    line(110.0, 100.0, 20.0, "the site"),
                )],
                line(190.0, 100.0, 20.0, " or "),
                vec![group(Role::Language("fr".into()), line(220.0, 100.0, 20.0, "le site"))],
            ]),
        ),
        placed(0.0, 0.0, Item::Group(faint)),
        group(
            Role::List { ordered: false },
            vec![
                group(
                    Role::Item,
                    vec![
                        group(Role::Label, line(60.0, 190.0, 20.0, "•")),
                        group(
                            Role::Body,
                            joined(vec![
                                line(80.0, 190.0, 20.0, "First"),
                                vec![group(
                                    Role::List { ordered: true },
                                    vec![group(
                                        Role::Item,
                                        vec![
                                            group(Role::Label, line(90.0, 215.0, 18.0, "1.")),
                                            group(Role::Body, line(110.0, 215.0, 18.0, "Nested")),
                                        ],
                                    )],
                                )],
                            ]),
                        ),
                    ],
                ),
                group(Role::Item, vec![group(Role::Body, line(80.0, 240.0, 20.0, "Second"))]),
            ],
        ),
        group(
            Role::Quote,
            vec![group(Role::Paragraph, words(280.0, "“Why?”")), group(Role::Source, words(300.0, "Someone"))],
        ),
        group(Role::Code("let x = 1;".into()), line(60.0, 330.0, 16.0, "let x = 1;")),
        group(
            Role::Figure { alt: "A field of color".into() },
            vec![
                placed(500.0, 100.0, picture(&jpeg, Rect::new(0.0, 0.0, 64.0, 32.0))),
                placed(700.0, 100.0, picture(&jpeg, Rect::new(32.0, 0.0, 64.0, 16.0))),
                block(500.0, 190.0, 20.0, 20.0),
                group(Role::Section, line(530.0, 206.0, 14.0, "inside the figure")),
                group(Role::Caption, line(500.0, 230.0, 14.0, "A caption")),
            ],
        ),
        group(
            Role::Figure { alt: "The same once more".into() },
            vec![placed(500.0, 250.0, picture(&photo(RasterFormat::Png), Rect::new(0.0, 0.0, 64.0, 32.0)))],
        ),
        group(
            Role::Table,
            vec![
                group(
                    Role::Row,
                    vec![cell(Role::HeaderCell, 500.0, 360.0, "Name"), cell(Role::HeaderCell, 600.0, 360.0, "Size")],
                ),
                group(
                    Role::Row,
                    vec![cell(Role::HeaderCell, 500.0, 385.0, "Stage"), cell(Role::Cell, 600.0, 385.0, "Large")],
                ),
            ],
        ),
        placed(500.0, 440.0, Item::Group(shifted)),
        placed(0.0, 0.0, Item::Group(glass)),
        group(Role::Link { target: "#one".into() }, line(60.0, 400.0, 20.0, "Back to the start")),
        group(Role::Paragraph, bent),
    ])
}

/// A line of words that stand in capitals, and how many of its runs do.
fn in_capitals(words: &str) -> (Vec<Placed>, usize) {
    let mut items = line(60.0, 60.0, 20.0, &words.to_uppercase());
    for placed in &mut items {
        if let Item::Text(run) = &mut placed.item {
            Arc::make_mut(run).written = Some(words.into());
        }
    }
    let count = items.len();
    (items, count)
}

#[test]
fn words_in_capitals_are_read_as_they_were_written() {
    let (words, one) = in_capitals("Case study");
    let moved = vec![group(Role::Section, words.clone())];
    let figure = vec![group(Role::Figure { alt: "A sign".into() }, words.clone())];
    for (role, inside, count) in [
        (Role::Heading { level: 2 }, words.clone(), one),
        (Role::Paragraph, moved, one),
        (Role::Link { target: "https://example.org".into() }, words, one),
        // It has its description.
        (Role::Paragraph, figure, 0),
    ] {
        let file = plain(&[page(vec![group(role, inside)])], &about(), &mut |_| {}, WHOLE).expect("valid").bytes;
        let text = String::from_utf8_lossy(&file);
        let said = text.matches("/ActualText(Case study)").count() + text.matches("/ActualText (Case study)").count();
        assert_eq!(said, count, "in the tree alone: {text}");
    }
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let pages = [everything(), everything()];
    let first = write(&pages, &about()).expect("valid");
    assert!(first == write(&pages, &about()).expect("valid"));
    // A picture used four times is there twice: as JPEG and as pixels.
    let images = first.windows(14).filter(|window| window == b"/Subtype/Image" || window == b"Subtype /Image").count();
    assert!(images <= 2, "{images}");
    assert!(first.windows(3).any(|window| window == [0xFF, 0xD8, 0xFF]), "the JPEG went in as it was");
}

#[test]
fn photos_come_in_when_the_file_is_packed() {
    let pages = [everything(), everything()];
    let short = How { whole: false, claim: true };
    let Plain { bytes: short, photos, .. } = plain(&pages, &about(), &mut |_| {}, short).expect("valid");
    let whole = plain(&pages, &about(), &mut |_| {}, WHOLE).expect("valid").bytes;
    let [jpeg] = &photos[..] else { panic!("{} photos", photos.len()) };
    let held = jpeg.bytes.held().expect("it is held");
    let count = |file: &[u8]| file.windows(held.len()).filter(|part| *part == held).count();
    assert_eq!((count(&short), count(&whole)), (0, 1));
    let [from_short, from_whole] = [pack::pack(&short, &photos, &[]), pack::pack(&whole, &[], &[])]
        .map(|it| it.expect("packed").whole().expect("its photos are held"));
    assert_eq!((from_short.len(), count(&from_short)), (from_whole.len(), 1));
    assert!(pack::pack(&whole, &photos, &[]).is_none(), "each photo has its place, or there is no file");
    // One that is not held is read again when its turn comes.
    let (again, there) = (Arc::clone(jpeg), Arc::new(AtomicBool::new(true)));
    let at_home = Arc::clone(&there);
    let again = move || again.bytes.bytes().filter(|_| at_home.load(Ordering::Relaxed));
    let bytes = Encoded::elsewhere(held.len(), drawing::sum(held), Box::new(again));
    let elsewhere = [Arc::new(Raster { name: "photo".into(), bytes, ..**jpeg })];
    let file = pack::pack(&short, &elsewhere, &[]).expect("packed");
    assert_eq!((file.whole().expect("its photo is there"), file.len()), (from_short, from_whole.len()));
    there.store(false, Ordering::Relaxed);
    assert!(file.whole().is_err_and(|why| why.to_string().contains("picture is gone")));
}

#[test]
fn a_photo_behind_many_slides_is_read_once_for_all_their_veils() {
    let reads = |count: usize| {
        let (held, reads) = (photo(RasterFormat::Jpeg), Arc::new(AtomicUsize::new(0)));
        let (counted, file) = (Arc::clone(&reads), held.bytes.bytes().expect("it is held"));
        let (length, sum) = (file.len(), drawing::sum(&file));
        let again = move || {
            counted.fetch_add(1, Ordering::Relaxed);
            Some(Arc::clone(&file))
        };
        let bytes = Encoded::elsewhere(length, sum, Box::new(again));
        let raster = Arc::new(Raster { name: "photo".into(), bytes, ..*held });
        let slide = |_| {
            let words = vec![Rect::new(100.0, 100.0, 500.0, 200.0)];
            let parts = vec![ShadePart { form: ShadeForm::Even, words }];
            let shade = Shade { color: Color::BLACK.with_alpha(0.6), darkens: true, under: Color::WHITE, parts };
            let (size, crop) = (Size::new(960.0, 540.0), Rect::new(0.0, 0.0, 64.0, 32.0));
            let picture = Picture { raster: Arc::clone(&raster), size, crop, shade: Some(Arc::new(shade)) };
            page(vec![group(Role::Decoration, vec![placed(0.0, 0.0, Item::Picture(picture))])])
        };
        plain(&(0..count).map(slide).collect::<Vec<_>>(), &about(), &mut |_| {}, WHOLE).expect("valid");
        reads.load(Ordering::Relaxed)
    };
    assert!((1..6).contains(&reads(1)));
    assert_eq!(reads(12), reads(1));
}

#[test]
fn an_empty_page_is_a_page() {
    assert!(write(&[page(Vec::new())], &about()).is_ok());
    assert!(write(&[], &about()).is_err());
}

#[test]
fn sections_stand_over_their_slides() {
    let mut pages = vec![page(Vec::new()); 4];
    pages[1].entries[0].section = Some("Middle".into());
    pages[2].entries[0].section = Some("Middle".into());
    let file = plain(&pages, &about(), &mut |_| {}, WHOLE).expect("valid").bytes;
    let text = String::from_utf8_lossy(&file);
    assert_eq!(text.matches("(Middle)").count(), 1);
    assert_eq!(text.matches("/Title (One)").count() + text.matches("/Title(One)").count(), 4);
}

#[test]
fn a_packed_file_has_the_same_streams_and_fewer_bytes() {
    let pages = vec![everything(); 30];
    let plain = plain(&pages, &about(), &mut |_| {}, WHOLE).expect("valid").bytes;
    let packed = write(&pages, &about()).expect("valid");
    assert!(packed.len() * 10 < plain.len() * 8, "{} of {}", packed.len(), plain.len());
    let count = |file: &[u8], what: &[u8]| file.windows(what.len()).filter(|window| *window == what).count();
    let streams = count(&plain, b"\nendstream");
    assert!(count(&packed, b"\nendstream") > streams, "the object streams come on top");
    assert_eq!(count(&packed, b"/StructElem"), 0, "tags stand in the object streams");
    // What is no PDF of krilla's is not touched.
    for odd in [&b""[..], b"%PDF-1.7", &plain[..plain.len() - 20], &plain[7..]] {
        assert!(pack::pack(odd, &[], &[]).is_none(), "{} bytes", odd.len());
    }
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    let heading = |level, words: &str| group(Role::Heading { level }, line(60.0, 60.0, 20.0, words));
    let pages = [page(vec![heading(2, "First")]), page(vec![heading(4, "Second")]), page(vec![heading(2, "Third")])];
    let file = plain(&pages, &about(), &mut |_| {}, WHOLE).expect("valid").bytes;
    let text = String::from_utf8_lossy(&file);
    let levels: Vec<usize> = ["/S/H1", "/S/H2", "/S/H4"].iter().map(|tag| text.matches(tag).count()).collect();
    assert_eq!(levels, [1, 2, 0]);
}

#[test]
fn faults_point_to_where_they_were_written() {
    let lost = group(Role::Link { target: "#nowhere".into() }, line(60.0, 60.0, 20.0, "lost"));
    let faults = write(&[page(vec![lost])], &about()).expect_err("a fault");
    assert!(faults[0].message.contains("nowhere") && faults[0].span == Some(Span::new(0, 5..9)), "{faults:?}");

    // No bundled font has this letter.
    let missing = group(Role::Paragraph, line(60.0, 60.0, 20.0, "漢"));
    let faults = write(&[page(vec![missing])], &about()).expect_err("a fault");
    assert!(faults[0].message.contains('漢') && faults[0].span == Some(Span::new(0, 1..2)), "{faults:?}");

    let untitled = About { title: String::new(), ..about() };
    assert!(write(&[page(Vec::new())], &untitled).is_err());
}

#[test]
fn what_some_readers_lack_costs_the_claim_and_not_the_file() {
    let lost = group(Role::Link { target: "#nowhere".into() }, line(60.0, 60.0, 20.0, "lost"));
    let missing = group(Role::Paragraph, line(60.0, 60.0, 20.0, "漢"));
    for (items, claims) in [(vec![lost], true), (vec![missing], false)] {
        let (file, lost) = write_telling(&[page(items)], &about(), &mut |_| {}).expect("it is written");
        let text = String::from_utf8_lossy(&file.whole().expect("it has no photos")).into_owned();
        assert_eq!((text.contains("pdfuaid"), lost.len()), (claims, 1));
    }
}

#[test]
fn a_link_to_a_slide_that_is_left_out_is_plain_words() {
    let link = |target: &str| group(Role::Link { target: target.into() }, line(60.0, 60.0, 20.0, "the other slide"));
    let about = About { left_out: ["other".to_owned()].into(), ..about() };
    let links = |target| {
        let file = plain(&[page(vec![group(Role::Paragraph, vec![link(target)])])], &about, &mut |_| {}, WHOLE)
            .expect("valid")
            .bytes;
        String::from_utf8_lossy(&file).matches("/Subtype/Link").count()
    };
    assert_eq!((links("#other"), links("#one"), links("#1"), links("#none")), (0, 1, 1, 0));
}

#[test]
fn an_empty_cell_stays_in_its_row() {
    let row = |words: Vec<Placed>| {
        group(Role::Row, vec![group(Role::Cell, words), group(Role::Cell, line(200.0, 60.0, 20.0, "filled"))])
    };
    let table = group(Role::Table, vec![row(line(60.0, 60.0, 20.0, "filled")), row(Vec::new())]);
    let file = plain(&[page(vec![table])], &about(), &mut |_| {}, WHOLE).expect("valid").bytes;
    assert_eq!(String::from_utf8_lossy(&file).matches("/S/TD").count(), 4);
}

#[test]
fn odd_items_are_no_reason_to_fail() {
    let broken = Arc::new(Raster {
        name: "broken".into(),
        bytes: [1, 2, 3].as_slice().into(),
        format: RasterFormat::Jpeg,
        width: 10,
        height: 10,
        frame: None,
        plays: None,
    });
    let picture =
        Picture { raster: broken, size: Size::new(50.0, 50.0), crop: Rect::new(0.0, 0.0, 10.0, 10.0), shade: None };
    let mut hidden = Group::new(Role::Paragraph, line(0.0, 20.0, 10.0, "gone"));
    hidden.clip = Some(crate::geometry::BezPath::new());
    let empty = Item::Shape(Arc::new(Shape { path: crate::geometry::BezPath::new(), fill: None, stroke: None }));
    let items = vec![
        group(Role::Figure { alt: "broken".into() }, vec![placed(0.0, 0.0, Item::Picture(picture))]),
        group(Role::Figure { alt: "nothing".into() }, Vec::new()),
        placed(0.0, 0.0, Item::Group(hidden)),
        placed(0.0, 0.0, empty),
        group(Role::Link { target: "https://example.org".into() }, Vec::new()),
        block(-100.0, -100.0, 2000.0, 2000.0),
    ];
    write(&[page(items)], &about()).expect("valid");
}

#[test]
fn a_turned_photo_is_drawn_as_it_is_seen() {
    use bitmap::Orientation::*;
    let lying = image::RgbImage::from_fn(3, 2, |x, y| image::Rgb([x as u8, y as u8, 0]));
    for turn in
        [NoTransforms, FlipHorizontal, Rotate180, FlipVertical, Rotate90FlipH, Rotate90, Rotate270FlipH, Rotate270]
    {
        let mut seen = image::DynamicImage::from(lying.clone());
        seen.apply_orientation(turn);
        let seen = seen.into_rgb8();
        let (wide, high) = (seen.width() as f32, seen.height() as f32);
        let place = stock::turned(turn, krilla::geom::Size::from_wh(wide, high).expect("a size"));
        for (x, y, pixel) in seen.enumerate_pixels() {
            let [from_x, from_y, _] = pixel.0.map(|part| f64::from(part) + 0.5);
            let found = place * Point::new(from_x, from_y);
            assert!((found - Point::new(f64::from(x) + 0.5, f64::from(y) + 0.5)).hypot() < 1e-6, "{turn:?}: {found:?}");
        }
    }
}

/// A run with glyphs at these places, each for so much of its text.
fn run(text: &str, glyphs: &[(f32, std::ops::Range<usize>)], right_to_left: bool) -> crate::drawing::Glyphs {
    let any = line(0.0, 20.0, 10.0, "a");
    let Item::Text(like) = &any[0].item else { panic!("words") };
    let glyph = |(x, range): &(f32, std::ops::Range<usize>)| crate::drawing::Glyph {
        x: *x,
        range: range.clone(),
        ..like.glyphs[0].clone()
    };
    let glyphs = glyphs.iter().map(glyph).collect();
    crate::drawing::Glyphs { text: text.into(), glyphs, right_to_left, ..(**like).clone() }
}

#[test]
fn each_letter_is_read_by_itself_from_right_to_left() {
    // Lam and alef in one glyph, then a letter with its mark in two.
    let run = run("لابَ", &[(0.0, 4..8), (1.0, 4..8), (5.0, 0..4)], true);
    let order = letters::in_order(&run);
    let (read, places) = letters_of(&run, &order);
    assert_eq!(read, ["ل", "ا", "ب", "\u{64e}"]);
    assert!(places.windows(2).all(|pair| pair[1] < pair[0]), "{places:?}");
}

/// The letters that glyphs stand for, one after the other, and where the first glyph of each is.
fn letters_of<'r>(run: &'r crate::drawing::Glyphs, order: &[crate::drawing::Glyph]) -> (Vec<&'r str>, Vec<f32>) {
    let each = order.chunk_by(|a, b| a.range == b.range);
    each.map(|glyphs| (&run.text[glyphs[0].range.clone()], glyphs[0].x)).unzip()
}

#[test]
fn from_left_to_right_letters_stay_together() {
    let run = run("fia\u{301}", &[(0.0, 0..2), (3.0, 2..5), (4.0, 2..5)], false);
    let order = letters::in_order(&run);
    assert_eq!(order.iter().map(|glyph| glyph.range.clone()).collect::<Vec<_>>(), [0..2, 2..5, 2..5]);
}

#[test]
fn the_programs_own_fonts_do_not_go_over() {
    let pages = &[page(line(20.0, 40.0, 24.0, "Why do we meet?"))];
    let (sends, batches) = std::sync::mpsc::sync_channel(1);
    let (at, bytes) = std::thread::scope(|scope| {
        scope.spawn(move || apart::batches_of(pages, usize::MAX, sends));
        // Who wants no more lets go of the channel.
        batches.into_iter().next().expect("a page")
    });
    assert_eq!(at, 0..1);
    assert!(bytes.len() < 4096, "{} bytes for a line", bytes.len());
}

#[test]
fn a_letter_ends_where_it_ends_though_its_mark_is_drawn_last() {
    // What poppler parts from the next word: one letter in two glyphs, of which the last stands over the first's middle.
    let mut run = run("\u{1ea7}n", &[(0.0, 0..3), (4.0, 0..3), (10.0, 3..4)], false);
    for (glyph, advance) in run.glyphs.iter_mut().zip([10.0, 0.0, 10.0]) {
        glyph.advance = advance;
    }
    let order = letters::in_order(&run);
    assert_eq!(order.iter().map(|glyph| glyph.range.clone()).collect::<Vec<_>>(), [0..3, 0..3, 0..3, 3..4]);
    assert!(order[2].x <= 10.0 && order[2].advance == 0.0, "{order:?}");
    run.glyphs[1].advance = 6.0;
    assert_eq!(letters::in_order(&run).len(), 3, "a mark that reaches its end needs no other");
}

#[test]
fn marks_on_letters_in_one_glyph_are_read_after_all_of_these() {
    // Lam and alef in one glyph, with a damma.
    let run = run("لأُ", &[(3.0, 0..6), (5.0, 0..6)], true);
    let order = letters::in_order(&run);
    let (read, places) = letters_of(&run, &order);
    assert_eq!(read, ["ل", "أ", "\u{64f}"]);
    assert!(places.windows(2).all(|pair| pair[1] < pair[0]), "{places:?}");
}
