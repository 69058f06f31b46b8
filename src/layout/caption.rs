//! A caption's words → its drawing: white or colored lines in the band under a slide, or in black boxes over it.
//!
//! Invariant: every word is drawn, inside the strip that the frame names; lines that would not fit are set smaller. Whatever
//! colors and opacity were chosen, words keep the contrast of the theme's variant (4.5, or 7) to what is behind them, over any
//! slide.

use std::sync::Arc;

use crate::color::Color;
use crate::deck::caption::{CaptionEdge, CaptionFont, CaptionInk, CaptionLook, CaptionPlace, CaptionPlate};
use crate::deck::plan::CaptionBlock;
use crate::deck::theme::Theme;
use crate::deck::{CaptionColor, Rich};
use crate::diagnostic::Span;
use crate::drawing::{Drawing, Fill, Group, Item, Paint, Placed, Role, Shape};
use crate::faces;
use crate::geometry::{Affine, BezPath, PathShape, Point, Rect, Size, Vec2};
use crate::layout::desk::{filled, paragraph_stack};
use crate::layout::node::{self, Node};
use crate::text::{Paragraph, Shaper, Style, TextAlign, Wrap};

/// What painters may round away of a contrast.
const SPARE: f64 = 0.1;
const BLUE: Color = Color::rgb(0, 0, 128);
/// How far an edge stands from its letter, in em.
const OUTLINE: f64 = 0.045;
const SHADOW: f64 = 0.06;
/// What is under captions over a slide: nothing of their own.
const CLEAR: Color = Color { r: 0, g: 0, b: 0, a: 0 };
/// Lines that begin at the left stand in a column of this many characters.
const COLUMN: f64 = 42.0;

/// The stage and the part of it that captions may cover, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    pub stage: Size,
    pub strip: Rect,
    pub look: CaptionLook,
}

impl Frame {
    #[must_use]
    pub fn new(stage: Size, look: CaptionLook) -> Self {
        Self { stage, strip: look.strip(stage), look }
    }

    /// On a screen whose height is as many points as a slide's; the strip is made of whole pixels.
    #[must_use]
    pub fn on_screen(screen: [u32; 2], strip: [u32; 4], look: CaptionLook) -> Self {
        let height = 540.0;
        let points = |pixels: u32| f64::from(pixels) * height / f64::from(screen[1].max(1));
        let [x, y, wide, high] = strip.map(points);
        Self { stage: Size::new(points(screen[0]), height), strip: Rect::new(x, y, x + wide, y + high), look }
    }
}

/// What a caption says: its lines as they were broken, and how they stand. Centered, or (live) from the left.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    pub lines: Vec<String>,
    pub color: Color,
    pub align: TextAlign,
}

impl Words {
    /// A scripted caption.
    #[must_use]
    pub fn of(block: &CaptionBlock) -> Self {
        let mut lines = block.lines.clone();
        if let (Some(speaker), Some(first)) = (&block.speaker, lines.first_mut()) {
            *first = format!("{}: {first}", speaker.to_uppercase());
        }
        Self { lines, color: rgb(block.color), align: TextAlign::Center }
    }
}

#[must_use]
pub fn rgb(color: CaptionColor) -> Color {
    match color {
        CaptionColor::White => Color::WHITE,
        CaptionColor::Yellow => Color::rgb(255, 255, 0),
        CaptionColor::Cyan => Color::rgb(0, 255, 255),
        CaptionColor::Green => Color::rgb(0, 255, 0),
    }
}

/// The colors of a caption.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inks {
    pub words: Color,
    /// What is behind them, as opaque as it is.
    pub plate: Color,
}

impl Inks {
    /// What was chosen for words that were written in a color, with a contrast of `least`. Where both cannot be read
    /// together, a color that was chosen holds and the plate gives way; a written one gives way to a plate that was chosen.
    #[must_use]
    pub fn of(look: CaptionLook, written: Color, surround: Color, least: f64) -> Self {
        let style = look.style;
        let mut plate = match style.plate {
            CaptionPlate::Usual if look.is_band() => surround,
            CaptionPlate::Usual | CaptionPlate::Black => Color::BLACK,
            CaptionPlate::Blue => BLUE,
            CaptionPlate::White => Color::WHITE,
        };
        let mut words = chosen(style.color).unwrap_or(written);
        if words.contrast(plate) < least {
            if style.color == CaptionInk::AsWritten { words = opposite(plate) } else { plate = opposite(words) }
        }
        let light = words.luminance() > plate.luminance();
        let worst = match (look.is_band(), light) {
            (true, _) => surround,
            (false, true) => Color::WHITE,
            (false, false) => Color::BLACK,
        };
        let opaque = |opacity: u8| plate.with_alpha(f32::from(opacity) / 100.0);
        let reads = |opacity: &u8| words.contrast(opaque(*opacity).over(worst)) >= least + SPARE;
        let opacity = (style.sound().opacity..=100).find(reads).unwrap_or(100);
        Self { words, plate: if plate == worst { plate } else { opaque(opacity) } }
    }
}

fn inks(look: CaptionLook, written: Color, theme: &Theme) -> Inks {
    Inks::of(look, written, theme.colors.surround, theme.variant.least_contrast())
}

fn chosen(color: CaptionInk) -> Option<Color> {
    Some(match color {
        CaptionInk::AsWritten => return None,
        CaptionInk::White => Color::WHITE,
        CaptionInk::Yellow => rgb(CaptionColor::Yellow),
        CaptionInk::Cyan => rgb(CaptionColor::Cyan),
        CaptionInk::Green => rgb(CaptionColor::Green),
        CaptionInk::Black => Color::BLACK,
    })
}

/// Black or white, whichever can be told from a color.
fn opposite(color: Color) -> Color {
    if color.contrast(Color::BLACK) > color.contrast(Color::WHITE) { Color::BLACK } else { Color::WHITE }
}

/// What is behind captions of this look, written in white, over a ground of this color.
#[must_use]
pub fn behind(look: CaptionLook, theme: &Theme, ground: Color) -> Color {
    let plate = inks(look, Color::WHITE, theme).plate;
    if look.is_band() { plate.over(theme.colors.surround) } else { plate.over(ground) }
}

/// The frame's strip: the theme's surround as the band's ground, or, over a slide, a box for each line and nothing else. A
/// plate of another color than the band's is a box for each line as well.
#[must_use]
pub fn lay_out(words: &Words, frame: &Frame, theme: &Theme, shaper: &mut Shaper) -> Drawing {
    let (look, size) = (frame.look, frame.strip.size());
    let measure = look.measure(frame.stage).min(size.width);
    let rich = Rich::plain(words.lines.join("\n"), Span::default());
    let inks = inks(look, words.color, theme);
    let mut style = style(words.align, inks.words, frame, theme);
    let width = match words.align {
        TextAlign::Start => measure.min(f64::from(style.size) * COLUMN * look.style.font.character()),
        TextAlign::Center | TextAlign::End => measure,
    };
    let mut paragraph = shaper.paragraph(&rich, &style, width as f32);
    let room = if look.is_band() { size.height * 0.96 } else { size.height + 0.5 };
    let mut em = f64::from(style.size);
    let tall = f64::from(paragraph.height) / room;
    if tall > 1.0 {
        em /= tall;
        style.size = em as f32;
        paragraph = shaper.paragraph(&rich, &style, width as f32);
    }
    let spare = size.height - f64::from(paragraph.height);
    let down = match look.place {
        CaptionPlace::Band => spare * 0.42,
        CaptionPlace::Bottom => spare,
        CaptionPlace::Top => 0.0,
    };
    let corner = Point::new((size.width - width) / 2.0, down);
    let mut nodes = Vec::new();
    if !look.is_band() || inks.plate != theme.colors.surround {
        nodes.push(Node::decoration(vec![filled(boxes(&paragraph, em), inks.plate).moved(corner.to_vec2())]));
    }
    if look.style.edge != CaptionEdge::None {
        let ink = opposite(inks.words);
        let edge = shaper.paragraph(&rich, &inked(&style, ink), width as f32);
        let copies = edges(look.style.edge, em);
        let copy = |by: &Vec2| Node::decoration(paragraph_stack(&edge, Role::Paragraph).at(corner + *by));
        nodes.extend(copies.iter().map(copy));
    }
    nodes.extend(paragraph_stack(&paragraph, Role::Paragraph).at(corner));
    let ground = if look.is_band() { theme.colors.surround } else { CLEAR };
    Drawing { size, ground, items: node::cut(&nodes, 0) }
}

/// As `lay_out`; the system's fonts fill in what others lack, as on slides.
#[must_use]
pub fn lay_out_whole(words: &Words, frame: &Frame, theme: &Theme, shaper: &mut Shaper) -> Drawing {
    let drawing = lay_out(words, frame, theme, shaper);
    if !shaper.lacks_any() || !shaper.admit_system_fonts() {
        return drawing;
    }
    shaper.forget_gaps();
    lay_out(words, frame, theme, shaper)
}

/// A box for each line. They are one path, so that no seam shows where two of them meet.
fn boxes(paragraph: &Paragraph, em: f64) -> BezPath {
    let high = f64::from(paragraph.height) / paragraph.lines.len().max(1) as f64;
    let pad = CaptionLook::PADDING * em;
    let mut path = BezPath::new();
    for (at, line) in paragraph.lines.iter().enumerate() {
        let left = line.runs.iter().map(|run| f64::from(run.x)).fold(f64::INFINITY, f64::min);
        if left.is_finite() {
            let top = high * at as f64;
            let around = Rect::new(left - pad, top, left + f64::from(line.width) + pad, top + high);
            path.extend(around.path_elements(0.1));
        }
    }
    path
}

/// Where the copies of letters stand that make their edge.
fn edges(edge: CaptionEdge, em: f64) -> Vec<Vec2> {
    const AROUND: [(f64, f64); 8] =
        [(1.0, 0.0), (0.7, 0.7), (0.0, 1.0), (-0.7, 0.7), (-1.0, 0.0), (-0.7, -0.7), (0.0, -1.0), (0.7, -0.7)];
    match edge {
        CaptionEdge::None => Vec::new(),
        CaptionEdge::Outline => AROUND.iter().map(|(x, y)| Vec2::new(*x, *y) * (OUTLINE * em)).collect(),
        CaptionEdge::Shadow => vec![Vec2::new(SHADOW * em, SHADOW * em)],
    }
}

/// The same in another color.
fn inked(style: &Style, color: Color) -> Style {
    Style { color, strong: (style.strong.0, color), link: color, accent: color, ..style.clone() }
}

fn style(align: TextAlign, color: Color, frame: &Frame, theme: &Theme) -> Style {
    let family = match frame.look.style.font {
        CaptionFont::Theme => theme.fonts.text.clone(),
        CaptionFont::Sans => faces::SANS.to_owned(),
        CaptionFont::Serif => faces::SERIF.to_owned(),
        CaptionFont::Mono => faces::MONO.to_owned(),
    };
    Style {
        family,
        size: frame.look.em(frame.stage) as f32,
        weight: 400.0,
        italic: false,
        color,
        strong: (700.0, color),
        link: color,
        accent: color,
        mono: theme.fonts.mono.clone(),
        leading: CaptionLook::LEADING as f32,
        tracking: 0.0,
        capitals: false,
        align,
        wrap: Wrap::Captions,
        hang: false,
    }
}

/// The whole stage with captions on: the slide over its band, or the caption over the slide.
#[must_use]
pub fn stage(
    slide: &Drawing,
    block: Option<&CaptionBlock>,
    look: CaptionLook,
    theme: &Theme,
    shaper: &mut Shaper,
) -> Drawing {
    let frame = Frame::new(slide.size, look);
    let mut drawing = if look.is_band() { over_band(slide, &frame, theme) } else { slide.clone() };
    if let Some(block) = block {
        let caption = lay_out_whole(&Words::of(block), &frame, theme, shaper);
        let item = Item::Group(Group::new(Role::Caption, caption.items));
        drawing.items.push(Placed { at: frame.strip.origin(), item, span: Span::default() });
    }
    drawing
}

/// The slide, smaller, over the room for the band, on the surround.
fn over_band(slide: &Drawing, frame: &Frame, theme: &Theme) -> Drawing {
    let size = slide.size;
    let scale = frame.strip.y0 / size.height;
    let fill = Some(Fill { paint: Paint::Solid(slide.ground), even_odd: false });
    let ground = Item::Shape(Arc::new(Shape { path: size.to_rect().to_path(0.1), fill, stroke: None }));
    let ground = Placed { at: Point::ZERO, item: ground, span: Span::default() };
    let ground = Item::Group(Group::new(Role::Decoration, vec![ground]));
    let mut items = vec![Placed { at: Point::ZERO, item: ground, span: Span::default() }];
    items.extend(slide.items.iter().cloned());
    let whole = Group { transform: Affine::scale(scale), ..Group::new(Role::Section, items) };
    let at = Point::new(size.width * (1.0 - scale) / 2.0, 0.0);
    let items = vec![Placed { at, item: Item::Group(whole), span: Span::default() }];
    Drawing { size, ground: theme.colors.surround, items }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::deck::caption::CaptionStyle;
    use crate::deck::files::Memory;
    use crate::deck::theme::{self, BUILT_IN, Variant, load};
    use crate::geometry::Aspect;

    const COLORS: [CaptionColor; 4] =
        [CaptionColor::White, CaptionColor::Yellow, CaptionColor::Cyan, CaptionColor::Green];

    fn look(place: CaptionPlace, line: u8) -> CaptionLook {
        CaptionLook { line, ..CaptionLook::usual(place) }
    }

    fn block(lines: &[&str], speaker: Option<&str>) -> CaptionBlock {
        CaptionBlock {
            speaker: speaker.map(str::to_owned),
            ..CaptionBlock::plain(lines.iter().map(|line| (*line).to_owned()).collect(), Duration::ZERO)
        }
    }

    fn drawn(words: &Words, frame: &Frame) -> Drawing {
        lay_out(words, frame, &theme::usual(), &mut Shaper::new(&[], "en"))
    }

    #[test]
    fn every_color_reads_on_every_theme_s_band_and_on_the_box_over_anything() {
        let usual = inks(look(CaptionPlace::Top, 7), Color::WHITE, &theme::usual()).plate;
        assert_eq!(usual, Color { r: 0, g: 0, b: 0, a: 217 });
        let grounds = [Color::WHITE, Color::BLACK, Color::rgb(255, 255, 0), Color::rgb(0, 114, 178)];
        for (name, _) in BUILT_IN {
            for (_, variant) in Variant::ALL {
                let theme = load(name, Some(variant), Span::default(), &Memory::default()).value;
                for (_, place) in CaptionPlace::ALL {
                    for ground in grounds.into_iter().chain([theme.colors.surround]) {
                        let behind = behind(look(place, 7), &theme, ground);
                        for color in COLORS {
                            let contrast = rgb(color).contrast(behind);
                            assert!(contrast >= 7.0, "{color:?} on {name} {variant:?} {place:?}: {contrast:.2}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn whatever_is_chosen_can_be_read_over_any_slide() {
        let grounds = [Color::WHITE, Color::BLACK, Color::rgb(255, 255, 0), Color::rgb(128, 128, 128), BLUE];
        for (name, _) in BUILT_IN {
            for (_, variant) in Variant::ALL {
                let theme = load(name, Some(variant), Span::default(), &Memory::default()).value;
                for (color, plate, opacity, written) in styles() {
                    for (_, place) in CaptionPlace::ALL {
                        let style = CaptionStyle { color, plate, opacity, ..CaptionStyle::USUAL };
                        let look = CaptionLook { style, ..look(place, 7) };
                        let inks = inks(look, rgb(written), &theme);
                        let under = if look.is_band() { vec![theme.colors.surround] } else { grounds.to_vec() };
                        for ground in under {
                            let contrast = inks.words.contrast(inks.plate.over(ground));
                            assert!(
                                contrast >= theme.variant.least_contrast(),
                                "{style:?} {written:?} {name} {place:?}: {contrast:.2}"
                            );
                        }
                        assert!(color == CaptionInk::AsWritten || Some(inks.words) == chosen(color), "{style:?}");
                    }
                }
            }
        }
    }

    fn styles() -> impl Iterator<Item = (CaptionInk, CaptionPlate, u8, CaptionColor)> {
        let opacities = [0, 50, 75, 85, 100];
        CaptionInk::ALL.into_iter().flat_map(move |(_, color)| {
            CaptionPlate::ALL.into_iter().flat_map(move |(_, plate)| {
                opacities.into_iter().flat_map(move |opacity| COLORS.map(|written| (color, plate, opacity, written)))
            })
        })
    }

    #[test]
    fn each_style_draws_the_same_words_in_the_strip_and_looks_otherwise() {
        let usual = block(&["There are many ways", "for schools to work together."], None);
        let mut seen: Vec<String> = Vec::new();
        let with = |change: fn(&mut CaptionStyle)| {
            let mut style = CaptionStyle::USUAL;
            change(&mut style);
            let look = CaptionLook { style, ..look(CaptionPlace::Bottom, 7) };
            drawn(&Words::of(&usual), &Frame::new(Aspect::Wide.size(), look))
        };
        for change in [
            (|_| ()) as fn(&mut CaptionStyle),
            |it| it.color = CaptionInk::Yellow,
            |it| it.plate = CaptionPlate::White,
            |it| it.opacity = 100,
            |it| it.font = CaptionFont::Serif,
            |it| it.font = CaptionFont::Mono,
            |it| it.edge = CaptionEdge::Outline,
            |it| it.edge = CaptionEdge::Shadow,
        ] {
            let drawing = with(change);
            assert_eq!(drawing.words().split_whitespace().count(), 9, "{}", drawing.words());
            let items = format!("{:?}", drawing.items);
            assert!(!seen.contains(&items));
            for (left, right, baseline, size) in runs(&drawing) {
                assert!(left >= -size && right <= drawing.size.width + size, "{left} {right}");
                assert!(baseline - size >= -2.0 && baseline <= drawing.size.height, "{baseline}");
            }
            seen.push(items);
        }
    }

    #[test]
    fn every_word_stands_inside_the_strip_at_any_size() {
        let long = block(
            &["W".repeat(42).as_str(), "mmmm mmmm mmmm mmmm mmmm mmmm mmmm mmmm mmmm", "a third line of words"],
            Some("Somebody Whose Name Is Long"),
        );
        for line in CaptionLook::SMALLEST_LINE..=CaptionLook::LARGEST_LINE {
            for (_, place) in CaptionPlace::ALL {
                for align in [TextAlign::Center, TextAlign::Start] {
                    let frame = Frame::new(Aspect::Classic.size(), look(place, line));
                    let drawing = drawn(&Words { align, ..Words::of(&long) }, &frame);
                    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
                    let said = letters("SOMEBODY WHOSE NAME IS LONG:") + letters(&long.lines.concat());
                    assert_eq!(letters(&drawing.words()), said, "{place:?} {line} {}", drawing.words());
                    for (left, right, baseline, size) in runs(&drawing) {
                        assert!(left >= -0.5 && right <= drawing.size.width + 0.5, "{place:?} {line}: {left} {right}");
                        let inside =
                            baseline - size * 0.7 >= -0.5 && baseline + size * 0.2 <= drawing.size.height + 0.5;
                        assert!(inside, "{place:?} {line}: {baseline} of {}", drawing.size);
                    }
                }
            }
        }
    }

    #[test]
    fn a_usual_block_has_the_size_that_was_asked_for() {
        let usual = block(&["There are many ways", "for schools to work together."], None);
        for (_, place) in CaptionPlace::ALL {
            let frame = Frame::new(Aspect::Wide.size(), look(place, 10));
            let sizes: Vec<f64> = runs(&drawn(&Words::of(&usual), &frame)).iter().map(|run| run.3).collect();
            assert!(sizes.len() == 2 && sizes.iter().all(|size| (size * 1.26 - 54.0).abs() < 0.01), "{sizes:?}");
        }
    }

    #[test]
    fn live_words_begin_at_one_edge_whatever_the_line_s_length() {
        let words = Words { align: TextAlign::Start, ..Words::of(&block(&["one", "and two and three"], None)) };
        for (_, place) in CaptionPlace::ALL {
            let lefts: Vec<f64> = runs(&drawn(&words, &Frame::new(Aspect::Wide.size(), look(place, 7))))
                .iter()
                .map(|run| run.0)
                .collect();
            assert!((lefts[0] - lefts[1]).abs() < 0.01, "{place:?}: {lefts:?}");
        }
    }

    #[test]
    fn the_slide_is_whole_over_its_band_and_under_its_overlay() {
        let ground = |size| Drawing { size, ground: Color::WHITE, items: Vec::new() };
        let slide = ground(Aspect::Wide.size());
        let words = block(&["Words"], None);
        let mut shaper = Shaper::new(&[], "en");
        let theme = theme::usual();
        let band = stage(&slide, Some(&words), look(CaptionPlace::Band, 14), &theme, &mut shaper);
        let Item::Group(whole) = &band.items[0].item else { panic!("{:?}", band.items[0]) };
        let lowest = whole.transform * Point::new(960.0, 540.0);
        assert!((lowest.y - 540.0 * 0.64).abs() < 1e-6 && band.items[1].at.y >= lowest.y - 1e-6);
        let over = stage(&slide, Some(&words), look(CaptionPlace::Top, 7), &theme, &mut shaper);
        assert_eq!(over.ground, Color::WHITE);
        assert!((over.items[0].at.y - 27.0).abs() < 1e-6);
    }

    /// Left, right, baseline and size of each run.
    fn runs(drawing: &Drawing) -> Vec<(f64, f64, f64, f64)> {
        fn walk(items: &[Placed], from: crate::geometry::Vec2, out: &mut Vec<(f64, f64, f64, f64)>) {
            for placed in items {
                let at = placed.at + from;
                match &placed.item {
                    Item::Text(run) => out.push((at.x, at.x + f64::from(run.advance), at.y, f64::from(run.size))),
                    Item::Group(group) => walk(&group.items, at.to_vec2(), out),
                    Item::Shape(_) | Item::Picture(_) => {}
                }
            }
        }
        let mut out = Vec::new();
        walk(&drawing.items, crate::geometry::Vec2::ZERO, &mut out);
        out
    }
}
