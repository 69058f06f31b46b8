//! Letters and words → their kind, their width, and how much there is to read and to say.
//!
//! Units: half the width of an ideograph, and words.

use icu_properties::CodePointMapData;
use icu_properties::props::{EastAsianWidth, GeneralCategory};

/// Letters that are read and said in the time of a word, where words do not stand apart: about 320 Japanese letters a
/// minute go with 160 English words.
const LETTERS_A_WORD: u64 = 2;
const LETTERS_A_THAI_WORD: u64 = 4;

/// Letters and marks of Chinese and Japanese, which no space parts; Korean has spaces.
#[must_use]
pub fn is_unspaced(c: char) -> bool {
    let korean = matches!(c, '\u{3130}'..='\u{318F}' | '\u{3200}'..='\u{321E}' | '\u{3260}'..='\u{327F}' | '\u{FFA0}'..='\u{FFDC}');
    let either = matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}');
    either && !korean
}

/// Letters of Korean.
#[must_use]
pub fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}')
}

/// Letters of Chinese, Japanese or Korean, which stand upright and as wide as they are high.
#[must_use]
pub fn is_cjk(c: char) -> bool {
    is_unspaced(c) || is_hangul(c)
}

/// Letters of Thai, Lao, Burmese and Khmer, whose words do not stand apart and are known from a model alone.
#[must_use]
pub fn is_complex(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{AA60}'..='\u{AA7F}')
}

/// Marks that belong to the letter before them: accents, points, vowel signs, tones.
#[must_use]
pub fn is_combining(c: char) -> bool {
    let category = || CodePointMapData::<GeneralCategory>::new().get(c);
    let marks = [GeneralCategory::NonspacingMark, GeneralCategory::SpacingMark, GeneralCategory::EnclosingMark];
    c >= '\u{300}' && marks.contains(&category())
}

/// The part of a BCP 47 tag that names the language.
#[must_use]
pub fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}

/// How wide words stand, in halves of an ideograph: most letters are one, full-width ones and emoji two; marks on letters,
/// and what is not seen, none.
#[must_use]
pub fn width(words: &str) -> usize {
    words.chars().map(letter_width).sum()
}

/// As `width`, of one letter.
#[must_use]
pub fn letter_width(c: char) -> usize {
    match c {
        ..'\u{300}' => return 1,
        // Makes an emoji, as wide as others are, of a sign or a digit.
        '\u{FE0F}' => return 1,
        // Vowels and ends of Korean syllables, which stand in the place of the letter before them.
        '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FF}' => return 0,
        _ => {}
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    if matches!(category, GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark | GeneralCategory::Format) {
        return 0;
    }
    let wide = CodePointMapData::<EastAsianWidth>::new().get(c);
    if matches!(wide, EastAsianWidth::Wide | EastAsianWidth::Fullwidth) { 2 } else { 1 }
}

/// As many words as are read or said in the same time: those between spaces, and letters where none part them.
#[must_use]
pub fn words(text: &str) -> u64 {
    text.split_whitespace().map(words_of).sum()
}

/// Of what stands between two spaces. What has other letters beside them is one word more at most.
fn words_of(piece: &str) -> u64 {
    let (mut ideographs, mut complex, mut apart) = (0, 0, false);
    for c in piece.chars().filter(|c| c.is_alphanumeric()) {
        if is_cjk(c) {
            ideographs += 1;
        } else if is_complex(c) {
            complex += u64::from(letter_width(c) > 0);
        } else {
            apart = true;
        }
    }
    if ideographs + complex == 0 {
        return 1;
    }
    ideographs.div_ceil(LETTERS_A_WORD) + complex.div_ceil(LETTERS_A_THAI_WORD) + u64::from(apart)
}

#[cfg(test)]
mod tests {
    use super::{width, words};

    #[test]
    fn full_width_letters_and_emoji_are_two_and_what_is_not_seen_none() {
        for (text, expected) in [
            ("abc", 3),
            ("漢字", 4),
            ("ｱｲ", 2),
            ("Ａ", 2),
            ("한국", 4),
            ("ที่", 1),
            ("é", 1),
            ("e\u{301}", 1),
            ("、。", 4),
            ("\u{1112}\u{1161}\u{11AB}", 2),
            ("🎵", 2),
            ("\u{2764}\u{FE0F}", 2),
            ("1\u{FE0F}\u{20E3}", 2),
            ("\u{1F1EB}\u{1F1EE}", 2),
            ("\u{FEFF}", 0),
            ("\u{202E}abc", 3),
            ("a\u{2060}b\u{200B}c", 3),
        ] {
            assert_eq!(width(text), expected, "{text}");
        }
    }

    #[test]
    fn letters_are_counted_where_words_do_not_stand_apart() {
        for (text, expected) in [
            ("one two, three", 3),
            ("真夏の午後二時、", 4),
            ("Rustで書く", 3),
            ("한국어 문장", 3),
            ("สวัสดีครับ", 2),
            ("— so", 2),
            ("", 0),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }
}
