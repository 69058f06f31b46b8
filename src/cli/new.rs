//! `cuecard new`: a folder → a deck of six slides that explain themselves, with its picture and its schema.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::deck::files::DECK_FILE;
use crate::deck::starter;

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

pub fn new(asked: &New) -> Result<ExitCode, String> {
    starter::begin(&asked.folder, &asked.theme)?;
    let folder = asked.folder.display();
    println!("{folder} has a talk of six slides: change the words in {}", asked.folder.join(DECK_FILE).display());
    println!(
        "cuecard {folder} gives it, cuecard check {folder} looks through it, cuecard format tells all that a slide can hold"
    );
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::starter::SCHEMA;
    use crate::deck::theme::{BUILT_IN, Variant};
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
                let told = lint::checked(&talk, &Learnt::default());
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
