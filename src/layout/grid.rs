//! Pictures → one, a row or a grid of them, in a width and a height: one height, captions on one line, credits under them.

use crate::deck::placing::When;
use crate::deck::{Fit, Picture, PictureContent, Reveal, Rich};
use crate::diagnostic::Span;
use crate::drawing::Role;
use crate::geometry::{Point, Size};
use crate::layout::desk::Desk;
use crate::layout::node::{Node, Stack};
use crate::layout::picture;
use crate::text::{Style, Wrap};

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
/// How much higher pictures have to be without columns of one width, and how much more of the slide they have to fill with
/// another number in a row, for that to be worth it.
const WORTH: f64 = 1.2;
const MUCH_LARGER: f64 = 1.25;
/// The most room between two places that reach from edge to edge, and between those that would lie further apart, in widths
/// of one; and between places of several widths, in gaps.
const FURTHEST: f64 = 0.4;
const TOGETHER: f64 = 0.14;
const MOST_APART: f64 = 3.0;
/// Points for a pixel of a picture that is not cropped, at most.
const ENLARGED: f64 = 2.0;

/// As large as `room` allows.
pub(super) fn pictures(desk: &mut Desk, pictures: &[Picture], room: Size) -> Stack {
    match pictures {
        [one] => single(desk, one, room),
        all => grid(desk, all, room),
    }
}

/// A picture alone stands in the middle of its width, or where the slide has it at an edge, with its caption and credit under it.
fn single(desk: &mut Desk, it: &Picture, room: Size) -> Stack {
    let step = if desk.reveals() && comes_whole(it) { Some(desk.reveal()) } else { it.placing.when.step };
    let laid = picture::picture(desk, it, room);
    let left = ((room.width - laid.size.width) * desk.across).max(0.0);
    let size = Size::new(room.width.max(laid.size.width), laid.size.height);
    Stack { nodes: laid.at(Point::new(left, 0.0)), size }.timed(When { step, until: it.placing.when.until })
}

/// Whether a picture may be revealed as one: what is built up, or says its step, comes as it says.
fn comes_whole(it: &Picture) -> bool {
    it.placing.when.step.is_none() && it.parts.is_empty()
}

/// How pictures stand: how many in a row, how high all of them are, how wide each one's place is and what is between places.
struct Cells {
    across: usize,
    height: f64,
    /// Of each picture, and of its place with its words.
    sizes: Vec<Size>,
    widths: Vec<f64>,
    /// Where the first place begins, and the room between two.
    start: f64,
    gap: f64,
    /// The size of all captions.
    caption: f32,
    /// The credit of all, under the grid.
    shared: Option<Rich>,
}

/// What is known of pictures before it is known how they stand.
struct Shapes {
    /// Width against height, as shown: those that may be cropped have one shape.
    ratios: Vec<f64>,
    shared: Option<Rich>,
    /// How high each may get: few pixels are not blown up.
    highest: Vec<f64>,
    /// Lines of a caption at most.
    lines: usize,
}

fn shapes(desk: &mut Desk, pictures: &[Picture]) -> Shapes {
    let own: Vec<f64> = pictures.iter().map(|it| picture::ratio(desk, it)).collect();
    let mut cropped: Vec<f64> = pictures.iter().zip(&own).filter(|it| it.0.fit == Fit::Cover).map(|it| *it.1).collect();
    cropped.sort_by(f64::total_cmp);
    let median = cropped.get(cropped.len() / 2).copied().unwrap_or(4.0 / 3.0);
    let ratios = pictures.iter().zip(own).map(|(it, own)| if it.fit == Fit::Cover { median } else { own }).collect();
    let first = pictures.first().and_then(|it| it.credit.as_ref());
    let alike =
        first.filter(|first| pictures.iter().all(|it| it.credit.as_ref().is_some_and(|it| it.text() == first.text())));
    let highest = pictures.iter().map(highest).collect();
    Shapes { ratios, highest, shared: alike.cloned(), lines: if pictures.len() > 6 { 1 } else { 2 } }
}

fn highest(it: &Picture) -> f64 {
    match &it.content {
        PictureContent::Raster(raster) if it.fit == Fit::Contain => (f64::from(raster.height) * ENLARGED).max(LEAST),
        _ => f64::INFINITY,
    }
}

/// The usual number in a row, unless they are much larger in another way; in a room that is taller than wide, in whichever way
/// they are largest.
fn grid(desk: &mut Desk, pictures: &[Picture], room: Size) -> Stack {
    let shapes = shapes(desk, pictures);
    let count = pictures.len();
    let usual = match count {
        0..=3 => count.max(1),
        4 => 2,
        _ => 3,
    };
    let mut best = arranged(desk, pictures, &shapes, usual, room);
    let tall = room.height.is_finite() && room.height > room.width * 0.9;
    let (ways, larger): (&[usize], f64) = match count {
        _ if tall => (&[count.div_ceil(usual), 1], 1.0),
        5.. => (&[count.div_ceil(2), count.div_ceil(3), count], MUCH_LARGER),
        _ => (&[], 1.0),
    };
    for across in ways.iter().copied().filter(|across| *across != usual) {
        let other = arranged(desk, pictures, &shapes, across, room);
        if other.area() > best.area() * larger && (tall || captions_fit(desk, pictures, &other, &shapes)) {
            best = other;
        }
    }
    let mut out = Stack::default();
    for from in (0..count).step_by(best.across) {
        let row = row(desk, pictures, from..(from + best.across).min(count), &best);
        out.below(row, ROWS_APART);
    }
    out.size.width = room.width;
    if let Some(credit) = &best.shared {
        let style = credit_style(desk);
        let words = desk.text(credit, &style, room.width, Role::Caption);
        out.below(words, SHARED_CREDIT);
    }
    out
}

/// Columns of one width; where their shapes differ so much that this makes all of them small, each as wide as it needs.
fn arranged(desk: &mut Desk, pictures: &[Picture], shapes: &Shapes, across: usize, room: Size) -> Cells {
    let across = across.clamp(1, pictures.len().max(1));
    let even = even(desk, pictures, shapes, across, room);
    let free = free(desk, pictures, shapes, across, room);
    if free.height > even.height * WORTH { free } else { even }
}

/// All in columns of one width, at the height at which the widest fills its own.
fn even(desk: &mut Desk, pictures: &[Picture], shapes: &Shapes, across: usize, room: Size) -> Cells {
    let gap = desk.theme.columns.picture_gap;
    let width = (room.width - gap * (across as f64 - 1.0)) / across as f64;
    let widths = vec![width; pictures.len()];
    let caption = caption_size(desk, pictures, &widths, shapes.lines);
    let mut cells = Cells {
        across,
        height: 0.0,
        sizes: Vec::new(),
        widths,
        start: 0.0,
        gap,
        caption,
        shared: shapes.shared.clone(),
    };
    let most = height(desk, pictures, &cells, room);
    cells.height = shapes.ratios.iter().map(|ratio| width / ratio).fold(most, f64::min).max(LEAST.min(most));
    cells.sizes = sizes(pictures, shapes, &cells, width);
    // Where height is what they lack, places are as wide as what stands in them, and share the room that is free.
    let mut needed = cells.sizes.iter().map(|size| size.width).fold(0.0, f64::max);
    for it in pictures {
        let (caption, credit) = words(desk, it, width, &cells);
        needed = needed.max(caption.size.width).max(credit.size.width);
    }
    if needed < width - 1.0 && across > 1 {
        let needed = needed.min(width) + 0.5;
        let free = room.width - needed * across as f64;
        let edge_to_edge = free / (across as f64 - 1.0);
        cells.gap = if edge_to_edge > needed * FURTHEST { needed * TOGETHER } else { edge_to_edge }.max(gap);
        cells.start = ((free - cells.gap * (across as f64 - 1.0)) / 2.0).max(0.0);
        cells.widths.fill(needed);
    }
    cells
}

/// Each as wide as its shape makes it, or as its caption needs, at the largest height at which every row has room.
fn free(desk: &mut Desk, pictures: &[Picture], shapes: &Shapes, across: usize, room: Size) -> Cells {
    let gap = desk.theme.columns.picture_gap;
    let average = (room.width - gap * (across as f64 - 1.0)) / across as f64;
    let caption = caption_size(desk, pictures, &vec![average; pictures.len()], shapes.lines);
    let least: Vec<f64> = pictures.iter().map(|it| narrowest(desk, it, caption, shapes.lines, average)).collect();
    let place = |height: f64| -> Vec<f64> {
        let wide = shapes.ratios.iter().zip(&shapes.highest).map(|(ratio, most)| height.min(*most) * ratio);
        wide.zip(&least).map(|(wide, least)| wide.max(*least)).collect()
    };
    let has_room = |height: f64| {
        let wide = |row: &[f64]| row.iter().sum::<f64>() + gap * (row.len() as f64 - 1.0);
        place(height).chunks(across).all(|row| wide(row) <= room.width + 0.01)
    };
    let mut cells = Cells {
        across,
        height: 0.0,
        sizes: Vec::new(),
        widths: place(LEAST),
        start: 0.0,
        gap,
        caption,
        shared: shapes.shared.clone(),
    };
    let most = height(desk, pictures, &cells, room);
    let (mut low, mut high) = (0.0, most);
    for _ in 0..24 {
        let middle = f64::midpoint(low, high);
        if has_room(middle) { low = middle } else { high = middle }
    }
    cells.height = if has_room(most) { most } else { low };
    cells.widths = place(cells.height);
    cells.sizes = sizes(pictures, shapes, &cells, f64::INFINITY);
    // The widest row reaches from edge to edge, as far as that parts its pictures no more than they can bear.
    let widest = cells.widths.chunks(across).map(|row| row.iter().sum::<f64>()).fold(0.0, f64::max);
    let apart = (room.width - widest) / (across as f64 - 1.0).max(1.0);
    cells.gap = apart.min(gap * MOST_APART).max(gap);
    cells
}

/// Each picture at the height of all: one that may be cropped fills its column, one of few pixels is not blown up.
fn sizes(pictures: &[Picture], shapes: &Shapes, cells: &Cells, column: f64) -> Vec<Size> {
    let size = |((it, ratio), most): ((&Picture, &f64), &f64)| {
        let wide = if it.fit == Fit::Cover && column.is_finite() { ratio * STRETCH } else { *ratio };
        let high = cells.height.min(*most);
        let width = (high * wide).min(column);
        Size::new(width, high.min(width / ratio))
    };
    pictures.iter().zip(&shapes.ratios).zip(&shapes.highest).map(size).collect()
}

impl Cells {
    fn area(&self) -> f64 {
        self.sizes.iter().map(|size| size.area()).sum()
    }
}

/// The largest size at which no caption has more lines; the smallest where there is none.
fn caption_size(desk: &mut Desk, pictures: &[Picture], widths: &[f64], lines: usize) -> f32 {
    let entry = &desk.theme.scale.picture_caption;
    let fits = |desk: &mut Desk, size: f32| {
        let style = desk.style(entry, size);
        pictures.iter().zip(widths).all(|(it, width)| {
            it.caption.as_ref().is_none_or(|it| desk.shaper.paragraph(it, &style, *width as f32).lines.len() <= lines)
        })
    };
    entry.sizes.iter().copied().find(|size| fits(desk, *size)).unwrap_or(entry.smallest())
}

fn captions_fit(desk: &mut Desk, pictures: &[Picture], cells: &Cells, shapes: &Shapes) -> bool {
    let style = caption_style(desk, cells);
    pictures.iter().zip(&cells.widths).all(|(it, width)| {
        let laid = it.caption.as_ref().map(|it| desk.shaper.paragraph(it, &style, *width as f32));
        laid.is_none_or(|it| it.lines.len() <= shapes.lines && f64::from(it.longest_word) <= *width)
    })
}

/// The least width in which a caption has no more lines, up to `most`.
fn narrowest(desk: &mut Desk, it: &Picture, size: f32, lines: usize, most: f64) -> f64 {
    let style = desk.style(&desk.theme.scale.picture_caption, size);
    let Some(caption) = &it.caption else { return 0.0 };
    let word = f64::from(desk.shaper.paragraph(caption, &style, f32::MAX).longest_word);
    let mut width = word + 1.0;
    while width < most && desk.shaper.paragraph(caption, &style, width as f32).lines.len() > lines {
        width *= 1.1;
    }
    width.min(most)
}

fn caption_style(desk: &Desk, cells: &Cells) -> Style {
    Style { wrap: Wrap::Balanced, ..desk.style(&desk.theme.scale.picture_caption, cells.caption) }
}

fn credit_style(desk: &Desk) -> Style {
    let entry = &desk.theme.scale.caption;
    Style { color: desk.ground.mute, italic: false, ..desk.style(entry, entry.smallest()) }
}

/// Caption and credit of a picture; credits of one row begin on one line, under its tallest caption.
fn words(desk: &mut Desk, it: &Picture, width: f64, cells: &Cells) -> (Stack, Stack) {
    let style = caption_style(desk, cells);
    let caption = it.caption.as_ref().map(|rich| desk.own_width(rich, &style, width, Role::Caption));
    let style = credit_style(desk);
    let credit = it.credit.as_ref().filter(|_| cells.shared.is_none());
    let credit = credit.map(|rich| desk.own_width(rich, &style, width, Role::Caption));
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
    for (part, widths) in pictures.chunks(cells.across).zip(cells.widths.chunks(cells.across)) {
        let words: Vec<(Stack, Stack)> =
            part.iter().zip(widths).map(|(it, width)| words(desk, it, *width, cells)).collect();
        taken += under(bands(&words));
    }
    if let Some(credit) = &cells.shared {
        let style = credit_style(desk);
        taken += SHARED_CREDIT + f64::from(desk.shaper.paragraph(credit, &style, room.width as f32).height);
    }
    let room = if room.height.is_finite() { room.height } else { desk.size.height };
    ((room - taken - ROWS_APART * (rows - 1.0)) / rows).max(LEAST)
}

fn row(desk: &mut Desk, pictures: &[Picture], which: std::ops::Range<usize>, cells: &Cells) -> Stack {
    let (pictures, sizes) = (&pictures[which.clone()], &cells.sizes[which.clone()]);
    let widths = &cells.widths[which];
    let line = sizes.iter().map(|it| it.height).fold(0.0, f64::max);
    let all: Vec<(Stack, Stack)> =
        pictures.iter().zip(widths).map(|(it, width)| words(desk, it, *width, cells)).collect();
    let (captions, credits) = bands(&all);
    let mut out = Stack { nodes: Vec::new(), size: Size::new(0.0, line + under((captions, credits))) };
    let mut left = cells.start;
    for (((it, size), width), (caption, credit)) in pictures.iter().zip(sizes).zip(widths).zip(all) {
        let when = it.placing.when;
        let step = match desk.slide.reveal {
            Reveal::Items if comes_whole(it) => Some(desk.reveal()),
            _ => when.step,
        };
        let image = picture::image(desk, it, *size);
        // What must not be cropped stands on one bottom line.
        let mut nodes = image.at(Point::new(0.0, line - size.height));
        let below = line + CAPTION;
        nodes.extend(caption.at(Point::new(0.0, below)));
        let below = if captions > 0.0 { below + captions + CREDIT } else { below };
        nodes.extend(credit.at(Point::new(0.0, below)));
        let node = Node::branch(Role::Section, Point::new(left, 0.0), Span::default(), nodes);
        out.nodes.push(node.at_step(step.unwrap_or(0)).until(when.until));
        out.size.width = out.size.width.max(left + width);
        left += width + cells.gap;
    }
    out
}
