//! The `fonts/` folder → files of whole faces; the families that a theme asks for → those that are there.
//!
//! Invariant: a file that is not read and a family that is not there are told, and something stands in for it.

use std::sync::Arc;

use super::Reader;
use super::values::shown;
use crate::deck::theme::{Asked, Family, Theme};
use crate::diagnostic::{Diagnostic, Span, closest, did_you_mean};
use crate::faces::{self, Opened, Refused};

const FONT: &str = "DECK-FONT";

const FOLDER: &str = "fonts";
pub const MOST_FONT_BYTES: u64 = 32 << 20;
const MOST_FILES: usize = 400;
/// Folders inside `fonts`, as archives of fonts bring them.
const DEEPEST: usize = 5;

/// The deck's own fonts.
pub(super) struct Fonts {
    /// No longer packed.
    pub files: Vec<Arc<[u8]>>,
    pub families: Vec<String>,
}

impl Reader<'_> {
    /// Every font in `fonts/` and the folders in it, and in those of themes that have a folder.
    pub(super) fn fonts(&mut self, themes: &[String]) -> Fonts {
        let mut paths = Vec::new();
        self.font_paths(FOLDER, DEEPEST, &mut paths);
        for theme in themes {
            self.font_paths(&format!("{theme}/{FOLDER}"), DEEPEST, &mut paths);
        }
        if paths.len() > MOST_FILES {
            let message = format!("there are {} files in `{FOLDER}`; the first {MOST_FILES} are read", paths.len());
            self.font_error(message, "Keep the fonts that the deck uses");
            paths.truncate(MOST_FILES);
        }
        let mut fonts = Fonts { files: Vec::new(), families: Vec::new() };
        for path in paths {
            match self.font(&path) {
                Ok(Opened { bytes, families, doubt }) => {
                    fonts.files.push(bytes);
                    fonts.families.extend(families);
                    if let Some(why) = doubt {
                        let message = format!("the font `{}` may be damaged: {why}", shown(&path));
                        let hint = "It is used all the same; if letters look wrong, get the file again";
                        self.findings.push(Diagnostic::warning(FONT, None::<Span>, message).hint(hint));
                    }
                }
                Err(Refused { why, remedy }) if faces::is_font_name(&path) => {
                    self.font_error(format!("the font `{}` is not used: {why}", shown(&path)), &remedy);
                }
                Err(Refused { why, remedy }) => {
                    let message = format!("the file `{}` is not used: {why}", shown(&path));
                    self.findings.push(Diagnostic::warning(FONT, None::<Span>, message).hint(remedy));
                }
            }
        }
        fonts
    }

    fn font_error(&mut self, message: String, hint: &str) {
        self.findings.push(Diagnostic::error(FONT, None::<Span>, message).hint(hint));
    }

    /// The files in `folder` and below that may be fonts.
    fn font_paths(&self, folder: &str, deep: usize, out: &mut Vec<String>) {
        let names = self.files.list(folder).into_iter().filter(|name| !lies_beside(name));
        out.extend(names.map(|name| format!("{folder}/{name}")));
        if deep > 0 {
            let folders = self.files.folders(folder).into_iter();
            for name in folders.filter(|name| !name.starts_with('.') && name != "__MACOSX") {
                self.font_paths(&format!("{folder}/{name}"), deep - 1, out);
            }
        }
    }

    fn font(&mut self, path: &str) -> Result<Opened, Refused> {
        let refused = |why: String| Refused { why, remedy: "Replace it by a whole font, or delete it".to_owned() };
        let bytes = self.files.read(path, MOST_FONT_BYTES).map_err(|fault| refused(fault.to_string()))?;
        let opened = faces::open(&bytes)?;
        self.count(opened.bytes.len()).map_err(refused)?;
        Ok(opened)
    }

    /// The theme with the next best family for each that is asked for and not there; `own` are those of the deck's fonts.
    pub(super) fn stand_in(&mut self, mut theme: Theme, asked: &[Vec<Asked>], own: &[String]) -> Theme {
        let known = |name: &str| {
            faces::FAMILIES
                .into_iter()
                .chain(own.iter().map(String::as_str))
                .find(|known| known.to_lowercase() == name.trim().to_lowercase())
        };
        for (kind, asked) in Family::ALL.into_iter().zip(asked) {
            let wanted = theme.fonts.family(kind.1).clone();
            if let Some(known) = known(&wanted) {
                // As its own file writes it.
                let known = known.to_owned();
                theme.fonts.set(kind.1, known);
                continue;
            }
            let parts = listed(&wanted).filter_map(|part| known(part).or_else(|| faces::generic(part)));
            let others = asked.iter().filter_map(|asked| known(&asked.name));
            let instead = parts.chain(others).next().unwrap_or(faces::SANS).to_owned();
            let place = asked.iter().find(|asked| asked.name == wanted).and_then(|asked| asked.place);
            self.no_family(&wanted, &instead, place, own);
            theme.fonts.set(kind.1, instead);
        }
        theme
    }

    /// Tells that there is no such family, and what there is.
    fn no_family(&mut self, wanted: &str, instead: &str, place: Option<Span>, own: &[String]) {
        let what = if faces::generic(wanted).is_some() {
            format!("`{wanted}` is a kind of font family, not one")
        } else if wanted.contains(',') {
            format!("`{}` is a list of font families, not one", shown(wanted))
        } else {
            format!("there is no font family called `{}` in Cuecard or in the deck's `{FOLDER}` folder", shown(wanted))
        };
        let message = format!("{what}: `{instead}` stands in");
        let mut finding = Diagnostic::error(FONT, place, message);
        if let Some(near) = near(wanted, own) {
            finding = finding.hint(did_you_mean(near));
        }
        let mut there = format!("In Cuecard are {}", quoted(faces::FAMILIES.into_iter()));
        if !own.is_empty() {
            there.push_str(&format!("; in `{FOLDER}` {}", quoted(own.iter().map(String::as_str))));
        }
        finding = finding.hint(there);
        let astray = self.files.list("").into_iter().find(|name| faces::is_font_name(name));
        finding = finding.hint(match astray {
            Some(name) => {
                format!("`{}` lies beside the deck, where no font is read: move it into `{FOLDER}`", shown(&name))
            }
            None => format!("Fonts of this machine are not on others: copy the file into the deck's `{FOLDER}` folder"),
        });
        self.findings.push(finding);
    }
}

/// What lies beside fonts and is none of them: hidden files, licences, words about them.
fn lies_beside(name: &str) -> bool {
    const STEMS: [&str; 12] = [
        "license",
        "licence",
        "ofl",
        "copying",
        "copyright",
        "readme",
        "authors",
        "contributors",
        "fontlog",
        "notice",
        "thumbs",
        "desktop",
    ];
    let lower = name.to_lowercase();
    let (stem, ending) = lower.rsplit_once('.').unwrap_or((&lower, ""));
    let words = matches!(ending, "txt" | "md" | "rst") && !faces::is_font_name(stem);
    lower.starts_with('.') || words || !faces::is_font_name(&lower) && STEMS.iter().any(|known| stem.starts_with(known))
}

/// The parts of a list as style sheets have them: `Georgia, 'Times New Roman', serif`.
fn listed(families: &str) -> impl Iterator<Item = &str> {
    families.split(',').map(|part| part.trim().trim_matches(['"', '\'']))
}

/// The family that was meant: the nearest, or one that begins or ends alike.
fn near<'a>(wanted: &str, own: &'a [String]) -> Option<&'a str> {
    let all = || own.iter().map(String::as_str).chain(faces::FAMILIES);
    let lower = wanted.to_lowercase();
    let part = |name: &&str| {
        let name = name.to_lowercase();
        lower.len() > 3 && (name.contains(&lower) || lower.contains(&name))
    };
    closest(wanted, all()).or_else(|| all().find(part)).or_else(|| listed(wanted).find_map(faces::generic))
}

fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    names.sort();
    names.dedup();
    if names.len() > 12 {
        let more = names.len() - 12;
        names.truncate(12);
        names.push(format!("{more} more"));
    }
    names.join(", ")
}
