//! A list of pages → one page after the other, and where links lead among them.

use std::collections::HashMap;

use super::page::{Entry, PdfPage};

/// Pages of this process or of another, which hands them over as they are wanted.
pub(super) trait Source {
    /// The page on which begins what a link says after `#`.
    fn anchors(&self) -> &HashMap<String, usize>;

    /// The next page; `None` after the last one, and then the first again.
    fn next(&mut self) -> Option<PdfPage>;
}

/// Pages that are here.
pub(super) struct Listed<'p> {
    pages: std::slice::Iter<'p, PdfPage>,
    all: &'p [PdfPage],
    anchors: HashMap<String, usize>,
}

impl<'p> Listed<'p> {
    pub fn new(all: &'p [PdfPage]) -> Self {
        Self { pages: all.iter(), all, anchors: anchors(all) }
    }
}

impl Source for Listed<'_> {
    fn anchors(&self) -> &HashMap<String, usize> {
        &self.anchors
    }

    fn next(&mut self) -> Option<PdfPage> {
        let next = self.pages.next();
        if next.is_none() {
            self.pages = self.all.iter();
        }
        next.cloned()
    }
}

/// Slides by their names, and by their numbers where no slide is called like one.
pub(super) fn anchors(pages: &[PdfPage]) -> HashMap<String, usize> {
    let entries = || pages.iter().enumerate().flat_map(|(at, page)| page.entries.iter().map(move |it| (at, it)));
    let named = |(at, entry): (usize, &Entry)| Some((entry.anchor.clone()?, at));
    let mut anchors: HashMap<String, usize> = entries().filter_map(named).collect();
    for (at, entry) in entries() {
        if let Some(number) = &entry.number {
            anchors.entry(number.clone()).or_insert(at);
        }
    }
    anchors
}
