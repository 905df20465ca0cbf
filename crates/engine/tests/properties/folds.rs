//! Traits folded from all events at once, written from the definitions and not from the code: slow and plain.

use std::collections::BTreeSet;

use sillage_engine::{
    condition::Node,
    evaluate::{Truth, compare},
    event::{Event, EventItem, micros},
    rules::{Aggregate, Bucket, Field, Link, Rules, Step, Trait},
    value::{Scalar, Value},
};

const DAY: i128 = 86_400_000;

/// The number of the multiple of a width that an instant lies in, downwards before 1970.
fn floor(at: i128, width: i128) -> i128 {
    at.div_euclid(width)
}

/// The day of an instant on the wall clock of the zone.
fn day(rules: &Rules, at: i64) -> i128 {
    let offset = rules.zone.iter().rfind(|(from, _)| *from <= at).map_or(0, |(_, minutes)| *minutes);
    floor(i128::from(at) + i128::from(offset) * 60_000, DAY)
}

/// Months since 1970, counted one by one.
fn month(day: i128) -> i128 {
    let is_leap = |year: i128| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = |month: i128| match month.rem_euclid(12) {
        1 if is_leap(1970 + month.div_euclid(12)) => 29,
        1 => 28,
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    };
    let (mut first, mut month) = (0, 0);
    while day < first {
        month -= 1;
        first -= length(month);
    }
    while day >= first + length(month) {
        first += length(month);
        month += 1;
    }
    month
}

/// The bucket of an instant.
fn bucket(rules: &Rules, bucket: Bucket, at: i64) -> i128 {
    match bucket {
        Bucket::All | Bucket::Session => 0,
        Bucket::Every(width) => floor(at.into(), i128::from(width).max(1)),
        Bucket::Day => day(rules, at),
        // 1970-01-05 was a Monday.
        Bucket::Week => floor(day(rules, at) - 4, 7),
        Bucket::Month => month(day(rules, at)),
    }
}

fn property(event: &Event, item: Option<&EventItem>, of: &Field) -> Value {
    let text = |text: Option<&String>| match text {
        Some(text) if !text.is_empty() => Value::text(text),
        _ => Value::NULL,
    };
    match of {
        Field::Event => Value::NULL,
        Field::Value => event.value.map_or(Value::NULL, |value| Value::number(value as f64 / 1e6)),
        Field::Time => Value::number(event.at as f64),
        Field::ItemId => text(item.map(|item| &item.id)),
        Field::ItemCategory => text(item.map(|item| &item.category)),
        Field::ItemBrand => text(item.map(|item| &item.brand)),
        Field::ItemPrice => item.map_or(Value::NULL, |item| Value::number(item.price as f64 / 1e6)),
        Field::Quantity => item.map_or(Value::NULL, |item| Value::number(item.quantity.into())),
        Field::Parameter(name) => {
            let found = event.parameters.iter().find(|(key, _)| key == name);
            found.map_or(Value::NULL, |(_, value)| value.clone())
        }
    }
}

/// Whether a condition on an event holds; nothing: it cannot be evaluated.
fn holds(rules: &Rules, root: u32, event: &Event, item: Option<&EventItem>) -> Option<bool> {
    let of = |id: &u32| holds(rules, *id, event, item);
    match &rules.event_nodes[root as usize] {
        Node::Test { attribute, operator, operand } => {
            let value = property(event, item, &rules.event_fields[usize::from(*attribute)]);
            Some(compare(&value, *operator, operand, None) == Truth::True)
        }
        Node::All(children) => {
            let truths: Vec<_> = children.iter().map(of).collect();
            if truths.contains(&Some(false)) {
                Some(false)
            } else {
                truths.into_iter().collect::<Option<Vec<_>>>().map(|_| true)
            }
        }
        Node::Any(children) => {
            let truths: Vec<_> = children.iter().map(of).collect();
            match truths.contains(&Some(true)) || truths.is_empty() {
                true => Some(true),
                false => truths.into_iter().collect::<Option<Vec<_>>>().map(|_| false),
            }
        }
        Node::Not(child) => of(child).map(|truth| !truth),
        _ => None,
    }
}

/// The items that pass a filter; an event without items is looked at once, without one.
fn passing<'a>(rules: &Rules, filter: Option<u32>, event: &'a Event) -> Vec<Option<&'a EventItem>> {
    let items: Vec<_> =
        if event.items.is_empty() { vec![None] } else { event.items.iter().map(Some).collect() };
    let passes =
        |item: &Option<&EventItem>| filter.is_none_or(|root| holds(rules, root, event, *item) == Some(true));
    items.into_iter().filter(passes).collect()
}

/// One reading: when, what, and how often it counts.
type Reading = (i64, Value, i128);

fn readings(rules: &Rules, computed: &Trait, event: &Event) -> Vec<Reading> {
    let items = passing(rules, computed.filter, event);
    if computed.of == Field::Quantity {
        let pieces: u32 = items.iter().flatten().map(|item| item.quantity).sum();
        let reading = (event.at, Value::number(pieces.into()), 1);
        return if pieces > 0 { vec![reading] } else { vec![] };
    }
    let is_of_items = matches!(
        computed.of,
        Field::ItemId | Field::ItemCategory | Field::ItemBrand | Field::ItemPrice | Field::Quantity
    );
    let is_price = computed.of == Field::ItemPrice;
    let reading = |item: Option<&EventItem>| {
        let count = if is_price { item.map_or(1, |item| i128::from(item.quantity)) } else { 1 };
        (event.at, property(event, item, &computed.of), count)
    };
    let mut readings: Vec<Reading> = items.into_iter().map(reading).collect();
    if !is_of_items {
        readings.truncate(1);
    }
    readings.retain(|(_, value, _)| computed.of == Field::Event || !value.is_null());
    readings
}

fn number(value: &Value) -> i128 {
    if let Value::One(Scalar::Number(number)) = value { micros(*number).into() } else { 0 }
}

/// The value of a trait after all these events, which are sorted by time, at a moment.
pub(crate) fn fold(rules: &Rules, computed: &Trait, events: &[Event], now: i64) -> Value {
    let session = events.iter().filter(|event| event.name == "session_start").map(|event| event.at).max();
    let window = computed.window;
    let counts = |at: i64| match window.bucket {
        Bucket::Session => session.is_none_or(|session| at >= session),
        _ if window.length == 0 => true,
        unit => bucket(rules, unit, at) > bucket(rules, unit, now) - i128::from(window.length),
    };
    let events: Vec<&Event> = events
        .iter()
        .filter(|event| (computed.on.is_empty() || computed.on.contains(&event.name)) && counts(event.at))
        .collect();
    if computed.aggregate == Aggregate::Matched {
        return Value::bool(is_matched(rules, computed, &events, now));
    }
    let readings: Vec<Reading> = events.iter().flat_map(|event| readings(rules, computed, event)).collect();
    of_readings(rules, computed, &readings, now)
}

fn of_readings(rules: &Rules, computed: &Trait, readings: &[Reading], now: i64) -> Value {
    let amount =
        |amount: Option<i128>| amount.map_or(Value::NULL, |amount| Value::number(amount as i64 as f64 / 1e6));
    let sum: i128 = readings.iter().map(|(_, value, count)| number(value) * count).sum();
    let sum = sum.clamp(i64::MIN.into(), i64::MAX.into());
    let pieces: i128 = readings.iter().map(|(_, _, count)| count).sum();
    let numbers = readings.iter().map(|(_, value, _)| number(value));
    let days = |reading: Option<&Reading>| {
        reading
            .map_or(Value::NULL, |(at, ..)| Value::number((day(rules, now) - day(rules, *at)).max(0) as f64))
    };
    let value = |reading: Option<&Reading>| reading.map_or(Value::NULL, |(_, value, _)| value.clone());
    let oldest = readings.iter().min_by_key(|(at, ..)| *at);
    let newest = readings.iter().max_by_key(|(at, ..)| *at);
    match computed.aggregate {
        Aggregate::Count => Value::number(pieces as f64),
        Aggregate::Sum => amount(Some(sum)),
        Aggregate::Least => amount(numbers.min()),
        Aggregate::Most => amount(numbers.max()),
        Aggregate::Mean => amount((pieces > 0).then(|| sum.div_euclid(pieces))),
        Aggregate::First => value(oldest),
        Aggregate::Last => value(newest),
        Aggregate::DaysSinceFirst => days(oldest),
        Aggregate::DaysSinceLast => days(newest),
        Aggregate::Distinct => Value::number(distinct(readings).len() as f64),
        Aggregate::Unique => {
            let first = |value: &Value| value.scalars().first().cloned();
            let limit = computed.limit.min(1_000) as usize;
            Value::Many(distinct(readings).iter().filter_map(first).take(limit).collect())
        }
        Aggregate::Mode => mode(rules, computed, readings),
        Aggregate::Streak => Value::number(streak(rules, computed, readings, now) as f64),
        Aggregate::Matched => Value::NULL,
    }
}

/// Distinct values, newest first.
fn distinct(readings: &[Reading]) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    for (_, value, _) in readings.iter().rev() {
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    values.truncate(256);
    values
}

fn mode(rules: &Rules, computed: &Trait, readings: &[Reading]) -> Value {
    let place = |at: i64| bucket(rules, computed.window.bucket, at);
    let newest = readings.iter().map(|(at, ..)| place(*at)).max().unwrap_or(0);
    let weight = |at: i64| {
        if computed.window.length > 0 || matches!(computed.window.bucket, Bucket::All | Bucket::Session) {
            return 1;
        }
        let age = newest - place(at);
        let eighth = 65_536.0 * 0.5f64.powf((age % 8) as f64 / 8.0);
        eighth.round() as i128 >> (age / 8).min(63)
    };
    let mut best = (-1, Value::NULL);
    for value in distinct(readings).into_iter().rev() {
        let of_value = readings.iter().filter(|(_, other, _)| *other == value);
        let total: i128 = of_value.map(|(at, _, count)| weight(*at) * count).sum();
        if total >= best.0 {
            best = (total, value);
        }
    }
    best.1
}

fn streak(rules: &Rules, computed: &Trait, readings: &[Reading], now: i64) -> usize {
    let place = |at: i64| bucket(rules, computed.window.bucket, at);
    let buckets: BTreeSet<i128> = readings.iter().map(|(at, ..)| place(*at)).collect();
    let Some(newest) = buckets.last().filter(|newest| **newest >= place(now) - 1) else { return 0 };
    (0..).take_while(|back| buckets.contains(&(newest - back))).count()
}

/// Whether some of the events are the steps in their order: every choice of events is tried.
fn is_matched(rules: &Rules, computed: &Trait, events: &[&Event], now: i64) -> bool {
    let can_be = |event: &Event, step: &Step| {
        step.on.contains(&event.name) && !passing(rules, step.filter, event).is_empty()
    };
    let is_kept = |event: &&&Event| {
        computed.on.is_empty()
            || event.name == "session_start"
            || computed.steps.iter().any(|step| can_be(event, step))
    };
    let kept: Vec<&Event> = events.iter().filter(is_kept).copied().collect();
    let kept = &kept[kept.len().saturating_sub(64)..];
    let (steps, not) = match computed.steps.split_last() {
        Some((last, steps)) if last.link == Link::Not => (steps, Some(last)),
        _ => (computed.steps.as_slice(), None),
    };
    let is_end = |at: usize| match not {
        None => true,
        Some(not) => {
            let end = kept[at].at.saturating_add(i64::try_from(not.within).unwrap_or(i64::MAX));
            end <= now && !kept[at + 1..].iter().any(|event| event.at < end && can_be(event, not))
        }
    };
    let mut open: Vec<(usize, usize, usize)> = Vec::new();
    for (at, event) in kept.iter().enumerate() {
        if can_be(event, &steps[0]) {
            open.push((1, at, at));
        }
    }
    while let Some((next, first, last)) = open.pop() {
        let Some(step) = steps.get(next) else {
            if kept[last].at.abs_diff(kept[first].at) <= computed.limit && is_end(last) {
                return true;
            }
            continue;
        };
        for at in last + 1..kept.len() {
            let is_linked = match step.link {
                Link::Directly => at == last + 1,
                Link::Session => !kept[last + 1..=at].iter().any(|event| event.name == "session_start"),
                _ => true,
            };
            if is_linked && can_be(kept[at], step) && kept[at].at.abs_diff(kept[last].at) <= step.within {
                open.push((next + 1, first, at));
            }
        }
    }
    false
}
