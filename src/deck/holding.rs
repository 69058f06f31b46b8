//! `holding.toml` beside a deck → other words for the slide that the audience sees before the talk.

use std::io::ErrorKind;
use std::path::Path;

use super::written::basic;
use crate::files;

/// The file's name.
pub const NAME: &str = "holding.toml";

/// What stands in place of the deck's own words there, where there is anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    pub event: Option<String>,
    pub title: Option<String>,
    /// A time of day, as it is announced.
    pub start: Option<String>,
    /// A line for those who come in.
    pub notice: Option<String>,
}

impl Holding {
    /// Its fields, by their names in the file.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, Option<&str>); 4] {
        let Self { event, title, start, notice } = self;
        [("event", event), ("title", title), ("start", start), ("notice", notice)]
            .map(|(name, words)| (name, words.as_deref()))
    }

    /// Writes it as `file`, in the deck's folder; where it changes nothing, the file goes.
    ///
    /// # Errors
    /// A sentence for the presenter.
    pub fn save(&self, file: &Path) -> Result<(), String> {
        let (text, folder) = (self.written(), file.parent().unwrap_or(Path::new("")));
        if !text.is_empty() {
            return files::write_near(folder, file, &[text.as_bytes()]);
        }
        match std::fs::remove_file(file) {
            Err(why) if why.kind() != ErrorKind::NotFound => Err(format!("can't remove `{}`: {why}", file.display())),
            _ => Ok(()),
        }
    }

    /// The text of the file; nothing where nothing is changed.
    #[must_use]
    pub fn written(&self) -> String {
        let line = |(name, words): (&str, Option<&str>)| Some(format!("{name} = {}\n", basic(words?)));
        let lines: String = self.fields().into_iter().filter_map(line).collect();
        if lines.is_empty() {
            return lines;
        }
        format!("# What the audience sees before the talk, where it differs from the deck.\n{lines}")
    }
}
