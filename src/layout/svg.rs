//! SVG text → items of a drawing, in CSS pixels from the picture's top left corner.
//!
//! Invariant: no file and no address is ever read; pictures inside have to be data.
//! Invariant: what cannot be shown is left out or simplified, and said in `notes`.
//! Invariant: usvg sees only what `plain` has written and counted, and a deck's own pictures only in a helper process.

mod alike;
pub mod apart;
mod drawn;
mod lend;
mod limits;
mod plain;
mod reading;
mod request;
mod shape;
mod walk;

use std::collections::VecDeque;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

use peniko::Blob;

use self::lend::Lending;
use self::reading::Bench;
use crate::text::Shaper;

pub use self::drawn::SvgDrawing;
pub use self::request::Request;

/// Reads SVG, from the first picture on.
pub(super) type Pictures = LazyLock<Reader, Box<dyn FnOnce() -> Reader + Send>>;

/// Drawings that a reader knows without reading them again.
const MOST_KNOWN: usize = 32;

/// Reads SVG with one set of fonts: the bundled ones and the deck's, and what the shaper finds beyond them. What stands on many
/// slides has its outlines once.
#[derive(Clone, Debug)]
pub struct Reader {
    fonts: Vec<Blob<u8>>,
    /// For what is read in this process; to list the fonts takes a while.
    bench: Arc<OnceLock<Bench>>,
    /// What was read by its key, the newest first.
    known: Arc<Mutex<VecDeque<(u64, SvgDrawing)>>>,
}

impl Reader {
    /// `fonts` are the deck's own files; share the blobs with the shaper, so that a PDF embeds each once.
    #[must_use]
    pub fn new(fonts: &[Blob<u8>]) -> Self {
        Self { fonts: fonts.to_vec(), bench: Arc::default(), known: Arc::default() }
    }

    /// Reads an SVG that others made, in a helper process where there is one; `shaper` says which face has a letter that
    /// the SVG's own lacks, as on slides.
    ///
    /// # Errors
    /// A sentence for the author if this is no SVG, or one beyond what can be drawn.
    pub fn read(&self, request: &Request, shaper: &mut Shaper) -> Result<SvgDrawing, String> {
        self.known_or(request, shaper, |lender| {
            apart::read(&self.fonts, request, lender).unwrap_or_else(|| self.bench().read(request, lender))
        })
    }

    /// Reads an SVG of the program's own, in this process.
    ///
    /// # Errors
    /// As `read`.
    pub fn read_own(&self, request: &Request, shaper: &mut Shaper) -> Result<SvgDrawing, String> {
        self.known_or(request, shaper, |lender| self.bench().read(request, lender))
    }

    fn bench(&self) -> &Bench {
        self.bench.get_or_init(|| Bench::new(&self.fonts))
    }

    fn known_or(
        &self,
        request: &Request,
        shaper: &mut Shaper,
        read: impl FnOnce(&mut Lending) -> Result<SvgDrawing, String>,
    ) -> Result<SvgDrawing, String> {
        let key = apart::key_of(&self.fonts, request);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.iter().position(|(other, _)| *other == key).and_then(|at| known.remove(at)) {
            let drawing = found.1.clone().at(request);
            known.push_front(found);
            return Ok(drawing);
        }
        drop(known);
        let mut lender = Lending { shaper, span: request.span, asked: false };
        let drawing = read(&mut lender)?.at(request);
        // Where the slides' fonts change, so does a drawing with letters of theirs.
        if !lender.asked {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.push_front((key, drawing.clone()));
            known.truncate(MOST_KNOWN);
        }
        Ok(drawing)
    }
}

#[cfg(test)]
mod tests;
