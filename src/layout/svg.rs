//! SVG text → items of a drawing, in CSS pixels from the picture's top left corner.
//!
//! Invariant: no file and no address is ever read; pictures inside have to be data.
//! Invariant: what cannot be shown is left out or simplified, and said in `notes`.

mod paint;
mod words;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use peniko::{Blob, FontData};
use usvg::fontdb::{Database, Family, ID, Query, Source, Stretch, Style, Weight};
use usvg::roxmltree::{Document, ParsingOptions};
use usvg::{FontFamily, FontResolver, FontStretch, FontStyle, ImageHrefResolver, ImageKind, Node, Options, Tree};

use crate::bitmap;
use crate::diagnostic::Span;
use crate::drawing::{Group, Item, Picture, Placed, RasterFormat, Role};
use crate::faces::{self, bundled};
use crate::geometry::{Affine, BezPath, PathShape as _, Point, Rect, Size};
use crate::guard::caught;

/// The longest SVG text in bytes.
const LONGEST: usize = 4 * 1024 * 1024;
/// The most elements, in the file and after references are filled in.
const MOST_NODES: usize = 100_000;

/// What an SVG shows.
#[derive(Clone, Debug)]
pub struct SvgDrawing {
    /// The size it asks for, in CSS pixels.
    pub size: Size,
    pub items: Vec<Placed>,
    /// What is missing or simplified, in words for the author; each thing once.
    pub notes: Vec<String>,
}

/// Reads SVG with one set of fonts: the bundled ones and the deck's.
#[derive(Clone, Debug)]
pub struct Reader {
    database: Arc<Database>,
    fonts: Arc<HashMap<ID, FontData>>,
}

impl Reader {
    /// `fonts` are the deck's own files; share the blobs with the shaper, so that a PDF embeds each once.
    #[must_use]
    pub fn new(fonts: &[Blob<u8>]) -> Self {
        let mut database = Database::new();
        let mut faces = HashMap::new();
        for blob in fonts.iter().chain(bundled()) {
            let (bytes, _) = blob.clone().into_raw_parts();
            for id in database.load_font_source(Source::Binary(bytes)) {
                let index = database.face(id).map_or(0, |face| face.index);
                faces.insert(id, FontData::new(blob.clone(), index));
            }
        }
        database.set_sans_serif_family(faces::SANS);
        database.set_serif_family(faces::SERIF);
        database.set_monospace_family(faces::MONO);
        database.set_cursive_family(faces::SERIF);
        database.set_fantasy_family(faces::SANS);
        Self { database: Arc::new(database), fonts: Arc::new(faces) }
    }

    /// Reads the SVG called `name`; every item points to `span`.
    ///
    /// # Errors
    /// A sentence for the author if this is no SVG, or too large a one.
    pub fn read(&self, name: &str, svg: &str, span: Span) -> Result<SvgDrawing, String> {
        if svg.len() > LONGEST {
            return Err(format!("the SVG is {} MiB long; 4 MiB is the most", svg.len() / 1024 / 1024));
        }
        let notes = Mutex::new(BTreeSet::new());
        let tree = self.tree(svg, &notes)?;
        let size = Size::new(f64::from(tree.size().width()), f64::from(tree.size().height()));
        let notes = notes.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut walk = Walk { reader: self, name, span, notes, lacking: BTreeSet::new(), nodes: 0 };
        let mut items = walk.children(tree.root())?;
        if !inside(tree.root(), size) {
            let frame = Group { clip: Some(size.to_rect().to_path(0.1)), ..Group::new(Role::Section, items) };
            items = vec![walk.placed(Item::Group(frame))];
        }
        walk.note_lacking();
        Ok(SvgDrawing { size, items, notes: walk.notes.into_iter().collect() })
    }

    fn tree(&self, svg: &str, notes: &Mutex<BTreeSet<String>>) -> Result<Tree, String> {
        // No entity resolver: entities outside the text stay unread.
        let parsing = ParsingOptions { allow_dtd: true, nodes_limit: 4 * MOST_NODES as u32, entity_resolver: None };
        let document = Document::parse_with_options(svg, parsing).map_err(|error| error.to_string())?;
        if document.descendants().filter(|node| node.is_element()).count() > MOST_NODES {
            return Err(too_many());
        }
        let note = |text: String| {
            // A poisoned lock only means that another note was cut short.
            notes.lock().unwrap_or_else(PoisonError::into_inner).insert(text);
        };
        let select_font = |font: &usvg::Font, database: &mut Arc<Database>| {
            let found = query(database, font, &named(font.families()));
            if found.is_none() {
                let asked: Vec<String> = font.families().iter().map(ToString::to_string).collect();
                note(format!("the font {} is not here; the deck's sans serif stands in", asked.join(", ")));
            }
            found.or_else(|| query(database, font, &[Family::SansSerif]))
        };
        let resolve_string = |href: &str, _: &Options| {
            let short: String = href.chars().take(60).collect();
            note(format!("the picture `{short}` lies outside the SVG and is not shown: put it inside as data"));
            None
        };
        let inside = ImageHrefResolver::default_data_resolver();
        let options = Options {
            font_family: faces::SANS.to_owned(),
            image_href_resolver: ImageHrefResolver {
                // usvg measures a photo as it lies in its file, so it gets one that stands.
                resolve_data: Box::new(move |mime, data, options| {
                    let data = bitmap::upright(&data).map_or(data, Arc::new);
                    inside(mime, data, options)
                }),
                resolve_string: Box::new(resolve_string),
            },
            font_resolver: FontResolver {
                select_font: Box::new(select_font),
                select_fallback: FontResolver::default_fallback_selector(),
            },
            fontdb: self.database.clone(),
            ..Options::default()
        };
        // usvg panics on some absurd numbers; a deck must not take the program down with it.
        match caught(|| Tree::from_xmltree(&document, &options)) {
            Ok(read) => read.map_err(|error| error.to_string()),
            Err(_) => Err("a number in the SVG is beyond all bounds".to_owned()),
        }
    }
}

/// One reading: goes through the tree and collects what is to be said.
struct Walk<'a> {
    reader: &'a Reader,
    name: &'a str,
    span: Span,
    notes: BTreeSet<String>,
    /// Letters that no font has.
    lacking: BTreeSet<String>,
    nodes: usize,
}

impl Walk<'_> {
    fn placed(&self, item: Item) -> Placed {
        Placed { at: Point::ORIGIN, item, span: self.span }
    }

    fn note(&mut self, text: &str) {
        if !self.notes.contains(text) {
            self.notes.insert(text.to_owned());
        }
    }

    /// One note for all letters that no font has.
    fn note_lacking(&mut self) {
        const NAMED: usize = 6;
        if self.lacking.is_empty() {
            return;
        }
        let named: Vec<String> = self.lacking.iter().take(NAMED).map(|letter| format!("`{letter}`")).collect();
        let more = match self.lacking.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        self.note(&format!("no font has a letter for {}{more}", named.join(", ")));
    }

    fn children(&mut self, group: &usvg::Group) -> Result<Vec<Placed>, String> {
        let mut out = Vec::new();
        for node in group.children() {
            self.nodes += 1;
            if self.nodes > MOST_NODES {
                return Err(too_many());
            }
            match node {
                Node::Group(it) => self.group(it, &mut out)?,
                Node::Path(it) if it.is_visible() => self.path(it, &mut out),
                Node::Path(_) => {}
                Node::Image(it) if it.is_visible() => self.image(it, &mut out)?,
                Node::Image(_) => {}
                Node::Text(it) => match self.text(it) {
                    // A section of its own, so that two labels are not read as one word.
                    Some(runs) => out.push(self.placed(Item::Group(Group::new(Role::Section, runs)))),
                    None => out.extend(self.children(it.flattened())?),
                },
            }
        }
        Ok(out)
    }

    fn group(&mut self, group: &usvg::Group, out: &mut Vec<Placed>) -> Result<(), String> {
        if !group.filters().is_empty() {
            self.note("filters (blur, shadow) are left out");
        }
        if group.mask().is_some() {
            self.note("a mask is left out: what it would hide is shown");
        }
        if group.blend_mode() != usvg::BlendMode::Normal {
            self.note("blend modes are left out: colors are laid over each other");
        }
        let mut items = self.children(group)?;
        let transform = affine(group.transform());
        let opacity = group.opacity().get();
        let mut clips = Vec::new();
        let mut next = group.clip_path();
        while let Some(clip) = next {
            let path = self.clip(clip.root(), affine(clip.transform()));
            if path.is_empty() {
                return Ok(());
            }
            clips.push(path);
            next = clip.clip_path();
        }
        if items.is_empty() || opacity <= 0.0 {
            return Ok(());
        }
        let mut clips = clips.into_iter();
        let clip = clips.next();
        for outer in clips {
            items = vec![self.placed(Item::Group(Group { clip: Some(outer), ..Group::new(Role::Section, items) }))];
        }
        if clip.is_none() && transform == Affine::IDENTITY && opacity >= 1.0 {
            out.append(&mut items);
        } else {
            out.push(self.placed(Item::Group(Group { role: Role::Section, transform, clip, opacity, items })));
        }
        Ok(())
    }

    /// All that a clip path lets through, as one outline.
    fn clip(&mut self, group: &usvg::Group, transform: Affine) -> BezPath {
        let mut out = BezPath::new();
        for node in group.children() {
            self.nodes += 1;
            match node {
                Node::Group(it) => {
                    if it.clip_path().is_some() {
                        self.note("a clip path inside a clip path is left out");
                    }
                    out.extend(self.clip(it, transform * affine(it.transform())));
                }
                Node::Path(it) => {
                    if it.fill().is_some_and(|fill| fill.rule() == usvg::FillRule::EvenOdd) {
                        self.note("a clip path with the even-odd rule is filled whole");
                    }
                    let path = transform * paint::outline(it.data());
                    // All turned one way, so that overlapping outlines add up and do not cancel.
                    out.extend(if path.area() < 0.0 { path.reverse_subpaths() } else { path });
                }
                Node::Text(it) => out.extend(self.clip(it.flattened(), transform)),
                Node::Image(_) => {}
            }
        }
        out
    }

    fn image(&mut self, image: &usvg::Image, out: &mut Vec<Placed>) -> Result<(), String> {
        let (bytes, format) = match image.kind() {
            ImageKind::JPEG(bytes) => (bytes, RasterFormat::Jpeg),
            ImageKind::PNG(bytes) => (bytes, RasterFormat::Png),
            ImageKind::GIF(bytes) => (bytes, RasterFormat::Gif),
            ImageKind::WEBP(bytes) => (bytes, RasterFormat::Webp),
            ImageKind::SVG(tree) => {
                let items = self.children(tree.root())?;
                out.push(self.placed(Item::Group(Group::new(Role::Section, items))));
                return Ok(());
            }
        };
        // The name of the data may be another than what it is.
        let format = bitmap::format(bytes).unwrap_or(format);
        let raster = match bitmap::read(self.name, bytes.as_slice().into(), format) {
            Ok(raster) => raster,
            Err(fault) => {
                self.note(&format!("a picture inside is left out: {}", fault.message));
                return Ok(());
            }
        };
        let size = Size::new(f64::from(image.size().width()), f64::from(image.size().height()));
        let crop = Rect::new(0.0, 0.0, f64::from(raster.width), f64::from(raster.height));
        out.push(self.placed(Item::Picture(Picture { raster: Arc::new(raster), size, crop, shade: None })));
        Ok(())
    }
}

fn too_many() -> String {
    format!("the SVG has more than {MOST_NODES} elements")
}

fn affine(transform: usvg::Transform) -> Affine {
    let usvg::Transform { sx, kx, ky, sy, tx, ty } = transform;
    Affine::new([sx, ky, kx, sy, tx, ty].map(f64::from))
}

/// Whether nothing reaches beyond the frame, so that no clip is needed.
fn inside(root: &usvg::Group, size: Size) -> bool {
    let bounds = root.abs_layer_bounding_box();
    bounds.left() >= 0.0
        && bounds.top() >= 0.0
        && f64::from(bounds.right()) <= size.width
        && f64::from(bounds.bottom()) <= size.height
}

fn named(families: &[FontFamily]) -> Vec<Family<'_>> {
    families
        .iter()
        .map(|family| match family {
            FontFamily::Serif => Family::Serif,
            FontFamily::SansSerif => Family::SansSerif,
            FontFamily::Cursive => Family::Cursive,
            FontFamily::Fantasy => Family::Fantasy,
            FontFamily::Monospace => Family::Monospace,
            FontFamily::Named(name) => Family::Name(name),
        })
        .collect()
}

fn query(database: &Database, font: &usvg::Font, families: &[Family]) -> Option<ID> {
    let stretch = match font.stretch() {
        FontStretch::UltraCondensed => Stretch::UltraCondensed,
        FontStretch::ExtraCondensed => Stretch::ExtraCondensed,
        FontStretch::Condensed => Stretch::Condensed,
        FontStretch::SemiCondensed => Stretch::SemiCondensed,
        FontStretch::Normal => Stretch::Normal,
        FontStretch::SemiExpanded => Stretch::SemiExpanded,
        FontStretch::Expanded => Stretch::Expanded,
        FontStretch::ExtraExpanded => Stretch::ExtraExpanded,
        FontStretch::UltraExpanded => Stretch::UltraExpanded,
    };
    let style = match font.style() {
        FontStyle::Normal => Style::Normal,
        FontStyle::Italic => Style::Italic,
        FontStyle::Oblique => Style::Oblique,
    };
    database.query(&Query { families, weight: Weight(font.weight()), stretch, style })
}

#[cfg(test)]
mod tests;
