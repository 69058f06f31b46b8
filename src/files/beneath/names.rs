//! The same by names alone, where the system has no steps from an open folder: links are looked at first.

use std::fs::{self, File, OpenOptions};
use std::io::Result;
use std::path::{Path, PathBuf};

use super::outside::outside;

#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    pub fn open(path: &Path) -> Result<Self> {
        let path = path.canonicalize()?;
        fs::read_dir(&path)?;
        Ok(Self(path))
    }

    pub fn read(&self, path: &Path) -> Result<File> {
        File::open(self.place(path)?)
    }

    pub fn names(&self, path: &Path) -> Result<Vec<(String, bool)>> {
        let folder = if path.as_os_str().is_empty() { self.0.clone() } else { self.place(path)? };
        let entries = fs::read_dir(folder)?.filter_map(Result::ok);
        let named = |entry: fs::DirEntry| {
            let kind = entry.file_type().ok().filter(|kind| !kind.is_dir())?;
            Some((entry.file_name().into_string().ok()?, kind.is_file()))
        };
        Ok(entries.filter_map(named).collect())
    }

    pub fn folders(&self, path: &Path) -> Result<Vec<String>> {
        let folder = if path.as_os_str().is_empty() { self.0.clone() } else { self.place(path)? };
        let entries = fs::read_dir(folder)?.filter_map(Result::ok);
        let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        Ok(folders.filter_map(|entry| entry.file_name().into_string().ok()).collect())
    }

    pub fn folder(&self, name: &Path) -> Result<Self> {
        let path = self.0.join(name);
        if fs::symlink_metadata(&path)?.is_dir() {
            Ok(Self(path))
        } else {
            Err(std::io::ErrorKind::NotADirectory.into())
        }
    }

    pub fn make(&self, name: &Path) -> Result<()> {
        fs::create_dir(self.0.join(name))
    }

    pub fn create(&self, name: &Path) -> Result<File> {
        OpenOptions::new().read(true).append(true).create_new(true).open(self.0.join(name))
    }

    pub fn append(&self, name: &Path) -> Result<File> {
        let path = self.0.join(name);
        if fs::symlink_metadata(&path)?.is_symlink() {
            return Err(outside());
        }
        OpenOptions::new().read(true).append(true).open(path)
    }

    pub fn rename(&self, from: &Path, to: &Path) -> Result<()> {
        fs::rename(self.0.join(from), self.0.join(to))
    }

    pub fn remove(&self, name: &Path) -> Result<()> {
        fs::remove_file(self.0.join(name))
    }

    /// An open file keeps its name here.
    pub fn has(&self, name: &Path, _: &File) -> bool {
        self.0.join(name).exists()
    }

    pub fn like_the_old(&self, _: &File, _: &Path) {}

    fn place(&self, path: &Path) -> Result<PathBuf> {
        let place = self.0.join(path).canonicalize()?;
        if place.starts_with(&self.0) { Ok(place) } else { Err(outside()) }
    }
}
