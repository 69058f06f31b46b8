//! Cells as spreadsheets write them (`1,250`, `1.250,50`, `12%`, `(12)`, `€ 1 250`, empty) → numbers and gaps.
//!
//! Which sign parts the decimals is said once for a file, by the cells that leave no doubt.

use super::values::GREATEST;
use crate::deck::money;
use crate::deck::numerals::decimal_sign;

/// What spreadsheets and statistics programs write where nothing is known.
const GAPS: [&str; 15] =
    ["", "-", "–", "—", "..", "...", "…", "nan", "na", "n/a", "null", "none", "#n/a", "#nv", "#n/d"];
/// Signs for parts of a hundred or a thousand.
const PARTS: [&str; 3] = ["%", "‰", "٪"];
/// What parts units and tenths between Arabic digits; nothing else does.
const ARABIC_POINT: char = '٫';
/// The 0 of each script that counts in tens.
const ZEROS: [char; 16] = ['٠', '۰', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '༠', '၀', '០'];

/// How a file writes its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Notation {
    /// Between units and tenths: `.` or `,`, the other one parts thousands; or the Arabic one.
    decimal: char,
    /// Whether no cell said so, and neither the language nor the file's delimiter settles it.
    pub doubtful: bool,
    /// What stands before or behind each number: a percent sign, or money.
    pub around: Around,
}

/// What stands before and behind a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Around {
    pub before: String,
    /// With the space that parts it from the number.
    pub behind: String,
}

impl Notation {
    /// `delimiter` parts the cells, `language` is the deck's.
    pub fn new<'c>(cells: impl Iterator<Item = &'c str>, delimiter: u8, language: &str) -> Self {
        let cells: Vec<(String, Around)> = cells.filter(|cell| !is_gap(cell)).map(stripped).collect();
        let around = cells.first().map(|(_, around)| around.clone());
        let around = around.filter(|it| cells.iter().all(|(_, other)| other == it)).unwrap_or_default();
        let plain = || cells.iter().map(|(cell, _)| cell.as_str());
        if let Some(decimal) = plain().find_map(decimal_of) {
            return Self { decimal, doubtful: false, around };
        }
        let any = plain().any(|cell| cell.contains([',', '.']));
        // Between commas a number with a comma has to be quoted, which only its thousands are worth.
        let decimal = if delimiter == b',' { '.' } else { decimal_sign(language) };
        Self { decimal, doubtful: any && delimiter == b';' && decimal == '.', around }
    }

    /// The number of a cell; `None` where it has none.
    pub fn number(&self, cell: &str) -> Option<f64> {
        let (cell, _) = stripped(cell);
        let thousands = if self.decimal == ',' { '.' } else { ',' };
        let (whole, decimals) = cell.split_once(self.decimal).unwrap_or((&cell, ""));
        if !is_grouped(whole.trim_start_matches('-'), thousands) {
            return None;
        }
        let plain = format!("{}.{decimals}", whole.replace(thousands, ""));
        let plain = if decimals.is_empty() { plain.trim_end_matches('.').to_owned() } else { plain };
        // `inf` and `nan` are numbers to Rust, and no author's.
        let digits = plain.chars().any(|letter| letter.is_ascii_digit());
        plain.parse::<f64>().ok().filter(|number| digits && number.is_finite() && number.abs() < GREATEST)
    }
}

/// Whether signs stand where they part thousands, or, as in India, a thousand and then hundreds of it.
fn is_grouped(whole: &str, sign: char) -> bool {
    let groups: Vec<&str> = whole.split(sign).collect();
    let [first, between @ .., last] = groups.as_slice() else { return true };
    let sized = |size: usize| between.iter().all(|group| group.len() == size) && first.len() <= size;
    last.len() == 3 && (sized(3) || sized(2))
}

pub(super) fn is_gap(cell: &str) -> bool {
    GAPS.contains(&cell.trim().to_lowercase().as_str())
}

/// A cell without what does not change its number (spaces, marks between thousands, a percent sign, money), with one
/// plain minus where it is less than 0; and what stood around it.
fn stripped(cell: &str) -> (String, Around) {
    let cell: String = cell.trim().chars().map(plain).collect();
    let mut around = Around::default();
    let (mut rest, mut minus) = (cell.as_str(), false);
    loop {
        let behind = PARTS.iter().find_map(|sign| Some((rest.strip_suffix(sign)?, *sign)));
        // Accountants set brackets around what they owe.
        let bracketed = rest.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
        if let Some((left, sign)) = behind.or_else(|| money::behind(rest)).filter(|_| around.behind.is_empty()) {
            let apart = left.len() - left.trim_end().len();
            around.behind = if apart > 0 { format!("\u{a0}{sign}") } else { sign.to_owned() };
            rest = left.trim_end();
        } else if let Some((left, sign)) = money::before(rest).filter(|_| around.before.is_empty()) {
            let apart = left.len() - left.trim_start().len();
            around.before = if apart > 0 { format!("{sign}\u{a0}") } else { sign.to_owned() };
            rest = left.trim_start();
        } else if let Some(left) =
            bracketed.or_else(|| rest.strip_suffix('-')).or_else(|| rest.strip_prefix('-')).filter(|_| !minus)
        {
            (rest, minus) = (left.trim(), true);
        } else {
            break;
        }
    }
    // A dash beside money is how spreadsheets write that there is none of it.
    if rest.is_empty() && minus && around != Around::default() {
        return ("0".to_owned(), around);
    }
    let digits = rest.trim_start_matches('+').chars();
    let digits: String =
        digits.filter(|letter| !letter.is_whitespace() && !matches!(letter, '\'' | '’' | '٬')).collect();
    (if minus { format!("-{digits}") } else { digits }, around)
}

/// A sign as it is written among Latin letters.
fn plain(c: char) -> char {
    match c {
        '−' | '–' | '‐' | '‑' | '﹣' => '-',
        // Japanese and Korean code pages have their money where others have this.
        '\\' | '￥' => '¥',
        '￡' => '£',
        '￠' => '¢',
        '￦' => '₩',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => {
            let digit = |zero: &char| u32::from(c).checked_sub(u32::from(*zero)).filter(|digit| *digit < 10);
            ZEROS.iter().find_map(digit).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c)
        }
    }
}

/// The decimal sign of a cell that leaves no doubt: the last of two kinds, one that comes once with other than three
/// digits behind it, or the other one where a sign comes twice.
fn decimal_of(cell: &str) -> Option<char> {
    if cell.contains(ARABIC_POINT) {
        return Some(ARABIC_POINT);
    }
    let (comma, point) = (cell.rfind(','), cell.rfind('.'));
    let (sign, other, at) = match (comma, point) {
        (Some(comma), Some(point)) => return Some(if comma > point { ',' } else { '.' }),
        (Some(at), None) => (',', '.', at),
        (None, Some(at)) => ('.', ',', at),
        (None, None) => return None,
    };
    if cell.matches(sign).count() > 1 {
        return Some(other);
    }
    let (before, after) = (cell[..at].trim_start_matches('-'), &cell[at + 1..]);
    let thousands = after.len() == 3 && matches!(before.len(), 1..=3) && !before.starts_with('0');
    (!thousands).then_some(sign)
}

#[cfg(test)]
mod tests {
    use super::{Notation, is_gap};

    fn read(cells: &[&str], delimiter: u8, language: &str) -> Vec<Option<f64>> {
        let notation = Notation::new(cells.iter().copied(), delimiter, language);
        cells.iter().map(|cell| notation.number(cell)).collect()
    }

    #[test]
    fn numbers_are_read_as_spreadsheets_of_many_countries_write_them() {
        for (cells, delimiter, language, expected) in [
            (&["12.5", "3"][..], b',', "en", &[12.5, 3.0][..]),
            (&["1,200", "15,300"], b',', "en", &[1200.0, 15300.0]),
            (&["1,200.50", "3"], b',', "de", &[1200.5, 3.0]),
            (&["1.200,50", "1.200"], b';', "de", &[1200.5, 1200.0]),
            (&["12,5", "1.200"], b';', "en", &[12.5, 1200.0]),
            (&["1.200", "3.500"], b';', "de", &[1200.0, 3500.0]),
            (&["1.200", "0.045"], b';', "en", &[1.2, 0.045]),
            (&["1.234.567", "8"], b';', "en", &[1_234_567.0, 8.0]),
            (&["1\u{a0}250,5", "12\u{202f}000"], b';', "fr", &[1250.5, 12000.0]),
            (&["1’250.50", "3'000"], b';', "de-CH", &[1250.5, 3000.0]),
            (&["12%", " 7.5 %"], b',', "en", &[12.0, 7.5]),
            (&["−3", "-0.5", "+2"], b',', "en", &[-3.0, -0.5, 2.0]),
            (&["(12)", "3-", "- 4", "5"], b',', "en", &[-12.0, -3.0, -4.0, 5.0]),
            (&["$1,200.50", "-$3", "$-4"], b',', "en", &[1200.5, -3.0, -4.0]),
            (&["1.200,50 €", "−3,00 €", "(1,5 €)"], b';', "de", &[1200.5, -3.0, -1.5]),
            (&["EUR 12", "CHF 1’250.50"], b';', "de-CH", &[12.0, 1250.5]),
            (&["12 kr", "1 250 kr"], b';', "sv", &[12.0, 1250.0]),
            (&["1,2E+03", "7"], b';', "de", &[1200.0, 7.0]),
            (&["1e3", "2.5E-3"], b',', "en", &[1000.0, 0.0025]),
            (&["1.234,5", "2.000"], b'\t', "it", &[1234.5, 2000.0]),
            (&["₹12,50,000.00", "₹9,000"], b',', "en-IN", &[1_250_000.0, 9000.0]),
            (&["1,25,00,000", "9,000"], b',', "hi", &[12_500_000.0, 9000.0]),
            (&["१२,५०,०००", "९"], b',', "hi", &[1_250_000.0, 9.0]),
            (&["١٬٢٥٠٫٥", "٩٨٠"], b';', "ar-EG", &[1250.5, 980.0]),
            (&["۱۲۵۰٫۵۰۰", "۹۸۰"], b';', "fa", &[1250.5, 980.0]),
            (&["１２，５００円", "－３円"], b'\t', "ja", &[12500.0, -3.0]),
            (&["\\12,500", "\\-3", "¥9"], b',', "ja", &[12500.0, -3.0, 9.0]),
            (&["12,500원", "9,800원"], b',', "ko", &[12500.0, 9800.0]),
            (&[" $1,250.00 ", " $(980.50)", " $-   "], b',', "en", &[1250.0, -980.5, 0.0]),
            (&["1.250,00 € ", "-980,50 €", "-   € "], b';', "de", &[1250.0, -980.5, 0.0]),
            (&["US$12", "kr. 3", "NT$ 4"], b';', "en", &[12.0, 3.0, 4.0]),
            (&["12 ‰", "‐3 ‰"], b';', "de", &[12.0, -3.0]),
        ] {
            let expected: Vec<Option<f64>> = expected.iter().copied().map(Some).collect();
            assert_eq!(read(cells, delimiter, language), expected, "{cells:?} in {language}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for cell in [
            "twelve",
            "12 apples",
            "1,2,3",
            "1,25,00",
            "inf",
            "NaN",
            "1e99",
            "12..5",
            "--3",
            "%",
            "$",
            "()",
            "#DIV/0!",
            "$12$$",
        ] {
            assert_eq!(read(&[cell], b',', "en"), [None], "{cell}");
        }
    }

    #[test]
    fn what_stands_around_each_number_is_its_unit() {
        let around = |cells: &[&str]| {
            let around = Notation::new(cells.iter().copied(), b';', "en").around;
            (around.before, around.behind)
        };
        let none = (String::new(), String::new());
        assert_eq!(around(&["12%", "3%", ""]), (String::new(), "%".to_owned()));
        assert_eq!(around(&["12 %", "3 %"]), (String::new(), "\u{a0}%".to_owned()));
        assert_eq!(around(&["$12", "($3)"]), ("$".to_owned(), String::new()));
        assert_eq!(around(&["12 €", "−3 €"]), (String::new(), "\u{a0}€".to_owned()));
        assert_eq!(around(&["12 ‰", "3 ‰"]), (String::new(), "\u{a0}‰".to_owned()));
        assert_eq!(around(&["12,500円", "３円"]), (String::new(), "円".to_owned()));
        assert_eq!(around(&["\\12,500", "\\3"]), ("¥".to_owned(), String::new()));
        assert_eq!(around(&["$1,250.00 ", "$(980.50)", "$-   "]), ("$".to_owned(), String::new()));
        assert_eq!(around(&["12%", "3"]), none);
        assert_eq!(around(&["12", "3"]), none);
    }

    #[test]
    fn nothing_known_is_a_gap() {
        for cell in ["", "  ", "NaN", "n/a", "–", "#N/A", "null"] {
            assert!(is_gap(cell), "{cell}");
        }
        assert!(!is_gap("0"));
    }

    #[test]
    fn doubt_is_said() {
        let doubtful =
            |cells: &[&str], delimiter, language| Notation::new(cells.iter().copied(), delimiter, language).doubtful;
        assert!(doubtful(&["1.200", "3.500"], b';', "en"));
        assert!(doubtful(&["1,200"], b';', "en"));
        assert!(!doubtful(&["1.200"], b';', "de"));
        assert!(!doubtful(&["1.200"], b',', "en"));
        assert!(!doubtful(&["12", "7"], b';', "en"));
        assert!(!doubtful(&["1.200", "7.25"], b';', "en"));
    }
}
