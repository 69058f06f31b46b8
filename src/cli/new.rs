//! `cuecard new`: a folder → a deck of six slides that explain themselves, with its picture and its schema.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::deck::files::DECK_FILE;
use crate::deck::schema;
use crate::deck::theme::BUILT_IN;
use crate::diagnostic::{closest, did_you_mean};
use crate::files::{make_folder, write};

/// Begins a talk.
#[derive(Args)]
pub struct New {
    /// The folder of the talk; it is made if it is not there
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// How it looks: a theme of Cuecard's (`cuecard themes` lists them)
    #[arg(long, value_name = "NAME", default_value = "civic")]
    theme: String,
}

const DECK: &str = include_str!("../../assets/new/deck.toml");
const PICTURE: (&str, &str) = ("steps.svg", include_str!("../../assets/new/steps.svg"));
/// Lies beside the deck, so that editors find it wherever the folder goes.
const SCHEMA: &str = "deck.schema.json";

pub fn new(asked: &New) -> Result<ExitCode, String> {
    let files = files(asked)?;
    let there = |name: &&str| asked.folder.join(name).symlink_metadata().is_ok();
    if let Some(name) = files.iter().map(|(name, _)| *name).find(there) {
        return Err(format!(
            "{} is there already, and nothing is written over it: name another folder",
            asked.folder.join(name).display()
        ));
    }
    make_folder(&asked.folder)?;
    for (name, words) in &files {
        write(&asked.folder.join(name), words.as_bytes())?;
    }
    let folder = asked.folder.display();
    println!("{folder} has a talk of six slides: change the words in {}", asked.folder.join(DECK_FILE).display());
    println!(
        "cuecard {folder} gives it, cuecard check {folder} looks through it, cuecard format tells all that a slide can hold"
    );
    Ok(ExitCode::SUCCESS)
}

/// What is written, by name.
fn files(asked: &New) -> Result<[(&'static str, String); 3], String> {
    let theme = &asked.theme;
    let names = || BUILT_IN.iter().map(|(name, _)| *name);
    if !names().any(|name| name == theme) {
        let all: Vec<&str> = names().collect();
        let near = closest(theme, names()).map_or_else(|| format!("There are {}", all.join(", ")), did_you_mean);
        return Err(format!("there is no theme called `{theme}`. {near}"));
    }
    let deck = DECK.replace("{title}", &title(&asked.folder)).replace("{theme}", theme);
    Ok([(DECK_FILE, deck), (PICTURE.0, PICTURE.1.to_owned()), (SCHEMA, schema::schema())])
}

/// The folder's name as a title, as TOML takes it between double quotes: `my-first_talk` → `My first talk`.
fn title(folder: &Path) -> String {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name().unwrap_or_default().to_string_lossy().replace(['-', '_'], " ");
    let letters: String = name.chars().filter(|c| !c.is_control() && !"\\\"*`~^=$<>[]".contains(*c)).collect();
    let mut letters = letters.trim().chars();
    letters.next().map_or_else(|| "My talk".to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::theme::Variant;
    use crate::lint;
    use crate::takes::Learnt;
    use crate::talk::Talk;

    fn made(folder: PathBuf, theme: &str) -> Result<ExitCode, String> {
        new(&New { folder, theme: theme.to_owned() })
    }

    #[test]
    fn a_new_deck_checks_clean_in_every_theme_and_variant() {
        let folder = tempfile::tempdir().expect("a folder");
        for (theme, _) in BUILT_IN {
            let place = folder.path().join(format!("my-{theme} \"talk\""));
            made(place.clone(), theme).expect("it is written");
            let deck = std::fs::read_to_string(place.join(DECK_FILE)).expect("it is there");
            for (variant, _) in Variant::ALL {
                let worn = deck.replace("\nlength", &format!("\nvariant = \"{variant}\"\nlength"));
                std::fs::write(place.join(DECK_FILE), worn).expect("it writes");
                let talk = Talk::open(&place).expect("it opens");
                let told = lint::all(&talk, &Learnt::default());
                assert!(told.is_empty(), "{theme} {variant}: {told:?}");
                assert_eq!(
                    (talk.deck.slides.len(), talk.deck.title.as_str()),
                    (6, format!("My {theme} talk").as_str())
                );
            }
            assert!(place.join(SCHEMA).exists() && deck.starts_with(&format!("#:schema {SCHEMA}\n")));
        }
    }

    #[test]
    fn nothing_is_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("steps.svg"), "mine").expect("it writes");
        let why = made(folder.path().to_owned(), "civic").expect_err("it is there already");
        assert!(why.contains("steps.svg") && !folder.path().join(DECK_FILE).exists(), "{why}");
        assert_eq!(std::fs::read_to_string(folder.path().join("steps.svg")).expect("it is there"), "mine");
        let why = made(folder.path().join("talk"), "lectur").expect_err("no such theme");
        assert!(why.contains("`lecture`") && !folder.path().join("talk").exists(), "{why}");
    }
}
