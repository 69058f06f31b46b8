//! A folder and a name → the file of that name beneath the folder, whatever links stand there or are put there meanwhile.
//!
//! Invariant: what is read lies beneath the folder, a link that leads out of it is refused; and nothing is written
//! through any link. Where the system can, each step goes from a folder that is held open, so there is no moment
//! between looking at a link and following it.

use std::borrow::Cow;
use std::fs::File;
use std::io::{ErrorKind, Result, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

mod outside;
#[cfg(not(unix))]
#[path = "beneath/names.rs"]
mod system;
#[cfg(unix)]
#[path = "beneath/handles.rs"]
mod system;

use outside::outside;

/// Bytes of a file that is to be written, or why they are not to be had.
pub type Piece<'p> = Result<Cow<'p, [u8]>>;

const PART: (&str, &str) = (".cuecard-", ".part");
/// A half-written file that is as old as this is nobody's any more.
const STALE: Duration = Duration::from_hours(24);

/// A folder; links on the way to it were followed, those beneath it are not trusted.
#[derive(Debug)]
pub struct Beneath {
    folder: system::Folder,
    path: PathBuf,
}

impl Beneath {
    /// # Errors
    /// There is no such folder, or it may not be entered.
    pub fn open(path: &Path) -> Result<Self> {
        // The empty path of `deck.toml` without a folder is the one where we are.
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        Ok(Self { folder: system::Folder::open(path)?, path: path.to_path_buf() })
    }

    /// Where it was when it was opened.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens a plain file for reading. Links that stay beneath the folder are followed, if they do not begin at the root.
    ///
    /// # Errors
    /// `CrossesDevices`: it leads out of the folder; `IsADirectory`: it is no plain file. Never waits for a pipe.
    pub fn read(&self, path: impl AsRef<Path>) -> Result<File> {
        let file = self.folder.read(path.as_ref())?;
        if file.metadata()?.is_file() { Ok(file) } else { Err(ErrorKind::IsADirectory.into()) }
    }

    /// The names of the plain files in a folder beneath this one (in this one, if the path is empty), in order.
    ///
    /// # Errors
    /// As `read`.
    pub fn files(&self, path: impl AsRef<Path>) -> Result<Vec<String>> {
        let path = path.as_ref();
        let mut names = self.folder.names(path)?;
        names.retain(|(name, plain)| *plain || self.read(path.join(name)).is_ok());
        let mut names: Vec<String> = names.into_iter().map(|(name, _)| name).collect();
        names.sort();
        Ok(names)
    }

    /// The names of the folders in such a folder, in order.
    ///
    /// # Errors
    /// As `read`.
    pub fn folders(&self, path: impl AsRef<Path>) -> Result<Vec<String>> {
        let mut names = self.folder.folders(path.as_ref())?;
        names.sort();
        Ok(names)
    }

    /// A folder in this one, which must not be a link.
    ///
    /// # Errors
    /// It is not there, or is no folder.
    pub fn folder(&self, name: impl AsRef<Path>) -> Result<Self> {
        let name = plain(name.as_ref())?;
        Ok(Self { folder: self.folder.folder(name)?, path: self.path.join(name) })
    }

    /// As `folder`; it is made where there is none.
    ///
    /// # Errors
    /// It cannot be made, or something else has its name.
    pub fn made_folder(&self, name: impl AsRef<Path>) -> Result<Self> {
        let name = name.as_ref();
        match self.folder.make(plain(name)?) {
            Err(why) if why.kind() != ErrorKind::AlreadyExists => Err(why),
            _ => self.folder(name),
        }
    }

    /// Makes a file in this folder, to which is written at its end; nothing had its name before.
    ///
    /// # Errors
    /// `AlreadyExists`, be it a link to nowhere; or there is no leave, no room.
    pub fn create(&self, name: impl AsRef<Path>) -> Result<File> {
        self.folder.create(plain(name.as_ref())?)
    }

    /// Opens a plain file of this folder, to be added to at its end.
    ///
    /// # Errors
    /// It is not there, is a link or no plain file, or there is no leave.
    pub fn append(&self, name: impl AsRef<Path>) -> Result<File> {
        let file = self.folder.append(plain(name.as_ref())?)?;
        if file.metadata()?.is_file() { Ok(file) } else { Err(ErrorKind::IsADirectory.into()) }
    }

    /// Writes a file in this folder, whole or not at all. A link of that name gives way; where it led nothing happens.
    ///
    /// # Errors
    /// No leave, no room, or a folder of that name. The old file is as it was.
    pub fn write(&self, name: impl AsRef<Path>, parts: &[&[u8]]) -> Result<()> {
        self.write_pieces(name, parts.iter().map(|bytes| Ok(Cow::Borrowed(*bytes))))
    }

    /// As `write`, of what may only be had when its turn comes.
    ///
    /// # Errors
    /// As `write`, or a piece is not to be had.
    pub fn write_pieces<'p>(&self, name: impl AsRef<Path>, pieces: impl IntoIterator<Item = Piece<'p>>) -> Result<()> {
        let name = plain(name.as_ref())?;
        let part = Part::create(self)?;
        pieces.into_iter().try_for_each(|piece| (&part.file).write_all(&piece?))?;
        part.file.sync_all()?;
        self.folder.like_the_old(&part.file, name);
        self.sweep(&part.file);
        part.rename_to(name)
    }

    /// Removes a file or a link from this folder.
    ///
    /// # Errors
    /// It is not there, or there is no leave.
    pub fn remove(&self, name: impl AsRef<Path>) -> Result<()> {
        self.folder.remove(plain(name.as_ref())?)
    }

    /// Whether this folder has that very file under that name.
    #[must_use]
    pub fn has(&self, name: impl AsRef<Path>, file: &File) -> bool {
        plain(name.as_ref()).is_ok_and(|name| self.folder.has(name, file))
    }

    /// Removes what we left when we were killed in the middle of a file. How old that is the new file tells.
    fn sweep(&self, new: &File) {
        let Some(now) = new.metadata().and_then(|data| data.modified()).ok() else { return };
        let names = self.folder.names(Path::new("")).unwrap_or_default();
        let ours = |name: &str| name.starts_with(PART.0) && name.ends_with(PART.1);
        for (name, _) in names.iter().filter(|(name, plain)| *plain && ours(name)) {
            let modified = self.folder.read(Path::new(name)).and_then(|old| old.metadata()?.modified());
            if modified.is_ok_and(|then| now.duration_since(then).is_ok_and(|age| age >= STALE)) {
                // Somebody else may sweep as well.
                let _ = self.folder.remove(Path::new(name));
            }
        }
    }
}

/// A file under way. It is removed unless it gets its name.
struct Part<'f> {
    beneath: &'f Beneath,
    file: File,
    name: String,
    renamed: bool,
}

impl<'f> Part<'f> {
    fn create(beneath: &'f Beneath) -> Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        loop {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("{}{}-{count}{}", PART.0, process::id(), PART.1);
            match beneath.folder.create(Path::new(&name)) {
                // A process with our number was killed here.
                Err(why) if why.kind() == ErrorKind::AlreadyExists => {}
                made => return Ok(Self { beneath, file: made?, name, renamed: false }),
            }
        }
    }

    fn rename_to(mut self, name: &Path) -> Result<()> {
        self.beneath.folder.rename(Path::new(&self.name), name)?;
        self.renamed = true;
        Ok(())
    }
}

impl Drop for Part<'_> {
    fn drop(&mut self) {
        if !self.renamed {
            // There is nobody to tell; what stays is swept later.
            let _ = self.beneath.folder.remove(Path::new(&self.name));
        }
    }
}

/// A name in a folder, and no way from it.
fn plain(name: &Path) -> Result<&Path> {
    let mut parts = name.components();
    match (parts.next(), parts.next()) {
        (Some(std::path::Component::Normal(_)), None) => Ok(name),
        _ => Err(outside()),
    }
}

#[cfg(test)]
mod tests;
