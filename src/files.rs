//! Bytes → a file, whole or not at all: written beside the target, then moved over it.

mod beneath;
mod flusher;
mod reserved;
mod sum;

use std::borrow::Cow;
use std::io::ErrorKind;
use std::path::Path;

pub use beneath::{Beneath, Piece};
pub use flusher::Flusher;
pub use sum::sum;

/// Writes `bytes` to `path`. The old file stays as it was until the new one is complete.
///
/// # Errors
/// A sentence for the presenter: a missing folder, no leave to write, a full disk.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    write_pieces(path, [Ok(bytes.into())])
}

/// As `write`, where the bytes come piece by piece.
///
/// # Errors
/// As `write`.
pub fn write_pieces<'p>(path: &Path, pieces: impl IntoIterator<Item = Piece<'p>>) -> Result<(), String> {
    // A link keeps pointing where it did: the file behind it is the one that is replaced. A link to nothing gives way.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let (folder, name) = split(&target)?;
    open(folder)?.write_pieces(name, pieces).map_err(|why| fault(path, &why))
}

/// Writes parts of a file to a place that may lie in a deck's folder: there, whoever made the deck may have put links,
/// and nothing is written through one.
///
/// # Errors
/// As `write`.
pub fn write_near(deck: &Path, path: &Path, parts: &[&[u8]]) -> Result<(), String> {
    write_pieces_near(deck, path, parts.iter().map(|bytes| Ok(Cow::Borrowed(*bytes))))
}

/// As `write_near`, where the bytes come piece by piece.
///
/// # Errors
/// As `write`, or a piece is not to be had.
pub fn write_pieces_near<'p>(
    deck: &Path,
    path: &Path,
    pieces: impl IntoIterator<Item = Piece<'p>>,
) -> Result<(), String> {
    let (folder, name) = split(path)?;
    let real = |path: &Path| open(path).and_then(|it| it.path().canonicalize().map_err(|why| fault(path, &why)));
    let (real_folder, real_deck) = (real(folder)?, real(deck)?);
    let beneath = match real_folder.strip_prefix(&real_deck) {
        // From folder to folder, since none of them may have become a link by now.
        Ok(way) => way.components().try_fold(open(&real_deck)?, |at, step| at.folder(step)),
        Err(_) if lies_in(folder, deck) => {
            return Err(format!("`{}` leads out of the deck's folder; name the real place", path.display()));
        }
        // Outside, links are the presenter's own.
        Err(_) => return write_pieces(path, pieces),
    };
    beneath.and_then(|folder| folder.write_pieces(name, pieces)).map_err(|why| fault(path, &why))
}

/// Whether a folder lies in another by its words alone.
fn lies_in(folder: &Path, other: &Path) -> bool {
    let absolute = |path: &Path| std::path::absolute(if path.as_os_str().is_empty() { Path::new(".") } else { path });
    matches!((absolute(folder), absolute(other)), (Ok(folder), Ok(other)) if folder.starts_with(&other))
}

/// A target's folder and its name there.
fn split(target: &Path) -> Result<(&Path, &Path), String> {
    let name = target.file_name().filter(|_| !target.is_dir());
    let name = name.ok_or_else(|| format!("`{}` is a folder; name a file in it", target.display()))?;
    reserved::allowed(Path::new(name))?;
    Ok((target.parent().unwrap_or(Path::new("")), Path::new(name)))
}

fn open(folder: &Path) -> Result<Beneath, String> {
    Beneath::open(folder).map_err(|why| match why.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            format!("there is no folder `{}`; make it first, or choose another place", folder.display())
        }
        _ => fault(folder, &why),
    })
}

/// A folder in which a command is to put files: made where there is none.
///
/// # Errors
/// A sentence for the presenter.
pub fn make_folder(path: &Path) -> Result<(), String> {
    reserved::allowed(path)?;
    std::fs::create_dir_all(path).map_err(|why| match why.kind() {
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            format!("`{}` is a file, not a folder; end the name in .pdf or .png, or name a folder", path.display())
        }
        _ => format!("can't make the folder `{}`: {}", path.display(), reason(&why)),
    })
}

fn fault(path: &Path, why: &std::io::Error) -> String {
    format!("can't write `{}`: {}", path.display(), reason(why))
}

fn reason(why: &std::io::Error) -> String {
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
    use super::{make_folder, write, write_near};

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

    #[cfg(unix)]
    #[test]
    fn no_link_in_a_decks_folder_is_written_through() {
        use std::os::unix::fs::symlink;
        let place = tempfile::tempdir().expect("a temporary folder");
        let (deck, outside) = (place.path().join("deck"), place.path().join("outside"));
        for folder in [&deck, &outside] {
            std::fs::create_dir(folder).expect("it is made");
        }
        std::fs::write(outside.join("mine"), "mine").expect("it writes");
        symlink("../outside/mine", deck.join("deck.pdf")).expect("it links");
        symlink("../outside", deck.join("out")).expect("it links");
        symlink(&deck, place.path().join("way")).expect("it links");
        symlink(outside.join("mine"), place.path().join("latest.pdf")).expect("it links");
        let kept = || std::fs::read_to_string(outside.join("mine")).expect("it is there") == "mine";
        // By whatever way the deck is named, the link gives way.
        for (deck, path) in [(&deck, deck.join("deck.pdf")), (&deck, place.path().join("way/deck.pdf"))] {
            write_near(deck, &path, &[b"new"]).expect("it writes");
            assert!(kept() && !path.is_symlink(), "{path:?}");
        }
        let out = write_near(&deck, &deck.join("out/new.pdf"), &[b"new"]).expect_err("it leads outside");
        assert!(out.contains("leads out"), "{out}");
        assert_eq!(std::fs::read_dir(&outside).expect("it lists").count(), 1);
        // A presenter's own link elsewhere is followed.
        write_near(&deck, &place.path().join("latest.pdf"), &[b"new"]).expect("it writes");
        assert!(!kept());
    }

    #[test]
    fn a_file_where_a_folder_should_be_is_said_plainly() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let file = place.path().join("talk");
        std::fs::write(&file, "mine").expect("it writes");
        for path in [file.clone(), file.join("slides")] {
            let why = make_folder(&path).expect_err("a file stands there");
            assert!(why.contains("is a file, not a folder") && !why.contains("os error"), "{why}");
        }
        assert_eq!(std::fs::read(&file).ok().as_deref(), Some(&b"mine"[..]));
    }
}
