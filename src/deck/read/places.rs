//! Series with places of their own each along one axis → one list of places, in which a series has gaps where others lie.

use crate::deck::dates::{self, Precision};
use crate::deck::numerals::Numerals;
use crate::deck::source::READ;
use crate::deck::{Along, Rich, Series};
use crate::diagnostic::{Diagnostic, Span};

use super::values::shown;

/// A series, where its values lie, and what each is called.
pub(super) struct Part {
    pub along: Along,
    pub labels: Vec<Rich>,
    pub series: Series,
}

/// All of them on one axis.
pub(super) struct Joined {
    pub along: Along,
    pub labels: Vec<Rich>,
    pub series: Vec<Series>,
}

/// One series after the other; the part that has dates where others have numbers, or the other way round, is the fault.
pub(super) fn joined(parts: Vec<Part>) -> Result<Option<Joined>, usize> {
    let all: usize = parts.iter().map(|part| part.along.places().len()).sum();
    let mut along: Option<Along> = None;
    let (mut labels, mut out, mut from) = (Vec::with_capacity(all), Vec::with_capacity(parts.len()), 0);
    for (nth, part) in parts.into_iter().enumerate() {
        let count = part.along.places().len();
        labels.extend(part.labels.into_iter().chain(std::iter::repeat(Rich::default())).take(count));
        out.push(spread(part.series, from..from + count, all));
        along = Some(match along {
            None => part.along,
            Some(known) => both(known, part.along).ok_or(nth)?,
        });
        from += count;
    }
    Ok(along.map(|along| Joined { along, labels, series: out }))
}

fn both(first: Along, second: Along) -> Option<Along> {
    match (first, second) {
        (Along::Numbers(mut all), Along::Numbers(more)) => {
            all.extend(more);
            Some(Along::Numbers(all))
        }
        (Along::Dates { mut days, precision }, Along::Dates { days: more, precision: other }) => {
            days.extend(more);
            Some(Along::Dates { days, precision: precision.max(other) })
        }
        _ => None,
    }
}

/// A series with gaps around the places that are its own.
fn spread(mut series: Series, own: std::ops::Range<usize>, all: usize) -> Series {
    for list in [&mut series.values, &mut series.low, &mut series.high].into_iter().filter(|list| !list.is_empty()) {
        list.resize(own.len(), None);
        list.splice(0..0, std::iter::repeat_n(None, own.start));
        list.resize(all, None);
    }
    series.own = (0..all).map(|at| own.contains(&at)).collect();
    series
}

impl Joined {
    /// For lines: from left to right, places that several series share once, each called what it is.
    pub fn in_order(self, language: &str, span: Span) -> Self {
        let places = self.along.places();
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by(|a, b| places[*a].total_cmp(&places[*b]));
        // The marks at each place; two of one series at the same place stay two.
        let owner = |at: usize| self.series.iter().position(|series| series.is_own(at));
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for at in order {
            let free = |group: &&mut Vec<usize>| {
                places[group[0]] == places[at] && group.iter().all(|other| owner(*other) != owner(at))
            };
            match groups.last_mut().filter(free) {
                Some(group) => group.push(at),
                None => groups.push(vec![at]),
            }
        }
        let merged = |list: &[Option<f64>]| -> Vec<Option<f64>> {
            if list.is_empty() {
                return Vec::new();
            }
            groups.iter().map(|group| group.iter().find_map(|at| list.get(*at).copied().flatten())).collect()
        };
        let one = |series: &Series| Series {
            name: series.name.clone(),
            values: merged(&series.values),
            low: merged(&series.low),
            high: merged(&series.high),
            own: groups.iter().map(|group| group.iter().any(|at| series.is_own(*at))).collect(),
        };
        let kept: Vec<f64> = groups.iter().map(|group| places[group[0]]).collect();
        let (words, along) = match self.along {
            Along::Dates { precision, .. } => {
                (dates::labels(&kept, precision, language), Along::Dates { days: kept, precision })
            }
            Along::Numbers(_) => {
                let numerals = Numerals::new(language, "", &kept);
                (kept.iter().map(|place| numerals.write(*place)).collect(), Along::Numbers(kept))
            }
        };
        let labels = words.into_iter().map(|words| Rich::plain(words, span)).collect();
        Self { along, labels, series: self.series.iter().map(one).collect() }
    }
}

/// Tells which day a date is taken for that may be two.
pub(super) fn doubt(word: &str, day: f64, span: Span, language: &str) -> Diagnostic {
    let meant = dates::labels(&[day], Precision::Day, language).concat();
    let message = format!("`{}` is taken as {meant}", shown(word));
    Diagnostic::warning(READ, span, message).hint("If it is another day, write dates as 2025-12-31")
}

#[cfg(test)]
mod tests {
    use super::{Part, joined};
    use crate::deck::{Along, Rich, Series};
    use crate::diagnostic::Span;

    fn part(x: &[f64], y: &[Option<f64>]) -> Part {
        Part { along: Along::Numbers(x.to_vec()), labels: Vec::new(), series: Series::new(None, y.to_vec()) }
    }

    #[test]
    fn lines_of_different_places_lie_on_one_axis() {
        let parts = vec![
            part(&[3.0, 1.0, 1.0], &[Some(30.0), None, Some(11.0)]),
            part(&[1.0, 2.5], &[Some(1.5), Some(2.0)]),
            part(&[], &[]),
        ];
        let all = joined(parts).ok().flatten().expect("all are numbers").in_order("de", Span::default());
        assert_eq!(all.along.places(), [1.0, 1.0, 2.5, 3.0]);
        assert_eq!(all.labels.iter().map(Rich::text).collect::<Vec<_>>(), ["1", "1", "2,5", "3"]);
        let own = |at: usize| all.series[at].own.iter().map(|own| u8::from(*own)).collect::<Vec<_>>();
        assert_eq!(all.series[0].values, [None, Some(11.0), None, Some(30.0)]);
        assert_eq!(own(0), [1, 1, 0, 1]);
        assert_eq!(all.series[1].values, [None, Some(1.5), Some(2.0), None]);
        assert_eq!(own(1), [0, 1, 1, 0]);
        assert!(own(2).iter().all(|own| *own == 0));
    }

    #[test]
    fn dates_and_numbers_have_no_common_axis() {
        let dates = Along::Dates { days: vec![1.0], precision: crate::deck::dates::Precision::Day };
        let dated = Part { along: dates, labels: Vec::new(), series: Series::new(None, vec![Some(1.0)]) };
        assert_eq!(joined(vec![part(&[1.0], &[None]), dated]).err(), Some(1));
        assert!(joined(Vec::new()).is_ok_and(|it| it.is_none()));
    }
}
