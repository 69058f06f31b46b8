//! The words of a footer with fields in braces → its pieces: `{event} · {date}`; `{{` is a brace.

use std::str::FromStr;

use serde::Deserialize;

use crate::diagnostic::{closest, did_you_mean};

/// What a footer can tell of the talk and of the slide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The deck's short title.
    Title,
    Section,
    Number,
    /// How many slides the talk has, its appendix among them.
    Total,
    Date,
    Event,
    Speaker,
    Affiliation,
}

impl Field {
    pub const ALL: [(&str, Self); 8] = [
        ("title", Self::Title),
        ("section", Self::Section),
        ("number", Self::Number),
        ("total", Self::Total),
        ("date", Self::Date),
        ("event", Self::Event),
        ("speaker", Self::Speaker),
        ("affiliation", Self::Affiliation),
    ];
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Words(String),
    Field(Field),
}

/// One of the footer's three parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Piece>);

impl Line {
    /// Its words, where `value` says what each field is. Of a field that is empty, the words that join it to its neighbor
    /// go too.
    #[must_use]
    pub fn filled(&self, mut value: impl FnMut(Field) -> String) -> String {
        let mut value = |piece: &Piece| match piece {
            Piece::Words(_) => None,
            Piece::Field(field) => Some(value(*field)),
        };
        let values: Vec<Option<String>> = self.0.iter().map(&mut value).collect();
        let says = |value: &Option<String>| value.as_ref().is_some_and(|it| !it.is_empty());
        let has_fields = values.iter().any(Option::is_some);
        if has_fields && !values.iter().any(says) {
            return String::new();
        }
        let mut out = String::new();
        for (at, piece) in self.0.iter().enumerate() {
            match (piece, &values[at]) {
                (_, Some(value)) => out.push_str(value),
                (Piece::Words(words), None) => {
                    let (before, after) = (&values[..at], &values[at + 1..]);
                    // Between two fields it joins what is there of them; at an end it belongs to the line.
                    let joins = before.iter().any(Option::is_some) && after.iter().any(Option::is_some);
                    let next = after.iter().find(|it| it.is_some()).is_none_or(says);
                    if !joins || before.iter().any(says) && next {
                        out.push_str(words);
                    }
                }
                (Piece::Field(_), None) => {}
            }
        }
        out
    }

    /// Whether it shows a field.
    #[must_use]
    pub fn shows(&self, field: Field) -> bool {
        self.0.contains(&Piece::Field(field))
    }
}

impl FromStr for Line {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (mut pieces, mut words) = (Vec::new(), String::new());
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            words.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix(brace) {
                words.push_str(brace);
                rest = after;
                continue;
            }
            let Some((name, after)) = rest.split_once('}').filter(|(name, _)| brace == "{" && !name.contains('{'))
            else {
                return Err(format!(
                    "`{text}` has a `{brace}` by itself; fields stand in braces, as {{title}}, and `{brace}{brace}` is a brace"
                ));
            };
            if !words.is_empty() {
                pieces.push(Piece::Words(std::mem::take(&mut words)));
            }
            pieces.push(Piece::Field(field(name.trim())?));
            rest = after;
        }
        words.push_str(rest);
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        Ok(Self(pieces))
    }
}

fn field(name: &str) -> Result<Field, String> {
    let names = || Field::ALL.iter().map(|(name, _)| *name);
    if let Some((_, field)) = Field::ALL.iter().find(|(known, _)| *known == name) {
        return Ok(*field);
    }
    let near = closest(name, names()).map_or_else(String::new, |near| format!("{}. ", did_you_mean(near)));
    let all: Vec<String> = names().map(|name| format!("{{{name}}}")).collect();
    Err(format!("a footer has no field `{{{name}}}`. {near}Fields are {}", all.join(" ")))
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        String::deserialize(reader)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Line};

    fn filled(line: &str, event: &str, date: &str) -> String {
        let line: Line = line.parse().expect("it reads");
        line.filled(|field| match field {
            Field::Event => event.to_owned(),
            Field::Date => date.to_owned(),
            Field::Number => "7".to_owned(),
            Field::Total => "18".to_owned(),
            _ => String::new(),
        })
    }

    #[test]
    fn what_joins_a_field_that_is_empty_goes_with_it() {
        for (line, event, date, expected) in [
            ("{event} · {date}", "Review", "May", "Review · May"),
            ("{event} · {date}", "", "May", "May"),
            ("{event} · {date}", "Review", "", "Review"),
            ("{event} · {date}", "", "", ""),
            ("{event} · {speaker} · {date}", "Review", "May", "Review · May"),
            ("{speaker} · {event} · {date}", "Review", "May", "Review · May"),
            ("{number} / {total}", "", "", "7 / 18"),
            ("Page {number}", "", "", "Page 7"),
            ("For partners", "", "", "For partners"),
            ("In {{{event}}}", "May", "", "In {May}"),
            ("© {event}", "", "", ""),
        ] {
            assert_eq!(filled(line, event, date), expected, "{line}");
        }
    }

    #[test]
    fn a_field_that_there_is_not_is_told_with_near_names() {
        let fault = |line: &str| line.parse::<Line>().expect_err("a fault");
        assert!(fault("{titel}").contains("Did you mean `title`?"), "{}", fault("{titel}"));
        assert!(fault("{x}").contains("{affiliation}"));
        for line in ["{title", "title}", "{ {title}", "{}"] {
            assert!(!fault(line).is_empty(), "{line}");
        }
    }
}
