//! One moment, as conditions see it: the value of every attribute, and what was found true so far.
//!
//! Many slots of a page are decided in the same moment; they share one situation, so a trait is folded once and a
//! condition evaluated once.

use alloc::vec::Vec;

use crate::{
    bundle::Bundle,
    condition::NodeId,
    date,
    evaluate::{Scope, Truth},
    event::Millis,
    fold,
    page::Page,
    rules::Rules,
    value::Value,
    visitor::Visitor,
};

/// The values and truths of one moment.
#[derive(Debug, Clone)]
pub struct Situation {
    /// When it is.
    pub now: Millis,
    values: Vec<Value>,
}

impl Situation {
    /// The moment `now` of a visitor on a page.
    pub fn new(bundle: &Bundle, visitor: &Visitor, page: &Page, now: Millis) -> Situation {
        let rules = bundle.rules();
        let mut values = Vec::new();
        for _ in &rules.attributes {
            values.push(Value::NULL);
        }
        for (path, value) in &page.facts {
            set(rules, path, value, &mut values);
        }
        for computed in &rules.traits {
            if let Some(slot) = values.get_mut(usize::from(computed.attribute)) {
                *slot = fold::fold(computed, visitor.events(), now);
            }
        }
        Situation { now, values }
    }

    /// Whether a condition holds.
    pub fn truth(&mut self, bundle: &Bundle, node: NodeId) -> Truth {
        let rules = bundle.rules();
        let scope = Scope {
            nodes: &rules.nodes,
            segments: &rules.segments,
            attributes: &rules.attributes,
            values: &self.values,
            host: bundle.host(),
        };
        scope.truth(node, None, &mut { u32::MAX })
    }

    /// The value of an attribute; missing: null.
    pub fn value(&self, attribute: u16) -> &Value {
        self.values.get(usize::from(attribute)).unwrap_or(&Value::NULL)
    }
}

/// Gives the value of a fact to the attribute of its path, and what stands within it to attributes of longer paths.
fn set(rules: &Rules, path: &str, value: &Value, values: &mut [Value]) {
    let from = rules.attributes.partition_point(|attribute| attribute.path.as_str() < path);
    let known = rules.attributes.iter().zip(values).enumerate().skip(from);
    for (index, (attribute, slot)) in known {
        let Some(rest) = attribute.path.strip_prefix(path) else { return };
        let found = match rest.strip_prefix('.') {
            Some(within) => value.at(within),
            None if rest.is_empty() => value.clone(),
            None => continue,
        };
        let is_date = rules.dates.contains(&(index as u16));
        *slot = if is_date { date::normalised(found) } else { found };
    }
}
