//! Which dollars of a text enclose formulas, and which are money: pandoc's rule.
//!
//! `$…$` is a formula if no space stands inside next to the dollars and no digit follows the closing one; `$$…$$` always
//! is. Neither runs over an empty line, nor into code or an address. `\$` is a plain dollar.

use std::ops::Range;

/// Stands for a plain dollar while Markdown is read. It is as long as one, and no text that is read has it.
pub const PLAIN: char = '\u{1}';

/// A stretch in which dollars are letters like all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    pub range: Range<usize>,
    /// Markdown takes what is indented for code; inside `$$…$$` it is none.
    pub indented: bool,
}

/// The text as Markdown is to see it, each byte in its place: dollars outside of formulas are hidden, and what stands in
/// formulas is hidden too, so that a `-` that begins a line of one begins no list.
///
/// What is `literal` stays, for Markdown takes no address with control characters in it.
pub fn hidden(text: &str, formulas: &[Range<usize>], literal: &[Literal]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for range in formulas {
        money(text, at..range.start, literal, &mut out);
        let wide = width(&text[range.clone()]);
        // In a quotation each line of a formula begins with Markdown's own mark.
        let line = text[..range.start].rfind('\n').map_or(0, |end| end + 1);
        let quoted = text[line..].trim_start().starts_with('>');
        out.push_str(&text[range.start..range.start + wide]);
        veiled(&text[range.start + wide..range.end - wide], quoted, &mut out);
        out.push_str(&text[range.end - wide..range.end]);
        at = range.end;
    }
    money(text, at..text.len(), literal, &mut out);
    out
}

/// TeX's words of a formula with its dollars, inside a table or a quotation without Markdown's marks.
pub fn tex(formula: &str, in_table: bool) -> String {
    let wide = width(formula);
    let inner = formula.get(wide..formula.len().saturating_sub(wide)).unwrap_or_default();
    if in_table { inner.replace("\\|", "|") } else { inner.to_owned() }
}

/// How many dollars stand at each end.
fn width(formula: &str) -> usize {
    if formula.starts_with("$$") { 2 } else { 1 }
}

fn money(text: &str, range: Range<usize>, literal: &[Literal], out: &mut String) {
    // Most words have none.
    if !text[range.clone()].contains('$') {
        return out.push_str(&text[range]);
    }
    let mut escaped = false;
    for (at, c) in text[range.clone()].char_indices() {
        // Markdown itself takes the backslash from `\$`.
        let hides = c == '$' && !escaped && begun(literal, range.start + at).is_none();
        out.push(if hides { PLAIN } else { c });
        escaped = c == '\\' && !escaped;
    }
}

/// Letters in the place of a formula's words; what parts lines and cells stays.
fn veiled(tex: &str, quoted: bool, out: &mut String) {
    let mut begins = false;
    let mut letters = tex.chars().peekable();
    while let Some(c) = letters.next() {
        let kept = matches!(c, ' ' | '\t' | '\r' | '\n' | '|')
            || c == '>' && quoted && begins
            || c == '\\' && letters.peek() == Some(&'|');
        if kept {
            out.push(c)
        } else {
            out.extend(std::iter::repeat_n('x', c.len_utf8()))
        }
        begins = c == '\n' || begins && matches!(c, ' ' | '\t' | '>');
    }
}

/// Where formulas stand, with their dollars. `literal` is in order.
pub fn formulas(text: &str, literal: &[Literal]) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if let Some(literal) = begun(literal, at) {
            at = literal.range.end.max(at + 1);
            continue;
        }
        match bytes[at] {
            b'\\' => at += 2,
            b'$' => {
                let wide = if bytes.get(at + 1) == Some(&b'$') { 2 } else { 1 };
                match closing(bytes, at + wide, wide, literal) {
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

/// The stretch that begins at `at`, or has begun since the byte before.
fn begun(literal: &[Literal], at: usize) -> Option<&Literal> {
    let next = literal.partition_point(|literal| literal.range.end <= at);
    literal.get(next).filter(|literal| literal.range.start <= at)
}

/// The end of a formula whose words begin at `start`.
fn closing(bytes: &[u8], start: usize, wide: usize, literal: &[Literal]) -> Option<usize> {
    let space = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
    if wide == 1 && space(start) {
        return None;
    }
    let mut at = start;
    while at < bytes.len() {
        if begun(literal, at).is_some_and(|literal| wide == 1 || !literal.indented) {
            return None;
        }
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
pub fn swallowed(written: &str, literal: &[Literal]) -> Option<String> {
    for range in formulas(written, literal) {
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
        formulas(text, &[]).into_iter().map(|range| &text[range]).collect()
    }

    fn veil(text: &str) -> String {
        hidden(text, &formulas(text, &[]), &[])
    }

    #[test]
    fn no_formula_begins_in_code_or_runs_into_it() {
        let text = "pay $5, `a$b` and $x$; `$y$`";
        let code = |code: &str| {
            let start = text.find(code).expect("it is there");
            Literal { range: start..start + code.len(), indented: false }
        };
        let literal = [code("`a$b`"), code("`$y$`")];
        assert_eq!(formulas(text, &literal), [text.find("$x$").map(|at| at..at + 3).expect("a formula")]);
        let indented = [Literal { range: 8..15, indented: true }];
        assert_eq!(formulas("$$\nx\n=\n    y\n$$", &indented).len(), 1);
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
            let plain = money.replace("\\$", "");
            assert_eq!(hidden(&plain, &[], &[]), plain.replace('$', "\u{1}"));
        }
    }

    #[test]
    fn formulas_stand_between_dollars() {
        assert_eq!(found("let $x$, not $5, be $y^2$."), ["$x$", "$y^2$"]);
        assert_eq!(found("$$\na + b\n$$ and $c$"), ["$$\na + b\n$$", "$c$"]);
        assert_eq!(found(r"$\$5 + x$"), [r"$\$5 + x$"]);
        assert_eq!(found("($n$)-th"), ["$n$"]);
        assert_eq!(veil("$5 or $x$"), "\u{1}5 or $x$", "a dollar that is none is hidden from Markdown");
    }

    #[test]
    fn markdown_sees_nothing_of_a_formula() {
        assert_eq!(veil("$$\na\n- é_b\n$$ for $5"), "$$\nx\nx xxxx\n$$ for \u{1}5");
        assert_eq!(veil("> $$a\n> > b$$"), "> $$x\n> > x$$");
        assert_eq!(veil(r"| $a\|_b$ |"), r"| $x\|xx$ |");
        assert_eq!(tex(r"$a\|b$", true), "a|b");
    }

    #[test]
    fn what_toml_would_swallow_is_seen() {
        assert_eq!(swallowed(r"so $\frac12$", &[]).as_deref(), Some(r"\frac"));
        assert_eq!(swallowed(r"so $a \nabla b$", &[]).as_deref(), Some(r"\nabla"));
        assert_eq!(swallowed(r"so $\\frac12$\nand more for $5", &[]), None);
        assert_eq!(swallowed(r"one\ntwo $x$", &[]), None);
    }
}
