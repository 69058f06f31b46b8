//! Twigs and open stretches of a page → the branch of the tag tree that they make.
//!
//! Invariant: stretches do not nest.

use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag, Tag};

use super::tags::Twig;
use crate::geometry::Affine;

/// What holds for the items of a group; goes down by value.
#[derive(Clone, Copy)]
pub(super) struct State {
    /// From the items to the page.
    pub to_page: Affine,
    /// To be laid on each item; groups that hold text pass theirs on, because a sheet of its own cannot hold tags.
    pub opacity: f32,
    /// Whether text may stand here without a paragraph around it.
    pub in_block: bool,
    /// Whether only captions and links get tags, as in a figure.
    pub in_figure: bool,
    pub in_header_row: bool,
    /// Whether all of it is read, even what the page before has.
    pub fresh: bool,
}

/// The branch being made, and the stretch that is open on the page, if any.
#[derive(Default)]
pub(super) struct Branch {
    pub twigs: Vec<Twig>,
    open: Option<Stretch>,
    /// Whether the last twig is a paragraph made here for loose text, so that more may join it.
    loose: bool,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Stretch {
    /// A line of text, at this height.
    Line(f64),
    Drawn,
    Artifact,
    /// Words that are read otherwise than they are drawn.
    Said,
}

impl Branch {
    /// Goes on with the open stretch if it is of this kind; otherwise opens one.
    pub fn open(&mut self, surface: &mut Surface, state: State, stretch: Stretch) {
        if self.open == Some(stretch) {
            return;
        }
        let identifier = self.begin(surface, stretch);
        if stretch != Stretch::Artifact {
            self.push_inline(state, Twig::Mark(identifier));
        }
    }

    /// Opens a stretch of its own for words that are read as `said`, whatever is drawn.
    pub fn open_said(&mut self, surface: &mut Surface, state: State, said: &str) {
        let identifier = self.begin(surface, Stretch::Said);
        // By the tag alone: where a mark says it, poppler looks for the words at another place, as it knows no longer
        // where they were drawn.
        let tag = Tag::Span.with_actual_text(Some(said.to_owned()));
        self.push_inline(state, Twig::Branch(tag.into(), vec![Twig::Mark(identifier)]));
    }

    fn begin(&mut self, surface: &mut Surface, stretch: Stretch) -> Identifier {
        self.close(surface);
        self.open = Some(stretch);
        surface.start_tagged(match stretch {
            Stretch::Line(_) | Stretch::Said => ContentTag::Span(SpanTag::empty()),
            Stretch::Drawn => ContentTag::Other,
            Stretch::Artifact => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        })
    }

    /// A shape or picture is part of a block or a figure; elsewhere nobody would know what it says.
    pub fn open_for_drawing(&mut self, surface: &mut Surface, state: State) {
        match self.open {
            Some(Stretch::Line(_) | Stretch::Drawn) if state.in_block => {}
            _ => {
                let stretch = if state.in_figure { Stretch::Drawn } else { Stretch::Artifact };
                self.open(surface, state, stretch);
            }
        }
    }

    pub fn close(&mut self, surface: &mut Surface) {
        if self.open.take().is_some() {
            surface.end_tagged();
        }
    }

    pub fn push(&mut self, twig: Twig) {
        self.extend(vec![twig]);
    }

    pub fn extend(&mut self, twigs: Vec<Twig>) {
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
    pub fn has_link(&mut self, state: State, nth: usize) -> bool {
        let last = self.last_inline(state);
        matches!(last, Some(Twig::Branch(_, inside)) if matches!(inside.last(), Some(Twig::Link(at)) if *at == nth))
    }

    /// Adds to the link that was added last, before its annotation.
    pub fn join(&mut self, state: State, twigs: Vec<Twig>) {
        if let Some(Twig::Branch(_, inside)) = self.last_inline(state) {
            let end = inside.len().saturating_sub(1);
            inside.splice(end..end, twigs);
        }
    }

    /// Adds a part of a line, in a paragraph of its own where none is around; neighbors share it.
    pub fn push_inline(&mut self, state: State, twig: Twig) {
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
