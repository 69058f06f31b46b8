//! The machine as recognisers are looked for on it: its folders, a few names of its environment, and what programs say of
//! themselves. A value, so that tests have machines of their own.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::crew::unseen;

/// A program says what it is within this time.
const PATIENCE: Duration = Duration::from_secs(10);
const MOMENT: Duration = Duration::from_millis(20);

/// Where to look, and whom to ask.
pub struct Machine {
    /// Folders with programs, in their order.
    pub path: Vec<PathBuf>,
    pub home: Option<PathBuf>,
    /// The folder for what programs keep for the user.
    pub data: Option<PathBuf>,
    /// A value of the environment.
    pub value: fn(&str) -> Option<OsString>,
    /// Whether a program, called with these words, ends well or says one of the last.
    pub says: fn(&Path, &[&str], &str) -> bool,
}

impl Machine {
    /// This one.
    #[must_use]
    pub fn here() -> Self {
        let value = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let home = std::env::home_dir();
        let data = value("XDG_DATA_HOME").or_else(|| value("LOCALAPPDATA")).map(PathBuf::from);
        let data = data.or_else(|| Some(home.as_ref()?.join(".local/share")));
        let path = std::env::split_paths(&value("PATH").unwrap_or_default()).collect();
        Self { path, home, data, value, says }
    }

    /// A program by its name, in the folders for programs.
    pub fn program(&self, name: &str) -> Option<PathBuf> {
        let file = if cfg!(windows) { format!("{name}.exe") } else { name.to_owned() };
        self.path.iter().map(|folder| folder.join(&file)).find(|file| is_program(file))
    }

    /// A place in the user's own folder.
    pub fn own(&self, place: &str) -> Option<PathBuf> {
        Some(self.home.as_ref()?.join(place))
    }
}

pub fn is_program(file: &Path) -> bool {
    let Ok(data) = std::fs::metadata(file) else { return false };
    #[cfg(unix)]
    return data.is_file() && std::os::unix::fs::PermissionsExt::mode(&data.permissions()) & 0o111 != 0;
    #[cfg(not(unix))]
    data.is_file()
}

/// Asks a program; one that does not answer in time is ended.
fn says(program: &Path, words: &[&str], part: &str) -> bool {
    let mut asked = Command::new(program);
    asked.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let Ok(mut child) = unseen(&mut asked).spawn() else { return false };
    let mut rest = PATIENCE;
    loop {
        match child.try_wait() {
            Ok(Some(status)) if part.is_empty() => return status.success(),
            Ok(Some(_)) => break,
            Ok(None) if !rest.is_zero() => {
                std::thread::sleep(MOMENT);
                rest = rest.saturating_sub(MOMENT);
            }
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
    let said = child.stderr.take().map(std::io::read_to_string).and_then(Result::ok);
    said.is_some_and(|said| said.contains(part))
}
