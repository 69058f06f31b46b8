//! The written format as types → the JSON Schema of a deck.

use schemars::{JsonSchema, Schema, schema_for};
use serde_json::{Map, Value, json};

use super::slide::Slide;
use super::talk::{Captions, Deck, Speaker};
use crate::deck::read::fields::{FIELDS, LAYOUTS};

/// The schema of a `deck.toml`, as it stands in `assets/deck.schema.json`.
fn schema() -> String {
    let mut schema: Schema = schema_for!(Written);
    let rules: Vec<Value> = LAYOUTS.iter().map(|(name, _)| rule(name)).collect();
    if let Some(slide) = schema.pointer_mut("/$defs/Slide").and_then(Value::as_object_mut) {
        slide.insert("allOf".to_owned(), Value::Array(rules));
    }
    let mut schema = schema.to_value();
    without_null(&mut schema);
    let mut text = format!("{schema:#}");
    text.push('\n');
    text
}

/// What may be absent is `null` too in JSON; TOML has no such value, and editors would offer it.
fn without_null(schema: &mut Value) {
    if let Value::Object(object) = schema {
        if let Some(Value::Array(kinds)) = object.get_mut("type") {
            kinds.retain(|kind| kind != "null");
            if let [kind] = &kinds[..] {
                let kind = kind.clone();
                object.insert("type".to_owned(), kind);
            }
        }
        if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
            choices.retain(|choice| choice["type"] != "null");
            if let [Value::Object(only)] = &choices[..] {
                let only = only.clone();
                object.remove("anyOf");
                object.extend(only);
            }
        }
    }
    match schema {
        Value::Object(object) => object.values_mut().for_each(without_null),
        Value::Array(items) => items.iter_mut().for_each(without_null),
        _ => {}
    }
}

/// A slide whose layout is said has only that layout's fields, and all that the layout cannot be without.
fn rule(layout: &str) -> Value {
    let kind = LAYOUTS.iter().find(|(name, _)| *name == layout).map(|(_, kind)| *kind);
    let taken = FIELDS.iter().filter(|field| kind.is_some_and(|kind| field.taken_by(kind)));
    let required = FIELDS.iter().filter(|field| kind.is_some_and(|kind| field.required.contains(&kind)));
    let mut then = Map::new();
    then.insert("propertyNames".to_owned(), json!({ "enum": taken.map(|field| field.key).collect::<Vec<_>>() }));
    let required: Vec<_> = required.map(|field| field.key).collect();
    if !required.is_empty() {
        then.insert("required".to_owned(), json!(required));
    }
    json!({
        "if": { "properties": { "layout": { "const": layout } }, "required": ["layout"] },
        "then": then,
    })
}

/// A Cuecard deck.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, title = "Cuecard deck")]
struct Written {
    deck: Deck,
    speaker: Option<Vec<Speaker>>,
    captions: Option<Captions>,
    #[schemars(length(min = 1, max = 5000))]
    slide: Option<Vec<Slide>>,
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::schema;
    use crate::deck::read::fields::{
        BACKGROUND, CAPTIONS, CHART, CODE, COLUMN, COVER, CUE, DECK, FIELDS, FIGURE, GUIDE, INNER_COLUMN, INNER_ROW,
        ITEM, LAYOUTS, MARK, PICTURE, ROOT, ROW, SERIES, SIDE, SPEAKER, Shape, TABLE,
    };

    fn parsed() -> Value {
        serde_json::from_str(&schema()).expect("the schema is JSON")
    }

    fn sorted<'k>(keys: impl IntoIterator<Item = &'k str>) -> Vec<&'k str> {
        let mut keys: Vec<&str> = keys.into_iter().collect();
        keys.sort_unstable();
        keys
    }

    fn keys(table: &Value) -> Vec<&str> {
        let properties = table["properties"].as_object().expect("a table has properties");
        sorted(properties.keys().map(String::as_str))
    }

    #[test]
    fn the_schema_has_the_keys_that_reading_takes() {
        let schema = parsed();
        let tables: [(&str, Shape); 20] = [
            ("Deck", DECK),
            ("Speaker", SPEAKER),
            ("Captions", CAPTIONS),
            ("Cue", CUE),
            ("Picture", PICTURE),
            ("BackgroundPicture", BACKGROUND),
            ("Mark", MARK),
            ("Item", ITEM),
            ("Side", SIDE),
            ("Cover", COVER),
            ("Chart", CHART),
            ("Series", SERIES),
            ("Guide", GUIDE),
            ("Figure", FIGURE),
            ("Table", TABLE),
            ("Code", CODE),
            ("Column", COLUMN),
            ("Row", ROW),
            ("InnerColumn", INNER_COLUMN),
            ("InnerRow", INNER_ROW),
        ];
        let tables = tables.into_iter().map(|(name, shape)| (&schema["$defs"][name], shape));
        for (table, shape) in tables.chain([(&schema, ROOT)]) {
            assert_eq!(keys(table), sorted(shape.keys.iter().copied()), "{}", shape.name);
            let required = table["required"].as_array().map(Vec::as_slice).unwrap_or_default();
            let required = sorted(required.iter().filter_map(Value::as_str));
            assert_eq!(required, sorted(shape.required.iter().copied()), "{}", shape.name);
            assert_eq!(table["additionalProperties"], false, "{}", shape.name);
        }
        assert_eq!(keys(&schema["$defs"]["Slide"]), sorted(FIELDS.iter().map(|field| field.key)));
    }

    #[test]
    fn the_schema_has_the_words_that_reading_takes() {
        use crate::deck::read::words;
        let schema = parsed();
        assert_eq!(names(&schema, "Layout"), sorted(LAYOUTS.map(|(name, _)| name)));
        for (table, taken) in words() {
            assert_eq!(names(&schema, table), sorted(taken), "{table}");
        }
    }

    /// The words of an enum, whether its variants are documented (`oneOf`) or not.
    fn names<'v>(schema: &'v Value, table: &str) -> Vec<&'v str> {
        let words = schema["$defs"][table]["enum"].as_array().expect("a list of words");
        sorted(words.iter().filter_map(Value::as_str))
    }

    #[test]
    fn the_schema_file_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/deck.schema.json");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, schema()).expect("the schema can be written");
        }
        let file = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
        assert!(file == schema(), "assets/deck.schema.json is stale: run UPDATE=1 cargo test schema");
    }
}
