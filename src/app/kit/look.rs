//! The console's looks: its colors, its fonts, and the few shapes that all panels are made of.

pub mod caps;

use std::hash::Hash;
use std::sync::Arc;

use eframe::egui::accesskit::{Node, Rect as Bounds};
use eframe::egui::style::{ScrollFadeStyle, ScrollStyle};
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Align2, Color32, Context, FontData, FontDefinitions, FontFamily, FontId, Frame, Galley, Id, Margin, Pos2, Rect,
    Response, Role, Sense, Stroke, StrokeKind, TextStyle, Theme, Ui, UiBuilder, UiKind, UiStackInfo, Vec2, WidgetInfo,
    pos2,
};

use super::palette::Palette;
use super::slide::paint_ground;
use crate::app::keys::does::Does;
use crate::app::keys::keymap::Keymap;
pub use crate::app::pictures::face::Face;
use crate::app::pictures::words::{self, Wish, Words};
use crate::faces;

/// Around the slide on the stage, and under captions.
pub const SURROUND: Color32 = Color32::from_rgb(0x0B, 0x0E, 0x13);

/// No line of words is wider, in points.
const WIDEST: f32 = 4000.0;

/// Gives egui our fonts and colors; it brings none of its own. What these lack is laid out as slides are (`pictures::words`).
pub fn install(ctx: &Context) {
    // The keys that would do it size the captions.
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
    let mut fonts = FontDefinitions::default();
    for (family, bytes) in faces::SIGNS {
        fonts.font_data.insert(family.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let signs = || faces::SIGNS.iter().map(|(family, _)| (*family).to_owned());
    for (face, name, place) in Face::ALL {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(faces::bundled()[place].data())));
        let chain = [name.to_owned()].into_iter().chain(signs()).chain(["serif".to_owned()]).collect();
        fonts.families.insert(face.family(), chain);
    }
    for (usual, face) in [(FontFamily::Proportional, Face::Regular), (FontFamily::Monospace, Face::Mono)] {
        if let Some(chain) = fonts.families.get(&face.family()).cloned() {
            fonts.families.insert(usual, chain);
        }
    }
    ctx.set_fonts(fonts);
    ctx.set_visuals_of(Theme::Dark, Palette::DARK.visuals());
    ctx.set_visuals_of(Theme::Light, Palette::LIGHT.visuals());
    ctx.set_theme(Theme::Dark);
    ctx.all_styles_mut(|style| {
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.6;
        style.animation_time = 0.0;
        style.text_styles.insert(TextStyle::Body, FontId::new(14.0, Face::Regular.family()));
        style.spacing.menu_margin = Margin::symmetric(10, 7);
        style.spacing.scroll = ScrollStyle {
            bar_width: 8.0,
            floating_width: 4.0,
            handle_min_length: 40.0,
            fade: ScrollFadeStyle { strength: 1.0, size: 22.0 },
            dormant_handle_opacity: 1.0,
            active_handle_opacity: 1.0,
            active_background_opacity: 0.0,
            interact_background_opacity: 0.0,
            ..ScrollStyle::floating()
        };
    });
}

/// How large the console is drawn: 1.0 at 1440 × 900 points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    pub scale: f32,
    pub palette: Palette,
}

impl Look {
    #[must_use]
    pub fn new(window: Vec2, palette: Palette) -> Self {
        Self { scale: (window.x / 1440.0).min(window.y / 900.0).clamp(0.7, 4.0), palette }
    }

    /// A length at this scale.
    #[must_use]
    pub fn px(self, length: f32) -> f32 {
        (length * self.scale).round()
    }

    /// A font; small type never shrinks below what can be read.
    #[must_use]
    pub fn font(self, face: Face, size: f32) -> FontId {
        FontId::new((size * self.scale).max(size.min(11.5)), face.family())
    }

    #[must_use]
    pub fn galley(self, ui: &Ui, text: impl Into<String>, face: Face, size: f32, color: Color32) -> Arc<Galley> {
        ui.painter().layout_no_wrap(text.into(), self.font(face, size), color)
    }

    /// Words on one line at `at`, readable for assistive technology too.
    pub fn words(self, ui: &mut Ui, at: Pos2, align: Align2, line: Line<'_>) -> Rect {
        if words::beyond(ui.ctx(), line.face, line.text) {
            return self.words_within(ui, at, align, WIDEST, line);
        }
        let galley = self.galley(ui, line.text, line.face, line.size, line.color);
        self.put(ui, at, align, galley, line.text)
    }

    /// As `words`, cut with an ellipsis where `width` ends.
    pub fn words_within(self, ui: &mut Ui, at: Pos2, align: Align2, width: f32, line: Line<'_>) -> Rect {
        self.words_on(ui, at, align, (width, 1), line)
    }

    /// As `words_within`, on as many lines as there may be.
    pub fn words_on(self, ui: &mut Ui, at: Pos2, align: Align2, (width, lines): (f32, usize), line: Line<'_>) -> Rect {
        if let Some(rect) = self.script(ui, at, align, width, line) {
            return rect;
        }
        let format = TextFormat::simple(self.font(line.face, line.size), line.color);
        let mut job = LayoutJob::single_section(line.text.to_owned(), format);
        job.wrap.max_width = width.max(1.0);
        job.wrap.max_rows = lines;
        job.wrap.break_anywhere = lines == 1;
        let galley = ui.painter().layout_job(job);
        self.put(ui, at, align, galley, line.text)
    }

    /// Words that egui cannot set, as a picture of them; `None` where it can.
    fn script(self, ui: &mut Ui, at: Pos2, align: Align2, width: f32, line: Line<'_>) -> Option<Rect> {
        if !words::beyond(ui.ctx(), line.face, line.text) {
            return None;
        }
        let wish = Wish::line(line.text, line.face, self.font(line.face, line.size).size, width);
        let picture = match words::set(ui.ctx(), wish) {
            Words::Picture(picture) => picture,
            Words::Coming => {
                let rect = align.anchor_size(at, Vec2::ZERO);
                self.name(ui, at, rect, line.text);
                return Some(rect);
            }
            Words::Failed => return None,
        };
        let rect = align.anchor_size(at, picture.size);
        ui.painter().extend(picture.shapes(rect.min, line.color));
        self.name(ui, at, rect, line.text);
        Some(rect)
    }

    /// A small heading in spaced capitals.
    pub fn label(self, ui: &mut Ui, at: Pos2, align: Align2, text: &str) -> Rect {
        self.label_within(ui, at, align, f32::INFINITY, text)
    }

    /// As `label`, cut with an ellipsis where `width` ends.
    pub fn label_within(self, ui: &mut Ui, at: Pos2, align: Align2, width: f32, text: &str) -> Rect {
        self.set_label(ui, at, align, width, (text, self.palette.mute))
    }

    /// As `label`, in a color.
    pub fn label_in(self, ui: &mut Ui, at: Pos2, align: Align2, words: (&str, Color32)) -> Rect {
        self.set_label(ui, at, align, f32::INFINITY, words)
    }

    /// How wide such a heading is.
    #[must_use]
    pub fn label_width(self, ui: &Ui, text: &str) -> f32 {
        self.label_galley(ui, f32::INFINITY, (text, self.palette.mute)).size().x
    }

    fn set_label(self, ui: &mut Ui, at: Pos2, align: Align2, width: f32, words: (&str, Color32)) -> Rect {
        let galley = self.label_galley(ui, width, words);
        self.put(ui, at, align, galley, words.0)
    }

    fn label_galley(self, ui: &Ui, width: f32, (text, color): (&str, Color32)) -> Arc<Galley> {
        let mut format = TextFormat::simple(self.font(Face::SemiBold, 11.0), color);
        format.extra_letter_spacing = 1.3 * self.scale;
        let mut job = LayoutJob::single_section(text.to_uppercase(), format);
        job.wrap.max_width = width.max(1.0);
        job.wrap.max_rows = 1;
        job.wrap.break_anywhere = true;
        ui.painter().layout_job(job)
    }

    /// Figures that keep their places while they run: each digit in a cell of its own.
    pub fn figures(self, ui: &mut Ui, left_top: Pos2, line: Line<'_>, name: &str) -> Rect {
        let cell = self.galley(ui, "0", line.face, line.size, line.color).size();
        let mut x = left_top.x;
        for digit in line.text.chars() {
            let galley = self.galley(ui, digit, line.face, line.size, line.color);
            let width = if digit.is_ascii_digit() { cell.x } else { galley.size().x };
            ui.painter().galley(pos2(x + (width - galley.size().x) / 2.0, left_top.y), galley, line.color);
            x += width;
        }
        let rect = Rect::from_min_max(left_top, pos2(x, left_top.y + cell.y));
        let response = ui.interact(rect, ui.scope_id().with((name, "figures")), Sense::hover());
        // It runs, and nobody is told each second.
        response.widget_info(|| WidgetInfo::labeled(Role::Timer, true, format!("{name} {}", line.text)));
        rect
    }

    /// A glass at the left end of a field that is searched in; what is left of the field.
    pub fn glass(self, ui: &Ui, field: Rect) -> Rect {
        let eye = pos2(field.left() + self.px(21.0), field.center().y - self.px(1.5));
        let stroke = Stroke::new(self.px(2.0), self.palette.mute);
        ui.painter().circle_stroke(eye, self.px(5.5), stroke);
        let handle = Vec2::splat(self.px(4.0));
        ui.painter().line_segment([eye + handle, eye + handle * 2.2], stroke);
        field.with_min_x(field.left() + self.px(40.0)).with_max_x(field.right() - self.px(14.0))
    }

    /// A few words on a plate over whatever is there, with their middle at `center`.
    pub fn plate(self, ui: &mut Ui, center: Pos2, width: f32, words: &str) -> Rect {
        let words = line(words, Face::SemiBold, 16.0, self.palette.text);
        let pad = Vec2::new(self.px(20.0), self.px(12.0));
        let wide = self.galley(ui, words.text, words.face, words.size, words.color).size();
        let ground = Rect::from_center_size(center, Vec2::new(wide.x.min(width - 2.0 * pad.x), wide.y) + 2.0 * pad);
        let edge = Stroke::new(1.0, self.palette.mark);
        ui.painter().rect(ground, self.px(10.0), self.palette.panel, edge, StrokeKind::Outside);
        self.words_within(ui, center, Align2::CENTER_CENTER, ground.width() - 2.0 * pad.x, words);
        ground
    }

    /// A panel's ground.
    pub fn panel(self, ui: &Ui, rect: Rect) {
        paint_ground(ui.painter(), rect, self.px(10.0), self.palette.panel);
    }

    pub fn focus_ring(self, ui: &Ui, rect: Rect, radius: f32, response: &Response) {
        if response.has_focus() {
            let ring = Stroke::new(2.0, self.palette.attention);
            ui.painter().rect_stroke(rect.expand(2.0), radius + 2.0, ring, StrokeKind::Outside);
        }
    }

    /// Words that are laid out already.
    pub fn put(self, ui: &mut Ui, at: Pos2, align: Align2, galley: Arc<Galley>, text: &str) -> Rect {
        let rect = align.anchor_size(at, galley.size());
        ui.painter().galley(rect.min, galley, self.palette.text);
        self.name(ui, at, rect, text);
        rect
    }

    /// What is painted in `rect`, for assistive technology.
    fn name(self, ui: &mut Ui, at: Pos2, rect: Rect, text: &str) {
        let id = ui.scope_id().with((text, at.x.to_bits(), at.y.to_bits()));
        let response = ui.interact(rect, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    }
}

/// A line of text and how it is set.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    pub text: &'a str,
    pub face: Face,
    pub size: f32,
    pub color: Color32,
}

#[must_use]
pub fn line(text: &str, face: Face, size: f32, color: Color32) -> Line<'_> {
    Line { text, face, size, color }
}

/// The whole of a window for what may lie beneath something else: then nothing in it can be operated, and assistive
/// technology is told so.
pub fn layer(ui: &mut Ui, name: impl Hash + std::fmt::Debug, beneath: bool) -> Ui {
    let layer = UiBuilder::new().max_rect(ui.max_rect()).id_salt(("layer", name));
    let child = ui.new_child(if beneath { layer.disabled() } else { layer });
    if beneath {
        child.ctx().accesskit_node_builder(child.unique_id(), Node::set_hidden);
    }
    child
}

/// Room for what is scrolled there, over `ground`. Screen readers that say a page's words when it opens leave these to be
/// gone to.
pub fn scroll_room(area: Rect, name: impl Hash + std::fmt::Debug, ground: Color32) -> UiBuilder {
    let room = UiBuilder::new().max_rect(area).id_salt(name).accessibility_role(Role::ScrollView);
    room.ui_stack_info(fading_into(ground))
}

/// What is scrolled out of sight fades into `ground`.
pub fn fading_into(ground: Color32) -> UiStackInfo {
    UiStackInfo::new(UiKind::Frame).with_frame(Frame::new().fill(ground))
}

/// The page of a layer is a dialog of this name to those who do not see it.
pub fn dialog(layer: &Ui, name: &str) {
    let place = layer.max_rect();
    layer.ctx().accesskit_node_builder(layer.unique_id(), |node| {
        node.set_role(Role::Dialog);
        node.set_label(name);
        node.set_modal();
        let [x0, y0, x1, y1] = [place.left(), place.top(), place.right(), place.bottom()].map(f64::from);
        node.set_bounds(Bounds { x0, y0, x1, y1 });
    });
}

/// What a finger or an unsteady hand can hit: no narrower and no lower than this, in points.
const TARGET: f32 = 24.0;

/// `rect` where it is large enough to be hit, else one around it that is.
#[must_use]
pub fn target(rect: Rect) -> Rect {
    rect.expand2((Vec2::splat(TARGET) - rect.size()).max(Vec2::ZERO) / 2.0)
}

/// An invisible button over `rect` that asks for what it `does`, named and explained from the table of keys.
pub fn button<D: Into<Does> + Copy>(ui: &mut Ui, rect: Rect, does: D) -> (Response, Option<D>) {
    let response = ui.interact(target(rect), ui.scope_id().with(does.into()), Sense::click());
    let keymap = Keymap::of(ui.ctx());
    let Some(row) = keymap.row(does) else {
        return (response, None);
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, row.binding.name));
    let response = tip(response, &row.tip());
    let pressed = response.clicked().then_some(does);
    (response, pressed)
}

/// What stands on a button that leads to more than has room, for those who see it.
pub const MORE: &str = "•••";

/// Words for a mouse that rests on something: for a moment, and until a key is pressed, since what they cover is needed.
pub fn tip(response: Response, words: &str) -> Response {
    const SHOWN: f64 = 4.0;
    if !response.hovered() {
        return response;
    }
    let (now, still) = response.ctx.input(|input| (input.time, input.pointer.time_since_last_movement()));
    let pressed: f64 = response.ctx.data(|data| data.get_temp(last_key())).unwrap_or(f64::NEG_INFINITY);
    let delay = f64::from(response.ctx.global_style().interaction.tooltip_delay);
    let left = delay + SHOWN - f64::from(still);
    if left <= 0.0 || pressed >= now - f64::from(still) {
        return response;
    }
    response.ctx.request_repaint_after(std::time::Duration::from_secs_f64(left));
    response.on_hover_text(words)
}

/// A key was pressed: the speaker needs to see the talk.
pub fn hide_tips(ctx: &Context) {
    let now = ctx.input(|input| input.time);
    ctx.data_mut(|data| data.insert_temp(last_key(), now));
}

fn last_key() -> Id {
    Id::unique("last key")
}
