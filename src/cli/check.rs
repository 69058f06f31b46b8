//! `cuecard check`: a deck → what is wrong with it, for people or for programs; and the same cured where there is one cure.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::look::Shown;
use super::split;
use crate::deck::change::Change;
use crate::deck::files;
use crate::diagnostic::formats::Told;
use crate::diagnostic::report::render;
use crate::diagnostic::{Diagnostic, Severity, counted};
use crate::lint::{self, Fixed};
use crate::settings;
use crate::takes::learnt;
use crate::talk::Talk;
use crate::terminal::tell;

const STATUSES: &str = "\
Exit status:
  0  nothing that is an error, or that you --deny
  1  errors, or what you --deny
  2  the deck could not be read, or a cure not be written";

/// Checks a deck.
#[derive(Args)]
#[command(after_help = STATUSES)]
pub struct Check {
    /// The deck's folder, or its deck.toml
    #[arg(value_name = "DECK")]
    deck: PathBuf,
    /// Also print every slide as a list of what is drawn where
    #[arg(long)]
    drawing: bool,
    /// How findings are printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text, conflicts_with = "drawing")]
    format: Format,
    /// Count warnings, or remarks too, as errors
    #[arg(long, value_name = "KIND", value_enum)]
    deny: Option<Deny>,
    /// Count warnings as errors, as `--deny warnings` does
    #[arg(long)]
    strict: bool,
    /// Cure in the deck's files what has one obvious cure, and print what was done and what is left
    #[arg(long, conflicts_with_all = ["drawing", "split"])]
    fix: bool,
    /// Print what `--fix` would change, as a diff, and change nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
    #[command(flatten)]
    split: split::Asked,
    #[command(flatten)]
    shown: Shown,
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
enum Format {
    /// For people, with the lines that are meant
    Text,
    /// One object, with all findings in it
    Json,
    /// SARIF 2.1.0, for scanners of code
    Sarif,
    /// A command for each finding, by which GitHub Actions marks its line
    Github,
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
enum Deny {
    Warnings,
    Remarks,
}

/// The deck could not be read, or a cure not be written.
const UNREAD: u8 = 2;

pub fn check(asked: &Check) -> ExitCode {
    let done = if asked.split.split.is_some() { split::split(&asked.deck, &asked.split) } else { told(asked) };
    done.unwrap_or_else(|why| {
        tell(format_args!("cuecard: {why}\n"));
        ExitCode::from(UNREAD)
    })
}

fn told(asked: &Check) -> Result<ExitCode, String> {
    let mut talk = Talk::open_as(&asked.deck, &(&asked.shown).into())?;
    let mut findings = findings(&talk, &asked.deck);
    if asked.fix {
        let fixes = lint::fixes(&talk, &findings);
        if asked.dry_run {
            fixes.iter().for_each(|fixed| print!("{}", fixed.diff()));
        } else if !fixes.is_empty() {
            let said = cure(&talk, &asked.deck, &fixes)?;
            if asked.format == Format::Text {
                println!("{said}");
            } else {
                tell(format_args!("{said}"));
            }
            talk = Talk::open_as(&asked.deck, &(&asked.shown).into())?;
            findings = self::findings(&talk, &asked.deck);
        }
        if asked.dry_run {
            return Ok(status(asked, &findings));
        }
    }
    if asked.drawing {
        drawings(&talk);
    }
    let (_, folder) = files::place(&asked.deck);
    let told = Told::new(&findings, &talk.sources, &folder.display().to_string());
    match asked.format {
        Format::Text => print!("{}", render(&findings, &talk.sources, std::io::stdout().is_terminal())),
        Format::Json => print!("{}", told.json()),
        Format::Sarif => print!("{}", told.sarif()),
        Format::Github => print!("{}", told.github()),
    }
    Ok(status(asked, &findings))
}

/// Everything that is known to be wrong, in the order of the text.
fn findings(talk: &Talk, deck: &Path) -> Vec<Diagnostic> {
    let learnt = learnt(deck, settings::state_folder().as_deref(), &talk.plan);
    lint::checked(talk, &learnt)
}

fn status(asked: &Check, findings: &[Diagnostic]) -> ExitCode {
    let worst = match asked.deny {
        Some(Deny::Remarks) => Severity::Info,
        Some(Deny::Warnings) => Severity::Warning,
        None if asked.strict => Severity::Warning,
        None => Severity::Error,
    };
    if findings.iter().any(|finding| finding.severity >= worst) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn drawings(talk: &Talk) {
    for (page, slide) in talk.pages.iter().zip(&talk.deck.slides) {
        for (step, drawing) in page.steps.iter().enumerate() {
            println!("== {} step {step}\n{}", slide.id, crate::paint::listing::listing(drawing));
        }
        if let Some(whole) = &page.together {
            println!("== {} step on paper\n{}", slide.id, crate::paint::listing::listing(whole));
        }
    }
}

/// Writes the cures, all files or none; says what each was.
fn cure(talk: &Talk, deck: &Path, fixes: &[Fixed]) -> Result<String, String> {
    let changes = fixes.iter().map(|fixed| Change::new(deck, &fixed.name, &fixed.before, &fixed.after));
    let changes: Vec<Change> = changes.collect::<Result<_, _>>()?;
    for (at, change) in changes.iter().enumerate() {
        if let Err(why) = change.take() {
            let back = changes[..at].iter().filter_map(|done| done.take_back().err()).next();
            return Err(back.map_or(why, |also| format!("a cure could not be written, and {also}")));
        }
    }
    let cures = || fixes.iter().flat_map(|fixed| &fixed.cures);
    let line = |finding: &Diagnostic| {
        let place = finding.span.and_then(|span| talk.sources.place(span)).unwrap_or_default();
        format!("{place}: {}", finding.code)
    };
    let list: String = cures().map(|cure| format!("  {}: {}\n", line(&cure.finding), cure.words)).collect();
    Ok(format!("Cured {}:\n{list}", counted(cures().count(), "finding")))
}
