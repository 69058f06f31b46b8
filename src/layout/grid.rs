//! Pictures → one, a row or a grid of them, in a width and a height: one height, captions on one line, credits under them.

use crate::deck::placing::When;
use crate::deck::{Fit, Picture, Reveal, Rich};
use crate::diagnostic::Span;
use crate::drawing::Role;
use crate::geometry::{Point, Size};
use crate::layout::desk::Desk;
use crate::layout::node::{Node, Stack};
use crate::layout::picture;
use crate::text::Style;

/// From a picture to its caption, and from that to its credit, in points.
const CAPTION: f64 = 10.0;
const CREDIT: f64 = 3.0;
/// From the grid to the credit that all its pictures have.
const SHARED_CREDIT: f64 = 12.0;
/// From a row's words to the next row's pictures.
const ROWS_APART: f64 = 18.0;
/// How much wider than most a cropped picture may be to fill its column.
const STRETCH: f64 = 1.3;
/// The least height of a picture that can be seen, in points.
const LEAST: f64 = 36.0;

/// As large as `room` allows.
pub(super) fn pictures(desk: &mut Desk, pictures: &[Picture], room: Size) -> Stack {
    match pictures {
        [one] => single(desk, one, room),
        all => grid(desk, all, room),
    }
}

/// A picture alone stands in the middle of its width, with its caption and credit under it.
fn single(desk: &mut Desk, it: &Picture, room: Size) -> Stack {
    let step = if desk.reveals() && comes_whole(it) { Some(desk.reveal()) } else { it.placing.when.step };
    let laid = picture::picture(desk, it, room);
    let left = ((room.width - laid.size.width) / 2.0).max(0.0);
    let size = Size::new(room.width.max(laid.size.width), laid.size.height);
    Stack { nodes: laid.at(Point::new(left, 0.0)), size }.timed(When { step, until: it.placing.when.until })
}

/// Whether a picture may be revealed as one: what is built up, or says its step, comes as it says.
fn comes_whole(it: &Picture) -> bool {
    it.placing.when.step.is_none() && it.parts.is_empty()
}

/// How pictures stand: how many in a row, how wide each column is, what is between them.
struct Cells {
    across: usize,
    width: f64,
    gap: f64,
    /// The ratio to which pictures are cropped that may be.
    ratio: f64,
    /// The size of all captions.
    caption: f32,
    /// The credit of all, under the grid.
    shared: Option<Rich>,
}

fn grid(desk: &mut Desk, pictures: &[Picture], room: Size) -> Stack {
    let ratios: Vec<f64> = pictures.iter().map(|it| picture::ratio(desk, it)).collect();
    let usual = match pictures.len() {
        0..=3 => pictures.len().max(1),
        4 => 2,
        _ => 3,
    };
    // In a region that is taller than wide they stand under each other.
    let ways = [usual, pictures.len().div_ceil(usual), 1];
    let tall = room.height.is_finite() && room.height > room.width * 0.9;
    let area = |desk: &mut Desk, across: usize| {
        let cells = cells(desk, pictures, &ratios, across, room);
        let high = height(desk, pictures, &cells, room);
        ratios.iter().map(|ratio| (high * ratio).min(cells.width).powi(2) / ratio).sum::<f64>()
    };
    let mut across = usual;
    if tall {
        let best = ways.into_iter().map(|way| (way, area(desk, way))).max_by(|a, b| a.1.total_cmp(&b.1));
        across = best.map_or(usual, |(way, _)| way);
    }
    let cells = cells(desk, pictures, &ratios, across, room);
    let most = height(desk, pictures, &cells, room);
    let mut out = Stack::default();
    for (part, ratios) in pictures.chunks(cells.across).zip(ratios.chunks(cells.across)) {
        let row = row(desk, part, ratios, &cells, most);
        out.below(row, ROWS_APART);
    }
    out.size.width = room.width;
    if let Some(credit) = &cells.shared {
        let style = credit_style(desk);
        let words = desk.text(credit, &style, room.width, Role::Caption);
        out.below(words, SHARED_CREDIT);
    }
    out
}

fn cells(desk: &mut Desk, pictures: &[Picture], ratios: &[f64], across: usize, room: Size) -> Cells {
    let across = across.clamp(1, pictures.len().max(1));
    let gap = desk.theme.columns.picture_gap;
    let width = (room.width - gap * (across as f64 - 1.0)) / across as f64;
    let mut cropped: Vec<f64> =
        pictures.iter().zip(ratios).filter(|it| it.0.fit == Fit::Cover).map(|it| *it.1).collect();
    cropped.sort_by(f64::total_cmp);
    let ratio = cropped.get(cropped.len() / 2).copied().unwrap_or(4.0 / 3.0);
    let first = pictures.first().and_then(|it| it.credit.as_ref());
    let alike =
        first.filter(|first| pictures.iter().all(|it| it.credit.as_ref().is_some_and(|it| it.text() == first.text())));
    let lines = if pictures.len() > 6 { 1 } else { 2 };
    let caption = caption_size(desk, pictures, width, lines);
    Cells { across, width, gap, ratio, caption, shared: alike.cloned() }
}

/// The largest size at which no caption has more lines; the smallest where there is none.
fn caption_size(desk: &mut Desk, pictures: &[Picture], width: f64, lines: usize) -> f32 {
    let entry = &desk.theme.scale.picture_caption;
    let fits = |desk: &mut Desk, size: f32| {
        let style = desk.style(entry, size);
        let mut captions = pictures.iter().filter_map(|it| it.caption.as_ref());
        captions.all(|it| desk.shaper.paragraph(it, &style, width as f32).lines.len() <= lines)
    };
    entry.sizes.iter().copied().find(|size| fits(desk, *size)).unwrap_or(entry.smallest())
}

fn caption_style(desk: &Desk, cells: &Cells) -> Style {
    desk.style(&desk.theme.scale.picture_caption, cells.caption)
}

fn credit_style(desk: &Desk) -> Style {
    let entry = &desk.theme.scale.caption;
    Style { color: desk.ground.mute, italic: false, ..desk.style(entry, entry.smallest()) }
}

/// Caption and credit of a picture; credits of one row begin on one line, under its tallest caption.
fn words(desk: &mut Desk, it: &Picture, cells: &Cells) -> (Stack, Stack) {
    let style = caption_style(desk, cells);
    let caption = it.caption.as_ref().map(|rich| desk.own_width(rich, &style, cells.width, Role::Caption));
    let style = credit_style(desk);
    let credit = it.credit.as_ref().filter(|_| cells.shared.is_none());
    let credit = credit.map(|rich| desk.own_width(rich, &style, cells.width, Role::Caption));
    (caption.unwrap_or_default(), credit.unwrap_or_default())
}

/// The heights of the captions and of the credits of a row.
fn bands(words: &[(Stack, Stack)]) -> (f64, f64) {
    let tallest = |of: fn(&(Stack, Stack)) -> &Stack| words.iter().map(|it| of(it).size.height).fold(0.0, f64::max);
    (tallest(|it| &it.0), tallest(|it| &it.1))
}

/// What the words of a row take, with the space before them.
fn under((captions, credits): (f64, f64)) -> f64 {
    let caption = if captions > 0.0 { CAPTION + captions } else { 0.0 };
    caption + if credits > 0.0 { credits + if captions > 0.0 { CREDIT } else { CAPTION } } else { 0.0 }
}

/// The height that the pictures of each row can have.
fn height(desk: &mut Desk, pictures: &[Picture], cells: &Cells, room: Size) -> f64 {
    let mut taken = 0.0;
    let rows = pictures.chunks(cells.across).count() as f64;
    for part in pictures.chunks(cells.across) {
        let words: Vec<(Stack, Stack)> = part.iter().map(|it| words(desk, it, cells)).collect();
        taken += under(bands(&words));
    }
    if let Some(credit) = &cells.shared {
        let style = credit_style(desk);
        taken += SHARED_CREDIT + f64::from(desk.shaper.paragraph(credit, &style, room.width as f32).height);
    }
    let room = if room.height.is_finite() { room.height } else { desk.size.height };
    ((room - taken - ROWS_APART * (rows - 1.0)) / rows).max(LEAST)
}

fn row(desk: &mut Desk, pictures: &[Picture], ratios: &[f64], cells: &Cells, most: f64) -> Stack {
    let size = |it: &Picture, ratio: f64| {
        let ratio =
            if it.fit == Fit::Cover { (cells.width / most).clamp(cells.ratio, cells.ratio * STRETCH) } else { ratio };
        let width = cells.width.min(most * ratio);
        Size::new(width, width / ratio)
    };
    let sizes: Vec<Size> = pictures.iter().zip(ratios).map(|(it, ratio)| size(it, *ratio)).collect();
    let line = sizes.iter().map(|it| it.height).fold(0.0, f64::max);
    let words: Vec<(Stack, Stack)> = pictures.iter().map(|it| words(desk, it, cells)).collect();
    let (captions, credits) = bands(&words);
    let mut out = Stack { nodes: Vec::new(), size: Size::new(0.0, line + under((captions, credits))) };
    for (at, ((it, size), (caption, credit))) in pictures.iter().zip(sizes).zip(words).enumerate() {
        let when = it.placing.when;
        let step = match desk.slide.reveal {
            Reveal::Items if comes_whole(it) => Some(desk.reveal()),
            _ => when.step,
        };
        let image = picture::image(desk, it, size);
        // What must not be cropped stands on one bottom line.
        let mut nodes = image.at(Point::new(0.0, line - size.height));
        let below = line + CAPTION;
        nodes.extend(caption.at(Point::new(0.0, below)));
        let below = if captions > 0.0 { below + captions + CREDIT } else { below };
        nodes.extend(credit.at(Point::new(0.0, below)));
        let x = at as f64 * (cells.width + cells.gap);
        let node = Node::branch(Role::Section, Point::new(x, 0.0), Span::default(), nodes);
        out.nodes.push(node.at_step(step.unwrap_or(0)).until(when.until));
        out.size.width = out.size.width.max(x + cells.width);
    }
    out
}
