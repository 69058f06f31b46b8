//! `picture = { … }` → checked bytes. Of a raster picture only the header is read here.

use std::sync::Arc;

use super::Reader;
use super::fields::PICTURE;
use super::films;
use crate::bitmap::{self, kind};
use crate::deck::placing::Placing;
use crate::deck::source::{Node, Table, Text, Value};
use crate::deck::xml::xml_text;
use crate::deck::{Fit, Picture, PictureContent};
use crate::diagnostic::Diagnostic;
use crate::drawing::RasterFormat;

pub(super) const FITS: [(&str, Fit); 2] = [("contain", Fit::Contain), ("cover", Fit::Cover)];
/// Pictures in one grid.
const MOST_PICTURES: usize = 9;
const MISSING: &str = "SLD-PICTURE";
/// A picture without words for those who do not see it: told, but drawn as written.
pub(super) const ALT: &str = "SLD-ALT";

pub const MOST_RASTER_BYTES: u64 = 64 << 20;
pub const MOST_SVG_BYTES: u64 = 4 << 20;
/// Of all pictures and fonts together.
pub const MOST_BYTES: u64 = 2 << 30;

impl Reader<'_> {
    pub(super) fn picture(&mut self, slide: &Table) -> Option<Picture> {
        if let Some(Node { value: Value::Text(src), .. }) = slide.get("picture") {
            return self.bare_picture(src);
        }
        let table = self.table(slide, "picture")?;
        let table = &*self.check_keys(table, &PICTURE);
        self.told_picture(table, false)
    }

    /// `pictures = [{ … }, { … }]`: a row or a grid of them.
    pub(super) fn pictures(&mut self, table: &Table) -> Vec<Picture> {
        const EXAMPLE: &str = "pictures = [{ src = \"…\", alt = \"…\" }, { … }]";
        let Some(node) = table.get("pictures") else { return Vec::new() };
        let Value::List(items) = &node.value else {
            self.wrong_kind("pictures", node, "a list of pictures", EXAMPLE);
            return Vec::new();
        };
        if items.is_empty() {
            self.fault(node.span, "there are no pictures", format!("Write {EXAMPLE}"));
        }
        if let Some(extra) = items.get(MOST_PICTURES) {
            let message = format!("there are {} pictures", items.len());
            self.fault(extra.span, message, "Nine have room on a slide: share the rest over another one");
        }
        let mut pictures = Vec::new();
        for item in items.iter().take(MOST_PICTURES) {
            match &item.value {
                Value::Text(src) => pictures.extend(self.bare_picture(src)),
                Value::Table(own) => {
                    let own = &*self.check_keys(own, &PICTURE);
                    for key in ["place", "share"].into_iter().filter(|key| own.has(key)) {
                        let hint = "Put the pictures into a [[slide.column]] or [[slide.row]] of their own for that";
                        self.fault(own.span_of(key), format!("one of several pictures has no `{key}`"), hint);
                    }
                    let picture = self.told_picture(own, true);
                    pictures.extend(
                        picture.map(|it| Picture {
                            placing: Placing { when: it.placing.when, ..Placing::default() },
                            ..it
                        }),
                    );
                }
                _ => self.wrong_kind("pictures", item, "a list of pictures", EXAMPLE),
            }
        }
        pictures
    }

    /// A picture of whose table all keys are known.
    fn told_picture(&mut self, table: &Table, several: bool) -> Option<Picture> {
        let caption = self.rich(table, "caption");
        let credit = self.rich(table, "credit");
        let said = self.choice(table, "fit", &FITS);
        let origin = self.origin(table);
        let made = match origin {
            Some("qr") => self.qr(table),
            Some("icon") => self.icon(table),
            _ => None,
        };
        let parts = self.svg_parts(table);
        let (placing, span) = (self.placing(table), table.span);
        if origin != Some("src") {
            let made = made?;
            self.not_for_made(table);
            let alt = self.alt(table, Some(&made.alt));
            let caption = if table.has("caption") { caption } else { made.caption };
            let (src, content, fit, focus) = (made.name, made.content, Fit::Contain, (0.5, 0.5));
            return Some(Picture { src, content, alt, caption, credit, fit, focus, placing, parts: Vec::new(), span });
        }
        let alt = self.alt(table, None);
        let src = self.filled(table, "src")?;
        let content = self.content(src);
        let content = self.moving(table, content);
        // Beside others a photo is cropped to their shape; lines and words of other files have to be whole.
        let photo = matches!(&content, PictureContent::Raster(raster) if raster.format == RasterFormat::Jpeg);
        let fit = said.unwrap_or(if several && photo { Fit::Cover } else { Fit::Contain });
        let parts = if self.builds_up(table, &content) { parts } else { Vec::new() };
        let (src, focus) = (src.words.clone(), self.focus(table, fit));
        Some(Picture { src, content, alt, caption, credit, fit, focus, placing, parts, span })
    }

    /// Which key says what is shown: a file, an address or the name of an icon.
    fn origin(&mut self, table: &Table) -> Option<&'static str> {
        let said: Vec<&str> = ["src", "qr", "icon"].into_iter().filter(|key| table.has(key)).collect();
        match said[..] {
            [] => {
                let hint = "Add src = \"…\" for a file, qr = \"https://…\" for a QR code, or icon = \"rocket\"";
                self.fault(table.span, "picture needs `src`", hint);
            }
            [_] => {}
            [first, other, ..] => {
                let span = table.entry(other).map_or(table.span, |entry| entry.key_span);
                self.fault(span, format!("a picture has `{first}` or `{other}`, not both"), "Keep one of the two");
            }
        }
        said.first().copied()
    }

    /// What a QR code or an icon has no use for.
    fn not_for_made(&mut self, table: &Table) {
        for key in ["fit", "focus", "play", "frame", "steps"] {
            if let Some(entry) = table.entry(key) {
                let hint = "QR codes and icons are always shown whole: take it out";
                self.fault(entry.key_span, format!("`{key}` is for pictures from a file"), hint);
            }
        }
    }

    /// Whether the picture has parts that can come one by one, where that is asked for.
    fn builds_up(&mut self, table: &Table, content: &PictureContent) -> bool {
        if let (Some(entry), PictureContent::Raster(_)) = (table.entry("steps"), content) {
            let hint =
                "Save the drawing as SVG with named groups or layers; or put a mark for each step on the picture";
            self.fault(entry.key_span, "`steps` needs a drawing (SVG): a picture of pixels has no parts", hint);
            return false;
        }
        true
    }

    /// `picture = "wheel.svg"`: shown, but nobody who does not see it learns what it shows.
    fn bare_picture(&mut self, src: &Text) -> Option<Picture> {
        if src.words.trim().is_empty() {
            self.fault(src.span, "`picture` is empty", "Write picture = { src = \"…\", alt = \"…\" }");
            return None;
        }
        let written = super::values::shown(&src.words);
        let finding = Diagnostic::error("SLD-ALT", src.span, "the picture has no `alt`");
        self.findings.push(finding.hint(format!("Write picture = {{ src = \"{written}\", alt = \"what it shows\" }}")));
        let picture = Picture::bare(src.words.clone(), self.content(src), src.span);
        Some(Picture { alt: Some(words_of(&src.words)), ..picture })
    }

    /// `focus = [0.3, 0.7]`, for a picture whose edges are cropped; its middle if absent.
    pub(super) fn focus(&mut self, table: &Table, fit: Fit) -> (f64, f64) {
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
    /// `made` says it where the author needs not.
    fn alt(&mut self, table: &Table, made: Option<&str>) -> Option<String> {
        let decorative = self.truth(table, "decorative").unwrap_or(false);
        let alt = self.plain(table, "alt");
        if decorative {
            if alt.is_some() {
                let span = table.entry("decorative").map_or(table.span, |entry| entry.key_span);
                self.fault(span, "a picture with `alt` does not merely decorate", "Keep one of the two");
            }
            return None;
        }
        if alt.is_none() && made.is_none() {
            let finding = Diagnostic::error(ALT, table.span, "the picture has no `alt`")
                .hint("Say what it shows: alt = \"…\"")
                .hint("If it only decorates: decorative = true");
            self.findings.push(finding);
        }
        // The slide plays all the same; a screen reader at least learns that there is a picture.
        Some(
            alt.or_else(|| made.map(str::to_owned))
                .or_else(|| self.plain(table, "src").map(|src| words_of(&src)))
                .unwrap_or_default(),
        )
    }

    /// The file's contents, loaded once for all slides that show it.
    pub(super) fn content(&mut self, src: &Text) -> PictureContent {
        if let Some(known) = self.pictures.get(&src.words) {
            return known.clone();
        }
        let content = match self.load(&src.words) {
            Ok(content) => {
                self.elsewhere(src);
                content
            }
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
        if let Some(format) = bitmap::format(&bytes) {
            let kept = self.files.kept(src, Arc::clone(&bytes));
            let mut raster = bitmap::read(src, bytes, format).map_err(|fault| (fault.message, fault.remedy))?;
            raster.plays = films::plays(&raster, bitmap::survey(&raster).as_ref());
            raster.bytes = kept;
            return Ok(PictureContent::Raster(Arc::new(raster)));
        }
        if let Some(kind) = kind::foreign(src, &bytes) {
            return Err((format!("it is {}", kind.name), kind.remedy.to_owned()));
        }
        svg(&bytes).map(PictureContent::Svg)
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
}

/// What a file's name says of what it shows: `pictures/water-wheel.svg` → `water wheel`.
pub(super) fn words_of(src: &str) -> String {
    let name = src.rsplit(['/', '\\']).next().unwrap_or(src);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.replace(['-', '_'], " ")
}

fn svg(bytes: &[u8]) -> Result<Arc<str>, (String, String)> {
    let fail = |message: &str, hint: &str| Err((message.to_owned(), hint.to_owned()));
    let text = match xml_text(bytes) {
        Ok(text) if text.contains("<svg") || text.contains(":svg") => text,
        // What says that it is one is told what is wrong with it.
        Err(why) if bytes.starts_with(&[0x1F, 0x8B]) || bytes.windows(4).take(4096).any(|part| part == b"<svg") => {
            return fail(&format!("it is {why}"), "Save it again as plain SVG");
        }
        _ => return fail("it is no PNG, JPEG, GIF, WebP or SVG", "Save it as one of these"),
    };
    if text.len() as u64 > MOST_SVG_BYTES {
        return fail("an SVG can have 4 MiB at most", "Save it simpler, or as PNG");
    }
    Ok(Arc::from(text))
}
