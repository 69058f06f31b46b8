//! A slide of code: panels as wide as the slide, as large as fits, words between them. Many lines take the title's room, but
//! not the title.

use crate::deck::theme::Place;
use crate::deck::{Block, Layout, Reveal, Slide};
use crate::diagnostic::Span;
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::blocks::{self, measure};
use crate::layout::code::{self, Listing, MIDDLING, Over, Set};
use crate::layout::desk::Desk;
use crate::layout::fit::Rung;
use crate::layout::node::{Node, Stack};
use crate::layout::setting::Setting;
use crate::text::Style;

use super::content;

/// Between two blocks, in points.
const GAP: f64 = 14.0;
/// The title over many lines: its top, its size, and the room between it and the panel.
const DENSE_TOP: f64 = 22.0;
const DENSE_TITLE: f32 = 24.0;
const DENSE_GAP: f64 = 6.0;
/// The size of a file's name in the place of a title.
const NAME: f32 = 20.0;

enum Part<'c> {
    Code(Listing<'c>),
    Words(&'c Block),
}

/// The room that is left under the title, and how code is set in it.
struct Plan {
    head: Vec<Node>,
    region: Rect,
    set: Set,
}

/// Words beside code that are more than a remark, in letters.
const REMARK: usize = 240;

/// Whether code is what a slide is about, whatever its layout is called: code, and a remark or two.
pub(super) fn is_code(slide: &Slide) -> bool {
    let mut letters = 0;
    let plain = slide.body.iter().all(|block| match block {
        Block::Code(_) => true,
        Block::Paragraph(rich) => {
            letters += rich.text().chars().count();
            true
        }
        _ => false,
    });
    let code = slide.body.iter().any(|block| matches!(block, Block::Code(_)));
    match slide.layout {
        Layout::Code => code,
        Layout::Statement { number: None } | Layout::Blank => {
            let alone = slide.aside.is_empty() && slide.picture.is_none() && slide.columns.is_none();
            code && plain && alone && letters <= REMARK
        }
        _ => false,
    }
}

pub(super) fn code(desk: &mut Desk) -> Vec<Node> {
    let slide = desk.slide;
    let parts: Vec<Part> = slide
        .body
        .iter()
        .map(|block| match block {
            Block::Code(it) => Part::Code(Listing::new(desk, it)),
            other => Part::Words(other),
        })
        .collect();
    let codes: Vec<&Listing> = listings(&parts).collect();
    let Some(most) = codes.iter().map(|it| it.count()).max() else { return content::plain(desk) };
    let mut foot = Vec::new();
    let mut plan = None;
    // The title gives way where lines are many, or where all does not fit under it.
    for dense in [false, true].into_iter().skip(usize::from(most > MIDDLING)) {
        let mut head = Vec::new();
        let tab = codes.len() > 1 || !dense && (slide.title.is_some() || slide.kicker.is_some());
        let region = if dense { dense_head(desk, &codes, &mut head) } else { usual_head(desk, &codes, &mut head) };
        foot.clear();
        let region = content::source_line(desk, &mut foot, region);
        let set = settled(desk, &parts, region.size(), dense, tab);
        let fits = set.fits;
        plan = Some(Plan { head, region, set });
        if fits {
            break;
        }
    }
    let Some(Plan { head: mut nodes, region, set }) = plan else { return content::plain(desk) };
    let (stack, over) = laid(desk, &parts, region.size(), &set);
    code::tell(desk, "", &over, &set);
    nodes.extend(stack.at(region.origin()));
    nodes.extend(foot);
    nodes
}

fn listings<'p, 'c>(parts: &'p [Part<'c>]) -> impl Iterator<Item = &'p Listing<'c>> {
    parts.iter().filter_map(|part| match part {
        Part::Code(listing) => Some(listing),
        Part::Words(_) => None,
    })
}

/// The title at its usual place; without one the file's name.
fn usual_head(desk: &mut Desk, codes: &[&Listing], nodes: &mut Vec<Node>) -> Rect {
    let under = desk.theme.band.place == Place::Bottom;
    let region = content::title_band(desk, nodes, under);
    match codes {
        [one] if nodes.is_empty() => name_head(desk, one, nodes, region),
        _ => region,
    }
}

/// The name of a file where a title would be.
fn name_head(desk: &mut Desk, listing: &Listing, nodes: &mut Vec<Node>, region: Rect) -> Rect {
    let Some(name) = listing.name() else { return region };
    let style = Style { color: desk.ground.title, ..desk.style(&desk.theme.scale.code, NAME) };
    let rich = crate::deck::Rich::plain(name, desk.slide.span);
    let words = desk.text(&rich, &style, region.width(), desk.heading_role());
    let top = region.y0 + words.size.height + GAP;
    nodes.extend(words.at(region.origin()));
    Rect { y0: top, ..region }
}

/// A small title over a panel that reaches from it to the footer, the file's name beside it on a tab.
fn dense_head(desk: &mut Desk, codes: &[&Listing], nodes: &mut Vec<Node>) -> Rect {
    let (space, footer) = (&desk.theme.space, &desk.theme.footer);
    let (left, right) = (desk.left(), desk.size.width - space.right);
    let bottom = if desk.slide.footer {
        desk.size.height - space.bottom - 18.0 - if footer.rule > 0.0 { 14.0 } else { 8.0 }
    } else {
        desk.bottom()
    };
    let mut region = Rect::new(left, DENSE_TOP, right, bottom);
    if let Some(kicker) = &desk.slide.kicker {
        let kicker = desk.kicker(kicker, desk.ground.accent, region.width(), Role::Paragraph);
        let height = kicker.size.height;
        nodes.extend(kicker.at(region.origin()));
        region.y0 += height;
    }
    let Some(title) = &desk.slide.title else {
        return match codes {
            [one] => name_head(desk, one, nodes, region),
            _ => region,
        };
    };
    let mut entry = desk.theme.scale.title.clone();
    entry.sizes = vec![DENSE_TITLE, 22.0, 20.0];
    // One line of the title is as high as its largest size asks for.
    let line = f64::from(DENSE_TITLE) * 1.16;
    let tab = if let [one] = codes { one.tab_alone(desk, region.width() * 0.5, line + DENSE_GAP) } else { None };
    let beside = tab.as_ref().map_or(0.0, |tab| tab.size.width + 24.0);
    let room = Size::new(region.width() - beside, f64::INFINITY);
    let title = desk.headline(title, &entry, desk.ground.title, room, 2, desk.heading_role());
    let height = title.size.height.max(line);
    nodes.extend(title.at(Point::new(left, region.y0)));
    if let Some(tab) = tab {
        let x = right - tab.size.width;
        nodes.push(Node::decoration(tab.at(Point::new(x, region.y0 + height - line))));
    }
    Rect { y0: region.y0 + height + DENSE_GAP, ..region }
}

/// The size of code at which all fits; where lines are lit, at which a part of them does.
fn settled(desk: &mut Desk, parts: &[Part], room: Size, dense: bool, tab: bool) -> Set {
    let sizes = desk.theme.scale.code.sizes.clone();
    let codes: Vec<&Listing> = listings(parts).collect();
    let gaps = GAP * (parts.len() as f64 - 1.0);
    let before = (desk.next_step, desk.faults.clone());
    let words: Vec<f64> = sizes.iter().map(|size| words_height(desk, parts, room, *size) + gaps).collect();
    (desk.next_step, desk.faults) = before;
    let left = |size: f32| {
        let words = sizes.iter().position(|it| *it == size).and_then(|at| words.get(at)).copied().unwrap_or(gaps);
        Size::new(room.width, room.height - words)
    };
    if codes.len() == 1 {
        return code::common(desk, &codes, &left, dense, tab);
    }
    let free = Size::new(room.width, f64::INFINITY);
    let at = |size: f32| code::at_size(desk, &codes, room.width, size, dense, tab);
    let fits = |set: &Set| {
        let heights: f64 = codes.iter().map(|it| it.height(desk, room.width, set)).sum();
        heights <= left(set.size).height + 0.5
            && codes.iter().all(|it| it.fits(desk, free, set, false, set.size <= code::COMFORTABLE))
    };
    let found = sizes.iter().map(|size| at(*size)).find(fits);
    found.map_or_else(|| at(desk.theme.scale.code.smallest()), |set| Set { fits: true, ..set })
}

/// The height of all that is not code, where code is of that size.
fn words_height(desk: &mut Desk, parts: &[Part], room: Size, size: f32) -> f64 {
    let mut height = 0.0;
    for part in parts {
        if let Part::Words(block) = part {
            height += words(desk, block, room, size).size.height;
        }
    }
    height
}

/// Words beside code are a little larger than it.
fn words(desk: &mut Desk, block: &Block, room: Size, code: f32) -> Stack {
    let entry = &desk.theme.scale.bullets;
    let size = (code * 1.2).clamp(18.0, entry.largest().max(18.0));
    let setting =
        Setting { picture_height: room.height * 0.5, nested: true, ..Setting::new(desk, entry, Rung::loose(size)) };
    let wide = matches!(block, Block::Table(_) | Block::Picture(_));
    let width = if wide { room.width } else { room.width.min(measure(&setting.style, desk.theme.space.dense_measure)) };
    blocks::stack(desk, std::slice::from_ref(block), &setting, width)
}

fn laid(desk: &mut Desk, parts: &[Part], room: Size, set: &Set) -> (Stack, Over) {
    let before = (desk.next_step, desk.faults.clone());
    let words_height = words_height(desk, parts, room, set.size);
    (desk.next_step, desk.faults) = before;
    let codes: Vec<&Listing> = listings(parts).collect();
    let left = room.height - words_height - GAP * (parts.len() as f64 - 1.0);
    let heights: f64 = codes.iter().map(|it| it.height(desk, room.width, set)).sum();
    let mut out = Stack::default();
    let mut over = Over::default();
    for part in parts {
        let step = (desk.slide.reveal != Reveal::None).then(|| desk.reveal());
        let mut stack = match part {
            Part::Words(block) => words(desk, block, room, set.size),
            Part::Code(listing) => {
                let own = if codes.len() == 1 { left } else { listing.height(desk, room.width, set) };
                let laid = listing.lay(desk, Size::new(room.width, own), set);
                over = over.and(laid.over);
                laid.stack
            }
        };
        if let Some(step) = step {
            let node = Node::branch(Role::Section, Point::ZERO, Span::default(), stack.nodes).at_step(step);
            stack.nodes = vec![node];
        }
        out.below(stack, GAP);
    }
    if codes.len() > 1 && heights > left + 0.5 {
        over.lines = ((heights - left) / set.pitch(desk)).ceil() as usize;
    }
    (out, over)
}
