//! What conditions ask for that no log tells: who a shopper is, how she came, what she answered.
//!
//! A condition can only be met by a value that it names, so each shopper gets, for some of the attributes, one of the values
//! that any condition of the bundle compares it with, or one just beside it. These are made up: how many shoppers really are
//! gold members only the shop knows. Equal seeds give equal facts, in every bundle that asks for the same values.

use std::collections::{BTreeMap, BTreeSet};

use sillage_engine::{
    condition::{Node, Operator},
    rules::{Facts, Field, Rules},
    value::{Scalar, Value},
};

use crate::simulate::Seeded;

/// Of a hundred shoppers, so many have a value for an attribute.
pub const KNOWN: u64 = 30;

/// The event by which a flow tells its answers.
const FLOW: &str = "x_flow_complete";
/// The event that begins a visit, with how it came.
const SESSION: &str = "session_start";

/// The values that conditions compare attributes with.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Vocabulary {
    /// By attribute (`host.loyalty_tier`), and by event and parameter (`session_start content`).
    values: BTreeMap<String, Vec<Value>>,
}

impl Vocabulary {
    /// The values of one or more bundles together.
    pub fn of<'a>(bundles: impl Iterator<Item = &'a Rules>) -> Vocabulary {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for rules in bundles {
            for node in &rules.nodes {
                if let Node::Test { attribute, operator, operand } = node {
                    for key in keys(rules, *attribute) {
                        found.entry(key).or_default().extend(asked(*operator, operand));
                    }
                }
            }
        }
        let read = |texts: BTreeSet<String>| {
            texts.iter().filter_map(|text| serde_json::from_str(text).ok().and_then(value)).collect()
        };
        Vocabulary { values: found.into_iter().map(|(key, texts)| (key, read(texts))).collect() }
    }

    /// The made-up facts of one shopper: those of the namespaces that last as long as she does.
    pub fn facts(&self, namespace: &str, seed: u64, shopper: u64) -> Facts {
        let mut facts = Facts::new();
        for (key, values) in &self.values {
            if let Some(name) = key.strip_prefix(namespace).and_then(|rest| rest.strip_prefix('.')) {
                facts.extend(
                    drawn(values, &mut stream(seed, shopper, key)).map(|value| (name.to_owned(), value)),
                );
            }
        }
        facts
    }

    /// The made-up parameters of an event of hers, one draw for each `round`: her visits differ in how they came.
    pub fn parameters(&self, event: &str, seed: u64, shopper: u64, round: u64) -> Facts {
        let mut facts = Facts::new();
        for (key, values) in &self.values {
            if let Some((of, name)) = key.split_once(' ')
                && of == event
            {
                let mut seeded = stream(seed ^ round.wrapping_mul(0x9e37_79b9), shopper, key);
                facts.extend(drawn(values, &mut seeded).map(|value| (name.to_owned(), value)));
            }
        }
        facts
    }

    /// What a flow that she completed told, if she did.
    pub fn answers(&self, seed: u64, shopper: u64) -> Option<Facts> {
        if !stream(seed, shopper, FLOW).chance(KNOWN) {
            return None;
        }
        // Whoever completes a flow answers most of it.
        let answers = self.values.iter().filter_map(|(key, values)| {
            let name = key.strip_prefix(FLOW)?.strip_prefix(' ')?;
            let mut seeded = stream(seed, shopper, key);
            seeded
                .chance(80)
                .then(|| seeded.one_of(values).cloned())
                .flatten()
                .map(|value| (name.to_owned(), value))
        });
        Some(answers.collect()).filter(|answers: &Facts| !answers.is_empty())
    }

    /// What is made up, by name, for whoever reads the report.
    pub fn names(&self) -> Vec<String> {
        self.values.keys().filter(|key| is_made_up(key)).map(|key| key.replace(' ', " of ")).collect()
    }
}

/// Page facts come from the page that is looked at, and what events tell comes from them.
fn is_made_up(key: &str) -> bool {
    ["host.", "device.", "touch.", "session_start ", "x_flow_complete ", "view_item "]
        .iter()
        .any(|start| key.starts_with(start))
}

/// Where an attribute's values come from: itself, or a parameter of the events that its trait reads. How a visit came stands in
/// both, so that a landing page and what is remembered of it agree.
fn keys(rules: &Rules, attribute: u16) -> Vec<String> {
    let Some(path) = rules.attributes.get(usize::from(attribute)).map(|found| found.path.as_str()) else {
        return Vec::new();
    };
    let of_trait = rules.traits.iter().filter(|computed| computed.attribute == attribute);
    let mut keys: Vec<String> = of_trait
        .filter_map(|computed| match &computed.of {
            Field::Parameter(name) => Some(computed.on.iter().map(move |event| format!("{event} {name}"))),
            _ => None,
        })
        .flatten()
        .collect();
    if let Some(name) = path.strip_prefix("touch.") {
        keys.push(format!("{SESSION} {name}"));
    } else if ["host.", "device."].iter().any(|namespace| path.starts_with(namespace)) {
        keys.push(path.to_owned());
    }
    keys
}

/// The values that a comparison asks for, as JSON. That something exists is met by anything; what a pattern or a size asks for is
/// not guessed.
fn asked(operator: Operator, operand: &Value) -> Vec<String> {
    match operator {
        Operator::Exists => vec!["\"given\"".to_owned()],
        Operator::Size | Operator::Type | Operator::Matches | Operator::MatchesFolded => Vec::new(),
        _ => operand.scalars().iter().flat_map(written).collect(),
    }
}

/// A value as text, with its neighbours where it is a number: on either side of a bound.
fn written(scalar: &Scalar) -> Vec<String> {
    match scalar {
        Scalar::Text(text) => vec![serde_json::Value::from(text.as_str()).to_string()],
        Scalar::Number(number) if number.is_finite() => {
            [-1.0, 0.0, 1.0].iter().map(|step| serde_json::Value::from(number + step).to_string()).collect()
        }
        Scalar::Bool(truth) => vec![truth.to_string()],
        _ => Vec::new(),
    }
}

fn value(json: serde_json::Value) -> Option<Value> {
    match json {
        serde_json::Value::String(text) => Some(Value::text(&text)),
        serde_json::Value::Number(number) => number.as_f64().map(Value::number),
        serde_json::Value::Bool(truth) => Some(Value::bool(truth)),
        _ => None,
    }
}

fn drawn(values: &[Value], seeded: &mut Seeded) -> Option<Value> {
    if seeded.chance(KNOWN) { seeded.one_of(values).cloned() } else { None }
}

/// A stream for one shopper and one thing, so that a bundle which asks for one thing more changes nothing else.
pub(super) fn stream(seed: u64, shopper: u64, of: &str) -> Seeded {
    // FNV-1a.
    let hash = of
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    Seeded::branch(seed ^ hash, shopper)
}
