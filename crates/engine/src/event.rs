//! What happened: one event in the terms of GA4 e-commerce.
//!
//! An event carries names, not numbers of a bundle, so that memory outlives every bundle revision.
//! There is no clock here: the time of an event is given by whoever observed it.

use serde::{Deserialize, Serialize};

use crate::value::Value;

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Millis = i64;

/// An amount of money or a quantity in millionths of its unit. Sums of integers do not depend on their order.
pub type Micros = i64;

/// Something a visitor did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// GA4's name (`view_item`, `purchase` …) or an own one that starts with `x_`.
    pub name: String,
    /// When it happened.
    pub at: Millis,
    /// GA4's `value`, zero where absent.
    pub value: Micros,
    /// The items it is about, in the order given.
    pub items: Vec<EventItem>,
    /// Every other parameter, flattened (`search_term`, `transaction_id`, `coupon` …).
    pub parameters: Vec<(String, Value)>,
}

/// One item of an event, in GA4's item fields.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct EventItem {
    /// GA4's `item_id`.
    pub id: String,
    /// GA4's `item_category`, empty where absent.
    pub category: String,
    /// GA4's `item_brand`, empty where absent.
    pub brand: String,
    /// Price of one piece, zero where absent.
    pub price: Micros,
    /// How many, at least one.
    pub quantity: u32,
}

impl Event {
    /// An event without items or parameters.
    pub fn new(name: &str, at: Millis) -> Event {
        Event { name: name.to_owned(), at, value: 0, items: Vec::new(), parameters: Vec::new() }
    }

    /// The parameter of that name.
    pub fn parameter(&self, name: &str) -> Option<&Value> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

/// A double in millionths, rounded half away from zero and held within the range of 64 bits; NaN is zero.
pub fn micros(number: f64) -> Micros {
    let scaled = number * 1_000_000.0;
    // `as` saturates and maps NaN to zero.
    (if scaled < 0.0 { scaled - 0.5 } else { scaled + 0.5 }) as i64
}

/// Millionths as a double: one division, correctly rounded, the same on every platform.
pub fn from_micros(micros: Micros) -> f64 {
    micros as f64 / 1_000_000.0
}
