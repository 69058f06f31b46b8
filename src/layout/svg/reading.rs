//! SVG text → items, in this process: `plain` writes it so that usvg reads it, `walk` makes items of what usvg has read.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use peniko::{Blob, FontData};
use usvg::fontdb::{Database, Family, ID, Query, Source, Stretch, Style, Weight};
use usvg::roxmltree::{Document, ParsingOptions};
use usvg::{FontFamily, FontResolver, FontStretch, FontStyle, ImageHrefResolver, Options, Tree};

use super::alike::Alike;
use super::drawn::SvgDrawing;
use super::lend::Lend;
use super::limits::MOST_NODES;
use super::plain::{self, FACE, Faces, HIDDEN, LEFT_OUT, Plain, opening};
use super::request::Request;
use super::walk::{self, Walk};
use crate::bitmap;
use crate::drawing::{Blend, Group, Item, Placed, Raster, Role};
use crate::faces::{self, bundled};
use crate::geometry::{PathShape as _, Size};
use crate::guard::caught;

/// Bytes that are read for a drawing that builds up, which is read once for each of its steps.
const MOST_READ: usize = 48 * 1024 * 1024;

/// Reads SVG with one set of fonts: the bundled ones and the deck's.
#[derive(Clone, Debug)]
pub(super) struct Bench {
    database: Arc<Database>,
    fonts: Arc<HashMap<ID, FontData>>,
}

impl Bench {
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

    /// Reads an SVG; `lender` says which face has a letter that the SVG's own lacks, as on slides.
    ///
    /// # Errors
    /// A sentence for the author if this is no SVG, or one beyond what can be drawn.
    pub fn read(&self, request: &Request, lender: &mut dyn Lend) -> Result<SvgDrawing, String> {
        let mut faces = Faces::new(&self.database, &self.fonts, lender);
        let mut plain = plain::plain(request, &mut faces)?;
        let mut notes = std::mem::take(&mut plain.notes);
        if plain.text.len() * plain.steps.len() > MOST_READ {
            notes.insert("it is too large to be built up step by step: all of it is there from the start".to_owned());
            plain.steps.clear();
        }
        let mut steps: Vec<usize> = plain.steps.iter().copied().chain([0]).collect();
        steps.sort_unstable();
        steps.dedup();
        let mut rasters = Vec::new();
        let database = Arc::new(faces.database);
        let mut looks = Vec::new();
        let fonts = || faces.fonts.values().map(|font| font.data.clone()).collect();
        let mut alike = (steps.len() > 1).then(|| Alike::new(fonts()));
        for step in &steps {
            let text = at_step(&plain, *step);
            let (tree, told) = tree(&text, &database, &faces.named)?;
            notes.extend(told);
            let mut reading = Reading { request, fonts: &faces.fonts, links: &plain.links, rasters, notes };
            let mut look = reading.look(&tree)?;
            if let Some(alike) = &mut alike {
                alike.share(&mut look.1);
            }
            (rasters, notes) = (reading.rasters, reading.notes);
            looks.push((*step, look));
        }
        let (last_step, (size, items)) = looks.pop().unwrap_or_default();
        let before = looks.into_iter().map(|(step, (_, items))| (step, items)).collect();
        Ok(SvgDrawing { size, items, before, last_step, notes: notes.into_iter().collect(), faults: plain.faults })
    }
}

/// What one look at a drawing shares with the next.
struct Reading<'a> {
    request: &'a Request<'a>,
    fonts: &'a HashMap<ID, FontData>,
    links: &'a [String],
    rasters: Vec<Arc<Raster>>,
    notes: BTreeSet<String>,
}

impl Reading<'_> {
    /// The drawing's size, and what is in it.
    fn look(&mut self, tree: &Tree) -> Result<(Size, Vec<Placed>), String> {
        let size = Size::new(f64::from(tree.size().width()), f64::from(tree.size().height()));
        let mut walk = Walk {
            request: self.request,
            fonts: self.fonts,
            size,
            links: self.links,
            notes: std::mem::take(&mut self.notes),
            nodes: 0,
            sheets: 0.0,
            pixels: 0.0,
            inside_filter: 0,
            tiles: HashMap::new(),
            layers: 0.0,
            rasters: std::mem::take(&mut self.rasters),
        };
        let mut items = walk.children(tree.root())?;
        let blends = walk::blends(tree.root());
        if !items.is_empty() && (blends || !inside(tree.root(), size)) {
            // What is mixed with what is under it is mixed inside the picture only.
            let blend = blends.then_some(Blend::Normal);
            let frame = Group { clip: Some(size.to_rect().to_path(0.1)), blend, ..Group::new(Role::Section, items) };
            items = vec![walk.placed(Item::Group(frame))];
        }
        (self.rasters, self.notes) = (walk.rasters, walk.notes);
        Ok((size, items))
    }
}

/// The drawing as it is at `step`: what appears later keeps its place, but is not seen.
fn at_step(plain: &Plain, step: usize) -> Cow<'_, str> {
    let later = plain.steps.range(step + 1..);
    later.fold(Cow::Borrowed(&plain.text), |text, later| Cow::Owned(text.replace(&opening(*later), HIDDEN)))
}

/// usvg's reading of plain SVG, and what it had to leave out.
fn tree(svg: &str, database: &Arc<Database>, named: &[ID]) -> Result<(Tree, BTreeSet<String>), String> {
    let notes = Mutex::new(BTreeSet::new());
    let parsing = ParsingOptions { allow_dtd: false, nodes_limit: 4 * MOST_NODES as u32, entity_resolver: None };
    let document = Document::parse_with_options(svg, parsing).map_err(|error| error.to_string())?;
    let note = |text: String| {
        // A poisoned lock only means that another note was cut short.
        notes.lock().unwrap_or_else(PoisonError::into_inner).insert(text);
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
                // What usvg cannot read it leaves out without a word.
                if mime != LEFT_OUT
                    && !mime.starts_with("image/svg")
                    && let Err(fault) = bitmap::may_show(&data)
                {
                    note(walk::left_out(&fault));
                }
                // A picture is one whatever its address calls it; usvg looks at the bytes of plain text alone.
                let mime = if bitmap::format(&data).is_some() { "text/plain" } else { mime };
                inside(mime, data, options)
            }),
            resolve_string: Box::new(resolve_string),
        },
        font_resolver: FontResolver {
            select_font: Box::new(|font, database| face(font, database, named, &note)),
            // Each letter has its face already; usvg would give a whole label the face of one letter.
            select_fallback: Box::new(|_, _, _| None),
        },
        fontdb: Arc::clone(database),
        ..Options::default()
    };
    // usvg panics on some absurd numbers; a deck must not take the program down with it.
    let read = match caught(|| Tree::from_xmltree(&document, &options)) {
        Ok(read) => read.map_err(|error| error.to_string())?,
        Err(_) => return Err("a number in the SVG is beyond all bounds".to_owned()),
    };
    drop(options);
    Ok((read, notes.into_inner().unwrap_or_else(PoisonError::into_inner)))
}

/// The face that words are set in: one of those that they got one by one, or the nearest of their families.
fn face(font: &usvg::Font, database: &Database, named: &[ID], note: &dyn Fn(String)) -> Option<ID> {
    let face = font.families().iter().find_map(|family| match family {
        FontFamily::Named(name) => named.get(name.strip_prefix(FACE)?.parse::<usize>().ok()?).copied(),
        _ => None,
    });
    if face.is_some() {
        return face;
    }
    let found = query(database, font, &families(font.families()));
    if found.is_none() {
        let asked: Vec<String> = font.families().iter().map(ToString::to_string).collect();
        note(format!("the font {} is not here; the deck's sans serif stands in", asked.join(", ")));
    }
    found.or_else(|| query(database, font, &[Family::SansSerif]))
}

/// Whether nothing reaches beyond the frame, so that no clip is needed.
fn inside(root: &usvg::Group, size: Size) -> bool {
    let bounds = root.abs_layer_bounding_box();
    bounds.left() >= 0.0
        && bounds.top() >= 0.0
        && f64::from(bounds.right()) <= size.width
        && f64::from(bounds.bottom()) <= size.height
}

fn families(families: &[FontFamily]) -> Vec<Family<'_>> {
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
