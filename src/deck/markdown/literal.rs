//! Markdown → the stretches whose letters stand for themselves, code and addresses, and the tags of HTML.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::links::{self, LINKS};
use crate::deck::dollars::Literal;
use crate::deck::escape::Place;

/// Everything but formulas, which are looked for in what this leaves.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES);

/// The options to read a veiled text with.
pub(super) const READING: Options = OPTIONS.union(Options::ENABLE_MATH);

#[derive(Debug, Default)]
pub(super) struct Found {
    /// In order.
    pub literal: Vec<Literal>,
    /// Code alone, in order.
    pub code: Vec<(Range<usize>, Place)>,
    /// Addresses that stand in the words, in order.
    pub bare: Vec<Range<usize>>,
    /// Those of them that no mark encloses, in which Markdown would look for emphasis.
    pub free: Vec<Range<usize>>,
    /// Links whose address stands elsewhere, in order.
    pub labels: Vec<Range<usize>>,
    /// Stretches that the parser takes for HTML: single tags, or whole blocks.
    pub html: Vec<Range<usize>>,
}

impl Found {
    pub fn is_code(&self, at: usize) -> Option<Place> {
        let next = self.code.partition_point(|(range, _)| range.end <= at);
        self.code.get(next).filter(|(range, _)| range.start <= at).map(|(_, place)| *place)
    }

    pub fn is_literal(&self, at: usize) -> bool {
        let next = self.literal.partition_point(|literal| literal.range.end <= at);
        let among = |ranges: &[Range<usize>]| {
            ranges.get(ranges.partition_point(|range| range.end <= at)).is_some_and(|range| range.start <= at)
        };
        self.literal.get(next).is_some_and(|literal| literal.range.start <= at)
            || among(&self.bare)
            || among(&self.labels)
    }

    fn overlaps(&self, range: &Range<usize>) -> bool {
        let next = self.literal.partition_point(|literal| literal.range.end <= range.start);
        self.literal.get(next).is_some_and(|literal| literal.range.start < range.end)
    }

    fn add(&mut self, range: Range<usize>, indented: bool) {
        self.literal.push(Literal { range, indented });
    }
}

pub(super) fn find(text: &str) -> Found {
    let mut found = Found::default();
    let parser = Parser::new_ext(text, OPTIONS).into_offset_iter();
    let definitions: Vec<Range<usize>> =
        parser.reference_definitions().iter().map(|(_, definition)| definition.span.clone()).collect();
    // For each open link or picture where its words end so far, and whether an address follows.
    let mut open: Vec<(usize, bool)> = Vec::new();
    for (event, range) in parser {
        match &event {
            Event::Code(_) => {
                found.code.push((range.clone(), Place::Span));
                found.add(range.clone(), false);
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                found.code.push((range.clone(), Place::Block));
                found.add(range.clone(), *kind == CodeBlockKind::Indented);
            }
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => found.html.push(range.clone()),
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                if matches!(link_type, LinkType::Autolink | LinkType::Email) {
                    found.add(range.clone(), false);
                }
                // `$f[a](b)$` has no address in it.
                let leads = *link_type == LinkType::Inline && LINKS.iter().any(|start| dest_url.starts_with(start));
                if *link_type == LinkType::Reference {
                    found.labels.push(range.clone());
                }
                open.push((range.start + 1, leads));
            }
            Event::Start(Tag::Image { link_type, .. }) => open.push((range.start + 2, *link_type == LinkType::Inline)),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some((words, true)) = open.pop() {
                    found.add(words..range.end, false);
                }
            }
            _ => {}
        }
        if !matches!(event, Event::Start(_))
            && let Some((words, _)) = open.last_mut()
        {
            *words = range.end.max(*words);
        }
    }
    definitions.into_iter().for_each(|range| found.add(range, false));
    found.literal.sort_by_key(|literal| literal.range.start);
    found.bare = links::places(text);
    found.free = found.bare.iter().filter(|range| !found.overlaps(range)).cloned().collect();
    for range in found.bare.iter().filter(|range| text[(*range).clone()].contains('$')) {
        let next = found.literal.partition_point(|literal| literal.range.end <= range.start);
        if found.literal.get(next).is_none_or(|literal| literal.range.start >= range.end) {
            found.literal.insert(next, Literal { range: range.clone(), indented: false });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn code_and_addresses_are_found_wherever_they_stand() {
        for (text, expected) in [
            ("so `a$b` and ``c`$d``", &["`a$b`", "``c`$d``"][..]),
            ("> - x\n>\n>   ```sh\n>   $a\n>   ```\n", &["```sh\n>   $a\n>   ```"]),
            ("words\n\n    $a\n    $b\n", &["$a\n    $b\n"]),
            ("[so *it* is](https://a.b/?c=$d$e) and [](#a$b)", &["](https://a.b/?c=$d$e)", "](#a$b)"]),
            ("<https://a.b/$c$d> <a$b@c.de>", &["<https://a.b/$c$d>", "<a$b@c.de>"]),
            ("[a]: https://a.b/$c$d\n", &["[a]: https://a.b/$c$d\n"]),
            ("|a|b|\n|-|-|\n|`$c`|`$d`|\n", &["`$c`", "`$d`"]),
            ("at https://a.example/?c=$d$e, $x$", &["https://a.example/?c=$d$e"]),
            ("$f[x](y)$ and [z](nowhere$)", &[]),
        ] {
            let found: Vec<&str> =
                find(text).literal.into_iter().map(|it| &text[it.range]).map(str::trim_start).collect();
            let trimmed = |texts: &[&str]| texts.iter().map(|it| it.trim_end().to_owned()).collect::<Vec<_>>();
            assert_eq!(trimmed(&found), trimmed(expected), "{text}");
        }
    }
}
