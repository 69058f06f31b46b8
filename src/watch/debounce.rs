//! Moments of change → the moment to read. Pure: the clock is an argument.

use std::time::Duration;

/// A save is whole when nothing has changed for this long.
const QUIET: Duration = Duration::from_millis(60);
/// Where it is never quiet, this is waited at most.
const MOST: Duration = Duration::from_millis(500);
/// Some editors delete a file before they make it anew: gone this long, it is gone.
const GONE: Duration = Duration::from_secs(1);

/// Changes that were not acted on yet.
#[derive(Clone, Copy, Debug, Default)]
pub struct Debounce {
    /// The first and the last of them.
    changed: Option<(Duration, Duration)>,
    /// Since when the deck is missing.
    gone: Option<Duration>,
}

impl Debounce {
    /// Something changed.
    pub fn change(&mut self, now: Duration) {
        let first = self.changed.map_or(now, |(first, _)| first);
        self.changed = Some((first, now));
    }

    /// How long until it is time to look; `None` while nothing changed.
    #[must_use]
    pub fn wait(&self, now: Duration) -> Option<Duration> {
        let (first, last) = self.changed?;
        Some((last + QUIET).min(first + MOST).saturating_sub(now))
    }

    /// It is time to look: whether to read the deck, given whether it is there. If it is not, it may come back.
    #[must_use]
    pub fn look(&mut self, now: Duration, there: bool) -> bool {
        let gone = *self.gone.get_or_insert(now);
        if there || now.saturating_sub(gone) >= GONE {
            *self = Self::default();
            return true;
        }
        self.changed = Some((now, now));
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    /// When the deck is read, for changes at these times; it is there but from `gone.0` until `gone.1`.
    fn readings(changes: &[u64], gone: (u64, u64)) -> Vec<u64> {
        let mut debounce = Debounce::default();
        let mut out = Vec::new();
        for now in 0..5_000 {
            if changes.contains(&now) {
                debounce.change(ms(now));
            }
            let there = !(gone.0..gone.1).contains(&now);
            if debounce.wait(ms(now)) == Some(Duration::ZERO) && debounce.look(ms(now), there) {
                out.push(now);
            }
        }
        out
    }

    #[test]
    fn a_save_in_pieces_is_read_once_when_it_is_whole() {
        let pieces: Vec<u64> = (0..10).map(|piece| 100 + piece * 5).collect();
        assert_eq!(readings(&pieces, (0, 0)), [205]);
        assert_eq!(readings(&[100, 300], (0, 0)), [160, 360]);
        assert!(readings(&[], (0, 0)).is_empty());
    }

    #[test]
    fn a_file_that_comes_back_was_never_gone() {
        let read = readings(&[100, 400], (100, 400));
        assert_eq!(read.len(), 1);
        assert!((400..=460).contains(&read[0]), "{read:?}");
    }

    #[test]
    fn a_file_that_stays_away_is_told_once_and_its_return_is_seen() {
        let read = readings(&[100, 3000], (100, 3000));
        assert_eq!(read.len(), 2);
        assert!((1100..1300).contains(&read[0]), "{read:?}");
        assert_eq!(read[1], 3060);
    }

    #[test]
    fn unrest_does_not_put_it_off_for_ever() {
        let changes: Vec<u64> = (0..4_000).step_by(10).collect();
        let read = readings(&changes, (0, 0));
        assert!((6..=9).contains(&read.len()), "{read:?}");
    }
}
