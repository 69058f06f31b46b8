//! What every layout works with: the slide, its theme and ground, the shaper, and the findings so far.

use std::collections::HashMap;
use std::sync::Arc;

use super::clear::Clear;
use super::node::{Node, Stack};
use super::spot::{Behind, Spot};
use super::svg::Pictures;
use crate::color::Color;
use crate::deck::direction::is_arabic;
use crate::deck::numerals;
use crate::deck::placing::Place;
use crate::deck::theme::{Family, Ground, GroundName, Panel, Theme, TypeStyle};
use crate::deck::{Deck, Picture, Reveal, Rich, Slide};
use crate::diagnostic::{Diagnostic, Span};
use crate::drawing::{Fill, Item, Paint, Role, Shape, Stroke};
use crate::geometry::{BezPath, Point, Rect, RoundedRect, Size};
use crate::text::{Paragraph, Set, Shaper, Style, TextAlign, Wrap, right_to_left};

/// How much larger Arabic letters are set, and how far apart their lines are at the least and at the most.
const ARABIC: (f32, f32, f32) = (1.06, 1.5, 1.7);
/// How much of its smallest size a headline keeps at least, where it would be torn or leave its room.
const LEAST_HEADLINE: f32 = 0.56;

/// A line of code that reaches beyond its room.
#[derive(Clone, Copy, Debug)]
pub(super) struct LongLine {
    /// From 1.
    pub number: usize,
    pub characters: usize,
    /// How many of them have no room.
    pub beyond: usize,
}

/// A part that has no room at a rung: how far it reaches beyond its own.
#[derive(Clone, Debug)]
pub(super) struct Misfit {
    /// `the right column`.
    pub part: String,
    pub over: Size,
    pub line: Option<LongLine>,
}

pub(super) struct Desk<'a> {
    pub deck: &'a Deck,
    pub slide: &'a Slide,
    pub theme: &'a Theme,
    pub ground: Ground,
    /// The ground under the footer.
    pub foot: Ground,
    /// From where to where the slide is of that ground, along its foot.
    pub foot_span: (f64, f64),
    /// Where the logo stands.
    pub logo: Option<Spot>,
    /// What lies behind everything.
    pub behind: Behind,
    /// The height of the footnotes under the content.
    pub notes: f64,
    /// How words stand in their width.
    pub align: TextAlign,
    pub size: Size,
    /// The number the audience sees.
    pub number: usize,
    pub section: Option<String>,
    /// The names of the talk's sections, and which of them is being told.
    pub sections: &'a [String],
    pub part: Option<usize>,
    /// Whether the content takes the theme's margin too, and where words in the margin end.
    pub wide: bool,
    pub margin_end: f64,
    /// Whether the band that the title stands in gives way to the content.
    pub tight: bool,
    /// The height of the colored band that the title stands in.
    pub band: f64,
    /// Whether the deck's language has Arabic letters.
    arabic: bool,
    pub shaper: &'a mut Shaper,
    pub svg: &'a Pictures,
    pub clear: &'a Clear,
    pub faults: Vec<Diagnostic>,
    /// The smallest body text so far, where it is under the comfortable size.
    pub smallest: Option<f32>,
    /// The step that the next revealed part appears at.
    pub next_step: usize,
    /// How much of the free width lies at the left of a picture that stands alone in its region.
    pub across: f64,
    /// Whether a word had to be torn, since no line holds it.
    pub torn: bool,
    /// Whether the last headline fitted at none of its sizes.
    pub cramped: bool,
    /// Parts of the drawings so far.
    pub pictured: usize,
    /// Whether there was code, and the line of it that reaches furthest beyond its room.
    pub code: bool,
    pub long_line: Option<LongLine>,
    /// Parts that have no room at the rung that is being tried.
    pub misfits: Vec<Misfit>,
    /// Whether it is only measured: pictures have a size then, and are not drawn.
    pub draft: bool,
    /// Whether the words of numbers have no legend to stand in.
    pub legendless: bool,
    /// Width against height of the slide's pictures, once they are known.
    pub ratios: HashMap<String, f64>,
}

/// What is laid out, on what ground and how large.
#[derive(Clone)]
pub(super) struct Subject<'a> {
    pub deck: &'a Deck,
    pub clear: &'a Clear,
    pub slide: &'a Slide,
    pub theme: &'a Theme,
    pub ground: Ground,
    pub size: Size,
    /// The number the audience sees; 0 on paper.
    pub number: usize,
    pub section: Option<String>,
    pub sections: &'a [String],
    pub part: Option<usize>,
    /// Whether the content takes the theme's margin too, and whether the title's band gives way to it.
    pub wide: bool,
    pub tight: bool,
    /// Whether it begins at the right.
    pub leftward: bool,
    pub logo: Option<Spot>,
}

impl<'d> Desk<'d> {
    /// Nothing is laid out yet.
    pub fn new(subject: Subject<'d>, shaper: &'d mut Shaper, svg: &'d Pictures) -> Self {
        let Subject {
            deck,
            clear,
            slide,
            theme,
            ground,
            size,
            number,
            section,
            sections,
            part,
            wide,
            tight,
            leftward,
            logo,
        } = subject;
        let margin_end = size.height - if slide.footer { theme.space.foot } else { theme.space.footless };
        shaper.set_leftward(leftward);
        shaper.measure_only(false);
        Self {
            deck,
            clear,
            slide,
            theme,
            ground,
            foot: ground,
            foot_span: (0.0, size.width),
            logo,
            behind: Behind::Ground,
            notes: 0.0,
            align: TextAlign::Start,
            size,
            number,
            section,
            sections,
            part,
            wide,
            margin_end,
            tight,
            band: 0.0,
            arabic: is_arabic(&deck.language),
            shaper,
            svg,
            faults: Vec::new(),
            smallest: None,
            next_step: 0,
            across: 0.5,
            torn: false,
            cramped: false,
            pictured: 0,
            code: false,
            long_line: None,
            misfits: Vec::new(),
            draft: false,
            legendless: false,
            ratios: HashMap::new(),
        }
    }

    /// Lays something out only to know how large it is: no picture and no word is drawn, and no step is handed out.
    pub fn drafted<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let (step, draft) = (self.next_step, std::mem::replace(&mut self.draft, true));
        let out = self.measured(true, work);
        (self.next_step, self.draft) = (step, draft);
        out
    }

    /// Lays something out whose words have their size and, where `only` that is wanted, are not set.
    pub fn measured<T>(&mut self, only: bool, work: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.shaper.measure_only(only);
        let out = work(self);
        self.shaper.measure_only(before);
        out
    }

    /// `entry` of the type scale at `size` points on the slide's ground.
    pub fn style(&self, entry: &TypeStyle, size: f32) -> Style {
        let fonts = &self.theme.fonts;
        // Arabic letters look smaller than Latin ones, and have marks over and under them.
        let arabic = self.arabic && entry.family != Family::Mono;
        let leading = if arabic { (entry.leading * 1.12).clamp(ARABIC.1, ARABIC.2) } else { entry.leading };
        let strong_weight = if entry.family == Family::Display { 600.0 } else { 700.0 };
        Style {
            family: fonts.family(entry.family).clone(),
            size: if arabic { size * ARABIC.0 } else { size },
            weight: entry.weight,
            italic: entry.italic,
            color: self.ground.text,
            strong: (strong_weight, self.ground.strong),
            accent: self.ground.accent,
            link: if self.ground.dark { self.ground.text } else { self.ground.strong },
            mono: fonts.mono.clone(),
            leading,
            tracking: entry.tracking,
            capitals: entry.capitals,
            align: self.align,
            wrap: Wrap::Pretty,
            hang: false,
        }
    }

    /// `entry` at its largest size.
    pub fn plain(&self, entry: &TypeStyle) -> Style {
        self.style(entry, entry.largest())
    }

    /// From one of so many columns to the next.
    pub fn between(&self, count: usize) -> f64 {
        self.theme.columns.gap(count) * (self.size.width / 960.0).min(1.0)
    }

    /// Whether the slide is too narrow for two columns of running words.
    pub fn narrow(&self) -> bool {
        self.size.width < 800.0
    }

    /// Where the content ends.
    pub fn bottom(&self) -> f64 {
        let space = &self.theme.space;
        self.size.height - self.notes - if self.slide.footer { space.foot } else { space.footless }
    }

    /// The left edge and the width of the theme's margin.
    pub fn margin(&self) -> Option<(f64, f64)> {
        let margin = &self.theme.margin;
        (margin.width > 0.0).then_some((margin.left, margin.width))
    }

    /// The left edge of all that stands on the slide.
    pub fn edge(&self) -> f64 {
        self.margin().map_or(self.theme.space.left, |(left, _)| left)
    }

    /// The left edge of the content.
    pub fn left(&self) -> f64 {
        if self.wide { self.edge() } else { self.theme.space.left }
    }

    /// Whether the words of an opening stand where lines end, since the picture behind them is calmer there.
    pub fn words_at_end(&self) -> bool {
        self.behind == Behind::Picture { calm_end: true }
    }

    /// The ground of a panel on this slide.
    pub fn panel(&self, panel: Panel) -> Ground {
        match panel {
            Panel::Dark if self.ground.dark => self.theme.dark(self.theme.colors.deep),
            Panel::Dark => self.theme.ground(GroundName::Dark),
            Panel::Quiet => self.ground.on_panel(),
            Panel::Bar | Panel::Margin => self.ground,
        }
    }

    /// The step for a part that a press of Next reveals.
    pub fn reveal(&mut self) -> usize {
        self.next_step += 1;
        self.next_step
    }

    /// The slide's picture, unless its words stand on it.
    pub fn picture(&self) -> Option<&'d Picture> {
        self.slide.picture.as_ref().filter(|it| it.placing.place != Some(Place::Behind))
    }

    /// Whether what stands inside of a part is revealed one by one, and not only columns as such.
    pub fn reveals(&self) -> bool {
        matches!(self.slide.reveal, Reveal::Items | Reveal::Blocks)
    }

    /// Whether the slide begins at the right. All is laid out from left to right all the same, and mirrored when it is
    /// complete; only what the author says of left and right has to know.
    pub fn mirrored(&self) -> bool {
        self.shaper.is_leftward()
    }

    /// Where what is too wide for its room leaves it, in words.
    pub fn far_side(&self) -> &'static str {
        if self.mirrored() { "left" } else { "right" }
    }

    /// A part of a slide from left to right that begins at the right of its `width`, as its words do.
    pub fn leftward(&mut self, width: f64, work: impl FnOnce(&mut Self) -> Stack) -> Stack {
        self.in_direction(true, work).mirrored(width)
    }

    /// A part that is the same in both directions, whatever its words are.
    pub fn rightward(&mut self, work: impl FnOnce(&mut Self) -> Stack) -> Stack {
        self.in_direction(false, work).whole()
    }

    fn in_direction(&mut self, leftward: bool, work: impl FnOnce(&mut Self) -> Stack) -> Stack {
        let before = self.shaper.is_leftward();
        self.shaper.set_leftward(leftward);
        let out = work(self);
        self.shaper.set_leftward(before);
        out
    }

    /// A number that stands for itself, in the digits of the deck's language.
    pub fn digits(&self, number: usize) -> String {
        numerals::digits(&self.deck.language, number)
    }

    /// Shapes `rich` and gives it a role.
    pub fn text(&mut self, rich: &Rich, style: &Style, width: f64, role: Role) -> Stack {
        let paragraph = self.shaper.paragraph(rich, style, width as f32);
        self.torn |= style.wrap != Wrap::None && f64::from(paragraph.longest_word) > width + 0.5;
        paragraph_stack(&paragraph, role)
    }

    /// The same in at most `width`, in a box no wider than its words: where some begin at the right of a slide that does
    /// not, they stand at the box's right end, wherever that is then put.
    pub fn own_width(&mut self, rich: &Rich, style: &Style, width: f64, role: Role) -> Stack {
        let stack = self.text(rich, style, width, role.clone());
        let own = (stack.size.width + 0.5).min(width);
        if !self.mirrored() && right_to_left(&rich.text()) { self.text(rich, style, own, role) } else { stack }
    }

    /// The slide's small capitals over its title.
    pub fn kicker(&mut self, rich: &Rich, color: Color, width: f64, role: Role) -> Stack {
        let style = Style { color, wrap: Wrap::Balanced, ..self.plain(&self.theme.scale.kicker) };
        let style = Style { strong: (style.weight, color), ..style };
        self.text(rich, &style, width, role)
    }

    /// Words in at most `lines` lines in `room`, as large as can be. Where two lines are the most, one is better, if it
    /// costs little of the size. Lines that the author broke stay whole where a size holds them.
    pub fn headline(
        &mut self,
        rich: &Rich,
        entry: &TypeStyle,
        color: Color,
        room: Size,
        lines: usize,
        role: Role,
    ) -> Stack {
        let mut best: Option<(Paragraph, f32, bool)> = None;
        let largest = self.broken_as_written(rich, entry, room, lines).unwrap_or(f32::INFINITY);
        for size in entry.sizes.iter().filter(|size| **size <= largest) {
            if let Some((kept, at, true)) = &best
                && (lines != 2 || kept.lines.len() == 1 || *size < at * 0.88)
            {
                break;
            }
            let style = Style { color, wrap: Wrap::Balanced, ..self.style(entry, *size) };
            let style = Style { strong: (style.weight.max(600.0), color), ..style };
            let paragraph = self.shaper.paragraph(rich, &style, room.width as f32);
            let fits = paragraph.lines.len() <= lines
                && f64::from(paragraph.longest_word) <= room.width
                && f64::from(paragraph.height) <= room.height;
            let fitted = best.as_ref().is_some_and(|(_, _, fits)| *fits);
            if !fitted || fits && paragraph.lines.len() == 1 {
                best = Some((paragraph, *size, fits));
            }
        }
        let Some((paragraph, size, fits)) = best else { return Stack::default() };
        let paragraph =
            if fits { paragraph } else { self.smaller_headline(rich, entry, color, room, (paragraph, size)) };
        (self.torn, self.cramped) = (f64::from(paragraph.longest_word) > room.width + 0.5, !fits);
        paragraph_stack(&paragraph, role)
    }

    /// The largest size at which lines break only where the author broke them; none where no line is broken.
    fn broken_as_written(&mut self, rich: &Rich, entry: &TypeStyle, room: Size, most: usize) -> Option<f32> {
        let lines = 1 + rich.runs.iter().map(|run| run.text.matches('\n').count()).sum::<usize>();
        let holds = |desk: &mut Self, size: f32| {
            let style = Style { wrap: Wrap::Balanced, ..desk.style(entry, size) };
            let style = Style { strong: (style.weight.max(600.0), style.color), ..style };
            desk.shaper.paragraph(rich, &style, room.width as f32).lines.len() <= lines
        };
        let sizes = entry.sizes.iter().copied().filter(|_| (2..=most).contains(&lines));
        sizes.into_iter().find(|size| holds(self, *size))
    }

    /// A headline that fits at none of its sizes: in more lines, and, where its words or its lines have no room, smaller.
    fn smaller_headline(
        &mut self,
        rich: &Rich,
        entry: &TypeStyle,
        color: Color,
        room: Size,
        (smallest, size): (Paragraph, f32),
    ) -> Paragraph {
        let holds = |it: &Paragraph| f64::from(it.longest_word) <= room.width && f64::from(it.height) <= room.height;
        let floor = (size * LEAST_HEADLINE).max(18.0).min(size);
        let mut last = smallest;
        let mut size = size;
        while !holds(&last) && size > floor {
            size = (size * 0.94).max(floor);
            let style = Style { color, wrap: Wrap::Balanced, ..self.style(entry, size) };
            let style = Style { strong: (style.weight.max(600.0), color), ..style };
            last = self.shaper.paragraph(rich, &style, room.width as f32);
        }
        last
    }

    /// The role of the slide's title: the first heading of a deck is its first level.
    pub fn heading_role(&self) -> Role {
        Role::Heading { level: if self.number == 1 { 1 } else { 2 } }
    }

    /// The slide's title as a small heading over other words.
    pub fn heading(&mut self, rich: &Rich, color: Color, width: f64) -> Stack {
        let entry = &self.theme.scale.heading;
        self.headline(rich, entry, color, Size::new(width, f64::INFINITY), 2, self.heading_role())
    }

    pub fn fault(&mut self, fault: Diagnostic) {
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }
}

/// A shaped paragraph as one group of runs; links and foreign phrases are groups inside it.
pub(super) fn paragraph_stack(paragraph: &Paragraph, role: Role) -> Stack {
    let mut children = Vec::new();
    for line in paragraph.lines.iter() {
        for run in &line.runs {
            let at = Point::new(f64::from(run.x), f64::from(line.baseline));
            let mut text = set(&run.set, at, paragraph.span);
            if let Some(ruby) = &run.ruby {
                let over = Point::new(at.x + f64::from(ruby.x), at.y + f64::from(ruby.y));
                let reading = Node::leaf(over, Item::Text(Arc::clone(&ruby.words)), paragraph.span);
                let branch = |role, inside| Node::branch(role, Point::ZERO, paragraph.span, vec![inside]);
                let parts = vec![branch(Role::RubyBase, text), branch(Role::RubyText, reading)];
                text = Node::branch(Role::Ruby, Point::ZERO, paragraph.span, parts);
            }
            if let Some(language) = &run.language {
                let role = Role::Language(language.to_string());
                text = Node::branch(role, Point::ZERO, paragraph.span, vec![text]);
            }
            if let Some(number) = run.note {
                text = Node::branch(Role::Reference { number }, Point::ZERO, paragraph.span, vec![text]);
            }
            children.push(match &run.link {
                None => text,
                Some(target) => {
                    let role = Role::Link { target: target.clone() };
                    Node::branch(role, Point::ZERO, paragraph.span, vec![text])
                }
            });
        }
    }
    let size = Size::new(f64::from(paragraph.width), f64::from(paragraph.height));
    Stack { nodes: vec![Node::branch(role, Point::ZERO, paragraph.span, children)], size }
}

/// A run of words, or a formula as a group of its parts.
pub(super) fn set(set: &Set, at: Point, span: Span) -> Node {
    match set {
        Set::Words(glyphs) => Node::leaf(at, Item::Text(Arc::clone(glyphs)), span),
        Set::Formula { spoken, mathml, width, parts } => {
            let parts = parts.iter().cloned().map(Node::placed).collect();
            let role = Role::Formula { alt: spoken.clone(), mathml: mathml.clone() };
            Node::branch(role, at, span, parts).whole(f64::from(*width))
        }
    }
}

/// A filled shape.
pub(super) fn filled(path: BezPath, color: Color) -> Node {
    let fill = Some(Fill { paint: Paint::Solid(color), even_odd: false });
    Node::leaf(Point::ZERO, Item::Shape(Arc::new(Shape { path, fill, stroke: None })), Span::default())
}

pub(super) fn rect(rect: Rect, color: Color) -> Node {
    filled(kurbo::Shape::to_path(&rect, 0.1), color)
}

pub(super) fn rounded(rect: Rect, radius: f64, color: Color) -> Node {
    filled(kurbo::Shape::to_path(&RoundedRect::from_rect(rect, radius), 0.05), color)
}

pub(super) fn dot(center: Point, radius: f64, color: Color) -> Node {
    filled(kurbo::Shape::to_path(&kurbo::Circle::new(center, radius), 0.02), color)
}

/// A straight stroke with round ends.
pub(super) fn line(from: Point, to: Point, width: f64, color: Color) -> Node {
    let mut path = BezPath::new();
    path.move_to(from);
    path.line_to(to);
    let stroke = Stroke::round(width, color);
    Node::leaf(Point::ZERO, Item::Shape(Arc::new(Shape { path, fill: None, stroke: Some(stroke) })), Span::default())
}
