//! Words → where a line may end in scripts that have no spaces, besides the places that every line breaker knows.

use std::sync::OnceLock;

use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::letters::{is_cjk, is_complex, is_unspaced};
use super::phrases::{model, tongue};

/// Whether a line may end at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// It may, between two phrases or words.
    May,
    /// It must not, though rules that look at two letters alone would let it.
    Never,
}

/// Where lines may end in `text`, in bytes and in order.
pub struct Ends {
    /// Ends of phrases and of words without spaces.
    pub places: Vec<(usize, Break)>,
    /// The language that its ideographs are of, if it has any: `ja`, `zh-Hans` or `zh-Hant`.
    pub ideographs: Option<&'static str>,
}

/// Places between letters of scripts without spaces. Chinese and Japanese lines end after a phrase, Thai, Lao, Burmese
/// and Khmer ones after a word; no line begins with a closing mark or ends with an opening one. `None` for all others.
#[must_use]
pub fn may_end(text: &str, language: &str) -> Option<Ends> {
    let ideographs = text.contains(is_unspaced);
    if !ideographs && !text.contains(is_complex) {
        return None;
    }
    let phrases = if ideographs { model(text, language).ends(text) } else { Vec::new() };
    let mut places = Vec::new();
    for at in segmenter().segment_str(text) {
        let (before, after) = text.split_at(at);
        let (Some(left), Some(right)) = (before.chars().next_back(), after.chars().next()) else { continue };
        if left.is_whitespace() {
            continue;
        }
        if is_complex(left) && is_complex(right) {
            places.push((at, Break::May));
        } else if is_unspaced(left) || is_unspaced(right) {
            if phrases.binary_search(&at).is_ok() {
                places.push((at, Break::May));
            } else if !is_letter(left) || !is_letter(right) {
                places.push((at, Break::Never));
            }
        }
    }
    Some(Ends { places, ideographs: ideographs.then(|| tongue(text, language)) })
}

/// All places where the rules of scripts let a line end, those between single letters too, in bytes and in order.
#[must_use]
pub fn may_tear(text: &str) -> Vec<usize> {
    segmenter().segment_str(text).filter(|at| (1..text.len()).contains(at)).collect()
}

/// What a line breaker that keeps words whole takes for a part of a word.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_cjk(c) && c.is_alphabetic()
}

/// Strict rules, after which no line begins with a small kana or a long vowel's mark either. The model of words is the
/// smaller of the two that there are: 0.3 MB, where dictionaries are 1 MB.
fn segmenter() -> LineSegmenterBorrowed<'static> {
    static SEGMENTER: OnceLock<LineSegmenterBorrowed<'static>> = OnceLock::new();
    *SEGMENTER.get_or_init(|| {
        let mut options = LineBreakOptions::default();
        options.strictness = Some(LineBreakStrictness::Strict);
        LineSegmenter::new_lstm(options)
    })
}

#[cfg(test)]
mod tests {
    use super::{Break, may_end};

    fn shown(language: &str, text: &str) -> String {
        let mut out = text.to_owned();
        let places = may_end(text, language).map(|ends| ends.places).unwrap_or_default();
        for (at, kind) in places.into_iter().rev() {
            out.insert(at, if kind == Break::May { '|' } else { '+' });
        }
        out
    }

    #[test]
    fn lines_end_after_phrases_and_words() {
        for (language, expected) in [
            ("ja", "真夏の|午後|二時、|アスファルトは|46℃+に|達します。"),
            ("ja", "「木」+のかげ"),
            ("en", "the word 木かげ means shade"),
            ("zh-CN", "今天|天气|很|好，|我们|一起"),
            ("th", "ต้น|ไม้|ทำ|ให้|เมืองเย็น|ลง"),
            ("en", "no such letters"),
            ("ko", "나무 그늘이 도시를 식힌다"),
        ] {
            let plain: String = expected.chars().filter(|c| !"|+".contains(*c)).collect();
            assert_eq!(shown(language, &plain), expected, "{language}");
        }
    }

    #[test]
    fn no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() {
        let letters =
            ["木", "か", "カ", "が、", "「", "」", "（", "）", "。", "ー", "ッ", "々", "！", "a", "1", "℃", "・", "…"];
        proptest::proptest!(|(picked in proptest::collection::vec(0..letters.len(), 1..14))| {
            let text: String = picked.iter().map(|at| letters[*at]).collect();
            for (at, kind) in may_end(&text, "ja").map(|ends| ends.places).unwrap_or_default() {
                let (before, after) = text.split_at(at);
                proptest::prop_assert!(kind == Break::Never || !after.starts_with(['、', '」', '）', '。', 'ー', 'ッ', '々', '！']));
                proptest::prop_assert!(kind == Break::Never || !before.ends_with(['「', '（']));
            }
        });
    }
}
