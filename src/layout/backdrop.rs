//! What a slide or its theme has behind words → the ground that these are set on, and the picture with its veil.
//!
//! Invariant: the veil is measured where words stand in the end, so it is added when all else is laid out.

use std::sync::Arc;

use super::desk::Desk;
use super::inks;
use super::node::{self, Node};
use super::picture;
use super::slides;
use super::spot::Behind;
use crate::color::Color;
use crate::deck::brand::Background;
use crate::deck::theme::{Ground, GroundName, Theme};
use crate::deck::{Deck, Layout, Picture, PictureContent, Slide};
use crate::drawing::{Edge, Item, SLICES, Shade, ShadeForm, ShadePart};
use crate::geometry::{Point, Rect, Size};

/// From this lightness on a picture stays light, under dark words.
const LIGHT: f64 = 0.74;
/// The shares of a picture at its sides that words may have, and how much calmer the side across has to be.
const SIDE: f64 = 0.45;
const CALMER: f64 = 0.75;
/// Words that end before this share of the width leave the rest of the picture clear; those that begin under this share of
/// the height leave what is over them.
const BESIDE: f64 = 0.88;
const BELOW: f64 = 0.5;
const ALMOST: f32 = 0.97;

/// A picture behind everything on the slide.
pub(super) struct Backdrop {
    picture: Picture,
    /// What is behind it.
    paper: Ground,
    dark: bool,
}

/// The slide's own, or else that of its kind; a slide that says its ground has that alone.
fn of<'d>(deck: &'d Deck, slide: &'d Slide) -> Option<&'d Background> {
    let kind = slide.layout.kind();
    slide.background.as_ref().or_else(|| deck.brand.backgrounds.get(&kind).filter(|_| slide.ground.is_none()))
}

/// The ground of a slide, where no picture is behind its words.
pub(super) fn ground(deck: &Deck, slide: &Slide, theme: &Theme) -> Ground {
    match of(deck, slide) {
        Some(Background::Color(color)) => theme.colored(*color),
        _ => theme.ground(slide.ground.unwrap_or_else(|| slides::usual_ground(slide, theme))),
    }
}

/// Sets the desk's ground to what reads on the picture behind the slide, if it has one; where the slide's own picture
/// fills it, nothing is behind that.
pub(super) fn set(desk: &mut Desk) -> Option<Backdrop> {
    let (deck, slide) = (desk.deck, desk.slide);
    let Background::Picture { picture, sketch } = of(deck, slide)? else { return None };
    let covered = matches!(slide.layout, Layout::Image) && slide.picture.is_some() && slide.title.is_none();
    if picture::fills(desk) || covered {
        return None;
    }
    let seen = sketch.as_ref().map(|it| picture::seen(it.size(), desk.size, picture));
    let look = sketch.as_ref().zip(seen);
    let is_light = look.is_some_and(|(sketch, seen)| sketch.lightness(seen) > LIGHT);
    let dark = match slide.ground {
        Some(GroundName::Dark) => true,
        Some(_) => !desk.theme.has_light_paper(),
        None => !(is_light && desk.theme.has_light_paper()),
    };
    let calm_end = look.is_some_and(|(sketch, seen)| {
        let side = seen.width() * SIDE;
        let (left, right) = (Rect { x1: seen.x0 + side, ..seen }, Rect { x0: seen.x1 - side, ..seen });
        let (begin, end) = if desk.mirrored() { (right, left) } else { (left, right) };
        sketch.detail(end) < sketch.detail(begin) * CALMER
    });
    let veil = desk.theme.veil(dark);
    // Veils are painted in steps of 1 in 255: words are chosen for a little less.
    let least = veil.with_alpha(f32::from(veil.a) / 255.0 * ALMOST);
    let (words, paper) = if dark {
        let fill = least.over(Color::WHITE);
        (desk.theme.dark(fill), desk.theme.dark(desk.theme.strong_fill()))
    } else {
        (desk.theme.colored(least.over(Color::BLACK)), desk.theme.ground(GroundName::Paper))
    };
    desk.ground = words;
    desk.foot = words;
    desk.behind = Behind::Picture { calm_end };
    Some(Backdrop { picture: (**picture).clone(), paper, dark })
}

impl Backdrop {
    /// The picture with its veil under these nodes, of which the last `feet` belong to the footer; the slide's ground is
    /// what is behind the picture then.
    pub fn under(self, desk: &mut Desk, nodes: &[Node], feet: usize) -> Vec<Node> {
        desk.ground = self.paper;
        let (words, foot) = nodes.split_at(nodes.len().saturating_sub(feet));
        let logo = desk.logo.map(|it| it.place);
        let parts = parts(node::text_boxes(words, false), node::text_boxes(foot, false), logo, desk.size);
        let veil = desk.theme.veil(self.dark);
        let shade = Shade { color: veil, darkens: self.dark, under: self.paper.fill, parts };
        if matches!(self.picture.content, PictureContent::Raster(_)) {
            return vec![Node::decoration(picture::veiled(desk, &self.picture, desk.size, &Arc::new(shade)).nodes)];
        }
        let mut nodes = picture::bare(desk, &self.picture, desk.size).nodes;
        nodes.extend(drawn_veil(&shade, &nodes, desk.size, &self.picture));
        vec![Node::decoration(nodes)]
    }
}

/// The veil over a drawing: as strong as the lightest of its colors needs, or the darkest under a light one.
fn drawn_veil(shade: &Shade, drawing: &[Node], size: Size, picture: &Picture) -> Vec<Node> {
    let items = node::cut(drawing, 0);
    let worst = if shade.darkens { Color::WHITE } else { Color::BLACK };
    let unknown = inks::has_pixels(&items).then_some(worst);
    let colors = inks::of(&items).into_iter().map(|(color, _)| color.over(shade.under));
    let share = colors.chain(unknown).map(|color| shade.enough_over(color)).fold(0.0, f32::max);
    let veil = |part: &ShadePart| {
        let shape = match part.form {
            ShadeForm::Edge(edge) => {
                let far = |it: &Rect| {
                    let ends = [it.origin(), Point::new(it.x1, it.y1)];
                    ends.into_iter().map(|end| edge.distance(end, size)).fold(0.0, f64::max)
                };
                let reach = part.words.iter().map(far).fold(0.0, f64::max);
                let last = (reach * SLICES as f64).ceil() as usize;
                let needed: Vec<f32> = (0..SLICES).map(|at| if at <= last { share } else { 0.0 }).collect();
                shade.along(edge, size, &needed)
            }
            form => shade.shape(form, size, share),
        };
        Node::leaf(Point::ZERO, Item::Shape(Arc::new(shape)), picture.span)
    };
    if share > 0.0 { shade.parts.iter().map(veil).collect() } else { Vec::new() }
}

/// The words in groups, each with the side from which its veil comes, so that as much of the picture as can be stays clear.
fn parts(words: Vec<Rect>, mut foot: Vec<Rect>, logo: Option<Rect>, size: Size) -> Vec<ShadePart> {
    let mut logo: Vec<Rect> = logo.into_iter().collect();
    let mut out = Vec::new();
    if let Some(around) = words.iter().copied().reduce(|a, b| a.union(b)) {
        let form = if around.y0 > size.height * BELOW {
            ShadeForm::Edge(Edge::Foot)
        } else if around.x1 < size.width * BESIDE && around.center().x <= size.width / 2.0 {
            ShadeForm::Edge(Edge::Left)
        } else if around.x0 > size.width * (1.0 - BESIDE) {
            ShadeForm::Edge(Edge::Right)
        } else {
            ShadeForm::Even
        };
        // What stands under the same veil needs none of its own.
        let joins = |it: &Rect| match form {
            ShadeForm::Edge(Edge::Foot) => it.y0 > around.y0,
            ShadeForm::Edge(Edge::Left) => it.x1 <= around.x1,
            ShadeForm::Edge(Edge::Right) => it.x0 >= around.x0,
            _ => true,
        };
        let mut own = words;
        for others in [&mut foot, &mut logo] {
            own.extend(others.iter().copied().filter(|it| joins(it)));
            others.retain(|it| !joins(it));
        }
        out.push(ShadePart { form, words: own });
    }
    let (top, low): (Vec<Rect>, Vec<Rect>) = logo.into_iter().partition(|it| it.center().y < size.height / 2.0);
    foot.extend(low);
    for (edge, words) in [(Edge::Foot, foot), (Edge::Top, top)] {
        if !words.is_empty() {
            out.push(ShadePart { form: ShadeForm::Edge(edge), words });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::parts;
    use crate::drawing::{Edge, ShadeForm};
    use crate::geometry::{Rect, Size};

    #[test]
    fn a_veil_comes_from_the_side_of_the_words() {
        let size = Size::new(960.0, 540.0);
        let forms = |words: Rect, logo: Option<Rect>| {
            let foot = vec![Rect::new(60.0, 505.0, 200.0, 516.0), Rect::new(860.0, 505.0, 900.0, 516.0)];
            parts(vec![words], foot, logo, size).into_iter().map(|it| (it.form, it.words.len())).collect::<Vec<_>>()
        };
        let (foot, left, right) =
            (ShadeForm::Edge(Edge::Foot), ShadeForm::Edge(Edge::Left), ShadeForm::Edge(Edge::Right));
        assert_eq!(forms(Rect::new(60.0, 340.0, 800.0, 440.0), None), [(foot, 3)]);
        assert_eq!(forms(Rect::new(60.0, 200.0, 520.0, 400.0), None), [(left, 2), (foot, 1)]);
        assert_eq!(forms(Rect::new(480.0, 200.0, 900.0, 400.0), None), [(right, 2), (foot, 1)]);
        assert_eq!(forms(Rect::new(60.0, 40.0, 870.0, 480.0), None), [(ShadeForm::Even, 3)]);
        let logo = Some(Rect::new(780.0, 44.0, 900.0, 72.0));
        let top = ShadeForm::Edge(Edge::Top);
        assert_eq!(forms(Rect::new(60.0, 200.0, 520.0, 400.0), logo), [(left, 2), (foot, 1), (top, 1)]);
        assert_eq!(forms(Rect::new(60.0, 40.0, 870.0, 480.0), logo), [(ShadeForm::Even, 4)]);
    }
}
