//! What is known before a talk → rows beside Start: what to look at first, then what is ready, then what only the speaker
//! can tell.

use eframe::egui::{Align2, Rect, Stroke, Ui, pos2, vec2};

use crate::app::desktop::battery::{Battery, LOW};
use crate::app::keys::does::WindowCommand;
use crate::app::kit::look::{Face, Look, line};
use crate::diagnostic::counted;

use super::Scene;

/// How a thing stands, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    Look,
    Ready,
    Yours,
}

struct Row {
    sign: Sign,
    title: &'static str,
    words: String,
    /// Where more is to be seen or done.
    leads: Option<(WindowCommand, &'static str)>,
}

/// The panel; returns what was asked for.
pub fn checks_ui(ui: &mut Ui, look: Look, scene: &Scene<'_>, panel: Rect) -> Option<WindowCommand> {
    look.panel(ui, panel);
    let inner = panel.shrink2(vec2(look.px(24.0), look.px(20.0)));
    let label = look.label(ui, inner.left_top(), Align2::LEFT_TOP, "Checks");
    let right = pos2(inner.right(), label.center().y + look.px(2.0));
    let (cap, mut asked) = look.cap(ui, right, WindowCommand::StageCheck);
    let rows = rows(scene);
    let open = rows.iter().filter(|row| row.sign == Sign::Look).count();
    let verdict = match open {
        0 => "Ready".to_owned(),
        _ => format!("{} to look at", counted(open, "thing")),
    };
    let verdict = line(&verdict, Face::Bold, 18.0, look.palette.text);
    let at = label.left_bottom() + vec2(0.0, look.px(4.0));
    let verdict = look.words_within(ui, at, Align2::LEFT_TOP, cap.left() - at.x - look.px(8.0), verdict);
    let head = verdict.bottom().max(cap.bottom()) + look.px(12.0);
    let least = look.font(Face::SemiBold, 16.0).size + look.font(Face::Regular, 14.0).size + look.px(14.0);
    let height = ((inner.bottom() - head) / rows.len() as f32).clamp(least, look.px(58.0).max(least));
    for (at, row) in rows.iter().enumerate() {
        let place = Rect::from_min_size(pos2(inner.left(), head + height * at as f32), vec2(inner.width(), height));
        if place.bottom() > inner.bottom() + 1.0 {
            break;
        }
        asked = row_ui(ui, look, place, row).or(asked);
    }
    asked
}

fn row_ui(ui: &mut Ui, look: Look, place: Rect, row: &Row) -> Option<WindowCommand> {
    let palette = look.palette;
    ui.painter().hline(place.x_range(), place.top(), Stroke::new(1.0, palette.cap));
    let (sign, color) = match row.sign {
        Sign::Look => ("!", palette.attention),
        Sign::Ready => ("✓", palette.good),
        Sign::Yours => ("–", palette.mute),
    };
    let middle = place.center().y;
    look.words(ui, pos2(place.left(), middle), Align2::LEFT_CENTER, line(sign, Face::Bold, 17.0, color));
    let left = place.left() + look.px(30.0);
    let (mut right, mut asked) = (place.right(), None);
    if let Some((command, name)) = row.leads {
        let (cap, pressed) = look.cap_saying(ui, pos2(right, middle), command, Some(name));
        (right, asked) = (cap.left() - look.px(10.0), pressed);
    }
    let title = line(row.title, Face::SemiBold, 16.0, palette.text);
    look.words_within(ui, pos2(left, middle), Align2::LEFT_BOTTOM, right - left, title);
    let words = line(&row.words, Face::Regular, 14.0, palette.mute);
    look.words_within(ui, pos2(left, middle + look.px(1.0)), Align2::LEFT_TOP, right - left, words);
    asked
}

fn rows(scene: &Scene<'_>) -> Vec<Row> {
    let row =
        |good: bool, title, words| Row { sign: if good { Sign::Ready } else { Sign::Look }, title, words, leads: None };
    // Its name stands over it.
    let stage = scene.stage.strip_prefix("Stage ").unwrap_or(scene.stage);
    let mut rows = vec![row(!scene.hidden, "Stage", stage.to_owned()), captions(scene), deck(scene)];
    rows.extend(battery(scene.battery).map(|(good, words)| row(good, "Battery", words)));
    rows.push(row(true, "Notes", format!("on {}", counted(noted(scene), "slide"))));
    rows.push(Row {
        sign: Sign::Yours,
        title: "Clicker",
        words: "Its Next starts the talk".to_owned(),
        leads: Some((WindowCommand::Clicker, "Try its buttons")),
    });
    // What is alike stays in its order.
    rows.sort_by_key(|row| row.sign);
    rows
}

fn captions(scene: &Scene<'_>) -> Row {
    let has = |steps: &[Vec<crate::deck::plan::CaptionBlock>]| steps.iter().any(|step| !step.is_empty());
    let captioned = scene.plan.slides.iter().filter(|slide| slide.captions.iter().any(|steps| has(steps))).count();
    let (sign, words) = match (scene.feed.asked, captioned, scene.view.captions_on) {
        (true, _, _) => (Sign::Ready, scene.feed.words()),
        (false, 0, _) => (Sign::Ready, "none in this deck".to_owned()),
        (false, count, true) => (
            Sign::Ready,
            format!("on {count} of {}, {}", counted(scene.plan.slides.len(), "slide"), scene.plan.languages.join(", ")),
        ),
        (false, _, false) => (Sign::Look, "off".to_owned()),
    };
    Row { sign, title: "Captions", words, leads: None }
}

fn deck(scene: &Scene<'_>) -> Row {
    let slides = counted(scene.plan.slides.len(), "slide");
    match scene.trouble {
        None => Row { sign: Sign::Ready, title: "Deck", words: format!("{slides}, read without a fault"), leads: None },
        Some(why) => {
            let leads = scene.of_deck.then_some((WindowCommand::Findings, "Show"));
            Row { sign: Sign::Look, title: if scene.of_deck { "Deck" } else { "Note" }, words: why.to_owned(), leads }
        }
    }
}

/// Whether it will do, in words; nothing where there is none, or nobody tells.
fn battery(battery: Option<Battery>) -> Option<(bool, String)> {
    match battery? {
        Battery::None | Battery::Untold => None,
        Battery::Full { percent, draining: false } => Some((true, format!("{percent} %, plugged in"))),
        Battery::Full { percent, .. } if percent < LOW => Some((false, format!("{percent} %, not plugged in"))),
        Battery::Full { percent, .. } => Some((true, format!("{percent} %, not plugged in"))),
    }
}

fn noted(scene: &Scene<'_>) -> usize {
    let has = |parts: &[crate::deck::NotePart]| parts.iter().any(|part| !part.blocks.is_empty());
    scene.deck.slides.iter().filter(|slide| has(&slide.notes)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_low_battery_is_to_be_looked_at_and_none_is_no_matter() {
        let full = |percent, draining| battery(Some(Battery::Full { percent, draining })).map(|(good, _)| good);
        assert_eq!((full(39, true), full(40, true), full(5, false)), (Some(false), Some(true), Some(true)));
        assert_eq!((battery(None), battery(Some(Battery::None))), (None, None));
    }

    #[test]
    fn what_needs_the_speaker_stands_first() {
        assert!(Sign::Look < Sign::Ready && Sign::Ready < Sign::Yours);
    }
}
