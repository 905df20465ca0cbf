//! Random values of everything that has a byte form.

use proptest::{collection::vec, option, prelude::*};
use sillage_engine::{
    catalogue::{Card, Shard},
    condition::{Node, Operator},
    copy::{Copy, Piece},
    event::{Event, EventItem},
    manifest::{Kind, Manifest, Section},
    model::{ModelParts, Row},
    rules::{
        Aggregate, Attribute, Campaign, Content, Field, Rules, Segment, Slot, Source, Strategy as Picking,
        Trait, Window,
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
    prop_oneof![
        Just(Scalar::Null),
        any::<bool>().prop_map(Scalar::Bool),
        number().prop_map(Scalar::Number),
        text().prop_map(Scalar::Text),
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
    ]
    .boxed()
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
    proptest::sample::select(vec!["view_item", "purchase", "add_to_cart", "x_é", ""]).prop_map(str::to_owned)
}

pub(crate) fn window() -> impl Strategy<Value = Window> {
    let near = (0u64..200).prop_map(|hours| Window::Rolling(hours * 3_600_000));
    prop_oneof![Just(Window::All), near, any::<u64>().prop_map(Window::Rolling)]
}

pub(crate) fn computed() -> impl Strategy<Value = Trait> {
    let aggregate = proptest::sample::select(vec![Aggregate::Count, Aggregate::Sum, Aggregate::Last]);
    (0..ATTRIBUTES, vec(name(), 0..3), aggregate, field(), window())
        .prop_map(|(attribute, on, aggregate, of, window)| Trait { attribute, on, aggregate, of, window })
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

fn campaign() -> impl Strategy<Value = Campaign> {
    let names = (text(), text(), 0..SLOTS, option::of(0u32..2));
    (names, any::<i32>(), any::<i64>(), any::<i64>(), content()).prop_map(
        |((name, variant, slot, audience), priority, starts, ends, content)| Campaign {
            name,
            variant,
            slot,
            audience,
            priority,
            starts,
            ends,
            content,
        },
    )
}

fn picking() -> impl Strategy<Value = Picking> {
    let source = proptest::sample::select(vec![
        Source::Personal,
        Source::Similar,
        Source::Popular,
        Source::RecentlyViewed,
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
    let second = (vec((text(), 0u32..2), 2), vec(option::of(0..STRATEGIES), 3));
    (first, second, vec(campaign(), 0..4), vec(picking(), 2)).prop_map(
        |((locales, currency, traits, nodes), (segments, slots), campaigns, strategies)| Rules {
            locales,
            currency,
            attributes: (0..ATTRIBUTES).map(|at| Attribute { path: format!("host.a{at}") }).collect(),
            traits,
            nodes,
            segments: segments.into_iter().map(|(name, root)| Segment { name, root }).collect(),
            slots: slots
                .into_iter()
                .enumerate()
                .map(|(at, strategy)| Slot { name: format!("s{at}"), strategy })
                .collect(),
            campaigns,
            strategies,
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
