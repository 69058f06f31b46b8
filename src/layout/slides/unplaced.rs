//! A slide's figures → what is told of a `place`, a `share` or `columns` that its layout does not follow.

use crate::deck::part::{Content, Part};
use crate::deck::placing::{Place, Placing};
use crate::deck::{Layout, Picture};
use crate::diagnostic::{Diagnostic, Span};
use crate::layout::desk::Desk;
use crate::layout::parts;
use crate::layout::slides::image;

const CODE: &str = "SLD-PLACE";
const TAKE_OUT: &str = "Take it out, or put words and picture into [[slide.column]]s or [[slide.row]]s";

/// Tells of each with what happens instead.
pub(super) fn tell(desk: &mut Desk) {
    let slide = desk.slide;
    let chart = match &slide.layout {
        Layout::Chart { chart } => Some((chart.placing, chart.span, "chart")),
        _ => None,
    };
    let picture = slide.picture.as_ref().map(|it| (it.placing, it.span, "picture"));
    match &slide.layout {
        Layout::Statement { number: Some(_) } => {
            if let Some((placing, span, _)) = picture.filter(|it| it.0.place != Some(Place::Behind) && is_said(&it.0)) {
                let key = key(&placing);
                warn(
                    desk,
                    span,
                    format!("beside a `number` a picture has no `{key}`: it stands under the words"),
                    TAKE_OUT,
                );
            }
        }
        Layout::Image if image::has_legend(desk) => {
            if let Some((_, span, _)) = picture.filter(|it| it.0.place == Some(Place::Behind)) {
                let message = "a picture with a legend is not behind words: it stands under the title";
                warn(desk, span, message.to_owned(), "Take `place` out, or take the words of its numbers out");
            }
        }
        Layout::Parts { whole } => parts_placed(desk, &whole.parts),
        Layout::Canvas { items } => {
            items.iter().for_each(|item| parts_placed(desk, &item.parts));
        }
        _ => {}
    }
    if let Some((_, span, _)) = chart.filter(|it| it.0.place == Some(Place::Behind)) {
        let hint = "Choose below, above, left or right, or leave `place` out";
        warn(desk, span, "a chart cannot stand behind words: it stands above them".to_owned(), hint);
    }
    let beside = picture.filter(|it| it.0.place != Some(Place::Behind));
    if let Some((_, span, _)) = chart.filter(|it| beside.is_some() && it.0.place.is_some_and(|it| it != Place::Behind))
    {
        let message = "the picture of this slide has the place: its chart stands among the words";
        warn(desk, span, message.to_owned(), TAKE_OUT);
    }
    narrow(desk, beside.or(chart));
    columns(desk);
}

/// On slides that are too narrow for words and figure beside each other.
fn narrow(desk: &mut Desk, figure: Option<(Placing, Span, &str)>) {
    let Some((placing, span, what)) = figure else { return };
    let Some(place @ (Place::Left | Place::Right)) = placing.place else { return };
    let words = !desk.slide.body.is_empty() || matches!(desk.slide.layout, Layout::Numbers { .. });
    if desk.narrow() && words && parts::is_placed(desk) {
        let name = if place == Place::Left { "left" } else { "right" };
        let message = format!("a slide this narrow has no `place = \"{name}\"`: the {what} stands below the words");
        let hint = "Say place = \"below\" or \"above\", or choose aspect = \"16:9\" for the deck";
        warn(desk, span, message, hint);
    }
}

/// Words beside or under a placed figure stand in one column.
fn columns(desk: &mut Desk) {
    let slide = desk.slide;
    if slide.columns.is_some_and(|count| count > 1) && !slide.body.is_empty() && parts::is_placed(desk) {
        let message = "with a picture that is placed the words stand in one column: `columns` is left out";
        let hint = "Take `columns` out, or put words and picture into [[slide.column]]s";
        warn(desk, slide.span, message.to_owned(), hint);
    }
}

/// Parts stand where they are written.
fn parts_placed(desk: &mut Desk, parts: &[Part]) {
    let mut pictures = Vec::new();
    parts.iter().for_each(|part| part.pictures(&mut pictures));
    let pictures = pictures.into_iter().map(|it: &Picture| (it.placing.place, it.span, "picture"));
    let mut found: Vec<(Option<Place>, Span, &str)> = pictures.collect();
    charts(parts, &mut found);
    for (_, span, what) in found.into_iter().filter(|it| it.0.is_some()) {
        let message = format!("among columns, rows and parts a {what} has no `place`: it stands where it is written");
        let hint = "Take `place` out, and write it before or after the other parts, or in a column of its own";
        warn(desk, span, message, hint);
    }
}

fn charts(parts: &[Part], out: &mut Vec<(Option<Place>, Span, &str)>) {
    for part in parts {
        match &part.content {
            Content::Chart(chart) => out.push((chart.placing.place, chart.span, "chart")),
            Content::Regions(_, regions) => regions.iter().for_each(|region| charts(&region.parts, out)),
            _ => {}
        }
    }
}

fn is_said(placing: &Placing) -> bool {
    placing.place.is_some() || placing.share.is_some()
}

fn key(placing: &Placing) -> &'static str {
    if placing.place.is_some() { "place" } else { "share" }
}

fn warn(desk: &mut Desk, span: Span, message: String, hint: &str) {
    desk.fault(Diagnostic::warning(CODE, span, message).hint(hint));
}
