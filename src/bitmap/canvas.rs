//! Patches of a film, one after the other → whole frames, as APNG and WebP say how they are laid and taken away again.

use image::RgbaImage;

/// What becomes of a patch before the next one is laid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Dispose {
    #[default]
    Keep,
    /// Its place becomes clear.
    Clear,
    /// Its place is as it was before.
    Restore,
}

/// A part of a frame, at its place.
pub(super) struct Patch {
    pub pixels: RgbaImage,
    pub left: u32,
    pub top: u32,
    /// Clear parts show what was there; otherwise they are clear.
    pub over: bool,
    pub dispose: Dispose,
}

/// A film's picture as it stands.
pub(super) struct Canvas {
    picture: RgbaImage,
    /// What was laid last: its place, what becomes of it, and for that what was there.
    last: Option<(Dispose, RgbaImage, u32, u32)>,
}

impl Canvas {
    pub fn new(width: u32, height: u32) -> Self {
        Self { picture: RgbaImage::new(width, height), last: None }
    }

    /// Lays the next patch; what of it is beyond the picture is not seen.
    pub fn lay(&mut self, patch: &Patch) -> &RgbaImage {
        match self.last.take() {
            Some((Dispose::Restore, before, left, top)) => self.put(&before, left, top, false),
            Some((Dispose::Clear, place, left, top)) => {
                self.put(&RgbaImage::new(place.width(), place.height()), left, top, false);
            }
            Some((Dispose::Keep, ..)) | None => {}
        }
        let (left, top) = (patch.left.min(self.picture.width()), patch.top.min(self.picture.height()));
        let (width, height) = (
            patch.pixels.width().min(self.picture.width() - left),
            patch.pixels.height().min(self.picture.height() - top),
        );
        if patch.dispose != Dispose::Keep {
            let before = image::imageops::crop_imm(&self.picture, left, top, width, height).to_image();
            self.last = Some((patch.dispose, before, left, top));
        }
        self.put(&patch.pixels, left, top, patch.over);
        &self.picture
    }

    fn put(&mut self, pixels: &RgbaImage, left: u32, top: u32, over: bool) {
        let (width, height) = self.picture.dimensions();
        let across = pixels.width().min(width.saturating_sub(left)) as usize;
        let down = pixels.height().min(height.saturating_sub(top));
        if across == 0 {
            return;
        }
        let stride = width as usize * 4;
        let source = pixels.as_raw().chunks_exact(pixels.width() as usize * 4);
        let target = self.picture.chunks_exact_mut(stride).skip(top as usize);
        for (from, to) in source.zip(target).take(down as usize) {
            let (from, to) = (&from[..across * 4], &mut to[left as usize * 4..][..across * 4]);
            if !over {
                to.copy_from_slice(from);
                continue;
            }
            for (from, to) in from.as_chunks().0.iter().zip(to.as_chunks_mut().0) {
                blend(*from, to);
            }
        }
    }
}

/// One pixel over another, color and alpha apart.
fn blend(from: [u8; 4], to: &mut [u8; 4]) {
    match from[3] {
        0 => {}
        255 => *to = from,
        alpha => {
            let (above, below) = (u32::from(alpha) * 255, u32::from(to[3]) * u32::from(255 - alpha));
            let all = above + below;
            for part in 0..3 {
                to[part] = ((u32::from(from[part]) * above + u32::from(to[part]) * below + all / 2) / all) as u8;
            }
            to[3] = ((all + 127) / 255) as u8;
        }
    }
}
