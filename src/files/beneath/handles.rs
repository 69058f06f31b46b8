//! Steps from an open folder to what is in it, none of which follows a link by itself.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{Error, Result};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path};

use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags};
use rustix::io::Errno;

use super::outside::outside;

/// More links than this lead in a circle.
const MOST_LINKS: usize = 40;

/// A folder that is only gone through needs no leave to be listed.
#[cfg(any(target_os = "linux", target_os = "android"))]
const THROUGH: OFlags = OFlags::PATH;
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const THROUGH: OFlags = OFlags::RDONLY;

#[derive(Debug)]
pub struct Folder(OwnedFd);

impl Folder {
    pub fn open(path: &Path) -> Result<Self> {
        let flags = THROUGH | OFlags::DIRECTORY | OFlags::CLOEXEC;
        Ok(Self(rustix::fs::open(path, flags, Mode::empty())?))
    }

    pub fn read(&self, path: &Path) -> Result<File> {
        let (folder, Some(name)) = self.walk(path)? else { return Err(Errno::ISDIR.into()) };
        // A pipe would be waited for, and a terminal would become ours.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        match rustix::fs::openat(&folder, &name, flags, Mode::empty()) {
            Ok(file) => Ok(file.into()),
            // A socket, or a device that is not there.
            Err(Errno::NXIO | Errno::NODEV) => Err(Errno::ISDIR.into()),
            // A link has come there since.
            Err(Errno::LOOP | Errno::MLINK) => Err(outside()),
            Err(why) => Err(why.into()),
        }
    }

    /// What is in a folder, and whether that is a plain file; neither folders nor names that are no text.
    pub fn names(&self, path: &Path) -> Result<Vec<(String, bool)>> {
        let entries = self.entries(path)?.into_iter();
        let wanted = entries.filter(|(_, kind)| matches!(kind, FileType::RegularFile | FileType::Symlink));
        Ok(wanted.map(|(name, kind)| (name, kind == FileType::RegularFile)).collect())
    }

    /// The folders in a folder, links to some beneath among them.
    pub fn folders(&self, path: &Path) -> Result<Vec<String>> {
        let mut entries = self.entries(path)?;
        entries.retain(|(name, kind)| match kind {
            FileType::Directory => true,
            FileType::Symlink => self.entries(&path.join(name)).is_ok(),
            _ => false,
        });
        Ok(entries.into_iter().map(|(name, _)| name).collect())
    }

    fn entries(&self, path: &Path) -> Result<Vec<(String, FileType)>> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let (folder, name) = self.walk(path)?;
        let folder = rustix::fs::openat(&folder, name.unwrap_or_else(|| ".".into()), flags, Mode::empty())?;
        let mut names = Vec::new();
        for entry in Dir::read_from(&folder)? {
            let entry = entry?;
            let Ok(name) = entry.file_name().to_str() else { continue };
            let kind = match entry.file_type() {
                // Not every file system tells at once.
                FileType::Unknown => rustix::fs::statat(&folder, name, AtFlags::SYMLINK_NOFOLLOW)
                    .map_or(FileType::Unknown, |data| FileType::from_raw_mode(data.st_mode)),
                kind => kind,
            };
            if !matches!(name, "." | "..") {
                names.push((name.to_owned(), kind));
            }
        }
        Ok(names)
    }

    pub fn folder(&self, name: &Path) -> Result<Self> {
        Ok(Self(step(&self.0, name.as_os_str())?))
    }

    pub fn make(&self, name: &Path) -> Result<()> {
        Ok(rustix::fs::mkdirat(&self.0, name, Mode::from_raw_mode(0o777))?)
    }

    pub fn create(&self, name: &Path) -> Result<File> {
        let flags = OFlags::RDWR | OFlags::APPEND | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(rustix::fs::openat(&self.0, name, flags, Mode::from_raw_mode(0o666))?.into())
    }

    pub fn append(&self, name: &Path) -> Result<File> {
        let flags = OFlags::RDWR | OFlags::APPEND | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        Ok(rustix::fs::openat(&self.0, name, flags, Mode::empty())?.into())
    }

    pub fn rename(&self, from: &Path, to: &Path) -> Result<()> {
        Ok(rustix::fs::renameat(&self.0, from, &self.0, to)?)
    }

    pub fn remove(&self, name: &Path) -> Result<()> {
        Ok(rustix::fs::unlinkat(&self.0, name, AtFlags::empty())?)
    }

    pub fn has(&self, name: &Path, file: &File) -> bool {
        let here = rustix::fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW);
        let same =
            |data: std::fs::Metadata| here.is_ok_and(|here| (here.st_dev, here.st_ino) == (data.dev(), data.ino()));
        file.metadata().is_ok_and(same)
    }

    /// A new file may be read by whoever may read the one in whose place it comes.
    pub fn like_the_old(&self, new: &File, old: &Path) {
        let old = rustix::fs::statat(&self.0, old, AtFlags::SYMLINK_NOFOLLOW);
        let plain = old.ok().filter(|old| FileType::from_raw_mode(old.st_mode) == FileType::RegularFile);
        if let Some(old) = plain {
            // Some file systems have no modes; the words are safe all the same.
            let _ = rustix::fs::fchmod(new, Mode::from_raw_mode(old.st_mode) & (Mode::RWXU | Mode::RWXG | Mode::RWXO));
        }
    }

    /// The folder in which a path ends, and what it is called there, after every link on the way and at the end; no name
    /// where it ends in that folder itself.
    fn walk(&self, path: &Path) -> Result<(OwnedFd, Option<OsString>)> {
        let mut folders: Vec<OwnedFd> = Vec::new();
        let mut rest = parts(path)?;
        let mut links = 0;
        while let Some(name) = rest.pop() {
            if name == ".." {
                folders.pop().ok_or_else(outside)?;
                continue;
            }
            let here = folders.last().unwrap_or(&self.0);
            match rustix::fs::readlinkat(here, &name, Vec::new()) {
                Ok(link) => {
                    links += 1;
                    if links > MOST_LINKS {
                        return Err(Errno::LOOP.into());
                    }
                    rest.extend(parts(Path::new(OsStr::from_bytes(link.as_bytes())))?);
                }
                // It is no link, or nothing yet.
                Err(Errno::INVAL | Errno::NOENT) if rest.is_empty() => {
                    return Ok((here.try_clone()?, Some(name)));
                }
                Err(Errno::INVAL) => folders.push(step(here, &name)?),
                Err(why) => return Err(why.into()),
            }
        }
        Ok((folders.last().unwrap_or(&self.0).try_clone()?, None))
    }
}

fn step(from: impl AsFd, name: &OsStr) -> Result<OwnedFd> {
    let flags = THROUGH | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    rustix::fs::openat(from, name, flags, Mode::empty()).map_err(Error::from)
}

/// The steps of a path, the last first.
fn parts(path: &Path) -> Result<Vec<OsString>> {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => parts.push(OsString::from("..")),
            Component::Normal(name) => parts.push(OsString::from_vec(name.as_bytes().to_vec())),
            Component::RootDir | Component::Prefix(_) => return Err(outside()),
        }
    }
    parts.reverse();
    Ok(parts)
}
