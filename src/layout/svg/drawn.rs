//! What a reading of an SVG gives.

use super::request::Request;
use crate::diagnostic::{Diagnostic, Span};
use crate::drawing::{Item, Placed};
use crate::geometry::Size;
use crate::wire::wire_struct;

/// What an SVG shows.
#[derive(Clone, Debug)]
pub struct SvgDrawing {
    /// The size it asks for, in CSS pixels.
    pub size: Size,
    /// All of it.
    pub items: Vec<Placed>,
    /// What there is before that, each with the step from which on it is so; empty where no part appears later.
    pub before: Vec<(usize, Vec<Placed>)>,
    /// The step at which all is there.
    pub last_step: usize,
    /// What is missing or simplified, in words for the author; each thing once.
    pub notes: Vec<String>,
    /// Parts that were asked for and are not there, or cannot appear by themselves, by their place in the request.
    pub faults: Vec<(usize, Diagnostic)>,
}

wire_struct! {
    SvgDrawing { size, items, before, last_step, notes, faults }
}

impl SvgDrawing {
    /// The same drawing where that request stands; its outlines, glyphs and pixels are shared.
    #[must_use]
    pub(super) fn at(mut self, request: &Request) -> Self {
        for items in self.before.iter_mut().map(|(_, items)| items).chain([&mut self.items]) {
            point(items, request.span);
        }
        for (part, fault) in &mut self.faults {
            fault.span = Some(request.parts.get(*part).map_or(request.span, |part| part.span));
        }
        self
    }
}

fn point(items: &mut [Placed], span: Span) {
    for placed in items {
        placed.span = span;
        if let Item::Group(group) = &mut placed.item {
            point(&mut group.items, span);
        }
    }
}
