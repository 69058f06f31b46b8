//! A group whose parts have tags of their own → its branch of the tag tree, by the kind of tag that it gets.

use krilla::surface::Surface;
use krilla::tagging::{TableHeaderScope, Tag, TagKind};

use super::super::branch::{Branch, State, Stretch};
use super::super::draw;
use super::super::reading::{is_whole, of_whole};
use super::super::tags::{self, Kind, Twig};
use super::Walk;
use crate::drawing::{DataTable, Group, Placed, Role, structure};
use crate::geometry::Affine;

impl Walk {
    /// How a group is tagged here: plain words where it leads nowhere, not at all where the page before has read it.
    pub(super) fn kind(&self, state: State, placed: &Placed, group: &Group) -> Kind {
        match &group.role {
            Role::Link { target } if self.leads_out(target) => Kind::Inline(Tag::Span.into()),
            role if !state.fresh
                && !self.read.is_empty()
                && is_whole(role)
                && self.read.contains(&of_whole(group, state.to_page * placed.at)) =>
            {
                Kind::Artifact
            }
            Role::Figure { .. } if !structure::shows(&group.items) => Kind::Artifact,
            // A first heading of level 2, or one two levels down, would leave readers looking for what is between.
            _ => tags::kind(group, state.in_header_row, (self.under, self.level + 1)),
        }
    }

    pub(super) fn holder(
        &mut self,
        surface: &mut Surface,
        state: State,
        placed: &Placed,
        (group, tag): (&Group, TagKind),
        branch: &mut Branch,
    ) {
        branch.close(surface);
        if let Role::Note { number } = group.role {
            self.notes.push((number, state.to_page * placed.at));
        }
        let header = group.role == Role::Row && structure::is_head(&group.items);
        let state = State { in_block: false, in_header_row: header, ..state };
        let mut twigs = self.tagged(surface, state, placed, group);
        if group.role == Role::Table {
            twigs = tags::table(twigs, structure::has_head(&group.items));
        }
        branch.push(Twig::Branch(tag, twigs));
    }

    pub(super) fn block(
        &mut self,
        surface: &mut Surface,
        state: State,
        placed: &Placed,
        (group, tag): (&Group, TagKind),
        branch: &mut Branch,
    ) {
        branch.close(surface);
        if let Role::Heading { level } = group.role {
            self.level = tags::level(level, self.under).clamp(1, self.level + 1);
        }
        let state = State { in_block: true, in_figure: false, ..state };
        let twigs = self.tagged(surface, state, placed, group);
        branch.push(Twig::Branch(tag, twigs));
    }

    pub(super) fn code(
        &mut self,
        surface: &mut Surface,
        state: State,
        placed: &Placed,
        group: &Group,
        branch: &mut Branch,
    ) {
        branch.close(surface);
        let twigs = self.tagged(surface, State { in_block: true, ..state }, placed, group);
        // Empty lines have no letters to be marked.
        let tag = match &group.role {
            Role::Code(text) if text.contains("\n\n") => Tag::Code.with_actual_text(Some(text.to_string())),
            _ => Tag::Code,
        };
        branch.push_inline(state, Twig::Branch(tag.into(), twigs));
    }

    pub(super) fn inline(
        &mut self,
        surface: &mut Surface,
        state: State,
        placed: &Placed,
        (group, tag): (&Group, TagKind),
        branch: &mut Branch,
    ) {
        branch.close(surface);
        let link = self.links.len();
        let known = self.link(state, placed, group);
        let mut twigs = self.tagged(surface, State { in_block: true, ..state }, placed, group);
        // A link that goes on in the next line is one.
        if known && self.links.len() == link + 1 && self.joins(link) && branch.has_link(state, link.wrapping_sub(1)) {
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

    pub(super) fn data(
        &mut self,
        surface: &mut Surface,
        state: State,
        placed: &Placed,
        group: &Group,
        branch: &mut Branch,
    ) {
        branch.close(surface);
        if let (Role::Data(table), false) = (&group.role, state.in_figure) {
            let twig = self.table(surface, state, placed, table);
            branch.push(twig);
        }
    }

    /// The numbers behind a chart as a table: text without ink at its place.
    fn table(&mut self, surface: &mut Surface, state: State, placed: &Placed, table: &DataTable) -> Twig {
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
}
