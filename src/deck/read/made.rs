//! `qr = "https://…"` and `icon = "rocket"` of a picture → what Cuecard draws by itself.

use std::fmt::Write as _;
use std::sync::Arc;

use qrcodegen::{QrCode, QrCodeEcc};

use super::Reader;
use super::values::shown;
use crate::deck::source::{Table, Text};
use crate::deck::{Picture, PictureContent, Rich, Run, icons};
use crate::diagnostic::{Diagnostic, clearly, did_you_mean};

/// Free squares around a code, without which readers do not find it.
const QUIET: i32 = 4;
/// Codes of a higher version have so many squares that a phone at the back reads them with trouble.
const COMFORTABLE_VERSION: u8 = 6;
/// Squares of all codes of a deck: those of two thousand short addresses. Each is held as it is drawn.
const MOST_SQUARES: usize = 2_000_000;
/// Names of icons that a message lists.
const MOST_LISTED: usize = 6;

/// A picture that needs no file.
pub(super) struct Made {
    /// What messages call it.
    pub name: String,
    pub content: PictureContent,
    /// What it says to those who do not see it.
    pub alt: String,
    /// What stands under it unless the author says otherwise.
    pub caption: Option<Rich>,
}

/// A code as it is drawn, how many squares it has from edge to edge, and how many with the quiet ones around it.
#[derive(Clone)]
pub(super) struct Code {
    svg: Arc<str>,
    squares: usize,
    across: usize,
    version: u8,
}

impl Code {
    /// `None` where it is more than any code holds.
    fn of(words: &str) -> Option<Self> {
        let code = QrCode::encode_text(words, QrCodeEcc::Medium).ok()?;
        let svg = drawn(&code, address(words).as_deref()).into();
        let (squares, across) = (code.size() as usize, across(&code) as usize);
        Some(Self { svg, squares, across, version: code.version().value() })
    }
}

impl Reader<'_> {
    pub(super) fn qr(&mut self, table: &Table) -> Option<Made> {
        let text = self.filled(table, "qr")?;
        self.code_of(text)
    }

    /// `handout = "https://…"`: the code that leads there.
    pub(super) fn handout(&mut self, head: &Table) -> Option<Picture> {
        let text = self.filled(head, "handout")?;
        if address(text.words.trim()).is_none() {
            let message = format!("`{}` is no address that leads anywhere", shown(&text.words));
            self.fault(text.span, message, "Write it whole: handout = \"https://example.org/talk\"");
            return None;
        }
        let Made { name, content, alt, caption } = self.code_of(text)?;
        Some(Picture { alt: Some(alt), caption, ..Picture::bare(name, content, text.span) })
    }

    fn code_of(&mut self, text: &Text) -> Option<Made> {
        let words = text.words.trim();
        let known = self.codes.get(words).cloned();
        // To make one that is left out takes as long.
        if known.is_none() && self.squares >= MOST_SQUARES {
            self.no_more_codes(text);
            return None;
        }
        let Some(code) = known.or_else(|| Code::of(words)) else {
            let message =
                format!("the QR code has {} letters, which is more than any code holds", words.chars().count());
            self.fault(text.span, message, "Give it a short address that leads to the rest");
            return None;
        };
        self.squares += code.squares * code.squares;
        if self.squares > MOST_SQUARES {
            self.no_more_codes(text);
            return None;
        }
        self.codes.entry(words.to_owned()).or_insert_with(|| code.clone());
        if code.version > COMFORTABLE_VERSION {
            let message =
                format!("the QR code has {0} × {0} squares: phones at the back may not read it", code.squares);
            let finding = Diagnostic::warning("QR-LONG", text.span, message);
            self.findings.push(finding.hint("Use a shorter address: up to about 100 letters"));
        }
        let plain = words.trim_start_matches("https://").trim_start_matches("http://");
        let plain = plain.trim_start_matches("mailto:").trim_start_matches("tel:").trim_end_matches('/');
        let link = address(words);
        let run = Run { text: plain.to_owned(), link: link.clone(), ..Run::default() };
        Some(Made {
            name: format!("QR code of {}", shown(words)),
            content: PictureContent::Qr { svg: code.svg, across: code.across },
            alt: format!("QR code: {words}"),
            // A sentence or a password for the network is no address to type.
            caption: link.map(|_| Rich { runs: vec![run], span: text.span }),
        })
    }

    fn no_more_codes(&mut self, text: &Text) {
        let message = format!("the QR codes of this deck have more than {MOST_SQUARES} squares: this one is left out");
        self.fault(text.span, message, "Give the codes shorter addresses, or share the slides among several decks");
    }

    pub(super) fn icon(&mut self, table: &Table) -> Option<Made> {
        let text = self.filled(table, "icon")?;
        Some(Made {
            name: format!("icon {}", shown(text.words.trim())),
            content: PictureContent::Icon(self.shapes_of(text)?),
            alt: format!("Icon: {}", plain_name(text).replace('-', " ")),
            caption: None,
        })
    }

    /// The shapes of the icon that is called so, or clearly meant; else it is told which there are.
    pub(super) fn shapes_of(&mut self, text: &Text) -> Option<&'static str> {
        let name = plain_name(text);
        icons::icon(&name).or_else(|| {
            self.no_icon(text, &name);
            icons::icon(clearly(&name, icons::names())?)
        })
    }

    /// An icon beside words that say the same.
    pub(super) fn sign(&mut self, table: &Table) -> Option<Picture> {
        let made = self.icon(table)?;
        Some(Picture::bare(made.name, made.content, table.span_of("icon")))
    }

    fn no_icon(&mut self, text: &Text, lower: &str) {
        let near = lower.split('-').flat_map(icons::with_word);
        let mut listed: Vec<&str> = Vec::new();
        for name in near {
            if !listed.contains(&name) && listed.len() < MOST_LISTED {
                listed.push(name);
            }
        }
        let hint = match (self.closest(lower, icons::names()), listed.is_empty()) {
            (Some(near), _) => did_you_mean(near),
            (None, false) => format!("There are: {}", listed.join(", ")),
            (None, true) => "The names are those of lucide.dev/icons, such as rocket, users or circle-alert".to_owned(),
        };
        self.fault(text.span, format!("there is no icon called `{}`", shown(&text.words)), hint);
    }
}

/// As icons are called.
fn plain_name(text: &Text) -> String {
    text.words.trim().to_lowercase().replace(['_', ' '], "-")
}

/// The address that a code leads to, where a slide can lead there too.
fn address(words: &str) -> Option<String> {
    let lower = words.to_lowercase();
    let leads = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme));
    (leads && !words.contains(char::is_whitespace)).then(|| words.to_owned())
}

/// Squares from edge to edge, with those that stay free.
fn across(code: &QrCode) -> i32 {
    code.size() + 2 * QUIET
}

/// The code as a drawing: black on a white plate on every ground, since many readers fail on the reverse.
fn drawn(code: &QrCode, link: Option<&str>) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|at| code.get_module(*at, y)).count() as i32;
            if run > 0 {
                // Writing to a string does not fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    let across = across(code);
    let shapes = format!("<rect width=\"{across}\" height=\"{across}\" rx=\"1.5\" fill=\"#fff\"/><path d=\"{path}\"/>");
    let shapes = match link.map(|link| link.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")) {
        Some(link) => format!("<a href=\"{link}\">{shapes}</a>"),
        None => shapes,
    };
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{across}\" height=\"{across}\">{shapes}</svg>")
}
