//! A picture or a chart with words → the figure below, above, left or right of them, as large as they leave it.

use super::columns::{self, Column};
use super::pieces::{Piece, pieces};
use super::region::{self, Rules};
use crate::deck::part::{Content, Part, Place, Placing, When};
use crate::deck::{Block, Layout, Picture, PictureContent};
use crate::diagnostic::Span;
use crate::geometry::Size;
use crate::layout::desk::Desk;
use crate::layout::fit::Rung;
use crate::layout::node::{Node, Stack};
use crate::layout::slides::image;

/// Shares of the width that a figure beside words has: the largest at which the words keep their size, or else the last.
const SHARES: [f64; 7] = [0.66, 0.6, 0.54, 0.48, 0.44, 0.4, 0.34];

/// The share of an icon.
const ICON: f64 = 0.3;

/// Whether the slide's figure is laid out here: it says where it stands, there are several, or the layout has no place
/// of its own for one.
pub fn is_placed(desk: &Desk) -> bool {
    let slide = desk.slide;
    let says = |placing: &Placing| placing.place.is_some_and(|it| it != Place::Behind);
    let layout = match &slide.layout {
        Layout::Statement { number: Some(_) } | Layout::Title { .. } | Layout::Section | Layout::Closing => {
            return false;
        }
        Layout::Parts { .. } | Layout::Canvas { .. } => return false,
        Layout::Chart { chart } => says(&chart.placing),
        Layout::Code | Layout::Table | Layout::Numbers { .. } => true,
        Layout::Statement { number: None } | Layout::Bullets => slide.aside.is_empty(),
        // A legend beside it is a part of the picture.
        Layout::Image if image::has_legend(desk) => false,
        Layout::Image => slide.title.is_some() && !image::fills(desk),
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
    let place = placing.place.unwrap_or(if alone { Place::Below } else { Place::Right });
    // An icon is never larger than a column of its own size.
    let is_icon = |it: &Picture| matches!(it.content, PictureContent::Icon(_));
    let share = placing.share.or_else(|| desk.slide.picture.as_ref().is_some_and(is_icon).then_some(ICON));
    let entry = super::entry(desk, &[]);
    let rules = |rung: Rung| Rules { entry: &entry, rung, name: String::new(), narrow: false, depth: 0 };
    if matches!(place, Place::Left | Place::Right) && parts.len() > 1 && !desk.narrow() {
        return super::framed(desk, &all, &entry, &|desk, rung, room| {
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
    super::framed(desk, &all, &entry, &|desk, rung, room| region::down(desk, &standing, room, &rules(rung)))
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
        let pieces: Vec<Piece> = pieces(&parts[part]);
        Column {
            heading: None,
            share: Some(share),
            pieces,
            when: When::default(),
            span: Span::default(),
            place: Some(at),
        }
    };
    let figure_at = usize::from(place == Place::Right);
    let lay = |desk: &mut Desk, share: f64| {
        let words = if figure == 0 { 1..parts.len() } else { 0..figure };
        let mut both = vec![column(words, 1.0 - share, 1 - figure_at)];
        let own = column(figure..figure + 1, share, figure_at);
        both.insert(usize::from(figure > 0), own);
        columns::beside(desk, &both, room, rules)
    };
    if let Some(share) = share {
        return lay(desk, share);
    }
    let (first, torn) = (desk.next_step, desk.torn);
    for share in SHARES {
        let known = desk.misfits.len();
        (desk.next_step, desk.torn) = (first, torn);
        let laid = lay(desk, share);
        if desk.misfits.len() == known && !desk.torn || share == SHARES[SHARES.len() - 1] {
            return laid;
        }
        desk.misfits.truncate(known);
    }
    Stack::default()
}
