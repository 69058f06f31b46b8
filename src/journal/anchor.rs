//! A moment of a talk ⇄ the same moment for another process, on this boot of the machine or a later one.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::show::Moment;

/// A moment of a talk by all clocks that there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    pub moment: Moment,
    /// Which boot of the machine it was; empty where the system does not tell.
    pub boot: String,
    /// Since then, sleep counted.
    pub since_boot: Duration,
    /// Since 1970, as the clock on the wall has it.
    pub wall: Duration,
}

impl Anchor {
    /// How long ago it was `now`. A clock on the wall that was set back tells nothing.
    #[must_use]
    pub fn ago(&self, now: &Self) -> Duration {
        if !self.boot.is_empty() && self.boot == now.boot {
            return now.since_boot.saturating_sub(self.since_boot);
        }
        now.wall.saturating_sub(self.wall)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchor(boot: &str, since_boot: u64, wall: u64) -> Anchor {
        let [since_boot, wall] = [since_boot, wall].map(Duration::from_secs);
        Anchor { moment: Moment::default(), boot: boot.to_owned(), since_boot, wall }
    }

    #[test]
    fn on_one_boot_the_clock_on_the_wall_is_not_asked() {
        let then = anchor("a", 100, 5_000);
        let ago = |now: Anchor| then.ago(&now).as_secs();
        assert_eq!(ago(anchor("a", 130, 5_030)), 30);
        assert_eq!(ago(anchor("a", 130, 1_000_000)), 30, "it was set");
        assert_eq!(ago(anchor("b", 40, 5_300)), 300, "another boot");
        assert_eq!(ago(anchor("b", 40, 10)), 0, "it has lost its battery");
        assert_eq!(anchor("", 100, 5_000).ago(&anchor("", 1, 5_007)).as_secs(), 7, "nobody tells of boots");
    }
}
