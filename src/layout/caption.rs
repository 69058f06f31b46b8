//! A caption block → its band: up to a few centred white lines on near-black, the size set by the stage's height.
//!
//! Sizes after the BBC's subtitle guidelines 1.2: a line is 7 to 8 % of the picture's height; two lines take 18 %.

use std::sync::Arc;

use crate::color::Color;
use crate::deck::plan::CaptionBlock;
use crate::deck::theme::Theme;
use crate::deck::{CaptionColor, Rich};
use crate::diagnostic::Span;
use crate::drawing::{Drawing, Fill, Group, Item, Paint, Placed, Role, Shape};
use crate::geometry::{Affine, Point, Size};
use crate::layout::desk::paragraph_stack;
use crate::layout::node;
use crate::text::{Shaper, Style, TextAlign, Wrap};

/// The part of the stage's height that the band under the slide takes.
pub const BAND: f64 = 0.18;
/// Height of one line as a part of the stage's height.
const LINE: f64 = 0.07;

/// The band for a stage of `stage` points; its ground is the theme's surround.
#[must_use]
pub fn lay_out(block: &CaptionBlock, stage: Size, theme: &Theme, shaper: &mut Shaper) -> Drawing {
    let size = Size::new(stage.width, stage.height * BAND);
    let style = style(block, stage, theme);
    let mut lines = block.lines.clone();
    if let (Some(speaker), Some(first)) = (&block.speaker, lines.first_mut()) {
        *first = format!("{}: {first}", speaker.to_uppercase());
    }
    let rich = Rich::plain(lines.join("\n"), Span::default());
    let mut paragraph = shaper.paragraph(&rich, &style, size.width as f32 * 0.94);
    // A third line, or long words, still stand inside the band.
    let tall = f64::from(paragraph.height) / (size.height * 0.96);
    if tall > 1.0 {
        let style = Style { size: style.size / tall as f32, ..style };
        paragraph = shaper.paragraph(&rich, &style, size.width as f32 * 0.94);
    }
    let height = f64::from(paragraph.height);
    let corner = Point::new(size.width * 0.03, (size.height - height) * 0.42);
    let nodes = paragraph_stack(&paragraph, Role::Paragraph).at(corner);
    Drawing { size, ground: theme.colors.surround, items: node::cut(&nodes, 0) }
}

fn style(block: &CaptionBlock, stage: Size, theme: &Theme) -> Style {
    let color = match block.color {
        CaptionColor::White => Color::WHITE,
        CaptionColor::Yellow => Color::rgb(255, 255, 0),
        CaptionColor::Cyan => Color::rgb(0, 255, 255),
        CaptionColor::Green => Color::rgb(0, 255, 0),
    };
    let leading = 1.26;
    Style {
        family: theme.fonts.text.clone(),
        size: (stage.height * LINE) as f32 / leading,
        weight: 400.0,
        italic: false,
        color,
        strong: (700.0, color),
        link: color,
        mono: theme.fonts.mono.clone(),
        leading,
        tracking: 0.0,
        capitals: false,
        align: TextAlign::Center,
        wrap: Wrap::Pretty,
        hang: false,
    }
}

/// The whole stage with captions on: the slide at 82 % on the surround, the caption's band under it.
#[must_use]
pub fn stage(slide: &Drawing, block: Option<&CaptionBlock>, theme: &Theme, shaper: &mut Shaper) -> Drawing {
    let size = slide.size;
    let scale = 1.0 - BAND;
    let ground = kurbo::Shape::to_path(&size.to_rect(), 0.1);
    let fill = Some(Fill { paint: Paint::Solid(slide.ground), even_odd: false });
    let ground = Item::Shape(Arc::new(Shape { path: ground, fill, stroke: None }));
    let ground = Placed { at: Point::ZERO, item: ground, span: Span::default() };
    let ground = Placed { at: Point::ZERO, item: Item::Group(Group::new(Role::Decoration, vec![ground])), span: Span::default() };
    let mut items = vec![ground];
    items.extend(slide.items.iter().cloned());
    let whole = Group { transform: Affine::scale(scale), ..Group::new(Role::Section, items) };
    let at = Point::new(size.width * BAND / 2.0, 0.0);
    let mut items = vec![Placed { at, item: Item::Group(whole), span: Span::default() }];
    if let Some(block) = block {
        let band = lay_out(block, size, theme, shaper);
        let group = Group::new(Role::Caption, band.items);
        items.push(Placed { at: Point::new(0.0, size.height * scale), item: Item::Group(group), span: Span::default() });
    }
    Drawing { size, ground: theme.colors.surround, items }
}
