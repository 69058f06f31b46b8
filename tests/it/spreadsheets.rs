//! Files of data as programs save them in many countries → what a chart gets of each, and what is told.

use std::path::Path;

use cuecard::deck::{Chart, Layout, Rich};
use cuecard::talk::Talk;

/// A file, the deck's language, what its first series says with its unit, and what is told of it.
const FILES: [(&str, &str, &[&str], &[&str]); 18] = [
    ("mac-excel-german.csv", "de", &["Jänner: 120,5", "März: 95"], &["it is read as Mac OS Roman"]),
    ("mac-excel-lines.csv", "en", &["Jan: 120", "Feb: 95"], &[]),
    ("excel-unicode-big.txt", "de", &["Jänner: 120,5", "März: 95"], &[]),
    ("excel-india.csv", "en-IN", &["Pune: ₹12,50,000.5", "Agra: ₹9,000"], &[]),
    ("excel-accounting.csv", "en", &["Rent: $1,250.00", "Food: −$980.50", "Gas: $0.00"], &[]),
    (
        "excel-accounting-german.csv",
        "de",
        &["Miete: 1.250,00\u{a0}€", "Essen: −980,50\u{a0}€", "Gas: 0,00\u{a0}€"],
        &["it is read as windows-1252"],
    ),
    (
        "excel-total.csv",
        "en",
        &["Rent: 10", "Food: 20", "Total: 30"],
        &["the last row, `Total`, is the sum of the others"],
    ),
    ("excel-notes.csv", "en", &["Rent: 10", "Food: 20", "Gas: 5"], &["column `Note` has no numbers"]),
    ("excel-egypt.csv", "ar-EG", &["القاهرة: ١٬٢٥٠٫٥", "طنطا: ٩٨٠"], &[]),
    ("excel-iran.csv", "fa", &["تهران: ۱٬۲۵۰٫۵", "شیراز: ۹۸۰"], &[]),
    ("excel-japan.csv", "ja", &["1月: ¥12,500", "2月: ¥9,800"], &["it is read as Shift_JIS"]),
    ("libreoffice-japan.csv", "ja", &["1月: 12,500円", "2月: 9,800円"], &[]),
    ("excel-korea.csv", "ko", &["1월: 12,500원", "2월: 9,800원"], &["it is read as EUC-KR"]),
    ("libreoffice-poland.csv", "pl", &["Łódź: 1250,50\u{a0}zł", "Gdańsk: 980,00\u{a0}zł"], &["windows-1250"]),
    (
        "excel-months-french.csv",
        "fr",
        &["janv. 2024: 1\u{202f}250,50\u{a0}€", "févr. 2024: 980,00\u{a0}€", "août 2024: 12,00\u{a0}€"],
        &["it is read as windows-1252"],
    ),
    ("libreoffice-per-mille.csv", "de", &["x: 12\u{a0}‰", "y: 3\u{a0}‰"], &[]),
    ("excel-empty.csv", "de", &["x: 1,5", "y: –", "z: 2"], &[]),
    ("excel-names-twice.csv", "en", &["x: 1", "y: 3"], &["two series are called `B`"]),
];

fn first_series(chart: &Chart) -> Vec<String> {
    let mark = |(at, label): (usize, &Rich)| format!("{}: {}", label.text(), chart.figure(chart.value(0, at)));
    chart.labels.iter().enumerate().map(mark).collect()
}

#[test]
fn a_file_of_any_program_is_read_or_told() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/charts/programs");
    for (file, language, expected, told) in FILES {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::copy(cases.join(file), folder.path().join(file)).expect("the file is there");
        let text = format!(
            "[deck]\ntitle = 'T'\nlanguage = '{language}'\n[[slide]]\ntitle = 'T'\nchart = {{ kind = 'line', data = '{file}' }}\n"
        );
        std::fs::write(folder.path().join("deck.toml"), text).expect("a deck");
        let talk = Talk::open(folder.path()).expect("it reads");
        let findings: Vec<&str> =
            talk.diagnostics.iter().filter(|it| it.code == "READ").map(|it| it.message.as_str()).collect();
        assert_eq!(findings.len(), told.len(), "{file}: {findings:?}");
        for words in told {
            assert!(findings.iter().any(|it| it.contains(words)), "{file}: {findings:?}");
        }
        let Layout::Chart { chart } = &talk.deck.slides[0].layout else { panic!("{file}: {findings:?}") };
        assert_eq!(first_series(chart), expected, "{file}");
    }
}
