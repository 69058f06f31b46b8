//! A name that a deck mentions → the file's bytes, only ever from beneath the deck's own folder.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::foreign;

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
}

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FileFault {
    Missing,
    /// The name leads out of the deck's folder, or is no plain relative path.
    Outside,
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
            std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Self::Missing,
            _ => Self::Unreadable(error.to_string()),
        }
    }
}

/// Whether `path` is a plain relative path: the same on every system, and unable to leave its folder by its words alone.
#[must_use]
pub fn stays_inside(path: &str) -> bool {
    // A backslash or a colon is a separator, a drive or a stream on Windows; a deck must mean the same everywhere.
    !path.contains(['\\', ':', '\0'])
        && path.split('/').all(|part| !matches!(part, "" | "." | "..") && !is_device(part))
}

/// Whether Windows takes this name for a device in any folder: `NUL`, `con.png`.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_ascii_uppercase();
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || (stem.len() == 4
            && (stem.starts_with("COM") || stem.starts_with("LPT"))
            && !stem.ends_with(|c: char| !c.is_ascii_digit()))
}

/// A real folder.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    #[must_use]
    pub fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// The folder as the deck was given.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The real place of `path`, after every link was followed, if that is still inside.
    fn place(&self, path: &str) -> Result<PathBuf, FileFault> {
        if !stays_inside(path) {
            return Err(FileFault::Outside);
        }
        let root = self.root.canonicalize()?;
        let place = root.join(path).canonicalize()?;
        if place.starts_with(&root) { Ok(place) } else { Err(FileFault::Outside) }
    }
}

impl Files for Folder {
    fn read(&self, path: &str, limit: u64) -> Result<Arc<[u8]>, FileFault> {
        read_plain(&self.place(path)?, limit).map(Arc::from)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let place = if folder.is_empty() { Ok(self.root.clone()) } else { self.place(folder) };
        let Ok(entries) = place.and_then(|place| Ok(fs::read_dir(place)?)) else {
            return Vec::new();
        };
        let mut names: Vec<String> = entries
            .filter_map(Result::ok)
            .filter(|entry| fs::metadata(entry.path()).is_ok_and(|data| data.is_file()))
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        names.sort();
        names
    }
}

/// Reads a plain file of at most `limit` bytes. Opening a pipe would wait for ever, so it is looked at first.
fn read_plain(place: &Path, limit: u64) -> Result<Vec<u8>, FileFault> {
    check(&fs::metadata(place)?, limit)?;
    let file = File::open(place)?;
    let data = file.metadata()?;
    check(&data, limit)?;
    let mut bytes = Vec::with_capacity(usize::try_from(data.len()).unwrap_or(0));
    // The file may grow while it is read.
    file.take(limit + 1).read_to_end(&mut bytes)?;
    let size = bytes.len() as u64;
    if size > limit { Err(FileFault::TooLarge { size, limit }) } else { Ok(bytes) }
}

fn check(data: &Metadata, limit: u64) -> Result<(), FileFault> {
    if !data.is_file() {
        return Err(FileFault::NotAFile);
    }
    if data.len() > limit { Err(FileFault::TooLarge { size: data.len(), limit }) } else { Ok(()) }
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
}

impl Files for Memory {
    fn read(&self, path: &str, limit: u64) -> Result<Arc<[u8]>, FileFault> {
        if !stays_inside(path) {
            return Err(FileFault::Outside);
        }
        let bytes = self.0.get(path).ok_or(FileFault::Missing)?;
        let size = bytes.len() as u64;
        if size > limit { Err(FileFault::TooLarge { size, limit }) } else { Ok(Arc::clone(bytes)) }
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let inside = |path: &String| match folder {
            "" => Some(path.clone()),
            _ => Some(path.strip_prefix(folder)?.strip_prefix('/')?.to_owned()),
        };
        self.0.keys().filter_map(inside).filter(|name| !name.contains('/')).collect()
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
    let text = read_plain(&file, DECK_LIMIT).map_err(|fault| refusal(path, &file, &fault))?;
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

/// Other files, with a note of all that was had from them: two readings with the same note had the same bytes.
pub struct Noted<'f> {
    files: &'f dyn Files,
    note: RefCell<DefaultHasher>,
}

impl<'f> Noted<'f> {
    #[must_use]
    pub fn new(files: &'f dyn Files) -> Self {
        Self { files, note: RefCell::default() }
    }

    #[must_use]
    pub fn note(&self) -> u64 {
        self.note.borrow().finish()
    }
}

impl Files for Noted<'_> {
    fn read(&self, path: &str, limit: u64) -> Result<Arc<[u8]>, FileFault> {
        let read = self.files.read(path, limit);
        (path, &read).hash(&mut *self.note.borrow_mut());
        read
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let names = self.files.list(folder);
        (folder, &names).hash(&mut *self.note.borrow_mut());
        names
    }
}

fn refusal(path: &Path, file: &Path, fault: &FileFault) -> String {
    match fault {
        FileFault::Missing if path != file => {
            format!("{} is no deck: there is no {DECK_FILE} in it", path.display())
        }
        FileFault::Missing => format!("there is no `{}`; name a deck's folder or its {DECK_FILE}", path.display()),
        FileFault::NotAFile => format!("{} is neither a deck's folder nor its {DECK_FILE}", path.display()),
        FileFault::TooLarge { .. } => format!("{}: {fault}; pictures belong in files of their own", file.display()),
        FileFault::Outside | FileFault::Unreadable(_) => format!("{}: {fault}", file.display()),
    }
}
