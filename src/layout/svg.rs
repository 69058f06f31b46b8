//! SVG text → items of a drawing, in CSS pixels from the picture's top left corner.
//!
//! Invariant: no file and no address is ever read; pictures inside have to be data.
//! Invariant: what cannot be shown is left out or simplified, and said in `notes`.
//! Invariant: usvg sees only what `plain` has written and counted, and a deck's own pictures only in a helper process.

pub mod apart;
mod drawn;
mod lend;
mod limits;
mod plain;
mod reading;
mod request;
mod shape;
mod walk;

use std::sync::{Arc, LazyLock, OnceLock};

use peniko::Blob;

use self::lend::Lending;
use self::reading::Bench;
use crate::text::Shaper;

pub use self::drawn::SvgDrawing;
pub use self::request::Request;

/// Reads SVG, from the first picture on.
pub(super) type Pictures = LazyLock<Reader, Box<dyn FnOnce() -> Reader + Send>>;

/// Reads SVG with one set of fonts: the bundled ones and the deck's, and what the shaper finds beyond them.
#[derive(Clone, Debug)]
pub struct Reader {
    fonts: Vec<Blob<u8>>,
    /// For what is read in this process; to list the fonts takes a while.
    bench: Arc<OnceLock<Bench>>,
}

impl Reader {
    /// `fonts` are the deck's own files; share the blobs with the shaper, so that a PDF embeds each once.
    #[must_use]
    pub fn new(fonts: &[Blob<u8>]) -> Self {
        Self { fonts: fonts.to_vec(), bench: Arc::default() }
    }

    /// Reads an SVG that others made, in a helper process where there is one; `shaper` says which face has a letter that
    /// the SVG's own lacks, as on slides.
    ///
    /// # Errors
    /// A sentence for the author if this is no SVG, or one beyond what can be drawn.
    pub fn read(&self, request: &Request, shaper: &mut Shaper) -> Result<SvgDrawing, String> {
        let apart = apart::read(&self.fonts, request, &mut Lending { shaper, span: request.span });
        apart.unwrap_or_else(|| self.read_own(request, shaper))
    }

    /// Reads an SVG of the program's own, in this process.
    ///
    /// # Errors
    /// As `read`.
    pub fn read_own(&self, request: &Request, shaper: &mut Shaper) -> Result<SvgDrawing, String> {
        let bench = self.bench.get_or_init(|| Bench::new(&self.fonts));
        bench.read(request, &mut Lending { shaper, span: request.span })
    }
}

#[cfg(test)]
mod tests;
