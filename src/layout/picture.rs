//! A picture of the deck → a figure that fits its room, with its caption and credit beneath.

use std::sync::Arc;

use super::desk::{Desk, rounded};
use super::marks::{self, Frame};
use super::mat;
use super::node::{self, Node, Stack};
use super::svg::{Pictures, Request, SvgDrawing};
use crate::color::Color;
use crate::deck::placing;
use crate::deck::theme::ImageWords;
use crate::deck::{Fit, Picture, PictureContent};
use crate::diagnostic::Diagnostic;
use crate::drawing::{self, Group, Item, Placed, Role, Shade};
use crate::geometry::{Affine, Point, Rect, Size};
use crate::text::{Shaper, Style};

/// A drawing, or why it cannot be drawn.
type Read = Result<SvgDrawing, String>;

/// The shape of the frame in the place of a picture that is not there.
const MISSING: Size = Size::new(1.0, 0.62);
/// How far a mat reaches beyond its picture, in points.
const MAT: f64 = 14.0;

/// The most of an icon's height and width: larger, its lines would be as thick as a finger.
const LARGEST_ICON: f64 = 200.0;
/// From this side on an icon has lines that are thinner for their size.
const LARGE: f64 = 120.0;
/// How thick the lines of an icon beside words are, on its sheet of 24.
const BESIDE_WORDS: f64 = 2.0;
/// Parts of all drawings of a slide: two as large as one may be.
const MOST_PARTS: usize = 200_000;
/// The least side of a code's squares: smaller ones are blurred on the way to a phone at the back.
const LEAST_SQUARE: f64 = 2.0;
/// The least size of the address under a code.
const ADDRESS: f32 = 20.0;
/// From this width on, the legend of numbers stands beside the picture: its share, and the least and most of it.
const BESIDE: f64 = 480.0;
const LEGEND: (f64, f64, f64) = (0.27, 170.0, 250.0);

/// A picture as large as `room` allows, its caption and credit under it, the legend of its numbers beside it, in reading
/// order.
pub(super) fn picture(desk: &mut Desk, picture: &Picture, room: Size) -> Stack {
    if !marks::has_legend(desk, picture) {
        return with_caption(desk, picture, room);
    }
    if room.width < BESIDE {
        let legend = marks::legend(desk, Size::new(room.width, room.height * 0.6));
        let left = Size::new(room.width, (room.height - legend.size.height - 20.0).max(40.0));
        let mut out = with_caption(desk, picture, left);
        out.below(legend, 20.0);
        return out;
    }
    let (share, least, most) = LEGEND;
    let width = (room.width * share).clamp(least, most);
    let gap = (room.width * 0.07).min(64.0);
    let mut out = with_caption(desk, picture, Size::new(room.width - width - gap, room.height));
    let down = 12.0_f64.min(out.size.height * 0.04);
    let legend = marks::legend(desk, Size::new(width, room.height - down));
    let size = Size::new(out.size.width + gap + width, out.size.height.max(legend.size.height + down));
    let at = Point::new(out.size.width + gap, down);
    out.nodes.extend(legend.at(at));
    Stack { size, ..out }
}

fn with_caption(desk: &mut Desk, picture: &Picture, room: Size) -> Stack {
    if matches!(picture.content, PictureContent::Qr { .. }) {
        return with_address(desk, picture, room);
    }
    let words = caption(desk, picture, room.width);
    let left = Size::new(room.width, (room.height - words.size.height - 8.0).max(40.0));
    let mut out = image(desk, picture, left);
    if !words.nodes.is_empty() {
        out.below(words, 8.0);
    }
    out
}

/// A code over its words, which are as large as the slide's own, since people type them.
fn with_address(desk: &mut Desk, picture: &Picture, room: Size) -> Stack {
    let entry = &desk.theme.scale.label;
    let mut words = Stack::default();
    if let Some(rich) = &picture.caption {
        let size = entry.largest().max(ADDRESS);
        let style = Style { capitals: false, tracking: 0.0, weight: 600.0, ..desk.style(entry, size) };
        words = desk.text(rich, &style, room.width, Role::Caption);
    }
    let credit = caption(desk, &Picture { caption: None, ..picture.clone() }, room.width);
    words.below(credit, 2.0);
    let left = Size::new(room.width, (room.height - words.size.height - 8.0).max(40.0));
    let mut out = image(desk, picture, left);
    if words.nodes.is_empty() {
        return out;
    }
    // Both have the same middle.
    let width = out.size.width.max(words.size.width);
    let across = (width - out.size.width) / 2.0;
    out = Stack { size: Size::new(width, out.size.height), nodes: out.at(Point::new(across, 0.0)) };
    let across = (width - words.size.width) / 2.0;
    out.below(Stack { size: words.size, nodes: words.at(Point::new(across, 0.0)) }, 8.0);
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
    let natural = natural(picture, desk.ground.dark, desk.svg, desk.shaper).unwrap_or(MISSING);
    let ratio = (natural.width / natural.height.max(0.01)).clamp(0.02, 50.0);
    desk.ratios.insert(picture.src.clone(), ratio);
    ratio
}

/// Its own size, in units of its own; `None` where it cannot be drawn.
pub(super) fn natural(picture: &Picture, dark: bool, svg: &Pictures, shaper: &mut Shaper) -> Option<Size> {
    Some(match &picture.content {
        PictureContent::Raster(raster) => Size::new(f64::from(raster.width), f64::from(raster.height)),
        PictureContent::Svg(text) => {
            let (name, span) = (picture.src.as_str(), picture.span);
            let whole = Request { name, svg: text, span, room: Size::ZERO, dark, parts: &[] };
            svg.read(&whole, shaper).ok()?.size
        }
        PictureContent::Qr { .. } | PictureContent::Icon(_) => Size::new(1.0, 1.0),
        PictureContent::Missing => return None,
    })
}

/// The part of a picture of that size that is seen in `room`, in its own units.
pub(super) fn seen(natural: Size, room: Size, picture: &Picture) -> Rect {
    fitted(natural, room, picture).1
}

/// The picture in `room` as it is: without a mat, a caption or marks.
pub(super) fn bare(desk: &mut Desk, picture: &Picture, room: Size) -> Stack {
    dressed(desk, picture, room, Dress::None)
}

/// The same under the veil that words on it need.
pub(super) fn veiled(desk: &mut Desk, picture: &Picture, room: Size, shade: &Arc<Shade>) -> Stack {
    dressed(desk, picture, room, Dress::Shade(shade))
}

/// An icon in that color beside words, its lines as thick as their stems.
pub(super) fn sign(desk: &mut Desk, picture: &Picture, side: Size, color: Color) -> Stack {
    if desk.draft {
        return Stack { nodes: vec![Node::decoration(Vec::new())], size: side };
    }
    dressed(desk, picture, side, Dress::Ink(color))
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
    dressed(desk, picture, room, Dress::Mat)
}

/// What comes with a picture that it does not bring.
#[derive(Clone, Copy)]
enum Dress<'s> {
    /// A mat, where it needs one.
    Mat,
    /// What lies over its pixels.
    Shade(&'s Arc<Shade>),
    /// The color of an icon that stands beside words.
    Ink(Color),
    None,
}

/// What a picture shows, and what points into it, is never mirrored.
fn dressed(desk: &mut Desk, picture: &Picture, room: Size, dress: Dress) -> Stack {
    desk.rightward(|desk| upright(desk, picture, room, dress))
}

fn upright(desk: &mut Desk, picture: &Picture, room: Size, dress: Dress) -> Stack {
    let (shade, mat) = match dress {
        Dress::Mat => (None, true),
        Dress::Shade(shade) => (Some(shade), false),
        Dress::Ink(_) | Dress::None => (None, false),
    };
    let shown = match &picture.content {
        PictureContent::Missing => None,
        PictureContent::Raster(raster) => {
            let mat = if mat { mat::under_pixels(desk, raster) } else { None };
            let natural = Size::new(f64::from(raster.width), f64::from(raster.height));
            let place = Place::new(picture, natural, room, mat);
            let shown =
                drawing::Picture { raster: raster.clone(), size: place.inner, crop: place.crop, shade: shade.cloned() };
            let leaf = Node::leaf(place.corner(), Item::Picture(shown), picture.span);
            Some((place, vec![leaf]))
        }
        PictureContent::Svg(text) => {
            let read = desk.svg.read(&request(desk, picture, text, room), desk.shaper);
            drawn(desk, picture, read, (room, mat))
        }
        PictureContent::Qr { svg, across } => {
            let read = desk.svg.read_own(&request(desk, picture, svg, room), desk.shaper);
            let shown = drawn(desk, picture, read, (room, mat));
            if let Some((place, _)) = &shown {
                tell_small(desk, picture, place.inner.width / *across as f64);
            }
            shown
        }
        PictureContent::Icon(shapes) => {
            let room = Size::new(room.width.min(LARGEST_ICON), room.height.min(LARGEST_ICON));
            let svg = match dress {
                Dress::Ink(color) => icon(shapes, color, BESIDE_WORDS),
                _ if room.width.min(room.height) > LARGE => icon(shapes, desk.ground.strong, 1.25),
                _ => icon(shapes, desk.ground.strong, 1.5),
            };
            let read = desk.svg.read_own(&request(desk, picture, &svg, room), desk.shaper);
            drawn(desk, picture, read, (room, mat))
        }
    };
    let Some((place, nodes)) = shown else { return missing(desk, picture, room) };
    let (size, children) = on_mat(desk, &place, nodes);
    let role = match &picture.alt {
        Some(alt) => Role::Figure { alt: alt.clone() },
        None => Role::Decoration,
    };
    let figure = Node::branch(role, Point::ZERO, picture.span, children).clipped(size.to_rect());
    let marks = marks::on_picture(desk, picture, &place.frame());
    Stack { nodes: [figure].into_iter().chain(marks).collect(), size }
}

/// A drawing as it is at each step, where it stands; `None`, told, where it cannot be drawn.
fn drawn(desk: &mut Desk, picture: &Picture, read: Read, (room, mat): (Size, bool)) -> Option<(Place, Vec<Node>)> {
    let drawn = match read {
        Ok(drawn) => drawn,
        Err(why) => {
            let message = format!("the picture `{}` can't be drawn: {why}", picture.src);
            let hint = "save it again as plain SVG, or as PNG";
            desk.fault(Diagnostic::error("SVG", picture.span, message).hint(hint));
            return None;
        }
    };
    for note in &drawn.notes {
        let message = format!("the picture `{}` is not drawn quite as it is written: {note}", picture.src);
        desk.fault(Diagnostic::warning("SVG", picture.span, message));
    }
    drawn.faults.into_iter().for_each(|(_, fault)| desk.fault(fault));
    // Each that stands on the slide is held by itself.
    let parts = node::items(&drawn.items);
    if desk.pictured + parts > MOST_PARTS {
        let message = format!("the drawings of slide `{}` have more than {MOST_PARTS} parts together", desk.slide.id);
        let hint = "share them among several slides, or save them as PNG: this one and those after it are left out";
        desk.fault(Diagnostic::error("SVG", desk.slide.span, message).hint(hint));
        return None;
    }
    desk.pictured += parts;
    let file = if let PictureContent::Svg(text) = &picture.content { Some(text) } else { None };
    let mat = if mat { mat::needed(desk, file, &drawn.items, drawn.size) } else { None };
    let place = Place::new(picture, drawn.size, room, mat);
    let scale = place.inner.width / place.crop.width();
    let transform = Affine::scale(scale) * Affine::translate(-place.crop.origin().to_vec2());
    let look = |items| {
        let item = Item::Group(Group { transform, ..Group::new(Role::Section, items) });
        Node::placed(Placed { at: place.corner(), item, span: picture.span })
    };
    let last = drawn.last_step;
    let ends: Vec<usize> = drawn.before.iter().map(|it| it.0).skip(1).chain([last]).collect();
    let first = ends.first().copied().filter(|_| !drawn.before.is_empty());
    let before = drawn.before.into_iter().zip(ends);
    let before = before.map(|((from, items), to)| look(items).at_step(from).until(Some(to)).of_build(first));
    let looks = before.chain([look(drawn.items).at_step(last).of_build(first)]).collect();
    Some((place, looks))
}

/// An icon in that color with lines so thick, on a sheet of 24 by 24.
fn icon(shapes: &str, color: Color, stroke: f64) -> String {
    let Color { r, g, b, .. } = color;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"24\" height=\"24\" fill=\"none\" color=\"#{r:02x}{g:02x}{b:02x}\" \
         stroke=\"currentColor\" stroke-width=\"{stroke}\" stroke-linecap=\"round\" stroke-linejoin=\"round\">{shapes}</svg>"
    )
}

fn tell_small(desk: &mut Desk, picture: &Picture, square: f64) {
    if square < LEAST_SQUARE {
        let message =
            format!("the squares of the {} are {square:.1} pt large: phones at the back may not read it", picture.src);
        let hint = "Give it more room, or use a shorter address";
        desk.fault(Diagnostic::warning("QR-SMALL", picture.span, message).hint(hint));
    }
}

/// Where a picture stands on its mat, and which part of it is seen.
struct Place {
    mat: Option<Color>,
    /// How far the mat reaches beyond it.
    edge: f64,
    inner: Size,
    /// In the picture's own units.
    crop: Rect,
    natural: Size,
}

impl Place {
    fn new(picture: &Picture, natural: Size, room: Size, mat: Option<Color>) -> Self {
        let edge = edge(mat, picture);
        let (inner, crop) = fitted(natural, room - Size::new(2.0 * edge, 2.0 * edge), picture);
        Self { mat, edge, inner, crop, natural }
    }

    fn corner(&self) -> Point {
        Point::new(self.edge, self.edge)
    }

    fn frame(&self) -> Frame {
        let scale = self.inner.width / self.crop.width();
        let whole = Rect::from_origin_size(self.corner() - self.crop.origin().to_vec2() * scale, self.natural * scale);
        Frame { seen: Rect::from_origin_size(self.corner(), self.inner), whole }
    }
}

/// How far the mat reaches beyond the picture: where that is cropped to its room, not at all.
fn edge(mat: Option<Color>, picture: &Picture) -> f64 {
    if mat.is_some() && picture.fit == Fit::Contain { MAT } else { 0.0 }
}

/// What stands there on its mat, if it has one, and the size of both.
fn on_mat(desk: &Desk, place: &Place, nodes: Vec<Node>) -> (Size, Vec<Node>) {
    let size = place.inner + Size::new(2.0 * place.edge, 2.0 * place.edge);
    let radius = if place.edge > 0.0 { desk.theme.space.radius } else { 0.0 };
    let under = place.mat.map(|color| Node::decoration(vec![rounded(size.to_rect(), radius, color)]));
    (size, under.into_iter().chain(nodes).collect())
}

fn request<'a>(desk: &Desk, picture: &'a Picture, svg: &'a str, room: Size) -> Request<'a> {
    Request { name: &picture.src, svg, span: picture.span, room, dark: desk.ground.dark, parts: &picture.parts }
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

/// Whether the words of this slide stand on its picture: where the slide says so, or the theme, if the author lets the
/// picture be cropped.
pub(super) fn fills(desk: &Desk) -> bool {
    let over = desk.theme.image.words == ImageWords::Over;
    desk.slide.picture.as_ref().is_some_and(|it| match it.placing.place {
        Some(place) => place == placing::Place::Behind,
        None => over && it.fit == Fit::Cover,
    })
}
