//! Films written here, whole and broken → their times, and what is seen at each.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{Rgba, RgbaImage};

use super::*;
use crate::bitmap::canvas::Dispose;
use crate::drawing::Plays;

const WIDE: u32 = 8;
const HIGH: u32 = 6;
/// The first is clear.
const COLORS: [[u8; 4]; 4] = [[0; 4], [255, 0, 0, 255], [0, 255, 0, 255], [0, 0, 255, 255]];
const CLEAR: usize = 0;
const RED: usize = 1;
const GREEN: usize = 2;
const BLUE: usize = 3;

/// A frame of one color: its place, and what becomes of it.
#[derive(Clone, Copy)]
struct Flat {
    place: [u32; 4],
    color: usize,
    time: u16,
    dispose: Dispose,
}

fn flat(place: [u32; 4], color: usize, dispose: Dispose) -> Flat {
    Flat { place, color, time: 200, dispose }
}

fn whole(color: usize) -> Flat {
    flat([0, 0, WIDE, HIGH], color, Dispose::Keep)
}

/// `again` as the file has it.
fn gif(frames: &[Flat], again: Option<u16>) -> Vec<u8> {
    let mut out = b"GIF89a".to_vec();
    out.extend([WIDE as u8, 0, HIGH as u8, 0, 0xF1, 0, 0]);
    COLORS.iter().for_each(|color| out.extend(&color[..3]));
    if let Some(again) = again {
        out.extend(b"\x21\xFF\x0BNETSCAPE2.0\x03\x01");
        out.extend(again.to_le_bytes());
        out.push(0);
    }
    for frame in frames {
        let dispose = match frame.dispose {
            Dispose::Keep => 1,
            Dispose::Clear => 2,
            Dispose::Restore => 3,
        };
        out.extend([0x21, 0xF9, 4, dispose << 2 | 1]);
        out.extend((frame.time / 10).to_le_bytes());
        out.extend([0, 0, 0x2C]);
        frame.place.iter().for_each(|side| out.extend((*side as u16).to_le_bytes()));
        out.extend([0, 2]);
        // Three bits a code; two pixels after each that clears the table never make it longer.
        let [_, _, width, height] = frame.place;
        let count = (width * height) as usize;
        let pixels = (0..count).flat_map(|at| [4].into_iter().take(usize::from(at % 2 == 0)).chain([frame.color]));
        let (mut packed, mut bits, mut full) = (Vec::new(), 0_u32, 0);
        for code in pixels.chain(if count == 0 { vec![4, 5] } else { vec![5] }) {
            bits |= (code as u32) << full;
            full += 3;
            while full >= 8 {
                packed.push(bits as u8);
                (bits, full) = (bits >> 8, full - 8);
            }
        }
        packed.push(bits as u8);
        for part in packed.chunks(255) {
            out.push(part.len() as u8);
            out.extend(part);
        }
        out.push(0);
    }
    out.push(0x3B);
    out
}

/// `aside`: the picture that others show is none of the film's.
fn apng(frames: &[Flat], plays: u32, aside: bool) -> Vec<u8> {
    let packed = |width: u32, height: u32, color: usize| {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
        for _ in 0..height {
            packer.write_all(&[0]).expect("memory");
            (0..width).for_each(|_| packer.write_all(&COLORS[color]).expect("memory"));
        }
        packer.finish().expect("memory")
    };
    let mut out = b"\x89PNG\r\n\x1A\n".to_vec();
    out.extend(chunk(b"IHDR", &[&WIDE.to_be_bytes()[..], &HIGH.to_be_bytes(), &[8, 6, 0, 0, 0]].concat()));
    out.extend(chunk(b"acTL", &[(frames.len() as u32).to_be_bytes(), plays.to_be_bytes()].concat()));
    if aside {
        out.extend(chunk(b"IDAT", &packed(WIDE, HIGH, GREEN)));
    }
    let mut number = 0_u32;
    for (at, frame) in frames.iter().enumerate() {
        let [left, top, width, height] = frame.place;
        let mut control = number.to_be_bytes().to_vec();
        [width, height, left, top].iter().for_each(|side| control.extend(side.to_be_bytes()));
        control.extend(frame.time.to_be_bytes());
        control.extend(1000_u16.to_be_bytes());
        control.extend([frame.dispose as u8, 1]);
        out.extend(chunk(b"fcTL", &control));
        number += 1;
        let pixels = packed(width, height, frame.color);
        if at == 0 && !aside {
            out.extend(chunk(b"IDAT", &pixels));
        } else {
            out.extend(chunk(b"fdAT", &[&number.to_be_bytes()[..], &pixels].concat()));
            number += 1;
        }
    }
    out.extend(chunk(b"IEND", &[]));
    out
}

fn part(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let pad = vec![0; content.len() % 2];
    [&name[..], &(content.len() as u32).to_le_bytes(), content, &pad].concat()
}

fn riff(body: &[u8]) -> Vec<u8> {
    part(b"RIFF", &[b"WEBP", body].concat())
}

fn three(number: u32) -> Vec<u8> {
    number.to_le_bytes()[..3].to_vec()
}

fn anmf(frame: &Flat) -> Vec<u8> {
    let [left, top, width, height] = frame.place;
    let mut file = Cursor::new(Vec::new());
    let pixels = RgbaImage::from_pixel(width, height, Rgba(COLORS[frame.color]));
    DynamicImage::from(pixels).write_to(&mut file, ImageFormat::WebP).expect("it encodes");
    let head =
        [three(left / 2), three(top / 2), three(width - 1), three(height - 1), three(frame.time.into())].concat();
    let flags = [u8::from(frame.dispose == Dispose::Clear)];
    part(b"ANMF", &[&head[..], &flags, &file.into_inner()[12..]].concat())
}

fn webp(frames: &[Flat], plays: u16) -> Vec<u8> {
    let head = part(b"VP8X", &[vec![0x12, 0, 0, 0], three(WIDE - 1), three(HIGH - 1)].concat());
    let film = part(b"ANIM", &[&[0; 4][..], &plays.to_le_bytes()].concat());
    riff(&[head, film, frames.iter().flat_map(anmf).collect()].concat())
}

fn frames(bytes: &[u8]) -> (Vec<RgbaImage>, Option<Fault>) {
    let (mut good, mut fault) = (Vec::new(), None);
    for frame in Frames::of(&raster(bytes)).expect("its head is whole").take(12) {
        match frame {
            Ok(pixels) => good.push(pixels),
            Err(why) => fault = Some(why),
        }
    }
    (good, fault)
}

/// The colors in the middle of each quarter, left to right and top to bottom, of each frame.
fn colors(bytes: &[u8]) -> Vec<[usize; 4]> {
    let (all, fault) = frames(bytes);
    assert_eq!(fault, None);
    let at = |pixels: &RgbaImage, x, y| {
        COLORS.iter().position(|color| *color == pixels.get_pixel(x, y).0).expect("a color of the table")
    };
    all.iter().map(|it| [at(it, 1, 1), at(it, 6, 1), at(it, 1, 4), at(it, 6, 4)]).collect()
}

const LEFT: [u32; 4] = [0, 0, WIDE / 2, HIGH];
const TOP: [u32; 4] = [0, 0, WIDE, 2];

#[test]
fn frames_are_laid_and_taken_away_as_each_format_says() {
    use Dispose::{Clear, Keep, Restore};
    let kept = [whole(RED), flat(LEFT, GREEN, Keep), flat(TOP, BLUE, Keep)];
    let kept_seen = [[RED; 4], [GREEN, RED, GREEN, RED], [BLUE, BLUE, GREEN, RED]];
    let cleared = [whole(RED), flat(LEFT, GREEN, Clear), flat([4, 0, 4, 2], BLUE, Keep)];
    let cleared_seen = [[RED; 4], [GREEN, RED, GREEN, RED], [CLEAR, BLUE, CLEAR, RED]];
    let restored = [whole(RED), flat(LEFT, GREEN, Restore), flat([4, 0, 4, 2], BLUE, Keep)];
    let restored_seen = [[RED; 4], [GREEN, RED, GREEN, RED], [RED, BLUE, RED, RED]];
    // What is restored is what stood there once the frame before was cleared.
    let both = [flat(LEFT, GREEN, Clear), flat(TOP, RED, Restore), flat([4, 4, 4, 2], BLUE, Keep)];
    let both_seen = [[GREEN, CLEAR, GREEN, CLEAR], [RED, RED, CLEAR, CLEAR], [CLEAR, CLEAR, CLEAR, BLUE]];
    let small = [flat([2, 2, 2, 2], RED, Keep), flat([0, 0, 2, 2], CLEAR, Keep)];
    let small_seen = [[CLEAR; 4]; 2];
    for (what, film, expected, webp_too) in [
        ("kept", &kept[..], &kept_seen[..], true),
        ("cleared", &cleared, &cleared_seen, true),
        ("restored", &restored, &restored_seen, false),
        ("cleared, then restored", &both, &both_seen, false),
        ("small and clear", &small, &small_seen, true),
    ] {
        assert_eq!(colors(&gif(film, None)), expected, "{what}, GIF");
        // Where a film begins with the picture that others show, that is as large as the whole.
        if film[0].place == [0, 0, WIDE, HIGH] {
            assert_eq!(colors(&apng(film, 0, false)), expected, "{what}, APNG");
        }
        assert_eq!(colors(&apng(film, 0, true)), expected, "{what}, APNG with a picture of its own for others");
        if webp_too {
            assert_eq!(colors(&webp(film, 0)), expected, "{what}, WebP");
        }
    }
}

#[test]
fn the_frame_that_is_named_stands_and_without_one_what_others_show() {
    let film = [whole(RED), whole(GREEN), whole(BLUE)];
    let of = |bytes: &[u8], frame| decode(&Raster { frame, ..raster(bytes) }).expect("it decodes").get_pixel(1, 1).0;
    for (kind, file) in [("GIF", gif(&film, None)), ("APNG", apng(&film, 0, false)), ("WebP", webp(&film, 0))] {
        for (frame, color) in [(None, RED), (Some(0), RED), (Some(1), GREEN), (Some(2), BLUE)] {
            assert_eq!(of(&file, frame), COLORS[color], "{kind}: {frame:?}");
        }
    }
    let aside = apng(&film, 0, true);
    assert_eq!((of(&aside, None), of(&aside, Some(0))), (COLORS[GREEN], COLORS[RED]));
}

#[test]
fn times_and_plays_are_as_browsers_take_them() {
    let timed = |times: &[u16]| -> Vec<Flat> { times.iter().map(|time| Flat { time: *time, ..whole(RED) }).collect() };
    let times = timed(&[0, 10, 20, 200]);
    let read = |bytes: &[u8]| survey(&raster(bytes)).map(|film| (film.times, film.plays, film.fault));
    for (kind, file, plays) in [
        ("GIF that says nothing", gif(&times, None), Plays::Times(1)),
        ("GIF for ever", gif(&times, Some(0)), Plays::Forever),
        ("GIF, twice more", gif(&times, Some(2)), Plays::Times(3)),
        ("APNG for ever", apng(&times, 0, false), Plays::Forever),
        ("APNG, twice", apng(&times, 2, true), Plays::Times(2)),
        ("WebP for ever", webp(&times, 0), Plays::Forever),
        ("WebP, five times", webp(&times, 5), Plays::Times(5)),
    ] {
        assert_eq!(read(&file), Some((vec![100, 100, 20, 200], plays, None)), "{kind}");
    }
    for (kind, file) in [
        ("GIF", gif(&times[..1], Some(0))),
        ("APNG", apng(&times[..1], 0, false)),
        ("WebP", webp(&times[..1], 0)),
        ("a still WebP", encoded(&quarters(), ImageFormat::WebP)),
        ("a still PNG", png(&quarters(), &[], false)),
        ("JPEG", jpeg(&quarters(), &[])),
    ] {
        assert_eq!(read(&file), None, "{kind} of one picture");
    }
}

/// What is left of a broken film: how many frames its head promises, how many are shown, and whether it is told.
#[test]
fn what_is_broken_shows_its_good_frames_and_is_told() {
    let film = [whole(RED), whole(GREEN), whole(BLUE), whole(RED)];
    let cut = |file: Vec<u8>, share: usize| file[..file.len() * share / 100].to_vec();
    let out = [whole(RED), flat([6, 4, WIDE, HIGH], GREEN, Dispose::Keep), whole(BLUE)];
    let empty = [whole(RED), flat([0, 0, 0, 0], GREEN, Dispose::Keep), whole(BLUE)];
    let mut numbers = apng(&film, 0, false);
    let third = numbers.windows(4).rposition(|name| name == b"fcTL").expect("a control");
    numbers[third + 7] = 99;
    let fixed = chunk(b"fcTL", &numbers[third + 4..third + 30]);
    numbers[third - 4..third - 4 + fixed.len()].copy_from_slice(&fixed);
    let promises = {
        let mut file = apng(&film, 0, false);
        let at = file.windows(4).position(|name| name == b"acTL").expect("a control");
        let fixed = chunk(b"acTL", &[9_u32.to_be_bytes(), [0; 4]].concat());
        file[at - 4..at - 4 + fixed.len()].copy_from_slice(&fixed);
        file
    };
    let head = || part(b"VP8X", &[vec![0x12, 0, 0, 0], three(WIDE - 1), three(HIGH - 1)].concat());
    let broken = part(b"ANMF", &[&anmf(&whole(BLUE))[8..40], &[7; 40]].concat());
    let chunks = [head(), part(b"ANIM", &[0; 6]), anmf(&film[0]), anmf(&film[1]), broken.clone(), anmf(&film[3])];
    let strange = [head(), part(b"ANIM", &[0; 6]), anmf(&film[0]), part(b"XYZ ", &[1; 9]), anmf(&film[1])];
    // A frame of 65,535 × 65,535 pixels, four gigabytes.
    let mut bomb = gif(&film, None);
    let at = bomb.iter().rposition(|byte| *byte == 0x2C).expect("a frame");
    bomb[at + 5..at + 9].fill(255);
    for (what, file, promised, shown, told) in [
        ("GIF cut off", cut(gif(&film, None), 70), 2, 2, true),
        ("APNG cut off", cut(apng(&film, 0, false), 70), 2, 2, true),
        ("WebP cut off", cut(webp(&film, 0), 70), 2, 2, true),
        ("GIF beyond its edge", gif(&out, None), 3, 3, false),
        ("APNG beyond its edge", apng(&out, 0, false), 3, 1, true),
        ("WebP beyond its edge", webp(&out, 0), 3, 3, false),
        ("GIF with an empty frame", gif(&empty, None), 3, 1, true),
        ("APNG with wrong numbers", numbers, 4, 3, true),
        ("APNG that promises more", promises, 4, 4, true),
        ("WebP with a broken frame", riff(&chunks.concat()), 4, 2, true),
        ("WebP with a chunk that nobody knows", riff(&strange.concat()), 2, 2, false),
        ("GIF with a frame of 65,535 × 65,535", bomb, 3, 3, true),
    ] {
        let survey = super::super::survey(&raster(&file)).expect(what);
        let (good, fault) = frames(&file);
        let good = good.len().min(survey.count());
        assert_eq!((survey.count(), good), (promised, shown), "{what}: {fault:?}, {:?}", survey.fault);
        assert_eq!(survey.fault.is_some() || fault.is_some(), told, "{what}: {fault:?}, {:?}", survey.fault);
    }
}

#[test]
fn no_frame_gets_memory_for_more_than_the_picture_needs() {
    let mut bomb = gif(&[flat([0, 0, 2, 2], RED, Dispose::Keep), whole(BLUE)], None);
    let at = bomb.iter().position(|byte| *byte == 0x2C).expect("a frame");
    bomb[at + 5..at + 9].fill(255);
    let fault = decode(&raster(&bomb)).expect_err("four gigabytes");
    assert!(fault.message.contains("far larger than the picture"), "{fault:?}");
    assert_eq!(survey(&raster(&bomb)), None, "nothing of it moves");
}

#[test]
fn a_film_of_ten_thousand_frames_is_read_as_far_as_it_is_looked_at() {
    let many: Vec<Flat> = (0..10_000).map(|at| flat([0, 0, 1, 1], at % 4, Dispose::Keep)).collect();
    for (kind, file) in [("GIF", gif(&many, Some(0))), ("APNG", apng(&many, 0, true))] {
        assert_eq!(survey(&raster(&file)).expect(kind).count(), 10_000, "{kind}");
        assert_eq!(frames(&file).0.len(), 12, "{kind}");
    }
}
