//! Findings as they are told → words for a page: no codes, no absolute paths.

pub fn number_word(number: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// The sentence with a capital at its beginning.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A message without marks of code, its own slide's name and places on this machine's disk.
pub fn plainly(message: &str, slide: Option<&str>) -> String {
    let own = slide.map(|id| message.replace(&format!("slide `{id}`"), "this slide"));
    let message = own.as_deref().unwrap_or(message);
    let mut out = String::new();
    let mut open = false;
    for (at, part) in message.split('`').enumerate() {
        if at > 0 {
            out.push(if open { '”' } else { '“' });
            open = !open;
        }
        out.push_str(part);
    }
    capital(&out.split(' ').map(without_folders).collect::<Vec<_>>().join(" "))
}

/// A place on the disk by its last name alone.
fn without_folders(word: &str) -> String {
    let path = word.trim_start_matches(['“', '(', '"', '\'']);
    let bytes = path.as_bytes();
    let drive = bytes.len() > 3 && bytes[1] == b':' && bytes[2] == b'\\' && bytes[0].is_ascii_alphabetic();
    let deep = path.starts_with('/') && path.trim_start_matches('/').contains('/') && !path.starts_with("//");
    if !(deep || drive) {
        return word.to_owned();
    }
    let before = &word[..word.len() - path.len()];
    format!("{before}{}", path.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or_default())
}

/// Whether a remedy is one for this page: what a terminal is told to do stands here as a button.
pub fn is_for_page(hint: &str) -> bool {
    !hint.contains("`cuecard check")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_told_without_code_paths_and_the_slides_own_name() {
        for (message, plain) in [
            ("slide `a-b` is full", "This slide is full"),
            ("there is no layout called `titel`", "There is no layout called “titel”"),
            ("it is in /home/me/themes/own.toml, say", "It is in own.toml, say"),
            ("it is in `/home/me/a`", "It is in “a”"),
            ("C:\\talks\\a is gone", "A is gone"),
            ("words and/or https://example.org/a/b", "Words and/or https://example.org/a/b"),
            ("", ""),
        ] {
            assert_eq!(plainly(message, Some("a-b")), plain);
        }
    }
}
