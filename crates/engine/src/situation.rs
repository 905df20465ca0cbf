//! One moment, as conditions see it: the value of every attribute, and what was found true so far.
//!
//! Many slots of a page are decided in the same moment; they share one situation, so a trait is folded once and a
//! condition evaluated once.

use alloc::vec::Vec;

use crate::{
    bundle::Bundle,
    condition::NodeId,
    evaluate::{self, Truth, Truths},
    event::Millis,
    fold,
    page::Page,
    value::Value,
    visitor::Visitor,
};

/// The values and truths of one moment.
#[derive(Debug, Clone)]
pub struct Situation {
    /// When it is.
    pub now: Millis,
    values: Vec<Value>,
    truths: Truths,
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
            if let Some(slot) = bundle.attribute(path).and_then(|index| values.get_mut(index)) {
                *slot = value.clone();
            }
        }
        for computed in &rules.traits {
            if let Some(slot) = values.get_mut(usize::from(computed.attribute)) {
                *slot = fold::fold(computed, visitor.events(), now);
            }
        }
        Situation { now, values, truths: evaluate::unknown(&rules.nodes) }
    }

    /// Whether a condition holds.
    pub fn truth(&mut self, bundle: &Bundle, node: NodeId) -> Truth {
        evaluate::truth(&bundle.rules().nodes, &bundle.rules().segments, &self.values, &mut self.truths, node)
    }

    /// The value of an attribute; missing: null.
    pub fn value(&self, attribute: u16) -> &Value {
        self.values.get(usize::from(attribute)).unwrap_or(&Value::NULL)
    }
}
