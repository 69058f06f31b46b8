//! To come.

use crate::deck::files::Files;
use crate::diagnostic::{Checked, Span};

#[derive(Clone, Debug, Default)]
pub struct Theme {}

pub fn load(_name: &str, _high_contrast: bool, _span: Span, _files: &dyn Files) -> Checked<Theme> {
    Checked { value: Theme {}, diagnostics: Vec::new() }
}
