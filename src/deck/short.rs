//! Large numbers → their short forms in the deck's language: `1.2M`, `1,2 Mio.`, `15K`.

use fixed_decimal::{Decimal, FloatPrecision};
use icu_decimal::CompactDecimalFormatter;
use icu_locale_core::Locale;

/// The short form; none where the language has none, or the number no digits.
#[must_use]
pub fn short(value: f64, language: &str) -> Option<String> {
    let number = Decimal::try_from_f64(value, FloatPrecision::RoundTrip).ok()?;
    let locale = language.parse::<Locale>().ok()?;
    let formatter = CompactDecimalFormatter::try_new_short((&locale).into(), Default::default()).ok()?;
    Some(formatter.format(&number).to_string().replace('-', "−"))
}
