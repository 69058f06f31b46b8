//! The slide before the talk → a form with its words, which are kept beside the deck and not among its slides.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};

use eframe::egui::{
    Align2, Color32, Context, Frame, Id, Margin, Rect, Sense, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, ViewportId,
    pos2, vec2,
};

use crate::app::keys::does::PageKey;
use crate::app::kit::buttons::{Button, Weight};
use crate::app::kit::look::{Face, Look, line};
use crate::crew::{Crew, Job};
use crate::deck::Deck;
use crate::deck::files::place;
use crate::deck::holding::{Holding, NAME};
use crate::deck::start::Start;

const WRITER: Job = Job { name: "holding words", work: "Writing the words", remedy: "Try again" };

/// Nobody reads more on one line of a slide.
const MOST_LETTERS: usize = 120;
const WIDTH: f32 = 560.0;
/// A label with its field, and the field alone.
const ROW: f32 = 76.0;
const FIELD: f32 = 40.0;

/// What can be written: its label, and what stands there without it.
struct Field {
    label: &'static str,
    words: String,
    usual: String,
}

/// The form while it is open.
pub struct Words {
    fields: [Field; 4],
    file: PathBuf,
    crew: Crew,
    tell: Sender<Result<(), String>>,
    news: Receiver<Result<(), String>>,
    /// What keeps the words from being taken.
    trouble: Option<String>,
    /// The first field has had the focus.
    begun: bool,
}

/// What the form asks of the windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Leave,
    /// The words are written: the deck is to be read again.
    Written,
}

impl Words {
    /// For a deck's folder or its `deck.toml`; `start` is announced as long as nothing else is written.
    #[must_use]
    pub fn new(path: &Path, deck: &Deck, start: Option<&str>, crew: &Crew) -> Self {
        let (tell, news) = mpsc::channel();
        let Holding { event, title, start: own, notice } = deck.holding.clone();
        let field = |label, words: Option<String>, usual: &str| Field {
            label,
            words: words.unwrap_or_default(),
            usual: usual.to_owned(),
        };
        let fields = [
            field("Event", event, deck.event.as_deref().unwrap_or("none")),
            field("Title", title, &deck.title),
            field("Starts at", own, start.unwrap_or("no time is announced")),
            field("Notice", notice, "none"),
        ];
        let (_, folder) = place(path);
        Self { fields, file: folder.join(NAME), crew: crew.clone(), tell, news, trouble: None, begun: false }
    }

    /// Nothing differs from the deck, as far as it is written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.iter().all(|field| field.words.is_empty())
    }

    /// What became of what was last asked for.
    #[must_use]
    pub fn told(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// What a key does: it is saved, or left as it was.
    pub fn press(&mut self, key: PageKey, ctx: &Context) -> Option<Action> {
        match key {
            PageKey::Close => return Some(Action::Leave),
            PageKey::SaveWords => self.save(ctx),
            _ => {}
        }
        None
    }

    fn save(&mut self, ctx: &Context) {
        let [event, title, start, notice] = self.fields.each_ref().map(|field| {
            let words = field.words.split_whitespace().collect::<Vec<_>>().join(" ");
            (!words.is_empty()).then_some(words)
        });
        if start.as_deref().is_some_and(|start| Start::read(start).is_none()) {
            self.trouble = Some("“Starts at” is a time of day, such as 14:00 or 2:30 pm".to_owned());
            return;
        }
        let words = Holding { event, title, start, notice };
        let (tell, file, ctx) = (self.tell.clone(), self.file.clone(), ctx.clone());
        // It tells how it went by itself.
        drop(self.crew.task(WRITER, move || {
            // The form may have been left meanwhile.
            let _ = tell.send(words.save(&file));
            ctx.request_repaint_of(ViewportId::ROOT);
        }));
    }

    /// Over the whole window; what was asked for.
    pub fn ui(&mut self, ui: &mut Ui, look: Look) -> Option<Action> {
        match self.news.try_iter().last() {
            Some(Ok(())) => return Some(Action::Written),
            Some(Err(why)) => self.trouble = Some(format!("Not saved: {why}")),
            None => {}
        }
        let window = ui.max_rect();
        ui.interact(window, ui.scope_id().with("around the words"), Sense::CLICK);
        ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(158));
        let look = Look { scale: look.scale.clamp(0.75, 2.0), ..look };
        let width = look.px(WIDTH).min(window.width() - look.px(24.0));
        let height = look.px(158.0 + ROW * 4.0).min(window.height() - 8.0);
        let page = Rect::from_center_size(window.center(), vec2(width, height));
        ui.interact(page, ui.scope_id().with("words"), Sense::CLICK);
        ui.painter().rect_filled(page, look.px(12.0), look.palette.panel);
        let inner = page.shrink2(vec2(look.px(24.0), look.px(16.0)));
        let title = line("The slide before the talk", Face::Serif, 24.0, look.palette.strong);
        let head = look.words_within(ui, inner.left_top(), Align2::LEFT_TOP, inner.width(), title);
        let under = "What is left empty stays as the deck has it";
        let (words, color) =
            self.trouble.as_deref().map_or((under, look.palette.mute), |why| (why, look.palette.attention));
        let at = pos2(inner.left(), head.bottom() + look.px(2.0));
        let said = look.words_within(ui, at, Align2::LEFT_TOP, inner.width(), line(words, Face::Regular, 14.0, color));
        let key = buttons_ui(ui, look, inner);
        let room = inner.bottom() - look.px(40.0).max(28.0) - look.px(18.0) - said.bottom();
        let row = (room / self.fields.len() as f32).min(look.px(ROW));
        for (index, field) in self.fields.iter_mut().enumerate() {
            let top = said.bottom() + look.px(14.0) + row * index as f32;
            let place = Rect::from_min_size(pos2(inner.left(), top), vec2(inner.width(), row));
            let id = field.ui(ui, look, place);
            if index == 0 && !std::mem::replace(&mut self.begun, true) {
                ui.memory_mut(|memory| memory.request_focus(id));
            }
        }
        self.press(key?, &ui.ctx().clone())
    }
}

impl Field {
    /// The label over its field; the field's id.
    fn ui(&mut self, ui: &mut Ui, look: Look, place: Rect) -> Id {
        let id = Id::unique(("words of the holding slide", self.label));
        let label = look.label(ui, place.left_top(), Align2::LEFT_TOP, self.label);
        let top = label.bottom() + look.px(3.0);
        let height = (place.bottom() - look.px(12.0) - top).clamp(24.0, look.px(FIELD).max(24.0));
        let field = Rect::from_min_size(pos2(place.left(), top), vec2(place.width(), height));
        let focused = ui.memory(|memory| memory.focused() == Some(id));
        let (edge, wide) = if focused { (look.palette.attention, 2.0) } else { (look.palette.mark, 1.0) };
        let stroke = Stroke::new(wide, edge);
        ui.painter().rect(field, look.px(8.0), look.palette.ground, stroke, StrokeKind::Inside);
        let inside = field.shrink2(vec2(look.px(12.0), look.px(2.0)));
        let hint = look.font(Face::Regular, 15.0);
        let edit = TextEdit::singleline(&mut self.words)
            .id(id)
            .frame(Frame::NONE)
            .margin(Margin::ZERO)
            .font(hint.clone())
            .text_color(look.palette.strong)
            .hint_text(eframe::egui::RichText::new(&self.usual).font(hint).color(look.palette.mute))
            .align(Align2::LEFT_CENTER)
            .char_limit(MOST_LETTERS)
            .desired_width(inside.width());
        let mut child = ui.new_child(UiBuilder::new().max_rect(inside).id_salt(self.label));
        child.add_sized(inside.size(), edit);
        let label = self.label;
        ui.ctx().accesskit_node_builder(id, |node| node.set_label(label));
        id
    }
}

/// At the foot, from the left.
fn buttons_ui(ui: &mut Ui, look: Look, inner: Rect) -> Option<PageKey> {
    let mut x = inner.left();
    let mut clicked = None;
    for (name, key, weight) in
        [("Save", PageKey::SaveWords, Weight::Primary), ("Cancel", PageKey::Close, Weight::Usual)]
    {
        let button = Button::of(ui, name, key).weight(weight);
        let size = button.size(ui, look);
        let place = Rect::from_min_size(pos2(x, inner.bottom() - size.y), size);
        clicked = clicked.or(button.ui(ui, look, place, "words").clicked().then_some(key));
        x = place.right() + look.px(8.0);
    }
    clicked
}

#[cfg(test)]
mod tests {
    use eframe::egui::accesskit::Role;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::app::kit::palette::Palette;
    use crate::playback::tests::{DECK, talk_of};

    struct Form {
        words: Words,
        asked: Option<Action>,
    }

    fn form(folder: &Path) -> Harness<'static, Form> {
        let talk = talk_of(DECK);
        let words = Words::new(folder, &talk.deck, Some("14:00"), &Crew::default());
        Harness::builder().with_size(vec2(1440.0, 900.0)).build_ui_state(
            |ui, form: &mut Form| {
                if ui.ctx().cumulative_pass_nr() == 0 {
                    return crate::app::kit::look::install(ui.ctx());
                }
                let look = Look::new(ui.max_rect().size(), Palette::DARK);
                form.asked = form.words.ui(ui, look).or(form.asked);
            },
            Form { words, asked: None },
        )
    }

    /// Types into a field, saves, and waits for what comes of it.
    fn saved(folder: &Path, label: &str, words: &str) -> (Option<Action>, Option<String>) {
        let mut harness = form(folder);
        harness.run_steps(2);
        harness.get_by_role_and_label(Role::TextInput, label).focus();
        harness.run_steps(2);
        harness.get_by_role_and_label(Role::TextInput, label).type_text(words);
        harness.run_steps(2);
        harness.get_by_label("Save").click();
        for _ in 0..200 {
            harness.run_steps(1);
            if harness.state().asked.is_some() || harness.state().words.trouble.is_some() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        (harness.state().asked, harness.state().words.trouble.clone())
    }

    #[test]
    fn words_are_kept_beside_the_deck_and_read_again() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        std::fs::write(folder.path().join("deck.toml"), DECK).expect("a deck in it");
        assert_eq!(saved(folder.path(), "Notice", "Doors \"close\" at two"), (Some(Action::Written), None));
        let talk = crate::talk::Talk::open(folder.path()).expect("a talk");
        assert_eq!(talk.deck.holding.notice.as_deref(), Some("Doors \"close\" at two"));
        assert_eq!(talk.deck.holding.event, None, "what was left empty is the deck's");
    }

    #[test]
    fn a_time_that_is_none_is_told_and_nothing_is_written() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (asked, trouble) = saved(folder.path(), "Starts at", "soon");
        assert!(asked.is_none() && trouble.is_some_and(|why| why.contains("14:00")));
        assert!(!folder.path().join(NAME).exists());
        std::fs::create_dir_all(folder.path().join(NAME).join("full")).expect("a folder in its place");
        let (asked, trouble) = saved(folder.path(), "Event", "Pear Day");
        assert!(asked.is_none() && trouble.is_some_and(|why| why.starts_with("Not saved: ")));
    }
}
