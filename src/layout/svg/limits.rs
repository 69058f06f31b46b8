//! How large an SVG may be.

/// The most items after references are filled in.
pub(super) const MOST_NODES: usize = 100_000;

/// The longest SVG text in bytes.
pub(super) const LONGEST: usize = 4 * 1024 * 1024;

pub(super) fn too_many() -> String {
    format!("the SVG has more than {MOST_NODES} elements")
}
