//! The rules of the golden bundle: a small shop in which every node, operator, field, window, content and source occurs.

use sillage_engine::{
    condition::{Node, Operator},
    rules::{
        Aggregate, Attribute, Bucket, Campaign, Cap, CapKind, Case, Content, Experiment, Field, Link, Period,
        Rules, Segment, Slot, Source, Split, Step, Strategy, Trait, Treatment, Window,
    },
    value::{Scalar, Value},
};

const DAY: u64 = 86_400_000;

const ATTRIBUTES: [&str; 16] = [
    "host.name",
    "host.skin",
    "host.tier",
    "page.price",
    "page.type",
    "trait.brand",
    "trait.category",
    "trait.coupon",
    "trait.further",
    "trait.item",
    "trait.orders",
    "trait.pieces",
    "trait.seen",
    "trait.spent",
    "trait.stage",
    "trait.worth",
];

fn attribute(path: &str) -> u16 {
    ATTRIBUTES.iter().position(|known| *known == path).unwrap() as u16
}

pub(crate) fn rules() -> Rules {
    Rules {
        locales: ["en", "fr"].map(str::to_owned).to_vec(),
        currency: "EUR".to_owned(),
        dates: vec![],
        attributes: ATTRIBUTES.map(|path| Attribute { path: path.to_owned() }).to_vec(),
        traits: traits(),
        nodes: nodes(),
        segments: vec![
            Segment { name: "gold".to_owned(), root: 12 },
            Segment { name: "dry".to_owned(), root: 14 },
        ],
        slots: [
            ("hero", None),
            ("recent", Some(3)),
            ("shelf", Some(2)),
            ("similar", Some(1)),
            ("tested", None),
        ]
        .map(|(name, strategy)| Slot {
            name: name.to_owned(),
            strategy,
            rotates: name == "shelf",
            late: name == "hero",
            pictures: (name == "hero").then_some(3),
        })
        .to_vec(),
        campaigns: campaigns(),
        strategies: strategies(),
        caps: caps(),
        holdout: Some(("holdout".to_owned(), 0.1)),
        zone: vec![(0, 60), (1_774_746_000_000, 120), (1_792_890_000_000, 60)],
        event_fields: vec![Field::ItemCategory],
        event_nodes: vec![Node::Test { attribute: 0, operator: Operator::Is, operand: Value::text("serum") }],
        cases: vec![
            Case { attribute: attribute("trait.stage"), root: 6, value: Value::text("customer") },
            Case { attribute: attribute("trait.stage"), root: 15, value: Value::text("newcomer") },
        ],
    }
}

fn traits() -> Vec<Trait> {
    let last = |of| (Aggregate::Last, of, Window::ALL);
    let sum = |of, days: u64| (Aggregate::Sum, of, Window::rolling(days * DAY));
    let each = [
        ("trait.brand", "view_item", last(Field::ItemBrand)),
        ("trait.category", "view_item", last(Field::ItemCategory)),
        ("trait.coupon", "purchase", last(Field::Parameter("coupon".to_owned()))),
        ("trait.item", "view_item", last(Field::ItemId)),
        ("trait.orders", "purchase", (Aggregate::Count, Field::Event, Window::ALL)),
        ("trait.pieces", "purchase", sum(Field::Quantity, 30)),
        ("trait.seen", "view_item", last(Field::Time)),
        ("trait.spent", "purchase", sum(Field::Value, 90)),
        ("trait.worth", "add_to_cart", sum(Field::ItemPrice, 1)),
    ];
    each.map(|(path, on, (aggregate, of, window))| Trait {
        attribute: attribute(path),
        on: vec![on.to_owned()],
        aggregate,
        of,
        window,
        ..Trait::default()
    })
    .into_iter()
    .chain(further_traits())
    .collect()
}

/// A trait for each further aggregate, and windows in turn; nothing reads their attribute.
fn further_traits() -> impl Iterator<Item = Trait> {
    let aggregates = [
        Aggregate::First,
        Aggregate::Least,
        Aggregate::Most,
        Aggregate::Mean,
        Aggregate::Unique,
        Aggregate::Distinct,
        Aggregate::Mode,
        Aggregate::DaysSinceFirst,
        Aggregate::DaysSinceLast,
        Aggregate::Streak,
        Aggregate::Matched,
    ];
    let buckets = [Bucket::Day, Bucket::Week, Bucket::Month, Bucket::Session];
    let link = |link| Step { on: vec!["view_item".to_owned()], filter: None, within: 60_000, link };
    aggregates.into_iter().zip(buckets.into_iter().cycle()).map(move |(aggregate, bucket)| Trait {
        attribute: attribute("trait.further"),
        on: vec!["view_item".to_owned(), "purchase".to_owned()],
        filter: Some(0),
        aggregate,
        of: Field::ItemPrice,
        window: Window { bucket, length: 7 },
        limit: 20,
        steps: match aggregate {
            Aggregate::Matched => [Link::Later, Link::Session, Link::Directly, Link::Not].map(link).to_vec(),
            _ => vec![],
        },
    })
}

fn nodes() -> Vec<Node> {
    let test = |path, operator, operand| Node::Test { attribute: attribute(path), operator, operand };
    let many = |texts: &[&str]| texts.iter().map(|text| Scalar::Text((*text).to_owned())).collect::<Vec<_>>();
    let quiet = [many(&["cart", "checkout"]), vec![Scalar::Null]].concat();
    vec![
        test("host.tier", Operator::Is, Value::text("gold")),
        test("trait.category", Operator::Equal, Value::text("cream")),
        test("trait.coupon", Operator::NotEqual, Value::text("WELCOME")),
        test("trait.pieces", Operator::Less, Value::number(3.0)),
        test("trait.spent", Operator::LessOrEqual, Value::number(100.5)),
        test("page.price", Operator::Greater, Value::number(9.5)),
        test("trait.orders", Operator::GreaterOrEqual, Value::number(1.0)),
        test("host.name", Operator::Exists, Value::bool(true)),
        test("page.type", Operator::In, Value::Many(many(&["home", "product"]))),
        test("page.type", Operator::NotIn, Value::Many(quiet)),
        test("host.skin", Operator::HasAll, Value::Many(many(&["dry"]))),
        test("host.skin", Operator::Size, Value::number(2.0)),
        // 12: gold members on a page that may speak to them.
        Node::All(vec![0, 8, 9]),
        // 13: any sign of money spent.
        Node::Any(vec![3, 4, 6]),
        // 14: dry skin.
        Node::Any(vec![10, 11]),
        // 15: nothing dear, nothing bought, no name.
        Node::Nor(vec![5, 6, 7]),
        // 16: not in a hurry for creams without a coupon.
        Node::All(vec![1, 2]),
        Node::Not(16),
        Node::Segment(0),
        Node::Segment(1),
        Node::All(vec![13, 6, 17]),
        Node::Unknown,
    ]
}

fn campaigns() -> Vec<Campaign> {
    let fields = |text| vec![("title".to_owned(), text)];
    let template = Content::Template { template: "dry-skin".to_owned() };
    let each = [
        ("unknown", 0, Some(21), 30, Content::Default),
        ("gold", 0, Some(18), 20, Content::Fields(fields(0))),
        ("dry", 0, Some(19), 10, template),
        ("stranger", 0, Some(15), 5, Content::Default),
        ("welcome", 0, None, -5, Content::Fields(fields(1))),
        ("buyers", 2, Some(20), 0, Content::Items { strategy: 0, fields: fields(1) }),
    ];
    let campaign =
        |(number, (name, slot, audience, priority, content)): (usize, (&str, _, _, _, _))| Campaign {
            name: name.to_owned(),
            variant: format!("v{number}"),
            slot,
            audience,
            priority,
            starts: 1_767_225_600_000,
            ends: 1_798_761_600_000,
            content,
            ..Campaign::default()
        };
    let mut campaigns: Vec<Campaign> = each.into_iter().enumerate().map(campaign).collect();
    campaigns.extend(bounded());
    campaigns
}

/// Campaigns for a slot of their own with everything that can keep one from being shown.
fn bounded() -> [Campaign; 3] {
    let campaign = |name: &str, variant: &str| Campaign {
        name: name.to_owned(),
        variant: variant.to_owned(),
        slot: 4,
        starts: 1_767_225_600_000,
        ends: 1_798_761_600_000,
        content: Content::Fields(vec![("title".to_owned(), 1)]),
        ..Campaign::default()
    };
    let treatment = Treatment { variant: "v7-ab".to_owned(), content: Content::Default };
    let experiment = Experiment {
        key: "hello".to_owned(),
        unit: Some(attribute("host.name")),
        sticky: true,
        least_version: b'a',
        namespace: Some(("hellos".to_owned(), (0.0, 0.75))),
        requires: None,
        control: "v7-aa".to_owned(),
        holdout: "v7-0".to_owned(),
        treatments: vec![treatment],
        splits: vec![
            Split { when: Some(12), ranges: vec![(0.0, 0.25), (0.25, 1.0)] },
            Split { when: None, ranges: vec![(0.0, 0.5), (0.5, 1.0)] },
        ],
    };
    let leaving = Campaign {
        local: true,
        hours: vec![(0, 7_200), (9_000, 10_080)],
        trigger: "exit".to_owned(),
        caps: vec![0, 1, 2],
        held: true,
        ..campaign("leaving", "v6")
    };
    let hello = Campaign { experiment: Some(experiment.clone()), ..campaign("hello", "v7") };
    let behind = Experiment {
        requires: Some((7, 1)),
        control: "v8-aa".to_owned(),
        holdout: "v8-0".to_owned(),
        treatments: vec![Treatment { variant: "v8-ab".to_owned(), content: Content::Default }],
        ..experiment
    };
    [leaving, hello, Campaign { experiment: Some(behind), ..campaign("behind", "v8") }]
}

/// One cap of each kind.
fn caps() -> Vec<Cap> {
    let cap = |kind, on: &str, of: &[&str], most, within| Cap {
        kind,
        on: on.to_owned(),
        of: of.iter().map(|id| (*id).to_owned()).collect(),
        most,
        within,
    };
    vec![
        cap(CapKind::Frequency, "x_exposure", &["v6"], 1, Period::Session),
        cap(CapKind::Pressure, "x_exposure", &["v6", "v7"], 3, Period::Last(7 * DAY)),
        cap(CapKind::CoolDown, "purchase", &[], 1, Period::Ever),
    ]
}

fn strategies() -> Vec<Strategy> {
    let strategy = |name: &str, source| Strategy {
        name: name.to_owned(),
        source,
        limit: 3,
        minimum: 1,
        categories: vec![],
        tags: vec![],
        without_owned: false,
        per_brand: 0,
    };
    vec![
        Strategy { without_owned: true, per_brand: 2, ..strategy("for you", Source::Personal) },
        strategy("alike", Source::Similar),
        Strategy {
            categories: vec!["cream".to_owned()],
            tags: vec!["vegan".to_owned()],
            ..strategy("loved", Source::Popular)
        },
        strategy("seen", Source::RecentlyViewed),
    ]
}

/// Operator and operand of every comparison.
pub(crate) fn tests(rules: &Rules) -> impl Iterator<Item = (&Operator, &Value)> {
    rules.nodes.iter().filter_map(|node| match node {
        Node::Test { operator, operand, .. } => Some((operator, operand)),
        _ => None,
    })
}

/// Every scalar that something is compared with.
pub(crate) fn scalars(rules: &Rules) -> impl Iterator<Item = &Scalar> {
    tests(rules).flat_map(|(_, operand)| match operand {
        Value::One(scalar) => std::slice::from_ref(scalar),
        Value::Many(list) => list.as_slice(),
    })
}
