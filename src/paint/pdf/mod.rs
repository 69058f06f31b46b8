//! Pages → one tagged PDF (PDF/UA-1), in points; the same pages give the same bytes.
//!
//! Invariant: reads no clock and no file; the only date is the one in `About`.
//! Invariant: every mark on a page is either an artifact or has exactly one parent in the tag tree.

pub mod apart;
mod draw;
mod faults;
mod letters;
mod matrix;
mod pack;
mod photos;
mod reading;
mod ruby;
mod tags;
mod walk;

use std::collections::{HashMap, HashSet};
use std::num::NonZeroU32;
use std::sync::Arc;

use krilla::annotation::{Annotation, LinkAnnotation};
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::Point as PdfPoint;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{NumberingStyle, PageLabel, PageSettings};
use krilla::tagging::{Tag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};

pub use self::faults::Fault;
pub use self::photos::Written;
pub use self::reading::Reading;
use self::walk::{Goal, Walk};
use crate::bitmap;
use crate::drawing::{Drawing, Raster};

/// One page: the last step of a slide, usually.
#[derive(Clone, Debug)]
pub struct PdfPage {
    pub drawing: Arc<Drawing>,
    /// What a viewer shows beside the page's number; the number itself, usually.
    pub label: String,
    /// What begins on this page; nothing, where it only goes on.
    pub entries: Vec<Entry>,
    pub reading: Reading,
}

/// Where the outline and links lead.
#[derive(Clone, Debug)]
pub struct Entry {
    /// As the outline has it.
    pub title: String,
    /// The entry above it in the outline; neighbors of one section share it.
    pub section: Option<String>,
    /// What a link says after `#` to lead here.
    pub anchor: Option<String>,
    /// The number that a link may say instead.
    pub number: Option<String>,
}

/// What the file says about itself.
#[derive(Clone, Debug, Default)]
pub struct About {
    pub title: String,
    pub authors: Vec<String>,
    pub subject: Option<String>,
    pub keywords: Vec<String>,
    /// BCP 47
    pub language: String,
    /// Year, month, day.
    pub date: Option<(u16, u8, u8)>,
    /// Anchors of slides that are not among the pages: links to them are plain words.
    pub left_out: HashSet<String>,
}

/// Writes the file, as every reader can use it.
///
/// # Errors
/// What keeps it from being that, each with the place where the author wrote it, if known.
pub fn write(pages: &[PdfPage], about: &About) -> Result<Vec<u8>, Vec<Fault>> {
    let (file, lost) = write_telling(pages, about, &mut |_| {})?;
    if lost.is_empty() { Ok(file.parts().concat()) } else { Err(lost) }
}

/// Writes the file and says what is lost in it: links that lead nowhere are plain words, and where some readers lack
/// something it does not claim to be for all (PDF/UA). `tell` hears after each page how many are done.
///
/// # Errors
/// What keeps it from being written at all.
pub fn write_telling(
    pages: &[PdfPage],
    about: &About,
    tell: &mut dyn FnMut(usize),
) -> Result<(Written, Vec<Fault>), Vec<Fault>> {
    let mut how = How { whole: false, claim: true };
    let mut file = match plain(pages, about, tell, how) {
        Ok(plain) => plain,
        Err(mut faults) => {
            how.claim = false;
            let mut file = plain(pages, about, &mut |_| {}, how)?;
            file.lost.append(&mut faults);
            file
        }
    };
    file.lost.sort_by_key(|fault| fault.span);
    file.lost.dedup();
    let mut written = match pack::pack(&file.bytes, &file.photos) {
        Some(packed) => packed,
        None if file.photos.is_empty() => Written::plain(file.bytes),
        None => Written::plain(plain(pages, about, &mut |_| {}, How { whole: true, ..how })?.bytes),
    };
    written.broken = file.broken;
    Ok((written, file.lost))
}

/// How a file is written.
#[derive(Clone, Copy)]
struct How {
    /// With its photos in it; else they have stand-ins.
    whole: bool,
    /// With the claim that every reader can use it, which is then looked at.
    claim: bool,
}

/// A file before its objects are packed.
struct Plain {
    bytes: Vec<u8>,
    /// Photos that only have stand-ins in it.
    photos: Vec<Arc<Raster>>,
    /// Pictures that it lacks.
    broken: Vec<(Arc<Raster>, bitmap::Fault)>,
    /// Links that lead nowhere, and what keeps it from being for everybody.
    lost: Vec<Fault>,
}

fn plain(pages: &[PdfPage], about: &About, tell: &mut dyn FnMut(usize), how: How) -> Result<Plain, Vec<Fault>> {
    let fault = |message: String| Fault { message, span: None, anchor: None };
    if pages.is_empty() {
        return Err(vec![fault("there is no page to write".to_owned())]);
    }
    let builder = ConfigurationBuilder::new();
    let builder = if how.claim { builder.with_accessibility_validator(Accessibility::UA1) } else { builder };
    let configuration = builder.finish().map_err(|error| vec![fault(format!("{error:?}"))])?;
    // `pack` compresses pages.
    let settings = SerializeSettings { configuration, compress_content_streams: false, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    document.set_metadata(metadata(about));

    let anchors: HashMap<&str, usize> =
        entries(pages).filter_map(|(at, entry)| Some((entry.anchor.as_deref()?, at))).collect();
    let anchors = numbered(pages, anchors);
    let known = anchors.keys().map(|anchor| (*anchor).to_owned()).collect();
    let mut walk = Walk::new(about.left_out.clone(), known, how.whole);
    let mut tree = TagTree::new().with_lang(Some(about.language.clone()));
    for (index, page) in pages.iter().enumerate() {
        let size = page.drawing.size;
        let Some(settings) = PageSettings::from_wh(size.width as f32, size.height as f32) else {
            walk.faults.push(fault(format!("page {} has no size", page.label)));
            continue;
        };
        let mut sheet = document.start_page_with(settings.with_page_label(label(&page.label)));
        let mut surface = sheet.surface();
        let twigs = walk.page(&mut surface, index, &page.drawing, &page.reading);
        surface.finish();
        // Annotations come after the content, and only then have identifiers for the tree.
        let mut links = Vec::new();
        let notes = std::mem::take(&mut walk.notes);
        for link in std::mem::take(&mut walk.links) {
            let target = match &link.target {
                Goal::Written(target) => tags::target(target, &anchors),
                Goal::Note(number, after) => tags::note(index, *number, &notes[*after..]),
            };
            let place = walk.location(link.span);
            let annotation = LinkAnnotation::new_with_quad_points(link.places, target);
            let annotation = Annotation::new_link(annotation, Some(link.description)).with_location(Some(place));
            links.push(sheet.add_tagged_annotation(annotation));
        }
        sheet.finish();
        let nodes = tags::grow(twigs, &links);
        if !nodes.is_empty() {
            tree.push(TagGroup::with_children(Tag::Section, nodes));
        }
        tell(index + 1);
    }
    document.set_outline(outline(pages));
    document.set_tag_tree(tree);
    let written = document.finish();
    match written {
        Ok(mut bytes) if walk.faults.is_empty() => {
            ruby::name(&mut bytes);
            Ok(Plain { bytes, photos: walk.stock.photos, broken: walk.stock.broken, lost: walk.lost })
        }
        Ok(_) => Err(walk.faults),
        Err(error) => {
            walk.faults.extend(faults::faults(error, &walk.spans));
            Err(walk.faults)
        }
    }
}

/// The same with the numbers of slides, where no slide is called like one.
fn numbered<'p>(pages: &'p [PdfPage], mut anchors: HashMap<&'p str, usize>) -> HashMap<&'p str, usize> {
    for (at, entry) in entries(pages) {
        if let Some(number) = &entry.number {
            anchors.entry(number).or_insert(at);
        }
    }
    anchors
}

fn metadata(about: &About) -> Metadata {
    let mut metadata = Metadata::new()
        .title(about.title.clone())
        .language(about.language.clone())
        .creator(concat!("Cuecard ", env!("CARGO_PKG_VERSION")).to_owned())
        .producer("krilla".to_owned());
    if !about.authors.is_empty() {
        metadata = metadata.authors(about.authors.clone());
    }
    if let Some(subject) = &about.subject {
        metadata = metadata.description(subject.clone());
    }
    if !about.keywords.is_empty() {
        metadata = metadata.keywords(about.keywords.clone());
    }
    if let Some((year, month, day)) = about.date {
        metadata = metadata.creation_date(DateTime::new(year).month(month).day(day));
    }
    metadata
}

fn label(text: &str) -> PageLabel {
    match text.parse().ok().and_then(NonZeroU32::new) {
        Some(number) => PageLabel::new(Some(NumberingStyle::Arabic), None, Some(number)),
        None => PageLabel::new(None, Some(text.to_owned()), None),
    }
}

/// Everything that begins somewhere, with the index of its page.
fn entries(pages: &[PdfPage]) -> impl Iterator<Item = (usize, &Entry)> {
    pages.iter().enumerate().flat_map(|(at, page)| page.entries.iter().map(move |entry| (at, entry)))
}

/// Slides under their sections; a slide of no section stands beside them.
fn outline(pages: &[PdfPage]) -> Outline {
    let mut outline = Outline::new();
    let top = |index| XyzDestination::new(index, PdfPoint::from_xy(0.0, 0.0));
    let node = |(index, entry): &(usize, &Entry)| OutlineNode::new(entry.title.clone(), top(*index));
    let all: Vec<_> = entries(pages).collect();
    for run in all.chunk_by(|(_, a), (_, b)| a.section.is_some() && a.section == b.section) {
        match run.first().and_then(|(at, entry)| Some((*at, entry.section.clone()?))) {
            Some((at, section)) => {
                // The slide that begins a section is the section.
                let own = usize::from(run.len() > 1 && run[0].1.title == section);
                let mut parent = OutlineNode::new(section, top(at)).with_open(true);
                run[own..].iter().for_each(|entry| parent.push_child(node(entry)));
                outline.push_child(parent);
            }
            None => run.iter().for_each(|entry| outline.push_child(node(entry))),
        }
    }
    outline
}

#[cfg(test)]
mod tests;
