//! Slides → sheets of paper: notes pages, handouts and the transcript, each a drawing of its own.
//!
//! Invariant: a sheet adds no heading above a slide's own; what stands at its foot only decorates.

use std::sync::Arc;

use super::clear::Clear;
use super::desk::{Desk, Subject, line};
use super::node::{self, Node};
use super::setting::Setting;
use super::sheet_flow::Flow;
use super::svg::Reader;
use super::{Pictures, glyphs};
use crate::color::Color;
use crate::deck::direction::Direction;
use crate::deck::own_words::{self, Own};
use crate::deck::plan::Plan;
use crate::deck::theme::{Ground, GroundName, TypeStyle};
use crate::deck::{Cue, Deck, Layout, Reveal, Rich, spoken_in};
use crate::diagnostic::{Checked, Span};
use crate::drawing::structure::is_headed;
use crate::drawing::{Drawing, Fill, Group, Item, Paint, Placed, Role, Shape};
use crate::geometry::{Affine, Point, Rect, Size, Vec2};
use crate::text::{Shaper, Style, TextAlign, Wrap};

/// What stands on a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One slide above its notes.
    Notes,
    /// Slides on a page: 2, 3, 4 or 6.
    Handout(usize),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    #[default]
    A4,
    Letter,
}

impl Paper {
    /// The size of the upright sheet, in points.
    #[must_use]
    pub fn size(self) -> Size {
        match self {
            Self::A4 => Size::new(595.276, 841.89),
            Self::Letter => Size::new(612.0, 792.0),
        }
    }
}

/// A page of paper.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub drawing: Arc<Drawing>,
    /// The slides that begin on it.
    pub slides: Vec<usize>,
}

/// What sheets are made of: a deck with its slides as they stand after the last press, and their numbers.
#[derive(Clone, Copy)]
pub struct Matter<'a> {
    pub deck: &'a Deck,
    pub plan: &'a Plan,
    /// Slides by their index in the deck, each with its drawing.
    pub slides: &'a [(usize, Arc<Drawing>)],
    pub paper: Paper,
}

const MARGIN: f64 = 54.0;
/// Where the foot's words stand, above the lower edge.
const FOOT: f64 = 34.0;
/// What notes and transcript are set in.
const TEXT: f32 = 11.0;
/// Lines of notes are at most this long, in points: about 85 letters.
const MEASURE: f64 = 430.0;
/// From one ruled line to the next, for handwriting.
const RULED: f64 = 22.0;

/// Lays out notes pages or handouts.
pub fn lay_out(matter: Matter, kind: Kind, shaper: &mut Shaper) -> Checked<Vec<Sheet>> {
    complete(matter, shaper, |desk| match kind {
        Kind::Notes => matter.slides.iter().flat_map(|(slide, drawing)| notes(desk, matter, *slide, drawing)).collect(),
        Kind::Handout(count) => {
            matter.slides.chunks(count.max(1)).map(|part| handout(desk, matter, part, count)).collect()
        }
    })
}

/// The captions' words, slide by slide, on sheets; none if there are no captions.
pub fn transcript(matter: Matter, shaper: &mut Shaper) -> Checked<Vec<Sheet>> {
    complete(matter, shaper, |desk| said(desk, matter))
}

/// One caption as it is read: who speaks where that changes, then the words, or the sound in brackets.
#[must_use]
pub fn spoken(deck: &Deck, cue: &Cue, before: Option<usize>) -> (String, String) {
    let own = cue.text.first();
    let mut words = own.map_or(String::new(), |(_, words)| words.split_whitespace().collect::<Vec<_>>().join(" "));
    if let Some(sound) = &cue.sound {
        words = format!("[{}] {words}", sound.trim()).trim_end().to_owned();
    }
    let changed = cue.speaker.is_some() && cue.speaker != before;
    let name = cue.speaker.filter(|_| changed).and_then(|index| deck.speakers.get(index));
    let language = own.map_or_else(|| deck.language.clone(), |(language, _)| language.clone());
    (language, name.map_or(words.clone(), |speaker| format!("{}: {words}", speaker.name)))
}

/// Makes pages with the fonts at hand, or with the system's where these lack a character, and puts the foot under each.
fn complete<'a>(
    matter: Matter<'a>,
    shaper: &mut Shaper,
    make: impl Fn(&mut Desk<'_>) -> Vec<(Vec<Node>, Vec<usize>)>,
) -> Checked<Vec<Sheet>> {
    let deck: &'a Deck = matter.deck;
    let fonts = shaper.deck_fonts().to_vec();
    let svg = Pictures::new(Box::new(move || Reader::new(&fonts)) as Box<dyn FnOnce() -> Reader + Send>);
    let all = |shaper: &mut Shaper| {
        let Some(slide) = deck.slides.first() else { return Vec::new() };
        let (theme, ground, size) = (&deck.theme, ground(deck), matter.paper.size());
        let leftward = deck.direction == Direction::Rtl;
        let clear = Clear::default();
        let subject = Subject {
            deck,
            clear: &clear,
            slide,
            theme,
            ground,
            size,
            number: 0,
            section: None,
            sections: &[],
            part: None,
            wide: false,
            tight: false,
            leftward,
            logo: None,
        };
        let mut desk = Desk::new(subject, shaper, &svg);
        let pages = make(&mut desk);
        let count = pages.len();
        let finish = |(index, (mut nodes, slides)): (usize, (Vec<Node>, Vec<usize>))| {
            nodes.push(foot(&mut desk, index + 1, count));
            let nodes = if leftward { node::mirrored(nodes, size.width) } else { nodes };
            let drawing = Drawing { size: desk.size, ground: Color::WHITE, items: node::cut(&nodes, 0) };
            Sheet { drawing: Arc::new(drawing), slides }
        };
        pages.into_iter().enumerate().map(finish).collect()
    };
    let mut value = all(shaper);
    if shaper.lacks_any() && shaper.admit_system_fonts() {
        shaper.forget_gaps();
        value = all(shaper);
    }
    shaper.set_leftward(false);
    Checked { value, diagnostics: glyphs::findings(shaper, deck) }
}

/// White paper, and ink that a printer without colors keeps apart from it.
fn ground(deck: &Deck) -> Ground {
    let ink = deck.theme.colors.deep;
    let ground = deck.theme.ground(GroundName::Paper);
    // A dark variant's own colors would be lost on white.
    let reads = |color: Color| if color.contrast(Color::WHITE) >= 4.5 { color } else { ink };
    let (mute, accent) = (reads(ground.mute), reads(ground.accent));
    let line = if ground.line.contrast(Color::WHITE) > 4.5 { ink.with_alpha(0.25) } else { ground.line };
    Ground { fill: Color::WHITE, title: ink, text: ink, strong: ink, mute, accent, line, ..ground }
}

/// The slide over its notes, and as many further pages as the notes need.
fn notes(desk: &mut Desk, matter: Matter, slide: usize, drawing: &Drawing) -> Vec<(Vec<Node>, Vec<usize>)> {
    let (deck, paper) = (desk.deck, desk.size);
    desk.slide = &deck.slides[slide];
    let width = paper.width - 2.0 * MARGIN;
    let scale = (width / drawing.size.width).min(paper.height * 0.42 / drawing.size.height);
    let corner = Point::new((paper.width - drawing.size.width * scale) / 2.0, MARGIN);
    let mut first = shrunk(desk, matter, (slide, drawing), corner, scale);
    let under = corner.y + drawing.size.height * scale;
    first.push(number(desk, matter, slide, Rect::new(MARGIN, under, paper.width - MARGIN, under), true));
    let area = Rect::new(MARGIN, MARGIN + 26.0, MARGIN + width.min(MEASURE), paper.height - FOOT - 32.0);
    let mut flow = Flow::new(desk, area, first, under + 34.0);
    let setting = setting(desk);
    for part in &deck.slides[slide].notes {
        if part.step > 0 {
            let style = Style { color: desk.ground.mute, ..small(desk) };
            flow.keep_with_next(
                desk,
                &Rich::plain(own_words::said(Own::Step, &desk.deck.language, &[part.step]), Span::default()),
                &style,
                Role::Paragraph,
            );
        }
        flow.blocks(desk, &part.blocks, &setting);
    }
    let planned = &matter.plan.slides[slide];
    let mut out: Vec<_> = flow.pages().into_iter().map(|nodes| (nodes, Vec::new())).collect();
    for (nodes, _) in out.iter_mut().skip(1) {
        let head = format!("{} – continued", planned.numbered_name());
        let head = desk.shaper.words(&head, &Style { color: desk.ground.mute, ..small(desk) });
        let stack = super::desk::paragraph_stack(&head, Role::Paragraph);
        nodes.insert(0, Node::decoration(stack.at(Point::new(MARGIN, MARGIN - 4.0))));
    }
    if let Some((_, slides)) = out.first_mut() {
        slides.push(slide);
    }
    out
}

/// Up to `count` slides on one page.
fn handout(desk: &mut Desk, matter: Matter, part: &[(usize, Arc<Drawing>)], count: usize) -> (Vec<Node>, Vec<usize>) {
    let area = Rect::new(MARGIN, MARGIN, desk.size.width - MARGIN, desk.size.height - FOOT - 30.0);
    let (across, down) = match count {
        2 | 3 => (1, count),
        _ => (2, count.div_ceil(2).max(1)),
    };
    let gap = Vec2::new(26.0, 22.0);
    let cell = Size::new(
        (area.width() - gap.x * (across as f64 - 1.0)) / across as f64,
        (area.height() - gap.y * (down as f64 - 1.0)) / down as f64,
    );
    // With lines beside it, a slide takes a little over half the width.
    let most = if count == 3 { cell.width * 0.54 } else { cell.width };
    let mut nodes = Vec::new();
    for (at, (slide, drawing)) in part.iter().enumerate() {
        let place =
            Vec2::new((at % across) as f64 * (cell.width + gap.x), (at / across) as f64 * (cell.height + gap.y));
        let corner = area.origin() + place;
        let scale = (most / drawing.size.width).min((cell.height - 20.0) / drawing.size.height);
        let size = drawing.size * scale;
        // Alone in its row, a slide stands in the middle; with lines or neighbors, at the left of its room.
        let left = if count == 2 { (cell.width - size.width) / 2.0 } else { 0.0 };
        let frame = Rect::from_origin_size(corner + Vec2::new(left, 0.0), size);
        nodes.extend(shrunk(desk, matter, (*slide, drawing), frame.origin(), scale));
        nodes.push(number(desk, matter, *slide, Rect::new(frame.x0, frame.y1, frame.x1, frame.y1), false));
        match count {
            3 => {
                let beside = Rect::new(corner.x + most + 22.0, frame.y0, area.x1, frame.y0 + cell.height - 16.0);
                nodes.push(ruled(desk, beside));
            }
            4 => {
                let below = Rect::new(frame.x0, frame.y1 + 24.0, corner.x + cell.width, corner.y + cell.height - 4.0);
                nodes.push(ruled(desk, below));
            }
            _ => {}
        }
    }
    (nodes, part.iter().map(|(slide, _)| *slide).collect())
}

/// Headings for slides, the captions under them.
fn said(desk: &mut Desk, matter: Matter) -> Vec<(Vec<Node>, Vec<usize>)> {
    let deck = matter.deck;
    if matter.slides.iter().all(|(slide, _)| deck.slides[*slide].cues.is_empty()) {
        return Vec::new();
    }
    let width = (desk.size.width - 2.0 * MARGIN).min(MEASURE);
    let area = Rect::new(MARGIN, MARGIN, MARGIN + width, desk.size.height - FOOT - 32.0);
    let mut flow = Flow::new(desk, area, Vec::new(), area.y0);
    let title = desk.theme.scale.title.clone();
    let style = Style { wrap: Wrap::Balanced, ..desk.style(&title, 24.0) };
    flow.paragraph(
        desk,
        &Rich::plain(own_words::said(Own::Transcript, &desk.deck.language, &[]), Span::default()),
        &style,
        Role::Heading { level: 2 },
        0.0,
    );
    let setting = setting(desk);
    let mut before = None;
    for (slide, _) in matter.slides {
        let cues = &deck.slides[*slide].cues;
        if cues.is_empty() {
            continue;
        }
        let planned = &matter.plan.slides[*slide];
        let style = Style { weight: 700.0, wrap: Wrap::Balanced, ..setting.style.clone() };
        let words = spoken_in(Rich::plain(planned.numbered_name(), Span::default()), &deck.language);
        flow.space(10.0);
        flow.keep_with_next(desk, &words, &style, Role::Heading { level: 3 });
        for cue in cues {
            let (language, words) = spoken(deck, cue, before);
            before = cue.speaker.or(before);
            let rich = spoken_in(Rich::plain(words, cue.span), &language);
            let role = if language == deck.language { Role::Paragraph } else { Role::Language(language) };
            flow.paragraph(desk, &rich, &setting.style, role, 4.0);
        }
    }
    flow.pages().into_iter().map(|nodes| (nodes, Vec::new())).collect()
}

fn setting(desk: &Desk) -> Setting {
    let entry = TypeStyle { leading: 1.4, ..desk.theme.scale.body.clone() };
    Setting {
        style: desk.style(&entry, TEXT),
        gap: 6.5,
        item_gap: 3.5,
        indent: 16.0,
        pad: (6.0, 3.0),
        rule: 0.0,
        nested: false,
        reveal: Reveal::None,
        picture_height: 160.0,
        picture_width: None,
        lists: None,
        code: f32::INFINITY,
        panel: 0.0,
    }
}

/// The style of numbers, heads and feet.
fn small(desk: &Desk) -> Style {
    let entry = desk.theme.scale.footer.clone();
    Style { wrap: Wrap::None, align: TextAlign::Start, ..desk.style(&entry, 8.5) }
}

/// A slide with its ground, as a group that is `scale` times as large; a thin frame stands around it.
fn shrunk(
    desk: &mut Desk,
    matter: Matter,
    (slide, drawing): (usize, &Drawing),
    corner: Point,
    scale: f64,
) -> Vec<Node> {
    let whole = kurbo::Shape::to_path(&drawing.size.to_rect(), 0.1);
    let fill = Some(Fill { paint: Paint::Solid(drawing.ground), even_odd: false });
    let placed = |item| Placed { at: Point::ZERO, item, span: Span::default() };
    let ground = placed(Item::Shape(Arc::new(Shape { path: whole.clone(), fill, stroke: None })));
    let mut items = vec![placed(Item::Group(Group::new(Role::Decoration, vec![ground])))];
    if !is_headed(&drawing.items) {
        items.extend(unseen_heading(desk, matter, slide));
    }
    items.extend(if under(matter, slide) { deeper(&drawing.items) } else { drawing.items.clone() });
    let slide = Group { transform: Affine::scale(scale), clip: Some(whole), ..Group::new(Role::Section, items) };
    let wide = drawing.size.width * scale;
    let slide = Node::placed(Placed { at: corner, item: Item::Group(slide), span: Span::default() }).whole(wide);
    let frame = Rect::from_origin_size(corner, drawing.size * scale);
    let corners = [(frame.x0, frame.y0), (frame.x1, frame.y0), (frame.x1, frame.y1), (frame.x0, frame.y1)];
    let color = desk.ground.mute.with_alpha(0.6);
    let sides = (0..4).map(|at| line(corners[at].into(), corners[(at + 1) % 4].into(), 0.4, color)).collect();
    vec![slide, Node::decoration(sides)]
}

/// What a slide without a title is called, for those who go from heading to heading: words without ink.
fn unseen_heading(desk: &mut Desk, matter: Matter, slide: usize) -> Vec<Placed> {
    let name = spoken_in(Rich::plain(matter.plan.slides[slide].name(), Span::default()), &desk.deck.language);
    let style = Style { color: desk.ground.fill.with_alpha(0.0), ..small(desk) };
    let level = 2 + u8::from(under(matter, slide));
    let stack = desk.text(&name, &style, desk.size.width, Role::Heading { level });
    node::cut(&stack.at(Point::ZERO), 0)
}

fn under(matter: Matter, slide: usize) -> bool {
    is_under_section(matter.deck, matter.plan, matter.slides.iter().map(|(slide, _)| *slide), slide)
}

/// Whether a slide stands under its section, which has a slide among those that are picked.
pub fn is_under_section(deck: &Deck, plan: &Plan, picked: impl Iterator<Item = usize>, slide: usize) -> bool {
    let is_section = |slide: usize| matches!(deck.slides[slide].layout, Layout::Section);
    let begun = picked.take_while(|it| *it <= slide).filter(|it| is_section(*it)).last();
    !is_section(slide) && begun.is_some_and(|begun| plan.slides[begun].section == plan.slides[slide].section)
}

/// Headings one level further down; the deck's title stays the first.
fn deeper(items: &[Placed]) -> Vec<Placed> {
    let lowered = |placed: &Placed| match &placed.item {
        Item::Group(group) => {
            let role = match group.role {
                Role::Heading { level } if level > 1 => Role::Heading { level: level + 1 },
                ref role => role.clone(),
            };
            let inside = Group { role, items: deeper(&group.items), ..group.clone() };
            Placed { item: Item::Group(inside), ..placed.clone() }
        }
        Item::Text(_) | Item::Shape(_) | Item::Picture(_) => placed.clone(),
    };
    items.iter().map(lowered).collect()
}

/// The slide's number, right under it; over notes it heads them.
fn number(desk: &mut Desk, matter: Matter, slide: usize, frame: Rect, heads: bool) -> Node {
    let number = matter.plan.slides[slide].number;
    let heads = heads && !matter.deck.slides[slide].notes.is_empty();
    let own = |own| own_words::said(own, &matter.deck.language, &[number]);
    let words = if heads { format!("{} – {}", own(Own::Slide), own(Own::Notes)) } else { own(Own::Slide) };
    let level = 3 + u8::from(under(matter, slide));
    let role = if heads { Role::Heading { level } } else { Role::Paragraph };
    let style = Style { color: desk.ground.mute, ..small(desk) };
    let rich = Rich::plain(words, Span::default());
    let stack = desk.text(&rich, &style, frame.width(), role);
    Node::branch(Role::Section, Point::new(frame.x0, frame.y1 + 4.0), Span::default(), stack.nodes)
}

/// Lines to write on.
fn ruled(desk: &Desk, area: Rect) -> Node {
    let count = (area.height() / RULED).floor() as usize;
    let color = desk.ground.mute.with_alpha(0.5);
    let rule = |at: usize| {
        let y = area.y0 + RULED * (at as f64 + 1.0) - 4.0;
        line(Point::new(area.x0, y), Point::new(area.x1, y), 0.4, color)
    };
    Node::decoration((0..count).map(rule).collect())
}

/// The talk's title and the page's number.
fn foot(desk: &mut Desk, page: usize, count: usize) -> Node {
    let style = Style { color: desk.ground.mute, ..small(desk) };
    let width = desk.size.width - 2.0 * MARGIN;
    let top = desk.size.height - FOOT - 10.0;
    let mut nodes = Vec::new();
    for (words, align) in [(desk.deck.title.clone(), TextAlign::Start), (format!("{page} / {count}"), TextAlign::End)] {
        let style = Style { align, ..style.clone() };
        let stack = desk.text(&Rich::plain(words, Span::default()), &style, width, Role::Paragraph);
        nodes.extend(stack.at(Point::new(MARGIN, top)));
    }
    Node::decoration(nodes)
}
