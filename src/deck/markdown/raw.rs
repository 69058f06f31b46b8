//! Marks that other programs' Markdown knows and ours does not → warnings: they are shown as they are written.

use std::ops::Range;

use super::icon;
use super::letters::{before, between, near};
use super::literal::Found;
use super::marks::Mark;

/// Where it stands, what is wrong, and the remedy.
pub(super) type Told = (Range<usize>, String, String);

/// How long the mark at a place is, what is wrong, and the remedy; `None` if there is none.
type Kind = fn(&str, usize) -> Option<(usize, String, String)>;

/// What each kind begins with.
const KINDS: [(&str, Kind); 12] = [
    ("^[", footnote_in_line),
    ("==", highlight),
    ("~", lowered),
    ("^", raised),
    ("[!", alert),
    (":", emoji),
    ("\\", tex),
    ("[[", wiki),
    ("[", nowhere),
    ("](", torn),
    ("\n:", definition),
    (icon::OPEN, sign),
];

/// Each kind once, at the first place where it stands in `text`, which has its formulas veiled; `made` are the marks that
/// are shown as they are meant.
pub(super) fn marks(text: &str, found: &Found, made: &[Mark]) -> Vec<Told> {
    let first = |(first, kind): (&str, Kind)| {
        let is_made = |at: usize| made.binary_search_by_key(&at, |mark| mark.range.start).is_ok();
        // Most texts have none of them, which is found much sooner than where they would stand.
        if !text.contains(first) {
            return None;
        }
        let places = text.match_indices(first).map(|(at, _)| at);
        let mut places = places.filter(|at| !found.is_literal(*at) && !is_made(*at));
        places.find_map(|at| kind(text, at).map(|(length, message, hint)| (at..at + length, message, hint)))
    };
    KINDS.into_iter().filter_map(first).collect()
}

/// `{icon rocket}`, `{icon: rocket}`, `{icon=rocket size=2}`
fn sign(text: &str, at: usize) -> Option<(usize, String, String)> {
    let inside = icon::inside(text, at)?;
    let rest = inside.strip_prefix("icon").filter(|rest| rest.starts_with([' ', '=', ':']))?;
    let message = format!("`{{icon{rest}}}` is shown as it is written");
    let hint = "Write - {icon=rocket} words, or {icon=check alt=\"Done\"} where the icon says more than the words";
    Some((inside.len() + 2, message, hint.to_owned()))
}

/// The line up to `at`, as far as it matters.
fn near_before(text: &str, at: usize) -> &str {
    text[text.floor_char_boundary(at.saturating_sub(80))..at].rsplit('\n').next().unwrap_or_default()
}

fn footnote_in_line(text: &str, at: usize) -> Option<(usize, String, String)> {
    let note = between(text, at, "^[", "]")?;
    let message = format!("`^[{note}]` is shown as it is written");
    let hint = format!("Write [^1] there, and [^1]: {note} in a paragraph of its own");
    Some((note.len() + 3, message, hint))
}

/// `[[page]]`
fn wiki(text: &str, at: usize) -> Option<(usize, String, String)> {
    let name = between(text, at, "[[", "]]").filter(|name| !name.contains(['[', ']']))?;
    let message = format!("`[[{name}]]` is shown as it is written");
    Some((name.len() + 4, message, "Write [words](#id), with the id of a slide; \\[ is a plain [".to_owned()))
}

/// `[words][label]` where no line says what the label stands for; `a[i][j]` is something else.
fn nowhere(text: &str, at: usize) -> Option<(usize, String, String)> {
    let words = between(text, at, "[", "]").filter(|words| !words.contains('['))?;
    let label = between(text, at + words.len() + 2, "[", "]").filter(|label| !label.contains('['))?;
    let apart = !before(text, at).is_some_and(|c| c.is_alphanumeric() || "])!_".contains(c));
    let message = format!("`[{words}][{label}]` is no link: no line says where `{label}` leads");
    let hint = format!("Write [{words}](https://example.org), or a line [{label}]: https://example.org");
    apart.then(|| (words.len() + label.len() + 4, message, hint))
}

/// `](https://example.org/my file.pdf)`: an address with spaces makes no link.
fn torn(text: &str, at: usize) -> Option<(usize, String, String)> {
    let address = between(text, at, "](", ")")?;
    let (first, rest) = address.split_once(' ')?;
    // What follows an address in marks is its title, which Markdown takes.
    let titled = rest.trim_start().starts_with(['"', '\'', '(']);
    let leads = !first.starts_with('<') && (first.starts_with('#') || first.contains(['/', ':']));
    let message = format!("`{address}` is no address, since it has spaces, so the link is shown as it is written");
    let hint = format!("Write {}", address.replace(' ', if first.starts_with('#') { "-" } else { "%20" }));
    (leads && !titled).then(|| (address.len() + 3, message, hint))
}

/// A line that begins with a colon, under a term.
fn definition(text: &str, at: usize) -> Option<(usize, String, String)> {
    let line = near(text, at, 120).strip_prefix("\n: ").filter(|line| !line.trim().is_empty())?;
    let under = text[..at].ends_with(|c: char| !c.is_whitespace());
    let message = "a definition is shown as it is written, behind its term".to_owned();
    let length = line.find('\n').unwrap_or(line.len()) + 3;
    under.then(|| (length, message, "Write a list: - **Term**: what it means".to_owned()))
}

fn highlight(text: &str, at: usize) -> Option<(usize, String, String)> {
    let words =
        between(text, at, "==", "==").filter(|words| !words.starts_with('=') && before(text, at) != Some('='))?;
    let message = format!("`=={words}==` is shown as it is written");
    let hint = "Begin and end it at the same word, cell or emphasis, next to spaces; \\= is a plain =";
    Some((words.len() + 4, message, hint.to_owned()))
}

/// `H~2~O`, or words that one `~` at each side strikes out elsewhere.
fn lowered(text: &str, at: usize) -> Option<(usize, String, String)> {
    let struck = || {
        let words = between(text, at, "~", "~").filter(|words| !words.starts_with('~'))?;
        let beside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '~' || c == '/');
        let alone = !beside(before(text, at)) && !beside(text[at + words.len() + 2..].chars().next());
        let message = format!("`~{words}~` is shown as it is written");
        alone.then(|| (words.len() + 2, message, format!("Write ~~{words}~~ to strike it out; \\~ is a plain ~")))
    };
    script(text, at, "~", "_").or_else(struck)
}

fn raised(text: &str, at: usize) -> Option<(usize, String, String)> {
    script(text, at, "^", "^")
}

/// `H~2~O`, `x^2^`.
fn script(text: &str, at: usize, mark: &str, tex: &str) -> Option<(usize, String, String)> {
    let beside = before(text, at).filter(|c| c.is_alphanumeric() || *c == ')')?;
    let words = between(text, at, mark, mark)
        .filter(|words| words.chars().all(|c| c.is_alphanumeric() || "+-−".contains(c)))?;
    // `x^2+y^2` is plain.
    let after = text[at + words.len() + 2..].chars().next();
    if after.is_some_and(char::is_alphanumeric) && !words.chars().all(char::is_alphanumeric) {
        return None;
    }
    let message = format!("`{mark}{words}{mark}` is shown as it is written");
    let hint = format!("Write a formula between ' and ': {beside}${tex}{{{words}}}$; \\{mark} is a plain {mark}");
    Some((words.len() + 2, message, hint))
}

/// `[!NOTE]` at the start of a quotation.
fn alert(text: &str, at: usize) -> Option<(usize, String, String)> {
    let name = between(text, at, "[!", "]").filter(|name| name.chars().all(|c| c.is_ascii_alphabetic()))?;
    let line = near_before(text, at);
    let quoted = line.contains('>') && line.chars().all(|c| matches!(c, '>' | ' ' | '\t' | '-' | '*'));
    let message = format!("`[!{name}]` is shown as it is written");
    quoted.then(|| (name.len() + 3, message, "Write its own words in bold instead: > **Note:** …".to_owned()))
}

/// `:rocket:`, which begins with a letter, unlike the minutes of `10:30:45`.
fn emoji(text: &str, at: usize) -> Option<(usize, String, String)> {
    let name = between(text, at, ":", ":")?;
    let named = (matches!(name, "+1" | "-1") || name.starts_with(|c: char| c.is_ascii_lowercase()))
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_+-".contains(c));
    let beside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == ':' || c == '_');
    let alone = !beside(before(text, at)) && !beside(text[at + name.len() + 2..].chars().next());
    let message = format!("`:{name}:` is shown as it is written");
    (named && alone).then(|| (name.len() + 2, message, "Put the emoji itself there; \\: is a plain :".to_owned()))
}

/// `\(x\)`, and `\[x\]` where TeX stands inside: Markdown makes brackets of both.
fn tex(text: &str, at: usize) -> Option<(usize, String, String)> {
    let inside = |open: &str, close: &str| {
        let rest = near(text, at, 400).strip_prefix(open)?;
        let words = &rest[..rest.find(close)?];
        (before(text, at) != Some('\\') && !words.contains("\n\n")).then_some(words)
    };
    let words =
        inside("\\(", "\\)").or_else(|| inside("\\[", "\\]").filter(|it| it.contains(['\\', '^', '_', '='])))?;
    let (open, dollars) = if text[at..].starts_with("\\(") { ("\\(…\\)", "$…$") } else { ("\\[…\\]", "$$…$$") };
    let message = format!("a formula between {open} is shown as words, without its backslashes");
    Some((words.len() + 4, message, format!("Write it between dollars: {dollars}")))
}

#[cfg(test)]
mod tests {
    use super::marks;
    use crate::deck::markdown::literal::find;

    #[test]
    fn each_kind_is_told_with_its_place() {
        for text in [
            "a^[note]",
            "[[Page]]",
            "see [a][b]",
            "Term\n: what",
            "~so~",
            ":+1:",
            "==so==",
            "H~2~O",
            "x^2^",
            "> [!NOTE]\n> x",
            "go :rocket: go",
            "so \\(x\\)",
            "\\[a^2\\]",
        ] {
            let told = marks(text, &find(text), &[]);
            assert_eq!(told.len(), 1, "{text}: {told:?}");
        }
        for text in [
            "a == b == c",
            "==",
            "~~struck~~",
            "10:30:45",
            "std::vec::Vec",
            "note: this: that",
            "[1]",
            "\\[sic\\]",
            "a^b",
            "x ~5 to ~6",
            "`==a==` `[^1]` `:a:`",
            "    :a: ==b==\n",
            "\\==a==",
            "https://a.example/:c:/",
            "[!NOTE]",
            "a :-: b",
            "[a](b) ^ [c](d) ^",
            "m[i][j]",
            "[see][it]\n\n[it]: https://a.example\n",
            "~/a and ~/b ~5 ~6",
            "so: this\nand: that",
        ] {
            assert_eq!(marks(text, &find(text), &[]), [], "{text}");
        }
    }
}
