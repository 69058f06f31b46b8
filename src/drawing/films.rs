//! A drawing → its pictures that move, with what lies under them and over them. Unit: points.
//!
//! Invariant: what is under and over the films and the films themselves are the drawing, each thing once.

use std::sync::Arc;

use super::{Drawing, Group, Item, Picture, Placed, Raster};
use crate::diagnostic::Span;
use crate::geometry::{Affine, PathShape as _, Rect};

/// Around what lies over a film, for what it reaches beyond its own box: lines, glyphs.
const MARGIN: f64 = 6.0;

/// A drawing of which something moves.
#[derive(Debug)]
pub struct Screening {
    /// All that films lie on.
    pub under: Arc<Drawing>,
    /// Never empty, in the order in which they are painted.
    pub films: Vec<Film>,
    /// What lies over films, on a clear ground, and the part of the slide that it is needed for.
    pub over: Option<(Arc<Drawing>, Rect)>,
}

/// A picture that moves, where it stands.
#[derive(Clone, Debug)]
pub struct Film {
    pub raster: Arc<Raster>,
    /// On the slide, the whole of `crop`.
    pub place: Rect,
    /// The part of the raster that is shown, in its pixels.
    pub crop: Rect,
    /// What of the place is seen.
    pub seen: Rect,
    pub span: Span,
}

/// How a drawing is shown while it moves; `None` where nothing of it can.
#[must_use]
pub fn screening(drawing: &Drawing) -> Option<Screening> {
    if !moves(&drawing.items) {
        return None;
    }
    let mut split = Split::default();
    let all = Frame { to_slide: Affine::IDENTITY, seen: drawing.size.to_rect() };
    let (under, over) = split.items(&drawing.items, all);
    if split.films.is_empty() {
        return None;
    }
    let reach = split.films.iter().map(|film| film.seen).reduce(|all, one| all.union(one));
    let part = |items, ground| Arc::new(Drawing { size: drawing.size, ground, items });
    let over = reach.filter(|_| !over.is_empty()).map(|reach| (part(over, drawing.ground.with_alpha(0.0)), reach));
    Some(Screening { under: part(under, drawing.ground), films: split.films, over })
}

/// Whether one of these would move, if it could.
fn moves(items: &[Placed]) -> bool {
    items.iter().any(|placed| match &placed.item {
        Item::Picture(picture) => picture.raster.plays.is_some(),
        Item::Group(group) => moves(&group.items),
        Item::Text(_) | Item::Shape(_) => false,
    })
}

/// The pictures that would move but for what holds them: a turn, a mask, an outline, a picture that moves under them.
#[must_use]
pub fn held(drawing: &Drawing) -> Vec<Placed> {
    let mut split = Split::default();
    split.items(&drawing.items, Frame { to_slide: Affine::IDENTITY, seen: drawing.size.to_rect() });
    split.held
}

#[derive(Default)]
struct Split {
    films: Vec<Film>,
    held: Vec<Placed>,
}

/// What holds items: its transform, and the part of the slide in which they are seen.
#[derive(Clone, Copy)]
struct Frame {
    to_slide: Affine,
    seen: Rect,
}

impl Split {
    /// What is under films, and what is over them.
    fn items(&mut self, items: &[Placed], frame: Frame) -> (Vec<Placed>, Vec<Placed>) {
        let (mut under, mut over) = (Vec::new(), Vec::new());
        for placed in items {
            match &placed.item {
                Item::Picture(picture) if self.adds(placed, picture, frame) => {}
                Item::Group(group) if let Some(inner) = frame.inside(placed, group) => {
                    let (low, high) = self.items(&group.items, inner);
                    let of = |items| Placed { item: Item::Group(Group { items, ..group.clone() }), ..placed.clone() };
                    if !high.is_empty() {
                        over.push(of(high));
                    }
                    under.push(of(low));
                }
                _ => {
                    if self.covers(placed, frame) { &mut over } else { &mut under }.push(placed.clone());
                    self.hold(placed);
                }
            }
        }
        (under, over)
    }

    /// Whether the picture moves: then it is one of the films.
    fn adds(&mut self, placed: &Placed, picture: &Picture, frame: Frame) -> bool {
        if picture.raster.plays.is_none() || picture.shade.is_some() || !placed.is_drawable() {
            return false;
        }
        let (Some(place), true) = (placed.place(frame.to_slide), is_upright(frame.to_slide)) else { return false };
        let seen = place.intersect(frame.seen);
        if seen.area() <= 0.0 || self.films.iter().any(|film| touches(film.seen, seen)) {
            return false;
        }
        let raster = Arc::clone(&picture.raster);
        self.films.push(Film { raster, place, crop: picture.crop, seen, span: placed.span });
        true
    }

    /// Whether it lies over a film.
    fn covers(&self, placed: &Placed, frame: Frame) -> bool {
        let place =
            placed.place(frame.to_slide).map(|place| place.inflate(MARGIN + line(placed), MARGIN + line(placed)));
        place.is_some_and(|place| self.films.iter().any(|film| touches(film.seen, place)))
    }

    fn hold(&mut self, placed: &Placed) {
        match &placed.item {
            Item::Picture(picture) if picture.raster.plays.is_some() => self.held.push(placed.clone()),
            Item::Group(group) => group.items.iter().for_each(|inner| self.hold(inner)),
            Item::Picture(_) | Item::Text(_) | Item::Shape(_) => {}
        }
    }
}

impl Frame {
    /// What holds the items of a group that is no more than a group; `None` where it is painted as one thing.
    fn inside(self, placed: &Placed, group: &Group) -> Option<Self> {
        let to_slide = self.to_slide * Affine::translate(placed.at.to_vec2()) * group.transform;
        if group.on_sheet() || group.opacity < 1.0 || !placed.is_drawable() {
            return None;
        }
        let seen = match &group.clip {
            None => self.seen,
            Some(_) if !is_upright(to_slide) => return None,
            Some(clip) => {
                let outline = clip.bounding_box();
                // A rectangle and nothing else: any other outline is smaller than its box.
                if (clip.area().abs() - outline.area()).abs() > 0.5 {
                    return None;
                }
                self.seen.intersect(to_slide.transform_rect_bbox(outline))
            }
        };
        Some(Self { to_slide, seen })
    }
}

/// Whether rectangles stay rectangles with their sides where they were.
fn is_upright(transform: Affine) -> bool {
    let [a, b, c, d, ..] = transform.as_coeffs();
    b.abs() < 1e-9 && c.abs() < 1e-9 && a > 0.0 && d > 0.0
}

fn touches(one: Rect, other: Rect) -> bool {
    one.x0 < other.x1 && other.x0 < one.x1 && one.y0 < other.y1 && other.y0 < one.y1
}

/// How far lines reach beyond their paths.
fn line(placed: &Placed) -> f64 {
    match &placed.item {
        Item::Shape(shape) => shape.stroke.as_ref().map_or(0.0, |stroke| stroke.width / 2.0),
        Item::Group(group) => group.items.iter().map(line).fold(0.0, f64::max),
        Item::Text(_) | Item::Picture(_) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Color;
    use crate::drawing::{Fill, Paint, Plays, RasterFormat, Role, Shape};
    use crate::geometry::{Point, Size};

    fn placed(at: (f64, f64), item: Item) -> Placed {
        Placed { at: Point::new(at.0, at.1), item, span: Span::default() }
    }

    fn picture(at: (f64, f64), plays: Option<Plays>) -> Placed {
        let raster = Raster {
            name: "a.gif".into(),
            bytes: Vec::new().into(),
            format: RasterFormat::Gif,
            width: 100,
            height: 50,
            frame: None,
            plays,
        };
        let crop = Rect::new(0.0, 0.0, 100.0, 50.0);
        let picture = Picture { raster: Arc::new(raster), size: Size::new(200.0, 100.0), crop, shade: None };
        placed(at, Item::Picture(picture))
    }

    fn square(at: (f64, f64)) -> Placed {
        let fill = Some(Fill { paint: Paint::Solid(Color::WHITE), even_odd: false });
        let path = Rect::new(0.0, 0.0, 20.0, 20.0).to_path(0.1);
        placed(at, Item::Shape(Arc::new(Shape { path, fill, stroke: None })))
    }

    fn group(edit: impl FnOnce(&mut Group), items: Vec<Placed>) -> Placed {
        let mut group = Group::new(Role::Section, items);
        edit(&mut group);
        placed((0.0, 0.0), Item::Group(group))
    }

    fn drawing(items: Vec<Placed>) -> Drawing {
        Drawing { size: Size::new(960.0, 540.0), ground: Color::WHITE, items }
    }

    /// How many shapes and pictures there are.
    fn leaves(items: &[Placed]) -> usize {
        let count = |placed: &Placed| if let Item::Group(group) = &placed.item { leaves(&group.items) } else { 1 };
        items.iter().map(count).sum()
    }

    const MOVES: Option<Plays> = Some(Plays::Forever);

    #[test]
    fn what_is_under_and_over_a_film_is_told_apart_and_nothing_is_lost() {
        let clip = |group: &mut Group| group.clip = Some(Rect::new(100.0, 100.0, 250.0, 400.0).to_path(0.1));
        let items = vec![
            square((110.0, 110.0)),
            group(clip, vec![picture((100.0, 100.0), MOVES), square((120.0, 120.0))]),
            square((130.0, 130.0)),
            square((600.0, 400.0)),
            picture((600.0, 100.0), None),
        ];
        let drawing = drawing(items);
        let split = screening(&drawing).expect("one moves");
        assert_eq!(split.films.len(), 1);
        assert_eq!(split.films[0].place, Rect::new(100.0, 100.0, 300.0, 200.0));
        assert_eq!(split.films[0].seen, Rect::new(100.0, 100.0, 250.0, 200.0));
        let (over, reach) = split.over.expect("two lie over it");
        assert_eq!((leaves(&over.items), reach), (2, split.films[0].seen));
        assert_eq!(leaves(&split.under.items), 3, "what comes first, or stands elsewhere");
        assert_eq!(leaves(&split.under.items) + leaves(&over.items) + 1, leaves(&drawing.items));
        assert_eq!((over.ground.a, split.under.ground), (0, Color::WHITE));
    }

    #[test]
    fn what_is_painted_as_one_thing_stands_still_and_is_known() {
        let film = || vec![picture((100.0, 100.0), MOVES)];
        let round = kurbo::Circle::new((150.0, 150.0), 50.0).to_path(0.1);
        for (what, held_one, items) in [
            ("still", false, vec![picture((0.0, 0.0), None)]),
            ("turned", true, vec![group(|it| it.transform = Affine::rotate(0.2), film())]),
            ("upside down", true, vec![group(|it| it.transform = Affine::scale_non_uniform(1.0, -1.0), film())]),
            ("half clear", true, vec![group(|it| it.opacity = 0.5, film())]),
            ("blended", true, vec![group(|it| it.blend = Some(crate::drawing::Blend::Multiply), film())]),
            ("in a circle", true, vec![group(|it| it.clip = Some(round), film())]),
            ("beyond the slide", true, vec![picture((2000.0, 0.0), MOVES)]),
        ] {
            let drawing = drawing(items);
            assert!(screening(&drawing).is_none(), "{what}");
            assert_eq!(held(&drawing).len(), usize::from(held_one), "{what}");
        }
        let scaled = drawing(vec![group(|it| it.transform = Affine::scale(0.5), film())]);
        assert_eq!(screening(&scaled).expect("it moves").films[0].place, Rect::new(50.0, 50.0, 150.0, 100.0));
        // Of two that lie on each other one moves, and the other stands over it.
        let two = drawing(vec![picture((0.0, 0.0), MOVES), picture((50.0, 50.0), MOVES)]);
        let split = screening(&two).expect("one moves");
        assert_eq!((split.films.len(), leaves(&split.over.expect("the other").0.items), held(&two).len()), (1, 1, 1));
    }
}
