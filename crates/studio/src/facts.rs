//! JSON to flat facts, by the rules of `src/host/wire.js`, so that a persona's events are read as a page's are.

use serde_json::Value as Json;
use sillage_engine::{
    limits,
    rules::Facts,
    value::{Scalar, Value},
};

/// How deep objects are followed, as in `wire.js`.
const DEPTH: usize = 6;

/// Dotted paths and their values, in the order of the object.
pub fn flat(json: &Json) -> Facts {
    let mut facts = Facts::new();
    visit(String::new(), json, 0, &mut facts);
    facts
}

fn visit(path: String, json: &Json, depth: usize, facts: &mut Facts) {
    if facts.len() >= limits::FACTS {
        return;
    }
    let inner = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match json {
        Json::Object(object) if depth < DEPTH => {
            object.iter().for_each(|(key, value)| visit(inner(key), value, depth + 1, facts));
        }
        Json::Array(list) if list.iter().any(Json::is_object) => {
            if depth < DEPTH {
                let entries = list.iter().take(limits::LIST).enumerate();
                entries.for_each(|(index, value)| visit(inner(&index.to_string()), value, depth + 1, facts));
            }
        }
        Json::Array(list) if !path.is_empty() => {
            let scalars = list.iter().take(limits::LIST).filter_map(scalar);
            facts.push((path, Value::Many(scalars.collect())));
        }
        _ => {
            if let (false, Some(scalar)) = (path.is_empty(), scalar(json)) {
                facts.push((path, Value::One(scalar)));
            }
        }
    }
}

fn scalar(json: &Json) -> Option<Scalar> {
    match json {
        Json::Null => Some(Scalar::Null),
        Json::Bool(truth) => Some(Scalar::Bool(*truth)),
        Json::Number(number) => number.as_f64().map(Scalar::Number),
        Json::String(text) if text.len() <= limits::TEXT_BYTES => Some(Scalar::Text(text.clone())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn objects_become_dotted_paths() {
        let check = |json: Json, expected: &[(&str, Value)]| {
            let expected: Facts =
                expected.iter().map(|(path, value)| ((*path).to_owned(), value.clone())).collect();
            assert_eq!(flat(&json), expected, "{json}");
        };
        check(json!({}), &[]);
        check(json!("alone"), &[]);
        check(json!({"value": 12.5}), &[("value", Value::number(12.5))]);
        check(
            json!({"items": [{"item_id": "a", "price": 1}, {"item_id": "b"}]}),
            &[
                ("items.0.item_id", Value::text("a")),
                ("items.0.price", Value::number(1.0)),
                ("items.1.item_id", Value::text("b")),
            ],
        );
        check(
            json!({"tags": ["a", "b"]}),
            &[("tags", Value::Many(vec![Scalar::Text("a".to_owned()), Scalar::Text("b".to_owned())]))],
        );
        check(json!({"a": {"b": {"c": {"d": {"e": {"f": {"g": 1}}}}}}}), &[]);
        check(json!({"long": "x".repeat(limits::TEXT_BYTES + 1)}), &[]);
    }
}
