//! The nearest miss of an audience: what is named really makes it hold, and nothing less would.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use proptest::{collection::vec, prelude::*, test_runner::Config};
use sillage_compiler::{
    matching::matching,
    nearest_miss::{NearestMiss, explain, nearest_miss},
};
use sillage_engine::{
    bundle::Bundle,
    condition::{Node, Operator},
    evaluate::Truth,
    page::Page,
    rules::{Attribute, Campaign, Rules, Segment, Slot},
    situation::Situation,
    value::{Scalar, Value},
    visitor::Visitor,
};

const ATTRIBUTES: usize = 3;

/// A bundle whose one campaign has the last node as its audience. There is one segment.
fn bundle(nodes: Vec<Node>, segment: u32) -> Bundle {
    let campaign = Campaign {
        name: "c".to_owned(),
        variant: "v".to_owned(),
        audience: Some(nodes.len() as u32 - 1),
        ends: 1,
        ..Campaign::default()
    };
    let rules = Rules {
        attributes: (0..ATTRIBUTES).map(|at| Attribute { path: format!("host.a{at}") }).collect(),
        nodes,
        segments: vec![Segment { name: "s".to_owned(), root: segment }],
        slots: vec![Slot { name: "s".to_owned(), ..Slot::default() }],
        campaigns: vec![campaign],
        ..Rules::default()
    };
    Bundle::new(rules).unwrap().with_host(matching)
}

fn page(values: &[Value]) -> Page {
    let mut page = Page::default();
    page.set_facts(
        "host",
        values.iter().cloned().zip(0..).map(|(value, at)| (format!("a{at}"), value)).collect(),
    );
    page
}

fn root(bundle: &Bundle) -> u32 {
    bundle.rules().nodes.len() as u32 - 1
}

fn truth(bundle: &Bundle, values: &[Value]) -> Truth {
    Situation::new(bundle, &Visitor::default(), &page(values), 0).truth(bundle, root(bundle))
}

fn miss(bundle: &Bundle, values: &[Value]) -> Option<NearestMiss> {
    let mut situation = Situation::new(bundle, &Visitor::default(), &page(values), 0);
    nearest_miss(bundle, &mut situation, root(bundle))
}

fn test(attribute: u16, operator: Operator, operand: Value) -> Node {
    Node::Test { attribute, operator, operand }
}

fn texts(list: &[&str]) -> Value {
    Value::Many(list.iter().map(|text| Scalar::Text((*text).to_owned())).collect())
}

/// The explanation's `nearest`, empty where there is none, of an audience over `host.a0` … whose last node is its root.
fn check(nodes: &[Node], values: &[Value], expected: &str) {
    let bundle = bundle(nodes.to_vec(), 0);
    let explained = explain(&bundle, &Visitor::default(), &page(values), "s", 0);
    let json: serde_json::Value = serde_json::from_str(&explained).unwrap();
    let nearest =
        explained.split_once(",\"nearest\":").map_or("", |(_, rest)| rest.strip_suffix("}]}").unwrap());
    assert_eq!(nearest, expected, "{nodes:?} {values:?}");
    let outcome = if truth(&bundle, values) == Truth::True { "shown" } else { "audience" };
    assert_eq!(json["considered"][0]["outcome"], outcome);
}

#[test]
fn one_change_is_named_with_what_would_do() {
    use Operator::*;
    let number = Value::number;
    check(&[test(0, GreaterOrEqual, number(2.0))], &[number(2.0)], "");
    check(
        &[test(0, GreaterOrEqual, number(2.0))],
        &[number(1.0)],
        r#"{"changes":1,"path":"host.a0","op":"gte","wanted":true,"expected":2,"actual":1,"example":2}"#,
    );
    check(
        &[test(0, In, texts(&["gold", "silver"]))],
        &[],
        r#"{"changes":1,"path":"host.a0","op":"in","wanted":true,"expected":["gold","silver"],"actual":null,"example":"gold"}"#,
    );
    check(
        &[test(0, Is, Value::text("gold")), Node::Not(0)],
        &[Value::text("gold")],
        r#"{"changes":1,"path":"host.a0","op":"is","wanted":false,"expected":"gold","actual":"gold","example":null}"#,
    );
}

#[test]
fn of_two_comparisons_of_one_attribute_that_is_named_which_says_more() {
    use Operator::*;
    let number = Value::number;
    let both =
        [test(0, GreaterOrEqual, number(2.0)), test(0, GreaterOrEqual, number(5.0)), Node::All(vec![0, 1])];
    check(
        &both,
        &[number(1.0)],
        r#"{"changes":1,"path":"host.a0","op":"gte","wanted":true,"expected":5,"actual":1,"example":5}"#,
    );
    let between = [test(0, GreaterOrEqual, number(2.0)), test(0, Less, number(3.0)), Node::All(vec![0, 1])];
    check(
        &between,
        &[number(7.0)],
        r#"{"changes":1,"path":"host.a0","op":"lt","wanted":true,"expected":3,"actual":7,"example":2}"#,
    );
    let narrow = [test(0, Greater, number(2.0)), test(0, Less, number(3.0)), Node::All(vec![0, 1])];
    check(
        &narrow,
        &[number(3.0)],
        r#"{"changes":1,"path":"host.a0","op":"lt","wanted":true,"expected":3,"actual":3,"example":2.5}"#,
    );
}

#[test]
fn a_list_is_made_of_what_several_comparisons_need() {
    use Operator::*;
    let nodes = [
        test(0, In, texts(&["a", "b"])),
        test(0, NotIn, texts(&["c", "d"])),
        test(0, NotIn, texts(&["a", "c"])),
        test(0, Size, Value::number(2.0)),
        Node::Not(1),
        Node::All(vec![0, 2, 3, 4]),
    ];
    check(
        &nodes,
        &[],
        r#"{"changes":1,"path":"host.a0","op":"in","wanted":true,"expected":["a","b"],"actual":null,"example":["b","d"]}"#,
    );
}

#[test]
fn the_branch_with_the_fewest_changes_is_named() {
    use Operator::*;
    let number = Value::number;
    let nodes = [
        test(0, Equal, Value::text("gold")),
        test(1, GreaterOrEqual, number(2.0)),
        Node::All(vec![0, 1]),
        test(2, Exists, Value::bool(true)),
        Node::Any(vec![2, 3]),
    ];
    check(
        &nodes,
        &[],
        r#"{"changes":1,"path":"host.a2","op":"exists","wanted":true,"expected":true,"actual":null,"example":true}"#,
    );
    check(
        &nodes[..3],
        &[],
        r#"{"changes":2,"path":"host.a0","op":"eq","wanted":true,"expected":"gold","actual":null,"example":"gold","more":[{"path":"host.a1","op":"gte","wanted":true,"expected":2,"actual":null,"example":2}]}"#,
    );
    let inside = [nodes[0].clone(), nodes[1].clone(), Node::All(vec![0, 1]), Node::Segment(0)];
    assert_eq!(miss(&bundle(inside.to_vec(), 2), &[]).unwrap().changes.len(), 2);
}

#[test]
fn what_nothing_would_make_hold_has_no_nearest_miss() {
    use Operator::*;
    let number = Value::number;
    check(&[Node::Unknown], &[], "");
    check(&[Node::Any(vec![]), Node::Not(0)], &[], "");
    check(&[test(0, In, Value::Many(vec![]))], &[], "");
    check(&[test(0, Less, Value::text(""))], &[], "");
    check(&[test(0, Greater, number(2.0)), test(0, Less, number(1.0)), Node::All(vec![0, 1])], &[], "");
    // Null and truth values are in no order, not even with themselves.
    for value in [Value::NULL, Value::bool(false), Value::bool(true)] {
        for operator in [Less, LessOrEqual, Greater, GreaterOrEqual] {
            check(&[test(0, operator, value.clone())], std::slice::from_ref(&value), "");
        }
    }
}

#[test]
fn a_condition_that_unfolds_without_end_is_given_up() {
    let mut nodes: Vec<Node> =
        (0..40).map(|at| test(at % 3, Operator::NotEqual, Value::number(f64::from(at)))).collect();
    for depth in 0..25u32 {
        let to = nodes.len() as u32;
        let from = if depth == 0 { 0 } else { to - 40 };
        let group = |at: u32| (from..to).filter(|id| id % 7 != at % 7).collect();
        nodes.extend((0..40).map(
            |at| {
                if depth % 2 == 0 { Node::All(group(at)) } else { Node::Any(group(at)) }
            },
        ));
    }
    miss(&bundle(nodes, 0), &[]);
}

fn number() -> impl Strategy<Value = f64> {
    (-1i8..3).prop_map(f64::from)
}

fn scalar() -> impl Strategy<Value = Scalar> {
    prop_oneof![
        1 => Just(Scalar::Null),
        1 => any::<bool>().prop_map(Scalar::Bool),
        4 => number().prop_map(Scalar::Number),
        3 => proptest::sample::select(vec!["", "a", "b"]).prop_map(|text| Scalar::Text(text.to_owned())),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![4 => scalar().prop_map(Value::One), 1 => vec(scalar(), 0..3).prop_map(Value::Many)]
}

fn comparison() -> impl Strategy<Value = Node> {
    use Operator::*;
    let ordered = (proptest::sample::select(vec![Less, LessOrEqual, Greater, GreaterOrEqual]), number())
        .prop_map(|(operator, number)| (operator, Value::number(number)));
    let listed = (proptest::sample::select(vec![In, NotIn, HasAll]), vec(scalar(), 0..3))
        .prop_map(|(operator, list)| (operator, Value::Many(list)));
    let any = (
        proptest::sample::select(vec![
            Is,
            Equal,
            NotEqual,
            Less,
            LessOrEqual,
            Greater,
            GreaterOrEqual,
            Exists,
            In,
            NotIn,
            HasAll,
            Size,
        ]),
        value(),
    );
    (0..ATTRIBUTES as u16, prop_oneof![ordered, listed, any])
        .prop_map(|(attribute, (operator, operand))| test(attribute, operator, operand))
}

fn node(at: u32) -> BoxedStrategy<Node> {
    if at < 3 {
        return comparison().boxed();
    }
    let children = vec(0..at, 0..4);
    prop_oneof![
        3 => comparison(),
        2 => children.clone().prop_map(Node::All),
        2 => children.clone().prop_map(Node::Any),
        1 => children.prop_map(Node::Nor),
        1 => (0..at).prop_map(Node::Not),
        1 => Just(Node::Unknown),
        // The segment's root is the node at 2.
        1 => Just(Node::Segment(0)),
    ]
    .boxed()
}

fn nodes() -> impl Strategy<Value = Vec<Node>> {
    (3u32..12).prop_flat_map(|length| (0..length).map(node).collect::<Vec<_>>())
}

/// Every value that can make a difference to a comparison of the generator above.
fn domain() -> Vec<Value> {
    let numbers = (-4..8).map(|half| Scalar::Number(f64::from(half) / 2.0));
    let words = ["", "\0", "a", "a\0", "b", "b\0"].map(|text| Scalar::Text(text.to_owned()));
    let others = [Scalar::Null, Scalar::Bool(true), Scalar::Bool(false)];
    let scalars: Vec<Scalar> = numbers.chain(words).chain(others).collect();
    let mut domain: Vec<Value> = scalars.iter().cloned().map(Value::One).collect();
    domain.push(Value::Many(vec![]));
    for one in &scalars {
        domain.push(Value::Many(vec![one.clone()]));
        domain.extend(scalars.iter().map(|two| Value::Many(vec![one.clone(), two.clone()])));
    }
    domain
}

/// Whether other values of so many attributes can make the audience hold.
fn holds_with(
    bundle: &Bundle,
    values: &mut Vec<Value>,
    from: usize,
    changes: usize,
    domain: &[Value],
) -> bool {
    if changes == 0 {
        return truth(bundle, values) == Truth::True;
    }
    (from..ATTRIBUTES).any(|attribute| {
        let now = values[attribute].clone();
        let holds = domain.iter().any(|value| {
            values[attribute] = value.clone();
            holds_with(bundle, values, attribute + 1, changes - 1, domain)
        });
        values[attribute] = now;
        holds
    })
}

fn cases(count: u32) -> Config {
    let times = if std::env::var_os("SILLAGE_LONG").is_some() { 10 } else { 1 };
    Config { cases: count * times, failure_persistence: None, ..Config::default() }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn what_is_named_makes_the_audience_hold(nodes in nodes(), values in vec(value(), ATTRIBUTES)) {
        let bundle = bundle(nodes, 2);
        let before = truth(&bundle, &values);
        let Some(miss) = miss(&bundle, &values) else { return Ok(()) };
        prop_assert_ne!(before, Truth::True);
        let mut changed = values.clone();
        for change in &miss.changes {
            let place = &mut changed[usize::from(change.attribute)];
            prop_assert_ne!(&*place, &change.example);
            *place = change.example.clone();
        }
        prop_assert_eq!(truth(&bundle, &changed), Truth::True, "{:?}", miss);
        // Each of the changes is needed: without it the audience does not hold.
        for change in &miss.changes {
            let mut fewer = changed.clone();
            let at = usize::from(change.attribute);
            fewer[at] = values[at].clone();
            prop_assert_ne!(truth(&bundle, &fewer), Truth::True, "{:?}", miss);
        }
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn nothing_less_makes_the_audience_hold(nodes in nodes(), values in vec(value(), ATTRIBUTES)) {
        let bundle = bundle(nodes, 2);
        let domain = domain();
        let named = miss(&bundle, &values).map_or(0, |miss| miss.changes.len());
        let mut values = values;
        if truth(&bundle, &values) != Truth::True {
            // Three changes at once are too many to try.
            let fewer = if named == 0 { 1 } else { (named - 1).min(1) };
            for changes in 1..=fewer {
                prop_assert!(!holds_with(&bundle, &mut values, 0, changes, &domain), "{} changes do", changes);
            }
        }
    }
}
