//! The words after a code block's backticks → its language, the lines that each step lights, whether lines are numbered.
//!
//! As other tools write them: `rust {2-4|7} numbers`, `ts {1,3}{lines:true}`, `js{2} showLineNumbers`, `{python}`.

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

/// What is wrong, where in the words, and how to fix it.
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
            at = start + word_end(rest);
            fence.word(&info[start..at], start, start == 0 || info[..start].trim().is_empty());
        }
    }
    fence
}

/// Where the word ends that `rest` begins with; quotation marks and square brackets hold spaces: `title="my app.js"`.
fn word_end(rest: &str) -> usize {
    let mut held = None;
    for (at, c) in rest.char_indices() {
        match (c, held) {
            (c, Some(close)) if c == close => held = None,
            ('"' | '\'', None) => held = rest[at + 1..].contains(c).then_some(c),
            ('[', None) => held = rest[at..].contains(']').then_some(']'),
            (c, None) if c.is_whitespace() || c == '{' => return at,
            _ => {}
        }
    }
    rest.len()
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
            file if file.starts_with('[')
                || ["title", "file", "filename", "caption"].iter().any(|key| names(file, key)) =>
            {
                let message = format!("the name of a file, `{file}`, is not shown over code");
                self.fault(at..at + file.len(), message, "Write it as a comment in the code's first line");
            }
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
            // R Markdown and pandoc have the language in the braces too.
            _ if self.language.is_empty()
                && inside.trim_start_matches([' ', '.']).starts_with(char::is_alphabetic)
                && !inside.trim_start().starts_with("all")
                && !inside.contains(':') =>
            {
                self.braced(inside, at + 1);
            }
            "lines:true" => self.numbers = true,
            "lines:false" => self.numbers = false,
            said if said.contains(':') => self.unknown(braces, at),
            _ => self.highlight(inside, at + 1, count),
        }
    }

    /// `{python}`, `{.python .numberLines}`, `{r, echo=FALSE}`.
    fn braced(&mut self, inside: &str, mut at: usize) {
        for part in inside.split_inclusive([' ', ',']) {
            let word = part.trim_matches([' ', ',']);
            match word.trim_start_matches('.') {
                "" => {}
                language if self.language.is_empty() => language.clone_into(&mut self.language),
                "numberLines" => self.numbers = true,
                _ => self.unknown(word, at + part.find(word).unwrap_or_default()),
            }
            at += part.len();
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

/// Whether `word` is `key="…"` or `key=…`.
fn names(word: &str, key: &str) -> bool {
    word.strip_prefix(key).is_some_and(|rest| rest.starts_with(['=', ':']))
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
        for info in ["{python}", "{.python}", "{ python }"] {
            assert_eq!(read(info, 3), Fence { language: "python".into(), ..Fence::default() }, "{info}");
        }
        let numbered = Fence { language: "python".into(), numbers: true, ..Fence::default() };
        assert_eq!(read("{.python .numberLines}", 3), numbered);
    }

    #[test]
    fn what_cannot_be_is_said_with_its_place() {
        for (info, words, at) in [
            ("rust {2|9}", "`9` are no lines", 8..9),
            ("rust {0}", "`0` are no lines", 6..7),
            ("rust {2", "not closed", 5..7),
            ("rust numbrs", "`numbrs`", 5..11),
            ("rust {maxHeight:'9px'}", "says nothing here", 5..22),
            ("{python, echo=FALSE}", "`echo=FALSE`", 9..19),
            ("js title=\"my app.js\"", "`title=\"my app.js\"`", 3..20),
            ("ts [vite.config.ts]", "`[vite.config.ts]`", 3..19),
        ] {
            let fence = read(info, 7);
            let [fault] = &fence.faults[..] else { panic!("{info}: {fence:?}") };
            assert!(fault.message.contains(words) && fault.range == at, "{info}: {fault:?}");
        }
    }
}
