//! A slide, or blocks → all running words in them, in the order in which they are read.

use crate::deck::part::{Content, Part, Region};
use crate::deck::{Block, Chart, Layout, Picture, Rich, Slide};

/// All running words of a slide, in the order in which they are read.
pub(crate) fn texts(slide: &mut Slide) -> Vec<&mut Rich> {
    let mut out: Vec<&mut Rich> = Vec::new();
    out.extend([&mut slide.kicker, &mut slide.title, &mut slide.subtitle, &mut slide.section].into_iter().flatten());
    match &mut slide.layout {
        Layout::Quote { quote, by, work } => out.extend([quote].into_iter().chain(by).chain(work)),
        Layout::Compare { left, right } => {
            for side in [left, right] {
                out.extend(&mut side.kicker);
                in_blocks(&mut side.body, &mut out);
            }
        }
        Layout::Publication { cover, quote, by, work } => {
            out.extend(cover.series.iter_mut().chain([&mut cover.title]).chain(&mut cover.subtitle));
            out.extend(cover.authors.iter_mut().chain(&mut cover.lines).chain(quote).chain(by).chain(work));
        }
        Layout::Chart { chart } => in_chart(chart, &mut out),
        Layout::Parts { whole } => in_region(whole, &mut out),
        Layout::Canvas { items } => items.iter_mut().for_each(|item| in_parts(&mut item.parts, &mut out)),
        Layout::Numbers { numbers } => {
            numbers.iter_mut().for_each(|figure| out.extend([&mut figure.value, &mut figure.label]));
        }
        Layout::Title { .. }
        | Layout::Section
        | Layout::Statement { .. }
        | Layout::Bullets
        | Layout::Image
        | Layout::Table
        | Layout::Code
        | Layout::References
        | Layout::Agenda
        | Layout::Closing { .. }
        | Layout::Blank
        | Layout::Faulty => {}
    }
    in_blocks(&mut slide.body, &mut out);
    in_blocks(&mut slide.aside, &mut out);
    in_pictures(slide.picture.iter_mut().chain(&mut slide.pictures), &mut out);
    out.extend(slide.marks.iter_mut().flat_map(|it| [&mut it.text, &mut it.detail]).flatten());
    out.extend(&mut slide.source);
    out
}

/// All running words of blocks, in the order in which they are read.
pub(super) fn in_blocks<'b>(blocks: &'b mut [Block], out: &mut Vec<&'b mut Rich>) {
    for block in blocks {
        match block {
            Block::Paragraph(rich) | Block::Heading(rich) => out.push(rich),
            Block::List { items, .. } => items.iter_mut().for_each(|item| in_blocks(&mut item.blocks, out)),
            Block::Quote(inside) => in_blocks(inside, out),
            Block::Table(table) => out.extend(table.head.iter_mut().chain(table.rows.iter_mut().flatten())),
            Block::Picture(picture) => in_pictures(std::iter::once(picture), out),
            Block::Pictures(pictures) => in_pictures(pictures.iter_mut(), out),
            Block::Code(_) => {}
        }
    }
}

fn in_pictures<'p>(pictures: impl Iterator<Item = &'p mut Picture>, out: &mut Vec<&'p mut Rich>) {
    out.extend(pictures.flat_map(|it| [&mut it.caption, &mut it.credit]).flatten());
}

fn in_chart<'c>(chart: &'c mut Chart, out: &mut Vec<&'c mut Rich>) {
    let names = chart.series.iter_mut().filter_map(|series| series.name.as_mut());
    out.extend(chart.labels.iter_mut().chain(names).chain(chart.texts.iter_mut().flatten()));
    out.extend(chart.events.iter_mut().chain(&mut chart.targets).filter_map(|guide| guide.text.as_mut()));
    if let Some((from, to)) = &mut chart.ends {
        out.extend([from, to]);
    }
}

fn in_region<'r>(region: &'r mut Region, out: &mut Vec<&'r mut Rich>) {
    out.extend(&mut region.heading);
    in_parts(&mut region.parts, out);
}

fn in_parts<'p>(parts: &'p mut [Part], out: &mut Vec<&'p mut Rich>) {
    for part in parts {
        match &mut part.content {
            Content::Blocks(blocks) => in_blocks(blocks, out),
            Content::Pictures(pictures) => in_pictures(pictures.iter_mut(), out),
            Content::Chart(chart) => in_chart(chart, out),
            Content::Numbers(numbers) => {
                numbers.iter_mut().for_each(|figure| out.extend([&mut figure.value, &mut figure.label]));
            }
            Content::Quote { quote, by, work } => out.extend([quote].into_iter().chain(by).chain(work)),
            Content::Regions(_, regions) => regions.iter_mut().for_each(|region| in_region(region, out)),
        }
    }
}
