//! The tour is the manual that people learn the format from: every layout, chart, block and field stands in it.
//! (`app::keys` sees to the keys.)

use std::path::Path;

use cuecard::deck::read::fields::{
    CAPTIONS, CHART, CODE, COLUMN, COVER, CUE, DECK, FIELDS, FIGURE, ITEM, LAYOUTS, MARK, PICTURE, ROOT, ROW, SERIES,
    SIDE, SPEAKER, TABLE,
};
use cuecard::deck::{Block, ChartKind, Layout, Slide};
use cuecard::talk::Talk;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/decks/tour");

fn slides() -> Vec<Slide> {
    Talk::open(Path::new(FOLDER)).expect("the tour opens").deck.slides.clone()
}

fn written() -> String {
    std::fs::read_to_string(Path::new(FOLDER).join("deck.toml")).expect("the tour is there")
}

fn layout(slide: &Slide) -> &'static str {
    match slide.layout {
        Layout::Title { .. } => "title",
        Layout::Section => "section",
        Layout::Statement { .. } => "statement",
        Layout::Bullets => "bullets",
        Layout::Quote { .. } => "quote",
        Layout::Compare { .. } => "compare",
        Layout::Image => "image",
        Layout::Publication { .. } => "publication",
        Layout::Chart { .. } => "chart",
        Layout::Numbers { .. } => "numbers",
        Layout::Table => "table",
        Layout::Code => "code",
        Layout::References => "references",
        Layout::Agenda => "agenda",
        Layout::Closing { .. } => "closing",
        Layout::Blank => "blank",
        Layout::Parts { .. } => "parts",
        Layout::Canvas { .. } => "canvas",
        Layout::Faulty => "faulty",
    }
}

fn block(it: &Block) -> &'static str {
    match it {
        Block::Paragraph(_) => "paragraph",
        Block::Heading(_) => "heading",
        Block::List { start: None, .. } => "list",
        Block::List { start: Some(_), .. } => "numbered list",
        Block::Quote(_) => "quotation",
        Block::Code(_) => "code",
        Block::Table(_) => "table",
        Block::Picture(_) => "picture",
        Block::Pictures(_) => "pictures",
    }
}

#[test]
fn every_layout_chart_and_block_stands_in_the_tour_and_it_is_not_too_long() {
    let slides = slides();
    assert!((30..=50).contains(&slides.len()), "{} slides", slides.len());
    for (name, _) in LAYOUTS {
        assert!(slides.iter().any(|slide| layout(slide) == name), "no slide has the layout `{name}`");
    }
    let kinds = slides.iter().filter_map(|slide| match &slide.layout {
        Layout::Chart { chart } => Some(chart.kind),
        _ => None,
    });
    let kinds: Vec<_> = kinds.collect();
    use ChartKind::{Bars, Columns, Dots, Line, Scale, Share};
    for kind in [Bars, Columns, Line, Dots, Share, Scale] {
        assert!(kinds.contains(&kind), "no chart of the kind {kind:?}");
    }
    let blocks: Vec<_> = slides.iter().flat_map(|slide| &slide.body).map(block).collect();
    assert!(slides.iter().any(|slide| !slide.footnotes.is_empty()), "no slide has a footnote");
    for name in ["paragraph", "list", "numbered list", "quotation", "code", "table", "heading"] {
        assert!(blocks.contains(&name), "no body has a {name}");
    }
}

#[test]
fn every_field_of_the_format_is_used_or_named_in_the_tour() {
    let text = written();
    let shapes = [
        ROOT, DECK, SPEAKER, CAPTIONS, CUE, PICTURE, SIDE, COVER, CHART, SERIES, FIGURE, TABLE, CODE, COLUMN, ROW,
        MARK, ITEM,
    ];
    let keys = shapes.iter().flat_map(|shape| shape.keys).copied().chain(FIELDS.iter().map(|field| field.key));
    let stands = |key: &str| {
        let before = |c: char| !c.is_alphanumeric() && c != '_';
        text.match_indices(key).any(|(at, _)| {
            let after = text[at + key.len()..].trim_start_matches(' ');
            text[..at].ends_with(before) && after.starts_with(['=', '`', ']'])
        })
    };
    let missing: Vec<_> = keys.filter(|key| !stands(key)).collect();
    assert!(missing.is_empty(), "the tour says nothing of {missing:?}");
}
