//! A place in a text → the letters around it, as those look at them who look for marks.

/// The letter before `at`; `\` makes plain letters of marks.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The words between `open` and the next `close` on the same line: not empty, and without spaces at their ends.
pub(super) fn between<'t>(text: &'t str, at: usize, open: &str, close: &str) -> Option<&'t str> {
    let rest = near(text, at, 120).strip_prefix(open)?;
    let words = &rest[..rest.find(close)?];
    let whole = !words.is_empty() && words.trim() == words && !words.contains('\n');
    (whole && before(text, at) != Some('\\')).then_some(words)
}

/// The text from `at` on, as far as a mark is looked for.
pub(super) fn near(text: &str, at: usize, bytes: usize) -> &str {
    &text[at..text.floor_char_boundary((at + bytes).min(text.len()))]
}
