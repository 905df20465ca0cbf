//! A situation that is kept, and told of everything that happens as the module tells it, against one made anew each time; and the
//! truths of both against conditions evaluated without any index.

use proptest::{collection::vec, prelude::*};
use sillage_engine::{
    bundle::Bundle,
    condition::{ELEMENT, Node, Operator, Part},
    decide::decide_in,
    evaluate::{Truth, compare},
    event::Event,
    host::Question,
    model::Model,
    page::Page,
    rules::{Attribute, Facts, Rules},
    situation::Situation,
    value::{Scalar, Value},
    visitor::Visitor,
};

use crate::{arbitrary, cases};

const NOW: i64 = 1_800_000_000_000;

/// Of elements, and of one fact that is met whole and in parts.
const PATHS: [&str; 6] = [".", ".f", "host.a", "host.a.0.f", "host.a.length", "host.b"];

/// What the module is told between two questions.
#[derive(Debug, Clone)]
enum News {
    Facts(Facts),
    Offers(Facts),
    Event(Event),
    Forget,
    Seed(Option<u64>),
    Clock(i64),
}

/// Stands for what JavaScript lends.
fn host(question: Question, text: &str, constant: &str) -> bool {
    match question {
        Question::Matches => text.contains(constant),
        Question::MatchesFolded => text.to_lowercase().contains(&constant.to_lowercase()),
        Question::IsFolded => text.to_lowercase() == constant,
    }
}

/// Also what no page can tell: the engine must not rely on that.
fn any_value() -> impl Strategy<Value = Value> {
    let odd = vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, f64::MAX, f64::MIN_POSITIVE];
    let odd = proptest::sample::select(odd);
    let object = vec(("[fg]", arbitrary::value()), 0..3).prop_map(Scalar::Object);
    prop_oneof![
        4 => arbitrary::value(),
        1 => odd.clone().prop_map(Value::number),
        1 => vec(odd.prop_map(Scalar::Number), 0..3).prop_map(Value::Many),
        2 => vec(object, 0..3).prop_map(Value::Many),
    ]
}

fn news(constants: Vec<Value>) -> impl Strategy<Value = News> {
    // Mostly what is compared with, as else hardly anything would hold.
    let value = prop_oneof![3 => proptest::sample::select(constants), 2 => any_value()];
    let path =
        proptest::sample::select(vec!["a", "a", "a.0.f", "a.length", "b", "b"]).prop_map(str::to_owned);
    let offer = prop_oneof![
        (arbitrary::id(), any_value()).prop_map(|(id, value)| (id + ".price", value)),
        (arbitrary::id(), any::<bool>()).prop_map(|(id, is_there)| {
            (id + ".availability", Value::text(if is_there { "InStock" } else { "OutOfStock" }))
        }),
    ];
    let clock = (-300i64..300, -2i64..3).prop_map(|(hours, more)| NOW + hours * 3_600_000 + more);
    prop_oneof![
        6 => vec((path, value), 0..4).prop_map(News::Facts),
        1 => vec(offer, 0..3).prop_map(News::Offers),
        3 => arbitrary::event(NOW).prop_map(News::Event),
        1 => Just(News::Forget),
        1 => any::<Option<u64>>().prop_map(News::Seed),
        3 => clock.prop_map(News::Clock),
        1 => any::<i64>().prop_map(News::Clock),
    ]
}

/// Rules, and a sequence of news about what they ask for.
fn stories() -> impl Strategy<Value = (Rules, Vec<News>)> {
    arbitrary::rules().prop_flat_map(|mut rules| {
        rules.attributes = PATHS.map(|path| Attribute { path: path.to_owned() }).to_vec();
        let constants = rules.nodes.iter().filter_map(|node| match node {
            Node::Test { operand, .. } => Some(operand.clone()),
            _ => None,
        });
        let constants: Vec<Value> = constants.chain([Value::NULL]).collect();
        (Just(rules), vec(news(constants), 1..12))
    })
}

/// What a node comes to, from nothing and without an index.
fn naive(rules: &Rules, id: u32, value: &dyn Fn(u16) -> Option<Value>) -> Truth {
    let of = |id: &u32| naive(rules, *id, value);
    let any = |truths: &mut dyn Iterator<Item = Truth>| {
        truths.fold(Truth::False, |all, one| match (all, one) {
            (Truth::True, _) | (_, Truth::True) => Truth::True,
            (Truth::Unknown, _) | (_, Truth::Unknown) => Truth::Unknown,
            _ => Truth::False,
        })
    };
    let negated = |truth| match truth {
        Truth::True => Truth::False,
        Truth::False => Truth::True,
        Truth::Unknown => Truth::Unknown,
    };
    match &rules.nodes[id as usize] {
        Node::All(children) => negated(any(&mut children.iter().map(|child| negated(of(child))))),
        Node::Any(children) if children.is_empty() => Truth::True,
        Node::Any(children) => any(&mut children.iter().map(of)),
        Node::Nor(children) if children.is_empty() => Truth::False,
        Node::Nor(children) => negated(any(&mut children.iter().map(of))),
        Node::Not(child) => negated(of(child)),
        Node::Segment(segment) => of(&rules.segments[usize::from(*segment)].root),
        Node::Unknown => Truth::Unknown,
        Node::Test { attribute, operator, operand } => match value(*attribute) {
            Some(value) => compare(&value, *operator, operand, Some(host)),
            None => Truth::Unknown,
        },
        Node::Within { attribute, part, condition } => {
            let list = match value(*attribute) {
                Some(Value::Many(list)) => list,
                Some(_) => return Truth::False,
                None => return Truth::Unknown,
            };
            if *part == Part::Length {
                return within(rules, *condition, &Value::number(list.len() as f64));
            }
            let met = list.into_iter().filter(|one| *part == Part::Any || *one != Scalar::Null);
            any(&mut met.map(|one| {
                let value = match one {
                    Scalar::List(list) => Value::Many(list),
                    one => Value::One(one),
                };
                within(rules, *condition, &value)
            }))
        }
    }
}

/// What a condition of an element comes to, to which no other attributes are known.
fn within(rules: &Rules, condition: u32, element: &Value) -> Truth {
    naive(rules, condition, &|attribute| {
        let path = rules.attributes[usize::from(attribute)].path.strip_prefix(ELEMENT)?;
        Some(if path.is_empty() { element.clone() } else { element.at(path) })
    })
}

/// Texts that are equal for equal values; so is NaN to itself, and zero to minus zero.
fn told(situation: &Situation) -> Vec<String> {
    let all = (0..PATHS.len() as u16).map(|at| format!("{:?}", situation.value(at)));
    all.map(|text| text.replace("-0.0", "0.0")).collect()
}

/// A moment, and all that is known in it.
struct Known {
    visitor: Visitor,
    page: Page,
    now: i64,
}

impl Known {
    fn take(&mut self, news: News) {
        match news {
            News::Facts(facts) => self.page.set_facts("host", facts),
            News::Offers(offers) => self.page.merge_offers(&offers),
            News::Event(event) => {
                self.visitor.observe(event);
            }
            News::Forget => self.visitor = Visitor::NEW,
            News::Seed(seed) => self.page.seed = seed,
            News::Clock(now) => self.now = now,
        }
    }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn what_is_kept_is_what_is_made_anew(
        (rules, story) in stories(),
        shard in arbitrary::shard(),
        parts in arbitrary::model(),
    ) {
        let count = rules.nodes.len() as u32;
        let mut bundle = Bundle::new(rules).unwrap().with_host(host);
        bundle.add_shard(shard).unwrap();
        bundle.set_model(Model::from_parts(&parts).unwrap());
        let mut known = Known { visitor: Visitor::NEW, page: Page::UNKNOWN, now: NOW };
        let mut kept = Situation::new(&bundle, &known.visitor, &known.page, known.now);
        for news in story {
            let about = format!("{news:?}");
            known.take(news);
            let Known { visitor, page, now } = &known;
            kept.update(&bundle, visitor, page, *now);
            let mut fresh = Situation::new(&bundle, visitor, page, *now);
            prop_assert_eq!(told(&kept), told(&fresh), "{}", about);
            for node in 0..count {
                let truth = kept.truth(&bundle, node);
                prop_assert_eq!(truth, fresh.truth(&bundle, node), "node {} after {}", node, about);
                let values = |attribute| Some(kept.value(attribute).clone());
                prop_assert_eq!(truth, naive(bundle.rules(), node, &values), "node {} after {}", node, about);
            }
            for slot in ["s0", "s1", "s2"] {
                let decision = decide_in(&mut kept, &bundle, visitor, page, slot).to_json();
                let anew = decide_in(&mut fresh, &bundle, visitor, page, slot).to_json();
                prop_assert_eq!(decision, anew, "{}", about);
            }
        }
    }
}

#[test]
fn some_element_is_met_and_lost_again() {
    let test = |operand| Node::Test { attribute: 1, operator: Operator::GreaterOrEqual, operand };
    let within = Node::Within { attribute: 2, part: Part::Element, condition: 0 };
    let nodes = vec![test(Value::number(2.0)), within, Node::Not(1)];
    let attributes = PATHS.map(|path| Attribute { path: path.to_owned() }).to_vec();
    let bundle = Bundle::new(Rules { attributes, nodes, ..Rules::default() }).unwrap();
    let mut page = Page::UNKNOWN;
    let mut kept = Situation::new(&bundle, &Visitor::NEW, &page, 0);
    for (numbers, expected) in [(&[][..], false), (&[1.0, 2.0], true), (&[f64::NAN], false), (&[3.0], true)] {
        let element = |number: &f64| Scalar::Object(vec![("f".to_owned(), Value::number(*number))]);
        page.set_facts("host", vec![("a".to_owned(), Value::Many(numbers.iter().map(element).collect()))]);
        kept.update(&bundle, &Visitor::NEW, &page, 0);
        assert_eq!(kept.truth(&bundle, 1) == Truth::True, expected, "{numbers:?}");
        assert_eq!(kept.truth(&bundle, 2) == Truth::False, expected, "{numbers:?}");
        assert_eq!(kept.value(4), &Value::number(numbers.len() as f64));
    }
}
