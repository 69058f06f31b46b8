//! A name that no file answers to → the file that its author most likely meant.

use super::files::{Files, decoded, plain, same_name, under};
use crate::diagnostic::{closest, did_you_mean};

/// Which file may have been meant, and where both names look alike, what tells them apart.
pub(super) fn suggestion(files: &dyn Files, written: &str) -> Option<String> {
    meant(files, written).map(|near| unlike(written, &near))
}

/// The file that was most likely meant: the same name but for letters' case or `%20`, a name like it, or the same in
/// another folder.
fn meant(files: &dyn Files, src: &str) -> Option<String> {
    let src = plain(src).ok()?;
    let decoded = decoded(&src);
    let (folder, name) = decoded.rsplit_once('/').unwrap_or(("", &decoded));
    let mut place = String::new();
    for part in folder.split('/').filter(|part| !part.is_empty()) {
        let Some(folder) = near(part, &files.beside(&place).folders) else { return moved(files, name) };
        place = under(&place, &folder);
    }
    near(name, &files.beside(&place).files).map(|found| under(&place, &found)).or_else(|| moved(files, name))
}

/// A file of that name in another folder.
fn moved(files: &dyn Files, name: &str) -> Option<String> {
    let own = files.beside("");
    let folders = std::iter::once(String::new()).chain(own.folders.iter().cloned());
    let found = |folder: String| {
        let beside = files.beside(&folder);
        let same = beside.files.iter().find(|it| it.to_lowercase() == name.to_lowercase())?;
        Some(under(&folder, same))
    };
    folders.filter(|folder| folder != "fonts").find_map(found)
}

/// The name itself, else the one that differs in case alone, else the most like it.
fn near(name: &str, among: &[String]) -> Option<String> {
    let find = |fits: &dyn Fn(&str) -> bool| among.iter().find(|it| fits(it)).cloned();
    find(&|it| same_name(it, name))
        .or_else(|| find(&|it| same_name(&it.to_lowercase(), &name.to_lowercase())))
        .or_else(|| closest(name, among.iter().map(String::as_str)).map(str::to_owned))
}

/// The suggestion; where both names look alike, which letter differs.
fn unlike(written: &str, near: &str) -> String {
    let seen = |c: &char| !c.is_ascii() || c.is_whitespace() || c.is_control();
    let (name, other) = (written.chars(), near.chars());
    let differ = name.zip(other).find(|(a, b)| a != b);
    let odd = differ.and_then(|(a, b)| [b, a].into_iter().find(seen));
    match odd {
        Some(letter) if written.chars().count() == near.chars().count() => {
            format!("{} They differ in a letter that is easily mistaken (U+{:04X})", did_you_mean(near), letter as u32)
        }
        _ if written.chars().count() != near.chars().count() && visible(written) == visible(near) => {
            format!("{} They differ in spaces or signs that nobody sees", did_you_mean(near))
        }
        _ => did_you_mean(near),
    }
}

fn visible(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !('\u{200B}'..='\u{200F}').contains(c)).collect()
}
