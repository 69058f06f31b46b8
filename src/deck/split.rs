//! A slide's text → the text of two slides that share its words: cut and put together from what the author wrote, so that
//! comments, order and form stay.
//!
//! Invariant: every word of the body stands in one half, in its order; title and what belongs to it stand in both.

mod entries;
mod words;

use std::ops::Range;
use std::sync::Arc;

use self::entries::{Entry, entries};
use self::words::Body;
use super::duration;
use super::markdown::{Piece, PieceKind};
use super::retime::{with_ends, written as written_time};
use super::source::{self, Node, Table, Value};
use super::{Block, Layout, Reveal, Slide};
use crate::diagnostic::Span;

/// A slide whose words can be parted.
pub struct Split {
    source: Arc<str>,
    header: Range<usize>,
    entries: Vec<Entry>,
    parted: Parted,
    reveal: Reveal,
    file: u16,
}

/// The text of a file and what it says, read once for all slides that stand in it.
pub struct Parsed {
    text: Arc<str>,
    /// `None` where it cannot be read.
    root: Option<Table>,
}

impl Parsed {
    #[must_use]
    pub fn new(text: &Arc<str>, file: u16) -> Self {
        Self { text: Arc::clone(text), root: source::parse(text, file).ok() }
    }
}

/// What the two halves share.
enum Parted {
    Body(Body),
    /// Rows of a `table = { … }`.
    Rows(Vec<Node>),
    /// Tables of this key: columns or rows of the slide.
    Regions(&'static str, Vec<Range<usize>>),
}

/// Two slides instead of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Halves {
    pub first: String,
    pub second: String,
    /// Whether notes or captions say no steps, so that they were shared by their length.
    pub by_length: bool,
}

impl Split {
    /// The slide as it stands in `source`.
    ///
    /// # Errors
    /// Why its words cannot be parted, for its author.
    pub fn of(Parsed { text: source, root }: &Parsed, slide: &Slide) -> Result<Self, String> {
        whole_by_nature(slide)?;
        let file = slide.span.file;
        let table = root.as_ref().and_then(|root| table_of(source, root, slide));
        let table = table.ok_or("the deck has a fault; fix it first")?;
        let (header, entries) =
            entries(source, table).ok_or("several of its fields share a line; give each a line of its own")?;
        let parted = parted(source, slide, table, &entries)?;
        if entries.iter().any(|it| it.key == "cue" && !matches!(it.value.value, Value::Table(_))) {
            return Err("its captions stand on one line; write each as a [[slide.cue]]".to_owned());
        }
        let out = Self { source: Arc::clone(source), header, entries, parted, reveal: slide.reveal, file };
        if out.len() < 2 {
            return Err("its words are one paragraph; put an empty line where the second half begins".to_owned());
        }
        Ok(out)
    }

    /// How many pieces there are to share.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.parted {
            Parted::Body(body) => body.units.len(),
            Parted::Rows(rows) => rows.len(),
            Parted::Regions(_, all) => all.len(),
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All that the slide holds, in bytes of its file: from its header's line to the end of its last field.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.header.start..self.entries.last().map_or(self.header.end, |entry| entry.own.end)
    }

    /// Where a piece is written; `None` where escapes stand between the words and their file.
    #[must_use]
    pub fn place(&self, at: usize) -> Option<Span> {
        let range = match &self.parted {
            Parted::Body(body) => {
                let range = &body.units.get(at)?.range;
                let start = body.text.verbatim?;
                let words = &body.text.words[range.clone()];
                let before = words.len() - words.trim_start().len();
                start + range.start + before..start + range.start + words.trim_end().len().max(before)
            }
            Parted::Rows(rows) => {
                let span = rows.get(at)?.span;
                span.start as usize..span.end as usize
            }
            Parted::Regions(_, all) => all.get(at)?.clone(),
        };
        Some(Span::new(self.file, range))
    }

    /// How long a piece is, in letters.
    #[must_use]
    pub fn letters(&self, at: usize) -> usize {
        match &self.parted {
            Parted::Body(body) => body.units[at].range.len(),
            Parted::Rows(_) | Parted::Regions(..) => 1,
        }
    }

    /// What a piece is called: `paragraph`, `item`, `row`, `column`.
    #[must_use]
    pub fn called(&self, at: usize) -> &'static str {
        match &self.parted {
            Parted::Body(body) => match body.units[at].kind {
                PieceKind::Item { .. } => "item",
                PieceKind::Row { .. } => "row",
                PieceKind::Heading => "heading",
                PieceKind::Paragraph { .. } => "paragraph",
                PieceKind::Footnote { .. } | PieceKind::Other => "part",
            },
            Parted::Rows(_) => "row",
            Parted::Regions(key, _) => key,
        }
    }

    /// Whether the second half can begin with this piece: no heading loses what it stands over, and of no list or table
    /// is one item or row left alone.
    #[must_use]
    pub fn may_break(&self, at: usize) -> bool {
        if at == 0 || at >= self.len() {
            return false;
        }
        let rest = self.len() - at;
        match &self.parted {
            Parted::Body(body) => {
                let (before, here) = (&body.units[at - 1].kind, &body.units[at].kind);
                let leads = matches!(before, PieceKind::Heading | PieceKind::Paragraph { leads: true });
                let alone = |(block, place): (usize, usize)| {
                    let after = body.units[at..].iter().filter(|it| it.kind.within().is_some_and(|it| it.0 == block));
                    place > 0 && (place < 2 || after.count() < 2)
                };
                !leads && !here.within().is_some_and(alone) && !self.loses_steps(body, at)
            }
            Parted::Rows(_) => at > 1 && rest > 1,
            Parted::Regions("column", _) => at > 1 && rest > 1,
            Parted::Regions(..) => true,
        }
    }

    /// Whether a table, a quotation or code that is revealed as items are would stand before all items of the second half,
    /// where nothing waits.
    fn loses_steps(&self, body: &Body, at: usize) -> bool {
        let is_item = |it: &&Piece| matches!(it.kind, PieceKind::Item { .. });
        let mut until_items = body.units[at..].iter().take_while(|it| !is_item(it));
        self.reveal == Reveal::Items
            && body.units[..at].iter().any(|it| is_item(&it))
            && until_items.any(|it| matches!(it.kind, PieceKind::Row { .. } | PieceKind::Other))
    }

    /// The step of the last piece before `at`, where pieces are revealed one after the other.
    fn steps_before(&self, at: usize) -> Option<usize> {
        let steps = match (&self.parted, self.reveal) {
            (Parted::Regions(..), Reveal::Columns) => at,
            (Parted::Body(body), Reveal::Items | Reveal::Blocks) => {
                let units = &body.units;
                let items = units.iter().any(|it| matches!(it.kind, PieceKind::Item { .. }));
                let mut seen = None;
                let counts = |(place, kind): (usize, &PieceKind)| match kind {
                    PieceKind::Item { .. } if self.reveal == Reveal::Items => true,
                    PieceKind::Heading => false,
                    // Of running words between lists nothing waits, of all else each.
                    PieceKind::Paragraph { .. } => !(items && self.reveal == Reveal::Items),
                    _ if items && self.reveal == Reveal::Items => {
                        let list = |it: &Piece| matches!(it.kind, PieceKind::Item { .. });
                        let block = kind.within().map(|it| it.0);
                        units[..place].iter().any(list) && (block.is_none() || seen.replace(block) != Some(block))
                    }
                    _ => {
                        let block = kind.within().map(|it| it.0);
                        block.is_none() || seen.replace(block) != Some(block)
                    }
                };
                units[..at].iter().map(|it| &it.kind).enumerate().map(counts).filter(|it| *it).count()
            }
            _ => return None,
        };
        Some(steps)
    }

    /// How a half is revealed: where no item is left, what was none comes at once.
    fn reveals(&self, at: usize) -> [bool; 2] {
        let Parted::Body(body) = &self.parted else { return [true, true] };
        let is_item = |it: &Piece| matches!(it.kind, PieceKind::Item { .. });
        let kept = self.reveal != Reveal::Items || !body.units.iter().any(is_item);
        [kept || body.units[..at].iter().any(is_item), kept || body.units[at..].iter().any(is_item)]
    }

    /// Both halves, the second beginning with the piece `at`. `share` is how much of the slide the first half has, and
    /// `second_id` the name of the second.
    #[must_use]
    pub fn halves(&self, at: usize, share: f64, second_id: &str) -> Halves {
        let steps = self.steps_before(at);
        let cues = self.cues(steps, share);
        let mut halves = [self.source[self.header.clone()].to_owned(), self.source[self.header.clone()].to_owned()];
        let mut seen = [0, 0];
        for (index, entry) in self.entries.iter().enumerate() {
            let edits = match entry.key.as_str() {
                "cue" => match cues.second.get(&index) {
                    None => [Some(Vec::new()), None],
                    Some(step) => [None, Some(step.clone())],
                },
                "aside" | "source" => [None, Some(Vec::new())],
                "picture" | "pictures" | "mark" => [Some(Vec::new()), None],
                key => self.shared(key, entry, at, (steps, share), second_id, &mut seen),
            };
            let moved = edits[0].is_none();
            for (half, (out, edits)) in halves.iter_mut().zip(edits).enumerate() {
                let Some(edits) = edits else { continue };
                // What stands above a field stands there once.
                let range = if half == 0 || moved { entry.with_above.clone() } else { entry.own.clone() };
                out.push_str(&edited(&self.source, range, &edits));
                if !out.ends_with('\n') {
                    out.push('\n');
                }
            }
        }
        let windows = self.source.contains("\r\n");
        let [first, second] = halves.map(|half| with_ends(&half, windows));
        let notes = self.entries.iter().any(|it| it.key == "notes");
        Halves { first, second, by_length: cues.by_length || notes && steps.is_none() }
    }

    /// A field that both halves have, each its own part of it.
    fn shared(
        &self,
        key: &str,
        entry: &Entry,
        at: usize,
        (steps, share): (Option<usize>, f64),
        second_id: &str,
        seen: &mut [usize; 2],
    ) -> [Option<Vec<Edit>>; 2] {
        let place = entry.value.span.start as usize..entry.value.span.end as usize;
        let new = |words: String| Some(vec![(place.clone(), words)]);
        match (key, &entry.value.value, &self.parted) {
            ("body", Value::Text(text), Parted::Body(body)) => {
                body.halves(at).map(|half| new(words::written(&self.source, text, &half)))
            }
            ("table", _, Parted::Rows(rows)) => rows_shared(rows, at),
            (key, _, Parted::Regions(regions, _)) if key == *regions => {
                seen[0] += 1;
                if seen[0] <= at { [Some(Vec::new()), None] } else { [None, Some(Vec::new())] }
            }
            // What stands beside columns and rows stays with the first of them.
            ("body", _, Parted::Regions(..)) => [Some(Vec::new()), None],
            ("notes", Value::Text(text), _) => words::notes(&text.words, steps, share).map(|half| {
                let half = if text.words.ends_with('\n') && !half.is_empty() { half + "\n" } else { half };
                if half.is_empty() { None } else { new(words::written(&self.source, text, &half)) }
            }),
            ("time", Value::Text(text), _) => match duration::in_units(&text.words) {
                Some(time) => {
                    let whole = time.as_secs();
                    let first = ((whole as f64 * share / 5.0).round() as u64 * 5).clamp(whole.min(5), whole);
                    let secs = std::time::Duration::from_secs;
                    [first, whole - first].map(|part| new(format!("\"{}\"", written_time(secs(part)))))
                }
                None => [Some(Vec::new()), Some(Vec::new())],
            },
            ("reveal" | "replace", ..) => self.reveals(at).map(|kept| kept.then(Vec::new)),
            ("id", ..) => [Some(Vec::new()), new(format!("\"{second_id}\""))],
            _ => [Some(Vec::new()), Some(Vec::new())],
        }
    }

    /// The captions of the second half, with what changes in them.
    fn cues(&self, steps: Option<usize>, share: f64) -> Cues {
        let tables = self.entries.iter().enumerate().filter_map(|(index, entry)| match &entry.value.value {
            Value::Table(table) if entry.key == "cue" => Some((index, table)),
            _ => None,
        });
        let tables: Vec<(usize, &Table)> = tables.collect();
        let step = |table: &Table| match table.get("step").map(|node| &node.value) {
            Some(Value::Integer(step)) => usize::try_from(*step).unwrap_or(0),
            _ => 0,
        };
        let mut out = Cues::default();
        if let Some(steps) = steps.filter(|_| tables.iter().any(|(_, table)| step(table) > 0)) {
            for (index, table) in tables.into_iter().filter(|(_, table)| step(table) > steps) {
                let place = table.span_of("step");
                let new = (step(table) - steps).to_string();
                out.second.insert(index, vec![(place.start as usize..place.end as usize, new)]);
            }
            return out;
        }
        let lengths: Vec<usize> = tables.iter().map(|(index, _)| self.entries[*index].own.len()).collect();
        let whole: usize = lengths.iter().sum();
        let mut before = 0;
        for ((index, _), length) in tables.into_iter().zip(lengths) {
            if before > 0 && (before as f64 + length as f64 / 2.0) / whole as f64 > share {
                out.second.insert(index, Vec::new());
            }
            before += length;
        }
        out.by_length = before > 0;
        out
    }
}

type Edit = (Range<usize>, String);

#[derive(Default)]
struct Cues {
    second: std::collections::BTreeMap<usize, Vec<Edit>>,
    by_length: bool,
}

/// A stretch of the text with other words at some of its places.
fn edited(source: &str, range: Range<usize>, edits: &[Edit]) -> String {
    let mut out = String::new();
    let mut at = range.start;
    for (place, words) in edits {
        out.push_str(&source[at..place.start]);
        out.push_str(words);
        at = place.end;
    }
    out.push_str(&source[at..range.end]);
    out
}

/// The list of rows without those of the other half.
fn rows_shared(rows: &[Node], at: usize) -> [Option<Vec<Edit>>; 2] {
    let (start, end) = (|row: &Node| row.span.start as usize, |row: &Node| row.span.end as usize);
    let last = rows.last().map_or(0, end);
    let gone = [end(&rows[at - 1])..last, start(&rows[0])..start(&rows[at])];
    gone.map(|range| Some(vec![(range, String::new())]))
}

/// The slide's own table in its file.
fn table_of<'t>(source: &str, root: &'t Table, slide: &Slide) -> Option<&'t Table> {
    let Value::List(slides) = &root.get("slide")?.value else { return None };
    slides.iter().find_map(|node| match &node.value {
        Value::Table(table) if table.span == slide.span && source[node.span.start as usize..].starts_with("[[") => {
            Some(table)
        }
        _ => None,
    })
}

/// Why the slide is one piece, whatever its words.
fn whole_by_nature(slide: &Slide) -> Result<(), String> {
    let why = match &slide.layout {
        Layout::Statement { .. }
        | Layout::Bullets
        | Layout::References
        | Layout::Table
        | Layout::Blank
        | Layout::Parts { .. } => None,
        Layout::Publication { quote: None, .. } if !slide.body.is_empty() => None,
        Layout::Quote { .. } | Layout::Publication { .. } => {
            Some("a quotation is one piece; shorten it, or quote its sentences on two slides by hand")
        }
        Layout::Compare { .. } => Some("its two sides belong beside each other; shorten the longer one"),
        Layout::Chart { .. } | Layout::Numbers { .. } => {
            Some("its figures belong together; give its words a slide of their own")
        }
        Layout::Code => Some("a listing is one piece; show fewer of its lines with `lines` or `region`"),
        Layout::Canvas { .. } => Some("its items stand where they were put; move some to another slide"),
        Layout::Image => Some("its words belong to its picture"),
        Layout::Title { .. } | Layout::Section | Layout::Closing { .. } | Layout::Agenda | Layout::Faulty => {
            Some("it has no running words to share")
        }
    };
    let steps = |block: &Block| matches!(block, Block::Code(code) if code.highlight.len() > 1);
    let picture = slide.picture.as_ref();
    let why = why.or_else(|| {
        if slide.body.iter().any(steps) {
            Some("its code is lit step by step; split it by hand")
        } else if picture.is_some_and(|it| !it.parts.is_empty() || it.placing.when.step.is_some()) {
            Some("its picture comes step by step; split it by hand")
        } else if slide.marks.iter().any(|mark| mark.step > 0) {
            Some("its marks come step by step; split it by hand")
        } else {
            None
        }
    });
    why.map_or(Ok(()), |why| Err(why.to_owned()))
}

/// What of the slide can be shared.
fn parted(source: &str, slide: &Slide, table: &Table, entries: &[Entry]) -> Result<Parted, String> {
    for key in ["row", "column"] {
        let regions: Vec<&Entry> = entries.iter().filter(|entry| entry.key == key).collect();
        if regions.is_empty() {
            continue;
        }
        let timed = |entry: &&Entry| {
            let words = &source[entry.own.clone()];
            words.lines().any(|line| line.trim_start().starts_with("step") || line.trim_start().starts_with("until"))
        };
        let share = if key == "row" { "height" } else { "width" };
        let sized = |entry: &&Entry| matches!(&entry.value.value, Value::Table(inner) if inner.has(share));
        if regions.iter().any(timed) {
            return Err(format!("its {key}s come at steps of their own; split it by hand"));
        }
        if regions.iter().any(sized) {
            return Err(format!("its {key}s have a `{share}` each; split it by hand"));
        }
        let whole = regions.len() == entries.iter().filter(|entry| matches!(&*entry.key, "row" | "column")).count();
        if !whole || key == "column" && regions.len() < 4 {
            return Err(format!("its {key}s belong beside each other; shorten the longest"));
        }
        let key = if key == "row" { "row" } else { "column" };
        return Ok(Parted::Regions(key, regions.into_iter().map(|entry| entry.own.clone()).collect()));
    }
    if let Layout::Parts { .. } = slide.layout {
        return Err("its parts belong together; put them into [[slide.row]]s".to_owned());
    }
    if let Some(Value::Table(inner)) = table.get("table").map(|node| &node.value) {
        let rows = inner.get("rows").map(|node| &node.value);
        return match rows {
            Some(Value::List(rows)) => Ok(Parted::Rows(rows.clone())),
            _ => Err("its rows come from a file; name fewer of them there".to_owned()),
        };
    }
    match table.get("body").map(|node| &node.value) {
        Some(Value::Text(text)) => Ok(Parted::Body(Body::of(text))),
        _ => Err("it has no running words to share".to_owned()),
    }
}
