//! Written dates (`2024-07-08`, `31.12.2025`, `12/31/2025`, `Dec-25`, `Q3 2024`, `14:30`) → days and how far they go.

use super::day::{Form, MINUTES, Precision, date_of, day_of, parts_of, written};

/// The dates of a column or of a list of labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Dates {
    pub days: Vec<f64>,
    pub precision: Precision,
    /// A date that may mean two days, if no other one settles which: the deck's language decided.
    pub doubtful: Option<usize>,
}

/// What is written, before it is known whether the day or the month comes first.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Written {
    Known {
        year: i32,
        month: u8,
        day: u8,
        time: f64,
        precision: Precision,
    },
    Either {
        first: u8,
        second: u8,
        year: i32,
        time: f64,
        precision: Precision,
    },
    /// A time of any day.
    Time(f64),
}

/// All of them as dates; `None` where one is none, so that they are but words.
#[must_use]
pub fn read_all(cells: &[&str], language: &str) -> Option<Dates> {
    if cells.is_empty() {
        return None;
    }
    let months = months(language);
    let read: Vec<Written> = cells.iter().map(|cell| parse(cell, &months)).collect::<Option<_>>()?;
    let either = |over: fn(u8, u8) -> u8| {
        read.iter().any(|it| matches!(it, Written::Either { first, second, .. } if over(*first, *second) > 12))
    };
    let month_first = match (either(|first, _| first), either(|_, second| second)) {
        (true, true) => return None,
        (true, false) => false,
        (false, true) => true,
        (false, false) => is_month_first(language),
    };
    let settled = either(|first, second| first.max(second));
    let doubtful = |it: &Written| matches!(it, Written::Either { first, second, .. } if first != second);
    let doubtful = read.iter().position(doubtful).filter(|_| !settled);
    let mut out = Dates { days: Vec::with_capacity(read.len()), precision: Precision::Year, doubtful };
    let times = read.iter().filter(|it| matches!(it, Written::Time(_))).count();
    if times > 0 && times < read.len() {
        return None;
    }
    for it in read {
        let (day, time, precision) = match it {
            Written::Known { year, month, day, time, precision } => (day_of(year, month, day)?, time, precision),
            Written::Either { first, second, year, time, precision } => {
                let (month, day) = if month_first { (first, second) } else { (second, first) };
                (day_of(year, month, day)?, time, precision)
            }
            Written::Time(time) => (1.0, time, Precision::Minute),
        };
        out.days.push(day + time);
        out.precision = out.precision.max(precision);
    }
    Some(out)
}

/// One date among those of an axis.
#[must_use]
pub fn read_one(text: &str, language: &str) -> Option<f64> {
    read_all(&[text], language).map(|it| it.days[0])
}

/// Whether 12/31 is how the language writes the last day of a year.
fn is_month_first(language: &str) -> bool {
    let locale = language.parse().unwrap_or(icu_locale_core::Locale::UNKNOWN);
    let prefs = icu_datetime::DateTimeFormatterPreferences::from(&locale);
    let fields = icu_datetime::fieldsets::YMD::short();
    let formatter = icu_datetime::FixedCalendarDateTimeFormatter::<icu_calendar::Gregorian, _>::try_new(prefs, fields);
    let Some(day) = day_of(1999, 12, 31) else { return false };
    let text = formatter.map(|it| it.format(&date_of(day)).to_string()).unwrap_or_default();
    let place = |part: &str| text.find(part).unwrap_or(usize::MAX);
    // Where the year comes first, `12/31` alone is as rare as `31/12`, and the world writes the day first.
    place("12") < place("31") && place("99") > place("12")
}

/// Names of months in small letters, each with its number: the deck's language's, and English ones.
fn months(language: &str) -> Vec<(String, u8)> {
    let mut out = Vec::new();
    for (language, month) in [language, "en"].into_iter().flat_map(|it| (1..=12).map(move |month| (it, month))) {
        let Some(day) = day_of(2001, month, 15) else { continue };
        let short = written(day, Form::Month, language).to_lowercase();
        let long = long_month(day, language).to_lowercase();
        out.extend([short, long].map(|name| (name.trim_end_matches('.').to_owned(), month)));
    }
    out
}

fn long_month(day: f64, language: &str) -> String {
    let locale = language.parse().unwrap_or(icu_locale_core::Locale::UNKNOWN);
    let prefs = icu_datetime::DateTimeFormatterPreferences::from(&locale);
    let fields = icu_datetime::fieldsets::M::long();
    let formatter = icu_datetime::FixedCalendarDateTimeFormatter::<icu_calendar::Gregorian, _>::try_new(prefs, fields);
    formatter.map(|it| it.format(&date_of(day)).to_string()).unwrap_or_default()
}

/// The month of this name; of three letters it may leave some out, as Excel's `Mrz` does.
fn month_named(word: &str, months: &[(String, u8)]) -> Option<u8> {
    let word = word.trim_end_matches('.');
    if word.chars().count() < 3 || word.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    if let Some((_, month)) = months.iter().find(|(name, _)| name == word) {
        return Some(*month);
    }
    let short = |name: &str| {
        let mut letters = name.chars();
        name.chars().next() == word.chars().next() && word.chars().all(|c| letters.any(|letter| letter == c))
    };
    let mut found = months.iter().filter(|(name, _)| short(name)).map(|(_, month)| *month);
    let first = found.next()?;
    (word.chars().count() <= 4 && found.all(|other| other == first)).then_some(first)
}

fn parse(cell: &str, months: &[(String, u8)]) -> Option<Written> {
    let text = cell.trim().to_lowercase();
    if text.len() > 40 || !text.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    if let Some(time) = time(&text) {
        return Some(Written::Time(time));
    }
    let (date, hour) = match text.split_once(['t', ' ']).filter(|(date, hour)| hour.contains(':') && !date.is_empty()) {
        Some((date, hour)) => (date.to_owned(), Some(time(hour.trim().trim_end_matches('z'))?)),
        None => (text, None),
    };
    let read = quarter(&date).or_else(|| week(&date)).or_else(|| calendar_date(&date, months))?;
    let Some(hour) = hour else { return Some(read) };
    match read {
        Written::Known { year, month, day, precision: Precision::Day, .. } => {
            Some(Written::Known { year, month, day, time: hour, precision: Precision::Minute })
        }
        Written::Either { first, second, year, .. } => {
            Some(Written::Either { first, second, year, time: hour, precision: Precision::Minute })
        }
        Written::Known { .. } | Written::Time(_) => None,
    }
}

/// `14:30`, `9:05:12`, `2:30 pm` → a part of a day.
fn time(text: &str) -> Option<f64> {
    let (clock, half) =
        match text.strip_suffix("am").map(|it| (it, 0.0)).or(text.strip_suffix("pm").map(|it| (it, 12.0))) {
            Some((clock, half)) => (clock.trim_end(), Some(half)),
            None => (text, None),
        };
    // A zone's offset says where it was measured, not when on this axis.
    let clock = clock.split(['+', 'z']).next().unwrap_or_default();
    let mut parts = clock.split(':');
    let digits = |part: &str| part.len() <= 2 && !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let hour: f64 = parts.next().filter(|it| digits(it))?.parse().ok()?;
    let minute: f64 = parts.next().filter(|it| digits(it))?.parse().ok()?;
    let second: f64 = parts.next().map_or(Some(0.0), |it| it.parse().ok().filter(|it| (0.0..61.0).contains(it)))?;
    let hour = half.map_or(hour, |half| hour % 12.0 + half);
    let whole = parts.next().is_none() && hour <= 24.0 && minute < 60.0 && second.is_finite();
    whole.then_some((hour * 60.0 + minute + second / 60.0) / MINUTES)
}

/// `Q3 2024`, `2024-Q3`, `2024Q3`, `T3/24`.
fn quarter(text: &str) -> Option<Written> {
    let at = text.find(['q', 't']).filter(|_| text.is_ascii())?;
    let number: u8 = text[at + 1..].chars().next()?.to_digit(10)?.try_into().ok()?;
    let rest = format!("{} {}", &text[..at], &text[at + 2..]);
    let rest = rest.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let year = year(rest).filter(|_| (1..=4).contains(&number))?;
    Some(Written::Known { year, month: number * 3 - 2, day: 1, time: 0.0, precision: Precision::Quarter })
}

/// `2024-W07`: its Monday.
fn week(text: &str) -> Option<Written> {
    let (before, number) = text.split_once('w')?;
    let year = year(before.trim_end_matches(['-', ' ']))?;
    let week: f64 = number.parse::<u8>().ok().filter(|it| (1..=53).contains(it))?.into();
    // The fourth of January is in the first week.
    let fourth = day_of(year, 1, 4)?;
    let monday = fourth - (fourth - 1.0).rem_euclid(7.0) + (week - 1.0) * 7.0;
    let (year, month, day) = parts_of(monday);
    Some(Written::Known { year, month, day, time: 0.0, precision: Precision::Day })
}

/// A year of four digits, or of two as spreadsheets shorten it.
fn year(text: &str) -> Option<i32> {
    let number: i32 = text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))?;
    match text.len() {
        4 if number >= 1000 => Some(number),
        2 => Some(if number < 50 { 2000 + number } else { 1900 + number }),
        _ => None,
    }
}

fn calendar_date(text: &str, months: &[(String, u8)]) -> Option<Written> {
    // Chinese, Japanese and Korean name the parts.
    let plain = text.replace(['年', '月', '년', '월'], "-").replace(['日', '일'], "");
    let plain = plain.trim_end_matches('-');
    let parts: Vec<&str> =
        plain.split(['-', '/', '.', ' ', ',', '\u{a0}', '\u{202f}']).filter(|part| !part.is_empty()).collect();
    let points = plain.contains('.');
    let known = |year: Option<i32>, month: u8, day: Option<u8>| {
        let precision = if day.is_some() { Precision::Day } else { Precision::Month };
        Some(Written::Known { year: year?, month, day: day.unwrap_or(1), time: 0.0, precision })
    };
    let number = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() <= 2);
    if let Some(at) = parts.iter().position(|part| month_named(part, months).is_some()) {
        let month = month_named(parts[at], months)?;
        let rest: Vec<&str> = parts.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, part)| *part).collect();
        return match rest[..] {
            // `Dec-25` is a month of a year; `25-Dec` a day of none.
            [only] if only.len() == 4 || at == 0 => known(year(only), month, None),
            [first, last] if first.len() == 4 => known(year(first), month, number(last)),
            [first, last] => known(year(last), month, Some(number(first)?)),
            _ => None,
        };
    }
    match parts[..] {
        [only] if only == plain && only.len() == 4 => {
            Some(Written::Known { year: year(only)?, month: 1, day: 1, time: 0.0, precision: Precision::Year })
        }
        [first, second] if first.len() == 4 && !points => known(year(first), number(second)?, None),
        [first, second] if second.len() == 4 => known(year(second), number(first)?, None),
        [first, second, third] if first.len() == 4 => known(year(first), number(second)?, Some(number(third)?)),
        // With points the day comes first wherever people write so.
        [first, second, third] if points => known(year(third), number(second)?, Some(number(first)?)),
        [first, second, third] => {
            let (first, second) = (number(first)?, number(second)?);
            Some(Written::Either { first, second, year: year(third)?, time: 0.0, precision: Precision::Day })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{read_all, read_one};
    use crate::deck::dates::day::parts_of;
    use crate::deck::dates::{Precision, labels};

    fn one(text: &str, language: &str) -> Option<(i32, u8, u8)> {
        read_one(text, language).map(parts_of)
    }

    #[test]
    fn dates_are_read_as_people_and_spreadsheets_write_them() {
        for (text, language, expected) in [
            ("2024-07-08", "en", (2024, 7, 8)),
            ("31.12.2025", "de", (2025, 12, 31)),
            ("1.2.25", "de", (2025, 2, 1)),
            ("12/31/2025", "en-US", (2025, 12, 31)),
            ("31/12/2025", "en-US", (2025, 12, 31)),
            ("03/04/2025", "en-US", (2025, 3, 4)),
            ("03/04/2025", "en-GB", (2025, 4, 3)),
            ("03/04/2025", "fr", (2025, 4, 3)),
            ("Dec-25", "en", (2025, 12, 1)),
            ("Dez 25", "de", (2025, 12, 1)),
            ("Mrz 25", "de", (2025, 3, 1)),
            ("déc-25", "fr", (2025, 12, 1)),
            ("janv.-25", "fr", (2025, 1, 1)),
            ("July 2024", "en", (2024, 7, 1)),
            ("8 July 2024", "en", (2024, 7, 8)),
            ("July 8, 2024", "en-US", (2024, 7, 8)),
            ("31-Dec-25", "en", (2025, 12, 31)),
            ("8. Juli 2024", "de", (2024, 7, 8)),
            ("Q3 2024", "en", (2024, 7, 1)),
            ("2024-Q1", "en", (2024, 1, 1)),
            ("2024-W01", "en", (2024, 1, 1)),
            ("2024-07", "en", (2024, 7, 1)),
            ("07.2024", "de", (2024, 7, 1)),
            ("2024年7月8日", "ja", (2024, 7, 8)),
            ("1998", "en", (1998, 1, 1)),
            ("2024-07-08T14:00:00Z", "en", (2024, 7, 8)),
            ("2024-02-29 06:30", "en", (2024, 2, 29)),
        ] {
            assert_eq!(one(text, language), Some(expected), "{text} in {language}");
        }
        for text in [
            "",
            "Lime Walk",
            "12",
            "1,5",
            "2024-13-01",
            "31.02.2024",
            "25-Dec",
            "5-10",
            "May",
            "1.5",
            "v2.10.1x",
            "18 to 24",
        ] {
            assert_eq!(one(text, "en"), None, "{text}");
        }
        assert_eq!(read_one("6:00", "en"), Some(1.25));
        assert_eq!(read_one("6:00 pm", "en"), Some(1.75));
    }

    #[test]
    fn one_date_settles_the_order_of_all_and_else_it_is_doubtful() {
        let dates = read_all(&["01/02/2025", "13/02/2025"], "en-US").expect("they are dates");
        assert_eq!((parts_of(dates.days[0]), dates.doubtful), ((2025, 2, 1), None));
        let dates = read_all(&["01/01/2025", "01/02/2025"], "en-US").expect("they are dates");
        assert_eq!((parts_of(dates.days[1]), dates.doubtful), ((2025, 1, 2), Some(1)));
        assert_eq!(read_all(&["13/02/2025", "02/13/2025"], "en"), None);
        assert_eq!(read_all(&["2024-07-08", "total"], "en"), None);
    }

    #[test]
    fn dates_are_written_in_the_language() {
        let dates = read_all(&["2024-07-08", "2024-12-01"], "en").expect("they are dates");
        for (language, expected) in [
            ("en-GB", ["8 Jul", "1 Dec"]),
            ("en-US", ["Jul 8", "Dec 1"]),
            ("de", ["8. Juli", "1. Dez."]),
            ("fr", ["8 juil.", "1 déc."]),
            ("ja", ["7月8日", "12月1日"]),
        ] {
            assert_eq!(labels(&dates.days, dates.precision, language), expected, "{language}");
        }
        let times = read_all(&["14:30", "09:05"], "de").expect("they are times");
        assert_eq!(labels(&times.days, times.precision, "de"), ["14:30", "09:05"]);
        assert_eq!(labels(&[738_000.0], Precision::Year, "en"), ["2021"]);
    }
}
