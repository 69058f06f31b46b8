//! TrueType fonts as krilla writes them → the same without what no reader of a PDF asks for: each has all names of its family,
//! its license in full and the names of its glyphs, a seventh of a small font. Whose it is stays in it.

/// How a TrueType font begins, and a record of its directory, in bytes.
const TRUETYPE: [u8; 4] = [0, 1, 0, 0];
const HEAD: usize = 12;
const RECORD: usize = 16;
/// A record of the table of names, and what stands before the first.
const NAME: usize = 12;
const NAMES: usize = 6;
/// The number of the copyright notice among the names.
const COPYRIGHT: u16 = 0;
/// What all tables of names of glyphs begin with; one of version 3 has nothing more.
const POST: usize = 32;
const NAMELESS: [u8; 4] = [0, 3, 0, 0];
/// Where a font has its sum, and what this makes the sum of all of it.
const ADJUSTMENT: usize = 8;
const SUM: u32 = 0xB1B0_AFBA;

/// The font without them; `None` where it is no TrueType font, or not as expected.
pub(super) fn fewer(font: &[u8]) -> Option<Vec<u8>> {
    let rest = font.strip_prefix(&TRUETYPE)?;
    let count = usize::from(number(rest, 0)?);
    let records = font.get(HEAD..HEAD + count * RECORD)?.chunks_exact(RECORD);
    let tables = records.map(|record| {
        let tag: [u8; 4] = *record.first_chunk()?;
        let (start, length) = (long(record, 8)?, long(record, 12)?);
        let table = font.get(start..start.checked_add(length)?)?;
        Some((tag, of_use(&tag, table)?))
    });
    Some(written(font.get(..HEAD)?, &tables.collect::<Option<Vec<_>>>()?))
}

/// What a PDF needs of a table.
fn of_use(tag: &[u8; 4], table: &[u8]) -> Option<Vec<u8>> {
    match tag {
        b"name" => copyright(table),
        b"post" => Some([&NAMELESS, table.get(NAMELESS.len()..POST)?].concat()),
        // The sum is worked out at the end.
        b"head" => Some([table.get(..ADJUSTMENT)?, &[0; 4], table.get(ADJUSTMENT + 4..)?].concat()),
        _ => Some(table.to_vec()),
    }
}

/// A table of names with the first copyright notice alone, if there is one.
fn copyright(table: &[u8]) -> Option<Vec<u8>> {
    let (version, count, storage) = (number(table, 0)?, usize::from(number(table, 2)?), number(table, 4)?);
    if version != 0 {
        return None;
    }
    let mut records = table.get(NAMES..NAMES + count * NAME)?.chunks_exact(NAME);
    let Some(record) = records.find(|record| number(record, 6) == Some(COPYRIGHT)) else {
        return Some([0, 0, NAMES as u16].map(u16::to_be_bytes).concat());
    };
    let start = usize::from(storage) + usize::from(number(record, 10)?);
    let words = table.get(start..start + usize::from(number(record, 8)?))?;
    let head = [0, 1, (NAMES + NAME) as u16].map(u16::to_be_bytes).concat();
    Some([&head, &record[..10], &[0, 0], words].concat())
}

/// A font of these tables, whose head is that of one with as many.
fn written(head: &[u8], tables: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let (mut directory, mut body, mut adjustment) = (head.to_vec(), Vec::new(), None);
    let begin = HEAD + tables.len() * RECORD;
    for (tag, table) in tables {
        let at = begin + body.len();
        if tag == b"head" {
            adjustment = Some(at + ADJUSTMENT);
        }
        body.extend_from_slice(table);
        body.resize(body.len().next_multiple_of(4), 0);
        directory.extend_from_slice(tag);
        for value in [sum(table), at as u32, table.len() as u32] {
            directory.extend(value.to_be_bytes());
        }
    }
    let mut font = [directory, body].concat();
    let whole = SUM.wrapping_sub(sum(&font));
    if let Some(place) = adjustment.and_then(|at| font.get_mut(at..at + 4)) {
        place.copy_from_slice(&whole.to_be_bytes());
    }
    font
}

/// Its numbers of four bytes, the last one filled up, in one.
fn sum(bytes: &[u8]) -> u32 {
    let four = |chunk: &[u8]| {
        let mut four = [0; 4];
        four[..chunk.len()].copy_from_slice(chunk);
        u32::from_be_bytes(four)
    };
    bytes.chunks(4).map(four).fold(0, u32::wrapping_add)
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?) as usize)
}

#[cfg(test)]
mod tests {
    use skrifa::string::StringId;
    use skrifa::{FontRef, MetadataProvider as _, Tag};

    use super::{SUM, fewer, sum};
    use crate::faces::bundled;

    #[test]
    fn a_font_keeps_its_glyphs_and_its_copyright() {
        let mut seen = 0;
        for blob in bundled() {
            let font = blob.data();
            let Some(fewer) = fewer(font) else { continue };
            let [old, new] = [font, &fewer].map(|bytes| FontRef::new(bytes).expect("a font"));
            let notice = |font: &FontRef| {
                font.localized_strings(StringId::COPYRIGHT_NOTICE).next().map(|words| words.to_string())
            };
            assert_eq!(notice(&old), notice(&new));
            assert_eq!(new.localized_strings(StringId::LICENSE_DESCRIPTION).count(), 0);
            for tag in [b"glyf", b"loca", b"hmtx", b"maxp"].map(Tag::new) {
                let [old, new] = [&old, &new].map(|font| font.table_data(tag).expect("a table").as_bytes().to_vec());
                assert!(old == new, "{tag} stays as it is");
            }
            assert_eq!(sum(&fewer), SUM, "the sum of a whole font is always the same");
            assert!(fewer.len() < font.len());
            seen += 1;
        }
        assert!(seen > 3, "most bundled fonts are TrueType: {seen}");
    }

    #[test]
    fn what_is_no_such_font_stays_as_it_is() {
        let whole = bundled().iter().find_map(|blob| fewer(blob.data())).expect("a font");
        assert_eq!(fewer(b"OTTO"), None);
        assert_eq!(fewer(b""), None);
        // The last bytes may only fill the last table up.
        for cut in (0..whole.len() - 4).step_by(97) {
            assert_eq!(fewer(&whole[..cut]), None, "cut at {cut}");
        }
    }
}
