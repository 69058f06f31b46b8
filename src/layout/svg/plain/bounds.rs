//! Plain SVG → whether usvg and painters can bear it: references without circles, and no more of anything than they paint
//! in time. Nothing here follows a reference without counting it.

use std::collections::HashMap;

use usvg::roxmltree::{Document, Node, NodeId};

use crate::layout::svg::limits::MOST_NODES;

/// Elements inside each other, references counted in.
pub(super) const DEEPEST: usize = 200;
/// Numbers in outlines, references counted in.
const MOST_POINTS: u64 = 150_000;
/// Of all words: letters, times the stretches that a text is cut into.
const MOST_LETTERS: u64 = 3_000_000;
/// Of all pictures inside, in bytes as they are written: usvg holds each anew wherever it is referred to.
const MOST_DATA: u64 = 64 << 20;
/// Of all text that entities stand for, in bytes: each is written out wherever it is named.
const MOST_ENTITIES: usize = 16 << 20;
/// Of one element: a reader of XML looks for each among all of them.
const MOST_ATTRIBUTES: usize = 1_000;
/// What a point of a wide line with round corners comes to, beside one of an outline; and which part of the drawing is wide.
const ROUND: u64 = 3;
const WIDE: f64 = 0.02;
/// No place and no length is further away.
const FARTHEST: f64 = 1e7;
/// Beyond these, filters take their time for each pixel.
const WIDEST_BLUR: f64 = 1_000.0;
const MOST_OCTAVES: f64 = 10.0;

/// The first number in an attribute's value that no drawing needs.
pub(super) fn far_number(name: &str, value: &str) -> Option<String> {
    let most = match name {
        "numOctaves" => MOST_OCTAVES,
        "stdDeviation" | "radius" | "order" | "kernelMatrix" => WIDEST_BLUR,
        _ => FARTHEST,
    };
    let bytes = value.as_bytes();
    let letters_part = matches!(name, "d" | "points");
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        match bytes[at] {
            b'0'..=b'9' | b'.' => {
                at = number_end(bytes, at);
                let text = &value[start..at];
                // Whatever is no number after all is left to usvg.
                if text.parse::<f64>().is_ok_and(|number| number.is_nan() || number.abs() > most) {
                    return Some(text.chars().take(24).collect());
                }
            }
            // A color, or a word with digits in it.
            b'#' => at = word_end(bytes, at + 1),
            byte if byte.is_ascii_alphabetic() && !letters_part => {
                at = word_end(bytes, at);
                if value[start..at].eq_ignore_ascii_case("url") {
                    at = value[at..].find(')').map_or(bytes.len(), |end| at + end);
                }
            }
            _ => at += 1,
        }
    }
    None
}

fn number_end(bytes: &[u8], mut at: usize) -> usize {
    let digits = |mut at: usize| {
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    };
    at = digits(at);
    if bytes.get(at) == Some(&b'.') {
        at = digits(at + 1);
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        if bytes.get(at + 1 + sign).is_some_and(u8::is_ascii_digit) {
            at = digits(at + 1 + sign);
        }
    }
    at
}

fn word_end(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
        at += 1;
    }
    at
}

/// Counts what entities come to, before anything writes them out; `Err` where it is too much.
pub(super) fn entities(svg: &str) -> Result<(), String> {
    let value = |declared: &str| {
        let (start, sign) = declared.char_indices().find(|(_, c)| matches!(c, '"' | '\'' | '>'))?;
        declared[start + 1..].find(sign).filter(|_| sign != '>')
    };
    let whole: usize = svg.split("<!ENTITY").skip(1).filter_map(value).sum();
    let own = |after: &&str| !["amp;", "lt;", "gt;", "quot;", "apos;", "#"].iter().any(|it| after.starts_with(it));
    // At the most: each place names all of them.
    let named = || svg.split('&').skip(1).filter(own).count();
    if whole > 0 && whole.saturating_mul(named()) > MOST_ENTITIES {
        return Err("its entities stand for more than 16 MiB of text; save it as plain SVG".to_owned());
    }
    Ok(())
}

/// Counts the attributes of each element, before anything reads them; `Err` where they are too many.
pub(super) fn attributes(svg: &str) -> Result<(), String> {
    let mut rest = svg;
    while let Some((_, after)) = rest.split_once('<') {
        let skip = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")];
        rest = match skip.iter().find(|(start, _)| after.starts_with(start)) {
            Some((_, end)) => after.split_once(end).map_or("", |(_, after)| after),
            None if after.starts_with('!') => after,
            None => tag_end(after)?,
        };
    }
    Ok(())
}

/// What follows an element's start, where it has not too many attributes.
fn tag_end(tag: &str) -> Result<&str, String> {
    let mut rest = tag;
    for _ in 0..=MOST_ATTRIBUTES {
        let Some(at) = rest.find(['>', '"', '\'']) else { return Ok("") };
        let (sign, after) = (&rest[at..=at], &rest[at + 1..]);
        if sign == ">" {
            return Ok(after);
        }
        rest = after.split_once(sign).map_or("", |(_, after)| after);
    }
    Err(format!("an element of it has more than {MOST_ATTRIBUTES} attributes"))
}

/// How deep elements stand in each other; `Err` where it is too deep to go on.
pub(super) fn depth(document: &Document) -> Result<(), String> {
    let mut depths: HashMap<NodeId, usize> = HashMap::new();
    for node in document.descendants() {
        let depth = node.parent().and_then(|parent| depths.get(&parent.id())).map_or(0, |depth| depth + 1);
        if depth > DEEPEST {
            return Err(too_deep());
        }
        depths.insert(node.id(), depth);
    }
    Ok(())
}

fn too_deep() -> String {
    format!("its elements stand more than {DEEPEST} deep in each other, references counted")
}

/// What an element is with all that it refers to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Weight {
    nodes: u64,
    /// Shapes and texts, which each take the paint of a group around them.
    leaves: u64,
    points: u64,
    letters: u64,
    data: u64,
}

impl Weight {
    fn add(&mut self, other: Self, times: u64) {
        let sum = |one: u64, other: u64| one.saturating_add(other.saturating_mul(times));
        self.nodes = sum(self.nodes, other.nodes);
        self.leaves = sum(self.leaves, other.leaves);
        self.points = sum(self.points, other.points);
        self.letters = sum(self.letters, other.letters);
        self.data = sum(self.data, other.data);
    }
}

/// Counts what a document is with every reference filled in; `inner` says what drawings inside come to, by their address.
///
/// # Errors
/// A sentence for the author where that has no end, or is more than can be painted.
pub(super) fn check(document: &Document, inner: &HashMap<String, Weight>) -> Result<Weight, String> {
    let mut ids = HashMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_insert(node);
        }
    }
    let mut count = Count { ids, inner, known: HashMap::new() };
    let weight = count.weigh(document.root_element(), 0)?;
    let most = [
        (weight.nodes, MOST_NODES as u64, "elements"),
        (weight.points, MOST_POINTS, "points in its outlines"),
        (weight.letters, MOST_LETTERS, "letters, or words in too many pieces"),
        (weight.data, MOST_DATA, "bytes in its pictures"),
    ];
    match most.into_iter().find(|(count, most, _)| count > most) {
        Some((_, most, what)) => Err(format!("it has more than {most} {what}, references counted")),
        None => Ok(weight),
    }
}

struct Count<'a, 'input> {
    ids: HashMap<&'a str, Node<'a, 'input>>,
    inner: &'a HashMap<String, Weight>,
    /// `None` while an element is being weighed.
    known: HashMap<NodeId, Option<Weight>>,
}

impl<'a, 'input> Count<'a, 'input> {
    fn weigh(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<Weight, String> {
        match self.known.get(&node.id()) {
            Some(Some(weight)) => return Ok(*weight),
            Some(None) => {
                let name = node.attribute("id").unwrap_or_else(|| node.tag_name().name());
                return Err(format!("`{}` in it refers to itself", name.chars().take(40).collect::<String>()));
            }
            None if depth > DEEPEST => return Err(too_deep()),
            None => self.known.insert(node.id(), None),
        };
        let mut weight = own(node);
        for child in node.children().filter(Node::is_element) {
            weight.add(self.weigh(child, depth + 1)?, 1);
        }
        if matches!(node.tag_name().name(), "image" | "feImage")
            && let Some(address) = node.attribute("href")
        {
            weight.data = address.len() as u64;
            if let Some(inner) = self.inner.get(address) {
                weight.add(*inner, 1);
            }
        }
        for attribute in node.attributes() {
            let name = attribute.name();
            let times = match name {
                "href" if node.tag_name().name() == "a" => continue,
                "href" | "mask" | "clip-path" | "filter" => 1,
                // Those below inherit it.
                "fill" | "stroke" => weight.leaves.max(1),
                "marker-start" | "marker-end" => weight.leaves.max(1),
                "marker-mid" => weight.points.max(1),
                _ => continue,
            };
            for id in targets(name, attribute.value()) {
                if let Some(target) = self.ids.get(id).copied() {
                    let target = self.weigh(target, depth + 1)?;
                    weight.add(target, times);
                }
            }
        }
        self.known.insert(node.id(), Some(weight));
        Ok(weight)
    }
}

/// An element without what is in it.
fn own(node: Node) -> Weight {
    let numbers = |name: &str| -> u64 {
        let value = node.attribute(name).unwrap_or_default().as_bytes();
        let starts = value.iter().enumerate().filter(|(at, byte)| {
            let digit = byte.is_ascii_digit() || **byte == b'.';
            digit && (*at == 0 || !(value[at - 1].is_ascii_digit() || value[at - 1] == b'.'))
        });
        starts.count() as u64
    };
    let mut weight = Weight { nodes: 1, ..Weight::default() };
    match node.tag_name().name() {
        "path" | "polygon" | "polyline" => {
            weight.leaves = 1;
            weight.points = (numbers("d") + numbers("points")).div_ceil(2);
            weight.points *= if has_wide_round_line(node) { ROUND } else { 1 };
        }
        "rect" | "circle" | "ellipse" | "line" => (weight.leaves, weight.points) = (1, 4),
        "text" => {
            let letters: usize = node.descendants().filter_map(|inside| inside.text()).map(str::len).sum();
            let pieces = node.descendants().filter(Node::is_element).count();
            weight.leaves = pieces as u64;
            // Each piece is shaped with all of the text's letters, and each letter is looked for among them.
            weight.letters = (letters as u64).saturating_mul(pieces as u64 + letters as u64 / 1024);
        }
        _ => {}
    }
    weight
}

/// Whether its line is wide, with corners that are painted as arcs.
fn has_wide_round_line(node: Node) -> bool {
    let set = |name: &str| node.ancestors().find_map(|it| it.attribute(name)).map(str::trim);
    let number = |text: &str| text.trim_end_matches(|c: char| c.is_alphabetic() || c == '%').parse::<f64>().ok();
    let root = node.document().root_element();
    let view = root.attribute("viewBox").unwrap_or_default().split([' ', ',']).filter_map(number).skip(2);
    let size = ["width", "height"].into_iter().filter_map(|name| root.attribute(name).and_then(number));
    let side = if root.has_attribute("viewBox") { view.fold(0.0, f64::max) } else { size.fold(0.0, f64::max) };
    let wide = set("stroke-width").and_then(number).is_some_and(|width| width > side * WIDE);
    let round = ["stroke-linejoin", "stroke-linecap"].iter().any(|name| set(name) == Some("round"));
    round && wide && set("stroke").is_some_and(|stroke| stroke != "none")
}

/// The names that an attribute's value refers to.
pub(super) fn targets<'v>(name: &str, value: &'v str) -> Vec<&'v str> {
    if name == "href" {
        return value.trim().strip_prefix('#').into_iter().collect();
    }
    let mut found = Vec::new();
    let mut rest = value;
    while let Some((_, after)) = rest.split_once("url(") {
        let (inside, after) = after.split_once(')').unwrap_or((after, ""));
        found.extend(inside.trim().trim_matches(['"', '\'']).trim().strip_prefix('#'));
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(inside: &str) -> Result<(), String> {
        let svg = format!("<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>");
        let document = Document::parse(&svg).expect("XML");
        depth(&document).and_then(|()| check(&document, &HashMap::new())).map(|_| ())
    }

    #[test]
    fn numbers_that_no_drawing_needs_are_found_wherever_they_stand() {
        let far = [
            ("r", "1e38"),
            ("d", "M0 0L9 1e20"),
            ("d", "M0,0h-25a25-1e38 0 1 1 25 25z"),
            ("transform", "translate(99999999 0)"),
            ("viewBox", "0 0 1e400 1"),
            ("stroke-dasharray", "1,2,1E+9"),
            ("numOctaves", "5000"),
            ("x", ".5e12px"),
        ];
        for (name, value) in far {
            assert!(far_number(name, value).is_some(), "{name}={value}");
        }
        let near = [
            ("d", "M-1.5.5e3l2e-30 0z"),
            ("x", "4000000.5"),
            ("filter", "url(#f99999999999) blur(2px)"),
            ("values", "1 0 0 0 0"),
            ("dy", "1.2em"),
            ("y", "nan"),
        ];
        for (name, value) in near {
            assert_eq!(far_number(name, value), None, "{name}={value}");
        }
    }

    /// `count` elements, each of which refers to the one before it with `refer`, three times.
    fn tower(count: usize, element: &str, refer: &str) -> String {
        let mut out = format!("<{element} id='a0'><rect width='9' height='9'/></{element}>");
        for level in 1..count {
            let inside = format!("<rect width='9' height='9' {refer}='url(#a{})'/>", level - 1).repeat(3);
            out += &format!("<{element} id='a{level}'>{inside}</{element}>");
        }
        format!("{out}<rect width='9' height='9' {refer}='url(#a{})'/>", count - 1)
    }

    #[test]
    fn towers_of_every_kind_of_reference_are_refused() {
        let kinds = [
            ("pattern", "fill"),
            ("pattern", "stroke"),
            ("mask", "mask"),
            ("clipPath", "clip-path"),
            ("marker", "marker-start"),
            ("marker", "marker-mid"),
        ];
        for (element, refer) in kinds {
            assert!(checked(&tower(20, element, refer)).is_err(), "{element} by {refer}");
            assert_eq!(checked(&tower(3, element, refer)), Ok(()), "{element} by {refer}");
        }
        // What a group sets, all that it holds takes over.
        let inherited = "<g fill='url(#p)'>".to_owned()
            + &"<rect/>".repeat(500)
            + "</g>"
            + "<pattern id='p'>"
            + &"<rect/>".repeat(500)
            + "</pattern>";
        assert!(checked(&inherited).is_err());
        let uses = "<g id='l'>".to_owned() + &"<rect/>".repeat(500) + "</g>" + &"<use href='#l'/>".repeat(300);
        assert!(checked(&uses).is_err());
    }

    #[test]
    fn circles_are_told_by_name() {
        let circles = [
            "<use id='a' href='#a'/>",
            "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>",
            "<pattern id='a'><rect fill='url(#a)'/></pattern>",
            "<mask id='a' mask='url(#b)'/><mask id='b' mask='url(#a)'/>",
            "<linearGradient id='a' href='#b'/><linearGradient id='b' href='#a'/>",
            "<filter id='a'><feImage href='#g'/></filter><g id='g'><rect filter='url(#a)'/></g>",
        ];
        for circle in circles {
            let said = checked(circle).expect_err(circle);
            assert!(said.contains("refers to itself"), "{circle}: {said}");
        }
    }

    #[test]
    fn elements_have_no_more_attributes_than_a_reader_can_bear() {
        let many = |count: usize| (0..count).map(|at| format!(" a{at}='>'")).collect::<String>();
        let told = |svg: &str| attributes(svg).is_err();
        assert!(told(&format!("<svg{}/>", many(MOST_ATTRIBUTES + 1))));
        assert!(told(&format!("<svg><!-- it's --><g{}>", many(9 * MOST_ATTRIBUTES))), "an end is not waited for");
        let near = many(MOST_ATTRIBUTES);
        for fine in [
            format!("<svg{near}><g{near}/></svg>"),
            format!("<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a '<g{near}/>'>]><svg{near}/>"),
            // A quote that is none, and others that would be attributes after it.
            format!("<!-- <b it's --><svg>{}</svg>", "<a b='c'/>".repeat(MOST_ATTRIBUTES * 2)),
            format!("<svg><![CDATA[ <it's ]]>{}</svg>", "<a b='c'>don't</a>".repeat(MOST_ATTRIBUTES * 2)),
            "<svg a='".to_owned(),
        ] {
            assert_eq!(attributes(&fine), Ok(()), "{fine:.60}");
        }
    }

    #[test]
    fn entities_stand_for_no_more_text_than_a_reader_can_bear() {
        let told =
            |declared: &str, named: &str| entities(&format!("<!DOCTYPE svg [{declared}]><svg>{named}</svg>")).is_err();
        let long = |sign: char| format!("<!ENTITY e {sign}{}{sign}>", "ha ".repeat(20_000));
        for sign in ['"', '\''] {
            assert!(told(&long(sign), &"&e;".repeat(20_000)));
            assert!(!told(&long(sign), &"&e;".repeat(200)));
        }
        let tower = "<!ENTITY a 'haha'><!ENTITY b '&a;&a;&a;&a;'>".to_owned() + &"<!ENTITY c '&b;&b;'>".repeat(9_000);
        assert!(told(&tower, &"&c;".repeat(1_000)));
        // Names of spaces, as drawing programs write them, and signs that XML itself has names for.
        let spaces = "<!ENTITY ns_svg \"http://www.w3.org/2000/svg\">".repeat(12);
        assert!(!told(&spaces, &("&ns_svg;".repeat(50) + &"a &amp; b &#8212; c &lt; d ".repeat(100_000))));
        assert!(!told("<!ENTITY e SYSTEM>", &"&e;".repeat(100_000)));
    }

    #[test]
    fn wide_lines_with_round_corners_count_as_what_they_are_painted_as() {
        let line = |style: &str, points: usize| {
            checked(&format!("<g {style}><polyline stroke='red' points='{}'/></g>", "1 1 2 9 ".repeat(points / 2)))
        };
        let checked_in = |style: &str| (line(style, 40_000).is_ok(), line(style, 60_000).is_ok());
        assert_eq!(checked_in("stroke-linejoin='round' stroke-width='20'"), (true, false));
        assert_eq!(checked_in("stroke-linecap='round' stroke-width='20px'"), (true, false));
        assert_eq!(checked_in("stroke-width='20'"), (true, true));
        assert_eq!(checked_in("stroke-linejoin='round'"), (true, true));
    }

    #[test]
    fn what_stands_too_deep_is_refused() {
        let deep = |count: usize| "<g>".repeat(count) + &"</g>".repeat(count);
        assert!(checked(&deep(DEEPEST + 5)).is_err());
        assert_eq!(checked(&deep(100)), Ok(()));
        let mut chain = "<g id='a0'/>".to_owned();
        for level in 1..1000 {
            chain += &format!("<g id='a{level}'><use href='#a{}'/></g>", level - 1);
        }
        assert!(checked(&chain).is_err());
    }
}
