//! Aggregates that the engine folds, and their windows.

use sillage_engine::{
    condition::Operator,
    rules::{self, Aggregate, Bucket, Field as EventField, Window},
    value::Value as Constant,
};

use super::{Filter, Read, Trait, texts};
use crate::{
    attributes::Type,
    codes,
    diagnostic::Report,
    time::{self, Edge},
    yaml::{Entry, Node},
    zone::Zone,
};

/// Values that `unique` keeps if not told otherwise.
const UNIQUE: f64 = 20.0;
/// Periods of a streak: what the memory of a trait holds.
const STREAK: u64 = 400;

/// Reads a trait that is one fold.
pub(super) fn read(
    entry: &Entry,
    name: &str,
    events: &Node,
    zone: &Zone,
    report: &mut Report,
) -> Option<Read> {
    let aggregate = match name {
        "count" => Aggregate::Count,
        "sum" => Aggregate::Sum,
        "min" => Aggregate::Least,
        "max" => Aggregate::Most,
        "avg" => Aggregate::Mean,
        "first" => Aggregate::First,
        "last" => Aggregate::Last,
        "unique" => Aggregate::Unique,
        "count_unique" => Aggregate::Distinct,
        "mode" => Aggregate::Mode,
        "days_since" => Aggregate::DaysSinceLast,
        "days_since_first" | "coverage_days" => Aggregate::DaysSinceFirst,
        "streak" => Aggregate::Streak,
        "touchpoint" if events.text() == Some("first") => Aggregate::First,
        "touchpoint" => Aggregate::Last,
        _ => return None,
    };
    let on = match name {
        "coverage_days" => Vec::new(),
        "touchpoint" => vec!["session_start".to_owned()],
        _ => texts(events),
    };
    let of = of(entry, name, aggregate, report)?;
    let kind = kind(aggregate, &of);
    let limit = entry.node.field("limit").and_then(Node::number).unwrap_or(UNIQUE) as u64;
    let limit = if aggregate == Aggregate::Unique { limit } else { 0 };
    let parts =
        rules::Trait { on, aggregate, of, window: window(entry, name)?, limit, ..rules::Trait::default() };
    let filter = filter(entry, zone)?;
    let computed =
        Trait { path: format!("trait.{}", entry.key), span: entry.span, parts, filter, ..Trait::default() };
    Some(Read::one(computed, kind))
}

/// What `where` and `since` say.
pub(super) fn filter(entry: &Entry, zone: &Zone) -> Option<Filter> {
    let mut filter = Filter { node: entry.node.field("where").cloned(), tests: Vec::new() };
    if let Some(since) = entry.node.field("since") {
        let from = time::instant_in(since.text()?, Edge::Start, zone)?;
        filter.tests.push(("time".to_owned(), Operator::GreaterOrEqual, Constant::number(from as f64)));
    }
    Some(filter)
}

/// How far back it looks, and in what steps.
pub(super) fn window(entry: &Entry, name: &str) -> Option<Window> {
    let text = |name: &str| entry.node.field(name).map(|node| node.text().unwrap_or_default());
    if let Some(half_life) = text("half_life") {
        return Some(Window { bucket: Bucket::Every((time::duration(half_life)? / 8).max(1)), length: 0 });
    }
    if name == "streak" {
        return Some(Window { bucket: unit(text("every")?)?, length: STREAK });
    }
    if let Some(length) = text("within") {
        return Some(Window::rolling(time::duration(length)?));
    }
    if let Some(periods) = text("calendar") {
        let digits = periods.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let bucket = unit(periods.strip_prefix(digits)?)?;
        return Some(Window { bucket, length: digits.parse().ok()? });
    }
    let is_session = entry.node.field("session").and_then(Node::truth) == Some(true);
    Some(Window { bucket: if is_session { Bucket::Session } else { Bucket::All }, length: 0 })
}

fn unit(name: &str) -> Option<Bucket> {
    match name {
        "d" | "day" => Some(Bucket::Day),
        "w" | "week" => Some(Bucket::Week),
        "mo" | "month" => Some(Bucket::Month),
        _ => None,
    }
}

fn kind(aggregate: Aggregate, of: &EventField) -> Type {
    match (aggregate, of) {
        (Aggregate::Unique, _) => Type::List,
        (Aggregate::First | Aggregate::Last | Aggregate::Mode, of) => match of {
            EventField::ItemId | EventField::ItemCategory | EventField::ItemBrand => Type::Text,
            EventField::Parameter(_) => Type::Any,
            _ => Type::Number,
        },
        _ => Type::Number,
    }
}

fn of(entry: &Entry, name: &str, aggregate: Aggregate, report: &mut Report) -> Option<EventField> {
    let given = entry.node.entry("of");
    let field = match given {
        Some(given) => event_field(given.node.text()?),
        None if name == "touchpoint" => EventField::Parameter("source".to_owned()),
        None if is_of_events(aggregate) => EventField::Event,
        None => EventField::Value,
    };
    let is_number = matches!(
        field,
        EventField::Value | EventField::ItemPrice | EventField::Quantity | EventField::Parameter(_)
    );
    let must = match aggregate {
        Aggregate::Sum => "summed up",
        Aggregate::Mean => "averaged",
        Aggregate::Least | Aggregate::Most => "compared as a number",
        _ => return Some(field),
    };
    if let (false, Some(given)) = (is_number, given) {
        let message = format!("`{}` cannot be {must}", given.node.text().unwrap_or_default());
        let help = "use `value`, `item_price`, `quantity` or a parameter that is a number";
        report.add(codes::TRAIT_OF, given.node.span, message, help);
        return None;
    }
    Some(field)
}

/// Whether an aggregate looks at events alone and not into them.
fn is_of_events(aggregate: Aggregate) -> bool {
    matches!(
        aggregate,
        Aggregate::Count | Aggregate::DaysSinceFirst | Aggregate::DaysSinceLast | Aggregate::Streak
    )
}

/// The field of an event that `of` names.
pub(super) fn event_field(name: &str) -> EventField {
    match name {
        "value" => EventField::Value,
        "time" => EventField::Time,
        "item_id" => EventField::ItemId,
        "item_category" => EventField::ItemCategory,
        "item_brand" => EventField::ItemBrand,
        "item_price" => EventField::ItemPrice,
        "quantity" => EventField::Quantity,
        other => EventField::Parameter(other.to_owned()),
    }
}
