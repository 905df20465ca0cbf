//! Flat facts of JSON, exactly as `src/host/wire.js` flattens a page's objects.

use sillage_engine::{
    limits,
    rules::Facts,
    value::{Scalar, Value},
};

use crate::json::Json;

/// How deep objects are followed.
const DEPTH: usize = 6;
/// Values looked at in one call.
const VISITS: usize = 4096;

/// Dotted paths and their values.
pub(crate) fn flatten(json: &Json) -> Facts {
    let mut facts = Facts::new();
    visit("", json, 0, &mut 0, &mut facts);
    facts.retain(|(path, _)| path.len() <= limits::TEXT_BYTES);
    facts
}

fn visit(path: &str, json: &Json, depth: usize, visits: &mut usize, facts: &mut Facts) {
    if facts.len() >= limits::FACTS {
        return;
    }
    *visits += 1;
    if *visits > VISITS {
        return;
    }
    if let Some(scalar) = scalar(json) {
        return keep(path, Value::One(scalar), facts);
    }
    let mut child = |key: &str, value: &Json| {
        let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        visit(&path, value, depth + 1, visits, facts);
    };
    let cut;
    let json = match json {
        Json::List(list) => {
            cut = Json::List(list.iter().take(limits::LIST).cloned().collect());
            &cut
        }
        _ => json,
    };
    match json {
        Json::List(list) if !list.iter().any(|element| matches!(element, Json::Object(_))) => {
            let scalars = list.iter().filter_map(scalar).collect();
            keep(path, Value::Many(scalars), facts);
        }
        Json::List(list) if depth < DEPTH => {
            list.iter().enumerate().for_each(|(index, value)| child(&index.to_string(), value));
        }
        Json::Object(members) if depth < DEPTH => {
            members.iter().for_each(|(key, value)| child(key, value));
        }
        _ => {}
    }
}

/// A value without a path is no fact.
fn keep(path: &str, value: Value, facts: &mut Facts) {
    if !path.is_empty() {
        facts.push((path.to_owned(), value));
    }
}

fn scalar(json: &Json) -> Option<Scalar> {
    match json {
        Json::Null => Some(Scalar::Null),
        Json::Bool(truth) => Some(Scalar::Bool(*truth)),
        Json::Number(number) => Some(Scalar::Number(*number)),
        Json::Text(text) if text.len() <= limits::TEXT_BYTES => Some(Scalar::Text(text.clone())),
        _ => None,
    }
}
