//! Which screen should the stage have? A list with a plan of the screens, and a large number on each of them.

use eframe::egui::{
    Align2, Color32, Key, Modifiers, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use crate::app::desktop::screens::Screen;
use crate::app::desktop::setup::{Setup, Stage};
use crate::app::keys::does::PageKey;
use crate::app::keys::keymap::Keymap;
use crate::app::keys::table::Place;
use crate::app::kit::look::{Face, Look, line};
use crate::app::windows::say_chosen;

/// The screens while one of them is picked.
#[derive(Clone, Debug, PartialEq)]
pub struct Picker {
    screens: Vec<Screen>,
    /// The one that Enter takes.
    marked: usize,
    stage: Option<usize>,
    here: Option<usize>,
}

/// What the list asks of the windows.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    Leave,
    /// The stage is to have this screen.
    Take(Screen),
}

impl Picker {
    /// The screens as they are, with the stage's marked.
    #[must_use]
    pub fn new(setup: &Setup) -> Self {
        let stage = match setup.stage {
            Stage::Own(at) => Some(at),
            Stage::Coming | Stage::Alone | Stage::Unseen(_) | Stage::Lost | Stage::Windowed | Stage::Hidden => None,
        };
        let screens: Vec<Screen> = setup.screens.iter().map(|seen| seen.screen.clone()).collect();
        Self { screens, marked: stage.unwrap_or(0), stage, here: setup.screens.iter().position(|seen| seen.console) }
    }

    /// Screens came or went, or the stage moved: the mark stays on its screen.
    pub fn follow(&mut self, setup: &Setup) {
        let now = Self::new(setup);
        let marked =
            self.screens.get(self.marked).and_then(|marked| now.screens.iter().position(|each| each == marked));
        *self = Self { marked: marked.unwrap_or(now.marked), ..now };
    }

    /// The stage's screen has its number in the stage's picture.
    #[must_use]
    pub fn on_stage(&self) -> Option<usize> {
        self.stage.map(|at| at + 1)
    }

    /// What a key does: a number takes a screen, arrows mark one.
    pub fn press(&mut self, key: PageKey) -> Option<Action> {
        let count = self.screens.len().max(1);
        match key {
            PageKey::Right | PageKey::Down => self.marked = (self.marked + 1) % count,
            PageKey::Left | PageKey::Up => self.marked = (self.marked + count - 1) % count,
            PageKey::First => self.marked = 0,
            PageKey::Last => self.marked = count - 1,
            PageKey::TakeScreen => return self.take(self.marked),
            PageKey::Number(number) => return self.take(usize::from(number).checked_sub(1)?),
            PageKey::Close => return Some(Action::Leave),
            _ => {}
        }
        None
    }

    /// A number that no screen has changes nothing.
    fn take(&self, at: usize) -> Option<Action> {
        self.screens.get(at).map(|screen| Action::Take(screen.clone()))
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

/// The list over the whole window; what a click asks for.
pub fn picker_ui(ui: &mut Ui, look: Look, picker: &Picker) -> Option<Action> {
    let window = ui.max_rect();
    let around = ui.interact(window, ui.scope_id().with("screens"), Sense::CLICK);
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
    let (_, close) = look.cap(ui, pos2(page.right(), page.top() + look.px(14.0)), PageKey::Close);
    let plan = Rect::from_min_size(page.min + vec2(0.0, look.px(52.0)), vec2(page.width(), look.px(230.0)));
    let mut action = None;
    for (at, rect) in plan_of(&picker.screens, plan).into_iter().enumerate() {
        if screen_ui(ui, look, picker, at, rect.shrink(look.px(2.0))) {
            action = picker.take(at);
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
    look.words(
        ui,
        page.left_bottom(),
        Align2::LEFT_BOTTOM,
        line(&how(&Keymap::of(ui.ctx())), Face::Regular, 15.0, look.palette.mute),
    );
    let left = close.is_some() || around.clicked();
    action.or_else(|| left.then_some(Action::Leave))
}

/// How a screen is taken with the keys in force.
fn how(keymap: &Keymap) -> String {
    let numbers = keymap.pressed(Place::Screens, Key::Num1, Modifiers::NONE).map(|_| "Its number, or ".to_owned());
    let take = keymap.cap(PageKey::TakeScreen).unwrap_or_else(|| "a click".to_owned());
    let words = format!("{}arrows and {take}", numbers.unwrap_or_default());
    words.chars().take(1).flat_map(char::to_uppercase).chain(words.chars().skip(1)).collect()
}

/// One screen in the plan, which is a button; true if pressed.
fn screen_ui(ui: &mut Ui, look: Look, picker: &Picker, at: usize, rect: Rect) -> bool {
    let response = ui.interact(rect, ui.scope_id().with(("screen", at)), Sense::click());
    let name = format!("Screen {}: {}", at + 1, picker.words(at));
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, picker.marked == at, &name));
    if picker.marked == at {
        say_chosen(ui.ctx(), response.id);
    }
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

#[cfg(test)]
mod tests {

    use super::*;
    use crate::app::desktop::screens::tests::screen;
    use crate::app::desktop::setup::Seen;

    /// Screens of these names, side by side, and which of them are the stage's and the console's.
    fn setup(names: &[&str], stage: Option<&str>, console: Option<&str>) -> Setup {
        let places = [("a", 0), ("b", 1920), ("c", 3840)];
        let place = |name: &str| places.iter().find(|(known, _)| *known == name).map_or(0, |(_, x)| *x);
        let seen = |name: &&str| Seen {
            screen: screen(name, place(name)),
            scale: None,
            mirrored: false,
            console: console == Some(name),
        };
        let stage = stage.and_then(|stage| names.iter().position(|name| *name == stage));
        Setup { screens: names.iter().map(seen).collect(), stage: stage.map_or(Stage::Coming, Stage::Own) }
    }

    fn picker() -> Picker {
        Picker::new(&setup(&["a", "b", "c"], Some("b"), Some("a")))
    }

    fn taken(name: &str, x: i32) -> Option<Action> {
        Some(Action::Take(screen(name, x)))
    }

    #[test]
    fn digits_and_arrows_pick() {
        let mut picker = picker();
        assert_eq!(picker.press(PageKey::TakeScreen), taken("b", 1920), "the stage's own is marked");
        assert_eq!(picker.press(PageKey::Right), None);
        assert_eq!(picker.press(PageKey::TakeScreen), taken("c", 3840));
        picker.press(PageKey::Right);
        assert_eq!(picker.press(PageKey::TakeScreen), taken("a", 0), "past the last comes the first");
        assert_eq!(picker.press(PageKey::Number(3)), taken("c", 3840));
        assert_eq!(picker.press(PageKey::Number(9)), None, "there is no ninth");
        assert_eq!(picker.press(PageKey::Number(0)), None, "nor one before the first");
        assert_eq!(picker.press(PageKey::Close), Some(Action::Leave));
    }

    #[test]
    fn the_stage_s_screen_has_its_number_in_the_stage_s_picture() {
        assert_eq!(picker().on_stage(), Some(2));
        assert_eq!(Picker::new(&setup(&["a"], None, None)).on_stage(), None);
    }

    #[test]
    fn the_mark_stays_on_its_screen() {
        let mut picker = picker();
        picker.press(PageKey::Right);
        picker.follow(&setup(&["b", "c"], Some("b"), None));
        assert_eq!((picker.marked, picker.stage), (1, Some(0)));
        picker.follow(&setup(&["b"], None, None));
        assert_eq!(picker.marked, 0);
        picker.follow(&Setup::default());
        assert_eq!(picker.press(PageKey::TakeScreen), None, "nothing to take");
    }

    #[test]
    fn the_plan_keeps_proportions_and_sides() {
        let area = Rect::from_min_size(pos2(10.0, 10.0), vec2(400.0, 200.0));
        let plan = plan_of(&[screen("left", -1920), screen("right", 0)], area);
        assert!(plan.iter().all(|rect| area.expand(0.5).contains_rect(*rect)));
        assert!(plan[0].right() <= plan[1].left() + 0.5);
        assert!((plan[0].width() / plan[0].height() - 16.0 / 9.0).abs() < 0.01);
    }

    #[test]
    fn the_list_says_which_keys_take_a_screen() {
        let words = |keys: &str| how(&Keymap::new(&crate::settings::read(keys, "").settings.keys).value);
        assert_eq!(words(""), "Its number, or arrows and Enter");
        assert_eq!(words("[keys]\nletters = false\nscreens-take = \"F9\""), "Arrows and F9");
    }
}
