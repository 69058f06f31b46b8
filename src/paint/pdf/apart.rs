//! Pages → a helper process → the same PDF that this process would have written. Both sides stand here.
//!
//! krilla's destructors turn each of its panics into the end of the process: there that costs a page.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;
use std::time::Duration;

use super::faults::Fault;
use super::page::{About, Entry, PdfPage};
use super::photos::Written;
use super::reading::Reading;
use super::source::{Source, anchors};
use super::written;
use crate::bitmap;
use crate::drawing::{Drawing, Encoded, Item, Placed, Raster};
use crate::faces::bundled;
use crate::sandbox::{self, Asking, Job, Kind, Limits};
use crate::wire::{In, Out, Shared, Wire, wire_struct};

/// What the pages that go over at once may take; and what is packed after the last one.
const PAGES: Duration = Duration::from_secs(if cfg!(debug_assertions) { 90 } else { 15 });
/// Memory that any PDF takes, and for each byte that goes into it.
const BASE: u64 = 1 << 30;
const EACH: u64 = 4;
/// Pages that go over at once: so many, or fewer where they are large, in bytes.
const TOGETHER: usize = 32;
const LARGE: usize = 64 * 1024;
/// What most of them take.
const ROOM: usize = LARGE + LARGE / 4;

wire_struct! {
    Entry { title, section, anchor, number }
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
    // Where one of several pages brings the helper down, they go over one by one the next time, from the first of them on.
    let mut one_by_one = usize::MAX;
    loop {
        match attempt(pages, about, one_by_one, tell)? {
            Ok(answer) => return Some(Ok(answer)),
            Err((at, _)) if at.len() > 1 => one_by_one = at.start,
            Err((at, why)) => return Some(Err(Broken { page: at.start, why })),
        }
    }
}

/// One helper's try; where it is brought down, by which pages, and how.
fn attempt(
    pages: &[PdfPage],
    about: &About,
    one_by_one: usize,
    tell: &mut dyn FnMut(usize),
) -> Option<Result<Telling, (Range<usize>, String)>> {
    let mut head = Out::default();
    put_about(about, &mut head);
    anchors(pages).into_iter().collect::<Vec<_>>().put(&mut head);
    let memory = BASE + EACH * large(pages);
    let limits = Limits { time: PAGES, renews: true, memory, answer: BASE, alone: true };
    let job = Job { kind: Kind::Pdf, content: &head.bytes, how: &[], limits };
    let (mut at, mut shared) = (0..0, Shared::default());
    let answer = thread::scope(|scope| {
        // One batch is written while another is painted.
        let (sends, batches) = mpsc::sync_channel(1);
        let writer = thread::Builder::new().name("pages".to_owned());
        let writer = writer.spawn_scoped(scope, || batches_of(pages, one_by_one, sends)).ok()?;
        let answer = sandbox::run(&job, &mut |_| hear(&batches, &mut at, tell));
        drop(batches);
        shared = writer.join().unwrap_or_default();
        answer
    })?;
    Some(match answer {
        Ok(answer) => {
            let mut answer = In::new(&answer, Vec::new());
            answer.shared = shared;
            let nonsense = || (pages.len()..pages.len(), "what writes it said what makes no sense".to_owned());
            answer.whole().map(telling).ok_or_else(nonsense)
        }
        Err(lost) => Err((at, lost.words())),
    })
}

/// Pages as they go over, and which they are.
pub(super) type Batch = (Range<usize>, Vec<u8>);

/// Answers the helper, which has done the pages `at` and wants others.
fn hear(batches: &Receiver<Batch>, at: &mut Range<usize>, tell: &mut dyn FnMut(usize)) -> Vec<u8> {
    tell(at.end);
    let (pages, bytes) = batches.recv().unwrap_or_default();
    *at = pages;
    bytes
}

/// Writes one batch after the other, an empty one after the last page, and then all again: who wants no more lets go of the
/// other end. What was shared by then.
pub(super) fn batches_of(pages: &[PdfPage], one_by_one: usize, sends: SyncSender<Batch>) -> Shared {
    // The helper has the program's own fonts.
    let mut out = Out::new(bundled().to_vec());
    let mut at = 0;
    loop {
        let from = at;
        // The first ones are few, so that the helper begins soon.
        let most = if from >= one_by_one { 1 } else { TOGETHER.min(from + 1).min(one_by_one - from) };
        let pictures = out.shared.rasters.len();
        // A picture that is new takes a while to be read.
        while at < pages.len() && at - from < most && out.bytes.len() < LARGE && out.shared.rasters.len() == pictures {
            put_page(&pages[at], at.checked_sub(1).map(|before| &pages[before]), &mut out);
            at += 1;
        }
        let batch = std::mem::replace(&mut out.bytes, Vec::with_capacity(ROOM));
        let sent = sends.send((from..at, batch));
        if sent.is_err() {
            return out.shared;
        }
        if from == pages.len() {
            at = 0;
        }
    }
}

/// Bytes of what may be large on these pages: pictures, each once, and paths.
fn large(pages: &[PdfPage]) -> u64 {
    fn add(items: &[Placed], pictures: &mut HashMap<usize, usize>, paths: &mut usize) {
        for placed in items {
            match &placed.item {
                Item::Picture(it) => drop(pictures.insert(Arc::as_ptr(&it.raster).addr(), it.raster.bytes.len())),
                Item::Shape(shape) => *paths += size_of_val(shape.path.elements()),
                Item::Text(_) => {}
                Item::Group(group) => {
                    add(&group.items, pictures, paths);
                    group.mask.iter().for_each(|mask| add(&mask.items, pictures, paths));
                }
            }
        }
    }
    let (mut pictures, mut paths) = (HashMap::new(), 0);
    pages.iter().for_each(|page| add(&page.drawing.items, &mut pictures, &mut paths));
    pictures.values().sum::<usize>() as u64 + paths as u64
}

/// Writes a page; what comes before it is a drawing that the reader has, usually.
fn put_page(page: &PdfPage, before: Option<&PdfPage>, out: &mut Out) {
    let PdfPage { drawing, label, entries, reading: Reading { name, under, before: seen } } = page;
    let is_before = before.zip(seen.as_ref()).is_some_and(|(before, seen)| Arc::ptr_eq(&before.drawing, seen));
    drawing.put(out);
    label.put(out);
    entries.put(out);
    name.put(out);
    (*under, is_before).put(out);
    let seen = if is_before { None } else { seen.clone() };
    seen.put(out);
}

fn take_page(from: &mut In, before: Option<&Arc<Drawing>>) -> Option<PdfPage> {
    let (drawing, label, entries) = Wire::take(from)?;
    let name = Wire::take(from)?;
    let (under, is_before) = Wire::take(from)?;
    let seen: Option<Arc<Drawing>> = Wire::take(from)?;
    let before = if is_before { Some(Arc::clone(before?)) } else { seen };
    Some(PdfPage { drawing, label, entries, reading: Reading { name, under, before } })
}

/// What crosses: the file's own bytes, its photos each before a place of them, pictures that it lacks, and faults.
type Crossing = (Arc<[u8]>, Vec<(usize, Photo)>, Vec<(Arc<Raster>, bitmap::Fault)>);

/// A file among the pictures of the pages, or one that was made of such a picture.
enum Photo {
    Known(Arc<Raster>),
    Made(Encoded),
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
        Photo::Known(raster) => raster.bytes.clone(),
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

/// Pages that the program hands over.
struct Asked<'a> {
    parent: &'a mut Asking,
    anchors: HashMap<String, usize>,
    shared: Shared,
    /// Those that have come and are not painted, and the drawing of the last one that is.
    batch: std::vec::IntoIter<PdfPage>,
    last: Option<Arc<Drawing>>,
}

impl Source for Asked<'_> {
    fn anchors(&self) -> &HashMap<String, usize> {
        &self.anchors
    }

    fn next(&mut self) -> Option<PdfPage> {
        if self.batch.len() == 0 {
            let bytes = self.parent.ask(&[]);
            let mut from = In::trusted(&bytes, std::mem::take(&mut self.shared));
            let mut pages: Vec<PdfPage> = Vec::new();
            while !from.is_done() {
                let before = pages.last().map(|page| &page.drawing).or(self.last.as_ref());
                // The program would not go on without an answer: it hears that there is none.
                let Some(page) = take_page(&mut from, before) else { std::process::exit(1) };
                pages.push(page);
            }
            self.shared = from.shared;
            self.batch = pages.into_iter();
        }
        let next = self.batch.next();
        self.last = next.as_ref().map(|page| Arc::clone(&page.drawing));
        next
    }
}

/// The helper's side: writes the file, asking the program for one batch of pages after the other.
#[must_use]
pub fn answer(content: &[u8], parent: &mut Asking) -> Vec<u8> {
    let mut from = In::new(content, Vec::new());
    let Some(about) = take_about(&mut from) else { return Vec::new() };
    let Some(anchors) = from.whole::<Vec<(String, usize)>>() else { return Vec::new() };
    let anchors = anchors.into_iter().collect();
    let mut pages =
        Asked { parent, anchors, shared: Shared::new(bundled().to_vec()), batch: Vec::new().into_iter(), last: None };
    let told = written(&mut pages, &about, &mut |_| {});
    let mut out = Out { shared: pages.shared, ..Out::default() };
    let crossing = told.map(|(file, lost)| {
        let photo = |bytes: &Encoded| {
            let known = out.shared.rasters.iter().find(|raster| raster.bytes.ptr_eq(bytes));
            known.map_or_else(|| Photo::Made(bytes.clone()), |raster| Photo::Known(Arc::clone(raster)))
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
