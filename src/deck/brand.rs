//! What a house puts on its slides beside words: a logo, and a picture or a color behind each kind of slide.

use std::collections::BTreeMap;

use super::picture::Picture;
use super::theme::SlideKind;
use crate::bitmap::Sketch;
use crate::color::Color;

/// The files and colors that a theme names, read.
#[derive(Clone, Debug, Default)]
pub struct Brand {
    pub logo: Option<Logo>,
    pub backgrounds: BTreeMap<SlideKind, Background>,
}

/// A logo as it stands on light grounds, and as it stands on dark ones where that is another file.
#[derive(Clone, Debug)]
pub struct Logo {
    pub usual: Picture,
    pub on_dark: Option<Picture>,
}

/// What lies behind everything on a slide.
#[derive(Clone, Debug)]
pub enum Background {
    Color(Color),
    /// A picture from edge to edge, and where in it there is much to see; `None` where nobody looked.
    Picture {
        picture: Box<Picture>,
        sketch: Option<Sketch>,
    },
}
