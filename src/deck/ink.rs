//! The ink of a take ⇄ the text of a TOML file: strokes by slide, in points of the slide.
//!
//! Invariant: what was read is finite and near its slide, whoever wrote the file.

use serde::{Deserialize, Serialize};

use crate::geometry::Point;

/// Far more than a talk's ink takes.
pub const LIMIT: u64 = 64 << 20;
/// No stroke goes further from its slide's corner, in points.
const FARTHEST: f64 = 10_000.0;

/// Width of the pen, and of the line around it on either side, in points.
pub const PEN: f64 = 4.0;
pub const HALO: f64 = 1.25;

/// All slides that have ink.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ink {
    #[serde(default)]
    pub slide: Vec<Inked>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inked {
    /// The slide's stable name.
    pub id: String,
    /// Each stroke's places, x and y, oldest stroke first.
    pub strokes: Vec<Vec<[f64; 2]>>,
}

impl Ink {
    /// The file's text.
    ///
    /// # Errors
    /// What kept it from being written as TOML.
    pub fn text(&self) -> Result<String, String> {
        let strokes = toml::to_string(self).map_err(|why| why.to_string())?;
        Ok(format!("# What was drawn in this talk: strokes by slide, in points.\n\n{strokes}"))
    }

    /// The bytes of a file that is called `name`.
    ///
    /// # Errors
    /// A sentence for the presenter: it is something else.
    pub fn read(bytes: &[u8], name: &str) -> Result<Self, String> {
        let wrong =
            || format!("`takes/{name}` is no ink that Cuecard wrote; draw in a talk again, or leave out --with-ink");
        let text = std::str::from_utf8(bytes).map_err(|_| wrong())?;
        let mut ink: Self = toml::from_str(text).map_err(|_| wrong())?;
        for stroke in ink.slide.iter_mut().flat_map(|slide| &mut slide.strokes) {
            stroke.retain(|place| place.iter().all(|at| at.abs() <= FARTHEST));
        }
        Ok(ink)
    }
}

impl Inked {
    /// The strokes that have a place at all.
    pub fn points(&self) -> impl Iterator<Item = Vec<Point>> {
        let points = |stroke: &Vec<[f64; 2]>| stroke.iter().map(|&[x, y]| Point::new(x, y)).collect();
        self.strokes.iter().filter(|stroke| !stroke.is_empty()).map(points)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Ink, String> {
        Ink::read(text.as_bytes(), "a.ink.toml")
    }

    #[test]
    fn ink_is_read_as_it_was_written() {
        let strokes = vec![vec![[1.25, 2.0], [960.0, 540.0]], vec![[0.0, 0.01]]];
        let ink = Ink { slide: vec![Inked { id: "kinds".into(), strokes }] };
        assert_eq!(read(&ink.text().expect("plain numbers")), Ok(ink));
    }

    #[test]
    fn odd_files_are_refused_and_odd_places_left_out() {
        for text in ["slide = 3", "[[slide]]\nid = \"a\"", "\u{1}", "[[slide]]\nid = \"a\"\nstrokes = [[[1.0]]]"] {
            assert!(read(text).is_err_and(|why| why.contains("no ink that Cuecard wrote")), "{text}");
        }
        let odd = "[[slide]]\nid = \"a\"\nstrokes = [[[nan, 1.0], [1e300, 0.0], [2.0, 3.0]], [], [[inf, 1.0]]]";
        let points: Vec<_> = read(odd).expect("it is TOML").slide[0].points().collect();
        assert_eq!(points, [[Point::new(2.0, 3.0)]]);
    }
}
