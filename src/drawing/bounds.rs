//! An item → whether painters survive it: its numbers are finite, and near enough for single precision.

use super::{Drawing, Glyph, Item, Paint, Placed};
use crate::diagnostic::Span;
use crate::geometry::{BezPath, PathEl, PathShape as _, Point};

/// Numbers beyond this bring painters down, which count in single precision and multiply.
const FARTHEST: f64 = 1e9;

fn near(numbers: impl IntoIterator<Item = f64>) -> bool {
    numbers.into_iter().all(|number| number.abs() <= FARTHEST)
}

impl Placed {
    /// Whether all numbers of the item are finite and bounded; those in a group are its items' affair.
    ///
    /// Every painter asks, and leaves out what is not, since its library would not survive it.
    #[must_use]
    pub fn is_drawable(&self) -> bool {
        near([self.at.x, self.at.y])
            && match &self.item {
                Item::Text(run) => {
                    // Most of what is looked at: no glyph waits for the one before it.
                    let near = |number: f32| number.abs() <= FARTHEST as f32;
                    let all = |sound: bool, it: &Glyph| sound & near(it.x) & near(it.y) & near(it.advance);
                    near(run.size) && near(run.advance) && run.glyphs.iter().fold(true, all)
                }
                Item::Shape(shape) => {
                    let stroke = shape.stroke.as_ref();
                    let paints = [shape.fill.as_ref().map(|fill| &fill.paint), stroke.map(|stroke| &stroke.paint)];
                    is_near(&shape.path)
                        && paints.into_iter().flatten().all(Paint::is_near)
                        && stroke.is_none_or(|it| {
                            near([it.width, it.miter_limit, it.dash_offset]) && near(it.dashes.iter().copied())
                        })
                }
                Item::Picture(picture) => {
                    let crop = picture.crop;
                    near([picture.size.width, picture.size.height, crop.x0, crop.y0, crop.x1, crop.y1])
                }
                Item::Group(group) => {
                    near(group.transform.as_coeffs())
                        && group.opacity.is_finite()
                        && group.clip.as_ref().is_none_or(is_near)
                        && group.mask.as_ref().is_none_or(|mask| all_drawable(&mask.items))
                }
            }
    }
}

/// Whether all of what is painted on a sheet of its own can be.
fn all_drawable(items: &[Placed]) -> bool {
    items.iter().all(|placed| {
        placed.is_drawable() && if let Item::Group(group) = &placed.item { all_drawable(&group.items) } else { true }
    })
}

fn is_near(path: &BezPath) -> bool {
    let mut points = path.elements().iter().flat_map(|element| match *element {
        PathEl::MoveTo(a) | PathEl::LineTo(a) => [a; 3],
        PathEl::QuadTo(a, b) => [a, b, b],
        PathEl::CurveTo(a, b, c) => [a, b, c],
        PathEl::ClosePath => [Point::ORIGIN; 3],
    });
    points.all(|point| near([point.x, point.y]))
}

impl Paint {
    fn is_near(&self) -> bool {
        match self {
            Self::Solid(_) => true,
            Self::Linear { start, end, transform, .. } => {
                near([start.x, start.y, end.x, end.y]) && near(transform.as_coeffs())
            }
            Self::Radial { center, focus, radius, inner, transform, .. } => {
                near([center.x, center.y, focus.x, focus.y, *radius, *inner]) && near(transform.as_coeffs())
            }
            Self::Tile { tile, .. } => {
                is_near(&tile.place.to_path(0.1)) && near(tile.transform.as_coeffs()) && all_drawable(&tile.items)
            }
        }
    }
}

impl Drawing {
    /// Where the author wrote the first thing that no painter can draw.
    #[must_use]
    pub fn undrawable(&self) -> Option<Span> {
        fn first(items: &[Placed]) -> Option<Span> {
            items.iter().find_map(|placed| match &placed.item {
                _ if !placed.is_drawable() => Some(placed.span),
                Item::Group(group) => first(&group.items),
                _ => None,
            })
        }
        first(&self.items)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::color::Color;
    use crate::drawing::{Fill, Group, Role, Shape, Stroke};
    use crate::geometry::{Affine, Size};

    fn placed(item: Item) -> Placed {
        Placed { at: Point::ORIGIN, item, span: Span::new(0, 3..7) }
    }

    fn line(to: f64) -> BezPath {
        let mut path = BezPath::new();
        path.move_to((0.0, 0.0));
        path.curve_to((1.0, 1.0), (to, 2.0), (3.0, 3.0));
        path
    }

    #[test]
    fn what_no_painter_survives_is_known_wherever_the_number_stands() {
        let color = Color::WHITE;
        let shape = |path: BezPath, stroke: Option<Stroke>| {
            let fill = Some(Fill { paint: Paint::Solid(color), even_odd: false });
            Item::Shape(Arc::new(Shape { path, fill, stroke }))
        };
        let group = |edit: &dyn Fn(&mut Group)| {
            let mut group = Group::new(Role::Section, vec![placed(shape(line(5.0), None))]);
            edit(&mut group);
            Item::Group(group)
        };
        let with = |number: f64| -> Vec<Placed> {
            let stroke = |edit: &dyn Fn(&mut Stroke)| {
                let mut stroke = Stroke::round(2.0, color);
                edit(&mut stroke);
                placed(shape(line(1.0), Some(stroke)))
            };
            let radial = |radius: f64| Paint::Radial {
                inner: 0.0,
                center: Point::ORIGIN,
                focus: Point::ORIGIN,
                radius,
                stops: Vec::new(),
                transform: Affine::IDENTITY,
            };
            vec![
                placed(shape(line(number), None)),
                Placed { at: Point::new(0.0, number), ..placed(shape(line(1.0), None)) },
                stroke(&|it| it.width = number),
                stroke(&|it| it.dashes = vec![1.0, number]),
                stroke(&|it| it.miter_limit = number),
                stroke(&|it| it.paint = radial(number)),
                placed(group(&|it| it.transform = Affine::scale(number))),
                placed(group(&|it| it.clip = Some(line(number)))),
                placed(group(&|it| it.items.push(placed(shape(line(number), None))))),
            ]
        };
        let drawing = |item: Placed| Drawing { size: Size::new(960.0, 540.0), ground: color, items: vec![item] };
        for wrong in [f64::NAN, f64::INFINITY, -f64::INFINITY, 1e308, -1e38, 1e12] {
            for (at, item) in with(wrong).into_iter().enumerate() {
                assert_eq!(drawing(item).undrawable(), Some(Span::new(0, 3..7)), "{wrong} in {at}");
            }
        }
        for good in [0.0, 1.5, 900_000.0] {
            assert!(with(good).into_iter().all(|item| drawing(item).undrawable().is_none()), "{good}");
        }
        assert_eq!(drawing(placed(shape(BezPath::new(), None))).undrawable(), None, "nothing is no fault");
    }
}
