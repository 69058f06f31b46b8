//! The words after a code block's backticks → its language, its file's name, the lines that each step lights, whether lines
//! are numbered or broken.
//!
//! As other tools write them: `rust {2-4|7} numbers`, `ts {1,3}{lines:true}`, `js{2} showLineNumbers`, `{python}`,
//! `ts [vite.config.ts]`, `js title="app.js"`, `js:app.js`, `rust diff`.

use std::ops::{Range, RangeInclusive};

/// Lines of the code, from 1.
pub type Lines = Vec<RangeInclusive<usize>>;

#[derive(Debug, Default, PartialEq)]
pub struct Fence {
    pub language: String,
    /// What the code's file is called.
    pub name: Option<String>,
    /// The number of the first line, where it is not 1.
    pub first: Option<usize>,
    pub numbers: bool,
    pub wrap: bool,
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

/// What `info` says of code that has `count` lines; lines are lit by the numbers that stand beside them.
pub fn read(info: &str, count: usize) -> Fence {
    let mut fence = Fence::default();
    let mut lit = Vec::new();
    let mut at = 0;
    while let Some(start) = info[at..].find(|c: char| !c.is_whitespace()).map(|skip| at + skip) {
        let rest = &info[start..];
        if rest.starts_with('{') {
            at = rest.find('}').map_or(info.len(), |end| start + end + 1);
            lit.extend(fence.braces(&info[start..at], start));
        } else {
            at = start + word_end(rest);
            fence.word(&info[start..at], start, start == 0 || info[..start].trim().is_empty());
        }
    }
    for (inside, at) in lit {
        fence.highlight(inside, at, count);
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

/// `2-4, 7`; nothing where these are no lines of the code.
fn lines(words: &str, count: usize) -> Option<Lines> {
    let range = |part: &str| {
        let (from, to) = part.split_once(['-', '–']).unwrap_or((part, part));
        let (from, to) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
        (1 <= from && from <= to && to <= count).then_some(from..=to)
    };
    words.split(',').map(range).collect()
}

/// The lines of `highlight`: `all`, or numbers as they stand beside the lines, the first of which is `first`; from 1 then.
pub fn lit(words: &str, first: usize, count: usize) -> Option<Lines> {
    let last = first + count.saturating_sub(1);
    if matches!(words.trim(), "all" | "*") {
        return Some(all(count));
    }
    let lines = lines(words, last)?;
    let inside = lines.iter().all(|range| *range.start() >= first);
    let moved = lines.iter().map(|range| range.start() + 1 - first..=range.end() + 1 - first);
    inside.then(|| moved.collect())
}

/// All of so many lines.
pub fn all(count: usize) -> Lines {
    vec![1..=count]
}

impl Fence {
    fn word(&mut self, word: &str, at: usize, first: bool) {
        if let Some(name) = file_name(word) {
            self.name = Some(name.to_owned()).filter(|name| !name.is_empty());
            return;
        }
        match word {
            // Zenn and Qiita: `js:src/app.js`.
            said if first && said.contains(':') => {
                let (language, name) = said.split_once(':').unwrap_or((said, ""));
                language.clone_into(&mut self.language);
                self.name = Some(name.to_owned()).filter(|name| !name.is_empty());
            }
            language if first => language.clone_into(&mut self.language),
            "numbers" | "lineNumbers" | "showLineNumbers" => self.numbers = true,
            "wrap" => self.wrap = true,
            "diff" if self.language != "diff" => self.language = format!("diff-{}", self.language),
            word => match value(word, &["startLine", "startFrom", "start", "firstNumber"]).map(str::parse) {
                Some(Ok(number @ 1..=99_999)) => self.first = Some(number),
                _ => self.unknown(word, at),
            },
        }
    }

    fn unknown(&mut self, word: &str, at: usize) {
        let message = format!("`{word}` after the backticks of a code block says nothing here");
        self.fault(
            at..at + word.len(),
            message,
            "Take it out, or write {2-4|7} to light lines, numbers to number them, [main.rs] to name the file, wrap to break lines",
        );
    }

    /// `{2-4|7}`, whose lines are returned with their place, or another tool's `{lines:true}`.
    fn braces<'i>(&mut self, braces: &'i str, at: usize) -> Option<(&'i str, usize)> {
        let range = at..at + braces.len();
        let Some(inside) = braces.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
            self.fault(range, "this brace is not closed".to_owned(), "Write {2-4|7}: lines, | between steps");
            return None;
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
            said if said.contains(':') => self.options(said, braces, at),
            _ => return Some((inside, at + 1)),
        }
        None
    }

    /// Slidev's `{lines:true,startLine:5}`.
    fn options(&mut self, said: &str, braces: &str, at: usize) {
        for option in said.split(',') {
            match option.split_once(':') {
                Some(("lines", "true")) => self.numbers = true,
                Some(("lines", "false")) => self.numbers = false,
                Some(("startLine", number)) if matches!(number.parse(), Ok(1..=99_999_usize)) => {
                    self.first = number.parse().ok();
                }
                _ => return self.unknown(braces, at),
            }
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
            let first = self.first.unwrap_or(1);
            let lines = lit(entry, first, count);
            if lines.is_none() {
                let message = format!("`{}` are no lines of this code", entry.trim());
                let last = first + count.saturating_sub(1);
                let hint = format!("Lines go from {first} to {last}: {{{first}-{last}|all}}, with | between the steps");
                self.fault(at..at + entry.len(), message, &hint);
            }
            self.highlight.push(lines.unwrap_or_else(|| all(count)));
            at += entry.len() + 1;
        }
    }

    fn fault(&mut self, range: Range<usize>, message: String, hint: &str) {
        self.faults.push(Fault { range, message, hint: hint.to_owned() });
    }
}

/// The name of a file in `[app.js]` or `title="app.js"`.
fn file_name(word: &str) -> Option<&str> {
    let bracketed = word.strip_prefix('[').map(|rest| rest.strip_suffix(']').unwrap_or(rest));
    bracketed.or_else(|| value(word, &["title", "file", "filename", "name"])).map(str::trim)
}

/// What `key="…"`, `key=…` or `key:…` says of one of the keys.
fn value<'w>(word: &'w str, keys: &[&str]) -> Option<&'w str> {
    let (key, said) = word.split_once(['=', ':'])?;
    keys.contains(&key).then(|| said.trim_matches(['"', '\'']))
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
            let expected = Fence { language: "rust".into(), numbers: true, highlight: lit.clone(), ..Fence::default() };
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
    fn files_are_named_as_other_tools_name_them() {
        for info in [
            "ts [src/my app.ts]",
            "ts title=\"src/my app.ts\"",
            "ts {all} filename='src/my app.ts'",
            "ts [src/my app.ts] {all}",
        ] {
            let fence = read(info, 3);
            assert_eq!((fence.language.as_str(), fence.name.as_deref()), ("ts", Some("src/my app.ts")), "{info}");
            assert_eq!(fence.faults, [], "{info}");
        }
        let zenn = read("js:src/app.js", 3);
        assert_eq!((zenn.language.as_str(), zenn.name.as_deref()), ("js", Some("src/app.js")));
        let diff = read("rust diff [a.rs] wrap {startLine:12} {13}", 3);
        assert_eq!((diff.language.as_str(), diff.first, diff.wrap), ("diff-rust", Some(12), true));
        assert_eq!(read("ts start=5 {5}", 3).highlight, [vec![1..=1]]);
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
            ("js caption=\"my app.js\"", "`caption=\"my app.js\"`", 3..22),
            ("ts {lines:true,maxHeight:9}", "says nothing here", 3..27),
            ("ts start=x", "`start=x`", 3..10),
        ] {
            let fence = read(info, 7);
            let [fault] = &fence.faults[..] else { panic!("{info}: {fence:?}") };
            assert!(fault.message.contains(words) && fault.range == at, "{info}: {fault:?}");
        }
    }

    #[test]
    fn lit_lines_are_counted_as_they_are_numbered() {
        assert_eq!(lit("14-15", 12, 5), Some(vec![3..=4]));
        assert_eq!(lit("all", 12, 5), Some(vec![1..=5]));
        for wrong in ["11", "17", "16-17", "x"] {
            assert_eq!(lit(wrong, 12, 5), None, "{wrong}");
        }
    }
}
