//! Findings → the text that a terminal shows: what is wrong, the line with the words at fault marked, how to fix it.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Lines, Severity, Source, Sources, Span, counted};

/// A line longer than this is named, not shown.
const LONGEST_LINE: usize = 2_000;

/// All findings in order, then one line that counts them.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    let lines: Vec<Lines> = sources.0.iter().map(|source| Lines::of(&source.text)).collect();
    for finding in diagnostics {
        out.push_str(&renderer.render(&[group(finding, sources, &lines)]));
        out.push_str("\n\n");
    }
    out.push_str(&summary(diagnostics));
    out.push('\n');
    // In lines of the deck the renderer minds the older set of control characters, but some terminals obey the newer too.
    let obeyed = |c: char| matches!(c, '\u{80}'..='\u{9f}');
    if out.contains(obeyed) { out.replace(obeyed, "\u{fffd}") } else { out }
}

/// Words without what a terminal obeys.
fn harmless(text: &str) -> Cow<'_, str> {
    let obeyed = |c: char| c.is_control() && c != '\n';
    if text.contains(obeyed) { text.replace(obeyed, "\u{fffd}").into() } else { text.into() }
}

/// `2 errors, 1 warning`, or that there is nothing to fix.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "remark")];
    let parts = counts.into_iter().filter_map(|(severity, name)| {
        match diagnostics.iter().filter(|finding| finding.severity == severity).count() {
            0 => None,
            count => Some(counted(count, name)),
        }
    });
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { "No faults found".to_owned() } else { parts.join(", ") }
}

fn group<'a>(finding: &'a Diagnostic, sources: &'a Sources, lines: &[Lines]) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut group = Group::with_title(level.primary_title(harmless(&finding.message)).id(finding.code));
    let found = |span: Span| Some((span, sources.0.get(usize::from(span.file))?, lines.get(usize::from(span.file))?));
    if let Some((span, source, lines)) = finding.span.and_then(found) {
        let place = Place::of(source, lines, span.start as usize..span.end as usize);
        if place.text.len() > LONGEST_LINE {
            group = group.element(Origin::path(&source.name).line(place.line).char_column(place.column()));
        } else {
            let mark = AnnotationKind::Primary.span(place.words.clone());
            group =
                group.element(Snippet::source(place.text).path(&source.name).line_start(place.line).annotation(mark));
        }
    }
    for hint in &finding.hints {
        group = group.element(Level::HELP.message(harmless(hint)));
    }
    group
}

/// The first line that a finding is about, and the words at fault in it.
struct Place<'a> {
    text: &'a str,
    /// From 1.
    line: usize,
    /// Bytes of `text`.
    words: Range<usize>,
}

impl<'a> Place<'a> {
    fn of(source: &'a Source, lines: &Lines, range: Range<usize>) -> Self {
        let text = &*source.text;
        let start = text.floor_char_boundary(range.start.min(text.len()));
        let end = text.ceil_char_boundary(range.end.clamp(start, text.len()));
        let (line, from) = lines.line(start);
        let to = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let whole = text[from..to].trim_end_matches('\r');
        let words = (start - from).min(whole.len())..(end - from).min(whole.len());
        Self { text: whole, line, words }
    }

    /// From 1, in characters.
    fn column(&self) -> usize {
        self.text[..self.words.start].chars().count() + 1
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::render;
    use crate::diagnostic::{Diagnostic, Source, Sources, Span};

    fn sources(text: &str) -> Sources {
        Sources(vec![Source { name: "talk/deck.toml".to_owned(), text: Arc::from(text) }])
    }

    #[test]
    fn a_finding_says_what_where_and_how_to_mend_it() {
        let text = "[deck]\r\ntitle = \"Ż\"\r\nlayout = \"titel\"\r\n";
        let at = text.find("\"titel\"").expect("the words");
        let finding = Diagnostic::error("READ", Span::new(0, at..at + 7), "there is no layout called `titel`")
            .hint("Did you mean `title`?");
        let shown = render(&[finding], &sources(text), false);
        let expected = "\
error[READ]: there is no layout called `titel`
 --> talk/deck.toml:3:10
  |
3 | layout = \"titel\"
  |          ^^^^^^^
  |
  = help: Did you mean `title`?

1 error
";
        assert_eq!(shown, expected);
    }

    #[test]
    fn no_word_of_a_deck_tells_a_terminal_what_to_do() {
        let text = "title = '\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{7f}\u{8}'\n";
        let finding = Diagnostic::error("READ", Span::new(0, 8..text.len() - 1), text.trim_end()).hint(text.trim_end());
        let shown = render(&[finding], &sources(text), false);
        assert!(shown.contains("owned") && shown.chars().all(|c| c == '\n' || !c.is_control()), "{shown:?}");
    }

    #[test]
    fn any_place_can_be_shown() {
        let text = "é\"\"\"\nlong\n";
        for (start, end) in [(0, 0), (0, 1), (1, 2), (0, 11), (11, 11), (500, 900), (6, 2)] {
            let span = Span { file: 0, start, end };
            assert!(render(&[Diagnostic::warning("X", span, "m")], &sources(text), true).contains("1 warning"));
        }
        let long = "a".repeat(1 << 20);
        assert!(render(&[Diagnostic::error("X", Span::new(0, 7..9), "m")], &sources(&long), false).len() < 200);
        assert!(render(&[Diagnostic::error("X", Span::new(3, 7..9), "m")], &sources(""), false).contains("1 error"));
        assert_eq!(render(&[], &sources(""), false), "No faults found\n");
    }
}
