//! Animations → how an element stands when they are over: what fades in is there, what only pulses stands as it is written.

use std::collections::HashMap;

use usvg::roxmltree::{Document, Node, NodeId};

use super::href::href;
use super::style::Properties;
use super::{Pass, known, value};

impl<'a, 'input> Pass<'a, 'input, '_> {
    /// Changes the properties to those at the end of the element's animations.
    pub(super) fn ending(&mut self, node: Node<'a, 'input>, properties: &mut Properties) {
        let mut changes: Vec<(String, String, bool)> = Vec::new();
        for name in ["animation", "animation-name"] {
            let Some((written, _)) = properties.remove(name) else { continue };
            for one in value::parts(&written, ',') {
                let tokens = value::tokens(one);
                let Some(frame) = tokens.iter().find_map(|token| self.sources.endings.get(*token)) else { continue };
                let stays = tokens.iter().any(|it| matches!(*it, "forwards" | "both")) && !tokens.contains(&"infinite");
                changes.extend(frame.iter().map(|it| (it.name.clone(), it.value.clone(), stays)));
            }
        }
        let elsewhere = self.animations(node);
        for child in node.children().filter(Node::is_element).chain(elsewhere) {
            let Some((name, end)) = smil(child) else {
                if child.tag_name().name() == "animateMotion" {
                    self.note("what moves along a path (`animateMotion`) stands where it is written");
                }
                continue;
            };
            let stays = child.attribute("fill") == Some("freeze") || child.tag_name().name() == "set";
            changes.push((name, end, stays));
        }
        if changes.is_empty() {
            return;
        }
        self.note("what moves in it stands still, as at the end of the movement");
        for (name, end, stays) in changes {
            let now = properties.get(&name).map(|(value, _)| value.clone());
            let now = now.or_else(|| node.attribute(name.as_str()).map(str::to_owned)).unwrap_or_default();
            let unseen = hides(&name, &now);
            let known = known::PROPERTIES.contains(&name.as_str()) || node.has_attribute(name.as_str());
            if known && (stays || unseen) && (unseen || !hides(&name, &end)) {
                let end = match name.as_str() {
                    "fill" | "stroke" => value::paint(&end).unwrap_or(end),
                    _ => end,
                };
                // CSS counts where both are there: a transform of an animation is in its language.
                properties.insert(name, (end, true));
            }
        }
    }

    /// The animations that stand elsewhere and name this element.
    fn animations(&self, node: Node) -> Vec<Node<'a, 'input>> {
        let document = self.document;
        let list = node.attribute("id").and_then(|id| self.moved.get(id));
        list.into_iter().flatten().filter_map(|id| document.get_node(*id)).collect()
    }
}

/// What an animation of SVG changes, and to what.
fn smil(node: Node) -> Option<(String, String)> {
    let last = || node.attribute("values").and_then(|list| list.split(';').map(str::trim).rfind(|it| !it.is_empty()));
    let end = node.attribute("to").or_else(last)?.trim().to_owned();
    match node.tag_name().name() {
        "animate" | "set" | "animateColor" => Some((node.attribute("attributeName")?.to_owned(), end)),
        "animateTransform" => {
            let kind = node.attribute("type").unwrap_or("translate");
            let unit = if kind.starts_with("skew") { "deg" } else { "" };
            Some(("transform".to_owned(), format!("{kind}({end}{unit})")))
        }
        _ => None,
    }
}

/// Whether a property with this value shows nothing.
fn hides(name: &str, value: &str) -> bool {
    match name {
        "opacity" | "fill-opacity" | "stroke-opacity" => {
            value.trim().trim_end_matches('%').parse::<f64>().is_ok_and(|it| it <= 0.01)
        }
        "visibility" => matches!(value, "hidden" | "collapse"),
        "display" => value == "none",
        "stroke-dashoffset" => value.trim().trim_end_matches("px").parse::<f64>().is_ok_and(|it| it.abs() > 1.0),
        "r" | "width" | "height" | "rx" | "ry" => value.trim().parse::<f64>().is_ok_and(|it| it <= 0.0),
        _ => false,
    }
}

/// Animations by the element that they name.
pub(super) fn moved(document: &Document) -> HashMap<String, Vec<NodeId>> {
    let mut out: HashMap<String, Vec<NodeId>> = HashMap::new();
    let moves = |node: &Node| node.tag_name().name().starts_with("animate") || node.tag_name().name() == "set";
    for node in document.descendants().filter(moves) {
        if let Some(id) = href(node).and_then(|href| href.trim().strip_prefix('#')) {
            out.entry(id.to_owned()).or_default().push(node.id());
        }
    }
    out
}
