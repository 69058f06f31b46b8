//! A talk → colors that carry a meaning which some eyes miss: charts and icons too faint, series too alike, words that tell
//! things apart by color alone.

use crate::captions::is_english;
use crate::color::Color;
use crate::color::sight::nearest;
use crate::deck::theme::Colors;
use crate::deck::{Layout, Picture, PictureContent, Rich, Slide};
use crate::diagnostic::{Diagnostic, Span};
use crate::drawing::{Drawing, Item, Paint, Placed, Role};
use crate::talk::Talk;

/// WCAG 1.4.11.
const LEAST: f64 = 3.0;
/// Distances in Oklab under which two colors are taken for one, as those of the bundled themes never are.
const APART: f64 = 0.06;
/// Names of colors by which people point at a thing.
const NAMES: [&str; 12] =
    ["red", "green", "blue", "yellow", "orange", "purple", "pink", "brown", "gray", "grey", "violet", "turquoise"];
/// What is pointed at in a picture.
const THINGS: [&str; 32] = [
    "one", "ones", "line", "lines", "bar", "bars", "column", "columns", "curve", "curves", "area", "areas", "dot",
    "dots", "part", "parts", "box", "boxes", "segment", "segments", "slice", "slices", "region", "regions", "arrow",
    "arrows", "series", "cells", "circles", "points", "squares", "band",
];

pub(super) fn check(talk: &Talk, out: &mut Vec<Diagnostic>) {
    let english = is_english(&talk.deck.language);
    for (page, slide) in talk.pages.iter().zip(&talk.deck.slides) {
        let Some(drawing) = page.whole() else { continue };
        charts(slide, drawing, &talk.deck.theme.colors, out);
        icons(slide, drawing, out);
        if english {
            named(slide, drawing, out);
        }
    }
}

/// The colors of a slide's charts, against their ground and each other.
fn charts(slide: &Slide, drawing: &Drawing, colors: &Colors, out: &mut Vec<Diagnostic>) {
    let mut used = Vec::new();
    chart_colors(&drawing.items, &mut used);
    let span = match &slide.layout {
        Layout::Chart { chart } => chart.span,
        _ => slide.span,
    };
    // Of one ground's colors alone: rims have the ground's own, which may be a series' on another.
    let dark = Color::WHITE.contrast(drawing.ground) > Color::BLACK.contrast(drawing.ground);
    let list = if dark { &colors.series_on_dark } else { &colors.series };
    let series: Vec<Color> = list.iter().filter(|it| used.contains(it)).copied().collect();
    let accent = if dark { colors.accent_on_dark } else { colors.accent };
    let single = [colors.primary, accent].into_iter().filter(|it| used.contains(it) && *it != drawing.ground);
    let marks: Vec<Color> = series.iter().copied().chain(single).collect();
    if let Some(faint) = marks.iter().find(|mark| mark.contrast(drawing.ground) < LEAST) {
        let message = format!(
            "marks of the chart on slide `{}` are hard to see: {faint} on {} has a contrast of {:.1}; {LEAST} is the least",
            slide.id,
            drawing.ground,
            faint.contrast(drawing.ground)
        );
        let hint = "Take colors for `series` (of one series: `primary`) of the theme's [colors] that are further from its ground";
        out.push(Diagnostic::warning("SLD-GRAPHIC", span, message).hint(hint));
        return;
    }
    let pairs =
        series.iter().enumerate().flat_map(|(at, one)| series[at + 1..].iter().map(move |other| (*one, *other)));
    let alike = pairs.map(|(one, other)| (nearest(one, other), one, other)).filter(|it| it.0.0 < APART);
    if let Some(((_, whose), one, other)) = alike.min_by(|a, b| a.0.0.total_cmp(&b.0.0)) {
        let message =
            format!("two series of the chart on slide `{}` look alike when seen {whose}: {one} and {other}", slide.id);
        let hint =
            "Make one of them lighter or darker in `series` of the theme's [colors]; light and dark are seen by all";
        out.push(Diagnostic::warning("SLD-CVD", span, message).hint(hint));
    }
}

/// The plain colors in the figures that have numbers behind them.
fn chart_colors(items: &[Placed], out: &mut Vec<Color>) {
    let is_chart = items.iter().any(|it| matches!(&it.item, Item::Group(group) if matches!(group.role, Role::Data(_))));
    for placed in items {
        let Item::Group(group) = &placed.item else { continue };
        match group.role {
            Role::Figure { .. } if is_chart => solid(&group.items, out),
            _ => chart_colors(&group.items, out),
        }
    }
}

/// The plain colors of shapes.
fn solid(items: &[Placed], out: &mut Vec<Color>) {
    for placed in items {
        match &placed.item {
            Item::Shape(shape) => {
                let paints = shape.fill.iter().map(|fill| &fill.paint).chain(shape.stroke.iter().map(|it| &it.paint));
                let colors =
                    paints.filter_map(|paint| if let Paint::Solid(color) = paint { Some(*color) } else { None });
                out.extend(colors.filter(|color| color.a == 255));
            }
            Item::Group(group) => solid(&group.items, out),
            Item::Text(_) | Item::Picture(_) => {}
        }
    }
}

/// Icons that say something, against the slide's ground.
fn icons(slide: &Slide, drawing: &Drawing, out: &mut Vec<Diagnostic>) {
    let icon = |it: &&Picture| matches!(it.content, PictureContent::Icon(_)) && it.alt.is_some();
    let mut all = slide.all_pictures();
    slide.blocks().into_iter().for_each(|block| block.icons(&mut all));
    for picture in all.into_iter().filter(icon) {
        let mut colors = Vec::new();
        figure(&drawing.items, picture.span, &mut colors);
        let best = colors.iter().map(|color| color.contrast(drawing.ground)).fold(0.0, f64::max);
        if !colors.is_empty() && best < LEAST {
            let message = format!(
                "the icon `{}` on slide `{}` is hard to see: its contrast is {best:.1}; {LEAST} is the least",
                picture.src, slide.id
            );
            let hint = "Take a color for `accent` of the theme's [colors] that is further from its ground";
            out.push(Diagnostic::warning("SLD-GRAPHIC", picture.span, message).hint(hint));
        }
    }
}

/// The plain colors of the figure that is written at `span`.
fn figure(items: &[Placed], span: Span, out: &mut Vec<Color>) {
    for placed in items {
        let Item::Group(group) = &placed.item else { continue };
        match group.role {
            Role::Figure { .. } if placed.span == span => solid(&group.items, out),
            _ => figure(&group.items, span, out),
        }
    }
}

/// Words that point at a part of a picture by its color, where the picture has no words of its own to say which it is.
fn named(slide: &Slide, drawing: &Drawing, out: &mut Vec<Diagnostic>) {
    let pictures = slide.all_pictures();
    for picture in &pictures {
        let Some(by) = picture.alt.as_deref().and_then(by_color) else { continue };
        if !has_words(&drawing.items, picture.span) {
            out.push(by_color_alone(slide, picture.span, &by));
        }
    }
    if pictures.is_empty() {
        return;
    }
    let mut words: Vec<&Rich> = Vec::new();
    slide.blocks().into_iter().for_each(|block| block.riches(&mut words));
    words.extend(pictures.iter().filter_map(|picture| picture.caption.as_ref()));
    let found = words.into_iter().find_map(|words| Some((words.span, by_color(&words.text())?)));
    if let Some((span, by)) = found.filter(|_| pictures.iter().all(|it| !has_words(&drawing.items, it.span))) {
        out.push(by_color_alone(slide, span, &by));
    }
}

fn by_color_alone(slide: &Slide, span: Span, by: &str) -> Diagnostic {
    let message =
        format!("“{by}” on slide `{}` is told from others by its color alone, which not all people see", slide.id);
    let hint = "Write a name beside it in the picture, or say where it is or what shape it has: the upper line, the dashed one";
    Diagnostic::warning("SLD-COLOURONLY", span, message).hint(hint)
}

/// `the red one`: the first words that point by color.
pub(super) fn by_color(text: &str) -> Option<String> {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let found = words
        .windows(3)
        .find(|it| it[0] == "the" && NAMES.contains(&it[1].as_str()) && THINGS.contains(&it[2].as_str()))?;
    Some(found.join(" "))
}

/// Whether the figure that is written at `span` has words in it.
fn has_words(items: &[Placed], span: Span) -> bool {
    items.iter().any(|placed| match &placed.item {
        Item::Group(group) if placed.span == span && matches!(group.role, Role::Figure { .. }) => {
            any_words(&group.items)
        }
        Item::Group(group) => has_words(&group.items, span),
        _ => false,
    })
}

fn any_words(items: &[Placed]) -> bool {
    items.iter().any(|placed| match &placed.item {
        Item::Text(run) => run.text.chars().any(char::is_alphabetic),
        Item::Group(group) => any_words(&group.items),
        Item::Shape(_) | Item::Picture(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::by_color;

    #[test]
    fn what_is_pointed_at_by_color_is_found_and_colors_of_things_are_not() {
        for text in ["Two lines, the red one rises", "See the green bars.", "The Blue line is ours"] {
            assert!(by_color(text).is_some(), "{text}");
        }
        for text in
            ["A red barn at dusk", "the green party won", "The Red Cross", "the lines are red and green", "reds"]
        {
            assert!(by_color(text).is_none(), "{text}");
        }
    }
}
