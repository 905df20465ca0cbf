//! One row of the shop's log, as far as experiments need it.
//!
//! This is not [`crate::events::LogEvent`]: that is what the storefront would have made of a call, with at most 32 of its
//! parameters; here a handful of fields is taken from rows that carry any number of them, and among these is what the
//! storefront never sees, such as the source of a session.

use serde_json::{Map, Value as Json};
use sillage_engine::event::{Micros, Millis, micros};

use crate::events::{
    json::{identifier, number},
    row_error::{Refusal, excerpt},
    time,
};

/// Exposures that one row may carry; GA4 allows 200 items an event.
const EXPOSURES: usize = 200;

/// What one row says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// GA4's `user_pseudo_id`.
    pub user: String,
    /// The event's name.
    pub name: String,
    /// When.
    pub at: Millis,
    /// GA4's `ga_session_id`; empty where the row names none.
    pub session: String,
    /// Slots and variants that came into view.
    pub exposures: Vec<(String, String)>,
    /// Its value, where it has one.
    pub value: Option<Micros>,
    /// What the value is in; empty where it is not said.
    pub currency: String,
    /// The order; empty where there is none.
    pub transaction: String,
    /// Source and medium of the session, such as `google / cpc`; empty where the row says nothing.
    pub source: String,
}

/// Slot and variant from one place of a row.
type Pair = (String, String);

const SHAPE: &str = "write `{\"user\": …, \"name\": …, \"at\": …}` or rows of GA4's BigQuery export";
const MICROS: &str = "BigQuery exports microseconds since 1970 as `event_timestamp`";
const TIME: &str = "write milliseconds since 1970 or an instant such as `2026-01-02T03:04:05Z`";

/// Reads a line of JSON: GA4's export, or the plain shape.
pub(super) fn from_json(line: &str) -> Result<Row, Refusal> {
    let row: Json = serde_json::from_str(line).map_err(|error| {
        let message = format!("the line is not JSON, from column {} on", error.column());
        Refusal::new(message, "write one object a line")
    })?;
    let Json::Object(row) = row else {
        return Err(Refusal::new("the line is not a JSON object", SHAPE));
    };
    if row.contains_key("event_name") { exported(&row) } else { plain(&row) }
}

fn exported(row: &Map<String, Json>) -> Result<Row, Refusal> {
    let name = text(row.get("event_name"));
    if name.is_empty() {
        return Err(Refusal::new("the event has no `event_name`", SHAPE));
    }
    let parameters = Parameters(row.get("event_params").and_then(Json::as_array).map_or(&[], Vec::as_slice));
    let ecommerce = |key: &str| row.get("ecommerce").and_then(|ecommerce| ecommerce.get(key));
    let amount = if name == "refund" { "refund_value" } else { "purchase_revenue" };
    let value = parameters.number("value").or_else(|| ecommerce(amount).and_then(number));
    let transaction = ecommerce("transaction_id").and_then(identifier).unwrap_or_default();
    Ok(Row {
        user: ["user_pseudo_id", "user_id"]
            .iter()
            .map(|key| text(row.get(*key)))
            .find(|id| !id.is_empty())
            .unwrap_or_default(),
        at: exported_at(row)?,
        session: parameters.text("ga_session_id"),
        exposures: exposures(&name, |key| parameters.text(key), row.get("items")),
        value: value.map(micros),
        currency: parameters.text("currency"),
        transaction: Some(parameters.text("transaction_id"))
            .filter(|id| !id.is_empty())
            .unwrap_or(transaction),
        source: source(row, &parameters),
        name,
    })
}

fn exported_at(row: &Map<String, Json>) -> Result<Millis, Refusal> {
    let Some(written) = row.get("event_timestamp") else {
        return Err(Refusal::new("the event has no `event_timestamp`", MICROS));
    };
    number(written).and_then(|micros| time::milliseconds(micros / 1e3)).ok_or_else(|| {
        let message = format!("`{}` is not a number of microseconds", excerpt(&written.to_string()));
        Refusal::new(message, MICROS)
    })
}

fn plain(row: &Map<String, Json>) -> Result<Row, Refusal> {
    let name = text(row.get("name"));
    if name.is_empty() {
        return Err(Refusal::new("the event has no `name`", SHAPE));
    }
    let at = match row.get("at") {
        None => return Err(Refusal::new("the event has no `at`", TIME)),
        Some(Json::Number(number)) => number.as_f64().and_then(time::milliseconds),
        Some(Json::String(text)) => time::written(text),
        Some(_) => None,
    };
    let at = at.ok_or_else(|| {
        let written = row.get("at").map(Json::to_string).unwrap_or_default();
        Refusal::new(format!("`{}` is not a time", excerpt(&written)), TIME)
    })?;
    Ok(Row {
        user: text(row.get("user")),
        at,
        session: text(row.get("session")),
        exposures: exposures(&name, |key| text(row.get(key)), row.get("items")),
        value: row.get("value").and_then(number).map(micros),
        currency: text(row.get("currency")),
        transaction: text(row.get("transaction_id")),
        source: joined(text(row.get("source")), text(row.get("medium"))),
        name,
    })
}

/// Slots and variants of a row: of the event itself, else of its items, as Google's tag moves them there.
pub(super) fn exposures(name: &str, of: impl Fn(&str) -> String, items: Option<&Json>) -> Vec<Pair> {
    let (slot, variant) = match name {
        "view_promotion" => ("promotion_id", "promotion_name"),
        "view_item_list" => ("item_list_id", "item_list_name"),
        "x_exposure" => ("slot", "variant"),
        _ => return Vec::new(),
    };
    let whole = |pair: &Pair| !pair.0.is_empty() && !pair.1.is_empty();
    let own = (of(slot), of(variant));
    if whole(&own) {
        return vec![own];
    }
    let mut found: Vec<Pair> = Vec::new();
    for item in items.and_then(Json::as_array).into_iter().flatten().take(EXPOSURES) {
        let pair = (text(item.get(slot)), text(item.get(variant)));
        if whole(&pair) && !found.contains(&pair) {
            found.push(pair);
        }
    }
    found
}

/// The session's source and medium: what Google attributes to its last click, else what the page's address said.
fn source(row: &Map<String, Json>, parameters: &Parameters<'_>) -> String {
    let last_click = row.get("session_traffic_source_last_click");
    let campaign = |kind: &str| {
        let of = |key: &str| text(last_click.and_then(|found| found.get(kind)?.get(key)));
        joined(of("source"), of("medium"))
    };
    let collected = |key: &str| text(row.get("collected_traffic_source").and_then(|found| found.get(key)));
    let candidates = [
        campaign("cross_channel_campaign"),
        campaign("manual_campaign"),
        joined(collected("manual_source"), collected("manual_medium")),
        joined(parameters.text("source"), parameters.text("medium")),
    ];
    candidates.into_iter().find(|source| !source.is_empty()).unwrap_or_default()
}

/// `google / cpc`, as GA4 writes source and medium together.
pub(super) fn joined(source: String, medium: String) -> String {
    match (source.is_empty(), medium.is_empty()) {
        (true, true) => String::new(),
        (false, true) => format!("{source} / (none)"),
        (true, false) => format!("(not set) / {medium}"),
        (false, false) => format!("{source} / {medium}"),
    }
}

/// GA4's list of keys and typed values.
struct Parameters<'a>(&'a [Json]);

impl Parameters<'_> {
    fn value(&self, key: &str) -> Option<&Json> {
        self.0.iter().find(|parameter| parameter.get("key").and_then(Json::as_str) == Some(key))?.get("value")
    }

    fn text(&self, key: &str) -> String {
        let value = self.value(key);
        let typed = |name: &str| text(value.and_then(|value| value.get(name)));
        let written = typed("string_value");
        if written.is_empty() { typed("int_value") } else { written }
    }

    fn number(&self, key: &str) -> Option<f64> {
        let value = self.value(key)?;
        ["double_value", "float_value", "int_value", "string_value"]
            .iter()
            .find_map(|name| value.get(name).and_then(number))
    }
}

/// A text or a whole number; empty where there is none, and for GA4's `(not set)`.
fn text(value: Option<&Json>) -> String {
    value.and_then(identifier).unwrap_or_default()
}
