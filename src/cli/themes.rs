//! `cuecard themes`: the built-in themes as a list, and contact sheets of samples or decks in each theme and variant.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::look::Wanted;
use super::new_theme;
use crate::deck::Deck;
use crate::deck::files::{self, Files, Folder, Memory};
use crate::deck::read::{Read, read};
use crate::deck::shelf;
use crate::deck::theme::{self, BUILT_IN, Variant};
use crate::diagnostic::report;
use crate::diagnostic::{Diagnostic, Severity, Source, Sources, Span, counted};
use crate::drawing::Drawing;
use crate::files::{write, write_pieces};
use crate::handout::{Made, written};
use crate::layout::{self, contact};
use crate::paint::pdf::apart::Broken;
use crate::paint::pdf::{About, Entry, PdfPage, Reading};
use crate::paint::raster::Painter;
use crate::terminal;
use crate::text::Shaper;

/// Lists the built-in themes, or writes contact sheets of slides in them.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Themes {
    #[command(subcommand)]
    work: Option<Work>,
    /// Only this theme: one of Cuecard's, one of the deck's, or a theme file (.toml) in its folder
    #[arg(value_name = "THEME")]
    theme: Option<String>,
    /// Where to: samples.pdf, or samples.png for one picture a sheet
    #[arg(value_name = "TARGET")]
    target: Option<PathBuf>,
    /// Show the slides of this deck instead of the samples; may be given again
    #[arg(long, value_name = "DECK")]
    deck: Vec<PathBuf>,
    /// Only this variant
    #[arg(long, value_name = "NAME")]
    variant: Option<Wanted>,
    /// Slides beside each other
    #[arg(long, value_name = "NUMBER", default_value = "4", value_parser = clap::value_parser!(u8).range(1..=12))]
    columns: u8,
    /// Width of a slide in a picture, in pixels
    #[arg(long, value_name = "PIXELS", default_value = "640", value_parser = clap::value_parser!(u16).range(160..=1920))]
    width: u16,
}

#[derive(Subcommand)]
enum Work {
    /// Write a theme file that says every field, what it does and what it can be
    New(new_theme::NewTheme),
    /// Copy the theme of a deck that is in your own folder of themes into the deck, for others
    Take(new_theme::Take),
}

/// The deck of samples and its pictures.
const SAMPLE: &str = include_str!("../../assets/sample/deck.toml");
const SAMPLE_PICTURES: [(&str, &str); 2] = [
    ("valley.svg", include_str!("../../assets/sample/valley.svg")),
    ("section.svg", include_str!("../../assets/sample/section.svg")),
];

/// A deck, and its folder for theme files.
struct Opened {
    read: Read,
    files: Box<dyn Files>,
}

/// A sheet, what it is called in a list of pages, and in a file's name.
struct Sheet {
    drawing: Drawing,
    title: String,
    name: String,
}

pub fn themes(asked: Themes) -> Result<ExitCode, String> {
    match asked.work {
        Some(Work::New(asked)) => return new_theme::new(&asked),
        Some(Work::Take(asked)) => return new_theme::take(&asked),
        None => {}
    }
    let asked = settled(asked);
    let Some(target) = asked.target.clone() else {
        print!("{}", list(asked.theme.as_deref())?);
        if asked.theme.is_none() {
            print!("{}", own(&asked.deck)?);
        }
        return Ok(ExitCode::SUCCESS);
    };
    let ending = target.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let decks = decks(&asked)?;
    let mut sheets = Vec::new();
    let mut errors = 0;
    for deck in &decks {
        errors += sheets_of(&asked, deck, &mut sheets)?;
    }
    match ending.as_deref() {
        Some("pdf") => {
            let made = document(&sheets, &decks)?;
            write_pieces(&target, made.file.parts())?;
            errors += made.bare.len();
        }
        Some("png") => pictures(&target, &sheets, f64::from(asked.width) / contact::SLIDE)?,
        _ => return Err("end the sheets' name in .pdf or .png".to_owned()),
    }
    println!("{}: {}", target.display(), counted(sheets.len(), "sheet"));
    Ok(if errors > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A single word that ends like a file to write is the target, not a theme.
fn settled(mut asked: Themes) -> Themes {
    let is_target = |word: &String| {
        let ending = Path::new(word).extension().map(|ending| ending.to_string_lossy().to_lowercase());
        matches!(ending.as_deref(), Some("pdf" | "png"))
    };
    if asked.target.is_none() && asked.theme.as_ref().is_some_and(is_target) {
        asked.target = asked.theme.take().map(PathBuf::from);
    }
    asked
}

/// Each theme with its character and its variants.
fn list(only: Option<&str>) -> Result<String, String> {
    let mut out = String::new();
    for (name, _) in BUILT_IN.iter().filter(|(name, _)| only.is_none_or(|only| only == *name)) {
        let Some(theme) = theme::built_in(name, None) else { continue };
        let variant = |(name, variant): &(&str, Variant)| {
            if *variant == theme.variant {
                format!("{name} (unless the deck says otherwise)")
            } else {
                (*name).to_owned()
            }
        };
        let variants: Vec<_> = Variant::ALL.iter().map(variant).collect();
        out.push_str(&format!("{name:<10}{}\n          {}\n", theme.description, variants.join(", ")));
    }
    match only {
        Some(only) if out.is_empty() => Err(unknown(only)),
        _ => Ok(out),
    }
}

/// Where themes of one's own are looked for, and those that there are.
fn own(decks: &[PathBuf]) -> Result<String, String> {
    let mut out = String::new();
    for deck in decks {
        let opened = files::open(deck)?;
        let themes = theme::own_themes(&opened.folder);
        let root = opened.folder.root().display().to_string();
        let there = if themes.is_empty() { "none".to_owned() } else { themes.join(", ") };
        out.push_str(&format!(
            "\n{root} looks for a theme \"acme\" in this order:\n  {root}/themes/acme/theme.toml\n  {root}/acme.toml\n",
        ));
        if let Some(place) = shelf::place() {
            out.push_str(&format!("  {}\n", place.join("acme").join(theme::FILE).display()));
        }
        out.push_str(&format!("It has: {there}\n"));
    }
    if let Some(place) = shelf::place() {
        let mine = crate::files::Beneath::open(place).and_then(|it| it.folders("")).unwrap_or_default();
        let there =
            if mine.is_empty() { "none yet (cuecard themes new NAME --mine)".to_owned() } else { mine.join(", ") };
        out.push_str(&format!("\nYour own, for all talks, in {}: {there}\n", place.display()));
    }
    Ok(out)
}

fn unknown(name: &str) -> String {
    let names: Vec<_> = BUILT_IN.iter().map(|(name, _)| *name).collect();
    format!("there is no theme called `{name}`; there are {}", names.join(", "))
}

/// The decks that are asked for, or the samples.
fn decks(asked: &Themes) -> Result<Vec<Opened>, String> {
    if asked.deck.is_empty() {
        let files =
            SAMPLE_PICTURES.iter().fold(Memory::default(), |files, (name, text)| files.with(name, text.as_bytes()));
        return Ok(vec![Opened { read: read(SAMPLE.as_bytes(), "deck.toml", &files), files: Box::new(files) }]);
    }
    let open = |path: &PathBuf| {
        let opened = files::open(path)?;
        let folder: Folder = opened.folder;
        Ok(Opened { read: read(&opened.text, &opened.name, &folder), files: Box::new(folder) })
    };
    asked.deck.iter().map(open).collect()
}

/// The deck's sheets in each theme and variant; tells what does not fit, and how many errors there were.
fn sheets_of(asked: &Themes, Opened { read, files }: &Opened, sheets: &mut Vec<Sheet>) -> Result<usize, String> {
    let names: Vec<&str> = match &asked.theme {
        Some(name) => vec![name],
        None => BUILT_IN.iter().map(|(name, _)| *name).collect(),
    };
    let wanted = asked.variant.map(Variant::from);
    let mut shaper = Shaper::new(&read.deck.fonts, &read.deck.language);
    let mut errors = tell(&read.diagnostics, read, "");
    for name in names {
        for (_, variant) in Variant::ALL.into_iter().filter(|(_, it)| wanted.is_none_or(|wanted| wanted == *it)) {
            let loaded = theme::load(name, Some(variant), Span::default(), files.as_ref());
            if !loaded.diagnostics.is_empty() {
                let deck = Source { name: String::new(), text: "".into() };
                let sources = Sources(std::iter::once(deck).chain(loaded.sources).collect());
                let plain = loaded
                    .diagnostics
                    .into_iter()
                    .map(|it| Diagnostic { span: it.span.filter(|at| at.file > 0), ..it });
                return Err(format!(
                    "{name} has faults:\n{}",
                    report::render(&plain.collect::<Vec<_>>(), &sources, false)
                ));
            }
            let deck = Deck { theme: loaded.value, ..read.deck.clone() };
            let laid = layout::lay_out(&deck, &mut shaper);
            let look = format!("{name}, {}", variant.name());
            errors += tell(&laid.diagnostics, read, &look);
            let slides: Vec<_> = laid.value.iter().filter_map(|page| page.whole().cloned()).collect();
            for part in slides.chunks(contact::MOST) {
                let title = format!("{look}: {}", deck.title);
                let drawing = contact::lay_out(&title, part, usize::from(asked.columns), &deck.theme, &mut shaper);
                let name = name.trim_end_matches(".toml").replace(['/', '\\'], "-");
                sheets.push(Sheet { drawing, title, name: format!("{name}-{}", variant.name()) });
            }
        }
    }
    Ok(errors)
}

fn tell(findings: &[Diagnostic], read: &Read, look: &str) -> usize {
    let errors: Vec<_> = findings.iter().filter(|it| it.severity == Severity::Error).cloned().collect();
    if !errors.is_empty() {
        let mark = if look.is_empty() { String::new() } else { format!("In {look}:\n") };
        terminal::tell(format_args!("{mark}{}", report::render(&errors, &read.sources, false)));
    }
    errors.len()
}

fn document(sheets: &[Sheet], decks: &[Opened]) -> Result<Made, String> {
    let page = |(at, sheet): (usize, &Sheet)| PdfPage {
        drawing: sheet.drawing.clone().into(),
        label: (at + 1).to_string(),
        entries: vec![Entry { title: sheet.title.clone(), section: None, anchor: None, number: None }],
        reading: Reading::default(),
    };
    let pages: Vec<_> = sheets.iter().enumerate().map(page).collect();
    let ids = decks.iter().flat_map(|opened| &opened.read.deck.slides).map(|slide| slide.id.clone());
    let deck = &decks[0].read.deck;
    let about = About {
        title: format!("Themes: {}", deck.title),
        language: deck.language.clone(),
        left_out: ids.collect(),
        ..About::default()
    };
    let made = written(&pages, &about, &mut |_| {}).map_err(|faults| {
        let faults: Vec<_> = faults.into_iter().map(|fault| fault.message).collect();
        format!("the PDF was not written: {}", faults.join("; "))
    })?;
    for Broken { page, why } in &made.bare {
        terminal::tell(format_args!(
            "cuecard: {} is in the PDF with its title only, since {why}\n",
            sheets[*page].title
        ));
    }
    Ok(made)
}

/// One PNG a sheet: under the target's own name where there is one, else with the look or a number behind it.
fn pictures(target: &Path, sheets: &[Sheet], scale: f64) -> Result<(), String> {
    let mut painter = Painter::new();
    let stem = target.file_stem().unwrap_or_default().to_string_lossy();
    for (at, sheet) in sheets.iter().enumerate() {
        let size = sheet.drawing.size * scale;
        let bytes = painter.paint(&sheet.drawing, size.width.round() as u32, size.height.round() as u32).png();
        let again = sheets[..at].iter().filter(|other| other.name == sheet.name).count();
        let number = if again > 0 { format!("-{}", again + 1) } else { String::new() };
        let path = if sheets.len() == 1 {
            target.to_path_buf()
        } else {
            target.with_file_name(format!("{stem}-{}{number}.png", sheet.name))
        };
        write(&path, &bytes)?;
    }
    Ok(())
}
