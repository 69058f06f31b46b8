//! Samples and both talks in every theme and variant: words read on what is really behind them, and none lies on others.

use std::path::Path;

use cuecard::color::Color;
use cuecard::deck::Deck;
use cuecard::deck::files::{Folder, Memory};
use cuecard::deck::read::read;
use cuecard::deck::theme::{self, BUILT_IN, Variant};
use cuecard::diagnostic::Span;
use cuecard::drawing::{Drawing, Item, Paint, Placed, Role};
use cuecard::geometry::{Affine, BezPath, PathShape as _, Point, Rect};
use cuecard::layout::lay_out;
use cuecard::text::Shaper;

/// A run of words, where it stands, what is behind its middle; `None` where that is a picture or a gradient.
struct Words {
    text: String,
    space: Rect,
    color: Color,
    behind: Option<Color>,
    figure: bool,
}

/// Goes through a drawing in the order in which it is painted.
struct Walk {
    ground: Color,
    /// Outlines, what is left of each, and its color where it has a single one.
    painted: Vec<(BezPath, Rect, Option<Color>)>,
    /// What the groups around the present item leave of it.
    clip: Rect,
    words: Vec<Words>,
}

impl Walk {
    fn items(&mut self, items: &[Placed], by: Affine, figure: bool) {
        for placed in items {
            let here = by * Affine::translate(placed.at.to_vec2());
            match &placed.item {
                Item::Group(group) => {
                    let figure = figure || matches!(group.role, Role::Figure { .. });
                    let (inner, around) = (here * group.transform, self.clip);
                    if let Some(clip) = &group.clip {
                        self.clip = around.intersect(inner.transform_rect_bbox(clip.bounding_box()));
                    }
                    self.items(&group.items, inner, figure);
                    self.clip = around;
                }
                Item::Picture(picture) => {
                    self.painted.push((here * picture.size.to_rect().to_path(0.1), self.clip, None));
                }
                Item::Shape(shape) => {
                    if let Some(fill) = &shape.fill {
                        let color = if let Paint::Solid(color) = fill.paint { Some(color) } else { None };
                        self.painted.push((here * shape.path.clone(), self.clip, color));
                    }
                }
                Item::Text(run) => {
                    let size = f64::from(run.size);
                    let advance = f64::from(run.advance) - if run.text.ends_with(' ') { size * 0.2 } else { 0.0 };
                    let space = here.transform_rect_bbox(Rect::new(0.0, -size * 0.46, advance, 0.0));
                    let behind = self.behind(space.center());
                    self.words.push(Words { text: run.text.to_string(), space, color: run.color, behind, figure });
                }
            }
        }
    }

    /// The color at a place so far.
    fn behind(&self, at: Point) -> Option<Color> {
        let here = self.painted.iter().filter(|(path, clip, _)| clip.contains(at) && path.contains(at));
        here.map(|(.., color)| *color).try_fold(self.ground, |under, color| color.map(|color| color.over(under)))
    }
}

fn words(drawing: &Drawing) -> Vec<Words> {
    let clip = drawing.size.to_rect();
    let mut walk = Walk { ground: drawing.ground, painted: Vec::new(), clip, words: Vec::new() };
    walk.items(&drawing.items, Affine::IDENTITY, false);
    walk.words
}

fn decks() -> Vec<Deck> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["assets/sample", "decks/starting-with-why", "decks/the-power-of-the-group"];
    let open = |folder: &str| {
        let folder = root.join(folder);
        let text = std::fs::read(folder.join("deck.toml")).expect("the deck is there");
        read(&text, "deck.toml", &Folder::new(folder)).deck
    };
    folders.into_iter().map(open).collect()
}

/// What does not read on a drawing, in this variant of a theme.
pub fn faults(drawing: &Drawing, kind: Variant) -> Vec<String> {
    let words = words(drawing);
    faint(&words, kind).into_iter().chain(overlapping(&words)).collect()
}

/// The small decks of one slide that show charts and code.
fn cases() -> Vec<Deck> {
    let open = |(_, path): (String, std::path::PathBuf)| {
        let text = std::fs::read(&path).expect("the deck is there");
        read(&text, "deck.toml", &Folder::new(path.parent().expect("a folder").to_path_buf())).deck
    };
    let shown = |(name, _): &(String, _)| name.starts_with("chart") || name.starts_with("code");
    crate::cases::all().into_iter().filter(shown).map(open).collect()
}

#[test]
fn words_read_on_what_is_behind_them_and_lie_on_no_others() {
    let mut wrong = Vec::new();
    for deck in decks().into_iter().chain(cases()) {
        for (name, _) in BUILT_IN {
            for (variant, kind) in Variant::ALL {
                let theme = theme::load(name, Some(kind), Span::default(), &Memory::default()).value;
                let deck = Deck { theme, ..deck.clone() };
                let pages = lay_out(&deck, &mut Shaper::new(&deck.fonts, &deck.language)).value;
                for (page, slide) in pages.iter().zip(&deck.slides) {
                    let found = faults(&page.steps[page.steps.len() - 1], kind);
                    wrong.extend(found.into_iter().map(|fault| format!("{name}, {variant}, `{}`: {fault}", slide.id)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

/// A picture's own words keep the usual contrast in every variant.
fn faint(words: &[Words], variant: Variant) -> Vec<String> {
    let fault = |word: &Words| {
        let least = if word.figure { 4.5 } else { variant.least_contrast() };
        let ratio = word.color.contrast(word.behind?);
        (ratio < least - 0.005).then(|| format!("`{}` has {ratio:.2}:1", word.text))
    };
    words.iter().filter(|word| !word.text.trim().is_empty()).filter_map(fault).collect()
}

fn overlapping(words: &[Words]) -> Vec<String> {
    let mut out = Vec::new();
    // Of a large opening mark only the upper part of its box has ink.
    let words: Vec<&Words> = words.iter().filter(|word| word.text != "“").collect();
    for (at, one) in words.iter().enumerate() {
        for other in &words[at + 1..] {
            let shared = one.space.intersect(other.space);
            if shared.width() > 1.0 && shared.height() > 1.0 {
                out.push(format!("`{}` lies on `{}`", one.text, other.text));
            }
        }
    }
    out
}
