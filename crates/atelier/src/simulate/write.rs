//! Writes simulated events as rows of GA4's BigQuery export: 64-bit integers as text, parameters with typed values.

use std::io::{Result, Write};

use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;

use super::{product::Product, visits::Act};

#[derive(Serialize)]
struct Line<'a> {
    event_date: String,
    event_timestamp: String,
    event_name: &'a str,
    event_params: Vec<Parameter<'a>>,
    user_pseudo_id: String,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Parameter<'a> {
    key: &'a str,
    value: Typed,
}

#[derive(Serialize)]
enum Typed {
    #[serde(rename = "string_value")]
    Text(String),
    /// 64-bit integers are exported as text.
    #[serde(rename = "int_value")]
    Integer(String),
    #[serde(rename = "double_value")]
    Double(f64),
}

#[derive(Serialize)]
struct Item<'a> {
    item_id: &'a str,
    item_name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    item_brand: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    item_category: &'a str,
    price: f64,
    quantity: String,
}

/// Writes one event as a line.
pub(super) fn write(act: &Act, products: &[Product], currency: &str, out: &mut impl Write) -> Result<()> {
    let line = Line {
        event_date: date(act.at),
        event_timestamp: (act.at * 1_000).to_string(),
        event_name: act.name,
        event_params: parameters(act, products, currency),
        // The form of the `_ga` cookie: a number, a dot, seconds.
        user_pseudo_id: format!("{}.{}", 1_000_000_000 + act.shopper, act.shopper % 97),
        items: items(act, products),
    };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")
}

/// The day in UTC as GA4 writes it: `20260102`.
fn date(at: i64) -> String {
    let instant = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    let day = TimeZone::UTC.to_datetime(instant).date();
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

fn parameters<'a>(act: &Act, products: &[Product], currency: &str) -> Vec<Parameter<'a>> {
    let parameter = |key, value| Parameter { key, value };
    let mut parameters = vec![
        parameter("ga_session_id", Typed::Integer((act.visit / 1_000).to_string())),
        parameter("currency", Typed::Text(currency.to_owned())),
        parameter("value", Typed::Double(value(act, products))),
    ];
    if act.name == "purchase" {
        let transaction = format!("T{}-{}", act.shopper, act.visit / 1_000);
        parameters.push(parameter("transaction_id", Typed::Text(transaction)));
    }
    parameters
}

/// Sum of prices, taken in cents, so that it is written with two decimals at most.
fn value(act: &Act, products: &[Product]) -> f64 {
    let cents = act.products.iter().filter_map(|(index, quantity)| {
        // `as` saturates and maps NaN to zero.
        let price = (products.get(*index)?.price * 100.0).round() as i64;
        Some(price.saturating_mul(i64::from(*quantity)))
    });
    cents.fold(0, i64::saturating_add) as f64 / 100.0
}

fn items<'a>(act: &Act, products: &'a [Product]) -> Vec<Item<'a>> {
    let item = |(index, quantity): &(usize, u32)| {
        let product = products.get(*index)?;
        Some(Item {
            item_id: &product.id,
            item_name: &product.name,
            item_brand: &product.brand,
            item_category: &product.category,
            price: product.price,
            quantity: quantity.to_string(),
        })
    };
    act.products.iter().filter_map(item).collect()
}
