//! The rasteriser on small drawings: places, colors, clips, pictures.

use std::sync::Arc;

use super::*;
use crate::color::Color;
use crate::diagnostic::Span;
use crate::drawing::{
    Fill, Group, Item, Paint, Picture, Placed, Raster, RasterFormat, Role, Shade, ShadeForm, ShadePart, Shape,
};
use crate::geometry::{PathShape as _, Point, Size};

fn placed(x: f64, y: f64, item: Item) -> Placed {
    Placed { at: Point::new(x, y), item, span: Span::default() }
}

fn block(width: f64, height: f64, color: Color) -> Item {
    let path = Rect::new(0.0, 0.0, width, height).to_path(0.1);
    Item::Shape(Arc::new(Shape {
        path,
        fill: Some(Fill { paint: Paint::Solid(color), even_odd: false }),
        stroke: None,
    }))
}

fn drawing(items: Vec<Placed>) -> Drawing {
    Drawing { size: Size::new(100.0, 50.0), ground: Color::WHITE, items }
}

fn pixel(pixels: &Pixels, x: u32, y: u32) -> [u8; 4] {
    let at = (y * pixels.width + x) as usize * 4;
    pixels.data[at..at + 4].try_into().expect("four bytes")
}

/// Left half red, right half blue.
fn flag(format: RasterFormat) -> Arc<Raster> {
    let picture = image::RgbImage::from_fn(40, 20, |x, _| image::Rgb(if x < 20 { [255, 0, 0] } else { [0, 0, 255] }));
    let mut bytes = std::io::Cursor::new(Vec::new());
    let encoded = match format {
        RasterFormat::Png => image::ImageFormat::Png,
        RasterFormat::Jpeg => image::ImageFormat::Jpeg,
        RasterFormat::Gif => image::ImageFormat::Gif,
        RasterFormat::Webp => image::ImageFormat::WebP,
    };
    image::DynamicImage::from(picture).write_to(&mut bytes, encoded).expect("encodes");
    Arc::new(Raster {
        name: "flag".into(),
        bytes: bytes.into_inner().into(),
        format,
        width: 40,
        height: 20,
        frame: None,
        plays: None,
    })
}

fn shown(raster: &Arc<Raster>, crop: Rect) -> Item {
    Item::Picture(Picture { raster: raster.clone(), size: Size::new(80.0, 40.0), crop, shade: None })
}

const WHOLE: Rect = Rect::new(0.0, 0.0, 40.0, 20.0);
const WHITE: [u8; 4] = [255; 4];
const GREY: [u8; 4] = [230, 230, 230, 255];

#[test]
fn a_painter_may_move_to_a_worker() {
    fn needs_send<T: Send>() {}
    needs_send::<Painter>();
}

#[test]
fn a_drawing_fills_the_size_it_is_given() {
    let mut painter = Painter::new();
    let scene = drawing(vec![placed(50.0, 0.0, block(50.0, 50.0, Color::BLACK))]);
    for (width, height) in [(100, 50), (200, 100), (320, 160)] {
        let pixels = painter.paint(&scene, width, height);
        assert_eq!((pixels.width, pixels.height), (width, height));
        assert_eq!(pixel(&pixels, width / 2 - 1, height - 1), WHITE);
        assert_eq!(pixel(&pixels, width / 2, height - 1), [0, 0, 0, 255]);
        assert_eq!(pixel(&pixels, width - 1, 0), [0, 0, 0, 255]);
    }
}

#[test]
fn a_drawing_without_a_ground_is_clear_where_it_has_nothing() {
    let mut painter = Painter::new();
    let over = Drawing {
        ground: Color::BLACK.with_alpha(0.0),
        ..drawing(vec![placed(0.0, 0.0, block(50.0, 50.0, Color::BLACK.with_alpha(0.8)))])
    };
    // The second finds what the first left behind.
    let _ = painter.paint(&drawing(Vec::new()), 100, 50);
    let pixels = painter.paint(&over, 100, 50);
    assert_eq!((pixel(&pixels, 10, 10), pixel(&pixels, 90, 10)), ([0, 0, 0, 204], [0; 4]));
}

#[test]
fn a_region_is_enlarged() {
    let scene = drawing(vec![placed(50.0, 0.0, block(50.0, 50.0, Color::BLACK))]);
    let pixels = Painter::new().paint_region(&scene, Rect::new(45.0, 10.0, 55.0, 15.0), 100, 50);
    assert_eq!(pixel(&pixels, 49, 20), WHITE);
    assert_eq!(pixel(&pixels, 50, 20), [0, 0, 0, 255]);
}

#[test]
fn an_enlarged_part_is_as_sharp_as_the_whole_at_that_size() {
    let disc = crate::geometry::RoundedRect::new(20.0, 5.0, 70.0, 45.0, 17.0).to_path(0.01);
    let fill = Some(Fill { paint: Paint::Solid(Color::BLACK), even_odd: false });
    let scene = drawing(vec![placed(0.3, 0.7, Item::Shape(Arc::new(Shape { path: disc, fill, stroke: None })))]);
    let mut painter = Painter::new();
    let whole = painter.paint(&scene, 400, 200);
    let part = painter.paint_region(&scene, Rect::new(10.0, 5.0, 60.0, 30.0), 200, 100);
    for (x, y) in (0..200).flat_map(|x| (0..100).map(move |y| (x, y))) {
        assert_eq!(pixel(&part, x, y), pixel(&whole, x + 40, y + 20), "{x}, {y}");
    }
}

#[test]
fn odd_sizes_neither_fail_nor_grow_without_end() {
    let mut painter = Painter::new();
    let scene = drawing(Vec::new());
    assert_eq!(painter.paint(&scene, 0, 0).data.len(), 4);
    assert_eq!(within_limits(200_000, 100_000), (16_384, 8_192));
    assert_eq!(within_limits(100_000, 1), (16_384, 1));
    let nothing = Drawing { size: Size::ZERO, ..scene };
    assert_eq!(pixel(&painter.paint(&nothing, 3, 3), 1, 1), WHITE);
}

#[test]
fn clips_and_opacity_hold_for_the_whole_group() {
    let two =
        vec![placed(0.0, 0.0, block(60.0, 50.0, Color::BLACK)), placed(40.0, 0.0, block(60.0, 50.0, Color::BLACK))];
    let mut group = Group::new(Role::Section, two);
    group.opacity = 0.5;
    group.clip = Some(Rect::new(0.0, 0.0, 80.0, 50.0).to_path(0.1));
    let after = placed(90.0, 0.0, block(10.0, 50.0, Color::BLACK));
    let pixels = Painter::new().paint(&drawing(vec![placed(0.0, 0.0, Item::Group(group)), after]), 100, 50);
    // Where the two overlap it is no darker than elsewhere.
    assert_eq!(pixel(&pixels, 50, 25), pixel(&pixels, 10, 25));
    assert!((126..=129).contains(&pixel(&pixels, 10, 25)[0]));
    assert_eq!(pixel(&pixels, 85, 25), WHITE);
    assert_eq!(pixel(&pixels, 95, 25), [0, 0, 0, 255]);
}

#[test]
fn an_empty_clip_hides_everything() {
    let mut group = Group::new(Role::Section, vec![placed(0.0, 0.0, block(60.0, 50.0, Color::BLACK))]);
    group.clip = Some(crate::geometry::BezPath::new());
    for opacity in [1.0, 0.5] {
        group.opacity = opacity;
        let scene = drawing(vec![placed(0.0, 0.0, Item::Group(group.clone()))]);
        assert_eq!(pixel(&Painter::new().paint(&scene, 100, 50), 10, 25), WHITE);
    }
}

#[test]
fn pictures_of_every_format_are_shown_and_cropped() {
    for format in [RasterFormat::Png, RasterFormat::Jpeg, RasterFormat::Gif, RasterFormat::Webp] {
        let raster = flag(format);
        let mut painter = Painter::new();
        for (width, height) in [(100, 50), (25, 12), (400, 200)] {
            let pixels = painter.paint(&drawing(vec![placed(10.0, 5.0, shown(&raster, WHOLE))]), width, height);
            let left = pixel(&pixels, width / 4, height / 2);
            let right = pixel(&pixels, width * 3 / 4, height / 2);
            assert!(left[0] > 240 && left[2] < 15, "{format:?} {left:?}");
            assert!(right[2] > 240 && right[0] < 15, "{format:?} {right:?}");
            assert_eq!(pixel(&pixels, 0, 0), WHITE);
        }
        let half = Rect::new(20.0, 0.0, 40.0, 20.0);
        let pixels = painter.paint(&drawing(vec![placed(10.0, 5.0, shown(&raster, half))]), 100, 50);
        assert!(pixel(&pixels, 12, 25)[2] > 240);
    }
}

fn bytes(raster: &Raster) -> Vec<u8> {
    raster.bytes.held().expect("they are held").to_vec()
}

#[test]
fn a_broken_picture_is_a_quiet_box() {
    let whole = flag(RasterFormat::Png);
    let cut = Arc::new(Raster {
        name: "cut".into(),
        bytes: bytes(&whole)[..whole.bytes.len() / 2].into(),
        format: RasterFormat::Png,
        width: 40,
        height: 20,
        frame: None,
        plays: None,
    });
    let pixels = Painter::new().paint(&drawing(vec![placed(10.0, 5.0, shown(&cut, WHOLE))]), 100, 50);
    assert_eq!(pixel(&pixels, 50, 25), GREY);
    assert_eq!(pixel(&pixels, 5, 25), WHITE);
}

#[test]
fn a_header_that_promises_too_much_is_not_decoded() {
    let whole = flag(RasterFormat::Png);
    let mut bytes = bytes(&whole);
    // Width and height of a PNG stand at byte 16.
    bytes[16..24].copy_from_slice(&[0, 0, 0x70, 0, 0, 0, 0x70, 0]);
    let bomb = Arc::new(Raster {
        name: "bomb".into(),
        bytes: bytes.into(),
        format: RasterFormat::Png,
        width: 40,
        height: 20,
        frame: None,
        plays: None,
    });
    let pixels = Painter::new().paint(&drawing(vec![placed(10.0, 5.0, shown(&bomb, WHOLE))]), 100, 50);
    assert_eq!(pixel(&pixels, 50, 25), GREY);
}

#[test]
fn decoded_pictures_are_remembered() {
    let raster = flag(RasterFormat::Png);
    let scene = drawing(vec![placed(10.0, 5.0, shown(&raster, WHOLE))]);
    let mut painter = Painter::new();
    let first = painter.paint(&scene, 40, 20);
    let uses = Arc::strong_count(&raster);
    assert_eq!(painter.paint(&scene, 40, 20), first);
    assert_eq!(Arc::strong_count(&raster), uses);
}

#[test]
fn pixels_become_a_png() {
    let scene = drawing(vec![placed(0.0, 0.0, block(50.0, 50.0, Color::rgb(1, 2, 3)))]);
    let file = Painter::new().paint(&scene, 100, 50).png();
    let back = image::load_from_memory(&file).expect("a PNG").into_rgb8();
    assert_eq!((back.dimensions(), back.get_pixel(10, 10).0), ((100, 50), [1, 2, 3]));
}

#[test]
fn a_picture_is_shaded_as_far_as_its_pixels_behind_words_need() {
    let black = Color::BLACK.with_alpha(0.6);
    let most = black.over(Color::WHITE).luminance();
    let under = |words: Rect| {
        let parts = vec![ShadePart { form: ShadeForm::Foot { from: 0.0, full: 10.0 }, words: vec![words] }];
        let shade = Shade { color: black, darkens: true, parts, under: Color::WHITE };
        let Item::Picture(plain) = shown(&flag(RasterFormat::Png), WHOLE) else { panic!("a picture") };
        let item = Item::Picture(Picture { shade: Some(Arc::new(shade)), ..plain });
        let pixels = Painter::new().paint(&drawing(vec![placed(0.0, 0.0, item)]), 100, 50);
        [pixel(&pixels, 20, 30), pixel(&pixels, 60, 30)].map(|[r, g, b, _]| Color::rgb(r, g, b))
    };
    let flag = [Color::rgb(255, 0, 0), Color::rgb(0, 0, 255)];
    assert_eq!(under(Rect::new(50.0, 20.0, 70.0, 30.0)), flag, "blue is dark enough for light words");
    let [red, blue] = under(Rect::new(10.0, 20.0, 70.0, 30.0));
    assert!(red.luminance() <= most && red.luminance() > most * 0.9, "{red}: no darker than it has to be");
    assert!(blue.b < 255 && blue.b > 102, "{blue}: the shade is even");
}
