//! Code → lines on a panel in the theme's colors, as large as fits, numbered if asked for, the lines of each step lit.
//!
//! All codes of a slide share one size and one leading, by the one that needs the smallest. What does not fit is told in
//! characters and lines. Signs, numbers and the file's tab are decoration: who copies gets code alone.

mod kind;
mod listing;
mod panel;
mod rows;
mod syntax;
mod view;

use std::ops::Range;

use super::desk::{Desk, LongLine};
use super::fit;
use super::node::Stack;
use super::setting::Setting;
use crate::deck::theme::TypeStyle;
use crate::deck::{Block, Code};
use crate::diagnostic::{Diagnostic, Severity, counted, did_you_mean};
use crate::geometry::Size;
use crate::text::{Style, Wrap};
use listing::{Form, Line};
use rows::{Measured, Row};

/// Under this size code is small for a back row, in points.
pub(super) const COMFORTABLE: f32 = 18.0;
/// Lines that may be broken are not set smaller than this to keep them whole.
const UNBROKEN: f32 = 16.0;
/// Up to here code is short: what is not lit turns quiet, and lines stand far apart.
pub(super) const SHORT: usize = 14;
/// Up to here lines stand a little closer, and the title keeps its size.
pub(super) const MIDDLING: usize = 18;
/// Height of the tab with a file's name.
const TAB: f64 = 26.0;
/// Columns of signs and of numbers are this much wider than what is in them, in em.
const SIGNS: f64 = 1.5;
const BESIDE: f64 = 0.94;

/// Code that has been read: its lines with their roles, and how wide they are.
pub(super) struct Listing<'c> {
    code: &'c Code,
    form: Form,
    lines: Vec<Line>,
    measured: Vec<Measured>,
    /// How wide a digit is, in em.
    digit: f64,
}

/// How code is set, the same for all codes of a slide.
#[derive(Clone, Copy, Debug)]
pub(super) struct Set {
    pub size: f32,
    /// Rows of the longest code beside, which decide how far lines stand apart.
    pub rows: usize,
    /// Whether panels have less room around their lines.
    pub dense: bool,
    /// Whether a file's name stands on a tab over its code.
    pub tab: bool,
    /// The least height of a panel with its tab.
    pub height: f64,
    /// Whether all fits.
    pub fits: bool,
}

/// A panel of code, and what of it does not fit.
pub(super) struct Laid {
    pub stack: Stack,
    pub over: Over,
}

/// What does not fit.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Over {
    /// The line that reaches furthest beyond its room.
    pub line: Option<LongLine>,
    /// Lines for which there is no room.
    pub lines: usize,
    /// Lines that are lit at once with others, and then not in view.
    hidden: usize,
    /// Lines that no step has in view, and those that some step has.
    unseen: usize,
    seen: usize,
    /// A lit line that is broken into more rows than are in view at a time.
    long: Option<Broken>,
}

/// A line that is broken into many rows: its number, its rows, and how many are in view at a time.
#[derive(Clone, Copy, Debug)]
struct Broken {
    number: usize,
    rows: usize,
    shown: usize,
}

impl<'c> Listing<'c> {
    pub fn new(desk: &mut Desk, code: &'c Code) -> Self {
        tell_unknown(desk, code);
        let (form, lines) = listing::lines(code);
        let style = style(desk, 20.0, 1);
        let measured = rows::measured(desk, &lines, &style);
        let digit = f64::from(desk.shaper.words("0", &style).width / 20.0);
        Self { code, form, lines, measured, digit }
    }

    /// How many lines there are.
    pub fn count(&self) -> usize {
        self.lines.len()
    }

    /// What its file is called.
    pub fn name(&self) -> Option<&str> {
        self.code.name.as_deref()
    }

    /// The height of the panel with its tab, where all is in view.
    pub fn height(&self, desk: &Desk, width: f64, set: &Set) -> f64 {
        self.around(desk, width, set) + self.rows(desk, width, set).len() as f64 * set.pitch(desk)
    }

    /// Room beside the lines, and above and below them.
    fn pad(&self, desk: &Desk, width: f64, dense: bool) -> Size {
        let look = &desk.theme.code;
        let across = look.pad.0.min(width * 0.04);
        if dense {
            Size::new(across.min(look.dense_pad), look.pad.1.min(look.dense_pad))
        } else {
            Size::new(across, look.pad.1)
        }
    }

    /// Width of the columns of signs and of numbers, in em.
    fn signs(&self) -> f64 {
        if self.form == Form::Diff { SIGNS } else { 0.0 }
    }

    fn numbers(&self) -> f64 {
        let last = (self.code.first + self.count()).saturating_sub(1).max(10);
        if self.code.numbers { last.to_string().len() as f64 * self.digit + BESIDE } else { 0.0 }
    }

    /// Room for the lines in a panel of that width, in em.
    fn room(&self, desk: &Desk, width: f64, size: f32, dense: bool) -> f64 {
        (width - 2.0 * self.pad(desk, width, dense).width) / f64::from(size) - self.signs() - self.numbers()
    }

    /// The rows of a panel of that width.
    fn rows(&self, desk: &Desk, width: f64, set: &Set) -> Vec<Row> {
        let room = self.code.wrap.then(|| self.room(desk, width, set.size, set.dense).max(4.0));
        rows::rows(&self.lines, &self.measured, room)
    }

    /// Height of what is not rows.
    fn around(&self, desk: &Desk, width: f64, set: &Set) -> f64 {
        let tab = if set.tab && self.code.name.is_some() { TAB } else { 0.0 };
        tab + 2.0 * self.pad(desk, width, set.dense).height
    }

    /// How many rows there is room for.
    fn capacity(&self, desk: &Desk, room: Size, set: &Set) -> usize {
        let rows = (room.height - self.around(desk, room.width, set)) / set.pitch(desk) + 0.02;
        if rows.is_finite() { rows.max(0.0) as usize } else { usize::MAX }
    }

    /// Which rows are lit in each step.
    fn lit(&self, rows: &[Row]) -> Vec<Vec<Range<usize>>> {
        let place = |range: &std::ops::RangeInclusive<usize>| {
            let from = rows.partition_point(|row| row.line + 1 < *range.start());
            from..rows.partition_point(|row| row.line < *range.end()).max(from)
        };
        self.code.highlight.iter().map(|ranges| ranges.iter().map(place).collect()).collect()
    }

    /// Whether all fits; with a `view`, as much as the lit lines of any step need; if it `breaks`, with lines broken that the
    /// author lets break.
    pub fn fits(&self, desk: &Desk, room: Size, set: &Set, view: bool, breaks: bool) -> bool {
        let wide = self.measured.iter().map(|it| it.width).fold(0.0, f64::max);
        if !(breaks && self.code.wrap)
            && wide > self.room(desk, room.width, set.size, set.dense) + 0.5 / f64::from(set.size)
        {
            return false;
        }
        let rows = self.rows(desk, room.width, set);
        let capacity = self.capacity(desk, room, set);
        if rows.len() <= capacity {
            return true;
        }
        let lit = self.lit(&rows);
        let fixed = lit.iter().all(|lit| view::is_whole(lit, rows.len()));
        let lines = rows::longest(&rows, &lit).is_none_or(|longest| longest.len() <= capacity);
        let longest = lit.iter().map(|lit| {
            let whole = view::is_whole(lit, rows.len());
            let ends =
                lit.iter().map(|it| it.end).max().unwrap_or(0) - lit.iter().map(|it| it.start).min().unwrap_or(0);
            if whole { 0 } else { ends }
        });
        view && !fixed && lines && longest.max().is_some_and(|most| capacity >= rows.len().min((most + 2).max(SHORT)))
    }
}

impl Over {
    /// What does not fit of two codes: the longer line, all lines.
    pub fn and(self, other: Self) -> Self {
        let beyond = |over: &Self| over.line.map_or(0, |line| line.beyond);
        Self {
            line: if beyond(&other) > beyond(&self) { other.line } else { self.line },
            lines: self.lines + other.lines,
            hidden: self.hidden.max(other.hidden),
            unseen: self.unseen + other.unseen,
            seen: self.seen + other.seen,
            long: self.long.or(other.long),
        }
    }
}

impl Set {
    /// The distance of two baselines, in points.
    pub fn pitch(&self, desk: &Desk) -> f64 {
        f64::from(self.size * leading(&desk.theme.scale.code, self.rows))
    }
}

/// Many lines stand closer than few.
fn leading(entry: &TypeStyle, rows: usize) -> f32 {
    let most = [(SHORT, 1.5), (MIDDLING, 1.4)].into_iter().find(|(most, _)| rows <= *most);
    entry.leading.min(most.map_or(1.25, |(_, leading)| leading))
}

fn style(desk: &Desk, size: f32, rows: usize) -> Style {
    let entry = &desk.theme.scale.code;
    Style { wrap: Wrap::None, leading: leading(entry, rows), ..desk.style(entry, size) }
}

/// The largest of the theme's sizes at which each listing fits its room, which may depend on the size; the smallest, if none
/// is small enough. Where lines are lit, a part of dense ones may be in view at a time.
pub(super) fn common(desk: &Desk, codes: &[&Listing], room: &dyn Fn(f32) -> Size, dense: bool, tab: bool) -> Set {
    let sizes = &desk.theme.scale.code.sizes;
    for (view, breaks) in [(false, false), (false, true), (true, false), (true, true)] {
        if view && !dense || breaks && codes.iter().all(|it| !it.code.wrap) {
            continue;
        }
        // Lines are broken before they get too small to read; a view is no larger than it has to be.
        let tried = |size: f32| match (view, breaks) {
            (_, true) => size <= COMFORTABLE,
            (view, false) => {
                (!view || size <= COMFORTABLE) && (size >= UNBROKEN || codes.iter().all(|it| !it.code.wrap))
            }
        };
        for &size in sizes.iter().filter(|size| tried(**size)) {
            let set = at_size(desk, codes, room(size).width, size, dense, tab);
            if codes.iter().all(|listing| listing.fits(desk, room(size), &set, view, breaks)) {
                return Set { fits: true, ..set };
            }
        }
    }
    let smallest = desk.theme.scale.code.smallest();
    at_size(desk, codes, room(smallest).width, smallest, dense, tab)
}

/// How codes are set at one size: lines stand as far apart as those of the longest.
pub(super) fn at_size(desk: &Desk, codes: &[&Listing], width: f64, size: f32, dense: bool, tab: bool) -> Set {
    let set = Set { size, rows: 0, dense, tab, height: 0.0, fits: false };
    let rows = codes.iter().map(|listing| listing.rows(desk, width, &set).len());
    Set { rows: rows.max().unwrap_or(0), ..set }
}

/// The lines of the longest code of the slide.
fn longest(desk: &Desk) -> usize {
    let lines = |block: &Block| if let Block::Code(code) = block { code.text.lines().count() } else { 0 };
    desk.slide.blocks().into_iter().map(lines).max().unwrap_or(0)
}

/// Code among running words, which decide how large it may be.
pub(super) fn code(desk: &mut Desk, code: &Code, setting: &Setting, width: f64) -> Stack {
    let listing = Listing::new(desk, code);
    let size = desk.theme.scale.code.largest().min(setting.style.size).min(setting.code);
    let room = Size::new(width, f64::INFINITY);
    // Code that has to be smaller than the words beside it first gets closer to its panel's edges, at last line to line.
    let dense = setting.code < setting.style.size;
    let set = at_size(desk, &[&listing], width, size, dense, true);
    let least = if dense && size <= desk.theme.scale.code.smallest() { SHORT + 1 } else { 0 };
    // Codes of a slide stand line beside line.
    let rows = set.rows.max(least).max(longest(desk));
    let set = Set { height: setting.panel, rows, ..set };
    let laid = listing.lay(desk, room, &set);
    desk.code = true;
    if let Some(line) = laid.over.line
        && desk.long_line.is_none_or(|known| known.beyond < line.beyond)
    {
        desk.long_line = Some(line);
    }
    laid.stack
}

/// Tells what of code does not fit, in lines and characters, or that it is small.
pub(super) fn tell(desk: &mut Desk, part: &str, over: &Over, set: &Set) {
    let size = set.size;
    let wide = over.line.map(|line| fit::too_wide(&line));
    let tall = (over.lines > 0).then(|| format!("its code has {} too many", counted(over.lines, "line")));
    let hidden = (over.hidden > 0)
        .then(|| format!("{} of its code are lit without being in view", counted(over.hidden, "line")));
    let long = over.long.map(|it| {
        format!("line {} of its code is broken into {} rows, of which {} are in view", it.number, it.rows, it.shown)
    });
    let hint = match (over.line, over.lines, over.hidden) {
        _ if over.long.is_some() => "shorten that line, or share it over several lines and slides".to_owned(),
        (_, 1.., _) => {
            "show a part, lines = \"1-20\", or light lines with `highlight`: then the view follows them".to_owned()
        }
        (Some(line), ..) => format!("break line {} of the code in two, or let it break: wrap = true", line.number),
        _ => "light fewer lines at once".to_owned(),
    };
    let how: Vec<String> = wide.into_iter().chain(tall).chain(long).chain(hidden).collect();
    if !how.is_empty() {
        let how = format!("{} at {size} pt, the smallest size", how.join(" and "));
        fit::tell_full(desk, part, &how, &hint);
    } else if size < COMFORTABLE {
        let message = format!("slide `{}` is dense: its code is set at {size} pt", desk.slide.id);
        let hint = "18 pt or more reads well from the back row; fewer or shorter lines give larger ones";
        desk.fault(Diagnostic::new(Severity::Info, "SLD-FONT", desk.slide.span, message).hint(hint));
    }
    if over.unseen > 0 {
        let message =
            format!("{} of code of slide `{}` are in view at no step", counted(over.unseen, "line"), desk.slide.id);
        let hint = "Light them too, or show a part: lines = \"12-40\"";
        let severity = if over.unseen > over.seen { Severity::Warning } else { Severity::Info };
        desk.fault(Diagnostic::new(severity, "CODE-VIEW", desk.slide.span, message).hint(hint));
    }
}

fn tell_unknown(desk: &mut Desk, code: &Code) {
    let Some(near) = syntax::unknown(&code.language) else { return };
    if !syntax::HIGHLIGHTS {
        let message = format!("code in `{}` is shown plain: this Cuecard was built without grammars", code.language);
        let hint = "Present with one that was built with the feature `highlighting`";
        return desk.fault(Diagnostic::warning("CODE-LANG", code.span, message).hint(hint));
    }
    let message = format!("code in `{}` is shown plain: no such language is known", code.language);
    let diagram = ["mermaid", "plantuml", "d2"].iter().any(|name| code.language.eq_ignore_ascii_case(name));
    let hint = match near {
        _ if diagram => {
            "Save the diagram as SVG with its own program, and write picture = { src = \"…\", alt = \"…\" }".to_owned()
        }
        Some(name) => did_you_mean(&name),
        None => "Write `text` or leave the language out; `cuecard format` lists the languages".to_owned(),
    };
    desk.fault(Diagnostic::warning("CODE-LANG", code.span, message).hint(hint));
}
