//! What drawings share ↔ its number: each thing stands whole where it is met first.

use std::sync::Arc;

use peniko::{Blob, FontData};

use super::basic::{In, Out, Wire};
use super::shared::{Lately, Shared};
use crate::drawing::{Face, Glyphs, Raster, Shape};

/// Where the last of a kind are kept.
pub(super) trait Kept: Wire {
    fn lately(shared: &mut Shared) -> &mut Lately<Self>;
}

impl Kept for Glyphs {
    fn lately(shared: &mut Shared) -> &mut Lately<Self> {
        &mut shared.runs
    }
}

impl Kept for Shape {
    fn lately(shared: &mut Shared) -> &mut Lately<Self> {
        &mut shared.shapes
    }
}

/// What is new comes whole behind a 0, the rest is so many steps back.
impl<T: Kept> Wire for Arc<T> {
    fn put(&self, out: &mut Out) {
        let back = T::lately(&mut out.shared).back(self);
        back.unwrap_or(0).put(out);
        if back.is_none() {
            (**self).put(out);
            T::lately(&mut out.shared).add(self);
        }
    }

    fn take(from: &mut In) -> Option<Self> {
        match usize::take(from)? {
            0 => {
                let new = from.deeper(T::take).map(Arc::new)?;
                T::lately(&mut from.shared).add(&new);
                Some(new)
            }
            back => T::lately(&mut from.shared).at(back),
        }
    }
}

impl Wire for Face {
    fn put(&self, out: &mut Out) {
        let known = out.shared.faces.position(self);
        known.map_or(0, |at| at + 1).put(out);
        if known.is_none() {
            let Self { font, coords, axes, skew, embolden } = self;
            font.put(out);
            coords.put(out);
            axes.put(out);
            (*skew, *embolden).put(out);
            out.shared.faces.add(self);
        }
    }

    fn take(from: &mut In) -> Option<Self> {
        if let Some(at) = usize::take(from)?.checked_sub(1) {
            return from.shared.faces.at(at);
        }
        let (font, coords, axes) = Wire::take(from)?;
        let (skew, embolden) = Wire::take(from)?;
        let face = Self { font, coords, axes, skew, embolden };
        from.shared.faces.add(&face);
        Some(face)
    }
}

impl Wire for FontData {
    fn put(&self, out: &mut Out) {
        let known = out.shared.fonts.iter().position(|known| known.id() == self.data.id());
        known.map_or(0, |at| at + 1).put(out);
        if known.is_none() {
            out.put_bytes(self.data.data());
            out.shared.fonts.push(self.data.clone());
        }
        self.index.put(out);
    }

    fn take(from: &mut In) -> Option<Self> {
        let data = match usize::take(from)?.checked_sub(1) {
            Some(number) => from.shared.fonts.get(number)?.clone(),
            None if from.trusted => {
                let length = from.length()?;
                let blob = Blob::new(Arc::new(from.next(length)?.to_vec()) as _);
                from.shared.fonts.push(blob.clone());
                blob
            }
            None => return None,
        };
        let index = u32::take(from)?;
        skrifa::FontRef::from_index(data.data(), index).ok()?;
        Some(Self::new(data, index))
    }
}

impl Wire for Arc<Raster> {
    fn put(&self, out: &mut Out) {
        let known = out.shared.rasters.iter().position(|known| Arc::ptr_eq(known, self));
        known.map_or(0, |at| at + 1).put(out);
        if known.is_none() {
            (**self).put(out);
            out.shared.rasters.push(Arc::clone(self));
        }
    }

    fn take(from: &mut In) -> Option<Self> {
        if let Some(number) = usize::take(from)?.checked_sub(1) {
            return from.shared.rasters.get(number).cloned();
        }
        let raster = Raster::take(from).map(Arc::new)?;
        from.shared.rasters.push(Arc::clone(&raster));
        Some(raster)
    }
}
