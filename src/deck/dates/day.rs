//! Days of the calendar → their words in the deck's language.
//!
//! Days are counted from the first of the year 1 (rata die), a time of day is a part of one.

use icu_calendar::types::RataDie;
use icu_calendar::{Date, Gregorian};
use icu_datetime::fieldsets::{M, MD, T, Y, YM, YMD};
use icu_datetime::input::Time;
use icu_datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu_locale_core::Locale;

/// How far a date goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    Year,
    Quarter,
    Month,
    Day,
    Minute,
}

/// Minutes of a day.
pub(super) const MINUTES: f64 = 24.0 * 60.0;

/// The day on which a date falls; `None` where there is no such date.
pub(super) fn day_of(year: i32, month: u8, day: u8) -> Option<f64> {
    let date = Date::try_new_iso(year, month, day).ok()?;
    (1..=9999).contains(&year).then_some(date.to_rata_die().to_i64_date() as f64)
}

pub(super) fn date_of(day: f64) -> Date<Gregorian> {
    Date::from_rata_die(RataDie::new(day.floor() as i64), Gregorian)
}

/// Year, month and day.
pub(super) fn parts_of(day: f64) -> (i32, u8, u8) {
    let date = Date::from_rata_die(RataDie::new(day.floor() as i64), icu_calendar::Iso);
    (date.year().extended_year(), date.month().ordinal, date.day_of_month().0)
}

/// How a date is written along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Year,
    MonthOfYear,
    Month,
    DayOfMonth,
    Whole,
    Time,
}

pub(super) fn written(day: f64, form: Form, language: &str) -> String {
    let locale = language.parse::<Locale>().unwrap_or(Locale::UNKNOWN);
    let prefs = DateTimeFormatterPreferences::from(&locale);
    let date = date_of(day);
    macro_rules! as_date {
        ($fields:expr) => {
            FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(prefs, $fields)
                .map(|it| it.format(&date).to_string())
        };
    }
    let text = match form {
        Form::Year => as_date!(Y::medium()),
        // Some languages have digits alone for a month of a year, which looks odd among names of months.
        Form::MonthOfYear => as_date!(YM::medium())
            .map(|text| if text.contains(char::is_alphabetic) { text } else { as_date!(YM::long()).unwrap_or(text) }),
        Form::Month => as_date!(M::medium()),
        Form::DayOfMonth => as_date!(MD::medium()),
        Form::Whole => as_date!(YMD::medium()),
        Form::Time => {
            let minutes = ((day - day.floor()) * MINUTES).round().min(MINUTES - 1.0) as u32;
            let time = Time::try_new((minutes / 60) as u8, (minutes % 60) as u8, 0, 0).unwrap_or(Time::start_of_day());
            NoCalendarFormatter::try_new(prefs, T::hm()).map(|it| it.format(&time).to_string())
        }
    };
    text.unwrap_or_else(|_| {
        let (year, month, day) = parts_of(day);
        format!("{year:04}-{month:02}-{day:02}")
    })
}

/// The words for each of these dates, as short as tells them apart.
#[must_use]
pub fn labels(days: &[f64], precision: Precision, language: &str) -> Vec<String> {
    let (first, last) = days.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), it| (a.min(*it), b.max(*it)));
    let years = days.is_empty() || parts_of(first).0 != parts_of(last).0;
    let one_day = first.floor() == last.floor();
    let word = |day: &f64| match precision {
        Precision::Year => written(*day, Form::Year, language),
        Precision::Quarter | Precision::Month => written(*day, Form::MonthOfYear, language),
        Precision::Day if years => written(*day, Form::Whole, language),
        Precision::Day => written(*day, Form::DayOfMonth, language),
        Precision::Minute if one_day => written(*day, Form::Time, language),
        Precision::Minute => {
            format!("{} {}", written(*day, Form::DayOfMonth, language), written(*day, Form::Time, language))
        }
    };
    days.iter().map(word).collect()
}
