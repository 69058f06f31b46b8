//! A picture: over the whole slide where there are no words, under them where they stand on it.

use std::sync::Arc;

use crate::color::Color;
use crate::deck::theme::Ground;
use crate::deck::{Fit, Layout, Picture, PictureContent, Slide};
use crate::drawing::{Edge, Item, Role, Shade, ShadeForm, ShadePart};
use crate::geometry::{Point, Rect, Size};
use crate::layout::blocks;
use crate::layout::desk::Desk;
use crate::layout::fit::fit;
use crate::layout::footnotes;
use crate::layout::heads;
use crate::layout::marks;
use crate::layout::node::{self, Node, Stack};
use crate::layout::picture;
use crate::layout::setting::Setting;

/// From the content to the caption and credit of the picture behind it, in points.
const CAPTION: f64 = 12.0;

pub(super) fn image(desk: &mut Desk) -> Vec<Node> {
    let Some(it) = desk.slide.picture.clone() else { return super::content::plain(desk) };
    if is_alone(desk.slide) {
        return full(desk, &it);
    }
    if has_legend(desk) {
        return titled(desk, &it);
    }
    if let Some(under) = under(desk) {
        return over(desk, &under);
    }
    super::content::plain(desk)
}

/// Whether a picture is all that the slide has.
pub(super) fn is_alone(slide: &Slide) -> bool {
    let words = [&slide.title, &slide.kicker, &slide.subtitle, &slide.source];
    slide.picture.is_some() && slide.body.is_empty() && words.iter().all(|it| it.is_none())
}

/// Whether the picture stands alone under its title, with the legend of its numbers.
pub(in crate::layout) fn has_legend(desk: &Desk) -> bool {
    let slide = desk.slide;
    let picture = slide.picture.as_ref().filter(|_| slide.title.is_some() && slide.body.is_empty());
    picture.is_some_and(|it| marks::has_legend(desk, it))
}

/// The title at the top, as over all figures, and the picture with the legend of its numbers beside it.
fn titled(desk: &mut Desk, it: &Picture) -> Vec<Node> {
    let (mut nodes, mut foot) = (Vec::new(), Vec::new());
    let region = super::content::title_over_parts(desk, &mut nodes);
    let region = super::content::source_line(desk, &mut foot, region);
    let stack = picture::picture(desk, it, region.size()).timed(it.placing.when);
    // A low picture stands a little above the middle.
    let down = (region.height() - stack.size.height).max(0.0) * 0.4;
    nodes.extend(stack.at(region.origin() + kurbo::Vec2::new(0.0, down)));
    nodes.extend(foot);
    nodes
}

/// The picture alone: over the whole slide, or as large as it goes inside the margins with its caption.
fn full(desk: &mut Desk, it: &Picture) -> Vec<Node> {
    let words = it.caption.is_some() || it.credit.is_some();
    if it.fit == Fit::Cover && !words && !marks::has_legend(desk, it) {
        return picture::image(desk, it, desk.size).timed(it.placing.when).nodes;
    }
    let margin = if words { 40.0 } else { 24.0 };
    let room = Size::new(desk.size.width - 2.0 * margin, desk.size.height - 2.0 * margin);
    let stack = picture::picture(desk, it, room).timed(it.placing.when);
    let free = desk.size - stack.size;
    stack.at(Point::new(free.width / 2.0, free.height / 2.0))
}

/// A picture that words stand on, and the slide's own ground, which is behind the picture.
pub(super) struct Under {
    picture: Picture,
    paper: Ground,
    /// Its caption and credit at the foot of the content, and the height that they take from it.
    caption: Vec<Node>,
    taken: f64,
}

/// The ground that the slide's words and footnotes stand on: the shade, where a picture is behind them.
pub(in crate::layout) fn words_ground(desk: &Desk) -> Ground {
    if picture::fills(desk) { desk.theme.dark(desk.theme.shade().over(Color::WHITE)) } else { desk.ground }
}

/// The picture that words will stand on; from now on they are set in what reads on its shade, and end above its caption.
pub(super) fn under(desk: &mut Desk) -> Option<Under> {
    let picture = desk.slide.picture.clone().filter(|_| picture::fills(desk))?;
    let picture = Picture { fit: Fit::Cover, ..picture };
    let paper = desk.ground;
    // The darkest words read on is the shade over white; the picture only makes it darker.
    desk.ground = words_ground(desk);
    desk.foot = desk.ground;
    let mut under = Under { picture, paper, caption: Vec::new(), taken: 0.0 };
    // A slide that is a picture has its caption among its words.
    if !matches!(desk.slide.layout, Layout::Image) {
        let (left, right) = footnotes::edges(desk);
        let words = picture::caption(desk, &under.picture, right - left);
        if !words.nodes.is_empty() {
            let top = desk.bottom() - words.size.height;
            under.taken = words.size.height + CAPTION;
            under.caption = words.at(Point::new(left, top));
            desk.notes += under.taken;
        }
    }
    Some(under)
}

/// The picture over the whole slide, and the shade that begins a little above `top`, where the `words` do. These are
/// set, and the slide's ground is its own again.
pub(super) fn under_words(desk: &mut Desk, under: &Under, top: f64, words: &[Node]) -> Vec<Node> {
    let it = &under.picture;
    desk.ground = under.paper;
    desk.notes -= under.taken;
    marks::tell_no_legend(desk, it);
    // Over words at the top there is no room for it to come in.
    let (from, full) = ((top - 150.0).max(0.0), if top < 100.0 { 0.0 } else { top - 16.0 });
    let mut boxes = node::text_boxes(words, desk.shaper.is_leftward());
    boxes.extend(node::text_boxes(&under.caption, desk.shaper.is_leftward()));
    if desk.notes > 0.0 {
        let end = desk.bottom() + desk.notes;
        boxes.push(Rect::new(desk.theme.space.left, desk.bottom(), desk.size.width - desk.theme.space.right, end));
    }
    if desk.slide.footer {
        let foot = desk.size.height - desk.theme.space.bottom;
        boxes.push(Rect::new(desk.theme.space.left, foot - 18.0, desk.size.width - desk.theme.space.right, foot));
    }
    let form = ShadeForm::Foot { from, full };
    let logo = desk.logo.map(|it| it.place);
    let over = logo.filter(|it| it.y0 < from.max(full));
    boxes.extend(logo.filter(|_| over.is_none()));
    // The picture stays as it is under words that are mirrored.
    let (mirrored, width) = (desk.mirrored(), desk.size.width);
    let placed = |it: Rect| if mirrored { Rect { x0: width - it.x1, x1: width - it.x0, ..it } } else { it };
    let (boxes, over) = (boxes.into_iter().map(placed).collect(), over.map(placed));
    let over = over.map(|it| ShadePart { form: ShadeForm::Edge(Edge::Top), words: vec![it] });
    let parts = [ShadePart { form, words: boxes }].into_iter().chain(over).collect();
    let shade = Shade { color: desk.theme.shade(), darkens: true, parts, under: desk.ground.fill };
    // What moves may be lighter later on.
    if matches!(&it.content, PictureContent::Raster(raster) if raster.plays.is_none()) {
        let mut nodes = picture::veiled(desk, it, desk.size, &Arc::new(shade)).nodes;
        nodes.extend(under.caption.iter().cloned());
        return nodes;
    }
    // Over a drawing, or over what moves, the shade is as strong as over white.
    let strongest = Item::Shape(Arc::new(shade.shape(form, desk.size, 1.0)));
    let mut nodes = picture::image(desk, it, desk.size).nodes;
    // Marks stand on the shade, as words do.
    nodes.insert(1, Node::decoration(vec![Node::leaf(Point::ZERO, strongest, it.span)]));
    nodes.extend(under.caption.iter().cloned());
    nodes
}

/// Words at the foot of a picture that fills the slide.
fn over(desk: &mut Desk, under: &Under) -> Vec<Node> {
    let space = &desk.theme.space;
    let width = desk.size.width - space.left - space.right;
    let mut foot = Vec::new();
    let region = Rect::new(space.left, space.top, space.left + width, desk.bottom());
    let region = super::content::source_line(desk, &mut foot, region);
    let words = picture::caption(desk, &under.picture, width);
    let room = Size::new(width * 0.78, region.height() - words.size.height);
    let mut all = head(desk, room);
    all.below(words, 14.0);
    let top = region.y1 - all.size.height;
    let mut words = all.at(Point::new(region.x0, top));
    words.extend(foot);
    let mut nodes = under_words(desk, under, top, &words);
    nodes.extend(words);
    nodes
}

fn head(desk: &mut Desk, room: Size) -> Stack {
    let mut out = Stack::default();
    if let Some(kicker) = &desk.slide.kicker {
        let color = desk.ground.accent;
        let kicker = desk.kicker(kicker, color, room.width, Role::Paragraph);
        out.below(kicker, 0.0);
    }
    if let Some(title) = &desk.slide.title {
        let color = desk.ground.title;
        let mut entry = desk.theme.scale.title.clone();
        // In a column of its own a large title would leave its body no room.
        let most =
            if desk.slide.body.is_empty() { entry.largest() } else { desk.theme.band.dense.max(entry.smallest()) };
        entry.sizes.retain(|size| *size <= most);
        if let Some(large) = desk.theme.image.title.filter(|it| *it > most && desk.slide.body.is_empty()) {
            entry.sizes.insert(0, large);
        }
        let title = desk.headline(title, &entry, color, room, 5, desk.heading_role());
        heads::below(&mut out, title, desk.theme.band.kicker_gap + 2.0);
    }
    if let Some(subtitle) = &desk.slide.subtitle {
        let color = desk.ground.mute;
        let subtitle = desk.headline(subtitle, &desk.theme.scale.lines, color, room, 4, Role::Paragraph);
        out.below(subtitle, 12.0);
    }
    let left = Size::new(room.width, room.height - out.size.height - 20.0);
    let slide = desk.slide;
    let entry = &desk.theme.scale.bullets;
    let (body, _) = fit(desk, entry, left, |desk, rung| {
        let setting = Setting::new(desk, entry, rung).revealing(slide.reveal);
        blocks::stack(desk, &slide.body, &setting, left.width)
    });
    if !body.nodes.is_empty() {
        out.below(body, 20.0);
    }
    out
}
