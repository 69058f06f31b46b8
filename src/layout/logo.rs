//! A theme's logo → where it stands on each slide, never on words, and how it is drawn there. Lengths in points.

use super::desk::Desk;
use super::inks;
use super::node::{self, Node};
use super::picture;
use super::slides;
use super::spot::Spot;
use super::svg::Pictures;
use crate::bitmap::{self, Ink};
use crate::color::Color;
use crate::deck::brand::Logo;
use crate::deck::theme::{MotifKind, SlideKind, Theme};
use crate::deck::{Deck, Layout, Picture, PictureContent, Slide};
use crate::diagnostic::Diagnostic;
use crate::drawing::{Placed, Role};
use crate::geometry::{Rect, Size};
use crate::text::Shaper;

pub(super) const CODE: &str = "SLD-LOGO";
/// The widest that a logo gets, as a share of the slide, and the least of its height.
const WIDEST: f64 = 0.4;
const LEAST: f64 = 20.0;
/// A picture of more of the slide is what words stand on.
const FILLS: f64 = 0.8;
/// The least contrast of a logo's shapes, and the share of them that has to have it.
const SEEN: f64 = 3.0;
const MOST_OF_IT: f64 = 0.5;
/// A shape of so much of the logo is a ground of its own.
const GROUND: f64 = 0.85;
/// How far the middle of a title's small letters is under the middle of its line, in em.
const MIDDLE: f64 = 0.09;

/// Width against height of the logo, once for all slides.
pub(super) fn ratio(deck: &Deck, svg: &Pictures, shaper: &mut Shaper) -> Option<f64> {
    let logo = deck.brand.logo.as_ref()?;
    picture::natural(&logo.usual, false, svg, shaper).map(|it| (it.width / it.height.max(0.01)).clamp(0.05, 40.0))
}

/// Where the logo stands on a slide before anything is laid out; `None` where it has none.
pub(super) fn spot(slide: &Slide, theme: &Theme, size: Size, ratio: Option<f64>) -> Option<Spot> {
    let (corner, height) = theme.logo.as_ref().filter(|_| slide.logo)?.spot(slide.layout.kind())?;
    let ratio = ratio.filter(|_| !is_all_picture(slide))?;
    let height = height.min(size.width * WIDEST / ratio).max(LEAST);
    let (width, space) = (height * ratio, &theme.space);
    let x = if corner.is_left() { space.left } else { size.width - space.right - width };
    let line = size.height - space.bottom - 9.0;
    let y = if corner.is_top() {
        let first = theme.scale.title.largest();
        let leading = f64::from(first) * f64::from(theme.scale.title.leading);
        // About where the first line of a title has its middle; what is higher begins at the margin.
        let opening = matches!(slide.layout.kind(), SlideKind::Title | SlideKind::Section | SlideKind::Closing);
        let middle =
            if opening { space.top + height / 2.0 } else { space.top + leading / 2.0 + MIDDLE * f64::from(first) };
        (middle - height / 2.0).max(space.top.min(height / 2.0))
    } else {
        (line - height / 2.0).min(size.height - 10.0 - height)
    };
    Some(Spot { corner, place: Rect::new(x, y, x + width, y + height) })
}

/// Whether a picture is all that the audience sees.
fn is_all_picture(slide: &Slide) -> bool {
    let words = [&slide.title, &slide.kicker, &slide.subtitle, &slide.source].into_iter().any(Option::is_some);
    matches!(slide.layout, Layout::Image) && !words && slide.body.is_empty()
}

/// Whether something that is seen stands where the logo or the room around it is.
pub(super) fn is_covered(spot: &Spot, nodes: &[Node], size: Size) -> bool {
    let near = spot.clear() * 0.98;
    let space = spot.place.inflate(near, near);
    node::obstacles(nodes, size, FILLS).into_iter().any(|it| {
        let both = it.intersect(space);
        both.width() > 0.5 && both.height() > 0.5
    })
}

/// The theme with its margins so far in that nothing stands beside the logo.
pub(super) fn around(theme: &Theme, spot: &Spot, size: Size) -> Theme {
    let mut theme = theme.clone();
    let space = &mut theme.space;
    if spot.corner.is_top() {
        // A line right under it would look like a part of it.
        space.top = space.top.max(spot.place.y1 + spot.place.height());
        for top in [&mut theme.panels.number_top, &mut theme.panels.words_top] {
            *top = top.max(space.top);
        }
    } else {
        let foot = size.height - spot.space().y0;
        space.foot = space.foot.max(foot);
        space.footless = space.footless.max(foot);
    }
    theme
}

pub(super) fn no_room(slide: &Slide, theme: &Theme) -> Diagnostic {
    let message = format!("slide `{}` has no room for the theme's logo: it is left out", slide.id);
    let kind = slide.layout.kind();
    let drawn = matches!(kind, SlideKind::Title | SlideKind::Section | SlideKind::Closing)
        && theme.motif.opening
        && !matches!(theme.motif.kind, MotifKind::None);
    let hint = if drawn {
        "The theme's motif may stand there: write [motif] kind = \"none\" in the theme, or give the logo another corner \
         on slides of this kind"
    } else {
        "Shorten the slide's words, or say logo = false on it"
    };
    Diagnostic::warning(CODE, slide.span, message).hint(hint)
}

/// The logo, where `desk` has it, on what lies there.
pub(super) fn draw(desk: &mut Desk, nodes: &[Node]) -> Option<Node> {
    let (spot, logo) = (desk.logo?, desk.deck.brand.logo.as_ref()?);
    let paper = desk.ground;
    let under = node::color_under(nodes, spot.place);
    if picture::fills(desk) {
        desk.ground = slides::image::words_ground(desk);
    } else if let Some(fill) = under {
        desk.ground = desk.theme.colored(fill);
    }
    let fill = desk.ground.fill;
    // In a dark variant paper is dark too.
    let dark = Color::WHITE.contrast(fill) > Color::BLACK.contrast(fill);
    desk.ground.dark = dark;
    let mut shown = chosen(logo, dark).clone();
    let alt = shown.alt.take();
    let stack = picture::bare(desk, &shown, spot.place.size());
    desk.ground = paper;
    let drawing = node::cut(&stack.nodes, 0);
    if !is_seen(&shown, &drawing, spot.place.size(), fill) {
        desk.fault(unseen(logo, dark, fill));
    }
    // Said once, at the beginning; from then on it is the house's mark and nothing new.
    let said = alt.filter(|_| matches!(desk.slide.layout, Layout::Title { .. }));
    let role = said.map_or(Role::Decoration, |alt| Role::Figure { alt });
    Some(Node::branch(role, spot.place.origin(), shown.span, stack.nodes))
}

fn chosen(logo: &Logo, dark: bool) -> &Picture {
    if dark { logo.on_dark.as_ref().unwrap_or(&logo.usual) } else { &logo.usual }
}

fn unseen(logo: &Logo, dark: bool, fill: Color) -> Diagnostic {
    let shown = chosen(logo, dark);
    let kind = if dark { "dark" } else { "light" };
    let message = format!("the logo `{}` is hard to see on {kind} slides, such as on {fill}", shown.src);
    let hint = match (&logo.on_dark, dark) {
        (None, true) => "Save it in light colors as well, and name that file in the theme: [logo] on_dark = \"…\"",
        (Some(_), true) => "Give the logo of `on_dark` lighter colors, or choose another background there",
        (_, false) => "Give the logo of `src` darker colors, or choose another background there",
    };
    Diagnostic::warning(CODE, shown.span, message).hint(hint)
}

/// Whether most of a logo stands out from what it stands on.
fn is_seen(picture: &Picture, items: &[Placed], size: Size, ground: Color) -> bool {
    if let PictureContent::Raster(raster) = &picture.content {
        let small = u64::from(raster.width) * u64::from(raster.height) <= bitmap::SMALL;
        let pixels = if small && bitmap::may_be_clear(raster) { bitmap::decode(raster).ok() } else { None };
        return pixels.and_then(|pixels| Ink::of(&pixels)).is_none_or(|ink| ink.reads(ground) >= MOST_OF_IT);
    }
    let colors = inks::of(items);
    if colors.iter().any(|(_, area)| *area >= size.area() * GROUND) {
        return true;
    }
    let seen = colors.iter().filter(|(color, _)| color.contrast(ground) >= SEEN).count();
    colors.is_empty() || seen as f64 >= colors.len() as f64 * MOST_OF_IT
}
