//! The ink of a take ⇄ the text of a TOML file: strokes by slide, in points of the slide, each with the pen that drew it.
//!
//! Invariant: what was read is finite and near its slide, whoever wrote the file.

use serde::{Deserialize, Serialize};

use crate::geometry::Point;

/// Far more than a talk's ink takes.
pub const LIMIT: u64 = 64 << 20;
/// No stroke goes further from its slide's corner, in points.
const FARTHEST: f64 = 10_000.0;

/// Widths of the pen, of the highlighter, and of the line around the pen's on either side, in points.
const PEN: [f64; 2] = [4.0, 8.0];
const HIGHLIGHTER: [f64; 2] = [18.0, 30.0];
pub const HALO: f64 = 1.25;

/// What a stroke was drawn with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Nib {
    /// Among the three colors of the pen.
    pub color: u8,
    pub broad: bool,
    /// A broad clear color over the words; it has one.
    pub highlighter: bool,
}

/// What the pen's colors are called in a file.
const COLORS: [&str; 3] = ["accent", "second", "third"];

impl Nib {
    pub const COLORS: u8 = COLORS.len() as u8;

    /// In points.
    #[must_use]
    pub fn width(self) -> f64 {
        let widths = if self.highlighter { HIGHLIGHTER } else { PEN };
        widths[usize::from(self.broad)]
    }

    /// `second broad`
    fn name(self) -> String {
        let color = COLORS[usize::from(self.color) % COLORS.len()];
        let name = if self.highlighter { "highlighter" } else { color };
        if self.broad { format!("{name} broad") } else { name.to_owned() }
    }

    /// What is not known is the usual pen.
    fn named(name: &str) -> Self {
        let mut nib = Self::default();
        for word in name.split_whitespace() {
            match word {
                "broad" => nib.broad = true,
                "highlighter" => nib.highlighter = true,
                word => nib.color = COLORS.iter().position(|color| *color == word).unwrap_or_default() as u8,
            }
        }
        nib
    }
}

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
    /// What each stroke was drawn with; the usual pen where this ends before the strokes do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pens: Vec<String>,
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
    /// The strokes of a slide as they are kept. Where all were drawn with the usual pen, nothing is said of it.
    #[must_use]
    pub fn new(id: String, strokes: impl Iterator<Item = (Nib, Vec<[f64; 2]>)>) -> Self {
        let (nibs, strokes): (Vec<Nib>, _) = strokes.unzip();
        let usual = nibs.iter().all(|nib| *nib == Nib::default());
        let pens = if usual { Vec::new() } else { nibs.into_iter().map(Nib::name).collect() };
        Self { id, pens, strokes }
    }

    /// The strokes that have a place at all.
    pub fn points(&self) -> impl Iterator<Item = (Nib, Vec<Point>)> {
        let nib = |at: usize| self.pens.get(at).map(|name| Nib::named(name)).unwrap_or_default();
        let points = |stroke: &Vec<[f64; 2]>| stroke.iter().map(|&[x, y]| Point::new(x, y)).collect();
        let strokes = self.strokes.iter().enumerate().filter(|(_, stroke)| !stroke.is_empty());
        strokes.map(move |(at, stroke)| (nib(at), points(stroke)))
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
        let usual = Inked::new("kinds".into(), strokes.clone().into_iter().map(|stroke| (Nib::default(), stroke)));
        assert!(usual.pens.is_empty(), "as files have been since there is ink");
        let broad = Nib { color: 2, broad: true, highlighter: false };
        let drawn = [Nib { highlighter: true, ..Nib::default() }, broad];
        let colored = Inked::new("others".into(), drawn.into_iter().zip(strokes));
        let ink = Ink { slide: vec![usual, colored] };
        let again = read(&ink.text().expect("plain numbers"));
        assert_eq!(again, Ok(ink));
        let nibs = |slide: usize| again.as_ref().map(|ink| ink.slide[slide].points().map(|(nib, _)| nib).collect());
        assert_eq!([nibs(0), nibs(1)], [Ok(vec![Nib::default(); 2]), Ok(drawn.to_vec())]);
    }

    #[test]
    fn every_pen_has_its_own_name_and_others_are_the_usual_one() {
        for color in 0..Nib::COLORS {
            for broad in [false, true] {
                let nib = Nib { color, broad, highlighter: false };
                assert_eq!(Nib::named(&nib.name()), nib);
                assert_ne!(nib.name(), Nib { highlighter: true, ..nib }.name());
            }
        }
        assert_eq!(Nib::named("of a later version"), Nib::default());
    }

    #[test]
    fn odd_files_are_refused_and_odd_places_left_out() {
        for text in ["slide = 3", "[[slide]]\nid = \"a\"", "\u{1}", "[[slide]]\nid = \"a\"\nstrokes = [[[1.0]]]"] {
            assert!(read(text).is_err_and(|why| why.contains("no ink that Cuecard wrote")), "{text}");
        }
        let odd = "[[slide]]\nid = \"a\"\nstrokes = [[[nan, 1.0], [1e300, 0.0], [2.0, 3.0]], [], [[inf, 1.0]]]";
        let points: Vec<_> = read(odd).expect("it is TOML").slide[0].points().collect();
        assert_eq!(points, [(Nib::default(), vec![Point::new(2.0, 3.0)])]);
    }
}
