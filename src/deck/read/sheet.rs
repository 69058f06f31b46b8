//! The bytes of a file of data → its rows of cells, each with its place: as spreadsheets save them, in any encoding.

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::Encoding;

use crate::deck::source::READ;
use crate::diagnostic::{Diagnostic, Span};

/// The text of a file, its place among the sources, and how it is written.
pub(super) struct Sheet<'t> {
    pub text: &'t str,
    pub source: u16,
    pub delimiter: u8,
    /// Bytes before the table: Excel's line that names the delimiter.
    skipped: usize,
}

/// What may part the cells; of those that do it equally well, the first.
const DELIMITERS: [u8; 4] = *b"\t;|,";
/// Lines by which it is found out.
const LOOKED_AT: usize = 40;

/// The text, and the encoding that was guessed where the file does not say it.
///
/// # Errors
/// What it is instead of text, and what to do.
pub(super) fn text_of(bytes: &[u8], language: &str) -> Result<(String, Option<&'static str>), (String, String)> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        let hint = "Save it as “CSV UTF-8” from your spreadsheet, and name that file";
        return Err(("it is a workbook, not a CSV file".to_owned(), hint.to_owned()));
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok((encoding.decode(bytes).0.into_owned(), None));
    }
    if let [_, 0, _, 0, ..] | [0, _, 0, _, ..] = bytes {
        let encoding = if bytes[0] == 0 { encoding_rs::UTF_16BE } else { encoding_rs::UTF_16LE };
        return Ok((encoding.decode(bytes).0.into_owned(), None));
    }
    if bytes.contains(&0) {
        return Err(("it is no text".to_owned(), "Save it as “CSV UTF-8”".to_owned()));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), None));
    }
    let encoding = usual_encoding(language);
    let text = encoding.decode(bytes).0.into_owned();
    if encoding == encoding_rs::WINDOWS_1252 {
        // Excel for the Mac saves as the Mac once did.
        let other = encoding_rs::MACINTOSH.decode(bytes).0.into_owned();
        if usual_letters(&other) > usual_letters(&text) {
            return Ok((other, Some("Mac OS Roman")));
        }
    }
    Ok((text, Some(encoding.name())))
}

/// How many letters and marks a text has that Western languages write, besides those of ASCII.
fn usual_letters(text: &str) -> usize {
    text.chars().filter(|c| "äöüßÄÖÜàâæçéèêëîïôœùûÉÀÇáíóúñ¡¿ãõåøÅØ’“”„–—…€£°".contains(*c)).count()
}

/// How Windows saves a CSV file that is not in Unicode, where this language is spoken.
fn usual_encoding(language: &str) -> &'static Encoding {
    match language.split('-').next().unwrap_or_default() {
        "pl" | "cs" | "sk" | "hu" | "sl" | "hr" | "bs" | "ro" | "sq" => encoding_rs::WINDOWS_1250,
        "ru" | "uk" | "bg" | "mk" | "be" | "sr" => encoding_rs::WINDOWS_1251,
        "el" => encoding_rs::WINDOWS_1253,
        "tr" | "az" => encoding_rs::WINDOWS_1254,
        "he" | "yi" => encoding_rs::WINDOWS_1255,
        "ar" | "fa" | "ur" => encoding_rs::WINDOWS_1256,
        "et" | "lv" | "lt" => encoding_rs::WINDOWS_1257,
        "vi" => encoding_rs::WINDOWS_1258,
        "ja" => encoding_rs::SHIFT_JIS,
        "zh" => encoding_rs::GBK,
        "ko" => encoding_rs::EUC_KR,
        _ => encoding_rs::WINDOWS_1252,
    }
}

impl<'t> Sheet<'t> {
    pub fn new(text: &'t str, source: u16) -> Self {
        let line = text.lines().next().unwrap_or_default();
        let named = line.trim_matches('"').strip_prefix("sep=").unwrap_or_default();
        if let [delimiter] = named.as_bytes() {
            let skipped = text.find('\n').map_or(text.len(), |at| at + 1);
            return Self { text, source, delimiter: *delimiter, skipped };
        }
        Self { text, source, delimiter: delimiter_of(text), skipped: 0 }
    }

    /// The rows that have something in a cell; `most` of them and one more at most.
    pub fn rows(&self, most: usize) -> Result<Vec<StringRecord>, Diagnostic> {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(&self.text.as_bytes()[self.skipped..]);
        let mut rows = Vec::new();
        for row in reader.records() {
            let row =
                row.map_err(|fault| self.fault(None, 0, format!("it is no CSV ({fault})"), "Save it again as CSV"))?;
            // A line of empty cells is what spreadsheets leave at the end.
            if row.iter().any(|cell| !cell.trim().is_empty()) {
                rows.push(row);
            }
            if rows.len() > most {
                break;
            }
        }
        Ok(rows)
    }

    pub fn fault(
        &self,
        row: Option<&StringRecord>,
        cell: usize,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Diagnostic {
        let span = row.map(|row| self.cell(row, cell)).unwrap_or(Span::new(self.source, 0..0));
        Diagnostic::error(READ, span, message).hint(hint)
    }

    /// Where a cell is written.
    pub fn cell(&self, row: &StringRecord, cell: usize) -> Span {
        let start = row.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(0));
        let start = (start + self.skipped).min(self.text.len());
        // Blank lines before a row are counted to it.
        let start = start + self.text[start..].len() - self.text[start..].trim_start_matches(['\r', '\n']).len();
        let (mut at, mut quoted, mut from) = (0, false, start);
        for (place, byte) in self.text.bytes().enumerate().skip(start) {
            let ends = !quoted && (byte == self.delimiter || byte == b'\n');
            if ends && at == cell {
                return Span::new(self.source, from..place);
            }
            if ends {
                (at, from) = (at + 1, place + 1);
            }
            quoted ^= byte == b'"';
        }
        Span::new(self.source, from..self.text.len())
    }
}

/// How many cells a row has up to the last that is not empty.
pub(super) fn filled(row: &StringRecord) -> usize {
    row.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).last().map_or(0, |(at, _)| at + 1)
}

/// The sign that comes equally often in the most lines, quotes aside: in titles and notes over a table there is none.
fn delimiter_of(text: &str) -> u8 {
    let mut lines: Vec<[usize; DELIMITERS.len()]> = vec![[0; DELIMITERS.len()]];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted && lines.len() == LOOKED_AT => break,
            b'\n' if !quoted => lines.push([0; DELIMITERS.len()]),
            _ if !quoted => {
                if let (Some(at), Some(line)) = (DELIMITERS.iter().position(|it| *it == byte), lines.last_mut()) {
                    line[at] += 1;
                }
            }
            _ => {}
        }
    }
    let alike = |at: usize| {
        let counts = || lines.iter().map(|line| line[at]).filter(|count| *count > 0);
        counts().map(|count| counts().filter(|it| *it == count).count()).max().unwrap_or(0)
    };
    (0..DELIMITERS.len())
        .rev()
        .max_by_key(|at| alike(*at))
        .filter(|at| alike(*at) > 0)
        .map_or(b',', |at| DELIMITERS[at])
}

#[cfg(test)]
mod tests {
    use super::{delimiter_of, text_of};

    #[test]
    fn cells_are_parted_by_what_parts_most_lines_alike() {
        for (text, expected) in [
            ("Year,A,B\n2019,1,2\n", b','),
            ("Jahr;A;B\n2019;1,5;2,5\n2020;1,5;3\n", b';'),
            ("Jahr\tA\n2019\t1,5\n", b'\t'),
            ("Visitors, by year\n\nYear;A\n2019;1\n2020;2\n", b';'),
            ("a|b\n1|2\n", b'|'),
            ("Year,A\n\"Jan; Feb\",2\n", b','),
            ("alone\n", b','),
            ("", b','),
        ] {
            assert_eq!(char::from(delimiter_of(text)), char::from(expected), "{text}");
        }
    }

    #[test]
    fn every_encoding_of_spreadsheets_is_read() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        for (bytes, language, expected, guessed) in [
            (b"\xEF\xBB\xBFGr\xC3\xB6\xC3\x9Fe".to_vec(), "de", "Größe", None),
            ([&[0xFF, 0xFE][..], &wide("Größe\t1")].concat(), "de", "Größe\t1", None),
            (wide("Jahr\t1"), "de", "Jahr\t1", None),
            (b"Gr\xF6\xDFe;5 \x80".to_vec(), "de", "Größe;5 €", Some("windows-1252")),
            (b"\xA3\xF3d\x9F".to_vec(), "pl", "Łódź", Some("windows-1250")),
            (b"K\x9Aln;5\nJ\x8Anner;6".to_vec(), "de", "Köln;5\nJänner;6", Some("Mac OS Roman")),
            (b"l\x92eau \x93\x94 \x96 5".to_vec(), "fr", "l’eau “” – 5", Some("windows-1252")),
            (b"plain".to_vec(), "ru", "plain", None),
        ] {
            assert_eq!(text_of(&bytes, language), Ok((expected.to_owned(), guessed)));
        }
        assert!(text_of(b"PK\x03\x04rest", "en").is_err());
        assert!(text_of(b"ab\0c", "en").is_err());
    }
}
