//! Points and lines with an `x` of their own each, in the deck and in a file: what is drawn, and what is told of bad ones.

use cuecard::deck::{Chart, Layout, Rich};
use cuecard::diagnostic::Diagnostic;
use cuecard::talk::Talk;

const HEAD: &str = "[deck]\ntitle = 'T'\nlanguage = 'en-GB'\n[[slide]]\ntitle = 'T'\n";
const FILE: &str = "Oak age,Oak mass,Oak name,Birch age,Birch mass\n40,0.6,a,15,0.2\n95,1.9,b,28,0.5\n160,,c,44,0.9\n240,5.2,,,\n,7.9,e,,\n";

fn talk(chart: &str, file: &str) -> (Talk, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!("{HEAD}chart = {{ {chart} }}\n");
    std::fs::write(folder.path().join("deck.toml"), &text).expect("a deck");
    std::fs::write(folder.path().join("t.csv"), file).expect("a file");
    (Talk::open(folder.path()).expect("it reads"), text)
}

fn chart(talk: &Talk) -> &Chart {
    match &talk.deck.slides[0].layout {
        Layout::Chart { chart } => chart,
        other => panic!("{other:?}: {:?}", talk.diagnostics),
    }
}

fn read(talk: &Talk) -> Vec<&Diagnostic> {
    talk.diagnostics.iter().filter(|it| it.code == "READ").collect()
}

#[test]
fn columns_of_a_file_give_each_series_its_places() {
    for kind in ["points", "line"] {
        let (talk, _) = talk(
            &format!("kind = '{kind}', data = 't.csv', x = ['Oak age', 'Birch age'], y = ['Oak mass', 'Birch mass']"),
            FILE,
        );
        let told = read(&talk);
        let [lacking] = told[..] else { panic!("{told:?}") };
        assert_eq!(lacking.message, "a point has no `Oak age`: not shown");
        let chart = chart(&talk);
        let names: Vec<_> = chart.series.iter().map(|it| it.name.as_ref().map(Rich::text)).collect();
        assert_eq!(names, [Some("Oak mass".to_owned()), Some("Birch mass".to_owned())]);
        let along = chart.along.as_ref().expect("there are places").places();
        let points = |series: usize| -> Vec<(f64, Option<f64>)> {
            chart.own(series).into_iter().map(|at| (along[at], chart.value(series, at))).collect()
        };
        assert_eq!(points(0), [(40.0, Some(0.6)), (95.0, Some(1.9)), (160.0, None), (240.0, Some(5.2))]);
        assert_eq!(points(1), [(15.0, Some(0.2)), (28.0, Some(0.5)), (44.0, Some(0.9))]);
        assert!(kind == "points" || along.is_sorted(), "{along:?}");
    }
}

#[test]
fn lines_of_different_days_are_whole_and_say_nothing_of_missing_values() {
    let days = "A,a,B,b\n2024-01-01,1,2024-01-15,5\n2024-02-01,2,2024-02-15,6\n2024-03-01,3,,\n";
    let (talk, _) = talk("kind = 'line', data = 't.csv', x = ['A', 'B'], y = ['a', 'b']", days);
    assert!(read(&talk).is_empty(), "{:?}", talk.diagnostics);
    let spoken = cuecard::drawing::passages::words_of_all(&talk.pages[0].steps);
    assert!(!spoken.contains("no data") && !spoken.contains("missing") && !spoken.contains("no value"), "{spoken}");
    let (own, _) = self::talk(
        "kind = 'line', series = [{ name = 'a', x = [1, 2.5, 4], values = [1, 2, 3] }, { name = 'b', x = [2, 3], values = [5, nan] }]",
        "",
    );
    assert!(read(&own).is_empty(), "{:?}", own.diagnostics);
    assert_eq!(chart(&own).labels.iter().map(Rich::text).collect::<Vec<_>>(), ["1", "2", "2.5", "3", "4"]);
    let (one, _) = self::talk("kind = 'line', x = [0, 10, 15], values = [1, 2, 3]", "");
    assert!(read(&one).is_empty(), "{:?}", one.diagnostics);
    assert_eq!(chart(&one).along.as_ref().map(|it| it.places().to_vec()), Some(vec![0.0, 10.0, 15.0]));
}

/// A chart, the words at which the fault points, what is told, and the remedy.
const BAD: [(&str, &str, &str, &str); 19] = [
    ("kind = 'points', values = [1, 2]", "{ kind", "points need `x`", "Add x = [ … ]"),
    (
        "kind = 'points', x = [1, 2, 3], values = [1, 2]",
        "[1, 2]",
        "there are 3 labels, but 2 `values`",
        "Give each label one",
    ),
    (
        "kind = 'points', series = [{ name = 'a', x = [1, 2, 3], values = [1, 2] }]",
        "[1, 2]",
        "there are 3 `x`, but 2 `values`",
        "Give each point one",
    ),
    (
        "kind = 'points', series = [{ name = 'a', x = [1, 2], values = [1, 2], labels = ['p'] }]",
        "['p']",
        "there are 2 `x`, but 1 `labels`",
        "Give each point one",
    ),
    (
        "kind = 'points', series = [{ name = 'a', x = [1, 2], values = [1, 2], low = [0], high = [3, 3] }]",
        "[0]",
        "there are 2 `x`, but 1 `low`",
        "Give each point one",
    ),
    (
        "kind = 'points', labels = ['p', 'q'], series = [{ name = 'a', x = [1, 2], values = [1, 2] }]",
        "['p', 'q']",
        "places of their own, but labels in common",
        "Give each series `labels`",
    ),
    (
        "kind = 'points', series = [{ name = 'a', x = ['2024-01-01'], values = [1] }, { name = 'b', x = [7], values = [1] }]",
        "[7]",
        "dates and numbers on the same axis",
        "numbers in all series, or as dates in all",
    ),
    (
        "kind = 'points', x = ['soon', 'late'], values = [1, 2]",
        "['soon', 'late']",
        "neither numbers nor dates",
        "Write numbers, or dates",
    ),
    (
        "kind = 'points', x = ['01/02/2025', '01/03/2025'], values = [1, 2]",
        "'01/02/2025'",
        "`01/02/2025` is taken as",
        "write dates as 2025-12-31",
    ),
    ("kind = 'points', x = [1, inf], values = [1, 2]", "inf", "x", ""),
    (
        "kind = 'line', x = [1, 2], labels = ['a', 'b'], values = [1, 2]",
        "['a', 'b']",
        "both `x` and `labels`",
        "Keep one",
    ),
    ("kind = 'line', x = [1, 2], values = [1]", "[1]", "there are 2 `x`, but 1 `values`", "Give each point one"),
    (
        "kind = 'line', series = [{ name = 'a', x = [1], values = [1], labels = ['p'] }]",
        "['p']",
        "a series of `line` has no `labels`",
        "write them once",
    ),
    (
        "kind = 'area', series = [{ name = 'a', x = [1], values = [1] }], labels = ['p']",
        "[1]",
        "a series of `area` has no `x`",
        "`points` and `line`",
    ),
    (
        "kind = 'bars', labels = ['p'], values = [1], x = [1]",
        "[1]",
        "`bars` without `data` have no `x`",
        "write `labels`",
    ),
    (
        "kind = 'points', series = [{ name = 'a', x = [1], values = [1] }, { name = 'a', x = [2], values = [2] }]",
        "'a'",
        "two series are called `a`",
        "a name of its own",
    ),
    (
        "kind = 'points', data = 't.csv', x = ['Oak age', 'Birch age'], y = ['Oak mass']",
        "['Oak age', 'Birch age']",
        "there are 2 `x`, but 1 `y`",
        "one for each of `y`",
    ),
    (
        "kind = 'columns', data = 't.csv', x = ['Oak age', 'Birch age'], y = ['Oak mass', 'Birch mass']",
        "['Oak age', 'Birch age']",
        "`columns` have one `x`",
        "only points and lines",
    ),
    (
        "kind = 'points', data = 't.csv', x = ['Oak age', 'Birch ag'], y = ['Oak mass', 'Birch mass']",
        "'Birch ag'",
        "no column `Birch ag`",
        "Did you mean `Birch age`?",
    ),
];

#[test]
fn a_fault_of_places_names_its_place_and_its_remedy() {
    for (chart, at, message, hint) in BAD {
        let (talk, text) = talk(chart, FILE);
        assert!(talk.diagnostics.iter().all(|it| it.code != "SLD-FAILED"), "{chart}: {:?}", talk.diagnostics);
        let told = read(&talk);
        let found = told.iter().find(|it| it.message.contains(message));
        let found = found.unwrap_or_else(|| panic!("{chart}: {told:?}"));
        let span = found.span.expect("it has a place");
        let place = &text[span.start as usize..span.end as usize];
        assert!(place.starts_with(at), "{chart}: `{place}` is not `{at}`");
        assert!(found.hints.iter().any(|it| it.contains(hint)), "{chart}: {:?}", found.hints);
    }
}

#[test]
fn a_fault_in_a_file_names_its_cell() {
    for (file, cell, message) in [
        ("A,a,B,b\n1,1,x,5\n2,2,3,6\n", "x", "`x` is not a number"),
        ("A,a,B,b\n1,1,2024-01-01,5\n2,2,2024-01-02,6\n", "2024-01-01", "is not a number"),
        ("A,a,B,b\n1,1,,5\n2,2,3,6\n", "", "a point has no `B`"),
        ("A,a,B,b\n01/02/2025,1,01/03/2025,5\n", "01/02/2025", "is taken as"),
    ] {
        let (talk, _) = talk("kind = 'points', data = 't.csv', x = ['A', 'B'], y = ['a', 'b']", file);
        let told = read(&talk);
        let found = told.iter().find(|it| it.message.contains(message)).unwrap_or_else(|| panic!("{file}: {told:?}"));
        let span = found.span.expect("it has a place");
        assert!(span.file > 0, "{found:?}");
        assert_eq!(&file[span.start as usize..span.end as usize], cell, "{found:?}");
    }
}

#[test]
fn either_axis_of_points_gives_each_tenfold_the_same_length() {
    let chart_of = |log: &str| {
        let (talk, _) = talk(&format!("kind = 'points', x = [1, 10, 100], values = [2, 2000, 20], log = {log}"), "");
        assert!(read(&talk).is_empty(), "{log}: {:?}", talk.diagnostics);
        (chart(&talk).log, chart(&talk).log_x)
    };
    for (log, expected) in [
        ("true", (true, false)),
        ("'y'", (true, false)),
        ("'x'", (false, true)),
        ("'both'", (true, true)),
        ("false", (false, false)),
    ] {
        assert_eq!(chart_of(log), expected, "{log}");
    }
    // The middle one of three lies in the middle, as it does not along a plain axis.
    let middle = |log: &str| {
        let (talk, _) = talk(&format!("kind = 'line', x = [1, 10, 100], values = [5, 5, 5], log = {log}"), "");
        let listing = cuecard::paint::listing::listing(talk.pages[0].whole().expect("a slide"));
        assert!(read(&talk).is_empty(), "{listing}");
        listing
    };
    assert_ne!(middle("'x'"), middle("false"));
    for (bad, told) in [
        ("kind = 'points', x = [0, 10], values = [1, 2], log = 'x'", "a logarithmic axis has no 0: `x` is a plain one"),
        (
            "kind = 'points', x = [-3, 10], values = [1, 2], log = 'both'",
            "a logarithmic axis has no -3: `x` is a plain one",
        ),
        ("kind = 'dots', labels = ['a', 'b'], values = [1, 2], log = 'x'", "only an `x` of numbers is logarithmic"),
        ("kind = 'line', labels = ['a', 'b'], values = [1, 2], log = 'both'", "only an `x` of numbers is logarithmic"),
        ("kind = 'points', x = [1, 2, 3], values = [1, 2, 3], log = 'x', trend = true", "the trend is left out"),
        ("kind = 'points', x = [1, 2], values = [1, 2], log = 'xy'", "there is no log called `xy`"),
        ("kind = 'points', x = [1, 2], values = [1, 2], log = 2", "`log` must be true or false"),
    ] {
        let (talk, _) = talk(bad, "");
        let told_ones: Vec<_> = read(&talk).into_iter().map(|it| it.message.clone()).collect();
        assert!(told_ones.iter().any(|it| it.contains(told)), "{bad}: {told_ones:?}");
        assert!(!chart(&talk).log_x || bad.contains("trend"), "{bad}");
    }
}

#[test]
fn ten_thousand_points_are_few_shapes_and_all_counted() {
    let mut seed = 7_u64;
    let mut random = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 40) as f64 / (1_u64 << 24) as f64
    };
    let mut file = "dose,first,second\n".to_owned();
    for _ in 0..10_000 {
        file += &format!("{},{},{}\n", random() * 100.0, random() + random(), random());
    }
    for (y, most) in [("'first'", 7), ("['first', 'second']", 10)] {
        let (talk, _) = talk(&format!("kind = 'points', data = 't.csv', x = 'dose', y = {y}"), &file);
        assert!(read(&talk).is_empty(), "{:?}", talk.diagnostics.first());
        assert_eq!(chart(&talk).labels.len(), 10_000);
        let drawing = talk.pages[0].whole().expect("a slide");
        let listing = cuecard::paint::listing::listing(drawing);
        let shapes = listing.lines().filter(|line| line.trim_start().starts_with("path")).count();
        assert!(shapes <= most + 20, "{y}: {shapes} shapes\n{}", &listing[..listing.len().min(4_000)]);
    }
    let rows: String = (0..10_000).map(|n| format!("{n},{}\n", f64::from(n % 130))).collect();
    let (talk, _) = talk("kind = 'line', data = 't.csv'", &format!("second,load\n{rows}"));
    assert!(read(&talk).is_empty(), "{:?}", talk.diagnostics.first());
    assert!(matches!(chart(&talk).along, Some(cuecard::deck::Along::Numbers(_))), "numbers are places, not names");
}
