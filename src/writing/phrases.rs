//! Chinese and Japanese words → where a phrase ends in them, by BudouX's models: weights of letters around a place.
//!
//! The models are those of BudouX 0.10.1, byte for byte (`assets/phrases`, Apache-2.0). They are read when the first
//! such letter comes.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::letters::primary;
use crate::packed::packed;

/// Which letters around a place a weight is of: from the place, in letters, the first and the end.
const FEATURES: [(&str, isize, isize); 13] = [
    ("UW1", -3, -2),
    ("UW2", -2, -1),
    ("UW3", -1, 0),
    ("UW4", 0, 1),
    ("UW5", 1, 2),
    ("UW6", 2, 3),
    ("BW1", -2, 0),
    ("BW2", -1, 1),
    ("BW3", 0, 2),
    ("TW1", -3, 0),
    ("TW2", -2, 1),
    ("TW3", -1, 2),
    ("TW4", 0, 3),
];

/// Weights by the letters that they are of, a table for each of `FEATURES`.
pub(super) struct Model {
    tables: [HashMap<Box<str>, i32>; FEATURES.len()],
    /// What a place has before anything is known of it, doubled.
    base: i32,
}

impl Model {
    fn read(json: &str) -> Self {
        let mut all: HashMap<String, HashMap<Box<str>, i32>> = serde_json::from_str(json).unwrap_or_default();
        let base = -all.values().flat_map(HashMap::values).sum::<i32>();
        Self { tables: FEATURES.map(|(name, ..)| all.remove(name).unwrap_or_default()), base }
    }

    /// The bytes of `text` at which a phrase ends and another begins.
    pub fn ends(&self, text: &str) -> Vec<usize> {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let letters = places.len() - 1;
        (1..letters).filter(|at| self.score(text, &places, *at) > 0).map(|at| places[at]).collect()
    }

    fn score(&self, text: &str, places: &[usize], at: usize) -> i32 {
        let weight = |((_, first, end), table): (&(&str, isize, isize), &HashMap<Box<str>, i32>)| {
            let first = places.get(at.checked_add_signed(*first)?)?;
            let end = places.get(at.checked_add_signed(*end)?)?;
            table.get(text.get(*first..*end)?).copied()
        };
        let known: i32 = FEATURES.iter().zip(&self.tables).filter_map(weight).sum();
        self.base + 2 * known
    }
}

/// The model for words of a language: Japanese where there are kana, else Chinese as the language writes it.
pub(super) fn model(text: &str, language: &str) -> &'static Model {
    static JAPANESE: OnceLock<Model> = OnceLock::new();
    static SIMPLIFIED: OnceLock<Model> = OnceLock::new();
    static TRADITIONAL: OnceLock<Model> = OnceLock::new();
    let (model, json) = match tongue(text, language) {
        "ja" => (&JAPANESE, packed!("assets/phrases/ja.json")),
        "zh-Hant" => (&TRADITIONAL, packed!("assets/phrases/zh-hant.json")),
        _ => (&SIMPLIFIED, packed!("assets/phrases/zh-hans.json")),
    };
    model.get_or_init(|| Model::read(&json.text()))
}

/// `ja`, `zh-Hant` or `zh-Hans`.
pub(super) fn tongue(text: &str, language: &str) -> &'static str {
    let tag = language.to_ascii_lowercase();
    let has = |part: &str| tag.split('-').any(|it| it == part);
    match primary(&tag) {
        "ja" => "ja",
        "yue" => "zh-Hant",
        "zh" if ["hant", "tw", "hk", "mo"].into_iter().any(has) => "zh-Hant",
        "zh" => "zh-Hans",
        _ if text.contains(|c| ('\u{3040}'..='\u{30FF}').contains(&c)) => "ja",
        _ => "zh-Hans",
    }
}

#[cfg(test)]
mod tests {
    use super::model;

    fn phrases(language: &str, text: &str) -> String {
        let mut out = text.to_owned();
        model(text, language).ends(text).into_iter().rev().for_each(|at| out.insert(at, '|'));
        out
    }

    /// As BudouX 0.10.1 cuts them: `budoux -l ja …`.
    #[test]
    fn phrases_are_those_of_budoux() {
        for (language, expected) in PHRASES {
            assert_eq!(phrases(language, &expected.replace('|', "")), *expected, "{language}");
        }
    }

    const PHRASES: &[(&str, &str)] = &[
        ("ja", "真夏の|午後|二時、|アスファルトは|46℃に|達します。"),
        ("ja", "四人の|うち|三人が、|遠回りでも|木かげを|選んで|歩きます。"),
        ("ja", "ありがとう|ございました！"),
        ("ja", "並木の|ある|通りを|歩いて|測った、|三年間の|記録"),
        ("ja", "Rustで|書いた|サーバーを|本番環境で|動かす"),
        ("zh-CN", "今天|天气|很|好，|我们|一起|去|公园|散步|吧。"),
        ("zh-TW", "今天|天氣|很|好，|我們|一起去|公園|散步吧。"),
        ("zh-CN", "城市|里|的|树木|可以|让|街道|变得|更|凉爽"),
        ("ja", "木"),
        ("ja", ""),
    ];
}
