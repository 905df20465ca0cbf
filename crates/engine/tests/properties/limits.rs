//! Every bound of [`sillage_engine::limits`] that the engine holds to, at its maximum and one above.

use postcard::to_allocvec;
use sillage_engine::{
    bundle::Bundle,
    catalogue::{Card, Shard},
    condition::Node,
    copy::Copy,
    event::Event,
    fault::Fault,
    flow::{Ask, Choice, Effect, Flow, Outcome, ResultSlot, Step},
    limits,
    manifest::{Kind, Manifest, Section, Start, start_file},
    model::{DECAY, Model, ModelParts, Row},
    page::Page,
    rules::{
        Attribute, Campaign, Cap, CapKind, Experiment, Facts, Period, Rules, Segment, Slot, Source, Split,
        Strategy, Trait, Treatment,
    },
    value::{Scalar, Value},
    visitor::Visitor,
    wire,
};

/// Checks that `most` is taken and one more is refused as over the limit.
#[track_caller]
fn check<T>(most: usize, take: impl Fn(usize) -> Result<T, Fault>) {
    assert_eq!(take(most).err(), None, "{most} are taken");
    assert_eq!(take(most + 1).err(), Some(Fault::OverLimit), "{} are not", most + 1);
}

fn attributes(count: usize) -> Vec<Attribute> {
    (0..count).map(|at| Attribute { path: format!("host.a{at:05}") }).collect()
}

fn slots(count: usize) -> Vec<Slot> {
    (0..count).map(|at| Slot { name: format!("s{at:05}"), strategy: None, ..Slot::default() }).collect()
}

fn strategy(limit: u8, minimum: u8) -> Strategy {
    Strategy {
        name: String::new(),
        source: Source::Popular,
        limit,
        minimum,
        categories: vec![],
        tags: vec![],
        without_owned: false,
        per_brand: 0,
    }
}

#[test]
fn tables_of_the_rules() {
    let none = Rules::default;
    let computed = Trait::default();
    let campaign = Campaign {
        name: String::new(),
        variant: String::new(),
        slot: 0,
        audience: None,
        priority: 0,
        starts: 0,
        ends: 1,
        ..Campaign::default()
    };
    let segment = Segment { name: String::new(), root: 0 };
    let nodes = vec![Node::Unknown];
    check(limits::LOCALES, |count| Rules { locales: vec![String::new(); count], ..none() }.check());
    check(limits::ATTRIBUTES, |count| Rules { attributes: attributes(count), ..none() }.check());
    check(limits::SLOTS, |count| Rules { slots: slots(count), ..none() }.check());
    check(limits::NODES, |count| Rules { nodes: vec![Node::Unknown; count], ..none() }.check());
    check(limits::STRATEGIES, |count| Rules { strategies: vec![strategy(1, 1); count], ..none() }.check());
    check(limits::TRAITS, |count| {
        Rules { attributes: attributes(1), traits: vec![computed.clone(); count], ..none() }.check()
    });
    check(limits::SEGMENTS, |count| {
        Rules { nodes: nodes.clone(), segments: vec![segment.clone(); count], ..none() }.check()
    });
    check(limits::CAMPAIGNS, |count| {
        Rules { slots: slots(1), campaigns: vec![campaign.clone(); count], ..none() }.check()
    });
    let cap = Cap { kind: CapKind::Frequency, on: String::new(), of: vec![], most: 1, within: Period::Ever };
    check(limits::CAPS, |count| Rules { caps: vec![cap.clone(); count], ..none() }.check());
    let tested = |experiment| {
        let campaign = Campaign { experiment: Some(experiment), ..campaign.clone() };
        Rules { slots: slots(1), campaigns: vec![campaign], ..none() }.check()
    };
    check(limits::ARMS, |count| {
        let treatments = vec![Treatment::default(); count - 1];
        tested(Experiment { treatments, ..Experiment::default() })
    });
    check(limits::SPLITS, |count| {
        tested(Experiment { splits: vec![Split::default(); count], ..Experiment::default() })
    });
    check(limits::LIMIT, |limit| Rules { strategies: vec![strategy(limit as u8, 0)], ..none() }.check());
    assert_eq!(Rules { strategies: vec![strategy(4, 5)], ..none() }.check(), Err(Fault::OverLimit));
}

#[test]
fn depth_of_conditions() {
    let nested = |depth: u32| {
        let more = (1..depth).map(|at| Node::Not(at - 1));
        Rules { nodes: std::iter::once(Node::Unknown).chain(more).collect(), ..Rules::default() }.check()
    };
    assert_eq!(nested(limits::DEPTH), Ok(()));
    assert_eq!(nested(limits::DEPTH + 1), Err(Fault::ConditionOrder));
    // A segment nests like any other node, so that a chain of segments is bounded too.
    let chained = |depth: u32| {
        let segments = (0..depth - 1).map(|at| Segment { name: String::new(), root: at }).collect();
        let more = (1..depth).map(|at| Node::Segment(at as u16 - 1));
        Rules { nodes: std::iter::once(Node::Unknown).chain(more).collect(), segments, ..Rules::default() }
            .check()
    };
    assert_eq!(chained(limits::DEPTH), Ok(()));
    assert_eq!(chained(limits::DEPTH + 1), Err(Fault::ConditionOrder));
}

#[test]
fn texts_of_a_copy() {
    check(limits::TEXTS, |count| {
        Copy { locale: String::new(), texts: vec![vec![]; count] }.check(&Rules::default())
    });
}

fn cards(from: usize, count: usize) -> Shard {
    Shard { cards: (from..from + count).map(|at| Card { id: at.to_string(), ..Card::default() }).collect() }
}

#[test]
fn items_of_the_catalogue_in_one_shard_or_many() {
    check(limits::ITEMS, |count| Bundle::default().add_shard(cards(0, count)));
    check(limits::ITEMS, |count| {
        let mut bundle = Bundle::default();
        bundle.add_shard(cards(0, 60_000))?;
        bundle.add_shard(cards(60_000, count - 60_000))?;
        assert!(bundle.card("0").is_some() && bundle.card(&(count - 1).to_string()).is_some());
        Ok(())
    });
}

fn model(items: usize) -> ModelParts {
    ModelParts {
        items: (0..items).map(|at| at.to_string()).collect(),
        popularity: vec![0; items],
        decay: vec![1],
        levels: vec![1; 8],
        scales: vec![1],
        rows: vec![Row::default(); items],
    }
}

#[test]
fn tables_of_the_model() {
    check(limits::ITEMS, |count| Model::from_parts(&model(count)));
    check(DECAY, |count| Model::from_parts(&ModelParts { decay: vec![1; count], ..model(1) }));
    check(256, |count| Model::from_parts(&ModelParts { scales: vec![1; count], ..model(1) }));
    check(limits::EDGES, |count| {
        let mut parts = model(limits::EDGES + 1);
        parts.rows[0].edges = (0..count as u16).map(|row| (row, 0)).collect();
        Model::from_parts(&parts)
    });
}

#[test]
fn bytes_of_the_model() {
    let empty = model(1).to_bytes().len();
    check(limits::MODEL_BYTES, |bytes| {
        let mut parts = model(1);
        // The length of a text of this size takes four bytes instead of one, and the id had one letter.
        parts.items[0] = "x".repeat(bytes - empty - 2);
        assert_eq!(parts.to_bytes().len(), bytes);
        Model::from_parts(&parts)
    });
}

fn section(kind: Kind, key: String, inline: bool, length: u32) -> Section {
    Section { kind, key, inline, length, hash: [0; 32] }
}

fn manifest(sections: Vec<Section>) -> Manifest {
    Manifest { name: String::new(), locale: String::new(), revision: 0, issued: 0, expires: 0, sections }
}

fn start(sections: Vec<Section>, inline: usize) -> Result<(), Fault> {
    Start::read(&start_file(&manifest(sections), &[0; 64], &[vec![0; inline]])).map(drop)
}

#[test]
fn sections_and_bytes_of_a_bundle() {
    let rules = |length: usize| section(Kind::Rules, String::new(), true, length as u32);
    let shard = |key: usize, length: u32| section(Kind::Catalogue, format!("{key:05}"), false, length);
    check(limits::SECTIONS, |count| {
        start(std::iter::once(rules(1)).chain((1..count).map(|key| shard(key, 1))).collect(), 1)
    });
    check(limits::TOTAL_BYTES as usize, |bytes| start(vec![rules(1), shard(1, bytes as u32 - 1)], 1));
    let lengths = [u32::MAX; 1_000].iter().enumerate().map(|(key, length)| shard(key, *length));
    assert_eq!(start(std::iter::once(rules(1)).chain(lengths).collect(), 1), Err(Fault::OverLimit));
    let empty = start_file(&manifest(vec![rules(200_000)]), &[0; 64], &[]).len();
    check(limits::START_BYTES, |bytes| start(vec![rules(bytes - empty)], bytes - empty));
}

#[test]
fn sections_of_a_start_file() {
    let rules = |inline| section(Kind::Rules, String::new(), inline, 3);
    let copy = |key: &str| section(Kind::Copy, key.to_owned(), false, 3);
    assert_eq!(start(vec![], 0), Err(Fault::MissingSection));
    assert_eq!(start(vec![rules(false)], 0), Err(Fault::MissingSection));
    assert_eq!(start(vec![rules(true)], 2), Err(Fault::Truncated));
    assert_eq!(start(vec![rules(true)], 4), Err(Fault::TrailingBytes));
    assert_eq!(start(vec![rules(true), copy("fr"), copy("en")], 3), Err(Fault::Unordered));
    assert_eq!(start(vec![rules(true), copy("en"), copy("en")], 3), Err(Fault::Unordered));
    assert_eq!(start(vec![rules(true), copy("en"), copy("fr")], 3), Ok(()));
}

#[test]
fn events_of_a_visitor() {
    let mut visitor = Visitor::default();
    for at in 0..=limits::EVENTS as i64 {
        assert!(visitor.observe(Event::new("view_item", at)));
        assert_eq!(visitor.events().len() as i64, (at + 1).min(limits::EVENTS as i64));
    }
    assert_eq!(visitor.events()[0].at, 1);
    visitor.observe(Event::new("view_item", 0));
    assert_eq!((visitor.events().len(), visitor.events()[0].at), (limits::EVENTS, 1));
}

#[test]
fn items_and_parameters_of_an_event() {
    let item = |at: usize| (format!("items.{at}.item_id"), Value::text("x"));
    let facts: Facts = (0..=limits::EVENT_ITEMS).map(item).collect();
    let items = |count: usize| Event::from_facts("x", 0, &facts[..count].to_vec()).items.len();
    assert_eq!(items(limits::EVENT_ITEMS), limits::EVENT_ITEMS);
    assert_eq!(items(limits::EVENT_ITEMS + 1), limits::EVENT_ITEMS);
    let facts: Facts =
        (0..=limits::EVENT_PARAMETERS).map(|at| (format!("p{at}"), Value::bool(true))).collect();
    let parameters = |count: usize| Event::from_facts("x", 0, &facts[..count].to_vec()).parameters.len();
    assert_eq!(parameters(limits::EVENT_PARAMETERS), limits::EVENT_PARAMETERS);
    assert_eq!(parameters(limits::EVENT_PARAMETERS + 1), limits::EVENT_PARAMETERS);
}

#[test]
fn facts_and_offers_of_a_page() {
    let facts =
        |count: usize| (0..count).map(|at| (format!("{at}.price"), Value::number(1.0))).collect::<Facts>();
    let mut page = Page::default();
    page.set_facts("host", facts(limits::FACTS));
    assert_eq!(page.facts.len(), limits::FACTS);
    page.set_facts("host", facts(limits::FACTS + 1));
    assert_eq!(page.facts.len(), limits::FACTS);
    page.merge_offers(&facts(limits::OFFERS));
    assert_eq!(page.offers.len(), limits::OFFERS);
    assert!(page.live("0").is_some());
    page.merge_offers(&facts(limits::OFFERS + 1));
    assert_eq!(page.offers.len(), limits::OFFERS);
    assert!(page.live("0").is_none() && page.live(&limits::OFFERS.to_string()).is_some());
}

#[test]
fn texts_and_lists_from_outside() {
    let kept =
        |path: &str, value: Value| wire::read(&to_allocvec(&vec![(path.to_owned(), value)]).unwrap()).len();
    let long = |length: usize| "x".repeat(length);
    let list = |length: usize| Value::Many(vec![Scalar::Null; length]);
    assert_eq!(kept("a", Value::text(&long(limits::TEXT_BYTES))), 1);
    assert_eq!(kept("a", Value::text(&long(limits::TEXT_BYTES + 1))), 0);
    assert_eq!(kept("a", Value::Many(vec![Scalar::Text(long(limits::TEXT_BYTES + 1))])), 0);
    assert_eq!(kept(&long(limits::TEXT_BYTES), Value::NULL), 1);
    assert_eq!(kept(&long(limits::TEXT_BYTES + 1), Value::NULL), 0);
    assert_eq!(kept("a", list(limits::LIST)), 1);
    assert_eq!(kept("a", list(limits::LIST + 1)), 0);
}

/// A flow of one question, with something of it changed.
fn flow(change: impl Fn(&mut Flow)) -> Flow {
    let step = Step {
        id: String::new(),
        revision: 1,
        ask: Ask::Statement,
        attribute: None,
        required: true,
        relevant: None,
        routes: vec![],
        next: 1,
    };
    let mut flow = Flow { steps: vec![step], outcomes: vec![Outcome::default()], ..Flow::default() };
    change(&mut flow);
    flow
}

fn choices(count: usize) -> Vec<Choice> {
    (0..count).map(|at| Choice { id: at.to_string(), effects: vec![] }).collect()
}

#[test]
fn tables_of_a_flow() {
    let checked = |change: &dyn Fn(&mut Flow)| flow(change).check();
    let names = |count: usize| (0..count).map(|at| format!("answer.{at:05}")).collect::<Vec<_>>();
    let effect = Effect::Exclude { tag: String::new() };
    check(limits::FLOW_ATTRIBUTES, |count| checked(&|flow| flow.attributes = names(count)));
    check(limits::FLOW_NODES, |count| checked(&|flow| flow.nodes = vec![Node::Unknown; count]));
    check(limits::STEPS, |count| {
        checked(&|flow| {
            let step = flow.steps[0].clone();
            let numbered = |at: usize| Step { id: at.to_string(), next: at as u16 + 1, ..step.clone() };
            flow.steps = (0..count).map(numbered).collect();
        })
    });
    check(limits::OPTIONS, |count| checked(&|flow| flow.steps[0].ask = Ask::One(choices(count))));
    check(limits::OPTIONS, |count| {
        checked(&|flow| flow.steps[0].ask = Ask::Many { choices: choices(count), least: 0, most: 0 })
    });
    check(limits::EFFECTS, |count| {
        checked(&|flow| {
            let effects = vec![effect.clone(); count];
            flow.steps[0].ask = Ask::One(vec![Choice { id: String::new(), effects }]);
        })
    });
    check(limits::ROUTES, |count| {
        checked(&|flow| {
            flow.nodes = vec![Node::Unknown];
            flow.steps[0].routes = vec![(0, 1); count];
        })
    });
    check(limits::OUTCOMES, |count| {
        checked(&|flow| {
            flow.nodes = vec![Node::Unknown];
            let conditional = Outcome { when: Some(0), ..Outcome::default() };
            flow.outcomes = vec![conditional; count - 1];
            flow.outcomes.push(Outcome::default());
        })
    });
    check(limits::RESULT_SLOTS, |count| {
        checked(&|flow| flow.outcomes[0].picks = vec![ResultSlot::default(); count])
    });
    check(limits::LIMIT, |count| {
        checked(&|flow| {
            flow.outcomes[0].picks = vec![ResultSlot { runners_up: count as u8, ..ResultSlot::default() }];
        })
    });
    check(limits::FLOWS, |count| {
        let mut bundle = Bundle::default();
        (0..count).try_for_each(|_| bundle.add_flow(flow(|_| {})))
    });
}

#[test]
fn a_flow_that_does_not_hold_together_is_refused() {
    let choice = |effect| Ask::One(vec![Choice { id: String::new(), effects: vec![effect] }]);
    let nested = |depth: u32| {
        (1..depth).fold(vec![Node::Unknown], |mut nodes, at| {
            nodes.push(Node::Not(at - 1));
            nodes
        })
    };
    let number = |least, most| Ask::Number { least, most, step: 1.0 };
    type Change<'a> = Box<dyn Fn(&mut Flow) + 'a>;
    let cases: Vec<(Change<'_>, Fault)> = vec![
        (Box::new(|flow| flow.attributes = vec!["b".into(), "a".into()]), Fault::Unordered),
        (Box::new(|flow| flow.attributes = vec!["a".into(), "a".into()]), Fault::Unordered),
        (Box::new(|flow| flow.nodes = vec![Node::Not(0)]), Fault::ConditionOrder),
        (Box::new(|flow| flow.nodes = nested(limits::DEPTH + 1)), Fault::ConditionOrder),
        (Box::new(|flow| flow.nodes = vec![Node::Segment(0)]), Fault::DanglingReference),
        (Box::new(|flow| flow.steps[0].next = 0), Fault::Unordered),
        (Box::new(|flow| flow.steps[0].next = 2), Fault::DanglingReference),
        (Box::new(|flow| flow.steps[0].relevant = Some(0)), Fault::DanglingReference),
        (Box::new(|flow| flow.steps[0].attribute = Some(0)), Fault::DanglingReference),
        (Box::new(|flow| flow.steps[0].routes = vec![(0, 1)]), Fault::DanglingReference),
        (Box::new(|flow| flow.steps[0].ask = choice(Effect::Add(0, 1))), Fault::DanglingReference),
        (Box::new(|flow| flow.steps[0].ask = choice(Effect::Set(0, Value::NULL))), Fault::DanglingReference),
        (Box::new(|flow| flow.steps[0].ask = number(2.0, 1.0)), Fault::Inconsistent),
        (Box::new(|flow| flow.steps[0].ask = number(f64::NAN, 1.0)), Fault::Inconsistent),
        (
            Box::new(|flow| flow.steps[0].ask = Ask::Many { choices: vec![], least: 2, most: 1 }),
            Fault::Inconsistent,
        ),
        (
            Box::new(|flow| flow.steps[0].ask = Ask::One(vec![Choice::default(), Choice::default()])),
            Fault::Unordered,
        ),
        (
            Box::new(|flow| {
                flow.steps = vec![flow.steps[0].clone(), Step { next: 2, ..flow.steps[0].clone() }];
            }),
            Fault::Unordered,
        ),
        (Box::new(|flow| flow.outcomes = vec![]), Fault::Inconsistent),
        (Box::new(|flow| flow.outcomes = vec![Outcome::default(), Outcome::default()]), Fault::Inconsistent),
        (Box::new(|flow| flow.outcomes[0].when = Some(0)), Fault::DanglingReference),
    ];
    assert_eq!(flow(|_| {}).check(), Ok(()));
    assert_eq!(flow(|flow| flow.nodes = nested(limits::DEPTH)).check(), Ok(()));
    for (at, (change, fault)) in cases.iter().enumerate() {
        assert_eq!(flow(change).check(), Err(*fault), "case {at}");
    }
}

#[test]
fn a_strategy_matches_attributes_that_there_are() {
    let matching = |attribute| Rules {
        attributes: attributes(1),
        strategies: vec![Strategy { source: Source::Matching(vec![attribute]), ..strategy(1, 1) }],
        ..Rules::default()
    };
    assert_eq!(matching(0).check(), Ok(()));
    assert_eq!(matching(1).check(), Err(Fault::DanglingReference));
}
