//! A step on which something moves, and how long it has → its layers, painted over each other: what is under the films, the
//! films, and what is over them.

use std::time::Duration;

use eframe::egui::{Color32, Painter, Pos2, Rect, TextureId, ViewportId, pos2, vec2};

use super::cache::{PictureCache, PictureKey, PictureRequest, Pixels, Ready, Source, Subject, Urgency};
use super::films::Wanted;
use crate::drawing::films::{Film, Screening};
use crate::geometry;
use crate::playback::playing::Reading;
use crate::show::marks::Region;
use crate::show::view::Cursor;

/// A step of a slide, or a part of it that is enlarged, at a size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    pub at: Cursor,
    pub zoom: Option<Region>,
    pub size: Pixels,
}

/// A step of which everything is at hand that moves, and what it moves between.
pub struct Moving {
    pub under: Ready,
    films: Vec<Lit>,
    /// With its place, in shares of the slide's.
    over: Option<(TextureId, Rect)>,
    /// The time until something changes; `None` where all rests.
    pub next: Option<Duration>,
}

/// A film's frame: its place and what of that is seen, in shares of the slide's, and the part of the texture that is shown.
struct Lit {
    texture: TextureId,
    place: Rect,
    seen: Rect,
    part: Rect,
}

impl Sight {
    /// The part of the slide that is seen.
    fn seen(self, reading: &Reading) -> geometry::Rect {
        self.zoom.map_or(reading.deck.aspect.size().to_rect(), Region::rect)
    }

    fn key(self, reading: &Reading, over: bool, size: Pixels) -> PictureKey {
        let subject = Subject::Film { at: self.at, zoom: self.zoom, over };
        PictureKey { generation: reading.generation, subject, size }
    }

    /// What moves there, as it is to be decoded.
    #[must_use]
    pub fn wanted(self, reading: &Reading) -> Vec<Wanted> {
        let films = reading.screening(self.at).map_or(&[][..], |screening| &screening.films);
        let scale = f64::from(self.size[0]) / self.seen(reading).width().max(1.0);
        let wanted = |film: &Film| {
            let share = film.place.size() * scale;
            let side =
                |all: u32, seen: f64, part: f64| (f64::from(all) * part / seen.max(1.0)).ceil().min(4096.0) as u32;
            let size = [
                side(film.raster.width, film.crop.width(), share.width),
                side(film.raster.height, film.crop.height(), share.height),
            ];
            Wanted { raster: film.raster.clone(), slide: self.at.slide, size }
        };
        films.iter().map(wanted).collect()
    }

    /// The pictures that it is made of.
    #[must_use]
    pub fn orders(self, reading: &Reading, window: ViewportId) -> Vec<PictureRequest> {
        let Some(screening) = reading.screening(self.at) else { return Vec::new() };
        let order = |over, source, size| {
            let key = self.key(reading, over, size);
            PictureRequest { key, source, urgency: Urgency::Near, window, patient: false }
        };
        let under = match self.zoom {
            None => Source::Drawing(screening.under.clone()),
            Some(region) => Source::Part(screening.under.clone(), region),
        };
        let mut orders = vec![order(false, under, self.size)];
        if let Some((drawing, _)) = &screening.over
            && let Some((points, [_, _, width, height])) = self.reach(reading, screening)
        {
            orders.push(order(true, Source::Layer(drawing.clone(), points), [width, height]));
        }
        orders
    }

    /// Where something is over films, in points and in whole pixels (left, top, width, height), so that it is not blurred.
    fn reach(self, reading: &Reading, screening: &Screening) -> Option<(geometry::Rect, [u32; 4])> {
        let (_, reach) = screening.over.as_ref()?;
        let seen = self.seen(reading);
        let scale = f64::from(self.size[0]) / seen.width().max(1.0);
        let part = reach.intersect(seen);
        let pixel = |at: f64, most: u32| (at * scale).clamp(0.0, f64::from(most));
        let (left, top) =
            (pixel(part.x0 - seen.x0, self.size[0]).floor(), pixel(part.y0 - seen.y0, self.size[1]).floor());
        let (right, bottom) =
            (pixel(part.x1 - seen.x0, self.size[0]).ceil(), pixel(part.y1 - seen.y0, self.size[1]).ceil());
        if right <= left || bottom <= top {
            return None;
        }
        let point = |x: f64, y: f64| geometry::Point::new(seen.x0 + x / scale, seen.y0 + y / scale);
        let points = geometry::Rect::from_points(point(left, top), point(right, bottom));
        Some((points, [left, top, right - left, bottom - top].map(|side| side as u32)))
    }

    /// What is to be painted after pictures have `moved` so long, if all of it is at hand.
    #[must_use]
    pub fn moving(self, cache: &PictureCache, reading: &Reading, moved: Duration, painter: &Painter) -> Option<Moving> {
        let screening = reading.screening(self.at)?;
        let ready = |over, size| cache.look(self.key(reading, over, size)).filter(|ready| ready.exact);
        let under = ready(false, self.size);
        let over = self.reach(reading, screening).map(|(_, place)| (ready(true, [place[2], place[3]]), place));
        let seen = self.seen(reading);
        let (ctx, window) = (painter.ctx(), painter.ctx().viewport_id());
        let mut next: Option<Duration> = None;
        let lit = screening.films.iter().map(|film| {
            let frame = cache.films.look((&film.raster, self.at.slide), moved, ctx, window)?;
            next = [next, frame.next].into_iter().flatten().min();
            let whole = geometry::Size::new(film.raster.width.into(), film.raster.height.into()).to_rect();
            Some(Lit {
                texture: frame.texture,
                place: share(film.place, seen),
                seen: share(film.seen, seen),
                part: share(film.crop, whole),
            })
        });
        let films: Option<Vec<Lit>> = lit.collect();
        let over = match over {
            Some((ready, [left, top, width, height])) => {
                let whole = geometry::Size::new(self.size[0].into(), self.size[1].into()).to_rect();
                let (left, top) = (f64::from(left), f64::from(top));
                let place = geometry::Rect::new(left, top, left + f64::from(width), top + f64::from(height));
                Some((ready?.texture, share(place, whole)))
            }
            None => None,
        };
        Some(Moving { under: under?, films: films?, over, next })
    }
}

impl Moving {
    /// Paints the films over what is under them, where that stands at `rect`.
    pub fn paint_films(&self, painter: &Painter, rect: Rect, opacity: f32) {
        let color = Color32::WHITE.gamma_multiply(opacity);
        for film in &self.films {
            let painter =
                painter.with_clip_rect(within(film.seen, rect).intersect(painter.clip_rect()).intersect(rect));
            painter.image(film.texture, within(film.place, rect), film.part, color);
        }
    }

    /// And what is over them.
    pub fn paint_over(&self, painter: &Painter, rect: Rect, opacity: f32) {
        if let Some((texture, place)) = self.over {
            let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
            painter.image(texture, within(place, rect), whole, Color32::WHITE.gamma_multiply(opacity));
        }
    }
}

/// A place as shares of `whole`.
fn share(place: geometry::Rect, whole: geometry::Rect) -> Rect {
    let x = |x: f64| ((x - whole.x0) / whole.width().max(1e-3)) as f32;
    let y = |y: f64| ((y - whole.y0) / whole.height().max(1e-3)) as f32;
    Rect::from_min_max(pos2(x(place.x0), y(place.y0)), pos2(x(place.x1), y(place.y1)))
}

/// Shares of `whole` as a place in it.
fn within(share: Rect, whole: Rect) -> Rect {
    let at = |at: Pos2| whole.min + vec2(at.x * whole.width(), at.y * whole.height());
    Rect::from_min_max(at(share.min), at(share.max))
}
