//! Other programs' fences around blocks, `:::note` and `::right::` → empty lines, and the finding on them: their words stay.

use std::borrow::Cow;

use super::literal;
use super::raw::Told;

/// The text with such lines as spaces, each byte in its place, and the first of them.
pub(super) fn hidden(text: &str) -> (Cow<'_, str>, Option<Told>) {
    if !text.contains("::") {
        return (Cow::Borrowed(text), None);
    }
    let found = literal::find(text);
    let (mut out, mut told, mut at) = (String::with_capacity(text.len()), None, 0);
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        // Inside of code it is code; a line of words may go on with a path such as `::std`.
        if !is_fence(words) || found.is_code(start).is_some() {
            out.push_str(line);
            continue;
        }
        out.extend(line.bytes().map(|byte| if byte == b'\n' || byte == b'\r' { char::from(byte) } else { ' ' }));
        told = told.or_else(|| Some((start..start + words.len(), words.to_owned())));
    }
    let told = told.map(|(range, words)| {
        let message = format!("`{words}` is another program's fence: it is left out, and the words in it stay");
        let hint = "Write > before each line for a quotation, or the words as `aside` for a panel beside the others";
        (range, message, hint.to_owned())
    });
    if told.is_some() { (Cow::Owned(out), told) } else { (Cow::Borrowed(text), None) }
}

/// `:::`, `::: warning`, `:::{.columns}`, `::right::`.
fn is_fence(line: &str) -> bool {
    let slot = line.strip_prefix("::").and_then(|rest| rest.strip_suffix("::"));
    let named =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let colons = line.len() - line.trim_start_matches(':').len();
    let rest = line[colons..].trim();
    let opens = rest.is_empty() || rest.starts_with('{') || rest.starts_with(|c: char| c.is_ascii_alphabetic());
    slot.is_some_and(named) || colons >= 3 && opens
}

#[cfg(test)]
mod tests {
    use super::hidden;

    #[test]
    fn fences_are_left_out_and_their_words_stay() {
        for (text, expected) in [
            ("::: warning\nso\n:::\n", "           \nso\n   \n"),
            ("::::{.columns}\na\n::::", "              \na\n    "),
            ("a\n\n::right::\n\nb", "a\n\n         \n\nb"),
        ] {
            let (shown, told) = hidden(text);
            assert_eq!(shown, expected);
            assert!(told.is_some());
        }
        for text in ["```\n:::\n```\n", "std::vec", "a: b", ":: so", "`:::`", "::", ":-: b"] {
            assert_eq!(hidden(text), (text.into(), None));
        }
    }
}
