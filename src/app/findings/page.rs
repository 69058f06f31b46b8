//! The page of findings: the verdict, what is listed, the slides that have some, and a card for each.

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{Align2, Pos2, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::keys::does::PageKey;
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look::{Face, Look, layer, line, scroll_room};
use crate::app::kit::palette::Palette;

use super::buttons::{LEAST, Tone, Wish, press_ui, press_width};
use super::card::cards_ui;
use super::reading::{Kind, Place, Reading};
use super::state::{Action, Filter, Findings};
use super::verdict::verdict;
use super::words::{capital, number_word};

/// Windows narrower than this have no list beside the cards, in points.
const NARROW: f32 = 760.0;

/// The page as the whole window.
pub fn findings_ui(ui: &mut Ui, palette: Palette, page: &mut Findings) -> Option<Action> {
    page.listen();
    let window = ui.max_rect();
    let look = Look::new(window.size(), palette);
    ui.painter().rect_filled(window, 0.0, look.palette.ground);
    let wish = layer(ui, "findings", page.lines.is_some());
    let mut under = wish;
    let wish = whole_ui(&mut under, look, page);
    let over = page.lines.clone().and_then(|place| lines_ui(ui, look, &place));
    let wish = over.or(wish)?;
    ui.ctx().request_repaint();
    match wish {
        Wish::Key(key) => page.press(key),
        Wish::Of(at, key) => {
            page.chosen = at;
            page.press(key)
        }
        Wish::Choose(at) => {
            page.choose(at);
            None
        }
        Wish::List(filter) => {
            page.list(filter);
            None
        }
        Wish::Copy(words) => {
            ui.ctx().copy_text(words);
            page.said = Some("Copied".to_owned());
            None
        }
    }
}

fn whole_ui(ui: &mut Ui, look: Look, page: &mut Findings) -> Option<Wish> {
    let inner = ui.max_rect().shrink2(vec2(look.px(48.0), look.px(32.0)));
    let foot = Rect::from_min_max(pos2(inner.left(), inner.bottom() - look.px(20.0)), inner.max);
    let (head, mut wish) = head_ui(ui, look, inner, page);
    let body =
        Rect::from_min_max(pos2(inner.left(), head + look.px(14.0)), pos2(inner.right(), foot.top() - look.px(8.0)));
    if let Some(reading) = page.read().cloned() {
        let wide = ui.max_rect().width() >= NARROW;
        let list = body.with_max_x(body.left() + if wide { look.px(288.0) } else { 0.0 });
        let cards = body.with_min_x(list.right() + if wide { look.px(24.0) } else { 0.0 });
        if wide {
            wish = wish.or(list_ui(ui, look, list, page, &reading));
        }
        wish = wish.or(cards_ui(ui, look, cards, page, &reading));
        foot_ui(ui, look, foot, page, &reading.file);
    }
    wish
}

/// Title, verdict, buttons and what can be listed. Returns where it ends.
fn head_ui(ui: &mut Ui, look: Look, inner: Rect, page: &Findings) -> (f32, Option<Wish>) {
    let (words, title) = match &page.reading {
        None => ("Reading the deck …".to_owned(), None),
        Some(Err(why)) => (capital(&super::words::plainly(why, None)), None),
        Some(Ok(reading)) => (verdict(reading), Some(reading.title.clone())),
    };
    let label = title.map_or_else(|| "Check".to_owned(), |title| format!("Check, {title}"));
    let mut right = inner.right();
    let mut buttons = Vec::new();
    for (key, name) in [(PageKey::Close, "Done"), (PageKey::ReadAgain, "Read again")] {
        let width = press_width(ui, look, name, Some(key));
        buttons.push((pos2(right - width, inner.top()), key, name));
        right -= width + look.px(8.0);
    }
    let room = right - inner.left() - look.px(16.0);
    let label = look.label_within(ui, inner.left_top(), Align2::LEFT_TOP, room, &label);
    let at = pos2(inner.left(), label.bottom() + look.px(6.0));
    let verdict = line(&words, Face::Serif, 32.0, look.palette.strong);
    let verdict = look.words_on(ui, at, Align2::LEFT_TOP, (room, 2), verdict);
    let mut wish = None;
    for (at, key, name) in buttons.into_iter().rev() {
        let (_, response) = press_ui(ui, look, at, name, Tone::Usual, Some(key));
        wish = wish.or(response.clicked().then_some(Wish::Key(key)));
    }
    let mut bottom = verdict.bottom();
    if let Some(reading) = page.read() {
        let (below, listed) =
            filters_ui(ui, look, pos2(inner.left(), bottom + look.px(14.0)), inner.right(), page, reading);
        bottom = below;
        wish = wish.or(listed);
    }
    (bottom, wish)
}

/// What can be listed, each with how many there are; at the right, when the deck was read.
fn filters_ui(
    ui: &mut Ui,
    look: Look,
    at: Pos2,
    right: f32,
    page: &Findings,
    reading: &Reading,
) -> (f32, Option<Wish>) {
    let count = |kind: Kind| reading.findings.iter().filter(|finding| finding.kind == kind).count();
    let kinds =
        [(Kind::Fault, "Faults"), (Kind::Warning, "Warnings"), (Kind::Remark, "Remarks"), (Kind::Told, "Rehearsals")];
    let all = (Filter::All, "All", reading.findings.len());
    let rest = kinds.map(|(kind, name)| (Filter::Only(kind), name, count(kind)));
    let (mut left, mut wish, mut bottom) = (at, None, at.y);
    for (filter, name, count) in std::iter::once(all).chain(rest) {
        let on = page.filter == filter;
        if filter == Filter::Only(Kind::Told) && count == 0 && !on {
            continue;
        }
        let name = format!("{name} {count}");
        let (rect, response) = press_ui(ui, look, left, &name, if on { Tone::On } else { Tone::Usual }, None);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &name));
        if response.clicked() {
            wish = Some(Wish::List(filter));
        }
        left.x = rect.right() + look.px(8.0);
        bottom = rect.bottom();
    }
    let words = page.said.clone().unwrap_or_else(|| format!("As of {}, after your last change", reading.at));
    let color = if page.said.is_some() { look.palette.text } else { look.palette.mute };
    let room = right - left.x - look.px(16.0);
    if room > look.px(60.0) {
        let words = line(&words, Face::Regular, 15.0, color);
        let at = pos2(right, (at.y + bottom) / 2.0);
        look.words_within(ui, at, Align2::RIGHT_CENTER, room, words);
    }
    (bottom, wish)
}

/// The slides with findings: with a sign and in bold where something is to be fixed.
fn list_ui(ui: &mut Ui, look: Look, area: Rect, page: &mut Findings, reading: &Reading) -> Option<Wish> {
    look.panel(ui, area);
    let inner = area.shrink2(vec2(look.px(12.0), look.px(16.0)));
    let at = inner.min + vec2(look.px(12.0), 0.0);
    let label = look.label(ui, at, Align2::LEFT_TOP, "By slide");
    let mut firsts: Vec<(usize, bool)> = Vec::new();
    for at in page.listed() {
        let finding = &reading.findings[at];
        let same = firsts.last().is_some_and(|(first, _)| reading.findings[*first].slide == finding.slide);
        if same {
            firsts.iter_mut().last().into_iter().for_each(|it| it.1 |= finding.kind.asks());
        } else {
            firsts.push((at, finding.kind.asks()));
        }
    }
    let here = page.finding().map(|finding| finding.slide);
    let sought = page.sought;
    let region = inner.with_min_y(label.bottom() + look.px(8.0));
    let mut child = ui.new_child(scroll_room(region, "by slide", look.palette.panel));
    let mut wish = None;
    ScrollArea::vertical().auto_shrink(false).show(&mut child, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (first, asks) in firsts {
            let size = vec2(region.width(), look.px(36.0).max(LEAST));
            let (rect, response) = ui.allocate_exact_size(size, Sense::click());
            let finding = &reading.findings[first];
            let chosen = here == Some(finding.slide);
            row_ui(ui, look, rect, &response, (&reading.heading(finding), asks, chosen));
            if chosen && sought {
                ui.scroll_to_rect_animation(rect, None, ScrollAnimation::none());
            }
            if response.gained_focus() {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                wish = Some(Wish::Choose(first));
            }
        }
        let (rect, _) = ui.allocate_exact_size(vec2(region.width(), look.px(60.0)), Sense::hover());
        let words = line(&clean_words(reading), Face::Regular, 14.0, look.palette.mute).text.to_owned();
        let at = rect.min + vec2(look.px(12.0), look.px(12.0));
        let room = (region.width() - look.px(24.0), 3);
        look.words_on(ui, at, Align2::LEFT_TOP, room, line(&words, Face::Regular, 14.0, look.palette.mute));
    });
    wish
}

/// `Seventeen slides have nothing to fix. Two findings are left as they are.`
fn clean_words(reading: &Reading) -> String {
    let clean = match reading.clean() {
        0 => String::new(),
        1 => "One slide has nothing to fix. ".to_owned(),
        count => format!("{} slides have nothing to fix. ", capital(&number_word(count))),
    };
    let left = match reading.left {
        0 => String::new(),
        1 => "One finding is left as it is.".to_owned(),
        count => format!("{} findings are left as they are.", capital(&number_word(count))),
    };
    format!("{clean}{left}").trim_end().to_owned()
}

fn row_ui(ui: &mut Ui, look: Look, rect: Rect, response: &Response, (name, asks, chosen): (&str, bool, bool)) {
    let said = format!("{name}, {}", if asks { "to fix" } else { "remarks" });
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &said));
    if !ui.is_rect_visible(rect) {
        return;
    }
    if chosen || response.hovered() {
        ui.painter().rect_filled(rect, look.px(6.0), look.palette.cap_hover);
    }
    look.focus_ring(ui, rect.shrink(2.0), look.px(6.0), response);
    let (face, sign, color) = match (asks, chosen) {
        (true, _) => (Face::SemiBold, "!", if chosen { look.palette.hit } else { look.palette.attention }),
        (false, true) => (Face::SemiBold, "–", look.palette.text),
        (false, false) => (Face::Regular, "–", look.palette.mute),
    };
    let right = pos2(rect.right() - look.px(14.0), rect.center().y);
    let sign = look.galley(ui, sign, Face::Bold, 15.0, color);
    ui.painter().galley(right - vec2(sign.size().x, sign.size().y / 2.0), sign, color);
    let name = name.strip_prefix("Slide ").unwrap_or(name);
    let words =
        crate::app::kit::sheet::Sheet::line(ui, name, look.font(face, 15.0).size, face, rect.width() - look.px(48.0));
    let at = pos2(rect.left() + look.px(12.0), rect.center().y - words.size().y / 2.0);
    words.paint(ui.painter(), at, look.palette.text);
}

/// The deck's file, and what the keys do.
fn foot_ui(ui: &mut Ui, look: Look, foot: Rect, page: &Findings, file: &str) {
    let keymap = Keymap::of(ui.ctx());
    let cap = |key| keymap.cap(key).unwrap_or_default();
    let back =
        if page.changes > 0 { format!(", {} takes the change back", cap(PageKey::TakeBack)) } else { String::new() };
    let keys =
        format!("↑ ↓ next finding, {} fixes, {} opens the line{back}", cap(PageKey::Remedy), cap(PageKey::OpenLine));
    let at = pos2(foot.right(), foot.center().y);
    let keys = line(&keys, Face::Regular, 14.0, look.palette.mute);
    let keys = look.words_within(ui, at, Align2::RIGHT_CENTER, foot.width() * 0.62, keys);
    let room = keys.left() - foot.left() - look.px(16.0);
    let at = pos2(foot.left(), foot.center().y);
    look.words_within(ui, at, Align2::LEFT_CENTER, room, line(file, Face::Regular, 14.0, look.palette.mute));
}

/// The lines around the one at fault, over the page.
fn lines_ui(ui: &mut Ui, look: Look, place: &Place) -> Option<Wish> {
    let window = ui.max_rect();
    ui.painter().rect_filled(window, 0.0, eframe::egui::Color32::from_black_alpha(150));
    let size = vec2((window.width() * 0.9).min(look.px(980.0)), (window.height() * 0.9).min(look.px(470.0)));
    let panel = Rect::from_center_size(window.center(), size);
    ui.painter().rect_filled(panel, look.px(10.0), look.palette.panel);
    let inner = panel.shrink2(vec2(look.px(28.0), look.px(22.0)));
    let width = press_width(ui, look, "Close", Some(PageKey::Close));
    let at = pos2(inner.right() - width, inner.top());
    let name = format!("{}, line {}", super::reading::name_of(&place.file), place.line);
    let room = inner.width() - width - look.px(16.0);
    let head = line(&name, Face::SemiBold, 20.0, look.palette.strong);
    let head = look.words_within(ui, inner.min, Align2::LEFT_TOP, room, head);
    let (close, response) = press_ui(ui, look, at, "Close", Tone::Usual, Some(PageKey::Close));
    let region = inner.with_min_y(head.bottom().max(close.bottom()) + look.px(14.0));
    let mut child = ui.new_child(scroll_room(region, "lines", look.palette.panel));
    ScrollArea::both().auto_shrink(false).show(&mut child, |ui| {
        ui.spacing_mut().item_spacing.y = look.px(2.0);
        for (number, words) in (place.first..).zip(&place.lines) {
            let color = if number == place.line { look.palette.strong } else { look.palette.mute };
            let text = format!("{number:>4}  {words}");
            let galley = look.galley(ui, text.as_str(), Face::Mono, 15.0, color);
            let (rect, line) = ui.allocate_exact_size(galley.size() + vec2(look.px(12.0), 0.0), Sense::hover());
            line.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
            if number == place.line {
                ui.painter().rect_filled(rect, look.px(4.0), look.palette.cap_hover);
            }
            ui.painter().galley(rect.min + vec2(look.px(6.0), 0.0), galley, color);
        }
    });
    response.clicked().then_some(Wish::Key(PageKey::Close))
}
