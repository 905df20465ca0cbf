//! The skin finder of the demo shop: whatever is answered, every place of the result has its product and its runners-up,
//! within the price that was given, and nothing that was ruled out.
//!
//! Walked are all answers that leave products out, on every branch, with every price; what only orders the products is not.

use sillage_engine::{
    catalogue::Card,
    event::Event,
    flow::state::state,
    page::Page,
    rules::Facts,
    value::{Scalar, Value},
    visitor::Visitor,
};

use crate::{bundles, root};

const SKIN: [&str; 5] = ["dry-skin", "normal-skin", "combination-skin", "oily-skin", "sensitive-skin"];
/// What skin may react to, and the tag that must be missing then.
const REACTIONS: [(&str, &[&str]); 6] = [
    ("perfume", &["scented"]),
    ("alcohol", &["alcohol"]),
    ("acids", &["exfoliating"]),
    ("retinoids", &["retinoid"]),
    ("weather", &[]),
    ("unsure", &["scented", "exfoliating"]),
];
/// Conditions, likewise.
const VALUES: [(&str, &[&str]); 2] = [("vegan", &["animal-derived"]), ("fragrance-free", &["scented"])];
const BUDGETS: [f64; 4] = [30.0, 60.0, 90.0, 120.0];

/// Answers, and the tags that no product of their result may have.
#[derive(Clone)]
struct Walk {
    answers: Vec<(&'static str, Value)>,
    budget: f64,
    without: Vec<&'static str>,
}

fn text(text: &str) -> Scalar {
    Scalar::Text(text.to_owned())
}

impl Walk {
    fn one(mut self, step: &'static str, option: &str) -> Walk {
        self.answers.push((step, Value::One(text(option))));
        self
    }

    /// Answers a multiple choice with the options whose bit is set.
    fn many(
        mut self,
        step: &'static str,
        options: &[(&'static str, &'static [&'static str])],
        bits: usize,
    ) -> Walk {
        let chosen =
            || options.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).map(|(_, option)| option);
        self.answers.push((step, Value::Many(chosen().map(|(id, _)| text(id)).collect())));
        self.without.extend(chosen().flat_map(|(_, tags)| tags.iter().copied()));
        self
    }

    fn skins() -> Vec<Walk> {
        let start = Walk { answers: Vec::new(), budget: 0.0, without: vec!["refill", "for-body"] };
        let mut walks = Vec::new();
        for skin in SKIN {
            let walk = start.clone().one("skin", skin);
            if skin == "sensitive-skin" {
                let reactions = 1..1 << REACTIONS.len();
                walks.extend(reactions.map(|bits| walk.clone().many("reactions", &REACTIONS, bits)));
            } else {
                walks.push(walk.one("midday", "tired"));
            }
        }
        walks
    }

    /// Both a concern without a further question and one with it.
    fn concerns(self) -> Vec<Walk> {
        let concern = |id| {
            let mut walk = self.clone();
            walk.answers.push(("concerns", Value::Many(vec![text(id)])));
            walk
        };
        let mut without_retinoid = concern("fine-lines").one("retinoid", "rather-not");
        if self.answers.iter().all(|(step, _)| *step != "reactions") {
            without_retinoid.without.push("retinoid");
        }
        vec![concern("redness"), concern("fine-lines").one("retinoid", "regular"), without_retinoid]
    }

    fn rest(self) -> Vec<Walk> {
        let mut walks = Vec::new();
        for bits in 0..1 << VALUES.len() {
            for budget in BUDGETS {
                let mut walk = self.clone().one("daylight", "town").one("texture", "silky-texture");
                walk = walk.many("values", &VALUES, bits);
                walk.answers.push(("budget", Value::number(budget)));
                walks.push(Walk { budget, ..walk });
            }
        }
        walks
    }

    fn visitor(&self) -> Visitor {
        let mut visitor = Visitor::default();
        let mut observe = |name: &str, facts: Facts| {
            visitor.observe(Event::from_facts(name, 1, &facts));
        };
        let fact = |key: &str, value: Value| (key.to_owned(), value);
        let flow = || fact("flow", Value::One(text("skin-finder")));
        observe("x_flow_start", vec![flow(), fact("revision", Value::number(1.0))]);
        for (step, answer) in &self.answers {
            let given = match answer {
                Value::Many(options) if options.is_empty() => Value::NULL,
                given => given.clone(),
            };
            let facts = vec![
                flow(),
                fact("step", Value::One(text(step))),
                fact("revision", Value::number(1.0)),
                fact("answer", given),
            ];
            observe("x_flow_answer", facts);
        }
        visitor
    }

    fn fits(&self, card: &Card) -> bool {
        let price = card.price as f64 / 1e6;
        price <= self.budget && self.without.iter().all(|tag| card.tags.iter().all(|has| has != tag))
    }
}

#[test]
fn every_result_is_full_and_keeps_what_was_said() {
    let bundle = bundles::build(&root().join("examples/maison")).open("en");
    let flow = bundle.flow("skin-finder").unwrap();
    let walks: Vec<Walk> = Walk::skins().into_iter().flat_map(Walk::concerns).flat_map(Walk::rest).collect();
    for walk in &walks {
        let visitor = walk.visitor();
        let state = state(flow, &visitor);
        assert!(state.outcome.is_some(), "{} is open after {:?}", state.current, walk.answers);
        let told: serde_json::Value =
            serde_json::from_str(&state.to_json(&bundle, &Page::default())).unwrap();
        let picks = told["picks"].as_array().unwrap();
        assert_eq!(picks.len(), 4);
        for pick in picks {
            let ids: Vec<&str> = pick["cards"].as_array().unwrap().iter().map(id).collect();
            assert_eq!(ids.len(), 3, "{ids:?} for {:?}", walk.answers);
            let mut cards = ids.iter().map(|id| bundle.card(id).unwrap());
            assert!(cards.all(|card| walk.fits(card)), "{ids:?} for {:?}", walk.answers);
        }
    }
    println!("{} walks", walks.len());
}

fn id(card: &serde_json::Value) -> &str {
    card["item_id"].as_str().unwrap()
}
