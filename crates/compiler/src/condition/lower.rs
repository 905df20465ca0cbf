//! What every operator means at GrowthBook 0.12.0, as nodes of the engine.

use sillage_engine::{
    condition::{Node as Step, NodeId, Operator},
    value::{Scalar, Value as Constant},
};

use super::{Arena, NOT_YET};
use crate::yaml::{Entry, Node, Span, Value};

/// A condition whose exact meaning the engine's nodes cannot carry yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotExpressible {
    /// What is missing (`$regex`, `object equality`, `path into a list` …).
    pub what: String,
    /// Where it stands.
    pub span: Span,
}

type Lowered = Result<NodeId, NotExpressible>;

/// Lowers a condition: a mapping, all of whose entries must hold.
pub fn lower(condition: &Node, arena: &mut Arena) -> Lowered {
    let Value::Map(entries) = &condition.value else {
        return unable("a condition that is no object", condition.span);
    };
    let children = entries.iter().map(|entry| lower_entry(entry, arena)).collect::<Result<_, _>>()?;
    Ok(all(children, arena))
}

fn unable<T>(what: &str, span: Span) -> Result<T, NotExpressible> {
    Err(NotExpressible { what: what.to_owned(), span })
}

/// All of them hold; of a single one nothing but itself.
fn all(children: Vec<NodeId>, arena: &mut Arena) -> NodeId {
    match children.as_slice() {
        [only] => *only,
        _ => arena.add(Step::All(children)),
    }
}

/// What is always so: an empty `$and`; or never: an empty `$nor`.
fn always(truth: bool, arena: &mut Arena) -> NodeId {
    arena.add(if truth { Step::All(Vec::new()) } else { Step::Nor(Vec::new()) })
}

fn lower_entry(entry: &Entry, arena: &mut Arena) -> Lowered {
    let node = &entry.node;
    match entry.key.as_str() {
        "$and" => Ok(Step::All(lower_list(node, arena)?)).map(|step| arena.add(step)),
        "$or" => Ok(Step::Any(lower_list(node, arena)?)).map(|step| arena.add(step)),
        "$nor" => Ok(Step::Nor(lower_list(node, arena)?)).map(|step| arena.add(step)),
        "$not" => {
            let child = lower(node, arena)?;
            Ok(arena.add(Step::Not(child)))
        }
        "$segment" if arena.has_segments() => match node.text().and_then(|name| arena.segment(name)) {
            Some(segment) => Ok(arena.add(Step::Segment(segment))),
            None => unable("a segment that was not declared before", node.span),
        },
        "$savedGroup" => unable("$savedGroup", entry.span),
        // Any other key is an attribute's path, also one that starts with `$`.
        path => {
            reaches(path, entry.span)?;
            lower_value(path, node, arena)
        }
    }
}

fn lower_list(node: &Node, arena: &mut Arena) -> Result<Vec<NodeId>, NotExpressible> {
    let Value::List(items) = &node.value else {
        return unable("a logical operator without a list", node.span);
    };
    items.iter().map(|item| lower(item, arena)).collect()
}

/// Attributes are flat: a path cannot enter a list, nor ask for its `length`.
fn reaches(path: &str, span: Span) -> Result<(), NotExpressible> {
    let is_index = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let into_list = path.split('.').skip(1).any(|part| is_index(part) || part == "length");
    if into_list { unable("a path into a list", span) } else { Ok(()) }
}

/// Whether a mapping is made of operators.
pub(super) fn is_operators(entries: &[Entry]) -> bool {
    entries.iter().all(|entry| entry.key.starts_with('$'))
}

fn lower_value(path: &str, node: &Node, arena: &mut Arena) -> Lowered {
    match &node.value {
        // An object without operators asks for nothing, so it holds.
        Value::Map(entries) if is_operators(entries) => {
            let children =
                entries.iter().map(|entry| lower_operator(path, entry, arena)).collect::<Result<_, _>>()?;
            Ok(all(children, arena))
        }
        Value::Map(_) => unable("equality with an object", node.span),
        Value::List(items) => match items.iter().map(scalar).collect() {
            Some(scalars) => Ok(test(path, Operator::Is, Constant::Many(scalars), arena)),
            None => unable("equality with a list of lists or objects", node.span),
        },
        _ => Ok(test(path, Operator::Is, one(node), arena)),
    }
}

fn test(path: &str, operator: Operator, operand: Constant, arena: &mut Arena) -> NodeId {
    let attribute = arena.attribute(path);
    arena.add(Step::Test { attribute, operator, operand })
}

/// A value without parts.
fn scalar(node: &Node) -> Option<Scalar> {
    Some(match &node.value {
        Value::Null => Scalar::Null,
        Value::Bool(truth) => Scalar::Bool(*truth),
        Value::Number(number) => Scalar::Number(*number),
        Value::Text(text) => Scalar::Text(text.clone()),
        Value::List(_) | Value::Map(_) => return None,
    })
}

fn one(node: &Node) -> Constant {
    Constant::One(scalar(node).unwrap_or(Scalar::Null))
}

fn lower_operator(path: &str, entry: &Entry, arena: &mut Arena) -> Lowered {
    let node = &entry.node;
    match entry.key.as_str() {
        "$not" => {
            let child = lower_value(path, node, arena)?;
            Ok(arena.add(Step::Not(child)))
        }
        "$eq" => Ok(lower_equality(path, Operator::Equal, node, arena)),
        "$ne" => Ok(lower_equality(path, Operator::NotEqual, node, arena)),
        "$lt" => Ok(lower_order(path, Operator::Less, node, arena)),
        "$lte" => Ok(lower_order(path, Operator::LessOrEqual, node, arena)),
        "$gt" => Ok(lower_order(path, Operator::Greater, node, arena)),
        "$gte" => Ok(lower_order(path, Operator::GreaterOrEqual, node, arena)),
        "$exists" => Ok(test(path, Operator::Exists, Constant::bool(is_truthy(node)), arena)),
        "$in" => Ok(lower_membership(path, Operator::In, node, arena)),
        "$nin" => Ok(lower_membership(path, Operator::NotIn, node, arena)),
        "$all" => lower_containment(path, entry, arena),
        "$size" => lower_size(path, entry, arena),
        // Where an operator on a value belongs, a key of conditions never matches.
        "$and" | "$or" | "$nor" | "$savedGroup" => Ok(always(false, arena)),
        key if NOT_YET.contains(&key) => unable(key, entry.span),
        _ => Ok(arena.add(Step::Unknown)),
    }
}

/// Lists and objects equal nothing, not even their like: GrowthBook compares references.
fn lower_equality(path: &str, operator: Operator, node: &Node, arena: &mut Arena) -> NodeId {
    match scalar(node) {
        Some(scalar) => test(path, operator, Constant::One(scalar), arena),
        None => always(operator == Operator::NotEqual, arena),
    }
}

/// Only numbers and texts have an order.
fn lower_order(path: &str, operator: Operator, node: &Node, arena: &mut Arena) -> NodeId {
    match node.value {
        Value::Number(_) | Value::Text(_) => test(path, operator, one(node), arena),
        _ => always(false, arena),
    }
}

/// What JavaScript takes for true.
fn is_truthy(node: &Node) -> bool {
    match &node.value {
        Value::Null => false,
        Value::Bool(truth) => *truth,
        Value::Number(number) => *number != 0.0,
        Value::Text(text) => !text.is_empty(),
        Value::List(_) | Value::Map(_) => true,
    }
}

/// Without a list both polarities are false. Elements that are lists or objects equal nothing and are left out.
fn lower_membership(path: &str, operator: Operator, node: &Node, arena: &mut Arena) -> NodeId {
    match &node.value {
        Value::List(items) => {
            test(path, operator, Constant::Many(items.iter().filter_map(scalar).collect()), arena)
        }
        _ => always(false, arena),
    }
}

fn lower_containment(path: &str, entry: &Entry, arena: &mut Arena) -> Lowered {
    let Value::List(items) = &entry.node.value else {
        return unable("$all without a list", entry.span);
    };
    match items.iter().map(scalar).collect() {
        Some(scalars) => Ok(test(path, Operator::HasAll, Constant::Many(scalars), arena)),
        None => unable("$all with conditions", entry.span),
    }
}

fn lower_size(path: &str, entry: &Entry, arena: &mut Arena) -> Lowered {
    match entry.node.value {
        Value::Number(_) => Ok(test(path, Operator::Size, one(&entry.node), arena)),
        Value::Map(_) => unable("$size with a condition", entry.span),
        _ => Ok(always(false, arena)),
    }
}
