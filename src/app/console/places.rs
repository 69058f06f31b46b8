//! Where each panel of the console stands in each arrangement. Invariant: none overlaps another, all lie in the window.

use eframe::egui::{Rect, pos2, vec2};

use crate::app::kit::look::Look;
use crate::app::kit::palette::Palette;
use crate::app::kit::pointing::Seen;
use crate::deck::Deck;
use crate::geometry::Aspect;

use crate::settings::Arrangement;

use super::state::{ConsoleState, Split};

// Lengths at 1440 × 900; `Look::px` scales them.
const HEADER: f32 = 58.0;
const MARGIN: f32 = 24.0;
const GUTTER: f32 = 28.0;
/// The line of small type over a slide.
const LABEL: f32 = 26.0;
const CAPTION: f32 = 70.0;
const LINE: f32 = 80.0;
/// No panel is useful below these.
const LEAST_PACE: f32 = 126.0;
const LEAST_SIDE: f32 = 340.0;
const LEAST_NOTES: f32 = 140.0;
const LEAST_STATUS: f32 = 214.0;
const LEAST_TIME: f32 = 170.0;
const LEAST_STRIP: f32 = 160.0;
/// Higher, the pace says no more; what is left is better given to the notes.
const MOST_PACE: f32 = 260.0;
const TALL_PACE: f32 = 150.0;
/// Time beside pace, under the notes.
const STRIP: [f32; 2] = [330.0, 150.0];

/// Made before the scene, since pictures are wanted at these sizes.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    pub look: Look,
    pub header: Rect,
    /// Section and title, over the slide.
    pub name: Rect,
    pub slide: Rect,
    pub caption: Rect,
    pub line: Rect,
    pub pace: Rect,
    pub next_name: Rect,
    pub next: Rect,
    pub time: Rect,
    pub notes: Option<Rect>,
    pub split: Split,
    /// Between the current slide's side and the other.
    pub width: Gutter,
    /// Between the notes and what stands over them.
    pub height: Option<Gutter>,
}

/// The gap between two panes: what it divides, and the fractions at which both stay useful.
#[derive(Clone, Copy, Debug)]
pub struct Gutter {
    pub rect: Rect,
    pub whole: Rect,
    pub least: f32,
    pub most: f32,
}

/// What all arrangements begin with.
struct Frame {
    look: Look,
    /// Under the header, within the margins.
    inner: Rect,
    ratio: f32,
    split: Split,
}

/// The current slide with its lines, in a column of its own width.
struct Column {
    name: Rect,
    slide: Rect,
    caption: Rect,
    line: Rect,
}

impl Places {
    #[must_use]
    pub fn new(window: Rect, aspect: Aspect, state: &ConsoleState) -> Self {
        let look = Look::new(window.size(), Palette::of(state.light));
        let inner = Rect::from_min_max(
            pos2(window.left() + look.px(MARGIN), window.top() + look.px(HEADER)),
            window.max - vec2(look.px(MARGIN), look.px(MARGIN)),
        );
        let ratio = (aspect.size().width / aspect.size().height) as f32;
        let frame = Frame { look, inner, ratio, split: state.split() };
        match state.arrangement {
            Arrangement::Balanced => frame.balanced(),
            Arrangement::Notes => frame.notes_first(),
            Arrangement::Slides => frame.slides_only(),
        }
    }
}

impl Frame {
    /// Slide and pace at the left; next, time and notes at the right.
    fn balanced(&self) -> Places {
        let (inner, px) = (self.inner, |length| self.look.px(length));
        let under = px(LABEL) + px(12.0) + px(CAPTION) + px(LINE);
        let most = (inner.height() - under - px(LEAST_PACE)) * self.ratio;
        let (width, across) = self.share_width(LEAST_SIDE, most.min(self.beside(LEAST_SIDE + 40.0)));
        let column = self.column(inner.left(), width, inner.height() - under - px(LEAST_PACE));
        if inner.bottom() - column.line.bottom() > px(MOST_PACE) {
            return self.tall(&column, width, across);
        }
        let right = Rect::from_min_max(pos2(inner.left() + width + px(GUTTER), inner.top()), inner.max);
        let gap = px(MARGIN);
        let whole = inner.height();
        let height = within(self.split.height * whole, px(LEAST_STATUS) + gap, whole - px(LEAST_NOTES));
        let status = Rect::from_min_max(right.min, pos2(right.right(), right.top() + (height - gap).round()));
        let room = (status.height() - px(LABEL)) * self.ratio;
        let next_width = room.min(right.width() * 0.61).min(right.width() - px(20.0) - px(LEAST_TIME));
        let next = self.fit(status.left_top() + vec2(0.0, px(LABEL)), next_width, room);
        Places {
            pace: Rect::from_min_max(column.line.left_bottom(), pos2(inner.left() + width, inner.bottom())),
            next_name: Rect::from_min_max(status.min, next.right_top()),
            next,
            time: Rect::from_min_max(pos2(next.right() + px(20.0), status.top()), status.max),
            notes: Some(Rect::from_min_max(pos2(right.left(), status.bottom() + gap), right.max)),
            height: Some(Gutter {
                rect: Rect::from_min_size(status.left_bottom(), vec2(right.width(), gap)),
                whole: inner,
                least: (px(LEAST_STATUS) + gap) / whole,
                most: (whole - px(LEAST_NOTES)) / whole,
            }),
            ..self.places(&column, Split { width: width / inner.width(), height: height / whole }, across)
        }
    }

    /// A window higher than it is wide: next and time beside the slide and its pace, and notes under all of them.
    fn tall(&self, column: &Column, width: f32, mut across: Gutter) -> Places {
        let (inner, px) = (self.inner, |length| self.look.px(length));
        let pace = Rect::from_min_size(column.line.left_bottom(), vec2(width, px(TALL_PACE)));
        let (left, top, bottom) = (inner.left() + width + px(GUTTER), inner.top() + px(LABEL), pace.bottom());
        let room = (bottom - top - px(MARGIN) - px(LEAST_STATUS)).max(px(40.0));
        let next = self.fit(pos2(left, top), inner.right() - left, room * self.ratio);
        across.rect.max.y = bottom;
        Places {
            pace,
            next_name: Rect::from_min_max(pos2(left, inner.top()), pos2(inner.right(), top)),
            next,
            time: Rect::from_min_max(pos2(left, next.bottom() + px(MARGIN)), pos2(inner.right(), bottom)),
            notes: Some(Rect::from_min_max(pos2(inner.left(), bottom + px(MARGIN)), inner.max)),
            ..self.places(column, Split { width: width / inner.width(), ..self.split }, across)
        }
    }

    /// Notes with time and pace under them at the left; the current slide over the next at the right.
    fn notes_first(&self) -> Places {
        let (inner, px) = (self.inner, |length| self.look.px(length));
        let lines = px(LABEL) * 2.0 + px(12.0) + px(CAPTION) + px(LINE);
        // Both slides are of one width, so that the column has one edge.
        let room = (inner.height() - lines) * 0.5;
        let (width, mut across) = self.share_width(LEAST_SIDE, (room * self.ratio).min(self.beside(420.0)));
        let left = inner.right() - width;
        let column = self.column(left, width, room);
        let top = column.line.bottom() + px(LABEL);
        let next = self.fit(pos2(left, top), width, (inner.bottom() - top) * self.ratio);
        let notes_right = left - px(GUTTER);
        across.rect = Rect::from_x_y_ranges(notes_right..=left, inner.y_range());
        let gap = px(MARGIN);
        let strip =
            Rect::from_min_max(pos2(inner.left(), inner.bottom() - px(STRIP[1])), pos2(notes_right, inner.bottom()));
        let time_width = px(STRIP[0]).min(strip.width() * 0.5);
        Places {
            pace: Rect::from_min_max(strip.min + vec2(time_width + gap, 0.0), strip.max),
            next_name: Rect::from_min_max(column.line.left_bottom(), next.right_top()),
            next,
            time: Rect::from_min_size(strip.min, vec2(time_width, strip.height())),
            notes: Some(Rect::from_min_max(inner.min, pos2(notes_right, strip.top() - gap))),
            ..self.places(&column, Split { width: width / inner.width(), ..self.split }, across)
        }
    }

    /// The current slide beside the next, with time under that; pace under both.
    fn slides_only(&self) -> Places {
        let (inner, px) = (self.inner, |length| self.look.px(length));
        let under = px(LABEL) + px(12.0) + px(CAPTION) + px(LINE);
        let room = inner.height() - under - px(LEAST_PACE);
        let (width, mut across) = self.share_width(LEAST_SIDE, (room * self.ratio).min(self.beside(300.0)));
        let column = self.column(inner.left(), width, room);
        let pace = Rect::from_min_max(column.line.left_bottom(), inner.max);
        let left = inner.left() + width + px(GUTTER);
        let top = inner.top() + px(LABEL);
        let bottom = column.line.bottom() - px(MARGIN);
        let next =
            self.fit(pos2(left, top), inner.right() - left, (bottom - top - px(MARGIN) - px(LEAST_STRIP)) * self.ratio);
        across.rect.max.y = bottom;
        Places {
            pace,
            next_name: Rect::from_min_max(pos2(left, inner.top()), next.right_top()),
            next,
            time: Rect::from_min_max(pos2(left, next.bottom() + px(MARGIN)), pos2(inner.right(), bottom)),
            notes: None,
            ..self.places(&column, Split { width: width / inner.width(), ..self.split }, across)
        }
    }

    fn places(&self, column: &Column, split: Split, width: Gutter) -> Places {
        let inner = self.inner;
        let header = Rect::from_min_max(pos2(inner.left(), inner.top() - self.look.px(HEADER)), inner.right_top());
        let Column { name, slide, caption, line } = *column;
        let nothing = Rect::from_min_size(inner.min, vec2(0.0, 0.0));
        Places {
            look: self.look,
            header,
            name,
            slide,
            caption,
            line,
            pace: nothing,
            next_name: nothing,
            next: nothing,
            time: nothing,
            notes: None,
            split,
            width,
            height: None,
        }
    }

    /// The width of the current slide's side, and the gutter beside it.
    fn share_width(&self, least: f32, most: f32) -> (f32, Gutter) {
        let inner = self.inner;
        let least = self.look.px(least).min(self.beside(LEAST_SIDE));
        let most = most.max(least);
        let width = within(self.split.width * inner.width(), least, most).round();
        let left = inner.left() + width;
        let rect = Rect::from_x_y_ranges(left..=left + self.look.px(GUTTER), inner.y_range());
        (width, Gutter { rect, whole: inner, least: least / inner.width(), most: most / inner.width() })
    }

    /// The width that is left beside a pane of `width`.
    fn beside(&self, width: f32) -> f32 {
        self.inner.width() - self.look.px(GUTTER) - self.look.px(width)
    }

    fn column(&self, left: f32, width: f32, most_height: f32) -> Column {
        let px = |length| self.look.px(length);
        let name = Rect::from_min_size(pos2(left, self.inner.top()), vec2(width, px(LABEL)));
        let slide = self.fit(name.left_bottom(), width, most_height * self.ratio);
        let caption = Rect::from_min_size(slide.left_bottom() + vec2(0.0, px(12.0)), vec2(slide.width(), px(CAPTION)));
        let line = Rect::from_min_size(caption.left_bottom(), vec2(width, px(LINE)));
        Column { name, slide, caption, line }
    }

    /// A slide as wide as both widths allow.
    fn fit(&self, at: eframe::egui::Pos2, width: f32, other: f32) -> Rect {
        let width = width.min(other).max(1.0);
        Rect::from_min_size(at, vec2(width, width / self.ratio).floor())
    }
}

/// Also for what a file may hold by mistake: no number is `least`.
fn within(value: f32, least: f32, most: f32) -> f32 {
    value.max(least).min(most.max(least))
}

impl Places {
    /// The current slide, as it can be pointed at.
    #[must_use]
    pub fn seen(&self, deck: &Deck) -> Seen {
        Seen { rect: self.slide, part: deck.aspect.size().to_rect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTHS: [f32; 9] = [640.0, 700.0, 800.0, 1024.0, 1280.0, 1440.0, 1920.0, 2560.0, 3840.0];
    const HEIGHTS: [f32; 9] = [400.0, 600.0, 768.0, 800.0, 900.0, 1080.0, 1100.0, 1440.0, 2160.0];

    fn check(window: Rect, places: &Places, words: &str) {
        let Places { header, name, slide, caption, line, pace, next_name, next, time, .. } = *places;
        let mut panes = vec![header, name, slide, caption, line, pace, next_name, next, time, places.width.rect];
        panes.extend(places.notes);
        panes.extend(places.height.map(|gutter| gutter.rect));
        for (at, pane) in panes.iter().enumerate() {
            assert!(pane.width() >= 1.0 && pane.height() >= 1.0, "pane {at} is empty: {pane:?}, {words}");
            assert!(window.contains_rect(*pane), "pane {at} leaves the window: {pane:?}, {words}");
            for (other, there) in panes.iter().enumerate().skip(at + 1) {
                let shared = pane.intersect(*there);
                let apart = shared.width() < 0.5 || shared.height() < 0.5;
                assert!(apart, "panes {at} and {other} overlap: {pane:?} {there:?}, {words}");
            }
        }
    }

    #[test]
    fn no_pane_overlaps_another_or_leaves_the_window() {
        let shares = [None, Some(0.0), Some(1.0), Some(f32::NAN)];
        for (width, height) in WIDTHS.iter().flat_map(|width| HEIGHTS.map(|height| (*width, height))) {
            for aspect in [Aspect::Wide, Aspect::Classic] {
                for (arrangement, share) in Arrangement::ALL.iter().flat_map(|each| shares.map(|share| (*each, share)))
                {
                    let usual = ConsoleState { arrangement, ..ConsoleState::default() };
                    let split = share.map(|share| Split { width: share, height: share });
                    let state = split.map_or(usual, |split| usual.with(split));
                    let window = Rect::from_min_size(pos2(0.0, 0.0), vec2(width, height));
                    let places = Places::new(window, aspect, &state);
                    check(window, &places, &format!("{width} × {height}, {aspect:?}, {arrangement:?}, {share:?}"));
                }
            }
        }
    }

    #[test]
    fn the_height_of_a_tall_window_is_the_notes() {
        let window = Rect::from_min_size(pos2(0.0, 0.0), vec2(700.0, 1100.0));
        let places = Places::new(window, Aspect::Wide, &ConsoleState::default());
        assert!(places.pace.height() < 200.0 && places.notes.is_some_and(|notes| notes.height() > 400.0), "{places:?}");
    }

    #[test]
    fn slides_keep_their_proportion_and_a_usual_window_its_notes() {
        let window = Rect::from_min_size(pos2(0.0, 0.0), vec2(1440.0, 900.0));
        for (arrangement, notes) in [(Arrangement::Balanced, 0.3), (Arrangement::Notes, 0.5)] {
            let places = Places::new(window, Aspect::Wide, &ConsoleState { arrangement, ..ConsoleState::default() });
            for slide in [places.slide, places.next] {
                assert!((slide.width() / slide.height() - 16.0 / 9.0).abs() < 0.01, "{slide:?}");
            }
            assert!(places.notes.is_some_and(|pane| pane.width() > window.width() * notes));
        }
    }
}
