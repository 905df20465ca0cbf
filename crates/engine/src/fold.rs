//! Computed traits: folds of the visitor's events.
//!
//! Windows follow the definition of the design: rolling ones up to 48 hours are exact, `(now − W, now]`; longer ones
//! count whole hours. An event from the future (a clock was set back) is inside every window.

use crate::{
    event::{Event, Micros, Millis, from_micros},
    rules::{Aggregate, Field, Trait, Window},
    value::Value,
};

const HOUR: i64 = 3_600_000;
/// Rolling windows up to this length are exact.
const EXACT: u64 = 48 * 3_600_000;

/// The value of a trait over events that are sorted by time.
pub(crate) fn fold(computed: &Trait, events: &[Event], now: Millis) -> Value {
    let (mut count, mut sum) = (0u32, 0i64);
    for event in events.iter().rev() {
        if !inside(computed.window, event.at, now) || !computed.on.contains(&event.name) {
            continue;
        }
        match computed.aggregate {
            Aggregate::Count => count += 1,
            Aggregate::Sum => sum = sum.saturating_add(amount(event, &computed.of)),
            Aggregate::Last => {
                if let Some(value) = read(event, &computed.of) {
                    return value;
                }
            }
        }
    }
    match computed.aggregate {
        Aggregate::Count => Value::number(count.into()),
        Aggregate::Sum => Value::number(from_micros(sum)),
        Aggregate::Last => Value::NULL,
    }
}

/// Whether an event of that time lies in the window.
fn inside(window: Window, at: Millis, now: Millis) -> bool {
    match window {
        Window::All => true,
        Window::Rolling(length) => {
            let whole = i64::try_from(length).unwrap_or(i64::MAX);
            if length <= EXACT {
                at > now.saturating_sub(whole)
            } else {
                at.div_euclid(HOUR) > now.div_euclid(HOUR).saturating_sub(whole / HOUR)
            }
        }
    }
}

/// What an event adds to a sum, in millionths.
fn amount(event: &Event, of: &Field) -> Micros {
    match of {
        Field::Value => event.value.unwrap_or(0),
        Field::ItemPrice => event
            .items
            .iter()
            .fold(0i64, |sum, item| sum.saturating_add(item.price.saturating_mul(item.quantity.into()))),
        Field::Quantity => pieces(event).saturating_mul(1_000_000),
        _ => 0,
    }
}

/// The field of one event; none where it lacks it.
fn read(event: &Event, of: &Field) -> Option<Value> {
    match of {
        Field::Event => None,
        Field::Value => event.value.map(|value| Value::number(from_micros(value))),
        Field::Time => Some(Value::number(event.at as f64)),
        Field::ItemId | Field::ItemCategory | Field::ItemBrand => text(event, of),
        Field::ItemPrice => event.items.last().map(|item| Value::number(from_micros(item.price))),
        Field::Quantity => event.items.first().map(|_| Value::number(pieces(event) as f64)),
        Field::Parameter(name) => event.parameter(name).cloned(),
    }
}

/// The text of the last item that has one.
fn text(event: &Event, of: &Field) -> Option<Value> {
    for item in event.items.iter().rev() {
        let text = match of {
            Field::ItemId => &item.id,
            Field::ItemCategory => &item.category,
            _ => &item.brand,
        };
        if !text.is_empty() {
            return Some(Value::text(text));
        }
    }
    None
}

fn pieces(event: &Event) -> i64 {
    event.items.iter().fold(0i64, |sum, item| sum.saturating_add(item.quantity.into()))
}
