//! Words with their reading → the PDF's own tags for them (Ruby, RB, RT), which krilla does not know.
//!
//! They go through krilla with tags that no slide has, and get their names in the finished file, where nothing moves.

use krilla::tagging::{Tag, TagKind};

/// A part of a word with its reading.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Whole,
    Base,
    Text,
}

/// How an element begins in a plain file.
const ELEMENT: &[u8] = b"/Type/StructElem/S";
/// The tag that stands for each part, and the part's own, in as many bytes.
const PARTS: [(&[u8], &[u8]); 3] = [(b"/BibEntry", b"/Ruby    "), (b"/Quote", b"/RB   "), (b"/Index", b"/RT   ")];

pub(super) fn stand_in(part: Part) -> TagKind {
    match part {
        Part::Whole => Tag::BibEntry.into(),
        Part::Base => Tag::InlineQuote.into(),
        Part::Text => Tag::Index.into(),
    }
}

/// Gives the stand-ins in a plain file their tags.
pub(super) fn name(file: &mut [u8]) {
    let mut from = 0;
    while let Some(at) = find(&file[from..], ELEMENT).map(|at| from + at + ELEMENT.len()) {
        for (stand_in, tag) in PARTS {
            if file[at..].starts_with(stand_in) {
                file[at..at + tag.len()].copy_from_slice(tag);
            }
        }
        from = at;
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
