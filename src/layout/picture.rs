//! A picture of the deck → a figure that fits its room, with its caption and credit beneath.

use std::sync::Arc;

use super::desk::{Desk, rounded};
use super::mat;
use super::node::{Node, Stack};
use super::svg::Request;
use crate::color::Color;
use crate::deck::{Fit, Picture, PictureContent};
use crate::diagnostic::Diagnostic;
use crate::drawing::{self, Group, Item, Placed, Role, Shade};
use crate::geometry::{Affine, Point, Rect, Size};
use crate::text::Style;

/// The shape of the frame in the place of a picture that is not there.
const MISSING: Size = Size::new(1.0, 0.62);
/// How far a mat reaches beyond its picture, in points.
const MAT: f64 = 14.0;

/// A picture as large as `room` allows, its caption and credit under it, in reading order.
pub(super) fn picture(desk: &mut Desk, picture: &Picture, room: Size) -> Stack {
    let words = caption(desk, picture, room.width);
    let left = Size::new(room.width, (room.height - words.size.height - 8.0).max(40.0));
    let mut out = image(desk, picture, left);
    if !words.nodes.is_empty() {
        out.below(words, 8.0);
    }
    out
}

pub(super) fn caption(desk: &mut Desk, picture: &Picture, width: f64) -> Stack {
    let mut out = Stack::default();
    let entry = &desk.theme.scale.caption;
    let style = Style { color: desk.ground.mute, ..desk.plain(entry) };
    for (rich, italic) in [(&picture.caption, false), (&picture.credit, true)] {
        if let Some(rich) = rich {
            let style = Style { italic, ..style.clone() };
            let words = desk.text(rich, &style, width, Role::Caption);
            out.below(words, 2.0);
        }
    }
    out
}

/// Width against height; measured once a slide.
pub(super) fn ratio(desk: &mut Desk, picture: &Picture) -> f64 {
    if let Some(known) = desk.ratios.get(&picture.src) {
        return *known;
    }
    let natural = match &picture.content {
        PictureContent::Raster(raster) => Size::new(f64::from(raster.width), f64::from(raster.height)),
        PictureContent::Svg(text) => {
            let drawn = desk.svg.read(&request(desk, picture, text, Size::ZERO), desk.shaper);
            drawn.map_or(MISSING, |drawn| drawn.size)
        }
        PictureContent::Missing => MISSING,
    };
    let ratio = (natural.width / natural.height.max(0.01)).clamp(0.02, 50.0);
    desk.ratios.insert(picture.src.clone(), ratio);
    ratio
}

/// The picture alone, in `room`.
pub(super) fn image(desk: &mut Desk, picture: &Picture, room: Size) -> Stack {
    if desk.draft {
        let ratio = ratio(desk, picture);
        let size = match picture.fit {
            Fit::Contain => Size::new(room.width.min(room.height * ratio), room.height.min(room.width / ratio)),
            Fit::Cover => room,
        };
        return Stack { nodes: vec![Node::decoration(Vec::new())], size };
    }
    shaded(desk, picture, room, None)
}

/// The same with a shade over it, if its pixels are there to say how dark that has to be.
pub(super) fn shaded(desk: &mut Desk, picture: &Picture, room: Size, shade: Option<&Arc<Shade>>) -> Stack {
    let (size, children) = match &picture.content {
        PictureContent::Missing => return missing(desk, picture, room),
        PictureContent::Raster(raster) => {
            let mat = if shade.is_none() { mat::under_pixels(desk, raster) } else { None };
            let edge = edge(mat, picture);
            let natural = Size::new(f64::from(raster.width), f64::from(raster.height));
            let (inner, crop) = fitted(natural, room - Size::new(2.0 * edge, 2.0 * edge), picture);
            let shown = drawing::Picture { raster: raster.clone(), size: inner, crop, shade: shade.cloned() };
            let leaf = Node::leaf(Point::new(edge, edge), Item::Picture(shown), picture.span);
            on_mat(desk, mat, edge, inner, leaf)
        }
        PictureContent::Svg(text) => match desk.svg.read(&request(desk, picture, text, room), desk.shaper) {
            Ok(drawn) => {
                for note in &drawn.notes {
                    let message = format!("the picture `{}` is not drawn quite as it is written: {note}", picture.src);
                    desk.fault(Diagnostic::warning("SVG", picture.span, message));
                }
                let mat = mat::needed(desk, &drawn.items, drawn.size);
                let edge = edge(mat, picture);
                let (inner, crop) = fitted(drawn.size, room - Size::new(2.0 * edge, 2.0 * edge), picture);
                let scale = inner.width / crop.width();
                let transform = Affine::scale(scale) * Affine::translate(-crop.origin().to_vec2());
                let group = Group { transform, ..Group::new(Role::Section, drawn.items) };
                let placed = Placed { at: Point::new(edge, edge), item: Item::Group(group), span: picture.span };
                on_mat(desk, mat, edge, inner, Node::placed(placed))
            }
            Err(why) => {
                let message = format!("the picture `{}` can't be drawn: {why}", picture.src);
                let hint = "save it anew as plain SVG, or as PNG";
                desk.fault(Diagnostic::error("SVG", picture.span, message).hint(hint));
                return missing(desk, picture, room);
            }
        },
    };
    let role = match &picture.alt {
        Some(alt) => Role::Figure { alt: alt.clone() },
        None => Role::Decoration,
    };
    let figure = Node::branch(role, Point::ZERO, picture.span, children).clipped(size.to_rect());
    Stack { nodes: vec![figure], size }
}

/// How far the mat reaches beyond the picture: where that is cropped to its room, not at all.
fn edge(mat: Option<Color>, picture: &Picture) -> f64 {
    if mat.is_some() && picture.fit == Fit::Contain { MAT } else { 0.0 }
}

/// What is `inner` large on its mat, if it has one, and the size of both.
fn on_mat(desk: &Desk, mat: Option<Color>, edge: f64, inner: Size, node: Node) -> (Size, Vec<Node>) {
    let size = inner + Size::new(2.0 * edge, 2.0 * edge);
    let radius = if edge > 0.0 { desk.theme.space.radius } else { 0.0 };
    let under = mat.map(|color| Node::decoration(vec![rounded(size.to_rect(), radius, color)]));
    (size, under.into_iter().chain([node]).collect())
}

fn request<'a>(desk: &Desk, picture: &'a Picture, svg: &'a str, room: Size) -> Request<'a> {
    Request { name: &picture.src, svg, span: picture.span, room, dark: desk.ground.dark }
}

/// The size on the slide, and the part of the picture that is seen, in its own units.
fn fitted(natural: Size, room: Size, picture: &Picture) -> (Size, Rect) {
    let (across, down) = (room.width / natural.width, room.height / natural.height);
    match picture.fit {
        Fit::Contain => (natural * across.min(down), natural.to_rect()),
        Fit::Cover => {
            let seen = room / across.max(down);
            // The focus comes to the middle, as far as the picture reaches.
            let from =
                |share: f64, whole: f64, seen: f64| (whole * share - seen / 2.0).clamp(0.0, (whole - seen).max(0.0));
            let (x, y) = picture.focus;
            let origin = Point::new(from(x, natural.width, seen.width), from(y, natural.height, seen.height));
            (room, Rect::from_origin_size(origin, seen))
        }
    }
}

/// A quiet frame where the picture would stand. Its file's name is the author's business, not the audience's.
fn missing(desk: &Desk, picture: &Picture, room: Size) -> Stack {
    let size = Size::new(room.width, room.height.min(room.width * MISSING.height));
    let children = vec![rounded(size.to_rect(), desk.theme.space.radius, desk.ground.panel)];
    let alt = picture.alt.clone().unwrap_or_else(|| picture.src.clone());
    let figure = Node::branch(Role::Figure { alt }, Point::ZERO, picture.span, children);
    Stack { nodes: vec![figure], size }
}
