//! Small pictures made here → what is read of them.

use std::io::{Cursor, Write as _};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::*;
use crate::color::Color;

mod films;

const INKS: &[u8] = include_bytes!("../../tests/cases/photos/inks.jpg");

const TURNS: [Orientation; 8] = [
    Orientation::NoTransforms,
    Orientation::FlipHorizontal,
    Orientation::Rotate180,
    Orientation::FlipVertical,
    Orientation::Rotate90FlipH,
    Orientation::Rotate90,
    Orientation::Rotate270FlipH,
    Orientation::Rotate270,
];

/// Four unlike quarters, wider than high.
fn quarters() -> RgbImage {
    RgbImage::from_fn(96, 64, |x, y| {
        Rgb(match (x < 48, y < 32) {
            (true, true) => [220, 40, 40],
            (false, true) => [40, 160, 60],
            (true, false) => [40, 80, 220],
            (false, false) => [240, 200, 40],
        })
    })
}

/// EXIF data that asks for a turn, 1 to 8.
fn exif(turn: u8) -> Vec<u8> {
    let mut out = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    out.extend([turn, 0, 0, 0, 0, 0, 0, 0]);
    out
}

fn encoded(pixels: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::from(pixels.clone()).write_to(&mut out, format).expect("it encodes");
    out.into_inner()
}

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(name);
    sum.update(content);
    let size = (content.len() as u32).to_be_bytes();
    [&size[..], name, content, &sum.sum().to_be_bytes()].concat()
}

/// A PNG with more chunks before its pixels, or behind them.
fn png(pixels: &RgbImage, more: &[u8], behind: bool) -> Vec<u8> {
    let file = encoded(pixels, ImageFormat::Png);
    let at = if behind { file.len() - 12 } else { 33 };
    [&file[..at], more, &file[at..]].concat()
}

fn jpeg(pixels: &RgbImage, segments: &[(u8, &[u8])]) -> Vec<u8> {
    let file = encoded(pixels, ImageFormat::Jpeg);
    let mut out = file[..2].to_vec();
    for (marker, content) in segments {
        out.extend([0xFF, *marker]);
        out.extend((content.len() as u16 + 2).to_be_bytes());
        out.extend(*content);
    }
    out.extend(&file[2..]);
    out
}

fn webp(pixels: &RgbImage, icc: Option<&[u8]>, exif: Option<&[u8]>) -> Vec<u8> {
    let file = encoded(pixels, ImageFormat::WebP);
    let part = |name: &[u8; 4], content: &[u8]| {
        let pad = vec![0; content.len() % 2];
        [&name[..], &(content.len() as u32).to_le_bytes(), content, &pad].concat()
    };
    let side = |side: u32| (side - 1).to_le_bytes()[..3].to_vec();
    let flags = u8::from(icc.is_some()) << 5 | u8::from(exif.is_some()) << 3;
    let head = [vec![flags, 0, 0, 0], side(pixels.width()), side(pixels.height())].concat();
    let mut body = [b"WEBP".to_vec(), part(b"VP8X", &head)].concat();
    body.extend(icc.map(|icc| part(b"ICCP", icc)).unwrap_or_default());
    body.extend(&file[12..]);
    body.extend(exif.map(|exif| part(b"EXIF", exif)).unwrap_or_default());
    [b"RIFF".to_vec(), (body.len() as u32).to_le_bytes().to_vec(), body].concat()
}

fn raster(bytes: &[u8]) -> Raster {
    read("a", bytes.into(), format(bytes).expect("a known format")).expect("it is whole")
}

fn seen(bytes: &[u8]) -> RgbImage {
    DynamicImage::ImageRgba8(decode(&raster(bytes)).expect("it decodes")).into_rgb8()
}

fn mean(a: &RgbImage, b: &RgbImage) -> f64 {
    assert_eq!(a.dimensions(), b.dimensions());
    let off: u64 = a.as_raw().iter().zip(b.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    off as f64 / a.as_raw().len() as f64
}

#[test]
fn a_photo_stands_as_its_exif_says() {
    let upright = quarters();
    for (number, turn) in (1..).zip(TURNS) {
        let back = match turn {
            Orientation::Rotate90 => Orientation::Rotate270,
            Orientation::Rotate270 => Orientation::Rotate90,
            other => other,
        };
        let mut lying = DynamicImage::from(upright.clone());
        lying.apply_orientation(back);
        let (lying, exif) = (lying.into_rgb8(), exif(number));
        let named = [b"Exif\0\0", &exif[..]].concat();
        for (kind, file) in [
            ("JPEG", jpeg(&lying, &[(0xE1, &named)])),
            ("PNG", png(&lying, &chunk(b"eXIf", &exif), false)),
            ("PNG, EXIF behind", png(&lying, &chunk(b"eXIf", &exif), true)),
            ("WebP", webp(&lying, None, Some(&exif))),
            ("WebP, EXIF with a name", webp(&lying, None, Some(&named))),
        ] {
            let raster = raster(&file);
            assert_eq!((raster.width, raster.height), (96, 64), "{kind} {number}");
            let off = mean(&seen(&file), &upright);
            assert!(off < 3.0, "{kind} {number}: off by {off}");
            let again = upright_of(&file);
            assert_eq!(again.is_some(), number > 1, "{kind} {number}");
            if let Some(again) = again {
                assert!(mean(&seen(&again), &upright) < 4.0, "{kind} {number}: without EXIF");
            }
            if let Some(whole) = Whole::of(&raster) {
                assert_eq!(whole.turn, turn);
            }
        }
    }
}

fn upright_of(file: &[u8]) -> Option<Vec<u8>> {
    super::upright(file)
}

/// Profile, and a color in it and in sRGB.
fn profiles() -> Vec<(Vec<u8>, [u8; 3], [u8; 3])> {
    let icc = |profile: moxcms::ColorProfile| profile.encode().expect("a profile");
    vec![
        // Worked out from the primaries of both; the colors lie inside of sRGB.
        (icc(moxcms::ColorProfile::new_display_p3()), [200, 100, 50], [215, 93, 31]),
        (icc(moxcms::ColorProfile::new_adobe_rgb()), [160, 120, 80], [174, 121, 77]),
        (icc(moxcms::ColorProfile::new_srgb()), [200, 100, 50], [200, 100, 50]),
        (b"no profile at all".to_vec(), [200, 100, 50], [200, 100, 50]),
    ]
}

#[test]
fn a_profiles_colors_are_those_of_the_screen() {
    for (at, (icc, color, expected)) in profiles().into_iter().enumerate() {
        let pixels = RgbImage::from_pixel(32, 32, Rgb(color));
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(&icc).expect("it packs");
        let iccp = [b"P\0\0".to_vec(), packed.finish().expect("packed")].concat();
        let app2 = [b"ICC_PROFILE\0\x01\x01", &icc[..]].concat();
        for (kind, file) in [
            ("JPEG", jpeg(&pixels, &[(0xE2, &app2)])),
            ("PNG", png(&pixels, &chunk(b"iCCP", &iccp), false)),
            ("WebP", webp(&pixels, Some(&icc), None)),
        ] {
            let found = seen(&file).get_pixel(16, 16).0;
            let off = found.iter().zip(expected).map(|(a, b)| a.abs_diff(b)).max();
            assert!(off <= Some(3), "{kind} {at}: {found:?} for {expected:?}");
            if kind == "JPEG" {
                let whole = Whole::of(&raster(&file)).expect("it goes in as it is");
                assert_eq!(whole.profile.is_some(), color != expected, "{at}: sRGB needs no profile");
            }
        }
    }
}

#[test]
fn gray_pictures_have_profiles_too() {
    let icc = |profile: moxcms::ColorProfile| profile.encode().expect("a profile");
    let gray = image::GrayImage::from_pixel(32, 32, image::Luma([128]));
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(gray).write_to(&mut file, ImageFormat::Jpeg).expect("it encodes");
    let with = |icc: &[u8]| {
        let app2 = [b"ICC_PROFILE\0\x01\x01", icc].concat();
        let size = (app2.len() as u16 + 2).to_be_bytes();
        [&file.get_ref()[..2], &[0xFF, 0xE2], &size, &app2, &file.get_ref()[2..]].concat()
    };
    let linear = with(&icc(moxcms::ColorProfile::new_gray_with_gamma(1.0)));
    assert!(seen(&linear).get_pixel(16, 16).0.iter().all(|part| part.abs_diff(188) <= 3), "half of the light");
    assert!(Whole::of(&raster(&linear)).is_some_and(|whole| whole.profile.is_some()));
    let colored = with(&icc(moxcms::ColorProfile::new_pro_photo_rgb()));
    assert!(seen(&colored).get_pixel(16, 16).0[0].abs_diff(128) > 3, "a profile for colors holds for gray");
    assert!(Whole::of(&raster(&colored)).is_none(), "a PDF could not say that");
}

/// Inks of 100 % cyan, 50 % magenta, no yellow and 20 % black, in three ways of writing them.
#[test]
fn inks_become_the_same_colors_however_they_are_written() {
    let close = |found: [u8; 3], expected: [u8; 3], what: &str| {
        let off = found.iter().zip(expected).map(|(a, b)| a.abs_diff(b)).max();
        assert!(off <= Some(3), "{what}: {found:?} for {expected:?}");
    };
    let adobe = seen(INKS).get_pixel(8, 8).0;
    close(adobe, [0, 102, 204], "Adobe's");
    // The same numbers without Adobe's name are inks, not their opposites: 0 %, 50 %, 100 % and 80 %.
    let plain = [&INKS[..2], &INKS[18..]].concat();
    close(seen(&plain).get_pixel(8, 8).0, [51, 25, 0], "plain");
    // As light and colors: no light, no more blue than usual and all red there is are 70 % cyan; 20 % black is as it was.
    let mut turned = INKS.to_vec();
    turned[17] = 2;
    close(seen(&turned).get_pixel(8, 8).0, [62, 204, 204], "YCCK");
    assert!(Whole::of(&raster(INKS)).is_none(), "a PDF would show other colors");
}

#[test]
fn what_is_not_whole_is_told() {
    let noise = RgbImage::from_fn(200, 150, |x, y| Rgb([(x * y) as u8, (x ^ y) as u8, (x * 7 + y * y) as u8]));
    let files = [
        ("JPEG", jpeg(&noise, &[])),
        ("PNG", encoded(&noise, ImageFormat::Png)),
        ("WebP", encoded(&noise, ImageFormat::WebP)),
        ("GIF", encoded(&noise, ImageFormat::Gif)),
    ];
    for (kind, file) in files {
        assert!(decode(&raster(&file)).is_ok(), "{kind}");
        for part in 1..10 {
            let cut = &file[..file.len() * part / 10];
            let read = format(cut).map(|format| read("a", cut.into(), format).and_then(|raster| decode(&raster)));
            assert!(!matches!(read, Some(Ok(_))), "{kind}: {part} tenths are shown as if they were all");
            assert!(format(cut).is_none_or(|_| Whole::of_bytes(cut).is_none()), "{kind}: {part} tenths");
        }
    }
}

impl Whole {
    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        Self::of(&read("a", bytes.into(), format(bytes)?).ok()?)
    }
}

#[test]
fn a_cut_photo_is_not_taken_for_whole_by_the_end_of_its_small_picture() {
    let small = [b"Exif\0\0", &encoded(&quarters(), ImageFormat::Jpeg)[..]].concat();
    let file = jpeg(&quarters(), &[(0xE1, &small)]);
    assert!(Whole::of_bytes(&file).is_some());
    assert!(Whole::of_bytes(&file[..file.len() - 200]).is_none());
}

#[test]
fn one_limit_holds_for_reading_and_for_decoding() {
    let of = |width: u32, height: u32| {
        let mut file = encoded(&quarters(), ImageFormat::Png);
        file[16..20].copy_from_slice(&width.to_be_bytes());
        file[20..24].copy_from_slice(&height.to_be_bytes());
        let head = chunk(b"IHDR", &file[16..29]);
        file[8..33].copy_from_slice(&head);
        read("a", file.into(), RasterFormat::Png).map_err(|fault| fault.message)
    };
    assert!(of(8192, 8192).is_ok());
    assert!(of(9000, 8000).is_err_and(|why| why.contains("72 million pixels, where 67 are the most")));
    assert!(of(33_000, 100).is_err_and(|why| why.contains("longest side")), "the side is meant, not the pixels");
    let large = of(8192, 8192).expect("within the limits");
    assert!(decode(&large).is_err(), "its pixels are missing");
}

#[test]
fn a_jpeg_of_several_passes_is_as_large_as_the_memory_has_room_for() {
    let head = |marker: u8, width: u16, height: u16, parts: &[u8]| {
        let mut frame = vec![0xFF, 0xD8, 0xFF, marker, 0, 8 + 3 * parts.len() as u8, 8];
        frame.extend([height, width].map(u16::to_be_bytes).concat());
        frame.push(parts.len() as u8);
        frame.extend((1..).zip(parts).flat_map(|(number, samples)| [number, *samples, 0]));
        frame.extend([0xFF, 0xDA, 0, 6 + 2 * parts.len() as u8, parts.len() as u8]);
        frame.extend((1..).zip(parts).flat_map(|(number, _)| [number, 0]));
        frame.extend([0, 0, 0]);
        frame
    };
    let (all, half) = (&[0x11, 0x11, 0x11][..], &[0x22, 0x11, 0x11][..]);
    let megabytes = |marker, parts: &[u8]| jpeg::room(&head(marker, 8_000, 8_000, parts)) / 1_000_000;
    assert_eq!([all, half, &[0x11], &[0x11; 4]].map(|parts| megabytes(0xC2, parts)), [576, 384, 192, 768]);
    assert_eq!(megabytes(0xC0, all), 0, "one pass");
    let (mut unread, short) = (head(0xC2, 9, 9, all), [0xFF, 0xD8, 0xFF, 0xC2, 0, 3, 8]);
    unread.truncate(15);
    assert_eq!([&unread[..], &short, &[]].map(jpeg::room), [0; 3]);
    // A camera's 60 million pixels are taken as it saves them; so many with all of their colors are not.
    let may = |parts: &[u8], side: u16| {
        let bytes = head(0xC2, side, side, parts);
        read("a", bytes.into(), RasterFormat::Jpeg).err().map(|why| why.message)
    };
    let refused = |why: Option<String>| why.is_some_and(|why| why.contains("too large for a progressive JPEG"));
    assert_eq!([may(half, 7_800), may(all, 6_000), may(&[0x11], 8_000)], [const { None }; 3]);
    assert!(refused(may(all, 7_800)) && refused(may(half, 8_100)) && refused(may(&[0x11; 4], 6_000)));
    let inks = |side: u16| {
        let bytes = head(0xC0, side, side, &[0x11; 4]);
        read("a", bytes.into(), RasterFormat::Jpeg).err().map(|why| why.message)
    };
    assert!(inks(6_500).is_none() && inks(7_000).is_some_and(|why| why.contains("four inks")));
}

#[test]
fn a_profile_that_unpacks_without_end_is_left_alone() {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    (0..200).for_each(|_| packed.write_all(&[0; 1 << 20]).expect("it packs"));
    let iccp = [b"P\0\0".to_vec(), packed.finish().expect("packed")].concat();
    let file = png(&quarters(), &chunk(b"iCCP", &iccp), false);
    assert!(formats::read(&file, RasterFormat::Png).is_ok_and(|header| header.profile.is_none()));
    assert_eq!(seen(&file), quarters());
}

#[test]
fn sixteen_bits_and_all_kinds_of_png_are_read() {
    let rgba = DynamicImage::from(quarters());
    let kinds = [
        rgba.to_luma8().into(),
        rgba.to_luma16().into(),
        rgba.to_rgb16().into(),
        rgba.to_rgba16().into(),
        rgba.clone(),
    ];
    for picture in kinds as [DynamicImage; 5] {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, ImageFormat::Png).expect("it encodes");
        assert!(mean(&seen(&file.into_inner()), &picture.to_rgb8()) < 1.0, "{:?}", picture.color());
    }
}

#[test]
fn a_file_is_called_what_it_is() {
    let boxes = |brand: &str| [b"\0\0\0\x18ftyp", brand.as_bytes(), b"\0\0\0\0mif1heic"].concat();
    let of = |bytes: &[u8]| kind::foreign("x.png", bytes).map_or("unknown", |kind| kind.name);
    for (bytes, expected) in [
        (boxes("heic"), "HEIC"),
        (boxes("mif1"), "HEIC"),
        (boxes("avif"), "AVIF"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0miafavif".to_vec(), "AVIF"),
        (boxes("qt  "), "QuickTime"),
        (boxes("isom"), "MP4"),
        (b"II*\0rest".to_vec(), "TIFF"),
        (b"BM\x10\0\0\0\0\0\0\0\x36".to_vec(), "BMP"),
        (b"%PDF-1.7\n".to_vec(), "PDF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0".to_vec(), "EPS"),
        (b"\0\0\0\x0CjP  \r\n\x87\n".to_vec(), "JPEG 2000"),
        (b"\xFF\x0A\xFA".to_vec(), "JPEG XL"),
        (b"8BPS\0\x01".to_vec(), "Photoshop"),
        (b"\0\0\x01\0\x01\0".to_vec(), "ICO"),
        (b"\x1A\x45\xDF\xA3".to_vec(), "WebM"),
        (b"\n <!DOCTYPE HTML><p>404</p>".to_vec(), "web page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0".to_vec(), "Git LFS"),
        (b"".to_vec(), "empty"),
        (b"<?xml version='1.0'?><svg/>".to_vec(), "unknown"),
        (b"BMW sold more cars".to_vec(), "unknown"),
        (b"abcdefgh".to_vec(), "unknown"),
        (b"abc".to_vec(), "unknown"),
    ] {
        assert!(of(&bytes).contains(expected), "{expected}: {}", of(&bytes));
    }
    assert!(kind::foreign("talk.MP4", b"abcdefgh").is_some_and(|kind| kind.name.contains("video")));
}

#[test]
fn lines_on_clear_ground_are_weighed() {
    let (light, dark) = (Color::rgb(250, 244, 232), Color::rgb(16, 75, 70));
    let strokes = |colors: [[u8; 3]; 2], opaque: bool| {
        let pixels = RgbaImage::from_fn(300, 200, |x, y| {
            let [r, g, b] = colors[usize::from(y > 100)];
            image::Rgba([r, g, b, if opaque || x % 20 < 5 && y % 40 < 30 { 255 } else { 0 }])
        });
        Ink::of(&pixels)
    };
    let (black, white) = ([20, 20, 20], [255, 255, 255]);
    let better = |colors, ground| strokes(colors, false).expect("lines").better(ground, &[light, dark]);
    assert_eq!(better([black; 2], dark), Some(light));
    assert_eq!(better([white; 2], light), Some(dark));
    assert_eq!(better([black; 2], light), None);
    assert_eq!(better([white, black], dark), None, "as much would be lost as won");
    assert!(strokes([black; 2], true).is_none(), "a picture with a ground of its own");
    let window = |color: [u8; 3]| {
        let inside = |x: u32, y: u32| (20..280).contains(&x) && (20..180).contains(&y);
        let words = |x: u32, y: u32| x % 10 < 5 && y.is_multiple_of(8);
        let pixels = RgbaImage::from_fn(300, 200, |x, y| {
            let [r, g, b] = if words(x, y) { [230, 230, 230] } else { color };
            image::Rgba([r, g, b, if inside(x, y) { 255 } else { 0 }])
        });
        Ink::of(&pixels).and_then(|ink| ink.better(Color::rgb(10, 10, 14), &[light, dark]))
    };
    assert_eq!(window([30, 30, 36]), None, "a dark window on a dark slide shows what is in it");
}

#[test]
fn what_moves_is_known_by_its_file() {
    let still = quarters();
    let frames = |count: u32| chunk(b"acTL", &[count.to_be_bytes(), [0; 4]].concat());
    let mut gif = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut gif);
    let frame = || image::Frame::new(DynamicImage::from(still.clone()).into_rgba8());
    encoder.encode_frames([frame(), frame()]).expect("it encodes");
    drop(encoder);
    // A frame of WebP: its place, size and time, and the picture as it stands in a still one.
    let picture = &encoded(&still, ImageFormat::WebP)[12..];
    let part = |name: &[u8; 4], content: &[u8]| [&name[..], &(content.len() as u32).to_le_bytes(), content].concat();
    let size = [95, 0, 0, 63, 0, 0];
    let one = part(b"ANMF", &[&[0; 6][..], &size, &[100, 0, 0, 0], picture].concat());
    let head = part(b"VP8X", &[&[2, 0, 0, 0][..], &size].concat());
    let body = [&b"WEBP"[..], &head, &part(b"ANIM", &[0; 6]), &one, &one].concat();
    let webp = part(b"RIFF", &body);
    for (kind, file, expected) in [
        ("PNG", png(&still, &[], false), false),
        ("PNG of one frame", png(&still, &frames(1), false), false),
        ("PNG that says that it has two frames, and has one", png(&still, &frames(2), false), false),
        ("GIF", encoded(&still, ImageFormat::Gif), false),
        ("GIF of two frames", gif, true),
        ("WebP", encoded(&still, ImageFormat::WebP), false),
        ("WebP of two frames", webp, true),
        ("JPEG", jpeg(&still, &[]), false),
    ] {
        assert_eq!(survey(&raster(&file)).is_some(), expected, "{kind}");
        assert!(mean(&seen(&file), &still) < 12.0, "{kind}: its first picture is shown");
    }
}
