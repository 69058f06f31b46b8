//! A publication: its drawn cover, and beside it the quotation or the claims and the citation.

use crate::deck::theme::{CoverStyle, GroundName, MotifKind};
use crate::deck::{Cover, Rich};
use crate::diagnostic::{Diagnostic, Span};
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size};
use crate::layout::desk::{Desk, rounded};
use crate::layout::fit::{self, fit};
use crate::layout::heads;
use crate::layout::motif::{self, Look};
use crate::layout::node::{Node, Stack};
use crate::text::{Style, Wrap};

/// The least size of a cover's words, against that on a cover of the usual width.
const SMALLEST_COVER: f32 = 0.34;

/// The height of a citation of three lines under its cover, in points.
const UNDER_COVER: f64 = 74.0;

/// Width to height of a sheet of the A series.
const SHEET: f64 = 1.414;

pub(super) fn publication(
    desk: &mut Desk,
    cover: &Cover,
    quote: Option<&Rich>,
    by: Option<&Rich>,
    work: Option<&Rich>,
) -> Vec<Node> {
    let slide = desk.slide;
    if !slide.body.is_empty() && quote.is_some() {
        let message = format!("slide `{}` has a quote and a body beside its cover; only the body is shown", slide.id);
        let hint = "keep one of them here, and give the other a slide of its own";
        desk.fault(Diagnostic::error("SLD-BOTH", slide.span, message).hint(hint));
    }
    // Beside many words the cover is smaller.
    let (claims, regions) = (!slide.body.is_empty(), &desk.theme.regions);
    let width = if claims { regions.cover_small } else { regions.cover };
    let width = width * (desk.size.width / 960.0).clamp(0.8, 1.0);
    let sheet = Size::new(width, width * SHEET);
    if claims { claimed(desk, cover, sheet) } else { quoted(desk, cover, sheet, (quote, by, work)) }
}

/// The cover beside the claims, under the slide's title.
fn claimed(desk: &mut Desk, cover: &Cover, sheet: Size) -> Vec<Node> {
    let mut nodes = Vec::new();
    let region = super::content::title_band(desk, &mut nodes, true);
    let mut region = Rect { x0: desk.edge() + sheet.width + 36.0, y1: desk.bottom() - 4.0, ..region };
    let mut left = draw(desk, cover, sheet);
    let source = desk.slide.source.as_ref();
    // A short citation stands under the cover if there is room, else under cover and words.
    let under = source.map(|source| super::content::source_stack(desk, source, sheet.width));
    let under = under.filter(|it| {
        it.size.height <= UNDER_COVER && left.size.height + 16.0 + it.size.height <= region.height() - 4.0
    });
    match under {
        Some(under) => left.below(under, 16.0),
        None => {
            let whole = Rect { x0: desk.theme.space.left, ..region };
            region.y1 = super::content::source_line(desk, &mut nodes, whole).y1;
        }
    }
    let body = super::body::body(desk, super::body::items_entry(desk), region.size());
    nodes.extend(left.at(Point::new(desk.edge(), region.y0 + 4.0)));
    nodes.extend(body.at(region.origin()));
    nodes
}

/// The cover beside the quotation and the citation, both a little above the middle.
fn quoted(
    desk: &mut Desk,
    cover: &Cover,
    sheet: Size,
    (quote, by, work): (Option<&Rich>, Option<&Rich>, Option<&Rich>),
) -> Vec<Node> {
    let space = &desk.theme.space;
    let left = desk.edge() + sheet.width + 52.0;
    let region = Rect::new(left, space.top, desk.size.width - space.right, desk.bottom() - 4.0);
    let drawn = draw(desk, cover, sheet);
    let source = desk.slide.source.as_ref();
    let source = source.map(|source| super::content::source_stack(desk, source, region.width())).unwrap_or_default();
    let foot = if source.nodes.is_empty() { 0.0 } else { source.size.height + 22.0 };
    let mut beside = words(desk, quote, by, work, Size::new(region.width(), region.height() - foot));
    let over = beside.size.height + foot - region.height();
    beside.below(source, 22.0);
    if over > 1.0 && desk.faults.iter().all(|fault| fault.code != "SLD-OVERFLOW") {
        let how = fit::tall(over, f64::from(theme_line(desk)));
        fit::tell_full(desk, "the words beside the cover", &how, "shorten them, or share them over two slides");
    }
    let middle = |height: f64, top: f64, bottom: f64| top + ((bottom - top - height) * 0.47).max(0.0);
    let top = middle(sheet.height, 0.0, desk.size.height).max(space.top);
    let mut nodes = drawn.at(Point::new(desk.edge(), top));
    let top = middle(beside.size.height, region.y0, region.y1);
    nodes.extend(beside.at(Point::new(region.x0, top)));
    nodes
}

/// A line of the words beside a cover.
fn theme_line(desk: &Desk) -> f32 {
    let entry = &desk.theme.scale.beside;
    entry.smallest() * entry.leading
}

/// The slide's title as a kicker, and the quotation.
fn words(desk: &mut Desk, quote: Option<&Rich>, by: Option<&Rich>, work: Option<&Rich>, room: Size) -> Stack {
    let slide = desk.slide;
    let mut out = Stack::default();
    if let Some(kicker) = &slide.kicker {
        let color = desk.ground.accent;
        let kicker = desk.kicker(kicker, color, room.width, Role::Paragraph);
        out.below(kicker, 0.0);
    }
    if let Some(title) = &slide.title {
        let (accent, ink) = (desk.ground.accent, desk.ground.title);
        let title = if quote.is_some() {
            desk.heading(title, accent, room.width)
        } else {
            let left = Size::new(room.width, room.height - out.size.height - 10.0);
            desk.headline(title, &desk.theme.scale.title, ink, left, 4, desk.heading_role())
        };
        heads::below(&mut out, title, 10.0);
    }
    if let Some(quote) = quote {
        let attribution = super::quote::attribution(desk, by, work, room.width);
        let below = if attribution.nodes.is_empty() { 0.0 } else { attribution.size.height + 16.0 };
        let left = Size::new(room.width, room.height - out.size.height - below - 14.0);
        let entry = &desk.theme.scale.beside;
        let marked = super::quote::marked(quote);
        let (mut words, _) = fit(desk, entry, left, |desk, rung| {
            let style = Style { hang: true, ..desk.style(entry, rung.size) };
            desk.text(&marked, &style, left.width, Role::Paragraph)
        });
        if !attribution.nodes.is_empty() {
            words.below(attribution, 16.0);
        }
        out.below(words.grouped(Role::Quote, quote.span), 14.0);
    }
    out
}

/// The cover: series, title, subtitle and authors over a motif, in one of the theme's strong colors or under it.
fn draw(desk: &mut Desk, cover: &Cover, sheet: Size) -> Stack {
    let theme = desk.theme;
    let paper = desk.ground;
    let color = theme.colors.categories[cover.color % theme.colors.categories.len()];
    let framed = theme.cover.style == CoverStyle::Framed;
    desk.ground = if framed { theme.ground(GroundName::Paper) } else { theme.dark(color) };
    let pad = sheet.width * 0.085;
    let band = if framed { sheet.height * 0.07 } else { 0.0 };
    let width = sheet.width - 2.0 * pad;
    // A cover with much to say says it smaller, so that its head and foot never meet.
    let mut scale = (sheet.width / 272.0) as f32;
    let (mut head, mut foot);
    let free = sheet.height - 2.0 * pad - band - 12.0;
    let full = |desk: &Desk, head: &Stack, foot: &Stack| desk.torn || head.size.height + foot.size.height > free;
    desk.torn = false;
    (head, foot) = (cover_head(desk, cover, scale, width), cover_foot(desk, cover, scale, width));
    while full(desk, &head, &foot) && scale > SMALLEST_COVER {
        scale *= 0.92;
        desk.torn = false;
        (head, foot) = (cover_head(desk, cover, scale, width), cover_foot(desk, cover, scale, width));
    }
    let over = head.size.height + foot.size.height - free;
    if over > 0.5 {
        let how = fit::tall(over, f64::from(15.0 * scale) * 1.3);
        fit::tell_full(desk, "the cover", &how, "shorten its words, or leave out some of its lines");
    }
    let foot_top = sheet.height - pad - foot.size.height;
    let motif_top = band + pad + head.size.height + 16.0;
    let mut children = vec![backdrop(desk, sheet)];
    if framed {
        let band = Rect::new(0.0, 0.0, sheet.width, band);
        children.push(Node::decoration(vec![rounded(band, theme.space.cover_radius, color)]));
    }
    // Discs bleed off the sheet; the rest keeps a little inside it.
    let bleeds = theme.motif.kind == MotifKind::Discs;
    let inset = if bleeds { 0.0 } else { 4.0 };
    let end = match foot.nodes.is_empty() {
        true if bleeds => sheet.height,
        true => foot_top,
        false => foot_top - 8.0,
    };
    let free = Rect::new(inset, motif_top, sheet.width - inset, end);
    if free.height() > 70.0 {
        let rows = (free.height() / 46.0).round().clamp(2.0, 5.0) as usize;
        let look = Look {
            dots: desk.ground.title.with_alpha(0.75),
            marked: if framed { color } else { theme.colors.accent_on_dark },
            lines: desk.ground.title.with_alpha(0.45),
            weight: 0.6,
            grid: (5, rows),
            low: true,
        };
        children.extend(motif::draw(theme.motif.kind, &cover.title.text(), free, look));
    }
    children.extend(head.at(Point::new(pad, band + pad)));
    children.extend(foot.at(Point::new(pad, foot_top)));
    desk.ground = paper;
    Stack { nodes: vec![Node::branch(Role::Section, Point::ZERO, Span::default(), children)], size: sheet }
}

/// Series, title, subtitle and authors.
fn cover_head(desk: &mut Desk, cover: &Cover, scale: f32, width: f64) -> Stack {
    let theme = desk.theme;
    let mut head = Stack::default();
    if let Some(series) = &cover.series {
        let style = Style { size: 12.0 * floored(scale), color: desk.ground.accent, ..desk.plain(&theme.scale.kicker) };
        let series = desk.text(series, &Style { wrap: Wrap::Balanced, ..style }, width, Role::Paragraph);
        head.below(series, 0.0);
    }
    let title = Style {
        size: 25.0 * scale,
        weight: 600.0,
        leading: 1.16,
        color: desk.ground.title,
        wrap: Wrap::Balanced,
        ..desk.plain(&theme.scale.panel_title)
    };
    let title = desk.text(&cover.title, &title, width, Role::Paragraph);
    head.below(title, 10.0);
    let small = Style { size: 15.0 * floored(scale), color: desk.ground.mute, ..desk.plain(&theme.scale.lines) };
    let subtitle = desk.plain(&theme.scale.subtitle);
    let subtitle = Style { family: subtitle.family, italic: subtitle.italic, ..small.clone() };
    for (line, style) in [(&cover.subtitle, subtitle), (&cover.authors, small)] {
        if let Some(line) = line {
            let style = Style { leading: 1.3, wrap: Wrap::Balanced, ..style };
            let line = desk.text(line, &style, width, Role::Paragraph);
            head.below(line, 9.0);
        }
    }
    head
}

/// The small words of a cover shrink later than its title.
fn floored(scale: f32) -> f32 {
    scale.max(0.8).min(scale / SMALL_LATER)
}

/// Under this the small words of a cover shrink with its title.
const SMALL_LATER: f32 = 0.62;

/// The further lines at the foot.
fn cover_foot(desk: &mut Desk, cover: &Cover, scale: f32, width: f64) -> Stack {
    let theme = desk.theme;
    let small = Style { size: 15.0 * floored(scale), color: desk.ground.mute, ..desk.plain(&theme.scale.lines) };
    let mut foot = Stack::default();
    for line in &cover.lines {
        let style = Style { size: 14.0 * scale.min(1.0), leading: 1.28, ..small.clone() };
        let line = desk.text(line, &style, width, Role::Paragraph);
        foot.below(line, 4.0);
    }
    foot
}

/// The sheet with a soft edge under it, so that it lies on the slide and is not a hole in it.
fn backdrop(desk: &Desk, sheet: Size) -> Node {
    let radius = desk.theme.space.cover_radius;
    let mut layers = Vec::new();
    for (grow, alpha) in [(7.0, 0.035), (4.5, 0.05), (2.5, 0.06), (1.0, 0.08)] {
        let shade = sheet.to_rect().inflate(grow, grow) + kurbo::Vec2::new(0.0, 3.0);
        layers.push(rounded(shade, radius + grow, desk.theme.colors.deep.with_alpha(alpha)));
    }
    if desk.theme.cover.style == CoverStyle::Framed {
        layers.push(rounded(sheet.to_rect().inflate(0.75, 0.75), radius, desk.ground.line));
    }
    layers.push(rounded(sheet.to_rect(), radius, desk.ground.fill));
    Node::decoration(layers)
}
