//! Style sheets → rules, and an element → the declarations that hold for it, weakest first.

use std::collections::HashMap;

use simplecss::{AttributeOperator, PseudoClass, Selector};
use usvg::roxmltree::Node;

use super::value::{closing, parts, split};

/// A property, its value, and whether it is `!important`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Declaration {
    pub name: String,
    pub value: String,
    pub important: bool,
}

/// Style sheets as written, selectors in simplecss's language.
#[derive(Default)]
pub(super) struct Sources {
    rules: Vec<(String, Vec<Declaration>)>,
    /// What simplecss does not know of selectors; a selector names it as an attribute.
    tests: Vec<Test>,
    /// The last frame of each animation.
    pub endings: HashMap<String, Vec<Declaration>>,
    pub notes: Vec<String>,
}

/// The attribute that stands for a test in a selector.
const TEST: &str = "cuecard-test-";

/// What an element is tested for beyond names and attributes.
enum Test {
    /// Its place among its siblings is `step` × n + `first`.
    Nth {
        step: i64,
        first: i64,
        from_end: bool,
        of_type: bool,
    },
    Alone {
        of_type: bool,
    },
    Root,
    Empty,
    /// One of these selectors goes with it, or none does.
    Any {
        selectors: Vec<String>,
        wanted: bool,
    },
    /// Some sibling before it goes with the selector.
    After(String),
    /// What only a mouse or a reader does: hovered, focused.
    Never,
}

impl Sources {
    /// Adds a style sheet; `dark` decides on rules for a dark ground.
    pub fn add(&mut self, text: &str, dark: bool) {
        self.statements(&without_comments(text), dark, 0);
    }

    fn statements(&mut self, text: &str, dark: bool, depth: usize) {
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let (head, mark) = match rest.find(['{', ';']) {
                Some(at) if rest.as_bytes()[at] == b'{' || rest.starts_with('@') => (&rest[..at], at),
                Some(at) => {
                    // A stray semicolon.
                    rest = rest[at + 1..].trim_start();
                    continue;
                }
                None => return,
            };
            if rest.as_bytes()[mark] == b';' {
                if head.trim_start().to_ascii_lowercase().starts_with("@import") {
                    self.notes.push("a style sheet that lies outside the SVG is not read".to_owned());
                }
                rest = rest[mark + 1..].trim_start();
                continue;
            }
            let end = block_end(&rest[mark + 1..]);
            let body = &rest[mark + 1..mark + 1 + end];
            rest = rest.get(mark + 2 + end..).unwrap_or_default().trim_start();
            self.block(head.trim(), body, dark, depth);
        }
    }

    fn block(&mut self, head: &str, body: &str, dark: bool, depth: usize) {
        let lower = head.to_ascii_lowercase();
        if depth > 8 {
            return;
        }
        if let Some(query) = lower.strip_prefix("@media") {
            if applies(query, dark) {
                self.statements(body, dark, depth + 1);
            }
        } else if lower.starts_with("@supports") || lower.starts_with("@layer") {
            self.statements(body, dark, depth + 1);
        } else if let Some(name) = lower.strip_prefix("@keyframes").or_else(|| lower.strip_prefix("@-webkit-keyframes"))
        {
            // Names keep their case.
            let name = head[head.len() - name.len()..].trim().trim_matches('"');
            self.endings.insert(name.to_owned(), ending(body));
        } else if lower.starts_with('@') {
            // Fonts are told where they are asked for; pages and counters show nothing.
        } else if body.contains('{') {
            self.notes.push(format!("style rules inside other rules (`{}`) are not read", short(head)));
        } else {
            let declarations = declarations(body);
            for selector in parts(head, ',') {
                match self.selector(selector) {
                    Some(selector) => self.rules.push((selector, declarations.clone())),
                    None => self.notes.push(format!("the style rule for `{}` is not read", short(selector))),
                }
            }
        }
    }

    /// A selector in simplecss's language; `None` where it cannot be said.
    fn selector(&mut self, written: &str) -> Option<String> {
        if let (before, Some(after)) = last_sibling(written) {
            let before = self.selector(before.trim())?;
            let after = after.trim();
            let end = compound_end(after);
            let after = format!("{}{}{}", &after[..end], self.test(Test::After(before)), &after[end..]);
            return self.selector(&after);
        }
        let mut out = String::new();
        let mut rest = written;
        while let Some(at) = pseudo(rest) {
            out.push_str(&rest[..at]);
            rest = rest[at + 1..].trim_start_matches(':');
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(rest.len());
            let name = rest[..end].to_ascii_lowercase();
            rest = &rest[end..];
            let mut inside = None;
            if rest.starts_with('(') {
                let (text, after) = bracket(&rest[1..])?;
                (inside, rest) = (Some(text), after);
            }
            let test = self.pseudo(&name, inside)?;
            out.push_str(&self.test(test));
        }
        out.push_str(rest);
        Selector::parse(&out).is_some().then_some(out)
    }

    fn pseudo(&mut self, name: &str, inside: Option<&str>) -> Option<Test> {
        let place = |of_type: bool, from_end: bool| Test::Nth { step: 0, first: 1, from_end, of_type };
        Some(match (name, inside) {
            ("first-child", None) => place(false, false),
            ("last-child", None) => place(false, true),
            ("first-of-type", None) => place(true, false),
            ("last-of-type", None) => place(true, true),
            ("only-child", None) => Test::Alone { of_type: false },
            ("only-of-type", None) => Test::Alone { of_type: true },
            ("root", None) => Test::Root,
            ("empty", None) => Test::Empty,
            ("link" | "any-link", None) => Test::Any { selectors: vec!["a".to_owned()], wanted: true },
            ("nth-child" | "nth-last-child" | "nth-of-type" | "nth-last-of-type", Some(formula)) => {
                let (step, first) = nth(formula)?;
                Test::Nth { step, first, from_end: name.contains("last"), of_type: name.contains("type") }
            }
            ("not" | "is" | "where" | "matches", Some(list)) => {
                let selectors: Option<Vec<String>> =
                    parts(list, ',').into_iter().map(|one| self.selector(one)).collect();
                Test::Any { selectors: selectors?, wanted: name != "not" }
            }
            (
                "hover" | "focus" | "focus-visible" | "focus-within" | "active" | "visited" | "target" | "checked"
                | "disabled" | "before" | "after" | "selection",
                None,
            ) => Test::Never,
            _ => return None,
        })
    }

    fn test(&mut self, test: Test) -> String {
        self.tests.push(test);
        format!("[{TEST}{}]", self.tests.len() - 1)
    }

    /// The rules, ready to be asked; weakest first.
    pub fn sheet(&self) -> Sheet<'_> {
        let parsed = self.rules.iter().filter_map(|(text, held)| Some((Selector::parse(text)?, held.as_slice())));
        let mut rules: Vec<_> = parsed.collect();
        rules.sort_by_key(|(selector, _)| selector.specificity());
        Sheet { rules, tests: &self.tests }
    }
}

pub(super) struct Sheet<'a> {
    rules: Vec<(Selector<'a>, &'a [Declaration])>,
    tests: &'a [Test],
}

impl Sheet<'_> {
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// What the rules declare for an element, weakest first.
    pub fn declared(&self, node: Node) -> Vec<&Declaration> {
        let element = Element { node, tests: self.tests };
        let rules = self.rules.iter().filter(|(selector, _)| selector.matches(&element));
        rules.flat_map(|(_, declarations)| declarations.iter()).collect()
    }
}

#[derive(Clone, Copy)]
struct Element<'a, 'input, 't> {
    node: Node<'a, 'input>,
    tests: &'t [Test],
}

impl<'a, 'input> Element<'a, 'input, '_> {
    fn passes(&self, test: &Test) -> bool {
        let node = self.node;
        match test {
            Test::Never => false,
            Test::Root => node.parent_element().is_none(),
            Test::Empty => !node.children().any(|child| child.is_element() || child.is_text()),
            Test::Alone { of_type } => self.place(true, *of_type) == 1 && self.place(false, *of_type) == 1,
            Test::Nth { step, first, from_end, of_type } => {
                let beyond = self.place(*from_end, *of_type) - first;
                if *step == 0 { beyond == 0 } else { beyond % step == 0 && beyond / step >= 0 }
            }
            Test::Any { selectors, wanted } => {
                let any = selectors.iter().filter_map(|text| Selector::parse(text)).any(|it| it.matches(self));
                any == *wanted
            }
            Test::After(text) => Selector::parse(text).is_some_and(|selector| {
                let before = std::iter::successors(node.prev_sibling_element(), |it| it.prev_sibling_element());
                before.take(MOST_SIBLINGS).any(|node| selector.matches(&Element { node, ..*self }))
            }),
        }
    }

    /// Which of its siblings it is, from 1.
    fn place(&self, from_end: bool, of_type: bool) -> i64 {
        let next = |node: &Node<'a, 'input>| {
            if from_end { node.next_sibling_element() } else { node.prev_sibling_element() }
        };
        let own = self.node.tag_name();
        let others = std::iter::successors(next(&self.node), next).take(MOST_SIBLINGS);
        1 + others.filter(|node| !of_type || node.tag_name() == own).count() as i64
    }
}

/// Siblings that are counted; beyond them no style goes by place.
const MOST_SIBLINGS: usize = 2_000;

impl simplecss::Element for Element<'_, '_, '_> {
    fn parent_element(&self) -> Option<Self> {
        self.node.parent_element().map(|node| Self { node, ..*self })
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.node.prev_sibling_element().map(|node| Self { node, ..*self })
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.node.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator) -> bool {
        if let Some(test) = name.strip_prefix(TEST) {
            let test = test.parse::<usize>().ok().and_then(|number| self.tests.get(number));
            return test.is_some_and(|test| self.passes(test));
        }
        self.node.attribute(name).is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, _: PseudoClass) -> bool {
        false
    }
}

/// `fill: red; stroke: blue !important` → declarations.
pub(super) fn declarations(text: &str) -> Vec<Declaration> {
    let declaration = |part: &str| {
        let (name, value) = part.split_once(':')?;
        let (name, mut value) = (name.trim(), value.trim());
        let mut important = false;
        if let Some((before, after)) = value.rsplit_once('!')
            && after.trim().eq_ignore_ascii_case("important")
        {
            (value, important) = (before.trim_end(), true);
        }
        let name = if name.starts_with("--") { name.to_owned() } else { name.to_ascii_lowercase() };
        (!name.is_empty() && !value.is_empty()).then(|| Declaration { name, value: value.to_owned(), important })
    };
    parts(text, ';').into_iter().filter_map(declaration).collect()
}

/// The declarations of the last of an animation's frames.
fn ending(body: &str) -> Vec<Declaration> {
    let mut last: (f64, Vec<Declaration>) = (-1.0, Vec::new());
    let mut rest = body;
    while let Some((head, after)) = rest.split_once('{') {
        let end = block_end(after);
        let place = |name: &str| match name.trim() {
            "from" => Some(0.0),
            "to" => Some(100.0),
            percent => percent.strip_suffix('%')?.parse().ok(),
        };
        let place = head.split(',').filter_map(place).fold(-1.0, f64::max);
        if place >= last.0 {
            last = (place, declarations(&after[..end]));
        }
        rest = after.get(end + 1..).unwrap_or_default();
    }
    last.1
}

fn applies(query: &str, dark: bool) -> bool {
    let fits = |query: &str| {
        let scheme = match query {
            _ if query.contains("prefers-color-scheme: dark") || query.contains("prefers-color-scheme:dark") => dark,
            _ if query.contains("prefers-color-scheme") => !dark,
            _ => true,
        };
        let other =
            ["print", "speech", "width", "height", "prefers-reduced", "prefers-contrast", "hover", "resolution"];
        scheme && !other.iter().any(|word| query.contains(word))
    };
    query.split(',').any(fits)
}

/// Where the block that was opened before `text` ends.
fn block_end(text: &str) -> usize {
    closing(text, '{', '}').unwrap_or(text.len())
}

pub(super) fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        out.push(' ');
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.replace("<!--", " ").replace("-->", " ")
}

/// Before and after the last `~` that is in no bracket.
fn last_sibling(selector: &str) -> (&str, Option<&str>) {
    let mut at = None;
    let mut from = 0;
    while let (before, Some(_)) = split(&selector[from..], '~') {
        from += before.len() + 1;
        at = Some(from - 1);
    }
    at.map_or((selector, None), |at| (&selector[..at], Some(&selector[at + 1..])))
}

/// Where the first compound of a selector (`rect.a:b`) ends.
fn compound_end(selector: &str) -> usize {
    let (mut open, mut end) = (0_usize, selector.len());
    for (at, c) in selector.char_indices() {
        match c {
            '(' | '[' => open += 1,
            ')' | ']' => open = open.saturating_sub(1),
            _ if open == 0 && (c.is_whitespace() || c == '>' || c == '+') => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    end
}

/// Where the first pseudo-class begins.
fn pseudo(selector: &str) -> Option<usize> {
    let (before, after) = split(selector, ':');
    after.map(|_| before.len())
}

/// What is inside a bracket that was opened before `text`, and what follows it.
fn bracket(text: &str) -> Option<(&str, &str)> {
    let mut open = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => open += 1,
            ')' if open == 0 => return Some((&text[..at], &text[at + 1..])),
            ')' => open -= 1,
            _ => {}
        }
    }
    None
}

/// `2n+1`, `odd`, `-n + 3`, `4` → step and first.
fn nth(formula: &str) -> Option<(i64, i64)> {
    let formula: String = formula.to_ascii_lowercase().split_whitespace().collect();
    match formula.as_str() {
        "odd" => return Some((2, 1)),
        "even" => return Some((2, 0)),
        _ => {}
    }
    let number = |text: &str| text.parse::<i64>().ok().filter(|number| number.abs() < 1_000_000);
    match formula.split_once('n') {
        None => Some((0, number(&formula)?)),
        Some((step, first)) => {
            let step = match step {
                "" | "+" => 1,
                "-" => -1,
                _ => number(step)?,
            };
            Some((step, if first.is_empty() { 0 } else { number(first)? }))
        }
    }
}

/// A selector short enough for a message.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use usvg::roxmltree::Document;

    use super::*;

    /// The classes of the elements that a rule for `selector` goes with.
    fn found(selector: &str) -> String {
        let svg = "<svg><g class='a'><rect class='b'/><circle class='c'/><rect class='d'/><rect class='e' fill='x'/></g>\
            <rect class='f'/></svg>";
        let document = Document::parse(svg).expect("XML");
        let mut sources = Sources::default();
        sources.add(&format!("/* . */ {selector} {{ fill: red }}"), false);
        assert!(sources.notes.is_empty(), "{selector}: {:?}", sources.notes);
        let sheet = sources.sheet();
        let elements = document.descendants().filter(|node| node.is_element() && !sheet.declared(*node).is_empty());
        elements.filter_map(|node| node.attribute("class")).collect()
    }

    #[test]
    fn selectors_go_with_the_elements_that_a_browser_finds() {
        let known = [
            ("rect", "bdef"),
            ("g > rect", "bde"),
            (".b, .f", "bf"),
            ("rect:nth-child(2n+1)", "bd"),
            (":nth-child(odd)", "abd"),
            ("rect:nth-of-type(2)", "d"),
            ("rect:nth-of-type(-n+2)", "bdf"),
            ("rect:nth-last-child(1)", "ef"),
            ("g rect:last-of-type", "e"),
            ("circle:only-of-type", "c"),
            ("rect:not(.b):not([fill])", "df"),
            (":is(circle, .f)", "cf"),
            ("circle ~ rect", "de"),
            ("circle + rect", "d"),
            (".b ~ rect:nth-child(3)", "d"),
            ("svg > :first-child", "a"),
            (":root > rect", "f"),
            ("[fill=x]", "e"),
            ("rect:hover", ""),
        ];
        for (selector, expected) in known {
            assert_eq!(found(selector), expected, "{selector}");
        }
    }

    #[test]
    fn at_rules_apply_or_not_and_keep_what_follows() {
        let mut sources = Sources::default();
        sources.add(
            "@charset 'x'; @import url(a.css); @media print { a { fill: red } } @media (prefers-color-scheme: dark) { b { fill: red } }
             @supports (x: y) { c { fill: red } } @font-face { src: url(x;y) } @keyframes in { 0% { opacity: 0 } to { opacity: 1 } }
             d { fill: url('a;b') ; stroke : red !important }",
            false,
        );
        let names: Vec<&str> = sources.rules.iter().map(|(selector, _)| selector.as_str()).collect();
        assert_eq!(names, ["c", "d"]);
        assert_eq!(sources.rules[1].1[0].value, "url('a;b')");
        assert!(sources.rules[1].1[1].important);
        assert_eq!(
            sources.endings["in"],
            [Declaration { name: "opacity".into(), value: "1".into(), important: false }]
        );
        assert_eq!(sources.notes.len(), 1, "the import is told: {:?}", sources.notes);
    }
}
