//! SVG: shapes, text and groups from small pictures.

use self::limits::{LONGEST, MOST_NODES, too_many};
use super::*;
use crate::deck::SvgPart;
use crate::diagnostic::Span;
use crate::drawing::{Blend, Group, Item, Paint, Placed, Shape};
use crate::geometry::{Affine, PathShape as _, Point, Rect, Size};

fn read(inside: &str) -> SvgDrawing {
    let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' width='200' height='100'>{inside}</svg>");
    whole(&svg).expect("valid SVG")
}

fn whole(svg: &str) -> Result<SvgDrawing, String> {
    Reader::new(&[]).read(&Request::plain("test.svg", svg), &mut Shaper::new(&[], "en"))
}

fn shape(placed: &Placed) -> &Shape {
    match &placed.item {
        Item::Shape(shape) => shape,
        other => panic!("not a shape: {other:?}"),
    }
}

fn group(placed: &Placed) -> &Group {
    match &placed.item {
        Item::Group(group) => group,
        other => panic!("not a group: {other:?}"),
    }
}

#[test]
fn a_rectangle_becomes_a_shape() {
    let drawing = read("<rect x='10' y='20' width='30' height='40' fill='#ff0000' fill-opacity='0.5'/>");
    assert_eq!(drawing.size, Size::new(200.0, 100.0));
    assert_eq!(drawing.items.len(), 1);
    let shape = shape(&drawing.items[0]);
    assert_eq!(shape.path.bounding_box(), Rect::new(10.0, 20.0, 40.0, 60.0));
    let Some(Paint::Solid(color)) = shape.fill.as_ref().map(|fill| &fill.paint) else { panic!("not solid") };
    assert_eq!((color.r, color.a), (255, 128));
    assert!(drawing.notes.is_empty());
}

#[test]
fn what_stands_on_many_slides_has_its_outlines_once() {
    let reader = Reader::new(&[]);
    let mut shaper = Shaper::new(&[], "en");
    let svg = "<svg xmlns='http://www.w3.org/2000/svg'><g opacity='.5'><rect width='9' height='9'/></g></svg>";
    let mut read = |at: usize, svg: &str| {
        let request = Request { span: Span::new(0, at..at + 1), ..Request::plain("test.svg", svg) };
        reader.read(&request, &mut shaper).expect("valid SVG").items
    };
    let (one, two) = (read(3, svg), read(7, svg));
    let inside = |items: &[Placed]| match &group(&items[0]).items[0].item {
        Item::Shape(shape) => Arc::clone(shape),
        other => panic!("not a shape: {other:?}"),
    };
    assert!(Arc::ptr_eq(&inside(&one), &inside(&two)));
    for (items, place) in [(one, 3), (two, 7)] {
        assert_eq!((items[0].span.start, group(&items[0]).items[0].span.start), (place, place));
    }
    let other = read(3, &svg.replace("9", "8"));
    assert_eq!(inside(&other).path.bounding_box(), Rect::new(0.0, 0.0, 8.0, 8.0));
}

#[test]
fn what_builds_up_has_its_outlines_and_its_words_once_in_all_looks_and_on_all_slides() {
    let reader = Reader::new(&[]);
    let mut shaper = Shaper::new(&[], "en");
    let part = |name: &str| format!("<g id='{name}'><path d='M0 0h9v9z'/><text y='9'>{name}</text></g>");
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><path d='M9 9h9v9z'/>{}{}</svg>",
        part("a"),
        part("b")
    );
    let mut read = |file: u16| {
        let part =
            |at: usize, name: &str| SvgPart { name: name.to_owned(), step: at + 1, span: Span::new(file, at..at + 1) };
        let parts: Vec<SvgPart> = ["a", "b", "c"].iter().enumerate().map(|(at, name)| part(at, name)).collect();
        let request = Request { span: Span::new(file, 40..50), parts: &parts, ..Request::plain("test.svg", &svg) };
        reader.read(&request, &mut shaper).expect("valid SVG")
    };
    let (one, two) = (read(1), read(2));
    let looks = || [&one, &two].into_iter().flat_map(|it| it.before.iter().map(|(_, items)| items).chain([&it.items]));
    let mut things: Vec<(usize, bool)> = looks().flat_map(|items| addresses(items)).collect();
    assert_eq!(things.len(), 2 * (1 + 3 + 5), "a path, then each part with its path and its word");
    things.sort_unstable();
    things.dedup();
    let words = things.iter().filter(|(_, is_word)| *is_word).count();
    assert_eq!((things.len() - words, words), (2, 2), "both parts have the same path");
    for (file, read) in [(1, &one), (2, &two)] {
        let faults: Vec<Option<Span>> = read.faults.iter().map(|(_, fault)| fault.span).collect();
        assert_eq!(faults, [Some(Span::new(file, 2..3))], "where that slide names what is not there");
        assert!(read.items.iter().chain(&read.before[0].1).all(|it| it.span == Span::new(file, 40..50)));
    }
}

/// Where shapes and runs are held, and whether each is a run.
fn addresses(items: &[Placed]) -> Vec<(usize, bool)> {
    let of = |placed: &Placed| match &placed.item {
        Item::Shape(shape) => vec![(Arc::as_ptr(shape).addr(), false)],
        Item::Text(run) => vec![(Arc::as_ptr(run).addr(), true)],
        Item::Group(group) => addresses(&group.items),
        Item::Picture(_) => Vec::new(),
    };
    items.iter().flat_map(of).collect()
}

#[test]
fn a_gradient_keeps_its_stops_and_gets_absolute_places() {
    let drawing = read(
        "<linearGradient id='g'><stop offset='0' stop-color='#000'/><stop offset='1' stop-color='#fff'/>
         </linearGradient><rect width='100' height='50' fill='url(#g)'/>",
    );
    let Some(Paint::Linear { start, end, stops, transform, .. }) =
        shape(&drawing.items[0]).fill.as_ref().map(|fill| &fill.paint)
    else {
        panic!("not linear")
    };
    assert_eq!((*transform * *start, *transform * *end), (Point::ORIGIN, Point::new(100.0, 0.0)));
    assert_eq!(stops.len(), 2);
}

#[test]
fn a_clip_becomes_an_outline_of_the_group() {
    let drawing = read(
        "<clipPath id='c'><circle cx='50' cy='50' r='40'/></clipPath>
         <g clip-path='url(#c)'><rect width='100' height='100'/></g>",
    );
    let clip = group(&drawing.items[0]).clip.as_ref().expect("a clip");
    assert!((clip.bounding_box().width() - 80.0).abs() < 0.1);
}

#[test]
fn groups_keep_transform_and_opacity() {
    let drawing = read(
        "<g transform='translate(5 6)'><g opacity='0.5' transform='scale(2)'><rect width='9' height='9'/></g></g>",
    );
    let outer = group(&drawing.items[0]);
    assert_eq!(outer.transform, Affine::translate((5.0, 6.0)));
    let inner = group(&outer.items[0]);
    assert_eq!((inner.transform, inner.opacity), (Affine::scale(2.0), 0.5));
}

#[test]
fn text_stays_text() {
    let drawing =
        read("<text x='10' y='50' font-size='20' fill='#123456'>office <tspan font-weight='700'>hours</tspan></text>");
    let runs: Vec<_> = group(&drawing.items[0])
        .items
        .iter()
        .map(|placed| match &placed.item {
            Item::Text(run) => (placed.at, run.clone()),
            other => panic!("not text: {other:?}"),
        })
        .collect();
    let words: String = runs.iter().map(|(_, run)| &*run.text).collect();
    assert_eq!(words, "office hours");
    assert_eq!(runs[0].0, Point::new(10.0, 50.0));
    assert_eq!(runs[0].1.size, 20.0);
    assert_eq!(runs[0].1.glyphs.last().map(|glyph| glyph.range.end), Some("office ".len()));
    // The next run starts where this one ends.
    assert!((runs[1].0.x - 10.0 - f64::from(runs[0].1.advance)).abs() < 0.05);
    assert_ne!(runs[0].1.face.font.data.id(), runs[1].1.face.font.data.id());
}

#[test]
fn right_to_left_text_keeps_its_words_in_logical_order() {
    // No bundled font has Hebrew, which the shaper tells; the order holds all the same.
    let drawing = read("<text x='10' y='50' font-size='20'>אבג</text>");
    let Item::Text(run) = &group(&drawing.items[0]).items[0].item else { panic!("not text") };
    assert_eq!(&*run.text, "אבג");
    assert!(run.right_to_left);
    assert!(run.glyphs[0].x < run.glyphs[2].x && run.glyphs[0].range.start > run.glyphs[2].range.start);
}

#[test]
fn rotated_letters_and_stroked_text_become_outlines() {
    for inside in ["<text x='9' y='50' rotate='20'>ab</text>", "<text x='9' y='50' stroke='red'>ab</text>"] {
        let drawing = read(inside);
        let shapes = drawing.items.iter().filter(|placed| matches!(placed.item, Item::Shape(_))).count();
        assert!(shapes > 0, "{inside}");
        // The words are there for readers, without color.
        let words = group(drawing.items.last().expect("words"));
        assert!(words.items.iter().all(|it| matches!(&it.item, Item::Text(run) if run.color.a == 0)), "{inside}");
    }
}

#[test]
fn files_and_addresses_are_never_read() {
    for href in ["/etc/passwd", "Cargo.toml", "http://example.org/a.png", "file:///etc/hosts"] {
        let drawing = read(&format!("<image href='{href}' width='10' height='10'/>"));
        assert!(drawing.items.is_empty());
        assert!(drawing.notes[0].contains("lies outside"), "{:?}", drawing.notes);
    }
    let entity = "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>
        <svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text y='9'>&x;</text></svg>";
    let found = whole(entity);
    assert!(!format!("{found:?}").contains("root"));
}

#[test]
fn masks_patterns_and_blend_modes_become_items() {
    let drawing = read(
        "<pattern id='p' width='4' height='4' patternUnits='userSpaceOnUse'><rect width='2' height='2' fill='#00f'/></pattern>
         <mask id='m'><rect width='50' height='50' fill='white'/></mask>
         <rect width='50' height='50' fill='url(#p)'/><rect width='50' height='50' mask='url(#m)'/>
         <rect width='50' height='50' style='mix-blend-mode: multiply'/>",
    );
    assert!(drawing.notes.is_empty(), "{:?}", drawing.notes);
    // What is mixed is mixed inside the picture.
    let frame = group(&drawing.items[0]);
    assert_eq!(frame.blend, Some(Blend::Normal));
    let tile = shape(&frame.items[0]).fill.as_ref().map(|fill| &fill.paint);
    assert!(matches!(tile, Some(Paint::Tile { tile, .. }) if tile.place == Rect::new(0.0, 0.0, 4.0, 4.0)));
    let mask = group(&frame.items[1]).mask.as_ref().expect("a mask");
    assert_eq!((mask.by, mask.items.len()), (crate::drawing::MaskBy::Luminance, 1));
    assert_eq!(group(&frame.items[2]).blend, Some(Blend::Multiply));
}

#[test]
fn a_pattern_that_is_seen_once_is_cut_out() {
    let drawing = read(
        "<pattern id='p' width='1' height='1' patternContentUnits='objectBoundingBox'><circle cx='.5' cy='.5' r='.5'/></pattern>
         <rect x='10' y='10' width='50' height='50' fill='url(#p)'/>",
    );
    let cut = group(&drawing.items[0]);
    assert_eq!(
        cut.clip.as_ref().map(crate::geometry::PathShape::bounding_box),
        Some(Rect::new(10.0, 10.0, 60.0, 60.0))
    );
    assert!(!format!("{:?}", drawing.items).contains("Tile"));
}

#[test]
fn filters_are_painted_once_and_their_words_stay() {
    let drawing = read(
        "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter>
         <g filter='url(#f)'><rect x='10' y='10' width='50' height='50'/><text x='20' y='80'>Why?</text></g>
         <rect x='100' y='10' width='50' height='50' filter='url(#f)'/>",
    );
    assert_eq!(drawing.notes.len(), 1, "{:?}", drawing.notes);
    let listing = format!("{:?}", drawing.items);
    assert_eq!(listing.matches("Picture(").count(), 2);
    assert!(listing.contains("text: \"Why?\"") && listing.contains("a: 0"), "{listing}");
}

#[test]
fn clips_keep_the_even_odd_rule_and_clips_of_their_own() {
    let star = "M50 0L80 90L0 30H100L20 90Z";
    let drawing = read(&format!(
        "<clipPath id='a'><path d='{star}' clip-rule='evenodd'/></clipPath>
         <clipPath id='b'><g clip-path='url(#a)'><rect width='99' height='99'/></g><path d='M0 0' visibility='hidden'/></clipPath>
         <clipPath id='c'><path d='{star}' clip-rule='evenodd'/><rect width='9' height='9'/></clipPath>
         <g clip-path='url(#a)'><rect width='100' height='100'/></g>
         <clipPath id='d'><rect width='9' height='9' clip-path='url(#a)'/></clipPath>
         <g clip-path='url(#d)'><rect width='100' height='100'/></g><g clip-path='url(#c)'><rect width='100' height='100'/></g>"
    ));
    assert!(drawing.notes.is_empty(), "{:?}", drawing.notes);
    assert!(group(&drawing.items[0]).even_odd && group(&drawing.items[0]).mask.is_none());
    for nested in &drawing.items[1..] {
        assert!(group(nested).mask.is_some(), "it is a mask of its shapes");
    }
}

#[test]
fn what_reaches_beyond_the_frame_is_cut() {
    let drawing = read("<rect x='-50' width='100' height='50'/>");
    let clip = group(&drawing.items[0]).clip.as_ref().expect("a clip");
    assert_eq!(clip.bounding_box(), Rect::new(0.0, 0.0, 200.0, 100.0));
}

#[test]
fn too_much_and_no_svg_at_all_are_refused() {
    let long = " ".repeat(LONGEST + 1);
    assert!(whole(&long).is_err());
    assert!(whole("<html/>").is_err());
    let many = format!("<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>", "<g/>".repeat(MOST_NODES + 1));
    assert_eq!(whole(&many).expect_err("too many"), too_many());
    // References that double at each level.
    let mut laughs = "<g id='a0'><rect width='1' height='1'/></g>".to_owned();
    for level in 1..30 {
        laughs += &format!("<g id='a{level}'><use href='#a{0}'/><use href='#a{0}'/></g>", level - 1);
    }
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><defs>{laughs}</defs><use href='#a29'/></svg>"
    );
    assert!(whole(&svg).is_err());
}

#[test]
fn absurd_numbers_are_refused_with_their_place() {
    let hostile = [
        "<path d='M0 0H1e30' stroke='#000' stroke-dasharray='1'/>",
        "<path id='p' d='M0 0L9 1e20'/><text><textPath href='#p'>Some words</textPath></text>",
        "<g><circle r='1e38'/></g>",
        "<text style='font-size: 1e38px'>a</text>",
        "<style>rect { stroke-width: 1e20 }</style><rect width='9' height='9'/>",
        "<g transform='scale(1e30)'><rect width='9' height='9'/></g>",
        "<svg viewBox='0 0 1e38 1'/>",
        "<marker id='m' markerWidth='1e38'/>",
    ];
    for inside in hostile {
        let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' width='200' height='100'>\n{inside}</svg>");
        let said = whole(&svg).expect_err(inside);
        assert!(said.starts_with("line 2 of it: `"), "{said}");
    }
    // Each is within bounds, but not what they come to.
    let far = read(
        "<g transform='scale(1e5)'><g transform='scale(1e5)'><rect width='9' height='9'/></g></g><rect width='9' height='9'/>",
    );
    assert_eq!((far.items.len(), far.notes.len()), (1, 1), "{:?}", far.notes);
    assert!(read("<rect width='nan' height='9'/><circle r='inf'/>").items.is_empty());
}

#[test]
fn right_to_left_words_and_the_space_between_them_are_one_run() {
    let drawing = read("<text x='10' y='50'>one אבג דהו two</text>");
    let words: Vec<String> = group(&drawing.items[0])
        .items
        .iter()
        .map(|placed| match &placed.item {
            Item::Text(run) => run.text.to_string(),
            other => panic!("not text: {other:?}"),
        })
        .collect();
    assert_eq!(words, ["one ", "אבג דהו", " two"]);
}

/// What is written and drawn, in one line.
fn shown(inside: &str) -> String {
    format!("{:?}", read(inside).items)
}

#[test]
fn a_label_that_was_cut_short_is_read_from_its_html() {
    let label = |html: &str, plain: &str| {
        format!(
            "<switch><foreignObject width='100' height='40' requiredFeatures='http://www.w3.org/TR/SVG11/feature#Extensibility'>
             <div xmlns='http://www.w3.org/1999/xhtml'>{html}</div></foreignObject><text x='9' y='9'>{plain}</text></switch>"
        )
    };
    let cut = shown(&label("Load <b>balancer</b><div>zone 1</div>", "Load balan..."));
    assert!(cut.contains("balancer") && cut.contains("zone 1") && !cut.contains("balan..."), "{cut}");
    let whole = shown(&label("Load  balancer", "Load balancer"));
    assert!(whole.contains("x: 9.0, y: 9.0") || whole.contains("(9.0, 9.0)"), "the label keeps its place: {whole}");
    assert!(shown(&label("", "Only here")).contains("Only here"));
}

#[test]
fn a_label_of_html_hides_what_is_behind_it_where_it_has_a_ground() {
    let label = |style: &str| {
        shown(&format!(
            "<g style='background-color: #f00'><foreignObject width='60' height='20'><div xmlns='http://www.w3.org/1999/xhtml'>
             <span style='{style}'>yes</span></div></foreignObject></g>"
        ))
    };
    let grounded = label("background-color: #e8e8e8");
    assert_eq!(grounded.matches("Shape(").count(), 1, "{grounded}");
    assert!(grounded.find("Shape(") < grounded.find("yes"), "the ground is behind the words");
    // A group of SVG has none, whatever its style says.
    assert!(!label("color: #333").contains("Shape("));
}

#[test]
fn words_from_right_to_left_begin_at_their_right() {
    let left_of_its_place = |attributes: &str, inner: &str| {
        let drawing = read(&format!("<g {attributes}><text x='100' y='50' {inner}>abc</text></g>"));
        let Placed { at, item: Item::Text(run), .. } = &group(&drawing.items[0]).items[0] else { panic!("not text") };
        at.x + f64::from(run.advance) / 2.0 < 100.0
    };
    let table = [
        ("direction='rtl'", "", true),
        ("direction='rtl' text-anchor='end'", "", false),
        ("style='direction: rtl'", "text-anchor='end'", false),
        ("direction='rtl'", "direction='ltr'", false),
        ("text-anchor='end'", "direction='ltr'", true),
        ("direction='rtl' text-anchor='end'", "style='direction: ltr'", true),
    ];
    for (around, own, left) in table {
        assert_eq!(left_of_its_place(around, own), left, "{around} {own}");
    }
}

#[test]
fn what_has_a_filter_that_is_not_there_is_drawn_and_told() {
    for filter in ["filter='url(#gone)'", "style='filter: url(\"#gone\")'", "filter='url(#gone) blur(2px)'"] {
        let drawing = read(&format!("<rect width='9' height='9' {filter}/>"));
        assert!(matches!(drawing.items[0].item, Item::Shape(_)), "{filter}");
        assert_eq!(drawing.notes, ["there is no filter `gone`, so it does not count"]);
    }
}

#[test]
fn pictures_inside_that_nothing_can_show_are_told() {
    let table = [
        ("data:image/png;base64,iVBORw0KGgo=", "cut off"),
        ("data:image/png;base64,@@@@", "damaged"),
        ("data:image/png;base64,", "empty"),
        ("data:image/avif;base64,AAAAHGZ0eXBhdmlmAAAAAGF2aWY=", "AVIF"),
        ("data:image/png,plain", "no PNG"),
        ("data:image/svg+xml,%3Chtml/%3E", "not `svg`"),
    ];
    for (href, why) in table {
        let drawing = read(&format!("<image href='{href}' width='9' height='9'/>"));
        assert!(drawing.items.is_empty(), "{href}");
        assert!(drawing.notes.len() == 1 && drawing.notes[0].contains(why), "{href}: {:?}", drawing.notes);
    }
}

#[test]
fn a_picture_that_stands_often_is_one_picture() {
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbaImage::new(3, 2).write_to(&mut png, image::ImageFormat::Png).expect("a PNG");
    let bytes: String = png.into_inner().iter().map(|byte| format!("%{byte:02X}")).collect();
    let drawing =
        read(&format!("<image id='i' href='data:image/png,{bytes}' width='9' height='9'/><use href='#i' x='20'/>"));
    fn pictures(items: &[Placed], out: &mut Vec<Arc<crate::drawing::Raster>>) {
        for placed in items {
            match &placed.item {
                Item::Picture(picture) => out.push(picture.raster.clone()),
                Item::Group(group) => pictures(&group.items, out),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    pictures(&drawing.items, &mut found);
    assert_eq!(found.len(), 2);
    assert!(Arc::ptr_eq(&found[0], &found[1]));
}

#[test]
fn what_references_and_layers_come_to_is_counted_in_drawings_inside_too() {
    let boxed =
        |inside: &str| format!("<svg xmlns='http://www.w3.org/2000/svg' width='200' height='100'>{inside}</svg>");
    let often = |inside: &str| {
        let address: String = inside.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let image = format!("<image id='i' width='9' height='9' href='data:image/svg+xml,{address}'/>");
        boxed(&(image + &"<use href='#i'/>".repeat(60)))
    };
    let small = boxed("<rect width='9' height='9'/>");
    assert!(whole(&often(&small)).expect("two levels").notes.is_empty());
    let tower = often(&often(&often(&small)));
    let said = whole(&tower).map_or_else(|why| why, |drawing| drawing.notes.join(" "));
    assert!(said.contains("elements, references counted"), "{said}");
    let data =
        format!("<image id='i' href='data:image/png,{}'/>", "a".repeat(1 << 20)) + &"<use href='#i'/>".repeat(80);
    assert!(whole(&boxed(&data)).expect_err("80 MiB").contains("bytes in its pictures"));
    let mixed =
        |size: u32| format!("<rect width='{size}' height='{size}' style='mix-blend-mode: multiply'/>").repeat(1000);
    assert!(whole(&boxed(&mixed(100))).expect_err("a thousand sheets").contains("blend modes"));
    assert!(whole(&boxed(&mixed(4))).is_ok(), "a thousand dots are a chart");
}

#[test]
fn pictures_inside_are_shown_whatever_their_address_calls_them() {
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbaImage::new(3, 2).write_to(&mut png, image::ImageFormat::Png).expect("a PNG");
    let bytes: String = png.into_inner().iter().map(|byte| format!("%{byte:02X}")).collect();
    for kind in ["image/png", "image/jpeg", "image/x-png", "application/octet-stream", "", "text/plain"] {
        let drawing = read(&format!("<image href='data:{kind},{bytes}' width='9' height='9'/>"));
        assert!(format!("{:?}", drawing.items).contains("Picture("), "{kind}: {:?}", drawing.notes);
    }
}

#[test]
fn a_style_sheet_holds_on_the_media_that_it_names() {
    for (media, red) in
        [("", true), ("screen", true), ("all", true), ("print", false), ("(prefers-color-scheme: dark)", false)]
    {
        let drawing =
            read(&format!("<style media='{media}'>rect {{ fill: #f00 }}</style><rect width='9' height='9'/>"));
        let Some(Paint::Solid(color)) = shape(&drawing.items[0]).fill.as_ref().map(|fill| &fill.paint) else {
            panic!("not solid")
        };
        assert_eq!(color.r == 255, red, "{media}");
    }
}
