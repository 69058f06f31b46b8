//! The tool in hand and where it points become `Marks`. Invariant: what is pointed at belongs to the speaker's slide.
//!
//! What lay on a slide when it was frozen is kept apart: nothing the hand does meanwhile reaches it.

use serde::{Deserialize, Serialize};

use super::command::Command;
use super::ink::{Ink, Sheets, inked_strokes, kept_sheet};
use super::marks::{Marks, Pointer, Region, Spot, Tool};
use crate::deck::ink::{Inked, Nib};
use crate::geometry::Size;

/// Radius of the spotlight: at first, at least, at most and one turn of the wheel.
const USUAL_LIGHT: i32 = 9_000;
const SMALLEST_LIGHT: i32 = 2_000;
const LARGEST_LIGHT: i32 = 30_000;
const LIGHT_STEP: i32 = 1_000;
/// The same of the laser's dot, in hundredths of its usual size.
const USUAL_DOT: i32 = 100;
const SMALLEST_DOT: i32 = 50;
const LARGEST_DOT: i32 = 400;
const DOT_STEP: i32 = 25;

/// What of a hand outlives the process, beside its ink: nothing points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct KeptHand {
    tool: Tool,
    light: i32,
    dot: i32,
    nib: Nib,
    zoom: Option<Region>,
    /// What lay on the slide when it was frozen.
    held: Inked,
    held_zoom: Option<Region>,
}

#[derive(Clone, Debug)]
pub(super) struct Hand {
    tool: Tool,
    at: Option<Spot>,
    /// Pressed: where that began for the zoom, where the eraser was last.
    from: Option<Spot>,
    light: i32,
    dot: i32,
    /// Color and width of the pen; the highlighter has the width.
    nib: Nib,
    zoom: Option<Region>,
    ink: Ink,
    held: Marks,
}

impl Default for Hand {
    fn default() -> Self {
        Self {
            tool: Tool::Nothing,
            at: None,
            from: None,
            light: USUAL_LIGHT,
            dot: USUAL_DOT,
            nib: Nib::default(),
            zoom: None,
            ink: Ink::default(),
            held: Marks::default(),
        }
    }
}

impl Hand {
    pub(super) fn kept(&self) -> KeptHand {
        // Named one by one, so that nothing new can be forgotten here.
        let Self { tool, at: _, from: _, light, dot, nib, zoom, ink: _, held } = self;
        KeptHand {
            tool: *tool,
            light: *light,
            dot: *dot,
            nib: *nib,
            zoom: *zoom,
            held: kept_sheet("", &held.strokes),
            held_zoom: held.zoom,
        }
    }

    /// A hand that was kept, with its ink, on slides of this size.
    pub(super) fn of(kept: KeptHand, sheets: Sheets, slide: Size) -> Self {
        let KeptHand { tool, light, dot, mut nib, zoom, held, held_zoom } = kept;
        let inside = |zoom: &Region| slide.to_rect().union(zoom.rect()) == slide.to_rect();
        nib.color %= Nib::COLORS;
        Self {
            tool,
            at: None,
            from: None,
            light: light.clamp(SMALLEST_LIGHT, LARGEST_LIGHT),
            dot: dot.clamp(SMALLEST_DOT, LARGEST_DOT),
            nib,
            zoom: zoom.filter(inside),
            ink: Ink::of_sheets(sheets),
            held: Marks { strokes: inked_strokes(&held), pointer: None, zoom: held_zoom.filter(inside) },
        }
    }

    pub(super) fn tool(&self) -> Tool {
        self.tool
    }

    /// What it draws with, or would.
    pub(super) fn nib(&self) -> Nib {
        Nib { highlighter: self.tool == Tool::Highlighter, ..self.nib }
    }

    /// Another color; a hand without a pen takes one first.
    pub(super) fn next_color(&mut self) {
        if self.tool == Tool::Pen {
            self.nib.color = (self.nib.color + 1) % Nib::COLORS;
        } else {
            self.take(Tool::Pen);
        }
    }

    /// The tool in hand, or the part that is enlarged, grows or shrinks.
    pub(super) fn size(&mut self, larger: bool, slide: Size) {
        let step = if larger { 1 } else { -1 };
        match self.tool {
            Tool::Laser => self.dot = (self.dot + step * DOT_STEP).clamp(SMALLEST_DOT, LARGEST_DOT),
            Tool::Spotlight => self.light = (self.light + step * LIGHT_STEP).clamp(SMALLEST_LIGHT, LARGEST_LIGHT),
            Tool::Pen | Tool::Highlighter => self.nib.broad = larger,
            Tool::Eraser => {}
            Tool::Nothing if self.zoom.is_none() => {}
            Tool::Zoom | Tool::Nothing => {
                let at = self.at.filter(|_| self.tool == Tool::Zoom);
                self.zoom = Region::scaled(self.zoom, at, larger, slide);
            }
        }
    }

    /// A tool's key: takes it in hand, or puts it away.
    pub(super) fn take(&mut self, tool: Tool) {
        let same = self.tool == tool;
        self.lift();
        self.at = self.at.filter(|_| !same);
        self.tool = if same { Tool::Nothing } else { tool };
    }

    /// `Z`: back to the whole slide, or a part is about to be chosen.
    pub(super) fn zoom(&mut self) {
        if self.zoom.take().is_none() {
            self.take(Tool::Zoom);
        }
    }

    /// Esc: puts the tool away or else shows the whole slide again. False where neither was the case.
    pub(super) fn leave(&mut self) -> bool {
        if self.tool == Tool::Nothing {
            return self.zoom.take().is_some();
        }
        self.take(self.tool);
        true
    }

    /// The mouse, a pen or a finger on a slide of this name and size.
    pub(super) fn point(&mut self, command: Command, slide: &str, size: Size) {
        match command {
            Command::Press(at) if self.tool != Tool::Nothing => self.press(at.within(size), slide),
            Command::Point(at) if self.tool != Tool::Nothing => self.move_to(at.within(size), slide),
            Command::Release => self.release(size),
            Command::PointAway => {
                self.lift();
                self.at = None;
            }
            Command::PointStraight(at) if self.tool.draws() && self.from.is_some() => {
                let at = at.within(size);
                self.at = Some(at);
                self.ink.straighten(slide, at);
            }
            Command::PointStraight(at) => self.point(Command::Point(at), slide, size),
            _ => {}
        }
    }

    fn press(&mut self, at: Spot, slide: &str) {
        self.ink.lift();
        (self.at, self.from) = (Some(at), Some(at));
        match self.tool {
            Tool::Pen | Tool::Highlighter => self.ink.begin(slide, self.nib(), at),
            Tool::Eraser => self.ink.erase(slide, at, at),
            Tool::Nothing | Tool::Laser | Tool::Spotlight | Tool::Zoom => {}
        }
    }

    fn move_to(&mut self, at: Spot, slide: &str) {
        self.at = Some(at);
        match (self.tool, self.from) {
            (Tool::Pen | Tool::Highlighter, Some(_)) => self.ink.extend(slide, at),
            (Tool::Eraser, Some(from)) => {
                self.ink.erase(slide, from, at);
                self.from = Some(at);
            }
            _ => {}
        }
    }

    /// A dragged part fills the stage, and the hand is free again.
    fn release(&mut self, size: Size) {
        if let Some(region) = self.frame(size) {
            self.take(Tool::Zoom);
            self.zoom = Some(region);
        }
        self.lift();
    }

    fn lift(&mut self) {
        self.from = None;
        self.ink.lift();
    }

    fn frame(&self, size: Size) -> Option<Region> {
        match (self.tool, self.from, self.at) {
            (Tool::Zoom, Some(from), Some(to)) => Region::dragged(from, to, size),
            _ => None,
        }
    }

    pub(super) fn sheets(&self) -> Sheets {
        self.ink.sheets()
    }

    pub(super) fn can_undo(&self, slide: &str) -> bool {
        self.ink.can_undo(slide)
    }

    pub(super) fn ink_changes(&self) -> u64 {
        self.ink.changes()
    }

    /// `E`, `Ctrl+Z` and `Ctrl+Y` on the ink of a slide.
    pub(super) fn ink(&mut self, command: Command, slide: &str) {
        self.lift();
        match command {
            Command::ClearInk => self.ink.clear(slide),
            Command::Undo => self.ink.undo(slide),
            Command::Redo => self.ink.redo(slide),
            _ => {}
        }
    }

    /// The speaker goes to another slide: the tool stays in hand, what it pointed at is left behind.
    pub(super) fn leave_slide(&mut self) {
        self.lift();
        (self.at, self.zoom) = (None, None);
    }

    /// Keeps what lies on the slide that is being frozen, without what is only pointed at.
    pub(super) fn freeze(&mut self, slide: &str) {
        self.held = Marks { strokes: self.ink.of(slide), pointer: None, zoom: self.zoom };
    }

    /// Forgets what was frozen.
    pub(super) fn thaw(&mut self) {
        self.held = Marks::default();
    }

    pub(super) fn held(&self) -> Marks {
        self.held.clone()
    }

    /// What lies on the speaker's slide now.
    pub(super) fn marks(&self, slide: &str, size: Size) -> Marks {
        let pointer = self.at.and_then(|at| match self.tool {
            Tool::Nothing | Tool::Pen | Tool::Highlighter => None,
            Tool::Laser => Some(Pointer::Laser(at, self.dot)),
            Tool::Spotlight => Some(Pointer::Spotlight(at, self.light)),
            Tool::Zoom => self.frame(size).map(Pointer::Frame),
            Tool::Eraser => Some(Pointer::Eraser(at)),
        });
        Marks { strokes: self.ink.of(slide), pointer, zoom: self.zoom }
    }

    /// Panics unless the invariants hold.
    #[cfg(test)]
    pub(super) fn check(&self, size: Size) {
        self.ink.check();
        assert!(self.tool != Tool::Nothing || (self.at.is_none() && self.from.is_none()), "an empty hand points");
        assert!(self.at.is_none_or(|at| at == at.within(size)), "pointed beside the slide");
        assert!((SMALLEST_LIGHT..=LARGEST_LIGHT).contains(&self.light));
        assert!((SMALLEST_DOT..=LARGEST_DOT).contains(&self.dot) && self.nib.color < Nib::COLORS);
        if let Some(zoom) = self.zoom.map(Region::rect) {
            assert!(size.to_rect().union(zoom) == size.to_rect(), "{zoom:?} is not inside the slide");
            assert!((zoom.width() / zoom.height() - size.width / size.height).abs() < 1e-2, "{zoom:?} is out of shape");
        }
    }
}
