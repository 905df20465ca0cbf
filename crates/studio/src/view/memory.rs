//! What the device remembers of the visitor, and what it knows.

use sillage_engine::{
    event::{Event, Millis, from_micros},
    value::{Scalar, Value},
};

use crate::{
    node::{Node, classed, node, words},
    words as say,
};

/// The remembered events, newest first. `name` tells what a product is called.
pub fn events(events: &[Event], now: Millis, name: impl Fn(&str) -> String) -> Vec<Node> {
    let row = |event: &Event| {
        let about: Vec<String> = event.items.iter().map(|item| name(&item.id)).collect();
        let value = event.value.map(|value| format!("{:.2}", from_micros(value)));
        let detail = about.into_iter().chain(value).collect::<Vec<_>>().join(" · ");
        node("li")
            .child(words("span", "event", &event.name))
            .child(words("span", "when", &say::ago(event.at, now)))
            .child(words("span", "detail", &detail))
    };
    events.iter().rev().map(row).collect()
}

/// Path and value of every fact that is known.
pub fn facts(facts: &[(String, Value)]) -> Vec<Node> {
    let row = |(path, value): &(String, Value)| {
        classed("div", "fact").child(node("dt").text(path)).child(node("dd").text(plain(value)))
    };
    facts.iter().map(row).collect()
}

fn plain(value: &Value) -> String {
    say::value(&json(value))
}

fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::One(one) => scalar(one),
        Value::Many(many) => many.iter().map(scalar).collect(),
    }
}

fn scalar(one: &Scalar) -> serde_json::Value {
    match one {
        Scalar::Null => serde_json::Value::Null,
        Scalar::Bool(truth) => (*truth).into(),
        Scalar::Number(number) => (*number).into(),
        Scalar::Text(text) => text.as_str().into(),
        Scalar::List(list) => list.iter().map(scalar).collect(),
        Scalar::Object(fields) => fields.iter().map(|(name, field)| (name.clone(), json(field))).collect(),
    }
}
