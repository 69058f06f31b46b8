//! A date as decks have it (ISO 8601) → words in the deck's language: `12 March 2026`, `2026年3月12日`.
//!
//! Order, names and digits are CLDR's.

use icu_datetime::fieldsets::{YM, YMD};
use icu_datetime::input::Date;
use icu_datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter};
use icu_locale_core::Locale;

/// A day or a month in words; what is neither stays as it is.
#[must_use]
pub fn in_words(date: &str, language: &str) -> String {
    words(date, language).unwrap_or_else(|| date.to_owned())
}

fn words(date: &str, language: &str) -> Option<String> {
    let mut parts = date.split('-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let day: Option<u8> = parts.next().and_then(|day| day.parse().ok());
    let locale = language.parse::<Locale>().unwrap_or(Locale::UNKNOWN);
    let preferences = DateTimeFormatterPreferences::from(&locale);
    let date = Date::try_new_gregorian(year, month, day.unwrap_or(1)).ok()?;
    Some(match day {
        Some(_) => FixedCalendarDateTimeFormatter::try_new(preferences, YMD::long()).ok()?.format(&date).to_string(),
        None => FixedCalendarDateTimeFormatter::try_new(preferences, YM::long()).ok()?.format(&date).to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn dates_are_written_as_the_language_does() {
        for (language, day, month) in [
            ("en-GB", "12 March 2026", "March 2026"),
            ("en-US", "March 12, 2026", "March 2026"),
            ("de", "12. März 2026", "März 2026"),
            ("fr", "12 mars 2026", "mars 2026"),
            ("es", "12 de marzo de 2026", "marzo de 2026"),
            ("pl", "12 marca 2026", "marzec 2026"),
            ("ja", "2026年3月12日", "2026年3月"),
            ("ar", "12 مارس 2026", "مارس 2026"),
        ] {
            assert_eq!(in_words("2026-03-12", language), day, "{language}");
            assert_eq!(in_words("2026-03", language), month, "{language}");
            assert_eq!(in_words("2026", language), "2026", "{language}");
        }
        assert_eq!(in_words("2026-02-31", "en"), "2026-02-31", "no such day");
    }
}
