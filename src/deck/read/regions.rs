//! `[[slide.column]]`, `[[slide.row]]` and what stands in them → regions whose shares add up, in the order of the file.

use super::Reader;
use super::fields::{COLUMN, INNER_COLUMN, INNER_ROW, Kind, ROW, Shape};
use super::guides::settled;
use super::values::GREATEST;
use crate::deck::part::{Axis, Content, Part, Region, name};
use crate::deck::placing::{Place, Placing, When};
use crate::deck::source::{Node, Table, Value};
use crate::deck::{Block, Slide};
use crate::diagnostic::{Diagnostic, counted};

pub(super) const PLACES: [(&str, Place); 5] = [
    ("below", Place::Below),
    ("above", Place::Above),
    ("left", Place::Left),
    ("right", Place::Right),
    ("behind", Place::Behind),
];
/// Regions beside or under each other: more have no room for words that can be read.
const MOST_REGIONS: usize = 4;
/// The last step that a part may name.
const LAST_STEP: i64 = 999;
/// The least share of a region, and of a figure beside words.
const LEAST_SHARE: f64 = 0.1;
/// How far written shares may be from the whole: 0.33 three times is meant to be a third each.
const SLACK: f64 = 0.02;

/// The keys of a region that are parts of it.
pub(super) const PARTS: [&str; 10] =
    ["body", "code", "picture", "pictures", "chart", "table", "numbers", "quote", "column", "row"];

impl Reader<'_> {
    /// All that stands under the title of a slide with columns or rows. What every slide may have was read.
    pub(super) fn whole(&mut self, table: &Table, slide: &mut Slide) -> Region {
        let mut parts = Vec::new();
        for entry in &table.entries {
            let content = match entry.key.as_str() {
                "body" => Some(std::mem::take(&mut slide.body)).filter(|body| !body.is_empty()).map(Content::Blocks),
                "picture" => {
                    let beside = slide.picture.take_if(|it| it.placing.place != Some(Place::Behind));
                    beside.map(|it| Content::Blocks(vec![Block::Picture(it)]))
                }
                "pictures" => {
                    let pictures = std::mem::take(&mut slide.pictures);
                    (!pictures.is_empty()).then_some(Content::Pictures(pictures))
                }
                "quote" => None,
                key if PARTS.contains(&key) => self.held(key, table, 0),
                _ => None,
            };
            parts.extend(content.map(|content| self.part(&entry.key, table, content)));
        }
        Region::whole(parts, table.span)
    }

    /// The columns or rows of a slide or, one level inside, of each other.
    fn regions(&mut self, table: &Table, axis: Axis, depth: usize) -> Vec<Region> {
        let (key, shape) = match (axis, depth) {
            (Axis::Across, 0) => ("column", &COLUMN),
            (Axis::Across, _) => ("column", &INNER_COLUMN),
            (Axis::Down, 0) => ("row", &ROW),
            (Axis::Down, _) => ("row", &INNER_ROW),
        };
        let tables = self.tables(table, key, &format!("[[slide.{key}]] for each {key}"));
        let count = tables.len();
        if count > MOST_REGIONS {
            let (extra, message) = (tables[MOST_REGIONS].span, format!("there are {count} {key}s"));
            self.fault(extra, message, format!("Up to {MOST_REGIONS} have room: share the rest over another slide"));
        } else if count == 0 && matches!(table.get(key), Some(Node { value: Value::List(_), .. })) {
            let hint = format!("Write [[slide.{key}]] for each, with a body, code, a picture, a chart or a table");
            self.fault(table.span_of(key), format!("there are no {key}s"), hint);
        } else if count == 1 && axis == Axis::Across {
            let hint = "Add another [[slide.column]], or put its parts on the slide itself";
            self.fault(tables[0].span, "there is only one column", hint);
        }
        let mut regions = Vec::new();
        for (at, inner) in tables.into_iter().take(MOST_REGIONS).enumerate() {
            let region = self.region(inner, axis, depth, shape);
            if region.parts.is_empty() && region.heading.is_none() {
                let which = name(axis, at, count, false);
                let hint = format!("Give it a body, code, a picture, a chart or a table; or take the {key} out");
                self.fault(inner.span, format!("{which} has nothing in it"), hint);
                continue;
            }
            regions.push(region);
        }
        self.settle_shares(&mut regions, axis);
        regions
    }

    fn region(&mut self, table: &Table, axis: Axis, depth: usize, shape: &Shape) -> Region {
        let too_deep = table.entries.iter().filter(|it| depth > 0 && matches!(it.key.as_str(), "row" | "column"));
        for entry in too_deep {
            let message = format!("there is no `{}` so deep inside of columns and rows", entry.key);
            let hint = "A column holds rows, or a row columns, and these hold parts: put its parts one level up";
            self.fault(entry.key_span, message, hint);
        }
        let shallow = Table {
            entries: table
                .entries
                .iter()
                .filter(|it| depth == 0 || !matches!(it.key.as_str(), "row" | "column"))
                .cloned()
                .collect(),
            span: table.span,
        };
        let table = &*self.check_keys(&shallow, shape);
        let heading = self.rich(table, "heading");
        let key = if axis == Axis::Across { "width" } else { "height" };
        let share = self.share(table, key);
        let mut parts = Vec::new();
        for entry in &table.entries {
            if PARTS.contains(&entry.key.as_str())
                && shape.keys.contains(&entry.key.as_str())
                && let Some(content) = self.held(&entry.key, table, depth + 1)
            {
                parts.push(self.part(&entry.key, table, content));
            }
        }
        let inner = if axis == Axis::Across { Axis::Down } else { Axis::Across };
        Region { heading, share, parts, axis: inner, when: self.when(table), span: table.span }
    }

    /// What one key of a region holds.
    pub(super) fn held(&mut self, key: &str, table: &Table, depth: usize) -> Option<Content> {
        match key {
            "body" => Some(self.blocks(table, key)).filter(|body| !body.is_empty()).map(Content::Blocks),
            "code" => {
                let code = self.table(table, key)?;
                Some(Content::Blocks(vec![self.code(code)?]))
            }
            "table" => {
                let written = self.table(table, key)?;
                self.no_place(written);
                Some(Content::Blocks(vec![self.written_table(written)?]))
            }
            "picture" => Some(Content::Blocks(vec![Block::Picture(self.picture(table)?)])),
            "pictures" => Some(self.pictures(table)).filter(|all| !all.is_empty()).map(Content::Pictures),
            "chart" => Some(Content::Chart(Box::new(self.chart(table).and_then(settled)?))),
            "numbers" => Some(Content::Numbers(self.figures(table)?)),
            "quote" => {
                let (by, work) = (self.rich(table, "by"), self.rich(table, "work"));
                Some(Content::Quote { quote: self.filled_rich(table, "quote")?, by, work })
            }
            "column" | "row" => {
                let axis = if key == "column" { Axis::Across } else { Axis::Down };
                let regions = self.regions(table, axis, depth);
                (!regions.is_empty()).then_some(Content::Regions(axis, regions))
            }
            _ => None,
        }
    }

    /// A part, with the steps that its own table says.
    pub(super) fn part(&mut self, key: &str, table: &Table, content: Content) -> Part {
        let when = match (&content, table.get(key)) {
            (Content::Blocks(blocks), Some(Node { value: Value::Table(own), .. })) => match blocks.as_slice() {
                [Block::Picture(picture)] => picture.placing.when,
                _ => self.when(own),
            },
            (Content::Chart(chart), _) => chart.placing.when,
            _ => When::default(),
        };
        Part { content, when, span: table.span_of(key) }
    }

    /// A table that says where it stands beside the words of its slide: they are read as they stand.
    pub(super) fn placed_table(&mut self, table: &Table, slide: &mut Slide) -> Option<Region> {
        let Some(Node { value: Value::Table(own), .. }) = table.get("table") else { return None };
        let (place, share) = (self.choice(own, "place", &PLACES), self.share(own, "share"));
        let place = place.or(share.map(|_| Place::Below))?;
        if place == Place::Behind {
            let hint = "Choose below, above, left or right";
            self.fault(own.span_of("place"), "a table cannot stand behind words", hint);
            return None;
        }
        let at = slide.body.iter().rposition(|block| matches!(block, Block::Table(_)))?;
        if slide.body.len() < 2 || slide.picture.is_some() {
            return None;
        }
        let block = slide.body.remove(at);
        let part = |content, when| Part { content, when, span: table.span };
        let own = part(Content::Blocks(vec![block]), self.when(own));
        let words = part(Content::Blocks(std::mem::take(&mut slide.body)), When::default());
        let column = |part, share| Region { share, ..Region::whole(vec![part], table.span) };
        let across = |columns| vec![part(Content::Regions(Axis::Across, columns), When::default())];
        let parts = match place {
            Place::Left => across(vec![column(own, share), column(words, None)]),
            Place::Right => across(vec![column(words, None), column(own, share)]),
            Place::Above => vec![own, words],
            Place::Below | Place::Behind => vec![words, own],
        };
        Some(Region::whole(parts, table.span))
    }

    /// A table among parts stands where it is written.
    fn no_place(&mut self, table: &Table) {
        for key in ["place", "share"].into_iter().filter(|key| table.has(key)) {
            let message =
                format!("among columns, rows and parts a table has no `{key}`: it stands where it is written");
            let hint = format!("Take `{key}` out, and write the table before or after the other parts");
            self.findings.push(Diagnostic::warning("SLD-PLACE", table.span_of(key), message).hint(hint));
        }
    }

    /// A slide's code or table that comes or goes at a step, under the words before it.
    pub(super) fn timed(&mut self, table: &Table, kind: Kind, slide: &mut Slide) -> Option<Region> {
        let key = if kind == Kind::Code { "code" } else { "table" };
        let Some(Node { value: Value::Table(own), .. }) = table.get(key) else { return None };
        let when = self.when(own);
        if when == When::default() || slide.body.is_empty() {
            return None;
        }
        let block = slide.body.split_off(slide.body.len() - 1);
        let part = |content, when| Part { content, when, span: table.span };
        let words = std::mem::take(&mut slide.body);
        let words = (!words.is_empty()).then(|| part(Content::Blocks(words), When::default()));
        let picture = slide.picture.take_if(|it| it.placing.place != Some(Place::Behind));
        let picture = picture.map(|it| part(Content::Blocks(vec![Block::Picture(it.clone())]), it.placing.when));
        let parts = words.into_iter().chain([part(Content::Blocks(block), when)]).chain(picture).collect();
        Some(Region::whole(parts, table.span))
    }

    /// Where a picture stands on slides that have a place for it is theirs to say.
    pub(super) fn check_placing(&mut self, table: &Table, kind: Kind) {
        let Some(Node { value: Value::Table(own), .. }) = table.get("picture") else { return };
        if !matches!(kind, Kind::Title | Kind::Section | Kind::Closing) {
            return;
        }
        let behind = matches!(own.get("place"), Some(Node { value: Value::Text(it), .. }) if it.words == "behind");
        for key in ["place", "share", "step", "until"].into_iter().filter(|key| own.has(key)) {
            if key != "place" || !behind {
                let message = format!("the picture of a `{}` slide has no `{key}`", kind.name());
                let hint = "It stands beside the words, or place = \"behind\" has it under them";
                self.fault(own.span_of(key), message, hint);
            }
        }
    }

    /// When something appears and goes.
    pub(super) fn when(&mut self, table: &Table) -> When {
        let step: Option<usize> = self.integer(table, "step", 0..=LAST_STEP);
        let mut until: Option<usize> = self.integer(table, "until", 1..=LAST_STEP);
        if let Some(gone) = until.filter(|until| *until <= step.unwrap_or(0)) {
            let message = format!("it goes at step {gone}, but it appears only at step {}", step.unwrap_or(0));
            self.fault(table.span_of("until"), message, "Make `until` a later step than `step`, or leave it out");
            until = None;
        }
        When { step, until }
    }

    /// Where a figure stands and when.
    pub(super) fn placing(&mut self, table: &Table) -> Placing {
        let place = self.choice(table, "place", &PLACES);
        let share = self.share(table, "share");
        if share.is_some() && place == Some(Place::Behind) {
            let hint = "Leave `share` out, or choose below, above, left or right";
            self.fault(table.span_of("share"), "what is behind the words fills the slide", hint);
        }
        let when = self.when(table);
        if when != When::default() && place == Some(Place::Behind) {
            let key = if when.step.is_some() { "step" } else { "until" };
            let hint = "Leave it out, or choose below, above, left or right";
            self.fault(table.span_of(key), "what is behind the words is there all the time", hint);
        }
        Placing { place, share, when }
    }

    /// A part of the whole, from 0.1 to 0.9.
    fn share(&mut self, table: &Table, key: &str) -> Option<f64> {
        let node = table.get(key)?;
        let share = self.number(key, node, -GREATEST)?;
        if (LEAST_SHARE..=1.0 - LEAST_SHARE).contains(&share) {
            return Some(share);
        }
        let hint = format!("It is a share of the whole, from 0.1 to 0.9: {key} = 0.5 is half of it");
        self.fault(node.span, format!("`{key}` is {share}"), hint);
        None
    }

    /// Shares that come to more or less than the whole are told, and made to come to it.
    fn settle_shares(&mut self, regions: &mut [Region], axis: Axis) {
        let said: Vec<f64> = regions.iter().filter_map(|region| region.share).collect();
        let (sum, rest) = (said.iter().sum::<f64>(), regions.len() - said.len());
        let (key, plural) = if axis == Axis::Across { ("width", "columns") } else { ("height", "rows") };
        let Some(first) = regions.iter().find(|region| region.share.is_some()).map(|region| region.span) else {
            return;
        };
        let sum_shown = (sum * 100.0).round() / 100.0;
        if rest == 0 && (sum - 1.0).abs() > SLACK {
            let message = format!("the {key}s of the {plural} come to {sum_shown}, not to 1");
            self.fault(first, message, "Change one, or leave one out: that one gets what the others leave");
        } else if rest > 0 && sum > 1.0 - LEAST_SHARE * rest as f64 + 1e-9 {
            let message = format!("the {key}s come to {sum_shown} and leave too little for {}", counted(rest, "other"));
            self.fault(first, message, format!("Make them less: the {plural} without `{key}` share what is left"));
            regions.iter_mut().for_each(|region| region.share = None);
            return;
        }
        if rest == 0 {
            regions.iter_mut().for_each(|region| region.share = region.share.map(|share| share / sum));
        }
    }
}
