//! What stands in a file for each pixel.

/// What stands in a file for each pixel, eight bits a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Samples {
    Gray,
    GrayAlpha,
    Rgb,
    Rgba,
    Cmyk {
        /// 255 is no ink.
        inverted: bool,
    },
    /// The opposites of cyan, magenta and yellow as light and colors, and that of black.
    Ycck,
}

impl Samples {
    pub(super) fn count(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::GrayAlpha => 2,
            Self::Rgb => 3,
            Self::Rgba | Self::Cmyk { .. } | Self::Ycck => 4,
        }
    }
}
