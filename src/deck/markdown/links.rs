//! Addresses that stand in the words as they are → links, as GitHub has them: `https://…`, `www.…`, `name@example.org`.

use std::ops::Range;

use linkify::{LinkFinder, LinkKind};

use crate::deck::{Rich, Run};

/// How a link may begin.
pub(super) const LINKS: [&str; 5] = ["https://", "http://", "mailto:", "tel:", "#"];

pub(super) fn with_links(mut rich: Rich) -> Rich {
    let plain = |run: &Run| run.link.is_none() && !run.code && run.formula.is_none();
    let hint = |run: &Run| ["://", "www.", "@"].iter().any(|mark| run.text.contains(mark));
    if rich.runs.iter().any(|run| plain(run) && hint(run)) {
        let split = |run: Run| if plain(&run) { split(run) } else { vec![run] };
        rich.runs = std::mem::take(&mut rich.runs).into_iter().flat_map(split).collect();
    }
    rich
}

/// Where addresses stand in a text, whatever is around them.
pub(super) fn places(text: &str) -> Vec<Range<usize>> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    finder.links(text).map(|link| link.start()..link.end()).collect()
}

fn split(run: Run) -> Vec<Run> {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let mut out = Vec::new();
    for span in finder.spans(&run.text) {
        let words = span.as_str();
        let link = match span.kind() {
            Some(LinkKind::Email) => Some(format!("mailto:{words}")),
            Some(LinkKind::Url) if words.starts_with("https://") || words.starts_with("http://") => {
                Some(words.to_owned())
            }
            Some(LinkKind::Url) if words.starts_with("www.") => Some(format!("http://{words}")),
            _ => None,
        };
        match out.last_mut() {
            Some(Run { text, link: None, .. }) if link.is_none() => text.push_str(words),
            _ => out.push(Run { text: words.to_owned(), link, ..run.clone() }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::with_links;
    use crate::deck::Rich;
    use crate::diagnostic::Span;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        for (text, expected) in [
            (
                "See https://example.org/a_b?c=d#e.",
                &[("https://example.org/a_b?c=d#e", "https://example.org/a_b?c=d#e")][..],
            ),
            (
                "(http://a.org/(b)), www.example.org!",
                &[("http://a.org/(b)", "http://a.org/(b)"), ("www.example.org", "http://www.example.org")],
            ),
            ("write to me@example.org, please", &[("me@example.org", "mailto:me@example.org")]),
            ("main.rs, example.org, @handle, ftp://a.org, a://b, 5 @ 3", &[]),
        ] {
            let rich = with_links(Rich::plain(text, Span::default()));
            assert_eq!(rich.text(), text);
            let links: Vec<(&str, &str)> =
                rich.runs.iter().filter_map(|run| Some((run.text.as_str(), run.link.as_deref()?))).collect();
            assert_eq!(links, expected, "{text}");
        }
    }
}
