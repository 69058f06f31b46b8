//! The threads behind the windows: one reads and lays out decks, two paint pictures.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, Thread};

use eframe::egui::{Context, ViewportId};

use crate::captions;
use crate::deck::plan::CaptionBlock;
use crate::guard::caught;
use crate::settings;
use crate::takes::{self, Kind};
use crate::talk::Talk;
use crate::watch;

use crate::app::clock::TimeOfDay;
use crate::app::desktop::awake::keep_awake;
use crate::app::pictures::cache::{PictureKey, Subject};
use crate::app::pictures::painters::{self, Trouble};
use crate::app::pictures::words;
use crate::app::shared::{Shared, State};
use crate::app::windows::{stage_id, wake};

/// Starts the reading thread; each message makes it read the deck (again).
pub fn start_loader(shared: Arc<Shared>) -> Sender<()> {
    let (again, orders) = mpsc::channel();
    thread::spawn(move || {
        let (mut read, mut known) = (None, None);
        while orders.recv().is_ok() {
            // Wishes that came while it was read are one.
            while orders.try_recv().is_ok() {}
            if shared.play_held() {
                tell_windows(&shared);
            }
            let Some(path) = shared.deck() else { continue };
            if !read.as_ref().is_some_and(|read| Arc::ptr_eq(read, &path)) {
                (read, known) = (None, None);
            }
            // A fault in reading or layout must not end the talk: the last good deck goes on.
            let loaded = caught(|| Talk::open_if_changed(&path, known))
                .unwrap_or_else(|why| Err(format!("the deck could not be laid out: {why}")));
            // The speaker may have left for another deck meanwhile.
            if !shared.is_open(&path) {
                continue;
            }
            let loaded = match loaded {
                Ok(None) => continue,
                Ok(Some((mut talk, note))) => {
                    known = Some(note);
                    shared.follow(&path, &talk.asked);
                    learn(&mut talk, &path);
                    Ok(talk)
                }
                Err(message) => {
                    known = None;
                    Err(message)
                }
            };
            if loaded.is_ok() && read.replace(Arc::clone(&path)).is_none() {
                keep_awake(&shared, &path);
                let place = std::path::absolute(&path).unwrap_or_else(|_| path.to_path_buf());
                let when = TimeOfDay::date_time();
                shared.change_settings(|settings| settings.opened(&place.to_string_lossy(), &when));
                let kind = shared.lock().takes.kind();
                let stopped = takes::stopped(&path, settings::state_folder().as_deref(), kind, TimeOfDay::ago);
                shared.lock().takes.stopped = stopped;
            }
            shared.adopt(loaded);
            tell_windows(&shared);
        }
    });
    again
}

/// Another reading plays: the captions may have changed, and how long each stands.
fn tell_windows(shared: &Shared) {
    shared.prompter.get().into_iter().for_each(Thread::unpark);
    if let Some(ctx) = shared.ctx.get() {
        wake(ctx, ViewportId::ROOT);
        wake(ctx, stage_id());
    }
}

/// The talk goes by what earlier takes of it took, where there are any.
fn learn(talk: &mut Talk, deck: &Path) {
    let learnt = takes::learnt(deck, settings::state_folder().as_deref(), &talk.plan);
    captions::expect(&mut talk.plan, |slide, step| learnt.step(slide, step).map(|step| (step.time, step.takes)));
}

/// Opens a deck: has it read, and read again whenever it is saved, as long as it is the one shown.
pub fn open_deck(deck: PathBuf, kind: Kind, shared: &Arc<Shared>, loader: &Sender<()>) {
    let deck: Arc<Path> = deck.into();
    shared.turn_to(Some(Arc::clone(&deck)));
    shared.lock().takes.open(&deck, kind);
    let (clock, listener, again) = (shared.clock, Arc::clone(shared), loader.clone());
    let watched = Arc::clone(&deck);
    let changed = move || listener.is_open(&watched) && again.send(()).is_ok();
    let watch = watch::start(&deck, move || clock.now().0, changed);
    // Known before the first reading says what is to be watched.
    shared.watch(deck, watch);
    // The thread lives as long as the program, so somebody listens.
    let _ = loader.send(());
}

/// Starts the painters; what they cannot paint is told on the console.
pub fn start_painters(shared: &Arc<Shared>, ctx: &Context) {
    let (teller, woken) = (Arc::clone(shared), ctx.clone());
    painters::start(&shared.pictures, ctx, &shared.crew, move |key, trouble| {
        match trouble {
            Trouble::Unpainted(why) => tell_unpainted(&teller, key, &why),
            Trouble::Lacking(why) => teller.lacks_picture(key.generation, why),
        }
        wake(&woken, ViewportId::ROOT);
    });
    words::paint_with(ctx, &shared.pictures);
}

/// The console says which slide could not be painted, and why.
pub(super) fn tell_unpainted(shared: &Shared, key: PictureKey, why: &str) {
    let mut inner = shared.lock();
    let State::Playing(talk) = &inner.state else { return };
    let number = |slide: usize| talk.plan.slides.get(slide).map_or(slide + 1, |slide| slide.number);
    let what = match key.subject {
        Subject::Slide(at) | Subject::Part(at, _) | Subject::Glide(at, _) => format!("slide {}", number(at.slide)),
        Subject::Caption(..) => "a caption".to_owned(),
    };
    inner.trouble = Some(format!("{what} cannot be painted: {why}"));
}

/// Goes on with a talk that does so by itself, and wakes the windows when they or a caption change; `unpark` it after
/// each command.
pub fn start_prompter(shared: Arc<Shared>, ctx: Context) -> Thread {
    let prompter = move || {
        let mut shown = [None; 2];
        loop {
            let moved = shared.tick();
            let (captions, wait) = shared.captions_now();
            let rolled = shared.roll();
            if moved || captions[0] != shown[0] || rolled.stage {
                wake(&ctx, stage_id());
            }
            if moved || captions != shown || rolled.stage || rolled.console {
                wake(&ctx, ViewportId::ROOT);
            }
            if captions[0] != shown[0] {
                shared.push_script();
            }
            shown = captions;
            thread::park_timeout(shared.clock.wait(wait.min(rolled.wait)));
        }
    };
    thread::spawn(prompter).thread().clone()
}

/// What tells one caption from another.
#[must_use]
pub fn fingerprint(block: &CaptionBlock) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&block.lines, &block.speaker, block.color as u8, block.sound).hash(&mut hasher);
    hasher.finish()
}
