//! The bytes of a GIF, APNG or WebP → how its pictures follow each other: their times, and how often they play. No pixel is
//! decoded for that. Unit: milliseconds.

use crate::drawing::Plays;

/// Larger pictures stand still: two of them would hold up a stage.
pub const MOST_FILM_PIXELS: u64 = 3840 * 2160;
/// What so short a time means to browsers: that nobody has said one.
const UNSAID: u32 = 10;
const USUAL: u32 = 100;

/// How the pictures of a file follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Film {
    /// How long each frame stands, as browsers show it. Two at least.
    pub times: Vec<u32>,
    /// As the file says.
    pub plays: Plays,
    /// What keeps the rest of the file from being shown.
    pub fault: Option<String>,
}

impl Film {
    /// `said` holds the times as they stand in the file.
    pub(super) fn new(said: &[u32], plays: Plays, fault: Option<String>) -> Self {
        let times = said.iter().map(|time| if *time <= UNSAID { USUAL } else { *time }).collect();
        Self { times, plays, fault }
    }

    #[must_use]
    pub fn count(&self) -> usize {
        self.times.len()
    }
}

/// The most pixels of a frame in a picture of this size, of which no more is seen.
pub(super) fn most_pixels(width: u32, height: u32) -> u64 {
    MOST_FILM_PIXELS.max(u64::from(width) * u64::from(height))
}

/// 0 is for ever, in APNG and WebP.
pub(super) fn times(number: u32) -> Plays {
    if number == 0 { Plays::Forever } else { Plays::Times(number) }
}

/// Bytes that are read from the front.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(head)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|byte| byte[0])
    }

    /// The blocks up to the empty one.
    fn blocks(&mut self) -> Option<Vec<&'a [u8]>> {
        let mut out = Vec::new();
        loop {
            let size = self.byte()?;
            if size == 0 {
                return Some(out);
            }
            out.push(self.take(size.into())?);
        }
    }
}

pub(super) fn gif(bytes: &[u8]) -> Option<Film> {
    let mut rest = Rest(bytes);
    let head = rest.take(13)?;
    let most =
        most_pixels(u16::from_le_bytes([head[6], head[7]]).into(), u16::from_le_bytes([head[8], head[9]]).into());
    rest.take(palette(head[10]))?;
    // What does not say that it plays again plays once.
    let (mut times, mut plays, mut time) = (Vec::new(), Plays::Times(1), 0);
    let cut = || Some("the file is cut off".to_owned());
    let fault = loop {
        match rest.byte() {
            Some(0x21) => {
                let Some((label, blocks)) = rest.byte().and_then(|label| Some((label, rest.blocks()?))) else {
                    break cut();
                };
                match (label, &blocks[..]) {
                    (0xF9, [control, ..]) if control.len() >= 3 => {
                        time = u32::from(u16::from_le_bytes([control[1], control[2]])) * 10;
                    }
                    (0xFF, [b"NETSCAPE2.0" | b"ANIMEXTS1.0", [1, low, high], ..]) => {
                        let again = u16::from_le_bytes([*low, *high]);
                        plays = if again == 0 { Plays::Forever } else { Plays::Times(u32::from(again) + 1) };
                    }
                    _ => {}
                }
            }
            Some(0x2C) => {
                let Some(size) = frame(&mut rest) else { break cut() };
                if u64::from(size[0]) * u64::from(size[1]) > most {
                    break Some(format!("frame {} is far larger than the picture", times.len() + 1));
                }
                times.push(std::mem::take(&mut time));
            }
            Some(0x3B) => break None,
            Some(_) => break Some(format!("what follows frame {} is no GIF", times.len())),
            None => break cut(),
        }
    };
    Some(Film::new(&times, plays, fault))
}

/// Width and height of a frame that is whole.
fn frame(rest: &mut Rest<'_>) -> Option<[u16; 2]> {
    let head = rest.take(9)?;
    rest.take(palette(head[8]))?;
    rest.byte()?;
    rest.blocks()?;
    Some([u16::from_le_bytes([head[4], head[5]]), u16::from_le_bytes([head[6], head[7]])])
}

/// The bytes of a palette, by the flags that tell of it.
fn palette(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// What stands before the chunks of a WebP.
pub(super) const WEBP_HEAD: usize = 12;

/// Name and content of each chunk of a WebP, until one that is cut off.
pub(super) fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (name, after) = rest.split_first_chunk::<4>()?;
        let (size, after) = after.split_first_chunk::<4>()?;
        let size = u32::from_le_bytes(*size) as usize;
        let content = after.get(..size)?;
        // Contents of odd length have a byte behind them, which the last one may lack.
        rest = after.get(size + size % 2..).unwrap_or_default();
        Some((name, content))
    })
}

pub(super) fn webp(bytes: &[u8]) -> Option<Film> {
    let (mut times, mut plays, mut seen) = (Vec::new(), Plays::Forever, WEBP_HEAD);
    for (name, content) in chunks(bytes.get(WEBP_HEAD..)?) {
        seen += 8 + content.len() + content.len() % 2;
        match (name, content) {
            (b"ANIM", [_, _, _, _, low, high, ..]) => plays = self::times(u16::from_le_bytes([*low, *high]).into()),
            (b"ANMF", content) => {
                let Some(&[a, b, c]) = content.get(12..15) else { continue };
                times.push(u32::from_le_bytes([a, b, c, 0]));
            }
            _ => {}
        }
    }
    let said = bytes.get(4..8)?.try_into().map(u32::from_le_bytes).ok()? as usize + 8;
    let cut = seen < said.min(bytes.len()) || bytes.len() + 1 < said;
    Some(Film::new(&times, plays, cut.then(|| "the file is cut off".to_owned())))
}
