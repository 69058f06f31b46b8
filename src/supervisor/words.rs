//! What the process with the windows tells its parent ⇄ lines of text on a pipe.

use std::path::{Path, PathBuf};

/// Where the audience looks, in pixels of the whole desktop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    pub position: [i32; 2],
    pub size: [u32; 2],
    /// The X window that shows it, or 0.
    pub window: u32,
    /// Counts what was painted there.
    pub painted: u64,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// The windows' thread is at work; and where the stage is, if it fills a screen.
    Beat(Option<Stage>),
    /// The windows are there, and show what they are to show.
    Shown,
    /// The journal of the talk that plays now is in this folder.
    Journal(PathBuf),
    /// No talk plays any more.
    NoJournal,
    /// Programs that the talk started, by the number of their group.
    Group(u32),
    /// The process ends because it was asked to, or because it can't begin.
    End,
}

impl Word {
    pub fn line(&self) -> String {
        match self {
            Self::Beat(None) => "beat\n".to_owned(),
            Self::Beat(Some(stage)) => {
                let Stage { position: [x, y], size: [width, height], window, painted } = stage;
                format!("beat {x} {y} {width} {height} {window} {painted}\n")
            }
            Self::Shown => "shown\n".to_owned(),
            // A line end in it would make two lines.
            Self::Journal(path) => format!("journal {}\n", encoded(path)),
            Self::NoJournal => "no-journal\n".to_owned(),
            Self::Group(group) => format!("group {group}\n"),
            Self::End => "end\n".to_owned(),
        }
    }

    /// `None` for what only another version says.
    pub fn read(line: &str) -> Option<Self> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "beat" if rest.is_empty() => Some(Self::Beat(None)),
            "beat" => Some(Self::Beat(stage(rest))),
            "shown" => Some(Self::Shown),
            "journal" => decoded(rest).map(Self::Journal),
            "no-journal" => Some(Self::NoJournal),
            "group" => rest.parse().ok().map(Self::Group),
            "end" => Some(Self::End),
            _ => None,
        }
    }
}

fn stage(words: &str) -> Option<Stage> {
    let mut numbers = words.split(' ').map(str::parse::<i64>);
    let mut next = || numbers.next()?.ok();
    Some(Stage {
        position: [i32::try_from(next()?).ok()?, i32::try_from(next()?).ok()?],
        size: [u32::try_from(next()?).ok()?, u32::try_from(next()?).ok()?],
        window: u32::try_from(next()?).ok()?,
        painted: u64::try_from(next()?).ok()?,
    })
}

/// A path's bytes as hexadecimal digits: a path may hold anything.
fn encoded(path: &Path) -> String {
    path.as_os_str().as_encoded_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(unix)]
fn decoded(digits: &str) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    bytes(digits).map(|bytes| std::ffi::OsString::from_vec(bytes).into())
}

#[cfg(not(unix))]
fn decoded(digits: &str) -> Option<PathBuf> {
    bytes(digits).and_then(|bytes| String::from_utf8(bytes).ok()).map(PathBuf::from)
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = digits.chars().map(|c| c.to_digit(16).map(|digit| digit as u8)).collect();
    digits.map(|digits| digits.chunks(2).map(|pair| pair.iter().fold(0, |sum, digit| (sum << 4) | digit)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_understood_and_what_is_not_is_passed_over() {
        let stage = Stage { position: [-1920, 0], size: [1920, 1080], window: 0x0120_0004, painted: 77 };
        let all = [
            Word::Beat(None),
            Word::Beat(Some(stage)),
            Word::Shown,
            Word::Journal("/home/ä b/\n\u{1F600}/talk".into()),
            Word::NoJournal,
            Word::Group(4711),
            Word::End,
        ];
        for word in all {
            let line = word.line();
            let (line, end) = line.split_at(line.len() - 1);
            assert!(end == "\n" && !line.contains('\n'), "one line");
            assert_eq!(Word::read(line), Some(word));
        }
        for other in ["", "beet", "group -1", "journal zz", "shown now please"] {
            let read = Word::read(other);
            assert!(read.is_none() || read == Some(Word::Shown), "{other}");
        }
        // A stage that is not understood is none; the beat counts.
        assert_eq!(Word::read("beat 1 2 3"), Some(Word::Beat(None)));
    }
}
