//! What spreadsheets write, and what a chart gets of it.

use super::{Data, MOST_ROWS, Reader, Sheet, Wanted, read};
use crate::deck::Rich;
use crate::deck::files::Memory;
use crate::deck::source;

fn try_read(text: &str) -> (Option<Data>, Vec<String>) {
    read_wanted(text, &Wanted { most: 100, ..Wanted::default() }, "en")
}

fn read_wanted(text: &str, wanted: &Wanted<'_>, language: &str) -> (Option<Data>, Vec<String>) {
    let mut findings = Vec::new();
    let data = read(&Sheet::new(text, 1), wanted, language, &mut findings);
    let told = findings.iter().map(|fault| {
        let span = fault.span.expect("it has a place");
        format!("{}: {}", &text[span.start as usize..span.end as usize], fault.message)
    });
    (data, told.collect())
}

#[test]
fn labels_names_and_numbers_are_read() {
    for text in [
        "Year,Primary,Secondary\n2019,\"12.5\",3\n2020, 14 ,4\n",
        "Year;Primary;Secondary\r\n2019;12,5;3\r\n2020;14;4\r\n\r\n;;\r\n",
        "Year\tPrimary\tSecondary\n2019\t12.5\t3\n\n2020\t14\t4",
        "sep=;\r\nYear;Primary;Secondary\r\n2019;12,5;3\r\n2020;14;4\r\n",
        "sep=|\nYear|Primary|Secondary\n2019|12.5|3\n2020|14|4",
        "Year;Primary;Secondary;;\r\n2019;12,5;3;;\r\n2020;14;4; ;\r\n;;;;\r\n",
        "Year,Primary,Secondary\n2019,12.5,3,\n2020,14,4,,\n",
    ] {
        let (data, told) = try_read(text);
        let data = data.unwrap_or_else(|| panic!("{text}: {told:?}"));
        assert_eq!(told, [""; 0], "{text}");
        assert_eq!(data.labels.iter().map(Rich::text).collect::<Vec<_>>(), ["2019", "2020"]);
        let names: Vec<_> = data.series.iter().map(|it| it.name.as_ref().map(Rich::text)).collect();
        assert_eq!(names, [Some("Primary".to_owned()), Some("Secondary".to_owned())]);
        assert_eq!(data.series[0].values, [Some(12.5), Some(14.0)]);
        assert_eq!(data.series[1].values, [Some(3.0), Some(4.0)]);
    }
}

#[test]
fn a_fault_names_its_cell_and_costs_no_more() {
    for (text, expected, values) in [
        ("a,b\nx,1\n\n\"y, z\",dear\n", "dear: `dear` is not a number", &[Some(1.0), None][..]),
        ("a,b\nx,1,2\ny,3\n", "x: this row has 3 cells, but the first row has 2", &[Some(1.0), Some(3.0)]),
        ("a,b,\nx,1,2\n", ": column 3 has no name", &[Some(1.0)]),
        ("sep=;\na;b\nx;dear\n", "dear: `dear` is not a number", &[None]),
        ("a;b\nx;1.200\n", "1.200: `1.200` is taken as 1.2", &[Some(1.2)]),
    ] {
        let (data, told) = try_read(text);
        assert_eq!(told, [expected], "{text}");
        assert_eq!(data.expect("the rest is read").series[0].values, values, "{text}");
    }
    for (text, expected) in [("a,b\n", "a: it has no rows of numbers"), ("", ": it has no rows of numbers")] {
        let (data, told) = try_read(text);
        assert_eq!(told, [expected], "{text}");
        assert!(data.is_none(), "{text}");
    }
}

#[test]
fn empty_cells_are_gaps() {
    let (data, told) = try_read("a,b\nx,\ny,2\nz,NaN\n");
    assert_eq!(told, [""; 0]);
    assert_eq!(data.expect("it is read").series[0].values, [None, Some(2.0), None]);
}

#[test]
fn a_file_of_one_column_has_no_numbers() {
    let (data, told) = try_read("a\nx\n");
    assert_eq!(told, ["a: there is 1 column"]);
    assert!(data.is_none());
}

#[test]
fn words_around_a_table_are_told_and_left_out() {
    let text = "Visitors of two houses\n# counted by hand\n\nYear;Museum;Gardens\n2018;1;2\n2019;3;4\n;;\nSource: the town;;\n";
    let (data, told) = try_read(text);
    let data = data.expect("it is read");
    assert_eq!(data.labels.iter().map(Rich::text).collect::<Vec<_>>(), ["2018", "2019"]);
    assert_eq!(data.series[1].values, [Some(2.0), Some(4.0)]);
    assert_eq!(
        told,
        [
            "Visitors of two houses: `Visitors of two houses` stands above the table: 2 lines not shown",
            "Source: the town: `Source: the town` stands under the table: 1 line not shown"
        ]
    );
}

#[test]
fn columns_are_chosen_by_name() {
    let text = "Street,Part,Shade,Heat,Low,High\n\"Quay\nStreet\",South,8,37.6,36,39\nMarket,North,,42.5,40,44\n";
    let word = |words: &str| crate::deck::source::Text {
        words: words.to_owned(),
        span: crate::diagnostic::Span::default(),
        verbatim: None,
        written: None,
    };
    let (heat, low, high, none) = (word("heat"), word("Low"), word("High"), word("Heet"));
    let wanted = Wanted { y: vec![&heat], low: vec![&low], high: vec![&high], most: 100, ..Wanted::default() };
    let (data, told) = read_wanted(text, &wanted, "en");
    assert_eq!(told, [""; 0]);
    let data = data.expect("it is read");
    assert_eq!(data.labels[0].text(), "Quay Street");
    assert_eq!(data.series[0].range(1), Some((40.0, 44.0)));
    let points = Wanted { points: true, most: 100, y: vec![&heat], ..Wanted::default() };
    let (data, told) = read_wanted(text, &points, "en");
    let data = data.expect("it is read");
    assert_eq!(data.along.expect("points have an x").places(), [8.0]);
    assert_eq!(data.labels.iter().map(Rich::text).collect::<Vec<_>>(), ["Quay Street"]);
    assert_eq!(told, [": a point has no `Shade`: not shown"]);
    let wanted = Wanted { y: vec![&none], most: 100, ..Wanted::default() };
    let mut findings = Vec::new();
    let data = read(&Sheet::new(text, 1), &wanted, "en", &mut findings);
    assert!(data.is_none());
    assert_eq!(findings[0].hints, ["Did you mean `Heat`?"]);
}

#[test]
fn a_row_that_sums_the_others_is_told() {
    for (text, told) in [
        ("Item,2023,2024\nRent,10,12\nFood,20,22\nTotal,30,34\n", 1),
        ("Posten;Betrag\nMiete;1,5\nEssen;2,25\nSumme:;3,75\n", 1),
        ("Item,2023,2024\nRent,10,12\nFood,20,22\nTotal,30,35\n", 0),
        ("Item,2023\nRent,10\nFood,20\nBoth,30\n", 0),
        ("Item,2023\nRent,10\nTotal,10\n", 0),
    ] {
        let (data, found) = try_read(text);
        assert_eq!(
            found.iter().filter(|it| it.contains("is the sum of the others")).count(),
            told,
            "{text}: {found:?}"
        );
        assert!(data.is_some());
    }
}

#[test]
fn charts_beyond_the_rows_that_a_deck_may_show_are_left_out() {
    let files = Memory::default().with("a.csv", &b"a,b\nA,1\nB,2\n"[..]);
    let mut reader = Reader { rows: MOST_ROWS - 3, ..Reader::new("", "deck.toml", &files) };
    let text = "chart = { kind = 'bars', alt = 'A', data = 'a.csv' }";
    let table = source::parse(text, 0).expect("it is TOML");
    let shown = [(); 4].map(|()| reader.chart(&table).is_some());
    assert_eq!(shown, [true, true, false, false]);
    assert_eq!(reader.data.len(), 1, "its text is held once");
    let told = reader.findings.iter().filter(|it| it.message.contains("rows: this one is left out"));
    assert_eq!(told.count(), 2, "{:?}", reader.findings);
}
