//! A character as somebody sent it → as it may stand in a caption.

/// A character as it may stand in a caption, if it may.
pub(super) fn clean(c: char) -> Option<char> {
    match c {
        '\0' => Some(char::REPLACEMENT_CHARACTER),
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() => None,
        // They turn the direction of all that follows.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        c => Some(c),
    }
}
