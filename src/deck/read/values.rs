//! One key of a table → one typed value, or a fault that names the key, what it has and what it wants.

use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::time::Duration;

use super::Reader;
use super::fields::{DECK, FIELDS, Shape};
use crate::deck::duration::in_units;
use crate::deck::markdown;
use crate::deck::source::{Node, READ, Table, Text, Value};
use crate::deck::{Block, Rich, Run, Script};
use crate::diagnostic::{Checked, Diagnostic, Span, clearly, closest, did_you_mean};
use crate::writing::is_combining;

/// No number is as great.
pub(super) const GREATEST: f64 = 1e15;
/// Bytes of words that are shown as they are. What a deck or a speaker is called stands on many slides.
const LONGEST: usize = 20_000;
/// Bytes of what a slide or a section is called: an agenda has those of all sections.
const LONGEST_TITLE: usize = 4_000;
/// Unknown keys told of one table.
const MOST_UNKNOWN: usize = 20;
/// Keys of one table that are looked at for misspellings.
const MOST_ENTRIES: usize = 200;

impl Reader<'_> {
    /// Reports the keys that a table does not have, and those that it lacks. In the table that is returned a key that
    /// can only be another one misspelt is that one, so that what it says is not lost.
    pub(super) fn check_keys<'t>(&mut self, table: &'t Table, shape: &Shape) -> Cow<'t, Table> {
        for entry in table.entries.iter().filter(|entry| !shape.keys.contains(&entry.key.as_str())).take(MOST_UNKNOWN) {
            let hint = match closest(&entry.key, shape.keys.iter().copied()) {
                Some(key) => did_you_mean(key),
                // In TOML, all that follows a `[[slide.cue]]` belongs to the cue.
                None if shape.name.starts_with("[[slide.") && FIELDS.iter().any(|field| field.key == entry.key) => {
                    format!("`{}` belongs to the slide: put it above the first {}", entry.key, shape.name)
                }
                None => format!("{} has: {}", shape.name, shape.keys.join(", ")),
            };
            let message = format!("{} has no `{}`", shape.name, shown(&entry.key));
            self.findings.push(match held(shape, &entry.key) {
                Some((code, hint)) => Diagnostic::error(code, entry.key_span, message).hint(hint),
                None => Diagnostic::error(READ, entry.key_span, message).hint(hint),
            });
        }
        let table = meant(table, shape);
        for key in shape.required.iter().filter(|key| !table.has(key)) {
            let hint = match *key {
                "deck" => "Begin with [deck], a title and a language".to_owned(),
                _ => format!("Add {key} = …"),
            };
            let code = rule_of(shape, key);
            self.findings.push(Diagnostic::error(code, table.span, format!("{} needs `{key}`", shape.name)).hint(hint));
        }
        table
    }

    /// Reports that `node` is of the wrong kind.
    pub(super) fn wrong_kind(&mut self, key: &str, node: &Node, wanted: &str, example: &str) {
        let message = format!("`{key}` must be {wanted}, but it is {}", node.value.kind());
        self.fault(node.span, message, format!("Write {example}"));
    }

    /// Words as written; `None` where the key is absent or empty.
    pub(super) fn text<'t>(&mut self, table: &'t Table, key: &str) -> Option<&'t Text> {
        let node = table.get(key)?;
        let Value::Text(text) = &node.value else {
            self.wrong_kind(key, node, "words in quotes", &format!("{key} = \"…\""));
            return None;
        };
        Some(text).filter(|text| !text.words.trim().is_empty())
    }

    /// Words without any Markdown, on one line.
    pub(super) fn plain(&mut self, table: &Table, key: &str) -> Option<String> {
        let text = self.text(table, key)?;
        let text = self.no_longer(text, key, LONGEST)?;
        Some(text.words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The words, unless they have more bytes than that.
    pub(super) fn no_longer<'t>(&mut self, text: &'t Text, key: &str, most: usize) -> Option<&'t Text> {
        if text.words.len() <= most {
            return Some(text);
        }
        let letters = text.words.chars().count();
        let hint = format!("Shorten it: {most} are the most");
        self.fault(text.span, format!("`{key}` has {letters} letters, far more than anybody reads"), hint);
        None
    }

    /// Words that must not be empty where the key is there.
    pub(super) fn filled<'t>(&mut self, table: &'t Table, key: &str) -> Option<&'t Text> {
        let text = self.text(table, key);
        if text.is_none()
            && let Some(Node { value: Value::Text(_), span }) = table.get(key)
        {
            self.fault(*span, format!("`{key}` is empty"), format!("Write {key} = \"…\""));
        }
        text
    }

    /// What `read` makes of the deck's `title` or `language`; what it finds fault with is told under the rule about that.
    pub(super) fn by_rule<T>(&mut self, key: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.findings.len();
        let read = read(self);
        self.findings[before..].iter_mut().for_each(|finding| finding.code = rule_of(&DECK, key));
        read
    }

    pub(super) fn rich(&mut self, table: &Table, key: &str) -> Option<Rich> {
        let text = self.text(table, key)?;
        Some(self.inline(text))
    }

    /// What a slide or a section is called.
    pub(super) fn called(&mut self, table: &Table, key: &str) -> Option<Rich> {
        let text = self.text(table, key)?;
        let text = self.no_longer(text, key, LONGEST_TITLE)?;
        Some(self.inline(text))
    }

    pub(super) fn filled_rich(&mut self, table: &Table, key: &str) -> Option<Rich> {
        let text = self.filled(table, key)?;
        Some(self.inline(text))
    }

    /// Words in which an empty line begins a paragraph.
    pub(super) fn quotation(&mut self, table: &Table, key: &str) -> Option<Rich> {
        let text = self.filled(table, key)?;
        let all: Vec<&str> = text.words.trim().split(Rich::GAP).map(str::trim).filter(|it| !it.is_empty()).collect();
        if all.len() < 2 {
            return Some(self.inline(text));
        }
        let mut out = Rich { runs: Vec::new(), span: text.span };
        for words in all {
            let words = Text { words: words.to_owned(), verbatim: None, ..text.clone() };
            if !out.runs.is_empty() {
                out.runs.push(Run { text: Rich::GAP.to_owned(), ..Run::default() });
            }
            out.runs.extend(self.inline(&words).runs);
        }
        Some(out)
    }

    pub(super) fn inline(&mut self, text: &Text) -> Rich {
        let rich = self.taken(markdown::inline(text));
        self.with_languages(rich)
    }

    pub(super) fn blocks(&mut self, table: &Table, key: &str) -> Vec<Block> {
        let text = self.text(table, key);
        let read = text.map(|text| self.taken(markdown::blocks(text))).unwrap_or_default();
        self.footnotes.extend(read.footnotes);
        let blocks = self.with_pictures(read.blocks);
        self.blocks_with_languages(blocks)
    }

    /// The value; its findings go to the others.
    pub(super) fn taken<T>(&mut self, mut read: Checked<T>) -> T {
        self.findings.append(&mut read.diagnostics);
        read.value
    }

    pub(super) fn truth(&mut self, table: &Table, key: &str) -> Option<bool> {
        let node = table.get(key)?;
        if let Value::Truth(truth) = node.value {
            return Some(truth);
        }
        self.wrong_kind(key, node, "true or false", &format!("{key} = true, without quotes"));
        None
    }

    pub(super) fn integer<T: TryFrom<i64>>(
        &mut self,
        table: &Table,
        key: &str,
        range: RangeInclusive<i64>,
    ) -> Option<T> {
        let node = table.get(key)?;
        let Value::Integer(number) = node.value else {
            let meant = match &node.value {
                Value::Text(text) => text.words.trim().parse().ok().filter(|number| range.contains(number)),
                _ => None,
            };
            let number = meant.unwrap_or(*range.start());
            self.wrong_kind(key, node, "a whole number", &format!("{key} = {number}"));
            return None;
        };
        if range.contains(&number) {
            return T::try_from(number).ok();
        }
        let (least, most) = range.into_inner();
        self.fault(node.span, format!("`{key}` is {number}"), format!("It can be from {least} to {most}"));
        None
    }

    /// A finite number from `least` on.
    pub(super) fn number(&mut self, key: &str, node: &Node, least: f64) -> Option<f64> {
        let number = match node.value {
            Value::Integer(number) => number as f64,
            Value::Number(number) => number,
            _ => {
                self.wrong_kind(key, node, "a number", "it without quotes: 12 or 12.5");
                return None;
            }
        };
        if number.is_finite() && number >= least && number.abs() < GREATEST {
            return Some(number);
        }
        let (shown, hint) = if !number.is_finite() {
            (number.to_string(), "Write a number".to_owned())
        } else if number.abs() >= GREATEST {
            (format!("{number:e}"), "Write it in a larger unit, such as millions".to_owned())
        } else {
            (number.to_string(), format!("It can be any number from {least}"))
        };
        self.fault(node.span, format!("`{key}` cannot be {shown}"), hint);
        None
    }

    pub(super) fn duration(&mut self, table: &Table, key: &str) -> Option<Duration> {
        const EXAMPLES: &str = "\"90s\", \"1m30s\", \"25m\" or \"1h05m\"";
        let node = table.get(key)?;
        let Value::Text(text) = &node.value else {
            self.wrong_kind(key, node, "a time in quotes", EXAMPLES);
            return None;
        };
        let time = duration(&text.words);
        if time.is_none() {
            let message = format!("`{}` is not a time", shown(&text.words));
            self.fault(node.span, message, format!("Write it like {EXAMPLES}"));
        }
        time
    }

    /// One of a few words; the one that was meant, where that is clear.
    pub(super) fn choice<T: Copy>(&mut self, table: &Table, key: &str, among: &[(&str, T)]) -> Option<T> {
        let text = self.filled(table, key)?;
        let mut found = among.iter().find(|(name, _)| *name == text.words);
        if found.is_none() {
            let meant = clearly(&text.words, among.iter().map(|(name, _)| *name));
            found = among.iter().find(|(name, _)| Some(*name) == meant);
            let names = among.iter().map(|(name, _)| *name);
            let hint = match closest(&text.words, names.clone()) {
                Some(name) => did_you_mean(name),
                None => format!("It can be: {}", names.collect::<Vec<_>>().join(", ")),
            };
            self.fault(text.span, format!("there is no {key} called `{}`", shown(&text.words)), hint);
        }
        found.map(|(_, value)| *value)
    }

    pub(super) fn list<'t>(&mut self, table: &'t Table, key: &str) -> Option<&'t [Node]> {
        let node = table.get(key)?;
        if let Value::List(items) = &node.value {
            return Some(items);
        }
        self.wrong_kind(key, node, "a list", &format!("{key} = [\"…\", \"…\"]"));
        None
    }

    /// The texts of a list, empty ones too. After the first that is no text, the rest is not looked at.
    pub(super) fn texts<'t>(&mut self, table: &'t Table, key: &str) -> Option<Vec<&'t Text>> {
        let items = self.list(table, key)?;
        self.texts_of(key, items)
    }

    pub(super) fn texts_of<'t>(&mut self, key: &str, items: &'t [Node]) -> Option<Vec<&'t Text>> {
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            let Value::Text(text) = &item.value else {
                self.wrong_kind(
                    key,
                    item,
                    "a list of words in quotes",
                    "each word or number in quotes: [\"…\", \"…\"]",
                );
                return None;
            };
            texts.push(text);
        }
        Some(texts)
    }

    /// A list of running texts, empty ones too.
    pub(super) fn riches(&mut self, table: &Table, key: &str) -> Option<Vec<Rich>> {
        let texts = self.texts(table, key)?;
        Some(texts.into_iter().map(|text| self.inline(text)).collect())
    }

    pub(super) fn plains(&mut self, table: &Table, key: &str) -> Vec<String> {
        let texts = self.texts(table, key).unwrap_or_default();
        texts.iter().map(|text| text.words.trim().to_owned()).filter(|text| !text.is_empty()).collect()
    }

    pub(super) fn table<'t>(&mut self, table: &'t Table, key: &str) -> Option<&'t Table> {
        let node = table.get(key)?;
        if let Value::Table(inner) = &node.value {
            return Some(inner);
        }
        self.wrong_kind(key, node, "a table", &format!("{key} = {{ … }}"));
        None
    }

    /// The tables of a list of tables: `[[speaker]]`, or `[{ … }, { … }]`.
    pub(super) fn tables<'t>(&mut self, table: &'t Table, key: &str, example: &str) -> Vec<&'t Table> {
        let Some(node) = table.get(key) else { return Vec::new() };
        let Value::List(items) = &node.value else {
            self.wrong_kind(key, node, "a list of tables", example);
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(items.len());
        let mut told = false;
        for item in items {
            match &item.value {
                Value::Table(inner) => tables.push(inner),
                _ if told => {}
                _ => {
                    told = true;
                    self.wrong_kind(key, item, "a list of tables", example);
                }
            }
        }
        tables
    }

    /// A name made of letters, digits and hyphens.
    pub(super) fn id(&mut self, table: &Table, key: &str) -> Option<(String, Span)> {
        let text = self.filled(table, key)?;
        if is_id(&text.words) {
            return Some((text.words.clone(), text.span));
        }
        let message = format!("`{}` cannot be an id", shown(&text.words));
        self.fault(text.span, message, format!("An id has letters, digits and hyphens: \"{}\"", slug(&text.words)));
        None
    }

    /// A language tag.
    pub(super) fn language(&mut self, text: &Text) -> Option<String> {
        if is_language(&text.words) {
            return Some(text.words.clone());
        }
        let hint = match text.words.replace('_', "-") {
            tag if is_language(&tag) => did_you_mean(&tag),
            name if tag_of(&name).is_some() => did_you_mean(tag_of(&name).unwrap_or_default()),
            _ => "Write a tag such as en-GB, pl, or zh-Hant (BCP 47)".to_owned(),
        };
        self.fault(text.span, format!("`{}` is not a language tag", shown(&text.words)), hint);
        None
    }
}

/// Keys that a table does not have for a reason: the rule that keeps it so, and what to do instead.
fn held(shape: &Shape, key: &str) -> Option<(&'static str, &'static str)> {
    match (shape.name, key) {
        ("[captions]", "opacity" | "background") => Some((
            "CAP-BOX",
            "Leave it out: captions stand on a ground of 85%, so that they read on any slide (75% is the least)",
        )),
        ("[captions]", "size" | "font_size" | "line_height") => Some((
            "CAP-SIZE",
            "Leave it out: a line has 7% of the slide's height, and Ctrl + and Ctrl - change that from 5 to 14% in the talk",
        )),
        _ => None,
    }
}

/// The rule that asks for a key.
fn rule_of(shape: &Shape, key: &str) -> &'static str {
    match (shape.name, key) {
        ("[deck]", "title") => "DECK-TITLE",
        ("[deck]", "language") => "DECK-LANG",
        _ => READ,
    }
}

/// The tag of a language that is called by its name, in English or its own.
fn tag_of(name: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 38] = [
        ("arabic", "ar"),
        ("chinese", "zh"),
        ("czech", "cs"),
        ("danish", "da"),
        ("dansk", "da"),
        ("deutsch", "de"),
        ("dutch", "nl"),
        ("english", "en"),
        ("español", "es"),
        ("finnish", "fi"),
        ("français", "fr"),
        ("french", "fr"),
        ("german", "de"),
        ("greek", "el"),
        ("hebrew", "he"),
        ("hindi", "hi"),
        ("hungarian", "hu"),
        ("irish", "ga"),
        ("italian", "it"),
        ("italiano", "it"),
        ("japanese", "ja"),
        ("korean", "ko"),
        ("magyar", "hu"),
        ("nederlands", "nl"),
        ("norwegian", "no"),
        ("persian", "fa"),
        ("polish", "pl"),
        ("polski", "pl"),
        ("português", "pt"),
        ("portuguese", "pt"),
        ("romanian", "ro"),
        ("russian", "ru"),
        ("spanish", "es"),
        ("suomi", "fi"),
        ("svenska", "sv"),
        ("swedish", "sv"),
        ("turkish", "tr"),
        ("ukrainian", "uk"),
    ];
    let name = name.trim().to_lowercase();
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, tag)| *tag)
}

/// The table with each unknown key that can only be one of its own as that one, unless that one is there too.
fn meant<'t>(table: &'t Table, shape: &Shape) -> Cow<'t, Table> {
    let mut read = Cow::Borrowed(table);
    for (at, entry) in table.entries.iter().enumerate().take(MOST_ENTRIES) {
        if shape.keys.contains(&entry.key.as_str()) {
            continue;
        }
        if let Some(key) = clearly(&entry.key, shape.keys.iter().copied()).filter(|key| !read.has(key)) {
            read.to_mut().entries[at].key = key.to_owned();
        }
    }
    read
}

/// The author's words, cut short for a message.
pub(super) fn shown(words: &str) -> String {
    let mut chars = words.chars();
    let start: String = chars.by_ref().take(40).collect();
    if chars.next().is_some() { format!("{start}…") } else { start }
}

pub(super) fn is_id(text: &str) -> bool {
    text.chars().count() <= 80
        && text.chars().any(char::is_alphanumeric)
        && text.chars().all(|c| c.is_alphanumeric() || is_combining(c) || c == '-')
}

/// Words → a name of letters, digits and single hyphens; empty if there are neither letters nor digits.
pub(super) fn slug(words: &str) -> String {
    let mut out = String::new();
    // An apostrophe stands inside a word: `don't` is one.
    let plain = Script::Raised.plain(&Script::Lowered.plain(words));
    for c in plain.to_lowercase().chars().filter(|c| !matches!(c, '\'' | '’')) {
        if c.is_alphanumeric() || is_combining(c) && !out.is_empty() && !out.ends_with('-') {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.len() >= 60 {
            break;
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// The shape of a BCP 47 tag: a language of two or three letters, then subtags of one to eight letters or digits.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or("");
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && tag.len() <= 35
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// `1h05m`, `1m30s`, `2.5s`: more than nothing, up to a day, with parts of seconds alone.
fn duration(text: &str) -> Option<Duration> {
    let text = text.trim();
    let seconds = |part: &str| part.strip_suffix('s').is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    let plain = !text.contains(',') && text.split_once('.').is_none_or(|(_, part)| seconds(part));
    let time = in_units(text).filter(|_| plain)?;
    (!time.is_zero() && time <= Duration::from_hours(24)).then_some(time)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{closest, duration, is_language, slug};

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, seconds) in
            [("90s", 90.0), ("1m30s", 90.0), ("25m", 1500.0), ("1h05m", 3900.0), ("2.5s", 2.5), ("24h", 86400.0)]
        {
            assert_eq!(duration(text), Some(Duration::from_secs_f64(seconds)), "{text}");
        }
        for text in [
            "",
            "90",
            "1:30",
            "m",
            "s",
            "-1s",
            "1m1h",
            "1m1m",
            "1.5m",
            "90 s",
            "25h",
            "9999999999h",
            "0s",
            "1.s",
            "1e3s",
            "²s",
        ] {
            assert_eq!(duration(text), None, "{text}");
        }
    }

    #[test]
    fn languages_have_the_shape_of_tags() {
        for tag in ["en", "en-GB", "zh-Hant", "sr-Latn-RS", "es-419", "haw", "de-CH-1996"] {
            assert!(is_language(tag), "{tag}");
        }
        for tag in ["", "e", "English", "en_GB", "en-", "en--GB", "en-Grüezi", "en GB"] {
            assert!(!is_language(tag), "{tag}");
        }
    }

    #[test]
    fn ids_are_made_of_titles() {
        assert_eq!(slug("Why don’t we **start** with “why”?"), "why-dont-we-start-with-why");
        assert_eq!(slug("Żółw 2.0"), "żółw-2-0");
        assert_eq!(slug("…"), "");
    }

    #[test]
    fn only_near_names_are_proposed() {
        let names = ["title", "section", "bullets"];
        assert_eq!(closest("titel", names.into_iter()), Some("title"));
        assert_eq!(closest("Bullet", names.into_iter()), Some("bullets"));
        assert_eq!(closest("chart", names.into_iter()), None);
    }
}
