//! Words of a script become blocks of short lines, broken where the sense allows. Unit: halves of a full-width letter, which
//! most letters are one of.
//!
//! Invariant: the blocks' words, in order, are the script's; no line is longer than its language's `Limits::most`. No line
//! begins with a closing mark or ends with an opening one.

use super::words::{BAD, break_cost, ends_sentence};
use crate::writing::{self, Break, is_complex, is_unspaced, letter_width, primary, width};

/// The longest line there may be in any language, and the longest word that is not split.
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

/// Ways to set a block that are tried from each word on: where words are short, there are more in three lines than anybody
/// waits for.
const MOST_TRIES: usize = 600;

/// How long lines of a language are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// What is read at a glance.
    pub soft: usize,
    /// What no line is longer than.
    pub most: usize,
}

impl Limits {
    /// Letters a line by Netflix's Timed Text Style Guides: Japanese 13 full-width ones (subtitles) to 16 (for those who
    /// do not hear), Chinese and Korean 16 to 18, Thai 35, others 42; by the BBC's guidelines 37.
    #[must_use]
    pub fn of(language: &str) -> Self {
        let (soft, most) = match primary(language).to_ascii_lowercase().as_str() {
            "ja" => (2 * 13, 2 * 16),
            "zh" | "yue" | "ko" => (2 * 16, 2 * 18),
            "th" | "lo" | "my" | "km" => (35, MOST_CHARS),
            _ => (37, MOST_CHARS),
        };
        Self { soft, most }
    }
}

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
    let limits = Limits::of(language);
    // In other languages the number is the author's to choose.
    let most = if limits.most < MOST_CHARS { limits.soft } else { MOST_CHARS };
    let soft = max_chars.clamp(1, most);
    let english = is_english(language);
    let form =
        Form { soft, hard: (soft + GRACE).min(limits.most), most: limits.most, lines: max_lines.max(1), english };
    let written: Vec<Vec<Word>> = text.split('\n').map(|line| words(language, line, soft, limits.most)).collect();
    written.split(Vec::is_empty).filter(|paragraph| !paragraph.is_empty()).flat_map(|it| form.paragraph(it)).collect()
}

/// Whether a BCP 47 tag is of some kind of English.
#[must_use]
pub fn is_english(language: &str) -> bool {
    language.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"))
}

/// What no line breaks inside: a word, or a phrase where words do not stand apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    /// It follows the one before it without a space.
    pub glued: bool,
}

/// The words of a line. A no-break space binds; a word too long for any line is split to pieces that fit.
pub(super) fn words<'a>(language: &str, line: &'a str, soft: usize, most: usize) -> Vec<Word<'a>> {
    let breaks = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}');
    let mut words = Vec::new();
    for piece in line.split(breaks).filter(|word| !word.trim().is_empty()) {
        let mut glued = false;
        for phrase in phrases(language, piece) {
            for text in torn(phrase, soft, most) {
                words.push(Word { text, glued });
                glued = true;
            }
        }
    }
    words
}

/// What stands between two spaces, at the ends of its phrases.
fn phrases<'a>(language: &str, piece: &'a str) -> Vec<&'a str> {
    let places = writing::may_end(piece, language).map(|ends| ends.places).unwrap_or_default();
    let mut out = Vec::new();
    let mut start = 0;
    for (at, _) in places.into_iter().filter(|(_, kind)| *kind == Break::May) {
        out.push(&piece[start..at]);
        start = at;
    }
    out.push(&piece[start..]);
    out
}

/// A word in pieces that fit, if no line holds it; between letters where the rules of its script allow that.
fn torn(word: &str, soft: usize, most: usize) -> Vec<&str> {
    if width(word) <= most {
        return vec![word];
    }
    let mut allowed = writing::may_tear(word).into_iter().peekable();
    let mut out = Vec::new();
    let mut start = 0;
    while let Some(fits) = beyond(&word[start..], most).and_then(|_| beyond(&word[start..], soft)) {
        let mut end = None;
        while let Some(at) = allowed.next_if(|at| *at <= start + fits) {
            end = Some(at).filter(|at| *at > start).or(end);
        }
        let end = end.unwrap_or(start + fits);
        out.push(&word[start..end]);
        start = end;
    }
    out.push(&word[start..]);
    out
}

/// Where the letters end that are not wider than `most` together, if more follow; the first one counts as one of them.
fn beyond(words: &str, most: usize) -> Option<usize> {
    let mut wide = 0;
    for (at, letter) in words.char_indices() {
        wide += letter_width(letter);
        if wide > most && at > 0 {
            return Some(at);
        }
    }
    None
}

/// Words in one line.
pub(super) fn line(words: &[Word]) -> String {
    let mut out = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 && !word.glued {
            out.push(' ');
        }
        out.push_str(word.text);
    }
    out
}

/// Lines as one, as they were before they were broken: no space parts letters of Chinese, Japanese and Thai.
#[must_use]
pub fn joined(lines: &[String]) -> String {
    let mut out = String::new();
    for line in lines {
        let apart = |c: char| !is_unspaced(c) && !is_complex(c);
        let space = out.chars().next_back().zip(line.chars().next());
        if space.is_some_and(|(before, after)| apart(before) || apart(after)) {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// What blocks have to look like.
struct Form {
    soft: usize,
    hard: usize,
    /// What a line that the author wrote is not longer than.
    most: usize,
    lines: usize,
    english: bool,
}

/// A sentence as the search sees it: each word's width, and the cost of a break after it.
struct Sentence {
    /// With the space before it, if there is one.
    widths: Vec<(usize, usize)>,
    breaks: Vec<u32>,
    /// The most lines of a block.
    lines: usize,
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
    fn paragraph(&self, written: &[Vec<Word>]) -> Vec<Vec<String>> {
        if let [words] = written {
            return self.sentences(words);
        }
        let mut blocks: Vec<Vec<String>> = Vec::new();
        let mut open = false;
        for words in written {
            let whole = line(words);
            if width(&whole) > self.most {
                // Too long as it was written: it is set like a paragraph of its own.
                blocks.extend(self.sentences(words));
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

    fn sentences(&self, words: &[Word]) -> Vec<Vec<String>> {
        let mut blocks = Vec::new();
        let mut start = 0;
        for end in 1..=words.len() {
            if end == words.len() || ends_sentence(words[end - 1].text, Some(words[end].text)) {
                blocks.extend(self.sentence(&words[start..end]));
                start = end;
            }
        }
        blocks
    }

    /// Sets one sentence at the least cost over all its blocks.
    fn sentence(&self, words: &[Word]) -> Vec<Vec<String>> {
        let widths: Vec<(usize, usize)> =
            words.iter().map(|word| (width(word.text), usize::from(!word.glued))).collect();
        let sentence = Sentence {
            lines: self.tried(&widths),
            widths,
            // Nothing follows the last word, and a sentence's end is where a block should end.
            breaks: words.windows(2).map(|two| break_cost(two[0].text, two[1].text, self.english)).chain([0]).collect(),
        };
        let mut best: Vec<Option<Best>> = vec![None; words.len() + 1];
        best[0] = Some(Best { cost: 0, ends: Vec::new() });
        for start in 0..words.len() {
            let Some(cost) = best[start].as_ref().map(|best| best.cost) else { continue };
            self.grow(&sentence, &mut vec![start], Lines::default(), cost + BLOCK, &mut best);
        }
        let mut blocks = Vec::new();
        let mut end = words.len();
        // A line always holds at least one word, so every place can be reached from the one before it.
        while let Some(found) = best[end].as_ref().filter(|found| !found.ends.is_empty()) {
            blocks.push(found.ends.windows(2).map(|it| line(&words[it[0]..it[1]])).collect());
            end = found.ends[0];
        }
        blocks.reverse();
        blocks
    }

    /// How many lines of such words are tried in a block.
    fn tried(&self, widths: &[(usize, usize)]) -> usize {
        let whole: usize = widths.iter().map(|(width, space)| width + space).sum();
        let in_a_line = (self.hard * widths.len() / whole.max(1)).clamp(1, widths.len().max(1));
        let few = |lines: &usize| in_a_line.saturating_pow(*lines as u32) <= MOST_TRIES;
        (1..=self.lines).rev().find(few).unwrap_or(1)
    }

    /// Tries every line that may follow in the block whose line ends are `ends`, and remembers what is cheapest.
    fn grow(&self, sentence: &Sentence, ends: &mut Vec<usize>, above: Lines, cost: u64, best: &mut [Option<Best>]) {
        let start = ends.last().copied().unwrap_or(0);
        let words = sentence.widths.len();
        let mut line = 0;
        for end in start + 1..=words {
            let (width, space) = sentence.widths[end - 1];
            line += width + if end > start + 1 { space } else { 0 };
            let alone = end == start + 1;
            // Marks without a width are no reason to go on for ever.
            if (line > self.hard || end - start > self.hard) && !alone {
                break;
            }
            let cost = if line > self.soft { cost + TOO_LONG } else { cost };
            let at_end = u64::from(sentence.breaks[end - 1]);
            ends.push(end);
            let lines = above.with(line);
            let whole = cost + at_end * BLOCK_END + self.shape(lines, words);
            match &mut best[end] {
                Some(found) if whole >= found.cost => {}
                Some(found) => {
                    found.cost = whole;
                    found.ends.clone_from(ends);
                }
                none => *none = Some(Best { cost: whole, ends: ends.clone() }),
            }
            if lines.count < sentence.lines && end < words {
                self.grow(sentence, ends, lines, cost + at_end * LINE_END, best);
            }
            ends.pop();
        }
    }

    /// What a block's shape costs: a line more than needed, lines of unlike length, and a block that is nearly empty.
    fn shape(&self, lines: Lines, words: usize) -> u64 {
        let scanty = if words > 2 { self.soft.saturating_sub(lines.total) * 12 } else { 0 };
        (lines.uneven + scanty + (lines.count - 1) * 300) as u64
    }
}

/// The lines of a block so far.
#[derive(Clone, Copy, Default)]
struct Lines {
    count: usize,
    /// The width of all, and of the last one.
    total: usize,
    last: usize,
    /// What lines of unlike length cost.
    uneven: usize,
}

impl Lines {
    /// With one more below: a longer line below is better than one above.
    fn with(self, width: usize) -> Self {
        let unlike = if self.last > width { (self.last - width) * 14 } else { (width - self.last) * 10 };
        Self {
            count: self.count + 1,
            total: self.total + width,
            last: width,
            uneven: self.uneven + if self.count > 0 { unlike } else { 0 },
        }
    }
}

const _: () = assert!(BAD as u64 * LINE_END > TOO_LONG, "a line a little too long must beat a bad break");
