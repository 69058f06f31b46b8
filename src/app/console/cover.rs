//! What the audience sees in place of the speaker's slide → a cover over the slide's picture on the console: a word that
//! can be read from across the stage, and how to get back.

use eframe::egui::{Align2, Color32, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::app::keys::does::{Does, WindowCommand};
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look::{Face, Look, line};
use crate::app::kit::palette::Palette;
use crate::show::command::Command;
use crate::show::view::{Mode, OnStage};

use super::{Places, Scene};

/// Size of the word where the slide is this wide.
const WORD: f32 = 96.0;
const WIDE: f32 = 872.0;

/// A state of the stage as it is shown on the console.
struct Cover {
    word: &'static str,
    ground: Color32,
    ink: Color32,
    sentence: String,
    /// The slide is read under it: the word stands at its foot.
    clear: bool,
}

/// Where the audience does not see this slide as it is: the state in large letters over it.
pub fn cover_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) {
    let look = places.look;
    let Some(cover) = cover(scene, &Keymap::of(ui.ctx())) else { return };
    let (area, corner) = (places.slide, look.px(6.0));
    let size = WORD * area.width() / (WIDE * look.scale);
    let small = (size * 0.21).max(13.0);
    let word = look.galley(ui, cover.word, Face::Bold, size, cover.ink).size();
    let ground = if cover.clear {
        let height = word.y * 0.62 + look.font(Face::Regular, small).size * 1.9;
        Rect::from_min_max(pos2(area.left(), area.bottom() - height), area.max)
    } else {
        area
    };
    ui.painter().rect_filled(ground, corner, cover.ground);
    let edge = Stroke::new(look.px(4.0), look.palette.attention);
    ui.painter().rect_stroke(area, corner, edge, StrokeKind::Inside);
    let (size, word) = if cover.clear { (size * 0.55, word * 0.55) } else { (size, word) };
    let middle = ground.center() - vec2(0.0, look.font(Face::Regular, small).size * 0.7);
    look.words(ui, middle, Align2::CENTER_CENTER, line(cover.word, Face::Bold, size, cover.ink));
    let under = middle + vec2(0.0, word.y * 0.5);
    let room = area.width() - look.px(40.0);
    let fits = look.galley(ui, cover.sentence.as_str(), Face::Regular, small, cover.ink).size().x <= room;
    // How to get back is the half that is needed.
    let back = cover.sentence.split_once(". ").map_or(cover.sentence.as_str(), |(_, back)| back);
    let sentence = if fits { cover.sentence.as_str() } else { back };
    look.words_within(ui, under, Align2::CENTER_TOP, room, line(sentence, Face::Regular, small, cover.ink));
}

fn cover(scene: &Scene<'_>, keymap: &Keymap) -> Option<Cover> {
    let Palette { strong, ground, .. } = Palette::DARK;
    let key = |does: Does| keymap.cap(does).unwrap_or_else(|| "The same button".to_owned());
    let solid = |color: Color32| color.gamma_multiply(0.95);
    let cover = |word, ground, ink, sentence| Some(Cover { word, ground, ink, sentence, clear: false });
    match scene.view.mode {
        _ if scene.hidden => {
            let key = key(WindowCommand::HideStage.into());
            cover("HIDDEN", solid(ground), strong, format!("The room does not see the stage. {key} brings it back."))
        }
        Mode::Live => None,
        Mode::Black => {
            let key = key(Command::Black.into());
            let read = scene.view.live || scene.view.caption.is_some();
            let sees = if read { "black and the captions" } else { "black" };
            cover("BLACK", solid(Color32::BLACK), strong, format!("The room sees {sees}. {key} shows the slide again."))
        }
        Mode::White => {
            let (key, ink) = (key(Command::White.into()), Palette::LIGHT.strong);
            cover("WHITE", solid(Color32::WHITE), ink, format!("The room sees white. {key} shows the slide again."))
        }
        Mode::Frozen => {
            let held = match scene.view.on_stage {
                OnStage::Slide(at) => scene.plan.slides.get(at.slide).map(|slide| (slide.number, at)),
                _ => None,
            };
            let key = key(Command::Freeze.into());
            let number = held.map_or(scene.view.number, |(number, _)| number);
            // Who looks something up meanwhile has to see it.
            let away = held.is_some_and(|(_, at)| at != scene.view.cursor);
            let shade = if away { 0.88 } else { 0.5 };
            let sentence = format!("The room still sees slide {number}. {key} lets it follow you.");
            let ground = Color32::from_rgb(0x12, 0x2A, 0x4C).gamma_multiply(shade);
            Some(Cover { word: "FROZEN", ground, ink: strong, sentence, clear: away })
        }
    }
}

/// Captions that are off, where there are any: an edge around their place.
pub fn captions_off_ui(ui: &Ui, look: Look, rect: Rect) {
    let edge = Stroke::new(look.px(2.0), look.palette.attention);
    ui.painter().rect_stroke(rect, look.px(5.0), edge, StrokeKind::Inside);
}
