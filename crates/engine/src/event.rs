//! What happened: one event in the terms of GA4 e-commerce.
//!
//! An event carries names, not numbers of a bundle, so that memory outlives every bundle revision.
//! There is no clock here: the time of an event is given by whoever observed it.

use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};

use core::mem::take;

use serde::{Deserialize, Serialize};

use crate::{
    fault::Fault,
    limits, reader,
    rules::Facts,
    value::{self, Scalar, Value},
    writer,
};

/// Version of the stored form of an event; its first byte.
const RECORD: u8 = 1;

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
    /// GA4's `value`, where it was given.
    pub value: Option<Micros>,
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
        Event { name: name.to_owned(), at, value: None, items: Vec::new(), parameters: Vec::new() }
    }

    /// An event from flat facts: `value`, `items.0.item_id`, `items.0.price` …, everything else a parameter. What is not
    /// of the expected type, and what is beyond the limits, is left out; an item without an id is none. Null is kept in the
    /// events of flows alone: it says that an answer is unset now, though an older event has one.
    pub fn from_facts(name: &str, at: Millis, facts: &Facts) -> Event {
        let mut event = Event::new(name, at);
        let mut items: Vec<EventItem> = Vec::new();
        for (path, value) in facts {
            if let Some((index, field)) = item_path(path) {
                if index < limits::EVENT_ITEMS {
                    while items.len() <= index {
                        items.push(EventItem::default());
                    }
                    if let Some(item) = items.get_mut(index) {
                        item.set(field, value);
                    }
                }
            } else if let ("value", Value::One(Scalar::Number(number))) = (path.as_str(), value) {
                event.value = Some(micros(*number));
            } else if event.parameters.len() < limits::EVENT_PARAMETERS
                && (!value.is_null() || name.starts_with("x_flow_"))
            {
                event.parameters.push((path.clone(), value.clone()));
            }
        }
        for item in &mut items {
            item.quantity = item.quantity.max(1);
            if !item.id.is_empty() {
                event.items.push(take(item));
            }
        }
        event
    }

    /// The bytes to store: the version, then the event as `postcard`.
    pub fn to_record(&self) -> Vec<u8> {
        let mut record = vec![RECORD];
        writer::event(self, &mut record);
        record
    }

    /// Reads what [`Event::to_record`] wrote. A record of another version is refused, never guessed at.
    pub fn from_record(record: &[u8]) -> Result<Event, Fault> {
        match record.split_first() {
            Some((&RECORD, body)) => reader::read(body),
            Some(_) => Err(Fault::UnknownFormat),
            None => Err(Fault::Truncated),
        }
    }

    /// The parameter of that name.
    pub fn parameter(&self, name: &str) -> Option<&Value> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The parameter of that name, where it is a text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.parameter(name) {
            Some(Value::One(Scalar::Text(text))) => Some(text),
            _ => None,
        }
    }
}

impl EventItem {
    /// Sets the GA4 field of that name; unknown fields and wrong types change nothing.
    fn set(&mut self, field: &str, value: &Value) {
        match (field, value) {
            ("item_id", Value::One(id)) => {
                self.id.clear();
                id.push_plain(&mut self.id);
            }
            ("item_category", Value::One(Scalar::Text(text))) => self.category = text.clone(),
            ("item_brand", Value::One(Scalar::Text(text))) => self.brand = text.clone(),
            ("price", Value::One(Scalar::Number(number))) => self.price = micros(*number),
            // `as` saturates and maps NaN to zero.
            ("quantity", Value::One(Scalar::Number(number))) => self.quantity = *number as u32,
            _ => {}
        }
    }
}

/// The index and the field of a path such as `items.3.price`.
fn item_path(path: &str) -> Option<(usize, &str)> {
    let path = path.strip_prefix("items.")?;
    let dot = path.bytes().position(|byte| byte == b'.')?;
    Some((value::index(path.get(..dot)?)?, path.get(dot + 1..)?))
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
