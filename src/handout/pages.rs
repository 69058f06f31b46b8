//! Pages → a PDF, in a helper process where there is one; a page that brings it down is in the file with its title only.

use std::sync::Arc;

use crate::layout::bare::bare;
use crate::paint::pdf::apart::{Broken, write};
use crate::paint::pdf::{About, Fault, PdfPage, Written, write_telling};

/// A file with more such pages is not worth having.
const MOST_BARE: usize = 5;

/// A file, and what is not in it.
pub struct Made {
    pub file: Written,
    pub lost: Vec<Fault>,
    /// Pages with their title only.
    pub bare: Vec<Broken>,
}

/// Writes the pages; `tell` hears how many are done.
///
/// # Errors
/// What keeps the file from being written.
pub fn written(pages: &[PdfPage], about: &About, tell: &mut dyn FnMut(usize)) -> Result<Made, Vec<Fault>> {
    let mut pages = pages.to_vec();
    let mut bare_ones: Vec<Broken> = Vec::new();
    loop {
        let done = match write(&pages, about, tell) {
            None => write_telling(&pages, about, tell),
            Some(Ok(done)) => done,
            Some(Err(broken)) => {
                let again = bare_ones.iter().any(|before| before.page == broken.page);
                let page = pages.get_mut(broken.page).filter(|_| !again && bare_ones.len() < MOST_BARE);
                let Some(page) = page else {
                    let message = format!("the PDF cannot be written: {}; is a font of the deck damaged?", broken.why);
                    return Err(vec![Fault { message, span: None, anchor: None }]);
                };
                page.drawing = Arc::new(bare(&page.drawing));
                bare_ones.push(broken);
                continue;
            }
        };
        return done.map(|(file, lost)| Made { file, lost, bare: bare_ones });
    }
}
