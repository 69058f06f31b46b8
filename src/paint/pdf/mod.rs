//! Pages → one tagged PDF (PDF/UA-1), in points; the same pages give the same bytes.
//!
//! Invariant: reads no clock and no file; the only date is the one in `About`.
//! Invariant: every mark on a page is either an artifact or has exactly one parent in the tag tree.

pub mod apart;
mod attached;
mod branch;
mod draw;
mod faults;
mod ink;
mod letters;
mod link;
mod matrix;
mod names;
mod outline;
mod pack;
mod page;
mod photos;
mod places;
mod reading;
mod ruby;
mod source;
mod stock;
mod tags;
mod walk;

use std::collections::HashMap;
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
use self::link::Goal;
pub use self::page::{About, Entry, PdfPage};
pub use self::photos::Written;
pub use self::reading::Reading;
use self::source::{Listed, Source};
use self::walk::Walk;
use crate::bitmap;
use crate::drawing::Raster;

/// Writes the file, as every reader can use it.
///
/// # Errors
/// What keeps it from being that, each with the place where the author wrote it, if known.
pub fn write(pages: &[PdfPage], about: &About) -> Result<Vec<u8>, Vec<Fault>> {
    let (file, lost) = write_telling(pages, about, &mut |_| {})?;
    if !lost.is_empty() {
        return Err(lost);
    }
    file.whole().map_err(|why| vec![Fault::plain(why.to_string())])
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
    written(&mut Listed::new(pages), about, tell)
}

/// The same of pages that come one by one.
fn written(
    pages: &mut dyn Source,
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
    let mut written = match pack::pack(&file.bytes, &file.photos, &file.formulas) {
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
    /// Formulas whose tags say which of these is theirs; they come in when it is packed.
    formulas: Vec<Arc<str>>,
    /// Pictures that it lacks.
    broken: Vec<(Arc<Raster>, bitmap::Fault)>,
    /// Links that lead nowhere, and what keeps it from being for everybody.
    lost: Vec<Fault>,
}

fn plain(pages: &mut dyn Source, about: &About, tell: &mut dyn FnMut(usize), how: How) -> Result<Plain, Vec<Fault>> {
    let builder = ConfigurationBuilder::new();
    let builder = if how.claim { builder.with_accessibility_validator(Accessibility::UA1) } else { builder };
    let configuration = builder.finish().map_err(|error| vec![Fault::plain(format!("{error:?}"))])?;
    // `pack` compresses pages.
    let settings = SerializeSettings { configuration, compress_content_streams: false, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    document.set_metadata(metadata(about));

    let known = pages.anchors().keys().cloned().collect();
    let mut walk = Walk::new(about.left_out.clone(), known, how.whole);
    let mut tree = TagTree::new().with_lang(Some(about.language.clone()));
    let mut entries: Vec<(usize, Entry)> = Vec::new();
    let mut count = 0;
    while let Some(page) = pages.next() {
        if let Some(group) = sheet(&mut document, &mut walk, count, &page, pages.anchors()) {
            tree.push(group);
        }
        entries.extend(page.entries.into_iter().map(|entry| (count, entry)));
        count += 1;
        tell(count);
    }
    if count == 0 {
        return Err(vec![Fault::plain("there is no page to write".to_owned())]);
    }
    document.set_outline(bookmarks(&entries));
    document.set_tag_tree(tree);
    let written = document.finish();
    match written {
        Ok(mut bytes) if walk.faults.is_empty() => {
            if walk.has_readings {
                ruby::name(&mut bytes);
            }
            let formulas = walk.attached.files;
            Ok(Plain { bytes, photos: walk.stock.photos, formulas, broken: walk.stock.broken, lost: walk.lost })
        }
        Ok(_) => Err(walk.faults),
        Err(error) => {
            walk.faults.extend(faults::faults(error, &walk.spans));
            Err(walk.faults)
        }
    }
}

/// Draws a page with its links; what a reader gets of it, if anything.
fn sheet(
    document: &mut Document,
    walk: &mut Walk,
    index: usize,
    page: &PdfPage,
    anchors: &HashMap<String, usize>,
) -> Option<TagGroup> {
    let size = page.drawing.size;
    let Some(settings) = PageSettings::from_wh(size.width as f32, size.height as f32) else {
        walk.faults.push(Fault::plain(format!("page {} has no size", page.label)));
        return None;
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
            Goal::Written(target) => tags::target(target, anchors),
            Goal::Note(number, after) => tags::note(index, *number, &notes[*after..]),
        };
        let place = walk.location(link.span);
        let annotation = LinkAnnotation::new_with_quad_points(link.places, target);
        let annotation = Annotation::new_link(annotation, Some(link.description)).with_location(Some(place));
        links.push(sheet.add_tagged_annotation(annotation));
    }
    sheet.finish();
    let nodes = tags::grow(twigs, &links);
    (!nodes.is_empty()).then(|| TagGroup::with_children(Tag::Section, nodes))
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

/// Slides under their sections; a slide of no section stands beside them. Each entry has the index of its page.
fn bookmarks(entries: &[(usize, Entry)]) -> Outline {
    let mut outline = Outline::new();
    let top = |index| XyzDestination::new(index, PdfPoint::from_xy(0.0, 0.0));
    let node = |(index, entry): &(usize, Entry)| OutlineNode::new(entry.title.clone(), top(*index));
    for run in entries.chunk_by(|(_, a), (_, b)| a.section.is_some() && a.section == b.section) {
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
