//! `cuecard save`: what the windows are asked to save, in a process of its own, so that a deck that brings the writer of
//! PDFs down takes no talk with it.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::guard::Guard;
use crate::handout::save::{self, Unsaved, What};
use crate::terminal::tell;

/// Saves a deck for others as the windows do.
#[derive(Args)]
pub struct Save {
    what: String,
    #[arg(long)]
    anyway: bool,
    deck: PathBuf,
    target: PathBuf,
}

pub fn save(asked: &Save) -> Result<ExitCode, String> {
    let what = What::named(&asked.what).ok_or_else(|| format!("nothing is called `{}`", asked.what))?;
    let guard = Guard::new(Vec::new());
    match guard.run(|| save::save(&asked.deck, what, &asked.target, asked.anyway)) {
        Ok(words) => println!("{words}"),
        Err(Unsaved::Failed(why)) => return Err(why),
        Err(Unsaved::Faulty(why)) => {
            tell(format_args!("{why}\n"));
            return Ok(ExitCode::from(save::FAULTY as u8));
        }
    }
    Ok(ExitCode::SUCCESS)
}
