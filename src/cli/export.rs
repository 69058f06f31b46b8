//! `cuecard export`: a deck → a PDF, or PNG pictures of its slides, by the ending of the target's name.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::write::write;
use crate::diagnostic::Severity;
use crate::drawing::Drawing;
use crate::layout::caption;
use crate::paint::raster::Painter;
use crate::show::view::Cursor;
use crate::talk::Talk;
use crate::text::Shaper;
use crate::deck;

/// Saves a deck for others.
#[derive(Args)]
pub struct Export {
    /// The deck's folder, or its deck.toml
    #[arg(value_name = "DECK")]
    deck: PathBuf,
    /// Where to: talk.pdf, slides.png, or a folder for one PNG a slide
    #[arg(value_name = "TARGET")]
    target: PathBuf,
    /// Only this slide, by its number
    #[arg(long, value_name = "NUMBER")]
    slide: Option<usize>,
    /// The slide as it stands after this many presses of Next (usually: after all of them)
    #[arg(long, value_name = "NUMBER", conflicts_with = "steps")]
    step: Option<usize>,
    /// Which steps become pages or pictures
    #[arg(long, value_name = "WHICH", default_value = "last")]
    steps: Steps,
    /// Size of the pictures, in pixels
    #[arg(long, value_name = "WIDTHxHEIGHT", default_value = "1920x1080", value_parser = size)]
    size: (u32, u32),
    /// Draw the captions under the slides, as the audience sees them
    #[arg(long)]
    captions: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Steps {
    /// Each slide once, complete
    Last,
    /// Each press of Next on its own
    All,
}

/// Pictures may be at most this many pixels a side.
const LIMIT: u32 = 16_384;

fn size(text: &str) -> Result<(u32, u32), String> {
    let wrong = || "write the size as 1920x1080, each side from 16 to 16384".to_owned();
    let (width, height) = text.split_once(['x', 'X', '×']).ok_or_else(wrong)?;
    let side = |text: &str| text.trim().parse().ok().filter(|side| (16..=LIMIT).contains(side)).ok_or_else(wrong);
    Ok((side(width)?, side(height)?))
}

pub fn export(export: &Export) -> Result<ExitCode, String> {
    let started = started();
    let talk = Talk::open(&export.deck)?;
    let (errors, _) = talk.faults();
    if errors > 0 {
        let errors: Vec<_> = talk.diagnostics.iter().filter(|fault| fault.severity == Severity::Error).cloned().collect();
        eprint!("{}", deck::report::render(&errors, &talk.sources, false));
    }
    let picked = pick(export, &talk)?;
    let ending = export.target.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let written = match ending.as_deref() {
        Some("png") => pictures(export, &talk, &picked, None)?,
        Some("pdf") => document(export, &talk, &picked)?,
        None => pictures(export, &talk, &picked, Some(&export.target))?,
        Some(other) => return Err(format!("can't write `.{other}` files; end the name in .pdf or .png, or name a folder")),
    };
    println!("{written} in {:.1} s", started.elapsed().as_secs_f32());
    Ok(if errors > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

#[expect(clippy::disallowed_methods, reason = "how long an export took is told to the person who waited")]
fn started() -> Instant {
    Instant::now()
}

/// The slides and steps that are asked for, in the deck's order.
fn pick(export: &Export, talk: &Talk) -> Result<Vec<Cursor>, String> {
    let count = talk.pages.len();
    let slides = match export.slide {
        None => 0..count,
        Some(number) if (1..=count).contains(&number) => number - 1..number,
        Some(number) => return Err(format!("there is no slide {number}; the deck has {count}")),
    };
    let mut out = Vec::new();
    for slide in slides {
        let last = talk.pages[slide].steps.len() - 1;
        match (export.steps, export.step) {
            (Steps::All, _) => out.extend((0..=last).map(|step| Cursor { slide, step })),
            (Steps::Last, step) => out.push(Cursor { slide, step: step.unwrap_or(last).min(last) }),
        }
    }
    Ok(out)
}

/// One PNG for each cursor. A single picture gets the target's own name, several get a number behind it.
fn pictures(export: &Export, talk: &Talk, picked: &[Cursor], folder: Option<&Path>) -> Result<String, String> {
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder).map_err(|why| format!("can't make the folder `{}`: {why}", folder.display()))?;
    }
    let mut painter = Painter::new();
    let mut shaper = Shaper::new(&talk.deck.fonts, &talk.deck.language);
    for cursor in picked {
        let drawing = drawing(export, talk, *cursor, &mut shaper);
        let (width, height) = within(&drawing, export.size);
        let bytes = painter.paint(&drawing, width, height).png();
        let steps = export.steps == Steps::All;
        let path = match folder {
            Some(folder) => folder.join(format!("{}.png", number(*cursor, steps))),
            None if picked.len() == 1 => export.target.clone(),
            None => numbered(&export.target, &number(*cursor, steps)),
        };
        write(&path, &bytes)?;
    }
    Ok(format!("{} pictures of {}", picked.len(), talk.deck.title))
}

fn number(cursor: Cursor, steps: bool) -> String {
    let slide = format!("{:02}", cursor.slide + 1);
    if steps { format!("{slide}-{}", cursor.step) } else { slide }
}

/// `slides.png` → `slides-07.png`.
fn numbered(target: &Path, number: &str) -> PathBuf {
    let stem = target.file_stem().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!("{stem}-{number}.png"))
}

/// The slide as it is, or as it stands on the stage with its caption.
fn drawing(export: &Export, talk: &Talk, cursor: Cursor, shaper: &mut Shaper) -> Arc<Drawing> {
    let slide = &talk.pages[cursor.slide].steps[cursor.step];
    let cues = talk.plan.slides[cursor.slide].captions.first().and_then(|steps| steps.get(cursor.step));
    if !export.captions {
        return Arc::clone(slide);
    }
    let block = cues.and_then(|blocks| blocks.first());
    Arc::new(caption::stage(slide, block, &talk.deck.theme, shaper))
}

/// The largest picture of the drawing's shape inside `size`.
fn within(drawing: &Drawing, (width, height): (u32, u32)) -> (u32, u32) {
    let scale = (f64::from(width) / drawing.size.width).min(f64::from(height) / drawing.size.height);
    let side = |points: f64, most: u32| ((points * scale).round() as u32).clamp(1, most);
    (side(drawing.size.width, width), side(drawing.size.height, height))
}

fn document(export: &Export, talk: &Talk, picked: &[Cursor]) -> Result<String, String> {
    let _ = (export, talk, picked);
    Err("PDF is not ready".to_owned())
}
