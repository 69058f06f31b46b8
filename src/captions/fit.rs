//! A plan's caption blocks at the size that the speaker chose: a block whose lines would not fit is broken anew.
//!
//! Invariant: the words stay, in their order, and each step's captions take as long as before.

use super::pace::Speed;
use super::segment::{MOST_CHARS, Word, blocks_in, joined, line, words};
use crate::deck::caption::CaptionLook;
use crate::deck::plan::{CaptionBlock, Plan};
use crate::writing::{self, width};

/// How much longer than wished `blocks_in` may make a line.
const GRACE: usize = 5;

/// The plan with blocks that fit.
#[must_use]
pub fn fitted(written: &Plan, look: CaptionLook) -> Plan {
    let mut plan = written.clone();
    let most = look.characters(plan.aspect.size());
    for slide in &mut plan.slides {
        for (language, steps) in plan.languages.iter().zip(&mut slide.captions) {
            for blocks in steps.iter_mut().filter(|blocks| blocks.iter().any(|it| !fits(it, look, most))) {
                let all = std::mem::take(blocks);
                blocks.extend(all.into_iter().flat_map(|block| broken(block, language, look, most)));
            }
        }
    }
    plan
}

fn fits(block: &CaptionBlock, look: CaptionLook, most: usize) -> bool {
    let width = |line: &str| room(line);
    let name = block.speaker.as_deref().map_or(0, |name| width(name) + 2);
    let first = block.lines.first().map_or(0, |line| width(line) + name);
    block.lines.len() <= look.lines()
        && block.lines.iter().skip(1).map(|line| width(line)).fold(first, usize::max) <= most
}

/// The room that a line takes, in letters of ordinary words, than which full-width ones are a little wider.
fn room(line: &str) -> usize {
    let wide = width(line) - line.chars().count().min(width(line));
    width(line) + wide.div_ceil(12)
}

/// A lone word is no caption: it gets words of the block before it, or after it. A sentence of one word stays one.
fn share_with_neighbor(cut: &mut [Vec<String>], at: usize, language: &str, set: impl Fn(&str) -> Vec<Vec<String>>) {
    if !is_lone(&cut[at], language) || cut.len() < 2 {
        return;
    }
    let first = at.saturating_sub(1);
    let both = joined(&[joined(&cut[first]), joined(&cut[first + 1])]);
    let all = words(language, &both, MOST_CHARS, MOST_CHARS);
    let mut splits: Vec<usize> = (2..all.len().saturating_sub(1)).collect();
    splits.sort_by_key(|split| split.abs_diff(all.len() - split));
    let one = |words: &[Word]| match set(&line(words)).as_slice() {
        [block] => Some(block.clone()),
        _ => None,
    };
    let found = splits.into_iter().find_map(|split| Some((one(&all[..split])?, one(&all[split..])?)));
    if let Some((before, after)) = found {
        (cut[first], cut[first + 1]) = (before, after);
    }
}

fn is_lone(lines: &[String], language: &str) -> bool {
    words(language, &joined(lines), MOST_CHARS, MOST_CHARS).len() == 1
}

/// The block's words in as many blocks as they need, its time shared among them by their words.
fn broken(block: CaptionBlock, language: &str, look: CaptionLook, most: usize) -> Vec<CaptionBlock> {
    if fits(&block, look, most) {
        return vec![block];
    }
    // The name takes the place of a word, which is not broken.
    let name: String = block.speaker.iter().flat_map(|name| name.chars()).take(MOST_CHARS - 1).collect();
    let name = if name.is_empty() { name } else { name.replace(char::is_whitespace, "\u{a0}") + ":" };
    let text = format!("{name} {}", joined(&block.lines));
    let most = if Speed::of(&text).wide { most * 12 / 13 } else { most };
    let (soft, lines) = (most.saturating_sub(GRACE).max(2), look.lines().min(2));
    let mut cut = blocks_in(language, &text, soft, lines);
    for at in 0..cut.len() {
        share_with_neighbor(&mut cut, at, language, |words| blocks_in(language, words, soft, lines));
    }
    if let Some(first) = cut.first_mut().and_then(|lines| lines.first_mut()) {
        *first = first.strip_prefix(name.as_str()).unwrap_or(first).trim_start().to_owned();
    }
    let count = |lines: &[String]| lines.iter().map(|line| writing::words(line)).sum::<u64>().max(1) as u32;
    let all: u32 = cut.iter().map(|lines| count(lines)).sum();
    let mut speaker = block.speaker;
    let mut left = block.hold;
    let last = cut.len().saturating_sub(1);
    let share = |(at, lines): (usize, Vec<String>)| {
        let hold = if at == last { left } else { block.hold * count(&lines) / all };
        left = left.saturating_sub(hold);
        let (color, sound, held) = (block.color, block.sound, block.held);
        CaptionBlock { speaker: speaker.take(), voice: block.voice.clone(), lines, hold, color, sound, held }
    };
    cut.into_iter().enumerate().map(share).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;
    use crate::captions::blocks;
    use crate::captions::tests::planned_blocks;
    use crate::deck::caption::CaptionPlace;

    fn block(text: &str, speaker: Option<&str>) -> CaptionBlock {
        CaptionBlock {
            speaker: speaker.map(str::to_owned),
            ..CaptionBlock::plain(blocks(text, 37, 2).swap_remove(0), Duration::from_secs(3))
        }
    }

    fn at(line: u8, blocks: Vec<CaptionBlock>) -> Vec<CaptionBlock> {
        let look = CaptionLook { line, ..CaptionLook::usual(CaptionPlace::Bottom) };
        fitted(&planned_blocks(blocks), look).slides[0].captions[0][0].clone()
    }

    #[test]
    fn what_fits_stays_as_it_was_written() {
        let written = vec![block("There are many ways for schools to work together.", None)];
        assert_eq!(at(7, written.clone()), written);
    }

    #[test]
    fn a_large_size_makes_more_blocks_of_the_same_words_in_the_same_time() {
        let large = at(14, vec![block("There are many ways for schools to work together.", Some("Leora Cruddas"))]);
        let lines: Vec<&str> = large.iter().flat_map(|it| &it.lines).map(String::as_str).collect();
        assert_eq!(lines.join(" ").trim(), "There are many ways for schools to work together.");
        assert!(large.len() > 1 && large.iter().all(|it| it.lines.len() <= 2), "{large:#?}");
        assert_eq!(large[0].speaker.as_deref(), Some("Leora Cruddas"));
        assert!(large[1..].iter().all(|it| it.speaker.is_none()));
        assert_eq!(large.iter().map(|it| it.hold).sum::<Duration>(), Duration::from_secs(3));
    }

    #[test]
    fn a_lone_word_is_no_caption_of_its_own() {
        for line in 7..=14 {
            for text in [
                "So on this you and your heads agree.",
                "There are many ways for schools to work together.",
                "We will not do that again this year, thankfully.",
            ] {
                let set = at(line, vec![block(text, None)]);
                assert!(set.len() == 1 || set.iter().all(|block| !is_lone(&block.lines, "en")), "{line}: {set:#?}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_word_is_ever_lost(
            text in "[a-zżółć]{1,12}( [a-zżółć,.]{1,20}){0,20}",
            name in proptest::option::of("[A-Z][a-z]{1,20} [A-Z][a-z]{1,24}"),
            line in CaptionLook::SMALLEST_LINE..=CaptionLook::LARGEST_LINE,
        ) {
            let written = vec![block(&text, name.as_deref())];
            let letters = |blocks: &[CaptionBlock]| -> String {
                blocks.iter().flat_map(|it| &it.lines).flat_map(|line| line.chars()).filter(|c| *c != ' ').collect()
            };
            let set = at(line, written.clone());
            prop_assert_eq!(letters(&set), letters(&written));
            prop_assert_eq!(set[0].speaker.clone(), name);
            prop_assert_eq!(set.iter().map(|it| it.hold).sum::<Duration>(), Duration::from_secs(3));
        }
    }
}
