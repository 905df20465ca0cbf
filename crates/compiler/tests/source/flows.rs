//! What a flow becomes: the engine's structures, and the words beside them.

use std::{collections::BTreeSet, fmt::Write as _};

use sillage_compiler::{Compiled, compile};
use sillage_engine::{
    event::{Event, from_micros, micros},
    flow::{Ask, Flow, Step, state::state},
    value::{Scalar, Value},
    visitor::Visitor,
};

use crate::project::{change, rendered, with_flow};

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

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

/// Any answer that a step takes.
fn answer(step: &Step, dice: &mut Dice) -> Value {
    if !step.required && dice.below(4) == 0 {
        return Value::NULL;
    }
    match &step.ask {
        Ask::Statement => Value::bool(true),
        Ask::One(choices) => Value::text(&choices[dice.below(choices.len())].id),
        Ask::Many { choices, least, most } => {
            let mut ids: Vec<Scalar> = choices.iter().map(|choice| Scalar::Text(choice.id.clone())).collect();
            let count = usize::from(*least) + dice.below(usize::from(most - least) + 1);
            while ids.len() > count {
                ids.remove(dice.below(ids.len()));
            }
            Value::Many(ids)
        }
        Ask::Number { least, most, step } => {
            let stops = ((most - least) / step).round() as usize;
            // As a page writes it: in decimals, not as a sum of doubles.
            Value::number(from_micros(micros(least + dice.below(stops + 1) as f64 * step)))
        }
    }
}

/// One visitor's way: the ids of the steps she was asked, and what came out.
fn walk(flow: &Flow, dice: &mut Dice) -> (Vec<String>, String) {
    let mut visitor = Visitor::default();
    let named = |name: &str, text: &str| (name.to_owned(), Value::text(text));
    visitor.observe(Event::from_facts("x_flow_start", 0, &vec![named("flow", &flow.name)]));
    let mut asked = Vec::new();
    for at in 1..=flow.steps.len() as i64 {
        let Some(step) = flow.steps.get(state(flow, &visitor).current) else { break };
        asked.push(step.id.clone());
        let revision = ("revision".to_owned(), Value::number(step.revision.into()));
        let answer = ("answer".to_owned(), answer(step, dice));
        let facts = vec![named("flow", &flow.name), named("step", &step.id), revision, answer];
        visitor.observe(Event::from_facts("x_flow_answer", at, &facts));
    }
    (asked, state(flow, &visitor).outcome.expect("every way ends").id.clone())
}

#[test]
fn what_is_told_to_be_never_met_is_never_met() {
    let mut told = 0;
    for case in include_str!("../diagnostics/flows.txt").split("### ").skip(1) {
        let (title, rest) = case.split_once('\n').unwrap();
        let mut sources = with_flow();
        change(&mut sources, rest.split_once("-- says\n").unwrap().0);
        let outcome = compile(&sources);
        let said = rendered(&outcome);
        let Some(compiled) = outcome.compiled else { continue };
        let flow = &compiled.flows[0];
        let mut met = BTreeSet::new();
        let mut dice = Dice(1);
        for _ in 0..400 {
            let (steps, result) = walk(flow, &mut dice);
            met.extend(steps);
            met.insert(result);
        }
        // Of the last outcome nothing is told: it must be there, met or not.
        let (_, outcomes) = flow.outcomes.split_last().unwrap();
        let outcomes = outcomes.iter().map(|outcome| &outcome.id);
        let all = flow.steps.iter().map(|step| &step.id).chain(outcomes);
        for id in all {
            let is_told = said.contains(&format!("no path leads to `{id}` /"))
                || said.contains(&format!("no answers lead to `{id}` /"));
            // The engine walks where the compiler says so, and these flows are small enough to be walked everywhere.
            assert_eq!(is_told, !met.contains(id), "{title}: {id}\n{said}");
            told += usize::from(is_told);
        }
    }
    assert!(told >= 9, "{told}");
}
