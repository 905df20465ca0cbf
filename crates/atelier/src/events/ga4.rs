//! Rows of GA4's BigQuery export, as `bq extract` writes them to JSON Lines.
//!
//! Source: <https://support.google.com/analytics/answer/7029846>. Integers of 64 bits are exported as text; what has no
//! value is missing, null or `(not set)`; parameters are lists of key and typed value.

use serde_json::{Map, Value as Json};
use sillage_engine::{
    event::{Event, Millis},
    rules::Facts,
    value::{Scalar, Value},
};

use super::{
    LogEvent,
    json::{identifier, items, named, number, scalar},
    row_error::{Refusal, excerpt},
    time,
};

const TIMESTAMP: &str = "BigQuery exports microseconds since 1970 as `event_timestamp`";

/// The event of a row.
pub(super) fn event(row: &Map<String, Json>) -> Result<LogEvent, Refusal> {
    let name = named(row, "event_name")?;
    let mut facts = parameters(row);
    facts.extend(items(row)?);
    add_ecommerce(row, &mut facts);
    let visitor = ["user_pseudo_id", "user_id"].iter().find_map(|key| identifier(row.get(*key)?));
    Ok(LogEvent { visitor: visitor.unwrap_or_default(), event: Event::from_facts(&name, at(row)?, &facts) })
}

fn at(row: &Map<String, Json>) -> Result<Millis, Refusal> {
    let Some(written) = row.get("event_timestamp") else {
        return Err(Refusal::new("the event has no `event_timestamp`", TIMESTAMP));
    };
    number(written).and_then(|micros| time::milliseconds(micros / 1e3)).ok_or_else(|| {
        let message = format!("`{}` is not a number of microseconds", excerpt(&written.to_string()));
        Refusal::new(message, TIMESTAMP)
    })
}

/// `event_params` as flat facts. GA4 adds dozens of its own (`ga_session_id`, `engagement_time_msec` …); they are kept
/// like the shop's, the engine bounds their number.
fn parameters(row: &Map<String, Json>) -> Facts {
    let list = row.get("event_params").and_then(Json::as_array);
    list.into_iter()
        .flatten()
        .filter_map(|parameter| {
            let key = parameter.get("key")?.as_str()?;
            Some((key.to_owned(), Value::One(typed(parameter.get("value")?)?)))
        })
        .collect()
}

/// The one member of a typed value that is set.
fn typed(value: &Json) -> Option<Scalar> {
    let numeric = ["int_value", "double_value", "float_value"];
    let text = value.get("string_value").and_then(scalar);
    text.or_else(|| numeric.iter().find_map(|key| number(value.get(*key)?).map(Scalar::Number)))
}

/// Revenue and transaction stand in a record of their own; the parameters go first where both are there.
fn add_ecommerce(row: &Map<String, Json>, facts: &mut Facts) {
    let Some(ecommerce) = row.get("ecommerce") else { return };
    let missing = |key: &str, facts: &Facts| facts.iter().all(|(known, _)| known != key);
    if let Some(revenue) =
        ecommerce.get("purchase_revenue").and_then(number).filter(|_| missing("value", facts))
    {
        facts.push(("value".to_owned(), Value::number(revenue)));
    }
    let transaction = ecommerce.get("transaction_id").and_then(identifier);
    if let Some(transaction) = transaction.filter(|_| missing("transaction_id", facts)) {
        facts.push(("transaction_id".to_owned(), Value::text(&transaction)));
    }
}
