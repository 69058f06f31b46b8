//! Code and the name of its language → the role of each word in it.
//!
//! Without the feature `highlighting` there are no grammars, and what they would read stays plain.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::kind::Kind;
use crate::diagnostic::closest;

#[cfg(feature = "highlighting")]
mod grammars;
#[cfg(not(feature = "highlighting"))]
#[path = "syntax/no_grammars.rs"]
mod grammars;

/// Names that people use and the grammars do not.
const ALIASES: [(&str, &str); 48] = [
    ("shell", "bash"),
    ("shellscript", "bash"),
    ("golang", "go"),
    ("csharp", "cs"),
    ("c#", "cs"),
    ("docker", "dockerfile"),
    ("containerfile", "dockerfile"),
    ("jsx", "tsx"),
    ("mjs", "js"),
    ("cjs", "js"),
    ("node", "js"),
    ("mts", "ts"),
    ("cts", "ts"),
    ("py3", "python"),
    ("python3", "python"),
    ("ipython", "python"),
    ("gradle", "groovy"),
    ("kts", "kt"),
    // No grammar of its own; strings, comments and variables look alike.
    ("powershell", "bash"),
    ("pwsh", "bash"),
    ("ps1", "bash"),
    ("scheme", "lisp"),
    ("fsharp", "fsx"),
    ("f#", "fsx"),
    // The ending of shaders too.
    ("fs", "fsx"),
    ("prolog", "erl"),
    ("swipl", "erl"),
    ("fortran", "f90"),
    ("rlang", "r"),
    ("objective-c", "m"),
    ("objectivec", "m"),
    ("objc", "m"),
    ("terraform", "tf"),
    ("hcl", "tf"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsonl", "json"),
    ("ndjson", "json"),
    ("svelte", "html"),
    ("astro", "html"),
    ("htm", "html"),
    ("svg", "xml"),
    ("postgresql", "sql"),
    ("postgres", "sql"),
    ("mysql", "sql"),
    ("sqlite", "sql"),
    ("plsql", "sql"),
    ("protobuf", "proto"),
];
/// Words for code that is to stay plain.
const PLAIN: [&str; 14] = [
    "",
    "text",
    "txt",
    "plain",
    "plaintext",
    "none",
    "nohighlight",
    "output",
    "ascii",
    "log",
    "raw",
    "pseudocode",
    "code",
    "lock",
];
/// Words for what a terminal shows: commands after a prompt, and what they print.
const SESSIONS: [&str; 8] =
    ["console", "shell-session", "shellsession", "sh-session", "bash-session", "terminal", "shellconsole", "doscon"];
/// Words for what changed in a file; after a hyphen may follow the language of its lines.
const DIFFS: [&str; 3] = ["diff", "patch", "udiff"];
/// More than fits on a slide; patterns on long lines take their time.
const MOST_BYTES: usize = 20_000;
const LONGEST_LINE: usize = 1_000;

/// The name by which the grammars know a language, if they do.
fn by_grammar(language: &str) -> Option<&str> {
    let known = ALIASES.iter().find(|(name, _)| name.eq_ignore_ascii_case(language));
    Some(known.map_or(language, |(_, name)| name)).filter(|name| grammars::know(name))
}

fn is_one_of(names: &[&str], language: &str) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case(language))
}

/// Whether it is what a terminal shows.
pub(super) fn is_session(language: &str) -> bool {
    is_one_of(&SESSIONS, language)
}

/// For what changed in a file: the language of its lines, empty if it is not said.
pub(super) fn of_diff(language: &str) -> Option<&str> {
    let (name, inner) = language.split_once('-').unwrap_or((language, ""));
    is_one_of(&DIFFS, name).then_some(inner)
}

/// Whether there are grammars at all.
pub(super) const HIGHLIGHTS: bool = cfg!(feature = "highlighting");

/// Whether words of the language are told apart, or are known to stay plain.
pub(super) fn is_known(language: &str) -> bool {
    let inner = of_diff(language).unwrap_or(language);
    is_one_of(&PLAIN, inner) || is_session(inner) || by_grammar(inner).is_some()
}

/// Why code in this language stays plain: nobody knows the language; with the name that was most likely meant.
pub(super) fn unknown(language: &str) -> Option<Option<String>> {
    if is_known(language) {
        return None;
    }
    let others = ALIASES.iter().map(|(name, _)| *name).chain(SESSIONS).chain(DIFFS);
    let near = closest(language, grammars::names().chain(others));
    Some(near.map(str::to_lowercase))
}

/// The stretches of `text` that are not plain, in order; none where the language is not known.
pub(super) fn parts(language: &str, text: &str) -> Vec<(Range<usize>, Kind)> {
    let long = text.len() > MOST_BYTES || text.lines().any(|line| line.len() > LONGEST_LINE);
    if long || is_one_of(&PLAIN, language) {
        return Vec::new();
    }
    // Whoever shows a few lines of PHP leaves out the tag before them.
    let inside = language.eq_ignore_ascii_case("php") && !text.contains("<?");
    let name = if inside { Some("PHP Source") } else { by_grammar(language) };
    name.map(|name| known(name, text)).unwrap_or_default()
}

/// Bytes of code whose roles are known: what stands on many slides, and in the next reading, is read once.
const MOST_KNOWN: usize = 1_000_000;

/// The roles of the words of a language and a text, and how long all of these texts are.
type Known = (HashMap<(String, String), Vec<(Range<usize>, Kind)>>, usize);

fn known(name: &str, text: &str) -> Vec<(Range<usize>, Kind)> {
    static KNOWN: Mutex<Option<Known>> = Mutex::new(None);
    let lock = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (name.to_owned(), text.to_owned());
    if let Some(parts) = lock().as_ref().and_then(|(known, _)| known.get(&key)) {
        return parts.clone();
    }
    // Two threads may read one text: nobody waits for the other.
    let parts = grammars::parts(name, text);
    let mut known = lock();
    let (all, bytes) = known.get_or_insert_default();
    if *bytes > MOST_KNOWN {
        (*all, *bytes) = Known::default();
    }
    *bytes += text.len();
    all.insert(key, parts.clone());
    parts
}

#[cfg(test)]
mod tests {
    use super::super::kind::Kind;
    use super::{parts, unknown};

    #[test]
    fn words_of_code_are_known_by_their_role() {
        let text = "fn add(a: Vec<u32>) -> u32 { // sum\n    if a.len() > 41 { \"many\" }\n}\n";
        let found = parts("rust", text);
        let kind = |word: &str| {
            let at = text.find(word).expect("a word");
            found.iter().find(|(range, _)| range.contains(&at)).map_or(Kind::Plain, |(_, kind)| *kind)
        };
        for (word, expected) in [
            ("fn", Kind::Keyword),
            ("add", Kind::Function),
            ("Vec", Kind::Type),
            ("// sum", Kind::Comment),
            ("len", Kind::Function),
            ("41", Kind::Number),
            ("many", Kind::String),
            (">", Kind::Plain),
        ] {
            assert_eq!(kind(word), expected, "{word}");
        }
        assert!(found.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start), "{found:?}");
        for (language, text) in [("toml", "a = \"b\"\n"), ("ts", "const a = 'b'\n"), ("Python", "a = 'b'\n")] {
            assert!(parts(language, text).iter().any(|(_, kind)| *kind == Kind::String), "{language}");
        }
    }

    #[test]
    fn the_first_word_of_many_languages_is_known_by_its_role() {
        for (language, text, word) in [
            ("php", "return strlen($greeting);", "return"),
            ("php", "<?php return 1; ?>", "return"),
            ("fsharp", "let square x = x * x // pure", "let"),
            ("fs", "match x with", "match"),
            ("prolog", "near(X) :- X > 1. % so", "% so"),
            ("jsx", "const A = 1;", "const"),
            ("kotlin", "fun add(a: Int) = a", "fun"),
            ("swift", "func add(a: Int) -> Int { a }", "func"),
            ("zig", "const a = 1;", "const"),
            ("elixir", "defmodule A do end", "defmodule"),
            ("haskell", "module Main where", "module"),
            ("powershell", "if ($a) { 'b' }", "if"),
            ("fortran", "integer :: a", "integer"),
            ("terraform", "resource \"a\" \"b\" {}", "\"b\""),
        ] {
            let at = text.find(word).expect("a word");
            let found = parts(language, text);
            assert!(found.iter().any(|(range, _)| range.contains(&at)), "{language}: `{word}` is plain in {found:?}");
        }
    }

    /// The list of `decks/FORMAT.md`.
    #[test]
    fn languages_of_the_docs_are_known() {
        let docs = include_str!("../../../decks/FORMAT.md");
        let line = docs.lines().find(|line| line.starts_with("**Languages of code:**")).expect("the list");
        let names: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
        let lost: Vec<&&str> = names.iter().filter(|name| unknown(name).is_some()).collect();
        assert!(names.len() > 30 && lost.is_empty(), "{lost:?}");
    }

    #[test]
    fn unknown_languages_are_told_with_the_nearest_known() {
        assert_eq!(unknown("rsut"), Some(Some("rust".to_owned())));
        assert_eq!(unknown("diff-rsut").map(|it| it.is_some()), Some(false));
        assert_eq!(unknown("klingonscript"), Some(None));
        let known = ["rust", "", "text", "shell", "C++", "c++", "yaml", "yml", "diff", "diff-ts", "patch", "golang"];
        assert!(known.into_iter().all(|known| unknown(known).is_none()));
        let aliases = super::ALIASES.iter().map(|(name, _)| *name).chain(super::SESSIONS).chain(super::PLAIN);
        let lost: Vec<&str> = aliases.filter(|name| unknown(name).is_some()).collect();
        assert_eq!(lost, [""; 0]);
        assert!(parts("klingonscript", "fn").is_empty());
    }
}
