//! Finished drawings → words that lie on other words, and words beyond the slide or too near to its edge.
//!
//! What counts is ink: the outlines of letters, block against block, at every step. Only an author's own drawings may set
//! words over words, and what stands in them ends where they do. Unit: points.

use std::collections::HashSet;
use std::sync::Arc;

use crate::crew::{cores, side_by_side};
use crate::deck::theme::Theme;
use crate::deck::{Deck, Layout, Slide};
use crate::diagnostic::{Diagnostic, Span};
use crate::drawing::letters::Ruler;
use crate::drawing::{Drawing, Glyphs, Group, Item, Page, Placed, Role};
use crate::geometry::{Affine, PathShape as _, Rect, Size, Vec2};
use crate::talk::Talk;

/// What two letters may share before they touch: curves are a little larger than their ink.
const HAIR: f64 = 1.0;
/// Nearer to the slide's edge than this, old projectors and video calls cut letters, in points.
const NEAR: f64 = 4.0;
/// A thread costs as much as so many slides.
const LEAST_EACH: usize = 100;
/// From this share of the slide on, a picture is the ground that words stand on.
const GROUND: f64 = 0.8;

/// One finding of each kind a slide. A slide that holds more than fits is told of that, and of nothing that follows.
#[must_use]
pub fn room(talk: &Talk) -> Vec<Diagnostic> {
    let slides = &talk.deck.slides;
    let full = talk.diagnostics.iter().filter(|it| it.code == "SLD-OVERFLOW").filter_map(|it| it.span);
    let full: HashSet<Span> = full.collect();
    let threads = cores().min(slides.len() / LEAST_EACH).max(1);
    let mut rulers: Vec<Ruler> = (0..threads).map(|_| Ruler::default()).collect();
    let checked = side_by_side(&mut rulers, slides.len().min(talk.pages.len()), |ruler, at| {
        let mut out = Vec::new();
        if !full.contains(&slides[at].span) {
            check(&talk.pages[at], &slides[at], &talk.deck, ruler, &mut out);
        }
        out
    });
    checked.into_iter().flatten().collect()
}

fn check(page: &Page, slide: &Slide, deck: &Deck, ruler: &mut Ruler, out: &mut Vec<Diagnostic>) {
    let mut over: Vec<(Words, Words)> = Vec::new();
    let mut beyond: Vec<(Words, Edge)> = Vec::new();
    for drawing in page.steps.iter().chain(&page.together) {
        let words = words(drawing, ruler);
        for pair in overlaps(&words) {
            let known = |it: &(Words, Words)| it.0.text == pair.0.text && it.1.text == pair.1.text;
            if !over.iter().any(known) {
                over.push((pair.0.clone(), pair.1.clone()));
            }
        }
        for it in &words {
            let found = edge(it, drawing.size, &deck.theme);
            if let Some(edge) = found.filter(|_| !beyond.iter().any(|(known, _)| known.text == it.text)) {
                beyond.push((it.clone(), edge));
            }
        }
    }
    let mirrored = slide.is_leftward(deck.direction);
    out.extend(overlap_finding(slide, mirrored, &over));
    out.extend(edge_finding(slide, mirrored, beyond));
}

/// Words of one run, where their letters have ink, and the block that they belong to.
#[derive(Clone)]
struct Words {
    text: Arc<str>,
    block: usize,
    letters: Vec<Rect>,
    space: Rect,
    span: Span,
    /// Whether they belong to an author's drawing.
    drawn: bool,
}

/// Pairs of words of different blocks that share more than a hair, in the order of the words. A drawing is its author's matter,
/// and has thousands of words.
fn overlaps(words: &[Words]) -> Vec<(&Words, &Words)> {
    let mut pairs = Vec::new();
    for (at, one) in words.iter().enumerate().filter(|(_, one)| !one.drawn) {
        for (next, other) in words.iter().enumerate().filter(|(next, other)| other.drawn || *next > at) {
            if one.block != other.block && share(one.space, other.space) && letters_share(one, other) {
                pairs.push((at.min(next), at.max(next)));
            }
        }
    }
    pairs.sort_unstable();
    pairs.into_iter().map(|(one, other)| (&words[one], &words[other])).collect()
}

fn letters_share(one: &Words, other: &Words) -> bool {
    let near = |it: &&Rect| share(**it, other.space);
    one.letters.iter().filter(near).any(|letter| other.letters.iter().any(|it| share(*letter, *it)))
}

fn share(one: Rect, other: Rect) -> bool {
    let both = one.intersect(other);
    both.width() > HAIR && both.height() > HAIR
}

fn overlap_finding(slide: &Slide, mirrored: bool, over: &[(Words, Words)]) -> Option<Diagnostic> {
    let (one, other) = over.first()?;
    let more = match over.len() - 1 {
        0 => String::new(),
        1 => " (and one more pair)".to_owned(),
        count => format!(" (and {count} more pairs)"),
    };
    let (one_name, other_name) = (named(one), named(other));
    let region = region(slide, one, mirrored);
    let message =
        format!("{region}on slide `{}` words lie on each other: `{one_name}` and `{other_name}`{more}", slide.id);
    let hint = "shorten one of them, or share them over two slides";
    Some(Diagnostic::error("SLD-OVERLAP", place(slide, one), message).hint(hint))
}

/// How far words reach beyond the slide, or how near they come to its edge, and which edge it is.
#[derive(Clone, Copy)]
struct Edge {
    side: &'static str,
    /// Beyond the edge; under 0.0 before it.
    by: f64,
}

fn edge(words: &Words, size: Size, theme: &Theme) -> Option<Edge> {
    if words.drawn {
        return None;
    }
    let (it, space) = (words.space, &theme.space);
    // A theme that sets words at the very edge wants them there.
    let near = |margin: f64| NEAR.min(margin / 2.0);
    let sides = [
        ("left", -it.x0, near(space.left)),
        ("right", it.x1 - size.width, near(space.right)),
        ("upper", -it.y0, near(space.top)),
        ("lower", it.y1 - size.height, near(space.bottom.min(space.footless))),
    ];
    let worst = sides.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    (worst.1 > 0.5 || worst.1 > -worst.2).then_some(Edge { side: worst.0, by: worst.1 })
}

fn edge_finding(slide: &Slide, mirrored: bool, beyond: Vec<(Words, Edge)>) -> Option<Diagnostic> {
    let (words, Edge { side, by }) = beyond.into_iter().max_by(|a, b| a.1.by.total_cmp(&b.1.by))?;
    let (name, id, span) = (named(&words), &slide.id, place(slide, &words));
    let region = region(slide, &words, mirrored);
    let found = if by > 0.5 {
        Diagnostic::error(
            "SLD-EDGE",
            span,
            format!("{region}`{name}` reaches {by:.0} pt beyond the {side} edge of slide `{id}`"),
        )
    } else {
        let message = format!("{region}`{name}` stands {:.0} pt from the {side} edge of slide `{id}`", -by);
        Diagnostic::warning("SLD-EDGE", span, format!("{message}, where projectors and video calls cut"))
    };
    Some(found.hint("shorten the words there, or share them over two slides"))
}

/// The first words of a run.
fn named(words: &Words) -> String {
    let text = words.text.trim();
    let short: String = text.chars().take(40).collect();
    if short.len() < text.len() { format!("{}…", short.trim_end()) } else { short }
}

/// `in the right column, `, where the words stand in one.
fn region(slide: &Slide, words: &Words, mirrored: bool) -> String {
    let Layout::Parts { whole } = &slide.layout else { return String::new() };
    whole.named(words.span, mirrored).map_or_else(String::new, |name| format!("in {name}, "))
}

fn place(slide: &Slide, words: &Words) -> Span {
    if words.span == Span::default() { slide.span } else { words.span }
}

/// The words of a drawing with ink that may lie on others or near an edge, but for those of drawings that only decorate.
fn words(drawing: &Drawing, ruler: &mut Ruler) -> Vec<Words> {
    let slide = drawing.size.to_rect();
    let mut walk = Walk { ruler, slide, blocks: 0, out: Vec::new() };
    let around = Around { by: Affine::IDENTITY, block: 0, clip: None, kind: Kind::Slide };
    walk.items(&drawing.items, around);
    let met = walk.out;
    // Most words are far from all others, which is seen without a look at their letters.
    let safe = slide.inset(-NEAR - HAIR);
    let apart = |one: &Met, other: &Met| one.around.block == other.around.block || !share(one.reach, other.reach);
    let (own, drawn): (Vec<&Met>, Vec<&Met>) = met.iter().partition(|one| !one.is_drawn());
    let meets = |one: &Met, others: &[&Met]| others.iter().any(|other| !apart(one, other));
    let near =
        |one: &&Met| meets(one, &own) || !one.is_drawn() && (!safe.contains_rect(one.reach) || meets(one, &drawn));
    met.iter().filter(near).filter_map(|one| one.words(ruler)).collect()
}

/// A run as it is met, in a box that none of its letters leaves.
struct Met<'d> {
    run: &'d Glyphs,
    span: Span,
    around: Around,
    reach: Rect,
}

impl Met<'_> {
    /// `None` where no letter has ink.
    fn words(&self, ruler: &mut Ruler) -> Option<Words> {
        let Self { run, span, around, .. } = *self;
        let inks = ruler.inks(&run.face);
        let (size, straight) = (f64::from(run.size), is_straight(around.by));
        let mut letters = Vec::with_capacity(run.glyphs.len());
        letters.extend(run.glyphs.iter().filter_map(|glyph| {
            let ink = inks.of(&run.face, glyph.id)?;
            let ink = ink.scale_from_origin(size) + Vec2::new(f64::from(glyph.x), f64::from(glyph.y));
            let ink = if straight { ink + around.by.translation() } else { around.by.transform_rect_bbox(ink) };
            let seen = around.clip.map_or(ink, |clip| ink.intersect(clip));
            (seen.area() > 0.0).then_some(seen)
        }));
        let space = letters.iter().copied().reduce(|a, b| a.union(b))?;
        let drawn = self.is_drawn();
        Some(Words { text: Arc::clone(run.said()), block: around.block, letters, space, span, drawn })
    }

    fn is_drawn(&self) -> bool {
        self.around.kind == Kind::Drawn
    }
}

struct Walk<'r, 'd> {
    ruler: &'r mut Ruler,
    slide: Rect,
    blocks: usize,
    out: Vec<Met<'d>>,
}

/// What the groups around an item make of it.
#[derive(Clone, Copy)]
struct Around {
    by: Affine,
    block: usize,
    clip: Option<Rect>,
    kind: Kind,
}

/// Which words stand directly in a group.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Slide,
    /// An author's drawing.
    Drawn,
    /// What nobody reads: a drawing that decorates, the numbers of lines of code, a picture under the slide's words.
    Silent,
}

impl<'d> Walk<'_, 'd> {
    fn items(&mut self, items: &'d [Placed], around: Around) {
        for placed in items {
            let here = Around { by: around.by * Affine::translate(placed.at.to_vec2()), ..around };
            match &placed.item {
                Item::Group(group) => {
                    let inside = self.inside(group, here);
                    self.items(&group.items, inside);
                }
                Item::Text(run) if here.kind != Kind::Silent => self.text(run, placed.span, here),
                Item::Text(_) | Item::Shape(_) | Item::Picture(_) => {}
            }
        }
    }

    fn inside(&mut self, group: &Group, around: Around) -> Around {
        let by = around.by * group.transform;
        let own = group.clip.as_ref().map(|clip| by.transform_rect_bbox(clip.bounding_box()));
        let clip = match (around.clip, own) {
            (Some(one), Some(other)) => Some(one.intersect(other)),
            (one, other) => one.or(other),
        };
        let kind = match &group.role {
            // Parts of a line, or of a block.
            Role::Link { .. }
            | Role::Language(_)
            | Role::Formula { .. }
            | Role::Reference { .. }
            | Role::Ruby
            | Role::RubyBase => {
                return Around { by, clip, ..around };
            }
            Role::Section | Role::List { .. } | Role::Item | Role::Body | Role::Quote | Role::Table | Role::Row => {
                return Around { by, clip, ..around };
            }
            // It stands in the space between its line and the one above.
            Role::Decoration | Role::Data(_) | Role::RubyText => Kind::Silent,
            Role::Figure { .. } if self.is_ground(clip) => Kind::Silent,
            Role::Figure { .. } => Kind::Drawn,
            Role::Heading { .. } | Role::Paragraph | Role::Label | Role::Code(_) | Role::Caption => Kind::Slide,
            Role::HeaderCell | Role::Cell | Role::Source | Role::Note { .. } => Kind::Slide,
        };
        self.blocks += 1;
        Around { by, block: self.blocks, clip, kind }
    }

    fn is_ground(&self, figure: Option<Rect>) -> bool {
        figure.is_some_and(|it| it.intersect(self.slide).area() > GROUND * self.slide.area())
    }

    fn text(&mut self, run: &'d Glyphs, span: Span, around: Around) {
        let Some(most) = self.ruler.inks(&run.face).most(&run.face) else {
            self.out.push(Met { run, span, around, reach: self.slide.inset(self.slide.width()) });
            return;
        };
        let corners = (f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY);
        let (x0, y0, x1, y1) = run.glyphs.iter().fold(corners, |(x0, y0, x1, y1), glyph| {
            (x0.min(glyph.x), y0.min(glyph.y), x1.max(glyph.x), y1.max(glyph.y))
        });
        if x0 > x1 {
            return;
        }
        let most = most.scale_from_origin(f64::from(run.size));
        let [x0, y0, x1, y1] = [x0, y0, x1, y1].map(f64::from);
        let reach = Rect::new(x0 + most.x0, y0 + most.y0, x1 + most.x1, y1 + most.y1);
        self.out.push(Met { run, span, around, reach: around.by.transform_rect_bbox(reach) });
    }
}

/// Whether it only moves: most words stand as they are.
fn is_straight(by: Affine) -> bool {
    matches!(by.as_coeffs(), [1.0, 0.0, 0.0, 1.0, ..])
}
