//! The current slide with its caption, and the line under them: number, steps, keys.

use eframe::egui::{Align2, Color32, Id, Pos2, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::app::desktop::setup::hiding;
use crate::app::keys::does::{Does, WindowCommand};
use crate::app::keys::keymap::{Keymap, Row};
use crate::app::keys::table::BINDINGS;
use crate::app::kit::links::link_ui;
use crate::app::kit::look::{Face, Look, line};
use crate::app::kit::marks::paint_marks;
use crate::app::kit::palette::Palette;
use crate::app::kit::reading::Spoken;
use crate::app::kit::slide::paint_slide;
use crate::app::pictures::words;
use crate::deck::ink::Nib;
use crate::deck::plan::{Plan, PlannedSlide};
use crate::show::command::Command;
use crate::show::marks::Tool;
use crate::show::view::{CaptionSource, Mode, Remark, View};
use crate::text::{typographic, typographic_rich};

use super::buttons::Seats;
use super::cover::{captions_off_ui, cover_ui};
use super::{Places, Scene};
use crate::app::kit::figures::minutes;

/// A line that is narrower has room for one word of whether the room sees a rehearsal.
const SHOWN: f32 = 480.0;
/// And only a wider one for a button that begins it, too.
const BEGINS: f32 = 640.0;

/// Section and title, over the slide.
pub fn name_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) {
    let (look, area) = (places.look, places.name);
    let Some(slide) = scene.slide() else { return };
    let y = area.center().y - look.px(3.0);
    let mut left = area.left();
    if let Some(section) = slide.section.as_deref().filter(|section| Some(*section) != slide.title.as_deref()) {
        let words = format!("{section} ·");
        let words = line(&words, Face::Regular, 14.5, look.palette.mute);
        let rect = look.words_within(ui, pos2(left, y), Align2::LEFT_CENTER, area.width() * 0.5, words);
        left = rect.right() + look.px(5.0);
    }
    let title = title(scene, scene.view.cursor.slide);
    let title = line(&title, Face::SemiBold, 14.5, look.palette.text);
    look.words_within(ui, pos2(left, y), Align2::LEFT_CENTER, area.right() - left, title);
}

/// A slide's title as it is printed, or its name where it has none.
pub fn title(scene: &Scene<'_>, slide: usize) -> String {
    let rich = scene.deck.slides.get(slide).and_then(|slide| slide.title.as_ref());
    let words = rich.map(|rich| typographic_rich(rich, &scene.deck.language).text()).unwrap_or_default();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { scene.plan.slides.get(slide).map(PlannedSlide::name).unwrap_or_default() } else { words }
}

/// Where the speaker is. A click goes where the link leads that is under the mouse, or else is a press of Next, unless
/// there is a tool in hand.
pub fn slide_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Does> {
    let look = places.look;
    paint_slide(ui.painter(), places.slide, scene.current, look.px(5.0));
    if let Some(moving) = scene.moving {
        moving.paint_films(ui.painter(), places.slide, 1.0);
        moving.paint_over(ui.painter(), places.slide, 1.0);
    }
    paint_marks(ui.painter(), places.seen(scene.deck), &scene.view.marks, scene.pens);
    let response = ui.interact(places.slide, ui.scope_id().with("current slide"), Sense::click());
    let title = scene.slide().map(PlannedSlide::name).unwrap_or_default();
    let name = format!("Current slide: {title}");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    look.focus_ring(ui, places.slide, look.px(5.0), &response);
    if let (Some(drawing), Some(slide)) = (scene.drawing, scene.slide()) {
        let (id, name) =
            (Id::unique(("slide in the console", scene.view.cursor.slide)), slide.announced(scene.view.count));
        Spoken { id, name: &name, language: &scene.deck.language, drawing, seen: places.seen(scene.deck) }.tell(ui);
    }
    cover_ui(ui, places, scene);
    ui.painter().rect_filled(places.caption, look.px(5.0), Color32::BLACK);
    caption_ui(ui, places, scene);
    if scene.captions_off() {
        captions_off_ui(ui, look, places.caption);
    }
    let link = scene.drawing.and_then(|it| link_ui(ui, &response, places.seen(scene.deck), it, scene.view));
    let pressed = response.clicked() && scene.view.tool == Tool::Nothing;
    match link {
        Some(clicked) => clicked.then_some(Does::Window(WindowCommand::FollowLink)),
        None => pressed.then_some(Does::Talk(Command::NextStep)),
    }
}

/// The script's words for the speaker's own step, or the live ones as the audience reads them.
fn caption_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) {
    let (look, view) = (places.look, scene.view);
    let live = view.captions_on && view.caption_source == CaptionSource::Live;
    let scripted = view.cue.as_ref().map_or(&[][..], |cue| &cue.lines);
    let all = if live { scene.live } else { scripted };
    // Captions are light on black, whatever the console is.
    let Palette { text, mute, .. } = Palette::DARK;
    let color = if view.captions_on && (live || !view.captions_wait) { text } else { mute };
    let lines = all.len().min(3) as f32;
    let leading = look.px(26.0).min(places.caption.height() / lines.max(1.0));
    for (at, words) in all.iter().take(3).enumerate() {
        let y = places.caption.center().y + (at as f32 - (lines - 1.0) / 2.0) * leading;
        let words = typographic(words, &scene.deck.language);
        let words = line(&words, Face::Regular, 20.0, color);
        let center = pos2(places.caption.center().x, y);
        let width = places.caption.width() - look.px(24.0);
        let rect = look.words_within(ui, center, Align2::CENTER_CENTER, width, words);
        if words::beyond(ui.ctx(), words.face, words.text) {
            let last = last_line(ui, at, words.text, rect.width() > 0.0);
            if let Some(last) = last {
                look.words_within(ui, center, Align2::CENTER_CENTER, width, line(&last, words.face, 20.0, color));
            }
        }
    }
}

/// While a line's picture is still made, the line before it stands; live words come often.
fn last_line(ui: &Ui, at: usize, words: &str, shown: bool) -> Option<String> {
    let id = Id::unique(("caption line", at));
    ui.data_mut(|data| {
        if shown {
            data.insert_temp(id, words.to_owned());
        }
        data.get_temp(id).filter(|_| !shown)
    })
}

/// `Slide 8 of 28`, a pip for each step, key caps at the right; under them what there is to say. Neither steps nor what is
/// said moves a button.
pub fn line_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Does> {
    let (look, view) = (places.look, scene.view);
    let y = places.line.top() + look.px(22.0);
    let left = |x| pos2(x, y);
    let seats = Seats::of(ui, places, view.count);
    let number = format!("Slide {}", view.number);
    let written = if seats.short { view.number.to_string() } else { number.clone() };
    let written = look.galley(ui, written, Face::Bold, 16.0, look.palette.text);
    let rect = look.put(ui, left(places.line.left()), Align2::LEFT_CENTER, written, &number);
    let of = format!("of {}", view.count);
    let at = left(rect.right() + look.px(5.0));
    let end = look.words(ui, at, Align2::LEFT_CENTER, line(&of, Face::Regular, 16.0, look.palette.mute)).right();
    if view.steps > 1 && seats.steps > 0.0 {
        steps_ui(ui, look, view, Rect::from_x_y_ranges(end..=seats.numbers + seats.steps, y..=y));
    }
    let wish = seats.buttons_ui(ui, places, scene, y);
    said_ui(ui, places, scene).or(wish)
}

/// Whether a rehearsal is shown to the room: the button at `right` that changes it, and what is left of the line. It stays
/// in its place as long as there is a screen for that.
fn shown_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>, right: Pos2) -> (f32, Option<Does>) {
    let Some(shown) = scene.shown else { return (right.x, None) };
    let short = places.line.width() < places.look.px(SHOWN);
    let told = hiding(shown);
    let words = if short { told.split(' ').next().unwrap_or(told) } else { told };
    let (rect, pressed) = places.look.cap_told(ui, right, WindowCommand::HideStage, (words, told));
    (rect.left() - places.look.px(12.0), pressed.map(Does::Window))
}

/// What starts the time of a talk that nothing has moved yet.
const START: &str = "Start now";

/// What is particular about the talk just now, one thing after the other, and a button that starts its time.
fn said_ui(ui: &mut Ui, places: &Places, scene: &Scene<'_>) -> Option<Does> {
    let (look, view) = (places.look, scene.view);
    // Its button is there a second time, in the time's own place.
    let ui = &mut ui.new_child(UiBuilder::new().max_rect(places.line).id_salt("said"));
    let y = places.line.top() + look.px(58.0);
    let keymap = Keymap::of(ui.ctx());
    let starts = match () {
        () if view.waiting && places.line.width() >= look.px(BEGINS) => Some((Command::NextStep, "Begin")),
        () if view.time_stands || view.paused_seconds.is_some() => {
            Some((Command::TimerToggle, if view.elapsed.is_zero() { "Start the time" } else { "Go on" }))
        }
        () if !view.running && !view.waiting && view.elapsed.is_zero() => Some((Command::TimerToggle, START)),
        () => None,
    };
    let (mut right, mut wish) = shown_ui(ui, places, scene, pos2(places.line.right(), y));
    if let Some((command, words)) = starts {
        let (rect, pressed) = look.cap_saying(ui, pos2(right, y), command, Some(words));
        (right, wish) = (rect.left() - look.px(12.0), wish.or(pressed.map(Does::Talk)));
    }
    let said = [
        typed_words(view, scene.plan),
        scene.said.map(str::to_owned),
        time_words(view, &keymap),
        tool_words(view),
        auto_words(view),
    ];
    let mut x = places.line.left();
    for words in said.into_iter().flatten() {
        let words = line(&words, Face::Bold, 15.0, look.palette.attention);
        let rect = look.words_within(ui, pos2(x, y), Align2::LEFT_CENTER, (right - x).max(1.0), words);
        x = rect.right() + look.px(18.0);
    }
    if x == places.line.left() && starts.is_some_and(|(_, words)| words == START) {
        let words = line("The first move starts the time", Face::Regular, 15.0, look.palette.mute);
        look.words_within(ui, pos2(x, y), Align2::LEFT_CENTER, right - x, words);
    }
    wish
}

/// `Go to 12: Trust improves, then Enter`, or why nobody can go there.
pub fn typed_words(view: &View, plan: &Plan) -> Option<String> {
    let none = plan.count_words(view.count);
    match (&view.typed, view.remark) {
        (Some(typed), _) => {
            let number: Option<usize> = typed.parse().ok();
            let slide = plan.slides.iter().find(|slide| Some(slide.number) == number);
            Some(slide.map_or(format!("{typed}: {}", lower_first(&none)), |slide| {
                format!("Go to {typed}: {}, then Enter", slide.name())
            }))
        }
        (None, Some(Remark::NoSuchSlide)) => Some(none),
        (None, Some(Remark::OneLanguage)) => {
            Some(format!("Captions have one language: {}", plan.languages.first().map_or("", String::as_str)))
        }
        (None, Some(Remark::BroughtBack)) => Some("What was left out last is back".to_owned()),
        (None, None) => None,
    }
}

/// The same of numbers alone.
pub fn number_words(view: &View, plan: &Plan) -> Option<String> {
    let asked = view.typed.is_some() || view.remark == Some(Remark::NoSuchSlide);
    asked.then(|| typed_words(view, plan)).flatten()
}

fn lower_first(words: &str) -> String {
    words.replacen('T', "t", 1)
}

/// `Pen, Esc: put away`
fn tool_words(view: &View) -> Option<String> {
    let command = match view.tool {
        Tool::Nothing if view.marks.zoom.is_some() => return Some("Zoomed in, Esc: whole slide".to_owned()),
        Tool::Nothing => return None,
        Tool::Laser => Command::Laser,
        Tool::Spotlight => Command::Spotlight,
        Tool::Zoom => return Some("Zoom: drag over a part".to_owned()),
        Tool::Pen => return Some(pen_words(view.nib)),
        Tool::Highlighter => Command::Highlighter,
        Tool::Eraser => Command::Eraser,
    };
    let row = BINDINGS.iter().find(|row| row.does == Does::Talk(command));
    row.map(|row| format!("{}, Esc: put away", row.name))
}

/// `Pen, second color, broad, Esc: put away`
fn pen_words(nib: Nib) -> String {
    let color = ["", ", second color", ", third color"][usize::from(nib.color % Nib::COLORS)];
    let width = if nib.broad { ", broad" } else { "" };
    format!("Pen{color}{width}, Esc: put away")
}

/// What is particular about the talk's time, and the key that changes it.
fn time_words(view: &View, keymap: &Keymap) -> Option<String> {
    let timer = keymap.cap(Command::TimerToggle).map(|key| format!(", {key} goes on")).unwrap_or_default();
    if view.time_stands {
        return Some("The talk goes on, but its time stands still".to_owned());
    }
    if view.waiting {
        let keys = keymap.row(Command::NextStep).map(Row::caps).unwrap_or_default();
        let key = keys.iter().find(|key| *key == "Space").or(keys.first()).map_or("Next", String::as_str);
        return Some(format!("{key} begins the rehearsal"));
    }
    if let Some(seconds) = view.paused_seconds {
        return Some(format!("Paused for questions {}{timer}", minutes(seconds)));
    }
    let to = view.taken_again?;
    Some(format!("Taken again: the time is back at {}", minutes(to.as_secs())))
}

/// Whether the talk goes on by itself, or would if nothing held it up.
fn auto_words(view: &View) -> Option<String> {
    let goes = view.running && view.mode == Mode::Live;
    view.auto.then(|| if goes { "Goes on by itself" } else { "Goes on by itself, but not now" }.to_owned())
}

/// A pip for each step where there is room for them, and the words, within `area`.
fn steps_ui(ui: &mut Ui, look: Look, view: &View, area: Rect) {
    let words = format!("step {} of {}", view.cursor.step + 1, view.steps);
    let wide = look.galley(ui, words.as_str(), Face::Regular, 15.0, look.palette.mute).size().x;
    let (gap, mut x) = (look.px(4.0), area.left() + look.px(18.0));
    let room = area.right() - wide - look.px(10.0) - x;
    let pip = (room / view.steps as f32 - gap).min(look.px(22.0));
    if pip >= look.px(4.0) {
        for step in 0..view.steps {
            let color = match step.cmp(&view.cursor.step) {
                std::cmp::Ordering::Less => look.palette.good,
                std::cmp::Ordering::Equal => look.palette.attention,
                std::cmp::Ordering::Greater => look.palette.mark,
            };
            let place = Rect::from_min_size(pos2(x, area.top() - look.px(3.0)), vec2(pip, look.px(6.0)));
            ui.painter().rect_filled(place, look.px(3.0), color);
            x += pip + gap;
        }
        x += look.px(6.0);
    }
    let words = line(&words, Face::Regular, 15.0, look.palette.mute);
    look.words_within(ui, pos2(x, area.top()), Align2::LEFT_CENTER, area.right() - x, words);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::{Moment, Show};

    #[test]
    fn what_is_particular_about_the_time_is_said_with_the_key_for_it() {
        let at = |seconds| Moment(std::time::Duration::from_secs(seconds));
        let mut show = Show::new(crate::playback::tests::talk().plan).rehearsed();
        let words = |show: &Show, now| time_words(&show.view(at(now)), &Keymap::default());
        assert_eq!(words(&show, 0).as_deref(), Some("Space begins the rehearsal"));
        show.apply(Command::NextStep, at(0));
        assert_eq!(words(&show, 1), None);
        show.apply(Command::TimerToggle, at(75));
        assert_eq!(words(&show, 140).as_deref(), Some("Paused for questions 1:05, T goes on"));
        show.apply(Command::TimerToggle, at(140));
        show.apply(Command::NextSlide, at(145));
        show.apply(Command::TakeAgain, at(160));
        assert_eq!(words(&show, 161).as_deref(), Some("Taken again: the time is back at 1:20"));
    }
}
