//! The words after a code block's backticks → its language, the lines that each step lights, whether lines are numbered.
//!
//! As other tools write them: `rust {2-4|7} numbers`, `ts {1,3}{lines:true}`, `js{2} showLineNumbers`.

use std::ops::{Range, RangeInclusive};

/// Lines of the code, from 1.
pub type Lines = Vec<RangeInclusive<usize>>;

#[derive(Debug, Default, PartialEq)]
pub struct Fence {
    pub language: String,
    pub numbers: bool,
    pub highlight: Vec<Lines>,
    pub faults: Vec<Fault>,
}

/// What is wrong, where in the words, and how to mend it.
#[derive(Debug, PartialEq)]
pub struct Fault {
    pub range: Range<usize>,
    pub message: String,
    pub hint: String,
}

/// What `info` says of code that has `count` lines.
pub fn read(info: &str, count: usize) -> Fence {
    let mut fence = Fence::default();
    let mut at = 0;
    while let Some(start) = info[at..].find(|c: char| !c.is_whitespace()).map(|skip| at + skip) {
        let rest = &info[start..];
        if rest.starts_with('{') {
            at = rest.find('}').map_or(info.len(), |end| start + end + 1);
            fence.braces(&info[start..at], start, count);
        } else {
            at = rest.find(|c: char| c.is_whitespace() || c == '{').map_or(info.len(), |end| start + end);
            fence.word(&info[start..at], start, start == 0 || info[..start].trim().is_empty());
        }
    }
    fence
}

/// `2-4, 7`, or `all`; nothing where these are no lines of the code.
pub fn lines(words: &str, count: usize) -> Option<Lines> {
    if matches!(words.trim(), "all" | "*") {
        return Some(vec![1..=count]);
    }
    let range = |part: &str| {
        let (from, to) = part.split_once(['-', '–']).unwrap_or((part, part));
        let (from, to) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
        (1 <= from && from <= to && to <= count).then_some(from..=to)
    };
    words.split(',').map(range).collect()
}

impl Fence {
    fn word(&mut self, word: &str, at: usize, first: bool) {
        match word {
            language if first => language.clone_into(&mut self.language),
            "numbers" | "lineNumbers" | "showLineNumbers" => self.numbers = true,
            word => self.unknown(word, at),
        }
    }

    fn unknown(&mut self, word: &str, at: usize) {
        let message = format!("`{word}` after the backticks of a code block says nothing here");
        self.fault(
            at..at + word.len(),
            message,
            "Take it out, or write {2-4|7} to light lines, numbers to number them",
        );
    }

    /// `{2-4|7}`, or another tool's `{lines:true}`.
    fn braces(&mut self, braces: &str, at: usize, count: usize) {
        let range = at..at + braces.len();
        let Some(inside) = braces.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
            return self.fault(range, "this brace is not closed".to_owned(), "Write {2-4|7}: lines, | between steps");
        };
        match inside.split_whitespace().collect::<String>().as_str() {
            "" => {}
            "lines:true" => self.numbers = true,
            "lines:false" => self.numbers = false,
            said if said.contains(':') => self.unknown(braces, at),
            _ => self.highlight(inside, at + 1, count),
        }
    }

    fn highlight(&mut self, inside: &str, mut at: usize, count: usize) {
        self.highlight.clear();
        for entry in inside.split('|') {
            let Some(lit) = lines(entry, count) else {
                let message = format!("`{}` are no lines of this code", entry.trim());
                let hint = format!("Lines go from 1 to {count}: {{1-2|all}}, with | between the steps");
                return self.fault(at..at + entry.len(), message, &hint);
            };
            self.highlight.push(lit);
            at += entry.len() + 1;
        }
    }

    fn fault(&mut self, range: Range<usize>, message: String, hint: &str) {
        self.faults.push(Fault { range, message, hint: hint.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_tools_ways_of_saying_it_are_understood() {
        let lit = vec![vec![2..=4], vec![7..=7]];
        for info in [
            "rust {2-4|7} numbers",
            "rust{2-4|7}{lines:true}",
            "rust { 2-4 | 7 } showLineNumbers",
            "rust lineNumbers {2–4|7}",
        ] {
            let fence = read(info, 7);
            let expected = Fence { language: "rust".into(), numbers: true, highlight: lit.clone(), faults: Vec::new() };
            assert_eq!(fence, expected, "{info}");
        }
        assert_eq!(read("", 3), Fence::default());
        assert_eq!(read("{all|1,3}", 3).highlight, [vec![1..=3], vec![1..=1, 3..=3]]);
        assert_eq!(read("py", 3).language, "py");
    }

    #[test]
    fn what_cannot_be_is_said_with_its_place() {
        for (info, words, at) in [
            ("rust {2|9}", "`9` are no lines", 8..9),
            ("rust {0}", "`0` are no lines", 6..7),
            ("rust {2", "not closed", 5..7),
            ("rust numbrs", "`numbrs`", 5..11),
            ("rust {maxHeight:'9px'}", "says nothing here", 5..22),
        ] {
            let fence = read(info, 7);
            let [fault] = &fence.faults[..] else { panic!("{info}: {fence:?}") };
            assert!(fault.message.contains(words) && fault.range == at, "{info}: {fault:?}");
        }
    }
}
