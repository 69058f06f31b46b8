//! Charts of any data in any kind and look: no words on others or off the slide, none too small, nothing that fails; and
//! what readers get who do not see them.

use std::fmt::Write as _;
use std::path::Path;

use cuecard::drawing::passages::words_of_all;
use cuecard::drawing::{Item, Passage, Placed, Role};
use cuecard::lint::room;
use cuecard::talk::Talk;

/// Words in charts are at least so large, in points.
const SMALLEST: f32 = 13.99;

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

    fn to(&mut self, most: usize) -> usize {
        (self.next() % (most as u64 + 1)) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.to(99) < percent
    }

    fn share(&mut self) -> f64 {
        self.to(1_000_000) as f64 / 1e6
    }
}

const WORDS: [&str; 14] = [
    "Oslo",
    "Lima",
    "Market",
    "Quay Street",
    "Neighbourhood office",
    "to 5 years",
    "Wind and sun",
    "A",
    "Rheinland-Pfalz",
    "St Mary’s",
    "Interdepartmental",
    "Ü",
    "Coal",
    "Mill Road, north side",
];

fn labels(dice: &mut Dice, count: usize) -> Vec<String> {
    match dice.to(6) {
        0 => (0..count).map(|n| format!("{}", 1960 + n)).collect(),
        1 => (0..count).map(|n| format!("20{:02}-{:02}-{:02}", 10 + n / 300, 1 + n / 25 % 12, 1 + n % 25)).collect(),
        2 => (0..count).map(|n| format!("{:02}:{:02}", n * 20 / 60 % 24, n * 20 % 60)).collect(),
        3 => (0..count).map(|n| format!("20{:02}-{:02}", n / 12, n % 12 + 1)).collect(),
        4 => (0..count).map(|_| format!("2024-0{}-1{}", 1 + dice.to(8), dice.to(9))).collect(),
        _ => (0..count).map(|n| format!("{} {n}", WORDS[dice.to(WORDS.len() - 1)])).collect(),
    }
}

fn values(dice: &mut Dice, count: usize) -> Vec<f64> {
    let (wide, low) = (if dice.chance(80) { 6 } else { 22 }, if dice.chance(80) { 2 } else { 9 });
    let scale = 10_f64.powi(dice.to(wide) as i32 - low);
    let (negative, gaps, even) = (dice.chance(30), dice.chance(30), dice.chance(8));
    let value = |dice: &mut Dice| {
        let value = if even { 0.5 } else { dice.share() } * scale.min(9e13);
        let value = if dice.chance(50) { (value * 10.0).round() / 10.0 } else { value };
        let value = if negative && dice.chance(40) { -value } else { value };
        if gaps && dice.chance(20) { f64::NAN } else { value }
    };
    (0..count).map(|_| value(dice)).collect()
}

fn list(values: &[f64]) -> String {
    let words: Vec<String> =
        values.iter().map(|it| if it.is_nan() { "nan".to_owned() } else { format!("{it:?}") }).collect();
    format!("[{}]", words.join(", "))
}

fn chart(dice: &mut Dice) -> String {
    let kind = ["bars", "columns", "line", "area", "points", "dots"][dice.to(5)];
    let most = if dice.chance(70) { 14 } else { 59 };
    let count = 1 + dice.to(most);
    let labels = labels(dice, count);
    let mut out = format!("kind = \"{kind}\", labels = {labels:?}");
    let several = if dice.chance(40) { 2 + dice.to(3) } else { 1 };
    if several > 1 {
        let names = ["Coal", "Wind and sun", "Gas", "Share of the neighbourhoods", "Rest"];
        let series: Vec<String> = (0..several)
            .map(|at| format!("{{ name = \"{}\", values = {} }}", names[at], list(&values(dice, count))))
            .collect();
        write!(out, ", series = [{}]", series.join(", ")).expect("a text");
        if matches!(kind, "bars" | "columns" | "area") && dice.chance(50) {
            out += ", stacked = true";
        }
    } else {
        let values = values(dice, count);
        write!(out, ", values = {}", list(&values)).expect("a text");
        if matches!(kind, "columns" | "line" | "points" | "dots") && dice.chance(30) {
            let around = |by: f64| values.iter().map(|it| it + it.abs() * by).collect::<Vec<_>>();
            write!(out, ", low = {}, high = {}", list(&around(-0.2)), list(&around(0.3))).expect("a text");
        }
    }
    if kind == "points" {
        let x: Vec<f64> = (0..count).map(|_| (dice.share() * 200.0).round()).collect();
        write!(out, ", x = {}", list(&x)).expect("a text");
        if dice.chance(60) {
            out += ", trend = \" units for each step\"";
        }
    }
    if matches!(kind, "line" | "area") && dice.chance(40) {
        let count = 1 + dice.to(2);
        let events: Vec<String> = (0..count)
            .map(|_| format!("{{ at = \"{}\", text = \"heat warning\" }}", labels[dice.to(labels.len() - 1)]))
            .collect();
        write!(out, ", events = [{}]", events.join(", ")).expect("a text");
    }
    if dice.chance(25) {
        let two = ", targets = [{ at = 5 }, { at = 6, text = \"what we want\" }]";
        out += [", targets = [{ at = 5, text = \"legal limit\" }]", two][dice.to(1)];
    }
    if matches!(kind, "bars" | "columns" | "dots") && dice.chance(25) {
        out += ", sort = \"falling\"";
    }
    if dice.chance(30) {
        write!(out, ", unit = \"{}\"", ["%", " schools", " µg/m³", " €"][dice.to(3)]).expect("a text");
    }
    if dice.chance(25) {
        write!(out, ", format = \"{}\"", ["short", "signed", "percent"][dice.to(2)]).expect("a text");
    }
    if dice.chance(35) {
        out += ", highlight = 0";
    }
    out
}

fn deck(seed: u64) -> String {
    let mut dice = Dice(seed);
    let theme = ["civic", "lecture", "keynote"][dice.to(2)];
    let variant = ["light", "dark", "high-contrast"][dice.to(2)];
    let aspect = if dice.chance(25) { "4:3" } else { "16:9" };
    let language = ["en", "de", "fr", "ja"][dice.to(3)];
    let mut out = format!(
        "[deck]\ntitle = \"T\"\nlanguage = \"{language}\"\naspect = \"{aspect}\"\ntheme = \"{theme}\"\nvariant = \"{variant}\"\n"
    );
    for _ in 0..8 {
        let chart = chart(&mut dice);
        out += "[[slide]]\nfooter = false\ntitle = \"What we found\"\nsubtitle = \"What is measured\"\n";
        if dice.chance(20) {
            out += "body = \"A line of words under it.\"\n";
        }
        writeln!(out, "chart = {{ {chart} }}").expect("a text");
    }
    out
}

fn open(text: &str) -> Talk {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("deck.toml"), text).expect("a deck");
    Talk::open(folder.path()).expect("it reads")
}

fn sizes(items: &[Placed], out: &mut Vec<(f32, String)>) {
    for placed in items {
        match &placed.item {
            Item::Text(run) => out.push((run.size, run.text.to_string())),
            Item::Group(group) => sizes(&group.items, out),
            Item::Shape(_) | Item::Picture(_) => {}
        }
    }
}

#[test]
fn no_words_of_a_chart_lie_on_others_leave_the_slide_or_are_too_small() {
    #[expect(clippy::disallowed_methods, reason = "how many are tried is asked for in the environment")]
    let count = std::env::var("CUECARD_CHARTS").ok().and_then(|it| it.parse().ok()).unwrap_or(12);
    let mut wrong = String::new();
    let (mut told, mut all) = (0, 0);
    for seed in 0..count {
        let text = deck(seed);
        let talk = open(&text);
        let failed = |code: &str| matches!(code, "SLD-FAILED" | "READ");
        for fault in talk.diagnostics.iter().filter(|it| failed(it.code)) {
            writeln!(wrong, "seed {seed}: {}", fault.message).expect("a text");
        }
        for fault in room(&talk) {
            let nth = fault.span.map_or(0, |span| text[..span.start as usize].matches("[[slide]]").count());
            let chart = text.lines().filter(|line| line.starts_with("chart")).nth(nth.saturating_sub(1));
            writeln!(wrong, "seed {seed}: {}\n  {}", fault.message, chart.unwrap_or_default()).expect("a text");
        }
        all += talk.pages.len();
        told += talk.diagnostics.iter().filter(|it| it.code == "SLD-OVERFLOW").count();
        for (at, page) in talk.pages.iter().enumerate() {
            let mut found = Vec::new();
            sizes(&page.steps[page.last_step()].items, &mut found);
            for (size, words) in found.into_iter().filter(|(size, _)| *size < SMALLEST) {
                writeln!(wrong, "seed {seed}, slide {}: `{words}` is {size} pt", at + 1).expect("a text");
            }
        }
    }
    println!("{told} of {all} charts are told to hold more than fits");
    assert!(wrong.is_empty(), "{wrong}");
    assert!(told * 5 < all, "{told} of {all} have no room");
}

#[test]
fn no_chart_of_a_bundled_theme_is_told_to_look_alike() {
    let names = ["One", "Two", "Three", "Four", "Five"];
    for theme in ["civic", "lecture", "keynote", "essay", "workshop"] {
        for variant in ["light", "dark", "high-contrast"] {
            let mut text =
                format!("[deck]\ntitle = \"T\"\nlanguage = \"en\"\ntheme = \"{theme}\"\nvariant = \"{variant}\"\n");
            for kind in ["bars", "columns", "line", "area"] {
                for count in [1, 2, 5] {
                    let series: Vec<String> = names[..count]
                        .iter()
                        .map(|name| format!("{{ name = \"{name}\", values = [3, 5, 4] }}"))
                        .collect();
                    let series = series.join(", ");
                    writeln!(
                        text,
                        "[[slide]]\ntitle = \"T\"\nchart = {{ kind = \"{kind}\", labels = [\"a\", \"b\", \"c\"], series = [{series}] }}"
                    )
                    .expect("a text");
                }
            }
            let told = cuecard::lint::lint(&open(&text));
            let told: Vec<_> = told.iter().filter(|it| matches!(it.code, "SLD-CVD" | "SLD-GRAPHIC")).collect();
            assert!(told.is_empty(), "{theme}, {variant}: {told:?}");
        }
    }
}

#[test]
fn numbers_beyond_all_bounds_are_told_and_never_fail() {
    let values = ["1e308", "inf", "-inf", "nan", "9e14", "-9e14", "1e-300", "0", "5e-324"];
    for kind in ["bars", "columns", "line", "area", "points", "dots", "share"] {
        for one in values {
            for rest in ["", "stacked = true, ", "log = true, ", "sort = \"rising\", ", "format = \"short\", "] {
                let x = if kind == "points" { "x = [1, 1, 1e300], trend = true, " } else { "" };
                let body =
                    format!("labels = [\"2024-01-01\", \"2024-01-01\", \"2024-01-02\"], values = [{one}, {one}, 3]");
                let deck = format!(
                    "[deck]\ntitle = \"T\"\nlanguage = \"en\"\n[[slide]]\ntitle = \"T\"\nchart = {{ kind = \"{kind}\", {rest}{x}{body} }}\n"
                );
                let talk = open(&deck);
                assert!(talk.diagnostics.iter().all(|it| it.code != "SLD-FAILED"), "{deck}: {:?}", talk.diagnostics);
            }
        }
    }
}

#[test]
fn who_does_not_see_a_chart_gets_its_sentences_and_its_numbers() {
    let deck = "[deck]\ntitle = \"T\"\nlanguage = \"de\"\n[[slide]]\ntitle = \"Sechs Straßen\"\nsubtitle = \"Änderung in °C\"\n\
                chart = { kind = \"bars\", labels = [\"A\", \"B\", \"C\", \"D\", \"E\", \"F\", \"G\"], \
                values = [-3.1, -2.4, -1.9, -1.2, -0.6, 0.9, 1.6] }\n";
    let talk = open(deck);
    let page = &talk.pages[0];
    let spoken = words_of_all(&page.steps);
    let expected =
        "Balkendiagramm: Änderung in °C. 7 Werte. Höchster: G, 1,6. Niedrigster: A, −3,1. 5 von 7 liegen unter null.";
    assert!(spoken.contains(expected), "{spoken}");
    assert!(spoken.contains("\nA: −3,1\nB: −2,4\n"), "{spoken}");
    // What is seen has each number once.
    let seen = page.steps[0].words();
    assert_eq!(seen.matches("−3,1").count(), 1, "{seen}");
    let tables = page.steps[0].passages();
    let table = tables.iter().find_map(|it| if let Passage::Data(table) = it { Some(table) } else { None });
    let rows: Vec<Vec<&str>> = table
        .expect("the chart has its numbers")
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.words.as_str()).collect())
        .collect();
    assert_eq!(rows[..3], [vec!["Bezeichnung", "Wert"], vec!["A", "−3,1"], vec!["B", "−2,4"]]);
    let own = open(&deck.replace("kind = ", "alt = \"Sechs wurden kühler.\", kind = "));
    assert!(words_of_all(&own.pages[0].steps).contains("Sechs wurden kühler."));
    assert!(!words_of_all(&own.pages[0].steps).contains("Balkendiagramm"));
}

#[test]
fn every_chart_of_the_talk_has_numbers_for_readers() {
    let talk = Talk::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/talks/data")).expect("it reads");
    fn charts(items: &[Placed], out: &mut usize) {
        for placed in items {
            let Item::Group(group) = &placed.item else { continue };
            *out += usize::from(matches!(group.role, Role::Data(_)));
            charts(&group.items, out);
        }
    }
    let mut count = 0;
    talk.pages.iter().for_each(|page| charts(&page.steps[page.last_step()].items, &mut count));
    assert_eq!(count, 13);
}

/// Files as spreadsheets of three countries save the same table.
#[test]
fn the_same_table_from_any_spreadsheet_is_the_same_chart() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/charts/spreadsheets");
    let talk = Talk::open(&folder).expect("it reads");
    let faults: Vec<_> = talk
        .diagnostics
        .iter()
        .filter(|it| it.code == "READ" && it.severity > cuecard::diagnostic::Severity::Info)
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
    let charts: Vec<_> = talk
        .deck
        .slides
        .iter()
        .filter_map(|slide| if let cuecard::deck::Layout::Chart { chart } = &slide.layout { Some(chart) } else { None })
        .collect();
    assert!(charts.len() >= 8, "{}", charts.len());
    for chart in &charts {
        let values: Vec<_> = chart.series.iter().map(|series| series.values.clone()).collect();
        let expected =
            [vec![Some(1250.5), Some(-980.0), None, Some(12.0)], vec![Some(12.0), Some(7.5), Some(3.0), Some(100.0)]];
        assert_eq!(values, expected, "{:?}", chart.span);
        let labels: Vec<String> = chart.labels.iter().map(cuecard::deck::Rich::text).collect();
        assert_eq!(labels, ["31 Dec 2025", "5 Jan 2026", "14 Feb 2026", "1 Mar 2026"]);
    }
}
