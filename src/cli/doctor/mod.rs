//! `cuecard doctor`: what the program finds on this machine → one page to paste into a report of a fault.
//!
//! Invariant: nobody's name stands on it. Each line goes through the `veil`; of the clicker, the network and the deck it
//! tells kinds, not names.

mod machine;
mod page;
mod room;
mod veil;

use std::process::ExitCode;

use clap::Args;

use page::page;
use veil::Veil;

/// Looks at the machine.
#[derive(Args)]
pub struct Asked {
    /// What the windows find, for the command itself, which asks another process: a driver may take it down
    #[arg(long, hide = true)]
    windows: bool,
}

/// Prints the page.
pub fn doctor(asked: &Asked) -> ExitCode {
    if asked.windows {
        print!("{}", room::windows());
        return ExitCode::SUCCESS;
    }
    let mut rows = machine::rows();
    rows.extend(room::rows());
    print!("{}", Veil::of_this_machine().over(&page(&rows)));
    ExitCode::SUCCESS
}
