//! Title, section and closing slides: few words, large, with the theme's motif or a picture.

use super::image;
use crate::deck::Rich;
use crate::deck::theme::{Align, Opening, Rule, TypeStyle};
use crate::diagnostic::Diagnostic;
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size, Vec2};
use crate::layout::blocks::{self, Setting};
use crate::layout::desk::{Desk, rect};
use crate::layout::fit::fit;
use crate::layout::motif::{self, Look};
use crate::layout::node::{self, Node, Stack};
use crate::layout::picture;
use crate::text::{Style, TextAlign, Wrap};

/// The least width and height of a picture beside words.
const LEAST: f64 = 60.0;

pub(super) fn title(desk: &mut Desk, speakers: &[usize]) -> Vec<Node> {
    let theme = desk.theme;
    let look = &theme.title_slide;
    let under = image::under(desk);
    let foot = foot(desk, speakers, look);
    let foot_top = desk.size.height - theme.space.footless - 8.0 - foot.size.height;
    let kicker = desk.slide.kicker.clone().or_else(|| event(desk));
    // Slightly above the middle of what the foot leaves looks centred.
    let room = if foot.nodes.is_empty() { desk.size.height } else { foot_top - 20.0 };
    let head = head(desk, kicker, &theme.scale.deck_title, look, (1, room - theme.space.top));
    let foot = foot.at(Point::new(words(desk, look).0, foot_top));
    stand(desk, (head, foot), look, room, under)
}

pub(super) fn closing(desk: &mut Desk) -> Vec<Node> {
    let theme = desk.theme;
    let look = &theme.closing_slide;
    let under = image::under(desk);
    let kicker = desk.slide.kicker.clone();
    // The words under the title are what people take away.
    let share = if desk.slide.body.is_empty() { 0.8 } else { 0.55 };
    let mut all = head(desk, kicker, &theme.scale.deck_title, look, (2, desk.size.height * share));
    let room = Size::new(words(desk, look).1, desk.size.height - 100.0 - all.size.height);
    let slide = desk.slide;
    let entry = &theme.scale.bullets;
    let (body, _) = fit(desk, entry, room, |desk, rung| {
        let setting = Setting::new(desk, entry, rung).revealing(slide.reveal);
        blocks::stack(desk, &slide.body, &setting, room.width)
    });
    if !body.nodes.is_empty() {
        all.below(body, 30.0);
    }
    let room = desk.size.height;
    stand(desk, (all, Vec::new()), look, room, under)
}

pub(super) fn section(desk: &mut Desk) -> Vec<Node> {
    let theme = desk.theme;
    let look = &theme.section_slide;
    let under = image::under(desk);
    let kicker = desk.slide.kicker.clone();
    let head = head(desk, kicker, &theme.scale.section, look, (2, desk.size.height * 0.8));
    let room = desk.size.height;
    stand(desk, (head, Vec::new()), look, room, under)
}

/// Left edge and width of the words.
fn words(desk: &Desk, look: &Opening) -> (f64, f64) {
    let left = desk.theme.space.left;
    let width = desk.size.width * desk.theme.regions.words - left;
    let left = if look.align == Align::Center { (desk.size.width - width) / 2.0 } else { left };
    (left, width.min(desk.size.width - left - desk.theme.space.right))
}

/// The words where the theme has them in the upper `room` points, with the picture or the motif under or beside them.
fn stand(
    desk: &mut Desk,
    (stack, foot): (Stack, Vec<Node>),
    look: &Opening,
    room: f64,
    under: Option<image::Under>,
) -> Vec<Node> {
    let space = &desk.theme.space;
    let free = room - stack.size.height;
    let lowest = desk.size.height - space.footless - stack.size.height;
    let top = (free * look.place).min(lowest).max(space.top);
    let mut nodes = stack.at(Point::new(words(desk, look).0, top));
    nodes.extend(foot);
    match &under {
        Some(under) => {
            let below = image::under_words(desk, under, top, &nodes);
            nodes.splice(0..0, below);
        }
        None => nodes.extend(beside(desk, &node::text_boxes(&nodes))),
    }
    nodes
}

/// Kicker, title and subtitle, one under the other, and the theme's rule; a heading of that level, at most so high.
fn head(desk: &mut Desk, kicker: Option<Rich>, entry: &TypeStyle, look: &Opening, (level, height): (u8, f64)) -> Stack {
    let (_, width) = words(desk, look);
    desk.align = if look.align == Align::Center { TextAlign::Center } else { TextAlign::Start };
    let mut out = Stack::default();
    if let Some(kicker) = kicker {
        let color = desk.ground.accent;
        let kicker = desk.kicker(&kicker, color, width, Role::Paragraph);
        out.below(kicker, 0.0);
    }
    let subtitle = desk.slide.subtitle.clone().map(|it| {
        let room = Size::new(width, f64::INFINITY);
        desk.headline(&it, &desk.theme.scale.subtitle, desk.ground.mute, room, 3, Role::Paragraph)
    });
    if let Some(title) = desk.slide.title.clone() {
        let others = out.size.height + subtitle.as_ref().map_or(0.0, |it| it.size.height + look.gap) + look.gap;
        let room = Size::new(width, height - others);
        let title = desk.headline(&title, entry, desk.ground.title, room, 4, Role::Heading { level });
        out.below(title, look.gap);
    }
    if let Some(subtitle) = subtitle {
        out.below(subtitle, look.gap);
    }
    desk.align = TextAlign::Start;
    let (short, thickness) = desk.theme.space.rule;
    let (rule, color) = match look.rule {
        Rule::None => return out,
        Rule::Short => (Rect::new(0.0, 0.0, short, thickness), desk.ground.accent),
        Rule::Full => (Rect::new(0.0, 0.0, width, 1.0), desk.ground.line),
    };
    let rule = if look.align == Align::Center { rule + Vec2::new((width - rule.width()) / 2.0, 0.0) } else { rule };
    out.below(Stack { nodes: vec![Node::decoration(vec![self::rect(rule, color)])], size: rule.size() }, 24.0);
    out
}

fn event(desk: &Desk) -> Option<Rich> {
    let event = desk.deck.event.clone()?;
    let title = desk.slide.title.as_ref().map(Rich::text).unwrap_or_default();
    // The event's own slide says its name once.
    (!title.contains(&event)).then(|| Rich::plain(event, desk.slide.span))
}

/// Speakers and small lines at the foot of a title slide.
fn foot(desk: &mut Desk, speakers: &[usize], look: &Opening) -> Stack {
    let theme = desk.theme;
    let deck = desk.deck;
    let (_, width) = words(desk, look);
    desk.align = if look.align == Align::Center { TextAlign::Center } else { TextAlign::Start };
    let mut out = Stack::default();
    for speaker in speakers.iter().filter_map(|at| deck.speakers.get(*at)) {
        let by = Style { wrap: Wrap::Balanced, ..desk.plain(&theme.scale.by) };
        let name = Rich::plain(speaker.name.clone(), speaker.span);
        let name = desk.text(&name, &by, width, Role::Paragraph);
        out.below(name, 8.0);
        if let Some(affiliation) = &speaker.affiliation {
            let style = Style { color: desk.ground.mute, ..desk.plain(&theme.scale.lines) };
            let line = desk.text(&Rich::plain(affiliation.clone(), speaker.span), &style, width, Role::Paragraph);
            out.below(line, 0.0);
        }
    }
    let rung = crate::layout::fit::Rung { size: theme.scale.lines.largest() - 1.0, air: 1.0 };
    let mut setting = Setting::new(desk, &theme.scale.lines, rung);
    setting.style.color = desk.ground.mute;
    setting.gap = 3.0;
    let lines = blocks::stack(desk, &desk.slide.body, &setting, width);
    if !lines.nodes.is_empty() {
        out.below(lines, 8.0);
    }
    desk.align = TextAlign::Start;
    out
}

/// The slide's picture, or else the theme's motif: on the right, or, where the words may have the whole width, in the
/// upper right corner, as large as leaves the words `taken` alone.
fn beside(desk: &mut Desk, taken: &[Rect]) -> Option<Node> {
    let (slide, share) = (desk.size, desk.theme.regions.words);
    let region = Rect::new(slide.width * (share + 0.01), 20.0, slide.width - 28.0, slide.height - 20.0);
    let wide = region.width() < slide.width * 0.2;
    // The motif is round there, a picture is not.
    let square = desk.slide.picture.is_some();
    let apart = |it: &Rect| {
        let (across, down) = ((slide.width - it.x1).max(0.0), it.y0.max(0.0));
        if square { across.max(down) } else { across.hypot(down) }
    };
    let reach = taken.iter().map(apart).fold(slide.height * 0.74, f64::min) - 24.0;
    let above = Rect::new(slide.width - reach, 0.0, slide.width, reach);
    if let Some(it) = desk.slide.picture.clone() {
        let region = if wide { Rect { y0: 28.0, x1: slide.width - desk.theme.space.right, ..above } } else { region };
        let region = with_room(desk, region);
        let stack = picture::picture(desk, &it, region.size());
        let free = region.size() - stack.size;
        let at = region.origin() + Vec2::new(free.width / 2.0, free.height / 2.0);
        return Some(Node::branch(Role::Section, at, it.span, stack.nodes));
    }
    let motif = &desk.theme.motif;
    if !motif.opening {
        return None;
    }
    let ground = desk.ground;
    let look = if ground.dark {
        Look {
            dots: ground.title.with_alpha(0.92),
            marked: desk.theme.colors.accent_on_dark,
            lines: ground.title.with_alpha(0.6),
            weight: 1.0,
            grid: (4, 6),
            low: false,
        }
    } else {
        Look {
            dots: ground.strong.with_alpha(0.22),
            marked: ground.accent.with_alpha(0.3),
            lines: ground.strong.with_alpha(0.18),
            weight: 0.9,
            grid: (4, 6),
            low: false,
        }
    };
    motif::draw(motif.kind, &desk.slide.id, if wide { above } else { region }, look)
}

/// The region of a picture, at least so large that something is seen; where the words leave less, that is said.
fn with_room(desk: &mut Desk, region: Rect) -> Rect {
    if region.width().min(region.height()) >= LEAST {
        return region;
    }
    let message = format!("slide `{}` holds more than fits: its words leave no room for its picture", desk.slide.id);
    let hint = "shorten the words, or let the picture fill the slide: fit = \"cover\"";
    desk.fault(Diagnostic::error("SLD-OVERFLOW", desk.slide.span, message).hint(hint));
    let size = Size::new(region.width().max(LEAST), region.height().max(LEAST));
    Rect::from_origin_size(Point::new(region.x1 - size.width, region.y0), size)
}
