//! Words in an SVG → the face for each letter: the one asked for where it has the letter, else one that slides would take.

use std::collections::HashMap;

use peniko::FontData;
use skrifa::instance::{LocationRef, Size as SkrifaSize};
use skrifa::{FontRef, MetadataProvider as _};
use usvg::fontdb::{Database, Family, ID, Query, Source, Stretch, Style as Slant, Weight};

use crate::layout::svg::lend::{Lend, Wanted};

/// What stands as a family's name for one face and no other.
pub(in super::super) const FACE: &str = "cuecard-face-";

/// Foreign words of one picture for which a face is looked for.
const MOST_LENT: usize = 500;

/// How words are set, as far as it decides on their face.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Font {
    /// As CSS has it: `Inter, "Segoe UI", sans-serif`.
    pub families: String,
    pub weight: u16,
    pub italic: bool,
}

/// The faces at hand for one picture.
pub(in super::super) struct Faces<'a> {
    pub database: Database,
    pub fonts: HashMap<ID, FontData>,
    /// Faces by the number in their name.
    pub named: Vec<ID>,
    lender: &'a mut dyn Lend,
    asked: HashMap<Font, Option<ID>>,
    /// What was lent for such words.
    lent: HashMap<(Font, String), Option<ID>>,
}

impl<'a> Faces<'a> {
    pub fn new(database: &Database, fonts: &HashMap<ID, FontData>, lender: &'a mut dyn Lend) -> Self {
        let (asked, lent) = (HashMap::new(), HashMap::new());
        Self { database: database.clone(), fonts: fonts.clone(), named: Vec::new(), lender, asked, lent }
    }

    /// The words cut where their face changes; `None` for the face that was asked for.
    pub(super) fn split<'t>(&mut self, text: &'t str, font: &Font) -> Vec<(Option<String>, &'t str)> {
        let Some(own) = self.face(font) else { return vec![(None, text)] };
        let mut pieces: Vec<(Option<ID>, usize, usize)> = Vec::new();
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            // A mark belongs to its letter.
            let goes_on = pieces.last().filter(|_| stays(c)).map(|(face, ..)| *face);
            let face = match goes_on {
                Some(face) => face,
                None if c.is_whitespace() || c.is_control() || self.has(own, c) => None,
                None => {
                    // A face that stands in stands in for all of the word that it can.
                    let before = pieces.last().and_then(|(face, ..)| *face).filter(|face| self.has(*face, c));
                    before.or_else(|| self.other(font, own, c, &text[at..]))
                }
            };
            match pieces.last_mut() {
                Some((last, _, until)) if *last == face => *until = end,
                _ => pieces.push((face, at, end)),
            }
        }
        let name = |face: ID, named: &mut Vec<ID>| {
            let number = named.iter().position(|known| *known == face).unwrap_or_else(|| {
                named.push(face);
                named.len() - 1
            });
            format!("{FACE}{number}")
        };
        let named = &mut self.named;
        pieces.into_iter().map(|(face, from, to)| (face.map(|face| name(face, named)), &text[from..to])).collect()
    }

    /// How wide the words are, set in points of that size.
    pub(super) fn width(&mut self, text: &str, font: &Font, size: f64) -> f64 {
        let Some(face) = self.face(font).and_then(|face| self.fonts.get(&face)) else { return 0.0 };
        let Ok(face) = FontRef::from_index(face.data.as_ref(), face.index) else { return 0.0 };
        let (map, metrics) = (face.charmap(), face.glyph_metrics(SkrifaSize::new(size as f32), LocationRef::default()));
        let advance = |c: char| map.map(c).and_then(|glyph| metrics.advance_width(glyph));
        // What another face has is about as wide as it is high.
        text.chars().map(|c| advance(c).map_or(size, f64::from)).sum()
    }

    /// The face that words in `font` are set in; usvg asks the database the same.
    fn face(&mut self, font: &Font) -> Option<ID> {
        if let Some(known) = self.asked.get(font) {
            return *known;
        }
        let names = families(&font.families);
        let style = if font.italic { Slant::Italic } else { Slant::Normal };
        let mut list: Vec<Family> = names.iter().map(|name| named(name)).collect();
        list.push(Family::SansSerif);
        let query = Query { families: &list, weight: Weight(font.weight), stretch: Stretch::Normal, style };
        let found = self.database.query(&query);
        self.asked.insert(font.clone(), found);
        found
    }

    fn has(&self, face: ID, c: char) -> bool {
        let font = self.fonts.get(&face).and_then(|font| FontRef::from_index(font.data.as_ref(), font.index).ok());
        font.is_some_and(|font| font.charmap().map(c).is_some())
    }

    /// A face that has the letter: inside the program or the deck's, nearest in weight and slant; else what slides take.
    fn other(&mut self, font: &Font, own: ID, c: char, rest: &str) -> Option<ID> {
        let far = |face: &usvg::fontdb::FaceInfo| {
            let slant = u16::from((face.style == Slant::Normal) == font.italic);
            slant * 1000 + face.weight.0.abs_diff(font.weight)
        };
        let near = self.database.faces().filter(|face| face.id != own && self.has(face.id, c));
        if let Some(found) = near.min_by_key(|face| far(face)).map(|face| face.id) {
            return Some(found);
        }
        // With what follows it, since letters of such scripts are joined.
        let foreign: String = rest.chars().take_while(|c| !c.is_whitespace() && !self.has(own, *c)).take(64).collect();
        let family = self.database.face(own)?.families.first()?.0.clone();
        let words = (font.clone(), foreign);
        if let Some(known) = self.lent.get(&words) {
            return *known;
        }
        // Each question is an errand to another process.
        if self.lent.len() >= MOST_LENT {
            return None;
        }
        let wanted = Wanted { words: words.1.clone(), family, weight: font.weight, italic: font.italic };
        let faces = self.lender.faces(&wanted);
        let known: Vec<ID> = faces.into_iter().filter_map(|face| self.known(face)).collect();
        let found = known.into_iter().find(|face| self.has(*face, c));
        self.lent.insert(words, found);
        found
    }

    /// The database's name for a face, which it gets to know.
    fn known(&mut self, font: FontData) -> Option<ID> {
        let same = |(_, known): &(&ID, &FontData)| known.data.id() == font.data.id() && known.index == font.index;
        if let Some((id, _)) = self.fonts.iter().find(same) {
            return Some(*id);
        }
        let (bytes, _) = font.data.clone().into_raw_parts();
        let mut found = None;
        for id in self.database.load_font_source(Source::Binary(bytes)) {
            let index = self.database.face(id).map_or(0, |face| face.index);
            self.fonts.insert(id, FontData::new(font.data.clone(), index));
            if index == font.index {
                found = Some(id);
            }
        }
        found
    }
}

/// Marks, joiners, variants and signs of direction, which are no letters of their own.
fn stays(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' | '\u{20D0}'..='\u{20FF}')
        || matches!(c, '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
        || matches!(c, '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}')
}

/// `Inter, "Segoe UI"` → its names.
fn families(list: &str) -> Vec<String> {
    let names = super::value::parts(list, ',').into_iter();
    names.map(|name| name.trim_matches(['"', '\'']).to_owned()).filter(|name| !name.is_empty()).collect()
}

fn named(name: &str) -> Family<'_> {
    match name.to_ascii_lowercase().as_str() {
        "serif" => Family::Serif,
        "sans-serif" => Family::SansSerif,
        "monospace" => Family::Monospace,
        "cursive" => Family::Cursive,
        "fantasy" => Family::Fantasy,
        _ => Family::Name(name),
    }
}
