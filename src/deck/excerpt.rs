//! The text of a file of code → the part that a slide shows: lines by their numbers, or a region that comments mark off.

use crate::diagnostic::{closest, counted, did_you_mean, listed};

/// Lines of code on one slide; more cannot be followed.
pub const MOST_LINES: usize = 500;

/// Lines of code, and the number of the first.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    pub text: String,
    pub first: usize,
}

/// What is wrong, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    pub message: String,
    pub hint: String,
}

fn fault(message: impl Into<String>, hint: impl Into<String>) -> Fault {
    Fault { message: message.into(), hint: hint.into() }
}

/// Lines `12-40`, `12` or `12-` of a text, as far as it has them.
pub fn lines(text: &str, words: &str) -> (Option<Excerpt>, Option<Fault>) {
    let all: Vec<&str> = text.lines().collect();
    let count = all.len();
    let wrong = || fault(format!("`{words}` are no lines"), "Write them as lines = \"12-40\", the first line is 1");
    let (from, to) = words.split_once(['-', '–']).unwrap_or((words, words));
    let number = |it: &str, usual: usize| match it.trim() {
        "" => Some(usual),
        digits => digits.parse().ok(),
    };
    let (Some(from), Some(to)) = (number(from, 1), number(to, count)) else { return (None, Some(wrong())) };
    if from == 0 || to < from || words.trim().trim_matches(['-', '–']).is_empty() {
        return (None, Some(wrong()));
    }
    let end = to.min(count);
    let beyond = (to > count).then(|| {
        fault(format!("there is no line {to}: the code has {}", counted(count, "line")), "Write lines that it has")
    });
    if from > count {
        return (None, beyond);
    }
    let excerpt = Excerpt { text: all[from - 1..end].join("\n"), first: from };
    (Some(excerpt), beyond)
}

/// What a comment says of regions.
enum Mark<'t> {
    Begins(&'t str),
    Ends(&'t str),
}

/// The region of that name, without the comments that mark regions off.
pub fn region(text: &str, name: &str) -> (Option<Excerpt>, Option<Fault>) {
    let mut shown: Vec<&str> = Vec::new();
    let (mut begun, mut ended, mut inner, mut others) = (false, false, 0_usize, 0_usize);
    for line in text.lines() {
        match mark(line) {
            Some(Mark::Begins(this)) if this == name && begun => others += usize::from(ended),
            Some(Mark::Begins(this)) if this == name => begun = true,
            _ if !begun || ended => {}
            Some(Mark::Begins(_)) => inner += 1,
            Some(Mark::Ends(this)) if this == name || this.is_empty() && inner == 0 => ended = true,
            Some(Mark::Ends(_)) => inner = inner.saturating_sub(1),
            None => shown.push(line),
        }
    }
    if !begun {
        return (None, Some(no_region(text, name)));
    }
    let told = if !ended {
        Some(fault(format!("the region `{name}` has no end"), "Put `endregion` into a comment after its last line"))
    } else if others > 0 {
        Some(fault(format!("there are several regions `{name}`; the first is shown"), "Give each a name of its own"))
    } else {
        None
    };
    let blank = |line: &&&str| line.trim().is_empty();
    let (before, after) = (shown.iter().take_while(blank).count(), shown.iter().rev().take_while(blank).count());
    let kept = shown.get(before..shown.len() - after.min(shown.len() - before)).unwrap_or_default();
    if kept.is_empty() {
        return (None, Some(fault(format!("the region `{name}` is empty"), "Put lines between its two comments")));
    }
    (Some(Excerpt { text: kept.join("\n"), first: 1 }), told)
}

/// Regions of a file among which the one that was meant is looked for.
const MOST_NAMES: usize = 1_000;

fn no_region(text: &str, name: &str) -> Fault {
    let names: Vec<&str> = text
        .lines()
        .filter_map(|line| match mark(line) {
            Some(Mark::Begins(name)) if !name.is_empty() => Some(name),
            _ => None,
        })
        .take(MOST_NAMES)
        .collect();
    let hint = match closest(name, names.iter().copied()) {
        Some(near) => did_you_mean(near),
        None if names.is_empty() => format!("Put comments around it: `region: {name}` before, `endregion` after"),
        None => format!("There are: {}", listed(names.iter().copied())),
    };
    fault(format!("there is no region `{name}`"), hint)
}

/// What begins a comment, in the languages that people show.
const LEADERS: [&str; 17] =
    ["//", "#", "--", "/*", "<!--", ";", "%", "(*", "{-", "{#", "{{!", "<%", "@*", "'", "!", "REM ", "\" "];
/// What ends one.
const CLOSERS: [&str; 8] = ["--}}", "*/", "-->", "*)", "-}", "#}", "%>", "}}"];

/// `// region: parse`, `# region parse`, `/* #region parse */`, `<!-- endregion -->`, `#pragma region parse`.
fn mark(line: &str) -> Option<Mark<'_>> {
    let line = line.trim();
    let leader = LEADERS.iter().find(|leader| line.starts_with(**leader))?;
    let mut words = line[leader.len()..].trim_start_matches(|c: char| c.is_whitespace() || "/#-!*;%".contains(c));
    for closer in CLOSERS {
        words = words.trim_end().strip_suffix(closer).unwrap_or(words);
    }
    words = without(words, "pragma").map_or(words, str::trim_start);
    let spoken = |rest: &str| rest.is_empty() || rest.starts_with([':', ' ', '\t']);
    let name = |rest: &'_ str| rest.trim_start_matches(':').trim().len();
    let tail = |rest: &'_ str| rest.len() - rest.trim_start_matches([':', ' ', '\t']).len();
    let ends = without(words, "endregion").or_else(|| without(words, "end region"));
    if let Some(rest) = ends.filter(|rest| spoken(rest)) {
        return Some(Mark::Ends(rest[tail(rest)..].trim()));
    }
    let rest = without(words, "region").filter(|rest| spoken(rest) && name(rest) > 0)?;
    Some(Mark::Begins(rest[tail(rest)..].trim().trim_matches('"')))
}

/// What follows `word`, in either case.
fn without<'t>(words: &'t str, word: &str) -> Option<&'t str> {
    let head = words.get(..word.len())?;
    head.eq_ignore_ascii_case(word).then(|| &words[word.len()..])
}

/// The text without the spaces or tabs that all its lines begin with: a part of a file stands at the slide's own margin.
pub fn dedent(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut filled = text.lines().filter(|line| !line.trim().is_empty());
    let Some(first) = filled.next() else { return text.to_owned() };
    let mut shared = &first[..indent(first)];
    for line in filled {
        let same = shared.bytes().zip(line.bytes()).take_while(|(a, b)| a == b).count();
        shared = &shared[..same];
    }
    let lines: Vec<&str> = text.lines().map(|line| line.strip_prefix(shared).unwrap_or(line.trim_start())).collect();
    lines.join("\n")
}

/// The bytes of a file as text: line ends of any system, no mark at the start.
pub fn text(bytes: &[u8]) -> Result<String, Fault> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(fault("it is UTF-16", "Save it as UTF-8"));
    }
    if bytes.contains(&0) {
        return Err(fault("it is no text but a program, a picture or an archive", "Name a file of code"));
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| fault("it is not UTF-8", "Save it as UTF-8"))?;
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The text without the sequences by which terminals change colors, and without other control characters; `None` where
/// there are none.
pub fn without_controls(text: &str) -> Option<String> {
    let control = |c: char| c.is_control() && c != '\n' && c != '\t';
    if !text.contains(control) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '\u{1B}' && rest.next_if_eq(&'[').is_some() {
            while rest.next_if(|c| !c.is_ascii_alphabetic() && *c != '\n').is_some() {}
            rest.next_if(char::is_ascii_alphabetic);
        } else if !control(c) {
            out.push(c);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_the_file() {
        let text = "a\nb\nc\nd\n";
        let shown = |words| lines(text, words).0.map(|it| (it.text, it.first));
        assert_eq!(shown("2-3"), Some(("b\nc".to_owned(), 2)));
        assert_eq!(shown("2–3"), shown("2-3"));
        assert_eq!(shown(" 4 "), Some(("d".to_owned(), 4)));
        assert_eq!(shown("3-"), Some(("c\nd".to_owned(), 3)));
        assert_eq!(shown("-2"), Some(("a\nb".to_owned(), 1)));
        for wrong in ["0-2", "3-2", "two", "", "-", "1,3"] {
            assert!(shown(wrong).is_none() && lines(text, wrong).1.is_some(), "{wrong}");
        }
        let (some, told) = lines(text, "3-9");
        assert_eq!(some.map(|it| it.text), Some("c\nd".to_owned()));
        assert!(told.is_some_and(|it| it.message == "there is no line 9: the code has 4 lines"));
        assert!(matches!(lines(text, "7-9"), (None, Some(_))));
    }

    #[test]
    fn regions_are_marked_off_by_comments_of_any_language() {
        for (begin, end) in [
            ("// region: parse", "// endregion"),
            ("//region parse", "//endregion parse"),
            ("// #region parse", "// #endregion"),
            ("#region parse", "#endregion"),
            ("# region: parse", "# endregion: parse"),
            ("#pragma region parse", "#pragma endregion"),
            ("-- region: parse", "-- endregion"),
            ("/* region: parse */", "/* endregion */"),
            ("<!-- region: parse -->", "<!-- endregion -->"),
            ("<!-- #region parse -->", "<!-- #endregion parse -->"),
            ("%% region parse", "%% endregion"),
            ("; region: parse", "; endregion"),
            ("(* region: parse *)", "(* endregion *)"),
            ("{- region: parse -}", "{- endregion -}"),
            ("{{!-- region: parse --}}", "{{!-- endregion --}}"),
            ("' region parse", "' end region"),
            ("#Region \"parse\"", "#End Region"),
            ("\" region: parse", "\" endregion"),
        ] {
            let text = format!("before\n    {begin}\n\n    one\n\ttwo\n\n    {end}\nafter\n");
            let (excerpt, told) = region(&text, "parse");
            assert_eq!(told, None, "{begin}");
            assert_eq!(excerpt, Some(Excerpt { text: "    one\n\ttwo".to_owned(), first: 1 }), "{begin}");
        }
    }

    #[test]
    fn what_only_looks_like_a_region_is_code() {
        for line in [
            "region = \"eu\"",
            "- region: parse",
            "\"region\": \"parse\",",
            "// regional: parse",
            "# region",
            "let region = 1;",
        ] {
            assert!(mark(line).is_none(), "{line}");
        }
    }

    #[test]
    fn regions_stand_in_one_another_and_are_told_where_they_are_not() {
        let text = "// region: a\n1\n// region: b\n2\n// endregion\n3\n// endregion\n4\n// region: open\n5\n";
        let shown = |name| region(text, name).0.map(|it| it.text);
        assert_eq!(shown("a").as_deref(), Some("1\n2\n3"));
        assert_eq!(shown("b").as_deref(), Some("2"));
        let (open, told) = region(text, "open");
        assert_eq!(open.map(|it| it.text).as_deref(), Some("5"));
        assert!(told.is_some_and(|it| it.message.contains("has no end")));
        let told = |name| region(text, name).1.map(|it| it.hint).unwrap_or_default();
        assert_eq!(told("opne"), "Did you mean `open`?");
        assert_eq!(told("something"), "There are: a, b, open");
        assert!(region("x", "a").1.is_some_and(|it| it.hint.contains("`region: a` before")));
        let twice = "# region: a\n1\n# endregion\n# region: a\n2\n# endregion\n";
        let (first, told) = region(twice, "a");
        assert_eq!(first.map(|it| it.text).as_deref(), Some("1"));
        assert!(told.is_some_and(|it| it.message.contains("several")));
        assert!(matches!(region("# region: a\n\n# endregion", "a"), (None, Some(_))));
    }

    #[test]
    fn parts_of_files_stand_at_the_margin() {
        assert_eq!(dedent("    a\n      b\n\n    c"), "a\n  b\n\nc");
        assert_eq!(dedent("\t\ta\n\tb"), "\ta\nb");
        assert_eq!(dedent("\ta\n    b"), "\ta\n    b");
        assert_eq!(dedent("a\n  b\n"), "a\n  b");
    }

    #[test]
    fn files_that_are_no_text_are_refused() {
        assert_eq!(text(b"\xEF\xBB\xBFa\r\nb\rc\n").as_deref(), Ok("a\nb\nc\n"));
        for bytes in [&b"\x7FELF\0\0"[..], b"\xFF\xFEa\0", b"caf\xE9"] {
            assert!(text(bytes).is_err(), "{bytes:?}");
        }
        assert_eq!(without_controls("\u{1B}[1;31merror\u{1B}[0m: \u{8}x\ty").as_deref(), Some("error: x\ty"));
        assert_eq!(without_controls("a\tb\n"), None);
    }
}
