//! Which screen should the stage have? A list with a plan of the screens, and a large number on each of them.

use eframe::egui::{Align2, Color32, Key, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::show::command::Command;

use crate::app::desktop::screens::Screen;
use crate::app::keys::table::Press;
use crate::app::kit::look::{Face, Look, SURROUND, line};
use crate::app::kit::palette::Palette;
use crate::app::shared::{Inner, Shared};

/// The screens while one of them is picked.
#[derive(Clone, Debug, PartialEq)]
pub struct Picker {
    screens: Vec<Screen>,
    /// The one that Enter takes.
    marked: usize,
    stage: Option<usize>,
    here: Option<usize>,
}

/// What a press did.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The key is not the picker's.
    Ignored,
    Marked,
    Left,
    Taken(Screen),
}

impl Picker {
    #[must_use]
    pub fn new(screens: Vec<Screen>, stage: Option<&Screen>, here: Option<&Screen>) -> Self {
        let at = |which: Option<&Screen>| screens.iter().position(|screen| which.is_some_and(|which| which == screen));
        let (stage, here) = (at(stage), at(here));
        Self { screens, marked: stage.unwrap_or(0), stage, here }
    }

    /// Screens came or went, or the stage moved: the mark stays on its screen.
    pub fn follow(&mut self, now: Self) {
        let marked =
            self.screens.get(self.marked).and_then(|marked| now.screens.iter().position(|each| each == marked));
        *self = Self { marked: marked.unwrap_or(now.marked), ..now };
    }

    /// The stage's screen has its number in the stage's picture.
    #[must_use]
    pub fn on_stage(&self) -> Option<usize> {
        self.stage.map(|at| at + 1)
    }

    /// The numbers of the screens that neither stage nor console fill. Unless it is known where the console is, none:
    /// a number must not cover it.
    pub fn bare(&self) -> impl Iterator<Item = (usize, &Screen)> {
        let known = self.here.is_some();
        let taken = [self.stage, self.here];
        self.screens
            .iter()
            .enumerate()
            .filter(move |(at, _)| known && !taken.contains(&Some(*at)))
            .map(|(at, s)| (at + 1, s))
    }

    /// Digits take a screen, arrows mark one, Enter takes the marked one, Esc leaves. Clickers go on moving slides.
    pub fn press(&mut self, press: Press) -> Answer {
        const DIGITS: [Key; 9] =
            [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
        if press.modifiers.any() {
            return Answer::Ignored;
        }
        let count = self.screens.len().max(1);
        match press.key {
            Key::ArrowRight | Key::ArrowDown => self.marked = (self.marked + 1) % count,
            Key::ArrowLeft | Key::ArrowUp => self.marked = (self.marked + count - 1) % count,
            Key::Escape => return Answer::Left,
            Key::Enter | Key::Space => return self.take(self.marked),
            key => {
                return DIGITS.iter().position(|each| *each == key).map_or(Answer::Ignored, |at| self.take(at));
            }
        }
        Answer::Marked
    }

    /// A number that no screen has changes nothing.
    #[must_use]
    pub fn take(&self, at: usize) -> Answer {
        self.screens.get(at).map_or(Answer::Marked, |screen| Answer::Taken(screen.clone()))
    }

    fn words(&self, at: usize) -> String {
        let role = if self.stage == Some(at) {
            ", the stage"
        } else if self.here == Some(at) {
            ", the console"
        } else {
            ""
        };
        format!("{}{role}", self.screens[at].words())
    }
}

impl Inner {
    /// True if the key was for the list of screens.
    pub fn press_picker(&mut self, press: Press) -> bool {
        let answer = self.picker.as_mut().map_or(Answer::Ignored, |picker| picker.press(press));
        let heard = answer != Answer::Ignored;
        self.answer(answer);
        heard
    }

    /// What was answered to the list of screens.
    pub fn answer(&mut self, answer: Answer) {
        match answer {
            Answer::Ignored | Answer::Marked => return,
            Answer::Left => {}
            Answer::Taken(screen) => self.picked = Some(screen),
        }
        self.picker = None;
    }
}

/// The list over the whole window; what a click answers.
pub fn picker_ui(ui: &mut Ui, look: Look, picker: &Picker) -> Option<Answer> {
    let window = ui.max_rect();
    let around = ui.interact(window, ui.scope_id().with("screens"), Sense::click());
    ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(190));
    let rows = look.px(34.0) * picker.screens.len() as f32;
    let page = Rect::from_center_size(window.center(), vec2(look.px(640.0), look.px(400.0) + rows));
    ui.painter().rect_filled(page, look.px(10.0), look.palette.panel);
    let page = page.intersect(window).shrink(look.px(28.0));
    look.words(
        ui,
        page.left_top(),
        Align2::LEFT_TOP,
        line("The stage's screen", Face::Serif, 26.0, look.palette.strong),
    );
    let (_, close) = look.cap(ui, pos2(page.right(), page.top() + look.px(14.0)), Command::Leave);
    let plan = Rect::from_min_size(page.min + vec2(0.0, look.px(52.0)), vec2(page.width(), look.px(230.0)));
    let mut answer = None;
    for (at, rect) in plan_of(&picker.screens, plan).into_iter().enumerate() {
        if screen_ui(ui, look, picker, at, rect.shrink(look.px(2.0))) {
            answer = Some(picker.take(at));
        }
    }
    for at in 0..picker.screens.len() {
        let y = plan.bottom() + look.px(34.0) * (at as f32 + 0.7);
        let words = format!("{}  {}", at + 1, picker.words(at));
        let color = if picker.marked == at { look.palette.strong } else { look.palette.mute };
        look.words_within(
            ui,
            pos2(page.left(), y),
            Align2::LEFT_CENTER,
            page.width(),
            line(&words, Face::Regular, 17.0, color),
        );
    }
    let keys = "Its number, or arrows and Enter";
    look.words(ui, page.left_bottom(), Align2::LEFT_BOTTOM, line(keys, Face::Regular, 15.0, look.palette.mute));
    let left = close.is_some() || around.clicked();
    answer.or_else(|| left.then_some(Answer::Left))
}

/// One screen in the plan, which is a button; true if pressed.
fn screen_ui(ui: &mut Ui, look: Look, picker: &Picker, at: usize, rect: Rect) -> bool {
    let response = ui.interact(rect, ui.scope_id().with(("screen", at)), Sense::click());
    let name = format!("Screen {}: {}", at + 1, picker.words(at));
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, picker.marked == at, &name));
    let fill = if response.hovered() || response.has_focus() { look.palette.cap_hover } else { look.palette.cap };
    ui.painter().rect_filled(rect, look.px(4.0), fill);
    if picker.marked == at {
        ui.painter().rect_stroke(
            rect,
            look.px(4.0),
            Stroke::new(look.px(3.0), look.palette.attention),
            StrokeKind::Inside,
        );
    }
    look.focus_ring(ui, rect, look.px(4.0), &response);
    let size = rect.height().min(rect.width()) * 0.5 / look.scale;
    let number = look.galley(ui, (at + 1).to_string(), Face::Bold, size, look.palette.strong);
    ui.painter().galley(rect.center() - number.size() / 2.0, number, look.palette.strong);
    response.clicked()
}

/// Where each screen stands in a plan of all of them.
fn plan_of(screens: &[Screen], area: Rect) -> Vec<Rect> {
    let real = |screen: &Screen| {
        let [x, y] = screen.position.map(|at| at as f32);
        Rect::from_min_size(pos2(x, y), Vec2::from(screen.size.map(|length| length as f32)))
    };
    let all = screens.iter().map(real).reduce(Rect::union).unwrap_or(area);
    let scale = (area.width() / all.width().max(1.0)).min(area.height() / all.height().max(1.0));
    let start = area.center() - all.size() * scale / 2.0;
    let place = |rect: Rect| Rect::from_min_size(start + (rect.min - all.min) * scale, rect.size() * scale);
    screens.iter().map(|screen| place(real(screen))).collect()
}

/// A screen that is neither stage nor console: nothing but its number, and what it is called.
pub fn number_window(ui: &mut Ui, shared: &Shared, number: usize, words: &str) {
    shared.take_keys(ui);
    let area = ui.max_rect();
    ui.painter().rect_filled(area, 0.0, SURROUND);
    paint_number(ui, number);
    let look = Look { scale: area.height() / 900.0, palette: Palette::of(false) };
    let under = area.center() + vec2(0.0, look.px(240.0));
    look.words(ui, under, Align2::CENTER_TOP, line(words, Face::Regular, 40.0, look.palette.text));
}

/// The screen's number, as large as can be read from anywhere in the room.
pub fn paint_number(ui: &mut Ui, number: usize) {
    let area = ui.max_rect();
    // The audience's rooms are dark, whatever the console is.
    let look = Look { scale: area.height() / 900.0, palette: Palette::of(false) };
    let plate = Rect::from_center_size(area.center(), Vec2::splat(look.px(420.0)));
    ui.painter().rect_filled(plate, look.px(30.0), look.palette.ground);
    look.words(
        ui,
        plate.center(),
        Align2::CENTER_CENTER,
        line(&number.to_string(), Face::Bold, 340.0, look.palette.strong),
    );
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::app::desktop::screens::tests::screen;

    fn picker() -> Picker {
        let all = vec![screen("a", 0), screen("b", 1920), screen("c", 3840)];
        Picker::new(all, Some(&screen("b", 1920)), Some(&screen("a", 0)))
    }

    fn press(picker: &mut Picker, key: Key) -> Answer {
        picker.press(Press::of(key))
    }

    #[test]
    fn digits_and_arrows_pick_and_clickers_go_on() {
        let mut picker = picker();
        assert_eq!(press(&mut picker, Key::Enter), Answer::Taken(screen("b", 1920)), "the stage's own is marked");
        assert_eq!(press(&mut picker, Key::ArrowRight), Answer::Marked);
        assert_eq!(press(&mut picker, Key::Enter), Answer::Taken(screen("c", 3840)));
        press(&mut picker, Key::ArrowRight);
        assert_eq!(press(&mut picker, Key::Enter), Answer::Taken(screen("a", 0)), "past the last comes the first");
        assert_eq!(press(&mut picker, Key::Num3), Answer::Taken(screen("c", 3840)));
        assert_eq!(press(&mut picker, Key::Num9), Answer::Marked, "there is no ninth");
        assert_eq!(press(&mut picker, Key::PageDown), Answer::Ignored);
        assert_eq!(press(&mut picker, Key::Escape), Answer::Left);
    }

    #[test]
    fn numbers_cover_neither_console_nor_stage() {
        let picker = picker();
        assert_eq!(picker.bare().map(|(number, _)| number).collect::<Vec<_>>(), [3]);
        assert_eq!(picker.on_stage(), Some(2));
        let lost = Picker::new(picker.screens, None, None);
        assert_eq!(lost.bare().count(), 0, "nobody knows where the console is");
    }

    #[test]
    fn the_mark_stays_on_its_screen() {
        let mut picker = picker();
        press(&mut picker, Key::ArrowRight);
        picker.follow(Picker::new(vec![screen("b", 1920), screen("c", 3840)], Some(&screen("b", 1920)), None));
        assert_eq!((picker.marked, picker.stage), (1, Some(0)));
        picker.follow(Picker::new(vec![screen("b", 1920)], None, None));
        assert_eq!(picker.marked, 0);
        picker.follow(Picker::new(Vec::new(), None, None));
        assert_eq!(press(&mut picker, Key::Enter), Answer::Marked, "nothing to take");
    }

    #[test]
    fn the_plan_keeps_proportions_and_sides() {
        let area = Rect::from_min_size(pos2(10.0, 10.0), vec2(400.0, 200.0));
        let plan = plan_of(&[screen("left", -1920), screen("right", 0)], area);
        assert!(plan.iter().all(|rect| area.expand(0.5).contains_rect(*rect)));
        assert!(plan[0].right() <= plan[1].left() + 0.5);
        assert!((plan[0].width() / plan[0].height() - 16.0 / 9.0).abs() < 0.01);
    }
}
