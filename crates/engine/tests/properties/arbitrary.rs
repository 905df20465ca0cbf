//! Random values of everything that has a byte form.

use proptest::{collection::vec, option, prelude::*};
use sillage_engine::{
    catalogue::{Card, Shard},
    condition::{Node, Operator, Part},
    copy::{Copy, Piece},
    event::{Event, EventItem},
    flow::{Ask, Choice, Effect, Flow, Outcome, ResultSlot, Step},
    manifest::{Kind, Manifest, Section},
    model::{ModelParts, Row},
    rules::{
        Aggregate, Attribute, Bucket, Campaign, Cap, CapKind, Case, Content, Experiment, Field, Link, Period,
        Rules, Segment, Slot, Source, Split, Step as TraitStep, Strategy as Picking, Trait, Treatment,
        Window,
    },
    value::{Scalar, Value},
};

/// Attributes of every random bundle; conditions and texts refer to them.
pub(crate) const ATTRIBUTES: u16 = 6;
const SLOTS: u16 = 3;
const STRATEGIES: u16 = 2;
const SEGMENTS: u16 = 2;
/// Texts of every random copy.
pub(crate) const TEXTS: u32 = 3;

/// Short texts of all lengths in UTF-8 and both halves of the order of UTF-16.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        4 => any::<char>(),
        4 => proptest::char::range('a', 'd'),
        1 => Just('\0'),
        1 => proptest::char::range('\u{e000}', '\u{ffff}'),
        1 => proptest::char::range('\u{10000}', '\u{10ffff}'),
    ];
    vec(character, 0..6).prop_map(|characters| characters.into_iter().collect())
}

fn scalar() -> impl Strategy<Value = Scalar> {
    let flat = || {
        prop_oneof![
            Just(Scalar::Null),
            any::<bool>().prop_map(Scalar::Bool),
            number().prop_map(Scalar::Number),
            text().prop_map(Scalar::Text),
        ]
    };
    let field =
        || (text(), prop_oneof![flat().prop_map(Value::One), vec(flat(), 0..3).prop_map(Value::Many)]);
    prop_oneof![
        8 => flat(),
        1 => vec(field(), 0..3).prop_map(Scalar::Object),
        1 => vec(flat(), 0..3).prop_map(Scalar::List),
    ]
}

/// Finite doubles, small whole ones among them.
pub(crate) fn number() -> impl Strategy<Value = f64> {
    let usual = (-3i8..4).prop_map(f64::from);
    prop_oneof![usual, any::<f64>().prop_filter("finite", |number| number.is_finite())]
}

pub(crate) fn value() -> impl Strategy<Value = Value> {
    prop_oneof![scalar().prop_map(Value::One), vec(scalar(), 0..4).prop_map(Value::Many)]
}

fn operator() -> impl Strategy<Value = Operator> {
    use Operator::*;
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
        Type,
        Contains,
        VersionEqual,
        VersionNotEqual,
        VersionLess,
        VersionLessOrEqual,
        VersionGreater,
        VersionGreaterOrEqual,
        Matches,
        MatchesFolded,
        InFolded,
        NotInFolded,
        HasAllFolded,
    ])
}

/// A node that refers only to nodes before `at`.
fn node(at: u32) -> BoxedStrategy<Node> {
    let test = (0..ATTRIBUTES, operator(), value()).prop_map(|(attribute, operator, operand)| Node::Test {
        attribute,
        operator,
        operand,
    });
    if at < 2 {
        return test.boxed();
    }
    let children = vec(0..at, 0..4);
    prop_oneof![
        3 => test,
        1 => children.clone().prop_map(Node::All),
        1 => children.clone().prop_map(Node::Any),
        1 => children.prop_map(Node::Nor),
        1 => (0..at).prop_map(Node::Not),
        1 => (0..SEGMENTS).prop_map(Node::Segment),
        1 => Just(Node::Unknown),
        1 => (0..ATTRIBUTES, part(), 0..at)
            .prop_map(|(attribute, part, condition)| Node::Within { attribute, part, condition }),
    ]
    .boxed()
}

fn part() -> impl Strategy<Value = Part> {
    proptest::sample::select(vec![Part::Element, Part::Any, Part::Length])
}

fn nodes() -> impl Strategy<Value = Vec<Node>> {
    (2u32..12).prop_flat_map(|length| (0..length).map(node).collect::<Vec<_>>())
}

pub(crate) fn field() -> impl Strategy<Value = Field> {
    prop_oneof![
        proptest::sample::select(vec![
            Field::Event,
            Field::Value,
            Field::Time,
            Field::ItemId,
            Field::ItemCategory,
            Field::ItemBrand,
            Field::ItemPrice,
            Field::Quantity,
        ]),
        name().prop_map(Field::Parameter),
    ]
}

/// A few names, so that things meet.
pub(crate) fn name() -> impl Strategy<Value = String> {
    proptest::sample::select(vec!["view_item", "purchase", "add_to_cart", "session_start", ""])
        .prop_map(str::to_owned)
}

pub(crate) fn window() -> impl Strategy<Value = Window> {
    let near = (0u64..200).prop_map(|hours| Window::rolling(hours * 3_600_000));
    let calendar = (proptest::sample::select(vec![Bucket::Day, Bucket::Week, Bucket::Month]), 1u64..12);
    let calendar = calendar.prop_map(|(bucket, length)| Window { bucket, length });
    let session = Just(Window { bucket: Bucket::Session, length: 0 });
    prop_oneof![Just(Window::ALL), near, any::<u64>().prop_map(Window::rolling), calendar, session]
}

/// Nodes over the event fields of every random bundle.
pub(crate) fn event_nodes() -> impl Strategy<Value = Vec<Node>> {
    let operand = prop_oneof![
        id().prop_map(|id| Value::text(&id)),
        (-3i8..4).prop_map(|number| Value::number(number.into())),
        Just(Value::NULL),
        vec(id().prop_map(Scalar::Text), 0..3).prop_map(Value::Many),
    ];
    let operators =
        vec![Operator::Is, Operator::NotEqual, Operator::Less, Operator::GreaterOrEqual, Operator::In];
    let test = (0..EVENT_FIELDS, proptest::sample::select(operators), operand)
        .prop_map(|(attribute, operator, operand)| Node::Test { attribute, operator, operand });
    let above = prop_oneof![
        vec(0u32..3, 0..3).prop_map(Node::All),
        vec(0u32..3, 0..3).prop_map(Node::Any),
        (0u32..3).prop_map(Node::Not),
        Just(Node::Unknown),
    ];
    (vec(test, 3), above).prop_map(|(mut nodes, above)| {
        nodes.push(above);
        nodes
    })
}

/// How many nodes [`event_nodes`] has.
pub(crate) const FILTERS: u32 = 4;
const EVENT_FIELDS: u16 = 5;

/// The fields that they read.
pub(crate) fn event_fields() -> Vec<Field> {
    vec![
        Field::Value,
        Field::ItemCategory,
        Field::ItemPrice,
        Field::Quantity,
        Field::Parameter("purchase".to_owned()),
    ]
}

fn trait_step() -> impl Strategy<Value = TraitStep> {
    let links = vec![Link::Later, Link::Later, Link::Session, Link::Directly];
    let within = prop_oneof![Just(u64::MAX), (0u64..100).prop_map(|hours| hours * 3_600_000)];
    (vec(name(), 1..3), option::of(0..FILTERS), within, proptest::sample::select(links))
        .prop_map(|(on, filter, within, link)| TraitStep { on, filter, within, link })
}

fn steps() -> impl Strategy<Value = Vec<TraitStep>> {
    (vec(trait_step(), 1..4), any::<bool>()).prop_map(|(mut steps, is_negative)| {
        if let (true, 2.., Some(last)) = (is_negative, steps.len(), steps.last_mut()) {
            last.link = Link::Not;
            last.within = last.within.min(400_000_000);
        }
        steps
    })
}

pub(crate) fn computed() -> impl Strategy<Value = Trait> {
    let aggregate = proptest::sample::select(vec![
        Aggregate::Count,
        Aggregate::Sum,
        Aggregate::Last,
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
    ]);
    let on = (0..ATTRIBUTES, vec(name(), 0..3), option::of(0..FILTERS));
    let decay = (1u64..200).prop_map(|hours| Window { bucket: Bucket::Every(hours * 450_000), length: 0 });
    let limit = prop_oneof![Just(u64::MAX), 0u64..4, (0u64..200).prop_map(|hours| hours * 3_600_000)];
    (on, aggregate, field(), prop_oneof![4 => window(), 1 => decay], limit, steps()).prop_map(
        |((attribute, on, filter), aggregate, of, mut window, limit, steps)| {
            let steps = if aggregate == Aggregate::Matched { steps } else { vec![] };
            if aggregate == Aggregate::Streak
                && !matches!(window.bucket, Bucket::Day | Bucket::Week | Bucket::Month)
            {
                window = Window { bucket: Bucket::Day, length: 400 };
            }
            Trait { attribute, on, filter, aggregate, of, window, limit, steps }
        },
    )
}

fn content() -> impl Strategy<Value = Content> {
    let fields = || vec((text(), 0..TEXTS), 0..3);
    prop_oneof![
        fields().prop_map(Content::Fields),
        text().prop_map(|template| Content::Template { template }),
        (0..STRATEGIES, fields()).prop_map(|(strategy, fields)| Content::Items { strategy, fields }),
        Just(Content::Default),
    ]
}

/// Ids of variants, few enough to meet, arms among them.
pub(crate) fn variant() -> impl Strategy<Value = String> {
    proptest::sample::select(vec!["k", "k-aa", "k-ab", "k-ba", "k-0", "m", "m-aa", ""])
        .prop_map(str::to_owned)
}

fn range() -> impl Strategy<Value = (f64, f64)> {
    prop_oneof![Just((0.0, 0.5)), Just((0.5, 1.0)), (0.0..1.0f64, 0.0..1.0f64), (number(), number())]
}

fn cap() -> impl Strategy<Value = Cap> {
    let kind = proptest::sample::select(vec![CapKind::Frequency, CapKind::Pressure, CapKind::CoolDown]);
    let on = proptest::sample::select(vec!["x_exposure", "x_dismiss", "purchase"]).prop_map(str::to_owned);
    let within = prop_oneof![
        Just(Period::Ever),
        Just(Period::Session),
        (0u64..200).prop_map(|hours| Period::Last(hours * 3_600_000)),
        any::<u64>().prop_map(Period::Last),
    ];
    (kind, on, vec(variant(), 0..3), 0u32..4, within).prop_map(|(kind, on, of, most, within)| Cap {
        kind,
        on,
        of,
        most,
        within,
    })
}

/// Experiments of rules with two nodes and three campaigns at least.
fn experiment() -> impl Strategy<Value = Experiment> {
    let treatment = (variant(), content()).prop_map(|(variant, content)| Treatment { variant, content });
    let split = (option::of(0u32..2), vec(range(), 0..4)).prop_map(|(when, ranges)| Split { when, ranges });
    let who = (text(), option::of(0..ATTRIBUTES), any::<bool>(), prop_oneof![Just(b'a'), any::<u8>()]);
    let gates = (option::of((text(), range())), option::of((0u16..3, 0u8..3)));
    (who, gates, variant(), vec(treatment, 0..3), vec(split, 0..3)).prop_map(
        |((key, unit, sticky, least_version), (namespace, requires), control, treatments, splits)| {
            Experiment {
                key,
                unit,
                sticky,
                least_version,
                namespace,
                requires,
                holdout: format!("{control}-0"),
                control,
                treatments,
                splits,
            }
        },
    )
}

fn campaign() -> impl Strategy<Value = Campaign> {
    let names = (text(), variant(), 0..SLOTS, option::of(0u32..2), any::<i32>());
    let instant = || prop_oneof![Just(0i64), Just(i64::MAX), any::<i64>()];
    let trigger = prop_oneof![2 => Just(String::new()), 1 => Just("exit".to_owned())];
    let gates = (vec((0u16..10_080, 0u16..10_081), 0..3), trigger, vec(0u16..2, 0..3), any::<bool>());
    (names, (any::<bool>(), instant(), instant()), gates, content(), option::of(experiment())).prop_map(
        |(
            (name, variant, slot, audience, priority),
            (local, starts, ends),
            (hours, trigger, caps, held),
            content,
            experiment,
        )| Campaign {
            name,
            variant,
            slot,
            audience,
            priority,
            starts,
            ends,
            local,
            hours,
            trigger,
            caps,
            held,
            content,
            experiment,
        },
    )
}

fn picking() -> impl Strategy<Value = Picking> {
    let source = proptest::sample::select(vec![
        Source::Personal,
        Source::Similar,
        Source::Popular,
        Source::RecentlyViewed,
        Source::Matching(vec![]),
        Source::Matching(vec![0, ATTRIBUTES - 1]),
    ]);
    let filters = (vec(id(), 0..2), vec(id(), 0..2), any::<bool>(), 0u8..3);
    (text(), source, 0u8..25, 0u8..3, filters).prop_map(
        |(name, source, limit, minimum, (categories, tags, without_owned, per_brand))| Picking {
            name,
            source,
            limit,
            minimum: minimum.min(limit),
            categories,
            tags,
            without_owned,
            per_brand,
        },
    )
}

/// Rules that the engine accepts.
pub(crate) fn rules() -> impl Strategy<Value = Rules> {
    let first = (vec(text(), 0..3), text(), vec(computed(), 0..4), nodes());
    let second = (
        vec((text(), 0u32..2), 2),
        vec((option::of(0..STRATEGIES), any::<bool>(), any::<bool>(), option::of(0u16..9)), 3),
    );
    let holdout = option::of((text(), prop_oneof![Just(0.5), number()]));
    let zone = vec((any::<i64>(), any::<i32>()), 0..3);
    let case = (0..ATTRIBUTES, 0u32..2, value());
    let case = case.prop_map(|(attribute, root, value)| Case { attribute, root, value });
    let bounds = (vec(cap(), 2), holdout, zone, event_nodes(), vec(case, 0..3));
    (first, second, vec(campaign(), 3..6), vec(picking(), 2), bounds).prop_map(
        |(
            (locales, currency, traits, nodes),
            (segments, slots),
            campaigns,
            strategies,
            (caps, holdout, zone, event_nodes, cases),
        )| Rules {
            locales,
            currency,
            attributes: (0..ATTRIBUTES).map(|at| Attribute { path: format!("host.a{at}") }).collect(),
            dates: vec![ATTRIBUTES - 1],
            traits,
            nodes,
            segments: segments.into_iter().map(|(name, root)| Segment { name, root }).collect(),
            slots: slots
                .into_iter()
                .enumerate()
                .map(|(at, (strategy, rotates, late, pictures))| Slot {
                    name: format!("s{at}"),
                    strategy,
                    rotates,
                    pictures,
                    late,
                })
                .collect(),
            campaigns,
            strategies,
            caps,
            holdout,
            zone,
            event_fields: event_fields(),
            event_nodes,
            cases,
        },
    )
}

pub(crate) fn copy() -> impl Strategy<Value = Copy> {
    let piece = prop_oneof![
        text().prop_map(Piece::Literal),
        (0..ATTRIBUTES, text()).prop_map(|(attribute, fallback)| Piece::Attribute { attribute, fallback }),
    ];
    (text(), vec(vec(piece, 0..4), TEXTS as usize)).prop_map(|(locale, texts)| Copy { locale, texts })
}

/// Ids of items, few enough to meet.
pub(crate) fn id() -> impl Strategy<Value = String> {
    proptest::sample::select(vec!["a", "b", "c", "d", "é", "💄", ""]).prop_map(str::to_owned)
}

pub(crate) fn shard() -> impl Strategy<Value = Shard> {
    let words = (id(), text(), id(), id(), text(), text());
    let card = (words, any::<i64>(), any::<bool>(), vec(id(), 0..3)).prop_map(
        |((id, name, brand, category, url, image), price, available, tags)| Card {
            id,
            name,
            brand,
            category,
            price,
            url,
            image,
            available,
            tags,
        },
    );
    vec(card, 0..6).prop_map(|cards| Shard { cards })
}

/// Models that the engine accepts.
pub(crate) fn model() -> impl Strategy<Value = ModelParts> {
    (0u16..8).prop_flat_map(|length| {
        let rows = usize::from(length);
        let edges = proptest::collection::btree_map(0..length.max(1), 0u8..8, 0..=rows);
        let row =
            (0u8..2, edges).prop_map(|(scale, edges)| Row { scale, edges: edges.into_iter().collect() });
        let tables = (vec(any::<u16>(), 0..4), vec(any::<u16>(), 8), vec(any::<u32>(), 2));
        (vec(any::<u8>(), rows), tables, vec(row, rows)).prop_map(
            |(popularity, (decay, levels, scales), rows)| {
                let ids = ["a", "b", "c", "d", "é", "💄", "", "g"];
                ModelParts {
                    items: ids.iter().take(rows.len()).map(|id| (*id).to_owned()).collect(),
                    popularity,
                    decay,
                    levels,
                    scales,
                    rows,
                }
            },
        )
    })
}

/// Manifests whose sections are sorted, with the rules inline; lengths are small.
pub(crate) fn manifest() -> impl Strategy<Value = Manifest> {
    let section = (0u8..3, text(), any::<bool>(), 0u32..9, any::<[u8; 32]>()).prop_map(
        |(kind, key, inline, length, hash)| {
            let kind = [Kind::Copy, Kind::Model, Kind::Catalogue][usize::from(kind)];
            Section { kind, key, inline, length, hash }
        },
    );
    let rules = (text(), 0u32..9, any::<[u8; 32]>()).prop_map(|(key, length, hash)| Section {
        kind: Kind::Rules,
        key,
        inline: true,
        length,
        hash,
    });
    (text(), text(), any::<u64>(), any::<i64>(), any::<i64>(), rules, vec(section, 0..4)).prop_map(
        |(name, locale, revision, issued, expires, rules, mut sections)| {
            sections.push(rules);
            sections.sort_by(|a, b| (a.kind, &a.key).cmp(&(b.kind, &b.key)));
            sections.dedup_by(|a, b| (a.kind, &a.key) == (b.kind, &b.key));
            Manifest { name, locale, revision, issued, expires, sections }
        },
    )
}

pub(crate) fn item() -> impl Strategy<Value = EventItem> {
    (id(), id(), id(), -1_000_000_000i64..1_000_000_000, 1u32..9)
        .prop_map(|(id, category, brand, price, quantity)| EventItem { id, category, brand, price, quantity })
}

/// Events around the hours before and after `now`.
pub(crate) fn event(now: i64) -> impl Strategy<Value = Event> {
    let at = prop_oneof![
        (-220i64..9, -2i64..3).prop_map(move |(hours, more)| now + hours * 3_600_000 + more),
        (-800_000_000i64..9_000_000).prop_map(move |before| now + before),
    ];
    let parameters = vec((name(), value()), 0..3);
    (name(), at, proptest::option::of(-1_000_000_000i64..1_000_000_000), vec(item(), 0..4), parameters)
        .prop_map(|(name, at, value, items, parameters)| Event { name, at, value, items, parameters })
}

/// Attributes of every random flow.
pub(crate) const FLOW_ATTRIBUTES: u16 = 4;

/// Ids of options and of steps, few enough to meet.
pub(crate) fn choice_id() -> impl Strategy<Value = String> {
    proptest::sample::select(vec!["a", "b", "c", "é"]).prop_map(str::to_owned)
}

fn flow_node(at: u32) -> BoxedStrategy<Node> {
    let operand = prop_oneof![
        choice_id().prop_map(|id| Value::text(&id)),
        (-2i8..4).prop_map(|number| Value::number(number.into())),
        vec(choice_id().prop_map(Scalar::Text), 0..3).prop_map(Value::Many),
        value(),
    ];
    let test = (0..FLOW_ATTRIBUTES, operator(), operand)
        .prop_map(|(attribute, operator, operand)| Node::Test { attribute, operator, operand });
    if at < 2 {
        return test.boxed();
    }
    let children = vec(0..at, 0..3);
    prop_oneof![
        4 => test,
        1 => children.clone().prop_map(Node::All),
        1 => children.clone().prop_map(Node::Any),
        1 => children.prop_map(Node::Nor),
        1 => (0..at).prop_map(Node::Not),
        1 => Just(Node::Unknown),
    ]
    .boxed()
}

fn effect() -> impl Strategy<Value = Effect> {
    prop_oneof![
        (0..FLOW_ATTRIBUTES, value()).prop_map(|(attribute, value)| Effect::Set(attribute, value)),
        (0..FLOW_ATTRIBUTES, -3i32..4).prop_map(|(attribute, more)| Effect::Add(attribute, more)),
        (0..FLOW_ATTRIBUTES, any::<i32>()).prop_map(|(attribute, more)| Effect::Add(attribute, more)),
        (id(), prop_oneof![-3i32..4, any::<i32>()]).prop_map(|(tag, weight)| Effect::Vote { tag, weight }),
        id().prop_map(|tag| Effect::Exclude { tag }),
    ]
}

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    let effects = vec(vec(effect(), 0..3), 4);
    (proptest::sample::subsequence(vec!["a", "b", "c", "é"], 1..5), effects).prop_map(|(ids, effects)| {
        ids.into_iter().zip(effects).map(|(id, effects)| Choice { id: id.to_owned(), effects }).collect()
    })
}

fn ask() -> impl Strategy<Value = Ask> {
    prop_oneof![
        1 => Just(Ask::Statement),
        4 => choices().prop_map(Ask::One),
        2 => (choices(), 0u8..3, 0u8..3)
            .prop_map(|(choices, least, more)| Ask::Many { choices, least, most: least + more }),
        1 => (-3i8..1, 0i8..4).prop_map(|(least, most)| Ask::Number {
            least: least.into(),
            most: most.into(),
            step: 1.0,
        }),
    ]
}

/// A step of a flow of that many steps.
fn step(at: usize, steps: usize, nodes: u32) -> impl Strategy<Value = Step> {
    let (from, to) = (at as u16 + 1, steps as u16);
    let next = prop_oneof![3 => Just(from), 1 => from..=to];
    let relevant = prop_oneof![3 => Just(None), 1 => (0..nodes).prop_map(Some)];
    let attribute = option::of(0..FLOW_ATTRIBUTES);
    let routes = vec((0..nodes, from..=to), 0..3);
    (1u32..3, ask(), attribute, any::<bool>(), relevant, routes, next).prop_map(
        move |(revision, ask, attribute, required, relevant, routes, next)| Step {
            id: format!("s{at}"),
            revision,
            ask,
            attribute,
            required,
            relevant,
            routes,
            next,
        },
    )
}

/// Flows that the engine accepts, all of one name.
pub(crate) fn flow() -> impl Strategy<Value = Flow> {
    let nodes = (2u32..8).prop_flat_map(|length| (0..length).map(flow_node).collect::<Vec<_>>());
    (nodes, 0usize..6).prop_flat_map(|(nodes, steps)| {
        let count = nodes.len() as u32;
        let slot = (text(), vec(id(), 0..2), vec(id(), 0..2), 0u8..3).prop_map(
            |(name, categories, tags, runners_up)| ResultSlot { name, categories, tags, runners_up },
        );
        let outcome = (text(), 0..count, vec(slot, 0..3));
        let outcomes = vec(outcome, 1..4).prop_map(|outcomes| {
            let mut left = outcomes.len();
            let last = |(id, when, picks)| {
                left -= 1;
                Outcome { id, when: (left > 0).then_some(when), picks }
            };
            outcomes.into_iter().map(last).collect::<Vec<_>>()
        });
        let steps = (0..steps).map(|at| step(at, steps, count)).collect::<Vec<_>>();
        (Just(nodes), steps, outcomes, any::<u32>()).prop_map(|(nodes, steps, outcomes, revision)| Flow {
            name: "quiz".to_owned(),
            revision,
            attributes: ["answer.a", "answer.b", "score.a", "score.b"].map(str::to_owned).to_vec(),
            nodes,
            steps,
            outcomes,
        })
    })
}

/// An answer in whatever form.
pub(crate) fn answer() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => choice_id().prop_map(|id| Value::text(&id)),
        2 => vec(choice_id().prop_map(Scalar::Text), 0..4).prop_map(Value::Many),
        2 => (-4i8..5).prop_map(|number| Value::number(number.into())),
        2 => Just(Value::bool(true)),
        1 => Just(Value::NULL),
        1 => value(),
    ]
}

/// What a run of a flow leaves behind, and what a hostile page may write: events in order of time.
pub(crate) fn flow_events() -> impl Strategy<Value = Vec<Event>> {
    let name = proptest::sample::select(vec!["quiz", "quiz", "quiz", "quiz", "other"]);
    let event = prop_oneof![
        1 => Just(("x_flow_start", None)),
        1 => Just(("x_flow_complete", None)),
        1 => Just(("view_item", None)),
        12 => (0usize..7, 1u32..3, answer()).prop_map(|answer| ("x_flow_answer", Some(answer))),
    ];
    vec((name, event, 0u8..20), 0..30).prop_map(|events| {
        let mut at = 0;
        let mut list = vec![told("x_flow_start", 0, &[("flow", Value::text("quiz"))])];
        for (flow, (name, answer), odd) in events {
            at += 1;
            let mut parameters = vec![("flow", Value::text(flow))];
            if let Some((step, revision, answer)) = answer {
                // Now and then something is missing or of another type.
                parameters
                    .push(("step", if odd == 1 { Value::NULL } else { Value::text(&format!("s{step}")) }));
                parameters.push((
                    "revision",
                    if odd == 2 { Value::text("1") } else { Value::number(revision.into()) },
                ));
                parameters.push(("answer", answer));
            }
            list.push(told(name, at, &parameters));
        }
        list
    })
}

/// An event with these parameters.
pub(crate) fn told(name: &str, at: i64, parameters: &[(&str, Value)]) -> Event {
    let facts = parameters.iter().map(|(path, value)| ((*path).to_owned(), value.clone())).collect();
    Event::from_facts(name, at, &facts)
}
