//! A slide's drawings → what is told of marks whose label or disc lies on words of the slide, at any step. Unit: points.

use std::sync::Arc;

use crate::deck::{Mark, MarkKind, Slide};
use crate::diagnostic::Diagnostic;
use crate::drawing::{Drawing, Item, Placed, Role};
use crate::geometry::{Affine, PathShape as _, Rect};

/// What a label and words may share before it covers them.
const TOUCH: f64 = 2.0;
/// The share of a picture's own words, or of the label or disc, that may be hidden.
const HIDDEN: f64 = 0.25;
/// The height of words over and under their line, in em.
const WORDS: (f64, f64) = (0.68, 0.04);

/// One finding for each mark.
pub(super) fn findings(slide: &Slide, steps: &[Arc<Drawing>]) -> Vec<Diagnostic> {
    let mut told: Vec<(&Mark, String, bool)> = Vec::new();
    if slide.marks.is_empty() {
        return Vec::new();
    }
    for drawing in steps {
        let walk = Walk::over(slide, drawing);
        for (mark, block) in &walk.blocks {
            let covers = |(_, place, drawn): &&(String, Rect, bool)| {
                let both = block.intersect(*place);
                // A corner of a picture's own words may be hidden by what points at them.
                let touches = both.width() > TOUCH && both.height() > TOUCH;
                touches && (!drawn || both.area() > HIDDEN * place.area().min(block.area()))
            };
            let covered = walk.words.iter().find(covers);
            if let Some((words, _, drawn)) = covered.filter(|_| !told.iter().any(|(known, ..)| known.span == mark.span))
            {
                told.push((mark, words.clone(), *drawn));
            }
        }
    }
    told.into_iter().map(|(mark, words, drawn)| finding(mark, &words, drawn)).collect()
}

fn finding(mark: &Mark, words: &str, drawn: bool) -> Diagnostic {
    let name = match (&mark.text, mark.kind) {
        (Some(text), _) => format!("the mark `{}`", text.text()),
        (None, MarkKind::Number) => "a number".to_owned(),
        (None, _) => "a mark".to_owned(),
    };
    let short: String = words.trim().chars().take(40).collect();
    let whose = if drawn { "picture" } else { "slide" };
    let message = format!("{name} lies on words of the {whose}: `{short}`");
    let hint = "Move it to where there are no words, or let it go with `until` before they come";
    Diagnostic::warning("SLD-MARK", mark.span, message).hint(hint)
}

struct Walk<'s> {
    slide: &'s Slide,
    blocks: Vec<(&'s Mark, Rect)>,
    /// Words with their place, and whether they belong to the picture that marks point into.
    words: Vec<(String, Rect, bool)>,
    in_picture: bool,
}

impl<'s> Walk<'s> {
    fn over(slide: &'s Slide, drawing: &Drawing) -> Self {
        let mut walk = Self { slide, blocks: Vec::new(), words: Vec::new(), in_picture: false };
        walk.items(&drawing.items, Affine::IDENTITY, None);
        walk
    }

    /// `mark` is the one that the items belong to, if they stand on its ground.
    fn items(&mut self, items: &[Placed], by: Affine, mark: Option<&'s Mark>) {
        for placed in items {
            let here = by * Affine::translate(placed.at.to_vec2());
            match &placed.item {
                Item::Group(group) => {
                    let around = self.in_picture;
                    self.in_picture |= self.is_marked_picture(placed);
                    let inside = mark.or_else(|| self.block_of(placed, &group.role));
                    // The legend stands beside the picture, and is words like others.
                    let legend = matches!(group.role, Role::List { .. }) && self.of_marks(&group.items);
                    if legend {
                        self.legend(&group.items, here * group.transform);
                    } else {
                        self.items(&group.items, here * group.transform, inside);
                    }
                    self.in_picture = around;
                }
                Item::Shape(shape) => {
                    if let Some(mark) = mark.filter(|_| shape.fill.is_some()) {
                        self.blocks.push((mark, here.transform_rect_bbox(shape.path.bounding_box())));
                    }
                }
                Item::Text(run) if mark.is_none() => {
                    let (size, (over, under)) = (f64::from(run.size), WORDS);
                    let space = Rect::new(0.0, -over * size, f64::from(run.advance), under * size);
                    self.words.push((run.text.to_string(), here.transform_rect_bbox(space), self.in_picture));
                }
                Item::Text(_) | Item::Picture(_) => {}
            }
        }
    }

    /// Words of a legend; its discs are no marks on anything.
    fn legend(&mut self, items: &[Placed], by: Affine) {
        let before = self.blocks.len();
        for placed in items {
            if let Item::Group(item) = &placed.item {
                let here = by * Affine::translate(placed.at.to_vec2()) * item.transform;
                for part in &item.items {
                    if let Item::Group(group) = &part.item {
                        self.items(&group.items, here * Affine::translate(part.at.to_vec2()) * group.transform, None);
                    }
                }
            }
        }
        self.blocks.truncate(before);
    }

    fn of_marks(&self, items: &[Placed]) -> bool {
        items.first().is_some_and(|item| self.slide.marks.iter().any(|mark| mark.span == item.span))
    }

    /// The picture that marks point into: what stands in it is what they are about.
    fn is_marked_picture(&self, placed: &Placed) -> bool {
        self.slide.marked().is_some_and(|it| it.span == placed.span)
            && matches!(&placed.item, Item::Group(group) if matches!(group.role, Role::Figure { .. } | Role::Decoration))
    }

    /// The mark whose label or disc this group is; lines and frames may lie around words.
    fn block_of(&self, placed: &Placed, role: &Role) -> Option<&'s Mark> {
        let mark = self.slide.marks.iter().find(|mark| mark.span == placed.span)?;
        (matches!(role, Role::Section) || mark.kind == MarkKind::Number).then_some(mark)
    }
}
