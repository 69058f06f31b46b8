//! `cuecard themes new` and `take`: a theme's name → its folder, with a file of every field and the schema beside it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::deck::files::{self, DECK_FILE};
use crate::deck::shelf::{self, FOLDER};
use crate::deck::theme::{self, BUILT_IN, FILE};
use crate::diagnostic::{closest, counted, did_you_mean};
use crate::files::{Beneath, make_folder, write};

/// Begins a theme.
#[derive(Args)]
pub struct NewTheme {
    /// What it is called: letters, digits and hyphens
    #[arg(value_name = "NAME")]
    name: String,
    /// The deck that it is for; it is put into the folder `themes` there
    #[arg(long, value_name = "DECK", default_value = ".")]
    deck: PathBuf,
    /// For all your talks: it is put into your own folder of themes
    #[arg(long, conflicts_with = "deck")]
    mine: bool,
    /// The theme that it begins as
    #[arg(long, value_name = "THEME", default_value = "civic")]
    extends: String,
}

/// Takes a theme along.
#[derive(Args)]
pub struct Take {
    /// The deck's folder, or its deck.toml
    #[arg(value_name = "DECK")]
    deck: PathBuf,
}

/// Lies beside the theme, so that editors find it wherever the folder goes.
const SCHEMA: &str = "theme.schema.json";

pub fn new(asked: &NewTheme) -> Result<ExitCode, String> {
    let (name, base) = (&asked.name, &asked.extends);
    let names = || BUILT_IN.iter().map(|(name, _)| *name);
    if !name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') || name.is_empty() {
        return Err(format!("`{name}` cannot be a theme's name: it has letters, digits and hyphens"));
    }
    if names().any(|known| known == name) {
        return Err(format!("{name} is a theme of Cuecard's: give yours another name, and say --extends {name}"));
    }
    if !names().any(|known| known == base) {
        let all: Vec<&str> = names().collect();
        let near = closest(base, names()).map_or_else(|| format!("There are {}", all.join(", ")), did_you_mean);
        return Err(format!("there is no theme called `{base}` in Cuecard. {near}"));
    }
    let folder = place(asked)?;
    let file = folder.join(FILE);
    if file.symlink_metadata().is_ok() {
        return Err(format!("{} is there already, and nothing is written over it", file.display()));
    }
    make_folder(&folder)?;
    write(&file, theme::written(name, base).as_bytes())?;
    write(&folder.join(SCHEMA), theme::schema().as_bytes())?;
    println!("{} says every field of {base}: change what you like, delete what stays as it is", file.display());
    println!(
        "In the deck's [deck], write theme = \"{name}\". Fonts of its own go into {}",
        folder.join("fonts").display()
    );
    Ok(ExitCode::SUCCESS)
}

/// Where the new theme belongs.
fn place(asked: &NewTheme) -> Result<PathBuf, String> {
    if asked.mine {
        let place = shelf::place().ok_or("this system has no place for your own themes: put it into a deck")?;
        return Ok(place.join(&asked.name));
    }
    let (file, folder) = files::place(&asked.deck);
    if !file.is_file() {
        let deck = asked.deck.display();
        return Err(format!(
            "there is no {DECK_FILE} in {deck}: name a deck with --deck, or say --mine for all your talks"
        ));
    }
    Ok(folder.join(FOLDER).join(&asked.name))
}

pub fn take(asked: &Take) -> Result<ExitCode, String> {
    let talk = crate::talk::Talk::open(&asked.deck)?;
    let (_, root) = files::place(&asked.deck);
    let lent = |name: &str| shelf::real(&root, name).filter(|place| place.is_file());
    let names: Vec<&str> =
        talk.sources.0.iter().map(|source| source.name.as_str()).filter(|name| lent(name).is_some()).collect();
    let mut themes: Vec<&str> = names.iter().filter_map(|name| name.split('/').nth(1)).collect();
    themes.dedup();
    let Some(place) = shelf::place().filter(|_| !themes.is_empty()) else {
        println!("{} has all of its theme", root.display());
        return Ok(ExitCode::SUCCESS);
    };
    let shelf = Beneath::open(place).map_err(|why| format!("{}: {why}", place.display()))?;
    for theme in themes {
        let mut count = 0;
        copy(&shelf, theme, &root.join(FOLDER), DEEPEST, &mut count)?;
        println!("{} has {}", root.join(FOLDER).join(theme).display(), counted(count, "file"));
    }
    Ok(ExitCode::SUCCESS)
}

/// Folders inside a theme's.
const DEEPEST: usize = 8;

fn copy(shelf: &Beneath, folder: &str, to: &Path, deep: usize, count: &mut usize) -> Result<(), String> {
    let told = |why: std::io::Error| format!("{folder}: {why}");
    make_folder(&to.join(folder))?;
    for name in shelf.files(folder).map_err(told)? {
        let inner = format!("{folder}/{name}");
        let mut bytes = Vec::new();
        let mut file = shelf.read(&inner).map_err(told)?;
        std::io::Read::read_to_end(&mut file, &mut bytes).map_err(told)?;
        write(&to.join(&inner), &bytes)?;
        *count += 1;
    }
    if deep > 0 {
        for name in shelf.folders(folder).map_err(told)? {
            copy(shelf, &format!("{folder}/{name}"), to, deep - 1, count)?;
        }
    }
    Ok(())
}
