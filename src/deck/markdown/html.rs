//! What looks like HTML → plain words, or a tag that is left out, with the way to write it in Markdown.

use std::ops::Range;

/// The elements of HTML; what else stands between `<` and `>` are words: `Vec<T>`, `<name>`.
const ELEMENTS: &str = "a abbr address area article aside audio b base bdi bdo big blockquote body br button canvas caption \
    center cite code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure font \
    footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main map mark marquee \
    math menu meta meter nav nobr noscript object ol optgroup option output p param picture pre progress q rb rp rt ruby s \
    samp script search section select slot small source span strike strong style sub summary sup svg table tbody td \
    template textarea tfoot th thead time title tr track tt u ul var video wbr";

/// Elements whose inside is no words.
const WORDLESS: [&str; 3] = ["script", "style", "svg"];

/// Letters of one tag.
const LONGEST: usize = 1_000;

/// A tag that is not shown: where it stands, and the element that it begins; `!` for a comment.
pub(super) type Tag = (Range<usize>, Option<String>);

/// What is to be hidden of a stretch that a parser of Markdown takes for HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The `<` here is a letter.
    Letter(usize),
    Left(Tag),
}

/// The parts of `text[range]`. At least one, so that a reader who hides them gets on.
pub(super) fn parts(text: &str, range: &Range<usize>) -> Vec<Part> {
    let mut out = Vec::new();
    let mut at = range.start;
    while let Some(start) = text[at..range.end].find('<').map(|skip| at + skip) {
        let rest = &text[start..range.end];
        let before = text[..start].chars().next_back();
        match (end(rest), element(rest, before)) {
            (Some(length), Some((name, closing))) => {
                let whole = if closing { None } else { wordless(rest, &name) };
                let length = whole.unwrap_or(length);
                out.push(Part::Left((start..start + length, (!closing).then_some(name))));
                at = start + length;
            }
            _ => {
                out.push(Part::Letter(start));
                at = start + 1;
            }
        }
    }
    out
}

/// How long the tag or comment is that `rest` begins with.
fn end(rest: &str) -> Option<usize> {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return Some(4 + comment.find("-->").map_or(comment.len(), |at| at + 3));
    }
    let mut quote = None;
    for (at, c) in rest.char_indices().skip(1).take(LONGEST) {
        match (c, quote) {
            ('>', None) => return Some(at + 1),
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

/// The length of an element whose inside is no words, up to its end.
fn wordless(rest: &str, name: &str) -> Option<usize> {
    if !WORDLESS.contains(&name) {
        return None;
    }
    let close =
        |(at, _): &(usize, &str)| rest.get(at + 2..at + 2 + name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name));
    let end = rest.match_indices("</").find(close).and_then(|(at, _)| Some(at + rest[at..].find('>')? + 1));
    Some(end.unwrap_or(rest.len()))
}

/// The element of the tag that `rest` begins with, and whether the tag closes it.
fn element(rest: &str, before: Option<char>) -> Option<(String, bool)> {
    let inside = &rest[1..];
    if inside.starts_with("!--") {
        return Some(("!".to_owned(), false));
    }
    let closing = inside.starts_with('/');
    let name: String = inside.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
    let lower = name.to_ascii_lowercase();
    // `Vec<A>` is a type, `<Button>` a component; people write tags in letters of one kind.
    let generic = name.len() == 1 && name != lower && before.is_some_and(|c| c.is_alphanumeric() || c == ':');
    let one_kind = name == lower || name == name.to_ascii_uppercase();
    (one_kind && !generic && ELEMENTS.split_whitespace().any(|known| known == lower)).then_some((lower, closing))
}

/// What is wrong, and how to write it so that it is shown where it stands.
pub(super) fn told(name: &str, in_line: bool) -> (String, String) {
    let remedy = match name {
        "!" => {
            return (
                "a comment of HTML is left out".to_owned(),
                "A comment in TOML begins with #, outside of the words".to_owned(),
            );
        }
        "b" | "strong" | "u" | "big" => "Write **bold**",
        "mark" => "Write ==words==",
        "i" | "em" | "cite" | "dfn" | "var" => "Write *italic*",
        "s" | "del" | "strike" => "Write ~~struck~~",
        "code" | "kbd" | "samp" | "tt" | "pre" => "Write `code`",
        "sub" => "Write H~2~O",
        "sup" => "Write 10^6^",
        "a" => "Write [words](https://example.org)",
        "img" | "picture" | "svg" | "figure" if in_line => "Write picture = { src = \"…\", alt = \"…\" }",
        "img" | "picture" | "svg" | "figure" => "Write ![what it shows](file.svg \"caption\"), on a line of its own",
        "ul" | "ol" | "li" => "Write - or 1. before each item",
        "table" | "tr" | "td" | "th" | "thead" | "tbody" => {
            "Write a Markdown table, or table = { columns = […], rows = [[…]] }"
        }
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "Write ### words; the slide's own heading is its `title`",
        "blockquote" | "q" => "Write > before each line of a quotation",
        "hr" => "For the next slide, begin a new [[slide]]",
        _ => "Leave it out; colors and sizes are the theme's",
    };
    let message = format!("HTML is not shown on slides, so <{name}> is left out");
    (message, format!("{remedy}; \\<{name}> is plain words"))
}

#[cfg(test)]
mod tests {
    use super::{Part, parts, told};

    fn left(text: &str) -> Vec<&str> {
        let left = |part| if let Part::Left((range, _)) = part { Some(&text[range]) } else { None };
        parts(text, &(0..text.len())).into_iter().filter_map(left).collect()
    }

    #[test]
    fn only_elements_of_html_are_tags() {
        for words in [
            "Vec<T>",
            "Map<B>",
            "<Button>",
            "<name>",
            "a <b",
            "<T",
            "Box<dyn Fn>",
            "</T>",
            "x<String>::new()",
            "<?php echo $a; ?>",
            "<!DOCTYPE html>",
        ] {
            assert_eq!(left(words), [""; 0], "{words}");
        }
        assert_eq!(left("a<br>b<BR/>"), ["<br>", "<BR/>"]);
        assert_eq!(left("<b title=\"a > b\">c</b>"), ["<b title=\"a > b\">", "</b>"]);
        assert_eq!(left("<!-- no <b> --> yes"), ["<!-- no <b> -->"]);
        assert_eq!(left("<style>\nb { }\n</style>x"), ["<style>\nb { }\n</style>"]);
    }

    #[test]
    fn the_remedy_is_one_that_works_there() {
        assert!(told("img", true).1.contains("picture = {"));
        assert!(told("img", false).1.contains("!["));
        assert!(told("kbd", false).1.contains("`code`"));
    }
}
