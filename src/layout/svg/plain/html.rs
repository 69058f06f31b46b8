//! Words that SVG leaves to HTML (`foreignObject`) or to Inkscape (`flowRoot`) → lines of `<text>` in their box.

use usvg::roxmltree::Node;

use super::letters::Font;
use super::matrix::length;
use super::{Around, Pass, escaped};
use crate::geometry::{Rect, Size};

/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "body",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figure",
    "flowPara",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
];
/// Elements that show something that is no words.
const PICTURES: &[&str] = &["audio", "canvas", "iframe", "img", "input", "math", "object", "svg", "video", "button"];
/// Distance of baselines, in em.
const LEADING: f64 = 1.2;
/// Of the letters' height, what stands over the baseline.
const ASCENT: f64 = 0.8;
/// Words of HTML that are set; more are no label.
const MOST_LINES: usize = 400;

/// A stretch of words of one look, with its lines as the author broke them.
struct Found {
    lines: Vec<String>,
    around: Option<Around>,
    pictures: bool,
    mixed: bool,
}

impl<'a, 'input> Pass<'a, 'input, '_> {
    /// The words of a `foreignObject`, in the middle of its box.
    pub(super) fn foreign(&mut self, node: Node<'a, 'input>, around: &Around) -> Result<(), String> {
        let around = self.styled(node, around)?.around;
        if around.hidden {
            return Ok(());
        }
        let found = self.words_of(node, &Around { ground: None, ..around.clone() })?;
        if found.pictures {
            self.note("pictures and controls inside HTML (`foreignObject`) are left out; in Mermaid, `htmlLabels: false` makes labels of SVG");
        }
        let Some(look) = found.around.clone() else { return Ok(()) };
        let side = |name: &str, whole: f64| {
            node.attribute(name).and_then(|text| length(text, whole, around.size)).filter(|side| side.is_finite())
        };
        let view = around.view;
        let (x, y) = (side("x", view.width).unwrap_or(0.0), side("y", view.height).unwrap_or(0.0));
        let size = Size::new(side("width", view.width).unwrap_or(0.0), side("height", view.height).unwrap_or(0.0));
        let place = Rect::from_origin_size((x, y), size);
        let (place, middle) = drawio(node, place).unwrap_or((place, place.center().y));
        if found.mixed {
            self.note("words of HTML (`foreignObject`) are set in one look; bold or colored ones among them are not");
        }
        self.set(node, &found.lines, &look, place, Some(middle))
    }

    /// The words of Inkscape's flowed text, from the top of its frame.
    pub(super) fn flowed(&mut self, node: Node<'a, 'input>, around: &Around) -> Result<(), String> {
        let around = self.styled(node, around)?.around;
        let region = node.children().find(|child| child.has_tag_name_local("flowRegion"));
        let shape = region.and_then(|region| region.children().find(Node::is_element));
        let place = shape.and_then(|shape| super::matrix::fill_box(shape, 0));
        let found = self.words_of(node, &around)?;
        let Some((look, place)) = found.around.clone().zip(place) else {
            if !found.lines.is_empty() {
                self.note("flowed text (`flowRoot`) without a plain frame is left out");
            }
            return Ok(());
        };
        let look = Around { align: Some(look.align.clone().unwrap_or_else(|| "start".to_owned())), ..look };
        self.set(node, &found.lines, &look, place, None)
    }

    fn words_of(&mut self, node: Node<'a, 'input>, around: &Around) -> Result<Found, String> {
        let mut found = Found { lines: vec![String::new()], around: None, pictures: false, mixed: false };
        self.gather(node, around, &mut found)?;
        let tidy = |line: &String| line.split_whitespace().collect::<Vec<_>>().join(" ");
        found.lines = found.lines.iter().map(tidy).filter(|line| !line.is_empty()).collect();
        Ok(found)
    }

    fn gather(&mut self, node: Node<'a, 'input>, around: &Around, found: &mut Found) -> Result<(), String> {
        for child in node.children() {
            if let Some(text) = child.text().filter(|_| child.is_text()) {
                if let Some(line) = found.lines.last_mut() {
                    line.push_str(text);
                }
                if !text.trim().is_empty() {
                    match &found.around {
                        None => found.around = Some(around.clone()),
                        Some(known) => found.mixed |= known.font() != around.font() || known.color != around.color,
                    }
                }
                continue;
            }
            let name = child.tag_name().name();
            if !child.is_element() || matches!(name, "style" | "script" | "title" | "flowRegion" | "head" | "template")
            {
                continue;
            }
            if PICTURES.contains(&name) {
                found.pictures = true;
                continue;
            }
            let mut inside = self.styled(child, around)?.around;
            if inside.hidden {
                continue;
            }
            match name {
                "b" | "strong" | "h1" | "h2" | "h3" | "th" => inside.weight = inside.weight.max(700),
                "i" | "em" | "cite" => inside.italic = true,
                "code" | "pre" | "kbd" => inside.families = "monospace".to_owned(),
                _ => {}
            }
            let block = BLOCKS.contains(&name);
            if block {
                found.lines.push(if name == "li" { "• ".to_owned() } else { String::new() });
            }
            self.gather(child, &inside, found)?;
            if block {
                found.lines.push(String::new());
            } else if matches!(name, "td" | "th")
                && let Some(line) = found.lines.last_mut()
            {
                line.push(' ');
            }
        }
        Ok(())
    }

    /// Writes the lines, broken at the box's width: about its middle, or from its top.
    fn set(
        &mut self,
        node: Node<'a, 'input>,
        lines: &[String],
        look: &Around,
        place: Rect,
        middle: Option<f64>,
    ) -> Result<(), String> {
        let font = look.font();
        let mut size = look.size;
        let mut broken = self.broken(lines, look, &font, size, place.width());
        // Words for a browser's own fonts may need a little more room than there is.
        while middle.is_some()
            && size > look.size * 0.7
            && broken.len() as f64 * size * LEADING > place.height().max(size * 1.5)
        {
            size *= 0.95;
            broken = self.broken(lines, look, &font, size, place.width());
        }
        let high = broken.len() as f64 * size * LEADING;
        let top = middle.map_or(place.y0, |middle| middle - high / 2.0);
        let (x, anchor) = match look.align.as_deref() {
            Some("left" | "start" | "justify") => (place.x0, "start"),
            Some("right" | "end") => (place.x1, "end"),
            _ => (place.center().x, "middle"),
        };
        let transform = node.attribute("transform").map(|list| format!(" transform=\"{}\"", escaped(list)));
        self.out.push_str(&format!("<g{}>", transform.unwrap_or_default()));
        // Mermaid's labels of lines hide the line behind them.
        if let Some(ground) = look.ground.as_ref().filter(|_| middle.is_some() && !broken.is_empty()) {
            let wide = broken.iter().map(|line| self.faces.width(line, &font, size)).fold(0.0, f64::max);
            let left = match anchor {
                "start" => x,
                "end" => x - wide,
                _ => x - wide / 2.0,
            };
            self.out.push_str(&format!(
                "<rect x=\"{left:.3}\" y=\"{top:.3}\" width=\"{wide:.3}\" height=\"{high:.3}\" fill=\"{}\" stroke=\"none\"/>",
                escaped(ground)
            ));
        }
        for (number, line) in broken.iter().enumerate() {
            let baseline = top + (number as f64 + 0.5) * size * LEADING + size * (ASCENT - 0.5) * 1.15;
            self.out.push_str(&format!(
                "<text x=\"{x:.3}\" y=\"{baseline:.3}\" text-anchor=\"{anchor}\" font-size=\"{size:.3}\" font-family=\"{}\" \
                 font-weight=\"{}\" font-style=\"{}\" fill=\"{}\" stroke=\"none\">",
                escaped(&font.families),
                font.weight,
                if font.italic { "italic" } else { "normal" },
                escaped(&look.color),
            ));
            self.letters(line, &font);
            self.out.push_str("</text>");
        }
        self.out.push_str("</g>");
        Ok(())
    }

    fn broken(&mut self, lines: &[String], look: &Around, font: &Font, size: f64, width: f64) -> Vec<String> {
        let mut out = Vec::new();
        for line in lines {
            if look.nowrap || width <= size {
                out.push(line.clone());
                continue;
            }
            let mut current = String::new();
            for word in line.split(' ') {
                let longer = if current.is_empty() { word.to_owned() } else { format!("{current} {word}") };
                // What fits in a browser but for a hair is not broken.
                if !current.is_empty() && self.faces.width(&longer, font, size) > width * 1.02 {
                    out.push(std::mem::replace(&mut current, word.to_owned()));
                } else {
                    current = longer;
                }
            }
            out.push(current);
        }
        out.truncate(MOST_LINES);
        out
    }
}

/// The box of draw.io's labels and the height of its middle: it lays an HTML box over the whole drawing, and moves the
/// words to their place with margins.
fn drawio(node: Node, place: Rect) -> Option<(Rect, f64)> {
    let outer = node.children().find(Node::is_element)?;
    let styles = super::css::declarations(outer.attribute("style")?);
    let value = |name: &str| {
        let found = styles.iter().find(|it| it.name == name)?;
        length(&found.value, 0.0, 16.0)
    };
    let (top, width) = (value("padding-top")?, value("width")?);
    if value("height")? > 1.5 {
        return None;
    }
    let left = value("margin-left").unwrap_or(0.0);
    let align = styles.iter().find(|it| it.name == "align-items").map_or("", |it| it.value.as_str());
    let place = Rect::new(place.x0 + left, place.y0, place.x0 + left + width, place.y1.max(place.y0 + 1.0));
    let middle = place.y0 + top;
    let lift = if align.contains("start") {
        0.6
    } else if align.contains("end") {
        -0.6
    } else {
        0.0
    };
    Some((place, middle + lift * 16.0))
}

trait Local {
    fn has_tag_name_local(&self, name: &str) -> bool;
}

impl Local for Node<'_, '_> {
    fn has_tag_name_local(&self, name: &str) -> bool {
        self.tag_name().name() == name
    }
}
