//! Any formula → the fault that this program reads none. For programs that are built without the feature `math`.

use std::sync::Arc;

use crate::color::Color;
use crate::diagnostic::Span;
use crate::drawing::Placed;

use super::fault::Fault;

/// A formula, of which there are none here.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    pub source: String,
    pub display: bool,
    pub spoken: String,
    pub mathml: Option<Arc<str>>,
    pub width: f64,
    pub height: f64,
    pub depth: f64,
}

impl Formula {
    /// # Errors
    /// Always.
    pub fn read(_: &str, _: bool) -> Result<Self, Fault> {
        let hint = "Present with a Cuecard that was built with the feature `math`; a plain dollar is written \\$";
        Err(Fault::new("this Cuecard was built without formulas", hint))
    }

    #[must_use]
    pub fn said(&self, _: bool) -> &str {
        &self.spoken
    }

    #[must_use]
    pub fn size_beside(size: f32, _: (f32, f32)) -> f32 {
        size
    }

    #[must_use]
    pub fn items(&self, _: f32, _: Color, _: bool, _: Span) -> Vec<Placed> {
        Vec::new()
    }
}
