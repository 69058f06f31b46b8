//! What a reading of an SVG gives.

use crate::diagnostic::Diagnostic;
use crate::drawing::Placed;
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
    /// Parts that were asked for and are not there, or cannot appear by themselves.
    pub faults: Vec<Diagnostic>,
}

wire_struct! {
    SvgDrawing { size, items, before, last_step, notes, faults }
}
