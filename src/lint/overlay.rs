//! Captions drawn over a slide, against what stands where they will be. Unit: points.

use crate::deck::CaptionDisplay;
use crate::deck::caption::CaptionLook;
use crate::diagnostic::Diagnostic;
use crate::drawing::{Drawing, Item, Placed, Role};
use crate::geometry::{Affine, PathShape, Rect};
use crate::talk::Talk;

pub(super) fn check(talk: &Talk, out: &mut Vec<Diagnostic>) {
    let (place, move_to) = match talk.deck.captions.display {
        CaptionDisplay::OverlayBottom => ("bottom", "overlay-top"),
        CaptionDisplay::OverlayTop => ("top", "overlay-bottom"),
        CaptionDisplay::Band | CaptionDisplay::Off => return,
    };
    let look = CaptionLook::usual(talk.deck.captions.display.into());
    for (index, slide) in super::told::told(talk).filter(|(_, slide)| !slide.cues.is_empty()) {
        let lines = longest(talk, index);
        let hidden =
            |drawing: &Drawing| touches(&drawing.items, Affine::IDENTITY, look.strip_of(drawing.size, lines), false);
        if talk.pages.get(index).is_some_and(|page| page.steps.iter().any(|step| hidden(step))) {
            let message = format!("captions at the {place} will hide a part of slide `{}`", slide.id);
            let hint = format!("write display = \"band\", which hides nothing, or display = \"{move_to}\"");
            out.push(Diagnostic::warning("CAP-OVERLAY", slide.span, message).hint(hint));
        }
    }
}

/// Whether captions over a slide that look so lie on words of it, or can, when they have all of their lines.
#[must_use]
pub fn hides_words(drawing: &Drawing, look: CaptionLook) -> bool {
    !look.is_band() && touches(&drawing.items, Affine::IDENTITY, look.strip(drawing.size), true)
}

/// Lines of the longest block of a slide.
fn longest(talk: &Talk, slide: usize) -> usize {
    let captions = talk.plan.slides.get(slide).into_iter().flat_map(|slide| &slide.captions);
    captions.flatten().flatten().map(|block| block.lines.len()).max().unwrap_or(0)
}

/// Whether anything that means something lies in the strip; only `words`, where those alone are asked for.
fn touches(items: &[Placed], to_slide: Affine, strip: Rect, words: bool) -> bool {
    items.iter().any(|placed| {
        let here = to_slide * Affine::translate(placed.at.to_vec2());
        let covers = |space: Rect| {
            let shared = here.transform_rect_bbox(space).intersect(strip);
            shared.width() > 0.5 && shared.height() > 0.5
        };
        match &placed.item {
            Item::Text(run) => {
                let size = f64::from(run.size);
                covers(Rect::new(0.0, -size * 0.7, f64::from(run.advance), size * 0.2))
            }
            Item::Shape(shape) => !words && covers(shape.path.bounding_box()),
            Item::Picture(picture) => !words && covers(picture.size.to_rect()),
            Item::Group(group) => {
                let seen = group.role != Role::Decoration && group.opacity > 0.0;
                seen && touches(&group.items, here * group.transform, strip, words)
            }
        }
    })
}
