//! Computed traits against a plain reference, written from the definitions and not from the code.

use proptest::{collection::vec, prelude::*};
use sillage_engine::{
    bundle::Bundle,
    event::Event,
    page::Page,
    rules::{Aggregate, Attribute, Field, Rules, Trait, Window},
    situation::Situation,
    value::{Scalar, Value},
    visitor::Visitor,
};

use crate::{arbitrary, cases};

const HOUR: i128 = 3_600_000;

/// The number of the hour that an instant lies in, counted from 1970, before it downwards.
fn hour(at: i64) -> i128 {
    let at = i128::from(at);
    if at >= 0 { at / HOUR } else { -((-at + HOUR - 1) / HOUR) }
}

/// Up to 48 hours an event counts while it is younger than the window; beyond, while it is so by whole hours. What is yet
/// to come is young.
fn counts(window: Window, at: i64, now: i64) -> bool {
    match window {
        Window::All => true,
        Window::Rolling(length) if i128::from(length) <= 48 * HOUR => {
            i128::from(now) - i128::from(at) < i128::from(length)
        }
        Window::Rolling(length) => hour(now) - hour(at) < i128::from(length) / HOUR,
    }
}

fn amount(event: &Event, of: &Field) -> i128 {
    let mut amount = 0;
    match of {
        Field::Value => amount = i128::from(event.value.unwrap_or(0)),
        Field::ItemPrice => {
            for item in &event.items {
                amount += i128::from(item.price) * i128::from(item.quantity);
            }
        }
        Field::Quantity => {
            for item in &event.items {
                amount += i128::from(item.quantity) * 1_000_000;
            }
        }
        _ => {}
    }
    amount
}

fn property(event: &Event, of: &Field) -> Option<Value> {
    let mut last = None;
    match of {
        Field::Event => {}
        Field::Value => last = event.value.map(|value| Value::number(value as f64 / 1e6)),
        Field::Time => last = Some(Value::number(event.at as f64)),
        Field::Quantity => {
            let pieces: i128 = event.items.iter().map(|item| i128::from(item.quantity)).sum();
            last = Some(Value::number(pieces as f64));
        }
        Field::Parameter(name) => {
            last = event.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        }
        Field::ItemPrice => last = event.items.last().map(|item| Value::number(item.price as f64 / 1e6)),
        Field::ItemId | Field::ItemCategory | Field::ItemBrand => {
            for item in &event.items {
                let text = match of {
                    Field::ItemId => &item.id,
                    Field::ItemCategory => &item.category,
                    _ => &item.brand,
                };
                if !text.is_empty() {
                    last = Some(Value::text(text));
                }
            }
        }
    }
    last
}

fn reference(computed: &Trait, events: &[Event], now: i64) -> Value {
    let counted =
        |event: &&Event| computed.on.contains(&event.name) && counts(computed.window, event.at, now);
    let events: Vec<&Event> = events.iter().filter(counted).collect();
    match computed.aggregate {
        Aggregate::Count => Value::number(events.len() as f64),
        Aggregate::Sum => {
            let sum: i128 = events.iter().map(|event| amount(event, &computed.of)).sum();
            Value::number(sum as f64 / 1e6)
        }
        Aggregate::Last => {
            let mut newest: Option<(i64, Value)> = None;
            for event in events {
                let is_newer = newest.as_ref().is_none_or(|(at, _)| event.at >= *at);
                if let (true, Some(value)) = (is_newer, property(event, &computed.of)) {
                    newest = Some((event.at, value));
                }
            }
            newest.map_or(Value::One(Scalar::Null), |(_, value)| value)
        }
    }
}

/// What the engine makes of the events in that order of arrival.
fn folded(computed: &Trait, events: &[Event], now: i64) -> Value {
    let rules = Rules {
        attributes: vec![Attribute { path: "trait.x".to_owned() }],
        traits: vec![Trait { attribute: 0, ..computed.clone() }],
        ..Rules::default()
    };
    let bundle = Bundle::new(rules).unwrap();
    let mut visitor = Visitor::default();
    for event in events {
        visitor.observe(event.clone());
    }
    Situation::new(&bundle, &visitor, &Page::default(), now).value(0).clone()
}

/// Any moment, the edges of hours and the ends of time among them.
fn now() -> impl Strategy<Value = i64> {
    prop_oneof![
        Just(1_800_000_000_000),
        (-900i64..900, -2i64..3).prop_map(|(hours, more)| hours * 3_600_000 + more),
        1_700_000_000_000i64..1_900_000_000_000,
    ]
}

/// Events of distinct orders, each with an item: what an event without items has none of, the decision cases say.
fn events(now: i64) -> impl Strategy<Value = Vec<Event>> {
    let filled = (arbitrary::event(now), arbitrary::item()).prop_map(|(mut event, item)| {
        event.items.push(item);
        event
    });
    vec(filled, 0..12)
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn traits_fold_as_defined(
        (now, events) in now().prop_flat_map(|now| (Just(now), events(now))),
        computed in arbitrary::computed(),
    ) {
        prop_assert_eq!(folded(&computed, &events, now), reference(&computed, &events, now));
    }
}

#[test]
fn the_ends_of_time_are_moments_too() {
    let moments = [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX - 1, i64::MAX];
    let windows = [0, 1, 3_600_000, 172_800_000, 172_800_001, 176_400_000, i64::MAX as u64, u64::MAX];
    for now in moments {
        for at in moments {
            for length in windows {
                let computed = Trait {
                    attribute: 0,
                    on: vec!["x".to_owned()],
                    aggregate: Aggregate::Count,
                    of: Field::Event,
                    window: Window::Rolling(length),
                };
                let events = [Event::new("x", at)];
                let (is, must) = (folded(&computed, &events, now), reference(&computed, &events, now));
                // Ages and windows beyond 64 bits are held at their bound, which no clock reaches.
                let beyond = i64::try_from(length).is_err() || now.checked_sub(at).is_none();
                let saturates =
                    beyond || i64::try_from(length).is_ok_and(|length| now.checked_sub(length).is_none());
                assert!(saturates || is == must, "{at} at {now} within {length}: {is:?}, not {must:?}");
            }
        }
    }
}
