//! Words on a slide → those that do not read on the pixels that are really behind them.
//!
//! A drawing is painted without its words, and its words alone to know which pixels lie under their letters. The worst of
//! these pixels counts, but for a few where edges of shapes are smoothed. Contrast is that of WCAG 2.2, which lets large
//! words have less; here they may not.

use std::collections::HashSet;
use std::sync::Arc;

use crate::color::Color;
use crate::crew::{cores, side_by_side};
use crate::deck::theme::{Colors, Variant};
use crate::deck::{Layout, Slide};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::drawing::{Drawing, Fill, Glyphs, Group, Item, Page, Paint, Passage, Placed, Role, Shape, Stroke};
use crate::geometry::{Affine, PathShape, Rect};
use crate::guard::caught;
use crate::layout::unmade;
use crate::paint::raster::{Painter, Pixels};
use crate::talk::Talk;

/// Pixels for a point of the slide.
const SCALE: f64 = 0.5;
/// The share of a run's pixels that may be worse.
const SPARED: f64 = 0.01;
/// From here on a pixel belongs to a letter, of 255.
const INKED: u8 = 64;
/// Words under this contrast are lost on many people in the room (WCAG 1.4.3).
const LEAST: f64 = 4.5;
/// Running words under this are hard work at the back of a bright room, and on a projector that washes colors out (WCAG 1.4.6).
const EASY: f64 = 7.0;
/// A thread costs as much as so many slides.
const LEAST_EACH: usize = 25;
/// Pixels and colors are whole numbers.
const ROUNDING: f64 = 0.02;

/// A run of words with the worst of the pixels under its letters.
#[derive(Clone, Debug)]
pub struct Seen {
    pub words: Arc<str>,
    pub color: Color,
    pub behind: Color,
    pub ratio: f64,
    /// Whether it is a part of a picture or chart.
    pub figure: bool,
    /// Whether it is running text: no title, source, caption, link or sign.
    pub running: bool,
    /// Its box on the slide.
    pub space: Rect,
    pub span: Span,
}

impl Seen {
    /// The least contrast that it should have: an author's drawing keeps its colors in every variant.
    #[must_use]
    pub fn least(&self, slide: &Slide, variant: Variant) -> f64 {
        let drawn = self.figure && !matches!(slide.layout, Layout::Chart { .. });
        if drawn { Variant::Light.least_contrast() } else { variant.least_contrast() }
    }

    #[must_use]
    pub fn is_faint(&self, slide: &Slide, variant: Variant) -> bool {
        self.ratio < self.least(slide, variant) - ROUNDING
    }

    /// Whether it is running text that reads, and only just; what a theme sets in quieter colors is meant to be less.
    fn is_hard(&self, colors: &Colors) -> bool {
        self.running && self.color == colors.ink && self.ratio < EASY - ROUNDING
    }
}

/// One finding for each color of words, at the first place where it does not read.
pub(super) fn check(talk: &Talk, out: &mut Vec<Diagnostic>) {
    let (variant, colors) = (talk.deck.theme.variant, &talk.deck.theme.colors);
    let slides: Vec<(&Page, &Slide)> = talk.pages.iter().zip(&talk.deck.slides).collect();
    let threads = cores().min(slides.len() / LEAST_EACH).max(1);
    let mut painters: Vec<Painter> = (0..threads).map(|_| Painter::new()).collect();
    let checked = side_by_side(&mut painters, slides.len(), |painter, at| {
        let (page, slide) = slides[at];
        page.whole().map_or_else(|| Ok(Vec::new()), |drawing| faint(painter, slide, drawing, (variant, colors)))
    });
    let mut found: Vec<(&Slide, Seen, usize)> = Vec::new();
    for ((_, slide), faint) in slides.iter().zip(checked) {
        let faint = faint.unwrap_or_else(|unmade| {
            out.push(unmade);
            Vec::new()
        });
        for it in faint {
            match found.iter_mut().find(|(_, known, _)| known.color == it.color && known.figure == it.figure) {
                Some((.., more)) => *more += 1,
                None => found.push((slide, it, 0)),
            }
        }
    }
    code(talk, out);
    out.extend(found.into_iter().map(|(slide, it, more)| finding(slide, &it, more, variant, colors)));
}

/// The runs of one slide that do not read, or only just.
fn faint(
    painter: &mut Painter,
    slide: &Slide,
    drawing: &Drawing,
    (variant, colors): (Variant, &Colors),
) -> Result<Vec<Seen>, Diagnostic> {
    let seen = caught(|| seen(painter, drawing)).map_err(|why| {
        *painter = Painter::new();
        unmade(slide, "painted", &why)
    })?;
    let mut faint: Vec<Seen> =
        seen.into_iter().filter(|it| it.is_faint(slide, variant) || it.is_hard(colors)).collect();
    if !faint.is_empty() && !slide.marks.is_empty() {
        not_by_marks(painter, slide, drawing, (variant, colors), &mut faint);
    }
    Ok(faint)
}

/// Leaves out what reads without the marks: that one lies on words is told of the mark, and no fault of colors.
fn not_by_marks(
    painter: &mut Painter,
    slide: &Slide,
    drawing: &Drawing,
    (variant, colors): (Variant, &Colors),
    faint: &mut Vec<Seen>,
) {
    let of_mark = |span: Span| slide.marks.iter().any(|mark| mark.span == span);
    let Ok(bare) = caught(|| seen(painter, &Drawing { items: unmarked(&drawing.items, &of_mark), ..*drawing })) else {
        *painter = Painter::new();
        return;
    };
    let alike = |one: &Seen, other: &Seen| one.words == other.words && one.space == other.space;
    let is_low = |it: &Seen| it.is_faint(slide, variant) || it.is_hard(colors);
    faint.retain(|it| of_mark(it.span) || bare.iter().any(|other| alike(it, other) && is_low(other)));
}

fn unmarked(items: &[Placed], of_mark: &dyn Fn(Span) -> bool) -> Vec<Placed> {
    let kept = items.iter().filter(|placed| !of_mark(placed.span));
    let inside = |placed: &Placed| match &placed.item {
        Item::Group(group) => {
            let group = Group { items: unmarked(&group.items, of_mark), ..group.clone() };
            Placed { item: Item::Group(group), ..placed.clone() }
        }
        _ => placed.clone(),
    };
    kept.map(inside).collect()
}

fn finding(slide: &Slide, it: &Seen, more: usize, variant: Variant, colors: &Colors) -> Diagnostic {
    let Seen { words, color, behind, ratio, .. } = it;
    let least = if it.is_faint(slide, variant) { it.least(slide, variant) } else { EASY };
    let more = match more {
        0 => String::new(),
        1 => " (and one more place in this color)".to_owned(),
        _ => format!(" (and {more} more places in this color)"),
    };
    let message = format!(
        "`{}` on slide `{}` is hard to read: {color} on {behind} has a contrast of {ratio:.1}; {least} is the least{more}",
        words.trim(),
        slide.id
    );
    let hint = match colors.named().into_iter().find(|(_, known)| known == color) {
        _ if it.figure => "give the picture's words another color, or a ground of their own".to_owned(),
        Some((name, _)) => format!("`{name}` of the theme's colors is to be further from what it stands on"),
        None => "give these words a color that is further from what they stand on, or none of their own".to_owned(),
    };
    let span = if it.span == Span::default() { slide.span } else { it.span };
    // Beyond that, running words are read with less effort, and a variant promises more to those who asked for it.
    let severity = if *ratio < LEAST - ROUNDING { Severity::Error } else { Severity::Warning };
    Diagnostic::new(severity, "SLD-CONTRAST", span, message).hint(hint)
}

/// Colors of code that do not read on all that code stands on, so that others are shown.
fn code(talk: &Talk, out: &mut Vec<Diagnostic>) {
    let has_code = |slide: &(&Page, &Slide)| {
        slide.0.steps.last().is_some_and(|step| step.passages().iter().any(|it| matches!(it, Passage::Code(_))))
    };
    let Some((_, slide)) = talk.pages.iter().zip(&talk.deck.slides).find(has_code) else { return };
    let theme = &talk.deck.theme;
    let panel = theme.panel_of_code(&theme.ground(theme.grounds.content).on_panel());
    let (written, used) = (&theme.code.colors, theme.code.colors.on(&panel));
    let pairs =
        written.named().into_iter().chain(written.grounds()).zip(used.named().into_iter().chain(used.grounds()));
    let lost = pairs.filter(|((_, written), (_, used))| written != used && *written != panel.fill);
    let names: Vec<String> = lost.map(|((name, color), _)| format!("{name} ({color})")).collect();
    if !names.is_empty() {
        let message =
            format!("colors of code give way to others, since words would be hard to read: {}", names.join(", "));
        let hint = format!(
            "Under [code.colors] of the theme, give words {} on {} and on the three grounds",
            panel.least, panel.fill
        );
        out.push(Diagnostic::new(Severity::Info, "SLD-CONTRAST", slide.span, message).hint(hint));
    }
}

/// Each run of words that is seen on a drawing.
#[must_use]
pub fn seen(painter: &mut Painter, drawing: &Drawing) -> Vec<Seen> {
    let mut runs = Vec::new();
    let (bare, words) = part(&drawing.items, Around::nothing(drawing), &mut runs);
    let bare = touched(bare, Affine::IDENTITY, &runs);
    let mut paint = |ground, items| {
        let size = drawing.size * SCALE;
        painter.paint(&Drawing { size: drawing.size, ground, items }, size.width as u32, size.height as u32)
    };
    let (behind, letters) = (paint(drawing.ground, bare), paint(Color::WHITE, words));
    let seen = |run: Seen| {
        let (ratio, pixel) = worst(&run, &behind, &letters)?;
        Some(Seen { behind: pixel, ratio, ..run })
    };
    runs.into_iter().filter_map(seen).collect()
}

/// The drawing without its words.
#[must_use]
pub fn bare(drawing: &Drawing) -> Drawing {
    Drawing { items: part(&drawing.items, Around::nothing(drawing), &mut Vec::new()).0, ..*drawing }
}

/// What the groups around an item make of it.
#[derive(Clone, Copy)]
struct Around {
    by: Affine,
    clip: Rect,
    opacity: f32,
    figure: bool,
    running: bool,
}

impl Around {
    fn nothing(drawing: &Drawing) -> Self {
        let clip = drawing.size.to_rect();
        Self { by: Affine::IDENTITY, clip, opacity: 1.0, figure: false, running: false }
    }
}

/// The items without their words, and the words alone in black; notes the runs.
fn part(items: &[Placed], around: Around, runs: &mut Vec<Seen>) -> (Vec<Placed>, Vec<Placed>) {
    let (mut bare, mut words) = (Vec::new(), Vec::new());
    let inks = if around.figure { inks(items) } else { HashSet::new() };
    for placed in items {
        let here = Around { by: around.by * Affine::translate(placed.at.to_vec2()), ..around };
        let put = |item| Placed { item, ..placed.clone() };
        match &placed.item {
            // Words that stand for readers on what is painted already.
            Item::Text(run) if run.color.a == 0 => {}
            Item::Text(run) => {
                runs.extend(note(run, placed.span, here));
                words.push(put(Item::Text(Arc::new(Glyphs { color: Color::BLACK, ..(**run).clone() }))));
            }
            Item::Group(group) => {
                let (under, over) = part(&group.items, inside(group, here), runs);
                // A formula's lines and roots belong to its letters.
                let formula = matches!(group.role, Role::Formula { .. });
                let (under, lines) = if formula { (Vec::new(), under) } else { (under, Vec::new()) };
                let over = over.into_iter().chain(lines.into_iter().map(blackened)).collect();
                bare.push(put(Item::Group(Group { items: under, ..group.clone() })));
                words.push(put(Item::Group(Group { items: over, opacity: 1.0, blend: None, ..group.clone() })));
            }
            // What strikes words through lies on them, not under them.
            Item::Shape(shape) if strikes(shape, &inks) => words.push(blackened(placed.clone())),
            Item::Shape(_) | Item::Picture(_) => bare.push(placed.clone()),
        }
    }
    (bare, words)
}

/// The colors of the words among these items.
fn inks(items: &[Placed]) -> HashSet<Color> {
    let ink = |placed: &Placed| if let Item::Text(run) = &placed.item { Some(run.color) } else { None };
    items.iter().filter_map(ink).collect()
}

/// Whether a shape has the color of words that it stands with: inside a drawing these are alone with their lines.
fn strikes(shape: &Shape, inks: &HashSet<Color>) -> bool {
    shape.fill.as_ref().is_some_and(|fill| matches!(&fill.paint, Paint::Solid(color) if inks.contains(color)))
}

fn inside(group: &Group, around: Around) -> Around {
    let by = around.by * group.transform;
    let clip = group
        .clip
        .as_ref()
        .map_or(around.clip, |clip| around.clip.intersect(by.transform_rect_bbox(clip.bounding_box())));
    let figure = around.figure || matches!(group.role, Role::Figure { .. });
    let running = match group.role {
        Role::Paragraph | Role::Body => !figure,
        Role::Section | Role::List { .. } | Role::Item | Role::Quote | Role::Language(_) => around.running && !figure,
        _ => false,
    };
    Around { by, clip, opacity: around.opacity * group.opacity, figure, running }
}

fn note(run: &Glyphs, span: Span, around: Around) -> Option<Seen> {
    let (size, advance) = (f64::from(run.size), f64::from(run.advance));
    let space = around.by.transform_rect_bbox(Rect::new(0.0, -size, advance, size * 0.3)).intersect(around.clip);
    let color = run.color.with_alpha(f32::from(run.color.a) / 255.0 * around.opacity);
    let Around { figure, running, .. } = around;
    let seen = Seen { words: Arc::clone(run.said()), color, behind: color, ratio: 1.0, figure, running, space, span };
    (space.area() > 0.0 && !run.text.trim().is_empty()).then_some(seen)
}

/// The items without pictures that no words stand on: to decode a photo takes longer than all the rest.
fn touched(items: Vec<Placed>, by: Affine, runs: &[Seen]) -> Vec<Placed> {
    let kept = |mut placed: Placed| {
        let here = by * Affine::translate(placed.at.to_vec2());
        match &mut placed.item {
            Item::Picture(picture) => {
                let space = here.transform_rect_bbox(picture.size.to_rect());
                return runs.iter().any(|run| run.space.overlaps(space)).then_some(placed);
            }
            Item::Group(group) => {
                group.items = touched(std::mem::take(&mut group.items), here * group.transform, runs);
            }
            Item::Text(_) | Item::Shape(_) => {}
        }
        Some(placed)
    };
    items.into_iter().filter_map(kept).collect()
}

fn blackened(placed: Placed) -> Placed {
    let Item::Shape(shape) = &placed.item else { return placed };
    let paint = Paint::Solid(Color::BLACK);
    let fill = shape.fill.clone().map(|fill| Fill { paint: paint.clone(), ..fill });
    let stroke = shape.stroke.clone().map(|stroke| Stroke { paint, ..stroke });
    Placed { item: Item::Shape(Arc::new(Shape { path: shape.path.clone(), fill, stroke })), ..placed }
}

/// The least contrast to the pixels under a run's letters, but for the share that is spared; and the pixel.
fn worst(run: &Seen, behind: &Pixels, letters: &Pixels) -> Option<(f64, Color)> {
    let wide = behind.width as usize;
    let space = run.space.scale_from_origin(SCALE);
    // Beyond whole pixels lies what the run is cut off by.
    let across = space.x0.ceil() as usize..(space.x1.floor() as usize).min(wide);
    let down = space.y0.ceil() as usize..(space.y1.floor() as usize).min(behind.height as usize);
    let pixels = down.flat_map(|y| across.clone().map(move |x| (y * wide + x) * 4));
    let inked = pixels.filter(|at| letters.data[*at] < 255 - INKED);
    let under = inked.map(|at| Color::rgb(behind.data[at], behind.data[at + 1], behind.data[at + 2]));
    // Most of what is behind words is of one color.
    let mut last = (run.color.contrast(run.color), run.color);
    let ratio = |pixel: Color| {
        if pixel != last.1 {
            last = (run.color.contrast(pixel), pixel);
        }
        last
    };
    let mut ratios: Vec<(f64, Color)> = under.map(ratio).collect();
    ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
    ratios.get((ratios.len() as f64 * SPARED) as usize).copied()
}
