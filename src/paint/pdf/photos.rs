//! JPEG files → stand-ins, which krilla copies several times, and in the packed file the JPEGs themselves, never copied.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use crate::bitmap::Fault;
use crate::drawing::{Encoded, Raster};

/// Behind a file's head stands this, and the photo's number in as many digits.
const NAME: &str = " photo ";
const DIGITS: usize = 6;

/// All of a JPEG that says what it is, up to its pixels, and behind it their checksum and the photo's number. `None` if it is no JPEG.
pub(super) fn stand_in(bytes: &[u8], number: usize) -> Option<Vec<u8>> {
    let mut at = 2;
    loop {
        let [0xFF, marker, high, low] = *bytes.get(at..at + 4)?.first_chunk()? else { return None };
        // Any number of FF may stand before a marker.
        if marker == 0xFF {
            at += 1;
            continue;
        }
        let next = at + 2 + usize::from(u16::from_be_bytes([high, low]));
        if marker == START_OF_SCAN {
            let mut out = bytes.get(..next)?.to_vec();
            // krilla makes the file's own number from its content, in which the pixels shall count.
            let mut sum = flate2::Crc::new();
            sum.update(bytes);
            out.extend(format!("{:08x}{NAME}{number:0DIGITS$}", sum.sum()).bytes());
            return (number < 10_usize.pow(DIGITS as u32)).then_some(out);
        }
        at = next;
    }
}

const START_OF_SCAN: u8 = 0xDA;
/// Before a stream's content.
const START: &[u8] = b"\nstream\n";

/// A written file: bytes of its own, with photos between them that other parts of the program hold too.
#[derive(Debug, Default)]
pub struct Written {
    pub(super) own: Vec<u8>,
    /// Each before that place of `own`, in order.
    pub(super) photos: Vec<(usize, Encoded)>,
    /// Pictures that could not be decoded, for which grey boxes stand, and why.
    pub broken: Vec<(Arc<Raster>, Fault)>,
}

impl Written {
    /// A file without photos that are held elsewhere.
    pub(super) fn plain(own: Vec<u8>) -> Self {
        Self { own, ..Self::default() }
    }

    #[expect(clippy::len_without_is_empty, reason = "no file is empty")]
    #[must_use]
    pub fn len(&self) -> usize {
        self.own.len() + self.photos.iter().map(|(_, bytes)| bytes.len()).sum::<usize>()
    }

    /// All of it, one part after the other; of photos that are not held, one is at a time.
    pub fn parts(&self) -> impl Iterator<Item = io::Result<Cow<'_, [u8]>>> {
        let own = |from: usize, to: usize| Ok(Cow::Borrowed(&self.own[from..to]));
        let ends = self.photos.iter().map(|(at, _)| *at).chain([self.own.len()]);
        let starts = [0].into_iter().chain(self.photos.iter().map(|(at, _)| *at));
        let photos = self.photos.iter().map(|(_, photo)| Some(photo)).chain([None]);
        starts
            .zip(ends)
            .zip(photos)
            .flat_map(move |((from, to), photo)| [own(from, to)].into_iter().chain(photo.map(bytes)))
    }

    /// All of it at once.
    ///
    /// # Errors
    /// A photo is not held, and its file is gone.
    pub fn whole(&self) -> io::Result<Vec<u8>> {
        let mut whole = Vec::with_capacity(self.len());
        for part in self.parts() {
            whole.extend_from_slice(&part?);
        }
        Ok(whole)
    }

    pub(super) fn put(&mut self, photo: &Encoded) {
        self.photos.push((self.own.len(), photo.clone()));
    }
}

fn bytes(photo: &Encoded) -> io::Result<Cow<'_, [u8]>> {
    if let Some(held) = photo.held() {
        return Ok(Cow::Borrowed(held));
    }
    let gone = || io::Error::other("the file of a picture is gone, or another since the deck was read");
    photo.bytes().map(|bytes| Cow::Owned(bytes.to_vec())).ok_or_else(gone)
}

/// The photo that a stream of a PDF stands for, and what is to stand before its bytes; `None` if it holds no stand-in.
pub(super) fn instead<'a>(body: &[u8], photos: &'a [Arc<Raster>]) -> Option<(Vec<u8>, &'a Encoded)> {
    let content = body.strip_suffix(b"\nendstream")?;
    let (rest, number) = content.split_at_checked(content.len().checked_sub(DIGITS)?)?;
    let (short, _) = rest.strip_suffix(NAME.as_bytes())?.split_last_chunk::<8>()?;
    let photo = photos.get(std::str::from_utf8(number).ok()?.parse::<usize>().ok()?)?;
    let (about, head) = short.split_at(short.windows(START.len()).position(|window| window == START)? + START.len());
    let about =
        std::str::from_utf8(about).ok().filter(|_| photo.bytes.bytes().is_some_and(|bytes| bytes.starts_with(head)))?;
    let (before, after) = about.split_once("/Length ")?;
    let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
    Some((format!("{before}/Length {}{after}", photo.bytes.len()).into_bytes(), &photo.bytes))
}
