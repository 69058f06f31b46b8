//! Items → marks and the branch of the tag tree that they make.
//!
//! Invariant: a stretch is opened and closed at the same depth of transforms and clips, and stretches do not nest.

use std::collections::{HashMap, HashSet};

use krilla::blend::BlendMode;
use krilla::geom::{Point as PdfPoint, Quadrilateral, Rect as PdfRect};
use krilla::mask::{Mask as PdfMask, MaskType};
use krilla::paint::{FillRule, Pattern};
use krilla::surface::{Location, Surface};
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag, Placement, SpanTag, TableHeaderScope, Tag};

use super::draw::{self, Stock, Tiles};
use super::reading::{Known, is_whole, known, of_whole, seen};
use super::tags::{self, Kind, Twig};
use super::{Fault, Reading};
use crate::diagnostic::Span;
use crate::drawing::structure::is_headed;
use crate::drawing::{Blend, DataTable, Drawing, Group, Item, Mask, MaskBy, Paint, Placed, Role, Shape, Tile};
use crate::geometry::{Affine, PathShape as _, Point, Rect, Size};

/// One walk over all pages.
#[derive(Default)]
pub(super) struct Walk {
    pub stock: Stock,
    /// Anchors that exist, but not in this file.
    left_out: HashSet<String>,
    /// Those in it.
    known: HashSet<String>,
    /// Links that lead nowhere.
    pub lost: Vec<Fault>,
    pub faults: Vec<Fault>,
    /// The links of the page at hand.
    pub links: Vec<Link>,
    /// The footnotes of the page at hand, with their places on it.
    pub notes: Vec<(usize, Point)>,
    /// Where things were written; a krilla location counts them, from 1.
    pub spans: Vec<Span>,
    located: HashMap<Span, Location>,
    page: usize,
    size: Size,
    /// The level of the last heading; 0 before the first.
    level: u8,
    /// So many levels further down are the page's headings.
    under: u8,
    /// What the page before has read already, by its words and its place in tenths of points.
    read: HashSet<Known>,
}

/// A link to be laid over the page.
pub(super) struct Link {
    pub target: Goal,
    words: String,
    pub description: String,
    pub places: Vec<Quadrilateral>,
    pub span: Span,
}

/// Where a link leads.
pub(super) enum Goal {
    /// An address, or a slide behind `#`.
    Written(String),
    /// The footnote of that number that comes next after as many others.
    Note(usize, usize),
}

/// What holds for the items of a group; goes down by value.
#[derive(Clone, Copy)]
struct State {
    /// From the items to the page.
    to_page: Affine,
    /// To be laid on each item; groups that hold text pass theirs on, because a sheet of its own cannot hold tags.
    opacity: f32,
    /// Whether text may stand here without a paragraph around it.
    in_block: bool,
    /// Whether only captions and links get tags, as in a figure.
    in_figure: bool,
    in_header_row: bool,
    /// Whether all of it is read, even what the page before has.
    fresh: bool,
}

/// The branch being made, and the stretch that is open on the page, if any.
#[derive(Default)]
struct Branch {
    twigs: Vec<Twig>,
    open: Option<Stretch>,
    /// Whether the last twig is a paragraph made here for loose text, so that more may join it.
    loose: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Stretch {
    /// A line of text, at this height.
    Line(f64),
    Drawn,
    Artifact,
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
        let spans = &mut self.spans;
        *self.located.entry(span).or_insert_with(|| {
            spans.push(span);
            Location::MIN.saturating_add(spans.len() as u64 - 1)
        })
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
                        && self.read.contains(&known(&run.text, state.to_page * placed.at))
                    {
                        branch.open(surface, state, Stretch::Artifact);
                    } else if !state.in_figure {
                        branch.open(surface, state, Stretch::Line(placed.at.y));
                    } else {
                        branch.open(surface, state, Stretch::Drawn);
                    }
                    draw::text(surface, &mut self.stock, placed.at, run, state.opacity, place);
                    // A `₂` shares its glyph with a small 2 and says so for itself; some readers (poppler) then skip the
                    // rest of the stretch.
                    if !state.in_figure && run.text.chars().any(is_small) {
                        branch.close(surface);
                    }
                }
                Item::Shape(shape) => {
                    branch.open_for_drawing(surface, state);
                    self.shape(surface, state.opacity, state.to_page, placed.at, shape);
                }
                Item::Picture(picture) => {
                    branch.open_for_drawing(surface, state);
                    draw::picture(surface, &mut self.stock, placed.at, picture, state.opacity);
                }
                Item::Group(group) => self.group(surface, state, placed, group, &mut branch),
            }
        }
        branch.close(surface);
        surface.reset_location();
        tags::with_captions(branch.twigs)
    }

    fn group(&mut self, surface: &mut Surface, state: State, placed: &Placed, group: &Group, branch: &mut Branch) {
        // A first heading of level 2, or one two levels down, would leave readers looking for what is between.
        let kind = match &group.role {
            Role::Link { target } if self.leads_out(target) => Kind::Inline(Tag::Span.into()),
            role if !state.fresh
                && is_whole(role)
                && self.read.contains(&of_whole(group, state.to_page * placed.at)) =>
            {
                Kind::Artifact
            }
            _ => tags::kind(group, state.in_header_row, (self.under, self.level + 1)),
        };
        // A link has its words, and a whole thing all of its parts.
        let fresh = state.fresh || is_whole(&group.role) || matches!(group.role, Role::Link { .. });
        let state = State { fresh, ..state };
        let structured = tags::is_structured(&group.items);
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
            Kind::Holder(_) if group.role == Role::Section && !structured => {
                if tags::has_text(&group.items) && !state.in_figure {
                    branch.close(surface);
                    branch.open(surface, state, Stretch::Line(placed.at.y));
                } else {
                    branch.open_for_drawing(surface, state);
                }
                self.plain(surface, state.opacity, state.to_page, placed, group);
            }
            Kind::Holder(_) | Kind::Block(_) | Kind::Inline(_) | Kind::Code if !inside => {
                branch.close(surface);
                let twigs = self.tagged(surface, state, placed, group);
                branch.extend(twigs);
            }
            Kind::Holder(tag) => {
                branch.close(surface);
                if let Role::Note { number } = group.role {
                    self.notes.push((number, state.to_page * placed.at));
                }
                let header = group.role == Role::Row && tags::is_header_row(&group.items);
                let state = State { in_block: false, in_header_row: header, ..state };
                let mut twigs = self.tagged(surface, state, placed, group);
                if group.role == Role::Table {
                    twigs = tags::table(twigs, tags::has_head(&group.items));
                }
                branch.push(Twig::Branch(tag, twigs));
            }
            Kind::Block(tag) => {
                branch.close(surface);
                if let Role::Heading { level } = group.role {
                    self.level = tags::level(level, self.under).clamp(1, self.level + 1);
                }
                let state = State { in_block: true, in_figure: false, ..state };
                let twigs = self.tagged(surface, state, placed, group);
                branch.push(Twig::Branch(tag, twigs));
            }
            Kind::Code => {
                branch.close(surface);
                let twigs = self.tagged(surface, State { in_block: true, ..state }, placed, group);
                // Empty lines have no letters to be marked.
                let tag = match &group.role {
                    Role::Code(text) if text.contains("\n\n") => Tag::Code.with_actual_text(Some(text.to_string())),
                    _ => Tag::Code,
                };
                branch.push_inline(state, Twig::Branch(tag.into(), twigs));
            }
            Kind::Inline(tag) => {
                branch.close(surface);
                let link = self.links.len();
                let known = self.link(state, placed, group);
                let mut twigs = self.tagged(surface, State { in_block: true, ..state }, placed, group);
                // A link that goes on in the next line is one.
                if known
                    && self.links.len() == link + 1
                    && self.joins(link)
                    && branch.has_link(state, link.wrapping_sub(1))
                {
                    branch.join(state, twigs);
                    self.join();
                    return;
                }
                if known {
                    twigs.push(Twig::Link(link));
                    // A reference is no link, but holds one.
                    if matches!(group.role, Role::Reference { .. }) {
                        twigs = vec![Twig::Branch(Tag::Link.into(), twigs)];
                    }
                }
                branch.push_inline(state, Twig::Branch(tag, twigs));
            }
            Kind::Data => {
                branch.close(surface);
                if let (Role::Data(table), false) = (&group.role, state.in_figure) {
                    let twig = self.data(surface, state, placed, table);
                    branch.push(twig);
                }
            }
            Kind::Formula(alt) => {
                if let Some((twigs, place)) = self.whole(surface, branch, state, placed, group) {
                    let tag = Tag::Formula(Some(alt)).with_bbox(place).with_placement(Some(Placement::Inline));
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

    /// The numbers behind a chart as a table: text without ink at its place.
    fn data(&mut self, surface: &mut Surface, state: State, placed: &Placed, table: &DataTable) -> Twig {
        let transform = Affine::translate(placed.at.to_vec2());
        let place = self.location(placed.span);
        let state = State { to_page: state.to_page * transform, in_block: true, ..state };
        let mut rows = Vec::new();
        draw::within(surface, transform, |surface| {
            for (row, cells) in table.rows.iter().enumerate() {
                let mut out = Vec::new();
                for (column, cell) in cells.iter().enumerate() {
                    let mut branch = Branch::default();
                    for (at, run) in &cell.runs {
                        branch.open(surface, state, Stretch::Line(at.y));
                        draw::text(surface, &mut self.stock, *at, run, 0.0, place);
                    }
                    branch.close(surface);
                    let tag = match (row, column) {
                        (0, _) => Tag::TH(TableHeaderScope::Column).into(),
                        (_, 0) => Tag::TH(TableHeaderScope::Row).into(),
                        _ => Tag::TD.into(),
                    };
                    out.push(Twig::Branch(tag, branch.twigs));
                }
                rows.push(Twig::Branch(Tag::TR.into(), out));
            }
        });
        Twig::Branch(Tag::Table.into(), tags::table(rows, true))
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
        let transform = Affine::translate(placed.at.to_vec2()) * group.transform;
        let clip = group.clip.as_ref().map(draw::path);
        if group.opacity <= 0.0 || matches!(clip, Some(None)) {
            return Vec::new();
        }
        let state = State { to_page: state.to_page * transform, opacity: state.opacity * group.opacity, ..state };
        let mut twigs = Vec::new();
        draw::within(surface, transform, |surface| {
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

    /// Draws a group inside a stretch that is already open.
    fn plain(&mut self, surface: &mut Surface, opacity: f32, to_page: Affine, placed: &Placed, group: &Group) {
        let clip = group.clip.as_ref().map(draw::path);
        if group.opacity <= 0.0 || matches!(clip, Some(None)) {
            return;
        }
        let transform = Affine::translate(placed.at.to_vec2()) * group.transform;
        let to_page = to_page * transform;
        draw::within(surface, transform, |surface| {
            if let Some(Some(clip)) = &clip {
                surface.push_clip_path(clip, &rule(group));
            }
            if let Some(blend) = group.blend {
                surface.push_blend_mode(blend_mode(blend));
            }
            match &group.mask {
                Some(mask) => {
                    let mask = self.mask(surface, to_page, mask);
                    surface.push_mask(mask);
                }
                None if group.blend.is_some() => surface.push_isolated(),
                None => {}
            }
            draw::faded(surface, group.opacity, |surface| self.items(surface, opacity, to_page, &group.items));
            let pushed = [clip.is_some(), group.blend.is_some(), group.on_sheet()];
            pushed.into_iter().filter(|pushed| *pushed).for_each(|_| surface.pop());
        });
    }

    /// Draws items inside a stretch that is already open.
    fn items(&mut self, surface: &mut Surface, opacity: f32, to_page: Affine, items: &[Placed]) {
        for placed in items {
            let place = self.location(placed.span);
            surface.set_location(place);
            match &placed.item {
                Item::Text(run) => draw::text(surface, &mut self.stock, placed.at, run, opacity, place),
                Item::Shape(shape) => self.shape(surface, opacity, to_page, placed.at, shape),
                Item::Picture(it) => draw::picture(surface, &mut self.stock, placed.at, it, opacity),
                Item::Group(group) => self.plain(surface, opacity, to_page, placed, group),
            }
        }
    }

    fn shape(&mut self, surface: &mut Surface, opacity: f32, to_page: Affine, at: Point, shape: &Shape) {
        let tile = |walk: &mut Self, surface: &mut Surface, paint: Option<&Paint>| match paint {
            Some(Paint::Tile { tile, .. }) => Some(walk.tile(surface, to_page, at, tile)),
            _ => None,
        };
        let fill = tile(self, surface, shape.fill.as_ref().map(|fill| &fill.paint));
        let stroke = tile(self, surface, shape.stroke.as_ref().map(|stroke| &stroke.paint));
        draw::shape(surface, at, shape, opacity, scale(to_page), &Tiles { fill, stroke });
    }

    /// A tile as krilla wants it: from its top left corner, with the way from there to the shape.
    fn tile(&mut self, surface: &mut Surface, to_page: Affine, at: Point, tile: &Tile) -> Pattern {
        let corner = tile.place.origin().to_vec2();
        let to_page = to_page * Affine::translate(at.to_vec2()) * tile.transform;
        let mut builder = surface.stream_builder();
        let mut inner = builder.surface();
        draw::within(&mut inner, Affine::translate(-corner), |inner| self.items(inner, 1.0, to_page, &tile.items));
        inner.finish();
        Pattern {
            stream: builder.finish(),
            transform: draw::pdf_transform(tile.transform * Affine::translate(corner)),
            width: tile.place.width() as f32,
            height: tile.place.height() as f32,
        }
    }

    fn mask(&mut self, surface: &mut Surface, to_page: Affine, mask: &Mask) -> PdfMask {
        let mut builder = surface.stream_builder();
        let mut inner = builder.surface();
        if let Some(region) = draw::path(&mask.region.to_path(0.1)) {
            inner.push_clip_path(&region, &FillRule::NonZero);
            self.items(&mut inner, 1.0, to_page, &mask.items);
            inner.pop();
        }
        inner.finish();
        let by = match mask.by {
            MaskBy::Alpha => MaskType::Alpha,
            MaskBy::Luminance => MaskType::Luminosity,
        };
        PdfMask::new(builder.finish(), by)
    }

    /// Whether `target` is a slide that is not in the file.
    fn leads_out(&self, target: &str) -> bool {
        target.strip_prefix('#').is_some_and(|anchor| !self.known.contains(anchor))
    }

    /// Notes down a link to a slide that there is not at all.
    fn lose(&mut self, target: &str, span: Span) {
        let Some(anchor) = target.strip_prefix('#').filter(|anchor| !self.left_out.contains(*anchor)) else { return };
        let message = format!("no slide is called `{anchor}`, so the link cannot lead there");
        self.lost.push(Fault { message, span: Some(span), anchor: Some(anchor.to_owned()) });
    }

    /// Notes down a link and where it can be clicked; `false` if `group` is none.
    fn link(&mut self, state: State, placed: &Placed, group: &Group) -> bool {
        let target = match &group.role {
            Role::Link { target } => Goal::Written(target.clone()),
            Role::Reference { number } => Goal::Note(*number, self.notes.len()),
            _ => return false,
        };
        if let Goal::Written(target) = &target
            && self.leads_out(target)
        {
            self.lose(target, placed.span);
            return false;
        }
        let here = state.to_page * Affine::translate(placed.at.to_vec2()) * group.transform;
        let mut places = Vec::new();
        lines(here, &group.items, &mut places);
        let page = self.size.to_rect();
        let places: Vec<_> = places.iter().filter_map(|(_, place)| quadrilateral(place.intersect(page))).collect();
        if places.is_empty() {
            return false;
        }
        let words = tags::words(&group.items);
        let description = match &target {
            Goal::Note(..) => words.clone(),
            Goal::Written(target) => described(&words, target),
        };
        self.links.push(Link { target, words, description, places, span: placed.span });
        true
    }

    /// Whether a link goes on where the one before it ends: the same words of the deck that lead to the same place.
    fn joins(&self, link: usize) -> bool {
        let (Some(before), Some(link)) = (link.checked_sub(1).and_then(|at| self.links.get(at)), self.links.get(link))
        else {
            return false;
        };
        let same = matches!((&before.target, &link.target), (Goal::Written(a), Goal::Written(b)) if a == b);
        same && before.span == link.span && before.span != Span::default()
    }

    /// Makes one of the last two links.
    fn join(&mut self) {
        let Some(link) = self.links.pop() else { return };
        let Some(before) = self.links.last_mut() else { return };
        before.places.extend(link.places);
        if let Goal::Written(target) = &before.target {
            // An address that is broken has no space there.
            let whole = format!("{}{}", before.words, link.words);
            let bare = target.contains(&whole);
            before.words = if bare { whole } else { format!("{} {}", before.words, link.words) };
            before.description = described(&before.words, target);
        }
    }

    /// What `items` cover of the page.
    fn bounds(&self, to_page: Affine, items: &[Placed]) -> Option<PdfRect> {
        let mut places = Vec::new();
        lines(to_page, items, &mut places);
        let all = places.iter().map(|(_, place)| *place).reduce(|all, place| all.union(place))?;
        pdf_rect(all.intersect(self.size.to_rect()))
    }
}

/// What a reader says of a link.
fn described(words: &str, target: &str) -> String {
    match words {
        "" => target.to_owned(),
        words if words == target => target.to_owned(),
        words if target.starts_with('#') => words.to_owned(),
        words => format!("{words} ({target})"),
    }
}

/// Whether it is a raised or lowered letter of Unicode.
fn is_small(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '\u{1D2C}'..='\u{1D6A}' | '\u{2070}'..='\u{209C}')
}

impl Branch {
    /// Goes on with the open stretch if it is of this kind; otherwise opens one.
    fn open(&mut self, surface: &mut Surface, state: State, stretch: Stretch) {
        if self.open == Some(stretch) {
            return;
        }
        self.close(surface);
        let tag = match stretch {
            Stretch::Line(_) => ContentTag::Span(SpanTag::empty()),
            Stretch::Drawn => ContentTag::Other,
            Stretch::Artifact => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        };
        let identifier = surface.start_tagged(tag);
        self.open = Some(stretch);
        match stretch {
            Stretch::Line(_) | Stretch::Drawn => self.push_inline(state, Twig::Mark(identifier)),
            Stretch::Artifact => {}
        }
    }

    /// A shape or picture is part of a block or a figure; elsewhere nobody would know what it says.
    fn open_for_drawing(&mut self, surface: &mut Surface, state: State) {
        match self.open {
            Some(Stretch::Line(_) | Stretch::Drawn) if state.in_block => {}
            _ => {
                let stretch = if state.in_figure { Stretch::Drawn } else { Stretch::Artifact };
                self.open(surface, state, stretch);
            }
        }
    }

    fn close(&mut self, surface: &mut Surface) {
        if self.open.take().is_some() {
            surface.end_tagged();
        }
    }

    fn push(&mut self, twig: Twig) {
        self.extend(vec![twig]);
    }

    fn extend(&mut self, twigs: Vec<Twig>) {
        self.loose = self.loose && twigs.is_empty();
        self.twigs.extend(twigs);
    }

    /// The part of a line that was added last.
    fn last_inline(&mut self, state: State) -> Option<&mut Twig> {
        match self.twigs.last_mut() {
            last if state.in_block => last,
            Some(Twig::Branch(_, inside)) if self.loose => inside.last_mut(),
            _ => None,
        }
    }

    /// Whether what was added last is the page's nth link.
    fn has_link(&mut self, state: State, nth: usize) -> bool {
        let last = self.last_inline(state);
        matches!(last, Some(Twig::Branch(_, inside)) if matches!(inside.last(), Some(Twig::Link(at)) if *at == nth))
    }

    /// Adds to the link that was added last, before its annotation.
    fn join(&mut self, state: State, twigs: Vec<Twig>) {
        if let Some(Twig::Branch(_, inside)) = self.last_inline(state) {
            let end = inside.len().saturating_sub(1);
            inside.splice(end..end, twigs);
        }
    }

    /// Adds a part of a line, in a paragraph of its own where none is around; neighbors share it.
    fn push_inline(&mut self, state: State, twig: Twig) {
        match self.twigs.last_mut() {
            _ if state.in_block => self.push(twig),
            Some(Twig::Branch(_, inside)) if self.loose => inside.push(twig),
            _ => {
                self.push(Twig::Branch(Tag::P.into(), vec![twig]));
                self.loose = true;
            }
        }
    }
}

/// Which side of a group's clip is inside.
fn rule(group: &Group) -> FillRule {
    if group.even_odd { FillRule::EvenOdd } else { FillRule::NonZero }
}

fn blend_mode(blend: Blend) -> BlendMode {
    match blend {
        Blend::Normal => BlendMode::Normal,
        Blend::Multiply => BlendMode::Multiply,
        Blend::Screen => BlendMode::Screen,
        Blend::Overlay => BlendMode::Overlay,
        Blend::Darken => BlendMode::Darken,
        Blend::Lighten => BlendMode::Lighten,
        Blend::ColorDodge => BlendMode::ColorDodge,
        Blend::ColorBurn => BlendMode::ColorBurn,
        Blend::HardLight => BlendMode::HardLight,
        Blend::SoftLight => BlendMode::SoftLight,
        Blend::Difference => BlendMode::Difference,
        Blend::Exclusion => BlendMode::Exclusion,
        Blend::Hue => BlendMode::Hue,
        Blend::Saturation => BlendMode::Saturation,
        Blend::Color => BlendMode::Color,
        Blend::Luminosity => BlendMode::Luminosity,
    }
}

/// How long a unit is on the page, at most.
fn scale(to_page: Affine) -> f64 {
    let [a, b, c, d, ..] = to_page.as_coeffs();
    a.hypot(b).max(c.hypot(d))
}

/// The places of `items` on the page, the text of one line in one.
fn lines(to_page: Affine, items: &[Placed], out: &mut Vec<(Option<f64>, Rect)>) {
    for placed in items {
        let here = to_page * Affine::translate(placed.at.to_vec2());
        let (line, place) = match &placed.item {
            Item::Text(run) => {
                // Near enough for clicking: ascent and descent of most fonts.
                let (wide, size) = (f64::from(run.advance), f64::from(run.size));
                let place = here.transform_rect_bbox(Rect::new(0.0, -0.8 * size, wide, 0.25 * size));
                (Some(here.translation().y), place)
            }
            Item::Shape(shape) => (None, here.transform_rect_bbox(shape.path.bounding_box())),
            Item::Picture(picture) => (None, here.transform_rect_bbox(picture.size.to_rect())),
            Item::Group(group) => {
                let from = out.len();
                lines(here * group.transform, &group.items, out);
                if let Some(clip) = &group.clip {
                    let window = (here * group.transform).transform_rect_bbox(clip.bounding_box());
                    for (_, place) in &mut out[from..] {
                        *place = place.intersect(window);
                    }
                }
                continue;
            }
        };
        match out.last_mut() {
            Some((Some(before), all)) if line == Some(*before) => *all = all.union(place),
            _ => out.push((line, place)),
        }
    }
}

fn pdf_rect(rect: Rect) -> Option<PdfRect> {
    PdfRect::from_ltrb(rect.x0 as f32, rect.y0 as f32, rect.x1 as f32, rect.y1 as f32)
}

fn quadrilateral(rect: Rect) -> Option<Quadrilateral> {
    if rect.width() <= 0.0 || rect.height() <= 0.0 {
        return None;
    }
    let corner = |x: f64, y: f64| PdfPoint::from_xy(x as f32, y as f32);
    Some(Quadrilateral([
        corner(rect.x0, rect.y1),
        corner(rect.x1, rect.y1),
        corner(rect.x1, rect.y0),
        corner(rect.x0, rect.y0),
    ]))
}
