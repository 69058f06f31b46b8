//! Items → marks and the branch of the tag tree that they make.
//!
//! Invariant: a stretch is opened and closed at the same depth of transforms and clips, and stretches do not nest.

mod groups;
mod links;
mod plain;

use std::collections::{HashMap, HashSet};

use krilla::geom::Rect as PdfRect;
use krilla::surface::{Location, Surface};
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag, Placement, SpanTag, Tag};

use super::attached::Attached;
use super::branch::{Branch, State, Stretch};
use super::draw;
use super::ink::rule;
use super::link::Link;
use super::outline::{moved, near, path};
use super::places::{lines, pdf_rect, scale};
use super::reading::{Known, is_whole, known, seen};
use super::stock::Stock;
use super::tags::{self, Kind, Twig};
use super::{Fault, Reading};
use crate::diagnostic::Span;
use crate::drawing::structure::is_headed;
use crate::drawing::{Drawing, Group, Item, Placed, Role};
use crate::geometry::{Affine, Point, Size};

/// One walk over all pages.
#[derive(Default)]
pub(super) struct Walk {
    pub stock: Stock,
    /// The formulas' files.
    pub attached: Attached,
    /// Anchors that exist, but not in this file.
    left_out: HashSet<String>,
    /// Those in it.
    known: HashSet<String>,
    /// Links that lead nowhere.
    pub lost: Vec<Fault>,
    pub faults: Vec<Fault>,
    /// Whether there were words with their reading.
    pub has_readings: bool,
    /// The links of the page at hand.
    pub links: Vec<Link>,
    /// The footnotes of the page at hand, with their places on it.
    pub notes: Vec<(usize, Point)>,
    /// Where things were written; a krilla location counts them, from 1.
    pub spans: Vec<Span>,
    located: HashMap<Span, Location>,
    last: Option<(Span, Location)>,
    page: usize,
    size: Size,
    /// The level of the last heading; 0 before the first.
    level: u8,
    /// So many levels further down are the page's headings.
    under: u8,
    /// What the page before has read already, by its words and its place in tenths of points.
    read: HashSet<Known>,
}

impl Walk {
    /// Links to what is `left_out` become plain words. Photos are `whole` in the file, or have stand-ins there.
    pub(super) fn new(left_out: HashSet<String>, known: HashSet<String>, whole: bool) -> Self {
        Self { left_out, known, stock: Stock::new(whole), ..Self::default() }
    }

    /// Draws a page and returns what stands in its section.
    pub(super) fn page(
        &mut self,
        surface: &mut Surface,
        index: usize,
        drawing: &Drawing,
        reading: &Reading,
    ) -> Vec<Twig> {
        (self.page, self.size, self.under) = (index, drawing.size, u8::from(reading.under));
        self.read.clear();
        if let Some(before) = &reading.before {
            seen(&before.items, Affine::IDENTITY, &mut self.read);
        }
        let all = drawing.size.to_rect();
        surface.start_tagged(ContentTag::Artifact(Artifact::new(ArtifactType::Background, pdf_rect(all))));
        draw::ground(surface, drawing.ground, all);
        surface.end_tagged();
        let state = State {
            to_page: Affine::IDENTITY,
            opacity: 1.0,
            in_block: false,
            in_figure: false,
            in_header_row: false,
            fresh: false,
        };
        let level = (2 + self.under).min(self.level + 1);
        let name = reading.name.as_ref().filter(|_| !is_headed(&drawing.items));
        // Headings of its parts are under it.
        self.level = if name.is_some() { level } else { self.level };
        let mut twigs = self.branch(surface, state, &drawing.items);
        if let Some(name) = name {
            // Nothing is drawn: who hears the page hears its name, and finds it among the headings.
            let mark = surface.start_tagged(ContentTag::Span(SpanTag::empty().with_actual_text(Some(name))));
            surface.end_tagged();
            twigs.insert(0, tags::named(level, name, mark));
        }
        tags::heading_first(twigs)
    }

    /// The number by which krilla knows `span`.
    pub(super) fn location(&mut self, span: Span) -> Location {
        // Neighbors were written at one place, usually.
        if let Some((_, location)) = self.last.filter(|(last, _)| *last == span) {
            return location;
        }
        let spans = &mut self.spans;
        let location = *self.located.entry(span).or_insert_with(|| {
            spans.push(span);
            Location::MIN.saturating_add(spans.len() as u64 - 1)
        });
        self.last = Some((span, location));
        location
    }

    fn branch(&mut self, surface: &mut Surface, state: State, items: &[Placed]) -> Vec<Twig> {
        let mut branch = Branch::default();
        for placed in items {
            if !placed.is_drawable() {
                let message = "this cannot be drawn: a number in it is beyond all bounds".to_owned();
                self.lost.push(Fault { message, span: Some(placed.span), anchor: None });
                continue;
            }
            let place = self.location(placed.span);
            surface.set_location(place);
            match &placed.item {
                Item::Text(run) => {
                    if !state.in_figure
                        && !state.fresh
                        && !self.read.is_empty()
                        && self.read.contains(&known(&run.text, state.to_page * placed.at))
                    {
                        branch.open(surface, state, Stretch::Artifact);
                    } else if state.in_figure {
                        branch.open(surface, state, Stretch::Drawn);
                    } else if let Some(written) = &run.written {
                        branch.open_said(surface, state, written);
                    } else {
                        branch.open(surface, state, Stretch::Line(placed.at.y));
                    }
                    let at = near(placed.at, scale(state.to_page));
                    draw::text(surface, &mut self.stock, at, run, state.opacity, place);
                    // A `₂` shares its glyph with a small 2 and says so for itself; some readers (poppler) then skip the
                    // rest of the stretch.
                    if !state.in_figure && (run.written.is_some() || run.text.chars().any(is_small)) {
                        branch.close(surface);
                    }
                }
                Item::Shape(shape) => {
                    branch.open_for_drawing(surface, state);
                    self.shape(surface, state.opacity, state.to_page, placed.at, shape);
                }
                Item::Picture(picture) => {
                    branch.open_for_drawing(surface, state);
                    let at = near(placed.at, scale(state.to_page));
                    draw::picture(surface, &mut self.stock, at, picture, state.opacity);
                }
                Item::Group(group) => self.group(surface, state, placed, group, &mut branch),
            }
        }
        branch.close(surface);
        surface.reset_location();
        tags::with_captions(branch.twigs)
    }

    fn group(&mut self, surface: &mut Surface, state: State, placed: &Placed, group: &Group, branch: &mut Branch) {
        let kind = self.kind(state, placed, group);
        self.has_readings |= group.role == Role::Ruby;
        // A link has its words, and a whole thing all of its parts.
        let fresh = state.fresh || is_whole(&group.role) || matches!(group.role, Role::Link { .. });
        let state = State { fresh, ..state };
        let plain = group.role == Role::Section && !tags::is_structured(&group.items);
        let inside = match &group.role {
            Role::Link { .. } | Role::Caption => true,
            _ => !state.in_figure,
        };
        match kind {
            // A sheet of its own cannot hold tags: what is on it is a part of the stretch around it.
            Kind::Holder(_) if group.on_sheet() => {
                branch.open_for_drawing(surface, state);
                self.plain(surface, state.opacity, state.to_page, placed, group);
            }
            Kind::Artifact => {
                branch.open(surface, state, Stretch::Artifact);
                self.plain(surface, state.opacity, state.to_page, placed, group);
                branch.close(surface);
            }
            // What needs no tag of its own belongs to the stretch around it.
            Kind::Holder(_) if plain && (state.in_figure || !tags::has_said(&group.items)) => {
                if tags::has_text(&group.items) && !state.in_figure {
                    branch.close(surface);
                    branch.open(surface, state, Stretch::Line(placed.at.y));
                } else {
                    branch.open_for_drawing(surface, state);
                }
                self.plain(surface, state.opacity, state.to_page, placed, group);
            }
            Kind::Holder(_) | Kind::Block(_) | Kind::Inline(_) | Kind::Code if plain || !inside => {
                branch.close(surface);
                let twigs = self.tagged(surface, state, placed, group);
                branch.extend(twigs);
            }
            Kind::Holder(tag) => self.holder(surface, state, placed, (group, tag), branch),
            Kind::Block(tag) => self.block(surface, state, placed, (group, tag), branch),
            Kind::Code => self.code(surface, state, placed, group, branch),
            Kind::Inline(tag) => self.inline(surface, state, placed, (group, tag), branch),
            Kind::Data => self.data(surface, state, placed, group, branch),
            Kind::Formula(alt, mathml) => {
                if let Some((twigs, place)) = self.whole(surface, branch, state, placed, group) {
                    let id = mathml.map(|mathml| self.attached.id(&mathml));
                    let tag = Tag::Formula(Some(alt)).with_id(id).with_bbox(place);
                    let tag = tag.with_placement(Some(Placement::Inline));
                    branch.push_inline(state, Twig::Branch(tag.into(), twigs));
                }
            }
            Kind::Figure(alt) => {
                if let Some((twigs, place)) = self.whole(surface, branch, state, placed, group) {
                    let tag = Tag::Figure(Some(alt)).with_bbox(place).with_placement(Some(Placement::Block));
                    branch.push(Twig::Branch(tag.into(), twigs));
                }
            }
        }
    }

    /// Draws a group that a reader gets as one thing. Returns what is in it and where it stands; inside a figure it is a
    /// part of that, so `branch` has it already.
    fn whole(
        &mut self,
        surface: &mut Surface,
        branch: &mut Branch,
        state: State,
        placed: &Placed,
        group: &Group,
    ) -> Option<(Vec<Twig>, Option<BBox>)> {
        branch.close(surface);
        let bounds = self.bounds(state.to_page, std::slice::from_ref(placed));
        let in_figure = State { in_figure: true, in_block: true, ..state };
        let twigs = self.tagged(surface, in_figure, placed, group);
        if state.in_figure {
            branch.extend(twigs);
            return None;
        }
        Some((twigs, bounds.map(|rect| BBox::new(self.page, rect))))
    }

    /// Draws a group whose parts have tags of their own.
    fn tagged(&mut self, surface: &mut Surface, state: State, placed: &Placed, group: &Group) -> Vec<Twig> {
        let clip = group.clip.as_ref().map(path);
        if group.opacity <= 0.0 || matches!(clip, Some(None)) {
            return Vec::new();
        }
        let transform = Affine::translate(placed.at.to_vec2()) * group.transform;
        let moved = moved(transform, scale(state.to_page));
        let state = State { to_page: state.to_page * transform, opacity: state.opacity * group.opacity, ..state };
        let mut twigs = Vec::new();
        draw::within(surface, moved, |surface| {
            if let Some(Some(clip)) = &clip {
                surface.push_clip_path(clip, &rule(group));
            }
            twigs = self.branch(surface, state, &group.items);
            if clip.is_some() {
                surface.pop();
            }
        });
        twigs
    }

    /// What `items` cover of the page.
    fn bounds(&self, to_page: Affine, items: &[Placed]) -> Option<PdfRect> {
        let mut places = Vec::new();
        lines(to_page, items, &mut places);
        let all = places.iter().map(|(_, place)| *place).reduce(|all, place| all.union(place))?;
        pdf_rect(all.intersect(self.size.to_rect()))
    }
}

/// Whether it is a raised or lowered letter of Unicode.
fn is_small(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '\u{1D2C}'..='\u{1D6A}' | '\u{2070}'..='\u{209C}')
}
