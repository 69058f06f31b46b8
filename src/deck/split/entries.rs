//! A slide's table → its fields as they are written, line by line, with what stands above each.

use std::ops::Range;

use crate::deck::source::{Node, Table, Value};

/// A field, or one of several tables of a kind, in bytes of the file.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub key: String,
    /// Its own lines.
    pub own: Range<usize>,
    /// The same with the empty lines and comments above it.
    pub with_above: Range<usize>,
    pub value: Node,
}

/// The header's line and all fields in the order of the file; nothing where two of them share a line.
pub(super) fn entries(source: &str, table: &Table) -> Option<(Range<usize>, Vec<Entry>)> {
    let header = line_start(source, table.span.start as usize)..line_end(source, table.span.end as usize);
    let mut out: Vec<Entry> = Vec::new();
    for entry in &table.entries {
        for (start, value) in tables(source, &entry.node) {
            let start = start.unwrap_or(entry.key_span.start as usize);
            let own = line_start(source, start)..line_end(source, end(&value));
            out.push(Entry { key: entry.key.clone(), with_above: own.clone(), own, value });
        }
    }
    out.sort_by_key(|entry| entry.own.start);
    let mut before = header.end;
    for entry in &mut out {
        if entry.own.start < before {
            return None;
        }
        entry.with_above.start = before;
        before = entry.own.end;
    }
    Some((header, out))
}

/// Tables under headers of their own stand each by itself; all else is one value after its key.
fn tables(source: &str, node: &Node) -> Vec<(Option<usize>, Node)> {
    match &node.value {
        Value::List(items) if !items.is_empty() && items.iter().all(|item| has_header(source, item)) => {
            items.iter().map(|item| (Some(item.span.start as usize), item.clone())).collect()
        }
        Value::Table(_) if has_header(source, node) => vec![(Some(node.span.start as usize), node.clone())],
        _ => vec![(None, node.clone())],
    }
}

fn has_header(source: &str, node: &Node) -> bool {
    matches!(node.value, Value::Table(_)) && source[node.span.start as usize..].starts_with('[')
}

/// Where the last of what belongs to a value ends.
fn end(node: &Node) -> usize {
    let own = node.span.end as usize;
    match &node.value {
        Value::Table(table) => table.entries.iter().map(|entry| end(&entry.node)).fold(own, usize::max),
        Value::List(items) => items.iter().map(end).fold(own, usize::max),
        _ => own,
    }
}

pub(super) fn line_start(source: &str, at: usize) -> usize {
    source[..at].rfind('\n').map_or(0, |found| found + 1)
}

pub(super) fn line_end(source: &str, at: usize) -> usize {
    source[at..].find('\n').map_or(source.len(), |found| at + found + 1)
}
