//! The slides of running words: a title band over a body, with an aside or picture beside it, and a source line.

use crate::deck::theme::{Corner, Panel, Place, TypeStyle};
use crate::deck::{Block, Reveal, Rich, Slide};
use crate::diagnostic::Span;
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size, Vec2};
use crate::layout::blocks::{self, measure};
use crate::layout::desk::{Desk, rect, rounded};
use crate::layout::fit::{COMFORTABLE, fit_part};
use crate::layout::heads;
use crate::layout::margin;
use crate::layout::node::{self, Node, Stack};
use crate::layout::picture;
use crate::layout::setting::Setting;
use crate::layout::slides::body::{items_entry, reveal, sized_body};
use crate::layout::slides::{banner, punchline, short};
use crate::text::{Style, Wrap};

/// Beside many words: how much of its usual width an aside or a picture has, and how much of the gap before it stays.
const NARROWER: (f64, f64) = (0.72, 0.6);

/// Between a title and the logo beside it.
const BEFORE_LOGO: f64 = 44.0;

pub(super) fn statement(desk: &mut Desk) -> Vec<Node> {
    let slide = desk.slide;
    if slide.body.is_empty() && slide.aside.is_empty() && desk.picture().is_none() {
        let width = desk.size.width - desk.theme.space.left - desk.theme.space.right;
        let region =
            Rect::new(desk.theme.space.left, desk.theme.space.top, desk.theme.space.left + width, desk.bottom());
        let mut foot = Vec::new();
        let region = source_line(desk, &mut foot, region);
        return punchline::punchline(desk, region).into_iter().chain(foot).collect();
    }
    let entry = &desk.theme.scale.body;
    body_slide(desk, entry)
}

/// Whether a statement is a title alone.
pub(super) fn is_punchline(slide: &Slide) -> bool {
    let alone = slide.pictures.is_empty() && slide.picture.is_none() && slide.source.is_none();
    alone && slide.body.is_empty() && slide.aside.is_empty()
}

pub(super) fn bullets(desk: &mut Desk) -> Vec<Node> {
    let entry = items_entry(desk);
    body_slide(desk, entry)
}

pub(super) fn plain(desk: &mut Desk) -> Vec<Node> {
    let entry = items_entry(desk);
    body_slide(desk, entry)
}

/// The same over columns, rows and figures: always at the top, in every theme.
pub(in crate::layout) fn title_over_parts(desk: &mut Desk, nodes: &mut Vec<Node>) -> Rect {
    let width = desk.size.width - desk.theme.space.left - desk.theme.space.right;
    band(desk, nodes, desk.theme.band.parts, (width, 2))
}

/// The same in a column as wide as `region`, in more lines; returns what is left of the region.
pub(in crate::layout) fn title_in(desk: &mut Desk, nodes: &mut Vec<Node>, region: Rect) -> Rect {
    let left = band(desk, nodes, desk.theme.band.parts, (region.width(), 6));
    Rect { x1: region.x1, ..left }
}

/// Kicker and title at the top, smaller where the slide is `dense`; returns the region that is left for the content.
pub(in crate::layout) fn title_band(desk: &mut Desk, nodes: &mut Vec<Node>, dense: bool) -> Rect {
    let most = if dense { desk.theme.band.dense } else { f32::INFINITY };
    let width = desk.size.width - desk.theme.space.left - desk.theme.space.right;
    band(desk, nodes, most, (width, 2))
}

/// The title is at most so large, though not smaller than its floor.
fn band(desk: &mut Desk, nodes: &mut Vec<Node>, most: f32, (width, lines): (f64, usize)) -> Rect {
    let (space, look) = (&desk.theme.space, &desk.theme.band);
    // A title in a column of its own has no margin, and no band.
    let whole = lines <= 2;
    if whole && look.height > 0.0 && !picture::fills(desk) && desk.slide.title.is_some() {
        return banner::banner(desk, nodes, most);
    }
    // Beside a logo at the top right the title ends before it.
    let (whole_width, logo) = (width, desk.logo.filter(|it| it.corner == Corner::TopRight && whole));
    let width = logo.map_or(width, |it| width.min(it.place.x0 - it.clear().max(BEFORE_LOGO) - space.left));
    let beside = desk.margin().is_some() && whole && desk.slide.title.is_some();
    // A long title may reach a little into the right margin rather than break.
    let title_width = if !whole || logo.is_some() { width } else { width + 16.0 };
    let mut band = headings(desk, most, [width, title_width], lines, beside);
    let mut start = space.top;
    if look.rule_above > 0.0 && whole && !band.nodes.is_empty() {
        nodes.push(margin::rule(desk, start, look.rule_above));
        start += heads::under_rule(&band, UNDER_RULE);
    }
    let mut top = start;
    if !band.nodes.is_empty() {
        if look.rule > 0.0 {
            let under = band.size.height + look.gap * 0.36;
            let rule = rect(Rect::new(0.0, under, whole_width, under + look.rule), desk.ground.line);
            band.nodes.push(Node::decoration(vec![rule]));
        }
        // On narrow slides every point counts.
        top += band.size.height + look.gap * if desk.narrow() { 2.0 / 3.0 } else { 1.0 };
    }
    if let Some(logo) = logo {
        top = top.max(logo.space().y1);
    }
    let band = band.at(Point::new(space.left, start));
    if let Some(kicker) = desk.slide.kicker.as_ref().filter(|_| beside) {
        let line = node::first_baseline(&band).unwrap_or(start);
        nodes.extend(margin::kicker(desk, kicker, line).unwrap_or_default());
    }
    nodes.extend(band);
    if let Some(subtitle) = desk.slide.subtitle.as_ref().filter(|_| beside && !desk.wide) {
        nodes.extend(margin::words(desk, subtitle, top).unwrap_or_default());
    }
    Rect::new(desk.left(), top, space.left + whole_width, desk.bottom())
}

/// Kicker, title and subtitle in `width`, the title in a width of its own and at most so large; without what stands `beside`
/// them in the margin.
fn headings(desk: &mut Desk, most: f32, [width, title_width]: [f64; 2], lines: usize, beside: bool) -> Stack {
    let mut out = Stack::default();
    if let Some(kicker) = desk.slide.kicker.as_ref().filter(|_| !beside) {
        let color = desk.ground.accent;
        let kicker = desk.kicker(kicker, color, width, Role::Paragraph);
        out.below(kicker, 0.0);
    }
    if let Some(title) = &desk.slide.title {
        let color = desk.ground.title;
        let mut entry = desk.theme.scale.title.clone();
        let most = most.max(entry.smallest());
        entry.sizes.retain(|size| *size <= most);
        let room = Size::new(title_width, f64::INFINITY);
        let title = desk.headline(title, &entry, color, room, lines, desk.heading_role());
        heads::below(&mut out, title, desk.theme.band.kicker_gap);
    }
    if let Some(subtitle) = desk.slide.subtitle.as_ref().filter(|_| !beside || desk.wide) {
        let style = Style { color: desk.ground.mute, ..desk.plain(&desk.theme.scale.lines) };
        let subtitle = desk.text(subtitle, &style, width, Role::Paragraph);
        heads::below(&mut out, subtitle, 6.0);
    }
    out
}

/// The source line at the foot of `region`; returns the region above it.
pub(in crate::layout) fn source_line(desk: &mut Desk, nodes: &mut Vec<Node>, region: Rect) -> Rect {
    let Some(source) = &desk.slide.source else { return region };
    if let Some(words) = margin::source(desk, source) {
        nodes.extend(words);
        return region;
    }
    let stack = source_stack(desk, source, region.width());
    let top = region.y1 - stack.size.height;
    nodes.extend(stack.at(Point::new(region.x0, top)));
    Rect { y1: top - 18.0, ..region }
}

/// A citation under a hairline.
pub(super) fn source_stack(desk: &mut Desk, source: &Rich, width: f64) -> Stack {
    let entry = &desk.theme.scale.source;
    // In a narrow column a citation takes many lines: there it is set small.
    let size = if width < 300.0 { entry.sizes.last().copied().unwrap_or(14.0) } else { entry.largest() };
    let style = desk.style(entry, size);
    let style = Style { color: desk.ground.mute, strong: (700.0, desk.ground.text), link: desk.ground.mute, ..style };
    let words = desk.text(source, &style, width.min(measure(&style, 96.0)), Role::Source);
    let rule = Node::decoration(vec![rect(Rect::new(0.0, 0.0, width, 0.75), desk.ground.line)]);
    let mut out = Stack { nodes: vec![rule], size: Size::new(width, 0.75) };
    out.below(words, 10.0);
    out
}

/// The part of the free height that lies above title and content. What stands in another's place keeps its title where it is.
pub(super) fn drop(desk: &Desk) -> f64 {
    match desk.theme.band.place {
        _ if desk.slide.replace => 0.0,
        Place::Top => 0.0,
        Place::Middle => 0.46,
        Place::Bottom => 1.0,
    }
}

/// How much of its region is taken to be free over an item that stands in another's place.
const TURN: f64 = 0.6;

/// From the hairline above a title to its top.
const UNDER_RULE: f64 = 8.0;

/// How a slide of running words shares its room.
#[derive(Clone, Copy, PartialEq)]
enum Share {
    /// The largest title, the aside or picture beside the words.
    Usual,
    /// A smaller title and a narrower aside leave the words more room.
    Dense,
    /// A smaller title, and the aside under the words.
    Under,
}

/// In the usual way, or, where that makes the words small for a back row or something too large for its room, in the
/// way that lets all fit, and the words be largest.
fn body_slide(desk: &mut Desk, entry: &TypeStyle) -> Vec<Node> {
    let before = (desk.faults.clone(), desk.smallest, desk.next_step);
    let overflows = |desk: &Desk| desk.faults.iter().any(|fault| fault.code == "SLD-OVERFLOW");
    let (mut nodes, mut size) = composed(desk, entry, Share::Usual);
    // Where the words are of one size both ways, an aside stands beside them.
    let shares: &[Share] = if has_aside(desk) { &[Share::Dense, Share::Under] } else { &[Share::Dense] };
    if size >= COMFORTABLE.min(entry.largest()) && !overflows(desk) {
        return nodes;
    }
    for share in shares.iter().copied() {
        let full = overflows(desk);
        let after = (desk.faults.clone(), desk.smallest, desk.next_step);
        (desk.faults, desk.smallest, desk.next_step) = before.clone();
        let (other, larger) = composed(desk, entry, share);
        let fits = !overflows(desk);
        if fits && full || (larger > size || share == shares[0]) && fits != full {
            (nodes, size) = (other, larger);
        } else {
            (desk.faults, desk.smallest, desk.next_step) = after;
        }
    }
    nodes
}

/// Whether an aside stands beside the words. Where a picture has the side, or there is no room for one, it lies across
/// the foot.
fn has_aside(desk: &Desk) -> bool {
    !desk.slide.aside.is_empty() && !desk.narrow() && desk.picture().is_none()
}

/// The slide, and the size of its smallest running words.
fn composed(desk: &mut Desk, entry: &TypeStyle, share: Share) -> (Vec<Node>, f32) {
    let mut nodes = Vec::new();
    let mut region = title_band(desk, &mut nodes, share != Share::Usual);
    let head = nodes.len();
    if share != Share::Usual && !nodes.is_empty() && !desk.narrow() {
        region.y0 -= desk.theme.band.gap / 3.0;
    }
    let mut foot = Vec::new();
    let region = source_line(desk, &mut foot, region);
    let in_margin = desk.drafted(|desk| margin::aside(desk, region.y0, None)).is_some();
    let (region, side) = shared(desk, &mut foot, region, share, in_margin);
    let (mut body, size) = sized_body(desk, entry, region.size());
    let short = share == Share::Usual && short::is_short(desk, region.height(), body.size.height);
    if short && desk.picture().is_none() && size >= entry.largest() {
        body = short::larger(desk, (body, size), region.size());
    }
    let slide = desk.slide;
    let top_down = desk.theme.band.place == Place::Top;
    let lonely = top_down && slide.title.is_none() && body.size.height < region.height() * 0.7;
    if lonely && side.is_none() && size >= entry.largest() {
        body = short::larger(desk, (body, size), region.size());
    }
    // Words without a title stand a little above the middle.
    let top = if lonely { region.y0 + (region.height() - body.size.height) * 0.42 } else { region.y0 };
    let height = body.size.height;
    let line = node::first_baseline(&body.nodes).map(|line| line + top);
    nodes.extend(body.at(Point::new(region.x0, top)));
    let mut tallest = height;
    if in_margin {
        let step = if slide.reveal == Reveal::None { 0 } else { desk.reveal() };
        let words = margin::aside(desk, top, line).unwrap_or_default();
        nodes.push(Node::branch(Role::Section, Point::ZERO, Span::default(), words).at_step(step));
    }
    if let Some(side) = side {
        let beside = beside(desk, side, if lonely { side.height() } else { height });
        tallest = tallest.max(beside.size.height);
        nodes.extend(beside.at(side.origin()));
    }
    let short = short && short::is_short(desk, region.height(), tallest) && !lonely;
    let [titles, content] = down(desk, region.height(), tallest, short).map(|down| Vec2::new(0.0, down));
    let moved = |(at, node): (usize, Node)| node.moved(if at < head { titles } else { content });
    let mut nodes: Vec<Node> = nodes.into_iter().enumerate().map(moved).collect();
    nodes.extend(foot);
    (nodes, desk.smallest.unwrap_or(size))
}

/// The region of the words, and that of an aside or a picture at their right. An aside that stands neither there nor in the
/// margin lies at the foot.
fn shared(desk: &mut Desk, foot: &mut Vec<Node>, region: Rect, share: Share, in_margin: bool) -> (Rect, Option<Rect>) {
    let (slide, mut region) = (desk.slide, region);
    let beside_words = has_aside(desk) && share != Share::Under && !in_margin && !slide.replace;
    if !slide.aside.is_empty() && !beside_words && !in_margin {
        region = aside_below(desk, foot, region);
    }
    if desk.picture().is_some() || beside_words {
        let (wide, apart) = if share == Share::Usual { (1.0, 1.0) } else { NARROWER };
        let width = (region.width() * desk.theme.regions.aside * wide).round();
        let side = Rect { x0: region.x1 - width, ..region };
        region.x1 -= width + desk.theme.space.column_gap * apart;
        return (region, Some(side));
    }
    let words = |it: &Block| matches!(it, Block::Paragraph(_) | Block::List { .. });
    if share != Share::Usual && slide.body.iter().all(words) {
        // Many words may reach a little into the right margin, as a long title may.
        region.x1 += 16.0;
    }
    (region, None)
}

/// How far down title and content go in a region of that height, the `tallest` part of which leaves the rest free.
fn down(desk: &Desk, height: f64, tallest: f64, short: bool) -> [f64; 2] {
    let free = (height - tallest).max(0.0);
    let place = desk.theme.short.place;
    if !short {
        [free * drop(desk); 2]
    } else if desk.slide.replace {
        // Items that stand one in another's place begin at one height, however long they are.
        [0.0, free.min(height * TURN * place)]
    } else {
        [0.0, free * place]
    }
}

/// The aside in its panel, or the picture, in the right part of the slide.
fn beside(desk: &mut Desk, side: Rect, body_height: f64) -> Stack {
    let slide = desk.slide;
    if let Some(it) = desk.picture() {
        let stack = picture::picture(desk, it, side.size()).timed(it.placing.when);
        let down = ((body_height.min(side.height()) - stack.size.height) / 2.0).max(0.0);
        let across = (side.width() - stack.size.width) / 2.0;
        let size = Size::new(side.width(), stack.size.height + down);
        return Stack { nodes: stack.at(Point::new(across, down)), size };
    }
    let step = if slide.reveal == Reveal::None { 0 } else { desk.reveal() };
    let panel = aside(desk, side.size(), if side.width() < 240.0 { 18.0 } else { 24.0 });
    let at = Point::new(0.0, 3.0);
    let node = Node::branch(Role::Section, at, Span::default(), panel.nodes).at_step(step);
    Stack { nodes: vec![node], size: Size::new(side.width(), panel.size.height + 3.0) }
}

/// The aside across the foot of the slide, which comes after all steps of the body; returns the region above.
pub(super) fn aside_below(desk: &mut Desk, foot: &mut Vec<Node>, region: Rect) -> Rect {
    let body = &desk.slide.body;
    let items = |block: &Block| if let Block::List { items, .. } = block { items.len() } else { 0 };
    let step = match reveal(desk.slide.reveal, body) {
        Reveal::None => 0,
        Reveal::Columns => 1,
        Reveal::Items => body.iter().map(items).sum::<usize>() + 1,
        Reveal::Blocks => body.iter().filter(|block| !blocks::is_heading(block)).count() + 1,
    };
    let (panel, region) = aside_across(desk, region);
    foot.insert(0, panel.at_step(step));
    region
}

/// The aside in its panel across the foot of `region`, and the region above it.
pub(in crate::layout) fn aside_across(desk: &mut Desk, region: Rect) -> (Node, Rect) {
    let panel = aside(desk, Size::new(region.width(), region.height() * 0.3), 16.0);
    let top = region.y1 - panel.size.height;
    let at = Point::new(region.x0, top);
    (Node::branch(Role::Section, at, Span::default(), panel.nodes), Rect { y1: top - 14.0, ..region })
}

/// The words set apart, on a panel as wide as `side` and as high as they need.
fn aside(desk: &mut Desk, side: Size, pad: f64) -> Stack {
    let slide = desk.slide;
    let look = desk.theme.panels.aside;
    let paper = desk.ground;
    desk.ground = desk.panel(look);
    // Beside a bar the words need no room to the right, and none above and below.
    let bar = matches!(look, Panel::Bar | Panel::Margin);
    let (across, pad) = if bar { (pad, 2.0) } else { (2.0 * pad, pad) };
    let left = if bar { across } else { pad };
    let room = Size::new(side.width - across, side.height - 2.0 * pad);
    let mut entry = desk.theme.scale.aside.clone();
    let across = side.width > desk.size.width / 2.0;
    if across {
        let most = in_fewest_lines(desk, &entry, room.width);
        entry.sizes.retain(|size| *size <= most);
    } else {
        // Of a line of two words nobody makes a sentence.
        let (most, floor) = ((room.width / (SHORTEST_LINE * LETTER)) as f32, entry.smallest());
        entry.sizes.retain(|size| *size <= most || *size <= floor);
    }
    let (words, rung) = fit_part(desk, "the aside", &entry, room, |desk, rung| {
        let mut setting = Setting::new(desk, &entry, rung);
        if across {
            setting.style.wrap = Wrap::Balanced;
        }
        blocks::stack(desk, &slide.aside, &setting, room.width)
    });
    // Under the words it may be larger.
    if !across && rung.size < COMFORTABLE && desk.theme.scale.aside.largest() >= COMFORTABLE {
        desk.smallest = Some(desk.smallest.map_or(rung.size, |known| known.min(rung.size)));
    }
    let size = Size::new(side.width, words.size.height + 2.0 * pad);
    let panel = if bar {
        rect(Rect::new(0.0, 0.0, 3.0, size.height), desk.ground.accent)
    } else {
        rounded(size.to_rect(), desk.theme.space.radius, desk.ground.fill)
    };
    desk.ground = paper;
    let mut nodes = vec![Node::decoration(vec![panel])];
    nodes.extend(words.at(Point::new(left, pad)));
    Stack { nodes, size }
}

/// Letters of a full line of an aside at least, and how wide a letter is, in em.
const SHORTEST_LINE: f64 = 17.0;
const LETTER: f64 = 0.5;

/// The largest size at which an aside of one paragraph takes no more lines than at the smallest: across the foot a line
/// more costs the words above it more than a point of size.
fn in_fewest_lines(desk: &mut Desk, entry: &TypeStyle, width: f64) -> f32 {
    let [Block::Paragraph(rich)] = &desk.slide.aside[..] else { return entry.largest() };
    let mut lines = |size: f32| {
        let style = desk.style(entry, size);
        desk.shaper.paragraph(rich, &style, width as f32).lines.len()
    };
    let fewest = lines(entry.smallest());
    entry.sizes.iter().copied().find(|size| lines(*size) <= fewest).unwrap_or(entry.smallest())
}
