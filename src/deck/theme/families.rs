//! Theme files → the families and pictures that they ask for, each with its place.

use super::layers::Layer;
use super::parts::Family;
use super::values::{Theme, Variant};
use crate::deck::source::{Table, Value};
use crate::diagnostic::Span;

/// A family by its name, and where it is asked for; nowhere if the program's own theme does.
#[derive(Clone, Debug)]
pub struct Asked {
    pub name: String,
    pub place: Option<Span>,
}

/// All that is asked for as `kind` in the theme's variant: the first is in force, each next one is what it would be without
/// those before it. The last is inside the program.
pub(super) fn asked(layers: &[Layer], kind: (&str, Family), theme: &Theme, built_in: &Theme) -> Vec<Asked> {
    let over = |layer: &Layer| {
        let variants = inner(&layer.root, "variants")?;
        family(inner(variants, theme.variant.name())?, kind.0)
    };
    let mut asked: Vec<Asked> = layers.iter().filter_map(over).collect();
    asked.extend(layers.iter().filter_map(|layer| family(&layer.root, kind.0)));
    asked.push(Asked { name: built_in.fonts.family(kind.1).clone(), place: None });
    asked
}

fn family(table: &Table, key: &str) -> Option<Asked> {
    match &inner(table, "fonts")?.get(key)?.value {
        Value::Text(text) => Some(Asked { name: text.words.clone(), place: Some(text.span) }),
        _ => None,
    }
}

fn inner<'t>(table: &'t Table, key: &str) -> Option<&'t Table> {
    match &table.get(key)?.value {
        Value::Table(inner) => Some(inner),
        _ => None,
    }
}

/// Where the values of logo and backgrounds are written that are in force in a variant, by table and key.
pub(super) fn named(layers: &[Layer], variant: Variant) -> Vec<((String, String), Span)> {
    let roots = |layer: &'_ Layer| [special(&layer.root, variant).cloned(), Some(layer.root.clone())];
    let [special, usual]: [Vec<_>; 2] = [0, 1].map(|at| layers.iter().filter_map(|it| roots(it)[at].clone()).collect());
    let mut out: Vec<((String, String), Span)> = Vec::new();
    for root in special.iter().chain(&usual) {
        for table in ["logo", "background"] {
            let Some(inner) = inner(root, table) else { continue };
            for entry in &inner.entries {
                let key = (table.to_owned(), entry.key.clone());
                if out.iter().all(|(known, _)| *known != key) {
                    out.push((key, entry.node.span));
                }
            }
        }
    }
    out
}

fn special(root: &Table, variant: Variant) -> Option<&Table> {
    inner(inner(root, "variants")?, variant.name())
}
