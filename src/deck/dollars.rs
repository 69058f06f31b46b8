//! Which dollars of a text enclose formulas, and which are money: pandoc's rule.
//!
//! `$…$` is a formula if no space stands inside next to the dollars and no digit follows the closing one; `$$…$$` always
//! is. Neither runs over an empty line. `\$` is a plain dollar.

use std::borrow::Cow;
use std::ops::Range;

/// Stands for a plain dollar while Markdown is read. It is as long as one, and no text that is read has it.
const PLAIN: char = '\u{1}';

/// The text with every dollar hidden that encloses no formula.
pub fn hidden(text: &str) -> Cow<'_, str> {
    if !text.contains('$') {
        return Cow::Borrowed(text);
    }
    let formulas = formulas(text);
    let encloses = |at: usize| {
        let of = |range: &Range<usize>| {
            let wide = if text[range.clone()].starts_with("$$") { 2 } else { 1 };
            (range.start..range.start + wide).contains(&at) || (range.end - wide..range.end).contains(&at)
        };
        formulas.iter().any(of)
    };
    let mut out = String::with_capacity(text.len());
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        // Markdown itself takes the backslash from `\$`.
        out.push(if c == '$' && !escaped && !encloses(at) { PLAIN } else { c });
        escaped = c == '\\' && !escaped;
    }
    Cow::Owned(out)
}

/// The text with its plain dollars again.
pub fn shown(text: &str) -> String {
    text.replace(PLAIN, "$")
}

/// Where formulas stand, with their dollars.
pub fn formulas(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'$' => {
                let wide = if bytes.get(at + 1) == Some(&b'$') { 2 } else { 1 };
                match closing(bytes, at + wide, wide) {
                    Some(end) => {
                        found.push(at..end);
                        at = end;
                    }
                    None => at += wide,
                }
            }
            _ => at += 1,
        }
    }
    found
}

/// The end of a formula whose words begin at `start`.
fn closing(bytes: &[u8], start: usize, wide: usize) -> Option<usize> {
    let space = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
    if wide == 1 && space(start) {
        return None;
    }
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'\n' => {
                let next = bytes[at + 1..].iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
                if next.is_none_or(|byte| *byte == b'\n') {
                    return None;
                }
            }
            b'$' if wide == 2 && at > start && bytes.get(at + 1) == Some(&b'$') => return Some(at + 2),
            b'$' if wide == 1 => {
                let digit = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
                return (!space(at - 1) && !digit).then_some(at + 1);
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The first command of a formula in TOML's `"…"` that TOML reads as a special character: `\f` of `\frac`.
pub fn swallowed(written: &str) -> Option<String> {
    for range in formulas(written) {
        let mut letters = written[range].chars().peekable();
        while let Some(c) = letters.next() {
            if c != '\\' {
                continue;
            }
            let special = letters.next().filter(|c| "bfnrte".contains(*c));
            let rest: String = std::iter::from_fn(|| letters.next_if(char::is_ascii_alphabetic)).collect();
            if let (Some(first), false) = (special, rest.is_empty()) {
                return Some(format!("\\{first}{rest}"));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        formulas(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn money_is_no_formula() {
        for money in [
            "from $5 to $10",
            "$5–$10",
            "US$20 and A$30",
            "a $ b $ c",
            "$ 5$",
            "\\$5 and 6\\$ more",
            "only $",
            "$1\n\n2$",
            "$$",
            "$$ 5",
        ] {
            assert_eq!(found(money), [""; 0], "{money}");
            assert_eq!(shown(&hidden(money)), money);
            assert!(!hidden(&money.replace("\\$", "")).contains('$'));
        }
    }

    #[test]
    fn formulas_stand_between_dollars() {
        assert_eq!(found("let $x$, not $5, be $y^2$."), ["$x$", "$y^2$"]);
        assert_eq!(found("$$\na + b\n$$ and $c$"), ["$$\na + b\n$$", "$c$"]);
        assert_eq!(found(r"$\$5 + x$"), [r"$\$5 + x$"]);
        assert_eq!(found("($n$)-th"), ["$n$"]);
        assert_eq!(hidden("$5 or $x$"), "\u{1}5 or $x$", "a dollar that is none is hidden from Markdown");
    }

    #[test]
    fn what_toml_would_swallow_is_seen() {
        assert_eq!(swallowed(r"so $\frac12$").as_deref(), Some(r"\frac"));
        assert_eq!(swallowed(r"so $a \nabla b$").as_deref(), Some(r"\nabla"));
        assert_eq!(swallowed(r"so $\\frac12$\nand more for $5"), None);
        assert_eq!(swallowed(r"one\ntwo $x$"), None);
    }
}
