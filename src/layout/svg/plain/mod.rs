//! SVG as people and programs write it → plain SVG that usvg reads whole, and what is lost on the way.
//!
//! Styles are resolved into attributes (rules, custom properties, colors, transforms), animations stand at their end, words
//! get the faces that have their letters, words of HTML become text, and links groups with a name. Invariant: every number
//! that is written is within bounds, and `bounds` has counted what references come to.

mod bounds;
mod css;
mod ending;
mod href;
mod html;
mod known;
mod letters;
mod matrix;
mod parts;
mod style;
mod value;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use usvg::roxmltree::{Document, Node, NodeId, ParsingOptions};

use bounds::Weight;
use href::{href, own_href};
use letters::Font;
pub(super) use letters::{FACE, Faces};
use parts::Parts;
pub(super) use parts::{HIDDEN, opening};
use style::{Around, Styled};
use value::short;

use super::limits::{LONGEST, MOST_NODES, too_many};
use super::request::Request;
use crate::diagnostic::Diagnostic;

/// What stands before a link's number in the name of its group.
pub(super) const LINK: &str = "cuecard-link-";
/// The kind of data that stands for a drawing inside which was told and left out.
pub(super) const LEFT_OUT: &str = "text/x-left-out";
/// Drawings in drawings in drawings.
const MOST_NESTED: usize = 4;
/// Lines that get a mask of their own.
const MOST_COPIES: usize = 50;
/// Rules of style times elements that they are tried on.
const MOST_TRIED: usize = 3_000_000;

/// What is read of one picture, the drawings inside it included.
#[derive(Default)]
pub(super) struct Plain {
    pub text: String,
    /// Where links lead, by number.
    pub links: Vec<String>,
    /// Each thing once.
    pub notes: BTreeSet<String>,
    /// The steps at which parts appear.
    pub steps: BTreeSet<usize>,
    /// What is wrong with the names of parts.
    pub faults: Vec<(usize, Diagnostic)>,
}

/// Reads an SVG for usvg.
///
/// # Errors
/// A sentence for the author where it is no SVG, or beyond what can be drawn.
pub(super) fn plain(request: &Request, faces: &mut Faces) -> Result<Plain, String> {
    let mut out = Plain::default();
    let mut parts = |document: &Document| {
        let found = parts::find(document, request.parts, request.name);
        (out.steps, out.faults) = (found.steps(), found.faults.clone());
        found
    };
    let mut links = HashMap::new();
    (out.text, _) = nested(request.svg, request.dark, faces, &mut links, &mut out.notes, &mut parts, 0)?;
    let mut links: Vec<(String, usize)> = links.into_iter().collect();
    links.sort_unstable_by_key(|(_, number)| *number);
    out.links = links.into_iter().map(|(href, _)| href).collect();
    Ok(out)
}

fn nested(
    svg: &str,
    dark: bool,
    faces: &mut Faces,
    links: &mut HashMap<String, usize>,
    notes: &mut BTreeSet<String>,
    parts: &mut dyn FnMut(&Document) -> Parts,
    level: usize,
) -> Result<(String, Weight), String> {
    if svg.len() > LONGEST {
        return Err(format!("the SVG is {} MiB long; 4 MiB is the most", svg.len() / 1024 / 1024));
    }
    bounds::attributes(svg)?;
    bounds::entities(svg)?;
    // No entity resolver: entities outside the text stay unread.
    let parsing = || ParsingOptions { allow_dtd: true, nodes_limit: 4 * MOST_NODES as u32, entity_resolver: None };
    let document = Document::parse_with_options(svg, parsing()).map_err(|error| error.to_string())?;
    bounds::depth(&document)?;
    let elements = document.descendants().filter(Node::is_element).count();
    if elements > MOST_NODES {
        return Err(too_many());
    }
    if document.root_element().tag_name().name() != "svg" {
        return Err(format!("its root is `{}`, not `svg`", document.root_element().tag_name().name()));
    }
    let mut sources = sources(&document, dark);
    notes.extend(std::mem::take(&mut sources.notes));
    let sheet = sources.sheet();
    if sheet.len().saturating_mul(elements) > MOST_TRIED {
        return Err("it has too many style rules for its elements".to_owned());
    }
    let mut pass = Pass {
        document: &document,
        sheet: &sheet,
        sources: &sources,
        moved: ending::moved(&document),
        parts: parts(&document),
        dark,
        faces,
        links,
        notes,
        level,
        names: document.descendants().filter_map(|node| node.attribute("id")).collect(),
        inner: HashMap::new(),
        copies: 0,
        out: String::new(),
    };
    pass.element(document.root_element(), &Around::root(&document))?;
    let (out, inner) = (pass.out, pass.inner);
    let written = Document::parse_with_options(&out, parsing()).map_err(|error| error.to_string())?;
    let weight = bounds::check(&written, &inner)?;
    Ok((out, weight))
}

/// The style sheets inside a document.
fn sources(document: &Document, dark: bool) -> css::Sources {
    let mut sources = css::Sources::default();
    let is_css = |kind: &str| kind.is_empty() || kind.eq_ignore_ascii_case("text/css");
    for sheet in document.descendants().filter(|node| node.tag_name().name() == "style") {
        if sheet.attribute("type").is_none_or(is_css) {
            let text: String = sheet.children().filter_map(|child| child.text()).collect();
            match sheet.attribute("media").map(str::trim).filter(|media| !media.is_empty()) {
                Some(media) => sources.add(&format!("@media {media} {{{text}}}"), dark),
                None => sources.add(&text, dark),
            }
        }
    }
    sources
}

/// One reading of a document.
struct Pass<'a, 'input, 'f> {
    document: &'a Document<'input>,
    sheet: &'a css::Sheet<'a>,
    sources: &'a css::Sources,
    /// Animations by the name of the element that they move.
    moved: HashMap<String, Vec<NodeId>>,
    /// What appears later than the rest.
    parts: Parts,
    dark: bool,
    faces: &'a mut Faces<'f>,
    links: &'a mut HashMap<String, usize>,
    notes: &'a mut BTreeSet<String>,
    level: usize,
    /// All names in the document.
    names: HashSet<&'a str>,
    /// What drawings inside come to, by the address that holds them.
    inner: HashMap<String, Weight>,
    /// Masks that were copied for lines without a box.
    copies: usize,
    out: String,
}

impl<'a, 'input> Pass<'a, 'input, '_> {
    fn note(&mut self, text: impl Into<String>) {
        self.notes.insert(text.into());
    }

    fn element(&mut self, node: Node<'a, 'input>, around: &Around) -> Result<(), String> {
        let part = self.parts.elements.get(&node.id()).copied().filter(|part| !part.inside);
        let Some(part) = part else { return self.shown(node, around) };
        self.out.push_str(&opening(part.step));
        if let Some(id) = node.attribute("id").filter(|_| part.with_copies) {
            self.write(node, "id", id)?;
        }
        self.out.push('>');
        self.shown(node, around)?;
        self.out.push_str("</g>");
        Ok(())
    }

    fn shown(&mut self, node: Node<'a, 'input>, around: &Around) -> Result<(), String> {
        if !matches!(node.tag_name().namespace(), None | Some("http://www.w3.org/2000/svg")) {
            return Ok(());
        }
        let name = node.tag_name().name();
        match name {
            "foreignObject" => return self.foreign(node, around),
            "flowRoot" => return self.flowed(node, around),
            "script" => self.note("a script in it does not run"),
            "switch" => return self.switch(node, around),
            "a" => return self.link(node, around),
            _ if known::SILENT.contains(&name) => {}
            _ if known::DRAWN.contains(&name) => return self.drawn(node, name, around),
            _ => self.note(format!("`{}` is not drawn", short(name))),
        }
        Ok(())
    }

    /// The child that a browser shows: words of HTML only where there is nothing else, or where the label that stands in
    /// for them was cut short, as draw.io cuts them.
    fn switch(&mut self, node: Node<'a, 'input>, around: &Around) -> Result<(), String> {
        let fits = |child: &Node| {
            let languages = child.attribute("systemLanguage");
            child.is_element()
                && !child.has_attribute("requiredExtensions")
                && languages.is_none_or(|list| list.split(',').any(|tag| tag.trim().starts_with("en")))
        };
        let feature =
            |child: &Node| child.attribute("requiredFeatures").is_some_and(|it| it.contains("#Extensibility"));
        let children: Vec<Node> = node.children().filter(fits).collect();
        let plain = children.iter().find(|child| !feature(child) && child.tag_name().name() != "foreignObject");
        let html = children.iter().find(|child| child.tag_name().name() == "foreignObject");
        // A picture of the words is what is left where nothing reads HTML; we do.
        let picture = plain.is_some_and(|child| child.tag_name().name() == "image");
        // What asks for HTML and shows nothing stands for "this program reads HTML": what follows it is a complaint.
        let asks = children.first().is_some_and(|child| feature(child) && child.tag_name().name() == "g");
        let cut = match (plain, html) {
            (Some(plain), Some(html)) if plain.tag_name().name() == "text" => {
                let words = letters_in(*html);
                !words.is_empty() && words != letters_in(*plain)
            }
            _ => false,
        };
        let chosen = if picture || cut { html.or(plain) } else { plain.or(html) };
        let chosen = if asks { children.first() } else { chosen };
        let styled = self.styled(node, around)?;
        self.open("g", node, &styled)?;
        if let Some(child) = chosen {
            self.element(*child, &styled.around)?;
        }
        self.out.push_str("</g>");
        Ok(())
    }

    fn link(&mut self, node: Node<'a, 'input>, around: &Around) -> Result<(), String> {
        let styled = self.styled(node, around)?;
        let name = self.link_name(href(node));
        let styled = Styled { id: name, ..styled };
        self.open("g", node, &styled)?;
        self.children(node, &styled.around)?;
        self.out.push_str("</g>");
        Ok(())
    }

    /// The name of a link's group; `None` where it leads nowhere that a slide could.
    fn link_name(&mut self, href: Option<&str>) -> Option<String> {
        let href = href?.trim();
        let schemes = ["https://", "http://", "mailto:", "tel:"];
        let lower = href.to_ascii_lowercase();
        if !schemes.iter().any(|scheme| lower.starts_with(scheme)) || href.len() > 2_000 {
            self.note(format!(
                "the link to `{}` is left out: only addresses on the web and of mail are followed",
                short(href)
            ));
            return None;
        }
        let next = self.links.len();
        let number = self.links.entry(href.to_owned()).or_insert(next);
        Some(format!("{LINK}{number}"))
    }

    fn drawn(&mut self, node: Node<'a, 'input>, name: &str, around: &Around) -> Result<(), String> {
        let styled = self.styled(node, around)?;
        if name == "text" {
            return self.text(node, &styled);
        }
        let styled = self.flat(node, styled)?;
        self.open(name, node, &styled)?;
        let part = self.parts.elements.get(&node.id()).filter(|part| part.inside).map(|part| part.step);
        if let Some(step) = part {
            self.out.push_str(&(opening(step) + ">"));
        }
        self.children(node, &styled.around)?;
        self.out.push_str(if part.is_some() { "</g>" } else { "" });
        self.out.push_str(&format!("</{name}>"));
        Ok(())
    }

    /// A line that lies flat has no box, so a mask that goes by the box would hide all of it: such a line gets a copy of
    /// the mask that goes by the whole drawing, as whoever drew a gap into an arrow wants it.
    fn flat(&mut self, node: Node<'a, 'input>, mut styled: Styled) -> Result<Styled, String> {
        let Some(mask) = styled.properties.iter_mut().find(|(name, _)| name == "mask") else { return Ok(styled) };
        let lies_flat = matrix::fill_box(node, 0).is_some_and(|place| place.width() == 0.0 || place.height() == 0.0);
        let id = mask.1.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')'));
        let by_id = |id: &str| self.document.descendants().find(|it| it.attribute("id") == Some(id));
        let Some(target) = id.filter(|_| lies_flat).and_then(by_id).filter(|it| it.tag_name().name() == "mask") else {
            return Ok(styled);
        };
        let by_box = target.attribute("maskUnits") != Some("userSpaceOnUse")
            && target.attribute("maskContentUnits") != Some("objectBoundingBox");
        if by_box && self.copies < MOST_COPIES {
            self.copies += 1;
            let (view, name) = (styled.around.view, format!("cuecard-mask-{}", self.copies));
            mask.1 = format!("url(#{name})");
            let own = self.styled(target, &styled.around)?;
            let by =
                own.properties.iter().find(|(name, _)| name == "mask-type").map_or("luminance", |(_, by)| by.as_str());
            self.out.push_str(&format!(
                "<mask id=\"{name}\" mask-type=\"{by}\" maskUnits=\"userSpaceOnUse\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\">",
                -view.width,
                -view.height,
                3.0 * view.width,
                3.0 * view.height
            ));
            self.children(target, &own.around)?;
            self.out.push_str("</mask>");
        }
        Ok(styled)
    }

    fn children(&mut self, node: Node<'a, 'input>, around: &Around) -> Result<(), String> {
        for child in node.children().filter(Node::is_element) {
            self.element(child, around)?;
        }
        Ok(())
    }

    /// A text, inside the link that its words are, if they are one.
    fn text(&mut self, node: Node<'a, 'input>, styled: &Styled) -> Result<(), String> {
        let mut targets: Vec<&str> =
            node.descendants().filter(|inside| inside.tag_name().name() == "a").filter_map(href).collect();
        targets.dedup();
        let link = match targets[..] {
            [] => None,
            [one] => self.link_name(Some(one)),
            _ => {
                self.note("several links in one text are left out");
                None
            }
        };
        if let Some(name) = &link {
            self.out.push_str(&format!("<g id=\"{name}\">"));
        }
        self.open("text", node, styled)?;
        self.spans(node, &styled.around)?;
        self.out.push_str("</text>");
        if link.is_some() {
            self.out.push_str("</g>");
        }
        Ok(())
    }

    fn spans(&mut self, node: Node<'a, 'input>, around: &Around) -> Result<(), String> {
        for child in node.children() {
            if let Some(text) = child.text().filter(|_| child.is_text()) {
                self.letters(text, &around.font());
                continue;
            }
            let name = match child.tag_name().name() {
                "a" => "tspan",
                name @ ("tspan" | "textPath" | "tref") => name,
                _ => continue,
            };
            let styled = self.styled(child, around)?;
            // Its link holds for the whole text.
            let styled =
                if child.tag_name().name() == "a" { Styled { id: None, bare: true, ..styled } } else { styled };
            self.open(name, child, &styled)?;
            self.spans(child, &styled.around)?;
            self.out.push_str(&format!("</{name}>"));
        }
        Ok(())
    }

    /// Words, those in a face of their own inside a span that names it.
    fn letters(&mut self, text: &str, font: &Font) {
        for (face, words) in self.faces.split(text, font) {
            match face {
                Some(face) => self.out.push_str(&format!("<tspan font-family=\"{face}\">{}</tspan>", escaped(words))),
                None => self.out.push_str(&escaped(words)),
            }
        }
    }

    /// Writes an element's start with its attributes and its style.
    fn open(&mut self, name: &str, node: Node<'a, 'input>, styled: &Styled) -> Result<(), String> {
        self.out.push_str(&format!("<{name}"));
        if node.parent_element().is_none() {
            self.out.push_str(" xmlns=\"http://www.w3.org/2000/svg\"");
        }
        if let Some(id) = &styled.id {
            self.write(node, "id", id)?;
        }
        let mut written = Vec::new();
        let part = self.parts.elements.get(&node.id());
        let named_outside = part.is_some_and(|part| part.with_copies && !part.inside);
        for attribute in node.attributes() {
            let name = match (attribute.namespace(), attribute.name()) {
                (Some("http://www.w3.org/XML/1998/namespace"), "space") => "xml:space",
                (Some("http://www.w3.org/XML/1998/namespace"), "lang") => "xml:lang",
                (Some("http://www.w3.org/1999/xlink"), "href")
                    if node.attribute("href").is_some_and(|_| own_href(node)) =>
                {
                    continue;
                }
                (Some("http://www.w3.org/1999/xlink"), "href") => "href",
                (None | Some("http://www.w3.org/2000/svg"), name) => name,
                _ => continue,
            };
            let replaced = styled.replaces(name)
                || (name == "id" && (styled.id.is_some() || named_outside))
                || (name == "href" && styled.bare);
            if replaced || matches!(name, "style" | "class") || name.starts_with("on") {
                continue;
            }
            // A prefix that is not declared may hide a second attribute of the name.
            if written.contains(&name) {
                continue;
            }
            written.push(name);
            if known::ATTRIBUTES_NOT_DRAWN.contains(&name) {
                self.note(format!("`{name}` is not drawn"));
            }
            let value = match name {
                "href" => self.address(node, attribute.value())?,
                _ => Cow::Borrowed(attribute.value()),
            };
            self.write(node, name, &value)?;
        }
        let mut style = String::new();
        for (property, value) in &styled.properties {
            if known::STYLE_ONLY.contains(&property.as_str()) {
                style.push_str(&format!("{property}:{value};"));
            } else {
                self.write(node, property, value)?;
            }
        }
        if !style.is_empty() {
            self.write(node, "style", &style)?;
        }
        self.out.push('>');
        Ok(())
    }

    fn write(&mut self, node: Node<'a, 'input>, name: &str, value: &str) -> Result<(), String> {
        let textual = known::is_textual(name) || name.starts_with("data-") || name.starts_with("aria-");
        if !textual && let Some(number) = bounds::far_number(name, value) {
            let line = self.document.text_pos_at(node.range().start).row;
            let element = node.tag_name().name();
            return Err(format!(
                "line {line} of it: `{name}` of `{element}` has the number {number}, which no drawing needs"
            ));
        }
        self.out.push_str(&format!(" {name}=\"{}\"", escaped(value)));
        Ok(())
    }

    /// An address as usvg may see it: drawings inside are read as this one is.
    fn address<'v>(&mut self, node: Node<'a, 'input>, href: &'v str) -> Result<Cow<'v, str>, String> {
        let is_picture = matches!(node.tag_name().name(), "image" | "feImage");
        if !is_picture {
            if node.tag_name().name() == "use" && !href.trim().starts_with('#') {
                self.note(format!("`{}` lies outside the SVG and is not shown", short(href)));
            }
            return Ok(Cow::Borrowed(href));
        }
        let Ok(url) = data_url::DataUrl::process(href) else { return Ok(Cow::Borrowed(href)) };
        let mime = url.mime_type();
        if !(mime.type_.eq_ignore_ascii_case("image") && mime.subtype.starts_with("svg")) {
            if url.decode_to_vec().is_err() {
                self.note("a picture inside is left out: its data is damaged");
            }
            return Ok(Cow::Borrowed(href));
        }
        let bytes = url.decode_to_vec().map(|(bytes, _)| bytes).unwrap_or_default();
        let told = |pass: &mut Self, why: String| {
            pass.note(format!("a drawing inside the drawing is left out: {why}"));
            Ok(Cow::Owned(format!("data:{LEFT_OUT},")))
        };
        if self.level >= MOST_NESTED {
            return told(self, "too many are inside each other".to_owned());
        }
        let text = match crate::deck::xml::xml_text(&bytes) {
            Ok(text) => text,
            Err(why) => return told(self, why),
        };
        match nested(&text, self.dark, self.faces, self.links, self.notes, &mut |_| Parts::default(), self.level + 1) {
            Ok((plain, weight)) => {
                let address = data_address(&plain);
                self.inner.insert(address.clone(), weight);
                Ok(Cow::Owned(address))
            }
            Err(why) => told(self, why),
        }
    }
}

/// Drawn SVG as an address that holds it.
fn data_address(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len() + svg.len() / 8);
    out.push_str("data:image/svg+xml,");
    for c in svg.chars() {
        match c {
            '%' => out.push_str("%25"),
            '#' => out.push_str("%23"),
            '\t' => out.push_str("%09"),
            '\n' => out.push_str("%0A"),
            '\r' => out.push_str("%0D"),
            _ => out.push(c),
        }
    }
    out
}

/// All that can be read in an element, without its spaces.
fn letters_in(node: Node) -> String {
    let texts = node.descendants().filter(Node::is_text).filter_map(|text| text.text());
    texts.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
}

fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\n', '\t', '\r']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}
