//! Words → the same as text of HTML and SVG.

/// Words as they stand in a page; control characters, which no page may have, show as what they are.
pub fn escaped(text: &str) -> String {
    let seen = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    let text: String = text.chars().map(seen).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
