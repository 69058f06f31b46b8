//! A plain font file → the names of its families, if it is whole: every table that drawing needs is there and fits the
//! others, its shapes can be drawn, and the check sums of what is drawn agree. Of 522 fonts that Debian packs, all do.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::tables::compute_checksum;
use skrifa::raw::types::NameId;
use skrifa::raw::{FileRef, FontRef, TableProvider as _};
use skrifa::{GlyphId, MetadataProvider as _, Tag};

use crate::guard::caught;

/// Shapes that are drawn to try a font: each in turn, or so many of them all over it.
const TRIED: usize = 200;

/// What words look like: with a wrong byte here a letter is another one, or none, and a PDF cannot hold the font.
const DRAWN: [&[u8; 4]; 13] = [
    b"glyf", b"loca", b"CFF ", b"CFF2", b"gvar", b"HVAR", b"hmtx", b"cmap", b"CBDT", b"CBLC", b"sbix", b"COLR", b"CPAL",
];

/// A letter that takes more room than this many of its size was not meant.
const WIDEST: f32 = 16.0;

type Found<T> = Result<T, String>;

/// The families of all faces of the file, and why it may be damaged although it can be used.
pub(super) fn examine(bytes: &[u8]) -> Found<(Vec<String>, Option<String>)> {
    // The readers of fonts promise not to panic; a promise more is cheap.
    caught(|| faces(bytes)).unwrap_or_else(|_| Err(damaged("its tables contradict each other")))
}

fn faces(bytes: &[u8]) -> Found<(Vec<String>, Option<String>)> {
    let file = FileRef::new(bytes).map_err(|_| cut_off("it ends before its tables do"))?;
    let (mut families, mut doubt, mut count) = (Vec::new(), None, 0);
    for (at, font) in file.fonts().enumerate() {
        let face = |why: String| if at > 0 { format!("{why} (face {} of the file)", at + 1) } else { why };
        let font = font.map_err(|_| face(cut_off("it ends before its tables do")))?;
        whole(&font, bytes.len()).map_err(face)?;
        for name in names(&font).map_err(face)? {
            if !families.contains(&name) {
                families.push(name);
            }
        }
        let unsure = doubtful(&font, bytes).map_err(face)?;
        drawable(&font, unsure.is_some()).map_err(face)?;
        doubt = doubt.or(unsure.map(face));
        count += 1;
    }
    if count == 0 { Err(damaged("there is no face in it")) } else { Ok((families, doubt)) }
}

fn damaged(what: &str) -> String {
    format!("it is damaged: {what}")
}

fn cut_off(what: &str) -> String {
    format!("it is cut off: {what}")
}

/// Whether all that drawing needs is there, and no table speaks of more than another has.
fn whole(font: &FontRef, length: usize) -> Found<()> {
    for record in font.table_directory().table_records() {
        let end = record.offset() as usize + record.length() as usize;
        if end > length {
            let name = record.tag();
            return Err(cut_off(&format!("its table `{name}` ends at byte {end}, and the file has {length}")));
        }
    }
    let lacks = |tag: &str, what: &str| damaged(&format!("its table `{tag}`, {what}, is not there or is broken"));
    let head = font.head().map_err(|_| lacks("head", "which has its size"))?;
    if head.magic_number() != 0x5F0F_3CF5 || !(16..=16_384).contains(&head.units_per_em()) {
        return Err(lacks("head", "which has its size"));
    }
    let glyphs = usize::from(font.maxp().map_err(|_| lacks("maxp", "which counts its shapes"))?.num_glyphs());
    if glyphs == 0 {
        return Err(lacks("maxp", "which counts its shapes"));
    }
    let measured = usize::from(font.hhea().map_err(|_| lacks("hhea", "which has its heights"))?.number_of_h_metrics());
    let widths = font.table_data(Tag::new(b"hmtx")).map_or(0, |table| table.len());
    // Each width stands with a side bearing; the rest of the shapes have a bearing only.
    if measured == 0 || measured > glyphs || widths < 2 * measured + 2 * glyphs {
        return Err(lacks("hmtx", "which has its widths"));
    }
    let letters = font.charmap();
    let known = |(_, glyph): (u32, GlyphId)| glyph.to_u32() > 0 && (glyph.to_u32() as usize) < glyphs;
    if !letters.has_map() || !letters.mappings().any(known) {
        return Err(lacks("cmap", "which says which shape a letter has"));
    }
    shapes(font, glyphs)
}

/// Whether the shapes are there, in one of the ways in which a font may have them.
fn shapes(font: &FontRef, glyphs: usize) -> Found<()> {
    let has = |tag: &[u8; 4]| font.table_data(Tag::new(tag)).is_some_and(|table| !table.is_empty());
    if has(b"hvgl") {
        return Err("its shapes are stored as Apple's `hvgl`, a format that is not read".to_owned());
    }
    if has(b"VARC") {
        return Err("its shapes are put together from variable parts (`VARC`), a format that is not read".to_owned());
    }
    let broken = |tag: &str| damaged(&format!("its table `{tag}`, which has its shapes, is not there or is broken"));
    if has(b"glyf") || has(b"loca") {
        let end = font.table_data(Tag::new(b"glyf")).map_or(0, |table| table.len());
        let loca = font.loca(None).map_err(|_| broken("loca"))?;
        if loca.len() < glyphs {
            return Err(broken("loca"));
        }
        let starts: Option<Vec<u32>> = (0..=glyphs).map(|at| loca.get_raw(at)).collect();
        let starts = starts.filter(|starts| starts.is_sorted()).ok_or_else(|| broken("loca"))?;
        let last = starts.last().map_or(0, |last| *last as usize);
        // Only color fonts have no outline at all.
        let bitmaps = has(b"CBDT") || has(b"sbix") || has(b"COLR") || has(b"SVG ");
        return if last > end || last == 0 && !bitmaps { Err(broken("glyf")) } else { Ok(()) };
    }
    let outlines = has(b"CFF ") && font.cff().is_ok() || has(b"CFF2") && font.cff2().is_ok();
    if outlines && font.outline_glyphs().format().is_some() || has(b"CBDT") && has(b"CBLC") || has(b"sbix") {
        return Ok(());
    }
    if has(b"CFF ") || has(b"CFF2") {
        return Err(broken("CFF"));
    }
    if has(b"EBDT") || has(b"bdat") {
        return Err("it has bitmaps only, no outlines, a format that is not read".to_owned());
    }
    Err(broken("glyf"))
}

/// The names of its family: that of all its weights, else that of four.
fn names(font: &FontRef) -> Found<Vec<String>> {
    let nameless = || damaged("its table `name`, which says what its family is called, is not there or is broken");
    font.name().map_err(|_| nameless())?;
    for id in [NameId::TYPOGRAPHIC_FAMILY_NAME, NameId::FAMILY_NAME] {
        let names = font.localized_strings(id).map(|name| name.to_string());
        let names: Vec<String> = names.filter(|name| !name.trim().is_empty()).collect();
        if !names.is_empty() {
            return Ok(names);
        }
    }
    Err(nameless())
}

/// A sum that does not agree with its table: a byte is wrong, or a tool that changed the font was careless. Where it is of
/// what words look like, the font is refused; else it is told.
fn doubtful(font: &FontRef, bytes: &[u8]) -> Found<Option<String>> {
    let records = font.table_directory().table_records();
    let wrong = records.iter().filter(|record| {
        let table = bytes.get(record.offset() as usize..).and_then(|rest| rest.get(..record.length() as usize));
        let mut sum = table.map_or(0, compute_checksum);
        if let (b"head", Some(own)) = (&record.tag().to_be_bytes(), table.and_then(|table| table.get(8..12))) {
            // The sum of the whole file does not count in it.
            sum = sum.wrapping_sub(compute_checksum(own));
        }
        // A signature is of the file as its maker had it, and collections count the sum in `head` in ways of their own.
        let spared =
            record.tag() == Tag::new(b"DSIG") || font.ttc_index().is_some() && record.tag() == Tag::new(b"head");
        sum != record.checksum() && !spared
    });
    let wrong: Vec<Tag> = wrong.map(|record| record.tag()).collect();
    let told = |tag: Tag| format!("the check sum of its table `{}` is wrong", tag.to_string().trim());
    if let Some(tag) = wrong.iter().find(|tag| DRAWN.contains(&&tag.to_be_bytes())) {
        return Err(damaged(&told(*tag)));
    }
    let unordered = !records.is_sorted_by_key(|record| record.tag());
    let unordered = unordered.then(|| "the names of its tables are out of order".to_owned());
    Ok(unordered.or(wrong.first().map(|tag| told(*tag))))
}

/// Whether its shapes can be drawn and have a sensible width: all of them where the font is doubtful. Else a few that
/// cannot are their maker's, and one that makes the reader panic is told by whoever catches it.
fn drawable(font: &FontRef, doubtful: bool) -> Found<()> {
    let outlines = font.outline_glyphs();
    let count = usize::from(font.maxp().map_or(0, |maxp| maxp.num_glyphs()));
    let each = if doubtful { 1 } else { (count / TRIED).max(1) };
    let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
    let settings = || DrawSettings::unhinted(Size::new(16.0), LocationRef::default());
    let (mut tried, mut failed) = (0, 0);
    for (glyph, outline) in outlines.iter().step_by(each) {
        let wide = metrics.advance_width(glyph).is_none_or(|width| !(0.0..=WIDEST).contains(&width));
        tried += 1;
        failed += usize::from(wide || outline.draw(settings(), &mut Nothing).is_err());
    }
    if failed > if doubtful { 0 } else { tried / 2 } {
        return Err(damaged("some of its shapes cannot be drawn"));
    }
    Ok(())
}

/// Draws on nothing.
struct Nothing;

impl OutlinePen for Nothing {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {}
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
    fn close(&mut self) {}
}
