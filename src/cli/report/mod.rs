//! `cuecard report`: a take → what it says of its talk, as text, as a page for the browser, or as JSON.

mod html;
mod markup;
mod plots;
mod text;

#[cfg(test)]
mod tests;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::takes::Takes;
use crate::files::write;
use crate::takes::report::{Report, words};
use crate::talk::Talk;

/// Tells of a take.
#[derive(Args)]
pub struct Asked {
    /// The deck's folder, or its deck.toml
    #[arg(value_name = "DECK")]
    deck: PathBuf,
    /// Which take: `last`, or the name of its file in `takes`
    #[arg(long, value_name = "NAME", default_value = "last")]
    take: String,
    /// Compare it with this take; `last` is the one before it
    #[arg(long, value_name = "NAME")]
    against: Option<String>,
    /// Write it as a page for the browser, with plots
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Print it as JSON, times in milliseconds
    #[arg(long, conflicts_with = "html")]
    json: bool,
}

pub fn report(asked: &Asked) -> Result<ExitCode, String> {
    let talk = Talk::open(&asked.deck)?;
    let takes = Takes::of(&asked.deck);
    let take = takes.find(&asked.take)?;
    let before = takes.before(&take);
    let against = match asked.against.as_deref() {
        None => None,
        Some("last") => Some(before.first().cloned().ok_or("there is no take before this one to compare it with")?),
        Some(name) => Some(takes.find(name)?),
    };
    let report = Report::of(&talk.plan, &take, &before, against.as_ref());
    let told = if asked.json {
        serde_json::to_string_pretty(&report).map_err(|why| why.to_string())? + "\n"
    } else if let Some(path) = &asked.html {
        write(path, html::page(&report, &talk.deck.language).as_bytes())?;
        format!("{}: {}\n", path.display(), words::verdict(&report))
    } else {
        text::page(&report)
    };
    // Who reads the first lines only may close the rest.
    let _ = std::io::stdout().write_all(told.as_bytes());
    Ok(ExitCode::SUCCESS)
}
