//! A picture or a chart with words → the figure below, above, left or right of them, as large as they leave it.

use super::framed::framed;
use super::pieces::{Column, Piece, pieces};
use super::region::{self, Rules};
use crate::deck::part::{Content, Part};
use crate::deck::placing::{Place, Placing, When};
use crate::deck::{Block, Layout, Picture, PictureContent};
use crate::diagnostic::Span;
use crate::geometry::{Rect, Size, Vec2};
use crate::layout::desk::Desk;
use crate::layout::fit::Rung;
use crate::layout::marks;
use crate::layout::node::{Node, Stack};
use crate::layout::picture;
use crate::layout::slides::{content, image};

/// Shares of the width that a figure beside words has: the largest at which the words keep their size, or else the last.
const SHARES: [f64; 7] = [0.66, 0.6, 0.54, 0.48, 0.44, 0.4, 0.34];
/// The least share of an upright one.
const NARROWEST: f64 = 0.2;

/// The share of an icon.
const ICON: f64 = 0.3;
/// How much higher words may get beside a figure than beside the narrowest one.
const MORE_LINES: f64 = 1.5;
/// Words that take no more of the height than this are few: they may break as they like.
const FEW: f64 = 0.5;
/// From this proportion on, a picture is wide.
const WIDE: f64 = 2.0;
/// How much larger a figure beside a title alone has to be than under it, since titles stand over what they are about.
const LARGER: f64 = 1.2;
/// What stays free over a figure beside a title, of the theme's margin there, and beside it, in points.
const AROUND: (f64, f64) = (0.6, 32.0);
/// How much of the free height lies above words beside a figure, where no title is over them.
const ABOVE: f64 = 0.42;

/// Whether the slide's figure is laid out here: it says where it stands, there are several, or the layout has no place
/// of its own for one.
pub fn is_placed(desk: &Desk) -> bool {
    let slide = desk.slide;
    let says =
        |placing: &Placing| placing.place.is_some_and(|it| it != Place::Behind) || placing.when != When::default();
    let layout = match &slide.layout {
        Layout::Statement { number: Some(_) } | Layout::Title { .. } | Layout::Section | Layout::Closing { .. } => {
            return false;
        }
        Layout::Parts { .. } | Layout::Canvas { .. } => return false,
        Layout::Chart { chart } => says(&chart.placing),
        Layout::Code | Layout::Table | Layout::Numbers { .. } => true,
        Layout::Statement { number: None } | Layout::Bullets => slide.aside.is_empty(),
        // A legend beside it is a part of the picture.
        Layout::Image if image::has_legend(desk) => false,
        Layout::Image => slide.title.is_some() && !picture::fills(desk),
        _ => false,
    };
    let picture = slide.picture.as_ref().filter(|it| it.placing.place != Some(Place::Behind));
    let chart = matches!(&slide.layout, Layout::Chart { .. });
    !slide.pictures.is_empty() || picture.is_some_and(|it| layout || says(&it.placing) || chart) || chart && layout
}

/// The slide's parts in the order of the file, and which of them is the figure.
fn own_parts(desk: &Desk) -> (Vec<Part>, usize, Placing) {
    let slide = desk.slide;
    let part = |content| Part { content, when: When::default(), span: slide.span };
    let mut words = Vec::new();
    if !slide.body.is_empty() {
        words.push(part(Content::Blocks(slide.body.clone())));
    }
    let picture = slide.picture.clone().filter(|it| it.placing.place != Some(Place::Behind));
    let mut placing = picture.as_ref().map(|it| it.placing);
    let mut figure =
        picture.map(|it| Part { when: it.placing.when, ..part(Content::Blocks(vec![Block::Picture(it)])) });
    if !slide.pictures.is_empty() {
        figure = Some(part(Content::Pictures(slide.pictures.clone())));
    }
    match &slide.layout {
        Layout::Chart { chart } => {
            let chart_part = Part { when: chart.placing.when, ..part(Content::Chart(chart.clone())) };
            if figure.is_some() {
                words.insert(0, chart_part);
            } else {
                (figure, placing) = (Some(chart_part), Some(chart.placing));
            }
        }
        Layout::Numbers { numbers } => words.insert(0, part(Content::Numbers(numbers.clone()))),
        _ => {}
    }
    let at = if slide.picture_first { 0 } else { words.len() };
    words.extend(figure);
    let last = words.len() - 1;
    words[at.min(last)..].rotate_right(1);
    (words, at.min(last), placing.unwrap_or_default())
}

/// The slide with its figure where it says, or where a figure of its kind stands.
pub fn placed(desk: &mut Desk) -> Vec<Node> {
    let (parts, figure, placing) = own_parts(desk);
    let all: Vec<Piece> = pieces(&parts);
    let alone = parts.len() == 1 || !desk.slide.pictures.is_empty();
    let below = alone || lies_under_its_line(desk, placing);
    let place = placing.place.unwrap_or(if below { Place::Below } else { Place::Right });
    // An icon is never larger than a column of its own size.
    let is_icon = |it: &Picture| matches!(it.content, PictureContent::Icon(_));
    let share = placing.share.or_else(|| desk.slide.picture.as_ref().is_some_and(is_icon).then_some(ICON));
    if alone
        && placing.place.is_none()
        && desk.slide.aside.is_empty()
        && let Some(nodes) = beside_title(desk)
    {
        return nodes;
    }
    let scale = &desk.theme.scale;
    let mut entry =
        if matches!(desk.slide.layout, Layout::Statement { .. }) { scale.body.clone() } else { scale.bullets.clone() };
    if matches!(place, Place::Below | Place::Above) && !alone {
        // Over or under a figure words are its line, and no more of the slide than that.
        let (most, floor) = (desk.theme.columns.largest(2), entry.smallest());
        entry.sizes.retain(|size| *size <= most || *size == floor);
    }
    let entry = &entry;
    let rules = |rung: Rung| Rules { entry, rung, name: String::new(), narrow: false, depth: 0, alone: false };
    if matches!(place, Place::Left | Place::Right) && parts.len() > 1 && !desk.narrow() {
        return framed(desk, &all, entry, &|desk, rung, room| {
            beside(desk, &parts, figure, (place, share), room, &rules(rung))
        });
    }
    let mut standing = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        for piece in pieces(std::slice::from_ref(part)) {
            // Where the figure stands is not always where it is read.
            let place = if at == figure { usize::from(place != Place::Above) * 2 } else { 1 };
            let share = if at == figure { placing.share } else { piece.share };
            standing.push(Piece { place, share, ..piece });
        }
    }
    framed(desk, &all, entry, &|desk, rung, room| region::down(desk, &standing, room, &rules(rung)))
}

/// Whether a picture that is wide has one line of words, under which it is much larger than beside it.
fn lies_under_its_line(desk: &mut Desk, placing: Placing) -> bool {
    let slide = desk.slide;
    let (Some(it), [Block::Paragraph(line)]) = (&slide.picture, &slide.body[..]) else { return false };
    let own = matches!(slide.layout, Layout::Statement { number: None }) && slide.title.is_some();
    if !own || placing.share.is_some() || desk.narrow() || picture::ratio(desk, it) < WIDE {
        return false;
    }
    let width = desk.size.width - desk.theme.space.left - desk.theme.space.right;
    let style = desk.style(&desk.theme.scale.body, desk.theme.columns.largest(2));
    f64::from(desk.shaper.paragraph(line, &style, f32::MAX).width) <= width
}

/// Words and figure side by side; without a share of its own the figure takes what the words can spare.
fn beside(
    desk: &mut Desk,
    parts: &[Part],
    figure: usize,
    (place, share): (Place, Option<f64>),
    room: Size,
    rules: &Rules,
) -> Stack {
    let column = |part: std::ops::Range<usize>, share: f64, at: usize| {
        let (pieces, when, span) = (pieces(&parts[part]), When::default(), Span::default());
        Column { heading: None, share: Some(share), pieces, when, span, place: Some(at) }
    };
    let figure_at = usize::from(stands_right(desk, place));
    let lay = |desk: &mut Desk, share: f64| {
        let words = if figure == 0 { 1..parts.len() } else { 0..figure };
        let mut both = vec![column(words, 1.0 - share, 1 - figure_at)];
        let own = column(figure..figure + 1, share, figure_at);
        both.insert(usize::from(figure > 0), own);
        rules.beside(desk, &both, room)
    };
    if let Some(share) = share {
        return lay(desk, share);
    }
    let (first, torn, known) = (desk.next_step, desk.torn, desk.misfits.len());
    let gap = desk.between(2);
    let shares = shares(desk, room, gap);
    let narrowest = shares[shares.len() - 1];
    if shares[0] < SHARES[0] {
        // What is narrower than its place stands at the slide's margin.
        desk.across = figure_at as f64;
    }
    let words = |desk: &mut Desk, share: f64| {
        let width = (room.width - gap) * (1.0 - share);
        let own: Vec<Piece> = all_but(parts, figure);
        own.iter().map(|it| region::measured(desk, it, Size::new(width, room.height), rules)).sum::<f64>()
    };
    // In a narrow place words break more often: some of that is the price of a large figure.
    let most = (words(desk, narrowest) * MORE_LINES).max(room.height * FEW);
    for share in shares {
        (desk.next_step, desk.torn) = (first, torn);
        if share > narrowest && words(desk, share) > most {
            continue;
        }
        let mut laid = lay(desk, share);
        let fits = desk.misfits.len() == known && laid.size.height <= room.height + 0.5;
        if fits && !desk.torn || share == narrowest {
            let free = laid.size.height - words(desk, share);
            let at = usize::from(figure == 0);
            if desk.slide.title.is_none() && free > 0.0 && at < laid.nodes.len() {
                laid.nodes[at].at.y += free * ABOVE;
            }
            return laid;
        }
        desk.misfits.truncate(known);
    }
    Stack::default()
}

/// Whether a figure stands at the right of its words before a slide is mirrored: what the author says is where it stands, else
/// it follows the language.
fn stands_right(desk: &Desk, place: Place) -> bool {
    let said = desk.slide.picture.as_ref().is_some_and(|it| it.placing.place.is_some())
        || matches!(&desk.slide.layout, Layout::Chart { chart } if chart.placing.place.is_some());
    (place == Place::Right) != (said && desk.mirrored())
}

/// The shares to be tried: an upright picture is as wide as its height makes it, and the words have the rest.
fn shares(desk: &mut Desk, room: Size, gap: f64) -> Vec<f64> {
    let mut shares = SHARES.to_vec();
    let alone = |it: &&Picture| it.caption.is_none() && it.credit.is_none() && !marks::has_legend(desk, it);
    if let Some(it) = desk.slide.picture.as_ref().filter(alone).filter(|_| room.height.is_finite()) {
        let widest = (room.height * picture::ratio(desk, it) / (room.width - gap)).max(NARROWEST);
        shares.iter_mut().for_each(|share| *share = share.min(widest));
        shares.dedup();
    }
    shares
}

/// A picture beside its title, from the top of the slide to its foot, where it is much larger there than under it.
fn beside_title(desk: &mut Desk) -> Option<Vec<Node>> {
    let it = desk.picture()?;
    let (space, size) = (&desk.theme.space, desk.size);
    // There a title stands over all that the slide has.
    if desk.theme.band.height > 0.0 || desk.margin().is_some() {
        return None;
    }
    let ratio = picture::ratio(desk, it);
    let across = |room: Size| room.width.min(room.height * ratio);
    let under = content::title_over_parts(desk, &mut Vec::new());
    let split = space.left + (size.width * desk.theme.regions.image_words).round();
    let side = Rect::new(split + 24.0, space.top * AROUND.0, size.width - AROUND.1, desk.bottom());
    if across(side.size()) < across(under.size()) * LARGER || desk.narrow() {
        return None;
    }
    let mut nodes = Vec::new();
    let words = content::title_in(desk, &mut nodes, Rect { x1: split, ..under });
    content::source_line(desk, &mut nodes, words);
    let laid = picture::picture(desk, it, side.size());
    let free = side.size() - laid.size;
    nodes.extend(laid.at(side.origin() + Vec2::new(free.width / 2.0, free.height.max(0.0) / 2.0)));
    Some(nodes)
}

fn all_but(parts: &[Part], figure: usize) -> Vec<Piece<'_>> {
    let others = parts.iter().enumerate().filter(|(at, _)| *at != figure);
    others.flat_map(|(_, part)| pieces(std::slice::from_ref(part))).collect()
}
