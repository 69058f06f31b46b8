//! Code and the name of its language → which bytes are keywords, names, values and comments. Grammars are read at first use.

use std::ops::Range;
use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::diagnostic::closest;

/// What a stretch of code is, as far as it looks different on a slide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Keyword,
    /// A function or a type.
    Name,
    /// A string, number or constant.
    Value,
    Comment,
}

static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Scopes from the general to the special; the last that fits decides.
static SCOPES: LazyLock<Vec<(Scope, Kind)>> = LazyLock::new(|| {
    let table = [
        ("keyword", Kind::Keyword),
        ("keyword.operator", Kind::Plain),
        ("storage", Kind::Keyword),
        ("support.function", Kind::Name),
        ("support.type", Kind::Name),
        ("support.class", Kind::Name),
        ("entity.name", Kind::Name),
        ("entity.other.inherited-class", Kind::Name),
        ("variable.function", Kind::Name),
        ("constant", Kind::Value),
        ("string", Kind::Value),
        ("comment", Kind::Comment),
        ("markup.inserted", Kind::Keyword),
        ("markup.deleted", Kind::Value),
        ("meta.diff.range", Kind::Comment),
        ("meta.diff.header", Kind::Comment),
    ];
    table.into_iter().filter_map(|(name, kind)| Some((Scope::new(name).ok()?, kind))).collect()
});

/// Names that people use and the grammars do not.
const ALIASES: [(&str, &str); 23] = [
    ("shell", "bash"),
    ("golang", "go"),
    ("csharp", "cs"),
    ("docker", "dockerfile"),
    ("jsx", "tsx"),
    ("mjs", "js"),
    ("cjs", "js"),
    ("node", "js"),
    // No grammar of its own; strings, comments and variables look alike.
    ("powershell", "bash"),
    ("pwsh", "bash"),
    ("ps1", "bash"),
    ("scheme", "lisp"),
    ("fsharp", "fs"),
    ("fortran", "f90"),
    ("rlang", "r"),
    ("objective-c", "m"),
    ("objc", "m"),
    ("terraform", "tf"),
    ("hcl", "tf"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("svelte", "html"),
    ("postgresql", "sql"),
];
/// Words for code that is to stay plain.
const PLAIN: [&str; 9] = ["", "text", "txt", "plain", "plaintext", "none", "nohighlight", "output", "ascii"];
/// Words for what a terminal shows: commands after a prompt, and what they print.
const SESSIONS: [&str; 7] =
    ["console", "shell-session", "shellsession", "sh-session", "bash-session", "terminal", "shellconsole"];
/// What a prompt may be.
const PROMPTS: [&str; 5] = ["$ ", "# ", "% ", "> ", ">>> "];
/// More than fits on a slide; patterns on long lines take their time.
const MOST_BYTES: usize = 20_000;
const LONGEST_LINE: usize = 1_000;

fn grammar(language: &str) -> Option<&'static SyntaxReference> {
    let known = ALIASES.iter().find(|(name, _)| name.eq_ignore_ascii_case(language));
    GRAMMARS.find_syntax_by_token(known.map_or(language, |(_, name)| name))
}

/// Why code in this language stays plain: nobody knows the language; with the name that was most likely meant.
pub(super) fn unknown(language: &str) -> Option<Option<String>> {
    let lower = language.to_lowercase();
    let known = PLAIN.contains(&lower.as_str()) || SESSIONS.contains(&lower.as_str()) || grammar(language).is_some();
    if known {
        return None;
    }
    let endings = GRAMMARS.syntaxes().iter().flat_map(|it| &it.file_extensions).filter(|name| name.len() > 1);
    let names = GRAMMARS.syntaxes().iter().map(|it| it.name.as_str());
    let others = ALIASES.iter().map(|(name, _)| *name).chain(SESSIONS);
    let near = closest(language, names.chain(endings.map(String::as_str)).chain(others));
    Some(near.map(str::to_lowercase))
}

/// The stretches of `text` that are not plain, in order; none where the language is not known.
pub(super) fn parts(language: &str, text: &str) -> Vec<(Range<usize>, Kind)> {
    let long = text.len() > MOST_BYTES || text.lines().any(|line| line.len() > LONGEST_LINE);
    if long || PLAIN.contains(&language.to_lowercase().as_str()) {
        return Vec::new();
    }
    if SESSIONS.contains(&language.to_lowercase().as_str()) {
        return session(text);
    }
    grammar(language).map(|grammar| parse(grammar, text)).unwrap_or_default()
}

/// Commands after their prompts as bash has them; what they print is plain.
fn session(text: &str) -> Vec<(Range<usize>, Kind)> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let (Some(prompt), Some(bash)) = (PROMPTS.iter().find(|prompt| line.starts_with(**prompt)), grammar("bash"))
        {
            let begin = start + prompt.len();
            out.push((start..begin - 1, Kind::Comment));
            let moved = |(range, kind): (Range<usize>, Kind)| (range.start + begin..range.end + begin, kind);
            out.extend(parse(bash, &line[prompt.len()..]).into_iter().map(moved));
        }
        start += line.len();
    }
    out
}

fn parse(grammar: &SyntaxReference, text: &str) -> Vec<(Range<usize>, Kind)> {
    let mut state = ParseState::new(grammar);
    let mut stack = ScopeStack::new();
    let mut out: Vec<(Range<usize>, Kind)> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // A grammar that fails leaves the rest plain.
        let Ok(changes) = state.parse_line(line, &GRAMMARS) else { return out };
        let mut from = 0;
        for (at, change) in changes {
            put(&mut out, start + from..start + at, &stack);
            from = at;
            if stack.apply(&change).is_err() {
                return out;
            }
        }
        put(&mut out, start + from..start + line.len(), &stack);
        start += line.len();
    }
    out
}

fn put(out: &mut Vec<(Range<usize>, Kind)>, range: Range<usize>, stack: &ScopeStack) {
    let kind =
        stack.as_slice().iter().rev().find_map(|scope| {
            SCOPES.iter().rev().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, kind)| *kind)
        });
    let kind = kind.unwrap_or(Kind::Plain);
    if range.is_empty() || kind == Kind::Plain {
        return;
    }
    match out.last_mut() {
        Some((last, known)) if *known == kind && last.end == range.start => last.end = range.end,
        _ => out.push((range, kind)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, parts, unknown};

    #[test]
    fn words_of_code_are_known_by_kind() {
        let text = "fn add(a: u32) -> u32 { // sum\n    a + 41\n}\n";
        let found = parts("rust", text);
        let kind = |word: &str| {
            let at = text.find(word).expect("a word");
            found.iter().find(|(range, _)| range.contains(&at)).map_or(Kind::Plain, |(_, kind)| *kind)
        };
        assert_eq!(kind("fn"), Kind::Keyword);
        assert_eq!(kind("add"), Kind::Name);
        assert_eq!(kind("// sum"), Kind::Comment);
        assert_eq!(kind("41"), Kind::Value);
        assert_eq!(kind("+"), Kind::Plain);
        assert!(found.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start), "{found:?}");
        for (language, text) in [("toml", "a = \"b\"\n"), ("ts", "const a = 'b'\n"), ("Python", "a = 'b'\n")] {
            assert!(parts(language, text).iter().any(|(_, kind)| *kind == Kind::Value), "{language}");
        }
    }

    #[test]
    fn lines_of_a_diff_and_prompts_stand_out() {
        let text = "- old\n+ new\n  same\n";
        assert_eq!(parts("diff", text), [(0..6, Kind::Value), (6..12, Kind::Keyword)]);
        let found = parts("console", "$ echo 'a'\na\n");
        assert_eq!(found[0], (0..1, Kind::Comment));
        assert!(found.iter().any(|(range, kind)| *kind == Kind::Value && range.contains(&7)), "{found:?}");
        assert!(found.iter().all(|(range, _)| range.end <= 11), "{found:?}");
    }

    /// The list of `decks/FORMAT.md`.
    #[test]
    fn languages_of_the_docs_are_known() {
        let docs = include_str!("../../decks/FORMAT.md");
        let line = docs.lines().find(|line| line.starts_with("**Languages of code:**")).expect("the list");
        let names: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
        let lost: Vec<&&str> = names.iter().filter(|name| unknown(name).is_some()).collect();
        assert!(names.len() > 30 && lost.is_empty(), "{lost:?}");
    }

    #[test]
    fn unknown_languages_are_told_with_the_nearest_known() {
        assert_eq!(unknown("rsut"), Some(Some("rust".to_owned())));
        assert_eq!(unknown("klingonscript"), Some(None));
        assert!(["rust", "", "text", "shell", "C++", "yaml"].into_iter().all(|known| unknown(known).is_none()));
        let aliases = super::ALIASES.iter().map(|(name, _)| *name).chain(super::SESSIONS);
        let lost: Vec<&str> = aliases.filter(|name| unknown(name).is_some()).collect();
        assert_eq!(lost, [""; 0]);
        assert!(parts("klingonscript", "fn").is_empty());
    }
}
