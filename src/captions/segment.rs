//! Words of a script become blocks of short lines, broken where the sense allows. Unit: characters.
//!
//! Invariant: the blocks' words, in order, are the script's; no line is longer than `MOST_CHARS`.

use super::words::{BAD, break_cost, ends_sentence};

/// The longest line there may be, and the longest word that is not split.
pub const MOST_CHARS: usize = 42;
/// A line may be this much too long where that avoids a bad break.
const GRACE: usize = 5;

/// A line that is too long: dearer than any fair break, cheaper than a bad one.
const TOO_LONG: u64 = 7_000;
/// Every block interrupts reading.
const BLOCK: u64 = 1_500;
/// What `break_cost`'s unit weighs at a line's end, and at a block's end, which is read as a pause.
const LINE_END: u64 = 100;
const BLOCK_END: u64 = 300;

/// Blocks of an English script.
#[must_use]
pub fn blocks(text: &str, max_chars: usize, max_lines: usize) -> Vec<Vec<String>> {
    blocks_in("en", text, max_chars, max_lines)
}

/// Cuts a script into blocks of at most `max_lines` lines of at most `max_chars`, a sentence a block where one fits.
///
/// The author's own newline ends a line, and an empty line ends a block. `language` is a BCP 47 tag.
#[must_use]
pub fn blocks_in(language: &str, text: &str, max_chars: usize, max_lines: usize) -> Vec<Vec<String>> {
    let soft = max_chars.clamp(1, MOST_CHARS);
    let english = is_english(language);
    let form = Form { soft, hard: (soft + GRACE).min(MOST_CHARS), lines: max_lines.max(1), english };
    let written: Vec<Vec<&str>> = text.split('\n').map(|line| words(line, soft)).collect();
    written.split(Vec::is_empty).filter(|paragraph| !paragraph.is_empty()).flat_map(|it| form.paragraph(it)).collect()
}

/// Whether a BCP 47 tag is of some kind of English.
#[must_use]
pub fn is_english(language: &str) -> bool {
    language.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"))
}

/// The words of a line. A no-break space binds; a word too long for any line is split to pieces that fit.
fn words(line: &str, soft: usize) -> Vec<&str> {
    let breaks = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}');
    let mut words = Vec::new();
    for mut word in line.split(breaks).filter(|word| !word.trim().is_empty()) {
        if width(word) > MOST_CHARS {
            while let Some((end, _)) = word.char_indices().nth(soft) {
                let (piece, rest) = word.split_at(end);
                words.push(piece);
                word = rest;
            }
        }
        words.push(word);
    }
    words
}

fn width(word: &str) -> usize {
    word.chars().count()
}

/// What blocks have to look like.
struct Form {
    soft: usize,
    hard: usize,
    lines: usize,
    english: bool,
}

/// A sentence as the search sees it: each word's width, and the cost of a break after it.
struct Sentence {
    widths: Vec<usize>,
    breaks: Vec<u32>,
}

/// The cheapest way to set a sentence's words up to some word.
#[derive(Clone)]
struct Best {
    cost: u64,
    /// The ends of the last block's lines, as word indices; the first number is the block's beginning.
    ends: Vec<usize>,
}

impl Form {
    /// Blocks of lines that the author wrote one under another.
    fn paragraph(&self, written: &[Vec<&str>]) -> Vec<Vec<String>> {
        if let [line] = written {
            return self.sentences(line);
        }
        let mut blocks: Vec<Vec<String>> = Vec::new();
        let mut open = false;
        for line in written {
            let whole = line.join(" ");
            if width(&whole) > MOST_CHARS {
                // Too long as it was written: it is set like a paragraph of its own.
                blocks.extend(self.sentences(line));
                open = false;
                continue;
            }
            match blocks.last_mut() {
                Some(block) if open && block.len() < self.lines => block.push(whole),
                _ => blocks.push(vec![whole]),
            }
            open = true;
        }
        blocks
    }

    fn sentences(&self, words: &[&str]) -> Vec<Vec<String>> {
        let mut blocks = Vec::new();
        let mut start = 0;
        for end in 1..=words.len() {
            if end == words.len() || ends_sentence(words[end - 1], Some(words[end])) {
                blocks.extend(self.sentence(&words[start..end]));
                start = end;
            }
        }
        blocks
    }

    /// Sets one sentence at the least cost over all its blocks.
    fn sentence(&self, words: &[&str]) -> Vec<Vec<String>> {
        let sentence = Sentence {
            widths: words.iter().map(|word| width(word)).collect(),
            // Nothing follows the last word, and a sentence's end is where a block should end.
            breaks: words.windows(2).map(|two| break_cost(two[0], two[1], self.english)).chain([0]).collect(),
        };
        let mut best: Vec<Option<Best>> = vec![None; words.len() + 1];
        best[0] = Some(Best { cost: 0, ends: Vec::new() });
        for start in 0..words.len() {
            let Some(cost) = best[start].as_ref().map(|best| best.cost) else { continue };
            self.grow(&sentence, &mut vec![start], &mut Vec::new(), cost + BLOCK, &mut best);
        }
        let mut blocks = Vec::new();
        let mut end = words.len();
        // A line always holds at least one word, so every place can be reached from the one before it.
        while let Some(found) = best[end].as_ref().filter(|found| !found.ends.is_empty()) {
            blocks.push(found.ends.windows(2).map(|line| words[line[0]..line[1]].join(" ")).collect());
            end = found.ends[0];
        }
        blocks.reverse();
        blocks
    }

    /// Tries every line that may follow in the block whose line ends are `ends`, and remembers what is cheapest.
    fn grow(
        &self,
        sentence: &Sentence,
        ends: &mut Vec<usize>,
        widths: &mut Vec<usize>,
        cost: u64,
        best: &mut [Option<Best>],
    ) {
        let start = ends.last().copied().unwrap_or(0);
        let words = sentence.widths.len();
        let mut line = 0;
        for end in start + 1..=words {
            line += sentence.widths[end - 1] + usize::from(end > start + 1);
            let alone = end == start + 1;
            if line > self.hard && !alone {
                break;
            }
            let cost = if line > self.soft { cost + TOO_LONG } else { cost };
            let at_end = u64::from(sentence.breaks[end - 1]);
            ends.push(end);
            widths.push(line);
            let whole = cost + at_end * BLOCK_END + self.shape(widths, words);
            if best[end].as_ref().is_none_or(|found| whole < found.cost) {
                best[end] = Some(Best { cost: whole, ends: ends.clone() });
            }
            if widths.len() < self.lines && end < words {
                self.grow(sentence, ends, widths, cost + at_end * LINE_END, best);
            }
            ends.pop();
            widths.pop();
        }
    }

    /// What a block's shape costs: a line more than needed, lines of unlike length (a longer line below is better than
    /// one above), and a block that is nearly empty.
    fn shape(&self, widths: &[usize], words: usize) -> u64 {
        let uneven: usize = widths
            .windows(2)
            .map(|pair| if pair[0] > pair[1] { (pair[0] - pair[1]) * 14 } else { (pair[1] - pair[0]) * 10 })
            .sum();
        let total: usize = widths.iter().sum();
        let scanty = if words > 2 { self.soft.saturating_sub(total) * 12 } else { 0 };
        (uneven + scanty + (widths.len() - 1) * 300) as u64
    }
}

const _: () = assert!(BAD as u64 * LINE_END > TOO_LONG, "a line a little too long must beat a bad break");
