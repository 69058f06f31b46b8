//! How long steps really took → what the plan expects of them, and how long their captions stand.
//!
//! Invariant: no block stands for less than its readers need, and a step of which nothing is known stays as planned.

use std::time::Duration;

use super::pace;
use super::timing::shares;
use crate::deck::plan::{CaptionBlock, Plan};

/// From now on the plan goes by what steps took. `took` says it of a slide's stable name and a step, with the number of
/// takes that it is known from.
pub fn expect(plan: &mut Plan, took: impl Fn(&str, usize) -> Option<(Duration, usize)>) {
    for slide in &mut plan.slides {
        for (step, expected) in slide.expected.iter_mut().enumerate() {
            let Some((time, takes)) = took(&slide.id, step) else { continue };
            *expected = time;
            plan.takes = plan.takes.max(takes);
            slide.captions.iter_mut().filter_map(|steps| steps.get_mut(step)).for_each(|blocks| hold(blocks, time));
        }
    }
}

/// Shares a step's time among its blocks by the length of their words.
fn hold(blocks: &mut [CaptionBlock], time: Duration) {
    let room = u64::try_from(time.as_millis()).unwrap_or(u64::MAX).max(blocks.len() as u64);
    let shares = shares(&blocks.iter().collect::<Vec<_>>(), room);
    for (block, share) in blocks.iter_mut().zip(shares) {
        block.hold = Duration::from_millis(share.max(pace::least(block)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::captions::plan;
    use crate::deck::files::Memory;
    use crate::deck::read;

    const DECK: &str = r#"
[deck]
title = "Small talk"
language = "en-GB"
length = "10m"

[[slide]]
id = "first"
title = "First things"
  [[slide.cue]]
  text = "Hello and welcome to all of you. We have a long evening before us, and much to see."
  [[slide.cue]]
  step = 1
  text = "Yes."

[[slide]]
id = "last"
title = "Last things"
"#;

    #[test]
    fn a_step_takes_what_it_took_and_its_captions_share_that() {
        let read = read::read(DECK.as_bytes(), "deck.toml", &Memory::default());
        let planned = plan(&read.deck, &[2, 1]);
        let mut learnt = planned.clone();
        expect(&mut learnt, |_, _| None);
        assert_eq!(learnt, planned, "nothing is known");

        let took = |seconds| {
            move |id: &str, step: usize| (id == "first" && step == 0).then_some((Duration::from_secs(seconds), 2))
        };
        expect(&mut learnt, took(30));
        let [first, last] = &learnt.slides[..] else { panic!("two slides") };
        assert_eq!((learnt.takes, first.expected[0]), (2, Duration::from_secs(30)));
        assert_eq!((first.expected[1], last), (planned.slides[0].expected[1], &planned.slides[1]));
        let blocks = &first.captions[0][0];
        assert!(blocks.len() > 1);
        assert_eq!(blocks.iter().map(|block| block.hold).sum::<Duration>(), Duration::from_secs(30));
        assert_eq!(first.captions[0][1], planned.slides[0].captions[0][1]);
        // Rushed through: its readers get what they need all the same.
        expect(&mut learnt, took(0));
        let least = |block: &CaptionBlock| Duration::from_millis(pace::least(block));
        assert!(learnt.slides[0].captions[0][0].iter().all(|block| block.hold == least(block)));
    }
}
