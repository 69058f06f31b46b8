//! The settings page: its state, its keys, and how its groups are drawn.

use std::sync::mpsc::{self, Receiver};

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{
    Align, Align2, Color32, Context, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, Vec2, ViewportId,
    WidgetInfo, pos2, vec2,
};

use crate::app::desktop::editor;
use crate::app::keys::does::{PageKey, WindowCommand};
use crate::app::kit::buttons::{Button, Weight, paint_segments};
use crate::app::kit::look::{Face, Look, layer, line, scroll_room};
use crate::crew::{Crew, Job};
use crate::settings::Settings;

use super::rows::{Control, GROUPS, Row, groups};
use super::sample;
use super::search::{MOST_LETTERS, keep_found, search_ui};

/// The page while it is open.
#[derive(Debug, Default)]
pub struct Choices {
    /// A group that is to be in sight.
    sought: Option<usize>,
    /// The last that was sought, until its heading leaves sight, and whether that came there already.
    found: Option<(usize, bool)>,
    /// The group that is looked at: that one, or else the first whose heading is in sight, or the one that fills the page.
    current: Option<usize>,
    /// How far keys have scrolled it since it was last drawn, in lines.
    lines: f32,
    /// Whether all is to be as it was at first is asked.
    asking: bool,
    /// What is looked for, and whether its field is to have the focus.
    search: String,
    focus: bool,
    /// The editors on this machine, and who looks for them.
    editors: Vec<&'static str>,
    looks: Option<Receiver<Vec<&'static str>>>,
}

/// What the page is told.
pub struct Known<'a> {
    pub settings: &'a Settings,
    /// What the file holds wrongly: table and key, and what is wrong in words.
    pub faults: &'a [(String, String)],
    pub folders: Vec<(&'static str, String)>,
}

/// What the page asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    Leave,
    Change(Box<Settings>),
    Window(WindowCommand),
}

const FAR: f32 = 100_000.0;

const EDITORS: Job = Job { name: "editors", work: "Looking for editors", remedy: "" };
impl Choices {
    /// Opens the page; what is on this machine is found out meanwhile.
    #[must_use]
    pub fn open(crew: &Crew, ctx: &Context) -> Self {
        let (tell, looks) = mpsc::channel();
        let ctx = ctx.clone();
        drop(crew.task(EDITORS, move || {
            // The page may have been left meanwhile.
            let _ = tell.send(editor::found());
            ctx.request_repaint_of(ViewportId::ROOT);
        }));
        Self { looks: Some(looks), ..Self::default() }
    }

    /// Letters that were typed without the field: they look for a setting, and the next ones are the field's own.
    pub fn write(&mut self, letters: &str) {
        if self.asking {
            return;
        }
        let blank = self.search.is_empty();
        let written = letters.chars().filter(|letter| !(letter.is_control() || blank && letter.is_whitespace()));
        let before = self.search.len();
        let room = MOST_LETTERS.saturating_sub(self.search.chars().count());
        self.search.extend(written.take(room));
        self.focus |= self.search.len() > before;
    }

    /// What a key does here.
    pub fn press(&mut self, key: PageKey) -> Option<Action> {
        match key {
            PageKey::Close if self.asking => self.asking = false,
            PageKey::Close if !self.search.is_empty() => self.search.clear(),
            PageKey::FindSetting => self.focus = true,
            PageKey::Close => return Some(Action::Leave),
            PageKey::Up => self.lines -= 1.0,
            PageKey::Down => self.lines += 1.0,
            PageKey::First => self.lines = -FAR,
            PageKey::Last => self.lines = FAR,
            PageKey::Number(number) => self.sought = usize::from(number).checked_sub(1).filter(|at| *at < GROUPS.len()),
            _ => {}
        }
        None
    }

    /// The whole window.
    pub fn ui(&mut self, ui: &mut Ui, look: Look, known: &Known<'_>) -> Option<Action> {
        let window = ui.max_rect();
        ui.interact(window, ui.scope_id().with("settings"), Sense::CLICK);
        ui.painter().rect_filled(window, 0.0, look.palette.ground);
        let look = Look { scale: look.scale.clamp(0.85, 2.0), ..look };
        let margin = look.px(if window.width() < 800.0 { 20.0 } else { 48.0 });
        let inner = window.shrink2(vec2(margin, look.px(if window.height() < 600.0 { 16.0 } else { 36.0 })));
        let mut under = layer(ui, "settings", self.asking);
        let head = line("Settings", Face::Serif, 32.0, look.palette.strong);
        let head = look.words(&mut under, inner.left_top(), Align2::LEFT_TOP, head);
        let mut asked = self.head_ui(&mut under, look, inner);
        let body = Rect::from_min_max(pos2(inner.left(), head.bottom() + look.px(20.0)), inner.max);
        let listed = window.width() >= 1100.0;
        if listed {
            self.list_ui(&mut under, look, body);
        }
        let left = if listed { body.left() + look.px(240.0) } else { body.left() };
        let region = Rect::from_min_max(pos2(left, body.top()), body.max);
        asked = self.groups_ui(&mut under, look, region, known).or(asked);
        if self.asking { self.question_ui(ui, look, known) } else { asked }
    }

    fn head_ui(&mut self, ui: &mut Ui, look: Look, inner: Rect) -> Option<Action> {
        let reset = Button::plain("Reset …");
        let done = Button::of(ui, "Done", PageKey::Close);
        let (small, large) = (reset.size(ui, look), done.size(ui, look));
        let right = Rect::from_min_size(pos2(inner.right() - large.x, inner.top()), large);
        let left = Rect::from_min_size(pos2(right.left() - small.x - look.px(8.0), inner.top()), small);
        search_ui(ui, look, (inner.left() + look.px(150.0), left), &mut self.search, &mut self.focus);
        if reset.ui(ui, look, left, "head").clicked() {
            self.asking = true;
        }
        done.ui(ui, look, right, "head").clicked().then_some(Action::Leave)
    }

    /// The groups by name, and where the settings are.
    fn list_ui(&mut self, ui: &mut Ui, look: Look, body: Rect) {
        for (at, name) in GROUPS.iter().enumerate() {
            let place = pos2(body.left(), body.top() + look.px(44.0) * at as f32);
            let place = Rect::from_min_size(place, vec2(look.px(200.0), look.px(40.0)));
            let response = ui.interact(place, ui.scope_id().with(("group", at)), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("Go to {name}")));
            let current = self.current == Some(at);
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(current));
            if response.hovered() || response.has_focus() || current {
                let fill = if current { look.palette.cap_hover } else { look.palette.cap };
                ui.painter().rect_filled(place, look.px(6.0), fill);
            }
            look.focus_ring(ui, place.shrink(2.0), look.px(6.0), &response);
            let face = if current { Face::SemiBold } else { Face::Regular };
            let galley = look.galley(ui, *name, face, 15.0, look.palette.text);
            let at_words = pos2(place.left() + look.px(12.0), place.center().y - galley.size().y / 2.0);
            ui.painter().galley(at_words, galley, look.palette.text);
            if response.clicked() {
                self.sought = Some(at);
            }
        }
        let words = line("Saved as you change them", Face::Regular, 13.5, look.palette.mute);
        look.words(ui, body.left_bottom() + vec2(look.px(12.0), 0.0), Align2::LEFT_BOTTOM, words);
    }

    fn groups_ui(&mut self, ui: &mut Ui, look: Look, region: Rect, known: &Known<'_>) -> Option<Action> {
        if let Some(editors) = self.looks.as_ref().and_then(|looks| looks.try_recv().ok()) {
            self.editors = editors;
        }
        let mut all = groups(known.settings, &known.folders, &self.editors);
        keep_found(&mut all, &self.search);
        if all.iter().all(Vec::is_empty) {
            self.nothing_ui(ui, look, region);
            return None;
        }
        let gap = look.px(24.0);
        let ring = ring_room(look);
        let room = region.width();
        let columns = if ui.max_rect().width() >= 1100.0 { 2 } else { 1 };
        let width = ((room - gap * (columns as f32 - 1.0)) / columns as f32).floor();
        let heights: Vec<f32> = all.iter().map(|rows| group_height(ui, look, width, rows, known)).collect();
        let half = if columns == 2 { 4 } else { all.len() };
        let tall =
            |heights: &[f32]| heights.iter().filter(|height| **height > 0.0).map(|height| height + gap).sum::<f32>();
        let height = tall(&heights[..half]).max(tall(&heights[half..])) + ring;
        let by = (std::mem::take(&mut self.lines) * -look.px(48.0)).clamp(-FAR, FAR);
        let sought = self.sought.take();
        let (mut asked, mut seen, mut fills) = (None, Vec::new(), None);
        // The bar that scrolls stands in the margin, so that panels end where the head does.
        let region = Rect::from_min_max(region.min - vec2(ring, 0.0), region.max + vec2(look.px(14.0), 0.0));
        let view = region.shrink2(vec2(0.0, look.px(8.0)));
        let mut child = ui.new_child(scroll_room(region, "groups", look.palette.ground));
        ScrollArea::vertical().auto_shrink(false).show(&mut child, |ui| {
            ui.scroll_with_delta_animation(vec2(0.0, by), ScrollAnimation::none());
            let (area, _) = ui.allocate_exact_size(vec2(room + ring * 2.0, height), Sense::hover());
            let mut at = area.min + vec2(ring, ring);
            for (index, rows) in all.iter().enumerate() {
                if index == half {
                    at = pos2(at.x + width + gap, area.min.y + ring);
                }
                if rows.is_empty() {
                    continue;
                }
                let rect = Rect::from_min_size(at, vec2(width, heights[index]));
                asked = group_ui(ui, look, rect, (GROUPS[index], rows), known).or(asked.take());
                if view.y_range().contains(rect.top() + look.px(24.0)) {
                    seen.push(index);
                } else if view.y_range().intersects(rect.y_range()) {
                    fills = fills.or(Some(index));
                }
                if sought == Some(index) {
                    ui.scroll_to_rect_animation(rect, Some(Align::TOP), ScrollAnimation::none());
                }
                at.y = rect.bottom() + gap;
            }
        });
        let before = self.current;
        self.look_at(sought, &seen, &all);
        self.current = self.current.or(fills);
        if self.current != before {
            // The list was drawn before.
            ui.ctx().request_repaint();
        }
        asked
    }

    fn nothing_ui(&self, ui: &mut Ui, look: Look, region: Rect) {
        let words = format!("No setting is called “{}”", self.search.trim());
        let words = line(&words, Face::Regular, 17.0, look.palette.mute);
        let at = region.min + vec2(ring_room(look), look.px(16.0));
        look.words_within(ui, at, Align2::LEFT_TOP, region.width(), words);
    }

    /// Which group is looked at, now that the headings of these are in sight.
    fn look_at(&mut self, sought: Option<usize>, seen: &[usize], all: &[Vec<Row>]) {
        let found = sought.map(|at| (at, false)).or(self.found);
        let found = found.map(|(at, was)| (at, was, seen.contains(&at)));
        let stays =
            |(at, was, is): &(usize, bool, bool)| (*is || !was) && all.get(*at).is_some_and(|it| !it.is_empty());
        self.found = found.filter(stays).map(|(at, was, is)| (at, was || is));
        self.current = self.found.map(|(at, _)| at).or(seen.first().copied());
    }

    /// Whether all is to be as at first, and what that changes.
    fn question_ui(&mut self, ui: &mut Ui, look: Look, known: &Known<'_>) -> Option<Action> {
        let window = ui.max_rect();
        ui.interact(window, ui.scope_id().with("around the question"), Sense::CLICK);
        ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(158));
        let usual = usual(known.settings);
        let changed = changed(known.settings, &usual);
        let words = if changed.is_empty() {
            "All settings are as they were at first.".to_owned()
        } else {
            format!("This changes: {}. Screens and talks stay remembered.", changed.join(", "))
        };
        let size = vec2(look.px(560.0).min(window.width() - look.px(32.0)), look.px(250.0));
        let page = Rect::from_center_size(window.center(), size);
        ui.painter().rect_filled(page, look.px(12.0), look.palette.panel);
        let inner = page.shrink(look.px(24.0));
        let title = line("Reset all settings?", Face::Serif, 24.0, look.palette.strong);
        let title = look.words(ui, inner.left_top(), Align2::LEFT_TOP, title);
        let at = pos2(inner.left(), title.bottom() + look.px(10.0));
        look.words_on(
            ui,
            at,
            Align2::LEFT_TOP,
            (inner.width(), 5),
            line(&words, Face::Regular, 15.0, look.palette.text),
        );
        let no = Button::of(ui, "Keep them", PageKey::Close).weight(Weight::Primary);
        let yes = Button::plain("Reset");
        let (keep, reset) = (no.size(ui, look), yes.size(ui, look));
        let keep = Rect::from_min_size(pos2(inner.left(), inner.bottom() - keep.y), keep);
        let reset = Rect::from_min_size(pos2(keep.right() + look.px(8.0), keep.top()), reset);
        let kept = no.ui(ui, look, keep, "question").clicked();
        let done = yes.ui(ui, look, reset, "question").clicked();
        self.asking = !(kept || done);
        done.then(|| Action::Change(Box::new(usual)))
    }
}

/// Room for the ring around what has the focus.
fn ring_room(look: Look) -> f32 {
    look.px(6.0)
}

/// As at first, but for what was learnt of screens and talks.
fn usual(settings: &Settings) -> Settings {
    let mut usual = settings.clone();
    let Settings { console, stage, captions, teleprompter, screen_reader, keys, .. } = Settings::default();
    (usual.console, usual.stage, usual.captions, usual.screen_reader) = (console, stage, captions, screen_reader);
    (usual.teleprompter, usual.keys) = (teleprompter, keys);
    usual
}

/// The names of the groups that a reset changes.
fn changed(now: &Settings, usual: &Settings) -> Vec<&'static str> {
    [
        ("appearance and notes", now.console != usual.console),
        ("motion, rehearsals and the wait for Start", now.stage != usual.stage),
        ("captions", now.captions != usual.captions),
        ("what screen readers are told", now.screen_reader != usual.screen_reader),
        ("teleprompter", now.teleprompter != usual.teleprompter),
        ("your own keys", now.keys != usual.keys),
    ]
    .into_iter()
    .filter_map(|(name, differs)| differs.then_some(name))
    .collect()
}

const PAD: f32 = 24.0;

fn group_height(ui: &Ui, look: Look, width: f32, rows: &[Row], known: &Known<'_>) -> f32 {
    if rows.is_empty() {
        return 0.0;
    }
    let rows = rows.iter().map(|row| row_height(ui, look, width - look.px(PAD) * 2.0, row, known)).sum::<f32>();
    rows + look.px(48.0)
}

fn fault<'a>(row: &Row, known: &'a Known<'_>) -> Option<&'a str> {
    let of = |key: &str| key == row.key || (row.key == "keys" && key.starts_with("keys.") && key != "keys.letters");
    known.faults.iter().find(|(key, _)| !row.key.is_empty() && of(key)).map(|(_, words)| words.as_str())
}

/// Whether the control stands below the name, since both have no room in one line.
fn folds(ui: &Ui, look: Look, width: f32, row: &Row) -> bool {
    let name = look.galley(ui, row.name, Face::SemiBold, 15.0, look.palette.text).size().x;
    if matches!(row.control, Control::Sample(_)) {
        return false;
    }
    let under = look.galley(ui, row.under, Face::Regular, 13.5, look.palette.text).size().x;
    name.max(under) + look.px(16.0) + control_width(ui, look, &row.control) > width
}

fn row_height(ui: &Ui, look: Look, width: f32, row: &Row, known: &Known<'_>) -> f32 {
    if matches!(row.control, Control::Sample(_)) {
        return look.px(48.0) + sample::height(look, width);
    }
    let own = look.px(if row.under.is_empty() { 48.0 } else { 56.0 });
    let folded = if folds(ui, look, width, row) { look.px(40.0) } else { 0.0 };
    let fault = fault(row, known).map_or(0.0, |words| fault_galley(ui, look, width, words).size().y + look.px(10.0));
    own + folded + fault
}

fn fault_galley(ui: &Ui, look: Look, width: f32, words: &str) -> std::sync::Arc<eframe::egui::Galley> {
    ui.painter().layout(format!("! {words}"), look.font(Face::Regular, 13.5), look.palette.attention, width)
}

fn group_ui(ui: &mut Ui, look: Look, rect: Rect, (title, rows): (&str, &[Row]), known: &Known<'_>) -> Option<Action> {
    look.panel(ui, rect);
    let inner = rect.shrink2(vec2(look.px(PAD), look.px(16.0)));
    look.label(ui, inner.left_top(), Align2::LEFT_TOP, title);
    let mut y = inner.top() + look.px(22.0);
    let mut asked = None;
    for (at, row) in rows.iter().enumerate() {
        let height = row_height(ui, look, inner.width(), row, known);
        let place = Rect::from_min_size(pos2(inner.left(), y), vec2(inner.width(), height));
        if at > 0 {
            ui.painter().hline(place.x_range(), place.top(), Stroke::new(1.0, look.palette.cap));
        }
        asked = row_ui(ui, look, place, row, known).or(asked);
        y = place.bottom();
    }
    asked
}

fn row_ui(ui: &mut Ui, look: Look, rect: Rect, row: &Row, known: &Known<'_>) -> Option<Action> {
    let own = look.px(if row.under.is_empty() { 48.0 } else { 56.0 });
    let first = Rect::from_min_size(rect.min, vec2(rect.width(), own));
    let name = line(row.name, Face::SemiBold, 15.0, look.palette.text);
    let lift = if row.under.is_empty() { 0.0 } else { look.px(10.0) };
    look.words(ui, first.left_center() - vec2(0.0, lift), Align2::LEFT_CENTER, name);
    if !row.under.is_empty() {
        let under = line(row.under, Face::Regular, 13.5, look.palette.mute);
        look.words(ui, first.left_center() + vec2(0.0, look.px(11.0)), Align2::LEFT_CENTER, under);
    }
    let (mut place, mut bottom) = (first, first.bottom());
    if folds(ui, look, rect.width(), row) {
        place =
            Rect::from_min_size(pos2(first.left(), first.bottom() - look.px(4.0)), vec2(rect.width(), look.px(40.0)));
        bottom += look.px(40.0);
    }
    if let Control::Sample(captions) = row.control {
        let size = vec2(rect.width(), sample::height(look, rect.width()));
        sample::sample_ui(ui, look, Rect::from_min_size(first.left_bottom() - vec2(0.0, look.px(8.0)), size), captions);
        return None;
    }
    let asked = control_ui(ui, look, place, row);
    if let Some(words) = fault(row, known) {
        let galley = fault_galley(ui, look, rect.width(), words);
        look.put(ui, pos2(rect.left(), bottom), Align2::LEFT_TOP, galley, words);
    }
    asked
}

fn segment<'a>(name: &'a str, said: &'a str, on: bool) -> Button<'a> {
    Button::plain(name).saying(said).weight(Weight::Segment(on))
}

/// A segment is less wide than a button of a page.
fn slim(size: Vec2, look: Look) -> Vec2 {
    vec2(size.x - look.px(8.0), look.px(34.0).max(26.0))
}

fn control_width(ui: &Ui, look: Look, control: &Control) -> f32 {
    let of = |name: &str| slim(Button::plain(name).size(ui, look), look).x;
    match control {
        Control::Segments(all) => all.iter().map(|(name, ..)| of(name)).sum(),
        Control::Steps(..) => look.px(224.0),
        Control::Page(name, _) => of(name),
        Control::Sample(_) => 0.0,
        Control::Words(words) => look.galley(ui, words.as_str(), Face::Regular, 15.0, look.palette.mute).size().x,
    }
}

fn control_ui(ui: &mut Ui, look: Look, rect: Rect, row: &Row) -> Option<Action> {
    let width = control_width(ui, look, &row.control).min(rect.width());
    let mut at = pos2(rect.right() - width, rect.center().y);
    let mut asked = None;
    match &row.control {
        Control::Segments(all) => {
            let high = look.px(34.0).max(26.0);
            paint_segments(ui, look, Rect::from_min_size(at - vec2(0.0, high / 2.0), vec2(width, high)));
            for (name, on, chosen) in all {
                let said = format!("{}: {name}", row.name);
                let button = segment(name, &said, *on);
                let size = slim(button.size(ui, look), look);
                let place = Rect::from_min_size(pos2(at.x, at.y - size.y / 2.0), size);
                if button.ui(ui, look, place, row.key).clicked() && !on {
                    asked = Some(Action::Change(Box::new(chosen.clone())));
                }
                at.x = place.right();
            }
        }
        Control::Steps(less, words, more) => {
            let size = vec2(look.px(40.0), look.px(34.0).max(26.0));
            for (sign, way, chosen, x) in
                [("–", "smaller", less, rect.right() - look.px(224.0)), ("+", "larger", more, rect.right() - size.x)]
            {
                let said = format!("{}, {way}", row.name);
                let place = Rect::from_min_size(pos2(x, at.y - size.y / 2.0), size);
                let mut child = ui.new_child(UiBuilder::new().max_rect(place).id_salt((row.key, way)));
                if chosen.is_none() {
                    child.disable();
                }
                let clicked = Button::plain(sign).saying(&said).ui(&mut child, look, place, row.key).clicked();
                let chosen = chosen.as_ref().filter(|_| clicked);
                asked = chosen.map(|chosen| Action::Change(chosen.clone())).or(asked);
            }
            let words = line(words, Face::SemiBold, 15.0, look.palette.strong);
            look.words(ui, pos2(rect.right() - look.px(112.0), at.y), Align2::CENTER_CENTER, words);
        }
        Control::Sample(_) => {}
        Control::Page(name, command) => {
            let button = Button::plain(name);
            let size = slim(button.size(ui, look), look);
            let place = Rect::from_min_size(pos2(at.x, at.y - size.y / 2.0), size);
            asked = button.ui(ui, look, place, row.name).clicked().then_some(Action::Window(*command));
        }
        Control::Words(words) => {
            let words = line(words, Face::Regular, 15.0, look.palette.mute);
            look.words_within(ui, at, Align2::LEFT_CENTER, width + 1.0, words);
        }
    }
    asked
}
