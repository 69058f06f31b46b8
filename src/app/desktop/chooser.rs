//! The system's own file chooser and file manager, each on a thread of its own: they answer when the speaker does.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use eframe::egui::{Context, ViewportId};

use crate::crew::{Crew, Job};
use crate::playback::clock::Clock;

const CHOOSER: Job = Job { name: "file chooser", work: "The file chooser", remedy: "" };
const WAITER: Job = Job { name: "file chooser's waiter", work: "Waiting for the file chooser", remedy: "" };
const MANAGER: Job = Job { name: "file manager", work: "Showing the folder", remedy: "" };

/// Where the program was started: the place to look for decks.
#[must_use]
pub fn here() -> PathBuf {
    std::env::current_dir().unwrap_or_default()
}

/// How a question for a file or a folder went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    Chosen(PathBuf),
    /// The speaker thought better of it.
    Left,
    /// There is nobody to ask, or none that answers in time. Should a dialog open later, what it says comes too.
    NoDialog,
}

/// Asks for a deck's folder.
pub fn pick_folder(crew: &Crew, ctx: &Context, start: &Path, then: impl FnMut(Choice) + Send + 'static) {
    let dialog = rfd::FileDialog::new().set_title("Open a talk").set_directory(start);
    race(crew, PATIENCE, move || dialog.pick_folder(), still_here(ctx), then);
}

/// Asks where a file should be saved.
pub fn save_as(crew: &Crew, ctx: &Context, target: &Path, then: impl FnMut(Choice) + Send + 'static) {
    let dialog = rfd::FileDialog::new()
        .set_title("Save for others")
        .set_directory(target.parent().unwrap_or(target))
        .set_file_name(target.file_name().unwrap_or_default().to_string_lossy());
    race(crew, PATIENCE, move || dialog.save_file(), still_here(ctx), then);
}

/// A dialog that has not come by then will not come.
const PATIENCE: Duration = Duration::from_millis(600);

/// An answer that comes sooner says that there is no dialog: nobody closes a window that has only just opened.
const BY_HAND: Duration = Duration::from_millis(400);

/// Whether the window still has the keys, which a dialog would have taken from it.
fn still_here(ctx: &Context) -> impl Fn() -> bool + Send + use<> {
    let ctx = ctx.clone();
    move || ctx.input(|input| input.raw.viewports.get(&ViewportId::ROOT).and_then(|root| root.focused)) != Some(false)
}

/// The dialog is a matter of its own thread, since nothing bounds how long a bus or a service takes; another one waits.
fn race(
    crew: &Crew,
    patience: Duration,
    dialog: impl FnOnce() -> Option<PathBuf> + Send + 'static,
    still_here: impl Fn() -> bool + Send + 'static,
    mut then: impl FnMut(Choice) + Send + 'static,
) {
    let (tell, told) = mpsc::channel();
    drop(crew.detached(CHOOSER, move || {
        let clock = Clock::start();
        let answer = dialog();
        // The program may have ended meanwhile.
        let _ = tell.send((answer, clock.now().0));
    }));
    drop(crew.detached(WAITER, move || match told.recv_timeout(patience) {
        Ok((Some(path), _)) => then(Choice::Chosen(path)),
        Ok((None, took)) => then(if took < BY_HAND { Choice::NoDialog } else { Choice::Left }),
        Err(_) => {
            let nobody = still_here();
            if nobody {
                then(Choice::NoDialog);
            }
            match told.recv() {
                Ok((Some(path), _)) => then(Choice::Chosen(path)),
                Ok((None, _)) if !nobody => then(Choice::Left),
                Ok((None, _)) | Err(_) => {}
            }
        }
    }));
}

/// Shows a folder in the system's file manager; hands over a sentence where there is none.
pub fn show_folder(crew: &Crew, folder: &Path, failed: impl FnOnce(String) + Send + 'static) {
    let folder = folder.to_owned();
    drop(crew.detached(MANAGER, move || {
        if let Err(why) = open::that(&folder) {
            failed(format!("the folder `{}` could not be shown: {why}", folder.display()));
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of a dialog that answers when it is let, with a window that keeps its keys or not.
    fn told(answer: Option<&'static str>, keeps_keys: bool, late: bool) -> Vec<Choice> {
        let (crew, (tell, heard), (let_go, wait)) = (Crew::default(), mpsc::channel(), mpsc::channel::<()>());
        let dialog = move || {
            // It goes on when the test lets it, or drops its end.
            let _ = wait.recv();
            answer.map(PathBuf::from)
        };
        let patience = if late { Duration::from_millis(20) } else { Duration::from_secs(60) };
        race(&crew, patience, dialog, move || keeps_keys, move |choice| drop(tell.send(choice)));
        let first = late.then(|| heard.recv_timeout(Duration::from_millis(500)).ok()).flatten();
        drop(let_go);
        first.into_iter().chain(heard.iter()).collect()
    }

    #[test]
    fn who_never_answers_is_not_waited_for() {
        let chosen = || Choice::Chosen(PathBuf::from("/talk"));
        assert_eq!(told(None, true, true), [Choice::NoDialog], "and told once");
        assert_eq!(told(Some("/talk"), true, true), [Choice::NoDialog, chosen()], "what comes later counts");
        assert_eq!(told(None, false, true), [Choice::Left], "a dialog has taken the keys");
        assert_eq!(told(Some("/talk"), false, true), [chosen()]);
        assert_eq!(told(Some("/talk"), true, false), [chosen()]);
        assert_eq!(told(None, true, false), [Choice::NoDialog], "sooner than any hand");
    }
}
