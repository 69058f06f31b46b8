//! Items inside a stretch that is open already → marks alone.

use krilla::mask::{Mask as PdfMask, MaskType};
use krilla::paint::{FillRule, Pattern};
use krilla::surface::Surface;

use super::super::draw::{self, Tiles};
use super::super::ink::{blend_mode, pdf_transform, rule};
use super::super::outline::{moved, near, path};
use super::super::places::scale;
use super::Walk;
use crate::drawing::{Group, Item, Mask, MaskBy, Paint, Placed, Shape, Tile};
use crate::geometry::{Affine, PathShape as _, Point};

impl Walk {
    /// Draws a group inside a stretch that is already open.
    pub(super) fn plain(
        &mut self,
        surface: &mut Surface,
        opacity: f32,
        to_page: Affine,
        placed: &Placed,
        group: &Group,
    ) {
        let clip = group.clip.as_ref().map(path);
        if group.opacity <= 0.0 || matches!(clip, Some(None)) {
            return;
        }
        let transform = Affine::translate(placed.at.to_vec2()) * group.transform;
        let moved = moved(transform, scale(to_page));
        let to_page = to_page * transform;
        draw::within(surface, moved, |surface| {
            if let Some(Some(clip)) = &clip {
                surface.push_clip_path(clip, &rule(group));
            }
            if let Some(blend) = group.blend {
                surface.push_blend_mode(blend_mode(blend));
            }
            match &group.mask {
                Some(mask) => {
                    let mask = self.mask(surface, to_page, mask);
                    surface.push_mask(mask);
                }
                None if group.blend.is_some() => surface.push_isolated(),
                None => {}
            }
            draw::faded(surface, group.opacity, |surface| self.items(surface, opacity, to_page, &group.items));
            let pushed = [clip.is_some(), group.blend.is_some(), group.on_sheet()];
            pushed.into_iter().filter(|pushed| *pushed).for_each(|_| surface.pop());
        });
    }

    /// Draws items inside a stretch that is already open.
    pub(super) fn items(&mut self, surface: &mut Surface, opacity: f32, to_page: Affine, items: &[Placed]) {
        for placed in items {
            let place = self.location(placed.span);
            surface.set_location(place);
            match &placed.item {
                Item::Text(run) => {
                    let at = near(placed.at, scale(to_page));
                    draw::text(surface, &mut self.stock, at, run, opacity, place);
                }
                Item::Shape(shape) => self.shape(surface, opacity, to_page, placed.at, shape),
                Item::Picture(it) => {
                    let at = near(placed.at, scale(to_page));
                    draw::picture(surface, &mut self.stock, at, it, opacity);
                }
                Item::Group(group) => self.plain(surface, opacity, to_page, placed, group),
            }
        }
    }

    pub(super) fn shape(&mut self, surface: &mut Surface, opacity: f32, to_page: Affine, at: Point, shape: &Shape) {
        let tile = |walk: &mut Self, surface: &mut Surface, paint: Option<&Paint>| match paint {
            Some(Paint::Tile { tile, .. }) => Some(walk.tile(surface, to_page, at, tile)),
            _ => None,
        };
        let fill = tile(self, surface, shape.fill.as_ref().map(|fill| &fill.paint));
        let stroke = tile(self, surface, shape.stroke.as_ref().map(|stroke| &stroke.paint));
        draw::shape(surface, at, shape, opacity, scale(to_page), &Tiles { fill, stroke });
    }

    /// A tile as krilla wants it: from its top left corner, with the way from there to the shape.
    fn tile(&mut self, surface: &mut Surface, to_page: Affine, at: Point, tile: &Tile) -> Pattern {
        let corner = tile.place.origin().to_vec2();
        let to_page = to_page * Affine::translate(at.to_vec2()) * tile.transform;
        let mut builder = surface.stream_builder();
        let mut inner = builder.surface();
        draw::within(&mut inner, Affine::translate(-corner), |inner| self.items(inner, 1.0, to_page, &tile.items));
        inner.finish();
        Pattern {
            stream: builder.finish(),
            transform: pdf_transform(tile.transform * Affine::translate(corner)),
            width: tile.place.width() as f32,
            height: tile.place.height() as f32,
        }
    }

    fn mask(&mut self, surface: &mut Surface, to_page: Affine, mask: &Mask) -> PdfMask {
        let mut builder = surface.stream_builder();
        let mut inner = builder.surface();
        if let Some(region) = path(&mask.region.to_path(0.1)) {
            inner.push_clip_path(&region, &FillRule::NonZero);
            self.items(&mut inner, 1.0, to_page, &mask.items);
            inner.pop();
        }
        inner.finish();
        let by = match mask.by {
            MaskBy::Alpha => MaskType::Alpha,
            MaskBy::Luminance => MaskType::Luminosity,
        };
        PdfMask::new(builder.finish(), by)
    }
}
