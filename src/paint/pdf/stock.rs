//! Fonts and pictures of drawings → those of the file, each made once.

use std::collections::HashMap;
use std::sync::Arc;

use image::RgbaImage;
use krilla::Data;
use krilla::geom::Size as PdfSize;
use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use krilla::text::{Font, Tag};
use skrifa::{FontRef, MetadataProvider as _};

use super::photos;
use crate::bitmap::{self, Orientation, Whole};
use crate::drawing::{Face, Picture, Raster, RasterFormat, Shade, Shape};
use crate::geometry::Affine;
use crate::paint::pictures::Pictures;
use crate::paint::shade;

/// Fonts and pictures of the whole file, each made once.
#[derive(Default)]
pub(super) struct Stock {
    fonts: HashMap<FontKey, Option<Font>>,
    /// The last faces, the newest first.
    faces: Vec<(Face, Option<Font>)>,
    /// The raster is held, so that its address stays its own.
    images: HashMap<*const Raster, (Arc<Raster>, Option<Photo>)>,
    /// What lies over pictures under words; held for the same reason.
    shades: HashMap<*const Shade, (Arc<Shade>, Vec<Shape>)>,
    /// Small copies of the last pictures with words on them, since one may lie behind every slide.
    behind: Pictures,
    /// Photos that are in the file by a stand-in; none where `whole` says that it has them.
    pub photos: Vec<Arc<Raster>>,
    /// Pictures that could not be decoded, and why.
    pub broken: Vec<(Arc<Raster>, bitmap::Fault)>,
    whole: bool,
}

/// A picture in the file, and how it is turned where it is drawn.
#[derive(Clone)]
pub(super) struct Photo {
    pub image: Image,
    pub turn: Orientation,
}

/// A font file, the face in it, and its place on the axes, as bits.
type FontKey = (u64, u32, Vec<([u8; 4], u32)>);

/// Small copies that are kept, of half a megabyte each.
const MOST_BEHIND: usize = 16;
/// Faces that are known at once.
const MOST_FACES: usize = 32;

impl Stock {
    pub fn new(whole: bool) -> Self {
        Self { whole, ..Self::default() }
    }

    pub fn font(&mut self, face: &Face) -> Option<Font> {
        let is = |known: &Face| {
            known.font.data.id() == face.font.data.id()
                && known.font.index == face.font.index
                && known.axes == face.axes
        };
        if let Some((_, font)) = self.faces.iter().find(|(known, _)| is(known)) {
            return font.clone();
        }
        let font = self.placed(face);
        self.faces.truncate(MOST_FACES - 1);
        self.faces.insert(0, (face.clone(), font.clone()));
        font
    }

    /// The font at the face's place on its axes.
    fn placed(&mut self, face: &Face) -> Option<Font> {
        // Pictures name axes that a file may not have; without these it is the same font.
        let known = FontRef::from_index(face.font.data.as_ref(), face.font.index).map(|font| font.axes());
        let has = |tag: &[u8; 4]| known.as_ref().is_ok_and(|axes| axes.get_by_tag(skrifa::Tag::new(tag)).is_some());
        let own: Vec<([u8; 4], f32)> = face.axes.iter().copied().filter(|(tag, _)| has(tag)).collect();
        let bits = own.iter().map(|(tag, value)| (*tag, value.to_bits())).collect();
        let key = (face.font.data.id(), face.font.index, bits);
        let make = || {
            let axes: Vec<(Tag, f32)> = own.iter().map(|(tag, value)| (Tag::new(tag), *value)).collect();
            let (bytes, _) = face.font.data.clone().into_raw_parts();
            Font::new_variable(Data::from(bytes), face.font.index, &axes)
        };
        self.fonts.entry(key).or_insert_with(make).clone()
    }

    pub fn image(&mut self, raster: &Arc<Raster>) -> Option<Photo> {
        let Self { images, photos, broken, whole, .. } = self;
        let make = || {
            let photo = photo(raster, photos, *whole);
            (raster.clone(), photo.map_err(|fault| broken.push((raster.clone(), fault))).ok().flatten())
        };
        images.entry(Arc::as_ptr(raster)).or_insert_with(make).1.clone()
    }

    pub fn shade(&mut self, picture: &Picture) -> Vec<Shape> {
        let Some(shade) = picture.shade.as_ref() else { return Vec::new() };
        let Self { shades, behind, .. } = self;
        let make = || {
            let over = shade::over(picture, behind);
            // Its pixels are not kept: a file of photos would fill the memory.
            behind.keep_small(MOST_BEHIND);
            (shade.clone(), over)
        };
        shades.entry(Arc::as_ptr(shade)).or_insert_with(make).1.clone()
    }
}

/// A JPEG goes in as it is, wherever its colors mean the same there; everything else as pixels in sRGB.
fn photo(raster: &Arc<Raster>, photos: &mut Vec<Arc<Raster>>, whole: bool) -> Result<Option<Photo>, bitmap::Fault> {
    if let Some(it) = Whole::of(raster)
        && let Some(image) = jpeg(raster, it.profile, photos, whole)
    {
        return Ok(Some(Photo { image, turn: it.turn }));
    }
    let pixels = bitmap::decode(raster)?;
    let upright = |image| Photo { image, turn: Orientation::NoTransforms };
    // Packed without loss, a photo would be ten times as large as it came.
    if raster.format == RasterFormat::Jpeg
        && let Some(bytes) = bitmap::encode(&pixels)
    {
        let packed = Raster { name: raster.name.clone(), bytes: bytes.into(), ..**raster };
        return Ok(jpeg(&Arc::new(packed), None, photos, whole).map(upright));
    }
    Ok(Image::from_custom(Pixels::new(pixels), false).ok().map(upright))
}

/// Pixels with their colors and what of them is clear apart, as a PDF holds them. Those of a large picture are here once.
#[derive(Clone, Hash)]
struct Pixels {
    size: (u32, u32),
    colors: Arc<Vec<u8>>,
    clear: Option<Arc<Vec<u8>>>,
}

impl Pixels {
    fn new(pixels: RgbaImage) -> Self {
        let size = pixels.dimensions();
        let mut data = pixels.into_raw();
        let (each, _) = data.as_chunks::<4>();
        let some = each.iter().any(|pixel| pixel[3] < 255);
        let clear = some.then(|| Arc::new(each.iter().map(|pixel| pixel[3]).collect()));
        let count = data.len() / 4;
        for at in 0..count {
            data.copy_within(at * 4..at * 4 + 3, at * 3);
        }
        data.truncate(count * 3);
        Self { size, colors: Arc::new(data), clear }
    }
}

impl CustomImage for Pixels {
    fn color_channel(&self) -> &[u8] {
        &self.colors
    }

    fn alpha_channel(&self) -> Option<&[u8]> {
        self.clear.as_deref().map(Vec::as_slice)
    }

    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }

    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn icc_profile(&self) -> Option<&[u8]> {
        None
    }

    fn color_space(&self) -> ImageColorspace {
        ImageColorspace::Rgb
    }
}

fn jpeg(raster: &Arc<Raster>, profile: Option<Vec<u8>>, photos: &mut Vec<Arc<Raster>>, whole: bool) -> Option<Image> {
    let image = |data: Data| Image::from_jpeg_with_icc(data, profile.clone().map(Data::from), false).ok();
    // Equal files become one, by whatever names they came.
    let number = photos.iter().position(|known| known.bytes == raster.bytes).unwrap_or(photos.len());
    let bytes = raster.bytes.bytes()?;
    let stand_in = photos::stand_in(&bytes, number).filter(|_| !whole);
    if let Some(image) = stand_in.and_then(|short| image(Data::from(short))) {
        if number == photos.len() {
            photos.push(Arc::clone(raster));
        }
        return Some(image);
    }
    let bytes: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(bytes);
    image(Data::from(bytes))
}

/// From a picture as it lies in its file, `size` large as it is seen, to how it is seen.
pub(super) fn turned(turn: Orientation, size: PdfSize) -> Affine {
    let (w, h) = (f64::from(size.width()), f64::from(size.height()));
    Affine::new(match turn {
        Orientation::NoTransforms => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        Orientation::FlipHorizontal => [-1.0, 0.0, 0.0, 1.0, w, 0.0],
        Orientation::Rotate180 => [-1.0, 0.0, 0.0, -1.0, w, h],
        Orientation::FlipVertical => [1.0, 0.0, 0.0, -1.0, 0.0, h],
        Orientation::Rotate90FlipH => [0.0, 1.0, 1.0, 0.0, 0.0, 0.0],
        Orientation::Rotate90 => [0.0, 1.0, -1.0, 0.0, w, 0.0],
        Orientation::Rotate270FlipH => [0.0, -1.0, -1.0, 0.0, w, h],
        Orientation::Rotate270 => [0.0, -1.0, 1.0, 0.0, 0.0, h],
    })
}
