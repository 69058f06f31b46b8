//! Words as a recogniser writes them → pieces that can be compared: a word each, or a letter where no space parts words.

use crate::writing::{is_complex, is_unspaced};

/// Where hypotheses are compared, so many pieces back from the end are looked at.
const LOOKED_AT: usize = 80;

/// A word, or a letter of a script without spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    /// A space is before it.
    apart: bool,
    /// Without capitals and marks, by which hypotheses differ all the time.
    bare: String,
}

impl Piece {
    /// It is the same word.
    pub fn is(&self, other: &Self) -> bool {
        self.bare == other.bare
    }

    pub fn bare(&self) -> &str {
        &self.bare
    }
}

/// The pieces of a text. A mark that stands alone belongs to the word before it.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for word in text.split_whitespace() {
        let mut rest = word;
        let mut apart = true;
        while let Some(first) = rest.chars().next() {
            let alone = |c: char| is_unspaced(c) || is_complex(c);
            let end = if alone(first) {
                let marks = |c: char| !c.is_alphanumeric();
                first.len_utf8() + rest[first.len_utf8()..].find(|c| !marks(c)).unwrap_or(rest.len() - first.len_utf8())
            } else {
                rest.find(alone).unwrap_or(rest.len())
            };
            let (text, after) = rest.split_at(end);
            let bare: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            let bare = if bare.is_empty() { text.to_owned() } else { bare };
            out.push(Piece { text: text.to_owned(), apart, bare });
            (rest, apart) = (after, false);
        }
    }
    out
}

/// The text that these pieces are.
pub fn joined(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        if piece.apart && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&piece.text);
    }
    out
}

/// Where in `heard` goes on what was said with `said`: after those of its pieces that are most like them.
pub fn after(said: &[Piece], heard: &[Piece]) -> usize {
    if said.iter().zip(heard).all(|(one, other)| one.is(other)) {
        return said.len().min(heard.len());
    }
    let skipped = said.len().saturating_sub(LOOKED_AT).min(heard.len());
    let (said, heard) = (&said[skipped.min(said.len())..], &heard[skipped..]);
    let costs = costs(said, heard);
    let near = |at: &usize| (costs[*at], at.abs_diff(said.len()));
    skipped + (0..costs.len()).min_by_key(near).unwrap_or(0)
}

/// How many pieces have to be put in, left out or changed to make one of the other.
pub fn distance(one: &[Piece], other: &[Piece]) -> usize {
    costs(one, other).last().copied().unwrap_or(0)
}

/// The distance of `said` to each beginning of `heard`.
fn costs(said: &[Piece], heard: &[Piece]) -> Vec<usize> {
    let mut row: Vec<usize> = (0..=heard.len()).collect();
    for (at, piece) in said.iter().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], at + 1);
        for (to, other) in heard.iter().enumerate() {
            let changed = corner + usize::from(!piece.is(other));
            corner = row[to + 1];
            row[to + 1] = changed.min(corner + 1).min(row[to] + 1);
        }
    }
    row
}
