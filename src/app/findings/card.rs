//! A finding → its card: the slide with the place ringed, what is wrong, the remedy and what comes of it.

use eframe::egui::epaint::RectShape;
use eframe::egui::style::ScrollAnimation;
use eframe::egui::{
    Align2, Color32, Pos2, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};

use crate::app::keys::does::PageKey;
use crate::app::kit::look::{Face, Look, line, scroll_room, tip};

use super::buttons::{Tone, Wish, press_height, press_ui, press_width};
use super::pictures::{Of, Size};
use super::reading::{Finding, Reading};
use super::state::Findings;

/// Around what is at fault.
const RING: Color32 = Color32::from_rgb(0xAE, 0x3E, 0x27);
/// The slide's picture on the open card and on the others.
const LARGE: Vec2 = vec2(512.0, 288.0);
const SMALL: Vec2 = vec2(200.0, 112.0);
/// Until it was painted, an open card counts as this high.
const OPEN: f32 = 450.0;

/// All cards that are listed, one under the other.
pub(super) fn cards_ui(ui: &mut Ui, look: Look, area: Rect, page: &mut Findings, reading: &Reading) -> Option<Wish> {
    let listed = page.listed();
    if listed.is_empty() {
        nothing_ui(ui, look, area, reading);
        return None;
    }
    let gap = look.px(16.0);
    let closed = closed_height(look);
    let open = if page.height > 0.0 { page.height } else { look.px(OPEN) };
    let mut child = ui.new_child(scroll_room(area, "cards", look.palette.ground));
    let mut wish = None;
    ScrollArea::vertical().auto_shrink(false).show(&mut child, |ui| {
        let width = area.width() - look.px(12.0);
        let extra = if listed.contains(&page.chosen) { open - closed } else { 0.0 };
        let whole = listed.len() as f32 * (closed + gap) + extra;
        let (all, _) = ui.allocate_exact_size(vec2(width, whole), Sense::hover());
        let mut y = all.top();
        let sought = std::mem::take(&mut page.sought);
        for at in listed {
            let is_open = at == page.chosen;
            let rect = Rect::from_min_size(pos2(all.left(), y), vec2(width, if is_open { open } else { closed }));
            y = rect.bottom() + gap;
            if is_open && sought {
                ui.scroll_to_rect_animation(rect, None, ScrollAnimation::none());
            }
            let asked = card_ui(ui, look, rect, (page, reading, at));
            wish = wish.take().or(asked);
        }
    });
    wish
}

fn nothing_ui(ui: &mut Ui, look: Look, area: Rect, reading: &Reading) {
    let words = if reading.findings.is_empty() { "Nothing is told of this deck." } else { "None of this kind." };
    let words = line(words, Face::Regular, 17.0, look.palette.mute);
    look.words_within(ui, area.center(), Align2::CENTER_CENTER, area.width(), words);
}

fn closed_height(look: Look) -> f32 {
    look.px(22.0) * 2.0 + look.px(38.0) + look.px(SMALL.y).max(look.px(62.0) + press_height(look))
}

fn card_ui(ui: &mut Ui, look: Look, rect: Rect, (page, reading, at): (&mut Findings, &Reading, usize)) -> Option<Wish> {
    let finding = &reading.findings[at];
    let open = page.chosen == at;
    let response = ui.interact(rect, ui.scope_id().with(("finding", at)), Sense::click());
    let said = spoken(reading, finding);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, &said));
    if response.gained_focus() && !ui.clip_rect().contains_rect(rect) {
        ui.scroll_to_rect_animation(rect, None, ScrollAnimation::none());
    }
    let chosen = (response.clicked() && !open).then_some(Wish::Choose(at));
    if !ui.is_rect_visible(rect) {
        return chosen;
    }
    look.panel(ui, rect);
    look.focus_ring(ui, rect.shrink(2.0), look.px(10.0), &response);
    let inner = rect.shrink2(vec2(look.px(24.0), look.px(22.0)));
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(("card", at)));
    let ui = &mut child;
    let top = heading_ui(ui, look, inner, reading, finding);
    let body = inner.with_min_y(top);
    let (size, of) = if open { (LARGE, Size::Large) } else { (SMALL, Size::Small) };
    let width = look.px(size.x).min(body.width() * if open { 0.48 } else { 0.3 });
    let picture = Rect::from_min_size(body.min, vec2(width, width * size.y / size.x));
    let shown = finding.slide.is_some();
    if shown {
        slide_ui(ui, look, picture, (page, reading, finding), of);
    }
    let left = if shown { picture.right() + look.px(24.0) } else { body.left() };
    let column = body.with_min_x(left);
    let wish = if open {
        let under = words_ui(ui, look, column, finding);
        let under = remedy_ui(ui, look, column.with_min_y(under), (page, finding));
        let bottom = if shown { under.max(picture.bottom()) } else { under };
        let place = body.with_min_y(bottom + look.px(20.0));
        let (bottom, wish) = buttons_ui(ui, look, place, (page, finding, at), true);
        page_height(ui, page, bottom + look.px(22.0) - rect.top());
        wish
    } else {
        let head = line(&finding.head, Face::SemiBold, 17.0, look.palette.strong);
        let head = look.words_within(ui, column.min, Align2::LEFT_TOP, column.width(), head);
        if let Some(hint) = finding.hints.first() {
            let at = pos2(column.left(), head.bottom() + look.px(5.0));
            let hint = line(hint, Face::Regular, 15.0, look.palette.mute);
            look.words_within(ui, at, Align2::LEFT_TOP, column.width(), hint);
        }
        let place = column.with_min_y(inner.bottom() - press_height(look));
        buttons_ui(ui, look, place, (page, finding, at), false).1
    };
    wish.or(chosen)
}

/// The open card is as high as what it holds.
fn page_height(ui: &Ui, page: &mut Findings, height: f32) {
    if (page.height - height).abs() > 0.5 {
        page.height = height;
        ui.ctx().request_repaint();
    }
}

/// `Slide 11, warning: its words are small. Remedy: split into two slides`
fn spoken(reading: &Reading, finding: &Finding) -> String {
    let place = finding.slide.map_or("Whole deck".to_owned(), |at| format!("Slide {}", reading.slides[at].number));
    let remedy = finding.remedy.as_ref().map_or(String::new(), |it| format!(". Remedy: {}", it.name.to_lowercase()));
    format!("{place}, {}: {}{remedy}", finding.kind.name().to_lowercase(), finding.head)
}

/// Which slide, and what kind of finding; its code is for a mouse that rests there. Returns where what is under it begins.
fn heading_ui(ui: &mut Ui, look: Look, inner: Rect, reading: &Reading, finding: &Finding) -> f32 {
    let asks = finding.kind.asks();
    let color = if asks { look.palette.attention } else { look.palette.mute };
    let kind = format!("{}  {}", if asks { "!" } else { "–" }, finding.kind.name());
    let at = pos2(inner.right(), inner.top() + look.px(4.0));
    let kind = look.words(ui, at, Align2::RIGHT_TOP, line(&kind, Face::Bold, 15.0, color));
    let rest = ui.interact(kind, ui.scope_id().with("code"), Sense::hover());
    tip(rest, finding.code);
    let room = kind.left() - inner.left() - look.px(16.0);
    let words = reading.heading(finding);
    let words = line(&words, Face::SemiBold, 20.0, look.palette.strong);
    let head = look.words_within(ui, inner.min, Align2::LEFT_TOP, room, words);
    head.bottom().max(kind.bottom()).max(inner.top() + look.px(26.0)) + look.px(12.0)
}

/// The slide, with a ring around what is meant.
fn slide_ui(
    ui: &mut Ui,
    look: Look,
    place: Rect,
    (page, reading, finding): (&Findings, &Reading, &Finding),
    size: Size,
) {
    let Some(slide) = finding.slide.map(|at| &reading.slides[at]) else { return };
    let ringed = if finding.seat.is_some() { ", the place ringed" } else { "" };
    let name = format!("Picture of slide {}{ringed}", slide.number);
    let response = ui.interact(place, ui.scope_id().with("slide"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    let Some(drawing) = &slide.drawing else {
        ui.painter().rect_filled(place, look.px(5.0), look.palette.cap);
        return;
    };
    let scale = (f64::from(place.width()) / drawing.size.width).min(f64::from(place.height()) / drawing.size.height);
    let whole = vec2((drawing.size.width * scale) as f32, (drawing.size.height * scale) as f32);
    let place = Rect::from_min_size(place.min, whole);
    let texture = page.pictures.of(ui.ctx(), Of::Slide(slide.id.clone(), size), drawing);
    paint(ui, look, place, texture);
    let Some(seat) = finding.seat else { return };
    let point = |x: f64, y: f64| place.min + vec2((x * scale) as f32, (y * scale) as f32);
    let ring = Rect::from_min_max(point(seat.x0, seat.y0), point(seat.x1, seat.y1));
    // On a small picture a thinner one, so that it hides no words.
    let width = if size == Size::Large { look.px(3.0).max(2.0) } else { 1.5 };
    let ring = ring.expand(width * 1.5).intersect(place.shrink(width * 1.5));
    let painter = ui.painter().with_clip_rect(place.intersect(ui.clip_rect()));
    painter.rect_stroke(ring, look.px(8.0), Stroke::new(width * 3.0, Color32::WHITE), StrokeKind::Middle);
    painter.rect_stroke(ring, look.px(8.0), Stroke::new(width, RING), StrokeKind::Middle);
}

fn paint(ui: &Ui, look: Look, place: Rect, texture: Option<eframe::egui::TextureHandle>) {
    let all = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
    match texture {
        Some(texture) => {
            let shape = RectShape::filled(place, look.px(5.0), Color32::WHITE).with_texture(texture.id(), all);
            ui.painter().add(shape);
        }
        None => {
            ui.painter().rect_filled(place, look.px(5.0), look.palette.cap);
        }
    }
}

/// What is wrong and what can be done, to the end. Returns where it ends.
fn words_ui(ui: &mut Ui, look: Look, column: Rect, finding: &Finding) -> f32 {
    let head = line(&finding.head, Face::SemiBold, 20.0, look.palette.strong);
    let mut bottom = look.words_on(ui, column.min, Align2::LEFT_TOP, (column.width(), 8), head).bottom();
    for hint in &finding.hints {
        let at = pos2(column.left(), bottom + look.px(8.0));
        let hint = line(hint, Face::Regular, 16.5, look.palette.text);
        bottom = look.words_on(ui, at, Align2::LEFT_TOP, (column.width(), 8), hint).bottom();
    }
    bottom
}

/// What would come of the remedy. Returns where it ends.
fn remedy_ui(ui: &mut Ui, look: Look, column: Rect, (page, finding): (&Findings, &Finding)) -> f32 {
    let Some(remedy) = &finding.remedy else { return column.top() };
    let at = column.min + vec2(0.0, look.px(18.0));
    let name = format!("Remedy: {}", remedy.name);
    let label = look.label_within(ui, at, Align2::LEFT_TOP, column.width(), &name);
    let mut at = pos2(column.left(), label.bottom() + look.px(8.0));
    let outcome = page.outcome.as_ref().filter(|known| known.0.1 == page.chosen).and_then(|known| known.1.as_ref());
    let drawings = match outcome {
        Some(Ok(drawings)) => drawings,
        Some(Err(why)) => {
            let why = line(why, Face::Regular, 15.0, look.palette.attention);
            return look.words_on(ui, at, Align2::LEFT_TOP, (column.width(), 4), why).bottom();
        }
        None => {
            let coming = line("Working out what it would look like …", Face::Regular, 15.0, look.palette.mute);
            return look.words_within(ui, at, Align2::LEFT_TOP, column.width(), coming).bottom();
        }
    };
    let gap = look.px(16.0);
    let width = ((column.width() - gap) / 2.0).min(look.px(260.0));
    let mut bottom = at.y;
    for (place, drawing) in drawings.iter().enumerate() {
        let size = vec2(width, width * (drawing.size.height / drawing.size.width) as f32);
        let rect = Rect::from_min_size(pos2(column.left() + (width + gap) * place as f32, at.y), size);
        let response = ui.interact(rect, ui.scope_id().with(("outcome", place)), Sense::hover());
        let name = format!("What would come of it, {} of {}", place + 1, drawings.len());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        paint(ui, look, rect, page.pictures.of(ui.ctx(), Of::Outcome(place), drawing));
        bottom = rect.bottom();
    }
    at.y = bottom + look.px(8.0);
    let words = line(&remedy.words, Face::Regular, 14.0, look.palette.mute);
    look.words_on(ui, at, Align2::LEFT_TOP, (column.width(), 5), words).bottom()
}

/// What can be done, wrapped where the room ends. Returns where it ends.
fn buttons_ui(
    ui: &mut Ui,
    look: Look,
    place: Rect,
    (page, finding, at): (&Findings, &Finding, usize),
    open: bool,
) -> (f32, Option<Wish>) {
    let keyed = |key: PageKey| open.then_some(key);
    let mut buttons: Vec<(String, Tone, Option<PageKey>, Wish)> = Vec::new();
    if let Some(remedy) = &finding.remedy {
        let wish = if open { Wish::Of(at, PageKey::Remedy) } else { Wish::Choose(at) };
        let tone = if open && page.can_take() { Tone::Primary } else { Tone::Usual };
        let name = if open { remedy.name.clone() } else { format!("{} …", remedy.name) };
        buttons.push((name, tone, keyed(PageKey::Remedy), wish));
    }
    if let Some(line) = finding.place.as_ref().map(|place| place.line) {
        let wish = Wish::Of(at, PageKey::OpenLine);
        buttons.push((format!("Open at line {line}"), Tone::Usual, keyed(PageKey::OpenLine), wish));
    }
    if finding.leave.is_some() {
        buttons.push(("Leave it as it is".to_owned(), Tone::Usual, None, Wish::Of(at, PageKey::LeaveAsIs)));
    }
    if open {
        buttons.push(("Copy".to_owned(), Tone::Usual, None, Wish::Copy(finding.copy.clone())));
    }
    let (mut left, mut wish) = (place.min, None);
    for (name, tone, key, asked) in buttons {
        let width = press_width(ui, look, &name, key);
        if left.x > place.left() && left.x + width > place.right() {
            if !open {
                break;
            }
            left = pos2(place.left(), left.y + press_height(look) + look.px(8.0));
        }
        let (rect, response): (Rect, Response) = press_ui(ui, look, left, &name, tone, key);
        left.x = rect.right() + look.px(8.0);
        if response.clicked() {
            wish = Some(asked);
        }
    }
    (left.y + press_height(look), wish)
}
