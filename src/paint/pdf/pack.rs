//! A PDF as krilla writes it → the same objects in compressed object streams: smaller by a third to a half.
//!
//! Invariant: objects keep their numbers and what they say, but for photos and the files of formulas (`attached`), which
//! come in here, and the scales and names of fonts (`matrix`, `names`); a file that does not look as expected is refused. Pages
//! come here plain and are compressed side by side, each core with one memory for all of its pages: krilla would take a new
//! one a page, which costs more than the work itself.

use std::borrow::Cow;
use std::io::{Read as _, Write as _};
use std::ops::Range;
use std::sync::Arc;

use flate2::read::ZlibDecoder;
use flate2::{Compress, Compression, FlushCompress, Status};

use super::attached;
use super::matrix::{self, find};
use super::names;
use super::photos::{self, Written};
use crate::crew::{cores, side_by_side};
use crate::drawing::Raster;

/// Objects in one object stream: many pack better, fewer are read sooner.
const TOGETHER: usize = 400;
/// Object streams of a file that is pressed small: that of a talk, not of a thousand slides.
const MOST_BEST: usize = 8;
/// The same in streams of pages, letters and pictures.
const MOST_BEST_PAGES: usize = 200;
/// How much a talk is pressed: the two levels beyond it take up to twice its time for a two-hundredth less.
const PRESSED: u32 = 7;
/// The same of a file that is long: it takes a quarter less time than the usual level, for a twentieth more.
const QUICK: u32 = 4;
/// How a stream ends.
const END: &[u8] = b"\nendstream";

/// Packs `file`, which has a plain table of references at its end, puts photos in the place of their stand-ins, and
/// formulas beside their tags; `None` if it is not as expected or would not get smaller.
pub(super) fn pack(file: &[u8], photos: &[Arc<Raster>], formulas: &[Arc<str>]) -> Option<Written> {
    let whole = file.len() + formulas.iter().map(|formula| formula.len()).sum::<usize>();
    packed(file, photos, formulas).filter(|packed| packed.own.len() < whole)
}

/// An object that is no stream, with its number.
type Small<'a> = (usize, Cow<'a, [u8]>);

/// Where an object is found.
#[derive(Clone, Copy)]
enum Place {
    Free,
    At(usize),
    /// The stream's number, and how many stand before it there.
    In(usize, usize),
}

fn packed(file: &[u8], photos: &[Arc<Raster>], formulas: &[Arc<str>]) -> Option<Written> {
    let table = table(file)?;
    let trailer = trailer(file)?;
    let mut starts: Vec<usize> = table.iter().flatten().copied().chain([references_at(file)?]).collect();
    starts.sort_unstable();
    let body = |start: Option<usize>| match start {
        None => Some(None),
        Some(start) => {
            let next = starts.get(starts.binary_search(&start).ok()? + 1)?;
            Some(Some(body(file.get(start..*next)?)?))
        }
    };
    let bodies: Vec<Option<&[u8]>> = table.iter().map(|start| body(*start)).collect::<Option<_>>()?;
    let mut smaller = compressed(&bodies);
    let mut out = Written::plain(file.get(..*starts.first()?)?.to_vec());
    let mut replaced = 0;
    let mut places = vec![Place::Free; table.len()];
    let mut small = Vec::new();
    for (number, body) in bodies.iter().enumerate() {
        let Some(body) = body else { continue };
        if body.ends_with(END) {
            places[number] = Place::At(out.len());
            let Some((before, photo)) = photos::instead(body, photos) else {
                write_object(&mut out.own, number, smaller[number].take().as_deref().unwrap_or(body))?;
                continue;
            };
            replaced += 1;
            writeln!(out.own, "{number} 0 obj").ok()?;
            out.own.extend(before);
            out.put(photo);
            out.own.extend_from_slice(b"\nendstream\nendobj\n\n");
        } else {
            let attached = attached::with_file(body, formulas.len(), table.len());
            small.push((number, attached.map_or(Cow::Borrowed(*body), Cow::Owned)));
        }
    }
    files(&mut out, &mut places, &mut small, formulas)?;
    let parts: Vec<&[Small]> = small.chunks(TOGETHER).collect();
    // The better compression takes three times the time for a thirtieth less.
    let level = Compression::new(if parts.len() > MOST_BEST { QUICK } else { PRESSED });
    let mut presses: Vec<Press> = (0..cores().min(parts.len()).max(1)).map(|_| Press::new(level)).collect();
    let packed = side_by_side(&mut presses, parts.len(), |press, at| object_stream(press, parts[at]));
    for (part, body) in parts.iter().zip(packed) {
        let own = places.len();
        for (before, (number, _)) in part.iter().enumerate() {
            places[*number] = Place::In(own, before);
        }
        places.push(Place::At(out.len()));
        write_object(&mut out.own, own, &body?)?;
    }
    references(&mut out, places, trailer)?;
    (replaced == photos.len()).then_some(out)
}

/// The files of formulas, behind the objects that are there.
fn files<'a>(
    out: &mut Written,
    places: &mut Vec<Place>,
    small: &mut Vec<Small<'a>>,
    formulas: &[Arc<str>],
) -> Option<()> {
    let first = places.len();
    for (file, formula) in formulas.iter().enumerate() {
        let content = attached::content(first, file);
        places.push(Place::At(out.len()));
        stream(&mut out.own, content, &attached::about(formula), formula.as_bytes())?;
        places.push(Place::Free);
        small.push((attached::specification(first, file), Cow::Owned(attached::specified(file, content))));
    }
    Some(())
}

/// Objects with their numbers as one stream.
fn object_stream(press: &mut Press, part: &[Small]) -> Option<Vec<u8>> {
    let (mut index, mut text) = (Vec::new(), Vec::new());
    for (number, body) in part {
        write!(index, "{number} {} ", text.len()).ok()?;
        text.extend_from_slice(body);
        text.push(b'\n');
    }
    let first = index.len();
    index.extend(text);
    let content = press.press(&index)?;
    Some(stream_body(&format!("/Type/ObjStm/N {}/First {first}", part.len()), &content))
}

/// The stream that says where each object is, and the end of the file.
fn references(out: &mut Written, mut places: Vec<Place>, trailer: &str) -> Option<()> {
    let (start, own) = (out.len(), places.len());
    places.push(Place::At(start));
    let mut rows = Vec::with_capacity(places.len() * 8);
    let mut above = [0_u8; 7];
    for place in &places {
        let (kind, first, second) = match *place {
            Place::Free => (0, 0, u16::MAX),
            Place::At(offset) => (1, offset, 0),
            Place::In(stream, before) => (2, stream, u16::try_from(before).ok()?),
        };
        let mut row = [kind, 0, 0, 0, 0, 0, 0];
        row[1..5].copy_from_slice(&u32::try_from(first).ok()?.to_be_bytes());
        row[5..].copy_from_slice(&second.to_be_bytes());
        // Each byte as its difference to the one above: most are 0 or 1.
        rows.push(2);
        rows.extend(row.iter().zip(&above).map(|(byte, above)| byte.wrapping_sub(*above)));
        above = row;
    }
    let about = format!(
        "/Type/XRef/Size {}/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>{}",
        places.len(),
        without_size(trailer)?
    );
    stream(&mut out.own, own, &about, &rows)?;
    write!(out.own, "startxref\n{start}\n%%EOF").ok()
}

fn write_object(out: &mut Vec<u8>, number: usize, body: &[u8]) -> Option<()> {
    writeln!(out, "{number} 0 obj").ok()?;
    out.extend_from_slice(body);
    out.extend_from_slice(b"\nendobj\n\n");
    Some(())
}

fn stream(out: &mut Vec<u8>, number: usize, about: &str, content: &[u8]) -> Option<()> {
    let content = Press::new(Compression::new(PRESSED)).press(content)?;
    write_object(out, number, &stream_body(about, &content))
}

fn stream_body(about: &str, content: &[u8]) -> Vec<u8> {
    let mut body = format!("<<{about}/Filter/FlateDecode/Length {}>>\nstream\n", content.len()).into_bytes();
    body.extend_from_slice(content);
    body.extend_from_slice(END);
    body
}

/// The streams among `bodies` that are not written as they stand, with compressed content, each at its place: plain ones, and
/// fonts with scales.
fn compressed(bodies: &[Option<&[u8]>]) -> Vec<Option<Vec<u8>>> {
    let is_stream = |(at, body): (usize, &Option<&[u8]>)| body.is_some_and(|it| it.ends_with(END)).then_some(at);
    let streams: Vec<usize> = bodies.iter().enumerate().filter_map(is_stream).collect();
    // A thread costs as much as some pages.
    let threads = cores().min(streams.len() / 32).max(1);
    // The better compression takes twice the time for a hundredth less.
    let best = streams.len() <= MOST_BEST_PAGES;
    let level = Compression::new(if best { PRESSED } else { QUICK });
    let mut presses: Vec<Press> = (0..threads).map(|_| Press::new(level)).collect();
    let pressed = side_by_side(&mut presses, streams.len(), |press, at| {
        let body = bodies[streams[at]]?;
        match matrix::unscaled(body) {
            Some((about, font)) => press.stream(about, &font),
            None => match plain(body) {
                Some((about, it)) => press.stream(about, it),
                None if best => again(press, body),
                None => None,
            },
        }
    });
    let mut out = vec![None; bodies.len()];
    for (at, body) in streams.into_iter().zip(pressed) {
        out[at] = body;
    }
    out
}

/// What a stream without any filter says of itself, but for its length, and its content. Metadata stays readable.
fn plain(body: &[u8]) -> Option<(&str, &[u8])> {
    const MARK: &[u8] = b"stream\n";
    let at = find(body, MARK)?;
    let about = text(body, 0..at)?.trim().strip_prefix("<<")?.strip_suffix(">>")?.trim();
    let rest = about.strip_prefix("/Length ")?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (length, about) = rest.split_at(digits);
    let content = body.get(at + MARK.len()..)?.strip_suffix(END)?;
    let plain = !about.contains("/Filter") && !about.contains("/Metadata");
    (plain && length.parse() == Ok(content.len())).then_some((about, content))
}

/// A font that krilla has compressed as it usually does, without what nobody reads of it, if it gets smaller.
fn again(press: &mut Press, body: &[u8]) -> Option<Vec<u8>> {
    let (about, content) = body.strip_suffix(END)?.split_at_checked(find(body, b"\nstream\n")?)?;
    let (start, rest) =
        text(about, 0..about.len())?.trim().strip_prefix("<<")?.strip_suffix(">>")?.split_once("/Filter")?;
    let length = start.trim().strip_prefix("/Length ")?;
    if rest.trim() != "/FlateDecode" || !length.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut font = Vec::new();
    ZlibDecoder::new(content.strip_prefix(b"\nstream\n")?).take(matrix::LARGEST).read_to_end(&mut font).ok()?;
    let font = names::fewer(&font).unwrap_or(font);
    press.stream("", &font).filter(|pressed| pressed.len() < body.len())
}

/// Compresses one thing after another in the same memory.
struct Press(Compress);

impl Press {
    fn new(level: Compression) -> Self {
        Self(Compress::new(level, true))
    }

    fn press(&mut self, content: &[u8]) -> Option<Vec<u8>> {
        self.0.reset();
        // What cannot be made smaller grows by five bytes in each block of 16 KiB at most.
        let mut out = Vec::with_capacity(content.len() + content.len() / 1024 + 64);
        let status = self.0.compress_vec(content, &mut out, FlushCompress::Finish).ok()?;
        (status == Status::StreamEnd).then_some(out)
    }

    fn stream(&mut self, about: &str, content: &[u8]) -> Option<Vec<u8>> {
        Some(stream_body(about, &self.press(content)?))
    }
}

/// Where the table of references starts.
fn references_at(file: &[u8]) -> Option<usize> {
    let tail = text(file, file.len().saturating_sub(40)..file.len())?;
    tail.rsplit_once("startxref\n")?.1.lines().next()?.trim().parse().ok()
}

/// Where each object starts, by its number.
fn table(file: &[u8]) -> Option<Vec<Option<usize>>> {
    let head = file.get(references_at(file)?..)?.strip_prefix(b"xref\n0 ")?;
    let line = head.iter().position(|byte| *byte == b'\n')?;
    let count: usize = std::str::from_utf8(head.get(..line)?).ok()?.trim().parse().ok()?;
    let rows = head.get(line + 1..line + 1 + count.checked_mul(20)?)?;
    let row = |row: &[u8]| {
        let row = std::str::from_utf8(row).ok()?;
        let used = row.get(17..18)? == "n";
        Some(if used { Some(row.get(..10)?.parse().ok()?) } else { None })
    };
    rows.chunks(20).map(row).collect()
}

/// What stands inside the trailer's brackets.
fn trailer(file: &[u8]) -> Option<&str> {
    let from = file.len().saturating_sub(2048);
    let at = file.get(from..)?.windows(8).rposition(|window| window == b"trailer\n")?;
    let rest = text(file, from + at + 8..file.len())?;
    rest.split("\nstartxref").next()?.trim().strip_prefix("<<")?.strip_suffix(">>")
}

fn without_size(trailer: &str) -> Option<String> {
    let (before, after) = trailer.split_once("/Size ")?;
    Some(format!("{before}{}", after.trim_start_matches(|c: char| c.is_ascii_digit())))
}

/// An object without its number and its end.
fn body(object: &[u8]) -> Option<&[u8]> {
    let head = object.iter().position(|byte| *byte == b'\n')?;
    let inside = object.get(head + 1..)?.trim_ascii_end().strip_suffix(b"endobj")?.strip_suffix(b"\n")?;
    object.get(..head)?.ends_with(b" 0 obj").then_some(inside)
}

fn text(file: &[u8], range: Range<usize>) -> Option<&str> {
    std::str::from_utf8(file.get(range)?).ok()
}
