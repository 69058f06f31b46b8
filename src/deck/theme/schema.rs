//! The fields of a theme → the JSON Schema by which editors complete and check a theme file.

use serde_json::{Map, Value, json};

use super::fields::{ALL, VARIANTS};

/// The schema of a theme file. A file says only what differs, so it can be without every field.
#[must_use]
pub fn schema() -> String {
    let mut theme = table();
    for (path, field) in ALL.iter() {
        let mut value = field.kind.schema();
        if let Value::Object(object) = &mut value {
            object.insert("description".to_owned(), json!(field.about));
        }
        put(&mut theme, path, value);
    }
    let variant = without(&theme, &["name", "description", "variant"]);
    let variants: Map<String, Value> = VARIANTS.iter().map(|name| ((*name).to_owned(), variant.clone())).collect();
    let extends = "A built-in theme, another theme of the deck, or a theme file";
    put(&mut theme, "extends", json!({ "type": "string", "description": extends }));
    put(&mut theme, "variants", json!({ "type": "object", "additionalProperties": false, "properties": variants }));
    let mut schema =
        json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A theme of Cuecard" });
    if let (Value::Object(schema), Value::Object(theme)) = (&mut schema, theme) {
        schema.extend(theme);
    }
    format!("{schema:#}\n")
}

fn table() -> Value {
    json!({ "type": "object", "additionalProperties": false, "properties": {} })
}

fn put(into: &mut Value, path: &str, value: Value) {
    match path.split_once('.') {
        None => into["properties"][path] = value,
        Some((head, rest)) => {
            if into["properties"][head].is_null() {
                into["properties"][head] = table();
            }
            put(&mut into["properties"][head], rest, value);
        }
    }
}

fn without(theme: &Value, names: &[&str]) -> Value {
    let mut own = theme.clone();
    if let Some(properties) = own["properties"].as_object_mut() {
        properties.retain(|name, _| !names.contains(&name.as_str()));
    }
    own
}
