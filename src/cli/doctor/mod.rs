//! `cuecard doctor`: what the program finds on this machine → one page to paste into a report of a fault.
//!
//! Invariant: nobody's name stands on it. Each line goes through the `veil`; of the clicker, the network and the deck it
//! tells kinds, not names.

mod machine;
mod room;
mod veil;

use std::process::ExitCode;

use clap::Args;

use veil::Veil;

/// Looks at the machine.
#[derive(Args)]
pub struct Asked {
    /// What the windows find, for the command itself, which asks another process: a driver may take it down
    #[arg(long, hide = true)]
    windows: bool,
}

/// A line of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    name: &'static str,
    sign: Sign,
    words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// Good, or only to be known.
    Told,
    /// Something is missing or does not work; the words say what to do.
    Fix,
}

fn told(name: &'static str, words: impl Into<String>) -> Row {
    Row { name, sign: Sign::Told, words: words.into() }
}

fn fix(name: &'static str, words: impl Into<String>) -> Row {
    Row { name, sign: Sign::Fix, words: words.into() }
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

/// The rows under a head that says which program this is, with a verdict at the end.
fn page(rows: &[Row]) -> String {
    let wide = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    let mut out = format!("Cuecard {} for {}\n\n", env!("CARGO_PKG_VERSION"), machine::BUILT_FOR);
    let mut before = "";
    for Row { name, sign, words } in rows {
        let mark = if *sign == Sign::Fix { '!' } else { ' ' };
        let name = if std::mem::replace(&mut before, name) == *name { "" } else { name };
        out.push_str(format!("{mark} {name:wide$}  {words}").trim_end());
        out.push('\n');
    }
    let faults = rows.iter().filter(|row| row.sign == Sign::Fix).count();
    out.push_str(&match faults {
        0 => "\nNothing is missing.\n".to_owned(),
        1 => "\nThe line with ! says what is missing and what to do.\n".to_owned(),
        _ => format!("\nThe {faults} lines with ! say what is missing and what to do.\n"),
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_a_line_a_row_and_says_how_many_want_something() {
        let rows =
            [told("System", "Linux"), told("Screens", "one"), told("Screens", "two"), fix("Fonts", "none: add some")];
        let text = page(&rows);
        assert!(
            text.contains("\n  System   Linux\n  Screens  one\n           two\n! Fonts    none: add some\n"),
            "{text}"
        );
        assert!(text.ends_with("The line with ! says what is missing and what to do.\n"), "{text}");
        assert!(page(&rows[..1]).ends_with("Nothing is missing.\n"));
        assert!(text.lines().all(|line| line == line.trim_end()), "{text}");
    }
}
