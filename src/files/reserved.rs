//! A file's name → what Windows would make of it that no presenter means: a device, another name, a hidden stream.
//!
//! Source: Microsoft, "Naming Files, Paths, and Namespaces". The program writes by names that the system does not look into
//! (`\\?\C:\…`), so such files would be made, and Explorer could neither open nor delete them.

use std::path::{Component, Path};

const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// Why a file or folder of this name is not to be made on this system.
///
/// # Errors
/// A sentence for the presenter.
pub(super) fn allowed(path: &Path) -> Result<(), String> {
    if !cfg!(windows) {
        return Ok(());
    }
    let names =
        path.components().filter_map(|part| if let Component::Normal(name) = part { name.to_str() } else { None });
    names.filter_map(fault).next().map_or(Ok(()), Err)
}

fn fault(name: &str) -> Option<String> {
    let stem = name.split(['.', ':']).next().unwrap_or(name).trim_end().to_uppercase();
    if DEVICES.contains(&stem.as_str()) || is_port(&stem) {
        return Some(format!("Windows keeps the name `{name}` for a device; choose another name"));
    }
    if name.ends_with(['.', ' ']) {
        return Some(format!("a name on Windows ends in no full stop and no space, as `{name}` does"));
    }
    let sign = name.chars().find(|sign| sign.is_control() || "<>:\"|?*".contains(*sign))?;
    Some(format!("a name on Windows has no `{}`, as `{name}` has; choose another name", sign.escape_default()))
}

/// COM1 to COM9, LPT1 to LPT9; the raised digits are digits there.
fn is_port(stem: &str) -> bool {
    let digit = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    let mut digits = digit.unwrap_or_default().chars();
    matches!((digits.next(), digits.next()), (Some('1'..='9' | '¹' | '²' | '³'), None))
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn names_that_windows_keeps_are_told_from_those_that_look_like_them() {
        let kept = [
            "con",
            "CON.pdf",
            "nul",
            "Aux.tar.gz",
            "prn .txt",
            "com1",
            "LPT9.pdf",
            "COM¹.png",
            "conin$",
            "CONOUT$.md",
            "talk.",
            "talk ",
            "talk.pdf:stream",
            "con:x",
            "what?.pdf",
            "a|b",
            "a<b",
            "say \"hi\".pdf",
            "a*b",
            "a\tb",
        ];
        for name in kept {
            assert!(fault(name).is_some(), "{name}");
        }
        let free = [
            "talk.pdf",
            "console.pdf",
            "com.pdf",
            "com10",
            "com0",
            "lpt",
            "nullable",
            "my.con",
            "Łucja 講演.pdf",
            ".git",
            "a-b (2).pdf",
        ];
        for name in free {
            assert_eq!(fault(name), None, "{name}");
        }
    }
}
