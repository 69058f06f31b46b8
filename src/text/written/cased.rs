//! Words that a look sets in capitals → the letters that their author wrote, for those who do not see them.

use std::ops::Range;

/// The letters that became capitals, in the order of the words.
#[derive(Default)]
pub(in crate::text) struct Cased(Vec<Small>);

/// A letter as it was written, and the bytes of the words that stand for it: `SS` for `ß`.
struct Small {
    bytes: Range<usize>,
    letter: char,
}

impl Cased {
    /// Puts `set` behind `text`, in capitals.
    pub fn push(&mut self, text: &mut String, set: &str) {
        for letter in set.chars() {
            let start = text.len();
            text.extend(letter.to_uppercase());
            if !text[start..].chars().eq([letter]) {
                self.0.push(Small { bytes: start..text.len(), letter });
            }
        }
    }

    /// Lets each letter stand where `place` says that its bytes are now.
    pub fn moved(&mut self, place: impl Fn(usize) -> usize) {
        for Small { bytes, .. } in &mut self.0 {
            *bytes = place(bytes.start)..place(bytes.end);
        }
    }

    /// `letters` with their places in the words, as they were written; `None` where none of `bytes` became a capital.
    pub fn written(&self, bytes: &Range<usize>, letters: impl Iterator<Item = (usize, char)>) -> Option<String> {
        let first = self.0.partition_point(|small| small.bytes.end <= bytes.start);
        let mut small = self.0[first..].iter().take_while(|small| small.bytes.start < bytes.end).peekable();
        small.peek()?;
        let mut out = String::new();
        for (at, letter) in letters {
            while small.next_if(|small| small.bytes.end <= at).is_some() {}
            match small.peek() {
                Some(small) if small.bytes.start == at => out.push(small.letter),
                // The second S of an ß.
                Some(small) if small.bytes.contains(&at) => {}
                _ => out.push(letter),
            }
        }
        Some(out)
    }
}
