//! A name that a deck mentions → the file's bytes, only ever from beneath the deck's own folder.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::listed::{Beside, Forms, Listed, form};
use super::{foreign, shelf};
pub use crate::drawing::{Again, Encoded, sum};
use crate::files::Beneath;

/// The file that makes a folder a deck.
pub const DECK_FILE: &str = "deck.toml";
/// A deck is words: one that is larger was not written by hand.
pub const DECK_LIMIT: u64 = 4 << 20;

/// The one door through which a deck reaches other files. Names are written with `/`, from the deck's folder.
pub trait Files {
    /// The whole file, if it is not larger than `limit` bytes.
    ///
    /// # Errors
    /// Says why the deck may not or cannot have the file.
    fn read(&self, path: &str, limit: u64) -> Result<Arc<[u8]>, FileFault>;

    /// The names of the files (not the folders) that stand in `folder`, in order; none if there is no such folder.
    /// The deck's own folder is the empty name.
    fn list(&self, folder: &str) -> Vec<String>;

    /// The names of the folders that stand in `folder`, in order; otherwise as `list`.
    fn folders(&self, folder: &str) -> Vec<String>;

    /// The names of all files and of all folders that stand in `folder`, in order: to find out what an author meant, so
    /// a reading does not hang on them.
    fn beside(&self, folder: &str) -> Arc<Beside> {
        Arc::new(Beside { files: self.list(folder), folders: self.folders(folder) })
    }

    /// The name from the deck's folder, where `path` is one from the root of this machine's disk and leads there.
    fn beneath(&self, path: &str) -> Option<String> {
        let _ = path;
        None
    }

    /// How a file that was read is read once more, if it need not be held for that.
    fn again(&self, path: &str) -> Option<Again> {
        let _ = path;
        None
    }

    /// What a deck keeps of a file that was read.
    fn kept(&self, path: &str, bytes: Arc<[u8]>) -> Encoded {
        let _ = path;
        bytes.into()
    }
}

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FileFault {
    Missing,
    /// The name leads out of the deck's folder.
    Outside,
    /// Some system could not have a file of that name.
    Name,
    /// A folder, a device, a pipe.
    NotAFile,
    TooLarge {
        size: u64,
        limit: u64,
    },
    Unreadable(String),
}

impl std::fmt::Display for FileFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing => write!(f, "there is no such file in the deck's folder"),
            Self::Outside => write!(f, "it is not inside the deck's folder"),
            Self::Name => write!(f, "not every system takes a file of that name"),
            Self::NotAFile => write!(f, "it is not a plain file"),
            Self::TooLarge { size, limit } => {
                write!(f, "it is too large: {}, where {} is the most", mebibytes(*size), mebibytes(*limit))
            }
            Self::Unreadable(why) => write!(f, "it cannot be read: {why}"),
        }
    }
}

fn mebibytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1 << 20);
    if tenths.is_multiple_of(10) {
        format!("{} MiB", tenths / 10)
    } else {
        format!("{}.{} MiB", tenths / 10, tenths % 10)
    }
}

impl From<std::io::Error> for FileFault {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::Missing,
            ErrorKind::CrossesDevices => Self::Outside,
            ErrorKind::IsADirectory => Self::NotAFile,
            _ => Self::Unreadable(error.to_string()),
        }
    }
}

/// A path as editors write it → parts joined by `/`, the same on every system: `./a\\b//c/../d.png` → `a/b/d.png`.
///
/// # Errors
/// Where it leads out of its folder by its words alone, names nothing in it, or what not every system could name.
pub fn plain(path: &str) -> Result<String, FileFault> {
    let path = path.replace('\\', "/");
    if path.starts_with('/') || path.contains("://") || has_drive(&path) || path.contains('\0') {
        return Err(FileFault::Outside);
    }
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.pop().is_some() => {}
            ".." => return Err(FileFault::Outside),
            // A colon parts a file from a stream of its own on Windows.
            // Windows takes no dot and no space at the end of a name: it would open another file.
            part if part.contains(':') || part.ends_with(['.', ' ']) || is_device(part) => return Err(FileFault::Name),
            part => parts.push(part),
        }
    }
    if parts.is_empty() { Err(FileFault::NotAFile) } else { Ok(parts.join("/")) }
}

/// Whether a path begins as Windows' do: `C:/talk`.
fn has_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

/// `my%20photo.png` → `my photo.png`; as it is where that makes no text.
pub(super) fn decoded(path: &str) -> String {
    let mut out = Vec::new();
    let mut rest = path.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let pair = after.first_chunk::<2>().filter(|_| *byte == b'%');
        let coded = pair.and_then(|[high, low]| Some(digit(*high)? * 16 + digit(*low)?));
        out.push(coded.map_or(*byte, |code| code as u8));
        rest = if coded.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(out).unwrap_or_else(|_| path.to_owned())
}

/// Whether two names are the same but for how their accents are written, which differs by system.
#[must_use]
pub fn same_name(a: &str, b: &str) -> bool {
    a == b || !(a.is_ascii() && b.is_ascii()) && form(a) == form(b)
}

/// Whether Windows takes this name for a device in any folder: `NUL`, `con.png`, `COM¹`.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_ascii_uppercase();
    let port = stem.strip_prefix("COM").or(stem.strip_prefix("LPT"));
    let mut number = port.unwrap_or_default().chars();
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || matches!((number.next(), number.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
}

/// A real folder. Themes that it has not may lie in the speaker's own.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
    /// The names in it and below, where they are asked for once.
    listed: Option<Arc<Listed>>,
}

impl Folder {
    #[must_use]
    pub fn new(root: PathBuf) -> Self {
        Self { root, listed: None }
    }

    /// The same, for one reading: no folder is listed twice, however many of a deck's names are wrong.
    #[must_use]
    pub fn listed_once(&self) -> Self {
        Self { root: self.root.clone(), listed: Some(Arc::default()) }
    }

    /// The folder as the deck was given.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The name from the folder by which the system knows the file that `path` means, if it is there.
    ///
    /// # Errors
    /// Where no file of the folder could be meant.
    pub fn named(&self, path: &str) -> Result<String, FileFault> {
        let name = self.beneath(path).map_or_else(|| plain(path), Ok)?;
        let there = |name: &str| self.root.join(name).exists();
        if there(&name) {
            return Ok(name);
        }
        // Editors complete names as addresses have them.
        let other = plain(&decoded(&name)).ok().filter(|other| *other != name);
        let known = |name: &String| if there(name) { Some(name.clone()) } else { self.in_other_form(name) };
        Ok([Some(name.clone()), other].into_iter().flatten().find_map(|it| known(&it)).unwrap_or(name))
    }

    /// The name whose parts stand in this folder with their accents written otherwise.
    fn in_other_form(&self, name: &str) -> Option<String> {
        let forms = |folder: &str| Arc::new(Forms::of(&self.root.join(folder)));
        let mut found = String::new();
        for part in name.split('/') {
            let known = match &self.listed {
                Some(listed) => listed.forms.get(&found, || forms(&found)),
                None => forms(&found),
            };
            found = under(&found, known.meant(part)?);
        }
        Some(found)
    }

    fn own_names(&self, folder: &str, folders: bool) -> Vec<String> {
        let Ok(name) = folder_name(folder) else { return Vec::new() };
        let own =
            Beneath::open(&self.root).and_then(|root| if folders { root.folders(&name) } else { root.files(&name) });
        own.unwrap_or_else(|_| shelf::names(&self.root, &name, folders))
    }
}

impl Files for Folder {
    fn read(&self, path: &str, limit: u64) -> Result<Arc<[u8]>, FileFault> {
        let name = self.named(path)?;
        let file = match Beneath::open(&self.root)?.read(&name).map_err(FileFault::from) {
            Err(FileFault::Missing) => shelf::file(&self.root, &name).ok_or(FileFault::Missing)??,
            own => own?,
        };
        read_whole(file, limit).map(Arc::from)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        self.own_names(folder, false)
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        self.own_names(folder, true)
    }

    fn beside(&self, folder: &str) -> Arc<Beside> {
        let names = || Arc::new(Beside { files: self.list(folder), folders: self.folders(folder) });
        self.listed.as_ref().map_or_else(names, |listed| listed.names.get(folder, names))
    }

    fn beneath(&self, path: &str) -> Option<String> {
        if !Path::new(path).is_absolute() {
            return None;
        }
        let roots = [std::path::absolute(&self.root).ok(), self.root.canonicalize().ok()];
        let inside = roots.iter().flatten().find_map(|root| Path::new(path).strip_prefix(root).ok())?;
        plain(inside.to_str()?).ok()
    }

    fn again(&self, path: &str) -> Option<Again> {
        let (folder, path) = (Self::new(self.root.clone()), path.to_owned());
        Some(Box::new(move || folder.read(&path, u64::MAX - 1).ok()))
    }
}

/// The name in a folder, from the deck's own, which is the empty one.
pub(super) fn under(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// A folder's plain name; the deck's own is the empty one.
fn folder_name(folder: &str) -> Result<String, FileFault> {
    if folder.is_empty() { Ok(String::new()) } else { plain(folder) }
}

/// A file of at most `limit` bytes.
fn read_whole(file: File, limit: u64) -> Result<Vec<u8>, FileFault> {
    let size = file.metadata()?.len();
    if size > limit {
        return Err(FileFault::TooLarge { size, limit });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    // The file may grow while it is read.
    file.take(limit + 1).read_to_end(&mut bytes)?;
    let size = bytes.len() as u64;
    if size > limit { Err(FileFault::TooLarge { size, limit }) } else { Ok(bytes) }
}

/// Files that are only in memory, by name: for tests and for decks that carry their pictures with them.
#[derive(Clone, Debug, Default)]
pub struct Memory(pub BTreeMap<String, Arc<[u8]>>);

impl Memory {
    /// These files and one more.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: impl Into<Arc<[u8]>>) -> Self {
        self.0.insert(path.to_owned(), bytes.into());
        self
    }

    /// What stands in `folder` and below, by its path from there.
    fn inside<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.keys().filter_map(move |path| match folder {
            "" => Some(path.as_str()),
            _ => path.strip_prefix(folder)?.strip_prefix('/'),
        })
    }
}

impl Files for Memory {
    fn read(&self, path: &str, limit: u64) -> Result<Arc<[u8]>, FileFault> {
        let name = plain(path)?;
        let find = |name: &str| self.0.iter().find(|(known, _)| same_name(known, name)).map(|(_, bytes)| bytes);
        let other = || find(&name).or_else(|| find(&plain(&decoded(&name)).ok()?));
        let bytes = self.0.get(&name).or_else(other).ok_or(FileFault::Missing)?;
        let size = bytes.len() as u64;
        if size > limit { Err(FileFault::TooLarge { size, limit }) } else { Ok(Arc::clone(bytes)) }
    }

    fn list(&self, folder: &str) -> Vec<String> {
        self.inside(folder).filter(|name| !name.contains('/')).map(str::to_owned).collect()
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> =
            self.inside(folder).filter_map(|name| Some(name.split_once('/')?.0.to_owned())).collect();
        names.dedup();
        names
    }
}

/// A deck's text, its name in messages, and the folder that its pictures are in.
#[derive(Clone, Debug)]
pub struct Opened {
    pub text: Vec<u8>,
    pub name: String,
    pub folder: Folder,
}

/// Opens a deck: its folder, or the TOML file itself.
///
/// # Errors
/// One sentence that says what is wrong with the file and what to do.
pub fn open(path: &Path) -> Result<Opened, String> {
    let (file, folder) = place(path);
    if let Some(other) = foreign::told(&file) {
        return Err(other);
    }
    let name = file.file_name().unwrap_or_default();
    let read = || read_whole(Beneath::open(&folder)?.read(name)?, DECK_LIMIT);
    let text = read().map_err(|fault| refusal(path, &file, &fault))?;
    Ok(Opened { text, name: file.display().to_string(), folder: Folder::new(folder) })
}

/// A deck's own file and its folder.
#[must_use]
pub fn place(path: &Path) -> (PathBuf, PathBuf) {
    let file = if path.is_dir() { path.join(DECK_FILE) } else { path.to_owned() };
    let folder = match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    (file, folder)
}

fn refusal(path: &Path, file: &Path, fault: &FileFault) -> String {
    match fault {
        FileFault::Missing if path != file => {
            format!("{} is no deck: there is no {DECK_FILE} in it", path.display())
        }
        FileFault::Missing => format!("there is no `{}`; name a deck's folder or its {DECK_FILE}", path.display()),
        FileFault::NotAFile => format!("{} is neither a deck's folder nor its {DECK_FILE}", path.display()),
        FileFault::TooLarge { .. } => format!("{}: {fault}; pictures belong in files of their own", file.display()),
        FileFault::Outside | FileFault::Name | FileFault::Unreadable(_) => format!("{}: {fault}", file.display()),
    }
}
