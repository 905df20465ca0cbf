//! GrowthBook's public cases of `evalCondition` at 0.12.0, lowered as they are and evaluated by the engine.
//!
//! The cases are no part of this repository (their licence is GrowthBook's); where they are absent the test says so and passes.

// A test fails by panicking; these lints are for shipped code.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::{fs, path::Path};

use sillage_compiler::{
    condition::{Arena, Groups, lower, value},
    json,
    matching::matching,
    yaml::Node,
};
use sillage_engine::{
    bundle::Bundle,
    evaluate::Truth,
    page::Page,
    rules::{Attribute, Facts, Rules},
    situation::Situation,
    visitor::Visitor,
};

const CASES: &str = "../../../shared/conformance/growthbook/cases-0.12.0.json";

/// What a case comes to.
fn evaluate(condition: &Node, attributes: &Node, groups: Groups) -> bool {
    let mut arena = Arena::default().with_groups(groups);
    let root = lower(condition, &mut arena).unwrap();
    let (paths, finals) = arena.sorted_attributes();
    let attributes_read = paths.into_iter().map(|path| Attribute { path }).collect();
    let rules = Rules { attributes: attributes_read, nodes: arena.into_nodes(&finals), ..Rules::default() };
    let bundle = Bundle::new(rules).unwrap().with_host(matching);
    // A key with a dot is out of reach of every path.
    let reached = attributes.entries().iter().filter(|entry| !entry.key.contains('.'));
    let facts: Facts = reached.map(|entry| (entry.key.clone(), value(&entry.node).unwrap())).collect();
    let page = Page { facts, ..Page::default() };
    Situation::new(&bundle, &Visitor::default(), &page, 0).truth(&bundle, root) == Truth::True
}

/// Runs the cases, each a list of title, condition, attributes, expected and sometimes groups; those that fail.
fn failures(cases: &[Node]) -> Vec<&str> {
    let fails = |case: &&Node| {
        let [_, condition, attributes, expected, rest @ ..] = case.items() else { panic!("{case:?}") };
        let groups = rest.first().map(Node::entries).unwrap_or_default();
        let groups = groups.iter().map(|entry| (entry.key.clone(), entry.node.clone())).collect();
        expected.truth() != Some(evaluate(condition, attributes, groups))
    };
    cases.iter().filter(fails).map(|case| case.items()[0].text().unwrap()).collect()
}

#[test]
fn public_cases_agree() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(CASES);
    let Ok(text) = fs::read_to_string(&path) else {
        println!("skipped: the public cases are not beside this repository ({CASES})");
        return;
    };
    let all = json::read(&text).unwrap();
    let plain = all.field("evalCondition").unwrap().items();
    let grouped = all.field("savedGroupReferencesV2").unwrap().field("evalCondition").unwrap().items();
    assert!(plain.len() >= 400 && grouped.len() >= 30, "{} and {}", plain.len(), grouped.len());
    assert_eq!(failures(plain), [""; 0], "evalCondition");
    assert_eq!(failures(grouped), [""; 0], "savedGroupReferencesV2.evalCondition");
}
