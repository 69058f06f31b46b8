//! What is wrong with a deck, where, and how to fix it: findings as values, gathered instead of thrown.

pub mod codes;
pub mod formats;
pub mod report;

use std::ops::Range;
use std::sync::Arc;

/// Bytes `start..end` of the source `file` (an index into `Sources`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub file: u16,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// `range` of the deck's own file. Sources are at most 4 MiB, so the numbers fit.
    #[must_use]
    pub fn new(file: u16, range: Range<usize>) -> Self {
        Self { file, start: range.start as u32, end: range.end as u32 }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Info,
    Warning,
    Error,
}

/// One finding: what is wrong in the author's words, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    /// A stable short name, as in the table of checks (`SLD-ALT`), or `READ` for the format itself.
    pub code: &'static str,
    pub span: Option<Span>,
    pub message: String,
    pub hints: Vec<String>,
}

impl Diagnostic {
    pub fn error(code: &'static str, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message)
    }

    pub fn warning(code: &'static str, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, message)
    }

    pub fn new(
        severity: Severity,
        code: &'static str,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> Self {
        Self { severity, code, span: span.into(), message: message.into(), hints: Vec::new() }
    }

    /// Adds a remedy.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// A value and all that is wrong with it: reading never fails, it reports.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    pub value: T,
    pub diagnostics: Vec<Diagnostic>,
}

/// One text that spans point into, with the name that its author knows it by.
#[derive(Clone, Debug)]
pub struct Source {
    pub name: String,
    pub text: Arc<str>,
}

/// Where the lines of a text begin, so that of many findings none counts them again.
#[derive(Clone, Debug)]
pub struct Lines(Vec<usize>);

impl Lines {
    #[must_use]
    pub fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect())
    }

    /// The line, from 1, in which a byte stands, and where that line begins.
    #[must_use]
    pub fn line(&self, at: usize) -> (usize, usize) {
        let line = self.0.partition_point(|begins| *begins <= at).max(1);
        (line, self.0[line - 1])
    }
}

/// The texts that spans point into; `Span::file` is the index.
#[derive(Clone, Debug, Default)]
pub struct Sources(pub Vec<Source>);

impl Sources {
    /// Where a finding is, for one line of text: `deck.toml:3:10`, line and column from 1.
    #[must_use]
    pub fn place(&self, span: Span) -> Option<String> {
        let source = self.0.get(usize::from(span.file))?;
        let before = &source.text[..source.text.floor_char_boundary(span.start as usize)];
        let line = before.rsplit('\n').next().unwrap_or_default();
        // The deck's own file needs no folder; of others there may be several with one name.
        let file = match span.file {
            0 => source.name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
            _ => source.name.replace('\\', "/"),
        };
        Some(format!("{file}:{}:{}", before.matches('\n').count() + 1, line.chars().count() + 1))
    }
}

#[must_use]
pub fn did_you_mean(name: &str) -> String {
    format!("Did you mean `{name}`?")
}

/// The names that there are, as many of them as anybody reads.
#[must_use]
pub fn listed<'n>(mut names: impl Iterator<Item = &'n str>) -> String {
    const MOST: usize = 12;
    const LONGEST: usize = 40;
    let short = |name: &str| match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    };
    let mut first: Vec<String> = names.by_ref().take(MOST).map(short).collect();
    first.extend(names.next().map(|_| "…".to_owned()));
    first.join(", ")
}

/// The name that the author most likely meant: the nearest, if few letters are wrong.
#[must_use]
pub fn closest<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    nearest(written, names).map(|(name, _)| name)
}

/// The name that the author can only have meant: no other is as near.
#[must_use]
pub fn clearly<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    nearest(written, names).and_then(|(name, alone)| alone.then_some(name))
}

/// The nearest name, if few letters are wrong, and whether no other is as near.
fn nearest<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> Option<(&'n str, bool)> {
    if written.len() > 40 {
        return None;
    }
    let lower = written.to_lowercase();
    let letters = Letters::of(&lower);
    // Of what is further away than half its letters, more than a third is wrong.
    let farthest = (letters.count / 2).max(1) + 1;
    // Of names that are equally near, the first is the first that was handed over.
    let (mut best, mut alone) = (None, true);
    for name in names {
        // Nothing that is further away can be meant.
        let most = best.map_or(farthest, |(distance, _)| distance);
        let other = name.to_lowercase();
        if letters.apart(&Letters::of(&other)) > most {
            continue;
        }
        match strsim::osa_distance(&lower, &other) {
            distance if distance < most => (best, alone) = (Some((distance, name)), true),
            distance => alone &= distance > most,
        }
    }
    let (distance, name) = best?;
    (distance <= 1.max(name.chars().count() / 3)).then_some((name, alone))
}

/// What tells at once of most pairs of words that they are far apart: how long a word is, and which letters it has.
struct Letters {
    count: usize,
    /// A bit for each, some letters sharing one.
    which: u64,
}

impl Letters {
    fn of(word: &str) -> Self {
        word.chars().fold(Self { count: 0, which: 0 }, |letters, letter| Self {
            count: letters.count + 1,
            which: letters.which | 1 << (u32::from(letter) % 64),
        })
    }

    /// At least so many letters are wrong: one that is wrong makes a word longer or shorter by one, and brings one letter.
    fn apart(&self, other: &Self) -> usize {
        let brought = (self.which & !other.which).count_ones().max((other.which & !self.which).count_ones());
        self.count.abs_diff(other.count).max(brought as usize)
    }
}

/// `1 slide`, `3 slides`: a number with its thing.
#[must_use]
pub fn counted(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// A name in quotation marks, those within it being single ones; a name that stands in some already is left as it is.
#[must_use]
pub fn quoted(name: &str) -> String {
    const PAIRS: [(char, char); 6] = [('“', '”'), ('„', '“'), ('„', '”'), ('«', '»'), ('»', '«'), ('"', '"')];
    let is_mark = |letter: char| PAIRS.iter().any(|(open, close)| letter == *open || letter == *close);
    let inner = |(open, close): &(char, char)| name.strip_prefix(*open)?.strip_suffix(*close);
    if PAIRS.iter().filter_map(inner).any(|inner| !inner.is_empty() && !inner.contains(is_mark)) {
        return name.to_owned();
    }
    let mut opens = true;
    let single = |letter: char| match letter {
        '"' => {
            opens = !opens;
            if opens { '’' } else { '‘' }
        }
        '“' => '‘',
        '„' => '‚',
        '”' => '’',
        other => other,
    };
    format!("“{}”", name.chars().map(single).collect::<String>())
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::{Letters, Lines, clearly, closest, listed, quoted};

    proptest! {
        #[test]
        fn no_word_is_nearer_than_its_letters_say(one in "[a-fñ愛]{0,9}", other in "[a-fñ愛]{0,9}") {
            prop_assert!(Letters::of(&one).apart(&Letters::of(&other)) <= strsim::osa_distance(&one, &other));
        }

        #[test]
        fn no_name_is_overlooked(written in "[a-cñ]{0,7}", names in vec("[a-cñ]{0,9}", 0..6)) {
            let far = |name: &String| strsim::osa_distance(&written, name);
            let near = names.iter().min_by_key(|name| far(name));
            let near = near.filter(|name| far(name) <= 1.max(name.chars().count() / 3));
            let names = || names.iter().map(String::as_str);
            prop_assert_eq!(closest(&written, names()), near.map(String::as_str));
            let clear = near.filter(|near| names().filter(|name| far(&(*name).to_owned()) == far(near)).count() == 1);
            prop_assert_eq!(clearly(&written, names()), clear.map(String::as_str));
        }
    }

    #[test]
    fn a_line_is_found_by_any_of_its_bytes() {
        for text in ["", "a", "a\n", "\n\n", "one\r\ntwo\nthree"] {
            let lines = Lines::of(text);
            for at in 0..=text.len() {
                let before = &text[..at];
                let from = before.rfind('\n').map_or(0, |end| end + 1);
                assert_eq!(lines.line(at), (before.matches('\n').count() + 1, from), "{text:?} at {at}");
            }
        }
    }

    #[test]
    fn the_nearest_of_all_names_is_meant_if_few_letters_are_wrong() {
        let names = ["titles", "title", "titls", "subtitle", "t"];
        let among = |written| (closest(written, names.into_iter()), clearly(written, names.into_iter()));
        assert_eq!(among("titlx"), (Some("title"), None), "two are as near");
        assert_eq!(among("Subtitel"), (Some("subtitle"), Some("subtitle")));
        assert_eq!(among("x"), (Some("t"), Some("t")));
        assert_eq!(among("chart"), (None, None));
        assert_eq!(closest(&"a".repeat(41), ["a"].into_iter()), None);
        let long = format!("{}b", "a".repeat(50));
        assert_eq!(closest(&"a".repeat(40), [&long[..], "c"].into_iter()), Some(&long[..]));
    }

    #[test]
    fn of_many_names_a_few_are_listed() {
        let names: Vec<String> = (0..5_000).map(|at| format!("{at}").repeat(99)).collect();
        let all = |count| listed(names.iter().take(count).map(String::as_str));
        assert_eq!(listed(["a", "b"].into_iter()), "a, b");
        assert_eq!((all(12).matches(", ").count(), all(12).ends_with("…, …")), (11, false));
        assert!(all(5_000).ends_with("…, …") && all(5_000).len() < 700);
    }

    #[test]
    fn no_name_stands_in_two_pairs_of_marks() {
        for (name, told) in [
            ("Why", "“Why”"),
            ("“Should it become one?”", "“Should it become one?”"),
            ("\"Should it?\"", "\"Should it?\""),
            ("„Warum?“", "„Warum?“"),
            ("« Pourquoi ? »", "« Pourquoi ? »"),
            ("The “private” school", "“The ‘private’ school”"),
            ("The \"private\" school", "“The ‘private’ school”"),
            ("Die „private“ Schule", "“Die ‚private‘ Schule”"),
            ("“One” or “two”", "“‘One’ or ‘two’”"),
            ("Don’t", "“Don’t”"),
            ("", "“”"),
        ] {
            assert_eq!(quoted(name), told);
        }
    }
}
