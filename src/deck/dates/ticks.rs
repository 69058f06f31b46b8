//! A stretch of days → the round dates along it, with their words.

use super::day::{Form, MINUTES, Precision, day_of, parts_of, written};

/// A round date on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub at: f64,
    pub words: String,
    /// Whether the words are for the whole stretch up to the next tick.
    pub stretch: bool,
}

/// From one tick to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Every {
    Minutes(u32),
    Days(u32),
    Months(u32),
    Years(u32),
}

const STEPS: [Every; 32] = [
    Every::Minutes(1),
    Every::Minutes(2),
    Every::Minutes(5),
    Every::Minutes(10),
    Every::Minutes(15),
    Every::Minutes(30),
    Every::Minutes(60),
    Every::Minutes(120),
    Every::Minutes(180),
    Every::Minutes(360),
    Every::Minutes(720),
    Every::Days(1),
    Every::Days(2),
    Every::Days(3),
    Every::Days(7),
    Every::Days(14),
    Every::Months(1),
    Every::Months(2),
    Every::Months(3),
    Every::Months(6),
    Every::Years(1),
    Every::Years(2),
    Every::Years(5),
    Every::Years(10),
    Every::Years(20),
    Every::Years(25),
    Every::Years(50),
    Every::Years(100),
    Every::Years(200),
    Every::Years(500),
    Every::Years(1000),
    Every::Years(2000),
];

/// Days from which on hours are no ticks.
const DAYS: f64 = 1.9;

impl Every {
    /// In days, about.
    fn length(self) -> f64 {
        match self {
            Self::Minutes(count) => f64::from(count) / MINUTES,
            Self::Days(count) => f64::from(count),
            Self::Months(count) => 30.44 * f64::from(count),
            Self::Years(count) => 365.25 * f64::from(count),
        }
    }

    /// Whether dates that go so far have such ticks.
    fn suits(self, precision: Precision, span: f64) -> bool {
        match self {
            Self::Minutes(_) => precision == Precision::Minute && span < DAYS,
            Self::Days(_) => precision >= Precision::Day,
            Self::Months(count) => precision >= Precision::Month || precision == Precision::Quarter && count >= 3,
            Self::Years(_) => true,
        }
    }

    /// The first tick at or after a day, and all after it up to another.
    fn between(self, from: f64, to: f64) -> Vec<f64> {
        let edge = 1e-6;
        let even = |step: f64, origin: f64| {
            let first = ((from - origin) / step - edge).ceil();
            let count = ((to - origin) / step + edge).floor() - first;
            (0..=count.max(-1.0) as i64).map(|n| origin + (first + n as f64) * step).collect()
        };
        match self {
            Self::Minutes(count) => even(f64::from(count) / MINUTES, from.floor()),
            // The first of the year 1 was a Monday.
            Self::Days(count) => even(f64::from(count), if count < 7 { from.ceil() } else { 1.0 }),
            Self::Months(count) => {
                let (year, month, _) = parts_of(from);
                let first = (year * 12 + i32::from(month) - 1).div_euclid(count as i32) * count as i32;
                let month = |n: i32| {
                    let at = first + n * count as i32;
                    day_of(at.div_euclid(12), at.rem_euclid(12) as u8 + 1, 1)
                };
                let all = (0..).map_while(month).take_while(|day| *day <= to + edge);
                all.filter(|day| *day >= from - edge).collect()
            }
            Self::Years(count) => {
                let count = count as i32;
                let first = parts_of(from).0.div_euclid(count) * count;
                let all =
                    (0..).map_while(|n| day_of((first + n * count).max(1), 1, 1)).take_while(|day| *day <= to + edge);
                all.filter(|day| *day >= from - edge).collect()
            }
        }
    }
}

/// The round dates between two days, `most` of them at most.
#[must_use]
pub fn ticks(from: f64, to: f64, precision: Precision, language: &str, most: usize) -> Vec<Tick> {
    let span = to - from;
    let few = |every: &&Every| every.suits(precision, span) && span / every.length() <= most as f64 + 1.0;
    let fits = STEPS.iter().filter(few).map(|every| (*every, every.between(from, to)));
    let found = fits.into_iter().find(|(_, days)| days.len() <= most);
    let Some((every, mut days)) = found else { return Vec::new() };
    let stretch = every == Every::Days(1) && precision == Precision::Minute && span >= DAYS;
    if days.is_empty() {
        days.push(from);
    }
    let tick = |(n, at): (usize, f64)| Tick { at, words: words(at, every, n == 0, language), stretch };
    days.into_iter().enumerate().map(tick).collect()
}

fn words(at: f64, every: Every, first: bool, language: &str) -> String {
    let form = match every {
        Every::Years(_) => Form::Year,
        Every::Months(_) if first || parts_of(at).1 == 1 => Form::MonthOfYear,
        Every::Months(_) => Form::Month,
        Every::Days(_) => Form::DayOfMonth,
        // Times of no day in particular have none to name.
        Every::Minutes(_) if at.fract().abs() < 1e-9 && !first && at > 3.0 => Form::DayOfMonth,
        Every::Minutes(_) => Form::Time,
    };
    written(at, form, language)
}

#[cfg(test)]
mod tests {
    use super::ticks;
    use crate::deck::dates::{Precision, read_all};

    fn along(from: &str, to: &str) -> Vec<String> {
        let dates = read_all(&[from, to], "en-GB").expect("they are dates");
        let ticks = ticks(dates.days[0], dates.days[1], dates.precision, "en-GB", 7);
        ticks.into_iter().map(|tick| tick.words).collect()
    }

    #[test]
    fn ticks_are_round_dates_and_few() {
        for (from, to, expected) in [
            ("2008", "2024", "2010 2015 2020"),
            ("2020", "2024", "2020 2021 2022 2023 2024"),
            ("2024-01", "2024-12", "Jan 2024 Mar May Jul Sept Nov"),
            ("2023-11", "2024-04", "Nov 2023 Dec Jan 2024 Feb Mar Apr"),
            ("2024-07-08 00:00", "2024-07-11 00:00", "8 Jul 9 Jul 10 Jul 11 Jul"),
            ("08:00", "18:00", "08:00 10:00 12:00 14:00 16:00 18:00"),
            ("2024-03-04", "2024-04-15", "4 Mar 11 Mar 18 Mar 25 Mar 1 Apr 8 Apr 15 Apr"),
            ("2024-03-04", "2024-03-21", "4 Mar 7 Mar 10 Mar 13 Mar 16 Mar 19 Mar"),
            ("2024-03-04", "2024-04-01", "4 Mar 11 Mar 18 Mar 25 Mar 1 Apr"),
            ("1900", "2020", "1900 1920 1940 1960 1980 2000 2020"),
        ] {
            assert_eq!(along(from, to).join(" "), expected, "{from} to {to}");
        }
    }

    #[test]
    fn any_stretch_has_ticks_and_no_more_than_are_wanted() {
        proptest::proptest!(|(from in 1.0_f64..3_000_000.0, span in 0.0_f64..700_000.0, most in 2_usize..9)| {
            for precision in [Precision::Year, Precision::Month, Precision::Day, Precision::Minute] {
                let ticks = ticks(from, from + span, precision, "en", most);
                proptest::prop_assert!((1..=most).contains(&ticks.len()), "{} for {span}", ticks.len());
                proptest::prop_assert!(ticks.windows(2).all(|pair| pair[0].at < pair[1].at));
            }
        });
    }
}
