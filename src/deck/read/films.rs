//! `play` and `frame` of a picture → how it moves on the stage, and which of its frames stands everywhere else.

use std::sync::Arc;

use super::Reader;
use crate::bitmap::{self, Film, MOST_FILM_PIXELS};
use crate::deck::PictureContent;
use crate::deck::source::Table;
use crate::drawing::{Plays, Raster};

/// How often a picture plays where the deck says so; `None` for not at all.
pub(super) const PLAYS: [(&str, Option<Plays>); 3] =
    [("loop", Some(Plays::Forever)), ("once", Some(Plays::Times(1))), ("still", None)];
/// Frames come one after the other: what lies behind so many pixels is not looked for.
const MOST_BEFORE: u64 = 300_000_000;

/// How a picture moves where the deck says nothing: as its file does, unless it is too large for that.
pub(super) fn plays(raster: &Raster, film: Option<&Film>) -> Option<Plays> {
    film.map(|film| film.plays).filter(|_| pixels(raster) <= MOST_FILM_PIXELS)
}

fn pixels(raster: &Raster) -> u64 {
    u64::from(raster.width) * u64::from(raster.height)
}

impl Reader<'_> {
    /// The picture as `play` and `frame` want it.
    pub(super) fn moving(&mut self, table: &Table, content: PictureContent) -> PictureContent {
        let said = ["play", "frame"].into_iter().find_map(|key| table.entry(key));
        let Some(said) = said else { return content };
        let play = self.choice(table, "play", &PLAYS);
        let frame: Option<u32> = self.integer(table, "frame", 1..=1_000_000);
        let raster = match &content {
            PictureContent::Missing => return content,
            PictureContent::Raster(raster) => Some(raster),
            _ => None,
        };
        let Some((raster, film)) = raster.and_then(|raster| Some((raster, bitmap::survey(raster)?))) else {
            let message = format!("`{}` is for pictures that move, and this one stands still", said.key);
            self.fault(said.key_span, message, "Take it out; or save it as GIF, APNG or WebP with several frames");
            return content;
        };
        let frame = frame.and_then(|frame| self.frame(table, frame, raster, &film));
        let plays = match play {
            Some(Some(plays)) => plays_said(raster, plays),
            Some(None) => None,
            None => raster.plays,
        };
        let raster = Raster { name: raster.name.clone(), bytes: raster.bytes.clone(), frame, plays, ..**raster };
        PictureContent::Raster(Arc::new(raster))
    }

    /// The frame that stands, from 0, if there is one of that number.
    fn frame(&mut self, table: &Table, frame: u32, raster: &Raster, film: &Film) -> Option<u32> {
        let all = film.count() as u64;
        let near = (MOST_BEFORE / pixels(raster).max(1)).max(1);
        let span = table.span_of("frame");
        if u64::from(frame) > all {
            let message = format!("there is no frame {frame}: `{}` has {all} whole ones", raster.name);
            self.fault(span, message, format!("Choose one from 1 to {all}"));
        } else if u64::from(frame) > near {
            let message = format!("frame {frame} of `{}` lies too far behind: it takes too long to find", raster.name);
            self.fault(span, message, format!("Choose one from 1 to {near}, or save that frame as a picture"));
        } else {
            return Some(frame - 1);
        }
        None
    }
}

fn plays_said(raster: &Raster, plays: Plays) -> Option<Plays> {
    (pixels(raster) <= MOST_FILM_PIXELS).then_some(plays)
}
