//! usvg's tree → items: groups with their clips, masks, blend modes and links, pictures, and words.

mod paint;
mod pixels;
mod words;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use usvg::{ImageKind, Node};

use super::limits::{MOST_NODES, too_many};
use super::plain::LINK;
use super::request::Request;
use super::shape::{affine, outline};
use crate::bitmap;
use crate::drawing::{Blend, Group, Item, Mask, MaskBy, Picture, Placed, Raster, RasterFormat, Role, Tile};
use crate::geometry::{Affine, BezPath, PathShape as _, Point, Rect, Size};

/// What sheets of their own (masks, tiles) may cover together, in pictures: painters hold them all at once.
const MOST_SHEETS: f64 = 24.0;
/// What is mixed with what is under it may cover together, in pictures: each costs a painter a go over its pixels.
const MOST_LAYERS: f64 = 300.0;

/// Words that reach further beyond the picture than this share of their height lose more than a side of a letter.
const CUT: f64 = 0.2;
/// Letters of such words that are told.
const MOST_SHOWN: usize = 40;

/// One reading: goes through the tree and collects what is to be said.
pub(super) struct Walk<'a> {
    pub request: &'a Request<'a>,
    pub fonts: &'a HashMap<usvg::fontdb::ID, peniko::FontData>,
    pub size: Size,
    /// Where links lead, by the number in their group's name.
    pub links: &'a [String],
    pub notes: BTreeSet<String>,
    pub nodes: usize,
    pub sheets: f64,
    /// As `sheets`, of what is painted apart and laid on at once.
    pub layers: f64,
    /// Pixels that filters have gone over.
    pub pixels: f64,
    /// Filtered groups around what is being read.
    pub inside_filter: usize,
    pub tiles: HashMap<*const usvg::Pattern, Option<Arc<Tile>>>,
    /// Pictures inside, so that one that is used often is decoded once.
    pub rasters: Vec<Arc<Raster>>,
}

/// What a group is seen through.
enum Window {
    Clip { path: BezPath, even_odd: bool },
    Mask(Mask),
}

impl Walk<'_> {
    pub fn placed(&self, item: Item) -> Placed {
        Placed { at: Point::ORIGIN, item, span: self.request.span }
    }

    /// The picture, or one with the same bytes that was met before.
    pub fn shared(&mut self, raster: Raster) -> Arc<Raster> {
        if let Some(known) = self.rasters.iter().find(|known| known.bytes == raster.bytes) {
            return Arc::clone(known);
        }
        self.rasters.push(Arc::new(raster));
        Arc::clone(&self.rasters[self.rasters.len() - 1])
    }

    pub fn section(&self, items: Vec<Placed>) -> Placed {
        self.placed(Item::Group(Group::new(Role::Section, items)))
    }

    pub fn note(&mut self, text: &str) {
        if !self.notes.contains(text) {
            self.notes.insert(text.to_owned());
        }
    }

    /// Counts something that takes a sheet of its own, as large as `space`.
    pub fn count_sheet(&mut self, space: Rect) -> Result<(), String> {
        let seen = space.intersect(self.size.to_rect());
        self.sheets += (seen.area() / self.size.area().max(1e-9)).clamp(1e-3, 1.0);
        if self.sheets > MOST_SHEETS {
            return Err("it has too many masks and patterns for any screen to paint in time".to_owned());
        }
        Ok(())
    }

    /// Counts a group that is painted apart, by what is seen of it; a plain one costs a fifth of one that is mixed.
    fn count_layer(&mut self, group: &usvg::Group, blend: Option<Blend>) -> Result<(), String> {
        let cost = if blend.is_some_and(|blend| blend != Blend::Normal) {
            1.0
        } else if blend.is_some() || group.opacity().get() < 1.0 {
            0.2
        } else {
            return Ok(());
        };
        let bounds = group.abs_layer_bounding_box();
        let all = Rect::new(bounds.left().into(), bounds.top().into(), bounds.right().into(), bounds.bottom().into());
        let seen = all.intersect(self.size.to_rect());
        self.layers += cost * (seen.area() / self.size.area().max(1e-9)).clamp(0.0, 1.0);
        if self.layers > MOST_LAYERS {
            return Err("it has too many blend modes and clear groups for any screen to paint in time".to_owned());
        }
        Ok(())
    }

    pub fn children(&mut self, group: &usvg::Group) -> Result<Vec<Placed>, String> {
        let mut out = Vec::new();
        for node in group.children() {
            self.nodes += 1;
            if self.nodes > MOST_NODES {
                return Err(too_many());
            }
            match node {
                Node::Group(it) if !bearable(it.abs_transform()) => {
                    self.note("a group is scaled beyond all bounds and left out");
                }
                Node::Group(it) if !it.filters().is_empty() => self.filtered(node, it, &mut out)?,
                Node::Group(it) => self.group(it, &mut out)?,
                Node::Path(it) if it.is_visible() => self.path(it, &mut out)?,
                Node::Path(_) => {}
                Node::Image(it) if it.is_visible() => self.image(it, &mut out)?,
                Node::Image(_) => {}
                Node::Text(it) => self.label(it, &mut out)?,
            }
        }
        Ok(out)
    }

    fn label(&mut self, text: &usvg::Text, out: &mut Vec<Placed>) -> Result<(), String> {
        self.note_cut(text);
        if let Some(runs) = self.text(text, false)? {
            // A section of its own, so that two labels are not read as one word.
            out.push(self.section(runs));
            return Ok(());
        }
        out.extend(self.children(text.flattened())?);
        // The letters are shapes, but readers and the search want the words.
        if let Some(runs) = self.text(text, true)?.filter(|runs| !runs.is_empty()) {
            out.push(self.section(runs));
        }
        Ok(())
    }

    /// Tells of words that begin inside the picture and are cut off at one of its sides: often they were drawn for a font
    /// that is not here, whose letters are narrower.
    fn note_cut(&mut self, text: &usvg::Text) {
        let bounds = text.abs_bounding_box();
        let (left, right) = (f64::from(bounds.left()), f64::from(bounds.right()));
        let (top, bottom) = (f64::from(bounds.top()), f64::from(bounds.bottom()));
        let beyond = (right - self.size.width).max(-left);
        let seen = left < self.size.width && right > 0.0 && top < self.size.height && bottom > 0.0;
        let letter = (bottom - top) * CUT;
        if seen && beyond > letter.max(f64::MIN_POSITIVE) {
            let words: String = text.chunks().iter().map(|chunk| chunk.text()).collect();
            let shown: String = words.trim().chars().take(MOST_SHOWN).collect();
            self.note(&format!(
                "the words `{shown}` are cut off at its edge: make its viewBox wider, or turn the words into paths in the \
                 drawing program"
            ));
        }
    }

    fn group(&mut self, group: &usvg::Group, out: &mut Vec<Placed>) -> Result<(), String> {
        let items = self.children(group)?;
        self.framed(group, items, out)
    }

    /// Puts what is around a group's items around them.
    pub fn framed(&mut self, group: &usvg::Group, mut items: Vec<Placed>, out: &mut Vec<Placed>) -> Result<(), String> {
        if items.is_empty() || group.opacity().get() <= 0.0 {
            return Ok(());
        }
        let mut windows = Vec::new();
        let mut next = group.clip_path();
        while let Some(clip) = next {
            let window = self.window(clip)?;
            if matches!(&window, Window::Clip { path, .. } if path.is_empty()) {
                return Ok(());
            }
            windows.push(window);
            next = clip.clip_path();
        }
        let mut next = group.mask();
        while let Some(mask) = next {
            windows.push(Window::Mask(self.mask(mask)?));
            next = mask.mask();
        }
        let mut sheet = Group::new(Role::Section, Vec::new());
        for window in windows {
            let free = match window {
                Window::Clip { .. } => sheet.clip.is_none() && sheet.mask.is_none(),
                Window::Mask(_) => sheet.mask.is_none(),
            };
            if !free {
                sheet.items = std::mem::take(&mut items);
                items = vec![self.placed(Item::Group(sheet))];
                sheet = Group::new(Role::Section, Vec::new());
            }
            match window {
                Window::Clip { path, even_odd } => (sheet.clip, sheet.even_odd) = (Some(path), even_odd),
                Window::Mask(mask) => sheet.mask = Some(Arc::new(mask)),
            }
        }
        sheet.transform = affine(group.transform());
        sheet.opacity = group.opacity().get();
        sheet.blend = blend(group);
        self.count_layer(group, sheet.blend)?;
        if let Some(target) =
            group.id().strip_prefix(LINK).and_then(|number| self.links.get(number.parse::<usize>().ok()?))
        {
            sheet.role = Role::Link { target: target.clone() };
        }
        let plain = sheet.clip.is_none() && !sheet.on_sheet() && sheet.role == Role::Section;
        if plain && sheet.transform == Affine::IDENTITY && sheet.opacity >= 1.0 {
            out.append(&mut items);
        } else {
            sheet.items = items;
            out.push(self.placed(Item::Group(sheet)));
        }
        Ok(())
    }

    fn mask(&mut self, mask: &usvg::Mask) -> Result<Mask, String> {
        let rect = mask.rect();
        let region = Rect::new(rect.left().into(), rect.top().into(), rect.right().into(), rect.bottom().into());
        self.count_sheet(region)?;
        let by = match mask.kind() {
            usvg::MaskType::Luminance => MaskBy::Luminance,
            usvg::MaskType::Alpha => MaskBy::Alpha,
        };
        Ok(Mask { items: self.children(mask.root())?, by, region })
    }

    /// What a clip path lets through: one outline where it can be said so, else a mask of its shapes.
    fn window(&mut self, clip: &usvg::ClipPath) -> Result<Window, String> {
        let transform = affine(clip.transform());
        let (mut path, mut shapes, mut odd, mut nested) = (BezPath::new(), 0_usize, 0_usize, false);
        self.outline(clip.root(), transform, &mut |it, group| {
            nested |= group;
            if let Some((outline, even_odd)) = it {
                shapes += 1;
                odd += usize::from(even_odd);
                // All turned one way, so that overlapping outlines add up and do not cancel.
                let turn = !even_odd && outline.area() < 0.0;
                path.extend(if turn { outline.reverse_subpaths() } else { outline });
            }
        })?;
        if !nested && (odd == 0 || shapes == 1) {
            return Ok(Window::Clip { path, even_odd: odd > 0 });
        }
        let region = path.bounding_box();
        self.count_sheet(region)?;
        let mut items = Vec::new();
        self.stencil(clip.root(), &mut items)?;
        let shapes = Group { transform, ..Group::new(Role::Section, items) };
        Ok(Window::Mask(Mask { items: vec![self.placed(Item::Group(shapes))], by: MaskBy::Alpha, region }))
    }

    /// Tells each outline inside a clip path, and whether a group in it has a clip path of its own.
    fn outline(
        &mut self,
        group: &usvg::Group,
        transform: Affine,
        tell: &mut dyn FnMut(Option<(BezPath, bool)>, bool),
    ) -> Result<(), String> {
        for node in group.children() {
            self.nodes += 1;
            if self.nodes > MOST_NODES {
                return Err(too_many());
            }
            match node {
                Node::Group(it) => {
                    tell(None, it.clip_path().is_some());
                    self.outline(it, transform * affine(it.transform()), tell)?;
                }
                Node::Path(it) if it.is_visible() => {
                    let even_odd = it.fill().is_some_and(|fill| fill.rule() == usvg::FillRule::EvenOdd);
                    tell(Some((transform * outline(it.data()), even_odd)), false);
                }
                Node::Text(it) => self.outline(it.flattened(), transform, tell)?,
                Node::Image(_) | Node::Path(_) => {}
            }
        }
        Ok(())
    }

    /// The shapes of a clip path, filled.
    fn stencil(&mut self, group: &usvg::Group, out: &mut Vec<Placed>) -> Result<(), String> {
        for node in group.children() {
            match node {
                Node::Group(it) => {
                    let mut inside = Vec::new();
                    self.stencil(it, &mut inside)?;
                    self.framed(it, inside, out)?;
                }
                Node::Path(it) if it.is_visible() => out.push(self.placed(paint::stencil(it))),
                Node::Text(it) => self.stencil(it.flattened(), out)?,
                Node::Image(_) | Node::Path(_) => {}
            }
        }
        Ok(())
    }

    fn image(&mut self, image: &usvg::Image, out: &mut Vec<Placed>) -> Result<(), String> {
        let (bytes, format) = match image.kind() {
            ImageKind::JPEG(bytes) => (bytes, RasterFormat::Jpeg),
            ImageKind::PNG(bytes) => (bytes, RasterFormat::Png),
            ImageKind::GIF(bytes) => (bytes, RasterFormat::Gif),
            ImageKind::WEBP(bytes) => (bytes, RasterFormat::Webp),
            ImageKind::SVG(tree) => {
                let items = self.children(tree.root())?;
                if !items.is_empty() {
                    let frame = Rect::new(0.0, 0.0, image.size().width().into(), image.size().height().into());
                    let frame = Group { clip: Some(frame.to_path(0.1)), ..Group::new(Role::Section, items) };
                    out.push(self.placed(Item::Group(frame)));
                }
                return Ok(());
            }
        };
        // The name of the data may be another than what it is.
        let format = bitmap::format(bytes).unwrap_or(format);
        let known = self.rasters.iter().find(|known| known.bytes.is(bytes)).cloned();
        let raster = match known {
            Some(raster) => raster,
            None => match bitmap::read(self.request.name, bytes.as_slice().into(), format) {
                Ok(raster) => self.shared(raster),
                Err(fault) => {
                    self.note(&left_out(&fault));
                    return Ok(());
                }
            },
        };
        let size = Size::new(f64::from(image.size().width()), f64::from(image.size().height()));
        let crop = Rect::new(0.0, 0.0, f64::from(raster.width), f64::from(raster.height));
        out.push(self.placed(Item::Picture(Picture { raster, size, crop, shade: None })));
        Ok(())
    }
}

/// What is said of a picture inside that cannot be shown.
pub(super) fn left_out(fault: &bitmap::Fault) -> String {
    format!("a picture inside is left out: {}", fault.message)
}

/// Whether a transform leads neither to numbers that no painter bears nor to nothing.
fn bearable(transform: usvg::Transform) -> bool {
    let coefficients = affine(transform).as_coeffs();
    coefficients.iter().all(|number| number.abs() < 1e7) && affine(transform).determinant().abs() > 1e-12
}

/// `None` for a group that needs no sheet of its own.
pub(super) fn blend(group: &usvg::Group) -> Option<Blend> {
    use usvg::BlendMode as Mode;
    let isolated = group.isolate() && blends(group);
    Some(match group.blend_mode() {
        Mode::Normal if isolated => Blend::Normal,
        Mode::Normal => return None,
        Mode::Multiply => Blend::Multiply,
        // `plain` tells of the second, which no PDF has, and drops it.
        Mode::Screen | Mode::PlusLighter => Blend::Screen,
        Mode::Overlay => Blend::Overlay,
        Mode::Darken => Blend::Darken,
        Mode::Lighten => Blend::Lighten,
        Mode::ColorDodge => Blend::ColorDodge,
        Mode::ColorBurn => Blend::ColorBurn,
        Mode::HardLight => Blend::HardLight,
        Mode::SoftLight => Blend::SoftLight,
        Mode::Difference => Blend::Difference,
        Mode::Exclusion => Blend::Exclusion,
        Mode::Hue => Blend::Hue,
        Mode::Saturation => Blend::Saturation,
        Mode::Color => Blend::Color,
        Mode::Luminosity => Blend::Luminosity,
    })
}

/// Whether something in a group is mixed with what is under it.
pub(super) fn blends(group: &usvg::Group) -> bool {
    group.children().iter().any(|node| match node {
        Node::Group(it) => it.blend_mode() != usvg::BlendMode::Normal || blends(it),
        Node::Path(_) | Node::Image(_) | Node::Text(_) => false,
    })
}
