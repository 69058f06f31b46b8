//! An element and what holds around it → its own properties as attributes that usvg knows, and what holds inside it.

use std::collections::BTreeMap;
use std::rc::Rc;

use usvg::roxmltree::{Document, Node};

use super::css::{self, Declaration};
use super::letters::Font;
use super::value::{self, Vars, short};
use super::{Pass, bounds, known, matrix};
use crate::geometry::{Rect, Size};

/// What an element takes over from those around it, as far as it is needed here; usvg sees to the rest.
#[derive(Clone, Debug)]
pub(super) struct Around {
    pub vars: Rc<Vars>,
    pub families: String,
    pub weight: u16,
    pub italic: bool,
    pub size: f64,
    /// Of HTML's words.
    pub color: String,
    pub align: Option<String>,
    pub nowrap: bool,
    /// Behind HTML's words.
    pub ground: Option<String>,
    /// Whether words run from right to left, and at which of their ends they stand.
    pub rtl: bool,
    pub anchor: String,
    pub hidden: bool,
    /// The size of the coordinates that shares are of.
    pub view: Size,
}

impl Around {
    pub fn root(document: &Document) -> Self {
        let root = document.root_element();
        Self {
            vars: Rc::default(),
            families: crate::faces::SANS.to_owned(),
            weight: 400,
            italic: false,
            size: 16.0,
            color: "#000000".to_owned(),
            align: None,
            nowrap: false,
            ground: None,
            rtl: false,
            anchor: "start".to_owned(),
            hidden: false,
            view: view(root).unwrap_or(Size::new(100.0, 100.0)),
        }
    }

    pub fn font(&self) -> Font {
        Font { families: self.families.clone(), weight: self.weight, italic: self.italic }
    }

    /// The same with an element's own properties.
    fn with(&self, properties: &Properties, node: Node) -> Self {
        let mut out = self.clone();
        let get =
            |name: &str| properties.get(name).map(|(value, _)| value.as_str()).filter(|value| *value != "inherit");
        if let Some(families) = get("font-family") {
            out.families = families.to_owned();
        }
        out.weight = match get("font-weight") {
            None => self.weight,
            Some("bold") => 700,
            Some("bolder") => {
                if self.weight < 600 {
                    700
                } else {
                    900
                }
            }
            Some("lighter") => {
                if self.weight > 500 {
                    400
                } else {
                    100
                }
            }
            Some("normal") => 400,
            Some(number) => number.parse::<f32>().map_or(self.weight, |number| number.clamp(1.0, 1000.0) as u16),
        };
        out.italic =
            get("font-style").map_or(self.italic, |style| style.starts_with("italic") || style.starts_with("oblique"));
        if let Some(size) = get("font-size").and_then(|text| matrix::length(text, self.size, self.size)) {
            out.size = size.clamp(0.1, 10_000.0);
        }
        if let Some(color) = get("color").filter(|color| *color != "currentColor") {
            out.color = color.to_owned();
        }
        if let Some(align) = get("text-align") {
            out.align = Some(align.to_owned());
        }
        if let Some(space) = get("white-space") {
            out.nowrap = matches!(space, "nowrap" | "pre");
        }
        if let Some(ground) = get("background-color").filter(|color| *color != "none") {
            out.ground = Some(ground.to_owned());
        }
        if let Some(direction) = get("direction") {
            out.rtl = direction.trim().eq_ignore_ascii_case("rtl");
        }
        if let Some(anchor) = get("text-anchor") {
            out.anchor = anchor.to_owned();
        }
        out.hidden |= get("display") == Some("none") || matches!(get("visibility"), Some("hidden" | "collapse"));
        if matches!(node.tag_name().name(), "svg" | "symbol")
            && let Some(view) = view(node)
        {
            out.view = view;
        }
        out
    }
}

/// The size of an element's own coordinates.
fn view(node: Node) -> Option<Size> {
    let numbers: Vec<f64> = node
        .attribute("viewBox")
        .unwrap_or_default()
        .split([' ', ',', '\n', '\t'])
        .filter_map(|word| word.parse().ok())
        .collect();
    let side =
        |name: &str| node.attribute(name).and_then(|text| matrix::length(text, 0.0, 16.0)).filter(|side| *side > 0.0);
    match numbers[..] {
        [_, _, width, height] => Some(Size::new(width, height)),
        _ => Some(Size::new(side("width")?, side("height")?)),
    }
}

/// Values by property, each with whether it was written in CSS.
pub(super) type Properties = BTreeMap<String, (String, bool)>;

/// An element's start as it is to be written.
#[derive(Clone, Debug)]
pub(super) struct Styled {
    /// Instead of its own name.
    pub id: Option<String>,
    /// Without its address.
    pub bare: bool,
    pub properties: Vec<(String, String)>,
    pub around: Around,
}

impl Styled {
    /// Whether an attribute of this name is among the properties, or was read as one.
    pub fn replaces(&self, name: &str) -> bool {
        known::PROPERTIES.contains(&name)
            || known::STYLE_ONLY.contains(&name)
            || known::READ_HERE.contains(&name) && name != "d" && name != "rotate"
            || self.properties.iter().any(|(property, _)| property == name)
    }
}

impl<'a, 'input> Pass<'a, 'input, '_> {
    pub(super) fn styled(&mut self, node: Node<'a, 'input>, around: &Around) -> Result<Styled, String> {
        let declared = self.declared(node);
        let mut around = around.clone();
        if declared.iter().any(|(it, _)| it.name.starts_with("--")) {
            let vars = Rc::make_mut(&mut around.vars);
            for (own, _) in declared.iter().filter(|(it, _)| it.name.starts_with("--")) {
                vars.insert(own.name.clone(), own.value.clone());
            }
            // So many that each element copies them are no style.
            if vars.len() > 2_000 {
                return Err("it has too many custom properties".to_owned());
            }
        }
        let mut properties = Properties::new();
        for (it, css) in &declared {
            if !it.name.starts_with("--") {
                self.take(node, it, *css, &around.vars, &mut properties);
            }
        }
        self.ending(node, &mut properties);
        let inside = around.with(&properties, node);
        self.transform(node, &inside, &mut properties);
        let is_text = matches!(node.tag_name().name(), "text" | "tspan" | "textPath");
        let preserved = is_text
            && properties
                .get("white-space")
                .is_some_and(|(value, _)| value.starts_with("pre") || value == "break-spaces");
        let kept = |name: &str, css: bool| {
            let known = known::PROPERTIES.contains(&name) || known::STYLE_ONLY.contains(&name) || name == "d";
            known || !css || known::GEOMETRY.contains(&name) || name == "background-color"
        };
        let mut properties: Vec<(String, String)> = properties
            .into_iter()
            .filter(|(name, (_, css))| kept(name, *css))
            .map(|(name, (value, _))| (name, value))
            .collect();
        // usvg knows no direction, so the start of such words is their end to it.
        if is_text && inside.rtl {
            let anchor = match inside.anchor.as_str() {
                "middle" => "middle",
                "end" => "start",
                _ => "end",
            };
            properties.retain(|(name, _)| name != "text-anchor");
            properties.push(("text-anchor".to_owned(), anchor.to_owned()));
        }
        if preserved {
            properties.push(("xml:space".to_owned(), "preserve".to_owned()));
        }
        properties.retain(|(name, _)| name != "background-color" || node.parent_element().is_none());
        Ok(Styled { id: None, bare: false, properties, around: inside })
    }

    /// All that is declared for an element, weakest first, each with whether it is CSS.
    fn declared(&self, node: Node) -> Vec<(Declaration, bool)> {
        let is_svg = matches!(node.tag_name().namespace(), None | Some("http://www.w3.org/2000/svg"));
        let mut out = Vec::new();
        for attribute in node.attributes().filter(|it| is_svg && it.namespace().is_none()) {
            let (name, value) = (attribute.name(), attribute.value());
            if known::PROPERTIES.contains(&name) || matches!(name, "transform-origin" | "transform-box") {
                let declaration = Declaration { name: name.to_owned(), value: value.to_owned(), important: false };
                out.push((declaration, false));
            }
        }
        let own = css::declarations(&node.attribute("style").map_or(String::new(), css::without_comments));
        let rules = self.sheet.declared(node);
        for important in [false, true] {
            let of_rules = rules.iter().filter(|it| it.important == important).map(|it| (*it).clone());
            let of_its_own = own.iter().filter(|it| it.important == important).cloned();
            out.extend(of_rules.chain(of_its_own).map(|it| (it, true)));
        }
        out
    }

    /// Puts a declaration among the properties, if it is one that a browser would take.
    fn take(&mut self, node: Node, it: &Declaration, css: bool, vars: &Vars, out: &mut Properties) {
        let name = it.name.as_str();
        let Some(filled) = value::filled(&it.value, vars) else {
            self.note(format!("`{name}: {}` names a custom property that is not set", short(&it.value)));
            return;
        };
        let value = value::lit(filled.trim(), self.dark);
        let lower = value.to_ascii_lowercase();
        if lower.contains("calc(") && known::PROPERTIES.contains(&name) {
            self.note(format!("`{name}: {}` is not worked out", short(&value)));
            return;
        }
        if known::FOR_ALL.contains(&lower.as_str()) && lower != "inherit" {
            let usual = match (name, lower.as_str()) {
                ("fill", "initial") => Some("#000000"),
                ("stroke", "initial") => Some("none"),
                _ => None,
            };
            match usual {
                Some(usual) => drop(out.insert(name.to_owned(), (usual.to_owned(), css))),
                None => drop(out.remove(name)),
            }
            return;
        }
        if name == "filter"
            && let Some(absent) = bounds::targets(name, &value).into_iter().find(|it| !self.names.contains(it))
        {
            // usvg would leave out what has it; a browser draws it plain.
            self.note(format!("there is no filter `{}`, so it does not count", short(absent)));
            return;
        }
        let meant = meant(name, &value, &lower);
        let is_known = meant.is_some();
        for (name, value) in meant.into_iter().flatten() {
            out.insert(name.to_owned(), (value, css));
        }
        let drawn = is_svg(node);
        if !is_known && drawn {
            self.note(format!("`{name}: {}` is not known, so it does not count", short(&value)));
        }
        if name == "unicode-bidi" && lower.contains("override") {
            self.note("letters that are turned about (`unicode-bidi`) stand as they are read".to_owned());
        }
        let idle = matches!(lower.as_str(), "none" | "normal" | "auto" | "clip" | "manual");
        if drawn && known::NOT_DRAWN.contains(&name) && !idle {
            self.note(format!("`{name}` is not drawn"));
        }
    }

    /// CSS transforms and their origins become one matrix.
    fn transform(&mut self, node: Node, around: &Around, out: &mut Properties) {
        let names = ["translate", "rotate", "scale", "transform"];
        let own = |out: &Properties, name: &str| {
            out.get(name).filter(|(_, css)| *css || name == "transform").map(|(value, _)| value.clone())
        };
        let css = names.iter().any(|name| out.get(*name).is_some_and(|(_, css)| *css));
        let origin = out.remove("transform-origin").map(|(value, _)| value.to_ascii_lowercase());
        let frame = out.remove("transform-box").map(|(value, _)| value.to_ascii_lowercase());
        if !is_svg(node) || !(css || origin.is_some() && out.contains_key("transform")) {
            return;
        }
        let fill_box = frame.as_deref().is_some_and(|frame| frame.contains("fill") || frame.contains("content"));
        let place =
            if fill_box { matrix::fill_box(node, 0) } else { Some(Rect::from_origin_size((0.0, 0.0), around.view)) };
        let mut list = String::new();
        for name in names {
            if let Some(value) = own(out, name).filter(|value| value != "none") {
                let value = if name == "transform" { value } else { format!("{name}({value})") };
                list = format!("{list} {value}");
            }
        }
        let found = place.and_then(|place| matrix::matrix(&list, origin.as_deref(), place, around.size));
        for name in names {
            if out.get(name).is_some_and(|(_, css)| *css || name == "transform") {
                out.remove(name);
            }
        }
        match found {
            Some(matrix) => {
                let numbers: Vec<String> = matrix.as_coeffs().iter().map(|number| format!("{number:.6}")).collect();
                out.insert("transform".to_owned(), (format!("matrix({})", numbers.join(" ")), true));
            }
            None => self.note(format!("the transform `{}` is not drawn", short(list.trim()))),
        }
    }
}

fn is_svg(node: Node) -> bool {
    matches!(node.tag_name().namespace(), None | Some("http://www.w3.org/2000/svg"))
}

/// The properties that a declaration sets, `lower` being its value in small letters; `None` where a browser would not take it.
fn meant<'n>(name: &'n str, value: &str, lower: &str) -> Option<Vec<(&'n str, String)>> {
    let as_written = |name: &'n str| (name, value.to_owned());
    let one = match name {
        "fill" | "stroke" => (name, value::paint(value)?),
        "stop-color" | "flood-color" | "lighting-color" | "color" | "background-color" => (name, value::color(value)?),
        "background" => {
            let color = value::tokens(value).into_iter().find_map(value::color);
            return Some(color.map(|color| ("background-color", color)).into_iter().collect());
        }
        "font" => return font(value),
        "marker" => return Some(["marker-start", "marker-mid", "marker-end"].map(as_written).into()),
        "text-decoration-line" => as_written("text-decoration"),
        "filter" => (name, value::filters(value)),
        "d" => (name, path(value)?),
        "clip-path" | "mask" if lower != "none" && lower != "inherit" => {
            (name, format!("url({})", value::address(value)?))
        }
        _ if known::GEOMETRY.contains(&name) && lower == "auto" => return Some(Vec::new()),
        _ => match known::WORDS.iter().find(|(property, _)| *property == name) {
            Some((_, words)) if !words.contains(&lower) && lower != "inherit" => return None,
            Some(_) => (name, lower.to_owned()),
            None => as_written(name),
        },
    };
    Some(vec![one])
}

/// `path("M0 0…")`
fn path(value: &str) -> Option<String> {
    let inside = value.trim().strip_prefix("path(")?.strip_suffix(')')?;
    Some(inside.trim().trim_matches(['"', '\'']).to_owned())
}

/// `italic bold 12px/1.5 Inter, sans-serif` → its parts.
fn font(value: &str) -> Option<Vec<(&'static str, String)>> {
    let tokens = value::tokens(value);
    let is_size = |token: &&str| {
        let size = token.split('/').next().unwrap_or(token);
        let words = ["xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "smaller", "larger"];
        words.contains(&size)
            || size.ends_with(|c: char| c.is_ascii_alphabetic() || c == '%')
                && size.starts_with(|c: char| c.is_ascii_digit() || c == '.')
    };
    let at = tokens.iter().position(is_size)?;
    let family = value[value.find(tokens[at])? + tokens[at].len()..].trim();
    // The height of a line may stand apart.
    let family = match family.strip_prefix('/') {
        Some(rest) => rest.trim_start().split_once(char::is_whitespace)?.1.trim(),
        None => family,
    };
    if family.is_empty() {
        return None;
    }
    let size = tokens[at].split('/').next().unwrap_or_default();
    let mut out = vec![("font-size", size.to_owned()), ("font-family", family.to_owned())];
    let (mut style, mut weight, mut variant) = ("normal", "normal", "normal");
    for token in &tokens[..at] {
        match *token {
            "italic" | "oblique" => style = token,
            "small-caps" => variant = token,
            "bold" | "bolder" | "lighter" => weight = token,
            number if number.parse::<f32>().is_ok() => weight = number,
            _ => {}
        }
    }
    out.extend([
        ("font-style", style.to_owned()),
        ("font-weight", weight.to_owned()),
        ("font-variant", variant.to_owned()),
    ]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_in_one_line_has_its_parts() {
        let get =
            |text: &str, name: &str| font(text)?.into_iter().find(|(known, _)| *known == name).map(|(_, value)| value);
        let text = "italic 600 14px/1.5 \"Segoe UI\", sans-serif";
        assert_eq!(get(text, "font-size").as_deref(), Some("14px"));
        assert_eq!(get(text, "font-weight").as_deref(), Some("600"));
        assert_eq!(get(text, "font-style").as_deref(), Some("italic"));
        assert_eq!(get(text, "font-family").as_deref(), Some("\"Segoe UI\", sans-serif"));
        assert_eq!(get("12px Inter", "font-weight").as_deref(), Some("normal"));
        assert_eq!(font("inherit"), None);
    }
}
