//! The command line's own description → manual pages, and what shells complete words with.

use std::path::Path;

use clap::Command;
use clap_complete::Shell;

use crate::files;

const SECTION: &str = "1";

/// What a shell is to read, so that Tab completes commands and options.
pub fn completions(line: &mut Command, shell: Shell) -> String {
    let mut out = Vec::new();
    clap_complete::generate(shell, line, "cuecard", &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// Writes `cuecard.1`, and `cuecard-check.1` and so on for each command that is shown.
///
/// # Errors
/// A sentence, where a page cannot be written.
pub fn write(mut line: Command, folder: &Path) -> Result<(), String> {
    files::make_folder(folder)?;
    line.build();
    let shown = line.get_subcommands().filter(|command| !command.is_hide_set() && command.get_name() != "help");
    let pages: Vec<Command> = shown.cloned().map(|command| command.version(env!("CARGO_PKG_VERSION"))).collect();
    for page in std::iter::once(line).chain(pages) {
        // Building it has given each command this name, with a hyphen; what is typed has a space.
        let name = format!("{}.{SECTION}", page.get_display_name().unwrap_or(page.get_name()));
        files::write(&folder.join(&name), &page_of(page)?)?;
    }
    Ok(())
}

fn page_of(command: Command) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let page = clap_mangen::Man::new(command).section(SECTION).manual("Cuecard").source("Cuecard");
    page.render(&mut out).map_err(|why| format!("a manual page cannot be written: {why}"))?;
    Ok(out)
}
