//! Conditions on events, in an arena and over a list of attributes of their own.

use std::collections::BTreeSet;

use sillage_engine::{
    condition::{ELEMENT, Node as Step, NodeId, Operator},
    rules::Field,
    value::Value as Constant,
};

use super::{Filter, Test, folds::event_field};
use crate::{
    accept::clip,
    attributes::{Attribute, Attributes, NAMESPACES, Type},
    codes,
    condition::{self, Arena, Groups, Known},
    diagnostic::Report,
    lower::check_depth,
    yaml::{Entry, Node},
};

/// The conditions on events under construction.
#[derive(Default)]
pub(crate) struct Filters {
    arena: Arena,
}

impl Filters {
    /// Lowers a condition; none where it asks for nothing, or has a mistake that was reported.
    pub(crate) fn lower(&mut self, filter: &Filter, report: &mut Report) -> Option<NodeId> {
        let mut all = Vec::new();
        if let Some(node) = &filter.node {
            let before = report.len();
            let attributes = fields(node, report);
            let (segments, groups) = (BTreeSet::new(), Groups::new());
            let known =
                Known { attributes: &attributes, segments: &segments, groups: &groups, is_of_flow: false };
            if report.len() == before {
                condition::check(node, &known, report);
            }
            if report.len() == before {
                all.extend(condition::lower(node, &mut self.arena).ok());
                self.check_lists(node, report);
            }
        }
        for (path, operator, operand) in &filter.tests {
            all.push(test(path, *operator, operand, &mut self.arena));
        }
        let root = conjunction(all, &mut self.arena)?;
        let place = filter.node.as_ref().map(|node| node.span);
        place.is_none_or(|place| check_depth(&self.arena, root, place, report)).then_some(root)
    }

    /// Reports a condition on the elements of a list: what a field is in an element, the engine does not know here.
    fn check_lists(&self, node: &Node, report: &mut Report) {
        if self.arena.sorted_attributes().0.iter().any(|path| path.starts_with(ELEMENT)) {
            let message = "`where` does not look into the elements of a list";
            report.add(codes::EVENT_FIELD, node.span, message, "compare the whole value, or use `$in`");
        }
    }

    /// The fields that the conditions read, and the conditions.
    pub(crate) fn finish(self) -> (Vec<Field>, Vec<Step>) {
        let (paths, finals) = self.arena.sorted_attributes();
        let field = |path: &String| match path.as_str() {
            "price" => Field::ItemPrice,
            "item_price" => Field::Parameter(path.clone()),
            path => event_field(path),
        };
        (paths.iter().map(field).collect(), self.arena.into_nodes(&finals))
    }
}

/// A comparison as a node.
pub(crate) fn test(path: &str, operator: Operator, operand: &Constant, arena: &mut Arena) -> NodeId {
    let attribute = arena.attribute(path);
    arena.add(Step::Test { attribute, operator, operand: operand.clone() })
}

/// All of several tests as a node; always true without any.
pub(crate) fn all(tests: &[Test], arena: &mut Arena) -> NodeId {
    let nodes = tests.iter().map(|(path, operator, operand)| test(path, *operator, operand, arena)).collect();
    conjunction(nodes, arena).unwrap_or_else(|| arena.add(Step::All(Vec::new())))
}

fn conjunction(nodes: Vec<NodeId>, arena: &mut Arena) -> Option<NodeId> {
    match nodes.as_slice() {
        [] => None,
        [only] => Some(*only),
        _ => Some(arena.add(Step::All(nodes))),
    }
}

/// The fields that a condition reads, as attributes with types; reports what is no field.
fn fields(node: &Node, report: &mut Report) -> Attributes {
    let mut found = Attributes::new();
    collect(node, &mut found, report);
    found
}

fn collect(node: &Node, found: &mut Attributes, report: &mut Report) {
    for entry in node.entries() {
        match entry.key.as_str() {
            "$and" | "$or" | "$nor" => {
                entry.node.items().iter().for_each(|item| collect(item, found, report))
            }
            "$not" => collect(&entry.node, found, report),
            "$segment" => foreign(entry, report),
            key if key.starts_with('$') => {}
            path => {
                let namespace = path.split_once('.').map(|(namespace, _)| namespace);
                if NAMESPACES.iter().any(|(known, _)| Some(*known) == namespace) {
                    foreign(entry, report);
                }
                found.insert(path.to_owned(), Attribute::any(kind(path)));
            }
        }
    }
}

fn foreign(entry: &Entry, report: &mut Report) {
    let message = format!("`where` looks at one event, and `{}` is no field of it", clip(&entry.key));
    let help = "ask for it in the segment that reads the trait";
    report.add(codes::EVENT_FIELD, entry.span, message, help);
}

fn kind(path: &str) -> Type {
    match path {
        "value" | "price" | "quantity" | "time" => Type::Number,
        "item_id" | "item_category" | "item_brand" => Type::Text,
        _ => Type::Any,
    }
}
