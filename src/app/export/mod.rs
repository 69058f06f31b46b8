//! Saving the deck for others from a window: what, and where to; the work is done by a thread of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};

use eframe::egui::{
    Align2, Color32, Context, Rect, Role, Sense, Stroke, StrokeKind, Ui, ViewportId, WidgetInfo, pos2, vec2,
};

use crate::app::desktop::chooser::{self, Choice};
use crate::app::keys::does::PageKey;
use crate::app::keys::keymap::Keymap;
use crate::app::kit::look::{Face, Look, line};
use crate::app::windows::say_chosen;
use crate::crew::{self, Crew, Job, unseen};
use crate::guard::caught;
use crate::handout::save::{self, Unsaved, What};

const SAVER: Job = Job { name: "export", work: "Saving for others", remedy: "Try again, or run cuecard export" };

/// Where the system has no dialog to choose in.
const NO_DIALOG: &str =
    "No dialog opens on this system: Save writes it beside the deck; cuecard export writes anywhere";

/// What can be saved.
struct Kind {
    /// None for what `cuecard export` writes by the target's ending.
    what: Option<What>,
    name: &'static str,
    /// What it is good for.
    words: &'static str,
    /// How the target's name ends.
    ending: &'static str,
}

const fn kind(what: Option<What>, name: &'static str, words: &'static str, ending: &'static str) -> Kind {
    Kind { what, name, words, ending }
}

/// In two columns, the first before the second.
const KINDS: [Kind; 8] = [
    kind(Some(What::Slides), "Slides", "PDF, a slide a page", ".pdf"),
    kind(Some(What::Notes), "Slides with notes", "PDF, your notes under each slide", ".notes.pdf"),
    kind(Some(What::Handout), "Handout", "PDF, three slides a page, with lines", ".handout.pdf"),
    kind(Some(What::Words), "Words", "Markdown, the words of the slides", ".md"),
    kind(None, "Pictures", "A folder, a PNG for each slide", "-pictures"),
    kind(None, "Captions", "WebVTT, for a video of the talk", ".vtt"),
    kind(None, "Transcript", "Markdown, what the captions say", ".transcript.md"),
    kind(None, "Chapters", "Text, for the description of a video", ".chapters.txt"),
];
const COLUMN: usize = KINDS.len() / 2;

/// The page while it is open.
#[derive(Debug)]
pub struct Export {
    deck: PathBuf,
    /// Into `KINDS`.
    kind: usize,
    /// Where the speaker chose to have it; beside the deck if nothing was chosen.
    chosen: Option<PathBuf>,
    state: Saving,
    crew: Crew,
    tell: Sender<News>,
    news: Receiver<News>,
}

/// What another thread has to tell.
#[derive(Debug)]
enum News {
    Chosen(PathBuf),
    State(Saving),
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

/// What the page asks of the windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Leave,
}

/// What was clicked: a kind, or what a key would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Click {
    Kind(usize),
    Key(PageKey),
}

impl Export {
    /// What became of what was last asked for.
    #[must_use]
    pub fn told(&self) -> Option<&str> {
        match &self.state {
            Saving::Asked | Saving::AtWork => None,
            Saving::Done(words) | Saving::Faulty(words) | Saving::Failed(words) => Some(words),
        }
    }

    /// Of a deck's folder or its `deck.toml`.
    #[must_use]
    pub fn new(deck: &Path, crew: &Crew) -> Self {
        let (tell, news) = mpsc::channel();
        Self { deck: deck.to_owned(), kind: 0, chosen: None, state: Saving::Asked, crew: crew.clone(), tell, news }
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
        folder.join(format!("{name}{}", KINDS[self.kind].ending))
    }

    /// What a key does here. Files and choosers are the matter of other threads.
    pub fn press(&mut self, key: PageKey, ctx: &Context) -> Option<Action> {
        let count = KINDS.len();
        match key {
            PageKey::Close => return Some(Action::Leave),
            PageKey::Save if matches!(self.state, Saving::Done(_)) => return Some(Action::Leave),
            PageKey::Save => self.save(false, ctx),
            PageKey::SaveFaulty if matches!(self.state, Saving::Faulty(_)) => self.save(true, ctx),
            PageKey::SaveElsewhere => {
                let tell = self.teller(ctx);
                chooser::save_as(&self.crew, ctx, &self.target(), move |choice| match choice {
                    Choice::Chosen(target) => tell(News::Chosen(target)),
                    Choice::NoDialog => tell(News::State(Saving::Failed(NO_DIALOG.to_owned()))),
                    Choice::Left => {}
                });
            }
            PageKey::ShowSaved => {
                let (tell, target) = (self.teller(ctx), self.target());
                chooser::show_folder(&self.crew, target.parent().unwrap_or(&target), move |why| {
                    tell(News::State(Saving::Failed(why)));
                });
            }
            PageKey::Down => self.take((self.kind + 1) % count),
            PageKey::Up => self.take((self.kind + count - 1) % count),
            PageKey::Left | PageKey::Right => self.take((self.kind + COLUMN) % count),
            PageKey::First => self.take(0),
            PageKey::Last => self.take(count - 1),
            PageKey::Number(number) => {
                let kind = usize::from(number).checked_sub(1).filter(|kind| *kind < count);
                kind.into_iter().for_each(|kind| self.take(kind));
            }
            _ => {}
        }
        None
    }

    fn take(&mut self, kind: usize) {
        if kind != self.kind && self.state != Saving::AtWork {
            // What was chosen had another ending.
            (self.kind, self.chosen, self.state) = (kind, None, Saving::Asked);
        }
    }

    fn save(&mut self, anyway: bool, ctx: &Context) {
        if std::mem::replace(&mut self.state, Saving::AtWork) == Saving::AtWork {
            return;
        }
        let (deck, what, target) = (self.deck.clone(), KINDS[self.kind].what, self.target());
        let tell = self.teller(ctx);
        // It tells how it went by itself.
        drop(self.crew.task(SAVER, move || {
            // Told even where it breaks off.
            let state = match caught(|| save(&deck, what, &target, anyway)) {
                Ok(Ok(words)) => Saving::Done(format!("Saved: {words}")),
                Ok(Err(Unsaved::Faulty(why))) => Saving::Faulty(why),
                Ok(Err(Unsaved::Failed(why))) | Err(why) => Saving::Failed(why),
            };
            tell(News::State(state));
        }));
    }

    /// Tells the page something from another thread, and has it shown.
    fn teller(&self, ctx: &Context) -> impl Fn(News) + Send + use<> {
        let (tell, ctx) = (self.tell.clone(), ctx.clone());
        move |news| {
            // The page may have been left meanwhile.
            let _ = tell.send(news);
            ctx.request_repaint_of(ViewportId::ROOT);
        }
    }

    fn listen(&mut self) {
        for news in self.news.try_iter() {
            match news {
                News::Chosen(target) => (self.chosen, self.state) = (Some(target), Saving::Asked),
                News::State(state) => self.state = state,
            }
        }
    }

    /// The page over the whole window.
    pub fn ui(&mut self, ui: &mut Ui, look: Look) -> Option<Action> {
        self.listen();
        match export_ui(ui, look, self)? {
            Click::Kind(kind) => self.take(kind),
            Click::Key(key) => {
                ui.ctx().request_repaint();
                return self.press(key, ui.ctx());
            }
        }
        ui.ctx().request_repaint();
        None
    }
}

/// Saves a deck in a process of its own: whatever brings that down, the talk goes on.
fn save(deck: &Path, what: Option<What>, target: &Path, anyway: bool) -> Result<String, Unsaved> {
    // There this process is the tests, which would run again, and start themselves once more.
    if let Some(what) = what.filter(|_| cfg!(test)) {
        return save::save(deck, what, target, anyway);
    }
    let unstarted = |why| Unsaved::Failed(format!("The program that saves it did not start: {why}"));
    let mut command = Command::new(crew::program().map_err(unstarted)?);
    match what {
        Some(what) => drop(command.args(["save", what.name()]).args(anyway.then_some("--anyway"))),
        None => drop(command.arg("export").args(anyway.then_some("--anyway"))),
    }
    command.arg("--").args([deck, target]).stdin(Stdio::null());
    let words = told(&unseen(&mut command).output().map_err(unstarted)?).map_err(for_a_window)?;
    // The target stands on the page already.
    let own = format!("{}: ", target.display());
    Ok(words.strip_prefix(&own).map(str::to_owned).unwrap_or(words))
}

/// What is an option on a terminal is a button here.
fn for_a_window(unsaved: Unsaved) -> Unsaved {
    match unsaved {
        Unsaved::Failed(why) => match why.split_once(", so nothing was written; fix that first, or take --anyway") {
            Some((what, _)) => Unsaved::Faulty(format!("Not saved: {what}")),
            None => Unsaved::Failed(why),
        },
        faulty @ Unsaved::Faulty(_) => faulty,
    }
}

/// How it went, from what that process said and how it ended.
fn told(ended: &Output) -> Result<String, Unsaved> {
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    match ended.status.code() {
        Some(0) => Ok(words(&ended.stdout)),
        Some(1) => Err(Unsaved::Failed(words(&ended.stderr).trim_start_matches("cuecard: ").to_owned())),
        Some(save::FAULTY) => Err(Unsaved::Faulty(words(&ended.stderr))),
        _ => {
            let why = "Nothing was saved: something in the deck cannot be written (cuecard check tells more)";
            Err(Unsaved::Failed(why.to_owned()))
        }
    }
}

/// Draws the page and returns what was clicked.
fn export_ui(ui: &mut Ui, look: Look, export: &Export) -> Option<Click> {
    let window = ui.max_rect();
    let around = ui.interact(window, ui.scope_id().with("export"), Sense::CLICK);
    ui.painter().rect_filled(window, 0.0, Color32::from_black_alpha(190));
    let page = Rect::from_center_size(window.center(), vec2(look.px(760.0), look.px(500.0))).intersect(window);
    ui.painter().rect_filled(page, look.px(10.0), look.palette.panel);
    let inner = page.shrink2(vec2(look.px(32.0), look.px(28.0)));
    let title = line("Save for others", Face::Serif, 26.0, look.palette.strong);
    let head = look.words(ui, inner.left_top(), Align2::LEFT_TOP, title);
    let (_, close) = look.cap(ui, pos2(inner.right(), head.center().y), PageKey::Close);
    let mut clicked = close.map(Click::Key);
    let top = head.bottom() + look.px(18.0);
    let (gap, high) = (look.px(8.0), look.px(58.0));
    let wide = ((inner.width() - gap) / 2.0).floor();
    for (at, kind) in KINDS.iter().enumerate() {
        let corner = vec2((at / COLUMN) as f32 * (wide + gap), (at % COLUMN) as f32 * (high + gap));
        let row = Rect::from_min_size(pos2(inner.left(), top) + corner, vec2(wide, high));
        if kind_ui(ui, look, row, at, kind, at == export.kind) {
            clicked = Some(Click::Kind(at));
        }
    }
    let y = top + (high + gap) * COLUMN as f32;
    clicked = clicked.or(target_ui(ui, look, inner, y + look.px(10.0), export).map(Click::Key));
    let beside = around.clicked() && around.interact_pointer_pos().is_some_and(|at| !page.contains(at));
    clicked.or(beside.then_some(Click::Key(PageKey::Close)))
}

/// One kind of file: its number, its name and what it is good for. True if it was clicked.
fn kind_ui(ui: &mut Ui, look: Look, row: Rect, at: usize, kind: &Kind, taken: bool) -> bool {
    let Kind { name, words, .. } = kind;
    let response = ui.interact(row, ui.scope_id().with(("kind", at)), Sense::click());
    let spoken = format!("{name}: {words}");
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, taken, &spoken));
    if taken {
        say_chosen(ui.ctx(), response.id);
    }
    let ground = if taken || response.hovered() { look.palette.cap_hover } else { look.palette.cap };
    ui.painter().rect_filled(row, look.px(8.0), ground);
    if taken {
        let stroke = Stroke::new(look.px(2.0), look.palette.good);
        ui.painter().rect_stroke(row, look.px(8.0), stroke, StrokeKind::Inside);
    }
    look.focus_ring(ui, row, look.px(8.0), &response);
    let left = row.left() + look.px(14.0);
    // Where digits are no keys there is no number to press.
    let keys = Keymap::of(ui.ctx()).row(PageKey::Number(0)).is_some_and(|row| !row.keys.is_empty());
    let mut beside = left;
    if keys {
        let number = look.galley(ui, (at + 1).to_string(), Face::SemiBold, 13.0, look.palette.key);
        ui.painter().galley(pos2(left, row.center().y - number.size().y / 2.0), number, look.palette.key);
        beside += look.px(24.0);
    }
    let name = look.galley(ui, *name, Face::SemiBold, 16.0, look.palette.text);
    let words = look.galley(ui, *words, Face::Regular, 14.0, look.palette.key);
    let above = row.center().y - (name.size().y + words.size().y) / 2.0;
    let under = above + name.size().y;
    ui.painter().galley(pos2(beside, above), name, look.palette.text);
    ui.painter().galley(pos2(beside, under), words, look.palette.key);
    response.clicked()
}

/// On so many lines at most it says how it went.
const WORDS: usize = 3;

/// Where it goes, the buttons, and how it went.
fn target_ui(ui: &mut Ui, look: Look, inner: Rect, y: f32, export: &Export) -> Option<PageKey> {
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
    let buttons: &[(PageKey, &str)] = if matches!(export.state, Saving::Faulty(_)) {
        &[(PageKey::SaveFaulty, "Save all the same"), (PageKey::Save, "Save")]
    } else if saved {
        &[(PageKey::Save, "Done"), (PageKey::ShowSaved, "Show folder")]
    } else {
        &[(PageKey::Save, "Save"), (PageKey::SaveElsewhere, "Choose where …")]
    };
    let mut clicked = None;
    let mut right = pos2(inner.right(), inner.bottom() - look.px(12.0));
    let sure = !matches!(export.state, Saving::Faulty(_));
    for (key, name) in buttons {
        let (rect, pressed) = match *key {
            PageKey::Save if sure => look.cap_primary(ui, right, *key, (*name, false)),
            _ => look.cap_saying(ui, right, *key, Some(name)),
        };
        clicked = clicked.or(pressed);
        right.x = rect.left() - look.px(10.0);
    }
    let left = pos2(inner.left(), right.y);
    if !words.is_empty() {
        // What went wrong ends with what can be done: it has the lines that it needs.
        let room = (right.x - left.x, WORDS);
        look.words_on(ui, left, Align2::LEFT_CENTER, room, line(words, Face::SemiBold, 15.0, color));
    }
    clicked
}

#[cfg(test)]
mod tests {

    use super::*;

    fn export(deck: &str) -> Export {
        Export::new(Path::new(deck), &Crew::default())
    }

    #[test]
    fn the_file_stands_beside_the_deck_unless_the_speaker_chose() {
        let mut export = export("/talks/why/deck.toml");
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
    fn faults_are_asked_about_whoever_saves() {
        let why = "slide 2 has a fault, so nothing was written; fix that first, or take --anyway";
        assert_eq!(
            for_a_window(Unsaved::Failed(why.to_owned())),
            Unsaved::Faulty("Not saved: slide 2 has a fault".to_owned())
        );
        let other = || Unsaved::Failed("there is no room".to_owned());
        assert_eq!(for_a_window(other()), other());
    }

    #[test]
    fn what_can_be_done_about_a_failure_is_not_cut_off() {
        let why = "this deck has no captions; write some as [[slide.cue]] with text, at the slide that they belong to";
        for size in [vec2(640.0, 400.0), vec2(960.0, 540.0), vec2(1280.0, 720.0), vec2(1920.0, 1080.0)] {
            for state in [Saving::Failed(why.to_owned()), Saving::Faulty(format!("Not saved: {why}"))] {
                let mut export = export("/talks/why");
                export.state = state;
                let window = egui_kittest::Harness::builder().with_size(size).build_ui(move |ui| {
                    if ui.ctx().cumulative_pass_nr() == 0 {
                        return crate::app::kit::look::install(ui.ctx());
                    }
                    let look = Look::new(ui.max_rect().size(), crate::app::kit::palette::Palette::DARK);
                    let _ = export_ui(ui, look, &export);
                });
                let texts = window.output().shapes.iter().filter_map(|shape| match &shape.shape {
                    eframe::egui::Shape::Text(text) => Some(text),
                    _ => None,
                });
                let texts: Vec<_> = texts.collect();
                let told = texts.iter().find(|text| text.galley.text().contains(why)).expect("it is told");
                assert!(!told.galley.elided, "{size}");
                let place = told.visual_bounding_rect();
                let other = texts.iter().find(|text| {
                    text.galley.text() != told.galley.text() && text.visual_bounding_rect().intersects(place)
                });
                assert!(other.is_none(), "{size}: {:?}", other.map(|text| text.galley.text()));
            }
        }
    }

    #[test]
    fn keys_choose_and_leave() {
        let (mut export, ctx) = (export("/talks/why"), Context::default());
        let mut press = |key| {
            let action = export.press(key, &ctx);
            (export.kind, action)
        };
        assert_eq!(press(PageKey::Number(3)), (2, None));
        assert_eq!(press(PageKey::Number(9)), (2, None), "there is no ninth");
        assert_eq!(press(PageKey::Right), (6, None), "beside it");
        assert_eq!(press(PageKey::Left), (2, None), "and back");
        assert_eq!(press(PageKey::Up), (1, None));
        assert_eq!(press(PageKey::Last), (7, None));
        assert_eq!(press(PageKey::Down), (0, None), "past the last comes the first");
        assert_eq!(press(PageKey::SaveFaulty), (0, None), "nothing is known to be faulty");
        assert_eq!(press(PageKey::Close), (0, Some(Action::Leave)));
        export.state = Saving::Done(String::new());
        assert_eq!(export.press(PageKey::Save, &ctx), Some(Action::Leave));
    }
}
