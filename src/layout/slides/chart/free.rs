//! A point and the size of words → a place for them near it, where nothing lies yet.

use crate::geometry::{Point, Rect, Size, Vec2};

/// Directions in which words are tried, the best first.
const WAYS: [(f64, f64); 8] =
    [(1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (-1.0, 0.0), (1.0, -1.0), (1.0, 1.0), (-1.0, -1.0), (-1.0, 1.0)];
/// Distances from the point that are tried, in parts of the first.
const STEPS: [f64; 6] = [1.0, 1.8, 2.8, 4.0, 6.0, 8.5];

/// The place for words `apart` points away from `at`, or a little more; none where all is taken.
pub(super) fn near(at: Point, size: Size, apart: f64, taken: &[Rect], within: Rect) -> Option<Rect> {
    let places = STEPS.into_iter().flat_map(|step| WAYS.into_iter().map(move |way| (step * apart, way)));
    let mut places = places.map(|(far, (right, down))| {
        let half = Vec2::new(size.width / 2.0, size.height / 2.0);
        let far = if right != 0.0 && down != 0.0 { far * 0.7 } else { far };
        Rect::from_center_size(at + Vec2::new(right * (half.x + far), down * (half.y + far)), size)
    });
    places.find(|place| {
        let inside = within.contains(place.origin()) && within.x1 >= place.x1 && within.y1 >= place.y1;
        inside && taken.iter().all(|other| place.intersect(*other).area() <= 0.0)
    })
}

/// What a line between two points covers, in small boxes.
pub(super) fn along(from: Point, to: Point, thick: f64) -> impl Iterator<Item = Rect> {
    let count = ((to - from).hypot() / 6.0).ceil().clamp(1.0, 400.0) as u32;
    (0..=count)
        .map(move |n| Rect::from_center_size(from.lerp(to, f64::from(n) / f64::from(count)), Size::new(thick, thick)))
}

#[cfg(test)]
mod tests {
    use super::near;
    use crate::geometry::{Point, Rect, Size};

    #[test]
    fn words_find_the_nearest_free_place_or_none() {
        let (at, size, room) = (Point::new(50.0, 50.0), Size::new(20.0, 10.0), Rect::new(0.0, 0.0, 100.0, 100.0));
        assert_eq!(near(at, size, 5.0, &[], room), Some(Rect::new(55.0, 45.0, 75.0, 55.0)));
        let right = Rect::new(55.0, 0.0, 100.0, 100.0);
        let found = near(at, size, 5.0, &[right], room).expect("there is room at the left");
        assert!(found.x1 <= 55.0 && found.intersect(right).area() <= 0.0);
        assert_eq!(near(at, size, 5.0, &[room], room), None);
        assert_eq!(near(at, Size::new(120.0, 10.0), 5.0, &[], room), None);
    }
}
