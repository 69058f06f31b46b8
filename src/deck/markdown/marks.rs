//! Marks in running words that CommonMark does not have → where they stand: `==lit==`, `H~2~O`, `10^6^`, `[^1]`,
//! `{漢字|かんじ}`, `{icon=rocket}`, and stress that it does not see between letters of Chinese and Japanese.
//!
//! Invariant: what a mark encloses lies in one paragraph, cell, link or emphasis, so that no two of them overlap.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Parser, Tag};

use super::icon::{self, Icon};
use super::letters::{before, between, near};
use super::literal::{Found, READING};
use super::ruby::{STROKE, find as find_ruby};
use super::stress::{STAR, pair};
use crate::deck::Script;

/// What the words between two marks are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Marked,
    Bold,
    Italic,
    Script(Script),
    /// Has this reading over it.
    Ruby(Arc<str>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Begin(Kind),
    End(Kind),
    /// A footnote's figure stands here, by its label.
    Note(Arc<str>),
    /// The mark of an item.
    Icon(Icon),
}

/// What takes the place of a stretch of words, which is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub range: Range<usize>,
    pub what: What,
}

/// Letters between `==` and `==`, and between the others.
const LONGEST: usize = 400;
const LONGEST_SCRIPT: usize = 24;

/// Where two marks stand that belong to each other, or one that stands alone.
type Pair = (Range<usize>, Range<usize>, What);

/// The marks in `text`, whose formulas are veiled, as a parser reads it from `read`; in order.
pub(super) fn find(text: &str, read: &str, found: &Found) -> Vec<Mark> {
    let free = |at: &usize| !found.is_literal(*at);
    let places = |mark: &'static str| text.match_indices(mark).map(|(at, _)| at).filter(free);
    let mut pairs: Vec<Pair> = Vec::new();
    let mut add = |pair: Option<Pair>| {
        if let Some(pair) =
            pair.filter(|pair| pairs.last().is_none_or(|last| last.2 != pair.2 || last.1.end <= pair.0.start))
        {
            pairs.push(pair);
        }
    };
    places("==").for_each(|at| add(marked(text, at)));
    places("~").for_each(|at| add(script(text, at, "~", Script::Lowered)));
    places("^").for_each(|at| add(script(text, at, "^", Script::Raised)));
    places("[^").for_each(|at| add(note(text, at)));
    places("{").for_each(|at| add(ruby(text, at).or_else(|| sign(text, at))));
    let mut next = 0;
    for (at, _) in text.match_indices(STAR) {
        if let Some(pair) = stress(text, at).filter(|_| at >= next) {
            next = pair.1.end;
            add(Some(pair));
        }
    }
    if pairs.is_empty() {
        return Vec::new();
    }
    // What an icon says has no marks.
    let signs: Vec<Range<usize>> = pairs.iter().filter(|pair| is_icon(pair)).map(|pair| pair.0.clone()).collect();
    pairs.retain(|pair| is_icon(pair) || !signs.iter().any(|sign| sign.contains(&pair.0.start)));
    let words = Words::read(read);
    let whole = |(one, other, _): &Pair| words.holder(one).is_some_and(|holder| words.holder(other) == Some(holder));
    let marks = pairs.into_iter().filter(whole).flat_map(|(one, other, what)| {
        let end = match &what {
            What::Begin(kind) => Some(Mark { range: other, what: What::End(kind.clone()) }),
            _ => None,
        };
        [Some(Mark { range: one, what }), end]
    });
    let mut marks: Vec<Mark> = marks.flatten().collect();
    marks.sort_by_key(|mark| mark.range.start);
    marks
}

/// `==words==`. Inside a word of letters with spaces between words it is something else: `a==b==c`.
fn marked(text: &str, at: usize) -> Option<Pair> {
    let rest = near(text, at + 2, LONGEST);
    let words = &rest[..rest.find("==")?];
    let end = at + 2 + words.len();
    let beside =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '=' | '\\' | '!' | '<' | '>'));
    let good = !words.is_empty()
        && words.trim() == words
        && !words.contains("\n\n")
        && !words.starts_with('=')
        && !words.ends_with(['!', '<', '>', '\\'])
        && !beside(before(text, at))
        && !beside(text[end + 2..].chars().next());
    good.then(|| (at..at + 2, end..end + 2, What::Begin(Kind::Marked)))
}

/// `H~2~O`, `x^2^`, `^13^C`.
fn script(text: &str, at: usize, mark: &str, script: Script) -> Option<Pair> {
    let words = between(text, at, mark, mark)?;
    let end = at + 1 + words.len();
    let (before, after) = (before(text, at), text[end + 1..].chars().next());
    let letters = words.chars().all(|c| c.is_alphanumeric() || "+-−().,*/'′°".contains(c));
    let simple = words.chars().all(char::is_numeric) || words.chars().all(char::is_alphabetic);
    let beside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let attached = before.is_some_and(|c| c.is_alphanumeric() || ")]}*_`$'’”\"%°".contains(c));
    // `^13^C`: a raised figure may stand before its word.
    let leads = script == Script::Raised && simple && beside(after) && !before.is_some_and(|c| "^~\\/[".contains(c));
    let good = letters
        && words.chars().any(|c| c.is_alphanumeric() || c == '+' || c == '−' || c == '-')
        && words.len() <= LONGEST_SCRIPT
        && (attached || leads)
        // In `x^2+y^2` and `~/a~/b` they are plain.
        && (simple || !beside(after))
        && !words.starts_with('/')
        && !after.is_some_and(|c| mark.starts_with(c))
        && before != mark.chars().next();
    good.then(|| (at..at + 1, end..end + 1, What::Begin(Kind::Script(script))))
}

/// `[^1]`, which is no definition.
fn note(text: &str, at: usize) -> Option<Pair> {
    let label = between(text, at, "[^", "]").filter(|label| label.len() <= 60 && !label.contains(['[', ' ', '^']))?;
    let end = at + label.len() + 3;
    Some((at..end, end - 1..end, What::Note(Arc::from(label.to_lowercase()))))
}

/// `{漢字|かんじ}`
fn ruby(text: &str, at: usize) -> Option<Pair> {
    let ruby = find_ruby(text, at, STROKE)?;
    Some((at..at + 1, ruby.end, What::Begin(Kind::Ruby(ruby.reading.into()))))
}

fn is_icon((_, _, what): &Pair) -> bool {
    matches!(what, What::Icon(_))
}

/// `{icon=rocket}`
fn sign(text: &str, at: usize) -> Option<Pair> {
    let (range, icon) = icon::find(text, at)?;
    Some((range.clone(), range.end - 1..range.end, What::Icon(icon)))
}

/// `**「木」**の`
fn stress(text: &str, at: usize) -> Option<Pair> {
    let stars = if text[at..].starts_with([STAR; 2].iter().collect::<String>().as_str()) { 2 } else { 1 };
    let kind = if stars == 2 { Kind::Bold } else { Kind::Italic };
    pair(text, at, stars, STAR).map(|end| (at..at + stars, end, What::Begin(kind)))
}

/// Where a text has words, and what each stretch of them stands in.
struct Words(Vec<(Range<usize>, usize)>);

impl Words {
    fn read(text: &str) -> Self {
        let (mut inside, mut next) = (vec![(0, false)], 1);
        let mut out = Vec::new();
        for (event, range) in Parser::new_ext(text, READING).into_offset_iter() {
            match event {
                Event::Start(tag) => {
                    inside.push((next, matches!(tag, Tag::CodeBlock(_) | Tag::HtmlBlock)));
                    next += 1;
                }
                Event::End(_) => drop(inside.pop()),
                Event::Text(_) => {
                    out.extend(inside.last().filter(|(_, code)| !code).map(|(holder, _)| (range, *holder)))
                }
                _ => {}
            }
        }
        Self(out)
    }

    /// What the words at both ends of `range` stand in, if it is the same.
    fn holder(&self, range: &Range<usize>) -> Option<usize> {
        let at = |place: usize| {
            let next = self.0.partition_point(|(words, _)| words.end <= place);
            self.0.get(next).filter(|(words, _)| words.start <= place).map(|(_, holder)| *holder)
        };
        at(range.start).filter(|holder| at(range.end - 1) == Some(*holder))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::markdown::literal;
    use crate::deck::markdown::{ruby, stress};

    fn shown(text: &str) -> String {
        let found = literal::find(text);
        let read = stress::hidden(&ruby::hidden(text, &found), &found);
        let marks = find(&read, &read, &found);
        let mut out = text.to_owned();
        for mark in marks.iter().rev() {
            let sign = match &mark.what {
                What::Begin(Kind::Marked) => "{",
                What::End(Kind::Marked) => "}",
                What::Begin(Kind::Script(Script::Raised)) => "<",
                What::End(Kind::Script(Script::Raised)) => ">",
                What::Begin(Kind::Bold) => "<b>",
                What::End(Kind::Bold) => "</b>",
                What::Begin(Kind::Italic) => "<i>",
                What::End(Kind::Italic) => "</i>",
                What::Begin(Kind::Ruby(_)) => "<ruby>",
                What::End(Kind::Ruby(reading)) => &format!("<rt>{reading}</rt>"),
                What::Begin(_) => "(",
                What::End(_) => ")",
                What::Note(label) => &format!("#{label}"),
                What::Icon(icon) => &format!("[{}]", icon.name),
            };
            out.replace_range(mark.range.clone(), sign);
        }
        out
    }

    #[test]
    fn marks_are_found_where_they_stand() {
        for (text, expected) in [
            ("so ==this is== it", "so {this is} it"),
            ("==**so**== and =={}== x", "{**so**} and {{}} x"),
            ("==one\ntwo==", "{one\ntwo}"),
            ("これは==重要==です", "これは{重要}です"),
            ("H~2~O, CO~2~.", "H(2)O, CO(2)."),
            ("C~6~H~12~O~6~", "C(6)H(12)O(6)"),
            ("10^6^ m, 10^−6^ m, 1^st^, ^13^C", "10<6> m, 10<−6> m, 1<st>, <13>C"),
            ("*x*^2^ and (a)^n^", "*x*<2> and (a)<n>"),
            ("==H~2~O==", "{H(2)O}"),
            ("data[^1] and [^Two].", "data#1 and #two."),
            ("| ==a== | b~1~ |\n|-|-|\n", "| {a} | b(1) |\n|-|-|\n"),
            ("この{漢字|かんじ}は", "この<ruby>漢字<rt>かんじ</rt>は"),
            ("{漢|かん}{字|じ}と{NASA|ナサ}", "<ruby>漢<rt>かん</rt><ruby>字<rt>じ</rt>と<ruby>NASA<rt>ナサ</rt>"),
            ("| {木|き} | b |\n|-|-|\n", "| <ruby>木<rt>き</rt> | b |\n|-|-|\n"),
            ("**{木|き}**", "**<ruby>木<rt>き</rt>**"),
            ("**「木」**の**46℃**に", "<b>「木」</b>の<b>46℃</b>に"),
            ("**太字**と*「斜体」*だ", "**太字**と<i>「斜体」</i>だ"),
            ("- {icon=rocket} so\n- {icon=a_b_c alt=\"==x==\"} *b*", "- [rocket] so\n- [a_b_c] *b*"),
            ("**太字**、**46℃**、*か*", "**太字**、**46℃**、*か*"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn plain_letters_stay_plain() {
        for text in [
            "a == b == c",
            "a==b==c",
            "if a==1 or b==2",
            "==",
            "====",
            "\\==a==",
            "x != y ==z",
            "x^2+y^2",
            "x^2 + y^2",
            "a^b",
            "x ~5 to ~6",
            "~/a and ~/b",
            "~~struck~~",
            "`==a==` `H~2~O` `x^2^` `[^1]`",
            "    ==b==\n",
            "**==a** b==",
            "[==a](https://a.example) b==",
            "| ==a | b== |\n|-|-|\n",
            "==a\n\nb==",
            "https://a.example/==c==/x^2^",
            "^_^ and ^^",
            "\\[^1]",
            "\\{漢字|かんじ}",
            "{a|b} {漢字} {|か} {漢|} {漢字 |かんじ}",
            "`{漢字|かんじ}` `**「木」**の`",
            "2 * 3 * 4, a**b**c, \\*木\\*",
            "| {a | b} |\n|-|-|\n",
            "\\{icon=rocket} `{icon=rocket}` {icon rocket}",
        ] {
            assert_eq!(shown(text), text);
        }
    }
}
