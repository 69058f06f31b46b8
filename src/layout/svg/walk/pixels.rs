//! A group with filters → a picture at twice the size that it has on the slide, with its words for readers.

use std::sync::Arc;

use resvg::tiny_skia::Pixmap;

use super::Walk;
use super::blend;
use crate::drawing::{Glyphs, Group, Item, Picture, Placed, Raster, RasterFormat, Role};
use crate::geometry::{Affine, Rect, Size};
use crate::layout::svg::shape::affine;

/// Pixels for a point of the slide.
const FINE: f64 = 2.0;
/// The most pixels that the filters of one group go over, and of all in a picture.
const MOST: f64 = 5_000_000.0;
const MOST_TOGETHER: f64 = 12_000_000.0;
/// How many times a picture's own pixels resvg goes over, where a filter's region is larger than the picture.
const AROUND: f64 = 25.0;

impl Walk<'_> {
    pub(super) fn filtered(
        &mut self,
        node: &usvg::Node,
        group: &usvg::Group,
        out: &mut Vec<Placed>,
    ) -> Result<(), String> {
        self.note("what has a filter (a shadow, a blur) is painted as a picture, which is not as sharp as shapes are");
        self.inside_filter += 1;
        let items = self.children(group);
        self.inside_filter -= 1;
        let items = items?;
        let around = affine(group.abs_transform()) * affine(group.transform()).inverse();
        let back = around.inverse();
        // What is in a filtered group is painted with it.
        if self.inside_filter == 0
            && back.is_finite()
            && let Some(picture) = self.pixels(node, group, around)
        {
            let picture = Group { transform: back, blend: blend(group), ..Group::new(Role::Section, vec![picture]) };
            out.push(self.placed(Item::Group(picture)));
        }
        let words = ghosts(&items);
        if !words.is_empty() {
            let words = Group { transform: affine(group.transform()), ..Group::new(Role::Section, words) };
            out.push(self.placed(Item::Group(words)));
        }
        Ok(())
    }

    /// What resvg paints of it, where it stands in the whole picture.
    fn pixels(&mut self, node: &usvg::Node, group: &usvg::Group, around: Affine) -> Option<Placed> {
        let bounds = node.abs_layer_bounding_box()?;
        let all = Rect::new(bounds.left().into(), bounds.top().into(), bounds.right().into(), bounds.bottom().into());
        // Beyond the picture's frame nothing is seen.
        let seen = all.intersect(self.size.to_rect().inflate(1.0, 1.0));
        if !(seen.width() > 0.0 && seen.height() > 0.0) {
            return None;
        }
        let work = work(group) * all.area().min(seen.area() * AROUND);
        let left = (MOST_TOGETHER - self.pixels).clamp(0.0, MOST);
        let scale = (self.request.scale(self.size) * FINE).min((left / work).sqrt());
        let (width, height) = ((seen.width() * scale).ceil(), (seen.height() * scale).ceil());
        if !(width >= 1.0 && height >= 1.0 && scale > 0.0 && width < 16_000.0 && height < 16_000.0) {
            self.note("a filter is left out: there are more than any screen can paint in time");
            return None;
        }
        self.pixels += work * scale * scale;
        let mut pixmap = Pixmap::new(width as u32, height as u32)?;
        // It moves the node's corner to the origin, and knows nothing of what is around the node.
        let to_pixels = Affine::scale(scale)
            * Affine::translate(-seen.origin().to_vec2())
            * around
            * Affine::translate(all.origin().to_vec2());
        let [a, b, c, d, e, f] = to_pixels.as_coeffs().map(|number| number as f32);
        let transform = usvg::Transform::from_row(a, b, c, d, e, f);
        resvg::render_node(node, transform, &mut pixmap.as_mut())?;
        let bytes = encoded(&pixmap)?;
        let raster = Raster {
            name: self.request.name.to_owned(),
            bytes: bytes.into(),
            format: RasterFormat::Png,
            width: pixmap.width(),
            height: pixmap.height(),
            frame: None,
            plays: None,
        };
        let size = Size::new(width / scale, height / scale);
        let crop = Rect::new(0.0, 0.0, width, height);
        let picture = Picture { raster: self.shared(raster), size, crop, shade: None };
        Some(Placed { at: seen.origin(), ..self.placed(Item::Picture(picture)) })
    }
}

/// How many times the filters of a group and of those inside it go over its pixels.
fn work(group: &usvg::Group) -> f64 {
    use usvg::filter::Kind;
    let primitives = group.filters().iter().flat_map(|filter| filter.primitives());
    let each = primitives.map(|primitive| match primitive.kind() {
        Kind::Turbulence(it) => 4.0 * f64::from(it.num_octaves()).max(1.0),
        Kind::Morphology(it) => 2.0 + f64::from(it.radius_x().get() + it.radius_y().get()).min(1000.0),
        Kind::ConvolveMatrix(it) => 1.0 + it.matrix().data().len() as f64 / 4.0,
        Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 4.0,
        _ => 1.0,
    });
    let inside = group.children().iter().map(|node| match node {
        usvg::Node::Group(it) => work(it),
        _ => 0.0,
    });
    1.0 + each.sum::<f64>() + inside.sum::<f64>()
}

fn encoded(pixmap: &Pixmap) -> Option<Vec<u8>> {
    let straight: Vec<u8> = pixmap
        .pixels()
        .iter()
        .flat_map(|pixel| {
            let pixel = pixel.demultiply();
            [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]
        })
        .collect();
    let mut bytes = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    let kind = image::ExtendedColorType::Rgba8;
    image::ImageEncoder::write_image(encoder, &straight, pixmap.width(), pixmap.height(), kind).ok()?;
    Some(bytes)
}

/// The words among the items, without color: on the picture they are seen already, but readers and the search want them.
pub(super) fn ghosts(items: &[Placed]) -> Vec<Placed> {
    let ghost = |placed: &Placed| {
        let item = match &placed.item {
            Item::Text(run) => {
                let color = run.color.with_alpha(0.0);
                Item::Text(Arc::new(Glyphs { color, underline: None, ..(**run).clone() }))
            }
            Item::Group(group) => {
                let items = ghosts(&group.items);
                if items.is_empty() {
                    return None;
                }
                Item::Group(Group { transform: group.transform, ..Group::new(group.role.clone(), items) })
            }
            Item::Shape(_) | Item::Picture(_) => return None,
        };
        Some(Placed { item, ..placed.clone() })
    };
    items.iter().filter_map(ghost).collect()
}
