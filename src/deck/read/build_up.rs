//! `steps = ["clients", ["lb", "lb-label"], "db"]` of a picture → the parts of a drawing, each with its step.

use super::Reader;
use crate::deck::SvgPart;
use crate::deck::source::{Node, Table, Value};
use crate::diagnostic::counted;

/// The most steps of one drawing, and the most names of all of them.
const MOST_STEPS: usize = 60;
const MOST_NAMES: usize = 400;
const EXAMPLE: &str =
    "steps = [\"clients\", [\"lb\", \"lb-label\"], \"db\"]: ids or layer names, in the order in which they come";

impl Reader<'_> {
    /// What comes with each press of Next; an empty list is a press at which nothing comes.
    pub(super) fn svg_parts(&mut self, picture: &Table) -> Vec<SvgPart> {
        let Some(node) = picture.get("steps") else { return Vec::new() };
        let Value::List(steps) = &node.value else {
            self.wrong_kind("steps", node, "a list of names", EXAMPLE);
            return Vec::new();
        };
        if steps.len() > MOST_STEPS {
            let message = format!("`steps` has {}", counted(steps.len(), "step"));
            self.fault(node.span, message, format!("{MOST_STEPS} are the most; later ones are there from the start"));
        }
        let mut parts = Vec::new();
        for (at, entry) in steps.iter().enumerate().take(MOST_STEPS) {
            match &entry.value {
                Value::List(names) => names.iter().for_each(|name| self.svg_part(name, at + 1, &mut parts)),
                _ => self.svg_part(entry, at + 1, &mut parts),
            }
        }
        if parts.len() > MOST_NAMES {
            let message = format!("`steps` has {}", counted(parts.len(), "name"));
            self.fault(
                node.span,
                message,
                format!("{MOST_NAMES} are the most: put parts that come together in a group"),
            );
            parts.truncate(MOST_NAMES);
        }
        parts
    }

    fn svg_part(&mut self, node: &Node, step: usize, parts: &mut Vec<SvgPart>) {
        match &node.value {
            Value::Text(text) if text.words.trim().is_empty() => {
                self.fault(
                    node.span,
                    "a name in `steps` is empty",
                    format!("Write {EXAMPLE}; [] is a step without a part"),
                );
            }
            Value::Text(text) => parts.push(SvgPart { name: text.words.trim().to_owned(), step, span: text.span }),
            _ => self.wrong_kind("steps", node, "a list of names, or of lists of names", EXAMPLE),
        }
    }
}
