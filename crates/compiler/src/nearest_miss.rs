//! The nearest miss of an audience that does not hold: the fewest values that would have to be others, and which.
//!
//! A condition is taken apart into the ways in which it can hold; a way is a set of comparisons with the truth that each needs.
//! Two comparisons of one attribute can exclude each other, so a way counts only where for every attribute a value can be constructed
//! that gives all its comparisons what they need. Of those ways the one with the fewest changed values is the nearest miss.
//!
//! It stands here and not in the engine because only tools ask it: it computes with doubles, and weighs more than the whole explanation
//! does in the storefront module.

mod candidates;
mod ways;

use sillage_engine::{
    bundle::Bundle,
    condition::{Node, NodeId},
    event::Millis,
    explain::explain_with,
    json::Json,
    page::Page,
    situation::Situation,
    value::Value,
    visitor::Visitor,
};

use candidates::{candidates, gives};
use ways::{Way, Ways};

/// The engine's explanation of a slot, in which every campaign whose audience does not hold also has its nearest miss, as `nearest`:
/// `changes`, how many values would have to be others; the first of them with `path`, `op`, `wanted` (false where the comparison
/// would have to fail), `expected`, `actual` and an `example` that would do; and, in `more`, the others in the same form.
pub fn explain(bundle: &Bundle, visitor: &Visitor, page: &Page, slot: &str, now: Millis) -> String {
    explain_with(bundle, visitor, page, slot, now, |situation, root, json| {
        if let Some(miss) = nearest_miss(bundle, situation, root) {
            miss.write(bundle, situation, json.key("nearest"));
        }
    })
}

/// The fewest values that would have to be others.
#[derive(Debug, Clone, PartialEq)]
pub struct NearestMiss {
    /// One an attribute, in the order of the source.
    pub changes: Vec<Change>,
}

/// A value that would have to be another.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Index in [`sillage_engine::rules::Rules::attributes`].
    pub attribute: u16,
    /// The comparison that says most of what it would have to be.
    pub clause: NodeId,
    /// What that comparison would have to come to: false where it stands in a negation.
    pub wanted: bool,
    /// A value that would do.
    pub example: Value,
}

/// What would have to change for a condition to hold that does not. None: it holds, or nothing was found that would make it.
pub fn nearest_miss(bundle: &Bundle, situation: &mut Situation, root: NodeId) -> Option<NearestMiss> {
    let mut ways = Ways::new(bundle, situation);
    let mut found: Option<Vec<Change>> = None;
    for way in ways.to(root, true).iter() {
        let fewest = found.as_ref().map_or(usize::MAX, Vec::len);
        if way.cost() < fewest
            && let Some(changes) = changes(bundle, situation, way)
        {
            found = Some(changes);
        }
    }
    found.filter(|changes| !changes.is_empty()).map(|changes| NearestMiss { changes })
}

/// The values that a way changes; none where for some attribute no value gives all its comparisons what they need.
fn changes(bundle: &Bundle, situation: &Situation, way: &Way) -> Option<Vec<Change>> {
    let nodes = &bundle.rules().nodes;
    let mut changes = Vec::new();
    for (attribute, clauses) in way.by_attribute(nodes) {
        let needed: Vec<(NodeId, bool)> = clauses.iter().map(|clause| (clause.id, clause.wanted)).collect();
        let changed: Vec<(NodeId, bool)> = clauses
            .iter()
            .filter(|clause| clause.is_changed)
            .map(|clause| (clause.id, clause.wanted))
            .collect();
        let Some(first) = changed.first() else { continue };
        let values = candidates(nodes, &needed, situation.value(attribute));
        let example = values.into_iter().find(|value| gives(bundle, &needed, value))?;
        // A value that is chosen for one comparison alone and gives all the others what they need: that comparison says most.
        let says_all = |clause: &&(NodeId, bool)| {
            let own = [**clause];
            let alone = candidates(nodes, &own, situation.value(attribute));
            alone.iter().find(|value| gives(bundle, &own, value)).is_some_and(|v| gives(bundle, &needed, v))
        };
        let (clause, wanted) = *changed.iter().find(says_all).unwrap_or(first);
        changes.push(Change { attribute, clause, wanted, example });
    }
    changes.sort_by_key(|change| way.place(change.clause));
    Some(changes)
}

impl NearestMiss {
    /// Writes it in the form that [`explain`] documents.
    fn write(&self, bundle: &Bundle, situation: &Situation, json: &mut Json) {
        json.begin_object();
        json.key("changes").number(self.changes.len() as f64);
        let mut changes = self.changes.iter();
        if let Some(first) = changes.next() {
            first.write_members(bundle, situation, json);
        }
        if self.changes.len() > 1 {
            json.key("more").begin_array();
            for change in changes {
                json.begin_object();
                change.write_members(bundle, situation, json);
                json.end_object();
            }
            json.end_array();
        }
        json.end_object();
    }
}

impl Change {
    fn write_members(&self, bundle: &Bundle, situation: &Situation, json: &mut Json) {
        let rules = bundle.rules();
        let path = rules.attributes.get(usize::from(self.attribute));
        json.member("path", path.map_or("", |attribute| &attribute.path));
        if let Some(Node::Test { operator, operand, .. }) = rules.nodes.get(self.clause as usize) {
            json.member("op", operator.name());
            json.key("wanted").bool(self.wanted);
            json.key("expected").value(operand);
        }
        json.key("actual").value(situation.value(self.attribute));
        json.key("example").value(&self.example);
    }
}
