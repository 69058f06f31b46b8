//! Code as its author wrote it → the lines that are drawn: without tabs and signs, each with its mark and its words' roles.

use std::ops::Range;

use super::kind::Kind;
use super::syntax;
use crate::deck::Code;

/// Columns from one stop of a tab to the next.
const TAB: usize = 4;

/// What a line is in what changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    Added,
    Removed,
}

/// A line as it is drawn.
#[derive(Debug)]
pub(super) struct Line {
    pub text: String,
    pub mark: Mark,
    /// The stretches that are not plain.
    pub parts: Vec<(Range<usize>, Kind)>,
}

/// What kind of panel lines stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    /// With a column for signs.
    Diff,
    /// What a terminal shows.
    Console,
}

pub(super) fn lines(code: &Code) -> (Form, Vec<Line>) {
    let text = code.text.trim_end_matches('\n');
    let written: Vec<&str> = if text.is_empty() { vec![""] } else { text.lines().collect() };
    if syntax::is_session(&code.language) {
        return (Form::Console, session(&written));
    }
    if let Some(language) = syntax::of_diff(&code.language) {
        let language = if language.is_empty() { ending(code) } else { language };
        return (Form::Diff, changes(&written, language));
    }
    let language = if code.language.is_empty() { ending(code) } else { &code.language };
    let lines = written.into_iter().map(|line| line_of(without_tabs(line), Mark::None)).collect();
    (Form::Plain, in_roles(lines, language))
}

/// The language that the name of the code's file tells, if it is known.
fn ending(code: &Code) -> &str {
    let file = code.name.as_deref().and_then(|name| name.rsplit(['/', '\\']).next()).unwrap_or_default();
    let ending = file.rsplit('.').next().unwrap_or_default();
    [ending, file].into_iter().find(|name| syntax::is_known(name)).unwrap_or_default()
}

fn line_of(text: String, mark: Mark) -> Line {
    Line { text, mark, parts: Vec::new() }
}

/// The lines with the roles of their words; a grammar reads all lines in a row. Those that have a role already keep it.
fn in_roles(mut lines: Vec<Line>, language: &str) -> Vec<Line> {
    let heads: Vec<bool> = lines.iter().map(|line| !line.parts.is_empty()).collect();
    let joined: String =
        lines.iter().zip(&heads).flat_map(|(line, head)| [if *head { "" } else { line.text.as_str() }, "\n"]).collect();
    let mut parts = syntax::parts(language, &joined).into_iter().peekable();
    let mut start = 0;
    for (line, head) in lines.iter_mut().zip(heads) {
        let end = start + if head { 0 } else { line.text.len() };
        while let Some((range, kind)) = parts.peek().cloned() {
            let inside = range.start.max(start)..range.end.min(end);
            if !inside.is_empty() {
                line.parts.push((inside.start - start..inside.end - start, kind));
            }
            if range.end > end {
                break;
            }
            parts.next();
        }
        start = end + 1;
    }
    lines
}

/// What changed: signs become marks, and the lines stand as they are in the file.
fn changes(written: &[&str], language: &str) -> Vec<Line> {
    let is_head = |at: usize| {
        let line = written[at];
        let pair = |one: usize, other: usize| {
            let starts = |at: usize, with: &str| written.get(at).is_some_and(|line| line.starts_with(with));
            starts(one, "--- ") && starts(other, "+++ ")
        };
        ["@@", "diff ", "index ", "\\ No newline", "Only in "].iter().any(|start| line.starts_with(start))
            || pair(at, at + 1)
            || at > 0 && pair(at - 1, at)
    };
    let signed = |line: &str| line.starts_with(['+', '-']);
    // Lines that stay begin with a space, unless the author left all of them out.
    let plain = |(at, line): &(usize, &&str)| !is_head(*at) && !signed(line) && !line.is_empty();
    let spaced = written.iter().enumerate().filter(plain).all(|(_, line)| line.starts_with([' ', '\t']));
    let mut lines = Vec::with_capacity(written.len());
    for (at, line) in written.iter().enumerate() {
        let rest = || without_tabs(line.get(1..).unwrap_or_default());
        lines.push(match line.chars().next() {
            _ if is_head(at) => {
                let text = without_tabs(line);
                Line { parts: vec![(0..text.len(), Kind::Comment)], ..line_of(text, Mark::None) }
            }
            Some('+') => line_of(rest(), Mark::Added),
            Some('-') => line_of(rest(), Mark::Removed),
            Some(' ') if spaced => line_of(rest(), Mark::None),
            _ => line_of(without_tabs(line), Mark::None),
        });
    }
    in_roles(lines, language)
}

/// What a terminal shows: prompts and commands stand out from what they print.
fn session(written: &[&str]) -> Vec<Line> {
    let mut goes_on = false;
    let mut lines = Vec::with_capacity(written.len());
    // Beside a user's prompt, `# ` and `% ` begin what is printed.
    let dollars = written.iter().any(|line| line.starts_with("$ "));
    let printed = |line: &str| dollars && line.starts_with(['#', '%']);
    for line in written {
        let text = without_tabs(line);
        let prompt = prompt(&text).filter(|_| !printed(&text)).or(goes_on.then_some(0));
        goes_on = prompt.is_some() && text.ends_with(['\\', '`', '^']);
        let parts = match prompt {
            Some(end) => vec![(0..end, Kind::Prompt), (end..text.len(), Kind::Command)],
            None if warns(&text) => vec![(0..text.len(), Kind::Attention)],
            None => vec![(0..text.len(), Kind::Output)],
        };
        let parts = parts.into_iter().filter(|(range, _)| !range.is_empty()).collect();
        lines.push(Line { parts, ..line_of(text, Mark::None) });
    }
    lines
}

/// Where a command begins, if the line has a prompt: `$ `, `(venv) $ `, `me@host:~/src$ `, `>>> `, `PS C:\> `, `C:\>`, `❯ `.
fn prompt(line: &str) -> Option<usize> {
    const ENDS: [char; 7] = ['$', '#', '%', '>', '❯', '➜', 'λ'];
    for start in [">>>", "...", "In ["] {
        if let Some(rest) =
            line.strip_prefix(start).filter(|rest| start == "In [" || rest.is_empty() || rest.starts_with(' '))
        {
            let skip = if start == "In [" { rest.find("]:").map_or(rest.len(), |at| at + 2) } else { 0 };
            return Some((start.len() + skip + 1).min(line.len()));
        }
    }
    let (at, end) = line.char_indices().find(|(_, c)| ENDS.contains(c))?;
    let after = at + end.len_utf8();
    let before = line[..at].trim();
    let windows = before.starts_with("PS ")
        || matches!(before.as_bytes(), [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic());
    let spaced = line[after..].is_empty() || line[after..].starts_with(' ');
    let bracketed = before.starts_with(['(', '[']) && before.ends_with([')', ']']);
    // `~/src $`, `me@host:~$`: one word, or one after a name in brackets.
    let place = before.rsplit(") ").next().unwrap_or_default();
    let placed = !place.contains(' ') && (place.contains('@') || place.starts_with(['~', '/']));
    let is_prompt = windows && end == '>' || spaced && (before.is_empty() || bracketed || placed);
    let space = usize::from(line[after..].starts_with(' '));
    is_prompt.then_some(after + space)
}

/// Whether a line says that something is wrong, in the words of compilers and test programs: at its start, or after a place
/// such as `src/main.rs:3:1:`.
fn warns(line: &str) -> bool {
    const WORDS: [&str; 11] = [
        "warning",
        "warn",
        "error",
        "fatal",
        "fail",
        "failed",
        "failure",
        "panicked",
        "exception",
        "traceback",
        "err!",
    ];
    let words = |text: &str| -> Vec<String> {
        text.split([' ', ':', '[', '(']).filter(|word| !word.is_empty()).take(3).map(str::to_lowercase).collect()
    };
    let said = |word: Option<&String>| word.is_some_and(|word| WORDS.contains(&word.as_str()));
    let all = words(line);
    let place = line.split_once(": ").filter(|(place, _)| place.contains(['.', '/']) && !place.contains(' '));
    let named = all.first().is_some_and(|word| word == "thread" || word == "npm");
    said(all.first())
        || named && (said(all.get(1)) || said(all.get(2)))
        || place.is_some_and(|(_, rest)| said(words(rest).first()))
}

/// Spaces up to the next stop in the place of each tab, so that columns stand under one another.
fn without_tabs(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut column = 0;
    for c in line.chars() {
        let wide = if c == '\t' { TAB - column % TAB } else { 1 };
        if c == '\t' {
            out.extend(std::iter::repeat_n(' ', wide));
        } else {
            out.push(c);
        }
        column += wide;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(language: &str, text: &str) -> Code {
        Code {
            language: language.to_owned(),
            text: text.to_owned(),
            first: 1,
            numbers: false,
            highlight: Vec::new(),
            name: None,
            wrap: false,
            span: crate::diagnostic::Span::default(),
        }
    }

    #[test]
    fn tabs_reach_to_the_next_stop() {
        let shown = ["a\tb", "\tc", "abcd\te"].map(without_tabs);
        assert_eq!(shown, ["a   b", "    c", "abcd    e"]);
    }

    #[test]
    fn signs_of_changes_become_marks() {
        let text =
            "--- a/x.rs\n+++ b/x.rs\n@@ -1,3 +1,3 @@ fn f\n let a = 1;\n-let b = 2;\n+let b = 3;\n\n--- no head\n";
        let (form, found) = lines(&code("diff-rust", text));
        assert_eq!(form, Form::Diff);
        let shown: Vec<(&str, Mark)> = found.iter().map(|line| (line.text.as_str(), line.mark)).collect();
        assert_eq!(
            shown,
            [
                ("--- a/x.rs", Mark::None),
                ("+++ b/x.rs", Mark::None),
                ("@@ -1,3 +1,3 @@ fn f", Mark::None),
                ("let a = 1;", Mark::None),
                ("let b = 2;", Mark::Removed),
                ("let b = 3;", Mark::Added),
                ("", Mark::None),
                ("-- no head", Mark::Removed),
            ]
        );
        assert_eq!(found[0].parts, [(0..10, Kind::Comment)]);
        assert!(found[4].parts.contains(&(0..3, Kind::Keyword)), "{:?}", found[4].parts);
        assert!(found[5].parts.iter().any(|(range, kind)| *kind == Kind::Number && range.contains(&8)));
        // What has no space before it stands where it is.
        let (_, loose) = lines(&code("diff", "fn a() {\n-  b\n+  c\n}"));
        assert_eq!(loose.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["fn a() {", "  b", "  c", "}"]);
        let named = Code { name: Some("src/a.rs".to_owned()), ..code("diff", "+let b = 3;") };
        assert!(lines(&named).1[0].parts.contains(&(0..3, Kind::Keyword)));
    }

    #[test]
    fn prompts_and_commands_stand_out_from_what_they_print() {
        for (line, command) in [
            ("$ ls", "ls"),
            ("# apt update", "apt update"),
            ("> npm i", "npm i"),
            (">>> print(1)", "print(1)"),
            ("... x", "x"),
            ("In [3]: x = 1", "x = 1"),
            ("(venv) $ pytest", "pytest"),
            ("me@host:~/src$ make", "make"),
            ("[me@host src]$ make", "make"),
            ("~/src ❯ make", "make"),
            ("❯ make", "make"),
            ("PS C:\\src> dir", "dir"),
            ("C:\\src>dir", "dir"),
            ("$", ""),
        ] {
            let at = prompt(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(line[at..].trim_start(), command, "{line}");
        }
        for line in
            ["total 12", "a -> b", "100% done", "costs $5 a month", "<a> b", "-rw-r--r-- 1 me", "Vec<u8> # bytes"]
        {
            assert_eq!(prompt(line), None, "{line}");
        }
        let (form, found) = lines(&code("console", "$ cargo build \\\n    --release\nwarning: unused\nDone\n"));
        assert_eq!(form, Form::Console);
        let kinds: Vec<Kind> = found.iter().flat_map(|line| line.parts.iter().map(|(_, kind)| *kind)).collect();
        assert_eq!(kinds, [Kind::Prompt, Kind::Command, Kind::Command, Kind::Attention, Kind::Output]);
        let (_, found) = lines(&code("console", "$ perf report\n# Overhead  Command\n"));
        assert_eq!(found[1].parts[0].1, Kind::Output);
    }

    #[test]
    fn what_a_terminal_warns_of_is_known() {
        for line in [
            "warning: unused",
            "error[E0382]: borrow",
            "src/main.rs:3:1: error: no",
            "thread 'main' panicked at",
            "FAILED tests/a.py",
        ] {
            assert!(warns(line), "{line}");
        }
        for line in
            ["0 errors, 2 warnings", "Compiling thiserror v1", "all tests passed without an error", "src/error.rs"]
        {
            assert!(!warns(line), "{line}");
        }
    }

    #[test]
    fn roles_are_told_line_by_line() {
        let (_, found) = lines(&code("rust", "/* one\n   two */ let a = \"b\tc\";\n\nfn f() {}"));
        assert_eq!(found[0].parts, [(0..6, Kind::Comment)]);
        assert_eq!(found[1].parts[0], (0..9, Kind::Comment));
        assert!(found[2].parts.is_empty());
        for line in &found {
            let inside = |(range, _): &(Range<usize>, Kind)| range.end <= line.text.len();
            assert!(line.parts.iter().all(inside), "{line:?}");
        }
        let named = Code { name: Some("Makefile".to_owned()), ..code("", "# x\n") };
        assert_eq!(lines(&named).1[0].parts, [(0..3, Kind::Comment)]);
    }
}
