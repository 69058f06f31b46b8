//! Names of parts, as an author writes them → the elements of an SVG that they mean, each with its step.
//!
//! Invariant: an element never appears before one that holds it.

use std::collections::{BTreeSet, HashMap, HashSet};

use usvg::roxmltree::{Document, Node, NodeId};

use super::href::href;
use super::value::short;
use crate::deck::SvgPart;
use crate::diagnostic::{Diagnostic, closest, did_you_mean};

const CODE: &str = "SVG-PART";
const INKSCAPE: &str = "http://www.inkscape.org/namespaces/inkscape";
const AFFINITY: &str = "http://www.serif.com/";
/// By which attributes drawing programs name what they draw: plain ids, Figma and Illustrator, draw.io, Excalidraw.
const NAMES: [&str; 6] = ["id", "data-name", "data-cell-id", "data-id", "data-label", "aria-label"];
/// What can stand in a drawing by itself.
const SHOWN: [&str; 16] = [
    "a",
    "circle",
    "ellipse",
    "flowRoot",
    "foreignObject",
    "g",
    "image",
    "line",
    "path",
    "polygon",
    "polyline",
    "rect",
    "svg",
    "switch",
    "text",
    "use",
];
/// What only says how something else is painted.
const MEANS: [&str; 6] = ["clipPath", "filter", "linearGradient", "marker", "mask", "pattern"];
/// Names that a message lists.
const MOST_LISTED: usize = 8;

/// An element that appears at a step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stepped {
    pub step: usize,
    /// Whether copies of it (`use`) appear with it: then its name stands on the group around it.
    pub with_copies: bool,
    /// Whether the group goes around what is in it: what only holds others has no place of its own.
    pub inside: bool,
}

/// Which elements appear when, and what is to be told of names that mean none.
#[derive(Default)]
pub(super) struct Parts {
    pub elements: HashMap<NodeId, Stepped>,
    pub faults: Vec<(usize, Diagnostic)>,
}

impl Parts {
    /// The steps at which anything appears.
    pub fn steps(&self) -> BTreeSet<usize> {
        self.elements.values().map(|it| it.step).collect()
    }
}

/// The start of the group around what appears at `step`. Nothing else that is written has two spaces there.
pub(in super::super) fn opening(step: usize) -> String {
    format!("<g  data-step=\"{step}\"")
}

/// The same of a group that is not seen.
pub(in super::super) const HIDDEN: &str = "<g opacity=\"0\"";

/// Finds what `asked` names in `document`, the picture called `picture`.
pub(super) fn find(document: &Document, asked: &[SvgPart], picture: &str) -> Parts {
    let mut parts = Parts::default();
    if asked.is_empty() {
        return parts;
    }
    let links = Links::new(document);
    let mut seen = HashSet::new();
    for part in asked.iter().enumerate() {
        let (_, SvgPart { name, .. }) = part;
        if !seen.insert(name.as_str()) {
            parts.tell(part, format!("`{}` is named twice in `steps`", short(name)), "Keep one of the two");
            continue;
        }
        let found = named(document, name);
        if found.is_empty() {
            let message = format!("`{picture}` has no part called `{}`", short(name));
            let near = near(document, name);
            parts.tell(part, message, near);
        }
        let usable: Vec<Node> = found.iter().copied().filter(|node| why_not(*node, &links).is_none()).collect();
        if usable.is_empty()
            && let Some((why, remedy)) = found.first().and_then(|node| why_not(*node, &links))
        {
            parts.tell(part, format!("`{}` in `{picture}` {why}", short(name)), remedy);
        }
        for node in usable {
            parts.add(node, part, &links);
        }
    }
    parts.tell_nested(document, asked);
    parts
}

impl Parts {
    fn tell(&mut self, (number, part): (usize, &SvgPart), message: String, remedy: impl Into<String>) {
        self.faults.push((number, Diagnostic::error(CODE, part.span, message).hint(remedy)));
    }

    fn add(&mut self, node: Node, (number, part): (usize, &SvgPart), links: &Links) {
        let id = node.attribute("id").unwrap_or_default();
        let with_copies = links.copied.contains(id) && !links.needed.contains(id);
        if links.copied.contains(id) && !with_copies {
            let message = format!("copies of `{}` are there from the start", short(&part.name));
            let remedy = "A mask or a text needs its outline: give the copies a name of their own, and name that";
            self.faults.push((number, Diagnostic::warning(CODE, part.span, message).hint(remedy)));
        }
        let inside = node.tag_name().name() == "symbol" || node.parent_element().is_none();
        let stepped = Stepped { step: part.step, with_copies, inside };
        // An element that two names mean appears with the first of them.
        let known = self.elements.entry(node.id()).or_insert(stepped);
        known.step = known.step.min(part.step);
    }

    /// A part inside another that comes later can only come with that.
    fn tell_nested(&mut self, document: &Document, asked: &[SvgPart]) {
        let late: Vec<(NodeId, usize)> = self
            .elements
            .iter()
            .filter_map(|(id, own)| {
                let node = document.get_node(*id)?;
                let around = node.ancestors().skip(1).filter_map(|it| self.elements.get(&it.id()));
                around.map(|it| it.step).max().filter(|step| *step > own.step).map(|step| (*id, step))
            })
            .collect();
        for (id, step) in late {
            let Some(node) = document.get_node(id) else { continue };
            let mut asked = asked.iter().enumerate();
            if let Some((number, part)) = asked.find(|(_, part)| names(node).any(|name| same(&name, &part.name))) {
                let message =
                    format!("`{}` is inside a part that comes at step {step}, and comes with it", short(&part.name));
                let remedy = "Name the outer part first, or take this one out of its group in the drawing";
                self.faults.push((number, Diagnostic::warning(CODE, part.span, message).hint(remedy)));
            }
        }
        self.faults.sort_by_key(|(number, _)| *number);
    }
}

/// Names that something in the document refers to.
struct Links<'a> {
    /// Those that `use` shows once more.
    copied: HashSet<&'a str>,
    /// Those of which an outline is needed, which a group around them would hide.
    needed: HashSet<&'a str>,
}

impl<'a> Links<'a> {
    fn new(document: &'a Document) -> Self {
        let (mut copied, mut needed) = (HashSet::new(), HashSet::new());
        for node in document.descendants().filter(Node::is_element) {
            let Some(name) = href(node).and_then(|href| href.trim().strip_prefix('#')) else { continue };
            let in_clip = node.ancestors().any(|it| it.tag_name().name() == "clipPath");
            match node.tag_name().name() {
                "use" if !in_clip => copied.insert(name),
                _ => needed.insert(name),
            };
        }
        Self { copied, needed }
    }
}

/// Why an element cannot appear by itself, and what to do.
fn why_not(node: Node, links: &Links) -> Option<(String, &'static str)> {
    let of_group = "Put what you mean in a group of its own, and name that";
    let is = |it: &Node, names: &[&str]| names.contains(&it.tag_name().name());
    if let Some(around) = node.ancestors().find(|it| is(it, &MEANS)) {
        let what = around.tag_name().name();
        return Some((format!("is in a `{what}`, which only says how other parts are painted"), of_group));
    }
    if node.ancestors().skip(1).any(|it| it.tag_name().name() == "text") {
        return Some(("is a piece of a text, which comes as a whole".to_owned(), "Make it a text of its own"));
    }
    if !is(&node, &SHOWN) && node.tag_name().name() != "symbol" {
        return Some((format!("is a `{}`, which shows nothing by itself", short(node.tag_name().name())), of_group));
    }
    let stored = node.ancestors().any(|it| is(&it, &["defs", "symbol"]));
    let shown = node.ancestors().filter_map(|it| it.attribute("id")).any(|id| links.copied.contains(id));
    if stored && !shown {
        return Some(("is never shown: it is kept in `defs`, and nothing uses it".to_owned(), of_group));
    }
    if node.ancestors().any(|it| is_hidden(it)) {
        return Some((
            "is hidden in the drawing itself".to_owned(),
            "Show its layer in the drawing program; `steps` hides it until its step",
        ));
    }
    None
}

fn is_hidden(node: Node) -> bool {
    let style: String = node.attribute("style").unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect();
    let says = |property: &str, value: &str| {
        node.attribute(property) == Some(value) || style.split(';').any(|it| it == format!("{property}:{value}"))
    };
    says("display", "none") || says("visibility", "hidden")
}

/// The elements that a name means: by their ids, else by any other name that a program gives.
fn named<'a, 'input>(document: &'a Document<'input>, name: &str) -> Vec<Node<'a, 'input>> {
    let all = || document.descendants().filter(Node::is_element);
    let by_id: Vec<Node> = all().filter(|node| node.attribute("id").is_some_and(|id| same(id, name))).collect();
    if by_id.is_empty() { all().filter(|node| names(*node).any(|it| same(&it, name))).collect() } else { by_id }
}

/// All names of an element, those of layers among them, and the titles that Graphviz and Visio give.
fn names<'a>(node: Node<'a, '_>) -> impl Iterator<Item = String> + 'a {
    let layer = node.attribute((INKSCAPE, "label")).or_else(|| node.attribute((AFFINITY, "id")));
    let title = node.children().find(|child| child.tag_name().name() == "title").and_then(|title| title.text());
    let plain = NAMES.iter().filter_map(move |name| node.attribute(*name));
    plain.chain(layer).chain(title).map(|name| name.trim().to_owned())
}

/// Whether two names are the same, where Illustrator writes `load_x20_balancer` for `load balancer`.
fn same(written: &str, asked: &str) -> bool {
    written.trim() == asked.trim() || written.contains("_x") && unescaped(written).trim() == asked.trim()
}

fn unescaped(name: &str) -> String {
    let mut out = String::new();
    let mut rest = name;
    while let Some(at) = rest.find("_x") {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let letter = after[2..].split_once('_').and_then(|(hex, behind)| {
            let code = u32::from_str_radix(hex, 16).ok().filter(|_| (2..=6).contains(&hex.len()))?;
            Some((char::from_u32(code)?, behind))
        });
        match letter {
            Some((letter, behind)) => {
                out.push(letter);
                rest = behind;
            }
            None => {
                out.push_str("_x");
                rest = &after[2..];
            }
        }
    }
    out + rest
}

/// What to write instead of a name that there is not.
fn near(document: &Document, name: &str) -> String {
    let shown = |node: &Node| SHOWN.contains(&node.tag_name().name()) && node.parent_element().is_some();
    let all: Vec<String> = document.descendants().filter(shown).flat_map(names).filter(|it| !it.is_empty()).collect();
    if let Some(near) = closest(name, all.iter().map(String::as_str)) {
        return did_you_mean(near);
    }
    let mut listed: Vec<&str> = Vec::new();
    for name in &all {
        if !listed.contains(&name.as_str()) && name.chars().count() <= 40 {
            listed.push(name);
        }
    }
    let more = if listed.len() > MOST_LISTED { ", …" } else { "" };
    match listed.is_empty() {
        true => "Nothing in it has a name: give its groups ids or layer names in the drawing program".to_owned(),
        false => format!("It has: {}{more}", listed[..listed.len().min(MOST_LISTED)].join(", ")),
    }
}
