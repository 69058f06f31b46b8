//! An SVG and its fonts → a helper process → the same drawing that this process would have read. Both sides stand here.
//!
//! The helper has the fonts inside the program; the deck's own it asks for once, by their keys, and faces that the shaper finds
//! for foreign letters each time. Drawings that came are kept for the next reading, if no such face is in them: where the
//! slides' fonts change, so does the answer.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use peniko::{Blob, FontData};

use super::drawn::SvgDrawing;
use super::lend::{Lend, Wanted};
use super::reading::Bench;
use super::request::Request;
use crate::deck::SvgPart;
use crate::diagnostic::Span;
use crate::faces::bundled;
use crate::geometry::Size;
use crate::sandbox::{self, Asking, Job, Kind, Limits, key};
use crate::wire::{In, Out, Shared, wire_enum, wire_struct};

/// Bytes of drawings that are kept.
const MOST_KEPT: usize = 32 << 20;

/// All that a reading has to know but the text itself and where it is named.
struct How {
    name: String,
    room: Size,
    dark: bool,
    parts: Vec<Part>,
    /// The deck's fonts.
    fonts: Vec<u64>,
}

/// Which part appears when. Where it is named is no matter of the drawing, which stands on many slides.
struct Part {
    name: String,
    step: usize,
}

/// What a helper asks for.
enum Question {
    /// One of the deck's fonts, by its place.
    Font(usize),
    Faces(Wanted),
}

wire_struct! {
    How { name, room, dark, parts, fonts }
    Part { name, step }
}

wire_enum! {
    Question { 0: Font(place), 1: Faces(wanted) }
}

/// What a reading comes to.
type Read = Result<SvgDrawing, String>;

/// Has a helper read it; `None` where there is none.
pub(super) fn read(fonts: &[Blob<u8>], request: &Request, lender: &mut dyn Lend) -> Option<Read> {
    let how = Out::of(&how(fonts, request));
    let key = key(&[request.svg.as_bytes(), &how]);
    let known = bundled().iter().chain(fonts).cloned().collect::<Vec<_>>();
    if let Some(kept) = kept(key) {
        return In::new(&kept, known).at(request.span).whole();
    }
    let mut lent = Out::new(known);
    let mut asked = false;
    let mut hear = |question: &[u8]| match In::new(question, Vec::new()).whole() {
        Some(Question::Font(place)) => fonts.get(place).map(|font| font.data().to_vec()).unwrap_or_default(),
        Some(Question::Faces(wanted)) => {
            asked = true;
            crate::wire::Wire::put(&lender.faces(&wanted), &mut lent);
            std::mem::take(&mut lent.bytes)
        }
        None => Vec::new(),
    };
    let job = Job { kind: Kind::Svg, content: request.svg.as_bytes(), how: &how, limits: Limits::ITEM };
    let answer = match sandbox::run(&job, &mut hear)? {
        Ok(answer) => answer,
        Err(lost) => return Some(Err(format!("{}; make it simpler", lost.words()))),
    };
    let read = In::new(&answer, lent.shared.fonts).at(request.span).whole();
    if read.is_some() && !asked {
        keep(key, answer.into());
    }
    Some(read.unwrap_or_else(|| Err("what reads it said what makes no sense".to_owned())))
}

/// What a drawing is known by, wherever it stands.
pub(super) fn key_of(fonts: &[Blob<u8>], request: &Request) -> u64 {
    key(&[request.svg.as_bytes(), &Out::of(&how(fonts, request))])
}

fn how(fonts: &[Blob<u8>], request: &Request) -> How {
    let part = |part: &SvgPart| Part { name: part.name.clone(), step: part.step };
    How {
        name: request.name.to_owned(),
        room: request.room,
        dark: request.dark,
        parts: request.parts.iter().map(part).collect(),
        fonts: fonts.iter().map(font_key).collect(),
    }
}

/// Worked out once for each font of a deck.
fn font_key(font: &Blob<u8>) -> u64 {
    static KNOWN: Mutex<VecDeque<(u64, u64)>> = Mutex::new(VecDeque::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, key)) = known.iter().find(|(id, _)| *id == font.id()) {
        return *key;
    }
    let key = key(&[font.data()]);
    known.push_front((font.id(), key));
    known.truncate(100);
    key
}

/// Drawings that were read, the newest first.
static KEPT: Mutex<VecDeque<(u64, Arc<[u8]>)>> = Mutex::new(VecDeque::new());

fn kept(key: u64) -> Option<Arc<[u8]>> {
    let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let at = all.iter().position(|(known, _)| *known == key)?;
    let found = all.remove(at)?;
    all.push_front(found.clone());
    Some(found.1)
}

fn keep(key: u64, answer: Arc<[u8]>) {
    let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    all.push_front((key, answer));
    while all.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() > MOST_KEPT {
        all.pop_back();
    }
}

/// The helper's side: reads the SVG, and hands back what came of it.
#[must_use]
pub fn answer(content: &[u8], how: &[u8], parent: &mut Asking) -> Vec<u8> {
    let how: Option<How> = In::new(how, Vec::new()).whole();
    let (Some(how), Ok(svg)) = (how, std::str::from_utf8(content)) else { return Vec::new() };
    let (bench, fonts) = bench(&how.fonts, parent);
    let part = |part: Part| SvgPart { name: part.name, step: part.step, span: Span::default() };
    let parts: Vec<SvgPart> = how.parts.into_iter().map(part).collect();
    let request =
        Request { name: &how.name, svg, span: Span::default(), room: how.room, dark: how.dark, parts: &parts };
    let mut lender = Asked { parent, known: bundled().iter().cloned().chain(fonts).collect() };
    let read = bench.read(&request, &mut lender);
    let mut out = Out::new(lender.known);
    crate::wire::Wire::put(&read, &mut out);
    out.bytes
}

/// A bench with these fonts of a deck: that of the reading before, usually.
fn bench(keys: &[u64], parent: &mut Asking) -> (Bench, Vec<Blob<u8>>) {
    type Known = (Vec<u64>, Vec<Blob<u8>>, Bench);
    static LAST: Mutex<Option<Known>> = Mutex::new(None);
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, fonts, bench)) = last.as_ref().filter(|(known, ..)| known == keys) {
        return (bench.clone(), fonts.clone());
    }
    let before: HashMap<u64, Blob<u8>> =
        last.take().map(|(keys, fonts, _)| keys.into_iter().zip(fonts).collect()).unwrap_or_default();
    let mut font = |(place, key): (usize, &u64)| {
        let new = || Blob::new(Arc::new(parent.ask(&Out::of(&Question::Font(place)))) as _);
        before.get(key).cloned().unwrap_or_else(new)
    };
    let fonts: Vec<Blob<u8>> = keys.iter().enumerate().map(&mut font).collect();
    let bench = Bench::new(&fonts);
    *last = Some((keys.to_vec(), fonts.clone(), bench.clone()));
    (bench, fonts)
}

/// Asks the program for faces.
struct Asked<'a> {
    parent: &'a mut Asking,
    /// In the order in which the program knows them.
    known: Vec<Blob<u8>>,
}

impl Lend for Asked<'_> {
    fn faces(&mut self, wanted: &Wanted) -> Vec<FontData> {
        let question = Question::Faces(Wanted {
            words: wanted.words.clone(),
            family: wanted.family.clone(),
            weight: wanted.weight,
            italic: wanted.italic,
        });
        let reply = self.parent.ask(&Out::of(&question));
        let mut reply = In::trusted(&reply, Shared::new(std::mem::take(&mut self.known)));
        let faces = reply.whole().unwrap_or_default();
        self.known = reply.shared.fonts;
        faces
    }
}
