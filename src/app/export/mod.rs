//! Saving the deck for others from a window: what, and where to; the work is done by a thread of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::thread;

use eframe::egui::{
    Align2, Color32, Event, Key, Rect, Role, Sense, Stroke, StrokeKind, Ui, ViewportId, WidgetInfo, pos2, vec2,
};

use crate::handout::{self, Unsaved, What};

use crate::app::desktop::chooser;
use crate::app::keys::table::Press;
use crate::app::kit::look::{Face, Look, line};
use crate::app::shared::{Inner, Shared};

/// What can be saved: name, what it is good for, and the target's ending.
const KINDS: [(What, &str, &str, &str); 4] = [
    (What::Slides, "Slides", "A PDF with a slide a page, for everybody", "pdf"),
    (What::Notes, "Slides with notes", "A PDF with your notes under each slide", "notes.pdf"),
    (What::Handout, "Handout", "A PDF with three slides a page and lines to write on", "handout.pdf"),
    (What::Words, "Words", "The words of the slides as Markdown", "md"),
];

/// The page while it is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    deck: PathBuf,
    /// Into `KINDS`.
    kind: usize,
    /// Where the speaker chose to have it; beside the deck if nothing was chosen.
    chosen: Option<PathBuf>,
    state: Saving,
}

#[derive(Clone, Debug, PartialEq)]
enum Saving {
    Asked,
    AtWork,
    /// In the speaker's words.
    Done(String),
    /// Slides have faults: asked whether they are to be handed out all the same.
    Faulty(String),
    Failed(String),
}

/// What a press or a click wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    Kind(usize),
    Choose,
    Save,
    /// Even though slides have faults.
    SaveAnyway,
    /// Shows the folder in which the file is.
    Show,
    Leave,
}

impl Export {
    /// Of a deck's folder or its `deck.toml`.
    #[must_use]
    pub fn new(deck: &Path) -> Self {
        Self { deck: deck.to_owned(), kind: 0, chosen: None, state: Saving::Asked }
    }

    /// Where the file goes: as chosen, else beside the deck and named after its folder.
    #[must_use]
    pub fn target(&self) -> PathBuf {
        if let Some(chosen) = &self.chosen {
            return chosen.clone();
        }
        let (_, folder) = crate::deck::files::place(&self.deck);
        let folder = std::path::absolute(&folder).unwrap_or(folder);
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        folder.join(format!("{name}.{}", KINDS[self.kind].3))
    }

    /// The wish of a key, if it is this page's.
    fn press(&self, press: Press) -> Option<Wish> {
        const DIGITS: [Key; 4] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4];
        if press.modifiers.any() {
            return None;
        }
        match press.key {
            Key::Escape => Some(Wish::Leave),
            Key::Enter if matches!(self.state, Saving::Done(_)) => Some(Wish::Leave),
            Key::Enter => Some(Wish::Save),
            Key::A if matches!(self.state, Saving::Faulty(_)) => Some(Wish::SaveAnyway),
            Key::W => Some(Wish::Choose),
            Key::O => Some(Wish::Show),
            Key::ArrowDown => Some(Wish::Kind((self.kind + 1) % KINDS.len())),
            Key::ArrowUp => Some(Wish::Kind((self.kind + KINDS.len() - 1) % KINDS.len())),
            key => DIGITS.iter().position(|digit| *digit == key).map(Wish::Kind),
        }
    }

    fn take(&mut self, kind: usize) {
        if kind != self.kind && self.state != Saving::AtWork {
            // What was chosen had another ending.
            *self = Self { deck: std::mem::take(&mut self.deck), kind, chosen: None, state: Saving::Asked };
        }
    }
}

impl Inner {
    /// True if the key was for the page that saves the deck.
    pub fn press_export(&mut self, press: Press) -> bool {
        let wish = self.export.as_ref().and_then(|export| export.press(press));
        self.export_wishes.extend(wish);
        wish.is_some()
    }
}

impl Shared {
    /// Where no talk plays, the page takes the keys itself, and all of them.
    pub fn take_export_keys(&self, ui: &Ui) {
        let mut inner = self.lock();
        if inner.export.is_none() {
            return;
        }
        let focused = ui.memory(|memory| memory.focused().is_some());
        ui.input_mut(|input| {
            input.events.retain(|event| match event {
                // A control that has the focus is pressed and left by these.
                Event::Key { key: Key::Enter | Key::Tab | Key::Space, .. } if focused => true,
                Event::Key { key, pressed, repeat, modifiers, .. } => {
                    if *pressed {
                        inner.press_export(Press { key: *key, physical: None, modifiers: *modifiers, repeat: *repeat });
                    }
                    false
                }
                _ => true,
            });
        });
    }

    /// Opens the page, or closes it.
    pub fn toggle_export(&self, deck: &Path) {
        let mut inner = self.lock();
        inner.export = match inner.export {
            Some(_) => None,
            None => Some(Export::new(deck)),
        };
    }

    /// Does what was wished on the page. Files and choosers are the affair of other threads.
    pub fn grant_export(self: &Arc<Self>, wish: Wish) {
        let mut inner = self.lock();
        let Some(export) = &mut inner.export else { return };
        match wish {
            Wish::Leave => inner.export = None,
            Wish::Kind(kind) => export.take(kind),
            Wish::Choose => {
                let shared = Arc::clone(self);
                chooser::save_as(&export.target(), move |target| {
                    shared.told(|export| (export.chosen, export.state) = (Some(target), Saving::Asked));
                });
            }
            Wish::Show => {
                let shared = Arc::clone(self);
                let target = export.target();
                chooser::show_folder(target.parent().unwrap_or(&target), move |why| {
                    shared.told(|export| export.state = Saving::Failed(why));
                });
            }
            Wish::Save | Wish::SaveAnyway if export.state == Saving::AtWork => {}
            Wish::Save | Wish::SaveAnyway => {
                export.state = Saving::AtWork;
                let (deck, what, target) = (export.deck.clone(), KINDS[export.kind].0, export.target());
                let shared = Arc::clone(self);
                thread::spawn(move || {
                    let state = match save(&deck, what, &target, wish == Wish::SaveAnyway) {
                        Ok(words) => Saving::Done(format!("Saved: {words}")),
                        Err(Unsaved::Faulty(why)) => Saving::Faulty(why),
                        Err(Unsaved::Failed(why)) => Saving::Failed(why),
                    };
                    shared.told(|export| export.state = state);
                });
            }
        }
    }

    /// Another thread has news for the page, if it is still open.
    fn told(&self, news: impl FnOnce(&mut Export)) {
        self.lock().export.as_mut().map(news);
        if let Some(ctx) = self.ctx.get() {
            ctx.request_repaint_of(ViewportId::ROOT);
        }
    }
}

/// Saves a deck in a process of its own: whatever brings that down, the talk goes on.
fn save(deck: &Path, what: What, target: &Path, anyway: bool) -> Result<String, Unsaved> {
    // There this process is the tests, which would run again, and start themselves once more.
    if cfg!(test) {
        return handout::save(deck, what, target, anyway);
    }
    // On Linux this is the program even where another version was installed over it meanwhile.
    let own = Path::new("/proc/self/exe");
    let program = if own.exists() { Ok(own.to_path_buf()) } else { std::env::current_exe() };
    let unstarted = |why| Unsaved::Failed(format!("The program that saves it did not start: {why}"));
    let mut command = Command::new(program.map_err(unstarted)?);
    command.args(["save", what.name()]).args(anyway.then_some("--anyway"));
    told(&command.arg("--").args([deck, target]).stdin(Stdio::null()).output().map_err(unstarted)?)
}

/// How it went, from what that process said and how it ended.
fn told(ended: &Output) -> Result<String, Unsaved> {
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    match ended.status.code() {
        Some(0) => Ok(words(&ended.stdout)),
        Some(1) => Err(Unsaved::Failed(words(&ended.stderr).trim_start_matches("cuecard: ").to_owned())),
        Some(handout::FAULTY) => Err(Unsaved::Faulty(words(&ended.stderr))),
        _ => {
            let why = "Nothing was saved: something in the deck cannot be written (cuecard check tells more)";
            Err(Unsaved::Failed(why.to_owned()))
        }
    }
}

/// The page over the whole window; what a click wishes.
pub fn export_ui(ui: &mut Ui, look: Look, export: &Export) -> Option<Wish> {
    let window = ui.max_rect();
    let around = ui.interact(window, ui.scope_id().with("export"), Sense::click());
    ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(190));
    let page = Rect::from_center_size(window.center(), vec2(look.px(720.0), look.px(468.0))).intersect(window);
    ui.painter().rect_filled(page, look.px(10.0), look.palette.panel);
    let inner = page.shrink2(vec2(look.px(36.0), look.px(28.0)));
    let title = line("Save for others", Face::Serif, 26.0, look.palette.strong);
    let head = look.words(ui, inner.left_top(), Align2::LEFT_TOP, title);
    let (_, close) = look.named_cap(ui, pos2(inner.right(), head.center().y), "Esc", "Close");
    let mut wish = close.clicked().then_some(Wish::Leave);
    let mut y = head.bottom() + look.px(20.0);
    for (at, kind) in KINDS.iter().enumerate() {
        let row = Rect::from_min_size(pos2(inner.left(), y), vec2(inner.width(), look.px(52.0)));
        if kind_ui(ui, look, row, at, kind, at == export.kind) {
            wish = Some(Wish::Kind(at));
        }
        y = row.bottom() + look.px(6.0);
    }
    wish = wish.or(target_ui(ui, look, inner, y + look.px(14.0), export));
    let beside = around.clicked() && around.interact_pointer_pos().is_some_and(|at| !page.contains(at));
    wish.or(beside.then_some(Wish::Leave))
}

/// One kind of file: its number, its name and what it is good for. True if it was clicked.
fn kind_ui(ui: &mut Ui, look: Look, row: Rect, at: usize, kind: &(What, &str, &str, &str), taken: bool) -> bool {
    let (_, name, words, _) = kind;
    let response = ui.interact(row, ui.scope_id().with(("kind", at)), Sense::click());
    let spoken = format!("{name}: {words}");
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, taken, &spoken));
    if taken || response.hovered() {
        ui.painter().rect_filled(row, look.px(8.0), look.palette.cap);
    }
    if taken {
        let stroke = Stroke::new(look.px(2.0), look.palette.attention);
        ui.painter().rect_stroke(row, look.px(8.0), stroke, StrokeKind::Inside);
    }
    look.focus_ring(ui, row, look.px(8.0), &response);
    let left = row.left() + look.px(16.0);
    let y = row.center().y;
    let number = (at + 1).to_string();
    let galley = look.galley(ui, number, Face::SemiBold, 15.0, look.palette.mute);
    ui.painter().galley(pos2(left, y - galley.size().y / 2.0), galley, look.palette.mute);
    let galley = look.galley(ui, *name, Face::SemiBold, 17.0, look.palette.text);
    ui.painter().galley(pos2(left + look.px(28.0), y - galley.size().y / 2.0), galley, look.palette.text);
    let galley = look.galley(ui, *words, Face::Regular, 15.0, look.palette.mute);
    ui.painter().galley(pos2(left + look.px(200.0), y - galley.size().y / 2.0), galley, look.palette.mute);
    response.clicked()
}

/// Where it goes, the buttons, and how it went.
fn target_ui(ui: &mut Ui, look: Look, inner: Rect, y: f32, export: &Export) -> Option<Wish> {
    let label = look.label(ui, pos2(inner.left(), y), Align2::LEFT_TOP, "Where to");
    let path = export.target().to_string_lossy().into_owned();
    let at = pos2(inner.left(), label.bottom() + look.px(8.0));
    look.words_within(ui, at, Align2::LEFT_TOP, inner.width(), line(&path, Face::Regular, 15.5, look.palette.text));
    let (words, color) = match &export.state {
        Saving::Asked => ("", look.palette.mute),
        Saving::AtWork => ("Saving …", look.palette.mute),
        Saving::Done(words) => (words.as_str(), look.palette.good),
        Saving::Faulty(why) | Saving::Failed(why) => (why.as_str(), look.palette.attention),
    };
    let saved = matches!(export.state, Saving::Done(_));
    let buttons: &[(&str, &str, Wish)] = if matches!(export.state, Saving::Faulty(_)) {
        &[("A", "Save all the same", Wish::SaveAnyway), ("Enter", "Save", Wish::Save)]
    } else if saved {
        &[("Enter", "Done", Wish::Leave), ("O", "Show folder", Wish::Show)]
    } else {
        &[("Enter", "Save", Wish::Save), ("W", "Choose where …", Wish::Choose)]
    };
    let mut wish = None;
    let mut right = pos2(inner.right(), inner.bottom() - look.px(12.0));
    for (key, name, does) in buttons {
        let (rect, response) = look.named_cap(ui, right, key, name);
        wish = wish.or(response.clicked().then_some(*does));
        right.x = rect.left() - look.px(10.0);
    }
    let left = pos2(inner.left(), right.y);
    if !words.is_empty() {
        let room = right.x - left.x;
        look.words_within(ui, left, Align2::LEFT_CENTER, room, line(words, Face::SemiBold, 15.0, color));
    }
    wish
}

#[cfg(test)]
mod tests {

    use super::*;

    fn press(key: Key) -> Press {
        Press::of(key)
    }

    #[test]
    fn the_file_stands_beside_the_deck_unless_the_speaker_chose() {
        let mut export = Export::new(Path::new("/talks/why/deck.toml"));
        assert_eq!(export.target(), Path::new("/talks/why/why.pdf"));
        export.take(1);
        assert_eq!(export.target(), Path::new("/talks/why/why.notes.pdf"));
        export.chosen = Some("/elsewhere/mine.pdf".into());
        assert_eq!(export.target(), Path::new("/elsewhere/mine.pdf"));
        export.take(3);
        assert_eq!(export.target(), Path::new("/talks/why/why.md"), "another kind has another ending");
    }

    #[cfg(unix)]
    #[test]
    fn a_writer_that_comes_down_is_a_sentence() {
        let ended = |script: &str| told(&Command::new("sh").args(["-c", script]).output().expect("it starts"));
        assert_eq!(ended("echo 28 pages, 107 kB"), Ok("28 pages, 107 kB".to_owned()));
        assert_eq!(ended("echo cuecard: no room >&2; exit 1"), Err(Unsaved::Failed("no room".to_owned())));
        assert_eq!(
            ended("echo slide 2 has a fault >&2; exit 3"),
            Err(Unsaved::Faulty("slide 2 has a fault".to_owned()))
        );
        for end in ["echo half; kill -ABRT $$", "kill -KILL $$", "echo thread main panicked >&2; exit 101"] {
            let told = ended(end);
            assert!(
                matches!(&told, Err(Unsaved::Failed(why)) if why.starts_with("Nothing was saved")),
                "{end}: {told:?}"
            );
        }
    }

    #[test]
    fn keys_choose_and_save_and_clickers_go_on() {
        let export = Export::new(Path::new("/talks/why"));
        assert_eq!(export.press(press(Key::Num3)), Some(Wish::Kind(2)));
        assert_eq!(export.press(press(Key::ArrowUp)), Some(Wish::Kind(3)));
        assert_eq!(export.press(press(Key::Enter)), Some(Wish::Save));
        assert_eq!(export.press(press(Key::Escape)), Some(Wish::Leave));
        assert_eq!(export.press(press(Key::PageDown)), None);
        let done = Export { state: Saving::Done(String::new()), ..export };
        assert_eq!(done.press(press(Key::Enter)), Some(Wish::Leave));
    }
}
