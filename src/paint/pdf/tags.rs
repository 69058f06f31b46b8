//! Roles → PDF tags, and the branches of a page → the nodes of its tag tree.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::num::NonZeroU16;
use std::sync::Arc;

use krilla::action::LinkAction;
use krilla::annotation::Target;
use krilla::destination::XyzDestination;
use krilla::geom::Point as PdfPoint;
use krilla::tagging::{Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind};

use super::ruby;
use crate::drawing::{Group, Item, Placed, Role, structure};
use crate::geometry::Point;

/// A piece of a page's tag tree, before its links have identifiers.
#[derive(Debug)]
pub(super) enum Twig {
    /// A stretch of content.
    Mark(Identifier),
    /// The page's nth link annotation.
    Link(usize),
    Branch(TagKind, Vec<Twig>),
}

/// How a role is tagged.
pub(super) enum Kind {
    /// Not in the tree at all.
    Artifact,
    /// Holds blocks; loose text inside becomes a paragraph.
    Holder(TagKind),
    /// Holds text.
    Block(TagKind),
    /// A part of a line.
    Inline(TagKind),
    /// A picture: what it holds is not read, save its caption and links.
    Figure(String),
    /// As a figure, in a line, with its MathML.
    Formula(String, Option<Arc<str>>),
    /// A block whose tag belongs inside a paragraph.
    Code,
    /// Words that are in the file and not seen.
    Data,
}

/// The level of a heading on a page whose headings are so many further down; the deck's title stays the first.
pub(super) fn level(level: u8, under: u8) -> u8 {
    if level > 1 { level + under } else { level }
}

/// A heading without letters of its own.
pub(super) fn named(level: u8, name: &str, mark: Identifier) -> Twig {
    let level = NonZeroU16::new(u16::from(level)).unwrap_or(NonZeroU16::MIN);
    let tag = Tag::Hn(level, Some(name.to_owned())).with_actual_text(Some(name.to_owned()));
    Twig::Branch(tag.into(), vec![Twig::Mark(mark)])
}

/// The tag of `group`; `row_is_header` tells a header cell whether its whole row is one, and headings are so many levels
/// further down than they say, and at most of `deepest` level.
pub(super) fn kind(group: &Group, row_is_header: bool, (under, deepest): (u8, u8)) -> Kind {
    match &group.role {
        Role::Decoration => Kind::Artifact,
        Role::Section => Kind::Holder(Tag::Div.into()),
        Role::Heading { level } => {
            let level = NonZeroU16::new(u16::from(self::level(*level, under).min(deepest))).unwrap_or(NonZeroU16::MIN);
            Kind::Block(Tag::Hn(level, Some(words(&group.items))).into())
        }
        Role::Paragraph | Role::Source => Kind::Block(Tag::P.into()),
        Role::List { ordered } => {
            let numbering = if *ordered { ListNumbering::Decimal } else { ListNumbering::Disc };
            Kind::Holder(Tag::L(numbering).into())
        }
        Role::Item => Kind::Holder(Tag::LI.into()),
        Role::Label => Kind::Block(Tag::Lbl.into()),
        Role::Body => Kind::Block(Tag::LBody.into()),
        Role::Reference { .. } => Kind::Inline(Tag::Reference.into()),
        Role::Note { .. } => Kind::Holder(Tag::Note.into()),
        Role::Quote => Kind::Holder(Tag::BlockQuote.into()),
        Role::Code(_) => Kind::Code,
        Role::Figure { alt } if alt.trim().is_empty() => Kind::Artifact,
        Role::Figure { alt } => Kind::Figure(alt.clone()),
        Role::Formula { alt, mathml } => Kind::Formula(alt.clone(), mathml.clone()),
        Role::Data(_) => Kind::Data,
        Role::Caption => Kind::Block(Tag::Caption.into()),
        Role::Table => Kind::Holder(Tag::Table.into()),
        Role::Row => Kind::Holder(Tag::TR.into()),
        Role::HeaderCell => {
            let scope = if row_is_header { TableHeaderScope::Column } else { TableHeaderScope::Row };
            Kind::Block(Tag::TH(scope).into())
        }
        Role::Cell => Kind::Block(Tag::TD.into()),
        Role::Link { .. } => Kind::Inline(Tag::Link.into()),
        Role::Ruby => Kind::Inline(ruby::stand_in(ruby::Part::Whole)),
        Role::RubyBase => Kind::Inline(ruby::stand_in(ruby::Part::Base)),
        Role::RubyText => Kind::Inline(ruby::stand_in(ruby::Part::Text)),
        Role::Language(tag) => Kind::Inline(Tag::Span.with_lang(Some(tag.clone())).into()),
    }
}

/// Whether a group inside needs a tag of its own.
pub(super) fn is_structured(items: &[Placed]) -> bool {
    items.iter().any(|placed| match &placed.item {
        Item::Group(group) => group.role != Role::Section || is_structured(&group.items),
        Item::Text(_) | Item::Shape(_) | Item::Picture(_) => false,
    })
}

/// Whether words inside are read otherwise than they are drawn.
pub(super) fn has_said(items: &[Placed]) -> bool {
    items.iter().any(|placed| match &placed.item {
        Item::Text(run) => run.written.is_some(),
        Item::Shape(_) | Item::Picture(_) => false,
        Item::Group(group) => has_said(&group.items),
    })
}

/// Whether anything inside is to be read.
pub(super) fn has_text(items: &[Placed]) -> bool {
    items.iter().any(|placed| match &placed.item {
        Item::Text(_) => true,
        Item::Shape(_) | Item::Picture(_) => false,
        Item::Group(group) => group.role != Role::Decoration && has_text(&group.items),
    })
}

/// The words of `items` on one line, without decoration.
pub(super) fn words(items: &[Placed]) -> String {
    fn collect(items: &[Placed], line: &mut f64, out: &mut String) {
        for placed in items {
            match &placed.item {
                Item::Text(run) => {
                    if *line != placed.at.y {
                        out.push(' ');
                    }
                    *line = placed.at.y;
                    out.push_str(run.said());
                }
                Item::Shape(_) | Item::Picture(_) => {}
                Item::Group(group) => match &group.role {
                    Role::Decoration | Role::RubyText => {}
                    Role::Figure { alt } | Role::Formula { alt, .. } => out.push_str(alt),
                    _ => collect(&group.items, line, out),
                },
            }
        }
    }
    let (mut line, mut out) = (0.0, String::new());
    collect(items, &mut line, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Rows under their heads and the others, as parts of a table.
pub(super) fn table(rows: Vec<Twig>, has_head: bool) -> Vec<Twig> {
    let mut rows = rows.into_iter();
    let head: Vec<Twig> = rows.by_ref().take(usize::from(has_head)).collect();
    let body: Vec<Twig> = rows.collect();
    if head.is_empty() || body.is_empty() {
        return head.into_iter().chain(body).collect();
    }
    vec![Twig::Branch(Tag::THead.into(), head), Twig::Branch(Tag::TBody.into(), body)]
}

/// Captions as parts of the figure before them; what two lines say of one picture is one caption.
pub(super) fn with_captions(twigs: Vec<Twig>) -> Vec<Twig> {
    let mut out: Vec<Twig> = Vec::new();
    for twig in twigs {
        match (out.last_mut(), twig) {
            (Some(Twig::Branch(TagKind::Figure(_), inside)), Twig::Branch(TagKind::Caption(tag), words)) => {
                let words = Twig::Branch(Tag::P.into(), words);
                match inside.last_mut() {
                    Some(Twig::Branch(TagKind::Caption(_), known)) => known.push(words),
                    _ => inside.push(Twig::Branch(tag.into(), vec![words])),
                }
            }
            (_, twig) => out.push(twig),
        }
    }
    out
}

/// The heading before the pictures that lie behind it; on a page of several slides that of each.
pub(super) fn heading_first(mut twigs: Vec<Twig>) -> Vec<Twig> {
    let is_heading = |twig: &Twig| matches!(twig, Twig::Branch(TagKind::Hn(_), _));
    let is_figure = |twig: &Twig| matches!(twig, Twig::Branch(TagKind::Figure(_), _));
    if twigs.iter().any(is_heading) {
        structure::heading_first(&mut twigs, is_figure, is_heading);
        return twigs;
    }
    let below = |twig| match twig {
        Twig::Branch(tag @ TagKind::Div(_), inside) => Twig::Branch(tag, heading_first(inside)),
        other => other,
    };
    twigs.into_iter().map(below).collect()
}

/// Puts the links' identifiers in; branches with nothing in them are left out, save cells of tables.
pub(super) fn grow(twigs: Vec<Twig>, links: &[Identifier]) -> Vec<Node> {
    let grown = |twig| match twig {
        Twig::Mark(identifier) => Some(Node::Leaf(identifier)),
        Twig::Link(index) => links.get(index).map(|identifier| Node::Leaf(*identifier)),
        Twig::Branch(tag, inside) => {
            let children = grow(inside, links);
            // An empty cell holds its place in the row.
            let kept = !children.is_empty() || matches!(tag, TagKind::TD(_) | TagKind::TH(_));
            kept.then(|| Node::Group(TagGroup::with_children(tag, children)))
        }
    };
    twigs.into_iter().filter_map(grown).collect()
}

/// The place of a footnote on its page; the top of that, if it is not there.
pub(super) fn note(page: usize, number: usize, notes: &[(usize, Point)]) -> Target {
    let place = notes.iter().find(|(known, _)| *known == number).map_or(Point::ZERO, |(_, place)| *place);
    let place = PdfPoint::from_xy(place.x.max(0.0) as f32, place.y.max(0.0) as f32);
    Target::Destination(XyzDestination::new(page, place).into())
}

/// Where a link leads: `#anchor` to a page, all else to an address.
pub(super) fn target(written: &str, anchors: &HashMap<String, usize>) -> Target {
    if let Some(index) = written.strip_prefix('#').and_then(|anchor| anchors.get(anchor)) {
        let place = XyzDestination::new(*index, PdfPoint::from_xy(0.0, 0.0));
        return Target::Destination(place.into());
    }
    // An address in a PDF is ASCII.
    let mut address = String::with_capacity(written.len());
    for byte in written.bytes() {
        if byte.is_ascii_graphic() {
            address.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    Target::Action(LinkAction::new(address).into())
}
