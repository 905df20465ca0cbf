//! What a flow becomes: the engine's structures, and the words beside them.

use std::fmt::Write as _;

use sillage_compiler::{Compiled, compile};
use sillage_engine::flow::{Ask, Flow};

use crate::project::{rendered, with_flow};

fn compiled() -> Compiled {
    let outcome = compile(&with_flow());
    assert_eq!(rendered(&outcome), "");
    outcome.compiled.unwrap()
}

/// A flow as text, a line for each part.
fn readable(flow: &Flow) -> String {
    let mut out = format!("flow {} revision {}\n", flow.name, flow.revision);
    for (at, path) in flow.attributes.iter().enumerate() {
        writeln!(out, "attribute {at} {path}").unwrap();
    }
    for (at, node) in flow.nodes.iter().enumerate() {
        writeln!(out, "node {at} {node:?}").unwrap();
    }
    for (at, step) in flow.steps.iter().enumerate() {
        let (id, revision) = (&step.id, step.revision);
        let ask = match &step.ask {
            Ask::One(_) => "One".to_owned(),
            Ask::Many { least, most, .. } => format!("Many {least} to {most}"),
            ask => format!("{ask:?}"),
        };
        writeln!(
            out,
            "step {at} {id} revision {revision} {ask} to {:?} required {} relevant {:?} routes {:?} next {}",
            step.attribute, step.required, step.relevant, step.routes, step.next
        )
        .unwrap();
        for choice in step.ask.choices() {
            writeln!(out, "  {} {:?}", choice.id, choice.effects).unwrap();
        }
    }
    for outcome in &flow.outcomes {
        writeln!(out, "outcome {} {:?} {:?}", outcome.id, outcome.when, outcome.picks).unwrap();
    }
    out
}

#[test]
fn a_flow_lowers_to_these_structures_and_words() {
    let compiled = compiled();
    let mut text: String = compiled.flows.iter().map(readable).collect();
    for (key, json) in &compiled.words {
        let mut json = serde_json::from_str::<serde_json::Value>(json).unwrap();
        if let Some(style) = json.get_mut("css") {
            assert!(style.as_str().unwrap().contains(":host"));
            *style = "…".into();
        }
        writeln!(text, "words {key} {json:#}").unwrap();
    }
    let rules = &compiled.rules;
    for computed in &rules.traits {
        let path = &rules.attributes[usize::from(computed.attribute)].path;
        writeln!(text, "trait {path} {:?} {:?} of {:?}", computed.aggregate, computed.of, computed.on)
            .unwrap();
    }
    for strategy in &rules.strategies {
        writeln!(text, "strategy {} {:?}", strategy.name, strategy.source).unwrap();
    }
    if std::env::var_os("SILLAGE_BLESS").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/source/flows.txt"), &text).unwrap();
        return;
    }
    assert_eq!(text, include_str!("flows.txt"));
}

#[test]
fn words_begin_with_their_fields_in_a_fixed_order() {
    let words = compiled().words;
    let keys: Vec<&str> = words.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["en", "en/finder", "fr", "fr/finder"]);
    assert!(words[0].1.starts_with("{\"ui\":{\"event_add_payment_info\":"));
    let begins = "{\"title\":\"Find yours\",\"body\":\"Four questions\",\"kind\":\"product_finder\",\"locale\":\"en\",\"direction\":\"ltr\",\"css\":";
    assert!(words[1].1.starts_with(begins), "{}", words[1].1);
}
