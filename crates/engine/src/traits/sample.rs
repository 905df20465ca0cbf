//! What a trait reads of one event, and which of its items pass a filter.

use alloc::vec::Vec;

use super::state::Entry;
use crate::{
    bundle::Bundle,
    condition::NodeId,
    evaluate::{Scope, Truth},
    event::{Event, EventItem, from_micros},
    limits,
    rules::Field,
    value::Value,
};

/// One event as filters see it.
pub(super) struct Sample<'a> {
    bundle: &'a Bundle,
    event: &'a Event,
    /// For each item the values of the fields that filters read; filled when first asked for.
    items: Vec<Vec<Value>>,
}

impl<'a> Sample<'a> {
    /// Nothing read yet.
    pub(super) fn new(bundle: &'a Bundle, event: &'a Event) -> Sample<'a> {
        Sample { bundle, event, items: Vec::new() }
    }

    /// Whether a condition holds for an item, or for the event alone where there is no such item.
    fn passes(&mut self, root: Option<NodeId>, item: usize) -> bool {
        let Some(root) = root else { return true };
        let rules = self.bundle.rules();
        while self.items.len() <= item {
            let mut values = Vec::new();
            for field in &rules.event_fields {
                values.push(property(self.event, self.event.items.get(self.items.len()), field));
            }
            self.items.push(values);
        }
        let values = self.items.get(item).map_or(&[][..], Vec::as_slice);
        let nodes = &rules.event_nodes;
        let scope = Scope { nodes, segments: &[], attributes: &[], values, host: self.bundle.host() };
        scope.truth(root, None, &mut { limits::FUEL }) == Truth::True
    }

    /// Gives what a field holds in the event: once, or for a field of items once for each item that passes and has it.
    pub(super) fn read(&mut self, root: Option<NodeId>, of: &Field, give: &mut dyn FnMut(Entry)) {
        let event = self.event;
        if *of == Field::Quantity {
            let mut pieces = 0;
            for (at, item) in event.items.iter().enumerate() {
                pieces += if self.passes(root, at) { i64::from(item.quantity) } else { 0 };
            }
            if pieces > 0 {
                give(Entry::of(event.at, Value::number(pieces as f64), 1));
            }
            return;
        }
        let mut at = 0;
        loop {
            let item = event.items.get(at);
            if self.passes(root, at) {
                let value = property(event, item, of);
                let count = item.filter(|_| *of == Field::ItemPrice).map_or(1, |item| item.quantity);
                if *of == Field::Event || !value.is_null() {
                    give(Entry::of(event.at, value, count.into()));
                    if !is_of_items(of) {
                        return;
                    }
                }
            }
            at += 1;
            if at >= event.items.len() {
                return;
            }
        }
    }
}

fn is_of_items(of: &Field) -> bool {
    matches!(of, Field::ItemId | Field::ItemCategory | Field::ItemBrand | Field::ItemPrice)
}

/// The field of an event, or of one of its items; null where it lacks it.
fn property(event: &Event, item: Option<&EventItem>, of: &Field) -> Value {
    let text = match (of, item) {
        (Field::Time, _) => return Value::number(event.at as f64),
        (Field::Value, _) => {
            return event.value.map_or(Value::NULL, |value| Value::number(from_micros(value)));
        }
        (Field::Parameter(name), _) => return event.parameter(name).cloned().unwrap_or(Value::NULL),
        (Field::ItemPrice, Some(item)) => return Value::number(from_micros(item.price)),
        (Field::Quantity, Some(item)) => return Value::number(item.quantity.into()),
        (Field::ItemId, Some(item)) => &item.id,
        (Field::ItemCategory, Some(item)) => &item.category,
        (Field::ItemBrand, Some(item)) => &item.brand,
        _ => "",
    };
    if text.is_empty() { Value::NULL } else { Value::text(text) }
}
