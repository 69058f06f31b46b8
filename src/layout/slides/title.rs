//! Title, section and closing slides: few words, large, with the theme's motif or a picture.

use super::image;
use super::people::{self, Speakers};
use crate::deck::theme::{Align, Corner, MotifKind, NumberPlace, Opening, Rule, TypeStyle};
use crate::deck::{Layout, Rich};
use crate::diagnostic::Diagnostic;
use crate::drawing::Role;
use crate::geometry::{Point, Rect, Size, Vec2};
use crate::layout::blocks;
use crate::layout::desk::{Desk, rect};
use crate::layout::fit;
use crate::layout::heads;
use crate::layout::margin;
use crate::layout::motif::{self, Look};
use crate::layout::node::{self, Node, Stack};
use crate::layout::picture;
use crate::layout::setting::Setting;
use crate::layout::spot::Behind;
use crate::layout::tabs;
use crate::text::{Style, TextAlign, Wrap};

/// The most of the height that discs under a logo reach.
const LOW: f64 = 0.6;
/// The least width and height of a picture beside words.
const LEAST: f64 = 60.0;

pub(super) fn title(desk: &mut Desk, speakers: &[usize]) -> Vec<Node> {
    let theme = desk.theme;
    let kicker = desk.slide.kicker.clone().or_else(|| people::event_over(desk));
    over_people(desk, kicker, (&theme.scale.deck_title, 1), &theme.title_slide, speakers)
}

/// Kicker, title and subtitle, and at the foot who speaks, where and when; `entry` is the type and level of the title.
fn over_people(
    desk: &mut Desk,
    kicker: Option<Rich>,
    (entry, level): (&TypeStyle, u8),
    look: &Opening,
    speakers: &[usize],
) -> Vec<Node> {
    let theme = desk.theme;
    let under = image::under(desk);
    let mut parts = Vec::new();
    for plan in plans(desk, speakers.len(), under.is_some()) {
        let width = words(desk, look, plan.across || plan.wide).1;
        let width = desk.margin().filter(|_| in_margin(desk, &plan)).map_or(width, |(_, width)| width);
        desk.align = if look.align == Align::Center { TextAlign::Center } else { TextAlign::Start };
        let foot = people::foot(desk, speakers, plan.speakers, (plan.scale, width));
        desk.align = TextAlign::Start;
        let foot_top = desk.size.height - desk.notes - theme.space.footless - 8.0 - foot.size.height;
        // Slightly above the middle of what the foot leaves looks centred.
        let free = foot.nodes.is_empty() || in_margin(desk, &plan);
        let room = if free { desk.size.height - desk.notes } else { foot_top - 20.0 };
        let most = room - theme.space.top;
        let (head, usual) = head(desk, kicker.clone(), entry, look, (level, most, plan.wide));
        let fits = head.size.height <= most + 0.5;
        let calm = usual && fits && foot.size.height <= desk.size.height * CALM;
        let fits = fits && !desk.torn;
        parts.push((plan, foot, head, room, fits));
        if calm {
            parts.drain(..parts.len() - 1);
            break;
        }
    }
    // Where none leaves the title its usual room, the first that holds all.
    let chosen = parts.iter().position(|it| it.4).unwrap_or(parts.len() - 1);
    let (plan, foot, head, room, fits) = parts.swap_remove(chosen);
    if !fits {
        let over = (head.size.height - room + theme.space.top).max(1.0);
        let how = fit::tall(over, f64::from(entry.smallest()));
        fit::tell_full(
            desk,
            "",
            &how,
            "shorten the title, or name fewer speakers here and the others on a slide of their own",
        );
    }
    let foot_top = desk.size.height - desk.notes - theme.space.footless - 8.0 - foot.size.height;
    let floor = if plan.across { foot_top - 16.0 } else { desk.size.height };
    let left = if in_margin(desk, &plan) { desk.edge() } else { words(desk, look, plan.across || plan.wide).0 };
    let foot = foot.at(Point::new(left, foot_top));
    stand(desk, (head, foot), look, Stage { room, wide: plan.wide, floor }, under)
}

/// The foot of a title slide takes no more of its height, as long as it can do with less.
const CALM: f64 = 0.42;

/// A way to share a title slide between title and speakers.
struct Plan {
    /// Whether title and subtitle take the whole width, and the motif makes way.
    wide: bool,
    /// Whether the speakers do.
    across: bool,
    speakers: Speakers,
    /// How large they are set, against their usual size.
    scale: f32,
}

/// Whether speakers and small lines stand in the theme's margin, beside the title.
fn in_margin(desk: &Desk, plan: &Plan) -> bool {
    desk.margin().is_some() && !plan.wide && !plan.across
}

/// Ways to share the slide, the calmest first. Where a picture has the right side, the title stays at the left.
fn plans(desk: &Desk, speakers: usize, under: bool) -> Vec<Plan> {
    let beside = desk.slide.picture.is_some() && !under;
    let columns = if desk.narrow() { 2 } else { 3 };
    let plan = |wide, across, speakers, scale| Plan { wide, across, speakers, scale };
    let mut out = vec![plan(false, false, Speakers::Columns(1), 1.0), plan(false, false, Speakers::Columns(1), 0.89)];
    for wide in [false, true] {
        if wide && beside {
            break;
        }
        if wide {
            out.push(plan(wide, false, Speakers::Columns(1), 0.89));
        }
        for count in 2..=columns.min(speakers) {
            out.push(plan(wide, true, Speakers::Columns(count), 1.0));
            out.push(plan(wide, true, Speakers::Columns(count), 0.89));
        }
        if speakers > 1 {
            out.push(plan(wide, true, Speakers::Running, 0.89));
            out.push(plan(wide, true, Speakers::Running, 0.78));
        }
    }
    out
}

pub(super) fn closing(desk: &mut Desk, speakers: &[usize]) -> Vec<Node> {
    let theme = desk.theme;
    let look = &theme.closing_slide;
    if desk.slide.body.is_empty() && people::are_told(desk, speakers) {
        return over_people(desk, desk.slide.kicker.clone(), (&theme.scale.deck_title, 2), look, speakers);
    }
    let under = image::under(desk);
    let kicker = desk.slide.kicker.clone();
    // The words under the title are what people take away.
    let share = if desk.slide.body.is_empty() { 0.8 } else { 0.55 };
    let (mut all, wide) = opening(desk, kicker, &theme.scale.deck_title, look, share);
    let room = Size::new(words(desk, look, wide).1, desk.size.height - 100.0 - all.size.height);
    let slide = desk.slide;
    let entry = &theme.scale.bullets;
    if !slide.body.is_empty() {
        let (body, _) = fit::fit(desk, entry, room, |desk, rung| {
            let setting = Setting::new(desk, entry, rung).revealing(slide.reveal);
            blocks::stack(desk, &slide.body, &setting, room.width)
        });
        all.below(body, 30.0);
    }
    let (room, floor) = (desk.size.height, desk.size.height);
    stand(desk, (all, Vec::new()), look, Stage { room, wide, floor }, under)
}

pub(super) fn section(desk: &mut Desk) -> Vec<Node> {
    let theme = desk.theme;
    let look = &theme.section_slide;
    let under = image::under(desk);
    let kicker = desk.slide.kicker.clone();
    let (mut head, wide) = opening(desk, kicker, &theme.scale.section, look, 0.8);
    let numbered = look.number != NumberPlace::None && desk.part.is_some();
    let in_margin = numbered && number_beside(desk, wide);
    if numbered && !in_margin {
        let most = desk.size.height - 2.0 * theme.space.top - head.size.height - look.gap;
        if let Some(mut all) = number(desk, most) {
            all.below(head, look.gap);
            head = all;
        }
    }
    let (room, floor) = (desk.size.height, desk.size.height);
    let mut nodes = stand(desk, (head, Vec::new()), look, Stage { room, wide, floor }, under);
    let number = if in_margin { number(desk, desk.size.height * 0.6) } else { None };
    if let Some(number) = number {
        let title = title_line(&nodes).unwrap_or(desk.size.height * look.place);
        let at = Point::new(desk.edge(), title - number.size.height);
        let number = number.at(at);
        nodes.splice(0..0, number);
    }
    nodes
}

/// Whether a section slide has the section's number in the margin.
fn number_beside(desk: &Desk, wide: bool) -> bool {
    let look = &desk.theme.section_slide;
    matches!(desk.slide.layout, Layout::Section)
        && look.number == NumberPlace::Margin
        && desk.margin().is_some()
        && !wide
}

/// The line that the first heading stands on.
fn title_line(nodes: &[Node]) -> Option<f64> {
    let heading = nodes.iter().find(|node| node.is_heading())?;
    node::first_baseline(std::slice::from_ref(heading))
}

/// The section's number, at most so high, which only decorates: lists and outlines number sections by themselves.
fn number(desk: &mut Desk, most: f64) -> Option<Stack> {
    let part = desk.part?;
    let entry = &desk.theme.scale.section_number;
    let size = entry.sizes.iter().copied().find(|size| f64::from(*size) * CAPITALS <= most)?;
    let color =
        if desk.theme.section_slide.number == NumberPlace::Margin { desk.ground.accent } else { desk.ground.title };
    let style = Style { color, wrap: Wrap::None, ..desk.style(entry, size) };
    let words = Rich::plain(desk.digits(part + 1), desk.slide.span);
    let number = desk.text(&words, &style, desk.size.width, Role::Paragraph);
    // Figures fill little of their line: what is above and below them is no part of the picture.
    let cap = f64::from(size) * CAPITALS;
    let line = node::first_baseline(&number.nodes).unwrap_or(cap);
    let size = Size::new(number.size.width, cap);
    Some(Stack { size, nodes: vec![Node::decoration(number.at(Point::new(0.0, cap - line)))] })
}

/// How high figures are, in em.
const CAPITALS: f64 = 0.72;

/// The head of a section or closing slide in `share` of its height: over the whole width where less does not hold it.
fn opening(desk: &mut Desk, kicker: Option<Rich>, entry: &TypeStyle, look: &Opening, share: f64) -> (Stack, bool) {
    let most = desk.size.height * share;
    let beside = desk.slide.picture.is_some() && !picture::fills(desk);
    let (usual, calm) = head(desk, kicker.clone(), entry, look, (2, most, false));
    if calm && usual.size.height <= most + 0.5 {
        return (usual, false);
    }
    let (stack, wide) =
        if beside { (usual, false) } else { (head(desk, kicker, entry, look, (2, most, true)).0, true) };
    let over = stack.size.height - most;
    if over > 1.0 {
        let how = fit::tall(over, f64::from(entry.smallest()));
        fit::tell_full(desk, "", &how, "shorten its title and the words around it");
    }
    (stack, wide)
}

/// Left edge and width of the words; where they are many, from margin to margin.
fn words(desk: &Desk, look: &Opening, wide: bool) -> (f64, f64) {
    let (left, right) = (desk.theme.space.left, desk.theme.space.right);
    // Only title slides have the sections beside their words.
    let alone = desk.theme.motif.kind == MotifKind::Tabs && !tabs::beside(desk);
    let share = if alone && desk.slide.picture.is_none() { 1.0 } else { desk.theme.regions.words };
    let usual = desk.size.width * share - if share < 1.0 { left } else { left + right };
    if wide && usual < desk.size.width - left - right {
        return (left, desk.size.width - left - right);
    }
    if desk.words_at_end() && !wide {
        return (desk.size.width - right - usual, usual);
    }
    let left = if look.align == Align::Center { (desk.size.width - usual) / 2.0 } else { left };
    (left, usual.min(desk.size.width - left - right))
}

/// From the hairline over the words to their top, in points.
const OVER_WORDS: f64 = 14.0;

/// Whether the kicker stands in the margin, beside the title.
fn kicker_beside(desk: &Desk, wide: bool) -> bool {
    desk.margin().is_some() && !wide && desk.slide.title.is_some() && !number_beside(desk, wide)
}

/// What the talk is held at, over the title of its first slide.
fn own_event(desk: &Desk) -> Option<Rich> {
    if matches!(desk.slide.layout, Layout::Title { .. }) { people::event_over(desk) } else { None }
}

/// The height that the words stand in, whether they take the whole width, and where the foot begins if it does.
struct Stage {
    room: f64,
    wide: bool,
    floor: f64,
}

/// The words where the theme has them in the upper part of the slide, with the picture or the motif under or beside them.
fn stand(
    desk: &mut Desk,
    (stack, foot): (Stack, Vec<Node>),
    look: &Opening,
    stage: Stage,
    under: Option<image::Under>,
) -> Vec<Node> {
    let space = &desk.theme.space;
    let free = stage.room - stack.size.height;
    let lowest = desk.size.height - space.footless - stack.size.height;
    let top = (free * look.place).min(lowest).max(space.top);
    let mut nodes = stack.at(Point::new(words(desk, look, stage.wide).0, top));
    if let Some(kicker) =
        desk.slide.kicker.clone().or_else(|| own_event(desk)).filter(|_| kicker_beside(desk, stage.wide))
    {
        let line = node::first_baseline(&nodes).unwrap_or(top);
        let kicker = margin::kicker(desk, &kicker, line).unwrap_or_default();
        nodes.splice(0..0, kicker);
    }
    // A picture may stand where the rule would be.
    if look.rule == Rule::Above && desk.slide.picture.is_none() {
        nodes.push(margin::rule(desk, top - OVER_WORDS, 0.75));
    }
    nodes.extend(foot);
    match &under {
        Some(under) => {
            let below = image::under_words(desk, under, top, &nodes);
            nodes.splice(0..0, below);
        }
        None => nodes.extend(beside(desk, &node::text_boxes(&nodes, desk.shaper.is_leftward()), &stage)),
    }
    nodes
}

/// Kicker, title and subtitle, one under the other, and the theme's rule; a heading of that level, at most so high if
/// that can be. Also whether its title has one of the theme's sizes.
fn head(
    desk: &mut Desk,
    kicker: Option<Rich>,
    entry: &TypeStyle,
    look: &Opening,
    (level, height, wide): (u8, f64, bool),
) -> (Stack, bool) {
    let (_, width) = words(desk, look, wide);
    desk.align = if look.align == Align::Center { TextAlign::Center } else { TextAlign::Start };
    let mut out = Stack::default();
    if let Some(kicker) = kicker.filter(|_| !kicker_beside(desk, wide)) {
        let color = desk.ground.accent;
        let kicker = desk.kicker(&kicker, color, width, Role::Paragraph);
        out.below(kicker, 0.0);
    }
    let subtitle = desk.slide.subtitle.clone().map(|it| {
        let room = Size::new(width, (height * 0.45).max(30.0));
        desk.headline(&it, &desk.theme.scale.subtitle, desk.ground.mute, room, 3, Role::Paragraph)
    });
    let mut usual = true;
    if let Some(title) = desk.slide.title.clone() {
        let others = out.size.height + subtitle.as_ref().map_or(0.0, |it| it.size.height + look.gap) + look.gap;
        let room = Size::new(width, height - others);
        let title = desk.headline(&title, entry, desk.ground.title, room, 4, Role::Heading { level });
        usual = !desk.cramped;
        heads::below(&mut out, title, look.gap);
    }
    if let Some(subtitle) = subtitle {
        heads::below(&mut out, subtitle, look.gap);
    }
    desk.align = TextAlign::Start;
    let (short, thickness) = desk.theme.space.rule;
    let (rule, color) = match look.rule {
        Rule::None | Rule::Above => return (out, usual),
        Rule::Short => (Rect::new(0.0, 0.0, short, thickness), desk.ground.accent),
        Rule::Full => (Rect::new(0.0, 0.0, width, 1.0), desk.ground.line),
    };
    let rule = if look.align == Align::Center { rule + Vec2::new((width - rule.width()) / 2.0, 0.0) } else { rule };
    out.below(Stack { nodes: vec![Node::decoration(vec![self::rect(rule, color)])], size: rule.size() }, 24.0);
    (out, usual)
}

/// The slide's picture, or else the theme's motif: on the right, or, where the words may have the whole width, in the
/// upper right corner, as large as leaves the words `taken` alone.
fn beside(desk: &mut Desk, taken: &[Rect], stage: &Stage) -> Option<Node> {
    let (slide, share) = (desk.size, desk.theme.regions.words);
    let mut bottom = (slide.height - 20.0).min(stage.floor);
    if desk.slide.footer {
        bottom = bottom.min(slide.height - desk.theme.space.bottom - 26.0);
    }
    let mut top: f64 = 20.0;
    // What stands beside the words leaves the logo its room.
    if let Some(logo) = desk.logo.filter(|it| !it.corner.is_left()) {
        if logo.corner.is_top() { top = top.max(logo.space().y1) } else { bottom = bottom.min(logo.space().y0) }
    }
    let region = Rect::new(slide.width * (share + 0.01), top, slide.width - 28.0, bottom);
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
    // Round a corner that has the logo there are no discs: they lie in the one under it, if that is free.
    let low = wide && desk.logo.is_some_and(|it| it.corner == Corner::TopRight);
    let under = |it: &Rect| (slide.width - it.x1).max(0.0).hypot((slide.height - it.y1).max(0.0));
    let reach = match low {
        true if desk.slide.footer => 0.0,
        true => taken.iter().map(under).fold(slide.height * LOW, f64::min) - 24.0,
        false => reach,
    };
    let corner =
        if low { Rect::new(slide.width - reach, slide.height - reach, slide.width, slide.height) } else { above };
    let crowded = if wide { reach < LEAST } else { stage.wide || region.height() < slide.height / 2.0 };
    let photo = matches!(desk.behind, Behind::Picture { .. });
    if !motif.opening || crowded || photo {
        return None;
    }
    if motif.kind == MotifKind::Tabs {
        let place = Rect::new((slide.width * share).round(), 0.0, slide.width, slide.height);
        return if wide { None } else { tabs::named(desk, place) };
    }
    motif::draw(motif.kind, &desk.slide.id, if wide { corner } else { region }, motif_look(desk, low))
}

/// How the motif looks on the slide's ground; `low`: in the corner under the usual one.
fn motif_look(desk: &Desk, low: bool) -> Look {
    let ground = desk.ground;
    if ground.dark {
        Look {
            dots: ground.title.with_alpha(0.92),
            marked: desk.theme.colors.accent_on_dark,
            lines: ground.title.with_alpha(0.6),
            weight: 1.0,
            grid: (4, 6),
            low,
        }
    } else {
        Look {
            dots: ground.strong.with_alpha(0.22),
            marked: ground.accent.with_alpha(0.3),
            lines: ground.strong.with_alpha(0.18),
            weight: 0.9,
            grid: (4, 6),
            low,
        }
    }
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
