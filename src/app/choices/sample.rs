//! A style of captions → a small stage with two lines in it, over paper and over ink, as the audience will see them.

use eframe::egui::{Align2, Color32, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::kit::look::{Face, Look, SURROUND};
use crate::color::Color;
use crate::deck::caption::{CaptionEdge, CaptionFont, CaptionInk, CaptionLook, CaptionPlace, CaptionPlate};
use crate::deck::theme::Variant;
use crate::layout::caption::Inks;

/// What a slide may have behind captions.
const PAPER: Color32 = Color32::from_rgb(0xF4, 0xF1, 0xEA);
const INK: Color32 = Color32::from_rgb(0x2B, 0x33, 0x3D);
const LINES: [&str; 2] = ["There are many ways", "for schools to work together."];
const WIDEST: f32 = 420.0;

/// How high the stage is in a row of this width.
pub fn height(look: Look, width: f32) -> f32 {
    (width.min(look.px(WIDEST)) * 9.0 / 16.0).round()
}

/// The stage at the left of the row.
pub fn sample_ui(ui: &mut Ui, look: Look, row: Rect, captions: CaptionLook) {
    let stage = Rect::from_min_size(row.min, vec2(row.width().min(look.px(WIDEST)), row.height()));
    let response = ui.interact(stage, ui.scope_id().with("captions as they look"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, said(captions)));
    let line = stage.height() * f32::from(captions.line) / 100.0;
    let band = line * 18.0 / 7.0;
    let slide = if captions.is_band() { Rect { max: stage.max - vec2(0.0, band), ..stage } } else { stage };
    let painter = ui.painter().with_clip_rect(stage.intersect(ui.clip_rect()));
    painter.rect_filled(stage, 0.0, SURROUND);
    let wide = slide.height() * 16.0 / 9.0;
    let slide = Rect::from_center_size(slide.center(), vec2(wide, slide.height()));
    painter.rect_filled(slide, 0.0, PAPER);
    painter.rect_filled(slide.with_min_x(slide.center().x), 0.0, INK);
    let dark = Color::rgb(SURROUND.r(), SURROUND.g(), SURROUND.b());
    let inks = Inks::of(captions, Color::WHITE, dark, Variant::Dark.least_contrast());
    let [words, plate] = [inks.words, inks.plate].map(|it| Color32::from_rgba_unmultiplied(it.r, it.g, it.b, it.a));
    let top = match captions.place {
        CaptionPlace::Band => stage.bottom() - band + (band - line * 2.0) * 0.42,
        CaptionPlace::Bottom => stage.bottom() - stage.height() * 0.05 - line * 2.0,
        CaptionPlace::Top => stage.top() + stage.height() * 0.05,
    };
    let em = line / CaptionLook::LEADING as f32;
    let face = match captions.style.font {
        CaptionFont::Theme | CaptionFont::Sans => Face::Regular,
        CaptionFont::Serif => Face::Serif,
        CaptionFont::Mono => Face::Mono,
    };
    let font = eframe::egui::FontId::new(em, face.family());
    for (at, text) in LINES.iter().enumerate() {
        let center = pos2(stage.center().x, top + line * (at as f32 + 0.5));
        let galley = painter.layout_no_wrap((*text).to_owned(), font.clone(), words);
        let size = vec2(galley.size().x + em * CaptionLook::PADDING as f32 * 2.0, line);
        painter.rect_filled(Rect::from_center_size(center, size), 0.0, plate);
        let edge = if inks.words.luminance() > 0.18 { Color32::BLACK } else { Color32::WHITE };
        for by in around(captions.style.edge) {
            painter.text(center + by * em, Align2::CENTER_CENTER, *text, font.clone(), edge);
        }
        painter.text(center, Align2::CENTER_CENTER, *text, font.clone(), words);
    }
}

/// Where the copies of the letters stand, in em.
fn around(edge: CaptionEdge) -> Vec<eframe::egui::Vec2> {
    match edge {
        CaptionEdge::None => Vec::new(),
        CaptionEdge::Outline => {
            [(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0)].map(|(x, y)| vec2(x, y) * 0.035).into()
        }
        CaptionEdge::Shadow => vec![vec2(0.06, 0.06)],
    }
}

/// The style in words.
fn said(captions: CaptionLook) -> String {
    fn name<T: Copy + PartialEq>(all: &[(&'static str, T)], it: T) -> &'static str {
        all.iter().find(|(_, other)| *other == it).map_or("", |(name, _)| name)
    }
    let style = captions.style;
    format!(
        "Captions as they look: color {}, behind them {}, {} percent opaque, letters {}, edge {}",
        name(&CaptionInk::ALL, style.color).replace('-', " "),
        name(&CaptionPlate::ALL, style.plate),
        style.opacity,
        name(&CaptionFont::ALL, style.font),
        name(&CaptionEdge::ALL, style.edge)
    )
}
