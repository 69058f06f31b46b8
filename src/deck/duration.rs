//! A time as people write it, `1m30s` or `12.5` seconds → a `Duration`, to the millisecond.

use std::time::Duration;

/// `1h05m`, `1m30s`, `2.5s`: hours, minutes and seconds in this order, each at most once.
pub fn in_units(text: &str) -> Option<Duration> {
    let mut rest = text;
    let mut total = Duration::ZERO;
    for (unit, length) in [('h', 3600), ('m', 60), ('s', 1)] {
        let Some((number, after)) = rest.split_once(unit) else { continue };
        total += seconds(number)? * length;
        rest = after;
    }
    (rest.is_empty() && !text.is_empty()).then_some(total)
}

/// `12`, `12.5` or `12,5` seconds.
pub fn seconds(number: &str) -> Option<Duration> {
    let (whole, part) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let digits = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole, 5) || !digits(part, 3) {
        return None;
    }
    Some(Duration::from_secs(whole.parse().ok()?) + Duration::from_millis(format!("{part:0<3}").parse().ok()?))
}
