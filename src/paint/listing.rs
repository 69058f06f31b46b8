//! Drawings → text: one line an item, indented by group, places in points; the same drawing gives the same text.

use std::fmt::Write as _;

use crate::drawing::{
    DataTable, Drawing, Fill, Glyphs, Group, Item, MaskBy, Paint, Picture, Placed, Role, ShadeForm, Shape, Stroke,
};
use crate::geometry::{Affine, PathShape as _};

/// The drawing as text that people can read and tests can compare.
#[must_use]
pub fn listing(drawing: &Drawing) -> String {
    let mut out = format!("drawing {:.1} × {:.1} on {}\n", drawing.size.width, drawing.size.height, drawing.ground);
    items(&mut out, 1, &drawing.items);
    out
}

fn items(out: &mut String, depth: usize, items: &[Placed]) {
    for placed in items {
        let what = match &placed.item {
            Item::Text(run) => text(run),
            Item::Shape(it) => shape(it),
            Item::Picture(it) => picture(it),
            Item::Group(it) => group(it),
        };
        let (x, y) = (tidy(placed.at.x), tidy(placed.at.y));
        let (indent, name) = (depth * 2, name(&placed.item));
        // Writing to a String cannot fail.
        let line = format!("{:indent$}{name} at {x:.1} {y:.1} {what}", "");
        let _ = writeln!(out, "{}", line.trim_end());
        match &placed.item {
            Item::Group(Group { role: Role::Data(table), .. }) => data(out, depth + 1, table),
            Item::Group(it) => self::items(out, depth + 1, &it.items),
            Item::Text(_) | Item::Shape(_) | Item::Picture(_) => {}
        }
    }
}

/// The words that a file holds and nobody sees.
fn data(out: &mut String, depth: usize, table: &DataTable) {
    for cell in table.rows.iter().flatten() {
        let indent = depth * 2;
        let _ = writeln!(out, "{:indent$}cell at 0.0 0.0", "");
        for (at, run) in &cell.runs {
            let _ = writeln!(out, "{:indent$}  text at {:.1} {:.1} {}", "", tidy(at.x), tidy(at.y), text(run));
        }
    }
}

fn name(item: &Item) -> String {
    match item {
        Item::Text(_) => "text".to_owned(),
        Item::Shape(_) => "shape".to_owned(),
        Item::Picture(_) => "picture".to_owned(),
        Item::Group(group) => role(&group.role),
    }
}

fn role(role: &Role) -> String {
    match role {
        Role::Decoration => "decoration".to_owned(),
        Role::Section => "section".to_owned(),
        Role::Heading { level } => format!("heading {level}"),
        Role::Paragraph => "paragraph".to_owned(),
        Role::List { ordered: true } => "ordered list".to_owned(),
        Role::List { ordered: false } => "list".to_owned(),
        Role::Item => "item".to_owned(),
        Role::Label => "label".to_owned(),
        Role::Body => "body".to_owned(),
        Role::Quote => "quote".to_owned(),
        Role::Code(_) => "code".to_owned(),
        Role::Figure { alt } => format!("figure {alt:?}"),
        Role::Data(_) => "data".to_owned(),
        Role::Caption => "caption".to_owned(),
        Role::Table => "table".to_owned(),
        Role::Row => "row".to_owned(),
        Role::HeaderCell => "header cell".to_owned(),
        Role::Cell => "cell".to_owned(),
        Role::Link { target } => format!("link {target:?}"),
        Role::Language(tag) => format!("language {tag}"),
        Role::Ruby => "ruby".to_owned(),
        Role::RubyBase => "ruby base".to_owned(),
        Role::RubyText => "ruby text".to_owned(),
        Role::Source => "source".to_owned(),
        Role::Reference { number } => format!("reference {number}"),
        Role::Note { number } => format!("note {number}"),
        Role::Formula { alt, .. } => format!("formula {alt:?}"),
    }
}

fn text(run: &Glyphs) -> String {
    let mut out = format!("wide {:.1} size {:.1} {} {:?}", run.advance, run.size, run.color, run.text);
    if run.right_to_left {
        out.push_str(" right-to-left");
    }
    if run.underline.is_some() {
        out.push_str(" underlined");
    }
    if run.face.skew.is_some() {
        out.push_str(" slanted");
    }
    if run.face.embolden {
        out.push_str(" emboldened");
    }
    out
}

fn shape(shape: &Shape) -> String {
    let bounds = shape.path.bounding_box();
    let mut out = format!("from {:.1} {:.1}", tidy(bounds.x0), tidy(bounds.y0));
    let _ = write!(out, " size {:.1} × {:.1}", bounds.width(), bounds.height());
    if let Some(Fill { paint: with, even_odd }) = &shape.fill {
        let _ = write!(out, " fill {}{}", paint(with), if *even_odd { " even-odd" } else { "" });
    }
    if let Some(Stroke { paint: with, width, dashes, .. }) = &shape.stroke {
        let _ = write!(out, " stroke {width:.1} {}{}", paint(with), if dashes.is_empty() { "" } else { " dashed" });
    }
    out
}

fn paint(paint: &Paint) -> String {
    let (kind, stops) = match paint {
        Paint::Solid(color) => return color.to_string(),
        Paint::Linear { stops, .. } => ("linear", stops),
        Paint::Radial { stops, .. } => ("radial", stops),
        Paint::Tile { tile, .. } => {
            return format!("tile {:.1} × {:.1}", tile.place.width(), tile.place.height());
        }
    };
    let colors: Vec<String> = stops.iter().map(|stop| stop.color.to_string()).collect();
    format!("{kind} {}", colors.join("→"))
}

fn picture(picture: &Picture) -> String {
    let (size, crop, raster) = (picture.size, picture.crop, &picture.raster);
    let mut out = format!("size {:.1} × {:.1} {:?}", size.width, size.height, raster.name);
    let _ = write!(out, " {} × {} px", raster.width, raster.height);
    if crop != kurbo::Rect::new(0.0, 0.0, f64::from(raster.width), f64::from(raster.height)) {
        let _ = write!(out, " shows {:.0} {:.0} to {:.0} {:.0}", crop.x0, crop.y0, crop.x1, crop.y1);
    }
    if let Some(shade) = &picture.shade {
        for part in &shade.parts {
            let way = match part.form {
                ShadeForm::Foot { from, full } => format!("from {from:.0} to {full:.0}"),
                ShadeForm::Edge(edge) => format!("from the {}", edge.name()),
                ShadeForm::Even => "evenly".to_owned(),
            };
            let _ = write!(out, " shaded {} {way} for {} boxes of words", shade.color, part.words.len());
        }
    }
    out
}

fn group(group: &Group) -> String {
    let mut out = String::new();
    if group.transform != Affine::IDENTITY {
        let numbers: Vec<String> =
            group.transform.as_coeffs().iter().map(|number| format!("{:.2}", number + 0.0)).collect();
        let _ = write!(out, "transform {} ", numbers.join(" "));
    }
    if let Some(clip) = &group.clip {
        let bounds = clip.bounding_box();
        let _ = write!(out, "clip {:.1} {:.1} ", tidy(bounds.x0), tidy(bounds.y0));
        let _ = write!(out, "to {:.1} {:.1} ", tidy(bounds.x1), tidy(bounds.y1));
        out.push_str(if group.even_odd { "even-odd " } else { "" });
    }
    if let Some(mask) = &group.mask {
        let by = match mask.by {
            MaskBy::Alpha => "alpha",
            MaskBy::Luminance => "luminance",
        };
        let _ = write!(out, "mask by {by} of {} items ", mask.items.len());
    }
    if let Some(blend) = group.blend {
        let _ = write!(out, "blend {blend:?} ");
    }
    if group.opacity < 1.0 {
        let _ = write!(out, "opacity {:.2} ", group.opacity);
    }
    out.truncate(out.trim_end().len());
    out
}

/// A number that does not read `-0.0`.
fn tidy(number: f64) -> f64 {
    if number.abs() < 0.05 { 0.0 } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Color;
    use crate::geometry::Size;
    use crate::layout::svg::{Reader, Request};
    use crate::text::Shaper;

    #[test]
    fn a_listing_says_what_stands_where() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='100'>
            <g opacity='0.5'><rect x='10' y='20' width='30' height='40' fill='#f00' stroke='#0f0'/></g>
            <text x='10' y='90' font-size='20'>Why?</text></svg>";
        let read = Reader::new(&[]).read(&Request::plain("x", svg), &mut Shaper::new(&[], "en")).expect("valid SVG");
        let drawing = Drawing { size: Size::new(200.0, 100.0), ground: Color::WHITE, items: read.items };
        let expected = "\
drawing 200.0 × 100.0 on #FFFFFF
  section at 0.0 0.0 opacity 0.50
    shape at 0.0 0.0 from 10.0 20.0 size 30.0 × 40.0 fill #FF0000 stroke 1.0 #00FF00
  section at 0.0 0.0
    text at 10.0 90.0 wide 46.4 size 20.0 #000000 \"Why?\"
";
        assert_eq!(listing(&drawing), expected);
    }
}
