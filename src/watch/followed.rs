//! What a reading asked for → whether a change of a file can change the deck.

use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::deck::files::{self, Folder};
use crate::deck::noted::Asked;
use crate::deck::shelf;

/// Changes that did not count, kept in case that the reading at work asks for just these files.
const MOST_PASSED: usize = 256;

/// The files that count, by the real names that the system tells.
#[derive(Debug, Default)]
pub(super) struct Followed {
    /// The deck as it was opened, and its own file, which its disk may be slow to tell.
    deck: PathBuf,
    file: OnceLock<PathBuf>,
    /// Files that were read, and those that will be once they are there; until a reading said it, everything counts.
    files: Option<BTreeSet<PathBuf>>,
    /// Folders of which every file counts.
    folders: BTreeSet<PathBuf>,
    passed: VecDeque<PathBuf>,
}

impl Followed {
    /// Reads no disk.
    pub(super) fn new(deck: &Path) -> Self {
        Self { deck: deck.to_owned(), ..Self::default() }
    }

    fn file(&self) -> &Path {
        self.file.get_or_init(|| files::place(&self.deck).0)
    }

    /// Takes what the last reading asked for. True if one of these files has changed meanwhile.
    pub(super) fn take(&mut self, asked: &Asked) -> bool {
        let folder = self.file().parent().unwrap_or(Path::new(""));
        let root = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let own = Folder::new(root.clone()).listed_once();
        // A link's target has another name, and is what an editor writes.
        let real = |name: &String| root.join(own.named(name).ok()?).canonicalize().ok();
        let names = |name: &String| [Some(root.join(name)), real(name), shelf::real(&root, name)];
        self.files = Some(asked.files.iter().flat_map(names).flatten().collect());
        self.folders = asked.folders.iter().flat_map(names).flatten().collect();
        let passed = std::mem::take(&mut self.passed);
        passed.iter().any(|path| self.is_part(path))
    }

    /// Whether a change of `path` counts.
    pub(super) fn counts(&mut self, path: &Path) -> bool {
        let counts = self.is_part(path);
        if !counts {
            self.passed.push_back(path.to_owned());
            self.passed.truncate(MOST_PASSED);
        }
        counts
    }

    fn is_part(&self, path: &Path) -> bool {
        let Some(files) = &self.files else { return true };
        let listed = |folder: &Path| self.folders.contains(folder);
        path.file_name() == self.file().file_name() && path.parent().is_none_or(|it| Some(it) == self.folder().as_deref())
            || files.contains(path)
            || path.parent().is_some_and(listed)
            // The folder of a file that counts was made, moved or taken away.
            || files.iter().chain(&self.folders).any(|known| known.starts_with(path))
    }

    fn folder(&self) -> Option<PathBuf> {
        self.file().parent()?.canonicalize().ok()
    }

    /// The files that count, for systems that do not tell.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        let own = std::iter::once(self.file());
        own.chain(self.files.iter().flatten().map(PathBuf::as_path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(files: &[&str], folders: &[&str]) -> Asked {
        let set = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Asked { files: set(files), folders: set(folders) }
    }

    #[test]
    fn what_a_reading_asked_for_counts_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().canonicalize().expect("it is there");
        let mut followed = Followed::new(&folder.path().join("words.txt"));
        assert!(followed.counts(&root.join("anything")), "nobody said yet");
        followed.take(&asked(&["data/a.csv", "img/wheel.svg"], &["fonts"]));
        for part in ["words.txt", "data/a.csv", "img/wheel.svg", "img", "data", "fonts", "fonts/new.woff2"] {
            assert!(followed.counts(&root.join(part)), "{part}");
        }
        for other in
            ["talk.pdf", "deck.toml", "data/b.csv", ".words.txt.swp", "words.txt~", "takes/1.toml", "img/words.txt"]
        {
            assert!(!followed.counts(&root.join(other)), "{other}");
        }
    }

    #[test]
    fn a_file_that_changed_while_it_was_first_read_is_read_again() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().canonicalize().expect("it is there");
        let mut followed = Followed::new(&root.join("deck.toml"));
        assert!(!followed.take(&asked(&[], &[])));
        assert!(!followed.counts(&root.join("new.png")));
        assert!(followed.take(&asked(&["new.png"], &[])));
        assert!(!followed.take(&asked(&["new.png"], &[])), "once");
    }
}
