//! An icon's name → its shapes in SVG, on a sheet of 24 by 24, as Lucide draws them.
//!
//! `tests/icons.py` writes the packed table, which is read once, where a deck first asks for an icon.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::LazyLock;

use flate2::read::GzDecoder;

const PACKED: &[u8] = include_bytes!("../../assets/icons/lucide.txt.gz");

static SHAPES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut text = String::new();
    // A test unpacks it; a table that cannot be read has no icons.
    let _ = GzDecoder::new(PACKED).read_to_string(&mut text);
    text.leak().lines().filter_map(|line| line.split_once('\t')).collect()
});

/// The shapes of the icon called `name`.
#[must_use]
pub fn icon(name: &str) -> Option<&'static str> {
    let shapes = SHAPES.get(name).copied()?;
    match shapes.strip_prefix('=') {
        Some(other) => SHAPES.get(other).copied(),
        None => Some(shapes),
    }
}

/// All names, in order.
pub fn names() -> impl Iterator<Item = &'static str> {
    SHAPES.keys().copied()
}

/// Names that have the word in them, the shortest first.
#[must_use]
pub fn with_word(word: &str) -> Vec<&'static str> {
    let mut found: Vec<&str> = names().filter(|name| name.split('-').any(|part| part == word)).collect();
    found.sort_by_key(|name| name.len());
    found
}

#[cfg(test)]
mod tests {
    use super::{icon, names};

    #[test]
    fn every_name_has_shapes() {
        assert!(names().count() > 2_000);
        for name in names() {
            assert!(icon(name).is_some_and(|shapes| shapes.starts_with('<')), "{name}");
        }
        assert_eq!(icon("alert-circle"), icon("circle-alert"), "an older name of the same icon");
        assert!(icon("no-such-icon").is_none());
    }
}
