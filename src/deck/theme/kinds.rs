//! What a field of a theme takes → its value read from a file, or what is wrong with it and how to write it.

use serde_json::json;
use toml::Value as Toml;

use crate::color;
use crate::deck::source::{Node, Value};
use crate::diagnostic::{Span, closest, did_you_mean};

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Words,
    Truth,
    /// From the least to the most.
    Number(f64, f64),
    Pair(f64, f64),
    /// At least one.
    Numbers(f64, f64),
    Color,
    /// At least one.
    Colors,
    /// Rows of three colors.
    Sections,
    Choice(&'static [&'static str]),
    Choices(&'static [&'static str]),
}

use Kind::{Choice, Choices, Color, Colors, Number, Numbers, Pair, Sections, Truth, Words};

/// What is wrong with a value, where, and what to write.
pub(super) struct Wrong {
    pub span: Span,
    pub message: String,
    pub hint: String,
}

impl Kind {
    /// What it is, in the author's words.
    fn wanted(self) -> String {
        match self {
            Words => "words in quotes".to_owned(),
            Truth => "true or false".to_owned(),
            Number(..) => "a number".to_owned(),
            Pair(..) => "two numbers".to_owned(),
            Numbers(..) => "a list of numbers".to_owned(),
            Color => "a color in quotes".to_owned(),
            Colors => "a list of colors".to_owned(),
            Sections => "a list of three colors each".to_owned(),
            Choice(_) => "one word in quotes".to_owned(),
            Choices(_) => "a list of words".to_owned(),
        }
    }

    /// How it is written.
    pub fn example(self) -> String {
        match self {
            Words => "\"…\"".to_owned(),
            Truth => "true or false, without quotes".to_owned(),
            Number(least, most) => format!("a number from {least} to {most}, without quotes"),
            Pair(least, most) => format!("two numbers from {least} to {most}: [{least}, {most}]"),
            Numbers(least, most) => format!("[ … ], with numbers from {least} to {most}"),
            Color => "\"#RRGGBB\"".to_owned(),
            Colors => "[\"#RRGGBB\", \"#RRGGBB\"]".to_owned(),
            Sections => "[[\"#RRGGBB\", \"#RRGGBB\", \"#RRGGBB\"]]: ground, words on it, marks on paper".to_owned(),
            Choice(among) | Choices(among) => quoted(among),
        }
    }

    /// The value that a file has for it.
    pub fn read(self, path: &str, node: &Node) -> Result<Toml, Wrong> {
        let list = |each: &dyn Fn(&Node) -> Result<Toml, Wrong>| match &node.value {
            Value::List(items) => items.iter().map(each).collect::<Result<Vec<_>, _>>(),
            _ => Err(self.other_kind(path, node)),
        };
        match self {
            Words => text(node).map(|words| words.to_owned().into()).ok_or_else(|| self.other_kind(path, node)),
            Truth => match node.value {
                Value::Truth(truth) => Ok(truth.into()),
                _ => Err(self.other_kind(path, node)),
            },
            Number(least, most) => number(node)
                .map_or_else(|| Err(self.other_kind(path, node)), |it| within(path, node, it, (least, most))),
            Color => match text(node) {
                Some(words) => color(node, words),
                None => Err(self.other_kind(path, node)),
            },
            Choice(among) => match text(node) {
                Some(words) => choice(path, node, words, among),
                None => Err(self.other_kind(path, node)),
            },
            Pair(least, most) => self.counted(path, node, list(&|it| Number(least, most).read(path, it))?, 2..=2),
            Numbers(least, most) => self.counted(path, node, list(&|it| Number(least, most).read(path, it))?, 1..=MOST),
            Colors => self.counted(path, node, list(&|it| Color.read(path, it))?, 1..=MOST),
            Sections => {
                let row = |it: &Node| match &it.value {
                    Value::List(colors) => {
                        let colors = colors.iter().map(|it| Color.read(path, it)).collect::<Result<Vec<_>, _>>()?;
                        self.counted(path, it, colors, 3..=3)
                    }
                    _ => Err(self.other_kind(path, it)),
                };
                self.counted(path, node, list(&row)?, 0..=MOST)
            }
            Choices(among) => Ok(list(&|it| Choice(among).read(path, it))?.into()),
        }
    }

    fn other_kind(self, path: &str, node: &Node) -> Wrong {
        Wrong {
            span: node.span,
            message: format!("`{path}` must be {}, but it is {}", self.wanted(), node.value.kind()),
            hint: format!("Write {}", self.example()),
        }
    }

    fn counted(
        self,
        path: &str,
        node: &Node,
        items: Vec<Toml>,
        count: std::ops::RangeInclusive<usize>,
    ) -> Result<Toml, Wrong> {
        if count.contains(&items.len()) {
            return Ok(items.into());
        }
        let (least, most) = count.into_inner();
        let wanted = if least == most { least.to_string() } else { format!("{least} to {most}") };
        Err(Wrong {
            span: node.span,
            message: format!("`{path}` has {}, and takes {wanted}", items.len()),
            hint: format!("Write {}", self.example()),
        })
    }

    /// The same as a JSON Schema.
    pub fn schema(self) -> serde_json::Value {
        let number = |least: f64, most: f64| json!({ "type": "number", "minimum": least, "maximum": most });
        let color = || json!({ "type": "string", "pattern": "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$" });
        match self {
            Words => json!({ "type": "string" }),
            Truth => json!({ "type": "boolean" }),
            Number(least, most) => number(least, most),
            Pair(least, most) => json!({ "type": "array", "items": number(least, most), "minItems": 2, "maxItems": 2 }),
            Numbers(least, most) => {
                json!({ "type": "array", "items": number(least, most), "minItems": 1, "maxItems": MOST })
            }
            Color => color(),
            Colors => json!({ "type": "array", "items": color(), "minItems": 1, "maxItems": MOST }),
            Sections => {
                let row = json!({ "type": "array", "items": color(), "minItems": 3, "maxItems": 3 });
                json!({ "type": "array", "items": row, "maxItems": MOST })
            }
            Choice(among) => json!({ "enum": among }),
            Choices(among) => json!({ "type": "array", "items": { "enum": among } }),
        }
    }

    /// What a comment says of the values that it can have.
    pub fn range(self) -> String {
        match self {
            Number(least, most) | Pair(least, most) | Numbers(least, most) => format!("{least} to {most}"),
            Choice(among) | Choices(among) => among.join(" | "),
            Words | Truth | Color | Colors | Sections => String::new(),
        }
    }
}

/// Entries of a list.
const MOST: usize = 24;

fn text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) => Some(&text.words),
        _ => None,
    }
}

fn number(node: &Node) -> Option<f64> {
    match node.value {
        Value::Integer(number) => Some(number as f64),
        Value::Number(number) => Some(number),
        _ => None,
    }
}

fn within(path: &str, node: &Node, number: f64, (least, most): (f64, f64)) -> Result<Toml, Wrong> {
    if (least..=most).contains(&number) {
        return Ok(Toml::Float(number));
    }
    Err(Wrong {
        span: node.span,
        message: format!("`{path}` cannot be {}", shown(number)),
        hint: format!("It can be from {least} to {most}"),
    })
}

/// As an author would write it.
fn shown(number: f64) -> String {
    if number.is_nan() {
        "nan".to_owned()
    } else if number.is_finite() && number.abs() >= 1e9 {
        format!("{number:e}")
    } else {
        number.to_string()
    }
}

fn color(node: &Node, words: &str) -> Result<Toml, Wrong> {
    if let Some(color) = color::Color::parse(words.trim()) {
        return Ok(color.to_string().into());
    }
    let digits = words.trim().trim_start_matches('#');
    let bare = color::Color::parse(&format!("#{digits}"));
    Err(Wrong {
        span: node.span,
        message: format!("`{words}` is no color"),
        hint: bare.map_or_else(
            || "Colors are written \"#RRGGBB\": \"#0F4C4A\"".to_owned(),
            |it| did_you_mean(&it.to_string()),
        ),
    })
}

fn choice(path: &str, node: &Node, words: &str, among: &'static [&'static str]) -> Result<Toml, Wrong> {
    if among.contains(&words) {
        return Ok(words.to_owned().into());
    }
    let near = closest(words, among.iter().copied());
    Err(Wrong {
        span: node.span,
        message: format!("`{path}` cannot be `{words}`"),
        hint: near.map_or_else(|| format!("It can be {}", quoted(among)), did_you_mean),
    })
}

fn quoted(among: &[&str]) -> String {
    let words: Vec<String> = among.iter().map(|word| format!("\"{word}\"")).collect();
    words.join(", ")
}
