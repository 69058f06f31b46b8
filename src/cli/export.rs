//! `cuecard export`: a deck → PDF, pictures or words, by the ending of the target's name.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::guard::Guard;
use super::look::Shown;
use super::progress::{Progress, started};
use super::recording::{self, Recorded};
use crate::captions;
use crate::deck::{self, caption::CaptionLook, ink::Ink, plan::Plan};
use crate::diagnostic::{Diagnostic, Severity, counted, report};
use crate::drawing::Drawing;
use crate::files::{make_folder, write_near, write_pieces_near};
use crate::guard::caught;
use crate::handout::{self, Document};
use crate::layout::sheet::{Kind, Paper};
use crate::layout::{self, caption};
use crate::lint;
use crate::paint::raster::Painter;
use crate::playback::choices::{self, CaptionWishes};
use crate::show::view::Cursor;
use crate::talk::Talk;
use crate::terminal::tell;
use crate::text::Shaper;
use crate::{settings, takes};

/// Saves a deck for others.
#[derive(Args)]
pub struct Export {
    /// The deck's folder, or its deck.toml
    #[arg(value_name = "DECK")]
    deck: PathBuf,
    /// Where to: talk.pdf, slides.png, words.txt, words.md, or a folder for one PNG a slide; for a recording talk.vtt,
    /// talk.srt, talk.chapters.vtt, talk.chapters.txt (YouTube), talk.ffmeta (ffmpeg) or talk.transcript.md
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
    /// Draw the captions under or over the slides, as the audience sees them
    #[arg(long)]
    captions: bool,
    /// How the slides stand on the pages of a PDF
    #[arg(long, value_name = "HOW", default_value = "slides")]
    layout: Pages,
    /// The paper for notes pages, handouts and the transcript
    #[arg(long, value_name = "SIZE", default_value = "a4")]
    paper: Sheets,
    /// Put the notes into a .txt or .md file; for a PDF choose --layout notes
    #[arg(long)]
    with_notes: bool,
    /// Append all that the captions say, slide by slide, to a .pdf, .txt or .md file
    #[arg(long)]
    with_transcript: bool,
    /// Draw what you drew over the slides, as they stand after all presses of Next: in the last take with ink, or with
    /// `=NAME` in that one
    #[arg(long, value_name = "TAKE", num_args = 0..=1, require_equals = true, default_missing_value = "last")]
    with_ink: Option<String>,
    /// Hidden slides too
    #[arg(long)]
    hidden: bool,
    /// Even slides that could not be read as written
    #[arg(long)]
    anyway: bool,
    #[command(flatten)]
    shown: Shown,
    #[command(flatten)]
    recorded: Recorded,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Pages {
    /// A slide fills the page
    Slides,
    /// An upright page for each slide, your notes under it
    Notes,
    /// Two slides an upright page
    #[value(name = "handout-2")]
    Handout2,
    /// Three slides, lines to write on beside each
    #[value(name = "handout-3")]
    Handout3,
    /// Four slides, lines to write on under each
    #[value(name = "handout-4")]
    Handout4,
    /// Six slides
    #[value(name = "handout-6")]
    Handout6,
}

impl Pages {
    fn kind(self) -> Option<Kind> {
        match self {
            Self::Slides => None,
            Self::Notes => Some(Kind::Notes),
            Self::Handout2 => Some(Kind::Handout(2)),
            Self::Handout3 => Some(Kind::Handout(3)),
            Self::Handout4 => Some(Kind::Handout(4)),
            Self::Handout6 => Some(Kind::Handout(6)),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sheets {
    /// 210 × 297 mm
    A4,
    /// 8.5 × 11 inches
    Letter,
}

impl Export {
    fn paper(&self) -> Paper {
        match self.paper {
            Sheets::A4 => Paper::A4,
            Sheets::Letter => Paper::Letter,
        }
    }
}

/// What a target's ending asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Pdf,
    Pictures,
    Text,
    Markdown,
    Recording(recording::Kind),
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
    let target = target(export)?;
    let mut talk = Talk::open_as(&export.deck, &(&export.shown).into())?;
    let room = lint::room(&talk);
    talk.diagnostics.extend(room);
    if let Some(take) = &export.with_ink {
        draw_ink(&takes::ink(&export.deck, settings::state_folder().as_deref(), take)?, &mut talk);
    }
    let (errors, _) = talk.faults();
    if errors > 0 {
        let errors: Vec<_> =
            talk.diagnostics.iter().filter(|fault| fault.severity == Severity::Error).cloned().collect();
        tell(format_args!("{}", report::render(&errors, &talk.sources, false)));
    }
    let mut sound = errors == 0;
    let picked = if matches!(target, Target::Recording(_)) { Vec::new() } else { pick(export, &talk)? };
    if let Some(why) = handout::unread(&talk, &picked).filter(|_| !export.anyway) {
        return Err(format!("{why}, so nothing was written; fix that first, or take --anyway"));
    }
    let written = match target {
        Target::Recording(kind) => {
            let (written, well) = recording::export(&export.recorded, kind, &export.target, &export.deck, &talk)?;
            sound &= well;
            written
        }
        Target::Pictures => {
            let (written, broken) = pictures(export, &talk, &picked)?;
            say(&broken, &talk);
            sound &= broken.is_empty();
            written
        }
        Target::Pdf => {
            let (written, well) = document(export, &talk, &picked)?;
            sound &= well;
            written
        }
        Target::Text => {
            let mut text = handout::text(&talk, &picked, export.with_notes);
            text.push_str(&transcript(export, &talk, &picked, "", ""));
            words(export, &picked, &text)?
        }
        Target::Markdown => {
            let mut text = handout::markdown(&talk, &picked, export.with_notes);
            text.push_str(&transcript(export, &talk, &picked, "## ", "### "));
            words(export, &picked, &text)?
        }
    };
    println!("{written} in {:.1} s", started.elapsed().as_secs_f32());
    // The program ends here, and the system takes its memory back sooner than piece by piece.
    std::mem::forget(talk);
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Puts the ink of a take on the last step of its slides.
fn draw_ink(ink: &Ink, talk: &mut Talk) {
    for inked in &ink.slide {
        let slide = talk.deck.slides.iter().position(|slide| slide.id == inked.id);
        let page = slide.and_then(|slide| talk.pages.get_mut(slide));
        if let Some(last) = page.and_then(|page| page.together.as_mut().or(page.steps.last_mut())) {
            *last = Arc::new(layout::ink::over(last, inked.points(), &talk.deck.theme.colors));
        }
    }
}

fn target(export: &Export) -> Result<Target, String> {
    if export.target.as_os_str() == "-" {
        return Err("can't write to standard output; name a file: talk.pdf, slides.png, words.txt".to_owned());
    }
    if let Some(kind) = Recorded::kind(&export.target) {
        let target = Target::Recording(kind);
        return agrees(export, target).map(|()| target).map_err(str::to_owned);
    }
    let ending = export.target.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let target = match ending.as_deref() {
        Some("png") | None => Target::Pictures,
        Some("pdf") => Target::Pdf,
        Some("txt") => Target::Text,
        Some("md") => Target::Markdown,
        Some(other) => {
            return Err(format!(
                "can't write `.{other}` files; end the name in .pdf, .png, .txt, .md, .vtt, .srt or .ffmeta, or name a folder"
            ));
        }
    };
    agrees(export, target).map_err(str::to_owned)?;
    Ok(target)
}

/// Refuses wishes that go past each other, with what to do instead.
fn agrees(export: &Export, target: Target) -> Result<(), &'static str> {
    let sheets = export.layout != Pages::Slides;
    let text = matches!(target, Target::Text | Target::Markdown);
    let recording = matches!(target, Target::Recording(_));
    let part = export.slide.is_some() || export.step.is_some() || export.steps == Steps::All;
    let drawn =
        sheets || part || export.captions || export.with_notes || export.with_transcript || export.with_ink.is_some();
    let wrong = if recording && drawn {
        "captions and chapters for a recording are of the whole talk; only --language, --offset and --take say more about them"
    } else if !recording && export.recorded.is_said() {
        "--language, --offset and --take are for recordings: end the name in .vtt, .srt, .ffmeta, .chapters.txt or .transcript.md"
    } else if text && sheets {
        "a .txt or .md file holds words, not pages: end the name in .pdf for `--layout`, or take --with-notes"
    } else if export.with_notes && export.layout == Pages::Notes {
        "the notes are already on the pages of `--layout notes`; leave out --with-notes"
    } else if export.with_notes && target == Target::Pdf {
        "for a PDF with your notes take `--layout notes`; --with-notes is for .txt and .md files"
    } else if export.with_notes && !text {
        "pictures hold no notes; end the name in .pdf and take `--layout notes`, or in .txt for the words alone"
    } else if export.with_transcript && target == Target::Pictures {
        "pictures hold no transcript; end the name in .pdf, .txt or .md"
    } else if export.with_ink.is_some() && text {
        "a .txt or .md file holds words, not ink; end the name in .pdf or .png"
    } else if export.captions && target != Target::Pictures {
        "captions are drawn into pictures only; for their words in this file take --with-transcript"
    } else if export.captions && sheets {
        "captions are drawn on whole slides only; leave out --captions or --layout"
    } else if sheets && (export.steps == Steps::All || export.step.is_some()) {
        "notes pages and handouts show each slide once, complete; leave out --step and --steps"
    } else if export.paper != Sheets::A4 && !sheets && !export.with_transcript {
        "a slide's page has the slide's own size; --paper is for `--layout notes`, handouts and --with-transcript"
    } else {
        return Ok(());
    };
    Err(wrong)
}

fn transcript(export: &Export, talk: &Talk, picked: &[Cursor], head: &str, part: &str) -> String {
    if !export.with_transcript {
        return String::new();
    }
    let words = handout::transcript(talk, picked, head, part);
    if words.is_empty() {
        no_transcript();
    }
    words
}

fn no_transcript() {
    tell(format_args!("cuecard: this deck has no captions, so there is no transcript\n"));
}

/// The slides and steps that are asked for, in the deck's order. A hidden slide has to be asked for by its number, or
/// with all the others.
fn pick(export: &Export, talk: &Talk) -> Result<Vec<Cursor>, String> {
    let slides = match export.slide {
        None => handout::picked(talk, export.hidden),
        Some(number) => {
            let count = talk.plan.slides.len();
            let slide = talk.plan.slides.iter().position(|slide| slide.number == number);
            let slide = slide.ok_or_else(|| format!("there is no slide {number}; the deck has {count}"))?;
            vec![Cursor { slide, step: talk.pages[slide].last_step() }]
        }
    };
    if slides.is_empty() {
        return Err(format!("{}; take --hidden for them", handout::NOTHING_SHOWN));
    }
    let mut out = Vec::new();
    for Cursor { slide, step: last } in slides {
        match (export.steps, export.step) {
            (Steps::All, _) => out.extend((0..=last).map(|step| Cursor { slide, step })),
            (Steps::Last, step) => out.push(Cursor { slide, step: step.unwrap_or(last).min(last) }),
        }
    }
    Ok(out)
}

/// What was written, and the pictures that could not be shown in it.
type Drawn = (String, Vec<Diagnostic>);

/// One PNG for each cursor or sheet. A single picture gets the target's own name, several get a number behind it.
fn pictures(export: &Export, talk: &Talk, picked: &[Cursor]) -> Result<Drawn, String> {
    let folder = export.target.extension().is_none().then_some(&export.target);
    if let Some(folder) = folder {
        make_folder(folder)?;
    }
    let mut painter = Painter::new();
    let mut shaper = Shaper::new(&talk.deck.fonts, &talk.deck.language);
    let captioned = Captioned::of(talk).filter(|_| export.captions);
    let sheets = export.layout.kind().map(|kind| {
        let document = Document::sheets(talk, picked, kind, export.paper(), &mut shaper);
        say(&document.diagnostics, talk);
        document
    });
    let drawings: Box<dyn Iterator<Item = (String, Arc<Drawing>)>> = match &sheets {
        Some(document) => {
            let (drawings, digits) = (document.drawings().cloned().enumerate(), digits(document.page_count()));
            Box::new(drawings.map(move |(at, drawing)| (format!("{:0digits$}", at + 1), drawing)))
        }
        None => Box::new(picked.iter().map(|cursor| {
            (
                number(talk, *cursor, export.steps == Steps::All),
                drawing(export, talk, *cursor, captioned.as_ref(), &mut shaper),
            )
        })),
    };
    let count = sheets.as_ref().map_or(picked.len(), Document::page_count);
    let mut progress = Progress::new("Picture", count);
    let mut failed = Vec::new();
    for (at, (name, drawing)) in drawings.enumerate() {
        let (width, height) = within(&drawing, export.size);
        let bytes = caught(|| painter.paint(&drawing, width, height)).unwrap_or_else(|why| {
            painter = Painter::new();
            failed.push(format!(
                "picture {} has only the slide's title, since the rest cannot be painted: {why}",
                at + 1
            ));
            painter.paint(&layout::bare::bare(&drawing), width, height)
        });
        let bytes = bytes.png();
        let path = match folder {
            Some(folder) => folder.join(format!("{name}.png")),
            None if count == 1 => export.target.clone(),
            None => numbered(&export.target, &name),
        };
        write(export, &path, &[&bytes])?;
        progress.tell(at + 1);
    }
    drop(progress);
    if !failed.is_empty() {
        return Err(failed.join("\n"));
    }
    let written = format!("{} of {}", counted(count, "picture"), talk.deck.title);
    Ok((written, lint::broken(&talk.pages, &painter.take_faults())))
}

fn say(faults: &[Diagnostic], talk: &Talk) {
    if !faults.is_empty() {
        tell(format_args!("{}", report::render(faults, &talk.sources, false)));
    }
}

/// How many digits all numbers up to `most` are written with, so that files sort as the slides do.
fn digits(most: usize) -> usize {
    most.to_string().len().max(2)
}

/// The slide's number, and that of its step: `07`, `07-2`.
fn number(talk: &Talk, cursor: Cursor, steps: bool) -> String {
    let (number, most) = (talk.plan.slides[cursor.slide].number, talk.plan.slides.len());
    let slide = format!("{number:0digits$}", digits = digits(most));
    let most = talk.pages.iter().map(|page| page.last_step()).max().unwrap_or(0);
    if steps { format!("{slide}-{:0digits$}", cursor.step, digits = most.to_string().len()) } else { slide }
}

/// `slides.png` → `slides-07.png`.
fn numbered(target: &Path, number: &str) -> PathBuf {
    let stem = target.file_stem().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!("{stem}-{number}.png"))
}

/// Captions as this speaker's audience sees them.
struct Captioned {
    look: CaptionLook,
    plan: Plan,
}

impl Captioned {
    fn of(talk: &Talk) -> Option<Self> {
        let usual = CaptionLook::usual(talk.deck.captions.display.into());
        let look = choices::look(&settings::load().settings.captions, usual, CaptionWishes::default());
        talk.plan.has_captions().then(|| Self { look, plan: captions::fitted(&talk.plan, look) })
    }
}

/// The slide as it is, or as it stands on the stage with its caption.
fn drawing(
    export: &Export,
    talk: &Talk,
    cursor: Cursor,
    captioned: Option<&Captioned>,
    shaper: &mut Shaper,
) -> Arc<Drawing> {
    let page = &talk.pages[cursor.slide];
    let slide = if export.step.is_some() { &page.steps[cursor.step] } else { page.handed_out(cursor.step) };
    let Some(Captioned { look, plan }) = captioned else { return Arc::clone(slide) };
    let cues = plan.slides[cursor.slide].captions.first().and_then(|steps| steps.get(cursor.step));
    let block = cues.and_then(|blocks| blocks.first());
    Arc::new(caption::stage(slide, block, *look, &talk.deck.theme, shaper))
}

/// The largest picture of the drawing's shape inside `size`, which is turned for an upright sheet.
fn within(drawing: &Drawing, (width, height): (u32, u32)) -> (u32, u32) {
    let upright = drawing.size.height > drawing.size.width;
    let (width, height) = if upright { (width.min(height), width.max(height)) } else { (width, height) };
    let scale = (f64::from(width) / drawing.size.width).min(f64::from(height) / drawing.size.height);
    let side = |points: f64, most: u32| ((points * scale).round() as u32).clamp(1, most);
    (side(drawing.size.width, width), side(drawing.size.height, height))
}

/// Writes the PDF; whether it is as it should be.
fn document(export: &Export, talk: &Talk, picked: &[Cursor]) -> Result<(String, bool), String> {
    let mut shaper = Shaper::new(&talk.deck.fonts, &talk.deck.language);
    let mut document = match export.layout.kind() {
        None => Document::slides(talk, picked),
        Some(kind) => Document::sheets(talk, picked, kind, export.paper(), &mut shaper),
    };
    if export.with_transcript && !document.with_transcript(talk, picked, export.paper(), &mut shaper) {
        no_transcript();
    }
    let mut progress = Progress::new("Page", document.page_count());
    let guard = Guard::new(document.names());
    let written = guard.run(|| {
        document.pdf(talk, &mut |done| {
            guard.tell(done);
            progress.tell(done);
        })
    });
    drop(progress);
    let (file, lost) = written.map_err(|faults| {
        let told = report::render(&faults, &talk.sources, false);
        format!("the PDF could not be written:\n{told}")
    })?;
    let warnings = document.diagnostics.iter().filter(|it| it.severity == Severity::Warning);
    say(&warnings.cloned().collect::<Vec<_>>(), talk);
    let broken = lint::broken(&talk.pages, &file.broken);
    say(&broken, talk);
    say(&lost, talk);
    write_pieces_near(&deck::files::place(&export.deck).1, &export.target, file.parts())?;
    if lost.iter().any(|it| it.code == "PDF-UA1") {
        tell(format_args!("cuecard: the PDF is written, but does not say that everybody can read it (PDF/UA)\n"));
    } else if !(lost.is_empty() && broken.is_empty()) {
        tell(format_args!("cuecard: the PDF is written, but what is told above is missing in it\n"));
    }
    let written = format!("{}: {}", export.target.display(), document.size(&file));
    Ok((written, lost.is_empty() && broken.is_empty()))
}

/// Writes a file that may come to stand in the deck's folder.
fn write(export: &Export, path: &Path, parts: &[&[u8]]) -> Result<(), String> {
    write_near(&deck::files::place(&export.deck).1, path, parts)
}

fn words(export: &Export, picked: &[Cursor], text: &str) -> Result<String, String> {
    write(export, &export.target, &[text.as_bytes()])?;
    let slides = picked.chunk_by(|a, b| a.slide == b.slide).count();
    Ok(format!("{}: the words of {}", export.target.display(), counted(slides, "slide")))
}
