//! A language (BCP 47) → the script that it is written in, and where that begins, as CLDR has them.

use icu_locale::{Direction as Icu, LocaleCanonicalizer, LocaleDirectionality, LocaleExpander};
use icu_locale_core::Locale;

/// Where lines, columns and tables begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    #[default]
    Ltr,
    /// From right to left.
    Rtl,
}

impl Direction {
    /// Both with the names that they have in a deck.
    pub const ALL: [(&'static str, Self); 2] = [("ltr", Self::Ltr), ("rtl", Self::Rtl)];

    /// Where a language begins. A script that is named says more than the language: Punjabi in Arabic letters, Sindhi in
    /// Indian ones.
    #[must_use]
    pub fn of(language: &str) -> Self {
        let Some(locale) = canonical(language) else { return Self::Ltr };
        match LocaleDirectionality::new_extended().get(&locale.id) {
            Some(Icu::RightToLeft) => Self::Rtl,
            _ => Self::Ltr,
        }
    }
}

/// Whether a language is written in Arabic letters, which are set larger than Latin ones and further apart.
#[must_use]
pub fn is_arabic(language: &str) -> bool {
    let Some(mut locale) = canonical(language) else { return false };
    LocaleExpander::new_extended().maximize(&mut locale.id);
    locale.id.script.is_some_and(|script| script.as_str() == "Arab")
}

/// With the names of today: `iw` is `he`.
fn canonical(language: &str) -> Option<Locale> {
    let mut locale = language.parse::<Locale>().ok()?;
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    Some(locale)
}

#[cfg(test)]
mod tests {
    use super::{Direction, is_arabic};

    #[test]
    fn languages_begin_where_their_script_does() {
        let all = "ar ar-EG fa ur he iw yi ps sd ug ckb dv pa-Arab ku-Arab az-Arab ks syr arc nqo uz-AF";
        for language in all.split(' ') {
            assert_eq!(Direction::of(language), Direction::Rtl, "{language}");
        }
        for language in "en de-CH ja hi pa sd-Deva az tr ku uz zh-Hant el x-private nonsense".split(' ') {
            assert_eq!(Direction::of(language), Direction::Ltr, "{language}");
        }
        assert!(["ar", "fa-IR", "ur", "ug", "pa-Arab", "ckb"].into_iter().all(is_arabic));
        assert!(!["he", "yi", "dv", "syr", "en", "sd-Deva"].into_iter().any(is_arabic));
    }
}
