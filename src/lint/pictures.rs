//! Each picture of a talk, decoded once → which cannot be shown, and which are lost on their ground.
//!
//! Reading looks at heads alone, so that a talk starts at once; whoever has the time asks here.

use std::collections::BTreeSet;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::bitmap::{self, Fault, Ink};
use crate::color::Color;
use crate::diagnostic::{Diagnostic, Span};
use crate::drawing::{Item, Page, Placed, Raster};

/// Pictures of more pixels are decoded one after the other, since two of them would fill the memory.
const LARGE: u64 = 16_000_000;
/// Threads that decode.
const MOST_THREADS: usize = 4;

/// A picture, where the author wrote it, and the ground of its slide.
pub type Shown = (Arc<Raster>, Span, Color);

/// What is wrong with the pictures on these pages.
#[must_use]
pub fn pictures(pages: &[Page]) -> Vec<Diagnostic> {
    let all = shown(pages);
    let (next, large) = (AtomicUsize::new(0), Mutex::new(()));
    let found = Mutex::new(Vec::new());
    let look = || {
        while let Some((raster, span, ground)) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            let is_large = u64::from(raster.width) * u64::from(raster.height) > LARGE;
            let alone = is_large.then(|| large.lock().unwrap_or_else(PoisonError::into_inner));
            let finding = judge(raster, *span, *ground);
            drop(alone);
            found.lock().unwrap_or_else(PoisonError::into_inner).extend(finding);
        }
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
    thread::scope(|scope| (0..threads.min(all.len())).for_each(|_| drop(scope.spawn(look))));
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_by_key(|finding: &Diagnostic| finding.span);
    found
}

/// Each picture once, in the order in which they are shown.
#[must_use]
pub fn shown(pages: &[Page]) -> Vec<Shown> {
    let (mut known, mut out) = (BTreeSet::new(), Vec::new());
    for drawing in pages.iter().flat_map(|page| &page.steps) {
        gather(&drawing.items, drawing.ground, &mut known, &mut out);
    }
    out
}

/// What painters could not decode, as findings.
#[must_use]
pub fn broken(pages: &[Page], faults: &[(Arc<Raster>, Fault)]) -> Vec<Diagnostic> {
    let finding = |(raster, span, _): &Shown| {
        let (_, fault) = faults.iter().find(|(broken, _)| Arc::ptr_eq(broken, raster))?;
        Some(cannot_be_shown(raster, *span, fault))
    };
    if faults.is_empty() { Vec::new() } else { shown(pages).iter().filter_map(finding).collect() }
}

fn gather(items: &[Placed], ground: Color, known: &mut BTreeSet<*const Raster>, out: &mut Vec<Shown>) {
    for placed in items {
        match &placed.item {
            Item::Picture(it) if known.insert(Arc::as_ptr(&it.raster)) => {
                out.push((it.raster.clone(), placed.span, ground));
            }
            Item::Group(group) => gather(&group.items, ground, known, out),
            Item::Picture(_) | Item::Text(_) | Item::Shape(_) => {}
        }
    }
}

fn judge(raster: &Raster, span: Span, ground: Color) -> Option<Diagnostic> {
    let pixels = match bitmap::decode(raster) {
        Ok(pixels) => pixels,
        Err(fault) => return Some(cannot_be_shown(raster, span, &fault)),
    };
    // A smaller one has got its mat.
    let large = u64::from(raster.width) * u64::from(raster.height) > bitmap::SMALL && bitmap::may_be_clear(raster);
    let ink = if large { Ink::of(&pixels) } else { None };
    if ink.is_some_and(|ink| ink.better(ground, &[Color::WHITE, Color::BLACK]).is_some()) {
        let message = format!("{} has lines on clear ground that are lost on this slide's ground", name(raster));
        let hint = "Save it with a ground of its own; or in less than two million pixels, then it is laid on a mat";
        return Some(Diagnostic::warning("SLD-CLEAR", span, message).hint(hint));
    }
    None
}

fn cannot_be_shown(raster: &Raster, span: Span, fault: &Fault) -> Diagnostic {
    let message = format!("{} cannot be shown: {}", name(raster), fault.message);
    Diagnostic::error("SLD-PICTURE", span, message).hint(fault.remedy.clone())
}

/// A picture inside a drawing has no name of its own.
pub(super) fn name(raster: &Raster) -> String {
    let inside = raster.name.to_lowercase().ends_with(".svg");
    if inside { format!("a picture inside `{}`", raster.name) } else { format!("the picture `{}`", raster.name) }
}
