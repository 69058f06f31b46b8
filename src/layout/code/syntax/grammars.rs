//! Code in a language that a grammar reads → the role of each word in it. Grammars are read at first use.

use std::ops::Range;
use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

use crate::layout::code::kind::Kind;

static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Scopes from the general to the special; the last that fits decides.
static SCOPES: LazyLock<Vec<(Scope, Kind)>> = LazyLock::new(|| {
    let table = [
        ("keyword", Kind::Keyword),
        ("keyword.operator", Kind::Plain),
        ("keyword.operator.word", Kind::Keyword),
        ("keyword.operator.logical.python", Kind::Keyword),
        ("keyword.other.unit", Kind::Number),
        ("storage", Kind::Keyword),
        ("support", Kind::Type),
        ("support.function", Kind::Function),
        ("support.macro", Kind::Function),
        ("support.constant", Kind::Number),
        ("entity.name", Kind::Type),
        ("entity.name.function", Kind::Function),
        ("entity.name.macro", Kind::Function),
        ("entity.name.section", Kind::Function),
        ("entity.name.tag", Kind::Keyword),
        ("entity.other.attribute-name", Kind::Function),
        ("entity.other.inherited-class", Kind::Type),
        ("variable.function", Kind::Function),
        ("variable.language", Kind::Type),
        ("constant", Kind::Number),
        ("string", Kind::String),
        ("comment", Kind::Comment),
        ("punctuation.definition.comment", Kind::Comment),
    ];
    table.into_iter().filter_map(|(name, kind)| Some((Scope::new(name).ok()?, kind))).collect()
});

/// Whether there is a grammar of that name or for files that end so.
pub(super) fn know(name: &str) -> bool {
    GRAMMARS.find_syntax_by_token(name).is_some()
}

/// All names, and the endings of files.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let endings = GRAMMARS.syntaxes().iter().flat_map(|it| &it.file_extensions).filter(|name| name.len() > 1);
    GRAMMARS.syntaxes().iter().map(|it| it.name.as_str()).chain(endings.map(String::as_str))
}

/// The stretches of `text` that are not plain, in order, in the language of that name.
pub(super) fn parts(name: &str, text: &str) -> Vec<(Range<usize>, Kind)> {
    let Some(grammar) = GRAMMARS.find_syntax_by_token(name) else { return Vec::new() };
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
