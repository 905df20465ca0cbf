//! One JSON object a line: GA4's BigQuery export or the plain shape, told apart row by row.
//!
//! Plain shape: `{"user": "u1", "name": "view_item", "at": 1767323045000, "items": [{"item_id": "A1"}]}`; `at` is
//! milliseconds or RFC 3339, `items` may be plain ids, every other key with a text, number or truth value is a parameter.

use serde_json::{Map, Value as Json};
use sillage_engine::{
    event::{Event, Millis},
    limits,
    rules::Facts,
    value::{Scalar, Value},
};

use super::{
    LogEvent, ga4,
    row_error::{Refusal, excerpt},
    time,
};

/// What BigQuery writes where GA4 had no value; never a real name.
const NOT_SET: &str = "(not set)";

const SHAPE: &str =
    "write `{\"user\": …, \"name\": …, \"at\": …, \"items\": […]}` or rows of GA4's BigQuery export";
const TIME: &str = "write milliseconds since 1970 or an instant such as `2026-01-02T03:04:05Z`";

/// The event of a line.
pub(super) fn event(line: &str) -> Result<LogEvent, Refusal> {
    let row: Json = serde_json::from_str(line).map_err(|error| {
        Refusal::new(
            format!("the line is not JSON, from column {} on", error.column()),
            "write one object a line",
        )
    })?;
    let Json::Object(row) = row else {
        return Err(Refusal::new("the line is not a JSON object", SHAPE));
    };
    if row.contains_key("event_name") { ga4::event(&row) } else { plain(&row) }
}

fn plain(row: &Map<String, Json>) -> Result<LogEvent, Refusal> {
    let name = named(row, "name")?;
    let mut facts = items(row)?;
    let reserved = ["user", "name", "at", "items"];
    for (key, value) in row.iter().filter(|(key, _)| !reserved.contains(&key.as_str())) {
        facts.extend(scalar(value).map(|scalar| (key.clone(), Value::One(scalar))));
    }
    let visitor = row.get("user").and_then(identifier).unwrap_or_default();
    Ok(LogEvent { visitor, event: Event::from_facts(&name, at(row)?, &facts) })
}

fn at(row: &Map<String, Json>) -> Result<Millis, Refusal> {
    let Some(at) = row.get("at") else {
        return Err(Refusal::new("the event has no `at`", TIME));
    };
    let read = match at {
        Json::Number(number) => number.as_f64().and_then(time::milliseconds),
        Json::String(text) => time::written(text),
        _ => None,
    };
    read.ok_or_else(|| Refusal::new(format!("`{}` is not a time", excerpt(&at.to_string())), TIME))
}

/// The event's name under that key.
pub(super) fn named(row: &Map<String, Json>, key: &str) -> Result<String, Refusal> {
    match row.get(key).and_then(Json::as_str) {
        Some(name) if !name.is_empty() && name.len() <= 40 => Ok(name.to_owned()),
        Some(name) => Err(Refusal::new(
            format!("`{}` is not an event name", excerpt(name)),
            "1 to 40 bytes, as GA4 wants",
        )),
        None => Err(Refusal::new(format!("the event has no `{key}`"), SHAPE)),
    }
}

/// Flat facts of the items: `items.0.item_id` and so on. A list of plain ids will do.
pub(super) fn items(row: &Map<String, Json>) -> Result<Facts, Refusal> {
    let list = match row.get("items") {
        None | Some(Json::Null) => return Ok(Facts::new()),
        Some(Json::Array(list)) => list,
        Some(_) => {
            return Err(Refusal::new("`items` is not a list", "write `\"items\": [{\"item_id\": …}]`"));
        }
    };
    let mut facts = Facts::new();
    for (item, index) in list.iter().take(limits::EVENT_ITEMS).zip(0usize..) {
        let id = item.get("item_id").unwrap_or(item);
        // An item without an id is passed over: GA4 allows naming it by `item_name` alone.
        let Some(id) = identifier(id) else { continue };
        if id.len() > limits::TEXT_BYTES {
            let message =
                format!("the item id `{}` is longer than {} bytes", excerpt(&id), limits::TEXT_BYTES);
            return Err(Refusal::new(message, "give ids, not descriptions"));
        }
        facts.push((format!("items.{index}.item_id"), Value::text(&id)));
        for key in ["item_category", "item_brand"] {
            if let Some(Scalar::Text(text)) = item.get(key).and_then(scalar) {
                facts.push((format!("items.{index}.{key}"), Value::text(&text)));
            }
        }
        for key in ["price", "quantity"] {
            facts.extend(
                item.get(key).and_then(number).map(|n| (format!("items.{index}.{key}"), Value::number(n))),
            );
        }
    }
    Ok(facts)
}

/// A text or an integer as an id. Integers are taken digit by digit, because long ones do not fit a double.
pub(crate) fn identifier(value: &Json) -> Option<String> {
    match value {
        Json::String(text) if !text.is_empty() && text != NOT_SET => Some(text.clone()),
        Json::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    }
}

/// A number, also where it is written as text: BigQuery exports 64-bit integers so.
pub(crate) fn number(value: &Json) -> Option<f64> {
    let number = match value {
        Json::Number(number) => number.as_f64(),
        Json::String(text) => text.parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

/// A value of one part; nothing for lists, objects, null, overlong texts and GA4's `(not set)`.
pub(super) fn scalar(value: &Json) -> Option<Scalar> {
    match value {
        Json::Bool(truth) => Some(Scalar::Bool(*truth)),
        Json::Number(number) => number.as_f64().map(Scalar::Number),
        Json::String(text) if text.len() <= limits::TEXT_BYTES && text != NOT_SET => {
            Some(Scalar::Text(text.clone()))
        }
        _ => None,
    }
}
