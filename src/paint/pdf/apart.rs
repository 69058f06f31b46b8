//! Pages → a helper process → the same PDF that this process would have written. Both sides stand here.
//!
//! krilla's destructors turn each of its panics into the end of the process: there that costs a page.

use std::sync::Arc;
use std::time::Duration;

use super::faults::Fault;
use super::photos::Written;
use super::reading::Reading;
use super::{About, Entry, PdfPage, write_telling};
use crate::bitmap;
use crate::drawing::Raster;
use crate::sandbox::{self, Asking, Job, Kind, Limits};
use crate::wire::{In, Out, Wire, wire_struct};

/// What a page may take; and what is packed after the last one.
const PAGE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 90 } else { 15 });
/// Memory that any PDF takes, and for each byte that goes into it.
const BASE: u64 = 1 << 30;
const EACH: u64 = 4;

wire_struct! {
    Entry { title, section, anchor, number }
    PdfPage { drawing, label, entries, reading }
    Reading { name, under, before }
    Fault { message, span, anchor }
}

/// What broke the writing off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The page, counted from 0; beyond the last one, it was none of them.
    pub page: usize,
    /// `it takes longer than 15 s`
    pub why: String,
}

/// As `write_telling` gives it.
type Telling = Result<(Written, Vec<Fault>), Vec<Fault>>;

/// Has a helper write the file, as `write_telling` does; `None` where there is none.
pub fn write(pages: &[PdfPage], about: &About, tell: &mut dyn FnMut(usize)) -> Option<Result<Telling, Broken>> {
    let mut out = Out::default();
    put_about(about, &mut out);
    pages.to_vec().put(&mut out);
    let limits =
        Limits { time: PAGE, renews: true, memory: BASE + EACH * out.bytes.len() as u64, answer: BASE, alone: true };
    let job = Job { kind: Kind::Pdf, content: &out.bytes, how: &[], limits };
    let mut page = 0;
    let mut hear = |question: &[u8]| {
        page = In::new(question, Vec::new()).whole().unwrap_or(page);
        tell(page);
        Vec::new()
    };
    let answer = match sandbox::run(&job, &mut hear)? {
        Ok(answer) => answer,
        Err(lost) => return Some(Err(Broken { page, why: lost.words() })),
    };
    let nonsense = || Broken { page: pages.len(), why: "what writes it said what makes no sense".to_owned() };
    let mut answer = In::new(&answer, Vec::new());
    answer.rasters = out.rasters;
    Some(answer.whole().map(telling).ok_or_else(nonsense))
}

/// What crosses: the file's own bytes, its photos each before a place of them, pictures that it lacks, and faults.
type Crossing = (Arc<[u8]>, Vec<(usize, Photo)>, Vec<(Arc<Raster>, bitmap::Fault)>);

/// A file among the pictures of the pages, or one that was made of such a picture.
enum Photo {
    Known(Arc<Raster>),
    Made(Arc<[u8]>),
}

impl Wire for Photo {
    fn put(&self, out: &mut Out) {
        match self {
            Self::Known(raster) => {
                true.put(out);
                raster.put(out);
            }
            Self::Made(bytes) => {
                false.put(out);
                bytes.put(out);
            }
        }
    }

    fn take(from: &mut In) -> Option<Self> {
        Some(if bool::take(from)? { Self::Known(Wire::take(from)?) } else { Self::Made(Wire::take(from)?) })
    }
}

fn telling(crossed: Result<(Crossing, Vec<Fault>), Vec<Fault>>) -> Telling {
    let ((own, photos, broken), lost) = crossed?;
    let bytes = |photo| match photo {
        Photo::Known(raster) => Arc::clone(&raster.bytes),
        Photo::Made(bytes) => bytes,
    };
    // In order, and at places of the file.
    let mut at = 0;
    let photos = photos.into_iter().map(|(place, photo)| {
        at = place.clamp(at, own.len());
        (at, bytes(photo))
    });
    Ok((Written { own: own.to_vec(), photos: photos.collect(), broken }, lost))
}

/// The helper's side: writes the file, and tells the program after each page.
#[must_use]
pub fn answer(content: &[u8], parent: &mut Asking) -> Vec<u8> {
    let mut from = In::trusted(content, Vec::new());
    let Some(about) = take_about(&mut from) else { return Vec::new() };
    let Some(pages) = from.whole::<Vec<PdfPage>>() else { return Vec::new() };
    let told = write_telling(&pages, &about, &mut |done| drop(parent.ask(&Out::of(&done))));
    let mut out = Out { rasters: from.rasters, ..Out::default() };
    let crossing = told.map(|(file, lost)| {
        let photo = |bytes: &Arc<[u8]>| {
            let known = out.rasters.iter().find(|raster| Arc::ptr_eq(&raster.bytes, bytes));
            known.map_or_else(|| Photo::Made(Arc::clone(bytes)), |raster| Photo::Known(Arc::clone(raster)))
        };
        let photos: Vec<(usize, Photo)> = file.photos.iter().map(|(at, bytes)| (*at, photo(bytes))).collect();
        ((Arc::<[u8]>::from(file.own), photos, file.broken), lost)
    });
    crossing.put(&mut out);
    out.bytes
}

fn put_about(about: &About, out: &mut Out) {
    let About { title, authors, subject, keywords, language, date, left_out } = about;
    (title.clone(), authors.clone(), subject.clone()).put(out);
    (keywords.clone(), language.clone(), *date).put(out);
    left_out.iter().cloned().collect::<Vec<String>>().put(out);
}

fn take_about(from: &mut In) -> Option<About> {
    let (title, authors, subject) = Wire::take(from)?;
    let (keywords, language, date) = Wire::take(from)?;
    let left_out = Vec::<String>::take(from)?.into_iter().collect();
    Some(About { title, authors, subject, keywords, language, date, left_out })
}
