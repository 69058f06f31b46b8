//! The numbers of a theme file → those that no slide could be laid out with, each with its place and what it can be.

use crate::deck::source::{self, Node, Table, Value};

/// Each number of a theme: its path, where `*` is any name, and from where to where it goes.
const BOUNDS: &[(&str, f64, f64)] = &[
    ("type.*.weight", 1.0, 1000.0),
    ("type.*.leading", 0.5, 3.0),
    ("type.*.tracking", -0.2, 1.0),
    ("type.*.sizes.*", 6.0, 300.0),
    ("space.left", 0.0, 160.0),
    ("space.right", 0.0, 160.0),
    ("space.top", 0.0, 160.0),
    ("space.bottom", 0.0, 160.0),
    ("space.foot", 0.0, 160.0),
    ("space.footless", 0.0, 160.0),
    ("space.gap", 0.0, 160.0),
    ("space.item_gap", 0.0, 160.0),
    ("space.indent", 0.0, 160.0),
    ("space.radius", 0.0, 100.0),
    ("space.cover_radius", 0.0, 100.0),
    ("space.rule.*", 0.0, 960.0),
    ("space.column_gap", 0.0, 160.0),
    ("space.measure", 10.0, 400.0),
    ("space.dense_measure", 10.0, 400.0),
    ("regions.words", 0.1, 1.0),
    ("regions.aside", 0.1, 0.8),
    ("regions.panel", 0.1, 0.8),
    ("regions.panel_narrow", 0.1, 0.8),
    ("regions.lesser", 0.1, 0.8),
    ("regions.image_words", 0.1, 0.8),
    ("regions.cover", 80.0, 340.0),
    ("regions.cover_small", 80.0, 340.0),
    ("*.place", 0.0, 1.0),
    ("*.gap", 0.0, 160.0),
    ("*.rule", 0.0, 20.0),
    ("band.kicker_gap", 0.0, 160.0),
    ("band.dense", 6.0, 300.0),
    ("band.parts", 6.0, 300.0),
    ("punchline.measure", 8.0, 100.0),
    ("short.most", 0.0, 1.0),
    ("short.sizes.*", 6.0, 300.0),
    ("columns.gaps.*", 0.0, 160.0),
    ("columns.sizes.*", 6.0, 300.0),
    ("columns.rule_gap", 0.0, 160.0),
    ("columns.heading_gap", 0.0, 160.0),
    ("columns.part_gap", 0.0, 160.0),
    ("columns.row_gap", 0.0, 160.0),
    ("columns.picture_gap", 0.0, 160.0),
    ("panels.number_top", 0.0, 300.0),
    ("panels.words_top", 0.0, 300.0),
    ("marks.size", 0.0, 1.0),
    ("quote.inset", 0.0, 300.0),
    ("quote.measure", 10.0, 400.0),
    ("quote.dense_measure", 10.0, 400.0),
    ("charts.thickest", 1.0, 300.0),
    ("charts.row", 1.0, 300.0),
    ("charts.radius", 0.0, 100.0),
    ("image.title", 6.0, 300.0),
    ("numbers.unit", 0.3, 1.0),
    ("tables.pad.*", 0.0, 100.0),
    ("tables.head_rule", 0.0, 20.0),
    ("code.pad.*", 0.0, 100.0),
    ("code.dense_pad", 0.0, 100.0),
    ("code.bar", 0.0, 40.0),
    ("footer.progress", 0.0, 60.0),
    ("logo.height", 20.0, 160.0),
    ("logo.*.height", 20.0, 160.0),
];
/// Faults that are told of one file.
const MOST: usize = 5;

/// What is wrong with the numbers of a theme file that is called `name`.
///
/// # Errors
/// One sentence for each of the first few.
pub fn check(name: &str, text: &str) -> Result<(), String> {
    // What is no TOML at all is told by who reads its words.
    let Ok(root) = source::parse(text, 0) else { return Ok(()) };
    let mut faults = Vec::new();
    table(&root, "", &mut |path, node| {
        let number = match node.value {
            Value::Integer(number) => number as f64,
            Value::Number(number) => number,
            _ => return,
        };
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        let line = text[..start].matches('\n').count() + 1;
        // An unknown name is told by who looks for the known ones.
        let Some((least, most)) = bounds(path) else { return };
        if !(least..=most).contains(&number) {
            let written = text.get(start..end).unwrap_or_default();
            faults.push(format!("`{name}`, line {line}: `{path}` is {written}; it can be from {least} to {most}"));
        }
    });
    faults.truncate(MOST);
    if faults.is_empty() { Ok(()) } else { Err(faults.join("; ")) }
}

/// Goes through all values that are neither tables nor lists, with their paths.
fn table(table: &Table, path: &str, each: &mut dyn FnMut(&str, &Node)) {
    for entry in &table.entries {
        node(&entry.node, &join(path, &entry.key), each);
    }
}

fn node(it: &Node, path: &str, each: &mut dyn FnMut(&str, &Node)) {
    match &it.value {
        Value::Table(inner) => table(inner, path, each),
        Value::List(items) => {
            items.iter().enumerate().for_each(|(at, item)| node(item, &join(path, &at.to_string()), each));
        }
        _ => each(path, it),
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// The least and the most that the number at this path can be, in the file itself or in one of its variants.
fn bounds(path: &str) -> Option<(f64, f64)> {
    let own = path.strip_prefix("variants.").and_then(|rest| rest.split_once('.')).map_or(path, |(_, own)| own);
    let same = |pattern: &str| {
        pattern.split('.').count() == own.split('.').count()
            && pattern.split('.').zip(own.split('.')).all(|(wanted, name)| wanted == "*" || wanted == name)
    };
    BOUNDS.iter().find(|(pattern, ..)| same(pattern)).map(|(_, least, most)| (*least, *most))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::files::Memory;
    use crate::deck::theme::{BUILT_IN, load};
    use crate::diagnostic::Span;

    /// Every number in the built-in themes, by its path.
    fn numbers() -> Vec<(String, f64)> {
        let mut numbers = Vec::new();
        for (_, text) in BUILT_IN {
            let root = source::parse(text, 0).expect("it is TOML");
            table(&root, "", &mut |path, node| match node.value {
                Value::Integer(number) => numbers.push((path.to_owned(), number as f64)),
                Value::Number(number) => numbers.push((path.to_owned(), number)),
                _ => {}
            });
        }
        numbers.sort_by(|a, b| a.0.cmp(&b.0));
        numbers.dedup_by(|a, b| a.0 == b.0);
        numbers
    }

    /// The path as a theme file says it.
    fn written(path: &str, number: &str) -> String {
        let parts: Vec<&str> = path.split('.').collect();
        let list = parts.iter().position(|part| part.parse::<usize>().is_ok());
        let key = list.unwrap_or(parts.len()) - 1;
        let value = match list {
            Some(_) if parts[key] == "sizes" => format!("[20, {number}]"),
            Some(at) if parts[at] == "0" => format!("[{number}, 5]"),
            Some(_) => format!("[5, {number}]"),
            None => number.to_owned(),
        };
        format!("# A house's own.\n[{}]\n{} = {value}\n", parts[..key].join("."), parts[key])
    }

    #[test]
    fn every_number_of_a_theme_has_its_bounds_and_is_told_with_its_place() {
        let numbers = numbers();
        assert!(numbers.len() > 100, "{}", numbers.len());
        for (path, number) in &numbers {
            let (least, most) = bounds(path).unwrap_or_else(|| panic!("{path} has no bounds"));
            assert!((least..=most).contains(number), "{path} = {number}");
            let load = |written: &str| {
                let files = Memory::default().with("house.toml", written.as_bytes());
                load("house.toml", None, Span::default(), &files).diagnostics
            };
            for wrong in [
                "nan",
                "inf",
                "-inf",
                "1e308",
                "-1e308",
                "1e39",
                "1_000_000_000",
                "-9223372036854775808",
                "99999999999999999999",
            ] {
                let text = written(path, wrong);
                // Not what TOML takes for a number at all.
                let told = load(&text);
                assert_eq!(told.len(), 1, "{path} = {wrong}");
                let shown = format!("`house.toml`, line 3: `{}", path.trim_end_matches(|c: char| c.is_ascii_digit()));
                let range = format!("it can be from {least} to {most}");
                assert!(told[0].message.contains(&shown) && told[0].message.contains(&range), "{}", told[0].message);
            }
            // The ends of the range are good for something.
            for end in [least, most] {
                assert_eq!(load(&written(path, &format!("{end:?}"))), [], "{path} = {end}");
            }
        }
    }

    #[test]
    fn a_variant_and_a_theme_that_is_extended_are_looked_at_too() {
        let files = Memory::default()
            .with("own.toml", &b"extends = \"base.toml\"\n[variants.dark.space]\ngap = inf\n"[..])
            .with("base.toml", &b"[marks]\nsize = 7\nrule = -1\n"[..])
            .with("mine.toml", &b"extends = \"base.toml\"\n"[..]);
        let told = |name: &str| load(name, None, Span::default(), &files).diagnostics[0].message.clone();
        assert!(
            told("own.toml").contains("`own.toml`, line 3: `variants.dark.space.gap` is inf"),
            "{}",
            told("own.toml")
        );
        let both = told("mine.toml");
        assert!(both.contains("`base.toml`, line 2") && both.contains("`base.toml`, line 3"), "{both}");
    }
}
