//! A record's text ⇄ a line that tells whether it is whole: its length and sum first.

use crate::files::sum;

/// `0000002a 1f2e3d4c5b6a7988 {…}` and the line's end. Text has no line end in it.
pub fn line(text: &str) -> String {
    format!("{:08x} {:016x} {text}\n", text.len(), sum(text.as_bytes()))
}

/// The texts of all lines up to the first that is not whole, and how many bytes those are.
pub fn whole(bytes: &[u8]) -> (Vec<&str>, usize) {
    let (mut texts, mut at) = (Vec::new(), 0);
    while let Some((text, length)) = first(&bytes[at..]) {
        texts.push(text);
        at += length;
    }
    (texts, at)
}

/// The text of the first line, and the line's length.
fn first(bytes: &[u8]) -> Option<(&str, usize)> {
    const HEAD: usize = 8 + 1 + 16 + 1;
    let head = std::str::from_utf8(bytes.get(..HEAD)?).ok()?;
    let (length, told) = head.trim_end().split_once(' ')?;
    let (length, told) = (usize::from_str_radix(length, 16).ok()?, u64::from_str_radix(told, 16).ok()?);
    let end = HEAD.checked_add(length)?;
    let text = bytes.get(HEAD..end)?;
    (bytes.get(end) == Some(&b'\n') && sum(text) == told).then_some(())?;
    Some((std::str::from_utf8(text).ok()?, end + 1))
}
