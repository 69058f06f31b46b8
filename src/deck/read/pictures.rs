//! `picture = { … }` and the `fonts/` folder → checked bytes. Of a raster picture only the header is read here.

use std::io::Cursor;
use std::sync::Arc;

use image::{ImageFormat, ImageReader, Limits};

use super::Reader;
use super::fields::PICTURE;
use crate::deck::files::FileFault;
use crate::deck::source::{Table, Text, Value};
use crate::deck::xml::xml_text;
use crate::deck::{Fit, Picture, PictureContent};
use crate::diagnostic::{Diagnostic, Span, closest, did_you_mean};
use crate::drawing::{Raster, RasterFormat};

pub(super) const FITS: [(&str, Fit); 2] = [("contain", Fit::Contain), ("cover", Fit::Cover)];
const MISSING: &str = "SLD-PICTURE";
const FONT: &str = "DECK-FONT";

pub const MOST_RASTER_BYTES: u64 = 64 << 20;
pub const MOST_SVG_BYTES: u64 = 4 << 20;
pub const MOST_FONT_BYTES: u64 = 32 << 20;
/// Of all pictures and fonts together.
pub const MOST_BYTES: u64 = 2 << 30;
pub const MOST_PIXELS: u64 = 100_000_000;
pub const LONGEST_SIDE: u32 = 32_768;

impl Reader<'_> {
    pub(super) fn picture(&mut self, slide: &Table) -> Option<Picture> {
        let table = self.table(slide, "picture")?;
        self.check_keys(table, &PICTURE);
        let caption = self.rich(table, "caption");
        let credit = self.rich(table, "credit");
        let fit = self.choice(table, "fit", &FITS).unwrap_or_default();
        let alt = self.alt(table);
        let src = self.filled(table, "src")?;
        Some(Picture {
            src: src.words.clone(),
            content: self.content(src),
            alt,
            caption,
            credit,
            fit,
            focus: self.focus(table, fit),
            span: table.span,
        })
    }

    /// `focus = [0.3, 0.7]`, for a picture whose edges are cropped; its middle if absent.
    fn focus(&mut self, table: &Table, fit: Fit) -> (f64, f64) {
        let Some(node) = table.get("focus") else { return (0.5, 0.5) };
        let shares: Vec<f64> = match &node.value {
            Value::List(items) => items.iter().filter_map(|item| self.number("focus", item, 0.0)).collect(),
            _ => Vec::new(),
        };
        let hint = "Write focus = [0.3, 0.7]: the share of the width from the left, of the height from the top";
        if fit != Fit::Cover {
            self.fault(node.span, "`focus` needs fit = \"cover\"", "Only where edges are cropped is there a choice");
        }
        match shares[..] {
            [across, down] if across <= 1.0 && down <= 1.0 => (across, down),
            _ => {
                self.fault(node.span, "`focus` is no place in the picture", hint);
                (0.5, 0.5)
            }
        }
    }

    /// The words for those who do not see the picture; none only if it merely decorates.
    fn alt(&mut self, table: &Table) -> Option<String> {
        let decorative = self.truth(table, "decorative").unwrap_or(false);
        let alt = self.plain(table, "alt");
        if decorative {
            if alt.is_some() {
                let span = table.entry("decorative").map_or(table.span, |entry| entry.key_span);
                self.fault(span, "a picture with `alt` does not merely decorate", "Keep one of the two");
            }
            return None;
        }
        if alt.is_none() {
            let finding = Diagnostic::error("SLD-ALT", table.span, "the picture has no `alt`")
                .hint("Say what it shows: alt = \"…\"")
                .hint("If it only decorates: decorative = true");
            self.findings.push(finding);
        }
        // The slide plays all the same; a screen reader at least learns that there is a picture.
        Some(alt.or_else(|| self.plain(table, "src")).unwrap_or_default())
    }

    /// The file's contents, loaded once for all slides that show it.
    fn content(&mut self, src: &Text) -> PictureContent {
        if let Some(known) = self.pictures.get(&src.words) {
            return known.clone();
        }
        let content = match self.load(&src.words) {
            Ok(content) => content,
            Err((message, hint)) => {
                let message = format!("the picture `{}` cannot be shown: {message}", super::values::shown(&src.words));
                self.findings.push(Diagnostic::error(MISSING, src.span, message).hint(hint));
                PictureContent::Missing
            }
        };
        self.pictures.insert(src.words.clone(), content.clone());
        content
    }

    fn load(&mut self, src: &str) -> Result<PictureContent, (String, String)> {
        let bytes = self.files.read(src, MOST_RASTER_BYTES).map_err(|fault| self.refused(src, &fault))?;
        self.count(bytes.len()).map_err(|message| (message, "Make the pictures smaller".to_owned()))?;
        match raster(src, bytes) {
            Ok(raster) => Ok(PictureContent::Raster(Arc::new(raster))),
            Err(Unfit::Other(bytes)) => svg(&bytes).map(PictureContent::Svg),
            Err(Unfit::Faulty(message)) => Err((message, "Save it again as PNG or JPEG".to_owned())),
        }
    }

    /// Why a file was refused, and what else the author may have meant.
    pub(super) fn refused(&self, src: &str, fault: &FileFault) -> (String, String) {
        let hint = match fault {
            FileFault::Missing => {
                let (folder, name) = src.rsplit_once('/').unwrap_or(("", src));
                let names = self.files.list(folder);
                match closest(name, names.iter().map(String::as_str)) {
                    Some(near) => did_you_mean(format!("{folder}/{near}").trim_start_matches('/')),
                    None => "Put the file into the deck's folder, or mend its name".to_owned(),
                }
            }
            FileFault::Outside => "Copy the file into the deck's folder, and write its name from there".to_owned(),
            FileFault::NotAFile => "Name the picture's file itself".to_owned(),
            FileFault::TooLarge { .. } => "Scale it down: 3840 pixels a side are enough for any screen".to_owned(),
            FileFault::Unreadable(_) => "Check that the file can be opened".to_owned(),
        };
        (fault.to_string(), hint)
    }

    /// Counts loaded bytes against the deck's budget.
    pub(super) fn count(&mut self, bytes: usize) -> Result<(), String> {
        self.loaded = self.loaded.saturating_add(bytes as u64);
        if self.loaded > MOST_BYTES {
            Err("the deck's files are larger than 2 GiB together".to_owned())
        } else {
            Ok(())
        }
    }

    /// The bytes of every font file in `fonts/`.
    pub(super) fn fonts(&mut self) -> Vec<Arc<[u8]>> {
        let is_font = |name: &String| {
            let lower = name.to_ascii_lowercase();
            lower.ends_with(".ttf") || lower.ends_with(".otf")
        };
        let mut fonts = Vec::new();
        for name in self.files.list("fonts").into_iter().filter(is_font) {
            match self.font(&format!("fonts/{name}")) {
                Ok(bytes) => fonts.push(bytes),
                Err(why) => {
                    let message = format!("the font `fonts/{name}` is not used: {why}");
                    let hint = "Replace it by a whole TTF or OTF file, or delete it";
                    self.findings.push(Diagnostic::error(FONT, None::<Span>, message).hint(hint));
                }
            }
        }
        fonts
    }

    fn font(&mut self, path: &str) -> Result<Arc<[u8]>, String> {
        let bytes = self.files.read(path, MOST_FONT_BYTES).map_err(|fault| fault.to_string())?;
        self.count(bytes.len())?;
        let known = [&b"\0\x01\0\0"[..], b"OTTO", b"true"].iter().any(|start| bytes.starts_with(start));
        if known { Ok(bytes) } else { Err("it is no TTF or OTF file".to_owned()) }
    }
}

/// Why bytes are no raster picture.
enum Unfit {
    /// Of another kind; perhaps SVG.
    Other(Arc<[u8]>),
    Faulty(String),
}

/// Reads a raster picture's header and holds it to the limits.
fn raster(name: &str, bytes: Arc<[u8]>) -> Result<Raster, Unfit> {
    let (kind, format) = match image::guess_format(&bytes) {
        Ok(kind @ ImageFormat::Png) => (kind, RasterFormat::Png),
        Ok(kind @ ImageFormat::Jpeg) => (kind, RasterFormat::Jpeg),
        Ok(kind @ ImageFormat::Gif) => (kind, RasterFormat::Gif),
        Ok(kind @ ImageFormat::WebP) => (kind, RasterFormat::Webp),
        _ => return Err(Unfit::Other(bytes)),
    };
    let mut header = ImageReader::with_format(Cursor::new(&bytes[..]), kind);
    header.limits(Limits::default());
    let (width, height) =
        header.into_dimensions().map_err(|error| Unfit::Faulty(format!("the file is damaged ({error})")))?;
    if width == 0 || height == 0 {
        return Err(Unfit::Faulty("it is empty".to_owned()));
    }
    if width > LONGEST_SIDE || height > LONGEST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Unfit::Faulty(format!(
            "it is too large: {width} × {height} pixels, where 100 million are the most"
        )));
    }
    Ok(Raster { name: name.to_owned(), bytes, format, width, height })
}

fn svg(bytes: &[u8]) -> Result<Arc<str>, (String, String)> {
    let fail = |message: &str, hint: &str| Err((message.to_owned(), hint.to_owned()));
    let text = match xml_text(bytes) {
        Ok(text) if text.contains("<svg") || text.contains(":svg") => text,
        // What says that it is one is told what is wrong with it.
        Err(why) if bytes.starts_with(&[0x1F, 0x8B]) || bytes.windows(4).take(4096).any(|part| part == b"<svg") => {
            return fail(&format!("it is {why}"), "Save it anew as plain SVG");
        }
        _ => return fail("it is no PNG, JPEG, GIF, WebP or SVG", "Save it as one of these"),
    };
    if text.len() as u64 > MOST_SVG_BYTES {
        return fail("an SVG can have 4 MiB at most", "Save it simpler, or as PNG");
    }
    Ok(Arc::from(text))
}
