//! The numbers of a chart → words in the deck's language: `1.250.000`, `0,045`, `12.50`.
//!
//! Signs and groups are CLDR's. Decimals are as many as the author wrote, or, of numbers that a program worked out
//! (`3.3333333333`), as many as tell them apart.

use fixed_decimal::{Decimal, FloatPrecision};
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_decimal::{DecimalFormatter, DecimalFormatterPreferences};
use icu_locale_core::Locale;

/// Digits of a number that an author writes by hand; numbers with more come from a program.
const WRITTEN: usize = 4;
/// Decimals that no number of a chart has more of.
const MOST: usize = 15;

/// How the numbers of one chart are written.
#[derive(Clone, Debug, Default)]
pub struct Numerals {
    /// BCP 47.
    language: String,
    /// Decimals that each number has, 0s among them: 2 for money with cents.
    least: usize,
    /// Decimals after which a number is rounded.
    most: usize,
    grouped: bool,
}

impl Numerals {
    /// What tells `values` apart; `unit` stands after each.
    #[must_use]
    pub fn new(language: &str, unit: &str, values: &[f64]) -> Self {
        let most = decimals(values);
        // In tens of thousands nobody reads cents.
        let small = values.iter().all(|value| value.abs() < 10_000.0);
        let cents = small && most > 0 && most <= 2 && super::money::has_cents(unit);
        // Where most have a tenth, one without looks as if it were less exact.
        let tenths = values.iter().filter(|value| value.fract() != 0.0).count();
        let even = most == 1 && tenths >= 3 && tenths * 2 > values.len();
        let years = values.iter().all(|value| value.fract() == 0.0 && (1500.0..=2100.0).contains(value));
        Self { language: language.to_owned(), least: if cents { 2 } else { usize::from(even) }, most, grouped: !years }
    }

    /// The same for the round numbers of an axis, `step` apart.
    #[must_use]
    pub fn of_axis(&self, step: f64) -> Self {
        Self { least: 0, most: decimals(&[step]), ..self.clone() }
    }

    /// The same for a number that is none of theirs, such as one to be reached: no tenth is added to it.
    #[must_use]
    pub fn alone(&self) -> Self {
        Self { least: if self.least == 1 { 0 } else { self.least }, ..self.clone() }
    }

    /// The same with as many decimals for each, as in a column of a table.
    #[must_use]
    pub fn even(&self) -> Self {
        Self { least: self.most, ..self.clone() }
    }

    #[must_use]
    pub fn write(&self, value: f64) -> String {
        let Ok(mut number) = Decimal::try_from_f64(value, FloatPrecision::RoundTrip) else { return value.to_string() };
        let magnitude = |decimals: usize| -i16::try_from(decimals).unwrap_or(i16::MAX);
        number.round(magnitude(self.most));
        number.absolute.trim_end();
        number.absolute.pad_end(magnitude(self.least));
        if number.absolute.is_zero() {
            number.set_sign(fixed_decimal::Sign::None);
        }
        let locale = self.language.parse::<Locale>().unwrap_or(Locale::UNKNOWN);
        let mut options = DecimalFormatterOptions::default();
        options.grouping_strategy = Some(if self.grouped { GroupingStrategy::Auto } else { GroupingStrategy::Never });
        match DecimalFormatter::try_new(DecimalFormatterPreferences::from(&locale), options) {
            // A minus is as wide as a plus; CLDR's hyphen and straight apostrophe are for keyboards.
            Ok(formatter) => formatter.format(&number).to_string().replace('-', "−").replace('\'', "’"),
            Err(_) => number.to_string().replace('-', "−"),
        }
    }
}

/// A number of slides, notes or items in the language's own digits.
#[must_use]
pub fn digits(language: &str, number: usize) -> String {
    Numerals { language: language.to_owned(), ..Numerals::default() }.write(number as f64)
}

/// What parts units and tenths in a language: `.` or `,`.
#[must_use]
pub fn decimal_sign(language: &str) -> char {
    let half = Numerals { language: language.to_owned(), most: 1, ..Numerals::default() }.write(0.5);
    if half.contains(',') { ',' } else { '.' }
}

/// The decimals of numbers as they were written; where they have many digits, as many as give each three digits and
/// keep different ones different, and two at least.
fn decimals(values: &[f64]) -> usize {
    let written = values.iter().map(|value| shape(*value)).fold(0, |most, (decimals, _)| most.max(decimals));
    let by_hand = values.iter().all(|value| {
        let (decimals, digits) = shape(*value);
        decimals <= 2 || digits <= WRITTEN
    });
    if by_hand {
        return written.min(MOST);
    }
    (2..written.min(MOST)).find(|decimals| tells(values, *decimals)).unwrap_or(written.min(MOST))
}

/// Decimals and digits of a number, without the 0s that say nothing.
fn shape(value: f64) -> (usize, usize) {
    let text = value.abs().to_string();
    let decimals = text.split_once('.').map_or(0, |(_, after)| after.len());
    let digits = text.replace('.', "");
    (decimals, digits.trim_start_matches('0').len())
}

/// Whether numbers rounded to `decimals` differ where they differed, and are off by half a hundredth at most.
fn tells(values: &[f64], decimals: usize) -> bool {
    let text = |value: f64| format!("{value:.decimals$}");
    let near = |value: &f64| {
        let rounded: f64 = text(*value).parse().unwrap_or(0.0);
        (rounded - value).abs() <= value.abs() * 0.005
    };
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    values.iter().all(near) && sorted.windows(2).all(|pair| pair[0] == pair[1] || text(pair[0]) != text(pair[1]))
}

#[cfg(test)]
mod tests {
    use super::Numerals;

    fn written(language: &str, unit: &str, values: &[f64]) -> Vec<String> {
        let numerals = Numerals::new(language, unit, values);
        values.iter().map(|value| numerals.write(*value)).collect()
    }

    #[test]
    fn numbers_follow_the_language() {
        for (language, expected) in [
            ("en-GB", ["12.5", "1,250,000", "−3.25"]),
            ("de-DE", ["12,5", "1.250.000", "−3,25"]),
            ("de-CH", ["12.5", "1’250’000", "−3.25"]),
            ("fr", ["12,5", "1\u{202f}250\u{202f}000", "−3,25"]),
            ("hi", ["12.5", "12,50,000", "−3.25"]),
            ("pl", ["12,5", "1\u{a0}250\u{a0}000", "−3,25"]),
            ("ja", ["12.5", "1,250,000", "−3.25"]),
        ] {
            assert_eq!(written(language, "", &[12.5, 1_250_000.0, -3.25]), expected, "{language}");
        }
    }

    /// What `tests/cldr.py` got of ICU.
    const ICU: &str = include_str!("../../tests/it/cldr/numbers.txt");

    #[test]
    fn numbers_are_those_of_icu_in_every_language() {
        let (mut languages, mut wrong) = (std::collections::HashSet::new(), Vec::new());
        for line in ICU.lines().filter(|line| !line.starts_with('#')) {
            let [language, value, decimals, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            let most = decimals.parse().expect("decimals");
            let numerals = Numerals { language: language.to_owned(), least: most, most, grouped: true };
            // Marks of direction go with the paragraph, a minus is as wide as a plus, an apostrophe is curly.
            let shown =
                |text: &str| text.replace(['\u{200e}', '\u{200f}', '\u{61c}'], "").replace('-', "−").replace('\'', "’");
            let written = numerals.write(value.parse().expect("a number"));
            languages.insert(language);
            if shown(&written) != shown(expected) {
                wrong.push(format!("{line}, not {written}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(languages.len() >= 24);
    }

    #[test]
    fn numbers_have_the_digits_of_their_language() {
        let all =
            [("ar", "12"), ("ar-EG", "١٢"), ("ar-MA", "12"), ("fa", "۱۲"), ("he", "12"), ("bn", "১২"), ("en", "12")];
        for (language, expected) in all {
            assert_eq!(super::digits(language, 12), expected, "{language}");
        }
        assert_eq!(super::digits("en", 1234), "1234");
    }

    #[test]
    fn digits_that_tell_numbers_apart_stay() {
        for (values, expected) in [
            (&[0.045, 0.001, 0.00005][..], &["0.045", "0.001", "0.00005"][..]),
            (&[3.333_333_333_333_333_5, 2.0], &["3.33", "2"]),
            (&[0.123_456, 0.123_457], &["0.123456", "0.123457"]),
            (&[0.1 + 0.2, 1_234.567_89], &["0.3", "1,234.57"]),
            (&[1e-9, 2e-9], &["0.000000001", "0.000000002"]),
            (&[-0.0, -0.000_000_1], &["0", "−0.0000001"]),
            (&[999_999_999_999_999.0], &["999,999,999,999,999"]),
            (&[1998.0, 2024.0], &["1998", "2024"]),
        ] {
            assert_eq!(written("en", "", values), expected, "{values:?}");
        }
    }

    #[test]
    fn small_money_with_cents_has_two_decimals_everywhere() {
        assert_eq!(written("de", " €", &[12.5, 3.0]), ["12,50", "3,00"]);
        assert_eq!(written("de", " €", &[12.0, 3.0]), ["12", "3"]);
        assert_eq!(written("de", " €", &[12.5, 1_250_000.0]), ["12,5", "1.250.000"]);
        assert_eq!(written("en", "%", &[12.5, 3.0]), ["12.5", "3"]);
        assert_eq!(written("pl", " zł", &[1250.5, 980.0]), ["1250,50", "980,00"]);
    }

    #[test]
    fn where_most_have_a_tenth_all_have_one() {
        assert_eq!(written("de", " %", &[47.2, 35.0, 38.6, 41.3]), ["47,2", "35,0", "38,6", "41,3"]);
        assert_eq!(written("en", "", &[2.5, 35.0, 38.0, 41.3]), ["2.5", "35", "38", "41.3"], "half");
        assert_eq!(written("en", "", &[1.6, 0.9, 0.8, 0.44]), ["1.6", "0.9", "0.8", "0.44"], "hundredths");
        let numerals = Numerals::new("en", "", &[47.2, 35.1, 38.6]);
        assert_eq!([numerals.write(35.0), numerals.alone().write(35.0)], ["35.0", "35"]);
    }

    #[test]
    fn different_numbers_are_written_differently() {
        proptest::proptest!(|(values in proptest::collection::vec(-1e6_f64..1e6, 1..9), scale in -9_i32..6)| {
            let values: Vec<f64> = values.iter().map(|value| value * 10_f64.powi(scale)).collect();
            let words = written("en", "", &values);
            for (a, one) in values.iter().zip(&words) {
                for (b, other) in values.iter().zip(&words) {
                    proptest::prop_assert!(a == b || one != other, "{a} and {b} are both {one}");
                }
            }
        });
    }
}
