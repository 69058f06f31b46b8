//! Ordinary slides by the dozen: wherever words lie on words, leave the slide or are lost, `check` tells it.
//!
//! What is seen is judged here by pixels alone: each block of words is painted by itself, and the inked pixels of two
//! blocks are laid over each other. `CUECARD_ORDINARY=1000 cargo test --test it ordinary -- --nocapture` tries as many
//! slides and prints how many were told; `CUECARD_ORDINARY_SEED` begins elsewhere, `CUECARD_ORDINARY_SHEET=folder` keeps
//! the decks.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use cuecard::color::Color;
use cuecard::diagnostic::Severity;
use cuecard::drawing::{Drawing, Group, Item, Placed, Role};
use cuecard::geometry::{Affine, Point, Rect, Size, Vec2};
use cuecard::lint::room;
use cuecard::paint::raster::{Painter, Pixels};
use cuecard::talk::Talk;

use crate::ordinary_words::{ENGLISH, GERMAN, HEBREW, JAPANESE};

/// Slides of a deck, its title and sections among them.
const SLIDES: usize = 15;
const USUAL: usize = 60;
/// What stands around a slide when it is painted, so that words beyond it are seen.
const MARGIN: f64 = 120.0;
/// From here on a pixel is ink, of 255; and how many two blocks have to share.
const INK: u8 = 110;
const SHARED: usize = 3;
const CODES: [&str; 4] = ["SLD-OVERFLOW", "SLD-OVERLAP", "SLD-EDGE", "SLD-LABELS"];

/// A sequence that is the same each time (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn range(&mut self, from: usize, to: usize) -> usize {
        from + (self.next() % (to - from + 1) as u64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.range(1, 100) <= percent
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.range(0, all.len() - 1)]
    }
}

struct Writer {
    dice: Dice,
    words: Vec<&'static str>,
    gap: &'static str,
    /// Every word of the slide so far.
    said: Vec<String>,
}

impl Writer {
    fn words(&mut self, from: usize, to: usize) -> String {
        let count = self.dice.range(from, to);
        let words: Vec<&str> = (0..count).map(|_| self.dice.of(&self.words.clone())).collect();
        self.said.extend(words.iter().map(|it| (*it).to_owned()));
        words.join(self.gap)
    }

    fn list(&mut self, items: (usize, usize), words: (usize, usize)) -> String {
        let count = self.dice.range(items.0, items.1);
        (0..count).map(|_| format!("- {}\n", self.words(words.0, words.1))).collect()
    }

    fn labels(&mut self, count: usize, most: usize) -> String {
        let labels: Vec<String> = (0..count).map(|_| format!("'{}'", self.words(1, most))).collect();
        labels.join(", ")
    }

    fn values(&mut self, count: usize) -> String {
        let values: Vec<String> = (0..count).map(|_| format!("{}", self.dice.range(1, 9000))).collect();
        values.join(", ")
    }

    fn code(&mut self) -> String {
        let count = self.dice.range(3, 14);
        let line = |dice: &mut Dice| {
            let size = dice.range(2, 8);
            (0..size)
                .map(|_| dice.of(&["total", "=", "item.price", "return", "sum(x)", "if", "{", "}", "user_id"]))
                .collect::<Vec<_>>()
        };
        (0..count).map(|_| format!("{}\n", line(&mut self.dice).join(" "))).collect()
    }

    fn slide(&mut self, kind: usize) -> String {
        let mut out = String::from("[[slide]]\n");
        let mut put = |name: &str, words: String| writeln!(out, "{name} = '''{words}'''").expect("a text");
        let kicker = self.dice.chance(25);
        let source = self.dice.chance(20);
        if kicker && !matches!(kind, 4 | 9 | 14) {
            put("kicker", self.words(1, 5));
        }
        if source && matches!(kind, 2 | 3 | 5 | 6 | 7 | 10) {
            put("source", self.words(5, 20));
        }
        match kind {
            0 => {
                put("layout", "title".to_owned());
                put("title", self.words(2, 14));
                put("subtitle", self.words(2, 10));
                out.push_str("speakers = SPEAKERS\n");
            }
            1 => {
                put("layout", "section".to_owned());
                put("title", self.words(1, 12));
            }
            2 => {
                put("title", self.words(2, 11));
                put("body", self.words(8, 55));
                if self.dice.chance(30) {
                    put("aside", self.words(4, 20));
                }
            }
            3 => {
                put("title", self.words(2, 9));
                put("body", format!("\n{}", self.list((2, 8), (1, 13))));
                if self.dice.chance(30) {
                    writeln!(out, "columns = {}", self.dice.range(2, 3)).expect("a text");
                } else if self.dice.chance(30) {
                    put("aside", self.words(4, 20));
                }
            }
            4 => {
                put("quote", self.words(5, 45));
                put("by", self.words(1, 4));
                put("work", self.words(2, 8));
            }
            5 => {
                put("title", self.words(2, 8));
                put("left.kicker", self.words(1, 3));
                put("left.body", self.words(3, 22));
                put("right.body", self.words(3, 22));
            }
            6 => {
                let number = self.dice.of(&["1", "12", "#2026", "1/3", "No. 7", "100%"]).to_owned();
                put("number", number);
                put("title", self.words(2, 9));
                put("body", self.words(6, 40));
            }
            7 => {
                put("title", self.words(2, 8));
                let count = self.dice.range(1, 5);
                let values = ["€12,500", "€1,250,000", "2 weeks", "87%", "1 in 3", "3.4 million", "−12", "40,000 km²"];
                let all: Vec<String> = (0..count)
                    .map(|_| format!("{{ value = '{}', label = '{}' }}", self.dice.of(&values), self.words(1, 7)))
                    .collect();
                if self.dice.chance(40) {
                    put("body", self.words(5, 25));
                }
                writeln!(out, "numbers = [{}]", all.join(", ")).expect("a text");
            }
            8 => {
                put("title", self.words(2, 8));
                let (columns, rows) = (self.dice.range(2, 7), self.dice.range(1, 7));
                let mut text = String::from("\n");
                for row in 0..=rows {
                    let cells: Vec<String> = (0..columns).map(|_| self.words(1, 3)).collect();
                    writeln!(text, "| {} |", cells.join(" | ")).expect("a text");
                    if row == 0 {
                        writeln!(text, "|{}", "---|".repeat(columns)).expect("a text");
                    }
                }
                put("body", text);
            }
            9 => {
                put("title", self.words(2, 7));
                put("body", format!("\n```\n{}```\n", self.code()));
            }
            10 | 11 => {
                put("title", self.words(2, 9));
                let kind = self.dice.of(&["bars", "columns", "line", "dots", "share", "scale"]);
                let count = match kind {
                    "share" => self.dice.range(1, 2),
                    "scale" => self.dice.range(3, 6),
                    _ => self.dice.range(2, 12),
                };
                let labels = self.labels(count, 3);
                let series = if matches!(kind, "share" | "scale") { 1 } else { self.dice.range(1, 4) };
                let data = match (kind, series) {
                    ("scale", _) => format!("ends = ['{}', '{}']", self.words(1, 3), self.words(1, 3)),
                    ("share", _) => format!("values = [{}]", if count == 1 { "62" } else { "62, 38" }),
                    (_, 1) => format!("values = [{}]", self.values(count)),
                    _ => {
                        let one = |it: &mut Self| {
                            format!("{{ name = '{}', values = [{}] }}", it.words(1, 3), it.values(count))
                        };
                        let all: Vec<String> = (0..series).map(|_| one(self)).collect();
                        format!("series = [{}]", all.join(", "))
                    }
                };
                let unit = if kind == "share" { "%" } else { self.dice.of(&["", "%", " t"]) };
                let unit = if kind == "scale" { String::new() } else { format!(", unit = '{unit}'") };
                writeln!(out, "chart = {{ kind = '{kind}', labels = [{labels}], {data}{unit} }}").expect("a text");
            }
            12 => {
                put("layout", "references".to_owned());
                put("title", self.words(1, 4));
                put("body", format!("\n{}", self.list((3, 8), (6, 18))));
            }
            13 => {
                put("title", self.words(2, 8));
                put("cover.title", self.words(2, 10));
                put("cover.subtitle", self.words(2, 8));
                put("cover.authors", self.words(2, 6));
                if self.dice.chance(50) {
                    put("quote", self.words(8, 35))
                } else {
                    put("body", self.words(8, 40))
                }
                put("source", self.words(4, 16));
            }
            14 => {
                put("layout", "closing".to_owned());
                put("title", self.words(1, 6));
                put("body", self.words(3, 20));
            }
            _ => {
                put("title", self.words(2, 9));
                put("body", self.words(5, 30));
                let fit = self.dice.of(&["contain", "cover"]);
                writeln!(out, "picture = {{ src = 'p.svg', alt = 'x', fit = '{fit}' }}").expect("a text");
            }
        }
        out
    }
}

/// A deck, and the words of each of its slides.
fn deck(seed: u64) -> (String, Vec<Vec<String>>) {
    let mut dice = Dice(seed);
    let (language, list, gap) =
        [("en-GB", ENGLISH, " "), ("de", GERMAN, " "), ("he", HEBREW, " "), ("ja", JAPANESE, "")][(seed % 4) as usize];
    let theme = ["civic", "lecture", "keynote"][(seed / 4 % 3) as usize];
    let aspect = ["16:9", "4:3"][(seed / 12 % 2) as usize];
    dice.next();
    let mut writer = Writer { dice, words: list.split_whitespace().collect(), gap, said: Vec::new() };
    let title = writer.words(2, 12);
    let mut out =
        format!("[deck]\ntitle = '{title}'\nlanguage = '{language}'\ntheme = '{theme}'\naspect = '{aspect}'\n");
    let speakers = writer.dice.range(1, 6);
    for at in 0..speakers {
        let (name, from) = (writer.words(2, 3), writer.words(2, 6));
        writeln!(out, "[[speaker]]\nid = 's{at}'\nname = '{name}'\naffiliation = '{from}'").expect("a text");
    }
    let ids: Vec<String> = (0..speakers).map(|at| format!("'s{at}'")).collect();
    let of_speakers = std::mem::take(&mut writer.said);
    let mut said = Vec::new();
    for at in 0..SLIDES {
        let kind = match at {
            0 => 0,
            1 | 8 => 1,
            _ => writer.dice.range(2, 15),
        };
        let slide = writer.slide(kind).replace("SPEAKERS", &format!("[{}]", ids.join(", ")));
        out.push_str(&slide.replacen("[[slide]]\n", &format!("[[slide]]\nid = 'z{at}'\n"), 1));
        let mut words = std::mem::take(&mut writer.said);
        if kind == 0 {
            // Its own title is the slide's; the names are the deck's.
            words.extend(of_speakers.iter().skip(title.split(gap).filter(|it| !it.is_empty()).count()).cloned());
        }
        said.push(if gap.is_empty() { Vec::new() } else { words });
    }
    (out, said)
}

/// A block of words: its items, where its group stands, and a generous box around it.
struct Block {
    drawing: Drawing,
    space: Rect,
    words: String,
}

/// Groups whose words stand directly in them, or in parts of a line.
fn blocks(items: &[Placed], by: Affine, size: Size, out: &mut Vec<Block>) {
    for placed in items {
        let Item::Group(group) = &placed.item else { continue };
        let here = by * Affine::translate(placed.at.to_vec2()) * group.transform;
        let mut space: Option<Rect> = None;
        let mut words = String::new();
        own_words(&group.items, here, &mut space, &mut words);
        match (space, &group.role) {
            // Numbers of lines of code, an author's own drawing.
            (Some(_), Role::Decoration | Role::Figure { .. }) => {}
            (Some(space), _) => {
                let group = Group { transform: here, clip: None, ..Group::new(Role::Section, group.items.clone()) };
                let item = Placed { at: Point::new(MARGIN, MARGIN), item: Item::Group(group), span: placed.span };
                let size = Size::new(size.width + 2.0 * MARGIN, size.height + 2.0 * MARGIN);
                let drawing = Drawing { size, ground: Color::WHITE, items: vec![black(item)] };
                out.push(Block { drawing, space, words });
            }
            (None, _) => blocks(&group.items, here, size, out),
        }
    }
}

fn own_words(items: &[Placed], by: Affine, space: &mut Option<Rect>, words: &mut String) {
    for placed in items {
        let here = by * Affine::translate(placed.at.to_vec2());
        match &placed.item {
            Item::Text(run) => {
                let size = f64::from(run.size);
                let own = Rect::new(-0.2 * size, -1.3 * size, f64::from(run.advance) + 0.2 * size, 0.6 * size);
                let own = here.transform_rect_bbox(own);
                *space = Some(space.map_or(own, |it| it.union(own)));
                words.push_str(&run.text);
            }
            Item::Group(group)
                if matches!(group.role, Role::Link { .. } | Role::Language(_) | Role::Formula { .. }) =>
            {
                own_words(&group.items, here * group.transform, space, words);
            }
            _ => {}
        }
    }
}

/// The same in black.
fn black(placed: Placed) -> Placed {
    let item = match placed.item {
        Item::Text(run) => {
            Item::Text(std::sync::Arc::new(cuecard::drawing::Glyphs { color: Color::BLACK, ..(*run).clone() }))
        }
        Item::Group(group) => Item::Group(Group { items: group.items.into_iter().map(black).collect(), ..group }),
        other => other,
    };
    Placed { item, ..placed }
}

/// What is wrong on a drawing to the eye: words on words, and words beyond the slide.
fn seen(drawing: &Drawing, painter: &mut Painter) -> Vec<String> {
    let mut all = Vec::new();
    blocks(&drawing.items, Affine::IDENTITY, drawing.size, &mut all);
    let mut painted: Vec<Option<Pixels>> = all.iter().map(|_| None).collect();
    let mut out = Vec::new();
    let slide = drawing.size.to_rect();
    let mut paint = |at: usize, painted: &mut Vec<Option<Pixels>>| {
        if painted[at].is_none() {
            let size = all[at].drawing.size;
            painted[at] = Some(painter.paint(&all[at].drawing, size.width as u32, size.height as u32));
        }
    };
    for one in 0..all.len() {
        if slide.union(all[one].space) != slide {
            paint(one, &mut painted);
            let pixels = painted[one].as_ref().expect("painted");
            if inked(pixels).any(|at| !slide.inflate(1.0, 1.0).contains(at)) {
                out.push(format!("`{}` leaves the slide", all[one].words));
            }
        }
        for other in one + 1..all.len() {
            if all[one].space.intersect(all[other].space).area() <= 0.0 {
                continue;
            }
            paint(one, &mut painted);
            paint(other, &mut painted);
            let (a, b) = (painted[one].as_ref().expect("painted"), painted[other].as_ref().expect("painted"));
            let shared = a.data.chunks_exact(4).zip(b.data.chunks_exact(4)).filter(|(a, b)| a[0] < INK && b[0] < INK);
            if shared.count() >= SHARED {
                out.push(format!("`{}` lies on `{}`", all[one].words, all[other].words));
            }
        }
    }
    out
}

fn inked(pixels: &Pixels) -> impl Iterator<Item = Point> + '_ {
    let wide = pixels.width as usize;
    let ink = pixels.data.chunks_exact(4).enumerate().filter(|(_, pixel)| pixel[0] < INK);
    ink.map(move |(at, _)| Point::new((at % wide) as f64, (at / wide) as f64) - Vec2::new(MARGIN, MARGIN))
}

fn all_text(items: &[Placed]) -> String {
    let words = |placed: &Placed| match &placed.item {
        Item::Text(run) => run.text.to_string(),
        Item::Group(group) => all_text(&group.items),
        Item::Shape(_) | Item::Picture(_) => String::new(),
    };
    items.iter().map(words).collect()
}

/// Letters alone: a layout may break lines and capitalize.
fn squeezed(text: &str) -> String {
    text.to_uppercase().chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[test]
fn ordinary_slides_are_whole_or_told() {
    #[expect(clippy::disallowed_methods, reason = "how many slides are tried is asked for in the environment")]
    let asked = |name: &str| std::env::var(name).ok();
    let wanted = asked("CUECARD_ORDINARY").and_then(|it| it.parse().ok()).unwrap_or(USUAL);
    let first: u64 = asked("CUECARD_ORDINARY_SEED").and_then(|it| it.parse().ok()).unwrap_or(1);
    let kept = asked("CUECARD_ORDINARY_SHEET");
    let mut painter = Painter::new();
    let (mut tried, mut told, mut seen_told, mut silent) = (0, 0, 0, Vec::new());
    for seed in (first..).take(wanted.div_ceil(SLIDES)) {
        let (text, said) = deck(seed);
        let temporary = tempfile::tempdir().expect("a folder");
        let folder =
            kept.as_ref().map_or(temporary.path().to_path_buf(), |it| Path::new(it).join(format!("deck-{seed}")));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("deck.toml"), &text).expect("a deck");
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30'><rect width='40' height='30' fill='teal'/></svg>";
        fs::write(folder.join("p.svg"), svg).expect("a picture");
        let talk = Talk::open(&folder).expect("the deck opens");
        let wrong: Vec<_> =
            talk.diagnostics.iter().filter(|it| it.severity == Severity::Error && it.code == "READ").collect();
        assert!(wrong.is_empty(), "deck {seed}: {wrong:?}\n{text}");
        let findings: Vec<_> = talk.diagnostics.iter().cloned().chain(room(&talk)).collect();
        for (page, (slide, said)) in talk.pages.iter().zip(talk.deck.slides.iter().zip(&said)) {
            tried += 1;
            let name = format!("`{}`", slide.id);
            let is_told = findings.iter().any(|it| CODES.contains(&it.code) && it.message.contains(&name));
            let drawing = &page.steps[page.steps.len() - 1];
            let mut faults = seen(drawing, &mut painter);
            let shown = squeezed(&all_text(&drawing.items));
            let lost = said.iter().filter(|word| !shown.contains(&squeezed(word)));
            faults.extend(lost.map(|word| format!("`{word}` is lost")));
            told += usize::from(is_told);
            seen_told += usize::from(is_told && !faults.is_empty());
            if !is_told && !faults.is_empty() {
                silent.push(format!("deck {seed}, slide {}: {}", slide.id, faults.join("; ")));
            }
        }
    }
    println!(
        "{tried} slides: {told} told, {seen_told} of them with words that lie on others, leave the slide or are lost; {} silent",
        silent.len()
    );
    assert!(silent.is_empty(), "{} of {tried} are silent:\n{}", silent.len(), silent.join("\n"));
}
