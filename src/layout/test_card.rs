//! What is known of a screen → its test card: edges, safe area, sizes of type, greys, the theme's colors, captions.
//!
//! The card fills the whole screen and is painted as slides are, so what is seen on it is what slides will look like.

use crate::color::Color;
use crate::deck::Rich;
use crate::deck::caption::{CaptionLook, CaptionPlace};
use crate::deck::plan::CaptionBlock;
use crate::deck::theme::Theme;
use crate::diagnostic::Span;
use crate::drawing::{Drawing, Group, Item, Placed, Role};
use crate::geometry::{Aspect, Point, Rect, Size};
use crate::layout::caption::{self, Frame, Words};
use crate::layout::desk::{dot, paragraph_stack, rect};
use crate::layout::node::{self, Node, Stack};
use crate::text::{Shaper, Style, TextAlign, Wrap};

/// A screen's height in points, as slides have it.
const HEIGHT: f64 = 540.0;
/// What an old projector or a television may cut off at each side.
const SAFE: f64 = 0.05;
/// Sizes of type on slides, in points: good, small, the floor of running words, the floor of source lines.
const SIZES: [f32; 4] = [24.0, 20.0, 18.0, 14.0];
/// Captions as they usually stand.
const BAND: CaptionLook = CaptionLook::usual(CaptionPlace::Band);
/// Two lines of the length that captions have at most by default.
const CAPTION: [&str; 2] = ["These are captions as they will look:", "two lines of thirty-seven characters."];

/// What a test card says, and of which talk it has sizes and colors.
#[derive(Clone, Copy, Debug)]
pub struct TestCard<'a> {
    pub number: usize,
    /// The screen's, as its system calls it.
    pub name: &'a str,
    pub pixels: [u32; 2],
    /// How many pixels the system counts as one, where it tells.
    pub scale: Option<f64>,
    pub theme: &'a Theme,
    pub aspect: Aspect,
    /// Slides leave a band free under them.
    pub captions: bool,
}

/// The card as a drawing of the screen's proportion.
#[must_use]
pub fn lay_out(card: &TestCard<'_>, shaper: &mut Shaper) -> Drawing {
    let [width, height] = card.pixels.map(|length| f64::from(length.max(1)));
    let size = Size::new(HEIGHT * width / height, HEIGHT);
    let room = if card.captions { BAND.strip(size).y0 } else { HEIGHT };
    let slide = card.aspect.size();
    let mut table = Table {
        card,
        size,
        pixel: HEIGHT / height,
        // As the stage rounds it.
        foot: BAND.strip(Size::new(width, height)).y0.round() * HEIGHT / height,
        unit: (size.width / 960.0).min(1.0),
        slide: (size.width / slide.width).min(room / slide.height),
        shaper,
    };
    let mut stack = table.head();
    stack.below(table.type_lines(), 20.0 * table.unit);
    stack.below(table.greys(), 20.0 * table.unit);
    stack.below(table.colors(), 16.0 * table.unit);
    let mut nodes = stack.at(Point::new(table.left(), HEIGHT * SAFE + 24.0 * table.unit));
    nodes.push(Node::decoration(table.edges()));
    let mut items = node::cut(&nodes, 0);
    items.splice(0..0, table.band());
    Drawing { size, ground: card.theme.colors.paper, items }
}

struct Table<'a> {
    card: &'a TestCard<'a>,
    size: Size,
    /// One pixel, in points.
    pixel: f64,
    /// Where the band begins.
    foot: f64,
    /// The card's own furniture shrinks on narrow screens.
    unit: f64,
    /// A slide's point, in points of the card.
    slide: f64,
    shaper: &'a mut Shaper,
}

impl Table<'_> {
    fn left(&self) -> f64 {
        self.size.width * SAFE + 30.0 * self.unit
    }

    fn width(&self) -> f64 {
        self.size.width - 2.0 * self.left()
    }

    fn words(&mut self, text: &str, size: f64, weight: f32, color: Color, align: TextAlign, width: f64) -> Stack {
        let fonts = &self.card.theme.fonts;
        let style = Style {
            family: fonts.text.clone(),
            size: size as f32,
            weight,
            italic: false,
            color,
            strong: (700.0, color),
            link: color,
            accent: color,
            mono: fonts.mono.clone(),
            leading: 1.3,
            tracking: 0.0,
            capitals: false,
            align,
            wrap: Wrap::Pretty,
            hang: false,
        };
        paragraph_stack(
            &self.shaper.paragraph(&Rich::plain(text, Span::default()), &style, width as f32),
            Role::Paragraph,
        )
    }

    /// Number, name and resolution. The number's disk shows a stretched picture as an oval.
    fn head(&mut self) -> Stack {
        let (unit, colors) = (self.unit, &self.card.theme.colors);
        let radius = 44.0 * unit;
        let number = self.card.number.to_string();
        let number = self.words(&number, 58.0 * unit, 700.0, colors.cream, TextAlign::Center, radius * 2.0);
        let drop = radius - number.size.height / 2.0;
        let mut nodes = vec![Node::decoration(vec![dot(Point::new(radius, radius), radius, colors.primary)])];
        nodes.extend(number.at(Point::new(0.0, drop)));
        let beside = radius * 2.0 + 22.0 * unit;
        let room = self.width() - beside;
        let mut words = self.words(self.card.name, 34.0 * unit, 700.0, colors.ink, TextAlign::Start, room);
        let [width, height] = self.card.pixels;
        let scale = self.card.scale.map_or_else(String::new, |scale| format!(", scale {scale}"));
        let pixels = format!("{width} × {height} pixels{scale}");
        words.below(self.words(&pixels, 20.0 * unit, 400.0, colors.mute, TextAlign::Start, room), 0.0);
        let drop = radius - words.size.height / 2.0;
        nodes.extend(words.at(Point::new(beside, drop)));
        Stack { nodes, size: Size::new(self.width(), radius * 2.0) }
    }

    /// As large as slides have these sizes on this screen.
    fn type_lines(&mut self) -> Stack {
        let mut stack = Stack::default();
        for size in SIZES {
            let words = format!("If you can read this from the back row, {size} pt will do.");
            let (width, ink) = (self.width(), self.card.theme.colors.ink);
            stack.below(self.words(&words, f64::from(size) * self.slide, 400.0, ink, TextAlign::Start, width), 0.0);
        }
        stack
    }

    fn greys(&mut self) -> Stack {
        const STEPS: u8 = 12;
        let step = |at: u8| {
            let grey = (u16::from(at) * 255 / u16::from(STEPS - 1)) as u8;
            (Color::rgb(grey, grey, grey), "")
        };
        let mut stack = self.patches(&(0..STEPS).map(step).collect::<Vec<_>>(), 0.0);
        let words = "Grey: each step can be told from the next";
        let (mute, width) = (self.card.theme.colors.mute, self.width());
        stack.below(self.words(words, 12.0 * self.unit, 400.0, mute, TextAlign::Start, width), 3.0 * self.unit);
        stack
    }

    fn colors(&mut self) -> Stack {
        let c = &self.card.theme.colors;
        let named = [
            (c.paper, "paper"),
            (c.ink, "ink"),
            (c.mute, "mute"),
            (c.primary, "primary"),
            (c.accent, "accent"),
            (c.accent_on_dark, "accent on dark"),
            (c.sand, "sand"),
            (c.line, "line"),
            (c.cream, "cream"),
        ];
        self.patches(&named, 6.0 * self.unit)
    }

    /// A row of patches over the whole width, each with its name under it.
    fn patches(&mut self, patches: &[(Color, &str)], gap: f64) -> Stack {
        let (width, height, hair) = (self.width(), 38.0 * self.unit, self.card.theme.colors.mute);
        let each = (width + gap) / patches.len() as f64;
        let frame = |left: f64| Rect::new(left, 0.0, left + each - gap, height);
        let mut shapes = Vec::new();
        let mut names = Stack::default();
        for (at, (color, name)) in patches.iter().enumerate() {
            let frame = frame(each * at as f64);
            if gap > 0.0 {
                shapes.push(rect(frame, hair));
            }
            shapes.push(rect(if gap > 0.0 { frame.inset(-self.pixel) } else { frame }, *color));
            if !name.is_empty() {
                let name = self.words(name, 12.0 * self.unit, 400.0, hair, TextAlign::Start, each);
                names.size.height = names.size.height.max(name.size.height);
                names.nodes.extend(name.at(Point::new(frame.x0, 0.0)));
            }
        }
        let mut stack = Stack { nodes: vec![Node::decoration(shapes)], size: Size::new(width, height) };
        if !names.nodes.is_empty() {
            stack.below(names, 3.0 * self.unit);
        }
        stack
    }

    /// A line of one pixel at the very edge, and the corners of the safe area.
    fn edges(&self) -> Vec<Node> {
        let (Size { width, height }, pixel, c) = (self.size, self.pixel, &self.card.theme.colors);
        let foot = self.foot;
        let mut out = vec![
            rect(Rect::new(0.0, 0.0, width, pixel), c.accent),
            rect(Rect::new(0.0, height - pixel, width, height), c.accent_on_dark),
        ];
        for left in [0.0, width - pixel] {
            out.push(rect(Rect::new(left, 0.0, left + pixel, foot), c.accent));
            out.push(rect(Rect::new(left, foot, left + pixel, height), c.accent_on_dark));
        }
        let safe = self.size.to_rect().inset((-width * SAFE, -height * SAFE));
        let (arm, thick) = (26.0 * self.unit, 2.0 * self.unit);
        for (y, down, color) in [(safe.y0, 1.0, c.accent), (safe.y1, -1.0, c.accent_on_dark)] {
            for (x, right) in [(safe.x0, 1.0), (safe.x1, -1.0)] {
                let corner = Point::new(x, y);
                for (across, up) in [(arm, thick), (thick, arm)] {
                    let far = Point::new(x + across * right, y + up * down);
                    out.push(rect(Rect::from_points(corner, far), color));
                }
            }
        }
        out
    }

    /// The band with two full lines, as the audience will see captions.
    fn band(&mut self) -> Vec<Placed> {
        let theme = self.card.theme;
        let block = CaptionBlock::plain(CAPTION.map(str::to_owned).to_vec(), std::time::Duration::ZERO);
        let band = caption::lay_out(&Words::of(&block), &Frame::new(self.size, BAND), theme, self.shaper);
        let ground = node::cut(
            &[Node::decoration(vec![rect(Rect::new(0.0, 0.0, self.size.width, HEIGHT - self.foot), band.ground)])],
            0,
        );
        let group = Group::new(Role::Caption, ground.into_iter().chain(band.items).collect());
        let at = Point::new(0.0, self.foot);
        vec![Placed { at, item: Item::Group(group), span: Span::default() }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::theme;

    fn card(pixels: [u32; 2], theme: &Theme) -> Drawing {
        let card = TestCard {
            number: 2,
            name: "HDMI-1",
            pixels,
            scale: Some(1.5),
            theme,
            aspect: Aspect::Wide,
            captions: true,
        };
        lay_out(&card, &mut Shaper::new(&[], "en"))
    }

    #[test]
    fn it_says_what_the_screen_is_and_shows_sizes_and_captions() {
        let words = card([1920, 1080], &theme::usual()).words();
        for part in ["HDMI-1", "1920 × 1080 pixels, scale 1.5", "24 pt will do.", "14 pt will do.", "accent on dark"] {
            assert!(words.contains(part), "{part} in {words}");
        }
        for line in CAPTION {
            assert_eq!(line.chars().count(), 37);
            assert!(words.contains(line), "{words}");
        }
    }

    #[test]
    fn its_words_stand_clear_of_the_captions_on_any_screen() {
        for pixels in [[1920, 1080], [1024, 768], [1280, 1024], [3440, 1440], [1080, 1920], [1, 1]] {
            let drawing = card(pixels, &theme::usual());
            let mut lowest: f64 = 0.0;
            // The first item is the band.
            for placed in &drawing.items[1..] {
                if let Item::Group(group) = &placed.item
                    && group.role == Role::Paragraph
                {
                    let line = group.items.iter().map(|item| item.at.y).fold(0.0, f64::max);
                    lowest = lowest.max(placed.at.y + line);
                }
            }
            assert!(lowest > 0.0 && lowest < BAND.strip(drawing.size).y0, "{pixels:?}: {lowest}");
        }
    }
}
