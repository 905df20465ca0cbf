//! Flows by a table: what was answered, and what the page is told.

use sillage_engine::{
    bundle::Bundle,
    catalogue::{Card, Shard},
    condition::{Node, Operator},
    event::Event,
    flow::{Ask, Choice, Effect, Flow, Outcome, ResultSlot, Step, state::state},
    page::Page,
    rules::Rules,
    value::{Scalar, Value},
    visitor::Visitor,
};

use crate::arbitrary::told;

fn choice(id: &str, effects: Vec<Effect>) -> Choice {
    Choice { id: id.to_owned(), effects }
}

fn vote(tag: &str, weight: i32) -> Effect {
    Effect::Vote { tag: tag.to_owned(), weight }
}

fn step(id: &str, ask: Ask, attribute: Option<u16>, next: u16) -> Step {
    let id = id.to_owned();
    Step { id, revision: 1, ask, attribute, required: true, relevant: None, routes: vec![], next }
}

/// Hello (a statement), skin (one), reactions (many, only where the skin is sensitive), age (a number, may be passed; left out where the
/// skin is oily), end. Who has dry skin goes from skin to age.
pub(crate) fn flow() -> Flow {
    let skin = vec![
        choice("dry", vec![vote("dry", 3), Effect::Add(3, 2)]),
        choice("oily", vec![vote("oily", 3), Effect::Set(0, Value::text("shine"))]),
        choice("sensitive", vec![vote("calm", 2), Effect::Exclude { tag: "alcohol".to_owned() }]),
    ];
    let reactions = ["red", "itchy", "tight"].map(|id| choice(id, vec![Effect::Add(3, 1)])).to_vec();
    let is_skin = |skin| Node::Test { attribute: 2, operator: Operator::Is, operand: Value::text(skin) };
    let high = Node::Test { attribute: 3, operator: Operator::GreaterOrEqual, operand: Value::number(2.0) };
    let slot = |name: &str, category: &str, runners_up| ResultSlot {
        name: name.to_owned(),
        categories: vec![category.to_owned()],
        tags: vec![],
        runners_up,
    };
    let picks = vec![slot("first", "cream", 1), slot("second", "cream", 0), slot("none", "soap", 2)];
    Flow {
        name: "quiz".to_owned(),
        revision: 7,
        attributes: ["answer.aim", "answer.marks", "answer.skin", "score.barrier"]
            .map(str::to_owned)
            .to_vec(),
        nodes: vec![is_skin("sensitive"), is_skin("dry"), is_skin("oily"), Node::Not(2), high],
        steps: vec![
            step("hello", Ask::Statement, None, 1),
            Step { routes: vec![(1, 3)], ..step("skin", Ask::One(skin), Some(2), 2) },
            Step {
                relevant: Some(0),
                ..step("reactions", Ask::Many { choices: reactions, least: 1, most: 2 }, Some(1), 3)
            },
            Step {
                required: false,
                relevant: Some(3),
                ..step("age", Ask::Number { least: 18.0, most: 99.0, step: 1.0 }, None, 4)
            },
        ],
        outcomes: vec![
            Outcome { id: "barrier".to_owned(), when: Some(4), picks: vec![] },
            Outcome { id: "balance".to_owned(), when: None, picks },
        ],
    }
}

fn bundle() -> Bundle {
    let card = |id: &str, category: &str, available, tags: &[&str]| Card {
        id: id.to_owned(),
        name: format!("Crème {id}"),
        category: category.to_owned(),
        price: 12_500_000,
        available,
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ..Card::default()
    };
    let mut bundle = Bundle::new(Rules { currency: "EUR".to_owned(), ..Rules::default() }).unwrap();
    bundle
        .add_shard(Shard {
            cards: vec![
                card("plain", "cream", true, &[]),
                card("sold", "cream", false, &["calm", "oily"]),
                card("burns", "cream", true, &["alcohol", "calm"]),
                card("soft", "cream", true, &["calm", "vegan"]),
                card("matt", "cream", true, &["oily"]),
                card("bar", "wash", true, &["calm"]),
            ],
        })
        .unwrap();
    bundle
}

enum Told<'a> {
    Start,
    Complete,
    Answer(&'a str, Value),
    Old(&'a str, Value),
}

use Told::{Answer, Complete, Old, Start};

fn visitor(all: &[Told<'_>]) -> Visitor {
    let mut visitor = Visitor::default();
    for (at, one) in (1..).zip(all) {
        let mut facts = vec![("flow", Value::text("quiz"))];
        let name = match one {
            Start => "x_flow_start",
            Complete => "x_flow_complete",
            Answer(step, answer) | Old(step, answer) => {
                let revision = if matches!(one, Old(..)) { 0.0 } else { 1.0 };
                facts.push(("step", Value::text(step)));
                facts.push(("revision", Value::number(revision)));
                facts.push(("answer", answer.clone()));
                "x_flow_answer"
            }
        };
        visitor.observe(told(name, at, &facts));
    }
    visitor
}

#[track_caller]
fn check(all: &[Told<'_>], expected: &str) {
    let (flow, visitor) = (flow(), visitor(all));
    let json = state(&flow, &visitor).to_json(&bundle(), &Page::UNKNOWN);
    assert_eq!(json, format!("{{\"flow\":\"quiz\",\"revision\":7,{expected}}}"));
}

fn yes() -> Value {
    Value::bool(true)
}

fn list(ids: &[&str]) -> Value {
    Value::Many(ids.iter().map(|id| Scalar::Text((*id).to_owned())).collect())
}

#[test]
fn before_the_start() {
    let expected = r#""status":"idle","steps":[{"id":"hello","revision":1}],"current":"hello","done":0,"left":4,"notes":[],"isRecorded":false"#;
    check(&[], expected);
    check(&[Answer("hello", yes()), Complete], expected);
}

#[test]
fn on_the_way() {
    check(
        &[Start, Answer("hello", yes())],
        r#""status":"running","steps":[{"id":"hello","revision":1,"answer":true},{"id":"skin","revision":1}],"current":"skin","done":1,"left":3,"notes":[],"isRecorded":false"#,
    );
    check(
        &[Start, Answer("hello", yes()), Answer("skin", Value::text("dry"))],
        r#""status":"running","steps":[{"id":"hello","revision":1,"answer":true},{"id":"skin","revision":1,"answer":"dry"},{"id":"age","revision":1}],"current":"age","done":2,"left":1,"notes":[],"isRecorded":false"#,
    );
    // A new start begins anew.
    check(
        &[Start, Answer("hello", yes()), Complete, Start],
        r#""status":"running","steps":[{"id":"hello","revision":1}],"current":"hello","done":0,"left":4,"notes":[],"isRecorded":false"#,
    );
}

#[test]
fn a_result_with_items() {
    // Not age, since oily; not the sold one; the same vote for nothing else, so the catalogue's order follows.
    check(
        &[Start, Answer("hello", yes()), Answer("skin", Value::text("oily")), Complete],
        concat!(
            r#""status":"complete","steps":[{"id":"hello","revision":1,"answer":true},{"id":"skin","revision":1,"answer":"oily"}],"done":2,"left":0,"notes":[],"isRecorded":true,"#,
            r#""outcome":"balance","attributes":{"answer.aim":"shine","answer.marks":null,"answer.skin":"oily","score.barrier":0},"currency":"EUR","locale":"en","picks":["#,
            r#"{"slot":"first","cards":[{"item_id":"matt","name":"Crème matt","price":12.5,"because":["oily"]},{"item_id":"plain","name":"Crème plain","price":12.5,"because":[]}]},"#,
            r#"{"slot":"second","cards":[{"item_id":"burns","name":"Crème burns","price":12.5,"because":[]}]},{"slot":"none","cards":[]}]"#
        ),
    );
}

/// The part of the state behind `done`.
fn told_of(all: &[Told<'_>]) -> String {
    let (flow, visitor) = (flow(), visitor(all));
    let json = state(&flow, &visitor).to_json(&bundle(), &Page::UNKNOWN);
    json.split_once("\"done\"").unwrap().1.to_owned()
}

#[test]
fn effects_along_the_path() {
    let run = |marks: &[&str]| {
        told_of(&[
            Start,
            Answer("hello", yes()),
            Answer("skin", Value::text("sensitive")),
            Answer("reactions", list(marks)),
            Answer("age", Value::NULL),
        ])
    };
    // Alcohol is excluded; one reaction adds one, two of them reach the other outcome.
    let one = run(&["itchy"]);
    assert!(one.contains(r#""answer.marks":["itchy"],"answer.skin":"sensitive","score.barrier":1"#), "{one}");
    assert!(
        one.contains(r#"{"item_id":"soft","name":"Crème soft","price":12.5,"because":["calm"]}"#)
            && !one.contains("burns"),
        "{one}"
    );
    let two = run(&["tight", "red"]);
    assert!(two.contains(r#""outcome":"barrier","attributes":{"answer.aim":null,"answer.marks":["tight","red"],"answer.skin":"sensitive","score.barrier":2}"#), "{two}");
    assert!(two.contains(r#""picks":[]"#), "{two}");
}

#[test]
fn answers_that_are_no_longer_any() {
    let cases: [(Told<'_>, &str); 12] = [
        (Answer("skin", Value::text("blue")), "option"),
        (Answer("skin", list(&["dry"])), "type"),
        (Answer("skin", yes()), "type"),
        (Old("skin", Value::text("dry")), "revision"),
        (Answer("gone", Value::text("dry")), "step"),
        (Answer("", Value::NULL), "step"),
        (Answer("reactions", list(&[])), "option"),
        (Answer("reactions", list(&["red", "red"])), "option"),
        (Answer("reactions", list(&["red", "itchy", "tight"])), "option"),
        (Answer("age", Value::number(17.0)), "option"),
        (Answer("age", Value::text("40")), "type"),
        (Answer("hello", Value::bool(false)), "option"),
    ];
    for (told, problem) in cases {
        let (Answer(step, _) | Old(step, _)) = &told else { panic!("no answer") };
        let expected = format!(r#""notes":[{{"step":"{step}","problem":"{problem}"}}]"#);
        let json = told_of(&[Start, told]);
        assert!(json.contains(&expected), "{expected} in {json}");
    }
    // Beside an answer it takes nothing away, and is no reason to ask again.
    let good = told_of(&[Start, Answer("hello", yes()), Answer("skin", Value::text("oily")), Complete]);
    for bad in [Answer("skin", yes()), Answer("skin", Value::text("blue")), Old("skin", Value::text("dry"))] {
        let told =
            told_of(&[Start, Answer("hello", yes()), Answer("skin", Value::text("oily")), Complete, bad]);
        assert_eq!(told, good);
    }
    // What was cleared is open again, and a good answer takes the note away.
    let cleared = told_of(&[Start, Answer("skin", Value::text("blue")), Answer("skin", Value::NULL)]);
    assert!(cleared.contains(r#""notes":[]"#), "{cleared}");
}

#[test]
fn what_is_recorded_holds_until_the_next_answer() {
    let until = |more: Vec<Told<'static>>| {
        let mut all = vec![Start, Answer("hello", yes()), Answer("skin", Value::text("oily")), Complete];
        all.extend(more);
        told_of(&all).contains(r#""isRecorded":true"#)
    };
    assert!(until(vec![]));
    assert!(!until(vec![Answer("skin", Value::text("dry"))]));
    assert!(!until(vec![Answer("skin", Value::text("dry")), Answer("skin", Value::text("oily"))]));
    assert!(until(vec![Answer("skin", Value::text("oily")), Complete]));
    assert!(!until(vec![Complete, Start]));
}

#[test]
fn a_completion_keeps_its_nulls() {
    let parameters = [("flow", Value::text("quiz")), ("answer.skin", Value::NULL)];
    let kept = |name: &str| told(name, 1, &parameters).parameter("answer.skin").cloned();
    assert_eq!(kept("x_flow_complete"), Some(Value::NULL));
    assert_eq!(kept("x_other"), None);
    let event: Event = told("x_flow_complete", 1, &parameters);
    assert_eq!(Event::from_record(&event.to_record()), Ok(event));
}

#[test]
fn the_newest_flow_of_a_name_is_used() {
    let mut bundle = bundle();
    assert!(bundle.flow("quiz").is_none());
    bundle.add_flow(flow()).unwrap();
    bundle.add_flow(Flow { revision: 8, ..flow() }).unwrap();
    assert_eq!(bundle.flow("quiz").map(|flow| flow.revision), Some(8));
}
