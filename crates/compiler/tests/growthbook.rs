//! GrowthBook's public cases of `evalCondition` at 0.12.0, lowered as they are and evaluated by the engine.
//!
//! What the engine cannot express yet is skipped with its reason and counted; nothing expressible may be wrong. The cases
//! are no part of this repository (their licence is GrowthBook's); where they are absent the test says so and passes.

// A test fails by panicking; these lints are for shipped code.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::Value as Json;
use sillage_compiler::{
    condition::{Arena, lower},
    yaml::{Entry, Node, Span, Value as Tree},
};
use sillage_engine::{
    bundle::Bundle,
    evaluate::Truth,
    page::Page,
    rules::{Attribute, Facts, Rules},
    situation::Situation,
    value::{Scalar, Value},
    visitor::Visitor,
};

const CASES: &str = "../../../shared/conformance/growthbook/cases-0.12.0.json";
/// How many cases the engine expresses today; more is progress, fewer is a defect.
const EXPRESSIBLE: usize = 230;

/// JSON as the tree a source file gives, without places.
fn tree(json: &Json) -> Node {
    let value = match json {
        Json::Null => Tree::Null,
        Json::Bool(truth) => Tree::Bool(*truth),
        Json::Number(number) => Tree::Number(number.as_f64().unwrap()),
        Json::String(text) => Tree::Text(text.clone()),
        Json::Array(items) => Tree::List(items.iter().map(tree).collect()),
        Json::Object(fields) => {
            let entry = |(key, value): (&String, &Json)| Entry {
                key: key.clone(),
                span: Span::default(),
                node: tree(value),
            };
            Tree::Map(fields.iter().map(entry).collect())
        }
    };
    Node { value, span: Span::default() }
}

fn scalar(json: &Json) -> Option<Scalar> {
    Some(match json {
        Json::Null => Scalar::Null,
        Json::Bool(truth) => Scalar::Bool(*truth),
        Json::Number(number) => Scalar::Number(number.as_f64()?),
        Json::String(text) => Scalar::Text(text.clone()),
        Json::Array(_) | Json::Object(_) => return None,
    })
}

/// Attributes as flat facts, and the paths at which there is something that is not flat.
fn flatten(path: &str, json: &Json, facts: &mut Facts, nested: &mut Vec<String>) {
    if let Json::Object(fields) = json {
        if !path.is_empty() {
            nested.push(path.to_owned());
        }
        for (key, value) in fields {
            // A key with a dot is out of reach of every path.
            if !key.contains('.') {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                flatten(&path, value, facts, nested);
            }
        }
        return;
    }
    let value = match json {
        Json::Array(items) => items.iter().map(scalar).collect::<Option<_>>().map(Value::Many),
        other => scalar(other).map(Value::One),
    };
    match value {
        Some(value) => facts.push((path.to_owned(), value)),
        None => nested.push(path.to_owned()),
    }
}

/// What a case comes to; or why it cannot be told.
fn evaluate(condition: &Json, attributes: &Json) -> Result<bool, String> {
    let mut arena = Arena::default();
    let root = lower(&tree(condition), &mut arena).map_err(|unable| unable.what)?;
    let (paths, finals) = arena.sorted_attributes();
    let (mut facts, mut nested) = (Facts::new(), Vec::new());
    flatten("", attributes, &mut facts, &mut nested);
    if paths.iter().any(|path| nested.contains(path)) {
        return Err("an attribute that is an object or a list of objects".to_owned());
    }
    let attributes = paths.into_iter().map(|path| Attribute { path }).collect();
    let rules = Rules { attributes, nodes: arena.into_nodes(&finals), ..Rules::default() };
    let bundle = Bundle::new(rules).unwrap();
    let page = Page { facts, ..Page::default() };
    let mut situation = Situation::new(&bundle, &Visitor::default(), &page, 0);
    Ok(situation.truth(&bundle, root) == Truth::True)
}

#[test]
fn public_cases_agree() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(CASES);
    let Ok(text) = fs::read_to_string(&path) else {
        println!("skipped: the public cases are not beside this repository ({CASES})");
        return;
    };
    let all: Json = serde_json::from_str(&text).unwrap();
    let (mut passed, mut wrong, mut skipped) = (0, Vec::new(), BTreeMap::<String, usize>::new());
    for case in all["evalCondition"].as_array().unwrap() {
        match evaluate(&case[1], &case[2]) {
            Ok(truth) if Json::Bool(truth) == case[3] => passed += 1,
            Ok(_) => wrong.push(case.to_string()),
            Err(reason) => *skipped.entry(reason).or_default() += 1,
        }
    }
    println!("evalCondition 0.12.0: {passed} passed, {} skipped", skipped.values().sum::<usize>());
    for (reason, count) in &skipped {
        println!("  skipped {count:3}: {reason}");
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(passed >= EXPRESSIBLE, "only {passed} of at least {EXPRESSIBLE} cases are expressible");
}
