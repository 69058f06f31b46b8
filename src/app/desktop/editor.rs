//! The author's editor → the words that open a file in it at a line and a column, both from 1.

use std::path::{Path, PathBuf};

/// How an editor is told the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// `--goto file:line:column`
    Goto,
    /// `file:line:column`
    Colons,
    /// `+line:column file`
    Plus,
    /// `+line file`
    PlusLine,
    /// `-l line -c column file`
    Letters,
    /// `--line line --column column file`
    Words,
    /// `-nline -ccolumn file`
    Glued,
    /// `-l line:column file`
    Mate,
    /// `file -- +line`
    After,
}

/// Editors with a window of their own, and how each is told the place. Those that a search finds come first.
const KNOWN: &[(&str, Way)] = &[
    ("code", Way::Goto),
    ("codium", Way::Goto),
    ("zed", Way::Colons),
    ("zeditor", Way::Colons),
    ("subl", Way::Colons),
    ("kate", Way::Letters),
    ("gnome-text-editor", Way::Plus),
    ("gedit", Way::Plus),
    ("geany", Way::Words),
    ("gvim", Way::PlusLine),
    ("mate", Way::Mate),
    ("notepad++", Way::Glued),
    ("code-insiders", Way::Goto),
    ("vscodium", Way::Goto),
    ("cursor", Way::Goto),
    ("windsurf", Way::Goto),
    ("sublime_text", Way::Colons),
    ("lapce", Way::Colons),
    ("kwrite", Way::Letters),
    ("mousepad", Way::Letters),
    ("pluma", Way::PlusLine),
    ("xed", Way::PlusLine),
    ("mvim", Way::PlusLine),
    ("bbedit", Way::PlusLine),
    ("neovide", Way::After),
    ("emacs", Way::Plus),
    ("emacsclient", Way::Plus),
    ("idea", Way::Words),
    ("pycharm", Way::Words),
    ("webstorm", Way::Words),
    ("rustrover", Way::Words),
];
/// Of the editors above, so many are looked for where nobody named one.
const SOUGHT: usize = 12;

/// A program and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub program: PathBuf,
    pub words: Vec<String>,
}

/// What opens a file at a place: the editor that was chosen, or that `VISUAL` or `EDITOR` names, if it has a window; else
/// one that is there.
#[must_use]
pub fn call(chosen: Option<&str>, file: &Path, line: usize, column: usize) -> Option<Call> {
    let named = ["VISUAL", "EDITOR"].into_iter().filter_map(|name| std::env::var_os(name)?.into_string().ok());
    choice(chosen.map(str::to_owned).into_iter().chain(named), is_there, (file, line, column))
}

/// The known editors that are on this machine, which is looked through for them: not on the windows' thread.
#[must_use]
pub fn found() -> Vec<&'static str> {
    KNOWN.iter().map(|(name, _)| *name).filter(|name| is_there(name)).collect()
}

fn is_there(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let file = if cfg!(windows) { format!("{name}.exe") } else { name.to_owned() };
    std::env::split_paths(&path).any(|folder| folder.join(&file).is_file())
}

fn choice(
    named: impl Iterator<Item = String>,
    there: impl Fn(&str) -> bool,
    place: (&Path, usize, usize),
) -> Option<Call> {
    let mut named = named.filter_map(|words| told(&words, place));
    named.next().or_else(|| KNOWN[..SOUGHT].iter().find(|(name, _)| there(name)).and_then(|it| told(it.0, place)))
}

/// The call of an editor as it is written in a setting; nothing where it needs a terminal, or is not known.
fn told(written: &str, (file, line, column): (&Path, usize, usize)) -> Option<Call> {
    // A program may stand on a path with spaces in it, in quotes.
    let (program, rest) = match written.trim().strip_prefix('"') {
        Some(quoted) => quoted.split_once('"')?,
        None => written.trim().split_once(' ').unwrap_or((written.trim(), "")),
    };
    let name = program.rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase();
    let name = name.strip_suffix(".exe").or(name.strip_suffix(".cmd")).unwrap_or(&name);
    let way = KNOWN.iter().find(|known| known.0 == name)?.1;
    let waits = |word: &&str| !["--wait", "-w", "--block"].contains(word);
    let mut words: Vec<String> = rest.split_whitespace().filter(waits).map(str::to_owned).collect();
    let needs_terminal = |word: &String| ["-nw", "--no-window-system", "-t", "-tty", "--tty"].contains(&&**word);
    if name.starts_with("emacs") && words.iter().any(needs_terminal) {
        return None;
    }
    if name == "emacsclient" {
        words.push("-n".to_owned());
    }
    let file = file.display().to_string();
    words.extend(match way {
        Way::Goto => vec!["--goto".to_owned(), format!("{file}:{line}:{column}")],
        Way::Colons => vec![format!("{file}:{line}:{column}")],
        Way::Plus => vec![format!("+{line}:{column}"), file],
        Way::PlusLine => vec![format!("+{line}"), file],
        Way::Letters => ["-l".into(), line.to_string(), "-c".into(), column.to_string(), file].into(),
        Way::Words => ["--line".into(), line.to_string(), "--column".into(), column.to_string(), file].into(),
        Way::Glued => vec![format!("-n{line}"), format!("-c{column}"), file],
        Way::Mate => vec!["-l".to_owned(), format!("{line}:{column}"), file],
        Way::After => vec![file, "--".to_owned(), format!("+{line}")],
    });
    Some(Call { program: program.into(), words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_editor_is_told_the_place_in_its_own_way() {
        let place = (Path::new("/a b/deck.toml"), 7, 3);
        for (written, words) in [
            ("code --wait", "--goto|/a b/deck.toml:7:3"),
            ("/usr/bin/codium -n", "-n|--goto|/a b/deck.toml:7:3"),
            ("zed", "/a b/deck.toml:7:3"),
            ("\"C:\\Program Files\\Sublime Text\\subl.exe\" -w", "/a b/deck.toml:7:3"),
            ("kate --block", "-l|7|-c|3|/a b/deck.toml"),
            ("gedit", "+7:3|/a b/deck.toml"),
            ("gvim -f", "-f|+7|/a b/deck.toml"),
            ("emacsclient", "-n|+7:3|/a b/deck.toml"),
            ("idea", "--line|7|--column|3|/a b/deck.toml"),
            ("notepad++", "-n7|-c3|/a b/deck.toml"),
            ("mate -w", "-l|7:3|/a b/deck.toml"),
            ("neovide", "/a b/deck.toml|--|+7"),
        ] {
            let call = told(written, place).expect("it has a window");
            assert_eq!(call.words.join("|"), words, "{written}");
        }
        for terminal in ["vim", "nano", "emacs -nw", "emacsclient -t", "hx", "", "no-such-editor"] {
            assert_eq!(told(terminal, place), None, "{terminal}");
        }
    }

    #[test]
    fn the_named_editor_comes_before_one_that_is_there() {
        let place = (Path::new("deck.toml"), 1, 1);
        let chosen = |named: &[&str], there: &str| {
            let named = named.iter().map(|name| (*name).to_owned());
            choice(named, |name| name == there, place).map(|call| call.program.display().to_string())
        };
        assert_eq!(chosen(&["kate", "code"], "gedit").as_deref(), Some("kate"));
        assert_eq!(chosen(&["vim", "code -w"], "gedit").as_deref(), Some("code"));
        assert_eq!(chosen(&["vim"], "gedit").as_deref(), Some("gedit"));
        assert_eq!(chosen(&["vim"], "").as_deref(), None);
    }
}
