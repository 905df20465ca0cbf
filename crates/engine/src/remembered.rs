//! What is remembered of a visitor, as she may read it.

use alloc::string::String;

use crate::{
    event::{Event, from_micros},
    json::Json,
    visitor::Visitor,
};

/// The events as JSON, newest first: each with `name`, `at` (milliseconds since 1970), `value` where there is one, `items` in GA4's
/// fields, and `parameters`.
pub fn remembered(visitor: &Visitor) -> String {
    let mut json = Json::default();
    json.begin_array();
    for event in visitor.events().iter().rev() {
        write(event, &mut json);
    }
    json.end_array();
    json.finish()
}

fn write(event: &Event, json: &mut Json) {
    json.begin_object();
    json.member("name", &event.name);
    json.key("at").number(event.at as f64);
    if let Some(value) = event.value {
        json.key("value").number(from_micros(value));
    }
    json.key("items").begin_array();
    for item in &event.items {
        json.begin_object();
        json.member("item_id", &item.id);
        json.member("item_category", &item.category);
        json.member("item_brand", &item.brand);
        json.key("price").number(from_micros(item.price));
        json.key("quantity").number(item.quantity.into());
        json.end_object();
    }
    json.end_array();
    json.key("parameters").begin_object();
    for (path, value) in &event.parameters {
        json.key(path).value(value);
    }
    json.end_object();
    json.end_object();
}
