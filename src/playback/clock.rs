//! The one place in the program that asks what time it is.

use std::time::{Duration, Instant, SystemTime};

use crate::journal::Anchor;
use crate::show::Moment;

/// Time since the program started, as it passes in the talk.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    start: Instant,
    /// The moment at which it was started: later than none where another process gave the talk before.
    from: Duration,
    /// How many seconds of the talk pass in one of the room.
    speed: u32,
}

impl Clock {
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place where the program reads a clock")]
    pub fn start() -> Self {
        Self { start: Instant::now(), from: Duration::ZERO, speed: 1 }
    }

    /// The same, where it is this moment already.
    #[must_use]
    pub fn from(self, moment: Moment) -> Self {
        Self { from: moment.0, ..self }
    }

    /// The same, so many times as fast.
    #[must_use]
    pub fn at_speed(self, speed: u32) -> Self {
        Self { speed: speed.max(1), ..self }
    }

    #[must_use]
    pub fn now(self) -> Moment {
        Moment(self.from.saturating_add(self.start.elapsed().saturating_mul(self.speed)))
    }

    /// This moment, for another process.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place where the program reads clocks")]
    pub fn anchor(self) -> Anchor {
        // Where the system tells neither, the clock on the wall does.
        let told = |file: &str| std::fs::read_to_string(file).unwrap_or_default();
        let up = told("/proc/uptime");
        let up = up.split_ascii_whitespace().next().and_then(|seconds| seconds.parse().ok());
        let since_boot = up.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let boot = since_boot.map(|_| told("/proc/sys/kernel/random/boot_id").trim().to_owned());
        Anchor {
            moment: self.now(),
            boot: boot.unwrap_or_default(),
            since_boot: since_boot.unwrap_or_default(),
            wall: SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default(),
        }
    }

    /// The time of the room since the program started.
    #[must_use]
    pub fn room(self) -> Duration {
        self.start.elapsed()
    }

    /// The moment as the event loop counts time.
    #[must_use]
    pub fn instant(self, moment: Moment) -> Instant {
        self.start + self.wait(moment.0.saturating_sub(self.from))
    }

    /// How much time of the talk passes meanwhile.
    #[must_use]
    pub fn talk_time(self, room: Duration) -> Duration {
        room.saturating_mul(self.speed)
    }

    /// How long that takes in the room.
    #[must_use]
    pub fn wait(self, time: Duration) -> Duration {
        time / self.speed
    }
}

/// The time of day where the speaker is, in milliseconds after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOfDay(pub u32);

const DAY: u64 = 24 * 60 * 60 * 1000;

impl TimeOfDay {
    #[must_use]
    pub fn now() -> Self {
        Self::on_clock(jiff::Zoned::now().time())
    }

    fn on_clock(time: jiff::civil::Time) -> Self {
        let seconds = (i32::from(time.hour()) * 60 + i32::from(time.minute())) * 60 + i32::from(time.second());
        Self(seconds as u32 * 1000 + time.millisecond() as u32)
    }

    /// Date and time where the speaker is, as RFC 3339 writes them.
    #[must_use]
    pub fn date_time() -> String {
        jiff::Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// How long ago a moment was that `date_time` wrote; none where it is yet to come.
    #[must_use]
    pub fn ago(date_time: &str) -> Option<Duration> {
        let moment: jiff::Timestamp = date_time.parse().ok()?;
        jiff::Timestamp::now().duration_since(moment).try_into().ok()
    }

    /// The day of a moment that `date_time` wrote: `20 November`.
    #[must_use]
    pub fn day(date_time: &str) -> Option<String> {
        let moment: jiff::Timestamp = date_time.parse().ok()?;
        Some(moment.to_zoned(jiff::tz::TimeZone::system()).strftime("%-d %B").to_string())
    }

    /// The time of day of a moment that `date_time` wrote.
    #[must_use]
    pub fn of(date_time: &str) -> Option<Self> {
        let moment: jiff::Timestamp = date_time.parse().ok()?;
        Some(Self::on_clock(moment.to_zoned(jiff::tz::TimeZone::system()).time()))
    }

    /// `15:10:22`
    #[must_use]
    pub fn words(self) -> String {
        let seconds = self.0 / 1000;
        format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    /// `15:10`
    #[must_use]
    pub fn short_words(self) -> String {
        let minutes = self.0 / 60_000;
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// The time of day `later`, past midnight if need be.
    #[must_use]
    pub fn after(self, later: Duration) -> Self {
        let sum = u64::from(self.0) + later.as_millis() as u64;
        Self((sum % DAY) as u32)
    }

    /// How long until the next time that it is this minute after midnight; `None` where that was rather a while ago.
    #[must_use]
    pub fn until(self, minute: u16) -> Option<Duration> {
        let ahead = (u64::from(minute) * 60_000 + DAY - u64::from(self.0)) % DAY;
        (ahead < DAY / 2).then(|| Duration::from_millis(ahead))
    }

    /// How long until the clock shows another second.
    #[must_use]
    pub fn until_next_second(self) -> Duration {
        Duration::from_millis(u64::from(1000 - self.0 % 1000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_runs_past_midnight() {
        let late = TimeOfDay(86_399_400);
        assert_eq!(late.words(), "23:59:59");
        assert_eq!(late.until_next_second(), Duration::from_millis(600));
        assert_eq!(late.after(Duration::from_secs(61)).words(), "00:01:00");
        assert_eq!(late.after(Duration::from_secs(61)).short_words(), "00:01");
        assert_eq!(late.until(1), Some(Duration::from_millis(60_600)));
        assert_eq!(late.until(23 * 60 + 59), None, "that was a minute ago");
        assert_eq!(TimeOfDay(0).until(0), Some(Duration::ZERO));
    }
}
