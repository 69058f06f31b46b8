//! Bytes → a file, whole or not at all: written beside the target, then moved over it.

use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes `bytes` to `path`. The old file stays as it was until the new one is complete.
///
/// # Errors
/// A sentence for the presenter: a missing folder, no leave to write, a full disk.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    write_parts(path, &[bytes])
}

/// As `write`, where the bytes lie in several places.
///
/// # Errors
/// As `write`.
pub fn write_parts(path: &Path, parts: &[&[u8]]) -> Result<(), String> {
    let fault = |what: &str, why: std::io::Error| format!("{what} `{}`: {}", path.display(), reason(&why));
    // A link keeps pointing where it did: the file behind it is the one that is replaced. A link to nothing gives way.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    if target.is_dir() {
        return Err(format!("`{}` is a folder; name a file in it", path.display()));
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    };
    if !folder.is_dir() {
        return Err(format!("there is no folder `{}`; make it first, or choose another place", folder.display()));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".cuecard-").suffix(".part");
    let mut file = builder.tempfile_in(&folder).map_err(|why| fault("can't write", why))?;
    let written = parts.iter().try_for_each(|part| file.write_all(part));
    written.and_then(|()| file.as_file().sync_all()).map_err(|why| fault("can't write", why))?;
    set_mode(file.as_file(), &target);
    file.persist(&target).map_err(|failed| fault("can't replace", failed.error))?;
    Ok(())
}

/// A temporary file is for its owner alone; what is handed out is as readable as any file, or as the old one.
#[cfg(unix)]
fn set_mode(file: &std::fs::File, target: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(target).map_or(0o644, |old| old.permissions().mode());
    // Some file systems have no modes; the words are safe all the same.
    let _ = file.set_permissions(std::fs::Permissions::from_mode(mode & 0o777));
}

#[cfg(not(unix))]
fn set_mode(_: &std::fs::File, _: &Path) {}

fn reason(why: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match why.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "the disk is full; the old file was left as it was".to_owned()
        }
        ErrorKind::FileTooLarge => "this place takes no file of that size; the old file was left as it was".to_owned(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "this place can't be written to; choose another folder".to_owned()
        }
        ErrorKind::NotFound => "there is no such folder".to_owned(),
        _ => why.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn a_file_is_replaced_whole_or_left_alone() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("talk.pdf");
        write(&path, b"one").expect("it writes");
        write(&path, b"two").expect("it replaces");
        assert_eq!(std::fs::read(&path).expect("it is there"), b"two");
        let names: Vec<_> = std::fs::read_dir(folder.path()).expect("it lists").collect();
        assert_eq!(names.len(), 1, "nothing half-written stays");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_and_the_file_behind_it_is_replaced() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (file, link) = (folder.path().join("talk.pdf"), folder.path().join("latest.pdf"));
        std::fs::write(&file, b"one").expect("it writes");
        std::os::unix::fs::symlink(&file, &link).expect("it links");
        write(&link, b"two").expect("it replaces");
        assert_eq!(std::fs::read(&file).expect("it is there"), b"two");
        assert!(link.is_symlink());
        std::fs::remove_file(&file).expect("it goes");
        write(&link, b"three").expect("it replaces the link");
        assert!(!link.is_symlink() && !file.exists());
        assert_eq!(std::fs::read(&link).expect("it is there"), b"three");
    }

    #[test]
    fn a_missing_folder_and_a_folder_as_target_are_said() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let missing = write(&folder.path().join("no/talk.pdf"), b"x").expect_err("there is no such folder");
        assert!(missing.contains("there is no folder"), "{missing}");
        let is_folder = write(folder.path(), b"x").expect_err("it is a folder");
        assert!(is_folder.contains("is a folder"), "{is_folder}");
    }
}
