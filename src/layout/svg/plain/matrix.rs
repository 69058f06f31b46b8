//! CSS transforms, their origin and the box that they go by → one matrix.

use usvg::roxmltree::Node;

use crate::geometry::{Affine, BezPath, PathShape as _, Point, Rect, Size, Vec2};

use super::value::parts;

/// A CSS `transform` list about its origin in a box; `None` where a part of it cannot be said in two dimensions.
pub(super) fn matrix(list: &str, origin: Option<&str>, place: Rect, em: f64) -> Option<Affine> {
    let inside = origin.map_or(Some(Vec2::ZERO), |text| self::origin(text, place.size(), em))?;
    let around = place.origin().to_vec2() + inside;
    Some(Affine::translate(around) * functions(list, place.size(), em)? * Affine::translate(-around))
}

/// `translate(10px, 50%) rotate(45deg)`
fn functions(list: &str, size: Size, em: f64) -> Option<Affine> {
    let mut out = Affine::IDENTITY;
    let mut rest = list.trim();
    if rest.eq_ignore_ascii_case("none") {
        return Some(out);
    }
    while !rest.is_empty() {
        let (name, after) = rest.split_once('(')?;
        let (inside, after) = after.split_once(')')?;
        let inside = inside.trim();
        let words: Vec<&str> =
            if inside.contains(',') { parts(inside, ',') } else { inside.split_whitespace().collect() };
        out *= function(name.trim().to_ascii_lowercase().as_str(), &words, size, em)?;
        rest = after.trim_start().trim_start_matches(',').trim_start();
    }
    Some(out)
}

fn function(name: &str, words: &[&str], size: Size, em: f64) -> Option<Affine> {
    let across = |at: usize| words.get(at).map_or(Some(0.0), |word| length(word, size.width, em));
    let down = |at: usize| words.get(at).map_or(Some(0.0), |word| length(word, size.height, em));
    let turn = |at: usize| words.get(at).map_or(Some(0.0), |word| angle(word));
    let factor = |at: usize| words.get(at).and_then(|word| number(word));
    Some(match (name, words.len()) {
        ("translate", 1..=2) => Affine::translate((across(0)?, down(1)?)),
        ("translatex", 1) => Affine::translate((across(0)?, 0.0)),
        ("translatey", 1) => Affine::translate((0.0, down(0)?)),
        ("translate3d", 3) => Affine::translate((across(0)?, down(1)?)),
        ("scale", 1) => Affine::scale(factor(0)?),
        ("scale", 2) | ("scale3d", 3) => Affine::scale_non_uniform(factor(0)?, factor(1)?),
        ("scalex", 1) => Affine::scale_non_uniform(factor(0)?, 1.0),
        ("scaley", 1) => Affine::scale_non_uniform(1.0, factor(0)?),
        ("rotate" | "rotatez", 1) => Affine::rotate(turn(0)?),
        // As attributes have it.
        ("rotate", 3) => Affine::rotate_about(turn(0)?, Point::new(across(1)?, down(2)?)),
        ("skewx", 1) => Affine::skew(turn(0)?.tan(), 0.0),
        ("skewy", 1) => Affine::skew(0.0, turn(0)?.tan()),
        ("skew", 1..=2) => Affine::skew(turn(0)?.tan(), turn(1)?.tan()),
        ("matrix", 6) => {
            let mut numbers = [0.0; 6];
            for (number, word) in numbers.iter_mut().zip(words) {
                *number = self::number(word)?;
            }
            Affine::new(numbers)
        }
        _ => return None,
    })
}

/// `center`, `50% 50%`, `left 10px`: from the corner of the box.
fn origin(text: &str, size: Size, em: f64) -> Option<Vec2> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let share = |word: &str, whole: f64| match word {
        "left" | "top" => Some(0.0),
        "center" => Some(whole / 2.0),
        "right" | "bottom" => Some(whole),
        _ => length(word, whole, em),
    };
    let upright = |word: &str| matches!(word, "top" | "bottom");
    let (x, y) = match words[..] {
        [one] if upright(one) => ("center", one),
        [one] => (one, "center"),
        // Words may stand in any order.
        [one, two, ..] if upright(one) || matches!(two, "left" | "right") => (two, one),
        [one, two, ..] => (one, two),
        [] => return None,
    };
    Some(Vec2::new(share(x, size.width)?, share(y, size.height)?))
}

/// A length in user units.
pub(super) fn length(text: &str, whole: f64, em: f64) -> Option<f64> {
    let text = text.trim().to_ascii_lowercase();
    let split = text.find(|c: char| c.is_ascii_alphabetic() && c != 'e' || c == '%').unwrap_or(text.len());
    // `1em` is no number in powers of ten.
    let split = if text[..split].ends_with('e') { split - 1 } else { split };
    let number = number(&text[..split])?;
    Some(match &text[split..] {
        "" | "px" => number,
        "%" => number / 100.0 * whole,
        "em" => number * em,
        "rem" => number * 16.0,
        "ex" | "ch" => number * em / 2.0,
        "pt" => number * 96.0 / 72.0,
        "pc" => number * 16.0,
        "in" => number * 96.0,
        "cm" => number * 96.0 / 2.54,
        "mm" => number * 96.0 / 25.4,
        "q" => number * 96.0 / 101.6,
        _ => return None,
    })
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|number| number.is_finite() && number.abs() <= 1e7)
}

/// In radians.
fn angle(text: &str) -> Option<f64> {
    let text = text.trim().to_ascii_lowercase();
    let unit = |unit: &str| text.strip_suffix(unit).and_then(number);
    if let Some(turns) = unit("turn") {
        return Some(turns * std::f64::consts::TAU);
    }
    if let Some(gradians) = unit("grad") {
        return Some(gradians * std::f64::consts::PI / 200.0);
    }
    unit("rad").or_else(|| unit("deg").or_else(|| number(&text)).map(f64::to_radians))
}

/// The box of an element as it is written, before its own transform; `None` where only usvg could say it.
pub(super) fn fill_box(node: Node, depth: usize) -> Option<Rect> {
    let value = |name: &str| node.attribute(name).map_or(Some(0.0), |text| length(text, 0.0, 16.0));
    Some(match node.tag_name().name() {
        "rect" | "image" | "use" if node.tag_name().name() != "use" => {
            Rect::from_origin_size((value("x")?, value("y")?), (value("width")?, value("height")?))
        }
        "circle" => Rect::from_center_size((value("cx")?, value("cy")?), (2.0 * value("r")?, 2.0 * value("r")?)),
        "ellipse" => Rect::from_center_size((value("cx")?, value("cy")?), (2.0 * value("rx")?, 2.0 * value("ry")?)),
        "line" => Rect::from_points((value("x1")?, value("y1")?), (value("x2")?, value("y2")?)),
        "polygon" | "polyline" => {
            let numbers: Vec<f64> =
                node.attribute("points")?.split([',', ' ', '\n', '\t', '\r']).filter_map(number).collect();
            let points = numbers.chunks_exact(2).map(|pair| Point::new(pair[0], pair[1]));
            points.map(|point| Rect::from_points(point, point)).reduce(|all, one| all.union(one))?
        }
        "path" => BezPath::from_svg(node.attribute("d")?).ok()?.bounding_box(),
        "g" | "a" | "svg" if depth < 32 => {
            let mut all: Option<Rect> = None;
            for child in node.children().filter(Node::is_element) {
                if matches!(child.tag_name().name(), "title" | "desc" | "defs" | "style" | "animate" | "set") {
                    continue;
                }
                if child.has_attribute("transform") {
                    return None;
                }
                let inside = fill_box(child, depth + 1)?;
                all = Some(all.map_or(inside, |all| all.union(inside)));
            }
            all?
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_transforms_are_those_of_a_browser() {
        let place = Rect::new(0.0, 0.0, 200.0, 100.0);
        let known: [(&str, Option<&str>, (f64, f64)); 10] = [
            ("translate(200px,0)", None, (210.0, 20.0)),
            ("translate(50%, 10%)", None, (110.0, 30.0)),
            ("translateX(1em) translateY(2pt)", None, (26.0, 22.666_666)),
            ("rotate(90deg)", None, (-20.0, 10.0)),
            ("rotate(.25turn)", Some("0 0"), (-20.0, 10.0)),
            ("scale(2)", Some("center"), (-80.0, -10.0)),
            ("scale(2, 1)", Some("top right"), (-180.0, 20.0)),
            ("matrix(1, 0, 0, 1, 5, 6)", None, (15.0, 26.0)),
            ("skewX(45deg)", None, (30.0, 20.0)),
            ("none", Some("50% 50%"), (10.0, 20.0)),
        ];
        for (list, origin, (x, y)) in known {
            let found = matrix(list, origin, place, 16.0).unwrap_or_else(|| panic!("{list}")) * Point::new(10.0, 20.0);
            assert!((found - Point::new(x, y)).hypot() < 1e-3, "{list} about {origin:?}: {found:?}");
        }
        let elsewhere = matrix("scale(2)", Some("center"), Rect::new(10.0, 10.0, 30.0, 30.0), 16.0).expect("it is one");
        assert_eq!(elsewhere * Point::new(10.0, 10.0), Point::new(0.0, 0.0));
        for list in ["rotate3d(1,1,1,45deg)", "perspective(5px)", "translate(calc(1px + 2px), 0)", "foo(1)"] {
            assert!(matrix(list, None, place, 16.0).is_none(), "{list}");
        }
    }
}
