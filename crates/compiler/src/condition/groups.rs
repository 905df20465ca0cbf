//! Saved groups of GrowthBook (`$savedGroup`, `$inGroup`, `$notInGroup`), resolved where they are named.
//!
//! A group is a list of values of an attribute, or a condition; older ones are a bare list. What is no group matches nobody. A group of a
//! type that nobody knows cannot be evaluated, whether it is asked for or excluded.

use std::collections::BTreeMap;

use sillage_engine::{
    condition::{Node as Step, NodeId, Operator},
    value::Value as Constant,
};

use super::{
    Arena,
    lower::{Lowered, Place, always, scalar, test},
};
use crate::yaml::{Node, Value};

/// Groups by id, each as GrowthBook's payload has it.
pub type Groups = BTreeMap<String, Node>;

/// What a group is.
enum Group<'a> {
    /// Values of the attribute of that path; a bare list names none.
    Values(Option<&'a str>, &'a [Node]),
    /// A condition.
    Condition(&'a Node),
    /// Something of a type that nobody knows.
    Foreign,
    /// Not a group.
    Malformed,
}

fn read(group: &Node) -> Group<'_> {
    if let Value::List(values) = &group.value {
        return Group::Values(None, values);
    }
    let is_map = |node: &&Node| matches!(node.value, Value::Map(_));
    match group.field("type").map(|kind| &kind.value) {
        Some(Value::Text(kind)) => match (kind.as_str(), group.field("values"), group.field("condition")) {
            ("list", Some(Node { value: Value::List(values), .. }), _) => {
                Group::Values(group.field("attributeKey").and_then(Node::text), values)
            }
            ("condition", _, Some(condition)) if is_map(&condition) => Group::Condition(condition),
            ("list" | "condition", ..) => Group::Malformed,
            _ => Group::Foreign,
        },
        _ => Group::Malformed,
    }
}

/// `$savedGroup: {id, attributeKey?}`. A group that leads back to itself, or is not there, matches nobody.
pub(super) fn reference(place: Place<'_>, node: &Node, arena: &mut Arena) -> Lowered {
    let id = node.field("id").and_then(Node::text);
    let found = id.and_then(|id| Some((id, arena.group(id)?)));
    let Some((id, group)) = found.filter(|(id, _)| !place.groups.contains(id)) else {
        return Ok(always(false, arena));
    };
    match read(&group) {
        Group::Condition(condition) => {
            let open = [place.groups, &[id]].concat();
            Place { groups: &open, ..place }.condition(condition, arena)
        }
        Group::Values(Some(path), values) => {
            let path = match node.field("attributeKey") {
                None => path,
                Some(key) => match key.text() {
                    Some(key) => key,
                    None => return Ok(always(false, arena)),
                },
            };
            Ok(list(&place.path(path), Operator::In, values, arena))
        }
        Group::Values(None, _) | Group::Malformed => Ok(always(false, arena)),
        Group::Foreign => Ok(arena.add(Step::Unknown)),
    }
}

/// `$inGroup` and `$notInGroup`: whether the attribute itself is in the group's list. A group that is not there is an empty list.
pub(super) fn membership(path: &str, operator: Operator, node: &Node, arena: &mut Arena) -> NodeId {
    let Some(group) = node.text().map(|id| arena.group(id)) else { return always(false, arena) };
    let Some(group) = group else { return list(path, operator, &[], arena) };
    match read(&group) {
        Group::Values(_, values) => list(path, operator, values, arena),
        Group::Condition(_) | Group::Malformed => always(false, arena),
        Group::Foreign => arena.add(Step::Unknown),
    }
}

fn list(path: &str, operator: Operator, values: &[Node], arena: &mut Arena) -> NodeId {
    test(path, operator, Constant::Many(values.iter().filter_map(scalar).collect()), arena)
}
