//! Truth with three values, and what a decision notes about it: an author's source cannot say what cannot be evaluated, so
//! the decision cases do not reach it.

use proptest::prelude::*;
use sillage_engine::{
    bundle::Bundle,
    condition::Node,
    decide::decide,
    evaluate::Truth,
    explain::explain,
    model::Model,
    page::Page,
    rules::{Campaign, Content, Rules, Slot},
    situation::Situation,
    value::Value,
    visitor::Visitor,
};

use crate::{arbitrary, cases};

/// Nodes 0, 1, 2: true, false, unknown.
fn with(nodes: Vec<Node>) -> Rules {
    let known = vec![Node::All(vec![]), Node::Nor(vec![]), Node::Unknown];
    Rules { nodes: [known, nodes].concat(), ..Rules::default() }
}

#[test]
fn unknown_travels_like_null_in_sql() {
    use Truth::{False, True, Unknown};
    const T: u32 = 0;
    const F: u32 = 1;
    const U: u32 = 2;
    let cases = [
        (Node::All(vec![]), True),
        (Node::All(vec![T, T]), True),
        (Node::All(vec![T, F]), False),
        (Node::All(vec![T, U]), Unknown),
        (Node::All(vec![U, F]), False),
        (Node::All(vec![F, U]), False),
        (Node::All(vec![U, U]), Unknown),
        (Node::Any(vec![]), True),
        (Node::Any(vec![F, F]), False),
        (Node::Any(vec![F, T]), True),
        (Node::Any(vec![U, F]), Unknown),
        (Node::Any(vec![U, T]), True),
        (Node::Any(vec![T, U]), True),
        (Node::Nor(vec![]), False),
        (Node::Nor(vec![F, F]), True),
        (Node::Nor(vec![F, T]), False),
        (Node::Nor(vec![U, F]), Unknown),
        (Node::Nor(vec![U, T]), False),
        (Node::Not(T), False),
        (Node::Not(F), True),
        (Node::Not(U), Unknown),
    ];
    for (node, expected) in cases {
        let bundle = Bundle::new(with(vec![node.clone()])).unwrap();
        let mut situation = Situation::new(&bundle, &Visitor::default(), &Page::default(), 0);
        assert_eq!(situation.truth(&bundle, 3), expected, "{node:?}");
        assert_eq!(situation.truth(&bundle, 3), expected, "{node:?}, remembered");
    }
}

/// The decision of a slot with one campaign.
fn decision(rules: Rules, audience: Option<u32>, content: Content) -> String {
    let campaign = Campaign {
        name: "c".to_owned(),
        variant: "v1".to_owned(),
        slot: 0,
        audience,
        priority: 0,
        starts: 0,
        ends: 1,
        content,
        ..Campaign::default()
    };
    let slots = vec![Slot { name: "s".to_owned(), strategy: None, ..Slot::default() }];
    let bundle = Bundle::new(Rules { slots, campaigns: vec![campaign], ..rules }).unwrap();
    decide(&bundle, &Visitor::default(), &Page::default(), "s", 0).to_json()
}

#[test]
fn what_cannot_be_evaluated_leaves_a_note() {
    let noted = r#"{"slot":"s","value":{"kind":"default"},"variant":"default","reason":"DEFAULT","notes":[{"note":"unevaluable","of":"c"}]}"#;
    let matched = r#"{"slot":"s","value":{"kind":"default"},"variant":"v1","reason":"TARGETING_MATCH","campaign":"c","notes":[]}"#;
    let missed =
        r#"{"slot":"s","value":{"kind":"default"},"variant":"default","reason":"DEFAULT","notes":[]}"#;
    let cases = [
        (Node::Unknown, noted),
        (Node::Not(2), noted),
        (Node::Nor(vec![2]), noted),
        (Node::All(vec![2, 0]), noted),
        (Node::All(vec![2, 1]), missed),
        (Node::Any(vec![2, 0]), matched),
    ];
    for (node, expected) in cases {
        assert_eq!(decision(with(vec![node.clone()]), Some(3), Content::Default), expected, "{node:?}");
    }
}

#[test]
fn words_that_are_not_loaded_leave_a_note() {
    let expected = r#"{"slot":"s","value":{"kind":"default"},"variant":"default","reason":"DEFAULT","notes":[{"note":"no-copy","of":"c"}]}"#;
    assert_eq!(decision(Rules::default(), None, Content::Fields(vec![("title".to_owned(), 0)])), expected);
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn every_bundle_decides_every_slot_and_twice_the_same(
        (rules, copy, shard, parts) in
            (arbitrary::rules(), arbitrary::copy(), arbitrary::shard(), arbitrary::model()),
        events in proptest::collection::vec(arbitrary::event(1_800_000_000_000), 0..9),
        values in proptest::collection::vec(arbitrary::value(), 6),
        item in arbitrary::id(),
        now in any::<i64>(),
    ) {
        let mut bundle = Bundle::new(rules).unwrap();
        bundle.set_copy(copy).unwrap();
        bundle.add_shard(shard).unwrap();
        bundle.set_model(Model::from_parts(&parts).unwrap());
        let mut visitor = Visitor::default();
        for event in events {
            visitor.observe(event);
        }
        let mut page = Page::default();
        page.set_facts("host", values.into_iter().zip(0..).map(|(value, at)| (format!("a{at}"), value)).collect());
        page.set_facts("page", vec![("item_id".to_owned(), Value::text(&item))]);
        for slot in ["s0", "s1", "s2", "s3"] {
            for now in [now, 1_800_000_000_000] {
                let decision = decide(&bundle, &visitor, &page, slot, now).to_json();
                let again = explain(&bundle, &visitor, &page, slot, now);
                let begin = format!("{{\"decision\":{decision},\"considered\":[");
                prop_assert!(again.starts_with(&begin), "{} {}", decision, again);
            }
        }
    }
}
