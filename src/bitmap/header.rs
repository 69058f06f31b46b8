//! What a picture file says of itself before its pixels.

use image::metadata::Orientation;

/// The turn that EXIF data asks for.
pub(super) fn turn(exif: Option<&[u8]>) -> Orientation {
    let found = exif.and_then(|exif| {
        // Some programs put JPEG's name for it before the data.
        Orientation::from_exif_chunk(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif))
    });
    found.unwrap_or(Orientation::NoTransforms)
}

/// What a file says of itself before its pixels.
pub(super) struct Header {
    /// As the pixels lie in the file.
    pub width: u32,
    pub height: u32,
    /// What has to be done with them to stand upright.
    pub turn: Orientation,
    /// The color profile.
    pub profile: Option<Vec<u8>>,
}

impl Header {
    /// Width and height as the picture stands.
    pub fn upright(&self) -> (u32, u32) {
        if is_quarter(self.turn) { (self.height, self.width) } else { (self.width, self.height) }
    }
}

/// Whether width and height change places.
#[must_use]
pub fn is_quarter(turn: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(turn, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}
